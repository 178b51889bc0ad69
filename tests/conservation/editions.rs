//! Both finished editions against the words that were marked.

use std::collections::BTreeMap;
use std::path::Path;

use diptych::document::Edition;

use super::marked::{Kind, Marked, Marker, found};
use super::support::epub::{Ask as _, Epub, parse};
use super::support::pdf::{Element, Kid, Pdf};

/// What an edition has: the marked words in the order of reading, those of its pictures and of its
/// links, those that are seen and not read, how many pictures there are, and how items are labelled.
#[derive(Default)]
struct Held {
    read: Vec<String>,
    pictures: Vec<String>,
    links: Vec<String>,
    seen: Vec<String>,
    drawn: usize,
    /// The labels of items, by the word that each begins with.
    labels: BTreeMap<String, String>,
}

/// What is lost, doubled or out of order in the editions that a folder has in `build`.
pub fn losses(marker: &Marker, folder: &Path) -> Vec<String> {
    let file = |extension: &str| folder.join(format!("build/cases.{extension}"));
    let mut losses = Vec::new();
    for (edition, held) in [
        (Edition::Pdf, of_pdf(&Pdf::open(&file("pdf")))),
        (Edition::Epub, of_epub(&Epub::open(&file("epub")))),
    ] {
        let name = match edition {
            Edition::Pdf => "PDF",
            Edition::Epub => "EPUB",
        };
        let mut told = |case: usize, what: String| {
            losses.push(format!("{name}: {}: {what}", marker.cases[case]));
        };
        each_once(marker, edition, &held, &mut told);
        in_order(marker, edition, &held, &mut told);
        labelled(marker, edition, &held, &mut told);
        let pictures = marker
            .words
            .iter()
            .filter(|word| word.kind == Kind::Picture && word.editions.contains(&edition));
        let decorations = marker.decorations.iter().filter(|own| **own == edition);
        // The figure that references lead to is one more.
        let expected = pictures.count() + decorations.count() + 1;
        if held.drawn != expected {
            losses.push(format!("{name}: {} pictures for {expected}", held.drawn));
        }
    }
    losses
}

/// Tells of each word that is not there once, and of each that should not be there.
fn each_once(marker: &Marker, edition: Edition, held: &Held, told: &mut impl FnMut(usize, String)) {
    let counted = |words: &[String]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        words.iter().for_each(|word| *counts.entry(word.clone()).or_default() += 1);
        counts
    };
    let (read, seen) = (counted(&held.read), counted(&held.seen));
    let (pictures, links) = (counted(&held.pictures), counted(&held.links));
    for Marked { word, kind, editions, pulled, case, .. } in &marker.words {
        let count = |counts: &BTreeMap<String, usize>| counts.get(word).copied().unwrap_or(0);
        let times = match kind {
            Kind::Picture => count(&pictures),
            // A link over two lines has two places.
            Kind::Link => count(&links).min(1),
            // Words of pull quotes are read where they come from, and only seen here.
            _ if *pulled => (count(&read) + count(&seen)).min(1),
            _ => count(&read),
        };
        let expected = usize::from(editions.contains(&edition));
        if times != expected {
            told(*case, format!("{kind:?} {word} is there {times} times and not {expected}"));
        }
    }
}

/// Tells of each case whose words are read in another order than they are written, and of each that
/// is read after one that follows it.
fn in_order(marker: &Marker, edition: Edition, held: &Held, told: &mut impl FnMut(usize, String)) {
    let place: BTreeMap<&str, usize> =
        held.read.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
    let in_place = |word: &&Marked| {
        word.kind == Kind::InPlace && word.editions.contains(&edition) && !word.pulled
    };
    let mut last: (usize, usize) = (0, 0);
    let mut of_case: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for word in marker.words.iter().filter(in_place) {
        let Some(at) = place.get(word.word.as_str()) else { continue };
        let before = of_case.insert((word.case, word.noted), *at);
        if before.is_some_and(|before| before > *at) {
            told(word.case, format!("{} is read too early", word.word));
        }
        if !word.noted {
            if last.1 > *at && last.0 != word.case {
                told(word.case, format!("is read before {}", marker.cases[last.0]));
            }
            last = (word.case, *at);
        }
    }
}

