//! Text of a drawing without elements that say nothing: `usvg` writes a `tspan` for the place of
//! the text and one for its look inside of each other, even where `text` could say both. Readers
//! that know SVG Tiny only, as that of calibre is, show no text in a `tspan` of a `tspan`.

use std::ops::Range;

use roxmltree::{Document, Node};

/// The SVG, each `text` and `tspan` whose one child is a `tspan` taking over what that says. An SVG
/// that cannot be read stays as it is.
pub(super) fn with_plain_text(svg: String) -> String {
    let Ok(xml) = Document::parse(&svg) else { return svg };
    let mut plain = String::with_capacity(svg.len());
    let mut done = 0;
    for text in xml.descendants().filter(|node| node.tag_name().name() == "text") {
        let Range { start, end } = text.range();
        plain.push_str(svg.get(done..start).unwrap_or_default());
        write(text, &svg, &mut plain);
        done = end;
    }
    plain.push_str(svg.get(done..).unwrap_or_default());
    plain
}

/// Writes an element with all that can be lifted into it.
fn write(element: Node<'_, '_>, svg: &str, plain: &mut String) {
    let name = element.tag_name().name();
    let mut names: Vec<&str> = Vec::new();
    let mut innermost = element;
    plain.push('<');
    plain.push_str(name);
    let mut next = Some(element);
    while let Some(node) = next {
        // The second of two attributes of a name holds for less than the first does.
        if node.attributes().any(|own| names.contains(&own.name())) {
            break;
        }
        names.extend(node.attributes().map(|own| own.name()));
        for attribute in node.attributes() {
            plain.push(' ');
            plain.push_str(svg.get(attribute.range()).unwrap_or_default());
        }
        innermost = node;
        next = node.first_child().filter(|only| is_span(*only) && only.next_sibling().is_none());
    }
    plain.push('>');
    for child in innermost.children() {
        match is_span(child) {
            true => write(child, svg, plain),
            false => plain.push_str(svg.get(child.range()).unwrap_or_default()),
        }
    }
    plain.push_str("</");
    plain.push_str(name);
    plain.push('>');
}

fn is_span(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "tspan"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(inside: &str) -> String {
        let svg = with_plain_text(format!("<svg>{inside}</svg>"));
        svg.trim_start_matches("<svg>").trim_end_matches("</svg>").to_string()
    }

    #[test]
    fn a_text_says_itself_what_its_one_span_says() {
        assert_eq!(
            plain(
                "<g/><text id=\"a\"><tspan x=\"1\"><tspan fill=\"red\">A &lt; B</tspan></tspan></text><g/>"
            ),
            "<g/><text id=\"a\" x=\"1\" fill=\"red\">A &lt; B</text><g/>"
        );
        assert_eq!(
            plain("<text><tspan x=\"1\"><tspan>A</tspan><tspan>B</tspan></tspan></text>"),
            "<text x=\"1\"><tspan>A</tspan><tspan>B</tspan></text>"
        );
    }

    #[test]
    fn spans_that_say_something_of_their_own_stay() {
        for kept in [
            "<text>A</text>",
            "<text></text>",
            "<text><tspan x=\"1\">A</tspan> and <tspan x=\"9\">B</tspan></text>",
            "<text><textPath href=\"#p\"><tspan>A</tspan></textPath></text>",
            "<text fill=\"red\"><tspan fill=\"blue\">A</tspan></text>",
        ] {
            assert_eq!(plain(kept), kept);
        }
        assert_eq!(
            plain(
                "<text><tspan x=\"1\"><tspan fill=\"red\">A</tspan></tspan><tspan>B</tspan></text>"
            ),
            "<text><tspan x=\"1\" fill=\"red\">A</tspan><tspan>B</tspan></text>"
        );
        assert_eq!(
            plain("<text><tspan fill=\"red\"><tspan fill=\"blue\">A</tspan></tspan></text>"),
            "<text fill=\"red\"><tspan fill=\"blue\">A</tspan></text>"
        );
    }
}
