//! The conditions of rules: media queries (Level 4) and `@supports`.

use cssparser::{ParseError, Parser, Token};

use super::property;
use super::selector::selectors;

/// Whether rules for this medium hold: for a screen in light colours that is as large as the
/// drawing, as a browser has it.
pub(super) fn medium(input: &mut Parser<'_>, extent: (f64, f64)) -> bool {
    if input.is_exhausted() {
        return true;
    }
    let query = |input: &mut Parser<'_>| {
        let holds = media_query(input, extent);
        // What is not understood holds in no medium.
        while input.next().is_ok() {}
        Ok::<bool, ParseError<()>>(holds.unwrap_or(false))
    };
    input.parse_comma_separated(query).is_ok_and(|all| all.contains(&true))
}

/// Whether a style sheet for this medium is seen.
pub(super) fn is_seen(media: &str, extent: (f64, f64)) -> bool {
    medium(&mut Parser::new(media), extent)
}

/// Whether all that is asked for is understood.
pub(super) fn supports(input: &mut Parser<'_>) -> bool {
    let holds = condition(input, &mut supported);
    holds.filter(|_| input.is_exhausted()).unwrap_or(false)
}

fn media_query(input: &mut Parser<'_>, extent: (f64, f64)) -> Option<bool> {
    let mut leaf = |input: &mut Parser<'_>| feature(input, extent);
    if let Ok(holds) = input.try_parse(|input| condition(input, &mut leaf).ok_or(())) {
        return input.is_exhausted().then_some(holds);
    }
    let mut word = input.expect_ident().ok()?.to_ascii_lowercase();
    let is_turned = word == "not";
    if is_turned || word == "only" {
        word = input.expect_ident().ok()?.to_ascii_lowercase();
    }
    let mut holds = matches!(word.as_str(), "all" | "screen");
    if !input.is_exhausted() {
        input.expect_ident_matching("and").ok()?;
        holds &= condition(input, &mut leaf)?;
    }
    input.is_exhausted().then_some(holds != is_turned)
}

type Leaf<'l> = dyn FnMut(&mut Parser<'_>) -> Option<bool> + 'l;

/// `not …`, or parts that are joined by `and` or by `or`; none when it is not understood.
fn condition(input: &mut Parser<'_>, leaf: &mut Leaf<'_>) -> Option<bool> {
    let word = |input: &mut Parser<'_>, word: &str| {
        input.try_parse(|input| input.expect_ident_matching(word)).is_ok()
    };
    if word(input, "not") {
        return part(input, leaf).map(|holds| !holds);
    }
    let mut holds = part(input, leaf)?;
    let is_either = word(input, "or");
    if !is_either && !word(input, "and") {
        return Some(holds);
    }
    loop {
        let next = part(input, leaf)?;
        holds = if is_either { holds || next } else { holds && next };
        if !word(input, if is_either { "or" } else { "and" }) {
            return Some(holds);
        }
    }
}

fn part(input: &mut Parser<'_>, leaf: &mut Leaf<'_>) -> Option<bool> {
    let state = input.state();
    if let Ok(Token::ParenthesisBlock) = input.next() {
        let inner = input.parse_nested_block(|input| {
            let whole = input.try_parse(|input| {
                let holds = condition(input, leaf).ok_or(())?;
                input.expect_exhausted().map(|()| holds).map_err(|_| ())
            });
            let holds = whole.ok().or_else(|| leaf(input));
            while input.next().is_ok() {}
            Ok::<Option<bool>, ParseError<()>>(holds)
        });
        // What is not known does not hold.
        return inner.ok().map(|holds| holds.unwrap_or(false));
    }
    input.reset(&state);
    match input.next().ok()?.clone() {
        Token::Function(name) if name.eq_ignore_ascii_case("selector") => {
            let read = |input: &mut Parser<'_>| selectors(input, None);
            Some(input.parse_nested_block(read).is_ok())
        }
        _ => None,
    }
}

/// Whether a feature of the medium is there: `prefers-color-scheme: light`.
fn feature(input: &mut Parser<'_>, (width, height): (f64, f64)) -> Option<bool> {
    let name = input.expect_ident().ok()?.to_ascii_lowercase();
    if input.is_exhausted() {
        return Some(matches!(name.as_str(), "width" | "height" | "color" | "aspect-ratio"));
    }
    input.expect_colon().ok()?;
    let length = |input: &mut Parser<'_>| match input.next() {
        Ok(Token::Dimension { value, unit, .. }) => match &*unit.to_ascii_lowercase() {
            "px" => Some(f64::from(*value)),
            "em" | "rem" => Some(f64::from(*value) * 16.0),
            _ => None,
        },
        Ok(Token::Number { value: 0.0, .. }) => Some(0.0),
        _ => None,
    };
    match name.as_str() {
        "min-width" => return length(input).map(|least| width >= least),
        "max-width" => return length(input).map(|most| width <= most),
        "min-height" => return length(input).map(|least| height >= least),
        "max-height" => return length(input).map(|most| height <= most),
        _ => {}
    }
    let value = input.expect_ident().ok()?.to_ascii_lowercase();
    Some(match name.as_str() {
        "prefers-color-scheme" => value == "light",
        "prefers-reduced-motion"
        | "prefers-contrast"
        | "prefers-reduced-data"
        | "prefers-reduced-transparency" => value == "no-preference",
        "orientation" => value == if height >= width { "portrait" } else { "landscape" },
        "forced-colors" | "inverted-colors" | "hover" | "pointer" | "any-hover" | "any-pointer" => {
            value == "none"
        }
        "color-gamut" => value == "srgb",
        "scripting" => value == "none",
        _ => return None,
    })
}

/// Whether a declaration is understood.
fn supported(input: &mut Parser<'_>) -> Option<bool> {
    let name = input.expect_ident().ok()?.to_string();
    input.expect_colon().ok()?;
    input.skip_whitespace();
    let start = input.position();
    while input.next().is_ok() {}
    let value = input.slice_from(start).trim();
    Some(name.starts_with("--") || property::is_supported(&name.to_ascii_lowercase(), value))
}
