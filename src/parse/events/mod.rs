//! The events of a text: what begins, what ends and what stands between.
//!
//! They come from pulldown-cmark, with three things done to them, so that the rest of this room has
//! one stream to read, well nested and with nothing in it that it does not know:
//!
//! 1. words that the parser was shown otherwise (`masks`) are again those of the source;
//! 2. HTML is read (`html`, `tokens`, `tables`): what says the same as Markdown becomes the event
//!    that Markdown has for it, and of the rest the words stay;
//! 3. all is nested (`nesting`): whatever begins ends, marks hold nothing but marks and words, and
//!    lists nothing but items, however crossed the tags are that an author wrote.

mod html;
mod nesting;
mod tables;
mod tokens;

use std::collections::BTreeMap;
use std::ops::Range;

pub use pulldown_cmark::{Alignment, CodeBlockKind};
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use super::masks::{Fence, Masks};
use crate::diagnostic::Code;
use crate::language::Language;

/// An event, which stands at a range of bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// Something begins.
    Start(Tag<'a>),
    /// The innermost of what has begun ends.
    End(Ending),
    /// Words.
    Text(CowStr<'a>),
    /// Code in a line.
    Code(CowStr<'a>),
    /// The call of a note that the same text defines.
    FootnoteReference(CowStr<'a>),
    /// A line break of the source.
    SoftBreak,
    /// A line break that the author asked for.
    HardBreak,
    /// A line between scenes.
    Rule,
    /// What the tag before says of what begins with it.
    Named(Box<Naming>),
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A mark in a line.
    Mark,
    /// A block.
    Block,
}

/// What begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag<'a> {
    /// A paragraph.
    Paragraph,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A quotation.
    BlockQuote,
    /// Code.
    CodeBlock(CodeBlockKind<'a>),
    /// A list, with the number that it begins with.
    List(Option<u64>),
    /// An item, and whether it is done when it is a task.
    Item(Option<bool>),
    /// A note with its name.
    FootnoteDefinition(CowStr<'a>),
    /// Terms and what they mean.
    DefinitionList,
    /// A term.
    DefinitionListTitle,
    /// What it means.
    DefinitionListDefinition,
    /// A table, with the alignments of its columns.
    Table(Vec<Alignment>),
    /// Its head.
    TableHead,
    /// One of its rows.
    TableRow,
    /// A cell of a row.
    TableCell,
    /// The caption of the table just read.
    TableCaption,
    /// Part of a text in HTML: `div`, `section`, `details`, `aside`, `figure`.
    Division(Division),
    /// The words that head such a part: `summary`, `figcaption`.
    Head,
    /// Part of a text between fences: `::: {.note}`, or a directive.
    Fence(Box<Fence>),
    /// `*…*`.
    Emphasis,
    /// `**…**`.
    Strong,
    /// `~~…~~`.
    Strikethrough,
    /// `^…^`.
    Superscript,
    /// `~…~`.
    Subscript,
    /// Words with a name or a language of their own.
    Words,
    /// A link.
    Link {
        /// How it is written.
        link_type: LinkType,
        /// Where it leads.
        dest_url: CowStr<'a>,
        /// Its title.
        title: CowStr<'a>,
    },
    /// A picture; what is in it says what it shows.
    Image {
        /// How it is written.
        link_type: LinkType,
        /// Its path.
        dest_url: CowStr<'a>,
        /// Its title.
        title: CowStr<'a>,
    },
}

/// The parts of a text that HTML knows and Markdown does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// `div`, `section`, `article` and their like: nothing but what they are named.
    Plain,
    /// `details`: what is said under a summary.
    Details,
    /// `aside`: what stands apart.
    Aside,
    /// `figure`.
    Figure,
}

/// What a tag says of what begins with it: attributes `id`, `class`, `lang`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// The id.
    pub id: Option<String>,
    /// The classes.
    pub classes: Vec<String>,
    /// The language.
    pub language: Option<Language>,
}

impl Naming {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.language.is_none()
    }
}

impl Tag<'_> {
    /// Whether it marks words in a line.
    pub fn is_mark(&self) -> bool {
        matches!(
            self,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Words
                | Tag::Link { .. }
                | Tag::Image { .. }
        )
    }

    /// Whether it holds blocks.
    pub fn is_container(&self) -> bool {
        matches!(
            self,
            Tag::BlockQuote
                | Tag::List(_)
                | Tag::Item(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::Division(_)
                | Tag::Fence(_)
        )
    }
}

impl Event<'_> {
    /// Whether it belongs to a line, and neither begins nor ends a block.
    pub fn is_of_line(&self) -> bool {
        match self {
            Event::Start(tag) => tag.is_mark(),
            Event::End(ending) => *ending == Ending::Mark,
            Event::Rule => false,
            _ => true,
        }
    }
}

/// What is wrong with the nesting of a text, or is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub range: Range<usize>,
    /// Whether it is an error.
    pub error: bool,
    /// Its kind.
    pub code: Code,
    /// What it is.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// The link reference definitions of a text, by their normalized labels.
pub type Definitions = BTreeMap<String, (String, String)>;

/// What was read of a text.
pub struct Events<'a> {
    /// Its events in order, each with its place.
    pub list: Vec<(Event<'a>, Range<usize>)>,
    /// Its link reference definitions.
    pub definitions: Definitions,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// What of Markdown is read.
pub fn options() -> Options {
    // Quotation marks and dashes are set by language, and raised letters inside words, in
    // `typography` and `pieces`.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUBSCRIPT
}

/// The events of a whole text, which the parser is `shown` with these masks.
pub fn read<'a>(text: &'a str, shown: &str, masks: &Masks) -> Events<'a> {
    let parser = Parser::new_ext(shown, options());
    let definitions = parser.reference_definitions().iter().map(|(name, definition)| {
        let title = definition.title.as_deref().unwrap_or_default().to_string();
        (name.to_lowercase(), (definition.dest.to_string(), title))
    });
    let definitions = definitions.collect();
    let (list, faults) = nesting::nest(parser.into_offset_iter(), text, shown, masks);
    Events { list, definitions, faults }
}

/// The events of a stretch of inline Markdown, whose links may be defined elsewhere.
pub fn read_fragment<'a>(text: &'a str, definitions: &Definitions) -> Events<'a> {
    let look_up = |link: BrokenLink<'_>| {
        let (url, title) = definitions.get(&link.reference.to_lowercase())?;
        // A footnote's call is found later, among the words.
        let known = !matches!(link.link_type, LinkType::Autolink);
        known.then(|| (CowStr::from(url.clone()), CowStr::from(title.clone())))
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(look_up));
    let none = Masks::default();
    let (list, faults) = nesting::nest(parser.into_offset_iter(), text, text, &none);
    Events { list, definitions: Definitions::new(), faults }
}
