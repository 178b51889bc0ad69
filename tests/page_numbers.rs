//! "Page 14" is the same place in both editions.
//!
//! Neither EPUBCheck nor Ace can know this: they accept a page list whose labels are swapped. Here
//! both finished files are read back. For each page of the PDF its label, and the first words of
//! its running text, must be the label and the words after the marker in the EPUB.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::pdf::{Pdf, Said};
use support::project::Project;
use support::words::split;

/// A page: its label, and the first words of its running text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Start {
    label: String,
    words: Vec<String>,
}

/// How many words are compared.
const COMPARED: usize = 4;

/// What does not stand in the running text of a page: it may stand elsewhere than where it is
/// read, or a reader of the EPUB makes it.
const APART: [&str; 6] = ["Note", "Figure", "Table", "Caption", "Aside", "TOC"];

/// The pages of a PDF. Where a page begins in a broken word, its words are those after it.
fn pages_of_pdf(pdf: &Pdf) -> Vec<Start> {
    let mut said: Vec<Said> = pdf.structure();
    let of_list = |said: &Said| {
        let [.., parent, own] = said.inside.as_slice() else { return false };
        parent == "LI" && own == "Lbl"
    };
    said.retain(|said| !said.inside.iter().any(|name| APART.contains(&name.as_str())));
    said.retain(|said| !of_list(said));
    said.sort_by_key(|said| said.at);
    let mut starts = Vec::new();
    let mut broken = false;
    for (page, label) in pdf.labels().into_iter().enumerate() {
        let mut text = String::new();
        let mut block = None;
        for said in said.iter().filter(|said| said.at.0 == page) {
            if block.is_some_and(|block| block != said.block) {
                text.push(' ');
            }
            block = Some(said.block);
            text.push_str(&said.text);
        }
        let words = split(&text);
        let words = words.into_iter().skip(usize::from(broken)).take(COMPARED).collect();
        broken = text.trim_end().ends_with('\u{ad}');
        starts.push(Start { label, words });
    }
    starts
}

/// The pages of an EPUB by its page list.
fn pages_of_epub(epub: &support::epub::Epub) -> Vec<Start> {
    let pages = epub.pages().into_iter();
    pages.map(|(label, words)| Start { label, words: split(&words) }).collect()
}

/// Holds the pages of both editions against one another.
fn compare(pdf: &[Start], epub: &[Start]) -> Result<(), String> {
    if pdf.len() != epub.len() {
        return Err(format!("the PDF has {} pages, the EPUB {}", pdf.len(), epub.len()));
    }
    for (ours, theirs) in pdf.iter().zip(epub) {
        let words = &theirs.words[..ours.words.len().min(theirs.words.len())];
        if ours.label != theirs.label || ours.words != words {
            let theirs = Start { words: words.to_vec(), ..theirs.clone() };
            return Err(format!("PDF: {ours:?}\nEPUB: {theirs:?}"));
        }
    }
    Ok(())
}

fn editions(project: &Project) -> (Vec<Start>, Vec<Start>) {
    let (pdf, epub) = project.build_with_warnings();
    (pages_of_pdf(&Pdf::open(&pdf)), pages_of_epub(&support::epub::Epub::open(&epub)))
}

#[test]
fn the_pages_of_the_sample_begin_alike() {
    let (pdf, epub) = editions(&Project::sample());
    assert!(pdf.len() > 12);
    compare(&pdf, &epub).unwrap();
}

/// EPUB Accessibility Techniques 1.1: the pages are those of what `pageBreakSource` names, which is
/// the PDF by the identifier that it has in its own metadata.
#[test]
fn the_list_names_the_pdf_by_its_own_identifier() {
    for isbn in ["", "isbn = { pdf = \"978-3-16-148410-0\" }\n"] {
        let manifest = format!("[report]\ntitle = \"A Title\"\n{isbn}");
        let project = Project::new(&manifest, &[("a.md", "Words.\n")]);
        let (pdf, epub) = project.build();
        let epub = support::epub::Epub::open(&epub);
        let own = Pdf::open(&pdf).identifier();
        assert!(own.starts_with("urn:"), "{own}");
        assert_eq!(epub.metadata("source"), [own.as_str()]);
        assert_eq!(epub.properties("pageBreakSource"), [own.as_str()]);
    }
}

#[test]
fn an_e_book_alone_has_the_pages_of_the_pdf_unless_they_are_not_wanted() {
    let text = "Words.\n\n\\newpage\n\nMore of them.\n";
    let manifest = "[report]\ntitle = \"A Title\"\n";
    let project = Project::new(manifest, &[("a.md", text)]);
    project.diptych(&["build", "--pdf"]).assert().success();
    let labels = Pdf::open(&project.output("pdf")).labels();
    let alone = |manifest: &str| {
        let project = Project::new(manifest, &[("a.md", text)]);
        project.diptych(&["build", "--epub"]).assert().success();
        let epub = support::epub::Epub::open(&project.output("epub"));
        let own: Vec<String> = epub.pages().into_iter().map(|(label, _)| label).collect();
        (own, epub.properties("pageBreakSource").len(), epub.file(".opf").to_string())
    };
    let (own, sources, _) = alone(manifest);
    assert_eq!((own, sources), (labels, 1));
    let (none, sources, package) = alone(&format!("{manifest}[epub]\npage_list = false\n"));
    assert!(none.is_empty() && sources == 0);
    assert!(!package.contains("pageNavigation") && !package.contains("pageBreakMarkers"));
}

