//! Notes line by line: words, lists, tables and pictures, all on the leading of notes, so that a
//! page may end between any two lines but those of a picture.

use super::drawing::Drawing;
use super::flow::{Flow, Scope};
use super::galley::SetNote;
use super::line::Line;
use super::set::Words;
use crate::document::{
    Block, BlockKind, CalloutKind, Definition, Edition, Figure, Inline, Leaf, List, ListItem,
    NodeId, Table,
};
use crate::geometry::{Length, Point};
use crate::language::Language;
use crate::page::{Artifact, Item, Part, Tag};
use crate::theme::Style;

/// What stands before the first line of a leaf.
#[derive(Clone, Debug, Default)]
enum Before {
    /// Nothing.
    #[default]
    Nothing,
    /// The white of a paragraph that follows another.
    Indent,
    /// A label in the words' own line: "Figure 3", "Source".
    RunIn(Tag, String),
}

/// The lines of a note, as far as it is set.
pub(super) struct NoteLines<'f, 'a, 'r> {
    flow: &'f mut Flow<'a, 'r>,
    /// The left and the right edge.
    left: Length,
    right: Length,
    /// The type of its words.
    style: &'a Style,
    /// How far the words that are set next are indented.
    indent: Length,
    /// The item that begins with the next line, and its bullet or number.
    label: Option<(&'a ListItem, String)>,
    /// The language of the words.
    language: &'a Language,
    /// The blocks that begin with the next line.
    anchors: Vec<NodeId>,
    set: SetNote,
    /// The calls of notes in it, in order.
    calls: Vec<NodeId>,
}

