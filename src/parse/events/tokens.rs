//! Pieces of HTML as tokens, each with its place in the text.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token as Raw, Tokenizer};

/// A token of HTML.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A tag that opens an element, or is one by itself.
    Open(Tag),
    /// A tag that closes one, by its name.
    Close(String, Range<usize>),
    /// Words, references to characters resolved.
    Words(String, Range<usize>),
}

/// A tag that opens an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// The names and the values of its attributes.
    pub attributes: Vec<(String, String)>,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(own, _)| own == name)?;
        Some(value)
    }
}

/// HTML as it was read: a text put together from the lines of a block, which may have the marks of
/// quotations and lists between them.
#[derive(Debug, Default)]
pub struct Html {
    text: String,
    /// For each part its start here and in the source.
    parts: Vec<(usize, usize)>,
    end: usize,
}

impl Html {
    /// Adds a line, or a single tag.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        self.parts.push((self.text.len(), range.start));
        self.text.push_str(text);
        self.end = range.end;
    }

    /// The tokens in order. Comments, instructions and declarations are none.
    pub fn tokens(&self) -> Vec<Token> {
        let mut emitter = DefaultEmitter::new_with_span();
        // What scripts and styles hold is no markup.
        emitter.naively_switch_states(true);
        let mut tokens = Vec::new();
        for raw in Tokenizer::new_with_emitter(self.text.as_str(), emitter) {
            let Ok(raw) = raw;
            match raw {
                Raw::StartTag(tag) => tokens.push(Token::Open(self.tag(&tag))),
                Raw::EndTag(tag) => {
                    tokens.push(Token::Close(text_of(&tag.name), self.place(&tag.span)));
                }
                Raw::String(words) => self.words(words.span.start..words.span.end, &mut tokens),
                Raw::Comment(_) | Raw::Doctype(_) | Raw::Error(_) => {}
            }
        }
        tokens
    }

    fn tag(&self, tag: &StartTag<usize>) -> Tag {
        let attributes = tag.attributes.iter();
        let attributes = attributes.map(|(name, value)| (text_of(name), text_of(value)));
        let attributes = attributes.collect();
        Tag { name: text_of(&tag.name), attributes, range: self.place(&tag.span) }
    }

    fn place(&self, span: &html5gum::Span) -> Range<usize> {
        let start = self.source(span.start);
        start..self.source(span.end).max(start)
    }

    /// The byte of the source at which this byte stands.
    fn source(&self, at: usize) -> usize {
        let index = self.parts.partition_point(|(start, _)| *start <= at);
        let part = index.checked_sub(1).and_then(|index| self.parts.get(index));
        part.map_or(at, |(start, source)| source + (at - start)).min(self.end)
    }

    /// Words line by line, references to characters by themselves: what lies between is as the
    /// source has it.
    fn words(&self, range: Range<usize>, tokens: &mut Vec<Token>) {
        let mut at = range.start;
        let whole = self.text.get(range).unwrap_or_default();
        for line in whole.split_inclusive('\n') {
            for part in parts(line) {
                let range = self.source(at)..self.source(at + part.len());
                at += part.len();
                let words = if part.starts_with('&') { resolved(part) } else { part.to_string() };
                tokens.push(Token::Words(words, range));
            }
        }
    }
}

/// A line cut at references to characters.
fn parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let name = from.get(1..).and_then(|name| name.find(|c| !fits(c)));
        let end = match name {
            Some(end) if from.get(end + 1..).is_some_and(|rest| rest.starts_with(';')) => end + 2,
            _ => 1,
        };
        let (reference, after) = from.split_at(end);
        parts.extend([before, reference]);
        rest = after;
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The character that a reference stands for.
fn resolved(reference: &str) -> String {
    let mut words = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Raw::String(text) = token {
            words.push_str(&String::from_utf8_lossy(&text));
        }
    }
    words
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_places() {
        let mut html = Html::default();
        html.push("<p id=a>one &amp; two\n", 10..32);
        html.push("more</p>\n", 34..43);
        let tokens = html.tokens();
        let words = |words: &str, range| Token::Words(words.to_string(), range);
        let Some(Token::Open(tag)) = tokens.first() else { panic!("{tokens:?}") };
        assert_eq!(
            (tag.name.as_str(), tag.value("id"), tag.range.clone()),
            ("p", Some("a"), 10..18)
        );
        assert_eq!(tokens[1], words("one ", 18..22));
        assert_eq!(tokens[2], words("&", 22..27));
        assert_eq!(tokens[3], words(" two\n", 27..34));
        assert_eq!(tokens[4], words("more", 34..38));
        assert_eq!(tokens[5], Token::Close("p".to_string(), 38..42));
    }
}
