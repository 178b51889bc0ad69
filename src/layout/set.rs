//! Setting words, for one round of laying out.

use std::sync::Arc;

use super::Input;
use super::line::Line;
use super::paragraph::{Paragraph, Shape, Share, Typesetter};
use crate::diagnostic::Diagnostic;
use crate::document::Leaf;
use crate::geometry::Length;
use crate::language::Language;
use crate::page::Tag;
use crate::theme::Style;

/// Words to be set as a paragraph, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    /// The words.
    pub leaf: &'a Leaf,
    /// Their type.
    pub style: &'a Style,
    /// The indent of the first line.
    pub indent: Length,
    /// How much further in turned lines of verse stand.
    pub turn: Length,
    /// Their language, when it is not the report's.
    pub language: Option<&'a Language>,
    /// Which of them are set.
    pub share: Share,
    /// Whether they open the report.
    pub opening: bool,
    /// Whether ragged lines are to come out alike: for headings.
    pub even: bool,
    /// Whether their first line stands beside a bullet or a number.
    pub beside: bool,
}

impl<'a> Words<'a> {
    /// All words of a leaf in a style.
    pub fn of(leaf: &'a Leaf, style: &'a Style) -> Words<'a> {
        Words {
            leaf,
            style,
            indent: Length::ZERO,
            turn: Length::ZERO,
            language: None,
            share: Share::All,
            opening: false,
            even: false,
            beside: false,
        }
    }
}

/// One round of laying out: the page numbers of the round before are in its words.
pub(super) struct Round<'a> {
    /// What is laid out.
    pub input: &'a Input<'a>,
    /// What sets its words.
    pub typesetter: Typesetter<'a>,
    /// What was found in this round.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Round<'a> {
    /// Keeps a finding.
    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Sets words in a measure.
    pub fn set(&mut self, words: &Words<'a>, measure: Length) -> Arc<Paragraph> {
        let typesetter = self.in_language(words.language);
        let shape = Shape {
            indent: words.indent,
            opening: words.opening,
            even: words.even,
            turn: words.turn,
            share: words.share,
            beside: words.beside,
            ..Shape::of(measure)
        };
        let paragraph = typesetter.paragraph(words.leaf, words.style, shape);
        self.problems.extend(paragraph.problems.iter().cloned());
        Arc::new(paragraph)
    }

    /// Sets a leaf on one line.
    pub fn leaf_line(&mut self, words: &Words<'a>) -> Line {
        self.in_language(words.language).leaf_line(words.leaf, words.style)
    }

    /// The parts of a leaf that no line breaks: [`Typesetter::unbroken`].
    pub fn unbroken(&self, words: &Words<'a>) -> Vec<Vec<(Length, Length)>> {
        self.in_language(words.language).unbroken(words.leaf, words.style)
    }

    /// Sets a label on one line.
    pub fn label(&self, text: &str, style: &'a Style, tag: Tag) -> Line {
        self.typesetter.line(text, style, tag)
    }

    /// The width of a label.
    pub fn label_width(&self, text: &str, style: &'a Style) -> Length {
        let tag = Tag::Artifact(crate::page::Artifact::Layout);
        self.typesetter.line(text, style, tag).width
    }

    /// The height of the capitals of a style.
    pub fn cap_height(&self, style: &Style) -> Length {
        let fonts = self.input.fonts;
        let face = fonts.select(&style.family.0, style.weight, style.italic);
        face.and_then(|face| fonts.get(face)).map_or(Length::ZERO, |face| {
            style.size.scale(i64::from(face.cap_height), i64::from(face.units_per_em))
        })
    }

    fn in_language(&self, language: Option<&'a Language>) -> Typesetter<'a> {
        match language {
            Some(language) => self.typesetter.with_language(language),
            None => self.typesetter,
        }
    }
}
