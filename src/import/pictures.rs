//! The pictures that chapters name.

use std::path::{Path, PathBuf};

use super::folder::{resolved, tops};
use super::summary::percent_decoded;

/// Extensions of pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "webp", "svg", "gif"];

/// The pictures that these texts name and that are there, each once, in the order of their paths.
/// A path is looked for from its chapter, and, where it begins with `/`, from the folder and those
/// above it.
pub(super) fn of(folder: &Path, chapters: &[PathBuf], texts: &[String]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (chapter, text) in chapters.iter().zip(texts) {
        let here = chapter.parent().unwrap_or(folder);
        let paths = text.match_indices('.').filter_map(|(dot, _)| path_at(text, dot));
        found.extend(paths.filter_map(|path| file(folder, here, path)));
    }
    found.sort();
    found.dedup();
    found
}

/// The path whose extension follows this dot, if it is that of a picture.
fn path_at(text: &str, dot: usize) -> Option<&str> {
    /// No path of a picture is longer.
    const LONGEST: usize = 300;
    let after = text.get(dot + 1..)?;
    let extension = after.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if !PICTURES.iter().any(|own| own.eq_ignore_ascii_case(extension)) {
        return None;
    }
    let before = text.get(..dot)?;
    let is_mark =
        |c: char| matches!(c, '(' | '"' | '\'' | '<' | '>' | '[' | '|' | '\n' | '`' | '=');
    let start = before.rfind(is_mark).map_or(0, |mark| mark + 1);
    let path = text.get(start..dot + 1 + extension.len())?.trim();
    (path.len() <= LONGEST && !path.contains("://")).then_some(path)
}

/// The file of a picture.
fn file(folder: &Path, here: &Path, written: &str) -> Option<PathBuf> {
    let written = percent_decoded(written);
    match written.strip_prefix('/') {
        Some(path) => tops(folder).map(|top| top.join(path)).find(|path| path.is_file()),
        None => Some(resolved(&here.join(written))).filter(|path| path.is_file()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_pictures_are_found_however_they_are_written() {
        let named = |text: &str| {
            let dots = text.match_indices('.');
            dots.filter_map(|(dot, _)| path_at(text, dot)).map(str::to_string).collect::<Vec<_>>()
        };
        assert_eq!(named("![A b.](../a/b%20c.png \"T\")"), ["../a/b%20c.png"]);
        assert_eq!(named("<img src=\"/x.svg\"> ![[y z.jpg|100]]"), ["/x.svg", "y z.jpg"]);
        assert!(named("https://a.example/b.png x.pngs and e.g. this").is_empty());
    }
}
