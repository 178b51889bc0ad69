//! `diptych build`.

use clap::Args;

use super::terminal::Terminal;
use super::{Common, Project};
use crate::session::{Draft, Session};

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
    /// Build whatever can be built, as a draft: each page says that it is one, and what is wrong is
    /// marked where it stands. Its files end with `-draft`; with errors the exit status is 3
    #[arg(long)]
    pub draft: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    terminal: &Terminal,
) -> Result<u8, String> {
    let draft = if arguments.draft { Draft::Always } else { Draft::Never };
    let options = super::options(arguments, draft, common)?;
    let outcome = Session::new().build(&arguments.project.project, &options);
    terminal.chapters(&outcome);
    terminal.findings(&outcome.diagnostics, &outcome.sources);
    terminal.stages(&outcome.stages);
    terminal.editions(&outcome.written);
    if outcome.draft {
        terminal.draft(&outcome);
    } else if outcome.written.is_empty() {
        terminal.way_to_a_draft(&outcome);
    }
    Ok(super::status_of_build(&outcome))
}
