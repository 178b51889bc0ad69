//! Floats at the head and at the foot of their pages, rather than beside a strip of text.
//!
//! The breaker says on which page a float stands; it has the same lines of it at the head, at the
//! foot and where it is written, the white above it at the head becoming white below it, so that the
//! page stays as full as it was. So once pages are cut, a float that would leave but a few lines of text
//! between itself and the foot is put at the foot, and one with but a few lines above it at the
//! head. It keeps its page, on which or before which it is mentioned, and its order among floats;
//! what it changes places with is lines of paragraphs alone, so that no heading, numbered block or
//! end of a section is passed.

use super::galley::{Drawn, Galley};
use super::list::{EntryKind, Units};
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
            exchange(&mut page.parts, 0, first, behind);
        }
    }
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
    use super::super::list::{Frame, LINE, Line, Paragraph, Setting, VerticalList};
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
        let galley = galley(entries);
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
        place(&mut plan, &galley, 4 * LINE);
        let part = |part: &Part| (part.entry, part.top / LINE);
        plan.pages.iter().map(|page| page.parts.iter().map(part).collect()).collect()
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
}
