//! Title, authors, date and language: from the settings of another book maker, from front matter,
//! and else from names and texts.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{Folder, file_at, front_of, is_language, tops};
use super::guess;
use super::order::Order;
use crate::fields::{self, Value};
use crate::language::Language;
use crate::source::{is_index, title_of};

/// What is known of a report before its chapters.
#[derive(Debug, Default)]
pub(super) struct TitlePage {
    /// The title.
    pub title: Option<String>,
    /// A second title.
    pub subtitle: Option<String>,
    /// The authors.
    pub authors: Vec<Author>,
    /// The date as it is written.
    pub date: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// Whether the language is a guess.
    pub is_guess: bool,
    /// What the report is about.
    pub description: Option<String>,
    /// Subjects.
    pub keywords: Vec<String>,
    /// The institution.
    pub publisher: Option<String>,
    /// The page of the report.
    pub url: Option<String>,
    /// The statement of rights.
    pub rights: Option<String>,
    /// Who paid for it.
    pub funding: Option<String>,
    /// The picture of the cover, and what it shows.
    pub cover: Option<(PathBuf, Option<String>)>,
}

/// An author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Author {
    /// The name.
    pub name: String,
    /// Where the author works.
    pub affiliation: Option<String>,
    /// Where the author can be written to.
    pub email: Option<String>,
    /// The ORCID iD.
    pub orcid: Option<String>,
}

/// Files beside the chapters whose fields may say it.
const BESIDE: &[&str] = &[
    "book.toml",
    "myst.yml",
    "_config.yml",
    "mkdocs.yml",
    "hugo.toml",
    "config.toml",
    "metadata.yaml",
];

/// Tables of settings files in which it may stand.
const TABLES: &[&[&str]] =
    &[&[], &["book"], &["website"], &["project"], &["theme"], &["format", "html"]];

/// The title page of what was found.
pub(super) fn of(
    folder: &Folder,
    order: &Order,
    chapters: &[PathBuf],
    texts: &[String],
) -> TitlePage {
    let mut page = TitlePage::default();
    if let Some(settings) = &order.settings {
        page.take(settings, &folder.path);
    }
    // Of a book of one file the front matter is the book's, and so is that of its first page.
    let first = chapters.first().filter(|path| chapters.len() == 1 || is_first_page(path));
    if let Some(front) = first.and(texts.first()).and_then(|text| front_of(text)) {
        page.take(&front, &folder.path);
    }
    if chapters.len() > 1 {
        for (fields, place) in beside(&folder.path) {
            page.take(&fields, &place);
        }
    }
    page.title = page
        .title
        .take()
        .or_else(|| order.title.clone())
        .or_else(|| title(folder, chapters, texts));
    if page.language.is_none() {
        page.guess(&folder.path, texts);
    }
    page
}

/// Whether a chapter is the first page of a book rather than a part of its text.
fn is_first_page(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| is_index(&stem.to_string_lossy()))
}

/// The fields of the files beside the chapters, and in the folder above where the chapters have one
/// of their own.
fn beside(folder: &Path) -> Vec<(Value, PathBuf)> {
    let above = folder.parent().filter(|_| tops(folder).nth(1).is_some());
    let named = |folder: &Path| -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = BESIDE.iter().map(|name| folder.join(name)).collect();
        files.extend(metadata(folder));
        files
    };
    let files = [Some(folder), above].into_iter().flatten().flat_map(named);
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let is_toml = path.extension().is_some_and(|own| own == "toml");
        let fields = if is_toml { fields::toml(&text) } else { fields::yaml(&text) };
        Some((fields.ok()?, path.parent()?.to_path_buf()))
    };
    files.filter_map(read).collect()
}

/// Files of metadata as Pandoc takes them: YAML among the chapters.
fn metadata(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            let is_yaml = path.extension().is_some_and(|own| own == "yaml" || own == "yml");
            is_yaml && ["header", "metadata", "title"].iter().any(|name| stem.contains(name))
        })
        .collect();
    paths.sort();
    paths
}

