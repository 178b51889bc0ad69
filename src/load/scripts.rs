//! Scripts in plain words, and the font file that serves each: what is said when no font has a
//! character.

use unicode_script::{Script, UnicodeScript};

use crate::language::Language;

/// What a character needs: its script in plain words, and a font file that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Need {
    /// What it is of: "Japanese", "signs of mathematics".
    pub name: &'static str,
    /// The name of a font file, as its makers give it away; none when there is none.
    pub file: Option<&'static str>,
    /// Whether it is of signs that many scripts share.
    pub is_of_signs: bool,
}

impl Need {
    const fn new(name: &'static str, file: &'static str) -> Need {
        Need { name, file: Some(file), is_of_signs: false }
    }

    const fn signs(name: &'static str, file: &'static str) -> Need {
        Need { name, file: Some(file), is_of_signs: true }
    }

    const fn unknown(name: &'static str) -> Need {
        Need { name, file: None, is_of_signs: false }
    }
}

const JAPANESE: Need = Need::new("Japanese", "NotoSansJP-Regular.otf");
const KOREAN: Need = Need::new("Korean", "NotoSansKR-Regular.otf");
const SIMPLIFIED: Need = Need::new("Chinese (simplified)", "NotoSansSC-Regular.otf");
const TRADITIONAL: Need = Need::new("Chinese (traditional)", "NotoSansTC-Regular.otf");
/// Characters to which Unicode gives no meaning: each font has its own.
const UNASSIGNED: Need = Need::unknown("no script that is known");
const SIGNS: Need = Need::signs("signs", "NotoSansSymbols2-Regular.ttf");

/// Signs that many scripts share, by their first and last character, in ascending order.
const SHARED: &[(u32, u32, Need)] = &[
    (0x2200, 0x23FF, Need::signs("signs of mathematics", "NotoSansMath-Regular.ttf")),
    (0x27C0, 0x27FF, Need::signs("signs of mathematics", "NotoSansMath-Regular.ttf")),
    (0x2900, 0x2AFF, Need::signs("signs of mathematics", "NotoSansMath-Regular.ttf")),
    (0x1D000, 0x1D24F, Need::signs("signs of music", "NotoMusic-Regular.ttf")),
    (0x1D400, 0x1D7FF, Need::signs("letters of mathematics", "NotoSansMath-Regular.ttf")),
    (0x1F000, 0x1F0FF, SIGNS),
    (0x1F100, 0x1F1FF, Need::signs("signs", "NotoSansSymbols-Regular.ttf")),
    (0x1F300, 0x1F64F, Need::signs("emoji", "NotoEmoji-Regular.ttf")),
    (0x1F680, 0x1F6FF, Need::signs("emoji", "NotoEmoji-Regular.ttf")),
    (0x1F900, 0x1FAFF, Need::signs("emoji", "NotoEmoji-Regular.ttf")),
];

/// Scripts with a font of their own, but for those of East Asia.
const SCRIPTS: &[(Script, Need)] = &[
    (Script::Adlam, Need::new("Adlam", "NotoSansAdlam-Regular.ttf")),
    (Script::Armenian, Need::new("Armenian", "NotoSansArmenian-Regular.ttf")),
    (Script::Balinese, Need::new("Balinese", "NotoSansBalinese-Regular.ttf")),
    (Script::Bengali, Need::new("Bengali", "NotoSansBengali-Regular.ttf")),
    (
        Script::Canadian_Aboriginal,
        Need::new("Inuktitut and Cree", "NotoSansCanadianAboriginal-Regular.ttf"),
    ),
    (Script::Cherokee, Need::new("Cherokee", "NotoSansCherokee-Regular.ttf")),
    (Script::Coptic, Need::new("Coptic", "NotoSansCoptic-Regular.ttf")),
    (Script::Cuneiform, Need::new("cuneiform", "NotoSansCuneiform-Regular.ttf")),
    (Script::Cyrillic, Need::new("Cyrillic", "NotoSans-Regular.ttf")),
    (
        Script::Devanagari,
        Need::new("Devanagari (Hindi, Marathi, Nepali)", "NotoSansDevanagari-Regular.ttf"),
    ),
    (
        Script::Egyptian_Hieroglyphs,
        Need::new("hieroglyphs", "NotoSansEgyptianHieroglyphs-Regular.ttf"),
    ),
    (Script::Ethiopic, Need::new("Ethiopic (Amharic, Tigrinya)", "NotoSansEthiopic-Regular.ttf")),
    (Script::Georgian, Need::new("Georgian", "NotoSansGeorgian-Regular.ttf")),
    (Script::Gothic, Need::new("Gothic", "NotoSansGothic-Regular.ttf")),
    (Script::Greek, Need::new("Greek", "NotoSans-Regular.ttf")),
    (Script::Gujarati, Need::new("Gujarati", "NotoSansGujarati-Regular.ttf")),
    (Script::Gurmukhi, Need::new("Gurmukhi (Punjabi)", "NotoSansGurmukhi-Regular.ttf")),
    (Script::Hebrew, Need::new("Hebrew", "NotoSansHebrew-Regular.ttf")),
    (Script::Javanese, Need::new("Javanese", "NotoSansJavanese-Regular.ttf")),
    (Script::Kannada, Need::new("Kannada", "NotoSansKannada-Regular.ttf")),
    (Script::Khmer, Need::new("Khmer", "NotoSansKhmer-Regular.ttf")),
    (Script::Lao, Need::new("Lao", "NotoSansLao-Regular.ttf")),
    (Script::Latin, Need::new("Latin", "NotoSans-Regular.ttf")),
    (Script::Malayalam, Need::new("Malayalam", "NotoSansMalayalam-Regular.ttf")),
    (Script::Mongolian, Need::new("Mongolian", "NotoSansMongolian-Regular.ttf")),
    (Script::Myanmar, Need::new("Burmese", "NotoSansMyanmar-Regular.ttf")),
    (Script::Nko, Need::new("N'Ko", "NotoSansNKo-Regular.ttf")),
    (Script::Ogham, Need::new("Ogham", "NotoSansOgham-Regular.ttf")),
    (Script::Ol_Chiki, Need::new("Ol Chiki (Santali)", "NotoSansOlChiki-Regular.ttf")),
    (Script::Oriya, Need::new("Odia", "NotoSansOriya-Regular.ttf")),
    (Script::Runic, Need::new("runes", "NotoSansRunic-Regular.ttf")),
    (Script::Sinhala, Need::new("Sinhala", "NotoSansSinhala-Regular.ttf")),
    (Script::Syriac, Need::new("Syriac", "NotoSansSyriac-Regular.ttf")),
    (Script::Tamil, Need::new("Tamil", "NotoSansTamil-Regular.ttf")),
    (Script::Telugu, Need::new("Telugu", "NotoSansTelugu-Regular.ttf")),
    (Script::Thaana, Need::new("Thaana (Dhivehi)", "NotoSansThaana-Regular.ttf")),
    (Script::Thai, Need::new("Thai", "NotoSansThai-Regular.ttf")),
    (Script::Tibetan, Need::new("Tibetan", "NotoSerifTibetan-Regular.ttf")),
    (Script::Tifinagh, Need::new("Tifinagh (Berber)", "NotoSansTifinagh-Regular.ttf")),
    (Script::Yi, Need::new("Yi", "NotoSansYi-Regular.ttf")),
];

