//! What the manifest implies: title, imprint, about the author.
//!
//! Both editions say these words, so they are made here, once, and stand in the tree like the
//! author's own, each with a span in the manifest.

mod back;
mod front;
mod imprint;
mod licence;
mod line;

use std::ops::Range;

use self::line::Line;
use super::links;
use super::number::{self, Numbers};
use super::reader::{Findings, Parsed, Place, Reader, Settings};
use super::unread;
use crate::document::{Block, Front, Labelled, LabelledKind, Leaf, Mark};
use crate::manifest::Manifest;
use crate::manuscript::Manuscript;
use crate::source::{Source, Span, Spanned};
use crate::theme::Theme;
use crate::words::Words;

/// The front matter, and the back matter as a file of its own.
pub fn imply(manuscript: &Manuscript, theme: &Theme, settings: &Settings) -> (Front, Parsed) {
    let mut matter = Matter {
        manifest: &manuscript.manifest,
        source: manuscript.sources.get(manuscript.manifest.source),
        theme,
        settings,
        words: Words::of(&settings.language),
        findings: Findings::default(),
    };
    let mut numbers = Numbers::new(manuscript.manifest.source);
    let front = matter.front(&mut numbers);
    let back = matter.back();
    let mut parsed = Parsed::new(back, matter.findings);
    number::number(manuscript.manifest.source, numbers.next(), &mut parsed);
    (front, parsed)
}

/// The manifest, while matter is made of it.
struct Matter<'a> {
    manifest: &'a Manifest,
    source: Option<&'a Source>,
    theme: &'a Theme,
    settings: &'a Settings,
    words: Words,
    findings: Findings,
}

impl Matter<'_> {
    /// Where words stand that are nobody's own, such as labels: at the manifest's start.
    fn nowhere(&self) -> Span {
        Span::new(self.manifest.source, 0..0)
    }

    fn line(&self) -> Line<'_> {
        Line::new(&self.settings.language, self.nowhere())
    }

    /// A value as a leaf.
    fn leaf(&self, value: &Spanned<String>) -> Leaf {
        self.line().value(value).leaf()
    }

    fn optional(&self, value: Option<&Spanned<String>>) -> Option<Leaf> {
        value.map(|value| self.leaf(value))
    }

    /// A label of ours, and what belongs to it.
    fn labelled(&self, label: &str, blocks: Vec<Block>) -> Labelled {
        let label = self.line().text(label).leaf();
        let kind = LabelledKind::Matter;
        Labelled { id: label.id, kind, label, detail: None, blocks, contact: None }
    }

    /// A picture that the manifest names.
    fn mark(&self, image: &Spanned<String>) -> Mark {
        let file = self.source.map_or("", |source| source.name());
        Mark { path: links::from_root(&image.value, file), span: image.span }
    }

    /// A Markdown value as blocks.
    fn markdown(&mut self, value: &Spanned<String>) -> Vec<Block> {
        let (name, place) = match self.source {
            Some(source) => (source.name(), place_of(value, source)),
            None => ("", Place::Within(value.span)),
        };
        let mut reader =
            Reader::of_file(&value.value, name, place, self.settings, &mut self.findings);
        let blocks = reader.blocks();
        let text = self.source.map_or("", Source::text);
        let (source, language) = (self.manifest.source, &self.settings.language);
        unread::in_value(source, text, &blocks, language, &mut self.findings);
        blocks
    }
}

/// Where the characters of a value stand: letter by letter behind its quotation marks, or, when
/// the manifest spells it with escapes, somewhere in it.
fn place_of(value: &Spanned<String>, source: &Source) -> Place {
    let written = source.text().get(value.span.range()).unwrap_or_default();
    let inside = inside_quotes(written);
    match inside.filter(|inside| written.get(inside.clone()) == Some(value.value.as_str())) {
        Some(inside) => Place::at(value.span.source, value.span.range().start + inside.start),
        None => Place::Within(value.span),
    }
}

/// The range between the quotation marks of a TOML string.
fn inside_quotes(written: &str) -> Option<Range<usize>> {
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let closed = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inside) = closed {
            // A line break behind three quotation marks is no part of the string.
            let line = inside.strip_prefix("\r\n").or(inside.strip_prefix('\n')).unwrap_or(inside);
            let start = quote.len() + inside.len() - line.len();
            return Some(start..start + line.len());
        }
    }
    None
}
