//! The file: ISO 32000-1, 7.5.
//!
//! Objects are written as they come, and nothing is kept of them but where they stand. Streams
//! stand in the file as they are, all other objects in object streams ([`packed`]), each of which
//! is deflated as soon as it is full. lopdf would hold and copy all objects to do so, which takes
//! several times the memory of the file.

mod cross_reference;
mod packed;
mod values;

use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use super::stream::deflated;
use cross_reference::Entry;
use packed::Packed;

/// The version, and four bytes that no text has, so that nobody takes the file for one:
/// ISO 19005-2, 6.1.2.
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// A file that is being written.
#[derive(Clone, Debug)]
pub(super) struct File {
    bytes: Vec<u8>,
    /// By the number of the object.
    entries: Vec<Entry>,
    packed: Packed,
}

impl File {
    /// A file in which the numbers of objects up to this one are given away.
    pub fn new(last: u32) -> File {
        let entries = vec![Entry::Free; last as usize + 1];
        File { bytes: HEADER.to_vec(), entries, packed: Packed::default() }
    }

    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> ObjectId {
        let number = self.entries.len();
        self.entries.push(Entry::Free);
        // A file of four thousand million objects does not fit into any memory.
        (u32::try_from(number).unwrap_or(u32::MAX), 0)
    }

    /// Writes an object under a number of its own.
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Writes an object under a reserved number. Each is written once.
    pub fn put(&mut self, id: ObjectId, object: impl Into<Object>) {
        match object.into() {
            Object::Stream(stream) => self.stream(id, stream),
            other => {
                self.packed.push(id.0, &other);
                if self.packed.is_full() {
                    self.close_packed();
                }
            }
        }
    }

    /// Writes a stream, deflated unless it has a filter or must stay as it is.
    fn stream(&mut self, id: ObjectId, mut stream: Stream) {
        if stream.allows_compression && !stream.dict.has(b"Filter") {
            stream.content = deflated(&stream.content);
            stream.dict.set("Filter", "FlateDecode");
        }
        self.raw_stream(id, stream.dict, &stream.content);
    }

    fn raw_stream(&mut self, id: ObjectId, mut dictionary: Dictionary, content: &[u8]) {
        dictionary.set("Length", content.len() as i64);
        self.set(id, Entry::At(self.bytes.len()));
        // Writing to memory does not fail.
        let _ = writeln!(self.bytes, "{} {} obj", id.0, id.1);
        values::write_dictionary(&dictionary, &mut self.bytes);
        self.bytes.extend_from_slice(b"stream\n");
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn close_packed(&mut self) {
        let packed = std::mem::take(&mut self.packed);
        if packed.numbers.is_empty() {
            return;
        }
        let id = self.reserve();
        for (index, number) in packed.numbers.iter().enumerate() {
            self.set((*number, 0), Entry::Within { stream: id.0, index });
        }
        let (dictionary, content) = packed.finish();
        self.raw_stream(id, dictionary, &content);
    }

    fn set(&mut self, id: ObjectId, entry: Entry) {
        if let Some(place) = self.entries.get_mut(id.0 as usize) {
            *place = entry;
        }
    }

    /// Ends the file. Its identifier (ISO 32000-1, 14.4) is a digest of all that is in it.
    pub fn finish(mut self, root: ObjectId, information: ObjectId) -> Vec<u8> {
        self.close_packed();
        let digest = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, &self.bytes);
        let digest = Object::String(digest.as_bytes().to_vec(), StringFormat::Hexadecimal);
        let id = self.reserve();
        let start = self.bytes.len();
        self.set(id, Entry::At(start));
        let (mut dictionary, content) = cross_reference::stream(&self.entries);
        dictionary.set("Root", Object::Reference(root));
        dictionary.set("Info", Object::Reference(information));
        dictionary.set("ID", vec![digest.clone(), digest]);
        self.raw_stream(id, dictionary, &content);
        let _ = write!(self.bytes, "startxref\n{start}\n%%EOF\n");
        self.bytes
    }
}

#[cfg(test)]
mod tests;