/// The language that the ideographs among some characters are of, where the text says nothing:
/// Japanese where there is kana, Korean where there is hangul.
pub(super) fn guess(characters: impl Iterator<Item = char>) -> Option<Language> {
    let mut korean = false;
    for character in characters {
        match character.script() {
            Script::Hiragana | Script::Katakana => return Language::parse("ja"),
            script => korean |= script == Script::Hangul,
        }
    }
    if korean { Language::parse("ko") } else { None }
}

/// What a character needs in a text of a language.
pub(super) fn need(character: char, language: &Language) -> Need {
    let script = character.script();
    match script {
        Script::Hiragana | Script::Katakana => return JAPANESE,
        Script::Hangul => return KOREAN,
        Script::Bopomofo => return TRADITIONAL,
        Script::Han => return of_east_asia(language),
        Script::Arabic => return arabic(language),
        _ => {}
    }
    if let Some((_, need)) = SCRIPTS.iter().find(|(known, _)| *known == script) {
        return *need;
    }
    match (script, u32::from(character)) {
        // Points, brackets and wide letters that are at home beside ideographs.
        (
            Script::Common | Script::Inherited,
            0x3000..=0x33FF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF,
        ) => of_east_asia(language),
        (Script::Common | Script::Inherited, code) => {
            let own = SHARED.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
            own.map_or(SIGNS, |(_, _, need)| *need)
        }
        (Script::Unknown, _) => UNASSIGNED,
        (script, _) => Need::unknown(script.full_name()),
    }
}

/// Arabic script is built in; what it lacks are letters of some language.
fn arabic(language: &Language) -> Need {
    match language.primary().as_str() {
        "ur" => Need::new("Urdu", "NotoNastaliqUrdu-Regular.ttf"),
        _ => Need::new("Arabic", "NotoSansArabic-Regular.ttf"),
    }
}

/// What ideographs need: each language of East Asia has its own forms of them.
fn of_east_asia(language: &Language) -> Need {
    match language.primary().as_str() {
        "ja" => JAPANESE,
        "ko" => KOREAN,
        _ if language.is_traditional_chinese() => TRADITIONAL,
        _ => SIMPLIFIED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(character: char, tag: &str) -> (&'static str, Option<&'static str>) {
        let need = need(character, &Language::parse(tag).unwrap());
        (need.name, need.file)
    }

    #[test]
    fn ideographs_are_named_after_the_language() {
        assert_eq!(name('題', "ja"), ("Japanese", Some("NotoSansJP-Regular.otf")));
        assert_eq!(name('、', "ja"), ("Japanese", Some("NotoSansJP-Regular.otf")));
        assert_eq!(name('題', "zh"), ("Chinese (simplified)", Some("NotoSansSC-Regular.otf")));
        assert_eq!(name('題', "zh-TW"), ("Chinese (traditional)", Some("NotoSansTC-Regular.otf")));
        assert_eq!(name('題', "ko"), ("Korean", Some("NotoSansKR-Regular.otf")));
        assert_eq!(name('か', "en").0, "Japanese");
        assert_eq!(name('한', "en").0, "Korean");
    }

    #[test]
    fn signs_are_named_by_what_they_are_for() {
        assert_eq!(name('⫸', "en").0, "signs of mathematics");
        assert_eq!(name('🦕', "en"), ("emoji", Some("NotoEmoji-Regular.ttf")));
        assert_eq!(name('𝄞', "en").0, "signs of music");
        assert_eq!(name('\u{e012}', "en"), ("no script that is known", None));
        assert_eq!(name('⸙', "en"), ("signs", Some("NotoSansSymbols2-Regular.ttf")));
    }

    #[test]
    fn every_file_is_named_as_its_makers_name_it() {
        for (_, need) in SCRIPTS {
            let file = need.file.unwrap();
            assert!(file.starts_with("Noto") && file.ends_with("-Regular.ttf"), "{file}");
        }
    }
}
