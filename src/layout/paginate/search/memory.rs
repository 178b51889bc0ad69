//! Forgetting what nothing comes from any more.
//!
//! Most states of a page lead nowhere. Those of the last pages are kept, because the search may
//! come back to them ([`relax`](super::relax)), and of all before them what the states of these
//! came from: so a long chapter takes a fraction of the memory of all its states, and what is
//! asked for again and again lies close together.

use super::relax::BACK;
use super::{Layer, NONE, Search};

/// The least number of nodes with which it is worth looking for what can be forgotten.
pub(super) const FEW: usize = 1 << 13;

impl Search<'_> {
    /// Forgets the states of old pages of a chapter.
    pub(super) fn forget_old(&mut self, chapter: usize, index: usize) {
        // A search that has gone back may have to go back once more from there.
        let from = self.pages_back(2 * BACK, index, chapter);
        if from > self.known_from {
            self.forget(chapter, from, index);
        }
        self.enough = (2 * self.nodes.len()).max(FEW);
    }

    /// Drops all nodes that no state comes from before the entry that begins a chapter, or before
    /// any entry from `from` on. States may yet be added before the entries from `open` on.
    pub(super) fn forget(&mut self, chapter: usize, from: usize, open: usize) {
        #[cfg(test)]
        {
            self.most = self.most.max(self.nodes.len());
        }
        let mut kept = vec![false; self.nodes.len()];
        let layers = self.layers.get(from..=self.reach).unwrap_or_default();
        for id in layers.iter().chain([&self.layers[chapter]]).flat_map(|layer| &layer.nodes) {
            let mut at = *id;
            while at != NONE && !kept[at as usize] {
                kept[at as usize] = true;
                at = self.ways[at as usize].back;
            }
        }
        // How many nodes before each are kept: its new index, if it is.
        let mut renamed = Vec::with_capacity(self.nodes.len() + 1);
        let mut count = 0;
        for kept in &kept {
            renamed.push(count);
            count += u32::from(*kept);
        }
        renamed.push(count);
        self.states += self.nodes.len() - count as usize;
        let mut flags = kept.iter();
        self.nodes.retain(|_| flags.next().is_some_and(|kept| *kept));
        let mut flags = kept.iter();
        self.ways.retain(|_| flags.next().is_some_and(|kept| *kept));
        for way in self.ways.iter_mut().filter(|way| way.back != NONE) {
            way.back = renamed[way.back as usize];
        }
        for entry in std::iter::once(chapter).chain(self.known_from.max(chapter + 1)..=self.reach) {
            let mark = &mut self.marks[entry];
            *mark = renamed[(*mark).min(kept.len())] as usize;
            let layer = &mut self.layers[entry];
            if entry < from && entry != chapter {
                *layer = Layer::EMPTY;
            }
            // Where the search has been, states are found by their height only after it has come
            // back; then the chains are made anew.
            layer.chains = Vec::new();
            if entry < open {
                layer.nodes.iter_mut().for_each(|id| *id = renamed[*id as usize]);
                continue;
            }
            // A state that was made cheaper stands in it twice.
            layer.nodes.sort_unstable();
            layer.nodes.dedup();
            for at in 0..layer.nodes.len() {
                let id = renamed[layer.nodes[at] as usize];
                layer.nodes[at] = id;
                layer.link(&mut self.nodes[id as usize], id, self.galley.capacity);
            }
        }
        self.known_from = from;
    }
}
