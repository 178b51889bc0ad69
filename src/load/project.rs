//! Where the project is.

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
    let absolute = std::path::absolute(project).map_err(|_| none(project))?;
    let manifest = if absolute.is_dir() {
        let candidates = [absolute.join(FOLDER).join(MANIFEST), absolute.join(MANIFEST)];
        candidates.into_iter().find(|candidate| candidate.is_file()).ok_or_else(|| none(project))?
    } else if absolute.is_file() {
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

fn none(project: &Path) -> Diagnostic {
    let message =
        format!("`{}` holds neither `{FOLDER}/{MANIFEST}` nor `{MANIFEST}`", project.display());
    Diagnostic::error(Code::MissingManifest, message)
        .help("name the folder of a report, or make one with `diptych new DIR`")
}
