//! The places where the lines of a text may break, each with the sums that price a line.

use std::ops::Range;

use super::flatten::Flat;
use super::pieces::{Piece, PieceKind};
use super::{Typesetter, squares};
use crate::document::BETWEEN_CALLS;
use crate::geometry::Length;
use crate::language::Direction;
use crate::layout::knuth_plass::{Breakpoint, Ending, Widths};
use crate::text::east_asian;
use crate::text::segment::BreakKind;
use crate::text::segment::{is_address, is_breaking_space, is_hyphen};
use crate::text::{Break, Hyphenation, breaks};
use crate::theme::Hang;

/// How far characters hang into the left and the right margin, in per mille of their widths.
#[derive(Default)]
pub struct HangTable(Vec<(char, i64, i64)>);

impl HangTable {
    /// The table of a theme. A character that is named twice hangs as it is named first.
    pub fn of(hangs: &[Hang]) -> HangTable {
        let each = |hang: &Hang| {
            let (left, right) = (hang.left, hang.right);
            hang.characters.chars().map(move |c| (c, left, right)).collect::<Vec<_>>()
        };
        let mut table: Vec<_> = hangs.iter().flat_map(each).collect();
        table.sort_by_key(|(character, ..)| *character);
        table.dedup_by_key(|(character, ..)| *character);
        HangTable(table)
    }

    /// Whether nothing hangs, as where lines are ragged.
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, character: char) -> Option<(i64, i64)> {
        let index = self.0.binary_search_by_key(&character, |(own, ..)| *own).ok()?;
        self.0.get(index).map(|(_, left, right)| (*left, *right))
    }
}

/// The breakpoints of a stretch of text without line feeds, from its beginning to its end. A word
/// that is wider than the measure may break anywhere when nothing else helps.
pub fn breakpoints(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    pieces: &[Piece],
    range: Range<usize>,
    measure: Length,
    hangs: &HangTable,
) -> Vec<Breakpoint> {
    let mut places = places(typesetter, flat, range.clone());
    for piece in
        pieces.iter().filter(|piece| piece.width > measure && overlaps(&piece.range, &range))
    {
        anywhere(flat, piece, measure, &mut places);
    }
    between_calls(flat, pieces, &range, measure, &mut places);
    let (start, before) = (range.start, Widths::default());
    let mut walk = Walk { typesetter, flat, pieces, hangs, start, next: 0, before };
    walk.next = pieces.partition_point(|piece| piece.range.end <= range.start);
    // A picture has no bytes of its own; one at the beginning belongs to this stretch.
    while walk.next > 0 && pieces[walk.next - 1].range.start >= range.start {
        walk.next -= 1;
    }
    let mut list = Vec::with_capacity(places.len() + 2);
    list.push(Breakpoint {
        ends_at: range.start,
        begins_at: range.start,
        left: walk.hang_left(range.start),
        ..Breakpoint::default()
    });
    for place in places {
        list.push(walk.breakpoint(place));
    }
    list.push(walk.end(range.end));
    list
}

