//! The built-in themes: each element of their specification at its place, read from the dump of
//! the pages, in points from the top left corner of the paper.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

use std::fs;

use diptych::diagnostic::Diagnostics;
use diptych::session::Session;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
                   <rect width=\"200\" height=\"100\"/></svg>";

/// The manifest of a report, without its theme.
const MANIFEST: &str = r##"
[report]
title = "Withdrawal"
subtitle = "Opposition and choices"
series = "Research Report"
number = "12"
publisher = "Aldermere Institute"
date = 2024-11-01
about = "An institute."

[[authors]]
name = "Helena Voss"
role = "Senior Fellow"
bio = "Helena Voss writes."

[contents]
lists = ["maps"]
"##;

/// Every element that has a place in the specification.
const TEXT: &str = r##"
# Chapter

> [!epigraph]
> A road runs up it.

In August 2021 the republic ceased to exist; what followed has been studied less than what went before, and two governments say what they please of it.

Second paragraph, with a note.[^a] Meanwhile the provinces were counted one after the other.

[^a]: The note itself.

## Section

Below a section.

### Subsection

Below it.

\newpage

> Quoted words of somebody else, who said them long ago and at a greater length than this.

After the quotation:

- Item one.
- Item two.

After the list:

1. First.
2. Second.

After the numbers.

```
code
```

After code.

\newpage

