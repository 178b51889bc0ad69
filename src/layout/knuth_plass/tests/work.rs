//! The work of breaking, counted in lines that are looked at.

use super::*;

/// A text of so many words of 2 to 40 pt, some of them divided, always the same.
fn text(count: usize) -> Vec<Breakpoint> {
    let mut state = 1_u32;
    let mut chance = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 16
    };
    let widths: Vec<f64> = (0..count).map(|_| f64::from(chance() % 38 + 2)).collect();
    let long = widths.iter().enumerate().filter(|(_, width)| **width > 25.0);
    let hyphens: Vec<(usize, f64)> = long.map(|(index, _)| (index, 0.5)).collect();
    words(&widths, &hyphens)
}

/// The lines looked at and the nodes made for each word, in a pass.
fn work(count: usize, measure: f64, variants: bool, pass: Pass) -> (f64, f64) {
    let points = text(count);
    let p = Parameters { expansion: 2000, share: 50, variants, ..parameters(measure) };
    let mut breaker = Breaker::new(&points, &p, Weights::of(&p));
    assert!(breaker.run(pass).is_some(), "the pass finds a way");
    let words = count as f64;
    (breaker.work as f64 / words, breaker.node_count() as f64 / words)
}

#[test]
fn a_long_paragraph_is_no_more_work_a_word_than_a_short_one() {
    for (pass, measure) in [(PASSES[1], 220.0), (PASSES[1], 340.0), (PASSES[2], 340.0)] {
        for variants in [false, true] {
            let each = |count| work(count, measure, variants, pass);
            let (short, long, longer) = (each(100), each(10_000), each(40_000));
            // In a paragraph of a few lines not every word can end a line; in a long one it can.
            assert!(long.0 < 2.0 * short.0, "{measure} pt: {short:?} and {long:?} a word");
            assert!(longer.0 < 1.05 * long.0, "{measure} pt: {long:?} and {longer:?} a word");
            // With the count of lines in the state, a break could have as many nodes as counts.
            assert!(longer.1 < 1.05 * long.1, "{measure} pt: {long:?} and {longer:?} a word");
        }
    }
}

#[test]
fn of_the_ways_to_a_break_hardly_more_than_one_a_count_of_lines_is_followed() {
    let breaks = text(10_000).len() as f64 / 10_000.0;
    for (variants, counts) in [(false, 1.0), (true, 3.0)] {
        let (_, nodes) = work(10_000, 340.0, variants, PASSES[1]);
        assert!(nodes < 1.25 * counts * breaks, "{nodes} nodes and {breaks} breaks a word");
    }
}
