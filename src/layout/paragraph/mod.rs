//! Paragraphs: from a leaf to lines.
//!
//! A [`Typesetter`] sets any leaf in any style and measure. It makes one text of the leaf
//! ([`flatten`]), cuts it into pieces that are shaped alone ([`pieces`]), finds the places where a
//! line may break with the sums that price a line ([`breakpoints`]), has the best of them chosen
//! ([`super::knuth_plass`]) and sets the lines ([`super::line`]).

pub(super) mod breakpoints;
mod cache;
pub(super) mod flatten;
pub(super) mod pieces;

pub use cache::LineCache;

use std::borrow::Cow;
use std::ops::Range;

use unicode_script::Script;

use self::flatten::{Flat, Look};
use self::pieces::{Piece, PieceKind, Pieces, Scale};
use super::knuth_plass::{self, Breakpoint, BrokenLine, Ending, Fill, Parameters, Solution};
use super::line::{self, Line, LineSpec};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Leaf, NodeId};
use crate::font::FaceId;
use crate::geometry::Length;
use crate::language::{Direction, Language};
use crate::media::MediaStore;
use crate::page::{PageMap, Tag};
use crate::references::References;
use crate::text::segment::BreakKind;
use crate::text::{Exceptions, Shaper, Typeface};
use crate::theme::{Align, Style, Theme};

/// Sets text.
#[derive(Clone, Copy)]
pub struct Typesetter<'a> {
    /// Shapes words, and keeps them.
    pub shaper: &'a Shaper<'a>,
    /// Words that the manifest says how to divide.
    pub exceptions: &'a Exceptions,
    /// The document, for its notes.
    pub document: &'a Document,
    /// Numbers and names.
    pub references: &'a References,
    /// How things look.
    pub theme: &'a Theme,
    /// The pictures among words.
    pub media: &'a MediaStore,
    /// Paragraphs that are kept from round to round and from build to build.
    pub cache: Option<&'a LineCache>,
    /// The pages of the round before, for the numbers of pages in the text.
    pub pages: Option<&'a PageMap>,
    /// The language of the text that is set: the report's, or that of a passage.
    pub language: &'a Language,
}

/// The space that a paragraph has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The width of its lines.
    pub measure: Length,
    /// The indent of its first line.
    pub indent: Length,
    /// Whether its first words are set as a report opens.
    pub opening: bool,
    /// How its lines stand, when it is not as the style says.
    pub align: Option<Align>,
    /// Whether ragged lines are to come out alike, the last one too: for titles.
    pub even: bool,
    /// How much further in the lines stand that go on with one that its author broke: turned
    /// lines of verse.
    pub turn: Length,
    /// Which part of the leaf is set.
    pub share: Share,
}

/// Which part of a leaf is set: a lead may stand on a line of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Share {
    /// All of it.
    #[default]
    All,
    /// Its first inline.
    First,
    /// What follows its first inline, without the space before it.
    AfterFirst,
    /// Its text from this byte on.
    From(usize),
}

impl Shape {
    /// Lines of this width and nothing else.
    pub const fn of(measure: Length) -> Shape {
        Shape {
            measure,
            indent: Length::ZERO,
            opening: false,
            align: None,
            even: false,
            turn: Length::ZERO,
            share: Share::All,
        }
    }
}

/// A paragraph in its best setting, and in those a line shorter and a line longer when they are
/// good enough to be offered to the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The best.
    pub best: Setting,
    /// One line fewer.
    pub shorter: Option<Setting>,
    /// One line more.
    pub longer: Option<Setting>,
    /// What went wrong: missing glyphs, lines that are too long.
    pub problems: Vec<Diagnostic>,
}

/// A paragraph as lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// The lines.
    pub lines: Vec<Line>,
    /// What this setting costs a page: 0 for the best, else 40 to 160.
    pub cost: u32,
}

