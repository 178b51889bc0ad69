//! What is not TOML, in plain words.

use toml::de::{DeTable, Error};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The table of a text, as far as it can be read, and what is not TOML in it.
pub(super) fn parse<'t>(text: &'t str, source: SourceId) -> (DeTable<'t>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors.iter().map(|error| fault(text, source, error)).collect();
    (table.into_inner(), faults)
}

/// Whether `finding` may be nothing but a consequence of one of `faults`: it stands on the same
/// line, or misses what the fault may have swallowed.
pub(super) fn is_consequence(text: &str, finding: &Diagnostic, faults: &[Diagnostic]) -> bool {
    let line = |diagnostic: &Diagnostic| {
        let start = diagnostic.span.map_or(0, |span| span.range().start);
        text.bytes().take(start).filter(|byte| *byte == b'\n').count()
    };
    let swallowed = finding.code == Code::MissingKey && !faults.is_empty();
    swallowed || faults.iter().any(|fault| line(fault) == line(finding))
}

fn fault(text: &str, source: SourceId, error: &Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let written = text.get(range.clone()).unwrap_or_default();
    let message = error.message();
    let at = |code, message: String| {
        Diagnostic::error(code, message).at(Span::new(source, range.clone()))
    };
    let toml = |message: &str| at(Code::InvalidToml, message.to_string());
    if message.starts_with("invalid date") {
        let fault = at(Code::InvalidValue, format!("`{written}` is not a day of the calendar"));
        return fault.help("a date is written year, month, day: 2024-10-01");
    }
    if message.starts_with("duplicate key") {
        return at(Code::InvalidToml, format!("`{written}` is there twice"));
    }
    if message.starts_with("string values must be quoted") {
        if written.is_empty() {
            return toml("the value is missing");
        }
        return toml("text stands in quotation marks").help(format!("write \"{written}\""));
    }
    if message.starts_with("invalid basic string") || message.starts_with("invalid literal string")
    {
        return toml("the quotation mark that closes this text is missing");
    }
    if message.starts_with("unclosed") {
        return toml("the bracket that closes this is missing");
    }
    at(Code::InvalidToml, format!("this is not TOML: {message}"))
}
