//! Paths: construction, filling and stroking (ISO 32000-1, 8.5).

use usvg::tiny_skia_path::{self, PathSegment, Point};
use usvg::{
    Fill, FillRule, LineCap, LineJoin, Opacity, Paint, PaintOrder, Path, Stroke, Transform,
};

use super::drawing::{Bounds, Drawing, number};
use super::paint::{Tiles, Use};
use crate::page::Color;

/// The operators that end a path, by what is painted and by the rule of what is inside.
const FILL: [&str; 2] = ["f", "f*"];
const FILL_AND_STROKE: [&str; 2] = ["B", "B*"];
const CLIP: [&str; 2] = ["W n", "W* n"];

impl Drawing<'_> {
    pub(super) fn path(&mut self, path: &Path) {
        if !path.is_visible() {
            return;
        }
        let bounds = Bounds::from(path.stroke_bounding_box());
        match (path.fill(), path.stroke()) {
            (Some(fill), Some(stroke)) if in_one(fill, stroke, path.paint_order()) => {
                self.saved(|drawing| {
                    drawing.paint(fill.paint(), fill.opacity(), Use::Fill, bounds);
                    drawing.paint(stroke.paint(), stroke.opacity(), Use::Stroke, bounds);
                    drawing.line_style(stroke);
                    drawing.outline(path.data(), Transform::identity());
                    drawing.out.operator(FILL_AND_STROKE[rule(fill)]);
                });
            }
            (fill, stroke) if path.paint_order() == PaintOrder::FillAndStroke => {
                self.fill(path.data(), fill, bounds);
                self.stroke(path.data(), stroke, bounds);
            }
            (fill, stroke) => {
                self.stroke(path.data(), stroke, bounds);
                self.fill(path.data(), fill, bounds);
            }
        }
    }

    fn fill(&mut self, data: &tiny_skia_path::Path, fill: Option<&Fill>, bounds: Bounds) {
        let Some(fill) = fill else { return };
        if let Paint::Pattern(pattern) = fill.paint()
            && let Some(tiles) = Tiles::of(pattern, bounds)
        {
            return self.saved(|drawing| {
                drawing.outline(data, Transform::identity());
                drawing.out.operator(CLIP[rule(fill)]);
                drawing.tiles(pattern, tiles, fill.opacity());
            });
        }
        self.saved(|drawing| {
            drawing.paint(fill.paint(), fill.opacity(), Use::Fill, bounds);
            drawing.outline(data, Transform::identity());
            drawing.out.operator(FILL[rule(fill)]);
        });
    }

    fn stroke(&mut self, data: &tiny_skia_path::Path, stroke: Option<&Stroke>, bounds: Bounds) {
        let Some(stroke) = stroke else { return };
        if let Paint::Pattern(pattern) = stroke.paint()
            && let Some(tiles) = Tiles::of(pattern, bounds)
            && let Some(shape) = shape_of(data, stroke)
        {
            return self.saved(|drawing| {
                drawing.outline(&shape, Transform::identity());
                drawing.out.operator(CLIP[0]);
                drawing.tiles(pattern, tiles, stroke.opacity());
            });
        }
        self.saved(|drawing| {
            drawing.paint(stroke.paint(), stroke.opacity(), Use::Stroke, bounds);
            drawing.line_style(stroke);
            drawing.outline(data, Transform::identity());
            if stroke.linecap() == LineCap::Square {
                drawing.points(data, stroke.width().get());
            }
            drawing.out.operator("S");
        });
    }

    /// Constructs lines too short to be seen where lines without length begin and end: PDF does
    /// not say which way the square stands that such a line is.
    fn points(&mut self, data: &tiny_skia_path::Path, width: f32) {
        const SHORT: f32 = 1e-3;
        let mut list: Vec<Point> = Vec::new();
        // Where the line in hand stands, so long as it leads nowhere.
        let mut own: Option<Point> = None;
        for segment in data.segments() {
            match segment {
                PathSegment::MoveTo(at) => own = Some(at),
                PathSegment::LineTo(to) => match own {
                    Some(at) if at == to && list.last() != Some(&at) => list.push(at),
                    Some(at) if at == to => {}
                    _ => {
                        list.pop_if(|last| own == Some(*last));
                        own = None;
                    }
                },
                _ => own = None,
            }
        }
        for at in list {
            self.out.reals([f64::from(at.x), f64::from(at.y)]);
            self.out.operator("m");
            self.out.reals([f64::from(at.x + width * SHORT), f64::from(at.y)]);
            self.out.operator("l");
        }
    }

    /// Sets width, caps, joins and dashes; what is PDF's own beginning is not said.
    pub(super) fn line_style(&mut self, stroke: &Stroke) {
        self.out.real(f64::from(stroke.width().get()));
        self.out.operator("w");
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        if cap != 0 {
            self.out.integer(cap);
            self.out.operator("J");
        }
        match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => {
                self.out.real(f64::from(stroke.miterlimit().get()));
                self.out.operator("M");
            }
            LineJoin::Round => self.out.operator("1 j"),
            LineJoin::Bevel => self.out.operator("2 j"),
        }
        if let Some(dashes) = stroke.dasharray() {
            self.out.raw(b"[");
            for dash in dashes {
                self.out.real(f64::from(*dash));
            }
            self.out.raw(b"]");
            // A phase below zero is not allowed; a whole period more is the same.
            let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
            let phase = f64::from(stroke.dashoffset());
            self.out.real(if period > 0.0 { phase.rem_euclid(period) } else { 0.0 });
            self.out.operator("d");
        }
    }

    /// Constructs a path.
    pub(super) fn outline(&mut self, data: &tiny_skia_path::Path, transform: Transform) {
        let place = |point: Point| {
            let mut placed = point;
            transform.map_point(&mut placed);
            [f64::from(placed.x), f64::from(placed.y)]
        };
        let mut last = Point::zero();
        let mut first = Point::zero();
        for segment in data.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    self.out.reals(place(to));
                    self.out.operator("m");
                    (first, last) = (to, to);
                }
                PathSegment::LineTo(to) => {
                    self.out.reals(place(to));
                    self.out.operator("l");
                    last = to;
                }
                PathSegment::QuadTo(control, to) => {
                    // The same curve of the third degree.
                    for end in [last, to] {
                        let x = end.x + (control.x - end.x) * 2.0 / 3.0;
                        let y = end.y + (control.y - end.y) * 2.0 / 3.0;
                        self.out.reals(place(Point::from_xy(x, y)));
                    }
                    self.out.reals(place(to));
                    self.out.operator("c");
                    last = to;
                }
                PathSegment::CubicTo(one, two, to) => {
                    for point in [one, two, to] {
                        self.out.reals(place(point));
                    }
                    self.out.operator("c");
                    last = to;
                }
                PathSegment::Close => {
                    self.out.operator("h");
                    last = first;
                }
            }
        }
    }

    /// Sets an opacity for filling or stroking.
    pub(super) fn opacity(&mut self, opacity: Opacity, using: Use) {
        if opacity != Opacity::ONE {
            let key = match using {
                Use::Fill => "ca",
                Use::Stroke => "CA",
            };
            self.state([(key, number(f64::from(opacity.get())))]);
        }
    }

    /// Sets a plain colour.
    pub(super) fn color(&mut self, color: usvg::Color, using: Use) {
        let color = Color { red: color.red, green: color.green, blue: color.blue };
        match using {
            Use::Fill => self.out.fill_color(color),
            Use::Stroke => self.out.stroke_color(color),
        }
    }
}

/// The shape that a line covers.
fn shape_of(data: &tiny_skia_path::Path, stroke: &Stroke) -> Option<tiny_skia_path::Path> {
    /// How much finer than a unit its curves are followed.
    const FINE: f32 = 16.0;
    let style = stroke.to_tiny_skia();
    let dashed = style.dash.as_ref().and_then(|dash| data.dash(dash, FINE));
    dashed.as_ref().unwrap_or(data).stroke(&style, FINE)
}

fn rule(fill: &Fill) -> usize {
    usize::from(fill.rule() == FillRule::EvenOdd)
}

/// Whether one operator can fill and stroke: then nothing of the one may be seen through the
/// other.
fn in_one(fill: &Fill, stroke: &Stroke, order: PaintOrder) -> bool {
    let plain = |paint: &Paint, opacity: Opacity| {
        matches!(paint, Paint::Color(_)) && opacity == Opacity::ONE
    };
    order == PaintOrder::FillAndStroke
        && plain(fill.paint(), fill.opacity())
        && plain(stroke.paint(), stroke.opacity())
}
