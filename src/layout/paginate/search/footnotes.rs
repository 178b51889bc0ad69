//! The notes of the open page, and those that go on on the next.

use super::super::super::list::{EntryKind, Units};
use super::super::cost;
use super::super::notes::Rest;
use super::{NONE, Open, Search, Step};

/// Lines of the paragraph that is being laid, called for beside what a node has laid already.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    pub setting: usize,
    pub from: usize,
    pub to: usize,
}

impl Search<'_> {
    /// An open page on which these notes are called as well.
    pub(super) fn calling(&self, open: &Open, height: i64, least: i64) -> Open {
        let mut after = *open;
        after.notes = self.with_notes(open.notes, height);
        if self.limits.spill {
            // In the last resort notes may even begin on another page.
            let least = if self.limits.last_resort { 0 } else { least };
            after.least = self.with_notes(open.least, least);
        }
        after.splittable |= height > 0;
        after
    }

    /// The height of notes to which more are added.
    pub(super) fn with_notes(&self, notes: i64, more: i64) -> i64 {
        if notes == 0 && more > 0 { self.galley.overhead + more } else { notes + more }
    }

    /// Whether notes may be called on this page: else not beside notes that go on in any case.
    pub(super) fn may_call(&self, open: &Open) -> bool {
        open.over == 0 || self.limits.spill
    }

    /// The height of its notes when they are split as far as they may be; `last` is the last that
    /// was called outside floats.
    pub(super) fn tightest(&self, open: &Open, last: Option<usize>) -> i64 {
        if self.limits.spill {
            return open.least;
        }
        let last = last.filter(|_| open.splittable).and_then(|note| self.galley.note(note));
        open.notes - last.map_or(0, |note| note.of(note.lines - note.least()).units())
    }

    /// The notes that do not fit on a page that ends with this on it, as they go on on the next,
    /// the height that they leave behind, and what that costs. None if that does not help.
    pub(super) fn split(
        &mut self,
        open: &Open,
        id: u32,
        ahead: Option<Ahead>,
        last: Option<usize>,
    ) -> Option<(u32, i64, u64)> {
        let galley = self.galley;
        let excess = self.length(open.used) + open.notes - self.length(galley.capacity);
        if open.over == 0
            && let Some(index) = last.filter(|_| open.splittable)
            && let Some(note) = galley.note(index)
        {
            let leading = note.leading.units().max(1);
            let cut = usize::try_from((excess + leading - 1) / leading).ok()?;
            let from = note.cut(note.lines.saturating_sub(cut.max(1)));
            if from >= note.least() && from < note.lines {
                let left = open.notes - note.of(note.lines - from).units();
                let queue = self.queue(&[Rest { note: index, from }]);
                return Some((queue, left, cost::split(galley.template.turns(open.frame))));
            }
        }
        if !self.limits.spill {
            return None;
        }
        let notes = self.called(id, ahead);
        let fixed = open.notes - galley.notes(&notes);
        let room = self.length(galley.capacity) - self.length(open.used) - fixed;
        let laid = galley.divide(&notes, room);
        let late = laid.iter().filter(|lines| **lines == 0).count() as u64;
        if notes.is_empty() || late > 0 && !self.limits.last_resort {
            return None;
        }
        let mut queue = self.queues.get(open.over as usize).cloned().unwrap_or_default();
        let (waiting, mut left) = (queue.len(), open.notes);
        for (note, from) in notes.into_iter().zip(laid) {
            let Some(own) = galley.note(note).filter(|own| from < own.lines) else { continue };
            left -= own.of(own.lines - from).units();
            queue.push(Rest { note, from });
        }
        let more = (queue.len() - waiting).saturating_sub(1) as u64;
        let left = if left == galley.overhead { 0 } else { left };
        let split = cost::split(galley.template.turns(open.frame));
        let price = split + more * cost::SPLIT_MORE + late * cost::NOTE_LATE;
        Some((self.queue(&queue), left, price))
    }

    /// The index of a queue.
    pub(super) fn queue(&mut self, queue: &[Rest]) -> u32 {
        if queue.is_empty() {
            return 0;
        }
        if let Some(known) = self.known_queues.get(queue) {
            return *known;
        }
        let index = self.queues.len() as u32;
        self.queues.push(queue.to_vec());
        self.known_queues.insert(queue.to_vec(), index);
        index
    }

    /// The notes called on the open page of a node outside floats, in order.
    pub(super) fn called(&self, id: u32, ahead: Option<Ahead>) -> Vec<usize> {
        let mut called: Vec<&[usize]> = Vec::new();
        if let Some(Ahead { setting, from, to }) = ahead {
            self.called_in(self.laying.0, setting, from, Some(to), &mut called);
        }
        let mut at = id;
        while at != NONE
            && let Some(way) = self.ways.get(at as usize)
        {
            match way.step {
                Step::Break(_) | Step::BreakIn { .. } => break,
                Step::Lines { setting, from } => {
                    let (entry, setting) = (way.entry as usize, usize::from(setting));
                    self.called_in(entry, setting, from as usize, None, &mut called);
                }
                Step::Lay => {
                    if let Some(EntryKind::Box { notes, .. } | EntryKind::Row { notes, .. }) =
                        self.galley.kind(way.entry as usize)
                    {
                        called.push(notes);
                    }
                }
                Step::Start | Step::Pass | Step::White(_) => {}
            }
            at = way.back;
        }
        let notes = called.into_iter().rev().flatten().copied();
        notes.filter(|note| self.galley.note(*note).is_some_and(|note| note.lines > 0)).collect()
    }

    /// The notes called in lines of a paragraph, the last line first.
    fn called_in<'s>(
        &'s self,
        entry: usize,
        setting: usize,
        from: usize,
        to: Option<usize>,
        called: &mut Vec<&'s [usize]>,
    ) {
        let Some(EntryKind::Paragraph(own)) = self.galley.kind(entry) else { return };
        let Some(setting) = own.settings.get(setting) else { return };
        let to = to.unwrap_or(setting.lines.len());
        let lines = setting.lines.get(from..to).unwrap_or_default();
        called.extend(lines.iter().rev().map(|line| line.notes.as_slice()));
    }

    /// What a page costs that holds more than it has room for.
    pub(super) fn overfull(&self, used: Units, notes: i64) -> u64 {
        let excess = self.length(used) + notes - self.length(self.galley.capacity);
        cost::overfull(self.galley.note_units(excess))
    }
}
