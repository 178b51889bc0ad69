//! Running text: paragraphs, headings and code.

use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::galley::{Drawn, Matter};
use super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::set::Words;
use crate::document::{Block, Inline, Leaf, NodeId};
use crate::geometry::{Length, Point};
use crate::page::{Artifact, Part, Tag};
use crate::theme::{Align, BlockSpace, FirstWords, NumberPlace, Style};

impl<'a> Flow<'a, '_> {
    /// Adds a paragraph.
    pub fn paragraph(&mut self, block: &'a Block, leaf: &'a Leaf, scope: &Scope<'a>) {
        let mut words = Words::of(leaf, scope.text);
        words.opening = scope.body && self.first;
        self.set_paragraph(block.id, words, scope);
    }

    /// Adds a heading of a low level and the paragraph that it runs into.
    pub fn run_in(
        &mut self,
        heading: &'a Block,
        title: &'a Leaf,
        block: NodeId,
        leaf: &'a Leaf,
        scope: &Scope<'a>,
    ) {
        let theme = self.theme();
        let style = &theme.styles.h4;
        let line = self.round.leaf_line(&Words::of(title, style));
        // A full stop and a space part the heading from the text, when it has no stop of its own.
        let ends = title.plain_text().trim_end().ends_with(['.', '!', '?', ':', '…']);
        let stop = if ends { " " } else { ". " };
        let tag = Tag::Artifact(Artifact::Layout);
        let stop = self.round.label(stop, style, tag);
        let space = style.size.scale(theme.blocks.run_in_space, 1000);
        let width = line.width + stop.width + space;
        if width * 3 > scope.width * 2 {
            self.section_heading(heading, title, style, theme.blocks.h4, scope);
            self.keep = FORBIDDEN;
            self.flush = true;
            self.set_paragraph(block, Words::of(leaf, scope.text), scope);
            return;
        }
        self.above(theme.blocks.h4.before, Elastic::No);
        self.anchor(heading.id, scope.x);
        let baseline = self.columns.baseline(self.columns.grid);
        let notes = self.calls(std::slice::from_ref(&line));
        self.pending_notes.extend(notes);
        self.pending.place(&line.items, Point::new(scope.x, baseline));
        self.pending.place(&stop.items, Point::new(scope.x + line.width, baseline));
        self.flush = true;
        let words = Words { indent: width, ..Words::of(leaf, scope.text) };
        self.set_paragraph(block, words, scope);
    }

    /// Adds a paragraph whose words are given: with their own indent where it opens a passage.
    pub fn set_paragraph(&mut self, node: NodeId, mut words: Words<'a>, scope: &Scope<'a>) {
        if words.leaf.is_mere_place() {
            self.anchor(node, scope.x);
            return self.places(&words.leaf.inlines, scope.x);
        }
        self.space(0, 0, Elastic::No);
        self.anchor(node, scope.x);
        words.language = Some(scope.language);
        words.turn = scope.turn;
        words.beside = self.beside;
        if !self.flush {
            let above = self.galley.matter.last();
            if scope.body && above.is_some_and(|above| matches!(above.drawn, Drawn::Float(_))) {
                self.unindented = Some(self.round.set(&words, scope.width));
            }
            words.indent = scope.indent;
        }
        let paragraph = self.round.set(&words, scope.width);
        self.push_lines(paragraph, scope.x, scope.text, false);
        self.flush = false;
        self.first = false;
        self.owed = scope.between;
    }

    /// Marks places without words, which take no room, at the top of what comes next.
    fn places(&mut self, inlines: &[Inline], x: Length) {
        for inline in inlines {
            self.anchor(inline.id, x);
            self.places(inline.kind.inside(), x);
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, block: &'a Block, level: u8, leaf: &'a Leaf, scope: &Scope<'a>) {
        let (styles, blocks) = (&self.theme().styles, &self.theme().blocks);
        if level == 1 {
            self.recommendations = block.attributes.has("recommendations");
        }
        match level {
            1 if scope.body => self.chapter_heading(block, leaf),
            1 | 2 => self.section_heading(block, leaf, &styles.h2, blocks.h2, scope),
            3 => self.section_heading(block, leaf, &styles.h3, blocks.h3, scope),
            _ => self.section_heading(block, leaf, &styles.h4, blocks.h4, scope),
        }
        self.keep = FORBIDDEN;
        self.flush = true;
        if scope.body && (level > 1 || self.theme().blocks.first_words == FirstWords::Report) {
            self.first = false;
        }
    }

    /// A heading of level 1: in the wide column, with "Appendix" or its number.
    fn chapter_heading(&mut self, block: &'a Block, leaf: &'a Leaf) {
        let theme = self.theme();
        let style = &theme.styles.h1;
        let (grid, columns) = (self.columns.grid, self.columns);
        let opening = std::mem::take(&mut self.opening);
        if !opening {
            let room = Units::try_from(theme.blocks.h1_room.clamp(0, columns.lines)).unwrap_or(0);
            self.push(EntryKind::Room { units: room * LINE }, Drawn::Nothing);
        }
        // A float brings white of its own.
        let drawn = |matter: &&Matter| !matches!(matter.drawn, Drawn::Nothing);
        let last = self.galley.matter.iter().rev().find(drawn);
        let float = last.is_some_and(|matter| matches!(matter.drawn, Drawn::Float(_)));
        let before = self.units(theme.blocks.h1.before.on(grid));
        self.space(before - if float { LINE } else { 0 }, 0, Elastic::Heading);
        self.anchor(block.id, columns.margin);

        let label = self.round.input.references.label(block.id).map(str::to_string);
        let numbered = label.as_deref().is_some_and(|label| label.starts_with(char::is_numeric));
        let beside = numbered && theme.blocks.h1_number == NumberPlace::Beside;
        let mut drawing = Drawing::new();
        // White at the head of a page vanishes, so what a chapter is to have there is of its head.
        let mut top = if opening { columns.sunk(theme.blocks.sink) } else { Length::ZERO };
        let mut x = columns.margin;
        if let Some(label) = &label {
            let tag = Tag::Node(block.id, Part::Label);
            if beside {
                // The number stands in the margin column, the words beside it.
                x = self.beside_number(label, style, columns.text);
            } else {
                let styles = &theme.styles;
                let above = if numbered { &styles.chapter_number } else { &styles.part_label };
                let left = match style.align {
                    Align::Center => (columns.wide() - self.round.label_width(label, above)) / 2,
                    _ => Length::ZERO,
                };
                self.put_label(&mut drawing, label, above, tag, columns.margin + left, top);
                top += above.leading;
            }
        }
        let words = Words { even: true, ..Words::of(leaf, style) };
        let heading = self.round.set(&words, columns.right() - x);
        let height = style.leading * count(heading.best.lines.len());
        let lines = height.div_ceil(grid);
        // White that fills the last line of the grid stands around the words as in a line.
        let pad = grid * lines - height;
        let above = top + columns.baseline(pad);
        if let Some(label) = label.as_deref().filter(|_| beside) {
            let tag = Tag::Node(block.id, Part::Label);
            self.put_label(&mut drawing, label, style, tag, columns.margin, above);
        }
        self.stack_lines(&mut drawing, &heading.best.lines, style, Point::new(x, above));
        let notes = self.calls(&heading.best.lines);
        let units = self.units(top + pad + height);
        self.push_box(units, drawing, notes);
        self.owed = self.units(theme.blocks.h1.after.on(grid));
    }

    /// Where a heading's words begin beside a number at the margin column: at `text`, or further
    /// right when the number reaches that far.
    fn beside_number(&self, number: &str, style: &'a Style, text: Length) -> Length {
        text.max(self.columns.margin + self.number_width(number, style))
    }

    /// The width of a heading's number and the white behind it.
    fn number_width(&self, number: &str, style: &'a Style) -> Length {
        self.round.label_width(number, style) + self.theme().blocks.heading_gap
    }

    fn section_heading(
        &mut self,
        block: &'a Block,
        leaf: &'a Leaf,
        style: &'a Style,
        space: BlockSpace,
        scope: &Scope<'a>,
    ) {
        let grid = self.columns.grid;
        let label = self.round.input.references.label(block.id).map(str::to_string);
        let x = match &label {
            Some(label) if scope.body => self.beside_number(label, style, scope.x),
            Some(label) => scope.x + self.number_width(label, style),
            None => scope.x,
        };
        let words = Words { even: true, ..Words::of(leaf, style) };
        let heading = self.round.set(&words, scope.x + scope.width - x);
        let units = self.units(style.leading * count(heading.best.lines.len()));
        let before = self.units(space.before.on(grid));
        let after = self.units(space.after.on(grid));
        self.space(before, units + after, Elastic::Heading);
        self.anchor(block.id, scope.x);
        let mut drawing = Drawing::new();
        if let Some(label) = &label {
            let tag = Tag::Node(block.id, Part::Label);
            let left = if scope.body { self.columns.margin } else { scope.x };
            self.put_label(&mut drawing, label, style, tag, left, Length::ZERO);
        }
        let at = Point::new(x, Length::ZERO);
        self.stack_lines(&mut drawing, &heading.best.lines, style, at);
        let notes = self.calls(&heading.best.lines);
        self.push_box(units, drawing, notes);
        self.owed = after;
    }
}

/// A count as a factor of a length.
pub(super) fn count(lines: usize) -> i64 {
    i64::try_from(lines).unwrap_or(i64::from(i32::MAX))
}
