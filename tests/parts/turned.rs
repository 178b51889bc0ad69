//! Turned matter: wide plates, and tables too wide for the page.

use std::fs;

use diptych::diagnostic::Diagnostics;
use diptych::geometry::Rect;
use diptych::page::{Artifact, Item, Page, Placed, Region, Tag};
use diptych::session::{Options, Session};

use super::support::laid::{
    Laid, MANIFEST, PROSE, assert_inside_the_block, assert_laws, assert_no_words_overlap, edges,
    lay_out, lay_out_with, near, project, run, set,
};

/// A plate with this attribute, in the middle of prose.
fn plate(attribute: &str) -> String {
    let prose = format!("{PROSE}\n\n").repeat(3);
    format!(
        "# One\n\n{prose}See [](#p).\n\n![A](a.svg \"Seen from the pass\"){{#p .plate {attribute} \
         credit=\"Photograph: A. Surveyor\"}}\n\n{prose}{prose}"
    )
}

/// A table of so many rows whose columns need more than the page is wide.
fn table(rows: usize) -> String {
    let columns = 10;
    let mut text = String::from("|");
    text += &(0..columns).map(|column| format!(" Unforeseen{column} |")).collect::<String>();
    text += "\n|";
    text += &"---|".repeat(columns);
    for row in 0..rows {
        text += "\n|";
        let cell = |column: usize| match (row, column) {
            (1, 2) => " Cell-1-2[^t] |".to_string(),
            (2, 3) => " [Linked-2-3](https://example.org/a) |".to_string(),
            _ => format!(" Cell-{row}-{column} |"),
        };
        text += &(0..columns).map(cell).collect::<String>();
    }
    text + "\n\nTable: A wide table {#t source=\"The source of it.\" note=\"A remark.\"}\n\n[^t]: \
            Lettered below.\n"
}

fn with_prose(table: &str) -> String {
    let prose = format!("{PROSE}\n\n").repeat(4);
    format!("# One\n\n{prose}See [](#t).\n\n{table}\n\n{prose}{prose}{prose}")
}

fn picture(page: &Page) -> (&Placed, Rect) {
    let found = page.items.iter().find_map(|placed| match placed.item {
        Item::Image { rect, .. } => Some((placed, rect)),
        _ => None,
    });
    found.expect("a picture")
}

fn has_head(page: &Page) -> bool {
    page.items.iter().any(|placed| placed.tag == Tag::Artifact(Artifact::Header))
}

/// The pages that hold turned matter.
fn turned(laid: &Laid) -> Vec<usize> {
    let pages = laid.pages.list.iter().enumerate();
    pages.filter(|(_, page)| page.items.iter().any(|own| own.turned)).map(|(at, _)| at).collect()
}

#[test]
fn a_wide_plate_is_turned_with_its_caption_and_credit() {
    let laid = set(&plate(""));
    assert_eq!(laid.found, []);
    assert_laws(&laid);
    assert_inside_the_block(&laid);
    assert_no_words_overlap(&laid);
    let [at] = turned(&laid)[..] else { panic!("one page is turned: {}", laid.dump) };
    let page = &laid.pages.list[at];
    // The picture is as wide as the block of text is high, from its foot to its head, and its top
    // stands at the left edge of the block.
    let (placed, rect) = picture(page);
    assert!(placed.turned);
    let (left, top, right, bottom) = edges(placed.upright(rect, page));
    assert!(near(left, 72.0) && near(top, 84.0) && near(bottom, 700.0), "{}", laid.dump);
    // Caption and credit stand below it, that is, further right.
    for words in ["Seen from the pass", "Photograph: A. Surveyor"] {
        let (own, placed) = laid.last(words);
        let y = run(placed).unwrap().origin.y.to_pt();
        assert!(own == at && placed.turned && y > right && y < 540.0, "{words}");
    }
    // No running head, and the folio is upright at the foot.
    assert!(!has_head(page));
    let folio = page.items.iter().find(|own| own.tag == Tag::Artifact(Artifact::Footer)).unwrap();
    assert!(!folio.turned && run(folio).unwrap().origin.y.to_pt() > 700.0);
    assert!(laid.dump.contains("float turned"), "{}", laid.dump);
}

#[test]
fn a_plate_that_gains_little_or_is_to_be_narrower_stays_upright() {
    let upright = |manifest: &str, text: &str| {
        let laid = lay_out(manifest, text);
        assert_laws(&laid);
        turned(&laid).is_empty()
    };
    assert!(upright(MANIFEST, &plate("width=60%")));
    assert!(!upright(MANIFEST, &plate("width=100%")));
    let much = format!("{MANIFEST}\n[theme]\nblocks.turn_gain = 1400\n");
    assert!(upright(&much, &plate("")));
    let folder = project(MANIFEST, &plate("").replace("a.svg", "high.svg"));
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"100\">\
               <rect width=\"90\" height=\"100\"/></svg>";
    fs::write(folder.path().join("high.svg"), svg).unwrap();
    assert!(turned(&lay_out_with(&mut Session::new(), folder.path())).is_empty());
}

