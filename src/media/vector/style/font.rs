//! The properties of letters.

use std::borrow::Cow;

use cssparser::{ParseError, Parser, Token};

use super::property::{Surroundings, is_plain_length, whole};
use super::quantity::{Quantity, exact, written};

/// The sizes that have names, as browsers have them.
const SIZES: &[(&str, &str)] = &[
    ("xx-small", "9"),
    ("x-small", "10"),
    ("small", "13"),
    ("medium", "16"),
    ("large", "18"),
    ("x-large", "24"),
    ("xx-large", "32"),
    ("xxx-large", "48"),
];

/// A size of letters.
pub(super) fn size<'v>(value: &'v str, around: &Surroundings) -> Option<Cow<'v, str>> {
    let is_bare = value.parse::<f64>().is_ok_and(|number| number != 0.0);
    if is_bare && around.is_sheet || value.starts_with('-') {
        return None;
    }
    if is_plain_length(value) {
        return Some(Cow::Borrowed(value));
    }
    let word = value.to_ascii_lowercase();
    if let Some((_, size)) = SIZES.iter().find(|(name, _)| *name == word) {
        return Some(Cow::Borrowed(size));
    }
    match word.as_str() {
        "smaller" => return Some(Cow::Owned(written(around.font_size / 1.2))),
        "larger" => return Some(Cow::Owned(written(around.font_size * 1.2))),
        _ => {}
    }
    match whole(value, |input| Quantity::read(input, &around.measure("font-size")))? {
        Quantity::Length(length) => Some(Cow::Owned(written(length.max(0.0)))),
        _ => None,
    }
}

/// The size of letters in units of the drawing that a written size comes to.
pub(super) fn size_of(written: &str, around: f64) -> Option<f64> {
    let relative = |unit: &str| written.strip_suffix(unit)?.trim().parse::<f64>().ok();
    if let Some(part) = relative("%") {
        return Some(around * part / 100.0);
    }
    // `rem` ends so, too, and is no part of what was written anew.
    if let Some(times) = relative("em") {
        return Some(around * times);
    }
    if let Some(times) = relative("ex") {
        return Some(around * times / 2.0);
    }
    super::property::plain_length(written)
}

/// A weight: a word, or a number to the nearest hundred.
pub(super) fn weight<'v>(value: &'v str, around: &Surroundings) -> Option<Cow<'v, str>> {
    let word = value.to_ascii_lowercase();
    if matches!(word.as_str(), "normal" | "bold" | "bolder" | "lighter") {
        return Some(if word == value { Cow::Borrowed(value) } else { Cow::Owned(word) });
    }
    let number = match whole(value, |input| Quantity::read(input, &around.measure("font-weight")))?
    {
        Quantity::Number(number) if (1.0..=1000.0).contains(&number) => number,
        _ => return None,
    };
    let hundreds = written((number / 100.0).round().clamp(1.0, 9.0) * 100.0);
    Some(if hundreds == value { Cow::Borrowed(value) } else { Cow::Owned(hundreds) })
}

/// A list of families.
pub(super) fn families(value: &str) -> Option<Cow<'_, str>> {
    if value.is_empty() {
        return None;
    }
    if !value.contains(['\\', '/']) {
        return Some(Cow::Borrowed(value));
    }
    let names = names(value)?;
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    Some(Cow::Owned(names.join(", ")))
}

/// A family as a list has it.
pub(super) fn quoted(name: &str) -> String {
    const KINDS: [&str; 5] = ["serif", "sans-serif", "monospace", "cursive", "fantasy"];
    match KINDS.contains(&name) {
        true => name.to_string(),
        false => format!("'{}'", name.replace('\'', "")),
    }
}

/// The families of a list.
pub(super) fn names(value: &str) -> Option<Vec<String>> {
    let mut input = Parser::new(value);
    let family = |input: &mut Parser<'_>| {
        if let Ok(name) = input.try_parse(|input| input.expect_string_cloned()) {
            return Ok(name.to_string());
        }
        // Words and, as drawing programs write them without quotes, numbers.
        let mut words: Vec<String> = Vec::new();
        loop {
            let start = input.position();
            let Ok(token) = input.next().cloned() else { break };
            match token {
                Token::Ident(word) => words.push(word.to_string()),
                _ => words.push(input.slice_from(start).trim().to_string()),
            }
        }
        match words.is_empty() {
            true => Err(ParseError::<()>::unexpected_token()),
            false => Ok(words.join(" ")),
        }
    };
    input.parse_comma_separated(family).ok()
}

/// The properties that `font` stands for, each with its value; none when it cannot be read.
pub(super) fn shorthand(value: &str) -> Option<Vec<(&'static str, String)>> {
    let mut input = Parser::new(value);
    let input = &mut input;
    let mut own = vec![
        ("font-style", "normal".to_string()),
        ("font-variant", "normal".to_string()),
        ("font-weight", "normal".to_string()),
        ("font-stretch", "normal".to_string()),
        ("font-kerning", "auto".to_string()),
        ("font-variation-settings", "normal".to_string()),
    ];
    let mut set = |property: &str, value: &str| {
        if let Some((_, old)) = own.iter_mut().find(|(name, _)| *name == property) {
            *old = value.to_string();
        }
    };
    let size = loop {
        let start = input.position();
        let token = input.next().ok()?.clone();
        let word = match &token {
            Token::Ident(word) => word.to_ascii_lowercase(),
            // A number without a unit is a weight, and with one the size.
            Token::Number { value, .. } => {
                set("font-weight", &written(exact(*value)));
                continue;
            }
            Token::Function(_) => {
                input.parse_nested_block(skip).ok()?;
                break input.slice_from(start).trim().to_string();
            }
            Token::Dimension { .. } | Token::Percentage { .. } => {
                break input.slice_from(start).trim().to_string();
            }
            _ => return None,
        };
        match word.as_str() {
            "normal" => {}
            "italic" | "oblique" => set("font-style", &word),
            "small-caps" => set("font-variant", &word),
            "bold" | "bolder" | "lighter" => set("font-weight", &word),
            word if word.ends_with("condensed") || word.ends_with("expanded") => {
                set("font-stretch", word);
            }
            word if SIZES.iter().any(|(name, _)| *name == word) => break word.to_string(),
            "smaller" | "larger" => break word,
            _ => return None,
        }
    };
    if input.try_parse(|input| input.expect_delim('/')).is_ok() {
        // The height of lines: text in drawings has its places.
        if let Token::Function(_) = input.next().ok()?.clone() {
            input.parse_nested_block(skip).ok()?;
        }
    }
    input.skip_whitespace();
    let start = input.position();
    skip(input).ok()?;
    let families = input.slice_from(start).trim().to_string();
    if families.is_empty() {
        return None;
    }
    own.extend([("font-size", size), ("font-family", families)]);
    Some(own)
}

fn skip(input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
    while input.next().is_ok() {}
    Ok(())
}
