//! The lines between which a part of a text stands, and what they say of it.

use std::ops::Range;

use crate::parse::attributes::{self, Found, Written};

/// Directives whose body is Markdown, beside the names of boxes: MyST's and Sphinx's.
const DIRECTIVES: &[&str] = &[
    "admonition",
    "aside",
    "attention",
    "card",
    "caution",
    "danger",
    "details",
    "div",
    "dropdown",
    "epigraph",
    "error",
    "figure",
    "grid",
    "grid-item",
    "grid-item-card",
    "hint",
    "highlights",
    "image",
    "important",
    "margin",
    "note",
    "pull-quote",
    "seealso",
    "sidebar",
    "table",
    "tab-item",
    "tab-set",
    "tip",
    "topic",
    "versionadded",
    "versionchanged",
    "deprecated",
    "warning",
];

/// Directives that hold code.
const CODE: &[&str] = &["code", "code-block", "code-cell", "sourcecode"];

/// A line that begins or ends a part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fence {
    /// The line, without what quotations and lists have before it.
    pub line: Range<usize>,
    /// What begins; none when something ends.
    pub opening: Option<Opening>,
}

/// What a line says of the part that it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Its name: `note` in `:::note`.
    pub name: Option<Range<usize>>,
    /// The words behind the name.
    pub words: Option<Range<usize>>,
    /// Its attribute block.
    pub written: Written,
}

impl Fence {
    /// Whether something begins.
    pub fn opens(&self) -> bool {
        self.opening.is_some()
    }
}

/// Whether a directive holds code, of which nothing but its language is read.
pub fn is_code_directive(name: &str) -> bool {
    CODE.contains(&name)
}

/// Whether a line of colons is a fence: without words it ends one, and else it has a name or a
/// brace behind it. A name with points in it, as of a module, is what other programs document.
pub fn is_fence(text: &str, line: Range<usize>) -> bool {
    let words = text.get(trimmed(text, line)).unwrap_or_default();
    let name = words.split(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).next();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
    name.is_none_or(|name| name.chars().all(fits))
}

/// What a fence of colons begins, `::: {.note}`, `:::tip Title`, `:::note[Title]`; none when it
/// ends something. The line is without its colons.
pub fn colons(text: &str, line: Range<usize>, quotes: usize) -> Option<Opening> {
    let words = trimmed(text, line);
    if words.is_empty() {
        return None;
    }
    let mut opening = Opening::default();
    let mut rest = words;
    if let Some(name) = braced_name(text, &rest) {
        rest = name.end + 1..rest.end;
        opening.name = Some(name);
    } else {
        let own = text.get(rest.clone()).unwrap_or_default();
        let end =
            own.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).unwrap_or(own.len());
        if end > 0 {
            opening.name = Some(rest.start..rest.start + end);
            rest.start += end;
        }
    }
    let mut rest = trimmed(text, rest);
    // Pandoc lets colons follow.
    let own = text.get(rest.clone()).unwrap_or_default();
    rest.end = rest.start + own.trim_end_matches(':').trim_end().len();
    if let Some((words, written)) = split_attributes(text, &rest, quotes) {
        opening.written = written;
        rest = words;
    }
    opening.words = title(text, rest);
    Some(opening)
}

/// What the info string of a code fence begins: a directive, `{note} Title`. None for one whose
/// body is no Markdown.
pub fn directive(text: &str, info: Range<usize>) -> Option<Opening> {
    let info = trimmed(text, info);
    let name = braced_name(text, &info)?;
    if !DIRECTIVES.contains(&text.get(name.clone())?) {
        return None;
    }
    let words = title(text, name.end + 1..info.end);
    Some(Opening { name: Some(name), words, written: Written::default() })
}

/// A line `:key: value` below a directive.
pub fn option(text: &str, line: &Range<usize>) -> Option<attributes::Pair> {
    let words = text.get(line.clone())?.strip_prefix(':')?;
    let end = words.find(':')?;
    let key = words.get(..end)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if key.is_empty() || !key.chars().all(fits) {
        return None;
    }
    let start = line.start + 1;
    let value = trimmed(text, start + end + 1..line.end);
    Some(attributes::Pair { key: start..start + end, value })
}

/// The name in `{name}`, which has no sign before it.
fn braced_name(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let own = text.get(range.clone())?.strip_prefix('{')?;
    let end = own.find('}')?;
    let name = own.get(..end)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    let whole = !name.is_empty() && name.chars().all(fits);
    whole.then_some(range.start + 1..range.start + 1 + end)
}

/// The words before an attribute block at the end of a line, and that.
fn split_attributes(
    text: &str,
    range: &Range<usize>,
    quotes: usize,
) -> Option<(Range<usize>, Written)> {
    let own = text.get(range.clone())?;
    for (at, _) in own.match_indices('{') {
        if let Found::Block(written) = attributes::read(text, range.start + at, quotes)
            && written.range.end == range.end
        {
            return Some((range.start..range.start + at, written));
        }
    }
    None
}

/// The words of a title, without the brackets that Docusaurus has around them.
fn title(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut range = trimmed(text, range);
    let own = text.get(range.clone())?;
    if own.starts_with('[') && own.ends_with(']') {
        range = trimmed(text, range.start + 1..range.end - 1);
    }
    (!range.is_empty()).then_some(range)
}

/// A range without the white space at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = text.get(range.clone()).unwrap_or_default();
    let start = range.start + own.len() - own.trim_start().len();
    start..(range.start + own.trim_end().len()).max(start)
}