/// Where the text may break, with hyphenation, in order.
fn places(typesetter: &Typesetter<'_>, flat: &Flat<'_>, range: Range<usize>) -> Vec<Break> {
    let text = flat.text.get(range.clone()).unwrap_or_default();
    let code: Vec<Range<usize>> = flat
        .code
        .iter()
        .filter(|part| overlaps(part, &range))
        .map(|part| part.start.max(range.start)..part.end.min(range.end))
        .map(|part| part.start - range.start..part.end - range.start)
        .collect();
    let places = breaks(text, typesetter.language, &code);
    let mut divider = Divider { typesetter, flat, base: range.start, known: None, places };
    let mut start = 0;
    for word in east_asian::words(text, is_breaking_space) {
        let is_code = code.iter().any(|part| part.start < start + word.len() && start < part.end);
        if word.len() > 3 && !is_code && !is_address(word) {
            divider.word(word, start);
        }
        start += word.len();
    }
    let mut places = divider.places;
    places.sort_by_key(|place| (place.at, place.kind));
    places.dedup_by_key(|place| place.at);
    for place in &mut places {
        place.at += range.start as u32;
    }
    // White space at the beginning ends no line: in code it is an indent.
    let indent = text.len() - text.trim_start_matches(is_breaking_space).len();
    places.retain(|place| place.at as usize > range.start + indent);
    // A call stays with the word that it follows.
    places.retain(|place| !flat.calls.iter().any(|(at, _)| *at == place.at as usize));
    // A picture is parted from the spaces beside it as a word is.
    for image in flat.images.iter().filter(|image| image.at <= range.end) {
        if image.at > range.start && flat.begins_with_picture(image.at) {
            let at = places.partition_point(|place| (place.at as usize) < image.at);
            if places.get(at).is_none_or(|place| place.at as usize != image.at) {
                places.insert(at, Break { at: image.at as u32, kind: BreakKind::Space });
            }
        }
    }
    places
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Adds the places between the letters of what is wider than the measure and has no other place
/// to break. Letters of scripts that join stay together.
fn anywhere(flat: &Flat<'_>, piece: &Piece, measure: Length, places: &mut Vec<Break>) {
    let word = flat.text.get(piece.range.clone()).unwrap_or_default();
    if piece.kind != PieceKind::Word || piece.level % 2 == 1 {
        return;
    }
    let start = piece.range.start;
    let joints = places.iter().map(|place| place.at as usize).filter(|at| *at > start);
    let joints: Vec<usize> = joints.take_while(|at| *at < piece.range.end).collect();
    let part_of = |at: usize| joints.partition_point(|joint| *joint <= start + at);
    for part in piece
        .shaped
        .glyphs
        .chunk_by(|one, next| part_of(one.cluster as usize) == part_of(next.cluster as usize))
    {
        let width: Length = part.iter().map(|glyph| piece.scale.advance(glyph.advance)).sum();
        if width <= measure {
            continue;
        }
        let clusters = part.iter().map(|glyph| glyph.cluster as usize);
        for at in clusters.filter(|at| *at > 0 && word.is_char_boundary(*at)) {
            places.push(Break { at: (start + at) as u32, kind: BreakKind::Anywhere });
        }
    }
    places.sort_by_key(|place| (place.at, place.kind));
    places.dedup_by_key(|place| place.at);
}

/// Adds the places between the calls of notes that stand side by side, where they are, with the word
/// that they follow, wider than the measure.
fn between_calls(
    flat: &Flat<'_>,
    pieces: &[Piece],
    range: &Range<usize>,
    measure: Length,
    places: &mut Vec<Break>,
) {
    let follows = |at: usize| {
        let before = flat.text.get(..at).and_then(|before| before.chars().next_back());
        at > range.start && before == Some(BETWEEN_CALLS)
    };
    let calls = flat.calls.iter().map(|(at, _)| *at).filter(|at| range.contains(at));
    let calls: Vec<usize> = calls.filter(|at| follows(*at)).collect();
    let mut added = Vec::new();
    for at in calls {
        let next = places.partition_point(|place| place.at as usize <= at);
        let from = next.checked_sub(1).and_then(|last| places.get(last));
        let from = from.map_or(range.start, |place| place.at as usize);
        let to = places.get(next).map_or(range.end, |place| place.at as usize);
        let first = pieces.partition_point(|piece| piece.range.end <= from);
        let within = pieces.iter().skip(first).take_while(|piece| piece.range.start < to);
        if within.map(|piece| piece.width).sum::<Length>() > measure {
            added.push(Break { at: at as u32, kind: BreakKind::Anywhere });
        }
    }
    if added.is_empty() {
        return;
    }
    places.extend(added);
    places.sort_by_key(|place| (place.at, place.kind));
    places.dedup_by_key(|place| place.at);
}

/// Finds the points of hyphenation of words.
struct Divider<'d, 'a> {
    typesetter: &'d Typesetter<'a>,
    flat: &'d Flat<'a>,
    /// The byte of the text at which the stretch begins.
    base: usize,
    /// The hyphenation of the span that was asked for last, by its index.
    known: Option<(usize, Hyphenation<'a>)>,
    places: Vec<Break>,
}

impl<'a> Divider<'_, 'a> {
    /// Adds the points of a word, which begins at `start` of the stretch.
    fn word(&mut self, word: &str, start: usize) {
        let compound = word.trim_matches(|c: char| !c.is_alphabetic()).contains(['-', '‐']);
        let mut at = 0;
        for run in word.split_inclusive(|c: char| !c.is_alphabetic()) {
            let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
            let begin = start + at;
            let before = word.get(..at).and_then(|before| before.chars().next_back());
            at += run.len();
            let beside_figures = before.is_some_and(char::is_numeric);
            if letters.len() <= 3 || beside_figures {
                continue;
            }
            let Some(hyphenation) = self.hyphenation(self.base + begin) else {
                continue;
            };
            for point in hyphenation.points(letters) {
                let kind = match point.usual && !compound {
                    true => BreakKind::Division,
                    false => BreakKind::LastDivision,
                };
                self.places.push(Break { at: begin as u32 + point.at, kind });
            }
        }
    }

    /// The hyphenation of the words at a byte; none where they are not to be hyphenated.
    fn hyphenation(&mut self, at: usize) -> Option<Hyphenation<'a>> {
        let index = self.flat.span_at(at);
        let span = self.flat.spans.get(index).filter(|span| span.look.hyphens)?;
        let hyphenation = match self.known {
            Some((known, hyphenation)) if known == index => hyphenation,
            _ => Hyphenation::of(span.language, self.typesetter.exceptions),
        };
        self.known = Some((index, hyphenation));
        Some(hyphenation)
    }
}

