//! The fixed point of page numbers: which pages are printed, and whether they still move.

use std::collections::BTreeMap;

use super::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::visit::{Visit, walk_blocks, walk_inline};
use crate::document::{Inline, InlineKind, NodeId, ReferenceForm};
use crate::page::PageMap;
use crate::source::Span;

/// The nodes whose page is printed somewhere, and where the reference to each is written; none for
/// those that only the contents name.
pub(super) fn printed_pages(input: &Input<'_>) -> BTreeMap<NodeId, Option<Span>> {
    let mut printed = BTreeMap::new();
    if input.manifest.contents.depth > 0 {
        let listed = input.references.flat_outline().into_iter().filter(|entry| entry.listed);
        printed.extend(listed.map(|entry| (entry.node, None)));
    }
    for list in &input.references.lists {
        printed.extend(list.entries.iter().map(|entry| (entry.node, None)));
    }
    let mut walk = Printed { input, printed };
    for chapter in &input.document.chapters {
        walk_blocks(&mut walk, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &input.document.notes {
        walk_blocks(&mut walk, &note.blocks);
    }
    walk.printed
}

/// The nodes among these whose page has another label than in the round before. In the first
/// round that is all of them.
pub(super) fn moved(
    printed: &BTreeMap<NodeId, Option<Span>>,
    before: Option<&PageMap>,
    after: &PageMap,
) -> Vec<(NodeId, Option<Span>)> {
    let label = |map: &PageMap, node| map.label_of(node).map(str::to_string);
    let moves = |node: NodeId| match before {
        Some(before) => label(before, node) != label(after, node),
        None => true,
    };
    printed.iter().filter(|(node, _)| moves(**node)).map(|(node, span)| (*node, *span)).collect()
}

/// A warning for each page number that did not settle.
pub(super) fn warnings(input: &Input<'_>, moved: &[(NodeId, Option<Span>)]) -> Vec<Diagnostic> {
    let warning = |(node, span): &(NodeId, Option<Span>)| {
        let name = input.references.anchor(*node).unwrap_or("a heading");
        let message = format!(
            "the page that is printed for “{name}” may be wrong: its number moves what it stands in"
        );
        let mut warning = Diagnostic::warning(Code::UnsettledReference, message)
            .help("reword the reference so that its length does not move the page break");
        warning.span = *span;
        warning
    };
    moved.iter().map(warning).collect()
}

struct Printed<'a> {
    input: &'a Input<'a>,
    printed: BTreeMap<NodeId, Option<Span>>,
}

impl<'a> Visit<'a> for Printed<'a> {
    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Reference { form, inside, .. } = &inline.kind
            && matches!(form, ReferenceForm::Page | ReferenceForm::Full)
            && inside.is_empty()
            && let Some(target) = self.input.references.leads.get(&inline.id)
        {
            self.printed.insert(target.node, Some(inline.span));
        }
        walk_inline(self, inline);
    }
}
