//! The vertical list: all that stands in the main flow, one below another, before it is cut into
//! pages.
//!
//! Blocks are measured into a [`VerticalList`], and [`super::paginate`] chooses where its pages
//! end. The list knows heights, notes and penalties and nothing of what is drawn; its indices are
//! how the plan of the pages speaks of it.
//!
//! **Heights are [`Units`]**: half lines of the grid, so that the half lines between the items of
//! a list are exact and all arithmetic is in small integers. What has another height is rounded
//! up to units by the block that makes the entry: above a heading, below a caption, half and half
//! around a formula. Notes alone keep their exact lengths, because they have a leading of their
//! own; only all the notes of a page together are rounded.

use std::ops::Range;

use crate::geometry::Length;

/// A height in half lines of the grid.
pub type Units = i32;

/// The units of one line of the grid.
pub const LINE: Units = 2;

/// The penalty that forbids a break.
pub const FORBIDDEN: u32 = 1 << 28;

/// The entries of the main flow from top to bottom, and the notes that they call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerticalList {
    /// What stands below one another.
    pub entries: Vec<Entry>,
    /// The notes in the order of their calls. Entries name them by their index here.
    pub notes: Vec<NoteHeight>,
    /// The entries of each box, of which no two ought to stand on one page.
    pub boxes: Vec<Range<usize>>,
    /// How much of each float's height is white above it, which vanishes at the head of a page; a
    /// whole number of lines.
    pub float_white: Units,
}

impl VerticalList {
    /// Adds an entry, with the penalty of a page that ends before it.
    pub fn push(&mut self, break_before: u32, kind: EntryKind) {
        self.entries.push(Entry { break_before, kind, across: false });
    }
}

/// An entry of the vertical list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it costs to end a page before this entry, in demerits (40 is a page one line short):
    /// 0 where a break is free, [`FORBIDDEN`] where there must be none. The whole of "keep with
    /// next" is said here: a heading forbids the break before what follows it.
    pub break_before: u32,
    /// What it is.
    pub kind: EntryKind,
    /// Whether it stands across all columns of the page, where there are several.
    pub across: bool,
}

impl Entry {
    /// Its height when nothing is made longer or shorter for a page.
    pub fn natural_units(&self) -> Units {
        match &self.kind {
            EntryKind::Paragraph(paragraph) => {
                let lines = paragraph.settings.first().map_or(0, |setting| setting.lines.len());
                Units::try_from(lines).unwrap_or(Units::MAX / 8).saturating_mul(LINE)
            }
            EntryKind::Space { units, .. }
            | EntryKind::Box { units, .. }
            | EntryKind::Row { units, .. }
            | EntryKind::Float { units, .. } => *units,
            EntryKind::Barrier | EntryKind::Turn | EntryKind::Room { .. } | EntryKind::Forced => 0,
        }
    }
}

/// The kinds of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Lines of one grid line each, between which a page may end.
    Paragraph(Paragraph),
    /// What is never broken: a heading, a formula, short code, an item of recommendations.
    Box {
        /// Its height with its gaps.
        units: Units,
        /// The notes called in it.
        notes: Vec<usize>,
    },
    /// White. It vanishes at the head of a page.
    Space {
        /// Its height.
        units: Units,
        /// The cost of making it a line less, if that may be.
        less: Option<u32>,
        /// The cost of making it a line more, if that may be.
        more: Option<u32>,
        /// Whether what follows begins on a whole line of the grid: the end of a block that has
        /// half lines in it gives them back.
        to_grid: bool,
    },
    /// A row of a table.
    Row {
        /// Its height. In the first row of a table: with the caption and the head.
        units: Units,
        /// The height of the head that is repeated when a page begins with this row; 0 for the
        /// first row, which has its head in itself.
        head: Units,
        /// The notes called in it that stand at the foot of the page.
        notes: Vec<usize>,
    },
    /// A figure that may stand elsewhere. It comes after the block of its first mention; it is set
    /// here when it fits, else at the head of a later page, in order. The penalty before it means
    /// nothing: a page ends before what follows it.
    Float {
        /// Its height with its caption and its gaps.
        units: Units,
        /// The pages of its own that it wants, one after another: how many of its notes are called
        /// on each. Empty for what is no plate.
        plates: Vec<usize>,
        /// The notes called in it; they stand where it stands.
        notes: Vec<usize>,
    },
    /// The end of a section, which floats do not pass.
    Barrier,
    /// The place of a numbered figure, table or box that is set here: floats before it stand before
    /// it.
    Turn,
    /// A place to begin a new page, if less than this is left on the old one.
    Room {
        /// The height that must be left.
        units: Units,
    },
    /// The beginning of a new page: of a chapter, or where the author asks for one.
    Forced,
}

