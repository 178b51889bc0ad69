//! What is wrong with a manuscript, and where.
//!
//! A [`Diagnostic`] is plain data: a severity, a stable [`Code`], a sentence, a place, and, when
//! there is one, the way out. Stations push them into [`Diagnostics`] and go on; nothing but the
//! command line turns them into text ([`render`]), where those of one cause are one ([`fold()`]).

mod code;
mod fold;
mod nearest;
pub mod render;

pub use code::Code;
pub use fold::{Folded, fold, tally};
pub use nearest::nearest;

use crate::source::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written: the manuscript says something that cannot be done.
    Error,
    /// Both editions are written, but somebody should look.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of finding it is; stable from version to version.
    pub code: Code,
    /// One sentence, without a full stop, that says what is wrong.
    pub message: String,
    /// Where it is; none only when no text has the fault, such as a missing manifest.
    pub span: Option<Span>,
    /// What stands at the place, in a few words, shown beside it.
    pub label: Option<String>,
    /// Other places that belong to it, each with what it is: "first defined here".
    pub related: Vec<(Span, String)>,
    /// What to do about it: a sentence, often a suggestion.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error of this kind.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message.into())
    }

    /// A warning of this kind.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: Code, message: String) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message,
            span: None,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Whether it stops even a draft: an error after which there is nothing to build, or no place
    /// for what is built.
    pub fn stops_a_draft(&self) -> bool {
        const STOPS: [Code; 4] =
            [Code::MissingManifest, Code::EmptyManuscript, Code::UnwritableOutput, Code::Internal];
        self.severity == Severity::Error && STOPS.contains(&self.code)
    }

    /// The same, at this place.
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    /// The same, with a few words beside its place.
    pub fn labelled(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// The same, with another place that belongs to it.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }

    /// The same, with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// The findings of a build, in the order of their places.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all findings of another station.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings sorted by place, those without a place first, without repetitions.
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut list = self.list.clone();
        list.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.severity));
        list.dedup();
        list
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
