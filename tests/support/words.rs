//! The words of finished editions, to hold one against the other.

use roxmltree::Node;

use super::epub::{Ask as _, Epub, parse};
use super::pdf::Pdf;

/// The words of an edition in reading order: the text, with the lettered notes of figures, tables
/// and boxes, and each numbered note apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The text without its notes.
    pub text: Vec<String>,
    /// The notes, in order.
    pub notes: Vec<Vec<String>>,
}

/// The namespace of `epub:type`.
pub const OPS: &str = "http://www.idpf.org/2007/ops";

/// Words are parted by white; what hyphenation parted is joined.
pub fn split(text: &str) -> Vec<String> {
    let joined: String = text.chars().filter(|c| *c != '\u{ad}').collect();
    joined
        .split(|c: char| c.is_whitespace())
        .filter(|word| !word.is_empty())
        .map(String::from)
        .collect()
}

/// The words of a PDF by its structure tree. The contents, and the labels of lists, which a reader
/// of the EPUB makes, are left out.
pub fn of_pdf(pdf: &Pdf) -> Words {
    let mut words = Words::default();
    let mut text = String::new();
    let mut notes: Vec<String> = Vec::new();
    let (mut block, mut lettered) = (0, false);
    for said in pdf.structure() {
        let has = |name: &str| said.inside.iter().any(|own| own == name);
        let label = said.inside.last().is_some_and(|last| last == "Lbl");
        let within = said.inside.iter().rev().nth(1).map(String::as_str);
        if has("TOC") || (label && within == Some("LI") && is_counter(&said.text)) {
            continue;
        }
        let mark = label && within == Some("Note");
        if mark {
            lettered = is_letter(&said.text);
        }
        if mark && !lettered {
            notes.push(said.text);
        } else {
            let apart = has("Note") && !lettered;
            let note = apart.then(|| notes.last_mut().expect("a note has its mark first"));
            let target = note.unwrap_or(&mut text);
            if said.block != block {
                target.push(' ');
            }
            target.push_str(&said.text);
        }
        block = said.block;
    }
    words.notes = notes.iter().map(|note| split(note)).collect();
    words.text = split(&text);
    words
}

/// Whether the label of a list item is one that a reader of the EPUB makes: a bullet or a number.
/// The dates of a chronology are words of the author.
pub fn is_counter(label: &str) -> bool {
    let label = label.trim().trim_end_matches('.');
    label == "•" || (label.chars().count() <= 3 && label.chars().all(char::is_alphanumeric))
}

/// Whether the mark of a note is a letter.
fn is_letter(mark: &str) -> bool {
    mark.trim().starts_with(|c: char| c.is_ascii_lowercase())
}

/// The words of an EPUB by its spine. Of the navigation only the headings are read; the
/// ways back from notes and the page markers are left out.
pub fn of_epub(epub: &Epub) -> Words {
    let mut words = Words::default();
    let mut text = String::new();
    for name in &epub.spine {
        let document = parse(epub.file(name));
        if name.starts_with("nav") {
            let navs = document.descendants().filter(|node| node.has_tag_name_of("nav"));
            for nav in navs.filter(|nav| nav.attribute("hidden").is_none()) {
                let heading =
                    nav.descendants().find(|node| node.tag_name().name().starts_with('h'));
                read(heading.unwrap(), &mut text, &mut words.notes);
            }
            continue;
        }
        let body = document.descendants().find(|node| node.has_tag_name_of("body")).unwrap();
        read(body, &mut text, &mut words.notes);
    }
    words.text = split(&text);
    words
}

