//! A text as pieces: what is shaped together, what stretches, what is a picture.

use std::ops::Range;
use std::sync::Arc;

use unicode_script::Script;

use super::flatten::{Flat, Look};
use super::{Typesetter, squares};
use crate::font::{FaceId, FontBook, joins};
use crate::geometry::{Length, Size};
use crate::language::Language;
use crate::text::east_asian::{has_east_asian, is_east_asian, is_shared_mark};
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
    /// Whether it is a character of East Asia, whose square is never widened.
    pub square: bool,
    /// The space after it when it does not end its line.
    pub gap: Option<SquareGap>,
}

/// The space between characters of East Asia, and beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SquareGap {
    /// How wide it is.
    pub width: Length,
    /// How far it stretches at a ratio of 1.
    pub stretch: Length,
    /// How far it shrinks at most.
    pub shrink: Length,
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
    let squares = has_east_asian(&flat.text);
    let mut cutter = Cutter { typesetter, flat, pieces: Pieces::default(), images: 0, squares };
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
    if squares {
        squares::set_gaps(flat, &mut cutter.pieces.list);
    }
    cutter.pieces
}

struct Cutter<'c, 'a> {
    typesetter: &'c Typesetter<'a>,
    flat: &'c Flat<'a>,
    pieces: Pieces,
    images: usize,
    /// Whether the text has characters of East Asia.
    squares: bool,
}

impl Cutter<'_, '_> {
    /// Cuts a stretch of one span, script and level at its spaces, its pictures and where the
    /// face changes.
    fn stretch(&mut self, range: Range<usize>, span: usize, script: Script, level: u8) {
        let flat = self.flat;
        let Some((look, language)) = flat.spans.get(span).map(|span| (span.look, span.language))
        else {
            return;
        };
        let Some(text) = flat.text.get(range.clone()) else {
            return;
        };
        let base = self.typesetter.face(look);
        let book = self.typesetter.shaper.fonts();
        let selects = text.contains(EMOJI_SELECTORS);
        // What began last and is not ended yet: its start, whether it is white, its face.
        let mut open: Option<(usize, bool, FaceId)> = None;
        // Whether that is a character of East Asia: each is a piece by itself.
        let mut open_square = false;
        // In a run from right to left spaces and points come from the face of its letters.
        let mut letters: Option<FaceId> = None;
        for (at, character) in text.char_indices() {
            let at = range.start + at;
            let image = flat.images.get(self.images).is_some_and(|image| image.at <= at);
            let white = is_breaking_space(character)
                || character == '\u{a0}'
                || character == '\u{3000}' && book.fallback(character, 400, false).is_none();
            let has = |face: &FaceId| {
                let character = if white { ' ' } else { character };
                book.covers(*face, character)
            };
            let own = match () {
                () if selects => {
                    let rest = text.get(at - range.start + character.len_utf8()..);
                    emoji(book, character, rest.unwrap_or_default())
                }
                () if self.squares => self.square_face(at, span, look),
                () => None,
            };
            let square = self.squares && (is_east_asian(character) || own.is_some() && !selects);
            let face = match open {
                // What no face has by its nature takes the face around it.
                Some((_, false, face)) if !white && joins(character) => face,
                _ if own.is_some() => own.unwrap_or(base),
                Some((_, false, face)) if !white && self.keeps(face, base, character) => face,
                _ => match letters.filter(has) {
                    Some(face) => face,
                    None if white => base,
                    None => self.face_for(character, base, look, language),
                },
            };
            if level % 2 == 1 && face != base && !book.is_of_signs(face) {
                letters = Some(face);
            }
            let same = open.is_some_and(|(_, was, had)| was == white && had == face);
            let same = same && (!(square || open_square) || stays_on_square(character));
            if image || !same || character == '\n' {
                if let Some((start, white, face)) = open.take() {
                    let setting = Setting { white, face, script, level, square: open_square };
                    self.push(start..at, span, look, setting);
                }
                self.images_up_to(at);
            }
            if character != '\n' && open.is_none() {
                open = Some((at, white, face));
                open_square = square;
            }
        }
        if let Some((start, white, face)) = open {
            let setting = Setting { white, face, script, level, square: open_square };
            self.push(start..range.end, span, look, setting);
        }
    }

