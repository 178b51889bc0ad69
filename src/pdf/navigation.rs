//! Bookmarks, page labels and named destinations: ISO 32000-1, 12.3 and 12.4.2.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::Input;
use super::file::File;
use super::strings::text_string;
use super::structure::real;
use super::trees::name_tree;
use crate::document::NodeId;
use crate::geometry::{Length, Point};
use crate::page::{Item, Numbering, Page, Pages};
use crate::references::OutlineEntry;

/// Where nodes stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    list: BTreeMap<NodeId, Place>,
}

/// Where a node stands: where it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The page, from 0.
    pub page: usize,
    /// The top left corner of what it draws.
    pub at: Point,
}

impl Places {
    /// Reads the places from the anchors of finished pages.
    pub fn of(pages: &Pages) -> Places {
        let mut places = Places::default();
        for (number, page) in pages.list.iter().enumerate() {
            for placed in &page.items {
                if let Item::Anchor { node, at } = placed.item {
                    // A turned page is shown from its top, wherever in it something stands.
                    let turned = Point::new(at.y, Length::ZERO);
                    let at = if placed.turned { turned } else { at };
                    places.list.entry(node).or_insert(Place { page: number, at });
                }
            }
        }
        places
    }

    /// The place of a node, if it has an anchor.
    pub fn get(&self, node: NodeId) -> Option<Place> {
        self.list.get(&node).copied()
    }
}

/// What navigation needs to know.
#[derive(Clone, Copy)]
pub(super) struct Navigation<'a> {
    /// Numbers, anchors, outline and pages.
    pub input: &'a Input<'a>,
    /// Where nodes stand.
    pub places: &'a Places,
    /// The objects of the pages, in order.
    pub page_ids: &'a [ObjectId],
}

impl Navigation<'_> {
    /// The destination of a node: its page, with its top at the top of the window.
    fn destination(&self, node: NodeId) -> Option<Object> {
        let place = self.places.get(node)?;
        let page = self.input.pages.list.get(place.page)?;
        let id = self.page_ids.get(place.page)?;
        Some(Object::Array(vec![
            Object::Reference(*id),
            "XYZ".into(),
            Object::Null,
            real(page.size.height - place.at.y),
            Object::Null,
        ]))
    }

    /// Adds the named destinations, one for each id of the report; none when it has no ids.
    pub fn destinations(&self, file: &mut File) -> Option<ObjectId> {
        let anchors = self.input.references.anchors.iter();
        let entries = anchors.filter_map(|(node, id)| Some((id.clone(), self.destination(*node)?)));
        let entries: BTreeMap<String, Object> = entries.collect();
        if entries.is_empty() {
            return None;
        }
        Some(name_tree(file, entries.into_iter()))
    }

    /// Adds the bookmarks, nested as the headings are; none when there are no headings.
    pub fn outline(&self, file: &mut File) -> Option<ObjectId> {
        let entries = self.bookmarks(&self.input.references.outline);
        if entries.is_empty() {
            return None;
        }
        let root = file.reserve();
        let (first, last) = write_bookmarks(file, root, &entries)?;
        file.put(
            root,
            dictionary! {
                "Type" => "Outlines",
                "First" => Object::Reference(first),
                "Last" => Object::Reference(last),
                "Count" => entries.len() as i64,
            },
        );
        Some(root)
    }

    /// The headings that are listed. Those below one that is not stand in its place.
    fn bookmarks(&self, entries: &[OutlineEntry]) -> Vec<Bookmark> {
        let mut bookmarks = Vec::new();
        for entry in entries {
            let mut inside = self.bookmarks(&entry.children);
            match self.destination(entry.node).filter(|_| entry.listed) {
                Some(destination) => {
                    bookmarks.push(Bookmark { title: entry.line(), destination, inside });
                }
                None => bookmarks.append(&mut inside),
            }
        }
        bookmarks
    }
}

struct Bookmark {
    title: String,
    destination: Object,
    inside: Vec<Bookmark>,
}

