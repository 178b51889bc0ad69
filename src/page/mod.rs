//! Finished pages: what is drawn where, and which node of the document it belongs to.
//!
//! A [`Page`] is a list of [`Placed`] items with absolute positions, in the order of drawing. A
//! backend computes no position: it writes what is here. Two things travel with each item: its
//! [`Tag`], which says to which node it belongs or that it is an artifact, and its [`Region`],
//! which says in which stream of the page it stands. From these the structure tree and the
//! [`PageMap`] are derived.
//!
//! Matter that is wider than the page stands a quarter turn to the left ([`Placed::turned`]); its
//! places are those of the page as the reader turns it.

mod dump;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{NodeId, NumeralStyle};
use crate::font::FaceId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::media::MediaId;

/// All pages of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// In order.
    pub list: Vec<Page>,
    /// The sheet that they are printed on, when it is larger than the pages.
    pub sheet: Sheet,
}

/// How far a sheet of paper reaches beyond the page that is cut from it, on all four sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What is printed to the edge goes on so far beyond it, for the knife.
    pub bleed: Length,
    /// The whole of it, with the crop marks; zero when the page is not cut from a sheet.
    pub margin: Length,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The size of the paper.
    pub size: Size,
    /// The folio, printed or not: "iii", "12".
    pub label: String,
    /// How the label counts.
    pub numbering: Numbering,
    /// What is drawn, in order.
    pub items: Vec<Placed>,
}

/// How a page's label counts, after ISO 32000-1, 12.4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Numbering {
    /// i, ii, iii.
    Roman(u32),
    /// 1, 2, 3.
    Arabic(u32),
}

impl Numbering {
    /// The number as a folio has it: "iii", "12".
    pub fn label(self) -> String {
        match self {
            Numbering::Roman(number) => NumeralStyle::LowerRoman.write(u64::from(number)),
            Numbering::Arabic(number) => number.to_string(),
        }
    }
}

/// An item at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// To what it belongs.
    pub tag: Tag,
    /// The stream of the page that it stands in.
    pub region: Region,
    /// Whether it stands a quarter turn to the left, its top at the left edge of the page. Its
    /// places are then those of the page as the reader turns it, clockwise: `x` is counted from
    /// the lower edge of the page upwards, and `y` from the left edge to the right.
    pub turned: bool,
    /// What is drawn.
    pub item: Item,
}

impl Placed {
    /// A rectangle of this item, on its page as it is when nobody turns it.
    pub fn upright(&self, rect: Rect, page: &Page) -> Rect {
        if self.turned { rect.turned_back(page.size.height) } else { rect }
    }
}

/// To what an item belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// To a node of the document: the innermost block, leaf or inline that has a meaning of its
    /// own (a link, a reference, a note's call, a passage in another language); the leaf else.
    Node(NodeId, Part),
    /// To nothing that is read: ISO 32000-1, 14.8.2.2.
    Artifact(Artifact),
}

/// Which part of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What the node holds.
    Body,
    /// A label that numbering gives it: the bullet or number of a list item, "Map 1" of a figure,
    /// the mark of a note at the foot, "Box 1", "Appendix".
    Label,
    /// "Source" before the source of a figure or table; "Note" before its remark.
    Lead,
    /// The entry of a heading, figure, map, table or box in the contents.
    Entry,
    /// The page number of that entry.
    EntryPage,
    /// The title of the contents, of the page whose node it is; node: the title leaf.
    ContentsTitle,
    /// The name of a list after the contents; node: the first entry's block.
    ListTitle,
}

/// The kinds of artifacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Artifact {
    /// A running head.
    Header,
    /// A folio.
    Footer,
    /// A rule, a leader, a bar, a repeated head of a table.
    Layout,
    /// A ground.
    Background,
    /// Crop marks.
    Page,
}

