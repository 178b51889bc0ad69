//! A filtered group made ready to be drawn as pixels: cut to what can be seen of it, and with
//! steps that take long written as others that come to the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::filter::{Filter, Kind};
use usvg::{Group, Node, NonZeroRect, Transform, Tree};

use super::definitions::{Definitions, Key, key};
use super::markup::{Markup, matrix};
use super::{Letters, Writer};

/// A filtered group of a drawing.
#[derive(Clone, Copy, Debug)]
pub struct Filtered<'a> {
    pub(in crate::media::vector) group: &'a Group,
    /// From the surroundings of the group to the drawing.
    around: Transform,
    /// The part of the drawing in which it can be seen.
    seen: NonZeroRect,
}

impl<'a> Filtered<'a> {
    /// A group of a drawing, which can be seen in a part of it.
    pub fn new(group: &'a Group, seen: NonZeroRect) -> Option<Filtered<'a>> {
        // The group's own transform is among what is drawn.
        let around = group.abs_transform().pre_concat(group.transform().invert()?);
        Some(Filtered { group, around, seen })
    }

    /// Whether filters look at single pixels, whose size then decides what is seen: such a group
    /// is drawn at one pixel to a unit of the drawing, as the programs that made it draw it.
    pub fn looks_at_pixels(self) -> bool {
        any_filter(self.group, &|filter| {
            filter.primitives().iter().any(|own| {
                use Kind::{ConvolveMatrix, DiffuseLighting, SpecularLighting};
                matches!(own.kind(), ConvolveMatrix(_) | DiffuseLighting(_) | SpecularLighting(_))
            })
        })
    }

    /// Whether filters repeat a part of what they draw.
    pub(in crate::media::vector) fn repeats(self) -> bool {
        any_filter(self.group, &|filter| {
            filter.primitives().iter().any(|own| matches!(own.kind(), Kind::Tile(_)))
        })
    }

    /// The part of the drawing that the group covers and that can be seen; none when nothing can.
    pub fn bounds(self) -> Option<NonZeroRect> {
        let bounds = self.group.abs_layer_bounding_box();
        bounds.to_rect().intersect(&self.seen.to_rect())?.to_non_zero_rect()
    }

    /// The group, in a drawing of its own with the same coordinates.
    pub fn drawing(self) -> Option<Tree> {
        let (width, height) = (self.seen.right().max(1.0), self.seen.bottom().max(1.0));
        let mut writer = Writer {
            out: Markup::default(),
            definitions: Definitions::of_whole(self.group, Letters::Drawn),
            letters: Letters::Drawn,
            extent: self.seen.width().max(self.seen.height()),
            regions: Some(self.regions()),
        };
        writer.out.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
        writer.out.attr("xmlns:xlink", "http://www.w3.org/1999/xlink");
        writer.out.attr("width", width).attr("height", height);
        writer.define();
        writer.out.open("g").attr_if("transform", matrix(self.around));
        writer.group(self.group);
        writer.out.close();
        writer.out.close();
        let options = usvg::Options {
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_string: Box::new(|_, _| None),
                ..usvg::ImageHrefResolver::default()
            },
            fontdb: Arc::new(usvg::fontdb::Database::new()),
            ..usvg::Options::default()
        };
        Tree::from_str(&writer.out.finish(), &options).ok()
    }

    /// The parts of the regions of filters that can be seen.
    fn regions(self) -> BTreeMap<Key, NonZeroRect> {
        let mut regions = BTreeMap::new();
        self.add_regions(self.group, 0.0, &mut regions);
        regions
    }

    /// `reach` is how far what surrounds the group looks beyond what is seen.
    fn add_regions(self, group: &Group, reach: f32, regions: &mut BTreeMap<Key, NonZeroRect>) {
        let (across, down) = group.abs_transform().get_scale();
        let own = group.filters().iter().filter_map(|filter| filter_reach(filter)).sum::<f32>();
        let reach = reach + own * across.max(down);
        for filter in group.filters() {
            let seen = self.seen_part(group, filter, reach).unwrap_or(filter.rect());
            regions.entry(key(&**filter)).and_modify(|known| *known = joined(*known, seen));
            regions.entry(key(&**filter)).or_insert(seen);
        }
        for node in group.children() {
            if let Node::Group(inner) = node {
                self.add_regions(inner, reach, regions);
            }
        }
    }

    fn seen_part(self, group: &Group, filter: &Filter, reach: f32) -> Option<NonZeroRect> {
        filter_reach(filter)?;
        let inverse = group.abs_transform().invert()?;
        let (x, y) = (self.seen.x() - reach, self.seen.y() - reach);
        let (width, height) = (self.seen.width(), self.seen.height());
        let seen = NonZeroRect::from_xywh(x, y, width + reach * 2.0, height + reach * 2.0)?;
        let seen = seen.transform(inverse)?.to_rect();
        filter.rect().to_rect().intersect(&seen)?.to_non_zero_rect()
    }
}

fn joined(one: NonZeroRect, other: NonZeroRect) -> NonZeroRect {
    let (left, top) = (one.left().min(other.left()), one.top().min(other.top()));
    let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
    NonZeroRect::from_ltrb(left, top, right, bottom).unwrap_or(one)
}

/// How far around a place a filter looks, in its units; none for one that must be drawn as a
/// whole.
fn filter_reach(filter: &Filter) -> Option<f32> {
    let mut reach = 0.0;
    for primitive in filter.primitives() {
        // Beyond three standard deviations nothing of a blur is seen.
        let blur = |x: usvg::PositiveF32, y: usvg::PositiveF32| x.get().max(y.get()) * 3.0 + 2.0;
        reach += match primitive.kind() {
            Kind::GaussianBlur(own) => blur(own.std_dev_x(), own.std_dev_y()),
            Kind::DropShadow(own) => {
                blur(own.std_dev_x(), own.std_dev_y()) + own.dx().abs().max(own.dy().abs())
            }
            Kind::Offset(own) => own.dx().abs().max(own.dy().abs()),
            Kind::Morphology(own) => own.radius_x().get().max(own.radius_y().get()) + 1.0,
            Kind::DisplacementMap(own) => own.scale().abs(),
            Kind::ConvolveMatrix(own) => own.matrix().columns().max(own.matrix().rows()) as f32,
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 2.0,
            Kind::Tile(_) | Kind::Image(_) => return None,
            Kind::Turbulence(own) if own.stitch_tiles() => return None,
            _ => 0.0,
        };
    }
    Some(reach)
}

fn any_filter(group: &Group, is: &impl Fn(&Filter) -> bool) -> bool {
    group.filters().iter().any(|filter| is(filter))
        || group.children().iter().any(|node| match node {
            Node::Group(inner) => any_filter(inner, is),
            _ => false,
        })
}
