//! The widths of a table's columns at which the table is least high.
//!
//! The lines of a cell are a step function of its width ([`steps`]), and a row is as high as its
//! highest cell. To find the widths that together fill the measure and make the sum of the rows
//! least is hard in general (R. J. Anderson and S. Sobti, *The table layout problem*, 1999), but the
//! tables of reports are small, and only the widths at which some cell gains a line need be tried.
//! So the search is exact where it can be: branch and bound over those widths, column by column,
//! where a column not yet decided counts with all the room that is left. It begins with what is
//! found by giving width where a row gains most by it (N. Hurst, K. Marriott and P. Moulder,
//! *Toward tighter tables*, 2005), and beyond so much [`WORK`] that is the answer.
//!
//! Many widths give the same height. Among them those are chosen that take least from the widths
//! that the columns have in proportion to their words; what must be taken is taken from the others
//! alike. So a table keeps its columns when an edit changes nothing of its height.

use super::table_columns::Column;
use crate::geometry::Length;

/// How many cells are looked at before the best found so far is taken.
const WORK: usize = 2_000_000;

/// The most widths of a column that are tried, times the rows of the table. Of more, some are left
/// out, evenly.
const TRIED: usize = 100_000;

/// From this width on a cell has so many lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub width: Length,
    pub lines: usize,
}

/// The lines that a text has from which width on, down to the width of its widest word. These are
/// the parts of it that are not broken: for each stretch between forced ends of lines where each
/// part begins and ends when all stand on one line. Of very many lines not every number is there.
pub(super) fn steps(stretches: &[Vec<(Length, Length)>]) -> Vec<Step> {
    let extent = |parts: &[(Length, Length)]| match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => last.1 - first.0,
        _ => Length::ZERO,
    };
    let natural = stretches.iter().map(|parts| extent(parts)).max().unwrap_or_default();
    let parts = stretches.iter().flatten();
    let least = parts.map(|(begin, end)| *end - *begin).max().unwrap_or_default();
    let most = lines(stretches, least);
    let mut count = lines(stretches, natural);
    let mut steps = vec![Step { width: natural, lines: count }];
    while count < most {
        count = (count + 1 + count / 24).min(most);
        // The lines never grow fewer as the width shrinks, so that halving finds the step.
        let before = steps.last().map_or(natural, |step| step.width);
        let (mut low, mut high) = (least.units(), before.units());
        while low < high {
            let middle = low + (high - low) / 2;
            match lines(stretches, Length::from_units(middle)) <= count {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        let width = Length::from_units(high);
        let lines = lines(stretches, width);
        if width < before {
            steps.push(Step { width, lines });
        }
    }
    steps
}

/// The lines that a cell with these steps has in a width.
pub(super) fn lines_in(steps: &[Step], width: Length) -> usize {
    let wide = steps.iter().find(|step| step.width <= width);
    wide.or(steps.last()).map_or(0, |step| step.lines)
}

/// How many lines a text has in a width: as much as has room goes on each.
fn lines(stretches: &[Vec<(Length, Length)>], width: Length) -> usize {
    let of = |parts: &Vec<(Length, Length)>| {
        let (mut count, mut from) = (1, parts.first().map_or(Length::ZERO, |part| part.0));
        for (begin, end) in parts {
            if *end - from > width && *begin > from {
                count += 1;
                from = *begin;
            }
        }
        count
    };
    stretches.iter().map(of).sum::<usize>().max(1)
}

/// A table whose columns are to be made as wide as its height asks for.
pub(super) struct Heights<'t> {
    /// For each column, for each row, the [`steps`] of its cell; nothing for no cell.
    pub columns: &'t [Vec<Vec<Step>>],
    /// For each row, the height of a line.
    pub leadings: &'t [Length],
    /// For each row, the lines that it has in any case.
    pub floors: &'t [usize],
}

