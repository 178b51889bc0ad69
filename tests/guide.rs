//! The guide's examples are built, so that it stays true.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::fs;

use support::epub::Epub;
use support::project::Project;
use support::validators;

const GUIDE: &str = include_str!("../src/guide.md");

/// The manifest of the guide names its chapters: each is one example of Markdown.
const CHAPTERS: [&str; 7] = [
    "opening.md",
    "words.md",
    "exhibits.md",
    "apart.md",
    "appendix.md",
    "elsewhere.md",
    "history.md",
];

/// The guide's examples in this language, in order.
fn examples(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let parts = GUIDE.split(fence.as_str()).skip(1);
    parts.map(|part| part.split_once("```").expect("the end of an example").0).collect()
}

fn project(manifest: &str) -> Project {
    let chapters = examples("markdown");
    assert_eq!(chapters.len(), CHAPTERS.len());
    let named: Vec<(&str, &str)> = CHAPTERS.into_iter().zip(chapters).collect();
    let project = Project::new(manifest, &named);
    fs::create_dir_all(project.path("images")).expect("the folder can be made");
    let pictures = [
        ("cover", 2600),
        ("portrait", 800),
        ("rivers", 1200),
        ("rivers-narrow", 800),
        ("fall", 1200),
    ];
    for (name, width) in pictures {
        let hills = |x: u32, y: u32| image::Rgb([(x / 16) as u8, (y / 4) as u8, 160]);
        let picture = image::RgbImage::from_fn(width, width * 2 / 5, hills);
        picture.save(project.path(&format!("images/{name}.png"))).expect("the picture is written");
    }
    project
}

#[test]
fn all_examples_make_one_report_without_a_finding() {
    let project = project(examples("toml")[0]);
    let (pdf, epub) = project.build();
    assert_eq!(pdf.file_name().expect("a name"), "water.pdf");
    validators::assert_pdf(&[&pdf]);
    validators::assert_epub(&[&epub]);
}

#[test]
fn the_theme_of_the_guide_is_one() {
    let manifest = examples("toml")[0].replace("\"report\"  ", "\"house.toml\"");
    let manifest: Vec<&str> = manifest.lines().filter(|line| !line.starts_with("accent")).collect();
    let project = project(&manifest.join("\n"));
    project.write("manuscript/house.toml", examples("toml")[1]);
    project.diptych(&["check", "--strict"]).assert().success();
    let (_, epub) = project.build();
    let epub = Epub::open(&epub);
    assert!(
        epub.file("stylesheet.css").contains("#7a1f2b"),
        "the accent of the house is in both editions"
    );
}
