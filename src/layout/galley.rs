//! What was collected: the vertical list, and beside each of its entries what is drawn for it.
//!
//! The breaker sees the list alone, composing sees both. Their indices are the same.

use std::ops::Range;
use std::sync::Arc;

use super::drawing::Drawing;
use super::line::Line;
use super::list::{EntryKind, VerticalList};
use super::paragraph::Paragraph;
use crate::document::NodeId;
use crate::geometry::Length;
use crate::page::Color;
use crate::source::Span;

/// The vertical list with what is drawn for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Galley {
    /// What the breaker sees.
    pub list: VerticalList,
    /// What is drawn for each entry of the list.
    pub matter: Vec<Matter>,
    /// What is drawn for each note of the list.
    pub notes: Vec<SetNote>,
    /// The chapters in order: the entry with which each begins, and its running head.
    pub sections: Vec<Section>,
    /// The entries that begin a new page which is to be a right-hand one.
    pub rectos: Vec<usize>,
    /// The blocks that are set apart by white.
    pub islands: Vec<Island>,
    /// The grounds on which entries stand.
    pub grounds: Vec<Ground>,
}

impl Galley {
    /// The notes called in its entries, in order.
    pub fn called(&self) -> Vec<usize> {
        let mut notes = Vec::new();
        for entry in &self.list.entries {
            match &entry.kind {
                EntryKind::Paragraph(paragraph) => {
                    let natural = paragraph.settings.first();
                    let lines = natural.map_or(&[][..], |setting| setting.lines.as_slice());
                    notes.extend(lines.iter().flat_map(|line| line.notes.iter().copied()));
                }
                EntryKind::Box { notes: own, .. }
                | EntryKind::Row { notes: own, .. }
                | EntryKind::Float { notes: own, .. } => notes.extend_from_slice(own),
                EntryKind::Space { .. }
                | EntryKind::Barrier
                | EntryKind::Turn
                | EntryKind::Room { .. }
                | EntryKind::Forced => {}
            }
        }
        notes
    }
}

/// What is drawn for an entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Matter {
    /// What is drawn.
    pub drawn: Drawn,
    /// The block set apart by white that it is part of: an index of [`Galley::islands`].
    pub island: Option<usize>,
    /// The ground that it stands on: an index of [`Galley::grounds`].
    pub ground: Option<usize>,
    /// Whether it stands at the foot of its page, as the last that there is.
    pub at_foot: bool,
    /// Where it is written, for what the breaker has to say of it.
    pub span: Option<Span>,
}

/// A block with white above and below, such as a list or a quotation. Where a page gives it more
/// or less white on one side than the theme says, both sides share that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Island {
    /// The entry of the white above it.
    pub from: usize,
    /// Its last entry, before the white below it.
    pub to: usize,
    /// How much further down than its units say it stands: a quarter of a line when the white
    /// around it is an odd number of half lines.
    pub lower: Length,
}

/// The kinds of what is drawn.
#[derive(Clone, Debug, Default)]
pub(super) enum Drawn {
    /// Nothing: white, the end of a section.
    #[default]
    Nothing,
    /// Lines of a paragraph.
    Lines(SetLines),
    /// All at once.
    Whole(Drawing),
    /// A row of a table.
    Row {
        /// The row; the first row of a table with caption and head.
        row: Drawing,
        /// The head as it is repeated above this row at the head of a page.
        head: Arc<Drawing>,
    },
    /// A float.
    Float(SetFloat),
}

impl Drawn {
    /// Draws more with what is drawn first: on the first line of a paragraph.
    pub fn put_first(&mut self, mut first: Drawing) {
        let own = match self {
            Drawn::Nothing => return,
            Drawn::Lines(lines) => &mut lines.first,
            Drawn::Whole(drawing) | Drawn::Row { row: drawing, .. } => drawing,
            Drawn::Float(float) => match float.sheets.first_mut() {
                Some(sheet) => sheet,
                None => return,
            },
        };
        first.add(own, Length::ZERO);
        *own = first;
    }
}

/// A paragraph in all its settings.
#[derive(Clone, Debug)]
pub(super) struct SetLines {
    /// The lines.
    pub paragraph: Arc<Paragraph>,
    /// Where they begin.
    pub x: Length,
    /// From the top of a line of the list to its baseline.
    pub baseline: Length,
    /// The same without an indent, for a paragraph that follows a float: where the float stands
    /// right above it.
    pub flush: Option<Arc<Paragraph>>,
    /// What is drawn with the first line: bullets, numbers, anchors. Relative to its top.
    pub first: Drawing,
}

impl SetLines {
    /// The lines of a setting, without the indent when they are to be `flush` and break into as
    /// many lines that call the same notes.
    pub fn lines(&self, setting: usize, flush: bool) -> &[Arc<Line>] {
        let lines = |paragraph: &'_ Arc<Paragraph>| -> Option<Vec<usize>> {
            let lines = &paragraph.setting(setting)?.lines;
            Some(lines.iter().map(|line| line.calls.len()).collect())
        };
        let own = self.flush.as_ref().filter(|_| flush);
        let own = own.filter(|own| lines(own) == lines(&self.paragraph));
        own.unwrap_or(&self.paragraph).setting(setting).map_or(&[], |setting| &setting.lines)
    }
}

/// A float.
#[derive(Clone, Debug)]
pub(super) struct SetFloat {
    /// What is drawn, from its own top and without white around it: a drawing for each of the
    /// pages that it has.
    pub sheets: Vec<Drawing>,
    /// Its height.
    pub height: Length,
    /// Whether it is drawn on the turned page, from the top of what stands on that.
    pub turned: bool,
}

/// A note as it stands at the foot, line by line.
#[derive(Clone, Debug, Default)]
pub(super) struct SetNote {
    /// The note.
    pub node: Option<NodeId>,
    /// The lines, each relative to its own top.
    pub lines: Vec<Drawing>,
    /// Lines that hold together.
    pub solid: Vec<Range<usize>>,
    /// Its mark again, as it stands before what goes on beside another note that does.
    pub mark: Drawing,
}

/// A chapter, for running heads.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The entry with which it begins.
    pub entry: usize,
    /// The words of its running head.
    pub title: String,
    /// Whether it opens a page that has no running head.
    pub opens: bool,
}

/// A ground behind several entries: that of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    /// Its left edge.
    pub x: Length,
    /// Its width.
    pub width: Length,
    /// Its colour.
    pub color: Color,
    /// The height and the colour of the rule on top.
    pub rule: (Length, Color),
    /// The height of the rule at its foot, of the same colour.
    pub foot: Length,
    /// The white above and below what stands on it where a page cuts it.
    pub padding: Length,
}

impl Ground {
    /// A bar beside what stands at its right.
    pub fn bar(x: Length, width: Length, color: Color) -> Ground {
        Ground {
            x,
            width,
            color,
            rule: (Length::ZERO, color),
            foot: Length::ZERO,
            padding: Length::ZERO,
        }
    }
}
