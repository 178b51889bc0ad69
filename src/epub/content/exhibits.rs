//! Figures, maps and tables.

use super::super::pictures::Picture;
use super::{Voice, Writer};
use crate::document::{Alignment, Block, Cell, Figure, FigureKind, Leaf, Row, Table};

impl Writer<'_, '_> {
    /// A figure: its picture, then label, caption, note, source and credit.
    pub(super) fn figure(&mut self, block: &Block, figure: &Figure) {
        let class = match figure.kind {
            FigureKind::Map | FigureKind::Chart => "exhibit titled",
            FigureKind::Figure => "exhibit",
            FigureKind::Photo => "exhibit photo",
            FigureKind::Plate => "exhibit plate",
        };
        let label = self.book.input.references.label(block.id);
        let has_caption = label.is_some()
            || [&figure.caption, &figure.note, &figure.source, &figure.credit]
                .into_iter()
                .any(Option::is_some);
        self.open_node("figure", block.id).attr("class", class).line();
        self.picture(&figure.path, &figure.alt, figure.decorative, "picture", figure.width);
        self.xml.line();
        if has_caption {
            self.xml.open("figcaption").line();
            if let Some(label) = label {
                self.xml.open("p").attr("class", "label").words(label).close().line();
            }
            if let Some(caption) = &figure.caption {
                self.paragraph_of("title", caption);
            }
            self.remarks(&figure.note, &figure.source);
            if let Some(credit) = &figure.credit {
                self.paragraph_of("credit", credit);
            }
            self.notes_below(block.id);
            self.xml.close().line();
        }
        self.xml.close().line();
    }

    /// The note and the source below an exhibit, each after its word.
    fn remarks(&mut self, note: &Option<Leaf>, source: &Option<Leaf>) {
        let words = &self.book.input.references.words;
        for (leaf, class, word) in [(note, "remark", words.note), (source, "source", words.source)]
        {
            let Some(leaf) = leaf else { continue };
            self.xml.open("p").attr("class", class);
            self.xml.open("span").attr("class", "lead").words(word).close().words(" ");
            self.xml.open("span").attr("class", "matter");
            self.in_voice(|voice| voice.small = true, |writer| writer.leaf(leaf));
            self.xml.close().close().line();
        }
    }

    /// A picture: an `img`, or a drawing in the text, whose letters are then the book's own.
    pub(in super::super) fn picture(
        &mut self,
        path: &str,
        alt: &str,
        decorative: bool,
        class: &str,
        width: Option<u32>,
    ) {
        let Some(picture) = self.book.pictures.find(path) else {
            // A picture that is missing is an error of the build; its words are better than none.
            self.xml.words(alt);
            return;
        };
        self.traits.undescribed |= alt.is_empty() && !decorative;
        self.traits.pictures |= !decorative;
        let decorative = decorative || alt.is_empty();
        let style = width.map(|width| format!("width: {}.{}%", width / 10, width % 10));
        match picture {
            Picture::Raster { file, width, height } => {
                self.xml.open("img").attr("class", class).attr("src", file).attr("alt", alt);
                self.xml.attr("width", &width.to_string()).attr("height", &height.to_string());
                self.xml.attr_if("style", style.as_deref()).close();
            }
            Picture::Drawing { vector, themed } => {
                let (width, height) = vector.extent();
                self.drawings += 1;
                let prefix = self.ids.unique(&format!("drawing-{}", self.drawings));
                let content = vector.to_svg_content(&format!("{prefix}-"));
                let ground = if *themed { "themed" } else { "plain" };
                self.xml.open("svg").attr("xmlns", "http://www.w3.org/2000/svg");
                let linked = content.contains("xlink:");
                let xlink = linked.then_some("http://www.w3.org/1999/xlink");
                self.xml.attr_if("xmlns:xlink", xlink);
                self.xml.attr("class", &format!("{class} {ground}"));
                self.xml.attr("viewBox", &format!("0 0 {width} {height}"));
                self.xml.attr_if("style", style.as_deref());
                if decorative {
                    self.xml.attr("aria-hidden", "true");
                } else {
                    self.xml.attr("role", "img").attr("aria-label", alt);
                }
                if let Some(description) = vector.description.as_deref().filter(|_| !decorative) {
                    self.traits.long_descriptions = true;
                    let id = format!("{prefix}-description");
                    self.xml.attr("aria-describedby", &id);
                    self.xml.open("desc").attr("id", &id).words(description).close();
                }
                self.traits.voices.insert(Voice { small: true, ..Voice::default() });
                self.traits.voices.insert(Voice { small: true, strong: true, ..Voice::default() });
                self.xml.raw(&content).close();
            }
        }
    }

    /// A table: caption, head and rows in a box that scrolls; then note and source.
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let label = self.book.input.references.label(block.id);
        let captioned = label.is_some() || table.caption.is_some();
        let caption = captioned.then(|| self.ids.unique("caption"));
        self.open_node("div", block.id).attr("class", "exhibit titled table");
        self.xml.line();
        // What scrolls must be reachable with the keyboard, and what is reachable has a name.
        self.xml.open("div").attr("class", "scroll");
        if let Some(caption) = &caption {
            self.xml.attr("role", "region").attr("tabindex", "0").attr("aria-labelledby", caption);
        }
        self.xml.line().open("table").line();
        if let Some(id) = &caption {
            self.xml.open("caption").attr("id", id);
            if let Some(label) = label {
                self.xml.open("span").attr("class", "label").words(label).close().words(" ");
            }
            if let Some(caption) = &table.caption {
                self.xml.open("span").attr("class", "title");
                let bold = |voice: &mut Voice| (voice.small, voice.strong) = (true, true);
                self.in_voice(bold, |writer| writer.leaf(caption));
                self.xml.close();
            }
            self.xml.close().line();
        }
        let columns = Columns::of(table);
        self.in_voice(
            |voice| voice.small = true,
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
        let mut names: Vec<String> = column(0).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        let named_rows =
            table.columns.len() > 1 && names.len() == count && !names.iter().any(String::is_empty);
        Columns { alignments: alignments.collect(), named_rows }
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
