//! Findings of one cause, told once.
//!
//! A fault of a manuscript is seldom alone: whoever brings a text from another program brings the
//! same fault a hundred times. The folding is for people only; other forms keep every place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Sources, Span};

/// So many further places are told in one finding.
const PLACES: usize = 8;

/// So many further pictures are told by name: each is a file that somebody must look for.
const PICTURES: usize = 40;

/// So many causes that differ by a name or number alone are each told by themselves: a slip of the
/// pen has its own suggestion. More of them have a cause that lies deeper.
const FEW: usize = 3;

/// With more causes than these, those of one kind are one: nobody reads a longer list to its end.
const MANY: usize = 12;

/// A finding with all others of its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<'d> {
    /// The first of them, which is told in full.
    pub first: &'d Diagnostic,
    /// The others, in the order of their places.
    pub others: Vec<&'d Diagnostic>,
}

/// Folds findings that are in the order of their places. Those that say the same are one; so are
/// those of a kind at one place, and those that differ by a name or number alone, when there are
/// more than a few; in a long list all of a kind are, and in one that is long still all that other
/// programs would read. Warnings come first, and errors last, nearest to the prompt.
pub fn fold(findings: &[Diagnostic]) -> Vec<Folded<'_>> {
    let alone = findings.iter().map(|first| Folded { first, others: Vec::new() }).collect();
    let at_a_place = joined(alone, |finding| {
        let span = finding.span.filter(|span| !span.range().is_empty());
        span.map(|span| (finding.severity, finding.code, span))
    });
    let alike = joined(at_a_place, |finding| {
        let Diagnostic { severity, code, message, help, .. } = finding;
        Some((*severity, *code, message, help))
    });
    let kind = |finding: &Diagnostic| (finding.severity, finding.code, pattern(&finding.message).0);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for cause in &alike {
        *counts.entry(kind(cause.first)).or_default() += 1;
    }
    let mut folded = joined(alike, |finding| {
        let kind = kind(finding);
        counts.get(&kind).is_some_and(|count| *count > FEW).then_some(kind)
    });
    if folded.len() > MANY {
        folded = joined(folded, |finding| Some((finding.severity, finding.code)));
    }
    if folded.len() > MANY {
        folded = joined(folded, |finding| {
            finding.code.is_of_other_dialects().then_some(finding.severity)
        });
    }
    folded.sort_by_key(|cause| cause.first.severity == Severity::Error);
    folded
}

/// Joins the causes whose first findings have the same key; one without a key stays by itself.
fn joined<'d, K: Ord>(
    causes: Vec<Folded<'d>>,
    key: impl Fn(&'d Diagnostic) -> Option<K>,
) -> Vec<Folded<'d>> {
    let mut known: BTreeMap<K, usize> = BTreeMap::new();
    let mut list: Vec<Folded<'d>> = Vec::new();
    for cause in causes {
        let index = key(cause.first).map(|key| *known.entry(key).or_insert(list.len()));
        match index.and_then(|index| list.get_mut(index)) {
            Some(same) => {
                same.others.push(cause.first);
                same.others.extend(cause.others);
            }
            None => list.push(cause),
        }
    }
    for cause in &mut list {
        cause.others.sort_by_key(|finding| finding.span);
    }
    list
}

/// A message without its names and numbers, and the first name in it, with its marks.
fn pattern(message: &str) -> (String, Option<Range<usize>>) {
    const MARKS: [(char, char); 3] = [('“', '”'), ('`', '`'), ('"', '"')];
    let mut pattern = String::new();
    let mut first = None;
    let mut rest = message;
    while let Some(letter) = rest.chars().next() {
        let at = message.len() - rest.len();
        rest = &rest[letter.len_utf8()..];
        let close = MARKS.iter().find(|(open, _)| *open == letter).map(|(_, close)| *close);
        let quoted = close.and_then(|close| rest.split_once(close));
        if let Some((_, behind)) = quoted {
            rest = behind;
            first = first.or(Some(at..message.len() - rest.len()));
        }
        match letter.is_numeric() {
            true if pattern.ends_with('0') => {}
            true => pattern.push('0'),
            false => pattern.push(letter),
        }
    }
    (pattern, first)
}

