//! The pictures that the document names.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

use rayon::prelude::*;

use super::{Cache, path, variables};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::visit::{self, Visit};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, LabelledKind};
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::media::{Media, MediaStore, content_hash};
use crate::source::Span;
use crate::theme::Theme;

/// The pictures of a document, each file read once, side by side, in the order of their first
/// mention. A picture whose bytes are those of `cache` is not decoded again; the cache must be of
/// the same fonts, since the text of an SVG is set in them. A drawing that names colours or
/// families has those of the theme.
pub fn media(
    manuscript: &Manuscript,
    document: &Document,
    (fonts, theme): (&FontBook, &Theme),
    cache: &mut Cache,
    diagnostics: &mut Diagnostics,
) -> MediaStore {
    let pictures = pictures(document);
    let read = |(path, spans): &(&str, Vec<Span>)| {
        read(manuscript, path, (fonts, theme), cache)
            .map_err(|fault| fault.findings(manuscript, path, spans))
    };
    let results: Vec<_> = pictures.par_iter().map(read).collect();
    let mut store = MediaStore::new();
    cache.pictures.clear();
    for ((path, _), result) in pictures.iter().zip(results) {
        match result {
            Ok(media) => {
                cache.pictures.insert(path.to_string(), media.clone());
                store.insert(path.to_string(), media);
            }
            Err(findings) => diagnostics.extend(findings),
        }
    }
    store
}

/// The paths of the pictures that a document names, from the project's root, in the order of
/// their first mention, each with every place that names it.
pub fn pictures(document: &Document) -> Vec<(&str, Vec<Span>)> {
    let mut mentions = Mentions::default();
    if let Some(cover) = &document.front.cover {
        mentions.add(&cover.path, cover.span);
    }
    if let Some(logo) = &document.front.logo {
        mentions.add(&logo.path, logo.span);
    }
    let front = &document.front;
    visit::walk_blocks(&mut mentions, front.statement.iter().map(|block| &**block));
    for row in &front.imprint {
        visit::walk_labelled(&mut mentions, row);
    }
    for chapter in &document.chapters {
        visit::walk_blocks(&mut mentions, chapter.blocks.iter().map(|block| &**block));
    }
    for note in &document.notes {
        visit::walk_blocks(&mut mentions, &note.blocks);
    }
    mentions.list
}

#[derive(Default)]
struct Mentions<'a> {
    list: Vec<(&'a str, Vec<Span>)>,
    by_path: BTreeMap<&'a str, usize>,
}

impl<'a> Mentions<'a> {
    fn add(&mut self, path: &'a str, span: Span) {
        let index = *self.by_path.entry(path).or_insert(self.list.len());
        match self.list.get_mut(index) {
            Some((_, spans)) => spans.push(span),
            None => self.list.push((path, vec![span])),
        }
    }
}

impl<'a> Visit<'a> for Mentions<'a> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Figure(figure) => {
                self.add(&figure.path, figure.path_span);
                if let Some(narrow) = &figure.narrow {
                    self.add(&narrow.path, narrow.span);
                }
            }
            BlockKind::Labelled(labelled) => {
                if let LabelledKind::Person { portrait: Some(portrait) } = &labelled.kind {
                    self.add(&portrait.path, portrait.span);
                }
            }
            _ => {}
        }
        visit::walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Image { path, .. } = &inline.kind {
            self.add(path, inline.span);
        }
        visit::walk_inline(self, inline);
    }
}

/// Why a picture could not be read.
enum Fault {
    /// There is none.
    Missing,
    /// There is one, but it cannot be used.
    Unusable(Code, String),
}

fn read(
    manuscript: &Manuscript,
    path: &str,
    (fonts, theme): (&FontBook, &Theme),
    cache: &Cache,
) -> Result<Media, Fault> {
    let bytes = fs::read(manuscript.root.join(path)).map_err(|error| match error.kind() {
        // A folder is no picture either, and some systems say so in other words.
        ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory => Fault::Missing,
        _ => Fault::Unusable(Code::UnreadableFile, format!("`{path}` cannot be read: {error}")),
    })?;
    let bytes = variables::with_values(bytes, theme);
    if let Some(known) = cache.pictures.get(path)
        && hash(known) == content_hash(&bytes)
    {
        return Ok(known.clone());
    }
    Media::read(path, bytes, fonts)
        .map_err(|error| Fault::Unusable(error.code(), format!("`{path}` cannot be used: {error}")))
}

fn hash(media: &Media) -> u64 {
    match media {
        Media::Raster(raster) => raster.hash,
        Media::Vector(vector) => vector.hash,
    }
}

impl Fault {
    /// A missing picture is told at each place that names it, since each must be mended; a
    /// picture that cannot be used at the first.
    fn findings(self, manuscript: &Manuscript, path: &str, spans: &[Span]) -> Vec<Diagnostic> {
        match self {
            Fault::Unusable(code, message) => spans
                .first()
                .map(|span| Diagnostic::error(code, message).at(*span))
                .into_iter()
                .collect(),
            Fault::Missing => {
                let near = near_file(manuscript, path);
                let finding = |span: &Span| missing(manuscript, path, *span, near.as_deref());
                spans.iter().map(finding).collect()
            }
        }
    }
}

fn missing(manuscript: &Manuscript, path: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let fault = |message| Diagnostic::error(Code::MissingImage, message).at(span);
    if path.contains("://") {
        let message = format!(
            "the picture `{path}` is not a file of the project, and none is fetched from elsewhere"
        );
        return fault(message).help("save it in the folder `images/` and name it there");
    }
    let fault = fault(format!("there is no picture `{path}`"));
    let source = manuscript.sources.get(span.source).map_or("", |source| source.name());
    match near {
        Some(near) => {
            let near = path::relative(path::folder(source), near);
            fault.help(format!("did you mean `{near}`?"))
        }
        None => fault.help("paths are relative to the file that names them"),
    }
}

/// The file whose name is nearest, of the folder that was named and of the project's `images/`.
fn near_file(manuscript: &Manuscript, path: &str) -> Option<String> {
    const FOLDER: &str = "images";
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut files = Vec::new();
    for folder in [path::folder(path), FOLDER] {
        let entries = fs::read_dir(manuscript.root.join(folder)).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        files.extend(names.map(|name| (path::join(folder, &name), name)));
    }
    files.sort();
    let near = nearest(name, files.iter().map(|(_, name)| name.as_str()))?.to_string();
    files.into_iter().find(|(_, name)| *name == near).map(|(path, _)| path)
}
