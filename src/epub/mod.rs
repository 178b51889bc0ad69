//! The document as an EPUB 3.3: the e-book, with the page numbers of the PDF.
//!
//! **Which part is whose.** epub-builder assembles the container: the archive with its
//! `mimetype`, `container.xml`, the content documents and resources, and a package document that
//! lists them. Everything that a reader sees or a shop asks for is written here from our own
//! model: content documents, package metadata, navigation, NCX. A finishing pass puts these in
//! place of the assembler's and writes the archive so that two builds give the same bytes
//! (`container` says why).
//!
//! **The steps**, each in a file named after its part of the specification:
//!
//! 1. `pictures`: pictures at reading size; before all else `cover` can draw one more.
//! 2. `places`: which chapter becomes which file, and what stands where.
//! 3. `page_marks`: where each page of the PDF begins.
//! 4. `front` and `content`: the content documents; `navigation`, the last of them, since it
//!    lists the pages that the others marked.
//! 5. `fonts` and `style`: the faces that the words take, and the style sheets.
//! 6. `package` and `ncx`.
//! 7. `container`.

mod container;
mod content;
mod cover;
mod fonts;
mod front;
mod navigation;
mod ncx;
mod package;
mod page_marks;
mod pictures;
mod places;
mod style;
mod xml;

use crate::document::Document;
use crate::font::FontBook;
use crate::manifest::Manifest;
use crate::media::{MediaError, MediaStore};
use crate::page::PageMap;
use crate::references::References;
use crate::theme::Theme;

pub use cover::{Cover, draw_cover, lacks_cover};

use container::{File, Replacements, SCREEN_SHEET, STYLE_SHEET};
use content::{Book, ContentDocument, Traits};
use fonts::FontFaces;
use package::{COVER_IMAGE, Item, NCX, Spine};
use page_marks::PageMarks;
use pictures::{Picture, Pictures};
use places::{Ids, NAVIGATION, Part, PartKind, Places};

/// What an EPUB is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its numbers, names and anchors.
    pub references: &'a References,
    /// The pages of the PDF; none for an e-book without page numbers.
    pub pages: Option<&'a PageMap>,
    /// A cover that was drawn for a report that [`lacks_cover`].
    pub cover: Option<&'a Cover>,
    /// The look.
    pub theme: &'a Theme,
    /// The fonts.
    pub fonts: &'a FontBook,
    /// The pictures.
    pub media: &'a MediaStore,
    /// What the report is.
    pub manifest: &'a Manifest,
    /// When the report was last changed, in seconds since 1970 began; none for its date of
    /// publication.
    pub modified: Option<i64>,
}

