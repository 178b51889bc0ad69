//! What other dialects of Markdown and HTML say, read as this format's own.

use insta::assert_snapshot;

use super::both;

#[test]
fn a_loose_task_list_keeps_its_boxes_and_all_that_follows() {
    assert_snapshot!(both("- [ ] a\n\n- [x] b\n\nAfter.\n\n## Next\n\nMore.\n"), @r"
    list, loose
      item [ ]
        paragraph: a
      item [x]
        paragraph: b
    paragraph: After.
    heading 2: Next
    paragraph: More.
    ");
    assert_snapshot!(both("1. [ ] one\n\n   Second.\n2. [x] two\n\n> - [x] in\n>\n> - [ ] it\n"), @r"
    list from 1, loose
      item [ ]
        paragraph: one
        paragraph: Second.
      item [x]
        paragraph: two
    quote
      list, loose
        item [x]
          paragraph: in
        item [ ]
          paragraph: it
    ");
}

#[test]
fn html_that_markdown_can_say_is_read() {
    assert_snapshot!(both("The 18F<sup><a href=\"https://a.example\">9</a></sup> team.\n\n<ul><li>First;</li><li>Second <b>bold</b>.</li></ul>\n\n<p>One<p>Two <b>bold <i>both</b> rest</i>\n\n<dl><dt>T<dd>D1<dd>D2</dl>\n\n<h2 id=\"x\">Head</h2>\n\n<blockquote>Words</blockquote>\n\n<hr>\n\n<aside class=\"pquote\">of another</aside>\n"), @r"
    paragraph: The 18F^[9](https://a.example)^ team.
    list
      item
        paragraph: First;
      item
        paragraph: Second **bold**.
    paragraph: One
    paragraph: Two **bold *both*** rest
    definitions
      term: T
        description
          paragraph: D1
        description
          paragraph: D2
    heading 2 #x: Head
    quote
      paragraph: Words
    scene break
    pullquote
      paragraph: of another
    ");
}

#[test]
fn tables_of_html_have_all_their_cells() {
    assert_snapshot!(both("<table>\n<caption>What it costs</caption>\n<tr><th>A<th>B<th>C</tr>\n<tr><td>Cost</td><td>12</td></tr>\n<tr><td colspan=2>Both</td><td><ul><li>one</li><li>two</li></ul></td></tr></table>\n\n<table><tr><td>Cost</td><td>12</td></tr><tr><td>Gain</td><td>34</td></tr></table>\n"), @r"
    table auto auto auto
      caption: What it costs
      head: A | B | C
      row: Cost | 12 | 
      row: Both |  | one⏎two
    table auto auto
      head:  | 
      row: Cost | 12
      row: Gain | 34
    ");
}

#[test]
fn parts_of_html_hold_markdown() {
    assert_snapshot!(both("<details>\n<summary>More</summary>\n\nWords **here**.\n\n- a\n\n</details>\n\n<figure id=\"f\">\n<img src=\"a.png\" alt=\"Alt\">\n<figcaption>The caption</figcaption>\n</figure>\n\n<div markdown=\"1\">\n# Head\n\n*words*\n</div>\n\n<span id=\"here\"></span>Words <span class=\"c\">named</span>.\n"), @r"
    note
      title: More
      paragraph: Words **here**.
      list
        item
          paragraph: a
    figure manuscript/a.png “Alt” #f
      caption: The caption
    heading 1: Head
    paragraph: *words*
    paragraph: []{#here}Words [named]{.c}.
    ");
}

#[test]
fn what_no_book_can_hold_is_told() {
    assert_snapshot!(both("A <video src=\"x\">film</video>, <my-chart>words</my-chart>.\n\n<svg><text>Lost</text></svg>\n\n<script>\nalert(1)\n</script>\n"), @r#"
    paragraph: A film, words.
    one.md:1:3: warning[raw-html]: <video> is left out, and the words in it are kept «<video src="x">» — no page can hold it: write a link to it, or what it says
    one.md:1:32: warning[raw-html]: <my-chart> is left out, and the words in it are kept «<my-chart>» — say it in Markdown: the same text is set for paper and for screens
    one.md:3:1: error[raw-html]: a drawing that is written here as <svg> is left out «<svg>» — save it as a file in images/, and write ![what it shows](../images/file.svg)
    one.md:5:1: warning[raw-html]: <script> is left out with all that is in it «<script>» — where it would draw something, put that in as a picture
    "#);
}

#[test]
fn a_comment_without_an_end_hides_nothing_and_is_told() {
    assert_snapshot!(both("<!-- unclosed\n\n# Head\n\nWords `<!--` and\n\n```\n<!--\n```\n"), @r"
    paragraph: <!– unclosed
    heading 1: Head
    paragraph: Words `<!--` and
    code plain
      <!--
    one.md:1:1: error[unclosed-comment]: this comment has no end, so that it is not known what it hides «<!--» — end it with -->
    ");
}

#[test]
fn comments_of_obsidian_are_left_out() {
    assert_snapshot!(both("One %%hidden%% two `%%a%%`.\n\n%%\nof lines\n\nmore\n%%\n\n100%% sure\n"), @r"
    paragraph: One two `%%a%%`.
    paragraph: 100%% sure
    ");
}

#[test]
fn fences_make_boxes() {
    assert_snapshot!(both("Words.\n::: {.callout-note title=\"A *title*\"}\nInside.\n:::\n\n:::tip Hint me\n- item\n:::\n\n::: {.callout-warning #w}\n## Heading first\n\nWords.\n:::\n\n> ```{important} Now\n> :class: x\n> **Bold**\n> ```\n\n::: {.columns}\n:::: {.column}\nLeft.\n::::\n:::: {.column}\nRight.\n::::\n:::\n\n::: {.content-visible when-format=\"html\"}\nScreen.\n:::\n"), @r"
    paragraph: Words.
    note
      title: A *title*
      paragraph: Inside.
    tip
      title: Hint me
      list
        item
          paragraph: item
    warning #w
      title: Heading first
      paragraph: Words.
    quote
      important
        title: Now
        paragraph: **Bold**
    paragraph: Left.
    paragraph: Right.
    only epub
      paragraph: Screen.
    ");
}

#[test]
fn fences_that_do_not_pair_are_told() {
    assert_snapshot!(both("::: {.note}\nOpen.\n\n```\n::: {.tip}\n```\n"), @r"
    note
      paragraph: Open.
      code plain
        ::: {.tip}
    one.md:1:1: warning[unclosed-fence]: this box has no end, and reaches to the end of what it stands in «::: {.note}» — end it with the same marks on a line of their own
    ");
    assert_snapshot!(both("Words.\n\n:::\n"), @r"
    paragraph: Words.
    one.md:3:1: warning[unclosed-fence]: these marks end no box, and are left out «:::» — write ::: {.note} above what is to stand in a box
    ");
}

#[test]
fn figures_and_code_may_be_directives() {
    assert_snapshot!(both("```{figure} a.png\n:name: fig-a\n:alt: What it shows\n\nThe *caption*.\n```\n\n```{code-block} python\n:linenos:\nx = 1\n```\n\n``` {.rust #id}\nlet x;\n```\n"), @r"
    figure manuscript/a.png “What it shows” #fig-a
      caption: The *caption*.
    code python
      x = 1
    code rust
      let x;
    ");
}

#[test]
fn a_colon_marks_a_definition_only_before_white_space() {
    assert_snapshot!(both("A ratio of 3\n:1\n\n:smile: x\n\nTerm\n: Meaning\n\nWith `code\n: in` it\n"), @r"
    paragraph: A ratio of 3 :1
    paragraph: :smile: x
    definitions
      term: Term
        description
          paragraph: Meaning
    paragraph: With `code : in` it
    one.md:4:1: warning[unread-emoji]: the name of an emoji is printed as it stands «:smile:» — write the sign itself in its place
    ");
}

#[test]
fn bare_addresses_lead_and_keep_their_characters() {
    assert_snapshot!(both("See https://example.org/a--b, (https://a.example/_x_/y) and www.a.example/?x=1*2*3.\nWrite to jo.ann@a.example. Not `https://b.example`, [https://c.example](https://d.example), http:// or a@b.\n"), @"paragraph: See [https://example.org/a--b](https://example.org/a--b), ([https://a.example/_x_/y](https://a.example/_x_/y)) and [www.a.example/?x=1\\*2\\*3](https://www.a.example/?x=1*2*3). Write to [jo.ann@a.example](mailto:jo.ann@a.example). Not `https://b.example`, [https://c.example](https://d.example), http:// or a@b.");
}

#[test]
fn a_row_with_too_many_cells_loses_none() {
    assert_snapshot!(both("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| x | `a|b` |\n| y | z |\n"), @r"
    table auto auto
      head: a | b
      row: 1 | 2 | 3
      row: x | `a|b`
      row: y | z
    one.md:3:9: warning[surplus-cells]: this row has more cells than its table has columns; what is too much stands in its last «| 3» — write \| for a bar that parts no cells, in code too
    one.md:4:9: warning[surplus-cells]: this row has more cells than its table has columns; what is too much stands in its last «|b`» — write \| for a bar that parts no cells, in code too
    ");
}

#[test]
fn tables_may_have_pandocs_captions_and_pages_their_breaks() {
    assert_snapshot!(both("| a |\n|---|\n| 1 |\n\n: Caption {#t}\n\n\\pagebreak\n\n# Head\n\n: no table\n"), @r"
    table auto #t
      caption: Caption
      head: a
      row: 1
    page break
    heading 1: Head
    paragraph: : no table
    ");
}

#[test]
fn the_kinds_of_boxes_of_other_programs_are_known() {
    let kinds = [
        ("abstract", "summary"),
        ("tldr", "summary"),
        ("info", "note"),
        ("todo", "note"),
        ("hint", "tip"),
        ("success", "note"),
        ("question", "note"),
        ("faq", "note"),
        ("failure", "warning"),
        ("danger", "caution"),
        ("error", "caution"),
        ("bug", "warning"),
        ("example", "note"),
        ("attention", "caution"),
    ];
    for (kind, known) in kinds {
        let read = both(&format!("> [!{kind}]- Title\n> Words.\n"));
        assert_eq!(read, format!("{known}\n  title: Title\n  paragraph: Words.\n"), "{kind}");
    }
    assert_snapshot!(both("> [!quote] Whose\n> Words.\n\n> [!mystery] Title\n> Words.\n"), @r"
    quote
      paragraph: Whose
      paragraph: Words.
    note
      title: Title
      paragraph: Words.
    one.md:4:5: warning[unknown-callout]: there is no box of the kind “mystery”, and it is set as a note «mystery» — the kinds are box, pullquote, summary, note, tip, important, warning, caution, epigraph, verse, pdf, epub, lang
    ");
}

#[test]
fn the_attributes_of_a_figure_may_follow_in_a_box() {
    assert_snapshot!(both("> [!box] T\n> ![Alt](a.png \"Caption\")\n> {#g width=20%}\n\n> [!pdf]\n> ![Alt](b.png \"Caption\")\n> {#h}\n"), @r"
    box
      title: T
      figure manuscript/a.png 200‰ “Alt” #g
        caption: Caption
    only pdf
      figure manuscript/b.png “Alt” #h
        caption: Caption
    ");
}

#[test]
fn notes_may_be_written_where_they_are_called() {
    assert_snapshot!(both("Words^[A *note* with [a link](https://a.example).] go on, x^2^ and \\^[no].\n"), @r"
    paragraph: Words[^^ 5] go on, x^2^ and \^\[no].
    note [^^ 5]
      paragraph: A *note* with [a link](https://a.example).
    ");
}

#[test]
fn a_block_ends_with_its_id_as_obsidian_has_it() {
    assert_snapshot!(both("# A\n\nWords. ^first-id\n\n- item ^second\n- other\n\n> quoted\n\n^third\n\nSo 10 ^2 and the 5 ^th\n\n[[#^first-id|words]] and [](#second)\n"), @r"
    heading 1: A
    paragraph #first-id: Words.
    list
      item #second
        paragraph: item
      item
        paragraph: other
    quote #third
      paragraph: quoted
    paragraph: So 10 \^2 and the 5 \^th
    paragraph: [words](#first-id) and [](#second)
    ");
}

#[test]
fn wiki_links_lead_to_chapters_and_headings() {
    assert_snapshot!(both("# My Head\n\n[[one#My Head|words]], [[one]], [[#My Head]], [[1]](https://a.example), a[[0]], `[[x]]`, [[nowhere]].\n\n![[picture one.png]]\n\n![[b.png|300]]\n"), @r"
    heading 1: My Head
    paragraph: [words](#manuscript/one.md#my-head), [one](#manuscript/one.md), [My Head](#my-head), [\[1]](https://a.example), a\[\[0]], `[[x]]`, nowhere.
    figure /[[picture one.png]] “”
    figure /[[b.png]] “”
    one.md:3:90: warning[empty-link]: “nowhere” is no chapter of the report; the link is left out, its words stay «[[nowhere]]» — write a whole address with https://, or #id for something in the report
    one.md:5:1: warning[missing-alt]: this picture has no words for those who cannot see it «![[picture one.png]]» — say in a sentence what it shows, ![like this](…), or mark it {.decorative}
    one.md:7:1: warning[missing-alt]: this picture has no words for those who cannot see it «![[b.png|300]]» — say in a sentence what it shows, ![like this](…), or mark it {.decorative}
    ");
}

#[test]
fn a_table_may_have_no_bars_around_it() {
    assert_snapshot!(both("a | b\n:---: | ---:\n1 | 2\n"), @r"
    table center right
      head: a | b
      row: 1 | 2
    ");
}

#[test]
fn what_other_programs_document_is_no_box() {
    assert_snapshot!(both("Words.\n\n::: mkdocs.config.base\n\nMore.\n"), @r"
    paragraph: Words.
    paragraph: ::: mkdocs.config.base
    paragraph: More.
    one.md:3:1: warning[unread-fence]: a line of colons is printed as it stands «::: mkdocs.config.base» — write > [!note] Title for a box, and begin each of its lines with >; else take the colons out
    ");
}

#[test]
fn breaks_between_blocks_of_myst_are_not_seen() {
    assert_snapshot!(both("# A\n\n+++ {\"part\": \"abstract\"}\nWords.\n+++\nMore, C+++ too.\n\n```\n+++\n```\n"), @r"
    heading 1: A
    paragraph: Words.
    paragraph: More, C+++ too.
    code plain
      +++
    ");
}
