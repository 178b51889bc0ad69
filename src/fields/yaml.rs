//! YAML: the events of a parser to a tree.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{DEEPEST, Fault, Field, Kind, Value, place_of};

/// The value of a text of YAML: its first document.
pub fn yaml(text: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text, bytes: byte_offsets(text), parser: Parser::new_from_str(text) };
    loop {
        match reader.next()? {
            Some((Event::StreamStart | Event::DocumentStart(_), _)) => {}
            Some((event, range)) => return reader.value(event, range, 0),
            None => return Ok(Value { range: 0..0, kind: Kind::Nothing }),
        }
    }
}

/// What stands in a text line by line: a key, a colon and words. So people write YAML, and so what
/// they mean is clear where it is none: `title: Water: a report`.
pub fn lines(text: &str) -> Value {
    let mut fields = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((key, words)) =
            line.split_once(": ").filter(|_| !line.starts_with([' ', '#', '-']))
        {
            let words = words.trim().trim_matches(['"', '\'']);
            let after = start + key.len();
            let range = place_of(text, after..start + line.len(), words);
            let value = Value { range, kind: Kind::Words(words.to_string()) };
            fields.push(Field { key: key.trim().to_string(), range: start..after, value });
        }
        start += line.len();
    }
    Value { range: 0..text.len(), kind: Kind::Table(fields) }
}

/// The byte at which each character begins, and that behind the last: the parser counts
/// characters.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

struct Reader<'t> {
    text: &'t str,
    bytes: Vec<usize>,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Range<usize>)>, Fault> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.range(span)))),
            Some(Err(error)) => Err(self.fault(&error)),
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.text.len())
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn fault(&self, error: &ScanError) -> Fault {
        Fault { at: self.byte(error.marker().index()), message: error.info().to_string() }
    }

    /// The value that begins with this event.
    fn value(
        &mut self,
        event: Event<'t>,
        range: Range<usize>,
        depth: usize,
    ) -> Result<Value, Fault> {
        if depth > DEEPEST {
            let message = "values lie too deep in one another".to_string();
            return Err(Fault { at: range.start, message });
        }
        match event {
            Event::Scalar(words, style, _, _) => Ok(self.scalar(&words, style, range)),
            Event::SequenceStart(..) => self.list(range, depth),
            Event::MappingStart(..) => self.table(range, depth),
            _ => Ok(Value { range, kind: Kind::Nothing }),
        }
    }

    fn scalar(&self, words: &str, style: ScalarStyle, range: Range<usize>) -> Value {
        let nothing = matches!(words, "" | "~" | "null" | "Null" | "NULL");
        if nothing && style == ScalarStyle::Plain {
            return Value { range, kind: Kind::Nothing };
        }
        let range = place_of(self.text, range, words);
        Value { range, kind: Kind::Words(words.to_string()) }
    }

    fn list(&mut self, range: Range<usize>, depth: usize) -> Result<Value, Fault> {
        let mut values = Vec::new();
        while let Some((event, own)) = self.next()? {
            if event == Event::SequenceEnd {
                return Ok(Value { range: range.start..own.end, kind: Kind::List(values) });
            }
            values.push(self.value(event, own, depth + 1)?);
        }
        Ok(Value { range, kind: Kind::List(values) })
    }

    fn table(&mut self, range: Range<usize>, depth: usize) -> Result<Value, Fault> {
        let mut fields = Vec::new();
        while let Some((event, own)) = self.next()? {
            if event == Event::MappingEnd {
                return Ok(Value { range: range.start..own.end, kind: Kind::Table(fields) });
            }
            let key = self.value(event, own, depth + 1)?;
            let Some((event, own)) = self.next()? else { break };
            let value = self.value(event, own, depth + 1)?;
            // A key that is no word names nothing that anybody asks for.
            if let Kind::Words(name) = key.kind {
                fields.push(Field { key: name, range: key.range, value });
            }
        }
        Ok(Value { range, kind: Kind::Table(fields) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_stand_where_they_are_written() {
        let text =
            "title: \"The läw\"\nauthor:\n  - name: Ä. B.\n  - C\nnone:\nlong: >\n  a\n  b\n";
        let value = yaml(text).expect("YAML");
        let title = value.get("title").expect("a title");
        assert_eq!((title.words(), &text[title.range.clone()]), (Some("The läw"), "The läw"));
        let names = value.get("author").expect("authors").items();
        assert_eq!(names[0].get("name").and_then(Value::words), Some("Ä. B."));
        assert_eq!(&text[names[1].range.clone()], "C");
        assert_eq!(value.get("none").map(|none| &none.kind), Some(&Kind::Nothing));
        assert_eq!(value.get("long").and_then(Value::words), Some("a b"));
    }

    #[test]
    fn what_is_no_yaml_has_its_place() {
        let text = "ä: 1\ntitle: One: two\n";
        let fault = yaml(text).expect_err("no YAML");
        assert_eq!(text[..fault.at].matches('\n').count(), 1, "{fault:?}");
    }

    #[test]
    fn lines_say_what_is_meant_where_the_text_is_no_yaml() {
        let text = "title: Water: a report\n  x: y\n# z: a\nid: \"w\"\nlist:\n";
        let value = lines(text);
        let title = value.get("title").expect("a title");
        assert_eq!(
            (title.words(), &text[title.range.clone()]),
            (Some("Water: a report"), "Water: a report")
        );
        assert_eq!(value.get("id").and_then(Value::words), Some("w"));
        assert_eq!(value.fields().len(), 2);
    }

    #[test]
    fn nothing_grows_beyond_its_text() {
        let deep = "[".repeat(100_000);
        assert!(yaml(&deep).is_err());
        let mut bomb = String::from("a: &a [x, x]\n");
        for (name, before) in ["b", "c", "d", "e"].into_iter().zip(["a", "b", "c", "d"]) {
            bomb += &format!("{name}: &{name} [*{before}, *{before}, *{before}]\n");
        }
        let value = yaml(&bomb).expect("YAML");
        assert_eq!(value.get("e").expect("a list").items().len(), 3);
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "[-:?{}\\[\\],&*!|>'\"%@`#~ a0é\n\t]{0,80}") {
            let _ = yaml(&text);
        }
    }
}