/// Tells of each item whose number, letter, bullet or box is another than was written.
fn labelled(marker: &Marker, edition: Edition, held: &Held, told: &mut impl FnMut(usize, String)) {
    let in_edition = |word: &&Marked| word.editions.contains(&edition) && !word.pulled;
    for word in marker.words.iter().filter(in_edition) {
        let Some(expected) = word.label else { continue };
        let label = held.labels.get(&word.word).map_or("", String::as_str);
        let number: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
        let holds = match expected {
            "•" => number.is_empty() && !label.is_empty() && !label.contains(['☐', '☑']),
            "☐" | "☑" => label.contains(expected),
            _ => number == expected,
        };
        if !holds {
            told(word.case, format!("{} has the label “{label}” and not {expected}", word.word));
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let joined: String = text.chars().filter(|c| *c != '\u{ad}').collect();
    found(&joined).into_iter().map(String::from).collect()
}

fn of_pdf(pdf: &Pdf) -> Held {
    let mut held = Held { drawn: pdf.pictures(), ..Held::default() };
    let mut text = String::new();
    let mut block = 0;
    for said in pdf.structure() {
        if said.block != block {
            text.push(' ');
        }
        block = said.block;
        text.push_str(&said.text);
    }
    held.read = words(&text);
    held.seen = words(&pdf.unread());
    held.links = pdf.links().iter().flat_map(|link| words(link)).collect();
    let tree = pdf.tree();
    pictures(&tree, &mut held.pictures);
    items(&tree, &mut held.labels);
    held
}

/// The labels of items.
fn items(element: &Element, held: &mut BTreeMap<String, String>) {
    let inside = |kid: &Kid| match kid {
        Kid::Element(element) => Some(element.clone()),
        _ => None,
    };
    let kids: Vec<Element> = element.kids.iter().filter_map(inside).collect();
    if element.role == "LI" {
        let of = |role: &str| kids.iter().find(|kid| kid.role == role).map(Element::text);
        if let Some(word) = words(&of("LBody").unwrap_or_default()).first() {
            held.insert(word.clone(), of("Lbl").unwrap_or_default().trim().to_string());
        }
    }
    for kid in &kids {
        items(kid, held);
    }
}

/// The alternative texts of pictures that are drawn.
fn pictures(element: &Element, held: &mut Vec<String>) {
    let drawn = element.kids.iter().any(|kid| matches!(kid, Kid::Text(_)));
    if let Some(alt) = element.says("Alt").filter(|_| element.role == "Figure" && drawn) {
        held.extend(words(alt));
    }
    for kid in &element.kids {
        if let Kid::Element(element) = kid {
            pictures(element, held);
        }
    }
}

fn of_epub(epub: &Epub) -> Held {
    let mut held = Held::default();
    // The cover repeats the title, and is not in the order of reading.
    let unread = |name: &&String| name.starts_with("nav") || name.starts_with("cover");
    for name in epub.spine.iter().filter(|name| !unread(name)) {
        let document = parse(epub.file(name));
        let body = document.descendants().find(|node| node.has_tag_name_of("body")).unwrap();
        let mut text = String::new();
        for node in body.descendants() {
            if let Some(own) = node.text().filter(|_| node.is_text()) {
                text.push_str(own);
            }
            if node.is_element() && !node.has_tag_name_of("span") {
                text.push(' ');
            }
            let picture = node.has_tag_name_of("img") || node.tag_name().name() == "svg";
            if picture {
                held.drawn += 1;
                for name in ["alt", "aria-label"] {
                    held.pictures.extend(words(node.attribute(name).unwrap_or_default()));
                }
            }
            if node.has_tag_name_of("li") {
                let said: String = node.descendants().filter_map(|own| own.text()).collect();
                if let Some(word) = words(&said).first() {
                    held.labels.insert(word.clone(), label_of(&node, &said));
                }
            }
            if let Some(href) = node.attribute("href") {
                held.links.extend(words(href));
            }
        }
        held.read.extend(words(&text));
    }
    held
}

/// The label that a reading system gives an item: by the kind and the start of its list.
fn label_of(item: &roxmltree::Node<'_, '_>, said: &str) -> String {
    if let Some(sign) = said.trim_start().chars().next().filter(|sign| "☐☑".contains(*sign)) {
        return sign.to_string();
    }
    let list = item.parent_element().unwrap();
    if list.has_tag_name_of("ul") {
        return "•".to_string();
    }
    let before = item.prev_siblings().filter(|own| own.is_element()).count() - 1;
    let number = list.attribute("start").map_or(1, |start| start.parse().unwrap()) + before;
    let letter = |first: u8| char::from(first + u8::try_from(number).unwrap() - 1).to_string();
    match list.attribute("type") {
        Some("a") => letter(b'a'),
        Some("A") => letter(b'A'),
        Some("i") => "i".repeat(number),
        Some("I") => "I".repeat(number),
        _ => number.to_string(),
    }
}
