//! How long filters take to be drawn.
//!
//! The PDF shows what a filter changes as pixels, and some filters look at as many pixels around
//! each as the file says. What would take minutes is refused.

use usvg::filter::{Filter, Kind};
use usvg::{Group, Node, NonZeroRect, Tree};

use super::writing::Filtered;

/// The pixels of the largest place of a drawing: 6.5 by 9 inches at 300 to the inch.
const PLACE: (f32, f32) = (1950.0, 2700.0);
/// The most pixels of a part of a drawing that is drawn with a filter.
const MOST_PIXELS: f64 = 16e6;
/// The most steps, of which a processor does some hundred million in a second.
const MOST_STEPS: f64 = 5e9;

/// Whether the filters of a drawing can be drawn in some seconds.
pub(super) fn are_drawable(tree: &Tree) -> bool {
    let (width, height) = (tree.size().width(), tree.size().height());
    let Some(sight) = NonZeroRect::from_xywh(0.0, 0.0, width, height) else { return true };
    let scale = (PLACE.0 / width).min(PLACE.1 / height);
    let mut count = Count { scale, steps: 0.0 };
    count.group(tree.root(), Some(sight));
    count.steps <= MOST_STEPS
}

/// The steps that it takes to draw filters.
struct Count {
    /// Pixels in a unit of the drawing.
    scale: f32,
    steps: f64,
}

impl Count {
    /// Adds the steps of a group, of which a part of the drawing is seen; none where this is not
    /// known, as in patterns and masks.
    fn group(&mut self, group: &Group, sight: Option<NonZeroRect>) {
        self.filters(group, sight);
        for node in group.children() {
            // Steps that are too many need not be counted to the end.
            if self.steps > MOST_STEPS {
                return;
            }
            if let Node::Group(inner) = node {
                self.group(inner, sight);
            }
            node.subroots(|inside| self.group(inside, None));
        }
    }

    fn filters(&mut self, group: &Group, sight: Option<NonZeroRect>) {
        if group.filters().is_empty() {
            return;
        }
        let sight = sight.unwrap_or(group.abs_layer_bounding_box());
        let Some(filtered) = Filtered::new(group, sight) else { return };
        let Some(bounds) = filtered.bounds() else { return };
        let drawn = if filtered.looks_at_pixels() { 1.0 } else { self.scale };
        let pixels = f64::from(bounds.width() * drawn) * f64::from(bounds.height() * drawn);
        let (across, down) = group.abs_transform().get_scale();
        let steps = group.filters().iter().map(|own| steps_of_pixel(own, drawn * across.max(down)));
        self.steps += pixels.min(MOST_PIXELS) * steps.sum::<f64>();
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
