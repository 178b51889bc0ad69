//! Strings: ISO 32000-1, 7.9.2.

use lopdf::{Object, StringFormat};

/// A text string: ASCII as it is, anything else in UTF-16BE.
pub(super) fn text_string(text: &str) -> Object {
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if plain {
        return ascii_string(text);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A string of ASCII characters.
pub(super) fn ascii_string(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// A text string in UTF-16BE for a content stream, with its angle brackets.
pub(super) fn utf16_hex(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_beyond_ascii_is_utf_16_with_its_mark() {
        assert_eq!(text_string("A b"), Object::String(b"A b".to_vec(), StringFormat::Literal));
        let bytes = vec![0xFE, 0xFF, 0x00, 0xE9, 0xD8, 0x3D, 0xDE, 0x00];
        assert_eq!(text_string("é😀"), Object::String(bytes, StringFormat::Hexadecimal));
        assert_eq!(utf16_hex("\u{AD}"), "<FEFF00AD>");
    }
}
