//! Images: ISO 32000-1, 8.9.
//!
//! A JPEG goes into the file byte for byte, with its colour profile; so do the rows of an opaque
//! PNG. A picture that is finer than the page has use for ([`demand`]) is decoded, made smaller
//! and coded anew, inks with a profile as inks; and so is what PDF has no words for: WebP,
//! interlaced rows, opacity, CMYK without a profile. What is coded anew although it need not be, is
//! so only if it has fewer bytes. What came without loss loses nothing where it is small, has few
//! colours, or is transparent.

mod demand;
mod samples;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream};

use super::icc;
use super::stream::{name, stream};
use crate::media::{
    ColorModel, Inks, LOSSLESS_TIMES, MediaError, MediaId, Pixels, Raster, RasterFormat,
    SMALL_BYTES,
};

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
    let smaller = match is_managed_cmyk(raster) {
        true => raster.decode_inks().ok().and_then(|inks| recoded_inks(&inks, raster, demand)),
        false => raster.decode().ok().map(|pixels| recoded(pixels, raster, demand)),
    };
    match smaller.filter(|smaller| length(smaller) < length(&whole)) {
        Some(smaller) => Ok(upright(smaller)),
        None => Ok(Image { stream: whole, turn: turn(raster.orientation) }),
    }
}

/// Pixels as an image that loses nothing.
pub(super) fn lossless(pixels: &Pixels) -> ExternalStream {
    let mut image = samples::lossless(pixels, None);
    if let Some(mask) = samples::soft_mask(pixels) {
        image.dict.insert("SMask".into(), mask);
    }
    image
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
    if demand.sizes(size).first() != Some(&size) {
        return false;
    }
    let bits = whole.content.len() as u64 * 8;
    let light = bits < u64::from(size.0) * u64::from(size.1) * PHOTOGRAPH_BITS
        || whole.content.len() <= SMALL_BYTES;
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
        let scaled = pixels.scaled(width, height).bled();
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
    let lossless = || samples::lossless(&pixels, profile);
    let mut image = match jpeg {
        Some(jpeg) => {
            let kept = (raster.format != RasterFormat::Jpeg).then(lossless);
            match kept.filter(|kept| may_be_kept(kept, &pixels, (jpeg.len(), raster), demand)) {
                Some(kept) => kept,
                None => {
                    let colors = if pixels.grey { 1 } else { 3 };
                    dct(pixels.width, pixels.height, colors, profile, jpeg)
                }
            }
        }
        None => lossless(),
    };
    if let Some(mask) = samples::soft_mask(&pixels) {
        image.dict.insert("SMask".into(), mask);
    }
    image
}

/// Whether pixels that were coded without loss are light enough to stay so, although a JPEG of
/// them would have so many bytes: small ones, those of few colours, transparent ones, and those of
/// a WebP that came without loss itself, as its bytes tell.
fn may_be_kept(
    kept: &ExternalStream,
    pixels: &Pixels,
    (jpeg, raster): (usize, &Raster),
    demand: Demand,
) -> bool {
    let bytes = kept.content.len();
    let times = |bytes: usize| bytes.saturating_mul(LOSSLESS_TIMES);
    let came_whole = raster.format == RasterFormat::WebP && bytes <= times(raster.bytes.len());
    let few =
        matches!(kept.dict.get("ColorSpace"), Some(DictItem::Array(space)) if space.len() == 4);
    bytes <= SMALL_BYTES.max(times(jpeg))
        || few
        || (pixels.alpha.is_some() || came_whole) && !demand.is_heavy(bytes)
}

/// Inks coded anew, no finer than is asked for; none when nothing may be lost. They stay the inks
/// of the picture's profile.
fn recoded_inks(inks: &Inks, raster: &Raster, demand: Demand) -> Option<ExternalStream> {
    let profile = raster.icc.as_deref();
    let quality = demand.quality()?;
    let mut last = None;
    for (width, height) in demand.sizes((inks.width, inks.height)) {
        let scaled = inks.scaled(width, height, profile);
        let jpeg = scaled.to_jpeg(quality)?;
        let light = !demand.is_heavy(jpeg.len());
        let mut image = dct(scaled.width, scaled.height, 4, profile, jpeg);
        invert(&mut image);
        last = Some(image);
        if light {
            break;
        }
    }
    last
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
        invert(&mut image);
    }
    image
}

/// Says that 0 is full ink, as Adobe's JPEG files have it.
fn invert(image: &mut ExternalStream) {
    let ranges = [1, 0].repeat(4).into_iter().map(DictItem::Int);
    image.dict.insert("Decode".into(), DictItem::Array(ranges.collect()));
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
