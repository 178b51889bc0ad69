//! A document as text lines, for `diptych inspect document` and for tests.
//!
//! A line is a node: its kind and what matters of it, indented by depth. A leaf is written in one
//! line with signs for its marks: `*emphasis*`, `**strong**`, `[^note]`, `[words](address)`; the
//! same signs as text have a backslash before them.

use std::fmt::Write;

use super::{
    Attributes, Block, BlockKind, Chapter, Definition, Document, Figure, Front, Inline, InlineKind,
    Labelled, LabelledKind, Leaf, List, ReferenceForm, Row, Table,
};

impl Document {
    /// The tree, a line a node.
    pub fn dump(&self) -> String {
        let mut dump = Dump::default();
        dump.line(&format!("document {}", self.language));
        dump.deeper(|dump| {
            dump.front(&self.front);
            self.chapters.iter().for_each(|chapter| dump.chapter(chapter));
            for note in &self.notes {
                dump.line(&format!("note [^{}]", note.name));
                dump.deeper(|dump| dump.blocks(&note.blocks));
            }
        });
        dump.text
    }
}

impl Block {
    /// The block and what is in it, a line a node.
    pub fn dump(&self) -> String {
        let mut dump = Dump::default();
        dump.block(self);
        dump.text
    }
}

#[derive(Default)]
struct Dump {
    text: String,
    depth: usize,
}

impl Dump {
    fn line(&mut self, words: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{words}", "", indent = 2 * self.depth);
    }

    fn deeper(&mut self, inside: impl FnOnce(&mut Dump)) {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn leaf(&mut self, name: &str, leaf: &Leaf) {
        let mut words = String::new();
        inlines(&leaf.inlines, &mut words);
        self.line(format!("{name}: {words}").trim_end());
    }

    fn optional(&mut self, name: &str, leaf: Option<&Leaf>) {
        if let Some(leaf) = leaf {
            self.leaf(name, leaf);
        }
    }

    fn front(&mut self, front: &Front) {
        self.line("front");
        self.deeper(|dump| {
            if let Some(cover) = &front.cover {
                dump.line(&format!("cover {} “{}”", cover.path, cover.alt));
            }
            if let Some(logo) = &front.logo {
                dump.line(&format!("logo {}", logo.path));
            }
            dump.optional("publisher", front.publisher.as_ref());
            dump.optional("series", front.series.as_ref());
            dump.optional("number", front.number.as_ref());
            dump.leaf("title", &front.title);
            dump.optional("subtitle", front.subtitle.as_ref());
            dump.optional("byline", front.byline.as_ref());
            dump.optional("role", front.role.as_ref());
            dump.optional("date", front.date.as_ref());
            dump.line(&format!("running title: {}", front.running_title));
            if !front.statement.is_empty() {
                dump.line("statement");
                let blocks = front.statement.iter().map(AsRef::as_ref);
                dump.deeper(|dump| dump.blocks(blocks));
            }
            front.imprint.iter().for_each(|row| dump.labelled(row));
        });
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.line(&format!("chapter {}", format!("{:?}", chapter.role).to_lowercase()));
        self.deeper(|dump| dump.blocks(chapter.blocks.iter().map(AsRef::as_ref)));
    }

    fn blocks<'a>(&mut self, blocks: impl IntoIterator<Item = &'a Block>) {
        blocks.into_iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let marks = written(&block.attributes);
        let mut holds = |name: &str, blocks: &[Block]| {
            self.line(&format!("{name}{marks}"));
            self.deeper(|dump| dump.blocks(blocks));
        };
        match &block.kind {
            BlockKind::Paragraph(text) => self.leaf(&format!("paragraph{marks}"), text),
            BlockKind::Heading { level, text } => {
                self.leaf(&format!("heading {level}{marks}"), text);
            }
            BlockKind::List(list) => self.list(list, &marks),
            BlockKind::DefinitionList(definitions) => {
                self.line(&format!("definitions{marks}"));
                self.deeper(|dump| definitions.iter().for_each(|one| dump.definition(one)));
            }
            BlockKind::Quote(blocks) => holds("quote", blocks),
            BlockKind::Callout { kind, title, blocks } => {
                let name = format!("{kind:?}").to_lowercase();
                self.line(&format!("{name}{marks}"));
                self.deeper(|dump| {
                    dump.optional("title", title.as_ref());
                    dump.blocks(blocks);
                });
            }
            BlockKind::Only { edition, blocks } => {
                holds(&format!("only {}", format!("{edition:?}").to_lowercase()), blocks);
            }
            BlockKind::Passage { language, blocks } => {
                holds(&format!("passage {language}"), blocks);
            }
            BlockKind::Figure(figure) => self.figure(figure, &marks),
            BlockKind::Table(table) => self.table(table, &marks),
            BlockKind::Code { language, text } => {
                let language = language.as_deref().unwrap_or("plain");
                self.line(&format!("code {language}{marks}"));
                self.deeper(|dump| text.plain_text().lines().for_each(|line| dump.line(line)));
            }
            BlockKind::SceneBreak => self.line("scene break"),
            BlockKind::PageBreak => self.line("page break"),
            BlockKind::Labelled(labelled) => self.labelled(labelled),
        }
    }

    fn list(&mut self, list: &List, marks: &str) {
        let kind = match list.numerals {
            Some(numerals) => format!("list from {}", numerals.style.write(numerals.start)),
            None => "list".to_string(),
        };
        let looseness = if list.tight { "" } else { ", loose" };
        self.line(&format!("{kind}{looseness}{marks}"));
        self.deeper(|dump| {
            for item in &list.items {
                let name = match item.task {
                    Some(true) => "item [x]",
                    Some(false) => "item [ ]",
                    None => "item",
                };
                dump.line(&format!("{name}{}", written(&item.attributes)));
                dump.deeper(|dump| dump.blocks(&item.blocks));
            }
        });
    }

