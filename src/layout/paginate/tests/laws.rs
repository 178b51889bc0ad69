//! Laws that every plan keeps, on lists made by chance.

use super::super::super::list::{EntryKind, FORBIDDEN, Frame, LINE, VerticalList};
use super::super::galley::Galley;
use super::super::{Fault, FaultKind, PartKind, Plan, apart, paginate, trace};
use super::{Chance, boxed, float, frame, lines, list, random_list};

/// Where an entry stands: page, top, and the lines of a paragraph.
type Place = (usize, i32, Option<(usize, usize, usize)>);

fn places(list: &VerticalList, plan: &Plan) -> Vec<Vec<Place>> {
    let mut places = vec![Vec::new(); list.entries.len()];
    for (page, content) in plan.pages.iter().enumerate() {
        for part in &content.parts {
            let own = match &part.kind {
                PartKind::Lines { setting, lines } => Some((*setting, lines.start, lines.end)),
                PartKind::Whole | PartKind::Sheet(_) => None,
                PartKind::Head => continue,
            };
            places[part.entry].push((page, part.top, own));
        }
    }
    places
}

/// Checks everything that a plan promises. `strict` plans needed no last resort.
pub(super) fn check(list: &VerticalList, frame: &Frame, plan: &Plan) {
    let last_resort = plan.faults.iter().any(|fault| {
        matches!(
            fault.kind,
            FaultKind::Overfull(_)
                | FaultKind::ForbiddenBreak
                | FaultKind::LoneLine
                | FaultKind::NoteLate
        )
    });
    let places = places(list, plan);
    let mut flow: Vec<(usize, i32)> = Vec::new();
    let mut float_page = 0;
    for (index, entry) in list.entries.iter().enumerate() {
        let own = &places[index];
        match &entry.kind {
            EntryKind::Paragraph(paragraph) => {
                let setting = own.first().and_then(|place| place.2).map_or(0, |lines| lines.0);
                let count = paragraph.settings.get(setting).map_or(0, |own| own.lines.len());
                let mut next = 0;
                for (_, _, part) in own {
                    let (same, from, to) = part.expect("a paragraph has lines");
                    assert_eq!((same, from), (setting, next), "lines lost or doubled");
                    assert!(last_resort || own.len() == 1 || to - from >= 2, "a lone line");
                    next = to;
                }
                assert_eq!(next, count, "a paragraph is not whole");
            }
            EntryKind::Box { .. } | EntryKind::Row { .. } => assert_eq!(own.len(), 1),
            EntryKind::Float { plates, .. } => {
                assert_eq!(own.len(), plates.len().max(1), "float {index} lost or doubled");
                let next = own.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
                assert!(next, "the pages of float {index} do not follow one another");
                assert!(own[0].0 >= float_page, "floats out of order");
                float_page = own[0].0;
                let mention = flow.last().map_or(0, |place| place.0);
                // At the foot of the first part of its paragraph it stands before the rest.
                let mentioned = list.entries[..index]
                    .iter()
                    .rposition(|before| !matches!(before.kind, EntryKind::Float { .. }));
                let first =
                    mentioned.and_then(|at| places[at].first()).map_or(mention, |place| place.0);
                assert!(own[0].0 >= first, "a float before its mention");
                continue;
            }
            _ => continue,
        }
        flow.extend(own.iter().map(|place| (place.0, place.1)));
    }
    assert!(flow.is_sorted(), "the flow is out of order");
    check_order(list, plan, &places);
    check_pages(list, frame, plan, last_resort);
    check_notes(list, plan, last_resort);
    if !last_resort {
        check_breaks(list, plan);
    }
}

