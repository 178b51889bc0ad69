//! Paint: colours, gradients and patterns (ISO 32000-1, 8.7).

use std::collections::BTreeMap;
use std::ops::Range;

use printpdf::DictItem;
use usvg::{BaseGradient, LinearGradient, Opacity, Paint, Pattern, RadialGradient, SpreadMethod};
use usvg::{Stop, Transform};

use super::dictionary;
use super::drawing::{Bounds, Drawing, MaskKind, matrix, number, numbers};
use crate::pdf::stream::{name, stream};

/// What is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The inside.
    Fill,
    /// The line.
    Stroke,
}

/// Stops that are no farther apart than this part of their gradient are at one place.
const STEP: f64 = 1e-6;

/// More repetitions of a gradient than this nobody sees.
const MOST_PERIODS: f64 = 64.0;

impl Drawing<'_> {
    /// Sets a paint with its opacity, for something inside `bounds`. Where a gradient's stops are
    /// transparent, what follows is seen through a mask, so this stands inside `q` and `Q`.
    pub(super) fn paint(&mut self, paint: &Paint, opacity: Opacity, using: Use, bounds: Bounds) {
        self.opacity(opacity, using);
        match paint {
            Paint::Color(color) => self.color(*color, using),
            Paint::LinearGradient(gradient) => {
                self.gradient(gradient, &Axis::linear(gradient), (using, opacity), bounds);
            }
            Paint::RadialGradient(gradient) => {
                self.gradient(gradient, &Axis::radial(gradient), (using, opacity), bounds);
            }
            Paint::Pattern(pattern) => self.pattern(pattern, using),
        }
    }

    fn gradient(
        &mut self,
        gradient: &BaseGradient,
        axis: &Axis,
        (using, opacity): (Use, Opacity),
        bounds: Bounds,
    ) {
        if axis.is_point()
            && let Some(last) = gradient.stops().last()
        {
            // No colour runs anywhere; the last holds for everything (SVG 2, 14.2.2).
            self.opacity(opacity * last.opacity(), using);
            return self.color(last.color(), using);
        }
        let periods = Periods::of(gradient, axis, bounds);
        let stops = periods.stops(gradient);
        let axis = axis.extended(periods);
        if stops.iter().any(|stop| stop.opacity < 1.0) {
            let mut mask = self.fresh();
            mask.concatenate(gradient.transform());
            let shading = axis.shading(&stops, Channel::Opacity);
            let shading = mask.resource("Shading", 'S', shading);
            mask.out.name(&shading);
            mask.out.operator("sh");
            self.mask(mask, bounds, MaskKind::Luminosity);
        }
        let transform = self.transform.pre_concat(gradient.transform());
        let pattern = dictionary([
            ("PatternType", DictItem::Int(2)),
            ("Matrix", numbers(matrix(transform))),
            ("Shading", axis.shading(&stops, Channel::Color)),
        ]);
        self.use_pattern(pattern, using);
    }

    fn pattern(&mut self, pattern: &Pattern, using: Use) {
        let place = pattern.rect();
        let bounds = tile_bounds(pattern);
        let mut tile = self.fresh();
        tile.sets_text = false;
        tile.group(pattern.root());
        let transform = self.transform.pre_concat(pattern.transform());
        let transform = transform.pre_translate(place.x(), place.y());
        let (resources, out) = tile.into_parts();
        let dict = BTreeMap::from([
            ("PatternType".to_string(), DictItem::Int(1)),
            ("PaintType".to_string(), DictItem::Int(1)),
            ("TilingType".to_string(), DictItem::Int(1)),
            ("BBox".to_string(), bounds.item()),
            ("XStep".to_string(), number(bounds.right)),
            ("YStep".to_string(), number(bounds.bottom)),
            ("Matrix".to_string(), numbers(matrix(transform))),
            ("Resources".to_string(), resources),
        ]);
        let stream = stream(dict, &out.into_bytes());
        self.use_pattern(DictItem::Stream { stream }, using);
    }

    /// Draws the tiles of a pattern one by one, to be cut to a shape: readers place the tiles of
    /// PDF's own patterns only as exactly as whole pixels, and stumble over one inside another.
    pub(super) fn tiles(&mut self, pattern: &Pattern, tiles: Tiles, opacity: Opacity) {
        let bounds = Bounds::from(pattern.rect());
        let (width, height) = (bounds.right - bounds.left, bounds.bottom - bounds.top);
        let mut whole = self.fresh();
        let mut tile = self.fresh();
        for drawing in [&mut whole, &mut tile] {
            drawing.sets_text = false;
        }
        tile.group(pattern.root());
        let form = DictItem::Stream { stream: tile.into_form(tile_bounds(pattern), false) };
        let form = whole.resource("XObject", 'X', form);
        for row in tiles.down.clone() {
            for column in tiles.across.clone() {
                whole.out.operator("q");
                let x = bounds.left + f64::from(column) * width;
                let y = bounds.top + f64::from(row) * height;
                whole.out.reals([1.0, 0.0, 0.0, 1.0, x, y]);
                whole.out.operator("cm");
                whole.out.name(&form);
                whole.out.operator("Do");
                whole.out.operator("Q");
            }
        }
        let all = Bounds {
            left: bounds.left + f64::from(tiles.across.start) * width,
            top: bounds.top + f64::from(tiles.down.start) * height,
            right: bounds.left + f64::from(tiles.across.end) * width,
            bottom: bounds.top + f64::from(tiles.down.end) * height,
        };
        self.opacity(opacity, Use::Fill);
        self.concatenate(pattern.transform());
        self.show(whole.into_form(all, opacity != Opacity::ONE));
    }

    fn use_pattern(&mut self, pattern: DictItem, using: Use) {
        let resource = self.resource("Pattern", 'P', pattern);
        let (space, set) = match using {
            Use::Fill => ("cs", "scn"),
            Use::Stroke => ("CS", "SCN"),
        };
        self.out.name("Pattern");
        self.out.operator(space);
        self.out.name(&resource);
        self.out.operator(set);
    }
}

