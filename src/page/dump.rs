//! Pages as text lines, for `diptych inspect` and for tests.
//!
//! A line is an item: where it stands in points from the top left corner of the page, what it is,
//! and to what it belongs. That corner is the one that is seen: of an item that is turned, that of
//! the turned page. Lines of one page are in the order of drawing, so that a change of
//! layout is a small change of the dump.

use std::fmt::Write;

use super::{Artifact, Item, LinkTarget, PageMap, Pages, Part, Placed, Region, Tag};
use crate::document::NodeId;
use crate::font::FontBook;
use crate::geometry::Rect;

impl Pages {
    /// The pages, a line an item: `72,94.08 text "After the Withdrawal" SourceSerif4-Light 34
    /// #1d3c6e main 0:4`.
    pub fn dump(&self, fonts: &FontBook) -> String {
        let mut text = String::new();
        for page in &self.list {
            let (width, height) = (page.size.width, page.size.height);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "page {} {width} × {height}", page.label);
            for placed in &page.items {
                let _ = writeln!(text, "  {}", line(placed, fonts));
            }
        }
        text
    }
}

impl PageMap {
    /// A line for each page: its label, the first of its running text, and its first node.
    pub fn dump(&self) -> String {
        let mut text = String::new();
        for start in &self.starts {
            let position = start.position.map_or_else(
                || "-".to_string(),
                |position| format!("{}+{}", node(position.leaf), position.offset),
            );
            let first = start.node.map_or_else(|| "-".to_string(), node);
            let _ = writeln!(text, "page {} {position} {first}", start.label);
        }
        text
    }
}

fn line(placed: &Placed, fonts: &FontBook) -> String {
    let item = match &placed.item {
        Item::Glyphs(run) => {
            let face = fonts.get(run.face).map_or("?", |face| face.postscript_name.as_str());
            let (x, y) = (run.origin.x, run.origin.y);
            let words = run.text.replace('\u{ad}', "-");
            format!("{x},{y} text {words:?} {face} {} {}", run.size, run.color.hex())
        }
        Item::Fill { rect, color } => format!("{} fill {}", area(rect), color.hex()),
        Item::Image { media, rect, clip } => {
            let clip = clip.map_or_else(String::new, |clip| format!(" seen {}", area(&clip)));
            format!("{} image {}{clip}", area(rect), media.0)
        }
        Item::Link { rect, target, .. } => {
            let target = match target {
                LinkTarget::Url(url) => url.clone(),
                LinkTarget::Node(target) => node(*target),
            };
            format!("{} link to {target}", area(rect))
        }
        Item::Anchor { node: of, at } => format!("{},{} anchor {}", at.x, at.y, node(*of)),
    };
    let turned = if placed.turned { " turned" } else { "" };
    format!("{item} {}{turned} {}", region(placed.region), tag(placed.tag))
}

fn area(rect: &Rect) -> String {
    let (at, size) = (rect.origin, rect.size);
    format!("{},{} {}×{}", at.x, at.y, size.width, size.height)
}

fn node(node: NodeId) -> String {
    format!("{}:{}", node.source.index(), node.index)
}

fn region(region: Region) -> &'static str {
    match region {
        Region::Main => "main",
        Region::Float => "float",
        Region::Notes => "notes",
        Region::Furniture => "furniture",
    }
}

fn tag(tag: Tag) -> String {
    let (of, part) = match tag {
        Tag::Node(of, Part::Body) => return node(of),
        Tag::Node(of, Part::Label) => (of, "label"),
        Tag::Node(of, Part::Lead) => (of, "lead"),
        Tag::Node(of, Part::Entry) => (of, "entry"),
        Tag::Node(of, Part::EntryPage) => (of, "entry-page"),
        Tag::Node(of, Part::ContentsTitle) => (of, "contents-title"),
        Tag::Node(of, Part::ListTitle) => (of, "list-title"),
        Tag::Artifact(artifact) => {
            let name = match artifact {
                Artifact::Header => "header",
                Artifact::Footer => "footer",
                Artifact::Layout => "layout",
                Artifact::Background => "background",
                Artifact::Page => "page",
            };
            return format!("({name})");
        }
    };
    format!("{} {part}", node(of))
}
