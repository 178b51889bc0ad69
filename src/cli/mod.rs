//! The command line: one file a command, and `terminal` for what they say.
//!
//! Exit status: 0 when all is well, 1 when the manuscript has errors, 2 when the program could
//! not do its work, 3 when it wrote a draft of a manuscript that has errors.

mod build;
mod check;
mod inspect;
mod new;
mod terminal;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Edition;
use crate::session::{Draft, Options, Outcome};
use terminal::Terminal;

/// One manuscript, two editions: a paginated PDF and an EPUB.
#[derive(Debug, Parser)]
#[command(name = "diptych", version, about, max_term_width = 100, after_help = STATUS)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What the exit status says.
const STATUS: &str = "\
Exit status: 0 all is well, 1 the manuscript has errors and nothing was written, 2 the program could
not do its work, 3 a draft was written of a manuscript that has errors";

#[derive(Debug, Subcommand)]
enum Command {
    /// Build both editions, or one of them
    Build(build::Arguments),
    /// Find all that can be known to be wrong without laying out
    Check(check::Arguments),
    /// Build, and build again after each edit
    Watch(build::Arguments),
    /// Show what the program makes of a report, as text
    Inspect(inspect::Arguments),
    /// Make a report project that builds
    New(new::Arguments),
}

/// The options of all commands.
#[derive(Debug, Args)]
struct Common {
    /// The folder to write to, instead of the manifest's
    #[arg(short, long, global = true, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say how long each stage takes
    #[arg(short, long, global = true)]
    verbose: bool,
    /// Whether findings have colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// How findings are shown
    #[arg(long, global = true, value_enum, default_value_t = Form::Human, value_name = "FORM")]
    diagnostics: Form,
}

/// The report to work on.
#[derive(Debug, Args)]
struct Project {
    /// A folder that holds `manuscript/report.toml` or `report.toml`, or the manifest itself
    #[arg(default_value = ".", hide_default_value = true)]
    project: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// When the terminal shows them
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The line itself, with what is wrong under it
    Human,
    /// One line a finding
    Short,
    /// One JSON object a line
    Json,
}

/// The exit status when all is well.
const FINE: u8 = 0;
/// The exit status when the manuscript has errors.
const FAULTY: u8 = 1;
/// The exit status when the program could not do its work.
const FAILED: u8 = 2;

/// The exit status when a draft was written of a manuscript that has errors.
const DRAFT: u8 = 3;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(&arguments.common);
    let status = match &arguments.command {
        Command::Build(own) => build::run(own, &arguments.common, &terminal),
        Command::Check(own) => check::run(own, &terminal),
        Command::Watch(own) => watch::run(own, &arguments.common, &terminal),
        Command::Inspect(own) => inspect::run(own, &terminal),
        Command::New(own) => new::run(own, &terminal),
    };
    ExitCode::from(status.unwrap_or_else(|fault| {
        terminal.failure(&fault);
        FAILED
    }))
}

/// The exit status that these findings ask for.
fn status(findings: &[Diagnostic]) -> u8 {
    /// What is no fault of the manuscript's.
    const OUTSIDE: [Code; 3] = [Code::MissingManifest, Code::UnwritableOutput, Code::Internal];
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let status = |finding: &Diagnostic| {
        if OUTSIDE.contains(&finding.code) { FAILED } else { FAULTY }
    };
    errors.map(status).max().unwrap_or(FINE)
}

/// The exit status that a build asks for: one of its own when a draft has errors.
fn status_of_build(outcome: &Outcome) -> u8 {
    match status(&outcome.diagnostics) {
        FAULTY if outcome.draft && !outcome.written.is_empty() => DRAFT,
        status => status,
    }
}

/// What a build is to make, by the command line and `SOURCE_DATE_EPOCH`.
fn options(build: &build::Arguments, draft: Draft, common: &Common) -> Result<Options, String> {
    let editions = match (build.pdf, build.epub) {
        (true, false) => vec![Edition::Pdf],
        (false, true) => vec![Edition::Epub],
        _ => vec![Edition::Pdf, Edition::Epub],
    };
    let (output, modified) = (common.output.clone(), source_date_epoch()?);
    Ok(Options { editions, output, draft, modified })
}

/// The seconds since 1970 that `SOURCE_DATE_EPOCH` gives, if it is set and not empty.
///
/// <https://reproducible-builds.org/specs/source-date-epoch/>
fn source_date_epoch() -> Result<Option<i64>, String> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    /// The last second of the year 9999, the last that ISO 8601 writes with four digits.
    const LAST: i64 = 253_402_300_799;
    let Some(value) = std::env::var_os(NAME).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.trim().parse::<i64>().ok());
    match seconds.filter(|seconds| (0..=LAST).contains(seconds)) {
        Some(seconds) => Ok(Some(seconds)),
        None => Err(format!("{NAME} is not a number of seconds since 1970: {}", value.display())),
    }
}
