//! Words that stay together: spaces at which a line does not break, though it could.

use super::segment::is_hyphen;
use crate::language::Language;
use crate::words::Words;

/// Units that are not parted from their number.
const UNITS: &[&str] = &[
    "%", "°", "°C", "°F", "km", "m", "cm", "mm", "kg", "g", "mg", "t", "ha", "km²", "m²", "m³",
    "km/h", "mph", "l", "h", "min", "s", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "V", "Hz",
    "GB", "MB", "kB", "TB", "mi", "ft", "lb", "oz", "a.m.", "p.m.", "BC", "AD", "BCE", "CE",
    "million", "billion", "trillion",
];

/// Words that are not parted from the number or letter after them.
const LABELS: &[&str] = &[
    "Figure", "Figures", "Fig.", "Figs.", "Map", "Maps", "Table", "Tables", "Box", "Boxes",
    "Plate", "Chapter", "Ch.", "Section", "Sec.", "§", "§§", "Appendix", "Annex", "Article",
    "Art.", "Part", "Vol.", "vol.", "No.", "Nos.", "no.", "nos.", "p.", "pp.", "page", "pages",
    "note", "notes", "n.", "ca.", "c.", "line", "col.",
];

/// Titles that are not parted from the name after them.
const TITLES: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Dr.", "Dr", "Prof.", "St.", "Sen.", "Rep.", "Gen.",
    "Col.", "Maj.", "Capt.", "Lt.", "Sgt.", "Gov.", "Rev.", "Hon.", "Amb.",
];

/// Whether the space between two parts of a text ties them. `before` ends in that space.
pub fn tied(before: &str, after: &str, language: &Language) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = after.split(char::is_whitespace).next().unwrap_or_default();
    let (Some(end), Some(begin)) = (last.chars().next_back(), next.chars().next()) else {
        return false;
    };
    let bare = last.trim_start_matches(['(', '[', '“', '‘', '"', '\'', '«', '—']);
    let closing = |c: char| matches!(c, ',' | ';' | ':' | ')' | ']' | '”' | '’' | '!' | '?' | '.');
    // A dash or a hyphen with spaces around it ends a line rather than begins one; so do spaced full
    // points.
    if next.chars().all(is_hyphen) {
        return true;
    }
    if matches!(begin, '–' | '—' | '…') || (is_point(next) && end != '?' && end != '!') {
        return true;
    }
    if language.tag().starts_with("fr") && french(begin, end) {
        return true;
    }
    if begin.is_ascii_digit() || is_letter_label(next) {
        return LABELS.contains(&bare);
    }
    if end.is_ascii_digit() && bare.starts_with(|c: char| c.is_ascii_digit() || c == '−') {
        let unit = next.trim_end_matches(closing);
        return UNITS.contains(&next) || UNITS.contains(&unit);
    }
    begin.is_uppercase() && (is_initial(bare) || TITLES.contains(&bare))
}

/// Whether a text is a date and nothing else: "September 2022", "octubre de 2024". In the narrow
/// cell of a table its parts stay together.
pub fn is_date(text: &str, language: &Language) -> bool {
    if text.len() > LONGEST_DATE {
        return false;
    }
    let words = Words::of(language);
    let (mut months, mut numbers) = (0, 0);
    for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '،')) {
        if part.is_empty() {
            continue;
        }
        if part.chars().all(char::is_numeric) {
            numbers += 1;
        } else if words.is_of_a_month(part) {
            months += 1;
        } else if part.chars().count() > 2 {
            // What is shorter joins the others: "de", "г.".
            return false;
        }
    }
    months > 0 && matches!(numbers, 1 | 2)
}

/// The most bytes of a date.
const LONGEST_DATE: usize = 60;

/// Whether a word is one full point, as in an ellipsis of spaced points, with what closes it.
fn is_point(word: &str) -> bool {
    word.strip_prefix('.').is_some_and(|rest| rest.trim_end_matches(['”', '’', ')']).is_empty())
}

/// Whether a word is a single capital: "Appendix A", "Part B".
fn is_letter_label(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a word is an initial of a name: "J.", "J.-P.", "J.R."; not "I" or a word's end.
fn is_initial(word: &str) -> bool {
    !word.is_empty()
        && word.ends_with('.')
        && word.split_inclusive('.').all(|part| {
            let mut letters = part.trim_start_matches('-').chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.next() == Some('.')
                && letters.next().is_none()
        })
}

/// The spaces that French sets inside its quotes and before its high points.
fn french(begin: char, end: char) -> bool {
    matches!(begin, ';' | ':' | '!' | '?' | '»') || end == '«'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_tied(text: &str) -> bool {
        let at = text.find(' ').unwrap() + 1;
        tied(&text[..at], &text[at..], &Language::default())
    }

    #[test]
    fn numbers_keep_their_units() {
        assert!(is_tied("1,350 km."));
        assert!(is_tied("2.5 million people"));
        assert!(is_tied("7 p.m."));
        assert!(!is_tied("1,350 kilometres"));
        assert!(!is_tied("2021 m"[1..].trim_start_matches(char::is_numeric)));
    }

    #[test]
    fn labels_keep_their_numbers() {
        assert!(is_tied("Figure 3"));
        assert!(is_tied("(p. 14)"));
        assert!(is_tied("Appendix A,"));
        assert!(!is_tied("in 2021"));
        assert!(!is_tied("Figure skating"));
    }

    #[test]
    fn initials_and_titles_keep_their_names() {
        assert!(is_tied("J. Smith"));
        assert!(is_tied("J.R. Smith"));
        assert!(is_tied("Dr. Smith"));
        assert!(!is_tied("war. Smith"));
        assert!(!is_tied("I Smith"));
    }

    #[test]
    fn points_and_dashes_stay_at_their_left() {
        assert!(is_tied("word …"));
        assert!(is_tied("word – and"));
        assert!(is_tied(". ."));
        assert!(!is_tied("– and"));
    }

    #[test]
    fn a_date_alone_is_known_in_each_language() {
        let is = |tag, text| is_date(text, &Language::parse(tag).unwrap());
        let dates = [
            ("en", "September 2022"),
            ("en", "Sept. 11, 2001"),
            ("de", "11. September 2001"),
            ("es", "octubre de 2024"),
            ("ru", "сентября 2022 г."),
            ("pl", "11 września 2001"),
            ("fa", "اکتبر ۲۰۲۴"),
            ("ar-LB", "تشرين الأول ٢٠٢٤"),
        ];
        for (tag, text) in dates {
            assert!(is(tag, text), "{text}");
        }
        let others =
            ["September", "since September 2022", "2022", "march on the city, 2022", "Table 2", ""];
        for text in others {
            assert!(!is("en", text), "{text}");
        }
        assert!(!is("de", "сентября 2022"));
    }

    #[test]
    fn french_ties_before_high_points() {
        let french = Language::parse("fr-FR").unwrap();
        assert!(tied("quoi ", "?", &french));
        assert!(tied("« ", "oui", &french));
        assert!(!tied("quoi ", "oui", &french));
    }
}