    /// Whether a character stays in the face of those before it: it has it, and either it is the
    /// face of the style or the character belongs to no script that the style's face serves. A
    /// face of signs keeps only what the style's face lacks.
    fn keeps(&self, face: FaceId, base: FaceId, character: char) -> bool {
        let book = self.typesetter.shaper.fonts();
        let own = match book.is_of_signs(face) {
            true => !book.covers(base, character),
            false => !character.is_ascii_alphabetic(),
        };
        book.covers(face, character) && (face == base || own)
    }

    /// The face of the style if it has the character, else the one of the book's order.
    fn face_for(
        &self,
        character: char,
        base: FaceId,
        look: Look<'_>,
        language: &Language,
    ) -> FaceId {
        let book = self.typesetter.shaper.fonts();
        if book.covers(base, character) || joins(character) {
            return base;
        }
        // That no face has it was told when the fonts were read.
        let (weight, italic) = (look.weight, look.italic);
        let found = match is_east_asian(character) {
            true => book.east_asian(character, language, look.family, weight),
            false => book.fallback(character, weight, italic),
        };
        found.unwrap_or(base)
    }

    /// The face of a mark that Latin shares with Chinese and Japanese, when it stands beside their
    /// characters in a passage of their language: there it has a square as they have.
    fn square_face(&self, at: usize, span: usize, look: Look<'_>) -> Option<FaceId> {
        let (before, after) = self.flat.text.split_at_checked(at)?;
        let mark = after.chars().next().filter(|mark| is_shared_mark(*mark))?;
        let language = self.flat.spans.get(span)?.language;
        if look.code || !matches!(language.primary().as_str(), "zh" | "yue" | "ja") {
            return None;
        }
        let beside = |character: &char| !is_shared_mark(*character);
        let last = before.chars().rev().find(beside);
        let next = after.chars().find(beside);
        let neighbour = [last, next].into_iter().flatten().find(|c| is_east_asian(*c))?;
        let face = self.face_for(neighbour, self.typesetter.face(look), look, language);
        self.typesetter.shaper.fonts().covers(face, mark).then_some(face)
    }

    fn push(&mut self, range: Range<usize>, span: usize, look: Look<'_>, setting: Setting) {
        let Setting { white, face, script, level, square } = setting;
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
        let gap = None;
        self.pieces.list.push(Piece {
            range,
            span,
            level,
            kind,
            typeface,
            scale,
            shaped,
            width,
            square,
            gap,
        });
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
        let (square, gap) = (false, None);
        self.pieces.list.push(Piece {
            range,
            span,
            level,
            kind,
            typeface,
            scale,
            shaped,
            width,
            square,
            gap,
        });
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
                square: false,
                gap: None,
            });
        }
    }
}

/// Whether a character is drawn on the square before it.
fn stays_on_square(character: char) -> bool {
    joins(character) || matches!(character, '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}')
}

/// What makes an emoji of the character before it: the selector of that form, and the key around a
/// figure.
const EMOJI_SELECTORS: [char; 2] = ['\u{fe0f}', '\u{20e3}'];

/// The face of a character that what follows it makes an emoji, if it does.
fn emoji(book: &FontBook, character: char, rest: &str) -> Option<FaceId> {
    if EMOJI_SELECTORS.contains(&character) {
        return book.emoji(character);
    }
    rest.starts_with(EMOJI_SELECTORS).then(|| book.emoji(character)).flatten()
}

struct Setting {
    white: bool,
    face: FaceId,
    script: Script,
    level: u8,
    square: bool,
}
