//! The page: its columns, and what stands beside the text.

use serde::Deserialize;

use super::value::{Lines, columns, grid, length, levels, paper, share};
use crate::geometry::Length;
use crate::manifest::Paper;

/// The page: a margin column for labels, a gutter, and the column of text; or two columns of text
/// that share the width of all of these, and have no margin column.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageTokens {
    /// The paper that the theme is made for; the manifest may name another.
    #[serde(deserialize_with = "paper")]
    pub paper: Paper,
    /// Whether left-hand pages are the mirror of right-hand ones.
    pub two_sided: bool,
    /// The height of a line of the grid.
    #[serde(deserialize_with = "grid")]
    pub grid: Length,
    /// Whether every block ends on a line of the grid, so that lines stand level with those of the
    /// facing page; else blocks are parted by half lines too.
    pub on_grid: bool,
    /// The share of a line above its baseline, in per mille of the leading.
    #[serde(deserialize_with = "share")]
    pub above_baseline: i64,
    /// The width of the margin column; 0 for none.
    #[serde(deserialize_with = "length")]
    pub margin_column: Length,
    /// Between the margin column and the text.
    #[serde(deserialize_with = "length")]
    pub gutter: Length,
    /// The width of the text column: the measure.
    #[serde(deserialize_with = "length")]
    pub text_column: Length,
    /// How many columns of text the body has: 1 or 2.
    #[serde(deserialize_with = "columns")]
    pub columns: u8,
    /// Between two columns of text.
    #[serde(deserialize_with = "length")]
    pub column_gap: Length,
    /// The least width of two columns of text.
    #[serde(deserialize_with = "length")]
    pub least_column: Length,
    /// Beside two columns: the headings up to this level stand across both; 0 for none.
    #[serde(deserialize_with = "levels")]
    pub across_levels: u8,
    /// The white at the left of right-hand pages, on the theme's own paper. On other paper this
    /// and `outer` share in proportion what the columns leave.
    #[serde(deserialize_with = "length")]
    pub inner: Length,
    /// The white at the right of right-hand pages.
    #[serde(deserialize_with = "length")]
    pub outer: Length,
    /// The least white at the left and right; paper too narrow for it has narrower columns.
    #[serde(deserialize_with = "length")]
    pub least_side: Length,
    /// From the top of the paper to the text block.
    #[serde(deserialize_with = "length")]
    pub top: Length,
    /// The least white below the text block; it holds as many whole lines as fit above.
    #[serde(deserialize_with = "length")]
    pub foot: Length,
    /// How far what stands at the edge of the paper goes on beyond it, for the press.
    #[serde(deserialize_with = "length")]
    pub bleed: Length,
    /// The length of a crop mark.
    #[serde(deserialize_with = "length")]
    pub crop_mark: Length,
    /// Between the bleed and a crop mark.
    #[serde(deserialize_with = "length")]
    pub crop_mark_gap: Length,
    /// The thickness of a crop mark.
    #[serde(deserialize_with = "length")]
    pub crop_mark_rule: Length,
    /// Where running heads stand.
    pub running_heads: HeadPlace,
    /// The baseline of the running head, from the top of the paper.
    #[serde(deserialize_with = "length")]
    pub running_head: Length,
    /// Where folios stand.
    pub folios: FolioPlace,
    /// The line of a folio at the foot, below the text block.
    pub folio: Lines,
}

impl PageTokens {
    /// The width of margin column, gutter and text column on this paper: their own, or what its
    /// least sides leave of it when that is less.
    pub fn width_on(&self, paper: Paper) -> Length {
        let natural = self.margin_column + self.gutter + self.text_column;
        natural.min((paper.width - self.least_side * 2).max(paper.width / 2))
    }

    /// The width of a column of text where there are two. It may be too narrow for that.
    pub fn column_on(&self, paper: Paper) -> Length {
        (self.width_on(paper) - self.column_gap) / 2
    }
}

/// Where running heads stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadPlace {
    /// There are none.
    None,
    /// The report's title at the margin column, the chapter's at the text column.
    Columns,
    /// In the middle: the report's title on left-hand pages, the chapter's on right-hand ones.
    Centered,
}

/// Where folios stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FolioPlace {
    /// At the foot, at the left edge of the columns.
    Foot,
    /// At the foot, in the middle.
    FootCenter,
    /// On the line of the running head, outside; in the middle of the foot on pages without one.
    Head,
}
