//! `SUMMARY.md` of mdBook and GitBook, and `Book.txt` of Leanpub.

use std::fs;
use std::path::Path;

use super::order::Order;
use crate::fields::Value;

/// `book.toml` says where `SUMMARY.md` is.
pub(super) fn mdbook(fields: &Value, folder: &Path, order: &mut Order) {
    let src = fields.path(&["book", "src"]).and_then(Value::words).unwrap_or("src");
    let folder = folder.join(src);
    if let Ok(text) = fs::read_to_string(folder.join("SUMMARY.md")) {
        order.source = Some(format!("{src}/SUMMARY.md"));
        lines(&text, &folder, order);
    }
}

/// A file without fields.
pub(super) fn none(_: &Value, _: &Path, _: &mut Order) {}

/// The links of a summary, a line each, and its headings, which are the titles of parts.
pub(super) fn lines(text: &str, folder: &Path, order: &mut Order) {
    let mut hidden = false;
    for line in text.lines() {
        let line = line.trim();
        if hidden || line.starts_with("<!--") {
            hidden = !line.contains("-->");
            continue;
        }
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.starts_with(' ') {
            // The heading of the file itself is no part.
            if line.starts_with("# ") && order.entries.is_empty() && order.title.is_none() {
                order.title = Some(heading.trim().to_string());
            } else {
                order.add_part(heading);
            }
        } else if let Some(path) = link(line) {
            order.add(folder, &path);
        }
    }
    order.title.take_if(|title| is_usual(title));
}

/// Whether a heading says no more than that a list of chapters follows.
fn is_usual(title: &str) -> bool {
    ["summary", "contents", "table of contents", "toc", "index"]
        .contains(&title.to_lowercase().as_str())
}

/// The path of the first link in a line.
fn link(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("](")?;
    let written = match rest.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?.0,
        None => {
            let end = rest.rfind(')')?;
            rest.get(..end)?.split_once(" \"").map_or(rest.get(..end)?, |(path, _)| path)
        }
    };
    Some(percent_decoded(written.trim()))
}

/// An address with its `%20` as the characters that they stand for.
pub(super) fn percent_decoded(written: &str) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| written.to_string())
}

/// The files of `Book.txt`, a line each. A line with a colon at its end says in which part of a
/// book the next ones stand.
pub(super) fn book_txt(text: &str, folder: &Path, order: &mut Order) {
    let lines = text.lines().map(str::trim);
    for line in lines.filter(|line| !line.starts_with('#') && !line.ends_with(':')) {
        order.add(folder, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_summary_are_paths() {
        assert_eq!(link("- [One *a*](one.md)"), Some("one.md".into()));
        assert_eq!(link("* [Two](a%20b/two.md \"Title\")"), Some("a b/two.md".into()));
        assert_eq!(link("[Three](<c d.md>)"), Some("c d.md".into()));
        assert_eq!(link("- [Four](a(b).md)"), Some("a(b).md".into()));
        assert_eq!((link("- [Draft]()"), link("---")), (Some(String::new()), None));
    }
}
