//! Tests of the paginator: hand-made lists with known answers, laws that every plan keeps,
//! agreement with an exhaustive search, and a simulated report.

mod columns;
mod exhaustive;
mod known;
mod laws;
mod simulated;

use super::super::list::{
    EntryKind, FORBIDDEN, Frame, LINE, Line, NoteHeight, Paragraph, Setting, VerticalList,
};
use crate::geometry::Length;

/// A page of so many lines of 14 points, with notes as the theme has them.
pub(super) fn frame(lines: i32) -> Frame {
    Frame {
        units: lines * LINE,
        grid: Length::from_points(14),
        note_overhead: Length::from_points(20),
        note_clear: Length::from_points(14),
        used: 0,
        recto: true,
        columns: 1,
    }
}

/// A paragraph of so many plain lines.
pub(super) fn lines(count: usize) -> EntryKind {
    paragraph(vec![Setting { lines: vec![Line::default(); count], cost: 0 }])
}

pub(super) fn paragraph(settings: Vec<Setting>) -> EntryKind {
    EntryKind::Paragraph(Paragraph { settings, whole: false })
}

/// A box of so many lines.
pub(super) fn boxed(lines: i32) -> EntryKind {
    EntryKind::Box { units: lines * LINE, notes: Vec::new() }
}

/// A page of its own, or none.
pub(super) fn plates(plate: bool) -> Vec<usize> {
    vec![0; usize::from(plate)]
}

/// A float of so many lines.
pub(super) fn float(lines: i32, plate: bool) -> EntryKind {
    EntryKind::Float { units: lines * LINE, plates: plates(plate), notes: Vec::new() }
}

/// A note of so many lines of 10.5 points.
pub(super) fn note(lines: usize) -> NoteHeight {
    NoteHeight { lines, leading: Length::from_pt(10.5), solid: Vec::new() }
}

/// A list of these entries, without penalties.
pub(super) fn list(entries: Vec<EntryKind>) -> VerticalList {
    let mut list = VerticalList::default();
    for kind in entries {
        list.push(0, kind);
    }
    list
}

/// Numbers by chance that are always the same: SplitMix64.
pub(super) struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + (self.next() % (most - least + 1) as u64) as usize
    }

    /// True so many times in a thousand.
    pub fn per_mille(&mut self, share: u64) -> bool {
        self.next() % 1000 < share
    }
}

/// A short list of everything, for pages of about 12 lines.
pub(super) fn random_list(chance: &mut Chance) -> VerticalList {
    let mut list = VerticalList::default();
    let count = chance.between(4, 9);
    let mut keep = true;
    for _ in 0..count {
        let penalty = if keep { FORBIDDEN } else { [0, 0, 20, 50, 150][chance.between(0, 4)] };
        keep = false;
        match chance.between(0, 11) {
            0..=4 => {
                let kind = random_paragraph(chance, &mut list.notes);
                list.push(penalty, kind);
            }
            5 => {
                let called = random_notes(chance, &mut list.notes, 200);
                let units = chance.between(2, 7) as i32;
                list.push(penalty, EntryKind::Box { units, notes: called });
                keep = chance.per_mille(600);
            }
            6 | 7 => {
                let units = chance.between(1, 4) as i32;
                let less = chance.per_mille(400).then_some(50);
                let more = chance.per_mille(400).then_some(30);
                let to_grid = chance.per_mille(700);
                list.push(penalty, EntryKind::Space { units, less, more, to_grid });
                keep = chance.per_mille(500);
            }
            8 => {
                for row in 0..chance.between(2, 4) {
                    let units = chance.between(2, 5) as i32;
                    let head = if row == 0 { 0 } else { 3 };
                    let called = random_notes(chance, &mut list.notes, 100);
                    let before = if row == 0 { penalty } else { 100 };
                    list.push(before, EntryKind::Row { units, head, notes: called });
                }
            }
            9 => {
                let called = random_notes(chance, &mut list.notes, 150);
                let units = chance.between(2, 10) as i32 * LINE;
                // A plate may have several pages, the notes on one of them.
                let pages = if chance.per_mille(150) { chance.between(1, 3) } else { 0 };
                let mut plates = vec![0; pages];
                if let Some(plate) = plates.last_mut() {
                    *plate = called.len();
                }
                list.push(0, EntryKind::Float { units, plates, notes: called });
            }
            10 if chance.per_mille(400) => list.push(penalty, EntryKind::Turn),
            10 => list.push(penalty, EntryKind::Barrier),
            _ => match chance.between(0, 2) {
                0 => list.push(0, EntryKind::Forced),
                _ => list.push(0, EntryKind::Room { units: 4 * LINE }),
            },
        }
    }
    list
}

fn random_notes(chance: &mut Chance, notes: &mut Vec<NoteHeight>, share: u64) -> Vec<usize> {
    let mut called = Vec::new();
    if chance.per_mille(share) {
        called.push(notes.len());
        notes.push(note(chance.between(1, 7)));
    }
    called
}

fn random_paragraph(chance: &mut Chance, notes: &mut Vec<NoteHeight>) -> EntryKind {
    let count = chance.between(1, 9);
    let called = random_notes(chance, notes, 300);
    let mentions = chance.per_mille(500);
    let mut settings = Vec::new();
    let longer = chance.per_mille(250).then_some((count + 1, chance.between(40, 160) as u32));
    for (count, cost) in [Some((count, 0)), longer].into_iter().flatten() {
        let mut lines = vec![Line::default(); count];
        for line in &mut lines {
            line.hyphenated = chance.per_mille(200);
        }
        if let Some(line) = lines.get_mut(count / 2) {
            line.notes.clone_from(&called);
            line.mentions_float = mentions;
        }
        settings.push(Setting { lines, cost });
    }
    EntryKind::Paragraph(Paragraph { settings, whole: chance.per_mille(100) })
}
