//! Each kind of what is not read, and beside it what looks like it and is none.

use super::super::chapters::parse_file;
use super::super::reader::Settings;
use super::kind::Kind;
use super::{Search, lines};
use crate::diagnostic::Severity;
use crate::document::visit::Visit;
use crate::document::{BlockKind, Inline, InlineKind, Leaf, NodeId};
use crate::language::Language;
use crate::source::{Source, SourceId, Span};

/// The findings of a chapter that this room makes: the code, and what stands at the place.
fn named_in(text: &str, language: &str) -> Vec<(String, String)> {
    let source = Source::new("manuscript/one.md", text);
    let language = Language::parse(language).unwrap_or_default();
    let settings = Settings::new(language, Vec::new(), None);
    let parsed = parse_file(SourceId::from_index(0), &source, &settings);
    let known =
        ["unread-", "conflict-marker", "draft-mark", "printed-metadata", "invalid-attributes"];
    let mut named: Vec<(u32, String, String)> = Vec::new();
    for finding in &parsed.diagnostics {
        let code = finding.code.name();
        let span = finding.span.unwrap_or_default();
        if known.iter().any(|known| code.starts_with(known)) && code != "unread-metadata" {
            let place = text.get(span.range()).unwrap_or_default().to_string();
            named.push((span.start, code.to_string(), place));
        }
    }
    named.sort();
    named.into_iter().map(|(_, code, place)| (code, place)).collect()
}

