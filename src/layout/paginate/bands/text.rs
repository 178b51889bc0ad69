//! A band of text: where the floats across its columns stand, and how its columns end level.

use super::super::super::list::{EntryKind, LINE, Units};
use super::super::cost;
use super::super::galley::Galley;
use super::super::notes::Stretch;
use super::super::plan::{Ending, PagePlan, Part, PartKind, Place, Plan};
use super::super::search::PASSES;
use super::super::template::{Room, Template};
use super::pieces::Text;
use super::{Bands, COLUMNS, alone, sheets, solve, try_within};

/// How much higher than they must be level columns may be, if they are so more cheaply.
const HIGHER: Units = 2 * LINE;

/// How many pages after its mention a float may stand above the text, where the floats of columns
/// that come before it take those nearer.
const LATEST: usize = 4;

/// The passes in which columns are made level: those without the last resort.
const STRICT: usize = 4;

/// A float at the head of a page of the band.
#[derive(Clone, Debug)]
struct Head {
    /// The page, from 0.
    page: usize,
    /// How many entries of the text stand before it in the list.
    before: usize,
    /// Its place in the whole list.
    entry: usize,
    /// Its height, and its notes.
    units: Units,
    notes: Vec<Stretch>,
    /// Whether the page is its own.
    alone: bool,
    /// All of it, or one of the sheets that it has.
    kind: PartKind,
}

impl Bands<'_> {
    /// Adds text in columns, with the floats across them.
    pub fn text(&mut self, text: &Text) {
        let mut floats = text.floats.as_slice();
        // What no text of the band stands before stands where it is written.
        while let Some(((0, entry), rest)) = floats.split_first()
            && self.may_stand_here(text, *entry)
        {
            self.float(*entry);
            floats = rest;
        }
        if !text.share.is_drawn() {
            for (_, entry) in floats {
                self.float(*entry);
            }
            return;
        }
        let (plan, heads, below) = self.broken(text, floats);
        let frames: Vec<(usize, PagePlan)> = self.frames_of(text, &heads);
        self.add(plan, &text.share, &frames);
        for entry in below {
            self.float(entry);
        }
    }

    /// Whether a float fits on the open page, and the beginning of the text below it.
    fn may_stand_here(&self, text: &Text, entry: usize) -> bool {
        let Some(EntryKind::Float { units, notes, plates }) =
            self.list.entries.get(entry).map(|entry| &entry.kind)
        else {
            return false;
        };
        let galley = self.galley(&text.share.list);
        let notes = galley.notes(notes);
        let foot = if notes > 0 { galley.note_units(notes + galley.overhead) } else { 0 };
        let used = self.used.saturating_add(*units).saturating_add(foot);
        plates.is_empty() && used.saturating_add(self.need(&text.share)) <= self.floor(&galley)
    }

    /// Breaks the text, and says which floats stand at the heads of its pages and which below it.
    fn broken(&self, text: &Text, floats: &[(usize, usize)]) -> (Plan, Vec<Head>, Vec<usize>) {
        let mut galley = self.galley(&text.share.list);
        let mut heads: Vec<Head> = Vec::new();
        let mut below = Vec::new();
        self.arrange(&mut galley, &heads);
        let mut plan = solve(&galley);
        for (before, entry) in floats {
            let found = match below.is_empty() {
                true => self.with_head(&mut galley, &plan, &heads, *before, *entry),
                false => None,
            };
            match found {
                Some((more, next)) => {
                    heads.extend(more);
                    plan = next;
                }
                None => below.push(*entry),
            }
        }
        self.arrange(&mut galley, &heads);
        let template = galley.template.clone();
        (level(&mut galley, &template, plan), heads, below)
    }

    /// Puts one more float at the head of a page: of that on which it is mentioned, or of one of the
    /// next. What has several sheets takes as many pages one after another, and the text goes on
    /// behind them.
    fn with_head(
        &self,
        galley: &mut Galley,
        plan: &Plan,
        heads: &[Head],
        before: usize,
        entry: usize,
    ) -> Option<(Vec<Head>, Plan)> {
        let single = alone(self.list, entry)?;
        let own = self.galley(&single);
        let float = own.floats.first()?;
        let sheets = sheets(&own)?;
        let mentioned = page_of(plan, before).max(heads.last().map_or(0, |head| head.page));
        for page in mentioned..=mentioned + LATEST {
            let others = heads.iter().filter(|head| head.page == page);
            let taken: Units = others.clone().map(|head| head.units).sum();
            let free = page > 0 || self.is_blank();
            let units = float.below(taken);
            let crowded = !float.alone && cost::crowds_out(taken + units, galley.capacity)
                || others.clone().any(|head| head.alone)
                || float.alone && (taken > 0 || page == mentioned);
            if !free || crowded {
                continue;
            }
            let set = sheets.iter().enumerate().map(|(sheet, (kind, notes))| Head {
                page: page + sheet,
                before,
                entry,
                units,
                notes: notes.clone(),
                alone: float.alone,
                kind: kind.clone(),
            });
            let set: Vec<Head> = set.collect();
            let last = set.last()?.page;
            let all: Vec<Head> = heads.iter().chain(&set).cloned().collect();
            self.arrange(galley, &all);
            // What leaves too little of a column to something else stands elsewhere.
            let Some(next) = try_within(galley, &PASSES[..STRICT]) else { continue };
            let mentions = all.iter().all(|head| page_of(&next, head.before) <= head.page);
            let goes_on = next.count() > last;
            if mentions && goes_on {
                return Some((set, next));
            }
        }
        None
    }

    /// Gives a galley the frames on the open page and below these heads, and each of its floats
    /// those of them in which all floats keep their order.
    fn arrange(&self, galley: &mut Galley, heads: &[Head]) {
        galley.template = self.template(galley, heads);
        let frame = |head: &Head| u32::try_from(head.page * COLUMNS).unwrap_or(u32::MAX);
        for float in &mut galley.floats {
            let before = heads.iter().rev().find(|head| head.before <= float.entry);
            let after = heads.iter().find(|head| head.before > float.entry);
            float.frames = before.map_or(0, frame)..after.map_or(u32::MAX, frame);
        }
    }

    /// The frames of the text on the open page and below these heads.
    fn template(&self, galley: &Galley, heads: &[Head]) -> Template {
        let pages = heads.last().map_or(0, |head| head.page) + 1;
        let mut rooms = vec![Room::default(); pages * COLUMNS];
        for (column, room) in rooms.iter_mut().take(COLUMNS).enumerate() {
            room.top = self.used;
            room.held.clone_from(&self.held[column]);
        }
        for head in heads {
            let own = rooms.iter_mut().skip(head.page * COLUMNS).take(COLUMNS);
            for (column, room) in own.enumerate() {
                room.top = if head.alone { galley.capacity } else { room.top + head.units };
                if column == 0 {
                    room.held.extend_from_slice(&head.notes);
                }
            }
        }
        Template::of(COLUMNS, self.recto(), rooms)
    }

    /// The frames in which floats stand at the heads of pages, from the top down.
    fn frames_of(&self, text: &Text, heads: &[Head]) -> Vec<(usize, PagePlan)> {
        let galley = self.galley(&text.share.list);
        let mut frames: Vec<(usize, PagePlan)> = Vec::new();
        for head in heads {
            let above = frames.last().filter(|(page, _)| *page == head.page);
            let last = above.and_then(|(_, frame)| frame.parts.last());
            let top = last.map_or(0, |part| part.top + part.units);
            let (units, kind) = (head.units, head.kind.clone());
            let part = Part { entry: head.entry, top, units, kind };
            // Below it the first column has its notes, unless there is none.
            let notes = match head.alone {
                true => galley.at_foot(&head.notes, galley.capacity),
                false => None,
            };
            let place = Place { page: self.page + head.page, column: None };
            let (shortfall, ending) = (0, Ending::Floats);
            let parts = vec![part];
            frames.push((head.page, PagePlan { place, parts, notes, shortfall, ending }));
        }
        frames
    }
}

