//! What holds of every e-book.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use roxmltree::Node;

use crate::EVERYTHING;
use crate::book::{Book, Epub, MANIFEST, page_map, parse};
use crate::support::validators::assert_epub;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Holds an e-book against all laws.
pub fn hold(epub: &Epub) {
    let ids = ids_are_unique(epub);
    every_address_leads_somewhere(epub, &ids);
    drawings_refer_to_what_is_there(epub, &ids);
    headings_skip_no_level(epub);
    pages_are_listed_as_marked(epub);
    markers_stand_where_they_may(epub);
    nothing_acts(epub);
    every_document_has_the_language_of_the_package(epub);
    everything_is_in_the_manifest(epub);
    the_metadata_says_something_of_something(epub);
    the_contents_are_in_the_order_of_reading(epub);
    landmarks_are_told_apart(epub);
    pictures_have_names_and_sizes(epub);
}

/// The ids of each document. They are unique in the whole book.
fn ids_are_unique(epub: &Epub) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeSet::new();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in epub.documents() {
        let own = ids.entry(name.to_string()).or_default();
        for node in parse(epub.text(name)).descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(all.insert(id.to_string()), "{name}: the id {id} is there twice");
                own.insert(id.to_string());
            }
        }
    }
    ids
}

fn every_address_leads_somewhere(epub: &Epub, ids: &BTreeMap<String, BTreeSet<String>>) {
    for name in epub.documents().into_iter().chain(["toc.ncx"]) {
        let xml = parse(epub.text(name));
        for node in xml.descendants() {
            for key in ["href", "src", "aria-labelledby", "aria-describedby", "aria-details"] {
                let Some(address) = node.attribute(key) else { continue };
                if address.starts_with("https:") || address.starts_with("data:image/") {
                    continue;
                }
                let (file, id) = match key.starts_with("aria") {
                    true => ("", Some(address)),
                    false => match address.split_once('#') {
                        Some((file, id)) => (file, Some(id)),
                        None => (address, None),
                    },
                };
                let file = if file.is_empty() { name } else { file };
                assert!(
                    epub.names().any(|own| own == format!("OEBPS/{file}")),
                    "{name}: {address}"
                );
                let found = id.is_none_or(|id| ids[file].contains(id));
                assert!(found, "{name}: nothing has the id of {address}");
            }
        }
    }
}

/// What a drawing refers to, by a link or by the value of a property, is in its document.
fn drawings_refer_to_what_is_there(epub: &Epub, ids: &BTreeMap<String, BTreeSet<String>>) {
    for name in epub.documents() {
        let xml = parse(epub.text(name));
        let drawn = xml.descendants().filter(|node| node.tag_name().namespace() == Some(SVG));
        for attribute in drawn.flat_map(|node| node.attributes()) {
            let value = attribute.value();
            let urls = value.split("url(#").skip(1).map(|rest| rest.split(')').next().unwrap());
            let link = value.strip_prefix('#').filter(|_| attribute.name() == "href");
            for id in urls.chain(link) {
                assert!(ids[name].contains(id), "{name}: nothing has the id of {value}");
            }
        }
    }
}

fn headings_skip_no_level(epub: &Epub) {
    for name in epub.documents() {
        let xml = parse(epub.text(name));
        let level = |node: Node<'_, '_>| match node.tag_name().name().as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        };
        let levels: Vec<u8> = xml.descendants().filter_map(level).collect();
        if !["cover.xhtml", "imprint.xhtml"].contains(&name) {
            assert_eq!(levels.first(), Some(&1), "{name} begins with a heading of level 1");
        }
        assert!(levels.iter().filter(|level| **level == 1).count() <= 1, "{name}: {levels:?}");
        let steps = levels.windows(2).all(|pair| pair[1] <= pair[0] + 1);
        assert!(steps, "{name} skips a level: {levels:?}");
    }
}

