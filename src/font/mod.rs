//! The fonts of a report.
//!
//! A [`FontBook`] holds every face that a build may use: those built into the program and those
//! in the project's `fonts/`. Faces are chosen by family, weight and slope; when the chosen one
//! lacks a character, the book's order of fallback is asked.
//!
//! Only names and metrics are read when a face enters the book; its character map is read when
//! somebody first asks for a character, and its outlines never here.

mod builtin;
mod face;

pub use face::{Face, FontError};

use std::borrow::Cow;

/// Which face of a [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// All faces of a build.
#[derive(Clone, Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// The book of the fonts built into the program.
    pub fn builtin() -> FontBook {
        let mut book = FontBook::default();
        for (file_name, bytes) in builtin::FILES {
            // A test holds that each of them can be read.
            if let Ok(face) = Face::read(file_name, Cow::Borrowed(bytes)) {
                book.faces.push(face);
            }
        }
        book
    }

    /// Adds the face of a font file under its file name, and gives it its id. A file that the
    /// book has already keeps the id that it has.
    ///
    /// # Errors
    ///
    /// When the file is not an OpenType or TrueType font, has no Unicode character map, or does
    /// not allow embedding; and when the book is full.
    pub fn add(&mut self, file_name: &str, bytes: Vec<u8>) -> Result<FaceId, FontError> {
        let face = Face::read(file_name, Cow::Owned(bytes))?;
        let known = self.faces.iter().position(|own| own.data == face.data);
        let index = known.unwrap_or(self.faces.len());
        let id = u16::try_from(index).map(FaceId).map_err(|_| FontError::TooMany)?;
        if known.is_none() {
            self.faces.push(face);
        }
        Ok(id)
    }

    /// The face with this id, if this book gave it out.
    pub fn get(&self, id: FaceId) -> Option<&Face> {
        self.faces.get(usize::from(id.0))
    }

    /// All faces with their ids: those built in first, then the project's, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
    }

    /// The face of a family that comes nearest to a weight (100 to 900) and slope, by the rules of
    /// CSS Fonts 4, section 5.2: slope before weight, and among weights the near side first. Of
    /// two alike the one added later is taken, so that a project may replace a face. None when
    /// the book has no such family; families are compared without regard to ASCII case.
    pub fn select(&self, family: &str, weight: u16, italic: bool) -> Option<FaceId> {
        self.iter()
            .filter(|(_, face)| face.family.eq_ignore_ascii_case(family))
            .min_by_key(|(id, face)| {
                let slope = face.italic != italic;
                (slope, weight_distance(weight, face.weight), std::cmp::Reverse(*id))
            })
            .map(|(id, _)| id)
    }

    /// Whether a face has a glyph for a character.
    pub fn covers(&self, id: FaceId, character: char) -> bool {
        self.get(id).is_some_and(|face| face.covers(character))
    }

    /// The face for a character that the chosen face lacks: of the first family in the order of
    /// the book that has the character, the face nearest to this weight and slope. None when no
    /// face has it.
    pub fn fallback(&self, character: char, weight: u16, italic: bool) -> Option<FaceId> {
        let (first, face) = self.iter().find(|(_, face)| face.covers(character))?;
        let near = self.select(&face.family, weight, italic).unwrap_or(first);
        Some(if self.covers(near, character) { near } else { first })
    }
}

/// How far a face's weight is from the wanted one; less is nearer. CSS Fonts 4, section 5.2: for
/// a weight from 400 to 500 first those up to 500, then the lighter, then the bolder; for a
/// lighter one the lighter first, for a bolder one the bolder first.
fn weight_distance(wanted: u16, has: u16) -> (u8, u16) {
    let distance = wanted.abs_diff(has);
    let side = match wanted {
        400..=500 if has >= wanted && has <= 500 => 0,
        400..=500 if has < wanted => 1,
        400..=500 => 2,
        0..400 if has <= wanted => 0,
        501.. if has >= wanted => 0,
        _ => 1,
    };
    (side, distance)
}

