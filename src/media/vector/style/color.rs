//! Colours of CSS (Color Level 4 and what browsers know of Level 5), as sRGB.

use color::{ColorSpaceTag, DynamicColor, HueDirection, Srgb, parse_color};
use cssparser::{ParseError, Parser, Token};

use super::quantity::{Measure, Quantity, is_reckoned, written};

/// A colour.
#[derive(Clone, Copy, Debug)]
pub(super) enum Color {
    /// That of the property `color`.
    Current,
    Own(DynamicColor),
}

impl Color {
    /// Reads a colour. `current` is the value of `color`, where it is mixed into another.
    pub fn read(input: &mut Parser<'_>, current: DynamicColor) -> Option<Color> {
        let token = input.next().ok()?.clone();
        match token {
            Token::Hash(digits) | Token::IDHash(digits) => {
                let is_whole = matches!(digits.len(), 3 | 4 | 6 | 8);
                let text = format!("#{digits}");
                is_whole.then(|| parse_color(&text).ok()).flatten().map(Color::Own)
            }
            Token::Ident(name) => named(&name.to_ascii_lowercase()),
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let read = |input: &mut Parser<'_>| {
                    let color = function(&name, input, current);
                    let color = color.filter(|_| input.is_exhausted());
                    color.ok_or(ParseError::<()>::unexpected_token())
                };
                input.parse_nested_block(read).ok()
            }
            _ => None,
        }
    }

    /// The colour itself.
    pub fn value(self, current: DynamicColor) -> DynamicColor {
        match self {
            Color::Current => current,
            Color::Own(own) => own,
        }
    }

    /// As drawings write it.
    pub fn written(self) -> String {
        match self {
            Color::Current => "currentColor".to_string(),
            Color::Own(own) => {
                let color = own.to_alpha_color::<Srgb>().to_rgba8();
                match color.a {
                    255 => format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b),
                    a => format!("#{:02x}{:02x}{:02x}{a:02x}", color.r, color.g, color.b),
                }
            }
        }
    }
}

/// Black, which `color` is where nothing says otherwise.
pub(super) fn black() -> DynamicColor {
    DynamicColor::from_alpha_color(color::palette::css::BLACK)
}

fn named(name: &str) -> Option<Color> {
    if name == "currentcolor" {
        return Some(Color::Current);
    }
    let system = SYSTEM.iter().find(|(own, _)| *own == name).map(|(_, color)| *color);
    // Grey is written in two ways, of which one is known.
    parse_color(system.unwrap_or(&name.replace("grey", "gray"))).ok().map(Color::Own)
}

/// Whether a word is the name of a colour.
pub(super) fn is_name(word: &str) -> bool {
    parse_color(&word.replace("grey", "gray")).is_ok()
}

/// The colours of the system, as they are in light colours.
const SYSTEM: &[(&str, &str)] = &[
    ("accentcolor", "#000"),
    ("accentcolortext", "#fff"),
    ("activetext", "#f00"),
    ("buttonborder", "#000"),
    ("buttonface", "#efefef"),
    ("buttontext", "#000"),
    ("canvas", "#fff"),
    ("canvastext", "#000"),
    ("field", "#fff"),
    ("fieldtext", "#000"),
    ("graytext", "#808080"),
    ("highlight", "#3367d1"),
    ("highlighttext", "#fff"),
    ("linktext", "#0000ee"),
    ("mark", "#ff0"),
    ("marktext", "#000"),
    ("selecteditem", "#1967d2"),
    ("selecteditemtext", "#fff"),
    ("visitedtext", "#551a8b"),
    ("window", "#fff"),
    ("windowtext", "#000"),
];

