//! The word that says on each page of a draft that it is one.

use super::drawing::Drawing;
use super::running::fitted;
use super::set::Round;
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Page, Region, Tag};

/// How far below the upper edge of the page the word's ground begins, in points.
const TOP: i64 = 18;
/// How much wider than the word its ground is at either side, in points.
const SIDE: i64 = 8;

/// Sets the word in the middle of the upper margin of each page, above whatever is there: on a
/// cover that is a picture, too.
pub(super) fn stamp(round: &Round<'_>, pages: &mut [Page]) {
    let Some(word) = round.input.document.front.draft.as_deref() else { return };
    let theme = round.input.theme;
    let style = &theme.styles.draft;
    let (top, side) = (Length::from_points(TOP), Length::from_points(SIDE));
    for page in pages {
        let room = page.size.width - (theme.page.least_side + side) * 2;
        let line =
            round.label(&fitted(round, word, style, room), style, Tag::Artifact(Artifact::Header));
        let left = (page.size.width - line.width) / 2;
        let mut drawing = Drawing::new();
        let ground = Rect::new(left - side, top, line.width + side * 2, style.leading);
        drawing.fill(Artifact::Layout, ground, theme.colors.alarm);
        // Capitals stand in the middle of the ground.
        let baseline = top + (style.leading + round.cap_height(style)) / 2;
        drawing.place(&line.items, Point::new(left, baseline));
        drawing.put(&mut page.items, Region::Furniture, Length::ZERO);
    }
}
