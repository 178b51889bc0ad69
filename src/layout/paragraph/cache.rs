//! Paragraphs that are kept from build to build.
//!
//! The key of a paragraph is its content: its text with the words of its references, how each
//! part looks, its language, its measure. Nodes count from the leaf, so that a paragraph that
//! only moved is found; where its leaf now stands is put in when it is taken out. Positions in
//! the source are no part of it either, so findings are placed anew.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::flatten::Flat;
use super::{Finding, Paragraph, Setting, Shape, Typesetter};
use crate::document::NodeId;
use crate::font::FontBook;
use crate::geometry::Length;
use crate::language::Direction;
use crate::layout::line::Line;
use crate::page::{Item, LinkTarget, Tag};
use crate::text::Exceptions;
use crate::theme::{Style, Theme};

/// Paragraphs by their content. It may be emptied at any time without changing a page.
#[derive(Debug, Default)]
pub struct LineCache {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    fonts: Vec<(String, usize, u32)>,
    theme: Option<Theme>,
    exceptions: Exceptions,
    build: u64,
    paragraphs: FxHashMap<Vec<u8>, Entry>,
}

#[derive(Debug)]
struct Entry {
    paragraph: Paragraph,
    findings: Vec<Finding>,
    leaf: Option<NodeId>,
    /// The build that asked for it last.
    build: u64,
}

impl LineCache {
    /// Nothing kept yet.
    pub fn new() -> LineCache {
        LineCache::default()
    }

    /// Begins a build with these fonts, this theme and these exceptions to hyphenation: forgets
    /// what the build before did not ask for, and everything when any of the three is another.
    pub fn begin(&self, fonts: &FontBook, theme: &Theme, exceptions: &Exceptions) {
        let own: Vec<_> = fonts.iter().map(|(_, face)| face.fingerprint()).collect();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let same = kept.theme.as_ref() == Some(theme) && kept.exceptions == *exceptions;
        if !same || kept.fonts != own {
            let (theme, exceptions) = (Some(theme.clone()), exceptions.clone());
            *kept = Kept { fonts: own, theme, exceptions, ..Kept::default() };
        }
        let last = kept.build;
        kept.paragraphs.retain(|_, entry| entry.build == last);
        kept.build = last + 1;
    }

    /// How many paragraphs are kept.
    pub fn len(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).paragraphs.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The paragraph of this content, its nodes as if its leaf were `leaf`.
    pub(super) fn get(
        &self,
        key: &[u8],
        leaf: Option<NodeId>,
    ) -> Option<(Paragraph, Vec<Finding>)> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let build = kept.build;
        let entry = kept.paragraphs.get_mut(key)?;
        entry.build = build;
        let mut paragraph = entry.paragraph.clone();
        if let (Some(old), Some(new)) = (entry.leaf, leaf)
            && old != new
        {
            let settings = [Some(&mut paragraph.best), paragraph.shorter.as_mut()];
            let settings = settings.into_iter().chain([paragraph.longer.as_mut()]).flatten();
            for line in settings.flat_map(|setting: &mut Setting| &mut setting.lines) {
                relocate(Arc::make_mut(line), old, new);
            }
        }
        Some((paragraph, entry.findings.clone()))
    }

    /// Keeps a paragraph, whose findings are placed by bytes of its text.
    pub(super) fn insert(
        &self,
        key: Vec<u8>,
        leaf: Option<NodeId>,
        paragraph: Paragraph,
        findings: Vec<Finding>,
    ) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let build = kept.build;
        kept.paragraphs.insert(key, Entry { paragraph, findings, leaf, build });
    }
}

/// Moves the nodes of a leaf's line to where the leaf now stands. What links lead to stays: it is
/// part of the key.
fn relocate(line: &mut Line, old: NodeId, new: NodeId) {
    let moved = |id: NodeId| NodeId {
        source: new.source,
        index: new.index.wrapping_add(id.index.wrapping_sub(old.index)),
    };
    for (tag, item) in &mut line.items {
        if let Tag::Node(node, _) = tag {
            *node = moved(*node);
        }
        match item {
            Item::Glyphs(run) => {
                if let Some(position) = &mut run.position {
                    position.leaf = moved(position.leaf);
                }
            }
            Item::Link { node, .. } | Item::Anchor { node, .. } => *node = moved(*node),
            Item::Fill { .. } | Item::Image { .. } => {}
        }
    }
    for call in &mut line.calls {
        *call = moved(*call);
    }
}

