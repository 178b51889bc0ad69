//! The pages of the body: where each kind of block stands, and the laws that hold of every report.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use diptych::diagnostic::{Diagnostic, Diagnostics, Severity};
use diptych::document::visit::{Visit, walk_block, walk_blocks, walk_inline};
use diptych::document::{Block, BlockKind, CalloutKind, Edition, Inline, InlineKind, Leaf, NodeId};
use diptych::page::{
    Artifact, GlyphRun, Item, LinkTarget, Page, PageMap, Pages, Part, Placed, Region, Tag,
};
use diptych::session::{Report, Session};

const MANIFEST: &str = "[report]\ntitle = \"A report\"\n\n[contents]\ndepth = 0\n";

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
                   <rect width=\"200\" height=\"100\"/></svg>";

const PROSE: &str = "The spread is wide and the weight uneven. Most of the incidents fall in the \
    north-east, in a belt that runs from Kabul through Panjshir and Baghlan to Badakhshan. The \
    western provinces enter the count late, from the spring of the year, and with few entries \
    each. Nothing has been recorded in the southern heartland.";

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

/// A report that is laid out.
struct Laid {
    report: Report,
    pages: Pages,
    found: Vec<Diagnostic>,
    dump: String,
}

fn lay_out_with(session: &mut Session, project: &Path) -> Laid {
    let mut diagnostics = Diagnostics::new();
    let report = session.read(project, &mut diagnostics).expect("there is a manifest");
    let pages = session.lay_out(&report, &mut diagnostics);
    let dump = pages.dump(session.fonts());
    Laid { report, pages, found: diagnostics.sorted(), dump }
}

fn project(manifest: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file is written");
    };
    write("report.toml", manifest);
    write("one.md", text);
    write("a.svg", SVG);
    folder
}

fn lay_out(manifest: &str, text: &str) -> Laid {
    let folder = project(manifest, text);
    let laid = lay_out_with(&mut Session::new(), folder.path());
    let errors = laid.found.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&Diagnostic>::new());
    laid
}

/// The pages of a report with this text.
fn set(text: &str) -> Laid {
    lay_out(MANIFEST, text)
}

fn sample() -> Laid {
    lay_out_with(&mut Session::new(), Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn run(placed: &Placed) -> Option<&GlyphRun> {
    match &placed.item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    }
}

impl Laid {
    /// The pages of the body.
    fn body(&self) -> Vec<&Page> {
        let roman = |page: &&Page| page.label.starts_with(|c: char| c.is_ascii_digit());
        self.pages.list.iter().filter(roman).collect()
    }

    /// The page of the body, from 1, and the item whose words begin so.
    fn find(&self, words: &str) -> (usize, &Placed) {
        let pages = self.body();
        let all = pages
            .iter()
            .enumerate()
            .flat_map(|(index, page)| page.items.iter().map(move |placed| (index + 1, placed)));
        let says = |placed: &Placed| run(placed).is_some_and(|run| run.text.starts_with(words));
        let mut found = all.filter(|(_, placed)| says(placed));
        found.next().unwrap_or_else(|| panic!("no page says {words:?}:\n{}", self.dump))
    }

    /// Where words stand: page, left edge, baseline, in points.
    fn place(&self, words: &str) -> String {
        let (page, placed) = self.find(words);
        let run = run(placed).expect("words");
        format!("{page}: {} {}", run.origin.x, run.origin.y)
    }

    fn x(&self, words: &str) -> f64 {
        run(self.find(words).1).expect("words").origin.x.to_pt()
    }

    fn y(&self, words: &str) -> f64 {
        run(self.find(words).1).expect("words").origin.y.to_pt()
    }

    /// The right edge of words.
    fn right(&self, words: &str) -> f64 {
        let run = run(self.find(words).1).expect("words");
        run.origin.x.to_pt() + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>()
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.3
}

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
    // A chapter: three lines above, one below, its 35 points filled up to 42 above the words.
    assert!(near(laid.y("Four") - laid.y("Ccc"), 3.92 + 42.0 + 7.0 + 25.2));
    assert!(near(laid.y("Ddd") - laid.y("Four"), 9.8 + 14.0 + 10.08));
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
    // A figure without room goes to the next page, and the text runs on with its indent.
    let mut moved = 0;
    for before in 3..8 {
        let above = format!("{PROSE}\n\n").repeat(before);
        let below = format!("Second words.\n\n{PROSE}\n\n{PROSE}\n");
        let laid = set(&format!("# One\n\n{above}![Alt](a.svg \"A picture\")\n\n{below}"));
        if laid.find("A picture").0 > laid.find("Second").0 {
            moved += 1;
            assert!(near(laid.x("Second"), 218.0), "{}", laid.place("Second"));
        }
    }
    assert!(moved > 0);
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

/// The words of each leaf that the pages show, without white space, by the leaf.
fn words_of_pages(laid: &Laid) -> BTreeMap<NodeId, String> {
    let mut parts: BTreeMap<NodeId, Vec<(u32, String)>> = BTreeMap::new();
    for placed in laid.pages.list.iter().flat_map(|page| &page.items) {
        let Some(run) = run(placed) else { continue };
        if let Some(position) = run.position
            && placed.region != Region::Furniture
        {
            let words = run.text.replace('\u{ad}', "");
            parts.entry(position.leaf).or_default().push((position.offset, words));
        }
    }
    let join = |mut parts: Vec<(u32, String)>| {
        parts.sort();
        let all: String = parts.into_iter().map(|(_, words)| words).collect();
        all.chars().filter(|c| !c.is_whitespace()).collect()
    };
    parts.into_iter().map(|(leaf, parts)| (leaf, join(parts))).collect()
}

/// The words of each leaf of the body, without white space.
struct Said<'a> {
    laid: &'a Laid,
    map: PageMap,
    leaf: Option<NodeId>,
    words: BTreeMap<NodeId, String>,
}

impl<'a> Visit<'a> for Said<'a> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Only { edition: Edition::Epub, .. }
            | BlockKind::Callout { kind: CalloutKind::PullQuote, .. } => {}
            _ => walk_block(self, block),
        }
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        self.leaf = Some(leaf.id);
        diptych::document::visit::walk_leaf(self, leaf);
    }

    fn inline(&mut self, inline: &'a Inline) {
        let words = match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => words.clone(),
            kind => self.laid.report.references.text(inline.id, kind, Some(&self.map)),
        };
        let bare = words.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}');
        if let Some(leaf) = self.leaf {
            self.words.entry(leaf).or_default().extend(bare);
        }
        walk_inline(self, inline);
    }
}

