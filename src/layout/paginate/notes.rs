//! How notes are divided among pages.
//!
//! The notes of a page are those that it inherits from the page before and those that are called
//! on it. When they do not all fit, what is left over waits in a [`Queue`] for the next page: as a
//! rule the end of the last note, and where even that does not help, the ends of several. Each
//! note begins on the page of its call as long as there is room for its first two lines.

use super::super::list::Units;
use super::galley::Galley;
use super::plan::{FootNotes, NotePart};
use crate::geometry::Length;

/// A note that goes on on the next page, from this line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rest {
    pub note: usize,
    pub from: usize,
}

/// The notes that go on, in order. A note that has not begun goes on from its line 0.
pub(super) type Queue = Vec<Rest>;

/// Lines of a note on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub note: usize,
    pub from: usize,
    pub to: usize,
}

impl Galley<'_> {
    /// The height of these lines of notes.
    pub fn stretches(&self, stretches: &[Stretch]) -> i64 {
        let height = |own: &Stretch| self.note_lines(own.note, own.to - own.from);
        stretches.iter().map(height).sum()
    }

    /// The height of the notes that stand at the foot of a frame already, with their rule.
    pub fn held(&self, frame: u32) -> i64 {
        let held = self.template.held(frame);
        if held.is_empty() { 0 } else { self.stretches(held) + self.overhead }
    }

    /// These notes as they stand at a foot, so far below the top of the block of text.
    pub fn at_foot(&self, notes: &[Stretch], foot: Units) -> Option<FootNotes> {
        if notes.is_empty() {
            return None;
        }
        let mut top = i64::from(foot) * self.unit - self.stretches(notes);
        let rule = top - self.overhead + self.frame.note_clear.units();
        let mut parts = Vec::with_capacity(notes.len());
        for own in notes {
            let Stretch { note, from, to } = *own;
            parts.push(NotePart { note, lines: from..to, top: Length::from_units(top) });
            top += self.stretches(&[*own]);
        }
        Some(FootNotes { rule: Length::from_units(rule), parts })
    }

    /// The height of so many lines of a note.
    fn note_lines(&self, note: usize, lines: usize) -> i64 {
        self.note(note).map_or(0, |note| note.of(lines).units())
    }

    /// The height of as little of these notes as may stand on the page of their calls.
    pub fn least_notes(&self, notes: &[usize]) -> i64 {
        let known = notes.iter().filter_map(|note| self.note(*note));
        known.map(|note| note.of(note.least()).units()).sum()
    }

    /// Of notes called on a page, how many lines of each stand on it when there is so much room for
    /// all of them. Each gets its least as long as there is room, and what is left goes to the
    /// first of them.
    pub fn divide(&self, notes: &[usize], room: i64) -> Vec<usize> {
        let mut left = room;
        let mut laid = vec![0; notes.len()];
        for (laid, note) in laid.iter_mut().zip(notes) {
            let Some(note) = self.note(*note) else { continue };
            let least = note.of(note.least()).units();
            if least > left {
                break;
            }
            *laid = note.least();
            left -= least;
        }
        for (laid, note) in laid.iter_mut().zip(notes) {
            let Some(note) = self.note(*note).filter(|_| *laid > 0) else { continue };
            let more = note.lines_in(left).min(note.lines - *laid);
            let to = note.cut(*laid + more);
            if to > *laid {
                left -= note.of(to - *laid).units();
                *laid = to;
            }
        }
        laid
    }

    /// Of the notes that a frame inherits, what stands in it, and what goes on again. Together they
    /// have two thirds of it, so that text goes on beside them.
    pub fn inherit(&self, queue: &[Rest], frame: u32) -> (Vec<Stretch>, Queue) {
        let held = self.stretches(self.template.held(frame));
        let free = self.length(self.capacity - self.template.top(frame)) - held;
        let mut room = free * 2 / 3 - self.overhead;
        let mut laid = Vec::new();
        let mut rest = queue.iter();
        for &Rest { note, from } in rest.by_ref() {
            let Some(own) = self.note(note) else { continue };
            let most = own.lines_in(room);
            let mut to = if own.lines - from <= most { own.lines } else { own.cut(from + most) };
            if laid.is_empty() {
                // However little room there is, a note gets on.
                to = to.max(own.next_cut(from + 3));
            }
            if to >= from + 2 || to == own.lines {
                laid.push(Stretch { note, from, to });
                room -= own.of(to - from).units();
            } else {
                to = from;
            }
            if to < own.lines {
                let over = std::iter::once(Rest { note, from: to });
                return (laid, over.chain(rest.copied()).collect());
            }
        }
        (laid, Queue::new())
    }
}
