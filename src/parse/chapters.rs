//! From one file to its blocks, and from the files to chapters.

use std::sync::Arc;

use super::number;
use super::reader::{Findings, Parsed, Place, Reader, Settings};
use super::unread;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, BlockKind, Chapter, ChapterRole};
use crate::source::{Source, SourceId, Span};

/// The byte-order mark that some editors put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Parses one file.
pub fn parse_file(id: SourceId, source: &Source, settings: &Settings) -> Parsed {
    let text = source.text();
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let start = text.len() - body.len();
    let mut findings = Findings::default();
    let (metadata, body) = split_metadata(body);
    if !metadata.is_empty() {
        let span = Span::new(id, start..start + metadata.trim_end().len());
        let warning =
            Diagnostic::warning(Code::UnreadMetadata, "metadata in a chapter is not read");
        findings.diagnostics.push(warning.at(span).help("write it in report.toml"));
    }
    let place = Place::at(id, start + metadata.len());
    let mut reader = Reader::of_file(body, source.name(), place, settings, &mut findings);
    let mut blocks = reader.whole();
    unread::in_chapter(id, text, &mut blocks, &settings.language, &mut findings);
    let mut parsed = Parsed::new(blocks, findings);
    number::number(id, 0, &mut parsed);
    parsed
}

/// Parts a text from the metadata that other programs want before it: keys and values of YAML,
/// between lines of three hyphens. CommonMark would take them for a heading.
fn split_metadata(text: &str) -> (&str, &str) {
    let none = ("", text);
    let mut lines = text.split_inclusive('\n').map(|line| (line, line.trim_end()));
    let Some((first, "---")) = lines.next() else { return none };
    let Some((second, _)) = lines.next().filter(|(_, key)| is_key(key)) else { return none };
    let mut end = first.len() + second.len();
    for (line, bare) in lines {
        end += line.len();
        if matches!(bare, "---" | "...") {
            return text.split_at_checked(end).unwrap_or(none);
        }
    }
    none
}

/// Whether a line begins with a word and a colon, behind which there is nothing or a space.
fn is_key(line: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    line.split_once(':').is_some_and(|(name, value)| {
        is_name(name) && (value.is_empty() || value.starts_with([' ', '\t']))
    })
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
