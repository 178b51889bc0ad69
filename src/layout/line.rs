//! A line of text: its glyphs at their places, from its own left edge and baseline.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::drawing::{mirror, shift};
use super::paragraph::Typesetter;
use super::paragraph::flatten::Flat;
use super::paragraph::pieces::{Piece, PieceKind};
use crate::document::NodeId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::language::Direction;
use crate::page::{
    Artifact, Color, Glyph, GlyphRun, Item, LinkTarget, Part as NodePart, Position, Tag,
};
use crate::text::Shaped;

/// A line, as it is drawn: `x` from the line's left edge, `y` from its baseline downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What is drawn, from left to right; each link after the glyphs that it covers.
    pub items: Vec<(Tag, Item)>,
    /// From the left edge of the line to the right end of what is seen in it.
    pub width: Length,
    /// Whether the line ends in a hyphen, written or set.
    pub hyphenated: bool,
    /// The notes called in the line: the inlines of their calls, in order.
    pub calls: Vec<NodeId>,
    /// The nodes that references in the line lead to, in order.
    pub mentions: Vec<NodeId>,
}

impl Line {
    /// The line with its items moved to the right.
    #[must_use]
    pub fn moved(mut self, dx: Length) -> Line {
        for (_, item) in &mut self.items {
            shift(item, dx, Length::ZERO);
        }
        self.width += dx;
        self
    }

    /// The line in the mirror, counted from its right end.
    #[must_use]
    pub fn mirrored(mut self) -> Line {
        for (_, item) in &mut self.items {
            mirror(item, self.width);
        }
        self
    }
}

/// What of a text becomes a line, and how.
#[derive(Clone, Debug)]
pub struct LineSpec {
    /// The bytes that are seen.
    pub range: Range<usize>,
    /// The byte after the white space at the line's end.
    pub after: usize,
    /// Whether a hyphen is set at the end.
    pub sets_hyphen: bool,
    /// Whether the line ends in a hyphen, written or set.
    pub hyphenated: bool,
    /// Where the line begins, from the left edge.
    pub start: Length,
    /// How much letters are widened, in parts of 100,000.
    pub expansion: i32,
    /// The width that the line is to have; none for its natural one.
    pub width: Option<Length>,
}

/// A piece, or a part of one, in a line.
struct Part<'p> {
    piece: &'p Piece,
    range: Range<usize>,
    hyphen: bool,
    level: u8,
    glyphs: Vec<Glyph>,
    width: Length,
    /// How far the part stretches and shrinks, when it is white space inside the line, or a square
    /// with space after it.
    give: Option<(Length, Length)>,
}

/// Sets a line.
pub fn set(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    pieces: &[Piece],
    spec: &LineSpec,
) -> Line {
    let mut parts = parts(typesetter, flat, pieces, spec);
    if let Some(width) = spec.width {
        justify(&mut parts, width);
    }
    trailing_space(typesetter, flat, pieces, spec, &mut parts);
    let mut drawing = Drawing { typesetter, flat, spec, line: Line::default() };
    let order = visual_order(&parts);
    let mut groups = Vec::new();
    let (mut at, mut x) = (0, spec.start);
    while at < order.len() {
        let mut end = at + 1;
        while end < order.len() && joins(flat, &parts[order[end - 1]], &parts[order[end]]) {
            end += 1;
        }
        groups.push((x, &order[at..end]));
        x += order[at..end].iter().map(|index| parts[*index].width).sum();
        at = end;
    }
    // They are drawn in the order of reading, which is not that of seeing where a line has both
    // directions of writing.
    groups.sort_by_key(|(_, order)| order.iter().map(|index| parts[*index].range.start).min());
    for (x, order) in groups {
        drawing.group(&parts, order, x);
    }
    drawing.strikes_and_links(&parts, &order);
    let mut line = drawing.line;
    line.width = spec.start + parts.iter().map(|part| part.width).sum();
    line.hyphenated = spec.hyphenated;
    let calls = flat.calls.iter().filter(|(at, _)| (spec.range.start..spec.after).contains(at));
    line.calls = calls.map(|(_, node)| *node).collect();
    anchors(typesetter, flat, &parts, spec, &mut line);
    line
}

/// Marks, at the top of the line, the words in it that can be led to; with the last line what
/// stands behind the whole text.
fn anchors(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    parts: &[Part<'_>],
    spec: &LineSpec,
    line: &mut Line,
) {
    let Some(leaf) = flat.leaf.filter(|_| !flat.places.is_empty()) else { return };
    let last = spec.after >= flat.text.len();
    let ascender = |part: &Part<'_>| {
        let face = typesetter.shaper.fonts().get(part.piece.typeface.face)?;
        Some(part.piece.scale.length(i32::from(face.ascender)))
    };
    let height = parts.iter().filter_map(ascender).max().unwrap_or(Length::ZERO);
    let at = Point::new(spec.start, -height);
    for (byte, node) in &flat.places {
        let here = (spec.range.start..spec.after).contains(byte);
        if here || (last && *byte >= spec.after) {
            let tag = Tag::Node(leaf, NodePart::Body);
            line.items.push((tag, Item::Anchor { node: *node, at }));
        }
    }
}

