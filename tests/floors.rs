//! The house has floors: a module imports only from those below it. This test reads the
//! `use crate::…` lines under `src/` and holds them against the table, and it holds that each
//! named package is used in its own room only.

#![allow(clippy::expect_used, reason = "a test that cannot read the sources must fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with its floor. A room imports rooms of lower floors, and those of its own floor
/// that [`NEIGHBOURS`] allows.
const FLOORS: &[(&str, u8)] = &[
    ("cli", 6),
    ("session", 5),
    ("import", 4),
    ("load", 4),
    ("parse", 4),
    ("resolve", 4),
    ("layout", 4),
    ("pdf", 4),
    ("epub", 4),
    ("text", 3),
    ("page", 2),
    ("references", 2),
    ("theme", 2),
    ("manifest", 1),
    ("manuscript", 1),
    ("document", 1),
    ("font", 1),
    ("media", 1),
    ("words", 1),
    ("language", 0),
    ("source", 0),
    ("diagnostic", 0),
    ("fields", 0),
    ("geometry", 0),
    ("xml", 0),
];

/// What a room may import from its own floor.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("diagnostic", "source"),
    ("manuscript", "manifest"),
    ("media", "font"),
    ("words", "manifest"),
    ("references", "page"),
    ("theme", "page"),
];

/// Packages that belong to one room.
const PACKAGES: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["parse"]),
    ("saphyr_parser", &["fields"]),
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("epub_builder", &["epub"]),
    ("clap", &["cli"]),
    ("image", &["media"]),
    ("zune_jpeg", &["media"]),
    ("cssparser", &["media"]),
    ("encoding_rs", &["media"]),
    ("usvg", &["media", "pdf", "epub"]),
    ("resvg", &["pdf", "epub"]),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry of src can be read").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The rooms that a text imports by `crate::room`.
fn imports(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let parts = code.flat_map(|line| line.split("crate::").skip(1));
    parts
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
        .collect()
}

#[test]
fn every_module_imports_from_below() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files.sort();
    let mut faults = Vec::new();
    for file in &files {
        let inside = file.strip_prefix(&src).expect("a file of src");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs");
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(own) = floor(room) else {
            faults.push(format!("{}: the room has no floor", inside.display()));
            continue;
        };
        let text = fs::read_to_string(file).expect("a source file is UTF-8");
        for import in imports(&text) {
            let allowed = import == room
                || floor(import).is_some_and(|floor| floor < own)
                || NEIGHBOURS.contains(&(room, import));
            if !allowed {
                faults.push(format!("{}: imports `{import}`", inside.display()));
            }
        }
        for (package, rooms) in PACKAGES {
            let uses = text.lines().any(|line| {
                let line = line.trim_start();
                // A path goes on behind its colons; words in a text need not.
                let path = line.split_once(&format!("{package}::"));
                let goes_on = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace());
                !line.starts_with("//") && path.is_some_and(|(_, rest)| goes_on(rest))
            });
            if uses && !rooms.contains(&room) {
                faults.push(format!("{}: uses the package `{package}`", inside.display()));
            }
        }
    }
    assert!(files.len() > 20, "the walk found only {} files", files.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_import_from_above_is_seen() {
    let text =
        "use crate::layout::lay_out;\n// use crate::cli::run;\nfn f(x: crate::page::Page) {}";
    assert_eq!(imports(text), ["layout", "page"]);
}
