//! Links, references and pictures: marks that lead somewhere.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::attributes::{self, Found, Written};
use super::events::Event;
use super::links::{self, Destination};
use super::pieces::{self, Picture, Piece, PieceKind, Title, Wrap};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{AddressFault, Attributes, ReferenceForm};
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
        let written = match inside.as_mut_slice() {
            // What stands behind a picture that leads somewhere is said of the picture.
            [Piece { kind: PieceKind::Picture(picture), range: own }]
                if picture.written.is_none() =>
            {
                picture.written = self.picture_attributes(range.end, list.is_empty());
                own.end = picture.written.as_ref().map_or(own.end, |written| written.range.end);
                None
            }
            _ => self.attributes_at(range.end),
        };
        let place = self.span(range.clone());
        let range = range.start..written.as_ref().map_or(range.end, |written| written.range.end);
        let mut attributes = Attributes::default();
        if let Some(written) = written {
            if url.is_empty() {
                let kind = self.attributed_words(&written, inside, &range);
                return list.push(Piece { range, kind });
            }
            if let Some(language) = self.language_of(&written) {
                let kind = PieceKind::Inside(Wrap::Passage(language), inside);
                inside = vec![Piece { range: range.clone(), kind }];
            }
            attributes = written.attributes(self.text, self.place);
        }
        let linked = self.linked((link_type, &url, &title), inside, range.clone(), place);
        if attributes == Attributes::default() {
            return list.extend(linked);
        }
        let kind = PieceKind::Inside(Wrap::Named(attributes), linked);
        list.push(Piece { range, kind });
    }

    /// These pieces as a link to this address, which CommonMark does not take for one.
    pub fn linked_words(
        &mut self,
        url: &str,
        inside: Vec<Piece>,
        range: Range<usize>,
        place: Span,
    ) -> Vec<Piece> {
        self.linked((LinkType::Inline, url, ""), inside, range, place)
    }

    /// The path of a picture from the project's root.
    pub fn picture_path(&self, url: &str) -> String {
        links::from_root(&links::percent_decoded(url), self.file)
    }

    /// These pieces as a link; by themselves where it leads nowhere, of which there is a finding.
    fn linked(
        &mut self,
        (link_type, url, title): (LinkType, &str, &str),
        mut inside: Vec<Piece>,
        range: Range<usize>,
        place: Span,
    ) -> Vec<Piece> {
        let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
        let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
        let url = format!("{scheme}{url}");
        if bare {
            let verbatim = PieceKind::Inside(Wrap::Verbatim, inside);
            inside = vec![Piece { range: range.clone(), kind: verbatim }];
        }
        let wrap = match links::destination(&url, self.file, self.settings) {
            Destination::Inside(target) => {
                let form = self.reference_form(title, place);
                Wrap::Reference(target, form)
            }
            Destination::Outside(address) => {
                if pieces::is_blank(&inside) {
                    let kind = PieceKind::Literal(address.clone());
                    inside = vec![Piece { range: range.clone(), kind }];
                } else if !bare && pieces::plain_text(&inside) == url {
                    let verbatim = PieceKind::Inside(Wrap::Verbatim, inside);
                    inside = vec![Piece { range: range.clone(), kind: verbatim }];
                }
                Wrap::Link(address)
            }
            Destination::Faulty(fault) => {
                self.report_address(&url, &fault, place);
                return inside;
            }
            Destination::File(path) => {
                // A picture that leads to itself does so on a screen, to be seen larger.
                let is_itself = match inside.as_slice() {
                    [Piece { kind: PieceKind::Picture(picture), .. }] => {
                        picture.path == self.picture_path(&path)
                    }
                    _ => false,
                };
                if !is_itself {
                    self.report_file_link(&path, place);
                }
                return inside;
            }
            Destination::Site(path) => {
                self.report_site_link(&path, place);
                return inside;
            }
            Destination::Nowhere => {
                let error = Diagnostic::error(Code::EmptyLink, "this link leads nowhere")
                    .at(place)
                    .help("write an address, or #id for something in the report");
                self.report(error);
                // A draft marks it where it stands.
                Wrap::Reference(String::new(), ReferenceForm::Number)
            }
        };
        vec![Piece { range, kind: PieceKind::Inside(wrap, inside) }]
    }

    fn reference_form(&mut self, title: &str, place: Span) -> ReferenceForm {
        match title.trim() {
            "" => ReferenceForm::Number,
            "page" => ReferenceForm::Page,
            "full" => ReferenceForm::Full,
            other => {
                let other: String = other.chars().take(QUOTED_LENGTH).collect();
                let message =
                    format!("a reference has no form “{other}”, and the words are left out");
                let warning = Diagnostic::warning(Code::UnknownAttribute, message)
                    .at(place)
                    .help("the forms are \"page\" and \"full\"; without one it gives the number");
                self.report(warning);
                ReferenceForm::Number
            }
        }
    }

    fn report_file_link(&mut self, path: &str, place: Span) {
        let shown: String = path.chars().take(QUOTED_LENGTH).collect();
        let message =
            format!("“{shown}” is no chapter of the report; the link is left out, its words stay");
        let help = match self.settings.names.near(&links::percent_decoded(path)) {
            _ if path.starts_with("www.") => format!("write the whole address: https://{shown}"),
            Some(near) => format!("did you mean {}?", links::to_file(near, self.file)),
            None => "write a whole address with https://, or #id for something in the report"
                .to_string(),
        };
        self.report(Diagnostic::warning(Code::EmptyLink, message).at(place).help(help));
    }

    fn report_site_link(&mut self, path: &str, place: Span) {
        let shown: String = path.chars().take(QUOTED_LENGTH).collect();
        let message = format!(
            "“{shown}” is a page of a web site, and the report does not say of which; the link is \
             left out, its words stay"
        );
        let help = match self.settings.names.near(&links::percent_decoded(path)) {
            Some(near) => format!("did you mean {}?", links::to_file(near, self.file)),
            None => "write the site in report.toml, url = \"https://…\", or the whole address here"
                .to_string(),
        };
        self.report(Diagnostic::warning(Code::EmptyLink, message).at(place).help(help));
    }

    fn report_address(&mut self, url: &str, fault: &AddressFault, place: Span) {
        let shown: String = url.chars().take(QUOTED_LENGTH).collect();
        let (message, help) = match fault {
            AddressFault::Scheme(scheme) => (
                format!(
                    "a reader of a book cannot follow a link that begins with “{scheme}:”; it is \
                     left out, its words stay"
                ),
                "write an address that begins with https://, http://, ftp://, mailto: or tel:",
            ),
            AddressFault::Host => (
                format!("“{shown}” is no whole address; the link is left out, its words stay"),
                "write the address as a browser shows it: https://www.example.org/page",
            ),
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
            path: self.picture_path(&url),
            path_range: parts.map_or(range.clone(), |(path, _)| path),
            alt: pieces::plain_text(&alt),
            words: range.start + 2..words_end,
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
        // A heading has taken what ends it.
        if self.holes.iter().any(|hole| hole.contains(&open)) {
            return None;
        }
        let written = self.read_attributes(open)?;
        self.holes.push(written.range.clone());
        Some(written)
    }

    /// The language whose tag stands here.
    pub fn language_at(&mut self, range: Range<usize>) -> Option<Language> {
        let language = Language::parse(self.text.get(range.clone())?);
        if language.is_none() {
            let place = self.span(range);
            let message = "this is no tag of a language, and the words are taken for the report's";
            let warning = Diagnostic::warning(Code::InvalidValue, message)
                .at(place)
                .help("write a tag such as de, fa or pt-BR");
            self.report(warning);
        }
        language
    }
}
