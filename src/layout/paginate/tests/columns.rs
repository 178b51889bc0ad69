//! Two columns: known answers, and laws that hold of lists made by chance.

use super::super::super::list::{
    EntryKind, FORBIDDEN, Frame, LINE, Line, Paragraph, Setting, VerticalList,
};
use super::super::{FaultKind, PagePlan, PartKind, Plan, paginate};
use super::{Chance, boxed, float, frame, lines, list, note, random_list};

fn columns(lines: i32) -> Frame {
    Frame { columns: 2, ..frame(lines) }
}

/// Each frame in short: page and column (`-` for across), then each part: its entry, its top and
/// its height in lines.
fn told(plan: &Plan) -> Vec<String> {
    let frame = |page: &PagePlan| {
        let column = page.place.column.map_or("-".to_string(), |column| column.to_string());
        let parts = page
            .parts
            .iter()
            .map(|part| format!(" {}@{}+{}", part.entry, part.top / LINE, part.units / LINE));
        format!("{}{column}:{}", page.place.page, parts.collect::<String>())
    };
    plan.pages.iter().map(frame).collect()
}

fn across(list: &mut VerticalList, break_before: u32, kind: EntryKind) {
    list.push(break_before, kind);
    if let Some(last) = list.entries.last_mut() {
        last.across = true;
    }
}

fn calling(count: usize, line: usize, note: usize) -> EntryKind {
    let mut lines = vec![Line::default(); count];
    lines[line].notes.push(note);
    EntryKind::Paragraph(Paragraph { settings: vec![Setting { lines, cost: 0 }], whole: false })
}

#[test]
fn columns_are_level_at_the_end() {
    let plan = paginate(&list(vec![lines(14)]), &columns(40));
    assert_eq!(told(&plan), ["00: 0@0+7", "01: 0@0+7"]);
    let plan = paginate(&list(vec![lines(5), lines(4), lines(4)]), &columns(40));
    assert_eq!(told(&plan), ["00: 0@0+5 1@5+2", "01: 1@0+2 2@2+4"]);
}

#[test]
fn the_last_page_of_several_is_level_and_the_others_are_full() {
    let plan = paginate(&list(vec![lines(6); 12]), &columns(12));
    let bottoms: Vec<i32> = plan.pages.iter().map(bottom).collect();
    assert_eq!(bottoms, [12, 12, 12, 12, 12, 12]);
    let plan = paginate(&list(vec![lines(6); 10]), &columns(12));
    assert_eq!(plan.pages.iter().map(bottom).collect::<Vec<_>>(), [12, 12, 12, 12, 6, 6]);
    assert_eq!(plan.faults, []);
}

fn bottom(page: &PagePlan) -> i32 {
    page.parts.iter().map(|part| (part.top + part.units) / LINE).max().unwrap_or(0)
}

#[test]
fn text_that_holds_together_stays_in_one_column() {
    let plan = paginate(&list(vec![boxed(9)]), &columns(40));
    assert_eq!(told(&plan), ["00: 0@0+9"]);
    let plan = paginate(&list(vec![lines(3), lines(3)]), &columns(40));
    assert_eq!(told(&plan), ["00: 0@0+3", "01: 1@0+3"]);
}

#[test]
fn a_heading_across_stands_below_level_columns() {
    let mut list = list(vec![lines(10)]);
    across(&mut list, 0, EntryKind::space(2 * LINE));
    across(&mut list, FORBIDDEN, boxed(2));
    across(&mut list, FORBIDDEN, EntryKind::space(LINE));
    list.push(FORBIDDEN, lines(8));
    let plan = paginate(&list, &columns(40));
    let expected = ["00: 0@0+5", "01: 0@0+5", "0-: 2@7+2", "00: 4@10+4", "01: 4@10+4"];
    assert_eq!(told(&plan), expected);
}

#[test]
fn a_heading_across_goes_with_its_text_to_the_next_page() {
    let mut list = list(vec![lines(34)]);
    across(&mut list, 0, EntryKind::space(2 * LINE));
    across(&mut list, FORBIDDEN, boxed(1));
    list.push(FORBIDDEN, lines(8));
    let plan = paginate(&list, &columns(21));
    let expected = ["00: 0@0+17", "01: 0@0+17", "1-: 2@0+1", "10: 3@1+4", "11: 3@1+4"];
    assert_eq!(told(&plan), expected);
}

