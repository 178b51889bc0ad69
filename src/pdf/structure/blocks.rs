//! Chapters and blocks.

use super::element::Scope;
use super::{Builder, ElementId, Role};
use crate::document::{
    Block, BlockKind, CalloutKind, Chapter, Definition, Edition, Figure, Labelled, Leaf, List,
    NodeId, NumeralStyle, Row, Table, only_repeats,
};
use crate::media::Media;
use crate::page::{Item, Part};

impl<'a> Builder<'a> {
    /// A chapter: its sections lie in one another as their headings do.
    pub(super) fn chapter(&mut self, root: ElementId, chapter: &Chapter) {
        let mut sections = vec![(0, self.open(root, Role::Sect))];
        for (index, block) in chapter.blocks.iter().enumerate() {
            if let BlockKind::Heading { level, .. } = block.kind
                && index > 0
            {
                let level = self.level(block.id, level);
                sections.retain(|(outer, _)| *outer < level);
                let outer = sections.last().map_or(root, |(_, section)| *section);
                sections.push((level, self.open(outer, Role::Sect)));
            }
            let section = sections.last().map_or(root, |(_, section)| *section);
            self.block(section, block);
        }
    }

    fn level(&self, heading: NodeId, level: u8) -> u8 {
        self.levels.get(&heading).copied().unwrap_or(level)
    }

    /// The level of the heading that is met next. One of no outline, in a quotation or a box, skips
    /// none either (ISO 14289-1, 7.4.2), and does not rise above the section that it stands in.
    fn next_level(&mut self, heading: NodeId, written: u8) -> u8 {
        let (section, last) = self.last_levels;
        let own = self.levels.get(&heading).copied();
        let level = own.unwrap_or_else(|| written.min(last.saturating_add(1)).max(section).max(1));
        self.last_levels = (own.unwrap_or(section), level);
        level
    }

