//! Figures: a picture alone in its paragraph.

use std::ops::Range;

use super::attributes::Written;
use super::links;
use super::pieces::{Picture, Piece, PieceKind, Title, Wrap};
use super::reader::{Parsed, Reader};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::visit::{self, Visit};
use crate::document::{Attributes, Block, BlockKind, Figure, FigureKind, Leaf, Mark};

/// The attributes of a figure.
const KEYS: &[&str] = &[
    "width",
    "narrow",
    "subtitle",
    "description",
    "source",
    "credit",
    "note",
    "alt",
    "fig-alt",
    "fig-cap",
];

/// The attributes of a picture in a line.
const INLINE_KEYS: &[&str] = &["alt", "fig-alt"];

/// How many words there are at least in what is more than the name of a picture.
const CAPTION_WORDS: usize = 3;

/// The classes of a figure.
const CLASSES: &[&str] = &["figure", "map", "photo", "chart", "plate", "wide", "decorative"];

impl Reader<'_> {
    /// The figure that a picture makes, with its attributes.
    pub fn figure(
        &mut self,
        picture: Picture,
        link: Option<String>,
        range: Range<usize>,
    ) -> (Attributes, BlockKind) {
        let (alt, caption) = self.words_of(&picture, range.clone());
        let picture = Picture { alt, ..picture };
        let written = picture.written.unwrap_or_default();
        self.check_attributes(&written, KEYS, CLASSES, "figure");
        let attributes = written.attributes(self.text, self.place);
        let decorative = attributes.has("decorative");
        if picture.alt.trim().is_empty() && !decorative {
            self.report_missing_alt(range.clone());
        }
        let description = self.description(&written, &picture.alt, decorative);
        let figure = Figure {
            kind: kind_of(&attributes),
            path: picture.path,
            path_span: self.span(picture.path_range),
            alt: picture.alt,
            decorative,
            caption,
            subtitle: self.attribute_leaf(&written, "subtitle"),
            description,
            note: self.attribute_leaf(&written, "note"),
            source: self.attribute_leaf(&written, "source"),
            credit: self.attribute_leaf(&written, "credit"),
            width: self.width(&written),
            narrow: self.narrow(&written),
            link,
        };
        (attributes, BlockKind::Figure(figure))
    }

    /// The picture of a paragraph that is nothing else, and where it leads.
    pub fn lone_picture(&mut self, piece: &Piece) -> Option<(Picture, Option<String>)> {
        match &piece.kind {
            PieceKind::Picture(picture) => Some((*picture.clone(), None)),
            PieceKind::Inside(wrap, inside) => {
                let [Piece { kind: PieceKind::Picture(picture), .. }] = inside.as_slice() else {
                    return None;
                };
                let link = match wrap {
                    Wrap::Link(address) => Some(address.clone()),
                    Wrap::Reference(..) => {
                        let message = "a figure leads to no place of the report; the link is left \
                                       out, the picture stays";
                        let warning = Diagnostic::warning(Code::EmptyLink, message);
                        let help = "lead there from words: [words](#id)";
                        self.report(warning.at(self.span(piece.range.clone())).help(help));
                        None
                    }
                    _ => return None,
                };
                Some((*picture.clone(), link))
            }
            _ => None,
        }
    }

    /// The alternative text and the caption of a figure. As in Pandoc's, the words in the brackets
    /// are the caption where the alternative text stands among the attributes.
    fn words_of(&mut self, picture: &Picture, range: Range<usize>) -> (String, Option<Leaf>) {
        let none = Written::default();
        let written = picture.written.as_ref().unwrap_or(&none);
        let alt = ["alt", "fig-alt"].iter().find_map(|key| self.plain_attribute(written, key));
        let own = self.attribute_leaf(written, "fig-cap");
        let brackets = match (&alt, &own) {
            (Some(_), None) => self.leaf_of(picture.words.clone()),
            _ => None,
        };
        let titled = match &picture.title {
            Title::None => None,
            title if own.is_some() || brackets.is_some() => {
                self.report_unused_title(title, range);
                None
            }
            Title::Here(range) => self.leaf_of(range.clone()),
            Title::Elsewhere(words) => self.leaf_within(words, self.span(range)),
        };
        (alt.unwrap_or_else(|| picture.alt.clone()), own.or(brackets).or(titled))
    }

    /// An attribute as plain words.
    fn plain_attribute(&mut self, written: &Written, key: &str) -> Option<String> {
        Some(self.attribute_leaf(written, key)?.plain_text())
    }

    fn report_unused_title(&mut self, title: &Title, range: Range<usize>) {
        let range = match title {
            Title::Here(title) => title.clone(),
            _ => range,
        };
        let message = "this title is left out: the figure has another caption";
        let warning = Diagnostic::warning(Code::UnknownAttribute, message)
            .at(self.span(range))
            .help("write all of the caption in one place");
        self.report(warning);
    }

    /// Warns of what is said of a picture in a line and not used.
    pub fn check_inline_picture(&mut self, picture: &Picture) {
        if let Title::Here(range) = &picture.title {
            let message = "a picture in a line has no caption; its title is left out";
            let warning = Diagnostic::warning(Code::UnknownAttribute, message)
                .at(self.span(range.clone()))
                .help(
                    "a picture alone in its paragraph is a figure, with its title as the caption",
                );
            self.report(warning);
        }
        if let Some(written) = &picture.written {
            self.check_attributes(written, INLINE_KEYS, CLASSES, "picture in a line");
        }
    }

    /// An attribute that is inline Markdown.
    pub fn attribute_leaf(&mut self, written: &Written, key: &str) -> Option<Leaf> {
        let range = written.value(self.text, key)?;
        self.leaf_of(range)
    }

    /// What a picture says at length. It stands below the picture in both editions, and is more
    /// than the alternative text, which stands in the picture's place.
    fn description(&mut self, written: &Written, alt: &str, decorative: bool) -> Option<Leaf> {
        let range = written.value(self.text, "description")?;
        let words = self.attribute_leaf(written, "description");
        let plain = words.as_ref().map(Leaf::plain_text).unwrap_or_default();
        let help = "say all that the picture shows, or name the place that does: \
                    description=\"See [](#an-id)\"";
        let (fault, help) = if words.is_none() {
            ("this description is empty, and is left out", help)
        } else if decorative {
            let help = "leave out the description or the class";
            ("a picture marked .decorative says nothing, and this describes it", help)
        } else if plain.trim() == alt.trim() {
            ("this description says no more than the alternative text", help)
        } else {
            return words;
        };
        let warning = Diagnostic::warning(Code::InvalidValue, fault);
        let place = self.span(range);
        self.report(warning.at(place).help(help));
        words
    }

    /// The path of another form of the picture, for a narrow screen.
    fn narrow(&mut self, written: &Written) -> Option<Mark> {
        let range = written.value(self.text, "narrow")?;
        let path = self.text.get(range.clone())?.trim();
        let path = links::from_root(&links::percent_decoded(path), self.file);
        Some(Mark { path, span: self.span(range) })
    }

    /// A width in per mille: `width=80%`.
    fn width(&mut self, written: &Written) -> Option<u32> {
        let range = written.value(self.text, "width")?;
        let value = self.text.get(range.clone())?.trim().strip_suffix('%');
        let percent = value.and_then(|value| value.trim().parse::<f64>().ok());
        match percent {
            Some(percent) if percent > 0.0 && percent <= 100.0 => {
                Some(((percent * 10.0).round() as u32).max(1))
            }
            _ => {
                let place = self.span(range);
                let message = "this width cannot be read, and the picture has the usual one";
                let warning = Diagnostic::warning(Code::InvalidValue, message)
                    .at(place)
                    .help("write a percentage of the usual width, up to 100%: width=80%");
                self.report(warning);
                None
            }
        }
    }

    /// Warns of a picture without an alternative text.
    pub fn report_missing_alt(&mut self, range: Range<usize>) {
        let place = self.span(range);
        let message = "this picture has no words for those who cannot see it";
        let warning = Diagnostic::warning(Code::MissingAlt, message)
            .at(place)
            .help("say in a sentence what it shows, ![like this](…), or mark it {.decorative}");
        self.report(warning);
    }

    /// Warns of attributes that mean nothing here, and of classes that look like a slip of the
    /// pen; other classes are the author's own.
    pub fn check_attributes(
        &mut self,
        written: &Written,
        keys: &[&str],
        classes: &[&str],
        what: &str,
    ) {
        for pair in &written.pairs {
            let key = self.text.get(pair.key.clone()).unwrap_or_default();
            if keys.contains(&key) {
                continue;
            }
            let message = format!("a {what} has no attribute “{key}”, and it is left out");
            let mut warning = Diagnostic::warning(Code::UnknownAttribute, message);
            warning.help =
                nearest(key, keys.iter().copied()).map(|other| format!("did you mean “{other}”?"));
            self.report(warning.at(self.span(pair.key.clone())));
        }
        for range in &written.classes {
            let class = self.text.get(range.clone()).unwrap_or_default();
            if classes.contains(&class) {
                continue;
            }
            if let Some(other) = nearest(class, classes.iter().copied()) {
                let message = format!("a {what} has no class “{class}”, and it changes nothing");
                let warning = Diagnostic::warning(Code::UnknownAttribute, message)
                    .at(self.span(range.clone()))
                    .help(format!("did you mean “.{other}”?"));
                self.report(warning);
            }
        }
    }
}

