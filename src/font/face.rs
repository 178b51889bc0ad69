//! One face: its names, its metrics, its characters.

use std::sync::OnceLock;

use skrifa::attribute::Style;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::bytes::FontBytes;

/// Why a file cannot be a face of the book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// Not an OpenType or TrueType font, or a broken one.
    #[error("this is not an OpenType or TrueType font")]
    NotAFont,
    /// No character map of Unicode.
    #[error("the font has no character map of Unicode")]
    NoCharacters,
    /// The licence bits of OS/2 forbid embedding (OpenType, `fsType`, bit 1).
    #[error("the font's licence forbids embedding")]
    Restricted,
    /// Signs that are pictures in colour and have no outlines.
    #[error("its signs are pictures in colour, which have no outlines to print")]
    Color,
    /// A variable font whose outlines cannot be fixed.
    #[error("it is a variable font whose outlines cannot be made out; take its fixed fonts")]
    Variable,
    /// A font packed for the web that cannot be unpacked.
    #[error("it is a font packed for the web that is broken; take its `.otf` or `.ttf`")]
    Packed,
    /// The book holds 65,536 faces.
    #[error("there are too many fonts")]
    TooMany,
}

/// A face: one font file.
#[derive(Clone, Debug)]
pub struct Face {
    /// The family, by the font's own name table: "Source Serif 4 Display".
    pub family: String,
    /// The PostScript name: "SourceSerif4Display-Light".
    pub postscript_name: String,
    /// The file name, for the EPUB.
    pub file_name: String,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Font units to the em; never 0.
    pub units_per_em: u16,
    /// The ascender in font units.
    pub ascender: i16,
    /// The descender in font units, negative below the baseline.
    pub descender: i16,
    /// The height of capitals in font units.
    pub cap_height: i16,
    /// The height of a small x in font units.
    pub x_height: i16,
    /// The middle of the rule that strikes words out, above the baseline in font units.
    pub strikeout_position: i16,
    /// The thickness of that rule in font units.
    pub strikeout_thickness: i16,
    /// The file.
    pub data: FontBytes,
    /// Which face of the file it is, when that is a collection.
    pub index: u32,
    /// Whether the outlines are CFF (OpenType) rather than TrueType.
    pub cff: bool,
    checksum: u32,
    characters: OnceLock<Vec<(u32, u32)>>,
}

/// Whether most signs of a font are drawn in colours alone, their own outlines being empty.
fn is_of_colors(font: &FontRef<'_>) -> bool {
    let colors = font.color_glyphs();
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let is_empty = |glyph| {
        metrics.bounds(glyph).is_none_or(|own| own.x_min >= own.x_max || own.y_min >= own.y_max)
    };
    let signs = font.charmap().mappings().take(4096);
    let (mut colored, mut others) = (0, 0);
    for (_, glyph) in signs {
        match is_empty(glyph) {
            true if colors.get(glyph).is_some() => colored += 1,
            true => {}
            false => others += 1,
        }
    }
    colored > others
}

