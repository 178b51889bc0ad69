//! Reads a finished EPUB back, with nothing of the program that wrote it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};

/// The files of an EPUB, in the order of its spine.
pub struct Epub {
    files: Vec<(String, String)>,
    binaries: Vec<(String, Vec<u8>)>,
    /// The names of the content documents, in the order of the spine.
    pub spine: Vec<String>,
}

impl Epub {
    /// Opens an EPUB.
    pub fn open(path: &Path) -> Epub {
        let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut files = Vec::new();
        let mut binaries = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().to_string();
            let text = [".xhtml", ".opf", ".ncx", ".css", ".svg", ".xml"];
            if text.iter().any(|extension| name.ends_with(extension)) {
                let mut content = String::new();
                file.read_to_string(&mut content).unwrap();
                files.push((name, content));
            } else {
                let mut content = Vec::new();
                file.read_to_end(&mut content).unwrap();
                binaries.push((name, content));
            }
        }
        let mut epub = Epub { files, binaries, spine: Vec::new() };
        epub.spine = epub.read_spine();
        epub
    }

    fn read_spine(&self) -> Vec<String> {
        let package = parse(self.file(".opf"));
        let href = |id: &str| {
            let items = package.descendants().filter(|node| node.has_tag_name_of("item"));
            let mut items = items.filter(|node| node.attribute("id") == Some(id));
            items.next().and_then(|node| node.attribute("href")).unwrap().to_string()
        };
        let references = package.descendants().filter(|node| node.has_tag_name_of("itemref"));
        references.map(|node| href(node.attribute("idref").unwrap())).collect()
    }

    /// The bytes of the one picture or font whose name ends so.
    pub fn binary(&self, end: &str) -> &[u8] {
        let mut found = self.binaries.iter().filter(|(name, _)| name.ends_with(end));
        &found.next().unwrap_or_else(|| panic!("the EPUB has no {end}")).1
    }

    /// The content of the one file whose name ends so.
    pub fn file(&self, end: &str) -> &str {
        let mut found = self.files.iter().filter(|(name, _)| name.ends_with(end));
        &found.next().unwrap_or_else(|| panic!("the EPUB has no {end}")).1
    }
}

impl Epub {
    /// The addresses of the links to the world outside.
    pub fn links(&self) -> Vec<String> {
        self.attributes("href", |node| node.has_tag_name_of("a"))
            .into_iter()
            .filter(|address| address.contains(':'))
            .collect()
    }

    /// The texts in place of pictures, where a picture says something.
    pub fn alternatives(&self) -> Vec<String> {
        let mut found = Vec::new();
        for name in &self.spine {
            let document = parse(self.file(name));
            for node in document.descendants() {
                found.extend(alternative(node));
            }
        }
        found
    }

    /// What the elements of this name say in the metadata of the package.
    pub fn metadata(&self, name: &str) -> Vec<String> {
        self.said(|node| node.has_tag_name_of(name))
    }

    /// What the `meta` elements of this property say.
    pub fn properties(&self, property: &str) -> Vec<String> {
        self.said(|node| node.attribute("property") == Some(property))
    }

    fn said(&self, of: impl Fn(&Node<'_, '_>) -> bool) -> Vec<String> {
        let package = parse(self.file(".opf"));
        let found = package.descendants().filter(|node| of(node));
        found.map(|node| node.text().unwrap_or_default().to_string()).collect()
    }

    fn attributes(&self, key: &str, of: impl Fn(&Node<'_, '_>) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        for name in &self.spine {
            let document = parse(self.file(name));
            let own = document.descendants().filter(|node| of(node));
            found.extend(own.filter_map(|node| node.attribute(key)).map(str::to_string));
        }
        found
    }

    /// The labels of the page list, each with the running text after its marker. Notes, figures,
    /// tables, boxes, dates, and the entries of the contents are left out, and so is what is hidden from
    /// those to whom the text is read.
    pub fn pages(&self) -> Vec<(String, String)> {
        const MARK: char = '\u{1}';
        let mut text = String::new();
        for name in &self.spine {
            let document = parse(self.file(name));
            let body = document.descendants().find(|node| node.has_tag_name_of("body")).unwrap();
            running_text(body, name, MARK, &mut text);
        }
        let navigation = parse(self.file("nav.xhtml"));
        let list = navigation.descendants().find(|node| node.role() == "doc-pagelist");
        let links = list.into_iter().flat_map(|list| list.descendants());
        let page = |link: Node<'_, '_>| {
            let marker = format!("{MARK}{}{MARK}", link.attribute("href").unwrap());
            let (_, after) = text.split_once(&marker).unwrap_or_else(|| panic!("no {marker}"));
            // Markers of later pages stand between every second sign.
            let after: String = after.split(MARK).step_by(2).collect();
            (link.text().unwrap().to_string(), after)
        };
        links.filter(|node| node.has_tag_name_of("a")).map(page).collect()
    }
}

/// The running text of a document, with the address of each marker between two signs.
fn running_text(node: Node<'_, '_>, file: &str, mark: char, text: &mut String) {
    let class = node.attribute("class").unwrap_or_default();
    if node.role() == "doc-pagebreak" {
        text.push_str(&format!("{mark}{file}#{}{mark}", node.attribute("id").unwrap()));
        return;
    }
    let apart = ["doc-footnote", "doc-endnotes", "doc-backlink", "doc-pagelist"]
        .contains(&node.role())
        || ["aria-hidden", "hidden"].iter().any(|key| node.attribute(*key).is_some())
        || class.split(' ').any(|own| ["exhibit", "box", "date"].contains(&own))
        || (node.has_tag_name_of("ol") && node.ancestors().any(|own| own.has_tag_name_of("nav")));
    if apart {
        // Markers count wherever they are.
        for marker in node.descendants().filter(|node| node.role() == "doc-pagebreak") {
            running_text(marker, file, mark, text);
        }
        return;
    }
    if let Some(own) = node.text().filter(|_| node.is_text()) {
        text.push_str(own);
    }
    for child in node.children() {
        running_text(child, file, mark, text);
    }
    let inline = ["a", "em", "strong", "span", "sup", "sub", "code", "del"];
    if node.is_element() && !inline.iter().any(|name| node.has_tag_name_of(name)) {
        text.push(' ');
    }
}

/// Parses a document of an EPUB.
pub fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap()
}

/// Shorter questions to a node.
pub trait Ask {
    /// Whether it is an element of this local name, in whatever namespace.
    fn has_tag_name_of(&self, name: &str) -> bool;
    /// Its DPUB-ARIA role, or nothing.
    fn role(&self) -> &str;
}

impl Ask for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn role(&self) -> &str {
        self.attribute("role").unwrap_or_default()
    }
}

/// The text in place of a picture, if it says something; with that, on lines of its own, what it
/// says of itself at length.
pub fn alternative(node: Node<'_, '_>) -> Option<String> {
    if node.role() != "img" {
        return node.attribute("alt").filter(|text| !text.is_empty()).map(str::to_string);
    }
    let label = node.attribute("aria-label").filter(|text| !text.is_empty())?;
    let Some(id) = node.attribute("aria-describedby") else { return Some(label.to_string()) };
    let described = node.descendants().find(|own| own.attribute("id") == Some(id));
    let description = described.and_then(|own| own.text()).expect("what an id names");
    Some(format!("{label}\n{description}"))
}
