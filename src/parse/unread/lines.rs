//! Lines with the shape of a construct, as the source has them.

use std::ops::Range;

use super::kind::Kind;
use super::{Named, in_any};
use crate::document::{Inline, InlineKind};

/// Kinds of boxes that MkDocs opens without a title.
const BOXES: &[&str] = &[
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
    "admonition",
    "details",
    "seealso",
    "solution",
    "exercise",
];

/// Words with which an author asks for a picture that a program was to put in.
const ASKS: &[&str] = &[
    "abbildung",
    "bild",
    "einfügen",
    "figura",
    "figure",
    "foto",
    "grafik",
    "image",
    "imagen",
    "insert",
    "insérer",
    "picture",
    "photo",
];

/// How the names of pictures end.
const PICTURES: &[&str] = &[".png", ".jpg", ".jpeg", ".gif", ".svg", ".tif", ".eps", ".pdf"];

/// A line.
pub struct Line {
    /// From its first sign, behind indentation and marks of quotation, to its end.
    pub range: Range<usize>,
    shape: Shape,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `<<<<<<< ours`.
    Ours,
    /// `=======`.
    Parting,
    /// `>>>>>>> theirs`.
    Theirs,
    /// `:::`.
    Fence,
    /// `!!! note`, `??? note`, `=== "Tab"`.
    Admonition,
    /// `.. note::`, or another of this kind.
    Directive(Kind),
    /// `--8<-- "file"`, `!include file`.
    Include,
    /// `<!--#include … -->`, which is taken for a comment.
    Hidden,
    /// `+++` and what follows it, `% Title`.
    Metadata,
    /// `+---+---+`.
    Grid,
    /// `---- ------ ---`.
    Columns,
    /// `|---|---|`.
    Dashes,
    /// `Insert map.png`.
    Asked,
}

impl Line {
    /// The kind of what is printed as it stands, unless it is found otherwise.
    pub fn kind(&self) -> Option<Kind> {
        Some(match self.shape {
            Shape::Fence => Kind::Fence,
            Shape::Admonition => Kind::Admonition,
            Shape::Directive(kind) => kind,
            Shape::Include => Kind::Include,
            Shape::Metadata => Kind::Metadata,
            Shape::Grid => Kind::Table,
            Shape::Dashes => Kind::UnevenTable,
            Shape::Asked => Kind::Picture,
            _ => return None,
        })
    }

    /// The name of the file that is brought in.
    pub fn label(&self, text: &str) -> Option<String> {
        if self.kind() != Some(Kind::Include) {
            return None;
        }
        let file =
            text.get(self.range.clone())?.split_whitespace().nth(1)?.trim_matches(['"', '\'']);
        Some(format!("the words of {file}"))
    }

    /// Whether words begin at this line, or go on, that have its signs.
    pub fn is_printed(&self, inlines: &[Inline]) -> bool {
        let sign = match self.shape {
            Shape::Fence | Shape::Directive(_) => "::",
            Shape::Grid => "+",
            Shape::Dashes => "|",
            _ => "",
        };
        inlines.iter().any(|inline| {
            let span = inline.span.range();
            let around = span.start <= self.range.start && self.range.start < span.end;
            around
                && match &inline.kind {
                    InlineKind::Text(words) => words.contains(sign),
                    kind => self.is_printed(kind.inside()),
                }
        })
    }

    /// Whether it is a row of dashes in groups.
    pub fn has_columns(&self) -> bool {
        self.shape == Shape::Columns
    }
}

/// The lines of a text that have the shape of a construct.
pub fn of(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut is_first = true;
    for line in text.split_inclusive('\n') {
        let whole = line.trim_end();
        let bare = whole.trim_start_matches([' ', '\t', '>', '\u{feff}']);
        let indent = whole.len() - bare.len();
        let found = match is_first && !bare.is_empty() {
            true => metadata(text.get(start + indent..).unwrap_or_default()),
            false => None,
        };
        let found = found.or_else(|| Some((shape_of(whole, bare)?, bare.len())));
        if let Some((shape, length)) = found {
            let range = start + indent..start + indent + length;
            // The marks of a conflict begin their lines.
            let range = if shape == Shape::Theirs { start..start + whole.len() } else { range };
            lines.push(Line { range, shape });
        }
        is_first &= bare.is_empty();
        start += line.len();
    }
    lines
}

fn shape_of(whole: &str, bare: &str) -> Option<Shape> {
    match *bare.as_bytes().first().or(whole.as_bytes().first())? {
        b'<' if whole.starts_with("<<<<<<< ") => Some(Shape::Ours),
        b'<' => {
            let comment = bare.strip_prefix("<!--")?.trim_start();
            comment.starts_with("#include ").then_some(Shape::Hidden)
        }
        b'=' if whole == "=======" => Some(Shape::Parting),
        b':' if bare.starts_with(":::") => Some(Shape::Fence),
        b'!' | b'?' | b'=' => admonition(bare),
        b'.' => directive(bare).map(Shape::Directive),
        b'+' if is_grid(bare) => Some(Shape::Grid),
        b'-' if bare.starts_with("--8<-- ") => Some(Shape::Include),
        b'-' if is_columns(bare) => Some(Shape::Columns),
        b'|' | b'-' | b':' if is_dashes(bare) => Some(Shape::Dashes),
        _ if whole.starts_with(">>>>>>> ") && !whole.starts_with(">>>>>>> >") => {
            Some(Shape::Theirs)
        }
        _ if asks_for_picture(bare) => Some(Shape::Asked),
        _ => None,
    }
}

