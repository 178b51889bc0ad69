//! The walk along the lines of a text, on which masks are laid.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Masks;
use super::fences::{self, Fence, Opening, trimmed};

/// A walk along the lines of a text.
pub struct Scan<'t> {
    text: &'t str,
    shown: Vec<u8>,
    fences: BTreeMap<usize, Fence>,
    hidden: Vec<Range<usize>>,
    unclosed: Option<usize>,
    /// The fence of the code that is open.
    code: Option<Ticks>,
    /// The fences of the directives that are open.
    directives: Vec<Ticks>,
    /// Where a comment ends that began above.
    comment_end: usize,
    /// Where a stretch of code in a line ends that began above.
    code_end: usize,
    /// The directive whose options may follow.
    options: Option<usize>,
}

/// A run of backticks or tildes, in so many quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ticks {
    sign: u8,
    count: usize,
    quotes: usize,
}

/// A line without what quotations and lists have before it.
struct Line {
    words: Range<usize>,
    quotes: usize,
    /// Whether nothing but quotations and white space stands before it.
    bare: bool,
}

impl<'t> Scan<'t> {
    /// A walk at the start of a text.
    pub fn new(text: &'t str) -> Scan<'t> {
        Scan {
            text,
            shown: text.as_bytes().to_vec(),
            fences: BTreeMap::new(),
            hidden: Vec::new(),
            unclosed: None,
            code: None,
            directives: Vec::new(),
            comment_end: 0,
            code_end: 0,
            options: None,
        }
    }

    /// Whether something is written before a line, and something behind it.
    fn is_between(&self, line: &Range<usize>) -> bool {
        let filled = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        filled(self.text.get(..line.start)) && filled(self.text.get(line.end..))
    }

    /// Walks along all lines.
    pub fn run(&mut self) {
        self.comment_end = metadata_end(self.text);
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            self.line(start..end);
            start += line.len();
        }
    }

    /// The masks that were laid.
    pub fn masks(self) -> Masks {
        let shown = String::from_utf8(self.shown).ok().filter(|shown| shown != self.text);
        Masks { shown, fences: self.fences, hidden: self.hidden, unclosed: self.unclosed }
    }

