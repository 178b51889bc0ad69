//! The search for the cheapest pages: dynamic programming over the vertical list.
//!
//! A *layer* holds the states before an entry. A state is an [`Open`] page: all of the past that
//! the future depends on, so that of two ways to the same state the dearer can be dropped. From
//! each state the search lays the next entry on the open page, in every setting that it has, and,
//! where a page may end, ends it and opens another. Of equal costs the first found stays: the
//! order of the loops is part of the result.
//!
//! Four things keep the number of states small. A state is *doomed*, and dropped, when what must
//! follow it up to the next place where a page may end does not fit. It is *outdone*, and dropped,
//! by one that differs in the level of the facing page alone, when it is dearer by as much as that
//! level can ever cost the other more. The first is exact; so is the second, as long as no page ends
//! further above its foot than [`Limits::shortest`]. A state is dropped when it costs more than the
//! best of its layer by [`Limits::slack`]. And a layer keeps at most [`Limits::width`]
//! states. Where no layout is found within the limits, the search goes a few pages back and takes
//! them again with wider ones ([`relax`]); the last allow everything, so that there is always a
//! layout.
//!
//! The work of a page does not depend on how many come before it: the states of a layer are
//! bounded, and those of old pages from which nothing comes are forgotten ([`memory`]).

mod ending;
mod footnotes;
mod laying;
mod memory;
mod paragraph;
mod relax;

use std::collections::BTreeMap;

use super::super::list::{EntryKind, LINE, Units};
use super::cost;
use super::galley::Galley;
use super::notes::Queue;
use super::plan::Ending;
use relax::Trouble;

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How far above its foot a page may end, unless what follows does not fit.
    pub shortest: Units,
    /// How much dearer than the best of its layer a state may be.
    pub slack: u64,
    /// The most states of a layer that are followed. In a long chapter a page may begin at every
    /// line at last; over sixteen simulated chapters of 200 pages, 70 of its states cost 0.02 %
    /// more than 6,000 do, and 50 of them 1 %. In the passes after the first: the fewer, the more is
    /// allowed, so that pages for which much must be allowed take no longer than others.
    pub width: usize,
    /// Whether several notes of a page may go on on the next, and not the last alone.
    pub spill: bool,
    /// Whether forbidden breaks, lone lines, overfull pages and notes that begin after the page of
    /// their calls are allowed, at a price.
    pub last_resort: bool,
}

/// The passes over pages, each wider than the one before.
pub(super) const PASSES: [Limits; 6] = [
    Limits { shortest: 3 * LINE, slack: 500, width: 70, spill: false, last_resort: false },
    Limits { shortest: 3 * LINE, slack: 4_000, width: 6_000, spill: false, last_resort: false },
    Limits { shortest: 8 * LINE, slack: 8_000, width: 3_000, spill: true, last_resort: false },
    Limits { shortest: Units::MAX, slack: 20_000, width: 1_500, spill: true, last_resort: false },
    Limits { shortest: Units::MAX, slack: 400_000, width: 500, spill: true, last_resort: true },
    Limits { shortest: Units::MAX, slack: u64::MAX, width: 3_000, spill: true, last_resort: true },
];

/// No node; no line; no facing page.
const NONE: u32 = u32::MAX;
const NO_FACE: i8 = i8::MAX;

/// The open page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// The height of its notes with their rule; 0 without notes.
    notes: i64,
    /// The height of the rest, floats and repeated heads included.
    used: Units,
    /// In a search that spills, the same with no more of the notes than must stand on it; else 0.
    least: i64,
    /// The notes that go on on the next page in any case: an index of [`Search::queues`].
    over: u32,
    /// Floats mentioned and not yet placed. Order is kept, so that a count names them.
    waiting: u32,
    /// Which of the frames of the template it is.
    frame: u32,
    /// How short the facing left-hand page is, on a right-hand page; or the column beside it.
    verso: i8,
    /// Whether it holds nothing yet but floats and repeated heads.
    fresh: bool,
    /// Whether its last note was called on it outside floats, and so may be split.
    splittable: bool,
    /// Whether it holds a box.
    boxed: bool,
    /// In mid paragraph: whether the float that follows the paragraph is placed already.
    past: bool,
}

