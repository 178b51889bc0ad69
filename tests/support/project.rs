//! Report projects in folders of their own.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A report project in a temporary folder.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// A project with this manifest and these chapters, named by their file names.
    pub fn new(manifest: &str, chapters: &[(&str, &str)]) -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        project.write("manuscript/report.toml", manifest);
        for (name, text) in chapters {
            project.write(&format!("manuscript/{name}"), text);
        }
        project
    }

    /// A copy of the sample report of this repository.
    pub fn sample() -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["manuscript", "images"] {
            copy(&root.join(folder), &project.root().join(folder));
        }
        project
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A file of the project.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Writes a file of the project.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }

    /// Reads a file of the project.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Replaces words of a file of the project, which must be in it.
    pub fn replace(&self, name: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.read(name)).expect("the file is text");
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    /// The program, with these arguments and the project as its current folder.
    pub fn diptych(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("diptych").expect("the program was built");
        command.current_dir(self.root()).args(arguments).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    /// Builds both editions and gives their paths; any diagnostic is a failure.
    pub fn build(&self) -> (PathBuf, PathBuf) {
        let assert = self.diptych(&["build", "--diagnostics", "short"]).assert().success();
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(!said.contains("warning["), "unexpected diagnostics:\n{said}");
        (self.output("pdf"), self.output("epub"))
    }

    /// Builds both editions, whatever is warned of, and gives their paths.
    pub fn build_with_warnings(&self) -> (PathBuf, PathBuf) {
        self.diptych(&["build", "-q"]).assert().success();
        (self.output("pdf"), self.output("epub"))
    }

    /// The one file with this extension in the output folder.
    pub fn output(&self, extension: &str) -> PathBuf {
        let files = fs::read_dir(self.path("build")).expect("the output folder");
        let mut found = files
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|own| own == extension));
        let path = found.next().unwrap_or_else(|| panic!("no .{extension} was written"));
        assert_eq!(found.next(), None, "more than one .{extension}");
        path
    }
}

/// What a project's tests made is judged with all the rest.
impl Drop for Project {
    fn drop(&mut self) {
        super::keep::editions(self.root());
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).expect("the file can be copied");
        }
    }
}
