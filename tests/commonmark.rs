//! Every example of the CommonMark specification makes a document: no panic, and nothing wrong
//! with it but what a book cannot hold.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chapters::{manuscript, resolved};
use diptych::diagnostic::Code;
use diptych::document::visit::{Visit, walk_blocks, walk_inline, walk_leaf};
use diptych::document::{Document, Inline, InlineKind, Leaf};
use diptych::session::{Options, Session};
use support::epub::{Epub, parse};
use support::keep;
use support::pdf::Pdf;

/// CommonMark's own examples, and the HTML that its specification gives for them.
const EXAMPLES: &str = include_str!("commonmark/examples.txt");
const EXPECTED: &str = include_str!("commonmark/expected.txt");
/// Examples of what GitHub adds, in the same form.
const OF_GITHUB: &str = include_str!("commonmark/github.txt");
const EXPECTED_OF_GITHUB: &str = include_str!("commonmark/github-expected.txt");

/// The examples with their numbers.
fn examples() -> Vec<(usize, &'static str)> {
    numbered(EXAMPLES)
}

fn numbered(parts: &'static str) -> Vec<(usize, &'static str)> {
    let example = |part: &'static str| {
        let (number, text) = part.split_once('\n').unwrap();
        (number.parse().unwrap(), text)
    };
    parts.split("%%% ").skip(1).map(example).collect()
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
            // A definition in double brackets, which is none.
            "unread-wiki-link",
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
    let anchors: BTreeSet<&String> = references.anchors.values().collect();
    assert_eq!(anchors.len(), references.anchors.len());
}

/// The text of HTML, without white space: no tags and comments, and nothing that is run.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let end = |mark: &str| tag.find(mark).map_or(tag.len(), |at| at + mark.len());
        let until = match tag {
            _ if tag.starts_with("!--") => end("-->"),
            _ if tag.starts_with("?") => end("?>"),
            _ if tag.starts_with("![CDATA[") => end("]]>"),
            _ if tag.starts_with("script") => end("</script>"),
            _ if tag.starts_with("style") => end("</style>"),
            _ => end_of_tag(tag),
        };
        rest = &tag[until..];
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    bare(&entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign)))
}