/// How a state came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The beginning.
    Start,
    /// Nothing is drawn: a barrier, a float that waits, room enough.
    Pass,
    /// White of this height.
    White(Units),
    /// A box, a row, or a float is laid.
    Lay,
    /// The lines of a paragraph from `from` to its end are laid.
    Lines { setting: u16, from: u32 },
    /// Of a paragraph, these lines are laid, then its float, if `foot`; the page ends.
    BreakIn { setting: u16, from: u32, to: u32, foot: bool, end: PageEnd },
    /// The page ends before the entry.
    Break(PageEnd),
}

/// The end of a page and the beginning of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageEnd {
    /// How the page ends.
    pub ending: Ending,
    /// Floats at the head of the next page.
    pub heads: u32,
    /// The entry whose head is repeated on the next page, or [`NONE`].
    pub head_of: u32,
}

/// A state.
#[derive(Clone, Copy, Debug)]
struct Node {
    open: Open,
    cost: u64,
    /// The next node of its chain.
    next: u32,
}

/// The way to a state. It is asked for far less often than the state itself, and therefore kept
/// apart: so twice as many states stay near at hand.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// The node that it comes from.
    back: u32,
    /// The entry that the step deals with.
    entry: u32,
    /// What was done.
    step: Step,
}

/// The states before an entry, or in mid paragraph before a line.
#[derive(Clone, Debug)]
struct Layer {
    nodes: Vec<u32>,
    /// By height used and side of the leaf, or column, the first node of a chain.
    chains: Vec<u32>,
    best: u64,
}

impl Open {
    /// Whether this is another state but for the level of the facing page. What tells most apart is
    /// asked first.
    fn is_like(&self, other: &Open) -> bool {
        self.notes == other.notes
            && self.used == other.used
            && self.frame == other.frame
            && self.waiting == other.waiting
            && self.splittable == other.splittable
            && self.fresh == other.fresh
            && self.over == other.over
            && self.least == other.least
            && self.boxed == other.boxed
            && self.past == other.past
    }
}

impl Way {
    fn new(back: u32, entry: usize, step: Step) -> Way {
        Way { back, entry: entry as u32, step }
    }
}

impl Layer {
    const EMPTY: Layer = Layer { nodes: Vec::new(), chains: Vec::new(), best: u64::MAX };

    /// Which chain the states are in that are like this one.
    fn chain(&mut self, open: &Open, capacity: Units) -> usize {
        if self.chains.is_empty() {
            self.chains = vec![NONE; 2 * usize::try_from(capacity + LINE + 1).unwrap_or(1)];
        }
        self.known_chain(open)
    }

    /// The same in a layer that has chains.
    fn known_chain(&self, open: &Open) -> usize {
        let heights = self.chains.len() / 2;
        let height = usize::try_from(open.used).unwrap_or(0).min(heights.saturating_sub(1));
        2 * height + (open.frame & 1) as usize
    }

    /// Puts a node at the head of the chain of those that are like it.
    fn link(&mut self, node: &mut Node, id: u32, capacity: Units) {
        let chain = self.chain(&node.open, capacity);
        node.next = std::mem::replace(&mut self.chains[chain], id);
    }

