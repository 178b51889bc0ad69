//! Attribute blocks, after Pandoc's: `{#id .class key=value key="several words"}`; kramdown's
//! begin with `{:`.

use std::ops::Range;

use crate::document::Attributes;
use crate::source::Spanned;

use super::reader::Place;

/// An attribute block as it is written. Ranges are of the text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// From `{` to after `}`.
    pub range: Range<usize>,
    /// The id, without its `#`; of several, the last.
    pub id: Option<Range<usize>>,
    /// The classes, without their points.
    pub classes: Vec<Range<usize>>,
    /// Keys with their values, these without quotation marks.
    pub pairs: Vec<Pair>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: Range<usize>,
    /// The value, without its quotation marks but with its escapes.
    pub value: Range<usize>,
}

/// What stands at a brace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An attribute block.
    Block(Written),
    /// What begins as an attribute block and cannot be read from this byte on.
    Faulty(usize),
    /// Text.
    Text,
}

impl Written {
    /// The id and the classes, for the tree.
    pub fn attributes(&self, text: &str, place: Place) -> Attributes {
        let id = self.id.clone().map(|range| {
            let span = place.span(range.clone());
            Spanned::new(text.get(range).unwrap_or_default().to_string(), span)
        });
        let class = |range: &Range<usize>| text.get(range.clone()).map(str::to_string);
        Attributes { id, classes: self.classes.iter().filter_map(class).collect() }
    }

    /// The value of a key, where it is written.
    pub fn value(&self, text: &str, key: &str) -> Option<Range<usize>> {
        let pair = self.pairs.iter().find(|pair| text.get(pair.key.clone()) == Some(key))?;
        Some(pair.value.clone())
    }
}

/// Reads the block that opens at this byte. Its lines may begin with as many `>` as quotations
/// are open around it.
pub fn read(text: &str, open: usize, quotes: usize) -> Found {
    let mut scan = Scan { bytes: text.as_bytes(), at: open, quotes };
    if !scan.take(b'{') {
        return Found::Text;
    }
    // Kramdown's blocks begin so.
    scan.take(b':');
    let mut written = Written::default();
    let mut tried = false;
    loop {
        let parted = scan.skip_space();
        if scan.take(b'}') {
            written.range = open..scan.at;
            return if tried { Found::Block(written) } else { Found::Text };
        }
        let start = scan.at;
        let first = !tried;
        if (parted || first) && scan.item(&mut written) {
            tried = true;
        } else if first && scan.at == start {
            return Found::Text;
        } else {
            return Found::Faulty(start);
        }
    }
}

/// The id that ends a block in Obsidian, `^id` behind white space or alone: its letters are Latin
/// letters, figures and hyphens, four at least. A power, as in `10 ^2` or `the 5 ^th`, is none.
pub fn block_id(text: &str, block: Range<usize>) -> Option<Written> {
    let own = text.get(block.clone())?;
    let (before, name) = own.rsplit_once('^')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let named = name.len() > 3 && name.contains(|c: char| c.is_ascii_alphabetic());
    if !named || !name.chars().all(fits) || before.ends_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let range = block.start + before.len()..block.end;
    let id = Some(range.start + 1..range.end);
    Some(Written { range, id, ..Written::default() })
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    quotes: usize,
}

