//! Stretches of a text: what lies between two line feeds, and is broken into lines by itself.

use std::ops::Range;
use std::sync::Arc;

use super::flatten::Flat;
use super::pieces::{Piece, PieceKind, Pieces};
use super::{Finding, Typesetter};
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Length;
use crate::layout::knuth_plass::{
    self, Breakpoint, BrokenLine, Ending, Fill, Parameters, Solution,
};
use crate::layout::line::{self, Line, LineSpec};
use crate::text::segment::BreakKind;
use crate::theme::Align;

/// The parts of a text between its line feeds; one for an empty text.
pub(super) fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split('\n').map(move |part| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    })
}

/// A stretch of text between two line feeds, with its breakpoints.
pub(super) struct Stretch<'s, 'a> {
    pub typesetter: &'s Typesetter<'a>,
    pub flat: &'s Flat<'a>,
    pub pieces: &'s Pieces,
    pub points: Vec<Breakpoint>,
    pub parameters: Parameters,
    pub align: Align,
    pub turn: Length,
    /// The byte after the line feed that ends the stretch.
    pub after: usize,
}

impl Stretch<'_, '_> {
    /// Its lines in a solution.
    pub fn lines(&self, solution: &Solution) -> Vec<Arc<Line>> {
        solution.lines.iter().map(|broken| Arc::new(self.line(broken))).collect()
    }

    /// Its lines in a solution, those that are lines of another too taken from there.
    pub fn lines_beside(
        &self,
        solution: &Solution,
        (other, set): (&Solution, &[Arc<Line>]),
    ) -> Vec<Arc<Line>> {
        let mut known = other.lines.iter().zip(set).peekable();
        let lines = solution.lines.iter().map(|broken| {
            while known.next_if(|(line, _)| line.from < broken.from).is_some() {}
            match known.peek() {
                Some((line, set)) if *line == broken => Arc::clone(set),
                _ => Arc::new(self.line(broken)),
            }
        });
        lines.collect()
    }

    fn line(&self, broken: &BrokenLine) -> Line {
        let (from, to) = (&self.points[broken.from], &self.points[broken.to]);
        let first = broken.from == 0;
        let last = broken.to + 1 == self.points.len();
        let parameters = &self.parameters;
        let target = knuth_plass::target(from, to.right, first, parameters);
        let justified = parameters.fill == Fill::Justified;
        let kind = match to.ending {
            Ending::Break(kind) => Some(kind),
            Ending::Start | Ending::End => None,
        };
        let indent = if first { parameters.indent } else { Length::ZERO };
        let mirrored = self.typesetter.is_mirrored();
        // A passage that runs against the report's direction begins where others end.
        let own = self.typesetter.language.direction();
        let against = own != self.typesetter.document.language.direction();
        let hangs = justified && indent == Length::ZERO;
        let display = parameters.em >= self.typesetter.theme.lines.display_size;
        let start = match (against, hangs) {
            (false, _)
                if display
                    && !mirrored
                    && self.align != Align::Center
                    && indent == Length::ZERO =>
            {
                -self.display_hang(from.begins_at)
            }
            (false, true) => -from.left,
            (false, false) => indent,
            // There what hangs at the end of the line hangs before its beginning.
            (true, _) if justified => -to.right,
            (true, _) => Length::ZERO,
        };
        let natural = last && broken.ratio == knuth_plass::Ratio::default();
        let expansion = (broken.ratio.expansion * 100_000.0).round() as i32;
        let spec = LineSpec {
            range: from.begins_at..to.ends_at,
            after: if last { self.after } else { to.begins_at },
            sets_hyphen: kind.is_some_and(|kind| kind.sets_hyphen()),
            hyphenated: to.hyphen,
            start: if mirrored { Length::ZERO } else { start },
            expansion,
            width: (justified && !natural).then_some(target),
        };
        let line = line::set(self.typesetter, self.flat, &self.pieces.list, &spec);
        let line = if mirrored { line.mirrored().moved(start) } else { line };
        let room = parameters.measure - line.width;
        let line = match self.align {
            Align::Center => line.moved((room - indent) / 2),
            Align::End if !against => line.moved(room),
            Align::Start if against => line.moved(room - indent),
            Align::Justified if against && natural => line.moved(room - indent),
            _ => line,
        };
        match self.turn > Length::ZERO && !against {
            true => line.moved(self.turn),
            false => line,
        }
    }

    /// How far a display line that begins at byte `at` is moved to the left: by its opening quotes,
    /// whole, and by the white at the left of the first letter.
    fn display_hang(&self, at: usize) -> Length {
        let first = self.pieces.list.partition_point(|piece| piece.range.end <= at);
        let Some(piece) = self.pieces.list.get(first).filter(|p| p.kind == PieceKind::Word) else {
            return Length::ZERO;
        };
        let word = self.flat.text.get(at..piece.range.end).unwrap_or_default();
        let shaper = self.typesetter.shaper;
        let shaped = shaper.shape(word, piece.typeface);
        let quotes = word.trim_start_matches(['“', '‘', '„', '‚', '«', '‹', '"', '\'']);
        let quotes = if quotes.is_empty() { 0 } else { word.len() - quotes.len() };
        let mut hang = Length::ZERO;
        for glyph in &shaped.glyphs {
            if glyph.cluster as usize >= quotes {
                let bearing = shaper.left_bearing(piece.typeface.face, glyph.id);
                return hang + piece.scale.length(bearing.unwrap_or(0));
            }
            hang += piece.scale.advance(glyph.advance);
        }
        hang
    }

    /// A warning for each line that is too long, and for each word that is broken anywhere.
    pub fn overfull(&self, solution: &Solution, findings: &mut Vec<Finding>) {
        let broken =
            |line: &&BrokenLine| self.points[line.to].ending == Ending::Break(BreakKind::Anywhere);
        if let Some(line) = solution.lines.iter().find(broken) {
            let at = self.points[line.to].begins_at;
            let diagnostic = Diagnostic::warning(Code::Overfull, "a word is wider than its column")
                .labelled("broken where the line ends, without a hyphen")
                .help("say where it may break with a soft hyphen (U+00AD)");
            findings.push(Finding { at, diagnostic });
        }
        for line in solution.lines.iter().filter(|line| line.excess > Length::ZERO) {
            let begins = self.points[line.from].begins_at;
            let words = self.flat.text.get(begins..self.points[line.to].ends_at);
            let words = words.unwrap_or_default();
            let message = format!("a line is {} pt too long for its column", line.excess);
            let diagnostic = Diagnostic::warning(Code::Overfull, message)
                .labelled(format!("“{words}” cannot be broken to fit"))
                .help("reword it, or allow a break with a soft hyphen (U+00AD)");
            findings.push(Finding { at: begins, diagnostic });
        }
    }
}

/// The width of the white at the beginning of a stretch: the indent of a line of code.
pub(super) fn own_indent(pieces: &[Piece], range: &Range<usize>) -> Length {
    let first = pieces.partition_point(|piece| piece.range.end <= range.start);
    let white = pieces.get(first).filter(|piece| matches!(piece.kind, PieceKind::Space { .. }));
    white.filter(|white| white.range.end <= range.end).map_or(Length::ZERO, |white| white.width)
}
