//! Lists: bulleted, numbered, of tasks, of recommendations, of definitions.

use super::collect::penalty;
use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::paragraph::Share;
use super::set::Words;
use crate::document::{
    Block, BlockKind, Definition, InlineKind, Leaf, List, ListItem, NumeralStyle, Numerals,
};
use crate::geometry::{Length, Point, Rect};
use crate::page::{Item, Part, Tag};
use crate::theme::{Align, Tint};

impl<'a> Flow<'a, '_> {
    /// Adds a list.
    pub fn list(&mut self, block: &'a Block, list: &'a List, scope: &Scope<'a>) {
        if self.recommendations && scope.body && list.numerals.is_some() {
            self.recommendations(block, list, scope);
            return;
        }
        if !scope.list_inside {
            self.outer_list(block, list, scope);
            return;
        }
        // A list inside an item is parted from it as its own items are from each other.
        let gap = if self.airy(list, scope) { self.list_gap() } else { 0 };
        self.owed = self.owed.min(gap).max(gap);
        self.anchor(block.id, scope.x);
        self.items(list, scope);
    }

    /// A list that stands for itself. Its white above and below is what the theme says, made more
    /// so that the text below stands on the grid again, and shared alike: where that is an odd
    /// number of half lines, the list stands a quarter of a line lower.
    fn outer_list(&mut self, block: &'a Block, list: &'a List, scope: &Scope<'a>) {
        let (grid, space) = (self.columns.grid, self.theme().blocks.list);
        let quarters = |white: Length| (white * 4).scale(1, grid.units().max(1)).units();
        let above = quarters(space.before.on(grid)).max(i64::from(self.owed) * 2);
        let below = quarters(space.after.on(grid));
        let start = self.galley.matter.len();
        let phase = self.phase;
        if start > 0 {
            self.space_elastic(1);
        }
        self.phase = phase;
        self.anchor(block.id, scope.x);
        self.items(list, scope);

        let inside = self.phase - phase;
        let mut white = (above + below + 1) / 2;
        if self.theme().page.on_grid {
            white += (i64::from(phase + inside) + white).rem_euclid(i64::from(LINE));
        }
        let before = if start > 0 { above + (white * 2 - above - below) / 2 } else { 0 };
        if let Some(entry) = self.galley.list.entries.get_mut(start)
            && let EntryKind::Space { units, .. } = &mut entry.kind
        {
            *units = narrow(before / 2);
        }
        if start > 0 {
            let lower = if before % 2 != 0 { grid / 4 } else { Length::ZERO };
            self.island(start, lower);
        }
        self.owed = self.owed.max(narrow(white - before / 2));
        self.phase = (phase + inside + narrow(before / 2)).rem_euclid(LINE);
        self.flush = true;
    }

    fn items(&mut self, list: &'a List, scope: &Scope<'a>) {
        let gap = if self.airy(list, scope) { self.list_gap() } else { 0 };
        let count = list.items.len();
        let (indent, numbers) = self.labels(list, scope);
        let free = std::mem::replace(&mut self.free, true);
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                let edge = index == 1 || index + 1 == count;
                self.keep = if edge { penalty::EDGE_ITEM } else { penalty::ITEM };
                self.space_exact(gap.max(self.owed));
            }
            self.anchor(item.id, scope.x);
            let label = self.item_label(item, numbers.get(index), indent, scope);
            self.pending.add(&label, Length::ZERO);
            self.beside = true;
            let inner = Scope {
                x: scope.x + indent,
                width: scope.width - indent,
                indent: Length::ZERO,
                between: self.list_gap(),
                body: false,
                list_inside: true,
                ..*scope
            };
            self.flush = true;
            let before = self.galley.matter.len();
            let blocks: Vec<&Block> = item.blocks.iter().collect();
            self.sequence(&blocks, &inner);
            self.beside = false;
            if self.galley.matter.len() == before {
                // An empty item still has its bullet.
                self.push_box(LINE, Drawing::new(), Vec::new());
            }
            // The white below text is the list's own.
            if matches!(blocks.last().map(|last| &last.kind), None | Some(BlockKind::Paragraph(_)))
            {
                self.owed = 0;
            }
        }
        self.free = free;
    }

    /// Whether items are parted by white: when any of them has two lines.
    fn airy(&mut self, list: &'a List, scope: &Scope<'a>) -> bool {
        let (indent, _) = self.labels(list, scope);
        let width = scope.width - indent;
        list.items.iter().any(|item| {
            let mut paragraphs = item.blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Paragraph(leaf) => Some(leaf),
                _ => None,
            });
            let first = paragraphs.next();
            let long = first.is_some_and(|leaf| {
                let words = Words { language: Some(scope.language), ..Words::of(leaf, scope.text) };
                self.round.set(&words, width).best.lines.len() > 1
            });
            long || paragraphs.next().is_some()
        })
    }

    fn list_gap(&self) -> Units {
        self.units(self.theme().blocks.list_item.on(self.columns.grid))
    }

    /// The indent of the items' text, and the items' numbers.
    pub fn labels(&mut self, list: &List, scope: &Scope<'a>) -> (Length, Vec<String>) {
        let blocks = &self.theme().blocks;
        let Some(numerals) = list.numerals else { return (blocks.list_indent, Vec::new()) };
        let least = blocks.number_indent;
        let words = &self.round.input.references.words;
        let number = |index| words.digits(&numerals.label(index));
        let numbers: Vec<String> = (0..list.items.len()).map(number).collect();
        let widest = numbers.iter().map(String::len).max().unwrap_or(0);
        // Of figures the longest are the widest; letters differ.
        let long =
            |number: &&String| numerals.style != NumeralStyle::Decimal || number.len() == widest;
        let wide = numbers
            .iter()
            .filter(long)
            .map(|number| self.round.label_width(number, scope.text))
            .max()
            .unwrap_or(Length::ZERO);
        (least.max(wide + self.theme().blocks.number_gap), numbers)
    }

    /// The bullet, number or box of an item, from the top of its first line.
    pub fn item_label(
        &mut self,
        item: &ListItem,
        number: Option<&String>,
        indent: Length,
        scope: &Scope<'a>,
    ) -> Drawing {
        let tag = Tag::Node(item.id, Part::Label);
        let mut drawing = Drawing::new();
        if let Some(done) = item.task {
            self.task_box(&mut drawing, done, tag, Point::new(scope.x, self.columns.grid));
            let sign = item.task_sign().unwrap_or_default();
            self.put_unseen(&mut drawing, sign, scope.text, tag, scope.x);
        } else if let Some(number) = number {
            let blocks = &self.theme().blocks;
            let before = match blocks.number_align {
                Align::Start => Length::ZERO,
                _ => indent - blocks.number_gap - self.round.label_width(number, scope.text),
            };
            let x = scope.x + before;
            self.put_label(&mut drawing, number, scope.text, tag, x, Length::ZERO);
        } else {
            let theme = self.theme();
            let bullet = theme.blocks.bullet.as_str();
            self.put_colored(&mut drawing, bullet, scope.text, Tint::Accent, tag, scope.x);
        }
        drawing
    }

    /// A box to tick, and the tick: a smaller box in it. `place` is its left edge and the height of
    /// the line on which it stands.
    pub fn task_box(&self, drawing: &mut Drawing, done: bool, tag: Tag, place: Point) {
        let theme = self.theme();
        let (line, side) = (theme.blocks.table_rule, theme.blocks.task_box);
        let color = theme.colors.get(Tint::Accent);
        let top = self.columns.baseline(place.y) - side;
        let mut fill = |x: Length, y: Length, width: Length, height: Length| {
            let rect = Rect::new(place.x + x, top + y, width, height);
            drawing.push(tag, Item::Fill { rect, color });
        };
        fill(Length::ZERO, Length::ZERO, side, line);
        fill(Length::ZERO, side - line, side, line);
        fill(Length::ZERO, Length::ZERO, line, side);
        fill(side - line, Length::ZERO, line, side);
        if done {
            fill(side / 4, side / 4, side / 2, side / 2);
        }
    }

    /// Recommendations: the number in the margin column, set right against the gutter; the lead on
    /// a line of its own; no item is broken.
    fn recommendations(&mut self, block: &'a Block, list: &'a List, scope: &Scope<'a>) {
        let theme = self.theme();
        let gap = self.units(theme.blocks.recommendation.on(self.columns.grid));
        let numerals = list.numerals.unwrap_or(Numerals { start: 1, ..Numerals::default() });
        let numbers = (0..list.items.len()).map(|index| {
            let number = numerals.style.write(numerals.number(index));
            self.round.input.references.words.digits(&number)
        });
        let numbers: Vec<String> = numbers.collect();
        let indent = match self.columns.margin_width {
            Length::ZERO => {
                let style = &theme.styles.recommendation_number;
                let widths = numbers.iter().map(|number| self.round.label_width(number, style));
                let widest = widths.max().unwrap_or_default() + theme.blocks.label_gap;
                theme.blocks.recommendation_indent.max(widest).min(scope.width / 4)
            }
            _ => Length::ZERO,
        };
        let outer = scope;
        let scope = &Scope { x: scope.x + indent, width: scope.width - indent, ..*scope };
        self.space(gap, 0, Elastic::Block);
        self.anchor(block.id, scope.x);
        let count = list.items.len();
        for (index, (item, number)) in list.items.iter().zip(&numbers).enumerate() {
            if index > 0 {
                let edge = index == 1 || index + 1 == count;
                self.keep = if edge { penalty::EDGE_ITEM } else { penalty::ITEM };
                // All of a list have the same white between them.
                self.space(gap, 0, Elastic::No);
            }
            self.recommendation_number(item, number, outer);
            self.flush = true;
            let first = self.galley.matter.len();
            let mut blocks = item.blocks.as_slice();
            if let Some((opening, rest)) = item.blocks.split_first()
                && let BlockKind::Paragraph(leaf) = &opening.kind
                && self.lead(opening, leaf, scope)
            {
                blocks = rest;
            }
            let inner = Scope { body: false, ..*scope };
            self.sequence(&blocks.iter().collect::<Vec<_>>(), &inner);
            if self.galley.matter.len() == first {
                self.push_box(LINE, Drawing::new(), Vec::new());
            }
            self.make_whole(first);
            self.owed = 0;
        }
        self.owed = gap;
        self.flush = true;
    }

    fn recommendation_number(&mut self, item: &ListItem, number: &str, scope: &Scope<'a>) {
        let styles = &self.theme().styles;
        let (style, lead) = (&styles.recommendation_number, &styles.recommendation_lead);
        self.anchor(item.id, self.columns.margin);
        let tag = Tag::Node(item.id, Part::Label);
        let x = match self.columns.margin_width {
            Length::ZERO => scope.x,
            margin => self.columns.margin + margin - self.round.label_width(number, style),
        };
        // The figure's top stands at the top of the lead's capitals.
        let baseline = self.columns.baseline(lead.leading) - self.round.cap_height(lead)
            + self.round.cap_height(style);
        let line = self.round.label(number, style, tag);
        self.pending.place(&line.items, Point::new(x, baseline));
    }

    /// Adds the lead of a recommendation on a line of its own, and the rest of its paragraph.
    /// Whether the paragraph begins with a lead.
    fn lead(&mut self, block: &'a Block, leaf: &'a Leaf, scope: &Scope<'a>) -> bool {
        let Some((first, _)) = leaf.inlines.split_first() else { return false };
        if !matches!(first.kind, InlineKind::Strong(_)) {
            return false;
        }
        let style = &self.theme().styles.recommendation_lead;
        self.anchor(block.id, scope.x);
        let words = Words { share: Share::First, ..Words::of(leaf, style) };
        let lead = self.round.set(&words, scope.width);
        self.push_lines(lead, scope.x, style, true);
        let words = Words {
            share: Share::AfterFirst,
            language: Some(scope.language),
            ..Words::of(leaf, scope.text)
        };
        let rest = self.round.set(&words, scope.width);
        self.push_lines(rest, scope.x, scope.text, true);
        self.flush = false;
        true
    }

    /// Forbids page breaks in and between all entries from this one on, unless together they are
    /// higher than a page.
    pub fn make_whole(&mut self, from: usize) {
        let entries = self.galley.list.entries.iter().skip(from);
        if entries.map(|entry| i64::from(entry.natural_units())).sum::<i64>()
            > i64::from(self.page_units())
        {
            return;
        }
        for (index, entry) in self.galley.list.entries.iter_mut().enumerate().skip(from) {
            if index > from {
                entry.break_before = FORBIDDEN;
            }
            if let EntryKind::Paragraph(paragraph) = &mut entry.kind {
                paragraph.whole = true;
            }
        }
    }

    /// Adds terms with what is said of them. A date stands in the margin column.
    pub fn definitions(&mut self, block: &'a Block, list: &'a [Definition], scope: &Scope<'a>) {
        let theme = self.theme();
        let gap = self.units(theme.blocks.definition.on(self.columns.grid));
        self.above(theme.blocks.definitions.before, Elastic::Block);
        self.anchor(block.id, scope.x);
        for (index, definition) in list.iter().enumerate() {
            if index > 0 {
                let edge = index == 1 || index + 1 == list.len();
                self.keep = if edge { penalty::EDGE_ITEM } else { penalty::ITEM };
                self.owed = 0;
                self.space_exact(gap);
            }
            self.definition(definition, scope);
        }
        self.owed = self.units(theme.blocks.definitions.after.on(self.columns.grid));
        self.flush = true;
    }

    fn definition(&mut self, definition: &'a Definition, scope: &Scope<'a>) {
        let styles = &self.theme().styles;
        self.anchor(definition.id, scope.x);
        let term = self.round.set(&Words::of(&definition.term, &styles.term), scope.width);
        if let Some(date) = &definition.date {
            let margin = scope.body && self.columns.margin_width > Length::ZERO;
            let (x, width) = match margin {
                true => (self.columns.margin, self.columns.margin_width),
                false => (scope.x, scope.width),
            };
            let date = self.round.set(&Words::of(date, &styles.chronology_date), width);
            if margin {
                let mut drawing = Drawing::new();
                let at = Point::new(x, Length::ZERO);
                self.stack_lines(&mut drawing, &date.best.lines, &styles.chronology_date, at);
                let notes = self.calls(&date.best.lines);
                self.pending_notes.extend(notes);
                self.pending.add(&drawing, Length::ZERO);
            } else {
                self.push_lines(date, x, &styles.chronology_date, true);
                self.keep = FORBIDDEN;
            }
        }
        self.push_lines(term, scope.x, &styles.term, true);
        self.keep = FORBIDDEN;
        let free = std::mem::replace(&mut self.free, true);
        for description in &definition.descriptions {
            self.flush = true;
            let inner = Scope { body: false, between: 1, ..*scope };
            self.sequence(&description.iter().collect::<Vec<_>>(), &inner);
        }
        self.free = free;
    }
}

fn narrow(units: i64) -> Units {
    Units::try_from(units).unwrap_or(Units::MAX / 8)
}
