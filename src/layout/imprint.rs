//! The imprint, on the page after the cover: what the institution says of itself at the head, and
//! rows of label and matter that end on the last line.

use super::columns::Columns;
use super::drawing::Drawing;
use super::flow::{Flow, Scope};
use super::front::{blank, colored};
use super::mark::draw_mark;
use super::running_text::count;
use super::set::{Round, Words};
use crate::document::{Block, Labelled};
use crate::geometry::{Length, Point, Size};
use crate::page::{Page, Region};

/// The pages of the imprint, numbered from `number` on; none when the manifest has nothing for it.
/// It is one page unless a statement or a row is very long.
pub(super) fn imprint(round: &mut Round<'_>, columns: &Columns, number: u32) -> Vec<Page> {
    let input = round.input;
    let front = &input.document.front;
    if front.statement.is_empty() && front.imprint.is_empty() {
        return Vec::new();
    }
    let gap = input.theme.parts.imprint.on(columns.grid);
    let (head, used) = statement(round, columns);
    let rows: Vec<_> = front.imprint.iter().map(|row| set_row(round, columns, row)).collect();
    let heights: Length = rows.iter().map(|(_, height)| *height + gap).sum();

    let bottom = columns.bottom();
    let after_head = columns.top + used + if used > Length::ZERO { gap * 2 } else { Length::ZERO };
    let mut top = (bottom + gap - heights).max(after_head);
    let mut pages = vec![blank(columns, number)];
    let mut drawing = Drawing::new();
    drawing.add(&head, columns.top);
    let mut fresh = used == Length::ZERO;
    for (row, height) in rows {
        if top + height > bottom && !fresh {
            put(&mut drawing, &mut pages);
            pages.push(blank(columns, number.saturating_add(count_pages(&pages))));
            top = columns.top;
        }
        drawing.add(&row, top);
        top += height + gap;
        fresh = false;
    }
    put(&mut drawing, &mut pages);
    pages
}

fn count_pages(pages: &[Page]) -> u32 {
    u32::try_from(pages.len()).unwrap_or(u32::MAX)
}

fn put(drawing: &mut Drawing, pages: &mut [Page]) {
    if let Some(page) = pages.last_mut() {
        std::mem::take(drawing).put(&mut page.items, Region::Main, Length::ZERO);
    }
}

/// The institution's name and its statement.
fn statement(round: &mut Round<'_>, columns: &Columns) -> (Drawing, Length) {
    let input = round.input;
    let front = &input.document.front;
    let (style, colors) = (&input.theme.styles.imprint_label, &input.theme.colors);
    let mut drawing = Drawing::new();
    let mut top = Length::ZERO;
    let beside = columns.margin_width > Length::ZERO;
    let mut mark = Length::ZERO;
    if let Some(logo) = &front.logo {
        let width = if beside { columns.margin_width } else { columns.text_width };
        let room = Size::new(width, input.theme.parts.mark);
        let at = Point::new(columns.margin, Length::ZERO);
        mark = draw_mark(round, &mut drawing, logo, at, room).map_or(mark, |size| size.height);
        if !beside && mark > Length::ZERO {
            top += mark + input.theme.parts.mark_below.on(columns.grid);
        }
    }
    if let Some(publisher) = &front.publisher {
        let set = round.set(&Words::of(publisher, style), columns.text_width);
        for line in &set.best.lines {
            let at = Point::new(columns.text, top + columns.baseline(style.leading));
            drawing.place(&colored(&line.items, colors.ink), at);
            top += style.leading;
        }
    }
    let blocks: Vec<&Block> = front.statement.iter().map(AsRef::as_ref).collect();
    let (text, height) = set_blocks(round, columns, &blocks);
    drawing.add(&text, top);
    (drawing, (top + height).max(mark))
}

/// A row: its label in the margin column, or above when there is none, and its matter.
fn set_row<'a>(round: &mut Round<'a>, columns: &Columns, row: &'a Labelled) -> (Drawing, Length) {
    let style = &round.input.theme.styles.imprint_label;
    let beside = columns.margin_width > Length::ZERO;
    let width = if beside { columns.margin_width } else { columns.text_width };
    let label = round.set(&Words::of(&row.label, style), width);
    let mut drawing = Drawing::new();
    for (index, line) in label.best.lines.iter().enumerate() {
        let y = style.leading * count(index) + columns.baseline(style.leading);
        drawing.place(&line.items, Point::new(columns.margin, y));
    }
    let label_height = style.leading * count(label.best.lines.len());
    let blocks: Vec<&Block> = row.blocks.iter().collect();
    let (matter, height) = set_blocks(round, columns, &blocks);
    if beside {
        drawing.add(&matter, Length::ZERO);
        (drawing, height.max(label_height))
    } else {
        drawing.add(&matter, label_height);
        (drawing, height + label_height)
    }
}

/// Blocks in the text column, in the type of the imprint.
fn set_blocks<'a>(
    round: &mut Round<'a>,
    columns: &Columns,
    blocks: &[&'a Block],
) -> (Drawing, Length) {
    let input = round.input;
    let mut flow = Flow::new(round, *columns);
    flow.first = false;
    let scope = Scope {
        text: &input.theme.styles.imprint,
        indent: Length::ZERO,
        body: false,
        ..flow.body()
    };
    flow.sequence(blocks, &scope);
    flow.stack(&flow.galley)
}
