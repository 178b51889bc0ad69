//! Tables.

use super::exhibits::Scroll;
use super::{Voice, Writer};
use crate::document::{Alignment, Block, Cell, Row, Table};

impl Writer<'_, '_> {
    /// A table: caption, head and rows in a box that scrolls; then note and source.
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let label = self.book.input.references.label(block.id);
        let captioned = label.is_some() || table.caption.is_some() || table.subtitle.is_some();
        let caption = captioned.then(|| self.ids.unique("caption"));
        self.open_node("div", block.id).attr("class", "exhibit titled table");
        self.xml.line();
        match &caption {
            Some(caption) => self.scroll(Scroll::LabelledBy(caption)),
            None => {
                let name = self.name_of_table(table);
                self.scroll(Scroll::Named(&name));
            }
        }
        self.xml.open("table").line();
        if let Some(id) = &caption {
            self.xml.open("caption").attr("id", id);
            if let Some(label) = label {
                self.say_in("span", "label", Voice::LABEL, label);
                self.xml.words(" ");
            }
            if let Some(caption) = &table.caption {
                self.xml.open("span").attr("class", "title");
                self.in_voice(|voice| *voice = Voice::LABEL, |writer| writer.leaf(caption));
                self.xml.close();
            }
            if let Some(subtitle) = &table.subtitle {
                self.xml.words(" ").open("span").attr("class", "below-title");
                self.in_voice(|voice| voice.small = true, |writer| writer.leaf(subtitle));
                self.xml.close();
            }
            self.xml.close().line();
        }
        let columns = Columns::of(table);
        self.in_voice(
            |voice| *voice = Voice::SMALL,
            |writer| {
                if table.head.cells.iter().any(|cell| !cell.text.inlines.is_empty()) {
                    writer.xml.open("thead").line();
                    writer.row(&table.head, &columns, true);
                    writer.xml.close().line();
                }
                if !table.rows.is_empty() {
                    writer.xml.open("tbody").line();
                    for row in &table.rows {
                        writer.row(row, &columns, false);
                    }
                    writer.xml.close().line();
                }
            },
        );
        self.xml.close().close().line();
        self.remarks(&table.note, &table.source);
        self.notes_below(block.id);
        self.xml.close().line();
    }

    /// The name of a table without a caption: by the heading that it stands under, else by the
    /// first of its columns.
    fn name_of_table(&mut self, table: &Table) -> String {
        const COLUMNS: usize = 3;
        let words = self.vocabulary();
        let head = table.head.cells.iter().map(|cell| cell.text.plain_text());
        let head: Vec<String> = head.filter(|cell| !cell.trim().is_empty()).take(COLUMNS).collect();
        let about = [self.heading.clone(), head.join(words.comma)];
        self.name_for(words.table, &about)
    }

    fn row(&mut self, row: &Row, columns: &Columns, head: bool) {
        self.xml.open("tr");
        for (index, cell) in row.cells.iter().enumerate() {
            let empty = cell.text.inlines.is_empty();
            let scope = match (head, index) {
                _ if empty => None,
                (true, _) => Some("col"),
                (false, 0) if columns.named_rows => Some("row"),
                _ => None,
            };
            self.xml.open(if scope.is_some() { "th" } else { "td" }).attr_if("scope", scope);
            self.xml.attr_if("class", columns.class(index));
            self.in_voice(|voice| voice.strong |= head, |writer| writer.leaf(&cell.text));
            self.xml.close();
        }
        self.xml.close().line();
    }
}

/// How the columns of a table stand.
struct Columns {
    alignments: Vec<Alignment>,
    /// Whether the first column tells the rows apart, so that its cells name them.
    named_rows: bool,
}

impl Columns {
    fn of(table: &Table) -> Columns {
        let column = |index: usize| {
            let cells = table.rows.iter().filter_map(move |row| row.cells.get(index));
            cells.map(|cell: &Cell| cell.text.plain_text())
        };
        let alignments =
            table.columns.iter().enumerate().map(|(index, alignment)| match alignment {
                Alignment::Auto if index > 0 && is_numeric(column(index)) => Alignment::Right,
                alignment => *alignment,
            });
        Columns { alignments: alignments.collect(), named_rows: table.names_rows() }
    }

    fn class(&self, index: usize) -> Option<&'static str> {
        match self.alignments.get(index)? {
            Alignment::Right => Some("right"),
            Alignment::Center => Some("center"),
            Alignment::Left | Alignment::Auto => None,
        }
    }
}

/// Whether the cells of a column hold numbers: digits without letters, or a dash for none.
fn is_numeric(cells: impl Iterator<Item = String>) -> bool {
    let mut numbers = 0;
    for cell in cells {
        let digits = cell.chars().any(|c| c.is_ascii_digit());
        if cell.chars().any(char::is_alphabetic) {
            return false;
        }
        numbers += u32::from(digits);
    }
    numbers > 0
}
