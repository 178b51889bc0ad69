//! Chapters that open on right-hand pages, and the two sides of a leaf.

use super::columns::Columns;
use super::drawing::{self, shift};
use super::front::blank;
use super::galley::Galley;
use super::list::{Frame, VerticalList};
use super::paginate::{Ending, Fault, PagePlan, Part, Place, Plan, paginate};
use crate::geometry::Length;
use crate::page::Page;

/// Cuts a galley into pages, with an empty page wherever a chapter that wants a right-hand page
/// would come to stand on a left-hand one. What such chapters lie between is cut by itself.
pub(super) fn plan(galley: &Galley, frame: &Frame) -> Plan {
    let mut whole = Plan::default();
    let ends = galley.rectos.iter().copied().chain([galley.list.entries.len()]);
    let mut from = 0;
    for to in ends {
        let entries = galley.list.entries.get(from..to).unwrap_or_default().to_vec();
        if from == 0 || !entries.is_empty() {
            let boxes = galley.list.boxes.iter().filter(|own| from <= own.start && own.end <= to);
            let boxes = boxes.map(|own| own.start - from..own.end - from).collect();
            let notes = galley.list.notes.clone();
            let float_white = galley.list.float_white;
            let list = VerticalList { entries, notes, boxes, float_white };
            let used = if from == 0 { frame.used } else { 0 };
            if whole.count() % 2 == 1 {
                let place = Place { page: whole.count(), column: None };
                let ending = Ending::Forced;
                whole.pages.push(PagePlan { place, ending, ..PagePlan::default() });
            }
            add(&mut whole, paginate(&list, &Frame { used, ..*frame }), from);
        }
        // The entry that asks for the page has done its work.
        from = to + 1;
    }
    whole
}

/// Adds the plan of the entries from `from` on.
fn add(whole: &mut Plan, plan: Plan, from: usize) {
    let before = whole.count();
    whole.cost = whole.cost.saturating_add(plan.cost);
    whole.states += plan.states;
    let fault =
        |fault: Fault| Fault { page: fault.page + before, entry: fault.entry + from, ..fault };
    whole.faults.extend(plan.faults.into_iter().map(fault));
    whole.pages.extend(plan.pages.into_iter().map(|page| {
        let parts = page.parts.into_iter();
        let parts = parts.map(|part| Part { entry: part.entry + from, ..part }).collect();
        let place = Place { page: page.place.page + before, ..page.place };
        PagePlan { place, parts, ..page }
    }));
}

/// Adds an empty page to the front matter of a two-sided book when the text would else begin on a
/// left-hand page.
pub(super) fn fill_leaf(pages: &mut Vec<Page>, columns: &Columns, two_sided: bool) {
    if two_sided && pages.len() % 2 == 1 {
        let number = u32::try_from(pages.len()).unwrap_or(u32::MAX).saturating_add(1);
        pages.push(blank(columns, number));
    }
}

/// Turns the pages of a report that is read from right to left: so far they stand in the mirror.
pub(super) fn turn(pages: &mut [Page]) {
    for page in pages {
        for placed in &mut page.items {
            let width = if placed.turned { page.size.height } else { page.size.width };
            drawing::mirror(&mut placed.item, width);
        }
    }
}

/// Moves what stands on left-hand pages to where it belongs there. Turned matter stands no other
/// way in the mirror of a report that is read from right to left, where left-hand pages are those
/// that others have at the right.
pub(super) fn mirror(pages: &mut [Page], columns: &Columns, right_to_left: bool) {
    if columns.mirror == Length::ZERO {
        return;
    }
    for page in pages.iter_mut().skip(1).step_by(2) {
        for placed in &mut page.items {
            let (dx, dy) = match (placed.turned, right_to_left) {
                (false, _) => (-columns.mirror, Length::ZERO),
                (true, false) => (Length::ZERO, -columns.mirror),
                (true, true) => (Length::ZERO, columns.mirror),
            };
            shift(&mut placed.item, dx, dy);
        }
    }
}
