//! Sizes of paper.

use super::Paper;
use crate::geometry::Length;

/// The papers that have a name.
pub(super) const NAMES: [&str; 4] = ["letter", "a4", "a5", "legal"];

/// The shortest and the longest side of a paper. The upper limit is that of ISO 32000-1, annex C:
/// 14,400 units of 1/72 inch.
const SIDES: [Length; 2] = [Length::from_points(72), Length::from_points(14_400)];

/// Letter: 8.5 by 11 inches.
const LETTER: Paper = Paper { width: Length::from_points(612), height: Length::from_points(792) };

/// The paper of this name: letter and legal by ANSI, the others by ISO 216.
pub(super) fn named(name: &str) -> Option<Paper> {
    let millimetres = |width: f64, height: f64| {
        let length = |side: f64| Length::from_pt(side * 72.0 / 25.4);
        Paper { width: length(width), height: length(height) }
    };
    match name {
        "letter" => Some(LETTER),
        "legal" => Some(Paper { height: Length::from_points(1008), ..LETTER }),
        "a4" => Some(millimetres(210.0, 297.0)),
        "a5" => Some(millimetres(148.0, 210.0)),
        _ => None,
    }
}

/// A length with its unit: `6in`, `15.2cm`, `210mm`, `432pt`.
pub(super) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let points_per_unit = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        _ => return None,
    };
    let number = number.trim_end();
    if !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    Some(Length::from_pt(number.parse::<f64>().ok()? * points_per_unit))
}

/// Whether a sheet may have a side of this length.
pub(super) fn is_side(length: Length) -> bool {
    (SIDES[0]..=SIDES[1]).contains(&length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_size() {
        for name in NAMES {
            let paper = named(name).unwrap_or_else(|| panic!("{name}"));
            assert!(is_side(paper.width) && is_side(paper.height) && paper.width < paper.height);
        }
        let letter = named("letter").expect("letter has a size");
        assert_eq!((letter.width.to_pt(), letter.height.to_pt()), (612.0, 792.0));
    }

    #[test]
    fn lengths_have_units() {
        assert_eq!(length("6in"), Some(Length::from_points(432)));
        assert_eq!(length(" 12.7 mm "), Some(Length::from_points(36)));
        assert_eq!(length("2.54cm"), Some(Length::from_points(72)));
        assert_eq!(length("10pt"), Some(Length::from_points(10)));
        for text in ["6", "6 inches", "in", "-6in", "1e3pt", "6,5in", "6..5in", "", "6ïn"] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
