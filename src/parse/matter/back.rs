//! The back matter: about the authors, acknowledgments, about the institution.

use super::Matter;
use crate::document::{Block, BlockKind, Labelled, Leaf};
use crate::manifest::Author;
use crate::source::Span;

/// Where an ORCID iD leads.
const ORCID: &str = "https://orcid.org/";

impl Matter<'_> {
    /// The chapter of the back matter; empty when the manifest has nothing for it.
    pub fn back(&mut self) -> Vec<Block> {
        let manifest = self.manifest;
        let mut parts = Vec::new();
        for author in &manifest.authors {
            if author.bio.is_some() || author.affiliation.is_some() {
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
        let heading = self.own_words(heading);
        let heading = self.block(BlockKind::Heading { level: 1, text: heading });
        let parts = parts.into_iter().map(|part| self.block(BlockKind::Labelled(part)));
        std::iter::once(heading).chain(parts).collect()
    }

    fn person(&mut self, author: &Author) -> Labelled {
        let label = self.leaf(&author.name);
        let detail = self.position(author);
        let mut blocks = author.bio.as_ref().map(|bio| self.markdown(bio)).unwrap_or_default();
        if let Some(orcid) = &author.orcid {
            let url = format!("{ORCID}{}", orcid.value);
            blocks.push(self.line().link(&url, url.clone(), orcid.span).paragraph());
        }
        Labelled { id: label.id, label, detail, person: true, blocks }
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
    let name = part.person.then_some(part.label.span);
    let detail = part.detail.as_ref().map(|detail| detail.span);
    let spans = part.blocks.iter().map(|block| block.span).chain(name).chain(detail);
    let join = |one: Span, other: Span| Span {
        source: one.source,
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    };
    spans.reduce(join).unwrap_or(part.label.span)
}
