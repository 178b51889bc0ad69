//! The settings of a paragraph that a page may choose from.

use std::sync::Arc;

use super::stretch::Stretch;
use crate::diagnostic::Diagnostic;
use crate::layout::knuth_plass::{self, Solution};
use crate::layout::line::Line;

/// A paragraph in its best setting, and in those a line shorter and a line longer when they are
/// good enough to be offered to the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The best.
    pub best: Setting,
    /// One line fewer.
    pub shorter: Option<Setting>,
    /// One line more.
    pub longer: Option<Setting>,
    /// What went wrong: words that are broken anywhere, lines that are too long.
    pub problems: Vec<Diagnostic>,
}

/// A paragraph as lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// The lines. Settings of one paragraph share those that they have in common.
    pub lines: Vec<Arc<Line>>,
    /// What this setting costs a page: 0 for the best, else 40 to 160.
    pub cost: u32,
}

/// The settings of a whole paragraph a line shorter and longer: those of one of its stretches,
/// the cheapest, with the best of the others.
#[derive(Default)]
pub(super) struct Variants {
    pub shorter: Option<Setting>,
    pub longer: Option<Setting>,
}

impl Variants {
    /// The cost of a page for a setting that is hardly worse than the best.
    const LEAST: f64 = 40.0;
    /// What is added for a setting that is as bad as is accepted.
    const RANGE: f64 = 120.0;
    /// The demerits for each line by which a setting may be worse than the best.
    const WORST: f64 = 110.0;

    /// Adds what a stretch offers, after the best lines of those before it.
    pub fn add(
        &mut self,
        stretch: &Stretch<'_, '_>,
        solutions: &knuth_plass::Solutions,
        best: &[Arc<Line>],
        before: &[Arc<Line>],
    ) {
        let offer = |known: Option<Setting>, own: &Option<Solution>| {
            let own = own.as_ref().and_then(|own| {
                let extra = (own.demerits - solutions.best.demerits).max(0.0);
                let worst = Self::WORST * own.lines.len().max(1) as f64;
                (extra <= worst).then(|| {
                    let cost = (Self::LEAST + Self::RANGE * extra / worst).round() as u32;
                    let own = stretch.lines_beside(own, (&solutions.best, best));
                    let lines = before.iter().cloned().chain(own).collect();
                    Setting { lines, cost }
                })
            });
            let known = known.map(|mut known| {
                known.lines.extend(best.iter().cloned());
                known
            });
            match (known, own) {
                (Some(known), Some(own)) => Some(if own.cost < known.cost { own } else { known }),
                (known, own) => known.or(own),
            }
        };
        self.shorter = offer(self.shorter.take(), &solutions.shorter);
        self.longer = offer(self.longer.take(), &solutions.longer);
    }
}
