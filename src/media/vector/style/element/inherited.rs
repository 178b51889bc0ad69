//! What an element has from those around it.

use std::rc::Rc;

use super::super::property::Surroundings;
use super::super::rewrite::Names;
use super::super::transform::Frame;

/// What an element has from those around it.
#[derive(Clone)]
pub(super) struct Inherited {
    pub around: Surroundings,
    pub names: Rc<Names>,
    pub letters: Option<Letters>,
    /// How much larger things are drawn than they are written.
    pub scale: f64,
    pub stroke_width: String,
    pub dashes: String,
    /// Whether text runs from the right.
    pub is_from_right: bool,
    /// Which end of a text stands at its place.
    pub anchor: String,
}

/// How letters are changed.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Letters {
    Upper,
    Lower,
    Capital,
}

/// What is seen, as a box.
pub(super) fn seen(inner: &Inherited) -> Frame {
    let (width, height) = inner.around.extent;
    Frame { x: 0.0, y: 0.0, width, height }
}

impl Letters {
    pub(super) fn of(self, text: &str) -> String {
        match self {
            Letters::Upper => text.to_uppercase(),
            Letters::Lower => text.to_lowercase(),
            Letters::Capital => {
                let mut out = String::with_capacity(text.len());
                let mut is_start = true;
                for character in text.chars() {
                    match is_start && character.is_alphabetic() {
                        true => out.extend(character.to_uppercase()),
                        false => out.push(character),
                    }
                    is_start = !character.is_alphanumeric() && character != '\'';
                }
                out
            }
        }
    }
}
