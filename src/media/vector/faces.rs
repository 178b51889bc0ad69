//! The fonts of drawings.

use std::sync::Arc;

use usvg::fontdb;

use crate::font::{Face, FontBook};

/// The fonts of a report as drawings are set in them: made once, and shared by all drawings.
#[derive(Clone, Debug)]
pub struct DrawingFonts<'f> {
    book: &'f FontBook,
    database: Arc<fontdb::Database>,
}

impl<'f> DrawingFonts<'f> {
    /// The fonts of a book.
    pub fn of(book: &'f FontBook) -> DrawingFonts<'f> {
        DrawingFonts { book, database: Arc::new(database(book)) }
    }

    /// The book that they are of.
    pub(super) fn book(&self) -> &'f FontBook {
        self.book
    }
}

impl<'f> From<&'f FontBook> for DrawingFonts<'f> {
    fn from(book: &'f FontBook) -> DrawingFonts<'f> {
        DrawingFonts::of(book)
    }
}

impl<'f> From<&DrawingFonts<'f>> for DrawingFonts<'f> {
    fn from(fonts: &DrawingFonts<'f>) -> DrawingFonts<'f> {
        fonts.clone()
    }
}

/// How an SVG is read: with the report's fonts, and nothing from the disk.
pub(super) fn reading_options(fonts: &DrawingFonts<'_>) -> usvg::Options<'static> {
    let database = &fonts.database;
    usvg::Options {
        // As browsers have it where nothing says a size.
        font_size: 16.0,
        font_family: database.family_name(&fontdb::Family::SansSerif).to_string(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: Arc::clone(database),
        ..usvg::Options::default()
    }
}

/// The font book as the SVG reader's database. The book knows each face already, so no font file
/// is parsed before text needs it.
fn database(fonts: &FontBook) -> fontdb::Database {
    let mut database = fontdb::Database::new();
    for (_, face) in fonts.iter() {
        database.push_face_info(face_info(face));
    }
    let family = |word: &str| {
        let mut families = fonts.iter().map(|(_, face)| &face.family);
        families.find(|family| family.contains(word)).cloned()
    };
    if let Some(sans) = family("Sans") {
        database.set_sans_serif_family(sans);
    }
    if let Some(serif) = family("Serif") {
        database.set_serif_family(serif);
    }
    if let Some(code) = family("Code").or_else(|| family("Mono")) {
        database.set_monospace_family(code);
    }
    database
}

fn face_info(face: &Face) -> fontdb::FaceInfo {
    fontdb::FaceInfo {
        id: fontdb::ID::dummy(),
        source: fontdb::Source::Binary(Arc::new(face.data.clone())),
        index: face.index,
        families: vec![(face.family.clone(), fontdb::Language::English_UnitedStates)],
        post_script_name: face.postscript_name.clone(),
        style: if face.italic { fontdb::Style::Italic } else { fontdb::Style::Normal },
        weight: fontdb::Weight(face.weight),
        stretch: fontdb::Stretch::Normal,
        monospaced: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Media;

    #[test]
    fn all_drawings_share_one_database() {
        let book = FontBook::builtin();
        let fonts = DrawingFonts::of(&book);
        let trees = ["One", "Two"].map(|word| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\
                 <text y=\"5\">{word}</text></svg>"
            );
            match Media::read("a.svg", svg.into_bytes(), &fonts).unwrap() {
                Media::Vector(vector) => vector.tree,
                Media::Raster(_) => panic!("a drawing"),
            }
        });
        assert!(Arc::ptr_eq(trees[0].fontdb(), trees[1].fontdb()));
        assert!(Arc::ptr_eq(trees[0].fontdb(), &fonts.database));
    }
}
