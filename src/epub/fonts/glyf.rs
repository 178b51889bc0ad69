//! Outlines in the format of TrueType (OpenType, `glyf` and `loca`).

use std::collections::BTreeSet;

/// The tables `glyf` and `loca` with empty outlines for the glyphs that are not kept. Those that a
/// kept glyph is put together from are kept too.
pub(super) fn without_outlines(
    glyf: &[u8],
    loca: &[u8],
    long: bool,
    kept: &BTreeSet<u32>,
) -> Option<(Vec<u8>, Vec<u8>)> {
    let places = places(loca, long);
    let outline = |glyph: u32| {
        let at = usize::try_from(glyph).ok()?;
        glyf.get(*places.get(at)?..*places.get(at + 1)?)
    };
    let mut all = kept.clone();
    let mut waiting: Vec<u32> = kept.iter().copied().collect();
    while let Some(glyph) = waiting.pop() {
        let parts = outline(glyph).map(components).unwrap_or_default();
        waiting.extend(parts.into_iter().filter(|part| all.insert(*part)));
    }
    let (mut table, mut new_loca) = (Vec::new(), Vec::new());
    for glyph in 0..u32::try_from(places.len()).ok()? {
        match long {
            true => new_loca.extend(u32::try_from(table.len()).ok()?.to_be_bytes()),
            false => new_loca.extend(u16::try_from(table.len() / 2).ok()?.to_be_bytes()),
        }
        if let Some(outline) = outline(glyph).filter(|_| all.contains(&glyph)) {
            table.extend_from_slice(outline);
            table.resize(table.len().next_multiple_of(4), 0);
        }
    }
    Some((table, new_loca))
}

/// Where each glyph begins, and the end of the last.
fn places(loca: &[u8], long: bool) -> Vec<usize> {
    let number =
        |bytes: &[u8]| bytes.iter().fold(0, |sum: usize, own| sum << 8 | usize::from(*own));
    match long {
        true => loca.chunks_exact(4).map(number).collect(),
        false => loca.chunks_exact(2).map(|own| number(own) * 2).collect(),
    }
}

/// The glyphs that a glyph is put together from.
fn components(outline: &[u8]) -> Vec<u32> {
    const HEADER: usize = 10;
    const WORDS: u16 = 1;
    const SCALE: u16 = 8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let word = |at: usize| {
        let bytes = outline.get(at..at + 2)?;
        Some(u16::from_be_bytes(bytes.try_into().ok()?))
    };
    let mut found = Vec::new();
    // Less than no contours: a glyph of parts.
    if word(0).is_none_or(|contours| contours < 0x8000) {
        return found;
    }
    let mut at = HEADER;
    while let (Some(flags), Some(glyph)) = (word(at), word(at + 2)) {
        found.push(u32::from(glyph));
        at += if flags & WORDS != 0 { 8 } else { 6 };
        at += match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    found
}
