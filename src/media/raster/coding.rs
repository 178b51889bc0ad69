//! From pixels to the bytes of a file.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageError};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::Pixels;

/// From this quality on each pixel has its own hue; below it four share one.
const FULL_HUE: u8 = 90;

impl Pixels {
    /// The colours as a JPEG, without the opacity. The quality is counted as the Independent JPEG
    /// Group's library does, 1 to 100. None when a side has more than 65,535 pixels.
    pub fn to_jpeg(&self, quality: u8, profile: Option<&[u8]>) -> Option<Vec<u8>> {
        let colors = if self.grey { ColorType::Luma } else { ColorType::Rgb };
        jpeg(&self.color, (self.width, self.height), colors, quality, profile)
    }

    /// The picture as a PNG.
    ///
    /// # Errors
    ///
    /// When the profile is not one that a PNG can hold.
    pub(crate) fn to_png(&self, profile: Option<&[u8]>) -> Result<Vec<u8>, ImageError> {
        let mut bytes = Vec::new();
        let (compression, filter) = (CompressionType::Best, FilterType::Adaptive);
        let mut encoder = PngEncoder::new_with_quality(&mut bytes, compression, filter);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile.to_vec()).map_err(ImageError::Unsupported)?;
        }
        let (kind, joined) = match (self.grey, &self.alpha) {
            (true, None) => (ExtendedColorType::L8, None),
            (false, None) => (ExtendedColorType::Rgb8, None),
            (true, Some(alpha)) => (ExtendedColorType::La8, Some(join::<1>(&self.color, alpha))),
            (false, Some(alpha)) => (ExtendedColorType::Rgba8, Some(join::<3>(&self.color, alpha))),
        };
        let samples = joined.as_deref().unwrap_or(&self.color);
        encoder.write_image(samples, self.width, self.height, kind)?;
        Ok(bytes)
    }

    /// Colours and opacity as a WebP without loss.
    #[cfg(test)]
    pub(crate) fn to_webp(&self) -> Result<Vec<u8>, ImageError> {
        let mut bytes = Vec::new();
        let alpha = self.alpha.as_deref().unwrap_or_default();
        let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut bytes);
        let samples = join::<3>(&self.color, alpha);
        encoder.write_image(&samples, self.width, self.height, ExtendedColorType::Rgba8)?;
        Ok(bytes)
    }
}

/// The bytes of pixels as a JPEG.
pub(super) fn jpeg(
    pixels: &[u8],
    (width, height): (u32, u32),
    colors: ColorType,
    quality: u8,
    profile: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(match quality {
        FULL_HUE.. => SamplingFactor::F_1_1,
        _ => SamplingFactor::F_2_2,
    });
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    encoder.encode(pixels, width, height, colors).ok()?;
    Some(bytes)
}

/// Pixels of `N` colours, each with its opacity behind it.
fn join<const N: usize>(color: &[u8], alpha: &[u8]) -> Vec<u8> {
    let pixels = color.chunks_exact(N).zip(alpha);
    pixels.flat_map(|(own, opacity)| own.iter().chain([opacity])).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::raster::{Raster, RasterFormat};

    fn specimen() -> Pixels {
        let color = (0..32 * 24).flat_map(|at| {
            let (x, y) = (at % 32, at / 32);
            [x * 8, y * 10, 255 - x * 4].map(|value: u32| value as u8)
        });
        Pixels { width: 32, height: 24, grey: false, color: color.collect(), alpha: None }
    }

    fn raster(bytes: Vec<u8>) -> Raster {
        Raster::read(RasterFormat::of(&bytes).unwrap(), bytes).unwrap()
    }

    #[test]
    fn a_jpeg_is_near_to_the_pixels_that_it_was_made_of() {
        let pixels = specimen();
        for quality in [80, 95] {
            let jpeg = raster(pixels.to_jpeg(quality, Some(b"a profile")).unwrap());
            assert_eq!(jpeg.icc.as_deref(), Some(&b"a profile"[..]));
            let again = jpeg.decode().unwrap();
            assert_eq!((again.width, again.height, again.grey), (32, 24, false));
            let apart = pixels.color.iter().zip(&again.color);
            let apart: u32 = apart.map(|(one, other)| u32::from(one.abs_diff(*other))).sum();
            let mean = f64::from(apart) / pixels.color.len() as f64;
            assert!(mean < if quality == 95 { 1.5 } else { 4.0 }, "{mean} at {quality}");
        }
        let grey = Pixels { grey: true, color: vec![99; 32 * 24], ..pixels };
        let again = raster(grey.to_jpeg(80, None).unwrap()).decode().unwrap();
        assert_eq!(again, grey);
    }

    #[test]
    fn a_png_is_the_pixels_that_it_was_made_of() {
        let opaque = specimen();
        let alpha = (0..32 * 24).map(|at| at as u8).collect();
        for pixels in [Pixels { alpha: Some(alpha), ..opaque.clone() }, opaque] {
            assert_eq!(raster(pixels.to_png(None).unwrap()).decode().unwrap(), pixels);
        }
    }

    #[test]
    fn a_side_too_long_for_a_jpeg_is_no_reason_to_panic() {
        let long =
            Pixels { width: 70_000, height: 1, grey: true, color: vec![0; 70_000], alpha: None };
        assert_eq!(long.to_jpeg(80, None), None);
    }
}
