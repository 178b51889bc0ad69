//! A report made into an e-book, and the e-book read back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use diptych::diagnostic::Diagnostics;
use diptych::document::visit::{Visit, walk_blocks, walk_leaf};
use diptych::document::{Leaf, NodeId};
use diptych::epub;
use diptych::font::FaceId;
use diptych::geometry::{Length, Point, Size};
use diptych::page::{
    Color, GlyphRun, Item, Numbering, Page, PageMap, Pages, Part, Placed, Position, Region, Tag,
};
use diptych::session::{Report, Session};

use crate::support::project::Project;

pub const MANIFEST: &str = "[report]\n\
    title = \"AT&T <and> “others”\"\nsubtitle = \"A & B\"\ndate = 2024-10-01\n\
    publisher = \"P & Q\"\nseries = \"Memo\"\nnumber = \"7\"\nkeywords = [\"a & b\"]\n\
    rights = \"© P & Q\"\ndisclaimer = \"We *know* nothing.\"\n\
    isbn = { epub = \"978-3-16-148410-0\" }\n\
    [[authors]]\nname = \"Ann Author\"\nbio = \"She writes.\"\n\
    [[authors]]\nname = \"Bo & Writer\"\n\
    [contents]\ndepth = 2\nlists = [\"figures\", \"maps\", \"tables\", \"boxes\"]\n";

const SQUARES: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>\
    <desc>A red square stands to the left of a blue one.</desc>\
    <defs><linearGradient id='g'><stop offset='0' stop-color='#1d3c6e'/>\
    <stop offset='1' stop-color='#ffffff'/></linearGradient></defs>\
    <rect width='20' height='20' fill='url(#g)'/><text x='22' y='12' font-size='8'>A &amp; B</text></svg>";

/// A PNG of twelve pixels, one of them red.
const PIXELS: &[u8] = include_bytes!("pixels.png");

/// A report that was read, ready to be written.
pub struct Book {
    _project: Project,
    session: Session,
    pub report: Report,
}

impl Book {
    /// The report of a manifest and one chapter's text.
    pub fn new(manifest: &str, text: &str) -> Book {
        Book::with(manifest, text, &[])
    }

    /// The same with more pictures.
    pub fn with(manifest: &str, text: &str, pictures: &[(&str, &str)]) -> Book {
        let project = Project::new(manifest, &[("a.md", text)]);
        for (name, content) in pictures {
            project.write(&format!("manuscript/images/{name}"), content);
        }
        project.write("manuscript/images/squares.svg", SQUARES);
        project.write("manuscript/images/pixels.png", PIXELS);
        let mut session = Session::new();
        let mut diagnostics = Diagnostics::new();
        let report = session.read(project.root(), &mut diagnostics).expect("a manifest");
        Book { _project: project, session, report }
    }

    /// The e-book, with the page numbers of these pages.
    pub fn write(&self, pages: Option<&PageMap>) -> Vec<u8> {
        self.write_at(pages, None)
    }

    /// The same, last changed so many seconds after 1970 began.
    pub fn write_at(&self, pages: Option<&PageMap>, modified: Option<i64>) -> Vec<u8> {
        let input = epub::Input {
            document: &self.report.document,
            references: &self.report.references,
            pages,
            cover: None,
            theme: &self.report.theme,
            fonts: self.session.fonts(),
            media: &self.report.media,
            manifest: &self.report.manuscript.manifest,
            modified,
        };
        let bytes = epub::write(&input).unwrap_or_else(|error| panic!("{error}"));
        crate::support::keep::file(&bytes, "epub");
        bytes
    }

    /// The e-book, read back.
    pub fn read(&self, pages: Option<&PageMap>) -> Epub {
        Epub::open(&self.write(pages))
    }