/// The bounds of a pattern's tile in the coordinates of what is in it, which begin at its corner.
fn tile_bounds(pattern: &Pattern) -> Bounds {
    let place = Bounds::from(pattern.rect());
    let (right, bottom) = (place.right - place.left, place.bottom - place.top);
    Bounds { left: 0.0, top: 0.0, right, bottom }
}

/// More tiles than this are left to the reader.
const MOST_TILES: f64 = 4096.0;

/// The tiles of a pattern that are seen, by their numbers from the first.
#[derive(Clone, Debug)]
pub(super) struct Tiles {
    across: Range<i32>,
    down: Range<i32>,
}

impl Tiles {
    /// The tiles that cover something inside `bounds`; none when they are too many.
    pub(super) fn of(pattern: &Pattern, bounds: Bounds) -> Option<Tiles> {
        let inverse = pattern.transform().invert()?;
        let tile = Bounds::from(pattern.rect());
        let corners = bounds.corners().map(|(x, y)| mapped(inverse, x, y));
        let range = |start: f64, end: f64, place: fn((f64, f64)) -> f64| {
            let places = corners.map(|corner| (place(corner) - start) / (end - start));
            let least = places.into_iter().fold(f64::INFINITY, f64::min).floor();
            let most = places.into_iter().fold(f64::NEG_INFINITY, f64::max).ceil();
            (least, most)
        };
        let (left, right) = range(tile.left, tile.right, |(x, _)| x);
        let (top, bottom) = range(tile.top, tile.bottom, |(_, y)| y);
        let few = (right - left) * (bottom - top) <= MOST_TILES;
        let numbers = |from: f64, to: f64| from as i32..to as i32;
        few.then(|| Tiles { across: numbers(left, right), down: numbers(top, bottom) })
    }
}

/// The line or the circles that a gradient runs along, in its own coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Axis {
    Linear { from: (f64, f64), to: (f64, f64) },
    Radial { focus: (f64, f64, f64), circle: (f64, f64, f64) },
}

/// Which part of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Channel {
    Color,
    Opacity,
}

