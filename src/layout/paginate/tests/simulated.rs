//! A simulated report of 400 pages: how good its pages are, and how much work they took.

use super::super::super::list::{
    Entry, EntryKind, FORBIDDEN, LINE, Line, Paragraph, Setting, VerticalList,
};
use super::super::galley::Galley;
use super::super::search::{PASSES, Search};
use super::super::{Ending, FaultKind, Plan, paginate};
use super::laws::check;
use super::{Chance, boxed, float, frame, note};

const HEIGHT: i32 = 44;

/// Chapters of about 20 pages with headings, lists, quotations, tables, figures and notes, as a
/// report has them. About one paragraph in seven can lose a line and one in five can gain one.
fn report(seed: u64, pages: usize) -> VerticalList {
    let mut report = Report { list: VerticalList::default(), chance: Chance(seed), lines: 0 };
    while report.lines < pages * HEIGHT as usize {
        let end = report.lines + 20 * HEIGHT as usize;
        report.heading(7);
        while report.lines < end {
            report.section();
        }
        report.list.push(0, EntryKind::Barrier);
        report.list.push(0, EntryKind::Forced);
    }
    report.list
}

struct Report {
    list: VerticalList,
    chance: Chance,
    lines: usize,
}

impl Report {
    fn heading(&mut self, lines: i32) {
        self.list.push(0, boxed(lines));
        self.lines += lines as usize;
    }

