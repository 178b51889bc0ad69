//! Keeps the editions that tests make, to be judged all in one go.
//!
//! With `KEEP_EDITIONS` set to a folder, copies go there, under names made from their contents.
//! `tests/validators/pdf` and `tests/validators/epub` judge them.

use std::fs;
use std::path::Path;

#[path = "keep_file.rs"]
mod keep_file;

pub use keep_file::keep_file as file;

/// Keeps the editions that a project has built.
pub fn editions(project: &Path) {
    if std::env::var_os("KEEP_EDITIONS").is_none() {
        return;
    }
    let built = fs::read_dir(project.join("build"));
    for path in built.into_iter().flatten().flatten().map(|entry| entry.path()) {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if let Some(extension @ ("pdf" | "epub")) = extension {
            file(&fs::read(&path).unwrap_or_default(), extension);
        }
    }
}
