//! Where words may be divided: as the author of the report says, and else by Liang's patterns for
//! each language.
//!
//! How many letters stay before and after a hyphen is a matter of the language. The numbers are
//! those of the pattern files of hyph-utf8 (the field `hyphenmins` of each file; TeX's
//! `\lefthyphenmin` and `\righthyphenmin`), which [`hypher`] carries beside the patterns: two and
//! three in English, two and two in German. A single letter stands alone in no language here,
//! though the files of a few allow it.

use hypher::Lang;
use rustc_hash::FxHashMap;

use crate::language::Language;

/// The fewest letters that stand alone before or after a hyphen, in any language.
const LEAST: usize = 2;
/// The fewest letters after a hyphen when nothing else helps.
const LAST_AFTER: usize = 2;
/// Fewer letters than this are divided by no pattern.
const SHORTEST: usize = 5;
/// Longer runs of letters are no words; patterns are not asked for them.
const LONGEST: usize = 120;
/// Shorter words in capitals are taken for abbreviations.
const SHORTEST_CAPITALS: usize = 7;

/// The words whose places of division an author has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// By the primary subtag of their language and by the word in lower case: the letters that
    /// stand before each hyphen.
    words: FxHashMap<String, FxHashMap<String, Vec<usize>>>,
}

impl Exceptions {
    /// Adds a word as it may be divided, `ta-ble`; one without a hyphen is never divided. It holds
    /// for all texts of which the language has the same primary subtag, for capitals as for small
    /// letters, and takes the place of a word that was added before.
    pub fn add(&mut self, language: &Language, word: &str) {
        let (mut letters, mut places) = (String::new(), Vec::new());
        for part in word.split('-') {
            if !letters.is_empty() {
                places.push(letters.chars().count());
            }
            letters.extend(part.chars().flat_map(char::to_lowercase));
        }
        self.words.entry(language.primary()).or_default().insert(letters, places);
    }
}

/// The hyphenation of a language.
#[derive(Clone, Copy, Debug)]
pub struct Hyphenation<'e> {
    language: Option<Lang>,
    exceptions: Option<&'e FxHashMap<String, Vec<usize>>>,
}

impl<'e> Hyphenation<'e> {
    /// The hyphenation of this language: exceptions alone when there are no patterns for it.
    pub fn of(language: &Language, exceptions: &'e Exceptions) -> Hyphenation<'e> {
        let primary = language.primary();
        let code = <[u8; 2]>::try_from(primary.as_bytes()).ok();
        // Bokmål and Nynorsk have patterns; the tag of both together is taken as Bokmål.
        let code = if primary == "no" { Some(*b"nb") } else { code };
        Hyphenation {
            language: code.and_then(Lang::from_iso),
            exceptions: exceptions.words.get(&primary),
        }
    }

    /// The points at which a word may be divided, in order; the word is letters alone.
    ///
    /// Patterns divide no word of less than five letters and none with capitals inside; but a long
    /// word that is all capitals is no abbreviation, and may be divided as a last resort.
    pub fn points(self, word: &str) -> Vec<Point> {
        if let Some(points) = self.excepted(word) {
            return points;
        }
        let Some(language) = self.language else {
            return Vec::new();
        };
        let letters = word.chars().count();
        let capitals = word.chars().skip(1).filter(|letter| letter.is_uppercase()).count();
        let shouted = capitals + 1 == letters && letters >= SHORTEST_CAPITALS;
        if !(SHORTEST..=LONGEST).contains(&letters) || (capitals > 0 && !shouted) {
            return Vec::new();
        }
        let (least_before, least_after) = language.bounds();
        let (least_before, least_after) = (least_before.max(LEAST), least_after.max(LEAST));
        let mut points = Vec::new();
        let (mut at, mut after) = (0, letters);
        let last_after = least_after.min(LAST_AFTER);
        for syllable in hypher::hyphenate_bounded(word, language, least_before, last_after) {
            at += syllable.len();
            after = after.saturating_sub(syllable.chars().count());
            if at < word.len() {
                points.push(Point { at: at as u32, usual: after >= least_after && !shouted });
            }
        }
        points
    }

    /// The points that the author has set, if the word is an exception.
    fn excepted(self, word: &str) -> Option<Vec<Point>> {
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        let places = self.exceptions?.get(&lower)?;
        let points = places.iter().filter_map(|letters| {
            let (at, _) = word.char_indices().nth(*letters)?;
            Some(Point { at: at as u32, usual: true })
        });
        Some(points.collect())
    }
}

/// A point at which a word may be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The byte before which it lies.
    pub at: u32,
    /// Whether it is as good as any. One with fewer letters after it than the language asks for,
    /// or in a word of capitals, is a last resort.
    pub usual: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divide_with(word: &str, tag: &str, exceptions: &Exceptions) -> String {
        let language = Language::parse(tag).unwrap();
        let mut divided = word.to_string();
        let points = Hyphenation::of(&language, exceptions).points(word);
        for point in points.into_iter().rev().filter(|point| point.usual) {
            divided.insert(point.at as usize, '-');
        }
        divided
    }

