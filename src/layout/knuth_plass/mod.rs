//! Breaking a paragraph into lines by least cost, after Knuth and Plass, *Breaking Paragraphs into
//! Lines* (Software: Practice and Experience 11, 1981), with the expansion of letters and hanging
//! punctuation in the cost as in pdfTeX (Hàn Thế Thành, 2000).
//!
//! A line from break `a` to break `b` has glyphs, glue that stretches and shrinks, and a target
//! width. Its *ratio* `r` says how far the glue is stretched (1 is as far as is good) or shrunk
//! (−1 is as far as is possible) after letters have been widened or narrowed ([`fitting`]). What a line costs by
//! it, and beside the line above it, is said by [`prices`].
//!
//! The optimum is exact: the state of the dynamic programme ([`breaker`]) is the break, the fitness
//! class, the run of hyphens and the count of lines ([`ways`]), and every price depends on the state or on the
//! two breaks of one line.
//!
//! Five passes, each only when the one before finds nothing: lines that are good; loose lines;
//! very loose lines and last lines that are too short; words wider than the measure broken
//! anywhere; lines that are too long. There is no emergency stretch: it makes every
//! line of its paragraph look better than it is, where a pass that prices very loose lines in full
//! keeps the damage to the line that has it. All arithmetic on costs is addition, multiplication
//! and division of `f64`, which IEEE 754 makes the same on every machine.

mod breaker;
mod fitting;
mod prices;
mod ways;

#[cfg(test)]
mod tests;

pub use self::fitting::target;

use self::breaker::{Breaker, PASSES};
use self::prices::{LADDER, Weights};
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
    /// Whether a line that ends here shows a hyphen at its end, written or set.
    pub hyphen: bool,
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
    /// The penalty of a hyphen in a measure of 31¼ ems, some 70 characters; its square is added. In
    /// justified text it grows with the measure, for in a wider line there is more to choose from.
    pub hyphen: i64,
    /// A last line of no more than this is too short: the indent of a paragraph that follows would
    /// be seen above nothing.
    pub shortest_last: Length,
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

/// Breaks a text at the best of its breakpoints. The first is the beginning of the text, the last
/// its end; of fewer than two there are no lines.
pub fn solve(breakpoints: &[Breakpoint], parameters: &Parameters) -> Solutions {
    if breakpoints.len() < 2 {
        return Solutions::default();
    }
    let mut breaker = Breaker::new(breakpoints, parameters, Weights::of(parameters));
    let usual = PASSES.iter().find_map(|pass| {
        let solutions = breaker.run(*pass)?;
        (pass.overfull || solutions.best.demerits < LADDER).then_some(solutions)
    });
    // The last pass always finds something: a line may be as long as it must.
    usual.unwrap_or_default()
}