impl Scan<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let here = self.byte() == Some(byte);
        self.at += usize::from(here);
        here
    }

    /// Skips white space, and after a line break the marks of the quotations around. A blank
    /// line ends every paragraph, so that no block can hold one. Tells whether there was any.
    fn skip_space(&mut self) -> bool {
        let start = self.at;
        while let Some(byte) = self.byte() {
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    for _ in 0..self.quotes {
                        self.skip_blanks();
                        self.take(b'>');
                    }
                }
                _ => break,
            }
        }
        self.at > start
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// One `#id`, `.class`, `key=value`, or `-` for `.unnumbered`, which Pandoc also has.
    fn item(&mut self, written: &mut Written) -> bool {
        match self.byte() {
            Some(b'#') => {
                self.at += 1;
                let id = self.name();
                let whole = !id.is_empty();
                written.id = Some(id).filter(|_| whole);
                whole
            }
            Some(b'.') => {
                self.at += 1;
                // `.5` is a number.
                if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                    return false;
                }
                let class = self.name();
                let whole = !class.is_empty();
                written.classes.extend(Some(class).filter(|_| whole));
                whole
            }
            _ => self.pair(written),
        }
    }

    /// Letters, digits, `-`, `_`, `:` and, inside, `.`; any character beyond ASCII is a letter.
    fn name(&mut self) -> Range<usize> {
        let start = self.at;
        while let Some(byte) = self.byte() {
            let inner = byte == b'.' && self.at > start;
            let fits = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
            if !(fits || inner || byte >= 0x80) {
                break;
            }
            self.at += 1;
        }
        start..self.at
    }

    fn pair(&mut self, written: &mut Written) -> bool {
        let start = self.at;
        let key = self.name();
        if key.is_empty() || !self.take(b'=') {
            self.at = start;
            return false;
        }
        let value = match self.byte() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            _ => Some(self.bare()).filter(|value| !value.is_empty()),
        };
        let whole = value.is_some();
        written.pairs.extend(value.map(|value| Pair { key, value }));
        whole
    }

    fn quoted(&mut self, quote: u8) -> Option<Range<usize>> {
        self.at += 1;
        let start = self.at;
        while let Some(byte) = self.byte() {
            if byte == quote {
                self.at += 1;
                return Some(start..self.at - 1);
            }
            // A blank line ends the paragraph, and with it any block that it holds.
            if byte == b'\n' && self.bytes.get(self.at + 1) == Some(&b'\n') {
                return None;
            }
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
        None
    }

    fn bare(&mut self) -> Range<usize> {
        let start = self.at;
        while let Some(byte) = self.byte() {
            if byte.is_ascii_whitespace() || matches!(byte, b'}' | b'{' | b'"' | b'\'' | b'=') {
                break;
            }
            self.at += 1;
        }
        start..self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Written {
        match read(text, 0, 0) {
            Found::Block(written) => written,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_block_has_an_id_classes_and_pairs() {
        let text = r#"{#map-1 .map .wide width=80% note="a \"b\" c"} rest"#;
        let written = read_all(text);
        assert_eq!(&text[written.id.clone().unwrap()], "map-1");
        let classes: Vec<&str> = written.classes.iter().map(|c| &text[c.clone()]).collect();
        assert_eq!(classes, ["map", "wide"]);
        assert_eq!(&text[written.value(text, "width").unwrap()], "80%");
        assert_eq!(&text[written.value(text, "note").unwrap()], r#"a \"b\" c"#);
        assert_eq!(&text[written.range.end..], " rest");
    }

    #[test]
    fn lines_of_a_quotation_begin_with_its_mark() {
        let text = "{#a\n> .b}";
        assert!(matches!(read(text, 0, 1), Found::Block(_)));
        assert_eq!(read(text, 0, 0), Found::Faulty(4));
    }

    #[test]
    fn braces_that_are_no_attributes_are_text() {
        for text in ["{}", "{a}", "{ }", "{1, 2}", "{", "{a b=c}", "{{#a}}", "{:toc}", "{:}"] {
            assert_eq!(read(text, 0, 0), Found::Text, "{text}");
        }
    }

    #[test]
    fn what_clearly_tries_is_faulty() {
        assert_eq!(read("{#a b}", 0, 0), Found::Faulty(4));
        assert_eq!(read("{#a", 0, 0), Found::Faulty(3));
        assert_eq!(read("{.b note=\"open}", 0, 0), Found::Faulty(4));
        assert_eq!(read("{#}", 0, 0), Found::Faulty(1));
        assert_eq!(read("{.5}", 0, 0), Found::Faulty(1));
    }
}
