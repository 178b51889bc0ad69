//! Tables: cells on the columns of the page, rules above and not around.
//!
//! A wide table has its first column in the margin column and its second at the text column; a
//! narrow one keeps to the text column. Rows are entries of the vertical list, so that a long
//! table breaks between them with its head repeated; a table of at most half a page, or of too few
//! rows to be broken, is a float.

use std::sync::Arc;

use super::collect::penalty;
use super::drawing::Drawing;
use super::exhibit::Exhibit;
use super::flow::{Elastic, Flow, Scope};
use super::galley::Drawn;
use super::list::{EntryKind, FORBIDDEN, LINE, Units};
use super::running_text::count;
use super::set::Words;
use super::table_grid::{Grid, TableType, lead_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, NodeId, Row, Table};
use crate::geometry::{Length, Point, Rect};
use crate::page::Artifact;
use crate::theme::{Style, Tint};

/// A row that is set.
pub(super) struct SetRow {
    pub drawing: Drawing,
    pub height: Length,
    /// The notes called in it.
    pub notes: Vec<usize>,
}

/// A table that is set, but for what stands below it.
pub(super) struct SetTable {
    /// The rule, the label and the title.
    pub caption: Exhibit,
    pub head: SetRow,
    pub rows: Vec<SetRow>,
}

impl SetRow {
    /// Adds white above and below.
    fn widen(&mut self, above: Length, below: Length) {
        let mut lower = Drawing::new();
        lower.add(&self.drawing, above);
        self.drawing = lower;
        self.height += above + below;
    }
}

