//! How things look. One theme feeds both editions: layout reads its lengths, the EPUB's style
//! sheet is made from the same tokens.
//!
//! A theme is a TOML file of tokens; those built in are beside this file. It may inherit from
//! another and then says only what differs; the manifest changes single tokens on top of it
//! ([`Theme::with_layers`]). Every token has limits, and what breaks them is told at its place.
//! Lengths are points; spaces between blocks are [`Lines`] of the grid. No constant of look lives
//! anywhere else.

mod blocks;
mod contrast;
mod faces;
mod layers;
mod lines;
mod page;
mod palette;
mod parts;
mod screen;
mod style;
mod tokens;
mod value;

pub use blocks::{
    BlockSpace, Blocks, Breaks, FirstWords, LabelPlace, NumberPlace, Opening, RulePlace,
    SummaryForm,
};
pub use contrast::{Faint, contrast};
pub use layers::INHERITS;
pub use lines::{Hang, LineTokens};
pub use page::{FolioPlace, HeadPlace, PageTokens};
pub use palette::{Palette, Tint};
pub use parts::{Parts, Portrait};
pub use screen::{Em, Screen, ScreenType};
pub use style::{Align, Families, Family, Figures, Style, Styles};
pub use tokens::{ExhibitNumbers, Theme};
pub use value::Lines;
