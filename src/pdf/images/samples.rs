//! Pixels as the samples of an image, without loss: ISO 32000-1, 8.9.5 and 7.4.4.4.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream};

use super::{color_space, image_dictionary};
use crate::media::{CodedRows, Pixels};
use crate::pdf::stream::{deflated, name};

/// Pixels with at most 256 colours as numbers in a palette, others as their colours.
pub(super) fn lossless(pixels: &Pixels, profile: Option<&[u8]>) -> ExternalStream {
    let space = color_space(if pixels.grey { 1 } else { 3 }, profile);
    let palette = if pixels.grey { None } else { Palette::of(pixels) };
    if let Some(palette) = palette {
        let depth = palette.depth();
        let rows = palette.packed(pixels, depth);
        let mut image = image_dictionary(pixels.width, pixels.height, depth);
        image.insert("ColorSpace".into(), indexed(space, &palette.colors.concat()));
        image.insert("Filter".into(), name("FlateDecode"));
        return ExternalStream { dict: image, content: deflated(&rows), compress: false };
    }
    let colors = if pixels.grey { 1 } else { 3 };
    let mut image = rows(&pixels.color, pixels.width, pixels.height, colors);
    image.dict.insert("ColorSpace".into(), space);
    image
}

/// The opacity of pixels as a soft mask: ISO 32000-1, 11.6.5.3.
pub(super) fn soft_mask(pixels: &Pixels) -> Option<DictItem> {
    let mut mask = rows(pixels.alpha.as_ref()?, pixels.width, pixels.height, 1);
    mask.dict.insert("ColorSpace".into(), name("DeviceGray"));
    Some(DictItem::Stream { stream: mask })
}

/// The rows of a PNG as they are.
pub(super) fn coded(
    rows: CodedRows,
    width: u32,
    height: u32,
    profile: Option<&[u8]>,
) -> ExternalStream {
    let mut image = image_dictionary(width, height, rows.depth);
    let space = match &rows.palette {
        Some(palette) => indexed(color_space(3, profile), palette),
        None => color_space(rows.colors, profile),
    };
    image.insert("ColorSpace".into(), space);
    image.insert("DecodeParms".into(), predictor(width, rows.colors, rows.depth));
    image.insert("Filter".into(), name("FlateDecode"));
    ExternalStream { dict: image, content: rows.deflated, compress: false }
}

/// A space of numbers that stand for colours: ISO 32000-1, 8.6.6.3.
fn indexed(base: DictItem, colors: &[u8]) -> DictItem {
    let last = (colors.len() / 3).clamp(1, 256) as i64 - 1;
    let table = DictItem::String { data: colors.to_vec(), literal: false };
    DictItem::Array(vec![name("Indexed"), base, DictItem::Int(last), table])
}

fn predictor(width: u32, colors: u8, depth: u8) -> DictItem {
    let parameters = [
        ("Predictor", 15),
        ("Colors", i64::from(colors)),
        ("BitsPerComponent", i64::from(depth)),
        ("Columns", i64::from(width)),
    ];
    let map = parameters.map(|(key, value)| (key.to_string(), DictItem::Int(value)));
    DictItem::Dict { map: BTreeMap::from(map) }
}

/// The colours of a picture that has few, in the order of their first use.
struct Palette {
    colors: Vec<[u8; 3]>,
    numbers: BTreeMap<[u8; 3], u8>,
}

impl Palette {
    fn of(pixels: &Pixels) -> Option<Palette> {
        let mut palette = Palette { colors: Vec::new(), numbers: BTreeMap::new() };
        let (all, _) = pixels.color.as_chunks::<3>();
        let mut last = None;
        for color in all {
            if last != Some(color) && !palette.numbers.contains_key(color) {
                palette.numbers.insert(*color, u8::try_from(palette.colors.len()).ok()?);
                palette.colors.push(*color);
            }
            last = Some(color);
        }
        Some(palette)
    }

    /// The fewest bits that hold every number, of those that there are.
    fn depth(&self) -> u8 {
        match self.colors.len() {
            0..=2 => 1,
            3..=4 => 2,
            5..=16 => 4,
            _ => 8,
        }
    }

    /// The numbers of all pixels, each row from a byte of its own.
    fn packed(&self, pixels: &Pixels, depth: u8) -> Vec<u8> {
        let (all, _) = pixels.color.as_chunks::<3>();
        let mut bytes = Vec::with_capacity(all.len() * usize::from(depth) / 8);
        for row in all.chunks(pixels.width.max(1) as usize) {
            for group in row.chunks(usize::from(8 / depth)) {
                let numbers = group.iter().map(|color| self.numbers.get(color).unwrap_or(&0));
                let places = (1..=8 / depth).map(|place| 8 - place * depth);
                bytes.push(numbers.zip(places).fold(0, |byte, (number, at)| byte | number << at));
            }
        }
        bytes
    }
}

/// Samples of eight bits, row by row, each row after its best predictor.
fn rows(bytes: &[u8], width: u32, height: u32, colors: u8) -> ExternalStream {
    let row = width as usize * usize::from(colors);
    let mut dictionary = image_dictionary(width, height, 8);
    dictionary.insert("DecodeParms".into(), predictor(width, colors, 8));
    dictionary.insert("Filter".into(), name("FlateDecode"));
    let content = deflated(&predicted(bytes, row, usize::from(colors)));
    ExternalStream { dict: dictionary, content, compress: false }
}

