//! Ids made of words: ASCII, fit for XML (NCName) and for a destination in a PDF.

/// Letters of the Latin and Cyrillic scripts beyond ASCII, in lower case, with the letters that
/// stand for them: Latin without its marks, with German, Nordic and Polish letters as they are
/// commonly spelled out; Cyrillic after ISO 9 as passports simplify it (ICAO Doc 9303).
const LETTERS: &[(&str, &str)] = &[
    ("àáâãåāăąǎ", "a"),
    ("äæ", "ae"),
    ("çćĉċč", "c"),
    ("ďđðḍ", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħḥ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľł", "l"),
    ("ñńņň", "n"),
    ("òóôõōŏő", "o"),
    ("öøœ", "oe"),
    ("ŕŗř", "r"),
    ("śŝşšșṣ", "s"),
    ("ß", "ss"),
    ("ţťțṭ", "t"),
    ("þ", "th"),
    ("ùúûũūŭůűų", "u"),
    ("ü", "ue"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżžẓ", "z"),
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гґ", "g"),
    ("д", "d"),
    ("еёэє", "e"),
    ("ж", "zh"),
    ("з", "z"),
    ("иійї", "i"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("ф", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ы", "y"),
    ("ю", "iu"),
    ("я", "ia"),
];

/// The longest id made of words, in letters: a line of an address.
const LONGEST: usize = 60;

/// An id made of words: `A Bleak Situation` is `a-bleak-situation`. Words that no ASCII letter
/// can stand for give `otherwise` with a number that depends on the words alone.
pub fn slug(words: &str, otherwise: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        let letters = ascii(c);
        if letters == Some("") {
            continue;
        }
        match letters {
            Some(letters) => slug.push_str(letters),
            None if c.is_ascii_alphanumeric() => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    match slug.chars().next() {
        None => format!("{otherwise}-{:08x}", hash(words)),
        Some(first) if first.is_ascii_alphabetic() => slug,
        Some(_) => format!("{otherwise}-{slug}"),
    }
}

/// An author's id as an XML name without a colon (Namespaces in XML 1.0, NCName): what may not
/// begin one gets `id-` before it, and what may not stand in one is a hyphen.
pub fn name(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = id.chars().map(|c| if fits(c) { c } else { '-' }).collect();
    match name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        true => name,
        false => format!("id-{name}"),
    }
}

/// The ASCII letters that stand for a letter; none at all for an apostrophe, so that a word
/// stays whole.
fn ascii(c: char) -> Option<&'static str> {
    if matches!(c, '’' | '\'' | 'ʿ' | 'ʾ' | 'ь' | 'ъ' | '\u{ad}') || is_mark(c) {
        return Some("");
    }
    if c.is_ascii() {
        return None;
    }
    LETTERS.iter().find(|(letters, _)| letters.contains(c)).map(|(_, ascii)| *ascii)
}

/// Combining marks of Latin letters that are written in two characters.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// FNV-1a in 32 bits: the same on every machine and in every version.
fn hash(words: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    words.bytes().fold(0x811c_9dc5, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_ids() {
        let made = |words| slug(words, "section");
        assert_eq!(made("A Bleak Situation"), "a-bleak-situation");
        assert_eq!(made("America’s border: “crisis”"), "americas-border-crisis");
        assert_eq!(made("Über Größe & Café"), "ueber-groesse-cafe");
        assert_eq!(made("Ṣāliḥ ʿAbd"), "salih-abd");
        assert_eq!(made("Введение"), "vvedenie");
        assert_eq!(made("2024 in brief"), "section-2024-in-brief");
        assert_eq!(made("e\u{301}t\u{e9}"), "ete");
    }

    #[test]
    fn words_of_other_scripts_get_a_stable_number() {
        assert_eq!(slug("مقدمه", "section"), slug("مقدمه", "section"));
        assert_ne!(slug("مقدمه", "section"), slug("پیوست", "section"));
        assert!(slug("مقدمه", "section").starts_with("section-"));
        assert!(slug("", "section").starts_with("section-"));
    }

    #[test]
    fn ids_are_xml_names() {
        assert_eq!(name("map-1"), "map-1");
        assert_eq!(name("1a"), "id-1a");
        assert_eq!(name("fig:one"), "fig-one");
        assert_eq!(name("نقشه"), "نقشه");
    }
}
