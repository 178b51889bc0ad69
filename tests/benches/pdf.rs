//! How fast and how large a PDF of a thousand pages is: `cargo bench --bench pdf`.
//!
//! A report of headings, paragraphs, links and notes is laid out once; what is measured is the
//! writing alone, fonts, structure tree and compression included. Divan prints the time and the
//! most memory that writing holds at once. The first line has the pages, the glyphs and the size
//! of the file, and on Linux the time of all processors and the growth of resident memory while
//! the file is written for the first time.
//!
//! With `THOUSAND_PAGES` the file goes to the path that it names, for the validators.
//!
//! The yardstick is a file of 1,000 pages with 4.4 million glyphs, tagged, written by hand on top
//! of printpdf and lopdf: 0.6 s of one processor, 34 MB, 3.5 MB on disk.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up must fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use diptych::diagnostic::Diagnostics;
use diptych::page::{Item, Pages};
use diptych::pdf;
use diptych::session::{Report, Session};

#[global_allocator]
static MEMORY: divan::AllocProfiler = divan::AllocProfiler::system();

const PAGES: usize = 1000;

const MANIFEST: &str = "[report]\ntitle = \"A thousand pages\"\ndate = 2024-10-01\n\
    [contents]\ndepth = 1\n[pdf]\npaper = \"a4\"\n";

/// Words that are long and short, and often enough of both to fill lines well.
const WORDS: [&str; 24] = [
    "the",
    "government",
    "of",
    "provinces",
    "in",
    "winter",
    "officials",
    "and",
    "a",
    "figure",
    "reported",
    "that",
    "efficient",
    "attacks",
    "were",
    "fewer",
    "than",
    "before",
    "while",
    "neighbouring",
    "states",
    "offered",
    "difficult",
    "terms",
];

fn main() {
    divan::main();
}

/// A chapter of some five pages.
fn chapter(number: usize) -> String {
    let mut text = format!("# Chapter {number}\n");
    let mut at = number * 7;
    for section in 1..=5 {
        let _ = write!(text, "\n## Section {number}.{section}\n");
        for paragraph in 0..5 {
            text.push('\n');
            for sentence in 0..6 {
                for word in 0..20 {
                    at = (at * 31 + 17 + word * sentence) % 9973;
                    text.push_str(WORDS[at % WORDS.len()]);
                    text.push(if word == 19 { '.' } else { ' ' });
                }
                text.push(' ');
            }
            match paragraph {
                0 => text.push_str("See [the source](https://example.org/source).\n"),
                1 => {
                    let _ = writeln!(text, "It was noted.[^{section}]");
                }
                _ => text.push('\n'),
            }
        }
        let _ = write!(text, "\n[^{section}]: Note {section} of the chapter, on its source.\n");
    }
    text
}

fn write_project(folder: &Path, chapters: usize) {
    let manuscript = folder.join("manuscript");
    fs::create_dir_all(&manuscript).expect("the folder can be made");
    fs::write(manuscript.join("report.toml"), MANIFEST).expect("the manifest can be written");
    for number in 1..=chapters {
        fs::write(manuscript.join(format!("{number:04}.md")), chapter(number))
            .expect("a chapter can be written");
    }
}

/// A report that has at least so many pages, cut to them.
fn laid_out(session: &mut Session) -> (Report, Pages) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_project(folder.path(), PAGES / 5);
    let mut diagnostics = Diagnostics::new();
    let report = session.read(folder.path(), &mut diagnostics).expect("a report");
    let mut pages = session.lay_out(&report, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "the report has errors");
    assert!(pages.list.len() >= PAGES, "only {} pages", pages.list.len());
    pages.list.truncate(PAGES);
    (report, pages)
}

fn written(session: &Session, report: &Report, pages: &Pages) -> Vec<u8> {
    let input = pdf::Input {
        document: &report.document,
        references: &report.references,
        pages,
        fonts: session.fonts(),
        media: &report.media,
        manifest: &report.manuscript.manifest,
        theme: &report.theme,
        modified: None,
    };
    pdf::write(&input, &pdf::Cache::default(), &mut Diagnostics::new()).expect("a PDF")
}

/// The time that this process has had of all processors, to a hundredth of a second: `proc(5)`.
fn processor_time() -> Option<Duration> {
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name of the program; of the user and of the system.
    let fields = status.rsplit(')').next()?.split_whitespace();
    let ticks = fields.skip(11).take(2).map(|field| field.parse::<u64>().ok());
    Some(Duration::from_millis(ticks.sum::<Option<u64>>()? * 10))
}

/// The most memory that has been resident since [`forget_peak`], in kB: `proc(5)`.
fn resident_peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Sets the peak of resident memory to what is resident now.
fn forget_peak() {
    // Where that cannot be done, the first line says less memory than there was.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

#[divan::bench(sample_count = 10)]
fn thousand_pages(bencher: divan::Bencher<'_, '_>) {
    let mut session = Session::new();
    let (report, pages) = laid_out(&mut session);
    let glyphs: usize = pages
        .list
        .iter()
        .flat_map(|page| &page.items)
        .map(|placed| match &placed.item {
            Item::Glyphs(run) => run.glyphs.len(),
            _ => 0,
        })
        .sum();
    forget_peak();
    let (memory, time) = (resident_peak(), processor_time());
    let bytes = written(&session, &report, &pages);
    let time = processor_time().zip(time).map(|(end, begin)| end.saturating_sub(begin));
    let memory = resident_peak().zip(memory).map(|(end, begin)| end.saturating_sub(begin));
    eprintln!(
        "{} pages, {glyphs} glyphs, {} bytes; {} ms of processors, {} kB of memory",
        pages.list.len(),
        bytes.len(),
        time.map_or("?".to_string(), |time| time.as_millis().to_string()),
        memory.map_or("?".to_string(), |memory| memory.to_string()),
    );
    if let Some(file) = std::env::var_os("THOUSAND_PAGES") {
        fs::write(file, bytes).expect("the file can be written");
    }
    bencher.bench_local(|| written(&session, &report, &pages));
}
