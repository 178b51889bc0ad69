//! The theme `plain`, on letter and on A4.

use super::{BOLD, Dump, SERIF};

/// The theme `plain` on a paper where the text begins at `left` and the last line ends at `bottom`.
fn plain(paper: &str, left: f64, bottom: f64) {
    let dump = Dump::of(&format!("[theme]\nname = \"plain\"\n[pdf]\npaper = \"{paper}\"\n"));
    let line = |line: f64| 84.0 + 10.8 + 15.0 * (line - 1.0);

    dump.words("i", "Withdrawal", (left, 156.24), BOLD, "34");
    dump.words("ii", "Aldermere Institute", (left, line(1.0)), BOLD, "9.5");
    dump.words("ii", "Source Serif 4, under", (left, bottom - 4.2), SERIF, "9.5");
    dump.words("ii", "Type", (left, bottom - 19.2), BOLD, "9.5");
    dump.words("iii", "Contents", (left, line(1.0)), BOLD, "14");
    dump.words("iii", "1 Chapter", (left, line(4.0)), BOLD, "11");
    dump.words("iii", "1.1 Section", (left, line(5.0)), SERIF, "11");
    dump.words("iii", "2 Do", (left, line(6.5)), BOLD, "11");

    dump.words("1", "Withdrawal", (left, 105.6), BOLD, "22");
    dump.words("1", "Opposition", (left, 130.2), "SourceSerif4-It", "13");
    // Authors, role and date in one line.
    dump.words("1", "Helena Voss", (left, 154.8), SERIF, "11");
    dump.words("1", "Senior Fellow", (left + 65.75, 154.8), SERIF, "11");
    dump.words("1", "November 2024", (left + 138.47, 154.8), SERIF, "11");
    let top = dump.find("1", "text \"Chapter").y;
    // Paragraphs are parted by half a line; headings are bold and numbered.
    let below = |lines: f64| top + 15.0 * lines;
    dump.words("1", "1\" SourceSerif4-Bold 14", (left, top), BOLD, "14");
    dump.words("1", "A road", (left, below(2.0)), "SourceSerif4-It", "10");
    dump.words("1", "In August 2021", (left, below(4.0)), SERIF, "11");
    dump.words("1", "Second paragraph", (left, below(6.5)), SERIF, "11");
    dump.words("1", "1.1", (left, below(9.5)), BOLD, "11");
    dump.words("1", "Below a section", (left, below(10.5)), SERIF, "11");
    let note = bottom - 2.94;
    dump.words("1", "The note itself", (left + 14.0, note), "SourceSerif4SmText-Regular", "8.5");
    dump.words("2", "Quoted words", (left + 22.5, line(1.0)), SERIF, "11");
    dump.words("2", "After the quotation", (left, line(4.0)), SERIF, "11");
    dump.words("2", "Item one", (left + 15.0, line(5.5)), SERIF, "11");
    dump.words("2", "Item two", (left + 15.0, line(6.5)), SERIF, "11");
    dump.words("2", "After the list", (left, line(8.0)), SERIF, "11");
    dump.words("2", "1.\" SourceSerif4-Regular", (left, line(9.5)), SERIF, "11");
    dump.words("2", "First.", (left + 22.5, line(9.5)), SERIF, "11");
    // Code has a bar at its left.
    dump.words("2", "code", (left + 14.0, line(14.0)), "SourceCodePro-Regular", "9");
    dump.drawn("2", "1×15 fill #111111", (left, line(14.0) - 10.8));
    // The folio stands in the middle of the foot, and there are no running heads.
    let folio = dump.find("1", "text \"1\" SourceSerif4-Regular 9.5");
    assert!((folio.x - (left + 177.0)).abs() < 5.0, "{folio:?}");
    assert!((folio.y - (bottom + 40.08)).abs() < 0.06, "{folio:?}");
    assert!(!dump.text.contains("(header)"));
    dump.drawn("3", "image", (left, 84.0));
    dump.words("3", "Figure 1", (left, 84.0 + 177.0 + 3.75 + 10.8), BOLD, "9.5");
    // The rule of a map stands below its title, half a line above the matter.
    dump.words("4", "Map 1", (left, line(1.0)), BOLD, "9.5");
    dump.drawn("4", "354×1 fill #111111", (left, 117.75));
    dump.drawn("4", "image", (left, 125.25));
    dump.words("4", "Source", (left, 125.25 + 177.0 + 7.5 + 7.56), SERIF, "8.5");
    // A table's title stands above its rule; its rows have no rules between them.
    dump.words("5", "Table 1", (left, line(1.0)), BOLD, "9.5");
    dump.drawn("5", "354×1 fill #111111", (left, 84.0 + 15.0 + 3.75));
    dump.words("5", "Round", (left, 102.75 + 3.75 + 10.8), BOLD, "9.5");
    // The column that names the rows is no wider than its words, with 12 points behind it.
    dump.words("5", "What was new", (left + 40.93, 117.3), BOLD, "9.5");
    dump.words("5", "One", (left, 117.3 + 4.2 + 7.5 + 10.8), SERIF, "9.5");
    dump.words("5", "Two", (left, 139.8 + 15.0), SERIF, "9.5");
    dump.words("5", "Source", (left, 154.8 + 4.2 + 3.75 + 7.5 + 7.56), SERIF, "8.5");
    dump.drawn("6", "354×0.5 fill #111111", (left, 84.0));
    dump.words("6", "Box 1", (left + 14.0, 84.0 + 15.0 + 10.8), BOLD, "10");
    dump.words("6", "Found out", (left + 14.0, 139.8), SERIF, "10");
    assert!(
        dump.text.contains(&format!("{left},158.5 354×0.5 fill #111111")),
        "its foot is closed"
    );
    dump.drawn("7", "36×1 fill #111111", (left, 84.0));
    dump.words("7", "Distance", (left, 107.7), "SourceSerif4-It", "14");
    dump.words("7", "Open a channel", (left + 22.5, 207.3), BOLD, "11");
    dump.words("8", "Appendix", (left, line(1.0)), SERIF, "11");
    dump.words("8", "1839", (left, line(4.0)), SERIF, "11");
    dump.words("9", "Helena Voss", (left, line(4.0)), BOLD, "11");
    dump.words("9", "Helena Voss writes", (left, line(6.5)), SERIF, "11");
    // Black only, but for rules: no text has another colour.
    let colours = dump.things.iter().filter(|thing| thing.what.starts_with("text"));
    assert!(
        colours
            .filter(|thing| !thing.what.contains("\".."))
            .all(|thing| { thing.what.contains(" #111111 ") })
    );
}

#[test]
fn plain_on_letter_stands_where_its_specification_says() {
    plain("letter", 129.0, 699.0);
}

#[test]
fn plain_on_a4_stands_where_its_specification_says() {
    plain("a4", 120.64, 744.0);
}
