//! Marks around words: `==…==`, `++…++`, changes, links in double brackets, names of emoji.

use super::Found;
use super::kind::Kind;
use super::printed::{CODE, OTHER, Printed, start_of};

/// Marked words are not more than this.
const LONGEST: usize = 400;

/// The endings of the names of pictures.
const PICTURES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "mp4", "webm", "mov",
];

/// What marks there are in these words.
pub fn find(printed: &Printed) -> Vec<Found> {
    let mut found = around(printed, "==", Kind::Mark);
    found.extend(around(printed, "++", Kind::Mark));
    found.extend(around(printed, "%%", Kind::Comment));
    found.extend(changes(printed));
    found.extend(in_double_brackets(printed));
    found.extend(notes(printed));
    found.extend(emoji(printed));
    found.extend(in_braces(printed));
    found
}

/// Words between two signs that touch them, as marks do: not an operator between its operands.
fn around(printed: &Printed, sign: &str, kind: Kind) -> Vec<Found> {
    let words = printed.words.as_str();
    let single = sign.chars().next().unwrap_or_default();
    // Pairs of the sign that belong to no longer row of it.
    let is_pair = |at: &usize| {
        printed.before(*at) != Some(single) && printed.at(at + sign.len()) != Some(single)
    };
    let pairs: Vec<usize> = words.match_indices(sign).map(|(at, _)| at).filter(is_pair).collect();
    let mut found = Vec::new();
    let mut pairs = pairs.into_iter().peekable();
    while let Some(open) = pairs.next() {
        let Some(close) = pairs.peek().copied() else { break };
        let content = words.get(open + sign.len()..close).unwrap_or_default();
        let outside =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != CODE && c != OTHER);
        let touches = match kind {
            Kind::Comment => true,
            _ => {
                !content.starts_with(char::is_whitespace) && !content.ends_with(char::is_whitespace)
            }
        };
        let fits = touches
            && (single != '+' || is_of_words(content))
            && content.len() <= LONGEST
            && content.contains(char::is_alphabetic)
            && content.starts_with(|c: char| !")]}.,;".contains(c))
            && outside(printed.before(open))
            && outside(printed.at(close + sign.len()))
            && !printed.is_escaped(open);
        if fits {
            pairs.next();
            found.push(Found::new(kind, open..close + sign.len()));
        }
    }
    found
}

/// Whether a text begins and ends with words of more than a letter: `++i` is arithmetic, and C++ a
/// language.
fn is_of_words(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphanumeric());
    let is_long = |word: Option<&str>| word.is_some_and(|word| word.len() > 1);
    is_long(words().next()) && is_long(words().next_back())
}

/// Changes in the form of CriticMarkup.
fn changes(printed: &Printed) -> Vec<Found> {
    let pairs = [
        ("{++", "++}"),
        ("{==", "==}"),
        ("{>>", "<<}"),
        ("{--", "--}"),
        ("{–", "–}"),
        ("{~~", "~~}"),
    ];
    let words = printed.words.as_str();
    let mut found = Vec::new();
    for (open, close) in pairs {
        let mut from = 0;
        while let Some(at) = words.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at)
        {
            from = at + open.len();
            let Some(length) = words.get(from..).and_then(|rest| rest.find(close)) else { break };
            let range = at..from + length + close.len();
            from = range.end;
            if !printed.is_escaped(at) {
                found.push(Found::new(Kind::Change, range));
            }
        }
    }
    found
}

