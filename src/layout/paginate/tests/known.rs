//! Small lists whose best pages can be told by hand.

use super::super::super::list::{
    EntryKind, FORBIDDEN, Frame, LINE, Line, NoteHeight, Paragraph, Setting, VerticalList,
};
use super::super::{Ending, FaultKind, PartKind, Plan, paginate};
use super::{boxed, float, frame, lines, list, note, paragraph};
use crate::geometry::Length;

/// The entries on each page, with the number of lines of paragraphs; repeated heads as 100 more.
fn pages(plan: &Plan) -> Vec<Vec<(usize, usize)>> {
    let part = |part: &super::super::Part| match &part.kind {
        PartKind::Lines { lines, .. } => (part.entry, lines.len()),
        PartKind::Whole | PartKind::Sheet(_) => (part.entry, 0),
        PartKind::Head => (part.entry + 100, 0),
    };
    plan.pages.iter().map(|page| page.parts.iter().map(part).collect()).collect()
}

fn tops(plan: &Plan, page: usize) -> Vec<i32> {
    plan.pages[page].parts.iter().map(|part| part.top).collect()
}

#[test]
fn an_empty_list_is_one_empty_page() {
    let plan = paginate(&VerticalList::default(), &frame(12));
    assert_eq!((plan.pages.len(), plan.pages[0].parts.len()), (1, 0));
    assert_eq!(plan.pages[0].ending, Ending::Last);
}

#[test]
fn a_heading_does_not_stand_at_the_foot() {
    let mut list = list(vec![lines(9), EntryKind::space(LINE), boxed(1)]);
    list.push(FORBIDDEN, lines(6));
    let plan = paginate(&list, &frame(12));
    // Nine lines, white and the heading leave one line: too few for two lines of text.
    assert_eq!(pages(&plan), [vec![(0, 9)], vec![(2, 0), (3, 6)]]);
    assert_eq!(tops(&plan, 1)[0], 0, "white vanishes at the head of a page");
}

#[test]
fn a_paragraph_of_three_lines_is_never_broken() {
    let plan = paginate(&list(vec![lines(11), lines(3), lines(8)]), &frame(12));
    assert_eq!(pages(&plan)[0], [(0, 11)]);
    assert_eq!(pages(&plan)[1][0], (1, 3));
}

#[test]
fn two_lines_stay_on_either_side_of_a_break() {
    let plan = paginate(&list(vec![lines(11), lines(4), lines(6)]), &frame(12));
    // Breaking the second paragraph would leave one line, or take three: the first ends the page.
    assert_eq!(pages(&plan), [vec![(0, 11)], vec![(1, 4), (2, 6)]]);
}

#[test]
fn a_longer_setting_is_chosen_where_it_fills_the_page() {
    let settings = [(10, 0), (11, 50)]
        .map(|(count, cost)| Setting { lines: vec![Line::default(); count], cost });
    let mut list =
        list(vec![EntryKind::Paragraph(Paragraph { settings: settings.to_vec(), whole: true })]);
    list.push(0, boxed(5));
    list.push(0, boxed(7));
    list.push(0, boxed(6));
    // Ten lines would leave the first page two lines short: 320. A line more costs 50 and 40.
    let plan = paginate(&list, &frame(12));
    let chosen = &plan.pages[0].parts[0].kind;
    assert_eq!(*chosen, PartKind::Lines { setting: 1, lines: 0..11 });
}

#[test]
fn a_note_stands_on_the_page_of_its_call_and_on_the_last_line() {
    let mut own = vec![Line::default(); 10];
    own[9].notes.push(0);
    let mut list = list(vec![paragraph(vec![Setting { lines: own, cost: 0 }]), lines(6)]);
    list.notes.push(note(4));
    let plan = paginate(&list, &frame(15));
    let notes = plan.pages[0].notes.as_ref().expect("the first page has the note");
    assert_eq!(notes.parts.len(), 1);
    // Four lines of 10.5 are 42; their last stands on the foot of the block, 15 × 14 down.
    assert_eq!(notes.parts[0].top + Length::from_points(42), Length::from_points(210));
    assert_eq!(notes.rule, notes.parts[0].top - Length::from_points(6));
}

