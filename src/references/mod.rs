//! Numbers, names, anchors and the outline of a report: a side table beside the tree.
//!
//! Made once, by [`crate::resolve`], and read by both backends. Every visible string that comes
//! from numbering comes from here, so that the two editions cannot differ.

mod dump;

use std::collections::BTreeMap;

use crate::document::{InlineKind, NodeId, ReferenceForm};
use crate::page::PageMap;
use crate::words::Words;

/// What numbering made of a document.
#[derive(Clone, Debug)]
pub struct References {
    /// The words of the report's language: "Figure", "page", "Contents".
    pub words: Words,
    /// What each id leads to, wherever nothing nearer has it: the ids that authors gave, those
    /// that headings got from their words, and the names of files.
    pub targets: BTreeMap<String, Target>,
    /// What each reference leads to, by its inline; none for a reference to nothing.
    pub leads: BTreeMap<NodeId, Target>,
    /// The id of each node that has one, its own or one made from its words. Ids are unique in
    /// the report and fit for XML and for a PDF destination.
    pub anchors: BTreeMap<NodeId, String>,
    /// The name and number of each numbered block: "Map 1", "Table 2", "Box 1", "Appendix A",
    /// and of numbered headings the number alone, "1.2".
    pub labels: BTreeMap<NodeId, String>,
    /// The headings, nested.
    pub outline: Vec<OutlineEntry>,
    /// The lists after the contents, by kind, in the order that the manifest asks for.
    pub lists: Vec<ObjectList>,
    /// The notes that are called, in the order of their first calls.
    pub notes: Vec<NoteEntry>,
    /// The note, as an index of `notes`, that each call leads to.
    pub calls: BTreeMap<NodeId, usize>,
}

/// What an id leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The block, item, entry or inline.
    pub node: NodeId,
    /// Its name and number, or for an unnumbered heading its words in quotation marks as the
    /// language has them; none for what can only be referred to by page or in own words.
    pub name: Option<String>,
}

/// A heading in the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The heading's block.
    pub node: NodeId,
    /// Its level in the outline, from 1; never more than one deeper than its parent's.
    pub level: u8,
    /// Its number, or "Appendix A", as it is printed before the words.
    pub number: Option<String>,
    /// What parts a name from the words: ": ".
    pub colon: &'static str,
    /// Its words, plain.
    pub title: String,
    /// Whether the contents and the bookmarks list it.
    pub listed: bool,
    /// The headings below it.
    pub children: Vec<OutlineEntry>,
}

impl OutlineEntry {
    /// The number and the words as one line of a contents list: "1.2 Aims", "Appendix A: Sources".
    pub fn line(&self) -> String {
        match &self.number {
            Some(number) if number.ends_with(char::is_numeric) => {
                format!("{number} {}", self.title)
            }
            Some(number) => format!("{number}{}{}", self.colon, self.title),
            None => self.title.clone(),
        }
    }
}

/// A list of figures, maps, tables or boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectList {
    /// Its name: "Maps".
    pub title: String,
    /// Its entries, in reading order.
    pub entries: Vec<ObjectEntry>,
}

/// An entry of a list of figures, maps, tables or boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectEntry {
    /// The block.
    pub node: NodeId,
    /// Its name and number: "Map 1".
    pub label: String,
    /// Its caption, plain.
    pub title: String,
}

/// A note that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// The note: an index of [`crate::document::Document::notes`].
    pub note: usize,
    /// Its mark: "1"; below a figure, table or box "a".
    pub mark: String,
    /// The figure, table or box below which it stands, because it is called in that alone.
    pub exhibit: Option<NodeId>,
    /// Its calls, in reading order; at least one.
    pub calls: Vec<NodeId>,
}

impl References {
    /// The words of a reference whose author gave none, or of a note's call. Without a page map,
    /// or for a page that it does not know, a page is "0": the words of the first round.
    ///
    /// For inlines of other kinds, and for references with words of their own, this is empty.
    pub fn text(&self, id: NodeId, kind: &InlineKind, pages: Option<&PageMap>) -> String {
        match kind {
            InlineKind::NoteCall { .. } => self.note_mark(id).to_string(),
            InlineKind::Reference { form, inside, .. } if inside.is_empty() => {
                self.reference_text(id, *form, pages)
            }
            _ => String::new(),
        }
    }

    fn reference_text(
        &self,
        reference: NodeId,
        form: ReferenceForm,
        pages: Option<&PageMap>,
    ) -> String {
        let Some(target) = self.leads.get(&reference) else {
            return String::new();
        };
        let name = target.name.as_deref().unwrap_or_default();
        let page = pages.and_then(|pages| pages.label_of(target.node)).unwrap_or("0");
        match form {
            ReferenceForm::Number => name.to_string(),
            ReferenceForm::Page => self.words.page(page),
            ReferenceForm::Full => self.words.on_page(name, page),
        }
    }

    /// The mark of the note that this call leads to: "1". Empty for a call of no note.
    pub fn note_mark(&self, call: NodeId) -> &str {
        self.calls.get(&call).map_or("", |index| self.notes[*index].mark.as_str())
    }

    /// The name and number of a block: "Map 1".
    pub fn label(&self, node: NodeId) -> Option<&str> {
        self.labels.get(&node).map(String::as_str)
    }

    /// The id of a node.
    pub fn anchor(&self, node: NodeId) -> Option<&str> {
        self.anchors.get(&node).map(String::as_str)
    }

    /// All entries of the outline, in reading order.
    pub fn flat_outline(&self) -> Vec<&OutlineEntry> {
        fn walk<'a>(entries: &'a [OutlineEntry], flat: &mut Vec<&'a OutlineEntry>) {
            for entry in entries {
                flat.push(entry);
                walk(&entry.children, flat);
            }
        }
        let mut flat = Vec::new();
        walk(&self.outline, &mut flat);
        flat
    }
}
