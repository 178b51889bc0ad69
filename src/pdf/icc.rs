//! Colour profiles: ISO 32000-1, 8.6.5.5; ICC.1:2004-10.

/// The profile of sRGB (IEC 61966-2-1), for the output intent that PDF/A asks for.
///
/// Made here from the numbers of the standard: a matrix of primaries adapted to D50, and the
/// transfer curve as a formula. The numbers are fixed points of 16 bits before and after the
/// point, as the format has them.
pub(super) fn srgb() -> Vec<u8> {
    let curve = parametric_curve(&[0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B]);
    let adaptation = [0x1_0C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045F, -0x025E, 0x03DC, 0xC06E];
    let tags = [
        (*b"desc", text("sRGB")),
        (*b"cprt", text("No copyright")),
        (*b"wtpt", numbers(b"XYZ ", &[0xF6D6, 0x1_0000, 0xD32D])),
        (*b"chad", numbers(b"sf32", &adaptation)),
        (*b"rXYZ", numbers(b"XYZ ", &[0x6FA2, 0x38F5, 0x0390])),
        (*b"gXYZ", numbers(b"XYZ ", &[0x6299, 0xB785, 0x18DA])),
        (*b"bXYZ", numbers(b"XYZ ", &[0x24A0, 0x0F84, 0xB6CF])),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let mut offset = HEADER + 4 + 12 * tags.len();
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut values: Vec<u8> = Vec::new();
    let mut last: Option<(&[u8], usize)> = None;
    for (signature, value) in &tags {
        // The three curves are one value.
        let start = match last {
            Some((same, start)) if same == value.as_slice() => start,
            _ => {
                let start = offset;
                values.extend_from_slice(value);
                offset += value.len();
                start
            }
        };
        last = Some((value, start));
        table.extend_from_slice(signature);
        table.extend_from_slice(&(start as u32).to_be_bytes());
        table.extend_from_slice(&(value.len() as u32).to_be_bytes());
    }
    let mut profile = header(offset as u32);
    profile.append(&mut table);
    profile.append(&mut values);
    profile
}

/// Bytes of a profile's header.
const HEADER: usize = 128;

/// ICC.1:2004-10, 7.2: version 4.2, for displays, RGB, connected by XYZ, white point D50.
fn header(size: u32) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&size.to_be_bytes());
    header.extend_from_slice(&[0; 4]);
    header.extend_from_slice(&[4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    // The day of the standard's publication.
    for part in [1999_u16, 10, 18, 0, 0, 0] {
        header.extend_from_slice(&part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    for value in [0xF6D6_u32, 0x1_0000, 0xD32D] {
        header.extend_from_slice(&value.to_be_bytes());
    }
    header.resize(HEADER, 0);
    header
}

/// A value of fixed-point numbers.
fn numbers(kind: &[u8; 4], numbers: &[i32]) -> Vec<u8> {
    let mut value = [*kind, [0; 4]].concat();
    value.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    value
}

/// A curve as the formula of type 3: a power above a threshold, a straight line below.
fn parametric_curve(parameters: &[i32]) -> Vec<u8> {
    let mut value = b"para\0\0\0\0\0\x03\0\0".to_vec();
    value.extend(parameters.iter().flat_map(|number| number.to_be_bytes()));
    value
}

/// A text in English.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut value = b"mluc\0\0\0\0".to_vec();
    for number in [1, 12] {
        value.extend_from_slice(&u32::to_be_bytes(number));
    }
    value.extend_from_slice(b"enUS");
    for number in [units.len() as u32, 28] {
        value.extend_from_slice(&number.to_be_bytes());
    }
    value.extend_from_slice(&units);
    value.resize(value.len().next_multiple_of(4), 0);
    value
}

/// Whether a profile that came with a picture can go into the file: of a class and version that
/// PDF/A allows (ISO 19005-2, 6.2.4.2), and for so many colours.
pub(super) fn is_usable(profile: &[u8], colors: u8) -> bool {
    let at = |offset: usize| profile.get(offset..offset + 4).unwrap_or_default();
    let space: &[u8] = match colors {
        1 => b"GRAY",
        3 => b"RGB ",
        4 => b"CMYK",
        _ => return false,
    };
    let class = [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|class| at(12) == *class);
    let version = profile.get(8).is_some_and(|major| *major <= 4);
    let size = at(0).try_into().map(u32::from_be_bytes);
    let whole = size.is_ok_and(|size| usize::try_from(size) == Ok(profile.len()));
    at(36) == b"acsp" && at(16) == space && class && version && whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_of_srgb_is_one_that_we_would_take() {
        let profile = srgb();
        assert!(is_usable(&profile, 3));
        assert!(!is_usable(&profile, 1));
        assert!(!is_usable(&profile[..200], 3));
    }

    #[test]
    fn its_tags_lie_inside_it_on_boundaries_of_four() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap());
        for tag in 0..number(128) as usize {
            let (start, length) = (number(136 + 12 * tag), number(140 + 12 * tag));
            assert_eq!(start % 4, 0);
            assert!((start + length) as usize <= profile.len());
        }
        assert!(profile.len() < 600);
    }
}
