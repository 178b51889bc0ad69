//! The package document (EPUB 3.3, section 5): metadata, manifest, spine.

use super::Input;
use super::content::Traits;
use super::xml::Xml;
use crate::language::Direction;
use crate::manifest::{Conformance, ContributorRole, Date};
use crate::source::Spanned;
use crate::words::AccessibilityWords;

/// A file of the book as the manifest has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The file, relative to the package document.
    pub(super) file: String,
    /// Its media type.
    pub(super) media_type: String,
    /// Its properties (EPUB 3.3, appendix D.5), parted by spaces.
    pub(super) properties: String,
    /// Its place in the spine, if it is a content document.
    pub(super) spine: Option<Spine>,
}

/// How a content document stands in the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spine {
    /// In the order of reading.
    Linear,
    /// Beside it: the cover.
    Aside,
}

/// The id of the NCX in the manifest.
const NCX_ID: &str = "ncx";
/// The NCX, relative to the package document.
pub(super) const NCX: &str = "toc.ncx";

/// Writes the package document.
pub(super) fn write(input: &Input<'_>, items: &[Item], traits: &Traits) -> String {
    let language = &input.document.language;
    let right_to_left = language.direction() == Direction::RightToLeft;
    let mut xml = Xml::new();
    xml.open("package").attr("xmlns", "http://www.idpf.org/2007/opf").attr("version", "3.0");
    xml.attr("unique-identifier", "identifier").attr("xml:lang", language.tag());
    xml.attr("dir", if right_to_left { "rtl" } else { "ltr" });
    let apple = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/";
    xml.attr("prefix", &format!("ibooks: {apple}")).line();
    xml.open("metadata").attr("xmlns:dc", "http://purl.org/dc/elements/1.1/").line();
    describe(&mut xml, input, traits);
    accessibility(&mut xml, input, traits);
    conformance(&mut xml, input.manifest.epub.conformance.as_ref());
    if let Some(cover) = items.iter().position(|item| item.properties == COVER_IMAGE) {
        // Where readers of EPUB 2 look for the cover.
        xml.open("meta").attr("name", "cover").attr("content", &item_id(cover)).close().line();
    }
    xml.close().line();
    xml.open("manifest").line();
    for (index, item) in items.iter().enumerate() {
        let id = if item.file == NCX { NCX_ID.to_string() } else { item_id(index) };
        xml.open("item").attr("id", &id).attr("href", &item.file);
        xml.attr("media-type", &item.media_type);
        let properties = Some(item.properties.as_str()).filter(|own| !own.is_empty());
        xml.attr_if("properties", properties).close().line();
    }
    xml.close().line();
    xml.open("spine").attr("toc", NCX_ID);
    xml.attr_if("page-progression-direction", right_to_left.then_some("rtl")).line();
    for (index, item) in items.iter().enumerate() {
        let Some(spine) = item.spine else { continue };
        xml.open("itemref").attr("idref", &item_id(index));
        xml.attr_if("linear", (spine == Spine::Aside).then_some("no")).close().line();
    }
    xml.close().line();
    xml.finish()
}

/// The property of the picture of the cover.
pub(super) const COVER_IMAGE: &str = "cover-image";

fn item_id(index: usize) -> String {
    format!("item-{}", index + 1)
}

/// The list of the kinds of identifiers for books: 06 is a DOI, 15 an ISBN of thirteen digits.
const CODELIST_5: &str = "onix:codelist5";

