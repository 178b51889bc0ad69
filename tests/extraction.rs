//! What other programs read in a finished PDF: the words of the EPUB.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};

use support::epub::Epub;
use support::pdf::Pdf;
use support::project::Project;
use support::{validators, words};

/// Copies a PDF without pictures and without the glyphs of artifacts and of these sequences, each
/// given by its page and MCID: what the EPUB does not have as text.
fn copy_without(pdf: &Path, copy: &Path, unread: &BTreeSet<(usize, i64)>) {
    let mut file = Document::load(pdf).unwrap();
    let pages: Vec<_> = file.page_iter().collect();
    for (number, page) in pages.into_iter().enumerate() {
        let content = file.get_and_decode_page_content(page).unwrap();
        let mut open = Vec::new();
        let mut operations = Vec::new();
        for operation in content.operations {
            match operation.operator.as_str() {
                "BDC" => open.push(is_unread(&operation, number, unread)),
                "EMC" => {
                    open.pop().unwrap();
                }
                "TJ" if open.contains(&true) => continue,
                "Do" => continue,
                _ => {}
            }
            operations.push(operation);
        }
        let bytes = Content { operations }.encode().unwrap();
        let contents = file.get_dictionary(page).unwrap().get(b"Contents").unwrap();
        let contents = contents.as_reference().unwrap();
        file.set_object(contents, Stream::new(Dictionary::new(), bytes));
    }
    file.save(copy).unwrap();
}

fn is_unread(opening: &Operation, page: usize, unread: &BTreeSet<(usize, i64)>) -> bool {
    let property = opening.operands[1].as_dict().unwrap();
    let artifact = opening.operands[0].as_name().is_ok_and(|name| name == b"Artifact");
    let mcid = property.get(b"MCID").and_then(Object::as_i64);
    artifact || mcid.is_ok_and(|mcid| unread.contains(&(page, mcid)))
}

/// How often each word occurs. The marks that poppler puts around right-to-left text are no words.
fn counted(words: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        let word = word.replace(['\u{202a}', '\u{202b}', '\u{202c}'], "");
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[test]
fn pdftotext_reads_the_words_of_the_epub() {
    let project = Project::sample();
    let (pdf, epub) = project.build();
    let mut unread = BTreeSet::new();
    for said in Pdf::open(&pdf).structure() {
        let last = said.inside.iter().rev().take(2).map(String::as_str).collect::<Vec<_>>();
        let counter = last == ["Lbl", "LI"] && words::is_counter(&said.text);
        if counter || said.inside.iter().any(|own| own == "TOC") {
            unread.insert(said.at);
        }
    }
    let copy = project.path("read.pdf");
    copy_without(&pdf, &copy, &unread);
    let Some(text) = validators::pdf_text(&copy, &[]) else { return };
    assert!(text.contains("\u{ad}\n"), "no word is hyphenated, so that nothing is joined");
    let text = text.replace('\u{c}', "").replace("\u{ad}\n", "");
    let ours = counted(text.split_whitespace().map(String::from));
    let theirs = words::of_epub(&Epub::open(&epub));
    let theirs = counted(theirs.text.into_iter().chain(theirs.notes.into_iter().flatten()));
    let missing: Vec<_> = theirs.iter().filter(|(word, n)| ours.get(*word) != Some(n)).collect();
    let strange: Vec<_> = ours.iter().filter(|(word, n)| theirs.get(*word) != Some(n)).collect();
    assert!(missing.is_empty() && strange.is_empty(), "missing {missing:?}, strange {strange:?}");
}

/// The words of small capitals that stand apart, as `book` sets them: none is read in two.
#[test]
fn pdftotext_reads_letters_that_stand_apart_as_words() {
    let words = "Mugok chapters figure tackle Kyoto waxing vowel Avery Tokyo Wyoming yoke favour \
                 lively rhythm Vaduz";
    let chapters: String = words
        .split(' ')
        .map(|word| {
            format!(
                "# {word} chapters\n\n{word} chapters of the Mugok kind begin each of these.\n\n\
                 ## Favour\n\n### {word} and chapters of Mugok favour\n\nWords.\n\n"
            )
        })
        .collect();
    let manifest = "[report]\ntitle = \"The Mugok chapters\"\n[theme]\nname = \"book\"\n";
    let project = Project::new(manifest, &[("a.md", chapters.as_str())]);
    let (pdf, epub) = project.build_with_warnings();
    let Some(text) = validators::pdf_text(&pdf, &[]) else { return };
    let letters = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2);
        words.map(str::to_lowercase).collect()
    };
    let theirs = words::of_epub(&Epub::open(&epub));
    let known = letters(&theirs.text.join(" "));
    let text = text.replace("\u{ad}\n", "");
    let strange: Vec<String> = letters(&text).difference(&known).cloned().collect();
    // What the contents are called is not of the text.
    assert_eq!(strange.iter().filter(|word| *word != "contents").count(), 0, "{strange:?}");
}

/// Letters of the Arabic script as they are stored, and not in the forms in which they are seen.
fn is_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The signs above and below letters, which pdftotext takes from their letters by their places, and
/// the marks that it puts around right-to-left text.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

#[test]
fn pdftotext_reads_words_in_arabic_script_in_their_letters_and_their_order() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["fa", "ar"] {
        for arguments in
            [&["new", language, "--language", language, "-q"][..], &["build", language, "-q"]]
        {
            let mut command = Command::new(env!("CARGO_BIN_EXE_diptych"));
            assert!(command.args(arguments).current_dir(folder.path()).status().unwrap().success());
        }
        let edition = |end: &str| folder.path().join(format!("{language}/build/{language}.{end}"));
        let Some(text) = validators::pdf_text(&edition("pdf"), &[]) else { return };
        assert!(!text.contains(is_form), "{language}: a letter is a form of itself");
        let text = text.replace(is_mark, "");
        let epub = words::of_epub(&Epub::open(&edition("epub")));
        let all = epub.text.into_iter().chain(epub.notes.into_iter().flatten());
        let arabic = |c: char| matches!(c, '\u{620}'..='\u{6ff}') && c.is_alphabetic();
        let bare = |word: &str| word.trim_matches(|c: char| !arabic(c)).to_string();
        let plain = |word: &String| {
            !word.contains(is_mark) && word.chars().filter(|c| arabic(*c)).count() > 2
        };
        let words = counted(all.filter(plain).map(|word| bare(&word)));
        assert!(words.len() > 80, "{language}: {}", words.len());
        for (word, count) in words {
            assert!(!word.contains(is_form), "{language}: {word}");
            let found = text.matches(word.as_str()).count();
            assert!(found >= count, "{language}: {word} is read {found} times and not {count}");
        }
    }
}
