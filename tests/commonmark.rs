//! Every example of the CommonMark specification makes a document: no panic, and nothing wrong
//! with it but what a book cannot hold.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;
#[allow(dead_code, reason = "no whole projects are kept here")]
#[path = "support/keep.rs"]
mod keep;

use chapters::{manuscript, resolved};

const EXAMPLES: &str = include_str!("commonmark/examples.txt");

/// The examples with their numbers.
fn examples() -> Vec<(usize, &'static str)> {
    let example = |part: &'static str| {
        let (number, text) = part.split_once('\n').unwrap();
        (number.parse().unwrap(), text)
    };
    EXAMPLES.split("%%% ").skip(1).map(example).collect()
}

#[test]
fn every_example_is_parsed_and_resolved() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    for (index, (number, text)) in examples.iter().enumerate() {
        assert_eq!(*number, index + 1);
        let manuscript = manuscript(&[("example.md", text)]);
        let (_, _, findings) = resolved(&manuscript);
        let known = [
            "raw-html",
            "empty-link",
            "missing-alt",
            "skipped-level",
            "undefined-",
            "empty-heading",
            // Titles of pictures in lines.
            "unknown-attribute",
        ];
        for finding in findings.lines() {
            assert!(known.iter().any(|kind| finding.contains(kind)), "example {number}: {finding}");
        }
    }
}

#[test]
fn all_examples_make_one_report() {
    let files: Vec<(String, &str)> =
        examples().iter().map(|(number, text)| (format!("{number:03}.md"), *text)).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let manuscript = manuscript(&files);
    let (document, references, _) = resolved(&manuscript);
    assert!(document.chapters.len() > 15);
    let headings = references.flat_outline().len();
    assert!(headings > 50, "{headings}");
    let anchors: std::collections::BTreeSet<&String> = references.anchors.values().collect();
    assert_eq!(anchors.len(), references.anchors.len());
}

#[test]
fn every_example_builds_into_both_editions() {
    use diptych::diagnostic::Code;
    use diptych::session::{Options, Session};

    let project = tempfile::tempdir().unwrap();
    let manifest = project.path().join("report.toml");
    std::fs::write(manifest, "[report]\ntitle = \"Example\"\n").unwrap();
    let mut session = Session::new();
    let mut built = 0;
    for (number, text) in examples() {
        std::fs::write(project.path().join("example.md"), text).unwrap();
        let outcome = session.build(project.path(), &Options::default());
        let internal = outcome.diagnostics.iter().find(|found| found.code == Code::Internal);
        assert_eq!(internal, None, "example {number}");
        built += usize::from(outcome.written.len() == 2);
        // Of the e-books, which are judged one by one and slowly, other tests keep enough.
        let pdf = outcome.written.iter().find(|file| file.path.extension() == Some("pdf".as_ref()));
        if let Some(pdf) = pdf {
            keep::file(&std::fs::read(&pdf.path).unwrap(), "pdf");
        }
    }
    // The others are told what is wrong with them: a picture that is not there, a link to nowhere.
    assert!(built > 500, "only {built} of the examples could be built");
}