#[test]
fn a_chapter_begins_on_a_page_of_its_own_below_level_columns() {
    let plan = paginate(&list(vec![lines(8), EntryKind::Forced, lines(4)]), &columns(20));
    assert_eq!(told(&plan), ["00: 0@0+4", "01: 0@0+4", "10: 2@0+2", "11: 2@0+2"]);
}

#[test]
fn a_title_takes_its_height_from_both_columns() {
    let frame = Frame { used: 5 * LINE, ..columns(12) };
    let plan = paginate(&list(vec![lines(20)]), &frame);
    assert_eq!(told(&plan), ["00: 0@5+7", "01: 0@5+7", "10: 0@0+3", "11: 0@0+3"]);
}

#[test]
fn a_float_across_stands_at_the_head_of_the_page_of_its_mention() {
    let mut list = list(vec![lines(30)]);
    across(&mut list, 0, float(6, false));
    list.push(0, lines(30));
    let plan = paginate(&list, &columns(20));
    // On the first page the mention would not stay: the text before it would not fit below.
    let expected = ["00: 0@0+20", "01: 0@0+10 2@10+10", "1-: 1@0+6", "10: 2@6+10", "11: 2@6+10"];
    assert_eq!(told(&plan), expected);
    let mut list = super::list(vec![lines(10)]);
    across(&mut list, 0, float(6, false));
    list.push(0, lines(40));
    let plan = paginate(&list, &columns(20));
    assert_eq!(told(&plan)[..3], ["0-: 1@0+6", "00: 0@6+10 2@16+4", "01: 2@6+14"]);
}

/// The floats in the order in which they stand.
fn floats(list: &VerticalList, plan: &Plan) -> Vec<usize> {
    let parts = plan.pages.iter().flat_map(|page| &page.parts);
    let begins = parts.filter(|part| matches!(part.kind, PartKind::Whole | PartKind::Sheet(0)));
    let float = |entry: &usize| matches!(list.entries[*entry].kind, EntryKind::Float { .. });
    begins.map(|part| part.entry).filter(float).collect()
}

#[test]
fn a_float_across_stands_above_no_float_of_a_column_that_comes_before_it() {
    let mut list = list(vec![lines(6), float(5, false), lines(6)]);
    across(&mut list, 0, float(4, false));
    list.push(0, lines(60));
    let plan = paginate(&list, &columns(20));
    assert_eq!(floats(&list, &plan), [1, 3], "{:?}", told(&plan));
    assert!(told(&plan).contains(&"1-: 3@0+4".to_string()), "{:?}", told(&plan));
}

#[test]
fn a_float_of_a_column_waits_for_one_across_that_comes_before_it() {
    let mut list = list(vec![lines(30)]);
    across(&mut list, 0, float(6, false));
    for kind in [lines(2), float(4, false), lines(60)] {
        list.push(0, kind);
    }
    let plan = paginate(&list, &columns(20));
    assert_eq!(floats(&list, &plan), [1, 3], "{:?}", told(&plan));
    assert!(told(&plan).contains(&"1-: 1@0+6".to_string()), "{:?}", told(&plan));
}

#[test]
fn a_float_across_stands_below_the_columns_where_the_text_ends() {
    let mut list = VerticalList::default();
    across(&mut list, 0, boxed(2));
    list.push(FORBIDDEN, lines(8));
    across(&mut list, 0, float(6, false));
    let plan = paginate(&list, &columns(20));
    assert_eq!(told(&plan), ["0-: 0@0+2", "00: 1@2+4", "01: 1@2+4", "0-: 2@6+6"]);
}

#[test]
fn a_plate_has_a_page_between_those_of_the_text() {
    let mut list = list(vec![lines(30)]);
    across(&mut list, 0, float(18, true));
    list.push(0, lines(30));
    let plan = paginate(&list, &columns(20));
    let expected = ["00: 0@0+20", "01: 0@0+10 2@10+10", "1-: 1@0+18", "20: 2@0+10", "21: 2@0+10"];
    assert_eq!(told(&plan), expected);
}

