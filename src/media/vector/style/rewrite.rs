//! Values of several parts, written anew: sums are reckoned, units made those of the drawing, and
//! colours made sRGB. Own names are replaced by what they stand for.

use std::collections::BTreeMap;

use cssparser::{ParseError, Parser, Token};

use super::color::Color;
use super::property::{Surroundings, is_plain_length, whole};
use super::quantity::{Quantity, is_reckoned, written};

/// The file's own names with what they stand for.
pub(super) type Names = BTreeMap<String, String>;

/// No value is longer when its names are replaced: names of names would grow without end.
const LONGEST: usize = 1 << 16;
/// So many names may lead to one another.
const DEEPEST: usize = 32;

/// A value of several parts as other readers know it; none when a part is not understood.
pub(super) fn rewritten(value: &str, property: &str, around: &Surroundings) -> Option<String> {
    let mut out = String::new();
    whole(value, |input| parts(input, property, around, &mut out))?;
    Some(out).filter(|out| !out.is_empty())
}

fn parts(
    input: &mut Parser<'_>,
    property: &str,
    around: &Surroundings,
    out: &mut String,
) -> Option<()> {
    loop {
        let state = input.state();
        let start = input.position();
        let Ok(token) = input.next().cloned() else { return Some(()) };
        let is_first = out.is_empty() || out.ends_with('(');
        if !is_first && token != Token::Comma {
            out.push(' ');
        }
        match &token {
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                if is_reckoned(&name) {
                    let own = Quantity::of(&token, input, &around.measure(property))?;
                    out.push_str(&match own {
                        Quantity::Angle(degrees) => format!("{}deg", written(degrees)),
                        own => written(own.amount()),
                    });
                    continue;
                }
                input.reset(&state);
                let color = |input: &mut Parser<'_>| Color::read(input, around.color).ok_or(());
                if let Ok(color) = input.try_parse(color) {
                    out.push_str(&color.written());
                    continue;
                }
                input.next().ok()?;
                out.push_str(&name);
                out.push('(');
                let inside = |input: &mut Parser<'_>| {
                    let read = parts(input, property, around, out);
                    read.ok_or(ParseError::<()>::unexpected_token())
                };
                input.parse_nested_block(inside).ok()?;
                out.push(')');
            }
            Token::Dimension { .. } => {
                let text = input.slice_from(start).trim();
                match Quantity::of(&token, input, &around.measure(property))? {
                    Quantity::Length(length) if !is_plain_length(text) => {
                        out.push_str(&written(length));
                    }
                    Quantity::Angle(degrees) => out.push_str(&format!("{}deg", written(degrees))),
                    _ => out.push_str(text),
                }
            }
            Token::UnquotedUrl(address) => out.push_str(&format!("url({address})")),
            Token::Comma => out.push(','),
            Token::Ident(_)
            | Token::Number { .. }
            | Token::Percentage { .. }
            | Token::Hash(_)
            | Token::IDHash(_)
            | Token::QuotedString(_)
            | Token::Delim('/') => out.push_str(input.slice_from(start).trim()),
            _ => return None,
        }
    }
}

/// Whether a value names anything.
pub(super) fn has_names(value: &str) -> bool {
    value.contains("var(")
        || value.contains("VAR(")
        || value.contains("Var(")
        || value.contains("env(")
}

/// A value with its names replaced; the name that stands for nothing otherwise.
pub(super) fn substituted(value: &str, names: &Names) -> Result<String, String> {
    let mut out = String::new();
    let mut input = Parser::new(value);
    substitute(&mut input, &mut out, &mut |name| names.get(name).cloned())?;
    Ok(out.trim().to_string())
}

/// The names that an element declares, each with what it stands for, those of the elements around
/// included. Names that lead to themselves stand for nothing.
pub(super) fn resolved(own: &Names, around: &Names) -> Names {
    let mut names = around.clone();
    for name in own.keys() {
        names.remove(name);
    }
    let mut done = Done::new();
    for name in own.keys() {
        resolve(name, own, &names, &mut done, &mut Vec::new());
    }
    names.extend(done.into_iter().filter_map(|(name, value)| Some((name, value?))));
    names
}

/// What names were found to stand for; none where that is nothing.
type Done = BTreeMap<String, Option<String>>;