struct Walk<'w, 'a> {
    typesetter: &'w Typesetter<'a>,
    flat: &'w Flat<'a>,
    pieces: &'w [Piece],
    hangs: &'w HangTable,
    /// Where the stretch begins.
    start: usize,
    /// The first piece that is not wholly in `before`.
    next: usize,
    /// The widths of the pieces before it.
    before: Widths,
}

impl Walk<'_, '_> {
    fn breakpoint(&mut self, place: Break) -> Breakpoint {
        let at = place.at as usize;
        if place.kind == BreakKind::Space {
            return self.at_space(at);
        }
        while let Some(piece) = self.pieces.get(self.next).filter(|piece| piece.range.end <= at) {
            add(&mut self.before, piece);
            self.next += 1;
        }
        let (ends, begins) = match self.pieces.get(self.next) {
            Some(piece) if piece.range.start < at => self.inside(piece, at, place.kind),
            _ => (self.without_gap().with_glyphs(self.hyphen(at, place.kind)), self.before),
        };
        Breakpoint {
            ends_at: at,
            begins_at: at,
            ends,
            begins,
            right: self.hang_right(at, place.kind),
            left: self.hang_left(at),
            ending: Ending::Break(place.kind),
            hyphen: place.kind.sets_hyphen() || self.is_after_hyphen(at),
            last_word: 0,
            first_word: 0,
        }
    }

    /// The widths so far without the space after the last piece, which no line ends in.
    fn without_gap(&self) -> Widths {
        let last = self.next.checked_sub(1).and_then(|index| self.pieces.get(index));
        let mut widths = self.before;
        if let Some(gap) = last.and_then(|piece| piece.gap) {
            widths.space -= gap.width;
            widths.stretch -= gap.stretch;
            widths.shrink -= gap.shrink;
        }
        widths
    }

    /// A break at the white space that ends at byte `at`.
    fn at_space(&mut self, at: usize) -> Breakpoint {
        let ends_at = self.flat.seen_end(self.start, at, false);
        while let Some(piece) = self.pieces.get(self.next) {
            let picture = matches!(piece.kind, PieceKind::Image(..));
            if piece.range.end > ends_at || (picture && piece.range.end >= at) {
                break;
            }
            add(&mut self.before, piece);
            self.next += 1;
        }
        let ends = self.before;
        while let Some(piece) = self.pieces.get(self.next) {
            let space = matches!(piece.kind, PieceKind::Space { .. });
            if !space || piece.range.end > at {
                break;
            }
            add(&mut self.before, piece);
            self.next += 1;
        }
        Breakpoint {
            ends_at,
            begins_at: at,
            ends,
            begins: self.before,
            right: self.hang_right(ends_at, BreakKind::Space),
            left: self.hang_left(at),
            ending: Ending::Break(BreakKind::Space),
            hyphen: self.is_after_hyphen(ends_at),
            last_word: self.word_before(ends_at),
            first_word: self.word_after(at),
        }
    }