/// Warns of words that only those find who cannot see the picture, when they look as if they were
/// to stand below it.
pub fn check_captions(parsed: &mut Parsed) {
    let mut captions = Captions(Vec::new());
    visit::walk_blocks(&mut captions, parsed.blocks.iter().map(AsRef::as_ref));
    parsed.diagnostics.append(&mut captions.0);
}

/// Holds the figures of a file against their words.
struct Captions(Vec<Diagnostic>);

impl<'a> Visit<'a> for Captions {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Figure(figure) = &block.kind
            && lacks_caption(figure, &block.attributes)
        {
            let message = "the words of this figure are read to those who cannot see it, and \
                           stand nowhere on the page";
            let warning = Diagnostic::warning(Code::MissingCaption, message)
                .at(block.span)
                .help("if they are its caption, write ![what it shows](… \"Caption\")");
            self.0.push(warning);
        }
        visit::walk_block(self, block);
    }
}

fn lacks_caption(figure: &Figure, attributes: &Attributes) -> bool {
    let Figure { caption, subtitle, description, source, credit, note, .. } = figure;
    let below = [caption, subtitle, description, source, credit, note];
    let is_shown = below.into_iter().any(Option::is_some);
    let is_named = attributes
        .id
        .as_ref()
        .is_some_and(|id| ["fig-", "fig:", "fig_"].iter().any(|start| id.value.starts_with(start)));
    let is_long = figure.alt.split_whitespace().count() >= CAPTION_WORDS;
    !is_shown && !figure.decorative && (is_named || is_long)
}

/// The kind of a figure by its classes.
fn kind_of(attributes: &Attributes) -> FigureKind {
    let kinds = [
        ("map", FigureKind::Map),
        ("photo", FigureKind::Photo),
        ("chart", FigureKind::Chart),
        ("plate", FigureKind::Plate),
    ];
    let named = kinds.iter().find(|(class, _)| attributes.has(class));
    named.map_or(FigureKind::Figure, |(_, kind)| *kind)
}
