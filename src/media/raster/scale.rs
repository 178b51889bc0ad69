//! Smaller copies of pictures, averaged in light.
//!
//! The numbers of a picture are not in proportion to light: half the number is a fifth of the
//! light. Whoever averages the numbers makes fine bright detail too dark. Here they become light
//! by the curve of sRGB (IEC 61966-2-1, near to those of other colour spaces), are averaged, and
//! become numbers again. Pixels count in proportion to their opacity.
//!
//! All reckoning is in additions, multiplications and divisions in a fixed order, which every
//! machine rounds in the same way.

use std::collections::VecDeque;

use super::Pixels;

impl Pixels {
    /// A copy of this many pixels; the picture itself in a direction in which it has no more.
    pub fn scaled(&self, width: u32, height: u32) -> Pixels {
        let to = (width.clamp(1, self.width), height.clamp(1, self.height));
        if to == (self.width, self.height) {
            return self.clone();
        }
        let light = Light::new();
        match (&self.alpha, self.grey) {
            (None, true) => self.scaled_opaque::<1>(to, &light),
            (None, false) => self.scaled_opaque::<3>(to, &light),
            (Some(alpha), true) => self.scaled_with_alpha::<2>(alpha, to, &light),
            (Some(alpha), false) => self.scaled_with_alpha::<4>(alpha, to, &light),
        }
    }

    fn scaled_opaque<const N: usize>(&self, to: (u32, u32), light: &Light) -> Pixels {
        let (row, width) = (self.width as usize * N, to.0 as usize * N);
        let mut color = vec![0; width * to.1 as usize];
        let mut rows = color.chunks_exact_mut(width);
        let read = |number: usize, out: &mut [f32]| {
            let values = self.color.get(number * row..).unwrap_or_default();
            for (out, value) in out.iter_mut().zip(values) {
                *out = light.of_value(*value);
            }
        };
        let write = |row: &[f32]| {
            for (out, amount) in rows.next().unwrap_or_default().iter_mut().zip(row) {
                *out = light.value(*amount);
            }
        };
        resample::<N>((self.width, self.height), to, read, write);
        Pixels { width: to.0, height: to.1, grey: self.grey, color, alpha: None }
    }

    /// `N` is one more than the colours.
    fn scaled_with_alpha<const N: usize>(
        &self,
        alpha: &[u8],
        to: (u32, u32),
        light: &Light,
    ) -> Pixels {
        let width = self.width as usize;
        let count = to.0 as usize * to.1 as usize;
        let mut color = Vec::with_capacity(count * (N - 1));
        let mut opacities = Vec::with_capacity(count);
        let read = |number: usize, out: &mut [f32]| {
            let colors = self.color.get(number * width * (N - 1)..).unwrap_or_default();
            let opacities = alpha.get(number * width..).unwrap_or_default();
            let pixels = colors.chunks_exact(N - 1).zip(opacities);
            for (out, (values, opacity)) in out.chunks_exact_mut(N).zip(pixels) {
                let opacity = f32::from(*opacity) / 255.0;
                for (out, value) in out.iter_mut().zip(values) {
                    *out = light.of_value(*value) * opacity;
                }
                out[N - 1] = opacity;
            }
        };
        let write = |row: &[f32]| {
            for pixel in row.chunks_exact(N) {
                let opacity = pixel[N - 1];
                let share = if opacity > 0.0 { 1.0 / opacity } else { 0.0 };
                color.extend(pixel[..N - 1].iter().map(|amount| light.value(amount * share)));
                opacities.push((opacity * 255.0 + 0.5) as u8);
            }
        };
        resample::<N>((self.width, self.height), to, read, write);
        let alpha = Some(opacities);
        Pixels { width: to.0, height: to.1, grey: self.grey, color, alpha }
    }
}

/// The curve between the numbers of a picture, 0 to 255, and light, 0 to 1.
pub(super) struct Light {
    of_value: [f32; 256],
    /// The nearest number to each of these amounts of light.
    values: Vec<u8>,
}

/// The finest amount of light that is told apart: a hundredth of the step from black to the next
/// number.
const STEPS: usize = 1 << 16;

impl Light {
    /// The curve of sRGB.
    fn new() -> Light {
        Light::of(|value| light(value / 255.0))
    }

