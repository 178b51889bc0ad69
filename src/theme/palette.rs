//! The colours of a theme, and those that follow from its accent.

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{self, StrDeserializer};

use super::value::color;
use crate::page::Color;

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Paper or screen.
    #[serde(deserialize_with = "color")]
    pub ground: Color,
    /// Text.
    #[serde(deserialize_with = "color")]
    pub ink: Color,
    /// Titles, labels, rules, bullets. A theme that writes `none` has its ink here.
    #[serde(deserialize_with = "color")]
    pub accent: Color,
    /// Roles, sources, credits, running heads, table heads.
    #[serde(deserialize_with = "color")]
    pub secondary: Color,
    /// Hairlines and leaders, never text.
    #[serde(deserialize_with = "color")]
    pub hair: Color,
    /// The light class of a map, an empty portrait.
    #[serde(deserialize_with = "color")]
    pub mid: Color,
    /// The ground of a box.
    #[serde(deserialize_with = "color")]
    pub tint: Color,
    /// The ground of the marks of a draft.
    #[serde(deserialize_with = "color")]
    pub alarm: Color,
}

impl Palette {
    /// The colour of this name.
    pub fn get(&self, tint: Tint) -> Color {
        match tint {
            Tint::Ground => self.ground,
            Tint::Ink => self.ink,
            Tint::Accent => self.accent,
            Tint::Secondary => self.secondary,
            Tint::Hair => self.hair,
            Tint::Mid => self.mid,
            Tint::Tint => self.tint,
            Tint::Alarm => self.alarm,
        }
    }

    /// The colour of this name, as a theme writes it, if there is one.
    pub fn named(&self, name: &str) -> Option<Color> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Tint::deserialize(name).ok().map(|tint| self.get(tint))
    }
}

/// The name of a colour of the [`Palette`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tint {
    /// Paper.
    Ground,
    /// Text.
    #[default]
    Ink,
    /// The one accent.
    Accent,
    /// The quiet voice.
    Secondary,
    /// Hairlines.
    Hair,
    /// Light fills.
    Mid,
    /// The ground of boxes.
    Tint,
    /// The ground of the marks of a draft.
    Alarm,
}

impl Tint {
    /// The name, as a theme writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Tint::Ground => "ground",
            Tint::Ink => "ink",
            Tint::Accent => "accent",
            Tint::Secondary => "secondary",
            Tint::Hair => "hair",
            Tint::Mid => "mid",
            Tint::Tint => "tint",
            Tint::Alarm => "alarm",
        }
    }
}

/// How much of the accent is in the light class of maps, in per cent; the rest is the ground.
const MID: u32 = 18;
/// How much of it is in the ground of boxes.
const TINT: u32 = 7;
/// How light the accent is on a dark screen, in per mille: as the accent of `report` is there.
const DARK_LIGHTNESS: i32 = 790;

/// The light class of maps and the ground of boxes that follow from an accent: its tints of 18 and
/// 7 per cent on the ground.
pub(super) fn tints(accent: Color, ground: Color) -> [Color; 2] {
    [mixed(accent, ground, MID), mixed(accent, ground, TINT)]
}

fn mixed(color: Color, ground: Color, percent: u32) -> Color {
    let mix = |color: u8, ground: u8| {
        let mix = u32::from(color) * percent + u32::from(ground) * (100 - percent);
        u8::try_from((mix + 50) / 100).unwrap_or(u8::MAX)
    };
    Color {
        red: mix(color.red, ground.red),
        green: mix(color.green, ground.green),
        blue: mix(color.blue, ground.blue),
    }
}

/// The accent on a dark screen that follows from that on paper: the same hue and saturation (those
/// of CSS Color 4, section 7), and so light that words of it can be read.
pub(super) fn on_dark(accent: Color) -> Color {
    let channels = [accent.red, accent.green, accent.blue].map(i32::from);
    let (least, most) = (channels.iter().min(), channels.iter().max());
    let (least, most) = (least.copied().unwrap_or(0), most.copied().unwrap_or(0));
    // In thousandths of 255; the chroma is as large a part of what the lightness allows as before.
    let allowed = |lightness: i32| 1000 - (2 * lightness - 1000).abs();
    let lightness = (most + least) * 1000 / 510;
    let chroma = match allowed(lightness) {
        0 => 0,
        before => (most - least) * 1000 / 255 * allowed(DARK_LIGHTNESS) / before,
    };
    let lowest = DARK_LIGHTNESS - chroma / 2;
    let [red, green, blue] = channels.map(|channel| {
        let above = match most - least {
            0 => 0,
            range => (channel - least) * chroma / range,
        };
        u8::try_from(((lowest + above) * 255 + 500) / 1000).unwrap_or(u8::MAX)
    });
    Color { red, green, blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(hex: &str) -> Color {
        Color::parse(hex).expect("a colour")
    }

    fn near(one: Color, other: &str) -> bool {
        let other = color(other);
        let pairs = [(one.red, other.red), (one.green, other.green), (one.blue, other.blue)];
        pairs.iter().all(|(one, other)| one.abs_diff(*other) <= 3)
    }

    #[test]
    fn what_follows_from_lapis_is_what_the_theme_report_has() {
        let lapis = color("#1d3c6e");
        let [mid, tint] = tints(lapis, color("#ffffff"));
        assert!(near(mid, "#d5dce8"), "{}", mid.hex());
        assert!(near(tint, "#eef1f6"), "{}", tint.hex());
        let dark = on_dark(lapis);
        assert!(near(dark, "#a9c1ea"), "{}", dark.hex());
    }

    #[test]
    fn black_white_and_grey_have_no_hue_on_a_dark_screen_either() {
        for grey in ["#000000", "#1a1a1a", "#808080", "#ffffff"] {
            let dark = on_dark(color(grey));
            assert!(dark.red == dark.green && dark.green == dark.blue, "{grey}: {}", dark.hex());
        }
    }

    #[test]
    fn the_hue_stays() {
        let red = on_dark(color("#8a1c2b"));
        assert!(red.red > red.blue && red.blue > red.green, "{}", red.hex());
        assert_eq!(on_dark(color("#ff0000")).hex(), "#ff9494");
    }
}