/// A title where no field says one: the first heading of the one file, or of the file that is a
/// title page by its name, or of the `README` of the folder; else a folder's name. A folder that is
/// called by a language, or as many are, has its name and its `README` from the one above it.
fn title(folder: &Folder, chapters: &[PathBuf], texts: &[String]) -> Option<String> {
    if let [chapter] = chapters {
        let own = texts.first().and_then(|text| first_heading(text));
        return own.or_else(|| chapter.to_str().map(title_of));
    }
    let page = chapters.first().filter(|path| is_title_page(path)).and(texts.first());
    if let Some(title) = page.and_then(|text| first_heading(text)) {
        return Some(title);
    }
    let named = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut place = folder.path.as_path();
    let mut above = tops(place).skip(1);
    while named(place).is_some_and(|name| is_usual(&name)) {
        let Some(next) = above.next() else { break };
        place = next;
    }
    let readme = ["README.md", "readme.md", "Readme.md"].iter().map(|name| place.join(name));
    let heading = readme
        .filter_map(|path| fs::read_to_string(path).ok())
        .find_map(|text| first_heading(&text));
    heading.or_else(|| named(place).map(|name| title_of(&format!("{name}."))))
}

/// Whether a file is the title page of a book by its name.
fn is_title_page(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    ["cover", "frontispiece", "header", "title"].iter().any(|name| stem.contains(name))
}

/// Whether a folder's name says nothing of the book in it.
fn is_usual(name: &str) -> bool {
    const USUAL: &[&str] =
        &["book", "chapters", "content", "doc", "docs", "manuscript", "source", "src", "text"];
    is_language(name) || USUAL.contains(&name) || !name.contains(char::is_alphabetic)
}

/// The words of the first heading of the first level.
fn first_heading(text: &str) -> Option<String> {
    let body = fields::front(text).map_or(text, |front| text.get(front.end..).unwrap_or_default());
    let mut fenced = false;
    for line in body.lines() {
        fenced ^= line.starts_with("```") || line.starts_with("~~~");
        if let Some(words) = line.strip_prefix("# ").filter(|_| !fenced) {
            let words = words.split(" {").next().unwrap_or(words);
            let words = words.trim().trim_end_matches('#').trim().replace(['*', '`', '_'], "");
            return Some(words).filter(|words| !words.is_empty());
        }
    }
    None
}

impl TitlePage {
    /// Takes from these fields what is not known yet. Paths count from `folder`.
    fn take(&mut self, fields: &Value, folder: &Path) {
        for table in TABLES.iter().filter_map(|keys| fields.path(keys)) {
            let words = |keys: &[&str]| keys.iter().find_map(|key| said(table.get(key)?));
            fill(&mut self.title, || words(&["title", "site_name"]));
            fill(&mut self.subtitle, || words(&["subtitle"]));
            fill(&mut self.date, || words(&["date", "published"]).filter(|date| is_said(date)));
            fill(&mut self.description, || words(&["description", "site_description", "abstract"]));
            fill(&mut self.publisher, || words(&["publisher", "institution", "organization"]));
            fill(&mut self.url, || {
                words(&["url", "site-url", "site_url", "baseURL"]).filter(|url| is_address(url))
            });
            fill(&mut self.rights, || {
                words(&["rights", "copyright"]).filter(|words| !words.contains('<'))
            });
            fill(&mut self.funding, || words(&["funding"]));
            fill(&mut self.language, || {
                language(&words(&["lang", "language", "languageCode", "locale"])?)
            });
            fill(&mut self.cover, || {
                let path = words(&["cover-image", "cover_image", "epub-cover-image"])?;
                Some((file_at(folder, &path)?, words(&["cover-image-alt"])))
            });
            if self.authors.is_empty() {
                let keys = ["author", "authors", "site_author", "author-meta"];
                let value = keys.iter().find_map(|key| table.get(key));
                self.authors = value.map(authors).unwrap_or_default();
            }
            if self.keywords.is_empty() {
                let keywords = table.get("keywords").map(Value::items).unwrap_or_default();
                self.keywords = keywords.iter().filter_map(said).collect();
            }
        }
    }

    /// Guesses the language: by the name of the folder, which is no guess where it is a tag, else
    /// by the texts.
    fn guess(&mut self, folder: &Path, texts: &[String]) {
        let names = tops(folder).filter_map(Path::file_name).map(|name| name.to_string_lossy());
        let named = names.take(2).find(|name| is_language(name));
        self.language = named.and_then(|name| language(&name));
        if self.language.is_none() {
            self.language = guess::language(texts).and_then(Language::parse);
            self.is_guess = self.language.is_some();
        }
    }
}

/// Puts a value where there is none yet.
fn fill<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// The words of a value on one line; none that a program would put there.
fn said(value: &Value) -> Option<String> {
    let words = value.words()?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(words).filter(|words| is_said(words))
}

