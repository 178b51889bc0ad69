//! A cover made from that of the PDF.
//!
//! A shop shows the cover by itself, upright and with the title on it. A picture that is not
//! upright is no cover, and a report may have none: then the first page of the PDF becomes one.

use resvg::tiny_skia::{
    FillRule, FilterQuality, Paint, PathBuilder, Pattern, Pixmap, Rect, SpreadMode, Transform,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use crate::document::Document;
use crate::font::{Face, FontBook};
use crate::geometry;
use crate::manifest::Manifest;
use crate::media::{Media, MediaStore, Pixels};
use crate::page::{Color, GlyphRun, Item, Page};

/// The least size of a cover, in pixels of its short and its long side, as shops ask for it.
const LEAST: (f64, f64) = (1600.0, 2400.0);

/// The quality of the JPEG, as the Independent JPEG Group's library counts it.
const QUALITY: u8 = 88;

/// A cover that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The file, a JPEG.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Whether a report wants a cover and has no upright picture for it.
pub fn lacks_cover(manifest: &Manifest, document: &Document, media: &MediaStore) -> bool {
    let own = document.front.cover.as_ref();
    let own = own.and_then(|cover| media.get(media.find(&cover.path)?));
    let upright = matches!(own, Some(Media::Raster(raster)) if raster.height > raster.width);
    manifest.epub.cover && !upright
}

/// Draws the first page of the PDF as a cover. None when it holds a picture that cannot be decoded,
/// or when it has no extent.
pub fn draw_cover(page: &Page, fonts: &FontBook, media: &MediaStore) -> Option<Cover> {
    let (across, down) = (page.size.width.to_pt(), page.size.height.to_pt());
    let (short, long) = (LEAST.0 / across.min(down), LEAST.1 / across.max(down));
    let pictured = page.items.iter().any(|placed| match &placed.item {
        Item::Image { media: id, .. } => matches!(media.get(*id), Some(Media::Raster(_))),
        _ => false,
    });
    // With a picture it is kept to the pixels that pictures in a book may have.
    let scale = if pictured { short } else { short.max(long) };
    // A last pixel that the page only touches would show the ground below it.
    let pixels = |points: f64| (points * scale + 1e-6) as u32;
    let mut canvas = Pixmap::new(pixels(across), pixels(down))?;
    canvas.fill(resvg::tiny_skia::Color::WHITE);
    let mut sheet = Sheet { canvas, scale };
    for placed in &page.items {
        match &placed.item {
            Item::Fill { rect, color } => sheet.fill(*rect, *color),
            Item::Glyphs(run) => sheet.glyphs(run, fonts),
            Item::Image { media: id, rect, clip } => match media.get(*id)? {
                Media::Raster(raster) => {
                    sheet.picture(&raster.decode().ok()?, *rect, clip.unwrap_or(*rect))?;
                }
                Media::Vector(vector) => sheet.drawing(&vector.tree, *rect),
            },
            Item::Link { .. } | Item::Anchor { .. } => {}
        }
    }
    let (width, height) = (sheet.canvas.width(), sheet.canvas.height());
    let color = sheet.canvas.pixels().iter().flat_map(|own| [own.red(), own.green(), own.blue()]);
    let pixels = Pixels { width, height, grey: false, color: color.collect(), alpha: None };
    Some(Cover { jpeg: pixels.to_jpeg(QUALITY, None)?, width, height })
}

/// A page while it is drawn.
struct Sheet {
    /// Its pixels, all of them opaque.
    canvas: Pixmap,
    /// Pixels in a point.
    scale: f64,
}

impl Sheet {
    /// The edges of a rectangle in pixels; none of one without extent.
    fn edges(&self, rect: geometry::Rect) -> Option<Rect> {
        let edges = [rect.left(), rect.top(), rect.right(), rect.bottom()];
        let [left, top, right, bottom] = edges.map(|own| (own.to_pt() * self.scale) as f32);
        Rect::from_ltrb(left, top, right, bottom)
    }

    fn fill(&mut self, rect: geometry::Rect, color: Color) {
        if let Some(edges) = self.edges(rect) {
            self.canvas.fill_rect(edges, &paint(color), Transform::identity(), None);
        }
    }

    fn glyphs(&mut self, run: &GlyphRun, fonts: &FontBook) {
        let Some(face) = fonts.get(run.face) else { return };
        let units = run.size.to_pt() * self.scale / f64::from(face.units_per_em);
        let wider = units * (1.0 + f64::from(run.expansion) / 100_000.0);
        let mut pen = run.origin.x;
        for glyph in &run.glyphs {
            let x = (pen + glyph.dx).to_pt() * self.scale;
            let y = (run.origin.y - glyph.dy).to_pt() * self.scale;
            // The outlines of letters go up from the baseline.
            let place = [wider, 0.0, 0.0, -units, x, y].map(|own| own as f32);
            let [sx, ky, kx, sy, tx, ty] = place;
            let place = Transform::from_row(sx, ky, kx, sy, tx, ty);
            if let Some(outline) = outline(face, glyph.id) {
                self.canvas.fill_path(&outline, &paint(run.color), FillRule::Winding, place, None);
            }
            pen += glyph.advance;
        }
    }

    fn drawing(&mut self, tree: &usvg::Tree, rect: geometry::Rect) {
        let Some(edges) = self.edges(rect) else { return };
        let (across, down) =
            (edges.width() / tree.size().width(), edges.height() / tree.size().height());
        let place = Transform::from_row(across, 0.0, 0.0, down, edges.x(), edges.y());
        resvg::render(tree, place, &mut self.canvas.as_mut());
    }

    /// Draws a picture into a rectangle; only what is in `window` is seen. None when there is no
    /// memory for it.
    fn picture(
        &mut self,
        picture: &Pixels,
        rect: geometry::Rect,
        window: geometry::Rect,
    ) -> Option<()> {
        let (Some(edges), Some(window)) = (self.edges(rect), self.edges(window)) else {
            return Some(());
        };
        let pixels = |length: f32| length.round().max(1.0) as u32;
        let scaled = premultiplied(&picture.scaled(pixels(edges.width()), pixels(edges.height())))?;
        let (across, down) =
            (edges.width() / scaled.width() as f32, edges.height() / scaled.height() as f32);
        let place = Transform::from_row(across, 0.0, 0.0, down, edges.x(), edges.y());
        // A copy has the pixels that are wanted; only what is enlarged has to be smoothed.
        let enlarged = scaled.width() == picture.width;
        let quality = if enlarged { FilterQuality::Bilinear } else { FilterQuality::Nearest };
        let shader = Pattern::new(scaled.as_ref(), SpreadMode::Pad, quality, 1.0, place);
        let paint = Paint { shader, ..Paint::default() };
        self.canvas.fill_rect(window, &paint, Transform::identity(), None);
        Some(())
    }
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.red, color.green, color.blue, 255);
    paint
}

