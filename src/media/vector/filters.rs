//! How long filters take to be drawn.
//!
//! The PDF shows what a filter changes as pixels, and some filters look at as many pixels around
//! each as the file says. What would take long is drawn coarser, and what would take minutes even
//! so is refused.

use usvg::filter::{Filter, Kind};
use usvg::{Group, Node, NonZeroRect, Tree};

use super::writing::Filtered;

/// The pixels of the largest place of a drawing: 6.5 by 9 inches at 300 to the inch.
const PLACE: (f32, f32) = (1950.0, 2700.0);
/// The most pixels of a part of a drawing: a page of A4 at 300 to the inch has half as many.
const MOST_PIXELS: f64 = 16e6;
/// The most steps that a part takes before it is drawn coarser; a processor does some hundred
/// million in a second.
const MANY_STEPS: f64 = 1e9;
/// The most steps of a drawing.
const MOST_STEPS: f64 = 5e9;

/// Whether the filters of a drawing can be drawn in some seconds.
pub(super) fn are_drawable(tree: &Tree) -> bool {
    let (width, height) = (tree.size().width(), tree.size().height());
    let Some(sight) = NonZeroRect::from_xywh(0.0, 0.0, width, height) else { return true };
    let scale = (PLACE.0 / width).min(PLACE.1 / height);
    let mut steps = 0.0;
    add_group(tree.root(), Some(sight), scale, &mut steps);
    steps <= MOST_STEPS
}

/// Adds the steps of a group, of which a part of the drawing is seen; none where this is not
/// known, as in patterns and masks. The scale is the number of pixels in a unit of the drawing.
fn add_group(group: &Group, sight: Option<NonZeroRect>, scale: f32, steps: &mut f64) {
    if !group.filters().is_empty()
        && let Some(filtered) =
            Filtered::new(group, sight.unwrap_or(group.abs_layer_bounding_box()))
    {
        *steps += filtered.steps(filtered.scale(scale));
    }
    for node in group.children() {
        // Steps that are too many need not be counted to the end.
        if *steps > MOST_STEPS {
            return;
        }
        if let Node::Group(inner) = node {
            add_group(inner, sight, scale, steps);
        }
        node.subroots(|inside| add_group(inside, None, scale, steps));
    }
}

impl Filtered<'_> {
    /// How many pixels a unit of the drawing has at best: not more than asked for, and so few that
    /// it can be drawn in some seconds. A group whose filters look at single pixels has one, as in
    /// the programs that made it; one whose filters repeat a part has a whole number, so that the
    /// part begins and ends at whole pixels.
    pub fn scale(self, finest: f32) -> f32 {
        if self.looks_at_pixels() {
            return finest.min(1.0);
        }
        let mut scale = if self.repeats() && finest > 1.0 { finest.floor() } else { finest };
        while scale > 1.0 && (self.pixels(scale) > MOST_PIXELS || self.steps(scale) > MANY_STEPS) {
            scale = (scale * 0.8).max(1.0);
        }
        scale.min((MOST_PIXELS / self.pixels(1.0).max(1.0)).sqrt() as f32)
    }

    fn pixels(self, scale: f32) -> f64 {
        let side = |length: f32| f64::from((length * scale).ceil());
        self.bounds().map_or(0.0, |own| side(own.width()) * side(own.height()))
    }

    fn steps(self, scale: f32) -> f64 {
        let (across, down) = self.group.abs_transform().get_scale();
        let filters = self.group.filters().iter();
        let steps: f64 =
            filters.map(|filter| steps_of_pixel(filter, scale * across.max(down))).sum();
        self.pixels(scale) * steps
    }
}

/// How many steps a pixel takes; `scale` is the number of pixels in a unit of the filter.
fn steps_of_pixel(filter: &Filter, scale: f32) -> f64 {
    let rect = filter.rect();
    let steps = filter.primitives().iter().map(|own| match own.kind() {
        Kind::ConvolveMatrix(own) => {
            f64::from(own.matrix().columns()) * f64::from(own.matrix().rows())
        }
        Kind::Morphology(own) => {
            // A row and a column of pixels, so far as they lie inside.
            let side = |radius: f32, most: f32| f64::from((radius * 2.0).min(most) * scale + 1.0);
            side(own.radius_x().get(), rect.width()) + side(own.radius_y().get(), rect.height())
        }
        Kind::Turbulence(own) => f64::from(own.num_octaves()) * 40.0,
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 20.0,
        _ => 5.0,
    });
    steps.sum()
}
