//! Characters that no face has, told before anything is laid out.

use std::collections::BTreeMap;

use super::scripts::{Need, guess, need};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::visit::{self, Visit};
use crate::document::{Block, BlockKind, Document, Edition, Inline, InlineKind};
use crate::font::{FontBook, joins};
use crate::language::Language;
use crate::manuscript::Manuscript;
use crate::source::Span;
use crate::words::Words;

/// So many characters of a script are shown.
const SHOWN: usize = 8;

/// Checks that there is a face for each character of the document: one error for each font file
/// that is wanted, at the first character that wants it. What is for the EPUB alone is not looked
/// at, since a reading system has fonts of its own.
pub fn glyphs(
    manuscript: &Manuscript,
    document: &Document,
    fonts: &FontBook,
    diagnostics: &mut Diagnostics,
) {
    let mut missing = Missing::new(fonts, &document.language);
    if diagnostics.has_errors() {
        // It stands for bytes that are no text, and these were told.
        missing.is_new(char::REPLACEMENT_CHARACTER);
    }
    let front = &document.front;
    let lines = [&front.publisher, &front.series, &front.number, &front.subtitle, &front.byline];
    let lines = lines.into_iter().chain([&front.role, &front.date]).flatten();
    lines.chain([&front.title]).for_each(|leaf| missing.leaf(leaf));
    for chapter in &document.chapters {
        visit::walk_blocks(&mut missing, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &document.notes {
        visit::walk_blocks(&mut missing, &note.blocks);
    }
    visit::walk_blocks(&mut missing, front.statement.iter().map(AsRef::as_ref));
    front.imprint.iter().for_each(|row| visit::walk_labelled(&mut missing, row));
    // The program's own words in the language of the report: labels, running heads.
    let words = Words::of(&document.language);
    for word in [words.contents, words.figure, words.table, words.notes, words.source] {
        missing.text(word, front.title.span);
    }
    for (need, characters) in missing.by_need() {
        let Some(first) = characters.first() else { continue };
        // The program's own words have no place; that of the title is near.
        let own = if first.at.range().is_empty() { front.title.span } else { first.at };
        let at = place(manuscript, own, first.character);
        diagnostics.push(finding(need, &characters).at(at));
    }
}

/// What is said of the characters that want one font file.
fn finding(need: Need, characters: &[Lost]) -> Diagnostic {
    let count = characters.len();
    let shown = characters.iter().take(SHOWN);
    let shown = shown.map(|lost| format!("{} (U+{:04X})", lost.character, lost.character as u32));
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    if count > SHOWN {
        shown.push_str(&format!(" and {} more", count - SHOWN));
    }
    let times: usize = characters.iter().map(|lost| lost.times).sum();
    let place = if times == 1 { "one place".to_string() } else { format!("{times} places") };
    let plural = if count == 1 { "" } else { "s" };
    let what = match need.is_of_signs {
        true => format!("{count} of the {}", need.name),
        false => format!("{count} character{plural} of {}", need.name),
    };
    let message = format!("no font has {what}, {shown}: {place} of the text would be blank");
    let help = match need.file {
        Some(file) if need.is_of_signs => format!(
            "put `{file}`, which has most {}, or another font that has them into the project's \
             folder `fonts`",
            need.name
        ),
        Some(file) => format!(
            "put `{file}`, or another font for {}, into the project's folder `fonts`",
            need.name
        ),
        None => "write it otherwise, or put a font that has it into the project's folder `fonts`"
            .to_string(),
    };
    Diagnostic::error(Code::MissingGlyph, message).help(help)
}

/// Where a character stands in a text; the whole text where it is written in another way there.
fn place(manuscript: &Manuscript, at: Span, character: char) -> Span {
    let source = manuscript.sources.get(at.source);
    let text = source.and_then(|source| source.text().get(at.range()));
    match text.and_then(|text| text.find(character)) {
        Some(offset) => {
            let start = at.range().start + offset;
            Span::new(at.source, start..start + character.len_utf8())
        }
        None => at,
    }
}

/// A character that no font has.
struct Lost {
    character: char,
    /// The text of its first mention.
    at: Span,
    /// How often it is mentioned.
    times: usize,
    /// The language around its first mention.
    language: Language,
}

/// What was found missing.
struct Missing<'f, 'a> {
    fonts: &'f FontBook,
    language: &'a Language,
    /// By its number, whether a character was looked for: each of a report is asked for here, so
    /// this must be fast.
    known: Vec<bool>,
    /// In the order of their first mention.
    lost: Vec<Lost>,
    /// Where a character is among them.
    index: BTreeMap<char, usize>,
}

impl<'f, 'a> Missing<'f, 'a> {
    fn new(fonts: &'f FontBook, language: &'a Language) -> Missing<'f, 'a> {
        let known = vec![false; char::MAX as usize + 1];
        Missing { fonts, language, known, lost: Vec::new(), index: BTreeMap::new() }
    }

    fn text(&mut self, text: &str, at: Span) {
        for character in text.chars() {
            if self.is_new(character) {
                self.look_for(character, at);
            } else if let Some(index) = self.index.get(&character)
                && let Some(lost) = self.lost.get_mut(*index)
            {
                lost.times += 1;
            }
        }
    }

    /// Whether a character is looked for the first time.
    fn is_new(&mut self, character: char) -> bool {
        let known = self.known.get_mut(character as usize);
        known.is_some_and(|known| !std::mem::replace(known, true))
    }

    fn look_for(&mut self, character: char, at: Span) {
        if character.is_whitespace()
            || joins(character)
            || self.fonts.fallback(character, 400, false).is_some()
        {
            return;
        }
        self.index.insert(character, self.lost.len());
        let language = self.language.clone();
        self.lost.push(Lost { character, at, times: 1, language });
    }

    /// What was lost, by the font file that is wanted.
    fn by_need(self) -> BTreeMap<Need, Vec<Lost>> {
        let guess = guess(self.lost.iter().map(|lost| lost.character));
        let mut by_need: BTreeMap<Need, Vec<Lost>> = BTreeMap::new();
        for lost in self.lost {
            let language = match &guess {
                Some(guess) if !lost.language.is_of_east_asia() => guess,
                _ => &lost.language,
            };
            let need = need(lost.character, language);
            by_need.entry(need).or_default().push(lost);
        }
        by_need
    }

    /// Does something for what is in another language.
    fn within(&mut self, language: &'a Language, walk: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.language, language);
        walk(self);
        self.language = around;
    }
}

impl<'a> Visit<'a> for Missing<'_, 'a> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Only { edition: Edition::Epub, .. } => {}
            BlockKind::Passage { language, .. } => {
                self.within(language, |missing| visit::walk_block(missing, block));
            }
            _ => visit::walk_block(self, block),
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.text(text, inline.span),
            InlineKind::Passage { language, .. } => {
                self.within(language, |missing| visit::walk_inline(missing, inline));
            }
            _ => visit::walk_inline(self, inline),
        }
    }
}
