//! Lines made of the manifest's values and of words of ours.

use super::super::pieces::{self, Piece, PieceKind, Wrap};
use super::super::reader::Place;
use crate::document::{Block, BlockKind, Inline, Leaf};
use crate::language::Language;
use crate::source::{Span, Spanned};

/// A line in the making. Its parts may come from several places of the manifest.
pub struct Line<'a> {
    language: &'a Language,
    around: Span,
    at: Span,
    inlines: Vec<Inline>,
}

impl<'a> Line<'a> {
    /// An empty line. Words of ours stand where the value before them stands.
    pub fn new(language: &'a Language, nowhere: Span) -> Line<'a> {
        Line { language, around: nowhere, at: nowhere, inlines: Vec::new() }
    }

    /// Adds a value, with its quotation marks and dashes set.
    pub fn value(mut self, value: &Spanned<String>) -> Line<'a> {
        self.stand_at(value.span);
        self.text(&value.value)
    }

    /// Adds words.
    pub fn text(mut self, words: &str) -> Line<'a> {
        let pieces = self.words(words);
        self.add(pieces);
        self
    }

    /// Adds stressed words.
    pub fn emphasis(mut self, words: &str, span: Span) -> Line<'a> {
        self.stand_at(span);
        let inside = self.words(words);
        self.add(vec![piece(PieceKind::Inside(Wrap::Emphasis, inside))]);
        self
    }

    /// Adds a link.
    pub fn link(mut self, words: &str, url: String, span: Span) -> Line<'a> {
        self.stand_at(span);
        let inside = vec![piece(PieceKind::Literal(words.to_string()))];
        self.add(vec![piece(PieceKind::Inside(Wrap::Link(url), inside))]);
        self
    }

    /// Begins a new line within the leaf, unless this is its first.
    pub fn line_break(mut self) -> Line<'a> {
        if !self.inlines.is_empty() {
            self.add(vec![piece(PieceKind::Break)]);
        }
        self
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.inlines.is_empty()
    }

    /// The leaf.
    pub fn leaf(self) -> Leaf {
        let id = pieces::unnumbered(Place::Within(self.around));
        Leaf { id, span: self.around, inlines: self.inlines }
    }

    /// The leaf as a paragraph.
    pub fn paragraph(self) -> Block {
        let leaf = self.leaf();
        let attributes = Default::default();
        Block { id: leaf.id, span: leaf.span, attributes, kind: BlockKind::Paragraph(leaf) }
    }

    fn stand_at(&mut self, span: Span) {
        self.at = span;
        self.around = match self.around.end {
            0 => span,
            end => Span {
                source: span.source,
                start: self.around.start.min(span.start),
                end: end.max(span.end),
            },
        };
    }

    fn words(&self, words: &str) -> Vec<Piece> {
        let mut pieces = vec![piece(PieceKind::Words(words.to_string()))];
        super::super::typography::set(&mut pieces, self.language);
        pieces
    }

    fn add(&mut self, pieces: Vec<Piece>) {
        self.inlines.extend(pieces::inlines(pieces, Place::Within(self.at)));
    }
}

/// A piece; where it stands is its line's affair.
fn piece(kind: PieceKind) -> Piece {
    Piece { range: 0..0, kind }
}
