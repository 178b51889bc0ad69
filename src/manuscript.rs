//! A manuscript as it lies on disk, read: the manifest, the texts, and where they are.

use std::path::PathBuf;

use crate::manifest::Manifest;
use crate::source::{SourceId, Sources};

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
}
