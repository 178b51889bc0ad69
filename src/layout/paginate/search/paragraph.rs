//! Laying a paragraph, whole or over several pages.
//!
//! What is the same for all states is worked out once for a setting, in [`Lines`]: most states are
//! far from the foot of their page, and are told apart from the others by a sum or two.

use super::super::super::list::{LINE, Paragraph, Setting};
use super::super::cost;
use super::super::galley::{FloatMeasure, Need, SettingMeasure, breakable, lines};
use super::super::plan::Ending;
use super::ending::Weighed;
use super::footnotes::Ahead;
use super::{Ended, Layer, Node, Open, PageEnd, Search, Step, Target, Way};

/// A setting of the paragraph that is being laid.
struct Lines<'a> {
    /// The paragraph.
    index: usize,
    /// Which of its settings it is.
    setting: usize,
    own: &'a Setting,
    measure: &'a SettingMeasure,
    /// How many lines it has.
    count: usize,
    /// The last note called before its end.
    last_note: Option<usize>,
    /// Whether a page may end in it by the rules.
    breakable: bool,
    /// How many of its lines must stand on either side of the end of a page.
    apart: usize,
    /// The last line after which a page may end.
    last_break: usize,
    /// What the lines after that take, with what must follow them.
    rest: Need,
    /// The float that may stand below its first lines.
    float: Option<&'a FloatMeasure>,
}

impl<'a> Search<'a> {
    pub(super) fn lay_paragraph(&mut self, index: usize, paragraph: &'a Paragraph, nodes: &[u32]) {
        if paragraph.settings.is_empty() {
            for id in nodes {
                let Node { open, cost, .. } = self.nodes[*id as usize];
                self.push(index + 1, open, cost, Way::new(*id, index, Step::Pass));
            }
        }
        let measures = &self.galley.settings[index];
        for (setting, (own, measure)) in paragraph.settings.iter().zip(measures).enumerate() {
            self.laying = (index, setting);
            let own = self.lines(paragraph, own, measure);
            if self.rests.len() <= own.count {
                self.rests.resize(own.count + 1, Layer::EMPTY);
            }
            for id in nodes {
                self.lay_lines(&own, *id, 0);
            }
            for line in 1..own.count {
                if self.rests[line].nodes.is_empty() {
                    continue;
                }
                let limit = self.rests[line].best.saturating_add(self.limits.slack);
                let mut rest = self.rests[line].take(&self.nodes, self.galley.capacity);
                for id in &rest {
                    if self.nodes[*id as usize].cost <= limit {
                        self.lay_lines(&own, *id, line);
                    }
                }
                rest.clear();
                self.rests[line].nodes = rest;
            }
        }
    }

