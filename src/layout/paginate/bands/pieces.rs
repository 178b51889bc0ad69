//! The list in pieces: text in columns, what stands across them, and the beginnings of new pages.

use super::super::super::list::{EntryKind, VerticalList};

/// A piece of the list.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// What follows begins on a new page.
    Forced,
    /// What stands across both columns where it is written.
    Across(Share),
    /// Text in columns.
    Text(Text),
}

/// Text in columns.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// The text, without the floats across both columns.
    pub share: Share,
    /// These floats: how many entries of the text stand before each, and its place in the whole
    /// list.
    pub floats: Vec<(usize, usize)>,
}

/// Some of the entries of a list, as a list of their own.
#[derive(Clone, Debug)]
pub(super) struct Share {
    /// The entries.
    pub list: VerticalList,
    /// Their places in the whole list.
    pub entries: Vec<usize>,
}

impl Share {
    /// The place of an entry in the whole list; the end of this list is that of its last entry.
    pub fn entry(&self, own: usize) -> usize {
        let found = self.entries.get(own).or(self.entries.last());
        found.copied().unwrap_or(0)
    }

    /// Whether anything in it is drawn.
    pub fn is_drawn(&self) -> bool {
        self.list.entries.iter().any(|entry| is_drawn(&entry.kind))
    }
}

/// Whether anything is drawn for an entry where it stands in the list.
pub(super) fn is_drawn(kind: &EntryKind) -> bool {
    match kind {
        EntryKind::Paragraph(_) | EntryKind::Box { .. } | EntryKind::Row { .. } => true,
        EntryKind::Float { .. } => true,
        EntryKind::Space { .. }
        | EntryKind::Barrier
        | EntryKind::Turn
        | EntryKind::Room { .. }
        | EntryKind::Forced => false,
    }
}

/// The pieces of a list, in order. Two pieces of text never follow one another.
pub(super) fn pieces(list: &VerticalList) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text: Vec<usize> = Vec::new();
    let mut across: Vec<usize> = Vec::new();
    for (index, entry) in list.entries.iter().enumerate() {
        let float = matches!(entry.kind, EntryKind::Float { .. });
        if entry.across && !float {
            across.push(index);
            continue;
        }
        end_across(list, &mut across, &mut text, &mut pieces);
        if entry.kind == EntryKind::Forced {
            end_text(list, &mut text, &mut pieces);
            pieces.push(Piece::Forced);
        } else {
            text.push(index);
        }
    }
    end_across(list, &mut across, &mut text, &mut pieces);
    end_text(list, &mut text, &mut pieces);
    pieces
}

/// Ends what stands across: white and marks alone, as they stand before a float, are of the text.
fn end_across(
    list: &VerticalList,
    across: &mut Vec<usize>,
    text: &mut Vec<usize>,
    pieces: &mut Vec<Piece>,
) {
    let entries = std::mem::take(across);
    let drawn = |entry: &usize| list.entries.get(*entry).is_some_and(|own| is_drawn(&own.kind));
    if entries.iter().any(drawn) {
        end_text(list, text, pieces);
        pieces.push(Piece::Across(Share::of(list, entries)));
    } else {
        text.extend(entries);
    }
}

fn end_text(list: &VerticalList, text: &mut Vec<usize>, pieces: &mut Vec<Piece>) {
    let entries = std::mem::take(text);
    let float = |index: &usize| {
        let entry = list.entries.get(*index);
        entry.is_some_and(|own| own.across && matches!(own.kind, EntryKind::Float { .. }))
    };
    let mut floats = Vec::new();
    let mut own = Vec::with_capacity(entries.len());
    for index in entries {
        if float(&index) {
            floats.push((own.len(), index));
        } else {
            own.push(index);
        }
    }
    let share = Share::of(list, own);
    if share.is_drawn() || !floats.is_empty() {
        pieces.push(Piece::Text(Text { share, floats }));
    }
}
