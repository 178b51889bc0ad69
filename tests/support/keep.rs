//! Keeps the editions that tests make, to be judged all in one go.
//!
//! With `KEEP_EDITIONS` set to a folder, copies go there, under names made from their contents.
//! `tests/validators/pdf` and `tests/validators/epub` judge them.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

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

/// Keeps a finished file with this extension.
pub fn file(bytes: &[u8], extension: &str) {
    let Some(folder) = std::env::var_os("KEEP_EDITIONS").map(PathBuf::from) else { return };
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    let name = format!("{:016x}.{extension}", hash.finish());
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), bytes));
    written.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}