/// The pieces that are seen in the line, those at its ends cut and shaped anew.
fn parts<'p>(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    pieces: &'p [Piece],
    spec: &LineSpec,
) -> Vec<Part<'p>> {
    let (start, end) = (spec.range.start, spec.range.end);
    let mut first = pieces.partition_point(|piece| piece.range.end <= start);
    // A picture at the beginning of the line has no bytes; one that touches the words before it
    // belongs to the line above.
    while first > 0 && pieces[first - 1].range.start == start && flat.begins_with_picture(start) {
        first -= 1;
    }
    let mut parts = Vec::new();
    for piece in pieces.get(first..).unwrap_or_default() {
        let picture = matches!(piece.kind, PieceKind::Image(..));
        if piece.range.start > end || (piece.range.start == end && !picture) {
            break;
        }
        let range = piece.range.start.max(start)..piece.range.end.min(end);
        let hyphen = spec.sets_hyphen && range.end == end && piece.kind == PieceKind::Word;
        let (glyphs, give) = match piece.kind {
            PieceKind::Word if range == piece.range && !hyphen => {
                let expansion = if piece.square { 0 } else { spec.expansion };
                let mut glyphs = glyphs(piece, &piece.shaped, expansion);
                let gap = piece.gap.filter(|_| range.end < end);
                if let Some((gap, last)) = gap.zip(glyphs.last_mut()) {
                    last.advance += gap.width;
                }
                (glyphs, gap.map(|gap| (gap.stretch, gap.shrink)))
            }
            PieceKind::Word => {
                let word = flat.text.get(range.clone()).unwrap_or_default();
                let word = super::paragraph::with_hyphen(word, hyphen);
                let shaped = typesetter.shaper.shape(&word, piece.typeface);
                (glyphs(piece, &shaped, spec.expansion), None)
            }
            PieceKind::Space { stretch, shrink } => {
                (spaces(flat, piece, range.clone(), piece.width), Some((stretch, shrink)))
            }
            PieceKind::Image(..) => (Vec::new(), None),
        };
        let width = match piece.kind {
            PieceKind::Image(_, size) => size.width,
            _ => glyphs.iter().map(|glyph| glyph.advance).sum(),
        };
        parts.push(Part { piece, range, hyphen, level: piece.level, glyphs, width, give });
    }
    parts
}

/// The glyphs of a word at its size, widened by the expansion.
fn glyphs(piece: &Piece, shaped: &Shaped, expansion: i32) -> Vec<Glyph> {
    let widened = |length: Length| match expansion {
        0 => length,
        _ => length + length.scale(i64::from(expansion), 100_000),
    };
    let scale = piece.scale;
    let glyphs = shaped.glyphs.iter().map(|glyph| Glyph {
        id: glyph.id,
        cluster: glyph.cluster,
        advance: widened(scale.advance(glyph.advance)),
        dx: widened(scale.length(glyph.dx)),
        dy: scale.length(glyph.dy),
    });
    glyphs.collect()
}

/// One glyph for each character of white space. The first has the width of all, save in code,
/// where each has its own.
fn spaces(flat: &Flat<'_>, piece: &Piece, range: Range<usize>, width: Length) -> Vec<Glyph> {
    let text = flat.text.get(range).unwrap_or_default();
    let id = piece.shaped.glyphs.first().map_or(0, |glyph| glyph.id);
    let cells: i64 = text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let code = flat.spans.get(piece.span).is_some_and(|span| span.look.code);
    let glyphs = text.char_indices().map(|(at, character)| {
        let advance = match (code, character) {
            (true, '\t') => width.scale(4, cells),
            (true, _) => width.scale(1, cells),
            (false, _) if at == 0 => width,
            (false, _) => Length::ZERO,
        };
        Glyph { id, cluster: at as u32, advance, dx: Length::ZERO, dy: Length::ZERO }
    });
    glyphs.collect()
}

/// Gives the white space what is left of the width, each its share, so that the sum is exact.
fn justify(parts: &mut [Part<'_>], width: Length) {
    let natural: Length = parts.iter().map(|part| part.width).sum();
    let rest = width - natural;
    let share = |part: &Part<'_>| match part.give {
        Some((stretch, shrink)) => if rest < Length::ZERO { shrink } else { stretch }.units(),
        None => 0,
    };
    let all: i64 = parts.iter().map(&share).sum();
    let (mut so_far, mut given) = (0, Length::ZERO);
    for part in parts.iter_mut() {
        let own = share(part);
        if own == 0 {
            continue;
        }
        so_far += own;
        let more = rest.scale(so_far, all) - given;
        given += more;
        part.width += more;
        // A square has its space behind it; white space is all in its first glyph.
        let glyph = match part.piece.kind {
            PieceKind::Word => part.glyphs.last_mut(),
            _ => part.glyphs.first_mut(),
        };
        if let Some(glyph) = glyph {
            glyph.advance += more;
        }
    }
}

