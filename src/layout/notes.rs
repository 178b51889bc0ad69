//! Notes: at the foot of the page of their call, or below the chapter or the report.

use super::drawing::Drawing;
use super::flow::{Elastic, Flow};
use super::galley::{Drawn, Section, SetNote};
use super::line::Line;
use super::list::{EntryKind, FORBIDDEN, NoteHeight, Units};
use super::running_text::count;
use super::set::Words;
use crate::document::{Block, BlockKind, Edition, Figure, Leaf, List, NodeId, Note};
use crate::geometry::{Length, Point};
use crate::manifest::NotePlace;
use crate::page::{Item, Part, Tag};
use crate::references::NoteEntry;
use crate::theme::{Style, Theme};

/// A leaf of a note, with its indent and the bullet or number before it.
struct NoteLeaf<'a> {
    leaf: &'a Leaf,
    indent: Length,
    label: Option<(NodeId, String)>,
    style: &'a Style,
}

impl<'a> Flow<'a, '_> {
    /// The notes that these lines call for the first time, as indices of the list's notes.
    pub fn calls(&mut self, lines: &[Line]) -> Vec<usize> {
        let calls: Vec<NodeId> = lines.iter().flat_map(|line| line.calls.iter().copied()).collect();
        calls.into_iter().flat_map(|call| self.call(call)).collect()
    }

    /// The notes that a call brings to the foot of its page: its own, when this is its first call,
    /// and those that the note itself calls.
    pub fn call(&mut self, call: NodeId) -> Vec<usize> {
        let references = self.round.input.references;
        let Some(&entry) = references.calls.get(&call) else { return Vec::new() };
        if !self.called.insert(entry) {
            return Vec::new();
        }
        if self.round.input.manifest.pdf.notes != NotePlace::Page {
            self.end_notes.push(entry);
            return Vec::new();
        }
        let Some((entry, note)) = self.note(entry) else { return Vec::new() };
        let index = self.galley.notes.len();
        let (set, calls) = self.set_note(entry, note);
        let leading = self.theme().styles.footnote.leading;
        self.galley.list.notes.push(NoteHeight { lines: set.lines.len(), leading });
        self.galley.notes.push(set);
        let mut notes = vec![index];
        for call in calls {
            notes.extend(self.call(call));
        }
        notes
    }

    fn note(&self, entry: usize) -> Option<(&'a NoteEntry, &'a Note)> {
        let entry = self.round.input.references.notes.get(entry)?;
        let note = self.round.input.document.notes.get(entry.note)?;
        Some((entry, note))
    }

    /// Sets a note line by line, and says which calls it holds itself.
    fn set_note(&mut self, entry: &NoteEntry, note: &'a Note) -> (SetNote, Vec<NodeId>) {
        let theme = self.theme();
        let style = &theme.styles.footnote;
        let (x, indent) = (self.columns.text, theme.blocks.note_indent);
        let mut collect = NoteLeaves { theme, leaves: Vec::new() };
        collect.blocks(&note.blocks, indent);
        let leaves = collect.leaves;
        let mut set = SetNote::default();
        let mut calls = Vec::new();
        for part in leaves {
            let words = Words::of(part.leaf, part.style);
            let width = (self.columns.text_width - part.indent).max(indent);
            let paragraph = self.round.set(&words, width);
            for (index, line) in paragraph.best.lines.iter().enumerate() {
                let mut drawing = Drawing::new();
                let at = Point::new(x + part.indent, self.columns.baseline(style.leading));
                if let Some((node, label)) = part.label.as_ref().filter(|_| index == 0) {
                    let tag = Tag::Node(*node, Part::Label);
                    let left = at.x - indent;
                    self.put_label(&mut drawing, label, style, tag, left, Length::ZERO);
                }
                drawing.place(&line.items, at);
                set.lines.push(drawing);
                calls.extend_from_slice(&line.calls);
            }
        }
        if set.lines.is_empty() {
            set.lines.push(Drawing::new());
        }
        if let Some(first) = set.lines.first_mut() {
            let tag = Tag::Node(note.id, Part::Label);
            let mut label = Drawing::new();
            let at = Point::new(x, Length::ZERO);
            label.push(Tag::Node(note.id, Part::Body), Item::Anchor { node: note.id, at });
            self.put_label(&mut label, &entry.mark, style, tag, x, Length::ZERO);
            label.add(first, Length::ZERO);
            *first = label;
        }
        (set, calls)
    }
}

/// Adds the notes that wait for the end of their chapter, under a heading of a section.
pub(super) fn chapter_notes(flow: &mut Flow<'_, '_>) {
    let entries = std::mem::take(&mut flow.end_notes);
    let Some(first) = entries.first().and_then(|entry| flow.note(*entry)) else { return };
    flow.push(EntryKind::Barrier, Drawn::Nothing);
    let theme = flow.theme();
    let style = &theme.styles.h2;
    let words = flow.round.input.references.words.notes;
    let after = flow.units(theme.blocks.h2.after.on(flow.columns.grid));
    let before = flow.units(theme.blocks.h2.before.on(flow.columns.grid));
    let units = flow.units(style.leading);
    flow.space(before, units + after, Elastic::Heading);
    let mut drawing = Drawing::new();
    let tag = Tag::Node(first.1.id, Part::Lead);
    flow.put_label(&mut drawing, words, style, tag, flow.columns.text, Length::ZERO);
    flow.push_box(units, drawing, Vec::new());
    flow.keep = FORBIDDEN;
    flow.space(after, 0, Elastic::No);
    gathered(flow, entries);
}

