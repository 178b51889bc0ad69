//! Kerning (OpenType, `GPOS` table): the pairs of a font without those that nobody sets.
//!
//! Everything stays at its place; the values of pairs with a glyph that is not kept become zero,
//! which a compressed archive holds for nothing.

use std::collections::BTreeSet;

use skrifa::GlyphId16;
use skrifa::raw::tables::layout::{ClassDef, CoverageTable};
use skrifa::raw::{FontData, FontRead};

/// The kind of a lookup that moves pairs of glyphs.
const PAIRS: u16 = 2;
/// The kind of a lookup whose subtables lie further away than others can.
const EXTENSION: u16 = 9;

/// The table with values for pairs of these glyphs only. None when it cannot be read.
pub(super) fn without_pairs(table: &[u8], kept: &BTreeSet<u32>) -> Option<Vec<u8>> {
    let mut cut = table.to_vec();
    let kept: BTreeSet<u16> = kept.iter().filter_map(|own| u16::try_from(*own).ok()).collect();
    let lookups = usize::from(short(table, 8)?);
    for lookup in offsets(table, lookups, 0)? {
        let kind = short(table, lookup)?;
        for subtable in offsets(table, lookup, 4)? {
            let subtable = match (kind, short(table, subtable + 2)?) {
                (PAIRS, _) => subtable,
                (EXTENSION, PAIRS) => {
                    let far = u32::from_be_bytes(bytes(table, subtable + 4)?);
                    subtable.checked_add(usize::try_from(far).ok()?)?
                }
                _ => continue,
            };
            let pairs = Pairs::at(table, subtable)?;
            match short(table, subtable)? {
                1 => pairs.by_glyph(&mut cut, &kept)?,
                2 => pairs.by_class(&mut cut, &kept)?,
                _ => {}
            }
        }
    }
    Some(cut)
}

/// A subtable of pairs.
struct Pairs<'a> {
    table: &'a [u8],
    /// Where it begins.
    start: usize,
    /// The glyphs that come first, in the order of what is said of them.
    firsts: Vec<u16>,
    /// How many bytes the values of a pair take.
    values: usize,
}

impl<'a> Pairs<'a> {
    fn at(table: &'a [u8], start: usize) -> Option<Pairs<'a>> {
        let coverage = start + usize::from(short(table, start + 2)?);
        let coverage = CoverageTable::read(FontData::new(table.get(coverage..)?)).ok()?;
        let formats = [short(table, start + 4)?, short(table, start + 6)?];
        let values = formats.iter().map(|format| 2 * format.count_ones() as usize).sum();
        let firsts =
            coverage.iter().filter_map(|glyph| u16::try_from(glyph.to_u32()).ok()).collect();
        Some(Pairs { table, start, firsts, values })
    }

    /// For each glyph that comes first, those that may follow.
    fn by_glyph(&self, cut: &mut [u8], kept: &BTreeSet<u16>) -> Option<()> {
        const GLYPH: usize = 2;
        let sets = offsets(self.table, self.start, 8)?;
        let of_kept = self.firsts.iter().zip(&sets).filter(|(glyph, _)| kept.contains(glyph));
        // Several glyphs may share a set.
        let needed: BTreeSet<usize> = of_kept.map(|(_, set)| *set).collect();
        for set in sets {
            let count = usize::from(short(self.table, set)?);
            for pair in 0..count {
                let record = set + 2 + pair * (GLYPH + self.values);
                let second = short(self.table, record)?;
                if !needed.contains(&set) || !kept.contains(&second) {
                    let values = record + GLYPH..record + GLYPH + self.values;
                    cut.get_mut(values)?.fill(0);
                }
            }
        }
        Some(())
    }

    /// For each class of glyphs that come first, the classes that may follow.
    fn by_class(&self, cut: &mut [u8], kept: &BTreeSet<u16>) -> Option<()> {
        const HEADER: usize = 16;
        let class = |at: usize| {
            let offset = self.start + usize::from(short(self.table, self.start + at)?);
            ClassDef::read(FontData::new(self.table.get(offset..)?)).ok()
        };
        let (first, second) = (class(8)?, class(10)?);
        let classes = |definition: &ClassDef<'_>, glyphs: &mut dyn Iterator<Item = u16>| {
            glyphs.map(|glyph| definition.get(GlyphId16::new(glyph))).collect::<BTreeSet<_>>()
        };
        let mut own = self.firsts.iter().copied().filter(|glyph| kept.contains(glyph));
        let firsts = classes(&first, &mut own);
        let seconds = classes(&second, &mut kept.iter().copied());
        let count = |at| short(self.table, self.start + at).map(usize::from);
        let (rows, columns) = (count(12)?, count(14)?);
        let mut record = self.start + HEADER;
        let length = (rows * columns).checked_mul(self.values)?;
        if self.values == 0 || self.table.get(record..)?.len() < length {
            return None;
        }
        for row in 0..rows {
            for column in 0..columns {
                if !firsts.contains(&(row as u32)) || !seconds.contains(&(column as u32)) {
                    cut.get_mut(record..record + self.values)?.fill(0);
                }
                record += self.values;
            }
        }
        Some(())
    }
}

