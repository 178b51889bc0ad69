//! The cover that was drawn for the EPUB: a second look at the same page draws nothing.

use std::sync::{Arc, Mutex, PoisonError};

use super::Report;
use crate::epub::{self, Cover};
use crate::font::FontBook;
use crate::media::{Media, MediaStore};
use crate::page::{Item, Page, Pages};

/// The last cover. It may be emptied at any time without changing a byte.
#[derive(Default)]
pub(super) struct Cache {
    last: Mutex<Option<Last>>,
}

/// What the last cover was drawn from, and what came of it.
struct Last {
    page: Page,
    pictures: Vec<u64>,
    cover: Option<Arc<Cover>>,
}

impl Cache {
    /// The cover of a report that lacks one, drawn from its first page in these fonts.
    pub(super) fn cover(
        &self,
        report: &Report,
        pages: &Pages,
        fonts: &FontBook,
    ) -> Option<Arc<Cover>> {
        let page = pages.list.first()?;
        let Report { document, media, manuscript, .. } = report;
        if !epub::lacks_cover(&manuscript.manifest, document, media) {
            return None;
        }
        let pictures = pictures(page, media);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref()
            && last.page == *page
            && last.pictures == pictures
        {
            return last.cover.clone();
        }
        let cover = epub::draw_cover(page, fonts, media).map(Arc::new);
        *last = Some(Last { page: page.clone(), pictures, cover: cover.clone() });
        cover
    }
}

/// The pictures of a page by their content.
fn pictures(page: &Page, media: &MediaStore) -> Vec<u64> {
    let picture = |item: &Item| match item {
        Item::Image { media: id, .. } => match media.get(*id)? {
            Media::Raster(raster) => Some(raster.hash),
            Media::Vector(vector) => Some(vector.hash),
        },
        _ => None,
    };
    page.items.iter().filter_map(|placed| picture(&placed.item)).collect()
}