fn function(name: &str, input: &mut Parser<'_>, current: DynamicColor) -> Option<Color> {
    match name {
        "light-dark" => {
            let light = Color::read(input, current)?;
            input.expect_comma().ok()?;
            Color::read(input, current)?;
            Some(light)
        }
        "color-mix" => mixed(input, current).map(Color::Own),
        "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" | "color" => {
            if input.try_parse(|input| input.expect_ident_matching("from")).is_ok() {
                return relative(name, input, current).map(Color::Own);
            }
            let text = components(input, &[])?;
            if name.starts_with("rgb") && !is_of_one_kind(&text) {
                return None;
            }
            let mut color = parse_color(&format!("{name}({text})")).ok()?;
            if color.cs == ColorSpaceTag::Hsl {
                // Browsers have no more than the whole of a hue.
                let [hue, saturation, lightness, alpha] = color.components;
                color.components = [hue, saturation.min(100.0), lightness, alpha];
            }
            Some(Color::Own(color))
        }
        _ => None,
    }
}

/// Whether the channels of a colour with commas are all numbers or all percentages.
fn is_of_one_kind(text: &str) -> bool {
    if !text.contains(',') {
        return true;
    }
    let channels = text.split(',').take(3).map(|own| own.trim().ends_with('%'));
    let parts = channels.filter(|is_part| *is_part).count();
    parts == 0 || parts == 3
}

/// What stands between the brackets of a colour, sums reckoned and names replaced.
fn components(input: &mut Parser<'_>, names: &[(&str, f64)]) -> Option<String> {
    let measure =
        Measure { font_size: 0.0, root_font_size: 0.0, extent: (0.0, 0.0), whole: None, names };
    let mut text = String::new();
    loop {
        let start = input.position();
        let Ok(token) = input.next().cloned() else { return Some(text) };
        let part = match &token {
            Token::Function(name) if is_reckoned(&name.to_ascii_lowercase()) => {
                written(Quantity::of(&token, input, &measure)?.amount())
            }
            Token::Ident(name) => match Quantity::of(&token, input, &measure) {
                Some(own) => written(own.amount()),
                None => name.to_string(),
            },
            Token::Number { .. } | Token::Percentage { .. } | Token::Dimension { .. } => {
                input.slice_from(start).trim().trim_start_matches('+').to_string()
            }
            Token::Comma => ",".to_string(),
            Token::Delim('/') => "/".to_string(),
            _ => return None,
        };
        if !text.is_empty() && part != "," {
            text.push(' ');
        }
        text.push_str(&part);
    }
}

