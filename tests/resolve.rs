//! From the document to its numbers, names, outline and notes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;

use chapters::{manuscript, manuscript_with, resolved, resolved_in};
use diptych::document::visit::{Visit, walk_inline};
use diptych::document::{Document, Inline, InlineKind};
use diptych::references::References;
use insta::assert_snapshot;

/// The references of a report of one chapter, and its findings.
fn resolve(text: &str) -> String {
    resolve_with("[report]\ntitle = \"A Report\"\n", &[("one.md", text)])
}

fn resolve_with(manifest: &str, files: &[(&str, &str)]) -> String {
    let manuscript = manuscript_with(manifest, files);
    let (_, references, findings) = resolved(&manuscript);
    references.dump() + &findings
}

/// What the references and calls of a report say, one after the other.
fn said(document: &Document, references: &References) -> Vec<String> {
    struct Said<'r>(&'r References, Vec<String>);
    impl<'a> Visit<'a> for Said<'_> {
        fn inline(&mut self, inline: &'a Inline) {
            if matches!(inline.kind, InlineKind::Reference { .. } | InlineKind::NoteCall { .. }) {
                self.1.push(self.0.text(inline.id, &inline.kind, None));
            }
            walk_inline(self, inline);
        }
    }
    let mut said = Said(references, Vec::new());
    for block in document.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        said.block(block);
    }
    said.1
}