/// Adds the notes that wait for the end of the text, on a page of their own and under a heading
/// like that of a chapter.
pub(super) fn report_notes(flow: &mut Flow<'_, '_>) {
    let entries = std::mem::take(&mut flow.end_notes);
    let Some(first) = entries.first().and_then(|entry| flow.note(*entry)) else { return };
    flow.push(EntryKind::Barrier, Drawn::Nothing);
    flow.force();
    let theme = flow.theme();
    let (style, grid) = (&theme.styles.h1, flow.columns.grid);
    let words = flow.round.input.references.words.notes;
    let entry = flow.galley.matter.len();
    flow.galley.sections.push(Section { entry, title: words.to_string() });
    let height = grid * style.leading.div_ceil(grid);
    let mut drawing = Drawing::new();
    let (tag, top) = (Tag::Node(first.1.id, Part::Lead), height - style.leading);
    flow.put_label(&mut drawing, words, style, tag, flow.columns.margin, top);
    let units = flow.units(height);
    flow.push_box(units, drawing, Vec::new());
    flow.keep = FORBIDDEN;
    flow.space(flow.units(theme.blocks.h1.after.on(grid)), 0, Elastic::No);
    gathered(flow, entries);
}

/// Adds notes below one another, and after them those that they call.
fn gathered(flow: &mut Flow<'_, '_>, entries: Vec<usize>) {
    let mut queue: std::collections::VecDeque<usize> = entries.into();
    while let Some(entry) = queue.pop_front() {
        let Some((entry, note)) = flow.note(entry) else { continue };
        let (set, calls) = flow.set_note(entry, note);
        let leading = flow.theme().styles.footnote.leading;
        let mut whole = Drawing::new();
        for (index, line) in set.lines.iter().enumerate() {
            whole.add(line, leading * count(index));
        }
        let units: Units = flow.units(leading * count(set.lines.len()));
        flow.push_box(units, whole, Vec::new());
        for call in calls {
            flow.call(call);
        }
        queue.extend(std::mem::take(&mut flow.end_notes));
    }
    flow.owed = flow.phase;
}

/// The leaves of a note, in order.
struct NoteLeaves<'a> {
    theme: &'a Theme,
    leaves: Vec<NoteLeaf<'a>>,
}

impl<'a> NoteLeaves<'a> {
    fn leaf(&mut self, leaf: &'a Leaf, indent: Length) {
        let style = &self.theme.styles.footnote;
        self.leaves.push(NoteLeaf { leaf, indent, label: None, style });
    }

    fn blocks(&mut self, blocks: &'a [Block], indent: Length) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(leaf) | BlockKind::Heading { text: leaf, .. } => {
                    self.leaf(leaf, indent);
                }
                BlockKind::Code { text: leaf, .. } => {
                    let style = &self.theme.styles.note_code;
                    self.leaves.push(NoteLeaf { leaf, indent, label: None, style });
                }
                BlockKind::List(list) => self.list(list, indent),
                BlockKind::Callout { title, blocks, .. } => {
                    if let Some(title) = title {
                        self.leaf(title, indent);
                    }
                    self.blocks(blocks, indent);
                }
                BlockKind::Quote(inside)
                | BlockKind::Passage { blocks: inside, .. }
                | BlockKind::Only { edition: Edition::Pdf, blocks: inside } => {
                    self.blocks(inside, indent);
                }
                BlockKind::DefinitionList(definitions) => {
                    for definition in definitions {
                        self.leaf(&definition.term, indent);
                        if let Some(date) = &definition.date {
                            self.leaf(date, indent);
                        }
                        for description in &definition.descriptions {
                            self.blocks(description, indent);
                        }
                    }
                }
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        for cell in &row.cells {
                            self.leaf(&cell.text, indent);
                        }
                    }
                    let words = [&table.caption, &table.subtitle, &table.note, &table.source];
                    for words in words.into_iter().flatten() {
                        self.leaf(words, indent);
                    }
                }
                BlockKind::Figure(figure) => {
                    let Figure { caption, subtitle, note, source, credit, .. } = figure;
                    let words = [caption, subtitle, note, source, credit];
                    for words in words.into_iter().flatten() {
                        self.leaf(words, indent);
                    }
                }
                BlockKind::Labelled(labelled) => self.blocks(&labelled.blocks, indent),
                BlockKind::Only { .. } | BlockKind::SceneBreak | BlockKind::PageBreak => {}
            }
        }
    }

    fn list(&mut self, list: &'a List, indent: Length) {
        for (index, item) in list.items.iter().enumerate() {
            let label = match list.numerals {
                None => self.theme.blocks.bullet.clone(),
                Some(numerals) => numerals.label(index),
            };
            let from = self.leaves.len();
            self.blocks(&item.blocks, indent + self.theme.blocks.note_indent);
            if let Some(first) = self.leaves.get_mut(from) {
                first.label.get_or_insert((item.id, label));
            }
        }
    }
}