/// Where a tag ends: at the first `>` outside of quotation marks.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('>', None) => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// A text without white space, and with its marks as they are typed.
fn bare(text: &str) -> String {
    let typed = [("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("…", "..."), ("—", "---")];
    let typed = typed.iter().fold(text.to_string(), |text, (set, typed)| text.replace(set, typed));
    let typed = typed.replace('–', "--");
    // The box of a task is a sign in one text and none in another.
    let unread = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}' | '☐' | '☑');
    typed.chars().filter(|c| !unread(*c)).collect()
}

/// The text of a document, leaf by leaf; its notes last.
fn text_of_document(document: &Document) -> String {
    struct Words(String);
    impl<'a> Visit<'a> for Words {
        fn leaf(&mut self, leaf: &'a Leaf) {
            walk_leaf(self, leaf);
            self.0.push(' ');
        }

        fn inline(&mut self, inline: &'a Inline) {
            if let InlineKind::Text(words) | InlineKind::Code(words) = &inline.kind {
                self.0.push_str(words);
            }
            walk_inline(self, inline);
        }
    }
    let mut words = Words(String::new());
    for chapter in &document.chapters {
        walk_blocks(&mut words, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &document.notes {
        walk_blocks(&mut words, &note.blocks);
    }
    bare(&words.0)
}

/// The text of the chapters of an e-book.
fn text_of_epub(file: &Path) -> String {
    let epub = Epub::open(file);
    let mut text = String::new();
    let front = ["nav", "cover", "title", "imprint"];
    for name in epub.spine.iter().filter(|name| !front.iter().any(|own| name.starts_with(own))) {
        let document = parse(epub.file(name));
        let body = document.descendants().find(|node| node.has_tag_name("body")).unwrap();
        for node in body.descendants().filter(|node| node.is_text()) {
            let mut around = node.ancestors();
            if !around.any(|own| own.has_tag_name("header") || own.has_tag_name("desc")) {
                text.push_str(node.text().unwrap_or_default());
            }
        }
    }
    bare(&text)
}

/// What a PDF reads out, bullets and numbers left out.
fn text_of_pdf(file: &Path) -> String {
    let pdf = Pdf::open(file);
    let said = pdf.structure().into_iter().filter(|said| {
        let [.., parent, own] = said.inside.as_slice() else { return true };
        !(parent == "LI" && own == "Lbl")
    });
    bare(&said.map(|said| said.text).collect::<String>())
}

/// The examples whose text is another than that of their HTML, and why. One that is no longer so is
/// a fault of this table.
const DIFFERENT: &[(&[usize], &str)] = &[
    (
        &[180, 629],
        "a `>` ends an instruction or a section of characters, and what follows is words",
    ),
    (&[201, 613], "what HTML has no element for is words in angle brackets"),
    (
        &[488, 508, 518, 519],
        "what CommonMark takes for no link, for a space, a mark or a link in it, is read as meant",
    ),
    (&[548, 559, 590], "two brackets are a link of a wiki, or words that are told of as one"),
    (
        &[572, 573, 576, 577, 584, 585, 586, 588, 589, 591],
        "a picture alone in its paragraph is a figure, whose caption is its title",
    ),
];

/// Holds that examples say what their HTML says, in the document and in both editions.
fn assert_same_text(
    examples: &[(usize, &str)],
    expected: &[(usize, &str)],
    different: &[(&[usize], &str)],
) -> usize {
    let different: BTreeMap<usize, &str> =
        different.iter().flat_map(|(numbers, why)| numbers.iter().map(|n| (*n, *why))).collect();
    let project = tempfile::tempdir().unwrap();
    let manifest = "[report]\ntitle = \"Example\"\n[contents]\ndepth = 0\n";
    std::fs::write(project.path().join("report.toml"), manifest).unwrap();
    for name in ["train.jpg", "moon.jpg"] {
        std::fs::write(project.path().join(name), include_bytes!("conservation/a.png")).unwrap();
    }
    let mut session = Session::new();
    let mut faults = Vec::new();
    // What a PDF reads out before its text.
    let mut fronts: BTreeSet<String> = BTreeSet::new();
    let mut built = 0;
    for ((number, text), (same, html)) in examples.iter().zip(expected) {
        assert_eq!(number, same);
        let html = text_of_html(html);
        let manuscript = manuscript(&[("example.md", text)]);
        let (document, _, _) = resolved(&manuscript);
        let mut said = vec![("document", text_of_document(&document))];
        std::fs::write(project.path().join("example.md"), text).unwrap();
        let outcome = session.build(project.path(), &Options::default());
        let internal = outcome.diagnostics.iter().find(|found| found.code == Code::Internal);
        assert_eq!(internal, None, "example {number}");
        built += usize::from(outcome.written.len() == 2);
        for file in &outcome.written {
            match file.path.extension().and_then(|own| own.to_str()) {
                Some("pdf") => {
                    // Of the e-books, which are judged one by one and slowly, other tests keep
                    // enough.
                    keep::file(&std::fs::read(&file.path).unwrap(), "pdf");
                    let text = text_of_pdf(&file.path);
                    if let Some(front) = text.strip_suffix(&html) {
                        // One without words may show the running head instead.
                        if !different.contains_key(number) && !html.is_empty() {
                            fronts.insert(front.to_string());
                        }
                        said.push(("PDF", html.clone()));
                    } else {
                        said.push(("PDF", text));
                    }
                }
                _ => said.push(("EPUB", text_of_epub(&file.path))),
            }
        }
        let wrong: Vec<_> = said.iter().filter(|(_, said)| *said != html).collect();
        match (wrong.as_slice(), different.get(number)) {
            ([], Some(why)) => faults.push(format!("{number} is no longer different: {why}")),
            ([_, ..], None) => faults.push(format!("{number}: {text:?}\n  {html:?}\n  {wrong:?}")),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // With the title above a text that opens without a heading, or not.
    assert!(fronts.len() <= 2, "{fronts:?}");
    built
}

#[test]
fn every_example_says_what_its_html_says_in_both_editions() {
    let built = assert_same_text(&examples(), &numbered(EXPECTED), DIFFERENT);
    // The others are told what is wrong with them: a picture that is not there, a link to nowhere.
    assert!(built > 500, "only {built} of the examples could be built");
}

#[test]
fn every_example_of_github_says_what_its_html_says_in_both_editions() {
    let examples = numbered(OF_GITHUB);
    assert!(examples.len() > 30);
    let built = assert_same_text(&examples, &numbered(EXPECTED_OF_GITHUB), DIFFERENT_OF_GITHUB);
    assert_eq!(built, examples.len());
}

/// The same for the examples of what GitHub adds.
const DIFFERENT_OF_GITHUB: &[(&[usize], &str)] =
    &[(&[37], "a part that unfolds is a box, and in the e-book it says that it is a note")];
