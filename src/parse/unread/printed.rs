//! What a leaf prints, as one row of words that still know where they are written.

use std::ops::Range;

use super::spelling;
use crate::document::{Inline, InlineKind, Leaf};

/// Stands for code: it is never suspected.
pub const CODE: char = '\u{fffc}';

/// Stands for anything else that is no words of the author's: a picture, a call, a bare address.
pub const OTHER: char = '\u{fffd}';

/// So many backslashes are counted before a character.
const LONGEST_RUN: usize = 32;

/// The words that a leaf prints.
pub struct Printed<'a> {
    /// The words.
    pub words: String,
    /// The text of the source.
    source: &'a str,
    stretches: Vec<Stretch>,
}

/// A part of the words that comes from one place.
struct Stretch {
    /// Where it stands in the words.
    range: Range<usize>,
    /// Where it is written.
    written: Range<usize>,
    /// Where each of its bytes is written, unless it is written letter by letter.
    spelled: Option<Vec<Option<usize>>>,
    /// Whether it is what a link says.
    linked: bool,
}

impl<'a> Printed<'a> {
    /// What a leaf prints.
    pub fn of(leaf: &Leaf, source: &'a str) -> Printed<'a> {
        let mut printed = Printed { words: String::new(), source, stretches: Vec::new() };
        printed.add(&leaf.inlines, false);
        printed
    }

    fn add(&mut self, inlines: &[Inline], linked: bool) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => {
                    let start = self.words.len();
                    self.words.push_str(words);
                    let (range, written) = (start..self.words.len(), inline.span.range());
                    let source = self.source.get(written.clone()).unwrap_or_default();
                    let spelled = (source != words).then(|| spelling::align(words, source));
                    self.stretches.push(Stretch { range, written, spelled, linked });
                }
                InlineKind::Code(_) => self.words.push(CODE),
                InlineKind::LineBreak => self.words.push('\n'),
                InlineKind::NoteCall { .. } | InlineKind::Image { .. } => self.words.push(OTHER),
                InlineKind::Link { url, inside } if is_address(inside, url) => {
                    self.words.push(OTHER);
                }
                InlineKind::Link { inside, .. } | InlineKind::Reference { inside, .. } => {
                    self.words.push(OTHER);
                    self.add(inside, true);
                    self.words.push(OTHER);
                }
                kind => self.add(kind.inside(), linked),
            }
        }
    }

    /// Whether the word at this place is what a link says.
    pub fn is_linked(&self, at: usize) -> bool {
        self.stretch(at).is_some_and(|stretch| stretch.linked)
    }

    /// Whether the author protected the character at this place with a backslash.
    pub fn is_escaped(&self, at: usize) -> bool {
        let Some(before) = self.written(at).and_then(|at| self.source.get(..at)) else {
            return false;
        };
        before.bytes().rev().take(LONGEST_RUN).take_while(|byte| *byte == b'\\').count() % 2 == 1
    }

    /// Where these words are written, from their first character to their last.
    pub fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let stretch = self.stretch(range.start)?;
        let start = self.written(range.start).unwrap_or(stretch.written.start);
        let last = self.words.get(range.clone())?.char_indices().next_back()?;
        let end = self.written(range.start + last.0).map(|end| end + last.1.len_utf8());
        let end = end.filter(|end| *end > start).unwrap_or(stretch.written.end.max(start));
        // A backslash that makes of a bracket the sign of mathematics is a part of it.
        Some(start - usize::from(self.is_escaped(range.start))..end)
    }

    /// These words as the source has them.
    pub fn source_of(&self, range: Range<usize>) -> &'a str {
        self.place(range).and_then(|place| self.source.get(place)).unwrap_or_default()
    }

    /// The character before this place.
    pub fn before(&self, at: usize) -> Option<char> {
        self.words.get(..at)?.chars().next_back()
    }

    /// The character at this place.
    pub fn at(&self, at: usize) -> Option<char> {
        self.words.get(at..)?.chars().next()
    }

    fn stretch(&self, at: usize) -> Option<&Stretch> {
        let index = self.stretches.partition_point(|stretch| stretch.range.end <= at);
        self.stretches.get(index).filter(|stretch| stretch.range.start <= at)
    }

    /// Where the character at this place is written, when that can be told.
    fn written(&self, at: usize) -> Option<usize> {
        let stretch = self.stretch(at)?;
        let inside = at - stretch.range.start;
        let offset = match &stretch.spelled {
            None => Some(inside),
            Some(places) => places.get(inside).copied().flatten(),
        };
        Some(stretch.written.start + offset?)
    }
}

/// The start of a text, so that a search in it stays short: constructs do not go on for pages.
pub fn start_of(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a link says nothing but its own address.
fn is_address(inside: &[Inline], url: &str) -> bool {
    let [Inline { kind: InlineKind::Text(words), .. }] = inside else { return false };
    url.strip_prefix("mailto:").unwrap_or(url).ends_with(words.as_str())
}
