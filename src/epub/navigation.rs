//! The navigation document (EPUB 3.3, section 7): contents, lists of figures, maps, tables and
//! boxes, page list, landmarks.

use super::content::{Book, ContentDocument, Traits, Voice, Writer};
use super::page_marks::{PageMark, Stop};
use super::places::{Ids, NAVIGATION, Part, PartKind};
use crate::document::ChapterRole;
use crate::references::{ObjectList, OutlineEntry};

/// An entry of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where it leads.
    pub(super) address: String,
    /// What it says.
    pub(super) words: String,
    /// The entries below it.
    pub(super) children: Vec<Entry>,
}

/// A page of the PDF, and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageEntry {
    /// The address of its marker.
    pub(super) address: String,
    /// Its label.
    pub(super) label: String,
}

/// The contents to the depth that the manifest asks for, after the opening, which has no heading
/// but the title of the report. When the manifest asks for none, or there are no headings, the
/// file must have them all the same: EPUB 3.3, section 7.4.
pub(super) fn contents(book: &Book<'_>) -> Vec<Entry> {
    fn entries(book: &Book<'_>, outline: &[OutlineEntry], depth: u8) -> Vec<Entry> {
        let Some(below) = depth.checked_sub(1) else { return Vec::new() };
        let listed = outline.iter().filter(|entry| entry.listed);
        let entry = |own: &OutlineEntry| {
            let address = book.places.entry(own.node, book.input.references)?;
            let children = entries(book, &own.children, below);
            Some(Entry { address, words: own.line(), children })
        };
        listed.filter_map(entry).collect()
    }
    const ALL: u8 = 6;
    let depth = match book.input.manifest.contents.depth {
        0 => ALL,
        depth => depth,
    };
    let parts = &book.places.parts;
    let role = |index: usize| book.input.document.chapters.get(index).map(|chapter| chapter.role);
    let opening = |part: &&Part| matches!(part.kind, PartKind::Chapter(index) if role(index) == Some(ChapterRole::Opening));
    let mut below = entries(book, &book.input.references.outline, depth);
    let mut titled = parts.iter().find(opening);
    if below.is_empty() && titled.is_none() {
        titled = parts.iter().find(|part| matches!(part.kind, PartKind::Chapter(_)));
        titled = titled.or_else(|| parts.iter().find(|part| part.kind == PartKind::Title));
    }
    let words = book.input.document.front.title.plain_text();
    let entry = |part: &Part| Entry { address: part.file.clone(), words, children: Vec::new() };
    let mut contents: Vec<Entry> = titled.map(entry).into_iter().collect();
    contents.append(&mut below);
    contents
}

/// The page list: what was marked, in the order of the pages.
pub(super) fn page_list(marks: &[PageMark], traits: &Traits) -> Vec<PageEntry> {
    let mut pages = traits.pages.clone();
    pages.sort();
    let entry = |(page, address): (usize, String)| {
        Some(PageEntry { address, label: marks.get(page)?.label.clone() })
    };
    pages.into_iter().filter_map(entry).collect()
}

/// A navigation document that is not finished.
pub(super) struct Navigation<'b, 'a> {
    writer: Writer<'b, 'a>,
    /// The lists in it that are landmarks: kind, address, words.
    lists: Vec<Landmark>,
}

