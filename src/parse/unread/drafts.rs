//! Marks of unfinished work, as editors set them: `TODO`, `FIXME`, `XXX`, `TK`.
//!
//! The same letters are words elsewhere: a number in Roman numerals, a firm's initials, "all" in
//! Spanish, the subject of a text about programming. What surrounds them decides.

use super::Found;
use super::kind::Kind;
use super::printed::{CODE, OTHER, Printed, start_of};
use crate::language::Language;

/// Brackets around a mark close within this.
const LONGEST: usize = 200;

/// Languages in which "todo" is a word.
const ALL_IN: &[&str] = &["es", "pt", "gl", "an", "ast"];

/// Words before a mark that make it the subject of the sentence.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "each", "every", "any", "no", "your", "our", "their", "of",
    "as", "like", "called", "or", "and", "with", "these", "those", "some", "more", "word", "see",
    "der", "die", "das", "den", "dem", "ein", "eine", "le", "la", "les", "un", "une", "el", "los",
    "las", "una", "il", "de", "het", "een",
];

/// Words behind a mark that do the same.
const NOUNS: &[&str] = &[
    "app",
    "application",
    "comment",
    "comments",
    "file",
    "files",
    "group",
    "item",
    "items",
    "list",
    "lists",
    "macro",
    "marker",
    "markers",
    "mark",
    "marks",
    "note",
    "notes",
    "or",
    "tag",
    "tags",
];

/// Measures and names before or behind which `TK` and `XXX` stand for a number.
const MEASURES: &[&str] =
    &["percent", "per", "million", "billion", "thousand", "trillion", "people", "%"];
const NUMBERED: &[&str] =
    &["page", "p.", "pp.", "figure", "table", "chapter", "section", "map", "box", "note"];

/// The marks of unfinished work in these words.
pub fn find(printed: &Printed, language: &Language) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    for mark in ["TODO", "FIXME", "XXX", "TK"] {
        for (at, _) in words.match_indices(mark) {
            let around = Around::of(words, at, mark);
            let is_mark = around.is_whole()
                && match mark {
                    "TODO" if ALL_IN.contains(&language.primary().as_str()) => {
                        around.is_told() || around.is_bracketed()
                    }
                    "TODO" | "FIXME" => {
                        around.is_told() || around.is_bracketed() || around.is_meant()
                    }
                    "XXX" => around.is_bracketed() || around.is_number(),
                    _ => around.is_bracketed() || around.is_number() || around.is_doubled(),
                };
            if is_mark && !printed.is_linked(at) {
                found.push(Found::new(Kind::Draft, at..at + around.length));
            }
        }
    }
    found
}

/// A mark with what stands around it.
struct Around<'a> {
    before: &'a str,
    behind: &'a str,
    /// The length of the mark: `TK` may be doubled.
    length: usize,
}

impl<'a> Around<'a> {
    fn of(words: &'a str, at: usize, mark: &str) -> Around<'a> {
        let rest = words.get(at..).unwrap_or_default();
        let length = match mark {
            "TK" => rest.len() - rest.trim_start_matches("TK").len(),
            _ => mark.len(),
        };
        let behind = words.get(at + length..).unwrap_or_default();
        Around { before: words.get(..at).unwrap_or_default(), behind, length }
    }

    /// Whether it is a word of its own, and neither part of a name nor of a path.
    fn is_whole(&self) -> bool {
        let joins =
            |c: char| c.is_alphanumeric() || "_-–/.\\".contains(c) || c == CODE || c == OTHER;
        let starts = !self.before.ends_with(|c: char| joins(c) && c != '.');
        let mut behind = self.behind.chars();
        let next = behind.next();
        let ends = next
            .is_none_or(|c| !joins(c) || c == '.' && behind.next().is_none_or(char::is_whitespace));
        starts && ends
    }

    fn is_followed_by(&self, close: char) -> bool {
        start_of(self.behind, LONGEST).contains(close)
    }

    fn word_before(&self) -> &'a str {
        self.before.split_whitespace().next_back().unwrap_or_default()
    }

    fn word_behind(&self) -> &'a str {
        self.behind.split_whitespace().next().unwrap_or_default()
    }

    /// Whether something is said of it: "TODO: ask", or where a sentence opens "FIXME(ann): ask".
    fn is_told(&self) -> bool {
        let opens = self.begins_sentence() || self.before.ends_with(['[', '(', '—', '–', '“', '"']);
        let colon = self.behind.starts_with(": ")
            && !DETERMINERS.contains(&self.word_before().to_lowercase().as_str());
        colon
            || opens
                && (self.behind.starts_with(':')
                    || self.behind.starts_with('(') && self.is_followed_by(')'))
    }

    /// Whether it opens brackets, `[TK]`, `[TODO check]`; round ones may hold initials.
    fn is_bracketed(&self) -> bool {
        self.before.ends_with('[') && self.is_followed_by(']')
    }

    /// Whether it stands for work where a sentence begins or ends, or in brackets of its own, and
    /// the sentence is neither about such marks nor in capitals.
    fn is_meant(&self) -> bool {
        let behind = self.behind.trim_start();
        let ends = behind.is_empty() || behind.starts_with(['.', '?', '!', ')', '\n']);
        if !self.begins_sentence() && !ends && !self.is_number() {
            return false;
        }
        let trimmed = |word: &'a str| word.trim_matches(|c: char| !c.is_alphanumeric());
        let (before, behind) = (trimmed(self.word_before()), trimmed(self.word_behind()));
        let is_capital = |word: &str| {
            word.chars().any(char::is_alphabetic)
                && !word.contains(char::is_lowercase)
                && word.len() > 1
        };
        let is_quoted = self.before.ends_with(['“', '"', '‘', '«', '\''])
            || self.behind.starts_with(['”', '"', '’', '»', '\'']);
        !is_quoted
            && !DETERMINERS.contains(&before.to_lowercase().as_str())
            && !NOUNS.contains(&behind.to_lowercase().as_str())
            && !is_capital(before)
            && !is_capital(behind)
    }

    /// Whether it stands for a number: "$TK", "TK percent", "page TK".
    fn is_number(&self) -> bool {
        let before = self.word_before().trim_start_matches(['(', '“']).to_lowercase();
        let behind = self.word_behind().trim_end_matches(['.', ',', ';', ')']);
        let money = self.before.ends_with(['$', '€', '£', '¥']);
        let measured = MEASURES.contains(&behind) || self.behind.starts_with('%');
        // A chapter may well be the thirtieth.
        let numbered = NUMBERED.contains(&before.as_str()) && self.length != "XXX".len();
        money || measured || numbered
    }

    /// Whether it is doubled, with or without a space.
    fn is_doubled(&self) -> bool {
        self.length > "TK".len() || self.word_behind() == "TK" || self.word_before() == "TK"
    }

    fn begins_sentence(&self) -> bool {
        let before = self.before.trim_end();
        before.is_empty()
            || self.before.ends_with('\n')
            || before.ends_with(['.', '!', '?', '…', ':'])
    }
}
