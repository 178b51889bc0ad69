//! A font file cut down to the glyphs that a book needs.
//!
//! Glyphs keep their numbers and all tables but a few stay as they are, so that kerning, figures
//! and joined scripts work as before; only the outlines and the kerning of what nobody needs are
//! taken out. Characters that are not in the book are taken out too, so that another font stands in
//! for them where a reader shows them. The licence of the fonts built into the program reserves
//! their name for the whole files, so a font that was cut down gets another.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use skrifa::raw::collections::IntSet;
use skrifa::raw::{FileRef, FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider, Tag};
use subsetter::GlyphRemapper;
use uuid::Uuid;

use super::{cff, cmap, glyf, gpos};
use crate::font::{Face, sfnt};

/// What a reader may need beside the words of a book: ASCII; the hyphens of hyphenation; and the
/// accents that old fonts put their letters together from.
const ALWAYS: [std::ops::RangeInclusive<char>; 6] = [
    ' '..='~',
    '\u{a0}'..='\u{a0}',
    '\u{a8}'..='\u{b8}',
    '\u{2c6}'..='\u{2dd}',
    '‐'..='‑',
    '…'..='…',
];

/// The rights to embed that forbid a subset: OpenType, `OS/2`, `fsType`, bit 8.
const NO_SUBSET: u16 = 0x100;

/// From this many glyphs on, those that stay get new numbers: so many empty glyphs would still be
/// megabytes in a reader's memory, and what is lost with the old numbers are features that a font
/// of ideographs does without.
const MANY_GLYPHS: u16 = 5_000;

/// The font as a file of its own with all that it has.
pub(super) fn whole(face: &Face) -> Cow<'_, [u8]> {
    let font =
        face.font().filter(|_| matches!(FileRef::new(&face.data), Ok(FileRef::Collection(_))));
    let Some(font) = font else { return Cow::Borrowed(&face.data) };
    let tags = font.table_directory().table_records().iter().map(|record| record.tag());
    let tables = tags.filter_map(|tag| Some((tag, font.table_data(tag)?.as_bytes().to_vec())));
    let version = font.table_directory().sfnt_version().to_be_bytes();
    Cow::Owned(sfnt::file(&version, tables.collect()))
}

/// The font with only the glyphs of these characters, and those that take their places. None when
/// it cannot be cut down, or may not be.
pub(super) fn subset(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = face.font()?;
    if font.os2().is_ok_and(|os2| os2.fs_type() & NO_SUBSET != 0) {
        return None;
    }
    let mapped = mapped(&font, characters);
    if font.maxp().ok()?.num_glyphs() > MANY_GLYPHS {
        return renumbered(face, &font, &mapped);
    }
    let kept = glyphs(&font, &mapped)?;
    let mut tables: Vec<(Tag, Vec<u8>)> = Vec::new();
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        let own = font.table_data(tag)?.as_bytes();
        let table = match &tag.to_be_bytes() {
            // A signature of the whole file; and what `glyf` brings along.
            b"DSIG" | b"loca" => continue,
            b"CFF " => cff::without_outlines(own, &|glyph| kept.contains(&glyph))?,
            b"glyf" => {
                let long = font.head().ok()?.index_to_loc_format() != 0;
                let loca = font.table_data(Tag::new(b"loca"))?;
                let (table, loca) = glyf::without_outlines(own, loca.as_bytes(), long, &kept)?;
                tables.push((Tag::new(b"loca"), loca));
                table
            }
            b"cmap" => cmap::table(&mapped).unwrap_or_else(|| own.to_vec()),
            b"GPOS" => gpos::without_pairs(own, &kept).unwrap_or_else(|| own.to_vec()),
            b"post" => without_glyph_names(own)?,
            _ => own.to_vec(),
        };
        tables.push((tag, table));
    }
    rename(&font, &mut tables)?;
    tables.sort_by_key(|(tag, _)| *tag);
    Some(sfnt::file(&font.table_directory().sfnt_version().to_be_bytes(), tables))
}

