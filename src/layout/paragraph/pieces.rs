//! A text as pieces: what is shaped together, what stretches, what is a picture.

use std::ops::Range;
use std::sync::Arc;

use unicode_script::Script;

use super::Typesetter;
use super::flatten::{Flat, Look};
use crate::font::{FaceId, joins};
use crate::geometry::{Length, Size};
use crate::text::segment::is_breaking_space;
use crate::text::{Features, Shaped, Typeface, itemize};

/// Something that stands in a line and is not divided but at its breaks.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its bytes of the text.
    pub range: Range<usize>,
    /// The span that it is part of.
    pub span: usize,
    /// Its embedding level: odd ones run from right to left.
    pub level: u8,
    /// What it is.
    pub kind: PieceKind,
    /// How it is shaped.
    pub typeface: Typeface,
    /// How font units become lengths.
    pub scale: Scale,
    /// Its glyphs; none for a picture.
    pub shaped: Arc<Shaped>,
    /// Its natural width.
    pub width: Length,
}

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Letters, figures, points.
    Word,
    /// White space of one look.
    Space {
        /// How far it stretches at a ratio of 1.
        stretch: Length,
        /// How far it shrinks at most.
        shrink: Length,
    },
    /// A picture, an index of [`Flat::images`], of this size.
    Image(usize, Size),
}

/// How font units become lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The size.
    pub size: Length,
    /// Font units to the em.
    pub units_per_em: u16,
    /// Added to each advance that is not zero.
    pub tracking: Length,
}

impl Scale {
    /// The length of so many font units.
    pub fn length(self, units: i32) -> Length {
        self.size.scale(i64::from(units), i64::from(self.units_per_em))
    }

    /// The advance of a glyph.
    pub fn advance(self, units: i32) -> Length {
        if units == 0 { Length::ZERO } else { self.length(units) + self.tracking }
    }

    /// The width of a shaped word.
    pub fn width(self, shaped: &Shaped) -> Length {
        shaped.glyphs.iter().map(|glyph| self.advance(glyph.advance)).sum()
    }
}

/// The pieces of a text.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    /// In the order of the text. All bytes of the text are in one of them, save line feeds.
    pub list: Vec<Piece>,
}

/// Cuts a text into pieces and shapes them.
pub fn cut(typesetter: &Typesetter<'_>, flat: &Flat<'_>) -> Pieces {
    let runs = itemize(&flat.text, typesetter.language.direction(), &flat.isolates);
    let mut cutter = Cutter { typesetter, flat, pieces: Pieces::default(), images: 0 };
    let mut span = 0;
    for run in &runs {
        let mut start = run.range.start;
        while start < run.range.end {
            while flat.spans.get(span).is_some_and(|span| span.range.end <= start) {
                span += 1;
            }
            let Some(end) = flat.spans.get(span).map(|span| span.range.end.min(run.range.end))
            else {
                break;
            };
            cutter.stretch(start..end, span, run.script, run.level);
            start = end;
        }
    }
    cutter.images_up_to(flat.text.len());
    cutter.pieces
}

struct Cutter<'c, 'a> {
    typesetter: &'c Typesetter<'a>,
    flat: &'c Flat<'a>,
    pieces: Pieces,
    images: usize,
}

impl Cutter<'_, '_> {
    /// Cuts a stretch of one span, script and level at its spaces, its pictures and where the
    /// face changes.
    fn stretch(&mut self, range: Range<usize>, span: usize, script: Script, level: u8) {
        let Some(look) = self.flat.spans.get(span).map(|span| span.look) else {
            return;
        };
        let flat = self.flat;
        let Some(text) = flat.text.get(range.clone()) else {
            return;
        };
        let base = self.typesetter.face(look);
        // What began last and is not ended yet: its start, whether it is white, its face.
        let mut open: Option<(usize, bool, FaceId)> = None;
        // In a run from right to left spaces and points come from the face of its letters.
        let mut letters: Option<FaceId> = None;
        for (at, character) in text.char_indices() {
            let at = range.start + at;
            let image = flat.images.get(self.images).is_some_and(|image| image.at <= at);
            let white = is_breaking_space(character) || character == '\u{a0}';
            let has = |face: &FaceId| {
                let character = if white { ' ' } else { character };
                self.typesetter.shaper.fonts().covers(*face, character)
            };
            let face = match open {
                // What no face has by its nature takes the face around it.
                Some((_, false, face)) if !white && joins(character) => face,
                Some((_, false, face)) if !white && self.keeps(face, base, character) => face,
                _ => match letters.filter(has) {
                    Some(face) => face,
                    None if white => base,
                    None => self.face_for(character, base, look),
                },
            };
            if level % 2 == 1 && face != base {
                letters = Some(face);
            }
            let same = open.is_some_and(|(_, was, had)| was == white && had == face);
            if image || !same || character == '\n' {
                if let Some((start, white, face)) = open.take() {
                    self.push(start..at, span, look, Setting { white, face, script, level });
                }
                self.images_up_to(at);
            }
            if character != '\n' && open.is_none() {
                open = Some((at, white, face));
            }
        }
        if let Some((start, white, face)) = open {
            self.push(start..range.end, span, look, Setting { white, face, script, level });
        }
    }

