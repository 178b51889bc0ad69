//! From disk to goods: the only station that reads files.
//!
//! [`manuscript()`] finds the project and reads its texts; [`fonts()`], [`theme()`] and [`media()`]
//! read what the texts name, [`faces()`] holds the theme against the fonts, and [`glyphs()`] the
//! text; [`placeholders()`] stands in for the pictures that a draft lacks. Each returns what it could read and pushes what is wrong, so that one missing picture does
//! not hide another. Whatever is listed from a folder is sorted by name: the order in which a file
//! system gives its files reaches nothing.

mod chapters;
mod faces;
mod fonts;
mod glyphs;
mod media;
mod path;
mod picture_paths;
mod placeholder;
mod project;
mod scripts;
mod text;
mod theme;
mod variables;

pub use faces::faces;
pub use fonts::fonts;
pub use glyphs::glyphs;
pub use media::{media, pictures};
pub use picture_paths::places as picture_places;
pub use placeholder::placeholders;
pub use theme::theme;

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::manifest::Manifest;
use crate::manuscript::Manuscript;
use crate::media::Media;
use crate::source::{Source, Sources};

/// The pictures that were read before, by their paths. They are of one [`crate::font::FontBook`].
#[derive(Debug, Default)]
pub struct Cache {
    pictures: BTreeMap<String, Media>,
}

/// Reads the texts of the project at `project`: a folder that holds `manuscript/report.toml` or
/// `report.toml`, or a manifest itself. The manifest is the first of its sources, the chapters
/// follow in reading order, and then the theme, when it is a file.
///
/// What is wrong is pushed to `diagnostics`, and the manuscript is as whole as it can be. None when
/// there is no manifest that can be read.
pub fn manuscript(project: &Path, diagnostics: &mut Diagnostics) -> Option<Manuscript> {
    let place = match project::find(project) {
        Ok(place) => place,
        Err(fault) => {
            diagnostics.push(fault);
            return None;
        }
    };
    let bytes = match std::fs::read(&place.manifest) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", place.manifest.display());
            diagnostics.push(Diagnostic::error(Code::UnreadableFile, message));
            return None;
        }
    };
    let mut sources = Sources::new();
    let id = text::add(&place.manifest_name, bytes, &mut sources, diagnostics);
    let text = sources.get(id).map(Source::shared_text).unwrap_or_default();
    let manifest = Manifest::read(&text, id, diagnostics);
    let files = chapters::files(&place, &manifest, diagnostics);
    let chapters = chapters::read(&place, &files.chapters, id, &mut sources, diagnostics);
    theme::read_files(&place, &manifest, &mut sources, diagnostics);
    let (root, folder, aside) = (place.root, place.folder, files.aside);
    Some(Manuscript { root, folder, manifest, sources, chapters, aside })
}
