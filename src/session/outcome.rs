//! What came of a build.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Report;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Edition;
use crate::load;
use crate::source::Sources;

/// What came of a build or a check.
#[derive(Debug)]
pub struct Outcome {
    /// All findings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings speak of.
    pub sources: Sources,
    /// The editions that were written; none when anything is an error.
    pub written: Vec<Written>,
    /// Whether they are those of a draft.
    pub draft: bool,
    /// The files that were read or looked for, apart from fonts: what a change of makes another
    /// build worth while. Empty when there is no manifest.
    pub files: Vec<PathBuf>,
    /// The names of the chapters, in order, where the manifest does not list them.
    pub chapters: Vec<String>,
    /// The names of the texts beside them that were not taken for chapters.
    pub aside: Vec<String>,
    /// The folder of the project; none when there is no manifest.
    pub root: Option<PathBuf>,
    /// How long each stage of the build took, in order. Nothing that is written depends on it.
    pub stages: Vec<Stage>,
}

/// An edition that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which.
    pub edition: Edition,
    /// Its file.
    pub path: PathBuf,
    /// The pages of the paginated edition, to which the page list of the other leads.
    pub pages: usize,
    /// The size of the file in bytes.
    pub size: usize,
    /// The time from the beginning of the build.
    pub time: Duration,
}

/// A stage of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name: "load", "parse", "resolve", "pictures", "lay out", "write".
    pub name: &'static str,
    /// How long it took.
    pub time: Duration,
}

impl Outcome {
    pub(super) fn of(
        report: Option<&Report>,
        diagnostics: &Diagnostics,
        written: Vec<Written>,
        clock: Clock,
    ) -> Outcome {
        Outcome {
            diagnostics: diagnostics.sorted(),
            sources: report.map(|report| report.manuscript.sources.clone()).unwrap_or_default(),
            written,
            draft: false,
            files: report.map(files).unwrap_or_default(),
            chapters: report.map(chapters).unwrap_or_default(),
            aside: report.map(|report| report.manuscript.aside.clone()).unwrap_or_default(),
            root: report.map(|report| report.manuscript.root.clone()),
            stages: clock.stages,
        }
    }
}

fn chapters(report: &Report) -> Vec<String> {
    let manuscript = &report.manuscript;
    let found = manuscript.chapters.iter().filter(|_| manuscript.manifest.chapters.is_none());
    let sources = found.filter_map(|id| manuscript.sources.get(*id));
    let name = |name: &str| name.rsplit('/').next().unwrap_or(name).to_string();
    sources.map(|source| name(source.name())).collect()
}

fn files(report: &Report) -> Vec<PathBuf> {
    let root = &report.manuscript.root;
    let texts = report.manuscript.sources.iter().map(|(_, source)| root.join(source.name()));
    let listed = report.manuscript.manifest.chapters.iter().flatten();
    let folder = root.join(&report.manuscript.folder);
    let listed = listed.map(|chapter| folder.join(&chapter.value));
    let places = |(path, _): (&str, _)| load::picture_places(&report.manuscript, path);
    let pictures = load::pictures(&report.document).into_iter().flat_map(places);
    let pictures = pictures.map(|path| root.join(path));
    let mut files: Vec<PathBuf> = texts.chain(listed).chain(pictures).collect();
    files.sort();
    files.dedup();
    files
}

/// Takes the time of the stages.
pub(super) struct Clock {
    lap: Instant,
    stages: Vec<Stage>,
}

impl Clock {
    pub(super) fn start() -> Clock {
        Clock { lap: Instant::now(), stages: Vec::new() }
    }

    /// A stage of this name has just ended.
    pub(super) fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push(Stage { name, time: now.duration_since(self.lap) });
        self.lap = now;
    }

    /// The time of all stages before that of this name.
    pub(super) fn until(&self, name: &str) -> Duration {
        self.stages.iter().take_while(|stage| stage.name != name).map(|stage| stage.time).sum()
    }
}
