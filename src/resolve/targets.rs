//! What ids lead to, and by which name it is called.

use std::collections::BTreeMap;

use super::identity::Ids;
use super::labels::title_of;
use super::reading::Reading;
use crate::document::{Block, BlockKind, Document, NodeId};
use crate::references::Target;
use crate::words::Words;

/// The targets: by the ids that authors gave, by the ids that headings got from their words, and
/// by the names of files, which stand for their first headings.
pub fn targets(
    document: &Document,
    reading: &Reading<'_>,
    ids: &Ids,
    anchors: &BTreeMap<NodeId, String>,
    labels: &BTreeMap<NodeId, String>,
    words: &Words,
) -> BTreeMap<String, Target> {
    let target = |block: &Block| Target { node: block.id, name: name(block, labels, words) };
    let mut targets = BTreeMap::new();
    for block in reading.blocks() {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        if let Some(anchor) = anchors.get(&block.id).filter(|_| is_heading) {
            targets.entry(anchor.clone()).or_insert_with(|| target(block));
        }
        let own = block.attributes.id.as_ref().map(|id| &id.value);
        // Of two blocks with one id, the first has it.
        if let Some(id) = own.filter(|id| ids.get(*id).is_some_and(|(node, _)| *node == block.id)) {
            targets.insert(id.clone(), target(block));
        }
    }
    for (file, source) in &document.files {
        let blocks = || document.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let mut own = blocks().filter(|block| block.id.source == *source);
        let heading = own.clone().find(|block| matches!(block.kind, BlockKind::Heading { .. }));
        if let Some(block) = heading.or_else(|| own.next()) {
            targets.entry(file.clone()).or_insert_with(|| target(block));
        }
    }
    targets
}

/// The name of a block: its label, or else its title in quotation marks.
fn name(block: &Block, labels: &BTreeMap<NodeId, String>, words: &Words) -> Option<String> {
    if let Some(label) = labels.get(&block.id) {
        return Some(label.clone());
    }
    let titled = matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Callout { .. });
    let title = title_of(block).filter(|_| titled)?.plain_text();
    (!title.trim().is_empty()).then(|| quoted(&title, words))
}

/// A title in quotation marks; its own are those of a quotation in a quotation.
fn quoted(title: &str, words: &Words) -> String {
    let [open, close] = words.double_quotes;
    let [inner_open, inner_close] = words.single_quotes;
    let title = title.replace(open, inner_open).replace(close, inner_close);
    format!("{open}{title}{close}")
}