/// Adds bookmarks side by side, and gives the first and the last of them.
fn write_bookmarks(
    file: &mut File,
    parent: ObjectId,
    bookmarks: &[Bookmark],
) -> Option<(ObjectId, ObjectId)> {
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.reserve()).collect();
    for (index, (bookmark, id)) in bookmarks.iter().zip(&ids).enumerate() {
        let mut item = dictionary! {
            "Title" => text_string(&bookmark.title),
            "Parent" => Object::Reference(parent),
            "Dest" => bookmark.destination.clone(),
        };
        let mut beside = |key: &str, other: Option<&ObjectId>| {
            if let Some(other) = other {
                item.set(key, Object::Reference(*other));
            }
        };
        beside("Prev", index.checked_sub(1).and_then(|before| ids.get(before)));
        beside("Next", ids.get(index + 1));
        if let Some((first, last)) = write_bookmarks(file, *id, &bookmark.inside) {
            item.set("First", Object::Reference(first));
            item.set("Last", Object::Reference(last));
            // Negative: closed when the file is opened.
            item.set("Count", -(bookmark.inside.len() as i64));
        }
        file.put(*id, item);
    }
    Some((*ids.first()?, *ids.last()?))
}

/// Adds the page labels: a range for each run of pages that count on.
pub(super) fn page_labels(pages: &[Page]) -> Dictionary {
    let mut nums: Vec<Object> = Vec::new();
    let mut expected = None;
    for (index, page) in pages.iter().enumerate() {
        let range = LabelRange::of(page);
        if expected.as_ref() != Some(&range) {
            nums.push((index as i64).into());
            nums.push(range.dictionary().into());
        }
        expected = range.next();
    }
    dictionary! {"Nums" => nums}
}

/// How a page's label is made: ISO 32000-1, table 159.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LabelRange {
    Counted(Numbering),
    /// A label that is no number.
    Worded(String),
}

impl LabelRange {
    fn of(page: &Page) -> LabelRange {
        // Readers go on with further m's where a folio has figures again.
        let alike = !matches!(page.numbering, Numbering::Roman(0 | 4000..));
        if alike && page.numbering.label() == page.label {
            LabelRange::Counted(page.numbering)
        } else {
            LabelRange::Worded(page.label.clone())
        }
    }

    fn next(&self) -> Option<LabelRange> {
        match self {
            LabelRange::Counted(Numbering::Arabic(number)) => {
                number.checked_add(1).map(|next| LabelRange::Counted(Numbering::Arabic(next)))
            }
            LabelRange::Counted(Numbering::Roman(number)) => {
                number.checked_add(1).map(|next| LabelRange::Counted(Numbering::Roman(next)))
            }
            LabelRange::Worded(_) => None,
        }
    }

    fn dictionary(&self) -> Dictionary {
        match self {
            LabelRange::Counted(Numbering::Arabic(number)) => {
                dictionary! {"S" => "D", "St" => i64::from(*number)}
            }
            LabelRange::Counted(Numbering::Roman(number)) => {
                dictionary! {"S" => "r", "St" => i64::from(*number)}
            }
            LabelRange::Worded(label) => dictionary! {"P" => text_string(label)},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sample;

    fn labels(pages: &[(&str, Numbering)]) -> String {
        let pages: Vec<Page> = pages.iter().map(|(label, how)| sample::page(label, *how)).collect();
        let labels = page_labels(&pages);
        let nums = labels.get(b"Nums").unwrap().as_array().unwrap();
        nums.chunks(2).map(|pair| format!("{:?} {:?}; ", pair[0], pair[1])).collect()
    }

    #[test]
    fn pages_that_count_on_share_a_range() {
        use Numbering::{Arabic, Roman};
        let list = [("i", Roman(1)), ("ii", Roman(2)), ("1", Arabic(1)), ("2", Arabic(2))];
        assert_eq!(labels(&list), "0 <</S /r/St 1>>; 2 <</S /D/St 1>>; ");
    }

    #[test]
    fn a_label_that_is_no_number_is_said_as_it_is() {
        let list = [("Cover", Numbering::Roman(1)), ("ii", Numbering::Roman(2))];
        assert_eq!(labels(&list), "0 <</P (Cover)>>; 1 <</S /r/St 2>>; ");
    }

    #[test]
    fn a_folio_beyond_the_roman_numerals_is_said_as_it_is() {
        let list = [("mmmcmxcix", Numbering::Roman(3999)), ("4000", Numbering::Roman(4000))];
        assert_eq!(labels(&list), "0 <</S /r/St 3999>>; 1 <</P (4000)>>; ");
    }
}
