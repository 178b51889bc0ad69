//! What stands in the content documents.

use crate::EVERYTHING;
use crate::book::{Book, Epub, MANIFEST, parse};
use crate::support::epub::Ask as _;

fn everything() -> Epub {
    Book::new(MANIFEST, EVERYTHING).read(None)
}

/// The one text of a report of one chapter without a heading.
fn opening(text: &str) -> String {
    Book::new("[report]\ntitle = \"T\"\n", text).read(None).text("opening-1.xhtml").to_string()
}

#[test]
fn each_edition_has_its_own() {
    let body = everything().body();
    assert!(body.contains("Only on a screen."));
    assert!(!body.contains("Only on paper."));
}

#[test]
fn a_note_called_twice_has_two_ways_back() {
    let epub = everything();
    let text = epub.text("opening-1.xhtml");
    assert_eq!(text.matches("role=\"doc-noteref\" href=\"#note-1\"").count(), 2);
    assert!(text.contains("id=\"call-1\"") && text.contains("id=\"call-1-2\""));
    assert!(text.contains("href=\"#call-1\"") && text.contains("href=\"#call-1-2\""));
    assert_eq!(text.matches("aria-label=\"Back to text (1.").count(), 2);
}

#[test]
fn notes_of_captions_and_cells_stand_below_their_figure_or_table() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    for (words, place) in [("caption", "figure"), ("cell", "div")] {
        let said = format!("A note called from a {words}.");
        let says = |node: &roxmltree::Node<'_, '_>| {
            node.is_text() && node.text().is_some_and(|text| text.contains(&said))
        };
        let note = xml
            .descendants()
            .find(|node| node.has_tag_name_of("aside") && node.descendants().any(|own| says(&own)));
        let note = note.unwrap_or_else(|| panic!("no note of a {words}"));
        let mark = note.descendants().find(|node| node.attribute("class") == Some("mark"));
        assert_eq!(mark.and_then(|mark| mark.text()), Some("a"));
        let exhibit = note
            .ancestors()
            .find(|node| node.attribute("class").is_some_and(|class| class.contains("exhibit")));
        assert!(exhibit.is_some_and(|exhibit| exhibit.has_tag_name_of(place)), "{words}");
        assert!(note.ancestors().all(|node| node.attribute("class") != Some("notes")));
    }
}

#[test]
fn labels_words_and_sources_stand_in_the_order_of_the_pdf() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let map = xml.descendants().find(|node| node.attribute("id") == Some("plaice")).unwrap();
    let words: String = map
        .descendants()
        .filter(|node| {
            node.is_text()
                && !node
                    .ancestors()
                    .any(|own| own.has_tag_name(("http://www.w3.org/2000/svg", "svg")))
        })
        .map(|node| node.text().unwrap())
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    assert_eq!(words.join(" "), "Map 1 A map of plaice Note Not to scale Source The sea & more");
    let svg = map.descendants().find(|node| node.tag_name().name() == "svg").unwrap();
    assert_eq!(svg.attribute("aria-label"), Some("Two squares, one red."));
    assert!(svg.descendants().any(|node| node.text() == Some("A & B")), "text stays text");
}

#[test]
fn a_decorative_picture_has_an_empty_description() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("src=\"images/pixels.png\" alt=\"\""));
    assert!(text.contains("alt=\"A red pixel among blue ones.\""));
    assert!(text.contains("style=\"width: 50.0%\""));
}

#[test]
fn tables_have_scopes_and_numbers_stand_at_the_right() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(
        text.contains("<th scope=\"col\">Name</th><th scope=\"col\" class=\"right\">Number</th>")
    );
    assert!(text.contains("<th scope=\"row\">One &amp; two</th><td class=\"right\">1,000</td>"));
    assert!(text.contains("role=\"region\" tabindex=\"0\""));
}

#[test]
fn a_list_counts_from_its_own_number() {
    assert!(opening("3. a\n4. b\n").contains("<ol start=\"3\""));
    assert!(opening("1. a\n2. b\n").contains("<ol>"));
}

#[test]
fn a_pull_quote_is_not_read_twice() {
    let epub = everything();
    assert!(
        epub.text("chapter-1.xhtml")
            .contains("<aside class=\"pull-quote\" aria-hidden=\"true\" epub:type=\"pullquote\">")
    );
    let linked = opening("> [!pullquote]\n>\n> See [that](https://example.org/).\n");
    assert!(linked.contains("role=\"doc-pullquote\"") && !linked.contains("aria-hidden"));
}

#[test]
fn another_language_has_its_name_and_direction() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("<span lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">جبهه</span>"));
    assert!(text.contains("<div lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">"));
    assert!(epub.names().any(|name| name.ends_with("NotoNaskhArabic-Regular.ttf")));
}

#[test]
fn a_chronology_has_its_dates_before_its_terms() {
    let epub = everything();
    assert!(epub.text("chapter-1.xhtml").contains(
        "<dt><span class=\"date\">1837–38</span> <span class=\"term\">Term one</span></dt>"
    ));
}

#[test]
fn only_links_that_a_book_may_have_are_links() {
    let body = everything().body();
    assert!(body.contains("href=\"https://example.org/a%20b?q=%22x%22&amp;r=1\""));
    assert!(body.contains("A link to nowhere good,") && !body.contains("javascript:"));
}

#[test]
fn fonts_come_with_their_licences() {
    let epub = everything();
    for file in ["SourceSerif4-Regular.otf", "SourceSans3-Semibold.otf", "OFL-Source-Serif.txt"] {
        assert!(epub.names().any(|name| name.ends_with(file)), "{file}");
    }
    let plain = Book::new("[report]\ntitle = \"T\"\n", "Words.\n").read(None);
    assert!(!plain.names().any(|name| name.contains("Naskh") || name.contains("Code")));
}
