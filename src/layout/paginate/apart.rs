//! Pages without any choice: each entry on a page of its own. They are ugly, but they hold
//! everything, and need no search.

use super::super::list::{EntryKind, LINE};
use super::galley::Galley;
use super::plan::Ending;
use super::search::{Found, PageEnd, Step};

/// The steps to such pages.
pub(super) fn pages(galley: &Galley) -> Found {
    let end = PageEnd::plain(Ending::Forced);
    let most = usize::try_from(galley.capacity / LINE).unwrap_or(1).max(1);
    let mut steps = vec![(0, Step::Start)];
    for (index, entry) in galley.list.entries.iter().enumerate() {
        match &entry.kind {
            EntryKind::Paragraph(paragraph) => {
                let count = paragraph.settings.first().map_or(0, |setting| setting.lines.len());
                let mut from = 0;
                while from + most < count {
                    let to = from + most;
                    let (setting, foot) = (0, false);
                    let (own, next) = (from as u32, to as u32);
                    let step = Step::BreakIn { setting, from: own, to: next, foot, end };
                    steps.push((index, step));
                    from = to;
                }
                steps.push((index, Step::Lines { setting: 0, from: from as u32 }));
            }
            EntryKind::Box { .. } | EntryKind::Row { .. } | EntryKind::Float { .. } => {
                steps.push((index, Step::Lay));
            }
            EntryKind::Space { .. }
            | EntryKind::Barrier
            | EntryKind::Turn
            | EntryKind::Room { .. }
            | EntryKind::Forced => continue,
        }
        steps.push((index + 1, Step::Break(end)));
    }
    Found {
        steps,
        cost: 0,
        states: 0,
        #[cfg(test)]
        most: 0,
    }
}
