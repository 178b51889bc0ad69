//! What stands in a line.

use super::super::page_marks::Stop;
use super::{Illustration, Voice, Writer};
use crate::document::{DRAFT_MARK, Inline, InlineKind, Leaf, by_script, web_address};
use crate::language::{Direction, Language};

impl Writer<'_, '_> {
    /// Writes the words of a leaf, with the markers of the pages that begin in it.
    pub(in super::super) fn leaf(&mut self, leaf: &Leaf) {
        let coming = self.book.marks.at(Stop::In(leaf.id)).to_vec();
        let outer = (self.offset, std::mem::replace(&mut self.coming, coming));
        self.offset = 0;
        self.inlines(&leaf.inlines);
        self.marks_before(usize::MAX);
        (self.offset, self.coming) = outer;
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(words) => self.words(words),
            InlineKind::Emphasis(inside) => self.within("em", inside, |voice| {
                voice.emphasis = !voice.emphasis;
                voice.stressed = !voice.stressed;
            }),
            InlineKind::Strong(inside) => {
                self.within("strong", inside, |voice| voice.strong = true);
            }
            InlineKind::Strikethrough(inside) => self.within("del", inside, |_| {}),
            InlineKind::Superscript(inside) => self.within("sup", inside, |_| {}),
            InlineKind::Subscript(inside) => self.within("sub", inside, |_| {}),
            InlineKind::Code(code) => {
                self.xml.open("code");
                self.in_voice(|voice| voice.code = true, |writer| writer.words(code));
                self.xml.close();
            }
            InlineKind::LineBreak => {
                self.marks_before(self.offset.saturating_add(1));
                self.xml.open("br").close();
                self.offset += 1;
            }
            InlineKind::Link { url, inside } => self.link(web_address(url).ok(), "link", inside),
            InlineKind::Reference { inside, .. } => {
                let target = self.book.input.references.leads.get(&inline.id);
                let address = target.and_then(|target| {
                    let id = self.anchor(target.node)?;
                    self.book.places.address(&self.part.file, target.node, id)
                });
                if inside.is_empty() {
                    let input = self.book.input;
                    let words = input.references.text(inline.id, &inline.kind, input.pages);
                    self.linked(address, "reference", |writer| writer.words(&words));
                } else {
                    self.link(address, "reference", inside);
                }
            }
            InlineKind::NoteCall { .. } => self.note_call(inline.id),
            InlineKind::Image { path, alt } => {
                let class = "inline";
                self.picture(path, &Illustration { alt, class, ..Illustration::default() });
            }
            InlineKind::Named { attributes, inside }
                if self.book.input.document.is_draft_mark(attributes) =>
            {
                self.xml.open("mark").attr("class", DRAFT_MARK);
                self.in_voice(|voice| voice.strong = true, |writer| writer.inlines(inside));
                self.xml.close();
            }
            InlineKind::Named { inside, .. } => match self.anchor(inline.id) {
                Some(id) => {
                    self.xml.open("span").attr("id", id);
                    self.inlines(inside);
                    self.xml.close();
                }
                // Classes of the author could be those of the style sheet.
                None => self.inlines(inside),
            },
            InlineKind::Passage { language, inside } => {
                self.xml.open("span");
                self.language(language);
                self.inlines(inside);
                self.xml.close();
            }
        }
    }

    /// Gives the element just opened a language, and a direction when it is another than around.
    pub(super) fn language(&mut self, language: &Language) {
        let tag = language.tag();
        let direction = language.direction();
        let differs = direction != self.book.input.document.language.direction();
        let name = if direction == Direction::RightToLeft { "rtl" } else { "ltr" };
        self.xml.attr("lang", tag).attr("xml:lang", tag);
        self.xml.attr_if("dir", differs.then_some(name));
    }

    fn within(&mut self, name: &'static str, inside: &[Inline], change: impl FnOnce(&mut Voice)) {
        self.xml.open(name);
        self.in_voice(change, |writer| writer.inlines(inside));
        self.xml.close();
    }

    fn link(&mut self, address: Option<String>, class: &str, inside: &[Inline]) {
        self.linked(address, class, |writer| writer.inlines(inside));
    }

    /// Writes a link, or its words alone when it leads nowhere or stands in another.
    fn linked(&mut self, address: Option<String>, class: &str, write: impl FnOnce(&mut Self)) {
        match address.filter(|_| !self.in_link) {
            Some(address) => {
                self.xml.open("a").attr("class", class).attr("href", &address);
                self.in_link = true;
                write(self);
                self.in_link = false;
                self.xml.close();
            }
            None => write(self),
        }
    }

    /// Writes words of a leaf's text. Those in scripts without italics are made bold where others
    /// are made italic.
    pub(super) fn words(&mut self, words: &str) {
        if !self.voice.stressed {
            self.run(words);
            return;
        }
        for (is_upright, words) in by_script(words) {
            if is_upright {
                self.xml.open("span").attr("class", "stress");
                let upright = |voice: &mut Voice| voice.emphasis = !voice.emphasis;
                self.in_voice(upright, |writer| writer.run(words));
                self.xml.close();
            } else {
                self.in_voice(|voice| voice.stressed = false, |writer| writer.run(words));
            }
        }
    }

    /// Writes words of one face, and the markers of the pages that begin in them.
    fn run(&mut self, words: &str) {
        self.speak(self.voice, words);
        let end = self.offset.saturating_add(words.len());
        let mut rest = words;
        while let Some((at, _)) = self.coming.first().copied().filter(|(at, _)| *at < end) {
            let (before, after) =
                rest.split_at_checked(at.saturating_sub(self.offset)).unwrap_or((rest, ""));
            self.xml.words(before);
            self.offset += before.len();
            rest = after;
            self.marks_before(at.saturating_add(1).max(self.offset.saturating_add(1)));
        }
        self.xml.words(rest);
        self.offset = end;
    }

    /// Writes the markers that stand before this byte of the leaf's text.
    pub(super) fn marks_before(&mut self, end: usize) {
        let count = self.coming.iter().take_while(|(at, _)| *at < end).count();
        for (_, page) in self.coming.drain(..count).collect::<Vec<_>>() {
            self.mark(page);
        }
    }
}