#[test]
fn a_note_that_does_not_fit_is_split_with_two_lines_on_either_side() {
    let mut own = vec![Line::default(); 2];
    own[1].notes.push(0);
    let mut list = list(vec![lines(7), paragraph(vec![Setting { lines: own, cost: 0 }])]);
    list.push(0, lines(9));
    list.notes.push(note(9));
    let plan = paginate(&list, &frame(12));
    let parts = |page: usize| {
        let notes = plan.pages[page].notes.as_ref().expect("both pages have notes");
        notes.parts.iter().map(|part| (part.lines.start, part.lines.end)).collect::<Vec<_>>()
    };
    assert_eq!((parts(0), parts(1)), (vec![(0, 2)], vec![(2, 9)]));
}

#[test]
fn a_note_longer_than_a_page_goes_on_over_several() {
    let mut own = vec![Line::default(); 4];
    own[1].notes.push(0);
    let mut list = list(vec![paragraph(vec![Setting { lines: own, cost: 0 }])]);
    for _ in 0..6 {
        list.push(0, lines(6));
    }
    list.notes.push(note(40));
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    let with_notes: Vec<usize> =
        (0..plan.pages.len()).filter(|page| plan.pages[*page].notes.is_some()).collect();
    assert!(with_notes.len() >= 4, "{with_notes:?}");
    assert_eq!(with_notes, (0..with_notes.len()).collect::<Vec<_>>());
    let text_beside = with_notes.iter().all(|page| !plan.pages[*page].parts.is_empty());
    assert!(text_beside, "text goes on beside the note");
}

/// The parts of notes on each page: note, first line, line after the last.
fn notes_of(plan: &Plan) -> Vec<Vec<(usize, usize, usize)>> {
    let part = |part: &super::super::NotePart| (part.note, part.lines.start, part.lines.end);
    let notes = |page: &super::super::PagePlan| {
        page.notes.iter().flat_map(|notes| notes.parts.iter().map(part)).collect()
    };
    plan.pages.iter().map(notes).collect()
}

/// A line that calls these notes, with plain lines around it.
fn calling(notes: &[usize]) -> EntryKind {
    let mut own = vec![Line::default(); 6];
    own[2].notes.extend_from_slice(notes);
    paragraph(vec![Setting { lines: own, cost: 0 }])
}

#[test]
fn two_long_notes_called_on_one_line_are_both_split() {
    let mut list = list(vec![calling(&[0, 1]), lines(30)]);
    list.notes.extend([note(20), note(20)]);
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    let notes = notes_of(&plan);
    // Both begin on the page of their call; then each goes on to its end before the next does.
    assert!(matches!(notes[0][..], [(0, 0, _), (1, 0, 2)]), "{notes:?}");
    assert!(notes[1].iter().all(|part| part.0 == 0), "{notes:?}");
    assert_eq!(notes.concat().iter().map(|part| part.2 - part.1).sum::<usize>(), 40);
    // The first page is a right-hand one: both notes go on overleaf.
    let overleaf = plan.faults.iter().filter(|fault| matches!(fault.kind, FaultKind::NoteTurns(_)));
    assert_eq!(overleaf.count(), 2, "{:?}", plan.faults);
}

#[test]
fn more_notes_than_a_page_holds_wait_in_order_and_are_told() {
    let mut list = list(vec![calling(&(0..40).collect::<Vec<_>>()), lines(30)]);
    list.notes.extend((0..40).map(|_| note(2)));
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    let order: Vec<usize> = notes_of(&plan).concat().iter().map(|part| part.0).collect();
    assert_eq!(order, (0..40).collect::<Vec<_>>());
    let late = plan.faults.iter().filter(|fault| fault.kind == FaultKind::NoteLate).count();
    assert!(late > 20 && late < 38, "{late}");
    assert!(plan.faults.iter().all(|fault| !matches!(fault.kind, FaultKind::Overfull(_))));
}

#[test]
fn a_note_is_not_split_where_it_is_solid() {
    let mut list = list(vec![calling(&[0]), lines(20)]);
    let solid = std::iter::once(1..8).collect();
    list.notes.push(NoteHeight { solid, ..note(12) });
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    for (_, from, to) in notes_of(&plan).concat() {
        assert!([0, 8, 9, 10, 12].contains(&from) && [8, 9, 10, 12].contains(&to), "{from}–{to}");
    }
}

