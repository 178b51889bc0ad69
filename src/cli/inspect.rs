//! `diptych inspect`: the goods of the line, as text.

use clap::{Args, ValueEnum};

use super::Project;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostics;
use crate::page::PageMap;
use crate::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to show
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    project: Project,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The tree of the document
    Document,
    /// Numbers, names and anchors
    References,
    /// Each page, with what is drawn where
    Pages,
    /// Where each page begins in the text
    PageMap,
}

/// Shows what was asked for, and what is wrong beside it: a document with faults is still one.
/// Pages are shown only of a report without errors.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<u8, String> {
    let mut session = Session::new();
    let mut diagnostics = Diagnostics::new();
    let report = session.read(&arguments.project.project, &mut diagnostics);
    let laid_out = matches!(arguments.what, What::Pages | What::PageMap);
    let text = match &report {
        None => None,
        Some(_) if laid_out && diagnostics.has_errors() => None,
        Some(report) => Some(match arguments.what {
            What::Document => report.document.dump(),
            What::References => report.references.dump(),
            What::Pages => session.lay_out(report, &mut diagnostics).dump(session.fonts()),
            What::PageMap => PageMap::of(&session.lay_out(report, &mut diagnostics)).dump(),
        }),
    };
    let findings = diagnostics.sorted();
    let sources = report.map(|report| report.manuscript.sources).unwrap_or_default();
    terminal.findings(&findings, &sources);
    terminal.print(&text.unwrap_or_default());
    Ok(super::status(&findings))
}
