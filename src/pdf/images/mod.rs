//! Images: ISO 32000-1, 8.9.
//!
//! A JPEG goes into the file byte for byte, with its colour profile; so do the rows of an opaque
//! PNG. A picture that is finer than the page has use for ([`demand`]) is decoded, made smaller
//! and coded anew, and so is what PDF has no words for: WebP, interlaced rows, opacity, CMYK
//! without a profile. What is coded anew although it need not be, is so only if it has fewer bytes.

mod demand;
mod samples;

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream};

use super::icc;
use super::stream::{name, stream};
use crate::media::{ColorModel, MediaError, MediaId, Pixels, Raster, RasterFormat};

pub(super) use demand::{Demand, inches};

/// The name of a picture in the resources of pages.
pub(super) fn resource_name(media: MediaId) -> String {
    format!("M{}", media.0)
}

/// An image as an object of the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Image {
    /// The object.
    pub stream: ExternalStream,
    /// The matrix that turns the unit square of a stored photograph upright; none when it is.
    pub turn: Option<Matrix>,
}

/// A matrix of whole numbers.
pub(super) type Matrix = [i64; 6];

/// A picture as an image that is as fine as is asked for.
///
/// # Errors
///
/// When it cannot go into the file as it is, and its pixels cannot be decoded.
pub(super) fn image(raster: &Raster, demand: Demand) -> Result<Image, MediaError> {
    let Some(whole) = whole(raster) else {
        return Ok(upright(recoded(raster.decode()?, raster, demand)));
    };
    if suffices(raster, &whole, demand) {
        return Ok(Image { stream: whole, turn: turn(raster.orientation) });
    }
    // A file that other readers understand may be one that our decoder does not.
    let smaller = raster.decode().map(|pixels| recoded(pixels, raster, demand));
    match smaller.ok().filter(|smaller| length(smaller) < length(&whole)) {
        Some(smaller) => Ok(upright(smaller)),
        None => Ok(Image { stream: whole, turn: turn(raster.orientation) }),
    }
}

/// Pixels are decoded as they are to be seen.
fn upright(stream: ExternalStream) -> Image {
    Image { stream, turn: None }
}

/// Whether an image is a sum of work, so that it is worth keeping for the next build.
pub(super) fn is_costly(raster: &Raster, demand: Demand) -> bool {
    raster.format != RasterFormat::Jpeg
        || !passes_through(raster)
        || demand.sizes((raster.width, raster.height)).first()
            != Some(&(raster.width, raster.height))
}

/// The bytes of an image and of its soft mask.
fn length(image: &ExternalStream) -> usize {
    let mask = match image.dict.get("SMask") {
        Some(DictItem::Stream { stream }) => stream.content.len(),
        _ => 0,
    };
    image.content.len() + mask
}

/// The picture as its file has it, if that can go into a PDF.
fn whole(raster: &Raster) -> Option<ExternalStream> {
    match raster.format {
        RasterFormat::Jpeg => passes_through(raster).then(|| jpeg(raster)),
        RasterFormat::Png => {
            let (width, height) = stored_size(raster);
            let rows = raster.coded_rows()?;
            Some(samples::coded(rows, width, height, raster.icc.as_deref()))
        }
        RasterFormat::WebP => None,
    }
}

/// Whether a JPEG needs no conversion. CMYK without a profile means a different colour on each
/// machine, which PDF/A does not allow (ISO 19005-2, 6.2.4.3).
fn passes_through(raster: &Raster) -> bool {
    match raster.color {
        ColorModel::Grey | ColorModel::Rgb => true,
        ColorModel::Cmyk { .. } => is_managed_cmyk(raster),
    }
}

/// Whether a picture has inks whose colours its profile says.
fn is_managed_cmyk(raster: &Raster) -> bool {
    matches!(raster.color, ColorModel::Cmyk { .. })
        && raster.icc.as_deref().is_some_and(|profile| icc::is_usable(profile, 4))
}

/// A PNG with fewer bits for a pixel than this is no photograph.
const PHOTOGRAPH_BITS: u64 = 6;

