//! Images: ISO 32000-1, 8.9.
//!
//! A JPEG goes into the file byte for byte, with its colour profile. Other formats are decoded,
//! and deflated with the predictors of PNG; opacity becomes a soft mask.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::icc;
use super::stream::{deflated, name, stream};
use crate::media::{ColorModel, MediaError, MediaId, Pixels, Raster, RasterFormat};

/// The name of a picture in the resources of pages.
pub(super) fn resource_name(media: MediaId) -> String {
    format!("M{}", media.0)
}

/// A picture as an image that can be drawn.
///
/// # Errors
///
/// When its pixels cannot be decoded.
pub(super) fn image(raster: &Raster) -> Result<XObject, MediaError> {
    let stream = image_stream(raster)?;
    Ok(XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None }))
}

/// A picture as the stream of an image.
///
/// # Errors
///
/// When its pixels cannot be decoded.
pub(super) fn image_stream(raster: &Raster) -> Result<ExternalStream, MediaError> {
    match raster.format {
        RasterFormat::Jpeg if passes_through(raster) => Ok(jpeg(raster)),
        _ => Ok(pixels(&raster.decode()?, raster.icc.as_deref())),
    }
}

/// Whether a JPEG needs no conversion. CMYK without a profile means a different colour on each
/// machine, which PDF/A does not allow (ISO 19005-2, 6.2.4.3).
fn passes_through(raster: &Raster) -> bool {
    match raster.color {
        ColorModel::Grey | ColorModel::Rgb => true,
        ColorModel::Cmyk { .. } => raster.icc.as_deref().is_some_and(|p| icc::is_usable(p, 4)),
    }
}

fn jpeg(raster: &Raster) -> ExternalStream {
    // The file is stored as the camera held it; a page turns it when drawing.
    let (width, height) = match raster.orientation {
        5..=8 => (raster.height, raster.width),
        _ => (raster.width, raster.height),
    };
    let colors = match raster.color {
        ColorModel::Grey => 1,
        ColorModel::Rgb => 3,
        ColorModel::Cmyk { .. } => 4,
    };
    let mut dictionary = image_dictionary(width, height);
    dictionary.insert("ColorSpace".into(), color_space(colors, raster.icc.as_deref()));
    if let ColorModel::Cmyk { inverted: true } = raster.color {
        let ranges = [1, 0].repeat(4).into_iter().map(DictItem::Int);
        dictionary.insert("Decode".into(), DictItem::Array(ranges.collect()));
    }
    dictionary.insert("Filter".into(), name("DCTDecode"));
    ExternalStream { dict: dictionary, content: raster.bytes.to_vec(), compress: false }
}

/// Pixels as an image.
fn pixels(pixels: &Pixels, profile: Option<&[u8]>) -> ExternalStream {
    let colors = if pixels.grey { 1 } else { 3 };
    let mut image = samples(&pixels.color, pixels.width, pixels.height, colors);
    image.dict.insert("ColorSpace".into(), color_space(colors, profile));
    if let Some(alpha) = &pixels.alpha {
        let mut mask = samples(alpha, pixels.width, pixels.height, 1);
        mask.dict.insert("ColorSpace".into(), name("DeviceGray"));
        image.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
    }
    image
}

fn image_dictionary(width: u32, height: u32) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(i64::from(width))),
        ("Height".into(), DictItem::Int(i64::from(height))),
        ("BitsPerComponent".into(), DictItem::Int(8)),
    ])
}