impl Axis {
    fn linear(gradient: &LinearGradient) -> Axis {
        let [x1, y1, x2, y2] =
            [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()].map(f64::from);
        Axis::Linear { from: (x1, y1), to: (x2, y2) }
    }

    fn radial(gradient: &RadialGradient) -> Axis {
        let [fx, fy, fr] = [gradient.fx(), gradient.fy(), gradient.fr().get()].map(f64::from);
        let [cx, cy, r] = [gradient.cx(), gradient.cy(), gradient.r().get()].map(f64::from);
        // Between two circles that are one the colour changes at once.
        let fr = if (fx, fy, fr) == (cx, cy, r) { r * (1.0 - STEP) } else { fr };
        Axis::Radial { focus: (fx, fy, fr), circle: (cx, cy, r) }
    }

    /// Whether it begins where it ends.
    fn is_point(&self) -> bool {
        match *self {
            Axis::Linear { from, to } => from == to,
            Axis::Radial { focus, circle } => focus == circle,
        }
    }

    /// Where a point lies along the axis: 0 at its beginning, 1 at its end. For circles this is
    /// at least so far.
    fn position(&self, (x, y): (f64, f64)) -> f64 {
        match *self {
            Axis::Linear { from, to } => {
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = dx * dx + dy * dy;
                if length > 0.0 { ((x - from.0) * dx + (y - from.1) * dy) / length } else { 0.0 }
            }
            Axis::Radial { focus, circle } => {
                let apart = (circle.0 - focus.0).hypot(circle.1 - focus.1);
                let growth = circle.2 - focus.2 - apart;
                let distance = (x - focus.0).hypot(y - focus.1);
                if growth > 0.0 { distance / growth } else { 0.0 }
            }
        }
    }

    /// The axis over several periods of the gradient.
    fn extended(self, Periods { first, last }: Periods) -> Axis {
        let between = |from: f64, to: f64, at: f64| from + (to - from) * at;
        match self {
            Axis::Linear { from, to } => {
                let at = |t| (between(from.0, to.0, t), between(from.1, to.1, t));
                Axis::Linear { from: at(first), to: at(last) }
            }
            Axis::Radial { focus, circle } => {
                let (x, y) = (between(focus.0, circle.0, last), between(focus.1, circle.1, last));
                Axis::Radial { focus, circle: (x, y, between(focus.2, circle.2, last)) }
            }
        }
    }

    fn shading(&self, stops: &[Shade], channel: Channel) -> DictItem {
        let (kind, coordinates) = match *self {
            Axis::Linear { from, to } => (2, numbers([from.0, from.1, to.0, to.1])),
            Axis::Radial { focus, circle } => {
                (3, numbers([focus.0, focus.1, focus.2, circle.0, circle.1, circle.2]))
            }
        };
        let space = match channel {
            Channel::Color => "DeviceRGB",
            Channel::Opacity => "DeviceGray",
        };
        dictionary([
            ("ShadingType", DictItem::Int(kind)),
            ("ColorSpace", name(space)),
            ("Coords", coordinates),
            ("Function", function(stops, channel)),
            ("Extend", DictItem::Array(vec![DictItem::Bool(true), DictItem::Bool(true)])),
        ])
    }
}

/// The periods of a gradient that are seen, from 0 to 1 when it does not repeat; one more at an
/// end where the colour changes at once, for what lies beyond has the colour of the last stop.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Periods {
    first: f64,
    last: f64,
}

impl Periods {
    fn of(gradient: &BaseGradient, axis: &Axis, bounds: Bounds) -> Periods {
        let once = Periods { first: 0.0, last: 1.0 };
        let Some(inverse) = gradient.transform().invert() else { return once };
        let radial = matches!(axis, Axis::Radial { .. });
        if gradient.spread_method() == SpreadMethod::Pad {
            let stops = gradient.stops();
            let at =
                |stop: &Stop, place: f64| (f64::from(stop.offset().get()) - place).abs() <= STEP;
            let begins_twice = stops.iter().take(2).all(|stop| at(stop, 0.0)) && !radial;
            let ends_twice = stops.iter().rev().take(2).all(|stop| at(stop, 1.0));
            return Periods {
                first: if begins_twice { -1.0 } else { 0.0 },
                last: if ends_twice { 2.0 } else { 1.0 },
            };
        }
        let mut seen = once;
        for (x, y) in bounds.corners() {
            let at = axis.position(mapped(inverse, x, y));
            seen.first = seen.first.min(at.floor());
            seen.last = seen.last.max(at.ceil());
        }
        if radial {
            seen.first = 0.0;
        }
        Periods { first: seen.first.max(-MOST_PERIODS), last: seen.last.min(MOST_PERIODS) }
    }