    /// Takes the nodes out, in the order in which they were made.
    fn take(&mut self, nodes: &[Node], capacity: Units) -> Vec<u32> {
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
enum Place {
    /// That before this entry.
    Entry(usize),
    /// That of the paragraph that is being laid before this line.
    Line(usize),
}

/// Where a new page begins.
#[derive(Clone, Copy)]
enum Target {
    /// Before this entry.
    Entry(usize),
    /// In the paragraph that is being laid, before this line.
    Line { line: usize, past: bool },
}

/// The end of a page, weighed.
#[derive(Clone, Copy)]
struct Ended {
    node: u32,
    cost: u64,
    shortfall: Units,
    /// Whether the next page, if it faces this one, ought to be level with it.
    level: bool,
    frame: u32,
    waiting: u32,
    /// The notes that go on: an index of [`Search::queues`].
    carry: u32,
    entry: usize,
    step: Step,
}

/// What the search found.
pub(super) struct Found {
    /// The steps from the first to the last.
    pub steps: Vec<(usize, Step)>,
    /// The cost of all.
    pub cost: u64,
    /// How many states were kept.
    pub states: usize,
    /// How many of them were in memory at once.
    #[cfg(test)]
    pub most: usize,
}

/// The search.
pub(super) struct Search<'a> {
    galley: &'a Galley<'a>,
    passes: &'a [Limits],
    limits: Limits,
    levels: Levels,
    nodes: Vec<Node>,
    /// The way to each node.
    ways: Vec<Way>,
    layers: Vec<Layer>,
    /// By entry, how many nodes there were when the search came to it.
    marks: Vec<usize>,
    /// The last entry before which there are states.
    reach: usize,
    /// The layers of the paragraph that is being laid, by line.
    rests: Vec<Layer>,
    /// The paragraph and the setting that is being laid.
    laying: (usize, usize),
    /// The notes that go on from one page to the next; the first is none.
    queues: Vec<Queue>,
    known_queues: BTreeMap<Queue, u32>,
    states: usize,
    #[cfg(test)]
    most: usize,
    /// The first entry before which states are still known, but for those of the chapter's begin.
    known_from: usize,
    /// With how many nodes the search will forget those that nothing comes from.
    enough: usize,
}

impl<'a> Search<'a> {
    /// A search with these passes, the last of which must be a last resort if a layout is needed
    /// in any case.
    pub fn new(galley: &'a Galley<'a>, passes: &'a [Limits]) -> Search<'a> {
        let limits = passes.first().copied().unwrap_or(PASSES[PASSES.len() - 1]);
        Search {
            galley,
            passes,
            limits,
            levels: Levels::new(lowest(galley, &limits)),
            nodes: Vec::new(),
            ways: Vec::new(),
            layers: vec![Layer::EMPTY; galley.list.entries.len() + 1],
            marks: vec![0; galley.list.entries.len() + 1],
            reach: 0,
            rests: Vec::new(),
            laying: (0, 0),
            queues: vec![Queue::new()],
            known_queues: BTreeMap::from([(Queue::new(), 0)]),
            states: 0,
            #[cfg(test)]
            most: 0,
            known_from: 0,
            enough: memory::FEW,
        }
    }

    /// Finds the cheapest pages; none if there are none within the limits.
    pub fn run(mut self) -> Option<Found> {
        let galley = self.galley;
        let frame = galley.template.first(galley.capacity);
        let taken = galley.frame.used.clamp(0, galley.capacity);
        let notes = galley.held(frame);
        let first = Open {
            notes,
            least: notes,
            used: taken + galley.template.top(frame),
            over: 0,
            waiting: 0,
            frame,
            verso: NO_FACE,
            fresh: taken <= 0 && !galley.template.keeps_white(frame),
            splittable: false,
            boxed: false,
            past: false,
        };
        self.push(0, first, 0, Way::new(NONE, 0, Step::Start));
        let count = self.galley.list.entries.len();
        let (mut chapter, mut index, mut trouble) = (0, 0, None::<Trouble>);
        loop {
            if trouble.is_some_and(|trouble| index > trouble.at) {
                self.limit(self.passes[0]);
            }
            self.marks[index] = self.nodes.len();
            self.advance(index);
            index += 1;
            let chapter_ends = match self.galley.kind(index - 1) {
                None => return self.finish(count),
                Some(kind) => *kind == EntryKind::Forced || index == count,
            };
            if index == count {
                self.marks[count] = self.nodes.len();
                self.advance(count);
            }
            let goes_on = match chapter_ends {
                true => self.layers[index].nodes.iter().any(|id| self.may_go_on(*id, index)),
                false => !self.is_stuck(index),
            };
            if !goes_on {
                let next = self.relax(trouble, index - 1, chapter)?;
                (index, trouble) = (next.from, Some(next));
            } else if index == count {
                return self.finish(count);
            } else if chapter_ends {
                self.layers[chapter] = Layer::EMPTY;
                self.forget(index, index, index);
                (chapter, trouble) = (index, None);
                self.limit(self.passes[0]);
            } else if self.nodes.len() > self.enough {
                self.forget_old(chapter, index);
            }
        }
    }

    /// Whether a state before an entry that begins a chapter, or at the end of the list, is whole.
    fn may_go_on(&self, id: u32, index: usize) -> bool {
        index < self.galley.list.entries.len() || self.final_cost(id).is_some()
    }

    /// The cost of ending the list with this state.
    fn final_cost(&self, id: u32) -> Option<u64> {
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
    fn few_lines(&self, open: &Open) -> u64 {
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

    fn finish(self, count: usize) -> Option<Found> {
        let ends = self.layers[count].nodes.iter();
        let costs = ends.filter_map(|id| Some((self.final_cost(*id)?, *id)));
        let (cost, end) = costs.min()?;
        let mut steps = Vec::new();
        let mut at = end;
        while at != NONE {
            let way = &self.ways[at as usize];
            steps.push((way.entry as usize, way.step));
            at = way.back;
        }
        steps.reverse();
        Some(Found {
            steps,
            cost,
            states: self.states + self.nodes.len(),
            #[cfg(test)]
            most: self.most.max(self.nodes.len()),
        })
    }

    // What fits.

    fn length(&self, units: Units) -> i64 {
        i64::from(units) * self.galley.unit
    }

    fn fits(&self, frame: u32, used: Units, notes: i64) -> bool {
        self.galley.fits(frame, used, notes)
    }

    fn shortfall(&self, frame: u32, used: Units, notes: i64) -> Units {
        self.galley.shortfall(frame, used, notes)
    }

    /// Whether nothing was laid in a frame yet.
    fn is_empty(&self, open: &Open) -> bool {
        let galley = self.galley;
        let top = open.used == galley.template.top(open.frame);
        open.fresh && top && open.notes == galley.held(open.frame)
    }

    // States.

    fn push(&mut self, index: usize, open: Open, cost: u64, way: Way) {
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

    fn push_rest(&mut self, line: usize, open: Open, cost: u64, way: Way) {
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

    /// Takes other limits.
    fn limit(&mut self, limits: Limits) {
        self.limits = limits;
        let lowest = lowest(self.galley, &limits);
        if lowest != self.levels.lowest {
            self.levels = Levels::new(lowest);
        }
    }

    /// Whether a state that begins there at this cost would be dropped.
    fn is_too_dear(&self, target: Target, cost: u64) -> bool {
        let layer = match target {
            Target::Entry(entry) => self.layers.get(entry),
            Target::Line { line, .. } => self.rests.get(line),
        };
        layer.is_some_and(|layer| cost > layer.best.saturating_add(self.limits.slack))
    }

    /// From each state before an entry: ends the page, where it may end; then lays the entry.
    fn advance(&mut self, index: usize) {
        self.narrow(index);
        // Breaks may add fresh pages to the very layer, and make cheaper what was there: an
        // improved state comes again at the end.
        let before = self.layers[index].nodes.len();
        self.break_all_before(index);
        if self.galley.kind(index).is_none() {
            return;
        }
        if self.layers[index].nodes.len() > before {
            self.narrow_again(index);
        }
        let nodes = std::mem::take(&mut self.layers[index].nodes);
        if let Some(EntryKind::Paragraph(paragraph)) = self.galley.kind(index) {
            self.lay_paragraph(index, paragraph, &nodes);
        } else {
            for id in &nodes {
                self.lay(index, *id);
            }
        }
        self.layers[index].nodes = nodes;
    }

    /// What a state before an entry has yet to pay at least, for each float that is late there.
    /// At the end of a chapter, a page that cannot be the last is no measure for others.
    fn outstanding(&self, index: usize, open: &Open) -> u64 {
        match self.galley.kind(index) {
            Some(EntryKind::Barrier) => u64::from(open.waiting) * cost::SECTION_PASSED,
            Some(EntryKind::Turn) => u64::from(open.waiting) * cost::OUT_OF_ORDER,
            None | Some(EntryKind::Forced) if open.waiting > 0 || open.over > 0 => u64::MAX,
            _ => 0,
        }
    }

    /// Drops the states that cost too much, and those beyond the width.
    fn narrow(&mut self, index: usize) {
        self.drop_dear(index, |_| true);
    }

    /// The same once pages have ended before the entry since: only fresh pages have been added.
    fn narrow_again(&mut self, index: usize) {
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

impl PageEnd {
    /// An end after which the next page begins with nothing of the past.
    pub fn plain(ending: Ending) -> PageEnd {
        PageEnd { ending, heads: 0, head_of: NONE }
    }

    /// The entry whose head is repeated on the next page.
    pub fn repeated(&self) -> Option<usize> {
        (self.head_of != NONE).then_some(self.head_of as usize)
    }
}

/// How far above its foot a page may end whose level is compared with that of the page that it
/// faces.
fn lowest(galley: &Galley, limits: &Limits) -> Units {
    if galley.template.is_levelled() { Units::MAX } else { limits.shortest }
}

/// How much more the level of a facing page can cost than another.
struct Levels {
    /// How far above its foot the page may end that faces it.
    lowest: Units,
    /// By one level and the other, each above the least, the last being none.
    more: [[u16; Levels::COUNT]; Levels::COUNT],
}

impl Levels {
    /// The levels that are told apart, and none.
    const COUNT: usize = (7 * LINE + 2) as usize;

    fn new(lowest: Units) -> Levels {
        let level = |index: usize| {
            let level = index as Units - LINE;
            (index + 1 < Levels::COUNT).then_some(level)
        };
        let more = |own, other| cost::facing_more(level(own), level(other), lowest);
        let more = |own, other| u16::try_from(more(own, other)).unwrap_or(u16::MAX);
        let more = |own| std::array::from_fn(|other| more(own, other));
        Levels { lowest, more: std::array::from_fn(more) }
    }

    fn index(verso: i8) -> usize {
        usize::try_from(Units::from(verso) + LINE).unwrap_or(0).min(Levels::COUNT - 1)
    }

    /// Whether a state is at most as dear, wherever the page ends, as another that is like it but
    /// for the level of the facing page, and its cost.
    fn outdoes(&self, one: &Node, cost: u64, verso: i8) -> bool {
        if one.cost > cost {
            return false;
        }
        let more = self.more[Levels::index(one.open.verso)][Levels::index(verso)];
        one.cost.saturating_add(u64::from(more)) <= cost
    }

    /// Whether a chain of states has one that outdoes this, which has a level to compare.
    fn is_outdone(&self, nodes: &[Node], first: u32, node: &Node) -> bool {
        let mut at = first;
        while at != NONE {
            let other = &nodes[at as usize];
            if other.cost <= node.cost
                && other.open.verso != node.open.verso
                && other.open.is_like(&node.open)
                && self.outdoes(other, node.cost, node.open.verso)
            {
                return true;
            }
            at = other.next;
        }
        false
    }
}
