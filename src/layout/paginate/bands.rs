//! Pages of two columns.
//!
//! The list is cut at what stands across both columns into *bands*, which lie below one another: text
//! in two columns, which end level, and between them what stands across, in the one frame of the
//! whole width. Each band is broken by the same search as pages of one column; what is above it on
//! its first page, and the notes that are at the foot of that page already, are of its
//! [`Template`].
//!
//! **Level ends.** Where text ends, its columns end on the same line: the search is asked for the
//! least height at which both hold what stands on the last page. Notes stand at the foot of their
//! column nevertheless, below whatever follows on the page.
//!
//! **Floats across both columns** are taken out of the text. Each stands at the head of the page
//! where it is mentioned, if the mention stays on that page below it, else at the head of the
//! next; or below the level columns, when the text ends before that. One that wants pages of its own
//! has those after the page of its mention, and the text goes on behind them.

mod pieces;
mod text;

use super::super::list::{Entry, EntryKind, FORBIDDEN, Frame, Units, VerticalList};
use super::galley::Galley;
use super::notes::Stretch;
use super::plan::{Ending, Fault, NotePart, PagePlan, Part, PartKind, Place, Plan};
use super::search::{Limits, PASSES, Search};
use super::template::{Room, Template};
use super::{apart, trace};
use pieces::{Piece, Share, pieces};

/// How many columns stand side by side.
const COLUMNS: usize = 2;

/// Cuts the list into pages of two columns.
pub(super) fn paginate(list: &VerticalList, frame: &Frame) -> Plan {
    let pieces = pieces(list);
    let mut bands = Bands {
        frame: Frame { used: 0, ..*frame },
        first_recto: frame.recto,
        list,
        plan: Plan::default(),
        page: 0,
        used: frame.used.clamp(0, frame.units),
        held: Default::default(),
    };
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Forced => bands.turn(),
            Piece::Across(share) => {
                let after = match pieces.get(index + 1) {
                    Some(Piece::Text(text)) => bands.need(&text.share),
                    _ => 0,
                };
                bands.across(share, after);
            }
            Piece::Text(text) => bands.text(text),
        }
    }
    bands.finish()
}

/// The pages so far.
struct Bands<'a> {
    /// The block of text, without what is taken of its first page.
    frame: Frame,
    /// Whether page 0 is a right-hand page.
    first_recto: bool,
    list: &'a VerticalList,
    plan: Plan,
    /// The page on which the next band begins, from 0.
    page: usize,
    /// How much of it is taken, from its top.
    used: Units,
    /// The notes at the foot of each of its columns.
    held: [Vec<Stretch>; COLUMNS],
}