/// The labels and addresses of the markers, in the order of reading.
pub fn markers(epub: &Epub) -> Vec<(String, String)> {
    let mut markers = Vec::new();
    for name in epub.documents() {
        for node in parse(epub.text(name)).descendants() {
            if node.attribute("role") == Some("doc-pagebreak") {
                let label = node.attribute("aria-label").unwrap();
                let label = label.rsplit('\u{a0}').next().unwrap().to_string();
                markers.push((label, format!("{name}#{}", node.attribute("id").unwrap())));
            }
        }
    }
    markers
}

/// The labels and addresses of the page list.
pub fn page_list(epub: &Epub) -> Vec<(String, String)> {
    let xml = parse(epub.text("nav.xhtml"));
    let list = xml.descendants().find(|node| node.attribute("role") == Some("doc-pagelist"));
    let links = list.into_iter().flat_map(|list| list.descendants());
    let links = links.filter(|node| node.tag_name().name() == "a");
    let pair = |node: Node<'_, '_>| {
        (node.text().unwrap().to_string(), node.attribute("href").unwrap().to_string())
    };
    links.map(pair).collect()
}

fn pages_are_listed_as_marked(epub: &Epub) {
    assert_eq!(page_list(epub), markers(epub));
    let ncx = parse(epub.text("toc.ncx"));
    let targets = ncx.descendants().filter(|node| node.tag_name().name() == "pageTarget");
    let mirrored = targets.map(|target| {
        let find = |name: &str| target.descendants().find(|own| own.tag_name().name() == name);
        let label = find("text").and_then(|text| text.text()).unwrap().to_string();
        (label, find("content").unwrap().attribute("src").unwrap().to_string())
    });
    assert_eq!(mirrored.collect::<Vec<_>>(), markers(epub), "the NCX mirrors the page list");
}

fn markers_stand_where_they_may(epub: &Epub) {
    for name in epub.documents() {
        let xml = parse(epub.text(name));
        for marker in xml.descendants().filter(|n| n.attribute("role") == Some("doc-pagebreak")) {
            assert!(marker.first_child().is_none(), "a marker is empty");
            let parent = marker.parent().unwrap().tag_name().name().to_string();
            let tables = ["table", "thead", "tbody", "tr", "ul", "ol", "dl", "figure", "html"];
            assert!(!tables.contains(&parent.as_str()), "{name}: a marker in {parent}");
            let apart = marker.ancestors().any(|node| {
                node.attribute("role") == Some("doc-footnote")
                    || node.attribute("aria-hidden") == Some("true")
            });
            assert!(!apart, "{name}: a marker where the text is not read on");
        }
    }
}

fn every_document_has_the_language_of_the_package(epub: &Epub) {
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    let package = parse(epub.text("content.opf"));
    let root = package.root_element();
    let language = root.attribute((XML, "lang")).unwrap();
    let said = package.descendants().find(|node| node.tag_name().name() == "language");
    assert_eq!(said.and_then(|node| node.text()), Some(language));
    for name in epub.documents() {
        let document = parse(epub.text(name));
        let html = document.root_element();
        assert_eq!(html.attribute("lang"), Some(language), "{name}");
        assert_eq!(html.attribute((XML, "lang")), Some(language), "{name}");
    }
}

fn nothing_acts(epub: &Epub) {
    for name in epub.documents() {
        for node in parse(epub.text(name)).descendants() {
            assert_ne!(node.tag_name().name(), "script", "{name}");
            assert!(node.attributes().all(|own| !own.name().starts_with("on")), "{name}");
        }
    }
    for sheet in ["stylesheet.css", "screen.css"] {
        let style = epub.text(sheet);
        assert!(!style.contains("http") && !style.contains("@import"), "{sheet}");
    }
}

