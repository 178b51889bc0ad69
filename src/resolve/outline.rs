//! Headings: their levels closed up, their numbers, and how they nest.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Block, BlockKind, Chapter, ChapterRole, Document, Leaf, NodeId};
use crate::manifest::Manifest;
use crate::references::OutlineEntry;
use crate::theme::Theme;
use crate::words::Words;

/// The deepest level that is numbered: 1.1.1.
const NUMBERED_LEVELS: usize = 3;

/// For the first heading of each chapter: the number or letter of the chapter, if it has one.
pub type ChapterNumbers = BTreeMap<NodeId, Option<String>>;

/// The headings of the chapters in reading order, as entries without children yet, and the numbers
/// of the chapters. A heading in a quotation, a box, a list, or in what only one edition has, is
/// none of the report's outline.
pub fn headings(
    document: &Document,
    manifest: &Manifest,
    theme: &Theme,
    words: &Words,
    diagnostics: &mut Diagnostics,
) -> (Vec<OutlineEntry>, ChapterNumbers) {
    let appendices =
        document.chapters.iter().filter(|chapter| chapter.role == ChapterRole::Appendix).count();
    let mut numbers = Numbers {
        numbered: match manifest.numbered_headings {
            Some(true) => NUMBERED_LEVELS,
            Some(false) => 0,
            None => usize::from(theme.numbered_levels),
        },
        lettered: appendices > 1,
        appendix: words.appendix,
        chapters: 0,
        appendices: 0,
        below: [0; NUMBERED_LEVELS],
    };
    let mut levels = Levels::default();
    let mut entries = Vec::new();
    let mut chapters = ChapterNumbers::new();
    for chapter in &document.chapters {
        for (index, (block, level, text)) in headings_of(chapter).into_iter().enumerate() {
            let closed_up = levels.close_up(level);
            if closed_up.skipped {
                diagnostics.push(skipped(block, level, levels.written_above));
            }
            levels.written_above = level;
            let number = numbers.next(chapter.role, closed_up.level, level == 1, block);
            if index == 0 {
                chapters.insert(block.id, numbers.of_chapter(chapter.role, number.as_ref()));
            }
            entries.push(OutlineEntry {
                node: block.id,
                level: closed_up.level,
                number: number.map(|number| words.digits(&number)),
                colon: words.colon,
                title: text.plain_text(),
                listed: !block.attributes.has("unlisted"),
                children: Vec::new(),
            });
        }
    }
    (entries, chapters)
}

/// The headings of a chapter, with those of passages in another language, which begin no chapter
/// and so stand below its heading.
fn headings_of(chapter: &Chapter) -> Vec<(&Block, u8, &Leaf)> {
    fn collect<'a>(block: &'a Block, top: u8, headings: &mut Vec<(&'a Block, u8, &'a Leaf)>) {
        match &block.kind {
            BlockKind::Heading { level, text } => headings.push((block, (*level).max(top), text)),
            BlockKind::Passage { blocks, .. } => {
                blocks.iter().for_each(|block| collect(block, 2, headings));
            }
            _ => {}
        }
    }
    let mut headings = Vec::new();
    chapter.blocks.iter().for_each(|block| collect(block, 1, &mut headings));
    headings
}

fn skipped(block: &Block, level: u8, above: u8) -> Diagnostic {
    let marks = |level: u8| "#".repeat(usize::from(level));
    let message = match above {
        0 => format!("the first heading is of level {level}"),
        _ => format!("a heading of level {level} follows one of level {above}"),
    };
    Diagnostic::warning(Code::SkippedLevel, message)
        .at(block.span)
        .help(format!("write {} here: levels follow one another", marks(above + 1)))
}

/// The levels that are open above a heading.
#[derive(Default)]
struct Levels {
    open: Vec<u8>,
    /// The level of the heading before, as it is written; 0 before the first.
    written_above: u8,
}

struct ClosedUp {
    level: u8,
    skipped: bool,
}

