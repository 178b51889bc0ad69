//! From the plan of the pages to finished pages: everything gets its place on the paper.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Columns;
use super::drawing::{Drawing, shift};
use super::front::Opening;
use super::galley::{Drawn, Galley, Island, Matter};
use super::list::{EntryKind, Units};
use super::paginate::{FootNotes, PagePlan, Part, PartKind, Plan};
use super::running::{self, Furniture};
use super::running_text::count;
use super::set::Round;
use super::stack::draw_ground;
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Numbering, Page, Placed, Region};
use crate::theme::Tint;

/// Composes the pages of the body, whose labels are 1, 2, 3. `opening` stands at the top of the
/// first one. A page that nothing stands on has no head and no folio either.
pub(super) fn compose(
    round: &mut Round<'_>,
    columns: &Columns,
    galley: &Galley,
    plan: &Plan,
    opening: &Opening,
) -> Vec<Page> {
    let extents = grounds(galley);
    let flush = below_floats(galley, plan);
    let turned_top = columns.turned(Length::ZERO, round.typesetter.is_mirrored()).top;
    let mut section = String::new();
    let mut pages = Vec::new();
    // The entry with which the page before ended.
    let mut last: Option<usize> = None;
    for frames in plan.pages.chunk_by(|one, next| one.place.page == next.place.page) {
        let index = frames.first().map_or(0, |frame| frame.place.page);
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let label = number.to_string();
        let below = (index == 0).then_some(opening);
        let composers = frames.iter().enumerate().map(|(at, page)| {
            let top = page.parts.first().map(|part| part.top);
            let below = below.filter(|title| at == 0 || top == Some(title.units));
            Composer { columns, galley, page, flush: &flush, below, turned_top }
        });
        let composers: Vec<Composer<'_>> = composers.collect();
        let mut items = Vec::new();
        for composer in &composers {
            composer.beside(&mut items, |items| composer.grounds(&extents, items));
        }
        let mut opens = index == 0;
        let parts = || frames.iter().flat_map(|frame| &frame.parts);
        if let Some(first) = parts().next() {
            let begun = galley.sections.iter().rev().find(|begun| begun.entry <= first.entry);
            if let Some(begun) = begun {
                section.clone_from(&begun.title);
                opens |= begun.opens && last.is_none_or(|last| last < begun.entry);
            }
        }
        if index == 0 {
            opening.drawing.put(&mut items, Region::Main, columns.top);
        }
        let noted = frames.iter().any(|frame| frame.notes.is_some());
        let shown = parts().next().is_some() || noted || index == 0;
        let plate = composers.iter().all(Composer::is_plate);
        let chapter = (!opens && !plate).then_some(section.as_str());
        let folio = round.input.references.words.digits(&label);
        let furniture = Furniture { label: &folio, chapter, verso: number % 2 == 0 };
        if shown {
            running::head(round, columns, furniture, &mut items);
        }
        for composer in &composers {
            composer.beside(&mut items, |items| composer.frame(round, items));
        }
        if shown {
            running::folio_of(round, columns, furniture, &mut items);
        }
        last = parts().last().map(|part| part.entry).or(last);
        pages.push(Page {
            size: columns.paper,
            label,
            numbering: Numbering::Arabic(number),
            items,
        });
    }
    pages
}

struct Composer<'c> {
    columns: &'c Columns,
    galley: &'c Galley,
    page: &'c PagePlan,
    /// The paragraphs right below floats.
    flush: &'c BTreeSet<usize>,
    /// What stands above the first page of text.
    below: Option<&'c Opening>,
    /// Where matter begins on the turned page, from its top.
    turned_top: Length,
}

