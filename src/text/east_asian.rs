//! The characters of Chinese, Japanese and Korean, and how far apart they stand.
//!
//! They are set solid: each has a square of its own, and a line may end after nearly any of them.
//! What a compositor adds is in three requirements of the World Wide Web Consortium: JLReq for
//! Japanese, CLReq for Chinese, KLReq for Korean. Which marks may not begin or end a line is UAX #14;
//! here is the space between them: half a square is taken out where two marks meet, a quarter is
//! put in beside Latin letters and figures, and where a line must be filled each joint gives a little.

use crate::language::Language;

/// Whether a character has a square of its own in Chinese, Japanese or Korean text.
pub fn is_east_asian(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x11FF
            | 0x2E80..=0x303E
            | 0x3041..=0xA4CF
            | 0xA960..=0xA97F
            | 0xAC00..=0xD7FF
            | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F
            | 0xFF01..=0xFF60
            | 0xFFE0..=0xFFE6
            | 0x1AFF0..=0x1B16F
            | 0x1F200..=0x1F265
            | 0x20000..=0x3FFFD
    )
}

/// Whether a character is of hangul, which is set with spaces between its words.
pub fn is_hangul(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF
    )
}

/// Whether a text has any such character.
pub fn has_east_asian(text: &str) -> bool {
    // All but old forms of radicals begin with one of these bytes, few others do.
    text.bytes().any(|byte| byte == 0xE1 || byte >= 0xE3) && text.chars().any(is_east_asian)
}

/// Whether a mark is of Latin script and of Chinese and Japanese alike: among ideographs it has
/// their square.
pub fn is_shared_mark(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '…' | '‥' | '—' | '―' | '·')
}

/// The words of a text that has no line feed, each with the white space behind it. A border
/// between the characters of East Asia and others parts words too.
pub fn words<'t>(
    text: &'t str,
    is_space: impl Fn(char) -> bool + Copy + 't,
) -> impl Iterator<Item = &'t str> {
    let mixed = has_east_asian(text);
    text.split_inclusive(is_space).flat_map(move |word| {
        let border = move |at: usize| {
            let (before, after) = word.split_at(at);
            let next = after.chars().next().filter(|next| !is_space(*next));
            let last = before.chars().next_back();
            next.zip(last).is_some_and(|(next, last)| is_east_asian(next) != is_east_asian(last))
        };
        let looked_at = if mixed { word } else { "" };
        let places = looked_at.char_indices().skip(1).map(|(at, _)| at);
        let ends = places.filter(move |at| border(*at)).chain([word.len()]);
        let mut start = 0;
        ends.map(move |end| {
            let part = word.get(start..end).unwrap_or_default();
            start = end;
            part
        })
    })
}

/// What a character does to the space beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// An ideograph, kana, or a mark in the middle of its square.
    Solid,
    /// A syllable of hangul.
    Hangul,
    /// An opening mark: its ink is at the right of its square.
    Opening,
    /// A closing mark, a comma, a full stop: its ink is at the left of its square.
    Closing,
    /// A letter or figure of another script.
    Letter,
    /// White space, and whatever else.
    Other,
}

