//! Reports that are laid out, and what their pages say.

use std::fs;

use diptych::diagnostic::{Diagnostic, Diagnostics};
use diptych::page::{GlyphRun, Item, Page, Pages, Placed};
use diptych::session::{Report, Session};

/// A drawing of 200 by 100.
pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">\
                       <rect width=\"200\" height=\"100\"/></svg>";

/// A paragraph of four lines.
pub const PROSE: &str = "The spread is wide and the weight uneven. Most of the incidents fall in the \
    north-east, in a belt that runs from Kabul through Panjshir and Baghlan to Badakhshan. The \
    western provinces enter the count late, from the spring of the year, and with few entries \
    each. Nothing has been recorded in the southern heartland.";

/// A report without contents.
pub const MANIFEST: &str = "[report]\ntitle = \"A report\"\n\n[contents]\ndepth = 0\n";

/// A report that is laid out.
pub struct Laid {
    pub report: Report,
    pub pages: Pages,
    pub found: Vec<Diagnostic>,
    pub dump: String,
}

/// The pages of a report with this manifest and one chapter.
pub fn lay_out(manifest: &str, text: &str) -> Laid {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [("report.toml", manifest), ("one.md", text), ("a.svg", SVG)] {
        fs::write(folder.path().join(name), text).expect("a file is written");
    }
    let mut session = Session::new();
    let mut diagnostics = Diagnostics::new();
    let report = session.read(folder.path(), &mut diagnostics).expect("there is a manifest");
    let pages = session.lay_out(&report, &mut diagnostics);
    let dump = pages.dump(session.fonts());
    Laid { report, pages, found: diagnostics.sorted(), dump }
}

/// The pages of a report with this text.
pub fn set(text: &str) -> Laid {
    lay_out(MANIFEST, text)
}

/// The glyphs of an item.
pub fn run(placed: &Placed) -> Option<&GlyphRun> {
    match &placed.item {
        Item::Glyphs(run) => Some(run),
        _ => None,
    }
}

/// Whether two lengths in points are the same to the eye.
pub fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.3
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
}
