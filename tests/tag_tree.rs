//! The structure tree of the sample, as text that was reviewed, and held against the EPUB.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use insta::assert_snapshot;
use roxmltree::Node;

use support::epub::{Ask as _, Epub, alternative, parse};
use support::pdf::{Element, Kid, Pdf};
use support::project::Project;

/// The first letters of a text are enough to know it by.
const SHOWN: usize = 48;

/// The tree as text: an element a line, what is inside further to the right. Text that is all of
/// an element stands beside it.
fn dump(element: &Element, depth: usize, out: &mut String) {
    *out += &"  ".repeat(depth);
    *out += &element.role;
    for (name, value) in &element.said {
        *out += &format!(" {name}");
        if !value.is_empty() {
            *out += &format!("={}", shown(value));
        }
    }
    if let [Kid::Text(text)] = &element.kids[..] {
        if !text.is_empty() {
            *out += &format!(" {}", shown(text));
        }
        *out += "\n";
        return;
    }
    *out += "\n";
    let inside = "  ".repeat(depth + 1);
    for kid in &element.kids {
        match kid {
            Kid::Element(element) => dump(element, depth + 1, out),
            Kid::Text(text) if element.role == "Link" => {
                *out += &format!("{inside}{}\n", unpaged(text));
            }
            Kid::Text(text) => *out += &format!("{inside}{}\n", shown(text)),
            // The words of annotations name pages.
            Kid::Annotation(_) => *out += &format!("{inside}(annotation)\n"),
        }
    }
}

fn shown(text: &str) -> String {
    let joined = text.replace('\u{ad}', "");
    let mut letters = joined.trim().chars();
    let start: String = letters.by_ref().take(SHOWN).collect();
    match letters.next() {
        Some(_) => format!("“{}…”", start.trim_end()),
        None => format!("“{start}”"),
    }
}

/// The words of a link, without the number of the page that they end with: what it leads to may
/// stand on another page tomorrow.
fn unpaged(text: &str) -> String {
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    match words.chars().last() {
        Some(' ') if words.len() < text.len() && !words.ends_with("Appendix ") => {
            let head = words.trim_end();
            match ["Table", "Map", "Figure", "Box"].contains(&head) {
                true => shown(text),
                false => format!("{} #", shown(words)),
            }
        }
        _ => shown(text),
    }
}

#[test]
fn the_tree_is_the_one_that_was_reviewed() {
    let project = Project::sample();
    let (pdf, _) = project.build();
    let mut text = String::new();
    dump(&Pdf::open(&pdf).tree(), 0, &mut text);
    assert_snapshot!(text);
}

