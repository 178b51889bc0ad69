//! The chunks of a PNG file (PNG 3, section 5): what its head says, and whether it is whole.

mod rows;

use std::io::Read;

use flate2::Crc;
use flate2::read::ZlibDecoder;

use super::bytes::Bytes;
use super::{CUT_SHORT, ColorModel, Fault, Header, exif};
use rows::Layout;
pub(super) use rows::check_rows;

/// No colour profile is longer: the largest in use have some 2 MB.
const LONGEST_PROFILE: u64 = 4 << 20;

/// Reads the head of a PNG and walks to its end, holding each chunk against its checksum.
pub(super) fn read(bytes: &[u8]) -> Result<Header, Fault> {
    let mut input = Bytes::new(bytes);
    input.take(8).ok_or(CUT_SHORT)?;
    let mut header: Option<Header> = None;
    let mut pixels = false;
    let mut palette = None;
    loop {
        let (kind, chunk) = read_chunk(&mut input)?;
        match (&kind, &mut header) {
            (b"IHDR", None) => header = Some(read_header(chunk)?),
            (_, None) => return Err(Fault::Broken("it does not begin with its description")),
            (b"tRNS", Some(header)) => header.alpha = true,
            (b"eXIf", Some(header)) => header.orientation = exif::orientation(chunk),
            (b"iCCP", Some(header)) => header.icc = read_profile(chunk),
            (b"PLTE", Some(_)) => palette = Some(chunk.len()),
            (b"IDAT", Some(_)) => pixels = true,
            (b"IEND", Some(_)) => break,
            _ => {}
        }
    }
    let Some(header) = header.filter(|_| pixels) else {
        return Err(Fault::Broken("it holds no picture"));
    };
    match palette {
        None if Layout::of(bytes).is_some_and(Layout::has_palette) => {
            Err(Fault::Broken("its colours are those of a palette that it does not have"))
        }
        Some(length) if length == 0 || length % 3 != 0 || length > 3 * 256 => {
            Err(Fault::Broken("its palette is not one"))
        }
        _ => Ok(header),
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

/// The coded pixels of a PNG whose rows were checked, if another reader can take them as they are:
/// opaque, and row after row from the top.
pub(super) fn coded_rows(bytes: &[u8]) -> Option<CodedRows> {
    let layout = Layout::of(bytes).filter(|layout| layout.is_plain())?;
    let mut rows = CodedRows {
        depth: layout.depth,
        colors: layout.samples(),
        palette: None,
        deflated: Vec::new(),
    };
    let mut input = Bytes::new(bytes.get(8..)?);
    loop {
        match read_chunk(&mut input).ok()? {
            (kind, _) if &kind == b"tRNS" => return None,
            (kind, chunk) if &kind == b"PLTE" && layout.has_palette() => {
                rows.palette = Some(chunk.to_vec());
            }
            (kind, chunk) if &kind == b"IDAT" => rows.deflated.extend_from_slice(chunk),
            (kind, _) if &kind == b"IEND" => return Some(rows),
            _ => {}
        }
    }
}

/// The IHDR chunk (PNG 3, section 11.2.1).
fn read_header(chunk: &[u8]) -> Result<Header, Fault> {
    let layout = Layout::of_header(chunk).ok_or(Fault::Broken("its description makes no sense"))?;
    let Layout { width, height, .. } = layout;
    let (color, alpha) = match layout.model {
        0 => (ColorModel::Grey, false),
        4 => (ColorModel::Grey, true),
        6 => (ColorModel::Rgb, true),
        _ => (ColorModel::Rgb, false),
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
    use crate::media::raster::{Raster, RasterFormat};

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
        // Interlaced, or with opacity.
        assert_eq!(coded_rows(&png(header(1, 3, 1), &[], second)), None);
        assert_eq!(coded_rows(&png(header(1, 3, 0), &[(b"tRNS", vec![0])], second)), None);
    }

    /// What is wrong with a PNG of 9 by 2 pixels.
    fn fault(description: [u8; 5], palette: Option<usize>, rows: &[u8]) -> Option<Fault> {
        let head = [&[0, 0, 0, 9, 0, 0, 0, 2][..], &description].concat();
        let mut chunks = vec![(b"IHDR", head)];
        chunks.extend(palette.map(|length| (b"PLTE", vec![0; length])));
        chunks.extend([(b"IDAT", deflated(rows)), (b"IEND", Vec::new())]);
        let bytes = of_chunks(&chunks);
        read(&bytes).and_then(|_| check_rows(&bytes)).err()
    }

    #[test]
    fn a_description_that_makes_no_sense_is_found() {
        let grey = [0; 20];
        assert_eq!(fault([8, 0, 0, 0, 0], None, &grey), None);
        // Depths that a kind of colour does not have; no such kind; unknown methods.
        let senseless = [[3, 0], [16, 3], [4, 2], [1, 6], [8, 1], [8, 7]];
        let descriptions = senseless.map(|[depth, model]| [depth, model, 0, 0, 0]);
        for own in
            descriptions.into_iter().chain([[8, 0, 1, 0, 0], [8, 0, 0, 1, 0], [8, 0, 0, 0, 2]])
        {
            let expected = Some(Fault::Broken("its description makes no sense"));
            assert_eq!(fault(own, Some(6), &[0; 200]), expected, "{own:?}");
        }
    }

    #[test]
    fn numbers_without_a_palette_are_found() {
        assert_eq!(fault([8, 3, 0, 0, 0], Some(6), &[0; 20]), None);
        for palette in [None, Some(0), Some(7), Some(771)] {
            assert!(fault([8, 3, 0, 0, 0], palette, &[0; 20]).is_some(), "{palette:?}");
        }
    }

    #[test]
    fn an_absurd_size_is_refused_before_its_rows_are_unpacked() {
        for (width, height) in [(65_535_u32, 65_535_u32), (70_000, 1), (1, 70_000), (0, 5)] {
            let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
            let head = [&sides[..], &[8, 0, 0, 0, 0]].concat();
            let chunks = [(b"IHDR", head), (b"IDAT", deflated(&[0; 9])), (b"IEND", Vec::new())];
            let error = Raster::read(RasterFormat::Png, of_chunks(&chunks)).unwrap_err();
            assert!(error.to_string().contains(&format!("{width} × {height}")), "{error}");
            assert_eq!(error.code().name(), "invalid-image");
        }
    }

    #[test]
    fn missing_rows_are_found() {
        let missing = Some(Fault::Broken("rows of its picture are missing"));
        assert_eq!(fault([8, 0, 0, 0, 0], None, &[0; 19]), missing);
        // Interlaced: passes of 2, 1, 0, 2, 0, 4 and 9 pixels a row.
        let passes = [2_usize, 1, 2, 4, 9].map(|pixels| vec![0; pixels + 1]).concat();
        assert_eq!(fault([8, 0, 0, 0, 1], None, &passes), None);
        assert_eq!(fault([8, 0, 0, 0, 1], None, &passes[1..]), missing);
    }

    #[test]
    fn rows_that_are_coded_in_no_known_way_are_found() {
        let mut rows = [0; 20];
        rows[10] = 5;
        let unknown = Some(Fault::Broken("a row of it is coded in no known way"));
        assert_eq!(fault([8, 0, 0, 0, 0], None, &rows), unknown);
        let chunks = [
            (b"IHDR", vec![0, 0, 0, 9, 0, 0, 0, 2, 8, 0, 0, 0, 0]),
            (b"IDAT", vec![0x78, 0x9c, 0xff, 0xff, 0xff]),
            (b"IEND", Vec::new()),
        ];
        let bytes = of_chunks(&chunks);
        let packed = Err(Fault::Broken("its rows cannot be unpacked"));
        assert_eq!(check_rows(&bytes), packed);
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