    fn own(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn line(&mut self, range: Range<usize>) {
        let line = self.split(&range);
        let words = self.own(&line.words);
        if let Some(code) = self.code {
            let ends = ticks(words).is_some_and(|(sign, count, info)| {
                sign == code.sign && count >= code.count && info.is_empty()
            });
            if ends || line.quotes < code.quotes {
                self.code = None;
            }
            if ends || line.quotes >= code.quotes {
                return;
            }
        }
        if range.start < self.comment_end {
            return;
        }
        if self.option(&line) {
            return;
        }
        self.options = None;
        if let Some((sign, count, info)) = ticks(words) {
            let ticks = Ticks { sign, count, quotes: line.quotes };
            return self.ticks(ticks, &line, info);
        }
        if words.starts_with(":::") {
            return self.colons(&line);
        }
        let in_code = line.words.start < self.code_end;
        if line.bare && words.starts_with(':') && (in_code || colon_without_space(words)) {
            self.show(line.words.start, b"x");
        }
        if is_block_break(words) && self.is_between(&line.words) {
            return self.hide(line.words.clone());
        }
        if is_lone_markdown_tag(words) {
            self.mask(&line.words);
        }
        self.comments(&line.words);
    }

    /// The words of a line, behind the marks of quotations and items.
    fn split(&self, range: &Range<usize>) -> Line {
        let bytes = self.text.as_bytes();
        let (mut at, mut quotes, mut bare) = (range.start, 0, true);
        loop {
            match bytes.get(at).filter(|_| at < range.end) {
                Some(b' ' | b'\t') => at += 1,
                Some(b'>') => {
                    quotes += 1;
                    at += 1;
                }
                _ => match item_marker(self.own(&(at..range.end))) {
                    0 => break,
                    marker => {
                        bare = false;
                        at += marker;
                    }
                },
            }
        }
        Line { words: trimmed(self.text, at..range.end), quotes, bare }
    }

    /// A line of backticks: it begins or ends a directive, or begins code.
    fn ticks(&mut self, ticks: Ticks, line: &Line, info: &str) {
        let ends = self.directives.last().is_some_and(|open| {
            info.is_empty() && open.sign == ticks.sign && ticks.count >= open.count
        });
        if ends {
            self.directives.pop();
            return self.fence(&line.words, None);
        }
        let start = line.words.end - info.len();
        match fences::directive(self.text, start..line.words.end) {
            Some(opening) if self.closes_later(ticks, line.words.end) => {
                self.directives.push(ticks);
                self.fence(&line.words, Some(opening));
                self.options = Some(line.words.start);
            }
            _ => self.code = Some(ticks),
        }
    }

    /// Whether such a fence follows as ends this one.
    fn closes_later(&self, ticks: Ticks, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or_default();
        rest.lines().skip(1).any(|line| {
            let words = line.trim_start_matches([' ', '\t', '>']).trim_end();
            self::ticks(words).is_some_and(|(sign, count, info)| {
                sign == ticks.sign && count >= ticks.count && info.is_empty()
            })
        })
    }

    /// A line of colons.
    fn colons(&mut self, line: &Line) {
        let words = self.own(&line.words);
        let count = words.len() - words.trim_start_matches(':').len();
        let rest = line.words.start + count..line.words.end;
        if !fences::is_fence(self.text, rest.clone()) {
            return self.show(line.words.start, b"x");
        }
        let opening = fences::colons(self.text, rest, line.quotes);
        self.options = opening.is_some().then_some(line.words.start);
        self.fence(&line.words, opening);
    }

    fn fence(&mut self, line: &Range<usize>, opening: Option<Opening>) {
        self.fences.insert(line.start, Fence { line: line.clone(), opening });
        self.mask(line);
    }

    /// An option of the directive above.
    fn option(&mut self, line: &Line) -> bool {
        let Some(fence) = self.options else { return false };
        let Some(pair) = fences::option(self.text, &line.words) else { return false };
        let opening = self.fences.get_mut(&fence).and_then(|fence| fence.opening.as_mut());
        let Some(opening) = opening else { return false };
        opening.written.pairs.push(pair);
        self.hide(line.words.clone());
        true
    }

    /// Comments in a line, but for those in code.
    fn comments(&mut self, line: &Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut at = line.start.max(self.code_end);
        while at < line.end {
            let rest = self.text.get(at..line.end).unwrap_or_default();
            match bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'`') => {
                    let run = rest.len() - rest.trim_start_matches('`').len();
                    match self.code_span_end(at + run, run) {
                        Some(end) => {
                            self.code_end = end;
                            at = end;
                        }
                        None => at += run,
                    }
                }
                Some(b'%') if rest.starts_with("%%") => at = self.percent_comment(at),
                Some(b'<') if rest.starts_with("<!--") => {
                    let tail = self.text.get(at + 4..).unwrap_or_default();
                    match tail.find("-->") {
                        Some(end) => {
                            at += 4 + end + 3;
                            self.comment_end = self.comment_end.max(at);
                        }
                        None => {
                            self.unclosed = self.unclosed.or(Some(at));
                            self.show(at, b"x");
                            at += 4;
                        }
                    }
                }
                _ => at += 1,
            }
            if at < line.end && self.comment_end > line.end {
                return;
            }
        }
    }

    /// The end of code in a line that so many backticks open, in the same paragraph.
    fn code_span_end(&self, from: usize, run: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let paragraph = rest.find("\n\n").map_or(rest, |end| &rest[..end]);
        let mut at = 0;
        while let Some(open) = paragraph.get(at..)?.find('`').map(|open| at + open) {
            let ticks = paragraph.get(open..)?;
            let count = ticks.len() - ticks.trim_start_matches('`').len();
            if count == run {
                return Some(from + open + count);
            }
            at = open + count;
        }
        None
    }

    /// A comment from `%%` to the next; the byte behind it.
    fn percent_comment(&mut self, at: usize) -> usize {
        let rest = self.text.get(at + 2..).unwrap_or_default();
        let Some(end) = rest.find("%%").map(|end| at + 2 + end + 2) else { return at + 2 };
        // `100%%` and a run of signs are none.
        if rest.starts_with('%') {
            return at + 2 + rest.len() - rest.trim_start_matches('%').len();
        }
        let mut start = at;
        for line in self.own(&(at..end)).split_inclusive('\n') {
            let first = start == at;
            let bare = line.trim_end_matches(['\n', '\r']);
            let marks = if first {
                0
            } else {
                bare.len() - bare.trim_start_matches([' ', '\t', '>']).len()
            };
            self.hide(start + marks..start + bare.len());
            start += line.len();
        }
        self.comment_end = self.comment_end.max(end);
        end
    }

    /// Shows an instruction of HTML in place of a line.
    fn mask(&mut self, line: &Range<usize>) {
        if let Some(bytes) = self.shown.get_mut(line.clone())
            && bytes.len() >= 3
        {
            bytes.fill(b' ');
            bytes[..2].copy_from_slice(b"<?");
            let end = bytes.len() - 2;
            bytes[end] = b'?';
            bytes[end + 1] = b'>';
        }
    }

    /// Shows white space in place of these bytes.
    fn hide(&mut self, range: Range<usize>) {
        if let Some(bytes) = self.shown.get_mut(range.clone()) {
            bytes.fill(b' ');
        }
        self.hidden.push(range);
    }

    fn show(&mut self, at: usize, bytes: &[u8]) {
        if let Some(shown) = self.shown.get_mut(at..at + bytes.len()) {
            shown.copy_from_slice(bytes);
        }
    }
}

