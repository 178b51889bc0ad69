//! The numbers of lists: figures, letters, Roman numerals.

/// The numbers of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numerals {
    /// The number of the first item.
    pub start: u64,
    /// How the numbers are written.
    pub style: NumeralStyle,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumeralStyle {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

impl Numerals {
    /// The number of the item at this place, from 0.
    pub fn number(self, index: usize) -> u64 {
        self.start.saturating_add(u64::try_from(index).unwrap_or(u64::MAX))
    }

    /// The number of the item at this place, from 0, as it stands before it: "3.", "c.", "iii.".
    pub fn label(self, index: usize) -> String {
        format!("{}.", self.style.write(self.number(index)))
    }
}

impl NumeralStyle {
    /// A number in this style; in figures where the style has none for it.
    pub fn write(self, number: u64) -> String {
        let written = match self {
            NumeralStyle::Decimal => None,
            NumeralStyle::LowerLetter => letters(number),
            NumeralStyle::UpperLetter => letters(number).map(|text| text.to_ascii_uppercase()),
            NumeralStyle::LowerRoman => roman(number),
            NumeralStyle::UpperRoman => roman(number).map(|text| text.to_ascii_uppercase()),
        };
        written.unwrap_or_else(|| number.to_string())
    }

    /// The number that is written so, if it is one of this style.
    pub fn read(self, text: &str) -> Option<u64> {
        let upper = text.chars().all(|c| c.is_ascii_uppercase());
        let lower = text.chars().all(|c| c.is_ascii_lowercase());
        let number = match self {
            NumeralStyle::Decimal => return text.parse().ok(),
            NumeralStyle::LowerLetter if lower => from_letters(text),
            NumeralStyle::UpperLetter if upper => from_letters(text),
            NumeralStyle::LowerRoman if lower => from_roman(text),
            NumeralStyle::UpperRoman if upper => from_roman(text),
            _ => None,
        };
        number.filter(|number| self.write(*number) == text)
    }
}

/// a to z, then aa, ab; none for 0.
fn letters(number: u64) -> Option<String> {
    let mut rest = number.checked_sub(1)?;
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + u8::try_from(rest % 26).unwrap_or_default());
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    Some(letters.iter().rev().map(|letter| char::from(*letter)).collect())
}

fn from_letters(text: &str) -> Option<u64> {
    text.bytes().try_fold(0_u64, |number, letter| {
        let digit = u64::from(letter.to_ascii_lowercase().checked_sub(b'a')?) + 1;
        number.checked_mul(26)?.checked_add(digit)
    })
}

const SIGNS: [(u64, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// A number in small Roman numerals; none for 0 and from 4,000 on.
fn roman(number: u64) -> Option<String> {
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            rest -= value;
            text.push_str(sign);
        }
    }
    Some(text)
}

/// The number of what looks like a Roman numeral: whether it is written as one should be is for
/// others to ask.
fn from_roman(text: &str) -> Option<u64> {
    let mut rest = text.to_ascii_lowercase();
    let mut number = 0_u64;
    for (value, sign) in SIGNS {
        while let Some(after) = rest.strip_prefix(sign).map(str::to_string) {
            number = number.checked_add(value)?;
            rest = after;
        }
    }
    rest.is_empty().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_letters_and_roman_numerals() {
        let written = |style: NumeralStyle, numbers: &[u64]| {
            numbers.iter().map(|number| style.write(*number)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            written(NumeralStyle::LowerLetter, &[1, 26, 27, 52, 53, 702, 703]),
            "a z aa az ba zz aaa"
        );
        assert_eq!(written(NumeralStyle::UpperLetter, &[3, 0]), "C 0");
        assert_eq!(
            written(NumeralStyle::LowerRoman, &[1, 4, 9, 14, 40, 1999, 4000]),
            "i iv ix xiv xl mcmxcix 4000"
        );
        assert_eq!(written(NumeralStyle::UpperRoman, &[8]), "VIII");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for style in [
            NumeralStyle::Decimal,
            NumeralStyle::LowerLetter,
            NumeralStyle::UpperLetter,
            NumeralStyle::LowerRoman,
            NumeralStyle::UpperRoman,
        ] {
            for number in 1..1000 {
                assert_eq!(style.read(&style.write(number)), Some(number), "{style:?}");
            }
        }
        for (style, text) in [
            (NumeralStyle::LowerRoman, "iiii"),
            (NumeralStyle::LowerRoman, "II"),
            (NumeralStyle::LowerRoman, "b"),
            (NumeralStyle::UpperLetter, "a"),
            (NumeralStyle::LowerLetter, ""),
        ] {
            assert_eq!(style.read(text), None, "{text}");
        }
    }

    #[test]
    fn labels_count_from_the_first_number() {
        let numerals = Numerals { start: 3, style: NumeralStyle::LowerLetter };
        assert_eq!([0, 1].map(|index| numerals.label(index)), ["c.", "d."]);
        let last = Numerals { start: u64::MAX, style: NumeralStyle::Decimal };
        assert_eq!(last.label(1), format!("{}.", u64::MAX));
    }
}
