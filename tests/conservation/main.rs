//! The law of conservation: whatever is written is in both editions, once and in order.
//!
//! Every kind of block stands first, last and alone in every kind of container, and at the ends of
//! every kind of leaf stands all that may stand in a line. Each word, picture and link of them is
//! marked by a word of its own, which the finished editions are searched for.
//!
//! `cargo test` builds each block in each container once: first, last or alone, in a theme and a
//! number of columns, all of which go round. With `CONSERVATION=all` all are built in all of them,
//! which takes some minutes, and with `CASE` those alone whose name has these words in it:
//!
//! ```text
//! CONSERVATION=all cargo test --test conservation
//! ```

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on must fail")]

#[path = "../support/mod.rs"]
mod support;

mod blocks;
mod containers;
mod editions;
mod leaves;
mod marked;

use std::fs;

use diptych::diagnostic::Severity;
use diptych::session::{Options, Session};

use marked::Marker;

/// The looks in which cases are built.
const LOOKS: [(&str, usize); 6] =
    [("report", 1), ("book", 2), ("plain", 1), ("report", 2), ("book", 1), ("plain", 2)];

/// Where the notes stand in each of them.
const NOTES: [&str; 6] = ["page", "chapter", "end", "end", "page", "chapter"];

/// A picture twice as wide as high, and one that is higher than a page.
const PICTURES: [(&str, u32, u32); 2] = [("a.svg", 200, 100), ("tall.svg", 100, 300)];

/// The cases of one look.
struct Cases {
    marker: Marker,
    /// The chapters: file names and texts.
    files: Vec<(String, String)>,
}

impl Cases {
    fn new() -> Cases {
        let fixed = "# Fixed\n\n![Fixed](a.svg \"Fixed\"){#fixed}\n";
        let files = vec![("000.md".to_string(), fixed.to_string())];
        Cases { marker: Marker::default(), files }
    }

    /// Adds a file of cases, each with its name.
    fn file<'c>(
        &mut self,
        cases: impl Iterator<Item = (String, Box<dyn Fn(&mut Marker) -> String + 'c>)>,
    ) {
        let mut text = format!("# File {}\n\n", self.files.len());
        let before = self.marker.cases.len();
        for (name, write) in cases {
            self.marker.case(name);
            text += &format!("Between.\n\n{}\n\n", write(&mut self.marker));
        }
        if self.marker.cases.len() == before {
            return;
        }
        text += &self.marker.notes.join("\n");
        self.marker.notes.clear();
        self.files.push((format!("{:03}.md", self.files.len()), text));
    }

    /// Builds both editions, and tells what is lost.
    fn losses(&self, look: usize) -> Vec<String> {
        let (theme, columns) = LOOKS[look];
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).unwrap();
        let notes = NOTES[look];
        let manifest = format!(
            "[report]\ntitle = \"Cases\"\nlanguage = \"en\"\n[contents]\ndepth = 0\n\
             [theme]\nname = \"{theme}\"\nblocks.openings = \"run-on\"\npage.columns = {columns}\npage.column_gap = 12\n\
             [pdf]\nnotes = \"{notes}\"\n"
        );
        write("report.toml", manifest.as_bytes());
        for (name, width, height) in PICTURES {
            let picture = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
                 <rect width=\"{width}\" height=\"{height}\"/></svg>"
            );
            write(name, picture.as_bytes());
        }
        write(
            "a.png",
            &fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conservation/a.png")).unwrap(),
        );
        for (name, text) in &self.files {
            write(name, text.as_bytes());
        }
        if let Some(kept) = std::env::var_os("KEEP_CASES") {
            let kept = std::path::Path::new(&kept)
                .join(format!("{theme}-{columns}-{}", self.marker.cases.len()));
            fs::create_dir_all(&kept).unwrap();
            for entry in fs::read_dir(folder.path()).unwrap() {
                let path = entry.unwrap().path();
                fs::copy(&path, kept.join(path.file_name().unwrap())).unwrap();
            }
        }
        let outcome = Session::new().build(folder.path(), &Options::default());
        let errors = outcome.diagnostics.iter().filter(|own| own.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|error| format!("{error:?}")).collect();
        assert!(errors.is_empty(), "{theme}, {columns}: {}", errors.join("\n"));
        support::keep::editions(folder.path());
        let losses = editions::losses(&self.marker, folder.path());
        losses
            .into_iter()
            .map(|loss| format!("{theme}, {columns} columns, {notes}: {loss}"))
            .collect()
    }
}

/// Whether all cases are asked for, in all looks.
fn whole() -> bool {
    std::env::var_os("CONSERVATION").is_some_and(|value| value == "all")
}

/// Builds cases, each in the looks that `look` gives it, and holds that nothing is lost.
fn assert_nothing_lost(cases: impl Fn(&mut Cases, &dyn Fn(usize) -> bool)) {
    let all = whole();
    let mut losses = Vec::new();
    for look in 0..LOOKS.len() {
        let mut own = Cases::new();
        cases(&mut own, &|case| all || case % LOOKS.len() == look);
        losses.extend(own.losses(look));
    }
    assert!(losses.is_empty(), "{} losses:\n{}", losses.len(), losses.join("\n"));
}

type Write<'w> = Box<dyn Fn(&mut Marker) -> String + 'w>;

/// Whether a case is asked for by name: `CASE=part of a name`, to look at one alone.
fn asked(name: &str) -> bool {
    std::env::var("CASE").map_or(true, |part| name.contains(&part))
}

#[test]
fn every_block_in_every_container_is_in_both_editions() {
    assert_nothing_lost(|cases, is_wanted| {
        let mut number = 0;
        for (at, (container, around)) in containers::KINDS.iter().enumerate() {
            let mut chosen: Vec<(String, Write<'_>)> = Vec::new();
            for (block, write) in blocks::KINDS {
                for (which, position) in ["first", "last", "alone"].into_iter().enumerate() {
                    number += usize::from(which == 0);
                    let name = format!("{block} {position} in {container}");
                    // A third of them has the block at this place.
                    let is_turn = whole() || (number + at) % 3 == which;
                    if !is_turn || !is_wanted(number + number / 3) || !asked(&name) {
                        continue;
                    }
                    let inside = move |m: &mut Marker| match position {
                        "first" => format!("{}\n\n{}.", write(m), m.x()),
                        "last" => format!("{}.\n\n{}", m.x(), write(m)),
                        _ => write(m),
                    };
                    chosen.push((name, Box::new(move |m| around(m, &inside))));
                }
            }
            cases.file(chosen.into_iter());
        }
    });
}

#[test]
fn whatever_ends_a_leaf_is_in_both_editions() {
    assert_nothing_lost(|cases, is_wanted| {
        let mut number = 0;
        for (at, (leaf, around)) in leaves::LEAVES.iter().enumerate() {
            let mut chosen: Vec<(String, Write<'_>)> = Vec::new();
            for (inline, say) in leaves::INLINES {
                number += 1;
                let name = format!("{inline} in {leaf}");
                if is_wanted(number + at) && asked(&name) {
                    chosen.push((name, Box::new(move |m| around(m, say))));
                }
            }
            cases.file(chosen.into_iter());
        }
    });
}
