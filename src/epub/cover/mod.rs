//! A cover made from that of the PDF.
//!
//! A shop shows the cover by itself, upright and with the title on it. A picture that is not
//! upright is no cover, and a report may have none: then the first page of the PDF becomes one.

mod canvas;
mod outline;

use canvas::{Canvas, Point, Rule};
use rayon::prelude::*;

use crate::document::Document;
use crate::font::FontBook;
use crate::geometry::Rect;
use crate::manifest::Manifest;
use crate::media::{Media, MediaStore, Pixels, Shape};
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

/// Draws the first page of the PDF as a cover. None when that page holds a drawing that is more
/// than plain shapes, or a picture that cannot be decoded.
pub fn draw_cover(page: &Page, fonts: &FontBook, media: &MediaStore) -> Option<Cover> {
    let Canvas { width, height, pixels } = draw(page, fonts, media)?;
    let pixels = Pixels { width, height, grey: false, color: pixels, alpha: None };
    Some(Cover { jpeg: pixels.to_jpeg(QUALITY, None)?, width, height })
}

fn draw(page: &Page, fonts: &FontBook, media: &MediaStore) -> Option<Canvas> {
    let (across, down) = (page.size.width.to_pt(), page.size.height.to_pt());
    if across < 1.0 || down < 1.0 {
        return None;
    }
    let (short, long) = (LEAST.0 / across.min(down), LEAST.1 / across.max(down));
    let pictured = page.items.iter().any(|placed| match &placed.item {
        Item::Image { media: id, .. } => matches!(media.get(*id), Some(Media::Raster(_))),
        _ => false,
    });
    // With a picture it is kept to the pixels that pictures in a book may have.
    let scale = if pictured { short } else { short.max(long) };
    let pixels = |points: f64| (points * scale).round() as u32;
    let mut sheet = Sheet { canvas: Canvas::new(pixels(across), pixels(down)), scale };
    for placed in &page.items {
        match &placed.item {
            Item::Fill { rect, color } => {
                let edges = sheet.edges(*rect);
                sheet.canvas.fill_rectangle(edges, *color);
            }
            Item::Glyphs(run) => sheet.glyphs(run, fonts),
            Item::Image { media: id, rect, clip } => match media.get(*id)? {
                Media::Raster(raster) => {
                    sheet.picture(&raster.decode().ok()?, *rect, clip.unwrap_or(*rect));
                }
                Media::Vector(vector) => sheet.drawing(&vector.shapes()?, vector.extent(), *rect),
            },
            Item::Link { .. } | Item::Anchor { .. } => {}
        }
    }
    Some(sheet.canvas)
}

/// A page while it is drawn.
struct Sheet {
    canvas: Canvas,
    /// Pixels in a point.
    scale: f64,
}

impl Sheet {
    /// The left, top, right and bottom edges of a rectangle, in pixels.
    fn edges(&self, rect: Rect) -> [f64; 4] {
        [rect.left(), rect.top(), rect.right(), rect.bottom()].map(|own| own.to_pt() * self.scale)
    }

    fn glyphs(&mut self, run: &GlyphRun, fonts: &FontBook) {
        let Some(face) = fonts.get(run.face) else { return };
        let units = run.size.to_pt() * self.scale / f64::from(face.units_per_em);
        let wider = units * (1.0 + f64::from(run.expansion) / 100_000.0);
        let mut pen = run.origin.x;
        for glyph in &run.glyphs {
            let x = (pen + glyph.dx).to_pt() * self.scale;
            let y = (run.origin.y - glyph.dy).to_pt() * self.scale;
            let mut contours = outline::outline(face, glyph.id);
            for point in contours.iter_mut().flatten() {
                *point = (x + point.0 * wider, y - point.1 * units);
            }
            self.canvas.fill(&contours, Rule::NonZero, run.color, 1.0);
            pen += glyph.advance;
        }
    }

    fn drawing(&mut self, shapes: &[Shape], (width, height): (f64, f64), rect: Rect) {
        let [left, top, right, bottom] = self.edges(rect);
        let (across, down) = ((right - left) / width.max(1e-6), (bottom - top) / height.max(1e-6));
        for shape in shapes {
            let place = |(x, y): &Point| (left + x * across, top + y * down);
            let contours: Vec<Vec<Point>> =
                shape.contours.iter().map(|own| own.iter().map(place).collect()).collect();
            let rule = if shape.even_odd { Rule::EvenOdd } else { Rule::NonZero };
            let [red, green, blue] = shape.color;
            self.canvas.fill(&contours, rule, Color { red, green, blue }, shape.opacity);
        }
    }

    /// Draws a picture into a rectangle; only what is in `window` is seen. Each pixel gets the mean
    /// of what the picture has there.
    fn picture(&mut self, picture: &Pixels, rect: Rect, window: Rect) {
        let [left, top, right, bottom] = self.edges(rect);
        let seen = self.edges(window).map(f64::round);
        let limit = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
        let [first, last] = [seen[0], seen[2]].map(|own| limit(own, self.canvas.width));
        let columns: Vec<Share> =
            (first..last).map(|x| Share::of(x, left, right, picture.width)).collect();
        let [upper, lower] = [seen[1], seen[3]].map(|own| limit(own, self.canvas.height));
        let rows: Vec<(u32, &mut [u8])> = (0..).zip(self.canvas.rows()).collect();
        rows.into_par_iter().filter(|(y, _)| (upper..lower).contains(y)).for_each(|(y, row)| {
            let share = Share::of(y, top, bottom, picture.height);
            let sums = column_sums(picture, &share);
            let pixels = row.chunks_exact_mut(3).skip(first as usize);
            for (pixel, column) in pixels.zip(&columns) {
                column.lay_mean(&sums, share.whole(), pixel);
            }
        });
    }
}

