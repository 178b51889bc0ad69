//! A sheet of pixels on which shapes are filled.
//!
//! Coverage is exact: each edge adds to every pixel of its rows the signed area that it has to its
//! right, and the sum along a row is the share of each pixel that is inside. Plain arithmetic, so
//! that every machine gets the same pixels.

use crate::page::Color;

/// A point in pixels, from the top left.
pub(super) type Point = (f64, f64);

/// A sheet of opaque pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Canvas {
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// Red, green, blue of each pixel, row after row.
    pub(super) pixels: Vec<u8>,
}

/// How a closed line tells inside from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Where it winds round at all.
    NonZero,
    /// Where it winds round an odd number of times.
    EvenOdd,
}

impl Canvas {
    /// A white sheet.
    pub(super) fn new(width: u32, height: u32) -> Canvas {
        let pixels = vec![255; width as usize * height as usize * 3];
        Canvas { width, height, pixels }
    }

    /// Fills what closed lines enclose.
    pub(super) fn fill(&mut self, contours: &[Vec<Point>], rule: Rule, color: Color, opacity: f64) {
        let Some(mut area) = Area::of(contours, self.width, self.height) else { return };
        for contour in contours {
            let next = contour.iter().skip(1).chain(contour.first());
            for (from, to) in contour.iter().zip(next) {
                area.edge(*from, *to);
            }
        }
        let opacity = opacity.clamp(0.0, 1.0);
        for row in 0..area.rows {
            let mut sum = 0.0;
            for column in 0..area.columns {
                sum += area.cells.get(row * (area.columns + 2) + column).copied().unwrap_or(0.0);
                let inside = match rule {
                    Rule::NonZero => f64::abs(sum).min(1.0),
                    Rule::EvenOdd => 1.0 - f64::abs(1.0 - f64::abs(sum) % 2.0),
                };
                if inside > 0.0 {
                    let at = (area.top + row) * self.width as usize + area.left + column;
                    if let Some(pixel) = self.pixels.get_mut(at * 3..at * 3 + 3) {
                        blend(pixel, [color.red, color.green, color.blue], inside * opacity);
                    }
                }
            }
        }
    }

    /// Fills a rectangle, given by its left, top, right and bottom edges.
    pub(super) fn fill_rectangle(&mut self, [left, top, right, bottom]: [f64; 4], color: Color) {
        let color = [color.red, color.green, color.blue];
        let share = |at: usize, from: f64, to: f64| {
            let at = at as f64;
            (to.min(at + 1.0) - from.max(at)).clamp(0.0, 1.0)
        };
        let across: Vec<f64> =
            (0..self.width as usize).map(|column| share(column, left, right)).collect();
        let first = left.clamp(0.0, f64::from(self.width)).floor() as usize;
        for (row, pixels) in self.rows().enumerate() {
            let down = share(row, top, bottom);
            if down > 0.0 {
                let touched = across.iter().skip(first).take_while(|across| **across > 0.0);
                for (pixel, across) in pixels.chunks_exact_mut(3).skip(first).zip(touched) {
                    blend(pixel, color, down * across);
                }
            }
        }
    }

    /// The rows of pixels.
    pub(super) fn rows(&mut self) -> std::slice::ChunksExactMut<'_, u8> {
        let row = (self.width as usize * 3).max(1);
        self.pixels.chunks_exact_mut(row)
    }
}

/// Lays a colour over a pixel.
pub(super) fn blend(pixel: &mut [u8], color: [u8; 3], opacity: f64) {
    if opacity >= 1.0 {
        pixel.copy_from_slice(&color);
    } else if opacity > 0.0 {
        for (own, new) in pixel.iter_mut().zip(color) {
            let mixed = f64::from(*own) + (f64::from(new) - f64::from(*own)) * opacity;
            *own = mixed.round().clamp(0.0, 255.0) as u8;
        }
    }
}

/// The signed areas of a part of the sheet. Each row has two cells more than columns, for edges at
/// its end.
struct Area {
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
    cells: Vec<f64>,
}

