//! How long filters take to be drawn.
//!
//! The PDF shows what a filter changes as pixels, and some filters look at as many pixels around
//! each as the file says. What would take minutes is refused.

use usvg::filter::{Filter, Kind};
use usvg::{Group, Node, Tree};

/// The pixels of a drawing that fills a page: 6.5 by 9 inches at 300 to the inch.
const PAGE_PIXELS: f64 = 5.3e6;
/// The most pixels of a part of a drawing that is drawn with a filter.
const MOST_PIXELS: f64 = 16e6;
/// The most steps, of which a processor does some hundred million in a second.
const MOST_STEPS: f64 = 5e9;

/// Whether the filters of a drawing can be drawn in some seconds.
pub(super) fn are_drawable(tree: &Tree) -> bool {
    let size = tree.size();
    let units = f64::from(size.width()) * f64::from(size.height());
    let mut steps = 0.0;
    add_group(tree.root(), PAGE_PIXELS / units, &mut steps);
    steps <= MOST_STEPS
}

/// Adds the steps of a group; `density` is the number of pixels in a square unit.
fn add_group(group: &Group, density: f64, steps: &mut f64) {
    for filter in group.filters() {
        *steps += filter_steps(filter, density);
    }
    for node in group.children() {
        // Steps that are too many need not be counted to the end.
        if *steps > MOST_STEPS {
            return;
        }
        if let Node::Group(inner) = node {
            add_group(inner, density, steps);
        }
        node.subroots(|inside| add_group(inside, density, steps));
    }
}

fn filter_steps(filter: &Filter, density: f64) -> f64 {
    let rect = filter.rect();
    let pixels = f64::from(rect.width()) * f64::from(rect.height()) * density;
    let scale = density.sqrt();
    let (width, height) = (f64::from(rect.width()) * scale, f64::from(rect.height()) * scale);
    let of_pixel = |kind: &Kind| match kind {
        Kind::ConvolveMatrix(own) => {
            f64::from(own.matrix().columns()) * f64::from(own.matrix().rows())
        }
        Kind::Morphology(own) => {
            // A window of pixels, so far as it lies inside.
            let side = |radius: f32, most: f64| (f64::from(radius) * scale * 2.0 + 1.0).min(most);
            side(own.radius_x().get(), width) * side(own.radius_y().get(), height)
        }
        Kind::Turbulence(own) => f64::from(own.num_octaves()) * 40.0,
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 20.0,
        _ => 5.0,
    };
    let steps: f64 = filter.primitives().iter().map(|own| of_pixel(own.kind())).sum();
    pixels.min(MOST_PIXELS) * steps
}
