//! How long builds of the sample report take: `cargo bench`.
//!
//! `cold` is a whole build of both editions by a new session; `one_word` is the build after one
//! word of one chapter was changed, by a session that has built the report before, as `watch`
//! does it.

#![allow(clippy::expect_used, reason = "a bench that cannot go on must fail")]

use std::fs;
use std::path::Path;

use diptych::session::{Options, Session};
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn sample() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["manuscript", "images"] {
        fs::create_dir(folder.path().join(name)).expect("the folder can be made");
        for entry in fs::read_dir(root.join(name)).expect("the sample") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let file = path.file_name().expect("a name");
                fs::copy(&path, folder.path().join(name).join(file)).expect("a copy");
            }
        }
    }
    folder
}

fn build(session: &mut Session, project: &Path) {
    let outcome = session.build(project, &Options::default());
    assert_eq!(outcome.written.len(), 2, "{:?}", outcome.diagnostics);
}

#[divan::bench(sample_count = 20)]
fn cold(bencher: divan::Bencher<'_, '_>) {
    let project = sample();
    bencher.bench_local(|| build(&mut Session::new(), project.path()));
}

#[divan::bench(sample_count = 20)]
fn one_word(bencher: divan::Bencher<'_, '_>) {
    let project = sample();
    let chapter = project.path().join("manuscript/04-front.md");
    let text = fs::read_to_string(&chapter).expect("a chapter of the sample");
    let mut session = Session::new();
    build(&mut session, project.path());
    let mut edits = 0;
    bencher.bench_local(|| {
        edits += 1;
        fs::write(&chapter, text.replacen(" the ", &format!(" the {edits}th "), 1))
            .expect("the chapter can be written");
        build(&mut session, project.path());
    });
}
