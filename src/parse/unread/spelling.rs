//! Where printed words are written, when the source spells them otherwise: with other quotation
//! marks, dashes and spaces, with escapes and entities, with comments in between.

use super::printed::start_of;

/// So far ahead in the source a character is looked for.
const REACH: usize = 200;

/// So many characters must agree where the words go on behind what is not printed.
const AGREEMENT: usize = 3;

/// For each byte of these words with which a character begins, the byte of the source at which it
/// is written; nothing where that cannot be told.
pub fn align(words: &str, source: &str) -> Vec<Option<usize>> {
    let mut places = vec![None; words.len()];
    let mut from = 0;
    for (at, character) in words.char_indices() {
        let rest = source.get(from..).unwrap_or_default();
        let skipped = match rest.chars().next() {
            Some('\\') if character.is_ascii_punctuation() && rest[1..].starts_with(character) => {
                Some(1)
            }
            Some(next) if next == character => Some(0),
            _ if is_set(character) => {
                from += spelled_length(character, rest);
                continue;
            }
            _ => ahead(words.get(at..).unwrap_or_default(), rest),
        };
        if let (Some(skipped), Some(place)) = (skipped, places.get_mut(at)) {
            *place = Some(from + skipped);
            from += skipped + character.len_utf8();
        }
    }
    places
}

/// How far ahead in the source the next characters of the words stand.
fn ahead(words: &str, source: &str) -> Option<usize> {
    let end = words.char_indices().nth(AGREEMENT).map_or(words.len(), |(at, _)| at);
    start_of(source, REACH).find(words.get(..end)?)
}

/// Whether a character is one that typography sets in the stead of others.
fn is_set(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '–' | '—' | '…' | '‘' | '’' | '“' | '”' | '„' | '‚' | '«' | '»')
}

/// How many bytes of the source stand for a character that typography has set.
fn spelled_length(character: char, source: &str) -> usize {
    let (most, fits): (usize, fn(char) -> bool) = match character {
        '–' => (2, |c| c == '-'),
        '—' => (3, |c| c == '-'),
        '…' => (3, |c| c == '.'),
        c if c.is_whitespace() => (REACH, |c| c.is_whitespace() || c == '>'),
        _ => (1, |c| matches!(c, '"' | '\'')),
    };
    source.chars().take(most).take_while(|c| fits(*c)).map(char::len_utf8).sum()
}
