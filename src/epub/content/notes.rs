//! Notes: called in the text, each with its ways back.
//!
//! Where the PDF has them at the foot of the page, they are footnotes at the end of their chapter,
//! which readers show when they are called. Where the PDF gathers them under a heading, they are
//! endnotes here too. The notes of a figure, table or box stand below it in both editions.

use super::super::page_marks::Stop;
use super::super::places::Part;
use super::{Book, ContentDocument, Ids, Traits, Voice, Writer};
use crate::document::{Block, BlockKind, NodeId};

/// An arrow to the left with a hook, as a character of text and not as a picture.
pub(in super::super) const BACK: &str = "↩\u{fe0e}";

impl Writer<'_, '_> {
    /// Writes the call of a note: its mark, a link to the note.
    pub(super) fn note_call(&mut self, call: NodeId) {
        let references = self.book.input.references;
        let mark = references.note_mark(call);
        if mark.is_empty() {
            return;
        }
        // A marker of a page that would stand in the mark stands before it.
        self.marks_before(self.offset.saturating_add(mark.len()));
        self.offset += mark.len();
        let places = self.book.places;
        let entry = references.calls.get(&call).copied();
        let note = entry.and_then(|entry| references.notes.get(entry)).map(|entry| entry.note);
        let note = note.and_then(|note| self.book.input.document.notes.get(note));
        let address = note.zip(entry).and_then(|(note, entry)| {
            places.address(&self.part.file, note.id, places.note_id(entry))
        });
        let upright = Voice { strong: true, emphasis: false, stressed: false, ..self.voice };
        self.speak(upright, mark);
        let id = places.call_id(call);
        self.xml.open("sup").attr("class", "call");
        match address.filter(|_| !self.in_link) {
            Some(address) => {
                self.xml.open("a").attr("id", id).attr("epub:type", "noteref");
                self.xml.attr("role", "doc-noteref").attr("href", &address);
                self.xml.words(mark).close();
            }
            None => {
                self.xml.attr("id", id).words(mark);
            }
        }
        self.xml.close();
    }

    /// Writes the notes of this part.
    pub(in super::super) fn notes(&mut self) {
        let part = self.part;
        if part.notes.is_empty() {
            return;
        }
        if self.book.places.gathers_notes() {
            self.endnotes("notes", 2);
            return;
        }
        let words = self.vocabulary();
        self.xml.open("section").attr("class", "footnotes").attr("epub:type", "footnotes");
        self.xml.attr("aria-label", words.notes).line();
        for (at, (entry, calls)) in part.notes.iter().enumerate() {
            // Apple Books takes footnotes out of the text, and would leave a rule of their list.
            self.footnote(*entry, calls, if at == 0 { "note first" } else { "note" });
        }
        self.xml.close().line();
    }

    /// Writes the notes of this part as a list under a heading.
    fn endnotes(&mut self, class: &str, level: u8) {
        let part = self.part;
        let title = self.ids.unique("notes");
        self.xml.open("section").attr("class", class).attr("epub:type", "endnotes");
        self.xml.attr("role", "doc-endnotes").attr("aria-labelledby", &title).line();
        if let Some((first, _)) = part.notes.first() {
            self.marks(Stop::Notes(*first));
        }
        let words = self.vocabulary();
        self.xml.open(super::heading_name(level)).attr("id", &title);
        self.say(Voice::of_heading(level), words.notes);
        self.xml.close().line().open("ol").line();
        for (entry, calls) in &part.notes {
            self.endnote(*entry, calls);
        }
        self.xml.close().close().line();
    }

    /// Writes the notes that stand below a figure, table or box.
    pub(super) fn notes_below(&mut self, exhibit: NodeId) {
        let places = self.book.places;
        for (entry, calls) in places.notes_below(exhibit) {
            self.in_voice(
                |voice| voice.small = true,
                |writer| writer.footnote(*entry, calls, "note"),
            );
        }
    }

