//! Promises about finished editions, held against the sample report: both files are read back
//! with programs and code that know nothing of how they were made.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::path::Path;
use std::process::Command;

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

/// The sample report in another theme; on the theme's own paper when none is named.
fn themed(theme: &str, paper: Option<&str>) -> Project {
    let project = Project::sample();
    let manifest = String::from_utf8(project.read("manuscript/report.toml")).unwrap();
    let lines = manifest.lines().filter(|line| !line.starts_with("headings "));
    let lines = lines.filter_map(|line| match (line, paper) {
        ("name = \"report\"", _) => Some(format!("name = \"{theme}\"")),
        (line, None) if line.starts_with("paper ") => None,
        (line, Some(paper)) if line.starts_with("paper ") => Some(format!("paper = {paper}")),
        (line, _) => Some(line.to_string()),
    });
    let changed = lines.collect::<Vec<_>>().join("\n");
    assert!(changed.contains(&format!("name = \"{theme}\"")), "the theme was not changed");
    project.write("manuscript/report.toml", changed);
    project
}

/// The PDF of every theme is valid on every paper, and says what its EPUB says.
#[test]
fn the_sample_in_every_theme_and_on_every_paper_passes_every_validator() {
    let papers = ["\"letter\"", "\"a4\"", "\"a5\"", "\"legal\"", "[\"7in\", \"10in\"]"];
    let papers = std::iter::once(None).chain(papers.map(Some));
    // The folders are kept until the validators are done.
    let mut projects = Vec::new();
    let (mut pdfs, mut epubs) = (Vec::new(), Vec::new());
    for paper in papers {
        for theme in ["report", "book", "plain"] {
            let project = themed(theme, paper);
            let (pdf, epub) = project.build_with_warnings();
            if paper.is_none() {
                assert_same_words(&pdf, &epub);
                epubs.push(epub);
            }
            pdfs.push(pdf);
            projects.push(project);
        }
    }
    let epubs: Vec<&Path> = epubs.iter().map(AsRef::as_ref).collect();
    validators::assert_pdf(&pdfs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    validators::assert_epub(&epubs);
    validators::assert_convertible(&epubs, &["azw3", "mobi", "txt", "docx", "epub"]);
    // That of `report` is held against Ace above.
    validators::assert_accessible(&epubs[1..]);
}

#[test]
fn one_changed_accent_changes_both_editions() {
    let project = Project::sample();
    let red = "name = \"report\"\naccent = \"#8a1c2b\"";
    project.replace("manuscript/report.toml", "name = \"report\"", red);
    let assert = project.diptych(&["inspect", "pages"]).assert().success();
    let pages = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(pages.contains("#8a1c2b") && !pages.contains("#1d3c6e"));
    let (pdf, epub) = project.build();
    // As a PDF writes it: parts of 255 as parts of 1.
    let fills = Pdf::open(&pdf).fills();
    let filled = |color: [u8; 3]| {
        let is = |own: &&[f32; 3]| {
            let parts = own.iter().zip(color);
            parts.into_iter().all(|(own, part)| (own * 255.0 - f32::from(part)).abs() < 0.5)
        };
        fills.iter().filter(is).count()
    };
    assert!(filled([0x8a, 0x1c, 0x2b]) > 20, "{fills:?}");
    assert_eq!(filled([0x1d, 0x3c, 0x6e]), 0);
    let sheet = Epub::open(&epub).file(".css").to_string();
    assert!(sheet.contains("#8a1c2b") && !sheet.contains("#1d3c6e"));
}

#[test]
fn both_editions_say_the_same_words_in_the_same_order() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    assert_same_words(&pdf, &epub);
}

/// Holds that the contents and the lists of both editions have the same entries, at least so many.
fn assert_same_contents(pdf: &Path, epub: &Path, least: usize) {
    let ours = words::contents_of_pdf(&Pdf::open(pdf));
    assert!(ours.len() >= least, "{ours:?}");
    assert_eq!(ours, words::contents_of_epub(&Epub::open(epub)));
}