    /// The stops of all periods, from 0 to 1 over all of them; every other period runs backwards
    /// when the gradient is reflected.
    fn stops(self, gradient: &BaseGradient) -> Vec<Shade> {
        let count = self.last - self.first;
        if gradient.spread_method() == SpreadMethod::Pad {
            let stops = gradient.stops().iter().map(Shade::of);
            return stops
                .map(|stop| Shade { at: (stop.at - self.first) / count, ..stop })
                .collect();
        }
        let mut stops = Vec::new();
        let mut period = self.first;
        while period < self.last {
            let reflected = gradient.spread_method() == SpreadMethod::Reflect;
            let backwards = reflected && period.rem_euclid(2.0) >= 1.0;
            let mut own: Vec<Shade> = gradient.stops().iter().map(Shade::of).collect();
            if backwards {
                own.reverse();
            }
            stops.extend(own.into_iter().map(|stop| {
                let at = if backwards { 1.0 - stop.at } else { stop.at };
                Shade { at: (period - self.first + at) / count, ..stop }
            }));
            period += 1.0;
        }
        stops
    }
}

fn mapped(transform: Transform, x: f64, y: f64) -> (f64, f64) {
    let Transform { sx, kx, ky, sy, tx, ty } = transform;
    let [sx, kx, ky, sy, tx, ty] = [sx, kx, ky, sy, tx, ty].map(f64::from);
    (sx * x + kx * y + tx, ky * x + sy * y + ty)
}

/// A stop of a gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shade {
    at: f64,
    color: [f64; 3],
    opacity: f64,
}

impl Shade {
    fn of(stop: &Stop) -> Shade {
        let color = stop.color();
        Shade {
            at: f64::from(stop.offset().get()),
            color: [color.red, color.green, color.blue].map(|level| f64::from(level) / 255.0),
            opacity: f64::from(stop.opacity().get()),
        }
    }

    fn item(&self, channel: Channel) -> DictItem {
        match channel {
            Channel::Color => numbers(self.color),
            Channel::Opacity => numbers([self.opacity]),
        }
    }
}

/// The colours along a gradient: straight lines from stop to stop (ISO 32000-1, 7.10.3 and
/// 7.10.4). Two stops at one place are a step.
fn function(stops: &[Shade], channel: Channel) -> DictItem {
    let first = stops.first().map(|stop| Shade { at: 0.0, ..*stop });
    let last = stops.last().map(|stop| Shade { at: 1.0, ..*stop });
    let all: Vec<Shade> = first.into_iter().chain(stops.iter().copied()).chain(last).collect();
    let unit = || numbers([0.0, 1.0]);
    let mut functions = Vec::new();
    let mut bounds = Vec::new();
    for pair in all.windows(2) {
        if let [from, to] = pair
            && to.at - from.at > STEP
        {
            if !functions.is_empty() {
                bounds.push(number(from.at));
            }
            functions.push(dictionary([
                ("FunctionType", DictItem::Int(2)),
                ("Domain", unit()),
                ("C0", from.item(channel)),
                ("C1", to.item(channel)),
                ("N", DictItem::Int(1)),
            ]));
        }
    }
    if functions.len() <= 1 {
        return functions.pop().unwrap_or(DictItem::Null);
    }
    let encode = functions.iter().flat_map(|_| [DictItem::Int(0), DictItem::Int(1)]).collect();
    dictionary([
        ("FunctionType", DictItem::Int(3)),
        ("Domain", unit()),
        ("Functions", DictItem::Array(functions)),
        ("Bounds", DictItem::Array(bounds)),
        ("Encode", DictItem::Array(encode)),
    ])
}
