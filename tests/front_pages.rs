//! The pages before the text: where their parts stand, to what they belong, and how they count.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

use std::fs;

use diptych::diagnostic::Diagnostics;
use diptych::page::{Artifact, Item, LinkTarget, Page, PageMap, Pages, Part, Placed, Tag};
use diptych::session::Session;

const MANIFEST: &str = r##"
[report]
title = "After the Withdrawal"
subtitle = "Armed and political opposition"
series = "Research Report"
number = "12"
publisher = "Aldermere Institute"
date = 2024-11-01
disclaimer = "An independent institute."
rights = "© 2024 Aldermere Institute"

[[authors]]
name = "Helena Voss"
role = "Senior Fellow"

[contents]
depth = 2
"##;

const CHAPTER: &str = "In August the republic ceased to exist.\n\n\
                       # A country under strain\n\nText.\n\n## Humanitarian need\n\nText.\n";

/// The pages of a report with this manifest and one chapter, and their dump.
fn lay_out(manifest: &str, chapter: &str) -> (Pages, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("report.toml"), manifest).expect("the manifest is written");
    fs::write(folder.path().join("one.md"), chapter).expect("the chapter is written");
    let mut session = Session::new();
    let mut diagnostics = Diagnostics::new();
    let report = session.read(folder.path(), &mut diagnostics).expect("there is a manifest");
    let pages = session.lay_out(&report, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.sorted());
    let dump = pages.dump(session.fonts());
    (pages, dump)
}

/// The items of a page whose glyphs say this.
fn saying<'p>(page: &'p Page, words: &str) -> Vec<&'p Placed> {
    let says = |item: &Item| matches!(item, Item::Glyphs(run) if run.text.trim_end() == words);
    page.items.iter().filter(|placed| says(&placed.item)).collect()
}

/// Where the first words that say this begin, in points.
fn origin(page: &Page, words: &str) -> (String, String) {
    let found = saying(page, words);
    match found.first().map(|placed| &placed.item) {
        Some(Item::Glyphs(run)) => (run.origin.x.to_string(), run.origin.y.to_string()),
        _ => panic!("the page does not say {words:?}"),
    }
}

#[test]
fn front_matter_counts_in_roman_and_the_text_in_arabic() {
    let (pages, _) = lay_out(MANIFEST, CHAPTER);
    let labels: Vec<&str> = pages.list.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels, ["i", "ii", "iii", "1"]);
    let map = PageMap::of(&pages);
    assert!(map.starts[0].position.is_some(), "the cover has words that are read");
    assert!(map.starts[2].position.is_none(), "the contents are not of the running text");
}

#[test]
fn the_cover_stands_where_the_theme_says() {
    let (pages, _) = lay_out(MANIFEST, CHAPTER);
    let cover = &pages.list[0];
    let at = |x: &str, y: &str| (x.to_string(), y.to_string());
    assert_eq!(origin(cover, "Aldermere Institute"), at("72", "57"));
    // Large type is set back by its side bearing, so that its ink stands on the margin.
    assert_eq!(origin(cover, "After the Withdrawal"), at("71.55", "163.44"));
    assert_eq!(origin(cover, "Armed and political opposition"), at("71.77", "210"));
    // Without a picture the panel is a tint and what is below it the accent.
    let grounds = cover.items.iter().filter(|placed| {
        placed.tag == Tag::Artifact(Artifact::Background)
            && matches!(placed.item, Item::Fill { .. })
    });
    assert_eq!(grounds.count(), 2);
}

/// A name that is longer than its room goes on below in regular type, and none of it is lost.
#[test]
fn the_name_of_an_institution_has_two_weights() {
    let long = "Aldermere Institute for the Study of International Policy and of the Relations \
                between the Peoples of Two Continents";
    let manifest = MANIFEST.replace("Aldermere Institute\"", &format!("{long}\""));
    let (pages, dump) = lay_out(&manifest, CHAPTER);
    let strip: Vec<_> = pages.list[0]
        .items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Glyphs(run) if run.origin.x.to_string() == "72" => Some(run),
            _ => None,
        })
        .take_while(|run| run.origin.y.to_pt() < 91.0)
        .collect();
    let said: String = strip.iter().map(|run| run.text.as_ref()).collect();
    assert_eq!(said, long, "{dump}");
    let (first, rest) = strip.split_first().expect("the name is on the cover");
    assert_eq!(first.color.hex(), "#1d3c6e");
    assert!(!rest.is_empty());
    for (index, run) in rest.iter().enumerate() {
        assert_eq!(run.color.hex(), "#55585e");
        assert_ne!(run.face, first.face, "regular below semibold");
        assert_eq!(run.origin.y.to_string(), (57 + 14 * (index + 1)).to_string());
    }
}

