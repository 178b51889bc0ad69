//! Quotations, and those that open with `[!kind]`, after GitHub's and Obsidian's callouts.

use std::ops::Range;

use super::events::{Event, Tag};
use super::pieces::{Piece, PieceKind};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Attributes, Block, BlockKind, CalloutKind, Edition};
use crate::language::Language;

/// The kinds by their names, those of this format first; then the names that GitHub, Obsidian,
/// Quarto, Docusaurus, MkDocs and MyST have for the same.
const KINDS: &[(&str, Opening)] = &[
    ("box", Opening::Callout(CalloutKind::Box)),
    ("pullquote", Opening::Callout(CalloutKind::PullQuote)),
    ("summary", Opening::Callout(CalloutKind::Summary)),
    ("note", Opening::Callout(CalloutKind::Note)),
    ("tip", Opening::Callout(CalloutKind::Tip)),
    ("important", Opening::Callout(CalloutKind::Important)),
    ("warning", Opening::Callout(CalloutKind::Warning)),
    ("caution", Opening::Callout(CalloutKind::Caution)),
    ("epigraph", Opening::Callout(CalloutKind::Epigraph)),
    ("verse", Opening::Callout(CalloutKind::Verse)),
    ("pdf", Opening::Only(Edition::Pdf)),
    ("epub", Opening::Only(Edition::Epub)),
    ("lang", Opening::Passage),
    ("abstract", Opening::Callout(CalloutKind::Summary)),
    ("tldr", Opening::Callout(CalloutKind::Summary)),
    ("info", Opening::Callout(CalloutKind::Note)),
    ("todo", Opening::Callout(CalloutKind::Note)),
    ("seealso", Opening::Callout(CalloutKind::Note)),
    ("hint", Opening::Callout(CalloutKind::Tip)),
    ("success", Opening::Callout(CalloutKind::Note)),
    ("check", Opening::Callout(CalloutKind::Note)),
    ("done", Opening::Callout(CalloutKind::Note)),
    ("question", Opening::Callout(CalloutKind::Note)),
    ("help", Opening::Callout(CalloutKind::Note)),
    ("faq", Opening::Callout(CalloutKind::Note)),
    ("attention", Opening::Callout(CalloutKind::Caution)),
    ("failure", Opening::Callout(CalloutKind::Warning)),
    ("fail", Opening::Callout(CalloutKind::Warning)),
    ("missing", Opening::Callout(CalloutKind::Warning)),
    ("danger", Opening::Callout(CalloutKind::Caution)),
    ("error", Opening::Callout(CalloutKind::Caution)),
    ("bug", Opening::Callout(CalloutKind::Warning)),
    ("example", Opening::Callout(CalloutKind::Note)),
    ("quote", Opening::Quotation),
    ("cite", Opening::Quotation),
    ("pull-quote", Opening::Callout(CalloutKind::PullQuote)),
    ("pquote", Opening::Callout(CalloutKind::PullQuote)),
];

/// How many of the kinds are this format's own.
const OWN_KINDS: usize = 13;

/// What a quotation opens with.
#[derive(Clone, Copy, Debug)]
pub enum Opening {
    /// A box of this kind.
    Callout(CalloutKind),
    /// What only one edition has.
    Only(Edition),
    /// Blocks in another language.
    Passage,
    /// A quotation.
    Quotation,
}

/// What a class of a part of a text makes it: `callout-note`, `note`, `alert-warning`.
pub fn of_class(class: &str) -> Option<Opening> {
    let class = class.to_lowercase();
    let name = ["callout-", "admonition-", "alert-"].iter().find_map(|own| class.strip_prefix(own));
    let name = name.unwrap_or(&class);
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, opening)| *opening)
}

/// A marker, `[!name words]`.
struct Marker {
    name: Range<usize>,
    words: Range<usize>,
    /// From `[` to behind `]` and a sign of folding, which Obsidian has.
    whole: Range<usize>,
}