impl<'f, 'a, 'r> NoteLines<'f, 'a, 'r> {
    /// No lines yet, between these edges.
    pub fn new(
        flow: &'f mut Flow<'a, 'r>,
        left: Length,
        right: Length,
        style: &'a Style,
    ) -> NoteLines<'f, 'a, 'r> {
        let indent = flow.theme().blocks.note_indent;
        let language = &flow.round.input.document.language;
        NoteLines {
            flow,
            left,
            right,
            style,
            indent,
            label: None,
            language,
            anchors: Vec::new(),
            set: SetNote::default(),
            calls: Vec::new(),
        }
    }

    /// The note, and the calls that it holds itself. It has at least one line.
    pub fn finish(mut self) -> (SetNote, Vec<NodeId>) {
        if self.set.lines.is_empty() || !self.anchors.is_empty() {
            self.line(Drawing::new());
        }
        (self.set, self.calls)
    }

    /// Where words stand.
    fn x(&self) -> Length {
        self.left + self.indent
    }

    fn width(&self) -> Length {
        let least = self.flow.theme().blocks.note_indent;
        (self.right - self.x()).max(least)
    }

    /// Adds a line.
    fn line(&mut self, own: Drawing) {
        let mut drawing = Drawing::new();
        for node in std::mem::take(&mut self.anchors) {
            let at = Point::new(self.x(), Length::ZERO);
            drawing.push(Tag::Node(node, Part::Body), Item::Anchor { node, at });
        }
        if let Some((item, label)) = self.label.take() {
            let left = self.x() - self.flow.theme().blocks.note_indent;
            self.item_label(&mut drawing, item, &label, left);
        }
        drawing.add(&own, Length::ZERO);
        self.set.lines.push(drawing);
    }

    /// Draws the bullet or number of an item, or the box of a task.
    fn item_label(&mut self, drawing: &mut Drawing, item: &ListItem, label: &str, left: Length) {
        let (tag, style) = (Tag::Node(item.id, Part::Label), self.style);
        match (item.task, item.task_sign()) {
            (Some(done), Some(sign)) => {
                self.flow.task_box(drawing, done, tag, Point::new(left, style.leading));
                self.flow.put_unseen(drawing, sign, style, tag, left);
            }
            _ => self.flow.put_label(drawing, label, style, tag, left, Length::ZERO),
        }
    }

    /// Adds the lines of a leaf.
    fn leaf(&mut self, leaf: &'a Leaf, style: &'a Style, before: &Before) {
        let baseline = self.flow.columns.baseline(self.style.leading);
        let beside = self.label.is_some() || self.set.lines.is_empty();
        let mut words = Words { beside, language: Some(self.language), ..Words::of(leaf, style) };
        let lead = match before {
            Before::Nothing => None,
            Before::Indent => {
                words.indent = self.flow.theme().blocks.note_paragraph;
                None
            }
            Before::RunIn(tag, label) => {
                let line = self.run_in(label, *tag);
                words.indent = line.width + style.size / 2;
                Some(line)
            }
        };
        let width = self.width();
        let set = self.flow.round.set(&words, width);
        for (index, line) in set.best.lines.iter().enumerate() {
            let mut drawing = Drawing::new();
            let at = Point::new(self.x(), baseline);
            if let Some(lead) = lead.as_ref().filter(|_| index == 0) {
                drawing.place(&lead.items, at);
            }
            drawing.place(&line.items, at);
            self.line(drawing);
            self.calls.extend_from_slice(&line.calls);
        }
    }

    fn run_in(&self, label: &str, tag: Tag) -> Line {
        self.flow.round.label(label, &self.flow.theme().styles.table_small, tag)
    }

    /// Adds words with a label before them, or the label alone.
    fn labelled(&mut self, label: Option<(Tag, String)>, words: Option<&'a Leaf>) {
        let style = self.style;
        match (label, words) {
            (Some((tag, label)), Some(words)) => {
                self.leaf(words, style, &Before::RunIn(tag, label));
            }
            (None, Some(words)) => self.leaf(words, style, &Before::Nothing),
            (Some((tag, label)), None) => {
                let baseline = self.flow.columns.baseline(style.leading);
                let mut drawing = Drawing::new();
                let at = Point::new(self.x(), baseline);
                drawing.place(&self.run_in(&label, tag).items, at);
                self.line(drawing);
            }
            (None, None) => {}
        }
    }

    /// Adds blocks.
    pub fn blocks(&mut self, blocks: &'a [Block]) {
        let mut follows = false;
        for block in blocks {
            let paragraph = matches!(block.kind, BlockKind::Paragraph(_));
            let before = if paragraph && follows { Before::Indent } else { Before::Nothing };
            self.block(block, &before);
            follows = paragraph;
        }
    }

    fn block(&mut self, block: &'a Block, before: &Before) {
        let style = self.style;
        if !matches!(block.kind, BlockKind::Only { edition: Edition::Epub, .. }) {
            self.anchors.push(block.id);
        }
        match &block.kind {
            BlockKind::Paragraph(leaf) if leaf.is_mere_place() => self.places(&leaf.inlines),
            BlockKind::Paragraph(leaf) => self.leaf(leaf, style, before),
            BlockKind::Heading { text, .. } => {
                let label = self.label_of(block.id);
                self.labelled(label, Some(text));
            }
            BlockKind::Code { text, .. } => {
                let style = &self.flow.theme().styles.note_code;
                self.leaf(text, style, &Before::Nothing);
            }
            BlockKind::List(list) => self.list(list),
            BlockKind::Callout { kind, title, blocks } => {
                let label = match kind {
                    CalloutKind::PullQuote => None,
                    _ => self.flow.box_label(block, *kind),
                };
                let label = label.map(|label| (Tag::Node(block.id, Part::Label), label));
                self.labelled(label, title.as_ref());
                self.blocks(blocks);
            }
            BlockKind::Passage { language, blocks } => {
                let outer = std::mem::replace(&mut self.language, language);
                self.blocks(blocks);
                self.language = outer;
            }
            BlockKind::Quote(inside)
            | BlockKind::Only { edition: Edition::Pdf, blocks: inside } => self.blocks(inside),
            BlockKind::DefinitionList(definitions) => {
                for definition in definitions {
                    self.definition(definition);
                }
            }
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Labelled(labelled) => self.blocks(&labelled.blocks),
            BlockKind::Only { .. } | BlockKind::SceneBreak | BlockKind::PageBreak => {}
        }
    }

    fn label_of(&self, node: NodeId) -> Option<(Tag, String)> {
        let label = self.flow.round.input.references.label(node)?;
        Some((Tag::Node(node, Part::Label), label.to_string()))
    }

    fn list(&mut self, list: &'a List) {
        let step = self.flow.theme().blocks.note_indent;
        self.indent += step;
        for (index, item) in list.items.iter().enumerate() {
            let label = match list.numerals {
                None => self.flow.theme().blocks.bullet.clone(),
                Some(numerals) => {
                    self.flow.round.input.references.words.digits(&numerals.label(index))
                }
            };
            self.label = Some((item, label));
            self.place(item.id);
            self.blocks(&item.blocks);
            if self.label.is_some() {
                // An empty item still has its bullet.
                self.line(Drawing::new());
            }
        }
        self.indent -= step;
    }

    /// Marks the place of an item or a term, when something can lead to it.
    fn place(&mut self, node: NodeId) {
        let leads = self.flow.round.input.references.anchor(node).is_some();
        self.anchors.extend(leads.then_some(node));
    }

    /// Marks places without words, which take no room.
    fn places(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.place(inline.id);
            self.places(inline.kind.inside());
        }
    }

    fn definition(&mut self, definition: &'a Definition) {
        let style = self.style;
        self.place(definition.id);
        self.leaf(&definition.term, style, &Before::Nothing);
        if let Some(date) = &definition.date {
            self.leaf(date, style, &Before::Nothing);
        }
        for description in &definition.descriptions {
            self.blocks(description);
        }
    }

    /// Adds the rows below a figure or table, each after its lead, as far as it has them.
    fn foot<const ROWS: usize>(
        &mut self,
        block: &Block,
        rows: [(Option<&str>, Option<&'a Leaf>); ROWS],
    ) {
        for (lead, words) in rows {
            let lead = lead.map(|lead| (Tag::Node(block.id, Part::Lead), lead.to_string()));
            if words.is_some() {
                self.labelled(lead, words);
            }
        }
    }

    fn table(&mut self, block: &'a Block, table: &'a Table) {
        let label = self.label_of(block.id);
        self.labelled(label, table.caption.as_ref());
        self.labelled(None, table.subtitle.as_ref());
        let scope = self.scope();
        let from = self.set.lines.len();
        let leading = self.style.leading;
        let (lines, calls) = self.flow.table_lines(block, table, &scope, leading);
        for line in lines {
            self.line(line);
        }
        self.calls.extend(calls);
        // The head keeps with the first row.
        let to = self.set.lines.len();
        self.set.solid.push(from..to.min(from + 3));
        let words = &self.flow.round.input.references.words;
        let (note, source) = (words.note, words.source);
        let rows = [(note, &table.note), (source, &table.source)];
        let [note, source] = rows.map(|(lead, words)| (Some(lead), words.as_ref()));
        self.foot(block, [note, source]);
    }

    fn figure(&mut self, block: &'a Block, figure: &'a Figure) {
        let leading = self.style.leading;
        // A picture in a note takes a third of a page at most.
        let room = self.flow.columns.grid * self.flow.columns.lines / 3;
        let scope = self.scope();
        let media = self.flow.round.input.media.find(&figure.path);
        let picture = media.and_then(|media| self.flow.picture(block, figure, media, room, &scope));
        if let Some(picture) = picture {
            let tag = match figure.decorative {
                true => Tag::Artifact(Artifact::Layout),
                false => Tag::Node(block.id, Part::Body),
            };
            let lines = (picture.seen + leading / 2).div_ceil(leading);
            let white = leading * lines - picture.seen;
            let from = self.set.lines.len();
            let mut drawing = Drawing::new();
            drawing.push(tag, picture.item(white / 2));
            if let Some(link) = picture.link(block, figure, white / 2) {
                drawing.push(tag, link);
            }
            self.line(drawing);
            for _ in 1..lines {
                self.line(Drawing::new());
            }
            self.set.solid.push(from..self.set.lines.len());
        }
        let label = self.label_of(block.id);
        self.labelled(label, figure.caption.as_ref());
        self.labelled(None, figure.subtitle.as_ref());
        let words = &self.flow.round.input.references.words;
        let (description, note, source) = (words.description, words.note, words.source);
        self.foot(
            block,
            [
                (Some(description), figure.description.as_ref()),
                (Some(note), figure.note.as_ref()),
                (Some(source), figure.source.as_ref()),
                (None, figure.credit.as_ref()),
            ],
        );
    }

    fn scope(&self) -> Scope<'a> {
        Scope { x: self.x(), width: self.width(), body: false, ..self.flow.body() }
    }
}
