//! Markdown to document: the only room that knows Markdown.
//!
//! A chapter goes through these steps, a module each:
//!
//! 1. `front_matter`: what the chapter says of itself before its text, and in `opening` the heading
//!    that it may give;
//! 2. `masks` and `lettered`: lines of other dialects and letters that count, shown to the parser
//!    as what it knows; `events`: what pulldown-cmark makes of them, and of the HTML among them, in
//!    one well-nested stream, along which `reader` walks;
//! 3. `blocks`, with `callouts`, `divisions`, `figures` and `tables`: events to blocks;
//! 4. `inlines`, with `attributes`, `destinations`, `links`, `chapter_names` and `literals`: events
//!    to pieces, which still know the bytes that they come from;
//! 5. `words` and `brackets`: names of words, notes written in a line; `pieces` and `typography`: calls of notes, raised and lowered letters, quotation marks,
//!    dashes and spaces, which CommonMark does not have or not by language;
//! 6. `unread`: what remained text although another dialect means something by it;
//! 7. `number`: the identities of the nodes, in reading order.
//!
//! Chapters are parsed side by side and joined in order. What the manifest implies (title, imprint,
//! about the author) is made in `matter`, so that both editions say the same words.

mod attributes;
mod blocks;
mod brackets;
mod callouts;
mod chapter_names;
mod chapters;
mod destinations;
mod divisions;
mod events;
mod figures;
mod front_matter;
mod inlines;
mod lettered;
mod links;
mod literals;
mod masks;
mod matter;
mod number;
mod opening;
mod pieces;
mod reader;
mod refused;
mod tables;
mod typography;
mod unread;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use self::reader::{Parsed, Settings};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::manuscript::Manuscript;
use crate::source::{Source, SourceId};
use crate::theme::Theme;

/// The chapters that were parsed before, by name. A chapter is parsed again when its text, its
/// place among the sources or a setting that matters to parsing is not what it was. Whoever drops
/// the cache loses time and nothing else.
#[derive(Debug, Default)]
pub struct Cache {
    chapters: BTreeMap<String, Kept>,
}

#[derive(Clone, Debug)]
struct Kept {
    id: SourceId,
    text: Arc<str>,
    settings: Arc<Settings>,
    parsed: Arc<Parsed>,
}

/// The document of a manuscript; of its theme only the names of the typefaces matter, which the
/// imprint tells. Never fails: what is wrong becomes a diagnostic at its place.
pub fn parse(
    manuscript: &Manuscript,
    theme: &Theme,
    cache: &mut Cache,
    diagnostics: &mut Diagnostics,
) -> Document {
    let settings = Arc::new(Settings::of(manuscript));
    let files = parse_files(manuscript, &settings, cache);
    let (front, back) = matter::imply(manuscript, theme, &settings);
    for parsed in files.iter().map(Arc::as_ref).chain([&back]) {
        diagnostics.extend(parsed.diagnostics.iter().cloned());
    }
    let notes = files.iter().map(Arc::as_ref).chain([&back]).flat_map(|file| file.notes.clone());
    Document {
        language: settings.language.clone(),
        front,
        notes: notes.collect(),
        files: settings.chapters.clone(),
        chapters: chapters::join(&files, &back),
    }
}

fn parse_files(
    manuscript: &Manuscript,
    settings: &Arc<Settings>,
    cache: &mut Cache,
) -> Vec<Arc<Parsed>> {
    let chapters: Vec<(SourceId, &Source)> = manuscript
        .chapters
        .iter()
        .filter_map(|id| Some((*id, manuscript.sources.get(*id)?)))
        .collect();
    let known = &cache.chapters;
    let kept: Vec<Kept> = chapters
        .par_iter()
        .map(|(id, source)| {
            let text = source.shared_text();
            let before = known
                .get(source.name())
                .filter(|kept| kept.id == *id && kept.text == text && kept.settings == *settings);
            before.cloned().unwrap_or_else(|| Kept {
                id: *id,
                settings: Arc::clone(settings),
                parsed: Arc::new(chapters::parse_file(*id, source, settings)),
                text,
            })
        })
        .collect();
    let files = kept.iter().map(|kept| Arc::clone(&kept.parsed)).collect();
    let names = chapters.iter().map(|(_, source)| source.name().to_string());
    cache.chapters = names.zip(kept).collect();
    files
}
