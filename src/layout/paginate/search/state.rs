//! The states of the search, and the ways to them.

use super::super::super::list::Units;
use super::super::plan::Ending;

/// No node; no line.
pub const NONE: u32 = u32::MAX;
/// No facing page.
pub const NO_FACE: i8 = i8::MAX;

/// The open page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The height of its notes with their rule; 0 without notes.
    pub notes: i64,
    /// The height of the rest, floats and repeated heads included.
    pub used: Units,
    /// In a search that spills, the same with no more of the notes than must stand on it; else 0.
    pub least: i64,
    /// The notes that go on on the next page in any case: an index of [`Search::queues`](super::Search).
    pub over: u32,
    /// Floats mentioned and not yet placed. Order is kept, so that a count names them.
    pub waiting: u32,
    /// Which of the frames of the template it is.
    pub frame: u32,
    /// How short the facing left-hand page is, on a right-hand page; or the column beside it.
    pub verso: i8,
    /// Whether it holds nothing yet but floats and repeated heads.
    pub fresh: bool,
    /// Whether its last note was called on it outside floats, and so may be split.
    pub splittable: bool,
    /// Whether it holds a box.
    pub boxed: bool,
    /// In mid paragraph: whether the float that follows the paragraph is placed already.
    pub past: bool,
}

/// How a state came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The beginning.
    Start,
    /// Nothing is drawn: a barrier, a float that waits, room enough.
    Pass,
    /// White of this height.
    White(Units),
    /// A box, a row, or a float is laid.
    Lay,
    /// The lines of a paragraph from `from` to its end are laid.
    Lines { setting: u16, from: u32 },
    /// Of a paragraph, these lines are laid, then its float, if `foot`; the page ends.
    BreakIn { setting: u16, from: u32, to: u32, foot: bool, end: PageEnd },
    /// The page ends before the entry.
    Break(PageEnd),
}

/// The end of a page and the beginning of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageEnd {
    /// How the page ends.
    pub ending: Ending,
    /// Floats at the head of the next page.
    pub heads: u32,
    /// The entry whose head is repeated on the next page, or [`NONE`].
    pub head_of: u32,
}

/// A state.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// The open page.
    pub open: Open,
    /// What all pages before it cost, and what was laid on it.
    pub cost: u64,
    /// The next node of its chain.
    pub next: u32,
}

/// The way to a state. It is asked for far less often than the state itself, and therefore kept
/// apart: so twice as many states stay near at hand.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// The node that it comes from.
    pub back: u32,
    /// The entry that the step deals with.
    pub entry: u32,
    /// What was done.
    pub step: Step,
}

impl Open {
    /// Whether this is another state but for the level of the facing page. What tells most apart is
    /// asked first.
    pub fn is_like(&self, other: &Open) -> bool {
        self.notes == other.notes
            && self.used == other.used
            && self.frame == other.frame
            && self.waiting == other.waiting
            && self.splittable == other.splittable
            && self.fresh == other.fresh
            && self.over == other.over
            && self.least == other.least
            && self.boxed == other.boxed
            && self.past == other.past
    }
}

impl Way {
    /// The way from a node by a step that deals with an entry.
    pub fn new(back: u32, entry: usize, step: Step) -> Way {
        Way { back, entry: entry as u32, step }
    }
}

impl PageEnd {
    /// An end after which the next page begins with nothing of the past.
    pub fn plain(ending: Ending) -> PageEnd {
        PageEnd { ending, heads: 0, head_of: NONE }
    }

    /// The entry whose head is repeated on the next page.
    pub fn repeated(&self) -> Option<usize> {
        (self.head_of != NONE).then_some(self.head_of as usize)
    }
}
