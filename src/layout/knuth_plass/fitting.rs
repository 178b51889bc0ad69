//! How a line is made to fit its measure: the widths between two breaks, how narrow and how wide
//! they can be made, and the ratio at which they fill the line.

use super::{Breakpoint, Ending, Fill, Parameters, Ratio, Widths};
use crate::geometry::Length;

/// The ratio beyond which any line will do: better loose than too long.
pub const UNLIMITED: f64 = 1e6;
/// The stretch by which a line without any glue is priced, in ems.
const GLUELESS: f64 = 0.25;
/// The slack of a ragged line that costs as much as a ratio of 1, in ems.
const RAGGEDNESS: f64 = 3.0;

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

    /// Whether there is no space among them.
    fn is_one_word(self) -> bool {
        self.space <= 0.0
    }
}

/// Where lines begin: one side of a line's sums.
#[derive(Clone, Copy)]
pub struct Begin {
    sums: Sums,
    /// The width of a line that begins here, but for what hangs at its end.
    room: f64,
    /// What the least width of a line lacks from its end's to that of the line, with the room.
    narrowest: f64,
    /// The same of the greatest width.
    widest: f64,
}

/// Where a line ends: the other side of its sums.
#[derive(Clone, Copy)]
pub struct End {
    sums: Sums,
    /// How far a line that ends here hangs into the margin.
    hang: f64,
    narrowest: f64,
    widest: f64,
    /// Whether a line that ends here is the last.
    last: bool,
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

/// Makes lines fit.
pub struct Fitting<'b> {
    breakpoints: &'b [Breakpoint],
    parameters: &'b Parameters,
    expansion: f64,
    share: f64,
    em: f64,
}

impl<'b> Fitting<'b> {
    /// Between these breakpoints.
    pub fn new(breakpoints: &'b [Breakpoint], parameters: &'b Parameters) -> Fitting<'b> {
        Fitting {
            breakpoints,
            parameters,
            expansion: f64::from(parameters.expansion) / 100_000.0,
            share: parameters.share as f64 / 1000.0,
            em: parameters.em.units().max(1) as f64,
        }
    }

    /// The size of the type, in scaled points.
    pub fn em(&self) -> f64 {
        self.em
    }

    /// The side of a line that begins at a breakpoint, for bounds at a tolerance.
    pub fn begin(&self, breakpoint: usize, tolerance: f64) -> Begin {
        let begin = &self.breakpoints[breakpoint];
        let room = target(begin, Length::ZERO, breakpoint == 0, self.parameters);
        let (sums, room) = (Sums::of(begin.begins), room.units() as f64);
        let narrowest = self.narrowed(sums) + room;
        Begin { sums, room, narrowest, widest: self.widened(sums, tolerance) + room }
    }

    /// The side of a line that ends at a breakpoint, for bounds at a tolerance.
    pub fn end(&self, breakpoint: usize, tolerance: f64) -> End {
        let end = &self.breakpoints[breakpoint];
        let justified = self.parameters.fill == Fill::Justified;
        let hang = if justified { end.right.units() as f64 } else { 0.0 };
        let sums = Sums::of(end.ends);
        // A ragged line may end anywhere; only its cost tells.
        let widest = match justified && tolerance < UNLIMITED {
            true => self.widened(sums, tolerance) - hang,
            false => f64::INFINITY,
        };
        let last = breakpoint + 1 == self.breakpoints.len();
        End { sums, hang, narrowest: self.narrowed(sums) - hang, widest, last }
    }

    /// How far a line is too long when it is as narrow as it can be, and too short when it is as
    /// wide; below 0 how far it is from that. To a unit: [`Fitting::over`] is exact.
    pub fn bounds(begin: &Begin, end: &End) -> (f64, f64) {
        (end.narrowest - begin.narrowest, begin.widest - end.widest)
    }

    /// The line between two sides.
    pub fn between(begin: &Begin, end: &End) -> Candidate {
        Candidate {
            widths: end.sums.since(begin.sums),
            target: begin.room + end.hang,
            end: end.last,
        }
    }

    /// The line between two breakpoints.
    pub fn line(&self, from: usize, to: usize) -> Candidate {
        Self::between(&self.begin(from, 0.0), &self.end(to, 0.0))
    }

    /// How far a line is too long when it is as narrow as it can be.
    pub fn over(&self, line: Candidate) -> f64 {
        self.narrowed(line.widths) - line.target
    }

    /// How far a line is too short when it is as wide as a tolerance lets it be.
    pub fn short(&self, line: Candidate, tolerance: f64) -> f64 {
        match self.parameters.fill {
            Fill::Justified if tolerance < UNLIMITED => {
                line.target - self.widened(line.widths, tolerance)
            }
            Fill::Justified | Fill::Ragged { .. } => f64::NEG_INFINITY,
        }
    }

    fn narrowed(&self, widths: Sums) -> f64 {
        let Sums { glyphs, space, shrink, .. } = widths;
        match self.parameters.fill {
            Fill::Justified => glyphs * (1.0 - self.expansion) + (space - shrink),
            Fill::Ragged { .. } => widths.natural(),
        }
    }

    fn widened(&self, widths: Sums, tolerance: f64) -> f64 {
        let Sums { glyphs, space, stretch, .. } = widths;
        glyphs * (1.0 + self.expansion) + space + tolerance * stretch
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
        short || (cut && line.widths.is_one_word())
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
    pub fn tightest(&self) -> Ratio {
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
