//! What the tags of HTML open and close.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{Frame, Nesting, Origin, Shape};
use crate::diagnostic::Code;
use crate::parse::events::html::{self, Role};
use crate::parse::events::tokens::{Tag as HtmlTag, Token};
use crate::parse::events::{Ending, Event, Fault, Naming, Tag};

impl<'a> Nesting<'a, '_> {
    pub(super) fn token(&mut self, token: Token) {
        match token {
            Token::Open(tag) => self.open_html(&tag),
            Token::Close(name, range) => self.close_html(&name, &range),
            Token::Words(words, range) => self.html_words(words, range),
        }
    }

    /// Words between tags: white space is a space, but in code.
    pub(super) fn html_words(&mut self, words: String, range: Range<usize>) {
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

    pub(super) fn open_html(&mut self, tag: &HtmlTag) {
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
            Role::Machine => {
                self.machine(tag);
                self.stack.push(Frame::new(origin(), Shape::LeftOut, range));
            }
            Role::Drawing => self.drawing(tag),
            Role::Foreign => self.foreign(tag),
            Role::Unknown => self.unknown(tag),
        }
    }

    /// A mark, with what it is named.
    pub(super) fn open_html_mark(&mut self, tag: &HtmlTag, mark: Tag<'a>, naming: Naming) {
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
    pub(super) fn name_in_line(&mut self, naming: Naming, tag: &HtmlTag) {
        if naming.id.is_some() && !self.is_verbatim() {
            let at = tag.range.clone();
            self.list.push((Event::Start(Tag::Words), at.clone()));
            self.list.push((Event::Named(Box::new(naming)), at.clone()));
            self.list.push((Event::End(Ending::Mark), at));
        }
    }

    pub(super) fn open_named(
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
    pub(super) fn item(&mut self, tag: &HtmlTag, own: Tag<'a>, naming: Naming) {
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
    pub(super) fn table_part(&mut self, tag: &HtmlTag, naming: Naming) {
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

    pub(super) fn caption(&mut self, origin: Origin, range: Range<usize>) {
        while !self.top().is_markdown() && self.top().shape != Shape::Table {
            self.pop(range.start);
        }
        if self.top().shape == Shape::Table {
            self.open_part(origin, Tag::TableCaption, Shape::Leaf, range);
        }
    }

    pub(super) fn picture(&mut self, picture: Tag<'a>, alt: String, range: Range<usize>) {
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
    pub(super) fn close_html(&mut self, name: &str, range: &Range<usize>) {
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
                Shape::LeftOut if frame.is_markdown() => crossed = true,
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

    pub(super) fn drawing(&mut self, tag: &HtmlTag) {
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

    /// What a script would draw is in neither edition, so that it is told; looks are the theme's.
    fn machine(&mut self, tag: &HtmlTag) {
        self.fault(
            tag.range.clone(),
            Code::RawHtml,
            format!("<{}> is left out with all that is in it", tag.name),
            "where it would draw something, put that in as a picture",
        );
    }

    pub(super) fn foreign(&mut self, tag: &HtmlTag) {
        self.fault(
            tag.range.clone(),
            Code::RawHtml,
            format!("<{}> is left out, and the words in it are kept", tag.name),
            "no page can hold it: write a link to it, or what it says",
        );
    }

    /// A tag that HTML does not know. Where it is but a name in angle brackets, as in `the file
    /// <name>`, its author meant the words.
    pub(super) fn unknown(&mut self, tag: &HtmlTag) {
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
}
