//! The space between the characters of Chinese, Japanese and Korean, and beside them.

use super::flatten::Flat;
use super::pieces::{Piece, PieceKind, SquareGap};
use crate::geometry::Length;
use crate::text::Features;
use crate::text::east_asian::{Gap, is_shared_mark};

/// Gives each piece the space after it, where it or the next is a character of East Asia.
pub(super) fn set_gaps(flat: &Flat<'_>, pieces: &mut [Piece]) {
    for index in 1..pieces.len() {
        let (before, after) = pieces.split_at_mut(index);
        if let (Some(piece), Some(next)) = (before.last_mut(), after.first()) {
            piece.gap = gap(flat, piece, next);
        }
    }
}

fn gap(flat: &Flat<'_>, piece: &Piece, next: &Piece) -> Option<SquareGap> {
    let words = piece.kind == PieceKind::Word && next.kind == PieceKind::Word;
    let follows = piece.range.end == next.range.start;
    if !words || !follows || !(piece.square || next.square) || piece.level % 2 == 1 {
        return None;
    }
    let (own, other) = (flat.spans.get(piece.span)?, flat.spans.get(next.span)?);
    let raised = |span: &super::flatten::Span<'_>| {
        span.look.rise != Length::ZERO || span.look.features.has(Features::SUPERIORS)
    };
    // Code has cells, and the call of a note stands at its word.
    if own.look.code && other.look.code || raised(own) || raised(other) {
        return None;
    }
    let text = |piece: &Piece| flat.text.get(piece.range.clone());
    let (last, first) = (text(piece)?.chars().next_back()?, text(next)?.chars().next()?);
    let is_latin = |piece: &Piece, mark| !piece.square && is_shared_mark(mark);
    if is_latin(piece, last) || is_latin(next, first) {
        return None;
    }
    let square = if piece.square { piece } else { next };
    let language = if piece.square { own.language } else { other.language };
    let gap = Gap::between(last, first, language)?;
    if gap.width < 0 && !(is_full(piece) && is_full(next)) {
        // The font's own marks are narrow.
        return None;
    }
    let length = |thousandths| square.scale.size.scale(thousandths, 1000);
    Some(SquareGap {
        width: length(gap.width),
        stretch: length(gap.stretch),
        shrink: length(gap.shrink),
    })
}

/// Whether a character has the width of its whole square.
pub(super) fn is_full(piece: &Piece) -> bool {
    piece.square && piece.width >= piece.scale.size.scale(9, 10)
}