impl Bands<'_> {
    /// Whether the open page holds nothing yet.
    fn is_blank(&self) -> bool {
        let holds = |page: &PagePlan| page.place.page == self.page;
        self.used == 0 && !self.plan.pages.last().is_some_and(holds)
    }

    /// Goes on on a new page, unless the open one is new.
    fn turn(&mut self) {
        for page in self.plan.pages.iter_mut().rev() {
            if page.place.page != self.page {
                break;
            }
            page.ending = Ending::Forced;
        }
        if !self.is_blank() {
            if self.plan.pages.last().is_none_or(|last| last.place.page != self.page) {
                // The title stands alone on it.
                let place = Place { page: self.page, column: None };
                self.plan.pages.push(PagePlan { place, ..PagePlan::default() });
            }
            (self.page, self.used, self.held) = (self.page + 1, 0, Default::default());
        }
    }

    fn finish(mut self) -> Plan {
        if self.plan.pages.is_empty() {
            self.plan.pages.push(PagePlan::default());
        }
        let last = self.plan.count();
        for page in self.plan.pages.iter_mut().filter(|page| page.place.page + 1 == last) {
            page.ending = Ending::Last;
        }
        self.plan
    }

    fn recto(&self) -> bool {
        self.first_recto == self.page.is_multiple_of(2)
    }

    /// A galley for the list of a band, whose frames are still to be told.
    fn galley<'g>(&'g self, list: &'g VerticalList) -> Galley<'g> {
        Galley::new(list, &self.frame)
    }

    /// The height of the notes at the foot of a column, in whole lines.
    fn foot(&self, galley: &Galley, column: usize) -> Units {
        let held = self.held.get(column).map_or(&[][..], Vec::as_slice);
        match held {
            [] => 0,
            held => galley.note_units(galley.stretches(held) + galley.overhead),
        }
    }

    /// How far down text may reach on the open page, across both columns.
    fn floor(&self, galley: &Galley) -> Units {
        let highest = (0..COLUMNS).map(|column| self.foot(galley, column)).max();
        galley.capacity - highest.unwrap_or(0)
    }

    /// What the beginning of a text needs in a column, up to where it may first be broken.
    fn need(&self, share: &Share) -> Units {
        let galley = self.galley(&share.list);
        let need = galley.need.first().copied().unwrap_or_default();
        galley.note_units(need.length)
    }

    /// Adds what stands across both columns. Unless a page is too low for that, it stands on one
    /// page with the first lines of the text after it, which are so high.
    fn across(&mut self, share: &Share, after: Units) {
        let galley = self.galley(&share.list);
        let entries = &share.list.entries;
        let own: Units = entries.iter().map(Entry::natural_units).sum();
        let room = entries.iter().filter_map(|entry| match entry.kind {
            EntryKind::Room { units } => Some(units),
            _ => None,
        });
        let whole = own.saturating_add(after);
        let wanted = match whole.saturating_mul(2) <= galley.capacity {
            true => whole.max(room.max().unwrap_or(0)),
            // What is high begins wherever it may, and goes on on further pages.
            false => galley.note_units(galley.need.first().map_or(0, |need| need.length)),
        };
        let fits = self.used.saturating_add(wanted) <= self.floor(&galley);
        if !self.is_blank() && !fits {
            self.turn();
        }
        let mut galley = Galley::new(&share.list, &self.frame);
        let foot = self.foot(&galley, 1);
        let first = Room {
            top: self.used,
            bottom: (foot > 0).then_some(galley.capacity - foot),
            held: self.held[0].clone(),
            begun: self.used > 0,
        };
        galley.template = Template::of(1, self.recto(), vec![first]);
        let plan = solve(&galley);
        let white: Units = entries.iter().rev().map_while(white).sum();
        self.add(plan, share, &[]);
        self.used = (self.used + white).min(self.frame.units);
    }

    /// Adds a float across both columns below what stands on the open page, or at the head of the
    /// next; a plate on pages of its own.
    fn float(&mut self, entry: usize) {
        let Some(single) = alone(self.list, entry) else { return };
        let frame = self.frame;
        let galley = Galley::new(&single, &frame);
        let (Some(float), Some(sheets)) = (galley.floats.first(), sheets(&galley)) else {
            return;
        };
        for (kind, own) in sheets {
            let overhead = if self.held[0].is_empty() { galley.overhead } else { 0 };
            let foot = if own.is_empty() { 0 } else { galley.stretches(&own) + overhead };
            let needed = float.below(self.used).saturating_add(galley.note_units(foot));
            let fits = self.used.saturating_add(needed) <= self.floor(&galley);
            if !self.is_blank() && (!fits || float.is_plate()) {
                self.turn();
            }
            let (top, units) = (self.used, float.below(self.used));
            self.held[0].extend(own);
            let notes = galley.at_foot(&self.held[0], galley.capacity);
            self.push(PagePlan {
                place: Place { page: self.page, column: None },
                parts: vec![Part { entry, top, units, kind }],
                notes,
                shortfall: 0,
                ending: Ending::Forced,
            });
            let bottom = if float.is_plate() { self.frame.units } else { top + units };
            self.used = bottom.min(self.frame.units);
        }
    }

    /// Adds a frame. Of all the frames of a column, the last has its notes.
    fn push(&mut self, page: PagePlan) {
        let column = |place: Place| (place.page, place.column.unwrap_or(0));
        if page.notes.is_some() {
            for before in self.plan.pages.iter_mut().rev() {
                if before.place.page != page.place.page {
                    break;
                }
                if column(before.place) == column(page.place) {
                    before.notes = None;
                }
            }
        }
        self.plan.pages.push(page);
    }

    /// Adds the plan of a band, with the floats at the heads of its pages: the page, counted from
    /// the band's first, and what stands there.
    fn add(&mut self, plan: Plan, share: &Share, heads: &[(usize, PagePlan)]) {
        self.plan.cost = self.plan.cost.saturating_add(plan.cost);
        self.plan.states += plan.states;
        let first = self.page;
        let entry = |entry: usize| share.entry(entry);
        self.plan.faults.extend(plan.faults.into_iter().map(|fault| Fault {
            page: fault.page + first,
            entry: entry(fault.entry),
            ..fault
        }));
        let mut heads = heads.iter().peekable();
        for mut page in plan.pages {
            while let Some((_, head)) = heads.next_if(|(at, _)| *at <= page.place.page) {
                self.add_frame(head.clone());
            }
            page.place.page += first;
            for part in &mut page.parts {
                part.entry = entry(part.entry);
            }
            if page.ending == Ending::Last {
                page.ending = Ending::Forced;
            }
            self.add_frame(page);
        }
        for (_, head) in heads {
            self.add_frame(head.clone());
        }
    }

    /// Adds a frame at its place, and goes on below it.
    fn add_frame(&mut self, page: PagePlan) {
        if page.place.page != self.page {
            (self.page, self.used, self.held) = (page.place.page, 0, Default::default());
        }
        let bottom = page.parts.iter().map(|part| part.top + part.units).max();
        self.used = self.used.max(bottom.unwrap_or(0)).min(self.frame.units);
        if let Some(notes) = &page.notes {
            let column = page.place.column.unwrap_or(0).min(COLUMNS - 1);
            let stretch = |part: &NotePart| Stretch {
                note: part.note,
                from: part.lines.start,
                to: part.lines.end,
            };
            self.held[column] = notes.parts.iter().map(stretch).collect();
        }
        self.push(page);
    }
}

