//! Metadata: ISO 32000-1, 14.3; ISO 19005-2, 6.6; ISO 14289-1, 5.
//!
//! The document information dictionary and the XMP packet say the same, for PDF/A wants them in
//! step. The packet also declares PDF/A-2a and PDF/UA-1, and the schema of the latter, which
//! PDF/A does not know.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::Input;
use super::strings::{ascii_string, text_string};
use crate::xml::escaped;

/// The program that made the pages and wrote the file.
const PRODUCER: &str = concat!("Diptych ", env!("CARGO_PKG_VERSION"));

/// What the file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Metadata {
    title: String,
    /// "Draft".
    draft: Option<String>,
    authors: Vec<String>,
    description: Option<String>,
    keywords: Vec<String>,
    rights: Option<String>,
    publisher: Option<String>,
    identifier: String,
    language: String,
    created: Option<DateTime<Utc>>,
    modified: Option<DateTime<Utc>>,
}

impl Metadata {
    /// What the manifest says. Without a date of publication the report is as old as its last
    /// change; without that either, no date is said, for no clock is read.
    pub fn of(input: &Input<'_>) -> Metadata {
        let report = &input.manifest.report;
        let value = |field: &Option<crate::source::Spanned<String>>| {
            field.as_ref().map(|field| field.value.clone())
        };
        let published = report.date.and_then(|date| {
            let day = NaiveDate::from_ymd_opt(
                i32::from(date.year),
                u32::from(date.month),
                u32::from(date.day),
            )?;
            Some(day.and_hms_opt(0, 0, 0)?.and_utc())
        });
        let modified = input.modified.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        let title = match &report.subtitle {
            Some(subtitle) => format!("{}: {}", report.title.value, subtitle.value),
            None => report.title.value.clone(),
        };
        let draft = input.document.front.draft.clone();
        let title = match &draft {
            Some(draft) => format!("{draft}{}{title}", input.references.words.colon),
            None => title,
        };
        Metadata {
            title,
            draft,
            authors: input.manifest.authors.iter().map(|a| a.name.value.clone()).collect(),
            description: value(&report.description),
            keywords: report.keywords.clone(),
            rights: value(&report.rights),
            publisher: value(&report.publisher),
            identifier: report.pdf_identifier(),
            language: report.language.tag().to_string(),
            created: published.or(modified),
            modified: modified.or(published),
        }
    }

    /// The document information dictionary.
    pub fn information(&self) -> Dictionary {
        let mut information = dictionary! {"Title" => text_string(&self.title)};
        let mut set = |key: &str, value: Option<Object>| {
            if let Some(value) = value {
                information.set(key, value);
            }
        };
        set("Author", join(&self.authors, ", ").map(|authors| text_string(&authors)));
        set("Subject", self.description.as_deref().map(text_string));
        set("Keywords", join(&self.keywords, ", ").map(|keywords| text_string(&keywords)));
        set("Producer", Some(text_string(PRODUCER)));
        set("CreationDate", self.created.map(|date| ascii_string(&pdf_date(date))));
        set("ModDate", self.modified.map(|date| ascii_string(&pdf_date(date))));
        information
    }

    /// The XMP packet, as it is: readers without PDF find it in the file (ISO 19005-2, 6.6.2.1).
    pub fn packet(&self) -> Stream {
        let dictionary = dictionary! {"Type" => "Metadata", "Subtype" => "XML"};
        Stream::new(dictionary, self.xmp().into_bytes()).with_compression(false)
    }