/// The font with the glyphs of these characters alone, numbered anew.
fn renumbered(face: &Face, font: &FontRef<'_>, mapped: &BTreeMap<char, u16>) -> Option<Vec<u8>> {
    let mut glyphs = GlyphRemapper::new();
    let mapped: BTreeMap<char, u16> =
        mapped.iter().map(|(character, glyph)| (*character, glyphs.remap(*glyph))).collect();
    let cut = subsetter::subset(&face.data, face.index, &glyphs).ok()?;
    let cut = FontRef::from_index(&cut, 0).ok()?;
    let records = cut.table_directory().table_records().iter();
    let mut tables: Vec<(Tag, Vec<u8>)> = records
        .filter_map(|record| {
            Some((record.tag(), cut.table_data(record.tag())?.as_bytes().to_vec()))
        })
        .filter(|(tag, _)| !matches!(&tag.to_be_bytes(), b"cmap" | b"OS/2" | b"post" | b"name"))
        .collect();
    tables.push((Tag::new(b"cmap"), cmap::table(&mapped)?));
    let own = |tag| font.table_data(tag).map(|table| table.as_bytes());
    tables.push((Tag::new(b"OS/2"), own(Tag::new(b"OS/2"))?.to_vec()));
    tables.push((Tag::new(b"post"), without_glyph_names(own(Tag::new(b"post"))?)?));
    rename(font, &mut tables)?;
    tables.sort_by_key(|(tag, _)| *tag);
    Some(sfnt::file(&cut.table_directory().sfnt_version().to_be_bytes(), tables))
}

/// The glyphs of these characters and of those that a reader may need, as far as there are any.
fn mapped(font: &FontRef<'_>, characters: &BTreeSet<char>) -> BTreeMap<char, u16> {
    let charmap = font.charmap();
    let wanted = characters.iter().copied().chain(ALWAYS.into_iter().flatten());
    let glyph = |own| u16::try_from(charmap.map(own)?.to_u32()).ok();
    wanted.filter_map(|own| Some((own, glyph(own)?))).collect()
}

/// The glyphs of some characters and all that may be put in their places.
fn glyphs(font: &FontRef<'_>, mapped: &BTreeMap<char, u16>) -> Option<BTreeSet<u32>> {
    // The first glyph stands for what a font does not have.
    let glyphs = mapped.values().chain([&0]);
    let mut kept: IntSet<GlyphId> = glyphs.map(|own| GlyphId::new(u32::from(*own))).collect();
    if let Ok(gsub) = font.gsub() {
        let lookups = gsub.collect_lookups(&IntSet::all()).ok()?;
        gsub.closure_glyphs(&lookups, &mut kept).ok()?;
    }
    Some(kept.iter().map(|glyph| glyph.to_u32()).collect())
}

/// A `post` table without the names of the glyphs: its version 3.
fn without_glyph_names(post: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 32;
    let mut table = post.get(..HEADER)?.to_vec();
    table.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
    Some(table)
}

/// Gives the font a name of its own in place of the reserved one.
fn rename(font: &FontRef<'_>, tables: &mut Vec<(Tag, Vec<u8>)>) -> Option<()> {
    let mut content = Vec::new();
    for (_, table) in tables.iter() {
        content.extend_from_slice(table);
    }
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, &content).simple().to_string();
    let tag = id.get(..6)?.to_uppercase();
    let family = format!("Diptych {tag}");
    let kept = |id: u16| {
        let name = font.localized_strings(skrifa::string::StringId::new(id)).english_or_first();
        name.map(|name| name.to_string()).unwrap_or_default()
    };
    let style = kept(2);
    let names = [
        (0, kept(0)),
        (1, family.clone()),
        (2, style.clone()),
        (3, format!("{family} {id}")),
        (4, format!("{family} {style}")),
        (5, kept(5)),
        (6, format!("Diptych-{tag}")),
        (13, kept(13)),
        (14, kept(14)),
    ];
    tables.retain(|(own, _)| *own != Tag::new(b"name"));
    tables.push((Tag::new(b"name"), name_table(&names)?));
    Some(())
}

