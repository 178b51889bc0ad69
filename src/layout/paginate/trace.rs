//! From the steps of a search to the plan of the pages.

use super::super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::galley::{Galley, lines};
use super::notes::{Queue, Rest, Stretch};
use super::plan::{Ending, Fault, FaultKind, PagePlan, Part, PartKind, Place, Plan};
use super::search::{Found, PageEnd, Step};

/// How short a page must be to be a fault.
const SHORT: Units = 3 * LINE;
/// How uneven facing pages must be.
const UNEVEN: Units = 2 * LINE;
/// How many pages a float must stand after its place.
const FAR: usize = 2;

/// Takes the steps of a search, page by page.
pub(super) fn plan(galley: &Galley, found: &Found) -> Plan {
    let frame = galley.template.first(galley.capacity);
    let taken = galley.frame.used.clamp(0, galley.capacity);
    let mut trace = Trace {
        galley,
        plan: Plan { cost: found.cost, states: found.states, ..Plan::default() },
        page: PagePlan::default(),
        frame,
        used: taken + galley.template.top(frame),
        fixed: galley.template.held(frame).to_vec(),
        called: Vec::new(),
        over: Queue::new(),
        waiting: Vec::new(),
    };
    for (entry, step) in &found.steps {
        trace.step(*entry, *step);
    }
    trace.finish()
}

struct Trace<'a> {
    galley: &'a Galley<'a>,
    plan: Plan,
    page: PagePlan,
    /// Which of the frames of the template it is.
    frame: u32,
    used: Units,
    /// The notes that the page inherits, and those of its floats.
    fixed: Vec<Stretch>,
    /// The notes called on the page outside floats, and the entries that call them.
    called: Vec<(usize, usize)>,
    /// The notes that go on on the next page in any case.
    over: Queue,
    /// The floats that wait, by their places among the floats, and the pages of their places in the
    /// list.
    waiting: Vec<(usize, usize)>,
}

