//! The document laid out in reading order, so that each question is a pass over a list.

use crate::document::visit::{self, Visit};
use crate::document::{
    Attributes, Block, Definition, Document, Inline, InlineKind, ListItem, NodeId,
};
use crate::source::Spanned;

/// Blocks, references and calls in reading order.
pub struct Reading<'a> {
    /// What is read one after the other: the front matter, then each block of a chapter.
    pub stretches: Vec<Stretch<'a>>,
    /// The notes, in the order of their definitions.
    pub notes: Vec<Stretch<'a>>,
}

/// A stretch of the document.
#[derive(Default)]
pub struct Stretch<'a> {
    /// Its blocks, those around before those inside.
    pub blocks: Vec<&'a Block>,
    /// The ids that authors gave, each with its node: of blocks, items, terms and words.
    pub ids: Vec<(NodeId, &'a Spanned<String>)>,
    /// Its references to something with an id.
    pub references: Vec<&'a Inline>,
    /// Its calls of notes, each with the figure, table or box that it is in.
    pub calls: Vec<(&'a Inline, Option<NodeId>)>,
    /// The outermost figure, table or box that is being read.
    exhibit: Option<NodeId>,
    /// Whether figures, tables and boxes have notes of their own here.
    exhibits: bool,
}

impl<'a> Reading<'a> {
    /// The reading order of a document.
    pub fn of(document: &'a Document) -> Reading<'a> {
        let mut front = Stretch::default();
        visit::walk_blocks(&mut front, document.front.statement.iter().map(AsRef::as_ref));
        for row in &document.front.imprint {
            visit::walk_labelled(&mut front, row);
        }
        let blocks = document.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let chapters = blocks.map(|block| {
            let mut stretch = Stretch { exhibits: true, ..Stretch::default() };
            visit::walk_blocks(&mut stretch, [block.as_ref()]);
            stretch
        });
        Reading {
            stretches: std::iter::once(front).chain(chapters).collect(),
            notes: document.notes.iter().map(|note| Stretch::of(&note.blocks)).collect(),
        }
    }

    /// All stretches: the text, then the notes.
    pub fn all(&self) -> impl Iterator<Item = &Stretch<'a>> {
        self.stretches.iter().chain(&self.notes)
    }

    /// All blocks: those of the text, then those of the notes.
    pub fn blocks(&self) -> impl Iterator<Item = &'a Block> {
        self.all().flat_map(|stretch| stretch.blocks.iter().copied())
    }

    /// All ids that authors gave, each with its node: those of the text, then those of the notes.
    pub fn ids(&self) -> impl Iterator<Item = (NodeId, &'a Spanned<String>)> {
        self.all().flat_map(|stretch| stretch.ids.iter().copied())
    }
}

impl<'a> Stretch<'a> {
    fn of(blocks: impl IntoIterator<Item = &'a Block>) -> Stretch<'a> {
        let mut stretch = Stretch::default();
        visit::walk_blocks(&mut stretch, blocks);
        stretch
    }

    fn note_id(&mut self, node: NodeId, attributes: &'a Attributes) {
        self.ids.extend(attributes.id.as_ref().map(|id| (node, id)));
    }
}

impl<'a> Visit<'a> for Stretch<'a> {
    fn block(&mut self, block: &'a Block) {
        self.blocks.push(block);
        self.note_id(block.id, &block.attributes);
        let outer = self.exhibit;
        if outer.is_none() && self.exhibits && block.is_exhibit() {
            self.exhibit = Some(block.id);
        }
        visit::walk_block(self, block);
        self.exhibit = outer;
    }

    fn item(&mut self, item: &'a ListItem) {
        self.note_id(item.id, &item.attributes);
        visit::walk_blocks(self, &item.blocks);
    }

    fn definition(&mut self, definition: &'a Definition) {
        self.note_id(definition.id, &definition.attributes);
        visit::walk_definition(self, definition);
    }

    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Named { attributes, .. } => self.note_id(inline.id, attributes),
            InlineKind::Reference { .. } => self.references.push(inline),
            InlineKind::NoteCall { .. } => self.calls.push((inline, self.exhibit)),
            _ => {}
        }
        visit::walk_inline(self, inline);
    }
}
