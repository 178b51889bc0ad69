//! Blocks: what stands below one another.

use super::{Leaf, NodeId, Numerals};
use crate::language::Language;
use crate::source::{Span, Spanned};

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The node.
    pub id: NodeId,
    /// Where it is written.
    pub span: Span,
    /// What its attribute block says.
    pub attributes: Attributes,
    /// What it is.
    pub kind: BlockKind,
}

impl Block {
    /// Whether it stands apart from the text, with notes of its own below it: a figure, a table, or
    /// a box of any kind.
    pub fn is_exhibit(&self) -> bool {
        match &self.kind {
            BlockKind::Figure(_) | BlockKind::Table(_) => true,
            BlockKind::Callout { kind, .. } => {
                !matches!(kind, CalloutKind::PullQuote | CalloutKind::Epigraph | CalloutKind::Verse)
            }
            _ => false,
        }
    }
}

/// An attribute block, `{#id .class key=value}`, after Pandoc's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The id, without its `#`.
    pub id: Option<Spanned<String>>,
    /// The classes, without their points, in the order of writing.
    pub classes: Vec<String>,
}

impl Attributes {
    /// Whether this class is among them.
    pub fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Leaf),
    /// A heading; classes `.unlisted`, `.unnumbered`, `.appendix`, `.recommendations`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Leaf,
    },
    /// A bulleted or numbered list.
    List(List),
    /// Terms with what is said of them: a glossary or a chronology.
    DefinitionList(Vec<Definition>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A quotation that opens with `[!kind]`.
    Callout {
        /// Which kind.
        kind: CalloutKind,
        /// The words after `[!kind]`.
        title: Option<Leaf>,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// What only one edition has: `[!pdf]` or `[!epub]`.
    Only {
        /// That edition.
        edition: Edition,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// Blocks in another language: `[!lang fa]`.
    Passage {
        /// That language.
        language: Language,
        /// What it holds.
        blocks: Vec<Block>,
    },
    /// A figure: a picture alone in its paragraph.
    Figure(Figure),
    /// A table.
    Table(Table),
    /// Code, with its line breaks.
    Code {
        /// The language that the fence names.
        language: Option<String>,
        /// The code: a [`super::InlineKind::Text`] for each line, with its line feed.
        text: Leaf,
    },
    /// A change of scene: `---`.
    SceneBreak,
    /// A new page: `\newpage`.
    PageBreak,
    /// A label in the margin and what belongs to it: about the author, acknowledgments. Only in
    /// the matter that the manifest implies.
    Labelled(Labelled),
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// How its items are numbered; none for bullets.
    pub numerals: Option<Numerals>,
    /// The items.
    pub items: Vec<ListItem>,
    /// Whether no blank line parts its items.
    pub tight: bool,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The node.
    pub id: NodeId,
    /// Where it is written.
    pub span: Span,
    /// What its attribute block says.
    pub attributes: Attributes,
    /// Whether it is done, when it is a task.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl ListItem {
    /// The sign of a task, done or not: what both editions say of its box.
    pub fn task_sign(&self) -> Option<&'static str> {
        self.task.map(|done| if done { "☑" } else { "☐" })
    }
}

/// An entry of a definition list.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The node.
    pub id: NodeId,
    /// What its attribute block says.
    pub attributes: Attributes,
    /// What is explained.
    pub term: Leaf,
    /// A date in brackets at the end of the term, without the brackets; it is not in `term`.
    pub date: Option<Leaf>,
    /// The explanations.
    pub descriptions: Vec<Vec<Block>>,
}

/// The kinds of callouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalloutKind {
    /// A box with a title; numbered.
    Box,
    /// Words of the text in large type; not read twice.
    PullQuote,
    /// A summary.
    Summary,
    /// A note of the editors.
    Note,
    /// A tip.
    Tip,
    /// Something important.
    Important,
    /// A warning.
    Warning,
    /// A caution.
    Caution,
    /// A motto above a chapter.
    Epigraph,
    /// Verse: its line breaks are kept.
    Verse,
}

