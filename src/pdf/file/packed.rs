//! Object streams: ISO 32000-1, 7.5.7.

use std::io::Write;

use lopdf::{Dictionary, Object, dictionary};

use super::values;
use crate::pdf::stream::deflated;

/// The most objects of a stream: with more a file is hardly smaller, and a reader that looks for
/// one object has to read them all.
const MOST: usize = 200;

/// An object stream that is being filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    /// The numbers of its objects, in order.
    pub numbers: Vec<u32>,
    /// The number of each object and where it stands in `objects`.
    index: Vec<u8>,
    objects: Vec<u8>,
}

impl Packed {
    /// Writes an object, which is no stream, to the end.
    pub fn push(&mut self, number: u32, object: &Object) {
        self.numbers.push(number);
        // Writing to memory does not fail.
        let _ = write!(self.index, "{number} {} ", self.objects.len());
        values::write(object, &mut self.objects);
        self.objects.push(b'\n');
    }

    /// Whether it has as many objects as it should have.
    pub fn is_full(&self) -> bool {
        self.numbers.len() >= MOST
    }

    /// Its dictionary and its content, deflated.
    pub fn finish(mut self) -> (Dictionary, Vec<u8>) {
        let dictionary = dictionary! {
            "Type" => "ObjStm",
            "N" => self.numbers.len() as i64,
            "First" => self.index.len() as i64,
            "Filter" => "FlateDecode",
        };
        self.index.append(&mut self.objects);
        (dictionary, deflated(&self.index))
    }
}