impl<'a> Flow<'a, '_> {
    /// Adds a table.
    pub fn table(&mut self, block: &'a Block, table: &'a Table, scope: &Scope<'a>) {
        let types = self.table_types();
        let small = types[types.len() - 1];
        let fitting = match self.fitting_grid(table, scope, &types) {
            None if scope.body && self.turned_table(block, table, false) => return,
            None => self.tight_grid(table, scope, small),
            fitting => fitting,
        };
        let (grid, type_) = match fitting {
            Some(fitting) => fitting,
            None if scope.body && self.turned_table(block, table, true) => return,
            None => self.narrowed_grid(table, scope, small),
        };
        let found = self.round.problems.len();
        let SetTable { caption: exhibit, head, rows } =
            self.set_table(block, table, scope, &grid, type_);
        self.fold_warnings(block, table.columns.len(), found);

        let rows_height: Length = rows.iter().map(|row| row.height).sum();
        let whole = exhibit.bottom + head.height + rows_height;
        let page = self.columns.grid * self.columns.lines;
        let few =
            rows.len() <= self.theme().breaks.whole_rows && whole + self.below_float(whole) <= page;
        if few || whole * 2 <= page {
            self.whole_table(block, table, scope, exhibit, &head, &rows);
        } else {
            self.broken_table(block, table, scope, exhibit, head, rows);
            self.flush = true;
        }
    }

    /// Sets the caption, the head and the rows of a table on a grid.
    pub fn set_table(
        &mut self,
        block: &'a Block,
        table: &'a Table,
        scope: &Scope<'a>,
        grid: &Grid,
        type_: TableType<'a>,
    ) -> SetTable {
        let mut caption = self.exhibit(scope);
        let (title, subtitle) = (table.caption.as_ref(), table.subtitle.as_ref());
        self.exhibit_head(&mut caption, block, title, subtitle);

        let tokens = &self.theme().blocks;
        let edge = tokens.table_edge;
        let mut head = self.row(&table.head, grid, type_.head, None);
        head.widen(edge, edge);
        self.line(&mut head.drawing, grid, head.height, tokens.table_rule, Tint::Secondary);
        let padding = tokens.table_padding;
        let mut rows = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut row = self.row(row, grid, type_.cells, Some(padding));
            let last = index + 1 == table.rows.len();
            let above = if index == 0 { edge } else { Length::ZERO };
            row.widen(above, if last { edge } else { Length::ZERO });
            let (rule, color) = match last {
                true => (tokens.table_rule, Tint::Secondary),
                false => (tokens.table_hairline, Tint::Hair),
            };
            self.line(&mut row.drawing, grid, row.height, rule, color);
            rows.push(row);
        }
        SetTable { caption, head, rows }
    }

    fn whole_table(
        &mut self,
        block: &'a Block,
        table: &'a Table,
        scope: &Scope<'a>,
        mut exhibit: Exhibit,
        head: &SetRow,
        rows: &[SetRow],
    ) {
        for row in std::iter::once(head).chain(rows) {
            exhibit.drawing.add(&row.drawing, exhibit.bottom);
            exhibit.bottom += row.height;
            exhibit.notes.extend_from_slice(&row.notes);
        }
        self.table_foot(&mut exhibit, block, table);
        let Exhibit { drawing, bottom, notes, .. } = exhibit;
        if scope.body {
            self.push_float(block.id, drawing, bottom, notes, false);
        } else {
            self.push_exhibit(block.id, drawing, bottom, notes);
        }
    }

    fn broken_table(
        &mut self,
        block: &'a Block,
        table: &'a Table,
        scope: &Scope<'a>,
        mut exhibit: Exhibit,
        head: SetRow,
        rows: Vec<SetRow>,
    ) {
        let space = self.theme().blocks.exhibit;
        self.turn(block.id);
        self.above(space.before, Elastic::Block);
        self.anchor(block.id, exhibit.left);
        let repeated = Arc::new(head.drawing.as_artifact());
        let page = self.page_units();
        // A head of more than half a page is not repeated.
        let head_units = self.units(head.height);
        let head_units = if head_units * 2 > page { 0 } else { head_units };
        exhibit.drawing.add(&head.drawing, exhibit.bottom);
        exhibit.bottom += head.height;
        exhibit.notes.extend(head.notes);
        let first = rows.first().map_or(Length::ZERO, |row| row.height);
        let mut above = Some(exhibit);
        if let Some(exhibit) = above.take_if(|above| self.units(above.bottom + first) > page) {
            self.push_box(self.units(exhibit.bottom), exhibit.drawing, exhibit.notes);
            self.keep = FORBIDDEN;
        }
        let total = rows.len();
        let whole = total <= self.theme().breaks.whole_rows
            && self.units(rows.iter().map(|row| row.height).sum()) + head_units <= page;
        let mut before = Length::ZERO;
        for (index, row) in rows.into_iter().enumerate() {
            let (mut drawing, mut notes, mut height) = (row.drawing, row.notes, row.height);
            let mut head = head_units;
            if let Some(exhibit) = above.take() {
                let mut all = exhibit.drawing;
                all.add(&drawing, exhibit.bottom);
                drawing = all;
                height += exhibit.bottom;
                notes.splice(0..0, exhibit.notes);
                head = 0;
            } else if index > 0 {
                let edge = index == 1 || index + 1 == total;
                let both = self.units(before + height) + head_units <= page;
                self.keep = if edge && both || whole { FORBIDDEN } else { penalty::ROW };
            }
            self.push_row(drawing, height, head, notes, &repeated);
            before = height;
        }
        let mut foot = self.exhibit(scope);
        self.table_foot(&mut foot, block, table);
        if foot.bottom > Length::ZERO {
            self.keep = FORBIDDEN;
            let units = self.units(foot.bottom);
            self.push_box(units, foot.drawing, foot.notes);
        }
        self.owed = self.units(space.after.on(self.columns.grid));
    }

    /// Adds a row, between its lines when it is higher than a page.
    fn push_row(
        &mut self,
        row: Drawing,
        height: Length,
        head: Units,
        notes: Vec<usize>,
        repeated: &Arc<Drawing>,
    ) {
        let entry = |units, notes, row| {
            let drawn = Drawn::Row { row, head: Arc::clone(repeated) };
            (EntryKind::Row { units, head, notes }, drawn)
        };
        let units = self.units(height);
        if units.saturating_add(head) > self.page_units() {
            self.push_slices(height, &row, notes, entry);
            return;
        }
        let mut drawing = std::mem::take(&mut self.pending);
        drawing.add(&row, Length::ZERO);
        let (kind, drawn) = entry(units, notes, drawing);
        self.push(kind, drawn);
        self.phase = (self.phase + units).rem_euclid(LINE);
    }

    /// Adds what stands below a table: its note, its source and its lettered notes.
    pub fn table_foot(&mut self, exhibit: &mut Exhibit, block: &'a Block, table: &'a Table) {
        let words = &self.round.input.references.words;
        let rows = [
            (Some(words.note), table.note.as_ref()),
            (Some(words.source), table.source.as_ref()),
            (None, None),
        ];
        let top = exhibit.bottom;
        exhibit.bottom += self.theme().blocks.exhibit_gap.on(self.columns.grid);
        let gap = exhibit.bottom;
        self.exhibit_foot(exhibit, block, rows, None);
        self.exhibit_notes(exhibit, block.id);
        if exhibit.bottom == gap {
            exhibit.bottom = top;
        }
    }

    /// Adds a rule whose lower edge is at `y`.
    fn line(&self, drawing: &mut Drawing, grid: &Grid, y: Length, rule: Length, color: Tint) {
        let rect = Rect::new(grid.left, y - rule, grid.right - grid.left, rule);
        drawing.fill(Artifact::Layout, rect, self.theme().colors.get(color));
    }

    /// The rows of a table in a note, line by line, and the calls in them.
    pub fn table_lines(
        &mut self,
        block: &'a Block,
        table: &'a Table,
        scope: &Scope<'a>,
        leading: Length,
    ) -> (Vec<Drawing>, Vec<NodeId>) {
        let found = self.round.problems.len();
        let (theme, baseline) = (self.theme(), self.columns.baseline(leading));
        let (tokens, styles) = (&theme.blocks, &theme.styles);
        let small = TableType { head: &styles.table_head_small, cells: &styles.table_small };
        let (grid, type_) = match self.fitting_grid(table, scope, &[small]) {
            Some(fitting) => fitting,
            None => self.narrowed_grid(table, scope, small),
        };
        let (mut lines, mut calls) = (Vec::new(), Vec::new());
        for (index, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let style = if index == 0 { type_.head } else { type_.cells };
            let cells = row.cells.iter().zip(&grid.columns);
            let cells: Vec<_> = cells
                .map(|(cell, column)| {
                    (column, cell, self.round.set(&Words::of(&cell.text, style), column.width))
                })
                .collect();
            let height = cells.iter().map(|(_, _, set)| set.best.lines.len()).max().unwrap_or(1);
            for line in 0..height.max(1) {
                let mut drawing = Drawing::new();
                for (column, cell, set) in &cells {
                    let Some(own) = set.best.lines.get(line) else { continue };
                    let behind = match index {
                        0 => Length::ZERO,
                        _ => self.behind(&cell.text, column, style),
                    };
                    let at = Point::new(column.x + lead_in(own, column, behind), baseline);
                    drawing.place(&own.items, at);
                }
                let last = line + 1 == height;
                if last && (index == 0 || index == table.rows.len()) {
                    self.line(&mut drawing, &grid, leading, tokens.table_rule, Tint::Secondary);
                }
                lines.push(drawing);
            }
            for (_, _, set) in cells {
                calls.extend(set.best.lines.iter().flat_map(|line| line.calls.iter().copied()));
            }
        }
        self.fold_warnings(block, table.columns.len(), found);
        (lines, calls)
    }

    /// Makes one warning of all those that say that words of a table are too wide for their cells.
    fn fold_warnings(&mut self, block: &Block, columns: usize, from: usize) {
        let new = self.round.problems.split_off(from);
        let (wide, others): (Vec<_>, Vec<_>) =
            new.into_iter().partition(|problem| problem.code == Code::Overfull);
        self.round.problems.extend(others);
        if let [_, _, ..] = wide.as_slice() {
            let message = format!("the words of this table are too wide for its {columns} columns");
            let warning = Diagnostic::warning(Code::Overfull, message)
                .at(block.span)
                .help("give it fewer columns or shorter words, or make two tables of it");
            self.round.report(warning);
        } else {
            self.round.problems.extend(wide);
        }
    }

    /// Sets a row with this white above and below its words, or the head, which has none.
    fn row(
        &mut self,
        row: &'a Row,
        grid: &Grid,
        style: &'a Style,
        padding: Option<Length>,
    ) -> SetRow {
        let mut set = SetRow { drawing: Drawing::new(), height: Length::ZERO, notes: Vec::new() };
        let mut cells = Vec::new();
        for (cell, column) in row.cells.iter().zip(&grid.columns) {
            let paragraph = self.round.set(&Words::of(&cell.text, style), column.width);
            set.height = set.height.max(style.leading * count(paragraph.best.lines.len()));
            set.notes.extend(self.calls(&paragraph.best.lines));
            cells.push((cell, column, paragraph));
        }
        set.height = set.height.max(style.leading);
        for (cell, column, paragraph) in cells {
            let lines = &paragraph.best.lines;
            // Words of a head stand on its rule, those of a row at its top.
            let mut y = match padding {
                None => set.height - style.leading * count(lines.len()),
                Some(padding) => padding,
            };
            let behind = match padding {
                None => Length::ZERO,
                Some(_) => self.behind(&cell.text, column, style),
            };
            for line in lines {
                let x = column.x + lead_in(line, column, behind);
                let at = Point::new(x, y + self.columns.baseline(style.leading));
                set.drawing.place(&line.items, at);
                y += style.leading;
            }
        }
        set.height += padding.unwrap_or_default() * 2;
        set
    }
}
