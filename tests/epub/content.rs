//! What stands in the content documents.

use roxmltree::Node;
use skrifa::{FontRef, MetadataProvider as _};

use crate::EVERYTHING;
use crate::book::{Book, Epub, MANIFEST, parse};
use crate::support::epub::Ask as _;

fn everything() -> Epub {
    Book::new(MANIFEST, EVERYTHING).read(None)
}

/// By the EPUB Structural Semantics Vocabulary, and by DPUB-ARIA where that has a role.
#[test]
fn parts_and_boxes_have_their_roles() {
    const OPS: &str = "http://www.idpf.org/2007/ops";
    let text = "Opening.\n\n# One\n\nWords.[^a]\n\n> [!summary]\n> S.\n\n> [!warning]\n> W.\n\n\
                > [!tip]\n> T.\n\n> [!box] B\n> B.\n\n> [!epigraph]\n> E.\n\n# Two {.appendix}\n\nA.\n\n\
                [^a]: A note.\n";
    let manifest = "[report]\ntitle = \"T\"\nsubtitle = \"S\"\nabout = \"Us.\"\npublisher = \"P\"\n\
                    disclaimer = \"D.\"\ndate = 2024-10-01\n[[authors]]\nname = \"Ann\"\n";
    let epub = Book::new(manifest, text).read(None);
    let semantics = |file: &str| {
        let xml = parse(epub.text(file));
        let found = xml.descendants().filter_map(|node| {
            let kind = node.attribute((OPS, "type"))?;
            Some(format!("{} {kind} {}", node.tag_name().name(), node.role()).trim().to_string())
        });
        found.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(semantics("title.xhtml"), "body frontmatter; section titlepage");
    assert_eq!(semantics("imprint.xhtml"), "body frontmatter; section copyright-page");
    let introduction = "body bodymatter; section introduction doc-introduction";
    assert_eq!(semantics("opening-1.xhtml"), introduction);
    assert_eq!(
        semantics("chapter-1.xhtml"),
        "body bodymatter; section chapter doc-chapter; a noteref doc-noteref; \
         div abstract doc-abstract; div notice doc-notice; aside tip doc-tip; \
         div epigraph doc-epigraph; section footnotes; aside footnote doc-footnote; \
         a backlink doc-backlink"
    );
    assert_eq!(semantics("appendix-1.xhtml"), "body backmatter; section appendix doc-appendix");
    assert_eq!(semantics("about-1.xhtml"), "body backmatter");
    // A box is an aside under its heading; and the title page says title, subtitle, author, date.
    let chapter = parse(epub.text("chapter-1.xhtml"));
    let own = chapter.descendants().find(|node| {
        node.has_tag_name_of("aside")
            && node.attribute("class") == Some("box")
            && node.role().is_empty()
    });
    let heading = own.unwrap().children().find(Node::is_element).unwrap();
    assert_eq!(heading.tag_name().name(), "h2");
    assert_eq!(own.unwrap().attribute("aria-labelledby"), heading.attribute("id"));
    let title = parse(epub.text("title.xhtml"));
    let group = title.descendants().find(|node| node.has_tag_name_of("hgroup")).unwrap();
    let parts: Vec<_> = group.children().filter(Node::is_element).collect();
    assert_eq!(parts[0].tag_name().name(), "h1");
    assert_eq!((parts[1].role(), parts[1].text()), ("doc-subtitle", Some("S")));
    let classes: Vec<_> = title.descendants().filter_map(|node| node.attribute("class")).collect();
    assert!(classes.ends_with(&["subtitle", "byline", "date-of-issue"]), "{classes:?}");
}

/// The one text of a report of one chapter without a heading.
fn opening(text: &str) -> String {
    Book::new("[report]\ntitle = \"T\"\n", text).read(None).text("opening-1.xhtml").to_string()
}

#[test]
fn each_edition_has_its_own() {
    let body = everything().body();
    assert!(body.contains("Only on a screen."));
    assert!(!body.contains("Only on paper."));
}

#[test]
fn a_note_has_a_way_back_for_each_call() {
    let epub = everything();
    let text = epub.text("opening-1.xhtml");
    assert_eq!(text.matches("role=\"doc-noteref\" href=\"#note-1\"").count(), 2);
    assert!(text.contains("id=\"call-1\"") && text.contains("id=\"call-1-2\""));
    assert!(text.contains("href=\"#call-1\"") && text.contains("href=\"#call-1-2\""));
    // A third call stands in the appendix.
    assert_eq!(text.matches("aria-label=\"Back to text (1.").count(), 3);
}

#[test]
fn a_note_called_from_another_chapter_is_a_link_to_it() {
    let epub = everything();
    let text = epub.text("appendix-1.xhtml");
    assert!(text.contains("role=\"doc-noteref\" href=\"opening-1.xhtml#note-1\""), "{text}");
    let opening = epub.text("opening-1.xhtml");
    assert!(opening.contains("href=\"appendix-1.xhtml#call-1-3\""), "and has its way back");
}

/// Apple Books shows footnotes when they are called and takes them out of the text; nothing of
/// their list may be left there.
#[test]
fn the_rule_above_footnotes_is_one_of_them() {
    let epub = everything();
    let xml = parse(epub.text("opening-1.xhtml"));
    let list = xml.descendants().find(|node| node.attribute("class") == Some("footnotes")).unwrap();
    let notes: Vec<_> = list.children().filter(Node::is_element).collect();
    assert!(notes.iter().all(|node| node.role() == "doc-footnote"));
    assert_eq!(notes[0].attribute("class"), Some("note first"));
    let sheet = epub.text("stylesheet.css");
    assert!(sheet.contains(".notes, .footnotes > .first {\n  border-top: 1px solid"), "{sheet}");
}

/// A manuscript with notes in two chapters, one of them called from both.
fn noted(place: &str) -> Epub {
    let manifest = format!("[report]\ntitle = \"T\"\n[pdf]\nnotes = \"{place}\"\n");
    let text = "Words.[^a]\n\n# One\n\nMore.[^b]\n\n# Two\n\nLast.[^a]\n\n\
                [^a]: First note.\n\n[^b]: Second note.\n\n    - with a list\n";
    Book::new(&manifest, text).read(None)
}

#[test]
fn notes_stand_under_a_heading_where_the_pdf_has_them_so() {
    let epub = noted("chapter");
    let heading = |file: &str| epub.text(file).contains("<h2 id=\"notes");
    assert!(heading("opening-1.xhtml") && heading("chapter-1.xhtml"));
    assert!(!heading("chapter-2.xhtml"), "its one call is of a note of the opening");
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("<section class=\"notes\" epub:type=\"endnotes\" role=\"doc-endnotes\""));
    assert!(text.contains("value=\"2\" epub:type=\"endnote\""), "{text}");
    assert!(!text.contains("<aside"));
}

