//! The flow: what is collected, from the top of the report down.
//!
//! All is collected as in the first column of text, or across all of them; composing moves what comes
//! to stand in another.
//!
//! A [`Flow`] is where each kind of block adds its entries. It knows where on the grid the last
//! entry ended as long as no page ends in between, how much white the last block wants below it,
//! and what a page break before the next entry costs. White above a block and below the one
//! before do not add up: the larger one counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::columns::Columns;
use super::drawing::Drawing;
use super::galley::{Drawn, Galley, Island, Matter, SetLines};
use super::line::Line;
use super::list::{self, Entry, EntryKind, FORBIDDEN, LINE, Units};
use super::paragraph::{self, Paragraph};
use super::set::Round;
use crate::document::NodeId;
use crate::geometry::{Length, Point};
use crate::language::Language;
use crate::manifest::NotePlace;
use crate::page::{Item, Part, Tag};
use crate::source::Span;
use crate::theme::{FirstWords, Style, Theme};

/// Whether white may be a line more or less where a page needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Elastic {
    /// It stays as it is.
    No,
    /// Above a heading.
    Heading,
    /// Around lists, quotations and exhibits.
    Block,
}

/// The column in which blocks are set, and in which type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    /// Its left edge.
    pub x: Length,
    /// Its width.
    pub width: Length,
    /// The type of its paragraphs.
    pub text: &'a Style,
    /// The indent of a paragraph after another; zero where paragraphs are parted by white.
    pub indent: Length,
    /// How much further in turned lines of verse stand.
    pub turn: Length,
    /// The white between paragraphs, in units.
    pub between: Units,
    /// The language.
    pub language: &'a Language,
    /// Whether this is the text column itself, where labels may stand in the margin column.
    pub body: bool,
    /// Whether this is inside an item of a list.
    pub list_inside: bool,
}

/// What is collected so far.
pub(super) struct Flow<'a, 'r> {
    /// What is laid out, and with which page numbers.
    pub round: &'r mut Round<'a>,
    /// The columns of the page.
    pub page: Columns,
    /// Where what is collected stands: in the first column of text, or across all of them; on the
    /// turned page while what stands there is set.
    pub columns: Columns,
    /// Whether it stands across all columns, beside which there are others.
    pub across: bool,
    /// What is collected.
    pub galley: Galley,
    /// What a page that ends before the next entry costs.
    pub keep: u32,
    /// The white that the last block wants below it.
    pub owed: Units,
    /// How far below a line of the grid the last entry ended: 0 or 1.
    pub phase: Units,
    /// Whether entries may stand between the lines of the grid: inside lists and boxes, whose end
    /// gives half lines back.
    pub free: bool,
    /// Whether the next paragraph has no indent.
    pub flush: bool,
    /// Whether the next entry stands beside the bullet or number of an item.
    pub beside: bool,
    /// The next paragraph as it is without its indent.
    pub unindented: Option<Arc<Paragraph>>,
    /// Whether the next paragraph is the first of the report, or of its chapter where the theme
    /// has chapters begin alike.
    pub first: bool,
    /// Whether the next heading opens a page of its own.
    pub opening: bool,
    /// Whether numbered lists are recommendations.
    pub recommendations: bool,
    /// What is to be drawn with the next entry, relative to its top.
    pub pending: Drawing,
    /// The notes called in that, as indices of the list's notes.
    pub pending_notes: Vec<usize>,
    /// Where the notes come to stand.
    pub notes: NotePlace,
    /// The ground on which entries stand.
    pub ground: Option<usize>,
    /// The block that is being collected.
    pub span: Option<Span>,
    /// The figure or table that follows the paragraph that is collected.
    pub next_float: Option<NodeId>,
    /// What has been referred to already.
    pub mentioned: BTreeSet<NodeId>,
    /// The notes that have been called already, as indices of the references' notes.
    pub called: BTreeSet<usize>,
    /// The notes to be set below the chapter or the report.
    pub end_notes: Vec<usize>,
    /// The notes to be set below the figure, table or box that calls them.
    pub lettered: Vec<usize>,
}

impl<'a, 'r> Flow<'a, 'r> {
    /// An empty flow.
    pub fn new(round: &'r mut Round<'a>, columns: Columns) -> Flow<'a, 'r> {
        let theme = round.input.theme;
        let notes = round.input.manifest.pdf.notes;
        Flow {
            round,
            page: columns,
            columns: columns.column(),
            across: false,
            galley: Galley::default(),
            keep: 0,
            owed: 0,
            phase: 0,
            free: !theme.page.on_grid,
            flush: true,
            beside: false,
            unindented: None,
            first: theme.blocks.first_words != FirstWords::Never,
            opening: false,
            recommendations: false,
            pending: Drawing::new(),
            pending_notes: Vec::new(),
            notes,
            ground: None,
            span: None,
            next_float: None,
            mentioned: BTreeSet::new(),
            called: BTreeSet::new(),
            end_notes: Vec::new(),
            lettered: Vec::new(),
        }
    }

