//! What a font file is, by its first bytes, and the faces in it.

use std::sync::Arc;

use skrifa::raw::FileRef;

use super::bytes::FontBytes;
use super::face::{Face, FontError};
use super::variable;

/// The most bytes of a font that was packed for the web.
const LARGEST: usize = 128 << 20;

/// Whether bytes begin as those of a font that can be read do: OpenType, TrueType, a collection of
/// them, or either packed for the web.
pub fn looks_like_font(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 6] = [b"\0\x01\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2"];
    STARTS.iter().any(|start| bytes.starts_with(start))
}

/// The faces of a font file: one, those of a collection, or those that a variable font has names
/// for. Of a collection those are left out that cannot be used, if any can.
pub(super) fn faces(file_name: &str, bytes: Vec<u8>) -> Result<Vec<Face>, FontError> {
    let bytes = Arc::new(unpacked(bytes)?);
    let count = match FileRef::new(&bytes) {
        Ok(FileRef::Font(_)) => 1,
        Ok(FileRef::Collection(collection)) => collection.len(),
        Err(_) => return Err(FontError::NotAFont),
    };
    let mut faces = Vec::new();
    let mut fault = FontError::NotAFont;
    for index in 0..count {
        match faces_at(file_name, &bytes, index) {
            Ok(own) => faces.extend(own),
            Err(error) => fault = error,
        }
    }
    if faces.is_empty() { Err(fault) } else { Ok(faces) }
}

fn faces_at(file_name: &str, bytes: &Arc<Vec<u8>>, index: u32) -> Result<Vec<Face>, FontError> {
    let weights = variable::weights(bytes, index);
    if weights.is_empty() {
        let bytes = FontBytes::Read(Arc::clone(bytes));
        return Ok(vec![Face::read(file_name, bytes, index)?]);
    }
    let family = variable::family(bytes, index);
    let mut faces = Vec::new();
    for weight in weights {
        let instance = variable::instance(bytes, index, weight).ok_or(FontError::Variable)?;
        let mut face = Face::read(file_name, FontBytes::Read(Arc::new(instance)), 0)?;
        face.name_instance(family.as_deref(), weight);
        faces.push(face);
    }
    Ok(faces)
}

/// The font in a file that was packed for the web.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, FontError> {
    let unpack = match bytes.get(..4) {
        Some(b"wOFF") => wuff::decompress_woff1,
        Some(b"wOF2") => wuff::decompress_woff2,
        _ => return Ok(bytes),
    };
    // W3C, WOFF File Format 2.0, section 4.1: `totalSfntSize`, at the same place in both formats.
    let size = bytes.get(16..20).and_then(|size| size.try_into().ok()).map(u32::from_be_bytes);
    if size.is_none_or(|size| size as usize > LARGEST) || !lengths_are_sound(&bytes) {
        return Err(FontError::Packed);
    }
    unpack(&bytes).map_err(|_| FontError::Packed)
}

/// Whether no table of a font in WOFF 1.0 claims to be larger than a font may be (W3C, WOFF File
/// Format 1.0, section 4).
fn lengths_are_sound(bytes: &[u8]) -> bool {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    if !bytes.starts_with(b"wOFF") {
        return true;
    }
    let count = bytes.get(12..14).and_then(|count| count.try_into().ok()).map(u16::from_be_bytes);
    let length = |index: usize| {
        let at = HEADER + ENTRY * index + 12;
        bytes.get(at..at + 4).and_then(|own| own.try_into().ok()).map(u32::from_be_bytes)
    };
    let lengths: Option<Vec<u32>> = (0..usize::from(count.unwrap_or(0))).map(length).collect();
    let sum = |lengths: Vec<u32>| lengths.iter().map(|own| *own as usize).sum::<usize>();
    lengths.map(sum).is_some_and(|sum| sum <= LARGEST)
}
