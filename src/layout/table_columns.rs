//! How wide the columns of a table are.

use super::running_text::count;
use crate::document::Alignment;
use crate::geometry::Length;

/// What a column needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// The width below which words are broken, or numbers.
    pub least: Length,
    /// The width at which no cell is broken.
    pub natural: Length,
    /// How its cells stand.
    pub alignment: Alignment,
    /// The widest part of its numbers behind their units: the fraction, a sign, the mark of a note.
    pub fraction: Length,
}

/// The widths of columns that together with the gaps between them fill `room`; none if they cannot
/// hold their longest words.
///
/// With room to spare, all columns get an equal share of it. Else they give way in proportion to
/// what they can spare above their longest words.
pub(super) fn column_widths(columns: &[Column], room: Length, gap: Length) -> Option<Vec<Length>> {
    let room = room - gap * count(columns.len().saturating_sub(1));
    let natural: Length = columns.iter().map(|column| column.natural).sum();
    if natural <= room {
        return Some(share_out(columns, room - natural));
    }
    let floor: Length = columns.iter().map(|column| column.least).sum();
    if floor > room {
        return None;
    }
    let spare = room - floor;
    let wanted = (natural - floor).units().max(1);
    let width = |c: &Column| c.least + (c.natural - c.least).scale(spare.units(), wanted);
    Some(columns.iter().map(width).collect())
}

/// The widths of columns of which the first names the rows, when all have their natural widths: it
/// keeps its own, and the others share what is left over.
pub(super) fn named_widths(columns: &[Column], room: Length, gap: Length) -> Option<Vec<Length>> {
    let natural: Length = columns.iter().map(|column| column.natural).sum();
    let gaps = gap * count(columns.len().saturating_sub(1));
    match columns.split_first() {
        Some((first, rest)) if !rest.is_empty() && natural + gaps <= room => {
            let rest = column_widths(rest, room - first.natural - gap, gap)?;
            Some(std::iter::once(first.natural).chain(rest).collect())
        }
        _ => None,
    }
}

/// The widths of columns whose longest words have no room, and the gap between them.
///
/// First the gaps give way, down to a quarter; then the widest columns, so that no more words are
/// broken than must be.
pub(super) fn narrow_widths(
    columns: &[Column],
    room: Length,
    gap: Length,
) -> (Vec<Length>, Length) {
    let number = count(columns.len());
    let floor: Length = columns.iter().map(|column| column.least).sum();
    let least = (gap / 4).min(room / (number * 2).max(1));
    let gap = ((room - floor) / (number - 1).max(1)).min(gap).max(least);
    let mut left = room - gap * (number - 1).max(0);
    let mut widths: Vec<Length> = columns.iter().map(|column| column.least).collect();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|index| widths[*index]);
    for (done, index) in order.into_iter().enumerate() {
        let share = left / (number - count(done)).max(1);
        widths[index] = widths[index].min(share);
        left -= widths[index];
    }
    (widths, gap)
}

fn share_out(columns: &[Column], spare: Length) -> Vec<Length> {
    let each = spare / count(columns.len()).max(1);
    columns.iter().map(|column| column.natural + each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(least: i64, natural: i64) -> Column {
        Column {
            least: Length::from_points(least),
            natural: Length::from_points(natural),
            ..Column::default()
        }
    }

    fn widths(columns: &[Column], room: i64) -> Vec<String> {
        let gap = Length::from_points(10);
        let widths = column_widths(columns, Length::from_points(room), gap);
        widths.unwrap_or_default().iter().map(Length::to_string).collect()
    }

    fn narrow(columns: &[Column], room: i64) -> (Vec<String>, String) {
        let gap = Length::from_points(10);
        let (widths, gap) = narrow_widths(columns, Length::from_points(room), gap);
        (widths.iter().map(Length::to_string).collect(), gap.to_string())
    }

    #[test]
    fn columns_share_what_is_left_over() {
        assert_eq!(widths(&[column(20, 100), column(30, 30)], 200), ["130", "60"]);
    }

    #[test]
    fn the_column_that_names_the_rows_keeps_its_width() {
        let (room, gap) = (Length::from_points(200), Length::from_points(10));
        let columns = [column(20, 60), column(20, 30), column(30, 30)];
        let named = |room| {
            let widths = named_widths(&columns, room, gap).unwrap_or_default();
            widths.iter().map(Length::to_string).collect::<Vec<_>>()
        };
        assert_eq!(named(room), ["60", "60", "60"]);
        assert_eq!(named(Length::from_points(140)), ["60", "30", "30"]);
        assert_eq!(named(Length::from_points(115)), [""; 0]);
    }

    #[test]
    fn words_give_way_and_numbers_do_not() {
        let columns = [column(40, 200), column(50, 50), column(20, 100)];
        assert_eq!(widths(&columns, 220), ["100", "50", "50"]);
    }

    #[test]
    fn without_room_for_their_words_gaps_give_way_and_then_the_widest_columns() {
        let columns = [column(60, 90), column(30, 30), column(10, 90)];
        assert_eq!(widths(&columns, 115), [""; 0]);
        let narrow = |room| narrow(&columns, room);
        let own =
            |widths: [&str; 3], gap: &str| (widths.map(String::from).to_vec(), gap.to_string());
        assert_eq!(narrow(115), own(["60", "30", "10"], "7.5"));
        assert_eq!(narrow(85), own(["40", "30", "10"], "2.5"));
        assert_eq!(narrow(35), own(["10", "10", "10"], "2.5"));
        assert_eq!(narrow_widths(&[], Length::from_points(9), Length::ZERO).0, []);
    }

    #[test]
    fn any_number_of_columns_has_room() {
        for number in [1, 2, 60, 500] {
            let columns = vec![column(20, 40); number];
            let room = Length::from_points(100);
            let (widths, gap) = narrow_widths(&columns, room, Length::from_points(10));
            let all: Length = widths.iter().copied().sum();
            let all = all + gap * (number as i64 - 1);
            assert!(all <= room && widths.iter().all(|width| *width > Length::ZERO));
        }
    }
}
