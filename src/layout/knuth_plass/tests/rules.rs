//! Rules that can be followed by hand.

use super::*;

#[test]
fn a_loose_line_now_is_better_than_a_worse_one_later() {
    // Measure 40, words of 10 10 10 10 10 28, spaces 3 plus 2 minus 1. First fit sets three
    // words on line 1 (36 of 40, two spaces: r = 4/4 = 1). By hand, line by line:
    //   3 | 2 | 1 : r = 1; 23 of 40 with one space: r = 8.5, beyond the tolerance.
    //   2 | 3 | 1 : 23 of 40: r = 8.5, beyond it too.
    //   3 | 3     : the second line is 10 + 3 + 10 + 3 + 28 = 54, too long.
    // So the third pass chooses between the first two. Each has lines of r = 1 and r = 8.5,
    // classes 2 and 3, equal in cost but for the order; the last line is a runt, which for
    // 28 < 40 costs 250·(1 − 28/40) = 75.
    let points = words(&[10.0, 10.0, 10.0, 10.0, 10.0, 28.0], &[]);
    let solutions = solve(&points, &parameters(40.0));
    let one = 1.0 + 100.0 + 300.0;
    let far = 1.0 + 100.0 * 8.5_f64.powi(2) + 300.0 * 8.5_f64.powi(6);
    assert_eq!(ends(&solutions.best).len(), 3);
    assert!((solutions.best.demerits - (one + far + 1.0 + 75.0)).abs() < 1e-6);
}

#[test]
fn the_end_of_a_word_that_is_cut_is_no_last_line() {
    // Words of 10 10 8 12 in a measure of 41, the last divided in its middle: with its first half
    // and a hyphen the line is 10 + 3 + 10 + 3 + 8 + 3 + 7 = 44, and with three spaces shrunk by 1
    // each it fits. That would leave a stump of 6 pt. Without it the line lacks 7, which in two
    // spaces is r = 7/4: a pass with loose lines takes that rather than a stump.
    let points = words(&[10.0, 10.0, 8.0, 12.0], &[(3, 0.5)]);
    let solutions = solve(&points, &parameters(41.0));
    assert_eq!(ends(&solutions.best), [3, 5], "the word goes to the next line whole");
    // With a word of 16 in a measure of 43 the line would lack 9, which is r = 9/4: too much.
    let points = words(&[10.0, 10.0, 8.0, 16.0], &[(3, 0.5)]);
    assert_eq!(ends(&solve(&points, &parameters(43.0)).best), [4, 5]);
    // What stands behind a written hyphen or a joint is a word, or a part that has a meaning.
    for kind in [BreakKind::Hyphen, BreakKind::Joint, BreakKind::LastJoint] {
        let mut points = words(&[10.0, 10.0, 8.0, 12.0], &[(3, 0.5)]);
        points[4].ending = Ending::Break(kind);
        assert_eq!(ends(&solve(&points, &parameters(41.0)).best), [4, 5], "{kind:?}");
    }
    // Where a word fills its column, there is no other way.
    let points = words(&[60.0], &[(0, 0.5)]);
    assert_eq!(ends(&solve(&points, &parameters(40.0)).best), [1, 2]);
}

#[test]
fn a_last_line_is_longer_than_an_indent() {
    // Words of 15 14 10 3 in a measure of 45: three of them are 45 and fit as they are, and the
    // last would stand alone with 3 pt. Two lack 13 in one space, r = 6.5, which costs 22 million.
    let points = words(&[15.0, 14.0, 10.0, 3.0], &[]);
    let p = Parameters { shortest_last: pt(2.0), ..parameters(45.0) };
    assert_eq!(ends(&solve(&points, &p).best), [3, 4]);
    let p = Parameters { shortest_last: pt(14.0), ..p };
    assert_eq!(ends(&solve(&points, &p).best), [3, 4], "anything is better than r = 6.5");
    // In a measure of 36 with words of 15 14 3 3 two lack 4, r = 2, which costs some 20,000.
    let points = words(&[15.0, 14.0, 1.0, 13.0], &[]);
    let p = Parameters { measure: pt(36.0), shortest_last: pt(2.0), ..p };
    assert_eq!(ends(&solve(&points, &p).best), [3, 4]);
    let p = Parameters { shortest_last: pt(14.0), ..p };
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
