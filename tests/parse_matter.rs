//! What the manifest implies: cover, imprint, about the author.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;

use chapters::{document, findings, manuscript_with, resolved};
use diptych::diagnostic::Diagnostics;
use diptych::document::{Block, BlockKind, InlineKind};
use diptych::parse::{Cache, parse};
use diptych::theme::Theme;
use insta::assert_snapshot;

const FULL: &str = r#"
[report]
title = "The \"Withdrawal\""
subtitle = "Three years on"
short_title = "Withdrawal"
series = "Policy Memo"
number = "2024-07"
date = 2024-10-01
language = "en-US"
publisher = "Aldermere Institute"
place = "Washington, DC"
url = "https://aldermere.example/w"
rights = "© 2024 Aldermere Institute"
license = "CC-BY-4.0"
doi = "10.1234/abc"
issn = "2049-3630"
isbn = { pdf = "978-0-306-40615-7", epub = "978-1-86197-876-9" }
disclaimer = "It takes *no* position.[^1]\n\n[^1]: None at all."
funding = "By the *fund*."
acknowledgments = "Thanks."
about = '''
We are an **institute**.
'''

[[authors]]
name = "Ada O'Neil"
role = "Senior Fellow"
affiliation = "Aldermere"
bio = "She's written \"*A Book*\"."
orcid = "0000-0002-1825-0097"

[[authors]]
name = "Bo Li"

[[authors]]
name = "Cy Day"
bio = "He has not."

[cover]
image = "../images/cover.jpg"
alt = "Ridges"
credit = "Illustration: *Aldermere*."
"#;