#[test]
fn notes_of_the_whole_report_are_a_document_of_their_own() {
    let epub = noted("end");
    assert_eq!(epub.documents().last(), Some(&"notes.xhtml"));
    let text = epub.text("notes.xhtml");
    assert!(text.contains("<h1 id=\"notes\">Notes</h1>"), "{text}");
    assert_eq!(text.matches("epub:type=\"endnote\"").count(), 2);
    assert_eq!(text.matches("role=\"doc-backlink\"").count(), 3);
    assert!(text.contains("href=\"chapter-2.xhtml#call-1-2\""));
    assert!(epub.text("chapter-2.xhtml").contains("href=\"notes.xhtml#note-1\""));
    assert!(epub.text("nav.xhtml").contains("epub:type=\"endnotes\" href=\"notes.xhtml\""));
}

#[test]
fn no_document_is_made_for_notes_of_the_pdf_alone() {
    let manifest = "[report]\ntitle = \"T\"\n[pdf]\nnotes = \"end\"\n";
    let text = "Words.\n\n> [!pdf]\n>\n> On paper.[^a]\n\n[^a]: A note.\n";
    let epub = Book::new(manifest, text).read(None);
    assert!(!epub.names().any(|name| name.ends_with("notes.xhtml")));
    assert!(!epub.text("nav.xhtml").contains("endnotes"));
}

