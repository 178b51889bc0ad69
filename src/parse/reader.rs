//! The events of a Markdown text, and what is known while they are read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::attributes::{self, Found};
use super::chapter_names::ChapterNames;
use super::events::{self, Definitions, Event, Fault};
use super::lettered::Lettered;
use super::links;
use super::masks::Masks;
use super::opening::letters;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Leaf, Note, Numerals};
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
    /// The same by all the names under which a link may know them.
    pub names: ChapterNames,
    /// The web site that the report is on: `https://host`.
    pub site: Option<String>,
    /// What the manifest says of the report, by the letters: what a chapter says, too, is not lost.
    pub of_report: Vec<String>,
}

impl Settings {
    /// The settings of a manuscript.
    pub fn of(manuscript: &Manuscript) -> Settings {
        let name = |id: &SourceId| Some((manuscript.sources.get(*id)?.name().to_string(), *id));
        let report = &manuscript.manifest.report;
        let chapters = manuscript.chapters.iter().filter_map(name).collect();
        let site = report.url.as_ref().and_then(|url| links::site_of(&url.value));
        let of_report = of_report(&manuscript.manifest);
        Settings { of_report, ..Settings::new(report.language.clone(), chapters, site) }
    }

    /// The settings of a report in this language, with these files, on this site.
    pub fn new(
        language: Language,
        chapters: Vec<(String, SourceId)>,
        site: Option<String>,
    ) -> Settings {
        let names = ChapterNames::of(chapters.iter().map(|(name, _)| name.as_str()));
        Settings { language, chapters, names, site, of_report: Vec::new() }
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
    /// Whether a part of the text is open that words may head.
    pub heads: bool,
    /// The words that head the part of the text that is open.
    pub head: Option<Leaf>,
    /// Whether words stand in a link or say what a picture shows: no address in them leads.
    pub linked: bool,
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

impl<'a> Reader<'a> {
    /// A reader of a whole file or of a Markdown value of the manifest.
    pub fn of_file(
        text: &'a str,
        file: &'a str,
        place: Place,
        settings: &'a Settings,
        findings: &'a mut Findings,
    ) -> Reader<'a> {
        let masks = Masks::of(text);
        let shown = masks.shown(text);
        let lettered = Lettered::of(&shown, events::options());
        let shown = lettered.as_ref().map_or(shown.as_ref(), |lettered| &lettered.text);
        let events = events::read(text, shown, &masks);
        let mut reader = Reader {
            text,
            place,
            file,
            settings,
            language: settings.language.clone(),
            depth: 0,
            quotes: 0,
            verse: false,
            quoted: false,
            heads: false,
            head: None,
            linked: false,
            holes: Vec::new(),
            findings,
            lettered: lettered.map(|lettered| lettered.markers).unwrap_or_default(),
            events: events.list,
            at: 0,
            definitions: Arc::new(events.definitions),
        };
        reader.report_faults(events.faults);
        reader
    }

    /// All blocks of the text. No event is left behind: what would end the text before its end is
    /// passed over, and told, for it is a fault of this program.
    pub fn whole(&mut self) -> Vec<Block> {
        let mut blocks = self.blocks();
        while let Some((_, range)) = self.take() {
            let message = "an end without a beginning was met here";
            let error = Diagnostic::error(Code::Internal, message)
                .at(self.span(range))
                .help("this is a fault of the program, not of the manuscript; please report it");
            self.report(error);
            blocks.extend(self.blocks());
        }
        blocks
    }

    fn report_faults(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            let new = if fault.error { Diagnostic::error } else { Diagnostic::warning };
            let place = self.span(fault.range);
            self.report(new(fault.code, fault.message).at(place).help(fault.help));
        }
    }

    /// A reader of a stretch of inline Markdown that lies in this reader's file: a caption, a
    /// credit. The text must begin with [`PREFIX`].
    pub fn of_fragment<'b>(&'b mut self, text: &'b str, place: Place) -> Reader<'b> {
        let events = events::read_fragment(text, &self.definitions);
        let mut reader = Reader {
            text,
            place,
            file: self.file,
            settings: self.settings,
            language: self.language.clone(),
            depth: self.depth,
            quotes: 0,
            verse: false,
            quoted: true,
            heads: false,
            head: None,
            linked: false,
            holes: std::iter::once(0..PREFIX.len()).collect(),
            findings: &mut *self.findings,
            lettered: BTreeMap::new(),
            events: events.list,
            at: 0,
            definitions: Arc::clone(&self.definitions),
        };
        reader.report_faults(events.faults);
        reader
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
        // One directly behind a bracket, or behind a link without an address, belongs to the words
        // in the bracket.
        let opens = words.rmatch_indices('{').take(8);
        let own = opens.filter(|(at, _)| !words[..*at].trim_end_matches("()").ends_with(']'));
        let opens = own.map(|(at, _)| stretch.start + at);
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
            "what is in these braces cannot be read, and is printed as it stands",
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
