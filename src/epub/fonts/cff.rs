//! Outlines in the Compact Font Format (Adobe Technical Note 5176).

/// The operator that ends a glyph; alone it draws nothing.
const ENDCHAR: u8 = 14;
/// The number of strings that every font knows; those of its own are counted from there.
const STANDARD_STRINGS: usize = 391;

/// The table with empty outlines for the glyphs that are not kept, and without the font's names.
/// Everything stays at its place, and what was taken out is zeros.
pub(super) fn without_outlines(table: &[u8], keeps: &dyn Fn(u32) -> bool) -> Option<Vec<u8>> {
    let mut cut = table.to_vec();
    let names = Index::at(table, usize::from(*table.get(2)?))?;
    let dictionaries = Index::at(table, names.end)?;
    let strings = Index::at(table, dictionaries.end)?;
    for at in 0..names.count() {
        overwrite(cut.get_mut(names.range(at)?)?);
    }
    let operands = operands(table.get(dictionaries.range(0)?)?);
    let operand = |operator: u8| {
        let found = operands.iter().find(|(own, _)| *own == operator);
        found.and_then(|(_, value)| usize::try_from(*value).ok())
    };
    const FULL_NAME: u8 = 2;
    const FAMILY_NAME: u8 = 3;
    for operator in [FULL_NAME, FAMILY_NAME] {
        let own = operand(operator).and_then(|string| string.checked_sub(STANDARD_STRINGS));
        if let Some(range) = own.and_then(|own| strings.range(own)) {
            overwrite(cut.get_mut(range)?);
        }
    }
    const CHAR_STRINGS: u8 = 17;
    let glyphs = Index::at(table, operand(CHAR_STRINGS)?)?;
    for glyph in 0..glyphs.count() {
        if keeps(u32::try_from(glyph).ok()?) {
            continue;
        }
        let outline = cut.get_mut(glyphs.range(glyph)?)?;
        outline.fill(0);
        if let Some(first) = outline.first_mut() {
            *first = ENDCHAR;
        }
    }
    Some(cut)
}

/// Puts another name in the place of one.
fn overwrite(name: &mut [u8]) {
    for (own, new) in name.iter_mut().zip("DiptychSubset".bytes().chain(std::iter::repeat(b'x'))) {
        *own = new;
    }
}

/// An INDEX (section 5): where each of its objects stands in the table.
struct Index {
    /// The beginnings of the objects, and the end of the last.
    offsets: Vec<usize>,
    /// What follows the INDEX.
    end: usize,
}

impl Index {
    fn at(table: &[u8], start: usize) -> Option<Index> {
        let count = usize::from(u16::from_be_bytes(table.get(start..start + 2)?.try_into().ok()?));
        if count == 0 {
            return Some(Index { offsets: Vec::new(), end: start + 2 });
        }
        let size = usize::from(*table.get(start + 2)?);
        let first = start + 3;
        // Offsets are counted from the byte before the objects.
        let base = first + size * (count + 1) - 1;
        let mut offsets = Vec::with_capacity(count + 1);
        for at in 0..=count {
            let bytes = table.get(first + at * size..first + (at + 1) * size)?;
            let offset = bytes.iter().fold(0, |sum: usize, own| sum << 8 | usize::from(*own));
            offsets.push(base.checked_add(offset)?);
        }
        let end = *offsets.last()?;
        Some(Index { offsets, end })
    }

    fn count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn range(&self, at: usize) -> Option<std::ops::Range<usize>> {
        let (start, end) = (*self.offsets.get(at)?, *self.offsets.get(at + 1)?);
        (start <= end).then_some(start..end)
    }
}

/// The operators of a DICT (section 4) that have one byte, each with its last operand.
fn operands(dictionary: &[u8]) -> Vec<(u8, i64)> {
    let byte = |at: usize| i64::from(dictionary.get(at).copied().unwrap_or(0));
    let mut found = Vec::new();
    let mut last = 0_i64;
    let mut at = 0;
    while let Some(first) = dictionary.get(at).copied() {
        let own = i64::from(first);
        at += match first {
            // An operator of two bytes.
            12 => 2,
            0..=21 => {
                found.push((first, last));
                1
            }
            28 => {
                last = i64::from((byte(at + 1) << 8 | byte(at + 2)) as u16 as i16);
                3
            }
            29 => {
                let high = byte(at + 1) << 24 | byte(at + 2) << 16;
                last = i64::from((high | byte(at + 3) << 8 | byte(at + 4)) as u32 as i32);
                5
            }
            // A real number in halves of bytes, of which the last is 15.
            30 => {
                let rest = dictionary.get(at + 1..).unwrap_or_default();
                2 + rest.iter().take_while(|own| *own & 15 != 15).count()
            }
            32..=246 => {
                last = own - 139;
                1
            }
            247..=250 => {
                last = (own - 247) * 256 + byte(at + 1) + 108;
                2
            }
            251..=254 => {
                last = -(own - 251) * 256 - byte(at + 1) - 108;
                2
            }
            _ => 1,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of section 4, table 4.
    #[test]
    fn operands_are_read_as_the_format_writes_them() {
        let dictionary = [
            0x8b, 0, 0xef, 1, 0x27, 2, 0xfa, 0x7c, 3, 0xfe, 0x7c, 4, 0x1c, 0x27, 0x10, 5, 0x1d,
            0xff, 0xfe, 0x79, 0x60, 17, 12, 7, 0x1e, 0xe2, 0xa2, 0x5f, 6,
        ];
        let found = operands(&dictionary);
        let expected = [(0, 0), (1, 100), (2, -100), (3, 1000), (4, -1000), (5, 10_000)];
        assert_eq!(found[..6], expected);
        assert_eq!(found[6], (17, -100_000));
        assert_eq!(found.last().unwrap().0, 6);
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        assert!(without_outlines(&[], &|_| true).is_none());
        assert!(without_outlines(&[1, 0, 4, 1, 0, 9], &|_| true).is_none());
    }
}
