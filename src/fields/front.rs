//! Front matter: what a chapter says of itself before its text.
//!
//! YAML stands between lines of three hyphens, TOML between lines of three plus signs, and after
//! Pandoc a title, authors and a date in lines that begin with a percent sign.

use std::ops::Range;

use super::{Fault, Field, Kind, Value, toml, yaml};

/// The notations of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// Pandoc's title block.
    Percent,
}

/// Front matter as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// How it is written.
    pub notation: Notation,
    /// What stands between its marks.
    pub inside: Range<usize>,
    /// The byte at which the text of the chapter begins.
    pub end: usize,
}

impl Front {
    /// What it says. `text` is the text that it was found in; places count from the start of what
    /// stands between the marks.
    pub fn read(&self, text: &str) -> Result<Value, Fault> {
        let inside = text.get(self.inside.clone()).unwrap_or_default();
        match self.notation {
            Notation::Yaml => yaml(inside),
            Notation::Toml => toml(inside),
            Notation::Percent => Ok(title_block(inside)),
        }
    }
}

/// The front matter that a text begins with. Other things begin so, too: a line of three hyphens
/// is front matter where a key follows it, or its end.
pub fn front(text: &str) -> Option<Front> {
    let first = text.split_inclusive('\n').next()?;
    match first.trim_end() {
        "---" => between(text, first.len(), Notation::Yaml, &["---", "..."]),
        "+++" => between(text, first.len(), Notation::Toml, &["+++"]),
        line if line.starts_with("% ") => Some(percent(text)),
        _ => None,
    }
}

/// What stands between the first line of a text and one of these.
fn between(text: &str, start: usize, notation: Notation, closing: &[&str]) -> Option<Front> {
    let (mut at, mut begun) = (start, false);
    for line in text.get(start..)?.split_inclusive('\n') {
        let bare = line.trim_end();
        if closing.contains(&bare) {
            return Some(Front { notation, inside: start..at, end: at + line.len() });
        }
        let is_first = !begun && !bare.starts_with('#');
        if is_first && notation == Notation::Yaml && !is_key(bare) {
            return None;
        }
        begun |= is_first;
        at += line.len();
    }
    None
}

/// Whether a line begins with a word and a colon, behind which there is nothing or a space.
fn is_key(line: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    line.split_once(':').is_some_and(|(name, value)| {
        is_name(name.trim_matches(['"', '\'']))
            && (value.is_empty() || value.starts_with([' ', '\t']))
    })
}

/// Up to three parts, each a line with a percent sign and those that go on with a space.
fn percent(text: &str) -> Front {
    let (mut end, mut parts) = (0, 0);
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with('%') && parts < 3;
        let goes_on = line.starts_with(' ') && !line.trim().is_empty();
        if !begins && !goes_on {
            break;
        }
        parts += usize::from(begins);
        end += line.len();
    }
    Front { notation: Notation::Percent, inside: 0..end, end }
}

/// The fields of Pandoc's title block.
fn title_block(text: &str) -> Value {
    let mut fields: Vec<Field> = Vec::new();
    let starts = text.match_indices('%').map(|(at, _)| at);
    let starts = starts.filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    let starts: Vec<usize> = starts.chain([text.len()]).collect();
    for (key, part) in ["title", "author", "date"].into_iter().zip(starts.windows(2)) {
        let [start, end] = [part[0] + 1, part[1]];
        let words = &text[start..end];
        let lead = words.len() - words.trim_start().len();
        let range = start + lead..(start + words.trim_end().len()).max(start + lead);
        let kind = Kind::Words(words.split_whitespace().collect::<Vec<_>>().join(" "));
        let value = Value { range, kind };
        fields.push(Field { key: key.to_string(), range: part[0]..start, value });
    }
    Value { range: 0..text.len(), kind: Kind::Table(fields) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands between the marks, and the text behind them.
    fn parts(text: &str) -> Option<(&str, &str)> {
        let written = front(text)?;
        Some((&text[written.inside], &text[written.end..]))
    }

    #[test]
    fn front_matter_ends_with_its_mark() {
        assert_eq!(parts("---\na: b\n---\n\nText"), Some(("a: b\n", "\nText")));
        assert_eq!(
            parts("---\r\n# c\r\n\"a\": b\r\n...\r\nText"),
            Some(("# c\r\n\"a\": b\r\n", "Text"))
        );
        assert_eq!(parts("---\n---\nText"), Some(("", "Text")));
        assert_eq!(parts("+++\na = 1\n+++\nText"), Some(("a = 1\n", "Text")));
        assert_eq!(parts("% A\n  title\n% B\n\nText"), Some(("% A\n  title\n% B\n", "\nText")));
    }

    #[test]
    fn what_only_looks_like_front_matter_is_text() {
        let texts = [
            "---\nFoo\n---\n",
            "---\n\na: b\n---\n",
            "---\na: b\n",
            "+++\na = 1\n",
            "%x",
            "a: b\n---\n",
        ];
        for text in texts {
            assert_eq!(front(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_block_has_three_parts() {
        let block = title_block("% The\n  title\n% A; B\n% May 2024\n");
        let words = |key| block.get(key).and_then(Value::words);
        assert_eq!(words("title"), Some("The title"));
        assert_eq!((words("author"), words("date")), (Some("A; B"), Some("May 2024")));
    }
}