    /// The leaf whose words begin so.
    pub fn leaf(&self, words: &str) -> NodeId {
        struct Search<'a>(&'a str, Option<NodeId>);
        impl<'a> Visit<'a> for Search<'_> {
            fn leaf(&mut self, leaf: &'a Leaf) {
                if self.1.is_none() && leaf.plain_text().starts_with(self.0) {
                    self.1 = Some(leaf.id);
                }
                walk_leaf(self, leaf);
            }
        }
        let mut search = Search(words, None);
        let document = &self.report.document;
        walk_blocks(&mut search, document.front.statement.iter().map(AsRef::as_ref));
        for chapter in &document.chapters {
            walk_blocks(&mut search, chapter.blocks.iter().map(AsRef::as_ref));
        }
        for note in &document.notes {
            walk_blocks(&mut search, &note.blocks);
        }
        search.1.unwrap_or_else(|| panic!("no leaf begins with “{words}”"))
    }
}

/// Pages with these labels that begin at these places; none for a page without running text.
pub fn page_map(starts: &[(&str, Option<(NodeId, u32)>)]) -> PageMap {
    let page = |(label, start): &(&str, Option<(NodeId, u32)>)| Page {
        size: Size { width: Length::from_points(612), height: Length::from_points(792) },
        label: (*label).to_string(),
        numbering: Numbering::Arabic(1),
        items: start.iter().map(|(leaf, offset)| words(*leaf, *offset)).collect(),
    };
    PageMap::of(&Pages { list: starts.iter().map(page).collect(), ..Pages::default() })
}

fn words(leaf: NodeId, offset: u32) -> Placed {
    let run = GlyphRun {
        face: FaceId(0),
        size: Length::from_points(10),
        color: Color::default(),
        origin: Point { x: Length::ZERO, y: Length::ZERO },
        expansion: 0,
        glyphs: Vec::new(),
        text: Arc::from(""),
        position: Some(Position { leaf, offset }),
    };
    Placed {
        tag: Tag::Node(leaf, Part::Body),
        region: Region::Main,
        turned: false,
        item: Item::Glyphs(run),
    }
}

/// An e-book, unpacked.
pub struct Epub {
    files: BTreeMap<String, Vec<u8>>,
}

impl Epub {
    pub fn open(bytes: &[u8]) -> Epub {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            files.insert(file.name().to_string(), content);
        }
        Epub { files }
    }

    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file in the folder of the package document.
    pub fn text(&self, name: &str) -> &str {
        let content = self.files.get(&format!("OEBPS/{name}"));
        let content = content.unwrap_or_else(|| panic!("there is no {name}"));
        std::str::from_utf8(content).unwrap()
    }

    /// The bytes of a file in the folder of the package document.
    pub fn bytes(&self, name: &str) -> &[u8] {
        self.files.get(&format!("OEBPS/{name}")).unwrap_or_else(|| panic!("there is no {name}"))
    }

    /// The content documents, in the order of the spine; last a navigation document that is not
    /// in it.
    pub fn documents(&self) -> Vec<&str> {
        let package = parse(self.text("content.opf"));
        let attribute = |name: &str, key: &str| -> Vec<(String, String)> {
            let nodes = package.descendants().filter(|node| node.tag_name().name() == name);
            let pair = |node: roxmltree::Node<'_, '_>| {
                let value = node.attribute(key).unwrap().to_string();
                (node.attribute("id").unwrap_or_default().to_string(), value)
            };
            nodes.map(pair).collect()
        };
        let items = attribute("item", "href");
        let mut documents: Vec<&str> = Vec::new();
        for (_, id) in attribute("itemref", "idref") {
            let (_, href) = items.iter().find(|(own, _)| *own == id).unwrap();
            documents.push(
                self.names()
                    .find_map(|name| {
                        name.strip_suffix(href.as_str()).and(name.strip_prefix("OEBPS/"))
                    })
                    .unwrap(),
            );
        }
        if !documents.contains(&"nav.xhtml") {
            documents.push("nav.xhtml");
        }
        documents
    }

    /// The text of all content documents of the text together.
    pub fn body(&self) -> String {
        self.documents().iter().map(|name| self.text(name)).collect()
    }
}

/// Parses an XML document.
pub fn parse(text: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}
