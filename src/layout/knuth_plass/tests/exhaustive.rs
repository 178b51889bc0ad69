//! The optimum against a search through all ways to break.

use proptest::prelude::*;

use super::*;

/// What a way to break costs, line by line, without any of the breaker's short cuts and by numbers
/// written out again; none when a pass does not allow it.
fn price(points: &[Breakpoint], p: &Parameters, ends: &[usize], pass: Pass) -> Option<f64> {
    let fitting = Fitting::new(points, p);
    let justified = p.fill == Fill::Justified;
    let (mut from, mut sum) = (0, 0.0);
    let (mut class_before, mut hyphens) = (1, 0);
    for to in ends {
        let line = fitting.line(from, *to);
        let ending = points[*to].ending;
        if fitting.over(line) > 0.0 {
            return None;
        }
        if !line.end && fitting.short(line, pass.tolerance) > 0.0 {
            return None;
        }
        let ratio = fitting.ratio(line);
        let penalty = match ending {
            Ending::Break(BreakKind::Division) if !justified => p.hyphen as f64,
            // A measure of less than 0.82 times 31.25 ems.
            Ending::Break(BreakKind::Division) => p.hyphen as f64 * 0.82,
            _ => 0.0,
        };
        let sixth = if justified { 300.0 } else { 10.0 };
        sum += 1.0 + 100.0 * ratio.glue.powi(2) + sixth * ratio.glue.powi(6) + penalty * penalty;
        let hyphen = matches!(ending, Ending::Break(BreakKind::Division));
        if from != 0 {
            if justified && class(ratio.glue).abs_diff(class_before) > 1 {
                sum += 50.0;
            }
            if hyphens > 0 && hyphen {
                sum += if hyphens > 1 { 1e8 } else { 40.0 };
            }
            if hyphens > 0 && line.end {
                sum += 50.0;
            }
            let natural = line.widths.natural();
            let width = Length::from_units(natural as i64);
            if line.end && width < p.em * 4 {
                let missing = 1.0 - natural / (p.em.units() * 4) as f64;
                sum += 250.0 * missing.max(0.2);
            }
            let begins_in_word = matches!(points[from].ending, Ending::Break(BreakKind::Division));
            let one_word = *to == points.len() - 1
                && (from + 1..*to)
                    .all(|at| matches!(points[at].ending, Ending::Break(BreakKind::Division)));
            let stump = (begins_in_word && one_word) || (justified && width <= p.shortest_last);
            if line.end && stump {
                if !pass.stumps {
                    return None;
                }
                sum += 10_000.0;
            }
        }
        class_before = class(ratio.glue);
        hyphens = if hyphen { hyphens + 1 } else { 0 };
        from = *to;
    }
    Some(sum)
}

/// The cheapest of all ways to break, for each count of lines.
fn exhaustive(points: &[Breakpoint], p: &Parameters, pass: Pass) -> Vec<(usize, f64)> {
    let inner = points.len() - 2;
    let mut best: Vec<(usize, f64)> = Vec::new();
    for chosen in 0..1_u32 << inner {
        let mut ends: Vec<usize> =
            (0..inner).filter(|index| chosen & (1 << index) != 0).map(|index| index + 1).collect();
        ends.push(points.len() - 1);
        let Some(cost) = price(points, p, &ends, pass) else {
            continue;
        };
        match best.iter_mut().find(|(lines, _)| *lines == ends.len()) {
            Some((_, known)) => *known = known.min(cost),
            None => best.push((ends.len(), cost)),
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_optimum_is_that_of_exhaustive_search(
        widths in prop::collection::vec(2_u32..40, 2..9),
        divided in prop::collection::vec((0_usize..9, 0.2_f64..0.8), 0..4),
        measure in 40_u32..120,
        expansion in prop::sample::select(vec![0, 2000]),
        share in prop::sample::select(vec![0, 100, 1000]),
        fill in prop::sample::select(vec![
            Fill::Justified, Fill::Ragged { even: false }, Fill::Ragged { even: true }
        ]),
        shortest_last in 0_i64..20,
        variants: bool,
    ) {
        let widths: Vec<f64> = widths.into_iter().map(f64::from).collect();
        let mut divided = divided;
        divided.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let points = words(&widths, &divided);
        let shortest_last = Length::from_points(shortest_last);
        let p = Parameters {
            expansion, share, fill, variants, shortest_last, ..parameters(f64::from(measure))
        };
        for pass in PASSES.into_iter().take(3) {
            let found = Breaker::new(&points, &p, Weights::of(&p)).run(pass);
            let all = exhaustive(&points, &p, pass);
            let least = all.iter().map(|(_, cost)| *cost).min_by(f64::total_cmp);
            let Some(found) = found else {
                prop_assert_eq!(least, None);
                continue;
            };
            let least = least.expect("the breaker found a way that does not exist");
            prop_assert!((found.best.demerits - least).abs() < 1e-6 * least.max(1.0));
            let own = price(&points, &p, &ends(&found.best), pass);
            prop_assert!((own.unwrap() - least).abs() < 1e-6 * least.max(1.0));
            for (variant, more) in [(&found.shorter, -1_i64), (&found.longer, 1)] {
                let count = found.best.lines.len() as i64 + more;
                let known = all.iter().find(|(lines, _)| *lines as i64 == count);
                let known = known.filter(|(_, cost)| variants && *cost < LADDER);
                match (variant, known) {
                    (Some(variant), Some((_, cost))) => {
                        prop_assert!((variant.demerits - cost).abs() < 1e-6 * cost.max(1.0));
                    }
                    (None, None) => {}
                    (found, known) => prop_assert!(false, "{found:?} but {known:?}"),
                }
            }
        }
    }
}
