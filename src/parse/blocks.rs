//! From events to blocks.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::attributes::{self, Found, Written};
use super::events::{CodeBlockKind, Event, Tag};
use super::lettered::marker_in;
use super::masks::{self, is_code_directive};
use super::pieces::{self, Piece, PieceKind};
use super::reader::{DEEPEST, Reader};
use super::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Attributes, Block, BlockKind, Definition, Inline, InlineKind, Leaf, List, ListItem, Note,
    Numerals,
};

/// The classes of a heading.
pub const HEADING_CLASSES: &[&str] = &["unlisted", "unnumbered", "appendix", "recommendations"];

/// The characters from one tab stop to the next: CommonMark's, section 2.2.
const TAB_STOP: usize = 4;

/// The characters of a date at the end of a term, beside digits.
const DATE_MARKS: &[char] = &['–', '—', '-', ',', ' ', '/', '.', '’', '\'', 's'];

impl Reader<'_> {
    /// The blocks up to the end of what encloses them.
    pub fn blocks(&mut self) -> Vec<Block> {
        let mut list = Vec::new();
        // Containers that lie too deep are passed through; these are their ends still to come.
        let mut passed = 0_usize;
        while let Some((event, range)) = self.peek() {
            let range = range.clone();
            match event {
                Event::End(_) if passed > 0 => passed -= 1,
                Event::End(_) => break,
                Event::Start(tag) if tag.is_container() && self.depth >= DEEPEST => {
                    passed += 1;
                    self.report_depth(range);
                }
                Event::Start(tag) if !tag.is_mark() => {
                    if let Some((Event::Start(tag), range)) = self.take() {
                        self.depth += 1;
                        self.block(tag, range, &mut list);
                        self.depth -= 1;
                    }
                }
                Event::Rule => list.push(self.bare_block(BlockKind::SceneBreak, range)),
                _ => {
                    if self.paragraph(&mut list) {
                        continue;
                    }
                }
            }
            // The end of the block, or the event that is a block by itself or is passed over.
            self.take();
        }
        list
    }

    /// A block that has no attributes.
    pub fn bare_block(&self, kind: BlockKind, range: Range<usize>) -> Block {
        self.attributed(kind, Attributes::default(), range)
    }

    /// A block with its attributes. The line breaks behind it are no part of it.
    pub fn attributed(
        &self,
        kind: BlockKind,
        attributes: Attributes,
        range: Range<usize>,
    ) -> Block {
        let range = self.trimmed(range);
        Block { id: pieces::unnumbered(self.place), span: self.span(range), attributes, kind }
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }

    /// A block, from behind its start to before its end, with what its tag names it.
    fn block(&mut self, tag: Tag<'_>, range: Range<usize>, list: &mut Vec<Block>) {
        match (self.naming(), tag) {
            (naming, Tag::Division(division)) => {
                self.division(division, naming.unwrap_or_default(), range, list);
            }
            (None, tag) => self.unnamed_block(tag, range, list),
            (Some(naming), tag) => {
                let place = range.clone();
                self.named_blocks(naming, place, list, |reader, list| {
                    reader.unnamed_block(tag, range, list);
                });
            }
        }
    }

    fn unnamed_block(&mut self, tag: Tag<'_>, range: Range<usize>, list: &mut Vec<Block>) {
        match tag {
            Tag::Heading(level) => self.heading(level, range, list),
            Tag::BlockQuote => self.quotation(range, list),
            Tag::CodeBlock(kind) => list.push(self.code(kind, range)),
            Tag::Head => self.head(range, list),
            Tag::Fence(fence) => self.fenced(&fence, range, list),
            Tag::TableCaption => self.html_caption(range, list),
            Tag::List(start) => self.list(start, range, list),
            Tag::FootnoteDefinition(name) => self.note(&name, range),
            Tag::DefinitionList => list.push(self.definition_list(range)),
            Tag::Table(columns) => self.table(&columns, range, list),
            _ if self.is_table_caption(&range) => self.table_caption(range, list),
            _ => {
                self.paragraph(list);
            }
        }
    }

    /// A heading. One without words could stand in no contents: it is warned of, and what else it
    /// holds is set as a paragraph.
    fn heading(&mut self, level: u8, range: Range<usize>, list: &mut Vec<Block>) {
        let words = self.content_end(range.start);
        let written = self.trailing_attributes(range.start..words);
        let pieces = self.pieces();
        let attributes = written.map(|written| {
            self.check_attributes(&written, &[], HEADING_CLASSES, "heading");
            written.attributes(self.text, self.place)
        });
        let text = self.leaf(pieces, range.start..words.min(range.end));
        let wordless = text.plain_text().trim().is_empty();
        if wordless {
            let message = "this heading has no words, and is left out of the contents";
            let warning = Diagnostic::warning(Code::EmptyHeading, message);
            self.report(warning.at(self.span(self.trimmed(range.clone()))));
        }
        let kind = match wordless {
            true if text.inlines.is_empty() => return,
            true => BlockKind::Paragraph(text),
            false => BlockKind::Heading { level, text },
        };
        list.push(self.attributed(kind, attributes.unwrap_or_default(), range));
    }

    /// Where the words of the block that was just entered end; `otherwise` when it has none.
    pub fn content_end(&self, otherwise: usize) -> usize {
        let mut end = otherwise;
        let mut open = 0_usize;
        for (event, range) in self.coming() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                _ => {}
            }
            end = end.max(range.end);
        }
        end
    }

    /// The pieces that come, as paragraphs. Tells whether there were events to take.
    fn paragraph(&mut self, list: &mut Vec<Block>) -> bool {
        let before = self.coming().len();
        let pieces = self.pieces();
        self.paragraphs_of(pieces, list);
        self.coming().len() < before
    }

    /// These pieces as a paragraph; as a figure when they are a single picture; as several when
    /// a line `\newpage` parts them.
    pub fn paragraphs_of(&mut self, pieces: Vec<Piece>, list: &mut Vec<Block>) {
        let mut lines: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut rest = pieces.into_iter().peekable();
        while let Some(piece) = rest.next() {
            let alone = lines.last().is_none_or(is_break) && rest.peek().is_none_or(is_break);
            if alone && is_new_page(&piece) {
                self.part_of_paragraph(std::mem::take(&mut lines), list);
                list.push(self.bare_block(BlockKind::PageBreak, piece.range));
                rest.next_if(is_break);
            } else {
                lines.push(piece);
            }
        }
        self.part_of_paragraph(lines, list);
    }

    fn part_of_paragraph(&mut self, mut lines: Vec<Piece>, list: &mut Vec<Block>) {
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        let first = lines.iter().position(|piece| !is_blank(piece));
        let lines = lines.split_off(first.unwrap_or(lines.len()));
        let lines = self.refused_pictures(lines);
        let range = pieces::extent(&lines, 0..0);
        if let [only] = lines.as_slice()
            && let Some((picture, link)) = self.lone_picture(only)
        {
            let (attributes, kind) = self.figure(picture, link, range.clone());
            return list.push(self.attributed(kind, attributes, range));
        }
        if !lines.is_empty() {
            let mut lines = lines;
            let written = match self.lone_attributes(&range) {
                Some(lone) if self.give_to_last(&lone, list) => return,
                Some(lone) if self.text.as_bytes().get(lone.range.start) != Some(&b'^') => {
                    self.report_stray_attributes(lone.range);
                    None
                }
                _ => self.ending_attributes(&mut lines),
            };
            let attributes = self.block_attributes(written, "paragraph");
            let text = self.leaf(lines, range.clone());
            list.push(self.attributed(BlockKind::Paragraph(text), attributes, range));
        }
    }

    /// A paragraph that is nothing but an attribute block, or Obsidian's `^id`: it belongs to the
    /// block above, else to nothing.
    fn lone_attributes(&self, range: &Range<usize>) -> Option<Written> {
        if let Some(id) = attributes::block_id(self.text, range.clone())
            && id.range == *range
        {
            return Some(id);
        }
        match attributes::read(self.text, range.start, self.quotes) {
            Found::Block(written) if written.range == *range => Some(written),
            _ => None,
        }
    }

    fn report_stray_attributes(&mut self, range: Range<usize>) {
        let message = "what is in these braces belongs to nothing, and is printed as it stands";
        let warning = Diagnostic::warning(Code::InvalidAttributes, message)
            .at(self.span(range))
            .help("write it directly behind a picture, or at the end of a heading's line");
        self.report(warning);
    }

    fn code(&mut self, kind: CodeBlockKind<'_>, range: Range<usize>) -> Block {
        let mut lines: Vec<(String, Range<usize>)> = Vec::new();
        while let Some((event, part)) = self.peek()
            && !matches!(event, Event::End(_))
        {
            if let Event::Text(words) = event {
                self.code_lines(words, part.clone(), &mut lines);
            }
            self.take();
        }
        while let Some((line, _)) = lines.last_mut() {
            line.truncate(line.trim_end_matches('\n').len());
            if !line.is_empty() {
                break;
            }
            lines.pop();
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => self.code_language(&info, &mut lines),
            CodeBlockKind::Indented => None,
        };
        let extent = match (lines.first(), lines.last()) {
            (Some((_, first)), Some((_, last))) => self.trimmed(first.start..last.end),
            _ => range.start..range.start,
        };
        let (id, span) = (pieces::unnumbered(self.place), self.span(extent));
        let inline = |(line, range): (String, Range<usize>)| Inline {
            id,
            span: self.span(self.trimmed(range)),
            kind: InlineKind::Text(at_stops(line)),
        };
        let inlines = lines.into_iter().map(inline).collect();
        let kind = BlockKind::Code { language, text: Leaf { id, span, inlines } };
        self.bare_block(kind, range)
    }

    /// The language of code by the words behind its fence: `rust`, Pandoc's `{.rust #id}`, or that
    /// of a directive that holds code, MyST's `{code-block} rust`, whose options are none of it.
    fn code_language(&self, info: &str, lines: &mut Vec<(String, Range<usize>)>) -> Option<String> {
        let mut words = info.split_whitespace();
        let first = words.next()?;
        let directive = first.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        if directive.is_some_and(is_code_directive) {
            let is_option = |(line, range): &(String, Range<usize>)| {
                let range = masks::trimmed(self.text, range.clone());
                line.starts_with(':') && masks::option(self.text, &range).is_some()
            };
            let options = lines.iter().take_while(|line| is_option(line)).count();
            lines.drain(..options);
            return words.next().map(str::to_string);
        }
        let class = |word: &str| {
            let class = word.trim_start_matches('{').strip_prefix('.')?;
            Some(class.trim_end_matches('}').to_string())
        };
        match info.trim_start().starts_with('{') {
            true => info.split_whitespace().find_map(class).or(Some(first.to_string())),
            false => Some(first.to_string()),
        }
    }

    /// Adds code to its lines. An event may hold several of them, or a part of one.
    fn code_lines(&self, code: &str, range: Range<usize>, lines: &mut Vec<(String, Range<usize>)>) {
        // Not where a tab was made to spaces, or an end of a line to another.
        let verbatim = self.text.get(range.clone()) == Some(code);
        let mut start = range.start;
        for part in code.split_inclusive('\n') {
            let range = if verbatim { start..start + part.len() } else { range.clone() };
            start += part.len();
            let part = part.replace("\r\n", "\n");
            match lines.last_mut().filter(|(line, _)| !line.ends_with('\n')) {
                Some((line, whole)) => {
                    line.push_str(&part);
                    whole.end = range.end;
                }
                None => lines.push((part, range)),
            }
        }
    }

    /// A list; several where its items begin to count in another way.
    fn list(&mut self, start: Option<u64>, range: Range<usize>, list: &mut Vec<Block>) {
        let below = self.line_below(range.clone());
        let below = self.block_attributes(below, "list");
        let mut items: Vec<ListItem> = Vec::new();
        let mut tight = true;
        let mut begins = range.start;
        let decimal = |start| Numerals { start, ..Numerals::default() };
        let mut numerals = start.map(decimal);
        while let Some((Event::Start(Tag::Item(task)), item_range)) = self.peek() {
            let (task, item_range) = (*task, item_range.clone());
            let own = self.lettered.get(&marker_in(self.text, item_range.clone())).copied();
            let style = own.unwrap_or_default().style;
            if let Some(numerals) = &mut numerals {
                if style != numerals.style && !items.is_empty() {
                    let kind = List { numerals: Some(*numerals), items, tight };
                    let end = item_range.start;
                    list.push(self.bare_block(BlockKind::List(kind), begins..end));
                    (items, tight, begins) = (Vec::new(), true, end);
                }
                if items.is_empty() {
                    *numerals = own.unwrap_or(decimal(numerals.start));
                }
            }
            self.take();
            let attributes = self.naming_attributes(&item_range);
            let named = attributes.id.is_some();
            tight &= !self.holds_paragraph();
            let mut blocks = self.blocks();
            self.take();
            let span = self.span(self.trimmed(item_range));
            items.push(ListItem {
                id: pieces::unnumbered(self.place),
                span,
                attributes: if named { attributes } else { words::item_attributes(&mut blocks) },
                task,
                blocks,
            });
        }
        let kind = BlockKind::List(List { numerals, items, tight });
        list.push(self.attributed(kind, below, begins..range.end));
    }

    /// Whether the item that was just entered holds a paragraph marked as one, which it does
    /// only in a loose list.
    fn holds_paragraph(&self) -> bool {
        let mut open = 0_usize;
        for (event, _) in self.coming() {
            match event {
                Event::Start(Tag::Paragraph) if open == 0 => return true,
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => return false,
                Event::End(_) => open -= 1,
                _ => {}
            }
        }
        false
    }

    fn note(&mut self, name: &CowStr<'_>, range: Range<usize>) {
        let blocks = self.blocks();
        let span = self.span(self.trimmed(range));
        let id = pieces::unnumbered(self.place);
        self.findings.notes.push(Note { id, name: name.to_string(), span, blocks });
    }

    fn definition_list(&mut self, range: Range<usize>) -> Block {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((Event::Start(tag), part)) = self.peek() {
            let (is_term, part) = (matches!(tag, Tag::DefinitionListTitle), part.clone());
            self.take();
            let attributes = self.naming_attributes(&part);
            if is_term {
                let mut term = self.term(part);
                if attributes.id.is_some() {
                    term.attributes = attributes;
                }
                definitions.push(term);
            } else {
                let blocks = self.blocks();
                if let Some(definition) = definitions.last_mut() {
                    definition.descriptions.push(blocks);
                }
            }
            self.take();
        }
        self.bare_block(BlockKind::DefinitionList(definitions), range)
    }

    fn term(&mut self, range: Range<usize>) -> Definition {
        let mut pieces = self.pieces();
        let written = self.ending_attributes(&mut pieces);
        let attributes = self.block_attributes(written, "term");
        let date = take_date(&mut pieces);
        let range = self.trimmed(range);
        let term = self.leaf(pieces, range.clone());
        let date = date.map(|piece| self.leaf(vec![piece], range));
        Definition {
            id: pieces::unnumbered(self.place),
            attributes,
            term,
            date,
            descriptions: Vec::new(),
        }
    }
}

