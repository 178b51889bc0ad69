//! Pictures as they go into an e-book: small enough to read, in a format that every reader has.

use std::borrow::Cow;

use super::{ColorModel, LOSSLESS_TIMES, Pixels, Raster, RasterFormat, SMALL_BYTES};
use crate::media::MediaError;

/// The most pixels of a picture in an e-book; shops refuse larger ones.
const READING_PIXELS: u32 = 4_000_000;
/// The most bytes of a picture in an e-book.
const READING_BYTES: usize = 1_500_000;
/// The quality of a JPEG made here, as the Independent JPEG Group's library counts it.
const QUALITY: u8 = 85;
/// How often a picture that is too heavy is made smaller before it is taken as it is.
const ROUNDS: u32 = 8;

/// A picture for an e-book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingCopy<'a> {
    /// The file.
    pub bytes: Cow<'a, [u8]>,
    /// Its format: JPEG or PNG.
    pub format: RasterFormat,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Raster {
    /// The picture for an e-book: the file itself when it is an upright and opaque JPEG or PNG in
    /// grey or RGB of at most 4 megapixels and 1.5 MB, else a copy that is. What is transparent in
    /// the file has this red, green and blue in the copy, since a reader may show a page darker
    /// than the picture was made for.
    ///
    /// # Errors
    ///
    /// When it has to be converted and its pixels cannot be decoded.
    pub fn reading_copy(&self, ground: [u8; 3]) -> Result<ReadingCopy<'_>, MediaError> {
        let readable = self.format != RasterFormat::WebP
            && !matches!(self.color, ColorModel::Cmyk { .. })
            && self.orientation == 1;
        let small = self.width.saturating_mul(self.height) <= READING_PIXELS
            && self.bytes.len() <= READING_BYTES;
        if readable && small && !self.alpha {
            return Ok(self.itself());
        }
        match self.decode() {
            Ok(pixels) if readable && small && pixels.alpha.is_none() => Ok(self.itself()),
            Ok(pixels) => self.convert(pixels.on(ground)),
            // What only our decoder does not read, readers may.
            Err(MediaError::Unsupported { .. }) if readable => Ok(self.itself()),
            Err(error) => Err(error),
        }
    }

    fn itself(&self) -> ReadingCopy<'_> {
        ReadingCopy {
            bytes: Cow::Borrowed(&self.bytes),
            format: self.format,
            width: self.width,
            height: self.height,
        }
    }

    /// Makes a copy from the picture's opaque pixels.
    fn convert(&self, mut pixels: Pixels) -> Result<ReadingCopy<'static>, MediaError> {
        let count = f64::from(pixels.width) * f64::from(pixels.height);
        let mut share = (f64::from(READING_PIXELS) / count).sqrt();
        let photograph = !self.alpha && self.format != RasterFormat::Png;
        let mut format = if photograph { RasterFormat::Jpeg } else { RasterFormat::Png };
        // A WebP may have come without loss, and a small one need not lose anything.
        let may_stay = self.format == RasterFormat::WebP && photograph;
        let mut bytes = Vec::new();
        for _ in 0..ROUNDS {
            pixels = shrink(pixels, share);
            (bytes, format) = self.encode(&pixels, format)?;
            if may_stay && format == RasterFormat::Jpeg {
                let most = bytes.len().max(self.bytes.len()).saturating_mul(LOSSLESS_TIMES);
                let most = most.max(SMALL_BYTES);
                let kept = self.encode(&pixels, RasterFormat::Png)?;
                if kept.0.len() <= most.min(READING_BYTES) {
                    (bytes, format) = kept;
                }
            }
            if bytes.len() > READING_BYTES {
                (bytes, format) = self.encode(&pixels, RasterFormat::Jpeg)?;
            }
            if bytes.len() <= READING_BYTES {
                break;
            }
            share = 0.75;
        }
        let Pixels { width, height, .. } = pixels;
        Ok(ReadingCopy { bytes: Cow::Owned(bytes), format, width, height })
    }

    /// The pixels in this format, or as a PNG when they are too long for a JPEG.
    fn encode(
        &self,
        pixels: &Pixels,
        format: RasterFormat,
    ) -> Result<(Vec<u8>, RasterFormat), MediaError> {
        // A profile for CMYK says nothing of the RGB that it was converted to.
        let cmyk = matches!(self.color, ColorModel::Cmyk { .. });
        let profile = self.icc.as_deref().filter(|_| !cmyk);
        if format == RasterFormat::Jpeg
            && let Some(bytes) = pixels.to_jpeg(QUALITY, profile)
        {
            return Ok((bytes, format));
        }
        match pixels.to_png(profile) {
            Ok(bytes) => Ok((bytes, RasterFormat::Png)),
            Err(error) => Err(MediaError::Broken { format: self.format, fault: error.to_string() }),
        }
    }
}

