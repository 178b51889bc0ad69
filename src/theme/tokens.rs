//! A theme as a whole, and those that are built in.

use serde::Deserialize;
use toml::Table;

use super::blocks::{Blocks, Breaks};
use super::lines::LineTokens;
use super::page::PageTokens;
use super::palette::Palette;
use super::parts::Parts;
use super::style::{Families, Styles};
use super::value::levels;
use super::{Screen, layers};

/// A theme: every decision of look.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// How many levels of headings are numbered where the manifest does not say.
    #[serde(deserialize_with = "levels")]
    pub numbered_levels: u8,
    /// Whether figures, maps, tables and boxes are numbered through the report or by chapter.
    pub exhibit_numbers: ExhibitNumbers,
    /// The colours on paper and on a light screen.
    pub colors: Palette,
    /// The colours on a dark screen; for the EPUB.
    pub dark: Palette,
    /// The families that styles may name by what they are for.
    pub families: Families,
    /// The page.
    pub page: PageTokens,
    /// The type of each element.
    pub styles: Styles,
    /// How words stand in their lines.
    pub lines: LineTokens,
    /// The spaces, rules and indents of each block.
    pub blocks: Blocks,
    /// When pages end.
    pub breaks: Breaks,
    /// The measures of cover, imprint, contents and back matter.
    pub parts: Parts,
    /// The sizes of the EPUB.
    pub screen: Screen,
}

/// How figures, maps, tables and boxes are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExhibitNumbers {
    /// "Figure 7": through the whole report.
    Report,
    /// "Figure 2.1": anew in each chapter that has a number, and in each appendix, behind that
    /// number or letter. Through the report in what has none.
    Chapter,
}

impl Theme {
    /// The names of the built-in themes.
    pub const BUILTIN: &'static [&'static str] = &["report", "book", "plain"];

    /// The theme of this name, if it is built in.
    pub fn builtin(name: &str) -> Option<Theme> {
        // A test reads every built-in theme, so this cannot fail in a program that was tested.
        layers::read(&Theme::builtin_table(name)?).ok()
    }

    /// All tokens of the theme of this name, if it is built in: its own upon those of the theme
    /// that it inherits from.
    pub(super) fn builtin_table(name: &str) -> Option<Table> {
        let text = match name {
            "report" => include_str!("report.toml"),
            "book" => include_str!("book.toml"),
            "plain" => include_str!("plain.toml"),
            _ => return None,
        };
        let mut own: Table = toml::from_str(text).ok()?;
        let Some(base) = own.remove(layers::INHERITS) else { return Some(own) };
        let mut table = Theme::builtin_table(base.as_str()?)?;
        layers::merge(&mut table, own);
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBook;
    use crate::geometry::Length;

    #[test]
    fn the_built_in_themes_can_be_read() {
        for name in Theme::BUILTIN {
            let table = Theme::builtin_table(name).unwrap_or_else(|| panic!("{name} has a file"));
            let theme = layers::read(&table).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(theme.name, *name);
            assert!(theme.page.grid > Length::ZERO);
        }
        assert_eq!(Theme::builtin("poster"), None);
    }

    #[test]
    fn the_fonts_of_the_built_in_themes_are_built_in() {
        let book = FontBook::builtin();
        for name in Theme::BUILTIN {
            let theme = Theme::builtin(name).expect("a theme");
            for (style, own) in theme.styles.iter() {
                let face = book.select(&own.family.0, own.weight, own.italic);
                let face = face.and_then(|face| book.get(face)).expect("a face");
                let same = face.weight == own.weight && face.italic == own.italic;
                assert!(same, "{name}: {style} is not of {}", face.postscript_name);
            }
        }
    }
}
