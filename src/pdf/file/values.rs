//! Objects as bytes: ISO 32000-1, 7.3.
//!
//! lopdf writes whole documents; what it writes single objects with cannot be called from outside.

use std::fmt::Arguments;
use std::io::Write;

use lopdf::{Dictionary, Object, StringFormat};

/// Writes an object. Of a stream, which cannot stand inside another object, the dictionary is
/// written.
pub(super) fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => write_plain(format_args!("{value}"), out),
        Object::Integer(value) => write_plain(format_args!("{value}"), out),
        Object::Real(value) if value.is_finite() => write_plain(format_args!("{value}"), out),
        // No number of ours; a reader could do nothing with it.
        Object::Real(_) => out.push(b'0'),
        Object::Reference((number, generation)) => {
            write_plain(format_args!("{number} {generation} R"), out);
        }
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, StringFormat::Literal) => write_literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => write_hexadecimal(bytes, out),
        Object::Array(values) => write_array(values, out),
        Object::Dictionary(dictionary) => write_dictionary(dictionary, out),
        Object::Stream(stream) => write_dictionary(&stream.dict, out),
    }
}

fn write_plain(text: Arguments<'_>, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = out.write_fmt(text);
}

fn write_array(values: &[Object], out: &mut Vec<u8>) {
    out.push(b'[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            separate(value, out);
        }
        write(value, out);
    }
    out.push(b']');
}

/// Writes a dictionary, its entries in the order in which they were set.
pub(super) fn write_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(key, out);
        separate(value, out);
        write(value, out);
    }
    out.extend_from_slice(b">>");
}

/// Puts a space before a value that does not begin with a delimiter.
fn separate(value: &Object, out: &mut Vec<u8>) {
    let delimited = matches!(
        value,
        Object::Name(_)
            | Object::String(..)
            | Object::Array(_)
            | Object::Dictionary(_)
            | Object::Stream(_)
    );
    if !delimited {
        out.push(b' ');
    }
}

/// A name: 7.3.5. What is no regular character is written by its number.
fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if (b'!'..=b'~').contains(&byte) && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            write_digits(byte, out);
        }
    }
}

/// A string between parentheses: 7.3.4.2.
fn write_literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // Readers take a carriage return for a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            other => out.push(other),
        }
    }
    out.push(b')');
}

/// A string between angle brackets: 7.3.4.3.
fn write_hexadecimal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    for &byte in bytes {
        write_digits(byte, out);
    }
    out.push(b'>');
}

fn write_digits(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(DIGITS[usize::from(byte >> 4)]);
    out.push(DIGITS[usize::from(byte & 15)]);
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn written(object: impl Into<Object>) -> String {
        let mut out = Vec::new();
        write(&object.into(), &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn values_are_parted_where_they_would_run_together() {
        let inner: Vec<Object> = vec![
            1.into(),
            (-2).into(),
            Object::Real(0.5),
            Object::Null,
            true.into(),
            Object::Reference((7, 0)),
            "N".into(),
            3.into(),
        ];
        assert_eq!(written(inner), "[1 -2 0.5 null true 7 0 R/N 3]");
        let dictionary = dictionary! {"A" => 1, "B" => "C", "D" => dictionary! {}, "E" => vec![]};
        assert_eq!(written(dictionary), "<</A 1/B/C/D<<>>/E[]>>");
    }

    #[test]
    fn names_and_strings_are_escaped() {
        assert_eq!(written(Object::Name(b"A b#(\xE9".to_vec())), "/A#20b#23#28#E9");
        let literal = |bytes: &[u8]| written(Object::String(bytes.into(), StringFormat::Literal));
        assert_eq!(literal(b"a(b)\\c\rd"), "(a\\(b\\)\\\\c\\rd)");
        assert_eq!(written(Object::String(vec![0, 171], StringFormat::Hexadecimal)), "<00AB>");
    }

    #[test]
    fn numbers_have_no_exponent() {
        assert_eq!(written(Object::Real(1e20)), "100000000000000000000");
        assert_eq!(written(Object::Real(1e-7)), "0.0000001");
        assert_eq!(written(Object::Real(f32::NAN)), "0");
        assert_eq!(written(Object::Integer(i64::MIN)), "-9223372036854775808");
    }
}