/// The picture at this share of its width and height, when that is less than the whole.
fn shrink(pixels: Pixels, share: f64) -> Pixels {
    if share >= 1.0 {
        return pixels;
    }
    let scaled = |length: u32| ((f64::from(length) * share) as u32).max(1);
    pixels.scaled(scaled(pixels.width), scaled(pixels.height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::raster::decode::tests::{jpeg, png, webp};

    fn raster(bytes: Vec<u8>) -> Raster {
        Raster::read(RasterFormat::of(&bytes).unwrap(), bytes).unwrap()
    }

    #[test]
    fn a_small_picture_is_taken_as_it_is() {
        let bytes = jpeg(40, 30);
        let copied = raster(bytes.clone());
        assert_eq!(copied.reading_copy([255; 3]).unwrap().bytes, bytes);
        // And so is one that could be transparent, and is not.
        let opaque = Pixels { alpha: None, ..raster(png(40, 30)).decode().unwrap() };
        let mut bytes = Vec::new();
        let color: Vec<[u8; 3]> = opaque.color.as_chunks().0.to_vec();
        let color = color.into_iter().flat_map(|[red, green, blue]| [red, green, blue, 255]);
        let image = image::RgbaImage::from_raw(40, 30, color.collect()).unwrap();
        image.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        let copied = raster(bytes.clone());
        assert!(copied.alpha);
        assert_eq!(copied.reading_copy([255; 3]).unwrap().bytes, bytes);
    }

    #[test]
    fn a_large_picture_is_made_smaller_in_proportion() {
        let large = raster(jpeg(3000, 1500));
        let copy = large.reading_copy([255; 3]).unwrap();
        assert_eq!((copy.width, copy.height), (2828, 1414));
        assert_eq!(copy.format, RasterFormat::Jpeg);
        assert!(copy.bytes.len() <= READING_BYTES);
    }

    #[test]
    fn a_webp_that_came_without_loss_loses_nothing() {
        let grain = |x: u32, y: u32| x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77);
        let image = image::RgbImage::from_fn(300, 200, |x, y| {
            let [one, two, ..] = grain(x, y).to_le_bytes();
            image::Rgb([one / 4 + (x / 2) as u8, two / 4 + y as u8 / 2, 90])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, image::ImageFormat::WebP).unwrap();
        let source = raster(bytes.into_inner());
        let copy = source.reading_copy([255; 3]).unwrap();
        assert_eq!(copy.format, RasterFormat::Png);
        assert_eq!(raster(copy.bytes.into_owned()).decode().unwrap(), source.decode().unwrap());
    }

    #[test]
    fn what_is_transparent_takes_the_colour_of_the_paper() {
        for bytes in [png(8, 6), webp(8, 6)] {
            let source = raster(bytes);
            let copy = source.reading_copy([255, 250, 240]).unwrap();
            assert_eq!(copy.format, RasterFormat::Png);
            let again = raster(copy.bytes.into_owned()).decode().unwrap();
            assert_eq!(again, source.decode().unwrap().on([255, 250, 240]));
            assert!(again.alpha.is_none());
        }
    }

    #[test]
    fn pixels_are_mixed_with_the_ground_by_their_opacity() {
        let pixels = |grey, color: &[u8]| Pixels {
            width: 3,
            height: 1,
            grey,
            color: color.to_vec(),
            alpha: Some(vec![0, 51, 255]),
        };
        assert_eq!(pixels(true, &[0, 0, 9]).on([255; 3]).color, [255, 204, 9]);
        let tinted = pixels(true, &[0, 0, 9]).on([250, 250, 200]);
        assert!(!tinted.grey);
        assert_eq!(tinted.color, [250, 250, 200, 200, 200, 160, 9, 9, 9]);
        let color = pixels(false, &[1, 2, 3, 4, 5, 6, 7, 8, 9]).on([100; 3]).color;
        assert_eq!(color, [100, 100, 100, 81, 81, 81, 7, 8, 9]);
    }
}