/// The sign and the length of a code fence, and what stands behind it.
fn ticks(words: &str) -> Option<(u8, usize, &str)> {
    let sign = *words.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let info = words.trim_start_matches(char::from(sign));
    let count = words.len() - info.len();
    let fence = count >= 3 && (sign == b'~' || !info.contains('`'));
    fence.then_some((sign, count, info.trim()))
}

/// The length of the marker of an item and the white space behind it; 0 where there is none.
fn item_marker(words: &str) -> usize {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+'] };
    let behind = words.get(digits..).and_then(|rest| rest.strip_prefix(marks));
    match behind {
        Some(rest) if digits < 10 && rest.starts_with([' ', '\t']) => digits + 2,
        _ => 0,
    }
}

/// Whether words begin with a colon that marks no definition. The line below the head of a table
/// may begin with one, too, and has nothing but its own signs.
fn colon_without_space(words: &str) -> bool {
    let of_table = words.chars().all(|c| matches!(c, ':' | '-' | '|' | ' ' | '\t'));
    !of_table && words.strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t']))
}

/// Where TOML ends that stands before a text, between two lines `+++`, and is none of its Markdown.
fn metadata_end(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    let head = text.get(blank..).and_then(|text| text.strip_prefix("+++\n"));
    let toml = head.filter(|head| head.lines().next().is_some_and(|line| line.contains('=')));
    toml.and_then(|toml| toml.find("\n+++"))
        .map_or(0, |end| blank + "+++\n".len() + end + "\n+++".len())
}

/// Whether a line parts blocks of MyST, `+++ {"part": "abstract"}`, of which nothing is to be seen.
fn is_block_break(words: &str) -> bool {
    let behind = words.strip_prefix("+++").map(str::trim_start);
    behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('{') && rest.ends_with('}'))
}

/// Whether a line is nothing but a tag of HTML that asks for Markdown in it, `<div markdown="1">`,
/// which to CommonMark would begin text without any.
fn is_lone_markdown_tag(words: &str) -> bool {
    words.starts_with('<')
        && words.ends_with('>')
        && words.matches('<').count() == 1
        && (words.contains(" markdown=") || words.contains(" markdown>"))
}
