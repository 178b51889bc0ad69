//! Addresses and wiki links that stand bare in the text.
//!
//! Their characters are no marks: an underline, a star or two hyphens in an address are part of
//! it. So where one begins, all events up to its end are taken, whatever Markdown made of them.
//! What begins and ends an address is after GitHub's specification, section 6.9; quotation marks
//! and closing brackets at its end belong to the sentence, too.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::events::Event;
use super::pieces::{Piece, PieceKind};
use super::reader::Reader;

/// What ends the sentence rather than the address at whose end it stands.
const SENTENCE: &[char] = &[
    '?', '!', '.', ',', ':', ';', '*', '_', '~', '"', '\'', '“', '”', '‘', '’', '»', '«', ']', '}',
    '…', '–', '—',
];

/// Something that stands bare in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Where it stands.
    pub range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An address with its scheme.
    Web,
    /// One that begins with `www.`.
    Www,
    Mail,
    /// `[[Chapter]]`.
    Wiki,
    /// `![[picture.png]]`.
    Embedded,
}

impl Reader<'_> {
    /// The first literal that begins in these bytes. It may end behind them.
    pub fn literal(&self, range: Range<usize>) -> Option<Literal> {
        if self.linked {
            return None;
        }
        let text = self.text;
        let own = text.get(range.clone())?;
        let bytes = own.as_bytes();
        if !bytes.iter().any(|byte| matches!(byte, b'@' | b':' | b'w' | b'W' | b'[')) {
            return None;
        }
        bytes.iter().enumerate().find_map(|(at, byte)| {
            let at = range.start + at;
            match byte {
                b'h' | b'H' | b'f' | b'F' => address(text, at, range.start),
                b'w' | b'W' => www(text, at, range.start),
                b'@' => mail(text, at, range.start),
                b'[' => wiki(text, at, range.start),
                _ => None,
            }
        })
    }

    /// Takes a literal that begins in words which end at `words_end`, with all events that it
    /// reaches over. What is left of the words that were taken last.
    pub fn take_literal(
        &mut self,
        literal: Literal,
        words_end: usize,
        list: &mut Vec<Piece>,
    ) -> Range<usize> {
        let Literal { range, kind } = literal;
        let read = |hole: &Range<usize>| hole.start < range.end && hole.end > range.start;
        let crosses = self.holes.iter().any(read);
        let reached = if crosses { words_end } else { self.reach(words_end, range.end) };
        let end = range.end.min(reached);
        let range = range.start..end;
        let own = self.text.get(range.clone()).unwrap_or_default();
        match kind {
            Kind::Wiki | Kind::Embedded => self.wiki_link(kind, range, list),
            _ => {
                let words = unescaped(own);
                let kind_of_link = match kind {
                    Kind::Mail => LinkType::Email,
                    _ => LinkType::Autolink,
                };
                let url = match kind {
                    Kind::Www => format!("https://{words}"),
                    _ => words.clone(),
                };
                let inside = vec![Piece { range: range.clone(), kind: PieceKind::Words(words) }];
                let link = (kind_of_link, CowStr::from(url), CowStr::Borrowed(""));
                self.link(link, inside, range, list);
            }
        }
        end..reached
    }

    /// Takes the events up to `end`, as far as they are whole; how far that was.
    fn reach(&mut self, taken: usize, end: usize) -> usize {
        let mut open = 0_usize;
        let mut count = 0;
        let mut whole = (0, taken);
        for (event, range) in self.coming() {
            if whole.1 >= end {
                break;
            }
            match event {
                Event::Start(tag) if tag.is_mark() => open += 1,
                Event::End(_) if open > 0 => open -= 1,
                Event::Text(_) | Event::FootnoteReference(_) | Event::Code(_) => {}
                _ => break,
            }
            count += 1;
            if open == 0 {
                whole = (count, range.end);
            }
        }
        for _ in 0..whole.0 {
            self.take();
        }
        whole.1
    }

    fn wiki_link(&mut self, kind: Kind, range: Range<usize>, list: &mut Vec<Piece>) {
        let own = self.text.get(range.clone()).unwrap_or_default();
        let inside = own.trim_start_matches('!').trim_start_matches('[').trim_end_matches(']');
        let (target, words) = match inside.replace("\\|", "|").split_once('|') {
            Some((target, words)) => (target.trim().to_string(), words.trim().to_string()),
            None => (inside.trim().to_string(), String::new()),
        };
        let at = range.clone();
        let piece =
            |words: String| vec![Piece { range: at.clone(), kind: PieceKind::Literal(words) }];
        if kind == Kind::Embedded {
            // Obsidian's words behind the bar are the width of the picture in pixels.
            let alt =
                if words.chars().all(|c| c.is_ascii_digit() || c == 'x') { "" } else { &words };
            let path = CowStr::from(format!("/[[{target}]]"));
            let link = (LinkType::Reference, path, CowStr::Borrowed(""));
            let alt = piece(alt.to_string());
            return self.picture(link, alt, range, list.is_empty(), list);
        }
        let shown = if words.is_empty() { shown_target(&target) } else { words };
        let target = self.wiki_target(&target);
        let link = (LinkType::Reference, CowStr::from(target), CowStr::Borrowed(""));
        self.link(link, piece(shown), range, list);
    }
}

