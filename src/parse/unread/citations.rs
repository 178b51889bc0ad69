//! Citations as Pandoc has them, `[@key, p. 3]` and `@key`, and cross-references of that shape.

use std::ops::Range;

use super::Found;
use super::kind::Kind;
use super::printed::{Printed, start_of};

/// The kinds of things that a cross-reference may lead to, before the hyphen or colon of its name.
const SERIES: &[&str] = &[
    "fig", "tbl", "tab", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr",
];

/// Brackets stand no farther than this from the key.
const LONGEST: usize = 400;

/// Whether a text names a file with what it cites: then a name behind `@` is a citation, and
/// nobody's name in a network. So it is where the text cites in brackets.
pub fn are_in(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("bibliography:") || line.starts_with("references:"))
}

/// The citations and cross-references in these words. Names that are citations only where others
/// are stay uncertain.
pub fn find(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut end = 0;
    for (at, _) in words.match_indices('@') {
        if at < end {
            continue;
        }
        if let Some(one) = of_bookdown(words, at).or_else(|| named_at(printed, at)) {
            end = one.range.end;
            found.push(one);
        }
    }
    found
}

/// bookdown's `\@ref(fig:map)`: the backslash before it is no more than an escape to CommonMark.
fn of_bookdown(words: &str, at: usize) -> Option<Found> {
    let name = words.get(at..)?.strip_prefix("@ref(")?;
    let close = name.find(')')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    let name = name.get(..close).filter(|name| name.chars().all(is_name) && !name.is_empty())?;
    let range = at..at + "@ref()".len() + name.len();
    Some(cross_reference(name, range))
}

fn named_at(printed: &Printed, at: usize) -> Option<Found> {
    let words = printed.words.as_str();
    let key = key(words.get(at + 1..)?)?;
    if !printed.before(at).is_none_or(is_boundary) || printed.is_escaped(at) {
        return None;
    }
    let bare = at..at + 1 + key.len();
    let bracket = bracket_around(words, &bare);
    let range = bracket.clone().unwrap_or(bare);
    if printed.is_escaped(range.start) {
        return None;
    }
    if is_of_series(key) {
        return Some(cross_reference(key, range));
    }
    let found = Found::new(Kind::Citation, range.clone());
    let Some(bracket) = bracket else {
        // A name in round brackets, or behind a link, is more likely somebody's.
        let alone = words.matches('@').nth(1).is_none();
        let likely =
            printed.before(at) != Some('(') && (has_year(key) || alone && has_short_year(key));
        return (!printed.is_linked(at)).then_some(Found { certain: likely, ..found });
    };
    // A label that nothing defines is followed by another one.
    if matches!(printed.at(bracket.end), Some('[' | '(')) {
        return None;
    }
    let before = words.get(bracket.start + 1..at).unwrap_or_default();
    let certain = matches!(before, "" | "-") || has_year(key) || has_short_year(key);
    Some(Found { certain, ..found })
}

fn cross_reference(name: &str, range: Range<usize>) -> Found {
    let id: String = name.replace(':', "-");
    Found::new(Kind::CrossReference, range).labelled(format!("[](#{id})"))
}

/// The key at the start of these words, after Pandoc's rule: letters, digits and underscores, with
/// some punctuation between them.
fn key(words: &str) -> Option<&str> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut letters = words.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().is_some_and(|(_, next)| is_letter(*next));
        let inside = at > 0 && next && ":.#$%&-+?<>~/".contains(c);
        if !is_letter(c) && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    words.get(..end).filter(|key| key.starts_with(char::is_alphabetic) && key.len() > 1)
}

fn is_boundary(before: char) -> bool {
    before.is_whitespace() || "([{;—–-“‘\"'".contains(before)
}

/// The brackets around a key, when they stand close enough and hold no others.
fn bracket_around(words: &str, key: &Range<usize>) -> Option<Range<usize>> {
    let near = |at: &(usize, char)| key.start - at.0 <= LONGEST;
    let mut before = words.get(..key.start)?.char_indices().rev().take_while(near);
    let (open, _) = before.find(|(_, c)| matches!(c, '[' | ']'))?;
    let close = key.end + start_of(words.get(key.end..)?, LONGEST).find(['[', ']'])?;
    let is_pair =
        words.as_bytes().get(open) == Some(&b'[') && words.as_bytes().get(close) == Some(&b']');
    is_pair.then_some(open..close + 1)
}

/// Whether a key names a figure, a table or a section.
fn is_of_series(key: &str) -> bool {
    let series = key.split_once(['-', ':']);
    series.is_some_and(|(series, name)| SERIES.contains(&series) && !name.is_empty())
}

/// Whether a key has a year, as those of citations do: `smith2004`, `doe_1999_water`.
fn has_year(key: &str) -> bool {
    let centuries = ["15", "16", "17", "18", "19", "20"];
    let is_year =
        |run: &str| run.len() == 4 && centuries.iter().any(|century| run.starts_with(century));
    !key.contains('/') && key.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// Whether a key ends with a short year: `doe99`, `doe99a`. So do names in networks.
fn has_short_year(key: &str) -> bool {
    let stem = key.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(key);
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.len() - name.len() == 2 && name.ends_with(char::is_alphabetic) && !key.contains('/')
}
