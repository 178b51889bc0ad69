//! Pages of two columns: level ends, what stands across both, notes, and the order of reading.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

mod support;

use diptych::diagnostic::{Code, Diagnostics, Severity};
use diptych::page::{Item, Page, PageMap, Region};
use diptych::session::Session;
use support::laid::*;

/// The left edge of both columns of a letter page, and the width of each.
const LEFT: f64 = 72.0;
const RIGHT: f64 = 72.0 + 225.0 + 18.0;
const WIDTH: f64 = 225.0;

fn columns(text: &str) -> Laid {
    lay_out(&format!("{MANIFEST}\n[theme]\npage.columns = 2\n"), text)
}

fn prose(paragraphs: usize) -> String {
    format!("{PROSE}\n\n").repeat(paragraphs)
}

/// The first and the last baseline of the running text in a column.
fn extent(page: &Page, left: f64) -> (f64, f64) {
    let lines = page.items.iter().filter(|placed| placed.region == Region::Main);
    let lines = lines.filter_map(run).filter(|run| {
        let x = run.origin.x.to_pt();
        x > left - 2.0 && x < left + WIDTH
    });
    let heights: Vec<f64> = lines.map(|run| run.origin.y.to_pt()).collect();
    let least = heights.iter().copied().fold(f64::MAX, f64::min);
    (least, heights.iter().copied().fold(0.0, f64::max))
}

#[test]
fn both_columns_are_full_and_at_the_end_level() {
    let laid = columns(&prose(40));
    let pages = laid.body();
    assert!(pages.len() > 2);
    for (index, page) in pages.iter().enumerate() {
        let (left, right) = (extent(page, LEFT), extent(page, RIGHT));
        assert!((left.1 - right.1).abs() < 14.1, "page {}: {left:?} {right:?}", page.label);
        if index > 0 {
            assert!(near(left.0, right.0), "page {}: {left:?} {right:?}", page.label);
        }
        if index + 1 < pages.len() {
            assert!(left.1 > 680.0 && right.1 > 680.0, "page {}: {left:?} {right:?}", page.label);
        }
    }
    assert!(laid.found.is_empty(), "{:?}", laid.found);
}

#[test]
fn lines_fill_the_measure_of_a_column() {
    let laid = columns(&prose(40));
    for page in laid.body() {
        for run in page.items.iter().filter(|placed| placed.region == Region::Main).filter_map(run)
        {
            let left = run.origin.x.to_pt();
            let right = left + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>();
            // Punctuation hangs by less than a letter.
            let within = |from: f64| left > from - 6.0 && right < from + WIDTH + 6.0;
            let title = run.text.starts_with("A report");
            assert!(within(LEFT) || within(RIGHT) || title, "{left} to {right}: {}", run.text);
        }
    }
}

#[test]
fn a_chapter_ends_level_above_the_heading_of_the_next() {
    let laid = columns(&format!("{}# Onwards\n\n{}", prose(5), prose(4)));
    let (page, heading) = laid.find("Onwards");
    let y = run(heading).expect("words").origin.y.to_pt();
    let page = laid.body()[page - 1].clone();
    let above = |left: f64| {
        let mut page = page.clone();
        page.items.retain(|placed| run(placed).is_some_and(|run| run.origin.y.to_pt() < y));
        extent(&page, left).1
    };
    let below = |left: f64| {
        let mut page = page.clone();
        page.items.retain(|placed| run(placed).is_some_and(|run| run.origin.y.to_pt() > y));
        extent(&page, left)
    };
    assert!(above(LEFT) - above(RIGHT) < 14.1 && above(LEFT) >= above(RIGHT) - 0.1);
    assert!(near(below(LEFT).0, below(RIGHT).0));
    assert!((laid.x("Onwards") - LEFT).abs() < 3.0, "{}", laid.x("Onwards"));
}

#[test]
fn headings_stand_across_both_columns_where_the_theme_says_so() {
    let title = "A heading that is much too long for one of two columns of text";
    let text = format!("# {title}\n\n{}", prose(6));
    let across = columns(&text);
    assert!(across.right("A heading that") > RIGHT, "{}", across.dump);
    let theme = "page.columns = 2\npage.across_levels = 0";
    let within = lay_out(&format!("{MANIFEST}\n[theme]\n{theme}\n"), &text);
    assert!(within.right("A heading") < LEFT + WIDTH + 1.0);
}

#[test]
fn a_note_stands_at_the_foot_of_the_column_of_its_call() {
    let text = format!("{}Called here.[^a]\n\n{}[^a]: What it says.\n", prose(12), prose(12));
    let laid = columns(&text);
    let column = |x: f64| x >= RIGHT - 1.0;
    let (call, note) = (laid.find("Called here"), laid.find("What it says"));
    assert_eq!(call.0, note.0);
    assert_eq!(column(laid.x("Called here")), column(laid.x("What it says")));
    assert!(laid.y("What it says") > 690.0);
    // Notes of a chapter's last columns stand at the foot of the page too.
    let laid = columns(&format!("{}Called here.[^a]\n\n[^a]: What it says.\n", prose(3)));
    assert!(laid.x("What it says") > RIGHT && laid.y("What it says") > 690.0);
}

