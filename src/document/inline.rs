//! Inlines: what stands in a line.

use unicode_script::{Script, UnicodeScript};

use super::{Attributes, NodeId};
use crate::language::Language;
use crate::source::Span;

/// What stands between the calls of two notes side by side, which without it would be read as one
/// number: a narrow space that ends no line.
pub const BETWEEN_CALLS: char = '\u{202f}';

/// The class of a mark of a draft: words that say what is wrong at their place, and that nobody
/// overlooks.
pub const DRAFT_MARK: &str = "draft-mark";

/// The text of one paragraph, heading, caption, term or cell. Offsets in the running text are
/// counted within a leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The node.
    pub id: NodeId,
    /// Where it is written.
    pub span: Span,
    /// What it holds.
    pub inlines: Vec<Inline>,
}

impl Leaf {
    /// The words without any mark-up, references and notes left out: for a bookmark, a slug, a
    /// metadata field.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        plain(&self.inlines, &mut text);
        text
    }

    /// Whether it holds nothing but places that can be led to, so that there is nothing to see.
    pub fn is_mere_place(&self) -> bool {
        !self.inlines.is_empty() && self.inlines.iter().all(Inline::is_mere_place)
    }
}

/// A text cut where scripts that have no italics, Arabic and those of East Asia, begin and end:
/// whether each part is in one, and the part. What scripts share stays with what is before it.
pub fn by_script(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, character) in text.char_indices() {
        let own = match character.script() {
            Script::Common | Script::Inherited | Script::Unknown => continue,
            script => UPRIGHT.contains(&script),
        };
        if let Some(before) = last.replace(own).filter(|before| *before != own) {
            parts.push((before, text.get(start..at).unwrap_or_default()));
            start = at;
        }
    }
    parts.push((last == Some(true), text.get(start..).unwrap_or_default()));
    parts
}

/// Scripts that have no italics.
const UPRIGHT: [Script; 6] = [
    Script::Arabic,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Hangul,
    Script::Bopomofo,
];

fn plain(inlines: &[Inline], text: &mut String) {
    let mut after_call = false;
    for inline in inlines {
        match &inline.kind {
            // The calls on both sides of it are left out.
            InlineKind::Text(words) if after_call && words.chars().eq([BETWEEN_CALLS]) => {}
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::LineBreak => text.push(' '),
            kind => plain(kind.inside(), text),
        }
        after_call = matches!(inline.kind, InlineKind::NoteCall { .. });
    }
}

/// Something in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// The node.
    pub id: NodeId,
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

impl Inline {
    fn is_mere_place(&self) -> bool {
        match &self.kind {
            InlineKind::Named { inside, .. } => inside.iter().all(Inline::is_mere_place),
            _ => false,
        }
    }
}

/// The kinds of inlines. Each says what it adds to the text of its leaf, by which offsets count.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words, with their quotes, dashes and spaces as they are to be set; a line break of the
    /// source is a space. Adds itself.
    Text(String),
    /// Stressed: `*…*`. Adds what is inside.
    Emphasis(Vec<Inline>),
    /// Strongly stressed: `**…**`. Adds what is inside.
    Strong(Vec<Inline>),
    /// Struck out: `~~…~~`. Adds what is inside.
    Strikethrough(Vec<Inline>),
    /// Raised: `^…^`. Adds what is inside.
    Superscript(Vec<Inline>),
    /// Lowered: `~…~`. Adds what is inside.
    Subscript(Vec<Inline>),
    /// Code: `` `…` ``. Adds itself.
    Code(String),
    /// A break that the author asked for. Adds one line feed.
    LineBreak,
    /// A link to the world outside. Adds what is inside.
    Link {
        /// The address, as it is written.
        url: String,
        /// What it says.
        inside: Vec<Inline>,
    },
    /// A reference to something with an id. Adds what is inside, or, when that is empty, the
    /// words that [`crate::references::References::text`] gives it.
    Reference {
        /// The id without its `#`.
        target: String,
        /// What is to be shown of the target.
        form: ReferenceForm,
        /// The author's own words; empty for the words that the numbers give.
        inside: Vec<Inline>,
    },
    /// The call of a note. Adds its mark, as [`crate::references::References::note_mark`] gives it.
    NoteCall {
        /// The name between `[^` and `]`.
        name: String,
    },
    /// A picture among words. Adds nothing.
    Image {
        /// Its path from the project's root, with `/`.
        path: String,
        /// What it shows.
        alt: String,
    },
    /// Words in another language. Adds what is inside.
    Passage {
        /// The language.
        language: Language,
        /// The words.
        inside: Vec<Inline>,
    },
    /// Words with an id or with classes: `[words]{#id .class}`. Adds what is inside; a mere place
    /// that can be led to has nothing in it.
    Named {
        /// The id and the classes.
        attributes: Attributes,
        /// The words.
        inside: Vec<Inline>,
    },
}

impl InlineKind {
    /// The inlines inside this one, in reading order; none in what holds words itself, or none.
    pub fn inside(&self) -> &[Inline] {
        match self {
            InlineKind::Emphasis(inside)
            | InlineKind::Strong(inside)
            | InlineKind::Strikethrough(inside)
            | InlineKind::Superscript(inside)
            | InlineKind::Subscript(inside)
            | InlineKind::Link { inside, .. }
            | InlineKind::Reference { inside, .. }
            | InlineKind::Passage { inside, .. }
            | InlineKind::Named { inside, .. } => inside,
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::LineBreak
            | InlineKind::NoteCall { .. }
            | InlineKind::Image { .. } => &[],
        }
    }

    /// The same, to be changed while the document is made.
    pub fn inside_mut(&mut self) -> &mut [Inline] {
        match self {
            InlineKind::Emphasis(inside)
            | InlineKind::Strong(inside)
            | InlineKind::Strikethrough(inside)
            | InlineKind::Superscript(inside)
            | InlineKind::Subscript(inside)
            | InlineKind::Link { inside, .. }
            | InlineKind::Reference { inside, .. }
            | InlineKind::Passage { inside, .. }
            | InlineKind::Named { inside, .. } => inside,
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::LineBreak
            | InlineKind::NoteCall { .. }
            | InlineKind::Image { .. } => &mut [],
        }
    }
}

/// What a reference shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceForm {
    /// The target's name and number: "Map 1".
    Number,
    /// The target's page: "page 9".
    Page,
    /// Both: "Map 1 on page 7".
    Full,
}
