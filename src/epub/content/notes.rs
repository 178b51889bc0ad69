//! Notes: called in the text, standing at the end of the chapter or below the figure, table or box
//! that calls them, each with its ways back.

use super::super::page_marks::Stop;
use super::{Voice, Writer};
use crate::document::{Block, BlockKind, NodeId};

/// An arrow to the left with a hook, as a character of text and not as a picture.
const BACK: &str = "↩\u{fe0e}";

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
        let entry = references.calls.get(&call).copied();
        let below =
            |entry: usize| references.notes.get(entry).is_some_and(|entry| entry.exhibit.is_some());
        let known = entry
            .filter(|entry| below(*entry) || self.part.notes.iter().any(|(own, _)| own == entry));
        self.traits.voices.insert(Voice { strong: true, ..self.voice });
        let id = self.book.places.call_id(call);
        self.xml.open("sup").attr("class", "call");
        match known.filter(|_| !self.in_link) {
            Some(entry) => {
                let note = format!("#{}", self.book.places.note_id(entry));
                self.xml.open("a").attr("id", id).attr("epub:type", "noteref");
                self.xml.attr("role", "doc-noteref").attr("href", &note);
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
        let words = &self.book.input.references.words;
        self.xml.open("section").attr("class", "notes").attr("epub:type", "footnotes");
        self.xml.attr("aria-label", words.notes).line();
        for (entry, calls) in &part.notes {
            self.note(*entry, calls);
        }
        self.xml.close().line();
    }

    /// Writes the notes that stand below a figure, table or box.
    pub(super) fn notes_below(&mut self, exhibit: NodeId) {
        let places = &self.book.places;
        for (entry, calls) in places.notes_below(exhibit) {
            self.in_voice(|voice| voice.small = true, |writer| writer.note(*entry, calls));
        }
    }

    fn note(&mut self, index: usize, calls: &[NodeId]) {
        let input = self.book.input;
        let Some(entry) = input.references.notes.get(index) else { return };
        let Some(note) = input.document.notes.get(entry.note) else { return };
        self.marks(Stop::Before(note.id));
        self.xml.open("aside").attr("id", self.book.places.note_id(index)).attr("class", "note");
        self.xml.attr("epub:type", "footnote").attr("role", "doc-footnote").line();
        self.inside(|writer| {
            let last = note.blocks.len().saturating_sub(1);
            let mut back = false;
            for (at, block) in note.blocks.iter().enumerate() {
                match &block.kind {
                    BlockKind::Paragraph(text) => {
                        writer.open_node("p", block.id);
                        if at == 0 {
                            writer.note_mark(&entry.mark);
                        }
                        writer.leaf(text);
                        if at == last {
                            writer.ways_back(&entry.mark, calls);
                            back = true;
                        }
                        writer.xml.close().line();
                    }
                    _ => {
                        if at == 0 {
                            writer.xml.open("p");
                            writer.note_mark(&entry.mark);
                            writer.xml.close().line();
                        }
                        writer.block(block);
                    }
                }
            }
            if !back {
                writer.xml.open("p");
                writer.ways_back(&entry.mark, calls);
                writer.xml.close().line();
            }
        });
        self.xml.close().line();
    }

    fn note_mark(&mut self, mark: &str) {
        self.xml.open("span").attr("class", "mark").words(mark).close().words(" ");
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
            self.xml.attr("aria-label", &label).words(BACK);
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
