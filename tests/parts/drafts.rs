//! Drafts: whatever can be built is built, and nobody overlooks what is wrong, or that it is one.

use std::path::{Path, PathBuf};

use super::support::epub::Epub;
use super::support::pdf::Pdf;
use super::support::project::Project;
use super::support::{validators, words};

/// A report with each fault of a reference, a note and a picture, in many kinds of places.
const FAULTY: &str = "# Rivers {#rivers}

A [link](#nope), a bare [](#other), a page [](#third \"page\"), a call.[^x] Leads [nowhere]().

![A map](../images/map.png \"The valley, [see](#nope)\"){#map .map narrow=\"../images/small.svg\"}

![](../images/photo.png){.decorative}

Among words ![a drop](drop.png) and ![](https://example.org/far.png).

## See [](#nope) here {#rivers}

> [!box] A box, [so](#nope)
> Its [words](#gone)[^y] and ![](drop.png).

- An item [with](#nope).[^z]

Term [t](#nope)
: What it is, [](#nope).

| Head [h](#nope) | B[^q] |
| --- | --- |
| [c](#nope) | ![](drop.png) |

Table: A caption [](#nope) {#table}

> [!pullquote]
> Words [q](#nope).

A paragraph without a name. {#para}

[^lost]: A note that nobody calls, with a [reference](#nope) and a call.[^within]

[^within]: Called from a note that nobody calls.

[^dup]: One.

[^dup]: Two.

    Its second paragraph.

[^list]: - A list
    - in a note.

Called.[^dup]
";

const MANIFEST: &str = "[report]\ntitle = \"Water\"\nsubtitle = \"In the valley\"\n\
                        language = \"en-GB\"\ndate = 2026-10-01\n\
                        disclaimer = \"See [](#nope) and ![](drop.png).\"\n\
                        [[authors]]\nname = \"Ada\"\nportrait = \"../images/ada.png\"\n\
                        bio = \"She [writes](#nope).\"\n\
                        [cover]\nimage = \"../images/cover.jpg\"\nalt = \"A river\"\n";

/// A project with these faults.
fn faulty(more: &str) -> Project {
    let project = Project::new(&format!("{MANIFEST}{more}"), &[("a.md", FAULTY)]);
    project.write("images/small.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>");
    project
}

/// Builds a draft, with this exit status.
fn draft(project: &Project, status: i32) -> (PathBuf, PathBuf) {
    project.diptych(&["build", "--draft", "-q"]).assert().code(status);
    (project.output("pdf"), project.output("epub"))
}

/// What stands on each page of a PDF, what is no part of the text included; none without the
/// program that reads it.
fn pages(pdf: &Path) -> Vec<String> {
    let text = validators::pdf_text(pdf, &[]).unwrap_or_default();
    text.split_terminator('\u{c}').map(str::to_string).collect()
}

/// Both editions of a draft say the same, apart from the word that makes it one.
fn assert_same_words(pdf: &Path, epub: &Path) -> Vec<String> {
    let pdf = words::of_pdf(&Pdf::open(pdf));
    let mut epub = words::of_epub(&Epub::open(epub));
    // Gathered notes have a heading in the text of the one and not of the other.
    epub.text.retain(|word| word != "Draft" && word != "Notes");
    assert_eq!(pdf.text.join(" "), epub.text.join(" "));
    assert_eq!(pdf.notes, epub.notes);
    pdf.text
}

#[test]
fn every_fault_is_a_mark_in_both_editions_and_both_are_valid() {
    let project = faulty("");
    let (pdf, epub) = draft(&project, 3);
    let text = assert_same_words(&pdf, &epub).join(" ");
    for mark in [
        "A link\u{202f}[?nope], a bare [?other], a page [?third], a call.[^x?]",
        "Leads nowhere\u{202f}[?].",
        "See [?nope] here",
        "A box, so\u{202f}[?nope]",
        "Its words\u{202f}[?gone][^y?] and [picture missing: manuscript/drop.png?].",
        "An item with\u{202f}[?nope].[^z?]",
        "Head h\u{202f}[?nope] B[^q?]",
        "Among words [picture missing: manuscript/drop.png (a drop)?] and \
         [picture missing: https://example.org/far.png?].",
        "[^lost?] A note that nobody calls, with a reference\u{202f}[?nope] and a call.2",
        "[^dup?] Two. Its second paragraph.",
        "[^list?] A list in a note.",
        "She writes\u{202f}[?nope].",
    ] {
        // A narrow space parts words as any other does.
        assert!(text.contains(&mark.replace('\u{202f}', " ")), "{mark}:\n{text}");
    }
    let missing = |alternatives: Vec<String>| {
        for path in ["map.png (A map)", "photo.png"] {
            let wanted = format!("picture missing: images/{path}");
            assert!(alternatives.contains(&wanted), "{wanted}: {alternatives:?}");
        }
    };
    missing(Pdf::open(&pdf).alternatives());
    missing(Epub::open(&epub).alternatives());
    validators::assert_pdf(&[&pdf]);
    validators::assert_epub(&[&epub]);
    validators::assert_accessible(&[&epub]);
}

#[test]
fn a_draft_is_valid_in_every_theme_and_direction() {
    let mut projects = Vec::new();
    let (mut pdfs, mut epubs) = (Vec::new(), Vec::new());
    for more in [
        "[theme]\nname = \"book\"\n[pdf]\nprofile = \"print\"\nnotes = \"end\"\n",
        "[theme]\nname = \"plain\"\n[pdf]\npaper = \"a5\"\nnotes = \"chapter\"\n",
        "[theme]\npage.columns = 2\n",
    ] {
        let project = faulty(more);
        let (pdf, epub) = draft(&project, 3);
        assert_same_words(&pdf, &epub);
        pdfs.push(pdf);
        epubs.push(epub);
        projects.push(project);
    }
    let project = faulty("");
    project.replace("manuscript/report.toml", "en-GB", "fa");
    let (pdf, epub) = draft(&project, 3);
    pdfs.push(pdf);
    epubs.push(epub);
    validators::assert_pdf(&pdfs.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    validators::assert_epub(&epubs.iter().map(PathBuf::as_path).collect::<Vec<_>>());
}

#[test]
fn each_page_and_file_and_the_metadata_say_that_it_is_a_draft() {
    let project = Project::new(
        "[report]\ntitle = \"Water\"\nlanguage = \"de\"\n",
        &[("a.md", "# Eins\n\nWorte.\n\n\\newpage\n\nMehr.\n\n# Zwei\n\nWorte.\n")],
    );
    let (pdf, epub) = draft(&project, 0);
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!([name(&pdf), name(&epub)], ["water-draft.pdf", "water-draft.epub"]);
    for page in pages(&pdf) {
        assert!(page.contains("Entwurf"), "{page}");
    }
    let (pdf, epub) = (Pdf::open(&pdf), Epub::open(&epub));
    assert!(pdf.page_count() > 4);
    assert!(!words::of_pdf(&pdf).text.contains(&"Entwurf".to_string()), "it is an artifact");
    for file in ["title.xhtml", "imprint.xhtml", "nav.xhtml", "chapter-1.xhtml"] {
        assert!(epub.file(file).contains("<p class=\"draft\">Entwurf</p>"), "{file}");
    }
    assert_eq!(epub.metadata("title"), ["Entwurf: Water"]);
    assert_eq!(epub.properties("schema:creativeWorkStatus"), ["Entwurf"]);
    let bytes = project.read("build/water-draft.pdf");
    let packet = String::from_utf8_lossy(&bytes);
    assert!(packet.contains("<xmp:Label>Entwurf</xmp:Label>"), "the packet says so");
    assert!(packet.contains("Entwurf: Water"), "the title says so");
}

#[test]
fn a_manifest_has_words_of_its_own_for_a_draft() {
    let manifest = "[report]\ntitle = \"Water\"\n";
    let chapters = [("a.md", "# One\n\nWords.\n")];
    let plain = Project::new(manifest, &chapters);
    let project =
        Project::new(&format!("{manifest}draft = \"Embargoed until 1 May\"\n"), &chapters);
    let (pdf, epub) = draft(&project, 0);
    assert!(pages(&pdf).iter().all(|page| page.contains("Embargoed until 1 May")));
    let epub = Epub::open(&epub);
    assert!(epub.file("chapter-1.xhtml").contains("Embargoed until 1 May"));
    assert_eq!(epub.metadata("title"), ["Embargoed until 1 May: Water"]);
    // What is no draft has none of it: not a byte is another.
    for project in [&plain, &project] {
        project.diptych(&["build", "-q"]).assert().success();
    }
    for file in ["build/water.pdf", "build/water.epub"] {
        assert!(plain.read(file) == project.read(file), "{file}");
    }
}

#[test]
fn a_draft_is_built_whatever_else_is_wrong_and_a_build_is_as_strict_as_ever() {
    let manifest = "chapters = [\"a.md\", \"gone.md\"]\n[report]\ntitel = \"Water\"\n\
                    date = \"soon\"\nlogo = \"none.svg\"\n[theme]\nname = \"nowhere\"\n\
                    accent = \"blue\"\n[pdf]\npaper = \"a7\"\n[output]\nname = \"w\"\n";
    let project = Project::new(manifest, &[("a.md", "# One\n\nWords\u{fffd}.\n")]);
    project.write("manuscript/a.md", b"# One\n\nW\xf6rter, [](#nope).\n");
    project.diptych(&["build", "-q"]).assert().code(1);
    assert!(!project.path("build").exists(), "nothing is written");
    let (pdf, epub) = draft(&project, 3);
    assert_eq!(Epub::open(&epub).metadata("title"), ["Draft: [Title?]"]);
    validators::assert_epub(&[&epub]);
    let text = words::of_pdf(&Pdf::open(&pdf)).text.join(" ");
    assert!(text.contains("[?nope]."), "{text}");
    // Where there is nothing to build, there is no draft.
    let empty = Project::new("[report]\ntitle = \"Water\"\n", &[("a.md", "\n")]);
    empty.diptych(&["build", "--draft", "-q"]).assert().code(1);
    assert!(!empty.path("build").exists());
    let none = Project::new("", &[]);
    none.diptych(&["build", "nowhere", "--draft", "-q"]).assert().code(2);
}
