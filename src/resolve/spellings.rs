//! The ids that other programs make of a heading's words. Links to them are followed; nothing
//! gets such an id in either edition.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Dashes as they are set, with what an author may have typed for them.
const DASHES: [char; 3] = ['–', '—', '…'];

/// All ids by which other programs would know a heading of these words, the likeliest first:
/// GitHub's, which mdBook, Docusaurus, Hugo and MyST share, Pandoc's, and kramdown's; then the
/// words themselves, as Obsidian has them.
pub fn spellings(words: &str) -> BTreeSet<String> {
    let lower = folded(words.trim());
    let mut all = BTreeSet::new();
    for typed in as_typed(&lower) {
        all.extend([github(&typed), pandoc(&typed), kramdown(&typed), docutils(&typed)]);
    }
    // Nobody writes an id of hyphens alone.
    all.retain(|id| id.contains(is_word));
    all.insert(lower);
    all.remove("");
    all
}

/// Words in lower case and in Unicode's form C: what may be told apart in no other way is the same.
pub fn folded(words: &str) -> String {
    words.to_lowercase().nfc().collect()
}

/// The words with hyphens for dashes, two and three of them, one, or none; and as they stand.
fn as_typed(words: &str) -> Vec<String> {
    if !words.contains(DASHES) {
        return vec![words.to_string()];
    }
    ["", "-", "--", "---"].map(|hyphens| words.replace(DASHES, hyphens)).to_vec()
}

/// Letters, digits, `_` and `-`; each space is a hyphen.
fn github(words: &str) -> String {
    let kept = words.chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        c if is_word(c) || c == '-' => Some(c),
        _ => None,
    });
    kept.collect()
}

/// As GitHub, with points kept, spaces together one hyphen, and nothing before the first letter.
fn pandoc(words: &str) -> String {
    let kept = |c: &char| c.is_whitespace() || is_word(*c) || matches!(c, '-' | '.');
    let words: String = words.chars().filter(kept).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join("-");
    words.trim_start_matches(|c: char| !c.is_alphabetic()).to_string()
}

/// Letters of ASCII, digits and hyphens, from the first letter on.
fn kramdown(words: &str) -> String {
    let words = words.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let kept = words.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_ascii_alphanumeric() || c == '-' => Some(c),
        _ => None,
    });
    kept.collect()
}

/// Letters and digits; all else, however much of it, is one hyphen between them.
fn docutils(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let id = parts.collect::<Vec<_>>().join("-");
    id.trim_start_matches(|c: char| !c.is_alphabetic()).to_string()
}

/// A letter, a mark on one, a digit, or `_`.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_other_programs_know_them() {
        for (words, id) in [
            ("Права человека", "права-человека"),
            ("Una lista de verificación", "una-lista-de-verificación"),
            ("Class: stream.Writable", "class-streamwritable"),
            ("class::stream_writable", "classstream_writable"),
            ("Costs — and benefits", "costs----and-benefits"),
            ("Costs – and benefits", "costs--and-benefits"),
            ("2.1 What’s new?", "21-whats-new"),
            ("2.1 What’s new?", "whats-new"),
            ("Node.js in use", "node.js-in-use"),
            ("A & B", "a--b"),
            ("A & B", "a-b"),
            ("पहला अध्याय", "पहला-अध्याय"),
            ("My Heading", "my heading"),
        ] {
            assert!(spellings(words).contains(id), "{words}: {:?}", spellings(words));
        }
        assert!(spellings("…").len() < 3);
        assert!(spellings("").is_empty());
    }
}
