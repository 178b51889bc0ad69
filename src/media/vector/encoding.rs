//! The bytes of a drawing as text: drawings are mostly UTF-8, and older programs write others.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::GzDecoder;

/// No drawing is larger when it is unpacked.
const LARGEST: u64 = 64 << 20;

/// The bytes of a drawing as those of UTF-8, unpacked where they are packed (SVGZ). Bytes that are
/// no drawing, or are UTF-8 already, stay as they are.
pub(in super::super) fn as_utf8(bytes: Vec<u8>) -> Vec<u8> {
    if bytes.starts_with(b"\x1f\x8b") {
        let mut unpacked = Vec::new();
        let read = GzDecoder::new(bytes.as_slice()).take(LARGEST).read_to_end(&mut unpacked);
        let text = decoded(unpacked);
        return if read.is_ok() && super::looks_like_svg(&text) { text } else { bytes };
    }
    decoded(bytes)
}

fn decoded(bytes: Vec<u8>) -> Vec<u8> {
    let encoding = match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => encoding,
        None => match bytes.get(..2) {
            Some(b"<\0") => UTF_16LE,
            Some(b"\0<") => UTF_16BE,
            _ => declared(&bytes).unwrap_or(UTF_8),
        },
    };
    if encoding == UTF_8 {
        return bytes;
    }
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    match super::looks_like_svg(text.as_bytes()) {
        true => undeclared(&text).into_bytes(),
        false => bytes,
    }
}

/// A drawing without the line that names its encoding, which is another now. Its lines keep their
/// numbers.
fn undeclared(text: &str) -> String {
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    match declaration {
        Some((declaration, rest)) => "\n".repeat(declaration.matches('\n').count()) + rest,
        None => text.to_string(),
    }
}

/// The encoding that the first line of an XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let line = bytes.get(..bytes.len().min(200))?;
    let line =
        line.split(|byte| *byte == b'>').next().and_then(|line| str::from_utf8(line).ok())?;
    let (_, rest) = line.split_once("encoding")?;
    let name = rest.trim_start().strip_prefix('=')?.trim_start();
    let name = name.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    // A file that says UTF-16 in letters of one byte is none.
    Encoding::for_label(name.as_bytes()).map(|own| own.output_encoding())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'><text>Zürich – 5 €</text></svg>";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn other_encodings_are_decoded() {
        let marked = format!("\u{feff}{DRAWING}");
        let headed = |name: &str| format!("<?xml version='1.0' encoding='{name}'?>{DRAWING}");
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(DRAWING);
        let windows = [b"<?xml version='1.0' encoding='iso-8859-1'?>", &*windows].concat();
        let (russian, _, _) = encoding_rs::KOI8_R.encode("<svg>Москва</svg>");
        let russian = [b"<?xml version=\"1.0\" encoding=\"KOI8-R\"?>", &*russian].concat();
        for bytes in [
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(&headed("UTF-16"), u16::to_be_bytes),
            utf16(DRAWING, u16::to_le_bytes),
            windows,
        ] {
            let text = as_utf8(bytes);
            assert_eq!(String::from_utf8_lossy(&text), DRAWING);
            assert_eq!(as_utf8(text.clone()), text);
        }
        assert!(String::from_utf8(as_utf8(russian)).unwrap().contains("Москва"));
    }

    #[test]
    fn what_is_utf8_or_no_drawing_stays() {
        let headed = format!("<?xml version='1.0' encoding='utf-8'?>{DRAWING}");
        let kept: [&[u8]; 5] =
            [DRAWING.as_bytes(), headed.as_bytes(), b"", b"\xff\xfe<\0", b"\x1f\x8bbroken"];
        for bytes in kept {
            assert_eq!(as_utf8(bytes.to_vec()), bytes);
        }
    }

    #[test]
    fn a_packed_drawing_is_unpacked() {
        use std::io::Write;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(DRAWING.as_bytes()).unwrap();
        assert_eq!(as_utf8(packed.finish().unwrap()), DRAWING.as_bytes());
    }
}