#[test]
fn headings_in_boxes_and_quotations_stand_below_the_present_one() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let level = |words: &str| {
        let heading = xml.descendants().find(|node| {
            node.tag_name().name().starts_with('h')
                && node.descendants().any(|own| own.text() == Some(words))
                && node.attribute("id").is_some()
        });
        heading.unwrap_or_else(|| panic!("{words}")).tag_name().name()
    };
    assert_eq!(level("Callouts"), "h2");
    assert_eq!(level("A box & its title"), "h3");
    assert_eq!(level("A heading in the box"), "h4");
    assert_eq!(level("A deeper one"), "h5");
    assert_eq!(level("Tip"), "h6");
    assert_eq!(level("A heading in a quotation"), "h3");
    assert_eq!(level("جبهه"), "h2", "no chapter begins in a passage");
}

#[test]
fn notes_of_captions_and_cells_stand_below_their_figure_or_table() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    for (words, place) in [("caption", "figure"), ("cell", "div")] {
        let said = format!("A note called from a {words}.");
        let says = |node: &Node<'_, '_>| {
            node.is_text() && node.text().is_some_and(|text| text.contains(&said))
        };
        let note = xml
            .descendants()
            .find(|node| node.has_tag_name_of("aside") && node.descendants().any(|own| says(&own)));
        let note = note.unwrap_or_else(|| panic!("no note of a {words}"));
        let mark = note.descendants().find(|node| node.attribute("class") == Some("mark"));
        assert_eq!(mark.and_then(|mark| mark.text()), Some("a"));
        let exhibit = note
            .ancestors()
            .find(|node| node.attribute("class").is_some_and(|class| class.contains("exhibit")));
        assert!(exhibit.is_some_and(|exhibit| exhibit.has_tag_name_of(place)), "{words}");
        assert!(note.ancestors().all(|node| node.attribute("class") != Some("footnotes")));
    }
}

#[test]
fn labels_words_and_sources_stand_in_the_order_of_the_pdf() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let map = xml.descendants().find(|node| node.attribute("id") == Some("plaice")).unwrap();
    let words: String = map
        .descendants()
        .filter(|node| {
            node.is_text()
                && !node
                    .ancestors()
                    .any(|own| own.has_tag_name(("http://www.w3.org/2000/svg", "svg")))
        })
        .map(|node| node.text().unwrap())
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "Map 1 A map of plaice Description A red square stands to the left of a blue one; see \
         Table 1. Note Not to scale Source The sea & more"
    );
    let svg = map.descendants().find(|node| node.tag_name().name() == "svg").unwrap();
    assert_eq!(svg.attribute("aria-label"), Some("Two squares, one red."));
    assert!(svg.descendants().any(|node| node.text() == Some("A & B")), "text stays text");
}

#[test]
fn a_decorative_picture_has_an_empty_description() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("src=\"images/pixels.png\" alt=\"\""));
    assert!(text.contains("alt=\"A red pixel among blue ones.\""));
    assert!(text.contains("style=\"width: 50.0%\""));
}

#[test]
fn all_that_an_author_names_has_its_id() {
    let text = "# One\n\nA [word]{#w .label} and []{#p} place. {#para}\n\n- Item {#i}\n\nTerm {#t}\n: \
                Words. {#d}\n\n[]{#bare}\n\n# Two\n\n[a](#w) [b](#p) [c](#para) [d](#i) [e](#t) \
                [f](#d) [g](#bare) [h](https://a.example/|){#l}\n";
    let epub = Book::new(MANIFEST, text).read(None);
    let one = epub.text("chapter-1.xhtml");
    for part in [
        "<p id=\"para\">A <span id=\"w\">word</span> and <span id=\"p\"></span>",
        "<li id=\"i\">",
        "<div id=\"t\">",
        "<p id=\"d\">",
        "<div><span id=\"bare\"></span></div>",
    ] {
        assert!(one.contains(part), "{part}: {one}");
    }
    let two = epub.text("chapter-2.xhtml");
    for id in ["w", "p", "para", "i", "t", "d", "bare"] {
        assert!(two.contains(&format!("href=\"chapter-1.xhtml#{id}\"")), "{id}: {two}");
    }
    assert!(two.contains("<span id=\"l\"><a class=\"link\" href=\"https://a.example/%7C\">"));
}

