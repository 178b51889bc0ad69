//! Where each page of the PDF begins in the e-book.
//!
//! The [`PageMap`] says with which leaf and byte each page begins. A marker may not stand
//! everywhere: not inside a word, not in a note, which a reader shows apart, and not in a heading,
//! whose name it would become part of. So the places where one may stand, the [`Stop`]s, are laid
//! out in reading order first; then each page takes the stop that its position leads to, and none
//! takes one before that of the page before it.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript};

use super::Input;
use super::places::{Ids, Part, PartKind, Places};
use crate::document::visit::{Visit, walk_block, walk_blocks, walk_labelled};
use crate::document::{
    Block, BlockKind, CalloutKind, ChapterRole, Document, Edition, Figure, Inline, InlineKind,
    Leaf, NodeId,
};
use crate::page::{PageMap, PageStart};
use crate::references::References;

/// The markers of a book.
#[derive(Debug, Default)]
pub(super) struct PageMarks {
    /// The pages, in order.
    pub(super) pages: Vec<PageMark>,
    /// The markers at each stop, in order: a byte of the leaf's text (0 at other stops), and the
    /// page as an index of `pages`.
    at: BTreeMap<Stop, Vec<(usize, usize)>>,
}

/// A page that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageMark {
    /// Its label, as the PDF prints it.
    pub(super) label: String,
    /// The id of its marker.
    pub(super) id: String,
}

/// A place where markers may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    /// The top of the title page.
    Title,
    /// The top of the imprint.
    Imprint,
    /// The top of the contents.
    Contents,
    /// The top of the opening, above the title.
    Header,
    /// Above the heading of notes of which this, an index of [`References::notes`], is the first.
    Notes(usize),
    /// Before a block or a note.
    Before(NodeId),
    /// Within a leaf.
    In(NodeId),
}

impl PageMarks {
    /// Finds the place of each page's marker.
    pub(super) fn of(input: &Input<'_>, places: &Places, ids: &mut Ids) -> PageMarks {
        let mut marks = PageMarks::default();
        let Some(map) = input.pages.filter(|_| input.manifest.epub.page_list) else {
            return marks;
        };
        let order = ReadingOrder::of(input, places);
        let mut last = (0, 0);
        // Pages that nothing stands on are marked with the next one.
        let mut blank = Vec::new();
        for (page, start) in map.starts.iter().enumerate() {
            let id = ids.unique(&format!("page-{}", id_characters(&start.label)));
            marks.pages.push(PageMark { label: start.label.clone(), id });
            blank.push(page);
            if let Some(found) = order.place(page, start, input, map) {
                last = found.max(last);
                marks.put(&order, last, &mut blank);
            }
        }
        marks.put(&order, last, &mut blank);
        marks
    }

    fn put(
        &mut self,
        order: &ReadingOrder<'_>,
        (stop, offset): (usize, usize),
        from: &mut Vec<usize>,
    ) {
        if let Some(stop) = order.stops.get(stop) {
            let marks = self.at.entry(*stop).or_default();
            marks.extend(from.drain(..).map(|page| (offset, page)));
        }
    }

    /// The markers at a stop, each a byte of the leaf's text and a page.
    pub(super) fn at(&self, stop: Stop) -> &[(usize, usize)] {
        self.at.get(&stop).map_or(&[], Vec::as_slice)
    }
}

/// A label with only characters that an id may have.
fn id_characters(label: &str) -> String {
    let fits = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    label.chars().map(fits).collect()
}

/// Whether a label counts the front matter: i, ii, iii.
fn is_roman(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| "ivxlcdm".contains(c))
}

/// The stops in reading order, and how nodes lead to them.
struct ReadingOrder<'a> {
    document: &'a Document,
    places: &'a Places,
    references: &'a References,
    pages: Option<&'a PageMap>,
    stops: Vec<Stop>,
    /// The stop for the beginning of each leaf, and for each block.
    beginning: BTreeMap<NodeId, usize>,
    /// The leaves that markers may stand in, with their stops.
    inside: BTreeMap<NodeId, (usize, &'a Leaf)>,
    /// Leaves of the PDF alone, which lead to the next stop.
    waiting: Vec<NodeId>,
    /// The stop that all leaves lead to while in a note or a pull quote.
    apart: Option<usize>,
    /// Whether the walk is in what only the PDF has.
    hidden: bool,
}

