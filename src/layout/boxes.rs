//! Boxes: what stands on a ground of its own, with its label and title in the margin column.
//!
//! A box of at most half a page is a float, so that it never leaves a hole. A longer one stands in
//! the main flow, where a page may end between its blocks; its ground then goes on at the head of
//! the next page.

use std::sync::Arc;

use super::collect::penalty;
use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::galley::{Drawn, Galley, Ground};
use super::line::Line;
use super::list::{Entry, EntryKind, FORBIDDEN, LINE, Units};
use super::running_text::count;
use super::set::Words;
use super::stack::draw_ground;
use crate::document::{Block, CalloutKind, Leaf};
use crate::geometry::{Length, Point};
use crate::page::{Part, Tag};
use crate::theme::Tint;

/// The label and the title of a box.
struct BoxHead {
    drawing: Drawing,
    height: Length,
    /// The lines of the title.
    lines: Vec<Arc<Line>>,
}

impl<'a> Flow<'a, '_> {
    /// Adds a box. Two of the body do not stand on one page if they can be parted.
    pub fn boxed(
        &mut self,
        block: &'a Block,
        kind: CalloutKind,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let from = self.galley.list.entries.len();
        self.any_box(block, kind, title, blocks, scope);
        if scope.body {
            self.galley.list.boxes.push(from..self.galley.list.entries.len());
        }
    }

    fn any_box(
        &mut self,
        block: &'a Block,
        kind: CalloutKind,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let label = self.box_label(block, kind);
        let margin = self.columns.margin_width > Length::ZERO;
        if !scope.body {
            self.narrow_box(block, label.as_deref(), title, blocks, scope);
            return;
        }
        if !margin {
            self.column_box(block, kind, label.as_deref(), title, blocks, scope);
            return;
        }
        if !self.has_room_beside(label.as_deref(), title) {
            self.narrow_box(block, label.as_deref(), title, blocks, scope);
            return;
        }
        let padding = self.theme().blocks.box_padding;
        let half_page = self.columns.grid * self.columns.lines / 2;
        let head = self.box_head(block, label.as_deref(), title);
        if head.height > half_page / 2 {
            // So long a title stands above the text, where it may be broken.
            self.narrow_box(block, label.as_deref(), title, blocks, scope);
            return;
        }
        let mut notes = self.calls(&head.lines);
        let inner = self.boxed_scope(scope.x, scope.width - padding, scope);
        let content = self.apart(|flow| {
            flow.flush = true;
            flow.sequence(&blocks.iter().collect::<Vec<_>>(), &inner);
            flow.box_notes(block.id, inner.x, inner.x + inner.width);
        });
        let (drawing, height) = self.stack(&content);
        let full = padding * 2 + height.max(head.height);
        if full <= half_page {
            notes.extend(content.called());
            let mut whole = self.ground_of(full);
            whole.add(&head.drawing, padding);
            whole.add(&drawing, padding);
            self.push_short_box(block, kind, whole, full, notes);
        } else {
            let mut content = content;
            let room = self.page_units() - self.units(padding);
            if keep_beside(&mut content, self.units(head.height), room) {
                let above = |flow: &mut Self| flow.pending.add(&head.drawing, Length::ZERO);
                self.long_box(block, content, above, notes);
            } else {
                let above = |flow: &mut Self| {
                    flow.head_above(block, label.as_deref(), title, inner.x, inner.width);
                };
                self.long_box(block, content, above, notes);
            }
        }
        self.flush = true;
    }

    /// Adds a box of at most half a page: a float, but for a summary right below a heading, which
    /// says what follows and so stays there.
    fn push_short_box(
        &mut self,
        block: &Block,
        kind: CalloutKind,
        drawing: Drawing,
        height: Length,
        notes: Vec<usize>,
    ) {
        if kind == CalloutKind::Summary && self.keep >= FORBIDDEN {
            self.push_exhibit(block.id, drawing, height, notes);
        } else {
            self.push_float(block.id, drawing, height, notes, false);
        }
    }

    /// The type of a box's text.
    fn boxed_scope(&self, x: Length, width: Length, scope: &Scope<'a>) -> Scope<'a> {
        let theme = self.theme();
        Scope {
            x,
            width,
            text: &theme.styles.box_text,
            indent: Length::ZERO,
            between: self.units(theme.blocks.list_item.on(self.columns.grid)),
            body: false,
            ..*scope
        }
    }

    /// The label of a box: its number, or what it is.
    pub fn box_label(&self, block: &Block, kind: CalloutKind) -> Option<String> {
        let references = self.round.input.references;
        let words = &references.words;
        if let Some(label) = references.label(block.id) {
            return Some(label.to_string());
        }
        let word = match kind {
            CalloutKind::Summary => words.summary,
            CalloutKind::Note => words.note,
            CalloutKind::Tip => words.tip,
            CalloutKind::Important => words.important,
            CalloutKind::Warning => words.warning,
            CalloutKind::Caution => words.caution,
            _ => return None,
        };
        Some(word.to_string())
    }

    /// The label and the title in the margin column.
    fn box_head(&mut self, block: &Block, label: Option<&str>, title: Option<&'a Leaf>) -> BoxHead {
        let theme = self.theme();
        let (styles, padding) = (&theme.styles, theme.blocks.box_padding);
        let x = self.columns.margin + padding;
        let (mut drawing, mut height, mut lines) = (Drawing::new(), Length::ZERO, Vec::new());
        if let Some(label) = label {
            let tag = Tag::Node(block.id, Part::Label);
            self.put_label(&mut drawing, label, &styles.box_label, tag, x, height);
            height += styles.box_label.leading;
        }
        if let Some(title) = title {
            let style = &styles.box_title;
            let room = self.head_room();
            let set = self.round.set(&Words::of(title, style), room);
            self.stack_lines(&mut drawing, &set.best.lines, style, Point::new(x, height));
            height += style.leading * count(set.best.lines.len());
            lines.clone_from(&set.best.lines);
        }
        BoxHead { drawing, height, lines }
    }

    /// The width of the label and the title in the margin column.
    fn head_room(&self) -> Length {
        let blocks = &self.theme().blocks;
        self.columns.text - blocks.table_gap - self.columns.margin - blocks.box_padding
    }

    /// Whether the label and each word of the title have room in the margin column; else they stand
    /// above the text.
    fn has_room_beside(&self, label: Option<&str>, title: Option<&'a Leaf>) -> bool {
        let (styles, room) = (&self.theme().styles, self.head_room());
        let label = label.map(|label| self.round.label_width(label, &styles.box_label));
        let title = title.map(|title| self.round.unbroken(&Words::of(title, &styles.box_title)));
        let words = title.iter().flatten().flatten().map(|(from, to)| *to - *from);
        words.chain(label).all(|width| width <= room)
    }

    /// The ground of a box in the wide column.
    fn wide_ground(&self) -> Ground {
        let theme = self.theme();
        Ground {
            x: self.columns.margin,
            width: self.columns.wide(),
            color: theme.colors.get(Tint::Tint),
            rule: (theme.blocks.box_rule, theme.colors.get(Tint::Accent)),
            foot: theme.blocks.box_foot,
            padding: theme.blocks.box_padding,
        }
    }

    /// That ground, so high, with its rules.
    fn ground_of(&self, height: Length) -> Drawing {
        let mut drawing = Drawing::new();
        draw_ground(&mut drawing, &self.wide_ground(), Length::ZERO, height, true);
        drawing
    }

    /// A box in the main flow: its entries, standing on a ground that composing draws. No float
    /// from before it comes to stand between its parts. `head` adds its label and title.
    fn long_box(
        &mut self,
        block: &'a Block,
        mut content: Galley,
        head: impl FnOnce(&mut Self),
        notes: Vec<usize>,
    ) {
        let theme = self.theme();
        let padding = theme.blocks.box_padding;
        self.keep_paragraphs(&mut content.list.entries);
        self.above_long_box();
        let ground = self.wide_ground();
        self.galley.grounds.push(ground);
        self.ground = Some(self.galley.grounds.len() - 1);
        self.anchor(block.id, self.columns.margin);
        self.push_box(self.units(padding), Drawing::new(), notes);
        self.keep = FORBIDDEN;
        head(self);
        self.append(content, penalty::BOXED);
        self.keep = FORBIDDEN;
        self.push_box(self.units(padding), Drawing::new(), Vec::new());
        self.ground = None;
        self.owe_below_long_box();
    }

    /// Owes the white below a long box, with which the text comes back to the grid.
    fn owe_below_long_box(&mut self) {
        let after = self.units(self.theme().blocks.boxed.after.on(self.columns.grid));
        self.owed = after + (self.phase + after).rem_euclid(LINE);
    }

    /// Adds the white above a long box. No float passes it.
    fn above_long_box(&mut self) {
        let keep = self.keep;
        self.push(EntryKind::Turn, Drawn::Nothing);
        self.keep = keep;
        self.above(self.theme().blocks.boxed.before, Elastic::Block);
    }

    /// A box in the text column, of a page that has no other: a float like that in the wide column,
    /// or, when it is long, in the main flow.
    fn column_box(
        &mut self,
        block: &'a Block,
        kind: CalloutKind,
        label: Option<&str>,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let mut content = self.apart(|flow| flow.box_itself(block, label, title, blocks, scope));
        let (drawing, height) = self.stack(&content);
        if height * 2 <= self.columns.grid * self.columns.lines {
            let notes = content.called();
            self.push_short_box(block, kind, drawing, height, notes);
        } else {
            self.keep_paragraphs(&mut content.list.entries);
            self.above_long_box();
            self.append(content, penalty::BOXED);
            self.owe_below_long_box();
        }
        self.flush = true;
    }

    /// Makes all paragraphs whole that are not longer than half a page: a box is broken between
    /// them only.
    fn keep_paragraphs(&self, entries: &mut [Entry]) {
        let most = Units::try_from(self.columns.lines / 2).unwrap_or(Units::MAX / 8) * LINE;
        for entry in entries {
            let short = entry.natural_units() <= most;
            if let EntryKind::Paragraph(paragraph) = &mut entry.kind {
                paragraph.whole |= short;
            }
        }
    }

    /// A box inside a column: its label and title stand above its text.
    fn narrow_box(
        &mut self,
        block: &'a Block,
        label: Option<&str>,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        self.turn(block.id);
        self.above(self.theme().blocks.boxed.before, Elastic::Block);
        self.box_itself(block, label, title, blocks, scope);
    }

    /// Adds the label and the title of a box above its text, with which they keep.
    fn head_above(
        &mut self,
        block: &Block,
        label: Option<&str>,
        title: Option<&'a Leaf>,
        x: Length,
        width: Length,
    ) {
        let styles = &self.theme().styles;
        if let Some(label) = label {
            let tag = Tag::Node(block.id, Part::Label);
            let mut drawing = Drawing::new();
            self.put_label(&mut drawing, label, &styles.box_label, tag, x, Length::ZERO);
            self.keep = FORBIDDEN;
            self.push_box(LINE, drawing, Vec::new());
        }
        if let Some(title) = title {
            let set = self.round.set(&Words::of(title, &styles.box_title), width);
            self.keep = FORBIDDEN;
            self.push_lines(set, x, &styles.box_title, true);
        }
        self.keep = FORBIDDEN;
    }

    /// A box inside a column, without the white above it.
    fn box_itself(
        &mut self,
        block: &'a Block,
        label: Option<&str>,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let theme = self.theme();
        let padding = theme.blocks.box_padding.min(scope.width / 8);
        let color = theme.colors.get(Tint::Tint);
        let outer = self.ground;
        self.galley.grounds.push(Ground {
            x: scope.x,
            width: scope.width,
            color,
            rule: (theme.blocks.box_rule, theme.colors.get(Tint::Accent)),
            foot: theme.blocks.box_foot,
            padding,
        });
        self.ground = Some(self.galley.grounds.len() - 1);
        let (x, width) = (scope.x + padding, scope.width - padding * 2);
        self.anchor(block.id, x);
        self.push_box(self.units(padding), Drawing::new(), Vec::new());
        self.head_above(block, label, title, x, width);
        self.flush = true;
        let inner = self.boxed_scope(x, width, scope);
        let from = self.galley.list.entries.len();
        self.sequence(&blocks.iter().collect::<Vec<_>>(), &inner);
        let mut entries = std::mem::take(&mut self.galley.list.entries);
        self.keep_paragraphs(entries.get_mut(from..).unwrap_or_default());
        self.galley.list.entries = entries;
        self.box_notes(block.id, x, x + width);
        self.owed = 0;
        self.keep = FORBIDDEN;
        self.push_box(self.units(padding), Drawing::new(), Vec::new());
        self.ground = outer;
        let after: Units = self.units(theme.blocks.boxed.after.on(self.columns.grid));
        self.owed = after;
        self.flush = true;
    }
}

/// Has so much of a long box keep together that its label and title have room beside it. Whether
/// that has room on a page; if not, nothing is changed.
fn keep_beside(content: &mut Galley, head: Units, room: Units) -> bool {
    let entries = &mut content.list.entries;
    let mut height: Units = 0;
    let mut kept = 0;
    while let Some(entry) = entries.get(kept).filter(|_| height < head) {
        height = height.saturating_add(entry.natural_units());
        kept += 1;
    }
    if height > room {
        return false;
    }
    for (index, entry) in entries.iter_mut().enumerate().take(kept) {
        if index > 0 {
            entry.break_before = FORBIDDEN;
        }
        if let EntryKind::Paragraph(paragraph) = &mut entry.kind
            && head > 2 * LINE
        {
            paragraph.whole = true;
        }
    }
    true
}