#[test]
fn tables_have_scopes_and_numbers_stand_at_the_right() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(
        text.contains("<th scope=\"col\">Name</th><th scope=\"col\" class=\"right\">Number</th>")
    );
    assert!(text.contains("<th scope=\"row\">One &amp; two</th><td class=\"right\">1,000</td>"));
}

#[test]
fn a_narrow_screen_leaves_out_what_a_table_can_spare() {
    let text = opening(
        "| Name | Size | Remark |\n| --- | --- | --- |\n| a | 1 | none |\n\nTable: T {low=\"Size, Remark\"}\n",
    );
    assert!(text.contains("<th scope=\"col\">Name</th><th scope=\"col\" class=\"right low\">Size"));
    assert!(text.contains("<td class=\"low\">none</td>"), "{text}");
    assert!(text.contains("<table>"));
}

/// A first column that stays needs a ground of its own, which a table has only where it scrolls.
#[test]
fn a_table_that_a_narrow_screen_does_not_hold_keeps_its_first_column() {
    let table = |rest: &str| format!("| Name | {rest} |\n| --- | --- |\n| a | b |\n\n");
    assert!(opening(&table("Administration")).contains("<table>"));
    let wide = table("Administration | Counterterrorism | Reconstruction")
        .replace("| b |", "| b | c | d |")
        .replace("| --- | --- |", "| --- | --- | --- | --- |");
    assert!(opening(&wide).contains("<table class=\"pinned\">"));
    let spared = format!("{wide}Table: {{low=\"Reconstruction\"}}\n");
    assert!(opening(&spared).contains("<table>"), "{}", opening(&spared));
}

fn is_scroll(node: &Node<'_, '_>) -> bool {
    node.attribute("class").is_some_and(|class| class.split(' ').any(|own| own == "scroll"))
}

/// WCAG 2.2, 2.1.1: what scrolls can be reached with the keyboard; and then it has a name.
#[test]
fn what_scrolls_can_be_reached_and_has_a_name() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let boxes: Vec<_> = xml.descendants().filter(|node| is_scroll(node)).collect();
    assert_eq!(boxes.len(), 3);
    assert!(boxes.iter().all(|node| node.attribute("tabindex") == Some("0")));
    let named = |node: &Node<'_, '_>| {
        let id = node.attribute("aria-labelledby")?;
        xml.descendants().find(|own| own.attribute("id") == Some(id))?.tag_name().name().into()
    };
    assert_eq!(boxes.iter().filter_map(named).collect::<Vec<&str>>(), ["caption"]);
    assert_eq!(boxes[0].attribute("role"), Some("region"));
    assert_eq!(
        boxes[1].attribute("role"),
        Some("group"),
        "a name that none reads is no landmark's"
    );
    let names: Vec<_> = boxes.iter().filter_map(|node| node.attribute("aria-label")).collect();
    assert_eq!(names, ["Table: Lists", "Table: First, Second"]);
}

