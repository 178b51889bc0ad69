//! The cross-reference stream: ISO 32000-1, 7.5.8.
//!
//! lopdf writes it at the end of the file, as it is. Here it is deflated, each row after the
//! differences to the row above it (the predictor "up" of PNG), and becomes a fifth as long.

use super::stream::deflated;

/// The bytes of a row, as lopdf writes them: one for its type, four and two for its fields.
const ROW: usize = 7;
const WIDTHS: &[u8] = b"/W[1 4 2]";
const BEGIN: &[u8] = b">>stream\n";

/// Deflates the cross-reference stream of a file, which stays where it is. A file of another shape
/// than lopdf gives it is left alone.
pub(super) fn compress(bytes: &mut Vec<u8>) {
    if let Some((start, tail)) = shorter(bytes) {
        bytes.truncate(start);
        bytes.extend_from_slice(&tail);
    }
}

/// Where a file changes, and what stands there from then on.
fn shorter(bytes: &[u8]) -> Option<(usize, Vec<u8>)> {
    let last = find_last(bytes, b"startxref\n")?;
    let digits = bytes.get(last + 10..)?.split(|byte| *byte == b'\n').next()?;
    let start: usize = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let object = bytes.get(start..)?;
    let data = object.windows(BEGIN.len()).position(|window| window == BEGIN)? + BEGIN.len();
    let head = object.get(..data - BEGIN.len())?;
    let entry = find_last(head, b"/Length ")?;
    let length: usize = std::str::from_utf8(head.get(entry + 8..)?).ok()?.parse().ok()?;
    let is_plain = find_last(head, b"/Filter").is_none() && find_last(head, WIDTHS).is_some();
    let rows = object.get(data..data + length)?;
    if !is_plain || rows.len() % ROW != 0 {
        return None;
    }
    let coded = deflated(&differences(rows));
    let mut tail = head.get(..entry)?.to_vec();
    let parameters = format!(
        "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ROW}>>/Length {}",
        coded.len()
    );
    tail.extend_from_slice(parameters.as_bytes());
    tail.extend_from_slice(BEGIN);
    tail.extend_from_slice(&coded);
    tail.extend_from_slice(object.get(data + length..)?);
    Some((start, tail))
}

/// Each row after the number of its filter, "up", without what stands above it.
fn differences(rows: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() + rows.len() / ROW);
    let mut above = [0; ROW].as_slice();
    for row in rows.chunks_exact(ROW) {
        out.push(2);
        out.extend(row.iter().zip(above).map(|(own, above)| own.wrapping_sub(*above)));
        above = row;
    }
    out
}

fn find_last(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).rposition(|window| window == part)
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object};

    use super::*;
    use crate::pdf::sample::Report;

    #[test]
    fn the_cross_references_are_deflated_and_can_be_read() {
        let bytes = Report::full().write();
        let place = find_last(&bytes, b"/Type/XRef").unwrap();
        let rest = String::from_utf8_lossy(&bytes[place..]).into_owned();
        assert!(rest.contains("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>"));
        let file = Document::load_mem(&bytes).unwrap();
        assert!(matches!(
            file.get_object(file.trailer.get(b"Root").unwrap().as_reference().unwrap()),
            Ok(Object::Dictionary(_))
        ));
        assert_eq!(file.page_iter().count(), 2);
    }

    #[test]
    fn other_files_are_left_alone() {
        for other in [&b""[..], b"startxref\n", b"startxref\n99999\n", b"x>>stream\nstartxref\n0\n"]
        {
            let mut bytes = other.to_vec();
            compress(&mut bytes);
            assert_eq!(bytes, other);
        }
        // A second time changes nothing.
        let mut bytes = Report::full().write();
        let before = bytes.clone();
        compress(&mut bytes);
        assert!(bytes == before);
    }
}
