//! Fonts: ISO 32000-1, 9.7 and 9.10.
//!
//! Each face is cut down to the glyphs in use (`subsetter`) and handed to printpdf, which embeds
//! it as a composite font whose codes are the numbers of the glyphs in the subset (Identity-H),
//! with widths and a ToUnicode map. printpdf learns glyphs and characters from text operators
//! only, one by one; they stand on a registration page of ours, which the finishing takes away.
//!
//! A glyph has one entry in ToUnicode: the characters that it stands for most often. Where it
//! stands for others (the hyphen at the end of a line is U+00AD), the content says so.

use std::collections::BTreeMap;

use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt};
use printpdf::{PdfPage, Rect, TextItem};
use subsetter::GlyphRemapper;

use super::Error;
use super::clusters::clusters;
use crate::font::{Face, FaceId, FontBook};
use crate::page::{GlyphRun, Item, Pages};

/// The number of the glyph that a face shows for what it does not have. PDF/A forbids to draw it
/// (ISO 19005-2, 6.2.11.8).
pub(super) const NOTDEF: u16 = 0;

/// The hyphen that hyphenation sets; a glyph that also stands for another character is named
/// after that one.
const SOFT_HYPHEN: &str = "\u{AD}";

/// Which glyphs of which faces are drawn, and for which characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    /// By face, then by glyph: what it stands for, in the order of first use, and how often.
    faces: BTreeMap<FaceId, Vec<Vec<(String, u32)>>>,
}

impl Usage {
    /// The glyphs of all pages.
    pub fn of(pages: &Pages) -> Usage {
        let mut usage = Usage::default();
        for placed in pages.list.iter().flat_map(|page| &page.items) {
            if let Item::Glyphs(run) = &placed.item {
                usage.add_run(run);
            }
        }
        usage
    }

    fn add_run(&mut self, run: &GlyphRun) {
        let glyphs = self.faces.entry(run.face).or_default();
        for cluster in clusters(run) {
            for (index, text) in cluster.shares() {
                add(glyphs, run.glyphs[index].id, text);
            }
        }
    }

    /// One use of a glyph.
    pub fn add(&mut self, face: FaceId, glyph: u16, text: &str) {
        add(self.faces.entry(face).or_default(), glyph, text);
    }
}

fn add(glyphs: &mut Vec<Vec<(String, u32)>>, glyph: u16, text: &str) {
    let index = usize::from(glyph);
    if glyphs.len() <= index {
        glyphs.resize_with(index + 1, Vec::new);
    }
    let Some(uses) = glyphs.get_mut(index) else { return };
    match uses.iter_mut().find(|(known, _)| known == text) {
        Some((_, count)) => *count = count.saturating_add(1),
        None => uses.push((text.to_string(), 1)),
    }
}

/// What a glyph stands for most often; of equals the one that came first.
fn most_used(uses: &[(String, u32)]) -> &str {
    let named = |text: &str| !text.is_empty() && text != SOFT_HYPHEN;
    let mut best: Option<&(String, u32)> = None;
    for entry in uses.iter().filter(|(text, _)| named(text)) {
        if best.is_none_or(|best| entry.1 > best.1) {
            best = Some(entry);
        }
    }
    let soft_hyphen = uses.iter().find(|(text, _)| text == SOFT_HYPHEN);
    // A glyph that never stands for a character of its own is one of several in its clusters,
    // each of which says what it stands for; the map must still name something.
    best.or(soft_hyphen).map_or("\u{FFFD}", |(text, _)| text)
}

/// The faces of a PDF, by the faces of the book.
#[derive(Clone, Debug, Default)]
pub(super) struct Fonts {
    faces: BTreeMap<FaceId, Font>,
}

/// A face cut down to the glyphs in use.
#[derive(Clone, Debug)]
pub(super) struct Font {
    /// Its name in the resources of pages.
    pub resource: String,
    /// By glyph of the face: its code, 0 for glyphs that are not used.
    codes: Vec<u16>,
    /// By code: the width in thousandths of the size, as the PDF states it, and the characters.
    glyphs: Vec<(i64, String)>,
    program: ParsedFont,
}

impl Font {
    fn new(id: FaceId, face: &Face, uses: &[Vec<(String, u32)>]) -> Result<Font, Error> {
        let fault = |reason: String| Error::Font { name: face.postscript_name.clone(), reason };
        let mut remapper = GlyphRemapper::new();
        let mut codes = vec![NOTDEF; uses.len()];
        let mut texts = vec![String::new()];
        for (index, uses) in uses.iter().enumerate().skip(1) {
            if let Ok(glyph) = u16::try_from(index)
                && !uses.is_empty()
            {
                codes[index] = remapper.remap(glyph);
                texts.push(most_used(uses).to_string());
            }
        }
        let subset = subsetter::subset(&face.data, face.index, &remapper)
            .map_err(|error| fault(error.to_string()))?;
        let mut warnings = Vec::new();
        let mut program = ParsedFont::from_bytes(&subset, 0, &mut warnings)
            .ok_or_else(|| fault("its subset has no metrics".to_string()))?;
        program.font_name = Some(format!("{}+{}", subset_tag(&subset), face.postscript_name));
        let glyphs = texts.into_iter().enumerate();
        let glyphs = glyphs.map(|(code, text)| (stated_width(&program, code), text)).collect();
        Ok(Font { resource: format!("F{}", id.0), codes, glyphs, program })
    }

