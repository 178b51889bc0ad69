//! The front matter and the contents.

use super::{Builder, ElementId, Role};
use crate::document::{Leaf, NodeId};
use crate::page::{Part, Tag};
use crate::pdf::marked_content::SequenceId;
use crate::references::{ObjectList, OutlineEntry};

impl<'a> Builder<'a> {
    /// Cover, title page and imprint, each page of them a section.
    pub(super) fn front_matter(&mut self, root: ElementId) {
        let front = &self.input.document.front;
        let text = self.first_page_of_text();
        for page in 0..text {
            let section = self.open(root, Role::Sect);
            if let Some(cover) = &front.cover
                && !cover.alt.is_empty()
                && self.first_page_of(cover.id) == Some(page)
            {
                self.picture(section, cover.id, cover.alt.clone());
            }
            self.title_lines(section, page);
        }
        let section = self.open(root, Role::Sect);
        self.blocks(section, front.statement.iter().map(AsRef::as_ref));
        for row in &front.imprint {
            self.labelled(section, row);
        }
    }

    /// The title above the text, where the theme has it once more.
    pub(super) fn title_above_text(&mut self, root: ElementId) {
        let section = self.open(root, Role::Sect);
        for page in self.first_page_of_text()..self.input.pages.list.len() {
            self.title_lines(section, page);
        }
    }

    /// Title, authors and what else a title page says, so far as they stand on this page. A
    /// theme may have them on several pages; each time they are elements of their own.
    fn title_lines(&mut self, section: ElementId, page: usize) {
        let front = &self.input.document.front;
        let lines =
            [(&front.publisher, Role::P), (&front.series, Role::P), (&front.number, Role::P)];
        for (leaf, role) in lines {
            self.title_line(section, role, leaf.as_ref(), page);
        }
        self.title_line(section, Role::Title, Some(&front.title), page);
        for leaf in [&front.subtitle, &front.byline, &front.role, &front.date] {
            self.title_line(section, Role::P, leaf.as_ref(), page);
        }
    }

    fn title_line(&mut self, section: ElementId, role: Role, leaf: Option<&Leaf>, page: usize) {
        let Some(leaf) = leaf else { return };
        let sequences = self.content.of_part(leaf.id, Part::Body).iter();
        let mut here: Vec<SequenceId> =
            sequences.copied().filter(|id| self.is_on(*id, page)).collect();
        // In a line with both directions of writing the order of drawing is not that of reading.
        here.sort_by_key(|id| self.content.get(*id).and_then(|sequence| sequence.offset));
        if here.is_empty() {
            return;
        }
        let element = self.open_for(section, role, leaf.id);
        for id in here {
            self.take(element, id);
        }
    }

    fn is_on(&self, id: SequenceId, page: usize) -> bool {
        self.content.get(id).is_some_and(|sequence| sequence.page == page)
    }

    fn first_page_of(&self, node: NodeId) -> Option<usize> {
        let first = self.content.of_part(node, Part::Body).first()?;
        self.content.get(*first).map(|sequence| sequence.page)
    }

    /// The page on which the first chapter begins; the number of pages when there is none.
    fn first_page_of_text(&self) -> usize {
        let mut chapters = self.input.document.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let source = chapters.next().map(|block| block.id.source);
        let mut sequences = self.content.list.iter();
        let first = sequences.find(|sequence| match sequence.tag {
            Tag::Node(node, Part::Body | Part::Label) => Some(node.source) == source,
            _ => false,
        });
        first.map_or(self.input.pages.list.len(), |sequence| sequence.page)
    }

    /// The contents, and the lists of figures, maps, tables and boxes after them.
    pub(super) fn contents(&mut self, root: ElementId) {
        let references = self.input.references;
        let section = self.open(root, Role::Sect);
        let heading = self.open(section, Role::H1);
        self.take_part(heading, self.input.document.front.title.id, Part::ContentsTitle);
        self.entries(section, &references.outline);
        for list in &references.lists {
            self.object_list(section, list);
        }
    }

    fn entries(&mut self, parent: ElementId, entries: &[OutlineEntry]) {
        let list = self.open(parent, Role::TOC);
        for entry in entries {
            let item = self.entry(list, entry.node);
            if !entry.children.is_empty() {
                self.entries(item, &entry.children);
            }
        }
    }

    fn object_list(&mut self, section: ElementId, list: &ObjectList) {
        let Some(first) = list.entries.first() else { return };
        let heading = self.open(section, Role::H2);
        self.take_part(heading, first.node, Part::ListTitle);
        let contents = self.open(section, Role::TOC);
        for entry in &list.entries {
            self.entry(contents, entry.node);
        }
    }

    fn entry(&mut self, list: ElementId, node: NodeId) -> ElementId {
        let item = self.open(list, Role::TOCI);
        let reference = self.open(item, Role::Reference);
        let leads = !self.annotations.of_node(node, true).is_empty();
        let inner = if leads { self.open(reference, Role::Link) } else { reference };
        self.take_part(inner, node, Part::Entry);
        self.take_part(inner, node, Part::EntryPage);
        self.take_annotations(inner, node, true);
        item
    }
}
