//! Markdown that exists, made a project: beside the line, before there is a manifest.
//!
//! [`import()`] goes through these steps, a module each:
//!
//! 1. `folder`: which Markdown there is, in the natural order of names;
//! 2. `order`, with `summary`, `contents` and `quarto`: which of it are chapters, and in which
//!    order, as other book makers have it;
//! 3. `title_page`, with `guess`: title, authors, date and language;
//! 4. `pictures`: which pictures the chapters name, and so how high the project's folder must lie;
//! 5. `manifest`: the text of `report.toml`.
//!
//! Nothing of a text is changed: the manifest names the files where they are.

mod contents;
mod folder;
mod guess;
mod manifest;
mod order;
mod pictures;
mod quarto;
mod summary;
mod title_page;

use std::fs;
use std::path::{Path, PathBuf};

use self::folder::Folder;
use self::order::{Entry, Order};
use crate::language::Language;

/// What is asked for, beside the folder.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The title, instead of that which is found.
    pub title: Option<String>,
    /// The language, instead of that which is found.
    pub language: Option<Language>,
    /// The theme.
    pub theme: Option<String>,
    /// The paper.
    pub paper: Option<String>,
}

/// A project made of Markdown that exists. Nothing is written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The folder of the project: that which was given, or one above it that holds its pictures.
    pub root: PathBuf,
    /// The name of the manifest's file in that folder.
    pub name: String,
    /// The text of the manifest.
    pub manifest: String,
    /// What the order of the chapters was taken from: the name of a file, or none for their names.
    pub order: Option<String>,
    /// The chapters, in order, from the root.
    pub chapters: Vec<String>,
    /// The pictures that they name, from the root.
    pub pictures: Vec<String>,
    /// The Markdown that is no chapter, from the root; folders of it as a whole.
    pub aside: Vec<String>,
    /// What a person should know of it, a sentence each.
    pub remarks: Vec<String>,
}

/// Reads the Markdown at `source`, a folder or a file. An error is a sentence that says why there
/// is nothing to make a project of.
pub fn import(source: &Path, wishes: &Wishes) -> Result<Import, String> {
    let shown = source.display();
    let source = fs::canonicalize(source).map_err(|error| format!("`{shown}`: {error}"))?;
    let (folder, order) = if source.is_dir() {
        let folder = Folder::read(&source);
        if let Some(several) = folder::several_books(&folder) {
            return Err(several_books(&shown.to_string(), &several));
        }
        let order = order::of(&folder);
        (folder, order)
    } else {
        let folder = source.parent().unwrap_or(&source).to_path_buf();
        let order = Order { entries: vec![Entry::File(source.clone())], ..Order::default() };
        (Folder::empty(folder), order)
    };
    let chapters = order.chapters();
    if chapters.is_empty() {
        return Err(format!("`{shown}` holds no Markdown that could be a chapter"));
    }
    let texts: Vec<String> = chapters.iter().map(|chapter| folder::text_of(chapter)).collect();
    let page = title_page::of(&folder, &order, &chapters, &texts);
    let pictures = pictures::of(&folder.path, &chapters, &texts);
    let outside = chapters.iter().chain(&pictures).chain(page.cover.as_ref().map(|(path, _)| path));
    let root = folder::common(&folder.path, outside);
    let aside = folder.aside(&root, &chapters);
    let name = manifest_name(&root, &source, &folder.path)?;
    let from_root =
        |paths: &[PathBuf]| paths.iter().map(|path| folder::from(&root, path)).collect();
    let remarks = remarks(&order, &chapters);
    let manifest =
        manifest::text(&manifest::Parts { root: &root, order: &order, page: &page, wishes });
    let mut pictures = pictures;
    pictures.extend(page.cover.map(|(path, _)| path));
    pictures.sort();
    pictures.dedup();
    Ok(Import {
        name,
        manifest,
        order: order.source,
        chapters: from_root(&chapters),
        pictures: from_root(&pictures),
        aside,
        remarks,
        root,
    })
}

/// Why a folder of several books is no project.
fn several_books(shown: &str, books: &[String]) -> String {
    let first = books.first().map_or("", String::as_str);
    format!(
        "`{shown}` holds several books: {}; name one of them: `diptych new --from {}`",
        books.join(", "),
        Path::new(shown).join(first).display()
    )
}

/// The manifest's name, by which no file there is replaced.
fn manifest_name(root: &Path, source: &Path, folder: &Path) -> Result<String, String> {
    let usual = "report.toml";
    if !root.join(usual).exists() {
        return Ok(usual.to_string());
    }
    // A project is there. Another one of a file, or of a folder in it, may stand beside it.
    let is_part = source.is_file() || root != folder;
    let own = source.file_stem().map(|stem| format!("{}.toml", stem.to_string_lossy()));
    match own.filter(|own| is_part && !root.join(own).exists()) {
        Some(own) => Ok(own),
        None => Err(format!("`{}` is there already; nothing was made", root.join(usual).display())),
    }
}

/// What a person should know beside the manifest.
fn remarks(order: &Order, chapters: &[PathBuf]) -> Vec<String> {
    let mut remarks = Vec::new();
    let names = |names: &[String]| names.join(", ");
    let named_in = order.source.as_deref().unwrap_or_default();
    if !order.missing.is_empty() {
        remarks.push(format!("named in {named_in} and not there: {}", names(&order.missing)));
    }
    if !order.other.is_empty() {
        remarks.push(format!("left aside, as they are no Markdown: {}", names(&order.other)));
    }
    let parts: Vec<String> = order.parts().map(|part| format!("“{part}”")).collect();
    if !parts.is_empty() {
        let what =
            "titles of parts have no place in a report, and stand in the manifest as comments";
        remarks.push(format!("{what}: {}", names(&parts)));
    }
    if order.appendices {
        let what = "appendices are chapters until their headings say so: # Title {.appendix}";
        remarks.push(what.to_string());
    }
    let is_mdx =
        |path: &&PathBuf| path.extension().is_some_and(|own| own.eq_ignore_ascii_case("mdx"));
    if let Some(first) = chapters.iter().find(is_mdx) {
        let name = first.file_name().unwrap_or_default().to_string_lossy();
        remarks.push(format!("components of MDX are not read, as in {name}"));
    }
    remarks
}
