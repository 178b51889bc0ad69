//! One walk through the tree in reading order, used by all who need it.
//!
//! Implement [`Visit`] and override what is of interest; the provided methods walk on. The order is
//! that of the structure tree and of the EPUB: a figure's picture, then its caption; a table's
//! caption, then its rows; a note is not entered from its call.

use super::{Block, BlockKind, Definition, Figure, Inline, Labelled, Leaf, ListItem, Table};

/// A visitor of the tree. Each method by default walks into what it is given.
pub trait Visit<'a> {
    /// A block of any kind.
    fn block(&mut self, block: &'a Block) {
        walk_block(self, block);
    }
    /// An item of a list.
    fn item(&mut self, item: &'a ListItem) {
        walk_blocks(self, &item.blocks);
    }
    /// An entry of a definition list.
    fn definition(&mut self, definition: &'a Definition) {
        walk_definition(self, definition);
    }
    /// A leaf of any kind.
    fn leaf(&mut self, leaf: &'a Leaf) {
        walk_leaf(self, leaf);
    }
    /// An inline of any kind.
    fn inline(&mut self, inline: &'a Inline) {
        walk_inline(self, inline);
    }
}

/// Walks into a block.
pub fn walk_block<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, block: &'a Block) {
    match &block.kind {
        BlockKind::Paragraph(text)
        | BlockKind::Heading { text, .. }
        | BlockKind::Code { text, .. } => visitor.leaf(text),
        BlockKind::List(list) => {
            for item in &list.items {
                visitor.item(item);
            }
        }
        BlockKind::DefinitionList(definitions) => {
            for definition in definitions {
                visitor.definition(definition);
            }
        }
        BlockKind::Quote(blocks)
        | BlockKind::Only { blocks, .. }
        | BlockKind::Passage { blocks, .. } => walk_blocks(visitor, blocks),
        BlockKind::Callout { title, blocks, .. } => {
            if let Some(title) = title {
                visitor.leaf(title);
            }
            walk_blocks(visitor, blocks);
        }
        BlockKind::Figure(figure) => walk_figure(visitor, figure),
        BlockKind::Table(table) => walk_table(visitor, table),
        BlockKind::Labelled(labelled) => walk_labelled(visitor, labelled),
        BlockKind::SceneBreak | BlockKind::PageBreak => {}
    }
}

/// Walks into several blocks.
pub fn walk_blocks<'a, V: Visit<'a> + ?Sized>(
    visitor: &mut V,
    blocks: impl IntoIterator<Item = &'a Block>,
) {
    for block in blocks {
        visitor.block(block);
    }
}

/// Walks into a label and what belongs to it.
pub fn walk_labelled<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, labelled: &'a Labelled) {
    visitor.leaf(&labelled.label);
    if let Some(detail) = &labelled.detail {
        visitor.leaf(detail);
    }
    walk_blocks(visitor, &labelled.blocks);
    if let Some(contact) = &labelled.contact {
        visitor.leaf(contact);
    }
}

/// Walks into an entry of a definition list.
pub fn walk_definition<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, definition: &'a Definition) {
    if let Some(date) = &definition.date {
        visitor.leaf(date);
    }
    visitor.leaf(&definition.term);
    for description in &definition.descriptions {
        walk_blocks(visitor, description);
    }
}

fn walk_figure<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, figure: &'a Figure) {
    let Figure { caption, subtitle, description, note, source, credit, .. } = figure;
    let leaves = [caption, subtitle, description, note, source, credit];
    for leaf in leaves.into_iter().flatten() {
        visitor.leaf(leaf);
    }
}

fn walk_table<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, table: &'a Table) {
    for leaf in [&table.caption, &table.subtitle].into_iter().flatten() {
        visitor.leaf(leaf);
    }
    for row in std::iter::once(&table.head).chain(&table.rows) {
        for cell in &row.cells {
            visitor.leaf(&cell.text);
        }
    }
    for leaf in [&table.note, &table.source].into_iter().flatten() {
        visitor.leaf(leaf);
    }
}

/// Walks into a leaf.
pub fn walk_leaf<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, leaf: &'a Leaf) {
    for inline in &leaf.inlines {
        visitor.inline(inline);
    }
}

/// Walks into an inline.
pub fn walk_inline<'a, V: Visit<'a> + ?Sized>(visitor: &mut V, inline: &'a Inline) {
    for inline in inline.kind.inside() {
        visitor.inline(inline);
    }
}
