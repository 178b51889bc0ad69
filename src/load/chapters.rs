//! Which files are chapters, and their texts.

use std::fs;

use super::path;
use super::project::Place;
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::manifest::Manifest;
use crate::manuscript::is_aside;
use crate::source::{SourceId, Sources, Span, Spanned};

/// A chapter's file.
pub(super) struct File {
    /// Its path from the root.
    name: String,
    /// Where the manifest lists it.
    listed: Option<Span>,
}

/// The files of a project that are chapters, and those that are not.
pub(super) struct Files {
    /// The chapters, in order.
    pub chapters: Vec<File>,
    /// The names of the others.
    pub aside: Vec<String>,
}

/// The chapters that the manifest lists; else the Markdown files beside it in the order of names,
/// but such as are none by their names.
pub(super) fn files(place: &Place, manifest: &Manifest, diagnostics: &mut Diagnostics) -> Files {
    match &manifest.chapters {
        Some(list) => Files { chapters: listed(place, list, diagnostics), aside: Vec::new() },
        None => found(place),
    }
}

/// Where all files are such as are left aside, they are the chapters: a manuscript may be nothing
/// but its `README.md`.
fn found(place: &Place) -> Files {
    let names = markdown_files(place).into_iter();
    let (mut aside, mut chapters): (Vec<String>, Vec<String>) =
        names.partition(|name| is_aside(name));
    if chapters.is_empty() {
        std::mem::swap(&mut aside, &mut chapters);
    }
    let file = |name: String| File { name: path::join(&place.folder, &name), listed: None };
    Files { chapters: chapters.into_iter().map(file).collect(), aside }
}

fn listed(place: &Place, list: &[Spanned<String>], diagnostics: &mut Diagnostics) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for chapter in list {
        let name = path::join(&place.folder, &chapter.value);
        if let Some(first) = files.iter().find(|file| file.name == name) {
            let message = format!("the chapter `{}` is listed twice", chapter.value);
            let fault = Diagnostic::error(Code::InvalidValue, message).at(chapter.span);
            diagnostics.extend([match first.listed {
                Some(span) => fault.related(span, "listed first here"),
                None => fault,
            }]);
            continue;
        }
        files.push(File { name, listed: Some(chapter.span) });
    }
    files
}

/// The names of the Markdown files beside the manifest, sorted. Hidden files, such as editors
/// leave, are none.
fn markdown_files(place: &Place) -> Vec<String> {
    let folder = place.root.join(&place.folder);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md") && !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// The texts of the chapters. A manuscript without any text is an error, at its first chapter or,
/// without one, at its manifest.
pub(super) fn read(
    place: &Place,
    files: &[File],
    manifest: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<SourceId> {
    let mut chapters = Vec::new();
    for file in files {
        match fs::read(place.root.join(&file.name)) {
            Ok(bytes) => chapters.push(text::add(&file.name, bytes, sources, diagnostics)),
            Err(error) => diagnostics.push(unreadable(place, file, &error)),
        }
    }
    let empty =
        chapters.iter().all(|id| sources.get(*id).is_none_or(|source| is_blank(source.text())));
    // A chapter that cannot be read may hold text, and is fault enough.
    if empty && chapters.len() == files.len() {
        let (at, message) = match chapters.first() {
            Some(first) => (*first, "the manuscript has no text"),
            None => (manifest, "the manuscript has no chapter"),
        };
        let fault = Diagnostic::error(Code::EmptyManuscript, message).at(Span::new(at, 0..0));
        diagnostics.push(fault.help("chapters are Markdown files, `*.md`, beside the manifest"));
    }
    chapters
}

fn unreadable(place: &Place, file: &File, error: &std::io::Error) -> Diagnostic {
    let fault = match error.kind() {
        std::io::ErrorKind::NotFound => {
            let message = format!("there is no chapter `{}`", file.name);
            let names = markdown_files(place);
            let wanted = path::relative(&place.folder, &file.name);
            let fault = Diagnostic::error(Code::MissingChapter, message);
            match nearest(&wanted, names.iter().map(String::as_str)) {
                Some(near) => fault.help(format!("did you mean \"{near}\"?")),
                None => fault.help("the chapters are listed by their paths from the manifest"),
            }
        }
        _ => {
            let message = format!("`{}` cannot be read: {error}", file.name);
            Diagnostic::error(Code::UnreadableFile, message)
        }
    };
    match file.listed {
        Some(span) => fault.at(span),
        None => fault,
    }
}

/// Whether a text holds nothing but white space and comments.
fn is_blank(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, after)) => rest = after.trim_start(),
            // One without an end hides nothing, and is told of when it is read.
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn comments_and_white_space_are_no_text() {
        for text in ["", " \r\n\t", "<!-- a -->\n<!-- b -->"] {
            assert!(is_blank(text), "{text}");
        }
        for text in ["a", "<!-- a --> b", "<!-- open", "---"] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
