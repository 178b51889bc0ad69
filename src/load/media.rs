//! The pictures that the document names.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

use rayon::prelude::*;

use super::scripts::{Need, guess, need};
use super::{Cache, path, picture_paths, variables};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::visit::{self, Visit};
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, LabelledKind, picture_name};
use crate::font::FontBook;
use crate::language::Language;
use crate::manuscript::Manuscript;
use crate::media::{
    DrawingFinding, DrawingFonts, Lettering, Media, MediaStore, content_hash, drawing_as_utf8,
};
use crate::source::Span;
use crate::theme::Theme;

/// The most of a path that a message repeats, in characters.
const SHOWN: usize = 80;

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
    let fonts = &DrawingFonts::of(fonts);
    let read = |(path, spans): &(&str, Vec<Span>)| {
        read(manuscript, path, (fonts, theme), cache)
            .map_err(|fault| fault.findings(manuscript, path, spans))
    };
    let results: Vec<_> = pictures.par_iter().map(read).collect();
    let mut store = MediaStore::new();
    cache.pictures.clear();
    for ((path, at), result) in pictures.iter().zip(results) {
        match result {
            Ok(media) => {
                if let (Media::Vector(vector), Some(at)) = (&media, at.first()) {
                    let lettering = vector.lettering();
                    let language = &document.language;
                    diagnostics.extend(letters(path, *at, &lettering, language));
                    diagnostics.extend(vector.findings.iter().map(|own| told(path, *at, own)));
                }
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

/// What is said of the letters of a drawing: those that no font has, by the font file that they
/// want, and the families that are not there.
fn letters(path: &str, at: Span, lettering: &Lettering, language: &Language) -> Vec<Diagnostic> {
    let mut wanted: BTreeMap<Need, Vec<String>> = BTreeMap::new();
    let own = guess(lettering.unseen.iter().copied()).filter(|_| !language.is_of_east_asia());
    let language = own.as_ref().unwrap_or(language);
    for character in &lettering.unseen {
        let shown = format!("{character} (U+{:04X})", u32::from(*character));
        wanted.entry(need(*character, language)).or_default().push(shown);
    }
    let boxes = wanted.into_iter().map(|(need, shown)| {
        let shown = shown.join(", ");
        let message = format!(
            "the drawing `{path}` has letters of {} that no font has, {shown}: each would be a box",
            need.name
        );
        let fault = Diagnostic::error(Code::MissingGlyph, message).at(at);
        match need.file {
            Some(file) => fault.help(format!("put `{file}` into the project's folder `fonts`")),
            None => fault.help("write it otherwise, or make it a path in the drawing"),
        }
    });
    let families = lettering.absent.iter().map(|families| {
        let family = families.join("\" or \"");
        let message = format!(
            "the drawing `{path}` asks for the family \"{family}\", which is not there: its words \
             are set in another"
        );
        Diagnostic::warning(Code::MissingFont, message).at(at).help(
            "put its font into the project's folder `fonts`, or name a kind of family behind it, \
             such as `sans-serif`",
        )
    });
    boxes.chain(families).collect()
}

/// What of a drawing is drawn otherwise than its file says.
fn told(path: &str, at: Span, finding: &DrawingFinding) -> Diagnostic {
    let message = format!("the drawing `{path}` {}", finding.said);
    Diagnostic::warning(finding.code, message).at(at).help(finding.help.clone())
}

/// Why a picture could not be read.
enum Fault {
    /// There is none.
    Missing,
    /// There is one, but it cannot be used.
    Unusable(Code, String, Option<String>),
}

fn read(
    manuscript: &Manuscript,
    path: &str,
    (fonts, theme): (&DrawingFonts<'_>, &Theme),
    cache: &Cache,
) -> Result<Media, Fault> {
    let bytes = drawing_as_utf8(bytes_of(manuscript, path)?);
    let bytes = variables::with_values(bytes, theme);
    if let Some(known) = cache.pictures.get(path)
        && hash(known) == content_hash(&bytes)
    {
        return Ok(known.clone());
    }
    Media::read(path, bytes, fonts).map_err(|error| {
        let message = format!("`{path}` cannot be used: {error}");
        Fault::Unusable(error.code(), message, error.help().map(str::to_string))
    })
}

/// The bytes of the first file that a path may mean.
fn bytes_of(manuscript: &Manuscript, path: &str) -> Result<Vec<u8>, Fault> {
    for place in picture_paths::places(manuscript, path) {
        match fs::read(manuscript.root.join(place)) {
            Ok(bytes) => return Ok(bytes),
            // A folder is no picture either, and some systems say so in other words.
            Err(error) if is_absence(error.kind()) => {}
            Err(error) => {
                let message = format!("`{path}` cannot be read: {error}");
                return Err(Fault::Unusable(Code::UnreadableFile, message, None));
            }
        }
    }
    Err(Fault::Missing)
}

fn is_absence(kind: ErrorKind) -> bool {
    use ErrorKind::{InvalidFilename, IsADirectory, NotADirectory, NotFound};
    matches!(kind, NotFound | IsADirectory | NotADirectory | InvalidFilename)
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
            Fault::Unusable(code, message, help) => {
                let fault = spans.first().map(|span| Diagnostic::error(code, message).at(*span));
                let fault = fault.map(|fault| match help {
                    Some(help) => fault.help(help),
                    None => fault,
                });
                fault.into_iter().collect()
            }
            Fault::Missing => {
                let near = picture_paths::near(manuscript, path);
                let finding = |span: &Span| missing(manuscript, path, *span, near.as_deref());
                spans.iter().map(finding).collect()
            }
        }
    }
}

fn missing(manuscript: &Manuscript, path: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let fault = |message| Diagnostic::error(Code::MissingImage, message).at(span);
    let name = picture_name(path);
    if name != path && !name.split('#').next().unwrap_or(name).contains('.') {
        let message = format!("what `![[{name}]]` would bring in from another chapter is left out");
        return Diagnostic::error(Code::UnreadInclude, message)
            .at(span)
            .help(format!("write the words here, or a link: [[{name}]]"));
    }
    let shown: String = name.chars().take(SHOWN).collect();
    if path.contains("://") || path.starts_with("//") || path.starts_with("data:") {
        let message = match path.starts_with("data:") {
            true => {
                "this picture is written into the text, and is no file of the project".to_string()
            }
            false => format!(
                "the picture `{shown}` is not a file of the project, and none is fetched from elsewhere"
            ),
        };
        return fault(message).help("save it in the folder `images/` and name it there");
    }
    let fault = fault(format!("there is no picture `{shown}`"));
    let source = manuscript.sources.get(span.source).map_or("", |source| source.name());
    match near {
        Some(near) => {
            let near = path::relative(path::folder(source), near);
            fault.help(format!("did you mean `{near}`?"))
        }
        None if path.contains('\\') => fault.help("write `/` between the folders of a path"),
        None => fault.help("paths are relative to the file that names them"),
    }
}
