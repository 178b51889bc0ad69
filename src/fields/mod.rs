//! Fields that other programs read: keys and values of YAML or TOML, with their places.
//!
//! Front matter of chapters and the settings of other book makers are written so. Both notations
//! give one tree, [`Value`]. Nothing in a text makes the tree larger than the text: an alias of
//! YAML stands for nothing.

mod front;
mod toml;
mod yaml;

pub use self::front::{Front, Notation, front};
pub use self::toml::{toml, toml_string};
pub use self::yaml::{lines, yaml};

use std::ops::Range;

/// Values may lie in one another this deep.
const DEEPEST: usize = 32;

/// A value, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where it stands in the text, without its quotation marks.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value.
    Nothing,
    /// Words; a number or a date as it is written.
    Words(String),
    /// Values one after another.
    List(Vec<Value>),
    /// Keys with their values, in the order of the text.
    Table(Vec<Field>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// The value.
    pub value: Value,
}

/// Why a text is none of its notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which that shows.
    pub at: usize,
    /// What is wrong, in the words of the reader of the notation.
    pub message: String,
}

impl Value {
    /// The keys with their values; none unless it is a table.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Table(fields) => fields,
            _ => &[],
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields().iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// The value that these keys lead to, one in another.
    pub fn path(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Its words, if it has any; line breaks and spaces around them are none.
    pub fn words(&self) -> Option<&str> {
        match &self.kind {
            Kind::Words(words) => Some(words.trim()).filter(|words| !words.is_empty()),
            _ => None,
        }
    }

    /// The values of a list; a value that is none is a list of itself.
    pub fn items(&self) -> &[Value] {
        match &self.kind {
            Kind::List(values) => values,
            Kind::Nothing => &[],
            _ => std::slice::from_ref(self),
        }
    }
}

/// Where the words of a value stand in a text: within the range of what is written, letter by
/// letter if they are there so, else the whole of it.
fn place_of(text: &str, written: Range<usize>, words: &str) -> Range<usize> {
    let inside = text.get(written.clone()).and_then(|written| written.find(words));
    match inside {
        Some(at) if !words.is_empty() => written.start + at..written.start + at + words.len(),
        _ => written,
    }
}
