//! Which properties a declaration or an attribute is about.

use cssparser::{Parser, Token};
use roxmltree::{Attribute, Node};

use super::color::{Color, black};
use super::font;
use super::property::Property;

/// What a declaration comes to.
pub(super) enum Expanded {
    /// Properties with their values.
    Own(Vec<(&'static Property, String)>),
    /// Something that browsers draw, and that is not followed here.
    Unread,
    /// Nothing that is drawn.
    Nothing,
}

/// Whether a property stands for several.
pub(super) fn is_shorthand(name: &str) -> bool {
    matches!(
        name,
        "font" | "marker" | "background" | "mask" | "text-decoration" | "text-decoration-line"
    )
}

/// What a declaration is about.
pub(super) fn expanded(name: &str, value: &str, node: Node<'_, '_>) -> Expanded {
    let one = |name: &str, value: &str| match Property::named(name) {
        Some(property) => Expanded::Own(vec![(property, value.to_string())]),
        None => Expanded::Nothing,
    };
    let is_root = node.parent_element().is_none();
    match name {
        "font" => match font::shorthand(value) {
            Some(list) => own(list),
            None if is_wide(value) => own(FONT.iter().map(|name| (*name, value.to_string()))),
            None => Expanded::Nothing,
        },
        "marker" => own(MARKERS.iter().map(|name| (*name, value.to_string()))),
        "background" | "background-color" if is_root => ground(value),
        "text-decoration" | "text-decoration-line" => {
            let lines = value.split_whitespace();
            let lines = lines.filter(|own| {
                matches!(*own, "none" | "underline" | "overline" | "line-through") || is_wide(own)
            });
            one("text-decoration", &lines.collect::<Vec<_>>().join(" "))
        }
        "font-variant-caps" => one("font-variant", value),
        "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image" => {
            // The first word names the mask, and the others place it.
            let first = value.split_whitespace().next().unwrap_or_default();
            match first.starts_with("url(") || is_wide(first) || first == "none" {
                true => one("mask", first),
                false => Expanded::Unread,
            }
        }
        "-webkit-transform"
        | "-webkit-transform-origin"
        | "-webkit-filter"
        | "-webkit-opacity"
        | "-webkit-clip-path" => one(name.trim_start_matches("-webkit-"), value),
        "overflow" => one(name, value.split_whitespace().next().unwrap_or_default()),
        "width" | "height" if is_root => match super::property::plain_length(value) {
            Some(_) => one(name, value),
            // How large it stands on a page, the page says.
            None => Expanded::Nothing,
        },
        "d" => match path(value) {
            Some(path) => one("d", &path),
            None => Expanded::Unread,
        },
        _ if is_geometry(name) && !has_geometry(name, node.tag_name().name()) => Expanded::Nothing,
        _ if UNREAD.contains(&name) && !is_neutral(value) => Expanded::Unread,
        _ => one(name, value),
    }
}

/// The property of an attribute that is one.
pub(super) fn presentation(
    own: Attribute<'_, '_>,
    node: Node<'_, '_>,
) -> Option<&'static Property> {
    if own.namespace().is_some() {
        return None;
    }
    let name = own.name();
    let element = node.tag_name().name();
    let is_property = match name {
        // In attributes these are other things, or nothing.
        "rotate" | "scale" | "translate" | "mix-blend-mode" | "isolation" | "text-transform"
        | "white-space" | "background-color" | "font-kerning" | "d" | "style" => false,
        "transform" => !matches!(element, "linearGradient" | "radialGradient" | "pattern"),
        "mask" | "filter" | "clip-path" => true,
        _ if is_geometry(name) => own.value().contains('(') && has_geometry(name, element),
        _ => true,
    };
    if is_property { Property::named(name) } else { None }
}

const FONT: [&str; 6] =
    ["font-style", "font-variant", "font-weight", "font-stretch", "font-size", "font-family"];
const MARKERS: [&str; 3] = ["marker-start", "marker-mid", "marker-end"];

/// What browsers draw of, and is not followed here.
const UNREAD: &[&str] = &[
    "offset-path",
    "offset",
    "text-shadow",
    "-webkit-text-stroke",
    "-webkit-text-stroke-width",
    "-webkit-text-fill-color",
    "font-feature-settings",
    "font-size-adjust",
    "text-emphasis",
    "zoom",
    "perspective",
    "background-image",
];

fn is_neutral(value: &str) -> bool {
    matches!(value, "none" | "normal" | "auto" | "0" | "1" | "initial" | "unset" | "inherit")
}

fn is_wide(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    matches!(word.as_str(), "inherit" | "initial" | "unset" | "revert" | "revert-layer")
}

fn is_geometry(name: &str) -> bool {
    matches!(name, "x" | "y" | "width" | "height" | "cx" | "cy" | "r" | "rx" | "ry")
}

/// Whether an element has such a side or place as a property.
fn has_geometry(name: &str, element: &str) -> bool {
    match name {
        "x" | "y" => matches!(element, "rect" | "image" | "svg" | "use" | "foreignObject"),
        "width" | "height" => matches!(element, "rect" | "image" | "svg" | "foreignObject"),
        "cx" | "cy" => matches!(element, "circle" | "ellipse"),
        "r" => element == "circle",
        _ => matches!(element, "rect" | "ellipse"),
    }
}

fn own<S: Into<String>>(list: impl IntoIterator<Item = (&'static str, S)>) -> Expanded {
    let list = list.into_iter();
    let known = list.filter_map(|(name, value)| Some((Property::named(name)?, value.into())));
    Expanded::Own(known.collect())
}

/// The colour of a ground; pictures and gradients in it are not followed.
fn ground(value: &str) -> Expanded {
    let mut input = Parser::new(value);
    let mut found = None;
    while !input.is_exhausted() {
        let color = |input: &mut Parser<'_>| Color::read(input, black()).ok_or(());
        if let Ok(color) = input.try_parse(color) {
            found = Some(color.written());
            continue;
        }
        match input.next() {
            Ok(Token::Function(_) | Token::UnquotedUrl(_)) => return Expanded::Unread,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    let property = Property::named("background-color");
    match (found, property) {
        (Some(color), Some(property)) => Expanded::Own(vec![(property, color)]),
        _ => Expanded::Nothing,
    }
}

/// The line that `path("…")` draws.
fn path(value: &str) -> Option<String> {
    if value == "none" {
        return Some(String::new());
    }
    super::property::whole(value, |input| {
        input.expect_function_matching("path").ok()?;
        let read = |input: &mut Parser<'_>| {
            let path = input.expect_string().map(ToString::to_string);
            path.map_err(|_| cssparser::ParseError::<()>::unexpected_token())
        };
        input.parse_nested_block(read).ok()
    })
}
