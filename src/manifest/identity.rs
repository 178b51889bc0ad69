//! By what name the world knows each edition.

use uuid::Uuid;

use super::Report;

impl Report {
    /// The identifier of the PDF as a URN: its ISBN (RFC 3187), or else a UUID made from what the
    /// report is known by, the same in every build. The XMP metadata of the PDF carry it, and the
    /// EPUB names it as the source of its page numbers.
    pub fn pdf_identifier(&self) -> String {
        self.urn(self.isbn_pdf.as_ref().map(|isbn| isbn.value.as_str()), "pdf")
    }

    /// The identifier of the EPUB as a URN: its ISBN, or else a UUID made like that of the PDF.
    pub fn epub_identifier(&self) -> String {
        self.urn(self.isbn_epub.as_ref().map(|isbn| isbn.value.as_str()), "epub")
    }

    fn urn(&self, isbn: Option<&str>, edition: &str) -> String {
        match isbn {
            Some(isbn) => {
                let digits: String = isbn.chars().filter(char::is_ascii_alphanumeric).collect();
                format!("urn:isbn:{digits}")
            }
            None => format!("urn:uuid:{}", self.uuid(edition)),
        }
    }

    /// A name-based UUID (RFC 9562, section 5.5) of an edition: of its DOI or address when it has
    /// one, so that it outlives a new title, else of publisher, series, number and title.
    fn uuid(&self, edition: &str) -> Uuid {
        let known = self.doi.as_ref().or(self.url.as_ref()).map(|name| name.value.clone());
        let name = known.unwrap_or_else(|| {
            let parts = [&self.publisher, &self.series, &self.number];
            let parts = parts.map(|part| part.as_ref().map_or("", |part| part.value.as_str()));
            format!("{}\n{}", parts.join("\n"), self.title.value)
        });
        Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{name}\n{edition}").as_bytes())
    }
}
