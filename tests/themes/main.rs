//! The built-in themes: each element of their specification at its place, read from the dump of
//! the pages, in points from the top left corner of the paper.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

mod book;
mod plain;
mod report;

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

    /// Holds that words on a page, no wider than this, end at this place across.
    fn ends(&self, page: &str, words: &str, right: f64, widest: f64) {
        let thing = self.find(page, &format!("text \"{words}"));
        let before = right - thing.x;
        assert!(before > 0.0 && before <= widest, "{words:?} begins {before} before {right}");
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
