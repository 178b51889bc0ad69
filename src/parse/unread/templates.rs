//! Templates and shortcodes: `{{…}}`, `{% … %}`, `{{< … >}}`, and the places of contents.

use super::Found;
use super::kind::Kind;
use super::printed::{Printed, start_of};

/// A command is not longer than this.
const LONGEST: usize = 1000;

/// What may stand at the place where other programs put the contents, alone in its paragraph.
const CONTENTS: &[&str] = &[
    "[TOC]",
    "[toc]",
    "[[TOC]]",
    "[[toc]]",
    "[[_TOC_]]",
    "{{toc}}",
    "{{ toc }}",
    "{{TOC}}",
    "{:toc}",
    "{{< toc >}}",
    "TOC {:toc}",
    "${toc}",
    "[TOCM]",
    "@[toc]",
];

/// The templates and shortcodes in these words.
pub fn find(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let whole = words.trim();
    let start = words.len() - words.trim_start().len();
    if CONTENTS.contains(&whole) || whole.ends_with("{:toc}") {
        return vec![Found::new(Kind::Contents, start..start + whole.len())];
    }
    let mut found = enclosed(printed, "{{", "}}", of_braces);
    found.extend(enclosed(printed, "{%", "%}", of_percents));
    found.extend(enclosed(printed, "{!", "!}", |inside| {
        (!inside.is_empty() && !inside.contains(' ')).then_some(Kind::Include)
    }));
    found.extend(
        words
            .match_indices("[!INCLUDE")
            .map(|(at, command)| Found::new(Kind::Include, at..at + command.len())),
    );
    found
}

/// What stands between two signs, if it is of some kind.
fn enclosed(
    printed: &Printed,
    open: &str,
    close: &str,
    kind_of: impl Fn(&str) -> Option<Kind>,
) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = words.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at) {
        let inside = at + open.len();
        from = inside;
        let rest = start_of(words.get(inside..).unwrap_or_default(), LONGEST);
        let Some(length) = rest.find(close) else { continue };
        let content = words.get(inside..inside + length).unwrap_or_default();
        let Some(kind) = kind_of(content).filter(|_| !printed.is_escaped(at)) else { continue };
        from = inside + length + close.len();
        found.push(label(Found::new(kind, at..from), content));
    }
    found
}

/// A finding with the name of the file that it brings in.
fn label(found: Found, content: &str) -> Found {
    if found.kind != Kind::Include {
        return found;
    }
    let quotes = ['"', '\'', '“', '”', '‘', '’', '>', '%', ','];
    let mut file = content.split_whitespace().map(|word| word.trim_matches(quotes));
    match file.find(|word| word.contains(['.', '/'])) {
        Some(file) => found.labelled(format!("the words of {file}")),
        None => found,
    }
}

/// The kind of what stands between double braces. Sets of sets are none, nor what BibTeX protects.
fn of_braces(content: &str) -> Option<Kind> {
    let first = content.chars().next()?;
    let name = content.trim_matches(['<', '>', '%', '/', '#', ' ', '-']);
    let name = name.split(|c: char| c.is_whitespace() || c == ':' || c == '|').next()?;
    match name {
        "include" | "embed" | "rustdoc_include" | "playground" | "includefile" => {
            return Some(Kind::Include);
        }
        "figure" | "fig" | "img" | "image" | "picture" | "gallery" if "<%".contains(first) => {
            return Some(Kind::Picture);
        }
        "toc" | "TOC" => return Some(Kind::Contents),
        _ => {}
    }
    let begins = first.is_alphabetic() || first.is_whitespace() || "<%#>/!-._$&^~=".contains(first);
    (begins && !content.contains(['{', '}']) && !content.trim().is_empty())
        .then_some(Kind::Template)
}

/// The kind of what stands between braces and signs of per cent.
fn of_percents(content: &str) -> Option<Kind> {
    let name = content.trim_matches(['-', '+', ' ', '\n']).split_whitespace().next()?;
    Some(match name {
        "include" | "include_relative" | "import" | "embed" | "include-markdown" => Kind::Include,
        "figure" | "img" | "image" | "picture" => Kind::Picture,
        "toc" => Kind::Contents,
        _ => Kind::Template,
    })
}