/// The space of colours that a function speaks of, with the names of its channels and what each is
/// multiplied by to be written in that function.
fn channels(name: &str, space: &str) -> Option<(ColorSpaceTag, [&'static str; 3], f64)> {
    Some(match name {
        "rgb" | "rgba" => (ColorSpaceTag::Srgb, ["r", "g", "b"], 255.0),
        "hsl" | "hsla" => (ColorSpaceTag::Hsl, ["h", "s", "l"], 1.0),
        "hwb" => (ColorSpaceTag::Hwb, ["h", "w", "b"], 1.0),
        "lab" => (ColorSpaceTag::Lab, ["l", "a", "b"], 1.0),
        "lch" => (ColorSpaceTag::Lch, ["l", "c", "h"], 1.0),
        "oklab" => (ColorSpaceTag::Oklab, ["l", "a", "b"], 1.0),
        "oklch" => (ColorSpaceTag::Oklch, ["l", "c", "h"], 1.0),
        "color" => {
            let names = if space.starts_with("xyz") { ["x", "y", "z"] } else { ["r", "g", "b"] };
            (space_tag(space)?, names, 1.0)
        }
        _ => return None,
    })
}

/// A colour that is made of another: `rgb(from red r g b / 50%)`.
fn relative(name: &str, input: &mut Parser<'_>, current: DynamicColor) -> Option<DynamicColor> {
    let origin = Color::read(input, current)?.value(current);
    let space = match name {
        "color" => input.expect_ident().ok()?.to_ascii_lowercase(),
        _ => String::new(),
    };
    let (tag, names, scale) = channels(name, &space)?;
    let [first, second, third, alpha] = origin.convert(tag).components.map(f64::from);
    let values = [first * scale, second * scale, third * scale];
    let mut known: Vec<(&str, f64)> = names.into_iter().zip(values).collect();
    known.push(("alpha", alpha));
    let mut text = components(input, &known)?;
    if !text.contains('/') {
        text.push_str(&format!(" / {}", written(alpha)));
    }
    parse_color(&format!("{name}({space} {text})")).ok()
}

fn space_tag(name: &str) -> Option<ColorSpaceTag> {
    Some(match name {
        "srgb" => ColorSpaceTag::Srgb,
        "srgb-linear" => ColorSpaceTag::LinearSrgb,
        "display-p3" => ColorSpaceTag::DisplayP3,
        "a98-rgb" => ColorSpaceTag::A98Rgb,
        "prophoto-rgb" => ColorSpaceTag::ProphotoRgb,
        "rec2020" => ColorSpaceTag::Rec2020,
        "lab" => ColorSpaceTag::Lab,
        "oklab" => ColorSpaceTag::Oklab,
        "xyz" | "xyz-d65" => ColorSpaceTag::XyzD65,
        "xyz-d50" => ColorSpaceTag::XyzD50,
        "hsl" => ColorSpaceTag::Hsl,
        "hwb" => ColorSpaceTag::Hwb,
        "lch" => ColorSpaceTag::Lch,
        "oklch" => ColorSpaceTag::Oklch,
        _ => return None,
    })
}

/// What stands between the brackets of `color-mix()`.
fn mixed(input: &mut Parser<'_>, current: DynamicColor) -> Option<DynamicColor> {
    let mut space = ColorSpaceTag::Oklab;
    let mut direction = HueDirection::Shorter;
    if input.try_parse(|input| input.expect_ident_matching("in")).is_ok() {
        space = space_tag(&input.expect_ident().ok()?.to_ascii_lowercase())?;
        if let Ok(way) = input.try_parse(|input| input.expect_ident_cloned()) {
            input.expect_ident_matching("hue").ok()?;
            direction = match way.to_ascii_lowercase().as_str() {
                "shorter" => HueDirection::Shorter,
                "longer" => HueDirection::Longer,
                "increasing" => HueDirection::Increasing,
                "decreasing" => HueDirection::Decreasing,
                _ => return None,
            };
        }
        input.expect_comma().ok()?;
    }
    let (first, first_part) = part(input, current)?;
    input.expect_comma().ok()?;
    let (second, second_part) = part(input, current)?;
    let (first_part, second_part) = match (first_part, second_part) {
        (None, None) => (0.5, 0.5),
        (Some(own), None) => (own, 1.0 - own),
        (None, Some(own)) => (1.0 - own, own),
        (Some(first), Some(second)) => (first, second),
    };
    let sum = first_part + second_part;
    if sum <= 0.0 {
        return None;
    }
    let mix = first.interpolate(second, space, direction);
    let mix = mix.eval((second_part / sum) as f32);
    Some(if sum < 1.0 { mix.multiply_alpha(sum as f32) } else { mix })
}

/// A colour of a mixture with its part, which stands before or behind it.
fn part(input: &mut Parser<'_>, current: DynamicColor) -> Option<(DynamicColor, Option<f64>)> {
    let measure = Measure {
        font_size: 0.0,
        root_font_size: 0.0,
        extent: (0.0, 0.0),
        whole: None,
        names: &[],
    };
    let share = |input: &mut Parser<'_>| {
        let read = |input: &mut Parser<'_>| match input.next().cloned() {
            Ok(token @ (Token::Percentage { .. } | Token::Function(_))) => {
                Quantity::of(&token, input, &measure).ok_or(())
            }
            _ => Err(()),
        };
        input.try_parse(read).ok().map(Quantity::amount)
    };
    let before = share(input);
    let color = Color::read(input, current)?.value(current);
    let share = before.or_else(|| share(input)).map(|own| own.clamp(0.0, 1.0));
    Some((color, share))
}
