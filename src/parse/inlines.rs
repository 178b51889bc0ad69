//! From events to pieces of a line.

use std::ops::Range;

use super::events::{Event, Tag};
use super::pieces::{self, Piece, PieceKind, Wrap};
use super::reader::{DEEPEST, PREFIX, Place, Reader};
use crate::document::Leaf;
use crate::source::Span;

impl Reader<'_> {
    /// The pieces up to the end of what encloses them, or up to the next block.
    pub fn pieces(&mut self) -> Vec<Piece> {
        let mut list: Vec<Piece> = Vec::new();
        // Marks that lie too deep are passed through; these are their ends still to come.
        let mut passed = 0_usize;
        while let Some((event, range)) = self.peek() {
            let range = range.clone();
            if event.is_of_line() && self.in_hole(&range) {
                self.take();
                continue;
            }
            let Some((event, _)) = self.peek() else { break };
            match event {
                Event::End(_) if passed > 0 => passed -= 1,
                Event::Start(tag) if tag.is_mark() && self.depth >= DEEPEST => {
                    passed += 1;
                    self.report_depth(range.clone());
                }
                Event::End(_) | Event::Rule => break,
                Event::Start(tag) if !tag.is_mark() => break,
                _ => {
                    if let Some((event, range)) = self.take() {
                        self.piece(event, range, &mut list);
                    }
                    continue;
                }
            }
            self.take();
        }
        list
    }

    /// A leaf of these pieces.
    pub fn leaf(&mut self, list: Vec<Piece>, range: Range<usize>) -> Leaf {
        let range = pieces::extent(&list, range);
        let list = self.named(list);
        self.check_pictures(&list);
        let finished = pieces::finish(list, &self.language);
        pieces::leaf(finished, range, self.place)
    }

    /// A leaf of a stretch of this text, read by itself as inline Markdown.
    pub fn leaf_of(&mut self, range: Range<usize>) -> Option<Leaf> {
        let words = self.text.get(range.clone())?;
        let blank = words.len() - words.trim_start().len();
        let start = range.start + blank;
        let words = words.trim();
        let shift = i64::try_from(start).ok()? - i64::try_from(PREFIX.len()).ok()?;
        self.fragment(words, self.place.moved(shift))
    }

    /// A leaf of a text that is spelled otherwise in the source.
    pub fn leaf_within(&mut self, words: &str, span: Span) -> Option<Leaf> {
        self.fragment(words, Place::Within(span))
    }

    /// Reads a text as inline Markdown, whatever block it might begin.
    fn fragment(&mut self, words: &str, place: Place) -> Option<Leaf> {
        let text = format!("{PREFIX}{words}").replace(['\n', '\r'], " ");
        let mut reader = self.of_fragment(&text, place);
        // The start of its one paragraph.
        reader.take();
        let list = reader.pieces();
        let whole = PREFIX.len()..text.len();
        (!pieces::is_blank(&list)).then(|| reader.leaf(list, whole))
    }

    fn in_hole(&mut self, range: &Range<usize>) -> bool {
        if self.holes.is_empty() {
            return false;
        }
        self.holes.retain(|hole| hole.end > range.start);
        self.holes.iter().any(|hole| hole.start <= range.start && range.end <= hole.end)
    }

    fn piece(&mut self, event: Event<'_>, range: Range<usize>, list: &mut Vec<Piece>) {
        let kind = match event {
            Event::Text(words) => return self.words(&words, range, list),
            Event::Code(code) => PieceKind::Code(code.into_string()),
            Event::FootnoteReference(name) => PieceKind::Note(name.into_string()),
            Event::SoftBreak if self.verse => PieceKind::Break,
            Event::SoftBreak => PieceKind::Soft,
            Event::HardBreak => PieceKind::Break,
            Event::Start(tag) => return self.mark(tag, range, list),
            // What names words was taken with their beginning, and what ends a block ended the loop.
            Event::Named(_) | Event::End(_) | Event::Rule => return,
        };
        pieces::push(list, Piece { range, kind });
    }

    /// Words, without what stands in holes.
    fn words(&mut self, words: &str, range: Range<usize>, list: &mut Vec<Piece>) {
        if self.text.get(range.clone()) != Some(words) {
            let kind = PieceKind::Literal(words.to_string());
            return pieces::push(list, Piece { range, kind });
        }
        let mut start = range.start;
        let escaped = start > 0
            && self.text.as_bytes().get(start - 1) == Some(&b'\\')
            && list.last().is_none_or(|last| last.range.end < start);
        let first = words.chars().next().filter(char::is_ascii_punctuation);
        if let (true, Some(first)) = (escaped, first) {
            let end = start + first.len_utf8();
            let kind = match first {
                '"' | '\'' if self.quoted => PieceKind::Words(first.to_string()),
                _ => PieceKind::Literal(first.to_string()),
            };
            let stretch = if matches!(kind, PieceKind::Words(_)) { start } else { start - 1 };
            pieces::push(list, Piece { range: stretch..end, kind });
            start = end;
        }
        for part in self.outside_holes(start..range.end) {
            self.bare_words(part, list);
        }
    }

    /// Words as the source has them, and the addresses among them.
    fn bare_words(&mut self, mut range: Range<usize>, list: &mut Vec<Piece>) {
        while let Some(literal) = self.literal(range.clone()) {
            self.push_words(range.start..literal.range.start, list);
            range = self.take_literal(literal, range.end, list);
        }
        self.push_words(range, list);
    }

    fn push_words(&self, range: Range<usize>, list: &mut Vec<Piece>) {
        if let Some(words) = self.text.get(range.clone()).filter(|words| !words.is_empty()) {
            let kind = PieceKind::Words(words.to_string());
            pieces::push(list, Piece { range, kind });
        }
    }

    fn outside_holes(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        let mut holes: Vec<&Range<usize>> = self.holes.iter().collect();
        holes.sort_by_key(|hole| hole.start);
        for hole in holes {
            if hole.start < range.end && hole.end > start {
                parts.push(start..hole.start.max(start));
                start = hole.end;
            }
        }
        parts.push(start..range.end.max(start));
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn mark(&mut self, tag: Tag<'_>, range: Range<usize>, list: &mut Vec<Piece>) {
        let first =
            list.last().is_none_or(|last| matches!(last.kind, PieceKind::Soft | PieceKind::Break));
        let naming = self.naming();
        let leads = matches!(tag, Tag::Link { .. } | Tag::Image { .. });
        let linked = self.linked;
        self.linked |= leads;
        self.depth += 1;
        let inside = self.pieces();
        self.linked = linked;
        self.depth -= 1;
        // The end of the mark.
        self.take();
        let (wrap, inside, range) = match tag {
            Tag::Strong => (Wrap::Strong, inside, range),
            Tag::Strikethrough => (Wrap::Strikethrough, inside, range),
            Tag::Subscript => (Wrap::Subscript, inside, range),
            Tag::Superscript => (Wrap::Superscript, inside, range),
            Tag::Words => return self.named_words(naming, inside, range, list),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.link((link_type, dest_url, title), inside, range, list);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                return self.picture((link_type, dest_url, title), inside, range, first, list);
            }
            _ => (Wrap::Emphasis, inside, range),
        };
        list.push(Piece { range, kind: PieceKind::Inside(wrap, inside) });
    }

    /// Pictures among words need an alternative text too.
    fn check_pictures(&mut self, list: &[Piece]) {
        for piece in list {
            match &piece.kind {
                PieceKind::Picture(picture) => {
                    let decorative = picture.written.as_ref().is_some_and(|written| {
                        written.attributes(self.text, self.place).has("decorative")
                    });
                    if picture.alt.trim().is_empty() && !decorative {
                        self.report_missing_alt(piece.range.clone());
                    }
                    self.check_inline_picture(picture);
                }
                PieceKind::Inside(_, inside) => self.check_pictures(inside),
                _ => {}
            }
        }
    }
}