/// Rows with the filters of PNG (PNG 3, section 9): of each row the one whose differences are
/// least, as section 12.7 recommends.
fn predicted(bytes: &[u8], row: usize, step: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / row.max(1) + 1);
    // Before the first pixel of a row and above the first row all is zero.
    let mut above = vec![0; step + row];
    let mut current = vec![0; step + row];
    let mut best = Vec::with_capacity(row);
    let mut tried = Vec::with_capacity(row);
    for samples in bytes.chunks_exact(row.max(1)) {
        current[step..].copy_from_slice(samples);
        let mut least = u64::MAX;
        let mut kind = 0;
        for (filter, differences) in (0..).zip(FILTERS) {
            tried.clear();
            differences(&current, &above, step, &mut tried);
            let sum = tried.iter().map(|byte| u64::from((*byte as i8).unsigned_abs())).sum();
            if sum < least {
                (least, kind) = (sum, filter);
                std::mem::swap(&mut best, &mut tried);
            }
        }
        out.push(kind);
        out.extend_from_slice(&best);
        std::mem::swap(&mut above, &mut current);
    }
    out
}

/// What is left of a row when the prediction is taken away. Both rows have `step` zeros before
/// their first sample.
type Filter = fn(current: &[u8], above: &[u8], step: usize, out: &mut Vec<u8>);

const FILTERS: [Filter; 5] = [
    |current, _, step, out| out.extend(&current[step..]),
    |current, _, step, out| {
        let pairs = current[step..].iter().zip(current);
        out.extend(pairs.map(|(own, left)| own.wrapping_sub(*left)));
    },
    |current, above, step, out| {
        let pairs = current[step..].iter().zip(&above[step..]);
        out.extend(pairs.map(|(own, up)| own.wrapping_sub(*up)));
    },
    |current, above, step, out| {
        let around = current.iter().zip(&above[step..]);
        let pairs = current[step..].iter().zip(around);
        out.extend(pairs.map(|(own, (left, up))| own.wrapping_sub(left.midpoint(*up))));
    },
    |current, above, step, out| {
        let around = current.iter().zip(&above[step..]).zip(above);
        let pairs = current[step..].iter().zip(around);
        let difference = |(own, ((left, up), corner)): (&u8, ((&u8, &u8), &u8))| {
            own.wrapping_sub(paeth(*left, *up, *corner))
        };
        out.extend(pairs.map(difference));
    },
];

/// The neighbour that is nearest to what a plane through all three would be (PNG 3, 9.4).
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (estimate - i16::from(byte)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows that were predicted, by the standard's rule for reading.
    fn read_back(coded: &[u8], row: usize, step: usize) -> Vec<u8> {
        let mut above = vec![0; row];
        let mut back = Vec::new();
        for line in coded.chunks_exact(row + 1) {
            let mut current: Vec<u8> = vec![0; row];
            for at in 0..row {
                let left = if at >= step { current[at - step] } else { 0 };
                let corner = if at >= step { above[at - step] } else { 0 };
                let up = above[at];
                let average = ((u16::from(left) + u16::from(up)) / 2) as u8;
                let predicted = [0, left, up, average, paeth(left, up, corner)];
                current[at] = line[at + 1].wrapping_add(predicted[usize::from(line[0])]);
            }
            back.extend_from_slice(&current);
            above = current;
        }
        back
    }

    #[test]
    fn predicted_rows_can_be_read_back() {
        let picture = |value: fn(u32, u32) -> u32| -> Vec<u8> {
            (0..24 * 30).map(|at: u32| value(at % 24, at / 24) as u8).collect()
        };
        let pictures = [
            picture(|x, y| (x * x * y) / 3),
            picture(|x, _| x * 9),
            picture(|_, y| y * 7),
            picture(|x, y| (x + y) * 5),
            picture(|x, y| if (x / 6 + y / 4) % 2 == 0 { 9 } else { 250 }),
        ];
        let mut kinds = std::collections::BTreeSet::new();
        for rows in pictures {
            for step in [1, 3, 4] {
                let coded = predicted(&rows, 24, step);
                kinds.extend(coded.chunks_exact(25).map(|line| line[0]));
                assert_eq!(read_back(&coded, 24, step), rows);
            }
        }
        assert!(kinds.len() >= 4, "filters in use: {kinds:?}");
    }

    #[test]
    fn a_slope_is_predicted_well() {
        let rows: Vec<u8> = (0..64_u8).flat_map(|y| (0..64).map(move |x| x + y)).collect();
        let zeros = predicted(&rows, 64, 1).iter().filter(|byte| **byte <= 1).count();
        assert!(zeros > 4000, "{zeros}");
    }

    #[test]
    fn few_colours_are_numbers_in_a_palette() {
        let colors = [[1, 2, 3], [250, 0, 0], [0, 0, 9]];
        let color: Vec<u8> = (0..10).flat_map(|at| colors[at % 3]).collect();
        let pixels = Pixels { width: 5, height: 2, grey: false, color, alpha: None };
        let palette = Palette::of(&pixels).unwrap();
        assert_eq!(palette.colors, colors);
        // 0 1 2 0 | 1 and 2 0 1 2 | 0, of two bits each.
        let bytes = [0b00_01_10_00, 0b01_00_00_00, 0b10_00_01_10, 0];
        assert_eq!(palette.packed(&pixels, palette.depth()), bytes);
        let image = lossless(&pixels, None);
        assert_eq!(image.dict.get("BitsPerComponent"), Some(&DictItem::Int(2)));
        let Some(DictItem::Array(space)) = image.dict.get("ColorSpace") else { panic!() };
        assert_eq!(space[..3], [name("Indexed"), name("DeviceRGB"), DictItem::Int(2)]);
    }

    #[test]
    fn more_than_256_colours_are_colours() {
        let of = |count: u32| {
            let color = (0..count).flat_map(|n| [n as u8, (n >> 8) as u8, 0]).collect();
            Pixels { width: count, height: 1, grey: false, color, alpha: None }
        };
        assert!(Palette::of(&of(256)).is_some());
        assert!(Palette::of(&of(257)).is_none());
    }
}
