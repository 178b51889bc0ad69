//! The dynamic programme over the breaks of a text.

use super::fitting::{Begin, End, Fitting, UNLIMITED};
use super::prices::{Alone, LADDER, Pair, Prices, class};
use super::ways::{Node, RUNS, Ways};
use super::{Breakpoint, BrokenLine, Ending, Parameters, Solution, Solutions};
use crate::geometry::Length;
use crate::text::segment::BreakKind;

/// The ratio of the first pass: badness 100 in TeX's terms.
const TOLERANCE: f64 = 1.0;
/// The ratio of the second pass: badness 800. What is looser than a ratio of 1 is dear: where one
/// line of a paragraph must be so, the others are still the best.
const LOOSE_TOLERANCE: f64 = 2.0;
/// The ratio of the third pass.
const LAST_TOLERANCE: f64 = 10.0;
/// How far the width of a line can fail to grow from one break to the next, in ems: a hyphen, what
/// hangs out, and what shaping parts alone changes.
const SLACK: f64 = 1.2;
/// How far sums of thousands of words may be from those of one line, in scaled points: nearer to a
/// bound than this the line itself is asked.
const ROUNDING: f64 = 1.0;

/// What a pass allows.
#[derive(Clone, Copy)]
pub struct Pass {
    /// The greatest ratio.
    pub tolerance: f64,
    /// Whether last lines that are too short are allowed.
    pub stumps: bool,
    /// Whether words may be broken anywhere.
    pub anywhere: bool,
    /// Whether lines may be too long.
    pub overfull: bool,
}

impl Pass {
    const USUAL: Pass =
        Pass { tolerance: TOLERANCE, stumps: false, anywhere: false, overfull: false };
    const LOOSE: Pass = Pass { tolerance: LOOSE_TOLERANCE, ..Pass::USUAL };
    const LAST: Pass = Pass { tolerance: LAST_TOLERANCE, stumps: true, ..Pass::LOOSE };
    const BROKEN: Pass = Pass { tolerance: UNLIMITED, anywhere: true, ..Pass::LAST };
    const OVERFULL: Pass = Pass { overfull: true, ..Pass::BROKEN };

    /// Whether a line may end so.
    fn allows(self, ending: Ending) -> bool {
        match ending {
            Ending::Break(BreakKind::Anywhere) => self.anywhere,
            Ending::Break(_) | Ending::Start | Ending::End => true,
        }
    }
}

/// The passes, in order.
pub const PASSES: [Pass; 5] = [Pass::USUAL, Pass::LOOSE, Pass::LAST, Pass::BROKEN, Pass::OVERFULL];

/// The nodes of one breakpoint: a range of the list of nodes.
#[derive(Clone, Copy)]
struct Group {
    breakpoint: usize,
    first: usize,
    after: usize,
    begin: Begin,
}

/// Finds the cheapest ways to break a text.
pub struct Breaker<'b, P> {
    breakpoints: &'b [Breakpoint],
    parameters: &'b Parameters,
    fitting: Fitting<'b>,
    prices: P,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    ways: Ways,
    /// How many lines were looked at: the work that the time is made of.
    pub work: usize,
}