#[test]
fn a_plate_has_a_page_of_its_own_and_the_text_goes_on_around_it() {
    let plan = paginate(&list(vec![lines(8), float(12, true), lines(14)]), &frame(12));
    assert_eq!(pages(&plan), [vec![(0, 8), (2, 4)], vec![(1, 0)], vec![(2, 10)]]);
    assert_eq!(plan.pages[1].ending, Ending::Floats);
}

#[test]
fn a_plate_of_several_pages_has_them_one_after_another_with_the_notes_of_each() {
    let notes = vec![0, 1, 2];
    let plate = EntryKind::Float { units: 6 * LINE, plates: vec![1, 0, 2], notes };
    let mut list = list(vec![lines(8), plate, lines(26)]);
    list.notes = vec![note(2), note(2), note(2)];
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    let text = [vec![(0, 8), (2, 4)], vec![(2, 12)], vec![(2, 10)]];
    let all = pages(&plan);
    assert_eq!([&all[0], &all[4], &all[5]], [&text[0], &text[1], &text[2]]);
    let sheet = |page: usize| &plan.pages[page].parts[0].kind;
    let own = [PartKind::Sheet(0), PartKind::Sheet(1), PartKind::Sheet(2)];
    assert_eq!([sheet(1), sheet(2), sheet(3)], [&own[0], &own[1], &own[2]]);
    let notes: Vec<Vec<usize>> =
        notes_of(&plan).into_iter().map(|page| page.iter().map(|own| own.0).collect()).collect();
    assert_eq!(notes[1..4], [vec![0], vec![], vec![1, 2]]);
    assert_eq!(plan.faults, []);
}

#[test]
fn a_float_that_does_not_fit_heads_the_next_page() {
    let plan = paginate(&list(vec![lines(9), float(5, false), lines(10)]), &frame(12));
    assert_eq!(pages(&plan)[0], [(0, 9), (2, 3)]);
    assert_eq!(pages(&plan)[1][0], (1, 0));
}

#[test]
fn floats_keep_their_order() {
    let entries = vec![lines(9), float(7, false), float(2, false), lines(20)];
    let plan = paginate(&list(entries), &frame(12));
    let floats: Vec<usize> = pages(&plan).concat().iter().map(|part| part.0).collect();
    let (first, second) =
        (floats.iter().position(|entry| *entry == 1), floats.iter().position(|e| *e == 2));
    assert!(first < second, "{floats:?}");
}

#[test]
fn two_floats_that_wait_together_share_a_page() {
    let entries = vec![lines(11), float(5, false), float(6, false), EntryKind::Barrier, lines(24)];
    let plan = paginate(&list(entries), &frame(12));
    assert_eq!(pages(&plan)[1], [(1, 0), (2, 0)]);
    assert_eq!(plan.pages[1].ending, Ending::Floats);
    assert_eq!(plan.pages.len(), 4);
}

#[test]
fn a_heading_below_a_float_at_the_head_stands_half_a_line_above_its_text() {
    let mut list = list(vec![lines(10), float(4, false)]);
    list.push(0, EntryKind::Space { units: 3, less: Some(50), more: Some(30), to_grid: false });
    list.push(FORBIDDEN, boxed(1));
    list.push(FORBIDDEN, EntryKind::Space { units: 1, less: None, more: None, to_grid: true });
    list.push(FORBIDDEN, lines(16));
    let plan = paginate(&list, &frame(12));
    assert_eq!(pages(&plan)[1][..3], [(1, 0), (3, 0), (5, 6)]);
    assert_eq!(tops(&plan, 1), [0, 4 * LINE + 1, 6 * LINE]);
}

#[test]
fn no_white_is_stretched_to_leave_a_page_to_the_next_chapter() {
    // Six lines are left to the chapter, as many as it wants. A line of white more would make them
    // five, and that page might end early; then the last two pages would be full.
    let white = EntryKind::Space { units: 2, less: None, more: Some(30), to_grid: true };
    let room = EntryKind::Room { units: 6 * LINE };
    let entries = vec![lines(5), white, boxed(0), room, boxed(2), boxed(2), boxed(8)];
    let plan = paginate(&list(entries), &frame(12));
    assert_eq!(pages(&plan), [vec![(0, 5), (2, 0), (4, 0), (5, 0)], vec![(6, 0)]]);
}

