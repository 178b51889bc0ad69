//! The page's geometry: where the columns and the lines of the grid are on a sheet of paper.

use crate::geometry::{Length, Point, Rect, Size};
use crate::manifest::Paper;
use crate::theme::{Lines, PageTokens};

/// The columns and the grid of a page.
///
/// The margin column, the gutter and the text column stand side by side; together they are the
/// *wide* column. What they leave of the paper's width is shared by the theme's inner and outer
/// margin in proportion, so that one theme serves all papers. The text block begins at `top` and
/// holds `lines` lines of the grid.
///
/// A theme may have two columns of text. They share the wide column and have a gap between them, and
/// nothing stands in a margin column: [`Columns::column`] is the first of them, and
/// [`Columns::across`] what stands across both.
///
/// All places are those of a right-hand page. On a left-hand page of a two-sided theme everything
/// stands further left by `mirror`, so that its margins are the mirror of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The paper.
    pub paper: Size,
    /// How far what is printed to the edge of the paper goes on beyond it.
    pub bleed: Length,
    /// The left edge of the margin column and of the wide column.
    pub margin: Length,
    /// The width of the margin column; zero for none.
    pub margin_width: Length,
    /// The left edge of the text column.
    pub text: Length,
    /// The width of the text column: the measure.
    pub text_width: Length,
    /// How many columns of text the body has.
    pub count: usize,
    /// Between two columns of text.
    pub gap: Length,
    /// How far further left the columns of left-hand pages stand.
    pub mirror: Length,
    /// The top of the text block.
    pub top: Length,
    /// The lines of the text block.
    pub lines: i64,
    /// The height of a line of the grid.
    pub grid: Length,
    /// The lines of the text block on the theme's own paper.
    own_lines: i64,
    /// The share of a line above its baseline, in per mille.
    above_baseline: i64,
}

impl Columns {
    /// The columns of a theme's page on this paper.
    ///
    /// Column widths do not change with the paper, so that lines break alike on Letter and A4.
    /// Only paper too narrow for the columns and twice the least side makes them narrower, all in
    /// one proportion; and paper too low for the white at head and foot has less of it.
    pub fn of(paper: Paper, tokens: &PageTokens) -> Columns {
        let grid = tokens.grid.max(Length::from_points(1));
        let natural = tokens.margin_column + tokens.gutter + tokens.text_column;
        let wide = tokens.width_on(paper);
        let share = |width: Length| {
            if wide == natural { width } else { width.scale(wide.units(), natural.units()) }
        };
        let margin_width = share(tokens.margin_column);
        let text_width = share(tokens.text_column);
        let sides = paper.width - wide;
        let both = tokens.inner + tokens.outer;
        let margin = match both {
            Length::ZERO => sides / 2,
            both => sides.scale(tokens.inner.units(), both.units()),
        };
        let mirror = if tokens.two_sided { margin * 2 - sides } else { Length::ZERO };

        // Paper too narrow for two columns has one.
        let narrow = tokens.column_on(paper) < tokens.least_column;
        let count = if narrow { 1 } else { usize::from(tokens.columns) };

        // A third of the paper at most is white above and below.
        let top = tokens.top.min(paper.height / 6);
        let foot = tokens.foot.min(paper.height / 6);
        let lines_in = |height: Length| (height.units() / grid.units()).max(1);
        let lines = lines_in(paper.height - top - foot);
        let own_lines = lines_in(tokens.paper.height - tokens.top - tokens.foot);
        Columns {
            paper: Size::new(paper.width, paper.height),
            bleed: Length::ZERO,
            margin,
            margin_width,
            text: margin + wide - text_width,
            text_width,
            count,
            gap: tokens.column_gap,
            mirror,
            top,
            lines,
            grid,
            own_lines,
            above_baseline: tokens.above_baseline,
        }
    }

    /// The columns of the page as a reader has turned it, clockwise: they lie along the block of
    /// text, above what stands at its foot in the height of `foot`. In the mirror, the page's head
    /// is at the other end.
    pub fn turned(&self, foot: Length, mirrored: bool) -> Columns {
        let length = (self.grid * self.lines - foot).max(self.grid);
        let margin = if mirrored { self.top } else { self.paper.height - self.top - length };
        let beside = (self.text - self.margin).min(length / 2);
        Columns {
            paper: Size::new(self.paper.height, self.paper.width),
            margin,
            margin_width: self.margin_width.min(beside),
            text: margin + beside,
            text_width: length - beside,
            mirror: Length::ZERO,
            top: if mirrored { self.paper.width - self.right() } else { self.margin },
            lines: (self.wide().units() / self.grid.units()).max(1),
            ..*self
        }
    }

    /// The same page with one column of text: front matter has no other, whatever the body has.
    pub fn single(&self) -> Columns {
        Columns { count: 1, ..*self }
    }

    /// What stands across all columns of text: the text column where there is one, else the wide
    /// column with nothing beside it.
    pub fn across(&self) -> Columns {
        if self.count == 1 {
            return *self;
        }
        let (text, text_width) = (self.margin, self.wide());
        Columns { margin_width: Length::ZERO, text, text_width, ..*self }
    }

    /// The first column of text.
    pub fn column(&self) -> Columns {
        let mut column = self.across();
        if self.count > 1 {
            column.text_width = (self.wide() - self.gap) / 2;
        }
        column
    }

    /// How far further right than the first a column of text stands.
    pub fn offset(&self, column: usize) -> Length {
        (self.column().text_width + self.gap) * i64::try_from(column).unwrap_or(0)
    }

    /// The width of margin column, gutter and text column together.
    pub fn wide(&self) -> Length {
        self.right() - self.margin
    }

    /// The right edge of the text column.
    pub fn right(&self) -> Length {
        self.text + self.text_width
    }

