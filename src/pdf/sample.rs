//! Small reports for the tests of this room, made by hand: text is set with one glyph a
//! character, in lines that are given.

use std::collections::BTreeMap;
use std::sync::Arc;

use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::{FontRef, MetadataProvider};

use crate::diagnostic::Diagnostics;
use crate::document::{
    Attributes, Block, BlockKind, Cell, Chapter, ChapterRole, Document, Figure, FigureKind, Front,
    Inline, InlineKind, Leaf, List, ListItem, NodeId, Note, Numerals, Row, Table,
};
use crate::font::{FaceId, FontBook};
use crate::geometry::{Length, Point, Rect, Size};
use crate::language::Language;
use crate::manifest::Manifest;
use crate::media::{Media, MediaId, MediaStore};
use crate::page::{
    Artifact, Color, Glyph, GlyphRun, Item, LinkTarget, Numbering, Page, Pages, Part, Placed,
    Position, Region, Tag,
};
use crate::pdf::{Cache, Input};
use crate::references::{NoteEntry, OutlineEntry, References, Target};
use crate::source::{SourceId, Span};
use crate::theme::Theme;
use crate::words::Words;

#[path = "../../tests/support/keep_file.rs"]
mod keep_file;

/// The usual paper.
pub(super) const A4: Size = Size::new(Length::from_points(595), Length::from_points(842));

/// A page with nothing on it.
pub(super) fn page(label: &str, numbering: Numbering) -> Page {
    Page { size: A4, label: label.to_string(), numbering, items: Vec::new() }
}

/// A glyph of no width.
pub(super) fn glyph(id: u16, cluster: u32) -> Glyph {
    Glyph { id, cluster, advance: Length::ZERO, dx: Length::ZERO, dy: Length::ZERO }
}

/// A run without glyphs.
pub(super) fn run(text: &str) -> GlyphRun {
    GlyphRun {
        face: FaceId(0),
        size: Length::from_points(10),
        color: Color::default(),
        origin: Point::default(),
        expansion: 0,
        glyphs: Vec::new(),
        text: text.into(),
        position: None,
    }
}

/// A run set in a face, one glyph a character.
pub(super) fn set(fonts: &FontBook, face: FaceId, text: &str) -> GlyphRun {
    let mut run = GlyphRun { face, ..run(text) };
    let data = &fonts.get(face).expect("a face of the book").data;
    let font = FontRef::new(data).expect("a font");
    let metrics = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
    let units = i64::from(fonts.get(face).expect("a face").units_per_em);
    for (cluster, character) in text.char_indices() {
        let shown = if character == '\u{AD}' { '-' } else { character };
        let id = font.charmap().map(shown).unwrap_or_default();
        let width = metrics.advance_width(id).unwrap_or_default() as i64;
        run.glyphs.push(Glyph {
            advance: run.size.scale(width, units),
            ..glyph(id.to_u32() as u16, cluster as u32)
        });
    }
    run
}

/// A report with everything that an [`Input`] needs.
pub(super) struct Report {
    pub document: Document,
    pub references: References,
    pub pages: Pages,
    pub fonts: FontBook,
    pub media: MediaStore,
    pub manifest: Manifest,
    pub theme: Theme,
    pub modified: Option<i64>,
    nodes: u32,
    baseline: Length,
}

const SOURCE: SourceId = SourceId::from_index(0);

