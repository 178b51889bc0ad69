//! Pictures made of pixels.

mod bleed;
mod bytes;
mod coding;
mod decode;
mod exif;
mod ink;
mod jpeg;
mod png;
mod reading;
mod scale;
mod tone;
mod webp;

use std::fmt;
use std::sync::Arc;

pub use decode::Pixels;
pub use ink::Inks;
pub use png::CodedRows;
pub use reading::ReadingCopy;

use super::MediaError;
use super::hash::content_hash;

/// What has fewer bytes than this without loss stays so in both editions: signs and small pictures,
/// whose colours a JPEG would smear for nothing.
pub const SMALL_BYTES: usize = 64 * 1024;
/// What is kept without loss may have so many times the bytes of a JPEG, or of its own file.
pub const LOSSLESS_TIMES: usize = 2;

/// A picture made of pixels, as its file has it.
#[derive(Clone, Debug)]
pub struct Raster {
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// The file's format.
    pub format: RasterFormat,
    /// Pixels across, as it is to be seen.
    pub width: u32,
    /// Pixels down, as it is to be seen.
    pub height: u32,
    /// What a pixel holds.
    pub color: ColorModel,
    /// Whether pixels may be transparent.
    pub alpha: bool,
    /// The EXIF orientation, 1 to 8; 1 is upright.
    pub orientation: u8,
    /// The embedded ICC profile.
    pub icc: Option<Arc<[u8]>>,
    /// A hash of the file's bytes, the same on every machine.
    pub hash: u64,
}

/// A raster file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RasterFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl RasterFormat {
    /// The format of a file, by its first bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<RasterFormat> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            Some(RasterFormat::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(RasterFormat::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(RasterFormat::WebP)
        } else {
            None
        }
    }
}

impl fmt::Display for RasterFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RasterFormat::Jpeg => "JPEG",
            RasterFormat::Png => "PNG",
            RasterFormat::WebP => "WebP",
        })
    }
}

/// What a pixel holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColorModel {
    /// One grey.
    Grey,
    /// Red, green and blue.
    Rgb,
    /// Cyan, magenta, yellow and black; `inverted` as Adobe's JPEG files have them.
    Cmyk {
        /// 0 is full ink.
        inverted: bool,
    },
}

/// What the head of a file says of its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Header {
    /// Pixels across, as they are stored.
    width: u32,
    /// Pixels down, as they are stored.
    height: u32,
    color: ColorModel,
    alpha: bool,
    orientation: u8,
    icc: Option<Vec<u8>>,
}

/// The most pixels that are read: a sheet of A3 at 600 dots per inch has 70 million.
pub(super) const MOST_PIXELS: u64 = 100_000_000;
/// The most pixels along a side: a JPEG can have no more (T.81, B.2.2).
pub(super) const LONGEST_SIDE: u32 = 65_535;

impl Raster {
    /// Reads the head of a file and walks through its parts to the end, so that one that was cut
    /// short, or that could not be decoded later, is found.
    pub(super) fn read(format: RasterFormat, bytes: Vec<u8>) -> Result<Raster, MediaError> {
        let header = match format {
            RasterFormat::Jpeg => jpeg::read(&bytes),
            RasterFormat::Png => png::read(&bytes),
            RasterFormat::WebP => webp::read(&bytes),
        };
        let header = header.map_err(|fault| fault.of(format))?;
        let pixels = u64::from(header.width) * u64::from(header.height);
        let (width, height) = (header.width, header.height);
        if pixels == 0 || pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE {
            return Err(MediaError::Dimensions { format, width, height });
        }
        let turned = header.orientation >= 5;
        let (width, height) = match turned {
            true => (header.height, header.width),
            false => (header.width, header.height),
        };
        let raster = Raster {
            hash: content_hash(&bytes),
            bytes: bytes.into(),
            format,
            width,
            height,
            color: header.color,
            alpha: header.alpha,
            orientation: header.orientation,
            icc: header.icc.map(Arc::from),
        };
        // A JPEG has markers to its end, and most go into both editions as they are. A WebP has
        // nothing of the kind, and inks may have to become light: only decoding tells whether that
        // can be done.
        let inks = matches!(raster.color, ColorModel::Cmyk { .. });
        match format {
            RasterFormat::Png => png::check_rows(&raster.bytes).map_err(|own| own.of(format))?,
            RasterFormat::Jpeg if !inks => {}
            RasterFormat::Jpeg | RasterFormat::WebP => drop(raster.decode_image()?),
        }
        Ok(raster)
    }

    /// The pixels as a PNG has them coded, for who can take them so: none for other formats, for
    /// pixels with opacity and for interlaced ones.
    pub fn coded_rows(&self) -> Option<CodedRows> {
        png::coded_rows(&self.bytes).filter(|_| self.format == RasterFormat::Png)
    }
}

/// What is wrong with a file, before its format is added.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    /// The file ends too early, or its parts do not fit together.
    Broken(&'static str),
    /// The file is sound, but of this variety.
    Unsupported(&'static str),
}

impl Fault {
    fn of(self, format: RasterFormat) -> MediaError {
        match self {
            Fault::Broken(fault) => MediaError::Broken { format, fault: fault.to_string() },
            Fault::Unsupported(variety) => MediaError::Unsupported { format, variety },
        }
    }
}

const CUT_SHORT: Fault = Fault::Broken("the file ends before the picture does");