#[test]
fn swapped_labels_are_caught() {
    let (pdf, epub) = editions(&Project::sample());
    for at in 3..epub.len() - 1 {
        let mut swapped = epub.clone();
        swapped[at].label = epub[at + 1].label.clone();
        swapped[at + 1].label = epub[at].label.clone();
        assert!(compare(&pdf, &swapped).is_err(), "labels of the pages {at} and {}", at + 1);
        // The same with the markers at the places of one another.
        let mut moved = epub.clone();
        moved[at].words = epub[at + 1].words.clone();
        moved[at + 1].words = epub[at].words.clone();
        assert!(compare(&pdf, &moved).is_err(), "places of the pages {at} and {}", at + 1);
    }
}

/// Words long and short, with hyphens, quotes and accents.
const WORDS: [&str; 48] = [
    "a",
    "of",
    "the",
    "and",
    "in",
    "counterterrorism",
    "Anglo-Afghan",
    "“intervention”",
    "responsibility,",
    "notwithstanding",
    "valley",
    "mountains",
    "recognition",
    "communities",
    "government;",
    "administration",
    "one",
    "year",
    "twelve",
    "humanitarian",
    "organization",
    "(negotiations)",
    "representatives",
    "approximately",
    "is",
    "was",
    "held",
    "café",
    "naïve",
    "withdrawal",
    "understanding",
    "development",
    "internationally",
    "neighborhood",
    "parliament",
    "constitutional",
    "when",
    "where",
    "nobody",
    "extraordinary",
    "circumstances",
    "infrastructure",
    "reconstruction",
    "conference",
    "observers",
    "delegates",
    "northern",
    "provinces",
];

/// A block of a manuscript, in Markdown.
fn block() -> impl Strategy<Value = String> {
    let words = |range| {
        prop::collection::vec(prop::sample::select(&WORDS[..]), range)
            .prop_map(|words| words.join(" "))
    };
    let list = |mark: &'static str| {
        prop::collection::vec(words(3..40), 1..7).prop_map(move |items| {
            items.iter().map(|item| format!("{mark} {item}")).collect::<Vec<_>>().join("\n")
        })
    };
    let quoted = |text: String, head: &str| {
        let lines = text.lines().map(|line| format!("> {line}\n"));
        format!("{head}{}", lines.collect::<String>())
    };
    prop_oneof![
        8 => words(20..220),
        2 => words(30..90).prop_map(|text| format!("{text} *{text}* **{text}**")),
        2 => words(2..8).prop_map(|text| format!("## {text}")),
        1 => words(2..8).prop_map(|text| format!("### {text}")),
        1 => words(2..6).prop_map(|text| format!("# {text}")),
        2 => list("-"),
        2 => list("1."),
        1 => words(10..80).prop_map(move |text| quoted(text, "")),
        1 => words(10..80).prop_map(move |text| quoted(text, "> [!box] A title\n>\n")),
        1 => (words(1..4), words(8..40))
            .prop_map(|(term, text)| format!("{term} (1999)\n: {text}")),
        1 => Just("\\newpage".to_string()),
        1 => Just("---".to_string()),
    ]
}

/// A manuscript: its manifest, and its chapter with a note after every fourth block.
fn manuscript() -> impl Strategy<Value = (String, String)> {
    let notes = prop::sample::select(&["page", "page", "chapter", "end"][..]);
    (prop::collection::vec(block(), 12..50), notes).prop_map(|(blocks, notes)| {
        let manifest = format!(
            "[report]\ntitle = \"A Title\"\ndate = 2024-10-01\n[pdf]\npaper = \"a5\"\n\
             notes = \"{notes}\"\n[[authors]]\nname = \"Ann Author\"\n"
        );
        let mut text = String::from("Beginning.\n\n");
        for (index, block) in blocks.iter().enumerate() {
            text.push_str(block);
            let noted = index % 4 == 0 && block.starts_with(char::is_alphabetic);
            if noted && !block.contains('\n') {
                text.push_str(&format!("[^n{index}]\n\n[^n{index}]: A note, number {index}."));
            }
            text.push_str("\n\n");
        }
        (manifest, text)
    })
}

#[test]
fn the_pages_of_any_report_begin_alike() {
    let config =
        Config { cases: 16, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&manuscript(), |(manifest, text)| {
        let project = Project::new(&manifest, &[("a.md", &text)]);
        let (pdf, epub) = editions(&project);
        compare(&pdf, &epub).map_err(TestCaseError::fail)
    });
    outcome.unwrap_or_else(|fault| panic!("{fault}"));
}
