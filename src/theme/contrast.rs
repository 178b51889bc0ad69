//! Whether words can be read on their ground: the contrast of every pair of colours that a theme
//! sets upon one another, as WCAG 2.2 measures it (success criterion 1.4.3).

use super::{Palette, Style, Theme, Tint};
use crate::geometry::Length;
use crate::page::Color;

/// The least contrast of words and their ground.
const LEAST: f64 = 4.5;
/// The least contrast of large type.
const LEAST_LARGE: f64 = 3.0;
/// Type of this size is large, in points.
const LARGE: i64 = 18;
/// Bold type of this size is large.
const LARGE_BOLD: i64 = 14;
/// From this weight on type is bold.
const BOLD: u16 = 700;

/// Words that are too faint on their ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faint {
    /// The style of the words; of several with these colours the one that needs most.
    pub style: &'static str,
    /// Their colour.
    pub color: Tint,
    /// The colour of the ground.
    pub ground: Tint,
    /// Whether it is on a dark screen.
    pub dark: bool,
    /// The contrast.
    pub contrast: f64,
    /// The least that there should be.
    pub least: f64,
}

impl Theme {
    /// The pairs of colours with too little contrast, on paper first and then on a dark screen.
    pub fn faint(&self) -> Vec<Faint> {
        let mut faint: Vec<Faint> = Vec::new();
        for (dark, palette) in [(false, &self.colors), (true, &self.dark)] {
            for (style, own) in self.styles.iter() {
                for ground in self.grounds(style) {
                    let found = pair(palette, style, own, ground, dark);
                    let known = faint.iter_mut().find(|known| {
                        (known.dark, known.color, known.ground) == (dark, own.color, ground)
                    });
                    match (found, known) {
                        (Some(found), Some(known)) if found.least > known.least => *known = found,
                        (Some(found), None) => faint.push(found),
                        _ => {}
                    }
                }
            }
        }
        faint
    }

    /// The grounds on which words of a style stand.
    fn grounds(&self, style: &str) -> Vec<Tint> {
        match style {
            "box_text" | "box_label" | "box_title" => vec![Tint::Tint],
            "initials" => vec![Tint::Mid],
            "draft" => vec![Tint::Alarm],
            // Lists stand in boxes too.
            "lead" => vec![Tint::Ground, Tint::Tint],
            // With a picture the cover is plain, without one it has a ground of its own.
            _ if style.starts_with("cover_") => vec![Tint::Ground, self.parts.cover_upper],
            _ => vec![Tint::Ground],
        }
    }
}

fn pair(
    palette: &Palette,
    style: &'static str,
    own: &Style,
    ground: Tint,
    dark: bool,
) -> Option<Faint> {
    let (color, behind) = (palette.get(own.color), palette.get(ground));
    let contrast = contrast(color, behind);
    let bold = own.weight >= BOLD && own.size >= Length::from_points(LARGE_BOLD);
    let large = bold || own.size >= Length::from_points(LARGE);
    let least = if large { LEAST_LARGE } else { LEAST };
    (contrast < least).then_some(Faint { style, color: own.color, ground, dark, contrast, least })
}

/// The contrast of two colours, 1 to 21.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a colour: 0 for black, 1 for white.
fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        match channel <= 0.04045 {
            true => channel / 12.92,
            false => ((channel + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> f64 {
        contrast(Color::parse(one).unwrap(), Color::parse(other).unwrap())
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((of("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#ffffff") - 4.478).abs() < 0.001);
        // The values that the design of the themes states.
        for (color, ground, stated) in [
            ("#1a1a1a", "#ffffff", 17.4),
            ("#1d3c6e", "#ffffff", 10.9),
            ("#1d3c6e", "#eef1f6", 9.6),
            ("#55585e", "#eef1f6", 6.3),
            ("#a9c1ea", "#14171c", 9.8),
        ] {
            assert!((of(color, ground) - stated).abs() < 0.1, "{color} on {ground}");
        }
    }

    #[test]
    fn every_word_of_the_built_in_themes_can_be_read() {
        for name in Theme::BUILTIN {
            assert_eq!(Theme::builtin(name).unwrap().faint(), [], "{name}");
        }
    }

    #[test]
    fn large_type_needs_less() {
        let mut theme = Theme::builtin("report").unwrap();
        // 3.5 to 1 on white.
        theme.colors.accent = Color::parse("#888888").unwrap();
        let faint = theme.faint();
        let on_paper = |faint: &&Faint| !faint.dark && faint.ground == Tint::Ground;
        let found: Vec<&Faint> = faint.iter().filter(on_paper).collect();
        assert_eq!(found.len(), 1, "{faint:?}");
        assert_eq!((found[0].color, found[0].least), (Tint::Accent, 4.5));
        for (_, style) in theme.styles.iter() {
            assert!(style.color != Tint::Hair);
        }
    }
}