    fn section(&mut self) {
        self.list.push(0, EntryKind::Barrier);
        let white =
            EntryKind::Space { units: 2 * LINE, less: Some(50), more: Some(30), to_grid: true };
        self.list.push(0, white);
        self.list.push(FORBIDDEN, boxed(1));
        self.lines += 3;
        self.paragraph(FORBIDDEN, None);
        for _ in 0..self.chance.between(5, 9) {
            match self.chance.between(0, 99) {
                0..=6 => self.items(),
                7..=10 => self.quotation(),
                11..=13 => self.table(),
                _ => {
                    self.paragraph(0, None);
                    if self.chance.per_mille(60) {
                        let plate = self.chance.per_mille(50);
                        let lines = if plate { HEIGHT } else { self.chance.between(8, 22) as i32 };
                        self.list.push(0, float(lines, plate));
                        self.lines += lines as usize;
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, penalty: u32, count: Option<usize>) {
        let chance = &mut self.chance;
        let long = chance.between(0, 5) + chance.between(0, 4) + chance.between(0, 3);
        let count = count.unwrap_or(1 + long + if chance.per_mille(60) { 6 } else { 0 });
        let supple = match count {
            0..=2 => 2,
            3..=4 => 6,
            5..=7 => 11,
            8..=10 => 15,
            _ => 20,
        };
        let note_at = chance.per_mille(300).then(|| chance.between(0, count - 1));
        if note_at.is_some() {
            let long = chance.per_mille(60);
            let lines = if long { chance.between(8, 20) } else { chance.between(1, 4) };
            self.list.notes.push(note(lines));
        }
        let mut counts = vec![(count, 0)];
        if count > 2 && chance.per_mille(15 * supple) {
            counts.push((count - 1, chance.between(40, 160) as u32));
        }
        if count > 1 && chance.per_mille(20 * supple) {
            counts.push((count + 1, chance.between(40, 160) as u32));
        }
        let mut settings = Vec::new();
        for (count, cost) in counts {
            let mut lines = vec![Line::default(); count];
            for line in &mut lines {
                line.hyphenated = chance.per_mille(30);
                line.mentions_float = true;
            }
            if let Some(at) = note_at {
                lines[at.min(count - 1)].notes.push(self.list.notes.len() - 1);
            }
            settings.push(Setting { lines, cost });
        }
        self.list.push(penalty, EntryKind::Paragraph(Paragraph { settings, whole: false }));
        self.lines += count;
    }

    /// An introduction, and items that are half a line apart.
    fn items(&mut self) {
        self.paragraph(0, None);
        let white = EntryKind::Space { units: 1, less: None, more: Some(60), to_grid: false };
        self.list.push(FORBIDDEN, white);
        let count = self.chance.between(3, 7);
        for item in 0..count {
            if item > 0 {
                let penalty = if item == 1 || item + 1 == count { 150 } else { 50 };
                self.list.push(penalty, EntryKind::space(1));
            }
            let lines = self.chance.between(1, 4);
            self.paragraph(FORBIDDEN, Some(lines));
        }
        let white = EntryKind::Space { units: 2, less: Some(60), more: Some(60), to_grid: true };
        self.list.push(0, white);
        self.lines += 4;
    }

    fn quotation(&mut self) {
        let white = EntryKind::Space { units: LINE, less: Some(60), more: Some(60), to_grid: true };
        self.list.push(20, white.clone());
        let lines = self.chance.between(3, 8);
        self.paragraph(FORBIDDEN, Some(lines));
        self.list.push(0, white);
        self.lines += 2;
    }

    fn table(&mut self) {
        let white = EntryKind::Space { units: LINE, less: None, more: Some(40), to_grid: true };
        self.list.push(0, white.clone());
        let rows = self.chance.between(4, 20);
        for row in 0..rows {
            let whole = rows <= 4 || row <= 1 || row + 1 == rows;
            let units =
                self.chance.between(1, 3) as i32 * LINE + if row == 0 { 3 * LINE } else { 1 };
            let head = if row == 0 { 0 } else { 2 * LINE };
            let kind = EntryKind::Row { units, head, notes: Vec::new() };
            self.list.push(if whole { FORBIDDEN } else { 100 }, kind);
            self.lines += units as usize / 2;
        }
        self.list.push(0, white);
        self.lines += 2;
    }
}

struct Quality {
    pages: usize,
    full: usize,
    within_a_line: usize,
    exact: usize,
    spreads: usize,
    level: usize,
}

fn quality(plan: &Plan) -> Quality {
    let is_full = |page: usize| {
        plan.pages.get(page).filter(|page| page.ending == Ending::Full).map(|page| page.shortfall)
    };
    let full: Vec<i32> = (0..plan.pages.len()).filter_map(is_full).collect();
    let spreads = (1..plan.pages.len()).step_by(2);
    let spreads: Vec<bool> = spreads
        .filter_map(|verso| Some(is_full(verso)?.abs_diff(is_full(verso + 1)?) < 2))
        .collect();
    Quality {
        pages: plan.pages.len(),
        full: full.len(),
        within_a_line: full.iter().filter(|short| short.abs() <= LINE).count(),
        exact: full.iter().filter(|short| short.abs() < LINE).count(),
        spreads: spreads.len(),
        level: spreads.iter().filter(|level| **level).count(),
    }
}

#[test]
fn a_simulated_report_has_full_and_level_pages() {
    let (list, frame) = (report(1, 400), frame(HEIGHT));
    let plan = paginate(&list, &frame);
    check(&list, &frame, &plan);
    let quality = quality(&plan);
    assert!(quality.pages > 350, "{} pages", quality.pages);
    assert!(quality.within_a_line * 100 >= quality.full * 98, "{}", quality.within_a_line);
    assert!(quality.exact * 100 >= quality.full * 75, "{} of {}", quality.exact, quality.full);
    assert!(quality.level * 100 >= quality.spreads * 95, "{}", quality.level);
    let count =
        |kind: fn(FaultKind) -> bool| plan.faults.iter().filter(|fault| kind(fault.kind)).count();
    let passed = count(|kind| kind == FaultKind::SectionPassed);
    assert!(passed <= 4, "{passed} floats stand after the end of their section");
    let told = count(|kind| {
        matches!(
            kind,
            FaultKind::Short(..)
                | FaultKind::Uneven(_)
                | FaultKind::NoteTurns(_)
                | FaultKind::FloatFar(_)
        )
    });
    assert_eq!(plan.faults.len(), passed + told, "a rule gave way: {:?}", plan.faults);
    assert!(told * 20 <= quality.pages, "{told} findings on {} pages", quality.pages);
    eprintln!(
        "{} p, within {} exact {} of {}; level {}/{}; states/page {}",
        quality.pages,
        quality.within_a_line,
        quality.exact,
        quality.full,
        quality.level,
        quality.spreads,
        plan.states / quality.pages
    );
}

#[test]
fn the_work_grows_with_the_pages_and_no_faster() {
    for (pages, seed) in [(50, 2), (200, 3), (400, 1)] {
        let plan = paginate(&report(seed, pages), &frame(HEIGHT));
        let states = plan.states / plan.pages.len();
        assert!(states <= 1_000, "{states} states a page for {pages} pages");
    }
}

#[test]
fn a_page_of_a_long_chapter_takes_no_more_work_than_one_of_a_short_chapter() {
    let states = [40, 400].map(|pages| {
        let mut list = report(1, pages);
        list.entries.retain(|entry| entry.kind != EntryKind::Forced);
        let plan = paginate(&list, &frame(HEIGHT));
        check(&list, &frame(HEIGHT), &plan);
        plan.states / plan.pages.len()
    });
    assert!(2 * states[1] <= 3 * states[0], "{states:?} states a page of 40 and of 400 pages");
}

#[test]
fn old_pages_are_forgotten_but_for_the_way_to_the_last() {
    let mut list = report(1, 400);
    list.entries.retain(|entry| entry.kind != EntryKind::Forced);
    let frame = frame(HEIGHT);
    let galley = Galley::new(&list, &frame);
    let found = Search::new(&galley, &PASSES).run().unwrap();
    assert!(found.most * 5 <= found.states, "{} of {} states", found.most, found.states);
}

#[test]
fn one_place_where_rules_must_give_way_costs_the_work_of_some_pages() {
    let more = [60, 240].map(|pages| {
        let mut list = report(5, pages);
        list.entries.retain(|entry| entry.kind != EntryKind::Forced);
        let usual = paginate(&list, &frame(HEIGHT)).states;
        // More headings in a row than a page holds, in the middle of one flow.
        let half = list.entries.len() / 2;
        let at = list.entries.iter().skip(half).position(|own| own.kind == EntryKind::Barrier);
        for _ in 0..50 {
            let heading = Entry { break_before: FORBIDDEN, kind: boxed(1), across: false };
            list.entries.insert(half + at.unwrap_or(0) + 1, heading);
        }
        let plan = paginate(&list, &frame(HEIGHT));
        check(&list, &frame(HEIGHT), &plan);
        let forbidden = plan.faults.iter().filter(|fault| fault.kind == FaultKind::ForbiddenBreak);
        assert!((1..=2).contains(&forbidden.count()), "{:?}", plan.faults);
        plan.states.saturating_sub(usual)
    });
    assert!(more[1] <= 2 * more[0], "{more:?} states more in 60 and in 240 pages");
}
