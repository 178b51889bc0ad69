//! What an SVG must not have: scripts, anything from outside, and drawings without end.

use roxmltree::{Attribute, Document, Node, NodeType};

use super::SVG;
use super::style::taken;
use super::tool::{self, Tool};
use super::weight::{drawn_elements, refers_to_itself};
use crate::media::MediaError;

/// Deeper nesting is refused: no drawing needs it, and readers walk trees by recursion.
const DEEPEST: usize = 200;
/// More elements are refused, those counted that others repeat.
const MOST_ELEMENTS: u64 = 500_000;

/// Sees that the SVG can be drawn in bounded time and space, does not act, and loads nothing.
pub(super) fn check(xml: &Document<'_>) -> Result<(), MediaError> {
    let broken = |fault: &str| MediaError::BrokenSvg { fault: fault.to_string() };
    if depth_exceeds(xml.root_element(), DEEPEST) {
        return Err(broken("its elements are nested too deep"));
    }
    check_harmless(xml)
}

/// Sees that the SVG, its styles resolved, draws no more shapes than there is time for.
pub(super) fn check_weight(xml: &Document<'_>) -> Result<(), MediaError> {
    if drawn_elements(xml, MOST_ELEMENTS).is_some() {
        return Ok(());
    }
    let fault = match refers_to_itself(xml) {
        Some(id) => format!("`{id}` in it refers to itself, and would be drawn without end"),
        None => "it draws too many shapes".to_string(),
    };
    Err(MediaError::BrokenSvg { fault })
}

fn depth_exceeds(root: Node<'_, '_>, most: usize) -> bool {
    // The ancestors of each node would be counted anew; the walk keeps count instead.
    let mut depth = 1_usize;
    let mut node = root;
    loop {
        if depth > most {
            return true;
        }
        if let Some(child) = node.first_element_child() {
            node = child;
            depth += 1;
            continue;
        }
        loop {
            if node == root {
                return false;
            }
            if let Some(next) = node.next_sibling_element() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return false };
            node = parent;
            depth -= 1;
        }
    }
}

/// Sees that the SVG does not act and loads nothing. What of a `switch` is not taken is no part of
/// the drawing.
fn check_harmless(xml: &Document<'_>) -> Result<(), MediaError> {
    let mut next = Some(xml.root());
    while let Some(node) = next {
        let found = match node.node_type() {
            NodeType::Element => unsafe_element(node),
            NodeType::PI => node.pi().filter(|pi| pi.target == "xml-stylesheet").map(|_| {
                let what = "a style sheet from outside".to_string();
                Unsafe { at: node.range().start, what, help: tool::against_files }
            }),
            _ => None,
        };
        if let Some(Unsafe { at, what, help }) = found {
            let help = help(Tool::of(xml)).to_string();
            return Err(MediaError::UnsafeSvg { what, line: xml.text_pos_at(at).row, help });
        }
        next = node.first_child().filter(|_| !is_passed(node)).or_else(|| after(node));
        while let Some(passed) = next.filter(|next| is_passed(*next)) {
            next = after(passed);
        }
    }
    Ok(())
}

/// The node after this one and all that is in it.
fn after<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.ancestors().find_map(|own| own.next_sibling())
}

/// Whether a node stands in a `switch` that takes another part.
fn is_passed(node: Node<'_, '_>) -> bool {
    let Some(parent) = node.parent_element() else { return false };
    node.is_element()
        && parent.has_tag_name((SVG, "switch"))
        && taken(parent).is_some_and(|taken| taken != node)
}

/// Something in a drawing that acts or loads, and what can be done about it.
struct Unsafe {
    at: usize,
    what: String,
    help: fn(Option<Tool>) -> &'static str,
}

