//! Figures: a picture alone in its paragraph.

use std::ops::Range;

use super::attributes::Written;
use super::links;
use super::pieces::{Picture, Title};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Attributes, BlockKind, Figure, FigureKind, Leaf, Mark};

/// The attributes of a figure.
const KEYS: &[&str] = &["width", "narrow", "subtitle", "description", "source", "credit", "note"];

/// The classes of a figure.
const CLASSES: &[&str] = &["figure", "map", "photo", "chart", "plate", "wide", "decorative"];

impl Reader<'_> {
    /// The figure that a picture makes, with its attributes.
    pub fn figure(&mut self, picture: Picture, range: Range<usize>) -> (Attributes, BlockKind) {
        let written = picture.written.unwrap_or_default();
        self.check_attributes(&written, KEYS, CLASSES, "figure");
        let attributes = written.attributes(self.text, self.place);
        let decorative = attributes.has("decorative");
        if picture.alt.trim().is_empty() && !decorative {
            self.report_missing_alt(range.clone());
        }
        let caption = match picture.title {
            Title::None => None,
            Title::Here(range) => self.leaf_of(range),
            Title::Elsewhere(words) => self.leaf_within(&words, self.span(range)),
        };
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
        };
        (attributes, BlockKind::Figure(figure))
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
