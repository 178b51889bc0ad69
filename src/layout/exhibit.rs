//! What figures and tables have in common: the rule, label and title above, and below the rows of
//! note, source and credit.

use super::drawing::Drawing;
use super::flow::{Flow, Scope};
use super::running_text::count;
use super::set::Words;
use crate::document::{Block, Leaf};
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Part, Tag};
use crate::theme::{Style, Tint};

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

    /// Adds the rule, the label and the title of a map, chart or table.
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
        let width = exhibit.right - exhibit.left;
        let rule = Rect::new(exhibit.left, exhibit.bottom, width, theme.blocks.exhibit_rule);
        exhibit.drawing.fill(Artifact::Layout, rule, theme.colors.get(Tint::Accent));
        exhibit.bottom += gap;
        self.caption(exhibit, block, title, subtitle, &theme.styles.exhibit_title);
        exhibit.bottom += gap;
    }

    /// Adds the label, and the title or caption beside it, with what stands below that.
    pub fn caption(
        &mut self,
        exhibit: &mut Exhibit,
        block: &Block,
        words: Option<&'a Leaf>,
        subtitle: Option<&'a Leaf>,
        style: &'a Style,
    ) {
        let styles = &self.theme().styles;
        let label_style = &styles.caption_label;
        let mut bottom = exhibit.bottom;
        if let Some(label) = self.round.input.references.label(block.id).map(str::to_string) {
            let tag = Tag::Node(block.id, Part::Label);
            let (x, y) = (exhibit.left, exhibit.bottom);
            self.put_label(&mut exhibit.drawing, &label, label_style, tag, x, y);
            bottom += label_style.leading;
            if !exhibit.beside() {
                exhibit.bottom = bottom;
            }
        }
        if let Some(words) = words {
            self.exhibit_words(exhibit, words, style);
        }
        if let Some(subtitle) = subtitle {
            self.exhibit_words(exhibit, subtitle, &styles.exhibit_subtitle);
        }
        exhibit.bottom = exhibit.bottom.max(bottom);
    }

    /// Adds the note, the source and the credit, each with its lead word beside it.
    pub fn exhibit_foot(
        &mut self,
        exhibit: &mut Exhibit,
        block: &Block,
        rows: [(Option<&'static str>, Option<&'a Leaf>); 3],
    ) {
        let style = &self.theme().styles.source;
        for (lead, words) in rows {
            let Some(words) = words else { continue };
            if let Some(lead) = lead {
                let tag = Tag::Node(block.id, Part::Lead);
                let (x, y) = (exhibit.left, exhibit.bottom);
                self.put_label(&mut exhibit.drawing, lead, style, tag, x, y);
                if !exhibit.beside() {
                    exhibit.bottom += style.leading;
                }
            }
            self.exhibit_words(exhibit, words, style);
        }
    }

    fn exhibit_words(&mut self, exhibit: &mut Exhibit, words: &'a Leaf, style: &'a Style) {
        let set = self.round.set(&Words::of(words, style), exhibit.right - exhibit.text);
        let at = Point::new(exhibit.text, exhibit.bottom);
        self.stack_lines(&mut exhibit.drawing, &set.best.lines, style, at);
        exhibit.bottom += style.leading * count(set.best.lines.len());
        exhibit.notes.extend(self.calls(&set.best.lines));
    }
}
