//! The breaker against results in the literature.
//!
//! - Donald E. Knuth and Michael F. Plass, *Breaking Paragraphs into Lines*, Software: Practice
//!   and Experience 11 (1981), 1119–1184: the paragraph of the frog king, with the widths of its
//!   letters in units of 1/18 em and the ratios of its lines.
//! - Donald E. Knuth, *The TeXbook* (1984), chapter 14: badness, demerits, and what TeX tells of
//!   a paragraph of the story of Mr. Drofnats when `\tracingparagraphs` is 1.
//!
//! They are set by the prices that they were published with.

use super::*;
use crate::layout::knuth_plass::prices::{Alone, Pair, Prices};

/// Badness: 100 times the cube of the ratio (*The TeXbook*, page 97).
fn badness(ratio: f64) -> f64 {
    (100.0 * ratio.abs().powi(3)).min(10_000.0)
}

/// The demerits of the paper, with its α = γ = 3000: `(1 + 100|r|³ + π)² + …`.
struct Paper;

impl Prices for Paper {
    fn alone(&self, line: &Alone) -> f64 {
        let hyphen = matches!(line.ending, Ending::Break(kind) if kind != BreakKind::Space);
        let penalty = if hyphen { 50.0 } else { 0.0 };
        (1.0 + badness(line.ratio) + penalty).powi(2)
    }

    fn pair(&self, pair: Pair) -> f64 {
        let flagged = pair.hyphens_above > 0 && (pair.hyphen || pair.last);
        let contrast = pair.class.abs_diff(pair.class_above) > 1;
        3000.0 * f64::from(u8::from(flagged) + u8::from(contrast))
    }

    fn most_of_class(&self) -> f64 {
        3000.0
    }
}

/// The demerits of TeX with the parameters of plain TeX (*The TeXbook*, pages 98 and 99):
/// `(l + b)² + p²`, 10,000 for a hyphen after a hyphen and for a contrast, 5,000 for one before the
/// last line. Badness is a whole number.
struct Plain;

impl Prices for Plain {
    fn alone(&self, line: &Alone) -> f64 {
        let hyphen = matches!(line.ending, Ending::Break(kind) if kind != BreakKind::Space);
        let penalty: f64 = if hyphen { 50.0 } else { 0.0 };
        (10.0 + badness(line.ratio).round()).powi(2) + penalty.powi(2)
    }

    fn pair(&self, pair: Pair) -> f64 {
        let mut demerits = 0.0;
        if pair.class.abs_diff(pair.class_above) > 1 {
            demerits += 10_000.0;
        }
        if pair.hyphens_above > 0 && pair.hyphen {
            demerits += 10_000.0;
        }
        if pair.hyphens_above > 0 && pair.last {
            demerits += 5_000.0;
        }
        demerits
    }

    fn most_of_class(&self) -> f64 {
        10_000.0
    }
}

const FROG_KING: &str = "In olden times when wish-ing still helped one, there lived a king \
    whose daugh-ters were all beau-ti-ful; and the young-est was so beau-ti-ful that the sun \
    it-self, which has seen so much, was aston-ished when-ever it shone in her face. Close by \
    the king's cas-tle lay a great dark for-est, and un-der an old lime=tree in the for-est was \
    a well, and when the day was very warm, the king's child went out into the for-est and sat \
    down by the side of the cool foun-tain; and when she was bored she took a golden ball, and \
    threw it up on high and caught it; and this ball was her favor-ite play-thing.";

/// The breakpoints of the frog king: `-` is a place of hyphenation, `=` a hyphen of its own.
fn frog_king(hyphenated: bool) -> Vec<Breakpoint> {
    /// The widths of the letters from a to z.
    const LETTERS: [i64; 26] =
        [9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8];
    let width = |letter: char| match letter {
        'a'..='z' => LETTERS[letter as usize - 'a' as usize],
        'C' => 13,
        'I' => 6,
        _ => 5,
    };
    let units = Length::from_units;
    let mut list = vec![Breakpoint::default()];
    // The first line is indented by an em.
    let mut sum = Widths::default().with_glyphs(units(18));
    let mut words = FROG_KING.split_whitespace().peekable();
    while let Some(word) = words.next() {
        for letter in word.chars() {
            let (kind, ends) = match letter {
                '-' => (BreakKind::Division, sum.with_glyphs(units(6))),
                '=' => (BreakKind::Hyphen, sum.with_glyphs(units(6))),
                letter => {
                    sum.glyphs += units(width(letter));
                    continue;
                }
            };
            if letter == '=' {
                sum = ends;
            }
            if hyphenated {
                let ending = Ending::Break(kind);
                list.push(Breakpoint { ends, begins: sum, ending, hyphen: true, ..list[0] });
            }
        }
        let ends = sum;
        let (space, stretch, shrink) = match word.chars().last() {
            Some(',') => (6, 4, 2),
            Some(';') => (6, 4, 1),
            Some('.') => (8, 6, 1),
            _ => (6, 3, 2),
        };
        sum.space += units(space);
        sum.stretch += units(stretch);
        sum.shrink += units(shrink);
        let ending = match words.peek() {
            Some(_) => Ending::Break(BreakKind::Space),
            None => Ending::End,
        };
        list.push(Breakpoint { ends, begins: sum, ending, ..list[0] });
    }
    list
}

