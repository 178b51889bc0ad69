//! Tables, and the paragraph `Table: …` below them.

use std::ops::Range;

use super::attributes::Written;
use super::events::{Alignment as Column, Event, Tag};
use super::pieces::{self, Piece, PieceKind};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{
    Alignment, Attributes, Block, BlockKind, Cell, Leaf, Row, Table, with_signs,
};

/// What a table's caption begins with: this format's, which is Pandoc's too, and Pandoc's short form.
const CAPTIONS: [&str; 2] = ["Table:", ": "];

/// The attributes of a table.
const KEYS: &[&str] = &["subtitle", "source", "note", "low"];

impl Reader<'_> {
    /// A table, from behind its start to before its end.
    pub fn table(&mut self, columns: &[Column], range: Range<usize>, list: &mut Vec<Block>) {
        let below = self.line_below(range.clone());
        let mut rows = Vec::new();
        // A caption without a blank line above it is a row to Markdown: from here on.
        let mut caption: Option<usize> = None;
        while let Some((Event::Start(_), row_range)) = self.peek() {
            let row_range = row_range.clone();
            self.take();
            if !rows.is_empty() && self.caption_mark(row_range.start).is_some() {
                caption = caption.or(Some(row_range.start));
            }
            let row = self.row(row_range.clone());
            self.take();
            // The line of attributes below a table is a row to Markdown.
            let is_below = below.as_ref().is_some_and(|own| row_range.contains(&own.range.start));
            if caption.is_none() && !is_below {
                rows.push(row);
            }
        }
        let mut rows = rows.into_iter();
        let Some(head) = rows.next() else { return };
        let table = Table {
            columns: columns.iter().map(alignment).collect(),
            low: Vec::new(),
            head,
            rows: rows.collect(),
            caption: None,
            subtitle: None,
            source: None,
            note: None,
        };
        let attributes = self.block_attributes(below, "table");
        let kind = BlockKind::Table(table);
        list.push(self.attributed(kind, attributes, range.clone()));
        if let Some(start) = caption {
            let end = start + self.text.get(start..range.end).unwrap_or_default().trim_end().len();
            let written = self.trailing_attributes(start..end);
            let words_end = written.as_ref().map_or(end, |written| written.range.start);
            let mark = self.caption_mark(start).unwrap_or_default().len();
            let words = self.leaf_of(start + mark..words_end);
            self.caption(words, written, start..end, list);
        }
    }

    fn row(&mut self, row: Range<usize>) -> Row {
        let mut cells = Vec::new();
        let mut last = None;
        while let Some((Event::Start(Tag::TableCell), range)) = self.peek() {
            let range = range.clone();
            last = Some(range.clone());
            self.take();
            let mut pieces = self.pieces();
            self.take();
            trim_breaks(&mut pieces);
            set_signs(&mut pieces);
            let text = self.leaf(pieces, range.start..range.start);
            cells.push(Cell { id: pieces::unnumbered(self.place), text });
        }
        let surplus = last.and_then(|last| self.surplus(last, row));
        if let (Some(text), Some(cell)) = (surplus, cells.last_mut()) {
            cell.text = text;
        }
        Row { id: pieces::unnumbered(self.place), cells }
    }

    /// The words of the last cell with those of all cells that the row has beyond the columns of
    /// its table, which Markdown drops. A bar in code parts cells, too.
    fn surplus(&mut self, last: Range<usize>, row: Range<usize>) -> Option<Leaf> {
        let behind = self.text.get(last.end..row.end)?.trim_end().strip_prefix('|')?;
        if behind.trim_matches(['|', ' ', '\t']).is_empty() {
            return None;
        }
        let own = self.text.get(row.clone())?.trim_end().trim_end_matches('|');
        let end = row.start + own.trim_end().len();
        let place = self.span(last.end..end);
        let message = "this row has more cells than its table has columns; what is too much stands \
                       in its last";
        let warning = Diagnostic::warning(Code::SurplusCells, message)
            .at(place)
            .help("write \\| for a bar that parts no cells, in code too");
        self.report(warning);
        let words = self.text.get(last.start..end)?;
        match words.contains("\\|") {
            true => self.leaf_within(&words.replace("\\|", "|"), place),
            false => self.leaf_of(last.start..end),
        }
    }

    /// Whether the block at this place is a table's caption.
    pub fn is_table_caption(&self, range: &Range<usize>) -> bool {
        self.caption_mark(range.start).is_some()
    }

    fn caption_mark(&self, start: usize) -> Option<&'static str> {
        let text = self.text.get(start..)?;
        CAPTIONS.into_iter().find(|mark| text.starts_with(mark))
    }

    /// The caption of the table above, from behind the paragraph's start to before its end.
    pub fn table_caption(&mut self, range: Range<usize>, list: &mut Vec<Block>) {
        let above = match list.last().map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => table.caption.is_none(),
            _ => false,
        };
        let mark = self.caption_mark(range.start).unwrap_or_default();
        if !above && mark != CAPTIONS[0] {
            let pieces = self.pieces();
            return self.paragraphs_of(pieces, list);
        }
        if !above {
            let place = self.span(range.start..range.start + mark.len());
            let warning = Diagnostic::warning(
                Code::StrayCaption,
                "there is no table above this caption, and it is set as a paragraph",
            )
            .at(place)
            .help("a table's caption stands directly below it");
            self.report(warning);
            let pieces = self.pieces();
            return self.paragraphs_of(pieces, list);
        }
        let end = self.content_end(range.start);
        let written = self.trailing_attributes(range.start..end);
        self.holes.push(range.start..range.start + mark.len());
        let pieces: Vec<Piece> = self.pieces();
        let words = (!pieces::is_blank(&pieces)).then(|| self.leaf(pieces, range.clone()));
        self.caption(words, written, range.start..end, list);
    }

    /// Gives the last block, a table, its caption, which is written here.
    fn caption(
        &mut self,
        words: Option<Leaf>,
        written: Option<Written>,
        range: Range<usize>,
        list: &mut [Block],
    ) {
        let written = written.unwrap_or_default();
        self.check_attributes(&written, KEYS, &[], "table");
        let subtitle = self.attribute_leaf(&written, "subtitle");
        let source = self.attribute_leaf(&written, "source");
        let note = self.attribute_leaf(&written, "note");
        let attributes = written.attributes(self.text, self.place);
        let end = self.span(range).end;
        let heads = match list.last().map(|block| &block.kind) {
            Some(BlockKind::Table(table)) => {
                table.head.cells.iter().map(|cell| cell.text.plain_text()).collect()
            }
            _ => Vec::new(),
        };
        let low = self.low_columns(&written, &heads);
        let Some(Block { span, attributes: own, kind: BlockKind::Table(table), .. }) =
            list.last_mut()
        else {
            return;
        };
        if attributes != Attributes::default() {
            *own = attributes;
        }
        span.end = span.end.max(end);
        table.low = low;
        table.caption = words;
        table.subtitle = subtitle;
        table.source = source;
        table.note = note;
    }

    /// The columns that a narrow screen can do without, by their heads: `low="Change, Share"`.
    fn low_columns(&mut self, written: &Written, heads: &[String]) -> Vec<usize> {
        let Some(range) = written.value(self.text, "low") else { return Vec::new() };
        let text = self.text;
        let mut low = Vec::new();
        let mut start = range.start;
        for part in text.get(range).unwrap_or_default().split(',') {
            let place = start + part.len() - part.trim_start().len()..start + part.trim_end().len();
            start += part.len() + 1;
            let name = self.leaf_of(place.clone()).map(|leaf| leaf.plain_text());
            let name = name.unwrap_or_default();
            let (fault, help) = match heads.iter().position(|head| head.trim() == name) {
                Some(column @ 1..) => {
                    low.push(column);
                    continue;
                }
                Some(0) => {
                    let help = "leave it out of low=\"…\"";
                    ("the first column says what the others are of".to_string(), help.to_string())
                }
                None => {
                    let near = nearest(&name, heads.iter().skip(1).map(String::as_str));
                    let help = "name columns by their heads, with commas between them".to_string();
                    let help = near.map_or(help, |near| format!("did you mean “{near}”?"));
                    (format!("no column of this table is headed “{name}”"), help)
                }
            };
            let place = self.span(place);
            self.report(Diagnostic::warning(Code::InvalidValue, fault).at(place).help(help));
        }
        low
    }
}

/// Takes line breaks from both ends of a cell.
fn trim_breaks(pieces: &mut Vec<Piece>) {
    let is_break = |piece: &Piece| matches!(piece.kind, PieceKind::Break | PieceKind::Soft);
    while pieces.last().is_some_and(is_break) {
        pieces.pop();
    }
    let first = pieces.iter().position(|piece| !is_break(piece)).unwrap_or(0);
    pieces.drain(..first);
}

/// Sets the signs of a number, with which only calls of notes may stand.
fn set_signs(pieces: &mut [Piece]) {
    if let Some((Piece { kind: PieceKind::Words(words), .. }, after)) = pieces.split_first_mut()
        && after.iter().all(|piece| matches!(piece.kind, PieceKind::Note(_)))
        && let Some(signed) = with_signs(words)
    {
        *words = signed;
    }
}

fn alignment(column: &Column) -> Alignment {
    match column {
        Column::None => Alignment::Auto,
        Column::Left => Alignment::Left,
        Column::Center => Alignment::Center,
        Column::Right => Alignment::Right,
    }
}