impl<'a> ReadingOrder<'a> {
    fn of(input: &Input<'a>, places: &'a Places) -> ReadingOrder<'a> {
        let mut order = ReadingOrder {
            document: input.document,
            places,
            references: input.references,
            pages: input.pages,
            stops: Vec::new(),
            beginning: BTreeMap::new(),
            inside: BTreeMap::new(),
            waiting: Vec::new(),
            apart: None,
            hidden: false,
        };
        for part in &places.parts {
            order.add_part(input, part, places);
        }
        order
    }

    fn add_part(&mut self, input: &Input<'a>, part: &Part, places: &Places) {
        match part.kind {
            PartKind::Cover | PartKind::Notes => {}
            PartKind::Title => self.add(Stop::Title),
            PartKind::Contents => self.add(Stop::Contents),
            PartKind::Imprint => {
                self.add(Stop::Imprint);
                walk_blocks(self, input.document.front.statement.iter().map(AsRef::as_ref));
                for row in &input.document.front.imprint {
                    walk_labelled(self, row);
                }
            }
            PartKind::Chapter(index) => {
                let Some(chapter) = input.document.chapters.get(index) else { return };
                if chapter.role == ChapterRole::Opening {
                    self.add(Stop::Header);
                }
                walk_blocks(self, chapter.blocks.iter().map(AsRef::as_ref));
            }
        }
        self.add_notes(&part.notes, places.gathers_notes());
    }

    /// Adds the notes of a part. A footnote is read apart from the text, and what begins in it
    /// begins before it; an endnote is text like any other.
    fn add_notes(&mut self, notes: &[(usize, Vec<NodeId>)], gathered: bool) {
        for (at, (index, _)) in notes.iter().enumerate() {
            let entry = self.references.notes.get(*index);
            let Some(note) = entry.and_then(|entry| self.document.notes.get(entry.note)) else {
                continue;
            };
            let heading = (gathered && at == 0).then(|| {
                self.add(Stop::Notes(*index));
                self.stops.len() - 1
            });
            self.add(Stop::Before(note.id));
            let own = self.stops.len() - 1;
            self.apart = (!gathered).then_some(own);
            walk_blocks(self, &note.blocks);
            self.apart = None;
            if let (true, Some(first)) = (gathered, note.blocks.first()) {
                // What begins a note begins before it, and the first of them above the heading.
                let leaf = first_of(first);
                self.beginning.extend(leaf.map(|leaf| (leaf, heading.unwrap_or(own))));
            }
        }
    }

    fn add(&mut self, stop: Stop) {
        let index = self.stops.len();
        self.stops.push(stop);
        let waiting = self.waiting.drain(..).map(|leaf| (leaf, index));
        self.beginning.extend(waiting);
        if let Stop::Before(node) | Stop::In(node) = stop {
            self.beginning.insert(node, index);
        }
    }

    fn index(&self, stop: Stop) -> Option<usize> {
        self.stops.iter().position(|own| *own == stop)
    }

    /// The stop of a page, and the byte in its leaf.
    fn place(
        &self,
        page: usize,
        start: &PageStart,
        input: &Input<'_>,
        map: &PageMap,
    ) -> Option<(usize, usize)> {
        let front = &input.document.front;
        let of_front = |leaf: NodeId| {
            let optional =
                [&front.publisher, &front.series, &front.number, &front.subtitle, &front.byline];
            let rest = [&front.role, &front.date];
            let mut own = optional.into_iter().chain(rest).flatten().map(|own| own.id);
            front.title.id == leaf || own.any(|own| own == leaf)
        };
        let leaf = start.position.map(|position| position.leaf);
        if is_roman(&start.label) && map.starts.iter().take(page).all(|own| is_roman(&own.label)) {
            let stop = match leaf {
                _ if page == 0 => Some(Stop::Title),
                Some(leaf) if of_front(leaf) => Some(Stop::Imprint),
                None if start.node.is_none() => Some(Stop::Contents),
                _ => None,
            };
            if let Some(stop) = stop {
                return self.index(stop).map(|index| (index, 0));
            }
        }
        if leaf.is_some_and(of_front) {
            return self.index(Stop::Header).map(|index| (index, 0));
        }
        if let Some(position) = start.position {
            if let Some((index, leaf)) = self.inside.get(&position.leaf)
                && position.offset > 0
            {
                let text = leaf_text(leaf, self.references, self.pages);
                return Some((*index, after_word(&text, position.offset as usize)));
            }
            if let Some(index) = self.beginning.get(&position.leaf) {
                return Some((*index, 0));
            }
        }
        let node = start.position.map(|position| position.leaf).or(start.node)?;
        // A node's number is less than those of the nodes inside it: the block or leaf with the
        // greatest number up to this one's holds it or is before it.
        let (found, index) = self.beginning.range(..=node).next_back()?;
        (found.source == node.source).then_some((*index, 0))
    }
}

