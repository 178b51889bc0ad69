//! How words stand in their lines.

use serde::Deserialize;

use super::value::{expansion, penalty, proportion, rise, share, size};
use crate::geometry::Length;

/// How words stand in their lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineTokens {
    /// How far the space between words stretches in a line that is just good enough, in per mille
    /// of the space.
    #[serde(deserialize_with = "proportion")]
    pub space_stretch: i64,
    /// How far that space shrinks at most, in per mille of the space.
    #[serde(deserialize_with = "share")]
    pub space_shrink: i64,
    /// How much a line may be expanded or condensed, in parts of 100,000.
    #[serde(deserialize_with = "expansion")]
    pub expansion: i32,
    /// The ratio of glue, in per mille, at which the expansion reaches its limit: 0 changes the
    /// letters first, 1,000 letters and spaces in proportion.
    #[serde(deserialize_with = "share")]
    pub expansion_share: i64,
    /// What a hyphen costs in justified text; its square is added to a line's demerits.
    #[serde(deserialize_with = "penalty")]
    pub hyphen_penalty: i64,
    /// The same in ragged text.
    #[serde(deserialize_with = "penalty")]
    pub ragged_hyphen_penalty: i64,
    /// The size of superscripts and subscripts that the face does not have, in per mille.
    #[serde(deserialize_with = "proportion")]
    pub shifted_size: i64,
    /// How far a superscript is raised, in per mille of the size.
    #[serde(deserialize_with = "rise")]
    pub raised: i64,
    /// How far a subscript is raised, in per mille of the size; less than nothing.
    #[serde(deserialize_with = "rise")]
    pub lowered: i64,
    /// The height of a picture among words, in per mille of the size.
    #[serde(deserialize_with = "proportion")]
    pub image_height: i64,
    /// From this size on lines are display: opening quotes hang whole, and the white at the left
    /// of the first letter is trimmed.
    #[serde(deserialize_with = "size")]
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
    #[serde(default, deserialize_with = "share")]
    pub left: i64,
    /// At the end of a line.
    #[serde(default, deserialize_with = "share")]
    pub right: i64,
}
