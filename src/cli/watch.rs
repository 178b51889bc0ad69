//! `diptych watch`: builds, and builds again after each change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::build::Arguments;
use super::terminal::Terminal;
use super::{Common, FINE};
use crate::session::{Draft, Outcome, Session};

/// Changes nearer to each other than this are one: an editor writes, renames and touches.
const QUIET: Duration = Duration::from_millis(60);
/// A burst of changes is not waited for longer than this.
const PATIENCE: Duration = Duration::from_millis(1000);

/// The endings of the files that a report is made of.
const ENDINGS: &[&str] = &["md", "toml", "png", "jpg", "jpeg", "webp", "svg", "otf", "ttf"];

/// What comes from the file system.
type Change = notify::Result<Event>;

pub(super) fn run(
    arguments: &Arguments,
    common: &Common,
    terminal: &Terminal,
) -> Result<u8, String> {
    // Who begins with a text that has errors sees pages at once; who has good editions keeps them.
    let draft = if arguments.draft { Draft::Always } else { Draft::First };
    let options = super::options(arguments, draft, common)?;
    let project = &arguments.project.project;
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| error.to_string())?;
    let mut known = project_folders(project);
    let mut session = Session::new();
    let mut status = FINE;
    let mut begun = false;
    follow(&changes, || {
        // A folder that has just come is watched before it is read: what is written into it from
        // now on is either read or noticed.
        watch(&mut watcher, &known);
        let outcome = session.build(project, &options);
        terminal.findings(&outcome.diagnostics, &outcome.sources);
        terminal.stages(&outcome.stages);
        terminal.editions(&outcome.written);
        if outcome.draft {
            terminal.draft(&outcome);
        } else if outcome.written.is_empty() && outcome.root.is_some() {
            terminal.say("nothing was written; the editions are as they were");
        }
        if !begun && outcome.root.is_none() {
            // The project was never there: its name is wrong, and nothing is worth waiting for.
            status = super::status(&outcome.diagnostics);
            return None;
        }
        known.extend(folders(&outcome));
        watch(&mut watcher, &known);
        if !begun {
            terminal.say("watching; end with Ctrl-C");
            begun = true;
        }
        Some(Files::of(&outcome))
    });
    Ok(status)
}

/// Watches each of these folders that is there. To watch one again does no harm, and is needed
/// when it was removed and made anew.
fn watch(watcher: &mut impl Watcher, folders: &BTreeSet<PathBuf>) {
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        // A folder that goes away in between is missed by the next build, which says so.
        let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
    }
}

/// The folders in which a project may begin to be.
fn project_folders(project: &Path) -> BTreeSet<PathBuf> {
    let project = std::path::absolute(project).unwrap_or_else(|_| project.to_path_buf());
    let parent = project.parent().map(Path::to_path_buf);
    let inside = ["manuscript", "images", "fonts"].map(|name| project.join(name));
    inside.into_iter().chain([project]).chain(parent).collect()
}

/// The folders of the files of a build, of the pictures and of the fonts: not the whole project,
/// which may hold a great many files of other kinds.
fn folders(outcome: &Outcome) -> BTreeSet<PathBuf> {
    let mut folders: BTreeSet<PathBuf> =
        outcome.files.iter().filter_map(|file| file.parent()).map(Path::to_path_buf).collect();
    if let Some(root) = &outcome.root {
        folders.insert(root.clone());
        for name in ["images", "fonts"] {
            below(root.join(name), &mut folders);
        }
    }
    folders
}

fn below(folder: PathBuf, folders: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            below(entry.path(), folders);
        }
    }
    folders.insert(folder);
}

/// Builds, and again after each burst of changes to the files that the build was made of, until it
/// gives none or no more changes can come. A change during a build is kept by the channel and
/// leads to another.
fn follow(changes: &Receiver<Change>, mut build: impl FnMut() -> Option<Files>) {
    while build().is_some_and(|files| wait(changes, &files)) {}
}

/// Waits for a change to the report and then for quiet; false when no more changes can come.
fn wait(changes: &Receiver<Change>, files: &Files) -> bool {
    loop {
        match changes.recv() {
            Ok(change) if files.concern(&change) => break,
            Ok(_) => {}
            Err(mpsc::RecvError) => return false,
        }
    }
    let end = Instant::now() + PATIENCE;
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        match changes.recv_timeout(QUIET.min(rest)) {
            Ok(_) if !rest.is_zero() => {}
            _ => return true,
        }
    }
}

