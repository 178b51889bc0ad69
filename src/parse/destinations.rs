//! Links, references and pictures: marks that lead somewhere.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::attributes::{self, Found, Written};
use super::events::Event;
use super::links::{self, Destination};
use super::pieces::{self, Picture, Piece, PieceKind, Title, Wrap};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::ReferenceForm;
use crate::language::Language;
use crate::source::Span;

/// The most of a faulty address that a message repeats, in characters.
const QUOTED_LENGTH: usize = 40;

impl Reader<'_> {
    /// A link around these pieces.
    pub fn link(
        &mut self,
        (link_type, url, title): (LinkType, CowStr<'_>, CowStr<'_>),
        mut inside: Vec<Piece>,
        range: Range<usize>,
        list: &mut Vec<Piece>,
    ) {
        let written = self.attributes_at(range.end);
        let language = written.as_ref().and_then(|written| self.language_of(written));
        let is_passage =
            written.as_ref().is_some_and(|written| written.value(self.text, "lang").is_some());
        let place = self.span(range.clone());
        let range = range.start..written.map_or(range.end, |written| written.range.end);
        if let Some(language) = language {
            let passage = PieceKind::Inside(Wrap::Passage(language), inside);
            if url.is_empty() {
                return list.push(Piece { range, kind: passage });
            }
            inside = vec![Piece { range: range.clone(), kind: passage }];
        }
        if is_passage && url.is_empty() {
            // Its language cannot be read, which has been said.
            return list.extend(inside);
        }
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
            let verbatim = PieceKind::Inside(Wrap::Verbatim, inside);
            let inside = vec![Piece { range: range.clone(), kind: verbatim }];
            let wrap = Wrap::Link(format!("{scheme}{url}"));
            return list.push(Piece { range, kind: PieceKind::Inside(wrap, inside) });
        }
        let wrap = match links::destination(&url, self.file, self.settings) {
            Destination::Inside(target) => {
                let form = self.reference_form(&title, place);
                Wrap::Reference(target, form)
            }
            Destination::Outside(url) => {
                if pieces::is_blank(&inside) {
                    inside =
                        vec![Piece { range: range.clone(), kind: PieceKind::Literal(url.clone()) }];
                } else if pieces::plain_text(&inside) == url {
                    let verbatim = PieceKind::Inside(Wrap::Verbatim, inside);
                    inside = vec![Piece { range: range.clone(), kind: verbatim }];
                }
                Wrap::Link(url)
            }
            Destination::File(path) => {
                self.report_file_link(&path, place);
                return list.extend(inside);
            }
            Destination::Nowhere => {
                let error = Diagnostic::error(Code::EmptyLink, "this link leads nowhere")
                    .at(place)
                    .help("write an address, or #id for something in the report");
                self.report(error);
                return list.extend(inside);
            }
        };
        list.push(Piece { range, kind: PieceKind::Inside(wrap, inside) });
    }

    fn reference_form(&mut self, title: &str, place: Span) -> ReferenceForm {
        match title.trim() {
            "" => ReferenceForm::Number,
            "page" => ReferenceForm::Page,
            "full" => ReferenceForm::Full,
            other => {
                let other: String = other.chars().take(QUOTED_LENGTH).collect();
                let message = format!("a reference has no form “{other}”");
                let warning = Diagnostic::warning(Code::UnknownAttribute, message)
                    .at(place)
                    .help("the forms are \"page\" and \"full\"; without one it gives the number");
                self.report(warning);
                ReferenceForm::Number
            }
        }
    }

    fn report_file_link(&mut self, path: &str, place: Span) {
        let path: String = path.chars().take(QUOTED_LENGTH).collect();
        let message = format!("“{path}” is no chapter of the report, and the link is left out");
        let help = if path.starts_with("www.") {
            format!("write the whole address: https://{path}")
        } else {
            "write a whole address with https://, or #id for something in the report".to_string()
        };
        self.report(Diagnostic::warning(Code::EmptyLink, message).at(place).help(help));
    }

    /// A picture with this alternative text; `first` when nothing stands before it in its line.
    pub fn picture(
        &mut self,
        (link_type, url, title): (LinkType, CowStr<'_>, CowStr<'_>),
        alt: Vec<Piece>,
        range: Range<usize>,
        first: bool,
        list: &mut Vec<Piece>,
    ) {
        let mut alt = pieces::finish(alt, &self.language);
        alt.retain(|piece| !matches!(piece.kind, PieceKind::Soft));
        let words_end = alt.last().map_or(range.start + 1, |last| last.range.end);
        let parts = match link_type {
            LinkType::Inline => links::parts(self.text, words_end..range.end),
            _ => None,
        };
        let written = self.picture_attributes(range.end, first);
        let end = written.as_ref().map_or(range.end, |written| written.range.end);
        let title = match &parts {
            Some((_, Some(title))) => Title::Here(title.clone()),
            None if !title.is_empty() => Title::Elsewhere(title.into_string()),
            _ => Title::None,
        };
        let picture = Picture {
            path: links::from_root(&links::percent_decoded(&url), self.file),
            path_range: parts.map_or(range.clone(), |(path, _)| path),
            alt: pieces::plain_text(&alt),
            title,
            written,
        };
        let kind = PieceKind::Picture(Box::new(picture));
        list.push(Piece { range: range.start..end, kind });
    }

    /// The attribute block of a picture: directly behind it, or, behind one that begins its
    /// paragraph, after spaces or on the next line.
    fn picture_attributes(&mut self, end: usize, first: bool) -> Option<Written> {
        let found = self.attributes_at(end);
        if found.is_some() || !first {
            return found;
        }
        let open = match (self.peek(), self.peek_second()) {
            (Some((Event::SoftBreak, _)), Some((Event::Text(_), text))) => text.start,
            (Some((Event::Text(words), text)), _) if text.start == end => {
                text.end - words.trim_start_matches([' ', '\t']).len()
            }
            _ => return None,
        };
        let written = match attributes::read(self.text, open, self.quotes) {
            Found::Block(written) => written,
            Found::Faulty(fault) => {
                self.report_attributes(open..fault + 1, fault);
                return None;
            }
            Found::Text => return None,
        };
        self.holes.push(end..written.range.end);
        Some(written)
    }

    /// The attribute block that begins at this byte, which becomes a hole.
    fn attributes_at(&mut self, open: usize) -> Option<Written> {
        match attributes::read(self.text, open, self.quotes) {
            Found::Block(written) => {
                self.holes.push(written.range.clone());
                Some(written)
            }
            Found::Faulty(fault) => {
                self.report_attributes(open..fault + 1, fault);
                None
            }
            Found::Text => None,
        }
    }

    /// The language that an attribute block names; every other attribute of words means nothing.
    fn language_of(&mut self, written: &Written) -> Option<Language> {
        let others =
            written.pairs.iter().filter(|pair| self.text.get(pair.key.clone()) != Some("lang"));
        let unknown: Vec<Range<usize>> = others
            .map(|pair| pair.key.clone())
            .chain(written.classes.iter().cloned())
            .chain(written.id.clone())
            .collect();
        for range in unknown {
            let place = self.span(range);
            let warning =
                Diagnostic::warning(Code::UnknownAttribute, "words have no such attribute")
                    .at(place)
                    .help("words in a line have one attribute, lang");
            self.report(warning);
        }
        let value = written.value(self.text, "lang")?;
        self.language_at(value)
    }

    /// The language whose tag stands here.
    pub fn language_at(&mut self, range: Range<usize>) -> Option<Language> {
        let language = Language::parse(self.text.get(range.clone())?);
        if language.is_none() {
            let place = self.span(range);
            let warning = Diagnostic::warning(Code::InvalidValue, "this is no language tag")
                .at(place)
                .help("write a tag of BCP 47, such as fa or pt-BR");
            self.report(warning);
        }
        language
    }
}
