//! The container and the package document.

use std::io::Cursor;

use zip::CompressionMethod;

use crate::EVERYTHING;
use crate::book::{Book, Epub, MANIFEST, page_map, parse};

/// The contents of the elements of this name.
fn elements(package: &str, name: &str) -> Vec<String> {
    let xml = parse(package);
    let found = xml.descendants().filter(|node| node.tag_name().name() == name);
    found.map(|node| node.text().unwrap_or_default().to_string()).collect()
}

/// The contents of the `meta` elements of this property.
fn properties(package: &str, property: &str) -> Vec<String> {
    let xml = parse(package);
    let found = xml.descendants().filter(|node| node.attribute("property") == Some(property));
    found.map(|node| node.text().unwrap_or_default().to_string()).collect()
}

#[test]
fn two_builds_give_the_same_bytes() {
    let first = Book::new(MANIFEST, EVERYTHING).write(None);
    let second = Book::new(MANIFEST, EVERYTHING).write(None);
    assert!(first == second);
}

#[test]
fn the_archive_begins_with_its_type_and_has_no_dates() {
    let bytes = Book::new(MANIFEST, EVERYTHING).write(None);
    // EPUB 3.3, section 4.2.4: a name of eight characters, no extra field, the type as it is.
    assert_eq!(&bytes[26..30], [8, 0, 0, 0]);
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let stamp = file.last_modified().unwrap();
        assert_eq!((stamp.year(), stamp.month(), stamp.day()), (1980, 1, 1), "{}", file.name());
        if index == 0 {
            assert_eq!(file.compression(), CompressionMethod::Stored);
        } else {
            names.push(file.name().to_string());
        }
    }
    assert!(names.is_sorted(), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("apple")));
}

#[test]
fn the_package_says_what_the_manifest_says() {
    let epub = Book::new(MANIFEST, EVERYTHING).read(None);
    let package = epub.text("content.opf");
    assert_eq!(elements(package, "title"), ["AT&T <and> “others”", "A & B"]);
    assert_eq!(properties(package, "title-type"), ["main", "subtitle"]);
    assert_eq!(elements(package, "creator"), ["Ann Author", "Bo & Writer"]);
    assert_eq!(properties(package, "file-as"), ["Author, Ann", "Writer, Bo &"]);
    assert_eq!(properties(package, "role"), ["aut", "aut"]);
    assert_eq!(elements(package, "publisher"), ["P & Q"]);
    assert_eq!(elements(package, "subject"), ["a & b"]);
    assert_eq!(elements(package, "rights"), ["© P & Q"]);
    assert_eq!(elements(package, "date"), ["2024-10-01"]);
    assert_eq!(elements(package, "identifier"), ["urn:isbn:9783161484100"]);
    assert_eq!(properties(package, "identifier-type"), ["15"], "of the ONIX code list 5");
    assert_eq!(properties(package, "belongs-to-collection"), ["Memo"]);
    assert_eq!(properties(package, "group-position"), ["7"]);
    assert_eq!(properties(package, "dcterms:modified"), ["2024-10-01T00:00:00Z"]);
}

/// The one is made from the title, and is of no kind that shops know.
#[test]
fn a_doi_is_told_from_the_identifier() {
    let epub = Book::new("[report]\ntitle = \"T\"\ndoi = \"10.1000/182\"\n", "Words.\n").read(None);
    let package = epub.text("content.opf");
    let identifiers = elements(package, "identifier");
    assert!(identifiers[0].starts_with("urn:uuid:"), "{identifiers:?}");
    assert_eq!(identifiers[1..], ["doi:10.1000/182"]);
    assert!(
        package.contains(
            "refines=\"#doi\" property=\"identifier-type\" scheme=\"onix:codelist5\">06<"
        )
    );
    assert_eq!(properties(package, "identifier-type").len(), 1);
}

const SAID: &str = "[report]\ntitle = \"The Thing\"\nsort_title = \"Thing, The\"\n\
    language = \"de\"\nsubtitle = \"\"\npublisher = \" \"\nrights = \"\"\nkeywords = [\"\", \"a\"]\n\
    [[authors]]\nname = \"Ann Author\"\norcid = \"0000-0002-1825-0097\"\naffiliation = \"\"\n\
    [[contributors]]\nname = \"Ed Itor\"\nrole = \"editor\"\n\
    [[contributors]]\nname = \"Carto & Co\"\nsort_name = \"Carto\"\nrole = \"cartographer\"\n\
    [epub]\nconforms_to = \"WCAG 2.2 AA\"\ncertified_by = \"A & B\"\n\
    certifier_report = \"https://example.org/report\"\n";

#[test]
fn people_and_claims_are_those_of_the_manifest() {
    let epub = Book::new(SAID, "Worte.\n").read(None);
    let package = epub.text("content.opf");
    let file_as = ["Thing, The", "Author, Ann", "Itor, Ed", "Carto"];
    assert_eq!(properties(package, "file-as"), file_as);
    assert_eq!(elements(package, "contributor"), ["Ed Itor", "Carto & Co"]);
    assert_eq!(properties(package, "role"), ["aut", "edt", "ctg"]);
    assert_eq!(properties(package, "schema:identifier"), ["https://orcid.org/0000-0002-1825-0097"]);
    let claim = ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"];
    assert_eq!(properties(package, "dcterms:conformsTo"), claim);
    assert_eq!(properties(package, "a11y:certifiedBy"), ["A & B"]);
    assert!(package.contains("rel=\"a11y:certifierReport\" href=\"https://example.org/report\""));
    let summary = properties(package, "schema:accessibilitySummary");
    assert!(summary[0].starts_with("Überschriften"), "{summary:?}");
    // What is empty is not there: EPUB 3.3, section 5.5.2, wants at least one character.
    assert_eq!(elements(package, "title"), ["The Thing"]);
    assert_eq!(elements(package, "subject"), ["a"]);
    assert!(elements(package, "publisher").is_empty() && elements(package, "rights").is_empty());
}