/// The places that a list of offsets names, counted from `base`. How many they are stands `at`
/// bytes behind it, and they follow.
fn offsets(table: &[u8], base: usize, at: usize) -> Option<Vec<usize>> {
    let count = usize::from(short(table, base + at)?);
    let first = base + at + 2;
    (0..count).map(|index| Some(base + usize::from(short(table, first + 2 * index)?))).collect()
}

fn short(table: &[u8], at: usize) -> Option<u16> {
    bytes(table, at).map(u16::from_be_bytes)
}

fn bytes<const N: usize>(table: &[u8], at: usize) -> Option<[u8; N]> {
    table.get(at..at.checked_add(N)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::super::subset::subset;
    use crate::font::FontBook;
    use crate::language::Language;
    use crate::text::{Features, Shaper, Typeface};
    use skrifa::Tag;
    use skrifa::raw::FontRef;
    use unicode_script::Script;

    /// Words are as wide as with the whole font, letter by letter.
    #[test]
    fn kept_letters_are_kerned_as_before() {
        let words = ["AVATAR", "To.Yo,", "“Wave”", "fiTé", "1,171", "LT’s"];
        let characters = words.concat().chars().collect();
        let mut book = FontBook::builtin();
        for family in ["Source Serif 4", "Source Sans 3", "Source Serif 4 Display"] {
            let whole = book.select(family, 400, false).unwrap();
            let bytes = subset(book.get(whole).unwrap(), &characters).unwrap();
            let cut = book.add(family, bytes).unwrap()[0];
            let shaper = Shaper::new(&book);
            let shape = |face, word| {
                let language = Typeface::language_of(&Language::parse("en").unwrap());
                let (features, script) = (Features::default(), Script::Latin);
                let typeface = Typeface { face, features, script, right_to_left: false, language };
                shaper.shape(word, typeface)
            };
            for word in words {
                assert_eq!(shape(cut, word), shape(whole, word), "{family}: {word}");
            }
            // The values of all other pairs are gone.
            let zeros = |face| {
                let font = FontRef::from_index(&book.get(face).unwrap().data, 0).unwrap();
                let table = font.table_data(Tag::new(b"GPOS")).unwrap();
                table.as_bytes().iter().filter(|byte| **byte == 0).count()
            };
            assert!(zeros(cut) > zeros(whole), "{family}");
        }
    }

    #[test]
    fn what_is_no_table_is_not_cut() {
        let none = std::collections::BTreeSet::new();
        for table in [&b""[..], b"0123456789", &[0xff; 64]] {
            assert_eq!(super::without_pairs(table, &none), None);
        }
    }
}
