//! Floats at the head and at the foot of their pages, rather than beside a strip of text.
//!
//! The breaker says on which page a float stands. Once pages are cut, a float that would leave but a
//! few lines of text between itself and the foot is put at the foot, and one with but a few lines
//! above it at the head. It keeps its page, on which or before which it is mentioned, and its order
//! among floats; what it changes places with is lines of paragraphs alone, so that no heading,
//! numbered block or end of a section is passed.
//!
//! At the foot a float takes the lines that it has where it is written. At the head it has no white
//! above it, as every float there, and what stands below it rises by that. A full page stays as full
//! as it was where white or a paragraph below can be a line more; else it ends a line short.

use super::galley::{Drawn, Galley};
use super::list::{EntryKind, LINE, Units};
use super::paginate::{Ending, PagePlan, Part, PartKind, Plan};

/// Puts floats at the head or foot of their pages where less than `strip` stands between.
pub(super) fn place(plan: &mut Plan, galley: &Galley, strip: Units) {
    for page in &mut plan.pages {
        let floats = |part: &Part| is_float(galley, part);
        let Some(last) = page.parts.iter().rposition(floats) else { continue };
        let run = page.parts.iter().take(last).rposition(|part| !floats(part));
        let run = run.map_or(0, |before| before + 1);
        let below = last + 1..page.parts.len();
        let rest = units(page.parts.get(..run).unwrap_or_default());
        // On a page that is not full, nothing stands between it and the foot.
        let full = page.ending == Ending::Full;
        if full && rest >= strip && is_strip(galley, page, below.clone(), run, strip) {
            exchange(&mut page.parts, run, below.start, below.end);
            continue;
        }
        let Some(first) = page.parts.iter().position(floats) else { continue };
        let behind = page.parts.iter().skip(first).position(|part| !floats(part));
        let behind = behind.map_or(page.parts.len(), |own| first + own);
        let rest = units(page.parts.get(behind..).unwrap_or_default());
        let begins = page.parts.first().is_some_and(|part| part.top == 0);
        if begins && rest >= strip && is_strip(galley, page, 0..first, behind, strip) {
            let mut parts = page.parts.clone();
            exchange(&mut parts, 0, first, behind);
            let white = rise(&mut parts, galley.list.float_white);
            // A page that runs over its foot no longer does. One that is to be full grows again.
            let level = full || page.place.column.is_some();
            let short = if level { white.min(page.shortfall + white).max(0) } else { 0 };
            let left = fill(&mut parts, galley, behind - first, short);
            // A strip is better than a page that is visibly short.
            if left <= LINE {
                page.parts = parts;
                page.shortfall += white - short + left;
            }
        }
    }
}

/// Takes from the float at the head of a page the white above it, and has what stands below it rise by
/// that: how far it does.
fn rise(parts: &mut [Part], white: Units) -> Units {
    let Some((head, below)) = parts.split_first_mut() else { return 0 };
    let white = white.min(head.units - LINE).max(0);
    head.units -= white;
    for part in below {
        part.top -= white;
    }
    white
}

/// Has the page from this part on grow by so much, a line at a time wherever a line more costs
/// least: how much is left that nothing took.
fn fill(parts: &mut [Part], galley: &Galley, from: usize, mut white: Units) -> Units {
    while white >= LINE {
        let wider = (from..parts.len()).flat_map(|at| {
            let above = wider(galley, parts, at).map(|cost| (cost, at, None));
            let own = parts.get(at).and_then(|part| longer(galley, part));
            [above, own.map(|(cost, setting)| (cost, at, Some(setting)))]
        });
        let Some((_, at, setting)) = wider.flatten().min_by_key(|(cost, at, _)| (*cost, *at))
        else {
            break;
        };
        let mut below = at;
        if let Some(own) = setting
            && let Some(part) = parts.get_mut(at)
            && let PartKind::Lines { setting, lines } = &mut part.kind
        {
            (*setting, lines.end) = (own, lines.end + 1);
            part.units += LINE;
            below += 1;
        }
        for part in parts.iter_mut().skip(below) {
            part.top += LINE;
        }
        white -= LINE;
    }
    white
}

/// What a line more of white above a part costs, where there is white that may grow and has not.
fn wider(galley: &Galley, parts: &[Part], at: usize) -> Option<u32> {
    let (above, part) = (parts.get(at.checked_sub(1)?)?, parts.get(at)?);
    let between = galley.list.entries.get(above.entry + 1..part.entry)?;
    let mut natural = 0;
    let mut cost = None;
    for entry in between {
        match entry.kind {
            EntryKind::Space { units, more, .. } => {
                natural += units;
                cost = cost.or(more);
            }
            EntryKind::Barrier | EntryKind::Turn => {}
            // What else is written between them stands elsewhere.
            _ => return None,
        }
    }
    cost.filter(|_| part.top - (above.top + above.units) <= natural)
}