/// Whether nothing is to be won by coding a picture anew.
fn suffices(raster: &Raster, whole: &ExternalStream, demand: Demand) -> bool {
    let size = (raster.width, raster.height);
    // To make it smaller would be to take away its inks.
    if is_managed_cmyk(raster) {
        return true;
    }
    if demand.sizes(size).first() != Some(&size) {
        return false;
    }
    let bits = whole.content.len() as u64 * 8;
    let light = bits < u64::from(size.0) * u64::from(size.1) * PHOTOGRAPH_BITS;
    let deep = whole.dict.get("BitsPerComponent") == Some(&DictItem::Int(16));
    raster.format == RasterFormat::Jpeg
        || (light || !demand.loses()) && (!deep || demand.quality().is_none())
}

/// A picture coded anew, no finer than is asked for.
fn recoded(pixels: Pixels, raster: &Raster, demand: Demand) -> ExternalStream {
    let profile = raster.icc.as_deref();
    let lossy = raster.format == RasterFormat::Jpeg || demand.loses();
    let quality = demand.quality().filter(|_| lossy);
    let sizes = demand.sizes((pixels.width, pixels.height));
    let mut last = None;
    for (width, height) in sizes {
        let scaled = pixels.scaled(width, height);
        let quality =
            quality.filter(|_| raster.format == RasterFormat::Jpeg || is_photograph(&scaled));
        let jpeg = quality.and_then(|quality| scaled.to_jpeg(quality, None));
        let light = jpeg.as_ref().is_none_or(|jpeg| !demand.is_heavy(jpeg.len()));
        last = Some((scaled, jpeg));
        if light {
            break;
        }
    }
    let (pixels, jpeg) = last.unwrap_or((pixels, None));
    let mut image = match jpeg {
        Some(jpeg) => {
            dct(pixels.width, pixels.height, if pixels.grey { 1 } else { 3 }, profile, jpeg)
        }
        None => samples::lossless(&pixels, profile),
    };
    if let Some(mask) = samples::soft_mask(&pixels) {
        image.dict.insert("SMask".into(), mask);
    }
    image
}

/// Whether pixels show something photographed or painted: of drawings and screens most pixels are
/// like those beside them.
fn is_photograph(pixels: &Pixels) -> bool {
    let step = if pixels.grey { 1 } else { 3 };
    let row = pixels.width as usize * step;
    let rows = pixels.color.chunks_exact(row.max(1));
    let alike = |row: &[u8]| {
        let pairs = row.chunks_exact(step).zip(row.chunks_exact(step).skip(1));
        pairs.filter(|(one, next)| one == next).count()
    };
    let alike: usize = rows.map(alike).sum();
    alike < pixels.color.len() / step / 4
}

/// A JPEG as it is.
fn jpeg(raster: &Raster) -> ExternalStream {
    let (width, height) = stored_size(raster);
    let colors = match raster.color {
        ColorModel::Grey => 1,
        ColorModel::Rgb => 3,
        ColorModel::Cmyk { .. } => 4,
    };
    let mut image = dct(width, height, colors, raster.icc.as_deref(), raster.bytes.to_vec());
    if let ColorModel::Cmyk { inverted: true } = raster.color {
        let ranges = [1, 0].repeat(4).into_iter().map(DictItem::Int);
        image.dict.insert("Decode".into(), DictItem::Array(ranges.collect()));
    }
    image
}

/// Bytes of JPEG as an image.
fn dct(
    width: u32,
    height: u32,
    colors: u8,
    profile: Option<&[u8]>,
    content: Vec<u8>,
) -> ExternalStream {
    let mut dict = image_dictionary(width, height, 8);
    dict.insert("ColorSpace".into(), color_space(colors, profile));
    dict.insert("Filter".into(), name("DCTDecode"));
    ExternalStream { dict, content, compress: false }
}

