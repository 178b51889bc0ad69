//! The manifest, `report.toml`, as types.
//!
//! Every value that can be wrong later (a path, a language, a chapter's name) keeps its place.
//! [`Manifest::read`] finds all faults of a manifest in one go, each at its place.

mod hyphenation;
mod identifier;
mod identity;
mod paper;
mod read;
mod syntax;
mod table;
mod tokens;

pub use tokens::{Token, read_tokens};

use std::fmt;

use crate::geometry::Length;
use crate::language::Language;
use crate::source::{SourceId, Spanned};

/// A whole manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The text that it was read from.
    pub source: SourceId,
    /// `[report]`.
    pub report: Report,
    /// `[[authors]]`, in order.
    pub authors: Vec<Author>,
    /// `[[contributors]]`, in order.
    pub contributors: Vec<Contributor>,
    /// `[cover]`.
    pub cover: CoverSettings,
    /// `[contents]`.
    pub contents: Contents,
    /// `[numbering] headings`: whether headings are numbered 1, 1.1, 1.1.1; none for as the theme
    /// has it.
    pub numbered_headings: Option<bool>,
    /// `[hyphenation] exceptions`, in order.
    pub hyphenation: Vec<HyphenationException>,
    /// `chapters`; none for the files in the order of their names.
    pub chapters: Option<Vec<Spanned<String>>>,
    /// `[theme]`.
    pub theme: ThemeSettings,
    /// `[pdf]`.
    pub pdf: PdfSettings,
    /// `[epub]`.
    pub epub: EpubSettings,
    /// `[output]`.
    pub output: Output,
}

/// `[report]`: what the report is.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Required.
    pub title: Spanned<String>,
    /// How the title sorts: "Panjshir Question, The".
    pub sort_title: Option<Spanned<String>>,
    /// A second title.
    pub subtitle: Option<Spanned<String>>,
    /// For running heads; default: the title.
    pub short_title: Option<Spanned<String>>,
    /// The series that it belongs to.
    pub series: Option<Spanned<String>>,
    /// Its number in the series.
    pub number: Option<Spanned<String>>,
    /// Which edition it is, in words: "second edition".
    pub edition: Option<Spanned<String>>,
    /// What each page of a draft bears, in place of "Draft".
    pub draft: Option<Spanned<String>>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The language; default `en`.
    pub language: Language,
    /// The institution.
    pub publisher: Option<Spanned<String>>,
    /// The place of publication.
    pub place: Option<Spanned<String>>,
    /// Where the institution can be found.
    pub address: Option<Spanned<String>>,
    /// Where it can be written to.
    pub email: Option<Spanned<String>>,
    /// The page of the report.
    pub url: Option<Spanned<String>>,
    /// The statement of rights.
    pub rights: Option<Spanned<String>>,
    /// An SPDX identifier.
    pub license: Option<Spanned<String>>,
    /// The DOI, without a resolver.
    pub doi: Option<Spanned<String>>,
    /// The ISSN of the series, its check digit verified.
    pub issn: Option<Spanned<String>>,
    /// The ISBN of the PDF, its check digit verified.
    pub isbn_pdf: Option<Spanned<String>>,
    /// The ISBN of the EPUB, its check digit verified.
    pub isbn_epub: Option<Spanned<String>>,
    /// Subjects.
    pub keywords: Vec<String>,
    /// What the report is about, in a sentence or two.
    pub description: Option<Spanned<String>>,
    /// Markdown for the imprint.
    pub disclaimer: Option<Spanned<String>>,
    /// Markdown for the imprint.
    pub funding: Option<Spanned<String>>,
    /// Markdown.
    pub acknowledgments: Option<Spanned<String>>,
    /// Markdown about the institution.
    pub about: Option<Spanned<String>>,
}

/// A word that is divided as the manifest says, and not as the patterns of its language do.
#[derive(Clone, Debug, PartialEq)]
pub struct HyphenationException {
    /// Its language; its primary subtag counts.
    pub language: Language,
    /// The word with a hyphen at each place where it may be divided, `ta-ble`; without any it is
    /// never divided.
    pub word: Spanned<String>,
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
}

impl fmt::Display for Date {
    /// The day as ISO 8601 has it: `2024-10-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// One of `[[authors]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Author {
    /// Required.
    pub name: Spanned<String>,
    /// How the name sorts; default: last word first.
    pub sort_name: Option<String>,
    /// What the author is.
    pub role: Option<Spanned<String>>,
    /// Where the author works.
    pub affiliation: Option<Spanned<String>>,
    /// Where the author can be written to.
    pub email: Option<Spanned<String>>,
    /// The ORCID iD, its check digit verified.
    pub orcid: Option<Spanned<String>>,
    /// A picture of the author, relative to the manifest.
    pub portrait: Option<Spanned<String>>,
    /// Markdown for "About the author".
    pub bio: Option<Spanned<String>>,
}

