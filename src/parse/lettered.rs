//! Lists that count with letters or Roman numerals, `a.` or `ii)`, as Pandoc has them.
//!
//! CommonMark knows figures alone. So the parser is shown a text in which such markers are figures
//! of the same length, and all places in it stay what they are; the reader takes the numbers from
//! here. As in Pandoc, a single capital with a full stop needs two spaces behind it, for else it
//! is the initial of a name. A list has two items at least, one after the other.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::document::{NumeralStyle, Numerals};

/// The styles of such markers. Where a pair of markers could be both, as few can, it is Roman.
const STYLES: [NumeralStyle; 4] = [
    NumeralStyle::LowerRoman,
    NumeralStyle::UpperRoman,
    NumeralStyle::LowerLetter,
    NumeralStyle::UpperLetter,
];

/// Markers have this many letters at most: lxxxviii.
const MOST_LETTERS: usize = 8;

/// A text as the parser is shown it, and the markers in it.
#[derive(Debug)]
pub struct Lettered {
    /// The text, the markers' letters in figures.
    pub text: String,
    /// The numbers of the markers, by the byte at which each begins.
    pub markers: BTreeMap<usize, Numerals>,
}

impl Lettered {
    /// The markers of a text; none when it has none.
    pub fn of(text: &str, options: Options) -> Option<Lettered> {
        let mut markers = markers(text);
        // What lies in code or in a comment is no list. Without its markers other lines may be
        // none either, so that it takes a few looks; each leaves fewer.
        while !markers.is_empty() {
            let shown = show(text, &markers);
            let items: BTreeMap<usize, ()> = items(&shown, options).map(|at| (at, ())).collect();
            let before = markers.len();
            markers.retain(|at, _| items.contains_key(at));
            if markers.len() == before {
                let markers = markers.into_iter().map(|(at, (_, numerals))| (at, numerals));
                return Some(Lettered { text: shown, markers: markers.collect() });
            }
        }
        None
    }
}

/// The bytes at which the items of lists begin.
fn items(text: &str, options: Options) -> impl Iterator<Item = usize> + '_ {
    let events = Parser::new_ext(text, options).into_offset_iter();
    events.filter_map(|(event, range)| {
        let item = matches!(event, Event::Start(Tag::Item));
        item.then(|| marker_in(text, range))
    })
}

/// The byte at which the marker of an item begins: behind the white space before it.
pub fn marker_in(text: &str, item: Range<usize>) -> usize {
    let own = text.get(item.clone()).unwrap_or_default();
    item.start + own.len() - own.trim_start_matches([' ', '\t', '>']).len()
}

/// The text with figures in the place of the markers' letters: 1, for only the first number of a
/// list means anything, and that is known here.
fn show(text: &str, markers: &BTreeMap<usize, (usize, Numerals)>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for (at, (letters, _)) in markers {
        shown.push_str(text.get(from..*at).unwrap_or_default());
        shown.extend(std::iter::repeat_n('0', letters.saturating_sub(1)));
        shown.push('1');
        from = at + letters;
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// A line of a text.
#[derive(Clone, Copy, Debug)]
struct Line<'t> {
    /// The signs of quotations and the white space before its words; where an item begins with an
    /// item of a list within it, the marker of the outer one, too.
    before: &'t str,
    /// Its words.
    words: &'t str,
    /// The byte at which they begin.
    at: usize,
    /// Whether they stand in fenced code.
    code: bool,
}

impl<'t> Line<'t> {
    fn is_blank(&self) -> bool {
        self.words.is_empty()
    }

    /// The letters of its marker, and the sign behind them.
    fn marker(&self) -> Option<(&'t str, char)> {
        if self.code {
            return None;
        }
        let end = self.words.find(|c: char| !c.is_ascii_alphabetic())?;
        let (letters, rest) = self.words.split_at_checked(end)?;
        let mut rest = rest.chars();
        let sign = rest.next().filter(|sign| matches!(sign, '.' | ')'))?;
        let white = rest.as_str().len() - rest.as_str().trim_start_matches([' ', '\t']).len();
        let initial = sign == '.' && end == 1 && letters.chars().all(|c| c.is_ascii_uppercase());
        let least = if initial { 2 } else { 1 };
        let item = (1..=MOST_LETTERS).contains(&end) && white >= least && white < 5;
        (item && rest.as_str().len() > white).then_some((letters, sign))
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let before = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let words = line.get(before..).unwrap_or_default().trim_end();
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        let code = fence.is_some() || mark.is_some();
        fence = match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => None,
            (None, mark) => mark,
            (open, _) => open,
        };
        let of = |before: usize| Line {
            before: line.get(..before).unwrap_or_default(),
            words: line.get(before..).unwrap_or_default().trim_end(),
            at: start + before,
            code,
        };
        let outer = outer_markers(words);
        let inner = Some(of(before + outer)).filter(|own| outer > 0 && own.marker().is_some());
        lines.push(inner.unwrap_or_else(|| of(before)));
        start += line.len();
    }
    lines
}

/// The length of the markers with which a line begins: of bullets, figures, definitions and notes.
fn outer_markers(words: &str) -> usize {
    let mut rest = words;
    loop {
        let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let behind = match rest.strip_prefix("[^") {
            Some(note) => note.split_once("]:").map(|(_, behind)| behind),
            None if figures == 0 => rest.strip_prefix(['-', '*', '+', ':']),
            None => rest.get(figures..).and_then(|rest| rest.strip_prefix(['.', ')'])),
        };
        match behind.filter(|behind| behind.starts_with([' ', '\t'])) {
            Some(behind) => rest = behind.trim_start_matches([' ', '\t']),
            None => return words.len() - rest.len(),
        }
    }
}