    /// The code of a glyph; none when it is not in the subset.
    pub fn code(&self, glyph: u16) -> Option<u16> {
        self.codes.get(usize::from(glyph)).copied().filter(|code| *code != NOTDEF)
    }

    /// The width of a code in thousandths of the size, as the PDF states it.
    pub fn width(&self, code: u16) -> i64 {
        self.glyphs.get(usize::from(code)).map_or(0, |(width, _)| *width)
    }

    /// The characters of a code in ToUnicode.
    pub fn text(&self, code: u16) -> &str {
        self.glyphs.get(usize::from(code)).map_or("", |(_, text)| text)
    }
}

/// The width that printpdf states for a code: cut to a whole thousandth, not rounded. Text must
/// be set after the stated width, for a reader does.
fn stated_width(program: &ParsedFont, code: usize) -> i64 {
    let units = u16::try_from(code).ok().and_then(|code| program.glyph_widths.get(&code));
    let units = units.copied().unwrap_or_default();
    (f32::from(units) * 1000.0 / f32::from(program.pdf_font_metrics.units_per_em.max(1))) as i64
}

/// Six capitals that tell this subset from others of the face: ISO 32000-1, 9.6.4.
fn subset_tag(subset: &[u8]) -> String {
    let mut rest = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, subset).as_u128();
    let mut tag = String::new();
    for _ in 0..6 {
        tag.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    tag
}

impl Fonts {
    /// Cuts each face that is used down to its glyphs in use.
    ///
    /// # Errors
    ///
    /// When a face cannot be cut down.
    pub fn new(book: &FontBook, usage: &Usage) -> Result<Fonts, Error> {
        let mut faces = BTreeMap::new();
        for (id, glyphs) in &usage.faces {
            let drawn = glyphs.iter().skip(1).any(|uses| !uses.is_empty());
            if let Some(face) = book.get(*id).filter(|_| drawn) {
                faces.insert(*id, Font::new(*id, face, glyphs)?);
            }
        }
        Ok(Fonts { faces })
    }

    /// The font of a face.
    pub fn get(&self, face: FaceId) -> Option<&Font> {
        self.faces.get(&face)
    }

    /// Hands the fonts to printpdf.
    pub fn embed(&self, document: &mut PdfDocument) {
        for font in self.faces.values() {
            let id = FontId(font.resource.clone());
            document.resources.fonts.map.insert(id, PdfFont::new(font.program.clone()));
        }
    }

    /// The page that shows every glyph once, with its characters.
    pub fn registration_page(&self) -> PdfPage {
        let mut ops = vec![Op::StartTextSection];
        for font in self.faces.values() {
            let font_id = FontId(font.resource.clone());
            ops.push(Op::SetFont { font: PdfFontHandle::External(font_id), size: Pt(1.0) });
            let texts = font.glyphs.iter().enumerate().skip(1);
            let codes = texts.filter_map(|(code, (_, text))| {
                Some(Codepoint::with_cid(u16::try_from(code).ok()?, 0.0, text.clone()))
            });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(codes.collect())] });
        }
        ops.push(Op::EndTextSection);
        let paper = Rect::from_wh(Pt(1.0), Pt(1.0));
        PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(list: &[(&str, u32)]) -> Vec<(String, u32)> {
        list.iter().map(|(text, count)| ((*text).to_string(), *count)).collect()
    }

    #[test]
    fn a_glyph_is_named_after_what_it_stands_for_most_often() {
        assert_eq!(most_used(&uses(&[("a", 1), ("A", 2)])), "A");
        assert_eq!(most_used(&uses(&[("a", 2), ("A", 2)])), "a");
    }

    #[test]
    fn the_hyphen_of_hyphenation_names_a_glyph_only_when_nothing_else_does() {
        assert_eq!(most_used(&uses(&[(SOFT_HYPHEN, 9), ("-", 1)])), "-");
        assert_eq!(most_used(&uses(&[(SOFT_HYPHEN, 9)])), SOFT_HYPHEN);
    }

    #[test]
    fn a_glyph_without_characters_is_named_still() {
        assert_eq!(most_used(&uses(&[("", 3)])), "\u{FFFD}");
    }
}
