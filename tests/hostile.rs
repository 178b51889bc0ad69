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
    let late = told(&laid, "begins on the next page");
    assert!(!late.is_empty() && late.iter().all(|found| found.span.is_some()), "{late:?}");
}

#[test]
fn a_note_longer_than_a_page_goes_on_over_pages() {
    let laid = survive(&notes(1, 250));
    assert_notes_stand_with_their_calls(&laid);
}
