//! The states before each entry: which are kept, and which are dropped.

use super::super::super::list::{EntryKind, LINE, Units};
use super::super::cost;
use super::state::{NO_FACE, NONE, Node, Open, Way};
use super::{Search, Target};

/// The states before an entry, or in mid paragraph before a line.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The states, by their nodes.
    pub nodes: Vec<u32>,
    /// By height used and side of the leaf, or column, the first node of a chain.
    pub chains: Vec<u32>,
    /// The least that one of them costs.
    pub best: u64,
}

impl Layer {
    /// None.
    pub const EMPTY: Layer = Layer { nodes: Vec::new(), chains: Vec::new(), best: u64::MAX };

    /// Which chain the states are in that are like this one.
    pub fn chain(&mut self, open: &Open, capacity: Units) -> usize {
        if self.chains.is_empty() {
            self.chains = vec![NONE; 2 * usize::try_from(capacity + LINE + 1).unwrap_or(1)];
        }
        self.known_chain(open)
    }

    /// The same in a layer that has chains.
    pub fn known_chain(&self, open: &Open) -> usize {
        let heights = self.chains.len() / 2;
        let height = usize::try_from(open.used).unwrap_or(0).min(heights.saturating_sub(1));
        2 * height + (open.frame & 1) as usize
    }

    /// Puts a node at the head of the chain of those that are like it.
    pub fn link(&mut self, node: &mut Node, id: u32, capacity: Units) {
        let chain = self.chain(&node.open, capacity);
        node.next = std::mem::replace(&mut self.chains[chain], id);
    }

    /// Takes the nodes out, in the order in which they were made.
    pub fn take(&mut self, nodes: &[Node], capacity: Units) -> Vec<u32> {
        let mut taken = std::mem::take(&mut self.nodes);
        self.best = u64::MAX;
        taken.sort_unstable();
        taken.dedup();
        for id in &taken {
            let chain = self.chain(&nodes[*id as usize].open, capacity);
            self.chains[chain] = NONE;
        }
        taken
    }
}

/// Which layer a state is kept in.
#[derive(Clone, Copy)]
pub enum Place {
    /// That before this entry.
    Entry(usize),
    /// That of the paragraph that is being laid before this line.
    Line(usize),
}

impl Search<'_> {
    /// Keeps a state before an entry, unless it is doomed.
    pub(super) fn push(&mut self, index: usize, open: Open, cost: u64, way: Way) {
        let galley = self.galley;
        if !self.limits.last_resort {
            let used = open.used.saturating_add(galley.least[index]);
            if !self.fits(open.frame, used, self.tightest(&open, galley.last_note[index])) {
                return;
            }
        }
        let outstanding = self.outstanding(index, &open);
        self.reach = self.reach.max(index);
        self.keep(Place::Entry(index), open, cost, outstanding, way);
    }

    /// Keeps a state before a line of the paragraph that is being laid.
    pub(super) fn push_rest(&mut self, line: usize, open: Open, cost: u64, way: Way) {
        self.keep(Place::Line(line), open, cost, 0, way);
    }

    /// Keeps a state in a layer, unless the layer has it as cheaply, or one that outdoes it, or it
    /// costs too much.
    fn keep(&mut self, place: Place, open: Open, cost: u64, outstanding: u64, way: Way) {
        let layer = match place {
            Place::Entry(index) => self.layers.get_mut(index),
            Place::Line(line) => self.rests.get_mut(line),
        };
        let Some(layer) = layer else { return };
        let limit = layer.best.saturating_add(self.limits.slack);
        if cost > limit || self.nodes.len() >= NONE as usize {
            return;
        }
        layer.best = layer.best.min(cost.saturating_add(outstanding));
        let chain = layer.chain(&open, self.galley.capacity);
        let first = layer.chains[chain];
        let mut at = first;
        while at != NONE {
            let known = &mut self.nodes[at as usize];
            if known.open.is_like(&open) {
                if known.open.verso == open.verso {
                    if cost < known.cost {
                        known.cost = cost;
                        self.ways[at as usize] = way;
                        layer.nodes.push(at);
                    }
                    return;
                }
                if self.levels.outdoes(known, cost, open.verso) {
                    return;
                }
            }
            at = known.next;
        }
        let id = self.nodes.len() as u32;
        layer.chains[chain] = id;
        layer.nodes.push(id);
        self.nodes.push(Node { open, cost, next: first });
        self.ways.push(way);
    }

    /// Whether a state that begins there at this cost would be dropped.
    pub(super) fn is_too_dear(&self, target: Target, cost: u64) -> bool {
        let layer = match target {
            Target::Entry(entry) => self.layers.get(entry),
            Target::Line { line, .. } => self.rests.get(line),
        };
        layer.is_some_and(|layer| cost > layer.best.saturating_add(self.limits.slack))
    }

    /// What a state before an entry has yet to pay at least, for each float that is late there.
    /// At the end of a chapter, a page that cannot be the last is no measure for others.
    pub(super) fn outstanding(&self, index: usize, open: &Open) -> u64 {
        match self.galley.kind(index) {
            Some(EntryKind::Barrier) => u64::from(open.waiting) * cost::SECTION_PASSED,
            Some(EntryKind::Turn) => u64::from(open.waiting) * cost::OUT_OF_ORDER,
            None | Some(EntryKind::Forced) if open.waiting > 0 || open.over > 0 => u64::MAX,
            _ => 0,
        }
    }

    /// Drops the states that cost too much, and those beyond the width.
    pub(super) fn narrow(&mut self, index: usize) {
        self.drop_dear(index, |_| true);
    }

    /// The same once pages have ended before the entry since: only fresh pages have been added.
    pub(super) fn narrow_again(&mut self, index: usize) {
        self.drop_dear(index, |open| open.fresh);
    }

    /// Drops the states that cost too much, those of some that are outdone, and those beyond the
    /// width.
    fn drop_dear(&mut self, index: usize, may_be_outdone: impl Fn(&Open) -> bool) {
        let levels = &self.levels;
        let layer = &mut self.layers[index];
        let limit = layer.best.saturating_add(self.limits.slack);
        let nodes = &self.nodes;
        layer.nodes.sort_unstable();
        layer.nodes.dedup();
        let mut known = std::mem::take(&mut layer.nodes);
        known.retain(|id| {
            let node = &nodes[*id as usize];
            if node.cost > limit {
                return false;
            }
            if node.open.verso == NO_FACE || !may_be_outdone(&node.open) {
                return true;
            }
            let first = layer.chains.get(layer.known_chain(&node.open)).copied();
            !levels.is_outdone(nodes, first.unwrap_or(NONE), node)
        });
        layer.nodes = known;
        if layer.nodes.len() > self.limits.width {
            layer.nodes.sort_by_key(|id| (nodes[*id as usize].cost, *id));
            layer.nodes.truncate(self.limits.width);
            layer.nodes.sort_unstable();
        }
    }
}
