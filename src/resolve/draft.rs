//! A draft: what a build would refuse is marked where it stands.
//!
//! The marks are words of the document itself, so that both editions say the same, offsets count
//! alike, and whoever searches a draft for `?]` finds them all.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{
    Attributes, BETWEEN_CALLS, Block, BlockKind, Chapter, DRAFT_MARK, Definition, Document, Figure,
    Inline, InlineKind, Labelled, Leaf, NodeId, Note, ReferenceForm, Table,
};
use crate::manifest::Manifest;
use crate::media::MediaStore;
use crate::references::References;
use crate::source::{SourceId, Span};

/// The first number of a node that is not of the text; no text has as many nodes.
const FIRST: u32 = 1 << 31;

/// The document with its marks, and with the word that each page of a draft bears: a reference to
/// nothing has its id behind its words, a call of a note that is missing its name, and a picture
/// that is not in the store says so in words. A note that nobody calls stands at the end of its
/// chapter.
pub fn draft(
    document: &Document,
    manifest: &Manifest,
    references: &References,
    media: &MediaStore,
) -> Document {
    let mut draft = document.clone();
    let words = &references.words;
    let own = manifest.report.draft.as_ref().map(|word| word.value.clone());
    draft.front.draft = Some(own.unwrap_or_else(|| words.draft.to_string()));
    let lacking = format!("{}{}", words.picture_missing, words.colon);
    let named = document.notes.iter().map(|note| name_of(note.id.source, &note.name)).collect();
    let called = BTreeSet::new();
    let mut marks = Marks { references, media, lacking, named, called, next: FIRST };
    marks.chapters(&mut draft);
    marks.uncalled_notes(&mut draft);
    let front = &mut draft.front;
    if front.title.plain_text().trim().is_empty() {
        let (source, span) = (front.title.id.source, front.title.span);
        front.title.inlines = vec![marks.mark(source, span, format!("[{}?]", words.title))];
    }
    front.statement.iter_mut().for_each(|block| marks.block(Arc::make_mut(block)));
    front.imprint.iter_mut().for_each(|row| marks.labelled(row));
    if let Some(cover) = &mut front.cover {
        cover.alt = marks.alternative(&cover.path, &cover.alt);
    }
    draft
}

struct Marks<'r> {
    references: &'r References,
    media: &'r MediaStore,
    /// "picture missing: ".
    lacking: String,
    /// The names of the notes that there are.
    named: BTreeSet<(SourceId, String)>,
    /// The names that calls were seen of, be it in notes that are not called themselves.
    called: BTreeSet<(SourceId, String)>,
    /// The number of the next new node.
    next: u32,
}

