//! What stands apart from the running text without a frame: quotations, verse, epigraphs, pull
//! quotes, changes of scene.

use super::collect::penalty;
use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::list::{Entry, EntryKind, FORBIDDEN, LINE, Units};
use super::set::Words;
use crate::document::{Block, BlockKind, CalloutKind, Leaf};
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Part, Tag};
use crate::theme::{Style, SummaryForm, Tint};

impl<'a> Flow<'a, '_> {
    /// Adds a quotation.
    pub fn quote(&mut self, block: &'a Block, blocks: &'a [Block], scope: &Scope<'a>) {
        let inner = self.quoted(scope);
        self.set_apart(block, blocks, &inner);
    }

    /// Adds a callout of any kind.
    pub fn callout(
        &mut self,
        block: &'a Block,
        kind: CalloutKind,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let styles = &self.theme().styles;
        match kind {
            CalloutKind::Epigraph => {
                let inner = Scope { text: &styles.epigraph, body: false, ..*scope };
                self.epigraph(block, title, blocks, &inner);
            }
            CalloutKind::Verse => self.verse(block, title, blocks, scope),
            CalloutKind::PullQuote => self.pull_quote(block, title, blocks, scope),
            CalloutKind::Summary
                if title.is_none() && self.theme().blocks.summary == SummaryForm::Inset =>
            {
                self.abstract_of(block, blocks, scope);
            }
            CalloutKind::Box
            | CalloutKind::Summary
            | CalloutKind::Note
            | CalloutKind::Tip
            | CalloutKind::Important
            | CalloutKind::Warning
            | CalloutKind::Caution => self.boxed(block, kind, title, blocks, scope),
        }
    }

    fn quoted(&self, scope: &Scope<'a>) -> Scope<'a> {
        let theme = self.theme();
        let indent = theme.blocks.quote_indent.min(scope.width / 4);
        Scope {
            x: scope.x + indent,
            width: scope.width - indent * 2,
            text: &theme.styles.quote,
            body: false,
            ..*scope
        }
    }

    fn titled_apart(
        &mut self,
        block: &'a Block,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        if let Some(title) = title {
            self.above(self.theme().blocks.quote.before, Elastic::Block);
            let style = &self.theme().styles.term;
            let set = self.round.set(&Words::of(title, style), scope.width);
            self.push_lines(set, scope.x, style, true);
            self.keep = FORBIDDEN;
        }
        self.set_apart(block, blocks, scope);
    }

    /// Adds an epigraph. One that a heading has above its text keeps with both, if it is not very
    /// long.
    fn epigraph(
        &mut self,
        block: &'a Block,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let space = self.theme().blocks.epigraph;
        let below_heading = self.keep == FORBIDDEN;
        // Below a heading it has its own white, not that of the text.
        self.owed = self.owed.min(self.units(space.before.on(self.columns.grid)));
        let first = self.first;
        let start = self.galley.matter.len();
        self.titled_apart(block, title, blocks, scope);
        self.first = first;
        self.owed = self.units(space.after.on(self.columns.grid));
        let most = self.theme().breaks.whole_stanza * LINE;
        let entries = self.galley.list.entries.get_mut(start..).unwrap_or_default();
        if below_heading && entries.iter().map(Entry::natural_units).sum::<Units>() <= most {
            for entry in entries {
                entry.break_before = FORBIDDEN;
                if let EntryKind::Paragraph(paragraph) = &mut entry.kind {
                    paragraph.whole = true;
                }
            }
            self.keep = FORBIDDEN;
        }
    }

    /// Adds verse: stanzas parted by white, each of them whole if it is not very long. The rest of
    /// a line that is too long stands further in.
    fn verse(
        &mut self,
        block: &'a Block,
        title: Option<&'a Leaf>,
        blocks: &'a [Block],
        scope: &Scope<'a>,
    ) {
        let tokens = &self.theme().blocks;
        let quoted = self.quoted(scope);
        let inner = Scope {
            text: &self.theme().styles.verse,
            indent: Length::ZERO,
            turn: tokens.verse_turn.min(quoted.width / 4),
            between: self.units(tokens.stanza.on(self.columns.grid)),
            ..quoted
        };
        let start = self.galley.matter.len();
        self.titled_apart(block, title, blocks, &inner);
        let breaks = &self.theme().breaks;
        let (stanza, attribution) = (breaks.whole_stanza * LINE, breaks.attribution * LINE);
        let entries = self.galley.list.entries.get_mut(start..).unwrap_or_default();
        for entry in entries.iter_mut() {
            let short = entry.natural_units() <= stanza;
            if let EntryKind::Paragraph(paragraph) = &mut entry.kind {
                paragraph.whole |= short;
            }
        }
        let last = entries.len().saturating_sub(1);
        if let Some([above, last]) = entries.get_mut(last.saturating_sub(1)..)
            && last.natural_units() <= attribution
        {
            above.break_before = FORBIDDEN;
        }
    }

    fn set_apart(&mut self, block: &'a Block, blocks: &'a [Block], scope: &Scope<'a>) {
        self.apart_with(block, scope, |flow| {
            flow.sequence(&blocks.iter().collect::<Vec<_>>(), scope);
        });
    }

    /// Adds a summary in the form of an abstract: indented, its label before the first words.
    fn abstract_of(&mut self, block: &'a Block, blocks: &'a [Block], scope: &Scope<'a>) {
        let styles = &self.theme().styles;
        let inner = Scope { text: &styles.box_text, indent: Length::ZERO, ..self.quoted(scope) };
        self.apart_with(block, &inner, |flow| {
            let label = flow.round.input.references.words.summary;
            let tag = Tag::Node(block.id, Part::Label);
            let width = flow.put_run_in(label, &styles.box_label, tag, inner.x);
            match blocks.split_first() {
                Some((Block { id, kind: BlockKind::Paragraph(leaf), .. }, rest)) => {
                    let words = Words { indent: width, ..Words::of(leaf, inner.text) };
                    flow.set_paragraph(*id, words, &inner);
                    flow.sequence(&rest.iter().collect::<Vec<_>>(), &inner);
                }
                // What is no paragraph begins below the label.
                _ => {
                    flow.push_box(LINE, Drawing::new(), Vec::new());
                    flow.keep = FORBIDDEN;
                    flow.sequence(&blocks.iter().collect::<Vec<_>>(), &inner);
                }
            }
            flow.box_notes(block.id, inner.x, inner.x + inner.width);
        });
    }

    /// Draws a label with its stop before the first line of what follows. How wide they are with
    /// the space behind them.
    fn put_run_in(&mut self, label: &str, style: &'a Style, tag: Tag, x: Length) -> Length {
        let line = self.round.label(label, style, tag);
        let stop = self.round.label(".", style, Tag::Artifact(Artifact::Layout));
        let baseline = self.columns.baseline(self.columns.grid);
        self.pending.place(&line.items, Point::new(x, baseline));
        self.pending.place(&stop.items, Point::new(x + line.width, baseline));
        let space = style.size.scale(self.theme().blocks.run_in_space, 1000);
        line.width + stop.width + space
    }

    fn apart_with(&mut self, block: &'a Block, scope: &Scope<'a>, collect: impl FnOnce(&mut Self)) {
        let space = self.theme().blocks.quote;
        self.keep = self.keep.max(penalty::QUOTE);
        let start = self.galley.matter.len();
        self.above(space.before, Elastic::Block);
        let spaced = self.galley.matter.len() > start;
        self.anchor(block.id, scope.x);
        self.flush = true;
        collect(self);
        if spaced {
            self.island(start, Length::ZERO);
        }
        // A short quotation is not broken, and the last line of a long one, which often says where
        // it comes from, never stands alone.
        let from = start + usize::from(spaced);
        let lines: Units =
            self.galley.list.entries.iter().skip(from).map(Entry::natural_units).sum();
        if lines <= self.theme().breaks.whole_quote * LINE {
            self.make_whole(from);
        } else if let Some(last) = self.galley.list.entries.get_mut(from + 1..)
            && let Some(last) = last.last_mut()
        {
            last.break_before = FORBIDDEN;
        }
        // What stands last in it, such as a figure, may want more white below it.
        self.owed = self.owed.max(self.units(space.after.on(self.columns.grid)));
        self.flush = true;
    }

    /// Adds a change of scene: a short rule with white around it.
    pub fn scene_break(&mut self, block: &'a Block, scope: &Scope<'a>) {
        let theme = self.theme();
        let grid = self.columns.grid;
        let (width, rule) = (theme.blocks.bar_width, theme.blocks.exhibit_rule);
        let x = scope.x + (scope.width - width) / 2;
        let mut drawing = Drawing::new();
        let rect = Rect::new(x, (grid - rule) / 2, width, rule);
        drawing.fill(Artifact::Layout, rect, theme.colors.get(Tint::Hair));
        self.space(LINE, 0, Elastic::Block);
        self.anchor(block.id, scope.x);
        self.push_box(LINE, drawing, Vec::new());
        // A page that begins with a change of scene does not show it as one.
        self.owed = LINE;
        self.flush = true;
    }
}