    /// A curve by its amounts of light, which never fall; straight between them.
    pub fn of_curve(curve: &[f64; 256]) -> Light {
        Light::of(|value| {
            let first = (value as usize).min(254);
            let (below, above) = (curve[first], curve[first + 1]);
            below + (above - below) * (value - first as f64)
        })
    }

    /// A curve as a function of the numbers and of what lies between them.
    fn of(light: impl Fn(f64) -> f64) -> Light {
        let mut of_value = [0.0; 256];
        let mut values = Vec::with_capacity(STEPS);
        for value in 0..=255_u8 {
            of_value[usize::from(value)] = light(f64::from(value)) as f32;
            // Up to the middle between this number and the next.
            let end = light((f64::from(value) + 0.5).min(255.0)) * STEPS as f64;
            values.resize((end as usize).clamp(values.len(), STEPS), value);
        }
        values.resize(STEPS, 255);
        Light { of_value, values }
    }

    /// The light of a number.
    pub fn of_value(&self, value: u8) -> f32 {
        self.of_value[usize::from(value)]
    }

    /// The number that is nearest to an amount of light.
    pub fn value(&self, light: f32) -> u8 {
        // What is below zero or above one becomes the nearest that there is.
        self.values[usize::from((light * (STEPS - 1) as f32 + 0.5) as u16)]
    }
}

/// The light of a value between 0 and 1: IEC 61966-2-1.
fn light(value: f64) -> f64 {
    if value <= 0.040_45 {
        return value / 12.92;
    }
    let base = (value + 0.055) / 1.055;
    // To the power of 2.4.
    base * base * fifth_root(base * base)
}

/// By Newton's method, for numbers between 0 and 2.
fn fifth_root(number: f64) -> f64 {
    let mut root = 1.0;
    for _ in 0..40 {
        let fourth = root * root * root * root;
        root += (number / fourth - root) / 5.0;
    }
    root
}

/// The pixels of a row or column that one of the copy is made of, with their weights. The sum of
/// these is one.
struct Window {
    first: usize,
    weights: Vec<f32>,
}

/// The windows of a copy's pixels in one direction: the cubic of Hermite, as wide as the scale asks
/// for. It has no negative weights, which would set rings around letters and edges, and asks for
/// half as many pixels as the cubics that have.
fn windows(from: u32, to: u32) -> Vec<Window> {
    const REACH: f64 = 1.0;
    let scale = f64::from(from) / f64::from(to);
    let window = |at: u32| {
        let center = (f64::from(at) + 0.5) * scale;
        let first = (center - REACH * scale).max(0.0) as u32;
        let last = ((center + REACH * scale) as u32 + 1).min(from);
        let distances = (first..last).map(|pixel| (f64::from(pixel) + 0.5 - center) / scale);
        let weights: Vec<f64> = distances.map(cubic).collect();
        let sum: f64 = weights.iter().sum();
        let weights = weights.into_iter().map(|weight| (weight / sum) as f32).collect();
        Window { first: first as usize, weights }
    };
    (0..to).map(window).collect()
}

/// 1 − 3x² + 2x³, between 1 in the middle and 0 at the reach.
fn cubic(distance: f64) -> f64 {
    let x = distance.abs().min(1.0);
    (2.0 * x - 3.0) * x * x + 1.0
}

