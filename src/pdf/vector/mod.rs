//! Figures made of shapes: ISO 32000-1, 8.4 to 8.10 and chapter 11.
//!
//! A figure becomes one form that needs nothing outside of it but the fonts of the pages. The
//! tree of shapes is walked once; what is to be composed as a whole (a group with an opacity, a
//! mask) becomes a form inside the form. Text is set as text, with the report's fonts, so that it
//! can be found and copied; text in a variable font, or inside a mask, is drawn.
//!
//! Filters cannot be said in PDF; what they change is drawn as pixels, and a warning says so.

mod drawing;
mod filter;
mod group;
mod paint;
mod path;
#[cfg(test)]
mod tests;
mod text;

use printpdf::{DictItem, ExternalStream};
use usvg::Tree;

use super::fonts::Fonts;
use super::pictures::Workshop;
use crate::font::FontBook;
use crate::geometry::Size;
use crate::manifest::Profile;

use drawing::{Bounds, Drawing, Setting};
pub(super) use filter::has_filters;
use text::Faces;
pub(super) use text::add_usage;

/// Where a figure is drawn.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its largest size on a page.
    pub size: Size,
    /// What the file is for.
    pub profile: Profile,
    /// Makes the pictures inside of it.
    pub workshop: &'a Workshop,
}

/// A figure as a form that fills the unit square, as an image does.
pub(super) fn form(
    tree: &Tree,
    book: &FontBook,
    fonts: &Fonts,
    place: Place<'_>,
) -> ExternalStream {
    let size = tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let bounds = Bounds { left: 0.0, top: 0.0, right: width, bottom: height };
    let faces = Faces::new(tree, book);
    let points = (place.size.width.to_pt() / width).max(place.size.height.to_pt() / height);
    let (workshop, profile) = (place.workshop, place.profile);
    let extent = (size.width(), size.height());
    let setting = Setting { faces, fonts, workshop, profile, points, extent };
    let mut drawing = Drawing::new(&setting);
    drawing.group(tree.root());
    let mut stream = drawing.into_form(bounds, false);
    // The origin of an SVG is its top left corner.
    let matrix = [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0];
    stream.dict.insert("Matrix".into(), drawing::numbers(matrix));
    stream
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let map = entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    DictItem::Dict { map }
}
