//! The faces that a look is set in.

use unicode_script::Script;

use super::Typesetter;
use super::flatten::Look;
use super::pieces::Scale;
use crate::font::FaceId;
use crate::geometry::Length;
use crate::language::{Direction, Language};
use crate::text::Typeface;
use crate::theme::Style;

impl<'a> Typesetter<'a> {
    /// The face of a look: that of its family, or of the text when there is no such family.
    pub(super) fn face(&self, look: Look<'_>) -> FaceId {
        let book = self.shaper.fonts();
        book.select(look.family, look.weight, look.italic)
            .or_else(|| book.select(&self.theme.styles.text.family.0, look.weight, look.italic))
            .unwrap_or(FaceId(0))
    }

    pub(super) fn typeface(
        &self,
        face: FaceId,
        look: Look<'_>,
        script: Script,
        right_to_left: bool,
        language: &Language,
    ) -> Typeface {
        let language = Typeface::language_of(language);
        Typeface { face, features: look.features, script, right_to_left, language }
    }

    /// How font units become lengths; Arabic script is set larger, most among other.
    pub(super) fn scale(&self, face: FaceId, look: Look<'_>, script: Script) -> Scale {
        let larger = script == Script::Arabic && face != self.face(look);
        let tokens = &self.theme.blocks;
        let size = match (larger, self.language.direction()) {
            (true, Direction::LeftToRight) => look.size.scale(tokens.arabic_size, 1000),
            (true, Direction::RightToLeft) => look.size.scale(tokens.arabic_text_size, 1000),
            (false, _) => look.size,
        };
        let units_per_em = self.shaper.fonts().get(face).map_or(1000, |face| face.units_per_em);
        let tracking = if script == Script::Arabic { Length::ZERO } else { look.tracking };
        Scale { size, units_per_em, tracking }
    }

    pub(super) fn text_look(&self) -> Look<'a> {
        Look::of(&self.theme.styles.text)
    }

    /// Whether a style is that of code.
    pub(super) fn is_code(&self, style: &Style) -> bool {
        style.family == self.theme.styles.code.family
    }

    /// The look of code among words of a look.
    pub(super) fn code_look(&self, look: Look<'a>) -> Look<'a> {
        if look.code {
            return look;
        }
        let styles = &self.theme.styles;
        let code = Look::of(&styles.code);
        let size = look.size.scale(styles.code.size.units(), styles.text.size.units());
        Look {
            family: code.family,
            size,
            tracking: Length::ZERO,
            features: code.features,
            code: true,
            hyphens: false,
            ..look
        }
    }

    /// Whether every glyph of some words is another in the second look than in the first.
    pub(super) fn changes_all(
        &self,
        words: &str,
        one: Look<'_>,
        other: Look<'_>,
        language: &Language,
    ) -> bool {
        let face = self.face(one);
        let shape = |look| {
            self.shaper.shape(words, self.typeface(face, look, Script::Latin, false, language))
        };
        let (one, other) = (shape(one), shape(other));
        !words.is_empty()
            && one.glyphs.len() == other.glyphs.len()
            && one.glyphs.iter().zip(&other.glyphs).all(|(one, other)| one.id != other.id)
    }
}
