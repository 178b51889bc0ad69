//! What the manifest implies: the mark, the imprint, persons, the institution.

use std::fs;

use diptych::diagnostic::Diagnostics;
use diptych::page::{Item, Page, Tag};
use diptych::session::Session;

use super::support::laid::{SVG, lay_out, near, run};

const MANIFEST: &str = r##"
[report]
title = "After the Withdrawal"
publisher = "Aldermere Institute"
edition = "second edition"
place = "Washington, DC"
address = "12 Mere Street, Washington, DC"
email = "post@aldermere.example"
date = 2024-11-01
disclaimer = "An independent institute."

[[authors]]
name = "Helena Voss"
orcid = "0000-0002-1825-0097"

[[authors]]
name = "Jon Doe"
email = "jon@aldermere.example"
portrait = "a.svg"

[[authors]]
name = "Nobody Else"
role = "Fellow"

[contents]
depth = 0

[theme]
logo = "a.svg"
"##;

fn images(page: &Page) -> Vec<(f64, f64, f64, f64)> {
    let seen = page.items.iter().filter_map(|placed| match &placed.item {
        Item::Image { rect, clip, .. } => Some(clip.unwrap_or(*rect)),
        _ => None,
    });
    seen.map(|rect| {
        let (width, height) = (rect.size.width.to_pt(), rect.size.height.to_pt());
        (rect.origin.x.to_pt(), rect.top().to_pt(), width, height)
    })
    .collect()
}

#[test]
fn the_mark_stands_on_the_cover_in_the_imprint_and_at_the_end() {
    let laid = lay_out(MANIFEST, "Words.\n");
    assert_eq!(laid.found, []);
    let last = laid.pages.list.len() - 1;
    for page in [0, 1, last] {
        let marks = images(&laid.pages.list[page]);
        let mark = marks.iter().find(|mark| near(mark.3, 26.0) && near(mark.2, 52.0));
        assert!(mark.is_some_and(|mark| near(mark.0, 72.0)), "page {page}: {marks:?}");
    }
    // The name stands beside the mark on the cover.
    let name = laid.words(0);
    assert!(name.contains(&"Aldermere Institute".to_string()), "{name:?}");
    // The last line of the last page is its address.
    assert_eq!(laid.page("12 Mere Street"), last);
    assert!(near(laid.at("12 Mere Street").1, 696.08), "{:?}", laid.at("12 Mere Street"));
}

#[test]
fn the_imprint_says_edition_and_address() {
    let laid = lay_out(MANIFEST, "Words.\n");
    let words = laid.words(1).join(" ");
    assert!(words.contains("November 2024, second edition"), "{words}");
    assert!(words.contains("Aldermere Institute, 12 Mere Street, Washington, DC"), "{words}");
    assert!(!words.contains("Washington, DC, Washington"), "{words}");
}

#[test]
fn a_person_of_whom_anything_is_known_is_told_of() {
    let laid = lay_out(MANIFEST, "Words.\n");
    let last = laid.pages.list.len() - 1;
    let words = laid.words(last);
    for known in ["Helena Voss", "Jon Doe", "jon@aldermere.example", "HV"] {
        assert!(words.iter().any(|own| own == known), "{known}: {words:?}");
    }
    assert!(words.iter().any(|own| own.starts_with("https://orcid.org/0000-0002")), "{words:?}");
    assert!(!words.iter().any(|own| own == "Nobody Else"), "{words:?}");
    // The portrait fills its place, cut where it is wider.
    let portrait = images(&laid.pages.list[last]).into_iter().find(|own| near(own.3, 122.0));
    assert!(portrait.is_some_and(|own| near(own.2, 108.0) && near(own.0, 72.0)), "{portrait:?}");
}

#[test]
fn a_mark_that_is_missing_and_an_address_that_is_none_are_told_at_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = MANIFEST
        .replace("logo = \"a.svg\"", "logo = \"b.svg\"")
        .replace("email = \"post@aldermere.example\"", "email = \"post at aldermere\"");
    for (name, text) in [("report.toml", manifest.as_str()), ("one.md", "Words.\n"), ("a.svg", SVG)]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let report = Session::new().read(folder.path(), &mut diagnostics).unwrap();
    let source = report.manuscript.sources.get(report.manuscript.manifest.source).unwrap();
    let told: Vec<(&str, &str)> = diagnostics
        .sorted()
        .iter()
        .map(|found| {
            let place = found.span.map_or(0..0, |span| span.range());
            (found.code.name(), source.text().get(place).unwrap_or_default())
        })
        .collect();
    assert_eq!(told, [("invalid-value", "\"post at aldermere\""), ("missing-image", "\"b.svg\""),]);
}

