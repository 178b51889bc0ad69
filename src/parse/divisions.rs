//! Parts of a text that Markdown has no signs for: those between the fences of other dialects, and
//! those that HTML divides and names.

use std::ops::Range;

use super::callouts::{self, Opening};
use super::events::{Division, Event, Naming};
use super::masks::{self, Fence};
use super::pieces::{self, Picture, Piece, PieceKind, Title, Wrap};
use super::reader::Reader;
use crate::document::{
    Attributes, Block, BlockKind, CalloutKind, Edition, Inline, InlineKind, Leaf,
};
use crate::language::Language;
use crate::source::Spanned;

/// What a part between fences is.
enum Part {
    Callout(Opening),
    /// Only in one edition, as Quarto says it.
    Only(Edition),
    Division(Division),
    Figure,
    Table,
}

impl Reader<'_> {
    /// What the tag that was just taken names.
    pub fn naming(&mut self) -> Option<Naming> {
        let Some((Event::Named(_), _)) = self.peek() else { return None };
        match self.take() {
            Some((Event::Named(naming), _)) => Some(*naming),
            _ => None,
        }
    }

    /// The same as attributes; nothing when it names nothing.
    pub fn naming_attributes(&mut self, range: &Range<usize>) -> Attributes {
        let naming = self.naming().unwrap_or_default();
        self.attributes_of(&naming, range)
    }

    fn attributes_of(&self, naming: &Naming, range: &Range<usize>) -> Attributes {
        let place = self.span(range.start..range.start);
        let id = naming.id.clone().map(|id| Spanned::new(id, place));
        Attributes { id, classes: naming.classes.clone() }
    }

    /// Marked words with a name or a language of their own.
    pub fn named_words(
        &mut self,
        naming: Option<Naming>,
        inside: Vec<Piece>,
        range: Range<usize>,
        list: &mut Vec<Piece>,
    ) {
        let naming = naming.unwrap_or_default();
        let attributes = self.attributes_of(&naming, &range);
        let mut inside = inside;
        if let Some(language) = naming.language.filter(|own| *own != self.language) {
            let kind = PieceKind::Inside(Wrap::Passage(language), inside);
            inside = vec![Piece { range: range.clone(), kind }];
        }
        if attributes == Attributes::default() {
            return list.extend(inside);
        }
        list.push(Piece { range, kind: PieceKind::Inside(Wrap::Named(attributes), inside) });
    }

    /// Blocks that a tag names: the first of them has the name, or, where it has one, a place
    /// before it.
    pub fn named_blocks(
        &mut self,
        naming: Naming,
        range: Range<usize>,
        list: &mut Vec<Block>,
        read: impl FnOnce(&mut Self, &mut Vec<Block>),
    ) {
        let attributes = self.attributes_of(&naming, &range);
        let language = naming.language.filter(|own| *own != self.language);
        let mut blocks = Vec::new();
        match language {
            None => read(self, &mut blocks),
            Some(language) => {
                let outside = std::mem::replace(&mut self.language, language.clone());
                let mut inside = Vec::new();
                read(self, &mut inside);
                self.language = outside;
                if !inside.is_empty() {
                    let kind = BlockKind::Passage { language, blocks: inside };
                    blocks.push(self.bare_block(kind, range.clone()));
                }
            }
        }
        self.name_first(attributes, range, &mut blocks);
        list.append(&mut blocks);
    }

    fn name_first(&self, attributes: Attributes, range: Range<usize>, blocks: &mut Vec<Block>) {
        match blocks.first_mut() {
            Some(first) if first.attributes.id.is_none() => {
                first.attributes.id = attributes.id;
                first.attributes.classes.extend(attributes.classes);
            }
            _ if attributes.id.is_some() => {
                let place = self.span(range.start..range.start);
                let id = pieces::unnumbered(self.place);
                let kind = InlineKind::Named { attributes, inside: Vec::new() };
                let inlines = vec![Inline { id, span: place, kind }];
                let text = Leaf { id, span: place, inlines };
                let at = range.start..range.start;
                blocks.insert(0, self.bare_block(BlockKind::Paragraph(text), at));
            }
            _ => {}
        }
    }

    /// A part of a text that HTML divides, from behind its start to before its end.
    pub fn division(
        &mut self,
        division: Division,
        naming: Naming,
        range: Range<usize>,
        list: &mut Vec<Block>,
    ) {
        let kind = naming.classes.iter().find_map(|class| callouts::of_class(class));
        let plain = Naming { classes: Vec::new(), ..naming };
        self.named_blocks(plain, range.clone(), list, |reader, list| {
            reader.divided(division, kind, range, list);
        });
    }

    fn divided(
        &mut self,
        division: Division,
        kind: Option<Opening>,
        range: Range<usize>,
        list: &mut Vec<Block>,
    ) {
        let outside = self.head.take();
        let within = std::mem::replace(&mut self.heads, true);
        let mut blocks = self.blocks();
        self.heads = within;
        let head = std::mem::replace(&mut self.head, outside);
        let apart = match division {
            Division::Details => Some(CalloutKind::Note),
            Division::Aside => Some(CalloutKind::Note),
            Division::Plain | Division::Figure => None,
        };
        let kind = match kind {
            Some(Opening::Callout(kind)) => Some(kind),
            _ => apart,
        };
        if division == Division::Figure {
            self.give_caption(head, range.clone(), &mut blocks);
            return list.append(&mut blocks);
        }
        let Some(kind) = kind.filter(|_| !blocks.is_empty() || head.is_some()) else {
            let text = head.map(|text| self.bare_block(BlockKind::Paragraph(text), range));
            list.extend(text);
            return list.append(&mut blocks);
        };
        let kind = BlockKind::Callout { kind, title: head, blocks };
        list.push(self.bare_block(kind, range));
    }

    /// The words that head a part of a text; without one a paragraph.
    pub fn head(&mut self, range: Range<usize>, list: &mut Vec<Block>) {
        let pieces = self.pieces();
        if pieces::is_blank(&pieces) {
            return;
        }
        if !self.heads || self.head.is_some() {
            return self.paragraphs_of(pieces, list);
        }
        self.head = Some(self.leaf(pieces, range));
    }

    /// The caption of the table that was just read; without one a paragraph.
    pub fn html_caption(&mut self, range: Range<usize>, list: &mut Vec<Block>) {
        let pieces = self.pieces();
        if !pieces::is_blank(&pieces) {
            let words = self.leaf(pieces, range.clone());
            self.give_caption(Some(words), range, list);
        }
    }

    /// Gives these words to the last figure or table of these as its caption; where there is none
    /// without, they are a paragraph.
    fn give_caption(&mut self, words: Option<Leaf>, range: Range<usize>, list: &mut Vec<Block>) {
        let Some(words) = words else { return };
        let last = list.iter_mut().rev().find_map(|block| match &mut block.kind {
            BlockKind::Figure(figure) => Some(&mut figure.caption),
            BlockKind::Table(table) => Some(&mut table.caption),
            _ => None,
        });
        match last {
            Some(caption) if caption.is_none() => *caption = Some(words),
            _ => list.push(self.bare_block(BlockKind::Paragraph(words), range)),
        }
    }

    /// A part of a text between fences, from behind its start to before its end.
    pub fn fenced(&mut self, fence: &Fence, range: Range<usize>, list: &mut Vec<Block>) {
        let opening = fence.opening.clone().unwrap_or_default();
        let naming = self.naming_of(&opening);
        let part = self.part(&opening);
        let words = opening.words.clone();
        self.named_blocks(naming, range.clone(), list, |reader, list| match part {
            Part::Callout(Opening::Callout(kind)) => {
                reader.fenced_callout(kind, &opening, range, list);
            }
            Part::Callout(Opening::Quotation) => {
                let blocks = reader.blocks();
                list.push(reader.bare_block(BlockKind::Quote(blocks), range));
            }
            Part::Only(edition) | Part::Callout(Opening::Only(edition)) => {
                let blocks = reader.blocks();
                list.push(reader.bare_block(BlockKind::Only { edition, blocks }, range));
            }
            Part::Figure => reader.fenced_figure(&opening, range, list),
            Part::Table => {
                let mut blocks = reader.blocks();
                let caption = words.and_then(|words| reader.leaf_of(words));
                reader.give_caption(caption, range, &mut blocks);
                list.append(&mut blocks);
            }
            Part::Division(Division::Plain) | Part::Callout(Opening::Passage) => {
                let title = words.and_then(|words| reader.leaf_of(words));
                let title = title
                    .map(|title| reader.bare_block(BlockKind::Paragraph(title), range.clone()));
                list.extend(title);
                list.extend(reader.blocks());
            }
            Part::Division(_) => {
                reader.fenced_callout(CalloutKind::Note, &opening, range, list);
            }
        });
    }

    /// A box between fences. Its title stands behind its name, in an attribute, or, as Quarto has
    /// it, as a heading at its beginning.
    fn fenced_callout(
        &mut self,
        kind: CalloutKind,
        opening: &masks::Opening,
        range: Range<usize>,
        list: &mut Vec<Block>,
    ) {
        let verse = std::mem::replace(&mut self.verse, kind == CalloutKind::Verse);
        let written = self.attribute_leaf(&opening.written, "title");
        let words = opening.words.clone().and_then(|words| self.leaf_of(words));
        let mut blocks = self.blocks();
        self.verse = verse;
        let mut title = written.or(words);
        let headed = matches!(blocks.first(), Some(Block { kind: BlockKind::Heading { .. }, .. }));
        if title.is_none() && headed {
            let first = blocks.remove(0);
            if let BlockKind::Heading { text, .. } = first.kind {
                title = Some(text);
            }
        }
        list.push(self.bare_block(BlockKind::Callout { kind, title, blocks }, range));
    }

    /// A figure as MyST and Sphinx write it: its path behind the name, its caption below.
    fn fenced_figure(
        &mut self,
        opening: &masks::Opening,
        range: Range<usize>,
        list: &mut Vec<Block>,
    ) {
        let mut blocks = self.blocks();
        let Some(path_range) = opening.words.clone() else { return list.append(&mut blocks) };
        let path = self.text.get(path_range.clone()).unwrap_or_default();
        let alt = opening.written.value(self.text, "alt").and_then(|alt| self.text.get(alt));
        let picture = Picture {
            path: self.picture_path(path),
            path_range,
            alt: alt.unwrap_or_default().to_string(),
            words: range.start..range.start,
            title: Title::None,
            written: None,
        };
        let (attributes, mut kind) = self.figure(picture, None, range.clone());
        let captioned = matches!(blocks.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
        if let BlockKind::Figure(figure) = &mut kind
            && captioned
            && let BlockKind::Paragraph(text) = blocks.remove(0).kind
        {
            figure.caption = Some(text);
        }
        list.push(self.attributed(kind, attributes, range));
        list.append(&mut blocks);
    }

    /// What the line of a fence names its part.
    fn naming_of(&self, opening: &masks::Opening) -> Naming {
        let text = self.text;
        let own = |range: Range<usize>| text.get(range).unwrap_or_default().to_string();
        let written = &opening.written;
        let named = written.value(text, "name").or(written.value(text, "label"));
        let id = written.id.clone().or(named).map(own);
        let language = written.value(text, "lang").map(own);
        let language = language.and_then(|tag| Language::parse(&tag));
        Naming { id: id.filter(|id| !id.is_empty()), classes: Vec::new(), language }
    }

    /// What stands between fences, by its name and its classes.
    fn part(&self, opening: &masks::Opening) -> Part {
        let own = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        let classes = opening.written.classes.iter().map(own);
        let names: Vec<&str> = opening.name.iter().map(own).chain(classes).collect();
        if let Some(kind) = names.iter().find_map(|name| callouts::of_class(name)) {
            return Part::Callout(kind);
        }
        for name in &names {
            match *name {
                "figure" | "image" => return Part::Figure,
                "table" if opening.name.is_some() => return Part::Table,
                "details" | "dropdown" | "spoiler" => return Part::Division(Division::Details),
                "aside" | "margin" | "sidebar" | "topic" | "column-margin" | "card"
                | "admonition" => return Part::Division(Division::Aside),
                "content-visible" | "content-hidden" => {
                    if let Some(edition) = self.edition(*name == "content-hidden", opening) {
                        return Part::Only(edition);
                    }
                }
                _ => {}
            }
        }
        Part::Division(Division::Plain)
    }

    /// The one edition that Quarto's `when-format` and `unless-format` leave.
    fn edition(&self, hidden: bool, opening: &masks::Opening) -> Option<Edition> {
        let value = |key| opening.written.value(self.text, key);
        let (format, unless) = match (value("when-format"), value("unless-format")) {
            (Some(format), _) => (format, false),
            (None, Some(format)) => (format, true),
            (None, None) => return None,
        };
        let paged = match self.text.get(format)?.to_lowercase().as_str() {
            "pdf" | "latex" | "beamer" | "typst" => true,
            "html" | "epub" | "html:js" => false,
            _ => return None,
        };
        Some(if paged == (hidden == unless) { Edition::Pdf } else { Edition::Epub })
    }
}
