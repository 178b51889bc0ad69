//! One JSON object a line (RFC 8259).

use std::fmt::Write;

use super::{Diagnostic, Place};
use crate::source::{Sources, Span};

/// The findings, one object a line, with the keys `severity`, `code`, `message`, `file`, `line`,
/// `column`, `end_line`, `end_column`, `label`, `help` and `related`, in this order. What a finding
/// does not have is `null`. `related` is a list of objects with `file`, `line`, `column`,
/// `end_line`, `end_column` and `message`. Lines and columns count from 1, columns in characters.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push('{');
        member(&mut text, "severity", Some(diagnostic.severity.name()));
        text.push(',');
        member(&mut text, "code", Some(diagnostic.code.name()));
        text.push(',');
        member(&mut text, "message", Some(&diagnostic.message));
        text.push(',');
        place(&mut text, diagnostic.span, sources);
        text.push(',');
        member(&mut text, "label", diagnostic.label.as_deref());
        text.push(',');
        member(&mut text, "help", diagnostic.help.as_deref());
        text.push_str(",\"related\":[");
        for (index, (span, message)) in diagnostic.related.iter().enumerate() {
            text.push_str(if index == 0 { "{" } else { ",{" });
            place(&mut text, Some(*span), sources);
            text.push(',');
            member(&mut text, "message", Some(message));
            text.push('}');
        }
        text.push_str("]}\n");
    }
    text
}

fn place(text: &mut String, span: Option<Span>, sources: &Sources) {
    let place = span.and_then(|span| Place::of(span, sources));
    member(text, "file", place.as_ref().map(|place| place.source.name()));
    let numbers = place.map(|place| [place.start, place.end]);
    let numbers = numbers.map(|[start, end]| [start.line, start.column, end.line, end.column]);
    for (index, key) in ["line", "column", "end_line", "end_column"].into_iter().enumerate() {
        let _ = match numbers {
            Some(numbers) => write!(text, ",\"{key}\":{}", numbers[index]),
            None => write!(text, ",\"{key}\":null"),
        };
    }
}

fn member(text: &mut String, key: &str, value: Option<&str>) {
    let _ = write!(text, "\"{key}\":");
    match value {
        Some(value) => string(text, value),
        None => text.push_str("null"),
    }
}

/// A string with the escapes that RFC 8259, section 7, asks for.
fn string(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}
