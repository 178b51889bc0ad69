//! Every fault of a manifest is found in one go, each at its place, and findings are shown in
//! three forms.

#![allow(clippy::expect_used, reason = "a test whose text lacks its words must fail")]

use diptych::diagnostic::{Code, Diagnostic, Diagnostics, Severity, fold, render, tally};
use diptych::geometry::Length;
use diptych::manifest::{ContentsList, Date, Manifest, NotePlace, Profile};
use diptych::source::{Source, SourceId, Sources, Span};
use insta::assert_snapshot;
use proptest::prelude::*;

fn read(text: &str) -> (Manifest, Vec<String>) {
    let mut sources = Sources::new();
    let id = sources.add(Source::new("report.toml", text));
    let mut diagnostics = Diagnostics::new();
    let manifest = Manifest::read(text, id, &mut diagnostics);
    let short = render::short(&diagnostics.sorted(), &sources);
    (manifest, short.lines().map(str::to_string).collect())
}

/// The findings of a manifest, in the short form without the file's name.
fn findings(text: &str) -> Vec<String> {
    let (_, findings) = read(text);
    findings.iter().map(|line| line.trim_start_matches("report.toml:").to_string()).collect()
}

/// The findings of lines that follow a `[report]` with a title; the first of them is line 3.
fn in_report(lines: &str) -> Vec<String> {
    findings(&format!("[report]\ntitle = \"T\"\n{lines}"))
}

#[test]
fn a_manifest_needs_a_title_and_has_defaults_for_the_rest() {
    let (manifest, findings) = read("[report]\ntitle = \"T\"");
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(manifest.report.language.tag(), "en");
    assert_eq!(manifest.contents.depth, 2);
    assert_eq!(manifest.chapters, None);
    assert_eq!(manifest.theme.name.value, "report");
    assert_eq!(manifest.pdf.paper, None);
    assert_eq!(manifest.pdf.notes, NotePlace::Page);
    assert!(manifest.epub.cover);
    assert_eq!(manifest.output.directory, "build");
}

#[test]
fn exceptions_to_hyphenation_are_lists_of_words() {
    let (manifest, findings) = read(
        "[report]\ntitle = \"T\"\nlanguage = \"en-US\"\n\
         [hyphenation]\nexceptions = [\"ta-ble\", \"Kabul\"]",
    );
    assert!(findings.is_empty(), "{findings:#?}");
    let read_words = |manifest: &Manifest| -> Vec<String> {
        let words = manifest.hyphenation.iter();
        words.map(|one| format!("{} {}", one.language, one.word.value)).collect()
    };
    assert_eq!(read_words(&manifest), ["en-US ta-ble", "en-US Kabul"]);
    let (manifest, findings) = read(
        "[report]\ntitle = \"T\"\n\
         [hyphenation.exceptions]\nde = [\"Ur-in-stinkt\"]\nen = [\"ta-ble\"]",
    );
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(read_words(&manifest), ["de Ur-in-stinkt", "en ta-ble"]);
}

