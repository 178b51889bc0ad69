//! A theme in layers: built in, changed by theme files and by the manifest.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::{Table, Value};

use super::Theme;
use super::palette::{on_dark, tints};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::manifest::Token;
use crate::page::Color;

/// The token of a theme file that names the theme that it changes.
pub const INHERITS: &str = "inherits";

/// The tables whose tokens need no path: `accent` is `colors.accent`, `serif` is
/// `families.serif`.
const SHORT: [&str; 2] = ["colors", "families"];

/// The value of an accent that is none: what would have it has the colour of text.
const NO_ACCENT: &str = "none";

impl Theme {
    /// The built-in theme of this name, changed by the tokens of each layer in turn: of theme
    /// files, the one that others inherit from first, and of the manifest. None when no such theme
    /// is built in.
    ///
    /// A token that the theme does not have, or whose value it does not take, is pushed to
    /// `diagnostics` at its place and left out. A layer that sets the accent and not the colours
    /// that follow from it (`mid`, `tint`, the accent on dark screens) has these made from it.
    pub fn with_layers(
        name: &str,
        layers: &[&[Token]],
        diagnostics: &mut Diagnostics,
    ) -> Option<Theme> {
        let mut table = Theme::builtin_table(name)?;
        for layer in layers {
            let tokens: Vec<&Token> =
                layer.iter().filter(|token| token.path.value != INHERITS).collect();
            table = with_layer(table, &tokens, diagnostics);
        }
        read(&table).ok()
    }
}

/// The tokens of a theme changed by those of one layer.
fn with_layer(mut table: Table, tokens: &[&Token], diagnostics: &mut Diagnostics) -> Table {
    let mut all = table.clone();
    for token in tokens {
        set(&mut all, &full_path(&token.path.value, &table), token.value.value.clone());
    }
    if read(&all).is_ok() {
        follow_accent(&mut all, &table, tokens);
        return all;
    }
    // Something is wrong: one token after the other, to find which.
    let before = table.clone();
    for token in tokens {
        let path = full_path(&token.path.value, &table);
        let mut next = table.clone();
        set(&mut next, &path, token.value.value.clone());
        match read(&next) {
            Ok(_) => table = next,
            Err(error) => diagnostics.push(fault(token, &path, &table, error.message())),
        }
    }
    follow_accent(&mut table, &before, tokens);
    table
}

/// The theme of a table of tokens, its short cuts resolved.
pub(super) fn read(table: &Table) -> Result<Theme, toml::de::Error> {
    let mut table = table.clone();
    for palette in ["colors", "dark"] {
        let accent = format!("{palette}.accent");
        if get(&table, &accent).and_then(Value::as_str) == Some(NO_ACCENT)
            && let Some(ink) = get(&table, &format!("{palette}.ink")).cloned()
        {
            set(&mut table, &accent, ink);
        }
    }
    let families = table.get("families").and_then(Value::as_table).cloned().unwrap_or_default();
    if let Some(Value::Table(styles)) = table.get_mut("styles") {
        for style in styles.iter_mut().filter_map(|(_, style)| style.as_table_mut()) {
            let named = style.get("family").and_then(Value::as_str);
            if let Some(family) = named.and_then(|name| families.get(name)).cloned() {
                style.insert("family".to_string(), family);
            }
        }
    }
    Theme::deserialize(Value::Table(table))
}

/// Gives the colours that follow from an accent which these tokens changed, unless they are among
/// the tokens too.
fn follow_accent(table: &mut Table, before: &Table, tokens: &[&Token]) {
    let color =
        |table: &Table, path: &str| get(table, path).and_then(Value::as_str).and_then(Color::parse);
    let written =
        |path: &str| tokens.iter().any(|token| full_path(&token.path.value, before) == path);
    if get(table, "colors.accent") == get(before, "colors.accent") {
        return;
    }
    let none = get(table, "colors.accent").and_then(Value::as_str) == Some(NO_ACCENT);
    let source = if none { "colors.ink" } else { "colors.accent" };
    let (Some(accent), Some(ground)) = (color(table, source), color(table, "colors.ground")) else {
        return;
    };
    let [mid, tint] = tints(accent, ground).map(Color::hex);
    let dark = if none { NO_ACCENT.to_string() } else { on_dark(accent).hex() };
    for (path, value) in [("colors.mid", mid), ("colors.tint", tint), ("dark.accent", dark)] {
        if !written(path) {
            set(table, path, Value::String(value));
        }
    }
}

/// Puts the tokens of one table over those of another.
pub(super) fn merge(below: &mut Table, above: Table) {
    for (name, value) in above {
        match (below.get_mut(&name), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (_, value) => {
                below.insert(name, value);
            }
        }
    }
}

