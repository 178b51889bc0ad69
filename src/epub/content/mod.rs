//! Content documents (EPUB 3.3, section 6): a chapter of the document as XHTML.
//!
//! Sections nest as the headings do; what stands in them is written by kind: [`blocks`],
//! [`figures`] and [`tables`] with what both have as [`exhibits`], [`inlines`], [`mod@notes`]. The order is that of
//! [`crate::document::visit`], which the structure of the PDF has too.

mod blocks;
mod exhibits;
mod figures;
mod inlines;
mod notes;
mod tables;

pub(super) use figures::Illustration;
pub(super) use notes::{BACK, notes};

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use super::navigation::{PageEntry, page_list};
use super::page_marks::{PageMarks, Stop};
use super::pictures::Pictures;
use super::places::{Ids, Part, PartKind, Places};
use super::style::Wide;
use super::xml::{Head, Xml, content_document};
use crate::document::{Attributes, Block, BlockKind, ChapterRole, Leaf, NodeId};
use crate::language::Direction;
use crate::media::LetterFace;
use crate::theme::Em;
use crate::words::Words;

/// A finished content document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentDocument {
    /// The file name.
    pub(super) file: String,
    /// The text.
    pub(super) xhtml: String,
    /// Whether it has SVG in it, which the package must declare.
    pub(super) svg: bool,
}

/// What turned out to be in the book, as the package, the page list and the fonts need it.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// There are pictures that say something.
    pub(super) pictures: bool,
    /// One of them has no alternative text.
    pub(super) undescribed: bool,
    /// A picture has a long description.
    pub(super) long_descriptions: bool,
    /// The names given to what has none on the page, and how often.
    pub(super) names: BTreeMap<String, u32>,
    /// The pages as they were marked: the index of the page and the address of its marker.
    pub(super) pages: Vec<(usize, String)>,
    /// The widths that pictures need at least, in rem, and what becomes of those that have less.
    pub(super) widths: BTreeSet<(Wide, Em)>,
    /// The faces that drawings name, with the characters that they set in them.
    pub(super) drawn: BTreeMap<LetterFace, BTreeSet<char>>,
    /// The characters that are set in each voice.
    pub(super) spoken: BTreeMap<Voice, BTreeSet<char>>,
}

/// A way of setting words: which face of a family they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Voice {
    /// In the style of headings of this level, 1 to 4; 0 for other words.
    pub(super) heading: u8,
    /// In the family of captions, tables and boxes; else in that of running text.
    pub(super) small: bool,
    /// Semibold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// Emphasised: in Arabic script, which has no italics, that is bold.
    pub(super) stressed: bool,
    /// In the family of code.
    pub(super) code: bool,
}

impl Voice {
    /// That of captions.
    pub(super) const SMALL: Voice = Voice {
        heading: 0,
        small: true,
        strong: false,
        emphasis: false,
        stressed: false,
        code: false,
    };
    /// That of labels.
    pub(super) const LABEL: Voice = Voice { strong: true, ..Voice::SMALL };

    /// That of a heading.
    pub(super) fn of_heading(level: u8) -> Voice {
        Voice { heading: level.clamp(1, 4), ..Voice::default() }
    }
}

/// What all content documents are written from.
pub(super) struct Book<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) places: &'a Places,
    pub(super) marks: &'a PageMarks,
    pub(super) pictures: &'a Pictures,
    /// The level of each heading of the outline.
    pub(super) levels: BTreeMap<NodeId, u8>,
}

impl<'a> Book<'a> {
    pub(super) fn new(
        input: &'a Input<'a>,
        places: &'a Places,
        marks: &'a PageMarks,
        pictures: &'a Pictures,
    ) -> Book<'a> {
        let outline = input.references.flat_outline();
        let levels = outline.iter().map(|entry| (entry.node, entry.level)).collect();
        Book { input, places, marks, pictures, levels }
    }
}

