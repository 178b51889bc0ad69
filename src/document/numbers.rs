//! Numbers in the cells of tables.

/// What numbers have beside digits: signs, separators, units of one character.
const BESIDE_DIGITS: &str = "٫٬٪.,'’+-−±%‰$€£¥<>≤≥~≈() \u{a0}\u{2007}\u{2009}\u{202f}";

/// The signs for a number that there is not.
const NONE: &[&str] = &["—", "–", "-", "−", "--", "---", "…"];

/// Whether a cell holds a number and nothing else.
pub fn is_number(text: &str) -> bool {
    let part = |c: char| c.is_numeric() || BESIDE_DIGITS.contains(c);
    text.chars().any(char::is_numeric) && text.chars().all(part)
}

/// Whether a cell says that there is no number: with a dash, or with nothing.
pub fn is_no_number(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NONE.contains(&text)
}

/// A cell's words with the signs that an author types with the hyphen of the keyboard as they are
/// to be set: a minus before a number, an em dash where there is none. None if that changes nothing.
pub fn with_signs(words: &str) -> Option<String> {
    let bare = words.trim();
    if bare.contains('-') && is_no_number(bare) || bare == "–" {
        return Some(words.replace(bare, "—"));
    }
    let (before, after) = words.split_once('-')?;
    let lonely = before.trim_end_matches(['(', '$', '€', '£', '¥', '~', '≈']).trim().is_empty();
    let counts = after.trim_start_matches(['$', '€', '£', '¥', '.', ',']);
    let minus = lonely && counts.starts_with(char::is_numeric);
    (minus && is_number(bare) && !after.contains('-')).then(|| format!("{before}−{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        for number in ["100,000", "−89%", "2.5", "$7", "1 000", "1.234,5", "1’234", "(12)"] {
            assert!(is_number(number), "{number}");
        }
        for word in ["2010–11", "June 2024", "—", "", "3rd"] {
            assert!(!is_number(word), "{word}");
        }
        assert!(["", " ", "—", "–", "-"].into_iter().all(is_no_number) && !is_no_number("0"));
    }

    #[test]
    fn hyphens_become_the_signs_that_they_stand_for() {
        let set = |words: &str| with_signs(words).unwrap_or_else(|| words.to_string());
        for (typed, wanted) in [
            ("-3,5", "−3,5"),
            ("- 3", "- 3"),
            ("-$7", "−$7"),
            ("$-7", "$−7"),
            ("(-12)", "(−12)"),
            ("-", "—"),
            ("--", "—"),
            ("–", "—"),
            ("3-5", "3-5"),
            ("-3-5", "-3-5"),
            ("", ""),
            ("−2", "−2"),
            ("-x", "-x"),
        ] {
            assert_eq!(set(typed), wanted, "{typed}");
        }
    }
}
