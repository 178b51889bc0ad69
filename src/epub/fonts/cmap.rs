//! Which glyph each character has (OpenType, `cmap` table).

use std::collections::BTreeMap;

/// A table of these characters with their glyphs. None when they are too many for it.
pub(super) fn table(glyphs: &BTreeMap<char, u16>) -> Option<Vec<u8>> {
    const WINDOWS: u16 = 3;
    const BASIC: u16 = 1;
    const FULL: u16 = 10;
    const HEADER: usize = 4;
    const RECORD: usize = 8;
    let runs = Run::all(glyphs);
    let mut subtables = vec![(BASIC, basic(&runs)?)];
    if runs.iter().any(|run| run.last > u32::from(u16::MAX)) {
        subtables.push((FULL, full(&runs)?));
    }
    let mut table = Vec::new();
    put(&mut table, &[0, u16::try_from(subtables.len()).ok()?]);
    let mut offset = HEADER + RECORD * subtables.len();
    for (encoding, subtable) in &subtables {
        put(&mut table, &[WINDOWS, *encoding]);
        table.extend(u32::try_from(offset).ok()?.to_be_bytes());
        offset += subtable.len();
    }
    table.extend(subtables.into_iter().flat_map(|(_, subtable)| subtable));
    Some(table)
}

/// Characters that follow one another, as do their glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    first: u32,
    last: u32,
    /// The glyph of the first.
    glyph: u16,
}

impl Run {
    fn all(glyphs: &BTreeMap<char, u16>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (character, glyph) in glyphs {
            let character = u32::from(*character);
            match runs.last_mut() {
                Some(run)
                    if run.last + 1 == character
                        && u32::from(run.glyph) + (character - run.first) == u32::from(*glyph) =>
                {
                    run.last = character;
                }
                _ => runs.push(Run { first: character, last: character, glyph: *glyph }),
            }
        }
        runs
    }
}

/// A subtable of format 4: the Basic Multilingual Plane, less its last character, which is none.
fn basic(runs: &[Run]) -> Option<Vec<u8>> {
    const LAST: u16 = u16::MAX;
    let mut starts = Vec::new();
    let mut ends = Vec::new();
    let mut deltas = Vec::new();
    for run in runs {
        let first = u16::try_from(run.first).ok().filter(|first| *first < LAST);
        let Some(first) = first else { break };
        let last = u16::try_from(run.last).unwrap_or(LAST).min(LAST - 1);
        starts.push(first);
        ends.push(last);
        deltas.push(run.glyph.wrapping_sub(first));
    }
    starts.push(LAST);
    ends.push(LAST);
    // To glyph 0.
    deltas.push(1);
    let count = u16::try_from(starts.len()).ok()?;
    let selector = count.checked_ilog2().unwrap_or(0) as u16;
    let range = 2_u16.checked_shl(u32::from(selector))?;
    let double = count.checked_mul(2)?;
    let length = 16_u16.checked_add(double.checked_mul(4)?)?;
    let mut table = Vec::new();
    put(&mut table, &[4, length, 0, double, range, selector, double - range]);
    put(&mut table, &ends);
    put(&mut table, &[0]);
    put(&mut table, &starts);
    put(&mut table, &deltas);
    put(&mut table, &vec![0; starts.len()]);
    Some(table)
}

/// A subtable of format 12: all of Unicode.
fn full(runs: &[Run]) -> Option<Vec<u8>> {
    const HEADER: usize = 16;
    const GROUP: usize = 12;
    let mut table = Vec::new();
    put(&mut table, &[12, 0]);
    let count = u32::try_from(runs.len()).ok()?;
    for value in [u32::try_from(HEADER + GROUP * runs.len()).ok()?, 0, count] {
        table.extend(value.to_be_bytes());
    }
    for run in runs {
        for value in [run.first, run.last, u32::from(run.glyph)] {
            table.extend(value.to_be_bytes());
        }
    }
    Some(table)
}

fn put(table: &mut Vec<u8>, values: &[u16]) {
    table.extend(values.iter().flat_map(|value| value.to_be_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::raw::tables::cmap::Cmap;
    use skrifa::raw::{FontData, FontRead};

    #[test]
    fn each_character_has_its_glyph_and_others_have_none() {
        let glyphs: BTreeMap<char, u16> =
            [('a', 7), ('b', 8), ('c', 3), ('é', 9), ('\u{ffee}', 10), ('𝄞', 65_000)].into();
        let beyond = table(&glyphs).unwrap();
        let mut few = glyphs.clone();
        few.remove(&'𝄞');
        for (bytes, glyphs) in [(beyond, glyphs), (table(&few).unwrap(), few)] {
            let cmap = Cmap::read(FontData::new(&bytes)).unwrap();
            for character in ('\0'..='\u{2000}').chain(['\u{ffee}', '\u{ffff}', '𝄞', '𝄟']) {
                let found = cmap.map_codepoint(character).map(|glyph| glyph.to_u32());
                let found = found.filter(|glyph| *glyph != 0);
                assert_eq!(found, glyphs.get(&character).map(|glyph| u32::from(*glyph)));
            }
        }
    }

    #[test]
    fn a_font_without_characters_has_a_table() {
        let bytes = table(&BTreeMap::new()).unwrap();
        assert!(Cmap::read(FontData::new(&bytes)).unwrap().map_codepoint('a').is_none());
    }
}
