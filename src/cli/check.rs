//! `diptych check`.

use clap::Args;

use super::Project;
use super::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: Project,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<u8, String> {
    let mut outcome = Session::new().check(&arguments.project.project);
    if arguments.strict {
        for finding in &mut outcome.diagnostics {
            finding.severity = Severity::Error;
        }
    }
    terminal.chapters(&outcome);
    terminal.findings(&outcome.diagnostics, &outcome.sources);
    terminal.stages(&outcome.stages);
    Ok(super::status(&outcome.diagnostics))
}