    /// Several blocks.
    pub(super) fn blocks<'b>(
        &mut self,
        parent: ElementId,
        blocks: impl IntoIterator<Item = &'b Block>,
    ) {
        for block in blocks {
            self.block(parent, block);
        }
    }

    /// A block, and the notes that are called in it.
    pub(super) fn block(&mut self, parent: ElementId, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.labelled_leaf(parent, Role::P, block.id, text),
            BlockKind::Heading { level, text } => {
                let role = Role::heading(self.next_level(block.id, *level));
                self.labelled_leaf(parent, role, block.id, text);
            }
            BlockKind::List(list) => self.list(parent, block.id, list),
            BlockKind::DefinitionList(definitions) => {
                let list = self.open_for(parent, Role::L, block.id);
                for definition in definitions {
                    self.definition(list, definition);
                }
            }
            BlockKind::Quote(blocks) => self.group(parent, Role::BlockQuote, block.id, blocks),
            BlockKind::Callout { kind, title, blocks } => {
                self.callout(parent, block.id, *kind, title.as_ref(), blocks);
            }
            BlockKind::Only { edition: Edition::Pdf, blocks } => self.blocks(parent, blocks),
            BlockKind::Only { edition: Edition::Epub, .. } => {}
            BlockKind::Passage { language, blocks } => {
                let passage = self.open_for(parent, Role::Div, block.id);
                self.properties(passage).language = Some(language.tag().to_string());
                self.blocks(passage, blocks);
            }
            BlockKind::Figure(figure) => self.figure(parent, block.id, figure),
            BlockKind::Table(table) => self.table(parent, block.id, table),
            BlockKind::Code { text, .. } => {
                let paragraph = self.open_for(parent, Role::P, block.id);
                let code = self.open(paragraph, Role::Code);
                self.leaf(code, text);
            }
            BlockKind::Labelled(labelled) => self.labelled(parent, labelled),
            BlockKind::SceneBreak | BlockKind::PageBreak => {}
        }
        self.waiting_notes(parent);
    }

    /// A leaf as an element of its own.
    fn leaf_as(&mut self, parent: ElementId, role: Role, leaf: &Leaf) {
        let element = self.open_for(parent, role, leaf.id);
        self.leaf(element, leaf);
    }

    /// A leaf with the label of its block before it.
    fn labelled_leaf(&mut self, parent: ElementId, role: Role, block: NodeId, leaf: &Leaf) {
        let element = self.open_for(parent, role, block);
        self.label(element, Role::Lbl, block);
        self.take_part(element, block, Part::Body);
        self.leaf(element, leaf);
    }

    fn group(&mut self, parent: ElementId, role: Role, block: NodeId, blocks: &[Block]) {
        let group = self.open_for(parent, role, block);
        self.label(group, Role::P, block);
        self.blocks(group, blocks);
    }

    /// The label of a node as an element of its own, so that it does not run into the words.
    fn label(&mut self, parent: ElementId, role: Role, node: NodeId) {
        if !self.content.of_part(node, Part::Label).is_empty() {
            let label = self.open(parent, role);
            self.take_part(label, node, Part::Label);
        }
    }

    fn list(&mut self, parent: ElementId, block: NodeId, list: &List) {
        let element = self.open_for(parent, Role::L, block);
        // ISO 32000-1, table 347.
        let numbering = match list.numerals.map(|numerals| numerals.style) {
            None => "Disc",
            Some(NumeralStyle::Decimal) => "Decimal",
            Some(NumeralStyle::LowerLetter) => "LowerAlpha",
            Some(NumeralStyle::UpperLetter) => "UpperAlpha",
            Some(NumeralStyle::LowerRoman) => "LowerRoman",
            Some(NumeralStyle::UpperRoman) => "UpperRoman",
        };
        self.properties(element).numbering = Some(numbering);
        for item in &list.items {
            let entry = self.open_for(element, Role::LI, item.id);
            self.label(entry, Role::Lbl, item.id);
            let body = self.open(entry, Role::LBody);
            self.blocks(body, &item.blocks);
        }
    }

    /// An entry of a chronology is labelled by its date, one of a glossary by its term.
    fn definition(&mut self, list: ElementId, definition: &Definition) {
        let entry = self.open_for(list, Role::LI, definition.id);
        let label = self.open(entry, Role::Lbl);
        let body = self.open(entry, Role::LBody);
        match &definition.date {
            Some(date) => {
                self.leaf(label, date);
                self.leaf_as(body, Role::P, &definition.term);
            }
            None => self.leaf(label, &definition.term),
        }
        for description in &definition.descriptions {
            self.blocks(body, description);
        }
        self.waiting_notes(body);
    }

    fn callout(
        &mut self,
        parent: ElementId,
        block: NodeId,
        kind: CalloutKind,
        title: Option<&Leaf>,
        blocks: &[Block],
    ) {
        let role = match kind {
            // Words of the text itself, which are read there.
            CalloutKind::PullQuote if only_repeats(title, blocks) => return,
            CalloutKind::Epigraph => Role::BlockQuote,
            CalloutKind::Verse => Role::Div,
            CalloutKind::Box
            | CalloutKind::PullQuote
            | CalloutKind::Summary
            | CalloutKind::Note
            | CalloutKind::Tip
            | CalloutKind::Important
            | CalloutKind::Warning
            | CalloutKind::Caution => Role::Aside,
        };
        let callout = self.open_for(parent, role, block);
        self.label(callout, Role::P, block);
        if let Some(title) = title {
            self.leaf_as(callout, Role::P, title);
        }
        self.waiting_notes(callout);
        self.blocks(callout, blocks);
        self.notes_below(callout, block);
    }

    /// A figure: its picture, and its caption beside it, for a reader stops at the alternative
    /// text of the picture.
    fn figure(&mut self, parent: ElementId, block: NodeId, figure: &Figure) {
        let group = self.open(parent, Role::Div);
        let caption = figure.caption.as_ref().map(Leaf::plain_text);
        let alt = Some(figure.alt.clone()).filter(|alt| !alt.is_empty()).or(caption);
        if let Some(alt) = alt.filter(|_| !figure.decorative) {
            let around = match figure.link {
                Some(_) => self.open(group, Role::Link),
                None => group,
            };
            self.picture(around, block, self.described(alt, &figure.path));
            self.take_annotations(around, block, false);
        }
        let caption = self.open(group, Role::Caption);
        let text = self.open(caption, Role::P);
        self.label(text, Role::Lbl, block);
        if let Some(leaf) = &figure.caption {
            self.leaf(text, leaf);
        }
        if let Some(subtitle) = &figure.subtitle {
            self.leaf_as(caption, Role::P, subtitle);
        }
        let rows = [&figure.description, &figure.note, &figure.source, &figure.credit];
        for leaf in rows.into_iter().flatten() {
            self.led_leaf(caption, block, leaf);
        }
        self.notes_below(group, block);
    }

    /// The note or the source of a block, with the lead before it: "Source".
    fn led_leaf(&mut self, parent: ElementId, block: NodeId, leaf: &Leaf) {
        let element = self.open_for(parent, Role::P, leaf.id);
        let first = self.content.of_part(leaf.id, Part::Body).first();
        let leads = self.content.of_part(block, Part::Lead).iter();
        // Each lead is drawn before what it leads.
        if let Some(lead) = leads.copied().filter(|lead| Some(lead) < first).max() {
            let label = self.open(element, Role::Lbl);
            self.take(label, lead);
        }
        self.leaf(element, leaf);
    }

    /// The alternative text, and on lines of its own what a drawing itself says at length: the e-book
    /// says both, and a figure here has no other place for the second.
    pub(super) fn described(&self, mut alt: String, path: &str) -> String {
        let media = self.input.media.find(path).and_then(|id| self.input.media.get(id));
        if let Some(description) = media.and_then(Media::description).filter(|_| !alt.is_empty()) {
            alt.push('\n');
            alt.push_str(description);
        }
        alt
    }

    /// A picture with its alternative text and place.
    pub(super) fn picture(&mut self, parent: ElementId, node: NodeId, alt: String) {
        let element = self.open_for(parent, Role::Figure, node);
        self.take_part(element, node, Part::Body);
        let sequences = self.content.of_part(node, Part::Body).iter();
        let mut found = sequences.filter_map(|id| self.content.get(*id));
        let place = found.find_map(|sequence| {
            let page = self.input.pages.list.get(sequence.page)?;
            let items = page.items.get(sequence.items.clone())?;
            items.iter().find_map(|placed| match placed.item {
                Item::Image { rect, clip, .. } => {
                    let seen = placed.upright(clip.unwrap_or(rect), page);
                    Some((sequence.page, seen))
                }
                _ => None,
            })
        });
        let properties = self.properties(element);
        properties.alt = Some(alt);
        properties.place = place;
    }

    fn table(&mut self, parent: ElementId, block: NodeId, table: &Table) {
        let element = self.open_for(parent, Role::Table, block);
        let caption = self.open(element, Role::Caption);
        self.label(caption, Role::Lbl, block);
        if let Some(leaf) = &table.caption {
            self.leaf(caption, leaf);
        }
        if let Some(subtitle) = &table.subtitle {
            self.leaf_as(caption, Role::P, subtitle);
        }
        // A head of nothing is none (ISO 32000-1, 14.8.4.3.4: a table with one has a body, too).
        let bodiless = table.rows.is_empty();
        let head = if bodiless { element } else { self.open(element, Role::THead) };
        let columns = |_| Some(Scope::Column);
        self.row(head, &table.head, columns);
        let body = if bodiless { element } else { self.open(element, Role::TBody) };
        let named = table.names_rows();
        let rows = |column| (named && column == 0).then_some(Scope::Row);
        for row in &table.rows {
            self.row(body, row, rows);
        }
        for leaf in [&table.note, &table.source].into_iter().flatten() {
            self.led_leaf(parent, block, leaf);
        }
        self.notes_below(parent, block);
    }

    /// A row; `scope` says what the cell of a column heads, if it is a head.
    fn row(&mut self, parent: ElementId, row: &Row, scope: impl Fn(usize) -> Option<Scope>) {
        let element = self.open_for(parent, Role::TR, row.id);
        for (column, cell) in row.cells.iter().enumerate() {
            let scope = scope(column);
            let role = if scope.is_some() { Role::TH } else { Role::TD };
            let inner = self.open_for(element, role, cell.id);
            if scope.is_some() {
                self.properties(inner).scope = scope;
            }
            self.take_part(inner, cell.id, Part::Body);
            self.leaf(inner, &cell.text);
        }
    }

    /// A label in the margin and what belongs to it.
    pub(super) fn labelled(&mut self, parent: ElementId, labelled: &Labelled) {
        let group = self.open_for(parent, Role::Div, labelled.id);
        self.leaf_as(group, Role::P, &labelled.label);
        if let Some(detail) = &labelled.detail {
            self.leaf_as(group, Role::P, detail);
        }
        self.waiting_notes(group);
        self.blocks(group, &labelled.blocks);
        if let Some(contact) = &labelled.contact {
            self.leaf_as(group, Role::P, contact);
        }
    }

    /// The notes that wait, after the block that calls them; a note can call another.
    pub(super) fn waiting_notes(&mut self, parent: ElementId) {
        while !self.in_note
            && let Some(index) = self.waiting.pop_front()
        {
            self.note(parent, index);
        }
    }

    /// The notes that stand below a figure, table or box.
    fn notes_below(&mut self, parent: ElementId, exhibit: NodeId) {
        for (index, entry) in self.input.references.notes.iter().enumerate() {
            if entry.exhibit == Some(exhibit) {
                self.note(parent, index);
            }
        }
    }

    fn note(&mut self, parent: ElementId, index: usize) {
        let entry = self.input.references.notes.get(index);
        let Some(note) = entry.and_then(|entry| self.input.document.notes.get(entry.note)) else {
            return;
        };
        let element = self.open_for(parent, Role::Note, note.id);
        self.properties(element).id = Some(format!("note-{}", index + 1));
        let label = self.open(element, Role::Lbl);
        let leads = !self.annotations.of_node(note.id, false).is_empty();
        let inner = if leads { self.open(label, Role::Link) } else { label };
        self.take_part(inner, note.id, Part::Label);
        self.take_annotations(inner, note.id, false);
        let outer = std::mem::replace(&mut self.in_note, true);
        self.blocks(element, &note.blocks);
        self.in_note = outer;
    }
}
