//! Reports that are laid out, where their words stand, and the laws that hold of all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use diptych::diagnostic::{Diagnostic, Diagnostics, Severity};
use diptych::document::visit::{Visit, walk_block, walk_blocks, walk_inline};
use diptych::document::{Block, BlockKind, CalloutKind, Edition, Inline, InlineKind, Leaf, NodeId};
use diptych::geometry::{Length, Rect};
use diptych::page::{GlyphRun, Item, LinkTarget, Page, PageMap, Pages, Placed, Region};
use diptych::session::{Report, Session};

/// A manifest that asks for nothing.
pub const MANIFEST: &str = "[report]\ntitle = \"A report\"\n\n[contents]\ndepth = 0\n";

/// A picture twice as wide as high.
pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
                   <rect width=\"200\" height=\"100\"/></svg>";

/// A paragraph of four lines in the text column.
pub const PROSE: &str = "The spread is wide and the weight uneven. Most of the incidents fall in the \
    north-east, in a belt that runs from Kabul through Panjshir and Baghlan to Badakhshan. The \
    western provinces enter the count late, from the spring of the year, and with few entries \
    each. Nothing has been recorded in the southern heartland.";

/// A report that is laid out.
pub struct Laid {
    pub report: Report,
    pub pages: Pages,
    pub found: Vec<Diagnostic>,
    pub dump: String,
}

pub fn lay_out_with(session: &mut Session, project: &Path) -> Laid {
    let mut diagnostics = Diagnostics::new();
    let report = session.read(project, &mut diagnostics).expect("there is a manifest");
    let pages = session.lay_out(&report, &mut diagnostics);
    let dump = pages.dump(session.fonts());
    Laid { report, pages, found: diagnostics.sorted(), dump }
}

pub fn project(manifest: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file is written");
    };
    write("report.toml", manifest);
    write("one.md", text);
    write("a.svg", SVG);
    folder
}

pub fn lay_out(manifest: &str, text: &str) -> Laid {
    let folder = project(manifest, text);
    let laid = lay_out_with(&mut Session::new(), folder.path());
    let errors = laid.found.iter().filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<&Diagnostic>::new());
    laid
}

/// The pages of a report with this text.
pub fn set(text: &str) -> Laid {
    lay_out(MANIFEST, text)
}

pub fn sample() -> Laid {
    lay_out_with(&mut Session::new(), Path::new(env!("CARGO_MANIFEST_DIR")))
}

pub fn run(placed: &Placed) -> Option<&GlyphRun> {
    match &placed.item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    }
}

impl Laid {
    /// The page, from 0, and the item whose words begin so; the last such item.
    pub fn last(&self, words: &str) -> (usize, &Placed) {
        let says = |placed: &&Placed| run(placed).is_some_and(|run| run.text.starts_with(words));
        let pages = self.pages.list.iter().enumerate();
        let mut found =
            pages.flat_map(|(index, page)| page.items.iter().map(move |item| (index, item)));
        let found = found.by_ref().filter(|(_, placed)| says(placed)).last();
        found.unwrap_or_else(|| panic!("no page says {words:?}:\n{}", self.dump))
    }

    /// The page, from 0, on which words stand last.
    pub fn page(&self, words: &str) -> usize {
        self.last(words).0
    }

    /// Where words stand last: left edge and baseline, in points.
    pub fn at(&self, words: &str) -> (f64, f64) {
        let run = run(self.last(words).1).expect("words");
        (run.origin.x.to_pt(), run.origin.y.to_pt())
    }

    /// The words of a page, item by item.
    pub fn words(&self, page: usize) -> Vec<String> {
        let items = self.pages.list.get(page).map(|page| page.items.as_slice());
        let runs = items.unwrap_or_default().iter().filter_map(run);
        runs.map(|run| run.text.trim_end().to_string()).collect()
    }

    /// The pages of the body.
    pub fn body(&self) -> Vec<&Page> {
        let arabic = |page: &&Page| page.label.starts_with(|c: char| c.is_ascii_digit());
        self.pages.list.iter().filter(arabic).collect()
    }

