//! Which Markdown a folder holds.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::fields::{self, Notation, Value};
use crate::manuscript::is_aside;
use crate::source::is_index;

/// Extensions of files that are Markdown.
const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkd", "qmd", "rmd", "mdx"];

/// Folders that hold no chapters: what programs write, and what they are made of.
const PASSED: &[&str] = &[
    "node_modules",
    "vendor",
    "venv",
    "target",
    "build",
    "dist",
    "site",
    "public",
    "includes",
    "templates",
    "layouts",
    "themes",
    "archetypes",
    "i18n",
    "scripts",
];

/// Folders are looked through this deep.
const DEEPEST: usize = 8;

/// The folders above one that is given may be taken for the project up to so many.
const HIGHEST: usize = 3;

/// Two-letter codes of languages (ISO 639-1): folders of translations are called so.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// A folder with what lies in it, however deep.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// The Markdown that may be chapters, in the natural order of names.
    pub chapters: Vec<PathBuf>,
    /// The Markdown that is none by its name, or by what it says of itself.
    pub aside: Vec<PathBuf>,
    /// The places that files, and folders by their first pages, say that they have.
    places: BTreeMap<PathBuf, i64>,
}

impl Folder {
    /// A folder in which nothing is looked for.
    pub fn empty(path: PathBuf) -> Folder {
        Folder { path, ..Folder::default() }
    }

    /// Reads a folder.
    pub fn read(path: &Path) -> Folder {
        let mut folder = Folder::empty(path.to_path_buf());
        folder.walk(path, 0);
        folder.chapters = folder.sorted(folder.chapters.iter());
        folder.aside = folder.sorted(folder.aside.iter());
        folder
    }

    fn walk(&mut self, path: &Path, depth: usize) {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            // The kind of the entry itself: a link back to a folder above would never end.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if name.starts_with('.') || is_folder && is_passed(&name) {
                continue;
            } else if is_folder && depth < DEEPEST {
                self.walk(&path, depth + 1);
            } else if is_markdown(&path) && path.is_file() {
                self.take(path, &name);
            }
        }
    }

    fn take(&mut self, path: PathBuf, name: &str) {
        let front = front_of(&text_of(&path));
        if let Some(place) = front.as_ref().and_then(place_in_order) {
            // The first page of a folder says where the folder stands.
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let placed = path.parent().filter(|_| is_index(&stem)).unwrap_or(&path);
            self.places.insert(placed.to_path_buf(), place);
        }
        let aside = is_aside(name) || front.is_some_and(|front| is_draft(&front));
        if aside { &mut self.aside } else { &mut self.chapters }.push(path);
    }

    /// These files in order: as their front matter says, else by their names.
    fn sorted<'p>(&self, files: impl Iterator<Item = &'p PathBuf>) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = files.cloned().collect();
        files.sort_by(|one, other| self.order_of(one, other));
        files
    }

    fn order_of(&self, one: &Path, other: &Path) -> Ordering {
        let mut folder = self.path.clone();
        let parts =
            |path: &Path| from(&self.path, path).split('/').map(str::to_string).collect::<Vec<_>>();
        let (one, other) = (parts(one), parts(other));
        for (own, its) in one.iter().zip(&other) {
            if own != its {
                let place = |name: &str| match is_first_page(name) {
                    true => i64::MIN,
                    false => self.places.get(&folder.join(name)).copied().unwrap_or(i64::MAX),
                };
                return place(own).cmp(&place(its)).then_with(|| natural(own, its));
            }
            folder.push(own);
        }
        one.len().cmp(&other.len())
    }

    /// The chapters, with the `README` of each folder that has no other first page: of a folder
    /// of a site it is that.
    pub fn pages(&self) -> Vec<PathBuf> {
        let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let is_first = |path: &Path| stem(path).is_some_and(|stem| is_index(&stem));
        let has_other = |page: &PathBuf| {
            let mut beside = self.chapters.iter().filter(|path| path.parent() == page.parent());
            beside.any(|path| is_first(path))
        };
        let pages = self.aside.iter().filter(|page| is_first(page) && !has_other(page));
        self.sorted(self.chapters.iter().chain(pages))
    }

    /// The Markdown that is none of these chapters, from `root`. A folder at the top that holds no
    /// chapter is named as a whole, with the number of its files.
    pub fn aside(&self, root: &Path, chapters: &[PathBuf]) -> Vec<String> {
        let all = self.chapters.iter().chain(&self.aside);
        let mut aside: Vec<&PathBuf> = all.filter(|path| !chapters.contains(path)).collect();
        aside.sort();
        let mut names: Vec<(String, usize)> = Vec::new();
        for path in aside {
            let top = path.strip_prefix(&self.path).ok().and_then(|path| path.iter().next());
            let top = top.map_or(path.clone(), |top| self.path.join(top));
            let whole = top != *path && !chapters.iter().any(|chapter| chapter.starts_with(&top));
            let name = if whole { from(root, &top) } else { from(root, path) };
            match names.last_mut().filter(|(last, _)| whole && *last == name) {
                Some((_, count)) => *count += 1,
                None => names.push((name, usize::from(whole))),
            }
        }
        let named = |(name, count): (String, usize)| match count {
            0 => name,
            1 => format!("{name}/ (1 file)"),
            count => format!("{name}/ ({count} files)"),
        };
        names.into_iter().map(named).collect()
    }
}

