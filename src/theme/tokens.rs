//! The tokens of a theme.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::Screen;
use crate::geometry::Length;
use crate::page::Color;

/// A theme: every decision of look.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The colours on paper and on a light screen.
    pub colors: Palette,
    /// The colours on a dark screen; for the EPUB.
    pub dark: Palette,
    /// The page.
    pub page: PageTokens,
    /// The type of each element.
    pub styles: Styles,
    /// How words stand in their lines.
    pub lines: LineTokens,
    /// The spaces, rules and indents of each block.
    pub blocks: Blocks,
    /// The measures of cover, imprint, contents and back matter.
    pub parts: Parts,
    /// The sizes of the EPUB.
    pub screen: Screen,
}

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Paper or screen.
    #[serde(deserialize_with = "color")]
    pub ground: Color,
    /// Text.
    #[serde(deserialize_with = "color")]
    pub ink: Color,
    /// Titles, labels, rules, bullets.
    #[serde(deserialize_with = "color")]
    pub accent: Color,
    /// Roles, sources, credits, running heads, table heads.
    #[serde(deserialize_with = "color")]
    pub secondary: Color,
    /// Hairlines and leaders, never text.
    #[serde(deserialize_with = "color")]
    pub hair: Color,
    /// The light class of a map, an empty portrait.
    #[serde(deserialize_with = "color")]
    pub mid: Color,
    /// The ground of a box.
    #[serde(deserialize_with = "color")]
    pub tint: Color,
}

impl Palette {
    /// The colour of this name.
    pub fn get(&self, tint: Tint) -> Color {
        match tint {
            Tint::Ground => self.ground,
            Tint::Ink => self.ink,
            Tint::Accent => self.accent,
            Tint::Secondary => self.secondary,
            Tint::Hair => self.hair,
            Tint::Mid => self.mid,
            Tint::Tint => self.tint,
        }
    }
}

/// The name of a colour of the [`Palette`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tint {
    /// Paper.
    Ground,
    /// Text.
    #[default]
    Ink,
    /// The one accent.
    Accent,
    /// The quiet voice.
    Secondary,
    /// Hairlines.
    Hair,
    /// Light fills.
    Mid,
    /// The ground of boxes.
    Tint,
}

/// The page: a margin column for labels, a gutter, and the column of text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageTokens {
    /// The height of a line of the grid.
    #[serde(deserialize_with = "points")]
    pub grid: Length,
    /// The share of a line above its baseline, in per mille of the leading.
    pub above_baseline: i64,
    /// The width of the margin column; 0 for none.
    #[serde(deserialize_with = "points")]
    pub margin_column: Length,
    /// Between the margin column and the text.
    #[serde(deserialize_with = "points")]
    pub gutter: Length,
    /// The width of the text column: the measure. All three columns are centred on the paper.
    #[serde(deserialize_with = "points")]
    pub text_column: Length,
    /// The least white at the left and right; paper too narrow for it has narrower columns.
    #[serde(deserialize_with = "points")]
    pub least_side: Length,
    /// From the top of the paper to the text block.
    #[serde(deserialize_with = "points")]
    pub top: Length,
    /// The least white below the text block; it holds as many whole lines as fit above.
    #[serde(deserialize_with = "points")]
    pub foot: Length,
    /// The baseline of the running head, from the top of the paper.
    #[serde(deserialize_with = "points")]
    pub running_head: Length,
    /// The folio's line below the text block, in lines of the grid.
    pub folio: Lines,
}

/// A number of lines of the grid, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines(i32);

impl Lines {
    /// So many lines on a grid.
    pub fn on(self, grid: Length) -> Length {
        grid.scale(i64::from(self.0), 1000)
    }

    /// The number in thousandths.
    pub const fn thousandths(self) -> i32 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
        let lines = f64::deserialize(deserializer)?;
        if !(-1000.0..=1000.0).contains(&lines) {
            return Err(D::Error::custom("a number of lines lies between -1000 and 1000"));
        }
        Ok(Lines((lines * 1000.0).round() as i32))
    }
}

/// A family of faces, as the theme names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Family(pub String);

/// Which figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// Old-style, each with its own width.
    OldStyle,
    /// Lining, each with its own width.
    #[default]
    Lining,
    /// Lining, all of one width.
    Tabular,
}