/// A line of code with spaces in place of its tabs, as far as to the next stop.
fn at_stops(line: String) -> String {
    if !line.contains('\t') {
        return line;
    }
    let mut set = String::with_capacity(line.len() + TAB_STOP);
    let mut column = 0;
    for c in line.chars() {
        let width = if c == '\t' { TAB_STOP - column % TAB_STOP } else { 1 };
        match c {
            '\t' => set.extend(std::iter::repeat_n(' ', width)),
            c => set.push(c),
        }
        column += width;
    }
    set
}

/// Takes a date in brackets from the end of a term.
fn take_date(pieces: &mut [Piece]) -> Option<Piece> {
    let alone = pieces.len() == 1;
    let last = pieces.last_mut()?;
    let PieceKind::Words(words) = &mut last.kind else { return None };
    let closed = words.trim_end().strip_suffix(')')?;
    let open = closed.rfind('(')?;
    let date = closed.get(open + 1..)?;
    let fits = |c: char| c.is_numeric() || DATE_MARKS.contains(&c);
    let dated = date.starts_with(char::is_numeric) && date.chars().all(fits);
    let term = words.get(..open)?.trim_end().len();
    if !dated || (alone && term == 0) {
        return None;
    }
    let start = last.range.start + open + 1;
    let range = start..start + date.len();
    let piece = Piece { range, kind: PieceKind::Words(date.to_string()) };
    words.truncate(term);
    last.range.end = last.range.start + term;
    Some(piece)
}

fn is_new_page(piece: &Piece) -> bool {
    matches!(&piece.kind, PieceKind::Words(words) if matches!(words.trim(), "\\newpage" | "\\pagebreak"))
}

/// Whether a piece at the end of a paragraph is nothing to set.
fn is_blank(piece: &Piece) -> bool {
    is_break(piece) || pieces::is_blank(std::slice::from_ref(piece))
}

fn is_break(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Soft | PieceKind::Break)
}
