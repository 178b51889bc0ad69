//! Where a line may break: UAX #14, and what good compositors add to it.
//!
//! The algorithm of the standard says where a line *can* break; it knows nothing of good manners.
//! So this module breaks after a dash and not before it, after a hyphen only between words of two
//! letters or more, and ties words that belong together ([`super::ties`]). Addresses and code
//! break at their joints, without a hyphen. Hyphenation is not here: it depends on the language.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::east_asian::{self, is_east_asian};
use super::ties;
use crate::language::Language;

/// A place where a line may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The byte at which the next line begins.
    pub at: u32,
    /// What stands before it.
    pub kind: BreakKind,
}

/// What a line breaks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BreakKind {
    /// White space, which ends its line unseen.
    Space,
    /// Nothing: between two ideographs, or after a zero-width space.
    Open,
    /// A hyphen that is written.
    Hyphen,
    /// A dash.
    Dash,
    /// A joint of an address or of code.
    Joint,
    /// A soft hyphen, which becomes visible.
    SoftHyphen,
    /// A point of hyphenation.
    Division,
    /// A point of hyphenation of last resort, dearer than a loose line: with two letters after it,
    /// or within a compound that has a hyphen.
    LastDivision,
    /// A point of last resort within an address or within code, dearer than any division.
    LastJoint,
    /// Between any two letters of a word that is wider than its column.
    Anywhere,
}

impl BreakKind {
    /// Whether it cuts a word, so that what begins the line after it is no word by itself. The parts
    /// beside a written hyphen, and beside a joint of an address or of code, are.
    pub fn cuts_a_word(self) -> bool {
        self.sets_hyphen() || self == BreakKind::Anywhere
    }

    /// Whether a hyphen is set that is not in the text.
    pub fn sets_hyphen(self) -> bool {
        matches!(self, BreakKind::SoftHyphen | BreakKind::Division | BreakKind::LastDivision)
    }

    /// Whether this is a break of last resort.
    pub fn is_last_resort(self) -> bool {
        matches!(self, BreakKind::LastDivision | BreakKind::LastJoint)
    }
}

/// Whether a character is white space at which a line may break. The space of Chinese and Japanese
/// has the width of a character, and counts as one.
pub fn is_breaking_space(character: char) -> bool {
    character.is_whitespace()
        && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}')
}

/// The places where a line may break, in order, without those of hyphenation. `code` are the parts
/// of the text that are code, in order. Breaks that an author asked for are not among them: give
/// each part between two line feeds by itself.
pub fn breaks(text: &str, language: &Language, code: &[Range<usize>]) -> Vec<Break> {
    let segmenter =
        const { LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()) };
    let mut breaks = Vec::with_capacity(text.len() / 4);
    let date = ties::is_date(text, language);
    for at in segmenter.segment_str(text) {
        let Some((before, after)) = text.split_at_checked(at) else {
            continue;
        };
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            continue;
        };
        let kind = match last {
            '\u{ad}' => BreakKind::SoftHyphen,
            last if is_breaking_space(last) => BreakKind::Space,
            // Of the rest, only what the Latin script does not know is left to the standard.
            last if !is_east_asian(next)
                && (last.is_ascii() || is_hyphen(last) || is_dash(last) || is_dash(next)) =>
            {
                continue;
            }
            _ => BreakKind::Open,
        };
        if kind != BreakKind::Space || !(date || ties::tied(before, after, language)) {
            breaks.push(Break { at: at as u32, kind });
        }
    }
    let spaces = code.iter().flat_map(|part| ends_of_spaces(text, part));
    breaks.extend(spaces.map(|at| Break { at: at as u32, kind: BreakKind::Space }));
    let mut start = 0;
    for word in east_asian::words(text, is_breaking_space) {
        let range = start..start + word.len();
        let is_code = code.iter().any(|part| part.start < range.end && range.start < part.end);
        joints(word, start, is_code, &mut breaks);
        start = range.end;
    }
    breaks.sort_unstable_by_key(|b| (b.at, b.kind));
    breaks.dedup_by_key(|b| b.at);
    if east_asian::has_east_asian(text) {
        breaks.retain(|b| !is_inseparable_at(text, b.at as usize));
    }
    breaks
}

/// Whether the marks on both sides of a byte are never parted.
fn is_inseparable_at(text: &str, at: usize) -> bool {
    let parts = text.split_at_checked(at);
    let marks = parts
        .and_then(|(before, after)| Some((before.chars().next_back()?, after.chars().next()?)));
    marks.is_some_and(|(before, after)| east_asian::is_inseparable(before, after))
}

