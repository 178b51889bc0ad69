//! A leaf as one text with spans: what each part looks like, and to which node it belongs.

use std::ops::Range;

use super::Typesetter;
use crate::document::{Inline, InlineKind, Leaf, NodeId, by_script};
use crate::geometry::Length;
use crate::language::{Direction, Language};
use crate::media::MediaId;
use crate::page::{LinkTarget, Part, Tag};
use crate::source;
use crate::text::Features;
use crate::text::east_asian::has_east_asian;
use crate::text::segment::is_breaking_space;
use crate::theme::{Figures, Style, Tint};

/// How a part of a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look<'a> {
    /// The family.
    pub family: &'a str,
    /// The weight.
    pub weight: u16,
    /// Italic.
    pub italic: bool,
    /// The size.
    pub size: Length,
    /// The colour.
    pub color: Tint,
    /// Added to each advance.
    pub tracking: Length,
    /// OpenType features.
    pub features: Features,
    /// How far above the line it stands.
    pub rise: Length,
    /// Whether it is struck out.
    pub strike: bool,
    /// Whether it is a mark of a draft, on a ground of its own.
    pub marked: bool,
    /// Whether it is code: not hyphenated, spaces of one width.
    pub code: bool,
    /// Whether it may be hyphenated.
    pub hyphens: bool,
}

impl<'a> Look<'a> {
    /// The look of a style.
    pub fn of(style: &'a Style) -> Look<'a> {
        let figures = match style.figures {
            Figures::OldStyle => Features::OLD_STYLE.with(Features::PROPORTIONAL),
            Figures::Lining => Features::LINING.with(Features::PROPORTIONAL),
            Figures::Tabular => Features::LINING.with(Features::TABULAR),
        };
        let mut features = figures;
        if style.small_caps {
            features = features.with(Features::SMALL_CAPS);
        }
        if style.tracking > 0 {
            features = features.with(Features::NO_LIGATURES);
        }
        Look {
            family: &style.family.0,
            weight: style.weight,
            italic: style.italic,
            size: style.size,
            color: style.color,
            tracking: style.size.scale(style.tracking, 1000),
            features,
            rise: Length::ZERO,
            strike: false,
            marked: false,
            code: false,
            hyphens: style.hyphens,
        }
    }
}

/// A part of a text with one look and one node.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// Its bytes.
    pub range: Range<usize>,
    /// How it looks.
    pub look: Look<'a>,
    /// To what it belongs.
    pub tag: Tag,
    /// The link that it is part of: an index of [`Flat::links`].
    pub link: Option<usize>,
    /// Its language.
    pub language: &'a Language,
    /// Where it is written.
    pub source: Option<source::Span>,
}

/// A picture among words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InlineImage {
    /// The byte before which it stands.
    pub at: usize,
    /// The picture.
    pub media: MediaId,
    /// Its inline.
    pub node: NodeId,
    /// The size of the words that it stands among.
    pub size: Length,
    /// The link that it is part of: an index of [`Flat::links`].
    pub link: Option<usize>,
}

/// A leaf as one text.
#[derive(Clone, Debug)]
pub struct Flat<'a> {
    /// The leaf, for positions; none for what is not of the running text.
    pub leaf: Option<NodeId>,
    /// The text, by which offsets count.
    pub text: String,
    /// Its parts, in order; together they are the whole text.
    pub spans: Vec<Span<'a>>,
    /// The links: their inline, and where they lead.
    pub links: Vec<(NodeId, LinkTarget)>,
    /// Passages with a direction of their own.
    pub isolates: Vec<(Range<usize>, Direction)>,
    /// The parts that are code.
    pub code: Vec<Range<usize>>,
    /// The pictures, in order.
    pub images: Vec<InlineImage>,
    /// The calls of notes: the byte of each, and its inline.
    pub calls: Vec<(usize, NodeId)>,
    /// The words and mere places that can be led to: the byte where each begins, and its inline.
    pub places: Vec<(usize, NodeId)>,
}

