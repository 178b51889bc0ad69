//! Tables in HTML: from rows as they are written to rows that all have as many cells.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{Ending, Event, Fault, Tag};
use crate::diagnostic::Code;

/// What is known of the cells of tables, by the positions of the events that begin them.
#[derive(Debug, Default)]
pub struct Tables {
    cells: BTreeMap<usize, Kind>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    head: bool,
    tall: bool,
    columns: usize,
}

type Placed<'a> = (Event<'a>, Range<usize>);

/// A row: its place and its cells.
struct Row<'a> {
    range: Range<usize>,
    cells: Vec<Cell<'a>>,
    head: bool,
}

/// A cell: its events, from its beginning to its end, and how many columns it takes.
struct Cell<'a> {
    events: Vec<Placed<'a>>,
    columns: usize,
}

impl Tables {
    /// Keeps what is known of the cell that the event at this position begins.
    pub fn cell(&mut self, at: usize, head: bool, tall: bool, columns: usize) {
        self.cells.insert(at, Kind { head, tall, columns });
    }

    /// Sets the table right whose beginning is at this position and which has just ended: a head,
    /// as many cells in every row, the caption behind it. A cell that reaches into other rows is
    /// told.
    pub fn close<'a>(&mut self, start: usize, list: &mut Vec<Placed<'a>>) -> Option<Fault> {
        let events = list.split_off(start.min(list.len()));
        let range = events.first().map(|(_, range)| range.clone()).unwrap_or_default();
        let naming = events.get(1).filter(|(event, _)| matches!(event, Event::Named(_))).cloned();
        let mut rows: Vec<Row<'a>> = Vec::new();
        let mut caption: Vec<Placed<'a>> = Vec::new();
        let mut into_caption = false;
        let mut open = 0_usize;
        let mut tall = false;
        for (offset, (event, place)) in events.into_iter().enumerate().skip(1) {
            let begins = matches!(event, Event::Start(_));
            open += usize::from(begins);
            match &event {
                Event::Start(Tag::TableRow) if open == 1 => {
                    rows.push(Row { range: place, cells: Vec::new(), head: true });
                    continue;
                }
                Event::Start(Tag::TableCaption) if open == 1 => into_caption = true,
                Event::Start(Tag::TableCell) if open == 2 && !into_caption => {
                    let kind = self.cells.remove(&(start + offset));
                    let kind = kind.unwrap_or(Kind { head: false, tall: false, columns: 1 });
                    tall |= kind.tall;
                    if let Some(row) = rows.last_mut() {
                        row.head &= kind.head;
                        row.cells.push(Cell { events: Vec::new(), columns: kind.columns });
                    }
                }
                _ => {}
            }
            if matches!(event, Event::End(_)) {
                open = open.saturating_sub(1);
            }
            let ended = matches!(event, Event::End(_)) && open == 0;
            if into_caption {
                caption.push((event, place));
                into_caption = !ended;
            } else if !ended
                && let Some(cell) = rows.last_mut().and_then(|row| row.cells.last_mut())
            {
                cell.events.push((event, place));
            }
        }
        write(rows, naming, caption, range.clone(), list);
        tall.then(|| Fault {
            range,
            error: false,
            code: Code::RawHtml,
            message: "a cell of this table reaches into other rows, and stands in its first alone"
                .to_string(),
            help: "write the table so that each row has all its cells",
        })
    }
}

fn end_of(range: &Range<usize>) -> Range<usize> {
    range.end..range.end
}

fn end<'a>(range: &Range<usize>) -> Placed<'a> {
    (Event::End(Ending::Block), end_of(range))
}

/// Writes a table in the order in which Markdown has it: the head, the rows; and the caption.
fn write<'a>(
    rows: Vec<Row<'a>>,
    naming: Option<Placed<'a>>,
    caption: Vec<Placed<'a>>,
    range: Range<usize>,
    list: &mut Vec<Placed<'a>>,
) {
    let rows: Vec<Row<'a>> = rows.into_iter().filter(|row| !row.cells.is_empty()).collect();
    let columns = rows.iter().map(Row::columns).max().unwrap_or(0);
    if columns > 0 {
        list.push((Event::Start(Tag::Table(vec![Alignment::None; columns])), range.clone()));
        list.extend(naming);
        let mut rows = rows.into_iter().peekable();
        let head = rows.next_if(|row| row.head);
        let head =
            head.unwrap_or(Row { range: range.start..range.start, cells: Vec::new(), head: true });
        head.write(Tag::TableHead, columns, list);
        for row in rows {
            row.write(Tag::TableRow, columns, list);
        }
        list.push(end(&range));
    }
    list.extend(caption);
}

impl<'a> Row<'a> {
    /// How many columns its cells take.
    fn columns(&self) -> usize {
        self.cells.iter().map(|cell| cell.columns).sum()
    }

    /// Writes its cells, and empty ones where they take more than one column or are too few.
    fn write(self, tag: Tag<'a>, columns: usize, list: &mut Vec<Placed<'a>>) {
        let at = end_of(&self.range);
        let missing = columns.saturating_sub(self.columns());
        let empty = |count: usize, list: &mut Vec<Placed<'a>>| {
            for _ in 0..count {
                list.push((Event::Start(Tag::TableCell), at.clone()));
                list.push(end(&at));
            }
        };
        list.push((Event::Start(tag), self.range.clone()));
        for cell in self.cells {
            list.extend(cell.events);
            empty(cell.columns.saturating_sub(1), list);
        }
        empty(missing, list);
        list.push(end(&at));
    }
}
