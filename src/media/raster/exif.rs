//! The orientation of a photograph (Exif 2.32, section 4.6.4).

use super::bytes::Bytes;

/// The orientation that EXIF data says, 1 to 8, or 1 when it says none. The data begin with the
/// byte order of TIFF, `II` or `MM`.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    read_orientation(tiff).filter(|value| (1..=8).contains(value)).unwrap_or(1)
}

fn read_orientation(tiff: &[u8]) -> Option<u8> {
    const ORIENTATION: u16 = 0x0112;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let u16_of = |bytes: &mut Bytes<'_>| if little { bytes.u16_le() } else { bytes.u16_be() };
    let u32_of = |bytes: &mut Bytes<'_>| if little { bytes.u32_le() } else { bytes.u32_be() };
    let mut header = Bytes::new(tiff.get(4..)?);
    let directory = u32_of(&mut header)? as usize;
    let mut entries = Bytes::new(tiff.get(directory..)?);
    let count = u16_of(&mut entries)?;
    for _ in 0..count {
        let tag = u16_of(&mut entries)?;
        let _type_and_count = entries.take(6)?;
        let mut value = Bytes::new(entries.take(4)?);
        if tag == ORIENTATION {
            return u8::try_from(u16_of(&mut value)?).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(orientation(little), 6);
        assert_eq!(orientation(big), 8);
    }

    #[test]
    fn what_makes_no_sense_is_upright() {
        assert_eq!(orientation(b""), 1);
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), 1);
        assert_eq!(orientation(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0"), 1);
    }
}
