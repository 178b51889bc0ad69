//! The semantic tree of a report: what the author said, without a word of how it looks.
//!
//! A [`Document`] is a list of [`Chapter`]s, each a list of [`Block`]s, which hold [`Leaf`]s, which
//! hold [`Inline`]s. Every block, leaf and inline has a [`NodeId`] and a [`Span`]; the id is what
//! later goods ([`crate::references`], [`crate::page`]) speak of, so that nobody needs to write
//! into the tree.
//!
//! **Offsets.** A place in the running text is a leaf and a byte offset in the leaf's text. That
//! text is what a reader sees: each [`InlineKind`] says what it adds. Layout and the EPUB count
//! alike, and so a page of one is found in the other.
//!
//! **Front and back matter** that the manifest implies (title, imprint, about the author) is here
//! too, made once by `parse`, so that both editions say the same words.

mod address;
mod block;
mod dump;
mod inline;
mod numbers;
mod numerals;
mod pull_quote;
pub mod visit;

pub use address::{AddressFault, picture_name, web_address};
pub use block::{
    Alignment, Attributes, Block, BlockKind, CalloutKind, Cell, Definition, Edition, Figure,
    FigureKind, Labelled, LabelledKind, List, ListItem, Mark, Row, Table,
};
pub use inline::{BETWEEN_CALLS, DRAFT_MARK, Inline, InlineKind, Leaf, ReferenceForm, by_script};
pub use numbers::{is_no_number, is_number, with_signs};
pub use numerals::{NumeralStyle, Numerals};
pub use pull_quote::only_repeats;

use std::sync::Arc;

use crate::language::Language;
use crate::source::{SourceId, Span};

/// The identity of a node: the source that it comes from, and its number there in reading order.
///
/// Numbers are given by `parse`, from 0, to blocks, leaves and inlines alike; a node's number is
/// less than those of the nodes inside it. What the manifest implies belongs to the manifest's
/// source. An edit of one file leaves the ids of all others alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// The file.
    pub source: SourceId,
    /// The number in the file.
    pub index: u32,
}

/// A whole report.
#[derive(Clone, Debug)]
pub struct Document {
    /// The language of the report.
    pub language: Language,
    /// What comes before the text.
    pub front: Front,
    /// The text, in reading order: opening, chapters, appendices, and the back matter.
    pub chapters: Vec<Chapter>,
    /// The notes, in the order of their definitions, file by file.
    pub notes: Vec<Arc<Note>>,
    /// The chapters' files by their names, in reading order. The target of a reference may be
    /// such a name: it stands for the file's first heading.
    pub files: Vec<(String, SourceId)>,
}

impl Document {
    /// Whether words with these attributes are a mark of a draft. In what is no draft they are
    /// words like others.
    pub fn is_draft_mark(&self, attributes: &Attributes) -> bool {
        self.front.draft.is_some() && attributes.has(DRAFT_MARK)
    }
}

/// The front matter: what the manifest says of the report.
#[derive(Clone, Debug)]
pub struct Front {
    /// The cover, if it has a picture of its own.
    pub cover: Option<Cover>,
    /// The mark of the institution: on the cover, in the imprint and at the end.
    pub logo: Option<Mark>,
    /// The institution, at the head of the cover and of the imprint.
    pub publisher: Option<Leaf>,
    /// The series, at the head of the cover.
    pub series: Option<Leaf>,
    /// The number in the series, as it is printed.
    pub number: Option<Leaf>,
    /// The title.
    pub title: Leaf,
    /// The subtitle.
    pub subtitle: Option<Leaf>,
    /// The authors as one line: "A, B and C".
    pub byline: Option<Leaf>,
    /// The first author's role, or nothing when there are several.
    pub role: Option<Leaf>,
    /// The date in the report's language: "October 2024" or "1 October 2024".
    pub date: Option<Leaf>,
    /// The title for running heads.
    pub running_title: String,
    /// What each page of a draft bears: "Draft". None when the report is none.
    pub draft: Option<String>,
    /// What the institution says of itself, at the head of the imprint: the disclaimer.
    pub statement: Vec<Arc<Block>>,
    /// The imprint: rows of label and matter.
    pub imprint: Vec<Labelled>,
}

/// The picture of the cover.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The node, for the structure tree.
    pub id: NodeId,
    /// The picture's path from the project's root, with `/`.
    pub path: String,
    /// Where the manifest names it.
    pub span: Span,
    /// What it shows; empty when the manifest does not say.
    pub alt: String,
}

/// The part that a chapter plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChapterRole {
    /// The text before the first heading.
    Opening,
    /// A chapter of the body.
    Body,
    /// An appendix.
    Appendix,
    /// What follows the text: about the author, acknowledgments, about the institution.
    Back,
}

/// A chapter: a heading of the first level and all up to the next one. In the EPUB it is one
/// document.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The part that it plays.
    pub role: ChapterRole,
    /// Its blocks; unless it is the opening, the first is its heading of level 1.
    pub blocks: Vec<Arc<Block>>,
}

impl Chapter {
    /// The heading of the chapter.
    pub fn heading(&self) -> Option<&Leaf> {
        match &self.blocks.first()?.kind {
            BlockKind::Heading { level: 1, text } => Some(text),
            _ => None,
        }
    }
}

/// A note: what a call in the text leads to.
#[derive(Clone, Debug)]
pub struct Note {
    /// The node.
    pub id: NodeId,
    /// The name between `[^` and `]`; names are of one file.
    pub name: String,
    /// The definition, from `[^` on.
    pub span: Span,
    /// What the note says.
    pub blocks: Vec<Block>,
}
