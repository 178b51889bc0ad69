//! Pictures that say nothing which the words beside them do not: the mark of the institution,
//! portraits.

use super::drawing::Drawing;
use super::set::Round;
use crate::document::Mark;
use crate::geometry::{Length, Point, Rect, Size};
use crate::page::{Artifact, Item, Tag};

/// Draws a mark with its top left corner at a point: so high, or, where it would be wider than
/// there is room, as high as its width allows. Its size; none when the picture could not be read.
pub(super) fn draw_mark(
    round: &Round<'_>,
    drawing: &mut Drawing,
    mark: &Mark,
    at: Point,
    room: Size,
) -> Option<Size> {
    let media = round.input.media.find(&mark.path)?;
    let (across, down) = round.input.media.get(media)?.extent();
    let natural = Length::from_pt(room.height.to_pt() * across / down);
    let width = natural.min(room.width);
    let height = room.height.scale(width.units(), natural.units().max(1));
    let size = Size::new(width, height);
    let rect = Rect { origin: at, size };
    drawing.push(Tag::Artifact(Artifact::Layout), Item::Image { media, rect, clip: None });
    Some(size)
}

/// Fills a window with a picture, of which the middle is seen. Whether it could be read.
pub(super) fn fill_with(
    round: &Round<'_>,
    drawing: &mut Drawing,
    mark: &Mark,
    window: Rect,
) -> bool {
    let media = round.input.media;
    let found = media.find(&mark.path).and_then(|id| Some((id, media.get(id)?.extent())));
    let Some((media, extent)) = found else { return false };
    let rect = covering(window, extent);
    let clip = (rect != window).then_some(window);
    drawing.push(Tag::Artifact(Artifact::Layout), Item::Image { media, rect, clip });
    true
}

/// The least rectangle of this proportion, width to height, that covers a window, on its middle.
pub(super) fn covering(window: Rect, (across, down): (f64, f64)) -> Rect {
    let Size { width, height } = window.size;
    let high = Length::from_pt(width.to_pt() * down / across);
    let (wide, high) = match high >= height {
        true => (width, high),
        false => (Length::from_pt(height.to_pt() * across / down), height),
    };
    let origin = window.origin.shifted((width - wide) / 2, (height - high) / 2);
    Rect { origin, size: Size::new(wide, high) }
}
