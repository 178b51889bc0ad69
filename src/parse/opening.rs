//! How a file opens: with a heading of its own, with the title of its front matter, or with its
//! name.

use super::front_matter::FrontMatter;
use super::pieces;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Leaf};
use crate::language::Language;
use crate::source::{Span, Spanned, title_of};

impl Reader<'_> {
    /// The blocks of a file with the heading that its front matter gives it. A file that has no
    /// heading of any level gets one of its name, so that its text is not taken for the end of
    /// the chapter before; only the first file of a report may open without one.
    pub fn opened(
        &mut self,
        mut blocks: Vec<Block>,
        front: FrontMatter,
        is_first: bool,
    ) -> Vec<Block> {
        let title =
            front.title.as_ref().filter(|title| !(is_first && self.settings.says(&title.value)));
        let own = blocks.iter().position(|block| level_of(block) == Some(1));
        let heads = own.filter(|own| !blocks[..*own].iter().any(is_matter));
        match (title, heads) {
            (Some(title), Some(at)) => self.check_title(title, &blocks[at]),
            (Some(title), None) => match own.filter(|own| says(&blocks[*own], &title.value)) {
                // The title is the heading, which other matter precedes: it is said once.
                Some(own) => blocks[..=own].rotate_right(1),
                None => blocks.insert(0, self.title(title)),
            },
            (None, None) if !is_first => self.name(&mut blocks),
            _ => {}
        }
        let heading = blocks.iter().position(|block| level_of(block) == Some(1));
        if let Some(subtitle) =
            front.subtitle.filter(|subtitle| !self.settings.says(&subtitle.value))
        {
            let at = heading.map_or(0, |heading| heading + 1);
            blocks.insert(at, self.subtitle(&subtitle));
        }
        if let Some(heading) = heading.and_then(|at| blocks.get_mut(at)) {
            add_attributes(&mut heading.attributes, front.id, front.classes);
        }
        if self.language == self.settings.language {
            return blocks;
        }
        // The notes stand elsewhere, and are of the file's language all the same.
        for note in &mut self.findings.notes {
            let blocks = std::mem::take(&mut note.blocks).into_iter();
            note.blocks = blocks.map(|block| note_in_language(block, &self.language)).collect();
        }
        in_language(blocks, &self.language)
    }

    /// The title as the heading of the chapter.
    fn title(&mut self, title: &Spanned<String>) -> Block {
        let text = self.leaf_within(&title.value, title.span);
        heading(text.unwrap_or_else(|| words(&title.value, title.span)), title.span)
    }

    /// The subtitle as stressed words below the heading.
    fn subtitle(&mut self, subtitle: &Spanned<String>) -> Block {
        let span = subtitle.span;
        let mut text =
            self.leaf_within(&subtitle.value, span).unwrap_or_else(|| words(&subtitle.value, span));
        let inside = std::mem::take(&mut text.inlines);
        text.inlines = vec![Inline { id: text.id, span, kind: InlineKind::Emphasis(inside) }];
        block(BlockKind::Paragraph(text), span)
    }

    /// Gives a file the heading of its name, and tells so: unless a heading of the first level
    /// follows, before which the chapter before may end, or it begins with one of a lower level,
    /// which is a section of that chapter.
    fn name(&mut self, blocks: &mut Vec<Block>) {
        let Some(first) = blocks.iter().find(|block| is_matter(block)) else { return };
        if level_of(first).is_some() || blocks.iter().any(|block| level_of(block) == Some(1)) {
            return;
        }
        let span = first.span;
        let name = title_of(self.file);
        let message =
            format!("this chapter has no heading, and its file's name stands as one: “{name}”");
        let warning = Diagnostic::warning(Code::UntitledChapter, message)
            .at(span)
            .help("write one as the first line of the file: # Title");
        self.report(warning);
        let at = Span { end: span.start, ..span };
        blocks.insert(0, heading(words(&name, at), at));
    }

    /// Tells of a title that is not shown, since the chapter's own heading says something else.
    fn check_title(&mut self, title: &Spanned<String>, own: &Block) {
        if says(own, &title.value) || self.settings.says(&title.value) {
            return;
        }
        let message =
            "the title of the front matter is left out: the chapter has a heading of its own";
        let warning = Diagnostic::warning(Code::UnreadMetadata, message)
            .at(title.span)
            .related(own.span, "its heading")
            .help("take out one of the two");
        self.report(warning);
    }
}

