//! What the press needs around a page: bleed, and the marks at which the sheet is cut.

use super::Input;
use crate::geometry::{Length, Rect};
use crate::manifest::Profile;
use crate::page::{Artifact, Item, Page, Placed, Region, Sheet, Tag};
use crate::theme::Theme;

/// The sheet that the pages are printed on.
pub(super) fn sheet(input: &Input<'_>) -> Sheet {
    let tokens = &input.theme.page;
    match input.manifest.pdf.profile {
        Profile::Print => Sheet {
            bleed: tokens.bleed,
            margin: tokens.bleed + tokens.crop_mark_gap + tokens.crop_mark,
        },
        Profile::Screen | Profile::Archive => Sheet::default(),
    }
}

/// Adds the crop marks: at each corner of a page two lines, beyond the bleed.
pub(super) fn crop_marks(pages: &mut [Page], sheet: Sheet, theme: &Theme) {
    if sheet.margin == Length::ZERO {
        return;
    }
    let tokens = &theme.page;
    let (long, thick) = (tokens.crop_mark, tokens.crop_mark_rule);
    let away = sheet.bleed + tokens.crop_mark_gap;
    let (tag, region) = (Tag::Artifact(Artifact::Page), Region::Furniture);
    for page in pages {
        let (width, height) = (page.size.width, page.size.height);
        let mut mark = |rect: Rect| {
            let item = Item::Fill { rect, color: theme.colors.ink };
            page.items.push(Placed { tag, region, turned: false, item });
        };
        for edge in [Length::ZERO, height] {
            for begin in [-away - long, width + away] {
                mark(Rect::new(begin, edge - thick / 2, long, thick));
            }
        }
        for edge in [Length::ZERO, width] {
            for begin in [-away - long, height + away] {
                mark(Rect::new(edge - thick / 2, begin, thick, long));
            }
        }
    }
}