impl Face {
    /// Reads the names and metrics of a face of a font file, which is its only one or that with this
    /// index.
    ///
    /// # Errors
    ///
    /// When the file is not a font, has no characters, or forbids embedding.
    pub fn read(file_name: &str, data: FontBytes, index: u32) -> Result<Face, FontError> {
        let font = FontRef::from_index(&data, index).map_err(|_| FontError::NotAFont)?;
        let units_per_em = match font.head().map(|head| head.units_per_em()) {
            Ok(units) if (16..=16_384).contains(&units) => units,
            _ => return Err(FontError::NotAFont),
        };
        let cff = font.cff().is_ok();
        let has = |tag| font.table_data(skrifa::Tag::new(tag)).is_some();
        if !cff && font.glyf().is_err() && [b"CBDT", b"sbix", b"SVG "].into_iter().any(has) {
            return Err(FontError::Color);
        }
        if has(b"COLR") && is_of_colors(&font) {
            return Err(FontError::Color);
        }
        if font.maxp().is_err() || font.hhea().is_err() || !(cff || font.glyf().is_ok()) {
            return Err(FontError::NotAFont);
        }
        if !font.charmap().has_map() {
            return Err(FontError::NoCharacters);
        }
        if font.os2().is_ok_and(|os2| os2.fs_type() & 0xF == 2) {
            return Err(FontError::Restricted);
        }
        let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
        let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| name(StringId::FAMILY_NAME))
            .unwrap_or_else(|| file_name.to_string());
        let postscript_name = name(StringId::POSTSCRIPT_NAME)
            .unwrap_or_else(|| family.chars().filter(char::is_ascii_alphanumeric).collect());
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let attributes = font.attributes();
        let units = |value: f32| value.round().clamp(-32_768.0, 32_767.0) as i16;
        let em = f32::from(units_per_em);
        let strikeout = metrics.strikeout;
        Ok(Face {
            family,
            postscript_name,
            file_name: file_name.to_string(),
            weight: attributes.weight.value().round().clamp(1.0, 1000.0) as u16,
            italic: attributes.style != Style::Normal,
            units_per_em,
            ascender: units(metrics.ascent),
            descender: units(metrics.descent),
            // A face whose OS/2 table does not say has the proportions of most.
            cap_height: units(metrics.cap_height.filter(|h| *h > 0.0).unwrap_or(0.7 * em)),
            x_height: units(metrics.x_height.filter(|h| *h > 0.0).unwrap_or(0.5 * em)),
            strikeout_position: units(strikeout.map_or(0.25 * em, |s| s.offset)),
            strikeout_thickness: units(strikeout.map_or(0.05 * em, |s| s.thickness)),
            cff,
            checksum: font.head().map_or(0, |head| head.checksum_adjustment()),
            characters: OnceLock::new(),
            data,
            index,
        })
    }

    /// The face as its tables.
    pub fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }

    /// Names a face that was made of a variable font at a weight.
    pub(super) fn name_instance(&mut self, family: Option<&str>, weight: u16) {
        if let Some(family) = family {
            self.family = family.to_string();
        }
        self.weight = weight;
        let stem = self.postscript_name.split('-').next().unwrap_or_default();
        let slope = if self.italic { "Italic" } else { "" };
        self.postscript_name = format!("{stem}-W{weight}{slope}");
    }

    /// What tells this file from others: its PostScript name, its length and the checksum of the
    /// whole file that it carries (OpenType, `head`).
    pub fn fingerprint(&self) -> (String, usize, u32) {
        (self.postscript_name.clone(), self.data.len(), self.checksum)
    }

    /// Whether the face has a glyph for a character.
    pub fn covers(&self, character: char) -> bool {
        let ranges = self.characters.get_or_init(|| self.read_characters());
        let code = u32::from(character);
        let after = ranges.partition_point(|(first, _)| *first <= code);
        after > 0 && ranges.get(after - 1).is_some_and(|(_, last)| code <= *last)
    }

    /// The characters as closed ranges in ascending order.
    fn read_characters(&self) -> Vec<(u32, u32)> {
        let Some(font) = self.font() else {
            return Vec::new();
        };
        let drawn = |(_, glyph): &(u32, GlyphId)| {
            glyph.to_u32() != 0 && !(font.colr().is_ok() && is_in_color_only(&font, *glyph))
        };
        let mapped = font.charmap().mappings().filter(drawn);
        let mut codes: Vec<u32> = mapped.map(|(code, _)| code).collect();
        codes.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some((_, last)) if code <= last.saturating_add(1) => *last = code,
                _ => ranges.push((code, code)),
            }
        }
        ranges
    }
}

/// Whether a glyph of a font with colours has no outline of its own.
fn is_in_color_only(font: &FontRef<'_>, glyph: GlyphId) -> bool {
    let (Ok(loca), Ok(glyf)) = (font.loca(None), font.glyf()) else { return false };
    matches!(loca.get_glyf(glyph, &glyf), Ok(None))
}