/// One of the two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edition {
    /// The paginated one.
    Pdf,
    /// The e-book.
    Epub,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its kind, by its class.
    pub kind: FigureKind,
    /// The picture's path from the project's root, with `/`.
    pub path: String,
    /// Where the picture is named.
    pub path_span: Span,
    /// What the picture shows, for those who do not see it; empty when it is decorative.
    pub alt: String,
    /// The picture says nothing: `.decorative`.
    pub decorative: bool,
    /// The caption.
    pub caption: Option<Leaf>,
    /// A second, quieter line of the caption: what is counted, and in what: `subtitle="…"`.
    pub subtitle: Option<Leaf>,
    /// What the picture says at length, or where the report does: `description="…"`.
    pub description: Option<Leaf>,
    /// Where its facts come from: `source="…"`.
    pub source: Option<Leaf>,
    /// Who made the picture: `credit="…"`.
    pub credit: Option<Leaf>,
    /// A remark: `note="…"`.
    pub note: Option<Leaf>,
    /// Its width in per mille of the measure that its kind has: `width=80%`.
    pub width: Option<u32>,
    /// Where in the world outside it leads, when it is a link.
    pub link: Option<String>,
    /// The same picture drawn for a narrow screen, which alone shows it: `narrow="…"`.
    pub narrow: Option<Mark>,
}

/// The kinds of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// Numbered as "Figure".
    Figure,
    /// Numbered as "Map".
    Map,
    /// Not numbered.
    Photo,
    /// Numbered as "Figure".
    Chart,
    /// Numbered as "Figure", on a page of its own.
    Plate,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The alignment of each column; every row has as many cells.
    pub columns: Vec<Alignment>,
    /// The columns, counted from 0, that a narrow screen leaves out: `low="…"`, by their heads.
    pub low: Vec<usize>,
    /// The head.
    pub head: Row,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// The caption, from the paragraph `Table: …` below it.
    pub caption: Option<Leaf>,
    /// A second, quieter line of the caption.
    pub subtitle: Option<Leaf>,
    /// Where its facts come from.
    pub source: Option<Leaf>,
    /// A remark.
    pub note: Option<Leaf>,
}

impl Table {
    /// Whether the first column tells the rows apart, so that its cells name them: none is empty,
    /// and no two say the same.
    pub fn names_rows(&self) -> bool {
        let cells = self.rows.iter().filter_map(|row| row.cells.first());
        let mut names: Vec<String> = cells.map(|cell| cell.text.plain_text()).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        self.columns.len() > 1 && names.len() == count && !names.iter().any(String::is_empty)
    }
}

/// How a column's cells stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the theme says: numbers right, words left.
    #[default]
    Auto,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The node.
    pub id: NodeId,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The node.
    pub id: NodeId,
    /// What it holds.
    pub text: Leaf,
}

/// A label, and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// The node.
    pub id: NodeId,
    /// What it is: whose name the label is, or what it says.
    pub kind: LabelledKind,
    /// The label: "Author", "Rights", "Acknowledgments"; in about the author a person's name.
    pub label: Leaf,
    /// A second line of the label: a person's role, the institution's address.
    pub detail: Option<Leaf>,
    /// What belongs to it.
    pub blocks: Vec<Block>,
    /// A last line below that: how a person can be reached.
    pub contact: Option<Leaf>,
}

/// The kinds of labels and what belongs to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LabelledKind {
    /// The label says what the matter beside it is.
    #[default]
    Matter,
    /// The label names a person, whose name then heads the text instead of standing in the margin.
    Person {
        /// A picture of the person.
        portrait: Option<Mark>,
    },
    /// The label names the institution: with its mark at the foot of the last page.
    House,
}

/// A picture that says nothing which the words beside it do not: a portrait beside a name, the
/// mark of an institution, another form of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The picture's path from the project's root, with `/`.
    pub path: String,
    /// Where it is named.
    pub span: Span,
}