/// How lines stand in their measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Both edges even.
    Justified,
    /// The start edge even, left in a language that runs from left to right.
    #[default]
    Start,
    /// Each line in the middle.
    Center,
    /// The end edge even.
    End,
}

/// The type of an element.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// The family.
    pub family: Family,
    /// The weight, 100 to 900.
    #[serde(default = "regular")]
    pub weight: u16,
    /// Italic.
    #[serde(default)]
    pub italic: bool,
    /// The size of the type.
    #[serde(deserialize_with = "points")]
    pub size: Length,
    /// The distance of baselines.
    #[serde(deserialize_with = "points")]
    pub leading: Length,
    /// The colour.
    #[serde(default)]
    pub color: Tint,
    /// Added to each advance, in thousandths of the size.
    #[serde(default)]
    pub tracking: i64,
    /// Which figures.
    #[serde(default)]
    pub figures: Figures,
    /// Small capitals for all letters.
    #[serde(default)]
    pub small_caps: bool,
    /// How lines stand.
    #[serde(default)]
    pub align: Align,
    /// Whether words may be hyphenated.
    #[serde(default)]
    pub hyphens: bool,
}

fn regular() -> u16 {
    400
}

/// The type of each element.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Styles {
    /// The title on the cover.
    pub cover_title: Style,
    /// The title on the cover when a line of it would hold more than 24 letters.
    pub cover_title_long: Style,
    /// The subtitle on the cover.
    pub cover_subtitle: Style,
    /// The institution and the authors on the cover.
    pub cover_name: Style,
    /// Series, number and date on the cover.
    pub cover_detail: Style,
    /// The title above the text.
    pub title: Style,
    /// The subtitle below it.
    pub subtitle: Style,
    /// The authors below that.
    pub author: Style,
    /// An author's role.
    pub role: Style,
    /// A heading of level 1.
    pub h1: Style,
    /// "Appendix" above such a heading.
    pub part_label: Style,
    /// A heading of level 2.
    pub h2: Style,
    /// A heading of level 3.
    pub h3: Style,
    /// A heading of level 4 and below, run in.
    pub h4: Style,
    /// Running text.
    pub text: Style,
    /// The first words of a report.
    pub first_words: Style,
    /// A quotation.
    pub quote: Style,
    /// Verse.
    pub verse: Style,
    /// The lead of a list item.
    pub lead: Style,
    /// The text of a box.
    pub box_text: Style,
    /// "Box 1".
    pub box_label: Style,
    /// The title of a box.
    pub box_title: Style,
    /// "Map 1", "Figure 1", "Table 1".
    pub caption_label: Style,
    /// The title above a map, chart or table.
    pub exhibit_title: Style,
    /// The line below such a title or a caption.
    pub exhibit_subtitle: Style,
    /// The caption below a picture.
    pub caption: Style,
    /// Sources, credits and notes of figures and tables.
    pub source: Style,
    /// The cells of a table.
    pub table: Style,
    /// The head of a table.
    pub table_head: Style,
    /// Footnotes.
    pub footnote: Style,
    /// Code in footnotes.
    pub note_code: Style,
    /// A pull quote.
    pub pull_quote: Style,
    /// An epigraph.
    pub epigraph: Style,
    /// Running heads.
    pub running_head: Style,
    /// Folios.
    pub folio: Style,
    /// Code.
    pub code: Style,
    /// The number of a recommendation.
    pub recommendation_number: Style,
    /// The lead of a recommendation.
    pub recommendation_lead: Style,
    /// The date of a chronology.
    pub chronology_date: Style,
    /// The term of a chronology or glossary.
    pub term: Style,
    /// The label of a row of the imprint.
    pub imprint_label: Style,
    /// The matter of a row of the imprint.
    pub imprint: Style,
    /// An entry of level 1 in the contents.
    pub contents_1: Style,
    /// An entry of a deeper level.
    pub contents_2: Style,
    /// A person's name in the back matter.
    pub person: Style,
    /// How a person can be reached, below what is said of the person.
    pub contact: Style,
    /// The initials in place of a portrait.
    pub initials: Style,
}