impl<'a> Typesetter<'a> {
    /// The same for text in another language.
    #[must_use]
    pub fn with_language(self, language: &'a Language) -> Typesetter<'a> {
        Typesetter { language, ..self }
    }

    /// Whether the report is read from right to left. Its pages are then laid out in the mirror,
    /// from left to right like those of any other, and turned at the end.
    pub fn is_mirrored(&self) -> bool {
        self.document.language.direction() == Direction::RightToLeft
    }

    /// Sets a leaf as a paragraph.
    pub fn paragraph(&self, leaf: &'a Leaf, style: &'a Style, shape: Shape) -> Paragraph {
        let mut flat = flatten::flatten(self, leaf, style);
        if shape.opening {
            let theme = self.theme;
            flatten::open(&mut flat, &theme.styles.first_words, theme.blocks.first_letters);
        }
        let within = self.part(leaf, &flat.text, style, shape.share);
        self.set(&flat, style, shape, within)
    }

    /// The bytes of a share of a leaf's text.
    fn part(&self, leaf: &Leaf, text: &str, style: &Style, share: Share) -> Range<usize> {
        if let Share::From(start) = share {
            return start.min(text.len())..text.len();
        }
        let Some(first) = leaf.inlines.first().filter(|_| share != Share::All) else {
            return 0..text.len();
        };
        let lead = Leaf { inlines: vec![first.clone()], ..*leaf };
        let end = flatten::flatten(self, &lead, style).text.len();
        match share {
            Share::AfterFirst => {
                let rest = text.get(end..).unwrap_or_default();
                end + rest.len() - rest.trim_start().len()..text.len()
            }
            _ => 0..end,
        }
    }

    /// Sets a plain text as a paragraph: a title in the contents, a row of the imprint. All of it
    /// has one tag, and none of it is of the running text.
    pub fn text(&self, text: &str, style: &'a Style, shape: Shape, tag: Tag) -> Paragraph {
        let flat = Flat::plain(text, Look::of(style), tag, self.language);
        self.set(&flat, style, shape, 0..flat.text.len())
    }

    /// Sets a plain text as one line of its natural width: a label, a folio, a running head.
    pub fn line(&self, text: &str, style: &'a Style, tag: Tag) -> Line {
        let flat = Flat::plain(text, Look::of(style), tag, self.language);
        self.one_line(&flat)
    }

    /// Sets a leaf as one line of its natural width, its line breaks as spaces.
    pub fn leaf_line(&self, leaf: &'a Leaf, style: &'a Style) -> Line {
        self.one_line(&flatten::flatten(self, leaf, style))
    }

    /// The parts of a leaf that no line breaks, without hyphenation: for each stretch between two
    /// line feeds where each of them begins and ends when all stand on one line.
    pub fn unbroken(&self, leaf: &'a Leaf, style: &'a Style) -> Vec<Vec<(Length, Length)>> {
        let flat = flatten::flatten(self, leaf, style);
        let pieces = pieces::cut(self, &flat);
        let none = breakpoints::HangTable::default();
        let parts = |range| {
            let points =
                breakpoints::breakpoints(self, &flat, &pieces.list, range, Length::MAX, &none);
            let mut parts = Vec::new();
            let mut begin: Option<&Breakpoint> = None;
            for point in &points {
                let usual = match point.ending {
                    Ending::Break(kind) => !kind.sets_hyphen() && !kind.is_last_resort(),
                    Ending::Start | Ending::End => true,
                };
                if !usual {
                    continue;
                }
                if let Some(begin) = begin {
                    let (from, to) = (begin.begins, point.ends);
                    parts.push((from.glyphs + from.space, to.glyphs + to.space));
                }
                begin = Some(point);
            }
            parts
        };
        stretches(&flat.text).map(parts).collect()
    }

    fn one_line(&self, flat: &Flat<'_>) -> Line {
        let pieces = pieces::cut(self, flat);
        let spec = LineSpec {
            range: 0..flat.text.len(),
            after: flat.text.len(),
            sets_hyphen: false,
            hyphenated: false,
            start: Length::ZERO,
            expansion: 0,
            width: None,
        };
        let line = line::set(self, flat, &pieces.list, &spec);
        if self.is_mirrored() { line.mirrored() } else { line }
    }

    /// Sets a text, or takes it from the cache.
    fn set(&self, flat: &Flat<'_>, style: &Style, shape: Shape, within: Range<usize>) -> Paragraph {
        let (mut paragraph, findings) = match self.cache {
            None => self.set_anew(flat, style, shape, within),
            Some(cache) => {
                let key = cache::key(self, flat, style, shape, &within);
                cache.get(&key, flat.leaf).unwrap_or_else(|| {
                    let (paragraph, findings) = self.set_anew(flat, style, shape, within);
                    cache.insert(key, flat.leaf, paragraph.clone(), findings.clone());
                    (paragraph, findings)
                })
            }
        };
        let placed = findings.into_iter().map(|finding| {
            let span = flat.spans.get(flat.span_at(finding.at)).and_then(|span| span.source);
            Diagnostic { span, ..finding.diagnostic }
        });
        paragraph.problems = placed.collect();
        paragraph
    }

    fn set_anew(
        &self,
        flat: &Flat<'_>,
        style: &Style,
        shape: Shape,
        within: Range<usize>,
    ) -> (Paragraph, Vec<Finding>) {
        let pieces = pieces::cut(self, flat);
        let align = shape.align.unwrap_or(style.align);
        // The lines of a title come out alike.
        let display = style.size >= self.theme.lines.display_size;
        let fill = match align {
            Align::Justified => Fill::Justified,
            Align::Center => Fill::Ragged { even: true },
            Align::Start | Align::End => Fill::Ragged { even: shape.even || display },
        };
        let tokens = &self.theme.lines;
        // Nothing hangs from ragged lines.
        let hangs = match fill {
            Fill::Justified => breakpoints::HangTable::of(&tokens.hang),
            Fill::Ragged { .. } => breakpoints::HangTable::default(),
        };
        let mut paragraph = Paragraph::default();
        let mut findings = Vec::new();
        let mut variants = Variants::default();
        let text = flat.text.get(within.clone()).unwrap_or_default();
        for (index, range) in stretches(text).enumerate() {
            let range = within.start + range.start..within.start + range.end;
            let indent = if index == 0 { shape.indent } else { Length::ZERO };
            let turn = match shape.turn {
                Length::ZERO => Length::ZERO,
                turn => (turn + own_indent(&pieces.list, &range)).min(shape.measure / 2),
            };
            let parameters = Parameters {
                // Turned lines have less room; the line that is turned stands out by as much.
                measure: shape.measure - turn,
                indent: indent - turn,
                em: style.size,
                fill,
                expansion: tokens.expansion,
                share: tokens.expansion_share,
                hyphen: match fill {
                    Fill::Justified => tokens.hyphen_penalty,
                    Fill::Ragged { .. } => tokens.ragged_hyphen_penalty,
                },
                shortest_last: self.theme.blocks.indent,
                variants: fill == Fill::Justified,
            };
            let list = &pieces.list;
            let points =
                breakpoints::breakpoints(self, flat, list, range.clone(), shape.measure, &hangs);
            let solutions = knuth_plass::solve(&points, &parameters);
            let stretch = Stretch {
                typesetter: self,
                flat,
                pieces: &pieces,
                points: &points,
                parameters,
                align,
                turn,
                after: (range.end + 1).min(flat.text.len()),
            };
            stretch.overfull(&solutions.best, &mut findings);
            let best = stretch.lines(&solutions.best);
            variants.add(&stretch, &solutions, best.clone(), &paragraph.best.lines);
            paragraph.best.lines.extend(best);
        }
        paragraph.shorter = variants.shorter;
        paragraph.longer = variants.longer;
        (paragraph, findings)
    }

    /// The face of a look: that of its family, or of the text when there is no such family.
    fn face(&self, look: Look<'_>) -> FaceId {
        let book = self.shaper.fonts();
        book.select(look.family, look.weight, look.italic)
            .or_else(|| book.select(&self.theme.styles.text.family.0, look.weight, look.italic))
            .unwrap_or(FaceId(0))
    }

    fn typeface(
        &self,
        face: FaceId,
        look: Look<'_>,
        script: Script,
        right_to_left: bool,
        language: &Language,
    ) -> Typeface {
        let language = Typeface::language_of(language);
        Typeface { face, features: look.features, script, right_to_left, language }
    }

    /// How font units become lengths; Arabic script among other is set larger.
    fn scale(&self, face: FaceId, look: Look<'_>, script: Script) -> Scale {
        let larger = script == Script::Arabic && face != self.face(look);
        let size = match larger {
            true => look.size.scale(self.theme.blocks.arabic_size, 1000),
            false => look.size,
        };
        let units_per_em = self.shaper.fonts().get(face).map_or(1000, |face| face.units_per_em);
        let tracking = if script == Script::Arabic { Length::ZERO } else { look.tracking };
        Scale { size, units_per_em, tracking }
    }

    fn text_look(&self) -> Look<'a> {
        Look::of(&self.theme.styles.text)
    }