fn ratios(points: &[Breakpoint], measure: i64) -> Vec<f64> {
    let p = Parameters { measure: Length::from_units(measure), ..parameters(0.0) };
    let best = Breaker::new(points, &p, Paper).run(PASSES[2]).expect("it can be set").best;
    best.lines.iter().map(|line| (line.ratio.glue * 1000.0).round() / 1000.0).collect()
}

#[test]
fn the_frog_king_is_set_as_in_the_paper() {
    // The total fit at 500 units, no word divided.
    assert_eq!(
        ratios(&frog_king(false), 500),
        [0.774, 0.179, 0.629, 0.545, 0.0, 0.079, 0.282, 0.294, 0.575, 0.0]
    );
    // At 390 units words must be divided: beau-tiful, aston-ished.
    let narrow = ratios(&frog_king(true), 390);
    assert_eq!(
        narrow,
        [0.857, 0.0, 0.28, 1.0, 0.067, -0.278, 0.536, -0.167, 0.7, -0.176, 0.357, 0.0]
    );
}

#[test]
fn our_own_prices_agree_with_the_paper_where_all_lines_are_good() {
    let points = frog_king(false);
    let p = Parameters {
        measure: Length::from_units(500),
        em: Length::from_units(18),
        ..parameters(0.0)
    };
    let ours = solve(&points, &p).best;
    let paper = Breaker::new(&points, &p, Paper).run(PASSES[2]).expect("it can be set").best;
    assert_eq!(ends(&ours), ends(&paper));
}

#[test]
fn badness_is_that_of_the_texbook() {
    // Page 97: glue that is stretched by its full stretchability has badness 100; half of it is
    // "about 12", and 10,000 is as bad as it gets.
    assert_eq!(badness(1.0), 100.0);
    assert_eq!(badness(0.5).floor(), 12.0);
    assert_eq!(badness(-1.0), 100.0);
    assert_eq!(badness(5.0), 10_000.0);
    // Our passes end at these.
    let ends = [PASSES[0], PASSES[1], PASSES[2]].map(|pass| badness(pass.tolerance));
    assert_eq!(ends, [100.0, 800.0, 10_000.0]);
}

#[test]
fn fitness_classes_are_those_of_the_texbook() {
    // Page 97: tight when it shrinks with a badness of 13 or more; loose when it stretches with
    // one of 13 or more; very loose when it stretches with one of 100 or more; else decent.
    assert_eq!([-0.6, -0.5, 0.0, 0.5, 0.6, 1.0, 1.1].map(class), [0, 1, 1, 1, 2, 2, 3]);
}

/// The widths of the lines of Mr. Drofnats, in scaled points of TeX, as TeX has them in cmr10 at
/// a measure of 2.5 in.
#[test]
fn mr_drofnats_is_set_as_in_the_texbook() {
    let plain = |ratio: f64, ending, last: Option<f64>| {
        Plain.alone(&Alone { ratio, ending, last, stump: false, stacked: 0, over: 0.0 })
    };
    let hyphen = Ending::Break(BreakKind::Division);
    let space = Ending::Break(BreakKind::Space);
    let ratio = |badness: f64| (badness / 100.0).cbrt();
    // "@\discretionary via @@0 b=0 p=50 d=2600", "@ via @@1 b=131 p=0 d=29881": the second line
    // is very loose (class 0 of TeX, 3 of ours) under a decent one, which costs 10,000 more.
    assert_eq!(plain(0.0, hyphen, None), 2_600.0);
    let contrast = |above: f64, own: f64, hyphens_above: u8, hyphen: bool, last: bool| {
        let (class_above, class) = (class(above), class(own));
        Plain.pair(Pair { class_above, class, hyphens_above, hyphen, last })
    };
    let very_loose = ratio(131.0);
    assert_eq!(
        plain(very_loose, space, None) + contrast(0.0, very_loose, 1, false, false),
        29_881.0
    );
    // "@ via @@1 b=25 p=0 d=1225": a tight line under a decent one.
    let tight = -ratio(25.0);
    assert_eq!(plain(tight, space, None) + contrast(0.0, tight, 1, false, false), 1_225.0);
    // "@\discretionary via @@2 b=1 p=50 d=12621": decent under very loose.
    let decent = ratio(1.0);
    assert_eq!(
        plain(decent, hyphen, None) + contrast(very_loose, decent, 0, true, false),
        12_621.0
    );
    // "@\discretionary via @@3 b=291 p=50 d=103101": very loose under tight.
    let looser = ratio(291.0);
    assert_eq!(plain(looser, hyphen, None) + contrast(tight, looser, 0, true, false), 103_101.0);
    // "@\par via @@4 b=0 p=-10000 d=5100": the last line under a hyphen.
    assert_eq!(plain(0.0, Ending::End, Some(1e9)) + contrast(decent, 0.0, 1, false, true), 5_100.0);
}
