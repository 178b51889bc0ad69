//! `[hyphenation]`: words that are not divided as the patterns of their language would.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::HyphenationException;
use super::read::parse_language;
use super::table::{Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::source::Spanned;

/// Reads `exceptions`: a list of words in the language of the report, or a table of such lists by
/// language.
pub(super) fn exceptions(table: &mut Table<'_>, report: &Language) -> Vec<HyphenationException> {
    let Some(value) = table.value("exceptions") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    match value.value {
        DeValue::Array(_) => list(table, value, report, &mut found),
        DeValue::Table(_) => {
            table.table("exceptions", |by_language| {
                for entry in by_language.rest() {
                    let tag = Spanned::new(entry.key.to_string(), entry.key_span);
                    match parse_language(&tag) {
                        Ok(language) => list(by_language, entry.value, &language, &mut found),
                        Err(fault) => by_language.fault(fault),
                    }
                }
            });
        }
        _ => {
            let fault = value.wrong_type("exceptions", "a list of words");
            table.fault(fault.help(HELP));
        }
    }
    twice(table, &found);
    found
}

const HELP: &str =
    "write `exceptions = [\"ta-ble\"]`, or by language `exceptions = { de = [\"Ur-in-stinkt\"] }`";

fn list(
    table: &mut Table<'_>,
    value: Value<'_>,
    language: &Language,
    found: &mut Vec<HyphenationException>,
) {
    let DeValue::Array(words) = value.value else {
        table.fault(value.wrong_type("exceptions", "a list of words").help(HELP));
        return;
    };
    for word in words.iter() {
        let word = Value::new(value.span.source, word);
        let Some(word) = table.text_of("exceptions", word) else {
            continue;
        };
        match fault(&word.value) {
            None => found.push(HyphenationException { language: language.clone(), word }),
            Some(help) => {
                let message = format!("\"{}\" is not a word with its hyphens", word.value);
                let fault = Diagnostic::error(Code::InvalidValue, message).at(word.span);
                table.fault(fault.help(help));
            }
        }
    }
}

/// What is wrong with a word, as what to do about it.
fn fault(word: &str) -> Option<String> {
    const ALLOWED: &str = "a hyphen is where the word may be divided, and all else is letters";
    let hyphens: String = word.chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect();
    let parts: Vec<&str> = hyphens.split('-').filter(|part| !part.is_empty()).collect();
    let meant = parts.join("-");
    let letters = |part: &str| !part.is_empty() && part.chars().all(char::is_alphabetic);
    if !parts.is_empty() && parts.iter().all(|part| letters(part)) {
        return (meant != word).then(|| format!("did you mean \"{meant}\"?"));
    }
    let one = word.split_whitespace().count() > 1;
    Some(if one { "each word is an exception of its own" } else { ALLOWED }.to_string())
}

/// What people write for a hyphen: the soft hyphen, the hyphens of Unicode, TeX's `\-`, a point.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}' | '·' | '\\' | '|')
}

/// A fault for each word that is an exception twice.
fn twice(table: &mut Table<'_>, found: &[HyphenationException]) {
    let mut known = BTreeMap::new();
    for exception in found {
        let letters = exception.word.value.replace('-', "").to_lowercase();
        let key = (exception.language.primary(), letters);
        if let Some(before) = known.insert(key, &exception.word.value) {
            let message = format!("`exceptions` has \"{}\" twice", exception.word.value);
            let fault = Diagnostic::error(Code::InvalidValue, message).at(exception.word.span);
            table.fault(fault.help(format!("it has \"{before}\" before")));
        }
    }
}
