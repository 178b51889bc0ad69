//! Where words may be divided, by Liang's patterns for each language.

use hypher::Lang;

use crate::language::Language;

/// The fewest letters before a hyphen.
const BEFORE: usize = 2;
/// The fewest letters after a hyphen.
const AFTER: usize = 3;
/// The fewest letters after a hyphen when nothing else helps.
const LAST_AFTER: usize = 2;
/// Fewer letters than this are not divided at all.
const SHORTEST: usize = 5;
/// Longer runs of letters are no words; patterns are not asked for them.
const LONGEST: usize = 120;

/// The hyphenation of a language.
#[derive(Clone, Copy, Debug)]
pub struct Hyphenation {
    language: Option<Lang>,
}

impl Hyphenation {
    /// The hyphenation of this language: none when there are no patterns for it.
    pub fn of(language: &Language) -> Hyphenation {
        let primary = language.primary();
        let code = <[u8; 2]>::try_from(primary.as_bytes()).ok();
        // Bokmål and Nynorsk have patterns; the tag of both together is taken as Bokmål.
        let code = if primary == "no" { Some(*b"nb") } else { code };
        Hyphenation { language: code.and_then(Lang::from_iso) }
    }

    /// The points at which a word may be divided; the word is letters alone. At least two letters
    /// stay before the hyphen.
    ///
    /// Words with capitals inside, such as abbreviations, are not divided.
    pub fn points(self, word: &str) -> Vec<Point> {
        let Some(language) = self.language else {
            return Vec::new();
        };
        let letters = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&letters) || word.chars().skip(1).any(char::is_uppercase)
        {
            return Vec::new();
        }
        let mut points = Vec::new();
        let (mut at, mut after) = (0, letters);
        for syllable in hypher::hyphenate_bounded(word, language, BEFORE, LAST_AFTER) {
            at += syllable.len();
            after = after.saturating_sub(syllable.chars().count());
            if at < word.len() {
                points.push(Point { at: at as u32, usual: after >= AFTER });
            }
        }
        points
    }
}

/// A point at which a word may be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The byte before which it lies.
    pub at: u32,
    /// Whether three letters or more follow; with two it is a last resort.
    pub usual: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divide(word: &str, tag: &str) -> String {
        let language = Language::parse(tag).unwrap();
        let mut divided = word.to_string();
        let points = Hyphenation::of(&language).points(word);
        for point in points.into_iter().rev().filter(|point| point.usual) {
            divided.insert(point.at as usize, '-');
        }
        divided
    }

    #[test]
    fn words_divide_by_their_language() {
        assert_eq!(divide("extensive", "en"), "ex-ten-sive");
        assert_eq!(divide("extensive", "en-GB"), "ex-ten-sive");
        assert_eq!(divide("Regierung", "de"), "Re-gie-rung");
        assert_eq!(divide("extensive", "tlh"), "extensive");
    }

    #[test]
    fn two_letters_stay_before_and_three_after() {
        assert_eq!(divide("about", "en"), "about");
        assert_eq!(divide("really", "en"), "re-ally");
        let english = Hyphenation::of(&Language::default());
        let points = [Point { at: 2, usual: true }, Point { at: 4, usual: false }];
        assert_eq!(english.points("really"), points);
    }

    #[test]
    fn abbreviations_stay_whole() {
        assert_eq!(divide("UNESCO", "en"), "UNESCO");
        assert_eq!(divide("McDonalds", "en"), "McDonalds");
    }
}
