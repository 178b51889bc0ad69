//! The parts of a JPEG file (ITU-T T.81, annex B): what its head says, and whether it is whole.
//!
//! Decoders forgive a picture that was cut short and paint the rest grey. A report must not be
//! printed so; therefore the markers are walked here, through all scans to the end of the image.

mod tables;

use super::bytes::Bytes;
use super::{CUT_SHORT, ColorModel, Fault, Header, exif};
use tables::{Component, Tables};

/// What the frame header says (T.81, B.2.2).
struct Frame {
    width: u16,
    height: u16,
    /// Whether pixels come in several passes, each finer than the last.
    progressive: bool,
    components: Vec<Component>,
}

/// Reads the head of a JPEG and walks to its end.
pub(super) fn read(bytes: &[u8]) -> Result<Header, Fault> {
    let mut input = Bytes::new(bytes);
    if input.u16_be() != Some(0xffd8) {
        return Err(Fault::Broken("it does not begin as a JPEG does"));
    }
    let mut frame: Option<Frame> = None;
    let mut tables = Tables::default();
    let mut coded = 0_usize;
    let mut scans = 0_u32;
    let mut orientation = 1;
    let mut adobe = false;
    let mut profile = Vec::new();
    loop {
        let marker = next_marker(&mut input)?;
        match marker {
            // End of image.
            0xd9 => break,
            // Markers that stand alone: TEM, and restarts outside of a scan.
            0x01 | 0xd0..=0xd7 => {}
            _ => {
                let segment = read_segment(&mut input)?;
                match marker {
                    0xc0..=0xc2 => {
                        if frame.is_some() {
                            return Err(Fault::Unsupported("several pictures in layers"));
                        }
                        frame = Some(read_frame(segment, marker == 0xc2)?);
                    }
                    0xc3 | 0xc5..=0xc7 | 0xcb | 0xcd..=0xcf => {
                        return Err(Fault::Unsupported("lossless or hierarchical coding"));
                    }
                    0xc9 | 0xca => return Err(Fault::Unsupported("arithmetic coding")),
                    0xc4 => tables.add_codes(segment)?,
                    0xdb => tables.add_steps(segment)?,
                    0xe1 => {
                        if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                            orientation = exif::orientation(tiff);
                        }
                    }
                    0xe2 => {
                        if let Some(part) = segment.strip_prefix(b"ICC_PROFILE\0") {
                            profile.push(part);
                        }
                    }
                    0xee => adobe |= segment.starts_with(b"Adobe"),
                    0xda => {
                        let Some(frame) = &frame else {
                            return Err(Fault::Broken("pixels come before their description"));
                        };
                        tables.check_scan(segment, &frame.components, frame.progressive)?;
                        scans += 1;
                        let before = input.rest().len();
                        skip_scan(&mut input)?;
                        coded += before - input.rest().len();
                    }
                    _ => {}
                }
            }
        }
    }
    let (Some(frame), true) = (frame, scans > 0) else {
        return Err(Fault::Broken("it holds no picture"));
    };
    if (coded as u64).saturating_mul(8) < frame.least_bits() {
        return Err(Fault::Broken("it has far fewer pixels than it says"));
    }
    let color = match frame.components.len() {
        1 => ColorModel::Grey,
        3 => ColorModel::Rgb,
        4 => ColorModel::Cmyk { inverted: adobe },
        _ => return Err(Fault::Unsupported("an unusual number of colours")),
    };
    Ok(Header {
        width: frame.width.into(),
        height: frame.height.into(),
        color,
        alpha: false,
        orientation,
        icc: join_profile(profile),
    })
}

/// Whether each colour has a scan of its own although the picture is sequential, and some colours
/// have fewer pixels than others. That is sound (T.81, A.2.2), but our decoder mixes the colours
/// up.
pub(super) fn has_separate_scans(bytes: &[u8]) -> bool {
    let mut input = Bytes::new(bytes.get(2..).unwrap_or_default());
    let mut thinned = false;
    let mut colors = 0;
    while let Ok(marker) = next_marker(&mut input) {
        let Ok(segment) = read_segment(&mut input) else { return false };
        match marker {
            0xc0 | 0xc1 => {
                // Six bytes, then three for each colour: its name, sampling and table.
                colors = segment.get(5).copied().unwrap_or_default();
                let mut samplings = segment.iter().skip(7).step_by(3);
                thinned = samplings.any(|sampling| *sampling != 0x11);
            }
            0xc2 => return false,
            0xda => return thinned && segment.first().is_some_and(|count| *count < colors),
            _ => {}
        }
    }
    false
}

/// The code of the next marker, past fill bytes (T.81, B.1.1.2).
fn next_marker(input: &mut Bytes<'_>) -> Result<u8, Fault> {
    if input.u8().ok_or(CUT_SHORT)? != 0xff {
        return Err(Fault::Broken("its parts do not follow each other"));
    }
    loop {
        match input.u8().ok_or(CUT_SHORT)? {
            0xff => {}
            0x00 => return Err(Fault::Broken("its parts do not follow each other")),
            marker => return Ok(marker),
        }
    }
}

