//! Characters that no face has, told before anything is laid out.

use std::collections::BTreeMap;

use unicode_script::UnicodeScript;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::visit::{self, Visit};
use crate::document::{Block, BlockKind, Document, Edition, Inline, InlineKind};
use crate::font::{FontBook, joins};
use crate::manuscript::Manuscript;
use crate::source::Span;

/// So many characters of a script are shown.
const SHOWN: usize = 8;

/// Checks that there is a face for each character of the document: one warning for each script that
/// lacks some, at the first of them. What is for the EPUB alone is not looked at, since a reading
/// system has fonts of its own.
pub fn glyphs(
    manuscript: &Manuscript,
    document: &Document,
    fonts: &FontBook,
    diagnostics: &mut Diagnostics,
) {
    let known = vec![false; char::MAX as usize + 1];
    let mut missing = Missing { fonts, known, scripts: BTreeMap::new() };
    if diagnostics.has_errors() {
        // It stands for bytes that are no text, and these were told.
        missing.is_new(char::REPLACEMENT_CHARACTER);
    }
    let front = &document.front;
    let lines = [&front.publisher, &front.series, &front.number, &front.subtitle, &front.byline];
    let lines = lines.into_iter().chain([&front.role, &front.date]).flatten();
    lines.chain([&front.title]).for_each(|leaf| missing.leaf(leaf));
    visit::walk_blocks(&mut missing, front.statement.iter().map(AsRef::as_ref));
    front.imprint.iter().for_each(|row| visit::walk_labelled(&mut missing, row));
    for chapter in &document.chapters {
        visit::walk_blocks(&mut missing, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &document.notes {
        visit::walk_blocks(&mut missing, &note.blocks);
    }
    for (script, (at, characters)) in missing.scripts {
        let first = characters.first().copied().unwrap_or_default();
        let shown = characters.iter().take(SHOWN);
        let shown = shown.map(|c| format!("{c} (U+{:04X})", u32::from(*c)));
        let more = if characters.len() > SHOWN { " and others" } else { "" };
        let shown = shown.collect::<Vec<_>>().join(", ");
        let message = format!("no font has {shown}{more}, of the script {script}");
        let warning = Diagnostic::warning(Code::MissingGlyph, message)
            .at(place(manuscript, at, first))
            .help(format!("put a font for {script} into the project's fonts folder"));
        diagnostics.push(warning);
    }
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

/// What was found missing.
struct Missing<'f> {
    fonts: &'f FontBook,
    /// By its number, whether a character was looked for: each of a report is asked for here, so
    /// this must be fast.
    known: Vec<bool>,
    /// By the script: the text of the first, and all in the order of their mention.
    scripts: BTreeMap<&'static str, (Span, Vec<char>)>,
}

impl Missing<'_> {
    /// Whether a character is looked for the first time.
    fn is_new(&mut self, character: char) -> bool {
        let known = self.known.get_mut(character as usize);
        known.is_some_and(|known| !std::mem::replace(known, true))
    }

    fn text(&mut self, text: &str, at: Span) {
        for character in text.chars() {
            if self.is_new(character)
                && !character.is_whitespace()
                && !joins(character)
                && self.fonts.fallback(character, 400, false).is_none()
            {
                let script = self.scripts.entry(character.script().full_name());
                script.or_insert((at, Vec::new())).1.push(character);
            }
        }
    }
}

impl<'a> Visit<'a> for Missing<'_> {
    fn block(&mut self, block: &'a Block) {
        if !matches!(block.kind, BlockKind::Only { edition: Edition::Epub, .. }) {
            visit::walk_block(self, block);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
            self.text(text, inline.span);
        }
        visit::walk_inline(self, inline);
    }
}
