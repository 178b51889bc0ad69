//! The chunks of a PNG file (PNG 3, section 5): what its head says, and whether it is whole.

use std::io::Read;

use flate2::Crc;
use flate2::read::ZlibDecoder;

use super::bytes::Bytes;
use super::{CUT_SHORT, ColorModel, Fault, Header, exif};

/// No colour profile is longer: the largest in use have some 2 MB.
const LONGEST_PROFILE: u64 = 4 << 20;

/// Reads the head of a PNG and walks to its end, holding each chunk against its checksum.
pub(super) fn read(bytes: &[u8]) -> Result<Header, Fault> {
    let mut input = Bytes::new(bytes);
    input.take(8).ok_or(CUT_SHORT)?;
    let mut header: Option<Header> = None;
    let mut pixels = false;
    loop {
        let (kind, chunk) = read_chunk(&mut input)?;
        match (&kind, &mut header) {
            (b"IHDR", None) => header = Some(read_header(chunk)?),
            (_, None) => return Err(Fault::Broken("it does not begin with its description")),
            (b"tRNS", Some(header)) => header.alpha = true,
            (b"eXIf", Some(header)) => header.orientation = exif::orientation(chunk),
            (b"iCCP", Some(header)) => header.icc = read_profile(chunk),
            (b"IDAT", Some(_)) => pixels = true,
            (b"IEND", Some(_)) => break,
            _ => {}
        }
    }
    match header {
        Some(header) if pixels => Ok(header),
        _ => Err(Fault::Broken("it holds no picture")),
    }
}

fn read_chunk<'a>(input: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), Fault> {
    let length = input.u32_be().ok_or(CUT_SHORT)? as usize;
    let kind: [u8; 4] = input.array().ok_or(CUT_SHORT)?;
    let chunk = input.take(length).ok_or(CUT_SHORT)?;
    let sum = input.u32_be().ok_or(CUT_SHORT)?;
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(chunk);
    match crc.sum() == sum {
        true => Ok((kind, chunk)),
        false => Err(Fault::Broken("a part of it does not agree with its checksum")),
    }
}

/// The IHDR chunk (PNG 3, section 11.2.1).
fn read_header(chunk: &[u8]) -> Result<Header, Fault> {
    let short = || Fault::Broken("its description is too short");
    let mut chunk = Bytes::new(chunk);
    let width = chunk.u32_be().ok_or_else(short)?;
    let height = chunk.u32_be().ok_or_else(short)?;
    let _depth = chunk.u8().ok_or_else(short)?;
    let (color, alpha) = match chunk.u8().ok_or_else(short)? {
        0 => (ColorModel::Grey, false),
        2 | 3 => (ColorModel::Rgb, false),
        4 => (ColorModel::Grey, true),
        6 => (ColorModel::Rgb, true),
        _ => return Err(Fault::Broken("its colours are of no known kind")),
    };
    Ok(Header { width, height, color, alpha, orientation: 1, icc: None })
}

/// The iCCP chunk (PNG 3, section 11.3.2.3): a name, a zero, the method 0, and the profile
/// deflated. One that cannot be read is as good as none.
fn read_profile(chunk: &[u8]) -> Option<Vec<u8>> {
    let name = chunk.iter().position(|byte| *byte == 0)?;
    let deflated = chunk.get(name + 1..)?.strip_prefix(&[0])?;
    let mut profile = Vec::new();
    ZlibDecoder::new(deflated).take(LONGEST_PROFILE + 1).read_to_end(&mut profile).ok()?;
    (profile.len() as u64 <= LONGEST_PROFILE).then_some(profile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::raster::decode::tests::png;

    #[test]
    fn the_head_is_read() {
        let header = read(&png(5, 3)).unwrap();
        assert_eq!((header.width, header.height), (5, 3));
        assert_eq!((header.color, header.alpha), (ColorModel::Rgb, true));
    }

    #[test]
    fn every_truncation_is_found() {
        let whole = png(5, 3);
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "cut to {end} of {} bytes", whole.len());
        }
    }

    #[test]
    fn every_changed_byte_is_found() {
        let whole = png(5, 3);
        for at in 8..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x40;
            assert!(read(&changed).is_err(), "byte {at} was changed");
        }
    }
}
