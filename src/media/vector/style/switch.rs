//! What a `switch` takes of its parts.

use roxmltree::Node;

use super::write::is_drawn;

/// The first part that can be drawn, as browsers choose; but a part that is a piece of a web page,
/// or that nobody knows, is passed over, and what stands for it is taken.
pub(in super::super) fn taken<'a, 'i>(switch: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let mut parts = switch.children().filter(|part| is_drawn(*part));
    parts.find(|part| {
        // SVG 2 has no required features any more: browsers have them all.
        let asks_for_more = part.attribute("requiredExtensions").is_some();
        let is_known = matches!(
            part.tag_name().name(),
            "a" | "circle"
                | "ellipse"
                | "g"
                | "image"
                | "line"
                | "path"
                | "polygon"
                | "polyline"
                | "rect"
                | "svg"
                | "switch"
                | "text"
                | "use"
        );
        !asks_for_more && is_known && is_of_language(*part)
    })
}

/// Whether a part is for readers of English, whom browsers take most readers for.
fn is_of_language(part: Node<'_, '_>) -> bool {
    part.attribute("systemLanguage").is_none_or(|tags| {
        tags.split(',').any(|tag| {
            let tag = tag.trim().to_ascii_lowercase();
            tag == "en" || tag.starts_with("en-")
        })
    })
}
