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

/// Notes of a table, a figure and a box, of a note and of the text, and a note with more than words.
const NOTES: &str = "# One

Words.[^w] And more.[^both]

| Name[^h] | Count |
| --- | --- |
| Here[^c] | 7[^both] |
| There | 12[^c] |

Table: A table[^t] {#t source=\"Counted\"}

![A grey ground](../images/a.svg \"A picture[^p]\"){source=\"Somebody[^s]\" width=50%}

> [!box] A title[^b]
> Boxed.[^x]

The end.[^e]

[^w]: Of the text.

    ![A grey ground](../images/a.svg \"A picture in a note\")

    | Left | Right |
    | --- | --- |
    | one | 2 |

[^both]: Of text and table.

[^h]: Of the head.

[^c]: Of two cells.

[^t]: Of the caption.

[^p]: Of the picture.

[^s]: Of the source.

[^b]: Of the box.[^n]

[^x]: Of its words.

[^e]: Of the end.

[^n]: Of a note.
";

#[test]
fn notes_of_exhibits_and_exhibits_in_notes_are_the_same_in_both_editions() {
    let manifest = "[report]\ntitle = \"A report\"\nlanguage = \"en\"\n\n[contents]\ndepth = 0\n";
    let project = Project::new(manifest, &[("one.md", NOTES)]);
    project.write(
        "images/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"80\">\
         <rect width=\"200\" height=\"80\" fill=\"#ccc\"/></svg>",
    );
    let (pdf, epub) = project.build();
    validators::assert_pdf(&[&pdf]);
    validators::assert_epub(&[&epub]);
    let ours = words::of_pdf(&Pdf::open(&pdf));
    let theirs = words::of_epub(&Epub::open(&epub));
    assert_eq!(ours.text.join(" "), theirs.text.join(" "));
    assert_eq!(ours.notes.len(), 4);
    assert_eq!(ours.notes, theirs.notes);
    let lettered = ["a Of the caption.", "c Of two cells.", "b Of the source.", "a Of the box.3"];
    for note in lettered {
        assert!(ours.text.join(" ").contains(note), "{:?}", ours.text);
    }
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
