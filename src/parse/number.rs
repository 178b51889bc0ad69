//! The identities of the nodes, in reading order, and spans that nest.
//!
//! The tree is built from the inside out; its numbers go from the outside in. A node's span is cut
//! to that of the node around it where Markdown reports a wider one.

use std::sync::Arc;

use super::reader::Parsed;
use crate::document::{Block, BlockKind, Definition, Figure, Inline, Labelled, Leaf, NodeId, Row};
use crate::source::{SourceId, Span};

/// Numbers the blocks of a file and then its notes, from `first` on.
pub fn number(source: SourceId, first: u32, parsed: &mut Parsed) {
    let mut numbers = Numbers { source, next: first };
    // Nobody else holds these yet, so that nothing is copied.
    for block in &mut parsed.blocks {
        numbers.block(Arc::make_mut(block), None);
    }
    for note in parsed.notes.iter_mut().map(Arc::make_mut) {
        note.id = numbers.take();
        numbers.blocks(&mut note.blocks, Some(note.span));
    }
}

/// The numbers of a source, as they are given out.
pub struct Numbers {
    source: SourceId,
    next: u32,
}

impl Numbers {
    /// Numbers from 0 on.
    pub fn new(source: SourceId) -> Numbers {
        Numbers { source, next: 0 }
    }

    /// The first number not yet given out.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// A new identity.
    pub fn take(&mut self) -> NodeId {
        let id = NodeId { source: self.source, index: self.next };
        self.next = self.next.saturating_add(1);
        id
    }

    /// Numbers blocks within a span.
    pub fn blocks(&mut self, blocks: &mut [Block], around: Option<Span>) {
        for block in blocks {
            self.block(block, around);
        }
    }

    /// Numbers a block and all in it.
    pub fn block(&mut self, block: &mut Block, around: Option<Span>) {
        block.id = self.take();
        block.span = within(block.span, around);
        let span = Some(block.span);
        match &mut block.kind {
            BlockKind::Paragraph(text)
            | BlockKind::Heading { text, .. }
            | BlockKind::Code { text, .. } => self.leaf(text, span),
            BlockKind::List(list) => {
                for item in &mut list.items {
                    item.id = self.take();
                    item.span = within(item.span, span);
                    self.blocks(&mut item.blocks, Some(item.span));
                }
            }
            BlockKind::DefinitionList(definitions) => {
                definitions.iter_mut().for_each(|definition| self.definition(definition, span));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Only { blocks, .. }
            | BlockKind::Passage { blocks, .. } => self.blocks(blocks, span),
            BlockKind::Callout { title, blocks, .. } => {
                self.leaves([title], span);
                self.blocks(blocks, span);
            }
            BlockKind::Figure(figure) => {
                let Figure { caption, subtitle, description, note, source, credit, .. } = figure;
                self.leaves([caption, subtitle, description, note, source, credit], span);
            }
            BlockKind::Table(table) => {
                self.leaves([&mut table.caption, &mut table.subtitle], span);
                self.row(&mut table.head, span);
                table.rows.iter_mut().for_each(|row| self.row(row, span));
                self.leaves([&mut table.note, &mut table.source], span);
            }
            BlockKind::Labelled(labelled) => self.labelled(labelled, span),
            BlockKind::SceneBreak | BlockKind::PageBreak => {}
        }
    }

    /// Numbers a label and what belongs to it.
    pub fn labelled(&mut self, labelled: &mut Labelled, around: Option<Span>) {
        labelled.id = self.take();
        self.leaf(&mut labelled.label, around);
        self.leaves([&mut labelled.detail], around);
        self.blocks(&mut labelled.blocks, around);
        self.leaves([&mut labelled.contact], around);
    }

    fn definition(&mut self, definition: &mut Definition, around: Option<Span>) {
        definition.id = self.take();
        self.leaves([&mut definition.date], around);
        self.leaf(&mut definition.term, around);
        for description in &mut definition.descriptions {
            self.blocks(description, around);
        }
    }

    fn row(&mut self, row: &mut Row, around: Option<Span>) {
        row.id = self.take();
        for cell in &mut row.cells {
            cell.id = self.take();
            self.leaf(&mut cell.text, around);
        }
    }

    fn leaves<const N: usize>(&mut self, leaves: [&mut Option<Leaf>; N], around: Option<Span>) {
        for leaf in leaves.into_iter().flatten() {
            self.leaf(leaf, around);
        }
    }

    /// Numbers a leaf and its inlines.
    pub fn leaf(&mut self, leaf: &mut Leaf, around: Option<Span>) {
        leaf.id = self.take();
        leaf.span = within(leaf.span, around);
        self.inlines(&mut leaf.inlines, leaf.span);
    }

    fn inlines(&mut self, inlines: &mut [Inline], around: Span) {
        for inline in inlines {
            inline.id = self.take();
            inline.span = within(inline.span, Some(around));
            self.inlines(inline.kind.inside_mut(), inline.span);
        }
    }
}

/// A span cut to the one around it.
fn within(span: Span, around: Option<Span>) -> Span {
    let Some(around) = around.filter(|around| around.source == span.source) else { return span };
    let start = span.start.clamp(around.start, around.end);

    Span { source: span.source, start, end: span.end.clamp(start, around.end) }
}
