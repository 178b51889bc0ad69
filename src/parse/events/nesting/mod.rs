//! One well-nested stream of the events of Markdown and the tags of HTML.
//!
//! Markdown nests by itself; HTML that an author wrote need not, neither in itself nor with the
//! Markdown around it. So all that is open lies on a stack. A block ends the marks before it; a
//! block in a paragraph of Markdown ends that and lets it begin anew behind it; a block where only
//! words can stand is passed over, with a line break for its borders; an end without a beginning is
//! none. What Markdown opens, Markdown alone closes.
//!
//! Here is the stack; `markdown` opens and closes by the events of Markdown, `tags` by those of HTML.

mod markdown;
mod tags;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event as Markdown};

use super::tables::Tables;
use super::tokens::Html;
use super::{Ending, Event, Fault, Tag};
use crate::diagnostic::Code;
use crate::parse::masks::Masks;

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

    fn fault(&mut self, range: Range<usize>, code: Code, message: String, help: &'static str) {
        self.faults.push(Fault { range, error: false, code, message, help });
    }
}
