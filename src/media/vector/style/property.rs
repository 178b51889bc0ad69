//! The properties that drawings have, and how a value of each is read and written anew.

use std::borrow::Cow;

use color::DynamicColor;
use cssparser::{Parser, Token};

use super::color::{Color, black};
use super::font;
use super::quantity::{Measure, Quantity, written};
use super::rewrite::rewritten;
use super::table::PROPERTIES;

/// A property.
#[derive(Debug)]
pub(super) struct Property {
    pub name: &'static str,
    pub kind: Kind,
    /// Whether elements have it from the one around them.
    pub is_inherited: bool,
    /// What it is where nothing says otherwise.
    pub initial: &'static str,
}

/// What values a property has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Paint,
    Color,
    /// A number from 0 to 1, or a percentage.
    Opacity,
    Number,
    /// A length, with whether a bare number is one in a style sheet.
    Length(Bare),
    Lengths,
    FontSize,
    FontWeight,
    FontFamily,
    /// One of some words.
    Word(&'static [&'static str]),
    /// An element that is named by `url(#…)`.
    Reference,
    Clip,
    Filter,
    Transform,
    /// What is passed on as it stands.
    Text,
}

/// Whether a bare number is a length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bare {
    Allowed,
    Refused,
}

/// What the value of a property depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// The size of the letters around; of the element itself but for `font-size`.
    pub font_size: f64,
    pub root_font_size: f64,
    /// What is seen: width and height of the view box.
    pub extent: (f64, f64),
    /// The value of `color`.
    pub color: DynamicColor,
    /// Whether it stands in a style sheet, where a length has a unit.
    pub is_sheet: bool,
}

impl Surroundings {
    /// What holds around the outermost element.
    pub fn at_start(extent: (f64, f64)) -> Surroundings {
        Surroundings {
            font_size: 16.0,
            root_font_size: 16.0,
            extent,
            color: black(),
            is_sheet: false,
        }
    }

    /// How lengths of a property are measured.
    pub fn measure(&self, property: &str) -> Measure<'static> {
        let (width, height) = self.extent;
        let whole = match property {
            "x" | "cx" | "width" | "rx" => width,
            "y" | "cy" | "height" | "ry" => height,
            "font-size" | "letter-spacing" | "word-spacing" | "baseline-shift" => self.font_size,
            _ => ((width * width + height * height) / 2.0).sqrt(),
        };
        Measure {
            font_size: self.font_size,
            root_font_size: self.root_font_size,
            extent: self.extent,
            whole: Some(whole),
            names: &[],
        }
    }
}

/// The properties that go over from an element to those in it, but for the family of letters, which
/// has no value that every reader knows.
pub(super) fn initial() -> impl Iterator<Item = &'static Property> {
    let is_plain = |own: &&Property| {
        own.is_inherited && !matches!(own.name, "font-family" | "white-space" | "text-transform")
    };
    PROPERTIES.iter().filter(is_plain)
}

/// Whether a declaration is understood, as `@supports` asks.
pub(super) fn is_supported(name: &str, value: &str) -> bool {
    let around = Surroundings { is_sheet: true, ..Surroundings::at_start((100.0, 100.0)) };
    match Property::named(name) {
        Some(property) => property.read(value, &around).is_some(),
        // What says nothing of a drawing is known to browsers all the same.
        None => !value.is_empty() && UNSEEN.contains(&name),
    }
}

/// Properties of pages that are asked for where styles try out what a browser can do.
const UNSEEN: &[&str] = &["display", "gap", "position", "inset", "aspect-ratio", "color-scheme"];