fn assert_same_words(pdf: &Path, epub: &Path) {
    assert_same_contents(pdf, epub, 17);
    let pdf = words::of_pdf(&Pdf::open(pdf));
    let epub = words::of_epub(&Epub::open(epub));
    assert_eq!(pdf.notes.len(), 6);
    assert!(pdf.text.len() > 3000, "only {} words were read", pdf.text.len());
    assert_same(&pdf.text, &epub.text, "the sample");
    assert_eq!(pdf.notes, epub.notes);
}

/// Holds that the PDF has the words of the EPUB, and shows where it has not.
fn assert_same(pdf: &[String], epub: &[String], of: &str) {
    for (at, (ours, theirs)) in pdf.iter().zip(epub).enumerate() {
        let near =
            |words: &[String]| words[at.saturating_sub(8)..(at + 8).min(words.len())].join(" ");
        assert_eq!(ours, theirs, "{of}: PDF: …{}…\nEPUB: …{}…", near(pdf), near(epub));
    }
    assert_eq!(pdf.len(), epub.len(), "{of}");
}

/// The parts that a report is made of say the same in both editions, whatever its language; and the
/// validators have nothing against them.
#[test]
fn a_new_report_says_the_same_in_both_editions_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
        let made = command.args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(made.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
    };
    let (mut pdfs, mut epubs) = (Vec::new(), Vec::new());
    for (language, theme) in [
        ("en", "plain"),
        ("de", "book"),
        ("fr", "report"),
        ("es", "plain"),
        ("it", "book"),
        ("pt", "report"),
        ("nl", "plain"),
        ("pl", "book"),
        ("ru", "report"),
        ("fa", "plain"),
        ("ar", "book"),
    ] {
        run(&["new", language, "--language", language, "--theme", theme, "--title", "T", "-q"]);
        run(&["build", language, "-q"]);
        let edition = |name: &str| folder.path().join(language).join("build").join(name);
        let (pdf, epub) = (edition("t.pdf"), edition("t.epub"));
        assert_same_contents(&pdf, &epub, 7);
        let (paper, screen) = (words::of_pdf(&Pdf::open(&pdf)), words::of_epub(&Epub::open(&epub)));
        assert!(paper.text.len() > 200, "{language}: {} words were read", paper.text.len());
        // The boxes of tasks, drawn on paper, say what their signs on a screen say.
        let signs = |word: &&String| matches!(word.as_str(), "☑" | "☐");
        assert!(paper.text.iter().filter(signs).count() > 1, "{language}");
        assert_same(&paper.text, &screen.text, language);
        assert_eq!(paper.notes, screen.notes, "{language}");
        pdfs.push(pdf);
        epubs.push(epub);
    }
    validators::assert_pdf(&pdfs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    validators::assert_epub(&epubs.iter().map(AsRef::as_ref).collect::<Vec<_>>());
}

