//! From findings to text, one form a file.
//!
//! [`human()`] shows the line itself with what is wrong under it; [`short()`] is one line a finding, as
//! compilers print it; [`json()`] is one object a line. Each form is complete, ends with a line
//! break when it says anything, and is the same on every machine.

mod human;
mod json;
mod short;

pub use human::human;
pub use json::json;
pub use short::short;

use super::{Diagnostic, Severity};
use crate::source::{Position, Source, Sources, Span};

impl Severity {
    /// "error" or "warning".
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A span as a person finds it: its file, and its first and last place.
struct Place<'s> {
    source: &'s Source,
    start: Position,
    end: Position,
}

impl<'s> Place<'s> {
    /// The place of a span; none when the span is of no text of these.
    fn of(span: Span, sources: &'s Sources) -> Option<Place<'s>> {
        let source = sources.get(span.source)?;
        let range = span.range();
        Some(Place { source, start: source.position(range.start), end: source.position(range.end) })
    }
}
