//! How far the search goes, pass by pass.

use super::super::super::list::{LINE, Units};

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How far above its foot a page may end, unless what follows does not fit.
    pub shortest: Units,
    /// How much dearer than the best of its layer a state may be.
    pub slack: u64,
    /// The most states of a layer that are followed. In a long chapter a page may begin at every
    /// line at last; over sixteen simulated chapters of 200 pages, 70 of its states cost 0.02 %
    /// more than 6,000 do, and 50 of them 1 %. In the passes after the first: the fewer, the more is
    /// allowed, so that pages for which much must be allowed take no longer than others.
    pub width: usize,
    /// Whether several notes of a page may go on on the next, and not the last alone.
    pub spill: bool,
    /// Whether forbidden breaks, lone lines, overfull pages and notes that begin after the page of
    /// their calls are allowed, at a price.
    pub last_resort: bool,
}

/// The passes over pages, each wider than the one before.
pub const PASSES: [Limits; 6] = [
    Limits { shortest: 3 * LINE, slack: 500, width: 70, spill: false, last_resort: false },
    Limits { shortest: 3 * LINE, slack: 4_000, width: 6_000, spill: false, last_resort: false },
    Limits { shortest: 8 * LINE, slack: 8_000, width: 3_000, spill: true, last_resort: false },
    Limits { shortest: Units::MAX, slack: 20_000, width: 1_500, spill: true, last_resort: false },
    Limits { shortest: Units::MAX, slack: 400_000, width: 500, spill: true, last_resort: true },
    Limits { shortest: Units::MAX, slack: u64::MAX, width: 3_000, spill: true, last_resort: true },
];