impl<'b, P: Prices> Breaker<'b, P> {
    /// A breaker for these breakpoints.
    pub fn new(
        breakpoints: &'b [Breakpoint],
        parameters: &'b Parameters,
        prices: P,
    ) -> Breaker<'b, P> {
        Breaker {
            breakpoints,
            parameters,
            fitting: Fitting::new(breakpoints, parameters),
            nodes: Vec::with_capacity(breakpoints.len() * 4),
            groups: Vec::with_capacity(breakpoints.len()),
            ways: Ways::new(parameters.variants, prices.most_of_class()),
            prices,
            work: 0,
        }
    }

    /// The cheapest ways within what a pass allows, if there are any.
    pub fn run(&mut self, pass: Pass) -> Option<Solutions> {
        self.nodes.clear();
        self.groups.clear();
        self.nodes.push(Node::START);
        let begin = self.fitting.begin(0, pass.tolerance);
        self.groups.push(Group { breakpoint: 0, first: 0, after: 1, begin });
        let mut head = 0;
        for to in 1..self.breakpoints.len() {
            if !pass.allows(self.breakpoints[to].ending) {
                continue;
            }
            self.ways.clear();
            head = self.lines_to(to, head, pass);
            let end = to + 1 == self.breakpoints.len();
            let first = self.nodes.len();
            self.nodes.extend_from_slice(self.ways.kept(!end));
            if self.nodes.len() > first {
                let begin = self.fitting.begin(to, pass.tolerance);
                let after = self.nodes.len();
                self.groups.push(Group { breakpoint: to, first, after, begin });
            }
            if head >= self.groups.len() {
                return None;
            }
        }
        self.solutions()
    }

    /// Prices all lines that end at a breakpoint; gives the first group that may still begin one.
    fn lines_to(&mut self, to: usize, mut head: usize, pass: Pass) -> usize {
        let slack = SLACK * self.fitting.em();
        let mut leading = true;
        let mut index = head;
        let end = self.fitting.end(to, pass.tolerance);
        let last = to + 1 == self.breakpoints.len();
        while let Some(group) = self.groups.get(index) {
            self.work += 1;
            let (mut over, mut short) = Fitting::bounds(&group.begin, &end);
            if over.abs() < ROUNDING || short.abs() < ROUNDING {
                let line = Fitting::between(&group.begin, &end);
                over = self.fitting.over(line);
                short = self.fitting.short(line, pass.tolerance);
            }
            if over > 0.0 {
                // What is too long once stays so, but for the slack: the dead are at the head.
                if leading && (over > slack || pass.overfull) {
                    head = index + 1;
                } else {
                    leading = false;
                }
                let alone = index + 1 == self.groups.len() && self.ways.is_empty();
                if pass.overfull && alone {
                    self.price(*group, to, &end, pass, over);
                }
            } else {
                leading = false;
                if short <= 0.0 || last {
                    self.price(*group, to, &end, pass, 0.0);
                } else if short > slack {
                    // Lines that begin later are shorter still.
                    break;
                }
            }
            index += 1;
        }
        head
    }

    /// Offers the ways that lines from a group make.
    fn price(&mut self, group: Group, to: usize, end: &End, pass: Pass, over: f64) {
        let line = Fitting::between(&group.begin, end);
        let stump = self.fitting.is_stump(group.breakpoint, line);
        if stump && !pass.stumps {
            return;
        }
        let (begin, end) = (&self.breakpoints[group.breakpoint], &self.breakpoints[to]);
        let ratio = if over > 0.0 { self.fitting.tightest() } else { self.fitting.ratio(line) };
        let ends_alike = begin.last_word != 0 && begin.last_word == end.last_word && !line.end;
        let begin_alike = begin.first_word != 0 && begin.first_word == end.first_word;
        let demerits = self.prices.alone(&Alone {
            ratio: ratio.glue,
            ending: end.ending,
            last: (line.end && group.breakpoint != 0).then(|| line.widths.natural()),
            stump,
            stacked: u8::from(ends_alike) + u8::from(begin_alike),
            over,
        });
        let (class, hyphen) = (class(ratio.glue), end.hyphen);
        for (index, node) in (group.first..).zip(&self.nodes[group.first..group.after]) {
            let mut total = node.demerits + demerits;
            if group.breakpoint != 0 {
                total += self.prices.pair(Pair {
                    class_above: node.class,
                    class,
                    hyphens_above: node.hyphens,
                    hyphen,
                    last: line.end,
                });
            }
            self.ways.offer(Node {
                demerits: total,
                previous: index as u32,
                breakpoint: to as u32,
                lines: node.lines + 1,
                class,
                hyphens: if hyphen { (node.hyphens + 1).min(RUNS as u8 - 1) } else { 0 },
            });
        }
    }

    /// How many nodes there are.
    #[cfg(test)]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    fn solutions(&self) -> Option<Solutions> {
        let last = self.groups.last()?;
        if last.breakpoint + 1 != self.breakpoints.len() {
            return None;
        }
        let ends = &self.nodes[last.first..last.after];
        let cheapest = |lines: Option<u32>| {
            let fit = ends.iter().filter(|node| lines.is_none_or(|lines| node.lines == lines));
            fit.min_by(|a, b| a.demerits.total_cmp(&b.demerits)).copied()
        };
        let best = cheapest(None)?;
        let variant = |lines: Option<u32>| {
            let variant = cheapest(Some(lines?)).filter(|_| self.parameters.variants)?;
            (variant.demerits < LADDER).then(|| self.trace(variant))
        };
        Some(Solutions {
            shorter: variant(best.lines.checked_sub(1)),
            longer: variant(best.lines.checked_add(1)),
            best: self.trace(best),
        })
    }

    fn trace(&self, end: Node) -> Solution {
        let mut lines = Vec::with_capacity(end.lines as usize);
        let mut node = end;
        while let Some(previous) = self.nodes.get(node.previous as usize).copied() {
            let (from, to) = (previous.breakpoint as usize, node.breakpoint as usize);
            let line = self.fitting.line(from, to);
            let over = self.fitting.over(line);
            let (ratio, excess) = if over > 0.0 {
                (self.fitting.tightest(), Length::from_units(over as i64))
            } else {
                (self.fitting.ratio(line), Length::ZERO)
            };
            lines.push(BrokenLine { from, to, ratio, excess });
            node = previous;
        }
        lines.reverse();
        Solution { lines, demerits: end.demerits }
    }
}
