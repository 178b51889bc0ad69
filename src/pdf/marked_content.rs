//! Marked content: ISO 32000-1, 14.6.
//!
//! The items of a page are drawn in an order that need not be the order of reading. Neighbours
//! that belong together, by their [`Tag`], become one [`Sequence`]; the structure tree then takes
//! each sequence into one element and gives it its number, or leaves it as an artifact.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::NodeId;
use crate::page::{Item, Pages, Part, Placed, Tag};

/// A sequence of marked content: neighbouring items of a page with one tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    /// The page, from 0.
    pub page: usize,
    /// Its items; links and anchors among them draw nothing.
    pub items: Range<usize>,
    /// To what the items belong.
    pub tag: Tag,
    /// Where its first glyphs stand in the text of their leaf.
    pub offset: Option<u32>,
    /// Whether its items are turned.
    pub turned: bool,
}

/// Which sequence of [`MarkedContent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SequenceId(pub usize);

/// All sequences, in the order of drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct MarkedContent {
    /// In order.
    pub list: Vec<Sequence>,
    /// Where each page begins in `list`, and at the end its length.
    starts: Vec<usize>,
    by_tag: BTreeMap<(NodeId, Part), Vec<SequenceId>>,
}

impl MarkedContent {
    /// Reads the sequences from finished pages.
    pub fn of(pages: &Pages) -> MarkedContent {
        let mut content = MarkedContent::default();
        for (number, page) in pages.list.iter().enumerate() {
            let start = content.list.len();
            content.starts.push(start);
            for (index, placed) in page.items.iter().enumerate() {
                if !draws(placed) {
                    continue;
                }
                let offset = offset(placed);
                let last = content.list.get_mut(start..).and_then(<[Sequence]>::last_mut);
                if let Some(last) = last
                    && last.tag == placed.tag
                    && last.turned == placed.turned
                    && in_reading_order(&page.items[last.items.clone()], offset)
                {
                    last.items.end = index + 1;
                    last.offset = last.offset.or(offset);
                    continue;
                }
                let items = index..index + 1;
                let (tag, turned) = (placed.tag, placed.turned);
                content.list.push(Sequence { page: number, items, tag, offset, turned });
            }
        }
        content.starts.push(content.list.len());
        for (index, sequence) in content.list.iter().enumerate() {
            if let Tag::Node(node, part) = sequence.tag {
                content.by_tag.entry((node, part)).or_default().push(SequenceId(index));
            }
        }
        content
    }

    /// The sequences of one part of a node, in the order of drawing.
    pub fn of_part(&self, node: NodeId, part: Part) -> &[SequenceId] {
        self.by_tag.get(&(node, part)).map_or(&[], Vec::as_slice)
    }

    /// The sequence with this id.
    pub fn get(&self, id: SequenceId) -> Option<&Sequence> {
        self.list.get(id.0)
    }

    /// The sequences of a page, with their ids.
    pub fn of_page(&self, page: usize) -> impl Iterator<Item = (SequenceId, &Sequence)> {
        let start = self.starts.get(page).copied().unwrap_or_default();
        let end = self.starts.get(page + 1).copied().unwrap_or(start);
        let sequences = self.list.get(start..end).unwrap_or_default();
        sequences.iter().enumerate().map(move |(index, found)| (SequenceId(start + index), found))
    }
}

/// Whether the item puts anything on the page.
fn draws(placed: &Placed) -> bool {
    match &placed.item {
        Item::Glyphs(run) => !run.glyphs.is_empty(),
        Item::Fill { .. } | Item::Image { .. } => true,
        Item::Link { .. } | Item::Anchor { .. } => false,
    }
}

fn offset(placed: &Placed) -> Option<u32> {
    match &placed.item {
        Item::Glyphs(run) => run.position.map(|position| position.offset),
        _ => None,
    }
}

/// Whether text at `next` is read after all of `items`. In a line with both directions of
/// writing the order of drawing can run against that of reading; each such piece is then a
/// sequence of its own, which the structure tree puts in its place.
fn in_reading_order(items: &[Placed], next: Option<u32>) -> bool {
    let last = items.iter().rev().find_map(offset);
    last.zip(next).is_none_or(|(last, next)| last <= next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Length, Rect};
    use crate::page::{Artifact, Color, Numbering, Page, Region};
    use crate::pdf::sample;

    fn fill(tag: Tag) -> Placed {
        let (zero, one) = (Length::ZERO, Length::from_points(1));
        let item = Item::Fill { rect: Rect::new(zero, zero, one, one), color: Color::default() };
        Placed { tag, region: Region::Main, turned: false, item }
    }

    fn page(items: Vec<Placed>) -> Page {
        let (label, numbering) = ("1".to_string(), Numbering::Arabic(1));
        Page { size: sample::A4, label, numbering, items }
    }

    #[test]
    fn neighbours_with_one_tag_are_one_sequence_and_no_sequence_crosses_a_page() {
        let (rule, head) = (Tag::Artifact(Artifact::Layout), Tag::Artifact(Artifact::Header));
        let first = page(vec![fill(head), fill(rule), fill(rule)]);
        let second = page(vec![fill(rule)]);
        let content = MarkedContent::of(&Pages { list: vec![first, second], ..Pages::default() });
        let found: Vec<_> = content.list.iter().map(|s| (s.page, s.items.clone())).collect();
        assert_eq!(found, [(0, 0..1), (0, 1..3), (1, 0..1)]);
        assert_eq!(content.of_page(1).count(), 1);
        assert_eq!(content.of_page(2).count(), 0);
    }
}
