//! The colours of a dark screen.
//!
//! Every rule of the sheet that names a colour is given once more with the colours of the dark
//! palette; and a drawing whose colours are the theme's takes those of the screen.

use std::fmt::Write as _;

use super::{TINTS, color_name, edge, with_colors};
use crate::page::Color;
use crate::theme::{Palette, Theme, Tint};

/// When the rules hold. Converters such as calibre's take every condition for true that does not
/// ask for the size of a device, and would make the dark colours those of the whole book.
const CONDITION: &str = "@media (prefers-color-scheme: dark) and (min-width: 1px)";

/// The rules for a dark screen that go with a sheet whose colours are not written out yet.
pub(super) fn rules(sheet: &str, theme: &Theme) -> String {
    let Theme { colors: light, dark, .. } = theme;
    let mut rules = format!("{CONDITION} {{\n  html {{\n");
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(rules, "    background-color: {};", dark.ground.hex());
    let _ = writeln!(rules, "    color: {};\n  }}\n", dark.ink.hex());
    for (selector, declarations) in colored_rules(sheet) {
        let _ = writeln!(rules, "  {selector} {{");
        for declaration in declarations {
            let _ = writeln!(rules, "    {};", with_colors(declaration, dark));
        }
        rules.push_str("  }\n\n");
    }
    // A drawing in colours of its own keeps its paper.
    let (edge, ground) = (edge(theme), light.ground.hex());
    let _ = writeln!(rules, "  svg.plain {{ box-shadow: 0 0 0 {edge} {ground}; }}");
    let tints = drawn().map(|tint| (light.get(*tint), dark.get(*tint)));
    for (color, own) in tints.chain([(BLACK, dark.ink)]) {
        let (color, own) = (color.hex(), own.hex());
        for property in ["fill", "stroke", "stop-color"] {
            let selector = format!("svg.themed [{property}=\"{color}\"]");
            let _ = writeln!(rules, "  {selector} {{ {property}: {own}; }}");
        }
    }
    rules.push_str("}\n");
    rules
}

/// The colours that a drawing changes with the screen. What stands in for a missing picture, in the
/// colour of an alarm, keeps its paper.
fn drawn() -> impl Iterator<Item = &'static Tint> {
    TINTS.iter().filter(|tint| **tint != Tint::Alarm)
}

/// The rules outside of conditions that name a colour: the selector, and those declarations.
fn colored_rules(sheet: &str) -> Vec<(&str, Vec<&str>)> {
    let mut rules = Vec::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once('{') {
        let selector = before.rsplit("*/").next().unwrap_or(before).trim();
        if selector.starts_with('@') {
            rest = after_block(after);
            continue;
        }
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        let named = |declaration: &&str| TINTS.iter().any(|t| declaration.contains(color_name(*t)));
        let declarations: Vec<&str> = inside.split(';').map(str::trim).filter(named).collect();
        if !declarations.is_empty() {
            rules.push((selector, declarations));
        }
        rest = after;
    }
    rules
}

/// What follows the block whose opening brace was just read.
fn after_block(text: &str) -> &str {
    let mut depth = 1_u32;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

/// The colour of shapes that name none. On a dark screen it is that of ink.
const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

/// Whether all colours of a drawing, written `="#rrggbb"`, are of the theme.
pub(in super::super) fn has_theme_colors(drawing: &str, palette: &Palette) -> bool {
    let tints = drawn().map(|tint| palette.get(*tint));
    let known: Vec<String> = tints.chain([BLACK]).map(Color::hex).collect();
    let mut colors = drawing.split("=\"#").skip(1).map(|rest| rest.get(..6).unwrap_or_default());
    let picture = drawing.contains("<image");
    !picture && colors.all(|color| known.iter().any(|own| own.get(1..) == Some(color)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme() -> Theme {
        Theme::builtin("report").unwrap()
    }

    #[test]
    fn rules_with_colours_have_a_dark_twin() {
        let sheet = "/* a */ a, b {\n  color: @ink;\n  margin: 0;\n}\n\
                     @container (x) { c { color: red; } d { margin: 0; } }\n\
                     e { border: 1px solid @hair; }";
        let found = colored_rules(sheet);
        let expected = [("a, b", vec!["color: @ink"]), ("e", vec!["border: 1px solid @hair"])];
        assert_eq!(found, expected);
        let rules = rules(sheet, &theme());
        assert!(rules.contains("  a, b {\n    color: #e4e2dc;\n  }"), "{rules}");
        assert!(rules.contains("border: 1px solid #3a4049;"), "{rules}");
    }

    /// Colours inside a condition would have no twin.
    #[test]
    fn conditions_of_the_sheet_name_no_colour() {
        let (_, wide) = super::super::MARGIN.split_once("@container").unwrap();
        for tint in TINTS {
            assert!(!wide.contains(color_name(tint)), "{tint:?}");
        }
    }

    #[test]
    fn drawings_of_other_colours_are_told_apart() {
        let palette = theme().colors;
        assert!(has_theme_colors("<path fill=\"#1d3c6e\" stroke=\"#ffffff\"/>", &palette));
        assert!(has_theme_colors("<path fill=\"none\" clip-path=\"url(#a)\"/>", &palette));
        assert!(!has_theme_colors("<path fill=\"#1d3c6e\" stroke=\"#ff0000\"/>", &palette));
        assert!(!has_theme_colors("<image width=\"1\"/>", &palette));
    }

    #[test]
    fn a_drawing_in_other_colours_keeps_its_paper() {
        let rules = rules("svg.picture { box-shadow: 0 0 0 1px @ground; }", &theme());
        assert!(rules.contains("svg.picture {\n    box-shadow: 0 0 0 1px #14171c;"), "{rules}");
        assert!(rules.contains("svg.plain { box-shadow: 0 0 0 0.375rem #ffffff; }"), "{rules}");
    }

    /// A line without a fill of its own is written with a black one.
    #[test]
    fn black_is_ink() {
        let theme = theme();
        assert!(has_theme_colors("<path fill=\"#000000\" stroke=\"#55585e\"/>", &theme.colors));
        assert!(rules("", &theme).contains("svg.themed [fill=\"#000000\"] { fill: #e4e2dc; }"));
    }
}