/// What the book is: Dublin Core and what refines it.
fn describe(xml: &mut Xml, input: &Input<'_>, traits: &Traits) {
    let report = &input.manifest.report;
    let front = &input.document.front;
    let identifier = report.epub_identifier();
    dc(xml, "dc:identifier", Some("identifier"), &identifier);
    if identifier.starts_with("urn:isbn:") {
        refine(xml, "identifier", "identifier-type", Some(CODELIST_5), "15");
    }
    if let Some(doi) = &report.doi {
        dc(xml, "dc:identifier", Some("doi"), &format!("doi:{}", doi.value));
        refine(xml, "doi", "identifier-type", Some(CODELIST_5), "06");
    }
    let title = front.title.plain_text();
    let title = match &front.draft {
        Some(draft) => format!("{draft}{}{title}", input.references.words.colon),
        None => title,
    };
    dc(xml, "dc:title", Some("title"), &title);
    refine(xml, "title", "title-type", None, "main");
    refine(xml, "title", "display-seq", None, "1");
    if let Some(sort_title) = &report.sort_title {
        refine(xml, "title", "file-as", None, &sort_title.value);
    }
    if let Some(subtitle) = &front.subtitle {
        dc(xml, "dc:title", Some("subtitle"), &subtitle.plain_text());
        refine(xml, "subtitle", "title-type", None, "subtitle");
        refine(xml, "subtitle", "display-seq", None, "2");
    }
    if let Some(draft) = &front.draft {
        meta(xml, "schema:creativeWorkStatus", draft);
    }
    dc(xml, "dc:language", None, input.document.language.tag());
    for (index, author) in input.manifest.authors.iter().enumerate() {
        let id = format!("creator-{}", index + 1);
        dc(xml, "dc:creator", Some(&id), &author.name.value);
        person(xml, &id, "aut", &author.sort_name(), author.orcid.as_ref());
        refine(xml, &id, "display-seq", None, &(index + 1).to_string());
    }
    for (index, own) in input.manifest.contributors.iter().enumerate() {
        let id = format!("contributor-{}", index + 1);
        dc(xml, "dc:contributor", Some(&id), &own.name.value);
        person(xml, &id, relator(own.role), &own.sort_name(), own.orcid.as_ref());
    }
    let optional = [
        ("dc:publisher", report.publisher.as_ref()),
        ("dc:description", report.description.as_ref()),
        ("dc:rights", report.rights.as_ref()),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            dc(xml, name, None, &value.value);
        }
    }
    if let Some(license) = &report.license {
        meta(xml, "dcterms:license", &license.value);
    }
    if let Some(Date { year, month, day }) = report.date {
        dc(xml, "dc:date", None, &format!("{year:04}-{month:02}-{day:02}"));
    }
    for keyword in &report.keywords {
        dc(xml, "dc:subject", None, keyword);
    }
    if let Some(series) = &report.series {
        xml.open("meta").attr("property", "belongs-to-collection").attr("id", "series");
        xml.words(&series.value).close().line();
        refine(xml, "series", "collection-type", None, "series");
        // A position is one number or several parted by points (EPUB 3.3, appendix D.3).
        let is_position = |number: &str| {
            number
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        if let Some(number) = report.number.as_ref().filter(|own| is_position(&own.value)) {
            refine(xml, "series", "group-position", None, &number.value);
        }
        if let Some(issn) = &report.issn {
            refine(xml, "series", "dcterms:identifier", None, &format!("urn:issn:{}", issn.value));
        }
    }
    if !traits.pages.is_empty() {
        // The pages are those of the PDF, which the same identifier names there.
        dc(xml, "dc:source", None, &report.pdf_identifier());
        meta(xml, "pageBreakSource", &report.pdf_identifier());
    }
    meta(xml, "dcterms:modified", &modified(input));
    meta(xml, "ibooks:specified-fonts", "true");
}

