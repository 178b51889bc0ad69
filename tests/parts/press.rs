//! What a PDF is made for: screens, the press, keeping; and whether it can be read.

use diptych::page::{Artifact, Item, Tag};
use lopdf::Document;

use super::support::laid::{lay_out, near};
use super::support::project::Project;

const PRINT: &str = "[report]\ntitle = \"A\"\n[pdf]\nprofile = \"print\"\n";

fn boxes(manifest: &str, name: &[u8]) -> Vec<Vec<f32>> {
    let project = Project::new(manifest, &[("a.md", "Words.\n")]);
    project.diptych(&["build", "--pdf", "-q"]).assert().success();
    let pdf = Document::load(project.output("pdf")).unwrap();
    let pages = pdf.get_pages();
    let of = |id: &lopdf::ObjectId| {
        let page = pdf.get_dictionary(*id).unwrap();
        let sides = page.get(name).ok()?.as_array().unwrap();
        Some(sides.iter().map(|side| side.as_float().unwrap()).collect())
    };
    pages.values().filter_map(of).collect()
}

#[test]
fn a_page_for_the_press_has_bleed_and_is_cut_from_a_larger_sheet() {
    for (name, beyond) in
        [("TrimBox", 0.0), ("BleedBox", 9.0), ("MediaBox", 26.0), ("CropBox", 26.0)]
    {
        let found = boxes(PRINT, name.as_bytes());
        assert!(found.len() >= 3, "{name}");
        for sides in found {
            assert_eq!(sides, [-beyond, -beyond, 612.0 + beyond, 792.0 + beyond], "{name}");
        }
    }
    let screen = PRINT.replace("print", "screen");
    assert!(boxes(&screen, b"BleedBox").is_empty());
    assert_eq!(boxes(&screen, b"MediaBox")[0], [0.0, 0.0, 612.0, 792.0]);
}

#[test]
fn crop_marks_stand_beyond_the_bleed_and_the_cover_goes_on_into_it() {
    let laid = lay_out(PRINT, "Words.\n");
    for page in &laid.pages.list {
        let marks = page.items.iter().filter(|item| item.tag == Tag::Artifact(Artifact::Page));
        let rects: Vec<_> = marks
            .filter_map(|placed| match &placed.item {
                Item::Fill { rect, .. } => Some(*rect),
                _ => None,
            })
            .collect();
        assert_eq!(rects.len(), 8);
        for rect in rects {
            let (x, y) = (rect.origin.x.to_pt(), rect.origin.y.to_pt());
            let (right, bottom) = (x + rect.size.width.to_pt(), y + rect.size.height.to_pt());
            let outside = right <= -9.0 || x >= 621.0 || bottom <= -9.0 || y >= 801.0;
            assert!(outside, "{rect:?}");
            assert!(x >= -26.0 && right <= 638.0 && y >= -26.0 && bottom <= 818.0, "{rect:?}");
        }
    }
    let grounds = laid.pages.list[0].items.iter().filter_map(|placed| match &placed.item {
        Item::Fill { rect, .. } if placed.tag == Tag::Artifact(Artifact::Background) => Some(*rect),
        _ => None,
    });
    let (left, right) = grounds.fold((0.0_f64, 0.0_f64), |(left, right), rect| {
        let x = rect.origin.x.to_pt();
        (left.min(x), right.max(x + rect.size.width.to_pt()))
    });
    assert!(near(left, -9.0) && near(right, 621.0), "{left} {right}");
}

#[test]
fn faint_words_are_told_at_the_token_of_their_colour() {
    let manifest = "[report]\ntitle = \"A\"\n[theme]\naccent = \"#aaccee\"\n";
    let laid = lay_out(manifest, "Words.\n");
    let source = laid.report.manuscript.sources.get(laid.report.manuscript.manifest.source);
    let text = source.unwrap().text();
    let faint: Vec<_> =
        laid.found.iter().filter(|found| found.code.name() == "low-contrast").collect();
    assert!(!faint.is_empty(), "{:?}", laid.found);
    for found in faint {
        assert_eq!(text.get(found.span.unwrap().range()), Some("\"#aaccee\""));
        assert!(found.message.contains("to 1"), "{}", found.message);
    }
    let dark = manifest.replace("#aaccee", "#8a1c2b");
    assert_eq!(lay_out(&dark, "Words.\n").found, []);
}
