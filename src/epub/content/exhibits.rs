//! What figures and tables have in common: boxes that scroll, and the rows below.

use super::{Voice, Writer};
use crate::document::Leaf;

impl Writer<'_, '_> {
    /// Opens a box that scrolls when what it holds is wider. What scrolls must be reachable with
    /// the keyboard, and what is reachable has a name; a name that is not written on the page is
    /// no landmark's.
    pub(super) fn scroll(&mut self, class: Option<&str>, name: Scroll<'_>) {
        let class = class.map_or("scroll".to_string(), |class| format!("scroll {class}"));
        self.xml.open("div").attr("class", &class).attr("tabindex", "0");
        match name {
            Scroll::LabelledBy(id) => {
                self.xml.attr("role", "region").attr("aria-labelledby", id);
            }
            Scroll::Named(name) => {
                self.xml.attr("role", "group").attr("aria-label", name);
            }
        }
        self.xml.line();
    }

    /// A name for an exhibit that has no label: what it is, and the first of `about` that tells it
    /// from all that were named before it; else its number among those of that name.
    pub(super) fn name_for(&mut self, kind: &str, about: &[String]) -> String {
        let colon = self.vocabulary().colon;
        let about = about.iter().map(|words| words.trim()).filter(|words| !words.is_empty());
        let mut names: Vec<String> = about.map(|words| format!("{kind}{colon}{words}")).collect();
        let nameless = names.is_empty();
        if nameless {
            names.push(kind.to_string());
        }
        let known = |name: &String| self.traits.names.contains_key(name);
        let free = names.iter().find(|name| !nameless && !known(name)).cloned();
        let name = free.unwrap_or_else(|| names.swap_remove(0));
        let count = self.traits.names.entry(name.clone()).or_insert(0);
        *count += 1;
        match (*count, nameless) {
            (1, false) => name,
            (count, _) => format!("{name} ({})", self.vocabulary().digits(&count.to_string())),
        }
    }

    /// A row below an exhibit: its lead, then its words.
    pub(super) fn remark(&mut self, id: Option<&str>, class: &str, lead: &str, leaf: &Leaf) {
        self.xml.open("p").attr_if("id", id).attr("class", class);
        self.say_in("span", "lead", Voice::SMALL, lead);
        self.xml.words(" ");
        self.xml.open("span").attr("class", "matter");
        self.in_voice(|voice| *voice = Voice::SMALL, |writer| writer.leaf(leaf));
        self.xml.close().close().line();
    }

    /// The note and the source below an exhibit, each after its word.
    pub(super) fn remarks(&mut self, note: &Option<Leaf>, source: &Option<Leaf>) {
        let words = self.vocabulary();
        for (leaf, class, word) in [(note, "remark", words.note), (source, "source", words.source)]
        {
            if let Some(leaf) = leaf {
                self.remark(None, class, word, leaf);
            }
        }
    }
}

/// What the name of a box that scrolls is.
pub(super) enum Scroll<'n> {
    /// The words of the element with this id, which are its own alone.
    LabelledBy(&'n str),
    /// These words.
    Named(&'n str),
}
