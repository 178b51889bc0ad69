//! Pieces: what stands in a line, on its way to the tree.
//!
//! A piece still knows the bytes of the text that it comes from, and whether its words stand
//! there letter by letter. What CommonMark does not have is found here: calls of notes that are
//! not defined in the same text, letters raised and lowered inside a word.

use std::ops::Range;

use super::attributes::Written;
use super::reader::Place;
use super::typography;
use crate::document::{Attributes, BETWEEN_CALLS, Inline, InlineKind, Leaf, NodeId, ReferenceForm};
use crate::language::Language;
use crate::source::Span;

/// A piece of a line.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where it stands in the text that is read.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// The kinds of pieces.
#[derive(Clone, Debug)]
pub enum PieceKind {
    /// Words as they stand in the source, letter by letter.
    Words(String),
    /// Words that the author protected with a backslash or wrote as an entity.
    Literal(String),
    /// A line break of the source.
    Soft,
    /// A line break that the author asked for.
    Break,
    /// Code.
    Code(String),
    /// The call of a note.
    Note(String),
    /// A picture.
    Picture(Box<Picture>),
    /// Marked words.
    Inside(Wrap, Vec<Piece>),
}

/// How words are marked.
#[derive(Clone, Debug)]
pub enum Wrap {
    /// `*…*`.
    Emphasis,
    /// `**…**`.
    Strong,
    /// `~~…~~`.
    Strikethrough,
    /// `^…^`.
    Superscript,
    /// `~…~`.
    Subscript,
    /// A link to the world outside.
    Link(String),
    /// A reference.
    Reference(String, ReferenceForm),
    /// Words in another language.
    Passage(Language),
    /// Words with an id or classes; a mere place when it holds none.
    Named(Attributes),
    /// Words to be left as they are: an address.
    Verbatim,
}

/// A picture, before it is known whether it is a figure or stands among words.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its path from the project's root.
    pub path: String,
    /// Where the path is written.
    pub path_range: Range<usize>,
    /// What it shows.
    pub alt: String,
    /// Where that is written.
    pub words: Range<usize>,
    /// The title, which is a figure's caption.
    pub title: Title,
    /// Its attribute block.
    pub written: Option<Written>,
}

/// The title of a picture.
#[derive(Clone, Debug)]
pub enum Title {
    /// It has none.
    None,
    /// It is written here, without its quotation marks.
    Here(Range<usize>),
    /// It is written elsewhere, in a link reference definition, and says this.
    Elsewhere(String),
}

/// Whether pieces hold nothing but spaces.
pub fn is_blank(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| match &piece.kind {
        PieceKind::Words(words) => words.trim().is_empty(),
        PieceKind::Soft => true,
        _ => false,
    })
}

/// The bytes that the pieces take; those given when there are none.
pub fn extent(pieces: &[Piece], otherwise: Range<usize>) -> Range<usize> {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end.max(first.range.start),
        _ => otherwise,
    }
}

/// The words of pieces without their marks, for an alternative text.
pub fn plain_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match &piece.kind {
            PieceKind::Words(words) | PieceKind::Literal(words) | PieceKind::Code(words) => {
                text.push_str(words);
            }
            PieceKind::Soft | PieceKind::Break => text.push(' '),
            PieceKind::Picture(picture) => text.push_str(&picture.alt),
            PieceKind::Note(_) => {}
            PieceKind::Inside(_, inside) => text.push_str(&plain_text(inside)),
        }
    }
    text
}

/// Puts a piece behind the others; words that follow one another in the source become one piece.
pub fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    if let (Some(last), PieceKind::Words(more)) = (pieces.last_mut(), &piece.kind)
        && let PieceKind::Words(words) = &mut last.kind
        && last.range.end == piece.range.start
    {
        words.push_str(more);
        last.range.end = piece.range.end;
        return;
    }
    pieces.push(piece);
}

