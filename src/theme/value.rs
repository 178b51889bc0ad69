//! The values of tokens: each with the limits between which it makes sense, so that an impossible
//! one is told at its place and never reaches a page.

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use toml::Value;

use crate::geometry::Length;
use crate::manifest::Paper;
use crate::page::Color;

/// A number of lines of the grid, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines(i32);

impl Lines {
    /// So many lines on a grid.
    pub fn on(self, grid: Length) -> Length {
        grid.scale(i64::from(self.0), 1000)
    }

    /// The number in thousandths.
    pub const fn thousandths(self) -> i32 {
        self.0
    }

    fn of(lines: f64) -> Lines {
        Lines((lines * 1000.0).round() as i32)
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
        within(deserializer, "a number of lines", 0.0..=1000.0).map(Lines::of)
    }
}

/// A number of lines up or down.
pub(super) fn shift<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
    within(deserializer, "a number of lines up or down", -1000.0..=1000.0).map(Lines::of)
}

/// A width or a height, in points.
pub(super) fn length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    points(deserializer, "a length in points", 0.0..=14_400.0)
}

/// The size of type, in points.
pub(super) fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    points(deserializer, "a size of type in points", 1.0..=1000.0)
}

/// The distance of baselines, in points.
pub(super) fn leading<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    points(deserializer, "a distance of baselines in points", 1.0..=2000.0)
}

/// The height of a line of the grid, in points.
pub(super) fn grid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    points(deserializer, "a line of the grid in points", 4.0..=200.0)
}

/// The weight of a face.
pub(super) fn weight<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    whole(deserializer, "a weight", 1..=1000)
}

/// White between letters, in thousandths of the size.
pub(super) fn tracking<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer, "tracking", -300..=2000)
}

/// A part of a whole, in per mille.
pub(super) fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer, "a share in per mille", 0..=1000)
}

/// A part of a whole, in parts of 10,000.
pub(super) fn fine_share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer, "a share in parts of 10,000", 0..=10_000)
}

/// A proportion of two sizes, in per mille.
pub(super) fn proportion<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer, "a proportion in per mille", 1..=10_000)
}

/// How far something is raised, in per mille of the size.
pub(super) fn rise<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer, "a rise in per mille", -2000..=2000)
}

/// A change of width, in parts of 100,000.
pub(super) fn expansion<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    whole(deserializer, "an expansion in parts of 100,000", 0..=10_000)
}

/// What something costs.
pub(super) fn penalty<'de, D: Deserializer<'de>, N: TryFrom<i64>>(
    deserializer: D,
) -> Result<N, D::Error> {
    whole(deserializer, "a penalty", 0..=100_000)
}

/// How many there are of something.
pub(super) fn count<'de, D: Deserializer<'de>, N: TryFrom<i64>>(
    deserializer: D,
) -> Result<N, D::Error> {
    whole(deserializer, "a count", 0..=1000)
}

/// A number of columns of text.
pub(super) fn columns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    whole(deserializer, "a number of columns", 1..=2)
}

/// The number of a level of headings, or of levels.
pub(super) fn levels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    whole(deserializer, "a number of levels", 0..=6)
}

/// A colour.
pub(super) fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color::parse(&text).ok_or_else(|| D::Error::custom("a colour is written #rrggbb"))
}

/// A sheet of paper: its name, or its width and height.
pub(super) fn paper<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Paper, D::Error> {
    let paper = match Value::deserialize(deserializer)? {
        Value::String(name) => Paper::named(&name),
        Value::Array(sides) => match sides.as_slice() {
            [Value::String(width), Value::String(height)] => Paper::of_sides(width, height),
            _ => None,
        },
        _ => None,
    };
    let wanted = "a paper is written \"letter\", \"a4\", or [\"6in\", \"9in\"]";
    paper.ok_or_else(|| D::Error::custom(wanted))
}

fn points<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &str,
    range: RangeInclusive<f64>,
) -> Result<Length, D::Error> {
    within(deserializer, what, range).map(Length::from_pt)
}

fn within<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &str,
    range: RangeInclusive<f64>,
) -> Result<f64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if range.contains(&number) { Ok(number) } else { Err(outside(what, &range)) }
}

fn whole<'de, D: Deserializer<'de>, N: TryFrom<i64>>(
    deserializer: D,
    what: &str,
    range: RangeInclusive<i64>,
) -> Result<N, D::Error> {
    let number = i64::deserialize(deserializer)?;
    let inside = range.contains(&number).then(|| N::try_from(number).ok()).flatten();
    inside.ok_or_else(|| outside(what, &range))
}

fn outside<E: serde::de::Error, N: Display>(what: &str, range: &RangeInclusive<N>) -> E {
    E::custom(format!("{what} lies between {} and {}", range.start(), range.end()))
}