impl Heights<'_> {
    /// The widths at which the table is least high: no column narrower than it must be, and all
    /// together as wide as `usual`, which are the widths that are right when height does not matter.
    pub fn widths(&self, columns: &[Column], usual: &[Length]) -> Vec<Length> {
        let least = columns.iter().map(|column| column.least);
        let choices = self.columns.iter().zip(least);
        let choices = choices.map(|(cells, least)| Choices::of(cells, least)).collect();
        let room: Length = usual.iter().copied().sum();
        let mut search = Search { table: self, choices, usual, room, best: None, work: 0 };
        search.usual();
        search.greedy();
        search.exact();
        match search.best {
            Some(best) => settle(&best.widths, usual, room),
            None => usual.to_vec(),
        }
    }
}

/// The widths at which a column may as well be: at each a cell has fewer lines than at the one
/// before.
struct Choices {
    widths: Vec<Length>,
    /// For each width, the lines of each row.
    lines: Vec<Vec<usize>>,
}

impl Choices {
    fn of(cells: &[Vec<Step>], least: Length) -> Choices {
        let mut widths: Vec<Length> = cells.iter().flatten().map(|step| step.width).collect();
        widths.retain(|width| *width > least);
        widths.push(least);
        widths.sort_unstable();
        widths.dedup();
        let every = widths.len().div_ceil((TRIED / cells.len().max(1)).max(2));
        let widths: Vec<Length> = widths.into_iter().step_by(every.max(1)).collect();
        let lines_at = |width: &Length| cells.iter().map(|steps| lines_in(steps, *width)).collect();
        let lines = widths.iter().map(lines_at).collect();
        Choices { widths, lines }
    }

    /// The widest choice within a width.
    fn within(&self, width: Length) -> usize {
        self.widths.partition_point(|own| *own <= width).saturating_sub(1)
    }
}

/// Widths that are possible, the least that give their height.
struct Found {
    widths: Vec<Length>,
    height: Length,
    /// How much they take from the columns that are usually wider.
    taken: Length,
}

struct Search<'s> {
    table: &'s Heights<'s>,
    choices: Vec<Choices>,
    usual: &'s [Length],
    room: Length,
    best: Option<Found>,
    work: usize,
}

