//! Languages: their tags, directions and the words that a report needs in them.

use std::fmt;

/// A language by its BCP 47 tag, such as `en-US` or `fa`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: String,
}

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// Languages that are usually written from right to left.
const RIGHT_TO_LEFT: &[&str] = &[
    "ar", "arc", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "lrc", "mzn", "pnb", "prs",
    "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Scripts that are written from right to left, in lower case.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] =
    &["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// Languages that part the units of a number from its fraction by a comma (CLDR 46).
const DECIMAL_COMMA: &[&str] = &[
    "af", "ast", "az", "be", "bg", "br", "bs", "ca", "co", "cs", "da", "de", "dsb", "el", "eo",
    "es", "et", "eu", "fi", "fo", "fr", "fur", "fy", "gl", "hr", "hsb", "hu", "hy", "ia", "id",
    "is", "it", "ka", "kk", "kl", "ky", "lb", "lt", "lv", "mk", "mo", "nb", "nl", "nn", "no", "oc",
    "os", "pl", "ps", "pt", "ro", "ru", "sc", "se", "sh", "sk", "sl", "sq", "sr", "sv", "tg", "tk",
    "tr", "tt", "ug", "uk", "uz", "vi", "wo", "yi",
];

/// Where speakers of such a language use a point all the same: the language, and the regions.
const DECIMAL_POINT: &[(&str, &[&str])] = &[
    ("de", &["CH", "LI"]),
    ("it", &["CH"]),
    ("es", &["419", "BZ", "CU", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PH", "PR", "SV", "US"]),
];

/// Arab countries that write numbers with a comma.
const ARABIC_COMMA: &[&str] = &["DZ", "EH", "LY", "MA", "MR", "TN"];

impl Default for Language {
    fn default() -> Language {
        Language { tag: "en".to_string() }
    }
}

impl Language {
    /// The language of a tag, if the tag is well-formed (RFC 5646, section 2.1): a primary
    /// subtag of two to eight letters, and further subtags of one to eight letters or digits.
    pub fn parse(tag: &str) -> Option<Language> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let letters = primary.chars().all(|c| c.is_ascii_alphabetic());
        if !letters || !(2..=8).contains(&primary.len()) {
            return None;
        }
        let well_formed = |subtag: &str| {
            (1..=8).contains(&subtag.len()) && subtag.chars().all(|c| c.is_ascii_alphanumeric())
        };
        subtags.all(well_formed).then(|| Language { tag: tag.to_string() })
    }

    /// The tag as it was written.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The primary subtag in lower case: `en` of `en-US`.
    pub fn primary(&self) -> String {
        self.tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The region in upper case, if the tag has one: `CH` of `de-CH`, `419` of `es-419`
    /// (RFC 5646, section 2.2.4).
    pub fn region(&self) -> Option<String> {
        let is_region = |subtag: &&str| match subtag.len() {
            2 => subtag.chars().all(|c| c.is_ascii_alphabetic()),
            3 => subtag.chars().all(|c| c.is_ascii_digit()),
            _ => false,
        };
        // A subtag of one character opens an extension, in which nothing is a region.
        let subtags = self.tag.split('-').skip(1).take_while(|subtag| subtag.len() > 1);
        subtags.into_iter().find(is_region).map(str::to_ascii_uppercase)
    }

    /// The script that the tag names, such as `Latn` of `az-Latn` (RFC 5646, section 2.2.3).
    fn script(&self) -> Option<String> {
        let is_script =
            |subtag: &&str| subtag.len() == 4 && subtag.chars().all(|c| c.is_ascii_alphabetic());
        let subtags = self.tag.split('-').skip(1).take_while(|subtag| subtag.len() > 1);
        subtags.into_iter().find(is_script).map(str::to_ascii_lowercase)
    }

    /// Whether this is Chinese, Japanese or Korean.
    pub fn is_of_east_asia(&self) -> bool {
        matches!(self.primary().as_str(), "zh" | "yue" | "ja" | "ko")
    }

    /// Whether this is Chinese in its traditional characters, by the script or the region.
    pub fn is_traditional_chinese(&self) -> bool {
        match self.script().as_deref() {
            Some(script) => script == "hant",
            None => {
                let region = self.region().unwrap_or_default();
                let primary = self.primary();
                let regions = matches!(region.as_str(), "TW" | "HK" | "MO");
                primary == "yue" || primary == "zh" && regions
            }
        }
    }

    /// What parts the units of a number from its fraction: a point or a comma, by the language and
    /// its region.
    pub fn decimal_mark(&self) -> char {
        let (primary, region) = (self.primary(), self.region().unwrap_or_default());
        let points = DECIMAL_POINT.iter().find(|(language, _)| *language == primary);
        let comma = match primary.as_str() {
            "ar" => ARABIC_COMMA.contains(&region.as_str()),
            other => DECIMAL_COMMA.contains(&other),
        };
        let point = points.is_some_and(|(_, regions)| regions.contains(&region.as_str()));
        if comma && !point { ',' } else { '.' }
    }

    /// The direction of the script that the tag names, or else of the script that the language
    /// is usually written in.
    pub fn direction(&self) -> Direction {
        let right_to_left = match self.script().as_deref() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&self.primary().as_str()),
        };
        if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        let language = |tag| Language::parse(tag).unwrap();
        assert_eq!(language("de-ch").region().as_deref(), Some("CH"));
        assert_eq!(language("zh-Hant-TW").region().as_deref(), Some("TW"));
        assert_eq!(language("es-419").region().as_deref(), Some("419"));
        assert_eq!(language("en-u-ca-gregory").region(), None);
        assert_eq!(language("FA").primary(), "fa");
        for tag in ["", "e", "en_US", "en--US", "12", "en-", "abcdefghi"] {
            assert_eq!(Language::parse(tag), None, "{tag}");
        }
    }

    #[test]
    fn numbers_have_the_mark_of_their_language_and_region() {
        let mark = |tag| Language::parse(tag).unwrap().decimal_mark();
        for tag in ["de", "de-AT", "fr-CH", "es", "es-AR", "pt-BR", "ru", "sv", "ar-MA"] {
            assert_eq!(mark(tag), ',', "{tag}");
        }
        for tag in ["en-GB", "de-CH", "it-CH", "es-MX", "he", "zh", "ja", "ar-EG", "fa"] {
            assert_eq!(mark(tag), '.', "{tag}");
        }
    }

    #[test]
    fn chinese_is_traditional_by_its_script_or_its_region() {
        let is = |tag| Language::parse(tag).unwrap().is_traditional_chinese();
        assert!(["zh-Hant", "zh-TW", "zh-hk", "zh-Hant-CN", "yue"].into_iter().all(is));
        assert!(!["zh", "zh-CN", "zh-Hans-HK", "ja", "en-HK"].into_iter().any(is));
    }

    #[test]
    fn the_script_decides_the_direction() {
        let direction = |tag| Language::parse(tag).unwrap().direction();
        assert_eq!(direction("fa-AF"), Direction::RightToLeft);
        assert_eq!(direction("uz"), Direction::LeftToRight);
        assert_eq!(direction("uz-Arab"), Direction::RightToLeft);
        assert_eq!(direction("ar-Latn"), Direction::LeftToRight);
    }
}