    /// Whether a style is that of code.
    fn is_code(&self, style: &Style) -> bool {
        style.family == self.theme.styles.code.family
    }

    /// The look of code among words of a look.
    fn code_look(&self, look: Look<'a>) -> Look<'a> {
        if look.code {
            return look;
        }
        let styles = &self.theme.styles;
        let code = Look::of(&styles.code);
        let size = look.size.scale(styles.code.size.units(), styles.text.size.units());
        Look {
            family: code.family,
            size,
            tracking: Length::ZERO,
            features: code.features,
            code: true,
            hyphens: false,
            ..look
        }
    }

    /// Whether every glyph of some words is another in the second look than in the first.
    fn changes_all(
        &self,
        words: &str,
        one: Look<'_>,
        other: Look<'_>,
        language: &Language,
    ) -> bool {
        let face = self.face(one);
        let shape = |look| {
            self.shaper.shape(words, self.typeface(face, look, Script::Latin, false, language))
        };
        let (one, other) = (shape(one), shape(other));
        !words.is_empty()
            && one.glyphs.len() == other.glyphs.len()
            && one.glyphs.iter().zip(&other.glyphs).all(|(one, other)| one.id != other.id)
    }

    /// The note that a call leads to.
    fn note_of(&self, call: NodeId) -> Option<NodeId> {
        let entry = self.references.notes.get(*self.references.calls.get(&call)?)?;
        self.document.notes.get(entry.note).map(|note| note.id)
    }
}

/// Something wrong with a text, at a byte of it.
#[derive(Clone, Debug)]
struct Finding {
    at: usize,
    diagnostic: Diagnostic,
}

/// A word with the hyphen that ends its line, in place of the soft one that it may end in.
pub(super) fn with_hyphen(word: &str, hyphen: bool) -> Cow<'_, str> {
    match hyphen {
        true => Cow::Owned(format!("{}-", word.trim_end_matches('\u{ad}'))),
        false => Cow::Borrowed(word),
    }
}