/// The last page on which anything stands of the first entries of a list.
fn page_of(plan: &Plan, before: usize) -> usize {
    let holds = |page: &&PagePlan| page.parts.iter().any(|part| part.entry < before);
    plan.pages.iter().rfind(holds).map_or(0, |page| page.place.page)
}

/// The text broken so that the columns of its last page are level: as it is, if that cannot be.
fn level(galley: &mut Galley, template: &Template, plan: Plan) -> Plan {
    let page = plan.count().saturating_sub(1);
    let top = template.top((page * COLUMNS) as u32);
    let height = |own: &PagePlan| own.parts.iter().map(|part| part.top + part.units).max();
    let last = plan.pages.iter().filter(|own| own.place.page == page).filter_map(height);
    let all: Units = last.map(|bottom| bottom - top).sum();
    let capacity = galley.capacity;
    let mut within = |bottom: Units| {
        galley.template = template.levelled(page, bottom);
        // Text that ends before that page leaves it empty below its floats.
        try_within(galley, &PASSES[..STRICT]).filter(|found| found.count() == page + 1)
    };
    let lines = |height: Units| (height.max(0) + LINE - 1) / LINE;
    // In lines below the top: too low for what stands there, and high enough.
    let mut least = (lines(all / 2) - 3).max(0);
    let mut most = lines(capacity - top);
    let Some(mut best) = within(top + most * LINE) else { return plan };
    while most - least > 1 {
        let middle = (least + most) / 2;
        match within(top + middle * LINE) {
            Some(found) => (most, best) = (middle, found),
            None => least = middle,
        }
    }
    for more in 1..=HIGHER / LINE {
        let bottom = top + (most + more) * LINE;
        if bottom <= capacity
            && let Some(found) = within(bottom)
            && found.cost < best.cost
        {
            best = found;
        }
    }
    best
}
