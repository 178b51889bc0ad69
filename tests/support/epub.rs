//! Reads a finished EPUB back, with nothing of the program that wrote it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};

/// The files of an EPUB, in the order of its spine.
pub struct Epub {
    files: Vec<(String, String)>,
    /// The names of the content documents, in the order of the spine.
    pub spine: Vec<String>,
}

impl Epub {
    /// Opens an EPUB.
    pub fn open(path: &Path) -> Epub {
        let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().to_string();
            let text = [".xhtml", ".opf", ".ncx", ".css", ".svg", ".xml"];
            if text.iter().any(|extension| name.ends_with(extension)) {
                let mut content = String::new();
                file.read_to_string(&mut content).unwrap();
                files.push((name, content));
            }
        }
        let mut epub = Epub { files, spine: Vec::new() };
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

    /// The content of the one file whose name ends so.
    pub fn file(&self, end: &str) -> &str {
        let mut found = self.files.iter().filter(|(name, _)| name.ends_with(end));
        &found.next().unwrap_or_else(|| panic!("the EPUB has no {end}")).1
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
