//! Paragraphs: from a leaf to lines.
//!
//! A [`Typesetter`] sets any leaf in any style and measure. It makes one text of the leaf
//! ([`flatten`]), cuts it into pieces that are shaped alone ([`pieces`]), finds the places where a
//! line may break with the sums that price a line ([`breakpoints`]), has the best of them chosen
//! ([`super::knuth_plass`]) and sets the lines ([`super::line`]). A line feed parts the text into
//! stretches that are broken each by itself ([`stretch`]); what a page may choose from are the
//! settings of all ([`settings`]).

pub(super) mod breakpoints;
mod cache;
mod faces;
pub(super) mod flatten;
pub(super) mod pieces;
mod settings;
mod squares;
mod stretch;

pub use cache::LineCache;
pub use settings::{Paragraph, Setting};

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use self::flatten::{Flat, Look};
use self::pieces::Pieces;
use self::settings::Variants;
use self::stretch::{Stretch, own_indent, stretches};
use super::knuth_plass::{self, Breakpoint, Ending, Fill, Parameters};
use super::line::{self, Line, LineSpec};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Leaf, NodeId};
use crate::geometry::Length;
use crate::language::{Direction, Language};
use crate::media::MediaStore;
use crate::page::{PageMap, Tag};
use crate::references::References;
use crate::text::{Exceptions, Shaper};
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
    /// Whether its first line stands beside a bullet or a number, so that hardly anything hangs into
    /// the gap between them.
    pub beside: bool,
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

/// The share of the size by which a character hangs at most into the gap beside a bullet or a
/// number: what makes the edges of letters even, and not a quotation mark.
const HANG_BESIDE: i64 = 20;

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
            beside: false,
        }
    }
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
        let within = self.part(leaf, &flat, style, shape.share);
        self.set(&flat, style, shape, within)
    }

    /// The bytes of a share of a leaf's text.
    fn part(&self, leaf: &Leaf, flat: &Flat<'_>, style: &Style, share: Share) -> Range<usize> {
        let text = flat.text.as_str();
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
                let words = end + rest.len() - rest.trim_start().len();
                let picture = flat.images.iter().map(|image| image.at).find(|at| *at >= end);
                picture.map_or(words, |at| words.min(at))..text.len()
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
        let mut paragraph = Paragraph::default();
        let mut findings = Vec::new();
        let mut variants = Variants::default();
        for stretch in self.stretches_of(flat, &pieces, style, shape, within) {
            let solutions = knuth_plass::solve(&stretch.points, &stretch.parameters);
            stretch.overfull(&solutions.best, &mut findings);
            let best = stretch.lines(&solutions.best);
            variants.add(&stretch, &solutions, &best, &paragraph.best.lines);
            paragraph.best.lines.extend(best);
        }
        paragraph.shorter = variants.shorter;
        paragraph.longer = variants.longer;
        if paragraph.best.lines.is_empty() && !flat.places.is_empty() {
            // Places without words: an empty line holds them.
            paragraph.best.lines.push(Arc::new(self.one_line(flat)));
        }
        (paragraph, findings)
    }

    /// What the breaker is given for a leaf: for each stretch between two line feeds its
    /// breakpoints, and what its lines are to be.
    pub fn breakpoints(
        &self,
        leaf: &'a Leaf,
        style: &'a Style,
        shape: Shape,
    ) -> Vec<(Vec<Breakpoint>, Parameters)> {
        let flat = flatten::flatten(self, leaf, style);
        let within = self.part(leaf, &flat, style, shape.share);
        let pieces = pieces::cut(self, &flat);
        let stretches = self.stretches_of(&flat, &pieces, style, shape, within);
        stretches.map(|stretch| (stretch.points, stretch.parameters)).collect()
    }

    /// The stretches of a text, each with its breakpoints.
    fn stretches_of<'s>(
        &'s self,
        flat: &'s Flat<'a>,
        pieces: &'s Pieces,
        style: &Style,
        shape: Shape,
        within: Range<usize>,
    ) -> impl Iterator<Item = Stretch<'s, 'a>> {
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
        let em = style.size;
        let text = flat.text.get(within.clone()).unwrap_or_default();
        stretches(text).enumerate().map(move |(index, range)| {
            let list = &pieces.list;
            let range = within.start + range.start..within.start + range.end;
            let indent = if index == 0 { shape.indent } else { Length::ZERO };
            let turn = match shape.turn {
                Length::ZERO => Length::ZERO,
                turn => (turn + own_indent(list, &range)).min(shape.measure / 2),
            };
            let parameters = Parameters {
                // Turned lines have less room; the line that is turned stands out by as much.
                measure: shape.measure - turn,
                indent: indent - turn,
                em,
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
            let after = (range.end + 1).min(flat.text.len());
            let mut points =
                breakpoints::breakpoints(self, flat, list, range, shape.measure, &hangs);
            if let Some(first) = points.first_mut().filter(|_| shape.beside && index == 0) {
                first.left = first.left.min(em / HANG_BESIDE);
            }
            Stretch { typesetter: self, flat, pieces, points, parameters, align, turn, after }
        })
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

#[cfg(test)]
mod tests;
