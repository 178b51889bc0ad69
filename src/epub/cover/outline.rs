//! The outlines of glyphs, as closed lines.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider};

use super::canvas::Point;
use crate::font::Face;

/// Into how many straight pieces a curve is parted.
const PIECES: u32 = 12;

/// The outline of a glyph in units of its face, upwards from the baseline.
pub(super) fn outline(face: &Face, glyph: u16) -> Vec<Vec<Point>> {
    let mut pen = Pen::default();
    if let Ok(font) = FontRef::from_index(&face.data, 0)
        && let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph))
    {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // A glyph whose outline is broken is drawn as far as it goes.
        let _ = outline.draw(settings, &mut pen);
    }
    pen.contours
}

/// Gathers straight pieces.
#[derive(Default)]
struct Pen {
    contours: Vec<Vec<Point>>,
}

impl Pen {
    fn add(&mut self, point: Point) {
        if let Some(contour) = self.contours.last_mut() {
            contour.push(point);
        }
    }

    /// Adds the points of a curve, by its weights for the place `t` on it.
    fn curve(&mut self, at: impl Fn(f64, Point) -> Point) {
        let start = self.contours.last().and_then(|contour| contour.last()).copied();
        let Some(start) = start else { return };
        for piece in 1..=PIECES {
            let point = at(f64::from(piece) / f64::from(PIECES), start);
            self.add(point);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(vec![(x.into(), y.into())]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add((x.into(), y.into()));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (cx, cy, x, y) = (f64::from(cx0), f64::from(cy0), f64::from(x), f64::from(y));
        self.curve(|t, start| {
            let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
            (a * start.0 + b * cx + c * x, a * start.1 + b * cy + c * y)
        });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let first = (f64::from(cx0), f64::from(cy0));
        let second = (f64::from(cx1), f64::from(cy1));
        let end = (f64::from(x), f64::from(y));
        self.curve(|t, start| {
            let u = 1.0 - t;
            let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
            let sum = |of: fn(&Point) -> f64| {
                let values = [start, first, second, end];
                weights.iter().zip(&values).map(|(weight, own)| weight * of(own)).sum()
            };
            (sum(|own| own.0), sum(|own| own.1))
        });
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBook;

    #[test]
    fn a_letter_has_its_contours() {
        let book = FontBook::builtin();
        let id = book.select("Source Sans 3", 400, false).unwrap();
        let face = book.get(id).unwrap();
        let font = FontRef::from_index(&face.data, 0).unwrap();
        let of = |letter: char| {
            let glyph = font.charmap().map(letter).unwrap().to_u32();
            outline(face, u16::try_from(glyph).unwrap())
        };
        assert_eq!(["l", "o", "i", " "].map(|own| of(own.parse().unwrap()).len()), [1, 2, 2, 0]);
        let highest = of('H').into_iter().flatten().map(|own| own.1).fold(0.0, f64::max);
        assert!((highest - f64::from(face.cap_height)).abs() < 10.0, "{highest}");
        assert!(outline(face, u16::MAX).is_empty());
    }
}