/// Where white space ends within a part of a text. All of it may end a line of code: UAX #14 has
/// no break before a stroke (LB13), as in `run();  // once`, and nothing is tied.
fn ends_of_spaces<'a>(text: &'a str, part: &Range<usize>) -> impl Iterator<Item = usize> + use<'a> {
    let start = part.start;
    let code = text.get(part.clone()).unwrap_or_default();
    let pairs = code.char_indices().zip(code.chars().skip(1));
    pairs
        .filter(|((_, space), next)| is_breaking_space(*space) && !is_breaking_space(*next))
        .map(move |((at, space), _)| start + at + space.len_utf8())
}

/// Whether a character is a hyphen.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

fn is_dash(character: char) -> bool {
    matches!(character, '–' | '—' | '―')
}

/// Whether a word is an address, a path or code rather than words of a language.
pub fn is_address(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.contains("://")
        || word.contains("::")
        || word.contains(['_', '@', '=', '{', '}', '<', '>', '&', '\\'])
        || (word.contains('.') && !word.contains('—') && has_domain_point(word))
}

/// Whether a point stands between two parts of two letters or more, as in `hudson.org`.
fn has_domain_point(word: &str) -> bool {
    let mut parts = word.split('.');
    let long = |part: &str| part.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2;
    let mut before = parts.next().is_some_and(long);
    parts.any(|part| std::mem::replace(&mut before, long(part)) && long(part))
}

/// Marks of an address or of code at which a line may begin, and so before which one may end.
const BEGINNING: [char; 7] = ['.', '-', '_', '?', '=', '&', '#'];

/// How many letters stand between a point of last resort and the joints or ends around it.
const APART: usize = 3;

/// Adds the breaks within a word that begins at byte `start` of the text.
fn joints(word: &str, start: usize, is_code: bool, breaks: &mut Vec<Break>) {
    if word.len() < 4 {
        return;
    }
    let is_code = is_code || is_address(word);
    let from = breaks.len();
    let mut before = Before::default();
    for (at, character) in word.char_indices() {
        let end = at + character.len_utf8();
        let rest = word.get(end..).unwrap_or_default();
        let letters_follow =
            |count| rest.chars().take(count).filter(|c| c.is_alphabetic()).count() == count;
        let length = rest.trim_end().chars().count();
        // Three characters after a joint, and three before it, are worth a line's end.
        let roomy = before.count > 2 && letters_follow(1) && length > 2;
        let begins = BEGINNING.contains(&character) && before.last != Some(character);
        if is_code && begins && before.count > 2 && length > 1 {
            breaks.push(Break { at: (start + at) as u32, kind: BreakKind::Joint });
        }
        let kind = match character {
            '—' | '―' if !rest.trim_end().is_empty() && !closes(rest) => Some(BreakKind::Dash),
            '–' if letters_follow(1) => Some(BreakKind::Dash),
            '-' | '‐' if !is_code && before.letters >= 2 && letters_follow(2) => {
                Some(BreakKind::Hyphen)
            }
            '/' if is_code && length > 0 && !rest.starts_with('/') => Some(BreakKind::Joint),
            '/' if letters_follow(1) && before.count > 1 => Some(BreakKind::Joint),
            ':' if is_code && before.last == Some(':') && letters_follow(1) => {
                Some(BreakKind::Joint)
            }
            '(' | '@' if is_code && roomy => Some(BreakKind::Joint),
            // Two capitalized parts, as in `IpAddrKind`.
            _ if is_code && character.is_lowercase() && before.count > 1 => {
                let mut next = rest.chars();
                let joint = next.next().is_some_and(char::is_uppercase)
                    && next.next().is_some_and(char::is_lowercase);
                joint.then_some(BreakKind::Joint)
            }
            _ => None,
        };
        if let Some(kind) = kind {
            breaks.push(Break { at: (start + end) as u32, kind });
        }
        before.push(character);
    }
    if is_code {
        last_joints(word, start, from, breaks);
    }
}

/// Adds the points of last resort of a word whose joints are the breaks from `from` on: between two
/// letters, apart from the ends of what lies between two joints.
fn last_joints(word: &str, start: usize, from: usize, breaks: &mut Vec<Break>) {
    let joints = breaks.get(from..).unwrap_or_default();
    let mut ends: Vec<usize> = joints.iter().map(|joint| joint.at as usize - start).collect();
    ends.push(word.trim_end().len());
    let mut begin = 0;
    for end in ends {
        let part = word.get(begin..end).unwrap_or_default();
        let mut at = start + begin;
        for run in part.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let letters = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            let most = letters.chars().count().saturating_sub(APART);
            let inside = letters.char_indices().take(most + 1).skip(APART);
            let points = inside.map(|(point, _)| (at + point) as u32);
            breaks.extend(points.map(|at| Break { at, kind: BreakKind::LastJoint }));
            at += run.len();
        }
        begin = end.max(begin);
    }
}

