//! Reports that are read from right to left.

use diptych::page::{Artifact, Item, Tag};

use super::support::laid::{Laid, lay_out, near, run};
use super::support::project::Project;

const MANIFEST: &str =
    "[report]\ntitle = \"پرسش پنجشیر\"\nlanguage = \"fa\"\npublisher = \"بنیاد\"\n";

const PROSE: &str = "پراکندگی گسترده است و وزن آن نابرابر. بیشتر رویدادها در شمال شرق رخ داده‌اند، در \
    نواری که از کابل از راه پنجشیر و بغلان تا بدخشان می‌رسد.";

fn text() -> String {
    format!(
        "# آغاز\n\n{PROSE} نام PDF هم هست.\n\n- بند یکم\n\n1. یک\n\n| ولایت | شمار |\n| - | - |\n\
         | کابل | 1,000 |\n| بلخ | 10 |\n\nTable: رویدادها {{source=\"ما\"}}\n\n> [!lang en]\n> English \
         words.\n\n{PROSE}\n\n\\newpage\n\n{PROSE}\n"
    )
}

/// The left and the right edge of the last words that begin so.
fn edges(laid: &Laid, words: &str) -> (f64, f64) {
    let run = run(laid.last(words).1).unwrap();
    let width: f64 = run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum();
    (run.origin.x.to_pt(), run.origin.x.to_pt() + width)
}

#[test]
fn the_columns_stand_in_the_mirror() {
    let laid = lay_out(MANIFEST, &text());
    assert_eq!(laid.found, []);
    // On letter the margin column is 432 to 540, and the text 72 to 408.
    for (words, right) in [("جدول", 540.0), ("منبع", 540.0), ("رویدادها", 408.0), ("آغاز", 408.0)]
    {
        let (_, own) = edges(&laid, words);
        assert!((own - right).abs() < 1.0, "{words}: {own}\n{}", laid.dump);
    }
    let label = edges(&laid, "•");
    assert!(near(label.1, 408.0) && label.0 > edges(&laid, "بند یکم").1, "{label:?}");
    assert!(edges(&laid, ".").0 > edges(&laid, "یک").1);
    // The page number of an entry of the contents stands at the left.
    let entry = laid.pages.list[2].items.iter().filter_map(run).find(|run| &*run.text == "۱");
    assert!(entry.is_some_and(|run| near(run.origin.x.to_pt(), 72.0)), "{}", laid.dump);
    let body = laid.body()[0];
    let folio = body.items.iter().find(|placed| placed.tag == Tag::Artifact(Artifact::Footer));
    let folio = folio.and_then(run).unwrap();
    assert!(folio.origin.x.to_pt() > 530.0);
}

#[test]
fn words_of_the_other_direction_stand_as_they_are_read() {
    let laid = lay_out(MANIFEST, &text());
    // A Latin word in the line: what comes before it stands at its right.
    let latin = edges(&laid, "PDF");
    let (page, placed) = laid.last("PDF");
    let line = run(placed).unwrap().origin.y;
    let others = laid.pages.list[page]
        .items
        .iter()
        .filter_map(run)
        .filter(|run| run.origin.y == line && run.origin.x.to_pt() > latin.1 - 0.5);
    let before: String = others.map(|run| run.text.to_string()).collect();
    assert!(before.contains("نام"), "{before:?}");
    assert!(!before.contains("هست"), "{before:?}");
    // A passage from left to right begins at the left of its column.
    assert!(near(edges(&laid, "English").0, 72.0));
    // Numbers of a table stand under one another on their last figures.
    assert!(near(edges(&laid, "1,000").1, edges(&laid, "10").1));
}

#[test]
fn nothing_is_drawn_outside_of_the_paper() {
    let laid = lay_out(MANIFEST, &text());
    for page in &laid.pages.list {
        for placed in &page.items {
            let (left, right) = match &placed.item {
                Item::Fill { rect, .. } | Item::Link { rect, .. } => {
                    let left = rect.origin.x.to_pt();
                    (left, left + rect.size.width.to_pt())
                }
                Item::Glyphs(run) => {
                    let width: f64 = run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum();
                    (run.origin.x.to_pt(), run.origin.x.to_pt() + width)
                }
                _ => continue,
            };
            assert!(left >= 0.0 && right <= page.size.width.to_pt() + 0.01, "{placed:?}");
        }
    }
}

#[test]
fn a_reader_turns_the_pages_from_right_to_left() {
    let direction = |manifest: &str| {
        let project = Project::new(manifest, &[("a.md", "Words.\n")]);
        project.diptych(&["build", "--pdf", "-q"]).assert().success();
        let pdf = lopdf::Document::load(project.output("pdf")).unwrap();
        let catalog = pdf.catalog().unwrap();
        let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
        let direction = preferences.get(b"Direction").ok()?.as_name().unwrap().to_vec();
        Some(direction)
    };
    assert_eq!(direction(MANIFEST), Some(b"R2L".to_vec()));
    assert_eq!(direction("[report]\ntitle = \"A\"\n"), None);
}