/// Where an element or one of its attributes is unsafe, and what it is.
fn unsafe_element(node: Node<'_, '_>) -> Option<Unsafe> {
    let name = node.tag_name().name();
    let at = node.range().start;
    match name.to_ascii_lowercase().as_str() {
        "script" | "handler" => {
            let what = "a script".to_string();
            return Some(Unsafe { at, what, help: tool::against_scripts });
        }
        "foreignobject" | "iframe" | "embed" | "object" | "audio" | "video" | "canvas" => {
            let what = format!("a `{name}` element");
            return Some(Unsafe { at, what, help: tool::against_web_pages });
        }
        "style" => {
            let style: String = node.children().filter_map(|child| child.text()).collect();
            if let Some(address) = outside_address(&without_fonts(&style)) {
                let what = format!("a style that loads `{address}`");
                return Some(Unsafe { at, what, help: tool::against_files });
            }
        }
        _ => {}
    }
    // Elements of other kinds, as programs note things in, are not drawn.
    let is_drawn = matches!(node.tag_name().namespace(), None | Some(SVG));
    node.attributes().find_map(|own| unsafe_attribute((name, is_drawn), own))
}

fn unsafe_attribute(
    (element, is_drawn): (&str, bool),
    attribute: Attribute<'_, '_>,
) -> Option<Unsafe> {
    let at = attribute.range().start;
    let own = attribute.name();
    let value = attribute.value().trim();
    if own.len() > 2 && own.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
        let what = format!("the event handler `{own}`");
        return Some(Unsafe { at, what, help: tool::against_scripts });
    }
    let refers = |address: String| {
        let what = format!("a reference to `{address}`");
        Some(Unsafe { at, what, help: tool::against_files })
    };
    // A link within the drawing is no load; it is left out of both editions.
    if own == "href" && element != "a" && is_drawn {
        let is_picture = matches!(element, "image" | "feImage") && is_data(value);
        return if is_inside(value) || is_picture { None } else { refers(shorten(value)) };
    }
    if own == "base" {
        let what = "an `xml:base`".to_string();
        return Some(Unsafe { at, what, help: tool::against_files });
    }
    // What a program notes for itself in its own words is not drawn.
    let is_noted = !matches!(attribute.namespace(), None | Some(SVG)) || own == "content";
    outside_address(value).filter(|_| is_drawn && !is_noted).and_then(refers)
}

/// A style sheet without what it says of fonts: those are passed over, and so is nothing loaded.
fn without_fonts(style: &str) -> String {
    let lower = style.to_ascii_lowercase();
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in lower.match_indices("@font-face") {
        let end =
            lower.get(at..).and_then(|rest| rest.find('}')).map_or(lower.len(), |end| at + end);
        out.push_str(style.get(done.min(at)..at).unwrap_or_default());
        done = done.max(end);
    }
    for (at, _) in lower.match_indices("@import") {
        let end =
            lower.get(at..).and_then(|rest| rest.find(';')).map_or(lower.len(), |end| at + end);
        let import = lower.get(at..end).unwrap_or_default();
        let is_of_fonts = FONT_SERVICES.iter().any(|own| import.contains(own));
        if is_of_fonts && at >= done {
            out.push_str(style.get(done..at).unwrap_or_default());
            done = end;
        }
    }
    out.push_str(style.get(done..).unwrap_or_default());
    out
}

/// Where style sheets of fonts come from.
const FONT_SERVICES: [&str; 4] =
    ["fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net", "fonts.gstatic.com"];

/// Whether an address is data itself.
fn is_data(address: &str) -> bool {
    address.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

/// Whether an address lies in the SVG itself: a fragment, or the data of a picture.
fn is_inside(address: &str) -> bool {
    let address = address.trim();
    let lower = address.get(..20).unwrap_or(address).to_ascii_lowercase();
    let data = ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/webp"];
    address.starts_with('#') || data.iter().any(|kind| lower.starts_with(kind))
}

/// The first address in a style that leads outside: of an `@import`, or in `url(…)`.
fn outside_address(style: &str) -> Option<String> {
    let lower = style.to_ascii_lowercase();
    if lower.contains("@import") {
        return Some("@import".to_string());
    }
    for (at, _) in lower.match_indices("url(") {
        let rest = style.get(at + 4..).unwrap_or_default();
        let address = rest.split(')').next().unwrap_or_default();
        let address = address.trim().trim_matches(['"', '\'']);
        if !is_inside(address) {
            return Some(shorten(address));
        }
    }
    None
}

/// The first characters of an address, for a message.
fn shorten(address: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = address.chars().take(MOST).collect();
    if short.len() < address.len() {
        short.push('…');
    }
    short
}
