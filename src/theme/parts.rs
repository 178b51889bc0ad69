//! The measures of cover, imprint, contents and back matter.

use serde::Deserialize;

use super::blocks::BlockSpace;
use super::palette::Tint;
use super::value::{Lines, count, fine_share, length, shift};
use crate::geometry::Length;

/// The measures of cover, imprint, contents and back matter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// The panel of the cover for its words, in parts of 10,000 of the paper's height.
    #[serde(deserialize_with = "fine_share")]
    pub cover_panel: i64,
    /// The ground of that panel where the cover has no picture.
    pub cover_upper: Tint,
    /// The ground below it there.
    pub cover_lower: Tint,
    /// The baseline of the institution's name on the cover, from the top.
    #[serde(deserialize_with = "length")]
    pub cover_strip: Length,
    /// The hairline of the cover, from the top.
    #[serde(deserialize_with = "length")]
    pub cover_hairline: Length,
    /// The top of the cover's title, from the top.
    #[serde(deserialize_with = "length")]
    pub cover_title: Length,
    /// The most letters, spaces included, in a line of the cover's title in its larger size.
    #[serde(deserialize_with = "count")]
    pub cover_title_letters: usize,
    /// The most lines of the cover's title.
    #[serde(deserialize_with = "count")]
    pub cover_title_lines: usize,
    /// The least white between the words of the cover and the picture below them.
    pub cover_foot: Lines,
    /// The white above the title on a half-title page, from the top of the block of text; 0 for no
    /// such page.
    pub half_title: Lines,
    /// The white above the cover's subtitle.
    pub cover_subtitle: Lines,
    /// The white above the bar of the cover.
    #[serde(deserialize_with = "length")]
    pub cover_bar: Length,
    /// The white below it.
    pub cover_names: Lines,
    /// Whether the title stands above a text that begins with a heading, too.
    pub title_above_headings: bool,
    /// How far below the top of the text block the title above the text begins.
    #[serde(deserialize_with = "shift")]
    pub title: Lines,
    /// The white above the subtitle there.
    pub subtitle: Lines,
    /// The white above the authors there.
    pub byline: Lines,
    /// Whether the date stands behind the authors there, after a single one's role.
    pub dated: bool,
    /// The white between them and the text.
    pub opening: Lines,
    /// The height of the institution's mark; one too wide for its place is less high.
    #[serde(deserialize_with = "length")]
    pub mark: Length,
    /// Between the mark and the institution's name beside it.
    #[serde(deserialize_with = "length")]
    pub mark_gap: Length,
    /// Between the mark and the institution's name below it, where there is no margin column.
    pub mark_below: Lines,
    /// The white between the rows of the imprint.
    pub imprint: Lines,
    /// The white between the title of the contents and the first entry.
    pub contents_entries: Lines,
    /// The white between the groups of the contents.
    pub contents_group: Lines,
    /// The white above and below the hairline between the contents and the lists.
    pub contents_lists: BlockSpace,
    /// The hairlines of the cover and the contents.
    #[serde(deserialize_with = "length")]
    pub hairline: Length,
    /// The period of the leaders' dots.
    #[serde(deserialize_with = "length")]
    pub leader_period: Length,
    /// The size of those dots.
    #[serde(deserialize_with = "length")]
    pub leader_size: Length,
    /// Leaders end so far before the edge.
    #[serde(deserialize_with = "length")]
    pub leader_end: Length,
    /// What stands in the margin column beside an author without a picture.
    pub portrait: Portrait,
    /// The height of a portrait in the margin column.
    #[serde(deserialize_with = "length")]
    pub portrait_height: Length,
}

/// What stands beside an author without a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Portrait {
    /// The initials of the name, on a light ground.
    Initials,
    /// Nothing.
    None,
}
