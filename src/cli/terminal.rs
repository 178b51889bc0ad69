//! What the program says, and in which colours.
//!
//! What was made goes to the standard output, what is wrong to the standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use super::new::from::list;
use super::{Color, Common, Form};
use crate::diagnostic::{Diagnostic, Severity, render, tally};
use crate::session::{Outcome, Stage, Written};
use crate::source::Sources;

/// Where and how the program speaks.
pub(super) struct Terminal {
    form: Form,
    color: bool,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    pub(super) fn new(common: &Common) -> Terminal {
        let color = match common.color {
            Color::Always => true,
            Color::Never => false,
            // <https://no-color.org>
            Color::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                io::stderr().is_terminal() && !refused
            }
        };
        let Common { quiet, verbose, diagnostics, .. } = *common;
        Terminal { form: diagnostics, color, quiet, verbose }
    }

    /// A line about what was made; nothing when the program is to be quiet.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            out(&format!("{line}\n"));
        }
    }

    /// A text that was asked for.
    pub(super) fn print(&self, text: &str) {
        out(text);
    }

    /// Why the program cannot do its work.
    pub(super) fn failure(&self, fault: &str) {
        err(&format!("diptych: {fault}\n"));
    }

    /// What is wrong.
    pub(super) fn findings(&self, findings: &[Diagnostic], sources: &Sources) {
        err(&match self.form {
            Form::Human => render::human(findings, sources, self.color),
            Form::Short => render::short(findings, sources),
            Form::Json => render::json(findings, sources),
        });
        if self.form == Form::Human && !findings.is_empty() {
            err(&format!("{}\n", tally(findings)));
        }
    }

    /// How long each stage took, when the program is to say much.
    pub(super) fn stages(&self, stages: &[Stage]) {
        if self.verbose {
            for stage in stages {
                err(&format!("{:<10}{:>10}\n", stage.name, seconds(stage.time)));
            }
        }
    }

    /// That what was written is a draft.
    pub(super) fn draft(&self, outcome: &Outcome) {
        let faulty = outcome.diagnostics.iter().any(|own| own.severity == Severity::Error);
        self.say(match (outcome.written.is_empty(), faulty) {
            (true, _) => "nothing was written",
            (false, true) => "this is a draft: each page says so, and what is wrong is marked",
            (false, false) => "this is a draft: each page says so",
        });
    }

    /// How to see the pages of a manuscript with errors, when that is possible.
    pub(super) fn way_to_a_draft(&self, outcome: &Outcome) {
        let stopped =
            outcome.root.is_none() || outcome.diagnostics.iter().any(Diagnostic::stops_a_draft);
        if self.form == Form::Human && !stopped {
            err("nothing was written; `diptych build --draft` makes a draft, with these marked\n");
        }
    }

    /// Which files were taken for chapters, where that was not for the manifest to say: when any
    /// was left aside, or when the program is to say much.
    pub(super) fn chapters(&self, outcome: &Outcome) {
        let (taken, aside) = (&outcome.chapters, &outcome.aside);
        let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return };
        if aside.is_empty() && !self.verbose {
            return;
        }
        let count = counted(taken.len(), "chapter").unwrap_or_default();
        let names = if taken.len() > 1 { format!("{first} … {last}") } else { first.clone() };
        let aside = match aside.is_empty() {
            true => String::new(),
            false => format!("; left aside: {}", list(aside)),
        };
        self.say(&format!("{count}: {names}{aside}"));
    }

    /// A line for each edition that was written.
    pub(super) fn editions(&self, written: &[Written]) {
        let paths: Vec<String> = written.iter().map(|one| from_here(&one.path)).collect();
        let width = paths.iter().map(|path| path.chars().count()).max().unwrap_or(0);
        for (one, path) in written.iter().zip(paths) {
            let pages = counted(one.pages, "page").unwrap_or_else(|| "no pages".to_string());
            let (size, time) = (size(one.size), seconds(one.time));
            self.say(&format!("{path:<width$}  {pages:>9}  {size:>8}  {time:>8}"));
        }
    }
}

/// A path as short as it can be from the current folder.
pub(super) fn from_here(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let path = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    path.display().to_string()
}

/// "3 errors"; nothing for none.
fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    }
}

/// A size in decimal units: "812 B", "1.2 MB".
fn size(bytes: usize) -> String {
    const UNITS: [&str; 3] = ["kB", "MB", "GB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1000.0;
    let mut unit = 0;
    while size >= 999.95 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// Writes to the standard output. A reader that has gone away (`diptych inspect … | head`) is no
/// fault.
fn out(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn err(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_decimal_units() {
        assert_eq!(size(812), "812 B");
        assert_eq!(size(1_250_000), "1.2 MB");
        assert_eq!(size(999_960), "1.0 MB");
        assert_eq!(size(5_000_000_000_000), "5000.0 GB");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(0, "error"), None);
        assert_eq!(counted(1, "error").as_deref(), Some("1 error"));
        assert_eq!(counted(2, "page").as_deref(), Some("2 pages"));
    }
}
