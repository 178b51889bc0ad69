//! Where the columns of a table stand, and in which type it is set.

use super::flow::{Flow, Scope};
use super::line::Line;
use super::running_text::count;
use super::set::Words;
use super::table_columns::{Column, column_widths, is_number, narrow_widths};
use crate::document::{Alignment, Leaf, Table};
use crate::geometry::Length;
use crate::theme::Style;

/// Where the columns of a table stand.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub left: Length,
    pub right: Length,
    pub columns: Vec<Cells>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub x: Length,
    pub width: Length,
    pub alignment: Alignment,
    /// The widest part behind a decimal point; numbers with less stand as much further left.
    pub fraction: Length,
}

/// The type of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TableType<'a> {
    pub head: &'a Style,
    pub cells: &'a Style,
}

impl Cells {
    /// A column without a place.
    fn of(column: &Column) -> Cells {
        let (alignment, fraction) = (column.alignment, column.fraction);
        Cells { x: Length::ZERO, width: Length::ZERO, alignment, fraction }
    }
}

impl Grid {
    /// Columns of these widths side by side.
    fn of(
        columns: &[Column],
        widths: &[Length],
        mut x: Length,
        gap: Length,
    ) -> impl Iterator<Item = Cells> {
        columns.iter().zip(widths).map(move |(column, width)| {
            let cells = Cells { x, width: *width, ..Cells::of(column) };
            x += *width + gap;
            cells
        })
    }
}

impl<'a> Flow<'a, '_> {
    /// The types in which a table in the text may be set, the usual one first.
    pub fn table_types(&self) -> [TableType<'a>; 2] {
        let styles = &self.theme().styles;
        [
            TableType { head: &styles.table_head, cells: &styles.table },
            TableType { head: &styles.table_head_small, cells: &styles.table_small },
        ]
    }

    /// Where columns stand, and which of these types the cells have: the first in which no word is
    /// too wide for its cell. A table too wide for its place first has no column of its own for its
    /// first cells; then it is set smaller. None if it is too wide in all of them.
    pub fn fitting_grid(
        &mut self,
        table: &'a Table,
        scope: &Scope<'a>,
        types: &[TableType<'a>],
    ) -> Option<(Grid, TableType<'a>)> {
        let gap = self.theme().blocks.table_gap;
        let margin = self.columns.margin_width;
        let right = scope.x + scope.width;
        let mut wide = None;
        for type_ in types {
            let columns = self.measured_columns(table, *type_);
            // What the usual type needs decides for all.
            let wide = *wide.get_or_insert_with(|| self.is_wide(&columns, scope));
            let left = if wide { self.columns.margin } else { scope.x };
            // The first column stands in the margin column when its words have room there.
            if wide
                && let Some((first, rest)) = columns.split_first().filter(|(_, r)| !r.is_empty())
                && first.least <= margin
                && let Some(widths) = column_widths(rest, right - scope.x, gap)
            {
                let rest = Grid::of(rest, &widths, scope.x, gap);
                let own = Cells { x: left, width: margin, ..Cells::of(first) };
                let cells = std::iter::once(own).chain(rest).collect();
                return Some((Grid { left, right, columns: cells }, *type_));
            }
            if let Some(widths) = column_widths(&columns, right - left, gap) {
                let cells = Grid::of(&columns, &widths, left, gap).collect();
                return Some((Grid { left, right, columns: cells }, *type_));
            }
        }
        None
    }

    /// Where the columns of a table stand that has no room in this type: its gaps are narrowed, and
    /// at last its words are broken.
    pub fn narrowed_grid(
        &mut self,
        table: &'a Table,
        scope: &Scope<'a>,
        type_: TableType<'a>,
    ) -> (Grid, TableType<'a>) {
        let right = scope.x + scope.width;
        let columns = self.measured_columns(table, type_);
        let left = if self.is_wide(&columns, scope) { self.columns.margin } else { scope.x };
        let (widths, gap) = narrow_widths(&columns, right - left, self.theme().blocks.table_gap);
        let cells = Grid::of(&columns, &widths, left, gap).collect();
        (Grid { left, right, columns: cells }, type_)
    }

    /// Whether columns reach into the margin column, if there is one: when they are at ease only
    /// in more than three fifths of the text column.
    fn is_wide(&self, columns: &[Column], scope: &Scope<'a>) -> bool {
        let gaps = self.theme().blocks.table_gap * count(columns.len().saturating_sub(1));
        let natural: Length = columns.iter().map(|column| column.natural).sum::<Length>() + gaps;
        let margin = self.columns.margin_width;
        scope.body && margin > Length::ZERO && natural > scope.width.scale(3, 5)
    }

    /// What the words of each column need.
    fn measured_columns(&mut self, table: &'a Table, type_: TableType<'a>) -> Vec<Column> {
        let mirrored = self.round.typesetter.is_mirrored();
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
                // Numbers stand on their points: in the mirror that is where a line begins.
                Alignment::Auto if numbers && mirrored => Alignment::Left,
                Alignment::Auto if numbers => Alignment::Right,
                other => *other,
            };
            let mut column = Column { alignment, elastic: !numbers, ..Column::default() };
            let head = table.head.cells.get(index).map(|cell| (cell, type_.head));
            for (cell, style) in head.into_iter().chain(body().map(|cell| (cell, type_.cells))) {
                let (natural, least) = self.round.widths(&Words::of(&cell.text, style));
                column.least = column.least.max(least);
                column.natural = column.natural.max(natural);
            }
            let set_right = if mirrored { Alignment::Left } else { Alignment::Right };
            if numbers && alignment == set_right {
                for cell in body() {
                    column.fraction = column.fraction.max(self.fraction(&cell.text, type_.cells));
                }
            }
            columns.push(column);
        }
        columns
    }

    /// The width of a number's part from its decimal point on.
    pub fn fraction(&mut self, leaf: &Leaf, style: &'a Style) -> Length {
        let text = leaf.plain_text();
        match text.rfind('.').and_then(|point| text.get(point..)) {
            Some(part) => self.round.label_width(part, style),
            None => Length::ZERO,
        }
    }
}

/// How far into its column a line begins. Lines are set from the start of their measure.
pub(super) fn lead_in(line: &Line, column: &Cells, behind: Length) -> Length {
    let rest = (column.width - line.width).max(Length::ZERO);
    match column.alignment {
        Alignment::Auto | Alignment::Left => behind,
        Alignment::Center => rest / 2,
        Alignment::Right => (rest - behind).max(Length::ZERO),
    }
}
