//! Breaking a paragraph into lines by least cost, after Knuth and Plass, *Breaking Paragraphs into
//! Lines* (Software: Practice and Experience 11, 1981), with the expansion of letters and hanging
//! punctuation in the cost as in pdfTeX (Hàn Thế Thành, 2000).
//!
//! A line from break `a` to break `b` has glyphs, glue that stretches and shrinks, and a target
//! width. Its *ratio* `r` says how far the glue is stretched (1 is as far as is good) or shrunk
//! (−1 is as far as is possible) after letters have been widened or narrowed. Its demerits are
//!
//! ```text
//! 1 + 100 ρ² + 5 ρ⁶ + π² + pair terms        ρ = r stretched, 0.8 r shrunk
//! ```
//!
//! with `π` the penalty of the break. Pair terms look at two lines: hyphens one after another,
//! tight beside loose, a hyphen before the last line. The optimum is exact: the state of the
//! dynamic programme is the break, the fitness class, the run of hyphens and the count of lines,
//! and every pair term depends on the state or on the two breaks of one line.
//!
//! Four passes, each only when the one before finds nothing: the usual tolerance; very loose
//! lines and breaks of last resort; words wider than the measure broken anywhere; lines that are
//! too long. All arithmetic on costs is addition,
//! multiplication and division of `f64`, which IEEE 754 makes the same on every machine.

use crate::geometry::Length;
use crate::text::segment::BreakKind;

/// The widths of a stretch of text, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widths {
    /// Glyphs, which expand.
    pub glyphs: Length,
    /// Spaces, as they are by nature.
    pub space: Length,
    /// How far these stretch at a ratio of 1.
    pub stretch: Length,
    /// How far they shrink at a ratio of −1.
    pub shrink: Length,
}

impl Widths {
    /// The same with more glyphs.
    pub fn with_glyphs(self, width: Length) -> Widths {
        Widths { glyphs: self.glyphs + width, ..self }
    }

    /// What lies between two sums.
    fn since(self, earlier: Widths) -> Widths {
        Widths {
            glyphs: self.glyphs - earlier.glyphs,
            space: self.space - earlier.space,
            stretch: self.stretch - earlier.stretch,
            shrink: self.shrink - earlier.shrink,
        }
    }
}

/// What a line ends in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// Nothing: the beginning of the text, where no line ends.
    #[default]
    Start,
    /// A break.
    Break(BreakKind),
    /// The end of the text.
    End,
}

/// A place where a line may end and the next begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breakpoint {
    /// The byte at which a line that ends here ends; the white space after it is not seen.
    pub ends_at: usize,
    /// The byte at which a line that follows begins.
    pub begins_at: usize,
    /// The widths from the beginning of the text to the end of a line that ends here, with the
    /// hyphen that it sets.
    pub ends: Widths,
    /// The widths from the beginning of the text to the beginning of a line that follows.
    pub begins: Widths,
    /// How far a line that ends here hangs into the margin.
    pub right: Length,
    /// How far a line that begins here hangs into the margin.
    pub left: Length,
    /// What the line ends in.
    pub ending: Ending,
    /// A number for the last word of a line that ends here; 0 for none.
    pub last_word: u64,
    /// A number for the first word of a line that begins here; 0 for none.
    pub first_word: u64,
}

/// How lines are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Spaces and letters give way until the line has its measure.
    Justified,
    /// Lines keep their natural width; `even` counts the last one too, so that a title's lines
    /// come out alike.
    Ragged {
        /// Whether the last line is to be as long as the others.
        even: bool,
    },
}

/// What lines are to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// The width of a line.
    pub measure: Length,
    /// The indent of the first line.
    pub indent: Length,
    /// The size of the type, by which a short last line is judged.
    pub em: Length,
    /// How lines are filled.
    pub fill: Fill,
    /// How much letters may be widened or narrowed, in parts of 100,000.
    pub expansion: i32,
    /// The ratio of glue, in per mille, at which the expansion reaches its limit.
    pub share: i64,
    /// The penalty of a hyphen; its square is added.
    pub hyphen: i64,
    /// Whether to look for settings a line shorter and longer too.
    pub variants: bool,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// How far the glue is stretched, in parts of its stretch, or, below 0, shrunk.
    pub glue: f64,
    /// How much letters are widened, as a fraction; below 0 narrowed.
    pub expansion: f64,
}

