//! Which files are chapters, and in which order: as the settings of another book maker have it,
//! else by their names.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{Folder, file_at, is_markdown};
use super::{contents, quarto, summary};
use crate::fields::{self, Value};

/// What stands in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A chapter.
    File(PathBuf),
    /// The title of a part, before its chapters.
    Part(String),
}

/// The order of the chapters.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The name of the file that it was taken from; none for the names of the chapters.
    pub source: Option<String>,
    /// Where the title and the authors may stand: the fields of that file.
    pub settings: Option<Value>,
    /// The chapters and the titles of parts.
    pub entries: Vec<Entry>,
    /// Files that it names and that are not there.
    pub missing: Vec<String>,
    /// Files that it names and that are no Markdown.
    pub other: Vec<String>,
    /// Whether it says that the last of the chapters are appendices.
    pub appendices: bool,
    /// A title that stands in it.
    pub title: Option<String>,
}

impl Order {
    /// The chapters.
    pub fn chapters(&self) -> Vec<PathBuf> {
        let files = self.entries.iter().filter_map(|entry| match entry {
            Entry::File(path) => Some(path.clone()),
            Entry::Part(_) => None,
        });
        files.collect()
    }

    /// The titles of parts.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Part(title) => Some(title.as_str()),
            Entry::File(_) => None,
        })
    }

    /// Adds what a path in the settings means: a file, or all files of a folder.
    pub fn add(&mut self, folder: &Path, written: &str) {
        let path = written.split(['#', '?']).next().unwrap_or_default().trim();
        if path.is_empty() || path.contains("://") {
            return;
        }
        let whole = folder.join(path);
        match file_at(folder, path) {
            Some(file) if is_markdown(&file) => self.add_file(file),
            Some(_) => self.other.push(path.to_string()),
            None if whole.is_dir() => {
                Folder::read(&whole).pages().into_iter().for_each(|file| self.add_file(file));
            }
            None => self.missing.push(path.to_string()),
        }
    }

    /// Adds a file, once.
    fn add_file(&mut self, file: PathBuf) {
        let entry = Entry::File(file);
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }

    /// Adds the title of a part.
    pub fn add_part(&mut self, title: &str) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            self.entries.push(Entry::Part(title));
        }
    }
}

/// How an order is read from the fields of a settings file; `folder` is that of the file.
type Read = fn(&Value, &Path, &mut Order);

/// The settings files of other book makers, the surest first.
const SETTINGS: &[(&str, Read)] = &[
    ("_quarto.yml", quarto::book),
    ("_quarto.yaml", quarto::book),
    ("_bookdown.yml", quarto::bookdown),
    ("book.toml", summary::mdbook),
    ("SUMMARY.md", summary::none),
    ("src/SUMMARY.md", summary::none),
    ("_toc.yml", contents::toc),
    ("_toc.yaml", contents::toc),
    ("myst.yml", contents::myst),
    ("mkdocs.yml", contents::mkdocs),
    ("mkdocs.yaml", contents::mkdocs),
    ("Book.txt", summary::none),
    ("manuscript/Book.txt", summary::none),
];

/// The order of the chapters of a folder.
pub(super) fn of(folder: &Folder) -> Order {
    for (name, read) in SETTINGS {
        let path = folder.path.join(name);
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let mut order = Order { source: Some((*name).to_string()), ..Order::default() };
        let here = path.parent().unwrap_or(&folder.path);
        if name.ends_with(".md") {
            summary::lines(&text, here, &mut order);
        } else if name.ends_with(".txt") {
            summary::book_txt(&text, here, &mut order);
        } else {
            let fields =
                if name.ends_with(".toml") { fields::toml(&text) } else { fields::yaml(&text) };
            let Ok(fields) = fields else { continue };
            read(&fields, here, &mut order);
            order.settings = Some(fields);
        }
        if !order.chapters().is_empty() {
            return order;
        }
    }
    by_name(folder)
}

/// All Markdown that may be chapters, in the natural order of names; where there is none but such
/// as is left aside by its name, that.
fn by_name(folder: &Folder) -> Order {
    let files = if folder.chapters.is_empty() { &folder.aside } else { &folder.chapters };
    Order { entries: files.iter().cloned().map(Entry::File).collect(), ..Order::default() }
}
