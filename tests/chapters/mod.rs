//! Manuscripts made of strings, for the tests of parse and resolve.

#![allow(dead_code, reason = "each test program uses a part of this")]

use std::path::PathBuf;

use diptych::diagnostic::{Diagnostics, Severity};
use diptych::document::Document;
use diptych::manifest::Manifest;
use diptych::manuscript::Manuscript;
use diptych::parse::{Cache, parse};
use diptych::references::References;
use diptych::resolve::resolve;
use diptych::source::{Source, Sources};
use diptych::theme::Theme;

/// The manifest of most tests.
const MANIFEST: &str = "[report]\ntitle = \"A Report\"\n";

/// A manuscript of these files, in English.
pub fn manuscript(files: &[(&str, &str)]) -> Manuscript {
    manuscript_with(MANIFEST, files)
}

/// A manuscript of this manifest, which must be without fault, and these files.
pub fn manuscript_with(manifest: &str, files: &[(&str, &str)]) -> Manuscript {
    let mut sources = Sources::new();
    let id = sources.add(Source::new("manuscript/report.toml", manifest));
    let mut diagnostics = Diagnostics::new();
    let manifest = Manifest::read(manifest, id, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let chapters = files.iter().map(|(name, text)| {
        sources.add(Source::new(format!("manuscript/{name}"), (*text).to_string()))
    });
    let chapters = chapters.collect();
    let folder = "manuscript".to_string();
    let aside = Vec::new();
    Manuscript { root: PathBuf::from("."), folder, manifest, sources, chapters, aside }
}

/// The document of a manuscript, and what was found.
pub fn document(manuscript: &Manuscript) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let theme = Theme::builtin("report").unwrap();
    let document = parse(manuscript, &theme, &mut Cache::default(), &mut diagnostics);
    (document, diagnostics)
}

/// The blocks of one file as text, which must be without a finding.
pub fn blocks(text: &str) -> String {
    let (blocks, findings) = blocks_and_findings(text);
    assert_eq!(findings, "", "unexpected findings");
    blocks
}

/// The blocks of one file and its findings, each as text.
pub fn blocks_and_findings(text: &str) -> (String, String) {
    let manuscript = manuscript(&[("one.md", text)]);
    let (document, diagnostics) = document(&manuscript);
    let mut dump: String = document
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.blocks)
        .map(|block| block.dump())
        .collect();
    for note in &document.notes {
        dump += &format!("note [^{}]\n", note.name);
        for line in note.blocks.iter().map(|block| block.dump()).collect::<String>().lines() {
            dump += &format!("  {line}\n");
        }
    }
    (dump, findings(&manuscript, &diagnostics))
}

/// The document and the references of a manuscript, and the findings of both as text.
pub fn resolved(manuscript: &Manuscript) -> (Document, References, String) {
    resolved_in(manuscript, "report")
}

/// The same in a built-in theme.
pub fn resolved_in(manuscript: &Manuscript, theme: &str) -> (Document, References, String) {
    let (document, mut diagnostics) = document(manuscript);
    let theme = Theme::builtin(theme).unwrap();
    let references = resolve(&document, &manuscript.manifest, &theme, &mut diagnostics);
    let findings = findings(manuscript, &diagnostics);
    (document, references, findings)
}

/// Findings, a line each: place, severity, kind, message; what stands at the place; the help.
pub fn findings(manuscript: &Manuscript, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for finding in diagnostics.sorted() {
        let span = finding.span.expect("every finding has a place");
        let source = manuscript.sources.get(span.source).unwrap();
        let position = source.position(span.start as usize);
        let name = source.name().rsplit('/').next().unwrap_or_default();
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        text += &format!(
            "{name}:{}:{}: {severity}[{}]: {} «{}»",
            position.line,
            position.column,
            finding.code,
            finding.message,
            manuscript.sources.slice(span).replace('\n', "⏎"),
        );
        for (span, label) in &finding.related {
            let position =
                manuscript.sources.get(span.source).unwrap().position(span.start as usize);
            text += &format!(" [{}:{} {label}]", position.line, position.column);
        }
        if let Some(help) = &finding.help {
            text += &format!(" — {help}");
        }
        text.push('\n');
    }
    text
}
