//! The front matter of a chapter: what of it the chapter can show, and what is left out.

use super::blocks::HEADING_CLASSES;
use super::reader::{Findings, Place, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{self, Fault, Field, Front, Kind, Notation, Value};
use crate::language::Language;
use crate::source::Spanned;

/// What front matter says that a chapter can show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The title of the chapter.
    pub title: Option<Spanned<String>>,
    /// A second title.
    pub subtitle: Option<Spanned<String>>,
    /// The id of its heading.
    pub id: Option<Spanned<String>>,
    /// The classes of its heading.
    pub classes: Vec<String>,
    /// The language of the whole file.
    pub language: Option<Language>,
}

/// Keys whose words a reader would miss. Others are settings of a program or of a site.
const WORDS: &[&str] = &[
    "abstract",
    "acknowledgements",
    "acknowledgments",
    "author",
    "authors",
    "by",
    "byline",
    "dedication",
    "description",
    "disclaimer",
    "epigraph",
    "excerpt",
    "funding",
    "lead",
    "standfirst",
    "summary",
    "teaser",
    "thanks",
];

/// Reads front matter. `place` is that of the text which holds it. What cannot be shown is told:
/// at the fault what is no YAML, and once a file the words that have no place in a chapter.
pub fn read(
    text: &str,
    written: &Front,
    place: Place,
    settings: &Settings,
    findings: &mut Findings,
) -> FrontMatter {
    let inside = text.get(written.inside.clone()).unwrap_or_default();
    let shift = i64::try_from(written.inside.start).unwrap_or(0);
    let mut reading = Reading { place: place.moved(shift), text: inside, settings, findings };
    match written.read(text) {
        Ok(fields) => reading.front_matter(&fields),
        Err(fault) => {
            reading.report_fault(&fault, written.notation);
            match written.notation {
                Notation::Yaml => reading.front_matter(&fields::lines(inside)),
                _ => FrontMatter::default(),
            }
        }
    }
}

/// Front matter while it is read.
struct Reading<'a> {
    text: &'a str,
    place: Place,
    settings: &'a Settings,
    findings: &'a mut Findings,
}

impl Reading<'_> {
    fn front_matter(&mut self, fields: &Value) -> FrontMatter {
        self.report_left_out(fields);
        let language = ["lang", "language"].into_iter().find_map(|key| fields.get(key));
        let classes = ["class", "classes"].into_iter().find_map(|key| fields.get(key));
        FrontMatter {
            title: self.words(fields.get("title")),
            subtitle: self.words(fields.get("subtitle")),
            id: self.words(fields.get("id")).filter(|id| is_id(&id.value)),
            classes: classes.map(classes_of).unwrap_or_default(),
            language: language.and_then(|value| self.language(value)),
        }
    }

    /// The words of a value, on one line.
    fn words(&self, value: Option<&Value>) -> Option<Spanned<String>> {
        let value = value?;
        let words = value.words()?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Spanned::new(words, self.place.span(value.range.clone())))
    }

    fn language(&mut self, value: &Value) -> Option<Language> {
        let language = Language::parse(value.words()?);
        if language.is_none() {
            let warning = Diagnostic::warning(Code::InvalidValue, "this is no language tag")
                .at(self.place.span(value.range.clone()))
                .help("write a tag of BCP 47, such as fa or pt-BR");
            self.findings.diagnostics.push(warning);
        }
        language
    }

    /// Tells, once, which words of the front matter are in neither edition. What the manifest says,
    /// too, is not lost.
    fn report_left_out(&mut self, fields: &Value) {
        let lost = |field: &&Field| {
            WORDS.contains(&field.key.to_lowercase().as_str())
                && words_in(&field.value).iter().any(|words| !self.settings.says(words))
        };
        let lost: Vec<&Field> = fields.fields().iter().filter(lost).collect();
        let Some(first) = lost.first() else { return };
        let names: Vec<String> = lost.iter().map(|field| format!("`{}`", field.key)).collect();
        let (names, are) = match names.split_last() {
            Some((last, before)) if !before.is_empty() => {
                (format!("{} and {last}", before.join(", ")), "are")
            }
            _ => (names.join(""), "is"),
        };
        let message = format!("{names} of the front matter {are} left out");
        let warning = Diagnostic::warning(Code::UnreadMetadata, message)
            .at(self.place.span(first.range.clone()))
            .help("write it in the text, or in report.toml if it is said of the whole report");
        self.findings.diagnostics.push(warning);
    }

    fn report_fault(&mut self, fault: &Fault, notation: Notation) {
        let message = match notation {
            Notation::Toml => "the front matter is left out: this cannot be read as TOML",
            _ => "this cannot be read as YAML; the front matter is read line by line",
        };
        // The fault shows where the reading ends; the line is what a person looks at.
        let start = self.text.get(..fault.at).map_or(0, str::len);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let warning = Diagnostic::warning(Code::InvalidFrontMatter, message)
            .at(self.place.span(start..start + line.len()))
            .labelled(fault.message.clone())
            .help("words with a colon in them stand in quotation marks, as in \"Water: a report\"");
        self.findings.diagnostics.push(warning);
    }
}

/// The classes that mean something of a heading. Those of a site's pages mean nothing here.
fn classes_of(value: &Value) -> Vec<String> {
    let words = value.items().iter().filter_map(Value::words);
    let names =
        words.flat_map(|words| words.split([' ', ','])).map(|name| name.trim_start_matches('.'));
    names.filter(|name| HEADING_CLASSES.contains(name)).map(str::to_string).collect()
}

fn is_id(words: &str) -> bool {
    !words.contains(|c: char| c.is_whitespace() || matches!(c, '#' | '{' | '}' | '"'))
}

/// All words in a value, however deep; of persons their names.
fn words_in(value: &Value) -> Vec<&str> {
    match &value.kind {
        Kind::Nothing => Vec::new(),
        Kind::Words(words) => vec![words.trim()].into_iter().filter(|w| !w.is_empty()).collect(),
        Kind::List(values) => values.iter().flat_map(words_in).collect(),
        Kind::Table(fields) => match value.get("name") {
            Some(name) => words_in(name),
            None => fields.iter().flat_map(|field| words_in(&field.value)).collect(),
        },
    }
}
