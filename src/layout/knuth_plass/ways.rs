//! The ways to one break: the best of each state, and which of them may still be part of the best.

/// How many runs of hyphens are told apart: none, one, and more.
pub const RUNS: usize = 3;

/// A feasible end of a line, and the best way there in its state.
#[derive(Clone, Copy)]
pub struct Node {
    /// What the lines up to here cost.
    pub demerits: f64,
    /// The node at the beginning of the line that ends here, by its place among all;
    /// [`Node::NONE`] for the beginning of the text.
    pub previous: u32,
    /// The breakpoint.
    pub breakpoint: u32,
    /// How many lines there are up to here.
    pub lines: u32,
    /// The fitness class of the line that ends here.
    pub class: u8,
    /// The run of hyphens that it ends in; the last number stands for more too.
    pub hyphens: u8,
}

impl Node {
    /// What stands for no node.
    pub const NONE: u32 = u32::MAX;

    /// The beginning of the text.
    pub const START: Node =
        Node { demerits: 0.0, previous: Node::NONE, breakpoint: 0, lines: 0, class: 1, hyphens: 0 };
}

/// The cheapest ways of a count of lines, by the run of hyphens that they end in: a run costs what
/// a shorter one does, or more, so that each number is no more than the one before it.
struct Count {
    lines: u32,
    cheapest: [f64; RUNS],
}

/// Gathers the ways to one breakpoint.
pub struct Ways {
    /// The most that the class of a line can cost the line below.
    most_of_class: f64,
    /// Whether ways of different counts of lines are kept apart.
    counted: bool,
    counts: Vec<Count>,
    ways: Vec<Node>,
}

impl Ways {
    /// None yet.
    pub fn new(counted: bool, most_of_class: f64) -> Ways {
        let (counts, ways) = (Vec::with_capacity(8), Vec::with_capacity(16));
        Ways { most_of_class, counted, counts, ways }
    }

    /// Forgets them, for the next breakpoint.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.ways.clear();
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }

    /// Keeps a way if it is the best of its state, and no other outdoes it: one with as many lines
    /// and no more hyphens above one another that is cheaper by more than its class can ever cost.
    pub fn offer(&mut self, way: Node) {
        let run = usize::from(way.hyphens);
        let counted = self.counted;
        let alike = |lines: u32| !counted || lines == way.lines;
        let known = self.counts.iter().position(|count| alike(count.lines));
        let at = known.unwrap_or(self.counts.len());
        if known.is_none() {
            self.counts.push(Count { lines: way.lines, cheapest: [f64::INFINITY; RUNS] });
        }
        let count = &mut self.counts[at];
        if way.demerits > count.cheapest[run] + self.most_of_class {
            return;
        }
        for known in &mut count.cheapest[run..] {
            *known = known.min(way.demerits);
        }
        let same = self.ways.iter_mut().find(|known| {
            known.class == way.class && known.hyphens == way.hyphens && alike(known.lines)
        });
        match same {
            Some(known) if way.demerits < known.demerits => *known = way,
            Some(_) => {}
            None => self.ways.push(way),
        }
    }

    /// The ways that may be part of the best. When counts are kept apart, only those next to that
    /// of the cheapest are, if `near`: without this the counts multiply in long texts, and with it
    /// the settings found are the same.
    pub fn kept(&mut self, near: bool) -> &[Node] {
        let (counts, counted, most) = (&self.counts, self.counted, self.most_of_class);
        let least = |count: &&Count| count.cheapest[RUNS - 1];
        let cheapest = counts.iter().min_by(|a, b| least(a).total_cmp(&least(b)));
        let lines = cheapest.map_or(0, |count| count.lines);
        self.ways.retain(|way| {
            let count = counts.iter().find(|count| !counted || count.lines == way.lines);
            let least = count.map_or(f64::INFINITY, |c| c.cheapest[usize::from(way.hyphens)]);
            let close = !counted || !near || way.lines.abs_diff(lines) <= 1;
            close && way.demerits <= least + most
        });
        &self.ways
    }
}
