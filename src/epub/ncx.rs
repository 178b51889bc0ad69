//! The NCX of EPUB 2 (OPF 2.0.1, section 2.4.1), for readers that know no other navigation.

use super::Input;
use super::navigation::{Entry, PageEntry};
use super::xml::Xml;

/// Writes the NCX: the contents and the page list once more.
pub(super) fn write(input: &Input<'_>, contents: &[Entry], pages: &[PageEntry]) -> String {
    let mut xml = Xml::new();
    xml.open("ncx").attr("xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    xml.attr("version", "2005-1").attr("xml:lang", input.document.language.tag()).line();
    xml.open("head").line();
    let numbers = pages.iter().filter_map(|page| page.label.parse::<u32>().ok());
    let head = [
        ("dtb:uid", input.manifest.report.epub_identifier()),
        ("dtb:depth", depth(contents).to_string()),
        ("dtb:totalPageCount", pages.len().to_string()),
        ("dtb:maxPageNumber", numbers.max().unwrap_or(0).to_string()),
    ];
    for (name, content) in head {
        xml.open("meta").attr("name", name).attr("content", &content).close().line();
    }
    xml.close().line();
    xml.open("docTitle").element("text", &input.document.front.title.plain_text()).close().line();
    let mut order = 0;
    xml.open("navMap").line();
    points(&mut xml, contents, &mut order);
    xml.close().line();
    if !pages.is_empty() {
        xml.open("pageList").line();
        for page in pages {
            order += 1;
            xml.open("pageTarget").attr("id", &format!("page-target-{order}"));
            let number = page.label.parse::<u32>().ok().map(|number| number.to_string());
            xml.attr("type", if number.is_some() { "normal" } else { "front" });
            xml.attr_if("value", number.as_deref()).attr("playOrder", &order.to_string());
            target(&mut xml, &page.label, &page.address);
            xml.close().line();
        }
        xml.close().line();
    }
    xml.finish()
}

fn points(xml: &mut Xml, entries: &[Entry], order: &mut u32) {
    for entry in entries {
        *order += 1;
        xml.open("navPoint").attr("id", &format!("point-{order}"));
        xml.attr("playOrder", &order.to_string());
        target(xml, &entry.words, &entry.address);
        if !entry.children.is_empty() {
            xml.line();
            points(xml, &entry.children, order);
        }
        xml.close().line();
    }
}

fn target(xml: &mut Xml, words: &str, address: &str) {
    xml.open("navLabel").element("text", words).close();
    xml.open("content").attr("src", address).close();
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