#[test]
fn nothing_is_claimed_unasked() {
    let epub = Book::new(MANIFEST, EVERYTHING).read(None);
    let package = epub.text("content.opf");
    assert!(!package.contains("conformsTo") && !package.contains("certif"));
}

#[test]
fn the_package_promises_only_what_is_true() {
    let features = |manifest: &str, text: &str, paged: bool| {
        let book = Book::new(manifest, text);
        let pages = page_map(&[("1", None)]);
        let epub = book.read(paged.then_some(&pages));
        let package = epub.text("content.opf").to_string();
        let features = properties(&package, "schema:accessibilityFeature");
        (features, properties(&package, "schema:accessMode"), elements(&package, "source"))
    };
    let plain = "[report]\ntitle = \"T\"\n";
    let (own, modes, source) = features(plain, "Words.\n", false);
    assert!(!own.iter().any(|own| own.starts_with("page") || own == "alternativeText"), "{own:?}");
    assert_eq!(modes, ["textual"]);
    assert!(source.is_empty());
    let (own, modes, source) = features(MANIFEST, EVERYTHING, true);
    for feature in ["alternativeText", "longDescription", "pageBreakMarkers", "pageNavigation"] {
        assert!(own.iter().any(|own| own == feature), "{feature}");
    }
    assert_eq!(modes, ["textual", "visual"]);
    assert_eq!(source.len(), 1);
}

#[test]
fn the_moment_of_change_can_be_given() {
    let epub = Book::new("[report]\ntitle = \"T\"\n", "Words.\n").read(None);
    let modified = properties(epub.text("content.opf"), "dcterms:modified");
    assert_eq!(modified, ["1980-01-01T00:00:00Z"], "without any date it is not the clock's");
    let book = Book::new(MANIFEST, "Words.\n");
    let given = |moment: i64| {
        let epub = Epub::open(&book.write_at(None, Some(moment)));
        properties(epub.text("content.opf"), "dcterms:modified")
    };
    assert_eq!(given(1_700_000_000), ["2023-11-14T22:13:20Z"]);
    // What has no place in the format is not taken.
    assert_eq!(given(i64::MAX), ["2024-10-01T00:00:00Z"]);
}

#[test]
fn documents_with_drawings_are_declared() {
    let epub = Book::new(MANIFEST, EVERYTHING).read(None);
    let package = parse(epub.text("content.opf"));
    for item in package.descendants().filter(|node| node.tag_name().name() == "item") {
        let href = item.attribute("href").unwrap();
        if href.ends_with(".xhtml") && href != "nav.xhtml" {
            let declared = item.attribute("properties") == Some("svg");
            assert_eq!(declared, epub.text(href).contains("<svg"), "{href}");
        }
    }
}

#[test]
fn the_contents_lead_to_the_opening_too() {
    let epub = Book::new(MANIFEST, EVERYTHING).read(None);
    let nav = epub.text("nav.xhtml");
    let opening = "<li><a href=\"opening-1.xhtml\">AT&amp;T &lt;and&gt; “others”</a></li>";
    assert!(nav.split_once("<ol>").unwrap().1.trim().starts_with(opening), "{nav}");
}

#[test]
fn landmarks_name_every_part() {
    let epub = Book::new(MANIFEST, EVERYTHING).read(None);
    let xml = parse(epub.text("nav.xhtml"));
    let kind = |node: roxmltree::Node<'_, '_>| {
        let kind = node.attribute(("http://www.idpf.org/2007/ops", "type"))?;
        Some(format!("{kind} {}", node.attribute("href")?))
    };
    let landmarks: Vec<String> = xml.descendants().filter_map(kind).collect();
    assert_eq!(
        landmarks,
        [
            "titlepage title.xhtml",
            "copyright-page imprint.xhtml",
            "toc nav.xhtml",
            "loi nav.xhtml#list",
            "lot nav.xhtml#list-2",
            "bodymatter opening-1.xhtml",
            "appendix appendix-1.xhtml",
            "backmatter about-1.xhtml",
        ]
    );
}

#[test]
fn contents_have_the_depth_of_the_manifest() {
    let contents = |depth: u8| {
        let manifest = format!("[report]\ntitle = \"T\"\n[contents]\ndepth = {depth}\n");
        let epub = Book::new(&manifest, "# A\n\n## B\n\n### C\n").read(None);
        let xml = parse(epub.text("nav.xhtml"));
        let toc = xml.descendants().find(|node| node.attribute("role") == Some("doc-toc")).unwrap();
        let links = toc.descendants().filter(|node| node.tag_name().name() == "a");
        let words: Vec<String> = links.map(|node| node.text().unwrap().to_string()).collect();
        (words.join(" "), epub.text("content.opf").matches("<itemref").count())
    };
    assert_eq!(contents(1), ("A".to_string(), 4));
    assert_eq!(contents(2), ("A B".to_string(), 4));
    // None in the order of reading, but a reader's own menu needs them.
    assert_eq!(contents(0), ("A B C".to_string(), 3));
}
