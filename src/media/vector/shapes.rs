//! A drawing as plain shapes.

use usvg::tiny_skia_path::{Path, PathSegment, Transform};
use usvg::{FillRule, Group, Node, Paint, PaintOrder};

/// What closed lines enclose, in one colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The lines, in units of the drawing.
    pub contours: Vec<Vec<(f64, f64)>>,
    /// Whether the inside is where they wind round an odd number of times, and not at all.
    pub even_odd: bool,
    /// The colour: red, green, blue.
    pub color: [u8; 3],
    /// From 0, invisible, to 1.
    pub opacity: f64,
}

/// Into how many straight pieces a curve is parted.
const PIECES: u32 = 16;

/// The shapes of a group, from the lowest to the topmost. None when it has gradients, patterns,
/// masks, clips, filters or pictures.
pub(super) fn shapes(group: &Group) -> Option<Vec<Shape>> {
    let mut shapes = Vec::new();
    add_group(group, &mut shapes)?;
    Some(shapes)
}

fn add_group(group: &Group, shapes: &mut Vec<Shape>) -> Option<()> {
    let blended = group.blend_mode() != usvg::BlendMode::Normal || group.opacity().get() < 1.0;
    let cut = group.clip_path().is_some() || group.mask().is_some();
    if blended || cut || !group.filters().is_empty() {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(group) => add_group(group, shapes)?,
            Node::Text(text) => add_group(text.flattened(), shapes)?,
            Node::Path(path) if path.is_visible() => add_path(path, shapes)?,
            Node::Path(_) => {}
            Node::Image(_) => return None,
        }
    }
    Some(())
}

fn add_path(path: &usvg::Path, shapes: &mut Vec<Shape>) -> Option<()> {
    let transform = path.abs_transform();
    let fill = match path.fill() {
        Some(fill) => Some(Shape {
            contours: contours(path.data(), transform),
            even_odd: fill.rule() == FillRule::EvenOdd,
            color: color(fill.paint())?,
            opacity: fill.opacity().get().into(),
        }),
        None => None,
    };
    let stroke = match path.stroke() {
        Some(stroke) => {
            let style = stroke.to_tiny_skia();
            let dashed = style.dash.as_ref().and_then(|dash| path.data().dash(dash, 1.0));
            let outline = dashed.as_ref().unwrap_or(path.data()).stroke(&style, 1.0);
            let color = color(stroke.paint())?;
            outline.map(|outline| Shape {
                contours: contours(&outline, transform),
                even_odd: false,
                color,
                opacity: stroke.opacity().get().into(),
            })
        }
        None => None,
    };
    match path.paint_order() {
        PaintOrder::FillAndStroke => shapes.extend(fill.into_iter().chain(stroke)),
        PaintOrder::StrokeAndFill => shapes.extend(stroke.into_iter().chain(fill)),
    }
    Some(())
}

fn color(paint: &Paint) -> Option<[u8; 3]> {
    match paint {
        Paint::Color(color) => Some([color.red, color.green, color.blue]),
        _ => None,
    }
}

fn contours(path: &Path, transform: Transform) -> Vec<Vec<(f64, f64)>> {
    let mut contours: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut last = (0.0_f64, 0.0_f64);
    let place = |x: f64, y: f64| {
        let (sx, kx, tx) = (transform.sx, transform.kx, transform.tx);
        let (sy, ky, ty) = (transform.sy, transform.ky, transform.ty);
        let [sx, kx, tx, sy, ky, ty] = [sx, kx, tx, sy, ky, ty].map(f64::from);
        (x * sx + y * kx + tx, x * ky + y * sy + ty)
    };
    for segment in path.segments() {
        let mut curve = |controls: &[(f64, f64)]| {
            let mut points = vec![last];
            points.extend_from_slice(controls);
            for piece in 1..=PIECES {
                let (x, y) = on_curve(&points, f64::from(piece) / f64::from(PIECES));
                if let Some(contour) = contours.last_mut() {
                    contour.push(place(x, y));
                }
            }
            last = controls.last().copied().unwrap_or(last);
        };
        let pair = |point: usvg::tiny_skia_path::Point| (f64::from(point.x), f64::from(point.y));
        match segment {
            PathSegment::MoveTo(to) => {
                last = pair(to);
                contours.push(vec![place(last.0, last.1)]);
            }
            PathSegment::LineTo(to) => {
                last = pair(to);
                if let Some(contour) = contours.last_mut() {
                    contour.push(place(last.0, last.1));
                }
            }
            PathSegment::QuadTo(control, to) => curve(&[pair(control), pair(to)]),
            PathSegment::CubicTo(one, two, to) => curve(&[pair(one), pair(two), pair(to)]),
            PathSegment::Close => {}
        }
    }
    contours
}

/// The point at `t` of a curve with these control points (de Casteljau).
fn on_curve(points: &[(f64, f64)], t: f64) -> (f64, f64) {
    let mut points = points.to_vec();
    while points.len() > 1 {
        let between = |pair: &[(f64, f64)]| {
            (pair[0].0 + (pair[1].0 - pair[0].0) * t, pair[0].1 + (pair[1].1 - pair[0].1) * t)
        };
        points = points.windows(2).map(between).collect();
    }
    points.first().copied().unwrap_or_default()
}
