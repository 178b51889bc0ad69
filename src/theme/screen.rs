//! The tokens of the EPUB: the same look on a screen whose size and letter the reader chooses.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// Sizes and spaces on a screen, relative to the reader's own type. Families, weights and colours
/// are those of the theme's styles; one line of the grid is as high as a line of running text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// Text is never wider than this.
    pub measure: Em,
    /// A drawing with letters is never narrower than this, unless they can be read in less; where
    /// there is less room, it scrolls.
    pub narrow: Em,
    /// Below this width tables leave out the columns that their authors can spare, and those that
    /// are wider still scroll behind their first column.
    pub compact: Em,
    /// From this width on labels stand in a margin column.
    pub wide: Em,
    /// The width of that margin column.
    pub margin_column: Em,
    /// Running text.
    pub text: ScreenType,
    /// The title above the text, and headings of level 1.
    pub h1: ScreenType,
    /// Headings of level 2.
    pub h2: ScreenType,
    /// Headings of level 3.
    pub h3: ScreenType,
    /// The subtitle.
    pub subtitle: ScreenType,
    /// Captions, tables, boxes and labels.
    pub small: ScreenType,
    /// Sources, credits and notes.
    pub smallest: ScreenType,
    /// Pull quotes.
    pub pull_quote: ScreenType,
    /// The numbers of recommendations.
    pub number: ScreenType,
}

/// The size and leading of type on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenType {
    /// The size, as a share of the reader's own.
    pub size: Em,
    /// The distance of baselines, as a share of the size.
    pub leading: Em,
}

/// A length or share relative to a size of type, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Em(i32);

impl Em {
    /// A length of so many thousandths.
    pub const fn from_thousandths(thousandths: i32) -> Em {
        Em(thousandths)
    }

    /// The length in thousandths.
    pub const fn thousandths(self) -> i32 {
        self.0
    }
}

/// As CSS writes a number: `1.75`, without a unit.
impl fmt::Display for Em {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{part:03}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl<'de> Deserialize<'de> for Em {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Em, D::Error> {
        let em = f64::deserialize(deserializer)?;
        if !(0.0..=1000.0).contains(&em) {
            return Err(D::Error::custom("a size on the screen lies between 0 and 1000"));
        }
        Ok(Em((em * 1000.0).round() as i32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_css_has_them() {
        let written =
            [1750, 1000, -50, 5, 0].map(|number| Em::from_thousandths(number).to_string());
        assert_eq!(written, ["1.75", "1", "-0.05", "0.005", "0"]);
    }
}
