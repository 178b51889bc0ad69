//! How things look. One theme feeds both editions: layout reads its lengths, the EPUB's style
//! sheet is made from the same tokens.
//!
//! A theme is a TOML file of tokens; those built in are beside this file. Lengths are points;
//! spaces between blocks are [`Lines`] of the grid. No constant of look lives anywhere else.

mod overrides;
mod screen;
mod tokens;

pub use screen::{Em, Screen, ScreenType};
pub use tokens::{
    Align, BlockSpace, Blocks, Family, Figures, Hang, LineTokens, Lines, PageTokens, Palette,
    Parts, Style, Styles, Theme, Tint,
};
