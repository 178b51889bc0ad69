//! Reports that ask for what no page can hold: something readable comes of them, nothing is lost,
//! nothing stands beyond the paper, and what gave way is told at its place.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

mod support;

use diptych::diagnostic::Diagnostic;
use support::laid::*;

/// Lays out a text and holds it against all laws but that of notes, which some hostile shapes
/// cannot keep.
fn survive(text: &str) -> Laid {
    let laid = set(text);
    assert_nothing_is_lost(&laid);
    assert_inside_the_paper(&laid);
    assert_inside_the_block(&laid);
    assert_no_words_overlap(&laid);
    assert_links_lead_somewhere(&laid);
    laid
}

fn told<'l>(laid: &'l Laid, words: &str) -> Vec<&'l Diagnostic> {
    laid.found.iter().filter(|found| found.message.contains(words)).collect()
}

/// A line that calls so many notes of so many sentences, with text before and after it.
fn notes(count: usize, sentences: usize) -> String {
    let calls: String = (0..count).map(|n| format!("[^n{n}]")).collect();
    let text = "A sentence of a note that says what there is to say of it. ".repeat(sentences);
    let notes: String = (0..count).map(|n| format!("[^n{n}]: Note {n}. {text}\n\n")).collect();
    format!("# One\n\n{PROSE}\n\nWords{calls} go on. {PROSE}\n\n{PROSE}\n\n{notes}")
}

#[test]
fn two_long_notes_on_one_line_begin_there_and_go_on() {
    let laid = survive(&notes(2, 60));
    assert_notes_stand_with_their_calls(&laid);
}

#[test]
fn forty_notes_on_a_line_begin_there_as_far_as_there_is_room() {
    let laid = survive(&notes(40, 0));
    assert_notes_stand_with_their_calls(&laid);
    let laid = survive(&notes(40, 3));
    let late = told(&laid, "begin after that page");
    assert!(late.len() == 1 && late[0].span.is_some(), "{late:?}");
}

#[test]
fn forty_calls_break_between_notes_where_the_column_is_too_narrow() {
    let manifest = format!("{MANIFEST}\n[theme]\npage.columns = 2\n");
    let laid = lay_out(&manifest, &notes(40, 0));
    assert_nothing_is_lost(&laid);
    assert_inside_the_block(&laid);
    assert_notes_stand_with_their_calls(&laid);
    assert!(told(&laid, "too long for its column").is_empty(), "{:?}", laid.found);
    let broken = told(&laid, "a word is wider than its column");
    assert!(broken.len() == 1 && broken[0].span.is_some(), "{:?}", laid.found);
    // Each line of them ends in its column, be it the left or the right one.
    for number in 1..=40 {
        let x = laid.x(&number.to_string());
        assert!(x < 72.0 + 225.0 || x > 72.0 + 225.0 + 17.0 && x < 540.0, "{number} at {x}");
    }
}

#[test]
fn a_note_longer_than_a_page_goes_on_over_pages() {
    let laid = survive(&notes(1, 250));
    assert_notes_stand_with_their_calls(&laid);
}

#[test]
fn long_notes_below_the_report_go_on_over_pages() {
    for place in ["chapter", "end"] {
        let manifest = format!("{MANIFEST}\n[pdf]\nnotes = \"{place}\"\n");
        let laid = lay_out(&manifest, &notes(3, 120));
        assert_nothing_is_lost(&laid);
        assert_inside_the_block(&laid);
        assert_no_words_overlap(&laid);
        assert_eq!(laid.found, [], "a note may be broken like a paragraph");
    }
}

#[test]
fn a_row_higher_than_a_page_is_split_between_its_lines() {
    let long = PROSE.repeat(20);
    let table = |head: &str, cell: &str| {
        format!("| Key | {head} |\n| --- | --- |\n| a | few |\n| b | {cell} |\n| c | few |\n")
    };
    let text =
        format!("# One\n\n{PROSE}\n\n{}\nTable: Long {{#t}}\n\n{PROSE}\n", table("Words", &long));
    let laid = survive(&text);
    let warnings = told(&laid, "higher than a page");
    assert!(warnings.len() == 1 && warnings[0].span.is_some(), "{:?}", laid.found);
    let items = laid.pages.list.iter().flat_map(|page| &page.items);
    let heads = items.filter_map(run).filter(|run| run.text.trim() == "Words");
    assert!(heads.count() >= 2, "the head is repeated\n{}", laid.dump);
    // A head higher than a page is not.
    survive(&format!("# One\n\n{}\nTable: Long {{#t}}\n", table(&long, &long)));
}