fn read_segment<'a>(input: &mut Bytes<'a>) -> Result<&'a [u8], Fault> {
    let length = usize::from(input.u16_be().ok_or(CUT_SHORT)?);
    let length = length.checked_sub(2).ok_or(Fault::Broken("a part of it has no length"))?;
    input.take(length).ok_or(CUT_SHORT)
}

fn read_frame(segment: &[u8], progressive: bool) -> Result<Frame, Fault> {
    let short = || Fault::Broken("its description is too short");
    let mut segment = Bytes::new(segment);
    let [precision, height_high, height_low, width_high, width_low, count] =
        segment.array().ok_or_else(short)?;
    if precision != 8 {
        return Err(Fault::Unsupported("more than 8 bits a colour"));
    }
    let height = u16::from_be_bytes([height_high, height_low]);
    let width = u16::from_be_bytes([width_high, width_low]);
    let mut components = Vec::with_capacity(count.into());
    for _ in 0..count {
        let component = Component::of(segment.array().ok_or_else(short)?);
        components.push(component.ok_or(Fault::Broken("its description makes no sense"))?);
    }
    Ok(Frame { width, height, progressive, components })
}

impl Frame {
    /// The fewest bits that its pixels can have. Each block of 64 samples has a code for its mean
    /// and another for what differs from it; in passes the second may stand for many blocks. No
    /// code is shorter than a bit (T.81, F.1.2 and G.1.2).
    fn least_bits(&self) -> u64 {
        let finest = |sampling: fn(&Component) -> u8| {
            self.components.iter().map(sampling).max().map_or(1, u64::from)
        };
        let (across, down) = (finest(|own| own.across), finest(|own| own.down));
        let blocks = |pixels: u16, own: u8, finest: u64| {
            (u64::from(pixels) * u64::from(own)).div_ceil(finest).div_ceil(8)
        };
        let of_component = |own: &Component| {
            blocks(self.width, own.across, across) * blocks(self.height, own.down, down)
        };
        let blocks: u64 = self.components.iter().map(of_component).sum();
        if self.progressive { blocks } else { blocks * 2 }
    }
}

/// Goes past the entropy-coded data of a scan to the marker that ends it. Restart markers count
/// from 0 to 7 and over again (T.81, E.1.4): one out of turn means that data are missing.
fn skip_scan(input: &mut Bytes<'_>) -> Result<(), Fault> {
    let mut restart = 0;
    loop {
        let rest = input.rest();
        let at = rest.iter().position(|byte| *byte == 0xff).ok_or(CUT_SHORT)?;
        match rest.get(at + 1).ok_or(CUT_SHORT)? {
            // A stuffed byte: the data hold 0xff themselves.
            0x00 => input.take(at + 2),
            // A fill byte.
            0xff => input.take(at + 1),
            marker @ 0xd0..=0xd7 => {
                if marker & 7 != restart {
                    return Err(Fault::Broken("pixels are missing in the middle"));
                }
                restart = (restart + 1) & 7;
                input.take(at + 2)
            }
            _ => {
                input.take(at);
                return Ok(());
            }
        };
    }
}