impl Reader<'_> {
    /// The address that a wiki link stands for: a chapter by its name, in whatever folder it is; of
    /// the headings that lead to a place the last.
    fn wiki_target(&self, target: &str) -> String {
        let (name, headings) = target.split_once('#').unwrap_or((target, ""));
        let heading = headings.rsplit('#').next().unwrap_or(headings).trim_start_matches('^');
        let id = if heading.is_empty() { String::new() } else { id_of_heading(heading) };
        let id = if id.is_empty() { id } else { format!("#{id}") };
        let name = name.trim();
        if name.is_empty() {
            return id;
        }
        let names = &self.settings.names;
        match names.find(name, self.file).or_else(|| names.anywhere(name)) {
            Some(file) => format!("/{}{id}", encoded(file)),
            None => format!("{}{id}", encoded(name)),
        }
    }
}

/// What a wiki link without words of its own shows: the heading behind the chapter, as Obsidian
/// has it.
fn shown_target(target: &str) -> String {
    target.trim_start_matches('#').replace("#^", " ").replace('#', " > ")
}

/// The id that a heading has by its words, as GitHub makes it.
fn id_of_heading(words: &str) -> String {
    let fits = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let id: String = words.trim().to_lowercase().chars().filter(fits).collect();
    id.replace(' ', "-")
}

/// A path in which nothing is a sign of an address.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

/// Whether something may begin at this byte: at the start, behind white space or a mark.
fn may_begin(text: &str, at: usize, from: usize) -> bool {
    if at == 0 {
        return true;
    }
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let apart = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | '*' | '_' | '~' | '"' | '\'' | '“' | '«' | '„' | '>' | '[' | '|')
            || ('\u{2e80}'..='\u{9fff}').contains(&c)
            || matches!(c, '（' | '「' | '，' | '、' | '：' | '—' | '–' | ':')
    };
    at >= from && before.is_none_or(apart)
}

fn address(text: &str, at: usize, from: usize) -> Option<Literal> {
    let rest = text.get(at..)?;
    let scheme = ["https://", "http://", "ftp://"].into_iter().find(|scheme| {
        rest.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme))
    })?;
    if !may_begin(text, at, from) {
        return None;
    }
    let host = rest.get(scheme.len()..)?;
    let end = extent(rest);
    let domain = domain_length(host);
    let known = domain > 0 && end > scheme.len();
    known.then_some(Literal { range: at..at + end, kind: Kind::Web })
}

fn www(text: &str, at: usize, from: usize) -> Option<Literal> {
    let rest = text.get(at..)?;
    let begins = rest.get(..4).is_some_and(|own| own.eq_ignore_ascii_case("www."));
    if !begins || !may_begin(text, at, from) {
        return None;
    }
    let domain = rest.get(..domain_length(rest))?;
    let end = extent(rest);
    let known = domain.trim_end_matches('.').matches('.').count() >= 2 && end > 4;
    known.then_some(Literal { range: at..at + end, kind: Kind::Www })
}

fn mail(text: &str, at: usize, from: usize) -> Option<Literal> {
    let before = text.get(from..at)?;
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let name = before.len() - before.trim_end_matches(local).len();
    let start = at - name;
    let start = start + name - text.get(start..at)?.trim_start_matches(['.', '-', '_']).len();
    if start == at || !may_begin(text, start, from) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let domain = rest.get(..rest.find(|c| !fits(c)).unwrap_or(rest.len()))?;
    let domain = domain.trim_end_matches(['.', '-', '_']);
    let labels = domain.split('.').count();
    let last = domain.rsplit('.').next().unwrap_or_default();
    let known = labels > 1
        && domain.split('.').all(|label| !label.is_empty())
        && last.len() > 1
        && last.chars().all(|c| c.is_ascii_alphabetic());
    known.then_some(Literal { range: start..at + 1 + domain.len(), kind: Kind::Mail })
}

fn wiki(text: &str, at: usize, from: usize) -> Option<Literal> {
    let rest = text.get(at..)?.strip_prefix("[[")?;
    let line = rest.lines().next()?;
    let end = line.find("]]")?;
    let inside = line.get(..end)?;
    let target = inside.trim();
    let is_name = !target.is_empty()
        && !target.contains(['[', ']', '{', '<', '`'])
        && !target.starts_with(['^', '@', '!', '_']);
    // `[[1]](address)` is a link whose words stand in brackets, `[[1]][a]` another.
    let after = line.get(end + 2..)?;
    let begins_line = text.get(..at)?.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
    let linked = after.starts_with(['(', '[']) || begins_line && after.starts_with(':');
    // `a[[1]]` is code that was not marked as such.
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let apart = before.is_none_or(|c| !c.is_alphanumeric());
    if !is_name || linked || !apart || target.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let embedded = at > from && text.get(..at)?.ends_with('!');
    let (start, kind) = if embedded { (at - 1, Kind::Embedded) } else { (at, Kind::Wiki) };
    Some(Literal { range: start..at + 2 + end + 2, kind })
}

/// The length of the host at the start of a text.
fn domain_length(text: &str) -> usize {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | ':' | '[');
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// The length of an address that begins a text.
fn extent(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | '`' | '|')
            || ('\u{3000}'..='\u{303f}').contains(&c)
            || ('\u{ff00}'..='\u{ffef}').contains(&c)
    };
    let mut end = text.find(ends).unwrap_or(text.len());
    loop {
        let own = text.get(..end).unwrap_or_default();
        let Some(last) = own.chars().next_back() else { return end };
        let closes = last == ')' && own.matches(')').count() > own.matches('(').count();
        if !closes && !SENTENCE.contains(&last) {
            return end;
        }
        end -= last.len_utf8();
    }
}

/// An address without the backslashes and the references that protect its characters.
fn unescaped(own: &str) -> String {
    let mut words = String::with_capacity(own.len());
    let mut rest = own.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            _ => words.push(c),
        }
    }
    words.replace("&amp;", "&")
}