/// Whether a character is drawn by no face but shapes what stands beside it: joiners, marks of
/// direction, soft hyphens, selectors of variations.
pub fn joins(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    ) || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(book: &FontBook, id: Option<FaceId>) -> &str {
        id.and_then(|id| book.get(id)).map_or("none", |face| &face.postscript_name)
    }

    #[test]
    fn every_built_in_font_can_be_read() {
        let book = FontBook::builtin();
        assert_eq!(book.iter().count(), builtin::FILES.len());
        let naskh = book.iter().filter(|(_, face)| !face.cff).count();
        assert_eq!(naskh, 2, "only Noto Naskh has TrueType outlines");
    }

    #[test]
    fn faces_are_chosen_by_family_weight_and_slope() {
        let book = FontBook::builtin();
        let select = |family, weight, italic| name(&book, book.select(family, weight, italic));
        assert_eq!(select("Source Serif 4", 400, false), "SourceSerif4-Regular");
        assert_eq!(select("Source Serif 4", 600, true), "SourceSerif4-SemiboldIt");
        assert_eq!(select("source serif 4", 900, false), "SourceSerif4-Bold");
        assert_eq!(select("Source Serif 4 Display", 300, false), "SourceSerif4Display-Light");
        assert_eq!(select("Source Serif 4 Display", 600, false), "SourceSerif4Display-Regular");
        assert_eq!(select("Source Serif 4 SmText", 400, true), "SourceSerif4SmText-It");
        assert_eq!(select("Source Code Pro", 400, true), "SourceCodePro-Regular");
        assert_eq!(select("Comic Sans MS", 400, false), "none");
    }

    #[test]
    fn weights_follow_the_rules_of_css() {
        let nearest = |wanted: u16, weights: &[u16]| {
            weights.iter().copied().min_by_key(|has| weight_distance(wanted, *has))
        };
        assert_eq!(nearest(400, &[300, 500, 600]), Some(500));
        assert_eq!(nearest(450, &[400, 600]), Some(400));
        assert_eq!(nearest(300, &[400, 200]), Some(200));
        assert_eq!(nearest(600, &[500, 900]), Some(900));
        assert_eq!(nearest(500, &[700, 300]), Some(300));
    }

    #[test]
    fn fallback_follows_the_order_of_the_book_and_keeps_the_weight() {
        let book = FontBook::builtin();
        assert_eq!(name(&book, book.fallback('ث', 400, false)), "NotoNaskhArabic-Regular");
        assert_eq!(name(&book, book.fallback('ث', 600, false)), "NotoNaskhArabic-Bold");
        assert_eq!(name(&book, book.fallback('a', 600, true)), "SourceSerif4-SemiboldIt");
        assert_eq!(book.fallback('𒀀', 400, false), None);
    }

    #[test]
    fn a_font_that_is_there_already_keeps_its_id() {
        let mut book = FontBook::builtin();
        let (file_name, bytes) = builtin::FILES[3];
        assert_eq!(book.add(file_name, bytes.to_vec()), Ok(FaceId(3)));
        assert_eq!(book.iter().count(), builtin::FILES.len());
    }

    #[test]
    fn what_is_no_font_is_an_error() {
        let mut book = FontBook::default();
        assert_eq!(book.add("a.otf", Vec::new()), Err(FontError::NotAFont));
        assert_eq!(book.add("b.otf", b"OTTO\0\x20garbage".to_vec()), Err(FontError::NotAFont));
        let mut cut = builtin::FILES[0].1.to_vec();
        cut.truncate(700);
        assert_eq!(book.add("c.otf", cut), Err(FontError::NotAFont));
    }

    #[test]
    fn metrics_are_those_of_the_file() {
        let book = FontBook::builtin();
        let serif = book.select("Source Serif 4", 400, false).and_then(|id| book.get(id));
        let serif = serif.expect("the serif is built in");
        assert_eq!((serif.units_per_em, serif.cap_height, serif.x_height), (1000, 670, 475));
        assert!(serif.ascender > 700 && serif.descender < -200);
    }
}
