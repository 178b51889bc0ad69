//! The brand of an institution: one colour that all that is drawn takes, maps and charts too.

use diptych::media::Media;

use super::support::epub::Epub;
use super::support::laid::{Laid, lay_out, lay_out_with, project};
use super::support::project::Project;
use diptych::session::Session;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
    <rect width=\"90\" height=\"90\" fill=\"var(--accent, #1D3C6E)\"/>\
    <rect width=\"50\" height=\"50\" fill=\"var(--mid, #D5DCE8)\"/>\
    <rect width=\"20\" height=\"20\" fill=\"var(--sea, #00ffff)\"/>\
    <text y=\"60\" font-family=\"var(--sans, Arial)\">Kabul</text></svg>";

/// What the drawing of a report with this theme is made of.
fn drawn(theme: &str) -> String {
    let manifest = format!("[report]\ntitle = \"A\"\n[theme]\n{theme}\n");
    let folder = project(&manifest, "![A map](a.svg \"A map\"){.map}\n");
    std::fs::write(folder.path().join("a.svg"), DRAWING).unwrap();
    let Laid { report, found, .. } = lay_out_with(&mut Session::new(), folder.path());
    assert_eq!(found, []);
    let mut drawings = report.media.iter().filter_map(|(_, _, media)| match media {
        Media::Vector(vector) => Some(vector.to_svg_content("")),
        Media::Raster(_) => None,
    });
    drawings.next().unwrap()
}

#[test]
fn a_drawing_takes_the_colours_and_families_of_the_theme() {
    for (theme, accent, mid, family) in [
        ("name = \"report\"", "#1d3c6e", "#d5dce8", "Source Sans 3"),
        ("accent = \"#8a1c2b\"", "#8a1c2b", "#ead6d9", "Source Sans 3"),
        ("name = \"plain\"", "#111111", "#dcdcdc", "Source Serif 4"),
    ] {
        let drawing = drawn(theme);
        for value in [accent, mid, "#00ffff", family] {
            assert!(drawing.contains(value), "{theme}: {value}: {drawing}");
        }
        assert!(!drawing.contains("var("), "{drawing}");
    }
}

/// A session that goes on has no drawing left in the colours of before.
#[test]
fn a_drawing_changes_with_the_accent() {
    let manifest = "[report]\ntitle = \"A\"\n[theme]\naccent = \"#8a1c2b\"\n";
    let folder = project(manifest, "![A map](a.svg \"A map\"){.map}\n");
    std::fs::write(folder.path().join("a.svg"), DRAWING).unwrap();
    let mut session = Session::new();
    let color = |laid: &Laid, color: &str| {
        laid.report.media.iter().any(|(_, _, media)| match media {
            Media::Vector(vector) => vector.to_svg_content("").contains(color),
            Media::Raster(_) => false,
        })
    };
    let first = lay_out_with(&mut session, folder.path());
    assert!(color(&first, "#8a1c2b"));
    let green = manifest.replace("#8a1c2b", "#14532d");
    std::fs::write(folder.path().join("report.toml"), green).unwrap();
    let second = lay_out_with(&mut session, folder.path());
    assert!(color(&second, "#14532d") && !color(&second, "#8a1c2b"));
}

#[test]
fn the_maps_of_the_sample_follow_its_accent_in_both_editions() {
    let sample = Project::sample();
    let red = "name = \"report\"\naccent = \"#8a1c2b\"";
    sample.replace("manuscript/report.toml", "name = \"report\"", red);
    let (pdf, epub) = sample.build();
    let epub = Epub::open(&epub);
    let content: String = epub.spine.iter().map(|name| epub.file(name)).collect();
    assert!(content.matches("fill=\"#8a1c2b\"").count() > 30);
    assert!(!content.contains("#1d3c6e"), "the accent of the theme is gone");
    // Drawings are forms of their own in the PDF, whose colours are parts of 1.
    let file = lopdf::Document::load(&pdf).unwrap();
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
    let texts = streams.filter_map(|stream| stream.get_plain_content().ok());
    let all: String = texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect();
    let all = all.replace("0.", ".");
    // Twenty provinces and nineteen bars, beside what the pages fill.
    assert!(all.matches(".541 .11 .169 rg").count() > 39, "no red fills");
    assert_eq!(all.matches(".114 .235 .431 rg").count(), 0);
}

#[test]
fn a_report_without_drawings_says_nothing_of_colours() {
    assert_eq!(lay_out("[report]\ntitle = \"A\"\n", "var(--accent)\n").found, []);
}

/// A working paper is black only, and set in one family, its map too.
#[test]
fn the_maps_of_the_sample_are_black_and_in_serif_in_plain() {
    let sample = Project::sample();
    sample.replace("manuscript/report.toml", "name = \"report\"", "name = \"plain\"");
    let (pdf, epub) = sample.build_with_warnings();
    let epub = Epub::open(&epub);
    let content: String = epub.spine.iter().map(|name| epub.file(name)).collect();
    let fills = content.split("fill=\"#").skip(1).filter_map(|rest| rest.get(..6));
    let grey =
        |color: &&str| ["111111", "ffffff", "dcdcdc", "55585e", "9a9a9a", "000000"].contains(color);
    let others: Vec<&str> = fills.filter(|color| !grey(color)).collect();
    assert!(others.is_empty(), "{others:?}");
    // What the drawings are lettered in is in the book, and the PDF has nothing else.
    let sheet = epub.file("stylesheet.css");
    for family in
        content.split("font-family=\"'").skip(1).filter_map(|rest| rest.split('\'').next())
    {
        assert_eq!(family, "Source Serif 4");
        assert!(sheet.contains(&format!("font-family: \"{family}\"")), "{family}");
    }
    let file = lopdf::Document::load(&pdf).unwrap();
    let fonts =
        file.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok());
    let names: Vec<String> =
        fonts.map(|name| String::from_utf8_lossy(name.as_name().unwrap()).into_owned()).collect();
    assert!(names.len() > 3 && !names.iter().any(|name| name.contains("Sans3")), "{names:?}");
}
