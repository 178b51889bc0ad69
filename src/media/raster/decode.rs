//! From a file to pixels.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

use super::{MOST_PIXELS, Raster, RasterFormat, jpeg};
use crate::media::MediaError;

/// A picture as pixels, upright, eight bits a colour, row after row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Whether a pixel is one grey (one byte), or red, green and blue (three bytes).
    pub grey: bool,
    /// The colours, in the colour space of the file; CMYK is converted to RGB.
    pub color: Vec<u8>,
    /// The opacity of each pixel, 0 to 255; none when all are opaque.
    pub alpha: Option<Vec<u8>>,
}

impl Pixels {
    /// The picture on a ground of this red, green and blue, so that all of it is opaque.
    pub(super) fn on(self, ground: [u8; 3]) -> Pixels {
        let Some(alpha) = &self.alpha else { return self };
        let [red, green, blue] = ground;
        let grey = self.grey && red == green && green == blue;
        let colors: Vec<[u8; 3]> = match self.grey {
            true => self.color.iter().map(|grey| [*grey; 3]).collect(),
            false => self.color.as_chunks().0.to_vec(),
        };
        let shown = colors.into_iter().zip(alpha).map(|(color, opacity)| {
            let opacity = u32::from(*opacity);
            let mut mixed = ground;
            for (below, above) in mixed.iter_mut().zip(color) {
                let sum = u32::from(above) * opacity + u32::from(*below) * (255 - opacity);
                *below = ((sum + 127) / 255) as u8;
            }
            mixed
        });
        let color = match grey {
            true => shown.map(|[grey, ..]| grey).collect(),
            false => shown.flatten().collect(),
        };
        Pixels { grey, color, alpha: None, ..self }
    }
}

impl Raster {
    /// Decodes the picture.
    ///
    /// # Errors
    ///
    /// When the coded pixels make no sense, although the file is whole.
    pub fn decode(&self) -> Result<Pixels, MediaError> {
        let image = self.decode_image()?;
        let (width, height) = (image.width(), image.height());
        let (grey, color, alpha) = match (image.color().has_color(), image.color().has_alpha()) {
            (false, false) => (true, image.into_luma8().into_raw(), None),
            (true, false) => (false, image.into_rgb8().into_raw(), None),
            (false, true) => {
                let (color, alpha) = split_alpha::<2>(&image.into_luma_alpha8());
                (true, color, Some(alpha))
            }
            (true, true) => {
                let (color, alpha) = split_alpha::<4>(&image.into_rgba8());
                (false, color, Some(alpha))
            }
        };
        let alpha = alpha.filter(|alpha| alpha.iter().any(|opacity| *opacity != 255));
        Ok(Pixels { width, height, grey, color, alpha })
    }

    /// The picture, upright.
    pub(super) fn decode_image(&self) -> Result<DynamicImage, MediaError> {
        if self.format == RasterFormat::Jpeg && jpeg::has_separate_scans(&self.bytes) {
            let variety = "a scan for each colour";
            return Err(MediaError::Unsupported { format: self.format, variety });
        }
        let format = match self.format {
            RasterFormat::Jpeg => ImageFormat::Jpeg,
            RasterFormat::Png => ImageFormat::Png,
            RasterFormat::WebP => ImageFormat::WebP,
        };
        let mut reader = ImageReader::with_format(Cursor::new(&self.bytes[..]), format);
        let mut limits = Limits::default();
        // Eight bytes for a pixel of 16 bits a colour with alpha, and the decoder's own tables.
        limits.max_alloc = Some(MOST_PIXELS * 10);
        reader.limits(limits);
        let mut image = reader.decode().map_err(|error| MediaError::Broken {
            format: self.format,
            fault: error.to_string(),
        })?;
        let turn = Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms);
        image.apply_orientation(turn);
        Ok(image)
    }
}

/// Parts pixels of `N` bytes into their colours and their last byte, the opacity.
fn split_alpha<const N: usize>(pixels: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut color = Vec::with_capacity(pixels.len() / N * (N - 1));
    let mut alpha = Vec::with_capacity(pixels.len() / N);
    for pixel in pixels.chunks_exact(N) {
        if let [own @ .., opacity] = pixel {
            color.extend_from_slice(own);
            alpha.push(*opacity);
        }
    }
    (color, alpha)
}

#[cfg(test)]
pub(super) mod tests {
    use image::{RgbaImage, codecs::jpeg::JpegEncoder};

    use super::*;

    /// A picture whose upper left quarter is red, on blue; transparent at the lower right.
    fn specimen(width: u32, height: u32) -> DynamicImage {
        let image = RgbaImage::from_fn(width, height, |x, y| {
            let red = x < width / 2 && y < height / 2;
            let opacity = if x >= width / 2 && y >= height / 2 { 128 } else { 255 };
            image::Rgba(if red { [250, 10, 10, 255] } else { [10, 10, 250, opacity] })
        });
        DynamicImage::ImageRgba8(image)
    }

    fn encode(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        specimen(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    pub(in crate::media::raster) fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = specimen(width, height).into_rgb8();
        JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&image).unwrap();
        bytes
    }

    pub(in crate::media::raster) fn png(width: u32, height: u32) -> Vec<u8> {
        encode(width, height, ImageFormat::Png)
    }

    pub(in crate::media::raster) fn webp(width: u32, height: u32) -> Vec<u8> {
        encode(width, height, ImageFormat::WebP)
    }

    fn raster(bytes: Vec<u8>) -> Raster {
        Raster::read(RasterFormat::of(&bytes).unwrap(), bytes).unwrap()
    }

    #[test]
    fn alpha_comes_apart_from_colour() {
        for bytes in [png(4, 2), webp(4, 2)] {
            let pixels = raster(bytes).decode().unwrap();
            assert_eq!((pixels.width, pixels.height, pixels.grey), (4, 2, false));
            assert_eq!(&pixels.color[..3], [250, 10, 10]);
            assert_eq!(pixels.alpha.unwrap(), [255, 255, 255, 255, 255, 255, 128, 128]);
        }
    }

    #[test]
    fn a_turned_photograph_is_decoded_upright() {
        let exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let plain = jpeg(32, 16);
        let bytes = [&plain[..2], exif, &plain[2..]].concat();
        let turned = raster(bytes);
        assert_eq!((turned.width, turned.height), (16, 32));
        let pixels = turned.decode().unwrap();
        assert_eq!((pixels.width, pixels.height), (16, 32));
        // Turned by a quarter to the right, the red quarter is at the upper right.
        let at = |x: usize, y: usize| &pixels.color[(y * 16 + x) * 3..][..3];
        assert!(at(14, 2)[0] > 200, "{:?}", at(14, 2));
        assert!(at(2, 2)[0] < 60, "{:?}", at(2, 2));
    }
}
