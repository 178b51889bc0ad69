//! Whether every reference leads somewhere and has something to say.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::targets::Targets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::{Inline, InlineKind, NodeId, ReferenceForm};
use crate::references::Target;

/// Holds the references against the targets.
pub fn references(
    reading: &Reading<'_>,
    leads: &BTreeMap<NodeId, Target>,
    targets: &Targets<'_>,
    diagnostics: &mut Diagnostics,
) {
    for reference in reading.all().flat_map(|stretch| &stretch.references) {
        let InlineKind::Reference { target: id, form, inside } = &reference.kind else { continue };
        if id.is_empty() {
            // A link to nowhere was told when it was read.
            continue;
        }
        match leads.get(&reference.id) {
            None => diagnostics.push(undefined(reference, shown(id), targets)),
            Some(Target { name: None, .. })
                if inside.is_empty() && *form != ReferenceForm::Page =>
            {
                diagnostics.push(unnumbered(reference, shown(id)));
            }
            Some(_) => {}
        }
    }
}

/// The id without the name of its file.
fn shown(target: &str) -> &str {
    target.split_once('#').map_or(target, |(_, id)| id)
}

fn undefined(reference: &Inline, id: &str, targets: &Targets<'_>) -> Diagnostic {
    let message = format!("nothing in the report has the id “{id}”");
    let error = Diagnostic::error(Code::UndefinedReference, message).at(reference.span);
    match nearest(id, targets.known.keys().map(String::as_str)) {
        Some(other) => error.help(format!("did you mean #{other}?")),
        None => error
            .help(format!("write {{#{id}}} behind the heading, picture or caption that is meant")),
    }
}

fn unnumbered(reference: &Inline, id: &str) -> Diagnostic {
    let message = format!("what has the id “{id}” has no number that could stand here");
    Diagnostic::error(Code::UnnumberedReference, message)
        .at(reference.span)
        .help(format!("write words of your own, [words](#{id}), or its page, [](#{id} \"page\")"))
}
