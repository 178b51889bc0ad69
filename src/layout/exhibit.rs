//! What figures and tables have in common: the rule, label and title above, and below the rows of
//! description, note, source and credit.

use super::drawing::Drawing;
use super::flow::{Flow, Scope};
use super::running_text::count;
use super::set::Words;
use crate::document::{Block, Leaf};
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Part, Tag};
use crate::theme::{LabelPlace, RulePlace, Style, Tint};

/// A figure or table as it is drawn from the top down.
#[derive(Debug)]
pub(super) struct Exhibit {
    /// What is drawn so far.
    pub drawing: Drawing,
    /// How far down it reaches.
    pub bottom: Length,
    /// The notes called in it.
    pub notes: Vec<usize>,
    /// Where labels stand.
    pub left: Length,
    /// The right edge of everything.
    pub right: Length,
    /// Where captions stand.
    pub text: Length,
}

impl Exhibit {
    /// Whether labels have a column of their own beside the captions.
    fn beside(&self) -> bool {
        self.left < self.text
    }
}

/// Words below one another: the last line, and how far down it begins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LastLine {
    /// Where the words of the line end.
    end: Length,
    /// The line's top.
    top: Length,
}

impl<'a> Flow<'a, '_> {
    /// An empty exhibit: in the wide column when it stands in the body, else in its column.
    pub fn exhibit(&self, scope: &Scope<'a>) -> Exhibit {
        let left = if scope.body { self.columns.margin } else { scope.x };
        Exhibit {
            drawing: Drawing::new(),
            bottom: Length::ZERO,
            notes: Vec::new(),
            left,
            right: scope.x + scope.width,
            text: scope.x,
        }
    }

    /// Adds the rule, the label and the title of a map, chart or table: the rule above them, or
    /// below as the first of what follows.
    pub fn exhibit_head(
        &mut self,
        exhibit: &mut Exhibit,
        block: &Block,
        title: Option<&'a Leaf>,
        subtitle: Option<&'a Leaf>,
    ) {
        let theme = self.theme();
        let gap = theme.blocks.exhibit_gap.on(self.columns.grid);
        let label = self.round.input.references.label(block.id).is_some();
        if title.is_none() && subtitle.is_none() && !label {
            return;
        }
        let above = theme.blocks.exhibit_rule_place == RulePlace::AboveTitle;
        if above {
            self.exhibit_rule(exhibit);
            exhibit.bottom += gap;
        }
        self.caption(exhibit, block, title, subtitle, &theme.styles.exhibit_title);
        if above {
            exhibit.bottom += gap;
        } else {
            exhibit.bottom += theme.blocks.caption_gap.on(self.columns.grid);
            self.exhibit_rule(exhibit);
        }
    }

    fn exhibit_rule(&self, exhibit: &mut Exhibit) {
        let theme = self.theme();
        let width = exhibit.right - exhibit.left;
        let rule = Rect::new(exhibit.left, exhibit.bottom, width, theme.blocks.exhibit_rule);
        exhibit.drawing.fill(Artifact::Layout, rule, theme.colors.get(Tint::Accent));
    }

    /// Adds the label, and the title or caption beside it, with what stands below that.
    pub fn caption(
        &mut self,
        exhibit: &mut Exhibit,
        block: &Block,
        words: Option<&'a Leaf>,
        subtitle: Option<&'a Leaf>,
        style: &'a Style,
    ) -> LastLine {
        let theme = self.theme();
        let styles = &theme.styles;
        let label_style = &styles.caption_label;
        let mut bottom = exhibit.bottom;
        let mut indent = Length::ZERO;
        let mut last = LastLine { end: exhibit.text, top: bottom };
        if let Some(label) = self.round.input.references.label(block.id).map(str::to_string) {
            let inline = theme.blocks.exhibit_label == LabelPlace::Inline;
            let tag = Tag::Node(block.id, Part::Label);
            let (x, y) = (if inline { exhibit.text } else { exhibit.left }, exhibit.bottom);
            self.put_label(&mut exhibit.drawing, &label, label_style, tag, x, y);
            bottom += label_style.leading;
            if inline {
                let stop = theme.blocks.label_stop.as_str();
                let width = self.put_stop(exhibit, &label, stop, label_style);
                indent = width + theme.blocks.label_gap;
                last.end += width;
            } else if !exhibit.beside() {
                exhibit.bottom = bottom;
            }
        }
        if let Some(words) = words {
            last = self.exhibit_words(exhibit, &Words { indent, ..Words::of(words, style) });
        }
        if let Some(subtitle) = subtitle {
            last = self.exhibit_words(exhibit, &Words::of(subtitle, &styles.exhibit_subtitle));
        }
        exhibit.bottom = exhibit.bottom.max(bottom);
        last
    }

    /// Adds the stop behind a label on the line of its words, for the eye alone. The width of both.
    fn put_stop(
        &mut self,
        exhibit: &mut Exhibit,
        label: &str,
        stop: &str,
        style: &'a Style,
    ) -> Length {
        let width = self.round.label_width(label, style);
        if stop.is_empty() {
            return width;
        }
        let (tag, x, y) = (Tag::Artifact(Artifact::Layout), exhibit.text + width, exhibit.bottom);
        self.put_label(&mut exhibit.drawing, stop, style, tag, x, y);
        width + self.round.label_width(stop, style)
    }

    /// Adds the rows of description, note, source and credit, each with its lead word beside it.
    /// Where labels stand on the line of their words, a credit that has room goes on behind the
    /// caption, whose last line is given.
    pub fn exhibit_foot<const ROWS: usize>(
        &mut self,
        exhibit: &mut Exhibit,
        block: &Block,
        rows: [(Option<&'static str>, Option<&'a Leaf>); ROWS],
        caption: Option<LastLine>,
    ) {
        let theme = self.theme();
        let style = &theme.styles.source;
        let inline = theme.blocks.exhibit_label == LabelPlace::Inline;
        let mut caption = caption.filter(|_| inline);
        for (lead, words) in rows {
            let Some(words) = words else { continue };
            let mut own = Words::of(words, style);
            if let Some(lead) = lead {
                caption = None;
                let tag = Tag::Node(block.id, Part::Lead);
                let (x, y) = (exhibit.left, exhibit.bottom);
                self.put_label(&mut exhibit.drawing, lead, style, tag, x, y);
                if inline {
                    let width = self.put_stop(exhibit, lead, &theme.blocks.lead_stop, style);
                    own.indent = width + theme.blocks.lead_gap;
                } else if !exhibit.beside() {
                    exhibit.bottom += style.leading;
                }
            }
            if let Some(last) = caption
                && self.credit_behind(exhibit, &own, last)
            {
                continue;
            }
            self.exhibit_words(exhibit, &own);
        }
    }

    /// Adds a credit behind the last line of the caption. Whether there is room for it.
    fn credit_behind(&mut self, exhibit: &mut Exhibit, words: &Words<'a>, last: LastLine) -> bool {
        let line = self.round.leaf_line(words);
        let x = last.end + self.theme().blocks.credit_gap;
        if x + line.width > exhibit.right {
            return false;
        }
        let y = last.top + self.columns.baseline(self.theme().styles.caption.leading);
        exhibit.drawing.place(&line.items, Point::new(x, y));
        exhibit.notes.extend(self.calls(&[line]));
        true
    }

    fn exhibit_words(&mut self, exhibit: &mut Exhibit, words: &Words<'a>) -> LastLine {
        let style = words.style;
        let set = self.round.set(words, exhibit.right - exhibit.text);
        let lines = &set.best.lines;
        let at = Point::new(exhibit.text, exhibit.bottom);
        self.stack_lines(&mut exhibit.drawing, lines, style, at);
        exhibit.bottom += style.leading * count(lines.len());
        exhibit.notes.extend(self.calls(lines));
        let width = lines.last().map_or(Length::ZERO, |line| line.width);
        LastLine { end: exhibit.text + width, top: exhibit.bottom - style.leading }
    }
}