/// Writes one content document.
pub(super) struct Writer<'b, 'a> {
    book: &'b Book<'a>,
    ids: &'b mut Ids,
    traits: &'b mut Traits,
    part: &'b Part,
    pub(super) xml: Xml,
    /// The level of the heading under which the text stands.
    level: u8,
    /// The words of that heading.
    heading: String,
    /// How many sections are open, and the level of the heading of each.
    sections: Vec<u8>,
    /// How many of them may not be closed, since they began outside of the present element.
    kept: usize,
    /// Whether no section may begin: inside a quotation, a list, a box.
    nested: bool,
    /// The levels, as they are written, of the headings that are open in there.
    inner: Vec<u8>,
    voice: Voice,
    /// Whether the words are those of a link, in which no other may stand.
    in_link: bool,
    /// The byte of the leaf's text up to which it is written.
    offset: usize,
    /// The markers that still come in this leaf.
    coming: Vec<(usize, usize)>,
    /// How many drawings the document has.
    drawings: u32,
    /// Whether the ground is that of a box.
    boxed: bool,
}

impl<'b, 'a> Writer<'b, 'a> {
    /// Begins the document of a part, up to its opened body.
    pub(super) fn new(
        book: &'b Book<'a>,
        part: &'b Part,
        title: &str,
        division: &str,
        ids: &'b mut Ids,
        traits: &'b mut Traits,
    ) -> Writer<'b, 'a> {
        let language = &book.input.document.language;
        let head = Head {
            title,
            language: language.tag(),
            right_to_left: language.direction() == Direction::RightToLeft,
            division,
        };
        let mut writer = Writer {
            book,
            ids,
            traits,
            part,
            xml: content_document(&head),
            level: 1,
            heading: String::new(),
            sections: Vec::new(),
            kept: 0,
            nested: false,
            inner: Vec::new(),
            voice: Voice::default(),
            in_link: false,
            offset: 0,
            coming: Vec::new(),
            drawings: 0,
            boxed: false,
        };
        writer.draft();
        writer
    }

    /// Says at the top of a file that the report is a draft, when it is one.
    fn draft(&mut self) {
        if let Some(word) = &self.book.input.document.front.draft {
            self.say_in("p", "draft", Voice::LABEL, word);
            self.xml.line();
        }
    }

    /// Ends the document.
    pub(super) fn finish(self) -> ContentDocument {
        let file = self.part.file.clone();
        ContentDocument { file, xhtml: self.xml.finish(), svg: self.drawings > 0 }
    }

    /// Writes the markers of the pages that begin at a stop.
    pub(super) fn marks(&mut self, stop: Stop) {
        for (_, page) in self.book.marks.at(stop) {
            self.mark(*page);
        }
    }

    /// Writes the marker of a page: EPUB Accessibility Techniques 1.1, section 3.1.
    fn mark(&mut self, page: usize) {
        let Some(mark) = self.book.marks.pages.get(page) else { return };
        self.xml
            .open("span")
            .attr("id", &mark.id)
            .attr("class", "page")
            .attr("epub:type", "pagebreak")
            .attr("role", "doc-pagebreak")
            .attr("aria-label", &self.book.input.references.words.page(&mark.label))
            .close();
        self.traits.pages.push((page, format!("{}#{}", self.part.file, mark.id)));
    }

    /// The id of a node: its own, or one made for it.
    fn id_of(&mut self, node: NodeId, wish: &str) -> String {
        match self.book.input.references.anchor(node) {
            Some(id) => id.to_string(),
            None => self.ids.unique(wish),
        }
    }

    /// The address of a block from the navigation document.
    pub(super) fn entry_address(&self, node: NodeId) -> Option<String> {
        self.book.places.entry(node, self.book.input.references)
    }