impl Marks<'_> {
    fn chapters(&mut self, draft: &mut Document) {
        let chapters = draft.chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
        chapters.for_each(|block| self.block(Arc::make_mut(block)));
        for note in &mut draft.notes {
            Arc::make_mut(note).blocks.iter_mut().for_each(|block| self.block(block));
        }
    }

    /// Has the notes without a call stand at the ends of the chapters that they are written in.
    fn uncalled_notes(&mut self, draft: &mut Document) {
        let resolved: BTreeSet<usize> =
            self.references.notes.iter().map(|entry| entry.note).collect();
        let notes = std::mem::take(&mut draft.notes);
        let mut seen = BTreeSet::new();
        for (index, note) in notes.into_iter().enumerate() {
            let name = name_of(note.id.source, &note.name);
            let first = seen.insert((note.id.source, note.name.clone()));
            let called = resolved.contains(&index) || first && self.called.contains(&name);
            let chapter = chapter_of(&mut draft.chapters, note.span);
            match chapter.filter(|_| !called) {
                Some(chapter) => chapter.blocks.extend(self.in_text(&note).map(Arc::new)),
                None => draft.notes.push(note),
            }
        }
    }

    /// A note as blocks of the text, behind a mark with its name.
    fn in_text(&mut self, note: &Note) -> impl Iterator<Item = Block> {
        let mut blocks = note.blocks.clone();
        let mark = self.mark(note.id.source, note.span, format!("[^{}?]", note.name));
        let behind = self.text(note.id.source, note.span, " ".to_string());
        let own = match blocks.first_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(text)) => {
                text.inlines.splice(0..0, [mark, behind]);
                None
            }
            _ => {
                let id = self.new_id(note.id.source);
                let leaf = Leaf { id, span: note.span, inlines: vec![mark] };
                Some(Block {
                    id: self.new_id(note.id.source),
                    span: note.span,
                    attributes: Attributes::default(),
                    kind: BlockKind::Paragraph(leaf),
                })
            }
        };
        own.into_iter().chain(blocks)
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Paragraph(text)
            | BlockKind::Heading { text, .. }
            | BlockKind::Code { text, .. } => self.leaf(text),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks));
            }
            BlockKind::DefinitionList(definitions) => {
                definitions.iter_mut().for_each(|definition| self.definition(definition));
            }
            BlockKind::Quote(blocks)
            | BlockKind::Only { blocks, .. }
            | BlockKind::Passage { blocks, .. } => self.blocks(blocks),
            BlockKind::Callout { title, blocks, .. } => {
                title.iter_mut().for_each(|title| self.leaf(title));
                self.blocks(blocks);
            }
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Labelled(labelled) => self.labelled(labelled),
            BlockKind::SceneBreak | BlockKind::PageBreak => {}
        }
    }

    fn definition(&mut self, definition: &mut Definition) {
        let Definition { term, date, descriptions, .. } = definition;
        self.leaf(term);
        date.iter_mut().for_each(|date| self.leaf(date));
        descriptions.iter_mut().for_each(|blocks| self.blocks(blocks));
    }

    fn labelled(&mut self, labelled: &mut Labelled) {
        let Labelled { label, detail, blocks, contact, .. } = labelled;
        self.leaf(label);
        detail.iter_mut().chain(contact).for_each(|leaf| self.leaf(leaf));
        self.blocks(blocks);
    }

    fn table(&mut self, table: &mut Table) {
        let Table { head, rows, caption, subtitle, source, note, .. } = table;
        let leaves = [caption, subtitle, source, note];
        leaves.into_iter().flatten().for_each(|leaf| self.leaf(leaf));
        let cells = std::iter::once(head).chain(rows).flat_map(|row| &mut row.cells);
        cells.for_each(|cell| self.leaf(&mut cell.text));
    }

    /// A figure whose picture is missing says so to those who do not see it, too.
    fn figure(&mut self, figure: &mut Figure) {
        figure.narrow = figure.narrow.take().filter(|narrow| self.is_there(&narrow.path));
        if !self.is_there(&figure.path) {
            figure.alt = self.alternative(&figure.path, &figure.alt);
            figure.decorative = false;
        }
        let Figure { caption, subtitle, description, source, credit, note, .. } = figure;
        let leaves = [caption, subtitle, description, source, credit, note];
        leaves.into_iter().flatten().for_each(|leaf| self.leaf(leaf));
    }

    fn leaf(&mut self, leaf: &mut Leaf) {
        self.inlines(&mut leaf.inlines);
    }

    fn inlines(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            self.inlines(inline.kind.inside_mut());
            if let Some(kind) = self.marked(inline) {
                inline.kind = kind;
            }
        }
    }

    /// What stands in place of an inline that cannot be as it is written.
    fn marked(&mut self, inline: &Inline) -> Option<InlineKind> {
        let (source, span) = (inline.id.source, inline.span);
        match &inline.kind {
            InlineKind::Reference { target, form, inside } => {
                let shown = target.split_once('#').map_or(target.as_str(), |(_, id)| id);
                let mark = |marks: &mut Self| marks.mark(source, span, format!("[?{shown}]"));
                match self.references.leads.get(&inline.id) {
                    None => {
                        let mut inside = inside.clone();
                        if !inside.is_empty() {
                            inside.push(self.text(source, span, BETWEEN_CALLS.to_string()));
                        }
                        inside.push(mark(self));
                        Some(InlineKind::Named { attributes: Attributes::default(), inside })
                    }
                    Some(known) => {
                        let wordless = known.name.is_none()
                            && inside.is_empty()
                            && *form != ReferenceForm::Page;
                        wordless.then(|| InlineKind::Reference {
                            target: target.clone(),
                            form: *form,
                            inside: vec![mark(self)],
                        })
                    }
                }
            }
            InlineKind::NoteCall { name } => {
                let called = name_of(source, name);
                let known = self.named.contains(&called);
                self.called.insert(called);
                (!known).then(|| self.mark_of(source, span, format!("[^{name}?]")))
            }
            InlineKind::Image { path, alt } if !self.is_there(path) => {
                let words = self.alternative(path, alt);
                Some(self.mark_of(source, span, format!("[{words}?]")))
            }
            _ => None,
        }
    }

    fn mark(&mut self, source: SourceId, span: Span, words: String) -> Inline {
        let id = self.new_id(source);
        Inline { id, span, kind: self.mark_of(source, span, words) }
    }

    fn mark_of(&mut self, source: SourceId, span: Span, words: String) -> InlineKind {
        let attributes = Attributes { id: None, classes: vec![DRAFT_MARK.to_string()] };
        InlineKind::Named { attributes, inside: vec![self.text(source, span, words)] }
    }

    fn text(&mut self, source: SourceId, span: Span, words: String) -> Inline {
        Inline { id: self.new_id(source), span, kind: InlineKind::Text(words) }
    }

    fn new_id(&mut self, source: SourceId) -> NodeId {
        let index = self.next;
        self.next = self.next.saturating_add(1);
        NodeId { source, index }
    }

    fn is_there(&self, path: &str) -> bool {
        self.media.find(path).is_some()
    }

    /// What a picture shows, for those who do not see it: of one that is missing, which it is.
    fn alternative(&self, path: &str, alt: &str) -> String {
        match (self.is_there(path), alt.trim()) {
            (true, _) => alt.to_string(),
            (false, "") => format!("{}{path}", self.lacking),
            (false, alt) => format!("{}{path} ({alt})", self.lacking),
        }
    }
}

/// A note's name in its file; case does not matter, as in CommonMark's labels.
fn name_of(source: SourceId, name: &str) -> (SourceId, String) {
    (source, name.to_lowercase())
}

/// The chapter that a place of a text is in: the last that begins before it.
fn chapter_of(chapters: &mut [Chapter], span: Span) -> Option<&mut Chapter> {
    let begins = |chapter: &Chapter| {
        let first = chapter.blocks.iter().find(|block| block.span.source == span.source);
        first.map(|block| block.span.start)
    };
    let of_source = |chapter: &Chapter| begins(chapter).is_some();
    let before = |chapter: &Chapter| begins(chapter).is_some_and(|start| start <= span.start);
    let last = chapters.iter().rposition(before);
    let index = last.or_else(|| chapters.iter().position(of_source))?;
    chapters.get_mut(index)
}
