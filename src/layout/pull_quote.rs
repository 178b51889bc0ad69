//! Pull quotes: words of the text in large type, below a bar.
//!
//! Paragraphs, headings and lists are set in that type. What is no words, such as a table or a
//! figure, is set as elsewhere and stands among them.

use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::running_text::count;
use super::set::Words;
use crate::document::{Block, BlockKind, Edition, Leaf, List, NodeId, only_repeats};
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Item, Part, Tag};
use crate::theme::Tint;

/// A pull quote as far as it is set.
#[derive(Default)]
struct Set {
    /// What is drawn.
    drawing: Drawing,
    /// The places of what is in it.
    anchors: Drawing,
    height: Length,
    notes: Vec<usize>,
}

impl<'a> Flow<'a, '_> {
    /// Adds a pull quote. One that only repeats words is not read: they are read where they come
    /// from.
    pub fn pull_quote(
        &mut self,
        block: &'a Block,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let theme = self.theme();
        let (tokens, grid) = (&theme.blocks, self.columns.grid);
        let mut set = Set::default();
        let bar = Rect::new(scope.x, Length::ZERO, tokens.bar_width, tokens.bar_height);
        set.drawing.fill(Artifact::Layout, bar, theme.colors.get(Tint::Accent));
        set.height = tokens.exhibit_gap.on(grid);
        let style = &theme.styles.pull_quote;
        let inner = Scope { text: style, indent: Length::ZERO, body: false, ..*scope };
        if let Some(title) = title {
            self.quoted_leaf(title, &inner, &mut set);
        }
        self.quoted_blocks(blocks, &inner, &mut set);

        let units = self.units(set.height);
        let after = self.units(tokens.pull_quote.after.on(grid));
        self.space(self.units(tokens.pull_quote.before.on(grid)), units + after, Elastic::Block);
        self.anchor(block.id, scope.x);
        let mut drawing = match only_repeats(title, blocks) {
            true => set.drawing.as_artifact(),
            false => set.drawing,
        };
        drawing.add(&set.anchors, Length::ZERO);
        self.push_box(units, drawing, set.notes);
        self.owed = after;
        self.flush = true;
    }

    /// Marks the place of what can be led to.
    fn anchor_in(&self, set: &mut Set, node: NodeId, x: Length) {
        if self.round.input.references.anchor(node).is_some() {
            let at = Point::new(x, set.height);
            set.anchors.push(Tag::Node(node, Part::Body), Item::Anchor { node, at });
        }
    }

    fn quoted_blocks(&mut self, blocks: &'a [Block], scope: &Scope<'a>, set: &mut Set) {
        for block in blocks {
            self.quoted_block(block, scope, set);
        }
    }

    fn quoted_block(&mut self, block: &'a Block, scope: &Scope<'a>, set: &mut Set) {
        match &block.kind {
            BlockKind::Paragraph(leaf) | BlockKind::Heading { text: leaf, .. } => {
                self.anchor_in(set, block.id, scope.x);
                self.quoted_leaf(leaf, scope, set);
            }
            BlockKind::Quote(inside)
            | BlockKind::Only { edition: Edition::Pdf, blocks: inside } => {
                self.anchor_in(set, block.id, scope.x);
                self.quoted_blocks(inside, scope, set);
            }
            BlockKind::Only { edition: Edition::Epub, .. } | BlockKind::PageBreak => {}
            BlockKind::Passage { language, blocks } => {
                self.anchor_in(set, block.id, scope.x);
                self.quoted_blocks(blocks, &Scope { language, ..*scope }, set);
            }
            BlockKind::List(list) => {
                self.anchor_in(set, block.id, scope.x);
                self.quoted_list(list, scope, set);
            }
            _ => self.quoted_apart(block, scope, set),
        }
    }

    fn quoted_leaf(&mut self, leaf: &'a Leaf, scope: &Scope<'a>, set: &mut Set) {
        let style = scope.text;
        let words = Words { even: true, language: Some(scope.language), ..Words::of(leaf, style) };
        let lines = &self.round.set(&words, scope.width).best.lines;
        let at = Point::new(scope.x, set.height);
        self.stack_lines(&mut set.drawing, lines, style, at);
        set.height += style.leading * count(lines.len());
        set.notes.extend(self.calls(lines));
    }

    fn quoted_list(&mut self, list: &'a List, scope: &Scope<'a>, set: &mut Set) {
        let (indent, numbers) = self.labels(list, scope);
        let inner = Scope { x: scope.x + indent, width: scope.width - indent, ..*scope };
        for (index, item) in list.items.iter().enumerate() {
            let label = self.item_label(item, numbers.get(index), indent, scope);
            self.anchor_in(set, item.id, scope.x);
            set.drawing.add(&label, set.height);
            let top = set.height;
            self.quoted_blocks(&item.blocks, &inner, set);
            // An empty item still has its bullet.
            set.height = set.height.max(top + scope.text.leading);
        }
    }

    /// Adds what is not set in the type of pull quotes: a table, a figure, code, a box.
    fn quoted_apart(&mut self, block: &'a Block, scope: &Scope<'a>, set: &mut Set) {
        let text = &self.theme().styles.box_text;
        let content = self.apart(|flow| {
            flow.flush = true;
            flow.sequence(&[block], &Scope { text, ..*scope });
        });
        let (drawing, height) = self.stack(&content);
        let gap = self.theme().blocks.exhibit_gap.on(self.columns.grid);
        set.drawing.add(&drawing, set.height + gap);
        set.height += gap * 2 + height;
        set.notes.extend(content.called());
    }
}