    fn definition(&mut self, definition: &Definition) {
        self.leaf(&format!("term{}", written(&definition.attributes)), &definition.term);
        self.deeper(|dump| {
            dump.optional("date", definition.date.as_ref());
            for description in &definition.descriptions {
                dump.line("description");
                dump.deeper(|dump| dump.blocks(description));
            }
        });
    }

    fn figure(&mut self, figure: &Figure, marks: &str) {
        let kind = format!("{:?}", figure.kind).to_lowercase();
        let width = figure.width.map(|width| format!(" {width}‰")).unwrap_or_default();
        self.line(&format!("{kind} {}{width} “{}”{marks}", figure.path, figure.alt));
        self.deeper(|dump| {
            dump.optional("caption", figure.caption.as_ref());
            dump.optional("subtitle", figure.subtitle.as_ref());
            dump.optional("description", figure.description.as_ref());
            dump.optional("note", figure.note.as_ref());
            dump.optional("source", figure.source.as_ref());
            dump.optional("credit", figure.credit.as_ref());
            if let Some(link) = &figure.link {
                dump.line(&format!("link {link}"));
            }
            if let Some(narrow) = &figure.narrow {
                dump.line(&format!("narrow {}", narrow.path));
            }
        });
    }

    fn table(&mut self, table: &Table, marks: &str) {
        let columns: Vec<String> =
            table.columns.iter().map(|column| format!("{column:?}").to_lowercase()).collect();
        self.line(&format!("table {}{marks}", columns.join(" ")));
        self.deeper(|dump| {
            dump.optional("caption", table.caption.as_ref());
            dump.optional("subtitle", table.subtitle.as_ref());
            if !table.low.is_empty() {
                let low: Vec<String> = table.low.iter().map(|own| (own + 1).to_string()).collect();
                dump.line(&format!("low: {}", low.join(" ")));
            }
            dump.row("head", &table.head);
            table.rows.iter().for_each(|row| dump.row("row", row));
            dump.optional("note", table.note.as_ref());
            dump.optional("source", table.source.as_ref());
        });
    }

    fn row(&mut self, name: &str, row: &Row) {
        let cells = row.cells.iter().map(|cell| {
            let mut words = String::new();
            inlines(&cell.text.inlines, &mut words);
            words
        });
        let cells: Vec<String> = cells.collect();
        self.line(&format!("{name}: {}", cells.join(" | ")));
    }

    fn labelled(&mut self, labelled: &Labelled) {
        let name = match &labelled.kind {
            LabelledKind::Matter => "label".to_string(),
            LabelledKind::Person { portrait: None } => "person".to_string(),
            LabelledKind::Person { portrait: Some(mark) } => format!("person {}", mark.path),
            LabelledKind::House => "house".to_string(),
        };
        self.leaf(&name, &labelled.label);
        self.deeper(|dump| {
            dump.optional("detail", labelled.detail.as_ref());
            dump.blocks(&labelled.blocks);
            dump.optional("contact", labelled.contact.as_ref());
        });
    }
}

/// An id and classes as they are written, a space before each.
fn written(attributes: &Attributes) -> String {
    let id = attributes.id.iter().map(|id| format!(" #{}", id.value));
    id.chain(attributes.classes.iter().map(|class| format!(" .{class}"))).collect()
}

/// What begins a mark in a leaf's line.
const SIGNS: &[char] = &['*', '^', '~', '[', '`', '\\', '⏎'];

fn inlines(list: &[Inline], text: &mut String) {
    for inline in list {
        let mut marked = |before: &str, inside: &[Inline], after: &str| {
            text.push_str(before);
            inlines(inside, text);
            text.push_str(after);
        };
        match &inline.kind {
            InlineKind::Text(words) => {
                for c in words.chars() {
                    text.extend(SIGNS.contains(&c).then_some('\\'));
                    text.push(c);
                }
            }
            InlineKind::Emphasis(inside) => marked("*", inside, "*"),
            InlineKind::Strong(inside) => marked("**", inside, "**"),
            InlineKind::Strikethrough(inside) => marked("~~", inside, "~~"),
            InlineKind::Superscript(inside) => marked("^", inside, "^"),
            InlineKind::Subscript(inside) => marked("~", inside, "~"),
            InlineKind::Code(code) => {
                let _ = write!(text, "`{code}`");
            }
            InlineKind::LineBreak => text.push('⏎'),
            InlineKind::Link { url, inside } => marked("[", inside, &format!("]({url})")),
            InlineKind::Reference { target, form, inside } => {
                let form = match form {
                    ReferenceForm::Number => "",
                    ReferenceForm::Page => " page",
                    ReferenceForm::Full => " full",
                };
                marked("[", inside, &format!("](#{target}{form})"));
            }
            InlineKind::NoteCall { name } => {
                let _ = write!(text, "[^{name}]");
            }
            InlineKind::Image { path, alt } => {
                let _ = write!(text, "![{alt}]({path})");
            }
            InlineKind::Passage { language, inside } => {
                marked("[", inside, &format!("]{{{language}}}"));
            }
            InlineKind::Named { attributes, inside } => {
                marked("[", inside, &format!("]{{{}}}", written(attributes).trim_start()));
            }
        }
    }
}
