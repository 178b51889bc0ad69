//! The plan of the pages: what stands on each, and where. Composing only places it.

use std::ops::Range;

use super::super::list::Units;
use crate::geometry::Length;

/// How a vertical list is cut into pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The pages in order; at least one. Where text stands in columns: the columns of each, and what
    /// stands across them.
    pub pages: Vec<PagePlan>,
    /// The sum of the costs, in demerits.
    pub cost: u64,
    /// How many states the search weighed: a measure of its work.
    pub states: usize,
    /// Where a rule had to give way, page by page.
    pub faults: Vec<Fault>,
}

impl Plan {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pages.last().map_or(0, |page| page.place.page + 1)
    }
}

/// What stands on a page; or in one column of it, or across its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagePlan {
    /// Where it stands.
    pub place: Place,
    /// The main flow and its floats, from the top down.
    pub parts: Vec<Part>,
    /// The notes at the foot, if there are any.
    pub notes: Option<FootNotes>,
    /// How far the page ends above its foot; negative when it runs over.
    pub shortfall: Units,
    /// How the page ends.
    pub ending: Ending,
}

/// A place on the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The page, from 0.
    pub page: usize,
    /// The column, from 0; none for all of the page's width.
    pub column: Option<usize>,
}

/// How a page ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The text goes on: the page ought to be full.
    #[default]
    Full,
    /// What follows asks for a new page.
    Forced,
    /// It holds floats alone.
    Floats,
    /// The list ends.
    Last,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The entry of the vertical list.
    pub entry: usize,
    /// Its top, from the top of the block of text.
    pub top: Units,
    /// The height that it has here. A float with less than its own height is to be scaled down.
    pub units: Units,
    /// What of the entry stands here.
    pub kind: PartKind,
}

/// What of an entry stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// These lines of a paragraph, in the setting of this index.
    Lines {
        /// Which of the paragraph's settings.
        setting: usize,
        /// Which of its lines.
        lines: Range<usize>,
    },
    /// All of a box, a row, or a float.
    Whole,
    /// Of a plate that has several pages, the one with this number, from 0.
    Sheet(usize),
    /// The head of the table whose row this entry is, repeated.
    Head,
}

/// The notes at the foot of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FootNotes {
    /// The top of the rule, from the top of the block of text.
    pub rule: Length,
    /// The notes, from the top down.
    pub parts: Vec<NotePart>,
}

/// A note or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePart {
    /// The note.
    pub note: usize,
    /// Which of its lines. It goes on from the page before when the first is not 0.
    pub lines: Range<usize>,
    /// Its top, from the top of the block of text.
    pub top: Length,
}

/// A rule that had to give way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The page, from 0.
    pub page: usize,
    /// The entry at which it happened.
    pub entry: usize,
    /// What happened.
    pub kind: FaultKind,
}

/// The ways in which a page can be at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The page ought to be full and ends so far above its foot, three lines or more, because what
    /// follows needs so much more than that; 0 where something else forced it.
    Short(Units, Units),
    /// The page ends so much higher or lower than the one before, which it faces: two lines or more.
    Uneven(Units),
    /// The column ends so much higher or lower than the one before, beside which it stands.
    UnevenColumns(Units),
    /// The page holds this much more than it has room for.
    Overfull(Units),
    /// A float taller than the page was scaled to this many per mille of its height.
    Scaled(u32),
    /// The page ends where a break is forbidden: after a heading, or before a table's last row.
    ForbiddenBreak,
    /// A single line of a paragraph stands alone at the foot or at the head.
    LoneLine,
    /// A float stands after the end of its section.
    SectionPassed,
    /// A float stands after a numbered block that comes after it.
    OutOfOrder,
    /// A float stands this many pages after the place where it was to stand: two or more.
    FloatFar(usize),
    /// A note called here goes on overleaf with so many lines.
    NoteTurns(usize),
    /// A note called here begins after the page of its call.
    NoteLate,
}