/// What a word is part of.
type Heard = (&'static str, String);

/// Words of right-to-left scripts are left out: their order within a line is the matter of
/// another test.
fn hear(kind: &'static str, text: &str, heard: &mut Vec<Heard>) {
    let joined = text.replace('\u{ad}', "");
    let words = joined
        .split_whitespace()
        .filter(|word| !word.chars().any(|c| ('\u{590}'..'\u{900}').contains(&c)));
    heard.extend(words.map(|word| (kind, word.to_string())));
}

/// The words of the tree with what they are part of, notes apart. The contents and the labels of
/// lists, which a reader of the EPUB makes, are left out.
fn heard_in_pdf(
    element: &Element,
    kind: &'static str,
    text: &mut Vec<Heard>,
    notes: &mut Vec<Heard>,
) {
    let kind = match element.role.as_str() {
        "TOC" => return,
        "Lbl" if kind == "item" && is_counter(&element.text()) => return,
        "Figure" => return hear("figure", element.says("Alt").unwrap_or_default(), text),
        "Note" => {
            let mut own = Vec::new();
            let kids = element.kids.iter().filter_map(|kid| match kid {
                Kid::Element(element) => Some(element),
                _ => None,
            });
            kids.for_each(|element| heard_in_pdf(element, "note", &mut own, &mut Vec::new()));
            return notes.append(&mut own);
        }
        "Title" => "title",
        "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => "heading",
        "TH" | "TD" => "cell",
        "LI" => "item",
        "BlockQuote" => "quote",
        "Caption" => "caption",
        _ => kind,
    };
    let mut line = String::new();
    for kid in &element.kids {
        match kid {
            // What is part of a line may end inside of a word.
            Kid::Element(inside) if is_inline(inside) => line += &inside.text(),
            Kid::Text(own) => line += own,
            Kid::Element(inside) => {
                hear(kind, &std::mem::take(&mut line), text);
                heard_in_pdf(inside, kind, text, notes);
            }
            Kid::Annotation(_) => {}
        }
    }
    hear(kind, &line, text);
}

fn is_inline(element: &Element) -> bool {
    matches!(element.role.as_str(), "Span" | "Link" | "Reference" | "Code")
}

fn is_counter(label: &str) -> bool {
    let label = label.trim().trim_end_matches('.');
    label == "•" || (label.len() <= 3 && label.chars().all(|c| c.is_ascii_digit()))
}

/// The same of a content document.
fn heard_in_epub(
    node: Node<'_, '_>,
    kind: &'static str,
    text: &mut Vec<Heard>,
    notes: &mut Vec<Heard>,
) {
    if node.attribute("aria-hidden") == Some("true") || node.role() == "doc-backlink" {
        return;
    }
    let class = |name: &str| {
        node.attribute("class").is_some_and(|own| own.split(' ').any(|own| own == name))
    };
    let kind = match node.tag_name().name() {
        "img" | "svg" | "div" if node.role() == "img" || node.has_tag_name_of("img") => {
            return hear("figure", &alternative(node).unwrap_or_default(), text);
        }
        "aside" if node.role() == "doc-footnote" => {
            let mut own = Vec::new();
            for child in node.children() {
                heard_in_epub(child, "note", &mut own, &mut Vec::new());
            }
            return notes.append(&mut own);
        }
        "h1" if node.parent().is_some_and(|own| own.has_tag_name_of("hgroup")) => "title",
        "h1" if kind == "title page" => "title",
        "h2" | "h3" if class("box-title") || kind == "labelled" => "text",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "heading",
        "th" | "td" => "cell",
        "li" => "item",
        "dl" if class("chronology") => "item",
        "blockquote" => "quote",
        "figcaption" | "caption" => "caption",
        "section" if class("title-page") => "title page",
        "section" if class("labelled") => "labelled",
        _ => kind,
    };
    let spoken = if matches!(kind, "title page" | "labelled") { "text" } else { kind };
    let mut line = String::new();
    for child in node.children() {
        if let Some(own) = child.text().filter(|_| child.is_text()) {
            line += own;
        } else if is_phrase(child) {
            phrase(child, &mut line);
        } else {
            hear(spoken, &std::mem::take(&mut line), text);
            heard_in_epub(child, kind, text, notes);
        }
    }
    hear(spoken, &line, text);
}

fn is_phrase(node: Node<'_, '_>) -> bool {
    const PHRASES: [&str; 12] =
        ["a", "em", "strong", "i", "b", "span", "sup", "sub", "code", "cite", "bdi", "time"];
    PHRASES.iter().any(|name| node.has_tag_name_of(name))
}

fn phrase(node: Node<'_, '_>, line: &mut String) {
    if node.role() == "doc-backlink" || node.attribute("aria-hidden") == Some("true") {
        return;
    }
    for child in node.children() {
        match child.text().filter(|_| child.is_text()) {
            Some(own) => *line += own,
            None if child.has_tag_name_of("br") => *line += " ",
            None => phrase(child, line),
        }
    }
}

#[test]
fn both_editions_are_read_in_the_same_order() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    let (mut ours, mut our_notes) = (Vec::new(), Vec::new());
    heard_in_pdf(&Pdf::open(&pdf).tree(), "text", &mut ours, &mut our_notes);
    let epub = Epub::open(&epub);
    let (mut theirs, mut their_notes) = (Vec::new(), Vec::new());
    for name in &epub.spine {
        let document = parse(epub.file(name));
        let heads = |node: &Node<'_, '_>| node.has_tag_name_of("h1") || node.has_tag_name_of("h2");
        if name.starts_with("nav") {
            // The lists are made by the reader; what they are called is read.
            let navs = document.descendants().filter(|node| node.has_tag_name_of("nav"));
            for nav in navs.filter(|nav| nav.attribute("hidden").is_none()) {
                let head = nav.descendants().find(heads).unwrap();
                heard_in_epub(head, "text", &mut theirs, &mut their_notes);
            }
            continue;
        }
        let body = document.descendants().find(|node| node.has_tag_name_of("body")).unwrap();
        heard_in_epub(body, "text", &mut theirs, &mut their_notes);
    }
    assert!(ours.len() > 3000, "only {} words were heard", ours.len());
    assert_same(&ours, &theirs);
    assert_same(&our_notes, &their_notes);
}

fn assert_same(ours: &[Heard], theirs: &[Heard]) {
    for (at, (our, their)) in ours.iter().zip(theirs).enumerate() {
        let near =
            |all: &[Heard]| format!("{:?}", &all[at.saturating_sub(6)..all.len().min(at + 6)]);
        assert_eq!(our, their, "\nPDF: {}\nEPUB: {}", near(ours), near(theirs));
    }
    assert_eq!(ours.len(), theirs.len());
}

#[test]
fn headings_in_quotations_skip_no_level() {
    let text = "# A\n\nWords.\n\n## B\n\n> ##### Quoted deep\n>\n> Words.\n\n### C\n\n> # Quoted high\n>\n> Words.\n\n#### D\n\nWords.\n";
    let project =
        Project::new("[report]\ntitle = \"T\"\n[contents]\ndepth = 0\n", &[("a.md", text)]);
    let (pdf, _) = project.build();
    let mut dumped = String::new();
    dump(&Pdf::open(&pdf).tree(), 0, &mut dumped);
    let headings = dumped.lines().map(str::trim).filter(|line| {
        line.starts_with('H') && line.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    });
    let headings: Vec<&str> = headings.collect();
    assert_eq!(
        headings,
        ["H1 “A”", "H2 “B”", "H3 “Quoted deep”", "H3 “C”", "H3 “Quoted high”", "H4 “D”"]
    );
}

#[test]
fn a_table_without_rows_has_no_head() {
    let text = "# A\n\n| one | two |\n| --- | --- |\n";
    let project =
        Project::new("[report]\ntitle = \"T\"\n[contents]\ndepth = 0\n", &[("a.md", text)]);
    let (pdf, _) = project.build();
    let mut dumped = String::new();
    dump(&Pdf::open(&pdf).tree(), 0, &mut dumped);
    assert!(dumped.contains("TH") && !dumped.contains("THead"), "{dumped}");
    support::validators::assert_pdf(&[&pdf]);
}
