//! Filters: what PDF has no words for is drawn as pixels.

use resvg::tiny_skia::{FilterQuality, Pixmap, PixmapPaint};
use usvg::{BlendMode, Group, Node, NonZeroRect, Transform, Tree};

use super::drawing::Drawing;
use super::group::blend_mode;
use crate::manifest::Profile;
use crate::media::{Filtered, Pixels};
use crate::pdf::images;
use crate::pdf::stream::name;

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
    pub(super) fn pixels(&mut self, group: &Group) {
        // In masks and patterns it is not known what is seen.
        let extent = NonZeroRect::from_xywh(0.0, 0.0, self.setting.extent.0, self.setting.extent.1);
        let seen = extent.filter(|_| self.sets_text).unwrap_or(group.abs_layer_bounding_box());
        let drawn = Filtered::new(group, seen).and_then(|group| self.drawn(group));
        let Some((pixels, place)) = drawn else { return };
        let around = group.transform().invert().map(|own| group.abs_transform().pre_concat(own));
        let Some(back) = around.and_then(|around| around.invert()) else { return };
        self.saved(|drawing| {
            if group.blend_mode() != BlendMode::Normal {
                drawing.state([("BM", name(blend_mode(group.blend_mode())))]);
            }
            drawing.concatenate(back);
            // Images have their origin below.
            let (width, height) = (place.width(), place.height());
            let place =
                Transform::from_row(width, 0.0, 0.0, -height, place.x(), place.y() + height);
            drawing.concatenate(place);
            drawing.show(images::lossless(&pixels));
        });
    }

    /// The pixels of a group, and their place in the figure.
    fn drawn(&self, group: Filtered<'_>) -> Option<(Pixels, NonZeroRect)> {
        let bounds = group.bounds()?;
        let ppi = match self.setting.profile {
            Profile::Screen => 220.0,
            Profile::Print | Profile::Archive => 300.0,
        };
        let fine = (self.setting.points * ppi / 72.0) as f32;
        let scale = group.scale(fine);
        let unit = group.looks_at_pixels() && fine > scale;
        let corner = |place: f32| if unit { place.floor() } else { place };
        let (left, top) = (corner(bounds.left()), corner(bounds.top()));
        let pixels = |length: f32| (length * scale).ceil().max(1.0);
        let (across, down) = (pixels(bounds.right() - left), pixels(bounds.bottom() - top));
        let mut pixmap = Pixmap::new(across as u32, down as u32)?;
        let transform = Transform::from_scale(scale, scale).pre_translate(-left, -top);
        resvg::render(&group.drawing()?, transform, &mut pixmap.as_mut());
        let pixmap = if unit { enlarged(&pixmap, fine)? } else { pixmap };
        let place = NonZeroRect::from_xywh(left, top, across / scale, down / scale)?;
        Some((apart(&pixmap), place))
    }
}

/// The most pixels of a picture that was made larger.
const MOST_PIXELS: f32 = 16e6;

/// A picture at so many times its size.
fn enlarged(pixmap: &Pixmap, times: f32) -> Option<Pixmap> {
    let pixels = pixmap.width() as f32 * pixmap.height() as f32;
    let times = times.min((MOST_PIXELS / pixels).sqrt());
    let side = |length: u32| (length as f32 * times).ceil();
    let (across, down) = (side(pixmap.width()), side(pixmap.height()));
    let mut large = Pixmap::new(across as u32, down as u32)?;
    let (x, y) = (across / pixmap.width() as f32, down / pixmap.height() as f32);
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    large.draw_pixmap(0, 0, pixmap.as_ref(), &paint, Transform::from_scale(x, y), None);
    Some(large)
}

/// Colours and opacities of a picture apart.
fn apart(pixmap: &Pixmap) -> Pixels {
    let pixels = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
    let color = pixels.clone().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    let apart = Pixels {
        width: pixmap.width(),
        height: pixmap.height(),
        grey: false,
        color: color.collect(),
        alpha: Some(pixels.map(|pixel| pixel.alpha()).collect()),
    };
    apart.bled()
}