/// Links between notes, and what they embed: a picture, or the words of another note.
fn in_double_brackets(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = words.get(from..).and_then(|rest| rest.find("[[")).map(|at| from + at) {
        from = at + 2;
        let near = start_of(words.get(from..).unwrap_or_default(), LONGEST);
        let Some(length) = near.find("]]") else { continue };
        let content = near.get(..length).unwrap_or_default();
        let is_name = content.starts_with(|c: char| c.is_alphabetic() || "#./_".contains(c))
            || (content.contains(char::is_alphabetic) && content.starts_with(char::is_numeric));
        if !is_name || content.contains(['[', ']', '\n', CODE, OTHER]) || printed.is_escaped(at) {
            continue;
        }
        let embeds = printed.before(at) == Some('!');
        let start = if embeds { at - 1 } else { at };
        let end = from + length + 2;
        from = end;
        let name = content.split(['|', '#']).next().unwrap_or_default().to_lowercase();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim());
        let is_picture = ending.is_some_and(|ending| PICTURES.contains(&ending));
        let kind = match embeds {
            true if is_picture => Kind::Picture,
            true => Kind::Include,
            false if matches!(content, "TOC" | "toc" | "_TOC_") => Kind::Contents,
            false => Kind::WikiLink,
        };
        found.push(Found::new(kind, start..end));
    }
    found
}

/// Calls of notes, and notes, whose names have a space. A set of characters is none.
fn notes(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let calls = words.match_indices("[^").filter_map(|(at, _)| {
        let length = start_of(words.get(at + 2..)?, LONGEST).find(']')?;
        let name = words.get(at + 2..at + 2 + length)?;
        let is_name = name.starts_with(char::is_alphanumeric)
            && name.trim().contains(char::is_whitespace)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c.is_whitespace() || "-–_.’,".contains(c));
        let found = Found::new(Kind::Note, at..at + length + 3);
        (is_name && !printed.is_escaped(at)).then_some(found)
    });
    calls.collect()
}

/// Names of emoji, `:smile:`, and roles of reStructuredText, whose code follows directly.
fn emoji(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices(':') {
        let rest = words.get(at + 1..).unwrap_or_default();
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
        let length = rest.len() - rest.trim_start_matches(is_name).len();
        let name = rest.get(..length).unwrap_or_default();
        let end = at + length + 2;
        let closed = rest.get(length..).is_some_and(|rest| rest.starts_with(':'));
        let is_word =
            name.contains(|c: char| c.is_ascii_lowercase()) || matches!(name, "+1" | "-1" | "100");
        if at < from || !closed || name.len() < 2 || !is_word || printed.is_escaped(at) {
            continue;
        }
        let free = at == from && from > 0
            || printed.before(at).is_none_or(|c| {
                c.is_whitespace() || "([|“\"*".contains(c) || !c.is_ascii() && !c.is_alphanumeric()
            });
        let behind = printed.at(end);
        let kind = match behind {
            Some(CODE) => Kind::Role,
            _ => Kind::Emoji,
        };
        let ends = behind.is_none_or(|c| !c.is_alphanumeric() && !"/=(".contains(c));
        if free && ends {
            from = end;
            found.push(Found::new(kind, at..end));
        }
    }
    found
}

/// Roles of MyST, `{ref}` before code; attribute blocks that were not read; labels of equations.
fn in_braces(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    for (at, _) in words.match_indices('{') {
        let Some(length) = words.get(at + 1..).and_then(|rest| rest.find(['}', '{', '\n'])) else {
            continue;
        };
        let content = words.get(at + 1..at + 1 + length).unwrap_or_default();
        let end = at + length + 2;
        if printed.at(end - 1) != Some('}') || printed.is_escaped(at) {
            continue;
        }
        if let Some(kind) = of_braces(content, printed.at(end)) {
            found.push(Found::new(kind, at..end));
        }
    }
    found
}

fn of_braces(content: &str, behind: Option<char>) -> Option<Kind> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-:+.".contains(c))
    };
    if behind == Some(CODE) && is_name(content) {
        return Some(if content.starts_with("cite") { Kind::Citation } else { Kind::Role });
    }
    if content.starts_with("#eq:") || content.starts_with("#eq-") {
        return Some(Kind::Mathematics);
    }
    let content = content.strip_prefix(':').map_or(content, str::trim_start);
    let name = content.split_whitespace().next()?.strip_prefix(['#', '.'])?;
    is_name(name).then_some(Kind::Attributes)
}