/// What is written, its findings by code and place, and a sibling that must stay silent.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// Holds that each text has these findings, by their code and what stands at the place, and that
/// its sibling has none.
fn hold(cases: &[Case]) {
    let mut faults = String::new();
    for (text, expected, sibling) in cases {
        let named = named_in(text, "en");
        let named: Vec<(&str, &str)> =
            named.iter().map(|(code, place)| (code.as_str(), place.as_str())).collect();
        if named != *expected {
            faults += &format!("{text:?}\n  has {named:?}\n  not {expected:?}\n");
        }
        let silent = named_in(sibling, "en");
        if !silent.is_empty() {
            faults += &format!("{sibling:?}\n  has {silent:?}\n");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn citations_and_cross_references() {
    const CITATION: &str = "unread-citation";
    const REFERENCE: &str = "unread-cross-reference";
    hold(&[
        ("So [@doe, p. 3].", &[(CITATION, "[@doe, p. 3]")], "So [see me @ home]."),
        ("So [-@doe].", &[(CITATION, "[-@doe]")], "Write to a.doe@example.org or [a@b.org]."),
        (
            "So [see @doe99; also @poe].",
            &[(CITATION, "[see @doe99; also @poe]")],
            "Ask @nasa and foo@bar.",
        ),
        (
            "As @doe2004 says.",
            &[(CITATION, "@doe2004")],
            "By A. Doe (@doe2004) and [@a][b]. See `@doe2004` and \\@doe2004, and `[@doe]`.",
        ),
        (
            "As @doe says [@poe].",
            &[(CITATION, "@doe"), (CITATION, "[@poe]")],
            "As @doe says. Thanks to @roe, [@poe].\n\n[@poe]: https://b.org",
        ),
        ("So {cite}`doe`.", &[(CITATION, "{cite}")], "So {cite} `doe`."),
        (
            "{cite:p}`doe`",
            &[(CITATION, "{cite:p}")],
            "[@doe](https://a.org/@doe)\n\n[@doe]: https://b.org",
        ),
        (
            "See @fig-map and [@tbl-a].",
            &[(REFERENCE, "@fig-map"), (REFERENCE, "[@tbl-a]")],
            "A @figure and me@fig-map.",
        ),
        (
            "See Figure \\@ref(fig:map).",
            &[(REFERENCE, "\\@ref(fig:map)")],
            "See `\\@ref(fig:map)`.",
        ),
        ("> - See @sec-one.", &[(REFERENCE, "@sec-one")], "<https://a.org/@sec-one>"),
    ]);
}

#[test]
fn mathematics() {
    const MATH: &str = "unread-math";
    hold(&[
        ("Let $x^2$ be.", &[(MATH, "$x^2$")], "From $5 and $10."),
        ("Let $x$ and $y$ be.", &[(MATH, "$x$"), (MATH, "$y$")], "Costs of $5, or 10$ in all."),
        ("So $a + b = c$.", &[(MATH, "$a + b = c$")], "About $20,000 and $30,000, US$5–US$10."),
        (
            "So $\\alpha * \\beta * c$.",
            &[(MATH, "$\\alpha * \\beta * c$")],
            "Escaped: \\$x$ and \\$y\\$.",
        ),
        ("So $x^2+y^2$.", &[(MATH, "$x^2+y^2$")], "Cash ($) and more ($)."),
        ("$$\nE = mc^2\n$$", &[(MATH, "$$\nE = mc^2\n$$")], "Big $$ in it, and $$$ for all."),
        ("$$\na\n\n- b = c\n$$\n\nEnd.", &[(MATH, "$$\na\n\n- b = c\n$$")], "```\n$$\na\n$$\n```"),
        ("So \\(x^2\\).", &[(MATH, "\\(x^2\\)")], "So \\(not this\\), \\(c\\) nor \\[1\\]."),
        ("\\[\n\\frac{a}{b}\n\\]", &[(MATH, "\\[\n\\frac{a}{b}\n\\]")], "\\[a note\\] of mine"),
        ("So \\\\(x_1\\\\).", &[(MATH, "\\\\(x_1\\\\)")], "`\\\\(x_1\\\\)`"),
        ("So $y_1$.", &[(MATH, "$y_1$")], "https://a.org/?$filter=a&$top=b"),
        ("```math\nx\n```", &[(MATH, "```math")], "```text\n$x^2$\n```"),
        (
            "$0.05$ and $f(x)$",
            &[(MATH, "$0.05$"), (MATH, "$f(x)$")],
            "$HOME/bin and $PATH: $HOME/$PATH, $Id$",
        ),
        ("- $n-1$ of them", &[(MATH, "$n-1$")], "between $100K and $200K/year, $5/month or 60$"),
    ]);
}

#[test]
fn commands_of_latex() {
    const LATEX: &str = "unread-latex";
    hold(&[
        ("A \\textbf{bold} word.", &[(LATEX, "\\textbf{bold}")], "In C:\\Users\\{name}."),
        (
            "\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}",
            &[(LATEX, "\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}")],
            "`\\begin{tabular}`",
        ),
        (
            "See \\cite[3]{doe} and \\ref{a}.",
            &[(LATEX, "\\cite[3]{doe}"), (LATEX, "\\ref{a}")],
            "A \\w{2,} in words, \\d{3}.",
        ),
        ("Words\\index{words} here.", &[], "One\\\\two \\\\textbf{x}"),
        ("Words \\index{words} here.", &[(LATEX, "\\index{words}")], "\\newpage"),
        ("By \\LaTeX.", &[(LATEX, "\\LaTeX")], "On \\\\server\\share and D:\\item."),
        (
            "\\includegraphics[width=1cm]{a.png}",
            &[("unread-picture", "\\includegraphics[width=1cm]{a.png}")],
            "`\\includegraphics{a.png}`",
        ),
        (
            "\\begin{align}\na\n\\end{align}",
            &[("unread-math", "\\begin{align}\na\n\\end{align}")],
            "```latex\n\\begin{align}\n```",
        ),
        (
            "\\input{other.tex}",
            &[("unread-include", "\\input{other.tex}")],
            "    \\input{other.tex}",
        ),
    ]);
}

#[test]
fn templates_and_what_they_bring_in() {
    const TEMPLATE: &str = "unread-template";
    const INCLUDE: &str = "unread-include";
    const CONTENTS: &str = "unread-contents";
    hold(&[
        (
            "By {{ page.author }}.",
            &[(TEMPLATE, "{{ page.author }}")],
            "The set {{1}, {2}} and `{{ a }}`.",
        ),
        (
            "{% if a %}Words{% endif %}",
            &[(TEMPLATE, "{% if a %}"), (TEMPLATE, "{% endif %}")],
            "`{% if a %}`",
        ),
        (
            "{{< video a.mp4 >}}",
            &[(TEMPLATE, "{{< video a.mp4 >}}")],
            "```\n{{< video a.mp4 >}}\n```",
        ),
        ("{{% notice %}}", &[(TEMPLATE, "{{% notice %}}")], "\\{{ a }}"),
        (
            "{{< include _a.qmd >}}",
            &[(INCLUDE, "{{< include _a.qmd >}}")],
            "`{{< include _a.qmd >}}`",
        ),
        (
            "```rust\n{{#rustdoc_include ../b/a.rs:here}}\n```",
            &[(INCLUDE, "```rust\n{{#rustdoc_include ../b/a.rs:here}}\n```")],
            "```\nWrite {{#include ../b/a.rs}} here.\n```",
        ),
        ("{{#include a.md}}", &[(INCLUDE, "{{#include a.md}}")], "```rust\n{{#include a.rs}}\n```"),
        (
            "{% include \"a.html\" %}",
            &[(INCLUDE, "{% include \"a.html\" %}")],
            "<!-- {% include a.html %} -->",
        ),
        (
            "<!--#include file=\"a.html\" -->",
            &[(INCLUDE, "<!--#include file=\"a.html\" -->")],
            "<!-- include -->",
        ),
        ("--8<-- \"a.md\"", &[(INCLUDE, "--8<-- \"a.md\"")], "`--8<-- a`"),
        (
            "{{< figure src=\"a.png\" >}}",
            &[("unread-picture", "{{< figure src=\"a.png\" >}}")],
            "![A](a.png)",
        ),
        ("[TOC]", &[(CONTENTS, "[TOC]")], "The [TOC] of a book."),
        ("[[_TOC_]]", &[(CONTENTS, "[[_TOC_]]")], "`[[_TOC_]]`"),
        ("{{toc}}", &[(CONTENTS, "{{toc}}")], "`{{toc}}`"),
    ]);
}

#[test]
fn boxes_roles_and_directives() {
    const DIRECTIVE: &str = "unread-directive";
    const ADMONITION: &str = "unread-admonition";
    hold(&[
        ("See {ref}`a`.", &[("unread-role", "{ref}")], "The set {a} `b`."),
        ("See :ref:`a`.", &[("unread-role", ":ref:")], "See a:b:`c`."),
        (
            "!!! note \"Title\"\n    Words.",
            &[(ADMONITION, "!!! note \"Title\"")],
            "!!! wow, what a note",
        ),
        ("??? note\n    Words.", &[(ADMONITION, "??? note")], "??? who knows"),
        ("=== \"Tab\"", &[(ADMONITION, "=== \"Tab\"")], "Heading\n==="),
        (
            "```{unheard-of} title\nWords.\n```",
            &[(DIRECTIVE, "```{unheard-of} title")],
            "```rust\n{note}\n```",
        ),
        (".. note::\n   Words.", &[(DIRECTIVE, ".. note::")], ".. and so on"),
        (".. image:: a.png", &[("unread-picture", ".. image:: a.png")], "a .. image:: b"),
        ("```{r, echo=FALSE}\n1\n```", &[("unread-chunk", "```{r, echo=FALSE}")], "```r\n1\n```"),
        ("```mermaid\na\n```", &[("unread-diagram", "```mermaid")], "```text\nmermaid\n```"),
        ("~~~{.dot}\na\n~~~", &[("unread-diagram", "~~~{.dot}")], "~~~{.python}\na\n~~~"),
    ]);
}

#[test]
fn tables_drawn_with_dashes() {
    let grid = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+";
    let simple = "  Right     Left\n-------     ------\n     12     12\n    123     123";
    let many = "-------------------\n Head      Other\n---------- --------\n One       two\n           three\n\n Four      five\n-------------------";
    let bare = "------- ------\n     12 12\n    123 123\n------- ------";
    hold(&[
        (grid, &[("unread-table", grid)], "| a | b |\n|---|---|\n| c | d |"),
        (simple, &[("unread-table", simple)], "Words.\n\n--- ---\n\nMore words."),
        (many, &[("unread-table", many)], "Words.\n\n- - - - -\n\nMore."),
        (bare, &[("unread-table", bare)], "------- ------\n\nWords\n\n------- ------\n\nMore"),
    ]);
    hold(&[(
        &format!("Words.\n\n{many}\n\nMore."),
        &[("unread-table", many)],
        &format!("```\n{many}\n```\n\n<!--\n{simple}\n-->"),
    )]);
}

#[test]
fn a_table_drawn_with_dashes_is_printed_as_it_is_drawn() {
    let table = "---------\n A    B\n---- ----\n One  two\n\n x    four\n---------";
    let grid = "  +---+---+\n  | a | b |\n  +---+---+";
    let text = format!("Words.\n\n{table}\n\nMore.\n\n{grid}\n\nEnd.\n");
    let source = Source::new("manuscript/one.md", text.as_str());
    let settings = Settings::new(Language::default(), Vec::new(), None);
    let parsed = parse_file(SourceId::default(), &source, &settings);
    let said: Vec<String> = parsed
        .blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Code { text, .. } => format!("code {}", text.plain_text()),
            BlockKind::Paragraph(text) => text.plain_text(),
            other => format!("{other:?}"),
        })
        .collect();
    let (table, grid) = (format!("code {table}"), format!("code {grid}"));
    assert_eq!(said, ["Words.", &table, "More.", &grid, "End."]);
}

#[test]
fn marks_around_words() {
    const MARK: &str = "unread-mark";
    hold(&[
        ("A ==marked== word.", &[(MARK, "==marked==")], "If a == b and c == d, a==b, c==d."),
        ("An ++inserted++ word.", &[(MARK, "++inserted++")], "C++ and C++11, ++i and i++."),
        ("A {++new++} word.", &[("unread-change", "{++new++}")], "`{++new++}`"),
        ("A {--old--} word.", &[("unread-change", "{--old--}")], "Sets {a} -- {b}."),
        ("A note[^a b].", &[("unread-note", "[^a b]")], "The set [^a-z ] and [^ ]."),
        (
            "Happy :smile: face.",
            &[("unread-emoji", ":smile:")],
            "At 10:30:45, std::vec::Vec, a:b:c, Note: this: that.",
        ),
        (
            "All :+1::tada:",
            &[("unread-emoji", ":+1:"), ("unread-emoji", ":tada:")],
            "`:smile:` https://a:b:c",
        ),
    ]);
}

/// What would be named if these words were printed as they stand, whatever reads them now.
fn named_if_printed(words: &str) -> Vec<Kind> {
    let span = Span::new(SourceId::default(), 0..words.len());
    let id = NodeId { source: span.source, index: 0 };
    let text = Inline { id, span, kind: InlineKind::Text(words.to_string()) };
    let leaf = Leaf { id, span, inlines: vec![text] };
    let language = Language::default();
    let mut search = Search::new(words, &language, lines::of(words));
    search.leaf(&leaf);
    search.named.into_iter().map(|one| one.kind).collect()
}

#[test]
fn what_is_read_is_named_where_it_is_printed() {
    let cases: [(&str, &[Kind]); 17] = [
        ("[[Chapter]]", &[Kind::WikiLink]),
        ("[[Chapter#Head|words]]", &[Kind::WikiLink]),
        ("![[a.png]]", &[Kind::Picture]),
        ("![[Chapter]]", &[Kind::Include]),
        ("[[1]] [[ -f a ]] [[]]", &[]),
        ("%%words%%", &[Kind::Comment]),
        ("100%% of 50%% of", &[]),
        ("Words {.lead}", &[Kind::Attributes]),
        ("{: .lead}", &[Kind::Attributes]),
        ("{a} {1, 2} {}", &[]),
        ("::: note", &[Kind::Fence]),
        ("::: note\nWords.\n:::", &[Kind::Fence, Kind::Fence]),
        ("A ratio ::: no", &[]),
        ("{:toc}", &[Kind::Contents]),
        ("Words {#eq:one}", &[Kind::Mathematics]),
        ("[!INCLUDE a]", &[Kind::Include]),
        ("{!a.md!}", &[Kind::Include]),
    ];
    for (words, kinds) in cases {
        assert_eq!(named_if_printed(words), kinds, "{words}");
    }
}

#[test]
fn marks_of_unfinished_work() {
    const DRAFT: &str = "draft-mark";
    hold(&[
        (
            "TODO: ask.",
            &[(DRAFT, "TODO")],
            "A TODO list, the TODO of it; in die TODO. The TODO of a file, TODO.md and `TODO`.",
        ),
        (
            "It rose by TODO percent.",
            &[(DRAFT, "TODO")],
            "(see FIXME above) Die Dateien TODO und a zu merken. Write “TODO” there. <!-- TODO: ask -->",
        ),
        ("[TODO check]", &[(DRAFT, "TODO")], "TODOS and MY_TODO"),
        ("FIXME(ann): ask.", &[(DRAFT, "FIXME")], "A FIXME comment"),
        ("[XXX]", &[(DRAFT, "XXX")], "Chapter XXX, Article XXX: Of Peace; XXX"),
        ("About $XXX.", &[(DRAFT, "XXX")], "CVE-XXXX and XXX-large"),
        ("It rose TK percent.", &[(DRAFT, "TK")], "Techniker Krankenkasse (TK), TK Maxx"),
        ("On page TK.", &[(DRAFT, "TK")], "The TK of T.K. Maxx"),
        ("More TKTK.", &[(DRAFT, "TKTK")], "TKs"),
    ]);
    assert!(named_in("TODO EL MUNDO. Lo vio TODO el mundo.", "es").is_empty());
    assert_eq!(named_in("TODO: preguntar.", "es").len(), 1);
    assert_eq!(named_in("TODO prüfen. Es waren rund TODO. Also (TODO).", "de").len(), 3);
}

#[test]
fn metadata_that_is_not_in_the_first_line() {
    hold(&[
        (
            "\n+++\ntitle = \"A\"\n+++\n\nWords.",
            &[("printed-metadata", "+++\ntitle = \"A\"\n+++\n")],
            "Words.\n\n+++\n\nWords.",
        ),
        (
            "\n% Title\n% Author\n\nWords.",
            &[("printed-metadata", "% Title\n% Author\n")],
            "Words.\n\n% of all",
        ),
    ]);
}

#[test]
fn a_conflict_is_an_error_with_all_its_places() {
    let text = "Words.\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> main\n\nWords.\n";
    let source = Source::new("manuscript/one.md", text);
    let settings = Settings::new(Language::default(), Vec::new(), None);
    let parsed = parse_file(SourceId::from_index(0), &source, &settings);
    let places: Vec<(Severity, usize, Vec<usize>)> = parsed
        .diagnostics
        .iter()
        .filter(|finding| finding.code.name() == "conflict-marker")
        .map(|finding| {
            let line = |start: u32| source.position(start as usize).line;
            let related = finding.related.iter().map(|(span, _)| line(span.start)).collect();
            (finding.severity, line(finding.span.unwrap_or_default().start), related)
        })
        .collect();
    assert_eq!(places, [(Severity::Error, 3, vec![5, 7])]);
    assert!(named_in(&format!("```text\n{text}```\n"), "en").is_empty());
    assert!(named_in("Heading\n=======\n\n> > > > > > > Words", "en").is_empty());
    assert_eq!(named_in("One\n=======\nTwo\n>>>>>>> main\n", "en").len(), 1);
}

#[test]
fn one_cause_has_one_finding() {
    assert_eq!(named_in("{{ \"$x^2$\" }} and $\\text{@doe2004}$", "en").len(), 2);
    assert_eq!(named_in("$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$", "en").len(), 1);
}

#[test]
fn places_hold_where_the_source_spells_it_otherwise() {
    let text =
        "“Words” -- \"quoted\"... it's &amp; <!-- a $y$ --> \\$ here, $x$ -- and\n> not [@doe].";
    let named = named_in(text, "en");
    let places: Vec<&str> = named.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["$x$", "[@doe]"]);
}

