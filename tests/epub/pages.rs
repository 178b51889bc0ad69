//! Where the pages of the PDF begin.

use diptych::document::NodeId;

use crate::book::{Book, Epub, page_map};
use crate::laws::{hold, page_list};

const MANIFEST: &str = "[report]\ntitle = \"T\"\ndisclaimer = \"A statement.\"\n";
const TEXT: &str = "First paragraph with words.[^n]\n\n\
    # Heading\n\nSecond paragraph, of interventions, and *more of it*.\n\n\
    > [!pdf]\n>\n> On paper only.\n\n- one item\n- another item\n\n\
    > [!pullquote]\n>\n> Quoted words.\n\n\
    Last paragraph.\n\n[^n]: Words of a note.\n";

/// The words that follow each marker, by label.
fn words_after(epub: &Epub, label: &str) -> String {
    let body = epub.body();
    let id = format!("id=\"page-{label}\"");
    let rest = body.split(&id).nth(1).unwrap_or_else(|| panic!("page {label} is not marked"));
    let rest = rest.split_once("</span>").unwrap().1;
    let mut words = String::new();
    let mut in_tag = false;
    for character in rest.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => words.push(character),
            _ => {}
        }
    }
    words.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// Page 1 begins with the text, and page 2 with the words `first` of the leaf that begins with
/// `words`; the words after its marker.
fn second_page(words: &str, first: &str) -> String {
    let book = Book::new(MANIFEST, TEXT);
    let text = TEXT.replace('*', "");
    let offset = text.split_once(words).unwrap().1.find(first).map_or(0, |at| at + words.len());
    let start = (book.leaf(words), offset as u32);
    let epub = book.read(Some(&page_map(&[("1", None), ("2", Some(start))])));
    hold(&epub);
    words_after(&epub, "2")
}

#[test]
fn a_page_begins_in_mid_paragraph() {
    assert_eq!(second_page("Second", "Second"), "Second paragraph,");
    assert_eq!(second_page("Second", "of inter"), "of interventions,");
}

#[test]
fn a_broken_word_stays_whole() {
    assert_eq!(second_page("Second", "ventions"), "and more");
}

#[test]
fn a_page_begins_in_emphasis() {
    assert_eq!(second_page("Second", "of it"), "of it.");
}

#[test]
fn a_page_that_begins_with_a_heading_is_marked_above_it() {
    let book = Book::new(MANIFEST, TEXT);
    let start = (book.leaf("Heading"), 0);
    let epub = book.read(Some(&page_map(&[("1", None), ("2", Some(start))])));
    hold(&epub);
    assert!(epub.text("chapter-1.xhtml").contains("aria-label=\"page\u{a0}2\"></span><h1"));
}

#[test]
fn a_page_of_what_is_only_on_paper_begins_with_what_follows() {
    assert_eq!(second_page("On paper", "only"), "one item");
}

#[test]
fn no_marker_stands_in_a_list_beside_its_items() {
    assert_eq!(second_page("another", "another"), "another item");
    assert_eq!(second_page("one item", "one item"), "one item");
}

#[test]
fn a_page_that_begins_in_a_note_or_a_pull_quote_is_marked_before_it() {
    assert_eq!(second_page("Quoted", "words"), "Quoted words.");
    assert_eq!(second_page("Words of a note", "of a note"), "1 Words");
}

#[test]
fn front_matter_is_marked_on_its_own_pages() {
    let book = Book::new(MANIFEST, TEXT);
    let title = book.report.document.front.title.id;
    let statement = book.leaf("A statement");
    let first = book.leaf("First");
    let map = page_map(&[
        ("i", Some((title, 0))),
        ("ii", Some((statement, 0))),
        ("iii", None),
        ("iv", None),
        ("1", Some((title, 0))),
        ("2", Some((first, 6))),
    ]);
    let epub = book.read(Some(&map));
    hold(&epub);
    let list = page_list(&epub);
    let found: Vec<String> = list.iter().map(|(label, href)| format!("{label} {href}")).collect();
    assert_eq!(
        found,
        [
            "i title.xhtml#page-i",
            "ii imprint.xhtml#page-ii",
            "iii nav.xhtml#page-iii",
            "iv nav.xhtml#page-iv",
            "1 opening-1.xhtml#page-1",
            "2 opening-1.xhtml#page-2",
        ]
    );
    assert_eq!(words_after(&epub, "1"), "T First");
    assert_eq!(words_after(&epub, "2"), "paragraph with");
}

#[test]
fn an_empty_page_is_marked_with_the_next() {
    let book = Book::new(MANIFEST, TEXT);
    let last = book.leaf("Last");
    let map =
        page_map(&[("1", Some((book.leaf("First"), 0))), ("2", None), ("3", Some((last, 0)))]);
    let epub = book.read(Some(&map));
    hold(&epub);
    let labels: Vec<String> = page_list(&epub).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["1", "2", "3"]);
    assert_eq!(words_after(&epub, "2"), "Last paragraph.");
}

#[test]
fn the_list_can_be_left_out() {
    let book = Book::new(MANIFEST, TEXT);
    assert!(page_list(&book.read(None)).is_empty());
}

/// Any pages at all, in order or not, give as many markers as pages, in their order.
#[test]
fn no_page_is_lost_whatever_its_place() {
    let book = Book::new(crate::book::MANIFEST, crate::EVERYTHING);
    let source = book.leaf("Text before").source;
    let mut seed = 7_u64;
    let mut chance = |below: u64| {
        // Knuth's linear congruence: the same numbers in each run.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..25 {
        let mut starts = Vec::new();
        for _ in 0..12 {
            let node = NodeId { source, index: chance(260) as u32 };
            starts.push(if chance(5) == 0 { None } else { Some((node, chance(40) as u32)) });
        }
        let labels: Vec<String> = (1..=starts.len()).map(|number| number.to_string()).collect();
        let pages: Vec<_> = labels.iter().map(String::as_str).zip(starts).collect();
        let epub = book.read(Some(&page_map(&pages)));
        hold(&epub);
        let listed: Vec<String> = page_list(&epub).into_iter().map(|(label, _)| label).collect();
        assert_eq!(listed, labels);
    }
}