impl EntryKind {
    /// White of this height that neither stretches nor shrinks.
    pub fn space(units: Units) -> EntryKind {
        EntryKind::Space { units, less: None, more: None, to_grid: false }
    }
}

/// A paragraph's lines, in one or more settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The natural setting first; then those that a page may choose instead, commonly one line
    /// shorter and one line longer. A paragraph without any is nothing.
    pub settings: Vec<Setting>,
    /// Whether it may not be broken.
    pub whole: bool,
}

/// One way to break a paragraph into lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Its lines.
    pub lines: Vec<Line>,
    /// What it costs to choose it: 0 for the natural one, 40 to 160 for others.
    pub cost: u32,
}

/// What a line means to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// It ends with a hyphen that hyphenation set.
    pub hyphenated: bool,
    /// The notes called in it.
    pub notes: Vec<usize>,
    /// The float that follows the paragraph in the list is first mentioned here or before.
    pub mentions_float: bool,
}

/// The height of a note at the foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteHeight {
    /// How many lines it has; at least 1.
    pub lines: usize,
    /// The height of each.
    pub leading: Length,
    /// Lines that hold together: those of a picture.
    pub solid: Vec<Range<usize>>,
}

impl NoteHeight {
    /// The height of so many of its lines.
    pub fn of(&self, lines: usize) -> Length {
        self.leading * i64::try_from(lines).unwrap_or(i64::from(i32::MAX))
    }

    /// The height of all of it.
    pub fn whole(&self) -> Length {
        self.of(self.lines)
    }

    /// How few of its lines may stand on the page of its call: two, if two more are left.
    pub fn least(&self) -> usize {
        self.next_cut(2)
    }

    /// How many lines have room in this height.
    pub fn lines_in(&self, height: i64) -> usize {
        let lines = height.max(0) / self.leading.units().max(1);
        usize::try_from(lines).unwrap_or(usize::MAX)
    }

    /// Whether it may be split before this line: two lines stand on either side, and what is solid
    /// stays whole. Before its first line and after its last it always may.
    fn may_split(&self, line: usize) -> bool {
        let apart = line >= 2 && line + 2 <= self.lines;
        let ends = line == 0 || line >= self.lines;
        ends || apart && !self.solid.iter().any(|solid| solid.start < line && line < solid.end)
    }

    /// The last line, up to this one, before which it may be split.
    pub fn cut(&self, line: usize) -> usize {
        let line = line.min(self.lines);
        (0..=line).rev().find(|line| self.may_split(*line)).unwrap_or(0)
    }

    /// The first line, from this one on, before which it may be split.
    pub fn next_cut(&self, line: usize) -> usize {
        (line..self.lines).find(|line| self.may_split(*line)).unwrap_or(self.lines)
    }
}

/// The block of text that a page has, in one column or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its height; a whole number of lines.
    pub units: Units,
    /// The height of a line of the grid.
    pub grid: Length,
    /// What notes need beside their lines: the clear white above the rule, the rule, and the white
    /// below it.
    pub note_overhead: Length,
    /// Of `note_overhead`, what stands above the rule.
    pub note_clear: Length,
    /// How much of the first page is taken already, by the title above the text; a whole number of
    /// lines.
    pub used: Units,
    /// Whether the first page is a right-hand one.
    pub recto: bool,
    /// How many columns of text stand side by side in it: 1 or 2.
    pub columns: usize,
}

impl Frame {
    /// The length of so many units.
    pub fn length(&self, units: Units) -> Length {
        self.grid.scale(i64::from(units), i64::from(LINE))
    }
}
