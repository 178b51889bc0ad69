//! Pictures of printing inks: smaller copies that keep their inks and their profile.
//!
//! The way through light and back ([`super::scale`]) would mix the inks anew, and what was black
//! alone would become a brew of four. Here each ink is averaged by itself, in the light that its
//! tones take away ([`super::tone`]). Of one ink that is exact: paper and dots of ink give back
//! light in proportion to their areas (Murray and Davies, 1936), and areas are what an average
//! adds up.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage};
use jpeg_encoder::ColorType;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::scale::{Light, resample};
use super::tone::{self, INKS};
use super::{ColorModel, Raster, RasterFormat, coding, jpeg};
use crate::media::MediaError;

/// A picture in cyan, magenta, yellow and black, upright, row after row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inks {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Four tone values for each pixel: 0 is bare paper, 255 full ink.
    pub tones: Vec<u8>,
}

impl Raster {
    /// Decodes the inks of a JPEG in CMYK.
    ///
    /// # Errors
    ///
    /// When the picture has no inks, or when its coded pixels make no sense.
    pub fn decode_inks(&self) -> Result<Inks, MediaError> {
        let unsupported = |variety| MediaError::Unsupported { format: self.format, variety };
        let broken = |fault: String| MediaError::Broken { format: self.format, fault };
        let (RasterFormat::Jpeg, ColorModel::Cmyk { inverted }) = (self.format, self.color) else {
            return Err(unsupported("colours that are no inks"));
        };
        if jpeg::has_separate_scans(&self.bytes) {
            return Err(unsupported("a scan for each colour"));
        }
        let mut decoder = JpegDecoder::new(Cursor::new(&self.bytes[..]));
        let fault = |error: zune_jpeg::errors::DecodeErrors| broken(error.to_string());
        decoder.decode_headers().map_err(fault)?;
        let coded = decoder.input_colorspace().unwrap_or(ColorSpace::CMYK);
        decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(coded));
        let mut tones = decoder.decode().map_err(fault)?;
        if coded == ColorSpace::YCCK {
            tones.as_chunks_mut::<INKS>().0.iter_mut().for_each(cmyk_of_ycck);
        }
        if inverted {
            tones.iter_mut().for_each(|tone| *tone = 255 - *tone);
        }
        let (width, height) = match self.orientation {
            5..=8 => (self.height, self.width),
            _ => (self.width, self.height),
        };
        // Four bytes are four bytes: whoever turns pixels need not know what they mean.
        let image = RgbaImage::from_raw(width, height, tones);
        let image = image.ok_or_else(|| broken("it has fewer pixels than it says".to_string()))?;
        let mut image = DynamicImage::ImageRgba8(image);
        let turn = Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms);
        image.apply_orientation(turn);
        let image = image.into_rgba8();
        Ok(Inks { width: image.width(), height: image.height(), tones: image.into_raw() })
    }
}

/// The inks of luminance, two differences and black, as the Independent JPEG Group's library has
/// them: the formulas are those of ITU-T T.871, turned round.
fn cmyk_of_ycck(pixel: &mut [u8; INKS]) {
    let [luminance, blue, red, _] = pixel.map(i32::from);
    let (blue, red) = (blue - 128, red - 128);
    // In parts of 65,536, rounded.
    let part = |sum: i32| (sum + (1 << 15)) >> 16;
    let rgb = [
        luminance + part(91_881 * red),
        luminance - part(22_554 * blue + 46_802 * red),
        luminance + part(116_130 * blue),
    ];
    for (tone, light) in pixel.iter_mut().zip(rgb) {
        *tone = 255 - light.clamp(0, 255) as u8;
    }
}

impl Inks {
    /// A copy of this many pixels, averaged in the light of a profile's inks; the picture itself
    /// in a direction in which it has no more. Where the profile's tones cannot be read, tones are
    /// averaged as areas covered with ink.
    pub fn scaled(&self, width: u32, height: u32, profile: Option<&[u8]>) -> Inks {
        let to = (width.clamp(1, self.width), height.clamp(1, self.height));
        if to == (self.width, self.height) {
            return self.clone();
        }
        let tones = profile.and_then(tone::of_profile).unwrap_or_else(tone::plain);
        let lights = tones.map(|curve| Light::of_curve(&curve));
        let row = self.width as usize * INKS;
        let mut scaled = Vec::with_capacity(to.0 as usize * to.1 as usize * INKS);
        let read = |number: usize, out: &mut [f32]| {
            let values = self.tones.get(number * row..).unwrap_or_default();
            for ((out, value), light) in out.iter_mut().zip(values).zip(lights.iter().cycle()) {
                *out = light.of_value(*value);
            }
        };
        let write = |row: &[f32]| {
            scaled.extend(row.iter().zip(lights.iter().cycle()).map(|(sum, own)| own.value(*sum)));
        };
        resample::<INKS>((self.width, self.height), to, read, write);
        Inks { width: to.0, height: to.1, tones: scaled }
    }

    /// The inks as a JPEG, coded as Adobe's programs do: inverted, as luminance, two differences
    /// and black. The quality is counted as the Independent JPEG Group's library does, 1 to 100.
    /// None when a side has more than 65,535 pixels.
    pub fn to_jpeg(&self, quality: u8) -> Option<Vec<u8>> {
        let size = (self.width, self.height);
        coding::jpeg(&self.tones, size, ColorType::CmykAsYcck, quality, None)
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::Encoder;

    use super::super::tone::tests::profile;
    use super::*;

    fn inks(width: u32, height: u32, paint: impl Fn(u32, u32) -> [u8; INKS]) -> Inks {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Inks { width, height, tones: places.flat_map(|(x, y)| paint(x, y)).collect() }
    }

    /// Full ink of one kind in each quarter.
    fn quarters(width: u32, height: u32) -> Inks {
        inks(width, height, |x, y| {
            let mut tones = [0; INKS];
            tones[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)] = 240;
            tones
        })
    }