/// A line of a solution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrokenLine {
    /// The breakpoint at which it begins.
    pub from: usize,
    /// The breakpoint at which it ends.
    pub to: usize,
    /// How it is set.
    pub ratio: Ratio,
    /// How far it is too long for its measure however it is set; 0 for a line that fits.
    pub excess: Length,
}

/// A way to break the whole text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solution {
    /// Its lines.
    pub lines: Vec<BrokenLine>,
    /// What they cost.
    pub demerits: f64,
}

/// The best solution, and the best of those a line shorter and a line longer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solutions {
    /// The best.
    pub best: Solution,
    /// One line fewer.
    pub shorter: Option<Solution>,
    /// One line more.
    pub longer: Option<Solution>,
}

/// The ratio of the first pass: badness 400 in TeX's terms.
const TOLERANCE: f64 = 1.587_401_051_968_199_4;
/// The ratio of the second pass.
const LAST_TOLERANCE: f64 = 10.0;
/// The ratio of the passes after it: any line is better than one that is too long.
const UNLIMITED: f64 = 1e6;
/// The stretch by which a line without any glue is priced, in ems.
const GLUELESS: f64 = 0.25;
/// The slack of a ragged line that costs as much as a ratio of 1, in ems.
const RAGGEDNESS: f64 = 3.0;
/// How much a shrunk line counts beside a stretched one.
const SHRUNK: f64 = 0.8;
/// The weight of the square of the ratio.
const SQUARE: f64 = 100.0;
/// The weight of its sixth power.
const SIXTH: f64 = 5.0;
/// What each line costs, so that fewer are better.
const LINE: f64 = 1.0;
/// The penalty of a hyphen that is written.
const WRITTEN_HYPHEN: f64 = 6.0;
/// The penalty of a break after a dash.
const DASH: f64 = 2.0;
/// The penalty of a joint of an address or of code.
const JOINT: f64 = 4.0;
/// The penalty of a break of last resort.
const LAST_RESORT: f64 = 25.0;
/// The penalty of a break between any two letters.
const ANYWHERE: f64 = 50.0;
/// Demerits of a hyphen after a line that ends in one.
const DOUBLE_HYPHEN: f64 = 20.0;
/// Demerits of a hyphen before the last line.
const FINAL_HYPHEN: f64 = 20.0;
/// Demerits of a third hyphen in a row: as good as forbidden.
const LADDER: f64 = 1e8;
/// Demerits of lines side by side whose classes differ by more than one.
const CONTRAST: f64 = 20.0;
/// Demerits of two lines that begin, or end, with the same word.
const STACK: f64 = 10.0;
/// Demerits of a last line of no length at all.
const RUNT: f64 = 100.0;
/// A last line shorter than this is a runt, in ems.
const RUNT_LENGTH: f64 = 3.0;
/// Demerits of a line that is too long; more the longer it is.
const OVERFULL: f64 = 1e9;
/// How far the width of a line can fail to grow from one break to the next, in ems: a hyphen, what
/// hangs out, and what shaping parts alone changes.
const SLACK: f64 = 1.2;

/// What a pass allows.
#[derive(Clone, Copy)]
struct Pass {
    tolerance: f64,
    last_resort: bool,
    anywhere: bool,
    overfull: bool,
}

impl Pass {
    const USUAL: Pass =
        Pass { tolerance: TOLERANCE, last_resort: false, anywhere: false, overfull: false };
    const LAST: Pass = Pass { tolerance: LAST_TOLERANCE, last_resort: true, ..Pass::USUAL };
    const BROKEN: Pass = Pass { tolerance: UNLIMITED, anywhere: true, ..Pass::LAST };
    const OVERFULL: Pass = Pass { overfull: true, ..Pass::BROKEN };

    /// Whether a line may end so.
    fn allows(self, ending: Ending) -> bool {
        match ending {
            Ending::Break(BreakKind::Anywhere) => self.anywhere,
            Ending::Break(kind) => self.last_resort || !kind.is_last_resort(),
            Ending::Start | Ending::End => true,
        }
    }
}

const PASSES: [Pass; 4] = [Pass::USUAL, Pass::LAST, Pass::BROKEN, Pass::OVERFULL];

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
}