/// The size as the camera held it; a page turns the picture when drawing.
fn stored_size(raster: &Raster) -> (u32, u32) {
    match raster.orientation {
        5..=8 => (raster.height, raster.width),
        _ => (raster.width, raster.height),
    }
}

fn image_dictionary(width: u32, height: u32, depth: u8) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(i64::from(width))),
        ("Height".into(), DictItem::Int(i64::from(height))),
        ("BitsPerComponent".into(), DictItem::Int(i64::from(depth))),
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

/// The matrix that turns the unit square of a stored photograph upright, by its EXIF orientation
/// (Exif 2.32, section 4.6.4); none when it is upright.
fn turn(orientation: u8) -> Option<Matrix> {
    match orientation {
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
    use std::io::Cursor;

    use image::ImageFormat;
    use image::codecs::jpeg::JpegEncoder;

    use super::*;
    use crate::font::FontBook;
    use crate::geometry::{Length, Size};
    use crate::manifest::Profile;
    use crate::media::Media;

    /// Drawn at an unknown size, so that nothing is made smaller.
    const ANY_SIZE: Demand = Demand { profile: Profile::Screen, drawn: None };

    fn image_stream(raster: &Raster) -> Result<ExternalStream, MediaError> {
        image(raster, ANY_SIZE).map(|image| image.stream)
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
            let stored = image(&raster, ANY_SIZE).unwrap();
            let width = stored.stream.dict.get("Width");
            assert_eq!(width, Some(&DictItem::Int(2)), "{orientation}");
            let [a, b, c, d, e, f] = stored.turn.unwrap_or([1, 0, 0, 1, 0, 0]);
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

    /// A picture as a file of its own: the pixels of `paint`, red, green, blue and opacity.
    fn painted(
        format: ImageFormat,
        (width, height): (u32, u32),
        paint: impl Fn(u32, u32) -> [u8; 4],
    ) -> Raster {
        let image = image::RgbaImage::from_fn(width, height, |x, y| image::Rgba(paint(x, y)));
        let mut bytes = Cursor::new(Vec::new());
        let image = image::DynamicImage::ImageRgba8(image);
        match format {
            ImageFormat::Jpeg => {
                JpegEncoder::new_with_quality(&mut bytes, 95)
                    .encode_image(&image.to_rgb8())
                    .unwrap();
            }
            _ => image.write_to(&mut bytes, format).unwrap(),
        }
        let media = Media::read("", bytes.into_inner(), &FontBook::default()).unwrap();
        let Media::Raster(raster) = media else { panic!() };
        raster
    }

    /// Something like a photograph: waves, and grain on them.
    fn landscape(x: u32, y: u32) -> [u8; 4] {
        let (across, down) = (f64::from(x), f64::from(y));
        let wave = (across / 90.0).sin() * 50.0 + ((across + 2.0 * down) / 37.0).cos() * 30.0;
        let grain = x.wrapping_mul(0x9E37_79B1).wrapping_add(y.wrapping_mul(0x85EB_CA77));
        let grain = f64::from((grain ^ grain >> 15) % 19);
        let level = |base: f64| (base + wave + grain).clamp(0.0, 255.0) as u8;
        [level(90.0), level(120.0), level(150.0 - down / 20.0), 255]
    }

    fn at(profile: Profile, width: i64, height: i64) -> Demand {
        let size = Size::new(Length::from_points(72 * width), Length::from_points(72 * height));
        Demand { profile, drawn: Some(size) }
    }

    fn width(image: &Image) -> &DictItem {
        &image.stream.dict["Width"]
    }

    #[test]
    fn a_photograph_is_light_on_the_screen_and_whole_in_the_archive() {
        let photograph = painted(ImageFormat::Jpeg, (2400, 1600), landscape);
        let screen = image(&photograph, at(Profile::Screen, 6, 4)).unwrap();
        assert!(screen.stream.content.len() <= 300_000, "{} bytes", screen.stream.content.len());
        assert!((900..=1320).contains(&match width(&screen) {
            DictItem::Int(width) => *width,
            other => panic!("{other:?}"),
        }));
        assert_eq!(screen.stream.dict.get("Filter"), Some(&name("DCTDecode")));
        let print = image(&photograph, at(Profile::Print, 6, 4)).unwrap();
        assert_eq!(width(&print), &DictItem::Int(1800));
        let archive = image(&photograph, at(Profile::Archive, 6, 4)).unwrap();
        assert!(archive.stream.content == *photograph.bytes);
        // At a size that has use for all pixels, nothing is changed.
        let large = image(&photograph, at(Profile::Screen, 12, 8)).unwrap();
        assert!(large.stream.content == *photograph.bytes);
    }

    #[test]
    fn a_jpeg_that_would_grow_is_left_as_it_is() {
        let pixels = painted(ImageFormat::Png, (300, 200), landscape).decode().unwrap();
        let with_quality = |quality| {
            let bytes = pixels.to_jpeg(quality, None).unwrap();
            let media = Media::read("", bytes, &FontBook::default()).unwrap();
            let Media::Raster(raster) = media else { panic!() };
            raster
        };
        let size = Size::new(Length::from_points(96), Length::from_points(64));
        let demand = Demand { profile: Profile::Screen, drawn: Some(size) };
        let (rough, fine) = (with_quality(8), with_quality(96));
        assert!(image(&rough, demand).unwrap().stream.content == *rough.bytes);
        assert!(image(&fine, demand).unwrap().stream.content.len() < fine.bytes.len() / 2);
    }

    #[test]
    fn the_rows_of_an_opaque_png_go_into_the_file_as_they_are() {
        let paint =
            |x: u32, y: u32| if (x / 8 + y / 8) % 3 == 0 { [9, 9, 90, 255] } else { [255; 4] };
        let image = image::RgbImage::from_fn(60, 40, |x, y| {
            let [r, g, b, _] = paint(x, y);
            image::Rgb([r, g, b])
        });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let media = Media::read("", bytes.into_inner(), &FontBook::default()).unwrap();
        let Media::Raster(chart) = media else { panic!() };
        let made = super::image(&chart, at(Profile::Archive, 1, 1)).unwrap();
        assert_eq!(made.stream.content, chart.coded_rows().unwrap().deflated);
        let parameters = DictItem::Dict {
            map: [("Predictor", 15), ("Colors", 3), ("BitsPerComponent", 8), ("Columns", 60)]
                .map(|(key, value)| (key.to_string(), DictItem::Int(value)))
                .into(),
        };
        assert_eq!(made.stream.dict.get("DecodeParms"), Some(&parameters));
    }

    #[test]
    fn opacity_is_a_soft_mask_of_the_same_size() {
        let spot = painted(ImageFormat::Png, (600, 400), |x, y| {
            let [r, g, b, _] = landscape(x, y);
            [r, g, b, if x < 300 { 255 } else { 60 }]
        });
        for (profile, filter) in [(Profile::Screen, "DCTDecode"), (Profile::Print, "FlateDecode")] {
            let made = image(&spot, at(profile, 1, 1)).unwrap();
            assert_eq!(made.stream.dict.get("Filter"), Some(&name(filter)));
            let Some(DictItem::Stream { stream: mask }) = made.stream.dict.get("SMask") else {
                panic!("no mask");
            };
            assert_eq!(mask.dict.get("ColorSpace"), Some(&name("DeviceGray")));
            assert_eq!(mask.dict.get("Width"), Some(width(&made)));
        }
    }

    #[test]
    fn a_drawing_loses_nothing() {
        let chart = painted(ImageFormat::WebP, (300, 200), |x, y| {
            if x / 30 > y / 20 { [200, 30, 30, 255] } else { [255; 4] }
        });
        let made = image(&chart, at(Profile::Screen, 2, 1)).unwrap();
        let Some(DictItem::Array(space)) = made.stream.dict.get("ColorSpace") else { panic!() };
        assert_eq!(space[0], name("Indexed"));
        assert_eq!(made.stream.dict.get("BitsPerComponent"), Some(&DictItem::Int(1)));
    }
}
