//! Notes: at the foot of the page of their call, or below the chapter or the report; those of a
//! figure, table or box below it.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use super::drawing::Drawing;
use super::exhibit::Exhibit;
use super::flow::{Elastic, Flow};
use super::galley::{Drawn, Section, SetNote};
use super::line::Line;
use super::list::{EntryKind, FORBIDDEN, LINE, NoteHeight};
use super::note_lines::NoteLines;
use super::running_text::count;
use crate::document::visit::{Visit, walk_block, walk_blocks, walk_inline};
use crate::document::{Block, BlockKind, Chapter, Edition, Inline, InlineKind, NodeId, Note};
use crate::geometry::{Length, Point};
use crate::manifest::NotePlace;
use crate::page::{Item, Part, Tag};
use crate::references::NoteEntry;
use crate::theme::Style;

/// The notes that are called before the text.
#[derive(Debug, Default)]
pub(super) struct Called {
    called: BTreeSet<usize>,
    end_notes: Vec<usize>,
}

impl Called {
    /// Hands a flow what was called before it.
    pub fn begin(&mut self, flow: &mut Flow<'_, '_>) {
        flow.called = std::mem::take(&mut self.called);
        flow.end_notes = std::mem::take(&mut self.end_notes);
    }

    /// Takes back what was called up to the end of a flow.
    pub fn end(&mut self, flow: &mut Flow<'_, '_>) {
        self.called = std::mem::take(&mut flow.called);
        self.end_notes = std::mem::take(&mut flow.end_notes);
    }
}

/// The calls of notes that the paginated edition has, in order.
#[derive(Default)]
struct Calls(Vec<NodeId>);