fn color_space(colors: u8, profile: Option<&[u8]>) -> DictItem {
    let device = match colors {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    match profile.filter(|profile| icc::is_usable(profile, colors)) {
        Some(profile) => {
            let dictionary = BTreeMap::from([
                ("N".into(), DictItem::Int(i64::from(colors))),
                ("Alternate".into(), name(device)),
            ]);
            let stream = stream(dictionary, profile);
            DictItem::Array(vec![name("ICCBased"), DictItem::Stream { stream }])
        }
        None => name(device),
    }
}

/// Samples of eight bits, row by row, each row after its best predictor.
fn samples(bytes: &[u8], width: u32, height: u32, colors: u8) -> ExternalStream {
    let row = width as usize * usize::from(colors);
    let mut dictionary = image_dictionary(width, height);
    let parameters = BTreeMap::from([
        ("Predictor".into(), DictItem::Int(15)),
        ("Colors".into(), DictItem::Int(i64::from(colors))),
        ("Columns".into(), DictItem::Int(i64::from(width))),
    ]);
    dictionary.insert("DecodeParms".into(), DictItem::Dict { map: parameters });
    dictionary.insert("Filter".into(), name("FlateDecode"));
    let content = deflated(&predicted(bytes, row, usize::from(colors)));
    ExternalStream { dict: dictionary, content, compress: false }
}

/// Rows with the filters of PNG (PNG 1.2, chapter 6): of each row the one whose differences are
/// least, as that chapter recommends.
fn predicted(bytes: &[u8], row: usize, step: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / row.max(1) + 1);
    let mut above = vec![0; row];
    let mut best = Vec::with_capacity(row);
    let mut tried = Vec::with_capacity(row);
    for current in bytes.chunks_exact(row.max(1)) {
        let mut least = u64::MAX;
        let mut kind = 0;
        for filter in 0..=4 {
            tried.clear();
            tried
                .extend((0..current.len()).map(|at| difference(filter, current, &above, at, step)));
            let sum = tried.iter().map(|byte| u64::from((*byte as i8).unsigned_abs())).sum();
            if sum < least {
                (least, kind) = (sum, filter);
                std::mem::swap(&mut best, &mut tried);
            }
        }
        out.push(kind);
        out.extend_from_slice(&best);
        above.copy_from_slice(current);
    }
    out
}

/// One byte of a row after a filter: what is left when the prediction is taken away.
fn difference(filter: u8, current: &[u8], above: &[u8], at: usize, step: usize) -> u8 {
    let byte = |row: &[u8], at: Option<usize>| at.and_then(|at| row.get(at)).copied().unwrap_or(0);
    let before = at.checked_sub(step);
    let (left, up, corner) = (byte(current, before), byte(above, Some(at)), byte(above, before));
    let prediction = match filter {
        0 => 0,
        1 => left,
        2 => up,
        3 => left.midpoint(up),
        _ => paeth(left, up, corner),
    };
    byte(current, Some(at)).wrapping_sub(prediction)
}

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