/// The pixels of a picture along one side that one pixel of the sheet shows: the first of them,
/// and how much of each.
struct Share {
    first: u32,
    shares: Vec<f32>,
}

impl Share {
    /// What the pixel at `at` shows of a side of `count` pixels that lies from `start` to `end`.
    fn of(at: u32, start: f64, end: f64, count: u32) -> Share {
        let size = (end - start).max(1e-6);
        let most = f64::from(count);
        let place = |edge: f64| ((edge - start) / size * most).clamp(0.0, most);
        let (from, to) = (place(f64::from(at)), place(f64::from(at) + 1.0));
        let first = from.floor() as u32;
        let last = (to.ceil() as u32).clamp(first, count);
        let share =
            |own: u32| (to.min(f64::from(own) + 1.0) - from.max(f64::from(own))).max(0.0) as f32;
        Share { first, shares: (first..last).map(share).collect() }
    }
}

impl Share {
    fn whole(&self) -> f32 {
        self.shares.iter().sum()
    }

    /// Lays the mean of these columns over a pixel, where so much of each was summed up.
    fn lay_mean(&self, sums: &[[f32; 4]], rows: f32, pixel: &mut [u8]) {
        let first = self.first as usize;
        let own = sums.get(first..first + self.shares.len()).unwrap_or_default();
        let mut total = [0.0_f32; 4];
        for (sum, share) in own.iter().zip(&self.shares) {
            for (total, sum) in total.iter_mut().zip(sum) {
                *total += sum * share;
            }
        }
        let [red, green, blue, opaque] = total;
        if opaque > 0.0 {
            let color = [red, green, blue].map(|sum| (sum / opaque + 0.5) as u8);
            canvas::blend(pixel, color, f64::from(opaque / (rows * self.whole())));
        }
    }
}

/// For each column of a picture the sum of its rows, each as far as it has a share: red, green and
/// blue as far as they are opaque, and the opacity.
fn column_sums(picture: &Pixels, rows: &Share) -> Vec<[f32; 4]> {
    let width = picture.width as usize;
    let samples = if picture.grey { 1 } else { 3 };
    let mut sums = vec![[0.0_f32; 4]; width];
    for (y, share) in (rows.first as usize..).zip(&rows.shares) {
        let colors = picture.color.get(y * width * samples..(y + 1) * width * samples);
        let alpha = picture.alpha.as_ref().and_then(|own| own.get(y * width..(y + 1) * width));
        let colors = colors.unwrap_or_default().chunks_exact(samples);
        if alpha.is_none() && samples == 3 {
            // What most covers have, in a form that is quick.
            for (sum, color) in sums.iter_mut().zip(colors) {
                let lanes = [color[0], color[1], color[2], 1].map(f32::from);
                for (sum, value) in sum.iter_mut().zip(lanes) {
                    *sum += value * share;
                }
            }
            continue;
        }
        for (x, (sum, color)) in sums.iter_mut().zip(colors).enumerate() {
            let opacity = alpha.and_then(|alpha| alpha.get(x));
            let share = share * opacity.map_or(1.0, |opacity| f32::from(*opacity) / 255.0);
            let [red, green, blue] = match color {
                [red, green, blue] => [*red, *green, *blue],
                _ => [color.first().copied().unwrap_or_default(); 3],
            };
            sum[0] += f32::from(red) * share;
            sum[1] += f32::from(green) * share;
            sum[2] += f32::from(blue) * share;
            sum[3] += share;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Pixels {
        // Black, white; and below them white, black.
        let color = vec![0, 255, 255, 0];
        Pixels { width: 2, height: 2, grey: true, color, alpha: None }
    }

    fn drawn(sides: [f64; 4], window: [f64; 4]) -> Vec<u8> {
        let rect = |[x, y, width, height]: [f64; 4]| {
            let [x, y, width, height] = [x, y, width, height].map(crate::geometry::Length::from_pt);
            Rect::new(x, y, width, height)
        };
        let mut sheet = Sheet { canvas: Canvas::new(4, 2), scale: 1.0 };
        sheet.picture(&picture(), rect(sides), rect(window));
        sheet.canvas.pixels.chunks(3).map(|pixel| pixel[0]).collect()
    }

    #[test]
    fn a_picture_fills_its_rectangle() {
        let whole = [0.0, 0.0, 4.0, 2.0];
        assert_eq!(drawn(whole, whole), [0, 0, 255, 255, 255, 255, 0, 0]);
        // Half as large, each pixel is the mean of what it shows.
        assert_eq!(drawn([0.0, 0.0, 2.0, 1.0], whole)[..2], [128, 128]);
        let cut = drawn(whole, [0.0, 0.0, 1.0, 2.0]);
        assert_eq!(cut, [0, 255, 255, 255, 255, 255, 255, 255]);
    }
}
