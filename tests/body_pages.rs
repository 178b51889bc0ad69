//! The pages of the body: where each kind of block stands, and the laws that hold of every report.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

mod support;

use std::fs;

use diptych::page::{Artifact, Item, LinkTarget, Page, PageMap, Part, Placed, Region, Tag};
use diptych::session::Session;
use support::laid::*;

/// Every kind of block, and notes, figures and references in all places that they may have.
const EVERYTHING: &str = r##"
Opening words of the report, with a note.[^one] See [](#map), [](#later "full") and [](#tab).

[^one]: The first note.

    It has two paragraphs and a list:

    - of one item.

> [!epigraph]
> A motto.

# A chapter[^head] {#later}

[^head]: A note called in a heading.

## A section

### A part of it

#### Run in

Text after a heading that runs in, **strong**, *stressed*, ~~struck~~, `code`, x^2^ and H~2~O.

A list follows:

- **Lead.** An item that is long enough to have more than a single line in its column of text.
- An item with a list:
    1. one;
    2. two.
- [x] done
- [ ] not done

9. nine
10. ten

> A quotation of some words that goes on and on until it has more than a line of its own.
>
> *Its source*

> [!verse]
> First line\
> second line

> [!box] A title {#box}
> Text in a box, with a note.[^box]
>
> - and a list

[^box]: A note called in a box.

> [!warning]
> Take care.

> [!pullquote]
> Words said twice.

> [!pdf]
> Only on paper.

> [!epub]
> Only on screens.

![Alt](a.svg "A caption[^caption]"){#map .map source="A source" note="A note" credit="A credit"}

[^caption]: A note called in a caption.

![Alt](a.svg "A picture"){.photo credit="Somebody" width=50%}

| Place | Number | Share |
| --- | --- | --- |
| Here | 1,000 | 2.5 |
| There[^cell] | 10 | 12.25 |

Table: A table {#tab source="Counted"}

[^cell]: A note called in a cell.

```rust
fn main() {
    println!("code");
}
```

---

A term (1901)
: What is said of it.

A second term
: More.

> [!lang fa]
> این یک متن فارسی است.

\newpage

# The last chapter {#recommend .recommendations}

Do this:

1. **First.** The first recommendation.
2. **Second.** The second one.

# More {#appendix .appendix}

The end.
"##;
// Where things stand.

#[test]
fn text_stands_on_the_grid_in_the_text_column() {
    let laid = set(&format!("# One\n\n{PROSE}\n\n{PROSE}\n"));
    // Page 1 has no running head; the heading opens in the wide column, text in its own.
    // Large letters stand optically at the edge, their side bearing cut off.
    assert!((laid.x("One") - 71.0).abs() < 1.5, "{}", laid.place("One"));
    let first = laid.y("The spread");
    assert!(near((first - 94.08) % 14.0, 0.0), "{first}");
    let baselines: Vec<f64> = laid.body()[0]
        .items
        .iter()
        .filter(|placed| placed.region == Region::Main)
        .filter_map(run)
        .filter(|run| run.position.is_some() && run.origin.x.to_pt() > 200.0)
        .map(|run| (run.origin.y.to_pt() - 94.08) / 14.0)
        .collect();
    assert!(baselines.iter().all(|line| near(line.round(), *line)), "{baselines:?}");
}

#[test]
fn the_first_paragraph_after_a_heading_has_no_indent_and_the_next_one_has() {
    let laid = set("# One\n\nFirst words.\n\nSecond words.\n");
    assert!(near(laid.x("First"), 204.0) && near(laid.x("Second"), 218.0));
}

#[test]
fn headings_have_the_white_of_the_theme() {
    let laid = set("# One\n\nAaa.\n\n## Two\n\nBbb.\n\n### Three\n\nCcc.\n\n# Four\n\nDdd.\n");
    let gaps: Vec<f64> = [("Aaa", "Two"), ("Two", "Bbb"), ("Bbb", "Three"), ("Three", "Ccc")]
        .iter()
        .map(|(above, below)| laid.y(below) - laid.y(above))
        .collect();
    // 1.5 lines above and half a line below a section, a line above a part of it.
    assert_eq!(gaps.iter().map(|gap| gap.round()).collect::<Vec<_>>(), [35.0, 21.0, 28.0, 14.0]);
    // A chapter: three lines above, one below, its 35 points filled up to 42, of which 72 per cent
    // stand above the words.
    assert!(near(laid.y("Four") - laid.y("Ccc"), 3.92 + 42.0 + 5.04 + 25.2));
    assert!(near(laid.y("Ddd") - laid.y("Four"), 9.8 + 1.96 + 14.0 + 10.08));
}

#[test]
fn a_list_shares_its_white_above_and_below() {
    let long = "An item of more than one line, so that half a line parts it from all of the others";
    let laid = set(&format!("# One\n\nAaa:\n\n- {long}.\n- Short.\n\nBbb.\n"));
    // One gap of half a line makes the white three half lines: three quarters of a line each.
    assert!(near(laid.y("An item") - laid.y("Aaa"), 24.5), "{}", laid.place("An item"));
    assert!(near(laid.y("Bbb") - laid.y("Short"), 24.5), "{}", laid.place("Bbb"));
    // An A hangs a little.
    assert!((laid.x("An item") - 218.0).abs() < 0.5, "{}", laid.place("An item"));
    assert!(near(laid.x("•"), 204.0), "{}", laid.place("•"));
    assert!(near(laid.y("Short") - laid.y("An item"), 28.0 + 7.0));
    // A list of single lines has no white between its items.
    let laid = set("# One\n\nAaa:\n\n- First.\n- Second.\n\nBbb.\n");
    assert!(near(laid.y("Second") - laid.y("First"), 14.0));
}

#[test]
fn numbers_of_a_list_end_alike() {
    let items: String = (1..=10).map(|n| format!("{n}. Item{n}.\n")).collect();
    let laid = set(&format!("# One\n\n{items}"));
    assert!(
        near(laid.right("9."), laid.right("10.")),
        "{} {}",
        laid.right("9."),
        laid.right("10.")
    );
    assert!(near(laid.x("Item1"), laid.x("Item10")));
    assert!(laid.x("10.") > 203.7);
}

#[test]
fn recommendations_have_their_numbers_against_the_gutter() {
    let text = "# Do {.recommendations}\n\nThis:\n\n1. **Open a channel.** Name one official.\n\
                2. **Wait.** No.\n";
    let laid = set(text);
    assert!(near(laid.right("1"), 180.0) && near(laid.right("2"), 180.0));
    // The lead stands on a line of its own.
    assert!(near(laid.y("Name") - laid.y("Open"), 14.0));
    assert!(near(laid.x("Name"), 204.0));
    assert!(near(laid.y("Wait") - laid.y("Name"), 28.0));
}

#[test]
fn the_date_of_a_chronology_stands_in_the_margin_column() {
    let laid = set("# One\n\nFirst War (1839–42)\n: An army.\n\nSecond War (1878)\n: Another.\n");
    assert!(near(laid.x("1839"), 72.0) && near(laid.y("1839"), laid.y("First War")));
    assert!(near(laid.y("Second War") - laid.y("An army"), 21.0));
}

#[test]
fn a_table_begins_in_the_margin_column_and_its_numbers_stand_on_the_point() {
    let rows = "| Date of the count | The main task of the year in words | Troops |\n| --- | --- | --- |\n\
                | 2010 | Combat and training and support of others | 2.5 |\n| 2017 | Training alone | 12.25 |\n";
    let laid = set(&format!("# One\n\n{rows}\nTable: Forces {{#t source=\"Counted\"}}\n"));
    assert!(near(laid.x("2010"), 72.0), "{}", laid.place("2010"));
    assert!(near(laid.x("Combat"), 204.0), "{}", laid.place("Combat"));
    assert!(near(laid.x("Table 1"), 72.0) && near(laid.x("Forces"), 204.0));
    assert!(near(laid.right("12.25"), 540.0), "{}", laid.right("12.25"));
    // "2.5" stands a tabular figure further left.
    assert!(laid.right("2.5") < 536.5, "{}", laid.right("2.5"));
    assert!(near(laid.y("2017") - laid.y("2010"), 21.0));
    assert!(near(laid.x("Source"), 72.0) && near(laid.y("Source"), laid.y("Counted")));
}

#[test]
fn a_long_table_repeats_its_head_and_is_read_once() {
    let rows: String =
        (0..60).map(|n| format!("| Row {n} of the table | words and words |\n")).collect();
    let laid =
        set(&format!("# One\n\n| Heading | Other |\n| --- | --- |\n{rows}\nTable: Long {{#t}}\n"));
    let heads: Vec<&Placed> = laid
        .body()
        .into_iter()
        .flat_map(|page| &page.items)
        .filter(|placed| run(placed).is_some_and(|run| run.text.trim() == "Heading"))
        .collect();
    assert!(heads.len() >= 2, "{}", laid.dump);
    assert!(matches!(heads[0].tag, Tag::Node(_, Part::Body)));
    assert!(heads[1..].iter().all(|head| head.tag == Tag::Artifact(Artifact::Layout)));
    assert!(heads[1..].iter().all(|head| run(head).is_some_and(|run| run.position.is_none())));
    let words = words_of_pages(&laid);
    assert!(laid.found.is_empty(), "{:?}", laid.found);
    assert!(words.values().any(|words| words == "Row59ofthetable"));
}

#[test]
fn a_box_has_its_label_in_the_margin_column_and_a_ground() {
    let laid = set("# One\n\nText.\n\n> [!box] Key findings\n> Words of the box.\n\nMore.\n");
    assert!(near(laid.x("Box 1"), 86.0) && near(laid.x("Key"), 86.0));
    assert!(near(laid.x("Words"), 204.0) && near(laid.y("Words"), laid.y("Box 1")));
    assert!(near(laid.y("Key") - laid.y("Box 1"), 14.0));
    let grounds = laid.body()[0].items.iter().filter(|placed| {
        placed.tag == Tag::Artifact(Artifact::Background)
            && matches!(&placed.item, Item::Fill { rect, .. } if near(rect.size.width.to_pt(), 468.0))
    });
    assert_eq!(grounds.count(), 1);
}

#[test]
fn a_box_longer_than_half_a_page_goes_on_with_its_ground() {
    let paragraphs: String = (0..14).map(|_| format!("> {PROSE}\n>\n")).collect();
    let laid = set(&format!("# One\n\n{PROSE}\n\n> [!box] Long\n>\n{paragraphs}\n"));
    let on = |page: &&&Page| {
        page.items.iter().any(|placed| placed.tag == Tag::Artifact(Artifact::Background))
    };
    let pages = laid.body();
    assert!(pages.iter().filter(on).count() >= 2, "{}", laid.dump);
}

#[test]
fn the_title_of_a_long_box_has_room_beside_its_text() {
    let text = format!("> {PROSE}\n>\n").repeat(14);
    for before in 0..12 {
        let above: String = (0..before).map(|n| format!("Line {n}.\\\n")).collect();
        let title = "A title of some words that takes six lines of the margin column or so";
        let prose = format!("{PROSE}\n\n").repeat(6);
        let laid = set(&format!("# One\n\n{prose}{above}End.\n\n> [!box] {title}\n>\n{text}"));
        assert_inside_the_block(&laid);
        assert_no_words_overlap(&laid);
    }
}

#[test]
fn a_note_called_in_the_title_of_a_box_is_set() {
    let text = |words: &str| format!("# One\n\n> [!box] Title[^t]\n> {words}\n\n[^t]: A note.\n");
    assert_laws(&set(&text("Words.")));
    assert_laws(&set(&text(&PROSE.repeat(10))));
}

#[test]
fn a_pull_quote_is_not_read_twice() {
    let laid = set("# One\n\nText.\n\n> [!pullquote]\n> Words in large type.\n\nText.\n");
    let (_, placed) = laid.find("Words in");
    assert_eq!(placed.tag, Tag::Artifact(Artifact::Layout));
}

#[test]
fn a_picture_has_its_caption_below_and_a_map_its_title_above() {
    let laid = set("# One\n\nText.\n\n![Alt](a.svg \"A picture\"){#f}\n\n\
                    ![Alt](a.svg \"A map\"){#m .map source=\"Somebody\"}\n");
    let images: Vec<(f64, f64)> = laid
        .body()
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|placed| match &placed.item {
            Item::Image { rect, .. } => Some((rect.top().to_pt(), rect.bottom().to_pt())),
            _ => None,
        })
        .collect();
    assert_eq!(images.len(), 2);
    assert!(laid.y("A picture") > images[0].1 && near(laid.y("A picture"), laid.y("Figure 1")));
    assert!(laid.y("A map") < images[1].0 && near(laid.y("A map"), laid.y("Map 1")));
    assert!(laid.y("Somebody") > images[1].1);
}

#[test]
fn a_picture_higher_than_the_page_is_made_smaller_and_told() {
    let folder = project(MANIFEST, "# One\n\n![Alt](tall.svg \"Tall\")\n");
    let svg = SVG.replace("height=\"100\"", "height=\"900\"");
    fs::write(folder.path().join("tall.svg"), svg).expect("a file is written");
    let laid = lay_out_with(&mut Session::new(), folder.path());
    let told = laid.found.iter().filter(|found| found.code.name() == "overfull").count();
    assert_eq!(told, 1, "{:?}", laid.found);
    assert_inside_the_paper(&laid);
}

#[test]
fn text_right_below_a_figure_has_no_indent_and_else_it_has() {
    let laid =
        set("# One\n\nFirst words.\n\n![Alt](a.svg \"A picture\")\n\nSecond words.\n\nThird.\n");
    assert!(near(laid.x("Second"), 204.0) && near(laid.x("Third"), 218.0));
    // What has no room goes to the next page, and the text runs on with its indent.
    let table = format!("| A | B |\n|---|---|\n{}\nTable: A picture\n", "| 1 | 2 |\n".repeat(10));
    for exhibit in ["![Alt](a.svg \"A picture\")", &table] {
        let mut moved = 0;
        for before in 3..8 {
            let above = format!("{PROSE}\n\n").repeat(before);
            let below = format!("Second words.\n\n{PROSE}\n\n{PROSE}\n");
            let laid = set(&format!("# One\n\n{above}{exhibit}\n\n{below}"));
            if laid.find("A picture").0 > laid.find("Second").0 {
                moved += 1;
                assert!(near(laid.x("Second"), 218.0), "{}", laid.place("Second"));
            }
        }
        assert!(moved > 0, "{exhibit}");
    }
}

#[test]
fn a_figure_at_the_end_of_a_quotation_or_an_item_has_its_white_below() {
    let theme = format!("{MANIFEST}\n[theme]\nblocks.quote.after = 0\n");
    let figure =
        |mark: &str| format!("{mark} Aaa.\n\n{mark} ![Alt](a.svg \"Bbb\"){{width=60%}}\n\n");
    let quoted = format!("# One\n\n{}Ccc.\n", figure(">").replace("\n\n>", "\n>\n>"));
    let listed = "# One\n\n- Aaa.\n\n  ![Alt](a.svg \"Bbb\"){width=60%}\n- Ccc.\n";
    let ended = "# One\n\n- Aaa.\n- Aaa.\n\n  ![Alt](a.svg \"Bbb\"){width=60%}\n\nCcc.\n";
    for text in [quoted.as_str(), listed, ended] {
        let laid = lay_out(&theme, text);
        assert!(laid.y("Ccc") - laid.y("Bbb") >= 27.9, "{}", laid.dump);
    }
}

#[test]
fn numbers_of_headings_stand_in_the_margin_column() {
    let manifest = format!("{MANIFEST}\n[numbering]\nheadings = true\n");
    let text = "# One\n\n## Two\n\nText.\n";
    let laid = lay_out(&manifest, text);
    assert!((laid.x("1.1") - 72.0).abs() < 1.0 && near(laid.x("Two"), 204.0));
    assert!(near(laid.y("1.1"), laid.y("Two")));
    let laid =
        lay_out(&format!("{manifest}[theme]\npage.margin_column = 0\npage.gutter = 0\n"), text);
    assert!(laid.x("Two") > laid.right("1.1"), "{}", laid.place("Two"));
}

#[test]
fn right_to_left_blocks_begin_at_the_right() {
    let laid = set("# One\n\n> [!lang fa]\n> این یک متن فارسی است.\n");
    let all = laid.body()[0].items.iter().filter(|placed| placed.region == Region::Main);
    let end = all
        .filter_map(run)
        .filter(|run| run.text.contains('ا'))
        .map(|run| run.origin.x.to_pt() + run.glyphs.iter().map(|g| g.advance.to_pt()).sum::<f64>())
        .fold(0.0, f64::max);
    assert!(near(end, 540.0), "{end}");
}

#[test]
fn what_is_only_for_screens_is_not_on_paper() {
    let laid = set("# One\n\n> [!pdf]\n> Paper.\n\n> [!epub]\n> Screen.\n");
    assert!(laid.dump.contains("Paper.") && !laid.dump.contains("Screen."));
}

#[test]
fn a_heading_keeps_with_a_paragraph_of_one_line_and_with_the_next() {
    for lines in 20..40 {
        let filling: String = (0..lines).map(|line| format!("Line {line}.\n\n")).collect();
        let laid = set(&format!("# One\n\n{filling}## Two\n\nShort.\n\n{PROSE}\n"));
        assert_eq!(laid.page("Short."), laid.page("The spread"), "{lines} lines");
        assert_eq!(laid.page("Short."), laid.page("Two"), "{lines} lines");
    }
}

#[test]
fn a_heading_keeps_with_two_lines_and_an_introduction_with_its_list() {
    for lines in 30..46 {
        let fill: String = (0..lines).map(|n| format!("Line {n}.\\\n")).collect();
        let laid = set(&format!("# One\n\n{fill}End.\n\n## Head\n\n{PROSE}\n"));
        let (head, _) = laid.find("Head");
        assert_eq!(head, laid.find("The spread").0, "{lines}");
        let laid = set(&format!("# One\n\n{fill}End.\n\nIntro:\n\n- Item one.\n- Item two.\n"));
        assert_eq!(laid.find("Intro").0, laid.find("Item one").0, "{lines}");
    }
}

#[test]
fn running_heads_name_the_chapter_and_page_one_has_none() {
    let text = format!("# First\n\n{}\n\n# Second\n\nEnd.\n", format!("{PROSE}\n\n").repeat(12));
    let laid = set(&text);
    let heads = |page: &Page| -> Vec<String> {
        let header = |placed: &&Placed| placed.tag == Tag::Artifact(Artifact::Header);
        page.items.iter().filter(header).filter_map(run).map(|run| run.text.to_string()).collect()
    };
    let pages = laid.body();
    assert!(heads(pages[0]).is_empty());
    assert_eq!(heads(pages[1]), ["First", "A report"]);
}

#[test]
fn the_page_of_a_reference_is_the_page_of_its_target() {
    let text = format!(
        "# First\n\nSee [](#end \"page\").\n\n{}\n\n# Last {{#end}}\n\nEnd.\n",
        format!("{PROSE}\n\n").repeat(30)
    );
    let laid = set(&text);
    let map = PageMap::of(&laid.pages);
    let target = laid.report.references.targets.get("end").expect("a target").node;
    let label = map.label_of(target).expect("a page");
    assert_ne!(label, "1");
    assert_nothing_is_lost(&laid);
    assert!(laid.found.is_empty(), "{:?}", laid.found);
}

/// A picture in a link, alone in its paragraph, leads there from all that is seen of it.
#[test]
fn a_figure_may_lead_to_the_world_outside() {
    let laid = set("[![Alt](a.svg \"Caption\")](https://a.example){#f width=40%}\n\nWords.\n");
    let items = || laid.pages.list.iter().flat_map(|page| &page.items);
    let picture = items().find_map(|placed| match &placed.item {
        Item::Image { rect, .. } => Some(edges(*rect)),
        _ => None,
    });
    let link = items().find_map(|placed| match &placed.item {
        Item::Link { rect, target: LinkTarget::Url(url), .. } if url == "https://a.example" => {
            Some(edges(*rect))
        }
        _ => None,
    });
    assert!(picture.is_some());
    assert_eq!(picture, link);
    assert!(laid.found.is_empty(), "{:?}", laid.found);
}

/// Words in a line stand where their line does, on whatever page that is.
#[test]
fn the_place_of_words_is_that_of_their_line() {
    let text = format!(
        "# One\n\n[a](#mid) [b](#item) [c](#term) [d](#bare) [e](#cell) [f](#noted)\n\n{PROSE} {PROSE} \
         {PROSE} [Mark]{{#mid}} {PROSE}\n\n- One\n- Second entry {{#item}}\n\nTermed {{#term}}\n: \
         Words.\n\n[]{{#bare}}\n\nFollowing.[^n]\n\n| A |\n|---|\n| [Celled]{{#cell}} |\n\n[^n]: Note \
         [noted]{{#noted}}.\n"
    );
    let laid = set(&text);
    for (id, words) in [
        ("mid", "Mark"),
        ("item", "Second entry"),
        ("term", "Termed"),
        ("bare", "Following"),
        ("cell", "Celled"),
        ("noted", "noted"),
    ] {
        let node = laid.report.references.targets.get(id).expect("a target").node;
        let says = |placed: &&Placed| run(placed).is_some_and(|run| run.text.contains(words));
        let page = laid.pages.list.iter().find(|page| page.items.iter().any(|one| says(&one)));
        let items = page.expect("a page").items.iter();
        let run = items.clone().find(says).and_then(run).expect("words");
        let place = items.into_iter().find_map(|placed| match placed.item {
            Item::Anchor { node: own, at } if own == node => Some(at),
            _ => None,
        });
        let above = (run.origin.y - place.unwrap_or_else(|| panic!("{id} is elsewhere")).y).to_pt();
        assert!((0.0..20.0).contains(&above), "{id} is {above} pt above its words");
    }
    assert_links_lead_somewhere(&laid);
    assert_nothing_is_lost(&laid);
}

#[test]
fn notes_may_stand_below_the_chapter_or_the_report() {
    let text =
        "# One\n\nWords.[^a]\n\n[^a]: First note.\n\n# Two\n\nMore.[^b]\n\n[^b]: Second note.\n";
    let page = set(text);
    assert_eq!(page.find("First note").1.region, Region::Notes);
    for place in ["chapter", "end"] {
        let laid = lay_out(&format!("{MANIFEST}\n[pdf]\nnotes = \"{place}\"\n"), text);
        let at = |words: &str| (laid.find(words).0, laid.y(words).round() as i64);
        assert_eq!(laid.find("First note").1.region, Region::Main);
        assert_eq!(at("First note") < at("Two"), place == "chapter");
        assert!(at("Second note") > at("More"));
    }
}

#[test]
fn notes_of_exhibits_stand_below_them_with_letters() {
    let text = "# One\n\nWords.[^w] And.[^both]\n\n| Name[^h] | Count |\n| --- | --- |\n\
                | Here[^c] | 7[^both] |\n| There | 12[^c] |\n\nTable: A table[^t] {#t}\n\n\
                ![Alt](a.svg \"A picture[^p]\"){source=\"Somebody[^s]\" width=50%}\n\n\
                > [!box] A title[^b]\n> Boxed.[^x]\n\nThe end.[^e]\n\n[^w]: Of the text.\n\n\
                [^both]: Of text and table.\n\n[^h]: Of the head.\n\n[^c]: Of two cells.\n\n\
                [^t]: Of the caption.\n\n[^p]: Of the picture.\n\n[^s]: Of the source.\n\n\
                [^b]: Of the box.[^n]\n\n[^x]: Of its words.\n\n[^e]: Of the end.\n\n\
                [^n]: Of a note.\n";
    let laid = set(text);
    assert_laws(&laid);
    assert_no_words_overlap(&laid);
    assert_eq!(laid.found, []);
    let references = &laid.report.references;
    let marks: Vec<&str> = references.notes.iter().map(|note| note.mark.as_str()).collect();
    // In the order of calls: a note that is called elsewhere too has a number.
    assert_eq!(marks, ["1", "2", "a", "b", "c", "a", "b", "a", "b", "3", "4"]);
    for (words, region) in [
        ("Of the text", Region::Notes),
        ("Of text and table", Region::Notes),
        ("Of a note", Region::Notes),
        ("Of the end", Region::Notes),
        ("Of the head", Region::Float),
        ("Of two cells", Region::Float),
        ("Of the picture", Region::Float),
        ("Of its words", Region::Float),
    ] {
        assert_eq!(laid.find(words).1.region, region, "{words}");
    }
    assert!(
        laid.y("Of two cells") > laid.y("There") && laid.y("Of two cells") < laid.y("A picture")
    );
    assert!(near(laid.x("Of two cells"), 218.0), "{}", laid.place("Of two cells"));
    assert!(laid.y("Of the source") > laid.y("Somebody"));
    // They stand there too when other notes wait for the end of the report, and when a box is long.
    let end = format!("{MANIFEST}\n[pdf]\nnotes = \"end\"\n");
    let long = text.replace("Boxed.", &PROSE.repeat(14));
    let laid = lay_out(&end, &long);
    assert_nothing_is_lost(&laid);
    assert_inside_the_block(&laid);
    assert_links_lead_somewhere(&laid);
    assert_eq!(laid.find("Of its words").1.region, Region::Main);
    assert!(laid.find("Of its words").0 <= laid.find("The end").0);
}

#[test]
fn a_note_holds_tables_pictures_and_paragraphs() {
    let text = "# One\n\nWords.[^a]\n\n[^a]: First paragraph.\n\n    \
                Second paragraph.\n\n    ![Alt](a.svg \"A picture\"){#p source=\"Somebody\"}\n\n    \
                | Name | Count |\n    | --- | --- |\n    | Here | 7 |\n    | There | 12 |\n\n    \
                Table: A table {#t}\n\n    The end.\n";
    let laid = set(text);
    assert_laws(&laid);
    assert_no_words_overlap(&laid);
    assert_eq!(laid.found, []);
    let note = |words: &str| {
        let (_, placed) = laid.find(words);
        assert_eq!(placed.region, Region::Notes, "{words}");
        (laid.x(words), laid.y(words))
    };
    assert!(near(note("Second").0 - note("First").0, 14.0), "the second paragraph is indented");
    let ((x, y), (_, beside)) = (note("Here"), note("7"));
    assert!(near(y, beside) && near(x, note("There").0) && near(note("There").1 - y, 10.5));
    assert!(near(laid.right("7"), laid.right("12")));
    let pictures = laid.body()[0].items.iter().filter_map(|placed| match &placed.item {
        Item::Image { rect, .. } if placed.region == Region::Notes => Some(*rect),
        _ => None,
    });
    let [picture] = pictures.collect::<Vec<_>>()[..] else { panic!("{}", laid.dump) };
    assert!(picture.top().to_pt() > note("Second").1);
    assert!(picture.bottom().to_pt() < note("Figure 1").1 - 5.0);
    assert!(near(note("Figure 1").1, note("A picture").1));
    assert!(note("The end").1 > note("There").1);
}

#[test]
fn letter_and_a4_break_lines_alike() {
    let text = format!("# One\n\n{}", format!("{PROSE}\n\n").repeat(3));
    let lines = |paper: &str| -> Vec<String> {
        let laid = lay_out(&format!("{MANIFEST}\n[pdf]\npaper = \"{paper}\"\n"), &text);
        let items = laid.body().into_iter().flat_map(|page| page.items.clone());
        let main = items.filter(|placed| placed.region == Region::Main);
        main.filter_map(|placed| run(&placed).map(|run| run.text.to_string())).collect()
    };
    assert_eq!(lines("letter"), lines("a4"));
}

// Laws.

#[test]
fn the_laws_hold_of_every_kind_of_block() {
    let laid = set(EVERYTHING);
    assert_eq!(laid.found.len(), 0, "{:?}", laid.found);
    assert_laws(&laid);
}

#[test]
fn the_laws_hold_of_the_sample_report() {
    assert_laws(&sample());
}

#[test]
fn the_laws_hold_on_papers_of_any_size() {
    for paper in ["\"a4\"", "\"a5\"", "\"legal\"", "[\"4in\", \"6in\"]"] {
        let laid = lay_out(&format!("{MANIFEST}\n[pdf]\npaper = {paper}\n"), EVERYTHING);
        assert_laws(&laid);
    }
}

#[test]
fn the_laws_hold_of_every_theme_on_papers_of_any_size() {
    for theme in ["book", "plain"] {
        for paper in [
            "\"letter\"",
            "\"a4\"",
            "\"a5\"",
            "\"legal\"",
            "[\"4in\", \"6in\"]",
            "[\"11in\", \"5in\"]",
        ] {
            let settings = format!("[theme]\nname = \"{theme}\"\n[pdf]\npaper = {paper}\n");
            assert_laws(&lay_out(&format!("{MANIFEST}\n{settings}"), EVERYTHING));
        }
    }
}

#[test]
fn the_laws_hold_of_two_columns() {
    for theme in ["report", "plain"] {
        for more in
            ["", "page.across_levels = 0", "page.across_levels = 3", "blocks.openings = \"recto\""]
        {
            for paper in ["letter", "a4"] {
                let settings = format!("name = \"{theme}\"\npage.columns = 2\n{more}");
                let settings = format!("[theme]\n{settings}\n[pdf]\npaper = \"{paper}\"\n");
                let laid = lay_out(&format!("{MANIFEST}\n{settings}"), EVERYTHING);
                assert_laws(&laid);
                assert_no_words_overlap(&laid);
            }
        }
    }
}

#[test]
fn the_laws_hold_where_chapters_open_on_right_hand_pages() {
    let settings = "[theme]\nname = \"book\"\nblocks.openings = \"recto\"\n";
    assert_laws(&lay_out(&format!("{MANIFEST}\n{settings}"), EVERYTHING));
}

#[test]
fn the_laws_hold_wherever_notes_stand() {
    for place in ["chapter", "end"] {
        let laid = lay_out(&format!("{MANIFEST}\n[pdf]\nnotes = \"{place}\"\n"), EVERYTHING);
        assert_nothing_is_lost(&laid);
        assert_inside_the_paper(&laid);
        assert_links_lead_somewhere(&laid);
    }
}

#[test]
fn the_laws_hold_of_a_theme_without_a_margin_column() {
    let manifest = format!("{MANIFEST}\n[theme]\npage.margin_column = 0\npage.gutter = 0\n");
    assert_laws(&lay_out(&manifest, EVERYTHING));
}

#[test]
fn no_text_stands_below_the_block_or_beside_the_columns() {
    for page in sample().body() {
        for placed in page.items.iter().filter(|placed| placed.region != Region::Furniture) {
            let Some(run) = run(placed) else { continue };
            let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
            let right = x + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>();
            // A page may be a line long where that is the lesser evil.
            assert!(y > 70.0 && y < 714.0, "page {}: {} at {y}", page.label, run.text);
            assert!(x > 60.0 && right < 552.0, "page {}: {} at {x}", page.label, run.text);
        }
    }
}

#[test]
fn a_warm_build_equals_a_cold_one() {
    let folder = project(MANIFEST, EVERYTHING);
    let mut session = Session::new();
    lay_out_with(&mut session, folder.path());
    let edited = EVERYTHING.replace("Take care.", "Take more care of it.");
    fs::write(folder.path().join("one.md"), edited).expect("a file is written");
    let warm = lay_out_with(&mut session, folder.path());
    let cold = lay_out_with(&mut Session::new(), folder.path());
    assert_eq!(warm.pages, cold.pages);
    assert_eq!(warm.found, cold.found);
}
