//! A manuscript as it lies on disk, read: the manifest, the texts, and where they are.

use std::path::PathBuf;

use crate::manifest::Manifest;
use crate::source::{SourceId, Sources, is_index};

/// Names of texts that go with a folder and are none of its chapters, however they are written.
const BESIDE: &[&str] = &[
    "agents",
    "changelog",
    "claude",
    "code-of-conduct",
    "code_of_conduct",
    "contributing",
    "issue_template",
    "licence",
    "license",
    "notes",
    "pull_request_template",
    "readme",
    "todo",
];

/// Names that are of such texts in capital letters alone: a chapter may be called `history.md`.
const BESIDE_IN_CAPITALS: &[&str] = &[
    "AUTHORS",
    "CHANGES",
    "COPYING",
    "GOVERNANCE",
    "HISTORY",
    "INSTALL",
    "MAINTAINERS",
    "NEWS",
    "SECURITY",
    "SUMMARY",
    "SUPPORT",
];

/// Whether a file of Markdown is no chapter by its name, unless a manifest says so: it says
/// something of the folder, holds notes, or is a draft, whose name begins with `_`.
pub fn is_aside(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let lower = stem.to_lowercase();
    BESIDE.contains(&lower.as_str())
        || BESIDE_IN_CAPITALS.contains(&stem)
        || stem.starts_with('_') && !is_index(stem)
}

/// A manuscript with all its texts.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The folder of the project: paths in the document are relative to it.
    pub root: PathBuf,
    /// The folder of the manifest and, by default, of the chapters, relative to the root, with
    /// `/`; empty when it is the root itself.
    pub folder: String,
    /// The manifest.
    pub manifest: Manifest,
    /// The texts: the manifest first.
    pub sources: Sources,
    /// The chapters' files, in reading order.
    pub chapters: Vec<SourceId>,
    /// The Markdown beside the manifest that is no chapter by its name, where the manifest does
    /// not list the chapters.
    pub aside: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::is_aside;

    #[test]
    fn what_goes_with_a_folder_is_no_chapter() {
        for name in ["README.md", "Readme.md", "notes.md", "SUMMARY.md", "HISTORY.md", "_draft.md"]
        {
            assert!(is_aside(name), "{name}");
        }
        for name in ["summary.md", "history.md", "notes-on-water.md", "_index.md", "01-notes.md"] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
