//! Brackets in a line: words between `[` and `]`, marks and all, which CommonMark leaves as text
//! because no link is behind them.

use std::ops::Range;

use super::pieces::{self, Piece, PieceKind, Wrap};

/// Brackets may lie in one another this deep, within one mark; what is deeper is text.
pub const DEEPEST: usize = 8;

/// What a pair of brackets becomes.
pub struct Made {
    /// The stretch of text that it takes: the brackets, and what belongs to them before and
    /// behind.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// Goes through the pairs of brackets in the words of a line, the inner ones first, and asks of
/// each what it becomes: `make` is given the stretch from `[` to behind `]` and what stands between
/// them, which it takes when it makes something of it. What is made of nothing stays text, as do
/// brackets in code, behind a backslash, and without their partner.
pub fn pairs(
    pieces: Vec<Piece>,
    make: &mut impl FnMut(Range<usize>, &mut Vec<Piece>) -> Option<Made>,
) -> Vec<Piece> {
    if !has_brackets(&pieces) {
        return pieces;
    }
    let mut scan = Scan { done: Vec::with_capacity(pieces.len()), open: Vec::new(), taken: 0 };
    for piece in pieces {
        match piece.kind {
            PieceKind::Words(words) => scan.words(&words, piece.range.start, make),
            // What lies in a stretch that was taken is part of what was made of it.
            _ if piece.range.end <= scan.taken => {}
            PieceKind::Inside(wrap, inside) if !matches!(wrap, Wrap::Verbatim) => {
                let kind = PieceKind::Inside(wrap, pairs(inside, make));
                scan.done.push(Piece { range: piece.range, kind });
            }
            _ => scan.done.push(piece),
        }
    }
    let mut whole = Vec::with_capacity(scan.done.len());
    scan.done.into_iter().for_each(|piece| pieces::push(&mut whole, piece));
    whole
}

fn has_brackets(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match &piece.kind {
        PieceKind::Words(words) => words.contains('['),
        PieceKind::Inside(wrap, inside) => !matches!(wrap, Wrap::Verbatim) && has_brackets(inside),
        _ => false,
    })
}

/// A bracket that opened.
struct Open {
    /// Its place among the pieces, where it is a piece of its own.
    at: usize,
    /// How deep what was made within it goes.
    depth: usize,
}

struct Scan {
    done: Vec<Piece>,
    open: Vec<Open>,
    /// The text before this byte is read.
    taken: usize,
}

impl Scan {
    fn words(
        &mut self,
        words: &str,
        start: usize,
        make: &mut impl FnMut(Range<usize>, &mut Vec<Piece>) -> Option<Made>,
    ) {
        let mut rest = self.taken.saturating_sub(start).min(words.len());
        for (at, _) in words.match_indices(['[', ']']) {
            if at < rest {
                continue;
            }
            self.push(words, rest..at, start);
            rest = at;
            if words[at..].starts_with('[') {
                self.open.push(Open { at: self.done.len(), depth: 0 });
                self.push(words, at..at + 1, start);
                rest = at + 1;
            } else if self.close(start + at + 1, make) {
                rest = self.taken.saturating_sub(start).min(words.len());
            }
        }
        self.push(words, rest..words.len(), start);
    }

    /// Closes the innermost bracket before this byte. Tells whether anything was made of it.
    fn close(
        &mut self,
        end: usize,
        make: &mut impl FnMut(Range<usize>, &mut Vec<Piece>) -> Option<Made>,
    ) -> bool {
        let Some(Open { at, depth }) = self.open.pop() else { return false };
        let Some(start) = self.done.get(at).map(|piece| piece.range.start) else { return false };
        let mut inside = self.done.split_off(at + 1);
        let made = (depth < DEEPEST).then(|| make(start..end, &mut inside)).flatten();
        let deeper = depth + usize::from(made.is_some());
        if let Some(around) = self.open.last_mut() {
            around.depth = around.depth.max(deeper);
        }
        let Some(Made { range, kind }) = made else {
            self.done.append(&mut inside);
            return false;
        };
        self.done.pop();
        self.cut_back(range.start);
        self.taken = range.end;
        self.done.push(Piece { range, kind });
        true
    }

    /// Takes the words from this byte on away from the end.
    fn cut_back(&mut self, start: usize) {
        if let Some(Piece { range, kind: PieceKind::Words(words) }) = self.done.last_mut()
            && range.end > start
        {
            words.truncate(words.len().saturating_sub(range.end - start));
            range.end = start;
            if words.is_empty() {
                self.done.pop();
            }
        }
    }

    fn push(&mut self, words: &str, part: Range<usize>, start: usize) {
        if let Some(words) = words.get(part.clone()).filter(|words| !words.is_empty()) {
            let kind = PieceKind::Words(words.to_string());
            self.done.push(Piece { range: start + part.start..start + part.end, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, start: usize) -> Piece {
        let kind = PieceKind::Words(text.to_string());
        Piece { range: start..start + text.len(), kind }
    }

    /// The words of pieces, what was made of brackets in angle brackets.
    fn shown(pieces: &[Piece]) -> String {
        let one = |piece: &Piece| match &piece.kind {
            PieceKind::Words(words) => words.clone(),
            PieceKind::Inside(Wrap::Strong, inside) => format!("<{}>", shown(inside)),
            PieceKind::Inside(_, inside) => format!("*{}*", shown(inside)),
            _ => "?".to_string(),
        };
        pieces.iter().map(one).collect()
    }

    fn made(pieces: Vec<Piece>) -> String {
        let mut make = |range: Range<usize>, inside: &mut Vec<Piece>| {
            let kind = PieceKind::Inside(Wrap::Strong, std::mem::take(inside));
            Some(Made { range, kind })
        };
        shown(&pairs(pieces, &mut make))
    }

    #[test]
    fn pairs_are_found_from_the_inside_out() {
        assert_eq!(made(vec![words("a [b [c] d] e ] [f", 0)]), "a <b <c> d> e ] [f");
        let mark = |start: usize| Piece {
            range: start..start + 5,
            kind: PieceKind::Inside(Wrap::Emphasis, vec![words("[x]", start + 1)]),
        };
        assert_eq!(made(vec![words("[b ", 0), mark(3), words(" c]", 8)]), "<b *<x>* c>");
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert_eq!(made(vec![words(&deep, 0)]).matches('<').count(), DEEPEST);
    }

    #[test]
    fn what_belongs_to_a_pair_is_taken_with_it() {
        let text = "a ^[b]{c} d";
        let mut make = |range: Range<usize>, inside: &mut Vec<Piece>| {
            let kind = PieceKind::Inside(Wrap::Strong, std::mem::take(inside));
            Some(Made { range: range.start - 1..range.end + 3, kind })
        };
        assert_eq!(shown(&pairs(vec![words(text, 0)], &mut make)), "a <b> d");
        let mut none = |_: Range<usize>, _: &mut Vec<Piece>| None;
        assert_eq!(shown(&pairs(vec![words(text, 0)], &mut none)), text);
    }
}
