//! The dynamic programme over the breaks of a text.

use super::prices::{Alone, LADDER, Pair, Prices, class};
use super::{Breakpoint, BrokenLine, Ending, Fill, Parameters, Ratio, Solution, Solutions, Widths};
use crate::geometry::Length;
use crate::text::segment::BreakKind;

/// The ratio of the first pass: badness 100 in TeX's terms.
const TOLERANCE: f64 = 1.0;
/// The ratio of the second pass: badness 800. What is looser than a ratio of 1 is dear: where one
/// line of a paragraph must be so, the others are still the best.
const LOOSE_TOLERANCE: f64 = 2.0;
/// The ratio of the third pass.
const LAST_TOLERANCE: f64 = 10.0;
/// The ratio of the passes after it: any line is better than one that is too long.
const UNLIMITED: f64 = 1e6;
/// The stretch by which a line without any glue is priced, in ems.
const GLUELESS: f64 = 0.25;
/// The slack of a ragged line that costs as much as a ratio of 1, in ems.
const RAGGEDNESS: f64 = 3.0;
/// How far the width of a line can fail to grow from one break to the next, in ems: a hyphen, what
/// hangs out, and what shaping parts alone changes.
const SLACK: f64 = 1.2;

/// How many runs of hyphens are told apart: none, one, and more.
const RUNS: usize = 3;

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

/// Widths as numbers to reckon with, in scaled points: whole ones, which `f64` holds exactly.
#[derive(Clone, Copy)]
pub struct Sums {
    glyphs: f64,
    space: f64,
    stretch: f64,
    shrink: f64,
}

impl Sums {
    fn of(widths: Widths) -> Sums {
        Sums {
            glyphs: widths.glyphs.units() as f64,
            space: widths.space.units() as f64,
            stretch: widths.stretch.units() as f64,
            shrink: widths.shrink.units() as f64,
        }
    }

    /// What lies between two sums.
    fn since(self, earlier: Sums) -> Sums {
        Sums {
            glyphs: self.glyphs - earlier.glyphs,
            space: self.space - earlier.space,
            stretch: self.stretch - earlier.stretch,
            shrink: self.shrink - earlier.shrink,
        }
    }

    /// The width of nature.
    pub fn natural(self) -> f64 {
        self.glyphs + self.space
    }
}

/// A feasible end of a line, and the best way there in its state.
#[derive(Clone, Copy)]
struct Node {
    demerits: f64,
    previous: u32,
    breakpoint: u32,
    lines: u32,
    class: u8,
    hyphens: u8,
}

/// The nodes of one breakpoint: a range of the list of nodes.
#[derive(Clone, Copy)]
struct Group {
    breakpoint: usize,
    first: usize,
    after: usize,
    /// The sums at which a line that begins here begins.
    begins: Sums,
    /// The width of a line that begins here, but for what hangs at its end.
    room: f64,
}

/// A line that is being priced.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// Its widths.
    pub widths: Sums,
    /// The width that it is to have.
    pub target: f64,
    /// Whether it is the last.
    pub end: bool,
}