#[test]
fn a_long_title_is_set_smaller_and_never_in_more_lines_than_may_be() {
    let long = MANIFEST.replace(
        "After the Withdrawal",
        "The armed and the political opposition in Afghanistan after the withdrawal of 2021",
    );
    let (pages, dump) = lay_out(&long, CHAPTER);
    let sizes = dump.lines().filter(|line| line.contains("SourceSerif4Display-Light 40"));
    assert!((2..=3).contains(&sizes.count()), "{dump}");
    assert_eq!(pages.list.len(), 4);
}

#[test]
fn the_imprint_ends_on_the_last_line() {
    let (pages, dump) = lay_out(MANIFEST, CHAPTER);
    let imprint = &pages.list[1];
    let lowest = imprint.items.iter().filter_map(|placed| match &placed.item {
        Item::Glyphs(run) => Some(run.origin.y),
        _ => None,
    });
    assert_eq!(lowest.max().map(|y| y.to_string()), Some("696.08".to_string()), "{dump}");
    assert_eq!(origin(imprint, "Title").0, "72");
    assert_eq!(origin(imprint, "An independent institute.").0, "204");
    let folio = imprint.items.iter().any(|item| item.tag == Tag::Artifact(Artifact::Footer));
    assert!(!folio, "the imprint has no folio");
}

#[test]
fn the_contents_lead_to_their_pages() {
    let (pages, dump) = lay_out(MANIFEST, CHAPTER);
    let contents = &pages.list[2];
    assert_eq!(origin(contents, "Contents"), ("72".to_string(), "114.24".to_string()));
    let entry = saying(contents, "Humanitarian need")[0];
    let Tag::Node(node, Part::Entry) = entry.tag else { panic!("not an entry: {dump}") };
    let links = |placed: &&Placed| match &placed.item {
        Item::Link { target, .. } => *target == LinkTarget::Node(node),
        _ => false,
    };
    assert_eq!(contents.items.iter().filter(links).count(), 1);
    assert_eq!(PageMap::of(&pages).label_of(node), Some("1"));
    let pages_said = saying(contents, "1").into_iter().map(|placed| placed.tag);
    assert!(pages_said.collect::<Vec<_>>().contains(&Tag::Node(node, Part::EntryPage)));
}

#[test]
fn leaders_stand_below_one_another_and_end_at_one_place() {
    let (pages, _) = lay_out(MANIFEST, CHAPTER);
    let leaders: Vec<(i64, usize)> = pages.list[2]
        .items
        .iter()
        .filter_map(|placed| match &placed.item {
            Item::Glyphs(run) if run.text.starts_with("..") => {
                let last = run.glyphs.len() - 1;
                let steps: i64 = run.glyphs[..last].iter().map(|g| g.advance.units()).sum();
                Some((run.origin.x.units() + steps, run.glyphs.len()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(leaders.len(), 2);
    assert_eq!(leaders[0].0, leaders[1].0);
    assert_ne!(leaders[0].1, leaders[1].1);
}

#[test]
fn long_contents_go_on_on_further_pages() {
    let mut chapter = String::from("Words.\n\n");
    for number in 1..60 {
        chapter.push_str(&format!(
            "# Chapter {number}\n\nText.\n\n## Part of it {number}\n\nText.\n\n"
        ));
    }
    let (pages, _) = lay_out(MANIFEST, &chapter);
    let labels: Vec<&str> = pages.list.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels[..5], ["i", "ii", "iii", "iv", "v"]);
    let entries = pages.list.iter().flat_map(|page| &page.items).filter(|placed| {
        matches!((&placed.tag, &placed.item), (Tag::Node(_, Part::EntryPage), Item::Glyphs(_)))
    });
    assert_eq!(entries.count(), 118);
    for page in &pages.list[2..4] {
        let last = page.items.iter().rev().find_map(|placed| match (&placed.tag, &placed.item) {
            // A space keeps the page's number apart.
            (Tag::Node(_, Part::Entry), Item::Glyphs(run)) if run.text.trim() != "" => {
                Some(run.text.clone())
            }
            _ => None,
        });
        assert!(last.is_some_and(|last| last.starts_with("Part")), "a chapter keeps its section");
    }
}

#[test]
fn the_title_above_the_text_is_read_only_where_the_text_has_no_heading() {
    let (pages, _) = lay_out(MANIFEST, CHAPTER);
    let first = &pages.list[3];
    assert_eq!(origin(first, "After the Withdrawal"), ("71.69".to_string(), "100.24".to_string()));
    let tags = |page: &Page| saying(page, "After the Withdrawal").first().map(|placed| placed.tag);
    assert!(matches!(tags(first), Some(Tag::Node(_, Part::Body))));
    let (pages, _) = lay_out(MANIFEST, "# Strain\n\nText.\n");
    assert_eq!(tags(&pages.list[3]), Some(Tag::Artifact(Artifact::Layout)));
}

#[test]
fn a_report_of_a_title_alone_has_a_cover_and_its_text() {
    let (pages, _) = lay_out("[report]\ntitle = \"A\"\n[contents]\ndepth = 0\n", "Text.\n");
    let last = pages.list.last().map(|page| page.label.as_str());
    assert_eq!((pages.list[0].label.as_str(), last), ("i", Some("1")));
}