    /// The words of the report's language.
    pub(super) fn vocabulary(&self) -> &'a Words {
        &self.book.input.references.words
    }

    /// The pages that were marked so far.
    pub(super) fn marked_pages(&self) -> Vec<PageEntry> {
        page_list(&self.book.marks.pages, self.traits)
    }

    /// The id of a node, if it has one.
    fn anchor(&self, node: NodeId) -> Option<&'a str> {
        self.book.input.references.anchor(node)
    }

    /// Opens the element of a node, with the node's id if it has one.
    fn open_node(&mut self, name: &'static str, node: NodeId) -> &mut Xml {
        let id = self.anchor(node);
        self.xml.open(name).attr_if("id", id)
    }

    /// Writes what stands in the voice that `change` makes of the present one.
    pub(super) fn in_voice(
        &mut self,
        change: impl FnOnce(&mut Voice),
        write: impl FnOnce(&mut Self),
    ) {
        let outer = self.voice;
        change(&mut self.voice);
        write(self);
        self.voice = outer;
    }

    /// Takes note that these characters are set in this voice.
    pub(super) fn speak(&mut self, voice: Voice, words: &str) {
        self.traits.spoken.entry(voice).or_default().extend(words.chars());
    }

    /// Writes words that are not of the running text.
    pub(super) fn say(&mut self, voice: Voice, words: &str) {
        self.speak(voice, words);
        self.xml.words(words);
    }

    /// Writes an element of this class with words that are not of the running text.
    pub(super) fn say_in(&mut self, name: &'static str, class: &str, voice: Voice, words: &str) {
        self.xml.open(name).attr("class", class);
        self.say(voice, words);
        self.xml.close();
    }

    /// Writes what may not begin sections of its own, under a heading of this level.
    fn inside_at(&mut self, level: u8, write: impl FnOnce(&mut Self)) {
        let heading = self.heading.clone();
        let outer = (self.level, self.nested, std::mem::take(&mut self.inner));
        (self.level, self.nested) = (level, true);
        write(self);
        (self.level, self.nested, self.inner) = outer;
        self.heading = heading;
    }

    /// Writes what may not begin sections of its own.
    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.inside_at(self.present_level(), write);
    }

    /// The level of the innermost heading that stands above the present place.
    fn present_level(&self) -> u8 {
        let inner = u8::try_from(self.inner.len()).unwrap_or(DEEPEST);
        self.level.saturating_add(inner).min(DEEPEST)
    }

    /// Closes the sections that began in the present element.
    fn close_sections(&mut self, down_to: u8) {
        while self.sections.len() > self.kept && self.sections.last() >= Some(&down_to) {
            self.sections.pop();
            self.xml.close().line();
        }
    }

    /// Writes blocks into an element that is open already and may hold sections.
    fn sections_of(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.kept, self.sections.len());
        self.blocks(blocks);
        self.close_sections(0);
        self.kept = outer;
    }
}

/// Writes the document of a chapter.
pub(super) fn chapter(
    book: &Book<'_>,
    part: &Part,
    ids: &mut Ids,
    traits: &mut Traits,
) -> Option<ContentDocument> {
    let PartKind::Chapter(index) = part.kind else { return None };
    let chapter = book.input.document.chapters.get(index)?;
    let front = &book.input.document.front;
    let title = chapter.heading().unwrap_or(&front.title).plain_text();
    let (division, kind, role) = match chapter.role {
        ChapterRole::Opening => ("bodymatter", Some("introduction"), Some("doc-introduction")),
        ChapterRole::Body => ("bodymatter", Some("chapter"), Some("doc-chapter")),
        ChapterRole::Appendix => ("backmatter", Some("appendix"), Some("doc-appendix")),
        ChapterRole::Back => ("backmatter", None, None),
    };
    let mut writer = Writer::new(book, part, &title, division, ids, traits);
    let heading = chapter.heading().and_then(|_| chapter.blocks.first());
    let label = match heading {
        Some(block) => writer.id_of(block.id, "title"),
        None => writer.ids.unique("title"),
    };
    writer.xml.open("section").attr("class", classes("part", heading.map(AsRef::as_ref)).trim());
    writer.xml.attr_if("epub:type", kind).attr_if("role", role);
    writer.xml.attr("aria-labelledby", &label).line();
    match heading {
        Some(block) => {
            if let BlockKind::Heading { text, .. } = &block.kind {
                writer.marks(Stop::Before(block.id));
                writer.heading(1, block.id, text, &label);
            }
        }
        None => writer.report_title(&label),
    }
    let rest = chapter.blocks.iter().skip(usize::from(heading.is_some()));
    for block in rest {
        writer.block(block);
    }
    writer.close_sections(0);
    writer.notes();
    Some(writer.finish())
}

