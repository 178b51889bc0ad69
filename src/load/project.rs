//! Where the project is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};

/// The folders of a project.
pub(super) struct Place {
    /// The folder of the project.
    pub root: PathBuf,
    /// The folder of the manifest from the root; empty when it is the root.
    pub folder: String,
    /// The manifest's file.
    pub manifest: PathBuf,
    /// Its path from the root.
    pub manifest_name: String,
}

const MANIFEST: &str = "report.toml";
const FOLDER: &str = "manuscript";

/// The project at `project`: a folder or a manifest.
pub(super) fn find(project: &Path) -> Result<Place, Diagnostic> {
    let absolute = std::path::absolute(project).map_err(|_| none(project, project))?;
    let manifest = if absolute.is_dir() {
        manifest_in(&absolute).ok_or_else(|| none(project, &absolute))?
    } else if absolute.is_file() {
        if is_chapter(&absolute) {
            return Err(chapter(project, &absolute));
        }
        absolute
    } else {
        let message = format!("there is no `{}`", project.display());
        return Err(Diagnostic::error(Code::MissingManifest, message));
    };
    let folder = manifest.parent().map(Path::to_path_buf).unwrap_or_default();
    let name = manifest.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let root = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == FOLDER));
    Ok(match root {
        Some(root) => Place {
            root: root.to_path_buf(),
            folder: FOLDER.to_string(),
            manifest_name: format!("{FOLDER}/{name}"),
            manifest,
        },
        None => Place { root: folder, folder: String::new(), manifest_name: name, manifest },
    })
}

/// The manifest of a folder.
fn manifest_in(folder: &Path) -> Option<PathBuf> {
    let candidates = [folder.join(FOLDER).join(MANIFEST), folder.join(MANIFEST)];
    candidates.into_iter().find(|candidate| candidate.is_file())
}

/// Whether a file is one that chapters are written in.
fn is_chapter(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    file.is_file() && ending.is_some_and(|ending| ending == "md" || ending == "markdown")
}

/// What is said of a chapter where a report is wanted: the report that it belongs to, or how to
/// make one of it.
fn chapter(project: &Path, file: &Path) -> Diagnostic {
    let shown = project.display();
    let message = format!("`{shown}` is a chapter; a report is a folder with a `{MANIFEST}`");
    let folder = file.parent().unwrap_or(file);
    // The report that a chapter of its folder `manuscript` belongs to is the folder around.
    let report = folder.parent().filter(|_| folder.file_name().is_some_and(|name| name == FOLDER));
    let report = report.filter(|report| manifest_in(report).is_some());
    let report = report.or_else(|| manifest_in(folder).map(|_| folder));
    let help = match report {
        Some(report) => {
            let here = std::env::current_dir().is_ok_and(|here| here == report);
            let report = if here { ".".to_string() } else { report.display().to_string() };
            format!("name the report that it belongs to: `diptych build {report}`")
        }
        None => from(&format!("{shown}")),
    };
    Diagnostic::error(Code::MissingManifest, message).help(help)
}

/// How to make a report of a file or folder.
fn from(shown: &str) -> String {
    format!("make a report of it: `diptych new my-report --from {shown}`")
}

fn none(project: &Path, folder: &Path) -> Diagnostic {
    let shown = project.display();
    let error = |message: String| Diagnostic::error(Code::MissingManifest, message);
    match chapters_in(folder, DEPTH) {
        0 => error(format!("`{shown}` holds neither `{FOLDER}/{MANIFEST}` nor `{MANIFEST}`"))
            .help("name the folder of a report, or make one with `diptych new DIR`"),
        count => {
            let chapters =
                if count == 1 { "with a chapter and without" } else { "of chapters without" };
            let message = format!(
                "`{shown}` is a folder {chapters} a manifest: there is no \
                 `{FOLDER}/{MANIFEST}` and no `{MANIFEST}` in it"
            );
            error(message).help(from(&format!("{shown}")))
        }
    }
}

/// How deep in a folder chapters are looked for.
const DEPTH: u32 = 2;

/// So many chapters at most are counted.
const MANY: usize = 2;

/// The number of chapters in a folder and those inside it; of many, two.
fn chapters_in(folder: &Path, depth: u32) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && is_chapter(&path) {
            count += 1;
        } else if !hidden && depth > 0 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            count += chapters_in(&path, depth - 1);
        }
        if count >= MANY {
            return MANY;
        }
    }
    count
}