impl Folded<'_> {
    /// What else is wrong: at the place of the first finding, and what is said in other words of
    /// other places, each with them.
    pub fn also(&self, sources: &Sources) -> Vec<String> {
        let here = self.others.iter().filter(|other| self.is_here(other));
        let here = here.filter(|other| other.message != self.first.message);
        let mut list: Vec<String> = here.map(|other| other.message.clone()).collect();
        for kind in self.in_other_words() {
            let spans: Vec<Span> =
                [kind.first].into_iter().chain(kind.others).filter_map(|own| own.span).collect();
            let places = Places { sources, named: true };
            let told = places.told(&[("", spans)], kind.first.code);
            // Where the kinds differ, so does what to do.
            let help = kind.first.help.as_ref().filter(|_| kind.first.code != self.first.code);
            let help = help.map_or(String::new(), |help| format!(" ({help})"));
            list.push(format!("{}{help}{told}", kind.first.message));
        }
        list
    }

    /// The others by what is said of them, without those that differ from the first by a name or a
    /// number alone.
    fn in_other_words(&self) -> Vec<Folded<'_>> {
        let elsewhere =
            self.others.iter().filter(|other| !self.is_here(other) && !self.is_like(other));
        let alone = elsewhere.map(|other| Folded { first: other, others: Vec::new() }).collect();
        joined(alone, |finding| Some(pattern(&finding.message).0))
    }

    fn is_like(&self, other: &Diagnostic) -> bool {
        pattern(&other.message).0 == pattern(&self.first.message).0
    }

    /// How many more there are and where, in a line: "and 138 more: lines 12, 40, 55 …". None when
    /// there are no more.
    pub fn more(&self, sources: &Sources) -> Option<String> {
        let others = self.others.iter().copied();
        let others: Vec<&Diagnostic> =
            others.filter(|other| !self.is_here(other) && self.is_like(other)).collect();
        if others.is_empty() {
            return None;
        }
        let mut files: Vec<SourceId> =
            others.iter().filter_map(|other| other.span).map(|span| span.source).collect();
        files.sort();
        files.dedup();
        let name = |id: &SourceId| sources.get(*id).map_or("", |source| source.name());
        let own = self.first.span.map(|span| span.source);
        let in_files = match files.as_slice() {
            [] => String::new(),
            [file] if Some(*file) == own => String::new(),
            [file] => format!(" in {}", name(file)),
            files => format!(" in {} files", files.len()),
        };
        let places = Places { sources, named: files.len() > 1 };
        let told = places.told(&self.by_name(&others), self.first.code);
        Some(format!("and {} more{in_files}{told}", others.len()))
    }

    fn is_here(&self, other: &Diagnostic) -> bool {
        let filled = other.span.is_some_and(|span| !span.range().is_empty());
        filled && other.span == self.first.span
    }

    /// The places of findings by the names that they speak of, when not all speak of the same.
    fn by_name<'o>(&self, others: &[&'o Diagnostic]) -> Vec<(&'o str, Vec<Span>)> {
        let alike = others.iter().all(|other| other.message == self.first.message);
        let mut names: Vec<(&str, Vec<Span>)> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for other in others {
            let name = pattern(&other.message).1.filter(|_| !alike);
            let name = name.and_then(|range| other.message.get(range)).unwrap_or_default();
            let index = *known.entry(name).or_insert(names.len());
            match names.get_mut(index) {
                Some((_, spans)) => spans.extend(other.span),
                None => names.push((name, other.span.into_iter().collect())),
            }
        }
        names
    }
}

/// Tells places by their lines.
struct Places<'s> {
    sources: &'s Sources,
    /// Whether each has the name of its file.
    named: bool,
}

impl Places<'_> {
    /// The places, those of each name behind it, and a sign of omission where there are more.
    fn told(&self, names: &[(&str, Vec<Span>)], code: Code) -> String {
        let most = match code {
            Code::MissingImage => PICTURES,
            _ => PLACES,
        };
        let mut rest = most;
        let mut parts = Vec::new();
        let mut all = true;
        for (name, spans) in names {
            let lines = self.lines(spans);
            if rest == 0 {
                all = false;
                break;
            }
            let shown = lines.len().min(rest);
            all &= shown == lines.len();
            rest -= shown.max(1).min(rest);
            let lines = self.listed(lines.get(..shown).unwrap_or_default());
            parts.push(match (name.is_empty(), lines.is_empty()) {
                (true, _) => lines,
                (false, true) => (*name).to_string(),
                (false, false) => format!("{name} {lines}"),
            });
        }
        parts.retain(|part| !part.is_empty());
        match (parts.is_empty(), all) {
            (true, _) => String::new(),
            (false, true) => format!(": {}", parts.join("; ")),
            (false, false) => format!(": {} …", parts.join("; ")),
        }
    }

    /// The lines of places, each once, with their files.
    fn lines(&self, spans: &[Span]) -> Vec<(SourceId, usize)> {
        let line = |span: &Span| {
            let source = self.sources.get(span.source)?;
            Some((span.source, source.position(span.range().start).line))
        };
        let mut lines: Vec<_> = spans.iter().filter_map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Lines in words: "lines 3, 9"; with files "a.md 3, 9; b.md 4".
    fn listed(&self, lines: &[(SourceId, usize)]) -> String {
        let of_files = lines.chunk_by(|one, other| one.0 == other.0).map(|lines| {
            let numbers: Vec<String> = lines.iter().map(|(_, line)| line.to_string()).collect();
            let numbers = numbers.join(", ");
            let file = lines.first().and_then(|(id, _)| self.sources.get(*id));
            match file.filter(|_| self.named) {
                Some(file) => format!("{} {numbers}", file.name()),
                None if lines.len() == 1 => format!("line {numbers}"),
                None => format!("lines {numbers}"),
            }
        });
        of_files.collect::<Vec<_>>().join("; ")
    }
}

/// All findings by their kinds, in a line: "3 errors, 12 warnings: 2 missing pictures, …". The
/// errors come first, and what there is most of before the rest. Empty when there are none.
pub fn tally(findings: &[Diagnostic]) -> String {
    let count = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    };
    let counts = [Severity::Error, Severity::Warning].into_iter().filter_map(count);
    let mut kinds: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in findings {
        *kinds.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((severity, _), count)| (*severity, std::cmp::Reverse(*count)));
    let kinds = kinds.iter().map(|((_, code), count)| code.counted(*count));
    let (counts, kinds): (Vec<_>, Vec<_>) = (counts.collect(), kinds.collect());
    match kinds.as_slice() {
        [] => String::new(),
        kinds => format!("{}: {}", counts.join(", "), kinds.join(", ")),
    }
}
