//! One line a finding.

use std::fmt::Write;

use super::{Diagnostic, Place};
use crate::source::Sources;

/// The findings, one a line: `manuscript/02-goals.md:41:7: error[missing-image]: what is wrong;
/// what to do`. A finding without a place begins with its severity.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        if let Some(place) = diagnostic.span.and_then(|span| Place::of(span, sources)) {
            let start = place.start;
            let _ = write!(text, "{}:{}:{}: ", place.source.name(), start.line, start.column);
        }
        let severity = diagnostic.severity.name();
        let _ =
            write!(text, "{severity}[{}]: {}", diagnostic.code, on_one_line(&diagnostic.message));
        if let Some(help) = &diagnostic.help {
            let _ = write!(text, "; {}", on_one_line(help));
        }
        text.push('\n');
    }
    text
}

/// The words with every line break, and what a terminal may take for one, as a space.
fn on_one_line(words: &str) -> String {
    words.replace(|c: char| c.is_control(), " ")
}
