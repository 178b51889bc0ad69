//! Rules that can be followed by hand.

use super::*;

#[test]
fn a_loose_line_now_is_better_than_a_worse_one_later() {
    // Measure 40, words of 10 10 10 10 10 28, spaces 3 plus 2 minus 1. First fit sets three
    // words on line 1 (36 of 40, two spaces: r = 4/4 = 1). By hand, line by line:
    //   3 | 2 | 1 : r = 1; 23 of 40 with one space: r = 8.5, beyond the tolerance.
    //   2 | 3 | 1 : 23 of 40: r = 8.5, beyond it too.
    //   3 | 3     : the second line is 10 + 3 + 10 + 3 + 28 = 54, too long.
    // So the second pass chooses between the first two. Each has lines of r = 1 and r = 8.5,
    // classes 2 and 3, equal in cost but for the order; the last line is a runt, for 28 < 30
    // costs 100·max(0.2, 1 − 28/30) = 20.
    let points = words(&[10.0, 10.0, 10.0, 10.0, 10.0, 28.0], &[]);
    let solutions = solve(&points, &parameters(40.0));
    let one = 1.0 + 100.0 + 5.0;
    let far = 1.0 + 100.0 * 8.5_f64.powi(2) + 5.0 * 8.5_f64.powi(6);
    assert_eq!(ends(&solutions.best).len(), 3);
    assert!((solutions.best.demerits - (one + far + 1.0 + 20.0)).abs() < 1e-6);
}

#[test]
fn the_end_of_a_divided_word_is_no_last_line() {
    // Measure 42; words of 10 10 10 16, the last divided in the middle. With the division the
    // first line is 10 + 3 + 10 + 3 + 10 + 3 + 9 = 48, too long; without the third word it is
    // 10 + 3 + 10 = 23, too short for the tolerance but not for the second pass. Words of
    // 10 10 8 16 leave 10 + 3 + 10 + 3 + 8 + 3 + 9 = 46, and at −3 in three spaces r = −1, just
    // as tight as may be: a stump of 8 pt. The second line of one word alone is to be preferred,
    // at r = (42 − 34)/4 = 2.
    let points = words(&[10.0, 10.0, 8.0, 16.0], &[(3, 0.5)]);
    let solutions = solve(&points, &parameters(43.0));
    assert_eq!(ends(&solutions.best), [3, 5], "the word goes to the next line whole");
    // Where a word fills its column, there is no other way.
    let points = words(&[60.0], &[(0, 0.5)]);
    assert_eq!(ends(&solve(&points, &parameters(40.0)).best), [1, 2]);
}

#[test]
fn a_last_line_is_longer_than_an_indent() {
    // 10 10 10 | 5 fills the first line exactly at r = (36 − 36)/… = 0; a last line of 5 would
    // stand under an indent of 14, so that the third word goes down: r = (36 − 23)/2 = 6.5.
    let points = words(&[10.0, 10.0, 10.0, 5.0], &[]);
    let p = parameters(36.0);
    assert_eq!(ends(&solve(&points, &p).best), [3, 4]);
    let p = Parameters { shortest_last: pt(4.0), ..p };
    assert_eq!(ends(&solve(&points, &p).best), [3, 4]);
    // A line of r = 6.5 is worse than a short last line, one of r = 1.9 is not.
    let p = Parameters { shortest_last: pt(14.0), ..p };
    assert_eq!(ends(&solve(&points, &p).best), [3, 4]);
    let points = words(&[15.0, 14.0, 10.0, 3.0], &[]);
    let p = Parameters { measure: pt(36.0), ..p };
    assert_eq!(ends(&solve(&points, &p).best), [2, 4]);
}

#[test]
fn three_hyphens_in_a_row_are_forbidden_whatever_they_are() {
    // Three words of 31 with a joint after 20 pt that shows a hyphen, in a measure of 41: lines
    // of 21, 3 + 11 + 20 …
    let mut points = words(&[41.0, 38.0, 38.0, 38.0, 30.0], &[(1, 0.5), (2, 0.5), (3, 0.5)]);
    let hyphens = |solution: &Solution, points: &[Breakpoint]| {
        let shown = solution.lines.iter().map(|line| points[line.to].hyphen);
        shown.map(|hyphen| if hyphen { '-' } else { ' ' }).collect::<String>()
    };
    for kind in [BreakKind::Division, BreakKind::Joint, BreakKind::Hyphen] {
        for point in &mut points {
            if point.hyphen {
                point.ending = Ending::Break(kind);
            }
        }
        let best = solve(&points, &parameters(41.0)).best;
        assert!(!hyphens(&best, &points).contains("---"), "{kind:?}");
    }
}