#[test]
fn a_book_has_a_half_title_on_the_right_and_its_imprint_behind_it() {
    let manifest = MANIFEST.replace("[theme]", "[theme]\nname = \"book\"");
    let laid = lay_out(&manifest, "# One\n\nWords.\n");
    assert_eq!(laid.words(1), Vec::<String>::new());
    assert_eq!(laid.words(2), ["After the Withdrawal"]);
    assert_eq!(laid.pages.list[2].label, "iii");
    let read = laid.pages.list[2].items.iter().any(|placed| matches!(placed.tag, Tag::Node(..)));
    assert!(!read, "the title was read on the cover");
    assert!(laid.words(3).iter().any(|own| own == "Rights" || own == "Published"));
    let report = lay_out(MANIFEST, "# One\n\nWords.\n");
    assert!(report.words(1).iter().any(|own| own == "Published"));
}

#[test]
fn an_author_without_a_picture_has_initials_or_nothing() {
    let manifest = "[report]\ntitle = \"A\"\n[[authors]]\nname = \"Helena Voss\"\nbio = \"B.\"\n";
    let initials = |theme: &str| {
        let laid = lay_out(&format!("{manifest}[contents]\ndepth = 0\n{theme}"), "Words.\n");
        laid.words(laid.pages.list.len() - 1).contains(&"HV".to_string())
    };
    assert!(initials(""));
    assert!(!initials("[theme]\nparts.portrait = \"none\"\n"));
}

#[test]
fn a_working_paper_has_its_date_behind_the_authors() {
    let manifest = "[report]\ntitle = \"A\"\ndate = 2024-11-01\n[[authors]]\nname = \"Helena \
                    Voss\"\n[contents]\ndepth = 0\n[theme]\nname = \"plain\"\n";
    let laid = lay_out(manifest, "# One\n\nWords.\n");
    let (name, date) = (laid.at("Helena Voss"), laid.at("November 2024"));
    assert!(near(name.1, date.1) && near(laid.right("Helena Voss"), laid.at(", ").0));
    let behind = date.0 - laid.right("Helena Voss");
    assert!((4.0..8.0).contains(&behind), "{behind}");
    // With a role the three are parted by commas, and the date is read on the cover alone.
    let with_role = manifest.replace("[contents]", "role = \"Fellow\"\n[contents]");
    let laid = lay_out(&with_role, "Words.\n");
    let x = |words| laid.at(words).0;
    assert!(x("Helena Voss") < x("Fellow") && x("Fellow") < x("November 2024"));
    let (_, date) = laid.last("November 2024");
    assert!(matches!(date.tag, Tag::Artifact(_)), "{date:?}");
    let report = lay_out(&manifest.replace("plain", "report"), "# One\n\nWords.\n");
    assert_eq!(report.page("November 2024"), 1, "the imprint says it last:\n{}", report.dump);
}

#[test]
fn a_report_in_arabic_script_names_its_typeface() {
    let typefaces = |language: &str| {
        let manifest = format!("[report]\ntitle = \"A\"\nlanguage = \"{language}\"\n");
        lay_out(&manifest, "Words.\n").words(1).join("")
    };
    assert!(typefaces("fa").contains("Noto Naskh Arabic"));
    assert!(!typefaces("de").contains("Noto Naskh Arabic"));
}

#[test]
fn a_subtitle_of_two_lines_is_set_close() {
    let manifest = "[report]\ntitle = \"A report\"\nsubtitle = \"The resistance front of the \
                    country and the options that lie before the states\"\n[theme]\nname = \"{}\"\n";
    for (theme, leading) in [("report", 21.0), ("book", 17.5), ("plain", 17.5)] {
        let laid = lay_out(&manifest.replace("{}", theme), "Words.\n");
        let style = &laid.report.theme.styles.subtitle;
        let first = laid.body()[0].label.clone();
        let page = laid.pages.list.iter().find(|page| page.label == first).unwrap();
        let runs = page.items.iter().filter_map(run).filter(|run| run.size == style.size);
        let mut lines: Vec<f64> = runs.map(|run| run.origin.y.to_pt()).collect();
        lines.dedup();
        assert_eq!(lines.len(), 2, "{theme}");
        assert!(near(lines[1] - lines[0], leading), "{theme}: {lines:?}");
        assert!(leading < style.size.to_pt() * 1.4, "{theme}: as close as a title");
    }
}

/// Every word of the back matter of a book is of its text's family, as its labels are.
#[test]
fn the_back_matter_of_a_book_is_set_in_serif() {
    let more = "disclaimer = \"An independent institute.\"\nacknowledgments = \"Thanks.\"\n\
                about = \"A house.\"";
    let manifest = MANIFEST.replace("disclaimer = \"An independent institute.\"", more);
    let manifest = manifest.replace("[theme]", "[theme]\nname = \"book\"");
    let laid = lay_out(&manifest, "Words.\n");
    let last = laid.page("Acknowledgments");
    let words: Vec<&str> = laid
        .dump
        .split("page ")
        .last()
        .unwrap()
        .lines()
        .filter(|line| line.contains("text"))
        .collect();
    assert!(words.len() > 6 && laid.pages.list.len() > last, "{words:?}");
    for line in words {
        assert!(!line.contains("SourceSans3"), "{line}");
    }
}