/// Whether what follows a dash belongs to it or closes what it ends: no line begins with a second
/// dash, a point or a closing mark. Quotes that open in one language and close in another close
/// where no word follows them.
fn closes(after: &str) -> bool {
    let mut marks = after.chars();
    match marks.next() {
        Some('“' | '‘' | '«' | '»' | '‹' | '›' | '"' | '\'') => {
            !marks.next().is_some_and(|next| next.is_alphanumeric() || "¿¡([“‘«»‹›".contains(next))
        }
        Some(mark) => is_dash(mark) || "”’)]}!?.,;:…".contains(mark),
        None => true,
    }
}

/// What stands before a character in its word.
#[derive(Default)]
struct Before {
    count: usize,
    letters: usize,
    last: Option<char>,
}

impl Before {
    fn push(&mut self, character: char) {
        self.count += 1;
        self.letters = if character.is_alphabetic() { self.letters + 1 } else { 0 };
        self.last = Some(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` at each break that is not of last resort.
    fn show(text: &str) -> String {
        let mut shown = text.to_string();
        let breaks = breaks(text, &Language::default(), &[]);
        for b in breaks.iter().rev().filter(|b| !b.kind.is_last_resort()) {
            shown.insert(b.at as usize, '|');
        }
        shown
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(show("one two  three"), "one |two  |three");
        assert_eq!(show("one\u{a0}two"), "one\u{a0}two");
        assert_eq!(show("“one” (two)"), "“one” |(two)");
    }

    #[test]
    fn lines_break_after_dashes_not_before() {
        assert_eq!(show("this—that"), "this—|that");
        assert_eq!(show("Kabul–Herat"), "Kabul–|Herat");
        assert_eq!(show("1994–2001"), "1994–2001");
        assert_eq!(show("été—“oui”"), "été—|“oui”");
    }

    #[test]
    fn written_hyphens_break_between_words_only() {
        assert_eq!(show("night-vision"), "night-|vision");
        assert_eq!(show("e-mail 6-9 F-16"), "e-mail |6-9 |F-16");
        assert_eq!(show("night‐vision e‐mail"), "night‐|vision |e‐mail");
    }

    #[test]
    fn no_line_begins_with_what_closes_behind_a_dash() {
        for mark in ["”", "’", ")", "]", "!", "?", ".", ",", ";", ":", "…", "—", "»", "“"]
        {
            let text = format!("—dijo—{mark} y luego");
            assert_eq!(show(&text), format!("—|dijo—{mark} |y |luego"), "{mark}");
        }
        assert_eq!(show("été—“oui” ja—»so«"), "été—|“oui” |ja—|»so«");
    }

    #[test]
    fn a_spaced_hyphen_begins_no_line() {
        assert_eq!(show("(1991 - 2002)"), "(1991 - |2002)");
        assert_eq!(show("one -- two"), "one -- |two");
    }

    #[test]
    fn addresses_break_at_joints() {
        let address = "https://www.hudson.org/foreign-policy";
        assert_eq!(show(address), "https://|www|.hudson|.org/|foreign|-policy");
        let address = "https://a.org/reports/2024/x_y?page=3&all#top/";
        let parts = "https://|a|.org/|reports/|2024/|x|_y|?page|=3|&all|#top/";
        assert_eq!(show(address), parts);
        assert_eq!(show("origin/feature"), "origin/|feature");
        assert_eq!(show("and/or"), "and/|or");
        assert_eq!(show("U.S.-led e.g. 3.5"), "U.S.-led |e.g. |3.5");
    }

    #[test]
    fn a_last_resort_stands_apart_from_joints() {
        let shown = |text: &str| {
            let mut shown = text.to_string();
            let breaks = breaks(text, &Language::default(), &[]);
            for b in breaks.iter().rev().filter(|b| b.kind == BreakKind::LastJoint) {
                shown.insert(b.at as usize, '|');
            }
            shown
        };
        assert_eq!(shown("https://that/goes"), "https://that/goes");
        assert_eq!(
            shown("https://example.org/reports/2024"),
            "https://exa|m|ple.org/rep|o|rts/2024"
        );
        assert_eq!(shown("<remote>"), "<rem|ote>");
    }

    #[test]
    fn ideographs_break_anywhere() {
        assert_eq!(show("中文"), "中|文");
    }

    #[test]
    fn a_soft_hyphen_is_a_break() {
        let kinds: Vec<_> = breaks("extra\u{ad}ordinary", &Language::default(), &[]);
        assert_eq!(kinds, [Break { at: 7, kind: BreakKind::SoftHyphen }]);
    }
}
