//! Writing a drawing anew.

use roxmltree::Node;

use super::super::{SVG, XLINK, XML};
use crate::xml::escape;

/// Writes an attribute.
pub(super) fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// The name under which an attribute is written; none for one that says nothing of what is drawn.
pub(super) fn written_name(own: roxmltree::Attribute<'_, '_>) -> Option<String> {
    match own.namespace() {
        None => Some(own.name().to_string()),
        Some(XLINK) if own.name() == "href" => Some("xlink:href".to_string()),
        Some(XML) => Some(format!("xml:{}", own.name())),
        _ => None,
    }
}

/// Whether an element is one of drawings.
pub(super) fn is_drawn(node: Node<'_, '_>) -> bool {
    let tag = node.tag_name();
    node.is_element() && matches!(tag.namespace(), None | Some(SVG))
}

/// The beginning of the outermost element, which says the name spaces.
pub(super) const NAMESPACES: &str =
    " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
