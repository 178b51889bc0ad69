//! `diptych watch` from outside: it builds again after each edit, however an editor saves.

#![allow(clippy::expect_used, reason = "a test that cannot set up its project must fail")]

#[allow(dead_code, reason = "no single files are kept here")]
#[path = "support/keep.rs"]
mod keep;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// Longer than any build takes on any machine: only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, watching a project in a temporary folder.
struct Watching {
    folder: TempDir,
    program: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watching {
    fn begin() -> Watching {
        Watching::begin_with("# One\n\nFirst.\n")
    }

    /// The program, watching a report of a chapter with this text.
    fn begin_with(text: &str) -> Watching {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path(), "manuscript/report.toml", "[report]\ntitle = \"A Report\"\n");
        write(folder.path(), "manuscript/one.md", text);
        let mut program = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(["watch", "--diagnostics", "short"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let out = lines(program.stdout.take().expect("a standard output"));
        let err = lines(program.stderr.take().expect("a standard error"));
        let watching = Watching { folder, program, out, err };
        wait_for(&watching.out, "watching");
        watching
    }

    /// Waits until the program says that it has written the editions.
    #[track_caller]
    fn wait_for_editions(&self) {
        wait_for(&self.out, "a-report.epub");
    }

    /// Waits until the program says that it has written nothing, and why.
    #[track_caller]
    fn wait_for_fault(&self, words: &str) {
        wait_for(&self.err, words);
        wait_for(&self.out, "nothing was written");
    }

    fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
    }

    fn edition(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("build/a-report.epub")).expect("the edition is there")
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
        keep::editions(self.folder.path());
    }
}

/// The lines of a stream, as they come. Each stream has its own: nothing says which of two lines
/// of different streams comes first.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // The test may be over.
            let _ = sender.send(line);
        }
    });
    lines
}

/// Waits for a line with these words.
#[track_caller]
fn wait_for(lines: &Receiver<String>, words: &str) {
    let mut heard = Vec::new();
    loop {
        match lines.recv_timeout(PATIENCE) {
            Ok(line) if line.contains(words) => return,
            Ok(line) => heard.push(line),
            Err(_) => panic!("never said `{words}`, but {heard:#?}"),
        }
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("the folder is made");
    fs::write(path, text).expect("the file is written");
}

#[test]
fn each_kind_of_edit_is_seen_and_faults_leave_the_last_good_editions() {
    let watching = Watching::begin();
    let first = watching.edition();

    // A chapter, saved in place.
    watching.write("manuscript/one.md", "# One\n\nSecond.\n");
    watching.wait_for_editions();
    let second = watching.edition();
    assert!(first != second, "the edit is in the edition");

    // The same, saved as many editors do: beside, then renamed.
    watching.write("manuscript/one.md.tmp", "# One\n\nThird.\n");
    let name = |name: &str| watching.folder.path().join("manuscript").join(name);
    fs::rename(name("one.md.tmp"), name("one.md")).expect("renamed");
    watching.wait_for_editions();
    let third = watching.edition();
    assert!(second != third, "the edit is in the edition");

    // A fault: it is shown, and the last good editions stay.
    watching.write("manuscript/one.md", "# One\n\n![A map](../images/map.svg \"Map\")\n");
    watching.wait_for_fault("manuscript/one.md:3:10: error[missing-image]");
    assert!(third == watching.edition(), "the edition of the last good build stays");

    // The picture that was missing, in a folder that was not there.
    watching
        .write("images/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>");
    watching.wait_for_editions();

    // The manifest, and a new chapter.
    watching.write("manuscript/report.toml", "[report]\ntitle = \"A Report\"\nseries = \"S\"\n");
    watching.wait_for_editions();
    watching.write("manuscript/two.md", "# Two\n\nA second chapter.\n");
    watching.wait_for_editions();

    // A folder of fonts, moved in whole.
    watching.write("aside/house/Broken.otf", "not a font");
    let place = |name: &str| watching.folder.path().join(name);
    fs::rename(place("aside"), place("fonts")).expect("renamed");
    watching.wait_for_fault("error[invalid-font]: the font `fonts/house/Broken.otf`");
}

#[test]
fn a_text_that_begins_with_faults_is_seen_as_a_draft_until_it_is_sound() {
    let watching = Watching::begin_with("# One\n\nSee [](#nope).\n");
    wait_for(&watching.err, "error[undefined-reference]");
    let build = watching.folder.path().join("build");
    let names = || {
        let files = fs::read_dir(&build).expect("the folder is there").flatten();
        let mut names: Vec<String> =
            files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["a-report-draft.epub", "a-report-draft.pdf"]);

    // The next one is a draft too, and says so.
    watching.write("manuscript/one.md", "# One\n\nSee [](#nope), more.\n");
    wait_for(&watching.out, "this is a draft");

    // The report itself, when nothing is wrong any more.
    watching.write("manuscript/one.md", "# One\n\nSee more.\n");
    watching.wait_for_editions();
    let good = watching.edition();
    let draft = fs::read(build.join("a-report-draft.epub")).expect("the draft is there");

    // From now on it stays until the next good one, and no draft is made.
    watching.write("manuscript/one.md", "# One\n\nSee [](#gone).\n");
    watching.wait_for_fault("error[undefined-reference]: nothing in the report has the id “gone”");
    assert!(good == watching.edition(), "the edition of the last good build stays");
    assert!(draft == fs::read(build.join("a-report-draft.epub")).expect("the draft is there"));
}

#[test]
fn what_is_not_there_is_not_watched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(env!("CARGO_BIN_EXE_diptych"))
        .args(["watch", "nowhere", "--diagnostics", "short"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error[missing-manifest]: there is no `nowhere`\n"
    );
}