#[test]
fn a_note_at_the_foot_of_a_turned_plate_stands_upright_below_it() {
    let text = plate("").replace("Seen from the pass", "Seen from the pass[^n]");
    // The note takes from the width, so that less is gained.
    let manifest = format!("{MANIFEST}\n[theme]\nblocks.turn_gain = 1100\n");
    let text = format!("{text}\n\nAgain[^n].\n\n[^n]: Its note at the foot of the page.\n");
    let laid = lay_out(&manifest, &text);
    assert_laws(&laid);
    assert_no_words_overlap(&laid);
    let [at] = turned(&laid)[..] else { panic!("one page is turned: {}", laid.dump) };
    let page = &laid.pages.list[at];
    let (placed, rect) = picture(page);
    let foot = edges(placed.upright(rect, page)).3;
    let note = page.items.iter().find(|own| own.region == Region::Notes && run(own).is_some());
    let note = note.expect("a note");
    assert!(!note.turned && run(note).unwrap().origin.y.to_pt() > foot + 10.0, "{foot}");
}

#[test]
fn a_table_too_wide_for_the_page_is_turned_before_its_words_are_broken() {
    let laid = set(&with_prose(&table(6)));
    assert_eq!(laid.found, []);
    assert_laws(&laid);
    assert_inside_the_block(&laid);
    assert_no_words_overlap(&laid);
    let [at] = turned(&laid)[..] else { panic!("one page is turned: {}", laid.dump) };
    // All of it is turned, in order from its top: caption, head, rows, note, source, lettered note.
    let y = |words: &str| {
        let (own, placed) = laid.last(words);
        assert!(own == at && placed.turned, "{words}");
        run(placed).unwrap().origin.y
    };
    let order = [
        "A wide table",
        "Unforeseen0",
        "Cell-0-0",
        "Cell-5-8",
        "A remark.",
        "The source of it.",
        "Lettered below.",
    ];
    assert!(order.map(y).is_sorted(), "{}", laid.dump);
    // Text goes on around it.
    assert!(laid.words(at - 1).len() > 30 && laid.words(at + 1).len() > 30, "{}", laid.dump);
}

