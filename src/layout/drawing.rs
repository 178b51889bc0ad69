//! Things drawn relative to a point, to be placed on a page later.

use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Color, Item, Placed, Region, Tag};

/// Items whose `x` is the page's and whose `y` is counted from the drawing's own top.
///
/// All pages have their columns at the same places, so only the height of a drawing, and in which of
/// several columns it stands, is unknown until pages are broken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    items: Vec<(Tag, Item)>,
}

impl Drawing {
    /// Nothing yet.
    pub fn new() -> Drawing {
        Drawing::default()
    }

    /// Adds an item.
    pub fn push(&mut self, tag: Tag, item: Item) {
        self.items.push((tag, item));
    }

    /// Adds a filled rectangle that is not read.
    pub fn fill(&mut self, artifact: Artifact, rect: Rect, color: Color) {
        if rect.size.width > Length::ZERO && rect.size.height > Length::ZERO {
            self.push(Tag::Artifact(artifact), Item::Fill { rect, color });
        }
    }

    /// Adds items that are relative to a point: those of a line, for which it is the left end of
    /// its baseline.
    pub fn place<'a>(&mut self, items: impl IntoIterator<Item = &'a (Tag, Item)>, at: Point) {
        for (tag, item) in items {
            self.items.push((*tag, shifted(item, at.x, at.y)));
        }
    }

    /// What is drawn, in order.
    pub fn items(&self) -> &[(Tag, Item)] {
        &self.items
    }

    /// Adds an item so far above its place.
    pub fn raise(&mut self, tag: Tag, item: &Item, up: Length) {
        self.items.push((tag, shifted(item, Length::ZERO, -up)));
    }

    /// Adds another drawing so far below this one's top.
    pub fn add(&mut self, other: &Drawing, down: Length) {
        self.place(&other.items, Point::new(Length::ZERO, down));
    }

    /// Its items as of no node: what is set again at the head of a further page is not read twice.
    pub fn as_artifact(&self) -> Drawing {
        let unread = |(_, item): &(Tag, Item)| match item {
            Item::Anchor { .. } | Item::Link { .. } => None,
            Item::Glyphs(run) => {
                let mut run = run.clone();
                run.position = None;
                Some((Tag::Artifact(Artifact::Layout), Item::Glyphs(run)))
            }
            other => Some((Tag::Artifact(Artifact::Layout), other.clone())),
        };
        Drawing { items: self.items.iter().filter_map(unread).collect() }
    }

    /// Places its items on a page, so far below the page's top.
    pub fn put(&self, page: &mut Vec<Placed>, region: Region, down: Length) {
        for (tag, item) in &self.items {
            let item = shifted(item, Length::ZERO, down);
            page.push(Placed { tag: *tag, region, turned: false, item });
        }
    }

    /// Places its items on a page that the reader turns, so far below the top of the turned page.
    pub fn put_turned(&self, page: &mut Vec<Placed>, region: Region, down: Length) {
        let from = page.len();
        self.put(page, region, down);
        for placed in page.iter_mut().skip(from) {
            placed.turned = true;
        }
    }
}

/// The same item further to the right and further down.
pub fn shifted(item: &Item, dx: Length, dy: Length) -> Item {
    let mut item = item.clone();
    shift(&mut item, dx, dy);
    item
}

/// Moves an item to the right and down.
pub fn shift(item: &mut Item, dx: Length, dy: Length) {
    match item {
        Item::Glyphs(run) => run.origin = run.origin.shifted(dx, dy),
        Item::Fill { rect, .. } | Item::Link { rect, .. } => *rect = rect.shifted(dx, dy),
        Item::Image { rect, clip, .. } => {
            *rect = rect.shifted(dx, dy);
            *clip = clip.map(|clip| clip.shifted(dx, dy));
        }
        Item::Anchor { at, .. } => *at = at.shifted(dx, dy),
    }
}

/// Puts an item where it is seen in a mirror that stands upright in the middle of this width. What
/// is drawn is not turned: letters and pictures stay as they are, at the mirrored place.
pub fn mirror(item: &mut Item, width: Length) {
    let turn = |rect: Rect| {
        let left = width - rect.origin.x - rect.size.width;
        Rect { origin: Point::new(left, rect.origin.y), size: rect.size }
    };
    match item {
        Item::Glyphs(run) => {
            let advance: Length = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            run.origin.x = width - run.origin.x - advance;
        }
        Item::Fill { rect, .. } | Item::Link { rect, .. } => *rect = turn(*rect),
        Item::Image { rect, clip, .. } => {
            *rect = turn(*rect);
            *clip = clip.map(turn);
        }
        Item::Anchor { at, .. } => at.x = width - at.x,
    }
}
