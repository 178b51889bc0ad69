//! The fonts of a report.
//!
//! A [`FontBook`] holds every face that a build may use: those built into the program and those
//! in the project's `fonts/`. Faces are chosen by family, weight and slope; when the chosen one
//! lacks a character, the book's order of fallback is asked.
//!
//! Only names and metrics are read when a face enters the book; its character map is read when
//! somebody first asks for a character, and its outlines never here.

mod builtin;
mod bytes;
mod container;
mod face;
pub mod sfnt;
mod variable;

pub use bytes::FontBytes;
pub use container::looks_like_font;
pub use face::{Face, FontError};

use crate::language::Language;

/// Which face of a [`FontBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// All faces of a build.
#[derive(Clone, Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    /// The faces of signs that are built in.
    signs: std::ops::Range<usize>,
}

impl FontBook {
    /// The book of the fonts built into the program.
    pub fn builtin() -> FontBook {
        let mut book = FontBook::default();
        book.build_in(builtin::FILES);
        let text = book.faces.len();
        book.build_in(builtin::SIGNS);
        book.signs = text..book.faces.len();
        book
    }

    fn build_in(&mut self, files: &[(&'static str, &'static [u8])]) {
        // A test holds that each of them can be read.
        let read =
            |(name, bytes): &(&str, &'static [u8])| Face::read(name, FontBytes::BuiltIn(bytes), 0);
        self.faces.extend(files.iter().filter_map(|file| read(file).ok()));
    }

    /// Adds the faces of a font file under its file name, and gives them their ids: one of an
    /// OpenType or TrueType font, several of a collection or of a variable font; packed for the web
    /// or not. A face that the book has already keeps the id that it has.
    ///
    /// # Errors
    ///
    /// When the file is no font, has no Unicode character map, has no outlines, or does not allow
    /// embedding; and when the book is full.
    pub fn add(&mut self, file_name: &str, bytes: Vec<u8>) -> Result<Vec<FaceId>, FontError> {
        let faces = container::faces(file_name, bytes)?;
        faces.into_iter().map(|face| self.add_face(face)).collect()
    }

    fn add_face(&mut self, face: Face) -> Result<FaceId, FontError> {
        let same = |own: &Face| own.index == face.index && own.data == face.data;
        let known = self.faces.iter().position(same);
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

    /// Whether this is a face of signs that is built in: it stands in for others only.
    pub fn is_of_signs(&self, id: FaceId) -> bool {
        self.signs.contains(&usize::from(id.0))
    }

    /// The face for a character that is to be an emoji, if that of emoji has it.
    pub fn emoji(&self, character: char) -> Option<FaceId> {
        let last = self.signs.clone().next_back().and_then(|last| u16::try_from(last).ok());
        last.map(FaceId).filter(|last| self.covers(*last, character))
    }

    /// The face for a character that the chosen face lacks: of the first family in the order of
    /// the book that has the character, the face nearest to this weight and slope. The fonts of
    /// signs that are built in are asked last. None when no face has it.
    pub fn fallback(&self, character: char, weight: u16, italic: bool) -> Option<FaceId> {
        let has = |(_, face): &(FaceId, &Face)| face.covers(character);
        let text = self.iter().filter(|(id, _)| !self.is_of_signs(*id)).find(has);
        let (first, face) = text.or_else(|| self.iter().find(has))?;
        let near = self.select(&face.family, weight, italic).unwrap_or(first);
        Some(if self.covers(near, character) { near } else { first })
    }
}

impl FontBook {
    /// The face for a Chinese, Japanese or Korean character: of the families that have it the one
    /// whose name fits the language best, which has its own forms of ideographs, then the one that
    /// is like the family of the text in having serifs, then the first; of it the face nearest to
    /// this weight. None when no face has it.
    pub fn east_asian(
        &self,
        character: char,
        language: &Language,
        family: &str,
        weight: u16,
    ) -> Option<FaceId> {
        let wanted = regions(language);
        let is_serif = has_serifs(family);
        let having = self.iter().filter(|(_, face)| face.covers(character));
        let best = having.min_by_key(|(id, face)| {
            let words = || face.family.split_whitespace();
            let region = wanted.iter().position(|own| words().any(|word| word == *own));
            let other = words().any(|word| ALL_REGIONS.contains(&word));
            let fit = region.unwrap_or(if other { 9 } else { 5 });
            let mono = face.family.contains("Mono");
            let distance = weight_distance(weight, face.weight);
            (fit, has_serifs(&face.family) != is_serif, mono, distance, *id)
        });
        best.map(|(id, _)| id)
    }
}

/// The regions after which the families of ideographs are named.
const ALL_REGIONS: [&str; 5] = ["JP", "KR", "SC", "TC", "HK"];

/// Those of them that fit a language, the best first.
fn regions(language: &Language) -> &'static [&'static str] {
    match language.primary().as_str() {
        "ja" => &["JP"],
        "ko" => &["KR"],
        "zh" if !language.is_traditional_chinese() => &["SC"],
        "zh" if language.region().as_deref() == Some("HK") => &["HK", "TC"],
        "yue" => &["HK", "TC"],
        "zh" => &["TC", "HK"],
        _ => &[],
    }
}

/// Whether a family has serifs, or what is like them in East Asia, by its name.
fn has_serifs(family: &str) -> bool {
    const NAMES: [&str; 6] = ["Serif", "Mincho", "Ming", "Song", "Myeongjo", "Batang"];
    NAMES.iter().any(|name| family.contains(name)) && !family.contains("Sans")
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
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}'
    ) || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(book: &FontBook, id: Option<FaceId>) -> &str {
        id.and_then(|id| book.get(id)).map_or("none", |face| &face.postscript_name)
    }

    const BUILT_IN: usize = builtin::FILES.len() + builtin::SIGNS.len();

    #[test]
    fn every_built_in_font_can_be_read() {
        let book = FontBook::builtin();
        assert_eq!(book.iter().count(), BUILT_IN);
        let naskh = book.iter().filter(|(id, face)| !face.cff && !book.is_of_signs(*id)).count();
        assert_eq!(naskh, 2, "of the fonts of text only Noto Naskh has TrueType outlines");
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
        assert_eq!(book.add(file_name, bytes.to_vec()), Ok(vec![FaceId(3)]));
        assert_eq!(book.iter().count(), BUILT_IN);
    }

    #[test]
    fn signs_come_from_fonts_of_signs() {
        let book = FontBook::builtin();
        let face = |sign| name(&book, book.fallback(sign, 400, false));
        for sign in "∈∪⊂⇔∅ℵ".chars() {
            assert_eq!(face(sign), "NotoSansMath-Regular", "{sign}");
        }
        for sign in "①⑳➀❶☭ⓘ".chars() {
            assert_eq!(face(sign), "NotoSansSymbols-Regular", "{sign}");
        }
        for sign in "☎✉⚠✆☒".chars() {
            assert_eq!(face(sign), "NotoSansSymbols2-Regular", "{sign}");
        }
        for sign in "✅❌🔴🟡🟢👍🚀🔥⭐".chars() {
            assert_eq!(face(sign), "NotoEmoji-Regular", "{sign}");
        }
        assert_eq!(name(&book, book.emoji('⚠')), "NotoEmoji-Regular");
        assert_eq!(book.emoji('a'), None);
        // What the fonts of text have is theirs.
        assert_eq!(face('→'), "SourceSerif4-Regular");
        assert_eq!(face('1'), "SourceSerif4-Regular");
    }

    #[test]
    fn a_font_of_the_project_goes_before_those_of_signs() {
        let mut book = FontBook::builtin();
        let (_, bytes) = builtin::SIGNS[3];
        let mut own = bytes.to_vec();
        // The project's file is another: it ends in a byte more.
        own.push(0);
        let id = book.add("own.ttf", own).unwrap();
        assert_eq!(book.fallback('✅', 400, false), Some(id[0]));
        assert!(!book.is_of_signs(id[0]));
    }

    fn add(file_name: &str, bytes: &[u8]) -> (FontBook, Vec<FaceId>) {
        let mut book = FontBook::default();
        let ids = book.add(file_name, bytes.to_vec()).unwrap();
        (book, ids)
    }

    #[test]
    fn all_faces_of_a_collection_are_read() {
        let (book, ids) = add("squares.ttc", include_bytes!("../../tests/fonts/squares.ttc"));
        let families: Vec<&str> = book.iter().map(|(_, face)| face.family.as_str()).collect();
        assert_eq!(families, ["Noto Sans CJK JP", "Noto Sans CJK SC"]);
        assert!(ids.iter().all(|id| book.covers(*id, '漢') && !book.covers(*id, '本')));
        // Each language has its own.
        let own = |tag: &str| {
            let language = Language::parse(tag).unwrap();
            book.east_asian('漢', &language, "Source Serif 4", 400)
        };
        assert_eq!((own("ja"), own("zh"), own("en")), (Some(ids[0]), Some(ids[1]), Some(ids[0])));
    }

    #[test]
    fn fonts_packed_for_the_web_are_unpacked() {
        let packed: [(&str, &[u8]); 2] = [
            ("squares.woff", include_bytes!("../../tests/fonts/squares.woff")),
            ("squares.woff2", include_bytes!("../../tests/fonts/squares.woff2")),
        ];
        for (file_name, bytes) in packed {
            let (book, ids) = add(file_name, bytes);
            assert!(book.covers(ids[0], '漢') && !book.covers(ids[0], 'あ'), "{file_name}");
            assert!(looks_like_font(bytes));
            let mut cut = bytes.to_vec();
            cut.truncate(bytes.len() / 2);
            let cut = FontBook::default().add(file_name, cut);
            assert!(matches!(cut, Err(FontError::Packed | FontError::NotAFont)), "{cut:?}");
        }
        let mut huge = include_bytes!("../../tests/fonts/squares.woff").to_vec();
        huge[16..20].fill(0xFF);
        assert_eq!(FontBook::default().add("huge.woff", huge), Err(FontError::Packed));
    }

    #[test]
    fn a_variable_font_is_a_face_of_each_weight_that_it_names() {
        let (book, ids) = add("weights.ttf", include_bytes!("../../tests/fonts/weights.ttf"));
        let faces: Vec<&Face> = ids.iter().filter_map(|id| book.get(*id)).collect();
        let weights: Vec<u16> = faces.iter().map(|face| face.weight).collect();
        assert_eq!(weights, [100, 200, 300, 400, 500, 600, 700, 800, 900]);
        let width = |face: &Face| {
            let font = face.font().unwrap();
            use skrifa::MetadataProvider;
            assert!(font.axes().is_empty(), "it does not vary any more");
            let glyph = font.charmap().map('B').unwrap();
            let size = skrifa::instance::Size::unscaled();
            let place = skrifa::instance::LocationRef::default();
            font.glyph_metrics(size, place).advance_width(glyph).unwrap()
        };
        assert!(width(faces[0]) < width(faces[8]), "the bold is wider");
        assert!(faces.iter().all(|face| face.family == "Noto Sans Symbols"));
        assert_eq!(faces[6].postscript_name, "NotoSansSymbols-W700");
        let bold = book.select("Noto Sans Symbols", 700, false);
        assert_eq!(bold, Some(ids[6]));
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
