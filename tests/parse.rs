//! From Markdown to the document: the constructs of the format, one at a time.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;
#[path = "parse/dialects.rs"]
mod dialects;

use chapters::{blocks, blocks_and_findings, document, findings, manuscript};
use insta::assert_snapshot;

/// Blocks and findings in one text.
fn both(text: &str) -> String {
    let (blocks, findings) = blocks_and_findings(text);
    format!("{blocks}{findings}")
}

#[test]
fn a_picture_alone_in_its_paragraph_is_a_figure() {
    let text = r#"![Provinces](../images/a.svg "Where *it* is[^1]"){#map-1 .map width=80% source="[UN](https://un.org), *1 May*" credit="A. B." note="Not \"to scale\"."}

[^1]: A note.
"#;
    assert_snapshot!(blocks(text), @r"
    map images/a.svg 800‰ “Provinces” #map-1 .map
      caption: Where *it* is[^1]
      note: Not “to scale”.
      source: [UN](https://un.org), *1 May*
      credit: A. B.
    note [^1]
      paragraph: A note.
    ");
}

#[test]
fn the_attributes_of_a_figure_may_follow_on_the_next_line() {
    assert_snapshot!(blocks("![One](a.png)\n{#one .photo\nwidth=62.5%}\n\n> ![Two](b.png)\n> {#two\n> .chart}\n\n- ![Three](c.png) {.plate}\n"), @r"
    photo manuscript/a.png 625‰ “One” #one .photo
    quote
      chart manuscript/b.png “Two” #two .chart
    list
      item
        plate manuscript/c.png “Three” .plate
    ");
}

#[test]
fn a_figure_may_be_decorative_and_must_else_have_an_alternative_text() {
    assert_snapshot!(both("![](a.png){.decorative}\n\n![](b.png \"Caption\")\n\nWords ![](c.png) and ![yes](d%20e.png).\n"), @r#"
    figure manuscript/a.png “” .decorative
    figure manuscript/b.png “”
      caption: Caption
    paragraph: Words ![](manuscript/c.png) and ![yes](manuscript/d e.png).
    one.md:3:1: warning[missing-alt]: this picture has no words for those who cannot see it «![](b.png "Caption")» — say in a sentence what it shows, ![like this](…), or mark it {.decorative}
    one.md:5:7: warning[missing-alt]: this picture has no words for those who cannot see it «![](c.png)» — say in a sentence what it shows, ![like this](…), or mark it {.decorative}
    "#);
}

#[test]
fn a_table_names_the_columns_that_it_can_spare() {
    assert_snapshot!(both("| Who's | a, b | *Change* | Share |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n\nTable: T {low=\"Share, Change,Chnage, Who's\"}\n"), @r#"
    table auto auto auto auto
      caption: T
      low: 4 3
      head: Who’s | a, b | *Change* | Share
      row: 1 | 2 | 3 | 4
    one.md:5:30: warning[invalid-value]: no column of this table is headed “Chnage” «Chnage» — did you mean “Change”?
    one.md:5:38: warning[invalid-value]: the first column says what the others are of «Who's» — leave it out of low="…"
    "#);
}

#[test]
fn a_figure_may_be_described_at_length() {
    assert_snapshot!(both("![A](a.png){description=\"All that *it* shows; see [](#b).\"}\n\n![A map](b.png){#b description=\"\"}\n\n![A map](c.png){description=\"A map\"}\n\n![](d.png){.decorative description=\"A line\"}\n"), @r#"
    figure manuscript/a.png “A”
      description: All that *it* shows; see [](#b).
    figure manuscript/b.png “A map” #b
    figure manuscript/c.png “A map”
      description: A map
    figure manuscript/d.png “” .decorative
      description: A line
    one.md:3:33: warning[invalid-value]: this description is empty, and is left out «» — say all that the picture shows, or name the place that does: description="See [](#an-id)"
    one.md:5:30: warning[invalid-value]: this description says no more than the alternative text «A map» — say all that the picture shows, or name the place that does: description="See [](#an-id)"
    one.md:7:37: warning[invalid-value]: a picture marked .decorative says nothing, and this describes it «A line» — leave out the description or the class
    "#);
}

#[test]
fn a_figure_may_have_a_form_for_a_narrow_screen() {
    assert_snapshot!(both("![A](../images/a.svg){#a .map narrow=\"../images/a%20small.svg\" width=80%}\n"), @r"
    map images/a.svg 800‰ “A” #a .map
      narrow images/a small.svg
    ");
}

#[test]
fn attributes_that_mean_nothing_are_named() {
    assert_snapshot!(both("![a](a.png){.mpa widht=80% width=wide}\n\n# Heading {.unlsited .own key=1}\n\n[x](https://a.example){.red}\n"), @r"
    figure manuscript/a.png “a” .mpa
    heading 1 .unlsited .own: Heading
    paragraph: [[x](https://a.example)]{.red}
    one.md:1:14: warning[unknown-attribute]: a figure has no class “mpa”, and it changes nothing «mpa» — did you mean “.map”?
    one.md:1:18: warning[unknown-attribute]: a figure has no attribute “widht”, and it is left out «widht» — did you mean “width”?
    one.md:1:34: warning[invalid-value]: this width cannot be read, and the picture has the usual one «wide» — write a percentage of the usual width, up to 100%: width=80%
    one.md:3:13: warning[unknown-attribute]: a heading has no class “unlsited”, and it changes nothing «unlsited» — did you mean “.unlisted”?
    one.md:3:27: warning[unknown-attribute]: a heading has no attribute “key”, and it is left out «key»
    ");
}

#[test]
fn braces_that_are_no_attributes_are_text() {
    assert_snapshot!(both("# The set {1, 2}\n\n# Tried {#a b}\n\n![a](a.png){wide}\n\n{#alone}\n"), @r"
    heading 1: The set {1, 2}
    heading 1: Tried {#a b}
    paragraph: ![a](manuscript/a.png){wide}
    paragraph: {#alone}
    one.md:3:13: warning[invalid-attributes]: what is in these braces cannot be read, and is printed as it stands «b}» — write {#id .class key=value}, with a value of several words in quotation marks
    one.md:7:1: warning[invalid-attributes]: what is in these braces belongs to nothing, and is printed as it stands «{#alone}» — write it directly behind a picture, or at the end of a heading's line
    ");
}

#[test]
fn headings_have_ids_and_classes() {
    assert_snapshot!(blocks("# One *more* {#one .appendix}\n\n## Two {.unnumbered} ##\n\nThree {#three}\n---\n\n- # In an item {#four}\n"), @r"
    heading 1 #one .appendix: One *more*
    heading 2 .unnumbered: Two
    heading 2 #three: Three
    list
      item
        heading 1 #four: In an item
    ");
}

#[test]
fn a_table_takes_its_caption_from_below() {
    assert_snapshot!(blocks("| a | *b* | c |\n|:--|--:|:-:|\n| 1 | 2 |\n\nTable: Some *figures*[^1] {#t source=\"UN\" note=\"All | rounded\"}\n\n[^1]: Note.\n"), @r"
    table left right center #t
      caption: Some *figures*[^1]
      head: a | *b* | c
      row: 1 | 2 | 
      note: All | rounded
      source: UN
    note [^1]
      paragraph: Note.
    ");
    assert_snapshot!(blocks("| a | b |\n|---|---|\n| 1 | 2 |\nTable: Directly | below {#t}\n"), @r"
    table auto auto #t
      caption: Directly | below
      head: a | b
      row: 1 | 2
    ");
    assert_snapshot!(both("Table: No table above\n"), @r"
    paragraph: Table: No table above
    one.md:1:1: warning[stray-caption]: there is no table above this caption, and it is set as a paragraph «Table:» — a table's caption stands directly below it
    ");
}

#[test]
fn notes_hold_blocks_and_are_called_from_anywhere() {
    assert_snapshot!(blocks("# Heading[^a]\n\n| Cell[^a] |\n|---|\n\nTwice[^a] and[^b].\n\n[^a]: One.\n\n    Two:\n\n    - three\n\n[^b]: B\n[^c]: C\n"), @r"
    heading 1: Heading[^a]
    table auto
      head: Cell[^a]
    paragraph: Twice[^a] and[^b].
    note [^a]
      paragraph: One.
      paragraph: Two:
      list
        item
          paragraph: three
    note [^b]
      paragraph: B
    note [^c]
      paragraph: C
    ");
}

#[test]
fn calls_of_undefined_notes_are_calls_all_the_same() {
    assert_snapshot!(blocks("Not[^here] but \\[^escaped] and `[^code]`.\n"), @r"paragraph: Not[^here] but \[\^escaped] and `[^code]`.");
}

#[test]
fn references_give_number_page_or_both() {
    assert_snapshot!(blocks("[](#map-1) [](#map-1 \"page\") [](#map-1 \"full\") [the *map*](#map-1)\n"), @"paragraph: [](#map-1) [](#map-1 page) [](#map-1 full) [the *map*](#map-1)");
}

#[test]
fn links_lead_outside_or_are_findings() {
    assert_snapshot!(both("<https://a.example/--x> [b](https://b.example) [](https://c.example) <a@b.example> [d][] []() [e]() [f](data.csv) [g](www.g.example)\n\n[d]: https://d.example 'title'\n"), @r"
    paragraph: [https://a.example/--x](https://a.example/--x) [b](https://b.example) [https://c.example](https://c.example) [a@b.example](mailto:a@b.example) [d](https://d.example) [](#) [e](#) f g
    one.md:1:90: error[empty-link]: this link leads nowhere «[]()» — write an address, or #id for something in the report
    one.md:1:95: error[empty-link]: this link leads nowhere «[e]()» — write an address, or #id for something in the report
    one.md:1:101: warning[empty-link]: “data.csv” is no chapter of the report; the link is left out, its words stay «[f](data.csv)» — write a whole address with https://, or #id for something in the report
    one.md:1:115: warning[empty-link]: “www.g.example” is no chapter of the report; the link is left out, its words stay «[g](www.g.example)» — write the whole address: https://www.g.example
    ");
}

#[test]
fn a_heading_without_words_is_none() {
    assert_snapshot!(both("# \n\nWords.\n\n## <!-- later -->\n\n## ![Alt](a.png)\n\n# One\n"), @r"
    paragraph: Words.
    paragraph: ![Alt](manuscript/a.png)
    heading 1: One
    one.md:1:1: warning[empty-heading]: this heading has no words, and is left out of the contents «#»
    one.md:5:1: warning[empty-heading]: this heading has no words, and is left out of the contents «## <!-- later -->»
    one.md:7:1: warning[empty-heading]: this heading has no words, and is left out of the contents «## ![Alt](a.png)»
    ");
}

#[test]
fn callouts_have_kinds_titles_and_ids() {
    assert_snapshot!(blocks("> [!box] A *title* {#box-1}\n> Words.\n>\n> More.\n\n> [!NOTE]\n> Noted.\n\n> [!summary]- Folded\n\n> [!pullquote]\n>\n> Large.\n\n> Plain.\n"), @r"
    box #box-1
      title: A *title*
      paragraph: Words.
      paragraph: More.
    note
      paragraph: Noted.
    summary
      title: Folded
    pullquote
      paragraph: Large.
    quote
      paragraph: Plain.
    ");
    assert_snapshot!(both("> [!bxo] Title\n> Words.\n\n> [!question]\n> Words.\n"), @r"
    note
      title: Title
      paragraph: Words.
    note
      paragraph: Words.
    one.md:1:5: warning[unknown-callout]: there is no box of the kind “bxo”, and it is set as a note «bxo» — did you mean [!box]?
    ");
}

#[test]
fn verse_keeps_its_lines() {
    assert_snapshot!(blocks("> [!verse] Song\n> One,\n> two\n>\n> three,\n> four\n\nfive\nsix\n"), @r"
    verse
      title: Song
      paragraph: One,⏎two
      paragraph: three,⏎four
    paragraph: five six
    ");
}

#[test]
fn blocks_may_belong_to_one_edition() {
    assert_snapshot!(blocks("> [!pdf]\n> On paper.\n\n> [!epub]\n>\n> - On a screen.\n"), @r"
    only pdf
      paragraph: On paper.
    only epub
      list
        item
          paragraph: On a screen.
    ");
}

#[test]
fn passages_have_a_language() {
    assert_snapshot!(blocks("A [متن \"x\"](){lang=fa} and [ein \"Wort\"](){lang=de}, \"so\".\n\n> [!lang de]\n> Ein \"Wort\".\n"), @r"
    paragraph: A [متن «x»]{fa} and [ein „Wort“]{de}, “so”.
    passage de
      paragraph: Ein „Wort“.
    ");
    assert_snapshot!(both("[text](){lang=x_y}\n\n> [!lang]\n> Words.\n"), @r"
    paragraph: text
    quote
      paragraph: Words.
    one.md:1:15: warning[invalid-value]: this is no tag of a language, and the words are taken for the report's «x_y» — write a tag such as de, fa or pt-BR
    one.md:3:9: warning[invalid-value]: this is no tag of a language, and the words are taken for the report's «» — write a tag such as de, fa or pt-BR
    ");
}

#[test]
fn terms_end_in_dates() {
    assert_snapshot!(blocks("First war (1839--42)\n: One.\n\nSecond *war* (1878–80, 1919)\n: Two.\n\n: Three.\n\n(1979)\n: Four.\n\nTerm (see below)\n: Five.\n\nDecades (1950s–60s)\n: Six.\n"), @r"
    definitions
      term: First war
        date: 1839–42
        description
          paragraph: One.
      term: Second *war*
        date: 1878–80, 1919
        description
          paragraph: Two.
        description
          paragraph: Three.
      term: (1979)
        description
          paragraph: Four.
      term: Term (see below)
        description
          paragraph: Five.
      term: Decades
        date: 1950s–60s
        description
          paragraph: Six.
    ");
}

#[test]
fn breaks_of_page_and_scene() {
    assert_snapshot!(blocks("One\n\n\\newpage\n\nTwo\n\\newpage\nthree\n\n---\n\nx\n"), @r"
    paragraph: One
    page break
    paragraph: Two
    page break
    paragraph: three
    scene break
    paragraph: x
    ");
}

#[test]
fn comments_are_left_out_and_other_html_keeps_its_text() {
    assert_snapshot!(blocks("One <!-- two\nlines --> three.\n\n<!-- a block\n\nof lines -->\n\n- item <!-- x -->\n"), @r"
    paragraph: One three.
    list
      item
        paragraph: item
    ");
    assert_snapshot!(both("<div class=\"a\">\nSome *text*[^1].\n</div>\n\nIn <b>line</b>.\n\n<script>\nalert(1)\n</script>\n\n[^1]: Note.\n"), @r#"
    paragraph: Some \*text\*[^1].
    paragraph: In **line**.
    note [^1]
      paragraph: Note.
    one.md:7:1: warning[raw-html]: <script> is left out with all that is in it «<script>» — where it would draw something, put that in as a picture
    "#);
}

#[test]
fn dollars_are_ordinary_and_letters_are_raised_and_lowered() {
    assert_snapshot!(blocks("From $5 to $10; m^2^, H~2~O, x^*n*^, 2^nd of^ a ~ b ~ c, ~~gone~~, a^ b^.\n"), @r"paragraph: From $5 to $10; m^2^, H~2~O, x^*n*^, 2\^nd of\^ a \~ b \~ c, ~~gone~~, a\^ b\^.");
}

#[test]
fn punctuation_is_set_in_every_language() {
    assert_snapshot!(blocks("\"One 'two' three,\" he said---it's the '90s, rock 'n' roll... \"*Title*\"--(\"x\") 5'10\" `\"c\"--d` \\\"e\\\" 1--2 ---- ....\n"), @r#"paragraph: “One ‘two’ three,” he said—it’s the ’90s, rock ’n’ roll… “*Title*”–(“x”) 5’10″ `"c"--d` "e" 1–2 ---- ...."#);
    assert_snapshot!(blocks("> [!lang de]\n> \"Ein 'Wort' so\" -- it's\n\n> [!lang fr]\n> \"Un mot\"\n\n> [!lang ru]\n> \"слово\"\n"), @r"
    passage de
      paragraph: „Ein ‚Wort‘ so“ – it’s
    passage fr
      paragraph: « Un mot »
    passage ru
      paragraph: «слово»
    ");
}

#[test]
fn lists_are_tight_or_loose_numbered_or_tasks() {
    assert_snapshot!(blocks("3. a\n4. b\n\n- a\n\n- b\n\n* [x] done\n* [ ] open\n  - deeper\n\n    para\n"), @r"
    list from 3
      item
        paragraph: a
      item
        paragraph: b
    list, loose
      item
        paragraph: a
      item
        paragraph: b
    list
      item [x]
        paragraph: done
      item [ ]
        paragraph: open
        list, loose
          item
            paragraph: deeper
            paragraph: para
    ");
}

#[test]
fn a_line_breaks_where_html_says_so() {
    assert_snapshot!(both("| a |\n|---|\n| one<br>two<BR />three |\n\nOne<br/>\ntwo <brx>.\n"), @r"
    table auto
      head: a
      row: one⏎two⏎three
    paragraph: One⏎two <brx>.
    one.md:6:5: warning[raw-html]: what stands in angle brackets is printed as it stands «<brx>» — write a backslash before the first bracket, or set it as code
    ");
}

#[test]
fn metadata_of_other_programs_is_no_text() {
    assert_snapshot!(both("---\ntitle: The law\ntags: [a, b]\n---\n\n# The law\n\n![](a.png)\n"), @r"
    heading 1: The law
    figure manuscript/a.png “”
    one.md:8:1: warning[missing-alt]: this picture has no words for those who cannot see it «![](a.png)» — say in a sentence what it shows, ![like this](…), or mark it {.decorative}
    ");
    // A rule and a heading of CommonMark, and metadata that never ends.
    for text in
        ["---\nFoo\n---\n", "---\n\na: b\n---\n", "words\n\n---\na: b\n---\n", "---\na: b\n"]
    {
        assert!(blocks(text).contains("scene break"), "{text}");
    }
}

/// The dump of the chapters of these files, and the findings.
fn chapters_of(manifest: &str, files: &[(&str, &str)]) -> String {
    let manuscript = chapters::manuscript_with(manifest, files);
    let (document, diagnostics) = document(&manuscript);
    let dump = document.dump();
    let chapters = dump.find("  chapter ").map_or("", |at| &dump[at..]);
    format!("{chapters}{}", findings(&manuscript, &diagnostics))
}

const REPORT: &str = "[report]\ntitle = \"A Report\"\n";

#[test]
fn the_title_of_the_front_matter_is_the_heading_where_there_is_none() {
    let files = [
        ("01.md", "---\ntitle: A report\n---\n\nThe opening.\n"),
        (
            "02.md",
            "---\ntitle: \"The *law*: \\\"old\\\"\"\nsubtitle: And its ends\nid: law\nclass: unnumbered post\n---\n\nText. See [](#goals).\n",
        ),
        ("03.md", "+++\ntitle = 'Goals'\nid = \"goals\"\n+++\n## First\n"),
        ("04.md", "% A long\n  title\n\nText.\n"),
        (
            "05.md",
            "---\ntitle: Same words\nclass: [appendix]\n---\n\n![x](a.png)\n\n# Same *words* {#own}\n",
        ),
        ("06.md", "---\r\n# A remark.\r\ntitle:\r\nlayout: page\r\n---\r\n# Own\r\n"),
    ];
    assert_snapshot!(chapters_of(REPORT, &files), @r"
    chapter opening
      paragraph: The opening.
    chapter body
      heading 1 #law .unnumbered: The *law*: “old”
      paragraph: *And its ends*
      paragraph: Text. See [](#goals).
    chapter body
      heading 1 #goals: Goals
      heading 2: First
    chapter body
      heading 1: A long title
      paragraph: Text.
    chapter appendix
      heading 1 #own .appendix: Same *words*
      figure manuscript/a.png “x”
    chapter body
      heading 1: Own
    ");
}

#[test]
fn a_file_without_a_heading_is_a_chapter_of_its_own() {
    let files = [
        ("01-opening.md", "Text.\n"),
        ("02-further_notes.md", "More text.\n\n## With a section\n"),
        ("03.md", "## A section of the chapter before\n"),
        ("04-empty.md", "<!-- Nothing yet. -->\n"),
        ("05.md", "\\newpage\n"),
        ("maps/README.md", "![x](a.png)\n"),
    ];
    assert_snapshot!(chapters_of(REPORT, &files), @r"
      chapter opening
        paragraph: Text.
      chapter body
        heading 1: Further notes
        paragraph: More text.
        heading 2: With a section
        heading 2: A section of the chapter before
        page break
      chapter body
        heading 1: Maps
        figure manuscript/maps/a.png “x”
    02-further_notes.md:1:1: warning[untitled-chapter]: this chapter has no heading, and its file's name stands as one: “Further notes” «More text.» — write one as the first line of the file: # Title
    README.md:1:1: warning[untitled-chapter]: this chapter has no heading, and its file's name stands as one: “Maps” «![x](a.png)» — write one as the first line of the file: # Title
    ");
}

#[test]
fn words_of_the_front_matter_that_nobody_sees_are_told() {
    let report =
        "[report]\ntitle = \"T\"\ndescription = \"About it.\"\n[[authors]]\nname = \"Ada B.\"\n";
    let files = [
        (
            "1.md",
            "---\ntitle: T\nauthor: Ada B.\ndescription: About it\ndate: 2024-10-01\n---\n\nText.\n",
        ),
        (
            "2.md",
            "---\ntitle: One\nauthor:\n  - name: Max C.\nabstract: |\n  In short.\ntoc: true\n---\n\n# Two\n",
        ),
        ("3.md", "---\ntitle: One: two\n---\n\n# One: *two*\n"),
        ("4.md", "+++\ntitle = Four\n+++\n\n# Four\n"),
        ("5.md", "---\nlang: x_y\n---\n# Five\n"),
    ];
    let said = chapters_of(report, &files);
    let findings: Vec<&str> = said.lines().filter(|line| line.contains(".md:")).collect();
    assert_snapshot!(findings.join("\n"), @r#"
    2.md:2:8: warning[unread-metadata]: the title of the front matter is left out: the chapter has a heading of its own «One» [10:1 its heading] — take out one of the two
    2.md:3:1: warning[unread-metadata]: `author` and `abstract` of the front matter are left out «author» — write it in the text, or in report.toml if it is said of the whole report
    3.md:2:11: warning[invalid-front-matter]: this cannot be read as YAML; the front matter is read line by line «: two» — words with a colon in them stand in quotation marks, as in "Water: a report"
    4.md:2:9: warning[invalid-front-matter]: the front matter is left out: this cannot be read as TOML «Four» — words with a colon in them stand in quotation marks, as in "Water: a report"
    5.md:2:7: warning[invalid-value]: this is no language tag «x_y» — write a tag of BCP 47, such as fa or pt-BR
    "#);
}

#[test]
fn a_file_in_another_language_is_a_passage_in_it() {
    let report = "[report]\ntitle = \"T\"\nlanguage = \"en-GB\"\n";
    let files = [
        ("1.md", "---\nlang: en\n---\n# One\n\n\"Text\"\n"),
        (
            "2.md",
            "---\ntitle: Das \"Recht\"\nlang: de\n---\n\n\"Text\"[^1]\n\n## Zwei\n\n# Drei\n\n> Vier\n\n[^1]: \"Note\"\n",
        ),
    ];
    assert_snapshot!(chapters_of(report, &files), @r"
    chapter body
      heading 1: One
      paragraph: “Text”
    chapter body
      heading 1: [Das „Recht“]{de}
      passage de
        paragraph: „Text“[^1]
        heading 2: Zwei
    chapter body
      heading 1: [Drei]{de}
      passage de
        quote
          paragraph: Vier
    note [^1]
      paragraph: [„Note“]{de}
    ");
}

#[test]
fn code_keeps_its_lines() {
    assert_snapshot!(blocks("```rust no_run\nlet a = \"b\";\r\n\r\n// ...\n```\n\n    indented\n      more\n"), @r#"
    code rust
      let a = "b";
      
      // ...
    code plain
      indented
        more
    "#);
}

#[test]
fn files_with_windows_line_ends_and_a_mark_read_the_same() {
    let text = "# Title {#t}\n\nOne *two*\nthree\n\n![a](a.png)\n{#fig}\n\n> [!box] T\n> x\n";
    let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(blocks(text), blocks(&other));
}

#[test]
fn findings_stand_at_their_bytes_behind_a_byte_order_mark() {
    assert_snapshot!(both("\u{feff}# One\n\nThis [](<>) here.\n"), @r"
    heading 1: One
    paragraph: This [](#) here.
    one.md:3:6: error[empty-link]: this link leads nowhere «[](<>)» — write an address, or #id for something in the report
    ");
}

#[test]
fn chapters_begin_with_headings_of_the_first_level() {
    let manuscript = manuscript(&[
        ("one.md", "Opening.\n\n# One\n\nText. See [two](two.md) and [three](two.md#three).\n"),
        ("two.md", "Goes on.\n\n# Two\n\n## Three\n"),
        ("three.md", "# Sources {.appendix}\n"),
    ]);
    let (document, diagnostics) = document(&manuscript);
    assert_eq!(findings(&manuscript, &diagnostics), "");
    assert_snapshot!(document.dump(), @r"
    document en
      front
        title: A Report
        running title: A Report
        label: Title
          paragraph: *A Report*
        label: Cite as
          paragraph: *A Report*.
        label: Type
          paragraph: Source Serif 4 and Source Sans 3, under the SIL Open Font License.
      chapter opening
        paragraph: Opening.
      chapter body
        heading 1: One
        paragraph: Text. See [two](#manuscript/two.md) and [three](#manuscript/two.md#three).
        paragraph: Goes on.
      chapter body
        heading 1: Two
        heading 2: Three
      chapter appendix
        heading 1 .appendix: Sources
    ");
}

#[test]
fn what_lies_too_deep_is_flattened() {
    let (blocks, findings) = blocks_and_findings(&format!("{} words\n", ">".repeat(500)));
    assert_eq!(blocks.matches("quote").count(), 100);
    assert!(blocks.ends_with("paragraph: words\n"));
    assert_eq!(findings.matches("deep-nesting").count(), 1);
    let (_, findings) =
        blocks_and_findings(&format!("{}words{}\n", "*a **b ".repeat(300), "** *".repeat(300)));
    assert!(findings.lines().count() <= 1, "{findings}");
}

#[test]
fn calls_of_notes_side_by_side_are_parted() {
    let notes = "[^1]: One.\n\n[^2]: Two.\n";
    let parted = blocks(&format!("A[^1][^2], b[^1] [^2] and *c*[^2].\n\n{notes}"));
    assert!(parted.contains("A[^1]\u{202f}[^2], b[^1] [^2] and *c*[^2]."), "{parted}");
}

#[test]
fn words_paragraphs_items_and_terms_have_ids_and_classes() {
    assert_snapshot!(blocks("A [word *or* two]{#w .lead}, `code`{#c}, *stress*{.x}, [سلام]{lang=fa #s}, []{#p}, [b](https://b.example){#l target=_blank}. {#para .big}\n\n- Item {#i}\n- One\n\n  two {#b}\n\nTerm (1999) {#t}\n: Words. {: #d }\n\n[a [b]{#in} c]{#out} [not]{this} `[this]{#y}` [x [y] z]\n"), @r"
    paragraph #para .big: A [word *or* two]{#w .lead}, [`code`]{#c}, [*stress*]{.x}, [[سلام]{fa}]{#s}, []{#p}, [[b](https://b.example)]{#l}.
    list, loose
      item #i
        paragraph: Item
      item
        paragraph: One
        paragraph #b: two
    definitions
      term #t: Term
        date: 1999
        description
          paragraph #d: Words.
    paragraph: [a [b]{#in} c]{#out} \[not]{this} `[this]{#y}` \[x \[y] z]
    ");
    assert_snapshot!(both("[a]{#b c=d} and [a]{#b !}\n\nEnd {.x !}\n"), @r"
    paragraph: [a]{#b} and \[a]{#b !}
    paragraph: End {.x !}
    one.md:1:8: warning[unknown-attribute]: words have no such attribute «c» — words in a line have an id, classes and one attribute, lang
    one.md:1:24: warning[invalid-attributes]: what is in these braces cannot be read, and is printed as it stands «!» — write {#id .class key=value}, with a value of several words in quotation marks
    one.md:3:9: warning[invalid-attributes]: what is in these braces cannot be read, and is printed as it stands «!}» — write {#id .class key=value}, with a value of several words in quotation marks
    ");
}

#[test]
fn a_line_of_attributes_belongs_to_the_block_above_it() {
    assert_snapshot!(blocks("# Head\n{: #h .no_toc }\n\nWords.\n{: #p .lead}\n\n- a\n  - b\n  {: #inner}\n- c\n{: #list}\n\n> Words\n> and more\n{: #quote}\n\n| a |\n|---|\n| b |\n{: #table .striped}\n\nTable: Caption\n\n> - x\n>   {: #item}\n> - y\n> {: #quoted}\n"), @r"
    heading 1 #h .no_toc: Head
    paragraph #p .lead: Words.
    list #list
      item
        paragraph: a
        list #inner
          item
            paragraph: b
      item
        paragraph: c
    quote #quote
      paragraph: Words and more
    table auto #table .striped
      caption: Caption
      head: a
      row: b
    quote
      list #quoted
        item #item
          paragraph: x
        item
          paragraph: y
    ");
}

#[test]
fn the_words_in_brackets_are_the_caption_where_the_alternative_text_stands_apart() {
    assert_snapshot!(both("![A *caption*[^n]](a.png){alt=\"What it shows\" #fig-a}\n\n![Caption](b.png \"Title\"){fig-alt=\"Shown\"}\n\n![Shown](c.png){fig-cap=\"The *caption*\"}\n\n![Words for those who see nothing](d.png)\n\n![Words for those who see nothing](d.png){source=\"x\"}\n\n![Two words](d.png)\n\n[^n]: Note.\n"), @r#"
    figure manuscript/a.png “What it shows” #fig-a
      caption: A *caption*[^n]
    figure manuscript/b.png “Shown”
      caption: Caption
    figure manuscript/c.png “Shown”
      caption: The *caption*
    figure manuscript/d.png “Words for those who see nothing”
    figure manuscript/d.png “Words for those who see nothing”
      source: x
    figure manuscript/d.png “Two words”
    note [^n]
      paragraph: Note.
    one.md:3:19: warning[unknown-attribute]: this title is left out: the figure has another caption «Title» — write all of the caption in one place
    one.md:7:1: warning[missing-caption]: the words of this figure are read to those who cannot see it, and stand nowhere on the page «![Words for those who see nothing](d.png)» — if they are its caption, write ![what it shows](… "Caption")
    "#);
}

#[test]
fn pictures_that_lead_somewhere_and_pictures_in_lines() {
    assert_snapshot!(both("[![Alt](a.png \"Caption\")](https://x.example){#f .photo width=50%}\n\n[![In](a.png)](#f)\n\n[![Larger](a.png)](a.png)\n\nWords ![x](a.png \"unused\"){width=30%} and [![y](a.png)](https://y.example).\n\n> [![z](a.png)](https://z.example) quoted\n"), @r"
    photo manuscript/a.png 500‰ “Alt” #f .photo
      caption: Caption
      link https://x.example
    figure manuscript/a.png “In”
    figure manuscript/a.png “Larger”
    paragraph: Words ![x](manuscript/a.png) and [![y](manuscript/a.png)](https://y.example).
    quote
      paragraph: [![z](manuscript/a.png)](https://z.example) quoted
    one.md:3:1: warning[empty-link]: a figure leads to no place of the report; the link is left out, the picture stays «[![In](a.png)](#f)» — lead there from words: [words](#id)
    one.md:7:19: warning[unknown-attribute]: a picture in a line has no caption; its title is left out «unused» — a picture alone in its paragraph is a figure, with its title as the caption
    one.md:7:28: warning[unknown-attribute]: a picture in a line has no attribute “width”, and it is left out «width»
    ");
}

#[test]
fn links_and_pictures_that_commonmark_refuses_are_read() {
    assert_snapshot!(both("![Quotes](a.png \"He said \"no\" twice\"){#q}\n\n![Spaces](my file.png \"Caption\")\n{#s .photo}\n\n- ![Item](a b.png)\n\n[web](https://a.example/x y), [sic](as it was) and `[x](y z.md)`.\n"), @r"
    figure manuscript/a.png “Quotes” #q
      caption: He said “no” twice
    photo manuscript/my file.png “Spaces” #s .photo
      caption: Caption
    list
      item
        figure manuscript/a b.png “Item”
    paragraph: [web](https://a.example/x y), \[sic](as it was) and `[x](y z.md)`.
    ");
}

#[test]
fn links_without_a_definition_are_named() {
    assert_snapshot!(both("[a][nope], ![p][nope] and [nope][].\n\nNot x[i][j], [1][2], [x] [y], `[a][b]`, \\[a][b] or [a][ok].\n\n[ok]: https://a.example\n"), @r"
    paragraph: \[a]\[nope], !\[p]\[nope] and \[nope]\[].
    paragraph: Not x\[i]\[j], \[1]\[2], \[x] \[y], `[a][b]`, \[a]\[b] or [a](https://a.example).
    one.md:1:1: warning[undefined-link]: no line of this file says where this link leads; it is printed as it stands «[a][nope]» — write the address, [words](https://…), or a line [nope]: https://…
    one.md:1:12: error[missing-image]: no line of this file says where this picture is, so that it is lost «![p][nope]» — write its path, ![words](../images/picture.png), or a line [nope]: ../images/picture.png
    one.md:1:27: warning[undefined-link]: no line of this file says where this link leads; it is printed as it stands «[nope][]» — write the address, [words](https://…), or a line [nope]: https://…
    ");
}

#[test]
fn addresses_that_nobody_can_follow_are_named() {
    assert_snapshot!(both("[a](javascript:x) [b](data:x) [c](file:///x) [d](urn:x) [e](//host.example/x) [f](https://a..b/) <made-up:x> [g](/about/) [h](doi:10.1/x) [i](ones.md)\n"), @r#"
    paragraph: a b c d [e](https://host.example/x) f made-up:x g [h](https://doi.org/10.1/x) i
    one.md:1:1: warning[empty-link]: a reader of a book cannot follow a link that begins with “javascript:”; it is left out, its words stay «[a](javascript:x)» — write an address that begins with https://, http://, ftp://, mailto: or tel:
    one.md:1:19: warning[empty-link]: a reader of a book cannot follow a link that begins with “data:”; it is left out, its words stay «[b](data:x)» — write an address that begins with https://, http://, ftp://, mailto: or tel:
    one.md:1:31: warning[empty-link]: a reader of a book cannot follow a link that begins with “file:”; it is left out, its words stay «[c](file:///x)» — write an address that begins with https://, http://, ftp://, mailto: or tel:
    one.md:1:46: warning[empty-link]: a reader of a book cannot follow a link that begins with “urn:”; it is left out, its words stay «[d](urn:x)» — write an address that begins with https://, http://, ftp://, mailto: or tel:
    one.md:1:79: warning[empty-link]: “https://a..b/” is no whole address; the link is left out, its words stay «[f](https://a..b/)» — write the address as a browser shows it: https://www.example.org/page
    one.md:1:98: warning[empty-link]: a reader of a book cannot follow a link that begins with “made-up:”; it is left out, its words stay «<made-up:x>» — write an address that begins with https://, http://, ftp://, mailto: or tel:
    one.md:1:110: warning[empty-link]: “/about/” is a page of a web site, and the report does not say of which; the link is left out, its words stay «[g](/about/)» — write the site in report.toml, url = "https://…", or the whole address here
    one.md:1:139: warning[empty-link]: “ones.md” is no chapter of the report; the link is left out, its words stay «[i](ones.md)» — did you mean one.md?
    "#);
}