    fn divide(word: &str, tag: &str) -> String {
        divide_with(word, tag, &Exceptions::default())
    }

    #[test]
    fn words_divide_by_their_language() {
        assert_eq!(divide("extensive", "en"), "ex-ten-sive");
        assert_eq!(divide("extensive", "en-GB"), "ex-ten-sive");
        assert_eq!(divide("Regierung", "de"), "Re-gie-rung");
        assert_eq!(divide("extensive", "tlh"), "extensive");
    }

    #[test]
    fn each_language_has_its_own_minimums() {
        assert_eq!(divide("about", "en"), "about");
        assert_eq!(divide("really", "en"), "re-ally", "three letters follow in English");
        assert_eq!(divide("sieben", "de"), "sie-ben");
        assert_eq!(divide("Theorie", "de"), "Theo-rie");
        assert_eq!(divide("Ehe", "de"), "Ehe");
        assert_eq!(divide("Klasse", "de"), "Klas-se", "two letters follow in German");
        assert_eq!(divide("θάλασσα", "el"), "θά-λασ-σα", "no letter stands alone");
        let none = Exceptions::default();
        let english = Hyphenation::of(&Language::default(), &none);
        let points = [Point { at: 2, usual: true }, Point { at: 4, usual: false }];
        assert_eq!(english.points("really"), points);
    }

    #[test]
    fn abbreviations_stay_whole() {
        assert_eq!(divide("UNESCO", "en"), "UNESCO");
        assert_eq!(divide("McDonalds", "en"), "McDonalds");
        let none = Exceptions::default();
        let points = Hyphenation::of(&Language::default(), &none).points("CONSTITUTION");
        assert!(points.len() > 2 && points.iter().all(|point| !point.usual), "{points:?}");
    }

    #[test]
    fn exceptions_go_before_patterns() {
        let mut exceptions = Exceptions::default();
        let english = Language::default();
        for word in ["ta-ble", "extensive", "ÖST-er-reich", "UNES-CO"] {
            exceptions.add(&english, word);
        }
        assert_eq!(divide_with("table", "en-US", &exceptions), "ta-ble");
        assert_eq!(divide_with("Table", "en", &exceptions), "Ta-ble");
        assert_eq!(divide_with("extensive", "en", &exceptions), "extensive");
        assert_eq!(divide_with("Österreich", "en", &exceptions), "Öst-er-reich");
        assert_eq!(divide_with("UNESCO", "en", &exceptions), "UNES-CO");
        assert_eq!(divide_with("extensively", "en", &exceptions), "ex-ten-sively");
        assert_eq!(divide_with("extensive", "fr", &exceptions), divide("extensive", "fr"));
        // A language without patterns has its exceptions alone.
        exceptions.add(&Language::parse("tlh").unwrap(), "Qa-pla");
        assert_eq!(divide_with("Qapla", "tlh", &exceptions), "Qa-pla");
    }
}
