//! Link annotations: ISO 32000-1, 12.5.6.5.
//!
//! A link over several lines of a page is one annotation with a quadrilateral for each line. Each
//! annotation says in words where it leads, and stands in the structure tree (PDF/UA-1, 7.18.5).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use printpdf::{Actions, BorderArray, Destination, HighlightingMode, LinkAnnotation, Op};

use super::Input;
use super::navigation::Places;
use super::operators::thousandths;
use super::strings::text_string;
use super::structure::{real, rectangle};
use crate::document::NodeId;
use crate::geometry::{Length, Rect};
use crate::page::{Item, LinkTarget, Page, Part, Tag};

/// An annotation: where a reader can click on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Annotation {
    /// The page, from 0.
    pub page: usize,
    /// The node whose words it covers.
    pub node: NodeId,
    /// Whether those words are the node's entry in the contents.
    pub entry: bool,
    /// Its lines, as they are on the page when nobody turns it.
    pub rects: Vec<Rect>,
    /// Whether they are turned, each to be read from below upwards.
    pub turned: bool,
    /// Where it leads.
    pub target: LinkTarget,
}

/// All annotations, page by page.
#[derive(Clone, Debug, Default)]
pub(super) struct Annotations {
    /// In order.
    pub list: Vec<Annotation>,
    by_node: BTreeMap<(NodeId, bool), Vec<usize>>,
}

impl Annotations {
    /// Reads the annotations from finished pages. A link to a node that has no place on any page
    /// leads nowhere, and is none.
    pub fn of(input: &Input<'_>, places: &Places) -> Annotations {
        let mut annotations = Annotations::default();
        for (number, page) in input.pages.list.iter().enumerate() {
            annotations.add_page(number, page, places);
        }
        for (number, annotation) in annotations.list.iter().enumerate() {
            let key = (annotation.node, annotation.entry);
            annotations.by_node.entry(key).or_default().push(number);
        }
        annotations
    }

    fn add_page(&mut self, number: usize, page: &Page, places: &Places) {
        let mut of_page: BTreeMap<(NodeId, bool), usize> = BTreeMap::new();
        for placed in &page.items {
            let Item::Link { node, rect, target } = &placed.item else { continue };
            if matches!(target, LinkTarget::Node(node) if places.get(*node).is_none()) {
                continue;
            }
            let entry = matches!(placed.tag, Tag::Node(_, Part::Entry | Part::EntryPage));
            let known = of_page.get(&(*node, entry)).and_then(|at| self.list.get_mut(*at));
            let (rect, turned) = (placed.upright(*rect, page), placed.turned);
            match known.filter(|known| known.target == *target && known.turned == turned) {
                Some(known) => known.rects.push(rect),
                None => {
                    of_page.insert((*node, entry), self.list.len());
                    self.list.push(Annotation {
                        page: number,
                        node: *node,
                        entry,
                        rects: vec![rect],
                        turned,
                        target: target.clone(),
                    });
                }
            }
        }
    }

    /// The numbers of a node's annotations; `entry` for those of its entry in the contents.
    pub fn of_node(&self, node: NodeId, entry: bool) -> &[usize] {
        self.by_node.get(&(node, entry)).map_or(&[], Vec::as_slice)
    }

    /// The annotations of a page, with their numbers.
    pub fn of_page(&self, page: usize) -> impl Iterator<Item = (usize, &Annotation)> {
        let start = self.list.partition_point(|annotation| annotation.page < page);
        let rest = self.list.iter().enumerate().skip(start);
        rest.take_while(move |(_, annotation)| annotation.page == page)
    }
}

impl Annotation {
    fn bounds(&self) -> Rect {
        self.rects.iter().copied().reduce(Rect::union).unwrap_or_default()
    }

