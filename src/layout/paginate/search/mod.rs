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
mod last_page;
mod layer;
mod laying;
mod levels;
mod limits;
mod memory;
mod paragraph;
mod relax;
mod state;

use std::collections::BTreeMap;

pub(super) use limits::{Limits, PASSES};
pub(super) use state::{PageEnd, Step};

use super::super::list::{EntryKind, Units};
use super::galley::Galley;
use super::notes::Queue;
use layer::Layer;
use levels::{Levels, lowest};
use relax::Trouble;
use state::{NO_FACE, NONE, Node, Open, Way};

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

    /// Takes other limits.
    fn limit(&mut self, limits: Limits) {
        self.limits = limits;
        let lowest = lowest(self.galley, &limits);
        if lowest != self.levels.lowest {
            self.levels = Levels::new(lowest);
        }
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
}