fn read(node: Node<'_, '_>, text: &mut String, notes: &mut Vec<Vec<String>>) {
    const BLOCKS: [&str; 18] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "div",
        "section",
        "figcaption",
        "caption",
        "br",
        "pre",
    ];
    let unread = node.role() == "doc-backlink" || node.attribute("aria-hidden") == Some("true");
    if unread || node.has_tag_name_of("svg") {
        return;
    }
    let endnote = node.attribute((OPS, "type")) == Some("endnote");
    if node.role() == "doc-footnote" || endnote {
        // The number of an item of a list is the mark of the note.
        let mut note = node.attribute("value").map(|mark| format!("{mark} ")).unwrap_or_default();
        for child in node.children() {
            read(child, &mut note, notes);
        }
        let note = split(&note);
        match note.first().is_some_and(|mark| is_letter(mark)) {
            true => text.push_str(&format!(" {} ", note.join(" "))),
            false => notes.push(note),
        }
        return;
    }
    if let Some(own) = node.text().filter(|_| node.is_text()) {
        text.push_str(own);
    }
    for child in node.children() {
        read(child, text, notes);
    }
    if BLOCKS.iter().any(|block| node.has_tag_name_of(block)) {
        text.push(' ');
    }
}

/// The entries of a PDF's contents and lists, without the pages that they end in.
pub fn contents_of_pdf(pdf: &Pdf) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    let mut block = 0;
    for said in pdf.structure() {
        if !said.inside.iter().any(|own| own == "TOCI") {
            continue;
        }
        if said.block != block {
            entries.push(String::new());
        }
        block = said.block;
        entries.last_mut().expect("an entry").push_str(&said.text);
    }
    let without_page = |entry: &String| {
        let words = split(entry);
        let (page, words) = words.split_last().expect("a page");
        assert!(page.chars().all(char::is_numeric), "{entry:?} ends in no page");
        words.join(" ")
    };
    entries.iter().map(without_page).collect()
}

/// The entries of an EPUB's contents and lists. A text before the first heading has no entry on
/// paper, where it begins on the first page.
pub fn contents_of_epub(epub: &Epub) -> Vec<String> {
    let document = parse(epub.file("nav.xhtml"));
    let navs = document.descendants().filter(|node| node.has_tag_name_of("nav"));
    let navs = navs.filter(|nav| nav.attribute("hidden").is_none());
    let links = navs.flat_map(|nav| nav.descendants().filter(|node| node.has_tag_name_of("a")));
    let opening = |link: &Node<'_, '_>| {
        let href = link.attribute("href").unwrap();
        href.starts_with("opening-") && !href.contains('#')
    };
    let links = links.filter(|link| !opening(link));
    let text = |link: Node<'_, '_>| {
        let texts = link.descendants().filter(|own| own.is_text()).filter_map(|own| own.text());
        split(&texts.collect::<String>()).join(" ")
    };
    links.map(text).collect()
}

/// The labels of the items of a PDF's lists, by its structure tree: bullets, numbers without
/// their points, dates.
pub fn labels_of_pdf(pdf: &Pdf) -> Vec<String> {
    let mut labels = Vec::new();
    let mut block = 0;
    for said in pdf.structure() {
        let [.., parent, own] = said.inside.as_slice() else { continue };
        if parent == "LI" && own == "Lbl" {
            if said.block != block {
                labels.push(String::new());
            }
            labels.last_mut().expect("a label").push_str(&said.text);
            block = said.block;
        }
    }
    labels.iter().map(|label| label.trim().trim_end_matches('.').to_string()).collect()
}

/// The labels of the items of an EPUB's lists, as a reader makes them.
pub fn labels_of_epub(epub: &Epub) -> Vec<String> {
    let mut labels = Vec::new();
    for name in epub.spine.iter().filter(|name| !name.starts_with("nav")) {
        let document = parse(epub.file(name));
        for node in document.descendants() {
            let dated = node.attribute("class") == Some("date");
            let parent = node.parent().filter(|_| node.has_tag_name_of("li"));
            match parent {
                Some(list) if list.has_tag_name_of("ol") => {
                    let start: usize =
                        list.attribute("start").map_or(1, |own| own.parse().unwrap());
                    let items = node.prev_siblings().filter(|own| own.has_tag_name_of("li"));
                    labels.push((start + items.count() - 1).to_string());
                }
                Some(_) => labels.push("•".to_string()),
                None if dated => {
                    let texts = node.descendants().filter(|own| own.is_text());
                    labels.push(texts.filter_map(|own| own.text()).collect());
                }
                None => {}
            }
        }
    }
    labels
}