    /// The annotation as printpdf writes it: its place and where it leads.
    pub fn operation(&self, page: &Page, input: &Input<'_>, places: &Places) -> Op {
        let bounds = self.bounds();
        let rect = printpdf::Rect::from_xywh(
            points(bounds.left()),
            points(page.size.height - bounds.bottom()),
            points(bounds.size.width),
            points(bounds.size.height),
        );
        let actions = match &self.target {
            LinkTarget::Url(url) => Actions::uri(percent_encoded(url)),
            LinkTarget::Node(node) => {
                let place = places.get(*node).unwrap_or_default();
                let height = input.pages.list.get(place.page).map(|page| page.size.height);
                let top = height.unwrap_or_default() - place.at.y;
                Actions::go_to(Destination::Xyz {
                    page: place.page + 1,
                    left: None,
                    top: Some(points(top).0),
                    zoom: None,
                })
            }
        };
        let (border, highlight) = (BorderArray::Solid([0.0; 3]), HighlightingMode::Invert);
        Op::LinkAnnotation {
            link: LinkAnnotation::new(rect, actions, Some(border), None, Some(highlight)),
        }
    }

    /// What printpdf does not write: words, quadrilaterals, the flag that prints it, and its key
    /// in the parent tree.
    pub fn complete(&self, dictionary: &mut Dictionary, page: &Page, words: &str, key: usize) {
        let height = page.size.height;
        dictionary.remove(b"C");
        dictionary.set("Rect", rectangle(self.bounds(), height));
        dictionary.set("Contents", text_string(words));
        dictionary.set("F", Object::Integer(PRINT));
        dictionary.set("StructParent", Object::Integer(key as i64));
        if self.rects.len() > 1 {
            let corners = |rect: &Rect| quadrilateral(*rect, height, self.turned);
            let corners = self.rects.iter().flat_map(corners);
            dictionary.set("QuadPoints", corners.map(real).collect::<Vec<Object>>());
        }
    }
}

/// The flag that lets an annotation be printed: ISO 32000-1, table 165; ISO 19005-2, 6.3.2.
const PRINT: i64 = 4;

/// The corners as readers expect them, in the order of a Z: upper left, upper right, lower left,
/// lower right, as the words are read. Turned words are read from below upwards.
fn quadrilateral(rect: Rect, height: Length, turned: bool) -> [Length; 8] {
    let (left, right) = (rect.left(), rect.right());
    let (top, bottom) = (height - rect.top(), height - rect.bottom());
    match turned {
        true => [left, bottom, left, top, right, bottom, right, top],
        false => [left, top, right, top, left, bottom, right, bottom],
    }
}

fn points(length: Length) -> printpdf::Pt {
    printpdf::Pt((thousandths(length) as f64 / 1000.0) as f32)
}

/// An address in ASCII, as URI actions want it (ISO 32000-1, 12.6.4.7): other characters in the
/// percent encoding of RFC 3986.
fn percent_encoded(url: &str) -> String {
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

/// What the nodes that links lead to are called.
pub(super) struct Titles<'a> {
    input: &'a Input<'a>,
    headings: BTreeMap<NodeId, String>,
    notes: BTreeMap<NodeId, &'a str>,
}

impl<'a> Titles<'a> {
    /// The titles of a document.
    pub fn of(input: &'a Input<'a>) -> Titles<'a> {
        let outline = input.references.flat_outline().into_iter();
        let headings = outline.map(|entry| (entry.node, entry.line())).collect();
        let notes = input.references.notes.iter();
        let notes = notes.filter_map(|entry| {
            Some((input.document.notes.get(entry.note)?.id, entry.mark.as_str()))
        });
        Titles { input, headings, notes: notes.collect() }
    }

    /// In words, where an annotation leads: an address, or the name of what is there and its
    /// page.
    pub fn of_target(&self, target: &LinkTarget, places: &Places) -> String {
        let node = match target {
            LinkTarget::Url(url) => return url.clone(),
            LinkTarget::Node(node) => *node,
        };
        let references = self.input.references;
        if let Some(mark) = self.notes.get(&node) {
            return format!("{} {mark}", references.words.note);
        }
        let heading = self.headings.get(&node).map(String::as_str);
        let name = heading.or(references.label(node));
        let page = places.get(node).and_then(|place| self.input.pages.list.get(place.page));
        let page = page.map_or(String::new(), |page| references.words.page(&page.label));
        name.map_or(page.clone(), |name| format!("{name}, {page}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(percent_encoded("https://a.b/x y?é#z"), "https://a.b/x%20y?%C3%A9#z");
    }
}
