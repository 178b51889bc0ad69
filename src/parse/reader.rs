//! The events of a Markdown text, and what is known while they are read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use super::attributes::{self, Found};
use super::lettered::Lettered;
use super::opening::letters;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Note, Numerals};
use crate::language::Language;
use crate::manifest::Manifest;
use crate::manuscript::Manuscript;
use crate::source::{SourceId, Span};

/// Containers may lie in one another this deep; what is deeper is flattened. The stack holds
/// many times as much, and no reader follows half as far.
pub const DEEPEST: usize = 100;

/// What a chapter's tree depends on beside its own text.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language of the report.
    pub language: Language,
    /// The files of the report by name, in reading order: links between them are references.
    pub chapters: Vec<(String, SourceId)>,
    /// What the manifest says of the report, by the letters: what a chapter says, too, is not lost.
    pub of_report: Vec<String>,
}

impl Settings {
    /// The settings of a manuscript.
    pub fn of(manuscript: &Manuscript) -> Settings {
        let name = |id: &SourceId| Some((manuscript.sources.get(*id)?.name().to_string(), *id));
        Settings {
            language: manuscript.manifest.report.language.clone(),
            chapters: manuscript.chapters.iter().filter_map(name).collect(),
            of_report: of_report(&manuscript.manifest),
        }
    }

    /// Whether the manifest says these words of the report.
    pub fn says(&self, words: &str) -> bool {
        self.of_report.contains(&letters(words))
    }
}

/// What a manifest says of its report, by the letters.
fn of_report(manifest: &Manifest) -> Vec<String> {
    let report = &manifest.report;
    let words = [
        &report.subtitle,
        &report.short_title,
        &report.description,
        &report.disclaimer,
        &report.funding,
        &report.acknowledgments,
    ];
    let words = words.into_iter().flatten().chain([&report.title]);
    let names = manifest.authors.iter().map(|author| &author.name);
    words.chain(names).map(|said| letters(&said.value)).collect()
}

/// What was found on the way, beside the blocks.
#[derive(Debug, Default)]
pub struct Findings {
    /// The definitions of notes.
    pub notes: Vec<Note>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// Its blocks.
    pub blocks: Vec<Arc<Block>>,
    /// Its notes, in the order of their definitions.
    pub notes: Vec<Arc<Note>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// These blocks, with what was found beside them.
    pub fn new(blocks: Vec<Block>, findings: Findings) -> Parsed {
        Parsed {
            blocks: blocks.into_iter().map(Arc::new).collect(),
            notes: findings.notes.into_iter().map(Arc::new).collect(),
            diagnostics: findings.diagnostics,
        }
    }
}

/// Where the text that is read lies in the sources.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Its byte 0 is byte `shift` of the source. The shift is -1 where a text at the very start
    /// of a source is read behind a mark of its own.
    Linear {
        /// The source.
        source: SourceId,
        /// The distance from the source's start.
        shift: i64,
    },
    /// Somewhere in this span: the source spells it otherwise, with escapes.
    Within(Span),
}

impl Place {
    /// The place of a text that begins at this byte.
    pub fn at(source: SourceId, start: usize) -> Place {
        Place::Linear { source, shift: i64::try_from(start).unwrap_or(i64::MAX) }
    }

    /// The span of these bytes of the text.
    pub fn span(self, range: Range<usize>) -> Span {
        match self {
            Place::Within(span) => span,
            Place::Linear { source, shift } => {
                let move_by = |at: usize| {
                    let at = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(shift);
                    usize::try_from(at).unwrap_or(0)
                };
                Span::new(source, move_by(range.start)..move_by(range.end))
            }
        }
    }

    /// The place of a text that begins `bytes` further on, or before when they are negative.
    pub fn moved(self, bytes: i64) -> Place {
        match self {
            Place::Within(_) => self,
            Place::Linear { source, shift } => {
                Place::Linear { source, shift: shift.saturating_add(bytes) }
            }
        }
    }
}

/// The link reference definitions of a file, by their normalized labels.
type Definitions = BTreeMap<String, (String, String)>;

/// A walk along the events of a text.
pub struct Reader<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it lies.
    pub place: Place,
    /// The name of its file: paths in it are relative to the folder of that.
    pub file: &'a str,
    /// What the tree depends on.
    pub settings: &'a Settings,
    /// The language at this point.
    pub language: Language,
    /// How many containers are open.
    pub depth: usize,
    /// How many quotations are open: their lines begin with as many `>`.
    pub quotes: usize,
    /// Whether line breaks are kept.
    pub verse: bool,
    /// Whether the text stands in quotation marks, where a quotation mark must be escaped.
    pub quoted: bool,
    /// Stretches of text that are already read: attribute blocks, markers of callouts.
    pub holes: Vec<Range<usize>>,
    /// What was found.
    pub findings: &'a mut Findings,
    /// The numbers of the items of lists that count with letters, by the bytes of their markers.
    pub lettered: BTreeMap<usize, Numerals>,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    definitions: Arc<Definitions>,
}

fn options() -> Options {
    // Quotation marks and dashes are set by language, and raised letters inside words, in
    // `typography` and `pieces`.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUBSCRIPT
}

