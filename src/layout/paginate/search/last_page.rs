//! The end of the last page of a chapter, and of the list.

use super::super::super::list::Units;
use super::super::cost;
use super::Search;
use super::state::{NO_FACE, Open};

impl Search<'_> {
    /// Whether a state before an entry that begins a chapter, or at the end of the list, is whole.
    pub(super) fn may_go_on(&self, id: u32, index: usize) -> bool {
        index < self.galley.list.entries.len() || self.final_cost(id).is_some()
    }

    /// The cost of ending the list with this state.
    pub(super) fn final_cost(&self, id: u32) -> Option<u64> {
        let node = &self.nodes[id as usize];
        let open = &node.open;
        if open.waiting > 0 || open.over > 0 {
            return None;
        }
        let long = if self.fits(open.frame, open.used, open.notes) {
            let foot = self.shortfall(open.frame, open.used, open.notes);
            if foot < 0 {
                cost::short(foot)?
            } else if self.galley.template.is_levelled() && open.verso != NO_FACE {
                cost::facing(Units::from(open.verso), foot)
            } else {
                0
            }
        } else if self.limits.last_resort {
            self.overfull(open.used, open.notes)
        } else {
            return None;
        };
        Some(node.cost + long + self.few_lines(open))
    }

    /// What a last page of a chapter costs that holds a few lines or boxes alone.
    pub(super) fn few_lines(&self, open: &Open) -> u64 {
        let template = &self.galley.template;
        // What ends level has few lines in each column, and what a further column has is not all.
        if template.is_levelled() || template.is_columns() && !template.is_first(open.frame) {
            return 0;
        }
        let used = open.used + self.galley.note_units(open.notes);
        match open.fresh {
            true if open.boxed => cost::BOX_ALONE,
            false if used < cost::FEW_LINES => cost::SHORT_LAST,
            _ => 0,
        }
    }
}
