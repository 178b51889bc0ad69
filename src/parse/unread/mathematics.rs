//! Mathematics: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`.
//!
//! Dollar signs are money more often than not. Between two of them stands mathematics by Pandoc's
//! rule: no space behind the first, none before the second, and no digit behind that. And it must
//! look the part: with a command, a raised or lowered sign, an operator, or a single letter.

use std::ops::Range;

use super::Found;
use super::kind::Kind;
use super::printed::{CODE, OTHER, Printed, start_of};

/// A formula in a line is not longer than this.
const LONGEST: usize = 600;

/// Words of more than two letters that stand in formulas.
const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "log", "exp", "max", "min", "lim", "mod", "det", "var", "cov", "arg",
    "inf", "sup", "dim", "ker", "gcd",
];

/// The mathematics in these words.
pub fn find(printed: &Printed) -> Vec<Found> {
    let mut found = between_dollars(printed);
    found.extend(between_brackets(printed, '(', ')'));
    found.extend(between_brackets(printed, '[', ']'));
    found
}

fn between_dollars(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let signs: Vec<usize> = words.match_indices('$').map(|(at, _)| at).collect();
    let is_sign = |at: usize| printed.at(at) == Some('$');
    let mut found = Vec::new();
    let mut from = 0;
    for (index, at) in signs.iter().copied().enumerate() {
        if at < from || printed.is_escaped(at) {
            continue;
        }
        let rest = signs.get(index + 1..).unwrap_or_default();
        let formula = match is_sign(at + 1) {
            true if is_sign(at + 2) => {
                from = at + words[at..].len() - words[at..].trim_start_matches('$').len();
                continue;
            }
            true => displayed(printed, at),
            false => in_line(printed, at, rest),
        };
        from = at + if is_sign(at + 1) { 2 } else { 1 };
        if let Some(formula) = formula {
            from = formula.range.end;
            found.push(formula);
        }
    }
    found
}

/// A formula on lines of its own. A blank line, a list or a heading may part it from its end.
fn displayed(printed: &Printed, at: usize) -> Option<Found> {
    let words = printed.words.as_str();
    let rest = start_of(words.get(at + 2..)?, LONGEST);
    match rest.find("$$") {
        Some(0) => None,
        Some(end) => {
            let range = at..at + end + 4;
            let alone = words.trim().len() == range.len();
            let certain = alone || looks_the_part(rest.get(..end)?.trim(), printed, &range);
            certain.then(|| Found::new(Kind::Mathematics, range))
        }
        None if words.trim_start().len() == words.len() - at => {
            let found = Found::new(Kind::Mathematics, at..words.trim_end().len());
            Some(Found { close: Some("$$".to_string()), ..found })
        }
        None => None,
    }
}

/// A formula that opens with the sign at this place, and ends with one of the others.
fn in_line(printed: &Printed, at: usize, others: &[usize]) -> Option<Found> {
    let words = printed.words.as_str();
    let opens =
        printed.before(at).is_none_or(|c| !c.is_alphanumeric() && !"/?&=$#\\.,".contains(c))
            && printed.at(at + 1).is_some_and(|c| !c.is_whitespace() && !").,;:]%!?".contains(c));
    if !opens {
        return None;
    }
    let near = others.iter().copied().take_while(|close| close - at <= LONGEST);
    let close = near.into_iter().find(|close| {
        !printed.is_escaped(*close) && printed.before(*close).is_some_and(|c| !c.is_whitespace())
    })?;
    let behind = printed.at(close + 1);
    let content = words.get(at + 1..close)?;
    let range = at..close + 1;
    let closes = !content.is_empty() && behind.is_none_or(|c| !c.is_alphanumeric() && c != '$');
    let fits = closes && looks_the_part(content, printed, &range);
    // A word between two signs is a keyword of some program, unless there are formulas beside it.
    let is_word = content.chars().all(char::is_alphabetic) && !is_variable(content);
    let found = Found::new(Kind::Mathematics, range);
    fits.then_some(Found { certain: !is_word, ..found })
}

/// A formula between brackets that a backslash stands before, or two.
fn between_brackets(printed: &Printed, open: char, close: char) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices(open) {
        let twice = printed.before(at) == Some('\\');
        if at < from || !(twice || printed.is_escaped(at)) {
            continue;
        }
        let near = start_of(words.get(at..).unwrap_or_default(), LONGEST);
        let mut ends = near.match_indices(close).map(|(end, _)| at + end);
        let end = ends.find(|end| match twice {
            true => printed.before(*end) == Some('\\'),
            false => printed.is_escaped(*end),
        });
        let Some(end) = end else { continue };
        let start = at + 1;
        let content = words.get(start..end).unwrap_or_default().trim_end_matches('\\').trim();
        let range = at..end + 1;
        let written = printed.source_of(range.clone());
        let certain = has_command(content) || written.contains(['^', '_', '=']);
        let letter = open == '(' && is_variable(content) && content != "c" && content != "r";
        if (certain || letter) && !content.contains([CODE, OTHER]) {
            from = range.end;
            let range = if twice { at - 1..range.end } else { range };
            found.push(Found::new(Kind::Mathematics, range));
        }
    }
    found
}

/// Whether what stands between two signs is mathematics.
fn looks_the_part(content: &str, printed: &Printed, range: &Range<usize>) -> bool {
    if content.contains([CODE, OTHER]) || content.is_empty() {
        return false;
    }
    if has_command(content) || is_variable(content) || has_script(printed.source_of(range.clone()))
    {
        return true;
    }
    let mut runs = content.split(|c: char| !c.is_alphabetic()).filter(|run| !run.is_empty());
    let is_plain = runs.all(|run| run.chars().count() < 3 || FUNCTIONS.contains(&run));
    let ends = content.starts_with(|c| "+*/=<>".contains(c)) || content.ends_with(is_operator);
    let whole = !content.contains(char::is_whitespace);
    is_plain && !ends && (whole || content.contains(is_operator) && !is_money(content))
}

/// Whether a command of LaTeX stands in a text.
fn has_command(text: &str) -> bool {
    text.match_indices('\\').any(|(at, _)| {
        text.get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{'))
    })
}

/// A letter, perhaps with a stroke or a number behind it.
fn is_variable(text: &str) -> bool {
    let rest =
        text.trim_end_matches(['\'', '’', '′']).trim_end_matches(|c: char| c.is_ascii_digit());
    rest.chars().count() == 1 && rest.chars().all(char::is_alphabetic)
}

/// Whether something is raised or lowered: `x^2`, `a_i`, `{…}_{n}`.
fn has_script(written: &str) -> bool {
    written.match_indices(['^', '_']).any(|(at, _)| {
        let before = written.get(..at).and_then(|text| text.chars().next_back());
        let behind = written.get(at + 1..).and_then(|text| text.chars().next());
        let short = written
            .get(..at)
            .is_some_and(|text| text.chars().rev().take_while(|c| c.is_alphabetic()).count() < 4);
        short
            && before.is_some_and(|c| c.is_alphanumeric() || "})]|".contains(c))
            && behind.is_some_and(|c| c.is_alphanumeric() || "{\\-+*".contains(c))
    })
}

fn is_operator(c: char) -> bool {
    "+-−–*/=<>≤≥≠≈±×·∈∑∞→~|".contains(c)
}

/// Whether a text with spaces is a sum of money, with what is said of it.
fn is_money(content: &str) -> bool {
    content.starts_with(|c: char| c.is_ascii_digit())
        && !content.contains(['=', '<', '>', '≤', '≥', '+'])
}