    fn raster(bytes: Vec<u8>) -> Raster {
        Raster::read(RasterFormat::Jpeg, bytes).unwrap()
    }

    /// How far apart two pictures are at most, at the middle of their quarters.
    fn apart(one: &Inks, other: &Inks) -> u8 {
        assert_eq!((one.width, one.height), (other.width, other.height));
        let (width, height) = (one.width as usize, one.height as usize);
        let places =
            [1, 3].into_iter().flat_map(|y| [1, 3].map(|x| (x * width / 4, y * height / 4)));
        let differences = places.flat_map(|(x, y)| {
            let start = (y * width + x) * INKS;
            let pixels = one.tones[start..].iter().zip(&other.tones[start..]).take(INKS);
            pixels.map(|(own, other)| own.abs_diff(*other)).collect::<Vec<u8>>()
        });
        differences.max().unwrap()
    }

    #[test]
    fn inks_are_read_as_they_were_written() {
        let painted = quarters(64, 48);
        for color in [ColorType::Cmyk, ColorType::CmykAsYcck] {
            let mut bytes = Vec::new();
            let encoder = Encoder::new(&mut bytes, 95);
            encoder.encode(&painted.tones, 64, 48, color).unwrap();
            let read = raster(bytes).decode_inks().unwrap();
            assert!(apart(&read, &painted) <= 6, "{color:?}: {}", apart(&read, &painted));
        }
        for quality in [80, 92] {
            let read = raster(painted.to_jpeg(quality).unwrap()).decode_inks().unwrap();
            assert!(apart(&read, &painted) <= 12, "{quality}: {}", apart(&read, &painted));
        }
    }

    #[test]
    fn inks_without_adobes_mark_are_not_inverted() {
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes, 95)
            .encode(&quarters(64, 48).tones, 64, 48, ColorType::Cmyk)
            .unwrap();
        let mark = bytes.windows(5).position(|part| part == b"Adobe").unwrap() - 4;
        let length = usize::from(bytes[mark + 3]) + 2;
        bytes.drain(mark..mark + length);
        let read = raster(bytes).decode_inks().unwrap();
        let inverted = inks(64, 48, |x, y| {
            let at = ((y * 64 + x) * 4) as usize;
            let tones = &quarters(64, 48).tones[at..at + 4];
            [255 - tones[0], 255 - tones[1], 255 - tones[2], 255 - tones[3]]
        });
        assert!(apart(&read, &inverted) <= 6);
    }

    #[test]
    fn a_turned_picture_is_decoded_upright() {
        let exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let plain = quarters(64, 48).to_jpeg(95).unwrap();
        let read = raster([&plain[..2], exif, &plain[2..]].concat()).decode_inks().unwrap();
        // Turned to the right, the upper left quarter is at the upper right.
        let turned = inks(48, 64, |x, y| {
            let mut tones = [0; INKS];
            tones[[2, 0, 3, 1][usize::from(x >= 24) + 2 * usize::from(y >= 32)]] = 240;
            tones
        });
        assert!(apart(&read, &turned) <= 12, "{}", apart(&read, &turned));
    }

    #[test]
    fn a_fine_pattern_keeps_its_light_and_its_inks() {
        let board = inks(64, 64, |x, y| [0, 0, 0, if (x + y) % 2 == 0 { 255 } else { 0 }]);
        let middle = |copy: Inks| {
            assert_eq!((copy.width, copy.height), (16, 16));
            copy.tones[(16 * 8 + 8) * INKS..][..INKS].to_vec()
        };
        // Half of the light is lightness 76, which this profile has at a tone of 61.
        let profile = profile(true, |tone| tone);
        let [0, 0, 0, black] = middle(board.scaled(16, 16, Some(&profile)))[..] else {
            panic!("other inks than black");
        };
        assert!((59..=63).contains(&black), "{black}");
        // Without tones of the profile, half of the area is half of the ink.
        let [0, 0, 0, black] = middle(board.scaled(16, 16, Some(b"a profile")))[..] else {
            panic!("other inks than black");
        };
        assert!((126..=129).contains(&black), "{black}");
    }

    #[test]
    fn plain_ink_stays_what_it_is_to_the_edges() {
        let plain = inks(50, 40, |_, _| [12, 250, 77, 130]);
        let profile = profile(false, |tone| tone * (2.0 - tone));
        for profile in [None, Some(&profile[..])] {
            let copy = plain.scaled(17, 9, profile);
            assert!(copy.tones.as_chunks::<INKS>().0.iter().all(|pixel| {
                pixel.iter().zip([12, 250, 77, 130]).all(|(own, set)| own.abs_diff(set) <= 1)
            }));
        }
        assert_eq!(plain.scaled(90, 40, None), plain);
    }

    #[test]
    fn other_pictures_have_no_inks() {
        let grey = crate::media::Pixels {
            width: 8,
            height: 8,
            grey: true,
            color: vec![9; 64],
            alpha: None,
        };
        let error = raster(grey.to_jpeg(90, None).unwrap()).decode_inks().unwrap_err();
        assert_eq!(error.code().name(), "unsupported-image");
    }
}