/// The matrix that turns the unit square of a stored photograph upright, by its EXIF orientation
/// (Exif 2.32, section 4.6.4); none when it is upright.
pub(super) fn upright(raster: &Raster) -> Option<[i64; 6]> {
    if raster.format != RasterFormat::Jpeg || !passes_through(raster) {
        return None;
    }
    match raster.orientation {
        2 => Some([-1, 0, 0, 1, 1, 0]),
        3 => Some([-1, 0, 0, -1, 1, 1]),
        4 => Some([1, 0, 0, -1, 0, 1]),
        5 => Some([0, -1, -1, 0, 1, 1]),
        6 => Some([0, -1, 1, 0, 0, 1]),
        7 => Some([0, 1, 1, 0, 0, 0]),
        8 => Some([0, 1, -1, 0, 1, 0]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicted_rows_can_be_read_back() {
        let rows: Vec<u8> = (0..60_u32).map(|n| (n * n / 3) as u8).collect();
        let coded = predicted(&rows, 12, 3);
        let mut above = vec![0; 12];
        let mut back = Vec::new();
        for row in coded.chunks_exact(13) {
            let mut current: Vec<u8> = Vec::new();
            for at in 0..12 {
                current.push(0);
                let minus = difference(row[0], &current, &above, at, 3);
                current[at] = row[at + 1].wrapping_sub(minus);
            }
            back.extend_from_slice(&current);
            above = current;
        }
        assert_eq!(back, rows);
    }

    #[test]
    fn a_slope_is_predicted_well() {
        let rows: Vec<u8> = (0..64_u8).flat_map(|y| (0..64).map(move |x| x + y)).collect();
        let zeros = predicted(&rows, 64, 1).iter().filter(|byte| **byte <= 1).count();
        assert!(zeros > 3900, "{zeros}");
    }

    /// The parts of a JPEG that are looked at here: 2 by 1 pixels of so many colours.
    fn raster(color: ColorModel, orientation: u8, icc: Option<Vec<u8>>) -> Raster {
        Raster {
            bytes: b"the file".to_vec().into(),
            format: RasterFormat::Jpeg,
            width: if orientation >= 5 { 1 } else { 2 },
            height: if orientation >= 5 { 2 } else { 1 },
            color,
            alpha: false,
            orientation,
            icc: icc.map(Into::into),
            hash: 0,
        }
    }

    #[test]
    fn a_jpeg_goes_into_the_file_byte_for_byte() {
        let grey = image_stream(&raster(ColorModel::Grey, 1, None)).unwrap();
        assert_eq!(grey.content, b"the file");
        assert_eq!(grey.dict.get("ColorSpace"), Some(&name("DeviceGray")));
        assert_eq!(grey.dict.get("Filter"), Some(&name("DCTDecode")));
        let rgb = image_stream(&raster(ColorModel::Rgb, 1, Some(icc::srgb()))).unwrap();
        let Some(DictItem::Array(space)) = rgb.dict.get("ColorSpace") else { panic!() };
        assert_eq!(space[0], name("ICCBased"));
    }

    #[test]
    fn a_profile_of_other_colours_is_left_out() {
        let grey = image_stream(&raster(ColorModel::Grey, 1, Some(icc::srgb()))).unwrap();
        assert_eq!(grey.dict.get("ColorSpace"), Some(&name("DeviceGray")));
    }

    #[test]
    fn cmyk_passes_only_with_a_profile_of_its_own() {
        let mut profile = icc::srgb();
        profile[16..20].copy_from_slice(b"CMYK");
        let color = ColorModel::Cmyk { inverted: true };
        let image = image_stream(&raster(color, 1, Some(profile))).unwrap();
        let Some(DictItem::Array(ranges)) = image.dict.get("Decode") else { panic!() };
        assert_eq!(ranges[..2], [DictItem::Int(1), DictItem::Int(0)]);
        assert!(!passes_through(&raster(color, 1, None)));
    }

    #[test]
    fn a_turned_photograph_is_stored_as_it_lies_and_turned_by_a_matrix() {
        // Where the corners of the stored picture come to stand, by the meaning of each value:
        // the first row and the first column of the file are the named sides.
        let corner = |orientation: u8| {
            let raster = raster(ColorModel::Rgb, orientation, None);
            let stored = image_stream(&raster).unwrap();
            assert_eq!(stored.dict.get("Width"), Some(&DictItem::Int(2)), "{orientation}");
            let [a, b, c, d, e, f] = upright(&raster).unwrap_or([1, 0, 0, 1, 0, 0]);
            // The stored upper left corner is (0, 1), the upper right one (1, 1).
            let place = |x: i64, y: i64| (a * x + c * y + e, b * x + d * y + f);
            (place(0, 1), place(1, 1))
        };
        let (left_top, right_top, left_bottom, right_bottom) = ((0, 1), (1, 1), (0, 0), (1, 0));
        assert_eq!(corner(1), (left_top, right_top));
        assert_eq!(corner(2), (right_top, left_top));
        assert_eq!(corner(3), (right_bottom, left_bottom));
        assert_eq!(corner(4), (left_bottom, right_bottom));
        assert_eq!(corner(5), (left_top, left_bottom));
        assert_eq!(corner(6), (right_top, right_bottom));
        assert_eq!(corner(7), (right_bottom, right_top));
        assert_eq!(corner(8), (left_bottom, left_top));
    }

    #[test]
    fn opacity_is_a_soft_mask() {
        let pixels = Pixels {
            width: 2,
            height: 1,
            grey: false,
            color: vec![1, 2, 3, 4, 5, 6],
            alpha: Some(vec![0, 255]),
        };
        let image = super::pixels(&pixels, None);
        let Some(DictItem::Stream { stream: mask }) = image.dict.get("SMask") else { panic!() };
        assert_eq!(mask.dict.get("ColorSpace"), Some(&name("DeviceGray")));
        assert_eq!(mask.dict.get("Width"), Some(&DictItem::Int(2)));
    }
}
