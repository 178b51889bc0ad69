//! Elements of the structure tree and their roles: ISO 32000-1, 14.8.4.

use crate::geometry::Rect;
use crate::pdf::marked_content::SequenceId;

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident,)*) => {
        /// The roles in use, by their names in ISO 32000-1.
        #[allow(clippy::upper_case_acronyms, reason = "these are the names of the standard")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(in crate::pdf) enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// The role's name in the file.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Role::$role => stringify!($role),)*
                }
            }
        }
    };
}

roles! {
    /// The whole.
    Document,
    /// A chapter, a section, a part of the front matter.
    Sect,
    /// A group without a meaning of its own.
    Div,
    /// Beside the text: a box. Ours; readers know it as a section.
    Aside,
    /// The title of the report. Ours; readers know it as a paragraph.
    Title,
    /// A heading of level 1.
    H1,
    /// A heading of level 2.
    H2,
    /// A heading of level 3.
    H3,
    /// A heading of level 4.
    H4,
    /// A heading of level 5.
    H5,
    /// A heading of level 6.
    H6,
    /// A paragraph.
    P,
    /// A quotation of blocks.
    BlockQuote,
    /// Code.
    Code,
    /// A list.
    L,
    /// An item of a list.
    LI,
    /// A bullet, a number, a mark, a term.
    Lbl,
    /// What the label belongs to.
    LBody,
    /// A table.
    Table,
    /// The head of a table.
    THead,
    /// The rows below it.
    TBody,
    /// A row.
    TR,
    /// A cell that heads others.
    TH,
    /// A cell.
    TD,
    /// A caption.
    Caption,
    /// A picture.
    Figure,
    /// A contents list.
    TOC,
    /// An entry of a contents list.
    TOCI,
    /// A footnote.
    Note,
    /// A reference to something else in the report.
    Reference,
    /// Where a reader can click.
    Link,
    /// Words that differ in something.
    Span,
}

impl Role {
    /// The role of a heading of this level, from 1; levels beyond 6 are 6.
    pub const fn heading(level: u8) -> Role {
        match level {
            0 | 1 => Role::H1,
            2 => Role::H2,
            3 => Role::H3,
            4 => Role::H4,
            5 => Role::H5,
            _ => Role::H6,
        }
    }

    /// The roles of our own, and what readers shall take them for: ISO 32000-1, 14.8.4.1.
    pub const OWN: &'static [(Role, Role)] = &[(Role::Aside, Role::Sect), (Role::Title, Role::P)];

    /// Whether an element of this role says something even when it holds nothing: a table has a
    /// cell for each of its columns.
    pub const fn stands_empty(self) -> bool {
        matches!(self, Role::TH | Role::TD)
    }
}

/// Which element of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::pdf) struct ElementId(pub usize);

/// An element of the structure tree.
#[derive(Clone, Debug)]
pub(in crate::pdf) struct Element {
    /// Its role.
    pub role: Role,
    /// The element that it is in; none for the document.
    pub parent: Option<ElementId>,
    /// What it holds, in the order of reading.
    pub kids: Vec<Kid>,
    /// What is said of it; most elements have nothing.
    pub properties: Option<Box<Properties>>,
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Kid {
    /// Another element.
    Element(ElementId),
    /// Something drawn.
    Sequence(SequenceId),
    /// An annotation, by its number in [`crate::pdf::annotations::Annotations`].
    Annotation(usize),
}

/// What is said of an element.
#[derive(Clone, Debug, Default)]
pub(in crate::pdf) struct Properties {
    /// What a picture shows.
    pub alt: Option<String>,
    /// The language, when it differs.
    pub language: Option<String>,
    /// The identity of a note.
    pub id: Option<String>,
    /// How a list is numbered.
    pub numbering: Option<&'static str>,
    /// The page and place of a picture.
    pub place: Option<(usize, Rect)>,
    /// What a cell of a table heads.
    pub scope: Option<Scope>,
}

/// What a head of a table stands for: ISO 32000-1, table 349.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pdf) enum Scope {
    /// The cells below it.
    Column,
    /// The cells after it.
    Row,
}

impl Scope {
    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Column => "Column",
            Scope::Row => "Row",
        }
    }
}