/// The path of a token that may be written in short.
fn full_path(path: &str, theme: &Table) -> String {
    let has = |table: &&&str| {
        let table = theme.get(**table).and_then(Value::as_table);
        table.is_some_and(|table| table.contains_key(path))
    };
    match SHORT.iter().find(has) {
        Some(table) if !theme.contains_key(path) => format!("{table}.{path}"),
        _ => path.to_string(),
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
        (known, value) if known.is_some() || paths(theme).contains(path) => {
            let fault = match (choices(reason), wanted(reason)) {
                (Some(choices), _) => not_a_choice(written, value, &choices),
                (_, Some(wanted)) => return wrong_type(wanted),
                (None, None) => {
                    let message = format!("`{written}` cannot have this value: {reason}");
                    Diagnostic::error(Code::InvalidValue, message)
                }
            };
            fault.at(token.value.span)
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

/// The values that a token may have, when it has a choice of some: as serde tells them, "unknown
/// variant `a`, expected one of `b`, `c`".
fn choices(reason: &str) -> Option<Vec<&str>> {
    let (_, expected) = reason.strip_prefix("unknown variant ")?.split_once("expected ")?;
    Some(expected.split('`').skip(1).step_by(2).collect())
}

/// What a token should be, when serde says that it is of another type.
fn wanted(reason: &str) -> Option<&'static str> {
    let (_, expected) = reason.strip_prefix("invalid type: ")?.split_once("expected ")?;
    Some(match expected {
        "a boolean" => "true or false",
        "a string" => "text",
        "f64" => "a number",
        "i64" => "a whole number",
        "a sequence" => "a list",
        _ => return None,
    })
}

fn not_a_choice(written: &str, value: &Value, choices: &[&str]) -> Diagnostic {
    let own = value.as_str().unwrap_or_default();
    let message = format!("`{written}` cannot be \"{own}\"");
    let fault = Diagnostic::error(Code::InvalidValue, message);
    match nearest(own, choices.iter().copied()) {
        Some(near) => fault.help(format!("did you mean \"{near}\"?")),
        None => fault.help(format!("write one of \"{}\"", choices.join("\", \""))),
    }
}

/// The token that was meant: one with nearly this path, or whose own name is just this.
fn meant(written: &str, theme: &Table) -> Option<String> {
    let paths = paths(theme);
    let short = |path: &'_ String| -> Option<String> {
        let (table, own) = path.split_once('.')?;
        SHORT.contains(&table).then(|| own.to_string())
    };
    let short: Vec<String> = paths.iter().filter_map(short).collect();
    let known = short.iter().chain(&paths).map(String::as_str);
    let near = nearest(written, known);
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
        let theme = Theme::with_layers("report", &[&tokens], &mut diagnostics).expect("built in");
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
            (
                "styles.h1.size = -3",
                "`styles.h1.size` cannot have this value: a size of type in points lies between 1 \
                 and 1000; ",
            ),
            (
                "page.grid = 0",
                "`page.grid` cannot have this value: a line of the grid in points lies between 4 \
                 and 200; ",
            ),
            (
                "styles.h1.weight = 5000",
                "`styles.h1.weight` cannot have this value: a weight lies between 1 and 1000; ",
            ),
            (
                "page.grid = nan",
                "`page.grid` cannot have this value: a line of the grid in points lies between 4 \
                 and 200; ",
            ),
            ("styles.h1.italic = 1", "`styles.h1.italic` should be true or false; "),
            (
                "styles.h1.align = \"centre\"",
                "`styles.h1.align` cannot be \"centre\"; did you mean \"center\"?",
            ),
            (
                "blocks.openings = \"left\"",
                "`blocks.openings` cannot be \"left\"; write one of \"run-on\", \"page\", \
                 \"recto\"",
            ),
            (
                "page.paper = \"a44\"",
                "`page.paper` cannot have this value: a paper is written \"letter\", \"a4\", or \
                 [\"6in\", \"9in\"]; ",
            ),
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

    #[test]
    fn colours_follow_from_the_accent_unless_they_are_written_with_it() {
        let (theme, findings) = with("accent = \"#8a1c2b\"");
        assert_eq!(findings, []);
        assert_eq!(theme.colors.mid.hex(), "#ead6d9");
        assert_eq!(theme.colors.tint.hex(), "#f7eff0");
        assert_ne!(theme.dark.accent, with("").0.dark.accent);
        let (theme, _) =
            with("accent = \"#8a1c2b\"\ntint = \"#eeeeee\"\ndark.accent = \"#ffcccc\"");
        assert_eq!(theme.colors.tint.hex(), "#eeeeee");
        assert_eq!(theme.dark.accent.hex(), "#ffcccc");
        assert_eq!(theme.colors.mid.hex(), "#ead6d9");
    }

    #[test]
    fn an_accent_of_a_later_layer_brings_its_own_tints() {
        let mut diagnostics = Diagnostics::new();
        let mut layer = |text| read_tokens(text, SourceId::default(), &mut diagnostics);
        let file = layer("[colors]\naccent = \"#8a1c2b\"\ntint = \"#fff0f0\"");
        let manifest = layer("accent = \"#004000\"");
        let theme = |layers: &[&[Token]]| {
            Theme::with_layers("report", layers, &mut Diagnostics::new()).expect("built in")
        };
        assert_eq!(theme(&[&file]).colors.tint.hex(), "#fff0f0");
        assert_eq!(theme(&[&file, &manifest]).colors.tint.hex(), "#edf2ed");
    }

    #[test]
    fn a_theme_without_an_accent_has_its_ink_there() {
        let theme = with("accent = \"none\"").0;
        assert_eq!(theme.colors.accent, theme.colors.ink);
        assert_eq!(theme.dark.accent, theme.dark.ink);
    }

    #[test]
    fn a_family_is_named_by_itself_or_by_what_it_is_for() {
        let (theme, findings) = with("serif = \"House\"\nstyles.code.family = \"Other Mono\"");
        assert_eq!(findings, []);
        assert_eq!(theme.styles.text.family.0, "House");
        assert_eq!(theme.styles.quote.family.0, "House");
        assert_eq!(theme.styles.code.family.0, "Other Mono");
        assert_eq!(theme.styles.h1.family, with("").0.styles.h1.family);
    }
}