    /// The theme.
    pub fn theme(&self) -> &'a Theme {
        self.round.input.theme
    }

    /// The text column with the type of running text.
    pub fn body(&self) -> Scope<'a> {
        let theme = self.theme();
        Scope {
            x: self.columns.text,
            width: self.columns.text_width,
            text: &theme.styles.text,
            indent: theme.blocks.indent,
            turn: Length::ZERO,
            between: self.units(theme.blocks.paragraph.on(self.columns.grid)),
            language: &self.round.input.document.language,
            body: true,
            list_inside: false,
        }
    }

    /// So many units as cover this height.
    pub fn units(&self, height: Length) -> Units {
        Units::try_from(self.columns.halves(height)).unwrap_or(Units::MAX / 8)
    }

    /// The height of so many units.
    pub fn height(&self, units: Units) -> Length {
        self.columns.half() * i64::from(units)
    }

    /// Marks the place of a block at the top of the next entry, `x` from the left.
    pub fn anchor(&mut self, node: NodeId, x: Length) {
        let at = Point::new(x, Length::ZERO);
        self.pending.push(Tag::Node(node, Part::Body), Item::Anchor { node, at });
    }

    /// Adds white above the next block: what is owed below the last one or `before`, whichever is
    /// more. Outside lists and boxes it is half a line more if else what lies `ahead` units below
    /// the block's top would not stand on the grid.
    pub fn space(&mut self, before: Units, ahead: Units, elastic: Elastic) {
        let wanted = self.owed.max(before);
        self.owed = 0;
        if self.galley.matter.is_empty() {
            return;
        }
        let off = (self.phase + wanted + ahead).rem_euclid(LINE);
        let units = wanted + if self.free { 0 } else { off };
        let to_grid = !self.free && ahead.rem_euclid(LINE) == 0;
        if units == 0 {
            return;
        }
        let breaks = &self.theme().breaks;
        let (less, more) = match elastic {
            Elastic::No => (None, None),
            Elastic::Heading => (Some(breaks.heading_less), Some(breaks.heading_more)),
            Elastic::Block => (Some(breaks.block_less), Some(breaks.block_more)),
        };
        let less = less.filter(|_| units >= 2 * LINE);
        self.push(EntryKind::Space { units, less, more, to_grid }, Drawn::Nothing);
        self.phase = (self.phase + units).rem_euclid(LINE);
        self.keep = FORBIDDEN;
    }

    /// Adds white of exactly so many units, after what may break the page at the penalty that is
    /// set.
    pub fn space_exact(&mut self, units: Units) {
        self.owed = 0;
        if units > 0 && !self.galley.matter.is_empty() {
            self.push(EntryKind::space(units), Drawn::Nothing);
            self.phase = (self.phase + units).rem_euclid(LINE);
            self.keep = FORBIDDEN;
        }
    }

    /// Adds white that may be a line more where a page needs it.
    pub fn space_elastic(&mut self, units: Units) {
        self.owed = 0;
        let more = Some(self.theme().breaks.block_more);
        let kind = EntryKind::Space { units, less: None, more, to_grid: false };
        self.push(kind, Drawn::Nothing);
        self.keep = FORBIDDEN;
    }

    /// Adds an entry of any kind, at the penalty that is set for a break before it.
    pub fn push(&mut self, kind: EntryKind, drawn: Drawn) {
        let (ground, span) = (self.ground, self.span);
        let matter = Matter { drawn, island: None, ground, at_foot: false, span };
        let entry = Entry { break_before: self.keep, kind, across: self.across };
        self.beside &= matches!(entry.kind, EntryKind::Space { .. } | EntryKind::Turn);
        self.galley.list.entries.push(entry);
        self.galley.matter.push(matter);
        self.keep = 0;
    }

    /// Collects what stands across all columns of text, where there are several.
    pub fn across(&mut self, collect: impl FnOnce(&mut Self)) {
        if self.page.count == 1 || self.across {
            return collect(self);
        }
        let column = std::mem::replace(&mut self.columns, self.page.across());
        self.across = true;
        collect(self);
        // The white below it vanishes at the heads of columns, unless it is part of what stands
        // across. A float has its own.
        let keep = self.keep;
        if self.galley.matter.last().is_some_and(|last| !matches!(last.drawn, Drawn::Float(_))) {
            let off = (self.phase + self.owed).rem_euclid(LINE);
            self.space_exact(self.owed + if self.free { 0 } else { off });
            self.keep = keep;
        }
        self.across = false;
        self.columns = column;
    }

    /// Makes an island of all entries after the white at `from`.
    pub fn island(&mut self, from: usize, lower: Length) {
        let to = self.galley.matter.len().saturating_sub(1);
        let index = self.galley.islands.len();
        self.galley.islands.push(Island { from, to, lower });
        for matter in self.galley.matter.iter_mut().skip(from + 1) {
            // What stands apart inside it stands where it stands in it.
            matter.island = Some(index);
        }
    }

    /// Adds what is not broken unless it is higher than a page, so many units high; with the notes
    /// called in it.
    pub fn push_box(&mut self, units: Units, drawing: Drawing, notes: Vec<usize>) {
        let notes = self.with_pending_notes(notes);
        if units > self.page_units() {
            let boxed =
                |units, notes, slice| (EntryKind::Box { units, notes }, Drawn::Whole(slice));
            self.push_slices(self.height(units), &drawing, notes, boxed);
            return;
        }
        let mut whole = std::mem::take(&mut self.pending);
        whole.add(&drawing, Length::ZERO);
        self.push(EntryKind::Box { units, notes }, Drawn::Whole(whole));
        self.phase = (self.phase + units).rem_euclid(LINE);
    }

    /// Adds a paragraph's lines, one for each line of the grid. What is to be `whole` may be broken
    /// nevertheless when it is higher than a page.
    pub fn push_lines(&mut self, paragraph: Arc<Paragraph>, x: Length, style: &Style, whole: bool) {
        let mut settings = self.settings(&paragraph);
        if settings.iter().all(|setting| setting.lines.is_empty()) {
            return;
        }
        for first in settings.iter_mut().filter_map(|setting| setting.lines.first_mut()) {
            first.notes.splice(0..0, self.pending_notes.iter().copied());
        }
        self.pending_notes.clear();
        let first = std::mem::take(&mut self.pending);
        let baseline = self.columns.baseline(self.columns.grid.max(style.leading));
        let lines = settings.first().map_or(0, |setting| setting.lines.len());
        let whole = whole && i64::try_from(lines).is_ok_and(|lines| lines <= self.columns.lines);
        let kind = EntryKind::Paragraph(list::Paragraph { settings, whole });
        let flush = self.unindented.take();
        self.push(kind, Drawn::Lines(SetLines { paragraph, x, baseline, flush, first }));
    }

    /// These notes, behind those called in what is drawn with the next entry.
    pub fn with_pending_notes(&mut self, notes: Vec<usize>) -> Vec<usize> {
        let mut all = std::mem::take(&mut self.pending_notes);
        all.extend(notes);
        all
    }

    /// What the breaker has to know of a paragraph's settings.
    fn settings(&mut self, paragraph: &Paragraph) -> Vec<list::Setting> {
        let calls: Vec<NodeId> =
            paragraph.best.lines.iter().flat_map(|line| line.calls.iter().copied()).collect();
        let own: Vec<(NodeId, Vec<usize>)> =
            calls.into_iter().map(|call| (call, self.call(call))).collect();
        let notes = |line: &Line| {
            let of = |call: &NodeId| own.iter().find(|(own, _)| own == call);
            line.calls.iter().filter_map(of).flat_map(|(_, notes)| notes.clone()).collect()
        };
        let float = self.next_float;
        let before = float.is_some_and(|float| self.mentioned.contains(&float));
        let set = |setting: &paragraph::Setting| {
            let mut mentioned = before;
            let line = |line: &Arc<Line>| {
                mentioned |= float.is_some_and(|float| line.mentions.contains(&float));
                list::Line {
                    hyphenated: line.hyphenated,
                    notes: notes(line),
                    mentions_float: mentioned,
                }
            };
            list::Setting { lines: setting.lines.iter().map(line).collect(), cost: setting.cost }
        };
        let others = [&paragraph.shorter, &paragraph.longer];
        let all = std::iter::once(&paragraph.best).chain(others.into_iter().flatten());
        let settings = all.map(set).collect();
        self.mentioned.extend(paragraph.best.lines.iter().flat_map(|line| &line.mentions));
        settings
    }
}

impl Paragraph {
    /// The settings in the order of [`list::Paragraph::settings`].
    pub(super) fn setting(&self, index: usize) -> Option<&paragraph::Setting> {
        let others = [self.shorter.as_ref(), self.longer.as_ref()];
        std::iter::once(&self.best).chain(others.into_iter().flatten()).nth(index)
    }
}
