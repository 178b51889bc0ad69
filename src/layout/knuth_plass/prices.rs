//! What lines cost.
//!
//! The breaker asks a set of [`Prices`] and knows no number of its own. The program's are those of
//! [`Weights`]; the tests also set paragraphs by the prices of the literature, to hold the breaker
//! against results that were published.

use super::{Ending, Fill, Parameters};
use crate::text::segment::BreakKind;

/// A line alone, as far as it has a price.
#[derive(Clone, Copy, Debug)]
pub struct Alone {
    /// Its ratio: below 0 it is shrunk.
    pub ratio: f64,
    /// What it ends in.
    pub ending: Ending,
    /// Of the last of several lines, its natural width.
    pub last: Option<f64>,
    /// Whether it is a last line that is too short.
    pub stump: bool,
    /// How many of its ends, the left and the right, have the same word as the line above.
    pub stacked: u8,
    /// How far it is too long for its measure, however it is set.
    pub over: f64,
}

/// A line beside the one above it.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The fitness class of the line above.
    pub class_above: u8,
    /// Its own.
    pub class: u8,
    /// How many lines above it end in hyphens, one after another; 2 stands for more too.
    pub hyphens_above: u8,
    /// Whether it ends in a hyphen.
    pub hyphen: bool,
    /// Whether it is the last.
    pub last: bool,
}

/// What lines cost, in demerits.
pub trait Prices {
    /// A line by itself.
    fn alone(&self, line: &Alone) -> f64;
    /// What it costs more beside the line above.
    fn pair(&self, pair: Pair) -> f64;
    /// The most that the class of a line can cost the line below.
    fn most_of_class(&self) -> f64;
}

/// The fitness class of TeX: tight, decent, loose, very loose.
pub fn class(ratio: f64) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

/// The demerits of a line are
///
/// ```text
/// 1 + 100 r² + 300 r⁶ + π² + pair terms       in justified text
/// 1 + 100 r² +  10 r⁶ + π² + pair terms       in ragged text
/// ```
///
/// with `r` its ratio and `π` the penalty of its break: a sum of squares, so that a hyphen costs
/// the same in a good line and in a bad one. The sixth power says what TeX's square of a cube
/// says: a line within bounds is hardly worth a hyphen, one near them is worth several. So a text
/// of short words has few hyphens, and one of long words as many as its lines need. Pair terms
/// look at two lines: hyphens one after another, tight beside loose, a hyphen before the last line.
pub struct Weights {
    /// The penalty of a hyphen.
    hyphen: f64,
    /// The weight of the sixth power of the ratio.
    sixth: f64,
    justified: bool,
    em: f64,
}

/// The weight of the square of the ratio.
const SQUARE: f64 = 100.0;
/// The weight of its sixth power in justified text.
const SIXTH: f64 = 300.0;
/// The same in ragged text.
const RAGGED_SIXTH: f64 = 10.0;
/// What each line costs, so that fewer are better.
const LINE: f64 = 1.0;
/// The measure for which the penalty of a hyphen is given, in ems.
const HYPHEN_MEASURE: f64 = 31.25;
/// How the penalty may change with the measure.
const HYPHEN_SHARE: [f64; 2] = [0.82, 1.54];
/// The penalty of a hyphen that is written.
const WRITTEN_HYPHEN: f64 = 14.0;
/// The penalty of a break after a dash.
const DASH: f64 = 3.0;
/// The penalty of a joint of an address or of code.
const JOINT: f64 = 6.0;
/// The penalty of a division with fewer letters behind it than its language asks for: such a line
/// is as bad as one stretched a little beyond its limit.
const LAST_DIVISION: f64 = 22.0;
/// The penalty of a point of last resort in an address or in code.
const LAST_JOINT: f64 = 50.0;
/// The penalty of a break between any two letters.
const ANYWHERE: f64 = 50.0;
/// Demerits of a hyphen after a line that ends in one.
const DOUBLE_HYPHEN: f64 = 40.0;
/// Demerits of a hyphen before the last line.
const FINAL_HYPHEN: f64 = 50.0;
/// Demerits of a third hyphen in a row: as good as forbidden.
pub const LADDER: f64 = 1e8;
/// Demerits of lines side by side whose classes differ by more than one.
const CONTRAST: f64 = 50.0;
/// Demerits of two lines that begin, or end, with the same word.
const STACK: f64 = 15.0;
/// Demerits of a last line that is the end of a divided word, or no longer than an indent: less
/// than those of a line of the third pass, without which such lines are not to be had.
const STUMP: f64 = 10_000.0;
/// Demerits of a last line of no length at all.
const RUNT: f64 = 250.0;
/// A last line shorter than this is a runt, in ems.
const RUNT_LENGTH: f64 = 4.0;
/// Demerits of a line that is too long; more the longer it is.
const OVERFULL: f64 = 1e9;

impl Weights {
    /// The weights for lines that are to be so.
    pub fn of(parameters: &Parameters) -> Weights {
        let justified = parameters.fill == Fill::Justified;
        let em = parameters.em.units().max(1) as f64;
        let share = parameters.measure.units() as f64 / (HYPHEN_MEASURE * em);
        let [least, most] = HYPHEN_SHARE;
        let (share, sixth) = match justified {
            true => (share.clamp(least, most), SIXTH),
            false => (1.0, RAGGED_SIXTH),
        };
        Weights { hyphen: parameters.hyphen as f64 * share, sixth, justified, em }
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
            BreakKind::SoftHyphen | BreakKind::Division => self.hyphen,
            BreakKind::LastDivision => LAST_DIVISION,
            BreakKind::LastJoint => LAST_JOINT,
            BreakKind::Anywhere => ANYWHERE,
        }
    }
}

impl Prices for Weights {
    fn alone(&self, line: &Alone) -> f64 {
        let square = line.ratio * line.ratio;
        let penalty = self.penalty(line.ending);
        let mut demerits =
            LINE + SQUARE * square + self.sixth * square * square * square + penalty * penalty;
        demerits += STACK * f64::from(line.stacked);
        if let Some(width) = line.last {
            let missing = 1.0 - width / (RUNT_LENGTH * self.em);
            if missing > 0.0 {
                demerits += RUNT * missing.max(0.2);
            }
        }
        if line.stump {
            demerits += STUMP;
        }
        if line.over > 0.0 {
            demerits += OVERFULL * (1.0 + line.over / self.em);
        }
        demerits
    }

    fn pair(&self, pair: Pair) -> f64 {
        let mut demerits = 0.0;
        if self.justified && pair.class_above.abs_diff(pair.class) > 1 {
            demerits += CONTRAST;
        }
        if pair.hyphens_above > 0 && pair.hyphen {
            demerits += if pair.hyphens_above > 1 { LADDER } else { DOUBLE_HYPHEN };
        }
        if pair.hyphens_above > 0 && pair.last {
            demerits += FINAL_HYPHEN;
        }
        demerits
    }

    fn most_of_class(&self) -> f64 {
        if self.justified { CONTRAST } else { 0.0 }
    }
}