fn resolve(
    name: &str,
    own: &Names,
    around: &Names,
    done: &mut Done,
    path: &mut Vec<String>,
) -> Option<String> {
    if let Some(known) = done.get(name) {
        return known.clone();
    }
    let Some(value) = own.get(name) else { return around.get(name).cloned() };
    if path.len() >= DEEPEST || path.iter().any(|above| above == name) {
        return None;
    }
    let mut found = Some(value.clone());
    if has_names(value) {
        path.push(name.to_string());
        let mut out = String::new();
        let mut input = Parser::new(value);
        let read =
            substitute(&mut input, &mut out, &mut |other| resolve(other, own, around, done, path));
        path.pop();
        found = read.is_ok().then_some(out);
    }
    // What stands for nothing is not looked for again: there may be many ways to it.
    done.insert(name.to_string(), found.clone());
    found
}

type Lookup<'l> = dyn FnMut(&str) -> Option<String> + 'l;

fn substitute(
    input: &mut Parser<'_>,
    out: &mut String,
    lookup: &mut Lookup<'_>,
) -> Result<(), String> {
    loop {
        let start = input.position();
        let Ok(token) = input.next_including_whitespace().cloned() else { return Ok(()) };
        if out.len() > LONGEST {
            return Err("a value without end".to_string());
        }
        match &token {
            Token::Function(name)
                if name.eq_ignore_ascii_case("var") || name.eq_ignore_ascii_case("env") =>
            {
                let value = nested(input, |input| named(input, lookup))?;
                out.push_str(&value);
            }
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                let closing = if token == Token::SquareBracketBlock { ']' } else { ')' };
                out.push_str(input.slice_from(start));
                nested(input, |input| substitute(input, out, lookup))?;
                out.push(closing);
            }
            // A comment ends a word, and says nothing.
            _ => out.push_str(input.slice_from(start)),
        }
    }
}

/// What stands between the brackets of `var()`: a name, and what holds where it stands for nothing.
fn named(input: &mut Parser<'_>, lookup: &mut Lookup<'_>) -> Result<String, String> {
    let name = input.expect_ident_cloned().map_err(|_| "var()".to_string())?;
    let found = lookup(&name);
    let has_other = input.try_parse(|input| input.expect_comma()).is_ok();
    match found {
        Some(found) => {
            while input.next().is_ok() {}
            Ok(found)
        }
        None if has_other => {
            let mut out = String::new();
            substitute(input, &mut out, lookup)?;
            Ok(out.trim().to_string())
        }
        None => Err(name.to_string()),
    }
}

/// Reads what stands between brackets; the fault of the reading goes through.
fn nested<T>(
    input: &mut Parser<'_>,
    read: impl FnOnce(&mut Parser<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let mut fault = String::new();
    let inside = input.parse_nested_block(|input| {
        read(input).map_err(|own| {
            fault = own;
            ParseError::<()>::unexpected_token()
        })
    });
    inside.map_err(|_| fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[(&str, &str)]) -> Names {
        list.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    #[test]
    fn names_lead_to_names() {
        let own = names(&[("--a", "var(--b) 1px"), ("--b", "var(--c, red)"), ("--d", "var(--d)")]);
        let all = resolved(&own, &names(&[("--a", "old"), ("--e", "blue")]));
        assert_eq!(all, names(&[("--a", "red 1px"), ("--b", "red"), ("--e", "blue")]));
        assert_eq!(substituted("x(var(--e), [var( --b )])", &all).unwrap(), "x(blue, [red])");
        assert_eq!(substituted("var(--none)", &all), Err("--none".to_string()));
        assert_eq!(substituted("var(--none,)", &all).unwrap(), "");
    }

    #[test]
    fn names_without_end_are_given_up_at_once() {
        let step = |own: u32| {
            let below = format!("--a{}", own + 1);
            let value = format!("var({below}, var({below}, var({below}))) var({below})");
            (format!("--a{own}"), value)
        };
        let own: Names = (0..64).map(step).collect();
        assert!(resolved(&own, &Names::new()).is_empty());
        let doubled = |own: u32| {
            let value = format!("var(--a{0}) var(--a{0})", own + 1);
            (format!("--a{own}"), if own == 30 { "long ".repeat(40) } else { value })
        };
        let own: Names = (0..31).map(doubled).collect();
        assert!(resolved(&own, &Names::new()).len() < 20);
    }
}
