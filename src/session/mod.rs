//! The conductor: calls the stations in order and keeps what can be used again.
//!
//! A [`Session`] is worth keeping from one build to the next. Its caches are keyed by content:
//! a build with them gives the same bytes as one without (rule 8 of the house), and `watch` and a
//! cold `build` cannot differ.

mod drawn;
mod outcome;
mod output;

pub use outcome::{Outcome, Stage, Written};

use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Edition};
use crate::epub;
use crate::font::FontBook;
use crate::layout;
use crate::load;
use crate::manuscript::Manuscript;
use crate::media::MediaStore;
use crate::page::{PageMap, Pages};
use crate::parse;
use crate::pdf;
use crate::references::References;
use crate::resolve;
use crate::theme::Theme;

use outcome::Clock;

/// What a build is to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The editions, without repetition.
    pub editions: Vec<Edition>,
    /// The folder to write to; none for the manifest's.
    pub output: Option<PathBuf>,
    /// Whether a draft is built.
    pub draft: Draft,
    /// When the manuscript was last changed, in seconds since 1970 (UTC), from
    /// `SOURCE_DATE_EPOCH`; none for the manifest's date.
    pub modified: Option<i64>,
}

impl Default for Options {
    fn default() -> Options {
        let editions = vec![Edition::Pdf, Edition::Epub];
        Options { editions, output: None, draft: Draft::default(), modified: None }
    }
}

/// Whether a build makes a draft: whatever can be built of a manuscript with errors, with a mark
/// where each is, under a name of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// Never: where anything is an error, nothing is written.
    #[default]
    Never,
    /// When the manuscript has errors and none of its editions was ever written.
    First,
    /// Always.
    Always,
}

/// All that is known of a report before it is laid out.
#[derive(Debug)]
pub struct Report {
    /// The texts.
    pub manuscript: Manuscript,
    /// What they say.
    pub document: Document,
    /// Its numbers, anchors and outline.
    pub references: References,
    /// How it looks.
    pub theme: Theme,
    /// Its pictures.
    pub media: MediaStore,
}

/// The caches of a line of builds.
#[derive(Default)]
pub struct Session {
    fonts: FontBook,
    theme: Option<Theme>,
    load: load::Cache,
    parse: parse::Cache,
    layout: layout::Cache,
    pdf: pdf::Cache,
    drawn: drawn::Cache,
}

impl Session {
    /// A session that has seen nothing yet.
    pub fn new() -> Session {
        Session::default()
    }

    /// The fonts of the report that was read last.
    pub fn fonts(&self) -> &FontBook {
        &self.fonts
    }

    /// Reads the report at `project`, whether or not it has faults; they are pushed to
    /// `diagnostics`. None when there is no manifest.
    pub fn read(&mut self, project: &Path, diagnostics: &mut Diagnostics) -> Option<Report> {
        let mut clock = Clock::start();
        self.read_timed(project, diagnostics, &mut clock)
    }

    fn read_timed(
        &mut self,
        project: &Path,
        diagnostics: &mut Diagnostics,
        clock: &mut Clock,
    ) -> Option<Report> {
        let manuscript = load::manuscript(project, diagnostics)?;
        self.take_fonts(load::fonts(&manuscript, diagnostics));
        let Some(theme) = load::theme(&manuscript, diagnostics) else {
            diagnostics.push(internal("the built-in theme cannot be read".to_string()));
            return None;
        };
        self.take_theme(&theme);
        clock.stage("load");
        let document = parse::parse(&manuscript, &theme, &mut self.parse, diagnostics);
        load::faces(&manuscript, &document, &theme, &self.fonts, diagnostics);
        load::glyphs(&manuscript, &document, &self.fonts, diagnostics);
        clock.stage("parse");
        let references = resolve::resolve(&document, &manuscript.manifest, &theme, diagnostics);
        clock.stage("resolve");
        let media =
            load::media(&manuscript, &document, (&self.fonts, &theme), &mut self.load, diagnostics);
        clock.stage("pictures");
        Some(Report { manuscript, document, references, theme, media })
    }

    /// The pages of a report that was just read by this session.
    pub fn lay_out(&mut self, report: &Report, diagnostics: &mut Diagnostics) -> Pages {
        let input = layout::Input {
            document: &report.document,
            references: &report.references,
            theme: &report.theme,
            fonts: &self.fonts,
            media: &report.media,
            manifest: &report.manuscript.manifest,
        };
        layout::lay_out(&input, &mut self.layout, diagnostics)
    }

    /// All that can be known of a report without laying it out.
    pub fn check(&mut self, project: &Path) -> Outcome {
        let mut clock = Clock::start();
        let mut diagnostics = Diagnostics::new();
        let report = self.read_timed(project, &mut diagnostics, &mut clock);
        Outcome::of(report.as_ref(), &diagnostics, Vec::new(), clock)
    }

    /// Builds the report at `project`. Its editions are written aside and take the places of the
    /// old ones when all are complete; when anything is an error, nothing is touched. A draft is
    /// built in spite of errors, and takes the places of older drafts alone.
    pub fn build(&mut self, project: &Path, options: &Options) -> Outcome {
        let mut clock = Clock::start();
        let mut diagnostics = Diagnostics::new();
        let report = self.read_timed(project, &mut diagnostics, &mut clock);
        let mut draft = false;
        let written = match &report {
            Some(report) if is_draft(report, options, &diagnostics) => {
                draft = true;
                let report = self.drafted(report);
                self.make(&report, options, &mut diagnostics, &mut clock)
            }
            Some(report) if !diagnostics.has_errors() => {
                self.make(report, options, &mut diagnostics, &mut clock)
            }
            _ => Vec::new(),
        };
        let outcome = Outcome::of(report.as_ref(), &diagnostics, written, clock);
        Outcome { draft, ..outcome }
    }

