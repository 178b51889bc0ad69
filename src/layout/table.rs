//! Tables: cells on the columns of the page, rules above and not around.
//!
//! A wide table has its first column in the margin column and its second at the text column; a
//! narrow one keeps to the text column. Rows are entries of the vertical list, so that a long
//! table breaks between them with its head repeated; a table of at most half a page is a float.

use std::sync::Arc;

use super::collect::penalty;
use super::drawing::Drawing;
use super::exhibit::Exhibit;
use super::flow::{Elastic, Flow, Scope};
use super::galley::Drawn;
use super::line::Line;
use super::list::{EntryKind, FORBIDDEN, LINE};
use super::running_text::count;
use super::set::Words;
use super::table_columns::{Column, column_widths, is_number};
use crate::document::{Alignment, Block, Leaf, Row, Table};
use crate::geometry::{Length, Point, Rect};
use crate::page::Artifact;
use crate::theme::{Style, Tint};

/// A table of no more rows is not broken.
const WHOLE_ROWS: usize = 4;

/// Where the columns of a table stand.
#[derive(Clone, Debug)]
struct Grid {
    left: Length,
    right: Length,
    columns: Vec<Cells>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
struct Cells {
    x: Length,
    width: Length,
    alignment: Alignment,
    /// The widest part behind a decimal point; numbers with less stand as much further left.
    fraction: Length,
}

/// A row that is set.
struct SetRow {
    drawing: Drawing,
    height: Length,
    notes: Vec<usize>,
}

impl<'a> Flow<'a, '_> {
    /// Adds a table.
    pub fn table(&mut self, block: &'a Block, table: &'a Table, scope: &Scope<'a>) {
        let styles = &self.theme().styles;
        let grid = self.table_grid(table, scope);
        let mut exhibit = self.exhibit(scope);
        let (title, subtitle) = (table.caption.as_ref(), table.subtitle.as_ref());
        self.exhibit_head(&mut exhibit, block, title, subtitle);

        let mut head = self.row(&table.head, &grid, &styles.table_head, Length::ZERO);
        let tokens = &self.theme().blocks;
        self.line(&mut head.drawing, &grid, head.height, tokens.table_rule, Tint::Secondary);
        let padding = tokens.table_padding;
        let mut rows = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut row = self.row(row, &grid, &styles.table, padding);
            let last = index + 1 == table.rows.len();
            let (rule, color) = match last {
                true => (tokens.table_rule, Tint::Secondary),
                false => (tokens.table_hairline, Tint::Hair),
            };
            self.line(&mut row.drawing, &grid, row.height, rule, color);
            rows.push(row);
        }