#[test]
fn faults_of_exceptions_are_told_with_what_was_meant() {
    let (_, findings) = read(
        r#"[report]
title = "T"
[hyphenation]
exceptions = ["ta--ble", "-table", "two words", "x1", "", 3, "ta-ble", "Tab-le"]
exception = []
"#,
    );
    assert_snapshot!(findings.join("\n"), @r#"
    report.toml:4:15: error[invalid-value]: "ta--ble" is not a word with its hyphens; did you mean "ta-ble"?
    report.toml:4:26: error[invalid-value]: "-table" is not a word with its hyphens; did you mean "table"?
    report.toml:4:36: error[invalid-value]: "two words" is not a word with its hyphens; each word is an exception of its own
    report.toml:4:49: error[invalid-value]: "x1" is not a word with its hyphens; a hyphen is where the word may be divided, and all else is letters
    report.toml:4:55: error[invalid-value]: "" is not a word with its hyphens; a hyphen is where the word may be divided, and all else is letters
    report.toml:4:59: error[wrong-type]: `exceptions` should be text, not a whole number; write text in quotation marks
    report.toml:4:72: error[invalid-value]: `exceptions` has "Tab-le" twice; it has "ta-ble" before
    report.toml:5:1: error[unknown-key]: unknown key `exception` in [hyphenation]; did you mean `exceptions`?
    "#);
    let (_, findings) = read(
        r#"[report]
title = "T"
[hyphenation.exceptions]
en_US = ["ta-ble"]
de = "Ur-in-stinkt"
"#,
    );
    assert_snapshot!(findings.join("\n"), @r#"
    report.toml:4:1: error[invalid-value]: "en_US" is not a language tag; did you mean "en-US"?
    report.toml:5:6: error[wrong-type]: `exceptions` should be a list of words, not text; write `exceptions = ["ta-ble"]`, or by language `exceptions = { de = ["Ur-in-stinkt"] }`
    "#);
    let one = in_report("[hyphenation]\nexceptions = \"ta-ble\"");
    assert_snapshot!(one.join("\n"), @r#"
    4:14: error[wrong-type]: `exceptions` should be a list of words, not text; write `exceptions = ["ta-ble"]`, or by language `exceptions = { de = ["Ur-in-stinkt"] }`
    "#);
}

#[test]
fn every_key_is_read() {
    let (manifest, findings) = read(
        r##"
chapters = ["intro.md", "history.md"]

[report]
title       = "A"
subtitle    = "B"
short_title = "C"
series      = "Policy Memo"
number      = "2024-07"
date        = 2024-10-01
language    = "de"
publisher   = "D"
place       = "E"
url         = "https://example.org/"
rights      = "© 2024"
license     = "CC-BY-4.0"
doi         = "10.1000/182"
issn        = "0317-8471"
isbn        = { pdf = "978-3-16-148410-0", epub = "9780306406157" }
keywords    = ["a", "b"]
description = "F"
disclaimer  = "G"
funding     = "H"
acknowledgments = "I"
about       = "J"

[[authors]]
name = "Ada Lovelace"
role = "K"
affiliation = "L"
orcid = "https://orcid.org/0000-0002-1825-0097"
bio = "M"

[[authors]]
name = "N"
sort_name = "O"

[cover]
image = "../images/cover.jpg"
alt = "P"
credit = "Q"

[contents]
depth = 0
lists = ["tables", "maps"]

[numbering]
headings = true

[theme]
name = "report"
accent = "#8a1c2b"
page.grid = 15

[pdf]
paper = ["6in", "229mm"]
notes = "end"
profile = "print"

[epub]
cover = false

[output]
directory = "out"
name = "memo"
"##,
    );
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(manifest.chapters.map(|chapters| chapters.len()), Some(2));
    assert_eq!(manifest.report.date, Some(Date { year: 2024, month: 10, day: 1 }));
    assert_eq!(manifest.report.isbn_epub.map(|isbn| isbn.value).as_deref(), Some("9780306406157"));
    let orcid = manifest.authors[0].orcid.as_ref().map(|orcid| orcid.value.as_str());
    assert_eq!(orcid, Some("0000-0002-1825-0097"));
    assert_eq!(manifest.authors[0].sort_name(), "Lovelace, Ada");
    assert_eq!(manifest.contents.lists, [ContentsList::Tables, ContentsList::Maps]);
    assert_eq!(manifest.numbered_headings, Some(true));
    let overrides: Vec<&str> =
        manifest.theme.overrides.iter().map(|token| token.path.value.as_str()).collect();
    assert_eq!(overrides, ["accent", "page.grid"]);
    assert_eq!(manifest.pdf.paper.unwrap().width, Length::from_points(432));
    assert_eq!(manifest.pdf.profile, Profile::Print);
    assert!(!manifest.epub.cover);
    assert_eq!(manifest.output.name.map(|name| name.value).as_deref(), Some("memo"));
}

#[test]
fn all_faults_are_found_in_one_go() {
    assert_eq!(
        findings("[report]\ntitel = \"x\"\ndate = \"now\"\n[pdf]\npaper = \"leter\"\nnote = 1"),
        [
            "2:1: error[unknown-key]: unknown key `titel` in [report]; did you mean `title`?",
            "3:8: error[wrong-type]: `date` should be a date, not text; a date is written year, \
             month, day, without quotation marks: 2024-10-01",
            "5:9: error[invalid-value]: there is no paper \"leter\"; did you mean \"letter\"?",
            "6:1: error[unknown-key]: unknown key `note` in [pdf]; did you mean `notes`?",
        ]
    );
}

#[test]
fn what_is_empty_is_as_if_it_were_not_there() {
    let text = "[report]\ntitle = \"T\"\nsubtitle = \"\"\ndoi = \" \"\nissn = \"\"\n\
                isbn = { pdf = \"\", epub = \"\" }\nkeywords = [\"\"]\n\
                [[authors]]\nname = \"A\"\nsort_name = \"\"\norcid = \"\"\n";
    assert_eq!(findings(text), [""; 0]);
}

#[test]
fn a_claim_of_accessibility_is_whole_or_a_fault() {
    let help = "write a version and a level: conforms_to = \"WCAG 2.2 AA\"";
    assert_eq!(in_report("[epub]\nconforms_to = \"WCAG 2.2 AA\"\ncertified_by = \"A\""), [""; 0]);
    assert_eq!(
        in_report("[epub]\nconforms_to = \"AA\"\ncertified_by = \"A\""),
        [format!("4:15: error[invalid-value]: \"AA\" is not a level of WCAG; {help}")]
    );
    assert_eq!(
        in_report("[epub]\ncertified_by = \"A\""),
        [format!(
            "4:16: error[missing-key]: `certified_by` certifies nothing: there is no \
             `conforms_to`; {help}"
        )]
    );
    assert_eq!(
        in_report("[epub]\nconforms_to = \"WCAG 2.2 A\"\ncertifier_report = \"report.pdf\""),
        ["5:20: error[invalid-value]: \"report.pdf\" is not the address of a page; an address \
          begins with \"https://\""]
    );
    assert_eq!(
        in_report("[[contributors]]\nname = \"A\"\nrole = \"editr\""),
        ["5:8: error[invalid-value]: `role` has no \"editr\"; did you mean \"editor\"?"]
    );
}

#[test]
fn a_key_without_a_near_one_is_told_which_there_are() {
    assert_eq!(
        in_report("[epub]\npages = true"),
        [
            "4:1: error[unknown-key]: unknown key `pages` in [epub]; the keys of [epub] are `cover`, \
          `page_list`, `conforms_to`, `certified_by`, `certifier_report`, `accessibility_summary`"
        ]
    );
    assert_eq!(
        in_report("[numbering]\nchapters = []"),
        [
            "4:1: error[unknown-key]: unknown key `chapters` in [numbering]; `chapters` stands at the \
          top of the file, before the first table"
        ]
    );
    assert_eq!(
        in_report("authors = [\"A\"]"),
        [
            "3:1: error[unknown-key]: unknown key `authors` in [report]; `authors` is a table of its own: \
          write it below `[[authors]]`"
        ]
    );
}

#[test]
fn a_required_key_is_missed_where_it_would_stand() {
    let missing = |place: &str, table: &str, key: &str| {
        format!(
            "{place}: error[missing-key]: {table} has no `{key}`; add `{key} = \"…\"` to {table}"
        )
    };
    assert_eq!(findings(""), [missing("1:1", "[report]", "title")]);
    assert_eq!(findings("\n[report]"), [missing("2:1", "[report]", "title")]);
    assert_eq!(in_report("[[authors]]\nrole = \"x\""), [missing("3:1", "[[authors]]", "name")]);
    assert_eq!(
        findings("[report]\ntitle = \" \""),
        ["2:9: error[invalid-value]: `title` is empty"]
    );
}

#[test]
fn dates_languages_and_identifiers_are_verified() {
    let cases = [
        (
            "date = 2024-02-30",
            "3:8: error[invalid-value]: `2024-02-30` is not a day of the calendar; a date is \
             written year, month, day: 2024-10-01",
        ),
        (
            "date = 2024-10-01T10:00:00",
            "3:8: error[wrong-type]: `date` is a day, without a time; write 2024-10-01",
        ),
        (
            "language = \"en_US\"",
            "3:12: error[invalid-value]: \"en_US\" is not a language tag; did you mean \"en-US\"?",
        ),
        (
            "isbn = { epub = \"978-3-16-148410-1\" }",
            "3:17: error[check-digit]: the check digit of this ISBN does not agree; it would be 0, \
             if the other digits are right",
        ),
        (
            "isbn = \"978-3-16-148410-0\"",
            "3:8: error[wrong-type]: `isbn` should be a table, not text; each edition has its own: \
             isbn = { pdf = \"…\", epub = \"…\" }",
        ),
        (
            "isbn = { ebook = \"978-3-16-148410-0\" }",
            "3:10: error[unknown-key]: unknown key `ebook` in [report.isbn]; the keys of \
             [report.isbn] are `pdf`, `epub`",
        ),
        (
            "issn = \"03178471\"",
            "3:8: error[invalid-value]: \"03178471\" is not an ISSN; an ISSN is written 1234-5679",
        ),
        (
            "doi = \"https://doi.org/10.1000/182\"",
            "3:7: error[invalid-value]: \"https://doi.org/10.1000/182\" is not a DOI; write it \
             without a resolver: \"10.1000/182\"",
        ),
        (
            "[[authors]]\nname = \"x\"\norcid = \"0000-0002-1825-0098\"",
            "5:9: error[check-digit]: the check digit of this ORCID iD does not agree; it would be \
             7, if the other digits are right",
        ),
    ];
    for (lines, finding) in cases {
        assert_eq!(in_report(lines), [finding], "{lines}");
    }
}

#[test]
fn values_outside_their_range_are_refused() {
    let cases = [
        (
            "keywords = \"a\"",
            "3:12: error[wrong-type]: `keywords` should be a list of texts, not text; write \
             `keywords = [\"a\"]`",
        ),
        (
            "number = 7",
            "3:10: error[wrong-type]: `number` should be text, not a whole number; write text in \
             quotation marks",
        ),
        ("[contents]\ndepth = 7", "4:9: error[invalid-value]: `depth` lies between 0 and 6"),
        (
            "[contents]\nlists = [\"figure\"]",
            "4:10: error[invalid-value]: `lists` has no \"figure\"; did you mean \"figures\"?",
        ),
        (
            "[contents]\nlists = [\"maps\", \"maps\"]",
            "4:18: error[invalid-value]: `lists` has \"maps\" twice",
        ),
        (
            "[pdf]\nnotes = \"margin\"",
            "4:9: error[invalid-value]: `notes` has no \"margin\"; it is one of \"page\", \
             \"chapter\", \"end\"",
        ),
        (
            "[pdf]\nprofile = \"screens\"",
            "4:11: error[invalid-value]: `profile` has no \"screens\"; did you mean \"screen\"?",
        ),
        (
            "[pdf]\npaper = [\"6in\", \"9\"]",
            "4:17: error[invalid-value]: \"9\" is not a length; a length has a unit: \"6in\", \
             \"152mm\", \"15.2cm\", \"432pt\"",
        ),
        (
            "[pdf]\npaper = [\"6in\", \"0.1in\"]",
            "4:17: error[invalid-value]: no paper is \"0.1in\" wide or high; a side is between 1 \
             and 200 inches long",
        ),
        (
            "[pdf]\npaper = [\"6in\"]",
            "4:9: error[wrong-type]: `paper` should be a name, or a width and a height, not a \
             list; write \"letter\", \"a4\", or [\"6in\", \"9in\"]",
        ),
        (
            "[numbering]\nheadings = \"yes\"",
            "4:12: error[wrong-type]: `headings` should be true or false, not text; write it \
             without quotation marks",
        ),
        (
            "[output]\nname = \"a/b\"",
            "4:8: error[invalid-value]: `a/b` is not the name of a file; the folder is \
             `directory`; the endings are added",
        ),
        (
            "subtitle = \"a\\u0001\"",
            "3:12: error[invalid-value]: `subtitle` has a control character in it",
        ),
    ];
    for (lines, finding) in cases {
        assert_eq!(in_report(lines), [finding], "{lines}");
    }
}

#[test]
fn what_is_not_toml_is_said_in_plain_words_and_the_rest_is_still_read() {
    let unknown = "4:1: error[unknown-key]: unknown key `foo` in [pdf]; the keys of [pdf] are \
                   `paper`, `notes`, `profile`";
    let cases = [
        (
            "subtitle = Foo bar\n",
            "3:12: error[invalid-toml]: text stands in quotation marks; write \"Foo bar\"",
        ),
        (
            "subtitle = \"abc\n",
            "3:16: error[invalid-toml]: the quotation mark that closes this text is missing",
        ),
        ("subtitle = \n", "3:12: error[invalid-toml]: the value is missing"),
        ("title = \"U\"\n", "3:1: error[invalid-toml]: `title` is there twice"),
        ("[cover\n", "3:7: error[invalid-toml]: the bracket that closes this is missing"),
    ];
    for (line, finding) in cases {
        assert_eq!(in_report(line), [finding], "{line}");
        let with_more = in_report(&format!("{line}pdf.foo = 1"));
        assert_eq!(with_more[0], finding, "{line}");
        assert_eq!(with_more.len(), 2, "{with_more:#?}");
    }
    assert_eq!(in_report("[pdf]\nfoo = 1"), [unknown]);
}

fn span_of(sources: &Sources, id: SourceId, words: &str) -> Span {
    let text = sources.get(id).expect("the text is there").text();
    let start = text.find(words).expect("the words are there");
    Span::new(id, start..start + words.len())
}

/// A text with letters of two bytes, line breaks of two bytes and a very long line.
fn example() -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let long = "word ".repeat(60);
    let a = sources.add(Source::new(
        "a.md",
        format!(
            "# Ünö\r\n\r\nsome [çx](#nowhere) text\r\nand more\r\n\r\nthird\r\n{long}[x](#y) {long}"
        ),
    ));
    let b = sources.add(Source::new("b.md", "x {#a}"));
    let findings = vec![
        Diagnostic::error(Code::MissingManifest, "there is no report.toml").help("make one"),
        Diagnostic::error(Code::UndefinedReference, "nothing has the id `nowhere`")
            .at(span_of(&sources, a, "#nowhere"))
            .labelled("no such id")
            .help("did you mean `there`?"),
        Diagnostic::warning(Code::DuplicateId, "the id \"a\" is there twice")
            .at(span_of(&sources, a, "text\r\nand more"))
            .related(span_of(&sources, a, "third"), "first here")
            .related(span_of(&sources, b, "{#a}"), "and here"),
        Diagnostic::error(Code::UndefinedReference, "far out").at(span_of(&sources, a, "#y")),
        Diagnostic::error(Code::EmptyManuscript, "past the end").at(Span::new(b, 99..999)),
    ];
    (sources, findings)
}

#[test]
fn people_see_the_line_itself() {
    let (sources, findings) = example();
    assert_snapshot!(render::human(&findings, &sources, false), @r#"
warning[duplicate-id]: the id "a" is there twice
 --> a.md:3:21
  |
3 | some [çx](#nowhere) text
  |                     ^^^^
...
6 | third
  | ----- first here
  |
 ::: b.md:1:3
  |
1 | x {#a}
  |   ---- and here

error[missing-manifest]: there is no report.toml
 |
 = help: make one

error[undefined-reference]: nothing has the id `nowhere`
 --> a.md:3:11
  |
3 | some [çx](#nowhere) text
  |           ^^^^^^^^ no such id
  |
  = help: did you mean `there`?

error[undefined-reference]: far out
 --> a.md:7:305
  |
7 | ...word word word word word word word word [x](#y) word word word word word word word word wo...
  |                                                ^^

error[empty-manuscript]: past the end
 --> b.md:1:7
  |
1 | x {#a}
  |       ^
"#);
}

#[test]
fn colour_adds_escapes_and_changes_no_word() {
    let (sources, findings) = example();
    let colored = render::human(&findings, &sources, true);
    assert!(colored.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    assert_eq!(plain, render::human(&findings, &sources, false));
}

#[test]
fn the_short_form_is_one_line_a_finding() {
    let (sources, findings) = example();
    assert_snapshot!(render::short(&findings, &sources), @r#"
    error[missing-manifest]: there is no report.toml; make one
    a.md:3:11: error[undefined-reference]: nothing has the id `nowhere`; did you mean `there`?
    a.md:3:21: warning[duplicate-id]: the id "a" is there twice
    a.md:7:305: error[undefined-reference]: far out
    b.md:1:7: error[empty-manuscript]: past the end
    "#);
}

#[test]
fn json_is_one_object_a_line() {
    let (sources, findings) = example();
    assert_snapshot!(render::json(&findings[..3], &sources), @r#"
    {"severity":"error","code":"missing-manifest","message":"there is no report.toml","file":null,"line":null,"column":null,"end_line":null,"end_column":null,"label":null,"help":"make one","related":[]}
    {"severity":"error","code":"undefined-reference","message":"nothing has the id `nowhere`","file":"a.md","line":3,"column":11,"end_line":3,"end_column":19,"label":"no such id","help":"did you mean `there`?","related":[]}
    {"severity":"warning","code":"duplicate-id","message":"the id \"a\" is there twice","file":"a.md","line":3,"column":21,"end_line":4,"end_column":9,"label":null,"help":null,"related":[{"file":"a.md","line":6,"column":1,"end_line":6,"end_column":6,"message":"first here"},{"file":"b.md","line":1,"column":3,"end_line":1,"end_column":7,"message":"and here"}]}
    "#);
}

/// Texts `a.md`, `b.md` and so on, of as many lines as are asked for, and a finding of a code at
/// lines of them, with messages of their own.
struct Many {
    sources: Sources,
    findings: Vec<Diagnostic>,
}

impl Many {
    fn of_lines(lines: &[usize]) -> Many {
        let mut sources = Sources::new();
        for (name, lines) in ["a.md", "b.md", "c.md", "d.md"].into_iter().zip(lines) {
            sources.add(Source::new(name, "words\n".repeat(*lines)));
        }
        Many { sources, findings: Vec::new() }
    }

    fn add(&mut self, (file, line): (usize, usize), finding: Diagnostic) {
        let start = (line - 1) * "words\n".len();
        let span = Span::new(SourceId::from_index(file), start..start + "words".len());
        self.findings.push(finding.at(span));
    }

    /// What is told of more places, finding by finding.
    fn more(&self) -> Vec<Option<String>> {
        fold(&self.findings).iter().map(|cause| cause.more(&self.sources)).collect()
    }
}

#[test]
fn findings_of_one_cause_are_one_and_tell_where_the_others_are() {
    let mut many = Many::of_lines(&[200]);
    let html = || Diagnostic::warning(Code::RawHtml, "left out").help("write Markdown");
    (1..=139).for_each(|line| many.add((0, line), html()));
    let more = "and 138 more: lines 2, 3, 4, 5, 6, 7, 8, 9 …";
    assert_eq!(many.more(), [Some(more.to_string())]);
    let human = render::human(&many.findings, &many.sources, false);
    assert_snapshot!(human, @r"
    warning[raw-html]: left out
     --> a.md:1:1
      |
    1 | words
      | ^^^^^
      |
      = help: write Markdown
      = note: and 138 more: lines 2, 3, 4, 5, 6, 7, 8, 9 …
    ");
    // Other programs are told each place.
    assert_eq!(render::short(&many.findings, &many.sources).lines().count(), 139);
    assert_eq!(render::json(&many.findings, &many.sources).lines().count(), 139);
    let mut two = Many::of_lines(&[9]);
    two.add((0, 3), html());
    two.add((0, 7), html());
    assert_eq!(two.more(), [Some("and 1 more: line 7".to_string())]);
    // What is of another severity, or says something else, is another finding.
    two.add((0, 8), Diagnostic { severity: Severity::Error, ..html() });
    two.add((0, 9), Diagnostic { message: "kept".to_string(), ..html() });
    assert_eq!(two.more().len(), 3);
}

#[test]
fn places_in_other_files_are_told_with_their_names() {
    let mut many = Many::of_lines(&[9, 9, 9, 9]);
    let finding = || Diagnostic::warning(Code::MissingAlt, "without words");
    for place in [(0, 2), (1, 3), (1, 9), (2, 4)] {
        many.add(place, finding());
    }
    assert_eq!(many.more(), [Some("and 3 more in 2 files: b.md 3, 9; c.md 4".to_string())]);
    for line in 1..=9 {
        many.add((3, line), finding());
    }
    let more = "and 12 more in 3 files: b.md 3, 9; c.md 4; d.md 1, 2, 3, 4, 5 …";
    assert_eq!(many.more(), [Some(more.to_string())]);
    let mut one = Many::of_lines(&[9, 9]);
    one.add((0, 2), finding());
    one.add((1, 3), finding());
    assert_eq!(one.more(), [Some("and 1 more in b.md: line 3".to_string())]);
}

#[test]
fn a_few_slips_of_the_pen_are_told_each_and_many_of_a_kind_together_by_their_names() {
    let undefined = |id: &str| {
        let message = format!("nothing in the report has the id “{id}”");
        Diagnostic::error(Code::UndefinedReference, message).help(format!("write {{#{id}}}"))
    };
    let mut many = Many::of_lines(&[99]);
    for (line, id) in [(1, "a"), (2, "b"), (3, "c"), (4, "b")] {
        many.add((0, line), undefined(id));
    }
    assert_eq!(many.more(), [None, Some("and 1 more: line 4".to_string()), None]);
    many.add((0, 5), undefined("d"));
    let more = "and 4 more: “b” lines 2, 4; “c” line 3; “d” line 5";
    assert_eq!(many.more(), [Some(more.to_string())]);
    for line in 10..60 {
        many.add((0, line), undefined(&format!("x{line}")));
    }
    let more = "and 54 more: “b” lines 2, 4; “c” line 3; “d” line 5; “x10” line 10; “x11” line 11; \
                “x12” line 12; “x13” line 13 …";
    assert_eq!(many.more(), [Some(more.to_string())]);
}

#[test]
fn in_a_long_list_all_of_a_kind_are_one() {
    let mut many = Many::of_lines(&[99, 99]);
    let late = |words: &str| Diagnostic::warning(Code::PageBreak, words);
    many.add((0, 1), late("page 3 ends short"));
    many.add((0, 2), late("page 4 ends short"));
    many.add((0, 3), late("a figure stands late"));
    many.add((1, 4), late("a figure stands late"));
    let codes = Code::ALL.iter().filter(|code| **code != Code::PageBreak);
    for (line, code) in (10..).zip(codes.clone().take(10)) {
        many.add((0, line), Diagnostic::warning(*code, "another"));
    }
    // Ten others and three of page breaks: the list is still short enough, until there is more.
    assert_eq!(fold(&many.findings[..11]).len(), 10);
    assert_eq!(fold(&many.findings).len(), 11);
    let human = render::human(&many.findings, &many.sources, false);
    assert!(human.contains("note: a figure stands late: a.md 3; b.md 4"), "{human}");
    assert!(human.contains("note: and 1 more: line 2"), "{human}");
}

#[test]
fn in_a_list_that_is_long_still_all_of_other_dialects_is_one() {
    let mut many = Many::of_lines(&[99]);
    let own = Code::ALL.iter().filter(|code| !code.is_of_other_dialects());
    for (line, code) in (1..).zip(own.take(10)) {
        many.add((0, line), Diagnostic::warning(*code, "own"));
    }
    let unread = |code, message: &str, help: &str| Diagnostic::warning(code, message).help(help);
    many.add((0, 20), unread(Code::UnreadMath, "mathematics stands", "write signs"));
    many.add((0, 21), unread(Code::UnreadMark, "marks stand", "take them out"));
    assert_eq!(fold(&many.findings).len(), 12);
    many.add((0, 22), unread(Code::UnreadMark, "marks stand", "take them out"));
    many.add((0, 23), unread(Code::UnreadCitation, "a citation stands", "write a note"));
    assert_eq!(fold(&many.findings).len(), 11);
    let human = render::human(&many.findings, &many.sources, false);
    assert!(human.contains("help: write signs"), "{human}");
    assert!(human.contains("note: marks stand (take them out): a.md 21, 22"), "{human}");
    assert!(human.contains("note: a citation stands (write a note): a.md 23"), "{human}");
}

#[test]
fn every_missing_picture_is_told_by_its_name() {
    let mut many = Many::of_lines(&[99]);
    for line in 1..=30 {
        let message = format!("there is no picture `images/{line}.png`");
        many.add((0, line), Diagnostic::error(Code::MissingImage, message));
    }
    let more = many.more();
    let [Some(more)] = more.as_slice() else { panic!("{more:?}") };
    for line in 2..=30 {
        assert!(more.contains(&format!("`images/{line}.png` line {line}")), "{more}");
    }
}

#[test]
fn what_is_wrong_twice_at_one_place_is_one_finding() {
    let mut many = Many::of_lines(&[9]);
    let faint = |style: &str| Diagnostic::warning(Code::LowContrast, format!("faint in {style}"));
    many.add((0, 3), faint("titles"));
    many.add((0, 3), faint("labels"));
    assert_eq!(many.more(), [None]);
    let human = render::human(&many.findings, &many.sources, false);
    assert_eq!(human.matches("a.md:3:1").count(), 1, "{human}");
    assert!(
        human.contains("faint in titles") && human.contains("note: faint in labels"),
        "{human}"
    );
}

#[test]
fn errors_come_last_and_a_tally_tells_what_there_is() {
    let mut many = Many::of_lines(&[9]);
    many.add((0, 1), Diagnostic::error(Code::MissingImage, "there is no picture `a`"));
    many.add((0, 2), Diagnostic::warning(Code::RawHtml, "left out"));
    many.add((0, 3), Diagnostic::error(Code::MissingImage, "there is no picture `b`"));
    many.add((0, 4), Diagnostic::error(Code::UndefinedNote, "there is no note “c”"));
    many.add((0, 5), Diagnostic::warning(Code::RawHtml, "left out"));
    let lines: Vec<u32> = fold(&many.findings)
        .iter()
        .map(|cause| cause.first.span.expect("a place").start / 6 + 1)
        .collect();
    assert_eq!(lines, [2, 1, 3, 4]);
    assert_eq!(
        tally(&many.findings),
        "3 errors, 2 warnings: 2 missing pictures, 1 call of a missing note, 2 pieces of HTML left \
         out"
    );
    assert_eq!(tally(&[]), "");
    // Each kind has words of its own, for one and for more.
    let mut words: Vec<String> =
        Code::ALL.iter().flat_map(|code| [code.counted(1), code.counted(2)]).collect();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len() * 2);
}

/// A manifest with every table, for cutting and stirring.
const WHOLE: &str = "chapters = [\"a.md\"]\n[report]\ntitle = \"Ä\"\ndate = 2024-10-01\n\
    isbn = { pdf = \"978-3-16-148410-0\" }\nkeywords = [\"a\", \"b\"]\n[[authors]]\nname = \"b\"\n\
    [contents]\ndepth = 2\nlists = [\"maps\"]\n[theme]\nname = \"report\"\npage.grid = 14.5\n\
    [pdf]\npaper = [\"6in\", \"9in\"]\n";

proptest! {
    #[test]
    fn any_text_is_read_as_a_manifest_without_a_panic(
        start in 0..WHOLE.len(),
        length in 0..40_usize,
        put in "[\\[\\]{}=\".,#\n\r a-c0-9äT:-]{0,12}",
    ) {
        let boundary = |at: usize| (0..=at.min(WHOLE.len())).rev().find(|at| WHOLE.is_char_boundary(*at));
        let start = boundary(start).unwrap_or(0);
        let end = boundary(start + length).unwrap_or(start).max(start);
        let text = format!("{}{put}{}", &WHOLE[..start], &WHOLE[end..]);
        let mut sources = Sources::new();
        let id = sources.add(Source::new("report.toml", text.as_str()));
        let mut diagnostics = Diagnostics::new();
        Manifest::read(&text, id, &mut diagnostics);
        let findings = diagnostics.sorted();
        for finding in &findings {
            let span = finding.span.expect("every fault of a manifest has a place");
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
        let short = render::short(&findings, &sources);
        prop_assert_eq!(short.lines().count(), findings.len());
        prop_assert_eq!(render::json(&findings, &sources).lines().count(), findings.len());
        render::human(&findings, &sources, false);
    }
}