    /// The same report as a draft: its faults are marked, and for each picture that it lacks there
    /// is one that says so.
    fn drafted(&self, report: &Report) -> Report {
        let Report { manuscript, document, references, theme, media } = report;
        let manifest = &manuscript.manifest;
        let document = resolve::draft(document, manifest, references, media);
        // What is wrong was told before.
        let references = resolve::resolve(&document, manifest, theme, &mut Diagnostics::new());
        let mut media = media.clone();
        let missing = references.words.picture_missing;
        load::placeholders(&document, missing, (&self.fonts, theme), &mut media);
        let (manuscript, theme) = (manuscript.clone(), theme.clone());
        Report { manuscript, document, references, theme, media }
    }

    fn make(
        &mut self,
        report: &Report,
        options: &Options,
        diagnostics: &mut Diagnostics,
        clock: &mut Clock,
    ) -> Vec<Written> {
        let pages = self.lay_out(report, diagnostics);
        clock.stage("lay out");
        if report.document.front.draft.is_none() && diagnostics.has_errors() {
            return Vec::new();
        }
        let map = PageMap::of(&pages);
        let write = |edition: &Edition| {
            let begun = Instant::now();
            let mut found = Diagnostics::new();
            let bytes = match edition {
                Edition::Pdf => self.pdf(report, &pages, options.modified, &mut found),
                Edition::Epub => self.epub(report, &pages, &map, options.modified),
            };
            (found, bytes.map(|bytes| (*edition, bytes, begun.elapsed())))
        };
        let results: Vec<_> = options.editions.par_iter().map(write).collect();
        clock.stage("write");
        let results = results.into_iter().map(|(found, result)| {
            diagnostics.extend(found);
            result
        });
        let editions = match results.collect::<Result<Vec<_>, _>>() {
            Ok(editions) => editions,
            Err(fault) => {
                diagnostics.push(fault);
                return Vec::new();
            }
        };
        let folder = output::folder(&report.manuscript, options.output.as_deref());
        let draft = report.document.front.draft.is_some();
        let stem = output::stem(&report.manuscript.manifest, draft);
        let files = editions.iter().map(|(edition, bytes, _)| {
            (folder.join(output::file(&stem, *edition)), bytes.as_slice())
        });
        let files: Vec<_> = files.collect();
        if let Err(fault) = output::replace(&folder, &files) {
            diagnostics.push(fault);
            return Vec::new();
        }
        let before = clock.until("write");
        let paths = files.into_iter().map(|(path, _)| path).collect::<Vec<_>>();
        let written = paths.into_iter().zip(&editions).map(|(path, (edition, bytes, time))| {
            let (pages, size) = (pages.list.len(), bytes.len());
            Written { edition: *edition, path, pages, size, time: before + *time }
        });
        written.collect()
    }

    fn pdf(
        &self,
        report: &Report,
        pages: &Pages,
        modified: Option<i64>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<u8>, Diagnostic> {
        let input = pdf::Input {
            document: &report.document,
            references: &report.references,
            pages,
            fonts: &self.fonts,
            media: &report.media,
            manifest: &report.manuscript.manifest,
            theme: &report.theme,
            modified,
        };
        pdf::write(&input, &self.pdf, diagnostics).map_err(|error| unwritten("PDF", &error))
    }

    fn epub(
        &self,
        report: &Report,
        pages: &Pages,
        map: &PageMap,
        modified: Option<i64>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let cover = self.drawn.cover(report, pages, &self.fonts);
        let input = epub::Input {
            document: &report.document,
            references: &report.references,
            pages: Some(map),
            cover: cover.as_deref(),
            theme: &report.theme,
            fonts: &self.fonts,
            media: &report.media,
            manifest: &report.manuscript.manifest,
            modified,
        };
        epub::write(&input).map_err(|error| unwritten("EPUB", &error))
    }

    /// Pictures and paragraphs that were kept are set in the fonts of their time: with other
    /// fonts they are of no use.
    fn take_fonts(&mut self, fonts: FontBook) {
        let same = self.fonts.iter().map(|(_, face)| (&face.data, face.index));
        if !same.eq(fonts.iter().map(|(_, face)| (&face.data, face.index))) {
            self.load = load::Cache::default();
            self.layout = layout::Cache::default();
            self.drawn = drawn::Cache::default();
            self.fonts = fonts;
        }
    }

    fn take_theme(&mut self, theme: &Theme) {
        if self.theme.as_ref() != Some(theme) {
            self.layout = layout::Cache::default();
            self.theme = Some(theme.clone());
        }
    }
}

/// Whether a report that was read with these findings is built as a draft.
fn is_draft(report: &Report, options: &Options, diagnostics: &Diagnostics) -> bool {
    let wanted = match options.draft {
        Draft::Never => false,
        Draft::Always => true,
        Draft::First => {
            let folder = output::folder(&report.manuscript, options.output.as_deref());
            let stem = output::stem(&report.manuscript.manifest, false);
            let written = |edition: &Edition| folder.join(output::file(&stem, *edition)).exists();
            diagnostics.has_errors() && !options.editions.iter().any(written)
        }
    };
    wanted && diagnostics.iter().all(|finding| !finding.stops_a_draft())
}

fn unwritten(edition: &str, error: &dyn std::error::Error) -> Diagnostic {
    internal(format!("the {edition} cannot be written: {error}"))
}

fn internal(message: String) -> Diagnostic {
    Diagnostic::error(Code::Internal, message)
        .help("this is a fault of the program, not of the manuscript; please report it")
}