/// Numbers, brackets and Latin words in lines that are read from right to left stand on paper as they
/// are seen, wherever lines end, and are read as they are written.
#[test]
fn long_texts_in_arabic_script_are_the_same_in_both_editions() {
    let persian = "در سال ۲۰۲۱ (پس از خروج نیروها) شمار رویدادها به ۱۲۳ رسید؛ یعنی ۴۵٪ بیشتر از سال \
                   ۲۰۲۰. نسخهٔ PDF و نسخهٔ EPUB هر دو از **یک دست‌نوشته** ساخته می‌شوند، و «جبههٔ مقاومت \
                   ملی» (NRF) در آن‌ها یکسان است.";
    let arabic = "في عام ٢٠٢١ (بعد الانسحاب) بلغ عدد الأحداث ١٢٣؛ أي ٤٥٪ أكثر من عام ٢٠٢٠. تُصنع نسختا \
                  PDF وEPUB من **مخطوط واحد**، وفيهما «جبهة المقاومة» (NRF) سواء.";
    for (language, prose, theme) in
        [("fa", persian, "report"), ("fa", persian, "book"), ("ar", arabic, "plain")]
    {
        let manifest = format!(
            "[report]\ntitle = \"{0}\"\nlanguage = \"{language}\"\n[theme]\n\
             name = \"{theme}\"\n",
            prose.split(' ').take(3).collect::<Vec<_>>().join(" ")
        );
        // Each paragraph begins with other words of the text, so that its lines end elsewhere.
        let words: Vec<&str> = prose.split(' ').filter(|word| !word.contains('*')).collect();
        let paragraphs = (0..12).map(|from| format!("{} {prose}[^a]\n\n", words[..from].join(" ")));
        let text = format!(
            "# {0}\n\n{1}> {prose}\n\n- {prose}\n\n| {0} | ۱ |\n|--|--|\n| {0} | ۲ |\n\n\
             Table: {0} {{#t}}\n\n[](#t), [](#t \"page\").\n\n[^a]: {prose}\n",
            words[..4].join(" "),
            paragraphs.collect::<String>()
        );
        let project = Project::new(&manifest, &[("a.md", &text)]);
        let (pdf, epub) = project.build();
        let paper = words::of_pdf(&Pdf::open(&pdf));
        let screen = words::of_epub(&Epub::open(&epub));
        assert!(paper.text.len() > 400, "{}", paper.text.len());
        assert_same(&paper.text, &screen.text, language);
        assert_eq!(paper.notes, screen.notes, "{language}");
    }
}

/// Notes of a table, a figure and a box, of a note and of the text, and a note with more than words.
const NOTES: &str = "# One

Words.[^w] And more.[^both]

| Name[^h] | Count |
| --- | --- |
| Here[^c] | 7[^both] |
| There | 12[^c] |

