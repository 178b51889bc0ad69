//! Groups: opacity, blending, clips and masks.

use usvg::{BlendMode, ClipPath, FillRule, Group, ImageKind, Mask, MaskType, Node, Opacity};
use usvg::{Path, Transform, Tree};

use super::drawing::{Bounds, Drawing, MaskKind, number};
use crate::font::FontBook;
use crate::geometry::{Length, Size};
use crate::media::Media;
use crate::pdf::images::Demand;
use crate::pdf::stream::name;

impl Drawing<'_> {
    /// Draws a group.
    pub(super) fn group(&mut self, group: &Group) {
        if !group.has_children() {
            return;
        }
        self.saved(|drawing| {
            drawing.concatenate(group.transform());
            drawing.composed(group);
        });
    }

    /// Draws what is in a group: as a whole, when something is done to it as a whole.
    fn composed(&mut self, group: &Group) {
        let bounds = Bounds::from(group.layer_bounding_box());
        if let Some(clip) = group.clip_path() {
            self.clip(clip, bounds);
        }
        // One mask takes the place of another: what stands under one is a form, in which others
        // may be.
        let masked = group.clip_path().is_some_and(is_mask);
        let whole = group.opacity() != Opacity::ONE
            || group.blend_mode() != BlendMode::Normal
            || group.isolate()
            || group.mask().is_some()
            || masked;
        if !whole {
            return self.children(group);
        }
        let mut inner = self.fresh();
        inner.children(group);
        let mut inner = inner.into_form(bounds, true);
        match group.mask() {
            Some(mask) if masked => {
                let mut seen = self.fresh();
                seen.seen_through(mask);
                seen.show(inner);
                inner = seen.into_form(bounds, true);
            }
            Some(mask) => self.seen_through(mask),
            None => {}
        }
        let opacity = f64::from(group.opacity().get());
        if group.opacity() != Opacity::ONE || group.blend_mode() != BlendMode::Normal {
            self.state([
                ("ca", number(opacity)),
                ("CA", number(opacity)),
                ("BM", name(blend_mode(group.blend_mode()))),
            ]);
        }
        self.show(inner);
    }

    pub(super) fn children(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) if !inner.filters().is_empty() => self.pixels(inner),
                Node::Group(inner) => self.group(inner),
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.text(text),
                Node::Image(image) => self.image(image),
            }
        }
    }

    fn image(&mut self, image: &usvg::Image) {
        if !image.is_visible() {
            return;
        }
        let (width, height) = (image.size().width(), image.size().height());
        let bytes = match image.kind() {
            ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) | ImageKind::WEBP(bytes) => bytes,
            ImageKind::SVG(tree) => return self.nested(tree),
            // None passes the reading of a figure.
            ImageKind::GIF(_) => return,
        };
        let media = Media::read("", bytes.to_vec(), &FontBook::default());
        let Ok(Media::Raster(raster)) = media else { return };
        let demand = Demand { profile: self.setting.profile, drawn: self.drawn_size(image) };
        let Ok(picture) = self.setting.workshop.image(&raster, demand) else { return };
        self.saved(|drawing| {
            // Images have their origin below.
            let flip = Transform::from_row(width, 0.0, 0.0, -height, 0.0, height);
            drawing.concatenate(flip);
            if let Some(turn) = picture.turn {
                let [a, b, c, d, e, f] = turn.map(|value| value as f32);
                drawing.concatenate(Transform::from_row(a, b, c, d, e, f));
            }
            drawing.show(picture.stream);
        });
    }

    /// Draws a drawing in a drawing, cut to its size. Its places are known in it alone, so that its
    /// text is drawn.
    fn nested(&mut self, tree: &Tree) {
        let (right, bottom) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let mut inner = self.fresh();
        inner.sets_text = false;
        inner.group(tree.root());
        self.show(inner.into_form(Bounds { left: 0.0, top: 0.0, right, bottom }, false));
    }

    /// The size of an image on the page; in masks and patterns it is not known.
    fn drawn_size(&self, image: &usvg::Image) -> Option<Size> {
        let to_page = image.abs_transform();
        let length = |x: f32, y: f32, length: f32| {
            let units = f64::from(x.hypot(y)) * f64::from(length);
            Length::from_pt(units * self.setting.points)
        };
        let (width, height) = (image.size().width(), image.size().height());
        let across = length(to_page.sx, to_page.ky, width);
        let down = length(to_page.kx, to_page.sy, height);
        self.sets_text.then(|| Size::new(across, down))
    }

    /// The rest is seen through a mask, and through the mask of that.
    fn seen_through(&mut self, mask: &Mask) {
        let bounds = Bounds::from(mask.rect());
        let mut drawn = self.fresh();
        drawn.sets_text = false;
        if let Some(outer) = mask.mask() {
            drawn.seen_through(outer);
        }
        let root = mask.root();
        let mut whole = drawn.fresh();
        whole.group(root);
        drawn.show(whole.into_form(bounds, true));
        let kind = match mask.kind() {
            MaskType::Luminance => MaskKind::Luminosity,
            MaskType::Alpha => MaskKind::Alpha,
        };
        self.mask(drawn, bounds, kind);
    }

    /// The rest is cut to a shape: by a path where the shape is one, else by what the shapes
    /// cover together.
    fn clip(&mut self, clip: &ClipPath, bounds: Bounds) {
        if let Some((path, transform)) = single_path(clip) {
            if let Some(outer) = clip.clip_path() {
                self.clip(outer, bounds);
            }
            let rule = path.fill().map_or(FillRule::NonZero, usvg::Fill::rule);
            self.outline(path.data(), transform);
            self.out.operator(if rule == FillRule::NonZero { "W n" } else { "W* n" });
            return;
        }
        let mut drawn = self.fresh();
        drawn.sets_text = false;
        drawn.saved(|drawing| {
            let mut shapes = drawing.fresh();
            shapes.concatenate(clip.transform());
            shapes.group(clip.root());
            if let Some(outer) = clip.clip_path() {
                drawing.clip(outer, bounds);
            }
            drawing.show(shapes.into_form(bounds, true));
        });
        self.mask(drawn, bounds, MaskKind::Alpha);
    }
}

/// Whether cutting to a clip takes a mask.
fn is_mask(clip: &ClipPath) -> bool {
    single_path(clip).is_none() || clip.clip_path().is_some_and(is_mask)
}

/// The path of a clip that is one path, and the transform to the clip's surroundings.
fn single_path(clip: &ClipPath) -> Option<(&Path, Transform)> {
    let mut transform = clip.transform();
    let mut group = clip.root();
    loop {
        if group.clip_path().is_some() || group.mask().is_some() {
            return None;
        }
        transform = transform.pre_concat(group.transform());
        match group.children() {
            [Node::Group(inner)] => group = inner,
            [Node::Path(path)] if path.is_visible() => return Some((path, transform)),
            _ => return None,
        }
    }
}

/// ISO 32000-1, tables 136 and 137.
pub(super) fn blend_mode(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        // PDF has no sum of colours; of its modes this one comes nearest.
        BlendMode::Screen | BlendMode::PlusLighter => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}
