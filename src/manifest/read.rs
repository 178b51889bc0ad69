//! From the text of `report.toml` to a [`Manifest`], table by table.

use toml::de::{DeTable, DeValue};

use super::hyphenation;
use super::identifier::{self, Fault};
use super::table::{Table, Value};
use super::{
    Author, Conformance, Contents, ContentsList, Contributor, ContributorRole, CoverSettings, Date,
    EpubSettings, Manifest, NotePlace, Output, Paper, PdfSettings, Profile, Report, ThemeSettings,
    paper, syntax, tokens,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::geometry::Length;
use crate::language::Language;
use crate::source::{SourceId, Span, Spanned};

impl Manifest {
    /// Reads a manifest. All its faults are pushed to `diagnostics`, each an error at its place;
    /// a value that has one is as if it were not there, so that the rest can be looked at too.
    pub fn read(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Manifest {
        let (table, syntax_faults) = syntax::parse(text, source);
        let (manifest, faults) = read_manifest(&table, source);
        let own =
            faults.into_iter().filter(|fault| !syntax::is_consequence(text, fault, &syntax_faults));
        diagnostics.extend(own.collect::<Vec<_>>());
        diagnostics.extend(syntax_faults);
        manifest
    }
}

fn read_manifest(table: &DeTable<'_>, source: SourceId) -> (Manifest, Vec<Diagnostic>) {
    let start = Span::new(source, 0..0);
    let mut root = Table::new("the manifest", start, table);
    let report = root.required_table("report", report);
    let hyphenation =
        root.table("hyphenation", |table| hyphenation::exceptions(table, &report.language));
    let manifest = Manifest {
        source,
        report,
        authors: root.tables("authors", author),
        contributors: root.tables("contributors", contributor),
        cover: root.table("cover", cover).unwrap_or_default(),
        contents: root.table("contents", contents).unwrap_or_default(),
        numbered_headings: root.table("numbering", |table| table.boolean("headings")).flatten(),
        hyphenation: hyphenation.unwrap_or_default(),
        chapters: root.texts("chapters"),
        theme: root.table("theme", theme).unwrap_or_else(|| ThemeSettings {
            name: Spanned::new(DEFAULT_THEME.to_string(), start),
            logo: None,
            overrides: Vec::new(),
        }),
        pdf: root.table("pdf", pdf).unwrap_or_else(|| pdf(&mut Table::empty("[pdf]", start))),
        epub: root.table("epub", epub).unwrap_or_default(),
        output: root
            .table("output", output)
            .unwrap_or_else(|| output(&mut Table::empty("[output]", start))),
    };
    (manifest, root.finish())
}

const DEFAULT_THEME: &str = "report";
const DEFAULT_DIRECTORY: &str = "build";

fn report(table: &mut Table<'_>) -> Report {
    let (isbn_pdf, isbn_epub) = isbn(table);
    Report {
        title: table.required_text("title"),
        sort_title: table.text("sort_title"),
        subtitle: table.text("subtitle"),
        short_title: table.text("short_title"),
        series: table.text("series"),
        number: table.text("number"),
        edition: table.text("edition"),
        draft: table.text("draft"),
        date: date(table),
        language: language(table),
        publisher: table.text("publisher"),
        place: table.text("place"),
        address: table.text("address"),
        email: email(table),
        url: table.text("url"),
        rights: table.text("rights"),
        license: table.text("license"),
        doi: doi(table),
        issn: checked(table, "issn", "ISSN", identifier::issn),
        isbn_pdf,
        isbn_epub,
        keywords: table
            .texts("keywords")
            .unwrap_or_default()
            .into_iter()
            .map(|keyword| keyword.value)
            .filter(|keyword| !keyword.trim().is_empty())
            .collect(),
        description: table.text("description"),
        disclaimer: table.text("disclaimer"),
        funding: table.text("funding"),
        acknowledgments: table.text("acknowledgments"),
        about: table.text("about"),
    }
}

fn author(table: &mut Table<'_>) -> Author {
    Author {
        name: table.required_text("name"),
        sort_name: table.text("sort_name").map(|name| name.value),
        role: table.text("role"),
        affiliation: table.text("affiliation"),
        email: email(table),
        orcid: orcid(table),
        portrait: table.text("portrait"),
        bio: table.text("bio"),
    }
}

fn contributor(table: &mut Table<'_>) -> Contributor {
    const ROLES: [(&str, ContributorRole); 9] = [
        ("editor", ContributorRole::Editor),
        ("translator", ContributorRole::Translator),
        ("illustrator", ContributorRole::Illustrator),
        ("photographer", ContributorRole::Photographer),
        ("cartographer", ContributorRole::Cartographer),
        ("designer", ContributorRole::Designer),
        ("researcher", ContributorRole::Researcher),
        ("reviewer", ContributorRole::Reviewer),
        ("contributor", ContributorRole::Contributor),
    ];
    Contributor {
        name: table.required_text("name"),
        sort_name: table.text("sort_name").map(|name| name.value),
        role: table.choice("role", &ROLES).unwrap_or_default(),
        orcid: orcid(table),
    }
}

fn cover(table: &mut Table<'_>) -> CoverSettings {
    CoverSettings {
        image: table.text("image"),
        alt: table.text("alt"),
        credit: table.text("credit"),
    }
}

fn contents(table: &mut Table<'_>) -> Contents {
    const LISTS: [(&str, ContentsList); 4] = [
        ("figures", ContentsList::Figures),
        ("maps", ContentsList::Maps),
        ("tables", ContentsList::Tables),
        ("boxes", ContentsList::Boxes),
    ];
    let default = Contents::default();
    let depth = table.integer("depth", 0..7).unwrap_or(default.depth);
    let mut lists = Vec::new();
    for name in table.texts("lists").unwrap_or_default() {
        let Some(list) = table.choose("lists", &name, &LISTS) else {
            continue;
        };
        if lists.contains(&list) {
            let message = format!("`lists` has \"{}\" twice", name.value);
            table.fault(Diagnostic::error(Code::InvalidValue, message).at(name.span));
            continue;
        }
        lists.push(list);
    }
    Contents { depth, lists }
}

fn theme(table: &mut Table<'_>) -> ThemeSettings {
    let name = table
        .name_text("name")
        .unwrap_or_else(|| Spanned::new(DEFAULT_THEME.to_string(), table.span()));
    let logo = table.text("logo");
    let mut overrides = Vec::new();
    let rest = table.rest();
    tokens::flatten("", &rest, &mut overrides, &mut |fault| table.fault(fault));
    overrides.sort_by_key(|token| token.path.span);
    ThemeSettings { name, logo, overrides }
}

fn pdf(table: &mut Table<'_>) -> PdfSettings {
    const NOTES: [(&str, NotePlace); 3] =
        [("page", NotePlace::Page), ("chapter", NotePlace::Chapter), ("end", NotePlace::End)];
    const PROFILES: [(&str, Profile); 3] =
        [("screen", Profile::Screen), ("print", Profile::Print), ("archive", Profile::Archive)];
    PdfSettings {
        paper: paper_size(table),
        notes: table.choice("notes", &NOTES).unwrap_or_default(),
        profile: table.choice("profile", &PROFILES).unwrap_or_default(),
    }
}

fn epub(table: &mut Table<'_>) -> EpubSettings {
    let default = EpubSettings::default();
    EpubSettings {
        cover: table.boolean("cover").unwrap_or(default.cover),
        page_list: table.boolean("page_list").unwrap_or(default.page_list),
        conformance: conformance(table),
        accessibility_summary: table.text("accessibility_summary").map(|text| text.value),
    }
}

/// The claim that the e-book is accessible, and who certifies it, who cannot without a claim.
fn conformance(table: &mut Table<'_>) -> Option<Conformance> {
    const HELP: &str = "write a version and a level: conforms_to = \"WCAG 2.2 AA\"";
    let claim = table.text("conforms_to");
    let certifier = table.text("certified_by");
    let report = table.text("certifier_report");
    let Some(claim) = claim else {
        for (key, value) in [("certified_by", &certifier), ("certifier_report", &report)] {
            let Some(value) = value else { continue };
            let message = format!("`{key}` certifies nothing: there is no `conforms_to`");
            table.fault(Diagnostic::error(Code::MissingKey, message).at(value.span).help(HELP));
        }
        return None;
    };
    let parts: Vec<&str> = claim.value.split_whitespace().collect();
    let [_, version, level] = match parts.as_slice() {
        ["WCAG", version @ ("2.0" | "2.1" | "2.2"), level @ ("A" | "AA" | "AAA")] => {
            ["WCAG", version, level]
        }
        _ => {
            let message = format!("\"{}\" is not a level of WCAG", claim.value);
            table.fault(Diagnostic::error(Code::InvalidValue, message).at(claim.span).help(HELP));
            return None;
        }
    };
    if let Some(report) = &report
        && !["https://", "http://"].iter().any(|scheme| report.value.starts_with(scheme))
    {
        let message = format!("\"{}\" is not the address of a page", report.value);
        let fault = Diagnostic::error(Code::InvalidValue, message).at(report.span);
        table.fault(fault.help("an address begins with \"https://\""));
    }
    Some(Conformance {
        version: version.to_string(),
        level: level.to_string(),
        certifier: certifier.map(|text| text.value),
        report: report.map(|text| text.value),
    })
}

fn output(table: &mut Table<'_>) -> Output {
    let directory = table.name_text("directory").map(|directory| directory.value);
    let name = table.name_text("name").filter(|name| {
        let plain = !name.value.is_empty()
            && !name.value.starts_with('.')
            && !name.value.contains(['/', '\\', ':']);
        if !plain {
            let message = format!("`{}` is not the name of a file", name.value);
            let fault = Diagnostic::error(Code::InvalidValue, message).at(name.span);
            table.fault(fault.help("the folder is `directory`; the endings are added"));
        }
        plain
    });
    Output { directory: directory.unwrap_or_else(|| DEFAULT_DIRECTORY.to_string()), name }
}

fn date(table: &mut Table<'_>) -> Option<Date> {
    const HELP: &str = "a date is written year, month, day, without quotation marks: 2024-10-01";
    let value = table.value("date")?;
    let DeValue::Datetime(written) = value.value else {
        table.fault(value.wrong_type("date", "a date").help(HELP));
        return None;
    };
    let Some(toml_day) = written.date else {
        // A time alone; a date that is none is a fault of the syntax, and told there.
        if written.time.is_some() {
            table.fault(value.wrong_type("date", "a date").help(HELP));
        }
        return None;
    };
    let day = Date { year: toml_day.year, month: toml_day.month, day: toml_day.day };
    if written.time.is_some() {
        let message = "`date` is a day, without a time";
        let fault = Diagnostic::error(Code::WrongType, message).at(value.span);
        table.fault(fault.help(format!("write {day}")));
        return None;
    }
    if day.year == 0 {
        let message = "there is no year 0";
        table.fault(Diagnostic::error(Code::InvalidValue, message).at(value.span));
        return None;
    }
    Some(day)
}

fn language(table: &mut Table<'_>) -> Language {
    let Some(tag) = table.name_text("language") else {
        return Language::default();
    };
    parse_language(&tag).unwrap_or_else(|fault| {
        table.fault(fault);
        Language::default()
    })
}

/// The language of a tag, or what is wrong with the tag.
pub(super) fn parse_language(tag: &Spanned<String>) -> Result<Language, Diagnostic> {
    Language::parse(&tag.value).ok_or_else(|| {
        let message = format!("\"{}\" is not a language tag", tag.value);
        let fault = Diagnostic::error(Code::InvalidValue, message).at(tag.span);
        let parts = tag.value.replace('_', "-");
        fault.help(match Language::parse(&parts) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "write a tag of BCP 47: \"en\", \"en-US\", \"fa\"".to_string(),
        })
    })
}

fn doi(table: &mut Table<'_>) -> Option<Spanned<String>> {
    let doi = table.text("doi")?;
    let well_formed = |text: &str| {
        let suffix = text.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
        suffix.is_some_and(|(registrant, suffix)| !registrant.is_empty() && !suffix.is_empty())
    };
    if well_formed(&doi.value) {
        return Some(doi);
    }
    let message = format!("\"{}\" is not a DOI", doi.value);
    let fault = Diagnostic::error(Code::InvalidValue, message).at(doi.span);
    let meant = doi.value.find("10.").and_then(|at| doi.value.get(at..));
    table.fault(fault.help(match meant.filter(|meant| well_formed(meant)) {
        Some(meant) => format!("write it without a resolver: \"{meant}\""),
        None => "a DOI begins with \"10.\" and has a slash: \"10.1000/182\"".to_string(),
    }));
    None
}

fn isbn(table: &mut Table<'_>) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    if let Some(value) = table.value("isbn")
        && !matches!(value.value, DeValue::Table(_))
    {
        let help = "each edition has its own: isbn = { pdf = \"…\", epub = \"…\" }";
        table.fault(value.wrong_type("isbn", "a table").help(help));
        return (None, None);
    }
    let both = table.table("isbn", |table| {
        let pdf = checked(table, "pdf", "ISBN", identifier::isbn);
        (pdf, checked(table, "epub", "ISBN", identifier::isbn))
    });
    both.unwrap_or_default()
}

fn email(table: &mut Table<'_>) -> Option<Spanned<String>> {
    let email = table.text("email")?;
    let whole = |part: &str| !part.is_empty() && !part.contains(['@', ' ', '<', '>', ':', ',']);
    let parts = email.value.split_once('@');
    if parts.is_some_and(|(name, domain)| whole(name) && whole(domain)) {
        return Some(email);
    }
    let message = format!("\"{}\" is not an e-mail address", email.value);
    let fault = Diagnostic::error(Code::InvalidValue, message).at(email.span);
    table.fault(fault.help("write it alone: \"name@institute.org\""));
    None
}

fn orcid(table: &mut Table<'_>) -> Option<Spanned<String>> {
    checked(table, "orcid", "ORCID iD", |text| identifier::orcid(without_resolver(text)))
        .map(|orcid| Spanned::new(without_resolver(&orcid.value).to_string(), orcid.span))
}

/// The ORCID iD of an address such as `https://orcid.org/0000-0002-1825-0097`.
fn without_resolver(text: &str) -> &str {
    text.rsplit_once("orcid.org/").map_or(text, |(_, id)| id)
}

fn checked(
    table: &mut Table<'_>,
    key: &'static str,
    name: &str,
    check: impl Fn(&str) -> Result<(), Fault>,
) -> Option<Spanned<String>> {
    let text = table.text(key)?;
    let fault = match check(&text.value) {
        Ok(()) => return Some(text),
        Err(Fault::Form(form)) => {
            let message = format!("\"{}\" is not an {name}", text.value);
            Diagnostic::error(Code::InvalidValue, message).help(form)
        }
        Err(Fault::Check(digit)) => {
            let message = format!("the check digit of this {name} does not agree");
            let help = format!("it would be {digit}, if the other digits are right");
            Diagnostic::error(Code::CheckDigit, message).help(help)
        }
    };
    table.fault(fault.at(text.span));
    None
}

/// The paper, when the manifest names one; for one that is none the fault is told.
fn paper_size(table: &mut Table<'_>) -> Option<Paper> {
    const WANTED: &str = "a name, or a width and a height";
    const HELP: &str = "write \"letter\", \"a4\", or [\"6in\", \"9in\"]";
    let value = table.value("paper")?;
    match value.value {
        DeValue::Array(sides) if sides.len() == 2 => {
            let sides = sides.iter().map(|side| Value::new(value.span.source, side));
            let sides: Vec<_> = sides.map(|value| side(table, value)).collect();
            match sides.as_slice() {
                [Some(width), Some(height)] => Some(Paper { width: *width, height: *height }),
                _ => None,
            }
        }
        DeValue::String(name) => {
            let size = paper::named(name);
            if size.is_none() {
                let message = format!("there is no paper \"{name}\"");
                let fault = Diagnostic::error(Code::InvalidValue, message).at(value.span);
                let near = nearest(name, paper::NAMES);
                let meant = near.map(|near| format!("did you mean \"{near}\"?"));
                table.fault(fault.help(meant.unwrap_or_else(|| HELP.to_string())));
            }
            size
        }
        _ => {
            table.fault(value.wrong_type("paper", WANTED).help(HELP));
            None
        }
    }
}

fn side(table: &mut Table<'_>, value: Value<'_>) -> Option<Length> {
    let text = table.text_of("paper", value)?;
    let Some(length) = paper::length(&text.value) else {
        let message = format!("\"{}\" is not a length", text.value);
        let fault = Diagnostic::error(Code::InvalidValue, message).at(text.span);
        table.fault(fault.help("a length has a unit: \"6in\", \"152mm\", \"15.2cm\", \"432pt\""));
        return None;
    };
    if !paper::is_side(length) {
        let message = format!("no paper is \"{}\" wide or high", text.value);
        let fault = Diagnostic::error(Code::InvalidValue, message).at(text.span);
        table.fault(fault.help("a side is between 1 and 200 inches long"));
        return None;
    }
    Some(length)
}