/// Finds what CommonMark does not know, and sets the words as their language has them.
pub fn finish(mut pieces: Vec<Piece>, language: &Language) -> Vec<Piece> {
    pieces = split_notes(pieces);
    pieces = raise(pieces, b'^');
    pieces = raise(pieces, b'~');
    typography::set(&mut pieces, language);
    typography::close_up(&mut pieces);
    pieces
}

/// The leaf that finished pieces make.
pub fn leaf(pieces: Vec<Piece>, range: Range<usize>, place: Place) -> Leaf {
    Leaf { id: unnumbered(place), span: place.span(range), inlines: inlines(pieces, place) }
}

/// The identity of a node until `number` gives it its own.
pub fn unnumbered(place: Place) -> NodeId {
    NodeId { source: place.span(0..0).source, index: 0 }
}

/// Calls of notes, `[^name]`, in words: those that the reader of events leaves as text because
/// the same text holds no such note.
fn split_notes(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut split = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece.kind {
            PieceKind::Words(words) => split_words(&words, piece.range.start, &mut split),
            PieceKind::Inside(wrap, inside) if !matches!(wrap, Wrap::Verbatim) => {
                let kind = PieceKind::Inside(wrap, split_notes(inside));
                split.push(Piece { range: piece.range, kind });
            }
            kind => split.push(Piece { range: piece.range, kind }),
        }
    }
    split
}

fn split_words(words: &str, start: usize, pieces: &mut Vec<Piece>) {
    let mut rest = 0;
    let mut from = 0;
    while let Some(open) = words[from..].find("[^").map(|at| from + at) {
        from = open + 2;
        let name_end = words[from..].find(|c: char| c == '[' || c == ']' || c.is_whitespace());
        let Some(end) = name_end.map(|at| from + at) else { break };
        if end > from && words[end..].starts_with(']') {
            push_words(words, rest..open, start, pieces);
            let name = words[from..end].to_string();
            let range = start + open..start + end + 1;
            pieces.push(Piece { range, kind: PieceKind::Note(name) });
            rest = end + 1;
        }
        from = end;
    }
    push_words(words, rest..words.len(), start, pieces);
}

fn push_words(words: &str, range: Range<usize>, start: usize, pieces: &mut Vec<Piece>) {
    if !range.is_empty() {
        let kind = PieceKind::Words(words[range.clone()].to_string());
        pieces.push(Piece { range: start + range.start..start + range.end, kind });
    }
}

/// Letters between two marks without a space between them: `m^2^`, `H~2~O`. Pandoc's rule.
fn raise(pieces: Vec<Piece>, mark: u8) -> Vec<Piece> {
    let mut raised: Vec<Piece> = Vec::with_capacity(pieces.len());
    // The position in `raised` behind an open mark, while no space has followed it.
    let mut open: Option<usize> = None;
    for piece in pieces {
        match piece.kind {
            PieceKind::Words(words) => {
                raise_words(&words, piece.range.start, mark, &mut open, &mut raised);
            }
            PieceKind::Inside(wrap, inside) if !matches!(wrap, Wrap::Verbatim) => {
                if plain_text(&inside).contains(char::is_whitespace) {
                    open = None;
                }
                let kind = PieceKind::Inside(wrap, raise(inside, mark));
                raised.push(Piece { range: piece.range, kind });
            }
            PieceKind::Soft | PieceKind::Break => {
                open = None;
                raised.push(piece);
            }
            _ => raised.push(piece),
        }
    }
    let mut whole = Vec::with_capacity(raised.len());
    raised.into_iter().for_each(|piece| push(&mut whole, piece));
    whole
}

