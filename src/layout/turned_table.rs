//! Tables that are too wide for the page, turned: on pages of their own, the head on each.

use super::flow::{Flow, Scope};
use super::table::{SetRow, SetTable};
use super::turned::Sheet;
use crate::document::{Block, Table};
use crate::geometry::Length;

impl<'a> Flow<'a, '_> {
    /// Adds a table turned, if its columns have room so, at least with `tight` gaps between them, and
    /// each of its rows has room on a page.
    pub fn turned_table(&mut self, block: &'a Block, table: &'a Table, tight: bool) -> bool {
        let mark = self.mark();
        let set = |flow: &mut Self, scope: &Scope<'a>| flow.sheets(block, table, scope, tight);
        let Some(sheets) = self.on_turned_page(Length::ZERO, set) else {
            self.take_back(mark);
            return false;
        };
        let foot = sheets.iter().map(|sheet| self.height_of_notes(&sheet.notes)).max();
        let foot = foot.unwrap_or_default();
        if foot == Length::ZERO {
            self.push_turned(block.id, sheets);
            return true;
        }
        // Notes at the foot take from the width.
        self.take_back(mark);
        let mark = self.mark();
        match self.on_turned_page(foot, set) {
            Some(sheets) => {
                self.push_turned(block.id, sheets);
                true
            }
            None => {
                self.take_back(mark);
                false
            }
        }
    }

    /// The pages of a table in the columns of the turned page; none when it has no room there.
    fn sheets(
        &mut self,
        block: &'a Block,
        table: &'a Table,
        scope: &Scope<'a>,
        tight: bool,
    ) -> Option<Vec<Sheet>> {
        let types = self.table_types();
        let (grid, type_) = match tight {
            true => self.tight_grid(table, scope, types[types.len() - 1])?,
            false => self.fitting_grid(table, scope, &types)?,
        };
        let SetTable { caption, head, rows } = self.set_table(block, table, scope, &grid, type_);
        let mut foot = self.exhibit(scope);
        self.table_foot(&mut foot, block, table);
        let room = self.page.wide();
        let heights: Vec<Length> = rows.iter().map(|row| row.height).collect();
        let ends = ends(&heights, room - head.height, caption.bottom, foot.bottom)?;
        let repeated = head.drawing.as_artifact();
        let mut sheets = Vec::new();
        let mut rows = rows.into_iter();
        let mut from = 0;
        for end in ends {
            let mut sheet = Sheet::default();
            let mut y = Length::ZERO;
            if from == 0 {
                sheet.drawing.add(&caption.drawing, y);
                sheet.drawing.add(&head.drawing, caption.bottom);
                sheet.notes.extend(caption.notes.iter().chain(&head.notes));
                y += caption.bottom;
            } else {
                sheet.drawing.add(&repeated, y);
            }
            y += head.height;
            for SetRow { drawing, height, notes } in rows.by_ref().take(end - from) {
                sheet.drawing.add(&drawing, y);
                sheet.notes.extend(notes);
                y += height;
            }
            if end == heights.len() {
                sheet.drawing.add(&foot.drawing, y);
                sheet.notes.append(&mut foot.notes);
            }
            sheets.push(sheet);
            from = end;
        }
        Some(sheets)
    }
}

/// After which rows pages end, each of which has `room` for rows: as late as there is room, but the
/// last page has two rows or more. The first has the caption as well, the last the foot. None when
/// a row, or what must stand with it, has no room.
fn ends(rows: &[Length], room: Length, caption: Length, foot: Length) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let mut from = 0;
    loop {
        let room = if from == 0 { room - caption } else { room };
        let rest = rows.get(from..).unwrap_or_default();
        let mut left = room;
        let fits = |height: &&Length| {
            left -= **height;
            left >= Length::ZERO
        };
        let taken = rest.iter().take_while(fits).count();
        let all: Length = rest.iter().copied().sum();
        if all + foot <= room {
            ends.push(rows.len());
            return Some(ends);
        }
        // What does not fit with the foot leaves two rows to the last page, when there are more.
        let last = rest.len().saturating_sub(2).max(1);
        let taken = taken.min(last).min(rest.len().saturating_sub(1));
        if taken == 0 {
            return None;
        }
        from += taken;
        ends.push(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(rows: usize, room: i64, caption: i64, foot: i64) -> Option<Vec<usize>> {
        let pt = Length::from_points;
        ends(&vec![pt(10); rows], pt(room), pt(caption), pt(foot))
    }

    #[test]
    fn pages_are_filled_and_the_last_has_two_rows_or_more() {
        assert_eq!(pages(5, 50, 0, 0), Some(vec![5]));
        assert_eq!(pages(0, 50, 20, 20), Some(vec![0]));
        assert_eq!(pages(12, 50, 20, 0), Some(vec![3, 8, 12]));
        // The last row alone would stand on the third page.
        assert_eq!(pages(9, 50, 20, 0), Some(vec![3, 7, 9]));
        // The foot has no room below all rows.
        assert_eq!(pages(5, 50, 0, 10), Some(vec![3, 5]));
    }

    #[test]
    fn what_has_no_room_is_not_turned() {
        assert_eq!(pages(3, 5, 0, 0), None);
        assert_eq!(pages(3, 50, 45, 0), None);
        assert_eq!(pages(2, 20, 0, 15), None);
    }
}
