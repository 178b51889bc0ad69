//! The back matter: about the authors, acknowledgments, about the institution.

use super::Matter;
use crate::document::{Block, BlockKind, Labelled, LabelledKind, Leaf};
use crate::manifest::Author;
use crate::source::Span;

/// Where an ORCID iD leads.
const ORCID: &str = "https://orcid.org/";

/// Where an e-mail address leads: RFC 6068.
const MAIL: &str = "mailto:";

/// What parts the facts of an address.
const BETWEEN: &str = " · ";

impl Matter<'_> {
    /// The chapter of the back matter; empty when the manifest has nothing for it.
    pub fn back(&mut self) -> Vec<Block> {
        let manifest = self.manifest;
        let mut parts = Vec::new();
        for author in &manifest.authors {
            let told = [&author.bio, &author.affiliation, &author.orcid, &author.email];
            if told.into_iter().any(Option::is_some) || author.portrait.is_some() {
                parts.push(self.person(author));
            }
        }
        let heading = match parts.len() {
            0 => self.words.about,
            1 => self.words.about_the_author,
            _ => self.words.about_the_authors,
        };
        let report = &manifest.report;
        let institution = [
            (self.words.acknowledgments, &report.acknowledgments),
            (self.words.the_institution, &report.about),
        ];
        for (label, text) in institution {
            if let Some(text) = text {
                let blocks = self.markdown(text);
                parts.push(self.labelled(label, blocks));
            }
        }
        if parts.is_empty() {
            return Vec::new();
        }
        parts.extend(self.house());
        let heading = self.own_words(heading);
        let heading = self.block(BlockKind::Heading { level: 1, text: heading });
        let parts = parts.into_iter().map(|part| self.block(BlockKind::Labelled(part)));
        std::iter::once(heading).chain(parts).collect()
    }

    fn person(&mut self, author: &Author) -> Labelled {
        let label = self.leaf(&author.name);
        let detail = self.position(author);
        let blocks = author.bio.as_ref().map(|bio| self.markdown(bio)).unwrap_or_default();
        let portrait = author.portrait.as_ref().map(|portrait| self.mark(portrait));
        let kind = LabelledKind::Person { portrait };
        let mut contact = self.line();
        if let Some(email) = &author.email {
            contact = contact.link(&email.value, format!("{MAIL}{}", email.value), email.span);
        }
        if let Some(orcid) = &author.orcid {
            let url = format!("{ORCID}{}", orcid.value);
            contact = contact.line_break().link(&url, url.clone(), orcid.span);
        }
        let contact = (!contact.is_empty()).then(|| contact.leaf());
        Labelled { id: label.id, kind, label, detail, blocks, contact }
    }

    /// The institution with its address, for the foot of the last page: "12 Mere Street · e-mail".
    fn house(&self) -> Option<Labelled> {
        let report = &self.manifest.report;
        let publisher = report.publisher.as_ref()?;
        let mut line = self.line();
        if let Some(address) = &report.address {
            line = line.value(address);
        }
        if let Some(email) = &report.email {
            if !line.is_empty() {
                line = line.text(BETWEEN);
            }
            line = line.link(&email.value, format!("{MAIL}{}", email.value), email.span);
        }
        if line.is_empty() && self.manifest.theme.logo.is_none() {
            return None;
        }
        let label = self.leaf(publisher);
        let detail = (!line.is_empty()).then(|| line.leaf());
        let (kind, blocks) = (LabelledKind::House, Vec::new());
        Some(Labelled { id: label.id, kind, label, detail, blocks, contact: None })
    }

    /// "Senior Fellow, Aldermere Institute".
    fn position(&self, author: &Author) -> Option<Leaf> {
        let mut line = self.line();
        for value in [&author.role, &author.affiliation].into_iter().flatten() {
            if !line.is_empty() {
                line = line.text(self.words.comma);
            }
            line = line.value(value);
        }
        (!line.is_empty()).then(|| line.leaf())
    }

    fn block(&self, kind: BlockKind) -> Block {
        let span = match &kind {
            BlockKind::Labelled(part) => extent(part),
            _ => self.nowhere(),
        };
        let id = super::super::pieces::unnumbered(super::Place::Within(span));
        Block { id, span, attributes: Default::default(), kind }
    }
}

/// Where the values of a part stand: from the first to the last.
fn extent(part: &Labelled) -> Span {
    let name = (part.kind != LabelledKind::Matter).then_some(part.label.span);
    let detail = part.detail.as_ref().map(|detail| detail.span);
    let contact = part.contact.as_ref().map(|contact| contact.span);
    let blocks = part.blocks.iter().map(|block| block.span);
    let spans = blocks.chain(name).chain(detail).chain(contact);
    let join = |one: Span, other: Span| Span {
        source: one.source,
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    };
    spans.reduce(join).unwrap_or(part.label.span)
}
