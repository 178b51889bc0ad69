//! Laying an entry on the open page.

use super::super::super::list::{EntryKind, LINE, Paragraph, Units};
use super::super::cost;
use super::super::galley::{Boxed, breakable, lines};
use super::super::plan::Ending;
use super::ending::Weighed;
use super::footnotes::Ahead;
use super::{Ended, Layer, Node, Open, PageEnd, Search, Step, Target, Way};

impl Search<'_> {
    /// Whether this can be laid, and at what extra cost: on a page that holds nothing yet, in the
    /// last resort, anything.
    fn room_for(&self, open: &Open, used: Units, notes: i64) -> Option<u64> {
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
                    self.push(
                        next,
                        after,
                        cost + more + beside,
                        Way { back: id, entry: index as u32, step: Step::Lay },
                    );
                }
            }
            Some(EntryKind::Space { units, less, more, to_grid }) => {
                if open.fresh && open.used == galley.template.top(open.frame) {
                    self.push(
                        next,
                        open,
                        cost,
                        Way { back: id, entry: index as u32, step: Step::White(0) },
                    );
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
                        self.push(
                            next,
                            after,
                            cost + u64::from(price),
                            Way { back: id, entry: index as u32, step },
                        );
                    }
                }
            }
            Some(EntryKind::Float { .. }) => self.lay_float(index, id),
            Some(EntryKind::Barrier | EntryKind::Turn) => {
                let price = self.outstanding(index, &open);
                self.push(
                    next,
                    open,
                    cost + price,
                    Way { back: id, entry: index as u32, step: Step::Pass },
                );
            }
            Some(EntryKind::Room { units }) => {
                let left = self.length(galley.foot(open.frame) - open.used) - open.notes;
                if open.fresh || left >= self.length(*units) {
                    self.push(
                        next,
                        open,
                        cost,
                        Way { back: id, entry: index as u32, step: Step::Pass },
                    );
                }
            }
            Some(EntryKind::Forced) => {
                if self.is_empty(&open) && open.waiting == 0 {
                    self.push(
                        next,
                        open,
                        cost,
                        Way { back: id, entry: index as u32, step: Step::Pass },
                    );
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
            self.push(
                index + 1,
                after,
                cost + beside,
                Way { back: id, entry: index as u32, step: Step::Lay },
            );
        }
        let after = Open { waiting: open.waiting + 1, ..open };
        self.push(index + 1, after, cost, Way { back: id, entry: index as u32, step: Step::Pass });
    }

    pub(super) fn lay_paragraph(&mut self, index: usize, paragraph: &Paragraph, nodes: &[u32]) {
        if paragraph.settings.is_empty() {
            for id in nodes {
                let Node { open, cost, .. } = self.nodes[*id as usize];
                self.push(
                    index + 1,
                    open,
                    cost,
                    Way { back: *id, entry: index as u32, step: Step::Pass },
                );
            }
        }
        for (setting, own) in paragraph.settings.iter().enumerate() {
            self.laying = (index, setting);
            let count = own.lines.len();
            if self.rests.len() <= count {
                self.rests.resize(count + 1, Layer::EMPTY);
            }
            for id in nodes {
                self.lay_lines(paragraph, *id, 0);
            }
            for line in 1..count {
                if self.rests[line].nodes.is_empty() {
                    continue;
                }
                let limit = self.rests[line].best.saturating_add(self.limits.slack);
                let mut rest = self.rests[line].take(&self.nodes, self.galley.capacity);
                for id in &rest {
                    if self.nodes[*id as usize].cost <= limit {
                        self.lay_lines(paragraph, *id, line);
                    }
                }
                rest.clear();
                self.rests[line].nodes = rest;
            }
        }
    }

    /// Lays the lines of the paragraph from this one on: all of them, or as many as stand on this
    /// page.
    fn lay_lines(&mut self, paragraph: &Paragraph, id: u32, from: usize) {
        let galley = self.galley;
        let (index, setting) = self.laying;
        let Node { open, mut cost, .. } = self.nodes[id as usize];
        let (Some(own), Some(measure)) =
            (paragraph.settings.get(setting), galley.settings[index].get(setting))
        else {
            return;
        };
        if from == 0 {
            cost += u64::from(own.cost);
        }
        let count = measure.lines;
        let called = measure.notes(from, count);
        if called.height == 0 || self.may_call(&open) {
            let used = open.used.saturating_add(lines(count - from));
            let after = self.calling(&open, called.height, called.least);
            let after = Open { used, fresh: false, past: false, ..after };
            let last = measure.notes(0, count).last.or(galley.last_note[index]);
            if let Some(more) = self.room_for(&open, used, self.tightest(&after, last)) {
                let next = if open.past { index + 2 } else { index + 1 };
                let step = Step::Lines { setting: setting as u16, from: from as u32 };
                self.push(next, after, cost + more, Way { back: id, entry: index as u32, step });
            }
        }
        if !self.limits.last_resort && !breakable(paragraph, count) {
            return;
        }
        self.break_lines(paragraph, id, from, cost, false);
        let mentioned = measure.mention.is_some();
        if mentioned && open.waiting == 0 && !open.past {
            self.break_lines(paragraph, id, from, cost, true);
        }
    }

    /// Ends the page within the paragraph; with `foot`, the float that follows it stands below.
    fn break_lines(&mut self, paragraph: &Paragraph, id: u32, from: usize, cost: u64, foot: bool) {
        let galley = self.galley;
        let (index, setting) = self.laying;
        let open = self.nodes[id as usize].open;
        let (Some(own), Some(measure)) =
            (paragraph.settings.get(setting), galley.settings[index].get(setting))
        else {
            return;
        };
        let count = measure.lines;
        let apart = if self.limits.last_resort { 1 } else { 2 };
        let last_break = count.saturating_sub(apart);
        let mut to = from + apart;
        let (mut float_units, mut float_notes, mut beside) = (0, 0, 0);
        if foot {
            match galley.floats.get(galley.floats_before[index]) {
                Some(float)
                    if float.entry == index + 1
                        && !float.alone
                        && float.frames.contains(&open.frame) =>
                {
                    (float_units, float_notes) = (float.units, float.notes);
                    beside = cost::beside(open.boxed && float.boxed);
                }
                _ => return,
            }
            to = to.max(measure.mention.unwrap_or(count));
        }
        if !measure.calls() && float_notes == 0 && self.limits.shortest < galley.capacity {
            // Pages that would be too short are passed over, but for the last break, after which
            // more than a line may be kept together.
            let notes = if open.notes > 0 { galley.note_units(open.notes) + LINE } else { 0 };
            let filled = open.used + float_units + notes;
            let short = galley.foot(open.frame) - self.limits.shortest - filled;
            let skipped = usize::try_from((short + LINE - 1) / LINE).unwrap_or(0);
            to = to.max((from + skipped).min(last_break));
        }
        if to > last_break {
            return;
        }
        // Most pages are not near their foot: if one is not with all lines that may be laid on it,
        // it is not with fewer.
        let units = lines(last_break - from) + float_units;
        let called = self.with_notes(open.notes, measure.notes(from, last_break).height);
        let fullest = Open {
            used: open.used.saturating_add(units),
            notes: self.with_notes(called, float_notes),
            ..open
        };
        let rest = |search: &Self, after: &Open| {
            let rest = galley.need_of_lines(own, last_break, count);
            search.exceeds(after, rest.and(galley.need_after(index)))
        };
        if self.is_far(&fullest) && !rest(self, &fullest) {
            return;
        }
        while to <= last_break {
            let called = measure.notes(from, to);
            if called.height > 0 && !self.may_call(&open) {
                break;
            }
            let used = open.used.saturating_add(lines(to - from)) + float_units;
            let after = self.calling(&open, called.height, called.least);
            let notes = self.with_notes(after.notes, float_notes);
            let after = Open { used, notes, fresh: false, ..after };
            let forced = self.limits.last_resort && open.fresh && to == from + apart;
            if !forced && !self.fits(open.frame, after.used, 0) {
                break;
            }
            let last = measure.notes(0, to).last.or(galley.last_note[index]);
            let ahead = Ahead { setting, from, to };
            let forced = |search: &Self| match to < last_break {
                true => search.exceeds(&after, galley.need_of_lines(own, to, to + 1)),
                false => rest(search, &after),
            };
            if self.is_far(&after) && !forced(self) {
                to += 1;
                continue;
            }
            let weighed = self.end(&after, id, Some(ahead), last);
            if let Some(Weighed { cost: weight, split, shortfall, carry }) = weighed
                && (shortfall <= self.limits.shortest || forced(self))
            {
                let relief = cost::relief(shortfall);
                let relief = if relief > 0 && forced(self) { relief } else { 0 };
                let mut price = weight - relief + split;
                if own.lines.get(to - 1).is_some_and(|line| line.hyphenated) {
                    price += cost::hyphen(galley.template.turns(open.frame));
                }
                if foot {
                    price += cost::FLOAT_FOOT + beside;
                }
                if to == from + 1 || to + 1 == count || !breakable(paragraph, count) {
                    price += cost::LAST_RESORT;
                }
                let past = foot || open.past;
                let end = PageEnd::plain(Ending::Full);
                let (setting, from) = (setting as u16, from as u32);
                let step = Step::BreakIn { setting, from, to: to as u32, foot, end };
                let ended = Ended {
                    node: id,
                    cost: cost + price,
                    shortfall,
                    level: relief == 0,
                    frame: open.frame,
                    waiting: open.waiting,
                    carry,
                    entry: index,
                    step,
                };
                self.open(ended, Target::Line { line: to, past });
            }
            to += 1;
        }
    }
}