impl Property {
    /// The property of this name.
    pub fn named(name: &str) -> Option<&'static Property> {
        PROPERTIES.iter().find(|own| own.name == name)
    }

    /// Whether it says of what colour something is.
    pub fn is_painted(&self) -> bool {
        matches!(self.kind, Kind::Paint | Kind::Color)
    }

    /// A value as it is to be written for what reads the drawing; none when it is not understood.
    pub fn read<'v>(&self, value: &'v str, around: &Surroundings) -> Option<Cow<'v, str>> {
        match self.kind {
            Kind::Paint | Kind::Color => self.paint(value, around),
            Kind::Opacity | Kind::Number => {
                if is_plain_number(value.strip_suffix('%').unwrap_or(value)) {
                    return Some(Cow::Borrowed(value));
                }
                let measure = Measure { whole: None, ..around.measure(self.name) };
                match whole(value, |input| Quantity::read(input, &measure))? {
                    Quantity::Number(number) => Some(Cow::Owned(written(number))),
                    _ => None,
                }
            }
            Kind::Length(bare) => self.length(value, bare, around),
            Kind::Lengths => {
                let list = value.split([' ', ',']).filter(|own| !own.is_empty());
                if value == "none" || list.clone().all(is_plain_length) && list.count() > 0 {
                    return Some(Cow::Borrowed(value));
                }
                rewritten(value, self.name, around).map(Cow::Owned)
            }
            Kind::FontSize => font::size(value, around),
            Kind::FontWeight => font::weight(value, around),
            Kind::FontFamily => font::families(value),
            Kind::Word(words) => {
                let word = value.to_ascii_lowercase();
                words.contains(&word.as_str()).then(|| match word == value {
                    true => Cow::Borrowed(value),
                    false => Cow::Owned(word),
                })
            }
            Kind::Reference => reference(value),
            Kind::Clip => reference(value),
            Kind::Filter => match reference(value) {
                Some(plain) => Some(plain),
                None => rewritten(value, self.name, around).map(Cow::Owned),
            },
            Kind::Transform | Kind::Text => Some(Cow::Borrowed(value)),
        }
    }

    fn length<'v>(
        &self,
        value: &'v str,
        bare: Bare,
        around: &Surroundings,
    ) -> Option<Cow<'v, str>> {
        let is_strict = around.is_sheet && bare == Bare::Refused;
        if value.parse::<f64>().is_ok_and(|number| number != 0.0) && is_strict {
            return None;
        }
        let word = value.to_ascii_lowercase();
        let words: &[&str] = match self.name {
            "letter-spacing" | "word-spacing" => &["normal"],
            "baseline-shift" => &["baseline", "sub", "super"],
            "width" | "height" | "rx" | "ry" => &["auto"],
            _ => &[],
        };
        if is_plain_length(value) || words.contains(&word.as_str()) {
            return Some(Cow::Borrowed(value));
        }
        match whole(value, |input| Quantity::read(input, &around.measure(self.name)))? {
            Quantity::Length(length) => Some(Cow::Owned(written(length))),
            Quantity::Number(number) if !is_strict => Some(Cow::Owned(written(number))),
            _ => None,
        }
    }

    fn paint<'v>(&self, value: &'v str, around: &Surroundings) -> Option<Cow<'v, str>> {
        if is_plain_color(value) {
            return Some(Cow::Borrowed(value));
        }
        // The same colour for a printer's inks, which stands behind that of a screen.
        let value = value.split_once(" icc-color(").map_or(value, |(screen, _)| screen.trim());
        let is_paint = self.kind == Kind::Paint;
        whole(value, |input| {
            let state = input.state();
            match input.next().ok()?.clone() {
                Token::Ident(word) if is_paint => {
                    let word = word.to_ascii_lowercase();
                    match word.as_str() {
                        "none" => return Some("none".to_string()),
                        "context-fill" | "context-stroke" => return Some(word),
                        _ => {}
                    }
                }
                Token::UnquotedUrl(address) if is_paint => return server(&address, input, around),
                Token::Function(name) if is_paint && name.eq_ignore_ascii_case("url") => {
                    let address = input
                        .parse_nested_block(|input| {
                            let address = input.expect_string().map(ToString::to_string);
                            address.map_err(|_| cssparser::ParseError::<()>::unexpected_token())
                        })
                        .ok()?;
                    return server(&address, input, around);
                }
                _ => {}
            }
            input.reset(&state);
            Color::read(input, around.color).map(Color::written)
        })
        .map(Cow::Owned)
    }
}

/// A gradient or a pattern, with what stands for it where it is not there.
fn server(address: &str, input: &mut Parser<'_>, around: &Surroundings) -> Option<String> {
    if input.is_exhausted() {
        return Some(format!("url({address})"));
    }
    if input.try_parse(|input| input.expect_ident_matching("none")).is_ok() {
        return Some(format!("url({address}) none"));
    }
    let other = Color::read(input, around.color)?;
    Some(format!("url({address}) {}", other.written()))
}

/// `none`, or an element that is named.
fn reference(value: &str) -> Option<Cow<'_, str>> {
    if value == "none" {
        return Some(Cow::Borrowed(value));
    }
    let address = whole(value, |input| input.expect_url().ok().map(|own| own.to_string()))?;
    let plain = format!("url({address})");
    Some(if plain == value { Cow::Borrowed(value) } else { Cow::Owned(plain) })
}

/// Reads a whole value.
pub(super) fn whole<T>(value: &str, read: impl FnOnce(&mut Parser<'_>) -> Option<T>) -> Option<T> {
    let mut input = Parser::new(value);
    read(&mut input).filter(|_| input.is_exhausted())
}

/// Whether a colour is written in a way that every reader knows.
fn is_plain_color(value: &str) -> bool {
    if let Some(digits) = value.strip_prefix('#') {
        let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        return is_hexadecimal && matches!(digits.len(), 3 | 4 | 6 | 8);
    }
    let is_name = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_lowercase());
    match value {
        "none" | "currentColor" => true,
        _ if is_name => super::color::is_name(value),
        _ if value.starts_with("rgb(") => is_plain_triple(value),
        _ => value.strip_prefix("url(#").is_some_and(|rest| {
            let id = rest.strip_suffix(')').unwrap_or_default();
            !id.is_empty()
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        }),
    }
}

/// `rgb(44, 175, 254)`.
fn is_plain_triple(value: &str) -> bool {
    let inside = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
    let parts = inside.map(|inside| inside.split(',').map(|own| own.trim().parse::<u8>()));
    parts.is_some_and(|mut parts| parts.clone().count() == 3 && parts.all(|own| own.is_ok()))
}

fn is_plain_number(value: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || b"+-.".contains(&byte);
    value.bytes().all(is_digit) && value.parse::<f64>().is_ok()
}

/// Whether a length is written in a way that every reader knows.
pub(super) fn is_plain_length(value: &str) -> bool {
    const UNITS: [&str; 9] = ["px", "pt", "pc", "mm", "cm", "in", "em", "ex", "%"];
    let unit = UNITS.iter().find_map(|unit| value.strip_suffix(unit));
    is_plain_number(unit.unwrap_or(value))
}

/// A length that is written plainly, in units of the drawing, where it is relative to nothing.
pub(super) fn plain_length(value: &str) -> Option<f64> {
    let measure = Measure {
        font_size: 16.0,
        root_font_size: 16.0,
        extent: (0.0, 0.0),
        whole: None,
        names: &[],
    };
    let is_relative = value.contains('%');
    let length = whole(value.trim(), |input| Quantity::read(input, &measure));
    length.filter(|_| !is_relative).map(Quantity::amount)
}
