//! Groups, paths and images.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usvg::tiny_skia_path::{self, PathSegment, Point};
use usvg::{BlendMode, Group, Image, ImageKind, ImageRendering, Node, PaintOrder, Path};
use usvg::{ShapeRendering, TextPath, Transform};

use super::markup::{matrix, push_number};
use super::paint::partial;
use super::{Letters, Writer};

/// Places are given to this part of the drawing's longer side, at least.
const FINEST: f32 = 1.0 / 20_000.0;

/// Where a shape stands.
#[derive(Clone, Debug)]
pub(super) enum Setting {
    /// Among others.
    Shown,
    /// In a clip, which knows no groups: with the transform of those that it was in, and the
    /// reference to the clip of one of them.
    Clipping { transform: Transform, clip: Option<String> },
}

impl Writer<'_> {
    pub(super) fn nodes(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner),
                Node::Path(path) => self.path(path, &Setting::Shown),
                Node::Image(image) => self.image(image),
                Node::Text(text) if self.letters == Letters::Drawn => self.group(text.flattened()),
                Node::Text(text) => self.text(text, &Setting::Shown),
            }
        }
    }

    pub(super) fn group(&mut self, group: &Group) {
        if !group.has_children() && group.filters().is_empty() {
            return;
        }
        self.out.open("g");
        self.out.attr_if("clip-path", group.clip_path().map(|own| self.definitions.url(own)));
        self.out.attr_if("mask", group.mask().map(|own| self.definitions.url(own)));
        let filters = group.filters().iter().map(|own| self.definitions.url(&**own));
        let filters: Vec<String> = filters.collect();
        self.out.attr_if("filter", (!filters.is_empty()).then(|| filters.join(" ")));
        self.out.attr_if("opacity", partial(group.opacity()));
        self.out.attr_if("transform", matrix(group.transform()));
        if group.blend_mode() != BlendMode::Normal || group.isolate() {
            let isolation = if group.isolate() { "isolate" } else { "auto" };
            let mode = group.blend_mode();
            self.out.attr("style", format!("mix-blend-mode:{mode};isolation:{isolation}"));
        }
        self.nodes(group);
        self.out.close();
    }

    pub(super) fn path(&mut self, path: &Path, setting: &Setting) {
        let rule = match setting {
            Setting::Shown => "fill-rule",
            Setting::Clipping { .. } => "clip-rule",
        };
        let mut list = self.fill(path.fill(), rule);
        list.extend(self.stroke(path.stroke()));
        if !path.is_visible() {
            list.push(("visibility", "hidden".into()));
        }
        if path.paint_order() == PaintOrder::StrokeAndFill {
            list.push(("paint-order", "stroke".into()));
        }
        match path.rendering_mode() {
            ShapeRendering::OptimizeSpeed => list.push(("shape-rendering", "optimizeSpeed".into())),
            ShapeRendering::CrispEdges => list.push(("shape-rendering", "crispEdges".into())),
            ShapeRendering::GeometricPrecision => {}
        }
        self.out.open("path");
        self.attributes(&list);
        self.setting(setting);
        let places = self.places(path.abs_transform());
        self.out.plain_attr("d", &outline(path.data(), places)).close();
    }

    /// What the groups of a clip say, for one of the shapes in them.
    pub(super) fn setting(&mut self, setting: &Setting) {
        if let Setting::Clipping { transform, clip } = setting {
            self.out.attr_if("clip-path", clip.as_ref());
            self.out.attr_if("transform", matrix(*transform));
        }
    }

    pub(super) fn text_path(&mut self, path: &TextPath) {
        let id = self.definitions.id(path);
        self.out.open("path").attr("id", id).attr("fill", "none").attr("stroke", "none");
        let places = self.places(Transform::identity());
        self.out.plain_attr("d", &outline(path.path(), places)).close();
    }

    /// How many places after the point can be seen, of coordinates with this transform to the
    /// drawing; three at least.
    fn places(&self, transform: Transform) -> i32 {
        let (across, down) = transform.get_scale();
        let finest = self.extent * FINEST / across.max(down);
        let places = -finest.log10().floor();
        if places.is_finite() { (places as i32).clamp(3, 9) } else { 3 }
    }

    fn image(&mut self, image: &Image) {
        if !image.is_visible() {
            return;
        }
        let (kind, bytes) = match image.kind() {
            ImageKind::JPEG(bytes) => ("jpeg", bytes),
            ImageKind::PNG(bytes) => ("png", bytes),
            ImageKind::GIF(bytes) => ("gif", bytes),
            ImageKind::WEBP(bytes) => ("webp", bytes),
            ImageKind::SVG(tree) => {
                self.out.open("svg").attr("width", image.size().width());
                self.out.attr("height", image.size().height());
                self.nodes(tree.root());
                return self.out.close();
            }
        };
        self.out.open("image").attr("width", image.size().width());
        self.out.attr("height", image.size().height());
        let rendering = match image.rendering_mode() {
            ImageRendering::OptimizeQuality => None,
            ImageRendering::OptimizeSpeed => Some("optimizeSpeed"),
            ImageRendering::Smooth => Some("smooth"),
            ImageRendering::HighQuality => Some("high-quality"),
            ImageRendering::CrispEdges => Some("crisp-edges"),
            ImageRendering::Pixelated => Some("pixelated"),
        };
        self.out.attr_if("style", rendering.map(|own| format!("image-rendering:{own}")));
        let coded = STANDARD.encode(bytes.as_slice());
        self.out.plain_attr("xlink:href", &format!("data:image/{kind};base64,{coded}")).close();
    }
}

/// The data of a path, with so many places after the point.
fn outline(data: &tiny_skia_path::Path, places: i32) -> String {
    let mut written = String::new();
    for segment in data.segments() {
        let (letter, points): (&str, &[Point]) = match &segment {
            PathSegment::MoveTo(to) => ("M", &[*to]),
            PathSegment::LineTo(to) => ("L", &[*to]),
            PathSegment::QuadTo(control, to) => ("Q", &[*control, *to]),
            PathSegment::CubicTo(one, two, to) => ("C", &[*one, *two, *to]),
            PathSegment::Close => ("Z", &[]),
        };
        if !written.is_empty() {
            written.push(' ');
        }
        written.push_str(letter);
        for value in points.iter().flat_map(|point| [point.x, point.y]) {
            written.push(' ');
            push_number(&mut written, value, places);
        }
    }
    written
}
