//! Where the editions go, and how they take the places of the old ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Edition;
use crate::manifest::Manifest;
use crate::manuscript::Manuscript;

/// The folder that the editions are written to: the one asked for, or the manifest's.
pub(super) fn folder(manuscript: &Manuscript, asked: Option<&Path>) -> PathBuf {
    match asked {
        Some(folder) => folder.to_path_buf(),
        None => manuscript.root.join(&manuscript.manifest.output.directory),
    }
}

/// The name of both files without its ending: the manifest's, or the slug of the title. A draft
/// has a name of its own, so that it never takes the place of a report.
pub(super) fn stem(manifest: &Manifest, draft: bool) -> String {
    let name = match &manifest.output.name {
        Some(name) => name.value.clone(),
        None => slug(&manifest.report.title.value),
    };
    if draft { format!("{name}-draft") } else { name }
}

/// The name of the file of an edition.
pub(super) fn file(stem: &str, edition: Edition) -> String {
    let ending = match edition {
        Edition::Pdf => "pdf",
        Edition::Epub => "epub",
    };
    format!("{stem}.{ending}")
}

/// The words of a title in lower case with hyphens between them, at most 80 letters.
fn slug(title: &str) -> String {
    const LONGEST: usize = 80;
    let lower = title.to_lowercase().replace(['\'', '’'], "");
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let length = slug.chars().count() + 1 + word.chars().count();
        if !slug.is_empty() && length > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    if slug.is_empty() { "report".to_string() } else { slug }
}

/// Writes all files aside, in the same folder, and when all are complete moves each to its place.
/// When anything fails before that, the files at the places stay as they are.
pub(super) fn replace(folder: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), Diagnostic> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let mut aside = Vec::new();
    for (path, bytes) in files {
        if path.is_dir() {
            return Err(unwritable(path, &io::Error::from(io::ErrorKind::IsADirectory)));
        }
        aside.push(Aside::write(path, bytes).map_err(|error| unwritable(path, &error))?);
    }
    for file in aside {
        file.move_to_place()?;
    }
    Ok(())
}

/// A complete file beside the place that it will take; removed when it does not come to that.
struct Aside<'p> {
    path: PathBuf,
    place: &'p Path,
}

impl<'p> Aside<'p> {
    fn write(place: &'p Path, bytes: &[u8]) -> io::Result<Aside<'p>> {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        // Another build may be writing to the same folder.
        let path = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let aside = Aside { path, place };
        fs::write(&aside.path, bytes)?;
        Ok(aside)
    }

    fn move_to_place(self) -> Result<(), Diagnostic> {
        fs::rename(&self.path, self.place).map_err(|error| unwritable(self.place, &error))
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        // After the move there is nothing here any more, which is no fault.
        let _ = fs::remove_file(&self.path);
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be written: {error}", path.display());
    Diagnostic::error(Code::UnwritableOutput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_fit_for_a_file_name() {
        assert_eq!(slug("The Panjshir Question"), "the-panjshir-question");
        assert_eq!(slug("What’s next? 10/2024 — Ärger"), "whats-next-10-2024-ärger");
        assert_eq!(slug("…"), "report");
        assert_eq!(slug("../../etc"), "etc");
        assert!(slug(&"word ".repeat(100)).chars().count() <= 80);
        assert!(slug(&"w".repeat(1000)).chars().count() <= 80);
    }

    #[test]
    fn old_files_stay_when_one_cannot_be_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (first, second) = (folder.path().join("a.pdf"), folder.path().join("a.epub"));
        fs::write(&first, "old").expect("written");
        fs::create_dir(&second).expect("made");
        let result =
            replace(folder.path(), &[(first.clone(), b"new".as_slice()), (second, b"new")]);
        assert_eq!(result.map_err(|fault| fault.code), Err(Code::UnwritableOutput));
        assert_eq!(fs::read(&first).expect("read"), b"old");
        let left = fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(left, 2, "nothing is left aside");
    }

    #[test]
    fn files_are_replaced_together() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let inner = folder.path().join("build");
        let file = inner.join("a.pdf");
        for text in ["one", "two"] {
            replace(&inner, &[(file.clone(), text.as_bytes())]).expect("replaced");
            assert_eq!(fs::read_to_string(&file).expect("read"), text);
        }
        assert_eq!(fs::read_dir(&inner).expect("read").count(), 1);
    }
}
