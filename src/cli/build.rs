//! `diptych build`.

use clap::Args;

use super::terminal::Terminal;
use super::{Common, Project};
use crate::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub project: Project,
    /// Only the PDF
    #[arg(long)]
    pub pdf: bool,
    /// Only the EPUB
    #[arg(long)]
    pub epub: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    terminal: &Terminal,
) -> Result<u8, String> {
    let options = super::options(arguments.pdf, arguments.epub, common)?;
    let outcome = Session::new().build(&arguments.project.project, &options);
    terminal.chapters(&outcome);
    terminal.findings(&outcome.diagnostics, &outcome.sources);
    terminal.stages(&outcome.stages);
    terminal.editions(&outcome.written);
    Ok(super::status(&outcome.diagnostics))
}
