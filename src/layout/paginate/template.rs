//! The template of the pages: the frames that are filled one after another.
//!
//! A frame is a page, or one of the columns that stand side by side on it. The search fills frames
//! and knows of the page only what it asks here: which frame comes next, how much of it is taken
//! by what stands above and by notes that are there already, whether it is to be level with the one
//! before, and whether the reader turns the leaf after it.

use super::super::list::{Frame, Units};
use super::notes::Stretch;
use super::plan::Place;

/// The frames of the pages, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Template {
    /// How many frames stand side by side on a page: 1 or 2.
    columns: usize,
    /// Whether the first page is a right-hand one.
    recto: bool,
    /// The first frames, as far as they are told apart. When there are none, frames are known by
    /// the side of the leaf alone: 0 on a right-hand page, 1 on a left-hand one.
    rooms: Vec<Room>,
    /// How many frames there are, when they are to be level at their end.
    count: Option<usize>,
}

/// What one frame has to offer.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// How much of it is taken at its head; all, when nothing may stand in it.
    pub top: Units,
    /// Where its text ends at the latest, when that is not at the foot. Notes may stand below.
    pub bottom: Option<Units>,
    /// The notes that stand at its foot already.
    pub held: Vec<Stretch>,
    /// Whether white may stand at its head, below what is there.
    pub begun: bool,
}

impl Template {
    /// Pages of one frame, all alike.
    pub fn plain(frame: &Frame) -> Template {
        Template { columns: 1, recto: frame.recto, ..Template::default() }
    }

    /// Pages of so many frames, the first of which are these; at least one is told.
    pub fn of(columns: usize, recto: bool, mut rooms: Vec<Room>) -> Template {
        if rooms.is_empty() {
            rooms.push(Room::default());
        }
        Template { columns: columns.max(1), recto, rooms, count: None }
    }

    /// The same frames up to the end of this page, on which no text stands below `bottom`.
    pub fn levelled(&self, page: usize, bottom: Units) -> Template {
        let mut template = self.clone();
        let count = (page + 1) * self.columns;
        template.rooms.resize(count.max(self.rooms.len()), Room::default());
        for room in template.rooms.iter_mut().take(count).skip(page * self.columns) {
            room.bottom = Some(bottom);
        }
        template.count = Some(count);
        template
    }

    fn is_plain(&self) -> bool {
        self.rooms.is_empty()
    }

    fn room(&self, frame: u32) -> Option<&Room> {
        self.rooms.get(frame as usize)
    }

    /// The first frame in which there is room on pages of this height.
    pub fn first(&self, capacity: Units) -> u32 {
        match self.is_plain() {
            true => u32::from(!self.recto),
            false => self.with_room(0, capacity),
        }
    }

    /// The frame after one; none after the last.
    pub fn next(&self, frame: u32, capacity: Units) -> Option<u32> {
        if self.is_plain() {
            return Some(1 - frame.min(1));
        }
        let next = self.with_room(frame + 1, capacity);
        let ends = self.count.is_some_and(|count| next as usize >= count);
        (!ends).then_some(next)
    }

    /// The frame so many after one; none if there are fewer.
    pub fn after(&self, frame: u32, count: usize, capacity: Units) -> Option<u32> {
        (0..count).try_fold(frame, |frame, _| self.next(frame, capacity))
    }

    fn with_room(&self, from: u32, capacity: Units) -> u32 {
        let full = |frame: u32| self.top(frame) >= capacity;
        (from..).find(|frame| !full(*frame)).unwrap_or(from)
    }

    /// How much of a frame is taken at its head.
    pub fn top(&self, frame: u32) -> Units {
        self.room(frame).map_or(0, |room| room.top)
    }

    /// Where the text of a frame ends at the latest, when that is not at the foot.
    pub fn bottom(&self, frame: u32) -> Option<Units> {
        self.room(frame)?.bottom
    }

    /// The notes that stand at the foot of a frame already.
    pub fn held(&self, frame: u32) -> &[Stretch] {
        self.room(frame).map_or(&[], |room| &room.held)
    }

    /// Whether white may stand at the head of a frame.
    pub fn keeps_white(&self, frame: u32) -> bool {
        self.room(frame).is_some_and(|room| room.begun)
    }

    /// Whether something stands on the page of a frame already, so that it may stay empty itself.
    pub fn may_stay_empty(&self, frame: u32) -> bool {
        self.room(frame).is_some_and(|room| room.top > 0 || !room.held.is_empty())
    }

    /// Whether a frame ought to be level with the one before it: right-hand pages with the left-hand
    /// page that they face, and the columns of a page with one another.
    pub fn pairs(&self, frame: u32) -> bool {
        if self.columns > 1 { !self.is_first(frame) } else { self.is_recto(frame) }
    }

    /// Whether the reader turns the leaf after a frame.
    pub fn turns(&self, frame: u32) -> bool {
        let last = (frame as usize + 1).is_multiple_of(self.columns.max(1));
        last && self.is_recto(frame)
    }

    /// Whether the reader has turned the leaf when a frame begins.
    pub fn is_overleaf(&self, frame: u32) -> bool {
        self.is_first(frame) && !self.is_recto(frame)
    }

    /// Whether a frame is the first of its page.
    pub fn is_first(&self, frame: u32) -> bool {
        (frame as usize).is_multiple_of(self.columns.max(1))
    }

    /// Whether the frames end where they are to be level.
    pub fn is_levelled(&self) -> bool {
        self.count.is_some()
    }

    /// Whether the frames of a page stand side by side.
    pub fn is_columns(&self) -> bool {
        self.columns > 1
    }

    fn is_recto(&self, frame: u32) -> bool {
        match self.is_plain() {
            true => frame == 0,
            false => (frame as usize / self.columns.max(1)).is_multiple_of(2) == self.recto,
        }
    }

    /// Where a frame stands, `count` frames after the first.
    pub fn place(&self, frame: u32, count: usize) -> Place {
        if self.is_plain() {
            return Place { page: count, column: None };
        }
        let (page, column) = (frame as usize / self.columns, frame as usize % self.columns);
        Place { page, column: self.is_columns().then_some(column) }
    }
}