impl<'a> Visit<'a> for Calls {
    fn block(&mut self, block: &'a Block) {
        if !matches!(block.kind, BlockKind::Only { edition: Edition::Epub, .. }) {
            walk_block(self, block);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::NoteCall { .. } = inline.kind {
            self.0.push(inline.id);
        }
        walk_inline(self, inline);
    }
}

impl<'a> Flow<'a, '_> {
    /// The notes that these lines call for the first time, as indices of the list's notes.
    pub fn calls(&mut self, lines: &[impl Borrow<Line>]) -> Vec<usize> {
        let calls = lines.iter().flat_map(|line| line.borrow().calls.iter().copied());
        let calls: Vec<NodeId> = calls.collect();
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
        if references.notes.get(entry).is_some_and(|entry| entry.exhibit.is_some()) {
            self.lettered.push(entry);
            return Vec::new();
        }
        if self.notes != NotePlace::Page {
            self.end_notes.push(entry);
            return Vec::new();
        }
        let Some((entry, note)) = self.note(entry) else { return Vec::new() };
        let index = self.galley.notes.len();
        let leading = self.theme().styles.footnote.leading;
        // It stands at the foot of a column, even when what calls it stands across all of them or
        // is turned.
        let column = self.page.column();
        let (x, right) = (column.text, column.right());
        let (set, calls) = self.set_note(entry, note, x, right, &self.theme().styles.footnote);
        let (lines, solid) = (set.lines.len(), set.solid.clone());
        self.galley.list.notes.push(NoteHeight { lines, leading, solid });
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

    /// Adds the notes of a figure or table below it.
    pub fn exhibit_notes(&mut self, exhibit: &mut Exhibit, block: NodeId) {
        let style = &self.theme().styles.source;
        for (entry, note) in self.notes_below(block) {
            let (x, right) = (exhibit.text, exhibit.right);
            let (set, calls) = self.set_note(entry, note, x, right, style);
            for line in &set.lines {
                exhibit.drawing.add(line, exhibit.bottom);
                exhibit.bottom += style.leading;
            }
            for call in calls {
                exhibit.notes.extend(self.call(call));
            }
        }
    }

    /// Adds the notes of a box below its text, between these edges.
    pub fn box_notes(&mut self, block: NodeId, x: Length, right: Length) {
        let style = &self.theme().styles.source;
        let mut gap = LINE / 2;
        for (entry, note) in self.notes_below(block) {
            let (set, calls) = self.set_note(entry, note, x, right, style);
            self.keep = FORBIDDEN;
            self.space_exact(std::mem::take(&mut gap));
            let notes = calls.into_iter().flat_map(|call| self.call(call)).collect();
            self.push_note(&set, style.leading, notes);
        }
    }

    /// The notes that wait for the end of a figure, table or box.
    fn notes_below(&mut self, block: NodeId) -> Vec<(&'a NoteEntry, &'a Note)> {
        let waiting = std::mem::take(&mut self.lettered);
        let known = waiting.into_iter().map(|index| (index, self.note(index)));
        let (own, others): (Vec<_>, Vec<_>) = known
            .partition(|(_, found)| found.is_some_and(|(entry, _)| entry.exhibit == Some(block)));
        self.lettered = others.into_iter().map(|(index, _)| index).collect();
        own.into_iter().filter_map(|(_, found)| found).collect()
    }

    /// Sets a note line by line, and says which calls it holds itself.
    fn set_note(
        &mut self,
        entry: &NoteEntry,
        note: &'a Note,
        x: Length,
        right: Length,
        style: &'a Style,
    ) -> (SetNote, Vec<NodeId>) {
        let mut lines = NoteLines::new(self, x, right, style);
        lines.blocks(&note.blocks);
        let (mut set, calls) = lines.finish();
        set.node = Some(note.id);
        if let Some(first) = set.lines.first_mut() {
            let tag = Tag::Node(note.id, Part::Label);
            let mut label = Drawing::new();
            let at = Point::new(x, Length::ZERO);
            label.push(Tag::Node(note.id, Part::Body), Item::Anchor { node: note.id, at });
            let mut mark = Drawing::new();
            self.put_label(&mut mark, &entry.mark, style, tag, x, Length::ZERO);
            label.add(&mark, Length::ZERO);
            set.mark = mark.as_artifact();
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
/// like that of a chapter; with those that are called `after` it, in what is said about the text.
pub(super) fn report_notes(flow: &mut Flow<'_, '_>, after: &[Chapter]) {
    let mut calls = Calls::default();
    for chapter in after {
        walk_blocks(&mut calls, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for call in calls.0 {
        let references = flow.round.input.references;
        let entry = references.calls.get(&call).and_then(|entry| references.notes.get(*entry));
        if entry.is_some_and(|entry| entry.exhibit.is_none()) {
            flow.call(call);
        }
    }
    let entries = std::mem::take(&mut flow.end_notes);
    let Some(first) = entries.first().and_then(|entry| flow.note(*entry)) else { return };
    flow.push(EntryKind::Barrier, Drawn::Nothing);
    flow.force();
    if flow.theme().page.across_levels > 0 {
        flow.across(|flow| notes_heading(flow, first.1));
    } else {
        notes_heading(flow, first.1);
    }
    gathered(flow, entries);
}

/// Adds the heading of the notes of the report.
fn notes_heading(flow: &mut Flow<'_, '_>, first: &Note) {
    let theme = flow.theme();
    let (style, grid) = (&theme.styles.h1, flow.columns.grid);
    let words = flow.round.input.references.words.notes;
    let entry = flow.galley.matter.len();
    flow.galley.sections.push(Section { entry, title: words.to_string(), opens: false });
    let height = grid * style.leading.div_ceil(grid);
    let mut drawing = Drawing::new();
    let (tag, top) = (Tag::Node(first.id, Part::Lead), height - style.leading);
    flow.put_label(&mut drawing, words, style, tag, flow.columns.margin, top);
    let units = flow.units(height);
    flow.push_box(units, drawing, Vec::new());
    flow.keep = FORBIDDEN;
    flow.space(flow.units(theme.blocks.h1.after.on(grid)), 0, Elastic::No);
}

/// Adds notes below one another, and after them those that they call.
fn gathered(flow: &mut Flow<'_, '_>, entries: Vec<usize>) {
    let mut queue: std::collections::VecDeque<usize> = entries.into();
    while let Some(entry) = queue.pop_front() {
        let Some((entry, note)) = flow.note(entry) else { continue };
        let style = &flow.theme().styles.footnote;
        let (x, right) = (flow.columns.text, flow.columns.right());
        let (set, calls) = flow.set_note(entry, note, x, right, style);
        flow.push_note(&set, style.leading, Vec::new());
        for call in calls {
            flow.call(call);
        }
        queue.extend(std::mem::take(&mut flow.end_notes));
    }
    flow.owed = flow.phase;
}

impl Flow<'_, '_> {
    /// Adds a note line by line, so that a page may end between its lines as it may between those
    /// of a paragraph; with the notes called in it.
    fn push_note(&mut self, set: &SetNote, leading: Length, mut notes: Vec<usize>) {
        let lines = set.lines.len();
        let height = NoteHeight { lines, leading, solid: set.solid.clone() };
        let mut units = 0;
        for (index, line) in set.lines.iter().enumerate() {
            if index > 0 {
                self.keep = if height.cut(index) == index { 0 } else { FORBIDDEN };
            }
            let to = match index + 1 == lines {
                true => self.units(leading * count(lines)),
                false => self.whole_units(leading * count(index + 1)),
            };
            let mut drawing = Drawing::new();
            drawing.add(line, leading * count(index) - self.height(units));
            self.push_box(to - units, drawing, std::mem::take(&mut notes));
            units = to;
        }
    }
}
