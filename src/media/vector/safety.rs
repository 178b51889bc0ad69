//! What an SVG must not have: scripts, anything from outside, and drawings without end.

use roxmltree::{Document, Node, NodeType};

use super::weight::drawn_elements;
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
    check_harmless(xml)?;
    if drawn_elements(xml, MOST_ELEMENTS).is_none() {
        return Err(broken("it draws too many shapes"));
    }
    Ok(())
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

/// Sees that the SVG does not act and loads nothing.
fn check_harmless(xml: &Document<'_>) -> Result<(), MediaError> {
    for node in xml.descendants() {
        let found = match node.node_type() {
            NodeType::Element => unsafe_element(node),
            NodeType::PI => node
                .pi()
                .filter(|pi| pi.target == "xml-stylesheet")
                .map(|_| (node.range().start, "a style sheet from outside".to_string())),
            _ => None,
        };
        if let Some((at, what)) = found {
            return Err(MediaError::UnsafeSvg { what, line: xml.text_pos_at(at).row });
        }
    }
    Ok(())
}

/// Where an element or one of its attributes is unsafe, and what it is.
fn unsafe_element(node: Node<'_, '_>) -> Option<(usize, String)> {
    let name = node.tag_name().name();
    let at = node.range().start;
    match name.to_ascii_lowercase().as_str() {
        "script" | "handler" => return Some((at, "a script".to_string())),
        "foreignobject" | "iframe" | "embed" | "object" | "audio" | "video" | "canvas" => {
            return Some((at, format!("a `{name}` element")));
        }
        "style" => {
            let style: String = node.children().filter_map(|child| child.text()).collect();
            if let Some(address) = outside_address(&style) {
                return Some((at, format!("a style that loads `{address}`")));
            }
        }
        _ => {}
    }
    for attribute in node.attributes() {
        let at = attribute.range().start;
        let own = attribute.name();
        let value = attribute.value().trim();
        if own.len() > 2 && own.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
            return Some((at, format!("the event handler `{own}`")));
        }
        // A link within the drawing is no load; it is left out of both editions.
        if own == "href" && name != "a" && !is_inside(value) {
            return Some((at, format!("a reference to `{}`", shorten(value))));
        }
        if own == "base" {
            return Some((at, "an `xml:base`".to_string()));
        }
        if let Some(address) = outside_address(value) {
            return Some((at, format!("a reference to `{address}`")));
        }
    }
    None
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