/// A landmark: its kind by the EPUB Structural Semantics Vocabulary, its address, its words.
type Landmark = (&'static str, String, String);

/// Begins the navigation document: contents and lists. It is written before the page list is
/// known, since pages begin in it too; [`finish`] ends it.
pub(super) fn begin<'b, 'a>(
    book: &'b Book<'a>,
    part: &'b Part,
    contents: &[Entry],
    ids: &'b mut Ids,
    traits: &'b mut Traits,
) -> Navigation<'b, 'a> {
    let words = &book.input.references.words;
    let title = ids.unique("contents");
    let list_ids: Vec<String> =
        book.input.references.lists.iter().map(|_| ids.unique("list")).collect();
    let mut writer = Writer::new(book, part, words.contents, "frontmatter", ids, traits);
    writer.marks(Stop::Contents);
    writer.xml.open("nav").attr("class", "part").attr("epub:type", "toc").attr("role", "doc-toc");
    writer.xml.attr("aria-labelledby", &title).line();
    writer.xml.open("h1").attr("id", &title);
    writer.say(Voice::of_heading(1), words.contents);
    writer.xml.close().line();
    write_contents(&mut writer, contents);
    writer.xml.close().line();
    let mut lists = Vec::new();
    for (list, id) in book.input.references.lists.iter().zip(&list_ids) {
        if let Some(kind) = write_list(&mut writer, list, id) {
            lists.push((kind, format!("{NAVIGATION}#{id}"), list.title.clone()));
        }
    }
    Navigation { writer, lists }
}

/// Ends the navigation document: page list and landmarks, which readers show in their own way.
pub(super) fn finish(
    navigation: Navigation<'_, '_>,
    book: &Book<'_>,
) -> (ContentDocument, Vec<PageEntry>) {
    let Navigation { mut writer, lists } = navigation;
    let words = &book.input.references.words;
    let pages = writer.marked_pages();
    if !pages.is_empty() {
        writer.xml.open("nav").attr("epub:type", "page-list").attr("role", "doc-pagelist");
        writer.xml.attr("aria-label", words.pages).attr("hidden", "hidden").line();
        writer.xml.open("ol").line();
        for page in &pages {
            writer.xml.open("li").open("a").attr("href", &page.address).words(&page.label);
            writer.xml.close().close().line();
        }
        writer.xml.close().close().line();
    }
    writer.xml.open("nav").attr("epub:type", "landmarks").attr("aria-label", words.landmarks);
    writer.xml.attr("hidden", "hidden").line().open("ol").line();
    for (kind, address, words) in landmarks(book, lists) {
        writer.xml.open("li").open("a").attr("epub:type", kind).attr("href", &address);
        writer.xml.words(&words).close().close().line();
    }
    writer.xml.close().close().line();
    (writer.finish(), pages)
}

fn write_contents(writer: &mut Writer<'_, '_>, entries: &[Entry]) {
    writer.xml.open("ol").line();
    for entry in entries {
        writer.xml.open("li").open("a").attr("href", &entry.address);
        writer.say(Voice::LABEL, &entry.words);
        writer.speak(Voice::SMALL, &entry.words);
        writer.xml.close();
        if !entry.children.is_empty() {
            writer.xml.line();
            write_contents(writer, &entry.children);
        }
        writer.xml.close().line();
    }
    writer.xml.close().line();
}

/// A list of figures, maps, tables or boxes; its kind, if it was written and has one.
fn write_list(writer: &mut Writer<'_, '_>, list: &ObjectList, id: &str) -> Option<&'static str> {
    let addresses: Vec<_> = list
        .entries
        .iter()
        .filter_map(|entry| Some((writer.entry_address(entry.node)?, entry)))
        .collect();
    if addresses.is_empty() {
        return None;
    }
    let kind = list_semantics(list, writer);
    writer.xml.open("nav").attr("class", "part").attr_if("epub:type", kind);
    writer.xml.attr("aria-labelledby", id).line();
    writer.xml.open("h2").attr("id", id);
    writer.say(Voice::of_heading(2), &list.title);
    writer.xml.close().line();
    writer.xml.open("ol").line();
    for (address, entry) in addresses {
        writer.xml.open("li").open("a").attr("class", "entry").attr("href", &address);
        writer.say_in("span", "label", Voice::LABEL, &entry.label);
        writer.xml.words(" ");
        writer.say(Voice::SMALL, &entry.title);
        writer.xml.close().close().line();
    }
    writer.xml.close().close().line();
    kind
}

/// What a list is in the EPUB Structural Semantics Vocabulary, which has no word for boxes.
fn list_semantics(list: &ObjectList, writer: &Writer<'_, '_>) -> Option<&'static str> {
    let words = writer.vocabulary();
    if list.title == words.figures || list.title == words.maps {
        Some("loi")
    } else if list.title == words.tables {
        Some("lot")
    } else {
        None
    }
}

/// The landmarks, in the order of the spine.
fn landmarks(book: &Book<'_>, mut lists: Vec<Landmark>) -> Vec<Landmark> {
    let words = &book.input.references.words;
    let document = book.input.document;
    let mut landmarks = Vec::new();
    let mut body = false;
    for part in &book.places.parts {
        let file = part.file.clone();
        match part.kind {
            PartKind::Cover => landmarks.push(("cover", file, words.cover.to_string())),
            PartKind::Title => landmarks.push(("titlepage", file, words.title_page.to_string())),
            PartKind::Imprint => {
                landmarks.push(("copyright-page", file, words.imprint.to_string()));
            }
            PartKind::Contents => {
                landmarks.push(("toc", NAVIGATION.to_string(), words.contents.to_string()));
                landmarks.append(&mut lists);
            }
            PartKind::Notes if part.notes.is_empty() => {}
            PartKind::Notes => landmarks.push(("endnotes", file, words.notes.to_string())),
            PartKind::Chapter(index) => {
                let Some(chapter) = document.chapters.get(index) else { continue };
                let heading = chapter.heading().unwrap_or(&document.front.title);
                if !body {
                    body = true;
                    landmarks.push(("bodymatter", file.clone(), heading.plain_text()));
                }
                match chapter.role {
                    ChapterRole::Opening | ChapterRole::Body => {}
                    ChapterRole::Appendix => {
                        landmarks.push(("appendix", file, heading.plain_text()));
                    }
                    ChapterRole::Back => landmarks.push(("backmatter", file, heading.plain_text())),
                }
            }
        }
    }
    landmarks
}
