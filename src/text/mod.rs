//! From characters to positioned glyphs.
//!
//! Four steps, each usable alone; layout calls them for the text of a leaf:
//!
//! - [`mod@itemize`] cuts the text where its script or its direction changes (UAX #24, UAX #9);
//! - [`shape`] turns a word of one script, direction and face into glyphs (OpenType), and keeps
//!   each word that it has shaped;
//! - [`segment`] says where a line may break (UAX #14, and what good compositors add to it);
//! - [`hyphenate`] says where a word may be divided, by the author's word or by Liang's patterns.

pub mod east_asian;
pub mod hyphenate;
pub mod itemize;
pub mod segment;
pub mod shape;
pub mod ties;

pub use hyphenate::{Exceptions, Hyphenation};
pub use itemize::{ScriptRun, itemize};
pub use segment::{Break, breaks};
pub use shape::{Features, Shaped, ShapedGlyph, Shaper, Typeface};
