//! Writing a drawing for the e-book: from the tree of what was understood of it, so that nothing
//! else can be in it.
//!
//! What is referred to is found first, and named once ([`Definitions`]): an id stands in the
//! drawing only where something is referred to by it, so that none is there twice and none is
//! missing. Shapes have no ids.

mod definitions;
mod effects;
mod filters;
mod markup;
mod paint;
mod pixels;
mod shapes;
#[cfg(test)]
mod tests;
mod text;

use std::collections::BTreeMap;

use usvg::{Group, NonZeroRect};

use super::Vector;
use definitions::{Definitions, Key};
use markup::Markup;
pub use pixels::Filtered;

impl Vector {
    /// What stands inside the `svg` element, whose view box is `0 0 width height` of
    /// [`Vector::extent`]. Text stays text, in its families. Each id begins with the prefix, so
    /// that several pictures can stand in one document.
    pub fn to_svg_content(&self, id_prefix: &str) -> String {
        let size = self.tree.size();
        written(self.tree.root(), id_prefix, Letters::Set, size.width().max(size.height()))
    }
}

/// What becomes of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// They are text, in the book's fonts.
    Set,
    /// They are shapes.
    Drawn,
}

fn written(group: &Group, prefix: &str, letters: Letters, extent: f32) -> String {
    let definitions = Definitions::of(group, prefix, letters);
    let regions = None;
    let mut writer = Writer { out: Markup::default(), definitions, letters, extent, regions };
    writer.define();
    writer.nodes(group);
    writer.out.finish()
}

/// A drawing in the making.
struct Writer<'a> {
    out: Markup,
    definitions: Definitions<'a>,
    letters: Letters,
    /// The longer side of the drawing, by which it is told which digits can be seen.
    extent: f32,
    /// For filters that are to be drawn as pixels: the parts of their regions that can be seen.
    regions: Option<BTreeMap<Key, NonZeroRect>>,
}

impl<'a> Writer<'a> {
    /// Writes all that is referred to.
    fn define(&mut self) {
        if self.definitions.is_empty() {
            return;
        }
        self.out.open("defs");
        for gradient in self.definitions.linear.clone() {
            self.linear(gradient);
        }
        for gradient in self.definitions.radial.clone() {
            self.radial(gradient);
        }
        for pattern in self.definitions.patterns.clone() {
            self.pattern(pattern);
        }
        for path in self.definitions.text_paths.clone() {
            self.text_path(&path);
        }
        for filter in self.definitions.filters.clone() {
            self.filter(filter);
        }
        for clip in self.definitions.clips.clone() {
            self.clip(clip);
        }
        for mask in self.definitions.masks.clone() {
            self.mask(mask);
        }
        self.out.close();
    }

    /// Gives the element just opened its place and size.
    fn rect(&mut self, rect: NonZeroRect) {
        self.out.attr("x", rect.x()).attr("y", rect.y());
        self.out.attr("width", rect.width()).attr("height", rect.height());
    }

    fn attributes(&mut self, list: &[paint::Attribute]) {
        for (name, value) in list {
            self.out.attr(name, value);
        }
    }
}
