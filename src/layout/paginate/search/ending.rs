//! Ending a page, and opening the next.

use super::super::super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::super::cost;
use super::super::galley::{FloatMeasure, Need};
use super::super::plan::Ending;
use super::{Ended, NO_FACE, NONE, Node, Open, PageEnd, Search, Step, Target};

impl Search<'_> {
    /// What it costs that a page ends with this on it, how far above the foot it ends, and how
    /// many lines of its last note go on on the next page.
    pub(super) fn end(&self, open: &Open, note: Option<usize>) -> Option<(u64, Units, u32)> {
        let (mut carry, mut shortfall) = (open.over, self.shortfall(open.used, open.notes));
        if !self.fits(open.used, open.notes) {
            let (count, leading) = self.galley.note_lines(note);
            let excess = self.length(open.used) + open.notes - self.length(self.galley.capacity);
            let cut = if leading > 0 { ((excess + leading - 1) / leading).max(2) } else { 0 };
            if open.splittable && open.over == 0 && count >= 4 && cut <= count as i64 - 2 {
                carry = u32::try_from(cut).ok()?;
                shortfall = self.shortfall(open.used, open.notes - cut * leading);
            } else if self.limits.last_resort {
                return Some((cost::OVERFULL, shortfall, carry));
            } else {
                return None;
            }
        }
        let mut cost = cost::short(shortfall)?;
        if open.recto && open.verso != NO_FACE {
            cost += cost::facing(Units::from(open.verso), shortfall);
        }
        Some((cost, shortfall, carry))
    }

    pub(super) fn break_before(&mut self, index: usize, id: u32) {
        let galley = self.galley;
        let Node { open, cost, .. } = self.nodes[id as usize];
        let kind = galley.kind(index);
        let note = galley.last_note[index];
        let Some((mut weight, shortfall, carry)) = self.end(&open, note) else { return };
        let unfinished = open.waiting > 0 || carry > 0;
        // At the end of a chapter, pages go on until floats and notes are placed.
        let flush = match kind {
            None | Some(EntryKind::Forced) => unfinished,
            Some(EntryKind::Barrier) => open.waiting > 0,
            _ => false,
        };
        // A page without text ends only where it must, with the floats or the notes that it has.
        let notes_alone = self.limits.last_resort && open.over > 0;
        let may_end = !open.fresh || notes_alone || flush && !open.is_empty();
        if !may_end {
            return;
        }
        let mut penalty = 0;
        let mut ending = Ending::Full;
        let mut target = galley.after_space[index];
        match kind {
            None if !flush => return,
            Some(EntryKind::Float { .. }) => return,
            Some(EntryKind::Forced) if !flush => {
                (ending, target, weight) = (Ending::Forced, index + 1, self.few_lines(&open));
            }
            Some(EntryKind::Room { units }) => {
                let left = self.length(galley.capacity - open.used) - open.notes;
                if left >= self.length(*units) {
                    return;
                }
                (ending, weight) = (Ending::Forced, 0);
            }
            _ if flush => {
                if galley.closes[index] {
                    (ending, weight) = (Ending::Forced, self.few_lines(&open));
                }
            }
            _ => {
                if galley.penalty(index) < FORBIDDEN {
                    penalty = u64::from(galley.penalty(index));
                } else if self.limits.last_resort {
                    penalty = cost::LAST_RESORT;
                } else {
                    return;
                }
                if shortfall > self.limits.shortest && !self.exceeds(&open, galley.need[index]) {
                    return;
                }
            }
        }
        if open.fresh && open.notes == 0 {
            (ending, weight) = (Ending::Floats, 0);
        }
        if carry > 0 {
            weight += cost::split(open.recto);
        }
        let end = PageEnd { ending, carry, heads: 0, head_of: NONE };
        let ended = Ended {
            node: id,
            cost: cost + weight + penalty,
            shortfall,
            level: ending == Ending::Full,
            recto: open.recto,
            waiting: open.waiting,
            note,
            entry: index,
            step: Step::Break(end),
        };
        self.open(ended, carry, Target::Entry(target));
    }

    /// Whether what is needed does not fit on the rest of a page.
    pub(super) fn exceeds(&self, open: &Open, need: Need) -> bool {
        let overhead = if need.calls && open.notes == 0 { self.galley.overhead } else { 0 };
        let all = self.length(open.used) + open.notes + need.length + overhead;
        all > self.length(self.galley.capacity)
    }

    /// Opens the page after one that has ended: at once, and after pages for as many of the waiting
    /// floats as want pages of their own.
    pub(super) fn open(&mut self, mut ended: Ended, carry: u32, target: Target) {
        let galley = self.galley;
        let before = match target {
            Target::Entry(entry) => galley.floats_before[entry],
            Target::Line { .. } => galley.floats_before[self.laying.0],
        };
        let first = before.saturating_sub(ended.waiting as usize);
        let queue = galley.floats.get(first..before).unwrap_or(&[]);
        self.open_text(ended, carry, target, queue);
        for (index, _) in queue.iter().enumerate().take_while(|(_, float)| float.alone) {
            if carry > 0 {
                break;
            }
            let recto = !ended.recto;
            let turn = if recto { 0 } else { cost::float_head(false) };
            let waiting = ended.waiting - 1;
            let waits = u64::from(waiting) * cost::FLOAT_WAITS;
            let cost = ended.cost + cost::FLOAT_PAGE + turn + waits;
            let step = ended.step.opening(1, target, 0);
            let node = self.alone(ended.node, cost, ended.entry, step);
            let end = PageEnd { ending: Ending::Floats, carry: 0, heads: 0, head_of: NONE };
            let step = Step::Break(end);
            let (shortfall, level) = (0, false);
            ended = Ended { node, cost, shortfall, level, recto, waiting, step, ..ended };
            self.open_text(ended, 0, target, &queue[index + 1..]);
        }
    }

    /// Opens a page on which text goes on, with any number of the waiting floats at its head.
    fn open_text(&mut self, ended: Ended, carry: u32, target: Target, queue: &[FloatMeasure]) {
        let galley = self.galley;
        let recto = !ended.recto;
        let leading = galley.note_lines(ended.note).1;
        let (laid, over) = galley.inherited(carry, leading);
        let verso = if recto && ended.level {
            ended.shortfall.clamp(-LINE, 6 * LINE) as i8
        } else {
            NO_FACE
        };
        let (head, past) = match target {
            Target::Entry(entry) => (galley.repeated_head(entry), false),
            Target::Line { past, .. } => (0, past),
        };
        let (mut floats, mut notes) = (0, self.with_notes(0, i64::from(laid) * leading));
        for heads in 0..=queue.len() {
            if let Some(float) = heads.checked_sub(1).and_then(|last| queue.get(last)) {
                floats += float.units;
                let high = cost::crowds_out(floats, galley.capacity);
                if float.alone || high || (over > 0 && float.notes > 0) {
                    break;
                }
                notes = self.with_notes(notes, float.notes);
            }
            let used = floats + head;
            let forced = self.limits.last_resort && heads == 0;
            if !forced && !self.fits(used, notes) {
                break;
            }
            let waiting = ended.waiting - heads as u32;
            let cost = ended.cost
                + heads as u64 * cost::float_head(recto)
                + u64::from(waiting) * cost::FLOAT_WAITS;
            let (fresh, splittable) = (true, false);
            let open = Open { notes, used, over, waiting, verso, recto, fresh, splittable, past };
            let step = ended.step.opening(heads as u32, target, head);
            match target {
                Target::Entry(entry) => {
                    self.push(entry, open, cost, ended.node, ended.entry, step);
                }
                Target::Line { line, .. } => {
                    let (back, entry) = (ended.node, ended.entry as u32);
                    self.push_rest(line, Node { open, cost, back, next: NONE, entry, step });
                }
            }
        }
    }

    /// A node that belongs to no layer: a page of a float alone.
    pub(super) fn alone(&mut self, back: u32, cost: u64, entry: usize, step: Step) -> u32 {
        let mut node = self.nodes[back as usize];
        (node.back, node.next, node.cost, node.entry, node.step) =
            (back, NONE, cost, entry as u32, step);
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }
}

impl Step {
    /// The same end of a page, with so many floats at the head of the next.
    fn opening(mut self, heads: u32, target: Target, head: Units) -> Step {
        if let Step::Break(end) | Step::BreakIn { end, .. } = &mut self {
            end.heads = heads;
            if let Target::Entry(entry) = target
                && head > 0
            {
                end.head_of = entry as u32;
            }
        }
        self
    }
}