impl<'a> Flat<'a> {
    /// A plain text that belongs to one tag and is not of the running text.
    pub fn plain(text: &str, look: Look<'a>, tag: Tag, language: &'a Language) -> Flat<'a> {
        let span = Span { range: 0..text.len(), look, tag, link: None, language, source: None };
        Flat {
            leaf: None,
            text: text.to_string(),
            spans: if text.is_empty() { Vec::new() } else { vec![span] },
            links: Vec::new(),
            isolates: Vec::new(),
            code: Vec::new(),
            images: Vec::new(),
            calls: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Where what is seen before byte `at` ends: white space at a line's end is not, a picture is.
    /// One that stands at `at` itself is counted if it belongs before it.
    pub fn seen_end(&self, start: usize, at: usize, with_last: bool) -> usize {
        let text = self.text.get(..at).unwrap_or_default();
        let words = text.trim_end_matches(is_breaking_space).len().max(start);
        let own = |image: &&InlineImage| image.at < at || (with_last && image.at == at);
        let picture = self.images.iter().rev().find(own).map_or(words, |image| image.at);
        words.max(picture)
    }

    /// Whether a picture at byte `at` begins a line there, rather than end the one before: it does
    /// where white space or nothing is before it.
    pub fn begins_with_picture(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        before.is_none_or(is_breaking_space)
    }

    /// The index of the span that holds a byte; that of the last for the end.
    pub fn span_at(&self, at: usize) -> usize {
        let index = self.spans.partition_point(|span| span.range.end <= at);
        index.min(self.spans.len().saturating_sub(1))
    }
}

/// Makes one text of a leaf.
pub fn flatten<'a>(typesetter: &Typesetter<'a>, leaf: &'a Leaf, style: &'a Style) -> Flat<'a> {
    let tag = Tag::Node(leaf.id, Part::Body);
    let look = Look { code: typesetter.is_code(style), ..Look::of(style) };
    let mut walk = Walk {
        typesetter,
        flat: Flat { leaf: Some(leaf.id), ..Flat::plain("", look, tag, typesetter.language) },
    };
    let place = Place { look, tag, link: None, language: typesetter.language, stressed: false };
    walk.inlines(&leaf.inlines, place);
    walk.flat
}

/// Gives the first words the look of an opening: three when they have no more letters than `most`
/// together, else two, and fewer when a phrase ends with them. Scripts of East Asia have no small
/// capitals.
pub fn open(flat: &mut Flat<'_>, opening: &Style, most: usize) {
    let mut end = 0;
    let mut words = 0;
    let mut letters = 0;
    for word in flat.text.split_inclusive(is_breaking_space) {
        let bare = word.trim_end();
        letters += bare.chars().count();
        if has_east_asian(bare) {
            break;
        }
        if words == 2 && letters > most {
            break;
        }
        end += bare.len();
        words += 1;
        if words == 3 || bare.ends_with(|c: char| c.is_ascii_punctuation()) {
            break;
        }
        end += word.len() - bare.len();
    }
    let end = flat.text.get(..end).map_or(0, |opened| opened.trim_end().len());
    let mut spans = Vec::with_capacity(flat.spans.len() + 1);
    for span in flat.spans.drain(..) {
        let cut = end.clamp(span.range.start, span.range.end);
        if span.range.start < cut {
            let mut look = span.look;
            look.size = opening.size;
            look.tracking = opening.size.scale(opening.tracking, 1000);
            look.features = look.features.with(Features::SMALL_CAPS).with(Features::NO_LIGATURES);
            spans.push(Span { range: span.range.start..cut, look, ..span.clone() });
        }
        if cut < span.range.end {
            spans.push(Span { range: cut..span.range.end, ..span });
        }
    }
    flat.spans = spans;
}