/// The line of dashes below the head of a table.
fn is_dashes(line: &str) -> bool {
    let inside = line.trim_matches('|');
    let cells = || inside.split('|');
    let is_cell = |cell: &str| {
        let cell = cell.trim();
        cell.contains('-') && cell.bytes().all(|byte| matches!(byte, b'-' | b':'))
    };
    line.contains('|') && cells().count() > 1 && cells().all(is_cell)
}

fn asks_for_picture(line: &str) -> bool {
    let Some((asked, name)) = line.split_once(' ') else { return false };
    let ends = |ending: &&str| name.len() > ending.len() && name.ends_with(*ending);
    PICTURES.iter().any(ends)
        && !name.contains(char::is_whitespace)
        && ASKS.contains(&asked.to_lowercase().as_str())
}

/// Metadata at the head of a file, with its length: TOML between lines of `+++`, or Pandoc's title,
/// authors and date behind signs of per cent.
fn metadata(text: &str) -> Option<(Shape, usize)> {
    if text.starts_with("% ") {
        let lines = text.split_inclusive('\n').take_while(|line| line.starts_with('%'));
        return Some((Shape::Metadata, lines.map(str::len).sum()));
    }
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "+++")?;
    let mut length = first.len();
    for line in lines {
        length += line.len();
        if line.trim_end() == "+++" {
            return Some((Shape::Metadata, length));
        }
    }
    None
}

fn admonition(line: &str) -> Option<Shape> {
    if let Some(path) = line.strip_prefix("!include ") {
        return path.trim().contains(['.', '/']).then_some(Shape::Include);
    }
    let marks = ["!!!", "???+", "???", "==="];
    let behind = marks.iter().find_map(|marks| line.strip_prefix(marks))?;
    let behind = behind.strip_prefix(['!', '+']).unwrap_or(behind);
    let words = behind.strip_prefix([' ', '\t'])?.trim();
    let (kind, title) = words.split_at(words.find(['"', ' ']).unwrap_or(words.len()));
    let titled = title.trim_start().starts_with('"') && words.ends_with('"');
    let named = kind.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let is_box = BOXES.contains(&kind) && matches!(title.trim(), "" | "inline" | "inline end");
    ((titled && named) || (is_box && !line.starts_with('='))).then_some(Shape::Admonition)
}

/// A directive of reStructuredText.
fn directive(line: &str) -> Option<Kind> {
    let (name, _) = line.strip_prefix(".. ")?.split_once("::")?;
    let is_name = |c: char| c.is_ascii_lowercase() || "-:_|".contains(c);
    let named = !name.is_empty() && name.chars().all(is_name);
    named.then_some(match name {
        "image" | "figure" => Kind::Picture,
        "include" | "literalinclude" => Kind::Include,
        "contents" | "toctree" => Kind::Contents,
        "math" => Kind::Mathematics,
        _ => Kind::Directive,
    })
}

fn is_grid(line: &str) -> bool {
    let inside = line.strip_prefix('+').and_then(|line| line.strip_suffix('+'));
    inside.is_some_and(|inside| {
        let mut cells = inside.split('+');
        cells.all(|cell| cell.len() > 1 && cell.chars().all(|c| "-=:".contains(c)))
    })
}

fn is_columns(line: &str) -> bool {
    let groups = || line.split([' ', '\t']).filter(|group| !group.is_empty());
    line.len() > 6
        && groups().count() > 1
        && groups().all(|group| group.len() > 1 && group.bytes().all(|byte| byte == b'-'))
}

/// Names the conflicts, and what a comment was to bring in.
pub fn conflicts(lines: &[Line], code: &[Range<usize>], named: &mut Vec<Named>) {
    let mut open: Option<Named> = None;
    let mut parted: Option<Range<usize>> = None;
    for line in lines.iter().filter(|line| !in_any(code, line.range.start)) {
        match line.shape {
            Shape::Ours => {
                named.extend(open.take());
                open = Some(Named::new(Kind::Conflict, line.range.clone()));
                parted = None;
            }
            Shape::Parting => parted = Some(line.range.clone()),
            Shape::Theirs => {
                let Some(parting) = parted.take() else { continue };
                let mut one = match open.take() {
                    Some(mut one) => {
                        one.related.push((parting, "the other version begins here"));
                        one
                    }
                    None => Named::new(Kind::Conflict, parting),
                };
                one.related.push((line.range.clone(), "and ends here"));
                named.push(one);
            }
            Shape::Hidden => named.push(Named::new(Kind::Include, line.range.clone())),
            _ => {}
        }
    }
    named.extend(open);
}
