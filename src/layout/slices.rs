//! What is higher than a page: it is split between its lines.
//!
//! A heading, a row of a table, a pull quote or whatever else is drawn as a whole is commonly never
//! broken. When it is higher than a page it must be: its drawing is cut wherever that cuts neither
//! words nor a picture, and the slices become entries of their own, between which pages may end.
//! Pictures are made no higher than a page where they are drawn.

use super::drawing::Drawing;
use super::flow::Flow;
use super::galley::Drawn;
use super::list::{EntryKind, FORBIDDEN, Units};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::NodeId;
use crate::geometry::{Length, Rect};
use crate::page::{Item, LinkTarget, Tag};

/// A part of a drawing, from one height to another.
#[derive(Clone, Debug, PartialEq)]
struct Slice {
    top: Length,
    bottom: Length,
    /// What is drawn, relative to `top`.
    drawing: Drawing,
}

/// Fills up to this height are rules, which are not cut; higher ones are grounds, which are.
const RULE: Length = Length::from_points(4);

impl Flow<'_, '_> {
    /// The height of a page.
    pub fn page_units(&self) -> Units {
        self.units(self.columns.grid * self.columns.lines)
    }

    /// Adds a drawing of this height slice by slice, with the notes called in it, and tells that it
    /// is higher than a page. `entry` makes an entry of a slice.
    pub fn push_slices(
        &mut self,
        height: Length,
        drawing: &Drawing,
        notes: Vec<usize>,
        entry: impl Fn(Units, Vec<usize>, Drawing) -> (EntryKind, Drawn),
    ) {
        let mut warning = Diagnostic::warning(Code::Overfull, "this is higher than a page")
            .labelled("split between its lines")
            .help("make it shorter, or parts of it blocks of their own");
        warning.span = self.span;
        self.round.report(warning);

        let slices = slices(drawing, height);
        let mut called = self.called_in(&slices, notes);
        let count = slices.len();
        for (index, slice) in slices.into_iter().enumerate() {
            if index > 0 {
                // Two lines stay on either side of a break.
                let edge = count >= 4 && (index == 1 || index + 1 == count);
                self.keep = if edge { FORBIDDEN } else { 0 };
            }
            let from = self.whole_units(slice.top);
            let last = index + 1 == count;
            let to = if last { self.units(height) } else { self.whole_units(slice.bottom) };
            let mut whole = std::mem::take(&mut self.pending);
            whole.add(&slice.drawing, slice.top - self.height(from));
            let own = called.get_mut(index).map(std::mem::take).unwrap_or_default();
            let (kind, drawn) = entry(to - from, own, whole);
            self.push(kind, drawn);
            self.phase = (self.phase + to - from).rem_euclid(super::list::LINE);
        }
    }

    /// So many units as have room in this height.
    pub fn whole_units(&self, height: Length) -> Units {
        let units = height.units().div_euclid(self.columns.half().units().max(1));
        Units::try_from(units).unwrap_or(Units::MAX / 8)
    }

    /// The notes that each slice calls. What has no call that can be seen, because another note
    /// calls it, goes with the one before it.
    fn called_in(&self, slices: &[Slice], notes: Vec<usize>) -> Vec<Vec<usize>> {
        let mut called = vec![Vec::new(); slices.len()];
        let mut at = 0;
        for note in notes {
            let node = self.galley.notes.get(note).and_then(|note| note.node);
            let own = slices.iter().position(|slice| node.is_some_and(|node| slice.calls(node)));
            at = own.unwrap_or(at);
            if let Some(called) = called.get_mut(at) {
                called.push(note);
            }
        }
        called
    }
}

impl Slice {
    fn calls(&self, note: NodeId) -> bool {
        self.drawing.items().iter().any(|(_, item)| {
            matches!(item, Item::Link { target: LinkTarget::Node(node), .. } if *node == note)
        })
    }
}

/// Cuts a drawing of this height wherever no word and no picture is cut.
fn slices(drawing: &Drawing, height: Length) -> Vec<Slice> {
    let mut bounds = cuts(drawing);
    bounds.retain(|cut| Length::ZERO < *cut && *cut < height);
    bounds.push(height);
    let mut top = Length::ZERO;
    let mut slices = Vec::with_capacity(bounds.len());
    for bottom in bounds {
        slices.push(Slice { top, bottom, drawing: Drawing::new() });
        top = bottom;
    }
    for (tag, item) in drawing.items() {
        let (from, to) = extent(item);
        let middle = from + (to - from) / 2;
        let at = slices.iter().position(|slice| middle < slice.bottom);
        let at = at.unwrap_or(slices.len().saturating_sub(1));
        match item {
            Item::Fill { rect, color } if to - from > RULE => {
                for slice in &mut slices {
                    let (from, to) = (from.max(slice.top), to.min(slice.bottom));
                    let rect = Rect::new(rect.left(), from, rect.size.width, to - from);
                    if to > from {
                        let fill = Item::Fill { rect, color: *color };
                        slice.drawing.raise(*tag, &fill, slice.top);
                    }
                }
            }
            _ => {
                if let Some(slice) = slices.get_mut(at) {
                    slice.drawing.raise(*tag, item, slice.top);
                }
            }
        }
    }
    slices
}

/// The heights between lines of words.
fn cuts(drawing: &Drawing) -> Vec<Length> {
    let solid = |(_, item): &&(Tag, Item)| match item {
        Item::Glyphs(_) | Item::Image { .. } => true,
        Item::Fill { rect, .. } => rect.size.height <= RULE,
        Item::Link { .. } | Item::Anchor { .. } => false,
    };
    let mut extents: Vec<(Length, Length, bool)> = drawing
        .items()
        .iter()
        .filter(solid)
        .map(|(_, item)| (extent(item).0, extent(item).1, matches!(item, Item::Fill { .. })))
        .collect();
    extents.sort_unstable();
    let mut lines: Vec<(Length, Length, bool)> = Vec::new();
    for (from, to, rule) in extents {
        match lines.last_mut() {
            // A rule stays with the words above it, or with those below when there are none.
            Some(last) if from < last.1 || rule || last.2 => {
                last.1 = last.1.max(to);
                last.2 &= rule;
            }
            _ => lines.push((from, to, rule)),
        }
    }
    lines.windows(2).map(|pair| pair[0].1 + (pair[1].0 - pair[0].1) / 2).collect()
}

/// From which height to which an item reaches: of words as much as letters commonly do.
fn extent(item: &Item) -> (Length, Length) {
    match item {
        Item::Glyphs(run) => {
            let (baseline, quarter) = (run.origin.y, run.size / 4);
            (baseline - quarter * 3, baseline + quarter)
        }
        Item::Image { rect, clip, .. } => {
            let seen = clip.unwrap_or(*rect);
            (seen.top(), seen.bottom())
        }
        Item::Fill { rect, .. } | Item::Link { rect, .. } => (rect.top(), rect.bottom()),
        Item::Anchor { at, .. } => (at.y, at.y),
    }
}
