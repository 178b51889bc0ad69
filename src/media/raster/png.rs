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

/// The pixels of a PNG as they are coded: deflated rows, each after its filter, which PDF reads
/// with the predictors of PNG (ISO 32000-1, 7.4.4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedRows {
    /// Bits of a colour: 1, 2, 4, 8 or 16.
    pub depth: u8,
    /// Colours of a pixel: 1 for grey or a number in the palette, 3 for red, green and blue.
    pub colors: u8,
    /// Red, green and blue of each number.
    pub palette: Option<Vec<u8>>,
    /// The rows.
    pub deflated: Vec<u8>,
}

/// The coded pixels of a PNG, if another reader can take them as they are: opaque, row after row
/// from the top, and all there.
pub(super) fn coded_rows(bytes: &[u8]) -> Option<CodedRows> {
    let mut input = Bytes::new(bytes);
    input.take(8)?;
    let (kind, header) = read_chunk(&mut input).ok()?;
    let [w1, w2, w3, w4, h1, h2, h3, h4, depth, model, 0, 0, 0] = *header else { return None };
    let colors = match (&kind, model) {
        (b"IHDR", 0 | 3) => 1,
        (b"IHDR", 2) => 3,
        _ => return None,
    };
    let mut rows = CodedRows { depth, colors, palette: None, deflated: Vec::new() };
    loop {
        match read_chunk(&mut input).ok()? {
            (kind, _) if &kind == b"tRNS" => return None,
            (kind, chunk) if &kind == b"PLTE" && model == 3 => rows.palette = Some(chunk.to_vec()),
            (kind, chunk) if &kind == b"IDAT" => rows.deflated.extend_from_slice(chunk),
            (kind, _) if &kind == b"IEND" => break,
            _ => {}
        }
    }
    if rows.palette.is_some() != (model == 3) {
        return None;
    }
    let width = u64::from(u32::from_be_bytes([w1, w2, w3, w4]));
    let height = u64::from(u32::from_be_bytes([h1, h2, h3, h4]));
    let row = (width * u64::from(colors) * u64::from(depth)).div_ceil(8) + 1;
    is_whole(&rows.deflated, row, height).then_some(rows)
}

/// Whether rows of so many bytes, filter included, come out of deflated bytes, and nothing is
/// missing.
fn is_whole(deflated: &[u8], row: u64, height: u64) -> bool {
    let mut decoder = ZlibDecoder::new(deflated).take(row * height);
    let mut buffer = [0; 1 << 14];
    let mut read = 0;
    while let Ok(count @ 1..) = decoder.read(&mut buffer) {
        // The first byte of a row is its filter, of which there are five.
        let first = (row - read % row) % row;
        let filters = buffer.iter().take(count).skip(first as usize).step_by(row as usize);
        if filters.copied().any(|filter| filter > 4) {
            return false;
        }
        read += count as u64;
    }
    read == row * height
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

    /// A PNG of these chunks, checksums added.
    fn of_chunks(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, chunk) in chunks {
            let mut crc = Crc::new();
            crc.update(*kind);
            crc.update(chunk);
            bytes.extend((chunk.len() as u32).to_be_bytes());
            bytes.extend(*kind);
            bytes.extend(chunk);
            bytes.extend(crc.sum().to_be_bytes());
        }
        bytes
    }

    fn deflated(rows: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, rows).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn opaque_rows_can_be_taken_as_they_are() {
        let header =
            |depth, model, interlaced| vec![0, 0, 0, 9, 0, 0, 0, 2, depth, model, 0, 0, interlaced];
        let rows = deflated(&[1, 0xA0, 0x80, 2, 0x0F, 0]);
        let (first, second) = rows.split_at(5);
        let palette = vec![0, 0, 0, 255, 255, 255];
        let png = |head: Vec<u8>, extra: &[(&[u8; 4], Vec<u8>)], second: &[u8]| {
            let mut chunks = vec![(b"IHDR", head), (b"PLTE", palette.clone())];
            chunks.extend(extra.to_vec());
            chunks.extend([(b"IDAT", first.to_vec()), (b"IDAT", second.to_vec())]);
            chunks.push((b"IEND", Vec::new()));
            of_chunks(&chunks)
        };
        let taken = coded_rows(&png(header(1, 3, 0), &[], second)).unwrap();
        let expected = CodedRows {
            depth: 1,
            colors: 1,
            palette: Some(palette.clone()),
            deflated: rows.clone(),
        };
        assert_eq!(taken, expected);
        // Interlaced, with opacity, with too many rows, or with a filter that there is not.
        assert_eq!(coded_rows(&png(header(1, 3, 1), &[], second)), None);
        assert_eq!(coded_rows(&png(header(1, 3, 0), &[(b"tRNS", vec![0])], second)), None);
        assert_eq!(coded_rows(&png(header(2, 3, 0), &[], second)), None);
        assert_eq!(coded_rows(&png(header(1, 3, 0), &[], &second[..second.len() - 8])), None);
        let wrong = deflated(&[1, 0xA0, 0x80, 7, 0x0F, 0]);
        let chunks = [(b"IHDR", header(1, 0, 0)), (b"IDAT", wrong), (b"IEND", Vec::new())];
        assert_eq!(coded_rows(&of_chunks(&chunks)), None);
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