/// Pixels in the form in which they are drawn.
fn premultiplied(picture: &Pixels) -> Option<Pixmap> {
    let mut pixmap = Pixmap::new(picture.width, picture.height)?;
    let samples = if picture.grey { 1 } else { 3 };
    let colors = picture.color.chunks_exact(samples);
    for (at, (pixel, color)) in pixmap.pixels_mut().iter_mut().zip(colors).enumerate() {
        let opacity = picture.alpha.as_ref().and_then(|own| own.get(at)).copied().unwrap_or(255);
        let [red, green, blue] = match color {
            [red, green, blue] => [*red, *green, *blue],
            _ => [color.first().copied().unwrap_or_default(); 3],
        };
        let color = resvg::tiny_skia::ColorU8::from_rgba(red, green, blue, opacity);
        *pixel = color.premultiply();
    }
    Some(pixmap)
}

/// The outline of a glyph in units of its face, upwards from the baseline; none for a space.
fn outline(face: &Face, glyph: u16) -> Option<resvg::tiny_skia::Path> {
    let font = face.font()?;
    let outline = font.outline_glyphs().get(GlyphId::from(glyph))?;
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let mut pen = Pen(PathBuilder::new());
    // A glyph whose outline is broken is drawn as far as it goes.
    let _ = outline.draw(settings, &mut pen);
    pen.0.finish()
}

struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.quad_to(cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Length;

    fn rect([x, y, width, height]: [f64; 4]) -> geometry::Rect {
        let [x, y, width, height] = [x, y, width, height].map(Length::from_pt);
        geometry::Rect::new(x, y, width, height)
    }

    fn sheet(width: u32, height: u32) -> Sheet {
        let mut canvas = Pixmap::new(width, height).unwrap();
        canvas.fill(resvg::tiny_skia::Color::WHITE);
        Sheet { canvas, scale: 1.0 }
    }

    fn reds(sheet: &Sheet) -> Vec<u8> {
        sheet.canvas.pixels().iter().map(|pixel| pixel.red()).collect()
    }

    #[test]
    fn a_picture_fills_its_rectangle_and_is_seen_through_its_window() {
        // Black, white; and below them white, black.
        let color = vec![0, 255, 255, 0];
        let picture = Pixels { width: 2, height: 2, grey: true, color, alpha: None };
        let drawn = |window| {
            let mut sheet = sheet(2, 2);
            sheet.picture(&picture, rect([0.0, 0.0, 2.0, 2.0]), rect(window)).unwrap();
            reds(&sheet)
        };
        assert_eq!(drawn([0.0, 0.0, 2.0, 2.0]), [0, 255, 255, 0]);
        assert_eq!(drawn([0.0, 0.0, 2.0, 1.0]), [0, 255, 255, 255]);
    }

    #[test]
    fn a_picture_that_is_not_opaque_lets_the_ground_through() {
        let alpha = Some(vec![0, 128]);
        let picture = Pixels { width: 2, height: 1, grey: true, color: vec![0, 0], alpha };
        let mut sheet = sheet(2, 1);
        let all = rect([0.0, 0.0, 2.0, 1.0]);
        sheet.picture(&picture, all, all).unwrap();
        assert_eq!(reds(&sheet), [255, 127]);
    }

    #[test]
    fn a_letter_has_the_height_of_its_face() {
        let book = FontBook::builtin();
        let face = book.get(book.select("Source Sans 3", 400, false).unwrap()).unwrap();
        let font = face.font().unwrap();
        let of = |letter: char| {
            let glyph = font.charmap().map(letter).unwrap().to_u32();
            outline(face, u16::try_from(glyph).unwrap())
        };
        let highest = of('H').unwrap().bounds().bottom();
        assert!((highest - f32::from(face.cap_height)).abs() < 10.0, "{highest}");
        assert!(of(' ').is_none() && outline(face, u16::MAX).is_none());
    }
}
