//! The structure tree: ISO 32000-1, 14.7 and 14.8.
//!
//! The tree's order and roles come from the document, what its elements hold from the pages: each
//! sequence of marked content goes into the element of the node that it is tagged with. A
//! paragraph over two pages is thus one element, and a note or a figure is read where it belongs,
//! wherever it is drawn. What no element takes is an artifact.

mod blocks;
mod element;
mod front;
mod inlines;
mod objects;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(super) use element::{Element, ElementId, Kid, Properties, Role};
pub(super) use objects::{Places, real, rectangle};

use super::Input;
use super::annotations::Annotations;
use super::marked_content::{MarkedContent, SequenceId};
use crate::document::NodeId;
use crate::page::{Artifact, Part, Tag};

/// What a sequence of marked content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of an element.
    Element {
        /// The element's role.
        role: &'static str,
        /// The sequence's number in its page: the marked-content identifier.
        id: i64,
    },
    /// Nothing that is read.
    Artifact(Artifact),
}

/// A structure tree.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// The elements; the first is the document.
    pub elements: Vec<Element>,
    /// What each sequence is.
    marks: Vec<Mark>,
    /// For each page the elements of its sequences, by their numbers.
    parents: Vec<Vec<ElementId>>,
}

impl Structure {
    /// Builds the tree of a document whose pages hold `content` and `annotations`.
    pub fn new(input: &Input<'_>, content: &MarkedContent, annotations: &Annotations) -> Structure {
        let mut builder = Builder::new(input, content, annotations);
        let root = builder.root();
        builder.front_matter(root);
        builder.contents(root);
        builder.title_above_text(root);
        for chapter in &input.document.chapters {
            builder.chapter(root, chapter);
        }
        builder.leftovers(root);
        builder.finish(input.pages.list.len())
    }

    /// What a sequence is.
    pub fn mark(&self, id: SequenceId) -> Mark {
        self.marks.get(id.0).copied().unwrap_or(Mark::Artifact(Artifact::Layout))
    }
}

/// A tree that is being built.
struct Builder<'a> {
    input: &'a Input<'a>,
    content: &'a MarkedContent,
    annotations: &'a Annotations,
    elements: Vec<Element>,
    /// The element that took each sequence.
    owners: Vec<Option<ElementId>>,
    /// Whether an element took each annotation.
    linked: Vec<bool>,
    /// The element of each node that has one.
    of_node: BTreeMap<NodeId, ElementId>,
    /// The level of each heading in the outline, which never skips one.
    levels: BTreeMap<NodeId, u8>,
    /// The level of the last heading of the outline, and of the last of any kind.
    last_levels: (u8, u8),
    /// Notes whose call was met, to be read after the block of the call.
    waiting: VecDeque<usize>,
    /// Whether a note is being read: those that wait come after it, and not in it.
    in_note: bool,
    /// Notes that are in the tree or waiting.
    noted: BTreeSet<usize>,
}

impl<'a> Builder<'a> {
    fn new(
        input: &'a Input<'a>,
        content: &'a MarkedContent,
        annotations: &'a Annotations,
    ) -> Builder<'a> {
        let outline = input.references.flat_outline();
        let document =
            Element { role: Role::Document, parent: None, kids: Vec::new(), properties: None };
        Builder {
            input,
            content,
            annotations,
            elements: vec![document],
            owners: vec![None; content.list.len()],
            linked: vec![false; annotations.list.len()],
            of_node: BTreeMap::new(),
            levels: outline.into_iter().map(|entry| (entry.node, entry.level)).collect(),
            last_levels: (0, 0),
            waiting: VecDeque::new(),
            in_note: false,
            noted: BTreeSet::new(),
        }
    }

    fn root(&self) -> ElementId {
        ElementId(0)
    }

    /// A new element at the end of its parent.
    fn open(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element {
            role,
            parent: Some(parent),
            kids: Vec::new(),
            properties: None,
        });
        self.push(parent, Kid::Element(id));
        id
    }

    /// A new element for a node.
    fn open_for(&mut self, parent: ElementId, role: Role, node: NodeId) -> ElementId {
        let id = self.open(parent, role);
        self.of_node.entry(node).or_insert(id);
        id
    }

    fn push(&mut self, element: ElementId, kid: Kid) {
        if let Some(element) = self.elements.get_mut(element.0) {
            element.kids.push(kid);
        }
    }

    /// What is said of an element, to be changed.
    fn properties(&mut self, element: ElementId) -> &mut Properties {
        self.elements[element.0].properties.get_or_insert_default()
    }

    /// Puts a sequence into an element, unless another has it.
    fn take(&mut self, element: ElementId, id: SequenceId) {
        if let Some(owner @ None) = self.owners.get_mut(id.0) {
            *owner = Some(element);
            self.push(element, Kid::Sequence(id));
        }
    }

    /// Puts all of one part of a node into an element, and says whether there was any.
    fn take_part(&mut self, element: ElementId, node: NodeId, part: Part) -> bool {
        let sequences = self.content.of_part(node, part);
        for id in sequences {
            self.take(element, *id);
        }
        !sequences.is_empty()
    }

    /// Puts the annotations of a node into an element; `entry` for that of the contents.
    fn take_annotations(&mut self, element: ElementId, node: NodeId, entry: bool) {
        for number in self.annotations.of_node(node, entry) {
            if let Some(linked @ false) = self.linked.get_mut(*number) {
                *linked = true;
                self.push(element, Kid::Annotation(*number));
            }
        }
    }

    /// Puts what no rule took with the element of its node: better at the end of its element than
    /// unread. What has no element (a pull quote, a decoration) stays an artifact.
    fn leftovers(&mut self, root: ElementId) {
        for (index, sequence) in self.content.list.iter().enumerate() {
            if let Tag::Node(node, part) = sequence.tag
                && let Some(element) = self.of_node.get(&node).copied()
                && !self.heads_notes(element, part)
            {
                self.take(element, SequenceId(index));
            }
        }
        for (number, annotation) in self.annotations.list.iter().enumerate() {
            if self.linked.get(number) == Some(&false) {
                let parent = self.of_node.get(&annotation.node).copied().unwrap_or(root);
                let link = self.open(parent, Role::Link);
                self.push(link, Kid::Annotation(number));
            }
        }
    }

    /// Whether this is the heading of notes at the end of a chapter. Notes are read after their
    /// calls, wherever they stand; there the heading has nothing to say.
    fn heads_notes(&self, element: ElementId, part: Part) -> bool {
        part == Part::Lead && self.elements[element.0].role == Role::Note
    }

    /// Numbers the sequences that elements took, page by page in the order of drawing.
    fn finish(self, pages: usize) -> Structure {
        let mut marks = Vec::with_capacity(self.content.list.len());
        let mut parents = vec![Vec::new(); pages];
        for (sequence, owner) in self.content.list.iter().zip(&self.owners) {
            let mark = match (owner, sequence.tag) {
                (Some(owner), _) => {
                    let on_page: &mut Vec<ElementId> = &mut parents[sequence.page];
                    let id = on_page.len() as i64;
                    on_page.push(*owner);
                    Mark::Element { role: self.elements[owner.0].role.name(), id }
                }
                (None, Tag::Artifact(artifact)) => Mark::Artifact(artifact),
                (None, Tag::Node(..)) => Mark::Artifact(Artifact::Layout),
            };
            marks.push(mark);
        }
        Structure { elements: self.elements, marks, parents }
    }
}