impl Author {
    /// The name as it sorts: as given, or the last word first, "Coffey, Luke".
    pub fn sort_name(&self) -> String {
        sort_name(&self.name.value, self.sort_name.as_deref())
    }
}

fn sort_name(name: &str, given: Option<&str>) -> String {
    match (given, name.trim().rsplit_once(' ')) {
        (Some(given), _) => given.to_string(),
        (None, Some((first, last))) => format!("{last}, {}", first.trim_end()),
        (None, None) => name.to_string(),
    }
}

/// One of `[[contributors]]`: who had a part in the report beside its authors.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributor {
    /// Required.
    pub name: Spanned<String>,
    /// How the name sorts; default: last word first.
    pub sort_name: Option<String>,
    /// What the part was.
    pub role: ContributorRole,
    /// The ORCID iD, its check digit verified.
    pub orcid: Option<Spanned<String>>,
}

impl Contributor {
    /// The name as it sorts.
    pub fn sort_name(&self) -> String {
        sort_name(&self.name.value, self.sort_name.as_deref())
    }
}

/// What part somebody had in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContributorRole {
    /// An editor.
    Editor,
    /// A translator.
    Translator,
    /// Who drew its pictures.
    Illustrator,
    /// Who took its photographs.
    Photographer,
    /// Who made its maps.
    Cartographer,
    /// Who designed it.
    Designer,
    /// Who researched for it.
    Researcher,
    /// Who reviewed it.
    Reviewer,
    /// Any other part.
    #[default]
    Contributor,
}

/// `[cover]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverSettings {
    /// The picture, relative to the manifest.
    pub image: Option<Spanned<String>>,
    /// What it shows.
    pub alt: Option<Spanned<String>>,
    /// Who made it.
    pub credit: Option<Spanned<String>>,
}

/// `[contents]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Levels of headings in the contents; 0 for none.
    pub depth: u8,
    /// The lists after the contents.
    pub lists: Vec<ContentsList>,
}

impl Default for Contents {
    fn default() -> Contents {
        Contents { depth: 2, lists: Vec::new() }
    }
}

/// A list after the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentsList {
    /// Of figures.
    Figures,
    /// Of maps.
    Maps,
    /// Of tables.
    Tables,
    /// Of boxes.
    Boxes,
}

/// `[theme]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeSettings {
    /// A built-in theme, or a path to a theme file, relative to the manifest.
    pub name: Spanned<String>,
    /// The mark of the institution, a picture, relative to the manifest.
    pub logo: Option<Spanned<String>>,
    /// Tokens that the manifest overrides, by their path: `accent`, `page.grid`.
    pub overrides: Vec<Token>,
}

/// `[pdf]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfSettings {
    /// The paper; none for that of the theme.
    pub paper: Option<Paper>,
    /// Where notes stand.
    pub notes: NotePlace,
    /// What the file is for.
    pub profile: Profile,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Across.
    pub width: Length,
    /// Down.
    pub height: Length,
}

impl Paper {
    /// The papers that have a name.
    pub const NAMES: [&'static str; 4] = paper::NAMES;

    /// The paper of this name: letter, a4, a5 or legal.
    pub fn named(name: &str) -> Option<Paper> {
        paper::named(name)
    }

    /// The paper of this width and height, each a length with its unit, when there can be such a
    /// sheet.
    pub fn of_sides(width: &str, height: &str) -> Option<Paper> {
        let side = |side| paper::length(side).filter(|length| paper::is_side(*length));
        Some(Paper { width: side(width)?, height: side(height)? })
    }
}

/// Where notes stand in the PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NotePlace {
    /// At the foot of the page.
    #[default]
    Page,
    /// At the end of the chapter.
    Chapter,
    /// At the end of the report.
    End,
}

/// What the PDF is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Reading on screens and in offices.
    #[default]
    Screen,
    /// The press: bleed and crop marks.
    Print,
    /// Keeping: pictures at full size.
    Archive,
}

/// `[epub]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpubSettings {
    /// Whether there is a cover page.
    pub cover: bool,
    /// Whether the PDF's page numbers are carried.
    pub page_list: bool,
    /// The claim that the e-book is accessible. It is a person's, and never made unasked.
    pub conformance: Option<Conformance>,
    /// How accessible the e-book is, in words; default: what is known of it.
    pub accessibility_summary: Option<String>,
}

/// A claim of conformance with the Web Content Accessibility Guidelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// The version of the guidelines: "2.2".
    pub version: String,
    /// The level: "AA".
    pub level: String,
    /// Who certifies it.
    pub certifier: Option<String>,
    /// The address of the certifier's report.
    pub report: Option<String>,
}

impl Default for EpubSettings {
    fn default() -> EpubSettings {
        EpubSettings {
            cover: true,
            page_list: true,
            conformance: None,
            accessibility_summary: None,
        }
    }
}

/// `[output]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Where the editions are written, relative to the project's root; default `build`.
    pub directory: String,
    /// The file name without its extension; default: the slug of the title.
    pub name: Option<Spanned<String>>,
}
