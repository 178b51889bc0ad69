//! Filters: what PDF has no words for is drawn as pixels.

use resvg::tiny_skia::Pixmap;
use usvg::{Group, Node, Transform, Tree};

use super::drawing::Drawing;
use crate::manifest::Profile;
use crate::media::Pixels;
use crate::pdf::images;

/// The most pixels of a part of a figure: a page of A4 at 300 to the inch has half as many.
const MOST_PIXELS: f64 = 16_000_000.0;

/// Whether a figure has a filter in it.
pub(in crate::pdf) fn has_filters(tree: &Tree) -> bool {
    group_has_filters(tree.root())
}

fn group_has_filters(group: &Group) -> bool {
    group.children().iter().any(|node| {
        let mut found = match node {
            Node::Group(inner) => !inner.filters().is_empty() || group_has_filters(inner),
            Node::Path(_) | Node::Image(_) | Node::Text(_) => false,
        };
        node.subroots(|inside| found |= group_has_filters(inside));
        found
    })
}

impl Drawing<'_> {
    /// Draws a group as pixels, with its filters and all else that is done to it.
    pub(super) fn pixels(&mut self, node: &Node, group: &Group) {
        // The group's own transform is among what is drawn.
        let Some(own) = group.transform().invert() else { return };
        let around = group.abs_transform().pre_concat(own);
        let Some(back) = around.invert() else { return };
        let bounds = group.abs_layer_bounding_box();
        let Some((pixels, width, height)) = self.drawn(node, around, bounds) else { return };
        self.saved(|drawing| {
            drawing.concatenate(back);
            // Images have their origin below.
            let place =
                Transform::from_row(width, 0.0, 0.0, -height, bounds.x(), bounds.y() + height);
            drawing.concatenate(place);
            drawing.show(images::lossless(&pixels));
        });
    }

    /// The pixels of a group, and their extent in units of the figure.
    fn drawn(
        &self,
        node: &Node,
        around: Transform,
        bounds: usvg::NonZeroRect,
    ) -> Option<(Pixels, f32, f32)> {
        let ppi = match self.setting.profile {
            Profile::Screen => 220.0,
            Profile::Print | Profile::Archive => 300.0,
        };
        let size = f64::from(bounds.width()) * f64::from(bounds.height());
        let fine = self.setting.points * ppi / 72.0;
        let scale = fine.min((MOST_PIXELS / size).sqrt()) as f32;
        let pixels = |length: f32| (length * scale).ceil().max(1.0);
        let (across, down) = (pixels(bounds.width()), pixels(bounds.height()));
        let mut pixmap = Pixmap::new(across as u32, down as u32)?;
        let (x, y) = (bounds.x(), bounds.y());
        // The drawing moves the group's corner to the origin before all else, as if nothing were
        // around it.
        let transform = Transform::from_scale(scale, scale)
            .pre_translate(-x, -y)
            .pre_concat(around)
            .pre_translate(x, y);
        resvg::render_node(node, transform, &mut pixmap.as_mut())?;
        Some((apart(&pixmap), across / scale, down / scale))
    }
}

/// Colours and opacities of a picture apart.
fn apart(pixmap: &Pixmap) -> Pixels {
    let pixels = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    let color = pixels.clone().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    Pixels {
        width: pixmap.width(),
        height: pixmap.height(),
        grey: false,
        color: color.collect(),
        alpha: Some(pixels.map(|pixel| pixel.alpha()).collect()),
    }
}