/// By its heading, by its columns, by its number; in the language of the report.
#[test]
fn tables_without_captions_have_names_that_differ() {
    let table = |head: &str| format!("| {head} | B |\n| --- | --- |\n| a | b |\n\n");
    let text = [
        table("A"),
        "# Ziele\n\n".to_string(),
        table("A"),
        table("A"),
        table("A"),
        table("C"),
        format!("> [!box] Kasten\n>\n> {}\n", table("D").trim_end().replace('\n', "\n> ")),
        "\n".to_string(),
        table("E"),
        table(" ").replace('B', " "),
    ];
    let manifest = "[report]\ntitle = \"Titel\"\nlanguage = \"de\"\n";
    let epub = Book::new(manifest, &text.concat()).read(None);
    let names = |file: &str| {
        let xml = parse(epub.text(file));
        let boxes = xml.descendants().filter(|node| is_scroll(node));
        boxes.map(|node| node.attribute("aria-label").unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names("opening-1.xhtml"), ["Tabelle: Titel"]);
    assert_eq!(
        names("chapter-1.xhtml"),
        [
            "Tabelle: Ziele",
            "Tabelle: A, B",
            "Tabelle: Ziele (2)",
            "Tabelle: C, B",
            "Tabelle: Kasten",
            "Tabelle: E, B",
            "Tabelle: Ziele (3)",
        ]
    );
}

#[test]
fn a_long_description_unfolds_below_its_picture() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let by_id = |id: &str| xml.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
    let map = by_id("plaice");
    let picture = map.descendants().find(|node| node.has_tag_name_of("svg")).unwrap();
    let details = by_id(picture.attribute("aria-details").unwrap());
    assert!(details.has_tag_name_of("details") && details.ancestors().any(|own| own == map));
    let summary = details.children().find(Node::is_element).unwrap();
    assert_eq!((summary.tag_name().name(), summary.text()), ("summary", Some("Description")));
    assert!(details.attribute("open").is_none());
}

/// What is described in a table or a chapter needs no words twice: the picture names the place,
/// or the row with the link when the place is in another document.
#[test]
fn a_description_can_lead_to_where_it_is() {
    let epub = everything();
    let xml = parse(epub.text("chapter-1.xhtml"));
    let details = |alt: &str| {
        let picture = xml.descendants().find(|node| node.attribute("alt") == Some(alt)).unwrap();
        let id = picture.attribute("aria-details").unwrap();
        xml.descendants().find(|node| node.attribute("id") == Some(id)).unwrap()
    };
    assert_eq!(details("A red pixel, told in a table.").attribute("id"), Some("tab"));
    let row = details("A red pixel, told elsewhere.");
    let link = row.descendants().find(|node| node.has_tag_name_of("a")).unwrap();
    assert_eq!(link.attribute("href"), Some("appendix-1.xhtml#method"));
}

#[test]
fn long_descriptions_are_claimed_only_where_there_are_some() {
    let claimed = |attributes: &str| {
        let text = format!("![A red pixel.](images/pixels.png){attributes}\n");
        let book = Book::new("[report]\ntitle = \"T\"\n", &text);
        book.read(None).text("content.opf").contains("longDescription")
    };
    assert!(claimed("{description=\"All twelve of them.\"}"));
    assert!(!claimed(""));
    assert!(!claimed("{note=\"All twelve of them.\"}"));
}

#[test]
fn a_drawing_with_small_letters_scrolls() {
    let set = |size: u32, attributes: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 20'><text y='12' \
             font-size='{size}'>Words</text></svg>"
        );
        let text = format!("![Words.](images/own.svg \"Caption\"){attributes}\n");
        let book = Book::with("[report]\ntitle = \"T\"\n", &text, &[("own.svg", &svg)]);
        let epub = book.read(None);
        (epub.text("opening-1.xhtml").to_string(), epub.text("screen.css").to_string())
    };
    let drawing = |size| set(size, "");
    let (small, sheet) = drawing(8);
    let named =
        "class=\"scroll at-least-34\" tabindex=\"0\" role=\"group\" aria-label=\"Figure 1\"";
    assert!(small.contains(named), "{small}");
    // Readers that cannot scroll leave the sheet out that asks for it.
    assert!(!small.contains("min-width"), "{small}");
    assert!(sheet.contains("\n.at-least-34 > svg {\n  min-width: 34rem;\n}"), "{sheet}");
    // And where there is less room, one sees that it goes on.
    let (_, cut) = sheet.split_once("@container (max-width: 34rem) {").unwrap();
    assert!(cut.contains(".at-least-34 { mask-image: linear-gradient(to right, black,"));
    let (smaller, sheet) = drawing(12);
    assert!(smaller.contains("at-least-28-333"), "{smaller}");
    assert!(sheet.contains(".at-least-28-333 > svg {\n  min-width: 28.333rem;\n}"), "{sheet}");
    let (large, sheet) = drawing(20);
    assert!(!large.contains("scroll") && !large.contains("at-least"), "{large}");
    assert!(!sheet.contains("at-least"));
    // Half of a telephone's width is too little for these letters, but all of it is enough.
    let (half, _) = set(20, "{width=50%}");
    assert!(!half.contains("scroll"), "{half}");
    assert!(half.contains("style=\"width: 17rem; min-width: 50.0%; max-width: 100%\""), "{half}");
    let (small, _) = set(12, "{width=50%}");
    assert!(small.contains("style=\"width: 50.0%\"") && small.contains("at-least-28-333"));
}

