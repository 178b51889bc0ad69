//! Where no layout is found within the limits: a few pages are taken again with wider ones.
//!
//! A search that is *stuck* has no state before any entry to come. It goes some pages back, drops
//! what it found since, and comes to the same place again with the limits of the next pass; past
//! that place the usual ones hold again. So one place where a rule must give way costs the work of
//! some pages, however long its chapter is. Only the last pass begins at the chapter's beginning.

use super::{NONE, Search, Step};

/// How many pages the search goes back.
pub(super) const BACK: usize = 8;

/// A place where the search was stuck.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trouble {
    /// The last entry that was reached.
    pub at: usize,
    /// The entry from which the pages before it are taken again.
    pub from: usize,
    /// With which pass.
    pub pass: usize,
}

impl Search<'_> {
    /// Whether no state is left before any entry from this one on.
    pub(super) fn is_stuck(&self, index: usize) -> bool {
        let ahead = self.layers.get(index..=self.reach).unwrap_or_default();
        ahead.iter().all(|layer| layer.nodes.is_empty())
    }

    /// Goes back, and takes the limits of the next pass; none if there is no other.
    pub(super) fn relax(
        &mut self,
        before: Option<Trouble>,
        at: usize,
        chapter: usize,
    ) -> Option<Trouble> {
        let back = self.pages_back(BACK, at, chapter);
        let (at, from, pass) = match before {
            Some(before) if at <= before.at => (before.at, back, before.pass + 1),
            // The pages up to the last trouble were searched with these limits already.
            Some(before) if back <= before.at => (at, before.at, before.pass),
            _ => (at, back, 1),
        };
        let limits = *self.passes.get(pass)?;
        let last = pass > 1 && pass + 1 == self.passes.len();
        let from = if last { chapter } else { from };
        let spills = limits.spill && !self.limits.spill;
        self.limit(limits);
        self.restart(from, spills);
        Some(Trouble { at, from, pass })
    }

    /// An entry that lies so many pages before the last state up to `at`, but in the same chapter,
    /// and not among what is forgotten.
    pub(super) fn pages_back(&self, count: usize, at: usize, chapter: usize) -> usize {
        let first = self.known_from.max(chapter);
        let layers = self.layers.get(chapter..=at).unwrap_or_default();
        let Some(last) = layers.iter().rev().find_map(|layer| layer.nodes.first()) else {
            return first;
        };
        let (mut node, mut pages) = (*last, 0);
        while node != NONE
            && let Some(own) = self.ways.get(node as usize)
        {
            if own.entry as usize <= first {
                break;
            }
            if matches!(own.step, Step::Break(_) | Step::BreakIn { .. }) {
                pages += 1;
                if pages == count {
                    return own.entry as usize;
                }
            }
            node = own.back;
        }
        first
    }

    /// Drops all states that were found since the search came to this entry.
    fn restart(&mut self, index: usize, spills: bool) {
        let mark = self.marks[index];
        self.known_from = self.known_from.min(index);
        self.states += self.nodes.len() - mark;
        for at in index..=self.reach {
            let mut known = std::mem::take(&mut self.layers[at].nodes);
            known.sort_unstable();
            known.dedup();
            // A state may have been made cheaper from one that is dropped.
            known.retain(|id| {
                let own = self.ways.get(*id as usize).filter(|_| (*id as usize) < mark);
                own.is_some_and(|own| own.step == Step::Start || (own.entry as usize) < index)
            });
            self.layers[at].chains.clear();
            self.layers[at].best = u64::MAX;
            for id in &known {
                if spills {
                    self.nodes[*id as usize].open.least = self.least(*id);
                }
                let node = self.nodes[*id as usize];
                let cost = node.cost.saturating_add(self.outstanding(at, &node.open));
                let layer = &mut self.layers[at];
                layer.best = layer.best.min(cost);
                layer.link(&mut self.nodes[*id as usize], *id, self.galley.capacity);
            }
            self.layers[at].nodes = known;
        }
        self.nodes.truncate(mark);
        self.ways.truncate(mark);
    }

    /// The height of the notes on a node's open page with no more of them than must stand on it.
    fn least(&self, id: u32) -> i64 {
        let galley = self.galley;
        let notes = self.nodes[id as usize].open.notes;
        let called = self.called(id, None);
        let fixed = notes - galley.notes(&called);
        // In the last resort notes may even begin on another page.
        let least = if self.limits.last_resort { 0 } else { galley.least_notes(&called) };
        if fixed == galley.overhead && least == 0 { 0 } else { fixed + least }
    }
}
