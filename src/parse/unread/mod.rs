//! What is not read is named.
//!
//! Other dialects of Markdown write citations, mathematics, templates and much else in ways that
//! this program does not read, and prints as they stand. An editor would find them on the page, or
//! not at all. So the finished blocks of a file are looked through for them: what remained text
//! and has the shape of such a construct is a finding, one for each place, all of a kind in the
//! same words.
//!
//! The tree is asked, never the events: what is read in the end is not suspected, whoever reads
//! it. Code is not suspected at all, nor what the author protected with a backslash, nor where a
//! link leads to.
//!
//! - `printed`, with `spelling`: what a leaf prints, and where each of its words is written;
//! - `citations`, `commands`, `drafts`, `marks`, `mathematics`, `templates`: shapes within a leaf;
//! - `lines`, `drawn`: shapes of whole lines, which the tree may have taken for something else;
//! - `fenced`: code of which a program would have made something;
//! - `kind`: what is said of each.

mod citations;
mod commands;
mod drafts;
mod drawn;
mod fenced;
mod kind;
mod lines;
mod marks;
mod mathematics;
mod printed;
mod spelling;
mod templates;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::kind::Kind;
use self::lines::Line;
use self::printed::Printed;
use super::reader::Findings;
use crate::document::visit::{self, Visit};
use crate::document::{Block, BlockKind, Inline, InlineKind, Leaf};
use crate::language::Language;
use crate::source::{SourceId, Span};

/// So far behind its opening the end of a construct is looked for in the source.
const LONGEST: usize = 20_000;

/// A construct among the words that a leaf prints.
struct Found {
    kind: Kind,
    /// Where it stands in those words.
    range: Range<usize>,
    /// What stands at its end, when that is not in the same leaf.
    close: Option<String>,
    /// What is said beside its place.
    label: Option<String>,
    /// Whether it is one whatever else the file holds: some are so only beside others of their kind.
    certain: bool,
}

impl Found {
    fn new(kind: Kind, range: Range<usize>) -> Found {
        Found { kind, range, close: None, label: None, certain: true }
    }

    fn labelled(self, label: impl Into<String>) -> Found {
        Found { label: Some(label.into()), ..self }
    }
}

/// A construct at its place in the source.
struct Named {
    kind: Kind,
    range: Range<usize>,
    label: Option<String>,
    related: Vec<(Range<usize>, &'static str)>,
}

impl Named {
    fn new(kind: Kind, range: Range<usize>) -> Named {
        Named { kind, range, label: None, related: Vec::new() }
    }
}

/// Names what is not read in a chapter. Its notes are among the findings. A table drawn with dashes
/// becomes code: so it is printed as it is drawn.
pub fn in_chapter(
    source: SourceId,
    text: &str,
    blocks: &mut Vec<Block>,
    language: &Language,
    findings: &mut Findings,
) {
    let mut search = Search::new(text, language, lines::of(text));
    visit::walk_blocks(&mut search, &*blocks);
    for note in &findings.notes {
        visit::walk_blocks(&mut search, &note.blocks);
    }
    let mut named = search.decide();
    let Search { lines, mut code, leaves, .. } = search;
    if !lines.is_empty() {
        code.sort_by_key(|range| range.start);
        lines::conflicts(&lines, &code, &mut named);
        drawn::tables(text, &lines, &code, &leaves, &mut named);
        let tables = named.iter().filter(|one| one.kind == Kind::Table);
        drawn::set_as_drawn(source, text, tables.map(|one| one.range.clone()), blocks);
    }
    report(source, named, findings);
}

/// Names what is not read in a Markdown value, which lies somewhere in this text.
pub fn in_value(
    source: SourceId,
    text: &str,
    blocks: &[Block],
    language: &Language,
    findings: &mut Findings,
) {
    let mut search = Search::new(text, language, Vec::new());
    visit::walk_blocks(&mut search, blocks);
    let named = search.decide();
    report(source, named, findings);
}

/// Reports what was named, but for what lies within another construct or has its finding already.
fn report(source: SourceId, mut named: Vec<Named>, findings: &mut Findings) {
    if named.is_empty() {
        return;
    }
    named.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
    let spans = findings.diagnostics.iter().filter_map(|finding| finding.span);
    let mut told: Vec<Span> = spans.filter(|span| span.source == source).collect();
    told.sort();
    let mut told = told.into_iter().peekable();
    // Where the last construct ends, and the last of the findings that begin before this one's end.
    let (mut end, mut told_end) = (0, 0);
    for one in named {
        let span = Span::new(source, one.range.clone());
        if one.range.start < end {
            continue;
        }
        while let Some(other) = told.next_if(|other| other.start < span.end) {
            told_end = told_end.max(other.end);
        }
        let is_lost =
            matches!(one.kind, Kind::Table | Kind::Conflict | Kind::Include | Kind::Picture);
        if span.start < told_end && !is_lost {
            continue;
        }
        end = one.range.end;
        let mut finding = one.kind.finding().at(span);
        finding.label = one.label;
        for (range, label) in one.related {
            finding = finding.related(Span::new(source, range), label);
        }
        findings.diagnostics.push(finding);
    }
}

/// Whether a place lies in one of these ranges, which are in order and do not overlap.
fn in_any(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.start <= at)
}

