//! Ids, classes and languages of words, paragraphs and items: attribute blocks behind brackets
//! (`[words]{#id}`), behind marks, at the end of a paragraph, and, as kramdown has them, on the
//! line below a block.

use std::ops::Range;

use super::attributes::{self, Found, Written};
use super::brackets::{self, Made};
use super::pieces::{self, Piece, PieceKind, Wrap};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Attributes, Block, BlockKind, Note};
use crate::language::Language;

/// What links of web pages say to browsers alone.
const FOR_BROWSERS: &[&str] = &["target", "rel", "download"];

impl Reader<'_> {
    /// Gives words in brackets, and marks, the attributes that stand directly behind them.
    pub fn named(&mut self, list: Vec<Piece>) -> Vec<Piece> {
        let list = self.behind_marks(list);
        let mut make = |range: Range<usize>, inside: &mut Vec<Piece>| {
            let is_call = self.text.get(range.start..)?.starts_with("[^");
            if !is_call && self.opens_note(range.start) {
                return Some(self.note_in_line(range, std::mem::take(inside)));
            }
            match self.text.as_bytes().get(range.end)? {
                b'{' => {}
                b'(' => return self.refused(range, inside),
                _ => {
                    self.report_undefined(&range);
                    return None;
                }
            }
            let written = self.read_attributes(range.end).filter(|_| !is_call)?;
            let range = range.start..written.range.end;
            let kind = self.attributed_words(&written, std::mem::take(inside), &range);
            Some(Made { range, kind })
        };
        brackets::pairs(list, &mut make)
    }

    /// Whether the bracket at this byte opens a note: a circumflex that no backslash protects stands
    /// before it.
    fn opens_note(&self, bracket: usize) -> bool {
        let before = self.text.get(..bracket).unwrap_or_default();
        before.strip_suffix('^').is_some_and(|before| !before.ends_with(['\\', '[']))
    }

    /// A note that is written where it is called, `^[words]`, as Pandoc has it.
    fn note_in_line(&mut self, range: Range<usize>, inside: Vec<Piece>) -> Made {
        let range = range.start - 1..range.end;
        // No author can give a note such a name.
        let name = format!("^ {}", range.start);
        let text = self.leaf(inside, range.start + 2..range.end - 1);
        let paragraph = self.bare_block(BlockKind::Paragraph(text), range.clone());
        let (id, span) = (pieces::unnumbered(self.place), self.span(range.clone()));
        let note = Note { id, name: name.clone(), span, blocks: vec![paragraph] };
        self.findings.notes.push(note);
        Made { range, kind: PieceKind::Note(name) }
    }

    /// Attributes directly behind code and marks: `` `code`{.class} ``. Those of links and pictures
    /// are read already.
    fn behind_marks(&mut self, list: Vec<Piece>) -> Vec<Piece> {
        let mut done: Vec<Piece> = Vec::with_capacity(list.len());
        for mut piece in list {
            match &mut piece.kind {
                PieceKind::Inside(wrap, inside) if !matches!(wrap, Wrap::Verbatim) => {
                    *inside = self.behind_marks(std::mem::take(inside));
                }
                PieceKind::Words(words) if words.starts_with('{') => {
                    let start = piece.range.start;
                    let marked = |last: &&mut Piece| last.range.end == start && is_marked(last);
                    if let Some(last) = done.last_mut().filter(marked)
                        && let Found::Block(written) =
                            attributes::read(self.text, start, self.quotes)
                        && written.range.end <= piece.range.end
                    {
                        let range = last.range.start..written.range.end;
                        words.drain(..written.range.len().min(words.len()));
                        piece.range.start = written.range.end;
                        let inside = std::mem::replace(&mut last.kind, PieceKind::Soft);
                        let inside = vec![Piece { range: last.range.clone(), kind: inside }];
                        last.kind = self.attributed_words(&written, inside, &range);
                        last.range = range;
                    }
                }
                _ => {}
            }
            done.push(piece);
        }
        done
    }

    /// The attribute block that begins at this byte. What tries to be one and is none is warned of.
    pub fn read_attributes(&mut self, open: usize) -> Option<Written> {
        match attributes::read(self.text, open, self.quotes) {
            Found::Block(written) => Some(written),
            Found::Faulty(fault) => {
                self.report_attributes(open..fault + 1, fault);
                None
            }
            Found::Text => None,
        }
    }

    /// Words with their attributes.
    pub fn attributed_words(
        &mut self,
        written: &Written,
        mut inside: Vec<Piece>,
        range: &Range<usize>,
    ) -> PieceKind {
        let language = self.language_of(written);
        let attributes = written.attributes(self.text, self.place);
        let is_named = attributes != Attributes::default();
        if let Some(language) = language {
            let kind = PieceKind::Inside(Wrap::Passage(language), inside);
            if !is_named {
                return kind;
            }
            inside = vec![Piece { range: range.clone(), kind }];
        }
        PieceKind::Inside(Wrap::Named(attributes), inside)
    }

    /// The language that an attribute block of words names; keys beside that mean nothing.
    pub fn language_of(&mut self, written: &Written) -> Option<Language> {
        for pair in &written.pairs {
            let key = self.text.get(pair.key.clone()).unwrap_or_default();
            if key == "lang" || FOR_BROWSERS.contains(&key) {
                continue;
            }
            let place = self.span(pair.key.clone());
            let warning =
                Diagnostic::warning(Code::UnknownAttribute, "words have no such attribute")
                    .at(place)
                    .help("words in a line have an id, classes and one attribute, lang");
            self.report(warning);
        }
        let value = written.value(self.text, "lang")?;
        self.language_at(value)
    }

    /// Takes an attribute block, or Obsidian's `^id`, from the end of a paragraph's pieces: after a
    /// space or on a line of its own. One behind brackets is theirs.
    pub fn ending_attributes(&mut self, list: &mut Vec<Piece>) -> Option<Written> {
        let PieceKind::Words(last) = &list.last()?.kind else { return None };
        let end = list.last()?.range.end - (last.len() - last.trim_end().len());
        let start = list.first()?.range.start;
        if let Some(id) = attributes::block_id(self.text, start..end)
            && id.range.start > start
            && is_text_from(list, id.range.start)
        {
            cut(list, id.range.start);
            return Some(id);
        }
        if !last.trim_end().ends_with('}') {
            return None;
        }
        let text = self.text.get(start..end)?;
        let opens = text.rmatch_indices('{').take(8).map(|(at, _)| start + at);
        let mut tried = None;
        let mut found = None;
        for open in opens {
            let before = self.text.get(start..open)?.chars().next_back();
            if before.is_some_and(|before| !before.is_whitespace()) {
                continue;
            }
            match attributes::read(self.text, open, self.quotes) {
                Found::Block(written) if written.range.end == end => {
                    found = Some(written);
                    break;
                }
                Found::Faulty(fault) => tried = tried.or(Some((open, fault))),
                _ => {}
            }
        }
        let Some(written) = found.filter(|written| is_text_from(list, written.range.start)) else {
            if let Some((open, fault)) = tried.filter(|(open, _)| is_text_from(list, *open)) {
                self.report_attributes(open..end, fault);
            }
            return None;
        };
        cut(list, written.range.start);
        Some(written)
    }

    /// The attributes of kramdown's line `{: #id .class}` that ends a list, a quotation or a table,
    /// if one does that stands no further right than what it belongs to. The line becomes a hole.
    pub fn line_below(&mut self, range: Range<usize>) -> Option<Written> {
        let text = self.text.get(range.clone())?.trim_end();
        if !text.ends_with('}') {
            return None;
        }
        let line = text.rfind('\n')? + 1;
        let quoted = |c: char| matches!(c, ' ' | '\t' | '>');
        let open = range.start
            + line
            + (text[line..].len() - text[line..].trim_start_matches(quoted).len());
        let end = range.start + text.len();
        let first = self.text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
        let column = range.start - first;
        if !self.text.get(open..end)?.starts_with("{:") || open - (range.start + line) > column {
            return None;
        }
        match attributes::read(self.text, open, self.quotes) {
            Found::Block(written) if written.range.end == end => {
                self.holes.push(open..end);
                Some(written)
            }
            _ => None,
        }
    }

    /// The id and the classes of a block that has no others.
    pub fn block_attributes(&mut self, written: Option<Written>, what: &str) -> Attributes {
        let Some(written) = written else { return Attributes::default() };
        self.check_attributes(&written, &[], &[], what);
        written.attributes(self.text, self.place)
    }

    /// Gives the last block the attributes of the line directly below it, when it has none of its
    /// own; Obsidian's `^id` may have a blank line before it. Whether it did.
    pub fn give_to_last(&mut self, written: &Written, list: &mut [Block]) -> bool {
        let distant = self.text.get(written.range.start..).is_some_and(|own| own.starts_with('^'));
        let Some(last) = list.last_mut() else { return false };
        let below = self.span(written.range.clone());
        let between = match self.place.span(0..0).source == last.span.source {
            true => below.start.checked_sub(last.span.end),
            false => None,
        };
        let near = between.and_then(|between| {
            let at = written.range.start.checked_sub(usize::try_from(between).ok()?)?;
            let lines = self.text.get(at..written.range.start)?.matches('\n').count();
            Some(lines < 2 || distant)
        });
        let takes = !matches!(last.kind, BlockKind::PageBreak | BlockKind::SceneBreak);
        if near != Some(true) || last.attributes != Attributes::default() || !takes {
            return false;
        }
        last.attributes = written.attributes(self.text, self.place);
        last.span.end = below.end;
        true
    }
}