#[test]
fn what_is_never_broken_is_broken_when_it_is_higher_than_a_page() {
    let long = PROSE.repeat(12);
    for block in [
        format!("> [!pullquote]\n> {long}\n"),
        format!("## {}\n\n{PROSE}\n", PROSE.repeat(14)),
        format!("# {}\n\n{PROSE}\n", PROSE.repeat(4)),
        format!("![Alt](a.svg \"{}\")\n", PROSE.repeat(16)),
        format!("![Alt](a.svg \"Caption\"){{source=\"{}\"}}\n", PROSE.repeat(22)),
        format!("# Do {{.recommendations}}\n\n1. **Lead.** {}\n2. Second.\n", PROSE.repeat(14)),
        format!("- {}\n\n  ![Alt](a.svg \"{}\")\n", PROSE, PROSE.repeat(16)),
        format!("> [!box] {}\n> {PROSE}\n", PROSE.repeat(12)),
        format!("A term\n: {}\n", PROSE.repeat(20)),
    ] {
        let laid = survive(&format!("# One\n\n{PROSE}\n\n{block}\n{PROSE}\n\n{PROSE}\n"));
        assert!(laid.found.iter().all(|found| found.span.is_some()), "{:?}", laid.found);
    }
}

#[test]
fn a_heading_of_ten_lines_keeps_with_its_text() {
    let laid = survive(&format!("# One\n\n{PROSE}\n\n## {}\n\n{PROSE}\n", PROSE.repeat(2)));
    assert_eq!(laid.found, []);
}

/// A table of so many columns and rows of words.
fn table(columns: usize, rows: usize, cell: impl Fn(usize, usize) -> String) -> String {
    let line = |row: usize| {
        let cells: String =
            (0..columns).map(|column| format!(" {} |", cell(row, column))).collect();
        format!("|{cells}\n")
    };
    let rule = format!("|{}\n", " --- |".repeat(columns));
    let body: String = (1..=rows).map(line).collect();
    format!("{}{rule}{body}\nTable: Wide {{#wide}}\n", line(0))
}

#[test]
fn a_table_of_sixty_columns_stays_on_the_paper_with_one_warning() {
    let wide = table(60, 4, |row, column| format!("word{row}x{column}"));
    let laid = survive(&format!("# One\n\n{PROSE}\n\n{wide}\n{PROSE}\n"));
    assert_eq!(laid.found.len(), 1, "{:?}", laid.found);
    assert!(told(&laid, "too wide for its 60 columns")[0].span.is_some());
    let numbers = table(200, 2, |row, column| format!("{}", row * 1000 + column));
    let laid = set(&format!("# One\n\n{numbers}"));
    assert_nothing_is_lost(&laid);
    assert_inside_the_paper(&laid);
}

#[test]
fn a_table_too_wide_for_its_column_is_set_smaller_before_words_are_broken() {
    let laid =
        survive(&format!("# One\n\n{}", table(9, 3, |row, _| format!("Extraordinary{row}"))));
    assert_eq!(laid.found, []);
    let cells = laid.pages.list.iter().flat_map(|page| &page.items).filter_map(run);
    let sizes: Vec<f64> = cells
        .filter(|run| run.text.starts_with("Extraordinary"))
        .map(|run| run.size.to_pt())
        .collect();
    assert!(sizes.len() == 36 && sizes.iter().all(|size| *size <= 8.0), "{sizes:?}");
}

#[test]
fn a_hole_is_told_with_its_cause_and_the_cheapest_way_out() {
    let item = "- Item.\n\n  ![Alt](a.svg \"A caption\")\n";
    let mut holes = 0;
    for before in 3..9 {
        let above = format!("{PROSE}\n\n").repeat(before);
        let laid = survive(&format!("# One\n\n{above}{item}\n{PROSE}\n"));
        for hole in told(&laid, "because what follows needs") {
            holes += 1;
            assert!(hole.span.is_some() && hole.message.starts_with("page 1 ends"), "{hole:?}");
            let help = hole.help.as_deref().unwrap_or_default();
            assert!(help.starts_with("take ") && help.contains("out of the page"), "{help}");
        }
    }
    assert!(holes > 0);
}
