//! The colours and families that a drawing takes from the theme.
//!
//! A drawing names a colour of the theme as a custom property of CSS, with the colour that it has
//! in other programs behind a comma: `fill="var(--accent, #1d3c6e)"` (CSS Custom Properties for
//! Cascading Variables, Level 1, section 3). So a map has the accent of the report, whatever it is.
//! Families are named alike: `font-family="var(--sans, 'Source Sans 3')"`. Names that the theme does
//! not know, or that the drawing says itself, are left to the reading of its styles.

use std::str;

use crate::page::Color;
use crate::theme::Theme;

/// How a drawing begins to name a value of the theme.
const NAMED: &str = "var(";

/// The bytes of a picture, the names in it replaced by the values that the theme has for them. Bytes
/// that are no text are left as they are.
pub(super) fn with_values(bytes: Vec<u8>, theme: &Theme) -> Vec<u8> {
    match str::from_utf8(&bytes) {
        Ok(text) if text.contains(NAMED) => replaced(text, theme).into_bytes(),
        _ => bytes,
    }
}

fn replaced(text: &str, theme: &Theme) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(NAMED) {
        out.push_str(before);
        let found = inside(after).and_then(|inside| Some((value(inside, text, theme)?, inside)));
        rest = match found {
            Some((value, inside)) => {
                out.push_str(&value);
                // The bracket that closes it is one byte.
                after.get(inside.len() + 1..).unwrap_or_default()
            }
            None => {
                out.push_str(NAMED);
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// What stands before the bracket that closes the one before the text.
fn inside(text: &str) -> Option<&str> {
    let mut open = 1;
    for (at, character) in text.char_indices() {
        match character {
            '(' => open += 1,
            ')' => open -= 1,
            // No value of an attribute goes on so far.
            '<' | '"' => return None,
            _ => {}
        }
        if open == 0 {
            return text.get(..at);
        }
    }
    None
}

/// The value of the theme that is named so in a drawing.
fn value(inside: &str, drawing: &str, theme: &Theme) -> Option<String> {
    let name = inside.split(',').next().unwrap_or_default().trim().strip_prefix("--")?;
    let color = theme.colors.named(name).map(Color::hex);
    let family = theme.families.named(name);
    let family = family.map(|family| format!("'{}'", family.0.replace(['\'', '"', '<', '&'], "")));
    color.or(family).filter(|_| !says(drawing, name))
}

/// Whether a drawing says itself what a name stands for: `--accent: red`.
fn says(drawing: &str, name: &str) -> bool {
    drawing.match_indices(name).any(|(at, _)| {
        let before = drawing.get(..at).unwrap_or_default();
        let behind = drawing.get(at + name.len()..).unwrap_or_default();
        before.ends_with("--") && behind.trim_start().starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let theme = Theme::builtin("report").expect("a theme");
        String::from_utf8(with_values(text.as_bytes().to_vec(), &theme)).expect("UTF-8")
    }

    #[test]
    fn names_of_colours_become_the_colours_of_the_theme() {
        assert_eq!(of("<a fill=\"var(--accent, #f00)\"/>"), "<a fill=\"#1d3c6e\"/>");
        assert_eq!(of("a{fill:var( --tint );stroke:var(--ink)}"), "a{fill:#eef1f6;stroke:#1a1a1a}");
    }

    #[test]
    fn names_of_families_become_the_families_of_the_theme() {
        let named = "<g font-family=\"var(--sans, Arial), sans-serif\">";
        assert_eq!(of(named), "<g font-family=\"'Source Sans 3', sans-serif\">");
    }

    #[test]
    fn a_name_that_the_theme_does_not_know_or_the_drawing_says_is_left() {
        for left in [
            "var(--sea, rgb(1, 2, 3)) var(--sea)",
            "var(accent, red)",
            "<style>svg { --accent : red }</style><a fill=\"var(--accent, blue)\"/>",
        ] {
            assert_eq!(of(left), left);
        }
        assert_eq!(of("var(--sea, var(--accent, red))"), "var(--sea, #1d3c6e)");
    }

    #[test]
    fn what_is_no_name_stays() {
        for text in ["", "var(", "<text>var(\u{e9}", "a=\"var(--ink\" b=\")\"", "var()"] {
            assert_eq!(of(text), text);
        }
        let bytes = vec![0xff, b'v', b'a', b'r', b'('];
        let theme = Theme::builtin("report").expect("a theme");
        assert_eq!(with_values(bytes.clone(), &theme), bytes);
    }
}
