//! What lines cost, a word: `cargo bench --bench lines`.
//!
//! `breaking` is the choice of the breaks alone, over breakpoints that are there; `shaping` the
//! look-up of words that were shaped before; `paragraphs` the whole way from a leaf to its lines,
//! with words that were shaped before, as in all of a report but its first pages; and
//! `one_paragraph` that of a single paragraph of so many words. Divan tells items a second; a
//! microsecond a word is a million items.

#![allow(clippy::expect_used, reason = "a bench that cannot go on must fail")]

use std::path::Path;

use diptych::diagnostic::Diagnostics;
use diptych::document::visit::{Visit, walk_leaf};
use diptych::document::{Inline, InlineKind, Leaf};
use diptych::geometry::Length;
use diptych::layout::knuth_plass::{Breakpoint, Ending, Fill, Parameters, Widths, solve};
use diptych::layout::paragraph::{Shape, Typesetter};
use diptych::session::{Report, Session};
use diptych::text::segment::BreakKind;
use diptych::text::{Exceptions, Features, Shaper, Typeface};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// A text of so many words of 2 to 40 pt, the long ones divided, always the same.
fn breakpoints(count: usize) -> Vec<Breakpoint> {
    let mut state = 1_u32;
    let mut list = vec![Breakpoint::default()];
    let mut sum = Widths::default();
    for index in 0..count {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let width = Length::from_points(i64::from((state >> 16) % 38 + 2));
        if width > Length::from_points(25) {
            list.push(Breakpoint {
                ends: sum.with_glyphs(width / 2 + Length::from_points(3)),
                begins: sum.with_glyphs(width / 2),
                ending: Ending::Break(BreakKind::Division),
                hyphen: true,
                ..Breakpoint::default()
            });
        }
        sum = sum.with_glyphs(width);
        let ends = sum;
        sum.space += Length::from_pt(2.6);
        sum.stretch += Length::from_pt(1.3);
        sum.shrink += Length::from_pt(0.87);
        let last = index + 1 == count;
        let ending = if last { Ending::End } else { Ending::Break(BreakKind::Space) };
        list.push(Breakpoint { ends, begins: sum, ending, ..Breakpoint::default() });
    }
    list
}

#[divan::bench(args = [50, 100, 1_000, 10_000])]
fn breaking(bencher: Bencher<'_, '_>, words: usize) {
    let points = breakpoints(words);
    let parameters = Parameters {
        measure: Length::from_points(336),
        indent: Length::from_points(14),
        em: Length::from_pt(10.5),
        fill: Fill::Justified,
        expansion: 2_000,
        share: 100,
        hyphen: 15,
        shortest_last: Length::from_points(14),
        variants: true,
    };
    bencher.counter(ItemsCount::new(words)).bench_local(|| solve(&points, &parameters));
}

/// The sample report, with its fonts.
struct Sample {
    session: Session,
    report: Report,
}

impl Sample {
    fn read() -> Sample {
        let mut session = Session::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let report = session.read(root, &mut Diagnostics::new()).expect("the sample report");
        Sample { session, report }
    }

    fn typesetter<'a>(
        &'a self,
        shaper: &'a Shaper<'a>,
        exceptions: &'a Exceptions,
    ) -> Typesetter<'a> {
        Typesetter {
            shaper,
            exceptions,
            document: &self.report.document,
            references: &self.report.references,
            theme: &self.report.theme,
            media: &self.report.media,
            cache: None,
            pages: None,
            language: &self.report.document.language,
        }
    }

    /// The leaves of thirty words and more.
    fn leaves(&self) -> Vec<&Leaf> {
        #[derive(Default)]
        struct Long<'a>(Vec<&'a Leaf>);
        impl<'a> Visit<'a> for Long<'a> {
            fn leaf(&mut self, leaf: &'a Leaf) {
                if words(&leaf.inlines) >= 30 {
                    self.0.push(leaf);
                }
                walk_leaf(self, leaf);
            }
        }
        let mut long = Long::default();
        for chapter in &self.report.document.chapters {
            for block in &chapter.blocks {
                long.block(block);
            }
        }
        long.0
    }
}

/// How many words there are in texts.
fn words(inlines: &[Inline]) -> usize {
    let texts = inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Text(text) => Some(text.split_whitespace().count()),
        _ => None,
    });
    texts.sum()
}

/// The texts of leaves as one.
fn text(leaves: &[&Leaf]) -> String {
    let inlines = leaves.iter().flat_map(|leaf| &leaf.inlines);
    let texts = inlines.filter_map(|inline| match &inline.kind {
        InlineKind::Text(text) => Some(text.trim()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[divan::bench]
fn shaping(bencher: Bencher<'_, '_>) {
    let sample = Sample::read();
    let shaper = Shaper::new(sample.session.fonts());
    let face = sample.session.fonts().select("Source Serif 4", 400, false).expect("the serif");
    let text = text(&sample.leaves());
    let words: Vec<&str> = text.split_whitespace().collect();
    let typeface = Typeface {
        face,
        features: Features::OLD_STYLE.with(Features::PROPORTIONAL),
        script: unicode_script::Script::Latin,
        right_to_left: false,
        language: Typeface::language_of(&sample.report.document.language),
    };
    let shape = || words.iter().map(|word| shaper.shape(word, typeface).advance()).sum::<i64>();
    shape();
    bencher.counter(ItemsCount::new(words.len())).bench_local(shape);
}

#[divan::bench(args = [217, 336])]
fn paragraphs(bencher: Bencher<'_, '_>, measure: i64) {
    let sample = Sample::read();
    let shaper = Shaper::new(sample.session.fonts());
    let exceptions = Exceptions::default();
    let typesetter = sample.typesetter(&shaper, &exceptions);
    let leaves = sample.leaves();
    let count: usize = leaves.iter().map(|leaf| words(&leaf.inlines)).sum();
    let style = &sample.report.theme.styles.text;
    let shape = Shape::of(Length::from_points(measure));
    let set = || {
        let set = leaves.iter().map(|leaf| typesetter.paragraph(leaf, style, shape));
        set.map(|paragraph| paragraph.best.lines.len()).sum::<usize>()
    };
    set();
    bencher.counter(ItemsCount::new(count)).bench_local(set);
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn one_paragraph(bencher: Bencher<'_, '_>, count: usize) {
    let sample = Sample::read();
    let shaper = Shaper::new(sample.session.fonts());
    let exceptions = Exceptions::default();
    let typesetter = sample.typesetter(&shaper, &exceptions);
    let leaves = sample.leaves();
    let text = text(&leaves);
    let words: Vec<&str> = text.split_whitespace().cycle().take(count).collect();
    let first = leaves.first().expect("a paragraph");
    let inline = first.inlines.first().expect("a text");
    let inlines = vec![Inline { kind: InlineKind::Text(words.join(" ")), ..inline.clone() }];
    let leaf = Leaf { inlines, ..(*first).clone() };
    let style = &sample.report.theme.styles.text;
    let shape = Shape::of(Length::from_points(336));
    let set = || typesetter.paragraph(&leaf, style, shape).best.lines.len();
    set();
    bencher.counter(ItemsCount::new(count)).bench_local(set);
}
