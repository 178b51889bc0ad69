//! What Markdown opens and closes.

use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event as Markdown, HeadingLevel, Tag as MarkdownTag, TagEnd,
};

use super::{Frame, Nesting, Origin, Shape};
use crate::diagnostic::Code;
use crate::parse::events::tokens::Html;
use crate::parse::events::{Event, Fault, Tag};
use crate::parse::masks::Fence;

impl<'a, 's> Nesting<'a, 's> {
    pub(super) fn markdown(&mut self, event: Markdown<'s>, range: Range<usize>) {
        match event {
            Markdown::Start(MarkdownTag::HtmlBlock) => self.html = Some(Html::default()),
            Markdown::Start(tag) => self.open_markdown(tag, range),
            Markdown::End(TagEnd::HtmlBlock) => self.html_block(range),
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

    pub(super) fn open_markdown(&mut self, tag: MarkdownTag<'s>, range: Range<usize>) {
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

    pub(super) fn open_mark(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.top().shape == Shape::LeftOut {
            return self.stack.push(Frame::new(Origin::Markdown, Shape::LeftOut, range));
        }
        self.need_words(&range);
        let mut frame = Frame::new(Origin::Markdown, Shape::Mark, range.clone());
        if !self.is_verbatim() {
            frame.starts.push(self.list.len());
            self.list.push((Event::Start(tag), range));
        }
        self.stack.push(frame);
    }

    pub(super) fn close_markdown(&mut self, end: usize) {
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

    /// The box of a task belongs to the item, wherever it stands in it.
    pub(super) fn task(&mut self, done: bool, range: Range<usize>) {
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
    pub(super) fn words(&mut self, words: CowStr<'s>, range: Range<usize>) {
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
    pub(super) fn told(&mut self, event: Event<'a>, range: Range<usize>) {
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
    pub(super) fn code_of(&self, words: CowStr<'s>, range: &Range<usize>) -> CowStr<'a> {
        let own = self.text.get(range.clone()).unwrap_or_default();
        if self.shown.get(range.clone()) == Some(own) {
            return owned(words);
        }
        let own = own.trim_matches('`').replace("\r\n", " ").replace('\n', " ");
        let spaced = own.starts_with(' ') && own.ends_with(' ') && !own.trim().is_empty();
        let own = if spaced { own.get(1..own.len() - 1).unwrap_or_default() } else { &own };
        CowStr::from(own.to_string())
    }

    pub(super) fn html_line(&mut self, words: &str, range: Range<usize>) {
        let own = self.text.get(range.clone());
        let words = if self.shown.get(range.clone()) == Some(words) { own } else { Some(words) };
        if let Some(html) = &mut self.html {
            html.push(words.unwrap_or_default(), range);
        }
    }

    /// A block of HTML that was read to its end; a fence when it is the mask of one.
    pub(super) fn html_block(&mut self, range: Range<usize>) {
        if let Some(fence) = self.masks.fence(&range) {
            self.html = None;
            return self.fence(fence, range);
        }
        let tokens = self.html.as_ref().map(Html::tokens).unwrap_or_default();
        for token in tokens {
            self.token(token);
        }
        self.html = None;
        // Words and what is left out end with the block of HTML that they stand in.
        while self.top().range.start >= range.start
            && (self.top().ends_by_itself() || self.top().shape == Shape::LeftOut)
        {
            self.pop(range.end);
        }
    }

    pub(super) fn inline_html(&mut self, words: &str, range: Range<usize>) {
        let mut html = Html::default();
        html.push(words, range);
        for token in html.tokens() {
            self.token(token);
        }
    }

    pub(super) fn fence(&mut self, fence: &Fence, range: Range<usize>) {
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