/// Adds the white space at the line's end, of no width, so that copied words do not join.
fn trailing_space<'p>(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    pieces: &'p [Piece],
    spec: &LineSpec,
    parts: &mut Vec<Part<'p>>,
) {
    let range = spec.range.end..spec.after;
    if range.is_empty() {
        return;
    }
    let own = pieces.partition_point(|piece| piece.range.end <= range.start);
    let white = |piece: &&Piece| {
        matches!(piece.kind, PieceKind::Space { .. }) && piece.range.start <= range.start
    };
    // An empty line has no piece; the one beside it lends its face.
    let words = |piece: &&Piece| !matches!(piece.kind, PieceKind::Image(..));
    let last = parts.iter().rev().map(|part| part.piece).find(words);
    let near = pieces.get(own).filter(words).or(pieces.iter().rev().find(words));
    let own = pieces.get(own).filter(white);
    let Some(piece) = own.or(last).or(near) else {
        return;
    };
    let shaped = typesetter.shaper.shape(" ", piece.typeface);
    let id = shaped.glyphs.first().map_or(0, |glyph| glyph.id);
    let text = flat.text.get(range.clone()).unwrap_or_default();
    let none = Length::ZERO;
    let glyph = |(at, _)| Glyph { id, cluster: at as u32, advance: none, dx: none, dy: none };
    let glyphs = text.char_indices().map(glyph).collect();
    let base = typesetter.language.direction() == Direction::RightToLeft;
    let level = u8::from(base);
    parts.push(Part { piece, range, hyphen: false, level, glyphs, width: none, give: None });
}

