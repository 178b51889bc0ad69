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
            Some(caption) => self.scroll(None, Scroll::LabelledBy(caption)),
            None => {
                let name = self.name_of_table(table);
                self.scroll(None, Scroll::Named(&name));
            }
        }
        let columns = Columns::of(table);
        self.xml.open("table").attr_if("class", columns.wide.then_some("pinned")).line();
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
            self.xml.attr_if("class", columns.class(index).as_deref());
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
    /// Those that a narrow screen leaves out.
    low: Vec<usize>,
    /// Whether the others are wider together than the narrowest screen.
    wide: bool,
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
        let kept = (0..table.columns.len()).filter(|index| !table.low.contains(index));
        let letters: usize = kept.map(|index| longest_word(table, index) + GAP).sum();
        Columns {
            alignments: alignments.collect(),
            named_rows: table.names_rows(),
            low: table.low.clone(),
            wide: letters > NARROWEST,
        }
    }

    fn class(&self, index: usize) -> Option<String> {
        let side = match self.alignments.get(index)? {
            Alignment::Right => Some("right"),
            Alignment::Center => Some("center"),
            Alignment::Left | Alignment::Auto => None,
        };
        let low = self.low.contains(&index).then_some("low");
        let classes: Vec<&str> = side.into_iter().chain(low).collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    }
}

/// What parts two columns, in letters.
const GAP: usize = 2;
/// How many letters of a table's size stand beside one another on a screen of 320 pixels, which is
/// the narrowest that a text must fit (WCAG 2.2, 1.4.10).
const NARROWEST: usize = 42;

/// The letters of the longest word in a column, which is not broken.
fn longest_word(table: &Table, column: usize) -> usize {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let cells = rows.filter_map(|row| row.cells.get(column)).map(|cell| cell.text.plain_text());
    let longest = |text: String| text.split_whitespace().map(|word| word.chars().count()).max();
    cells.filter_map(longest).max().unwrap_or(0)
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