#[test]
fn captions_notes_and_cells_are_looked_through() {
    let text = "![A](a.png \"So $x^2$\")\n\n| a |\n|---|\n| {{ b }} |\n\nWords[^1].\n\n[^1]: See [@doe].\n";
    let named = named_in(text, "en");
    let places: Vec<&str> = named.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["$x^2$", "{{ b }}", "[@doe]"]);
}

#[test]
fn tables_whose_dashes_do_not_fit() {
    const TABLE: &str = "unread-table";
    let fits = "| `a\\|b` | c |\n|---|---|\n| 1 | 2 |";
    hold(&[
        ("| `a|b` | c |\n|---|---|\n| 1 | 2 |", &[(TABLE, "|---|---|")], fits),
        ("a | b\n--- | --- | ---\n1 | 2", &[(TABLE, "--- | --- | ---")], "a | b\n--- | ---\n1 | 2"),
        ("> | a |\n> |:--|--:|", &[(TABLE, "|:--|--:|")], "```\n| a |\n|---|---|\n```"),
        (
            "Words.\n| a |\n|---|---|",
            &[(TABLE, "|---|---|")],
            "Words.\n| a | b |\n|---|---|\n| 1 | 2 |",
        ),
    ]);
}

#[test]
fn pictures_that_were_to_be_put_in() {
    const PICTURE: &str = "unread-picture";
    hold(&[
        (
            "Insert 18333fig0101.png \nFigure 1-1. Local version control.",
            &[(PICTURE, "Insert 18333fig0101.png")],
            "Insert the key.\n\n- logo.png\n- Open map.png\n\nSave the image as `map.png`.",
        ),
        ("Words.\n\n*Image* x\n\nBild karte.jpg", &[(PICTURE, "Bild karte.jpg")], "`Insert a.png`"),
    ]);
}
