//! One well-nested stream of the events of Markdown and the tags of HTML.
//!
//! Markdown nests by itself; HTML that an author wrote need not, neither in itself nor with the
//! Markdown around it. So all that is open lies on a stack. A block ends the marks before it; a
//! block in a paragraph of Markdown ends that and lets it begin anew behind it; a block where only
//! words can stand is passed over, with a line break for its borders; an end without a beginning is
//! none. What Markdown opens, Markdown alone closes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event as Markdown, HeadingLevel, Tag as MarkdownTag};

use super::html::{self, Role};
use super::tables::Tables;
use super::tokens::{Html, Tag as HtmlTag, Token};
use super::{Ending, Event, Fault, Naming, Tag};
use crate::diagnostic::Code;
use crate::parse::masks::{Fence, Masks};

/// The events of a text, nested, and what is wrong with it.
pub fn nest<'a, 's>(
    events: impl Iterator<Item = (Markdown<'s>, Range<usize>)>,
    text: &'a str,
    shown: &'s str,
    masks: &'s Masks,
) -> (Vec<(Event<'a>, Range<usize>)>, Vec<Fault>) {
    let mut nesting = Nesting {
        text,
        shown,
        masks,
        list: Vec::new(),
        stack: vec![Frame::new(Origin::Markdown, Shape::Blocks, 0..0)],
        html: None,
        tables: Tables::default(),
        faults: Vec::new(),
    };
    for (event, range) in events {
        nesting.markdown(event, range);
    }
    while nesting.stack.len() > 1 {
        nesting.pop(text.len());
    }
    (nesting.list, nesting.faults)
}

/// Who opened a frame.
#[derive(Clone, Debug, PartialEq)]
enum Origin {
    Markdown,
    /// An element of this name.
    Html(String),
    Fence,
    /// Nobody: words stood where only blocks can.
    Implied,
}

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Blocks,
    /// Blocks, the first of which may be bare words.
    Item,
    /// Items.
    Items,
    Terms,
    /// Words and marks.
    Leaf,
    /// Words of a paragraph of Markdown; whether blocks have interrupted it.
    Paragraph {
        interrupted: bool,
    },
    Mark,
    Code,
    Verbatim,
    Table,
    Row,
    /// A block where only words can stand.
    Passed,
    /// What is left out.
    LeftOut,
}

/// Something that is open.
#[derive(Clone, Debug)]
struct Frame {
    origin: Origin,
    shape: Shape,
    /// The positions of the events that began it.
    starts: Vec<usize>,
    /// Whether its end tag came while Markdown in it was still open.
    closing: bool,
    range: Range<usize>,
}

impl Frame {
    fn new(origin: Origin, shape: Shape, range: Range<usize>) -> Frame {
        Frame { origin, shape, starts: Vec::new(), closing: false, range }
    }

    fn is_markdown(&self) -> bool {
        self.origin == Origin::Markdown
    }

    /// Whether another element's beginning ends it: its own end may be left out.
    fn ends_by_itself(&self) -> bool {
        match &self.origin {
            Origin::Html(name) => name == "p" || matches!(self.shape, Shape::Mark | Shape::Code),
            _ => false,
        }
    }
}

struct Nesting<'a, 's> {
    text: &'a str,
    shown: &'s str,
    masks: &'s Masks,
    list: Vec<(Event<'a>, Range<usize>)>,
    /// What is open; the first is the text itself.
    stack: Vec<Frame>,
    /// The block of HTML that is being read.
    html: Option<Html>,
    tables: Tables,
    faults: Vec<Fault>,
}

impl<'a, 's> Nesting<'a, 's> {
    fn markdown(&mut self, event: Markdown<'s>, range: Range<usize>) {
        match event {
            Markdown::Start(MarkdownTag::HtmlBlock) => self.html = Some(Html::default()),
            Markdown::Start(tag) => self.open_markdown(tag, range),
            Markdown::End(pulldown_cmark::TagEnd::HtmlBlock) => self.html_block(range),
            Markdown::End(_) => self.close_markdown(range.end),
            Markdown::Html(words) => self.html_line(&words, range),
            Markdown::InlineHtml(words) => self.inline_html(&words, range),
            Markdown::Text(words) if self.html.is_some() => self.html_line(&words, range),
            Markdown::Text(words) => self.words(words, range),
            Markdown::Code(words) => {
                let words = self.code_of(words, &range);
                self.inline(Event::Code(words), range);
            }
            Markdown::FootnoteReference(name) => {
                self.inline(Event::FootnoteReference(owned(name)), range);
            }
            Markdown::SoftBreak => self.inline(Event::SoftBreak, range),
            Markdown::HardBreak => self.inline(Event::HardBreak, range),
            Markdown::Rule => self.rule(range),
            Markdown::TaskListMarker(done) => self.task(done, range),
            // The options do not ask for mathematics.
            Markdown::InlineMath(words) | Markdown::DisplayMath(words) => self.words(words, range),
        }
    }

    fn open_markdown(&mut self, tag: MarkdownTag<'s>, range: Range<usize>) {
        let (tag, shape) = match tag {
            MarkdownTag::Paragraph => (Tag::Paragraph, Shape::Paragraph { interrupted: false }),
            MarkdownTag::Heading { level, .. } => (Tag::Heading(level_of(level)), Shape::Leaf),
            MarkdownTag::BlockQuote(_) => (Tag::BlockQuote, Shape::Blocks),
            MarkdownTag::CodeBlock(kind) => (Tag::CodeBlock(code_kind(kind)), Shape::Verbatim),
            MarkdownTag::List(start) => (Tag::List(start), Shape::Items),
            MarkdownTag::Item => (Tag::Item(None), Shape::Item),
            MarkdownTag::FootnoteDefinition(name) => {
                (Tag::FootnoteDefinition(owned(name)), Shape::Blocks)
            }
            MarkdownTag::DefinitionList => (Tag::DefinitionList, Shape::Terms),
            MarkdownTag::DefinitionListTitle => (Tag::DefinitionListTitle, Shape::Leaf),
            MarkdownTag::DefinitionListDefinition => (Tag::DefinitionListDefinition, Shape::Item),
            MarkdownTag::Table(columns) => (Tag::Table(columns), Shape::Table),
            MarkdownTag::TableHead => (Tag::TableHead, Shape::Row),
            MarkdownTag::TableRow => (Tag::TableRow, Shape::Row),
            MarkdownTag::TableCell => (Tag::TableCell, Shape::Leaf),
            MarkdownTag::Emphasis => return self.open_mark(Tag::Emphasis, range),
            MarkdownTag::Strong => return self.open_mark(Tag::Strong, range),
            MarkdownTag::Strikethrough => return self.open_mark(Tag::Strikethrough, range),
            MarkdownTag::Superscript => return self.open_mark(Tag::Superscript, range),
            MarkdownTag::Subscript => return self.open_mark(Tag::Subscript, range),
            MarkdownTag::Link { link_type, dest_url, title, .. } => {
                let (dest_url, title) = (owned(dest_url), owned(title));
                return self.open_mark(Tag::Link { link_type, dest_url, title }, range);
            }
            MarkdownTag::Image { link_type, dest_url, title, .. } => {
                let (dest_url, title) = (owned(dest_url), owned(title));
                return self.open_mark(Tag::Image { link_type, dest_url, title }, range);
            }
            MarkdownTag::HtmlBlock | MarkdownTag::MetadataBlock(_) => return,
        };
        let part = matches!(
            tag,
            Tag::Item(_)
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
        );
        self.open(Origin::Markdown, tag, shape, part, range);
    }

    fn open_mark(&mut self, tag: Tag<'a>, range: Range<usize>) {
        self.need_words(&range);
        let mut frame = Frame::new(Origin::Markdown, Shape::Mark, range.clone());
        if !self.is_verbatim() {
            frame.starts.push(self.list.len());
            self.list.push((Event::Start(tag), range));
        }
        self.stack.push(frame);
    }

    /// Opens a block; of `part` it is known that what holds it is open, unless that was passed.
    fn open(
        &mut self,
        origin: Origin,
        tag: Tag<'a>,
        shape: Shape,
        part: bool,
        range: Range<usize>,
    ) {
        let fits = match self.top().shape {
            Shape::Items | Shape::Terms | Shape::Table | Shape::Row if part => true,
            _ => self.makes_room(&range),
        };
        let mut frame = Frame::new(origin, shape, range.clone());
        if fits {
            frame.starts.push(self.list.len());
            self.list.push((Event::Start(tag), range));
        } else {
            self.border(&range);
            frame.shape = if shape == Shape::LeftOut { shape } else { Shape::Passed };
        }
        self.stack.push(frame);
    }

    fn close_markdown(&mut self, end: usize) {
        while !self.top().is_markdown() {
            self.pop(end);
        }
        if self.stack.len() > 1 {
            self.pop(end);
        }
        // What was to end inside it ends now.
        let open = self.stack.iter().rposition(Frame::is_markdown).unwrap_or(0);
        if let Some(first) = self.stack.iter().skip(open + 1).position(|frame| frame.closing) {
            while self.stack.len() > open + 1 + first {
                self.pop(end);
            }
        }
    }

    fn top(&self) -> &Frame {
        static ROOT: Frame = Frame {
            origin: Origin::Markdown,
            shape: Shape::Blocks,
            starts: Vec::new(),
            closing: false,
            range: 0..0,
        };
        self.stack.last().unwrap_or(&ROOT)
    }

    /// Ends the innermost of what is open.
    fn pop(&mut self, end: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let interrupted = frame.shape == Shape::Paragraph { interrupted: true };
        let ending = match frame.shape {
            Shape::Mark | Shape::Code => Ending::Mark,
            _ => Ending::Block,
        };
        for start in frame.starts.iter().rev().filter(|_| !interrupted) {
            if let Some((_, range)) = self.list.get_mut(*start) {
                range.end = range.end.max(end);
            }
            self.list.push((Event::End(ending), end..end));
        }
        if frame.shape == Shape::Passed {
            self.border(&(end..end));
        }
        if frame.origin == Origin::Fence && end > frame.range.end && !frame.closing {
            self.fault(
                frame.range.clone(),
                Code::UnclosedFence,
                "this box has no end, and reaches to the end of what it stands in".to_string(),
                "end it with the same marks on a line of their own",
            );
        }
        if frame.shape == Shape::Table
            && !frame.is_markdown()
            && let Some(start) = frame.starts.first()
        {
            let fault = self.tables.close(*start, &mut self.list);
            self.faults.extend(fault);
        }
    }

    /// Makes room for a block. Tells whether one can stand here.
    fn makes_room(&mut self, range: &Range<usize>) -> bool {
        loop {
            let end = range.start;
            match self.top().shape {
                Shape::Blocks | Shape::Item => return true,
                _ if self.top().ends_by_itself() => self.pop(end),
                Shape::Paragraph { interrupted } => {
                    if !interrupted {
                        self.list.push((Event::End(Ending::Block), end..end));
                    }
                    if let Some(frame) = self.stack.last_mut() {
                        frame.shape = Shape::Paragraph { interrupted: true };
                    }
                    return true;
                }
                Shape::Items | Shape::Terms | Shape::Table | Shape::Row => self.imply(range),
                _ => return false,
            }
        }
    }

    /// Opens what has to lie between a list or a table and its words.
    fn imply(&mut self, range: &Range<usize>) {
        let (tag, shape) = match self.top().shape {
            Shape::Blocks => {
                let origin = Origin::Html("p".to_string());
                let at = range.start..range.start;
                return self.open_part(origin, Tag::Paragraph, Shape::Leaf, at);
            }
            Shape::Items => (Tag::Item(None), Shape::Item),
            Shape::Terms => (Tag::DefinitionListDefinition, Shape::Item),
            Shape::Table => (Tag::TableRow, Shape::Row),
            _ => (Tag::TableCell, Shape::Leaf),
        };
        self.open_part(Origin::Implied, tag, shape, range.start..range.start);
    }

    /// Opens an item, a row or a cell in what is open.
    fn open_part(&mut self, origin: Origin, tag: Tag<'a>, shape: Shape, range: Range<usize>) {
        if tag == Tag::DefinitionListDefinition && !self.has_term() {
            let at = range.start..range.start;
            self.list.push((Event::Start(Tag::DefinitionListTitle), at.clone()));
            self.list.push((Event::End(Ending::Block), at));
        }
        let mut frame = Frame::new(origin, shape, range.clone());
        frame.starts.push(self.list.len());
        self.list.push((Event::Start(tag), range));
        self.stack.push(frame);
    }

    /// Whether the list of terms that is open has one.
    fn has_term(&self) -> bool {
        let start = self.top().starts.first().copied().unwrap_or(0);
        let mut coming = self.list.iter().skip(start + 1);
        coming.any(|(event, _)| *event == Event::Start(Tag::DefinitionListTitle))
    }

    /// Makes room for words. Tells whether they can stand here.
    fn need_words(&mut self, range: &Range<usize>) {
        loop {
            match self.top().shape {
                Shape::Items | Shape::Terms | Shape::Table | Shape::Row => self.imply(range),
                Shape::Paragraph { interrupted: true } => {
                    let start = self.list.len();
                    if let Some(frame) = self.stack.last_mut() {
                        frame.shape = Shape::Paragraph { interrupted: false };
                        frame.starts = vec![start];
                    }
                    self.list.push((Event::Start(Tag::Paragraph), range.clone()));
                    return;
                }
                Shape::Blocks if self.html.is_some() => return self.imply(range),
                _ => return,
            }
        }
    }

    /// Words, a break, a picture: what stands in a line.
    fn inline(&mut self, event: Event<'a>, range: Range<usize>) {
        let blank = match &event {
            Event::Text(words) => words.trim().is_empty(),
            Event::SoftBreak | Event::HardBreak => true,
            _ => false,
        };
        let top = self.top();
        let between = match top.shape {
            Shape::LeftOut => return,
            Shape::Items | Shape::Terms | Shape::Table | Shape::Row => true,
            Shape::Paragraph { interrupted } => interrupted,
            Shape::Blocks => self.html.is_some(),
            _ => false,
        };
        if blank && between {
            return;
        }
        if self.is_verbatim() {
            let words = match event {
                Event::Text(words) | Event::Code(words) => words,
                _ => CowStr::Borrowed("\n"),
            };
            return self.list.push((Event::Text(words), range));
        }
        self.need_words(&range);
        let code = self.stack.iter().rev().take_while(|frame| !frame.is_markdown());
        let event = match event {
            Event::Text(words) if code.into_iter().any(|frame| frame.shape == Shape::Code) => {
                Event::Code(words)
            }
            event => event,
        };
        self.list.push((event, range));
    }

    /// Whether all that comes is code as a block, in which there are no marks.
    fn is_verbatim(&self) -> bool {
        self.stack.iter().any(|frame| frame.shape == Shape::Verbatim)
    }

    /// A line break between what may not run together, where no block can stand.
    fn border(&mut self, range: &Range<usize>) {
        let opened = |(event, _): &(Event<'_>, _)| {
            matches!(event, Event::Start(_) | Event::Named(_) | Event::HardBreak)
        };
        if self.top().shape != Shape::LeftOut && !self.list.last().is_none_or(opened) {
            self.inline(Event::HardBreak, range.start..range.start);
        }
    }

    fn rule(&mut self, range: Range<usize>) {
        if self.makes_room(&range) {
            self.list.push((Event::Rule, range));
        } else {
            self.border(&range);
        }
    }

    /// The box of a task belongs to the item, wherever it stands in it.
    fn task(&mut self, done: bool, range: Range<usize>) {
        let item = self.stack.iter().rev().find(|frame| {
            frame.is_markdown() && matches!(frame.shape, Shape::Item | Shape::Passed)
        });
        let start = item.and_then(|frame| frame.starts.first().copied());
        match start.and_then(|start| self.list.get_mut(start)) {
            Some((Event::Start(Tag::Item(task)), _)) => *task = Some(done),
            _ => {
                let sign = if done { "☑ " } else { "☐ " };
                self.inline(Event::Text(CowStr::Borrowed(sign)), range);
            }
        }
    }

    /// Words of Markdown, as the source has them.
    fn words(&mut self, words: CowStr<'s>, range: Range<usize>) {
        let text = self.text;
        let own = text.get(range.clone());
        if own == Some(&words) {
            let words = CowStr::Borrowed(own.unwrap_or_default());
            return self.told(Event::Text(words), range);
        }
        if self.shown.get(range.clone()) != Some(&words) {
            return self.told(Event::Text(owned(words)), range);
        }
        let code = self.top().shape == Shape::Verbatim;
        for part in if code { vec![range] } else { self.masks.seen(range) } {
            let words = CowStr::Borrowed(text.get(part.clone()).unwrap_or_default());
            self.told(Event::Text(words), part);
        }
    }

    /// Words of Markdown: code as a block is lines where no block can stand.
    fn told(&mut self, event: Event<'a>, range: Range<usize>) {
        if let Some(comment) = &self.masks.unclosed
            && range.contains(comment)
            && self.top().shape != Shape::Verbatim
        {
            self.faults.push(Fault {
                range: *comment..*comment + 4,
                error: true,
                code: Code::UnclosedComment,
                message: "this comment has no end, so that it is not known what it hides"
                    .to_string(),
                help: "end it with -->",
            });
        }
        self.inline(event, range);
    }

    /// Code in a line, as the source has it.
    fn code_of(&self, words: CowStr<'s>, range: &Range<usize>) -> CowStr<'a> {
        let own = self.text.get(range.clone()).unwrap_or_default();
        if self.shown.get(range.clone()) == Some(own) {
            return owned(words);
        }
        let own = own.trim_matches('`').replace("\r\n", " ").replace('\n', " ");
        let spaced = own.starts_with(' ') && own.ends_with(' ') && !own.trim().is_empty();
        let own = if spaced { own.get(1..own.len() - 1).unwrap_or_default() } else { &own };
        CowStr::from(own.to_string())
    }

    fn html_line(&mut self, words: &str, range: Range<usize>) {
        let own = self.text.get(range.clone());
        let words = if self.shown.get(range.clone()) == Some(words) { own } else { Some(words) };
        if let Some(html) = &mut self.html {
            html.push(words.unwrap_or_default(), range);
        }
    }

    /// A block of HTML that was read to its end; a fence when it is the mask of one.
    fn html_block(&mut self, range: Range<usize>) {
        if let Some(fence) = self.masks.fence(&range) {
            self.html = None;
            return self.fence(fence, range);
        }
        let tokens = self.html.as_ref().map(Html::tokens).unwrap_or_default();
        let depth = self.stack.len();
        for token in tokens {
            self.token(token);
        }
        self.html = None;
        // Words and what is left out end with the block of HTML that they stand in.
        while self.stack.len() > depth
            && (self.top().ends_by_itself() || self.top().shape == Shape::LeftOut)
        {
            self.pop(range.end);
        }
    }

    fn inline_html(&mut self, words: &str, range: Range<usize>) {
        let mut html = Html::default();
        html.push(words, range);
        for token in html.tokens() {
            self.token(token);
        }
    }

    fn token(&mut self, token: Token) {
        match token {
            Token::Open(tag) => self.open_html(&tag),
            Token::Close(name, range) => self.close_html(&name, &range),
            Token::Words(words, range) => self.html_words(words, range),
        }
    }

    /// Words between tags: white space is a space, but in code.
    fn html_words(&mut self, words: String, range: Range<usize>) {
        let verbatim = self
            .stack
            .iter()
            .any(|frame| frame.shape == Shape::Verbatim && matches!(frame.origin, Origin::Html(_)));
        let own = self.text.get(range.clone()).filter(|own| *own == words);
        let event = match own {
            _ if verbatim => Event::Text(CowStr::from(words)),
            Some(own) => Event::Text(CowStr::Borrowed(own)),
            None => Event::Text(CowStr::from(words)),
        };
        self.inline(event, range);
    }

    fn open_html(&mut self, tag: &HtmlTag) {
        if self.top().shape == Shape::LeftOut {
            return;
        }
        let origin = || Origin::Html(tag.name.clone());
        let (range, naming) = (tag.range.clone(), html::naming(tag));
        match html::role(tag) {
            Role::Mark(_) | Role::Words | Role::Code | Role::Picture(..) if self.is_verbatim() => {}
            Role::Mark(mark) => self.open_html_mark(tag, mark, naming),
            Role::Words if naming.is_empty() => {}
            Role::Words => self.open_html_mark(tag, Tag::Words, naming),
            Role::Code => {
                self.need_words(&range);
                self.stack.push(Frame::new(origin(), Shape::Code, range));
                self.name_in_line(naming, tag);
            }
            Role::Break => self.inline(Event::HardBreak, range),
            Role::Rule => self.rule(range),
            Role::Picture(picture, alt) => self.picture(picture, alt, range),
            Role::Leaf(Tag::TableCaption) => self.caption(origin(), range),
            Role::Leaf(own) => self.open_named(origin(), own, Shape::Leaf, naming, range),
            Role::Container(own) => self.open_named(origin(), own, Shape::Blocks, naming, range),
            Role::Items(own) => {
                let terms = own == Tag::DefinitionList;
                let shape = if terms { Shape::Terms } else { Shape::Items };
                self.open_named(origin(), own, shape, naming, range);
            }
            Role::Item(own) => self.item(tag, own, naming),
            Role::Verbatim(own) => self.open_named(origin(), own, Shape::Verbatim, naming, range),
            Role::Table => {
                self.open_named(origin(), Tag::Table(Vec::new()), Shape::Table, naming, range);
            }
            Role::Rows => {}
            Role::Row | Role::Cell { .. } => self.table_part(tag, naming),
            Role::Machine if html::is_void(&tag.name) => {}
            Role::Machine => self.stack.push(Frame::new(origin(), Shape::LeftOut, range)),
            Role::Drawing => self.drawing(tag),
            Role::Foreign => self.foreign(tag),
            Role::Unknown => self.unknown(tag),
        }
    }

    /// A mark, with what it is named.
    fn open_html_mark(&mut self, tag: &HtmlTag, mark: Tag<'a>, naming: Naming) {
        let range = tag.range.clone();
        self.need_words(&range);
        let mut frame = Frame::new(Origin::Html(tag.name.clone()), Shape::Mark, range.clone());
        let names = !naming.is_empty();
        if names || mark == Tag::Words {
            frame.starts.push(self.list.len());
            self.list.push((Event::Start(Tag::Words), range.clone()));
            self.list.push((Event::Named(Box::new(naming)), range.clone()));
        }
        if mark != Tag::Words {
            frame.starts.push(self.list.len());
            self.list.push((Event::Start(mark), range));
        }
        self.stack.push(frame);
    }

    /// A name in a line, of something that is no mark.
    fn name_in_line(&mut self, naming: Naming, tag: &HtmlTag) {
        if naming.id.is_some() && !self.is_verbatim() {
            let at = tag.range.clone();
            self.list.push((Event::Start(Tag::Words), at.clone()));
            self.list.push((Event::Named(Box::new(naming)), at.clone()));
            self.list.push((Event::End(Ending::Mark), at));
        }
    }

    fn open_named(
        &mut self,
        origin: Origin,
        tag: Tag<'a>,
        shape: Shape,
        naming: Naming,
        range: Range<usize>,
    ) {
        self.open(origin, tag, shape, false, range.clone());
        if self.top().shape != Shape::Passed && !naming.is_empty() {
            self.list.push((Event::Named(Box::new(naming)), range));
        }
    }

    /// An item of a list or of a list of terms, in the nearest; in one of its own where there is
    /// none.
    fn item(&mut self, tag: &HtmlTag, own: Tag<'a>, naming: Naming) {
        let terms = !matches!(own, Tag::Item(_));
        let wanted = if terms { Shape::Terms } else { Shape::Items };
        let floor = self.stack.iter().rposition(Frame::is_markdown).unwrap_or(0);
        let list = self.stack.iter().rposition(|frame| frame.shape == wanted);
        let end = tag.range.start;
        match list.filter(|list| *list > floor) {
            Some(list) => {
                while self.stack.len() > list + 1 {
                    self.pop(end);
                }
            }
            // A part of what was passed over.
            None if self.top().shape == Shape::Passed || !self.makes_room(&tag.range) => {
                return self.border(&tag.range);
            }
            None => {
                let list = if terms { Tag::DefinitionList } else { Tag::List(None) };
                self.open(Origin::Implied, list, wanted, false, end..end);
            }
        }
        let shape = if own == Tag::DefinitionListTitle { Shape::Leaf } else { Shape::Item };
        self.open_part(Origin::Html(tag.name.clone()), own, shape, tag.range.clone());
        if !naming.is_empty() {
            self.list.push((Event::Named(Box::new(naming)), tag.range.clone()));
        }
    }

    /// A row or a cell of the nearest table; without one a border between words.
    fn table_part(&mut self, tag: &HtmlTag, naming: Naming) {
        let floor = self.stack.iter().rposition(Frame::is_markdown).unwrap_or(0);
        let table = self.stack.iter().rposition(|frame| frame.shape == Shape::Table);
        let Some(table) = table.filter(|table| *table > floor) else {
            return self.border(&tag.range);
        };
        let end = tag.range.start;
        let cell = match html::role(tag) {
            Role::Cell { head, tall, columns } => Some((head, tall, columns)),
            _ => None,
        };
        let row = self.stack.iter().skip(table).position(|frame| frame.shape == Shape::Row);
        let keep = match (cell, row) {
            (Some(_), Some(row)) => table + row + 1,
            _ => table + 1,
        };
        while self.stack.len() > keep {
            self.pop(end);
        }
        let origin = Origin::Html(tag.name.clone());
        let Some((head, tall, columns)) = cell else {
            return self.open_part(origin, Tag::TableRow, Shape::Row, tag.range.clone());
        };
        if self.top().shape == Shape::Table {
            self.imply(&tag.range);
        }
        self.open_part(origin, Tag::TableCell, Shape::Leaf, tag.range.clone());
        self.tables.cell(self.list.len() - 1, head, tall, columns);
        self.name_in_line(naming, tag);
    }

    fn caption(&mut self, origin: Origin, range: Range<usize>) {
        while !self.top().is_markdown() && self.top().shape != Shape::Table {
            self.pop(range.start);
        }
        if self.top().shape == Shape::Table {
            self.open_part(origin, Tag::TableCaption, Shape::Leaf, range);
        }
    }

    fn picture(&mut self, picture: Tag<'a>, alt: String, range: Range<usize>) {
        if self.top().shape == Shape::LeftOut {
            return;
        }
        self.need_words(&range);
        self.list.push((Event::Start(picture), range.clone()));
        let inside = range.end..range.end;
        self.list.push((Event::Text(CowStr::from(alt)), inside.clone()));
        self.list.push((Event::End(Ending::Mark), inside));
    }

    /// Ends the nearest element of this name, with all that is in it.
    fn close_html(&mut self, name: &str, range: &Range<usize>) {
        if name == "br" {
            return self.inline(Event::HardBreak, range.clone());
        }
        let mut crossed = false;
        let mut found = None;
        for (index, frame) in self.stack.iter().enumerate().rev() {
            if frame.origin == Origin::Html(name.to_string()) {
                found = Some(index);
                break;
            }
            match frame.shape {
                Shape::LeftOut => return,
                Shape::Mark | Shape::Leaf | Shape::Passed | Shape::Paragraph { .. }
                    if frame.is_markdown() =>
                {
                    crossed = true;
                }
                _ if frame.is_markdown() => return,
                _ => {}
            }
        }
        let Some(index) = found else { return };
        let mark = self
            .stack
            .get(index)
            .is_some_and(|frame| matches!(frame.shape, Shape::Mark | Shape::Code));
        if crossed {
            if let Some(frame) = self.stack.get_mut(index).filter(|_| !mark) {
                frame.closing = true;
            }
            return;
        }
        while self.stack.len() > index {
            self.pop(range.end);
        }
    }

    fn fence(&mut self, fence: &Fence, range: Range<usize>) {
        if fence.opens() {
            let tag = Tag::Fence(Box::new(fence.clone()));
            let line = fence.line.clone();
            return self.open(Origin::Fence, tag, Shape::Blocks, false, line);
        }
        let floor = self.stack.iter().rposition(Frame::is_markdown).unwrap_or(0);
        let open = self.stack.iter().rposition(|frame| frame.origin == Origin::Fence);
        let Some(open) = open.filter(|open| *open > floor) else {
            let message = "these marks end no box, and are left out".to_string();
            return self.fault(
                fence.line.clone(),
                Code::UnclosedFence,
                message,
                "write ::: {.note} above what is to stand in a box",
            );
        };
        if let Some(frame) = self.stack.get_mut(open) {
            frame.closing = true;
        }
        while self.stack.len() > open {
            self.pop(range.start);
        }
    }

    fn drawing(&mut self, tag: &HtmlTag) {
        self.faults.push(Fault {
            range: tag.range.clone(),
            error: true,
            code: Code::RawHtml,
            message: format!("a drawing that is written here as <{}> is left out", tag.name),
            help: "save it as a file in images/, and write ![what it shows](../images/file.svg)",
        });
        let origin = Origin::Html(tag.name.clone());
        self.stack.push(Frame::new(origin, Shape::LeftOut, tag.range.clone()));
    }

    fn foreign(&mut self, tag: &HtmlTag) {
        self.fault(
            tag.range.clone(),
            Code::RawHtml,
            format!("<{}> is left out, and the words in it are kept", tag.name),
            "no page can hold it: write a link to it, or what it says",
        );
    }

    /// A tag that HTML does not know. Where it is but a name in angle brackets, as in "the file
    /// <name>", its author meant the words.
    fn unknown(&mut self, tag: &HtmlTag) {
        let rest = self.text.get(tag.range.end..).unwrap_or_default();
        let own = self.text.get(tag.range.clone()).unwrap_or_default();
        let name = own.trim_matches(['<', '>']);
        let closed = rest.contains(&format!("</{name}"));
        if self.html.is_some() || !tag.attributes.is_empty() || closed || own.ends_with("/>") {
            return self.fault(
                tag.range.clone(),
                Code::RawHtml,
                format!("<{}> is left out, and the words in it are kept", tag.name),
                "say it in Markdown: the same text is set for paper and for screens",
            );
        }
        self.fault(
            tag.range.clone(),
            Code::RawHtml,
            "what stands in angle brackets is printed as it stands".to_string(),
            "write a backslash before the first bracket, or set it as code",
        );
        self.inline(Event::Text(CowStr::Borrowed(own)), tag.range.clone());
    }

    fn fault(&mut self, range: Range<usize>, code: Code, message: String, help: &'static str) {
        self.faults.push(Fault { range, error: false, code, message, help });
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

fn code_kind(kind: CodeBlockKind<'_>) -> CodeBlockKind<'static> {
    match kind {
        CodeBlockKind::Fenced(words) => CodeBlockKind::Fenced(owned(words)),
        CodeBlockKind::Indented => CodeBlockKind::Indented,
    }
}

fn owned(words: CowStr<'_>) -> CowStr<'static> {
    words.into_static()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Tag, read};
    use super::*;
    use crate::parse::masks::Masks;

    /// Pieces of text that cross one another in every way when they follow in any order.
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<ol>",
        "</ol>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th colspan=2>",
        "<caption>",
        "</caption>",
        "<div>",
        "</div>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<blockquote>",
        "</blockquote>",
        "<a href=x>",
        "</a>",
        "<img src=a>",
        "<br>",
        "<hr>",
        "<h2 id=a>",
        "</h2>",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<!-- c -->",
        "<!--",
        "words",
        "*",
        "**",
        "`",
        "[a](b)",
        "![a](b)",
        "[^1]",
        "\n",
        "\n\n",
        "\n\n",
        "\n- ",
        "\n  ",
        "\n> ",
        "\n> > ",
        "\n1. ",
        "\n# ",
        "\n- [ ] ",
        "\n\n| a | b |\n|---|---|\n| c ",
        "\n:::\n",
        "\n::: {.note}\n",
        "\n```{note} T\n",
        "\n```\n",
        "\n: ",
        "%%",
        "\n---\n",
        "\n    ",
        " ",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<span id=s>",
        "</span>",
        "\n[^1]: ",
    ];

    fn nested(text: &str) -> Result<(), String> {
        let masks = Masks::of(text);
        let shown = masks.shown(text);
        let mut open: Vec<Tag<'_>> = Vec::new();
        for (event, _) in read(text, &shown, &masks).list {
            match event {
                Event::Start(tag) => {
                    let fits = match open.last() {
                        None => !is_part(&tag),
                        Some(Tag::List(_)) => matches!(tag, Tag::Item(_)),
                        Some(Tag::DefinitionList) => {
                            matches!(tag, Tag::DefinitionListTitle | Tag::DefinitionListDefinition)
                        }
                        Some(Tag::Table(_)) => matches!(tag, Tag::TableHead | Tag::TableRow),
                        Some(Tag::TableHead | Tag::TableRow) => tag == Tag::TableCell,
                        Some(Tag::CodeBlock(_)) => false,
                        Some(around) if around.is_mark() || holds_words(around) => tag.is_mark(),
                        Some(_) => !is_part(&tag),
                    };
                    if !fits {
                        return Err(format!("{tag:?} in {open:?}"));
                    }
                    open.push(tag);
                }
                Event::End(ending) => {
                    let tag = open.pop().ok_or("an end too many")?;
                    if (ending == Ending::Mark) != tag.is_mark() {
                        return Err(format!("{tag:?} ends as {ending:?}"));
                    }
                }
                _ => {}
            }
        }
        if open.is_empty() { Ok(()) } else { Err(format!("open: {open:?}")) }
    }

    fn holds_words(tag: &Tag<'_>) -> bool {
        matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading(_)
                | Tag::DefinitionListTitle
                | Tag::TableCell
                | Tag::TableCaption
                | Tag::Head
        )
    }

    fn is_part(tag: &Tag<'_>) -> bool {
        matches!(
            tag,
            Tag::Item(_)
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn whatever_is_written_is_nested(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
            let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
            prop_assert_eq!(nested(&text), Ok(()), "{}", text);
        }
    }
}