/// Finds the cheapest ways to break a text.
pub struct Breaker<'b, P> {
    breakpoints: &'b [Breakpoint],
    parameters: &'b Parameters,
    prices: P,
    expansion: f64,
    share: f64,
    em: f64,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    candidates: Vec<Node>,
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
            prices,
            expansion: f64::from(parameters.expansion) / 100_000.0,
            share: parameters.share as f64 / 1000.0,
            em: parameters.em.units().max(1) as f64,
            nodes: Vec::with_capacity(breakpoints.len() * 2),
            groups: Vec::with_capacity(breakpoints.len()),
            candidates: Vec::with_capacity(16),
            work: 0,
        }
    }

    /// The cheapest ways within what a pass allows, if there are any.
    pub fn run(&mut self, pass: Pass) -> Option<Solutions> {
        self.nodes.clear();
        self.groups.clear();
        let start = Node {
            demerits: 0.0,
            previous: u32::MAX,
            breakpoint: 0,
            lines: 0,
            class: 1,
            hyphens: 0,
        };
        self.nodes.push(start);
        self.groups.push(self.group(0, 0, 1));
        let mut head = 0;
        for to in 1..self.breakpoints.len() {
            if !pass.allows(self.breakpoints[to].ending) {
                continue;
            }
            self.candidates.clear();
            head = self.lines_to(to, head, pass);
            let end = to + 1 == self.breakpoints.len();
            if self.parameters.variants && !end {
                self.keep_near_counts();
            }
            self.keep_what_is_not_outdone();
            if !self.candidates.is_empty() {
                let first = self.nodes.len();
                self.nodes.extend_from_slice(&self.candidates);
                self.groups.push(self.group(to, first, self.nodes.len()));
            }
            if head >= self.groups.len() {
                return None;
            }
        }
        self.solutions()
    }

    fn group(&self, breakpoint: usize, first: usize, after: usize) -> Group {
        let begin = &self.breakpoints[breakpoint];
        let room = target(begin, Length::ZERO, breakpoint == 0, self.parameters);
        let begins = Sums::of(begin.begins);
        Group { breakpoint, first, after, begins, room: room.units() as f64 }
    }

    /// Prices all lines that end at a breakpoint; gives the first group that may still begin one.
    fn lines_to(&mut self, to: usize, mut head: usize, pass: Pass) -> usize {
        let slack = SLACK * self.em;
        let mut leading = true;
        let mut index = head;
        let end = self.end(to);
        while let Some(group) = self.groups.get(index).copied() {
            self.work += 1;
            let candidate = Self::candidate(&group, end);
            let over = self.least(candidate) - candidate.target;
            let alone = index + 1 == self.groups.len() && self.candidates.is_empty();
            if over > 0.0 {
                // What is too long once stays so, but for the slack: the dead are at the head.
                if leading && (over > slack || pass.overfull) {
                    head = index + 1;
                } else {
                    leading = false;
                }
                if pass.overfull && alone {
                    self.price(&group, to, candidate, pass, over);
                }
            } else {
                leading = false;
                let short = candidate.target - self.most(candidate, pass.tolerance);
                if short <= 0.0 || candidate.end {
                    self.price(&group, to, candidate, pass, 0.0);
                } else if short > slack {
                    // Lines that begin later are shorter still.
                    break;
                }
            }
            index += 1;
        }
        head
    }

    /// The sums at which a line that ends at a breakpoint ends, how far it hangs, and whether it
    /// is the last.
    fn end(&self, to: usize) -> (Sums, f64, bool) {
        let end = &self.breakpoints[to];
        let hang = match self.parameters.fill {
            Fill::Justified => end.right.units() as f64,
            Fill::Ragged { .. } => 0.0,
        };
        (Sums::of(end.ends), hang, to + 1 == self.breakpoints.len())
    }

    fn candidate(group: &Group, (ends, hang, end): (Sums, f64, bool)) -> Candidate {
        Candidate { widths: ends.since(group.begins), target: group.room + hang, end }
    }

    /// The line between two breakpoints.
    pub fn line(&self, from: usize, to: usize) -> Candidate {
        Self::candidate(&self.group(from, 0, 0), self.end(to))
    }

    /// The least width that a line can have.
    pub fn least(&self, line: Candidate) -> f64 {
        let Sums { glyphs, space, shrink, .. } = line.widths;
        match self.parameters.fill {
            Fill::Justified => glyphs * (1.0 - self.expansion) + (space - shrink),
            Fill::Ragged { .. } => line.widths.natural(),
        }
    }

    /// The greatest width that a line can have at a tolerance.
    pub fn most(&self, line: Candidate, tolerance: f64) -> f64 {
        let Sums { glyphs, space, stretch, .. } = line.widths;
        match self.parameters.fill {
            Fill::Justified if tolerance < UNLIMITED => {
                glyphs * (1.0 + self.expansion) + space + tolerance * stretch
            }
            // A ragged line may end anywhere; only its cost tells.
            Fill::Justified | Fill::Ragged { .. } => f64::INFINITY,
        }
    }

    /// Whether the last of several lines is too short to stand alone: the end of a word that is cut
    /// and nothing else, or no longer than an indent.
    pub fn is_stump(&self, from: usize, line: Candidate) -> bool {
        if !line.end || from == 0 {
            return false;
        }
        let cut = match self.breakpoints[from].ending {
            Ending::Break(kind) => kind.cuts_a_word(),
            Ending::Start | Ending::End => false,
        };
        let short = self.parameters.fill == Fill::Justified
            && line.widths.natural() <= self.parameters.shortest_last.units() as f64;
        short || (cut && line.widths.space <= 0.0)
    }

    /// Adds the candidates that lines from a group make.
    fn price(&mut self, group: &Group, to: usize, line: Candidate, pass: Pass, over: f64) {
        let stump = self.is_stump(group.breakpoint, line);
        if stump && !pass.stumps {
            return;
        }
        let (begin, end) = (&self.breakpoints[group.breakpoint], &self.breakpoints[to]);
        let ratio = if over > 0.0 { self.tightest() } else { self.ratio(line) };
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
        for index in group.first..group.after {
            let node = self.nodes[index];
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
            self.offer(Node {
                demerits: total,
                previous: index as u32,
                breakpoint: to as u32,
                lines: node.lines + 1,
                class,
                hyphens: if hyphen { (node.hyphens + 1).min(RUNS as u8 - 1) } else { 0 },
            });
        }
    }

    /// Keeps a candidate if it is the best of its state.
    fn offer(&mut self, reached: Node) {
        let counted = self.parameters.variants;
        let same = self.candidates.iter_mut().find(|known| {
            known.class == reached.class
                && known.hyphens == reached.hyphens
                && (!counted || known.lines == reached.lines)
        });
        match same {
            Some(known) if reached.demerits < known.demerits => *known = reached,
            Some(_) => {}
            None => self.candidates.push(reached),
        }
    }

    /// Keeps only the counts of lines next to that of the cheapest candidate: without this the
    /// counts multiply in long texts, and with it the settings found are the same.
    fn keep_near_counts(&mut self) {
        let cheapest = self.candidates.iter().min_by(|a, b| a.demerits.total_cmp(&b.demerits));
        if let Some(lines) = cheapest.map(|node| node.lines) {
            self.candidates.retain(|node| node.lines.abs_diff(lines) <= 1);
        }
    }

    /// Drops the candidates that cannot be part of the best: another has as many lines and no more
    /// hyphens above one another, and is cheaper by more than its class can ever cost it.
    fn keep_what_is_not_outdone(&mut self) {
        let counted = self.parameters.variants;
        let lines = |node: &Node| if counted { node.lines } else { 0 };
        let Some(fewest) = self.candidates.iter().map(lines).min() else { return };
        let most = self.prices.most_of_class();
        // By count of lines and run of hyphens, the cheapest; a run costs what a shorter one does,
        // or more.
        let mut cheapest = [[f64::INFINITY; RUNS]; 3];
        for node in &self.candidates {
            let Some(known) = cheapest.get_mut((lines(node) - fewest) as usize) else { continue };
            for known in &mut known[usize::from(node.hyphens)..] {
                *known = known.min(node.demerits);
            }
        }
        self.candidates.retain(|node| {
            let known = cheapest.get((lines(node) - fewest) as usize);
            known.is_none_or(|known| node.demerits <= known[usize::from(node.hyphens)] + most)
        });
    }

    /// How a line is set that fits.
    pub fn ratio(&self, line: Candidate) -> Ratio {
        let rest = line.target - line.widths.natural();
        match self.parameters.fill {
            Fill::Ragged { even } if line.end && !even => Ratio::default(),
            Fill::Ragged { .. } => Ratio { glue: rest / (RAGGEDNESS * self.em), expansion: 0.0 },
            Fill::Justified if line.end && rest >= 0.0 => Ratio::default(),
            Fill::Justified => self.justified(line.widths, rest),
        }
    }

    /// How a line is set that is too long.
    fn tightest(&self) -> Ratio {
        Ratio { glue: -1.0, expansion: -self.expansion }
    }

    /// How a justified line is set that lacks `rest`, or has that too much: letters and glue give
    /// way together up to the limit of the letters, and glue alone beyond it.
    fn justified(&self, widths: Sums, rest: f64) -> Ratio {
        let sign = if rest < 0.0 { -1.0 } else { 1.0 };
        let lack = rest.abs();
        let letters = self.expansion * widths.glyphs;
        let give = if rest < 0.0 { widths.shrink } else { widths.stretch };
        let knee = self.share * give + letters;
        let (glue, expansion) = if lack <= 0.0 {
            (0.0, 0.0)
        } else if lack <= knee && self.share > 0.0 {
            let glue = lack / (give + letters / self.share);
            (glue, self.expansion * (glue / self.share).min(1.0))
        } else if lack <= knee {
            (0.0, self.expansion * lack / letters)
        } else if give > 0.0 {
            ((lack - letters) / give, self.expansion)
        } else {
            // Without any glue the line stays short; it is priced as if it had a little.
            ((lack - letters) / (GLUELESS * self.em), self.expansion)
        };
        Ratio { glue: sign * glue, expansion: sign * expansion }
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
            let line = self.line(from, to);
            let over = self.least(line) - line.target;
            let (ratio, excess) = if over > 0.0 {
                (self.tightest(), Length::from_units(over as i64))
            } else {
                (self.ratio(line), Length::ZERO)
            };
            lines.push(BrokenLine { from, to, ratio, excess });
            node = previous;
        }
        lines.reverse();
        Solution { lines, demerits: end.demerits }
    }
}

/// The width that a line is to have that begins at a breakpoint and hangs so far at its end.
pub fn target(begin: &Breakpoint, right: Length, first: bool, p: &Parameters) -> Length {
    let measure = if first { p.measure - p.indent } else { p.measure };
    if p.fill != Fill::Justified {
        return measure;
    }
    // An indented line does not begin at the margin, so nothing hangs into it.
    let left = if first && p.indent != Length::ZERO { Length::ZERO } else { begin.left };
    measure + left + right
}
