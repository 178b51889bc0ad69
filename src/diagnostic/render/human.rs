//! For people: the line itself, with what is wrong under it.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::Diagnostic;
use crate::diagnostic::{Folded, Severity, fold};
use crate::source::{Source, SourceId, Sources, Span};

/// The width that lines are cut to, so that a paragraph written as one long line stays legible.
const WIDTH: usize = 100;

/// The findings, each with its file, line and column, the line itself, the places that belong to
/// it, and what to do, parted by blank lines. Those of one cause are one, and errors come last
/// ([`fold()`]). `color` adds ANSI escapes.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for cause in fold(diagnostics) {
        text.push_str(&renderer.render(&[group(&cause, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(cause: &'a Folded<'a>, sources: &'a Sources) -> Group<'a> {
    let diagnostic = cause.first;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    for excerpt in excerpts(diagnostic) {
        if let Some(source) = sources.get(excerpt.source) {
            group = group.element(excerpt.snippet(source));
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    for message in cause.also(sources) {
        group = group.element(Level::NOTE.message(message));
    }
    if let Some(more) = cause.more(sources) {
        group = group.element(Level::NOTE.message(more));
    }
    group
}

/// The places of a finding that are in one text.
struct Excerpt<'a> {
    source: SourceId,
    marks: Vec<Mark<'a>>,
}

struct Mark<'a> {
    kind: AnnotationKind,
    span: Span,
    label: Option<&'a str>,
}

/// The places of a finding, text by text, that of the finding itself first.
fn excerpts(diagnostic: &Diagnostic) -> Vec<Excerpt<'_>> {
    let primary = diagnostic.span.map(|span| Mark {
        kind: AnnotationKind::Primary,
        span,
        label: diagnostic.label.as_deref(),
    });
    let related = diagnostic.related.iter().map(|(span, label)| Mark {
        kind: AnnotationKind::Context,
        span: *span,
        label: Some(label),
    });
    let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
    for mark in primary.into_iter().chain(related) {
        match excerpts.iter_mut().find(|excerpt| excerpt.source == mark.span.source) {
            Some(excerpt) => excerpt.marks.push(mark),
            None => excerpts.push(Excerpt { source: mark.span.source, marks: vec![mark] }),
        }
    }
    excerpts
}

impl<'a> Excerpt<'a> {
    /// The lines from the first of the places to the last.
    fn snippet(self, source: &'a Source) -> Snippet<'a, Annotation<'a>> {
        let ranges: Vec<Range<usize>> =
            self.marks.iter().map(|mark| first_line_of(mark.span, source)).collect();
        let start = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let end = ranges.iter().map(|range| range.end).max().unwrap_or(0);
        let lines = lines_around(source.text(), start..end);
        let annotations = self.marks.into_iter().zip(ranges).map(|(mark, range)| {
            let range = range.start - lines.start..range.end - lines.start;
            mark.kind.span(range).label(mark.label)
        });
        Snippet::source(source.text().get(lines.clone()).unwrap_or_default())
            .path(source.name())
            .line_start(source.position(lines.start).line)
            .annotations(annotations)
    }
}

/// The part of a span that is on its first line: enough to find the place, and a paragraph is not
/// shown twice.
fn first_line_of(span: Span, source: &Source) -> Range<usize> {
    let text = source.text();
    let floor = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = floor(span.range().start);
    let end = floor(span.range().end).max(start);
    let line_end = lines_around(text, start..start).end;
    start..end.min(line_end).max(start)
}

/// The whole lines that `range` touches, without the last one's line break.
fn lines_around(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = after.find('\n').map_or(after, |at| &after[..at]);
    start..range.end + rest.strip_suffix('\r').unwrap_or(rest).len()
}