impl Report {
    /// A report with a title and nothing else.
    pub fn new() -> Report {
        let text = "[report]\ntitle = \"A Report\"\ndate = 2024-10-01\ndescription = \"It says.\"\n\
                    keywords = [\"one\", \"two\"]\n[[authors]]\nname = \"Ada Author\"\n";
        let mut diagnostics = Diagnostics::default();
        let manifest = Manifest::read(text, SOURCE, &mut diagnostics);
        let mut report = Report {
            document: Document {
                language: Language::default(),
                front: Front {
                    cover: None,
                    logo: None,
                    publisher: None,
                    series: None,
                    number: None,
                    title: Leaf {
                        id: NodeId { source: SOURCE, index: 0 },
                        span: Span::default(),
                        inlines: Vec::new(),
                    },
                    subtitle: None,
                    byline: None,
                    role: None,
                    date: None,
                    running_title: "A Report".to_string(),
                    draft: None,
                    statement: Vec::new(),
                    imprint: Vec::new(),
                },
                chapters: vec![Chapter { role: ChapterRole::Body, blocks: Vec::new() }],
                files: Vec::new(),
                notes: Vec::new(),
            },
            references: References {
                words: Words::of(&Language::default()),
                targets: BTreeMap::new(),
                leads: BTreeMap::new(),
                anchors: BTreeMap::new(),
                labels: BTreeMap::new(),
                outline: Vec::new(),
                lists: Vec::new(),
                notes: Vec::new(),
                calls: BTreeMap::new(),
            },
            pages: Pages { list: vec![page("1", Numbering::Arabic(1))], ..Pages::default() },
            fonts: FontBook::builtin(),
            media: MediaStore::new(),
            manifest,
            theme: Theme::builtin("report").expect("a theme"),
            modified: None,
            nodes: 0,
            baseline: Length::from_points(60),
        };
        report.document.front.title = report.leaf("A Report");
        report
    }