/// The stream of a page that an item stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The running text, whose first item on a page is where the page begins.
    Main,
    /// Figures and tables that may stand elsewhere than where they are called.
    Float,
    /// The notes at the foot.
    Notes,
    /// Running heads, folios, grounds.
    Furniture,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Glyphs of one face, size and colour on one baseline.
    Glyphs(GlyphRun),
    /// A filled rectangle: a rule, a bar, a ground.
    Fill {
        /// Where.
        rect: Rect,
        /// In what colour.
        color: Color,
    },
    /// A picture that fills the rectangle.
    Image {
        /// Which one.
        media: MediaId,
        /// Where it stands.
        rect: Rect,
        /// What of it is seen, when it is cut; else the whole.
        clip: Option<Rect>,
    },
    /// Where a reader can click. A link over several lines has several of these.
    Link {
        /// The inline, or the block whose entry in the contents this is.
        node: NodeId,
        /// Where.
        rect: Rect,
        /// Where it leads.
        target: LinkTarget,
    },
    /// The place of a node, for destinations, bookmarks and the page map: the top left corner of
    /// what the node draws.
    Anchor {
        /// The node: a block, or a note.
        node: NodeId,
        /// Where.
        at: Point,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To the world outside.
    Url(String),
    /// To a node of the document: its [`Item::Anchor`].
    Node(NodeId),
}

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Color {
    /// The colour of `#rrggbb` or `#rgb`, if it is written so.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#')?;
        if !digits.is_ascii() {
            return None;
        }
        let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let single = |at: usize| Some(u8::from_str_radix(digits.get(at..at + 1)?, 16).ok()? * 17);
        match digits.len() {
            6 => Some(Color { red: pair(0)?, green: pair(2)?, blue: pair(4)? }),
            3 => Some(Color { red: single(0)?, green: single(1)?, blue: single(2)? }),
            _ => None,
        }
    }

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Glyphs of one face, size and colour on one baseline, from left to right as they are seen.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The size of the type.
    pub size: Length,
    /// The colour.
    pub color: Color,
    /// Where the first glyph's origin stands, on the baseline.
    pub origin: Point,
    /// How much the glyphs are drawn wider, in parts of 100,000 (ISO 32000-1, 9.3.4): 0 is natural,
    /// 2,000 is 2 % wider. Advances have it in them already.
    pub expansion: i32,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The characters that the glyphs stand for, in logical order. A hyphen that hyphenation set
    /// is U+00AD here; a space at which a line ends is kept as the last character of its line.
    pub text: Arc<str>,
    /// Where `text` begins in the running text; none for what is not of the running text
    /// (labels, folios).
    pub position: Option<Position>,
}

/// One glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's number in its face.
    pub id: u16,
    /// The byte of the run's text where its cluster begins. Glyphs of one cluster share it.
    pub cluster: u32,
    /// How far the next glyph's origin is.
    pub advance: Length,
    /// How far to the right of its origin it is drawn.
    pub dx: Length,
    /// How far above the baseline it is drawn.
    pub dy: Length,
}

/// A place in the running text: a byte of a leaf's text, as [`crate::document`] counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The leaf.
    pub leaf: NodeId,
    /// The byte in its text.
    pub offset: u32,
}

/// Where each page begins in the running text, and on which page each node is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMap {
    /// Each page, in order.
    pub starts: Vec<PageStart>,
    pages: BTreeMap<NodeId, usize>,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The page's label.
    pub label: String,
    /// The first of its running text; a page of pictures or of front matter may have none.
    pub position: Option<Position>,
    /// The first node of any kind that is drawn on the page, for pages without running text.
    pub node: Option<NodeId>,
}

impl PageMap {
    /// Reads the map from finished pages.
    pub fn of(pages: &Pages) -> PageMap {
        let mut map = PageMap::default();
        for (index, page) in pages.list.iter().enumerate() {
            let mut start = PageStart { label: page.label.clone(), position: None, node: None };
            for placed in &page.items {
                if let Tag::Node(node, Part::Body | Part::Label) = placed.tag {
                    start.node.get_or_insert(node);
                }
                match &placed.item {
                    Item::Anchor { node, .. } => {
                        map.pages.entry(*node).or_insert(index);
                    }
                    Item::Glyphs(run) => {
                        if let Some(position) = run.position {
                            map.pages.entry(position.leaf).or_insert(index);
                            if placed.region == Region::Main && start.position.is_none() {
                                start.position = Some(position);
                            }
                        }
                    }
                    _ => {}
                }
            }
            map.starts.push(start);
        }
        map
    }

    /// The page, from 0, on which a node begins.
    pub fn page_of(&self, node: NodeId) -> Option<usize> {
        self.pages.get(&node).copied()
    }

    /// The label of that page.
    pub fn label_of(&self, node: NodeId) -> Option<&str> {
        self.page_of(node).map(|page| self.starts[page].label.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_are_roman_before_the_text_and_arabic_in_it() {
        let roman = |number| Numbering::Roman(number).label();
        let labels: Vec<String> = [1, 3, 4, 9, 14, 40, 1999].map(roman).to_vec();
        assert_eq!(labels, ["i", "iii", "iv", "ix", "xiv", "xl", "mcmxcix"]);
        assert_eq!((roman(0), roman(4000)), ("0".to_string(), "4000".to_string()));
        assert_eq!(Numbering::Arabic(12).label(), "12");
    }
}