/// A `name` table, format 0, with names in English for Windows.
fn name_table(names: &[(u16, String)]) -> Option<Vec<u8>> {
    const HEADER: usize = 6;
    const RECORD: usize = 12;
    let names: Vec<(u16, Vec<u8>)> = names
        .iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(id, name)| (*id, name.encode_utf16().flat_map(u16::to_be_bytes).collect()))
        .collect();
    let start = u16::try_from(HEADER + RECORD * names.len()).ok()?;
    let mut table: Vec<u8> = Vec::new();
    for value in [0, u16::try_from(names.len()).ok()?, start] {
        table.extend(value.to_be_bytes());
    }
    let mut offset = 0;
    for (id, name) in &names {
        let length = u16::try_from(name.len()).ok()?;
        for value in [3, 1, 0x409, *id, length, offset] {
            table.extend(value.to_be_bytes());
        }
        offset = offset.checked_add(length)?;
    }
    table.extend(names.into_iter().flat_map(|(_, name)| name));
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBytes;
    use crate::font::{Face, FontBook};

    fn cut(family: &str, words: &str) -> (Vec<u8>, Face) {
        let book = FontBook::builtin();
        let whole = book.get(book.select(family, 400, false).unwrap()).unwrap();
        let bytes = subset(whole, &words.chars().collect()).unwrap();
        assert!(bytes.len() <= whole.data.len());
        let face = Face::read("cut", FontBytes::Read(bytes.clone().into()), 0).unwrap();
        (bytes, face)
    }

    /// How many points the outline has that a character takes from the whole font.
    fn points(family: &str, bytes: &[u8], character: char) -> usize {
        let book = FontBook::builtin();
        let whole = book.get(book.select(family, 400, false).unwrap()).unwrap();
        let whole = FontRef::from_index(&whole.data, 0).unwrap();
        let glyph = whole.charmap().map(character).unwrap();
        let font = FontRef::from_index(bytes, 0).unwrap();
        let size = skrifa::instance::Size::unscaled();
        let settings =
            skrifa::outline::DrawSettings::unhinted(size, skrifa::instance::LocationRef::default());
        let mut count = Points(0);
        font.outline_glyphs().get(glyph).unwrap().draw(settings, &mut count).unwrap();
        count.0
    }

    #[test]
    fn only_what_is_needed_keeps_its_outline() {
        for family in ["Source Serif 4", "Source Sans 3"] {
            let (bytes, face) = cut(family, "é");
            assert!(points(family, &bytes, 'a') > 5 && points(family, &bytes, 'é') > 5, "{family}");
            assert_eq!(points(family, &bytes, 'Ж'), 0, "{family}");
            assert_eq!(face.cap_height, cut(family, "Ж").1.cap_height);
        }
        let (bytes, _) = cut("Noto Naskh Arabic", "جب");
        assert!(points("Noto Naskh Arabic", &bytes, 'ج') > 5);
        assert_eq!(points("Noto Naskh Arabic", &bytes, 'ق'), 0);
    }

    /// Else a reader would show nothing for a character that it adds, and no other font's.
    #[test]
    fn a_character_without_an_outline_is_not_in_the_font() {
        let (bytes, _) = cut("Source Serif 4", "é");
        let font = FontRef::from_index(&bytes, 0).unwrap();
        assert!(font.charmap().map('é').is_some() && font.charmap().map('Z').is_some());
        assert_eq!(font.charmap().map('Ж'), None);
    }

    /// Joined letters and figures of other kinds are other glyphs.
    #[test]
    fn what_takes_the_place_of_a_glyph_is_kept() {
        let book = FontBook::builtin();
        let whole = book.get(book.select("Noto Naskh Arabic", 400, false).unwrap()).unwrap();
        let font = FontRef::from_index(&whole.data, 0).unwrap();
        let few = glyphs(&font, &mapped(&font, &['ج'].into())).unwrap();
        let none = glyphs(&font, &mapped(&font, &BTreeSet::new())).unwrap();
        assert!(
            few.len() >= none.len() + 4,
            "alone, and at the beginning, in the middle, at the end"
        );
    }

    #[test]
    fn a_font_that_was_cut_down_does_not_keep_the_reserved_name() {
        for family in ["Source Serif 4", "Source Sans 3", "Source Code Pro"] {
            let (bytes, face) = cut(family, "a");
            assert!(face.family.starts_with("Diptych "), "{}", face.family);
            assert!(face.postscript_name.starts_with("Diptych-"));
            let font = FontRef::from_index(&bytes, 0).unwrap();
            for id in [1, 3, 4, 6, 16, 17] {
                let id = skrifa::string::StringId::new(id);
                let name = font.localized_strings(id).english_or_first();
                let name = name.map(|name| name.to_string()).unwrap_or_default();
                assert!(!name.contains("Source"), "{name}");
            }
            let cff = font.table_data(Tag::new(b"CFF ")).unwrap();
            let mut names = cff.as_bytes().windows(6).filter(|own| own == b"Source");
            // The notice of the trademark, which the licence wants to be kept.
            assert!(names.by_ref().count() <= 2);
        }
    }

    #[test]
    fn checksums_agree() {
        let (bytes, _) = cut("Source Serif 4", "a");
        assert_eq!(sfnt::checksum(&bytes), 0xB1B0_AFBA);
        assert_eq!(bytes, cut("Source Serif 4", "a").0, "and two cuts are alike");
    }

    /// A font of ideographs has so many glyphs that even empty ones are much.
    #[test]
    fn a_large_font_is_numbered_anew() {
        let mut book = FontBook::default();
        let squares = include_bytes!("../../../tests/fonts/squares.otf");
        let id = book.add("squares.otf", squares.to_vec()).unwrap()[0];
        let face = book.get(id).unwrap();
        let font = face.font().unwrap();
        let bytes = renumbered(face, &font, &mapped(&font, &"字。".chars().collect())).unwrap();
        assert!(bytes.len() < 25_000, "{}", bytes.len());
        let cut = FontRef::from_index(&bytes, 0).unwrap();
        assert!(cut.maxp().unwrap().num_glyphs() < 110);
        assert_eq!(cut.charmap().map('本'), None);
        for character in ['字', '。', 'a'] {
            let height = |font: &FontRef<'_>| {
                let glyph = font.charmap().map(character).unwrap();
                let metrics = skrifa::instance::Size::unscaled();
                let place = skrifa::instance::LocationRef::default();
                let mut points = Points(0);
                let outline = font.outline_glyphs().get(glyph).unwrap();
                let settings = skrifa::outline::DrawSettings::unhinted(metrics, place);
                outline.draw(settings, &mut points).unwrap();
                (points.0, font.glyph_metrics(metrics, place).advance_width(glyph))
            };
            assert!(height(&cut).0 > 5, "{character}");
            assert_eq!(height(&cut), height(&font), "{character}");
        }
        // The whole font, too, can stand alone.
        assert_eq!(whole(face).as_ref(), squares);
    }

    #[test]
    fn a_face_of_a_collection_can_stand_alone() {
        let mut book = FontBook::default();
        let collection = include_bytes!("../../../tests/fonts/squares.ttc");
        let ids = book.add("squares.ttc", collection.to_vec()).unwrap();
        for id in ids {
            let face = book.get(id).unwrap();
            let alone = whole(face);
            let font = FontRef::from_index(&alone, 0).unwrap();
            assert!(font.charmap().map('漢').is_some());
            assert_eq!(sfnt::checksum(&alone), 0xB1B0_AFBA);
        }
    }

    /// Counts what is drawn.
    struct Points(usize);

    impl skrifa::outline::OutlinePen for Points {
        fn move_to(&mut self, _: f32, _: f32) {
            self.0 += 1;
        }
        fn line_to(&mut self, _: f32, _: f32) {
            self.0 += 1;
        }
        fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
            self.0 += 1;
        }
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
            self.0 += 1;
        }
        fn close(&mut self) {}
    }
}
