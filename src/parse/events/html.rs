//! What the elements of HTML are to a book.
//!
//! After the HTML Standard, section 4; attributes that could run or load anything are not read.

use pulldown_cmark::{CodeBlockKind, CowStr, LinkType};

use super::tokens::Tag as HtmlTag;
use super::{Division, Naming, Tag};
use crate::language::Language;

/// What an element is.
#[derive(Clone, Debug, PartialEq)]
pub enum Role<'a> {
    /// A mark in a line.
    Mark(Tag<'a>),
    /// Words in a line that are but named.
    Words,
    /// Code in a line.
    Code,
    /// A line break.
    Break,
    /// A line between scenes.
    Rule,
    /// A picture, with what it shows.
    Picture(Tag<'a>, String),
    /// A block that holds words.
    Leaf(Tag<'a>),
    /// A block that holds blocks.
    Container(Tag<'a>),
    /// A list or a list of terms.
    Items(Tag<'a>),
    /// An item, a term or what it means.
    Item(Tag<'a>),
    /// Code as a block.
    Verbatim(Tag<'a>),
    /// A table.
    Table,
    /// A part of a table that is but a frame of rows.
    Rows,
    /// A row.
    Row,
    /// A cell, and whether it heads others; how many columns and rows it takes.
    Cell {
        /// Whether it is of the head.
        head: bool,
        /// Whether it takes more than its own place in the rows below.
        tall: bool,
        /// How many columns it takes.
        columns: usize,
    },
    /// Left out with all that is in it: it is made for machines.
    Machine,
    /// Left out with all that is in it: a drawing.
    Drawing,
    /// Left out, its words kept: sound, films, forms.
    Foreign,
    /// Unknown: its words are kept.
    Unknown,
}

/// The role of an element.
pub fn role(tag: &HtmlTag) -> Role<'static> {
    match tag.name.as_str() {
        "b" | "strong" => Role::Mark(Tag::Strong),
        "i" | "em" | "cite" | "dfn" | "var" | "u" | "mark" => Role::Mark(Tag::Emphasis),
        "s" | "del" | "strike" => Role::Mark(Tag::Strikethrough),
        "sup" => Role::Mark(Tag::Superscript),
        "sub" => Role::Mark(Tag::Subscript),
        "a" => anchor(tag),
        "code" | "kbd" | "samp" | "tt" => Role::Code,
        "abbr" | "acronym" | "bdi" | "bdo" | "big" | "data" | "font" | "ins" | "label" | "q"
        | "small" | "span" | "time" | "ruby" | "rb" | "rt" | "rp" | "rtc" | "nobr" | "picture"
        | "source" | "wbr" | "legend" => Role::Words,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "img" => picture(tag),
        "p" => Role::Leaf(Tag::Paragraph),
        "h1" => Role::Leaf(Tag::Heading(1)),
        "h2" => Role::Leaf(Tag::Heading(2)),
        "h3" => Role::Leaf(Tag::Heading(3)),
        "h4" => Role::Leaf(Tag::Heading(4)),
        "h5" => Role::Leaf(Tag::Heading(5)),
        "h6" => Role::Leaf(Tag::Heading(6)),
        "summary" | "figcaption" => Role::Leaf(Tag::Head),
        "blockquote" => Role::Container(Tag::BlockQuote),
        "details" => Role::Container(Tag::Division(Division::Details)),
        "aside" => Role::Container(Tag::Division(Division::Aside)),
        "figure" => Role::Container(Tag::Division(Division::Figure)),
        "address" | "article" | "body" | "center" | "div" | "fieldset" | "footer" | "form"
        | "header" | "hgroup" | "html" | "main" | "nav" | "noscript" | "search" | "section" => {
            Role::Container(Tag::Division(Division::Plain))
        }
        "ul" | "menu" | "dir" => Role::Items(Tag::List(None)),
        "ol" => {
            let start = tag.value("start").and_then(|start| start.trim().parse().ok());
            Role::Items(Tag::List(Some(start.unwrap_or(1))))
        }
        "dl" => Role::Items(Tag::DefinitionList),
        "li" => Role::Item(Tag::Item(None)),
        "dt" => Role::Item(Tag::DefinitionListTitle),
        "dd" => Role::Item(Tag::DefinitionListDefinition),
        "pre" => Role::Verbatim(Tag::CodeBlock(code_kind(tag))),
        "table" => Role::Table,
        "thead" | "tbody" | "tfoot" | "colgroup" | "col" => Role::Rows,
        "tr" => Role::Row,
        "td" | "th" => cell(tag),
        "caption" => Role::Leaf(Tag::TableCaption),
        "script" | "style" | "template" | "head" | "link" | "meta" | "base" => Role::Machine,
        "svg" | "canvas" => Role::Drawing,
        "audio" | "button" | "embed" | "iframe" | "input" | "map" | "area" | "math" | "meter"
        | "object" | "option" | "param" | "progress" | "select" | "textarea" | "track"
        | "video" => Role::Foreign,
        _ => Role::Unknown,
    }
}

/// Whether an element has no end: the void elements (HTML Standard, section 13.1.2).
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// What a tag names.
pub fn naming(tag: &HtmlTag) -> Naming {
    let words = |value: &str| !value.is_empty() && !value.contains(char::is_whitespace);
    let name = tag.value("name").filter(|_| tag.name == "a");
    let id = tag.value("id").or(name).filter(|id| words(id)).map(str::to_string);
    let classes = tag.value("class").unwrap_or_default().split_whitespace();
    let language = tag.value("lang").or(tag.value("xml:lang")).and_then(Language::parse);
    Naming { id, classes: classes.map(str::to_string).collect(), language }
}

fn anchor(tag: &HtmlTag) -> Role<'static> {
    match tag.value("href") {
        Some(href) => Role::Mark(Tag::Link {
            link_type: LinkType::Reference,
            // Line breaks in an address are none of it (URL Standard, section 4.4).
            dest_url: CowStr::from(href.trim().replace(['\n', '\r', '\t'], "")),
            title: CowStr::Borrowed(""),
        }),
        None => Role::Words,
    }
}

fn picture(tag: &HtmlTag) -> Role<'static> {
    let value = |name| tag.value(name).unwrap_or_default().trim().to_string();
    let tag = Tag::Image {
        link_type: LinkType::Reference,
        dest_url: CowStr::from(value("src")),
        title: CowStr::from(value("title")),
    };
    Role::Picture(tag, value("alt"))
}

fn cell(tag: &HtmlTag) -> Role<'static> {
    let count = |name| tag.value(name).and_then(|value| value.trim().parse::<usize>().ok());
    Role::Cell {
        head: tag.name == "th",
        tall: count("rowspan").is_some_and(|rows| rows > 1),
        columns: count("colspan").unwrap_or(1).clamp(1, 100),
    }
}

/// The language of code: of a class `language-rust` or `lang-rust`, as browsers' scripts have it.
fn code_kind(tag: &HtmlTag) -> CodeBlockKind<'static> {
    let classes = tag.value("class").unwrap_or_default().split_whitespace();
    let mut names =
        classes.filter_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
    match names.next() {
        Some(name) => CodeBlockKind::Fenced(CowStr::from(name.to_string())),
        None => CodeBlockKind::Indented,
    }
}