        let rows_height: Length = rows.iter().map(|row| row.height).sum();
        let whole = exhibit.bottom + head.height + rows_height;
        if whole * 2 <= self.columns.grid * self.columns.lines {
            self.whole_table(block, table, scope, exhibit, &head, &rows);
        } else {
            self.broken_table(block, table, scope, exhibit, head, rows);
        }
        self.flush = true;
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
        self.above(space.before, Elastic::Block);
        self.anchor(block.id, exhibit.left);
        let repeated = Arc::new(head.drawing.as_artifact());
        let head_units = self.units(head.height);
        exhibit.drawing.add(&head.drawing, exhibit.bottom);
        exhibit.bottom += head.height;
        exhibit.notes.extend(head.notes);
        let total = rows.len();
        for (index, row) in rows.into_iter().enumerate() {
            let mut drawing = std::mem::take(&mut self.pending);
            let (mut notes, mut height) = (row.notes, row.height);
            if index == 0 {
                drawing.add(&exhibit.drawing, Length::ZERO);
                drawing.add(&row.drawing, exhibit.bottom);
                height += exhibit.bottom;
                notes.splice(0..0, exhibit.notes.drain(..));
            } else {
                drawing.add(&row.drawing, Length::ZERO);
                let edge = index == 1 || index + 1 == total || total <= WHOLE_ROWS;
                self.keep = if edge { FORBIDDEN } else { penalty::ROW };
            }
            let units = self.units(height);
            let head = if index == 0 { 0 } else { head_units };
            let drawn = Drawn::Row { row: drawing, head: Arc::clone(&repeated) };
            self.push(EntryKind::Row { units, head, notes }, drawn);
            self.phase = (self.phase + units).rem_euclid(LINE);
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

    fn table_foot(&mut self, exhibit: &mut Exhibit, block: &'a Block, table: &'a Table) {
        if table.note.is_none() && table.source.is_none() {
            return;
        }
        let words = &self.round.input.references.words;
        let rows = [
            (Some(words.note), table.note.as_ref()),
            (Some(words.source), table.source.as_ref()),
            (None, None),
        ];
        exhibit.bottom += self.theme().blocks.exhibit_gap.on(self.columns.grid);
        self.exhibit_foot(exhibit, block, rows);
    }

    /// Adds a rule whose lower edge is at `y`.
    fn line(&self, drawing: &mut Drawing, grid: &Grid, y: Length, rule: Length, color: Tint) {
        let rect = Rect::new(grid.left, y - rule, grid.right - grid.left, rule);
        drawing.fill(Artifact::Layout, rect, self.theme().colors.get(color));
    }

    /// Where the columns stand.
    fn table_grid(&mut self, table: &'a Table, scope: &Scope<'a>) -> Grid {
        let theme = self.theme();
        let gap = theme.blocks.table_gap;
        let columns = self.measured_columns(table);
        let natural: Length = columns.iter().map(|column| column.natural).sum::<Length>()
            + gap * count(columns.len().saturating_sub(1));
        let margin = self.columns.margin_width;
        let first = columns.first().copied().unwrap_or_default();
        let wide = scope.body && margin > Length::ZERO && natural > scope.width.scale(3, 5);
        let mut cells = Vec::new();
        let left = if wide { self.columns.margin } else { scope.x };
        let right = scope.x + scope.width;
        // The first column stands in the margin column when its words have room there.
        let apart = wide && columns.len() > 1 && first.least <= margin;
        let (mut x, rest) = match apart {
            true => (scope.x, columns.get(1..).unwrap_or_default()),
            false => (left, columns.as_slice()),
        };
        let widths = column_widths(rest, right - x, gap);
        let all = match apart {
            true => {
                cells.push((left, margin.min(first.natural.max(margin))));
                widths
            }
            false => widths,
        };
        for width in all {
            cells.push((x, width));
            x += width + gap;
        }
        let cells = cells.into_iter().zip(&columns).map(|((x, width), column)| Cells {
            x,
            width,
            alignment: column.alignment,
            fraction: column.fraction,
        });
        Grid { left, right, columns: cells.collect() }
    }

    /// What the words of each column need.
    fn measured_columns(&mut self, table: &'a Table) -> Vec<Column> {
        let styles = &self.theme().styles;
        let mut columns = Vec::new();
        for (index, alignment) in table.columns.iter().enumerate() {
            let body = || table.rows.iter().filter_map(|row| row.cells.get(index));
            // The first column says what a row is about, even where that is a year.
            let numbers = index > 0
                && body().any(|cell| is_number(&cell.text.plain_text()))
                && body().all(|cell| {
                    let text = cell.text.plain_text();
                    is_number(&text) || matches!(text.trim(), "" | "—" | "–" | "-" | "…")
                });
            let alignment = match alignment {
                Alignment::Auto if numbers => Alignment::Right,
                other => *other,
            };
            let mut column = Column { alignment, elastic: !numbers, ..Column::default() };
            let head = table.head.cells.get(index).map(|cell| (cell, &styles.table_head));
            for (cell, style) in head.into_iter().chain(body().map(|cell| (cell, &styles.table))) {
                let (natural, least) = self.round.widths(&Words::of(&cell.text, style));
                column.least = column.least.max(least);
                column.natural = column.natural.max(natural);
            }
            if numbers && alignment == Alignment::Right {
                for cell in body() {
                    column.fraction = column.fraction.max(self.fraction(&cell.text));
                }
            }
            columns.push(column);
        }
        columns
    }

    /// The width of a number's part from its decimal point on.
    fn fraction(&mut self, leaf: &Leaf) -> Length {
        let text = leaf.plain_text();
        match text.rfind('.').and_then(|point| text.get(point..)) {
            Some(part) => self.round.label_width(part, &self.theme().styles.table),
            None => Length::ZERO,
        }
    }

    fn row(&mut self, row: &'a Row, grid: &Grid, style: &'a Style, padding: Length) -> SetRow {
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
                Length::ZERO => set.height - style.leading * count(lines.len()),
                padding => padding,
            };
            let behind = match column.fraction {
                Length::ZERO => Length::ZERO,
                widest if padding > Length::ZERO => widest - self.fraction(&cell.text),
                _ => Length::ZERO,
            };
            for line in lines {
                let x = column.x + lead_in(line, column, behind);
                let at = Point::new(x, y + self.columns.baseline(style.leading));
                set.drawing.place(&line.items, at);
                y += style.leading;
            }
        }
        set.height += padding * 2;
        set
    }
}

/// How far into its column a line begins. Lines are set from the start of their measure.
fn lead_in(line: &Line, column: &Cells, behind: Length) -> Length {
    let rest = (column.width - line.width).max(Length::ZERO);
    match column.alignment {
        Alignment::Auto | Alignment::Left => Length::ZERO,
        Alignment::Center => rest / 2,
        Alignment::Right => (rest - behind).max(Length::ZERO),
    }
}