impl Trace<'_> {
    fn step(&mut self, entry: usize, step: Step) {
        let galley = self.galley;
        match step {
            Step::Start => {}
            Step::Pass => match galley.kind(entry) {
                Some(EntryKind::Float { .. }) => {
                    let page = self.place().page;
                    self.waiting.push((galley.floats_before[entry], page));
                }
                Some(EntryKind::Barrier) => self.late(FaultKind::SectionPassed),
                Some(EntryKind::Turn) => self.late(FaultKind::OutOfOrder),
                _ => {}
            },
            Step::White(units) => self.used += units,
            Step::Lay => match galley.kind(entry) {
                Some(EntryKind::Float { .. }) => self.float(galley.floats_before[entry]),
                Some(EntryKind::Box { units, notes } | EntryKind::Row { units, notes, .. }) => {
                    self.part(entry, (*units).max(0), PartKind::Whole);
                    self.call(entry, notes);
                }
                _ => {}
            },
            Step::Lines { setting, from } => {
                self.lines(entry, usize::from(setting), from as usize, None);
            }
            Step::BreakIn { setting, from, to, foot, end } => {
                let (setting, to) = (usize::from(setting), to as usize);
                self.lines(entry, setting, from as usize, Some(to));
                if foot {
                    self.float(galley.floats_before[entry]);
                }
                let count = galley.settings[entry].get(setting).map_or(0, |own| own.lines);
                if to == from as usize + 1 || to + 1 == count {
                    self.fault(entry, FaultKind::LoneLine);
                } else if count < 4 || self.is_whole(entry) {
                    self.fault(entry, FaultKind::ForbiddenBreak);
                }
                self.end_page(entry, None, end);
            }
            Step::Break(end) => {
                let drawn = !matches!(
                    galley.kind(entry),
                    None | Some(
                        EntryKind::Float { .. }
                            | EntryKind::Room { .. }
                            | EntryKind::Forced
                            | EntryKind::Barrier
                    )
                );
                if drawn && galley.penalty(entry) >= FORBIDDEN && end.ending == Ending::Full {
                    self.fault(entry, FaultKind::ForbiddenBreak);
                }
                let target = match galley.kind(entry) {
                    Some(EntryKind::Float { .. }) => None,
                    _ => galley.after_space.get(entry).copied(),
                };
                self.end_page(entry, target, end);
            }
        }
    }

    /// Where what is laid stands.
    fn place(&self) -> Place {
        self.galley.template.place(self.frame, self.plan.pages.len())
    }

    /// How much more than is left on the page, beside notes of this height, what follows it needs.
    fn lacks(&self, entry: usize, notes: i64) -> Units {
        let galley = self.galley;
        let float = self.waiting.first().and_then(|(float, _)| galley.floats.get(*float));
        let after = galley.after_space.get(entry).and_then(|entry| galley.need.get(*entry));
        let need = match (float, after) {
            (Some(float), _) => galley.length(float.units),
            (None, after) => after.map_or(0, |need| need.length),
        };
        let room = galley.length(galley.capacity) - galley.length(self.used) - notes;
        galley.note_units(need - room)
    }

    fn is_whole(&self, entry: usize) -> bool {
        matches!(self.galley.kind(entry), Some(EntryKind::Paragraph(own)) if own.whole)
    }

    /// The floats that wait should stand already.
    fn late(&mut self, kind: FaultKind) {
        for (float, _) in self.waiting.clone() {
            if let Some(measure) = self.galley.floats.get(float) {
                self.fault(measure.entry, kind);
            }
        }
    }

    fn fault(&mut self, entry: usize, kind: FaultKind) {
        self.plan.faults.push(Fault { page: self.place().page, entry, kind });
    }

    fn part(&mut self, entry: usize, units: Units, kind: PartKind) {
        self.page.parts.push(Part { entry, top: self.used, units, kind });
        self.used = self.used.saturating_add(units);
    }

    fn call(&mut self, entry: usize, notes: &[usize]) {
        let known = |note: &&usize| self.galley.note(**note).is_some_and(|note| note.lines > 0);
        self.called.extend(notes.iter().filter(known).map(|note| (*note, entry)));
    }

    fn lines(&mut self, entry: usize, setting: usize, from: usize, to: Option<usize>) {
        let Some(EntryKind::Paragraph(paragraph)) = self.galley.kind(entry) else { return };
        let Some(own) = paragraph.settings.get(setting) else { return };
        let to = to.unwrap_or(own.lines.len());
        if to > from {
            let kind = PartKind::Lines { setting, lines: from..to };
            self.part(entry, lines(to - from), kind);
        }
        for line in own.lines.iter().take(to).skip(from) {
            self.call(entry, &line.notes);
        }
    }

    fn float(&mut self, float: usize) {
        let Some(measure) = self.galley.floats.get(float) else { return };
        let Some(EntryKind::Float { units, notes, plates }) = self.galley.kind(measure.entry)
        else {
            return;
        };
        if *units > measure.units {
            let share = i64::from(measure.units) * 1000 / i64::from(*units);
            let kind = FaultKind::Scaled(u32::try_from(share).unwrap_or(0));
            self.fault(measure.entry, kind);
        }
        if plates.len() < 2 {
            self.part(measure.entry, measure.below(self.used), PartKind::Whole);
            self.notes_of_float(notes);
            return;
        }
        let mut rest = notes.as_slice();
        for (sheet, called) in plates.iter().enumerate() {
            let last = sheet + 1 == plates.len();
            let (own, after) =
                rest.split_at(if last { rest.len() } else { *called.min(&rest.len()) });
            rest = after;
            self.part(measure.entry, measure.below(self.used), PartKind::Sheet(sheet));
            self.notes_of_float(own);
            if !last {
                self.close(measure.entry, Ending::Floats);
            }
        }
    }

    fn notes_of_float(&mut self, notes: &[usize]) {
        for note in notes {
            if let Some(own) = self.galley.note(*note) {
                self.fixed.push(Stretch { note: *note, from: 0, to: own.lines });
            }
        }
    }

    /// Ends the page; the next begins with an entry, or in mid paragraph.
    fn end_page(&mut self, entry: usize, target: Option<usize>, end: PageEnd) {
        self.close(entry, end.ending);
        let heads = (end.heads as usize).min(self.waiting.len());
        for (float, page) in self.waiting.drain(..heads).collect::<Vec<_>>() {
            let pages = self.place().page - page;
            self.float(float);
            if let Some(measure) = self.galley.floats.get(float).filter(|_| pages >= FAR) {
                self.fault(measure.entry, FaultKind::FloatFar(pages));
            }
        }
        if let Some(target) = target.filter(|_| heads > 0) {
            self.used += self.galley.sunk(target);
        }
        if let Some(row) = end.repeated() {
            self.part(row, self.galley.repeated_head(row), PartKind::Head);
        }
    }

    /// The notes of the page in the order in which they stand; what does not fit goes on.
    fn notes(&mut self) -> Vec<Stretch> {
        let galley = self.galley;
        let mut notes = std::mem::take(&mut self.fixed);
        let called = std::mem::take(&mut self.called);
        let own: Vec<usize> = called.iter().map(|(note, _)| *note).collect();
        let fixed = galley.stretches(&notes);
        let any = !notes.is_empty() || !own.is_empty();
        let overhead = if any { galley.overhead } else { 0 };
        let whole = |note: &usize| galley.note(*note).map_or(0, |note| note.lines);
        let mut laid: Vec<usize> = own.iter().map(whole).collect();
        if !galley.fits(self.frame, self.used, fixed + galley.notes(&own) + overhead) {
            let left = galley.length(galley.capacity) - galley.length(self.used);
            laid = galley.divide(&own, left - fixed - overhead);
        }
        let before = self.over.len();
        for ((note, entry), to) in called.into_iter().zip(laid) {
            if to > 0 {
                notes.push(Stretch { note, from: 0, to });
            } else {
                self.fault(entry, FaultKind::NoteLate);
            }
            if to < whole(&note) {
                self.over.push(Rest { note, from: to });
                if to > 0 && galley.template.turns(self.frame) {
                    self.fault(entry, FaultKind::NoteTurns(whole(&note) - to));
                }
            }
        }
        // A note that goes on stands last; the others in the order of their marks.
        let last = self.over.last().filter(|_| self.over.len() == before + 1).map(|rest| rest.note);
        notes.sort_by_key(|own| (Some(own.note) == last, own.note, own.from));
        notes
    }

    /// Ends the page: its notes come to stand at its foot.
    fn close(&mut self, entry: usize, ending: Ending) {
        let galley = self.galley;
        let mut page = std::mem::take(&mut self.page);
        let notes = self.notes();
        let height = galley.stretches(&notes);
        let height = if notes.is_empty() { 0 } else { height + galley.overhead };
        page.place = self.place();
        page.shortfall = galley.shortfall(self.frame, self.used, height);
        page.ending = ending;
        let levelled = galley.template.bottom(self.frame).is_some();
        if page.shortfall < -LINE || !galley.fits(self.frame, self.used, height) {
            self.fault(entry, FaultKind::Overfull(-page.shortfall));
        } else if page.shortfall >= SHORT && ending == Ending::Full && !levelled {
            let lacks = self.lacks(entry, height);
            self.fault(entry, FaultKind::Short(page.shortfall, lacks));
        } else if let Some(verso) =
            self.plan.pages.last().filter(|_| galley.template.pairs(self.frame))
            && verso.ending == Ending::Full
            && ending == Ending::Full
            && verso.shortfall < SHORT
            && page.shortfall.abs_diff(verso.shortfall) >= UNEVEN.unsigned_abs()
        {
            let apart = (page.shortfall - verso.shortfall).abs();
            let kind = match galley.template.is_columns() {
                true => FaultKind::UnevenColumns(apart),
                false => FaultKind::Uneven(apart),
            };
            self.fault(entry, kind);
        }
        let beyond = -galley.left(self.used, height).min(0);
        page.notes = galley.at_foot(&notes, galley.capacity + beyond);
        self.plan.pages.push(page);
        let next = galley.template.next(self.frame, galley.capacity);
        self.frame = next.unwrap_or(self.frame + 1);
        self.used = galley.template.top(self.frame);
        let (inherited, over) = galley.inherit(&self.over, self.frame);
        self.fixed = galley.template.held(self.frame).to_vec();
        self.fixed.extend(inherited);
        self.over = over;
    }

    fn finish(mut self) -> Plan {
        let end = self.galley.list.entries.len();
        let empty = |trace: &Self| trace.page.parts.is_empty() && trace.fixed.is_empty();
        while !empty(&self) || self.plan.pages.is_empty() {
            self.close(end, Ending::Forced);
        }
        if let Some(last) = self.plan.pages.last_mut() {
            last.ending = Ending::Last;
        }
        self.plan
    }
}