impl Search<'_> {
    /// Tries a choice for each column.
    fn offer(&mut self, chosen: &[usize]) {
        let widths = chosen.iter().zip(&self.choices).map(|(at, own)| own.widths[*at]);
        let widths: Vec<Length> = widths.collect();
        if widths.iter().copied().sum::<Length>() > self.room {
            return;
        }
        let (height, taken) = (self.height(chosen), self.taken(&widths));
        let better = |best: &Found| (height, taken) < (best.height, best.taken);
        if self.best.as_ref().is_none_or(better) {
            self.best = Some(Found { widths, height, taken });
        }
    }

    fn taken(&self, widths: &[Length]) -> Length {
        let more =
            widths.iter().zip(self.usual).map(|(own, usual)| (*own - *usual).max(Length::ZERO));
        more.sum()
    }

    fn height(&mut self, chosen: &[usize]) -> Length {
        let mut lines = self.table.floors.to_vec();
        for (at, own) in chosen.iter().zip(&self.choices) {
            raise(&mut lines, &own.lines[*at]);
        }
        self.work += lines.len() * chosen.len();
        self.sum(&lines)
    }

    fn sum(&self, lines: &[usize]) -> Length {
        let rows = lines.iter().zip(self.table.leadings);
        rows.map(|(lines, leading)| *leading * super::running_text::count(*lines)).sum()
    }

    /// The usual widths.
    fn usual(&mut self) {
        let at: Vec<usize> =
            self.choices.iter().zip(self.usual).map(|(own, width)| own.within(*width)).collect();
        self.offer(&at);
    }

    /// From the least widths on, gives width to where a row loses a line and most height is saved
    /// by it.
    fn greedy(&mut self) {
        let mut chosen = vec![0; self.choices.len()];
        let mut left = self.room - self.choices.iter().map(|own| own.widths[0]).sum();
        if left < Length::ZERO {
            return;
        }
        self.offer(&chosen);
        let mut height = self.height(&chosen);
        while self.work < WORK / 2 {
            let mut best: Option<(Vec<usize>, Length, Length)> = None;
            for row in 0..self.table.leadings.len() {
                let Some((next, width)) = self.relieved(&chosen, row) else { continue };
                if width > left || self.work >= WORK / 2 {
                    continue;
                }
                let saved = height - self.height(&next);
                let more = |(_, best, per): &(Vec<usize>, Length, Length)| {
                    let product = |saved: Length, width: Length| {
                        i128::from(saved.units()) * i128::from(width.units())
                    };
                    product(saved, *per) > product(*best, width)
                };
                if best.as_ref().is_none_or(more) {
                    best = Some((next, saved, width));
                }
            }
            let Some((next, saved, width)) = best else { return };
            (chosen, height, left) = (next, height - saved, left - width);
            self.offer(&chosen);
        }
    }

    /// The choices with which a row has a line less than with these, and how much wider they are.
    fn relieved(&self, chosen: &[usize], row: usize) -> Option<(Vec<usize>, Length)> {
        let lines = |(at, own): (&usize, &Choices)| own.lines[*at][row];
        let most = chosen.iter().zip(&self.choices).map(lines).max()?;
        if most <= 1.max(*self.table.floors.get(row)?) {
            return None;
        }
        let mut next = chosen.to_vec();
        let mut wider = Length::ZERO;
        for (at, own) in next.iter_mut().zip(&self.choices) {
            if own.lines[*at][row] == most {
                let wide = (*at..own.widths.len()).find(|at| own.lines[*at][row] < most)?;
                wider += own.widths[wide] - own.widths[*at];
                *at = wide;
            }
        }
        Some((next, wider))
    }

    /// Tries everything that may be better than what is found.
    fn exact(&mut self) {
        let mut order: Vec<usize> = (0..self.choices.len()).collect();
        order.sort_by_key(|column| std::cmp::Reverse(self.choices[*column].widths.len()));
        let floors = self.table.floors.to_vec();
        let mut chosen = vec![0; self.choices.len()];
        self.branch(&order, &mut chosen, &floors, self.room, Length::ZERO);
    }

    fn branch(
        &mut self,
        order: &[usize],
        chosen: &mut Vec<usize>,
        lines: &[usize],
        left: Length,
        taken: Length,
    ) {
        let Some((column, rest)) = order.split_first() else { return self.offer(chosen) };
        let least = |column: &usize| self.choices[*column].widths[0];
        let others: Length = rest.iter().map(least).sum();
        let widest = self.choices[*column].within(left - others);
        // The widest first: what it cannot better no other can.
        for at in (0..=widest).rev() {
            let own = &self.choices[*column];
            let width = own.widths[at];
            if width + others > left || self.work >= WORK {
                return;
            }
            let taken = taken + (width - self.usual[*column]).max(Length::ZERO);
            let mut after = lines.to_vec();
            raise(&mut after, &own.lines[at]);
            let spare = left - width - others;
            let mut least = after.clone();
            for column in rest {
                let own = &self.choices[*column];
                raise(&mut least, &own.lines[own.within(own.widths[0] + spare)]);
            }
            self.work += lines.len() * order.len();
            let bound = self.sum(&least);
            let worse = |best: &Found| (bound, taken) >= (best.height, best.taken);
            if self.best.as_ref().is_some_and(worse) {
                // A narrower choice takes less, so that only its height can rule it out for good.
                let higher = |best: &Found| self.sum(&after) > best.height;
                if self.best.as_ref().is_some_and(higher) {
                    return;
                }
                continue;
            }
            chosen[*column] = at;
            self.branch(rest, chosen, &after, left - width, taken);
        }
    }
}

/// Makes rows as high as these lines.
fn raise(rows: &mut [usize], lines: &[usize]) {
    for (row, lines) in rows.iter_mut().zip(lines) {
        *row = (*row).max(*lines);
    }
}

