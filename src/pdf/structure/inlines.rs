//! The text of a leaf, in the order of reading.

use std::collections::BTreeMap;

use super::{Builder, ElementId, Role};
use crate::document::{Inline, InlineKind, Leaf, NodeId};
use crate::page::Part;
use crate::pdf::marked_content::SequenceId;

/// A sequence of a leaf, and the inlines with a meaning of their own that it is in.
struct Piece<'d> {
    /// Where it stands in the text of the leaf.
    offset: u32,
    sequence: SequenceId,
    path: Vec<&'d Inline>,
}

impl<'a> Builder<'a> {
    /// Puts the text of a leaf into an element: its label and lead, then its words in the order
    /// of the text, each in the elements of the inlines around it.
    pub(super) fn leaf(&mut self, element: ElementId, leaf: &Leaf) {
        self.of_node.entry(leaf.id).or_insert(element);
        self.take_part(element, leaf.id, Part::Label);
        self.take_part(element, leaf.id, Part::Lead);
        let mut pieces = Vec::new();
        self.pieces_of(leaf.id, &[], &mut pieces);
        self.pieces_in(&leaf.inlines, &mut Vec::new(), &mut pieces);
        self.arrange(&mut pieces);
        let mut open = BTreeMap::new();
        for piece in pieces {
            let mut inner = element;
            for inline in piece.path {
                inner = match open.get(&inline.id) {
                    Some(known) => *known,
                    None => {
                        let made = self.open_inline(inner, inline);
                        open.insert(inline.id, made);
                        made
                    }
                };
            }
            self.take(inner, piece.sequence);
        }
        for (node, inner) in open {
            self.take_annotations(inner, node, false);
        }
        self.notes_called_in(&leaf.inlines);
    }

    /// The pieces of one node.
    fn pieces_of<'d>(&self, node: NodeId, path: &[&'d Inline], pieces: &mut Vec<Piece<'d>>) {
        for sequence in self.content.of_part(node, Part::Body) {
            let offset = self.content.get(*sequence).and_then(|found| found.offset);
            // A piece without a place in the text keeps its place in the order of drawing.
            let before = pieces.last().map_or(0, |piece: &Piece<'_>| piece.offset);
            let offset = offset.unwrap_or(before);
            pieces.push(Piece { offset, sequence: *sequence, path: path.to_vec() });
        }
    }

    fn pieces_in<'d>(
        &self,
        inlines: &'d [Inline],
        path: &mut Vec<&'d Inline>,
        pieces: &mut Vec<Piece<'d>>,
    ) {
        for inline in inlines {
            let has_element = role(inline).is_some();
            if has_element {
                path.push(inline);
            }
            self.pieces_of(inline.id, path, pieces);
            self.pieces_in(inline.kind.inside(), path, pieces);
            if has_element {
                path.pop();
            }
        }
    }

    /// Puts pieces into the order of the text; those of one place stay in that of drawing.
    fn arrange(&self, pieces: &mut [Piece<'_>]) {
        pieces.sort_by_key(|piece| (piece.offset, piece.sequence));
    }

    /// The element of an inline; of a reference the link in it, when it leads somewhere.
    fn open_inline(&mut self, parent: ElementId, inline: &Inline) -> ElementId {
        let leads = !self.annotations.of_node(inline.id, false).is_empty();
        let described = match &inline.kind {
            InlineKind::Image { alt, path } => Some(self.described(alt.clone(), path)),
            _ => None,
        };
        let silent = described.as_ref().is_some_and(|alt| alt.trim().is_empty());
        let role = match role(inline) {
            Some(Role::Link) if !leads => Role::Span,
            // A figure has to say what it shows (ISO 14289-1, 7.3); this says nothing, of which
            // there is a finding.
            Some(Role::Figure) if silent => Role::Span,
            role => role.unwrap_or(Role::Span),
        };
        let element = self.open_for(parent, role, inline.id);
        match &inline.kind {
            InlineKind::Passage { language, .. } => {
                self.properties(element).language = Some(language.tag().to_string());
            }
            InlineKind::Image { .. } if !silent => self.properties(element).alt = described,
            _ => {}
        }
        if role == Role::Reference && leads { self.open(element, Role::Link) } else { element }
    }

    /// Notes whose first call is met wait for the end of their block; those of a figure, table or
    /// box stand below it.
    fn notes_called_in(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if let InlineKind::NoteCall { .. } = inline.kind
                && let Some(entry) = self.input.references.calls.get(&inline.id)
                && self.input.references.notes.get(*entry).is_some_and(|own| own.exhibit.is_none())
                && self.noted.insert(*entry)
            {
                self.waiting.push_back(*entry);
            }
            self.notes_called_in(inline.kind.inside());
        }
    }
}

/// The role of an inline; none when it is but a way of setting words.
fn role(inline: &Inline) -> Option<Role> {
    match inline.kind {
        InlineKind::Link { .. } => Some(Role::Link),
        InlineKind::Reference { .. } | InlineKind::NoteCall { .. } => Some(Role::Reference),
        InlineKind::Passage { .. } => Some(Role::Span),
        InlineKind::Code(_) => Some(Role::Code),
        InlineKind::Image { .. } => Some(Role::Figure),
        InlineKind::Text(_)
        | InlineKind::Emphasis(_)
        | InlineKind::Strong(_)
        | InlineKind::Strikethrough(_)
        | InlineKind::Superscript(_)
        | InlineKind::Subscript(_)
        | InlineKind::Named { .. }
        | InlineKind::LineBreak => None,
    }
}