    /// The bottom of the text block.
    pub fn bottom(&self) -> Length {
        self.top + self.grid * self.lines
    }

    /// How far the baseline of a line of this leading lies below the line's top.
    pub fn baseline(&self, leading: Length) -> Length {
        leading.scale(self.above_baseline, 1000)
    }

    /// So many lines of white at the head of a page, fewer in proportion on paper that is lower
    /// than the theme's own.
    pub fn sunk(&self, lines: Lines) -> Length {
        let wanted = lines.on(self.grid);
        if self.lines >= self.own_lines || wanted <= Length::ZERO {
            return wanted;
        }
        self.grid * (wanted.scale(self.lines, self.own_lines).units() / self.grid.units())
    }

    /// Half a line of the grid: the unit of the vertical list.
    pub fn half(&self) -> Length {
        self.grid / 2
    }

    /// So many half lines as cover this height.
    pub fn halves(&self, height: Length) -> i64 {
        height.div_ceil(self.half())
    }

    /// The whole page as a rectangle.
    pub fn sheet(&self) -> Rect {
        Rect { origin: Point::default(), size: self.paper }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    fn columns(width: f64, height: f64) -> Columns {
        let paper = Paper { width: Length::from_pt(width), height: Length::from_pt(height) };
        Columns::of(paper, &Theme::builtin("report").unwrap().page)
    }

    #[test]
    fn letter_and_a4_have_the_same_columns() {
        let letter = columns(612.0, 792.0);
        assert_eq!(letter.margin, Length::from_points(72));
        assert_eq!(letter.text, Length::from_points(204));
        assert_eq!((letter.lines, letter.bottom()), (44, Length::from_points(700)));
        let a4 = columns(595.28, 841.89);
        assert_eq!(a4.text, Length::from_pt(195.64));
        assert_eq!((a4.wide(), a4.text_width), (letter.wide(), letter.text_width));
        assert_eq!(a4.lines, 47);
    }

    #[test]
    fn small_paper_keeps_all_columns_on_the_paper() {
        for (width, height) in [(419.53, 595.28), (200.0, 100.0), (20.0, 1.0)] {
            let page = columns(width, height);
            assert!(page.margin > Length::ZERO && page.right() < page.paper.width);
            assert!(page.margin + page.margin_width < page.text);
            assert!(page.lines >= 1);
        }
    }

    #[test]
    fn two_columns_share_the_width_of_all() {
        let mut tokens = Theme::builtin("report").unwrap().page;
        tokens.columns = 2;
        let page = Columns::of(tokens.paper, &tokens);
        let (column, across) = (page.column(), page.across());
        assert_eq!((page.count, page.gap), (2, Length::from_points(18)));
        assert_eq!((column.text, column.text_width), (page.margin, Length::from_points(225)));
        assert_eq!((column.margin, column.margin_width), (page.margin, Length::ZERO));
        assert_eq!((across.text, across.text_width), (page.margin, page.wide()));
        assert_eq!(column.right() + page.gap, column.text + page.offset(1));
        assert_eq!(column.text + page.offset(1) + column.text_width, page.right());
        let narrow = Paper { width: Length::from_points(360), ..tokens.paper };
        assert_eq!(Columns::of(narrow, &tokens).count, 1);
    }

    #[test]
    fn a_two_sided_page_is_mirrored_and_shares_its_margins_in_proportion() {
        let tokens = Theme::builtin("book").unwrap().page;
        let own = Columns::of(tokens.paper, &tokens);
        assert_eq!(
            (own.margin, own.text_width),
            (Length::from_points(66), Length::from_points(312))
        );
        assert_eq!((own.mirror, own.lines), (Length::from_points(12), 36));
        let letter = Paper { width: Length::from_points(612), height: Length::from_points(792) };
        let letter = Columns::of(letter, &tokens);
        assert_eq!(
            (letter.margin, letter.mirror),
            (Length::from_points(165), Length::from_points(30))
        );
        assert_eq!(letter.right(), Length::from_points(477));
    }

    #[test]
    fn the_columns_of_a_turned_page_lie_along_its_block_of_text() {
        let page = columns(612.0, 792.0);
        let pt = Length::from_points;
        let turned = page.turned(Length::ZERO, false);
        // From the foot of the block to its head, and from its left edge to its right.
        assert_eq!((turned.margin, turned.right()), (pt(92), pt(708)));
        assert_eq!((turned.text - turned.margin, turned.margin_width), (pt(132), pt(108)));
        assert_eq!((turned.top, turned.lines), (pt(72), 33));
        let above_notes = page.turned(pt(50), false);
        assert_eq!((above_notes.margin, above_notes.right()), (pt(142), pt(708)));
        // In the mirror, what is at the right here is the foot there.
        let mirrored = page.turned(pt(50), true);
        assert_eq!((mirrored.margin, mirrored.right()), (pt(84), pt(650)));
        let small = columns(200.0, 100.0).turned(pt(500), false);
        assert!(small.margin < small.text && small.text < small.right());
    }

    #[test]
    fn the_white_above_a_chapter_is_less_on_low_paper() {
        let theme = Theme::builtin("book").unwrap();
        let on = |height: i64| {
            let paper =
                Paper { width: Length::from_points(432), height: Length::from_points(height) };
            Columns::of(paper, &theme.page).sunk(theme.blocks.sink)
        };
        assert_eq!(on(648), Length::from_points(70));
        assert_eq!(on(900), Length::from_points(70));
        assert_eq!(on(360), Length::from_points(28));
    }

    #[test]
    fn the_first_baseline_lies_where_the_theme_says() {
        let letter = columns(612.0, 792.0);
        assert_eq!((letter.top + letter.baseline(letter.grid)).to_string(), "94.08");
    }
}
