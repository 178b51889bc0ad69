//! `diptych new --from`: a report project of Markdown that exists.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::FINE;
use super::super::terminal::{Terminal, from_here};
use super::{Arguments, cannot, make_folder};
use crate::diagnostic::{Diagnostic, Severity, tally};
use crate::import::{Import, Wishes, import};
use crate::session::Session;

/// So many names of files are shown.
const SHOWN: usize = 12;

pub(super) fn run(source: &Path, arguments: &Arguments, terminal: &Terminal) -> Result<u8, String> {
    let wishes = Wishes {
        title: arguments.title.clone(),
        language: arguments.language.clone(),
        theme: arguments.theme.clone(),
        paper: arguments.paper.clone(),
    };
    let import = import(source, &wishes)?;
    let root = match &arguments.folder {
        Some(folder) => {
            copy(&import, folder)?;
            folder.clone()
        }
        None => import.root.clone(),
    };
    let manifest = root.join(&import.name);
    fs::write(&manifest, &import.manifest).map_err(cannot(&manifest))?;
    terminal.say(&from_here(&manifest));
    for line in said(&import) {
        terminal.say(&line);
    }
    let findings = Session::new().check(&manifest).diagnostics;
    let project = match import.name.as_str() {
        "report.toml" => from_here(&root),
        _ => from_here(&manifest),
    };
    for line in next(&findings, &project) {
        terminal.say(&line);
    }
    Ok(FINE)
}

/// Copies the chapters and their pictures into a new folder, where they lie as they lay.
fn copy(import: &Import, folder: &Path) -> Result<(), String> {
    make_folder(folder)?;
    for path in import.chapters.iter().chain(&import.pictures) {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(cannot(parent))?;
        }
        fs::copy(import.root.join(path), &file).map_err(cannot(&file))?;
    }
    let ignored: PathBuf = folder.join(".gitignore");
    fs::write(&ignored, "/build/\n").map_err(cannot(&ignored))
}

/// What was made of what, a line each.
fn said(import: &Import) -> Vec<String> {
    let order = import.order.as_deref();
    let order = order.map_or("their names".to_string(), |order| format!("`{order}`"));
    let chapters = match &import.chapters[..] {
        [only] => format!("1 chapter: {only}"),
        [first, .., last] => {
            format!("{} chapters in the order of {order}: {first} … {last}", import.chapters.len())
        }
        [] => "no chapter".to_string(),
    };
    let mut lines = vec![chapters];
    if !import.aside.is_empty() {
        lines.push(format!("left aside: {}", list(&import.aside)));
    }
    lines.extend(import.remarks.iter().cloned());
    lines
}

/// Names with commas between them, and how many more there are.
pub(in super::super) fn list(names: &[String]) -> String {
    match names.get(SHOWN..) {
        Some(rest) if !rest.is_empty() => {
            format!("{} and {} more", names[..SHOWN].join(", "), rest.len())
        }
        _ => names.join(", "),
    }
}

/// What a first check finds, and what to type next.
fn next(findings: &[Diagnostic], project: &str) -> Vec<String> {
    let project = match project {
        "" => String::new(),
        project => format!(" {}", quoted(project)),
    };
    if findings.is_empty() {
        let fine = "a first check finds nothing".to_string();
        return vec![fine, format!("now: diptych build{project}")];
    }
    let faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
    let draft = if faulty { " --draft" } else { "" };
    vec![
        format!("a first check finds {}", tally(findings)),
        format!("to see where: diptych check{project}"),
        format!("now: diptych build{draft}{project}"),
    ]
}

/// A path as it is typed: in quotation marks where it has spaces.
fn quoted(path: &str) -> String {
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn the_next_command_is_one_that_does_something() {
        let warning = Diagnostic::warning(Code::RawHtml, "a");
        let error = Diagnostic::error(Code::MissingImage, "b");
        let last = |findings: &[Diagnostic], project| next(findings, project).pop();
        assert_eq!(last(&[], ""), Some("now: diptych build".to_string()));
        assert_eq!(
            last(std::slice::from_ref(&warning), "a b"),
            Some("now: diptych build \"a b\"".to_string())
        );
        let both = [warning, error];
        assert_eq!(last(&both, "a"), Some("now: diptych build --draft a".to_string()));
        let tally = &next(&both, "a")[0];
        assert!(
            tally.starts_with("a first check finds 1 error, 1 warning: 1 missing picture"),
            "{tally}"
        );
    }

    #[test]
    fn a_list_of_names_has_an_end() {
        let names: Vec<String> = (0..15).map(|number| format!("{number}.md")).collect();
        assert!(list(&names).ends_with("11.md and 3 more"));
        assert_eq!(list(&names[..2]), "0.md, 1.md");
    }
}