/// What stands before a line, with white space in the place of markers and signs. The lines of a
/// note stand four spaces in, however long its name is.
fn indentation(before: &str) -> String {
    let (before, note) = match before.find("[^") {
        Some(name) => (before.get(..name).unwrap_or_default(), "    "),
        None => (before, ""),
    };
    let blank = |c: char| if c == '\t' { c } else { ' ' };
    before.trim_end_matches('>').chars().map(blank).chain(note.chars()).collect()
}

/// The markers of a text: for the byte of each the length of its letters, and its number.
fn markers(text: &str) -> BTreeMap<usize, (usize, Numerals)> {
    let lines = lines(text);
    let mut found = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((letters, sign)) = line.marker() else { continue };
        if found.contains_key(&line.at) || !may_begin(&lines, index) {
            continue;
        }
        let follower = |from: usize| next_item(&lines, from, line.before, sign);
        let Some(second) = follower(index) else { continue };
        let Some((next, _)) = lines.get(second).and_then(Line::marker) else { continue };
        let style = STYLES.into_iter().find(|style| {
            style.read(letters).is_some_and(|own| style.read(next) == own.checked_add(1))
        });
        let Some((style, start)) = style.and_then(|style| Some((style, style.read(letters)?)))
        else {
            continue;
        };
        let (mut at, mut number) = (Some(index), start);
        while let Some(item) = at
            && let Some(line) = lines.get(item)
            && let Some((letters, _)) = line.marker()
            && style.read(letters) == Some(number)
        {
            found.insert(line.at, (letters.len(), Numerals { start: number, style }));
            number = number.saturating_add(1);
            at = follower(item);
        }
    }
    found
}

/// Whether a list may begin with this line: below a blank line, at the start of the text, of a
/// box or of an item of another list. Else it is a line of a paragraph.
fn may_begin(lines: &[Line<'_>], index: usize) -> bool {
    let Some(above) = index.checked_sub(1).and_then(|above| lines.get(above)) else { return true };
    let Some(line) = lines.get(index) else { return false };
    let begins_item = !line.before.trim_matches([' ', '\t', '>']).is_empty();
    begins_item
        || above.is_blank()
        || above.words.starts_with("[!")
        || above.before.len() < line.before.len()
}

/// The next item of the list whose item this line begins.
fn next_item(lines: &[Line<'_>], from: usize, before: &str, sign: char) -> Option<usize> {
    let mut blank = false;
    for (index, line) in lines.iter().enumerate().skip(from + 1) {
        if line.is_blank() {
            blank = true;
            continue;
        }
        if indentation(line.before) == indentation(before)
            && line.marker().is_some_and(|(_, own)| own == sign)
        {
            return Some(index);
        }
        // After a blank line what does not stand further in is no part of the item.
        if blank && line.before.len() <= before.len() {
            return None;
        }
        blank = false;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: Options = Options::ENABLE_TABLES
        .union(Options::ENABLE_FOOTNOTES)
        .union(Options::ENABLE_DEFINITION_LIST);

    fn shown(text: &str) -> String {
        Lettered::of(text, OPTIONS).map_or(text.to_string(), |found| found.text)
    }

    fn numbers(text: &str) -> Vec<String> {
        let found = Lettered::of(text, OPTIONS);
        let markers = found.map(|found| found.markers).unwrap_or_default();
        markers.values().map(|numerals| numerals.style.write(numerals.start)).collect()
    }

    #[test]
    fn markers_become_figures_of_the_same_length() {
        assert_eq!(shown("a. one\nb. two\n"), "1. one\n1. two\n");
        assert_eq!(shown("ii) one\n\niii) two\n"), "01) one\n\n001) two\n");
        assert_eq!(shown("> [!box] B\n> i. one\n>    more\n> ii. two"), {
            "> [!box] B\n> 1. one\n>    more\n> 01. two"
        });
        assert_eq!(shown("1. one\n   a. in it\n   b. too\n"), "1. one\n   1. in it\n   1. too\n");
        assert_eq!(shown("2. a. in it\n   b. too\n3. c"), "2. 1. in it\n   1. too\n3. c");
        assert_eq!(shown("[^note]: a. in\n    b. too"), "[^note]: 1. in\n    1. too");
        assert_eq!(shown("Term\n: a. in\n  b. too"), "Term\n: 1. in\n  1. too");
        assert_eq!(shown("> - - i) in\n>     ii) too"), "> - - 1) in\n>     01) too");
    }

    #[test]
    fn the_second_item_decides_between_letters_and_roman_numerals() {
        assert_eq!(numbers("i. a\nii. b\niii. c\n"), ["i", "ii", "iii"]);
        assert_eq!(numbers("i. a\nj. b\n"), ["i", "j"]);
        assert_eq!(numbers("c. a\nd. b\n"), ["c", "d"]);
        assert_eq!(numbers("IV. a\nV. b\n"), Vec::<String>::new());
        assert_eq!(numbers("IV. a\nV.  b\n"), ["IV", "V"]);
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "A. Smith wrote this.\n\nB. Jones did not.\n",
            "a. alone\n",
            "a. one\nc. three\n",
            "words\na. one\nb. two\n",
            "    a. code\n    b. code\n",
            "```\na. code\nb. code\n```\n",
            "<!--\na. one\nb. two\n-->\n",
            "a. one\n\nA paragraph.\n\nb. two\n",
            "e.g. this\nf.g. that\n",
            "",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
