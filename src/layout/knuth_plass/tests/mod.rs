//! What the breaker promises.

mod exhaustive;
mod published;
mod rules;
mod work;

use super::breaker::{Breaker, PASSES, Pass};
use super::fitting::Fitting;
use super::prices::{Weights, class};
use super::*;
use crate::text::segment::BreakKind;

/// Points of type, for numbers that can be followed by hand.
fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

/// The breakpoints of words of these widths, in points, with a space of 3 pt plus 2 minus 1
/// between them, and hyphenation points within words.
fn words(widths: &[f64], hyphens: &[(usize, f64)]) -> Vec<Breakpoint> {
    let mut list = vec![Breakpoint::default()];
    let mut sum = Widths::default();
    for (index, width) in widths.iter().enumerate() {
        for (_, part) in hyphens.iter().filter(|(word, _)| *word == index) {
            list.push(Breakpoint {
                // The hyphen is 1 pt wide.
                ends: sum.with_glyphs(pt(width * part + 1.0)),
                begins: sum.with_glyphs(pt(width * part)),
                ending: Ending::Break(BreakKind::Division),
                hyphen: true,
                ..Breakpoint::default()
            });
        }
        sum = sum.with_glyphs(pt(*width));
        let ends = sum;
        sum.space += pt(3.0);
        sum.stretch += pt(2.0);
        sum.shrink += pt(1.0);
        let ending = match index + 1 == widths.len() {
            true => Ending::End,
            false => Ending::Break(BreakKind::Space),
        };
        list.push(Breakpoint { ends, begins: sum, ending, ..Breakpoint::default() });
    }
    list
}

fn parameters(measure: f64) -> Parameters {
    Parameters {
        measure: pt(measure),
        indent: Length::ZERO,
        em: pt(10.0),
        fill: Fill::Justified,
        expansion: 0,
        share: 0,
        hyphen: 9,
        shortest_last: Length::ZERO,
        variants: false,
    }
}

/// Where the lines of a solution end.
fn ends(solution: &Solution) -> Vec<usize> {
    solution.lines.iter().map(|line| line.to).collect()
}