#[test]
fn a_turned_table_goes_on_with_its_head_repeated() {
    let laid = set(&with_prose(&table(60)));
    assert_eq!(laid.found, []);
    assert_laws(&laid);
    assert_inside_the_block(&laid);
    assert_no_words_overlap(&laid);
    let pages = turned(&laid);
    assert!(pages.len() >= 3 && pages.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{pages:?}");
    for (index, at) in pages.iter().enumerate() {
        let page = &laid.pages.list[*at];
        let heads: Vec<&Placed> = page
            .items
            .iter()
            .filter(|own| run(own).is_some_and(|run| run.text.starts_with("Unforeseen")))
            .collect();
        // It is read once, on the first page.
        let read = heads.iter().filter(|own| matches!(own.tag, Tag::Node(..))).count();
        assert_eq!((heads.len(), read), (10, if index == 0 { 10 } else { 0 }));
        assert!(!has_head(page));
        let rows = |own: &&Placed| {
            run(own).is_some_and(|run| run.text.starts_with("Cell-") && run.text.contains("-0"))
        };
        assert!(page.items.iter().filter(rows).count() >= 2, "two rows or more on each page");
    }
    let last = pages[pages.len() - 1];
    assert_eq!(laid.page("The source of it."), last);
    assert_eq!(laid.page("Lettered below."), last);
}

#[test]
fn notes_of_the_text_stand_at_the_foot_of_the_turned_page_that_calls_them_first() {
    let table = table(60).replace("Cell-55-4", "Cell-55-4[^f]");
    let text = with_prose(&table).replace("# One\n", "# One\n\nWords.\n");
    let laid = set(&format!("{text}\n\nOnce more[^f].\n\n[^f]: A note of the text.\n"));
    assert_laws(&laid);
    assert_no_words_overlap(&laid);
    let (page, note) = laid.find("A note of the text.");
    assert_eq!((page, note.turned), (laid.find("Cell-55-4").0, false));
}

#[test]
fn what_does_not_fit_turned_either_is_narrowed_with_a_warning() {
    let long = "Antidisestablishmentarianism".repeat(7);
    let laid = set(&with_prose(&table(3).replace("Cell-1-1", &long)));
    assert_laws(&laid);
    assert!(turned(&laid).is_empty());
    assert!(laid.found.iter().any(|found| found.message.contains("wide")), "{:?}", laid.found);
}

#[test]
fn turned_matter_stands_in_the_block_of_left_hand_pages_and_of_mirrored_reports() {
    let tables = with_prose(&table(60)).replace("Unforeseen", "Unfores");
    let persian = MANIFEST.replace("[report]", "[report]\nlanguage = \"fa\"");
    let book = "\n[theme]\nname = \"book\"\n";
    let wide = format!("{book}page.inner = 80\n");
    // The left edges of the block on right-hand and on left-hand pages; its width, top and bottom.
    let report = ([72.0, 72.0], 468.0, 84.0, 700.0);
    let own = ([66.0, 54.0], 312.0, 66.0, 570.0);
    let mirrored = ([48.36, 71.64], 312.0, 66.0, 570.0);
    for (manifest, text, (lefts, width, head, foot)) in [
        (format!("{MANIFEST}{book}"), &tables, own),
        (format!("{MANIFEST}{book}"), &plate(""), own),
        (persian.clone(), &plate(""), report),
        (format!("{persian}{wide}"), &tables, mirrored),
    ] {
        let laid = lay_out(&manifest, text);
        assert_laws(&laid);
        assert_no_words_overlap(&laid);
        assert!(!turned(&laid).is_empty(), "{manifest}");
        for at in turned(&laid) {
            let page = &laid.pages.list[at];
            let rects =
                page.items.iter().filter(|own| own.turned).filter_map(|own| match own.item {
                    Item::Fill { rect, .. } | Item::Image { rect, .. } => {
                        Some(own.upright(rect, page))
                    }
                    _ => None,
                });
            let (left, top, right, bottom) = edges(rects.reduce(Rect::union).expect("a rule"));
            let wanted = lefts[at % 2];
            assert!(left >= wanted - 0.3 && right <= wanted + width + 0.3, "{manifest} {}", at);
            assert!(near(top, head) && near(bottom, foot), "{manifest}: {top} {bottom}");
        }
    }
}

#[test]
fn a_pdf_turns_by_one_matrix_and_says_where_its_figures_and_links_are() {
    let folder = project(MANIFEST, &format!("{}\n\n{}", plate(""), with_prose(&table(60))));
    let mut session = Session::new();
    let mut diagnostics = Diagnostics::new();
    let report = session.read(folder.path(), &mut diagnostics).unwrap();
    let pages = session.lay_out(&report, &mut diagnostics);
    session.build(folder.path(), &Options::default());
    super::support::keep::editions(folder.path());
    let bytes = fs::read(folder.path().join("build/a-report.pdf")).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let mut matrices = 0;
    for (number, id) in file.get_pages() {
        let content = file.get_page_content(id);
        let content = String::from_utf8_lossy(&content).into_owned();
        let own = content.matches("0 1 -1 0 612 0 cm\n").count();
        let page = &pages.list[number as usize - 1];
        assert_eq!(own, usize::from(page.items.iter().any(|own| own.turned)));
        matrices += own;
    }
    assert!(matrices >= 4);
    // The picture's box is that of the upright page.
    let bbox = file.objects.values().find_map(|object| {
        let attributes = object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok()?;
        attributes.get(b"BBox").ok()?.as_array().ok().cloned()
    });
    let sides: Vec<f32> = bbox.unwrap().iter().map(|side| side.as_float().unwrap()).collect();
    assert!((sides[0] - 72.0).abs() < 0.1 && (sides[1] - 92.0).abs() < 0.1, "{sides:?}");
    assert!((sides[3] - 708.0).abs() < 0.1, "{sides:?}");
    // So is the link's: higher than wide.
    let rect = file.objects.values().find_map(|object| {
        let link = object.as_dict().ok()?;
        let uri = link.get(b"A").ok()?.as_dict().ok()?.get(b"URI").ok()?.as_str().ok()?;
        (uri == b"https://example.org/a")
            .then(|| link.get(b"Rect").ok()?.as_array().ok().cloned())?
    });
    let sides: Vec<f32> = rect.unwrap().iter().map(|side| side.as_float().unwrap()).collect();
    assert!(sides[3] - sides[1] > 2.0 * (sides[2] - sides[0]), "{sides:?}");
}

#[test]
fn a_table_is_turned_with_narrower_gaps_before_its_words_are_broken() {
    // Ten such columns are wider than the turned page of a book, but for their gaps.
    let book = format!("{MANIFEST}\n[theme]\nname = \"book\"\n");
    let laid = lay_out(&book, &with_prose(&table(6)));
    assert_eq!(laid.found, []);
    assert_laws(&laid);
    assert_no_words_overlap(&laid);
    let [at] = turned(&laid)[..] else { panic!("one page is turned: {}", laid.dump) };
    let heads = laid.pages.list[at].items.iter().filter_map(run);
    let heads: Vec<_> = heads.filter(|run| run.text.starts_with("Unforeseen")).collect();
    let ends = |run: &diptych::page::GlyphRun| {
        run.origin.x.to_pt() + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>()
    };
    let gaps = heads.windows(2).map(|pair| pair[1].origin.x.to_pt() - ends(pair[0]));
    let gaps: Vec<f64> = gaps.collect();
    assert!(gaps.len() == 9 && gaps.iter().all(|gap| (2.9..12.0).contains(gap)), "{gaps:?}");
}
