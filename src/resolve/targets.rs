//! What ids lead to, and by which name it is called.

use std::collections::BTreeMap;

use super::identity::Ids;
use super::labels::title_of;
use super::reading::Reading;
use super::slug;
use super::spellings::{folded, spellings};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, NodeId};
use crate::references::Target;
use crate::source::SourceId;
use crate::words::Words;

/// All that a reference may lead to.
pub struct Targets<'a> {
    files: BTreeMap<&'a str, SourceId>,
    ids: &'a Ids<'a>,
    /// By the ids that authors gave, by the ids that headings got from their words, and by the
    /// names of files, which stand for their first headings.
    pub known: BTreeMap<String, Target>,
    /// The headings of each file by the ids that they would have, were the file alone.
    of_file: BTreeMap<(SourceId, String), NodeId>,
    /// The headings by the ids that other programs would give them.
    spelled: BTreeMap<String, NodeId>,
    named: BTreeMap<NodeId, Target>,
}

impl<'a> Targets<'a> {
    /// The targets of a document.
    pub fn of(
        document: &'a Document,
        reading: &Reading<'_>,
        ids: &'a Ids<'a>,
        anchors: &BTreeMap<NodeId, String>,
        labels: &BTreeMap<NodeId, String>,
        words: &Words,
    ) -> Targets<'a> {
        let mut targets = Targets {
            files: document.files.iter().map(|(file, source)| (file.as_str(), *source)).collect(),
            ids,
            known: BTreeMap::new(),
            of_file: BTreeMap::new(),
            spelled: BTreeMap::new(),
            named: BTreeMap::new(),
        };
        for (node, _) in ids.of_file.values() {
            targets.named.insert(*node, Target { node: *node, name: None });
        }
        for block in reading.blocks().filter(|block| anchors.contains_key(&block.id)) {
            let target = Target { node: block.id, name: name(block, labels, words) };
            targets.named.insert(block.id, target);
        }
        targets.add_headings(reading, anchors);
        for (id, (node, _)) in &ids.all {
            if let Some(target) = targets.named.get(node) {
                targets.known.insert(id.to_string(), target.clone());
            }
        }
        targets.add_files(document, labels, words);
        targets
    }

    /// Adds the headings by their own ids and by those that they would have elsewhere: a heading
    /// whose words stood in its file before has a number behind them.
    fn add_headings(&mut self, reading: &Reading<'_>, anchors: &BTreeMap<NodeId, String>) {
        let mut before: BTreeMap<(SourceId, String), u32> = BTreeMap::new();
        for block in reading.blocks() {
            let BlockKind::Heading { text, .. } = &block.kind else { continue };
            let (node, source) = (block.id, block.id.source);
            if let (Some(anchor), Some(target)) = (anchors.get(&node), self.named.get(&node)) {
                self.known.entry(anchor.clone()).or_insert_with(|| target.clone());
            }
            let words = text.plain_text();
            let own = slug::slug(&words, "section");
            let others = spellings(&words);
            let is_other = others.contains(&own);
            for (spelled, first) in others
                .into_iter()
                .map(|spelled| (spelled, 1))
                .chain((!is_other).then_some((own, 2)))
            {
                let count = before.entry((source, spelled.clone())).or_default();
                let spelled = match *count {
                    0 => spelled,
                    count => format!("{spelled}-{}", count - 1 + first),
                };
                *count += 1;
                self.spelled.entry(spelled.clone()).or_insert(node);
                self.of_file.entry((source, spelled)).or_insert(node);
            }
        }
    }

    fn add_files(&mut self, document: &Document, labels: &BTreeMap<NodeId, String>, words: &Words) {
        for (file, source) in &document.files {
            let blocks = || document.chapters.iter().flat_map(|chapter| &chapter.blocks);
            let mut own = blocks().filter(|block| block.id.source == *source);
            let heading = own.clone().find(|block| matches!(block.kind, BlockKind::Heading { .. }));
            if let Some(block) = heading.or_else(|| own.next()) {
                let target = || Target { node: block.id, name: name(block, labels, words) };
                self.known.entry(file.clone()).or_insert_with(target);
            }
        }
    }

    /// What a reference leads to: in the file that it names, or else in its own file before all
    /// others.
    pub fn find(&self, reference: &Inline) -> Option<&Target> {
        let InlineKind::Reference { target, .. } = &reference.kind else { return None };
        let named = target.split_once('#');
        let named = named.and_then(|(file, id)| Some((*self.files.get(file)?, id)));
        let (file, id) = named.map_or((None, target.as_str()), |(file, id)| (Some(file), id));
        let known = |id: &str| self.known.get(id).or_else(|| self.target(*self.spelled.get(id)?));
        let found = match file {
            Some(file) => self.given(file, id).or_else(|| self.made(file, id)),
            None => {
                let own = reference.id.source;
                let given = self.given(own, id).or_else(|| self.target(self.ids.all.get(id)?.0));
                given.or_else(|| self.made(own, id))
            }
        };
        found.or_else(|| known(id)).or_else(|| {
            let id = folded(id);
            let made = self.made(file.unwrap_or(reference.id.source), &id);
            made.or_else(|| known(&id))
        })
    }

    /// What an author gave this id in a file.
    fn given(&self, file: SourceId, id: &str) -> Option<&Target> {
        self.target(self.ids.of_file.get(&(file, id))?.0)
    }

    /// The heading of a file that would have this id.
    fn made(&self, file: SourceId, id: &str) -> Option<&Target> {
        self.target(*self.of_file.get(&(file, id.to_string()))?)
    }

    fn target(&self, node: NodeId) -> Option<&Target> {
        self.named.get(&node)
    }
}

/// What each reference leads to, by its inline.
pub fn leads(reading: &Reading<'_>, targets: &Targets<'_>) -> BTreeMap<NodeId, Target> {
    let references = reading.all().flat_map(|stretch| &stretch.references);
    references
        .filter_map(|reference| Some((reference.id, targets.find(reference)?.clone())))
        .collect()
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