fn class(character: char, language: &Language) -> Class {
    match character {
        '「' | '『' | '（' | '［' | '｛' | '〈' | '《' | '【' | '〔' | '〖' | '〘' | '〚' | '“'
        | '‘' | '〝' | '｟' => Class::Opening,
        '」' | '』' | '）' | '］' | '｝' | '〉' | '》' | '】' | '〕' | '〗' | '〙' | '〛' | '”'
        | '’' | '〟' | '｠' => Class::Closing,
        // In traditional Chinese they stand in the middle.
        '、' | '。' | '，' | '．' if !language.is_traditional_chinese() => Class::Closing,
        '：' | '；' | '！' | '？'
            if language.primary() == "zh" && !language.is_traditional_chinese() =>
        {
            Class::Closing
        }
        _ if is_hangul(character) => Class::Hangul,
        '\u{3000}' => Class::Other,
        _ if is_east_asian(character) => Class::Solid,
        '…' | '‥' | '—' | '―' | '·' => Class::Other,
        _ if character.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// The space after a character that does not end its line, in thousandths of the size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// How wide it is; less than nothing where white is taken out.
    pub width: i64,
    /// How far it stretches at a ratio of 1.
    pub stretch: i64,
    /// How far it shrinks at most.
    pub shrink: i64,
}

impl Gap {
    /// What a joint between two squares gives.
    const JOINT: Gap = Gap { width: 0, stretch: 50, shrink: 0 };
    /// What a mark with white of its own beside it gives.
    const MARK: Gap = Gap { width: 0, stretch: 50, shrink: 250 };
    /// Where two marks meet, one has half of its square.
    const MEETING: Gap = Gap { width: -500, stretch: 50, shrink: 0 };
    /// Between a square and a Latin letter or figure.
    const QUARTER: Gap = Gap { width: 250, stretch: 125, shrink: 125 };

    /// The space between two characters, at least one of which is of East Asia; none where both
    /// are of another script.
    pub fn between(before: char, after: char, language: &Language) -> Option<Gap> {
        use Class::{Closing, Hangul, Letter, Opening, Other, Solid};
        Some(match (class(before, language), class(after, language)) {
            (Other, _) | (_, Other) | (Letter, Letter) => return None,
            (Hangul, Hangul | Letter) | (Letter, Hangul) => return None,
            (Closing, Closing | Opening) | (Opening, Opening) => Gap::MEETING,
            (Closing, _) | (_, Opening) => Gap::MARK,
            (Solid, Letter) | (Letter, Solid) => Gap::QUARTER,
            (Letter, Closing) | (Opening, Letter) => Gap::default(),
            _ => Gap::JOINT,
        })
    }
}

/// The white of a mark at the beginning and at the end of a line, in thousandths of the size: half
/// of its square, which hangs into the margin.
pub fn white(character: char, language: &Language) -> (i64, i64) {
    match class(character, language) {
        Class::Opening => (500, 0),
        Class::Closing => (0, 500),
        _ => (0, 0),
    }
}

/// Whether two marks are one and never parted by a line's end.
pub fn is_inseparable(before: char, after: char) -> bool {
    before == after && matches!(before, '—' | '―' | '…' | '‥' | '〳' | '〵')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(pair: &str, tag: &str) -> Option<i64> {
        let mut pair = pair.chars();
        let (before, after) = (pair.next().unwrap(), pair.next().unwrap());
        let language = Language::parse(tag).unwrap();
        Gap::between(before, after, &language).map(|gap| gap.width)
    }

    #[test]
    fn half_a_square_goes_where_two_marks_meet() {
        for pair in ["。」", "」「", "、「", "）。", "「『", "」）"] {
            assert_eq!(between(pair, "ja"), Some(-500), "{pair}");
        }
        assert_eq!(between("。」", "zh-Hant"), Some(0));
        assert_eq!(between("」「", "zh-Hant"), Some(-500));
        assert_eq!(between("：“", "zh"), Some(-500));
        assert_eq!(between("：「", "ja"), Some(0));
        assert_eq!(between("あ。", "ja"), Some(0));
    }

    #[test]
    fn a_quarter_stands_between_squares_and_letters() {
        for pair in ["字a", "a字", "第1", "１a", "の5"] {
            assert_eq!(between(pair, "ja"), Some(250), "{pair}");
        }
        assert_eq!(between("字 ", "ja"), None);
        assert_eq!(between("字)", "ja"), None);
        assert_eq!(between("한a", "ko"), None);
        assert_eq!(between("한글", "ko"), None);
    }

    #[test]
    fn words_end_where_squares_begin() {
        let parts = |text| words(text, char::is_whitespace).collect::<Vec<_>>();
        assert_eq!(parts("one two"), ["one ", "two"]);
        assert_eq!(parts("使用Git的 example.org 吧"), ["使用", "Git", "的 ", "example.org ", "吧"]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
