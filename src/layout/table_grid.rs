//! Where the columns of a table stand, and in which type it is set.

use super::flow::{Flow, Scope};
use super::line::Line;
use super::running_text::count;
use super::set::Words;
use super::table_columns::{Column, column_widths, named_widths, narrow_widths};
use super::table_heights::{Heights, Step, lines_in, steps};
use crate::document::{Alignment, Leaf, Table, is_no_number, is_number};
use crate::geometry::Length;
use crate::page::Item;
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
    /// The widest part of a number behind its units; numbers with less stand as much further left.
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

/// A table's columns, and the lines of its cells.
struct Measured {
    columns: Vec<Column>,
    /// For each column, for each row, the head before the others, the steps of its cell.
    cells: Vec<Vec<Vec<Step>>>,
    /// The height of the lines of each row.
    leadings: Vec<Length>,
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
            let measured = self.measured(table, *type_);
            let columns = &measured.columns;
            // What the usual type needs decides for all.
            let wide = *wide.get_or_insert_with(|| self.is_wide(columns, scope));
            let left = if wide { self.columns.margin } else { scope.x };
            // The first column stands in the margin column when its words have room there.
            if wide
                && let Some((first, rest)) = columns.split_first().filter(|(_, r)| !r.is_empty())
                && first.least <= margin
                && let floors = measured.first_lines(margin)
                && let Some(widths) = measured.widths(1, right - scope.x, gap, &floors)
            {
                let rest = Grid::of(rest, &widths, scope.x, gap);
                let own = Cells { x: left, width: margin, ..Cells::of(first) };
                let cells = std::iter::once(own).chain(rest).collect();
                return Some((Grid { left, right, columns: cells }, *type_));
            }
            let floors = vec![1; measured.leadings.len()];
            let room = right - left;
            let named = named_widths(columns, room, gap);
            if let Some(widths) = named.or_else(|| measured.widths(0, room, gap, &floors)) {
                let cells = Grid::of(columns, &widths, left, gap).collect();
                return Some((Grid { left, right, columns: cells }, *type_));
            }
        }
        None
    }

    /// Where the columns of a table stand that has room in this type with narrower gaps; none if
    /// words must be broken for it.
    pub fn tight_grid(
        &mut self,
        table: &'a Table,
        scope: &Scope<'a>,
        type_: TableType<'a>,
    ) -> Option<(Grid, TableType<'a>)> {
        let columns = self.measured(table, type_).columns;
        let (grid, type_) = self.narrowed_grid(table, scope, type_);
        let mut cells = columns.iter().zip(&grid.columns);
        let whole = cells.all(|(column, cells)| column.least <= cells.width);
        whole.then_some((grid, type_))
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
        let columns = self.measured(table, type_).columns;
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
    fn measured(&mut self, table: &'a Table, type_: TableType<'a>) -> Measured {
        let mirrored = self.round.typesetter.is_mirrored();
        let mut leadings = vec![type_.head.leading];
        leadings.resize(table.rows.len() + 1, type_.cells.leading);
        let mut measured = Measured { columns: Vec::new(), cells: Vec::new(), leadings };
        for (index, alignment) in table.columns.iter().enumerate() {
            let body = || table.rows.iter().map(|row| row.cells.get(index));
            let texts = || body().flatten().map(|cell| cell.text.plain_text());
            // The first column says what a row is about, even where that is a year.
            let numbers = index > 0
                && texts().any(|text| is_number(&text))
                && texts().all(|text| is_number(&text) || is_no_number(&text));
            let alignment = match alignment {
                // Numbers stand on their points: in the mirror that is where a line begins.
                Alignment::Auto if numbers && mirrored => Alignment::Left,
                Alignment::Auto if numbers => Alignment::Right,
                other => *other,
            };
            let set_right = if mirrored { Alignment::Left } else { Alignment::Right };
            let on_points = numbers && alignment == set_right;
            let mut column = Column { alignment, ..Column::default() };
            let mut cells = Vec::with_capacity(table.rows.len() + 1);
            let head = table.head.cells.get(index).map(|cell| (cell, type_.head));
            let body = body().map(|cell| cell.map(|cell| (cell, type_.cells)));
            let mut units = Length::ZERO;
            for (row, cell) in std::iter::once(head).chain(body).enumerate() {
                let Some((cell, style)) = cell else {
                    cells.push(Vec::new());
                    continue;
                };
                let words = Words::of(&cell.text, style);
                let mut own = steps(&self.round.unbroken(&words));
                if numbers && row > 0 {
                    // Numbers are never broken.
                    own.truncate(1);
                    if on_points {
                        let natural = own.first().map_or(Length::ZERO, |step| step.width);
                        let fraction = self.fraction(&cell.text, style);
                        column.fraction = column.fraction.max(fraction);
                        units = units.max(natural - fraction);
                    }
                }
                column.least = own.last().map_or(column.least, |s| column.least.max(s.width));
                column.natural =
                    own.first().map_or(column.natural, |s| column.natural.max(s.width));
                cells.push(own);
            }
            column.least = column.least.max(units + column.fraction);
            column.natural = column.natural.max(column.least);
            measured.columns.push(column);
            measured.cells.push(cells);
        }
        measured
    }

    /// How far from the edge of its column a number ends, so that all stand on their units; what
    /// says that there is none stands at the edge.
    pub fn behind(&mut self, leaf: &'a Leaf, column: &Cells, style: &'a Style) -> Length {
        match column.fraction {
            Length::ZERO => Length::ZERO,
            _ if is_no_number(&leaf.plain_text()) => Length::ZERO,
            widest => widest - self.fraction(leaf, style),
        }
    }

    /// The width of what stands in a number behind its units: the decimal mark of the language and
    /// the fraction, a sign, the mark of a note.
    pub fn fraction(&mut self, leaf: &'a Leaf, style: &'a Style) -> Length {
        let text = leaf.plain_text();
        let mark = self.round.input.document.language.decimal_mark();
        let digits = || text.char_indices().rfind(|(_, c)| c.is_numeric());
        let units = text.rfind([mark, '٫']).or_else(|| digits().map(|(at, c)| at + c.len_utf8()));
        let units = units.unwrap_or(text.len());
        let line = self.round.leaf_line(&Words::of(leaf, style));
        let mut edges = (line.width, Length::ZERO);
        for (_, item) in &line.items {
            let Item::Glyphs(run) = item else { continue };
            let Some(position) = run.position else { continue };
            let mut x = run.origin.x;
            for glyph in &run.glyphs {
                let offset = u64::from(position.offset) + u64::from(glyph.cluster);
                if position.leaf == leaf.id && usize::try_from(offset).is_ok_and(|at| at < units) {
                    edges = (edges.0.min(x), edges.1.max(x + glyph.advance));
                }
                x += glyph.advance;
            }
        }
        match self.round.typesetter.is_mirrored() {
            true => edges.0.max(Length::ZERO),
            false => (line.width - edges.1).max(Length::ZERO),
        }
    }
}

impl Measured {
    /// The widths of the columns from this one on that fill the room, with the gaps between them:
    /// those of the least height, below cells of so many lines. None if words are too wide for it.
    fn widths(
        &self,
        from: usize,
        room: Length,
        gap: Length,
        floors: &[usize],
    ) -> Option<Vec<Length>> {
        let columns = self.columns.get(from..)?;
        let usual = column_widths(columns, room, gap)?;
        if columns.iter().zip(&usual).all(|(column, width)| column.natural <= *width) {
            return Some(usual);
        }
        let cells = self.cells.get(from..)?;
        let heights = Heights { columns: cells, leadings: &self.leadings, floors };
        Some(heights.widths(columns, &usual))
    }

    /// The lines of each row of the first column in this width.
    fn first_lines(&self, width: Length) -> Vec<usize> {
        let cells = self.cells.first().into_iter().flatten();
        cells.map(|steps| lines_in(steps, width).max(1)).collect()
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