/// A walk through the blocks of a file.
struct Search<'a> {
    text: &'a str,
    language: &'a Language,
    /// What is named if the file has others of its kind.
    uncertain: Vec<Named>,
    /// Whether brackets have a backslash before them somewhere: no character of what is printed
    /// tells that.
    brackets: bool,
    /// Lines with the shape of a construct.
    lines: Vec<Line>,
    /// Where code stands.
    code: Vec<Range<usize>>,
    /// Where leaves stand, if there are lines to be held against them.
    leaves: Vec<Range<usize>>,
    named: Vec<Named>,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, language: &'a Language, lines: Vec<Line>) -> Search<'a> {
        let (uncertain, code, leaves, named) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let brackets = text.contains("\\(") || text.contains("\\[");
        Search { text, language, uncertain, brackets, lines, code, leaves, named }
    }

    fn look_through(&mut self, leaf: &Leaf) {
        let printed = Printed::of(leaf, self.text);
        let found = [
            citations::find(&printed),
            mathematics::find(&printed),
            commands::find(&printed),
            templates::find(&printed),
            marks::find(&printed),
            drafts::find(&printed, self.language),
        ];
        for one in found.into_iter().flatten() {
            let Some(mut range) = printed.place(one.range) else { continue };
            if let Some(close) = one.close {
                let rest = self.text.get(range.end..).unwrap_or_default();
                let rest = printed::start_of(rest, LONGEST);
                match rest.find(&close) {
                    Some(at) => range.end += at + close.len(),
                    // Two signs of money open nothing.
                    None if one.kind == Kind::Mathematics => continue,
                    None => {}
                }
            }
            let named = Named { label: one.label, ..Named::new(one.kind, range) };
            if one.certain { self.named.push(named) } else { self.uncertain.push(named) }
        }
    }

    /// All that was named, with what is uncertain of the kinds that the file has beyond doubt.
    fn decide(&mut self) -> Vec<Named> {
        let mut named = std::mem::take(&mut self.named);
        if self.uncertain.is_empty() {
            return named;
        }
        let is_proof = |one: &Named| match one.kind {
            Kind::Citation => {
                self.text.get(one.range.clone()).is_some_and(|written| written.starts_with('['))
            }
            kind => kind == Kind::Mathematics,
        };
        let has = |kind: Kind| named.iter().any(|one| one.kind == kind && is_proof(one));
        let (cites, calculates) =
            (has(Kind::Citation) || citations::are_in(self.text), has(Kind::Mathematics));
        let more = self.uncertain.drain(..).filter(|one| match one.kind {
            Kind::Citation => cites,
            _ => calculates,
        });
        named.extend(more);
        named
    }

    fn has_brackets(&self, leaf: &Leaf) -> bool {
        let written = self.text.get(leaf.span.range()).unwrap_or_default();
        written.contains("\\(") || written.contains("\\[")
    }

    /// The lines within a leaf that are printed as they stand.
    fn look_at_lines(&mut self, leaf: &Leaf) {
        let around = leaf.span.range();
        let first = self.lines.partition_point(|line| line.range.start < around.start);
        let within = self.lines.iter().skip(first);
        for line in within.take_while(|line| line.range.start < around.end) {
            if let Some(kind) = line.kind().filter(|_| line.is_printed(&leaf.inlines)) {
                let end = if kind == Kind::Table { around.end } else { line.range.end };
                let range = line.range.start..end.max(line.range.start);
                let label = line.label(self.text);
                self.named.push(Named { label, ..Named::new(kind, range) });
            }
        }
    }
}

impl<'a> Visit<'a> for Search<'_> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Code { .. } => {
                let range = block.span.range();
                let code = self.text.get(range.clone()).unwrap_or_default();
                let fence = code.lines().next().unwrap_or_default();
                if let Some(kind) = fenced::kind_of(fence) {
                    self.named.push(Named::new(kind, range.start..range.start + fence.len()));
                } else if fenced::brings_in(code) {
                    self.named.push(Named::new(Kind::Include, range.clone()));
                }
                self.code.push(range);
            }
            _ => visit::walk_block(self, block),
        }
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        if !self.lines.is_empty() {
            self.leaves.push(leaf.span.range());
            self.look_at_lines(leaf);
        }
        if is_suspect(&leaf.inlines) || self.brackets && self.has_brackets(leaf) {
            self.look_through(leaf);
        }
    }
}

/// Whether any words have a character, or a pair of them, with which a construct begins.
fn is_suspect(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text(words) => has_sign(words.as_bytes()),
        kind => is_suspect(kind.inside()),
    })
}

/// What a byte may begin: nothing, a construct, or one if the next byte is fit for it.
const SIGNS: [u8; 256] = signs();

const fn signs() -> [u8; 256] {
    let mut table = [0; 256];
    let (alone, paired) = (b"$@\\{", b"[:=+%TFX");
    let mut at = 0;
    while at < alone.len() {
        table[alone[at] as usize] = 1;
        at += 1;
    }
    at = 0;
    while at < paired.len() {
        table[paired[at] as usize] = 2;
        at += 1;
    }
    table
}

fn has_sign(words: &[u8]) -> bool {
    words.iter().enumerate().any(|(at, byte)| match SIGNS[usize::from(*byte)] {
        0 => false,
        1 => true,
        _ => words.get(at + 1).is_some_and(|next| is_pair(*byte, *next)),
    })
}

fn is_pair(first: u8, next: u8) -> bool {
    match first {
        b'[' => matches!(next, b'[' | b'^' | b'!' | b'T' | b't' | b'X' | b'('),
        b':' => next.is_ascii_lowercase() || next.is_ascii_digit() || matches!(next, b'+' | b'-'),
        b'T' => matches!(next, b'O' | b'K'),
        b'F' => next == b'I',
        _ => first == next,
    }
}