impl Area {
    /// The part that some lines touch; none when they touch nothing of the sheet.
    fn of(contours: &[Vec<Point>], width: u32, height: u32) -> Option<Area> {
        let points = || contours.iter().flatten();
        if points().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
            return None;
        }
        let least = |value: fn(&Point) -> f64, most: u32| {
            points().map(value).fold(f64::from(most), f64::min).floor().clamp(0.0, f64::from(most))
        };
        let most = |value: fn(&Point) -> f64, most: u32| {
            points().map(value).fold(0.0, f64::max).ceil().clamp(0.0, f64::from(most))
        };
        let (left, right) = (least(|own| own.0, width), most(|own| own.0, width));
        let (top, bottom) = (least(|own| own.1, height), most(|own| own.1, height));
        if left >= right || top >= bottom {
            return None;
        }
        let (columns, rows) = ((right - left) as usize, (bottom - top) as usize);
        let cells = vec![0.0; (columns + 2) * rows];
        Some(Area { left: left as usize, top: top as usize, columns, rows, cells })
    }

    /// Adds an edge.
    fn edge(&mut self, from: Point, to: Point) {
        let inside = |(x, y): Point| {
            let x = (x - self.left as f64).clamp(0.0, self.columns as f64);
            (x, y - self.top as f64)
        };
        let (from, to) = (inside(from), inside(to));
        let (sign, from, to) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        let height = to.1 - from.1;
        if height <= 0.0 {
            return;
        }
        let slope = (to.0 - from.0) / height;
        let first = from.1.max(0.0).floor() as usize;
        let last = to.1.ceil().clamp(0.0, self.rows as f64) as usize;
        for row in first..last {
            let top = from.1.max(row as f64);
            let bottom = to.1.min(row as f64 + 1.0);
            if bottom > top {
                let at = |y: f64| from.0 + (y - from.1) * slope;
                self.span(row, at(top), at(bottom), (bottom - top) * sign);
            }
        }
    }

    /// Adds a piece of an edge that stays in one row: from `a` to `b` across, so high.
    fn span(&mut self, row: usize, a: f64, b: f64, height: f64) {
        let (left, right) = (a.min(b), a.max(b));
        let (first, last) = (left.floor() as usize, right.floor() as usize);
        let start = row * (self.columns + 2);
        let mut before = 0.0;
        for column in first..=last.min(self.columns) {
            // How much of the piece lies left of the column's right edge, and how far from it.
            let edge = column as f64 + 1.0;
            let share = match right > left {
                true => ((edge.min(right) - left) / (right - left)).clamp(0.0, 1.0),
                false => 1.0,
            };
            let own = share - before;
            let middle = (left.max(column as f64) + right.min(edge)) / 2.0;
            let covered = own * (edge - middle);
            if let Some(cell) = self.cells.get_mut(start + column) {
                *cell += height * covered;
            }
            if let Some(cell) = self.cells.get_mut(start + column + 1) {
                *cell += height * (own - covered);
            }
            before = share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: Color = Color { red: 0, green: 0, blue: 0 };

    fn box_of(x: f64, y: f64, width: f64, height: f64) -> Vec<Point> {
        vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    }

    fn greys(contours: &[Vec<Point>], rule: Rule) -> Vec<u8> {
        let mut canvas = Canvas::new(4, 3);
        canvas.fill(contours, rule, BLACK, 1.0);
        canvas.pixels.chunks(3).map(|pixel| pixel[0]).collect()
    }

    #[test]
    fn a_pixel_is_as_dark_as_its_share_inside() {
        let half = greys(&[box_of(0.5, 1.0, 2.0, 1.5)], Rule::NonZero);
        let expected = [255, 255, 255, 255, 128, 0, 128, 255, 191, 128, 191, 255];
        assert_eq!(half, expected);
        let slope = greys(&[vec![(0.0, 0.0), (4.0, 0.0), (0.0, 2.0)]], Rule::NonZero);
        let expected = [0, 0, 64, 191, 64, 191, 255, 255, 255, 255, 255, 255];
        assert_eq!(slope, expected);
    }

    #[test]
    fn a_hole_is_told_by_the_rule() {
        let inside = |rule| greys(&[box_of(0.0, 0.0, 4.0, 3.0), box_of(1.0, 1.0, 1.0, 1.0)], rule);
        assert!(inside(Rule::NonZero).iter().all(|grey| *grey == 0));
        assert_eq!(inside(Rule::EvenOdd).iter().filter(|grey| **grey == 255).count(), 1);
        let mut hole = box_of(1.0, 1.0, 1.0, 1.0);
        hole.reverse();
        let turned = greys(&[box_of(0.0, 0.0, 4.0, 3.0), hole], Rule::NonZero);
        assert_eq!(turned.iter().filter(|grey| **grey == 255).count(), 1);
    }

    #[test]
    fn a_rectangle_is_filled_like_any_shape() {
        for sides in [[0.5, 1.0, 2.5, 2.5], [-1.0, -1.0, 9.0, 9.0], [3.0, 1.0, 2.0, 2.0]] {
            let [left, top, right, bottom] = sides;
            let mut canvas = Canvas::new(4, 3);
            canvas.fill_rectangle(sides, BLACK);
            let found: Vec<u8> = canvas.pixels.chunks(3).map(|pixel| pixel[0]).collect();
            let (width, height) = ((right - left).max(0.0), bottom - top);
            assert_eq!(found, greys(&[box_of(left, top, width, height)], Rule::NonZero));
        }
    }

    #[test]
    fn what_stands_out_is_cut() {
        let all = greys(&[box_of(-9.0, -9.0, 99.0, 99.0)], Rule::NonZero);
        assert!(all.iter().all(|grey| *grey == 0));
        for away in [box_of(9.0, 0.0, 5.0, 5.0), box_of(0.0, -9.0, 5.0, 5.0), Vec::new()] {
            assert!(greys(&[away], Rule::NonZero).iter().all(|grey| *grey == 255));
        }
        let nowhere = vec![(f64::NAN, 0.0), (1.0, 0.0), (0.0, 1.0)];
        assert!(greys(&[nowhere], Rule::NonZero).iter().all(|grey| *grey == 255));
    }
}