/// Why an EPUB could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A picture could not be made ready.
    #[error("`{path}`: {fault}")]
    Picture {
        /// The picture's path from the project's root.
        path: String,
        /// What is wrong with it.
        fault: MediaError,
    },
    /// epub-builder failed.
    #[error("the EPUB could not be assembled")]
    Assembler(#[from] epub_builder::Error),
    /// What epub-builder made is not what it should be.
    #[error("the EPUB was not assembled as expected: {0}")]
    Container(String),
    /// The archive could not be read or written.
    #[error("the EPUB could not be packed")]
    Archive(#[from] zip::result::ZipError),
    /// Bytes could not be written or read in memory.
    #[error("the EPUB could not be packed")]
    Io(#[from] std::io::Error),
}

/// Writes the document as an EPUB, and gives its bytes.
///
/// # Errors
///
/// When a picture cannot be decoded that must be made smaller, or when the container cannot be
/// assembled, which is a fault of this program.
pub fn write(input: &Input<'_>) -> Result<Vec<u8>, Error> {
    let mut ids = Ids::of(input.references);
    let pictures = Pictures::of(input)?;
    let places = Places::of(input, pictures.cover(input).is_some(), &mut ids);
    let marks = PageMarks::of(input, &places, &mut ids);
    let book = Book::new(input, &places, &marks, &pictures);
    let mut traits = Traits::default();

    let documents = write_documents(&book, &mut ids, &mut traits);
    let contents = navigation::contents(&book);
    let listed = places.parts.iter().find(|part| part.kind == PartKind::Contents).cloned();
    let unlisted = Part::new(PartKind::Contents, NAVIGATION);
    let part = listed.as_ref().unwrap_or(&unlisted);
    let begun = navigation::begin(&book, part, &contents, &mut ids, &mut traits);
    let (navigation, pages) = navigation::finish(begun, &book);

    let faces = FontFaces::of(input, &traits);
    let Document { language, front, .. } = input.document;
    let (direction, draft) = (language.direction(), front.draft.is_some());
    let mut sheets = style::style_sheets(input.theme, direction, draft, &faces);
    sheets.screen.push_str(&style::rules_for_widths(&traits.widths, input));
    let mut files = Vec::new();
    for part in &places.parts {
        let document = documents.iter().find(|document| document.file == part.file);
        match (part.kind, document) {
            (PartKind::Contents, _) => files.push(navigation_file(true)),
            (_, Some(document)) => files.push(document_file(part, document)),
            (_, None) => {}
        }
    }
    if listed.is_none() {
        files.push(navigation_file(false));
    }
    files.push(File { item: item(NCX, "application/x-dtbncx+xml", ""), content: &[] });
    for (file, sheet) in [(STYLE_SHEET, &sheets.basic), (SCREEN_SHEET, &sheets.screen)] {
        files.push(File { item: item(file, "text/css", ""), content: sheet.as_bytes() });
    }
    let cover = cover_file(&book);
    for (file, kind, content) in pictures.files() {
        let property = if cover == Some(file.as_str()) { COVER_IMAGE } else { "" };
        files.push(File { item: item(file, kind, property), content });
    }
    let fonts = faces.files(input.fonts);
    for (file, kind, content) in &fonts {
        files.push(File { item: item(file, kind, ""), content: content.as_ref() });
    }

    let items: Vec<Item> = files.iter().map(|file| file.item.clone()).collect();
    let replacements = Replacements {
        package: package::write(input, &items, &traits),
        ncx: ncx::write(input, &contents, &pages),
        navigation: navigation.xhtml,
    };
    let assembled = container::assemble(input, &files)?;
    container::finish(&assembled, &files, &replacements)
}

/// Writes all content documents but the navigation document, in the order of the spine.
fn write_documents(book: &Book<'_>, ids: &mut Ids, traits: &mut Traits) -> Vec<ContentDocument> {
    let mut documents = Vec::new();
    for part in &book.places.parts {
        documents.extend(match part.kind {
            PartKind::Cover => front::cover(book, part, ids, traits),
            PartKind::Title => Some(front::title_page(book, part, ids, traits)),
            PartKind::Imprint => Some(front::imprint(book, part, ids, traits)),
            PartKind::Contents => None,
            PartKind::Chapter(_) => content::chapter(book, part, ids, traits),
            PartKind::Notes => content::notes(book, part, ids, traits),
        });
    }
    documents
}

/// The file of the picture of the cover, if it is one of pixels.
fn cover_file<'a>(book: &Book<'a>) -> Option<&'a str> {
    match book.pictures.cover(book.input)? {
        Picture::Raster { file, .. } => Some(file),
        Picture::Drawing { .. } => None,
    }
}

fn item(file: &str, media_type: &str, properties: &str) -> Item {
    Item {
        file: file.to_string(),
        media_type: media_type.to_string(),
        properties: properties.to_string(),
        spine: None,
    }
}

fn document_file<'a>(part: &Part, document: &'a ContentDocument) -> File<'a> {
    let properties = if document.svg { "svg" } else { "" };
    let linear = if part.kind == PartKind::Cover { Spine::Aside } else { Spine::Linear };
    let mut item = item(&document.file, "application/xhtml+xml", properties);
    item.spine = Some(linear);
    File { item, content: document.xhtml.as_bytes() }
}

/// The navigation document, whose content the finishing pass puts in.
fn navigation_file<'a>(in_spine: bool) -> File<'a> {
    let mut item = item(NAVIGATION, "application/xhtml+xml", "nav");
    item.spine = in_spine.then_some(Spine::Linear);
    File { item, content: &[] }
}
