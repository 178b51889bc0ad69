//! Figures, maps and tables.

use super::super::pictures::Picture;
use super::{Voice, Writer};
use crate::document::{Alignment, Block, Cell, Figure, FigureKind, Leaf, Row, Table};

impl Writer<'_, '_> {
    /// A figure: its picture, then label, caption, note, source and credit.
    pub(super) fn figure(&mut self, block: &Block, figure: &Figure) {
        let kind = match figure.kind {
            FigureKind::Photo => " photo",
            FigureKind::Plate => " plate",
            FigureKind::Figure | FigureKind::Map | FigureKind::Chart => "",
        };
        let titled = if is_titled(figure) { " titled" } else { "" };
        let label = self.book.input.references.label(block.id);
        let has_caption = label.is_some()
            || [&figure.caption, &figure.subtitle, &figure.note, &figure.source, &figure.credit]
                .into_iter()
                .any(Option::is_some);
        let class = format!("exhibit{titled}{kind}");
        self.open_node("figure", block.id).attr("class", &class).line();
        let name = label.unwrap_or(self.vocabulary().figure);
        self.exhibited(figure, name);
        self.xml.line();
        if has_caption {
            self.xml.open("figcaption").line();
            if let Some(label) = label {
                self.say_in("p", "label", Voice::LABEL, label);
                self.xml.line();
            }
            if let Some(caption) = &figure.caption {
                let strong = is_titled(figure);
                let voice = if strong { Voice::LABEL } else { Voice::SMALL };
                self.xml.open("p").attr("class", "title");
                self.in_voice(|own| *own = voice, |writer| writer.leaf(caption));
                self.xml.close().line();
            }
            if let Some(subtitle) = &figure.subtitle {
                self.paragraph_of("below-title", subtitle);
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

    /// The picture of a figure. A drawing whose letters would be too small on a narrow screen is
    /// as wide as they need, in a box that scrolls.
    fn exhibited(&mut self, figure: &Figure, name: &str) {
        let least = match self.book.pictures.find(&figure.path) {
            Some(Picture::Drawing { least_width, .. }) => *least_width,
            _ => None,
        };
        let width = figure.width.map(|width| format!("width: {}.{}%", width / 10, width % 10));
        let Some(least) = least else {
            self.picture(&figure.path, &figure.alt, figure.decorative, "picture", width.as_deref());
            return;
        };
        let style = match width {
            Some(width) => format!("{width}; min-width: {least}rem"),
            None => format!("min-width: {least}rem"),
        };
        self.scroll(Scroll::Named(name));
        self.picture(&figure.path, &figure.alt, figure.decorative, "picture", Some(&style));
        self.xml.close();
    }

    /// Opens a box that scrolls when what it holds is wider. What scrolls must be reachable with
    /// the keyboard, and what is reachable has a name; a name that others may have too is no
    /// landmark's.
    fn scroll(&mut self, name: Scroll<'_>) {
        self.xml.open("div").attr("class", "scroll").attr("tabindex", "0");
        match name {
            Scroll::LabelledBy(id) => {
                self.xml.attr("role", "region").attr("aria-labelledby", id);
            }
            Scroll::Named(name) => {
                self.xml.attr("role", "group").attr("aria-label", name);
            }
        }
        self.xml.line();
    }

    /// The note and the source below an exhibit, each after its word.
    fn remarks(&mut self, note: &Option<Leaf>, source: &Option<Leaf>) {
        let words = &self.book.input.references.words;
        for (leaf, class, word) in [(note, "remark", words.note), (source, "source", words.source)]
        {
            let Some(leaf) = leaf else { continue };
            self.xml.open("p").attr("class", class);
            self.say_in("span", "lead", Voice::SMALL, word);
            self.xml.words(" ");
            self.xml.open("span").attr("class", "matter");
            self.in_voice(|voice| *voice = Voice::SMALL, |writer| writer.leaf(leaf));
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
        style: Option<&str>,
    ) {
        let Some(picture) = self.book.pictures.find(path) else {
            // A picture that is missing is an error of the build; its words are better than none.
            self.say(self.voice, alt);
            return;
        };
        self.show(picture, alt, decorative, class, style);
    }

    /// The same for a picture that was found.
    pub(in super::super) fn show(
        &mut self,
        picture: &Picture,
        alt: &str,
        decorative: bool,
        class: &str,
        style: Option<&str>,
    ) {
        self.traits.undescribed |= alt.is_empty() && !decorative;
        self.traits.pictures |= !decorative;
        let decorative = decorative || alt.is_empty();
        match picture {
            Picture::Raster { file, width, height } => {
                self.xml.open("img").attr("class", class).attr("src", file).attr("alt", alt);
                self.xml.attr("width", &width.to_string()).attr("height", &height.to_string());
                self.xml.attr_if("style", style).close();
            }
            Picture::Drawing { vector, themed, words, .. } => {
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
                self.xml.attr_if("style", style);
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
                self.speak(Voice::SMALL, words);
                self.speak(Voice::LABEL, words);
                self.xml.raw(&content).close();
            }
        }
    }

    /// A table: caption, head and rows in a box that scrolls; then note and source.
    pub(super) fn table(&mut self, block: &Block, table: &Table) {
        let label = self.book.input.references.label(block.id);
        let captioned = label.is_some() || table.caption.is_some() || table.subtitle.is_some();
        let caption = captioned.then(|| self.ids.unique("caption"));
        self.open_node("div", block.id).attr("class", "exhibit titled table");
        self.xml.line();
        match &caption {
            Some(caption) => self.scroll(Scroll::LabelledBy(caption)),
            None => self.scroll(Scroll::Named(self.vocabulary().table)),
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

/// What the name of a box that scrolls is.
enum Scroll<'n> {
    /// The words of the element with this id, which are its own alone.
    LabelledBy(&'n str),
    /// These words.
    Named(&'n str),
}

/// Whether the words of a figure stand above it, as a title: those of maps and charts, and of
/// figures that show facts from a source. Others are pictures with a caption below.
fn is_titled(figure: &Figure) -> bool {
    match figure.kind {
        FigureKind::Map | FigureKind::Chart => true,
        FigureKind::Figure | FigureKind::Plate => figure.source.is_some(),
        FigureKind::Photo => false,
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
