//! From pixels to a file.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::Pixels;

/// The quality of a JPEG made from pixels, as the Independent JPEG Group's library counts it.
const QUALITY: u8 = 88;

impl Pixels {
    /// The picture as a JPEG, without its opacity. None when it is too large for one (65,535 pixels
    /// across or down), or when there are not as many colours as pixels.
    pub fn to_jpeg(&self) -> Option<Vec<u8>> {
        let color = if self.grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
        let samples = self.width as usize * self.height as usize * if self.grey { 1 } else { 3 };
        let fits = u16::try_from(self.width).is_ok() && u16::try_from(self.height).is_ok();
        if !fits || self.color.len() != samples {
            return None;
        }
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        encoder.write_image(&self.color, self.width, self.height, color).ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::{Raster, RasterFormat};

    #[test]
    fn a_jpeg_has_the_pixels_that_it_was_made_of() {
        let color = [[200, 30, 30]; 24 * 16].concat();
        let pixels = Pixels { width: 24, height: 16, grey: false, color, alpha: None };
        let jpeg = pixels.to_jpeg().unwrap();
        let again = Raster::read(RasterFormat::Jpeg, jpeg).unwrap().decode().unwrap();
        assert_eq!((again.width, again.height), (24, 16));
        assert!(again.color.iter().zip(&pixels.color).all(|(own, other)| own.abs_diff(*other) < 4));
        assert_eq!(Pixels { width: 25, ..pixels }.to_jpeg(), None);
    }
}