#[test]
fn a_plate_of_several_sheets_has_the_pages_after_that_of_its_mention() {
    let mut list = list(vec![lines(30)]);
    let plates = vec![1, 0, 0];
    across(&mut list, 0, EntryKind::Float { units: 14 * LINE, plates, notes: vec![0, 1] });
    list.push(0, lines(40));
    across(&mut list, 0, float(6, false));
    list.push(0, lines(50));
    list.notes = vec![note(2), note(1)];
    let plan = paginate(&list, &columns(20));
    let plate = ["1-: 1@0+14", "2-: 1@0+14", "3-: 1@0+14"];
    let expected = ["00: 0@0+20", "01: 0@0+10 2@10+10"].iter().chain(&plate).copied();
    assert_eq!(told(&plan)[..5], expected.collect::<Vec<_>>());
    // The text goes on, and the float after it is near its own mention.
    assert_eq!(told(&plan)[5..8], ["40: 2@0+20", "41: 2@0+10 4@10+10", "5-: 3@0+6"]);
    let noted = |page: &PagePlan| {
        let parts = page.notes.iter().flat_map(|notes| &notes.parts);
        parts.map(|part| part.note).collect::<Vec<_>>()
    };
    assert_eq!(plan.pages[2..5].iter().map(noted).collect::<Vec<_>>(), [vec![0], vec![], vec![1]]);
    assert_eq!(plan.faults, []);
    check(&list, &columns(20), &plan);
}

#[test]
fn a_plate_of_several_sheets_stands_below_a_text_that_ends_on_the_page_of_its_mention() {
    let mut list = list(vec![lines(20)]);
    across(&mut list, 0, EntryKind::Float { units: 14 * LINE, plates: vec![0, 0], notes: vec![] });
    list.push(0, lines(6));
    let plan = paginate(&list, &columns(20));
    let expected = ["00: 0@0+13", "01: 0@0+7 2@7+6", "1-: 1@0+14", "2-: 1@0+14"];
    assert_eq!(told(&plan), expected);
}

#[test]
fn a_float_of_a_column_stays_in_it() {
    let plan = paginate(&list(vec![lines(8), float(6, false), lines(6)]), &columns(40));
    assert_eq!(told(&plan), ["00: 0@0+8 2@8+2", "01: 1@0+6 2@6+4"]);
}

#[test]
fn a_float_too_high_for_what_is_left_of_a_column_waits_for_a_whole_one() {
    for height in [14, 18] {
        let frame = Frame { used: 8 * LINE, ..columns(20) };
        let plan = paginate(&list(vec![float(height, false), lines(40)]), &frame);
        let holds = |page: &&PagePlan| page.parts.iter().any(|part| part.entry == 0);
        let page = plan.pages.iter().find(holds).expect("the float");
        assert_eq!((page.place.page, page.parts[0].top), (1, 0), "{:?}", told(&plan));
        assert!(!plan.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Overfull(_))));
    }
}

#[test]
fn notes_stand_at_the_foot_of_the_column_of_their_call() {
    let mut list = list(vec![calling(10, 8, 0)]);
    list.notes.push(note(2));
    let plan = paginate(&list, &columns(20));
    assert_eq!(told(&plan), ["00: 0@0+5", "01: 0@0+5"]);
    assert!(plan.pages[0].notes.is_none());
    let notes = plan.pages[1].notes.as_ref().expect("the note is in the second column");
    // Two lines of 10.5 points end at the foot of the page, not of the level columns.
    assert_eq!(notes.parts[0].top.to_pt(), 20.0 * 14.0 - 21.0);
}

#[test]
fn notes_of_what_is_above_stand_at_the_foot_below_all_that_follows() {
    let mut list = list(vec![calling(10, 0, 0)]);
    list.notes.extend([note(2), note(3)]);
    across(&mut list, 0, boxed(2));
    list.push(FORBIDDEN, calling(40, 0, 1));
    let plan = paginate(&list, &columns(20));
    let lower = |page: &&PagePlan| page.place.column == Some(0) && page.parts[0].entry == 2;
    let frame = plan.pages.iter().find(lower).expect("text below the heading");
    let notes = frame.notes.as_ref().expect("both notes");
    let told: Vec<(usize, f64)> =
        notes.parts.iter().map(|part| (part.note, part.top.to_pt())).collect();
    assert_eq!(told, [(0, 280.0 - 52.5), (1, 280.0 - 31.5)]);
    assert!(plan.pages.iter().filter(|page| page.notes.is_some()).count() == 1);
}