fn is_passed(name: &str) -> bool {
    // Folders of Jekyll that hold texts begin with the sign that others begin with.
    let texts = ["_posts", "_chapters", "_pages", "_docs"].contains(&name);
    PASSED.contains(&name) || name.starts_with('_') && !texts
}

/// Whether front matter says that its text is a draft.
fn is_draft(front: &Value) -> bool {
    let says = |key: &str, word: &str| {
        front.get(key).and_then(Value::words).is_some_and(|own| own.eq_ignore_ascii_case(word))
    };
    says("draft", "true") || says("published", "false")
}

/// The place that front matter gives its text among others, in thousandths.
fn place_in_order(front: &Value) -> Option<i64> {
    let keys = ["weight", "nav_order", "sidebar_position", "order"];
    let place = keys.iter().find_map(|key| front.get(key)?.words()?.parse::<f64>().ok())?;
    Some((place * 1000.0) as i64)
}

/// The front matter of a text, if it has one that can be read.
pub(super) fn front_of(text: &str) -> Option<Value> {
    let front = fields::front(text)?;
    let lines = || {
        let inside = text.get(front.inside.clone())?;
        (front.notation == Notation::Yaml).then(|| fields::lines(inside))
    };
    front.read(text).ok().or_else(lines)
}

/// Whether a file is Markdown by its name.
pub(super) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|own| MARKDOWN.iter().any(|one| own.eq_ignore_ascii_case(one)))
}

/// The text of a file, as far as it is one; empty where it cannot be read, which is told when the
/// project is built.
pub(super) fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_string()
}

/// The file that is meant by a path in the settings of a book maker: as it is written, or with the
/// extension that they leave out.
pub(super) fn file_at(folder: &Path, written: &str) -> Option<PathBuf> {
    let path = resolved(&folder.join(written));
    let with = |extension: &&str| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some(path.with_file_name(format!("{name}.{extension}"))).filter(|path| path.is_file())
    };
    let extensions = ["md", "markdown", "qmd", "Rmd", "rmd", "mdx", "ipynb", "rst"];
    if path.is_file() { Some(path) } else { extensions.iter().find_map(with) }
}

/// A path without `.` and `..`, worked out by the letters alone.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// The path of a file from a folder, with `/`.
pub(super) fn from(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}

/// The lowest folder that holds a folder and these files; not above the top of what may be taken.
pub(super) fn common<'p>(folder: &Path, files: impl Iterator<Item = &'p PathBuf>) -> PathBuf {
    let tops: Vec<&Path> = tops(folder).collect();
    let mut height = 0;
    for file in files {
        let lowest = tops.iter().position(|top| file.starts_with(top));
        height = height.max(lowest.unwrap_or(0));
    }
    tops.get(height).copied().unwrap_or(folder).to_path_buf()
}