Table: A table[^t] {#t source=\"Counted\"}

![A grey ground](../images/a.svg \"A picture[^p]\"){source=\"Somebody[^s]\" width=50%
description=\"Grey from edge to edge.[^d] See [](#t 'page').\"}

> [!box] A title[^b]
> Boxed.[^x]

The end.[^e]

[^w]: Of the text.

    ![A grey ground](../images/a.svg \"A picture in a note\"){description=\"The same again.\"}

    | Left | Right |
    | --- | --- |
    | one | 2 |

[^both]: Of text and table.

[^h]: Of the head.

[^c]: Of two cells.

[^t]: Of the caption.

[^p]: Of the picture.

[^s]: Of the source.

[^d]: Of the description.

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
    let lettered = ["a Of the caption.", "c Of two cells.", "c Of the source.", "a Of the box.3"];
    let said = ours.text.join(" ");
    assert!(said.contains("Description Grey from edge to edge.b See page 2."), "{said}");
    assert!(ours.notes[0].join(" ").contains("Description The same again."), "{:?}", ours.notes);
    for note in lettered {
        assert!(ours.text.join(" ").contains(note), "{:?}", ours.text);
    }
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

/// What a drawing says of itself is said with what the manuscript says of it, wherever it stands.
#[test]
fn drawings_that_describe_themselves_do_so_in_both_editions() {
    let chapter = "# One\n\n![A square.](../images/a.svg \"A square\")\n\n\
                   Words with a ![small square](../images/a.svg) and a [note](#one).\n\n\
                   ![](../images/a.svg){.decorative}\n\n![A round.](../images/b.svg \"A round\")\n";
    let manifest = "[report]\ntitle = \"A report\"\n\
                    [cover]\nimage = \"../images/a.svg\"\nalt = \"A cover.\"\n";
    let project = Project::new(manifest, &[("one.md", chapter)]);
    let open = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 9\">";
    let described = "<desc>It is black, and as wide as it is high.</desc>";
    let square = "<rect width=\"40\" height=\"9\"/></svg>";
    project.write("images/a.svg", format!("{open}{described}{square}"));
    let signed = "<desc>Created with Sketch.</desc><circle r=\"9\"/></svg>";
    project.write("images/b.svg", format!("{open}{signed}"));
    let (pdf, epub) = project.build();
    let ours = Pdf::open(&pdf).alternatives();
    let whole = |alt: &str| format!("{alt}\nIt is black, and as wide as it is high.");
    // The e-book's cover is a picture of the first page, which is more than the drawing.
    let cover = "A cover.".to_string();
    assert_eq!(ours, [cover, whole("A square."), whole("small square"), "A round.".to_string()]);
    assert_eq!(ours, Epub::open(&epub).alternatives());
    validators::assert_pdf(&[&pdf]);
    validators::assert_epub(&[&epub]);
}

/// Shops want a cover that is upright, 1600 pixels across. One that is letters alone is of at least
/// 1600 by 2400; one with a picture has at most the four megapixels of any picture.
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
    assert!(width >= 1600 && height > width && width * height <= 4_000_000, "{width} × {height}");
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

#[test]
fn front_and_back_matter_say_the_same_in_both_editions() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
               <rect width=\"20\" height=\"10\" fill=\"#1d3c6e\"/></svg>";
    for (theme, notes) in [("report", "page"), ("book", "page"), ("plain", "page")] {
        let project = Project::new(
            &FULL.replace("{theme}", theme).replace("{notes}", notes),
            &[("a.md", FULL_TEXT)],
        );
        project.write("images/mark.svg", svg);
        let (pdf, epub) = project.build();
        assert_same_contents(&pdf, &epub, 5);
        let pdf = words::of_pdf(&Pdf::open(&pdf));
        let epub = words::of_epub(&Epub::open(&epub));
        assert_eq!(pdf.text.join(" "), epub.text.join(" "), "{theme}");
        assert_eq!(pdf.notes, epub.notes);
        let said = pdf.text.join(" ");
        for part in [
            "Series Name",
            "An institute of its own.",
            "third edition",
            "12 Mere Street",
            "ada@example.org",
            "https://orcid.org/0000-0002-1825-0097",
            "Thanks to all.",
            "Paid by none.",
            "Warning Look out",
        ] {
            assert!(said.contains(part), "{theme}: {part}: {said}");
        }
    }
}

const FULL: &str = r##"
[report]
title = "A Full Report"
subtitle = "With all its parts"
series = "Series Name"
number = "7"
edition = "third edition"
date = 2024-10-01
publisher = "The House"
place = "Here"
address = "12 Mere Street, Here"
email = "house@example.org"
url = "https://example.org/report"
rights = "© 2024 The House"
license = "CC-BY-4.0"
doi = "10.1000/182"
disclaimer = "An institute of its own."
funding = "Paid by none."
acknowledgments = "Thanks to all."
about = "What the house is."

[[authors]]
name = "Ada One"
role = "Fellow"
affiliation = "Elsewhere"
email = "ada@example.org"
bio = "She writes."
portrait = "../images/mark.svg"

[[authors]]
name = "Bo Two"
orcid = "0000-0002-1825-0097"

[contents]
lists = ["figures", "tables", "boxes"]

[pdf]
notes = "{notes}"

[theme]
name = "{theme}"
logo = "../images/mark.svg"
"##;

const FULL_TEXT: &str = "Opening words.[^a]\n\n# One {#one}\n\n> [!warning] Look out\n> Care.\n\n\
    > [!tip]\n> Just so.\n\n![A mark](../images/mark.svg \"A figure\"){#f source=\"Us\"}\n\n\
    See [](#f).\n\na. one\nb. two\n\n> [!verse]\n> First line\n> second line\n\n\
    | a | b |\n| - | - |\n| x | y |\n\nTable: A table {source=\"Them\"}\n\n\
    # More {.appendix}\n\nThe end.\n\n[^a]: A note.\n";