/// The definitions of links and the events of a text.
fn read(text: &str) -> (Definitions, Vec<(Event<'_>, Range<usize>)>) {
    let parser = Parser::new_ext(text, options());
    let definitions = parser.reference_definitions().iter().map(|(name, definition)| {
        let title = definition.title.as_deref().unwrap_or_default().to_string();
        (name.to_lowercase(), (definition.dest.to_string(), title))
    });
    (definitions.collect(), parser.into_offset_iter().collect())
}

impl<'a> Reader<'a> {
    /// A reader of a whole file or of a Markdown value of the manifest.
    pub fn of_file(
        text: &'a str,
        file: &'a str,
        place: Place,
        settings: &'a Settings,
        findings: &'a mut Findings,
    ) -> Reader<'a> {
        let lettered = Lettered::of(text, options());
        let (definitions, events) = match &lettered {
            None => read(text),
            Some(lettered) => {
                let (definitions, events) = read(&lettered.text);
                let own = |(event, range): (Event<'_>, _)| (event.into_static(), range);
                (definitions, events.into_iter().map(own).collect())
            }
        };
        Reader {
            text,
            place,
            file,
            settings,
            language: settings.language.clone(),
            depth: 0,
            quotes: 0,
            verse: false,
            quoted: false,
            holes: Vec::new(),
            findings,
            lettered: lettered.map(|lettered| lettered.markers).unwrap_or_default(),
            events,
            at: 0,
            definitions: Arc::new(definitions),
        }
    }

    /// A reader of a stretch of inline Markdown that lies in this reader's file: a caption, a
    /// credit. The text must begin with [`PREFIX`].
    pub fn of_fragment<'b>(&'b mut self, text: &'b str, place: Place) -> Reader<'b> {
        let definitions = Arc::clone(&self.definitions);
        let look_up = move |link: BrokenLink<'_>| {
            let (url, title) = definitions.get(&link.reference.to_lowercase())?;
            // A footnote's call is found later, among the words.
            let known = !matches!(link.link_type, LinkType::Autolink);
            known.then(|| (CowStr::from(url.clone()), CowStr::from(title.clone())))
        };
        let parser = Parser::new_with_broken_link_callback(text, options(), Some(look_up));
        let events = parser.into_offset_iter().collect();
        Reader {
            text,
            place,
            file: self.file,
            settings: self.settings,
            language: self.language.clone(),
            depth: self.depth,
            quotes: 0,
            verse: false,
            quoted: true,
            holes: std::iter::once(0..PREFIX.len()).collect(),
            findings: &mut *self.findings,
            lettered: BTreeMap::new(),
            events,
            at: 0,
            definitions: Arc::clone(&self.definitions),
        }
    }

    /// The event that comes next, without taking it.
    pub fn peek(&self) -> Option<&(Event<'a>, Range<usize>)> {
        self.events.get(self.at)
    }

    /// The event after the next one.
    pub fn peek_second(&self) -> Option<&(Event<'a>, Range<usize>)> {
        self.events.get(self.at + 1)
    }

    /// The events that are still to come.
    pub fn coming(&self) -> &[(Event<'a>, Range<usize>)] {
        self.events.get(self.at..).unwrap_or_default()
    }

    /// Takes the next event.
    pub fn take(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let slot = self.events.get_mut(self.at)?;
        self.at += 1;
        // Each event is taken once; a soft break is left in its stead.
        Some((std::mem::replace(&mut slot.0, Event::SoftBreak), slot.1.clone()))
    }

    /// The span of these bytes of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.place.span(range)
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.findings.diagnostics.push(diagnostic);
    }

    /// Reports, once a file, that containers lie too deep in one another.
    pub fn report_depth(&mut self, range: Range<usize>) {
        let reported = |diagnostic: &Diagnostic| diagnostic.code == Code::DeepNesting;
        if self.findings.diagnostics.iter().any(reported) {
            return;
        }
        let place = self.span(range.start..range.start);
        let message = format!("more than {DEEPEST} quotations, lists or marks lie in one another");
        let warning = Diagnostic::warning(Code::DeepNesting, message)
            .at(place)
            .help("what lies deeper is set as if it were at this depth");
        self.report(warning);
    }

    /// An attribute block that ends a stretch of text, such as a heading's. It becomes a hole.
    pub fn trailing_attributes(&mut self, stretch: Range<usize>) -> Option<attributes::Written> {
        let words = self.text.get(stretch.clone())?;
        let end = stretch.start + words.trim_end().len();
        if !words.trim_end().ends_with('}') {
            return None;
        }
        // Of the last few braces, the nearest that opens a whole block: values hold few braces.
        let opens = words.rmatch_indices('{').take(8).map(|(at, _)| stretch.start + at);
        let mut tried = None;
        for open in opens {
            match attributes::read(self.text, open, self.quotes) {
                Found::Block(written) if written.range.end == end => {
                    self.holes.push(open..stretch.end);
                    return Some(written);
                }
                Found::Faulty(at) => tried = tried.or(Some((open, at))),
                _ => {}
            }
        }
        if let Some((open, at)) = tried {
            self.report_attributes(open..end, at);
        }
        None
    }

    /// Warns of a brace block that tries to be an attribute block and is none.
    pub fn report_attributes(&mut self, range: Range<usize>, fault: usize) {
        let place = self.span(fault..range.end.max(fault));
        let warning = Diagnostic::warning(
            Code::InvalidAttributes,
            "this attribute block cannot be read and is set as text",
        )
        .at(place)
        .labelled("cannot be read from here")
        .help("write {#id .class key=value}, with a value of several words in quotation marks");
        self.report(warning);
    }
}

/// What a fragment is read behind, so that its beginning is never taken for a list, a heading or
/// a quotation. A full stop: marks of emphasis open after punctuation.
pub const PREFIX: &str = ".";