    fn xmp(&self) -> String {
        let mut xmp = String::from(HEAD);
        let title = alternative(&self.title);
        element(&mut xmp, "dc:title", Some(&title));
        let authors = Some(&self.authors).filter(|authors| !authors.is_empty());
        let creator = authors.map(|names| collection("Seq", names));
        element(&mut xmp, "dc:creator", creator.as_deref());
        let description = self.description.as_deref().map(alternative);
        element(&mut xmp, "dc:description", description.as_deref());
        let subjects = Some(&self.keywords).filter(|keywords| !keywords.is_empty());
        let subjects = subjects.map(|keywords| collection("Bag", keywords));
        element(&mut xmp, "dc:subject", subjects.as_deref());
        let publisher = self.publisher.clone().map(|name| collection("Bag", &[name]));
        element(&mut xmp, "dc:publisher", publisher.as_deref());
        let rights = self.rights.as_deref().map(alternative);
        element(&mut xmp, "dc:rights", rights.as_deref());
        element(&mut xmp, "dc:identifier", Some(&escaped(&self.identifier)));
        let language = collection("Bag", std::slice::from_ref(&self.language));
        element(&mut xmp, "dc:language", Some(&language));
        element(&mut xmp, "dc:format", Some("application/pdf"));
        let keywords = join(&self.keywords, ", ").map(|keywords| escaped(&keywords));
        element(&mut xmp, "pdf:Keywords", keywords.as_deref());
        element(&mut xmp, "pdf:Producer", Some(PRODUCER));
        let draft = self.draft.as_deref().map(escaped);
        element(&mut xmp, "xmp:Label", draft.as_deref());
        element(&mut xmp, "xmp:CreateDate", self.created.map(xmp_date).as_deref());
        element(&mut xmp, "xmp:ModifyDate", self.modified.map(xmp_date).as_deref());
        xmp.push_str(TAIL);
        xmp
    }
}

fn join(list: &[String], separator: &str) -> Option<String> {
    (!list.is_empty()).then(|| list.join(separator))
}

fn element(xmp: &mut String, name: &str, content: Option<&str>) {
    if let Some(content) = content {
        xmp.push_str(&format!("<{name}>{content}</{name}>\n"));
    }
}

/// A text in one language, as XMP has it.
fn alternative(text: &str) -> String {
    format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(text))
}

fn collection(kind: &str, items: &[String]) -> String {
    let items: String =
        items.iter().map(|item| format!("<rdf:li>{}</rdf:li>", escaped(item))).collect();
    format!("<rdf:{kind}>{items}</rdf:{kind}>")
}

/// ISO 32000-1, 7.9.4.
fn pdf_date(date: DateTime<Utc>) -> String {
    format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}Z",
        date.year(),
        date.month(),
        date.day(),
        date.hour(),
        date.minute(),
        date.second()
    )
}

fn xmp_date(date: DateTime<Utc>) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        date.year(),
        date.month(),
        date.day(),
        date.hour(),
        date.minute(),
        date.second()
    )
}

const HEAD: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"#;

const TAIL: &str = r#"<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sample;

    #[test]
    fn the_packet_is_xml_whatever_the_title() {
        let mut report = sample::Report::new();
        report.manifest.report.title.value = "A < B & \u{1}C".to_string();
        let xmp = Metadata::of(&report.input()).xmp();
        let tree = roxmltree::Document::parse(&xmp).unwrap();
        let title = tree.descendants().find(|node| node.has_tag_name("li")).unwrap();
        assert_eq!(title.text(), Some("A < B & C"));
    }

    #[test]
    fn dates_come_from_the_manifest_and_the_last_change() {
        let mut report = sample::Report::new();
        report.manifest.report.date = Some(crate::manifest::Date { year: 2024, month: 10, day: 1 });
        report.modified = Some(1_730_000_000);
        let information = Metadata::of(&report.input()).information();
        let text = |key: &[u8]| information.get(key).unwrap().as_str().unwrap().to_vec();
        assert_eq!(text(b"CreationDate"), b"D:20241001000000Z");
        assert_eq!(text(b"ModDate"), b"D:20241027033320Z");
        report.manifest.report.date = None;
        report.modified = None;
        assert!(!Metadata::of(&report.input()).information().has(b"CreationDate"));
    }
}