    /// The page of the body, from 1, and the item whose words begin so.
    pub fn find(&self, words: &str) -> (usize, &Placed) {
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
    pub fn place(&self, words: &str) -> String {
        let (page, placed) = self.find(words);
        let run = run(placed).expect("words");
        format!("{page}: {} {}", run.origin.x, run.origin.y)
    }

    pub fn x(&self, words: &str) -> f64 {
        run(self.find(words).1).expect("words").origin.x.to_pt()
    }

    pub fn y(&self, words: &str) -> f64 {
        run(self.find(words).1).expect("words").origin.y.to_pt()
    }

    /// The right edge of words.
    pub fn right(&self, words: &str) -> f64 {
        let run = run(self.find(words).1).expect("words");
        run.origin.x.to_pt() + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>()
    }
}

pub fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.3
}

/// The words of each leaf that the pages show, without white space, by the leaf.
pub fn words_of_pages(laid: &Laid) -> BTreeMap<NodeId, String> {
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

pub fn words_of_document(laid: &Laid) -> BTreeMap<NodeId, String> {
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
pub fn assert_nothing_is_lost(laid: &Laid) {
    let shown = words_of_pages(laid);
    for (leaf, words) in words_of_document(laid) {
        assert_eq!(shown.get(&leaf), Some(&words), "leaf {leaf:?}");
    }
}

/// Each note begins on the page of its first call.
pub fn assert_notes_stand_with_their_calls(laid: &Laid) {
    let references = &laid.report.references;
    let map = PageMap::of(&laid.pages);
    // Those of a figure, table or box stand below it, wherever that ends.
    for entry in references.notes.iter().filter(|entry| entry.exhibit.is_none()) {
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

pub fn assert_inside_the_paper(laid: &Laid) {
    for page in &laid.pages.list {
        for placed in &page.items {
            let (width, height) = match placed.turned {
                true => (page.size.height.to_pt(), page.size.width.to_pt()),
                false => (page.size.width.to_pt(), page.size.height.to_pt()),
            };
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

pub fn edges(rect: Rect) -> (f64, f64, f64, f64) {
    (rect.left().to_pt(), rect.top().to_pt(), rect.right().to_pt(), rect.bottom().to_pt())
}

/// Every id leads somewhere, and everything that is linked has its place.
pub fn assert_links_lead_somewhere(laid: &Laid) {
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

/// No text stands below the block of text, but for a line where that is the lesser evil, and none
/// beside the columns.
pub fn assert_inside_the_block(laid: &Laid) {
    for page in laid.body() {
        let bottom = page.size.height.to_pt() - 92.0 + 14.1;
        for placed in page.items.iter().filter(|placed| placed.region != Region::Furniture) {
            let Some(run) = run(placed) else { continue };
            if placed.turned {
                let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
                let right = x + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>();
                let along = x > 91.5 && right < page.size.height.to_pt() - 83.5;
                let down = y > 60.0 && y < page.size.width.to_pt() - 60.0;
                assert!(along && down, "page {}: {:?} at {x}, {y}", page.label, run.text);
                continue;
            }
            let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
            let right = x + run.glyphs.iter().map(|glyph| glyph.advance.to_pt()).sum::<f64>();
            assert!(y > 70.0 && y < bottom, "page {}: {:?} at {y}", page.label, run.text);
            let across = x > 60.0 && right < page.size.width.to_pt() - 60.0;
            assert!(across, "page {}: {:?} at {x}", page.label, run.text);
        }
    }
}

/// No words stand on others.
pub fn assert_no_words_overlap(laid: &Laid) {
    for page in laid.body() {
        let mut boxes: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
        for placed in &page.items {
            let Some(run) = run(placed) else { continue };
            let wide: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            let pt = Length::from_points(1);
            let (x, high) = (run.origin.x + pt, run.size.scale(2, 5));
            let words = Rect::new(x, run.origin.y - high, wide - pt * 2, high);
            let (left, top, right, bottom) = edges(placed.upright(words, page));
            boxes.push((left, top, right, bottom, &run.text));
        }
        for (index, one) in boxes.iter().enumerate() {
            for other in &boxes[..index] {
                let apart =
                    one.0 >= other.2 || one.2 <= other.0 || one.1 >= other.3 || one.3 <= other.1;
                assert!(apart, "page {}: {one:?} on {other:?}", page.label);
            }
        }
    }
}

pub fn assert_laws(laid: &Laid) {
    assert_nothing_is_lost(laid);
    assert_notes_stand_with_their_calls(laid);
    assert_inside_the_paper(laid);
    assert_links_lead_somewhere(laid);
}