/// One picture to those who do not see it; of the two that others could see, one is there.
#[test]
fn a_figure_can_have_a_form_for_a_narrow_screen() {
    let svg = |size: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 20'><desc>All of it.</desc>\
             <text y='12' font-size='{size}'>Words</text></svg>"
        )
    };
    let text = "![Words.](images/wide.svg \"Caption\"){narrow=\"images/tall.svg\" width=80%}\n";
    let pictures = [("wide.svg", &*svg(8)), ("tall.svg", &*svg(40))];
    let epub = Book::with("[report]\ntitle = \"T\"\n", text, &pictures).read(None);
    let xml = parse(epub.text("opening-1.xhtml"));
    let find = |class: &str| {
        let has = |node: &Node<'_, '_>| {
            node.attribute("class").is_some_and(|own| own.split(' ').any(|own| own == class))
        };
        let found: Vec<_> = xml.descendants().filter(has).collect();
        assert_eq!(found.len(), 1, "{class}");
        found[0]
    };
    let forms = find("forms");
    assert_eq!((forms.role(), forms.attribute("aria-label")), ("img", Some("Words.")));
    let (wide, narrow) = (find("wide-form"), find("narrow-form"));
    assert_eq!(wide.attribute("style"), Some("width: 80.0%"));
    for form in [wide, narrow] {
        assert!(form.parent() == Some(forms) && form.attribute("aria-hidden") == Some("true"));
    }
    let described = forms.attribute("aria-describedby");
    let desc = wide.descendants().find(|node| node.attribute("id") == described).unwrap();
    assert_eq!(desc.text(), Some("All of it."));
    // Where the letters of the one are too small, the other stands.
    let sheet = epub.text("screen.css");
    let (_, below) = sheet.split_once("@container (max-width: 34rem) {").unwrap();
    assert!(below.trim_start().starts_with(".below-34 > .wide-form { display: none; }"));
    assert!(below.contains(".below-34 > .narrow-form { display: block; }"));
    // Readers that know no such condition have the one that the PDF has.
    let basic = epub.text("stylesheet.css");
    let hidden = basic.find("\n.narrow-form {\n  display: none;").unwrap();
    assert!(basic.find("\n.picture {").unwrap() < hidden);
    assert!(!epub.text("opening-1.xhtml").contains("scroll"));
}

#[test]
fn a_list_counts_from_its_own_number() {
    assert!(opening("3. a\n4. b\n").contains("<ol start=\"3\""));
    assert!(opening("1. a\n2. b\n").contains("<ol>"));
}

