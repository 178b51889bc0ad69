//! Whether a drawing has anything that its readers would not understand by themselves.

use roxmltree::{Document, Node};

use super::property::{Property, Surroundings};
use super::{faces, is_sheet};
use crate::font::FontBook;
use crate::media::vector::embedded;

/// Whether the drawing has to be written anew: it has a style sheet, or a value that not every
/// reader knows. Most drawings of programs have neither, and are not even taken apart.
pub(super) fn needs_writing(xml: &Document<'_>, fonts: &FontBook) -> bool {
    xml.descendants().filter(Node::is_element).any(|node| {
        let is_carried = || carried(node).is_some_and(|own| !embedded::is_plain(own));
        let has_sheet = is_sheet(node) && node.children().any(|child| child.is_text());
        has_sheet || node.tag_name().name() == "switch" || is_unusual(node, fonts) || is_carried()
    })
}

/// The address of the picture that an element carries, where that is data itself.
pub(super) fn carried<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let is_picture = matches!(node.tag_name().name(), "image" | "feImage");
    let mut addresses = node.attributes().filter(|own| is_picture && own.name() == "href");
    addresses
        .find(|own| own.value().trim_start().starts_with("data:"))
        .map(|own| own.value().trim())
}

fn is_unusual(node: Node<'_, '_>, fonts: &FontBook) -> bool {
    node.attributes().any(|own| match own.name() {
        "style" => !is_plain_style(own.value(), fonts),
        "font-family" => faces::is_other(own.value(), fonts),
        "font-size" => !own.value().starts_with(|own: char| own.is_ascii_digit()),
        "fill" | "stroke" | "stop-color" | "color" | "flood-color" | "lighting-color" => {
            !is_plain(own.name(), own.value())
        }
        "vector-effect" | "text-transform" => own.value() != "none",
        "direction" => own.value() != "ltr",
        "href" | "d" | "points" | "class" | "id" | "transform" | "viewBox" => false,
        name => {
            let value = own.value();
            (value.contains('(') || value.ends_with("rem"))
                && Property::named(name).is_some()
                && !is_plain(name, value)
        }
    })
}

/// Whether the declarations of a `style` attribute can be split at their signs, and each of them
/// is written in a way that every reader knows.
fn is_plain_style(style: &str, fonts: &FontBook) -> bool {
    !style.contains(['\\', '{', '!', '/'])
        && style.split(';').all(|own| {
            let own = own.trim();
            let Some((name, value)) = own.split_once(':') else { return own.is_empty() };
            let (name, value) = (name.trim(), value.trim());
            match name {
                "font-family" => !faces::is_other(value, fonts),
                "fill" | "stroke" | "stroke-width" | "stroke-linecap" | "stroke-linejoin"
                | "stroke-miterlimit" | "stroke-dasharray" | "stroke-dashoffset" | "fill-rule"
                | "clip-rule" | "fill-opacity" | "stroke-opacity" | "opacity" | "stop-color"
                | "stop-opacity" | "text-anchor" | "display" | "visibility" | "font-size"
                | "font-weight" | "font-style" | "color" | "clip-path" | "filter" | "mask"
                | "marker-start" | "marker-mid" | "marker-end" | "overflow" | "letter-spacing"
                | "word-spacing" | "mix-blend-mode" | "isolation" => is_plain(name, value),
                "font-stretch"
                | "font-variant"
                | "paint-order"
                | "color-interpolation"
                | "color-interpolation-filters"
                | "shape-rendering"
                | "text-rendering"
                | "image-rendering" => !value.contains('('),
                "direction" => value == "ltr",
                // What says nothing of a drawing, and what drawing programs note for themselves.
                "line-height" | "enable-background" | "marker" | "cursor" | "pointer-events" => {
                    true
                }
                _ => name.starts_with("-inkscape"),
            }
        })
}

fn is_plain(name: &str, value: &str) -> bool {
    let around = Surroundings::at_start((100.0, 100.0));
    let read = Property::named(name).and_then(|own| own.read(value, &around));
    matches!(read, Some(std::borrow::Cow::Borrowed(own)) if own == value)
}
