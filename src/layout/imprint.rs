//! The imprint, on the page after the cover: what the institution says of itself at the head, and
//! rows of label and matter that end on the last line.

use super::columns::Columns;
use super::drawing::Drawing;
use super::flow::{Flow, Scope};
use super::front::{blank, colored};
use super::galley::SetNote;
use super::mark::draw_mark;
use super::notes::Called;
use super::running_text::count;
use super::set::{Round, Words};
use crate::document::{Block, Labelled};
use crate::geometry::{Length, Point, Rect, Size};
use crate::manifest::NotePlace;
use crate::page::{Artifact, Page, Region};
use crate::theme::Tint;

/// The pages of the imprint, numbered from `number` on; none when the manifest has nothing for it.
/// It is one page unless a statement or a row is very long. The notes that it calls stand at its
/// foot, unless they wait for the end of the text.
pub(super) fn imprint(
    round: &mut Round<'_>,
    columns: &Columns,
    number: u32,
    called: &mut Called,
) -> Vec<Page> {
    let input = round.input;
    let front = &input.document.front;
    if front.statement.is_empty() && front.imprint.is_empty() {
        return Vec::new();
    }
    let gap = input.theme.parts.imprint.on(columns.grid);
    let mut setter = Setter { round, columns, called, notes: Vec::new() };
    let (head, used) = setter.statement();
    let rows: Vec<_> = front.imprint.iter().map(|row| setter.row(row)).collect();
    let heights: Length = rows.iter().map(|(_, height)| *height + gap).sum();
    let notes = std::mem::take(&mut setter.notes);
    let (foot, notes_height) = foot(round, columns, &notes);

    let mut bottom = columns.bottom() - notes_height;
    let after_head = columns.top + used + if used > Length::ZERO { gap * 2 } else { Length::ZERO };
    if after_head + heights - gap > bottom {
        bottom = columns.bottom();
    }
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
    let mut y = (columns.bottom() - notes_height).max(top);
    for (line, height) in &foot {
        if y + *height > columns.bottom() && y > columns.top {
            pages.push(blank(columns, number.saturating_add(count_pages(&pages))));
            y = columns.top;
        }
        if let Some(page) = pages.last_mut() {
            line.put(&mut page.items, Region::Notes, y);
        }
        y += *height;
    }
    pages
}

/// The notes at the foot line by line, below a rule, and how high they are.
fn foot(
    round: &Round<'_>,
    columns: &Columns,
    notes: &[SetNote],
) -> (Vec<(Drawing, Length)>, Length) {
    let theme = round.input.theme;
    let (tokens, leading) = (&theme.blocks, theme.styles.footnote.leading);
    let lines = notes.iter().flat_map(|note| &note.lines).map(|line| (line.clone(), leading));
    let mut foot: Vec<(Drawing, Length)> = lines.collect();
    if !foot.is_empty() {
        let clear = tokens.note_clear.on(columns.grid);
        let rule = Rect::new(columns.text, clear, tokens.note_rule_width, tokens.note_rule);
        let mut drawing = Drawing::new();
        drawing.fill(Artifact::Layout, rule, theme.colors.get(Tint::Secondary));
        foot.insert(0, (drawing, clear + tokens.note_rule + tokens.note_gap));
    }
    let height = foot.iter().map(|(_, height)| *height).sum();
    (foot, height)
}

fn count_pages(pages: &[Page]) -> u32 {
    u32::try_from(pages.len()).unwrap_or(u32::MAX)
}

fn put(drawing: &mut Drawing, pages: &mut [Page]) {
    if let Some(page) = pages.last_mut() {
        std::mem::take(drawing).put(&mut page.items, Region::Main, Length::ZERO);
    }
}

/// Sets the parts of the imprint.
struct Setter<'s, 'a> {
    round: &'s mut Round<'a>,
    columns: &'s Columns,
    called: &'s mut Called,
    /// The notes that are called so far.
    notes: Vec<SetNote>,
}

impl<'a> Setter<'_, 'a> {
    /// The institution's name and its statement.
    fn statement(&mut self) -> (Drawing, Length) {
        let (input, columns) = (self.round.input, self.columns);
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
            let size = draw_mark(self.round, &mut drawing, logo, at, room);
            mark = size.map_or(mark, |size| size.height);
            if !beside && mark > Length::ZERO {
                top += mark + input.theme.parts.mark_below.on(columns.grid);
            }
        }
        if let Some(publisher) = &front.publisher {
            let set = self.round.set(&Words::of(publisher, style), columns.text_width);
            for line in &set.best.lines {
                let at = Point::new(columns.text, top + columns.baseline(style.leading));
                drawing.place(&colored(&line.items, colors.ink), at);
                top += style.leading;
            }
        }
        let blocks: Vec<&Block> = front.statement.iter().map(AsRef::as_ref).collect();
        let (text, height) = self.blocks(&blocks);
        drawing.add(&text, top);
        (drawing, (top + height).max(mark))
    }

    /// A row: its label in the margin column, or above when there is none, and its matter.
    fn row(&mut self, row: &'a Labelled) -> (Drawing, Length) {
        let columns = self.columns;
        let style = &self.round.input.theme.styles.imprint_label;
        let beside = columns.margin_width > Length::ZERO;
        let width = if beside { columns.margin_width } else { columns.text_width };
        let label = self.round.set(&Words::of(&row.label, style), width);
        let mut drawing = Drawing::new();
        for (index, line) in label.best.lines.iter().enumerate() {
            let y = style.leading * count(index) + columns.baseline(style.leading);
            drawing.place(&line.items, Point::new(columns.margin, y));
        }
        let label_height = style.leading * count(label.best.lines.len());
        let blocks: Vec<&Block> = row.blocks.iter().collect();
        let (matter, height) = self.blocks(&blocks);
        if beside {
            drawing.add(&matter, Length::ZERO);
            (drawing, height.max(label_height))
        } else {
            drawing.add(&matter, label_height);
            (drawing, height + label_height)
        }
    }

    /// Blocks in the text column, in the type of the imprint.
    fn blocks(&mut self, blocks: &[&'a Block]) -> (Drawing, Length) {
        let input = self.round.input;
        let mut flow = Flow::new(self.round, *self.columns);
        flow.first = false;
        if flow.notes == NotePlace::Chapter {
            flow.notes = NotePlace::Page;
        }
        self.called.begin(&mut flow);
        let scope = Scope {
            text: &input.theme.styles.imprint,
            indent: Length::ZERO,
            body: false,
            ..flow.body()
        };
        flow.sequence(blocks, &scope);
        flow.settle_pending();
        self.called.end(&mut flow);
        self.notes.append(&mut flow.galley.notes);
        flow.stack(&flow.galley)
    }
}