#[test]
fn a_hole_says_how_much_more_was_needed() {
    let plan = paginate(&list(vec![lines(6), boxed(10), lines(2)]), &frame(12));
    assert_eq!(plan.faults[0].kind, FaultKind::Short(6 * LINE, 4 * LINE));
}

#[test]
fn a_float_that_stands_far_from_its_place_is_told() {
    let entries = vec![lines(11), float(8, false), float(8, false), float(8, false), lines(40)];
    let plan = paginate(&list(entries), &frame(12));
    let far = plan.faults.iter().filter(|fault| matches!(fault.kind, FaultKind::FloatFar(2..)));
    assert_eq!(far.map(|fault| fault.entry).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn many_floats_do_not_wait_longer_than_they_must() {
    let mut entries = Vec::new();
    for _ in 0..8 {
        entries.extend([lines(4), float(7, false)]);
    }
    entries.extend([lines(40)]);
    let list = list(entries);
    let plan = paginate(&list, &frame(12));
    super::laws::check(&list, &frame(12), &plan);
    let page_of = |entry: usize| {
        plan.pages.iter().position(|page| page.parts.iter().any(|part| part.entry == entry))
    };
    for float in (1..16).step_by(2) {
        let (mention, own) = (page_of(float - 1).unwrap(), page_of(float).unwrap());
        assert!(own <= mention + 2, "float {float} stands {} pages on", own - mention);
    }
}

#[test]
fn a_figure_before_the_end_of_its_section_stays_in_it() {
    let mut list = list(vec![lines(9), float(6, false), EntryKind::Barrier]);
    list.push(0, boxed(2));
    list.push(FORBIDDEN, lines(10));
    let plan = paginate(&list, &frame(12));
    assert!(!plan.faults.iter().any(|fault| fault.kind == FaultKind::SectionPassed), "{plan:?}");
    assert_eq!(pages(&plan)[1][..2], [(1, 0), (3, 0)]);
}

#[test]
fn a_float_taller_than_the_page_is_scaled_to_it() {
    let plan = paginate(&list(vec![lines(5), float(20, false), lines(5)]), &frame(12));
    let scaled = FaultKind::Scaled(600);
    assert!(plan.faults.iter().any(|fault| fault.entry == 1 && fault.kind == scaled));
    let float = plan.pages.iter().flat_map(|page| &page.parts).find(|part| part.entry == 1);
    assert_eq!(float.map(|part| part.units), Some(12 * LINE));
}

#[test]
fn a_table_goes_over_three_pages_with_its_head_repeated() {
    let mut list = VerticalList::default();
    for row in 0..20 {
        let head = if row == 0 { 0 } else { 2 * LINE };
        let units = if row == 0 { 3 * LINE } else { 3 };
        let penalty = if row <= 1 || row == 19 { FORBIDDEN } else { 100 };
        list.push(penalty, EntryKind::Row { units, head, notes: Vec::new() });
    }
    let plan = paginate(&list, &frame(12));
    assert_eq!(plan.pages.len(), 3);
    for page in &plan.pages[1..] {
        assert_eq!((&page.parts[0].kind, page.parts[0].top), (&PartKind::Head, 0));
        assert_eq!(page.parts[0].entry, page.parts[1].entry);
        assert_eq!(page.parts[1].top, 2 * LINE);
        assert!(page.parts.len() >= 3, "a table does not go on for a single row");
    }
}

#[test]
fn a_last_page_has_more_than_a_line_or_two() {
    let settings = [(13, 0), (12, 90)]
        .map(|(count, cost)| Setting { lines: vec![Line::default(); count], cost });
    let short = paragraph(settings.to_vec());
    let plan = paginate(&list(vec![lines(10), lines(2), short]), &frame(12));
    // Thirteen lines would end as two lines on a third page.
    assert_eq!(plan.pages.len(), 2);
}

#[test]
fn half_lines_are_given_back_where_the_list_says_so() {
    let to_grid = EntryKind::Space { units: 1, less: None, more: None, to_grid: true };
    let entries = vec![lines(2), EntryKind::space(1), lines(2), to_grid, lines(2)];
    let plan = paginate(&list(entries), &frame(12));
    assert_eq!(tops(&plan, 0), [0, 5, 10]);
    let to_grid = EntryKind::Space { units: 2, less: None, more: None, to_grid: true };
    let entries = vec![lines(2), EntryKind::space(1), lines(2), to_grid, lines(2)];
    assert_eq!(tops(&paginate(&list(entries), &frame(12)), 0), [0, 5, 12]);
}

#[test]
fn a_chapter_takes_a_new_page_when_too_little_room_is_left() {
    let room = EntryKind::Room { units: 6 * LINE };
    let chapter = |before| vec![lines(before), room.clone(), EntryKind::space(2), boxed(2)];
    let roomy = paginate(&list(chapter(6)), &frame(12));
    assert_eq!(pages(&roomy).len(), 1);
    let narrow = paginate(&list(chapter(7)), &frame(12));
    assert_eq!(pages(&narrow), [vec![(0, 7)], vec![(3, 0)]]);
    assert_eq!(narrow.pages[0].ending, Ending::Forced);
    assert_eq!(narrow.cost, 1_000 + 1_080, "the short last page, and three lines of the first");
}

#[test]
fn a_forced_break_costs_nothing_and_two_are_one() {
    let entries = vec![lines(6), EntryKind::Forced, EntryKind::Forced, lines(6)];
    let plan = paginate(&list(entries), &frame(12));
    assert_eq!((plan.pages.len(), plan.cost), (2, 0));
}

#[test]
fn the_first_page_begins_below_the_title() {
    let frame = Frame { used: 5 * LINE, ..frame(12) };
    let plan = paginate(&list(vec![lines(7), lines(8)]), &frame);
    assert_eq!(plan.pages[0].parts[0].top, 5 * LINE);
    assert_eq!(pages(&plan), [vec![(0, 7)], vec![(1, 8)]]);
}

#[test]
fn a_long_paragraph_takes_no_more_work_a_page_than_short_ones() {
    // Code of two thousand lines is one paragraph; its ways of breaking are merged line by line.
    let plan = paginate(&list(vec![lines(2_000)]), &frame(44));
    assert_eq!(plan.pages.len(), 46);
    assert!(plan.states < 46 * 1_000, "{}", plan.states);
}

#[test]
fn what_does_not_fit_a_page_stands_alone_and_is_reported() {
    let plan = paginate(&list(vec![lines(6), boxed(15), lines(6)]), &frame(12));
    assert_eq!(pages(&plan), [vec![(0, 6)], vec![(1, 0)], vec![(2, 6)]]);
    assert!(plan.faults.iter().any(|fault| fault.kind == FaultKind::Overfull(3 * LINE)));
}

#[test]
fn a_chain_longer_than_a_page_breaks_where_it_must() {
    let mut list = list(vec![boxed(5)]);
    list.push(FORBIDDEN, boxed(5));
    list.push(FORBIDDEN, boxed(5));
    let plan = paginate(&list, &frame(12));
    assert_eq!(plan.pages.len(), 2);
    assert!(plan.faults.iter().any(|fault| fault.kind == FaultKind::ForbiddenBreak));
}

#[test]
fn hostile_lists_take_bounded_work() {
    let mut plates = list(vec![lines(3)]);
    let mut chain = VerticalList::default();
    let mut calls = VerticalList::default();
    for index in 0..600 {
        plates.push(0, float(44, true));
        chain.push(FORBIDDEN, boxed(3));
        calls.push(0, EntryKind::Box { units: LINE, notes: vec![index] });
        calls.notes.push(note(30));
    }
    for (list, pages) in [(plates, 601), (chain, 40), (calls, 300)] {
        let plan = paginate(&list, &frame(44));
        assert!(plan.pages.len() >= pages, "{} pages", plan.pages.len());
        assert!(plan.states < 120_000, "{} states", plan.states);
        super::laws::check(&list, &frame(44), &plan);
    }
}
