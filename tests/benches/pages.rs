//! What pages cost: `cargo bench --bench pages`.
//!
//! The vertical list of a simulated report is cut into pages: paragraphs with notes, one in five
//! of them with a setting a line shorter or longer, headings, figures that float. `one_chapter` is
//! a single flow of so many pages; `chapters` has one of 20 pages after another; `a_rule_gives_way`
//! is one flow that holds more headings in a row than a page has lines, so that one of them must
//! be parted from what follows it. Divan tells items a second; a tenth of a millisecond a page is
//! 10,000 items.

use diptych::geometry::Length;
use diptych::layout::list::{
    EntryKind, FORBIDDEN, Frame, LINE, Line, NoteHeight, Paragraph, Setting, VerticalList,
};
use diptych::layout::paginate::paginate;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// The lines of a page.
const HEIGHT: usize = 44;

const FRAME: Frame = Frame {
    units: HEIGHT as i32 * LINE,
    grid: Length::from_points(14),
    note_overhead: Length::from_points(20),
    note_clear: Length::from_points(14),
    used: 0,
    recto: true,
    columns: 1,
};

/// Numbers by chance that are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ((self.0 >> 33) % end as u64) as usize
    }
}

/// A report of about so many pages, with a new chapter after so many.
fn report(pages: usize, chapter: usize) -> VerticalList {
    let mut list = VerticalList::default();
    let mut chance = Chance(1);
    let (mut lines, mut next) = (0, chapter * HEIGHT);
    while lines < pages * HEIGHT {
        lines += section(&mut list, &mut chance);
        if lines >= next {
            list.push(0, EntryKind::Forced);
            next += chapter * HEIGHT;
        }
    }
    list
}

/// A heading and its paragraphs; gives about how many lines they have.
fn section(list: &mut VerticalList, chance: &mut Chance) -> usize {
    list.push(0, EntryKind::Barrier);
    let (less, more) = (Some(50), Some(30));
    list.push(0, EntryKind::Space { units: 2 * LINE, less, more, to_grid: true });
    list.push(FORBIDDEN, EntryKind::Box { units: LINE, notes: Vec::new() });
    let mut lines = 3;
    for index in 0..6 + chance.below(5) {
        let penalty = if index == 0 { FORBIDDEN } else { 0 };
        let count = 1 + chance.below(6) + chance.below(5) + chance.below(4);
        lines += count;
        let kind = paragraph(count, &mut list.notes, chance);
        list.push(penalty, kind);
        if chance.below(16) == 0 {
            let height = 8 + chance.below(15);
            let units = height as i32 * LINE;
            list.push(0, EntryKind::Float { units, plates: Vec::new(), notes: Vec::new() });
            lines += height;
        }
    }
    lines
}

fn paragraph(count: usize, notes: &mut Vec<NoteHeight>, chance: &mut Chance) -> EntryKind {
    let called = (chance.below(10) < 3).then(|| {
        let lines = if chance.below(16) == 0 { 12 } else { 1 + chance.below(4) };
        notes.push(NoteHeight { lines, leading: Length::from_pt(10.5), solid: Vec::new() });
        (notes.len() - 1, chance.below(count))
    });
    let mut counts = vec![(count, 0)];
    if count > 4 && chance.below(8) == 0 {
        counts.push((count - 1, 40 + chance.below(120) as u32));
    }
    if count > 4 && chance.below(5) == 0 {
        counts.push((count + 1, 40 + chance.below(120) as u32));
    }
    let setting = |(count, cost): (usize, u32), chance: &mut Chance| {
        let line = |index| Line {
            hyphenated: chance.below(30) == 0,
            notes: called
                .iter()
                .filter(|own| own.1.min(count - 1) == index)
                .map(|own| own.0)
                .collect(),
            mentions_float: true,
        };
        Setting { lines: (0..count).map(line).collect(), cost }
    };
    let settings = counts.into_iter().map(|own| setting(own, chance)).collect();
    EntryKind::Paragraph(Paragraph { settings, whole: false })
}

fn cut(bencher: Bencher<'_, '_>, list: &VerticalList) {
    let pages = paginate(list, &FRAME).pages.len();
    bencher.counter(ItemsCount::new(pages)).bench_local(|| paginate(list, &FRAME));
}

#[divan::bench(args = [40, 400])]
fn one_chapter(bencher: Bencher<'_, '_>, pages: usize) {
    cut(bencher, &report(pages, usize::MAX / HEIGHT));
}

#[divan::bench(args = [40, 400])]
fn chapters(bencher: Bencher<'_, '_>, pages: usize) {
    cut(bencher, &report(pages, 20));
}

#[divan::bench(args = [40, 400])]
fn a_rule_gives_way(bencher: Bencher<'_, '_>, pages: usize) {
    let mut list = report(pages / 2, usize::MAX / HEIGHT);
    for _ in 0..HEIGHT + 6 {
        list.push(FORBIDDEN, EntryKind::Box { units: LINE, notes: Vec::new() });
    }
    let mut rest = report(pages / 2, usize::MAX / HEIGHT);
    let before = list.notes.len();
    for entry in &mut rest.entries {
        if let EntryKind::Paragraph(paragraph) = &mut entry.kind {
            let lines = paragraph.settings.iter_mut().flat_map(|setting| &mut setting.lines);
            lines.flat_map(|line| &mut line.notes).for_each(|note| *note += before);
        }
    }
    list.entries.extend(rest.entries);
    list.notes.extend(rest.notes);
    cut(bencher, &list);
}
