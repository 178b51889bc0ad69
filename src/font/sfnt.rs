//! The file that a font's tables stand in.

use skrifa::Tag;

/// A font file of tables in the order of their tags (OpenType, "Organization of an OpenType font").
pub fn file(version: &[u8], tables: Vec<(Tag, Vec<u8>)>) -> Vec<u8> {
    const HEADER: usize = 12;
    const RECORD: usize = 16;
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let selector = count.checked_ilog2().unwrap_or(0) as u16;
    let range = (1_u16 << selector).saturating_mul(16);
    let mut file = version.to_vec();
    for value in [count, range, selector, count.saturating_mul(16).saturating_sub(range)] {
        file.extend(value.to_be_bytes());
    }
    let mut offset = HEADER + RECORD * tables.len();
    let mut body: Vec<u8> = Vec::new();
    let mut head = None;
    for (tag, mut table) in tables {
        if tag == Tag::new(b"head") {
            head = Some(offset);
            // Counted without the checksum of the whole.
            if let Some(adjustment) = table.get_mut(8..12) {
                adjustment.fill(0);
            }
        }
        let length = table.len();
        table.resize(length.next_multiple_of(4), 0);
        file.extend(tag.to_be_bytes());
        for value in [checksum(&table), offset as u32, length as u32] {
            file.extend(value.to_be_bytes());
        }
        offset += table.len();
        body.extend(table);
    }
    file.extend(body);
    let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    if let Some(own) = head.and_then(|head| file.get_mut(head + 8..head + 12)) {
        own.copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

/// The sum of a table's words.
pub fn checksum(table: &[u8]) -> u32 {
    let (words, rest) = table.as_chunks::<4>();
    let sum = words.iter().fold(0, |sum: u32, word| sum.wrapping_add(u32::from_be_bytes(*word)));
    // What is less than a word is filled up with zeros.
    let shift = |(at, byte): (usize, &u8)| u32::from(*byte) << (24 - 8 * at);
    rest.iter().enumerate().map(shift).fold(sum, u32::wrapping_add)
}
