//! The texts of a project and places in them.
//!
//! Every file that a person writes (manifest, chapters, theme, SVG) is kept here once, as text,
//! under the name by which diagnostics speak of it. A [`Span`] is a range of bytes in one of them;
//! line and column are computed only when somebody asks.

use std::sync::Arc;

/// Which text of [`Sources`]; given out in the order of loading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The position of the text in [`Sources`], from 0.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The id of the text at this position.
    pub const fn from_index(index: usize) -> SourceId {
        SourceId(index as u32)
    }
}

/// A range of bytes, `start..end`, in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// The span of these bytes. Offsets beyond 4 GiB are cut to it.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Span {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: cut(range.start), end: cut(range.end).max(cut(range.start)) }
    }

    /// The bytes as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// A value with the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value that is written at `span`.
    pub const fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

/// A line and a column, both from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One text.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// A text under the name that diagnostics give it: its path from the project's root, with `/`.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect();
        Source { name: name.into(), text, line_starts }
    }

    /// Its path from the project's root, with `/` between the parts.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The line and column of a byte offset; an offset inside a character belongs to it, one past
    /// the end to the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.line_starts.partition_point(|start| *start as usize <= offset);
        let start = self.line_starts[line - 1] as usize;
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The text of a line, counted from 1, without its line break; empty past the end.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return "";
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| *next as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// The name of a file as words: `maps/02-new_roads.md` is "New roads". The number that orders the
/// files is none of its words, nor a date of ten characters; where the name only says that the
/// file is the first of its folder, the words are the folder's.
pub fn title_of(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = parts.next().filter(|_| is_index(stem));
    let name = folder.unwrap_or(stem);
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let dated = name.get(..11).is_some_and(|date| date.split('-').map(digits).eq([4, 2, 2, 0]));
    let mut ordered = if dated { name.get(11..).unwrap_or(name) } else { name };
    while let Some(rest) = without_number(ordered) {
        ordered = rest;
    }
    let words = ordered.replace(['-', '_'], " ");
    let words = words.trim_matches([' ', '.']);
    let mut letters = if words.is_empty() { name } else { words }.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What follows the number that orders a file among others: `02-`, `ch02_`.
fn without_number(name: &str) -> Option<&str> {
    let counted = name.strip_prefix("ch").unwrap_or(name);
    let digits = counted.chars().take_while(char::is_ascii_digit).count();
    let rest = counted.get(digits..).filter(|_| (1..=3).contains(&digits))?;
    let rest = rest.strip_prefix(['-', '_', '.', ' '])?;
    (!rest.is_empty()).then_some(rest)
}

/// Whether the name of a file, without its extension, says that it is the first of its folder.
pub fn is_index(stem: &str) -> bool {
    ["index", "_index", "readme"].iter().any(|name| stem.eq_ignore_ascii_case(name))
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// All texts of a project.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Keeps a text and gives it its id.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.list.push(source);
        SourceId::from_index(self.list.len() - 1)
    }

    /// The text with this id, if these sources gave it out.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.index())
    }

    /// The characters of a span; empty when the span is not of these sources.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text().get(span.range())).unwrap_or("")
    }

    /// All texts with their ids, in the order of loading.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.list.iter().enumerate().map(|(index, source)| (SourceId::from_index(index), source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_words() {
        assert_eq!(title_of("maps/02-new_roads.md"), "New roads");
        assert_eq!(title_of("2024-10-01-the-law.markdown"), "The law");
        assert_eq!(title_of("2024-goals.md"), "2024 goals");
        assert_eq!(title_of("10.md"), "10");
        assert_eq!(title_of("ch06-02-match.md"), "Match");
        assert_eq!(title_of("state/README.md"), "State");
        assert_eq!(title_of("über uns"), "Über uns");
    }

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let source = Source::new("a.md", "ab\nçde\r\nf");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 2 });
        assert_eq!(source.position(4), Position { line: 2, column: 1 });
        assert_eq!(source.position(99), Position { line: 3, column: 2 });
        assert_eq!(source.line(2), "çde");
        assert_eq!(source.line(4), "");
    }
}