/// The files of a report, to tell a change that matters from one that does not.
struct Files {
    list: Vec<PathBuf>,
    /// The folders that editions were written to, unless the report itself lies in one.
    output: Vec<PathBuf>,
}

impl Files {
    fn of(outcome: &Outcome) -> Files {
        let list = outcome.files.clone();
        let output = outcome.written.iter().filter_map(|one| std::path::absolute(&one.path).ok());
        let output = output.filter_map(|file| file.parent().map(Path::to_path_buf));
        let output = output.filter(|folder| !list.iter().any(|file| file.starts_with(folder)));
        Files { output: output.collect(), list }
    }

    fn concern(&self, change: &Change) -> bool {
        match change {
            // Reading is no change.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
            Ok(event) => event.need_rescan() || event.paths.iter().any(|path| self.matter(path)),
            // Something was lost, and it may have been a change.
            Err(_) => true,
        }
    }

    /// Whether a change of what is at `path` may change the report: a file of it, a folder on
    /// the way to one, or a new file of a kind that it could be made of. A new folder may hold
    /// such files already.
    fn matter(&self, path: &Path) -> bool {
        if self.list.iter().any(|file| file.starts_with(path)) {
            return true;
        }
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let written = self.output.iter().any(|folder| path.starts_with(folder));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let known = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
        !hidden && !written && (known || path.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, ModifyKind, RenameMode};

    use super::*;

    fn files() -> Files {
        Files {
            list: vec!["/r/manuscript/report.toml".into(), "/r/manuscript/a.txt".into()],
            output: vec!["/r/build".into()],
        }
    }

    fn change(kind: EventKind, path: &str) -> Change {
        Ok(Event::new(kind).add_path(path.into()))
    }

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Any);

    #[test]
    fn changes_of_a_report_are_told_from_others() {
        let concerns = |kind, path| files().concern(&change(kind, path));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        assert!(concerns(WRITTEN, "/r/manuscript/a.txt"));
        assert!(concerns(renamed, "/r/manuscript/report.toml"));
        assert!(concerns(EventKind::Create(CreateKind::File), "/r/images/new.PNG"));
        assert!(concerns(EventKind::Create(CreateKind::Folder), "/r/manuscript"));
        assert!(!concerns(EventKind::Access(AccessKind::Any), "/r/manuscript/a.txt"));
        assert!(!concerns(WRITTEN, "/r/manuscript/.a.md.swp"));
        assert!(!concerns(WRITTEN, "/r/manuscript/.#a.md"));
        assert!(!concerns(WRITTEN, "/r/manuscript/4913"));
        assert!(!concerns(WRITTEN, "/r/build/cover.png"));
        assert!(!concerns(WRITTEN, "/r/build/report.pdf"));
    }

    /// Runs the loop, with `bursts` of a hundred changes during the first builds, one during each,
    /// and counts the builds.
    fn count_builds(bursts: usize) -> usize {
        let (sender, changes) = mpsc::channel();
        let mut sender = Some(sender);
        let mut count = 0;
        follow(&changes, || {
            if count == bursts {
                sender = None;
            }
            for _ in 0..100 {
                if let Some(sender) = &sender {
                    sender.send(change(WRITTEN, "/r/manuscript/a.txt")).expect("received");
                }
            }
            count += 1;
            Some(files())
        });
        count
    }

    #[test]
    fn a_burst_of_changes_is_one_build() {
        assert_eq!(count_builds(0), 1);
        assert_eq!(count_builds(1), 2);
        assert_eq!(count_builds(2), 3);
    }

    #[test]
    fn a_build_without_files_is_the_last() {
        let (_sender, changes) = mpsc::channel();
        let mut count = 0;
        follow(&changes, || {
            count += 1;
            None
        });
        assert_eq!(count, 1);
    }

    #[test]
    fn a_change_of_something_else_is_no_build() {
        let (sender, changes) = mpsc::channel();
        sender.send(change(WRITTEN, "/r/build/report.pdf")).expect("received");
        drop(sender);
        let mut count = 0;
        follow(&changes, || {
            count += 1;
            Some(files())
        });
        assert_eq!(count, 1);
    }
}
