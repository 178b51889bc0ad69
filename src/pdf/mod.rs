//! Pages to the bytes of a PDF that is PDF/UA-1 and PDF/A-2a at once.
//!
//! Three make the file together. **printpdf** makes the document: the page tree with its boxes,
//! the fonts with their widths and ToUnicode maps, images and figures as external objects, link
//! annotations, shared resources. **We** write the content of the pages, glyph by glyph, and the
//! figures, from vectors. On the objects of printpdf's document, which are **lopdf**'s, the
//! finishing then adds what printpdf does not know: the content, the structure tree, bookmarks,
//! page labels, destinations, metadata, the output intent. The bytes of the file we write
//! ourselves, object by object.
//!
//! The files are named after the chapters of ISO 32000-1.
//!
//! - [`marked_content`]: neighbouring items with one tag become sequences;
//! - [`annotations`], [`navigation`]: links, bookmarks, page labels, destinations;
//! - [`structure`]: the tree of elements, from the document; it takes the sequences;
//! - [`fonts`] and [`clusters`]: faces cut down to the glyphs in use, and their characters;
//! - [`pictures`], [`images`], [`vector`], [`icc`]: pictures and colour profiles;
//! - [`content`] and [`operators`]: the content of a page;
//! - [`skeleton`]: printpdf's part; [`finish`]: what is added to it;
//! - [`mod@file`]: the bytes, with object streams and the cross-reference stream;
//! - [`metadata`], [`strings`], [`stream`], [`trees`]: smaller parts of the file.

mod annotations;
mod clusters;
mod content;
mod file;
mod finish;
mod fonts;
mod icc;
mod images;
mod marked_content;
mod metadata;
mod navigation;
mod operators;
mod pictures;
mod skeleton;
mod stream;
mod strings;
mod structure;
mod trees;
mod vector;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::font::FontBook;
use crate::manifest::Manifest;
use crate::media::{MediaError, MediaStore};
use crate::page::Pages;
use crate::references::References;
use crate::theme::Theme;

use annotations::Annotations;
use finish::Finishing;
use fonts::{Fonts, Usage};
use marked_content::MarkedContent;
use navigation::Places;
pub use pictures::Cache;
use pictures::{Pictures, Placements};
use structure::Structure;

/// What a PDF is made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What the author said: the structure tree comes from it.
    pub document: &'a Document,
    /// Numbers, anchors and the outline: bookmarks and named destinations come from them.
    pub references: &'a References,
    /// What is drawn where.
    pub pages: &'a Pages,
    /// The faces that the pages name.
    pub fonts: &'a FontBook,
    /// The pictures that the pages name.
    pub media: &'a MediaStore,
    /// Title, authors, subjects, dates.
    pub manifest: &'a Manifest,
    /// The look.
    pub theme: &'a Theme,
    /// When the manuscript was last changed, in seconds since 1970 (UTC), from
    /// `SOURCE_DATE_EPOCH`; none for the date of publication.
    pub modified: Option<i64>,
}

/// Why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A font cannot be cut down to the glyphs that are used.
    #[error("the font {name} cannot be cut down to the glyphs in use: {reason}")]
    Font {
        /// The PostScript name of the face.
        name: String,
        /// What the library says.
        reason: String,
    },
    /// A picture cannot be decoded.
    #[error("{path}: {fault}")]
    Image {
        /// Its path from the project's root.
        path: String,
        /// What is wrong with it.
        fault: MediaError,
    },
    /// printpdf's document does not have the shape that the finishing relies on.
    #[error("the PDF library made a document of another shape than expected: {0}")]
    Shape(#[from] lopdf::Error),
    /// The bytes cannot be put together.
    #[error("the PDF cannot be put together: {0}")]
    Write(#[from] std::io::Error),
}

/// Writes the PDF. The same input gives the same bytes, for any number of threads and whatever the
/// cache holds. Pictures that are too coarse for their places are pushed to `diagnostics`.
///
/// # Errors
///
/// Only what a library cannot do: a font that cannot be cut down, a picture that cannot be
/// decoded, a document that cannot be put together.
pub fn write(
    input: &Input<'_>,
    cache: &Cache,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<u8>, Error> {
    let marked = MarkedContent::of(input.pages);
    let places = Places::of(input.pages);
    let annotations = Annotations::of(input, &places);
    let structure = Structure::new(input, &marked, &annotations);

    let placements = Placements::of(input.pages);
    placements.warn(input, diagnostics);
    let mut usage = Usage::of(input.pages);
    placements.add_usage(input, &mut usage);
    let fonts = Fonts::new(input.fonts, &usage)?;
    let pictures = Pictures::new(input, &placements, &fonts, cache)?;

    let pages = input.pages.list.par_iter().enumerate();
    let streams = pages.map(|(number, page)| {
        let writer = content::Page { number, page, pictures: &pictures, fonts: &fonts };
        stream::deflated(&writer.write(&marked, &structure))
    });
    let streams = streams.collect();

    let document = skeleton::make(input, &fonts, pictures.objects, &annotations, &places);
    let finishing = Finishing {
        input,
        places: &places,
        annotations: &annotations,
        content: &marked,
        structure: &structure,
        streams,
    };
    finishing.finish(document)
}
