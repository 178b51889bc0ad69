//! The language of a text that does not say it: by its letters, and by the small words that no text
//! does without.

/// Small words by languages whose words the program knows, none in two lists.
const SMALL_WORDS: &[(&str, &str)] = &[
    ("de", "und der das ist nicht ein eine mit von werden auf auch für sich wird"),
    ("en", "the and of is that this with are be you which not have it was"),
    ("es", "el los las una con más pero está hay muy sin sobre cuando esta ser"),
    ("fr", "les des est et dans une pour qui sur pas vous avec nous leur ou"),
    ("it", "di che è gli della sono nel alla anche dei delle questo essere più il"),
    ("nl", "het een van niet zijn voor met dat deze wordt ook naar bij uit kan"),
    ("pl", "nie się jest że oraz jak przez lub być dla tym może ich jego jako"),
    ("pt", "os uma não em você ao dos pelo foi são também isso pela nos às"),
];

/// So many characters are enough.
const ENOUGH: usize = 20_000;

/// The language of these texts, if it shows.
pub(super) fn language(texts: &[String]) -> Option<&'static str> {
    let each = (ENOUGH / texts.len().max(1)).max(500);
    let sample: String =
        texts.iter().flat_map(|text| text.chars().take(each).chain([' '])).collect();
    by_letters(&sample).or_else(|| by_words(&sample))
}

/// The language of the script that a tenth of the letters or more are of.
fn by_letters(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let share = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count() * 10;
    let is_of = |is: fn(char) -> bool| letters > 0 && share(is) >= letters;
    let has = |signs: &str| text.contains(|c| signs.contains(c));
    if is_of(|c| matches!(c, '\u{3041}'..='\u{30ff}')) {
        Some("ja")
    } else if is_of(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
        Some("ko")
    } else if is_of(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        Some("zh")
    } else if is_of(|c| matches!(c, '\u{0400}'..='\u{04ff}')) {
        Some(if has("іїєґ") { "uk" } else { "ru" })
    } else if is_of(|c| matches!(c, '\u{0600}'..='\u{06ff}')) {
        Some(if has("پچژگ") { "fa" } else { "ar" })
    } else if is_of(|c| matches!(c, '\u{0370}'..='\u{03ff}')) {
        Some("el")
    } else if is_of(|c| matches!(c, '\u{0590}'..='\u{05ff}')) {
        Some("he")
    } else {
        None
    }
}

/// The language with the most small words, if it has twice as many as any other.
fn by_words(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    let count =
        |list: &str| words.iter().filter(|word| list.split(' ').any(|one| one == **word)).count();
    let mut counts: Vec<(usize, &str)> =
        SMALL_WORDS.iter().map(|(language, list)| (count(list), *language)).collect();
    counts.sort_by(|one, other| other.cmp(one));
    match counts[..] {
        [(most, language), (second, _), ..] if most > 2 && most >= second * 2 => Some(language),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        language(&[text.to_string()])
    }

    #[test]
    fn a_text_shows_its_language() {
        assert_eq!(
            of("The law of the sea, which is not the law of the land, and that is it."),
            Some("en")
        );
        assert_eq!(
            of("Das Recht der See ist nicht das Recht der Länder, und es wird gelten."),
            Some("de")
        );
        assert_eq!(
            of("El derecho de las personas, con una ley para los demás, está más cerca."),
            Some("es")
        );
        assert_eq!(of("この章は、Gitを使い始めることについてのものです。"), Some("ja"));
        assert_eq!(of("درہ پنجشیر گزارش"), Some("fa"));
        assert_eq!(of("Права человека"), Some("ru"));
    }

    #[test]
    fn a_text_of_a_few_words_shows_none() {
        assert_eq!(of("# Title\n\nText."), None);
        assert_eq!(language(&[]), None);
    }
}