/// The parts of a text between its line feeds; one for an empty text.
fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split('\n').map(move |part| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    })
}

/// A stretch of text between two line feeds, with its breakpoints.
struct Stretch<'s, 'a> {
    typesetter: &'s Typesetter<'a>,
    flat: &'s Flat<'a>,
    pieces: &'s Pieces,
    points: &'s [Breakpoint],
    parameters: Parameters,
    align: Align,
    turn: Length,
    /// The byte after the line feed that ends the stretch.
    after: usize,
}

impl Stretch<'_, '_> {
    fn lines(&self, solution: &Solution) -> Vec<Line> {
        solution.lines.iter().map(|broken| self.line(broken)).collect()
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
    fn overfull(&self, solution: &Solution, findings: &mut Vec<Finding>) {
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
fn own_indent(pieces: &[Piece], range: &Range<usize>) -> Length {
    let first = pieces.partition_point(|piece| piece.range.end <= range.start);
    let white = pieces.get(first).filter(|piece| matches!(piece.kind, PieceKind::Space { .. }));
    white.filter(|white| white.range.end <= range.end).map_or(Length::ZERO, |white| white.width)
}

/// The settings of a whole paragraph a line shorter and longer: those of one of its stretches,
/// the cheapest, with the best of the others.
#[derive(Default)]
struct Variants {
    shorter: Option<Setting>,
    longer: Option<Setting>,
}

impl Variants {
    /// The cost of a page for a setting that is hardly worse than the best.
    const LEAST: f64 = 40.0;
    /// What is added for a setting that is as bad as is accepted.
    const RANGE: f64 = 120.0;
    /// The demerits for each line by which a setting may be worse than the best.
    const WORST: f64 = 110.0;

    fn add(
        &mut self,
        stretch: &Stretch<'_, '_>,
        solutions: &knuth_plass::Solutions,
        best: Vec<Line>,
        before: &[Line],
    ) {
        let offer = |known: Option<Setting>, own: &Option<Solution>| {
            let own = own.as_ref().and_then(|own| {
                let extra = (own.demerits - solutions.best.demerits).max(0.0);
                let worst = Self::WORST * own.lines.len().max(1) as f64;
                (extra <= worst).then(|| {
                    let cost = (Self::LEAST + Self::RANGE * extra / worst).round() as u32;
                    let lines = before.iter().cloned().chain(stretch.lines(own)).collect();
                    Setting { lines, cost }
                })
            });
            let known = known.map(|mut known| {
                known.lines.extend(best.iter().cloned());
                known
            });
            match (known, own) {
                (Some(known), Some(own)) => Some(if own.cost < known.cost { own } else { known }),
                (known, own) => known.or(own),
            }
        };
        self.shorter = offer(self.shorter.take(), &solutions.shorter);
        self.longer = offer(self.longer.take(), &solutions.longer);
    }
}

#[cfg(test)]
mod tests;