/// What an inline inherits from those around it.
#[derive(Clone, Copy)]
struct Place<'a> {
    look: Look<'a>,
    tag: Tag,
    link: Option<usize>,
    language: &'a Language,
    /// Whether the words are emphasised among those around them.
    stressed: bool,
}

struct Walk<'t, 'a> {
    typesetter: &'t Typesetter<'a>,
    flat: Flat<'a>,
}

impl<'a> Walk<'_, 'a> {
    fn inlines(&mut self, inlines: &'a [Inline], place: Place<'a>) {
        for inline in inlines {
            self.inline(inline, place);
        }
    }

    fn inline(&mut self, inline: &'a Inline, place: Place<'a>) {
        let look = place.look;
        match &inline.kind {
            InlineKind::Text(words) => self.words(words, inline.span, place),
            InlineKind::Emphasis(inside) => {
                let look = Look { italic: !look.italic, ..look };
                self.inlines(inside, Place { look, stressed: !place.stressed, ..place });
            }
            InlineKind::Strong(inside) => {
                let look = Look { weight: self.bolder(look.weight), ..look };
                self.inlines(inside, Place { look, ..place });
            }
            InlineKind::Strikethrough(inside) => {
                let look = Look { strike: true, ..look };
                self.inlines(inside, Place { look, ..place });
            }
            InlineKind::Superscript(inside) => {
                let look = self.shifted(look, &plain(inside), Shift::Up, place.language);
                self.inlines(inside, Place { look, ..place });
            }
            InlineKind::Subscript(inside) => {
                let look = self.shifted(look, &plain(inside), Shift::Down, place.language);
                self.inlines(inside, Place { look, ..place });
            }
            InlineKind::Code(words) => {
                let look = self.typesetter.code_look(look);
                self.words(words, inline.span, Place { look, ..place });
            }
            InlineKind::LineBreak => self.words("\n", inline.span, place),
            InlineKind::Link { url, inside } => {
                let target = LinkTarget::Url(url.clone());
                let place = self.linked(inline.id, Some(target), place);
                self.inlines(inside, place);
            }
            InlineKind::Reference { inside, .. } => {
                let target = self.typesetter.references.leads.get(&inline.id);
                let target = target.map(|target| LinkTarget::Node(target.node));
                let place = self.linked(inline.id, target, place);
                if inside.is_empty() {
                    let (references, pages) = (self.typesetter.references, self.typesetter.pages);
                    let words = references.text(inline.id, &inline.kind, pages);
                    self.words(&words, inline.span, place);
                } else {
                    self.inlines(inside, place);
                }
            }
            InlineKind::NoteCall { .. } => {
                let target = self.typesetter.note_of(inline.id).map(LinkTarget::Node);
                let mark = self.typesetter.references.note_mark(inline.id);
                let look = Look { italic: false, strike: false, ..look };
                let look = self.shifted(look, mark, Shift::Up, place.language);
                self.flat.calls.push((self.flat.text.len(), inline.id));
                let place =
                    self.linked(inline.id, target, Place { look, stressed: false, ..place });
                self.words(mark, inline.span, place);
            }
            InlineKind::Image { path, .. } => {
                if let Some(media) = self.typesetter.media.find(path) {
                    let at = self.flat.text.len();
                    let (node, size, link) = (inline.id, look.size, place.link);
                    self.flat.images.push(InlineImage { at, media, node, size, link });
                }
            }
            InlineKind::Named { attributes, inside }
                if self.typesetter.document.is_draft_mark(attributes) =>
            {
                let weight = self.bolder(look.weight);
                let look = Look { weight, color: Tint::Ground, marked: true, ..look };
                self.inlines(inside, Place { look, ..place });
            }
            InlineKind::Named { inside, .. } => {
                if self.typesetter.references.anchor(inline.id).is_some() {
                    self.flat.places.push((self.flat.text.len(), inline.id));
                }
                self.inlines(inside, place);
            }
            InlineKind::Passage { language, inside } => {
                let start = self.flat.text.len();
                let tag = Tag::Node(inline.id, Part::Body);
                self.inlines(inside, Place { tag, language, ..place });
                let range = start..self.flat.text.len();
                let isolates = &mut self.flat.isolates;
                // A passage within a passage is isolated by the outer one; levels need no more.
                isolates.retain(|(inner, _)| inner.end <= start);
                if language.direction() != self.typesetter.language.direction() {
                    isolates.push((range, language.direction()));
                }
            }
        }
    }

    /// The place inside a link, a reference or a call.
    fn linked(&mut self, node: NodeId, target: Option<LinkTarget>, place: Place<'a>) -> Place<'a> {
        let tag = Tag::Node(node, Part::Body);
        let Some(target) = target else {
            return Place { tag, ..place };
        };
        self.flat.links.push((node, target));
        Place { tag, link: Some(self.flat.links.len() - 1), ..place }
    }

    fn words(&mut self, words: &str, source: source::Span, place: Place<'a>) {
        if words.is_empty() {
            return;
        }
        if place.stressed {
            self.stressed(words, source, place);
        } else {
            self.span(words, source, place);
        }
    }

    /// Adds emphasised words. Arabic script and those of East Asia have no italics, so those of them
    /// are bold instead.
    fn stressed(&mut self, words: &str, source: source::Span, place: Place<'a>) {
        let look = place.look;
        let weight = look.weight.max(self.typesetter.theme.blocks.arabic_stress);
        let upright = Look { italic: !look.italic, weight, ..look };
        for (is_upright, words) in by_script(words) {
            let look = if is_upright { upright } else { look };
            self.span(words, source, Place { look, ..place });
        }
    }

    fn span(&mut self, words: &str, source: source::Span, place: Place<'a>) {
        let start = self.flat.text.len();
        self.flat.text.push_str(words);
        if place.look.code {
            self.flat.code.push(start..self.flat.text.len());
        }
        self.flat.spans.push(Span {
            range: start..self.flat.text.len(),
            look: place.look,
            tag: place.tag,
            link: place.link,
            language: place.language,
            source: Some(source),
        });
    }

    /// The weight of strong words among words of this weight: that of a lead, or one step more.
    fn bolder(&self, weight: u16) -> u16 {
        let strong = self.typesetter.theme.styles.lead.weight;
        if weight < strong { strong } else { weight.saturating_add(100).min(1000) }
    }

    /// The look of raised or lowered words: the face's own forms where it has them for all of
    /// the words, and smaller, shifted ones else.
    fn shifted(&self, look: Look<'a>, words: &str, shift: Shift, language: &Language) -> Look<'a> {
        let lines = &self.typesetter.theme.lines;
        let (feature, rise) = match shift {
            Shift::Up => (Features::SUPERIORS, lines.raised),
            Shift::Down => (Features::INFERIORS, lines.lowered),
        };
        // A face's superior figures are made from its lining ones, so old-style is asked away.
        let plain = look.features.without(Features::OLD_STYLE);
        let own = Look { features: plain.with(feature), ..look };
        if self.typesetter.changes_all(words, Look { features: plain, ..look }, own, language) {
            return own;
        }
        Look {
            size: look.size.scale(lines.shifted_size, 1000),
            rise: look.rise + look.size.scale(rise, 1000),
            ..look
        }
    }
}

#[derive(Clone, Copy)]
enum Shift {
    Up,
    Down,
}

/// The words of raised or lowered inlines; what is not words has no forms of its own in a face.
fn plain(inlines: &[Inline]) -> String {
    let words = inlines.iter().map(|inline| match &inline.kind {
        InlineKind::Text(words) => words.clone(),
        InlineKind::Emphasis(inside) | InlineKind::Strong(inside) => plain(inside),
        _ => char::REPLACEMENT_CHARACTER.to_string(),
    });
    words.collect()
}