#[test]
fn figures_maps_tables_and_boxes_are_numbered_each_by_itself() {
    let manifest = "[report]\ntitle = \"A\"\n[contents]\nlists = [\"maps\", \"figures\", \"tables\", \"boxes\"]\n";
    let text = r#"![a](a.png "A *map*"){.map #m}

![b](b.png "A chart"){.chart}

![c](c.png){.photo}

![d](d.png)

> [!pdf]
> ![e](e.png "On paper")

- ![f](f.png "Second map[^1]"){.map}

| x |
|---|

Table: Facts {#t}

| y |
|---|

> [!box] A box
> ![g](g.png){#g}

> [!note] No box

[^1]: Note.
"#;
    assert_snapshot!(resolve_with(manifest, &[("one.md", text)]), @r"
    id g: Figure 3
    id m: Map 1
    id manuscript/one.md: Map 1
    id t: Table 1
    label Map 1 #m
    label Figure 1 #figure-1
    label Figure 2 #figure-2
    label Map 2 #map-2
    label Table 1 #t
    label Box 1 #box-1
    label Figure 3 #g
    list Maps
      Map 1: A map
      Map 2: Second map
    list Figures
      Figure 1: A chart
      Figure 2: On paper
      Figure 3: 
    list Tables
      Table 1: Facts
    list Boxes
      Box 1: A box
    note a: called 1 times
    ");
}

#[test]
fn notes_of_one_figure_table_or_box_are_lettered_and_all_others_numbered() {
    let text = "Text.[^t]\n\n![a](a.png \"One[^a] and two[^b]\"){#a}\n\n\
                > [!box] A box\n> Words.[^c]\n>\n> ![b](b.png \"In the box[^d]\")\n>\n> | x[^e] |\n> |---|\n\n\
                | y[^both] |\n|---|\n\nEnd.[^both]\n\n[^t]: T.\n\n[^a]: A.\n\n[^b]: B.[^n]\n\n\
                [^c]: C.\n\n[^d]: D.\n\n[^e]: E.\n\n[^both]: Both.\n\n[^n]: N.\n";
    let (_, references, findings) = resolved(&manuscript(&[("one.md", text)]));
    assert_eq!(findings, "");
    let marks: Vec<&str> = references.notes.iter().map(|note| note.mark.as_str()).collect();
    // What stands in a box is the box's; what a note calls, and what the text calls too, is not.
    assert_eq!(marks, ["1", "a", "b", "2", "a", "b", "c", "3"]);
}

#[test]
fn references_say_names_and_pages() {
    let text = "# The \"Goals\" {#goals}\n\n![a](a.png){#m .map}\n\n[](#m) [](#m \"page\") [](#m \"full\") [](#goals) [own](#m) [](#the-goals-of-all) [](two.md) [](two.md#end)\n\n## The goals of all\n";
    let manuscript =
        manuscript(&[("one.md", text), ("two.md", "# Two\n\n# End {#end .appendix}\n")]);
    let (document, references, findings) = resolved(&manuscript);
    assert_eq!(findings, "");
    assert_snapshot!(said(&document, &references).join("\n"), @r"
    Map 1
    page 0
    Map 1 on page 0
    “The ‘Goals’”

    “The goals of all”
    “Two”
    Appendix
    ");
}

#[test]
fn references_to_nothing_are_errors_with_the_nearest_id() {
    assert_snapshot!(resolve("# Goals\n\n![a](a.png){#map-1 .map}\n\nSee [](#map1), [the goals](#gaols) and [](#nothing-like-it).\n"), @r"
    1 Goals #goals
    id goals: “Goals”
    id manuscript/one.md: “Goals”
    id map-1: Map 1
    label Map 1 #map-1
    one.md:5:5: error[undefined-reference]: nothing in the report has the id “map1” «[](#map1)» — did you mean #map-1?
    one.md:5:16: error[undefined-reference]: nothing in the report has the id “gaols” «[the goals](#gaols)» — did you mean #goals?
    one.md:5:40: error[undefined-reference]: nothing in the report has the id “nothing-like-it” «[](#nothing-like-it)» — write {#nothing-like-it} behind the heading, picture or caption that is meant
    ");
}

#[test]
fn references_to_what_has_no_number_need_words() {
    assert_snapshot!(resolve("![a](a.png){#p .photo}\n\n[](#p) [](#p \"full\") [](#p \"page\") [words](#p)\n"), @r#"
    id manuscript/one.md: (no name)
    id p: (no name)
    one.md:3:1: error[unnumbered-reference]: what has the id “p” has no number that could stand here «[](#p)» — write words of your own, [words](#p), or its page, [](#p "page")
    one.md:3:8: error[unnumbered-reference]: what has the id “p” has no number that could stand here «[](#p "full")» — write words of your own, [words](#p), or its page, [](#p "page")
    "#);
}

#[test]
fn ids_are_unique_in_the_report() {
    assert_snapshot!(resolve_with("[report]\ntitle = \"A\"\n", &[("one.md", "# One {#x}\n\n# Goals\n\n# Goals\n"), ("two.md", "# Two {#goals}\n\n![a](a.png){#x}\n")]), @r"
    1 One #x
    1 Goals #goals-2
    1 Goals #goals-3
    1 Two #goals
    id goals: “Two”
    id goals-2: “Goals”
    id goals-3: “Goals”
    id manuscript/one.md: “One”
    id manuscript/two.md: “Two”
    id x: “One”
    label Figure 1 #x-2
    two.md:3:14: error[duplicate-id]: the id “x” is given twice «x» [1:9 first given here] — give one of them another id, and look at the references to it
    ");
    assert_snapshot!(resolve("# One {#x}\n\n[words]{#x}\n\n- item {#x}\n"), @r"
    1 One #x
    id manuscript/one.md: “One”
    id x: “One”
    one.md:3:10: error[duplicate-id]: the id “x” is given twice «x» [1:9 first given here] — give one of them another id, and look at the references to it
    one.md:5:10: error[duplicate-id]: the id “x” is given twice «x» [1:9 first given here] — give one of them another id, and look at the references to it
    ");
}

/// The anchors that the references of a report lead to, in order; nothing may be wrong with it.
fn led_to(files: &[(&str, &str)]) -> Vec<String> {
    let (document, references, findings) = resolved(&manuscript(files));
    assert_eq!(findings, "");
    struct Led<'r>(&'r References, Vec<String>);
    impl<'a> Visit<'a> for Led<'_> {
        fn inline(&mut self, inline: &'a Inline) {
            if let Some(target) = self.0.leads.get(&inline.id) {
                self.1.push(self.0.anchor(target.node).unwrap_or("(none)").to_string());
            }
            walk_inline(self, inline);
        }
    }
    let mut led = Led(&references, Vec::new());
    for block in document.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        led.block(block);
    }
    led.1
}

#[test]
fn words_items_terms_and_paragraphs_can_be_led_to() {
    let text = "A [word]{#w} and []{#p} place. {#para}\n\n- Item {#i}\n- Two\n\n  blocks {#b}\n\n\
                Term {#t}\n: Words. {#d}\n\nNote.[^n]\n\n[^n]: - In {#n}\n\n\
                [a](#w) [a](#p) [a](#para) [a](#i) [a](#b) [a](#t) [a](#d) [a](#n)\n";
    assert_eq!(led_to(&[("one.md", text)]), ["w", "p", "para", "i", "b", "t", "d", "n"]);
}

#[test]
fn a_link_leads_to_its_own_chapter_before_all_others() {
    let one = "# Introduction\n\n[a](#introduction) [b](two.md#introduction) [c](#costs) [d](#costs-1)\n\n\
               ## Costs\n\n## Costs\n\n[e](two.md#x) [f](#x) [g](two.md#costs)\n\nHere {#x}\n";
    let two = "# Two\n\n## Introduction\n\n[h](#introduction) [i](one.md#introduction) [j](#x)\n\n\
               [k](#costs-2)\n\nThere\n";
    assert_eq!(
        led_to(&[("one.md", one), ("two.md", two)]),
        [
            "introduction",
            "introduction-2",
            "costs",
            "costs-2",
            "x",
            "x",
            "costs",
            "introduction-2",
            "introduction",
            "x",
            "costs-2",
        ]
    );
}

#[test]
fn headings_are_found_by_the_ids_that_other_programs_give_them() {
    for (heading, id) in [
        ("Права человека", "права-человека"),
        ("Права человека", "prava-cheloveka"),
        (
            "Права человека",
            "%D0%BF%D1%80%D0%B0%D0%B2%D0%B0-%D1%87%D0%B5%D0%BB%D0%BE%D0%B2%D0%B5%D0%BA%D0%B0",
        ),
        ("Una lista de verificación", "una-lista-de-verificación"),
        ("Class: `stream.Writable`", "class-streamwritable"),
        ("The *best* -- and \"last\" -- way", "the-best----and-last----way"),
        ("What's new in 2.0?", "whats-new-in-20"),
        ("1. First steps", "first-steps"),
        ("1. First steps", "1-first-steps"),
        ("人权", "人权"),
        ("Case", "Case"),
        ("A [link](https://a.example)", "a-link"),
    ] {
        let text = format!("# Chapter\n\n## {heading}\n\n[x](#{id})\n");
        let led = led_to(&[("one.md", &text)]);
        assert_eq!(led.len(), 1, "{heading} {id}");
        assert_ne!(led, ["chapter"], "{heading} {id}");
    }
}

#[test]
fn headings_are_numbered_when_the_manifest_says_so() {
    let manifest = "[report]\ntitle = \"A\"\n[numbering]\nheadings = true\n";
    let text = "Opening.\n\n## Before\n\n# One\n\n## Aims\n\n### Deep\n\n#### Deeper\n\n## More {.unnumbered}\n\n## Last\n\n# Preface {.unnumbered .unlisted}\n\n# Two\n\n## First\n\n# Sources {.appendix}\n\n## Archives\n\n# Dates {.appendix}\n";
    assert_snapshot!(resolve_with(manifest, &[("one.md", text)]), @r"
    1 Before #before
    1 1 One #one
      2 1.1 Aims #aims
        3 1.1.1 Deep #deep
          4 Deeper #deeper
      2 More #more
      2 1.2 Last #last
    1 Preface #preface (unlisted)
    1 2 Two #two
      2 2.1 First #first
    1 Appendix A: Sources #sources
      2 A.1 Archives #archives
    1 Appendix B: Dates #dates
    id aims: 1.1
    id archives: A.1
    id before: “Before”
    id dates: Appendix B
    id deep: 1.1.1
    id deeper: “Deeper”
    id first: 2.1
    id last: 1.2
    id manuscript/one.md: “Before”
    id more: “More”
    id one: 1
    id preface: “Preface”
    id sources: Appendix A
    id two: 2
    one.md:3:1: warning[skipped-level]: the first heading is of level 2 «## Before» — write # here: levels follow one another
    ");
}

#[test]
fn a_single_appendix_has_no_letter() {
    assert_snapshot!(resolve("# One\n\n[](#a)\n\n# Sources {#a .appendix}\n"), @r"
    1 One #one
    1 Appendix: Sources #a
    id a: Appendix
    id manuscript/one.md: “One”
    id one: “One”
    ");
}

#[test]
fn levels_that_are_skipped_are_closed_up() {
    assert_snapshot!(resolve("# One\n\n### Three\n\n### Three again\n\n## Two\n\n> # Quoted\n\n# Other\n"), @r"
    1 One #one
      2 Three #three
      2 Three again #three-again
      2 Two #two
    1 Other #other
    id manuscript/one.md: “One”
    id one: “One”
    id other: “Other”
    id quoted: “Quoted”
    id three: “Three”
    id three-again: “Three again”
    id two: “Two”
    one.md:3:1: warning[skipped-level]: a heading of level 3 follows one of level 1 «### Three» — write ## here: levels follow one another
    ");
    assert_snapshot!(resolve("## First of all\n"), @r"
    1 First of all #first-of-all
    id first-of-all: “First of all”
    id manuscript/one.md: “First of all”
    one.md:1:1: warning[skipped-level]: the first heading is of level 2 «## First of all» — write # here: levels follow one another
    ");
}

#[test]
fn notes_are_numbered_by_their_first_calls() {
    let one = "# One[^b]\n\nText[^a] and[^b].\n\n[^a]: A[^c].\n\n[^b]: B\n\n[^c]: C\n";
    let two = "# Next\n\nNext[^a].\n\n[^a]: Another A.\n";
    let manuscript = manuscript(&[("one.md", one), ("two.md", two)]);
    let (document, references, findings) = resolved(&manuscript);
    assert_eq!(findings, "");
    assert_eq!(said(&document, &references), ["1", "2", "1", "4"]);
    let order: Vec<(&str, usize)> = references
        .notes
        .iter()
        .map(|entry| (document.notes[entry.note].name.as_str(), entry.calls.len()))
        .collect();
    assert_eq!(order, [("b", 2), ("a", 1), ("c", 1), ("a", 1)]);
}

#[test]
fn a_title_has_none_of_its_calls_in_the_outline_and_all_of_its_spaces() {
    let notes = "[^1]: One.\n\n[^2]: Two.\n";
    let outline =
        resolve(&format!("# Called[^1][^2] twice\n\n## *One*\u{202f}**space**\n\n{notes}"));
    assert!(outline.contains("Called twice"), "{outline}");
    assert!(outline.contains("One\u{202f}space"), "{outline}");
}

#[test]
fn notes_without_call_and_calls_without_note_are_errors() {
    assert_snapshot!(resolve("A[^sorce] b[^x].\n\n[^source]: S\n\n[^twice]: One\n\n[^twice]: Two\n\nC[^Twice].\n"), @r"
    id manuscript/one.md: (no name)
    note 1: called 1 times
    one.md:1:2: error[undefined-note]: there is no note “sorce” in this file «[^sorce]» — did you mean [^source]?
    one.md:1:12: error[undefined-note]: there is no note “x” in this file «[^x]» — write the note below: [^x]: …
    one.md:3:1: error[uncalled-note]: the note “source” is never called, and would be printed nowhere «[^source]» — call it in the text with [^source], or take it out
    one.md:7:1: error[duplicate-note]: the note “twice” is defined twice in this file «[^twice]» [5:1 first defined here] — give one of them another name, and look at its calls
    ");
}

#[test]
fn notes_that_call_one_another_are_numbered_once() {
    assert_snapshot!(resolve("A[^a].\n\n[^a]: See[^b].\n\n[^b]: See[^a].\n"), @r"
    id manuscript/one.md: (no name)
    note 1: called 2 times
    note 2: called 1 times
    ");
}

#[test]
fn the_language_names_things() {
    let manifest = "[report]\ntitle = \"Bericht\"\nlanguage = \"de\"\n";
    let text = "# Ziele für alle\n\n![a](a.png){#k .map}\n\n[](#k) [](#k \"full\") [](#ziele-fuer-alle)\n\n# Quellen {.appendix}\n";
    let manuscript = manuscript_with(manifest, &[("one.md", text)]);
    let (document, references, findings) = resolved(&manuscript);
    assert_eq!(findings, "");
    assert_eq!(
        said(&document, &references),
        ["Karte 1", "Karte 1 auf Seite\u{a0}0", "„Ziele für alle“"]
    );
}

#[test]
fn a_theme_may_number_figures_by_chapter() {
    let text = r##"
![a](a.png "Before any chapter"){#a}

# One

![b](b.png "B"){#b}

![c](c.png "C"){#c}

| x |
|---|

Table: Facts {#t}

# Two

![d](d.png "D"){#d}

# Aside {.unnumbered}

![e](e.png "E"){#e}

# More {.appendix}

![f](f.png "F"){#f .map}
"##;
    let labels = |theme: &str, language: &str| {
        let manifest = format!("[report]\ntitle = \"A\"\nlanguage = \"{language}\"\n");
        let manuscript = manuscript_with(&manifest, &[("one.md", text)]);
        let (_, references, _) = resolved_in(&manuscript, theme);
        references.labels.values().cloned().collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        labels("book", "en"),
        "Figure 1 | 1 | Figure 1.1 | Figure 1.2 | Table 1.1 | 2 | Figure 2.1 | Figure 2 | \
         Appendix | Map A.1"
    );
    assert!(labels("book", "fa").contains("شکل ۱.۲"));
    assert!(labels("report", "en").contains("Figure 5"));
    let chapters = "# One\n\n![b](b.png \"B\"){#b}\n\nAs [](#b) has it.\n";
    let (document, references, _) = resolved_in(&manuscript(&[("one.md", chapters)]), "book");
    assert_eq!(said(&document, &references), ["Figure 1.1"]);
}
