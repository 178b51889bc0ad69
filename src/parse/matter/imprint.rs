//! The imprint: who published what, when and under which terms.

use super::{Matter, licence};
use crate::document::{Block, Labelled, Leaf};
use crate::language::Direction;
use crate::source::Spanned;

/// The families that are built into the program, all under the SIL Open Font License.
const OPEN: [&str; 4] = ["Source Serif 4", "Source Sans 3", "Source Code Pro", ARABIC];

/// The one of them for Arabic script.
const ARABIC: &str = "Noto Naskh Arabic";

impl Matter<'_> {
    /// The rows of the imprint; those that the manifest has nothing for are left out.
    pub fn imprint(&mut self) -> Vec<Labelled> {
        let funding = self.manifest.report.funding.as_ref();
        let funding = funding.map(|text| self.markdown(text)).unwrap_or_default();
        let authors = match self.manifest.authors.len() {
            1 => self.words.author,
            _ => self.words.authors,
        };
        let rows = [
            (self.words.title, self.title()),
            (authors, self.authors()),
            (self.words.published, self.published()),
            (self.words.cite_as, self.citation()),
            (self.words.series, self.series()),
            (self.words.identifiers, self.identifiers()),
            (self.words.cover, self.cover_credit()),
            (self.words.funding, funding),
            (self.words.rights, self.rights()),
            (self.words.typefaces, self.typefaces()),
        ];
        let rows = rows.into_iter().filter(|(_, blocks)| !blocks.is_empty());
        rows.map(|(label, blocks)| self.labelled(label, blocks)).collect()
    }

    fn title(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let mut title = report.title.value.clone();
        if let Some(subtitle) = &report.subtitle {
            // A title that ends in a mark of its own needs no colon.
            let marked = title.ends_with(['?', '!', ':', '؟', '…']);
            let colon = if marked { " " } else { self.words.colon };
            title = format!("{title}{colon}{}", subtitle.value);
        }
        vec![self.line().emphasis(&title, report.title.span).paragraph()]
    }

    fn authors(&self) -> Vec<Block> {
        let line = self.names();
        if line.is_empty() { Vec::new() } else { vec![line.paragraph()] }
    }

    fn published(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let mut line = self.line();
        if let Some(date) = report.date {
            line = line.text(&self.words.month_and_year(date));
        }
        if let Some(edition) = &report.edition {
            let comma = if line.is_empty() { "" } else { self.words.comma };
            line = line.text(comma).value(edition);
        }
        if let Some(publisher) = &report.publisher {
            line = line.line_break().value(publisher);
        }
        // An address has its place in it.
        if let Some(place) = report.address.as_ref().or(report.place.as_ref()) {
            let comma = if report.publisher.is_some() { self.words.comma } else { "" };
            line = if comma.is_empty() { line.line_break() } else { line.text(comma) };
            line = line.value(place);
        }
        if line.is_empty() { Vec::new() } else { vec![line.paragraph()] }
    }

    /// As the Chicago Manual of Style has a note: authors, title (place: publisher, date).
    fn citation(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let mut line = self.names();
        if !line.is_empty() {
            line = line.text(self.words.comma);
        }
        line = line.emphasis(&report.title.value, report.title.span);
        let date = report.date.map(|date| self.words.month_and_year(date));
        let value = |value: &Option<Spanned<String>>| Some(value.as_ref()?.value.clone());
        let house = match (value(&report.place), value(&report.publisher)) {
            (Some(place), Some(publisher)) => Some(format!("{place}: {publisher}")),
            (place, publisher) => place.or(publisher),
        };
        let parts: Vec<String> = [house, date].into_iter().flatten().collect();
        if !parts.is_empty() {
            line = line.text(&format!(" ({})", parts.join(self.words.comma)));
        }
        vec![line.text(".").paragraph()]
    }

    fn series(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let Some(series) = &report.series else { return Vec::new() };
        let mut line = self.line().value(series);
        if let Some(number) = &report.number {
            line = line.text(self.words.comma).value(number);
        }
        vec![line.paragraph()]
    }

    fn identifiers(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let mut line = self.line();
        for (isbn, edition) in [(&report.isbn_pdf, "PDF"), (&report.isbn_epub, "EPUB")] {
            if let Some(isbn) = isbn {
                line = line.line_break().text("ISBN ").value(isbn).text(&format!(" ({edition})"));
            }
        }
        if let Some(issn) = &report.issn {
            line = line.line_break().text("ISSN ").value(issn);
        }
        if let Some(doi) = &report.doi {
            let url = format!("https://doi.org/{}", doi.value);
            line = line.line_break().link(&url, url.clone(), doi.span);
        }
        if let Some(url) = &report.url {
            line = line.line_break().link(&url.value, url.value.clone(), url.span);
        }
        if line.is_empty() { Vec::new() } else { vec![line.paragraph()] }
    }

    fn cover_credit(&mut self) -> Vec<Block> {
        let credit = self.manifest.cover.credit.as_ref();
        credit.map(|credit| self.markdown(credit)).unwrap_or_default()
    }

    fn rights(&self) -> Vec<Block> {
        let report = &self.manifest.report;
        let mut line = self.line();
        if let Some(rights) = &report.rights {
            line = line.value(rights);
            let closed = rights.value.trim_end().ends_with(['.', '!', '?']);
            line = line.text(if closed { "" } else { "." });
        }
        if let Some(spdx) = &report.license {
            let (before, after) = self.words.licensed_under();
            let space = if line.is_empty() { "" } else { " " };
            line = line.text(&format!("{space}{before}"));
            line = match licence::of(&spdx.value) {
                Some(licence) => line.link(&licence.name, licence.url, spdx.span),
                None => line.value(spdx),
            };
            line = line.text(after);
        }
        if line.is_empty() { Vec::new() } else { vec![line.paragraph()] }
    }

    /// The typefaces of the text and of labels, with their licence when they are built in.
    fn typefaces(&self) -> Vec<Block> {
        let styles = &self.theme.styles;
        let text = styles.text.family.0.as_str();
        let labels = styles.caption.family.0.as_str();
        let mut families = vec![text, labels];
        // The families of the built-in themes have no Arabic script; a report in it is set in the
        // one that has.
        let arabic = self.manifest.report.language.direction() == Direction::RightToLeft;
        if arabic && OPEN.contains(&text) {
            families.insert(0, ARABIC);
        }
        families.dedup();
        let count = families.len();
        let name = |(index, family): (usize, &&str)| {
            format!("{}{family}", self.words.between(index, count, family))
        };
        let faces: String = families.iter().enumerate().map(name).collect();
        let said = match families.iter().all(|family| OPEN.contains(family)) {
            true => self.words.set_in(&faces),
            false => format!("{faces}."),
        };
        vec![self.line().text(&said).paragraph()]
    }

    /// A leaf of words of ours.
    pub fn own_words(&self, words: &str) -> Leaf {
        self.line().text(words).leaf()
    }
}