/// What a line more of a paragraph costs that stands on the page as a whole in its natural setting, and
/// the setting that has it. Those that call notes are left as they are.
fn longer(galley: &Galley, part: &Part) -> Option<(u32, usize)> {
    let PartKind::Lines { setting: 0, lines } = &part.kind else { return None };
    let EntryKind::Paragraph(own) = &galley.list.entries.get(part.entry)?.kind else { return None };
    let natural = &own.settings.first()?.lines;
    if *lines != (0..natural.len()) {
        return None;
    }
    let longer = own.settings.iter().enumerate().filter(|(_, setting)| {
        let calls = setting.lines.iter().any(|line| !line.notes.is_empty());
        setting.lines.len() == natural.len() + 1 && !calls
    });
    longer.map(|(index, setting)| (setting.cost, index)).min()
}

fn is_float(galley: &Galley, part: &Part) -> bool {
    let matter = galley.matter.get(part.entry);
    matter.is_some_and(|matter| matches!(&matter.drawn, Drawn::Float(float) if !float.turned))
}

fn units(parts: &[Part]) -> Units {
    parts.iter().map(|part| part.units).sum()
}

/// Whether these parts are some lines of text, but too few, and nothing but lines stands in the list
/// between them and the part `to`.
fn is_strip(
    galley: &Galley,
    page: &PagePlan,
    parts: std::ops::Range<usize>,
    to: usize,
    strip: Units,
) -> bool {
    let own = page.parts.get(parts.clone()).unwrap_or_default();
    let lines = |part: &Part| {
        let matter = galley.matter.get(part.entry);
        let plain = matter.is_some_and(|own| own.island.is_none() && own.ground.is_none());
        plain && matches!(part.kind, PartKind::Lines { .. })
    };
    let touched = parts.start.min(to)..parts.end.max(to);
    let touched = page.parts.get(touched).unwrap_or_default().iter().map(|part| part.entry);
    let (Some(from), Some(until)) = (touched.clone().min(), touched.max()) else { return false };
    let between = galley.list.entries.get(from..=until).unwrap_or_default();
    let passes = between
        .iter()
        .all(|entry| matches!(entry.kind, EntryKind::Paragraph(_) | EntryKind::Float { .. }));
    let close = own.windows(2).all(|pair| pair[0].top + pair[0].units == pair[1].top);
    !own.is_empty() && passes && close && own.iter().all(lines) && units(own) < strip
}

/// Has two neighbouring stretches of parts change places.
fn exchange(parts: &mut [Part], from: usize, middle: usize, to: usize) {
    let Some(both) = parts.get_mut(from..to) else { return };
    let mut top = both.first().map_or(0, |part| part.top);
    both.rotate_left(middle - from);
    for part in both {
        part.top = top;
        top += part.units;
    }
}

#[cfg(test)]
mod tests {
    use super::super::galley::{Matter, SetFloat};
    use super::super::list::{Frame, Line, Paragraph, Setting, VerticalList};
    use super::super::paginate::paginate;
    use super::*;
    use crate::geometry::Length;

    /// A galley of paragraphs of so many lines, floats of so many where the number is negative, and
    /// ends of sections where it is zero.
    fn galley(entries: &[i32]) -> Galley {
        let mut galley = Galley { list: VerticalList::default(), ..Galley::default() };
        for lines in entries {
            let float = SetFloat { sheets: Vec::new(), height: Length::ZERO, turned: false };
            let (kind, drawn) = match lines {
                0 => (EntryKind::Barrier, Drawn::Nothing),
                1.. => {
                    let lines =
                        vec![Line { mentions_float: true, ..Line::default() }; *lines as usize];
                    let settings = vec![Setting { lines, cost: 0 }];
                    (EntryKind::Paragraph(Paragraph { settings, whole: false }), Drawn::Nothing)
                }
                _ => {
                    let (units, plates) = (-lines * LINE, Vec::new());
                    (EntryKind::Float { units, plates, notes: Vec::new() }, Drawn::Float(float))
                }
            };
            galley.list.push(0, kind);
            galley.matter.push(Matter { drawn, ..Matter::default() });
        }
        galley
    }

    fn placed(entries: &[i32]) -> Vec<Vec<(usize, i32)>> {
        let plan = plan(&galley(entries));
        let part = |part: &Part| (part.entry, part.top / LINE);
        plan.pages.iter().map(|page| page.parts.iter().map(part).collect()).collect()
    }