fn raise_words(
    words: &str,
    start: usize,
    mark: u8,
    open: &mut Option<usize>,
    raised: &mut Vec<Piece>,
) {
    let mut rest = 0;
    for (at, byte) in words.bytes().enumerate() {
        if byte.is_ascii_whitespace() {
            *open = None;
        }
        // Several marks side by side are none.
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        if byte != mark || beside.into_iter().any(|at| words.as_bytes().get(at) == Some(&mark)) {
            continue;
        }
        push_words(words, rest..at, start, raised);
        rest = at + 1;
        match *open {
            Some(mark_at) if mark_at + 1 < raised.len() => {
                let inside = raised.split_off(mark_at + 1);
                let from = raised.pop().map_or(start + at, |piece| piece.range.start);
                let wrap = if mark == b'^' { Wrap::Superscript } else { Wrap::Subscript };
                let kind = PieceKind::Inside(wrap, inside);
                raised.push(Piece { range: from..start + at + 1, kind });
                *open = None;
            }
            _ => {
                *open = Some(raised.len());
                push_words(words, at..at + 1, start, raised);
            }
        }
    }
    push_words(words, rest..words.len(), start, raised);
}

/// Pieces as inlines; words that touch become one text.
pub fn inlines(pieces: Vec<Piece>, place: Place) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let span = place.span(piece.range);
        let mut wrap = |kind| inlines.push(Inline { id: unnumbered(place), span, kind });
        match piece.kind {
            PieceKind::Words(words) | PieceKind::Literal(words) => {
                if words.is_empty() {
                    continue;
                }
                if let Some(Inline { span: before, kind: InlineKind::Text(text), .. }) =
                    inlines.last_mut()
                {
                    text.push_str(&words);
                    before.end = before.end.max(span.end);
                    continue;
                }
                inlines.push(Inline { id: unnumbered(place), span, kind: InlineKind::Text(words) });
            }
            PieceKind::Soft => {}
            PieceKind::Break => wrap(InlineKind::LineBreak),
            PieceKind::Code(code) => wrap(InlineKind::Code(code)),
            PieceKind::Note(name) => {
                // Two calls side by side would be read as one number.
                let last = inlines.last().map(|last| (&last.kind, last.span.end));
                if let Some((InlineKind::NoteCall { .. }, end)) = last {
                    let span = Span { start: end, end, ..span };
                    let kind = InlineKind::Text(BETWEEN_CALLS.to_string());
                    inlines.push(Inline { id: unnumbered(place), span, kind });
                }
                inlines.push(Inline {
                    id: unnumbered(place),
                    span,
                    kind: InlineKind::NoteCall { name },
                });
            }
            PieceKind::Picture(picture) => {
                wrap(InlineKind::Image { path: picture.path, alt: picture.alt });
            }
            PieceKind::Inside(Wrap::Verbatim, inside) => {
                inlines.extend(self::inlines(inside, place))
            }
            PieceKind::Inside(Wrap::Named(own), inside) if own == Attributes::default() => {
                inlines.extend(self::inlines(inside, place))
            }
            PieceKind::Inside(how, inside) => {
                let inside = self::inlines(inside, place);
                if let Some(kind) = marked(how, inside) {
                    inlines.push(Inline { id: unnumbered(place), span, kind });
                }
            }
        }
    }
    inlines
}

/// Marked words as an inline; nothing when nothing is marked.
fn marked(wrap: Wrap, inside: Vec<Inline>) -> Option<InlineKind> {
    if let Wrap::Reference(target, form) = wrap {
        return Some(InlineKind::Reference { target, form, inside });
    }
    if let Wrap::Named(attributes) = wrap {
        return Some(InlineKind::Named { attributes, inside });
    }
    if inside.is_empty() {
        return None;
    }
    Some(match wrap {
        Wrap::Emphasis => InlineKind::Emphasis(inside),
        Wrap::Strong => InlineKind::Strong(inside),
        Wrap::Strikethrough => InlineKind::Strikethrough(inside),
        Wrap::Superscript => InlineKind::Superscript(inside),
        Wrap::Subscript => InlineKind::Subscript(inside),
        Wrap::Link(url) => InlineKind::Link { url, inside },
        Wrap::Passage(language) => InlineKind::Passage { language, inside },
        Wrap::Reference(..) | Wrap::Named(_) | Wrap::Verbatim => return None,
    })
}