/// A folder and those above it that may be of the same project: up to the top of a repository.
pub(super) fn tops(folder: &Path) -> impl Iterator<Item = &Path> {
    let mut open = true;
    let above = folder.ancestors().take(HIGHEST + 1).filter(|path| path.parent().is_some());
    above.take_while(move |path| std::mem::replace(&mut open, !path.join(".git").exists()))
}

/// The folders of the books that a folder holds, when it holds several: translations, each in a
/// folder that is called by its language.
pub(super) fn several_books(folder: &Folder) -> Option<Vec<String>> {
    let mut books: Vec<String> = Vec::new();
    for chapter in &folder.chapters {
        let path = from(&folder.path, chapter);
        let folders: Vec<&str> = path.split('/').collect();
        let place =
            folders.iter().take(folders.len().saturating_sub(1)).position(|one| is_language(one));
        let book = place.and_then(|place| folders.get(..=place)).map(|parts| parts.join("/"));
        if let Some(book) = book.filter(|book| !books.contains(book)) {
            books.push(book);
        }
    }
    books.sort_by(|one, other| natural(one, other));
    (books.len() > 1).then_some(books)
}

/// Whether a folder's name is the tag of a language, such as `de` or `pt-br`.
pub(super) fn is_language(name: &str) -> bool {
    let (primary, rest) = name.split_once(['-', '_']).unwrap_or((name, "XX"));
    let known = LANGUAGES.split(' ').any(|one| one.eq_ignore_ascii_case(primary));
    known && (2..=4).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_alphabetic())
}

/// The order of names as people count: `2.md` before `10.md`.
pub(super) fn natural(one: &str, other: &str) -> Ordering {
    let key = |name: &str| parts_of(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

/// Whether a file is the first of its folder by its name.
fn is_first_page(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    is_index(stem) || stem.eq_ignore_ascii_case("home")
}

/// A part of a name: a number, or letters.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Digits without the zeros before them, by their count first.
    Number(usize, String),
    Letters(String),
}

fn parts_of(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let number = part.trim_start_matches('0');
        parts.push(match digits {
            true => Part::Number(number.len(), number.to_string()),
            false => Part::Letters(part.to_lowercase()),
        });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(folder: &Folder, names: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = names.iter().map(|name| folder.path.join(name)).collect();
        folder.sorted(paths.iter()).iter().map(|path| from(&folder.path, path)).collect()
    }

    #[test]
    fn names_are_in_the_order_in_which_people_count() {
        let folder = Folder { path: PathBuf::from("/x"), ..Folder::default() };
        let names = [
            "10.md",
            "b/2.md",
            "2.md",
            "Appendix.md",
            "b/index.md",
            "a.md",
            "README.md",
            "1b.md",
            "01.md",
        ];
        let wanted = [
            "README.md",
            "01.md",
            "1b.md",
            "2.md",
            "10.md",
            "a.md",
            "Appendix.md",
            "b/index.md",
            "b/2.md",
        ];
        assert_eq!(sorted(&folder, &names), wanted);
    }

    #[test]
    fn files_and_folders_have_the_places_that_they_say() {
        let path = PathBuf::from("/x");
        let says = [("b", 1000), ("z.md", 2500), ("a.md", 3000), ("b/y.md", 1)];
        let places = says.iter().map(|(name, place)| (path.join(name), *place)).collect();
        let folder = Folder { path, places, ..Folder::default() };
        let names = ["0.md", "a.md", "b/x.md", "b/y.md", "b/_index.md", "z.md"];
        let wanted = ["b/_index.md", "b/y.md", "b/x.md", "z.md", "a.md", "0.md"];
        assert_eq!(sorted(&folder, &names), wanted);
    }

    #[test]
    fn folders_are_called_by_languages() {
        for name in ["de", "pt-br", "zh_TW", "zh-Hans", "no-nb"] {
            assert!(is_language(name), "{name}");
        }
        for name in ["maps", "d", "db", "en-", "part-one", "de-at-x"] {
            assert!(!is_language(name), "{name}");
        }
    }

    #[test]
    fn dots_are_worked_out() {
        assert_eq!(resolved(Path::new("/a/b/../c/./d.md")), Path::new("/a/c/d.md"));
    }
}