/// The deepest level of a heading in XHTML.
const DEEPEST: u8 = 6;

/// The element of a heading of this level.
fn heading_name(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// The classes of a section: its own, and those of its heading that have a look.
fn classes(own: &str, heading: Option<&Block>) -> String {
    let recommendations =
        heading.is_some_and(|block| Attributes::has(&block.attributes, "recommendations"));
    match recommendations {
        true => format!("{own} recommendations"),
        false => own.to_string(),
    }
}

impl Writer<'_, '_> {
    /// The title above a text that has no heading of its own: the PDF has it there too.
    fn report_title(&mut self, id: &str) {
        let front = &self.book.input.document.front;
        self.xml.open("header").line();
        self.marks(Stop::Header);
        self.title(id);
        for (leaf, class) in [(&front.byline, "byline"), (&front.role, "role")] {
            if let Some(leaf) = leaf {
                self.paragraph_of(class, leaf);
            }
        }
        self.xml.close().line();
    }

    /// The title of the report, and its subtitle.
    pub(super) fn title(&mut self, id: &str) {
        let front = &self.book.input.document.front;
        self.heading = front.title.plain_text();
        if front.subtitle.is_some() {
            self.xml.open("hgroup").line();
        }
        self.in_voice(
            |voice| *voice = Voice::of_heading(1),
            |writer| {
                writer.xml.open("h1").attr("id", id);
                writer.leaf(&front.title);
                writer.xml.close().line();
                if let Some(subtitle) = &front.subtitle {
                    writer.xml.open("p").attr("class", "subtitle").attr("role", "doc-subtitle");
                    writer.leaf(subtitle);
                    writer.xml.close().line();
                    writer.xml.close().line();
                }
            },
        );
    }

    /// A paragraph of this class in the family of labels.
    pub(super) fn paragraph_of(&mut self, class: &str, leaf: &Leaf) {
        self.xml.open("p").attr("class", class);
        self.in_voice(|voice| *voice = Voice::SMALL, |writer| writer.leaf(leaf));
        self.xml.close().line();
    }

    /// A heading that begins a section, or one inside a quotation or box.
    fn section_heading(&mut self, block: &Block, level: u8, text: &Leaf) {
        if self.nested {
            while self.inner.last().is_some_and(|own| *own >= level) {
                self.inner.pop();
            }
            self.inner.push(level);
            self.marks(Stop::Before(block.id));
            let id = self.id_of(block.id, "heading");
            self.heading(self.present_level(), block.id, text, &id);
            return;
        }
        let level = self.book.levels.get(&block.id).copied().unwrap_or(level);
        let level = level.clamp(2, self.level.saturating_add(1).clamp(2, DEEPEST));
        self.close_sections(level);
        let id = self.id_of(block.id, "heading");
        let class = classes("", Some(block));
        self.xml.open("section");
        // A section with a name is a landmark. Those are the chapters: sections of one chapter may
        // have the same heading.
        self.xml.attr_if("class", Some(class.trim()).filter(|class| !class.is_empty())).line();
        self.sections.push(level);
        self.level = level;
        self.marks(Stop::Before(block.id));
        self.heading(level, block.id, text, &id);
    }

    fn heading(&mut self, level: u8, node: NodeId, text: &Leaf, id: &str) {
        let voice = Voice::of_heading(level);
        self.heading = text.plain_text();
        self.xml.open(heading_name(level)).attr("id", id);
        if let Some(number) = self.book.input.references.label(node) {
            let named = !number.starts_with(char::is_numeric);
            let class = if named { "part-label" } else { "number" };
            self.say_in("span", class, if named { Voice::LABEL } else { voice }, number);
            self.xml.words(" ");
        }
        self.in_voice(|own| *own = voice, |writer| writer.leaf(text));
        self.xml.close().line();
    }
}