/// Joins a colour profile from its parts, each headed by its number and their count (ICC.1:2022,
/// B.4). A profile with parts missing is as good as none.
fn join_profile(mut parts: Vec<&[u8]>) -> Option<Vec<u8>> {
    parts.sort_by_key(|part| part.first().copied());
    let count = usize::from(*parts.first()?.get(1)?);
    let numbers = parts.iter().map(|part| part.first().copied().map(usize::from));
    if count != parts.len() || !numbers.eq((1..=count).map(Some)) {
        return None;
    }
    let profile = parts.iter().filter_map(|part| part.get(2..)).flatten().copied().collect();
    Some(profile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::raster::decode::tests::jpeg;
    use crate::media::raster::{Raster, RasterFormat};

    /// A JPEG with these segments put in behind its first two bytes.
    fn with_segments(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        for (marker, segment) in segments {
            bytes.extend([0xff, *marker]);
            bytes.extend((segment.len() as u16 + 2).to_be_bytes());
            bytes.extend(*segment);
        }
        bytes.extend(&jpeg(24, 16)[2..]);
        bytes
    }

    /// The segments of the tables that the simplest picture needs.
    fn tables() -> Vec<u8> {
        let steps = [&[0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
        let codes = |kind: u8| [&[0xff, 0xc4, 0, 20, kind, 1][..], &[0; 15], &[0]].concat();
        [steps, codes(0x00), codes(0x10)].concat()
    }

    #[test]
    fn a_table_that_is_missing_is_found() {
        for (marker, expected) in
            [(0xdb, "a table of its steps is missing"), (0xc4, "a table of its codes is missing")]
        {
            let mut bytes = jpeg(24, 16);
            let at = bytes.windows(2).position(|pair| pair == [0xff, marker]).unwrap();
            let length = usize::from(bytes[at + 2]) * 256 + usize::from(bytes[at + 3]);
            bytes.drain(at..at + 2 + length);
            assert_eq!(read(&bytes).unwrap_err(), Fault::Broken(expected));
        }
    }

    #[test]
    fn a_size_that_the_data_cannot_fill_is_found() {
        let mut bytes = jpeg(24, 16);
        let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x20, 0, 0x20, 0]);
        let fault = read(&bytes).unwrap_err();
        assert_eq!(fault, Fault::Broken("it has far fewer pixels than it says"));
        // White paper has the fewest bits.
        let white = crate::media::Pixels {
            width: 2000,
            height: 1500,
            grey: false,
            color: vec![255; 2000 * 1500 * 3],
            alpha: None,
        };
        for quality in [1, 80, 95] {
            assert!(read(&white.to_jpeg(quality, None).unwrap()).is_ok());
        }
        let mut progressive = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 80);
        encoder.set_progressive(true);
        encoder.encode(&white.color, 2000, 1500, jpeg_encoder::ColorType::Rgb).unwrap();
        assert!(read(&progressive).is_ok());
    }

    #[test]
    fn the_head_is_read() {
        let header = read(&jpeg(24, 16)).unwrap();
        assert_eq!((header.width, header.height), (24, 16));
        assert_eq!((header.color, header.orientation), (ColorModel::Rgb, 1));
    }

    #[test]
    fn every_truncation_is_found() {
        let whole = jpeg(24, 16);
        assert!(read(&whole).is_ok());
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "cut to {end} of {} bytes", whole.len());
        }
    }

    #[test]
    fn orientation_and_profile_come_from_their_segments() {
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let second = b"ICC_PROFILE\0\x02\x02file";
        let first = b"ICC_PROFILE\0\x01\x02pro";
        let header = read(&with_segments(&[(0xe1, exif), (0xe2, second), (0xe2, first)])).unwrap();
        assert_eq!(header.orientation, 6);
        assert_eq!(header.icc.as_deref(), Some(&b"profile"[..]));
        let header = read(&with_segments(&[(0xe2, second)])).unwrap();
        assert_eq!(header.icc, None, "half a profile is none");
    }

    #[test]
    fn four_colours_are_cmyk_and_adobe_turns_them_round() {
        let frame = [8, 0, 9, 0, 7, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0];
        let scan = [0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 1, 2, 3, 4];
        let parts = [&[0xff, 0xd8][..], &tables(), &[0xff, 0xc0, 0, 20], &frame, &scan];
        let plain = [&parts.concat()[..], &[0xff, 0xd9]].concat();
        let header = read(&plain).unwrap();
        assert_eq!((header.width, header.height), (7, 9));
        assert_eq!(header.color, ColorModel::Cmyk { inverted: false });
        let adobe = [&[0xff, 0xd8, 0xff, 0xee, 0, 7][..], b"Adobe", &plain[2..]].concat();
        assert_eq!(read(&adobe).unwrap().color, ColorModel::Cmyk { inverted: true });
    }

    #[test]
    fn colours_in_scans_of_their_own_are_seen() {
        let pixels = vec![90; 32 * 24 * 3];
        let coded = |separate| {
            let mut bytes = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
            // Tables made to measure need the scans one after the other.
            encoder.set_optimized_huffman_tables(separate);
            encoder.encode(&pixels, 32, 24, jpeg_encoder::ColorType::Rgb).unwrap();
            bytes
        };
        assert!(!has_separate_scans(&coded(false)));
        assert!(!has_separate_scans(&jpeg(24, 16)));
        let raster = Raster::read(RasterFormat::Jpeg, coded(true)).unwrap();
        assert_eq!(raster.decode().unwrap_err().code().name(), "unsupported-image");
        assert!(matches!(
            raster.reading_copy([255; 3]).unwrap().bytes,
            std::borrow::Cow::Borrowed(_)
        ));
    }

    #[test]
    fn a_restart_out_of_turn_is_missing_data() {
        let frame = [8, 0, 9, 0, 7, 1, 1, 17, 0];
        let scan = |data: &[u8]| {
            let start = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
            let head = [&[0xff, 0xd8][..], &tables(), &[0xff, 0xc0, 0, 11], &frame, &start];
            [&head.concat(), data, &[0xff, 0xd9]].concat()
        };
        assert!(read(&scan(&[1, 0xff, 0xd0, 2, 0xff, 0xd1, 0xff, 0, 3])).is_ok());
        let missing = read(&scan(&[1, 0xff, 0xd0, 2, 0xff, 0xd2, 3])).unwrap_err();
        assert_eq!(missing, Fault::Broken("pixels are missing in the middle"));
    }
}