impl Reader<'_> {
    /// A quotation, from behind its start to before its end.
    pub fn quotation(&mut self, range: Range<usize>, list: &mut Vec<Block>) {
        let below = self.line_below(range.clone());
        let below = self.block_attributes(below, "quotation");
        self.quotes += 1;
        let marker = self.marker();
        let opening = marker.as_ref().and_then(|marker| self.opening(marker));
        let (kind, attributes) = match (opening, marker) {
            (Some(Opening::Callout(kind)), Some(marker)) => self.callout(kind, &marker),
            (Some(Opening::Only(edition)), Some(marker)) => {
                let blocks = self.marked_blocks(&marker);
                (BlockKind::Only { edition, blocks }, Attributes::default())
            }
            (Some(Opening::Passage), Some(marker)) => {
                (self.passage(&marker), Attributes::default())
            }
            (Some(Opening::Quotation), Some(marker)) => {
                (self.headed_quotation(&marker), Attributes::default())
            }
            _ => (BlockKind::Quote(self.blocks()), Attributes::default()),
        };
        self.quotes -= 1;
        let own = attributes != Attributes::default();
        let attributes = if own { attributes } else { below };
        list.push(self.attributed(kind, attributes, range));
    }

    /// The marker at the start of the quotation that was just entered.
    fn marker(&self) -> Option<Marker> {
        let Some((Event::Start(Tag::Paragraph), range)) = self.peek() else { return None };
        let start = range.start;
        let line = self.text.get(start..)?.lines().next()?;
        // A picture that links begins so too.
        let opens = line.strip_prefix("[!").filter(|inside| !inside.starts_with('['));
        let close = opens?.find(']')? + 2;
        let inside = line.get(2..close)?;
        let name = inside.split_whitespace().next().filter(|_| !inside.starts_with(' '))?;
        let fold = line.get(close + 1..).is_some_and(|rest| rest.starts_with(['+', '-']));
        let after = start + 2;
        Some(Marker {
            name: after..after + name.len(),
            words: after + name.len()..start + close,
            whole: start..start + close + 1 + usize::from(fold),
        })
    }

    /// What a marker opens; an unknown kind is warned of and is a note.
    fn opening(&mut self, marker: &Marker) -> Option<Opening> {
        let name = self.text.get(marker.name.clone())?.to_lowercase();
        if let Some((_, opening)) = KINDS.iter().find(|(known, _)| *known == name) {
            return Some(*opening);
        }
        let own = || KINDS.iter().take(OWN_KINDS).map(|(known, _)| *known);
        let nearest = nearest(&name, own());
        let message = format!("there is no box of the kind “{name}”, and it is set as a note");
        let mut warning =
            Diagnostic::warning(Code::UnknownCallout, message).at(self.span(marker.name.clone()));
        warning.help = Some(match nearest {
            Some(known) => format!("did you mean [!{known}]?"),
            None => {
                let kinds: Vec<&str> = own().collect();
                format!("the kinds are {}", kinds.join(", "))
            }
        });
        self.report(warning);
        Some(Opening::Callout(CalloutKind::Note))
    }

    /// A callout: the words behind the marker, to the end of their line, are its title.
    fn callout(&mut self, kind: CalloutKind, marker: &Marker) -> (BlockKind, Attributes) {
        let outside = std::mem::replace(&mut self.verse, kind == CalloutKind::Verse);
        let line = self.line_end(marker.whole.end);
        let written = self.trailing_attributes(marker.whole.end..line);
        let attributes = written.map(|written| {
            self.check_attributes(&written, &[], &[], "callout");
            written.attributes(self.text, self.place)
        });
        let mut first = self.first_paragraph(marker);
        let end = first.iter().position(|piece| piece.range.end > line || is_break(piece));
        let rest = first.split_off(end.unwrap_or(first.len()));
        let title = match super::pieces::is_blank(&first) {
            true => None,
            false => Some(self.leaf(first, marker.whole.end..line)),
        };
        let mut blocks = Vec::new();
        self.paragraphs_of(rest, &mut blocks);
        blocks.extend(self.blocks());
        self.verse = outside;
        (BlockKind::Callout { kind, title, blocks }, attributes.unwrap_or_default())
    }

    /// Blocks in another language; without a language they are a quotation.
    fn passage(&mut self, marker: &Marker) -> BlockKind {
        let words = self.text.get(marker.words.clone()).unwrap_or_default();
        let tag = words.trim();
        let start = marker.words.start + words.len() - words.trim_start().len();
        let language: Option<Language> = self.language_at(start..start + tag.len());
        let outside = self.language.clone();
        self.language = language.clone().unwrap_or(outside.clone());
        let blocks = self.marked_blocks(marker);
        self.language = outside;
        match language {
            Some(language) => BlockKind::Passage { language, blocks },
            None => BlockKind::Quote(blocks),
        }
    }

    /// A quotation with words at its head: whose it is.
    fn headed_quotation(&mut self, marker: &Marker) -> BlockKind {
        match self.callout(CalloutKind::Note, marker) {
            (BlockKind::Callout { title, mut blocks, .. }, _) => {
                if let Some(title) = title {
                    let range = marker.whole.end..self.line_end(marker.whole.end);
                    blocks.insert(0, self.bare_block(BlockKind::Paragraph(title), range));
                }
                BlockKind::Quote(blocks)
            }
            (kind, _) => kind,
        }
    }

    /// The blocks of a quotation without its marker.
    fn marked_blocks(&mut self, marker: &Marker) -> Vec<Block> {
        let first = self.first_paragraph(marker);
        let mut blocks = Vec::new();
        self.paragraphs_of(first, &mut blocks);
        blocks.extend(self.blocks());
        blocks
    }

    /// The pieces of the first paragraph without the marker.
    fn first_paragraph(&mut self, marker: &Marker) -> Vec<Piece> {
        self.holes.push(marker.whole.clone());
        // The start and the end of the paragraph.
        self.take();
        let pieces = self.pieces();
        self.take();
        pieces
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        from + rest.lines().next().unwrap_or_default().len()
    }
}

fn is_break(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Soft | PieceKind::Break)
}