/// The content of a paragraph as bytes. Every part has a fixed length or begins with its length,
/// so that two contents with the same bytes are the same.
pub(super) fn key(
    typesetter: &Typesetter<'_>,
    flat: &Flat<'_>,
    style: &Style,
    shape: Shape,
    within: &Range<usize>,
) -> Vec<u8> {
    let mut key = Key { bytes: Vec::with_capacity(flat.text.len() + 160), flat };
    key.text(&flat.text);
    key.text(typesetter.language.tag());
    let align = shape.align.unwrap_or(style.align);
    key.bytes.extend([
        align as u8,
        u8::from(shape.opening),
        u8::from(shape.even),
        u8::from(shape.beside),
        u8::from(flat.leaf.is_some()),
    ]);
    for length in [shape.measure, shape.indent, shape.turn, style.size] {
        key.length(length);
    }
    key.number(within.start);
    key.number(within.end);
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    key.number(flat.spans.len());
    for span in &flat.spans {
        key.number(span.range.end);
        key.node(span.tag);
        key.number(span.link.map_or(0, |link| link + 1));
        let next = languages.len();
        let language = *languages.entry(span.language.tag()).or_insert(next);
        key.number(language);
        let look = &span.look;
        key.text(look.family);
        key.number(usize::from(look.weight));
        let marks = [look.italic, look.strike, look.marked, look.code, look.hyphens];
        key.bytes.extend(marks.map(u8::from));
        key.number(look.color as usize);
        key.bytes.extend(look.features.bits().to_le_bytes());
        for length in [look.size, look.tracking, look.rise] {
            key.length(length);
        }
    }
    key.number(languages.len());
    for (tag, index) in &languages {
        key.text(tag);
        key.number(*index);
    }
    key.number(flat.links.len());
    for (node, target) in &flat.links {
        key.relative(*node);
        match target {
            LinkTarget::Url(url) => key.text(url),
            LinkTarget::Node(node) => {
                key.number(usize::MAX);
                key.number(node.source.index());
                key.number(node.index as usize);
            }
        }
    }
    key.bytes.push(u8::from(typesetter.is_mirrored()));
    key.number(flat.isolates.len());
    for (range, direction) in &flat.isolates {
        key.number(range.start);
        key.number(range.end);
        key.bytes.push(u8::from(*direction == Direction::RightToLeft));
    }
    key.number(flat.code.len());
    for part in &flat.code {
        key.number(part.start);
        key.number(part.end);
    }
    key.number(flat.images.len());
    for image in &flat.images {
        key.number(image.at);
        key.length(image.size);
        key.number(image.link.map_or(0, |link| link + 1));
        key.relative(image.node);
        key.number(image.media.0 as usize);
        let extent = typesetter.media.get(image.media).map_or((0.0, 0.0), |m| m.extent());
        key.bytes.extend(extent.0.to_bits().to_le_bytes());
        key.bytes.extend(extent.1.to_bits().to_le_bytes());
    }
    key.number(flat.calls.len());
    for (at, node) in &flat.calls {
        key.number(*at);
        key.relative(*node);
    }
    key.number(flat.places.len());
    for (at, node) in &flat.places {
        key.number(*at);
        key.relative(*node);
    }
    key.bytes
}

struct Key<'k, 'a> {
    bytes: Vec<u8>,
    flat: &'k Flat<'a>,
}

impl Key<'_, '_> {
    fn number(&mut self, number: usize) {
        self.bytes.extend((number as u64).to_le_bytes());
    }

    fn length(&mut self, length: Length) {
        self.bytes.extend(length.units().to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }

    /// A node, counted from the leaf; of what is no leaf, as it is.
    fn relative(&mut self, node: NodeId) {
        match self.flat.leaf {
            Some(leaf) if leaf.source == node.source => {
                self.number(node.index.wrapping_sub(leaf.index) as usize);
            }
            _ => {
                self.number(usize::MAX - node.source.index());
                self.number(node.index as usize);
            }
        }
    }

    fn node(&mut self, tag: Tag) {
        match tag {
            Tag::Node(node, part) => {
                self.bytes.push(part as u8);
                self.relative(node);
            }
            Tag::Artifact(artifact) => self.bytes.extend([u8::MAX, artifact as u8]),
        }
    }
}