#[test]
fn numbers_of_recommendations_have_the_digits_of_their_language() {
    let book = |language: &str| {
        let manifest = format!("[report]\ntitle = \"A\"\nlanguage = \"{language}\"\n");
        let text = "# Do {.recommendations}\n\n1. **One.** A.\n2. **Two.** B.\n";
        Book::new(&manifest, text).read(None)
    };
    let (persian, arabic, german) = (book("fa"), book("ar"), book("de"));
    assert!(persian.text("chapter-1.xhtml").contains(" class=\"persian\">"));
    assert!(arabic.text("chapter-1.xhtml").contains(" class=\"arabic-indic\">"));
    assert!(german.text("chapter-1.xhtml").contains("<ol>"));
    let sheet = persian.text("stylesheet.css");
    for style in ["persian", "arabic-indic"] {
        let rule = format!("ol.{style} > li::before {{\n  content: counter(item, {style});");
        assert!(sheet.contains(&rule), "{style}:\n{sheet}");
        // Other lists have theirs from the reader; recommendations have none beside those drawn.
        let others = format!("ol.{style} {{\n  list-style-type: {style};");
        let own = sheet.find(&others).unwrap_or_else(|| panic!("{style}:\n{sheet}"));
        assert!(sheet.find(".recommendations > ol {").is_some_and(|at| at > own));
    }
    assert!(!persian.text("chapter-1.xhtml").contains("list-style-type"));
}

#[test]
fn a_pull_quote_is_not_read_twice() {
    let epub = everything();
    assert!(
        epub.text("chapter-1.xhtml")
            .contains("<aside class=\"pull-quote\" aria-hidden=\"true\" epub:type=\"pullquote\">")
    );
    let linked = opening("> [!pullquote]\n>\n> See [that](https://example.org/).\n");
    assert!(linked.contains("role=\"doc-pullquote\"") && !linked.contains("aria-hidden"));
}

