//! Tables that Pandoc draws with rows of dashes. CommonMark takes the rows for changes of scene
//! and for the underlines of headings.

use std::ops::Range;

use super::kind::Kind;
use super::lines::Line;
use super::{Named, in_any};
use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Leaf, NodeId};
use crate::source::{SourceId, Span};

/// So many lines of a table are looked at for its end.
const MOST_LINES: usize = 500;

/// Names the tables of a text that are drawn with rows of dashes in groups: each has its heads
/// above such a row or its first row below it, and words stand clear of the gaps.
pub fn tables(
    text: &str,
    lines: &[Line],
    code: &[Range<usize>],
    leaves: &[Range<usize>],
    named: &mut Vec<Named>,
) {
    let mut end = 0;
    for line in lines.iter().filter(|line| line.has_columns()) {
        let at = line.range.start;
        if at < end || in_any(code, at) {
            continue;
        }
        let Some(table) = table_around(text, &line.range) else { continue };
        // Rows that stand far in are code to CommonMark. In a comment there is neither.
        let is_within = |range: &Range<usize>| range.start < table.end && table.start < range.end;
        if leaves.iter().chain(code).any(is_within) {
            end = table.end;
            named.push(Named::new(Kind::Table, table));
        }
    }
}

/// Puts code in the stead of what such tables were taken for: so they are printed as they are
/// drawn, column below column, and no row of theirs is a heading.
pub fn set_as_drawn(
    source: SourceId,
    text: &str,
    tables: impl Iterator<Item = Range<usize>>,
    blocks: &mut Vec<Block>,
) {
    for table in tables {
        let first = blocks.partition_point(|block| block.span.range().end <= table.start);
        let rest = blocks.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|block| block.span.range().start < table.end).count();
        let is_part = |block: &Block| {
            let range = block.span.range();
            table.start <= range.start && range.end <= table.end
        };
        if count > 0 && rest.iter().take(count).all(is_part) {
            blocks.splice(first..first + count, [as_code(source, text, table)]);
        }
    }
}

fn as_code(source: SourceId, text: &str, range: Range<usize>) -> Block {
    let id = NodeId { source, index: 0 };
    let indent = text
        .get(..range.start)
        .map_or(0, |before| before.len() - before.trim_end_matches([' ', '\t']).len());
    let (mut start, span) = (range.start - indent, Span::new(source, range.clone()));
    let mut inlines = Vec::new();
    for line in text.get(start..range.end).unwrap_or_default().split_inclusive('\n') {
        let own = Span::new(source, start.max(range.start)..start + line.trim_end().len());
        let words = line.replace("\r\n", "\n");
        inlines.push(Inline { id, span: own, kind: InlineKind::Text(words) });
        start += line.len();
    }
    let text = Leaf { id, span, inlines };
    let kind = BlockKind::Code { language: None, text };
    Block { id, span, attributes: Attributes::default(), kind }
}

/// The table that a row of dashes belongs to, if it does.
fn table_around(text: &str, row: &Range<usize>) -> Option<Range<usize>> {
    let start = text.get(..row.start)?.rfind('\n').map_or(0, |at| at + 1);
    let dashes = text.get(start..row.end)?;
    let gaps = gaps_of(dashes);
    let heads = lines_before(text, start);
    let is_head = |line: &&str| is_clear(line, &gaps) && !line.trim().is_empty();
    let head = heads.clone().take_while(is_head).take_while(|line| !is_rule(line));
    let mut begin = start - head.map(|line| line.len() + 1).sum::<usize>();
    let above = lines_before(text, begin).next().filter(|line| is_rule(line));
    begin -= above.map_or(0, |line| line.len() + 1);
    let below = text.get(row.end..)?.split_once('\n').map_or("", |(_, below)| below);
    let first = below.lines().next().unwrap_or_default();
    let has_rows = !first.trim().is_empty() && is_clear(first, &gaps) && !is_rule(first);
    if !has_rows {
        return None;
    }
    // With a rule above it may have blank lines, and ends with a rule; without heads, with a row
    // of the same groups.
    let is_end = |line: &str| match above {
        Some(_) => is_rule(line),
        None => is_rule(line) && gaps_of(line) == gaps,
    };
    let closed = above.is_some() || begin == start;
    let length = match closed.then(|| length_to(below, is_end)).flatten() {
        Some(length) => length,
        None if begin == start => return None,
        None => length_to_blank(below),
    };
    Some(begin..text.len() - below.len() + length)
}

/// The lines before a place, from the nearest up.
fn lines_before(text: &str, at: usize) -> impl Iterator<Item = &str> + Clone {
    let before = text.get(..at).unwrap_or_default();
    before.strip_suffix('\n').unwrap_or(before).rsplit('\n').filter(move |_| at > 0).take(20)
}

/// The columns, counted in characters, that part the groups of a row.
fn gaps_of(row: &str) -> Vec<usize> {
    let row = row.trim_end();
    let first = row.find('-').unwrap_or_default();
    row.char_indices().filter(|(at, c)| *at > first && *c != '-').map(|(at, _)| at).collect()
}

/// Whether a line has spaces where the groups are parted.
fn is_clear(line: &str, gaps: &[usize]) -> bool {
    let signs: Vec<char> = line.trim_end().chars().collect();
    gaps.iter().all(|at| signs.get(*at).is_none_or(|c| *c == ' '))
}

/// Whether a line is dashes from end to end.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && line.bytes().all(|byte| byte == b'-' || byte == b' ')
}

/// How far it is to the end of the line that ends a table.
fn length_to(text: &str, is_end: impl Fn(&str) -> bool) -> Option<usize> {
    let mut length = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let bare = line.trim_end();
        if is_end(bare) {
            return Some(length + bare.len());
        }
        length += line.len();
    }
    None
}

fn length_to_blank(text: &str) -> usize {
    let lines = text.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
    lines.map(str::len).sum()
}
