//! Promises about finished editions, held against the sample report: both files are read back
//! with programs and code that know nothing of how they were made.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use support::epub::Epub;
use support::pdf::Pdf;
use support::project::Project;
use support::{validators, words};

#[test]
fn the_sample_passes_every_validator() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    validators::assert_pdf(&[&pdf]);
    validators::assert_epub(&[&epub]);
    validators::assert_accessible(&[&epub]);
}

#[test]
fn both_editions_say_the_same_words_in_the_same_order() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    let pdf = words::of_pdf(&Pdf::open(&pdf));
    let epub = words::of_epub(&Epub::open(&epub));
    assert_eq!(pdf.notes.len(), 6);
    assert!(pdf.text.len() > 3000, "only {} words were read", pdf.text.len());
    for (at, (ours, theirs)) in pdf.text.iter().zip(&epub.text).enumerate() {
        let near =
            |words: &[String]| words[at.saturating_sub(8)..(at + 8).min(words.len())].join(" ");
        assert_eq!(ours, theirs, "PDF: …{}…\nEPUB: …{}…", near(&pdf.text), near(&epub.text));
    }
    assert_eq!(pdf.text.len(), epub.text.len());
    assert_eq!(pdf.notes, epub.notes);
}

#[test]
fn both_editions_lead_to_the_same_places_outside() {
    let project = Project::sample();
    let chapter = "manuscript/02-conditions.md";
    let text = String::from_utf8(project.read(chapter)).unwrap();
    let links =
        "\n\nSee [a page](https://example.org/a%20b?q=1&r=2) and [a box](mailto:a@example.org).\n";
    project.write(chapter, format!("{text}{links}"));
    let (pdf, epub) = project.build();
    let mut ours = Pdf::open(&pdf).links();
    let mut theirs = Epub::open(&epub).links();
    // Notes and floats stand elsewhere on a page than where they are read.
    ours.sort();
    theirs.sort();
    assert!(ours.len() >= 3, "{ours:?}");
    assert_eq!(ours, theirs);
}

#[test]
fn both_editions_describe_their_pictures_alike() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    let ours = Pdf::open(&pdf).alternatives();
    assert_eq!(ours.len(), 4, "the cover, a photograph, a map, a figure");
    assert_eq!(ours, Epub::open(&epub).alternatives());
}

/// Shops want a cover that is upright, of at least 1600 by 2400 pixels.
#[test]
fn a_cover_that_is_no_upright_picture_is_that_of_the_pdf() {
    let sizes = |project: &Project| {
        let (_, epub) = project.build();
        let epub = Epub::open(&epub);
        let image = image::load_from_memory(epub.binary("images/cover.jpg")).unwrap().into_rgb8();
        // The lower half of the sample's cover is its picture, its upper half is paper.
        let mean = |pixels: &mut dyn Iterator<Item = &u8>| {
            let values: Vec<u64> = pixels.map(|own| u64::from(*own)).collect();
            values.iter().sum::<u64>() / values.len() as u64
        };
        let half = image.as_raw().len() / 2;
        let (upper, lower) = image.as_raw().split_at(half);
        (image.width(), image.height(), mean(&mut upper.iter()), mean(&mut lower.iter()))
    };
    let sample = Project::sample();
    let (width, height, upper, lower) = sizes(&sample);
    assert!(width >= 1600 && height >= 2400, "{width} × {height}");
    assert!(upper > 230 && lower < 180, "{upper}, {lower}");
    let plain = Project::new("[report]\ntitle = \"A Title\"\n", &[("a.md", "Words.\n")]);
    let (width, height, ..) = sizes(&plain);
    assert!(width >= 1600 && height >= 2400, "{width} × {height}");
}

#[test]
fn both_editions_count_their_lists_alike() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    let ours: Vec<String> = words::labels_of_pdf(&Pdf::open(&pdf));
    assert!(ours.len() > 40, "{ours:?}");
    assert_eq!(ours, words::labels_of_epub(&Epub::open(&epub)));
}

#[test]
fn every_font_of_the_pdf_is_embedded_and_subset_with_unicode() {
    let project = Project::sample();
    let (pdf, _) = project.build();
    let Some(said) = validators::output_of("pdffonts", &[], &pdf) else { return };
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert!(fonts.len() >= 6, "{said}");
    for font in fonts {
        assert!(font.contains(" yes yes yes "), "{font}");
    }
}

#[test]
fn the_same_manuscript_gives_the_same_bytes_for_any_number_of_threads() {
    let project = Project::sample();
    let mut editions = Vec::new();
    for threads in ["1", "2", "5"] {
        project.diptych(&["build", "-q"]).env("RAYON_NUM_THREADS", threads).assert().success();
        let read = |extension| std::fs::read(project.output(extension)).unwrap();
        editions.push((read("pdf"), read("epub")));
    }
    assert!(editions.windows(2).all(|pair| pair[0] == pair[1]));
}