/// The level of a heading.
fn level_of(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

/// Whether a block has something to show. A paragraph may be nothing but a place to link to.
fn is_matter(block: &Block) -> bool {
    match &block.kind {
        BlockKind::PageBreak | BlockKind::SceneBreak => false,
        BlockKind::Paragraph(text) => !text.is_mere_place(),
        _ => true,
    }
}

/// Whether a heading says these words, whatever its marks.
fn says(heading: &Block, words: &str) -> bool {
    let BlockKind::Heading { text, .. } = &heading.kind else { return false };
    letters(&text.plain_text()) == letters(words)
}

/// The letters and digits of words, by which they are compared.
pub fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn words(words: &str, span: Span) -> Leaf {
    let id = pieces::unnumbered(super::reader::Place::Within(span));
    let text = Inline { id, span, kind: InlineKind::Text(words.to_string()) };
    Leaf { id, span, inlines: vec![text] }
}

fn heading(text: Leaf, span: Span) -> Block {
    block(BlockKind::Heading { level: 1, text }, span)
}

fn block(kind: BlockKind, span: Span) -> Block {
    let id = pieces::unnumbered(super::reader::Place::Within(span));
    Block { id, span, attributes: Attributes::default(), kind }
}

/// Adds to what a heading says of itself what the front matter says of it.
fn add_attributes(own: &mut Attributes, id: Option<Spanned<String>>, classes: Vec<String>) {
    own.id = own.id.take().or(id);
    for class in classes {
        if !own.has(&class) {
            own.classes.push(class);
        }
    }
}

/// Whether a file is in another language than the report. A tag without a region is that of every
/// region.
pub fn differs(language: &Language, of_report: &Language) -> bool {
    let region = language.region().zip(of_report.region());
    language.primary() != of_report.primary() || region.is_some_and(|(own, other)| own != other)
}

/// Blocks as passages in a language. Headings of the first level begin chapters and stay outside;
/// their words are a passage of their own.
fn in_language(blocks: Vec<Block>, language: &Language) -> Vec<Block> {
    let mut list: Vec<Block> = Vec::new();
    let mut run: Vec<Block> = Vec::new();
    for mut own in blocks {
        if let BlockKind::Heading { level: 1, text } = &mut own.kind {
            list.extend(passage(std::mem::take(&mut run), language));
            words_in_language(text, language);
            list.push(own);
        } else {
            run.push(own);
        }
    }
    list.extend(passage(run, language));
    list
}

/// A block of a note as a passage: of a paragraph the words, as the note's mark stands in its line.
fn note_in_language(mut own: Block, language: &Language) -> Block {
    if let BlockKind::Paragraph(text) = &mut own.kind {
        words_in_language(text, language);
        return own;
    }
    let (span, language) = (own.span, language.clone());
    block(BlockKind::Passage { language, blocks: vec![own] }, span)
}

fn words_in_language(text: &mut Leaf, language: &Language) {
    let inside = std::mem::take(&mut text.inlines);
    let kind = InlineKind::Passage { language: language.clone(), inside };
    text.inlines = vec![Inline { id: text.id, span: text.span, kind }];
}

/// Blocks that follow one another as one passage.
fn passage(blocks: Vec<Block>, language: &Language) -> Option<Block> {
    let (first, last) = (blocks.first()?, blocks.last()?);
    let span = Span { end: first.span.end.max(last.span.end), ..first.span };
    Some(block(BlockKind::Passage { language: language.clone(), blocks }, span))
}
