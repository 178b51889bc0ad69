//! The cross-reference stream: ISO 32000-1, 7.5.8.
//!
//! It has a row of bytes for each object. Each row is written after the differences to the row
//! above it (the predictor "up" of PNG) and deflated, and becomes a twentieth as long.

use lopdf::{Dictionary, Object, dictionary};

use crate::pdf::stream::deflated;

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nowhere: the number is not in use.
    Free,
    /// So many bytes from the beginning of the file.
    At(usize),
    /// In an object stream.
    Within {
        /// The number of the stream.
        stream: u32,
        /// Its place among the objects of the stream, from 0.
        index: usize,
    },
}

/// The bytes of the fields before and after the second one: the kind, and the place in an object
/// stream.
const KIND: usize = 1;
const INDEX: usize = 2;

/// The dictionary and the content of the stream for these objects, by their numbers.
pub(super) fn stream(entries: &[Entry]) -> (Dictionary, Vec<u8>) {
    let width = width(entries);
    let row = KIND + width + INDEX;
    let mut rows = Vec::with_capacity(entries.len() * row);
    for entry in entries {
        let (kind, field, index) = match *entry {
            // The next free object is the first, which begins the list of those that are free and
            // is never used again: 7.5.4.
            Entry::Free => (0, 0, 0xFFFF),
            Entry::At(offset) => (1, offset as u64, 0),
            Entry::Within { stream, index } => (2, u64::from(stream), index as u64),
        };
        rows.push(kind);
        rows.extend_from_slice(&field.to_be_bytes()[8 - width..]);
        rows.extend_from_slice(&index.to_be_bytes()[8 - INDEX..]);
    }
    let widths = [KIND, width, INDEX].map(|width| Object::Integer(width as i64));
    let dictionary = dictionary! {
        "Type" => "XRef",
        "Size" => entries.len() as i64,
        "W" => widths.to_vec(),
        "Filter" => "FlateDecode",
        "DecodeParms" => dictionary! {"Predictor" => 12, "Columns" => row as i64},
    };
    (dictionary, deflated(&differences(&rows, row)))
}

/// The bytes that the second field needs.
fn width(entries: &[Entry]) -> usize {
    let field = |entry: &Entry| match *entry {
        Entry::Free => 0,
        Entry::At(offset) => offset as u64,
        Entry::Within { stream, .. } => u64::from(stream),
    };
    let most = entries.iter().map(field).max().unwrap_or_default();
    8 - most.leading_zeros().min(56) as usize / 8
}

/// Each row after the number of its filter, "up", without what stands above it.
fn differences(rows: &[u8], row: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() + rows.len() / row);
    let first = vec![0; row];
    let mut above = first.as_slice();
    for row in rows.chunks_exact(row) {
        out.push(2);
        out.extend(row.iter().zip(above).map(|(own, above)| own.wrapping_sub(*above)));
        above = row;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_as_wide_as_the_file_is_long() {
        assert_eq!(width(&[]), 1);
        assert_eq!(width(&[Entry::Free, Entry::At(255)]), 1);
        assert_eq!(width(&[Entry::At(256)]), 2);
        assert_eq!(width(&[Entry::At(9), Entry::Within { stream: 70_000, index: 1 }]), 3);
        assert_eq!(width(&[Entry::At(usize::MAX)]), 8);
    }

    #[test]
    fn rows_are_differences() {
        assert_eq!(differences(&[1, 9, 2, 7], 2), [2, 1, 9, 2, 1, 254]);
    }
}
