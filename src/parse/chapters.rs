//! From one file to its blocks, and from the files to chapters.

use std::sync::Arc;

use super::front_matter::{self, FrontMatter};
use super::opening::differs;
use super::reader::{Findings, Parsed, Place, Reader, Settings};
use super::{figures, number, unread};
use crate::document::{Block, BlockKind, Chapter, ChapterRole};
use crate::fields;
use crate::source::{Source, SourceId};

/// The byte-order mark that some editors put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Parses one file.
pub fn parse_file(id: SourceId, source: &Source, settings: &Settings) -> Parsed {
    let text = source.text();
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let start = source.text().len() - text.len();
    let mut findings = Findings::default();
    let (front, end) = match fields::front(text) {
        Some(written) => {
            let place = Place::at(id, start);
            let front = front_matter::read(text, &written, place, settings, &mut findings);
            (front, written.end)
        }
        None => (FrontMatter::default(), 0),
    };
    let body = text.get(end..).unwrap_or_default();
    let place = Place::at(id, start + end);
    let mut reader = Reader::of_file(body, source.name(), place, settings, &mut findings);
    if let Some(language) = front.language.as_ref().filter(|own| differs(own, &settings.language)) {
        reader.language = language.clone();
    }
    let mut blocks = reader.whole();
    let language = &reader.language;
    unread::in_chapter(id, source.text(), &mut blocks, language, reader.findings);
    let is_first = settings.chapters.first().is_none_or(|(_, first)| *first == id);
    let blocks = reader.opened(blocks, front, is_first);
    let mut parsed = Parsed::new(blocks, findings);
    number::number(id, 0, &mut parsed);
    figures::check_captions(&mut parsed);
    parsed
}

/// Joins the files to chapters: a heading of the first level begins one, wherever it stands; what
/// comes before the first heading of the report is the opening.
pub fn join(files: &[Arc<Parsed>], back: &Parsed) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for block in files.iter().flat_map(|file| &file.blocks) {
        match (role_of(block), chapters.last_mut()) {
            (Some(role), _) => chapters.push(Chapter { role, blocks: vec![Arc::clone(block)] }),
            (None, Some(chapter)) => chapter.blocks.push(Arc::clone(block)),
            (None, None) => chapters
                .push(Chapter { role: ChapterRole::Opening, blocks: vec![Arc::clone(block)] }),
        }
    }
    if !back.blocks.is_empty() {
        chapters.push(Chapter { role: ChapterRole::Back, blocks: back.blocks.clone() });
    }
    chapters
}

/// The part of the chapter that this block begins, if it begins one.
fn role_of(block: &Block) -> Option<ChapterRole> {
    match &block.kind {
        BlockKind::Heading { level: 1, .. } if block.attributes.has("appendix") => {
            Some(ChapterRole::Appendix)
        }
        BlockKind::Heading { level: 1, .. } => Some(ChapterRole::Body),
        _ => None,
    }
}
