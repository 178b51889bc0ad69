//! The programs that drawings come from, by the marks that their files bear, and what their users
//! can do.

use roxmltree::{Document, Node};

/// A program that writes drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    DrawIo,
    Illustrator,
    Inkscape,
    Mermaid,
    Pygal,
    Gnuplot,
}

impl Tool {
    /// The program that a drawing comes from, where it says so.
    pub fn of(xml: &Document<'_>) -> Option<Tool> {
        let root = xml.root_element();
        let id = root.attribute("id").unwrap_or_default();
        let class = root.attribute("class").unwrap_or_default();
        let is_content = |own: &str| own.contains("mxfile") || own.contains("mxGraphModel");
        let roles = ["flowchart", "stateDiagram", "classDiagram", "er", "mindmap", "block"];
        let role = root.attribute("aria-roledescription").unwrap_or_default();
        if root.attribute("content").is_some_and(is_content) {
            return Some(Tool::DrawIo);
        }
        if id.starts_with("mermaid") || roles.iter().any(|own| role.starts_with(own)) {
            return Some(Tool::Mermaid);
        }
        if class.contains("pygal-chart") {
            return Some(Tool::Pygal);
        }
        let comments = xml.root().children().chain(root.children()).filter(Node::is_comment);
        let comments = comments.take(4).filter_map(|own| own.text()).collect::<String>();
        let says = |own: &str| comments.contains(own);
        if says("Adobe Illustrator") {
            return Some(Tool::Illustrator);
        }
        if says("pygal") {
            return Some(Tool::Pygal);
        }
        if root.lookup_prefix("http://www.inkscape.org/namespaces/inkscape").is_some() {
            return Some(Tool::Inkscape);
        }
        let title = root.children().find(|own| own.tag_name().name() == "title");
        let desc = root.children().find(|own| own.tag_name().name() == "desc");
        let words = [title, desc].into_iter().flatten().filter_map(|own| own.text());
        if words.collect::<String>().contains("GNUPLOT") {
            return Some(Tool::Gnuplot);
        }
        // The pieces of its export that bear no other mark.
        let host = |own: &Node<'_, '_>| own.attributes().any(|own| own.name() == "data-cell-id");
        xml.descendants().take(50).any(|own| host(&own)).then_some(Tool::DrawIo)
    }
}

/// What the user can do about labels that are pieces of a web page.
pub(super) fn against_web_pages(tool: Option<Tool>) -> &'static str {
    match tool {
        Some(Tool::Mermaid) => {
            "write `%%{init: {\"htmlLabels\": false, \"flowchart\": {\"htmlLabels\": false}}}%%` \
             before the diagram, and let Mermaid draw it again: then its labels are text"
        }
        Some(Tool::DrawIo) => {
            "in draw.io select all, take off `Word Wrap` and `Formatted Text` under `Text`, and \
             export it as SVG again: then its labels are text"
        }
        _ => {
            "export it again with its words as text of the drawing, or as a PNG of high resolution"
        }
    }
}

/// What the user can do about scripts.
pub(super) fn against_scripts(tool: Option<Tool>) -> &'static str {
    match tool {
        Some(Tool::Pygal) => {
            "pygal writes scripts for what it shows under the pointer: take the elements `script` \
             out of the file"
        }
        Some(Tool::Gnuplot) => "set the terminal without `mouse`: `set terminal svg`",
        _ => "export it as a static drawing, as it would be printed",
    }
}

/// What the user can do about files that a drawing refers to.
pub(super) fn against_files(tool: Option<Tool>) -> &'static str {
    match tool {
        Some(Tool::Illustrator) => {
            "in Illustrator save it with `Image Location: Embed`, and its fonts as SVG text"
        }
        Some(Tool::Inkscape) => "in Inkscape embed the pictures, `Extensions > Images > Embed`",
        Some(Tool::DrawIo) => "in draw.io export it with `Embed Images`",
        _ => "export it with its pictures embedded",
    }
}