/// Breaks a text at the best of its breakpoints. The first is the beginning of the text, the last
/// its end; of fewer than two there are no lines.
pub fn solve(breakpoints: &[Breakpoint], parameters: &Parameters) -> Solutions {
    if breakpoints.len() < 2 {
        return Solutions::default();
    }
    let mut breaker = Breaker::new(breakpoints, parameters);
    let usual = PASSES.iter().find_map(|pass| {
        let solutions = breaker.run(*pass)?;
        (pass.overfull || solutions.best.demerits < LADDER).then_some(solutions)
    });
    // The last pass always finds something: a line may be as long as it must.
    usual.unwrap_or_default()
}

struct Breaker<'b> {
    breakpoints: &'b [Breakpoint],
    parameters: &'b Parameters,
    expansion: f64,
    share: f64,
    em: f64,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    candidates: Vec<Node>,
}

/// A line that is being priced.
#[derive(Clone, Copy)]
struct Candidate {
    widths: Widths,
    target: Length,
    end: bool,
}

impl<'b> Breaker<'b> {
    fn new(breakpoints: &'b [Breakpoint], parameters: &'b Parameters) -> Breaker<'b> {
        Breaker {
            breakpoints,
            parameters,
            expansion: f64::from(parameters.expansion) / 100_000.0,
            share: parameters.share as f64 / 1000.0,
            em: parameters.em.units().max(1) as f64,
            nodes: Vec::with_capacity(breakpoints.len() * 2),
            groups: Vec::with_capacity(breakpoints.len()),
            candidates: Vec::with_capacity(16),
        }
    }

    fn run(&mut self, pass: Pass) -> Option<Solutions> {
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
        self.groups.push(Group { breakpoint: 0, first: 0, after: 1 });
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
            if !self.candidates.is_empty() {
                let first = self.nodes.len();
                self.nodes.extend_from_slice(&self.candidates);
                self.groups.push(Group { breakpoint: to, first, after: self.nodes.len() });
            }
            if head >= self.groups.len() {
                return None;
            }
        }
        self.solutions()
    }

    /// Prices all lines that end at a breakpoint; gives the first group that may still begin one.
    fn lines_to(&mut self, to: usize, mut head: usize, pass: Pass) -> usize {
        let slack = if pass.overfull { 0.0 } else { SLACK * self.em };
        let mut leading = true;
        let mut index = head;
        while let Some(group) = self.groups.get(index).copied() {
            let candidate = self.candidate(group.breakpoint, to);
            let target = candidate.target.units() as f64;
            let over = self.least(candidate) - target;
            let alone = index + 1 == self.groups.len() && self.candidates.is_empty();
            if over > 0.0 {
                // What is too long once stays so, but for the slack: the dead are at the head.
                if leading && over > slack {
                    head = index + 1;
                } else {
                    leading = false;
                }
                if pass.overfull && alone {
                    self.price(group, to, candidate, over);
                }
            } else {
                leading = false;
                let short = target - self.most(candidate, pass.tolerance);
                if short > 0.0 && !candidate.end {
                    if short > slack.max(SLACK * self.em) {
                        // Lines that begin later are shorter still.
                        break;
                    }
                } else {
                    self.price(group, to, candidate, 0.0);
                }
            }
            index += 1;
        }
        head
    }

    fn candidate(&self, from: usize, to: usize) -> Candidate {
        let (begin, end) = (&self.breakpoints[from], &self.breakpoints[to]);
        let widths = end.ends.since(begin.begins);
        let target = target(begin, end, from == 0, self.parameters);
        Candidate { widths, target, end: to + 1 == self.breakpoints.len() }
    }

    /// The least width that a line can have.
    fn least(&self, line: Candidate) -> f64 {
        let glyphs = line.widths.glyphs.units() as f64;
        let space = (line.widths.space - line.widths.shrink).units() as f64;
        match self.parameters.fill {
            Fill::Justified => glyphs * (1.0 - self.expansion) + space,
            Fill::Ragged { .. } => (line.widths.glyphs + line.widths.space).units() as f64,
        }
    }

    /// The greatest width that a line can have at a tolerance.
    fn most(&self, line: Candidate, tolerance: f64) -> f64 {
        let glyphs = line.widths.glyphs.units() as f64;
        let space = line.widths.space.units() as f64;
        match self.parameters.fill {
            Fill::Justified if tolerance >= UNLIMITED => f64::INFINITY,
            Fill::Justified => {
                let stretch = line.widths.stretch.units() as f64;
                glyphs * (1.0 + self.expansion) + space + tolerance * stretch
            }
            // A ragged line may end anywhere; only its cost tells.
            Fill::Ragged { .. } => f64::INFINITY,
        }
    }

    /// Adds the candidates that lines from a group make.
    fn price(&mut self, group: Group, to: usize, line: Candidate, over: f64) {
        let (begin, end) = (&self.breakpoints[group.breakpoint], &self.breakpoints[to]);
        let natural = (line.widths.glyphs + line.widths.space).units() as f64;
        let ratio = if over > 0.0 {
            Ratio { glue: -1.0, expansion: -self.expansion }
        } else {
            self.ratio(line)
        };
        let weighed = if ratio.glue < 0.0 { -ratio.glue * SHRUNK } else { ratio.glue };
        let square = weighed * weighed;
        let penalty = self.penalty(end.ending);
        let mut demerits =
            LINE + SQUARE * square + SIXTH * square * square * square + penalty * penalty;
        if over > 0.0 {
            demerits += OVERFULL * (1.0 + over / self.em);
        }
        let runt = RUNT_LENGTH * self.em;
        if line.end && group.breakpoint != 0 && natural < runt {
            demerits += RUNT * (1.0 - natural / runt).max(0.2);
        }
        if begin.last_word != 0 && begin.last_word == end.last_word && !line.end {
            demerits += STACK;
        }
        if begin.first_word != 0 && begin.first_word == end.first_word {
            demerits += STACK;
        }
        let class = class(ratio.glue);
        let hyphen = matches!(end.ending, Ending::Break(kind) if kind.is_hyphen());
        for index in group.first..group.after {
            let node = self.nodes[index];
            let mut total = node.demerits + demerits;
            if group.breakpoint != 0 {
                let justified = self.parameters.fill == Fill::Justified;
                if justified && node.class.abs_diff(class) > 1 {
                    total += CONTRAST;
                }
                if node.hyphens > 0 && hyphen {
                    total += if node.hyphens > 1 { LADDER } else { DOUBLE_HYPHEN };
                }
                if node.hyphens > 0 && line.end {
                    total += FINAL_HYPHEN;
                }
            }
            let reached = Node {
                demerits: total,
                previous: index as u32,
                breakpoint: to as u32,
                lines: node.lines + 1,
                class,
                hyphens: if hyphen { (node.hyphens + 1).min(2) } else { 0 },
            };
            self.offer(reached);
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

    fn penalty(&self, ending: Ending) -> f64 {
        let Ending::Break(kind) = ending else {
            return 0.0;
        };
        match kind {
            BreakKind::Space | BreakKind::Open => 0.0,
            BreakKind::Hyphen => WRITTEN_HYPHEN,
            BreakKind::Dash => DASH,
            BreakKind::Joint => JOINT,
            BreakKind::SoftHyphen | BreakKind::Division => self.parameters.hyphen as f64,
            BreakKind::LastDivision | BreakKind::LastJoint => {
                LAST_RESORT.max(self.parameters.hyphen as f64)
            }
            BreakKind::Anywhere => ANYWHERE,
        }
    }

    fn ratio(&self, line: Candidate) -> Ratio {
        let natural = line.widths.glyphs + line.widths.space;
        let rest = (line.target - natural).units() as f64;
        match self.parameters.fill {
            Fill::Ragged { even } if line.end && !even => Ratio::default(),
            Fill::Ragged { .. } => Ratio { glue: rest / (RAGGEDNESS * self.em), expansion: 0.0 },
            Fill::Justified if line.end && rest >= 0.0 => Ratio::default(),
            Fill::Justified => self.justified(line.widths, rest),
        }
    }

    /// How a justified line is set that lacks `rest`, or has that too much: letters and glue give
    /// way together up to the limit of the letters, and glue alone beyond it.
    fn justified(&self, widths: Widths, rest: f64) -> Ratio {
        let sign = if rest < 0.0 { -1.0 } else { 1.0 };
        let lack = rest.abs();
        let letters = self.expansion * widths.glyphs.units() as f64;
        let give = if rest < 0.0 { widths.shrink } else { widths.stretch }.units() as f64;
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
            let line = self.candidate(from, to);
            let over = self.least(line) - line.target.units() as f64;
            let (ratio, excess) = if over > 0.0 {
                let tightest = Ratio { glue: -1.0, expansion: -self.expansion };
                (tightest, Length::from_units(over as i64))
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

/// The width that a line is to have, with what hangs out of it.
pub fn target(begin: &Breakpoint, end: &Breakpoint, first: bool, p: &Parameters) -> Length {
    let measure = if first { p.measure - p.indent } else { p.measure };
    if p.fill != Fill::Justified {
        return measure;
    }
    // An indented line does not begin at the margin, so nothing hangs into it.
    let left = if first && p.indent != Length::ZERO { Length::ZERO } else { begin.left };
    measure + left + end.right
}

/// The fitness class of TeX: tight, decent, loose, very loose.
fn class(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Points of type, for numbers that can be followed by hand.
    fn pt(points: f64) -> Length {
        Length::from_pt(points)
    }

    /// The breakpoints of words of these widths, in points, with a space of 3 pt plus 2 minus 1
    /// between them, and hyphenation points within words.
    fn words(widths: &[f64], hyphens: &[(usize, f64)]) -> Vec<Breakpoint> {
        let mut list = vec![Breakpoint::default()];
        let mut sum = Widths::default();
        for (index, width) in widths.iter().enumerate() {
            for (_, part) in hyphens.iter().filter(|(word, _)| *word == index) {
                list.push(Breakpoint {
                    // The hyphen is 1 pt wide.
                    ends: sum.with_glyphs(pt(width * part + 1.0)),
                    begins: sum.with_glyphs(pt(width * part)),
                    ending: Ending::Break(BreakKind::Division),
                    ..Breakpoint::default()
                });
            }
            sum = sum.with_glyphs(pt(*width));
            let ends = sum;
            sum.space += pt(3.0);
            sum.stretch += pt(2.0);
            sum.shrink += pt(1.0);
            let ending = match index + 1 == widths.len() {
                true => Ending::End,
                false => Ending::Break(BreakKind::Space),
            };
            list.push(Breakpoint { ends, begins: sum, ending, ..Breakpoint::default() });
        }
        list
    }

    fn parameters(measure: f64) -> Parameters {
        Parameters {
            measure: pt(measure),
            indent: Length::ZERO,
            em: pt(10.0),
            fill: Fill::Justified,
            expansion: 0,
            share: 0,
            hyphen: 9,
            variants: false,
        }
    }

    /// Where the lines of a solution end.
    fn ends(solution: &Solution) -> Vec<usize> {
        solution.lines.iter().map(|line| line.to).collect()
    }

    /// What a way to break costs, line by line, without any of the breaker's short cuts; none
    /// when a pass does not allow it.
    fn price(points: &[Breakpoint], p: &Parameters, ends: &[usize], pass: Pass) -> Option<f64> {
        let breaker = Breaker::new(points, p);
        let (mut from, mut sum) = (0, 0.0);
        let (mut class_before, mut hyphens) = (1, 0);
        for to in ends {
            let line = breaker.candidate(from, *to);
            let ending = points[*to].ending;
            let (target, natural) = (line.target, line.widths.glyphs + line.widths.space);
            if breaker.least(line) > target.units() as f64 {
                return None;
            }
            if !line.end && breaker.most(line, pass.tolerance) < target.units() as f64 {
                return None;
            }
            let ratio = breaker.ratio(line);
            let rho = if ratio.glue < 0.0 { 0.8 * ratio.glue } else { ratio.glue };
            let penalty = breaker.penalty(ending);
            sum += 1.0 + 100.0 * rho.powi(2) + 5.0 * rho.powi(6) + penalty * penalty;
            let hyphen = matches!(ending, Ending::Break(kind) if kind.is_hyphen());
            if from != 0 {
                if p.fill == Fill::Justified && class(ratio.glue).abs_diff(class_before) > 1 {
                    sum += 20.0;
                }
                if hyphens > 0 && hyphen {
                    sum += if hyphens > 1 { 1e8 } else { 20.0 };
                }
                if hyphens > 0 && line.end {
                    sum += 20.0;
                }
                if line.end && natural < p.em * 3 {
                    let missing = 1.0 - natural.units() as f64 / (p.em.units() * 3) as f64;
                    sum += 100.0 * missing.max(0.2);
                }
            }
            class_before = class(ratio.glue);
            hyphens = if hyphen { hyphens + 1 } else { 0 };
            from = *to;
        }
        Some(sum)
    }

    /// The cheapest of all ways to break, for each count of lines.
    fn exhaustive(points: &[Breakpoint], p: &Parameters, pass: Pass) -> Vec<(usize, f64)> {
        let inner = points.len() - 2;
        let mut best: Vec<(usize, f64)> = Vec::new();
        for chosen in 0..1_u32 << inner {
            let mut ends: Vec<usize> = (0..inner)
                .filter(|index| chosen & (1 << index) != 0)
                .map(|index| index + 1)
                .collect();
            ends.push(points.len() - 1);
            let Some(cost) = price(points, p, &ends, pass) else {
                continue;
            };
            match best.iter_mut().find(|(lines, _)| *lines == ends.len()) {
                Some((_, known)) => *known = known.min(cost),
                None => best.push((ends.len(), cost)),
            }
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn the_optimum_is_that_of_exhaustive_search(
            widths in prop::collection::vec(2_u32..40, 2..9),
            divided in prop::collection::vec((0_usize..9, 0.2_f64..0.8), 0..4),
            measure in 40_u32..120,
            expansion in prop::sample::select(vec![0, 2000]),
            share in prop::sample::select(vec![0, 100, 1000]),
            fill in prop::sample::select(vec![
                Fill::Justified, Fill::Ragged { even: false }, Fill::Ragged { even: true }
            ]),
            variants: bool,
        ) {
            let widths: Vec<f64> = widths.into_iter().map(f64::from).collect();
            let mut divided = divided;
            divided.sort_by(|a, b| a.partial_cmp(b).unwrap());
            let points = words(&widths, &divided);
            let p = Parameters {
                expansion, share, fill, variants, ..parameters(f64::from(measure))
            };
            for pass in PASSES.into_iter().take(2) {
                let found = Breaker::new(&points, &p).run(pass);
                let all = exhaustive(&points, &p, pass);
                let least = all.iter().map(|(_, cost)| *cost).min_by(f64::total_cmp);
                let Some(found) = found else {
                    prop_assert_eq!(least, None);
                    continue;
                };
                let least = least.expect("the breaker found a way that does not exist");
                prop_assert!((found.best.demerits - least).abs() < 1e-6 * least.max(1.0));
                let own = price(&points, &p, &ends(&found.best), pass);
                prop_assert!((own.unwrap() - least).abs() < 1e-6 * least.max(1.0));
                for (variant, more) in [(&found.shorter, -1_i64), (&found.longer, 1)] {
                    let count = found.best.lines.len() as i64 + more;
                    let known = all.iter().find(|(lines, _)| *lines as i64 == count);
                    let known = known.filter(|(_, cost)| variants && *cost < LADDER);
                    match (variant, known) {
                        (Some(variant), Some((_, cost))) => {
                            prop_assert!((variant.demerits - cost).abs() < 1e-6 * cost.max(1.0));
                        }
                        (None, None) => {}
                        (found, known) => prop_assert!(false, "{found:?} but {known:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn a_loose_line_now_is_better_than_a_worse_one_later() {
        // Measure 40, words of 10 10 10 10 10 28, spaces 3 plus 2 minus 1. First fit sets three
        // words on line 1 (36 of 40, two spaces: r = 4/4 = 1) and the same on neither side of the
        // choice; by hand, line by line:
        //   3 | 2 | 1 : r = 1; 23 of 40 with one space: r = 8.5, beyond the tolerance.
        //   2 | 3 | 1 : 23 of 40: r = 8.5, beyond it too.
        //   3 | 3     : the second line is 10 + 3 + 10 + 3 + 28 = 54, too long.
        // So the second pass chooses between the first two. Each has lines of r = 1 and r = 8.5,
        // classes 2 and 3, equal in cost but for the order; the last line (28) is no runt at 30?
        // It is: 28 < 30 costs 100·max(0.2, 1 − 28/30) = 20. The tie goes to the way found first,
        // whose second-last break is the earlier one.
        let points = words(&[10.0, 10.0, 10.0, 10.0, 10.0, 28.0], &[]);
        let solutions = solve(&points, &parameters(40.0));
        let one = 1.0 + 100.0 + 5.0;
        let far = 1.0 + 100.0 * 8.5_f64.powi(2) + 5.0 * 8.5_f64.powi(6);
        assert_eq!(ends(&solutions.best).len(), 3);
        assert!((solutions.best.demerits - (one + far + 1.0 + 20.0)).abs() < 1e-6);
    }
}
