//! Check digits: ISBN, ISSN, ORCID.

/// What is wrong with an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not of the form; how it is written instead.
    Form(&'static str),
    /// The check digit that the other digits ask for.
    Check(char),
}

/// An ISBN of 13 or 10 digits (ISO 2108), with or without hyphens or spaces.
pub(super) fn isbn(text: &str) -> Result<(), Fault> {
    const FORM: Fault = Fault::Form("an ISBN has 13 digits and begins with 978 or 979");
    let digits: Vec<char> = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    match digits.as_slice() {
        [digits @ .., last] if digits.len() == 12 => {
            let values = decimal(digits).ok_or(FORM)?;
            if !matches!(values.as_slice(), [9, 7, 8 | 9, ..]) {
                return Err(FORM);
            }
            let weights = [1, 3].into_iter().cycle();
            let sum: u32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
            agree(*last, check_character((10 - sum % 10) % 10))
        }
        [digits @ .., last] if digits.len() == 9 => {
            let values = decimal(digits).ok_or(FORM)?;
            agree(*last, check_character(descending(&values, 10)))
        }
        _ => Err(FORM),
    }
}

/// An ISSN (ISO 3297): four digits, a hyphen, three digits and the check digit.
pub(super) fn issn(text: &str) -> Result<(), Fault> {
    const FORM: Fault = Fault::Form("an ISSN is written 1234-5679");
    let (first, second) = text.split_once('-').ok_or(FORM)?;
    let digits: Vec<char> = first.chars().chain(second.chars()).collect();
    match digits.as_slice() {
        [digits @ .., last] if digits.len() == 7 && first.len() == 4 => {
            let values = decimal(digits).ok_or(FORM)?;
            agree(*last, check_character(descending(&values, 8)))
        }
        _ => Err(FORM),
    }
}

/// An ORCID iD: four groups of four, the last character by ISO/IEC 7064, MOD 11-2.
pub(super) fn orcid(text: &str) -> Result<(), Fault> {
    const FORM: Fault = Fault::Form("an ORCID iD is written 0000-0002-1825-0097");
    let groups: Vec<&str> = text.split('-').collect();
    if groups.len() != 4 || groups.iter().any(|group| group.len() != 4) {
        return Err(FORM);
    }
    let digits: Vec<char> = groups.iter().flat_map(|group| group.chars()).collect();
    let [digits @ .., last] = digits.as_slice() else {
        return Err(FORM);
    };
    let values = decimal(digits).ok_or(FORM)?;
    let total = values.iter().fold(0, |total, value| (total + value) * 2 % 11);
    agree(*last, check_character((12 - total) % 11))
}

/// The check value modulo 11 of digits weighed from `first` downwards, as ISBN-10 and ISSN have it.
fn descending(values: &[u32], first: u32) -> u32 {
    let weights = (2..=first).rev();
    let sum: u32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    (11 - sum % 11) % 11
}

/// 0 to 9 as digits, 10 as `X`.
fn check_character(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('X')
}

fn decimal(digits: &[char]) -> Option<Vec<u32>> {
    digits.iter().map(|digit| digit.to_digit(10)).collect()
}

fn agree(written: char, computed: char) -> Result<(), Fault> {
    match written {
        '0'..='9' | 'X' | 'x' if written.to_ascii_uppercase() == computed => Ok(()),
        _ => Err(Fault::Check(computed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_in_use_agree_with_their_check_digits() {
        for text in ["978-3-16-148410-0", "9780306406157", "0-306-40615-2", "0 8044 2957 X"] {
            assert_eq!(isbn(text), Ok(()), "{text}");
        }
        for text in ["0317-8471", "2434-561X"] {
            assert_eq!(issn(text), Ok(()), "{text}");
        }
        for text in ["0000-0002-1825-0097", "0000-0002-1694-233X"] {
            assert_eq!(orcid(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_told_with_the_right_one() {
        assert_eq!(isbn("978-3-16-148410-1"), Err(Fault::Check('0')));
        assert_eq!(isbn("0-306-40615-9"), Err(Fault::Check('2')));
        assert_eq!(issn("0317-8472"), Err(Fault::Check('1')));
        assert_eq!(orcid("0000-0002-1694-2330"), Err(Fault::Check('X')));
    }

    #[test]
    fn what_is_not_of_the_form_is_told_so() {
        for text in ["", "x", "123", "123-3-16-148410-0", "97831614841ü0"] {
            assert!(matches!(isbn(text), Err(Fault::Form(_))), "{text}");
        }
        for text in ["", "03178471", "031-78471", "0317-84712", "ü317-8471"] {
            assert!(matches!(issn(text), Err(Fault::Form(_))), "{text}");
        }
        for text in ["", "0000-0002-1825", "0000-0002-1825-00970", "00ü0-0002-1825-0097"] {
            assert!(matches!(orcid(text), Err(Fault::Form(_))), "{text}");
        }
    }
}
