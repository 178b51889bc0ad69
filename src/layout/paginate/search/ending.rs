//! Ending a page, and opening the next.

use super::super::super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::super::cost;
use super::super::galley::{FloatMeasure, Need};
use super::super::plan::Ending;
use super::footnotes::Ahead;
use super::{Ended, NO_FACE, NONE, Node, Open, PageEnd, Search, Step, Target, Way};

/// The end of a page, as far as it does not depend on what follows.
pub(super) struct Weighed {
    /// What its height costs.
    pub cost: u64,
    /// What the notes that go on cost.
    pub split: u64,
    /// How far above the foot it ends.
    pub shortfall: Units,
    /// The notes that go on: an index of [`Search::queues`].
    pub carry: u32,
}

/// Which pages may end before an entry.
enum Ends {
    /// None.
    Never,
    /// Those that are near their foot, or have no room for what follows.
    Near,
    /// All.
    Anywhere,
}

impl Search<'_> {
    /// Weighs the end of a page with this on it, which a node and the lines `ahead` of it have
    /// brought; `last` is the last note called outside floats. None if it may not end so.
    pub(super) fn end(
        &mut self,
        open: &Open,
        id: u32,
        ahead: Option<Ahead>,
        last: Option<usize>,
    ) -> Option<Weighed> {
        let mut notes = open.notes;
        let (mut carry, mut split) = (open.over, 0);
        if self.fits(open.frame, open.used, notes) {
            if carry > 0 {
                split = cost::split(self.galley.template.turns(open.frame));
            }
        } else if let Some(found) = self.split(open, id, ahead, last) {
            (carry, notes, split) = found;
        } else if !self.limits.last_resort {
            return None;
        }
        let shortfall = self.shortfall(open.frame, open.used, notes);
        if !self.fits(open.frame, open.used, notes) {
            let cost = self.limits.last_resort.then(|| self.overfull(open.used, notes))?;
            return Some(Weighed { cost, split, shortfall, carry });
        }
        let mut cost = cost::short(shortfall)?;
        if open.verso != NO_FACE {
            cost += cost::facing(Units::from(open.verso), shortfall);
        }
        Some(Weighed { cost, split, shortfall, carry })
    }

    /// Ends the page before an entry, from each of its states that may end there; states that come
    /// to be added meanwhile are taken as well.
    pub(super) fn break_all_before(&mut self, index: usize) {
        // Most states are not near their foot, and need not be weighed.
        let anywhere = match self.ends(index) {
            Ends::Never => return,
            Ends::Near => false,
            Ends::Anywhere => true,
        };
        let need = self.galley.need[index];
        let mut next = 0;
        while let Some(id) = self.layers[index].nodes.get(next).copied() {
            let &Open { frame, used, notes, .. } = &self.nodes[id as usize].open;
            if anywhere
                || !self.is_far(frame, used, notes)
                || self.exceeds(frame, used, notes, need)
            {
                self.break_before(index, id);
            }
            next += 1;
        }
    }

    fn break_before(&mut self, index: usize, id: u32) {
        let galley = self.galley;
        let kind = galley.kind(index);
        let Node { open, cost, .. } = self.nodes[id as usize];
        let note = galley.last_note[index];
        let Some(weighed) = self.end(&open, id, None, note) else { return };
        let Weighed { cost: mut weight, split, shortfall, carry } = weighed;
        let unfinished = open.waiting > 0 || carry > 0;
        // At the end of a chapter, pages go on until floats and notes are placed.
        let flush = match kind {
            None | Some(EntryKind::Forced) => unfinished,
            Some(EntryKind::Barrier | EntryKind::Turn) => open.waiting > 0,
            _ => false,
        };
        // A page without text ends only where it must, with the floats or the notes that it has.
        let notes_alone = self.limits.spill && open.over > 0;
        let last = flush || matches!(kind, None | Some(EntryKind::Forced));
        let alone = open.fresh && !galley.template.may_stay_empty(open.frame);
        if alone && !notes_alone && (self.is_empty(&open) || !last) {
            return;
        }
        let (mut penalty, mut relief) = (0, 0);
        let mut ending = Ending::Full;
        let mut target = galley.after_space[index];
        match kind {
            None if !flush => return,
            Some(EntryKind::Float { .. }) => return,
            Some(EntryKind::Forced) if !flush => {
                (ending, target, weight) = (Ending::Forced, index + 1, self.few_lines(&open));
            }
            Some(EntryKind::Room { units }) => {
                let left = self.length(galley.foot(open.frame) - open.used) - open.notes;
                if left >= self.length(*units) {
                    return;
                }
                (ending, weight) = (Ending::Forced, cost::room(shortfall));
            }
            _ if flush => {
                if galley.closes[index] {
                    (ending, weight) = (Ending::Forced, self.few_lines(&open));
                } else {
                    relief = cost::relief(shortfall);
                }
                if kind == Some(&EntryKind::Turn) && galley.penalty(index) >= FORBIDDEN {
                    if !self.limits.last_resort {
                        return;
                    }
                    penalty = cost::LAST_RESORT;
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
                let eased = cost::relief(shortfall);
                if shortfall > self.limits.shortest || eased > 0 {
                    if self.exceeds(open.frame, open.used, open.notes, galley.need[index]) {
                        relief = eased;
                    } else if shortfall > self.limits.shortest {
                        return;
                    }
                }
            }
        }
        if alone && open.notes == 0 {
            ending = Ending::Floats;
            if galley.closes[index] {
                weight = 0;
            }
        }
        let end = PageEnd::plain(ending);
        let ended = Ended {
            node: id,
            cost: cost + weight.saturating_sub(relief) + split + penalty,
            shortfall,
            // A page with a hole that must be is no measure for the one that faces it.
            level: ending == Ending::Full && relief == 0,
            frame: open.frame,
            waiting: open.waiting,
            carry,
            entry: index,
            step: Step::Break(end),
        };
        self.open(ended, Target::Entry(target));
    }

    /// Which pages may end before an entry.
    fn ends(&self, index: usize) -> Ends {
        use EntryKind::{Barrier, Float, Forced, Room, Turn};
        match self.galley.kind(index) {
            Some(Float { .. }) => Ends::Never,
            None | Some(Barrier | Turn | Room { .. } | Forced) => Ends::Anywhere,
            Some(_) if self.limits.last_resort => Ends::Near,
            Some(_) if self.galley.penalty(index) >= FORBIDDEN => Ends::Never,
            Some(_) => Ends::Near,
        }
    }

    /// Whether a page with this on it would certainly end too far above its foot.
    pub(super) fn is_far(&self, frame: u32, used: Units, notes: i64) -> bool {
        let foot = self.galley.foot(frame);
        let least = foot.saturating_sub(self.limits.shortest.saturating_add(LINE));
        self.length(used) + notes < self.length(least)
    }

    /// Whether what is needed does not fit on the rest of a page with this on it.
    pub(super) fn exceeds(&self, frame: u32, used: Units, notes: i64, need: Need) -> bool {
        let overhead = if need.calls && notes == 0 { self.galley.overhead } else { 0 };
        let all = self.length(used) + notes + need.length + overhead;
        all > self.length(self.galley.foot(frame))
    }

    /// Opens the page after one that has ended: at once, and after pages for as many of the waiting
    /// floats as want pages of their own.
    pub(super) fn open(&mut self, mut ended: Ended, target: Target) {
        if self.is_too_dear(target, ended.cost) {
            return;
        }
        let galley = self.galley;
        let before = match target {
            Target::Entry(entry) => galley.floats_before[entry],
            Target::Line { .. } => galley.floats_before[self.laying.0],
        };
        let first = before.saturating_sub(ended.waiting as usize);
        let queue = galley.floats.get(first..before).unwrap_or(&[]);
        self.open_text(ended, target, queue);
        let mut rest = queue;
        while ended.carry == 0
            && let Some(count) = self.page_of_floats(rest)
        {
            let pages = rest.first().map_or(1, |first| first.plates.max(1));
            let (own, others) = rest.split_at((count as usize).min(rest.len()));
            rest = others;
            let template = &galley.template;
            let Some(frame) = template.next(ended.frame, galley.capacity) else { return };
            // What stands on its page already leaves too little of the frame.
            let high = own.iter().fold(0, |high, float| high + float.below(high));
            let held = own.iter().any(|float| !float.frames.contains(&frame));
            if template.may_stay_empty(frame) || high > galley.foot(frame) || held {
                return;
            }
            let last = template.after(frame, pages - 1, galley.capacity);
            let turn = match template.is_overleaf(frame) {
                true => u64::from(count) * cost::float_head(true),
                false => 0,
            };
            let Some(frame) = last else { return };
            let waiting = ended.waiting - count;
            let waits = u64::from(waiting) * cost::FLOAT_WAITS;
            let cost = ended.cost + cost::FLOAT_PAGE + turn + waits;
            let step = ended.step.opening(count, target, 0);
            let node = self.alone(ended.node, cost, ended.entry, step);
            let end = PageEnd::plain(Ending::Floats);
            let step = Step::Break(end);
            let (shortfall, level) = (0, false);
            ended = Ended { node, cost, shortfall, level, frame, waiting, step, ..ended };
            self.open_text(ended, target, rest);
        }
    }

    /// How many of the waiting floats fill a page of their own: one that wants it, or as many as
    /// leave too little of it to text.
    fn page_of_floats(&self, queue: &[FloatMeasure]) -> Option<u32> {
        if queue.first()?.is_plate() {
            return Some(1);
        }
        let (mut used, mut notes, mut count, mut boxed) = (0, 0, 0, false);
        for float in queue.iter().take_while(|float| !float.is_plate()) {
            let (more, own) = (used + float.below(used), notes + float.notes);
            if boxed && float.boxed {
                break;
            }
            if count > 0 && self.galley.left(more, self.with_notes(0, own)) < 0 {
                break;
            }
            (used, notes, count) = (more, own, count + 1);
            boxed |= float.boxed;
        }
        let notes = self.galley.note_units(self.with_notes(0, notes));
        let full = cost::crowds_out(used + notes, self.galley.capacity);
        (full || queue.first()?.alone).then_some(count)
    }

    /// Opens a page on which text goes on, with any number of the waiting floats at its head.
    fn open_text(&mut self, ended: Ended, target: Target, queue: &[FloatMeasure]) {
        let galley = self.galley;
        let template = &galley.template;
        let Some(frame) = template.next(ended.frame, galley.capacity) else { return };
        let (laid, over) = match self.queues.get(ended.carry as usize) {
            Some(carried) if !carried.is_empty() => galley.inherit(carried, frame),
            _ => Default::default(),
        };
        let (laid, over) = (galley.stretches(&laid), self.queue(&over));
        let verso = if template.pairs(frame) && ended.level {
            ended.shortfall.clamp(-LINE, 6 * LINE) as i8
        } else {
            NO_FACE
        };
        let (head, past) = match target {
            Target::Entry(entry) => (galley.repeated_head(entry), false),
            Target::Line { past, .. } => (0, past),
        };
        let (mut floats, mut notes) =
            (template.top(frame), self.with_notes(galley.held(frame), laid));
        let (mut boxed, mut beside) = (false, 0);
        for heads in 0..=queue.len() {
            if let Some(float) = heads.checked_sub(1).and_then(|last| queue.get(last)) {
                floats += float.below(floats);
                beside += cost::beside(boxed && float.boxed);
                boxed |= float.boxed;
                let high = cost::crowds_out(floats, galley.capacity);
                let held = !float.frames.contains(&frame);
                if float.alone || high || held || (over > 0 && float.notes > 0) {
                    break;
                }
                notes = self.with_notes(notes, float.notes);
            }
            // What a heading lacks to a whole line stands above it, not between it and its text.
            let sunk = match target {
                Target::Entry(entry) if heads > 0 => galley.sunk(entry),
                _ => 0,
            };
            let used = floats + sunk + head;
            let forced = self.limits.last_resort && heads == 0;
            if !forced && !self.fits(frame, used, notes) {
                break;
            }
            let waiting = ended.waiting - heads as u32;
            let cost = ended.cost
                + heads as u64 * cost::float_head(template.is_overleaf(frame))
                + u64::from(waiting) * cost::FLOAT_WAITS
                + beside;
            let (fresh, splittable) = (true, false);
            let least = if self.limits.spill { notes } else { 0 };
            let open = Open {
                notes,
                least,
                used,
                over,
                waiting,
                frame,
                verso,
                fresh,
                splittable,
                boxed,
                past,
            };
            let step = ended.step.opening(heads as u32, target, head);
            let way = Way::new(ended.node, ended.entry, step);
            match target {
                Target::Entry(entry) => self.push(entry, open, cost, way),
                Target::Line { line, .. } => self.push_rest(line, open, cost, way),
            }
        }
    }

    /// A node that belongs to no layer: a page of a float alone.
    pub(super) fn alone(&mut self, back: u32, cost: u64, entry: usize, step: Step) -> u32 {
        let id = self.nodes.len() as u32;
        let open = self.nodes[back as usize].open;
        self.nodes.push(Node { open, cost, next: NONE });
        self.ways.push(Way::new(back, entry, step));
        id
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