/// The cheapest way to fill the frames of a galley.
fn solve(galley: &Galley) -> Plan {
    let found = Search::new(galley, &PASSES).run();
    trace::plan(galley, &found.unwrap_or_else(|| apart::pages(galley)))
}

/// The same within these limits, if there is any.
fn try_within(galley: &Galley, passes: &[Limits]) -> Option<Plan> {
    let found = Search::new(galley, passes).run()?;
    Some(trace::plan(galley, &found))
}

/// A note as a whole.
fn whole(galley: &Galley, note: usize) -> Option<Stretch> {
    galley.note(note).map(|own| Stretch { note, from: 0, to: own.lines })
}

/// The pages' worth of the float that stands alone in a galley, one after another: what is drawn on
/// each, and its notes. None if it holds no float.
fn sheets(galley: &Galley) -> Option<Vec<(PartKind, Vec<Stretch>)>> {
    let EntryKind::Float { notes, plates, .. } = galley.kind(0)? else { return None };
    let count = plates.len().max(1);
    let mut rest = notes.as_slice();
    let mut sheets = Vec::with_capacity(count);
    for sheet in 0..count {
        // The last has all that are left.
        let called = plates.get(sheet).filter(|_| sheet + 1 < count).copied();
        let (own, after) = rest.split_at(called.unwrap_or(rest.len()).min(rest.len()));
        rest = after;
        let kind = if count > 1 { PartKind::Sheet(sheet) } else { PartKind::Whole };
        sheets.push((kind, own.iter().filter_map(|note| whole(galley, *note)).collect()));
    }
    Some(sheets)
}

/// A list of one entry of a list, with all its notes.
fn alone(list: &VerticalList, entry: usize) -> Option<VerticalList> {
    let entries = vec![list.entries.get(entry)?.clone()];
    let (notes, float_white) = (list.notes.clone(), list.float_white);
    Some(VerticalList { entries, notes, boxes: Vec::new(), float_white })
}

/// The height of white; none for what is drawn.
fn white(entry: &Entry) -> Option<Units> {
    match entry.kind {
        EntryKind::Space { units, .. } => Some(units),
        EntryKind::Barrier | EntryKind::Turn => Some(0),
        _ => None,
    }
}

impl Share {
    /// A part of a list, whose entries are at these places in it. A page may end before the first.
    fn of(list: &VerticalList, entries: Vec<usize>) -> Share {
        let own = entries.iter().filter_map(|entry| list.entries.get(*entry)).cloned();
        let mut own: Vec<_> = own.collect();
        if let Some(first) = own.first_mut().filter(|first| first.break_before >= FORBIDDEN) {
            first.break_before = 0;
        }
        let place = |entry: usize| entries.partition_point(|own| *own < entry);
        let boxes = list.boxes.iter().map(|own| place(own.start)..place(own.end));
        let boxes = boxes.filter(|own| !own.is_empty()).collect();
        let (notes, float_white) = (list.notes.clone(), list.float_white);
        Share { list: VerticalList { entries: own, notes, boxes, float_white }, entries }
    }
}
