//! Where in the book everything stands: its files, what each holds, and the ids in them.

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use crate::document::visit::{
    Visit, walk_block, walk_blocks, walk_inline, walk_labelled, walk_leaf,
};
use crate::document::{Block, BlockKind, ChapterRole, Edition, Inline, InlineKind, Leaf, NodeId};
use crate::manifest::NotePlace;
use crate::references::References;

/// One content document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What it holds.
    pub(super) kind: PartKind,
    /// Its file name.
    pub(super) file: String,
    /// The notes that stand at its end: indexes of [`References::notes`], each with those of its
    /// calls that this edition has.
    pub(super) notes: Vec<(usize, Vec<NodeId>)>,
}

/// What a content document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    /// The picture of the cover.
    Cover,
    /// The title page.
    Title,
    /// The imprint.
    Imprint,
    /// The contents: the navigation document.
    Contents,
    /// The chapter with this index.
    Chapter(usize),
    /// The notes of all chapters.
    Notes,
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Places {
    /// The content documents, in the order of the spine.
    pub(super) parts: Vec<Part>,
    /// The part, as an index of `parts`, of each block, leaf and inline of this edition.
    part_of: BTreeMap<NodeId, usize>,
    /// The notes that stand below each figure, table or box, as in [`Part::notes`].
    exhibit_notes: BTreeMap<NodeId, Vec<(usize, Vec<NodeId>)>>,
    /// The headings that begin a part.
    openings: BTreeSet<NodeId>,
    /// The id of each note, by its index in [`References::notes`].
    note_ids: Vec<String>,
    /// The id of each call of a note.
    call_ids: BTreeMap<NodeId, String>,
    /// Where the PDF has the notes.
    notes: NotePlace,
}

impl Part {
    /// A part without notes so far.
    pub(super) fn new(kind: PartKind, file: &str) -> Part {
        Part { kind, file: file.to_string(), notes: Vec::new() }
    }
}

/// The file of the navigation document. The container's assembler gives it this name.
pub(super) const NAVIGATION: &str = "nav.xhtml";

/// The file of the notes of all chapters.
const NOTES: &str = "notes.xhtml";

impl Places {
    /// Divides a document into files.
    pub(super) fn of(input: &Input<'_>, has_cover: bool, ids: &mut Ids) -> Places {
        let document = input.document;
        let mut places = Places {
            parts: Vec::new(),
            part_of: BTreeMap::new(),
            exhibit_notes: BTreeMap::new(),
            openings: BTreeSet::new(),
            note_ids: Vec::new(),
            call_ids: BTreeMap::new(),
            notes: input.manifest.pdf.notes,
        };
        if has_cover {
            places.add(PartKind::Cover, "cover.xhtml");
        }
        places.add(PartKind::Title, "title.xhtml");
        if !document.front.imprint.is_empty() || !document.front.statement.is_empty() {
            let part = places.add(PartKind::Imprint, "imprint.xhtml");
            let mut filing = Filing { part, part_of: &mut places.part_of };
            walk_blocks(&mut filing, document.front.statement.iter().map(AsRef::as_ref));
            for row in &document.front.imprint {
                walk_labelled(&mut filing, row);
            }
        }
        if input.manifest.contents.depth > 0 {
            places.add(PartKind::Contents, NAVIGATION);
        }
        let gathered = places.notes == NotePlace::End && !input.references.notes.is_empty();
        let mut of_all = None;
        let mut counts = BTreeMap::new();
        for (index, chapter) in document.chapters.iter().enumerate() {
            let stem = match chapter.role {
                ChapterRole::Opening => "opening",
                ChapterRole::Body => "chapter",
                ChapterRole::Appendix => "appendix",
                ChapterRole::Back => "about",
            };
            // The notes belong to the text and stand before what is said about it.
            if gathered && of_all.is_none() && chapter.role == ChapterRole::Back {
                of_all = Some(places.add(PartKind::Notes, NOTES));
            }
            let count = counts.entry(stem).or_insert(0_u32);
            *count += 1;
            let part = places.add(PartKind::Chapter(index), &format!("{stem}-{count}.xhtml"));
            let mut filing = Filing { part, part_of: &mut places.part_of };
            walk_blocks(&mut filing, chapter.blocks.iter().map(AsRef::as_ref));
            if let (Some(_), Some(first)) = (chapter.heading(), chapter.blocks.first()) {
                places.openings.insert(first.id);
            }
        }
        if gathered && of_all.is_none() {
            of_all = Some(places.add(PartKind::Notes, NOTES));
        }
        places.file_notes(input, of_all, ids);
        places
    }

    fn add(&mut self, kind: PartKind, file: &str) -> usize {
        self.parts.push(Part::new(kind, file));
        self.parts.len() - 1
    }