#[test]
fn a_word_may_be_divided_at_the_foot_of_a_column_but_not_before_the_leaf_is_turned() {
    let hyphen_at = |line: usize| {
        let mut lines = vec![Line::default(); 60];
        lines[line - 1].hyphenated = true;
        let setting = Setting { lines, cost: 0 };
        paginate(&list(vec![super::paragraph(vec![setting])]), &columns(10))
    };
    // At the foot of the first column of a right-hand page.
    assert_eq!(told(&hyphen_at(10))[..2], ["00: 0@0+10", "01: 0@0+10"]);
    // At the foot of its second column, where the leaf is turned, and of that of a left-hand page.
    let turned = told(&hyphen_at(20));
    assert!(!turned[..2].iter().all(|frame| frame.ends_with("+10")), "{turned:?}");
    assert_eq!(told(&hyphen_at(40))[..4], ["00: 0@0+10", "01: 0@0+10", "10: 0@0+10", "11: 0@0+10"]);
}

/// A list made by chance, some of whose entries stand across both columns.
fn random(chance: &mut Chance) -> VerticalList {
    let mut list = random_list(chance);
    for entry in &mut list.entries {
        let may = match entry.kind {
            EntryKind::Float { .. } => 400,
            EntryKind::Forced | EntryKind::Barrier | EntryKind::Turn => 0,
            _ => 150,
        };
        entry.across = chance.per_mille(may);
    }
    list
}

#[test]
fn lists_made_by_chance_keep_the_laws() {
    for seed in 0..2_000 {
        let mut chance = Chance(seed);
        let list = random(&mut chance);
        let used = chance.between(0, 3) as i32 * LINE;
        let frame = Frame { used, ..columns(12) };
        let plan = paginate(&list, &frame);
        let result = std::panic::catch_unwind(|| check(&list, &frame, &plan));
        assert!(result.is_ok(), "seed {seed}: {list:#?}\n{:#?}\n{:?}", told(&plan), plan.faults);
        assert_eq!(plan, paginate(&list, &frame), "seed {seed}");
    }
}

fn check(list: &VerticalList, frame: &Frame, plan: &Plan) {
    let needed = |fault: FaultKind| {
        matches!(
            fault,
            FaultKind::Overfull(_)
                | FaultKind::ForbiddenBreak
                | FaultKind::LoneLine
                | FaultKind::NoteLate
        )
    };
    let last_resort = plan.faults.iter().any(|fault| needed(fault.kind));
    assert!(plan.pages.is_sorted_by_key(|page| page.place.page), "pages out of order");
    check_flow(list, plan);
    assert!(floats(list, plan).is_sorted(), "{:?}", floats(list, plan));
    check_room(list, frame, plan, last_resort);
    check_notes(list, plan);
}

/// Every line, box, row and float stands once, those of the flow in their order.
fn check_flow(list: &VerticalList, plan: &Plan) {
    let mut flow: Vec<(usize, usize)> = Vec::new();
    let mut next = vec![0; list.entries.len()];
    let mut float = vec![0; list.entries.len()];
    for part in plan.pages.iter().flat_map(|page| &page.parts) {
        let entry = &list.entries[part.entry];
        match &part.kind {
            PartKind::Head => {}
            PartKind::Lines { lines, .. } => {
                assert_eq!(lines.start, next[part.entry], "lines lost or doubled");
                next[part.entry] = lines.end;
                flow.push((part.entry, lines.start));
            }
            PartKind::Whole if matches!(entry.kind, EntryKind::Float { .. }) => {
                float[part.entry] += 1;
                assert!(float[part.entry] == 1, "a float is doubled");
            }
            PartKind::Sheet(sheet) => float[part.entry] += usize::from(*sheet == 0),
            PartKind::Whole => {
                next[part.entry] += 1;
                flow.push((part.entry, 0));
            }
        }
    }
    assert!(flow.is_sorted() && flow.windows(2).all(|pair| pair[0] < pair[1]), "{flow:?}");
    for (index, entry) in list.entries.iter().enumerate() {
        match &entry.kind {
            EntryKind::Paragraph(own) => {
                let settings = own.settings.iter().map(|setting| setting.lines.len());
                assert!(settings.into_iter().any(|count| count == next[index]), "not whole");
            }
            EntryKind::Box { .. } | EntryKind::Row { .. } => assert_eq!(next[index], 1),
            EntryKind::Float { .. } => assert_eq!(float[index], 1, "float {index} is lost"),
            _ => {}
        }
    }
}