    fn end(&mut self, at: usize) -> Breakpoint {
        let ends_at = self.flat.seen_end(self.start, at, true);
        let mut widths = self.before;
        for piece in self.pieces.get(self.next..).unwrap_or_default() {
            let space = matches!(piece.kind, PieceKind::Space { .. });
            if piece.range.start >= at && piece.range.end > at
                || space && piece.range.start >= ends_at
            {
                break;
            }
            add(&mut widths, piece);
        }
        Breakpoint {
            ends_at,
            begins_at: at,
            ends: widths,
            begins: widths,
            right: self.hang_right(ends_at, BreakKind::Space),
            ending: Ending::End,
            last_word: self.word_before(ends_at),
            ..Breakpoint::default()
        }
    }

    /// The widths before and after a break inside a piece. Where the shaper says that the two
    /// parts are as if shaped alone, their glyphs are counted; else they are shaped apart, so that
    /// no ligature and no kern goes across the break.
    fn inside(&self, piece: &Piece, at: usize, kind: BreakKind) -> (Widths, Widths) {
        let word = self.flat.text.get(piece.range.clone()).unwrap_or_default();
        let cut = at - piece.range.start;
        let (head, tail) = word.split_at_checked(cut).unwrap_or((word, ""));
        let ltr = piece.level.is_multiple_of(2);
        let first = piece.shaped.glyphs.iter().position(|glyph| glyph.cluster as usize >= cut);
        let clean = first.and_then(|index| {
            let glyph = piece.shaped.glyphs.get(index)?;
            let clean = ltr && glyph.cluster as usize == cut && !glyph.unsafe_to_break;
            clean.then_some(index)
        });
        let advance = |glyphs: &[crate::text::ShapedGlyph]| -> Length {
            glyphs.iter().map(|glyph| piece.scale.advance(glyph.advance)).sum()
        };
        let (before, after) = match clean {
            Some(index) => {
                let (head_glyphs, tail_glyphs) = piece.shaped.glyphs.split_at(index);
                let hyphen =
                    if kind.sets_hyphen() { self.hyphen_after(piece, head) } else { Length::ZERO };
                (advance(head_glyphs) + hyphen, advance(tail_glyphs))
            }
            None => {
                let head = super::with_hyphen(head, kind.sets_hyphen());
                let shaper = self.typesetter.shaper;
                let shape = |part: &str| piece.scale.width(&shaper.shape(part, piece.typeface));
                (shape(&head), shape(tail))
            }
        };
        let ends = self.before.with_glyphs(before);
        let begins = self.before.with_glyphs(piece.width - after);
        (ends, begins)
    }

    /// The width of the hyphen that a break at a piece's end sets.
    fn hyphen(&self, at: usize, kind: BreakKind) -> Length {
        let last = self.next.checked_sub(1).and_then(|index| self.pieces.get(index));
        match last.filter(|_| kind.sets_hyphen()) {
            Some(piece) => {
                let start = piece.range.start.min(at);
                let head = self.flat.text.get(start..at).unwrap_or_default();
                self.hyphen_after(piece, head)
            }
            None => Length::ZERO,
        }
    }

    /// What a hyphen adds to a word: its own advance and its kern with the last letter, which
    /// alone decides, for no ligature ends in a hyphen.
    fn hyphen_after(&self, piece: &Piece, head: &str) -> Length {
        let head = head.trim_end_matches('\u{ad}');
        let last = head.char_indices().next_back().map_or("", |(at, _)| &head[at..]);
        let shape =
            |part: &str| piece.scale.width(&self.typesetter.shaper.shape(part, piece.typeface));
        shape(&super::with_hyphen(last, true)) - shape(last)
    }