    /// Whether a character stays in the face of those before it: it has it, and either it is the
    /// face of the style or the character belongs to no script that the style's face serves.
    fn keeps(&self, face: FaceId, base: FaceId, character: char) -> bool {
        let book = self.typesetter.shaper.fonts();
        book.covers(face, character) && (face == base || !character.is_ascii_alphabetic())
    }

    /// The face of the style if it has the character, else the one of the book's order.
    fn face_for(&self, character: char, base: FaceId, look: Look<'_>) -> FaceId {
        let book = self.typesetter.shaper.fonts();
        if book.covers(base, character) || joins(character) {
            return base;
        }
        // That no face has it was told when the fonts were read.
        book.fallback(character, look.weight, look.italic).unwrap_or(base)
    }

    fn push(&mut self, range: Range<usize>, span: usize, look: Look<'_>, setting: Setting) {
        let Setting { white, face, script, level } = setting;
        let Some(language) = self.flat.spans.get(span).map(|span| span.language) else {
            return;
        };
        let typeface = self.typesetter.typeface(face, look, script, level % 2 == 1, language);
        let scale = self.typesetter.scale(face, look, script);
        if white {
            self.push_space(range, span, look, level, typeface, scale);
            return;
        }
        let word = self.flat.text.get(range.clone()).unwrap_or_default();
        let shaped = self.typesetter.shaper.shape(word, typeface);
        let width = scale.width(&shaped);
        let kind = PieceKind::Word;
        self.pieces.list.push(Piece { range, span, level, kind, typeface, scale, shaped, width });
    }

    /// White space has the width of one space, however many characters it is; in code, that of
    /// all of them.
    fn push_space(
        &mut self,
        range: Range<usize>,
        span: usize,
        look: Look<'_>,
        level: u8,
        typeface: Typeface,
        scale: Scale,
    ) {
        let typeface = Typeface { features: Features::default(), ..typeface };
        let shaped = self.typesetter.shaper.shape(" ", typeface);
        let one = scale.width(&shaped);
        let tokens = &self.typesetter.theme.lines;
        let (width, stretch, shrink) = if look.code {
            let text = self.flat.text.get(range.clone()).unwrap_or_default();
            let cells: i64 = text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            (one * cells, Length::ZERO, Length::ZERO)
        } else {
            (one, one.scale(tokens.space_stretch, 1000), one.scale(tokens.space_shrink, 1000))
        };
        let kind = PieceKind::Space { stretch, shrink };
        self.pieces.list.push(Piece { range, span, level, kind, typeface, scale, shaped, width });
    }

    /// Puts in the pictures that stand before byte `at` or there.
    fn images_up_to(&mut self, at: usize) {
        while let Some(image) = self.flat.images.get(self.images).filter(|image| image.at <= at) {
            let index = self.images;
            self.images += 1;
            let span = self.flat.span_at(image.at.saturating_sub(1));
            let look = self.flat.spans.get(span).map_or(self.typesetter.text_look(), |s| s.look);
            let face = self.typesetter.face(look);
            let Some(media) = self.typesetter.media.get(image.media) else {
                continue;
            };
            let (across, down) = media.extent();
            let height = image.size.scale(self.typesetter.theme.lines.image_height, 1000);
            let width = Length::from_pt(height.to_pt() * across / down);
            let level = self.pieces.list.last().map_or(0, |piece| piece.level);
            self.pieces.list.push(Piece {
                range: image.at..image.at,
                span,
                level,
                kind: PieceKind::Image(index, Size::new(width, height)),
                typeface: self.typesetter.typeface(
                    face,
                    look,
                    Script::Latin,
                    false,
                    self.typesetter.language,
                ),
                scale: self.typesetter.scale(face, look, Script::Latin),
                shaped: Arc::default(),
                width,
            });
        }
    }
}

struct Setting {
    white: bool,
    face: FaceId,
    script: Script,
    level: u8,
}