#[test]
fn another_language_has_its_name_and_direction() {
    let epub = everything();
    let text = epub.text("chapter-1.xhtml");
    assert!(text.contains("<span lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">جبهه</span>"));
    assert!(text.contains("<div lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\">"));
    // The heading of the passage is bold, and a reader must not make that up.
    for weight in ["Regular", "Bold"] {
        let file = format!("NotoNaskhArabic-{weight}.ttf");
        assert!(epub.names().any(|name| name.ends_with(&file)), "{file}");
    }
    let upright = opening("Words [جبهه](){lang=fa}.\n");
    assert!(upright.contains("lang=\"fa\""));
}

/// There are no italics in Arabic script: among others, its words alone are bold.
#[test]
fn emphasis_is_bold_in_arabic_script_and_italic_beside_it() {
    let epub = Book::new(
        "[report]\ntitle = \"T\"\n",
        "See *the جبهه here*.[^a]\n\n\
        *All of it[^b]*, and *[جبهه *بود*](){lang=fa}*.\n\n[^a]: A.\n\n[^b]: B.\n",
    )
    .read(None);
    let text = epub.text("opening-1.xhtml");
    let mixed = "<em>the <span class=\"stress\">جبهه </span>here</em>";
    assert!(text.contains(mixed), "{text}");
    // Emphasis in emphasis is taken back.
    let nested = "<span class=\"stress\">جبهه </span><em>بود</em></span></em>";
    assert!(text.contains(nested), "{text}");
    for face in ["SourceSerif4-It.otf", "NotoNaskhArabic-Bold.ttf", "NotoNaskhArabic-Regular.ttf"] {
        assert!(epub.names().any(|name| name.ends_with(face)), "{face}");
    }
    // And the mark of a note is upright.
    let sheet = epub.text("stylesheet.css");
    assert!(sheet.contains(".stress {\n  font-style: normal;\n  font-weight: 700;"), "{sheet}");
    assert!(sheet.contains(".call {\n  font-style: normal;"), "{sheet}");
}

/// A reader may show a page dark and know nothing of the colours of our style sheet.
#[test]
fn drawings_stand_on_paper_of_their_own() {
    let text = "![A.](images/squares.svg)\n\n> [!box] Box\n>\n> ![A.](images/squares.svg)\n";
    let epub = Book::new("[report]\ntitle = \"T\"\n", text).read(None);
    let xml = parse(epub.text("opening-1.xhtml"));
    let drawings = xml.descendants().filter(|node| node.has_tag_name_of("svg"));
    let grounds = drawings.map(|drawing| {
        let mut shapes = drawing.children().filter(Node::is_element);
        let ground = shapes.find(|node| !node.has_tag_name_of("desc")).unwrap();
        assert!(ground.has_tag_name_of("rect"));
        let size = [ground.attribute("width"), ground.attribute("height")];
        assert_eq!(size, [Some("40"), Some("20")]);
        ground.attribute("fill").unwrap().to_string()
    });
    assert_eq!(grounds.collect::<Vec<_>>(), ["#ffffff", "#eef1f6"]);
    // On a screen that does know them, paper and letters change together.
    let sheet = epub.text("screen.css");
    assert!(sheet.contains("svg.themed [fill=\"#ffffff\"] { fill: #14171c; }"), "{sheet}");
    assert!(sheet.contains("svg.themed [fill=\"#eef1f6\"] { fill: #1d2229; }"), "{sheet}");
}

#[test]
fn pictures_of_pixels_are_opaque() {
    let epub = everything();
    let picture = image::load_from_memory(epub.bytes("images/pixels.png")).unwrap();
    assert!(!picture.color().has_alpha());
}

/// Whatever the families of the theme are.
#[test]
fn the_faces_that_a_drawing_names_are_in_the_book() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>\
               <text y='12' font-family='Source Sans 3' font-weight='600'>Words</text></svg>";
    let manifest = "[report]\ntitle = \"T\"\n[theme]\nname = \"plain\"\n";
    let faces = |text: &str| {
        let epub = Book::with(manifest, text, &[("own.svg", svg)]).read(None);
        let names = epub.names().filter(|name| name.contains("SourceSans"));
        names.map(str::to_string).collect::<Vec<_>>()
    };
    assert_eq!(faces("![W.](images/own.svg)\n"), ["OEBPS/fonts/SourceSans3-Semibold.otf"]);
    assert!(faces("Words.\n").is_empty());
}

#[test]
fn no_face_is_there_that_no_word_takes() {
    let faces = |text: &str| {
        let epub = Book::new("[report]\ntitle = \"T\"\n", text).read(None);
        let names = epub.names().filter(|name| name.contains("Naskh"));
        names.map(str::to_string).collect::<Vec<_>>()
    };
    let regular = "OEBPS/fonts/NotoNaskhArabic-Regular.ttf";
    assert_eq!(faces("Words [جبهه](){lang=fa}.\n"), [regular, "OEBPS/fonts/OFL-Noto-Naskh.txt"]);
    assert!(faces("Words.\n").is_empty());
}

#[test]
fn a_chronology_has_its_dates_before_its_terms() {
    let epub = everything();
    assert!(epub.text("chapter-1.xhtml").contains(
        "<dt><span class=\"date\">1837–38</span> <span class=\"term\">Term one</span></dt>"
    ));
}

#[test]
fn only_links_that_a_book_may_have_are_links() {
    let body = everything().body();
    assert!(body.contains("href=\"https://example.org/a%20b?q=%22x%22&amp;r=1\""));
    assert!(body.contains("A link to nowhere good,") && !body.contains("javascript:"));
}

/// The numbers of a list are made by the reader, in the digits of the language.
#[test]
fn the_digits_of_lists_are_in_the_font() {
    let has = |text: &str, character: char| {
        let manifest = "[report]\ntitle = \"عنوان\"\nlanguage = \"fa\"\n";
        let epub = Book::new(manifest, text).read(None);
        let font = FontRef::new(epub.bytes("fonts/NotoNaskhArabic-Regular.ttf")).unwrap();
        font.charmap().map(character).is_some()
    };
    assert!(has("1. متن\n2. متن\n", '۹'));
    assert!(!has("متن\n", '۹'));
}

#[test]
fn fonts_come_with_their_licences() {
    let epub = everything();
    for file in ["SourceSerif4-Regular.otf", "SourceSans3-Semibold.otf", "OFL-Source-Serif.txt"] {
        assert!(epub.names().any(|name| name.ends_with(file)), "{file}");
    }
    let plain = Book::new("[report]\ntitle = \"T\"\n", "Words.\n").read(None);
    assert!(!plain.names().any(|name| name.contains("Naskh") || name.contains("Code")));
}