/// Nothing stands on anything else or below the foot.
fn check_room(list: &VerticalList, frame: &Frame, plan: &Plan, last_resort: bool) {
    for page in 0..plan.count() {
        let on = || plan.pages.iter().filter(move |own| own.place.page == page);
        for column in 0..2 {
            let mine = on().filter(|own| own.place.column.is_none_or(|own| own == column));
            let mut taken: Vec<(i32, i32)> = mine
                .flat_map(|own| &own.parts)
                .map(|part| (part.top, part.top + part.units))
                .filter(|(top, bottom)| bottom > top)
                .collect();
            if page == 0 && frame.used > 0 {
                taken.push((0, frame.used));
            }
            taken.sort_unstable();
            let apart = taken.windows(2).all(|pair| pair[0].1 <= pair[1].0);
            assert!(apart, "parts overlap on page {page}: {taken:?}");
            let bottom = taken.last().map_or(0, |taken| taken.1);
            assert!(last_resort || bottom <= frame.units + LINE, "page {page} runs over");
            let notes = on().filter(|own| own.place.column.unwrap_or(0) == column);
            let mut notes = notes.filter_map(|own| own.notes.as_ref());
            if let Some(notes) = notes.next() {
                let clear = notes.rule - frame.note_clear;
                assert!(last_resort || clear >= frame.length(bottom), "notes on text, page {page}");
                let heights = notes
                    .parts
                    .iter()
                    .map(|part| part.top + list.notes[part.note].of(part.lines.len()));
                let foot = heights.max().expect("a note");
                assert!(last_resort || foot <= frame.length(frame.units + LINE));
            }
            assert!(notes.next().is_none(), "two feet in a column of page {page}");
        }
    }
}

/// Every note stands once, in order, and begins in the column of its call.
fn check_notes(list: &VerticalList, plan: &Plan) {
    let late = plan.faults.iter().any(|fault| fault.kind == FaultKind::NoteLate);
    let mut next = vec![0; list.notes.len()];
    for page in &plan.pages {
        for part in page.notes.iter().flat_map(|notes| &notes.parts) {
            assert_eq!(part.lines.start, next[part.note], "note {} lost or doubled", part.note);
            next[part.note] = part.lines.end;
            if part.lines.start > 0 || late {
                continue;
            }
            let here = |own: &&PagePlan| {
                own.place.page == page.place.page
                    && own.place.column.unwrap_or(0) == page.place.column.unwrap_or(0)
            };
            let calls =
                plan.pages.iter().filter(here).flat_map(|own| &own.parts).any(|own| {
                    match (&own.kind, &list.entries[own.entry].kind) {
                        (PartKind::Lines { setting, lines }, EntryKind::Paragraph(paragraph)) => {
                            let all = &paragraph.settings[*setting].lines[lines.clone()];
                            all.iter().any(|line| line.notes.contains(&part.note))
                        }
                        (
                            PartKind::Whole,
                            EntryKind::Box { notes, .. }
                            | EntryKind::Row { notes, .. }
                            | EntryKind::Float { notes, .. },
                        ) => notes.contains(&part.note),
                        (PartKind::Sheet(sheet), EntryKind::Float { notes, plates, .. }) => {
                            let before: usize = plates.iter().take(*sheet).sum();
                            let last = sheet + 1 == plates.len();
                            let own = if last { notes.len() } else { plates[*sheet] };
                            notes.iter().skip(before).take(own).any(|own| *own == part.note)
                        }
                        _ => false,
                    }
                });
            assert!(calls, "note {} is not called in its column", part.note);
        }
    }
    let whole = next.iter().zip(&list.notes).all(|(lines, note)| *lines == note.lines);
    assert!(whole, "a note is lost: {next:?}");
}