/// How words stand in their lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineTokens {
    /// How far the space between words stretches in a line that is just good enough, in per mille
    /// of the space.
    pub space_stretch: i64,
    /// How far that space shrinks at most, in per mille of the space.
    pub space_shrink: i64,
    /// How much a line may be expanded or condensed, in parts of 100,000.
    pub expansion: i32,
    /// The ratio of glue, in per mille, at which the expansion reaches its limit: 0 changes the
    /// letters first, 1,000 letters and spaces in proportion.
    pub expansion_share: i64,
    /// What a hyphen costs in justified text; its square is added to a line's demerits.
    pub hyphen_penalty: i64,
    /// The same in ragged text.
    pub ragged_hyphen_penalty: i64,
    /// The size of superscripts and subscripts that the face does not have, in per mille.
    pub shifted_size: i64,
    /// How far a superscript is raised, in per mille of the size.
    pub raised: i64,
    /// How far a subscript is raised, in per mille of the size; less than nothing.
    pub lowered: i64,
    /// The height of a picture among words, in per mille of the size.
    pub image_height: i64,
    /// From this size on lines are display: opening quotes hang whole, and the white at the left
    /// of the first letter is trimmed.
    #[serde(deserialize_with = "points")]
    pub display_size: Length,
    /// How far characters hang into the margins of justified text.
    pub hang: Vec<Hang>,
}

/// How far some characters hang into the margins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hang {
    /// These characters.
    pub characters: String,
    /// At the beginning of a line, in per mille of the character's width.
    #[serde(default)]
    pub left: i64,
    /// At the end of a line.
    #[serde(default)]
    pub right: i64,
}

/// White above and below a block, in lines of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockSpace {
    /// Above.
    #[serde(default)]
    pub before: Lines,
    /// Below.
    #[serde(default)]
    pub after: Lines,
}

/// The spaces, rules and indents of blocks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocks {
    /// The indent of a paragraph that follows another.
    #[serde(deserialize_with = "points")]
    pub indent: Length,
    /// The white between paragraphs.
    pub paragraph: Lines,
    /// Level 1.
    pub h1: BlockSpace,
    /// A heading of level 1 opens a page when fewer lines than this remain.
    pub h1_room: i64,
    /// Level 2.
    pub h2: BlockSpace,
    /// Level 3.
    pub h3: BlockSpace,
    /// Level 4.
    pub h4: BlockSpace,
    /// Lists.
    pub list: BlockSpace,
    /// The white between items when any item has two lines.
    pub list_item: Lines,
    /// The indent of an item's text.
    #[serde(deserialize_with = "points")]
    pub list_indent: Length,
    /// The bullet.
    pub bullet: String,
    /// The white between a number and the item's text.
    #[serde(deserialize_with = "points")]
    pub number_gap: Length,
    /// The side of the box before a task.
    #[serde(deserialize_with = "points")]
    pub task_box: Length,
    /// The white between recommendations.
    pub recommendation: Lines,
    /// Definition lists.
    pub definitions: BlockSpace,
    /// The white between definitions.
    pub definition: Lines,
    /// Quotations.
    pub quote: BlockSpace,
    /// The indent of a quotation on both sides.
    #[serde(deserialize_with = "points")]
    pub quote_indent: Length,
    /// The white between stanzas.
    pub stanza: Lines,
    /// How much further in the rest of a line of verse stands that is too long for its column.
    #[serde(deserialize_with = "points")]
    pub verse_turn: Length,
    /// Figures, maps, tables.
    pub exhibit: BlockSpace,
    /// The rule above a map, chart, or table.
    #[serde(deserialize_with = "points")]
    pub exhibit_rule: Length,
    /// Between that rule, the title, the matter and the source.
    pub exhibit_gap: Lines,
    /// Between a picture and its caption.
    pub caption_gap: Lines,
    /// The rule below a table's head and foot.
    #[serde(deserialize_with = "points")]
    pub table_rule: Length,
    /// The hairline between rows.
    #[serde(deserialize_with = "points")]
    pub table_hairline: Length,
    /// The white above and below the text of a row.
    #[serde(deserialize_with = "points")]
    pub table_padding: Length,
    /// The least white between two columns of a table.
    #[serde(deserialize_with = "points")]
    pub table_gap: Length,
    /// Boxes.
    pub boxed: BlockSpace,
    /// The rule on top of a box.
    #[serde(deserialize_with = "points")]
    pub box_rule: Length,
    /// The white inside a box.
    #[serde(deserialize_with = "points")]
    pub box_padding: Length,
    /// Pull quotes.
    pub pull_quote: BlockSpace,
    /// The width of the bar above a pull quote, and below the subtitle of the cover.
    #[serde(deserialize_with = "points")]
    pub bar_width: Length,
    /// The height of that bar.
    #[serde(deserialize_with = "points")]
    pub bar_height: Length,
    /// Code.
    pub code: BlockSpace,
    /// Persons, acknowledgments and the institution in the back matter.
    pub labelled: BlockSpace,
    /// The width of the rule above the notes.
    #[serde(deserialize_with = "points")]
    pub note_rule_width: Length,
    /// Its height.
    #[serde(deserialize_with = "points")]
    pub note_rule: Length,
    /// Between that rule and the first note.
    #[serde(deserialize_with = "points")]
    pub note_gap: Length,
    /// The indent of a note's text.
    #[serde(deserialize_with = "points")]
    pub note_indent: Length,
    /// The size of Arabic script among Latin, in per mille of the text around it.
    pub arabic_size: i64,
}