#[test]
fn a_full_manifest_makes_front_and_back() {
    let manuscript = manuscript_with(FULL, &[("one.md", "# One\n")]);
    let (document, references, findings) = resolved(&manuscript);
    assert_eq!(findings, "");
    assert_snapshot!(document.dump(), @r"
    document en-US
      front
        cover images/cover.jpg “Ridges”
        publisher: Aldermere Institute
        series: Policy Memo
        number: 2024-07
        title: The “Withdrawal”
        subtitle: Three years on
        byline: Ada O’Neil, Bo Li, and Cy Day
        date: October 2024
        running title: Withdrawal
        statement
          paragraph: It takes *no* position.[^1]
        label: Title
          paragraph: *The “Withdrawal”: Three years on*
        label: Authors
          paragraph: Ada O’Neil, Bo Li, and Cy Day
        label: Published
          paragraph: October 2024⏎Aldermere Institute, Washington, DC
        label: Cite as
          paragraph: Ada O’Neil, Bo Li, and Cy Day, *The “Withdrawal”* (Washington, DC: Aldermere Institute, October 2024).
        label: Series
          paragraph: Policy Memo, 2024-07
        label: Identifiers
          paragraph: ISBN 978-0-306-40615-7 (PDF)⏎ISBN 978-1-86197-876-9 (EPUB)⏎ISSN 2049-3630⏎[https://doi.org/10.1234/abc](https://doi.org/10.1234/abc)⏎[https://aldermere.example/w](https://aldermere.example/w)
        label: Cover
          paragraph: Illustration: *Aldermere*.
        label: Funding
          paragraph: By the *fund*.
        label: Rights
          paragraph: © 2024 Aldermere Institute. Licensed under [Creative Commons Attribution 4.0](https://creativecommons.org/licenses/by/4.0/).
        label: Type
          paragraph: Source Serif 4 and Source Sans 3, under the SIL Open Font License.
      chapter body
        heading 1: One
      chapter back
        heading 1: About the authors
        person: Ada O’Neil
          detail: Senior Fellow, Aldermere
          paragraph: She’s written “*A Book*”.
          contact: [https://orcid.org/0000-0002-1825-0097](https://orcid.org/0000-0002-1825-0097)
        person: Cy Day
          paragraph: He has not.
        label: Acknowledgments
          paragraph: Thanks.
        label: The institution
          paragraph: We are an **institute**.
      note [^1]
        paragraph: None at all.
    ");
    assert_eq!(references.notes.len(), 1);
    assert_eq!(references.outline.len(), 2);
}

#[test]
fn one_author_has_a_role_on_the_cover() {
    let manifest = "[report]\ntitle = \"Titel?\"\nsubtitle = \"Mehr\"\nlanguage = \"de\"\nlicense = \"MIT\"\n[[authors]]\nname = \"A B\"\nrole = \"Leiterin\"\naffiliation = \"Haus\"\n";
    let (document, diagnostics) = document(&manuscript_with(manifest, &[]));
    assert!(diagnostics.is_empty());
    assert_snapshot!(document.dump(), @r"
    document de
      front
        title: Titel?
        subtitle: Mehr
        byline: A B
        role: Leiterin
        running title: Titel?
        label: Titel
          paragraph: *Titel? Mehr*
        label: Verfasst von
          paragraph: A B
        label: Zitierweise
          paragraph: A B, *Titel?*.
        label: Rechte
          paragraph: Lizenz: MIT.
        label: Schrift
          paragraph: Source Serif 4 und Source Sans 3, unter der SIL Open Font License.
      chapter back
        heading 1: Zur Person
        person: A B
          detail: Leiterin, Haus
    ");
}

#[test]
fn markdown_of_the_manifest_stands_where_it_is_written() {
    let manuscript = manuscript_with(FULL, &[]);
    let (document, _) = document(&manuscript);
    let back = document.chapters.last().unwrap();
    let institution = back.blocks.last().unwrap();
    let BlockKind::Labelled(labelled) = &institution.kind else { panic!("{institution:?}") };
    let Some(Block { kind: BlockKind::Paragraph(text), .. }) = labelled.blocks.first() else {
        panic!("{labelled:?}")
    };
    let strong = text.inlines.iter().find(|inline| matches!(inline.kind, InlineKind::Strong(_)));
    assert_eq!(manuscript.sources.slice(strong.unwrap().span), "**institute**");
}

#[test]
fn faults_in_the_markdown_of_the_manifest_have_places() {
    let manifest = "[report]\ntitle = \"A\"\nabout = \"An [empty]() link.\"\nfunding = \"An \\\"escaped\\\" [one]().\"\n";
    let manuscript = manuscript_with(manifest, &[]);
    let (_, diagnostics) = document(&manuscript);
    assert_snapshot!(findings(&manuscript, &diagnostics), @r#"
    report.toml:3:13: error[empty-link]: this link leads nowhere «[empty]()» — write an address, or #id for something in the report
    report.toml:4:11: error[empty-link]: this link leads nowhere «"An \"escaped\" [one]()."» — write an address, or #id for something in the report
    "#);
}

#[test]
fn the_imprint_names_the_typefaces_of_the_theme() {
    let manuscript = manuscript_with(FULL, &[("one.md", "# One\n")]);
    let said = |theme: &Theme| {
        let mut cache = Cache::default();
        parse(&manuscript, theme, &mut cache, &mut Diagnostics::new()).dump()
    };
    let mut theme = Theme::builtin("report").unwrap();
    assert!(said(&theme).contains("Source Serif 4 and Source Sans 3, under the SIL Open"));
    theme.styles.caption.family = theme.styles.text.family.clone();
    assert!(said(&theme).contains(": Source Serif 4, under the SIL Open"));
    theme.styles.text.family.0 = "House".to_string();
    assert!(said(&theme).contains("House and Source Serif 4."));
}

#[test]
fn a_kept_chapter_is_the_chapter_parsed_anew() {
    let one = ("one.md", "# One\n\nA [link](two.md) and []().\n");
    let before = manuscript_with(FULL, &[one, ("two.md", "# Two\n")]);
    let after = manuscript_with(FULL, &[one, ("two.md", "# Three\n")]);
    let without = manuscript_with(FULL, &[one]);
    let mut cache = Cache::default();
    let mut warm = |manuscript| {
        let mut diagnostics = Diagnostics::new();
        let theme = Theme::builtin("report").unwrap();
        let document = parse(manuscript, &theme, &mut cache, &mut diagnostics);
        (document.dump(), findings(manuscript, &diagnostics))
    };
    for manuscript in [&before, &after, &without, &before] {
        let (cold, diagnostics) = document(manuscript);
        assert_eq!(warm(manuscript), (cold.dump(), findings(manuscript, &diagnostics)));
    }
}