/// All floats before a numbered block stand before it, unless it is told that they do not.
fn check_order(list: &VerticalList, plan: &Plan, places: &[Vec<Place>]) {
    let turns = |entry: &usize| list.entries[*entry].kind == EntryKind::Turn;
    for turn in (0..list.entries.len()).filter(turns) {
        let drawn = |entry: &usize| {
            !places[*entry].is_empty()
                && !matches!(list.entries[*entry].kind, EntryKind::Float { .. })
        };
        let Some(next) = (turn..list.entries.len()).find(drawn) else { continue };
        let at = (places[next][0].0, places[next][0].1);
        for (entry, own) in places.iter().enumerate().take(turn) {
            let float = matches!(list.entries[entry].kind, EntryKind::Float { .. });
            let told = plan
                .faults
                .iter()
                .any(|fault| fault.entry == entry && fault.kind == FaultKind::OutOfOrder);
            if float && !told {
                let (page, top, _) = own[0];
                assert!((page, top) < at, "float {entry} stands after {next}");
            }
        }
    }
}

fn check_pages(list: &VerticalList, frame: &Frame, plan: &Plan, last_resort: bool) {
    for (index, page) in plan.pages.iter().enumerate() {
        let mut bottom = if index == 0 { frame.used } else { 0 };
        for part in &page.parts {
            assert!(part.top >= bottom, "parts overlap on page {index}");
            bottom = part.top + part.units;
        }
        let mut foot = frame.length(bottom);
        if let Some(notes) = &page.notes {
            assert!(notes.rule - frame.note_clear >= foot || last_resort, "notes too high");
            for part in &notes.parts {
                let height = list.notes[part.note].of(part.lines.len());
                assert!(part.top > notes.rule);
                foot = part.top + height;
            }
        }
        let room = frame.length(frame.units + LINE);
        assert!(last_resort || foot <= room, "page {index} runs over");
    }
}

fn check_notes(list: &VerticalList, plan: &Plan, last_resort: bool) {
    let mut seen: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); list.notes.len()];
    for (page, content) in plan.pages.iter().enumerate() {
        for part in content.notes.iter().flat_map(|notes| &notes.parts) {
            seen[part.note].push((page, part.lines.start, part.lines.end));
        }
    }
    let calling = |page: usize, note: usize| {
        plan.pages[page].parts.iter().find(|part| {
            match (&part.kind, &list.entries[part.entry].kind) {
                (PartKind::Lines { setting, lines }, EntryKind::Paragraph(paragraph)) => {
                    paragraph.settings[*setting].lines[lines.clone()]
                        .iter()
                        .any(|line| line.notes.contains(&note))
                }
                (
                    PartKind::Whole,
                    EntryKind::Box { notes, .. }
                    | EntryKind::Row { notes, .. }
                    | EntryKind::Float { notes, .. },
                ) => notes.contains(&note),
                (PartKind::Sheet(sheet), EntryKind::Float { notes, plates, .. }) => {
                    let from: usize = plates[..*sheet].iter().sum();
                    notes[from..from + plates[*sheet]].contains(&note)
                }
                _ => false,
            }
        })
    };
    let goes_on = |page: usize| {
        let notes = plan.pages[page].notes.iter().flat_map(|notes| &notes.parts);
        notes.filter(|part| part.lines.end < list.notes[part.note].lines).count()
    };
    for (note, parts) in seen.iter().enumerate() {
        let mut next = 0;
        for (at, (page, from, to)) in parts.iter().enumerate() {
            assert_eq!(*from, next, "lines of note {note} lost or doubled");
            assert!(parts.len() == 1 || to - from >= 2 || last_resort, "a lone line of a note");
            // A note waits only for the end of another that goes on before it.
            let mut skipped = at.checked_sub(1).map_or(*page, |at| parts[at].0 + 1)..*page;
            assert!(skipped.all(|page| goes_on(page) > 0), "a note skips a page");
            next = *to;
        }
        assert_eq!(next, list.notes[note].lines, "note {note} is not whole");
        let page = parts[0].0;
        let called = (0..=page).rev().find_map(|page| Some((page, calling(page, note)?)));
        let (called, part) = called.unwrap_or_else(|| panic!("note {note} is not called before"));
        let late = plan.faults.iter().any(|fault| {
            let told = (fault.page, fault.entry) == (called, part.entry);
            told && fault.kind == FaultKind::NoteLate
        });
        assert!(called == page || late, "note {note} does not begin where it is called");
    }
}