fn everything_is_in_the_manifest(epub: &Epub) {
    let package = parse(epub.text("content.opf"));
    let items = package.descendants().filter(|node| node.tag_name().name() == "item");
    let mut listed: Vec<String> =
        items.map(|node| format!("OEBPS/{}", node.attribute("href").unwrap())).collect();
    listed.sort();
    let unlisted = ["mimetype", "META-INF/container.xml", "OEBPS/content.opf"];
    let files: Vec<&str> = epub.names().filter(|name| !unlisted.contains(name)).collect();
    assert_eq!(listed, files);
    assert!(files.iter().all(|name| name.is_ascii()));
}

/// EPUB 3.3, sections 5.3.6 and 5.5: what refines something names it, and no element is empty.
fn the_metadata_says_something_of_something(epub: &Epub) {
    let package = parse(epub.text("content.opf"));
    let metadata = package.descendants().find(|node| node.tag_name().name() == "metadata");
    for node in metadata.unwrap().children().filter(Node::is_element) {
        let said = node.text().or(node.attribute("content")).or(node.attribute("href"));
        assert!(said.is_some_and(|said| !said.trim().is_empty()), "{node:?} is empty");
        if let Some(refined) = node.attribute("refines") {
            let named = |own: Node<'_, '_>| refined.strip_prefix('#') == own.attribute("id");
            assert!(package.descendants().any(named), "nothing has the id of {refined}");
        }
    }
}

fn the_contents_are_in_the_order_of_reading(epub: &Epub) {
    let mut places = Vec::new();
    for name in epub.documents() {
        places.push(name.to_string());
        let xml = parse(epub.text(name));
        let ids = xml.descendants().filter_map(|node| node.attribute("id"));
        places.extend(ids.map(|id| format!("{name}#{id}")));
    }
    let navigation = parse(epub.text("nav.xhtml"));
    let contents = navigation.descendants().find(|node| node.attribute("role") == Some("doc-toc"));
    let links = contents.unwrap().descendants().filter_map(|node| node.attribute("href"));
    let at = |link: &str| places.iter().position(|place| place == link).unwrap();
    let order: Vec<usize> = links.map(at).collect();
    assert!(!order.is_empty() && order.is_sorted(), "{order:?}");
}

/// No two sections of a document have the same name, and a chapter and a list of links have one.
fn landmarks_are_told_apart(epub: &Epub) {
    for name in epub.documents() {
        let xml = parse(epub.text(name));
        let mut names = BTreeSet::new();
        for node in xml.descendants().filter(Node::is_element) {
            let words = |id: &str| -> String {
                let own = xml.descendants().find(|own| own.attribute("id") == Some(id)).unwrap();
                own.descendants().filter_map(|own| own.text()).collect()
            };
            let labelled = node.attribute("aria-labelledby").map(words);
            let own = labelled.or(node.attribute("aria-label").map(String::from));
            let region = node.attribute("role") == Some("region");
            let kind = node.tag_name().name();
            if !region && !["section", "nav", "aside"].contains(&kind) {
                continue;
            }
            let outermost = node.parent().is_some_and(|parent| parent.has_tag_name("body"));
            let needed = kind == "nav" || (kind == "section" && outermost);
            assert!(own.is_some() || !needed, "{name}: {node:?} has no name");
            let own = own.map(|own| (kind, node.attribute("role").unwrap_or_default(), own));
            assert!(own.is_none_or(|own| names.insert(own)), "{name}: {node:?} is there twice");
        }
    }
}

#[test]
fn sections_and_boxes_of_one_name_are_no_landmarks() {
    let text = "# A\n\n## Options\n\n### Costs\n\nx\n\n> [!note]\n> One.\n\n> [!summary]\n> One.\n\n\
                ### Costs\n\ny\n\n> [!note]\n> Two.\n\n> [!summary]\n> Two.\n\n## Options\n\n\
                > [!warning] W\n> One.\n\n> [!warning] W\n> Two.\n\n\
                | a | b |\n| --- | --- |\n| 1 | 2 |\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n";
    hold(&Book::new(MANIFEST, text).read(None));
}