    /// Whether a hyphen is written before byte `at`.
    fn is_after_hyphen(&self, at: usize) -> bool {
        self.flat.text.get(..at).is_some_and(|text| text.ends_with(is_hyphen))
    }

    /// How far the end of a line at byte `at` hangs into the margin.
    fn hang_right(&self, at: usize, kind: BreakKind) -> Length {
        if kind.sets_hyphen() {
            return self.hang(self.piece_before(at), '-').1;
        }
        let last = self.flat.text.get(..at).and_then(|text| text.chars().next_back());
        last.map_or(Length::ZERO, |last| self.hang(self.piece_before(at), last).1)
    }

    /// How far the beginning of a line at byte `at` hangs into the margin.
    fn hang_left(&self, at: usize) -> Length {
        let first = self.flat.text.get(at..).and_then(|text| text.chars().next());
        let index = self.pieces.partition_point(|piece| piece.range.end <= at);
        let piece = self.pieces.get(index);
        first.map_or(Length::ZERO, |first| self.hang(piece, first).0)
    }

    /// How far a character hangs into the left and the right margin. One whose direction is not
    /// that of the paragraph stands within its line, whichever end of the text it is at.
    fn hang(&self, piece: Option<&Piece>, character: char) -> (Length, Length) {
        let against = self.typesetter.language.direction() == Direction::RightToLeft;
        let word = piece
            .filter(|piece| piece.kind == PieceKind::Word && (piece.level % 2 == 1) == against);
        if let Some(piece) = word.filter(|piece| squares::is_full(piece)) {
            return self.white_of_square(piece, character);
        }
        let Some((piece, (left, right))) = word.zip(self.hangs.get(character)) else {
            return (Length::ZERO, Length::ZERO);
        };
        let mut buffer = [0; 4];
        let character = character.encode_utf8(&mut buffer);
        let width = piece.scale.width(&self.typesetter.shaper.shape(character, piece.typeface));
        (width.scale(left, 1000), width.scale(right, 1000))
    }

    /// The white of a mark in its square, which stands in the margin of a line that is filled.
    fn white_of_square(&self, piece: &Piece, character: char) -> (Length, Length) {
        let language = self.flat.spans.get(piece.span).map(|span| span.language);
        let (left, right) = match language.filter(|_| !self.hangs.is_empty()) {
            Some(language) => east_asian::white(character, language),
            None => (0, 0),
        };
        (piece.width.scale(left, 1000), piece.width.scale(right, 1000))
    }

    fn piece_before(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.range.start < at);
        after.checked_sub(1).and_then(|index| self.pieces.get(index))
    }

    /// A number for the word that ends at byte `at`, the same for the same word; 0 for a word of
    /// less than three letters.
    fn word_before(&self, at: usize) -> u64 {
        let text = self.flat.text.get(..at).unwrap_or_default();
        word_number(text.rsplit(is_breaking_space).next().unwrap_or_default())
    }

    fn word_after(&self, at: usize) -> u64 {
        let text = self.flat.text.get(at..).unwrap_or_default();
        word_number(text.split(is_breaking_space).next().unwrap_or_default())
    }
}

/// Adds a whole piece to a sum.
fn add(widths: &mut Widths, piece: &Piece) {
    match piece.kind {
        // A square is not widened as letters are.
        PieceKind::Word if piece.square => widths.space += piece.width,
        PieceKind::Word | PieceKind::Image(..) => widths.glyphs += piece.width,
        PieceKind::Space { stretch, shrink } => {
            widths.space += piece.width;
            widths.stretch += stretch;
            widths.shrink += shrink;
        }
    }
    if let Some(gap) = piece.gap {
        widths.space += gap.width;
        widths.stretch += gap.stretch;
        widths.shrink += gap.shrink;
    }
}

fn word_number(word: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    let mut letters = 0;
    for letter in word.chars().filter(|c| c.is_alphanumeric()) {
        letters += 1;
        hasher.write_u32(letter.to_lowercase().next().map_or(0, u32::from));
    }
    if letters < 3 { 0 } else { hasher.finish() }
}
