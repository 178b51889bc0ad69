//! What the breaker of pages had to give way in, in plain words: where it happened, what forced it,
//! and the cheapest way out.

use std::collections::BTreeMap;

use super::galley::Galley;
use super::list::{LINE, Units};
use super::paginate::{FaultKind, Plan};
use crate::diagnostic::{Code, Diagnostic};

/// The findings of a plan, each at the place of its block.
pub(super) fn findings(galley: &Galley, plan: &Plan) -> Vec<Diagnostic> {
    let mut late: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for fault in plan.faults.iter().filter(|fault| fault.kind == FaultKind::NoteLate) {
        *late.entry((fault.page, fault.entry)).or_default() += 1;
    }
    let mut findings = Vec::new();
    for fault in &plan.faults {
        let told = match fault.kind {
            // The notes of one place are told of together.
            FaultKind::NoteLate => {
                let count = late.remove(&(fault.page, fault.entry));
                count.map(|count| notes_late(count, fault.page + 1))
            }
            kind => described(kind, fault.page + 1),
        };
        let Some(Told { code, message, help }) = told else { continue };
        let mut warning = Diagnostic::warning(code, message).help(help);
        warning.span = galley.matter.get(fault.entry).and_then(|matter| matter.span);
        findings.push(warning);
    }
    findings
}

/// What is said of a fault.
struct Told {
    code: Code,
    message: String,
    help: String,
}

impl Told {
    fn page_break(message: String, help: impl Into<String>) -> Told {
        Told { code: Code::PageBreak, message, help: help.into() }
    }

    fn overfull(message: String, help: &str) -> Told {
        Told { code: Code::Overfull, message, help: help.to_string() }
    }
}

fn notes_late(count: usize, page: usize) -> Told {
    let begin = if count == 1 { "begins" } else { "begin" };
    let message =
        format!("{} called on page {page} {begin} after that page", number(count, "note", "notes"));
    Told::page_break(message, "shorten the notes, or call them further apart")
}

fn described(kind: FaultKind, page: usize) -> Option<Told> {
    let told = match kind {
        FaultKind::NoteLate => return None,
        FaultKind::Short(short, lacks) if lacks > 0 => {
            let (short, lacks) = (lines(short), lines(lacks));
            Told::page_break(
                format!("page {page} ends {short} short, because what follows needs {lacks} more"),
                format!("take {lacks} out of the page, or make what follows so much lower"),
            )
        }
        FaultKind::Short(short, _) => Told::page_break(
            format!("page {page} ends {} short", lines(short)),
            format!("add {} to the page, or take some out of the page before", lines(short)),
        ),
        FaultKind::Uneven(apart) => Told::page_break(
            format!("the facing pages {} and {page} end {} apart", page - 1, lines(apart)),
            "add a line to the shorter page, or take one out of the other",
        ),
        FaultKind::UnevenColumns(apart) => Told::page_break(
            format!("the columns of page {page} end {} apart", lines(apart)),
            "add a line to the shorter column, or take one out of the other",
        ),
        FaultKind::Overfull(_) => Told::overfull(
            format!("page {page} holds more than it has room for"),
            "shorten what stands there",
        ),
        FaultKind::Scaled(share) => Told::overfull(
            format!("an exhibit is set at {} % to fit page {page}", share / 10),
            "make it lower",
        ),
        FaultKind::ForbiddenBreak => Told::page_break(
            format!("page {page} ends where things should keep together"),
            "put text between them, or shorten them",
        ),
        FaultKind::LoneLine => Told::page_break(
            format!("a single line stands alone on page {page}"),
            "make its paragraph a line longer or shorter",
        ),
        FaultKind::SectionPassed => Told::page_break(
            "a figure, table or box stands after the end of its section".to_string(),
            "place it earlier in the section, or make it lower",
        ),
        FaultKind::OutOfOrder => Told::page_break(
            "a figure, table or box stands after one that follows it".to_string(),
            "put text between them, or make it lower",
        ),
        FaultKind::FloatFar(pages) => Told::page_break(
            format!("a figure, table or box stands {pages} pages after its place in the text"),
            "place it earlier or later in the text, or make it lower",
        ),
        FaultKind::NoteTurns(rest) => {
            let rest = number(rest, "line", "lines");
            Told::page_break(
                format!("a note on page {page} goes on overleaf"),
                format!("shorten it by {rest}, or call it a few lines earlier or later"),
            )
        }
    };
    Some(told)
}

/// A height as a number of lines, rounded up.
fn lines(units: Units) -> String {
    let lines = (units.max(0) + LINE - 1) / LINE;
    number(usize::try_from(lines).unwrap_or(0), "line", "lines")
}

/// A number of things: "a note", "2 notes".
fn number(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("a {one}") } else { format!("{count} {more}") }
}