/// How the book can be read: EPUB Accessibility 1.1, section 2. Only what is true of this book.
fn accessibility(xml: &mut Xml, input: &Input<'_>, traits: &Traits) {
    let described = !traits.undescribed;
    meta(xml, "schema:accessMode", "textual");
    if traits.pictures {
        meta(xml, "schema:accessMode", "visual");
        meta(xml, "schema:accessModeSufficient", "textual,visual");
    }
    if described {
        meta(xml, "schema:accessModeSufficient", "textual");
    }
    let features = [
        ("tableOfContents", true),
        ("readingOrder", true),
        ("structuralNavigation", true),
        ("displayTransformability", true),
        ("ARIA", true),
        ("alternativeText", traits.pictures && described),
        ("longDescription", traits.long_descriptions),
        ("pageBreakMarkers", !traits.pages.is_empty()),
        ("pageNavigation", !traits.pages.is_empty()),
    ];
    for (feature, _) in features.iter().filter(|(_, is_true)| *is_true) {
        meta(xml, "schema:accessibilityFeature", feature);
    }
    meta(xml, "schema:accessibilityHazard", "none");
    let words = AccessibilityWords::of(&input.document.language);
    let known = [
        (words.structure, true),
        (words.pictures, traits.pictures && described),
        (words.pages, !traits.pages.is_empty()),
    ];
    let known = known.iter().filter(|(_, is_true)| *is_true).map(|(sentence, _)| *sentence);
    let (language, summary) = match &input.manifest.epub.accessibility_summary {
        Some(summary) => (input.document.language.tag(), summary.clone()),
        None => (words.language, known.collect::<Vec<_>>().join(" ")),
    };
    xml.open("meta").attr("property", "schema:accessibilitySummary");
    xml.attr("xml:lang", language).words(&summary).close().line();
}

/// The manifest's claim that the book is accessible (EPUB Accessibility 1.1, section 4).
fn conformance(xml: &mut Xml, claim: Option<&Conformance>) {
    let Some(claim) = claim else { return };
    let text = format!("EPUB Accessibility 1.1 - WCAG {} Level {}", claim.version, claim.level);
    xml.open("meta").attr("property", "dcterms:conformsTo").attr("id", "conformance");
    xml.words(&text).close().line();
    if let Some(certifier) = &claim.certifier {
        refine(xml, "conformance", "a11y:certifiedBy", None, certifier);
    }
    if let Some(report) = &claim.report {
        xml.open("link").attr("refines", "#conformance").attr("rel", "a11y:certifierReport");
        xml.attr("href", report).close().line();
    }
}

/// What a person did, and how the name is known.
fn person(xml: &mut Xml, id: &str, role: &str, sort_name: &str, orcid: Option<&Spanned<String>>) {
    refine(xml, id, "role", Some("marc:relators"), role);
    refine(xml, id, "file-as", None, sort_name);
    if let Some(orcid) = orcid {
        let address = format!("https://orcid.org/{}", orcid.value);
        refine(xml, id, "schema:identifier", None, &address);
    }
}

/// The code of a role in the MARC list of relators.
fn relator(role: ContributorRole) -> &'static str {
    match role {
        ContributorRole::Editor => "edt",
        ContributorRole::Translator => "trl",
        ContributorRole::Illustrator => "ill",
        ContributorRole::Photographer => "pht",
        ContributorRole::Cartographer => "ctg",
        ContributorRole::Designer => "dsr",
        ContributorRole::Researcher => "res",
        ContributorRole::Reviewer => "rev",
        ContributorRole::Contributor => "ctb",
    }
}

fn dc(xml: &mut Xml, name: &'static str, id: Option<&str>, value: &str) {
    xml.open(name).attr_if("id", id).words(value).close().line();
}

fn meta(xml: &mut Xml, property: &str, value: &str) {
    xml.open("meta").attr("property", property).words(value).close().line();
}

fn refine(xml: &mut Xml, id: &str, property: &str, scheme: Option<&str>, value: &str) {
    xml.open("meta").attr("refines", &format!("#{id}")).attr("property", property);
    xml.attr_if("scheme", scheme).words(value).close().line();
}

/// The moment of the last change: as given, else the beginning of the day of publication, else
/// the first moment that a ZIP archive can name. Never the clock's.
fn modified(input: &Input<'_>) -> String {
    let given = input.modified.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    // The format has four digits for the year.
    let given = given.filter(|moment| (0..=253_402_300_799).contains(&moment.timestamp()));
    match (given, input.manifest.report.date) {
        (Some(moment), _) => moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        (None, Some(Date { year, month, day })) => {
            format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
        }
        (None, None) => "1980-01-01T00:00:00Z".to_string(),
    }
}