impl<'a> Visit<'a> for ReadingOrder<'a> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Only { edition: Edition::Pdf, .. } = block.kind {
            let outer = std::mem::replace(&mut self.hidden, true);
            walk_block(self, block);
            self.hidden = outer;
            return;
        }
        if !self.hidden && self.apart.is_none() {
            self.add(Stop::Before(block.id));
        }
        let own = self.stops.len().checked_sub(1);
        let apart = matches!(block.kind, BlockKind::Callout { kind: CalloutKind::PullQuote, .. });
        let outer = self.apart;
        if apart && outer.is_none() {
            self.apart = own;
        }
        walk_block(self, block);
        self.apart = outer;
        if self.apart.is_none() && !self.hidden {
            let places = self.places;
            self.add_notes(places.notes_below(block.id), false);
        }
        // What begins a heading, an exhibit or a box begins above it.
        if let (Some(first), Some(own), false) = (first_leaf(block), own, self.hidden) {
            self.beginning.insert(first, own);
        }
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        if self.hidden {
            self.waiting.push(leaf.id);
        } else if let Some(apart) = self.apart {
            self.beginning.insert(leaf.id, apart);
        } else {
            self.inside.insert(leaf.id, (self.stops.len(), leaf));
            self.add(Stop::In(leaf.id));
        }
    }
}

/// The first leaf of a block above which a marker stands that would stand at the leaf's beginning.
fn first_leaf(block: &Block) -> Option<NodeId> {
    let leaf = match &block.kind {
        BlockKind::Heading { text, .. } => Some(text),
        BlockKind::Callout { title, .. } => title.as_ref(),
        BlockKind::Figure(figure) => {
            let Figure { caption, subtitle, description, note, source, credit, .. } = figure;
            let leaves = [caption, subtitle, description, note, source, credit];
            leaves.into_iter().flatten().next()
        }
        BlockKind::Table(table) => {
            let cell = table.head.cells.first().map(|cell| &cell.text);
            table.caption.as_ref().or(cell)
        }
        _ => None,
    };
    leaf.map(|leaf| leaf.id)
}

/// The leaf of a paragraph, or what [`first_leaf`] finds.
fn first_of(block: &Block) -> Option<NodeId> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some(text.id),
        _ => first_leaf(block),
    }
}

/// The text of a leaf as [`InlineKind`] counts it.
pub(super) fn leaf_text(leaf: &Leaf, references: &References, pages: Option<&PageMap>) -> String {
    fn add(
        inlines: &[Inline],
        references: &References,
        pages: Option<&PageMap>,
        text: &mut String,
    ) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
                InlineKind::LineBreak => text.push('\n'),
                InlineKind::NoteCall { .. } => text.push_str(references.note_mark(inline.id)),
                InlineKind::Reference { inside, .. } if inside.is_empty() => {
                    text.push_str(&references.text(inline.id, &inline.kind, pages));
                }
                kind => add(kind.inside(), references, pages, text),
            }
        }
    }
    let mut text = String::new();
    add(&leaf.inlines, references, pages, &mut text);
    text
}

/// The first byte from `offset` on at which a word begins: `offset` itself, unless a word was
/// broken there, and then the beginning of the next.
fn after_word(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let (before, after) = text.split_at(offset);
    let last = before.chars().next_back();
    let mut rest = after.chars();
    let next = rest.next();
    let broken = last.is_some_and(char::is_alphanumeric)
        && next.is_some_and(|next| next.is_alphanumeric() && !breaks_anywhere(next));
    let in_word = if broken { after.find(char::is_whitespace).unwrap_or(after.len()) } else { 0 };
    let space = after.get(in_word..).unwrap_or_default();
    offset + in_word + (space.len() - space.trim_start().len())
}

/// Whether a script is written without spaces between words, so that a line may end between any
/// two letters.
fn breaks_anywhere(character: char) -> bool {
    matches!(
        character.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_stands_before_a_word_never_in_it() {
        let text = "The interventions, they say. Next";
        assert_eq!(after_word(text, 0), 0);
        assert_eq!(after_word(text, 4), 4, "at the beginning of a word");
        assert_eq!(after_word(text, 3), 4, "at the space before it");
        assert_eq!(after_word(text, 9), 19, "in a hyphenated word: after it and its comma");
        assert_eq!(after_word(text, 30), text.len());
        assert_eq!(after_word(text, 999), text.len());
    }

    #[test]
    fn a_hyphen_of_the_author_ends_a_part_of_a_word() {
        assert_eq!(after_word("Anglo-Afghan War", 6), 6);
    }

    #[test]
    fn scripts_without_spaces_break_between_letters() {
        assert_eq!(after_word("阿富汗的历史", 6), 6);
    }

    #[test]
    fn front_matter_is_told_by_its_labels() {
        assert!(is_roman("iii") && is_roman("xiv"));
        assert!(!is_roman("3") && !is_roman("") && !is_roman("iii-4"));
    }
}
