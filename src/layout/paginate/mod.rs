//! Where pages end.
//!
//! [`paginate`] cuts a [`VerticalList`] into pages of one [`Frame`] and says of every entry on
//! which page and how far from its top it stands. It chooses the cheapest of all ways, over the
//! whole of a chapter at once, as a paragraph's lines are broken: a page's cost counts how far it
//! ends above its foot, whether it is level with the page that it faces, hyphens at its end,
//! notes that are split, figures far from their mention, and paragraphs and spaces that gave way
//! to it. Widows, orphans and stranded headings are not dear but forbidden.
//!
//! Where text stands in two columns, [`bands`] puts what stands across them between them, and the
//! same search fills columns instead of pages: a [`template`] says which frames there are.
//!
//! It never fails and loses nothing: when a rule must give way, the plan has a [`Fault`] that
//! says which, and where.
//!
//! The steps: [`galley`] measures the list, [`search`] finds the cheapest pages with the weights
//! of [`cost`], dividing [`notes`] among them, and [`trace`] turns what it found into a [`Plan`].
//!
//! After M. F. Plass, *Optimal Pagination Techniques for Automatic Typesetting Systems* (1981),
//! and F. Mittelbach, *A general framework for globally optimized pagination* (2019).

mod apart;
mod bands;
mod cost;
mod galley;
mod notes;
mod plan;
mod search;
mod template;
#[cfg(test)]
mod tests;
mod trace;

pub use plan::{
    Ending, Fault, FaultKind, FootNotes, NotePart, PagePlan, Part, PartKind, Place, Plan,
};

use super::list::{Frame, VerticalList};
use galley::Galley;
use search::{PASSES, Search};

/// Cuts the list into pages. There is at least one page; every line, box, row, float and note of
/// the list stands on exactly one, or, if it is broken, in parts on pages that follow one another.
pub fn paginate(list: &VerticalList, frame: &Frame) -> Plan {
    if frame.columns > 1 {
        return bands::paginate(list, frame);
    }
    let galley = Galley::new(list, frame);
    // The last pass allows everything at a price. Should nothing be found all the same, because a
    // layer had more states than are followed, nothing is lost.
    let found = Search::new(&galley, &PASSES).run();
    trace::plan(&galley, &found.unwrap_or_else(|| apart::pages(&galley)))
}