#[test]
fn a_figure_stands_in_its_column_and_a_wide_one_across_both() {
    let figure = |class: &str| format!("![Alt](a.svg \"Under it\"){{{class}}}\n\n");
    let edges = |laid: &Laid| {
        let items = laid.body().into_iter().flat_map(|page| page.items.clone());
        let rect = items.filter_map(|placed| match placed.item {
            Item::Image { rect, .. } => Some(rect),
            _ => None,
        });
        let rect = rect.last().expect("a picture");
        (rect.left().to_pt(), rect.right().to_pt())
    };
    let text = |class| format!("# One\n\n{}{}{}", prose(16), figure(class), prose(8));
    let (left, right) = edges(&columns(&text(".photo")));
    assert!(near(left, LEFT) || near(left, RIGHT));
    assert!(near(right - left, WIDTH));
    let wide = columns(&text(".photo .wide"));
    assert_eq!(edges(&wide), (LEFT, RIGHT + WIDTH));
    // A drawing is never cut, not even to whole lines.
    let items = wide.body().into_iter().flat_map(|page| page.items.clone());
    let cut = |item: &Item| matches!(item, Item::Image { clip: Some(_), .. });
    assert!(!items.map(|placed| placed.item).any(|item| cut(&item)));
    // It stands at the head of a page, and both columns begin below it.
    let page = wide.body()[wide.find("Under it").0 - 1];
    let (left, right) = (extent(page, LEFT).0, extent(page, RIGHT).0);
    assert!(near(left, right) && left > wide.y("Under it"), "{left} {right}");
    assert_nothing_is_lost(&wide);
}

#[test]
fn a_table_too_wide_for_a_column_stands_across_both() {
    let row = "| Incidents | Provinces | Observations | Announcements | Interpretation |\n";
    let table = format!("{row}|---|---|---|---|---|\n{row}\nTable: All of it\n\n");
    let laid = columns(&format!("# One\n\n{table}{}", prose(4)));
    let numbers = laid.right("Interpretation");
    assert!(numbers > RIGHT + WIDTH / 2.0, "{numbers}");
    let small = columns(&format!(
        "# One\n\n| Place | Another |\n|---|---|\n| c | d |\n\nTable: T\n\n{PROSE}"
    ));
    assert!(small.right("Another") - small.x("Place") < WIDTH);
}

#[test]
fn the_first_column_is_read_before_the_second() {
    let text: String =
        (0..60).map(|index| format!("Paragraph {index} says this. {PROSE}\n\n")).collect();
    let laid = columns(&text);
    let place = |index: usize| {
        let words = format!("Paragraph {index} says");
        let (page, placed) = laid.find(&words);
        let run = run(placed).expect("words");
        (page, run.origin.x.to_pt() > RIGHT - 1.0, run.origin.y)
    };
    let places: Vec<_> = (0..60).map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
    // The list of pages in the other edition goes by the place where each page begins.
    let starts = PageMap::of(&laid.pages).starts;
    let starts: Vec<_> = starts.iter().skip(3).filter_map(|start| start.position).collect();
    assert!(starts.len() > 1);
    assert!(starts.is_sorted_by_key(|start| (start.leaf, start.offset)), "{starts:?}");
}

#[test]
fn front_matter_running_heads_and_folios_are_those_of_one_column() {
    let text = format!("{}# Next\n\n{}", prose(30), prose(30));
    let (one, two) = (set(&text), columns(&text));
    assert_eq!(one.pages.list[0], two.pages.list[0]);
    assert_eq!(one.pages.list[1], two.pages.list[1]);
    let furniture = |laid: &Laid| {
        let page = laid.body()[1].clone();
        let items = page.items.into_iter().filter(|placed| placed.region == Region::Furniture);
        items.filter(|placed| run(placed).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(furniture(&one), furniture(&two));
}

#[test]
fn a_wrong_number_of_columns_and_too_narrow_ones_are_told_at_their_place() {
    let found = |theme: &str| {
        let manifest = format!("{MANIFEST}\n[theme]\n{theme}\n");
        let folder = project(&manifest, "Text.");
        let mut diagnostics = Diagnostics::new();
        let mut session = Session::new();
        let report = session.read(folder.path(), &mut diagnostics).expect("a manifest");
        session.lay_out(&report, &mut diagnostics);
        let found = diagnostics.sorted();
        let [fault] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((fault.code, fault.severity), (Code::InvalidValue, Severity::Error));
        let span = fault.span.expect("a place");
        (fault.message.clone(), manifest[span.start as usize..span.end as usize].to_string())
    };
    let (message, place) = found("page.columns = 3");
    assert!(message.contains("a number of columns lies between 1 and 2"), "{message}");
    assert_eq!(place, "3");
    let (message, place) = found("page.text_column = 120\npage.columns = 2");
    let expected = "the page is too narrow for two columns: each would be 117 points wide, and the \
                    least is 150";
    assert_eq!((message.as_str(), place.as_str()), (expected, "2"));
}
