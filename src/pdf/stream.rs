//! Streams and their filters: ISO 32000-1, 7.3.8 and 7.4.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{DictItem, ExternalStream};

/// How hard is tried: beyond this the time doubles for a few per cent of size.
const LEVEL: u32 = 6;

/// Bytes after FlateDecode's coding (RFC 1950).
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder =
        ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(LEVEL));
    // Writing to memory does not fail.
    let coded = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let mut coded = coded.unwrap_or_default();
    coded.shrink_to_fit();
    coded
}

/// A stream with a dictionary, deflated.
pub(super) fn stream(mut dict: BTreeMap<String, DictItem>, content: &[u8]) -> ExternalStream {
    dict.insert("Filter".into(), name("FlateDecode"));
    ExternalStream { dict, content: deflated(content), compress: false }
}

/// A name as a value of a dictionary.
pub(super) fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
