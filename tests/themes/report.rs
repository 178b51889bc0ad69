//! The theme `report`, on letter and on A4.

use super::{DISPLAY, Dump, SANS, SANS_BOLD, SERIF};

/// The theme `report` on a paper whose margin is `left` and whose last line ends at `bottom`.
fn report(paper: &str, left: f64, bottom: f64, height: f64) {
    let dump = Dump::of(&format!("[pdf]\npaper = \"{paper}\"\n"));
    let text = left + 132.0;
    // The line of the grid, from 1.
    let line = |line: f64| 84.0 + 10.08 + 14.0 * (line - 1.0);

    dump.words("i", "Aldermere Institute", (left, 57.0), SANS_BOLD, "11");
    dump.drawn("i", "468×0.5 fill #b9bec7", (left, 91.0));
    dump.words("i", "Withdrawal", (left, 163.44), "SourceSerif4Display-Light", "50");
    dump.words("i", "Opposition and", (left, 210.0), DISPLAY, "19");
    dump.drawn("i", "36×2 fill #1d3c6e", (left, 250.0));
    dump.words("i", "Helena Voss", (left, 277.52), SANS_BOLD, "12");
    dump.words("i", "November 2024", (left, 293.52), SANS, "12");
    let panel = dump.find("i", "fill #1d3c6e furniture (background)").y;
    assert!((panel - height * 0.4874).abs() < 0.1, "{panel}");

    let imprint = dump.things.iter().filter(|thing| thing.page == "ii").map(|thing| thing.y);
    let lowest = imprint.fold(0.0, f64::max);
    assert!((lowest - (bottom - 3.92)).abs() < 0.06, "{lowest}");
    assert!(!dump.things.iter().any(|thing| thing.page == "ii" && thing.what.contains("(footer)")));

    // The imprint's rows have their labels in the margin column, a line of white between them.
    dump.words("ii", "Aldermere Institute", (text, line(1.0)), SANS_BOLD, "9");
    let imprint = |words: &str, up: f64| {
        dump.words("ii", words, (left, bottom - 3.92 - 14.0 * up), SANS_BOLD, "9");
    };
    for (label, up) in
        [("Type", 0.0), ("Series", 2.0), ("Cite as", 4.0), ("Published", 7.0), ("Title", 11.0)]
    {
        imprint(label, up);
    }
    dump.words("ii", "Source Serif 4 and", (text, bottom - 3.92), SANS, "9");

    dump.words("iii", "Contents", (left, 114.24), DISPLAY, "30");
    // Groups are parted by half a line; numbers of pages end at the edge, leaders 30 before it.
    dump.words("iii", "Section", (text, line(7.0)), SANS, "10");
    dump.words("iii", "Do", (text, line(8.5)), SANS_BOLD, "10.5");
    dump.ends("iii", "1\" SourceSans3-Semibold 10.5", left + 468.0, 5.6);
    // Dots of 8 points stand below one another.
    for leader in dump.things.iter().filter(|thing| thing.what.contains("text \"....")) {
        assert!(leader.what.contains(&format!("{SANS} 8 #b9bec7")), "{leader:?}");
        let dots = leader.what.matches('.').count() as f64;
        let last = leader.x + 6.0 * (dots - 1.0);
        assert!((last - (left + 436.01)).abs() < 0.1, "{leader:?} ends at {last}");
    }
    dump.drawn("iii", "468×0.5 fill #b9bec7", (left, line(13.0) + 3.92 + 7.0));
    dump.words("iii", "Maps", (left, line(15.5)), SANS_BOLD, "9");
    dump.words("iii", "Map 1", (text, line(15.5)), SANS_BOLD, "10");
    dump.words("iii", "Chapter", (text, line(6.0)), SANS_BOLD, "10.5");
    dump.words("iii", "iii", (left, bottom + 38.08), SANS_BOLD, "9.5");

    dump.words("1", "Withdrawal", (left, 100.24), "SourceSerif4Display-Light", "34");
    dump.words("1", "Opposition and", (left, 127.12), DISPLAY, "16");
    dump.words("1", "Helena Voss", (left, 150.08), SANS_BOLD, "10");
    dump.words("1", "1\" SourceSans3-Semibold", (left, bottom + 38.08), SANS_BOLD, "9.5");
    assert!(!dump.things.iter().any(|thing| thing.page == "1" && thing.what.contains("(header)")));
    // From here on places are relative to the chapter's title, 5.04 + 25.2 below its top.
    let top = dump.find("1", "text \"Chapter").y - 30.24;
    assert!(((top - 84.0) / 14.0).fract().abs() < 0.01, "{top}");
    let below = |lines: f64| top + 10.08 + 14.0 * lines;
    dump.words("1", "Chapter", (left, top + 30.24), DISPLAY, "30");
    dump.words("1", "A road", (text, below(4.0)), "SourceSerif4-It", "11");
    dump.words("1", "In August 2021", (text, below(6.0)), SERIF, "10.5");
    dump.words("1", "Second paragraph", (text + 14.0, below(9.0)), SERIF, "10.5");
    dump.words("1", "Section", (text, below(12.5)), SANS_BOLD, "12.5");
    dump.words("1", "Below a section", (text, below(14.0)), SERIF, "10.5");
    dump.words("1", "Subsection", (text, below(16.0)), SANS_BOLD, "10.5");
    dump.words("1", "Below it", (text, below(17.0)), SERIF, "10.5");

    dump.words("2", "Quoted words", (text + 14.0, line(1.0)), SERIF, "9.5");
    dump.words("2", "After the quotation", (text, line(4.0)), SERIF, "10.5");
    dump.words("2", "•", (text, line(6.0)), SERIF, "10.5");
    dump.words("2", "Item one", (text + 14.0, line(6.0)), SERIF, "10.5");
    dump.words("2", "Item two", (text + 14.0, line(7.0)), SERIF, "10.5");
    dump.words("2", "After the list", (text, line(9.0)), SERIF, "10.5");
    // A number and its point end 3.15 before the text.
    dump.ends("2", "1.\" SourceSerif4-Regular", text + 14.0 - 3.15, 8.0);
    dump.words("2", "First.", (text + 14.0, line(11.0)), SERIF, "10.5");
    dump.words("2", "After the numbers", (text, line(14.0)), SERIF, "10.5");
    dump.words("2", "code", (text, line(16.0)), "SourceCodePro-Regular", "9");
    dump.words("2", "After code", (text, line(18.0)), SERIF, "10.5");

    // The note ends on the last line, its rule a line and a half above its baseline.
    dump.words(
        "1",
        "The note itself",
        (text + 14.0, bottom - 2.94),
        "SourceSerif4SmText-Regular",
        "8.5",
    );
    dump.drawn("1", "48×0.5 fill #55585e", (text, bottom - 10.5 - 5.5 - 0.5));

    dump.words("4", "Withdrawal", (left, 52.1), SANS, "8.5");
    dump.words("4", "Chapter", (text, 52.1), SANS, "8.5");
    dump.drawn("4", "468×1 fill #1d3c6e", (left, 84.0));
    dump.words("4", "Map 1", (left, 84.0 + 7.0 + 10.08), SANS_BOLD, "10");
    dump.words("4", "Reported attacks", (text, 101.08), SANS_BOLD, "10");
    dump.words("4", "September 2021", (text, 115.08), SANS, "9.5");
    dump.drawn("4", "image", (left, 126.0));
    let foot = 126.0 + 234.0 + 7.0 + 7.56;
    dump.words("4", "Source", (left, foot), SANS, "8.5");
    dump.words("4", "Counted", (text, foot), SANS, "8.5");
    // Below it at least a line of white, to the grid.
    dump.words("4", "Below the map", (text, line(23.0)), SERIF, "10.5");

    dump.drawn("3", "image", (left, 84.0));
    dump.words("3", "Figure 1", (left, 84.0 + 234.0 + 3.5 + 10.08), SANS_BOLD, "10");
    dump.words("3", "A picture", (text, 331.58), SANS, "9.5");
    dump.words("3", "Somebody", (text, 331.58 + 3.92 + 7.56), SANS, "8.5");

    dump.drawn("5", "468×1 fill #1d3c6e", (left, 84.0));
    dump.words("5", "Table 1", (left, 101.08), SANS_BOLD, "10");
    dump.words("5", "Meetings", (text, 101.08), SANS_BOLD, "10");
    dump.words("5", "Round", (left, 101.08 + 21.0), SANS_BOLD, "8.5");
    dump.words("5", "What was new", (text, 122.08), SANS_BOLD, "8.5");
    dump.words("5", "One", (left, 122.08 + 3.92 + 3.5 + 10.08), SANS, "9.5");
    dump.words("5", "Two", (left, 160.58), SANS, "9.5");
    // Rules below the head and the foot, a hairline between the rows.
    dump.drawn("5", "468×0.5 fill #55585e", (left, 125.5));
    dump.drawn("5", "468×0.25 fill #b9bec7", (left, 146.75));
    dump.words("5", "Communiqués", (text, 160.58 + 6.92 + 7.0 + 7.56 + 0.5), SANS, "8.5");

    dump.drawn("6", "468×2 fill #1d3c6e", (left, 84.0));
    dump.words("6", "Box 1", (left + 14.0, 84.0 + 14.0 + 10.08), SANS_BOLD, "8.5");
    dump.words("6", "Key findings", (left + 14.0, 122.08), SANS_BOLD, "12.5");
    dump.words("6", "Found out", (text, 108.08), SANS, "9.5");
    dump.drawn("6", "468×56 fill #eef1f6", (left, 84.0));
    dump.words("6", "Below the box", (text, line(6.0)), SERIF, "10.5");

    dump.drawn("7", "36×2 fill #1d3c6e", (text, 84.0));
    dump.words("7", "Distance", (text, 84.0 + 7.0 + 20.16), "SourceSerif4Display-It", "20");
    let wait = dump.find("7", "text \"Wait.").y;
    dump.words("7", "Below the pull quote", (text, line(5.0)), SERIF, "10.5");
    dump.words("7", "Wait.", (text, wait), SANS_BOLD, "12.5");
    dump.words("7", "No.", (text, wait + 14.0), SERIF, "10.5");
    // A line of white between the two.
    dump.words("7", "Open a channel", (text, wait - 42.0), SANS_BOLD, "12.5");
    let number = dump.find("7", "text \"2\" SourceSerif4Display-Regular 28 #1d3c6e");
    assert!(number.x < text - 24.0 && number.x > text - 42.0, "{}", number.x);

    dump.words("8", "Appendix", (left, line(1.0)), SANS_BOLD, "10");
    dump.words("8", "More", (left, 84.0 + 14.0 + 30.24), DISPLAY, "30");
    dump.words("8", "1839", (left, line(6.0)), SANS, "9.5");
    dump.words("8", "First War", (text, line(6.0)), SANS_BOLD, "10.5");
    dump.words("8", "An army", (text, line(7.0)), SERIF, "10.5");

    dump.words("9", "About the author", (left, 114.24), DISPLAY, "30");
    dump.words("9", "Helena Voss", (text, line(6.0)), SANS_BOLD, "12.5");
    dump.words("9", "Senior Fellow", (text, line(7.0)), SANS, "10");
    dump.words("9", "Helena Voss writes", (text, line(8.5)), SERIF, "10.5");
    // The portrait's top stands at the height of the name's capitals.
    let portrait = dump.find("9", "108×122 fill #d5dce8");
    assert!((portrait.x - left).abs() < 0.06, "{}", portrait.x);
    assert!((portrait.y - (line(6.0) - 12.5 * 0.66)).abs() < 0.06, "{}", portrait.y);
    assert!(dump.find("9", "text \"HV\"").what.contains("SourceSerif4Display-Light 34"));
}

#[test]
fn report_on_letter_stands_where_its_specification_says() {
    report("letter", 72.0, 700.0, 792.0);
}

#[test]
fn report_on_a4_stands_where_its_specification_says() {
    report("a4", 63.64, 742.0, 841.89);
}