    pub fn input(&self) -> Input<'_> {
        Input {
            document: &self.document,
            references: &self.references,
            pages: &self.pages,
            fonts: &self.fonts,
            media: &self.media,
            manifest: &self.manifest,
            theme: &self.theme,
            modified: self.modified,
        }
    }

    /// Writes the PDF, and keeps it for the validators.
    pub fn write(&self) -> Vec<u8> {
        let mut diagnostics = Diagnostics::new();
        let input = self.input();
        let bytes = crate::pdf::write(&input, &Cache::default(), &mut diagnostics).expect("a PDF");
        keep_file::keep_file(&bytes, "pdf");
        bytes
    }

    pub fn node(&mut self) -> NodeId {
        self.nodes += 1;
        NodeId { source: SOURCE, index: self.nodes }
    }

    pub fn inline(&mut self, kind: InlineKind) -> Inline {
        Inline { id: self.node(), span: Span::default(), kind }
    }

    pub fn leaf(&mut self, text: &str) -> Leaf {
        let id = self.node();
        let inlines = vec![self.inline(InlineKind::Text(text.to_string()))];
        Leaf { id, span: Span::default(), inlines }
    }

    pub fn block(&mut self, kind: BlockKind) -> Block {
        Block { id: self.node(), span: Span::default(), attributes: Attributes::default(), kind }
    }

    /// The next page.
    pub fn break_page(&mut self) {
        let number = self.pages.list.len() as u32 + 1;
        self.pages.list.push(page(&number.to_string(), Numbering::Arabic(number)));
        self.baseline = Length::from_points(60);
    }

    /// Draws something on the last page.
    pub fn draw(&mut self, tag: Tag, item: Item) {
        let page = self.pages.list.last_mut().expect("a page");
        page.items.push(Placed { tag, region: Region::Main, turned: false, item });
    }

    /// A line of text on the last page, in the first face.
    pub fn line(&mut self, tag: Tag, text: &str, position: Option<Position>) {
        self.baseline += Length::from_points(14);
        self.words(tag, text, position, Length::from_points(72));
    }

    /// Words on the same line.
    pub fn words(&mut self, tag: Tag, text: &str, position: Option<Position>, x: Length) {
        let mut run = set(&self.fonts, FaceId(0), text);
        run.origin = Point::new(x, self.baseline);
        run.position = position;
        self.draw(tag, Item::Glyphs(run));
    }

    /// A line of a leaf from an offset.
    pub fn line_of(&mut self, leaf: NodeId, offset: u32, text: &str) {
        let position = Some(Position { leaf, offset });
        self.line(Tag::Node(leaf, Part::Body), text, position);
    }

    /// Where a node begins.
    pub fn anchor(&mut self, node: NodeId) {
        let at = Point::new(Length::from_points(72), self.baseline);
        self.draw(Tag::Node(node, Part::Body), Item::Anchor { node, at });
    }

    /// A link over a piece of the line.
    pub fn link(&mut self, node: NodeId, part: Part, target: LinkTarget) {
        let top = self.baseline - Length::from_points(8);
        let (x, width) = (Length::from_points(72), Length::from_points(60));
        let rect = Rect::new(x, top, width, Length::from_points(10));
        self.draw(Tag::Node(node, part), Item::Link { node, rect, target });
    }

    pub fn push(&mut self, block: Block) {
        self.document.chapters[0].blocks.push(Arc::new(block));
    }

    /// A heading, drawn and listed.
    pub fn heading(&mut self, level: u8, title: &str) -> NodeId {
        let text = self.leaf(title);
        let leaf = text.id;
        let block = self.block(BlockKind::Heading { level, text });
        let node = block.id;
        self.push(block);
        self.anchor(node);
        self.line_of(leaf, 0, title);
        let id = title.to_lowercase().replace(' ', "-");
        self.references.anchors.insert(node, id);
        let entry = OutlineEntry {
            colon: ": ",
            node,
            level,
            number: None,
            title: title.to_string(),
            listed: true,
            children: Vec::new(),
        };
        let mut siblings = &mut self.references.outline;
        for _ in 1..level {
            siblings = &mut siblings.last_mut().expect("a heading above").children;
        }
        siblings.push(entry);
        node
    }

    /// A paragraph, drawn in these lines.
    pub fn paragraph(&mut self, lines: &[&str]) -> NodeId {
        let text = self.leaf(&lines.concat());
        let leaf = text.id;
        let block = self.block(BlockKind::Paragraph(text));
        self.push(block);
        let mut offset = 0;
        for line in lines {
            self.line_of(leaf, offset, line);
            offset += line.len() as u32;
        }
        leaf
    }

    /// A picture, 200 points wide and 100 high, drawn and put into the text as a figure.
    pub fn figure(&mut self, path: &str, bytes: Vec<u8>, alt: &str) -> NodeId {
        let media = Media::read(path, bytes, &self.fonts).expect("a picture");
        let media = self.media.insert(path.to_string(), media);
        let caption = self.leaf("What it shows");
        let leaf = caption.id;
        let figure = Figure {
            kind: FigureKind::Figure,
            path: path.to_string(),
            path_span: Span::default(),
            alt: alt.to_string(),
            decorative: false,
            caption: Some(caption),
            subtitle: None,
            description: None,
            source: None,
            credit: None,
            note: None,
            width: None,
            link: None,
            narrow: None,
        };
        let block = self.block(BlockKind::Figure(figure));
        let node = block.id;
        self.push(block);
        self.image(Tag::Node(node, Part::Body), media);
        self.line(Tag::Node(node, Part::Label), "Figure 1 ", None);
        self.line_of(leaf, 0, "What it shows");
        node
    }

    fn image(&mut self, tag: Tag, media: MediaId) {
        let (width, height) = (Length::from_points(200), Length::from_points(100));
        let rect = Rect::new(Length::from_points(72), self.baseline, width, height);
        self.draw(tag, Item::Image { media, rect, clip: None });
        self.baseline += height;
    }

    /// A report with a bit of everything.
    pub fn full() -> Report {
        let mut report = Report::new();
        report.line(Tag::Artifact(Artifact::Header), "A Report", None);
        let title = report.document.front.title.id;
        report.line_of(title, 0, "A Report");
        report.heading(1, "The Beginning");
        report.paragraph(&["A word that is hyphen\u{AD}", "ated, and one that is not."]);
        report.notes_and_links();
        report.list();
        report.table();
        report.figure("a.svg", SVG.as_bytes().to_vec(), "A square and a word");
        report.break_page();
        report.heading(2, "Within");
        report.paragraph(&["More words, in two ", "lines."]);
        let folio = Tag::Artifact(Artifact::Footer);
        report.line(folio, "2", None);
        report
    }

    /// A paragraph with a link, a reference and a note, and the note at the foot.
    fn notes_and_links(&mut self) {
        let words = self.inline(InlineKind::Text("a place".to_string()));
        let url = "https://example.org/é".to_string();
        let link = self.inline(InlineKind::Link { url: url.clone(), inside: vec![words] });
        let call = self.inline(InlineKind::NoteCall { name: "n".to_string() });
        let (link_id, call_id) = (link.id, call.id);
        let text = Leaf { id: self.node(), span: Span::default(), inlines: vec![link, call] };
        let leaf = text.id;
        let block = self.block(BlockKind::Paragraph(text));
        self.push(block);
        let note_text = self.leaf("What the note says.");
        let note_leaf = note_text.id;
        let note_block = self.block(BlockKind::Paragraph(note_text));
        let note = Note {
            id: self.node(),
            name: "n".to_string(),
            span: Span::default(),
            blocks: vec![note_block],
        };
        let note_id = note.id;
        self.document.notes.push(Arc::new(note));
        self.references.calls.insert(call_id, 0);
        self.references.notes.push(NoteEntry {
            note: 0,
            mark: "1".to_string(),
            exhibit: None,
            calls: vec![call_id],
        });
        let at = |offset| Some(Position { leaf, offset });
        self.line(Tag::Node(link_id, Part::Body), "a ", at(0));
        self.link(link_id, Part::Body, LinkTarget::Url(url.clone()));
        self.line(Tag::Node(link_id, Part::Body), "place", at(2));
        self.link(link_id, Part::Body, LinkTarget::Url(url));
        self.words(Tag::Node(call_id, Part::Body), "1", at(7), Length::from_points(140));
        self.link(call_id, Part::Body, LinkTarget::Node(note_id));
        self.anchor(note_id);
        self.line(Tag::Node(note_id, Part::Label), "1 ", None);
        self.line_of(note_leaf, 0, "What the note says.");
    }

    fn list(&mut self) {
        let mut items = Vec::new();
        for (label, words) in [("1. ", "First"), ("2. ", "Second")] {
            let text = self.leaf(words);
            let leaf = text.id;
            let block = self.block(BlockKind::Paragraph(text));
            let item = ListItem {
                id: self.node(),
                span: Span::default(),
                attributes: Attributes::default(),
                task: None,
                blocks: vec![block],
            };
            self.line(Tag::Node(item.id, Part::Label), label, None);
            self.line_of(leaf, 0, words);
            items.push(item);
        }
        let numerals = Some(Numerals { start: 1, ..Numerals::default() });
        let list = self.block(BlockKind::List(List { numerals, items, tight: true }));
        self.push(list);
    }

    fn table(&mut self) {
        let mut row = |words: [&str; 2]| {
            let id = self.node();
            let cells = words.map(|words| {
                let text = self.leaf(words);
                self.line_of(text.id, 0, words);
                Cell { id: self.node(), text }
            });
            Row { id, cells: cells.into() }
        };
        let head = row(["Year", "Number"]);
        let rows = vec![row(["2023", "7"]), row(["2024", "8"])];
        let table = Table {
            low: Vec::new(),
            columns: vec![crate::document::Alignment::Auto; 2],
            head,
            rows,
            caption: None,
            subtitle: None,
            source: None,
            note: None,
        };
        let block = self.block(BlockKind::Table(table));
        let node = block.id;
        self.push(block);
        let target = Target { node, name: Some("Table 1".to_string()) };
        self.references.targets.insert("table".to_string(), target);
    }
}

/// A figure with a gradient, a mask and a word.
pub(super) const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#00c" stop-opacity="0.2"/></linearGradient></defs>
<rect x="10" y="10" width="80" height="80" fill="url(#g)"/>
<g opacity="0.5"><circle cx="130" cy="40" r="30" fill="#080"/><circle cx="150" cy="40" r="30"/></g>
<text x="100" y="95" font-family="Source Sans 3" font-size="12">Fifteen waffles</text></svg>"##;
