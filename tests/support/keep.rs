//! Keeps the PDFs that tests make, to be judged all in one go.

use std::fs;
use std::path::{Path, PathBuf};

/// With `KEEP_PDFS` set to a folder, copies the PDFs of a project's output there, under names made
/// from their contents. `tests/validators/pdf` judges them.
pub fn pdfs(project: &Path) {
    let Some(kept) = std::env::var_os("KEEP_PDFS").map(PathBuf::from) else { return };
    let files = fs::read_dir(project.join("build")).into_iter().flatten().flatten();
    let pdfs = files.map(|entry| entry.path());
    for pdf in pdfs.filter(|path| path.extension().is_some_and(|own| own == "pdf")) {
        let bytes = fs::read(&pdf).unwrap_or_default();
        let name = format!("{:016x}.pdf", diptych::media::content_hash(&bytes));
        let written = fs::create_dir_all(&kept).and_then(|()| fs::write(kept.join(name), bytes));
        written.unwrap_or_else(|error| eprintln!("{}: {error}", pdf.display()));
    }
}
