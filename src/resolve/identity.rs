//! Ids: those that authors give, and those made for what has none.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::Reading;
use super::slug;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Block, BlockKind, NodeId};
use crate::source::Span;

/// The ids that authors gave, each with its block and its place.
pub type Ids = BTreeMap<String, (NodeId, Span)>;

/// Collects the ids that authors gave. Of two that are equal the first holds.
pub fn collect(reading: &Reading<'_>, diagnostics: &mut Diagnostics) -> Ids {
    let mut ids = Ids::new();
    for block in reading.blocks() {
        let Some(id) = &block.attributes.id else { continue };
        if let Some((_, first)) = ids.get(&id.value) {
            let message = format!("the id “{}” is given twice", id.value);
            let error = Diagnostic::error(Code::DuplicateId, message)
                .at(id.span)
                .labelled("given again here")
                .related(*first, "first given here")
                .help("give one of them another id, and look at the references to it");
            diagnostics.push(error);
        } else {
            ids.insert(id.value.clone(), (block.id, id.span));
        }
    }
    ids
}

/// The anchors of all blocks that something may lead to: those with an id, headings, and what
/// is numbered.
pub fn anchors(
    reading: &Reading<'_>,
    ids: &Ids,
    labels: &BTreeMap<NodeId, String>,
) -> BTreeMap<NodeId, String> {
    let mut anchors = BTreeMap::new();
    let mut taken = BTreeSet::new();
    // The authors' own ids come first, so that none made from words takes them away.
    for (id, (node, _)) in ids {
        let anchor = unique(slug::name(id), &mut taken);
        anchors.insert(*node, anchor);
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
