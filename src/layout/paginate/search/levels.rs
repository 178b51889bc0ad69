//! What the level of a facing page can cost.

use super::super::super::list::{LINE, Units};
use super::super::cost;
use super::super::galley::Galley;
use super::limits::Limits;
use super::state::{NONE, Node};

/// How far above its foot a page may end whose level is compared with that of the page that it
/// faces.
pub fn lowest(galley: &Galley, limits: &Limits) -> Units {
    if galley.template.is_levelled() { Units::MAX } else { limits.shortest }
}

/// So much more that no state outdoes another.
const NEVER: u16 = u16::MAX;

/// How much more the level of a facing page can cost than another.
pub struct Levels {
    /// How far above its foot the page may end that faces it.
    pub lowest: Units,
    /// By one level and the other, each above the least, the last being none; [`NEVER`] where it
    /// is too much to count.
    more: [[u16; Levels::COUNT]; Levels::COUNT],
}

impl Levels {
    /// The levels that are told apart, and none.
    const COUNT: usize = (7 * LINE + 2) as usize;

    /// The levels of pages that face one which ends no further above its foot than this.
    pub fn new(lowest: Units) -> Levels {
        let level = |index: usize| {
            let level = index as Units - LINE;
            (index + 1 < Levels::COUNT).then_some(level)
        };
        let more = |own, other| cost::facing_more(level(own), level(other), lowest);
        let more = |own, other| u16::try_from(more(own, other)).unwrap_or(NEVER);
        let more = |own| std::array::from_fn(|other| more(own, other));
        Levels { lowest, more: std::array::from_fn(more) }
    }

    fn index(verso: i8) -> usize {
        usize::try_from(Units::from(verso) + LINE).unwrap_or(0).min(Levels::COUNT - 1)
    }

    /// Whether a state is at most as dear, wherever the page ends, as another that is like it but
    /// for the level of the facing page, and its cost.
    pub fn outdoes(&self, one: &Node, cost: u64, verso: i8) -> bool {
        if one.cost > cost {
            return false;
        }
        let more = self.more[Levels::index(one.open.verso)][Levels::index(verso)];
        more != NEVER && one.cost.saturating_add(u64::from(more)) <= cost
    }

    /// Whether a chain of states has one that outdoes this, which has a level to compare.
    pub fn is_outdone(&self, nodes: &[Node], first: u32, node: &Node) -> bool {
        let mut at = first;
        while at != NONE {
            let other = &nodes[at as usize];
            if other.cost <= node.cost
                && other.open.verso != node.open.verso
                && other.open.is_like(&node.open)
                && self.outdoes(other, node.cost, node.open.verso)
            {
                return true;
            }
            at = other.next;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::{NO_FACE, Open};
    use super::*;

    fn node(verso: i8, cost: u64) -> Node {
        let open = Open {
            notes: 0,
            used: 0,
            least: 0,
            over: 0,
            waiting: 0,
            frame: 1,
            verso,
            fresh: false,
            splittable: false,
            boxed: false,
            past: false,
        };
        Node { open, cost, next: NONE }
    }

    #[test]
    fn a_state_outdoes_another_by_what_its_level_can_cost_more() {
        let level = |verso: i8| (verso != NO_FACE).then_some(Units::from(verso));
        let all = || (-LINE as i8..=6 * LINE as i8).chain([NO_FACE]);
        for lowest in [3 * LINE, 8 * LINE, Units::MAX] {
            let levels = Levels::new(lowest);
            for (own, other) in all().flat_map(|own| all().map(move |other| (own, other))) {
                let more = cost::facing_more(level(own), level(other), lowest);
                let one = node(own, 10);
                assert!(!levels.outdoes(&one, 9, other), "{own} and {other}");
                if more < u64::from(NEVER) {
                    assert!(levels.outdoes(&one, 10 + more, other), "{own} and {other}");
                }
                if more > 0 {
                    let less = more.saturating_add(9);
                    assert!(!levels.outdoes(&one, less, other), "{own} and {other}, {lowest}");
                }
            }
        }
    }
}