/// The attributes of an item: those of the paragraph with which it begins.
pub fn item_attributes(blocks: &mut [Block]) -> Attributes {
    match blocks.first_mut() {
        Some(Block { attributes, kind: BlockKind::Paragraph(_), .. }) => std::mem::take(attributes),
        _ => Attributes::default(),
    }
}

/// Whether attributes directly behind a piece are its own.
fn is_marked(piece: &Piece) -> bool {
    match &piece.kind {
        PieceKind::Code(_) => true,
        PieceKind::Inside(wrap, _) => {
            !matches!(wrap, Wrap::Link(_) | Wrap::Reference(..) | Wrap::Verbatim)
        }
        _ => false,
    }
}

/// Whether nothing but text stands from this byte on.
fn is_text_from(list: &[Piece], start: usize) -> bool {
    let after = list.iter().filter(|piece| piece.range.end > start);
    let is_text = |piece: &Piece| {
        matches!(piece.kind, PieceKind::Words(_) | PieceKind::Literal(_) | PieceKind::Soft)
    };
    after.into_iter().all(is_text)
}

/// Takes away what stands from this byte on, and the white space before it.
fn cut(list: &mut Vec<Piece>, start: usize) {
    while list.last().is_some_and(|piece| piece.range.start >= start) {
        list.pop();
    }
    while let Some(Piece { range, kind }) = list.last_mut() {
        match kind {
            PieceKind::Words(words) => {
                words.truncate(start.saturating_sub(range.start).min(words.len()));
                words.truncate(words.trim_end().len());
                range.end = range.start + words.len();
                if !words.is_empty() {
                    break;
                }
            }
            PieceKind::Soft | PieceKind::Break => {}
            _ => break,
        }
        list.pop();
    }
}