/// The parts from left to right as they are seen (UAX #9, L2).
fn visual_order(parts: &[Part<'_>]) -> Vec<usize> {
    if parts.iter().all(|part| part.level == 0) {
        return (0..parts.len()).collect();
    }
    let levels = parts.iter().map(|part| Level::new(part.level).unwrap_or(Level::ltr()));
    BidiInfo::reorder_visual(&levels.collect::<Vec<_>>())
}

/// Whether a part that is seen to the right of another goes on its run.
fn joins(flat: &Flat<'_>, left: &Part<'_>, right: &Part<'_>) -> bool {
    let picture = |part: &Part<'_>| matches!(part.piece.kind, PieceKind::Image(..));
    let (Some(one), Some(other)) =
        (flat.spans.get(left.piece.span), flat.spans.get(right.piece.span))
    else {
        return false;
    };
    let follows = if left.level.is_multiple_of(2) {
        left.range.end == right.range.start
    } else {
        right.range.end == left.range.start
    };
    follows
        && left.level == right.level
        && left.piece.typeface.face == right.piece.typeface.face
        && left.piece.scale.size == right.piece.scale.size
        && one.look.color == other.look.color
        && one.look.rise == other.look.rise
        && one.tag == other.tag
        && !picture(left)
        && !picture(right)
}

struct Drawing<'d, 'a> {
    typesetter: &'d Typesetter<'a>,
    flat: &'d Flat<'a>,
    spec: &'d LineSpec,
    line: Line,
}

impl Drawing<'_, '_> {
    /// Draws parts that follow one another as one run, or a picture, from `x` on.
    fn group(&mut self, parts: &[Part<'_>], order: &[usize], x: Length) {
        let Some(first) = order.first().map(|index| &parts[*index]) else {
            return;
        };
        if let PieceKind::Image(index, size) = first.piece.kind {
            self.picture(index, size, x);
            return;
        }
        let Some(span) = self.flat.spans.get(first.piece.span) else {
            return;
        };
        let start = order.iter().map(|index| parts[*index].range.start).min().unwrap_or(0);
        let end = order.iter().map(|index| parts[*index].range.end).max().unwrap_or(start);
        let mut text = String::with_capacity(end - start + 2);
        text.push_str(self.flat.text.get(start..end).unwrap_or_default());
        if order.iter().any(|index| parts[*index].hyphen) && !text.ends_with('\u{ad}') {
            text.push('\u{ad}');
        }
        if text.contains('\n') {
            text = text.replace('\n', " ");
        }
        let mut glyphs = Vec::with_capacity(text.len());
        for index in order {
            let part = &parts[*index];
            let offset = (part.range.start - start) as u32;
            glyphs.extend(part.glyphs.iter().map(|g| Glyph { cluster: g.cluster + offset, ..*g }));
        }
        if glyphs.is_empty() {
            return;
        }
        let position = |leaf| Position { leaf, offset: u32::try_from(start).unwrap_or(u32::MAX) };
        let run = GlyphRun {
            face: first.piece.typeface.face,
            size: first.piece.scale.size,
            color: self.color(first.piece),
            origin: Point::new(x, -span.look.rise),
            expansion: self.spec.expansion,
            glyphs,
            text: Arc::from(text),
            position: self.flat.leaf.map(position),
        };
        self.line.items.push((span.tag, Item::Glyphs(run)));
    }

    /// Draws a picture on the baseline, from `x` on.
    fn picture(&mut self, index: usize, size: Size, x: Length) {
        let Some(image) = self.flat.images.get(index) else { return };
        let tag = Tag::Node(image.node, NodePart::Body);
        let rect = Rect::new(x, -size.height, size.width, size.height);
        self.line.items.push((tag, Item::Image { media: image.media, rect, clip: None }));
    }

    fn color(&self, piece: &Piece) -> Color {
        let tint = self.flat.spans.get(piece.span).map(|span| span.look.color);
        self.typesetter.theme.colors.get(tint.unwrap_or_default())
    }

    /// Draws the rules through what is struck out, the rectangles of links, and, below all words of
    /// the line, the grounds of the marks of a draft.
    fn strikes_and_links(&mut self, parts: &[Part<'_>], order: &[usize]) {
        let mut x = self.spec.start;
        let mut link: Option<(usize, Tag, Rect)> = None;
        let mut grounds = Vec::new();
        for part in order.iter().map(|index| &parts[*index]) {
            let (left, right) = (x, x + part.width);
            x = right;
            if let PieceKind::Image(index, size) = part.piece.kind {
                let own = self.flat.images.get(index).and_then(|image| image.link);
                let rect = Rect::new(left, -size.height, size.width, size.height);
                link = self.linked(link, own.zip(self.tag_of_link(own)), rect);
                continue;
            }
            let Some(span) = self.flat.spans.get(part.piece.span) else {
                continue;
            };
            let Some(face) = self.typesetter.shaper.fonts().get(part.piece.typeface.face) else {
                continue;
            };
            let height = |units: i16| part.piece.scale.length(i32::from(units));
            if span.look.strike && part.width > Length::ZERO {
                let thick = height(face.strikeout_thickness);
                let top = -span.look.rise - height(face.strikeout_position) - thick / 2;
                let rect = Rect::new(left, top, right - left, thick);
                let fill = Item::Fill { rect, color: self.color(part.piece) };
                self.line.items.push((Tag::Artifact(Artifact::Layout), fill));
            }
            if span.look.marked {
                let (up, down) = (height(face.cap_height), -height(face.descender));
                let top = -span.look.rise - up - down;
                let rect = Rect::new(left, top, right - left, up + down * 2);
                let color = self.typesetter.theme.colors.alarm;
                grounds.push((Tag::Artifact(Artifact::Layout), Item::Fill { rect, color }));
            }
            let top = -span.look.rise - height(face.ascender);
            let down = height(face.ascender) - height(face.descender);
            let rect = Rect { origin: Point::new(left, top), size: Size::new(right - left, down) };
            link = self.linked(link, span.link.map(|own| (own, span.tag)), rect);
        }
        self.push_link(link);
        if !grounds.is_empty() {
            self.line.items.splice(0..0, grounds);
        }
    }

    /// The link that is open behind a part of this rectangle, which `own` is the link of; one that
    /// ends before it is drawn.
    fn linked(
        &mut self,
        open: Option<(usize, Tag, Rect)>,
        own: Option<(usize, Tag)>,
        rect: Rect,
    ) -> Option<(usize, Tag, Rect)> {
        match (open, own) {
            (Some((known, tag, so_far)), Some((own, _))) if known == own => {
                Some((known, tag, so_far.union(rect)))
            }
            (before, own) => {
                self.push_link(before);
                own.map(|(own, tag)| (own, tag, rect))
            }
        }
    }

    fn tag_of_link(&self, link: Option<usize>) -> Option<Tag> {
        let (node, _) = self.flat.links.get(link?)?;
        Some(Tag::Node(*node, NodePart::Body))
    }

    fn push_link(&mut self, link: Option<(usize, Tag, Rect)>) {
        let Some((index, tag, rect)) = link.filter(|(_, _, rect)| rect.size.width > Length::ZERO)
        else {
            return;
        };
        if let Some((node, target)) = self.flat.links.get(index) {
            if let LinkTarget::Node(target) = target
                && !self.flat.calls.iter().any(|(_, call)| call == node)
            {
                self.line.mentions.push(*target);
            }
            let target = target.clone();
            self.line.items.push((tag, Item::Link { node: *node, rect, target }));
        }
    }
}