fn words_of_document(laid: &Laid) -> BTreeMap<NodeId, String> {
    let map = PageMap::of(&laid.pages);
    let mut said = Said { laid, map, leaf: None, words: BTreeMap::new() };
    let document = &laid.report.document;
    for chapter in &document.chapters {
        walk_blocks(&mut said, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for entry in &laid.report.references.notes {
        walk_blocks(&mut said, &document.notes[entry.note].blocks);
    }
    said.words.retain(|_, words| !words.is_empty());
    said.words
}

/// Nothing of the document is missing on the pages, and nothing stands there twice.
fn assert_nothing_is_lost(laid: &Laid) {
    let shown = words_of_pages(laid);
    for (leaf, words) in words_of_document(laid) {
        assert_eq!(shown.get(&leaf), Some(&words), "leaf {leaf:?}");
    }
}

/// Each note begins on the page of its first call.
fn assert_notes_stand_with_their_calls(laid: &Laid) {
    let references = &laid.report.references;
    let map = PageMap::of(&laid.pages);
    for entry in &references.notes {
        let note = laid.report.document.notes[entry.note].id;
        let called = laid.pages.list.iter().position(|page| {
            page.items.iter().any(|placed| {
                matches!(&placed.item, Item::Link { target: LinkTarget::Node(node), .. } if *node == note)
            })
        });
        assert_eq!(map.page_of(note), called, "note {}", entry.mark);
        assert!(called.is_some(), "note {} is not called", entry.mark);
    }
}

fn assert_inside_the_paper(laid: &Laid) {
    for page in &laid.pages.list {
        let (width, height) = (page.size.width.to_pt(), page.size.height.to_pt());
        for placed in &page.items {
            let (left, top, right, bottom) = match &placed.item {
                Item::Glyphs(run) => {
                    let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
                    let wide: f64 = run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum();
                    (x, y, x + wide, y)
                }
                Item::Fill { rect, .. } | Item::Link { rect, .. } => edges(*rect),
                Item::Image { rect, clip, .. } => edges(clip.unwrap_or(*rect)),
                Item::Anchor { at, .. } => (at.x.to_pt(), at.y.to_pt(), at.x.to_pt(), at.y.to_pt()),
            };
            let inside =
                left >= -0.1 && top >= -0.1 && right <= width + 0.1 && bottom <= height + 0.1;
            assert!(inside, "page {}: {placed:?}", page.label);
        }
    }
}

fn edges(rect: diptych::geometry::Rect) -> (f64, f64, f64, f64) {
    (rect.left().to_pt(), rect.top().to_pt(), rect.right().to_pt(), rect.bottom().to_pt())
}

/// Every id leads somewhere, and everything that is linked has its place.
fn assert_links_lead_somewhere(laid: &Laid) {
    let map = PageMap::of(&laid.pages);
    for node in laid.report.references.targets.values().map(|target| target.node) {
        assert!(map.page_of(node).is_some(), "{node:?} stands on no page");
    }
    for placed in laid.pages.list.iter().flat_map(|page| &page.items) {
        if let Item::Link { target: LinkTarget::Node(node), .. } = &placed.item {
            assert!(map.page_of(*node).is_some(), "a link leads to {node:?}, which is nowhere");
        }
    }
}

fn assert_laws(laid: &Laid) {
    assert_nothing_is_lost(laid);
    assert_notes_stand_with_their_calls(laid);
    assert_inside_the_paper(laid);
    assert_links_lead_somewhere(laid);
}

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
fn the_laws_hold_wherever_notes_stand() {
    for place in ["chapter", "end"] {
        let laid = lay_out(&format!("{MANIFEST}\n[pdf]\nnotes = \"{place}\"\n"), EVERYTHING);
        assert_nothing_is_lost(&laid);
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