/// Between the last of the flow on a page and the first on the next, a page may end.
fn check_breaks(list: &VerticalList, plan: &Plan) {
    let main = |page: usize| {
        plan.pages[page].parts.iter().filter(|part| {
            part.kind != PartKind::Head
                && !matches!(list.entries[part.entry].kind, EntryKind::Float { .. })
        })
    };
    for page in 1..plan.pages.len() {
        let last = (0..page).rev().find_map(|before| main(before).next_back());
        let (Some(last), Some(first)) = (last, main(page).next()) else { continue };
        if last.entry == first.entry {
            continue;
        }
        let legal =
            list.entries[last.entry + 1..=first.entry].iter().any(|entry| match entry.kind {
                EntryKind::Float { .. } => false,
                EntryKind::Forced | EntryKind::Room { .. } | EntryKind::Barrier => true,
                _ => entry.break_before < FORBIDDEN,
            });
        assert!(legal, "page {page} begins where a break is forbidden");
    }
}

#[test]
fn every_plan_keeps_the_laws() {
    let mut last_resorts = 0;
    for seed in 0..4_000 {
        let list = random_list(&mut Chance(seed));
        let frame = frame(12);
        let plan = paginate(&list, &frame);
        last_resorts += usize::from(!plan.faults.is_empty());
        let result = std::panic::catch_unwind(|| check(&list, &frame, &plan));
        assert!(result.is_ok(), "seed {seed}: {list:?}\n{plan:?}");
    }
    assert!(last_resorts < 2_000, "{last_resorts}");
}

#[test]
fn laws_hold_on_pages_that_are_far_too_small() {
    for seed in 0..1_000 {
        let list = random_list(&mut Chance(seed));
        for height in 1..5 {
            let frame = frame(height);
            let result = std::panic::catch_unwind(|| {
                check(&list, &frame, &paginate(&list, &frame));
            });
            assert!(result.is_ok(), "seed {seed}, {height} lines: {list:?}");
        }
    }
}

#[test]
fn pages_without_a_search_lose_nothing() {
    for seed in 0..500 {
        let (list, frame) = (random_list(&mut Chance(seed)), frame(5));
        let galley = Galley::new(&list, &frame);
        let mut plan = trace::plan(&galley, &apart::pages(&galley));
        // It keeps no rule but that everything is there.
        plan.faults.push(Fault { page: 0, entry: 0, kind: FaultKind::Overfull(0) });
        check(&list, &frame, &plan);
    }
}

#[test]
fn two_runs_are_equal() {
    for seed in 0..200 {
        let list = random_list(&mut Chance(seed));
        assert_eq!(paginate(&list, &frame(12)), paginate(&list, &frame(12)));
    }
}

#[test]
fn a_chapter_on_a_new_page_is_the_same_alone_and_among_others() {
    let chapter = || vec![boxed(3), lines(30), float(8, false), lines(17), EntryKind::Barrier];
    let alone = paginate(&list(chapter()), &frame(12));
    let mut entries = vec![lines(7), EntryKind::Forced];
    let before = entries.len();
    entries.extend(chapter());
    let together = paginate(&list(entries), &Frame { recto: false, ..frame(12) });
    assert_eq!(together.pages.len(), alone.pages.len() + 1);
    for (one, other) in alone.pages.iter().zip(&together.pages[1..]) {
        let moved: Vec<_> =
            other.parts.iter().map(|part| (part.entry - before, part.top)).collect();
        let parts: Vec<_> = one.parts.iter().map(|part| (part.entry, part.top)).collect();
        assert_eq!(parts, moved);
    }
}