/// Scales rows of pixels with `N` amounts each: down the columns first, which leaves fewer rows
/// to scale across. Each row is read once.
pub(super) fn resample<const N: usize>(
    from: (u32, u32),
    to: (u32, u32),
    read: impl Fn(usize, &mut [f32]),
    mut write: impl FnMut(&[f32]),
) {
    let (across, down) = (windows(from.0, to.0), windows(from.1, to.1));
    let length = from.0 as usize * N;
    let mut rows: VecDeque<Vec<f32>> = VecDeque::new();
    // The number of the first of the rows.
    let mut kept = 0;
    let mut column = vec![0.0; length];
    let mut scaled = vec![[0.0; N]; to.0 as usize];
    for window in &down {
        for number in kept + rows.len()..window.first + window.weights.len() {
            // A row that no window needs any more is filled anew.
            let mut spare = None;
            if kept < window.first {
                spare = rows.pop_front();
                kept += 1;
            }
            let mut row = spare.unwrap_or_else(|| vec![0.0; length]);
            read(number, &mut row);
            rows.push_back(row);
        }
        column.fill(0.0);
        let used = rows.iter().skip(window.first.saturating_sub(kept));
        for (row, weight) in used.zip(&window.weights) {
            for (sum, amount) in column.iter_mut().zip(row) {
                *sum += amount * weight;
            }
        }
        for (out, window) in scaled.iter_mut().zip(&across) {
            let pixels = column.as_chunks::<N>().0.get(window.first..).unwrap_or_default();
            let mut sums = [0.0; N];
            for (pixel, weight) in pixels.iter().zip(&window.weights) {
                for (sum, amount) in sums.iter_mut().zip(pixel) {
                    *sum += amount * weight;
                }
            }
            *out = sums;
        }
        write(scaled.as_flattened());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32, value: impl Fn(u32, u32) -> u8) -> Pixels {
        let color = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let color = color.map(|(x, y)| value(x, y)).collect();
        Pixels { width, height, grey: true, color, alpha: None }
    }

    #[test]
    fn light_and_numbers_are_each_others_inverse() {
        let table = Light::new();
        for value in 0..=255 {
            assert_eq!(table.value(table.of_value(value)), value);
        }
        // From the standard's formula: the power by the machine's own function.
        for value in [0.05, 0.2, 0.5, 0.9, 1.0_f64] {
            let exact = ((value + 0.055) / 1.055).powf(2.4);
            assert!((light(value) - exact).abs() < 1e-14, "{value}");
        }
        assert_eq!((table.value(-0.5), table.value(1.5)), (0, 255));
    }

    #[test]
    fn a_fine_pattern_keeps_its_light() {
        let board = grey(64, 64, |x, y| if (x + y) % 2 == 0 { 255 } else { 0 });
        let copy = board.scaled(16, 16);
        assert_eq!((copy.width, copy.height), (16, 16));
        // Half the light is 188, not 128.
        let inside = &copy.color[16 * 8 + 4..][..8];
        assert!(inside.iter().all(|value| (186..=190).contains(value)), "{inside:?}");
    }

    #[test]
    fn a_plain_colour_stays_what_it_is_to_the_edges() {
        for (width, height) in [(10, 7), (37, 29), (99, 1)] {
            let mut plain = grey(100, 80, |_, _| 77);
            assert!(plain.scaled(width, height).color.iter().all(|value| *value == 77));
            plain.alpha = Some(vec![128; 8000]);
            let copy = plain.scaled(width, height);
            assert!(copy.color.iter().all(|value| *value == 77));
            assert!(copy.alpha.unwrap().iter().all(|opacity| *opacity == 128));
        }
    }

    #[test]
    fn what_is_transparent_does_not_colour_its_surroundings() {
        let mut picture = grey(40, 40, |x, _| if x < 20 { 200 } else { 0 });
        picture.alpha = Some((0..1600).map(|at| if at % 40 < 20 { 255 } else { 0 }).collect());
        let copy = picture.scaled(10, 10);
        let seen = copy.color.iter().zip(copy.alpha.as_ref().unwrap());
        let seen = seen.filter(|(_, opacity)| **opacity > 8);
        assert!(seen.clone().count() >= 50);
        for (value, opacity) in seen {
            assert!((198..=202).contains(value), "{value} at the opacity {opacity}");
        }
    }

    #[test]
    fn an_edge_stays_where_it_is() {
        let edge = grey(90, 12, |x, _| if x < 45 { 20 } else { 220 });
        let copy = edge.scaled(30, 4);
        for row in copy.color.chunks(30) {
            assert!(row[12] <= 30 && row[17] >= 210, "{row:?}");
            assert!(
                row.windows(2).filter(|pair| pair[1].saturating_sub(pair[0]) > 40).count() <= 2,
                "{row:?}"
            );
        }
    }

    #[test]
    fn nothing_is_made_larger() {
        let small = grey(6, 4, |x, y| (x * 40 + y) as u8);
        assert_eq!(small.scaled(60, 40), small);
        let copy = small.scaled(3, 40);
        assert_eq!((copy.width, copy.height), (3, 4));
    }
}