impl Levels {
    /// The level of a heading in the outline: one below the nearest heading that is higher.
    fn close_up(&mut self, level: u8) -> ClosedUp {
        while self.open.last().is_some_and(|above| *above >= level) {
            self.open.pop();
        }
        self.open.push(level);
        ClosedUp {
            level: u8::try_from(self.open.len()).unwrap_or(level),
            skipped: level > self.written_above + 1,
        }
    }
}

/// The numbers given so far.
struct Numbers {
    /// How many levels are numbered.
    numbered: usize,
    lettered: bool,
    appendix: &'static str,
    chapters: usize,
    appendices: usize,
    /// The numbers of the levels below the chapter, the chapter's own place unused.
    below: [usize; NUMBERED_LEVELS],
}

impl Numbers {
    /// The number of a heading, as it is printed before its words; `begins` when it begins a
    /// chapter.
    fn next(
        &mut self,
        role: ChapterRole,
        level: u8,
        begins: bool,
        block: &Block,
    ) -> Option<String> {
        let index = usize::from(level).checked_sub(1)?;
        if block.attributes.has("unnumbered") {
            return None;
        }
        if begins {
            self.below = [0; NUMBERED_LEVELS];
        }
        match role {
            ChapterRole::Appendix if begins => {
                self.appendices += 1;
                let letter = letter(self.appendices);
                Some(match self.lettered {
                    true => format!("{} {letter}", self.appendix),
                    false => self.appendix.to_string(),
                })
            }
            ChapterRole::Body if begins => {
                self.chapters += 1;
                (self.numbered > 0).then(|| self.chapters.to_string())
            }
            ChapterRole::Body if self.chapters > 0 => {
                let chapter = self.chapters.to_string();
                (index < self.numbered).then(|| self.section(chapter, index)).flatten()
            }
            ChapterRole::Appendix if self.lettered => {
                let chapter = letter(self.appendices);
                (index < self.numbered).then(|| self.section(chapter, index)).flatten()
            }
            _ => None,
        }
    }

    /// What the numbers of figures begin with in a chapter whose heading has this number: that of
    /// the chapter, or the letter of an appendix, even of a single one.
    fn of_chapter(&self, role: ChapterRole, number: Option<&String>) -> Option<String> {
        match role {
            ChapterRole::Appendix => number.map(|_| letter(self.appendices)),
            _ => number.cloned(),
        }
    }

    /// "1.2", from the number of the chapter and the place of the level below it.
    fn section(&mut self, chapter: String, index: usize) -> Option<String> {
        let number = self.below.get_mut(index)?;
        *number += 1;
        self.below.iter_mut().skip(index + 1).for_each(|deeper| *deeper = 0);
        let parts = self.below.get(1..=index)?;
        Some(parts.iter().fold(chapter, |number, part| format!("{number}.{part}")))
    }
}

/// A, B, … Z, AA, AB: letters as the columns of a sheet have them.
fn letter(number: usize) -> String {
    let mut letters = String::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters
}

/// Nests entries by their levels.
pub fn nest(entries: Vec<OutlineEntry>) -> Vec<OutlineEntry> {
    let mut roots = Vec::new();
    // The last entry of each level that is still open.
    let mut open: Vec<OutlineEntry> = Vec::new();
    for entry in entries {
        close(&mut open, usize::from(entry.level), &mut roots);
        open.push(entry);
    }
    close(&mut open, 1, &mut roots);
    roots
}

/// Closes the open entries of this level and deeper ones, each into the one above it.
fn close(open: &mut Vec<OutlineEntry>, level: usize, roots: &mut Vec<OutlineEntry>) {
    while open.len() >= level.max(1) {
        let Some(closed) = open.pop() else { return };
        match open.last_mut() {
            Some(above) => above.children.push(closed),
            None => roots.push(closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letter(1), "A");
        assert_eq!(letter(26), "Z");
        assert_eq!(letter(27), "AA");
        assert_eq!(letter(702), "ZZ");
        assert_eq!(letter(703), "AAA");
    }
}
