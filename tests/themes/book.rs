//! The theme `book`, on its own paper, on letter and on A4.

use super::{DISPLAY, Dump, SANS, SANS_BOLD, SERIF};

const SEMIBOLD: &str = "SourceSerif4-Semibold";

/// The theme `book` on a paper where right-hand pages begin at `recto` and left-hand ones at
/// `verso`, and the last line ends at `bottom`.
fn book(paper: &str, recto: f64, verso: f64, bottom: f64) {
    let dump = Dump::of(&format!("[theme]\nname = \"book\"\n{paper}"));
    let line = |line: f64| 66.0 + 10.08 + 14.0 * (line - 1.0);
    let middle = |page: &str, what: &str, left: f64| {
        let thing = dump.find(page, what);
        let right = left + 312.0 - (thing.x - left);
        assert!(thing.x > left && right > thing.x, "{what} is not in the middle");
        thing.y
    };

    dump.words("i", "Withdrawal", (recto, 147.8), "SourceSerif4Display-Light", "36");
    dump.words("i", "Opposition and", (recto, 187.4), DISPLAY, "15");
    dump.words("i", "Helena Voss", (recto, 253.52), SANS_BOLD, "12");
    // The half-title on a right-hand page, the imprint behind it, and the contents on the right.
    let half_title = middle("iii", "text \"Withdrawal", recto);
    assert!((half_title - 198.16).abs() < 0.06, "{half_title}");
    dump.words("iv", "Aldermere Institute", (verso, line(1.0)), SANS_BOLD, "9");
    dump.words("iv", "Source Serif 4 and", (verso, bottom - 3.92), SANS, "9");
    dump.words("iv", "Type", (verso, bottom - 17.92), SANS_BOLD, "9");
    let contents = middle("v", "text \"Contents", recto);
    assert!((contents - 86.16).abs() < 0.06, "{contents}");
    dump.words("v", "1 Chapter", (recto, line(5.0)), SEMIBOLD, "10.5");
    dump.words("v", "Section", (recto, line(6.0)), SERIF, "10");
    dump.words("v", "Map 1.1", (recto, line(15.5)), SERIF, "10");

    // A chapter opens with five lines of white, its number and title in the middle.
    let number = middle("1", "text \"1\" SourceSerif4Display-Regular 30 #1d3c6e", recto);
    assert!((number - (66.0 + 70.0 + 30.24)).abs() < 0.06, "{number}");
    let title = middle("1", "text \"Chapter\" SourceSerif4Display-Regular 24 #1a1a1a", recto);
    assert!((title - 198.16).abs() < 0.06, "{title}");
    let epigraph = middle("1", "text \"A road", recto);
    assert!((epigraph - line(12.0)).abs() < 0.06, "{epigraph}");
    // Three lines below an epigraph, the first words in small capitals of 9 points.
    dump.words("1", "In August 2021", (recto, line(16.0)), SERIF, "9");
    dump.words("1", "Second paragraph", (recto + 14.0, line(19.0)), SERIF, "10.5");
    dump.words("1", "Section", (recto, line(22.0)), "SourceSerif4-It", "11");
    dump.words("1", "Below a section", (recto, line(23.0)), SERIF, "10.5");
    dump.words("1", "Subsection", (recto, line(25.0)), SERIF, "9.5");
    let note = bottom - 2.94;
    dump.words("1", "The note itself", (recto + 14.0, note), "SourceSerif4SmText-Regular", "8.5");
    dump.drawn("1", "48×0.5 fill #55585e", (recto, bottom - 16.5));
    // An opening has no head, and its folio in the middle of the foot.
    assert!(!dump.things.iter().any(|thing| thing.page == "1" && thing.what.contains("(header)")));
    let folio = middle("1", "text \"1\" SourceSerif4-Regular 9.5", recto);
    assert!((folio - (bottom + 28.0)).abs() < 0.06, "{folio}");
    // Heads and folios are mirrored: the book's title on the left, the chapter's on the right.
    let head = |page: &str, words: &str, folio: (f64, f64)| {
        assert!((dump.find(page, &format!("text \"{words}\" {SERIF} 9 ")).y - 46.08).abs() < 0.06);
        let found = dump.find(page, &format!("text \"{page}\" {SERIF} 9.5"));
        assert!(found.x >= folio.0 && found.x <= folio.1, "page {page}: {}", found.x);
        assert!((found.y - 46.08).abs() < 0.06);
    };
    head("2", "Withdrawal", (verso - 0.1, verso + 0.1));
    head("3", "Chapter", (recto + 300.0, recto + 312.0));
    // What stands on a left-hand page stands at its own margin.
    let left_edge = |page: &str| {
        let main = dump.things.iter().filter(|thing| thing.page == page);
        let main =
            main.filter(|thing| thing.what.contains("text") && thing.what.contains(" main "));
        main.map(|thing| thing.x).fold(f64::MAX, f64::min)
    };
    assert!((left_edge("2") - verso).abs() < 1.1, "{}", left_edge("2"));
    assert!((left_edge("5") - recto).abs() < 1.1, "{}", left_edge("5"));
    dump.words("2", "Quoted words", (verso + 14.0, line(1.0)), SERIF, "9.5");
    dump.words("2", "After the quotation", (verso, line(4.0)), SERIF, "10.5");
    dump.words("2", "Item one", (verso + 14.0, line(6.0)), SERIF, "10.5");
    dump.words("2", "code", (verso, line(16.0)), "SourceCodePro-Regular", "9");
    // A figure is as wide as the text, its label and its credit on the line of its caption. It is
    // numbered by chapter.
    let figure = dump.find("3", "312×").clone();
    assert!((figure.x - recto).abs() < 0.06 && (figure.y - 66.0).abs() < 0.06, "{figure:?}");
    let caption = figure.y + 156.0 + 10.08;
    dump.words("3", "Figure 1.1", (recto, caption), SANS_BOLD, "9.5");
    assert!((dump.find("3", "text \"A picture").y - caption).abs() < 0.06);
    assert!((dump.find("3", "text \"Somebody").y - caption).abs() < 0.06);
    dump.drawn("4", "312×1 fill #1d3c6e", (verso, 66.0));
    dump.words("4", "Map 1.1", (verso, 83.08), SANS_BOLD, "9.5");
    dump.words("4", "September 2021", (verso, 97.08), SANS, "9.5");
    dump.drawn("4", "image", (verso, 108.0));
    dump.words("4", "Source", (verso, 108.0 + 156.0 + 7.0 + 10.08), SANS, "9");
    // The column that names the rows is no wider than its words.
    dump.words("5", "Round", (recto, 104.08), SANS_BOLD, "8.5");
    dump.words("5", "One", (recto, 121.58), SANS, "9.5");
    let second = dump.find("5", "text \"What was new").x;
    assert!((recto + 30.0..recto + 40.0).contains(&second), "{second}");
    dump.drawn("6", "312×70 fill #eef1f6", (verso, 66.0));
    dump.words("6", "Box 1.1", (verso + 14.0, 90.08), SANS_BOLD, "8.5");
    dump.words("6", "Key findings", (verso + 14.0, 104.08), SANS_BOLD, "12.5");
    dump.words("6", "Found out", (verso + 14.0, 118.08), SANS, "9.5");
    dump.words("6", "Below the box", (verso, line(7.0)), SERIF, "10.5");
    dump.drawn("7", "36×2 fill #1d3c6e", (recto, 66.0));
    dump.words("7", "Distance", (recto, 93.16), "SourceSerif4Display-It", "20");
    dump.words("8", "Open a channel", (verso + 28.0, line(14.0)), SEMIBOLD, "10.5");
    dump.words("8", "Name one official", (verso + 28.0, line(15.0)), SERIF, "10.5");
    let label = middle("9", "text \"Appendix\" SourceSerif4-Regular 9 ", recto);
    assert!((label - (66.0 + 70.0 + 10.08)).abs() < 0.06, "{label}");
    dump.words("9", "1839", (recto, 230.08), SERIF, "9.5");
    dump.words("9", "First War", (recto, 244.08), SEMIBOLD, "10.5");
    dump.words("10", "Helena Voss", (verso, 216.08), SEMIBOLD, "11");
    dump.words("10", "Senior Fellow", (verso, 230.08), SERIF, "9.5");
    dump.words("10", "Helena Voss writes", (verso, 251.08), SERIF, "10.5");
}

#[test]
fn book_on_its_own_paper_stands_where_its_specification_says() {
    let dump = Dump::of("[theme]\nname = \"book\"\n");
    assert!(dump.text.contains("page 1 432 × 648"), "six by nine inches");
    book("", 66.0, 54.0, 570.0);
}

#[test]
fn book_on_letter_and_a4_has_its_margins_in_proportion() {
    book("[pdf]\npaper = \"letter\"\n", 165.0, 135.0, 710.0);
    book("[pdf]\npaper = \"a4\"\n", 155.8, 127.47, 752.0);
}
