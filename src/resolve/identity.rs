//! Ids: those that authors give, and those made for what has none.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use super::slug;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Block, BlockKind, NodeId};
use crate::source::{SourceId, Span};

/// The ids that authors gave.
#[derive(Default)]
pub struct Ids<'a> {
    /// Each with its node and its place. Of those that are equal the first holds.
    pub all: BTreeMap<&'a str, (NodeId, Span)>,
    /// The same by their files: in a file its own ids come first.
    pub of_file: BTreeMap<(SourceId, &'a str), (NodeId, Span)>,
}

/// Collects the ids that authors gave. Two that are equal are an error; in its own file each holds
/// nevertheless.
pub fn collect<'a>(reading: &Reading<'a>, diagnostics: &mut Diagnostics) -> Ids<'a> {
    let mut ids = Ids::default();
    for (node, id) in reading.ids() {
        let (name, place) = (id.value.as_str(), (node, id.span));
        ids.of_file.entry((node.source, name)).or_insert(place);
        if let Some((_, first)) = ids.all.get(name) {
            let message = format!("the id “{}” is given twice", id.value);
            let error = Diagnostic::error(Code::DuplicateId, message)
                .at(id.span)
                .labelled("given again here")
                .related(*first, "first given here")
                .help("give one of them another id, and look at the references to it");
            diagnostics.push(error);
        } else {
            ids.all.insert(name, place);
        }
    }
    ids
}

/// The anchors of all that something may lead to: what has an id, headings, and what is numbered.
pub fn anchors(
    reading: &Reading<'_>,
    ids: &Ids<'_>,
    labels: &BTreeMap<NodeId, String>,
) -> BTreeMap<NodeId, String> {
    let mut anchors = BTreeMap::new();
    let mut taken = BTreeSet::new();
    // The authors' own ids come first, so that none made from words takes them away.
    for (id, (node, _)) in &ids.all {
        anchors.insert(*node, unique(slug::name(id), &mut taken));
    }
    for ((_, id), (node, _)) in &ids.of_file {
        if !anchors.contains_key(node) {
            anchors.insert(*node, unique(slug::name(id), &mut taken));
        }
    }
    for block in reading.blocks() {
        if anchors.contains_key(&block.id) {
            continue;
        }
        if let Some(made) = made_id(block, labels) {
            anchors.insert(block.id, unique(made, &mut taken));
        }
    }
    anchors
}

/// The id that a block is given from its words or its number.
fn made_id(block: &Block, labels: &BTreeMap<NodeId, String>) -> Option<String> {
    match &block.kind {
        BlockKind::Heading { text, .. } => Some(slug::slug(&text.plain_text(), "section")),
        _ => labels.get(&block.id).map(|label| slug::slug(label, "object")),
    }
}

/// The id, or, when it is taken, the id with the next free number: `goals-2`.
fn unique(id: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = id.clone();
    let mut number = 2_u32;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{id}-{number}");
        number += 1;
    }
    candidate
}