/// Whether words are said, and not made by a program when it runs.
fn is_said(words: &str) -> bool {
    let made = ["{{", "`r ", "!expr", "${", "{%"].iter().any(|mark| words.contains(mark));
    !made && !["today", "now", "last-modified", "true", "false"].contains(&words)
}

fn is_address(words: &str) -> bool {
    words.starts_with("https://") || words.starts_with("http://")
}

/// The language of a tag, however its parts are joined; of its name in English for those whose words
/// the program knows.
fn language(written: &str) -> Option<Language> {
    const NAMES: &[(&str, &str)] = &[
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("dutch", "nl"),
        ("english", "en"),
        ("french", "fr"),
        ("german", "de"),
        ("italian", "it"),
        ("japanese", "ja"),
        ("persian", "fa"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("russian", "ru"),
        ("spanish", "es"),
    ];
    let lower = written.to_lowercase();
    let tag = NAMES.iter().find(|(name, _)| *name == lower).map_or(written, |(_, tag)| tag);
    let tag = tag.split('.').next().unwrap_or(tag).replace('_', "-");
    Language::parse(&tag).filter(|language| language.primary().len() <= 3)
}

/// Authors: a name, a line of names, or a list of names or of tables with a name.
fn authors(value: &Value) -> Vec<Author> {
    let of = |value: &Value| -> Vec<Author> {
        if let Some(line) = said(value) {
            let named = names(&line).into_iter();
            return named.map(|name| Author { name, ..Author::default() }).collect();
        }
        let words = |keys: &[&str]| keys.iter().find_map(|key| value.get(key));
        let name = words(&["name"]).and_then(|name| said(name).or_else(|| whole_name(name)));
        let affiliation = words(&["affiliation", "affiliations", "institution"]);
        let affiliation = affiliation.and_then(|value| value.items().first());
        let Some(name) = name else { return Vec::new() };
        vec![Author {
            name,
            affiliation: affiliation
                .and_then(|value| said(value).or_else(|| said(value.get("name")?))),
            email: words(&["email"]).and_then(said),
            orcid: words(&["orcid"]).and_then(said),
        }]
    };
    value.items().iter().flat_map(of).collect()
}

/// A name that is written in parts.
fn whole_name(value: &Value) -> Option<String> {
    let part = |key| value.get(key).and_then(said);
    part("literal").or_else(|| Some(format!("{} {}", part("given")?, part("family")?)))
}

/// The names in a line of names: each of at least two words, so that "Example, Ada" is one.
fn names(line: &str) -> Vec<String> {
    let parts = line.replace(", and ", ", ").replace(" and ", ", ").replace([';', '&'], ",");
    let parts: Vec<&str> =
        parts.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let whole =
        parts.iter().all(|part| part.contains(' ') && !part.contains(|c: char| c.is_ascii_digit()));
    if parts.len() > 1 && whole {
        return parts.into_iter().map(str::to_string).collect();
    }
    vec![line.to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(text: &str) -> Vec<String> {
        let fields = fields::yaml(text).expect("YAML");
        let authors = authors(fields.get("author").expect("authors"));
        authors.into_iter().map(|author| author.name).collect()
    }

    #[test]
    fn authors_are_named_in_many_ways() {
        assert_eq!(names_of("author: Ada Example"), ["Ada Example"]);
        assert_eq!(
            names_of("author: Ada Example, Max B. Mapmaker, and Eve Other"),
            ["Ada Example", "Max B. Mapmaker", "Eve Other"]
        );
        assert_eq!(names_of("author: Example, Ada"), ["Example, Ada"]);
        assert_eq!(
            names_of("author:\n- name: Ada E.\n- Max M.\n- name: {given: Eve, family: O.}"),
            ["Ada E.", "Max M.", "Eve O."]
        );
    }

    #[test]
    fn a_language_is_a_tag_or_a_name() {
        let tag = |written| language(written).map(|language| language.tag().to_string());
        assert_eq!(tag("en_US.UTF-8"), Some("en-US".into()));
        assert_eq!(tag("German"), Some("de".into()));
        assert_eq!(tag("klingon"), None);
    }

    #[test]
    fn a_heading_is_no_line_of_code() {
        assert_eq!(first_heading("```\n# no\n```\n\n# The *law* {#l}\n"), Some("The law".into()));
        assert_eq!(first_heading("---\ntitle: a\n---\n## Two\n# One #\n"), Some("One".into()));
        assert_eq!(first_heading("#\n"), None);
    }
}