impl Composer<'_> {
    /// Adds what is composed as in the first column, in the column of this frame.
    fn beside(&self, items: &mut Vec<Placed>, compose: impl FnOnce(&mut Vec<Placed>)) {
        let Some(column) = self.page.place.column.filter(|column| *column > 0) else {
            return compose(items);
        };
        let from = items.len();
        compose(items);
        let right = self.columns.offset(column);
        for placed in items.iter_mut().skip(from) {
            shift(&mut placed.item, right, Length::ZERO);
        }
    }

    /// Adds the text of the frame with its floats, and its notes.
    fn frame(&self, round: &Round<'_>, items: &mut Vec<Placed>) {
        for part in &self.page.parts {
            self.part(part, items);
        }
        if let Some(notes) = &self.page.notes {
            self.notes(round, notes, items);
        }
    }

    /// The place of a height of the plan on the paper.
    fn y(&self, units: Units) -> Length {
        self.columns.top + self.columns.half() * i64::from(units)
    }

    /// How much lower than planned an entry stands on this page: as part of an island whose white
    /// is shared alike above and below. An island that goes on from the page before, or on the
    /// next, stands on the grid.
    fn lowered(&self, matter: &Matter) -> Length {
        let island = matter.island.and_then(|island| self.galley.islands.get(island));
        island.and_then(|island| self.drift(island)).unwrap_or(Length::ZERO)
    }

    fn drift(&self, island: &Island) -> Option<Length> {
        let parts = &self.page.parts;
        let first = parts.iter().position(|part| part.entry > island.from)?;
        let last = parts.iter().rposition(|part| part.entry <= island.to)?;
        let (above, begun) = (parts.get(first.checked_sub(1)?)?, parts.get(first)?);
        // What stands above it here must be what is above it in the list: neither an earlier part
        // of it on another page nor a float that came from one.
        let drawn = |entry: &usize| {
            let matter = self.galley.matter.get(*entry);
            matter.is_some_and(|matter| !matches!(matter.drawn, Drawn::Nothing))
        };
        let before = (0..island.from).rev().find(drawn)?;
        let begins = (island.from + 1..=island.to).find(drawn)?;
        if above.entry != before || begun.entry != begins {
            return None;
        }
        let above = self.extra(above, begun)?;
        let below = match (parts.get(last), parts.get(last + 1)) {
            (Some(last), Some(below)) => self.extra(last, below).unwrap_or(above),
            _ => above,
        };
        Some(island.lower + self.columns.half() * i64::from(below - above) / 2)
    }

    /// How much more white there is between two parts than the list has there. None where text
    /// stands between them in the list: below a float that waited for the head of its page.
    fn extra(&self, above: &Part, below: &Part) -> Option<Units> {
        let between = self.galley.list.entries.get(above.entry + 1..below.entry);
        let mut white: Units = 0;
        for entry in between.unwrap_or_default() {
            match &entry.kind {
                EntryKind::Space { units, .. } => white += units,
                EntryKind::Paragraph(_) | EntryKind::Box { .. } | EntryKind::Row { .. } => {
                    return None;
                }
                _ => {}
            }
        }
        Some(below.top - (above.top + above.units) - white)
    }

    fn part(&self, part: &Part, items: &mut Vec<Placed>) {
        let Some(matter) = self.galley.matter.get(part.entry) else { return };
        let top = match matter.at_foot {
            true => self.columns.bottom() - (self.y(part.units) - self.y(0)),
            false => self.y(part.top) + self.lowered(matter),
        };
        match (&matter.drawn, &part.kind) {
            (Drawn::Lines(set), PartKind::Lines { setting, lines }) => {
                if lines.start == 0 {
                    set.first.put(items, Region::Main, top);
                }
                let flush = self.flush.contains(&part.entry);
                let set_lines = set.lines(*setting, flush).iter().take(lines.end).skip(lines.start);
                for (index, line) in set_lines.enumerate() {
                    let y = top + self.columns.grid * count(index) + set.baseline;
                    let mut drawing = Drawing::new();
                    drawing.place(&line.items, Point::new(set.x, y));
                    drawing.put(items, Region::Main, Length::ZERO);
                }
            }
            (Drawn::Row { head, .. }, PartKind::Head) => head.put(items, Region::Main, top),
            (Drawn::Whole(drawing) | Drawn::Row { row: drawing, .. }, _) => {
                drawing.put(items, Region::Main, top);
            }
            (Drawn::Float(float), kind) if float.turned => {
                let sheet = if let PartKind::Sheet(sheet) = kind { *sheet } else { 0 };
                if let Some(drawing) = float.sheets.get(sheet) {
                    drawing.put_turned(items, Region::Float, self.turned_top);
                }
            }
            (Drawn::Float(float), _) => {
                let gap = self.y(part.units) - self.y(0) - float.height;
                let above = self.above_float(part, gap.max(Length::ZERO));
                for drawing in &float.sheets {
                    drawing.put(items, Region::Float, top + above);
                }
            }
            (Drawn::Nothing | Drawn::Lines(_), _) => {}
        }
    }

    /// How much of a float's white stands above it: none at the head of the page, all at its foot,
    /// and between text what the theme says. Right below the title above the text, what that leaves
    /// of its last line is of the white, and what is drawn begins where half a line does.
    fn above_float(&self, part: &Part, gap: Length) -> Length {
        let first = self.page.parts.first().is_some_and(|first| first.top >= part.top);
        let last = self.page.parts.last().is_some_and(|last| last.top <= part.top);
        if first && part.top == 0 {
            Length::ZERO
        } else if last && self.page.notes.is_none() && part.top > 0 {
            gap
        } else {
            let half = self.columns.half();
            let white = half * i64::from(self.galley.list.float_white);
            let above = match self.below.filter(|_| first) {
                Some(title) => {
                    half * (title.bottom + white).div_ceil(half) - half * i64::from(title.units)
                }
                None => white,
            };
            above.clamp(Length::ZERO, gap)
        }
    }

    fn notes(&self, round: &Round<'_>, notes: &FootNotes, items: &mut Vec<Placed>) {
        let theme = round.input.theme;
        let tokens = &theme.blocks;
        let y = self.columns.top + notes.rule;
        let rule =
            Rect::new(self.columns.column().text, y, tokens.note_rule_width, tokens.note_rule);
        let mut drawing = Drawing::new();
        drawing.fill(Artifact::Layout, rule, theme.colors.get(Tint::Secondary));
        drawing.put(items, Region::Furniture, Length::ZERO);
        let leading = theme.styles.footnote.leading;
        let several = notes.parts.iter().filter(|part| part.lines.start > 0).count() > 1;
        for part in &notes.parts {
            let Some(note) = self.galley.notes.get(part.note) else { continue };
            if several && part.lines.start > 0 {
                note.mark.put(items, Region::Notes, self.columns.top + part.top);
            }
            let lines = note.lines.iter().take(part.lines.end).skip(part.lines.start);
            for (index, line) in lines.enumerate() {
                let top = self.columns.top + part.top + leading * count(index);
                line.put(items, Region::Notes, top);
            }
        }
    }

    /// Draws the grounds on which entries of this page stand. Where the page cuts one, it goes on
    /// into the white at the head or foot.
    fn grounds(&self, extents: &BTreeMap<usize, (usize, usize)>, items: &mut Vec<Placed>) {
        for (index, (from, to)) in extents {
            let Some(ground) = self.galley.grounds.get(*index) else { continue };
            let on = |part: &&Part| (*from..=*to).contains(&part.entry) && !self.is_float(part);
            let (Some(first), Some(last)) =
                (self.page.parts.iter().find(on), self.page.parts.iter().rfind(on))
            else {
                continue;
            };
            let mut top = self.y(first.top);
            let mut bottom = self.y(last.top + last.units);
            if first.entry != *from {
                top -= ground.padding;
            }
            if last.entry != *to {
                bottom += ground.padding;
            }
            let mut drawing = Drawing::new();
            draw_ground(&mut drawing, ground, top, bottom, last.entry == *to);
            drawing.put(items, Region::Furniture, Length::ZERO);
        }
    }

    /// Whether the page holds plates alone, beside which no running head stands.
    fn is_plate(&self) -> bool {
        let plate = |part: &Part| {
            let entry = self.galley.list.entries.get(part.entry);
            entry.is_some_and(|entry| match &entry.kind {
                EntryKind::Float { plates, .. } => !plates.is_empty(),
                _ => false,
            })
        };
        !self.page.parts.is_empty() && self.page.parts.iter().all(plate)
    }

    fn is_float(&self, part: &Part) -> bool {
        let matter = self.galley.matter.get(part.entry);
        matter.is_some_and(|matter| matches!(matter.drawn, Drawn::Float(_)))
    }
}

/// The paragraphs that begin right below a float.
fn below_floats(galley: &Galley, plan: &Plan) -> BTreeSet<usize> {
    let float = |part: &Part| {
        let matter = galley.matter.get(part.entry);
        matter.is_some_and(|matter| matches!(matter.drawn, Drawn::Float(_)))
    };
    let mut below = BTreeSet::new();
    for page in &plan.pages {
        for (above, part) in page.parts.iter().zip(page.parts.iter().skip(1)) {
            let begins = matches!(&part.kind, PartKind::Lines { lines, .. } if lines.start == 0);
            if begins && float(above) {
                below.insert(part.entry);
            }
        }
    }
    below
}

/// The first and the last entry that stand on each ground.
fn grounds(galley: &Galley) -> BTreeMap<usize, (usize, usize)> {
    let mut extents = BTreeMap::new();
    for (entry, matter) in galley.matter.iter().enumerate() {
        if let Some(ground) = matter.ground {
            let extent = extents.entry(ground).or_insert((entry, entry));
            extent.1 = entry;
        }
    }
    extents
}
