//! Laying an entry that is not a paragraph on the open page.

use super::super::super::list::{EntryKind, LINE, Units};
use super::super::cost;
use super::super::galley::Boxed;
use super::super::plan::Ending;
use super::{Ended, Node, Open, PageEnd, Search, Step, Target, Way};

impl Search<'_> {
    /// Whether this can be laid, and at what extra cost: on a page that holds nothing yet, in the
    /// last resort, anything.
    pub(super) fn room_for(&self, open: &Open, used: Units, notes: i64) -> Option<u64> {
        if self.fits(open.frame, used, notes) {
            Some(0)
        } else if self.limits.last_resort && open.fresh {
            Some(self.overfull(used, notes))
        } else {
            None
        }
    }

    pub(super) fn lay(&mut self, index: usize, id: u32) {
        let galley = self.galley;
        let Node { open, cost, .. } = self.nodes[id as usize];
        let next = index + 1;
        match galley.kind(index) {
            None | Some(EntryKind::Paragraph(_)) => {}
            Some(EntryKind::Box { units, notes } | EntryKind::Row { units, notes, .. }) => {
                let height = galley.notes(notes);
                if height > 0 && !self.may_call(&open) {
                    return;
                }
                let used = open.used.saturating_add((*units).max(0));
                let called = self.calling(&open, height, galley.least_notes(notes));
                let part = galley.boxes.get(index).copied().unwrap_or_default();
                let beside = if part == Boxed::First { cost::beside(open.boxed) } else { 0 };
                let boxed = open.boxed || part != Boxed::No;
                let after = Open { used, fresh: false, boxed, ..called };
                let last = galley.last(notes).or(galley.last_note[index]);
                if let Some(more) = self.room_for(&open, used, self.tightest(&after, last)) {
                    self.push(next, after, cost + more + beside, Way::new(id, index, Step::Lay));
                }
            }
            Some(EntryKind::Space { units, less, more, to_grid }) => {
                if open.fresh && open.used == galley.template.top(open.frame) {
                    self.push(next, open, cost, Way::new(id, index, Step::White(0)));
                    return;
                }
                for (change, price) in [(0, Some(0)), (-LINE, *less), (LINE, *more)] {
                    let Some(price) = price else { continue };
                    let mut used = open.used + (units + change).max(0);
                    if *to_grid {
                        used += used.rem_euclid(LINE);
                    }
                    if self.fits(open.frame, used, 0) {
                        let after = Open { used, ..open };
                        let step = Step::White(used - open.used);
                        self.push(next, after, cost + u64::from(price), Way::new(id, index, step));
                    }
                }
            }
            Some(EntryKind::Float { .. }) => self.lay_float(index, id),
            Some(EntryKind::Barrier | EntryKind::Turn) => {
                let price = self.outstanding(index, &open);
                self.push(next, open, cost + price, Way::new(id, index, Step::Pass));
            }
            Some(EntryKind::Room { units }) => {
                let left = self.length(galley.foot(open.frame) - open.used) - open.notes;
                if open.fresh || left >= self.length(*units) {
                    self.push(next, open, cost, Way::new(id, index, Step::Pass));
                }
            }
            Some(EntryKind::Forced) => {
                if self.is_empty(&open) && open.waiting == 0 {
                    self.push(next, open, cost, Way::new(id, index, Step::Pass));
                }
            }
        }
    }

    fn lay_float(&mut self, index: usize, id: u32) {
        let galley = self.galley;
        let Node { open, cost, .. } = self.nodes[id as usize];
        let Some(float) = galley.floats.get(galley.floats_before[index]) else { return };
        let used = open.used + float.below(open.used);
        let notes = self.with_notes(open.notes, float.notes);
        let free = open.waiting == 0
            && float.frames.contains(&open.frame)
            && !(open.over > 0 && float.notes > 0);
        let fits = self.fits(open.frame, used, notes);
        let whole = self.is_empty(&open)
            && !galley.template.may_stay_empty(open.frame)
            && float.below(0) <= galley.foot(open.frame);
        if free && whole && (float.is_plate() || !fits) {
            // The page that has just been opened becomes the float's own, and those after it that
            // it wants.
            let template = &galley.template;
            let pages = float.plates.max(1);
            let Some(frame) = template.after(open.frame, pages - 1, galley.capacity) else {
                return;
            };
            let node = self.alone(id, cost, index, Step::Lay);
            let end = PageEnd::plain(Ending::Floats);
            let ended = Ended {
                node,
                cost,
                shortfall: 0,
                level: false,
                frame,
                waiting: 0,
                carry: 0,
                entry: index,
                step: Step::Break(end),
            };
            self.open(ended, Target::Entry(index + 1));
        }
        if free && fits && !float.is_plate() {
            let least =
                if self.limits.spill { self.with_notes(open.least, float.notes) } else { 0 };
            let beside = cost::beside(open.boxed && float.boxed);
            let boxed = open.boxed || float.boxed;
            let after = Open { used, notes, least, fresh: false, boxed, ..open };
            self.push(index + 1, after, cost + beside, Way::new(id, index, Step::Lay));
        }
        let after = Open { waiting: open.waiting + 1, ..open };
        self.push(index + 1, after, cost, Way::new(id, index, Step::Pass));
    }
}
