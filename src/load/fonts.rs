//! The fonts of the project.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::font::FontBook;
use crate::manifest::Token;
use crate::manuscript::Manuscript;
use crate::source::Span;
use crate::theme::Families;

const FOLDER: &str = "fonts";

/// The fonts built into the program and those of the project's folder `fonts/`, in the order of
/// their paths. A file that is built in already is not taken twice; one that is no font is told
/// where the manifest speaks of fonts.
pub fn fonts(manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> FontBook {
    let mut book = FontBook::builtin();
    let mut files = Vec::new();
    font_files(&manuscript.root.join(FOLDER), &mut files);
    files.sort();
    for file in files {
        let name = file.strip_prefix(&manuscript.root).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let file_name = file.file_name().unwrap_or_default().to_string_lossy();
        let fault = match fs::read(&file) {
            Ok(bytes) => match book.add(&file_name, bytes) {
                Ok(_) => continue,
                Err(error) => (Code::InvalidFont, error.to_string()),
            },
            Err(error) => (Code::UnreadableFile, format!("it cannot be read: {error}")),
        };
        let message = format!("the font `{name}` cannot be used: {}", fault.1);
        diagnostics.push(Diagnostic::error(fault.0, message).at(place(manuscript)));
    }
    book
}

/// Where the manifest speaks of fonts: the first token that names a family; else the theme.
fn place(manuscript: &Manuscript) -> Span {
    let theme = &manuscript.manifest.theme;
    let families = |token: &&Token| {
        let path = token.path.value.as_str();
        let role = path.strip_prefix("families.").unwrap_or(path);
        Families::NAMES.contains(&role) || path.ends_with(".family")
    };
    theme.overrides.iter().find(families).map_or(theme.name.span, |token| token.value.span)
}

fn font_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // The kind of the entry itself: a link back to a folder above would never end.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            font_files(&path, files);
        } else if path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("otf") || extension.eq_ignore_ascii_case("ttf")
        }) {
            files.push(path);
        }
    }
}