/// The measures of cover, imprint, contents and back matter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// The white panel of the cover, in per mille of the paper's height.
    pub cover_panel: i64,
    /// The baseline of the institution's name on the cover, from the top.
    #[serde(deserialize_with = "points")]
    pub cover_strip: Length,
    /// The hairline of the cover, from the top.
    #[serde(deserialize_with = "points")]
    pub cover_hairline: Length,
    /// The top of the cover's title, from the top.
    #[serde(deserialize_with = "points")]
    pub cover_title: Length,
    /// The most letters, spaces included, in a line of the cover's title in its larger size.
    pub cover_title_letters: usize,
    /// The white above and below the cover's subtitle.
    pub cover_subtitle: BlockSpace,
    /// The height of the institution's mark; one too wide for its place is less high.
    #[serde(deserialize_with = "points")]
    pub mark: Length,
    /// Between the mark and the institution's name beside it.
    #[serde(deserialize_with = "points")]
    pub mark_gap: Length,
    /// The white between the rows of the imprint.
    pub imprint: Lines,
    /// The white between the title of the contents and the first entry.
    pub contents_entries: Lines,
    /// The white between the groups of the contents.
    pub contents_group: Lines,
    /// The white above and below the hairline between the contents and the lists.
    pub contents_lists: BlockSpace,
    /// The hairlines of the cover and the contents.
    #[serde(deserialize_with = "points")]
    pub hairline: Length,
    /// The period of the leaders' dots.
    #[serde(deserialize_with = "points")]
    pub leader_period: Length,
    /// The size of those dots.
    #[serde(deserialize_with = "points")]
    pub leader_size: Length,
    /// Leaders end so far before the edge.
    #[serde(deserialize_with = "points")]
    pub leader_end: Length,
    /// The height of a portrait in the margin column.
    #[serde(deserialize_with = "points")]
    pub portrait_height: Length,
}

fn points<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    let points = f64::deserialize(deserializer)?;
    if !(-10_000.0..=10_000.0).contains(&points) {
        return Err(D::Error::custom("a length lies between -10,000 and 10,000 points"));
    }
    Ok(Length::from_pt(points))
}

fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color::parse(&text).ok_or_else(|| D::Error::custom("a colour is written #rrggbb"))
}

impl Theme {
    /// The names of the built-in themes.
    pub const BUILTIN: &'static [&'static str] = &["report"];

    /// The theme of this name, if it is built in.
    pub fn builtin(name: &str) -> Option<Theme> {
        // A test reads every built-in theme, so this cannot fail in a program that was tested.
        toml::from_str(Theme::builtin_text(name)?).ok()
    }

    /// The file of the theme of this name, if it is built in.
    pub(super) fn builtin_text(name: &str) -> Option<&'static str> {
        match name {
            "report" => Some(include_str!("report.toml")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_themes_can_be_read() {
        for name in Theme::BUILTIN {
            let text = Theme::builtin_text(name).unwrap_or_else(|| panic!("{name} has a file"));
            let theme: Theme = toml::from_str(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(theme.name, *name);
            assert!(theme.page.grid > Length::ZERO);
        }
    }
}
