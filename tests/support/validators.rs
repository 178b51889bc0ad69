//! The programs that judge finished files: qpdf, veraPDF, EPUBCheck, Ace, and poppler's readers.
//!
//! `tests/validators/install` installs them. Where one is missing a test says so and passes;
//! with `REQUIRE_VALIDATORS=1`, as `.ci/run` sets it, a missing program is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that `tests/validators/install` fills.
fn folder() -> PathBuf {
    match std::env::var_os("VALIDATORS") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
            .join(".cache/diptych/validators"),
    }
}

/// Says that a program is missing; fails when it must not be.
fn missing(program: &str) {
    let required = std::env::var_os("REQUIRE_VALIDATORS").is_some_and(|value| value == "1");
    assert!(!required, "{program} is missing: run tests/validators/install");
    eprintln!("skipped: {program} is missing (tests/validators/install installs it)");
}

/// Runs a program; its exit status and all that it printed, or none when it is not there.
fn run(command: &mut Command) -> Option<(bool, String)> {
    let output = command.output().ok()?;
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Some((output.status.success(), said))
}

/// What a program prints for a file, or none when the program is missing.
pub fn output_of(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let Some((success, said)) = run(Command::new(program).args(arguments).arg(file)) else {
        missing(program);
        return None;
    };
    assert!(success, "{program} {}: {said}", file.display());
    Some(said)
}

/// The text of a PDF by `pdftotext`, or none when it is missing.
pub fn pdf_text(file: &Path, arguments: &[&str]) -> Option<String> {
    let Some(output) = Command::new("pdftotext").args(arguments).arg(file).arg("-").output().ok()
    else {
        missing("pdftotext");
        return None;
    };
    assert!(output.status.success(), "pdftotext {}", file.display());
    Some(String::from_utf8(output.stdout).expect("pdftotext writes UTF-8"))
}

/// Holds PDF files against qpdf's check, and against PDF/UA-1 and PDF/A-2a.
pub fn assert_pdf(files: &[&Path]) {
    for file in files {
        output_of("qpdf", &["--check"], file);
    }
    for verdict in verdicts(files).unwrap_or_default() {
        assert!(verdict.failures.is_empty(), "veraPDF: {verdict:#?}");
    }
}

/// What veraPDF says of a file.
#[derive(Debug)]
pub struct Verdict {
    /// The file.
    pub file: PathBuf,
    /// The rules that it breaks: the profile, the clause, and what veraPDF says: "ua1 7.1-3 …".
    pub failures: Vec<String>,
}

/// What veraPDF says of each file by PDF/UA-1 and PDF/A-2a, or none when it is missing.
pub fn verdicts(files: &[&Path]) -> Option<Vec<Verdict>> {
    let jars = folder().join("verapdf");
    if !jars.join("complete").exists() {
        missing("veraPDF");
        return None;
    }
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validators/VeraPdf.java");
    let mut command = Command::new("java");
    command.args(["-Djava.awt.headless=true", "-XX:+UseSerialGC", "-cp"]);
    command.arg(jars.join("*")).arg(runner).arg("ua1,2a").args(files);
    let Some((_, said)) = run(&mut command) else {
        missing("java");
        return None;
    };
    let verdict = |file: &&Path| {
        let mut failures = Vec::new();
        for profile in ["ua1", "2a"] {
            let passed = format!("PASS {profile} {} (", file.display());
            let failed = format!("FAIL {profile} {} (", file.display());
            let mut lines = said.lines().skip_while(|line| !line.starts_with(&failed));
            match lines.next() {
                Some(_) => {
                    let rules = lines.take_while(|line| line.starts_with("  "));
                    failures.extend(rules.map(|rule| format!("{profile} {}", rule.trim())));
                }
                None => assert!(said.contains(&passed), "veraPDF:\n{said}"),
            }
        }
        Verdict { file: file.to_path_buf(), failures }
    };
    Some(files.iter().map(verdict).collect())
}

/// Holds EPUB files against EPUBCheck, with warnings as failures.
pub fn assert_epub(files: &[&Path]) {
    let jar = folder().join("epubcheck/epubcheck.jar");
    if !jar.exists() {
        return missing("EPUBCheck");
    }
    for file in files {
        let mut command = Command::new("java");
        command.arg("-jar").arg(&jar).arg("--failonwarnings").arg(file);
        let Some((success, said)) = run(&mut command) else {
            return missing("java");
        };
        assert!(success, "EPUBCheck {}:\n{said}", file.display());
    }
}

/// Holds EPUB files against calibre, which converts them to these formats without a complaint.
/// It is larger than all validators together, so where it is missing a test says so and passes.
pub fn assert_convertible(files: &[&Path], formats: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder for what is made");
    for (file, format) in files.iter().flat_map(|file| formats.iter().map(move |own| (file, own))) {
        let made = folder.path().join(format!("made.{format}"));
        let Some((success, said)) = run(Command::new("ebook-convert").arg(file).arg(&made)) else {
            return eprintln!("skipped: ebook-convert, a program of calibre, is missing");
        };
        assert!(success && made.exists(), "ebook-convert {} {format}:\n{said}", file.display());
        // What calibre's parser of style sheets does not know, it reports with these words.
        let complaints = ["CSSStyle", "CSSMediaRule", "PropertyValue", "Unknown", "Error", "ERROR"];
        for complaint in complaints {
            let found = said.contains(complaint);
            assert!(!found, "ebook-convert {} {format}:\n{said}", file.display());
        }
    }
}

/// Holds EPUB files against Ace, which renders them in Chromium.
pub fn assert_accessible(files: &[&Path]) {
    let ace = folder().join("ace/node_modules/.bin/ace-cli");
    if !ace.exists() {
        return missing("Ace");
    }
    for file in files {
        let reports = tempfile::tempdir().expect("a folder for the report");
        let mut command = Command::new(&ace);
        command.args(["-f", "-s", "-E", "-o"]).arg(reports.path()).arg(file);
        command.env("ACE_TIMEOUT_INITIAL", "60000");
        let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
        command.env("PUPPETEER_EXECUTABLE_PATH", browser);
        let Some((_, said)) = run(&mut command) else {
            return missing("Ace");
        };
        let report = std::fs::read_to_string(reports.path().join("report.json"))
            .unwrap_or_else(|_| panic!("Ace wrote no report for {}:\n{said}", file.display()));
        let findings: Vec<&str> =
            report.lines().filter(|line| line.contains("earl:impact")).map(str::trim).collect();
        let described: Vec<&str> =
            report.lines().filter(|line| line.contains("dct:description")).map(str::trim).collect();
        assert!(findings.is_empty(), "Ace {}:\n{}", file.display(), described.join("\n"));
    }
}
