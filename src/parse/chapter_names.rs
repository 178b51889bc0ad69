//! The files of the report by all the names under which a link may know them.

use std::collections::BTreeMap;

use crate::diagnostic::nearest;

/// What the name of a page may end with, on paper and on the web.
const ENDINGS: &[&str] = &[
    ".md",
    ".markdown",
    ".mdx",
    ".html",
    ".htm",
    ".xhtml",
    ".qmd",
    ".rmd",
    ".rst",
    ".ipynb",
    ".php",
];

/// The pages that stand for their folders.
const INDEXES: &[&str] = &["index", "readme", "_index"];

/// The files of the report, and the pages that they would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChapterNames {
    files: Vec<String>,
    /// The first file of each page, by the page's name.
    pages: BTreeMap<String, usize>,
    /// The same in lower case.
    lower: BTreeMap<String, usize>,
}

impl ChapterNames {
    /// The names of these files.
    pub fn of<'n>(files: impl IntoIterator<Item = &'n str>) -> ChapterNames {
        let mut names = ChapterNames::default();
        for (index, file) in files.into_iter().enumerate() {
            let page = page_of(file);
            names.lower.entry(page.to_lowercase()).or_insert(index);
            names.pages.entry(page.to_string()).or_insert(index);
            names.files.push(file.to_string());
        }
        names
    }

    /// The file that a path means, written in this file: by its own name, by that of its page,
    /// from the folder of the file or as if the file were a folder itself, as on the web it often
    /// is; with another case as a last resort.
    pub fn find(&self, path: &str, file: &str) -> Option<&str> {
        let from = candidates(path, file);
        let exact = from.iter().find_map(|path| self.files.iter().find(|file| *file == path));
        if let Some(file) = exact {
            return Some(file);
        }
        let page = |known: &BTreeMap<String, usize>, path: &str| known.get(path).copied();
        let index = from
            .iter()
            .find_map(|path| page(&self.pages, page_of(path)))
            .or_else(|| {
                from.iter().find_map(|path| page(&self.lower, &page_of(path).to_lowercase()))
            })
            .or_else(|| self.in_some_root(path))?;
        self.files.get(index).map(String::as_str)
    }

    /// The file of a path from the root of a site, which is some folder of the project.
    fn in_some_root(&self, path: &str) -> Option<usize> {
        let path = path.strip_prefix('/')?;
        let page = page_of(path.trim_end_matches('/'));
        let end = format!("/{page}");
        let fits = |(name, index): (&String, &usize)| {
            (!page.is_empty() && name.ends_with(&end)).then_some(*index)
        };
        self.pages.iter().find_map(fits)
    }

    /// The first file that has this name, or whose path ends with it, in whatever folder.
    pub fn anywhere(&self, name: &str) -> Option<&str> {
        let name = page_of(name).to_lowercase();
        let end = format!("/{name}");
        let named = |(page, index): (&String, &usize)| {
            (!name.is_empty() && (*page == name || page.ends_with(&end))).then_some(*index)
        };
        let index = self.lower.iter().filter_map(named).min()?;
        self.files.get(index).map(String::as_str)
    }

    /// The file that somebody may have meant by a path: of nearly the same name, or of the same
    /// name with a number before it.
    pub fn near(&self, path: &str) -> Option<&str> {
        let wanted = last(page_of(path.trim_end_matches('/')));
        if wanted.is_empty() {
            return None;
        }
        let names = || self.files.iter().map(|file| last(page_of(file)));
        let bare = |name: &str| unnumbered(name).to_lowercase();
        let same = names().position(|name| bare(name) == bare(wanted));
        let near = || {
            let near = nearest(wanted, names())?;
            names().position(|name| name == near)
        };
        self.files.get(same.or_else(near)?).map(String::as_str)
    }
}

/// The paths from the project's root that a path in a file may be.
fn candidates(path: &str, file: &str) -> Vec<String> {
    if let Some(path) = path.strip_prefix('/') {
        return vec![super::links::from_root(path, "")];
    }
    let mut paths = vec![super::links::from_root(path, file)];
    if !path.ends_with(".md") {
        paths.push(super::links::from_root(path, &format!("{}/", page_of(file))));
    }
    paths
}

/// The page that a file or an address is: without its ending, and without the name of an index.
fn page_of(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let lower = path.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending));
    let stem = path.get(..path.len() - ending.map_or(0, |ending| ending.len())).unwrap_or(path);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    match INDEXES.iter().any(|index| name.eq_ignore_ascii_case(index)) {
        true => folder,
        false => stem,
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A name without the number that orders it among others: `02-goals`, `3.1_costs`.
fn unnumbered(name: &str) -> &str {
    let rest =
        name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    if rest.is_empty() { name } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_known_by_many_names() {
        let names =
            ChapterNames::of(["m/a.md", "m/b.md", "m/c/README.md", "m/d e.md", "m/index.md"]);
        for path in [
            "b.md",
            "b",
            "b.html",
            "b.htm",
            "b.qmd",
            "b.Rmd",
            "b/",
            "../b/",
            "/b/",
            "/m/b.md",
            "./b",
            "b/index.md",
            "b/README.md",
            "/b",
            "B.MD",
            "../m/b.html",
        ] {
            assert_eq!(names.find(path, "m/a.md"), Some("m/b.md"), "{path}");
        }
        assert_eq!(names.find("c", "m/a.md"), Some("m/c/README.md"));
        assert_eq!(names.find("../b.md", "m/c/README.md"), Some("m/b.md"));
        assert_eq!(names.find("../b", "m/c/README.md"), Some("m/b.md"));
        assert_eq!(names.find("d e.md", "m/a.md"), Some("m/d e.md"));
        assert_eq!(names.find("./", "m/a.md"), Some("m/index.md"));
        for path in ["data.csv", "x", "b.pdf", "/x/b", ""] {
            assert_ne!(names.find(path, "m/a.md"), Some("m/b.md"), "{path}");
        }
    }

    #[test]
    fn a_slip_is_mended() {
        let names = ChapterNames::of(["m/01-goals.md", "m/02-costs.md"]);
        assert_eq!(names.near("goals.md"), Some("m/01-goals.md"));
        assert_eq!(names.near("02-cost.md"), Some("m/02-costs.md"));
        assert_eq!(names.near("data.csv"), None);
    }
}
