//! How wide the columns of a table are.

use super::running_text::count;
use crate::document::Alignment;
use crate::geometry::Length;

/// What a column needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// The width of its longest word.
    pub least: Length,
    /// The width at which no cell is broken.
    pub natural: Length,
    /// How its cells stand.
    pub alignment: Alignment,
    /// The widest part of its numbers from the decimal point on.
    pub fraction: Length,
    /// Whether its cells may have several lines.
    pub elastic: bool,
}

/// The widths of columns that together with the gaps between them fill `room`.
///
/// With room to spare, all columns get an equal share of it. Else columns of numbers keep their
/// natural width, and the others give way in proportion to what they can spare above their longest
/// words; when even those have no room, all are narrowed in proportion.
pub(super) fn column_widths(columns: &[Column], room: Length, gap: Length) -> Vec<Length> {
    let gaps = gap * count(columns.len().saturating_sub(1));
    let room = (room - gaps).max(Length::from_points(count(columns.len())));
    let natural: Length = columns.iter().map(|column| column.natural).sum();
    if natural <= room {
        return share_out(columns, room - natural);
    }
    let least = |column: &Column| if column.elastic { column.least } else { column.natural };
    let floor: Length = columns.iter().map(least).sum();
    if floor > room {
        return columns.iter().map(|c| least(c).scale(room.units(), floor.units())).collect();
    }
    let spare = room - floor;
    let wanted = (natural - floor).units().max(1);
    columns.iter().map(|c| least(c) + (c.natural - least(c)).scale(spare.units(), wanted)).collect()
}

fn share_out(columns: &[Column], spare: Length) -> Vec<Length> {
    let each = spare / count(columns.len()).max(1);
    columns.iter().map(|column| column.natural + each).collect()
}

/// Whether a cell holds a number: digits with signs, separators, units of one character.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let part = |c: char| c.is_ascii_digit() || ".,+-−±%‰$€£¥<>≤≥~ \u{a0}\u{202f}".contains(c);
    digits > 0 && text.chars().all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(least: i64, natural: i64, elastic: bool) -> Column {
        Column {
            least: Length::from_points(least),
            natural: Length::from_points(natural),
            elastic,
            ..Column::default()
        }
    }

    fn widths(columns: &[Column], room: i64) -> Vec<String> {
        let gap = Length::from_points(10);
        let widths = column_widths(columns, Length::from_points(room), gap);
        widths.iter().map(Length::to_string).collect()
    }

    #[test]
    fn columns_share_what_is_left_over() {
        assert_eq!(widths(&[column(20, 100, true), column(30, 30, false)], 200), ["130", "60"]);
    }

    #[test]
    fn words_give_way_and_numbers_do_not() {
        let columns = [column(40, 200, true), column(50, 50, false), column(20, 100, true)];
        assert_eq!(widths(&columns, 220), ["100", "50", "50"]);
    }

    #[test]
    fn too_little_room_is_shared_by_need() {
        assert_eq!(widths(&[column(60, 90, true), column(30, 30, false)], 55), ["30", "15"]);
        assert_eq!(widths(&[], 55), [""; 0]);
    }

    #[test]
    fn numbers_are_told_from_words() {
        for number in ["100,000", "−89%", "2.5", "$7", "1 000"] {
            assert!(is_number(number), "{number}");
        }
        for word in ["2010–11", "June 2024", "—", "", "3rd"] {
            assert!(!is_number(word), "{word}");
        }
    }
}