/// Widths that fill the room, none less than it must be: as usual, but for what the others need,
/// which is taken from all alike that have it to spare.
fn settle(least: &[Length], usual: &[Length], room: Length) -> Vec<Length> {
    let given = |less: i64| {
        let less = Length::from_units(less);
        least.iter().zip(usual).map(move |(least, usual)| (*least).max(*usual - less))
    };
    let (mut low, mut high) = (0, room.units().max(0));
    while low < high {
        let middle = low + (high - low) / 2;
        match given(middle).sum::<Length>() <= room {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    given(high).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(points: i64) -> Length {
        Length::from_points(points)
    }

    /// Words of these widths, three points apart.
    fn words(widths: &[i64]) -> Vec<(Length, Length)> {
        let mut at = 0;
        let place = |width: &i64| {
            at += width + 3;
            (pt(at - width - 3), pt(at - 3))
        };
        widths.iter().map(place).collect()
    }

    struct Chance(u64);

    impl Chance {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % limit
        }
    }

    #[test]
    fn a_cell_needs_less_width_for_each_line_more() {
        let text = [words(&[10, 20, 5, 30])];
        let told = |text: &[Vec<(Length, Length)>]| {
            let steps = steps(text);
            steps.iter().map(|step| format!("{} {}", step.lines, step.width)).collect::<Vec<_>>()
        };
        assert_eq!(told(&text), ["1 74", "2 38", "3 30"]);
        // Lines that its author ended stay apart.
        assert_eq!(told(&[words(&[10, 20]), words(&[5])]), ["2 33", "3 20"]);
        assert_eq!(told(&[]), ["1 0"]);
        for width in 30..80 {
            assert_eq!(lines_in(&steps(&text), pt(width)), lines(&text, pt(width)));
        }
        // Of many lines, not all.
        let long = steps(&[words(&[10; 5000])]);
        assert!(long.len() < 200 && long.last().is_some_and(|step| step.lines == 5000));
    }

    /// A table by chance, and its usual widths.
    fn table(chance: &mut Chance) -> (Vec<Vec<Vec<Step>>>, Vec<Length>, Vec<Length>) {
        let (count, rows) = (1 + chance.below(4), 1 + chance.below(5));
        let mut cell = || {
            let number = 1 + chance.below(7);
            let own: Vec<i64> = (0..number).map(|_| 4 + chance.below(20) as i64).collect();
            steps(&[words(&own)])
        };
        let columns: Vec<Vec<Vec<Step>>> =
            (0..count).map(|_| (0..rows).map(|_| cell()).collect()).collect();
        let leadings = (0..rows).map(|row| pt(10 + row as i64 % 2)).collect();
        let usual = columns
            .iter()
            .map(|cells| {
                let least = cells.iter().filter_map(|steps| steps.last()).map(|step| step.width);
                least.max().unwrap() + pt(chance.below(40) as i64)
            })
            .collect();
        (columns, leadings, usual)
    }

    /// The columns, as narrow as their widest words.
    fn narrowest(columns: &[Vec<Vec<Step>>]) -> Vec<Column> {
        let of = |cells: &Vec<Vec<Step>>| {
            let least = cells.iter().filter_map(|steps| steps.last()).map(|step| step.width).max();
            Column { least: least.unwrap_or_default(), ..Column::default() }
        };
        columns.iter().map(of).collect()
    }

    fn height(columns: &[Vec<Vec<Step>>], leadings: &[Length], widths: &[Length]) -> Length {
        let lines = |row: usize| {
            // Beyond the widest word, words are broken.
            let of = |(cells, width): (&Vec<Vec<Step>>, &Length)| {
                let own = cells[row].iter().find(|step| step.width <= *width);
                own.map_or(1000, |step| step.lines)
            };
            columns.iter().zip(widths).map(of).max().unwrap()
        };
        (0..leadings.len()).map(|row| leadings[row] * lines(row) as i64).sum()
    }

    /// The least height of all widths in whole points.
    fn exhaustive(
        columns: &[Vec<Vec<Step>>],
        leadings: &[Length],
        room: i64,
        widths: &mut Vec<Length>,
    ) -> Length {
        if widths.len() + 1 == columns.len() {
            widths.push(pt(room));
            let found = height(columns, leadings, widths);
            widths.pop();
            return found;
        }
        let each = (0..=room).map(|width| {
            widths.push(pt(width));
            let found = exhaustive(columns, leadings, room - width, widths);
            widths.pop();
            found
        });
        each.min().unwrap()
    }

    #[test]
    fn no_other_widths_make_a_table_less_high() {
        let mut gained = 0;
        for seed in 0..600 {
            let (columns, leadings, usual) = table(&mut Chance(seed));
            let room: Length = usual.iter().copied().sum();
            let whole = room.units() / Length::UNITS_PER_POINT;
            if whole.pow(columns.len() as u32 - 1) > 100_000 {
                continue;
            }
            let floors = vec![1; leadings.len()];
            let table = Heights { columns: &columns, leadings: &leadings, floors: &floors };
            let widths = table.widths(&narrowest(&columns), &usual);
            let all: Length = widths.iter().copied().sum();
            assert!(all <= room && room - all < Length::from_units(8), "seed {seed}");
            let best = exhaustive(&columns, &leadings, whole, &mut Vec::new());
            assert_eq!(height(&columns, &leadings, &widths), best, "seed {seed}");
            gained += usize::from(best < height(&columns, &leadings, &usual));
        }
        assert!(gained > 50, "only {gained} tables had anything to gain");
    }

    #[test]
    fn widths_stay_as_usual_where_nothing_is_gained() {
        let cells = |widths: &[i64]| vec![steps(&[words(widths)])];
        let columns = [cells(&[20, 20]), cells(&[20, 20, 20])];
        let narrowest = narrowest(&columns);
        let table = Heights { columns: &columns, leadings: &[pt(10)], floors: &[1] };
        // Two lines at least, one of which has room for two words.
        assert_eq!(table.widths(&narrowest, &[pt(30), pt(50)]), [pt(30), pt(50)]);
        // Here the second column lacks three points, which the first has to spare.
        let widths = table.widths(&narrowest, &[pt(40), pt(40)]);
        assert_eq!(widths, [pt(37), pt(43)]);
        // A row that is that high in any case asks for nothing.
        let table = Heights { floors: &[3], ..table };
        assert_eq!(table.widths(&narrowest, &[pt(40), pt(40)]), [pt(40), pt(40)]);
    }

    #[test]
    fn what_is_taken_is_taken_from_all_alike() {
        let widths = settle(&[pt(50), pt(10), pt(10)], &[pt(40), pt(30), pt(30)], pt(100));
        assert_eq!(widths, [pt(50), pt(25), pt(25)]);
        let widths = settle(&[pt(50), pt(29), pt(10)], &[pt(40), pt(30), pt(30)], pt(100));
        assert_eq!(widths, [pt(50), pt(29), pt(21)]);
    }

    #[test]
    fn a_table_of_any_size_takes_bounded_work() {
        let mut chance = Chance(7);
        let mut cell = || {
            let own: Vec<i64> = (0..6).map(|_| 4 + chance.below(20) as i64).collect();
            steps(&[words(&own)])
        };
        let columns: Vec<Vec<Vec<Step>>> =
            (0..12).map(|_| (0..400).map(|_| cell()).collect()).collect();
        let (leadings, floors) = (vec![pt(10); 400], vec![1; 400]);
        let table = Heights { columns: &columns, leadings: &leadings, floors: &floors };
        let narrowest = narrowest(&columns);
        let choices = columns.iter().zip(&narrowest);
        let choices = choices.map(|(cells, own)| Choices::of(cells, own.least)).collect();
        let usual = vec![pt(45); 12];
        let mut search =
            Search { table: &table, choices, usual: &usual, room: pt(540), best: None, work: 0 };
        search.usual();
        search.greedy();
        search.exact();
        assert!(search.work < WORK + 400 * 12 * 2, "{}", search.work);
    }
}