    /// The notes that stand below a figure, table or box.
    pub(super) fn notes_below(&self, exhibit: NodeId) -> &[(usize, Vec<NodeId>)] {
        self.exhibit_notes.get(&exhibit).map_or(&[], Vec::as_slice)
    }

    /// Puts each note into the part of its first call, or all of them into the part `of_all`; those
    /// of a figure, table or box below it. A note that is called only from a note stands where that
    /// one does, if that one is before it.
    fn file_notes(&mut self, input: &Input<'_>, of_all: Option<usize>, ids: &mut Ids) {
        for (index, entry) in input.references.notes.iter().enumerate() {
            let id = ids.unique(&format!("note-{}", index + 1));
            let calls =
                entry.calls.iter().map(|call| (*call, ids.unique(&format!("call-{}", index + 1))));
            self.call_ids.extend(calls);
            self.note_ids.push(id);
            let calls = entry.calls.iter().filter(|call| self.part_of.contains_key(call));
            let calls: Vec<NodeId> = calls.copied().collect();
            let first = calls.first().and_then(|call| self.part_of.get(call)).copied();
            let gathered = of_all.filter(|_| entry.exhibit.is_none());
            let part = first.map(|first| gathered.unwrap_or(first));
            let (Some(part), Some(note)) = (part, input.document.notes.get(entry.note)) else {
                continue;
            };
            self.part_of.insert(note.id, part);
            walk_blocks(&mut Filing { part, part_of: &mut self.part_of }, &note.blocks);
            if let Some(exhibit) = entry.exhibit {
                self.exhibit_notes.entry(exhibit).or_default().push((index, calls));
            } else if let Some(part) = self.parts.get_mut(part) {
                part.notes.push((index, calls));
            }
        }
    }

    /// Whether notes stand under a heading, at the end of their chapter or of the report.
    pub(super) fn gathers_notes(&self) -> bool {
        self.notes != NotePlace::Page
    }

    /// The id of a note, by its index in [`References::notes`].
    pub(super) fn note_id(&self, entry: usize) -> &str {
        self.note_ids.get(entry).map_or("", String::as_str)
    }

    /// The id of a call of a note.
    pub(super) fn call_id(&self, call: NodeId) -> &str {
        self.call_ids.get(&call).map_or("", String::as_str)
    }

    /// The part in which a node stands; none when this edition does not have it.
    pub(super) fn part_of(&self, node: NodeId) -> Option<usize> {
        self.part_of.get(&node).copied()
    }

    /// The address of an id that belongs to a node, as written in the file `from`.
    pub(super) fn address(&self, from: &str, node: NodeId, id: &str) -> Option<String> {
        let file = &self.parts.get(self.part_of(node)?)?.file;
        Some(match file == from {
            true => format!("#{id}"),
            false => format!("{file}#{id}"),
        })
    }

    /// The address of a node from the navigation document: that of its file alone when the node
    /// is the heading with which the file begins.
    pub(super) fn entry(&self, node: NodeId, references: &References) -> Option<String> {
        let file = &self.parts.get(self.part_of(node)?)?.file;
        match references.anchor(node) {
            Some(id) if !self.openings.contains(&node) => Some(format!("{file}#{id}")),
            _ => Some(file.clone()),
        }
    }
}

/// Notes the part of every node of this edition.
struct Filing<'m> {
    part: usize,
    part_of: &'m mut BTreeMap<NodeId, usize>,
}

impl<'a> Visit<'a> for Filing<'_> {
    fn block(&mut self, block: &'a Block) {
        if matches!(block.kind, BlockKind::Only { edition: Edition::Pdf, .. }) {
            return;
        }
        self.part_of.insert(block.id, self.part);
        match &block.kind {
            BlockKind::List(list) => {
                self.part_of.extend(list.items.iter().map(|item| (item.id, self.part)));
            }
            BlockKind::DefinitionList(list) => {
                self.part_of.extend(list.iter().map(|definition| (definition.id, self.part)));
            }
            _ => {}
        }
        walk_block(self, block);
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        self.part_of.insert(leaf.id, self.part);
        walk_leaf(self, leaf);
    }

    fn inline(&mut self, inline: &'a Inline) {
        if matches!(inline.kind, InlineKind::NoteCall { .. } | InlineKind::Named { .. }) {
            self.part_of.insert(inline.id, self.part);
        }
        walk_inline(self, inline);
    }
}

/// The ids of a book: each is given once. Those of the manuscript are taken from the start.
#[derive(Debug)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// The ids that the manuscript's own nodes have.
    pub(super) fn of(references: &References) -> Ids {
        Ids { taken: references.anchors.values().cloned().collect() }
    }

    /// An id that nothing has yet: the wish itself, or the wish with a number.
    pub(super) fn unique(&mut self, wish: &str) -> String {
        let mut id = wish.to_string();
        let mut number = 1_u32;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{wish}-{number}");
        }
        id
    }
}
