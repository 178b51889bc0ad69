//! A theme with some of its tokens changed, by a manifest or by a theme file.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::{Table, Value};

use super::Theme;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::manifest::Token;

/// The table whose tokens need no path: `accent` is `colors.accent`.
const SHORT: &str = "colors";

impl Theme {
    /// The built-in theme of this name with these tokens changed, the later of equal ones last.
    /// A token that the theme does not have, or whose value it does not take, is pushed to
    /// `diagnostics` at its place and left out. None when no such theme is built in.
    pub fn with_tokens(
        name: &str,
        tokens: &[Token],
        diagnostics: &mut Diagnostics,
    ) -> Option<Theme> {
        let mut table: Table = toml::from_str(Theme::builtin_text(name)?).ok()?;
        let mut all = table.clone();
        for token in tokens {
            set(&mut all, &full_path(&token.path.value, &table), token.value.value.clone());
        }
        if let Ok(theme) = Theme::deserialize(Value::Table(all)) {
            return Some(theme);
        }
        // Something is wrong: one token after the other, to find which.
        for token in tokens {
            let path = full_path(&token.path.value, &table);
            let mut next = table.clone();
            set(&mut next, &path, token.value.value.clone());
            match Theme::deserialize(Value::Table(next.clone())) {
                Ok(_) => table = next,
                Err(error) => diagnostics.push(fault(token, &path, &table, error.message())),
            }
        }
        Theme::deserialize(Value::Table(table)).ok()
    }
}

fn full_path(path: &str, theme: &Table) -> String {
    let colors = theme.get(SHORT).and_then(Value::as_table);
    if colors.is_some_and(|colors| colors.contains_key(path)) && !theme.contains_key(path) {
        format!("{SHORT}.{path}")
    } else {
        path.to_string()
    }
}

fn set(table: &mut Table, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            table.insert(path.to_string(), value);
        }
        Some((name, rest)) => {
            let inner = table.entry(name).or_insert_with(|| Value::Table(Table::new()));
            if !inner.is_table() {
                *inner = Value::Table(Table::new());
            }
            if let Value::Table(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

fn get<'t>(table: &'t Table, path: &str) -> Option<&'t Value> {
    match path.split_once('.') {
        None => table.get(path),
        Some((name, rest)) => get(table.get(name)?.as_table()?, rest),
    }
}

fn fault(token: &Token, path: &str, theme: &Table, reason: &str) -> Diagnostic {
    let written = &token.path.value;
    let wrong_type = |wanted: &str| {
        let message = format!("`{written}` should be {wanted}");
        Diagnostic::error(Code::WrongType, message).at(token.value.span)
    };
    match (get(theme, path), &token.value.value) {
        (Some(Value::Table(_)), _) => wrong_type("a table of tokens"),
        (Some(Value::String(_)), value) if !value.is_str() => wrong_type("text"),
        (Some(Value::Boolean(_)), value) if !value.is_bool() => wrong_type("true or false"),
        (Some(Value::Integer(_)), Value::Float(_)) if !reason.contains("lies between") => {
            wrong_type("a whole number")
        }
        (Some(Value::Integer(_) | Value::Float(_)), value)
            if !value.is_integer() && !value.is_float() =>
        {
            wrong_type("a number")
        }
        (known, _) if known.is_some() || paths(theme).contains(path) => {
            let message = format!("`{written}` cannot have this value: {reason}");
            Diagnostic::error(Code::InvalidValue, message).at(token.value.span)
        }
        _ => {
            let message = format!("the theme has no token `{written}`");
            let fault = Diagnostic::error(Code::UnknownKey, message).at(token.path.span);
            match meant(written, theme) {
                Some(meant) => fault.help(format!("did you mean `{meant}`?")),
                None => fault.help("a token is named by its path in the theme: `page.grid`"),
            }
        }
    }
}

/// The token that was meant: one with nearly this path, or whose own name is just this.
fn meant(written: &str, theme: &Table) -> Option<String> {
    let paths = paths(theme);
    let short = paths.iter().filter_map(|path| path.strip_prefix(SHORT)?.strip_prefix('.'));
    let near = nearest(written, short.chain(paths.iter().map(String::as_str)));
    let named = || {
        let own_name = |path: &&String| path.rsplit('.').next() == Some(written);
        paths.iter().find(own_name).map(String::as_str)
    };
    near.or_else(named).map(str::to_string)
}

/// The paths of all tokens of a theme. A table may have what the tables beside it have: a style
/// that says nothing of its tracking has a default.
fn paths(theme: &Table) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for (name, value) in theme {
        let Value::Table(table) = value else {
            paths.insert(name.clone());
            continue;
        };
        let inner = table.values().filter_map(Value::as_table);
        let keys: BTreeSet<&String> = inner.flat_map(|table| table.keys()).collect();
        for (inner_name, value) in table {
            if value.is_table() {
                paths.extend(keys.iter().map(|key| format!("{name}.{inner_name}.{key}")));
            } else {
                paths.insert(format!("{name}.{inner_name}"));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Length;
    use crate::manifest::read_tokens;
    use crate::source::SourceId;

    fn with(text: &str) -> (Theme, Vec<(String, Option<String>)>) {
        let mut diagnostics = Diagnostics::new();
        let tokens = read_tokens(text, SourceId::default(), &mut diagnostics);
        let theme = Theme::with_tokens("report", &tokens, &mut diagnostics).expect("built in");
        let findings = diagnostics.sorted().into_iter();
        (theme, findings.map(|finding| (finding.message, finding.help)).collect())
    }

    #[test]
    fn tokens_are_changed_by_path_and_colours_by_name() {
        let text = "accent = \"#8a1c2b\"\npage.grid = 15.5\nstyles.h1.tracking = 5";
        let (theme, findings) = with(text);
        assert_eq!(findings, []);
        assert_eq!(theme.colors.accent.hex(), "#8a1c2b");
        assert_eq!(theme.page.grid, Length::from_pt(15.5));
        assert_eq!(theme.styles.h1.tracking, 5);
        assert_eq!(theme.styles.h2, with("").0.styles.h2);
    }

    #[test]
    fn unknown_tokens_are_told_with_the_nearest() {
        let message = |text: &str| {
            let (theme, findings) = with(text);
            assert_eq!(theme, with("").0, "{text}");
            assert_eq!(findings.len(), 1, "{text}: {findings:?}");
            let (message, help) = findings[0].clone();
            format!("{message}; {}", help.unwrap_or_default())
        };
        let cases = [
            ("acent = \"#fff\"", "the theme has no token `acent`; did you mean `accent`?"),
            ("page.gird = 3", "the theme has no token `page.gird`; did you mean `page.grid`?"),
            ("grid = 3", "the theme has no token `grid`; did you mean `page.grid`?"),
            (
                "styles.h1.trackin = 3",
                "the theme has no token `styles.h1.trackin`; did you mean `styles.h1.tracking`?",
            ),
            ("page.grid = \"14\"", "`page.grid` should be a number; "),
            ("page.above_baseline = 1.5", "`page.above_baseline` should be a whole number; "),
            ("accent = 3", "`accent` should be text; "),
            ("page = 3", "`page` should be a table of tokens; "),
            ("accent = \"red\"", "`accent` cannot have this value: a colour is written #rrggbb; "),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text), expected);
        }
    }

    #[test]
    fn one_wrong_token_leaves_the_others() {
        let (theme, findings) = with("foo = 1\npage.grid = 15\nbar = 2");
        assert_eq!(theme.page.grid, Length::from_points(15));
        assert_eq!(findings.len(), 2);
    }
}