    fn plan(galley: &Galley) -> Plan {
        let frame = Frame {
            units: 20 * LINE,
            grid: Length::from_points(14),
            note_overhead: Length::ZERO,
            note_clear: Length::ZERO,
            used: 0,
            recto: true,
            columns: 1,
        };
        let mut plan = paginate(&galley.list, &frame);
        place(&mut plan, galley, 4 * LINE);
        plan
    }

    /// The parts of the first page: entry, top and height in lines. And how short it is.
    fn first_page(galley: &Galley) -> (Vec<(usize, i32, i32)>, i32) {
        let page = plan(galley).pages.swap_remove(0);
        let part = |part: &Part| (part.entry, part.top / LINE, part.units / LINE);
        (page.parts.iter().map(part).collect(), page.shortfall / LINE)
    }

    /// A line of white above floats, and a space of two lines before the last paragraph, which may
    /// be three.
    fn spaced(entries: &[i32], more: Option<u32>) -> Galley {
        let mut galley = galley(entries);
        galley.list.float_white = LINE;
        let white = EntryKind::Space { units: 2 * LINE, less: None, more, to_grid: false };
        galley.list.push(0, white);
        galley.matter.push(Matter::default());
        let (last, drawn) = (galley.list.entries.len() - 2, galley.matter.len() - 2);
        let entry = galley.list.entries.remove(last);
        let matter = galley.matter.remove(drawn);
        galley.list.entries.push(entry);
        galley.matter.push(matter);
        galley
    }

    #[test]
    fn a_strip_below_a_float_goes_above_it() {
        assert_eq!(placed(&[10, -7, 13])[0], [(0, 0), (2, 10), (1, 13)]);
        // A page that is not full has no strip at its foot.
        assert_eq!(placed(&[10, -7, 3])[0], [(0, 0), (1, 10), (2, 17)]);
        // More than a strip stays where it is.
        assert_eq!(placed(&[8, -7, 15])[0], [(0, 0), (1, 8), (2, 15)]);
    }

    #[test]
    fn a_strip_above_a_float_goes_below_it() {
        assert_eq!(placed(&[3, -7, 20])[0], [(1, 0), (0, 7), (2, 10)]);
    }

    #[test]
    fn no_float_passes_the_end_of_its_section() {
        assert_eq!(placed(&[10, -7, 0, 13])[0], [(0, 0), (1, 10), (3, 17)]);
    }

    #[test]
    fn floats_keep_their_order() {
        assert_eq!(placed(&[9, -4, -4, 13])[0], [(0, 0), (3, 9), (1, 12), (2, 16)]);
    }

    #[test]
    fn a_float_that_goes_to_the_head_leaves_its_white_behind() {
        // White below takes a line more, so that the page stays full.
        let galley = spaced(&[3, -7, 4, 20], Some(30));
        let page = vec![(1, 0, 6), (0, 6, 3), (2, 9, 4), (4, 16, 4)];
        assert_eq!(first_page(&galley), (page, 0));
        // Where it may not, the page ends a line short.
        let galley = spaced(&[3, -7, 4, 20], None);
        let page = vec![(1, 0, 6), (0, 6, 3), (2, 9, 4), (4, 15, 4)];
        assert_eq!(first_page(&galley), (page, 1));
        // No page need be full at the end.
        let galley = spaced(&[3, -7, 2, 3], Some(30));
        let page = vec![(1, 0, 6), (0, 6, 3), (2, 9, 2), (4, 13, 3)];
        assert_eq!(first_page(&galley).0, page);
    }

    #[test]
    fn a_paragraph_takes_the_line_that_a_float_leaves() {
        let mut galley = spaced(&[3, -7, 4, 20], None);
        let EntryKind::Paragraph(own) = &mut galley.list.entries[2].kind else { panic!() };
        let lines = vec![Line { mentions_float: true, ..Line::default() }; 5];
        own.settings.push(Setting { lines, cost: 90 });
        let page = vec![(1, 0, 6), (0, 6, 3), (2, 9, 5), (4, 16, 4)];
        assert_eq!(first_page(&galley), (page, 0));
    }

    #[test]
    fn a_strip_stays_where_the_page_would_be_visibly_short() {
        let mut galley = spaced(&[3, -7, 4, 20], None);
        galley.list.float_white = 2 * LINE;
        let page = vec![(0, 0, 3), (1, 3, 7), (2, 10, 4), (4, 16, 4)];
        assert_eq!(first_page(&galley), (page, 0));
    }
}