fn pictures_have_names_and_sizes(epub: &Epub) {
    for name in epub.documents() {
        for node in parse(epub.text(name)).descendants().filter(Node::is_element) {
            let has = |key: &str| node.attribute(key).is_some();
            let fault = match node.tag_name().name() {
                "img" => !has("alt") || !has("width") || !has("height"),
                "svg" => !has("viewBox") || !(has("aria-label") || has("aria-hidden")),
                "image" | "use" => node
                    .attributes()
                    .any(|own| own.name() == "href" && !own.value().starts_with(['#', 'd'])),
                _ => false,
            };
            assert!(!fault, "{name}: {node:?}");
        }
    }
}

#[test]
fn every_construct_keeps_the_laws() {
    let book = Book::new(MANIFEST, EVERYTHING);
    hold(&book.read(None));
    let deeper = book.leaf("Only on a screen");
    let pages = page_map(&[("i", None), ("1", Some((deeper, 5)))]);
    hold(&book.read(Some(&pages)));
}

#[test]
fn every_construct_passes_epubcheck() {
    let book = Book::new(MANIFEST, EVERYTHING);
    let pages = page_map(&[("i", None), ("1", Some((book.leaf("Text before"), 9)))]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("everything.epub");
    fs::write(&path, book.write(Some(&pages))).unwrap();
    let bare = folder.path().join("bare.epub");
    let without = Book::new("[report]\ntitle = \"T\"\n[contents]\ndepth = 0\n", "Words.\n");
    fs::write(&bare, without.write(None)).unwrap();
    assert_epub(&[&path, &bare]);
}

/// Drawings of every kind, each twice, in one document.
#[test]
fn a_book_of_drawings_keeps_the_laws_and_passes_epubcheck() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drawings");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let drawings: BTreeMap<String, String> = files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect();
    let mut text = String::from("# Drawings\n\nOne after the other.\n");
    for name in drawings.keys().chain(drawings.keys()) {
        text += &format!("\n![A drawing.](images/{name} \"A drawing\")\n");
    }
    let pictures = drawings.iter().map(|(name, svg)| (name.as_str(), svg.as_str()));
    let book = Book::with(MANIFEST, &text, &Vec::from_iter(pictures));
    let epub = book.read(None);
    assert_eq!(epub.text("chapter-1.xhtml").matches("<svg").count(), drawings.len() * 2);
    hold(&epub);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drawings.epub");
    fs::write(&path, book.write(None)).unwrap();
    assert_epub(&[&path]);
}

#[test]
fn a_book_from_right_to_left_says_so() {
    let manifest = "[report]\ntitle = \"عنوان\"\nlanguage = \"fa\"\n";
    let epub = Book::new(manifest, "متن\n\n# فصل\n\n[Words](){lang=en}.\n").read(None);
    hold(&epub);
    let package = epub.text("content.opf");
    assert!(package.contains("<spine toc=\"ncx\" page-progression-direction=\"rtl\">"));
    assert!(package.contains("dir=\"rtl\""));
    for name in epub.documents() {
        let document = parse(epub.text(name));
        assert_eq!(document.root_element().attribute("dir"), Some("rtl"), "{name}");
    }
    let chapter = epub.text("chapter-1.xhtml");
    assert!(chapter.contains("<span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Words</span>"));
    let other = Book::new("[report]\ntitle = \"T\"\n", "Words.\n").read(None);
    assert!(!other.text("content.opf").contains("page-progression-direction"));
}

#[test]
fn a_report_of_one_line_keeps_the_laws() {
    hold(&Book::new("[report]\ntitle = \"T\"\n", "Words.\n").read(None));
    hold(&Book::new("[report]\ntitle = \"T\"\n[contents]\ndepth = 0\n", "# H\n").read(None));
}

#[test]
fn a_book_without_chapters_is_still_a_book() {
    hold(&Book::new("[report]\ntitle = \"T\"\n", "").read(None));
}
