//! The chunks of a WebP file (RFC 9649): what its head says, and whether it is whole.

use super::bytes::Bytes;
use super::{CUT_SHORT, ColorModel, Fault, Header, exif};

/// Reads the head of a WebP and walks to its end.
pub(super) fn read(bytes: &[u8]) -> Result<Header, Fault> {
    let mut input = Bytes::new(bytes);
    input.take(4).ok_or(CUT_SHORT)?;
    let length = input.u32_le().ok_or(CUT_SHORT)? as usize;
    let mut chunks = Bytes::new(input.take(length).ok_or(CUT_SHORT)?);
    chunks.take(4).ok_or(CUT_SHORT)?;
    let mut size = None;
    let mut alpha = false;
    let mut orientation = 1;
    let mut icc = None;
    while !chunks.rest().is_empty() {
        let kind: [u8; 4] = chunks.array().ok_or(CUT_SHORT)?;
        let length = chunks.u32_le().ok_or(CUT_SHORT)? as usize;
        let chunk = chunks.take(length).ok_or(CUT_SHORT)?;
        if length % 2 == 1 && !chunks.rest().is_empty() {
            chunks.take(1).ok_or(CUT_SHORT)?;
        }
        match &kind {
            b"VP8 " => size = Some(lossy_size(chunk)?),
            b"VP8L" => {
                let (width, height, transparent) = lossless_size(chunk)?;
                size = Some((width, height));
                alpha |= transparent;
            }
            b"ALPH" => alpha = true,
            b"ANIM" | b"ANMF" => return Err(Fault::Unsupported("an animation")),
            b"EXIF" => {
                let tiff = chunk.strip_prefix(b"Exif\0\0").unwrap_or(chunk);
                orientation = exif::orientation(tiff);
            }
            b"ICCP" => icc = Some(chunk.to_vec()),
            _ => {}
        }
    }
    let Some((width, height)) = size else {
        return Err(Fault::Broken("it holds no picture"));
    };
    Ok(Header { width, height, color: ColorModel::Rgb, alpha, orientation, icc })
}

/// The size that the head of a VP8 key frame says (RFC 6386, section 9.1).
fn lossy_size(chunk: &[u8]) -> Result<(u32, u32), Fault> {
    let mut chunk = Bytes::new(chunk);
    let _frame_tag = chunk.u24_le().ok_or(CUT_SHORT)?;
    if chunk.take(3).ok_or(CUT_SHORT)? != [0x9d, 0x01, 0x2a] {
        return Err(Fault::Broken("its picture does not begin as one"));
    }
    let width = chunk.u16_le().ok_or(CUT_SHORT)? & 0x3fff;
    let height = chunk.u16_le().ok_or(CUT_SHORT)? & 0x3fff;
    Ok((width.into(), height.into()))
}

/// The size, and whether pixels may be transparent, that the head of a lossless picture says
/// (RFC 9649, section 3.4).
fn lossless_size(chunk: &[u8]) -> Result<(u32, u32, bool), Fault> {
    let mut chunk = Bytes::new(chunk);
    if chunk.u8().ok_or(CUT_SHORT)? != 0x2f {
        return Err(Fault::Broken("its picture does not begin as one"));
    }
    let bits = chunk.u32_le().ok_or(CUT_SHORT)?;
    Ok(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1, bits >> 28 & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::raster::decode::tests::webp;
    use crate::media::raster::{Raster, RasterFormat};

    #[test]
    fn the_head_is_read() {
        let header = read(&webp(5, 3)).unwrap();
        assert_eq!((header.width, header.height, header.alpha), (5, 3, true));
    }

    #[test]
    fn every_truncation_is_found() {
        let whole = webp(5, 3);
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "cut to {end} of {} bytes", whole.len());
        }
    }

    #[test]
    fn pixels_that_make_no_sense_are_found() {
        let mut bytes = webp(40, 30);
        let half = bytes.len() / 2;
        bytes[half..].fill(0xa5);
        let error = Raster::read(RasterFormat::WebP, bytes).unwrap_err();
        assert_eq!(error.code().name(), "invalid-image");
    }

    #[test]
    fn the_head_of_a_lossy_picture_is_read() {
        let frame = [0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x00, 0x10, 0x40];
        assert_eq!(lossy_size(&frame), Ok((32, 16)));
    }
}
