//! Figures made of shapes: ISO 32000-1, 8.4 to 8.10 and chapter 11.
//!
//! A figure becomes one form that needs nothing outside of it but the fonts of the pages. The
//! tree of shapes is walked once; what is to be composed as a whole (a group with an opacity, a
//! mask) becomes a form inside the form. Text is set as text, with the report's fonts, so that it
//! can be found and copied; text in a variable font, or inside a mask, is drawn.
//!
//! Filters cannot be said in PDF; what they would change is drawn without them.

mod drawing;
mod group;
mod paint;
mod path;
#[cfg(test)]
mod tests;
mod text;

use printpdf::{DictItem, ExternalXObject, XObject};
use usvg::Tree;

use super::fonts::Fonts;
use crate::font::FontBook;

use drawing::{Bounds, Drawing};
use text::Faces;
pub(super) use text::add_usage;

/// A figure as a form that fills the unit square, as an image does.
pub(super) fn form(tree: &Tree, book: &FontBook, fonts: &Fonts) -> XObject {
    let size = tree.size();
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let bounds = Bounds { left: 0.0, top: 0.0, right: width, bottom: height };
    let faces = Faces::new(tree, book);
    let mut drawing = Drawing::new(&faces, fonts);
    drawing.group(tree.root());
    let mut stream = drawing.into_form(bounds, false);
    // The origin of an SVG is its top left corner.
    let matrix = [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0];
    stream.dict.insert("Matrix".into(), drawing::numbers(matrix));
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let map = entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    DictItem::Dict { map }
}