    /// The setting that is being laid.
    fn lines(
        &self,
        paragraph: &Paragraph,
        own: &'a Setting,
        measure: &'a SettingMeasure,
    ) -> Lines<'a> {
        let galley = self.galley;
        let (index, setting) = self.laying;
        let count = measure.lines;
        let apart = if self.limits.last_resort { 1 } else { 2 };
        let last_break = count.saturating_sub(apart);
        let rest = galley.need_of_lines(own, last_break, count).and(galley.need_after(index));
        let float = galley.floats.get(galley.floats_before[index]);
        let below = |float: &&FloatMeasure| float.entry == index + 1 && !float.alone;
        Lines {
            index,
            setting,
            own,
            measure,
            count,
            last_note: measure.notes(0, count).last.or(galley.last_note[index]),
            breakable: breakable(paragraph, count),
            apart,
            last_break,
            rest,
            float: float.filter(below).filter(|_| measure.mention.is_some()),
        }
    }

    /// Lays the lines of the paragraph from this one on: all of them, or as many as stand on this
    /// page.
    fn lay_lines(&mut self, own: &Lines, id: u32, from: usize) {
        let Node { open, mut cost, .. } = self.nodes[id as usize];
        if from == 0 {
            cost += u64::from(own.own.cost);
        }
        let called = own.measure.notes(from, own.count);
        if called.height == 0 || self.may_call(&open) {
            let used = open.used.saturating_add(lines(own.count - from));
            let after = self.calling(&open, called.height, called.least);
            let after = Open { used, fresh: false, past: false, ..after };
            let tightest = self.tightest(&after, own.last_note);
            if let Some(more) = self.room_for(&open, used, tightest) {
                let next = if open.past { own.index + 2 } else { own.index + 1 };
                let step = Step::Lines { setting: own.setting as u16, from: from as u32 };
                self.push(next, after, cost + more, Way::new(id, own.index, step));
            }
        }
        if !self.limits.last_resort && !own.breakable {
            return;
        }
        self.break_lines(own, id, &open, cost, from, None);
        if own.float.is_some_and(|float| float.frames.contains(&open.frame))
            && open.waiting == 0
            && !open.past
        {
            self.break_lines(own, id, &open, cost, from, own.float);
        }
    }

    /// Ends the page within the paragraph; a float that follows it stands below if it is given.
    fn break_lines(
        &mut self,
        own: &Lines,
        id: u32,
        open: &Open,
        cost: u64,
        from: usize,
        float: Option<&FloatMeasure>,
    ) {
        let galley = self.galley;
        let &Lines { measure, apart, last_break, .. } = own;
        let mut to = from + apart;
        if to > last_break {
            return;
        }
        let (mut float_units, mut float_notes) = (0, 0);
        if let Some(float) = float {
            (float_units, float_notes) = (float.units, float.notes);
            to = to.max(measure.mention.unwrap_or(own.count));
        }
        // Most pages are not near their foot: if one is not with all lines that may be laid on it,
        // it is not with fewer.
        let most = open.used.saturating_add(lines(last_break - from) + float_units);
        let called = self.with_notes(open.notes, measure.notes(from, last_break).height);
        let notes = self.with_notes(called, float_notes);
        if self.is_far(open.frame, most, notes) && !self.exceeds(open.frame, most, notes, own.rest)
        {
            return;
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
        for to in to..=last_break {
            let called = measure.notes(from, to);
            if called.height > 0 && !self.may_call(open) {
                break;
            }
            let used = open.used.saturating_add(lines(to - from)) + float_units;
            let whatever = self.limits.last_resort && open.fresh && to == from + apart;
            if !whatever && !self.fits(open.frame, used, 0) {
                break;
            }
            let after = self.calling(open, called.height, called.least);
            let notes = self.with_notes(after.notes, float_notes);
            let is_forced = |search: &Self| {
                let need = match to < last_break {
                    true => galley.need_of_lines(own.own, to, to + 1),
                    false => own.rest,
                };
                search.exceeds(open.frame, used, notes, need)
            };
            if self.is_far(open.frame, used, notes) && !is_forced(self) {
                continue;
            }
            let after = Open { used, notes, fresh: false, ..after };
            let last = measure.notes(0, to).last.or(galley.last_note[own.index]);
            let ahead = Ahead { setting: own.setting, from, to };
            let Some(weighed) = self.end(&after, id, Some(ahead), last) else { continue };
            let Weighed { cost: weight, split, shortfall, carry } = weighed;
            let eased = cost::relief(shortfall);
            let forced = (eased > 0 || shortfall > self.limits.shortest) && is_forced(self);
            if shortfall > self.limits.shortest && !forced {
                continue;
            }
            let relief = if forced { eased } else { 0 };
            let mut price = weight - relief + split;
            if own.own.lines.get(to - 1).is_some_and(|line| line.hyphenated) {
                price += cost::hyphen(galley.template.turns(open.frame));
            }
            if let Some(float) = float {
                price += cost::FLOAT_FOOT + cost::beside(open.boxed && float.boxed);
            }
            if to == from + 1 || to + 1 == own.count || !own.breakable {
                price += cost::LAST_RESORT;
            }
            let step = Step::BreakIn {
                setting: own.setting as u16,
                from: from as u32,
                to: to as u32,
                foot: float.is_some(),
                end: PageEnd::plain(Ending::Full),
            };
            let ended = Ended {
                node: id,
                cost: cost + price,
                shortfall,
                level: relief == 0,
                frame: open.frame,
                waiting: open.waiting,
                carry,
                entry: own.index,
                step,
            };
            let past = float.is_some() || open.past;
            self.open(ended, Target::Line { line: to, past });
        }
    }
}