    fn footnote(&mut self, index: usize, calls: &[NodeId], class: &str) {
        let input = self.book.input;
        let Some(entry) = input.references.notes.get(index) else { return };
        let Some(note) = input.document.notes.get(entry.note) else { return };
        self.marks(Stop::Before(note.id));
        self.xml.open("aside").attr("id", self.book.places.note_id(index)).attr("class", class);
        self.xml.attr("epub:type", "footnote").attr("role", "doc-footnote").line();
        self.note(&note.blocks, &entry.mark, true, calls);
        self.xml.close().line();
    }

    /// An endnote is an item of a list, whose number is the note's mark.
    fn endnote(&mut self, index: usize, calls: &[NodeId]) {
        let input = self.book.input;
        let Some(entry) = input.references.notes.get(index) else { return };
        let Some(note) = input.document.notes.get(entry.note) else { return };
        self.xml.open("li").attr("id", self.book.places.note_id(index));
        self.xml.attr("class", "note").attr("value", &(index + 1).to_string());
        self.xml.attr("epub:type", "endnote").line();
        self.marks(Stop::Before(note.id));
        self.note(&note.blocks, &entry.mark, false, calls);
        self.xml.close().line();
    }

    /// What a note says, after its mark if that is to be written, and the ways back.
    fn note(&mut self, blocks: &[Block], mark: &str, marked: bool, calls: &[NodeId]) {
        self.inside(|writer| {
            let last = blocks.len().saturating_sub(1);
            let mut back = false;
            for (at, block) in blocks.iter().enumerate() {
                match &block.kind {
                    BlockKind::Paragraph(text) => {
                        writer.marks(Stop::Before(block.id));
                        writer.open_node("p", block.id);
                        if at == 0 && marked {
                            writer.note_mark(mark);
                        }
                        writer.leaf(text);
                        if at == last {
                            writer.ways_back(mark, calls);
                            back = true;
                        }
                        writer.xml.close().line();
                    }
                    _ => {
                        if at == 0 && marked {
                            writer.xml.open("p");
                            writer.note_mark(mark);
                            writer.xml.close().line();
                        }
                        writer.block(block);
                    }
                }
            }
            if !back {
                writer.xml.open("p");
                writer.ways_back(mark, calls);
                writer.xml.close().line();
            }
        });
    }

    fn note_mark(&mut self, mark: &str) {
        self.say_in("span", "mark", self.voice, mark);
        self.xml.words(" ");
    }

    /// Writes a link back to each call. When there are several, they are numbered.
    fn ways_back(&mut self, mark: &str, calls: &[NodeId]) {
        let words = &self.book.input.references.words;
        for (at, call) in calls.iter().enumerate() {
            let id = self.book.places.call_id(*call);
            let Some(address) = self.book.places.address(&self.part.file, *call, id) else {
                continue;
            };
            let several = calls.len() > 1;
            let number = at + 1;
            let label = match several {
                true => format!("{} ({mark}.{number})", words.back_to_text),
                false => format!("{} ({mark})", words.back_to_text),
            };
            self.xml.words("\u{a0}");
            self.xml.open("a").attr("class", "back").attr("epub:type", "backlink");
            self.xml.attr("role", "doc-backlink").attr("href", &address);
            self.xml.attr("aria-label", &label);
            self.say(Voice { strong: true, ..self.voice }, BACK);
            if several {
                self.xml.element("sup", &number.to_string());
            }
            self.xml.close();
        }
    }

    /// Writes blocks one after another.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }
}

/// Writes the document of the notes, where the PDF has them at the end of the report. There is
/// none when only what the PDF alone has calls them.
pub(in super::super) fn notes(
    book: &Book<'_>,
    part: &Part,
    ids: &mut Ids,
    traits: &mut Traits,
) -> Option<ContentDocument> {
    if part.notes.is_empty() {
        return None;
    }
    let title = book.input.references.words.notes;
    let mut writer = Writer::new(book, part, title, "backmatter", ids, traits);
    writer.endnotes("part notes", 1);
    Some(writer.finish())
}
