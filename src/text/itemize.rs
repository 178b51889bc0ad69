//! Cutting a text where its script or its direction changes.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};

use crate::language::Direction;

/// A part of a text with one script and one embedding level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRun {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its script, never Common or Inherited.
    pub script: Script,
    /// Its embedding level (UAX #9): odd runs from right to left.
    pub level: u8,
}

/// Cuts a text into runs of one script and one level.
///
/// `base` is the direction of its language. `isolates` are passages with a direction of their own,
/// in order and one after another; each is set apart as by U+2066 or U+2067 and U+2069.
///
/// Characters that many scripts share (spaces, points, figures) take the script before them, or
/// after them at a beginning, but only from characters of their own level: the comma that follows
/// an Arabic word in an English sentence is English.
pub fn itemize(
    text: &str,
    base: Direction,
    isolates: &[(Range<usize>, Direction)],
) -> Vec<ScriptRun> {
    let levels = levels(text, base, isolates);
    let level_at = |at: usize| levels.as_ref().map_or(0, |levels| levels[at]);
    let mut runs: Vec<ScriptRun> = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let level = level_at(at);
        let own = script(character);
        let last = runs.last_mut().filter(|run| run.level == level);
        match last.and_then(|run| Some((joined(run.script, own)?, run))) {
            Some((script, run)) => {
                run.script = script;
                run.range.end = end;
            }
            None => {
                let script = own.unwrap_or(Script::Common);
                runs.push(ScriptRun { range: at..end, script, level });
            }
        }
    }
    for run in &mut runs {
        if run.script == Script::Common {
            run.script = if run.level % 2 == 1 { Script::Arabic } else { Script::Latin };
        }
    }
    runs
}

/// The script of a character, or none when many share it.
fn script(character: char) -> Option<Script> {
    if character.is_ascii() {
        return character.is_ascii_alphabetic().then_some(Script::Latin);
    }
    match character.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    }
}

/// The script of a run when a character of script `own` joins it, if it can: a run of shared
/// characters takes the first script that follows.
fn joined(run: Script, own: Option<Script>) -> Option<Script> {
    match own {
        None => Some(run),
        Some(own) => (run == own || run == Script::Common).then_some(own),
    }
}

/// Whether a character belongs to the blocks of right-to-left scripts, or is a mark of direction.
fn may_run_right_to_left(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0590..=0x08FF
            | 0x200E..=0x200F
            | 0x202A..=0x202E
            | 0x2066..=0x2069
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFF
            | 0x10800..=0x10FFF
            | 0x1E800..=0x1EFFF
    )
}

/// The level of each byte, or none when all are 0.
fn levels(text: &str, base: Direction, isolates: &[(Range<usize>, Direction)]) -> Option<Vec<u8>> {
    let base_level = match base {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    let plain = base == Direction::LeftToRight && isolates.is_empty();
    if plain && !text.chars().any(may_run_right_to_left) {
        return None;
    }
    let mut marked = String::with_capacity(text.len() + isolates.len() * 6);
    let mut kept = Vec::with_capacity(text.len());
    let mut keep = |marked: &mut String, part: Range<usize>| {
        if let Some(words) = text.get(part) {
            let start = marked.len();
            // A line feed would end the paragraph of the algorithm, and with it the isolate.
            marked.extend(words.chars().map(|c| if c == '\n' { ' ' } else { c }));
            kept.push(start..marked.len());
        }
    };
    let mut at = 0;
    for (range, direction) in isolates {
        keep(&mut marked, at..range.start);
        marked.push(match direction {
            Direction::LeftToRight => '\u{2066}',
            Direction::RightToLeft => '\u{2067}',
        });
        keep(&mut marked, range.clone());
        marked.push('\u{2069}');
        at = range.end;
    }
    keep(&mut marked, at..text.len());
    let info = BidiInfo::new(&marked, Some(base_level));
    let mut levels = Vec::with_capacity(text.len());
    for range in kept {
        levels.extend(info.levels.get(range).into_iter().flatten().map(|level| level.number()));
    }
    // A separator of paragraphs inside the text is a level of its own; lengths agree all the same.
    levels.resize(text.len(), base_level.number());
    levels.iter().any(|level| *level != 0).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str, isolates: &[(Range<usize>, Direction)]) -> Vec<(String, Script, u8)> {
        let itemized = itemize(text, Direction::LeftToRight, isolates);
        itemized
            .into_iter()
            .map(|run| (text[run.range].to_string(), run.script, run.level))
            .collect()
    }

    #[test]
    fn plain_text_is_one_run() {
        assert_eq!(runs("It is 5—or 6.", &[]), [("It is 5—or 6.".into(), Script::Latin, 0)]);
        assert_eq!(runs("", &[]), []);
        assert_eq!(runs("12", &[]), [("12".into(), Script::Latin, 0)]);
    }

    #[test]
    fn arabic_words_run_from_right_to_left_and_leave_the_comma() {
        let expected: [(String, Script, u8); 3] = [
            ("In Dari ".into(), Script::Latin, 0),
            ("ثبات".into(), Script::Arabic, 1),
            (", and".into(), Script::Latin, 0),
        ];
        assert_eq!(runs("In Dari ثبات, and", &[]), expected);
    }

    #[test]
    fn a_passage_is_an_isolate() {
        // The point belongs to the passage and stands at its left; without the isolate it would
        // stand at its right.
        let text = "is ثبات.";
        let passage = text.find('ث').unwrap();
        let runs = runs(text, &[(passage..text.len(), Direction::RightToLeft)]);
        assert_eq!(runs[1], ("ثبات.".into(), Script::Arabic, 1));
    }

    #[test]
    fn other_scripts_are_parted() {
        let expected: [(String, Script, u8); 2] =
            [("the ".into(), Script::Latin, 0), ("мир".into(), Script::Cyrillic, 0)];
        assert_eq!(runs("the мир", &[]), expected);
    }
}