![Alt](a.svg "A picture"){#fig credit="Somebody"}

Below the picture.

\newpage

![Alt](a.svg "Reported attacks"){#map .map source="Counted" subtitle="September 2021 to June 2024"}

Below the map.

\newpage

| Round | What was new in that round and in no other before it |
| --- | --- |
| One | A statement |
| Two | Observers |

Table: Meetings {#tab source="Communiqués"}

Below the table.

\newpage

> [!box] Key findings
> Found out.

Below the box.

\newpage

> [!pullquote]
> Distance is safety.

Below the pull quote.

# Do {.recommendations}

1. **Open a channel.** Name one official.
2. **Wait.** No.

# More {.appendix}

First War (1839)
: An army.
"##;

/// Something on a page.
#[derive(Clone, Debug)]
struct Thing {
    page: String,
    x: f64,
    y: f64,
    /// What is drawn and how: all of the line of the dump after the place.
    what: String,
}

/// A report's pages as the dump has them.
struct Dump {
    things: Vec<Thing>,
    text: String,
}

impl Dump {
    fn of(settings: &str) -> Dump {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("a file is written");
        };
        write("report.toml", &format!("{MANIFEST}\n{settings}"));
        write("one.md", TEXT);
        write("a.svg", SVG);
        let mut session = Session::new();
        let mut diagnostics = Diagnostics::new();
        let report = session.read(folder.path(), &mut diagnostics).expect("there is a manifest");
        let pages = session.lay_out(&report, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{:?}", diagnostics.sorted());
        let text = pages.dump(session.fonts());
        let mut page = String::new();
        let mut things = Vec::new();
        for line in text.lines() {
            if let Some(label) = line.strip_prefix("page ") {
                page = label.split(' ').next().unwrap_or_default().to_string();
                continue;
            }
            let Some((place, what)) = line.trim_start().split_once(' ') else { continue };
            let Some((x, y)) = place.split_once(',') else { continue };
            let number = |text: &str| text.parse().expect("a number");
            let (x, y) = (number(x), number(y));
            things.push(Thing { page: page.clone(), x, y, what: what.to_string() });
        }
        Dump { things, text }
    }

    /// The first thing on a page that the dump says this of; words begin with `text "`. What is of
    /// the running head is looked at last.
    fn find(&self, page: &str, what: &str) -> &Thing {
        let on = |head: bool| {
            let head = move |thing: &&Thing| thing.what.contains("(header)") == head;
            self.things.iter().filter(|thing| thing.page == page).filter(head)
        };
        let mut found = on(false).chain(on(true)).filter(|thing| thing.what.contains(what));
        found.next().unwrap_or_else(|| panic!("page {page} has no {what}:\n{}", self.text))
    }

    /// Holds that words stand at this place of a page, in this face and size. Large letters are
    /// set back by their side bearing, so a place across is right within a point and a half.
    fn words(&self, page: &str, words: &str, at: (f64, f64), face: &str, size: &str) {
        // A running head may say the same: the nearest is meant.
        let what = format!("text \"{words}");
        let all =
            self.things.iter().filter(|thing| thing.page == page && thing.what.contains(&what));
        let away = |thing: &&Thing| (thing.x - at.0).abs() + (thing.y - at.1).abs();
        let nearest = all.min_by(|one, other| away(one).total_cmp(&away(other)));
        let thing = nearest.unwrap_or_else(|| self.find(page, &what));
        let near = (thing.x - at.0).abs() < 1.6 && (thing.y - at.1).abs() < 0.06;
        assert!(
            near,
            "{words:?} stands at {},{} and not at {at:?}:\n{}",
            thing.x, thing.y, self.text
        );
        let style = format!(" {face} {size} #");
        assert!(thing.what.contains(&style), "{words:?} is {} and not {style}", thing.what);
    }

    /// Holds that something that is not words stands at this place of a page.
    fn drawn(&self, page: &str, what: &str, at: (f64, f64)) {
        let thing = self.find(page, what);
        let near = (thing.x - at.0).abs() < 0.06 && (thing.y - at.1).abs() < 0.06;
        assert!(
            near,
            "{what:?} stands at {},{} and not at {at:?}:\n{}",
            thing.x, thing.y, self.text
        );
    }
}

const SERIF: &str = "SourceSerif4-Regular";
const DISPLAY: &str = "SourceSerif4Display-Regular";
const SANS: &str = "SourceSans3-Regular";
const SANS_BOLD: &str = "SourceSans3-Semibold";
const BOLD: &str = "SourceSerif4-Bold";

/// The theme `report` on a paper whose margin is `left` and whose last line ends at `bottom`.
fn report(paper: &str, left: f64, bottom: f64, height: f64) {
    let dump = Dump::of(&format!("[pdf]\npaper = \"{paper}\"\n"));
    let text = left + 132.0;
    // The line of the grid, from 1.
    let line = |line: f64| 84.0 + 10.08 + 14.0 * (line - 1.0);

    dump.words("i", "Aldermere Institute", (left, 57.0), SANS_BOLD, "11");
    dump.drawn("i", "468×0.5 fill #b9bec7", (left, 91.0));
    dump.words("i", "Withdrawal", (left, 163.44), "SourceSerif4Display-Light", "50");
    dump.words("i", "Opposition and", (left, 210.0), DISPLAY, "19");
    dump.drawn("i", "36×2 fill #1d3c6e", (left, 250.0));
    dump.words("i", "Helena Voss", (left, 277.52), SANS_BOLD, "12");
    dump.words("i", "November 2024", (left, 293.52), SANS, "12");
    let panel = dump.find("i", "fill #1d3c6e furniture (background)").y;
    assert!((panel - height * 0.4874).abs() < 0.1, "{panel}");

    let imprint = dump.things.iter().filter(|thing| thing.page == "ii").map(|thing| thing.y);
    let lowest = imprint.fold(0.0, f64::max);
    assert!((lowest - (bottom - 3.92)).abs() < 0.06, "{lowest}");
    assert!(!dump.things.iter().any(|thing| thing.page == "ii" && thing.what.contains("(footer)")));

    dump.words("iii", "Contents", (left, 114.24), DISPLAY, "30");
    dump.words("iii", "Chapter", (text, line(6.0)), SANS_BOLD, "10.5");
    dump.words("iii", "iii", (left, bottom + 38.08), SANS_BOLD, "9.5");

    dump.words("1", "Withdrawal", (left, 100.24), "SourceSerif4Display-Light", "34");
    dump.words("1", "Opposition and", (left, 127.12), DISPLAY, "16");
    dump.words("1", "Helena Voss", (left, 150.08), SANS_BOLD, "10");
    dump.words("1", "1\" SourceSans3-Semibold", (left, bottom + 38.08), SANS_BOLD, "9.5");
    assert!(!dump.things.iter().any(|thing| thing.page == "1" && thing.what.contains("(header)")));
    // From here on places are relative to the chapter's title, 5.04 + 25.2 below its top.
    let top = dump.find("1", "text \"Chapter").y - 30.24;
    assert!(((top - 84.0) / 14.0).fract().abs() < 0.01, "{top}");
    let below = |lines: f64| top + 10.08 + 14.0 * lines;
    dump.words("1", "Chapter", (left, top + 30.24), DISPLAY, "30");
    dump.words("1", "A road", (text, below(4.0)), "SourceSerif4-It", "11");
    dump.words("1", "In August 2021", (text, below(6.0)), SERIF, "10.5");
    dump.words("1", "Second paragraph", (text + 14.0, below(9.0)), SERIF, "10.5");
    dump.words("1", "Section", (text, below(12.5)), SANS_BOLD, "12.5");
    dump.words("1", "Below a section", (text, below(14.0)), SERIF, "10.5");
    dump.words("1", "Subsection", (text, below(16.0)), SANS_BOLD, "10.5");
    dump.words("1", "Below it", (text, below(17.0)), SERIF, "10.5");

    dump.words("2", "Quoted words", (text + 14.0, line(1.0)), SERIF, "9.5");
    dump.words("2", "After the quotation", (text, line(4.0)), SERIF, "10.5");
    dump.words("2", "•", (text, line(6.0)), SERIF, "10.5");
    dump.words("2", "Item one", (text + 14.0, line(6.0)), SERIF, "10.5");
    dump.words("2", "Item two", (text + 14.0, line(7.0)), SERIF, "10.5");
    dump.words("2", "After the list", (text, line(9.0)), SERIF, "10.5");
    dump.words("2", "code", (text, line(16.0)), "SourceCodePro-Regular", "9");

    dump.words("4", "Withdrawal", (left, 52.1), SANS, "8.5");
    dump.words("4", "Chapter", (text, 52.1), SANS, "8.5");
    dump.drawn("4", "468×1 fill #1d3c6e", (left, 84.0));
    dump.words("4", "Map 1", (left, 84.0 + 7.0 + 10.08), SANS_BOLD, "10");
    dump.words("4", "Reported attacks", (text, 101.08), SANS_BOLD, "10");
    dump.words("4", "September 2021", (text, 115.08), SANS, "9.5");
    dump.drawn("4", "image", (left, 126.0));
    let foot = 126.0 + 234.0 + 7.0 + 7.56;
    dump.words("4", "Source", (left, foot), SANS, "8.5");
    dump.words("4", "Counted", (text, foot), SANS, "8.5");

    dump.drawn("3", "image", (left, 84.0));
    dump.words("3", "Figure 1", (left, 84.0 + 234.0 + 3.5 + 10.08), SANS_BOLD, "10");
    dump.words("3", "A picture", (text, 331.58), SANS, "9.5");
    dump.words("3", "Somebody", (text, 331.58 + 3.92 + 7.56), SANS, "8.5");

    dump.drawn("5", "468×1 fill #1d3c6e", (left, 84.0));
    dump.words("5", "Table 1", (left, 101.08), SANS_BOLD, "10");
    dump.words("5", "Meetings", (text, 101.08), SANS_BOLD, "10");
    dump.words("5", "Round", (left, 101.08 + 21.0), SANS_BOLD, "8.5");
    dump.words("5", "What was new", (text, 122.08), SANS_BOLD, "8.5");
    dump.words("5", "One", (left, 122.08 + 3.92 + 3.5 + 10.08), SANS, "9.5");
    dump.words("5", "Two", (left, 160.58), SANS, "9.5");

    dump.drawn("6", "468×2 fill #1d3c6e", (left, 84.0));
    dump.words("6", "Box 1", (left + 14.0, 84.0 + 14.0 + 10.08), SANS_BOLD, "8.5");
    dump.words("6", "Key findings", (left + 14.0, 122.08), SANS_BOLD, "12.5");
    dump.words("6", "Found out", (text, 108.08), SANS, "9.5");

    dump.drawn("7", "36×2 fill #1d3c6e", (text, 84.0));
    dump.words("7", "Distance", (text, 84.0 + 7.0 + 20.16), "SourceSerif4Display-It", "20");
    let wait = dump.find("7", "text \"Wait.").y;
    dump.words("7", "Wait.", (text, wait), SANS_BOLD, "12.5");
    let number = dump.find("7", "text \"2\" SourceSerif4Display-Regular 28 #1d3c6e");
    assert!(number.x < text - 24.0 && number.x > text - 42.0, "{}", number.x);

    dump.words("8", "Appendix", (left, line(1.0)), SANS_BOLD, "10");
    dump.words("8", "More", (left, 84.0 + 14.0 + 30.24), DISPLAY, "30");
    dump.words("8", "1839", (left, line(6.0)), SANS, "9.5");
    dump.words("8", "First War", (text, line(6.0)), SANS_BOLD, "10.5");
    dump.words("8", "An army", (text, line(7.0)), SERIF, "10.5");

    dump.words("9", "About the author", (left, 114.24), DISPLAY, "30");
    dump.words("9", "Helena Voss", (text, line(6.0)), SANS_BOLD, "12.5");
    dump.words("9", "Senior Fellow", (text, line(7.0)), SANS, "10");
    dump.words("9", "Helena Voss writes", (text, line(8.5)), SERIF, "10.5");
    // The portrait's top stands at the height of the name's capitals.
    let portrait = dump.find("9", "108×122 fill #d5dce8");
    assert!((portrait.x - left).abs() < 0.06, "{}", portrait.x);
    assert!((portrait.y - (line(6.0) - 12.5 * 0.66)).abs() < 0.06, "{}", portrait.y);
    assert!(dump.find("9", "text \"HV\"").what.contains("SourceSerif4Display-Light 34"));
}

#[test]
fn report_on_letter_stands_where_its_specification_says() {
    report("letter", 72.0, 700.0, 792.0);
}

#[test]
fn report_on_a4_stands_where_its_specification_says() {
    report("a4", 63.64, 742.0, 841.89);
}

#[test]
fn book_stands_where_its_specification_says() {
    let dump = Dump::of("[theme]\nname = \"book\"\n");
    assert!(dump.text.contains("page 1 432 × 648"), "six by nine inches");
    let (verso, recto) = (54.0, 66.0);
    let line = |line: f64| 66.0 + 10.08 + 14.0 * (line - 1.0);
    let middle = |page: &str, what: &str, left: f64| {
        let thing = dump.find(page, what);
        let right = left + 312.0 - (thing.x - left);
        assert!(thing.x > left && right > thing.x, "{what} is not in the middle");
        thing.y
    };
    // A chapter opens with five lines of white, its number and title in the middle.
    let number = middle("1", "text \"1\" SourceSerif4Display-Regular 30 #1d3c6e", recto);
    assert!((number - (66.0 + 70.0 + 30.24)).abs() < 0.06, "{number}");
    let title = middle("1", "text \"Chapter\" SourceSerif4Display-Regular 24 #1a1a1a", recto);
    assert!((title - 198.16).abs() < 0.06, "{title}");
    let epigraph = middle("1", "text \"A road", recto);
    assert!((epigraph - line(12.0)).abs() < 0.06, "{epigraph}");
    // Three lines below an epigraph, the first words in small capitals of 9 points.
    dump.words("1", "In August 2021", (recto, line(16.0)), SERIF, "9");
    dump.words("1", "Second paragraph", (recto + 14.0, line(19.0)), SERIF, "10.5");
    dump.words("1", "Section", (recto, line(22.0)), "SourceSerif4-It", "11");
    dump.words("1", "Below a section", (recto, line(23.0)), SERIF, "10.5");
    // An opening has no head, and its folio in the middle of the foot.
    assert!(!dump.things.iter().any(|thing| thing.page == "1" && thing.what.contains("(header)")));
    let folio = middle("1", "text \"1\" SourceSerif4-Regular 9.5", recto);
    assert!((folio - 598.0).abs() < 0.06, "{folio}");
    // Heads and folios are mirrored: the book's title on the left, the chapter's on the right.
    let head = |page: &str, words: &str, folio: (f64, f64)| {
        assert!((dump.find(page, &format!("text \"{words}\" {SERIF} 9 ")).y - 46.08).abs() < 0.06);
        let found = dump.find(page, &format!("text \"{page}\" {SERIF} 9.5"));
        assert!(found.x >= folio.0 && found.x <= folio.1, "page {page}: {}", found.x);
        assert!((found.y - 46.08).abs() < 0.06);
    };
    head("2", "Withdrawal", (verso - 0.1, verso + 0.1));
    head("3", "Chapter", (recto + 300.0, recto + 312.0));
    // Everything on a left-hand page stands twelve points further left.
    let left_edge = |page: &str| {
        let main = dump.things.iter().filter(|thing| thing.page == page);
        let main =
            main.filter(|thing| thing.what.contains("text") && thing.what.contains(" main "));
        main.map(|thing| thing.x).fold(f64::MAX, f64::min)
    };
    assert!((left_edge("2") - verso).abs() < 1.1, "{}", left_edge("2"));
    assert!((left_edge("5") - recto).abs() < 1.1, "{}", left_edge("5"));
    // A figure is as wide as the text, its label and its credit on the line of its caption.
    let figure = dump.find("3", "312×").clone();
    assert!((figure.x - recto).abs() < 0.06 && (figure.y - 66.0).abs() < 0.06, "{figure:?}");
    let caption = figure.y + 156.0 + 10.08;
    dump.words("3", "Figure 1", (recto, caption), SANS_BOLD, "9.5");
    assert!((dump.find("3", "text \"A picture").y - caption).abs() < 0.06);
    assert!((dump.find("3", "text \"Somebody").y - caption).abs() < 0.06);
}

#[test]
fn plain_stands_where_its_specification_says() {
    let dump = Dump::of("[theme]\nname = \"plain\"\n");
    let left = 129.0;
    let line = |line: f64| 84.0 + 10.8 + 15.0 * (line - 1.0);
    dump.words("1", "Withdrawal", (left, 105.6), BOLD, "22");
    dump.words("1", "Opposition", (left, 130.2), "SourceSerif4-It", "13");
    dump.words("1", "Helena Voss", (left, 154.8), SERIF, "11");
    let top = dump.find("1", "text \"Chapter").y;
    // Paragraphs are parted by half a line; headings are bold and numbered.
    let below = |lines: f64| top + 15.0 * lines;
    dump.words("1", "1\" SourceSerif4-Bold 14", (left, top), BOLD, "14");
    dump.words("1", "A road", (left, below(2.0)), "SourceSerif4-It", "10");
    dump.words("1", "In August 2021", (left, below(4.0)), SERIF, "11");
    dump.words("1", "Second paragraph", (left, below(6.5)), SERIF, "11");
    dump.words("1", "1.1", (left, below(9.5)), BOLD, "11");
    dump.words("1", "Below a section", (left, below(10.5)), SERIF, "11");
    dump.words("2", "Quoted words", (left + 22.5, line(1.0)), SERIF, "11");
    dump.words("2", "After the quotation", (left, line(4.0)), SERIF, "11");
    dump.words("2", "Item one", (left + 15.0, line(5.5)), SERIF, "11");
    dump.words("2", "Item two", (left + 15.0, line(6.5)), SERIF, "11");
    dump.words("2", "After the list", (left, line(8.0)), SERIF, "11");
    dump.words("2", "1.\" SourceSerif4-Regular", (left, line(9.5)), SERIF, "11");
    dump.words("2", "First.", (left + 22.5, line(9.5)), SERIF, "11");
    // Code has a bar at its left.
    dump.words("2", "code", (left + 14.0, line(14.0)), "SourceCodePro-Regular", "9");
    dump.drawn("2", "1×15 fill #111111", (left, line(14.0) - 10.8));
    // The folio stands in the middle of the foot, and there are no running heads.
    let folio = dump.find("1", "text \"1\" SourceSerif4-Regular 9.5");
    assert!((folio.x - 306.0).abs() < 5.0 && (folio.y - 739.08).abs() < 0.06, "{folio:?}");
    assert!(!dump.text.contains("(header)"));
    // A table's title stands above its rule; its rows have no rules between them.
    dump.words("5", "Table 1", (left, line(1.0)), BOLD, "9.5");
    dump.drawn("5", "354×1 fill #111111", (left, 84.0 + 15.0 + 3.75));
    dump.words("5", "Round", (left, 102.75 + 3.75 + 10.8), BOLD, "9.5");
    dump.words("5", "One", (left, 117.3 + 4.2 + 7.5 + 10.8), SERIF, "9.5");
    dump.words("5", "Two", (left, 139.8 + 15.0), SERIF, "9.5");
    dump.words("5", "Source", (left, 154.8 + 4.2 + 3.75 + 7.5 + 7.56), SERIF, "8.5");
    // Black only, but for rules: no text has another colour.
    let colours = dump.things.iter().filter(|thing| thing.what.starts_with("text"));
    assert!(
        colours
            .filter(|thing| !thing.what.contains("\".."))
            .all(|thing| { thing.what.contains(" #111111 ") })
    );
}

#[test]
fn a_chapter_may_open_on_right_hand_pages_only() {
    let dump = Dump::of("[theme]\nname = \"book\"\nblocks.openings = \"recto\"\n");
    let openings = dump.things.iter().filter(|thing| {
        thing.what.contains("SourceSerif4Display-Regular 24 ")
            && thing.page.starts_with(|c: char| c.is_ascii_digit())
    });
    let pages: Vec<u32> =
        openings.map(|thing| thing.page.parse().expect("an arabic number")).collect();
    assert!(pages.len() == 4 && pages.iter().all(|page| page % 2 == 1), "{pages:?}");
    // A page that was left empty shows nothing at all.
    let labels: Vec<&str> =
        dump.text.lines().filter_map(|line| line.strip_prefix("page ")).collect();
    let empty = labels
        .iter()
        .filter_map(|label| label.split(' ').next())
        .filter(|label| !dump.things.iter().any(|thing| thing.page == *label));
    assert!(empty.count() >= 2, "{labels:?}");
}

#[test]
fn the_accent_of_the_manifest_is_the_only_one() {
    let red = Dump::of("[theme]\naccent = \"#8a1c2b\"\n");
    assert!(red.text.contains("#8a1c2b") && red.text.contains("#f7eff0"));
    for old in ["#1d3c6e", "#d5dce8", "#eef1f6"] {
        assert!(!red.text.contains(old), "{old}");
    }
    let none = Dump::of("[theme]\nname = \"book\"\naccent = \"none\"\n");
    assert!(!none.text.contains("#1d3c6e"));
    assert!(none.find("1", "SourceSerif4Display-Regular 30").what.contains("#1a1a1a"));
}
