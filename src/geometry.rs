//! Lengths, points and rectangles of a page.
//!
//! A [`Length`] is an integer number of scaled points, as in TeX: 65,536 to the PostScript point
//! of 1/72 inch. Integers make a page the same on every machine, so that a page dump can be a
//! test and two builds can be equal byte for byte. Sixty-four bits leave no room for overflow:
//! no sum of lengths that fits in memory reaches them.
//!
//! The origin of a page is its top left corner; `x` grows to the right and `y` downwards.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in scaled points: 1/65,536 of a PostScript point (1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0);
    /// Scaled points in a point.
    pub const UNITS_PER_POINT: i64 = 65_536;
    /// The longest length, for "no limit".
    pub const MAX: Length = Length(i64::MAX / 4);

    /// A length from scaled points.
    pub const fn from_units(units: i64) -> Length {
        Length(units)
    }

    /// A length from whole points.
    pub const fn from_points(points: i64) -> Length {
        Length(points * Self::UNITS_PER_POINT)
    }

    /// A length from points with a fraction, rounded to the nearest scaled point. What is not a
    /// finite number is zero, and what is beyond ±10⁹ points is taken as that.
    pub fn from_pt(points: f64) -> Length {
        if !points.is_finite() {
            return Length::ZERO;
        }
        Length((points.clamp(-1e9, 1e9) * Self::UNITS_PER_POINT as f64).round() as i64)
    }

    /// The length in scaled points.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The length in points, for a file format or a message; never for a decision of layout.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::UNITS_PER_POINT as f64
    }

    /// `self × numerator / denominator`, rounded to nearest; zero when the denominator is zero.
    pub fn scale(self, numerator: i64, denominator: i64) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        // Nearly all products fit in 64 bits, where a division is many times faster.
        let half = (denominator / 2).abs();
        let sum = self.0.checked_mul(numerator).and_then(|product| {
            product.checked_add(half * product.signum() * denominator.signum())
        });
        if let Some(quotient) = sum.and_then(|sum| sum.checked_div(denominator)) {
            return Length(quotient);
        }
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        let half = denominator.abs() / 2 * product.signum() * denominator.signum();
        Length(((product + half) / denominator) as i64)
    }

    /// How many times `step` must be laid end to end to reach this length; zero for nothing.
    pub fn div_ceil(self, step: Length) -> i64 {
        if step.0 <= 0 || self.0 <= 0 {
            return 0;
        }
        (self.0 + step.0 - 1) / step.0
    }

    /// The length without its sign.
    pub const fn abs(self) -> Length {
        Length(self.0.abs())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        if divisor == 0 { Length::ZERO } else { Length(self.0 / divisor) }
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

impl fmt::Display for Length {
    /// Points with at most two decimals, computed in integers: `84`, `52.1`, `-0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.scale(100, Self::UNITS_PER_POINT).0;
        let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
        let sign = if hundredths < 0 { "-" } else { "" };
        match rest {
            0 => write!(f, "{sign}{whole}"),
            rest if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            rest => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// A place on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// From the left edge of the page.
    pub x: Length,
    /// From the top edge of the page, downwards.
    pub y: Length,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }

    /// This point moved right by `dx` and down by `dy`.
    pub fn shifted(self, dx: Length, dy: Length) -> Point {
        Point { x: self.x + dx, y: self.y + dy }
    }

    /// A point of a page that the reader has turned clockwise, on the page as it was: `height` is
    /// the height of the page before it was turned.
    pub fn turned_back(self, height: Length) -> Point {
        Point { x: self.y, y: height - self.x }
    }
}

/// The size of a rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Across.
    pub width: Length,
    /// Down.
    pub height: Length,
}

impl Size {
    /// A size of this width and height.
    pub const fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }
}

/// A rectangle with horizontal and vertical sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// The top left corner.
    pub origin: Point,
    /// Its extent to the right and downwards.
    pub size: Size,
}

impl Rect {
    /// A rectangle from its left and top edges, width and height.
    pub const fn new(x: Length, y: Length, width: Length, height: Length) -> Rect {
        Rect { origin: Point::new(x, y), size: Size::new(width, height) }
    }

    /// The left edge.
    pub const fn left(self) -> Length {
        self.origin.x
    }

    /// The top edge.
    pub const fn top(self) -> Length {
        self.origin.y
    }

    /// The right edge.
    pub fn right(self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> Length {
        self.origin.y + self.size.height
    }

    /// This rectangle moved right by `dx` and down by `dy`.
    pub fn shifted(self, dx: Length, dy: Length) -> Rect {
        Rect { origin: self.origin.shifted(dx, dy), size: self.size }
    }

    /// A rectangle of a page that the reader has turned clockwise, on the page as it was: `height`
    /// is the height of the page before it was turned.
    pub fn turned_back(self, height: Length) -> Rect {
        let origin = Point { x: self.top(), y: height - self.right() };
        Rect { origin, size: Size { width: self.size.height, height: self.size.width } }
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Rect) -> Rect {
        let left = self.left().min(other.left());
        let top = self.top().min(other.top());
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Rect::new(left, top, right - left, bottom - top)
    }
}

/// One value for each side of a rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides {
    /// At the top.
    pub top: Length,
    /// At the right.
    pub right: Length,
    /// At the bottom.
    pub bottom: Length,
    /// At the left.
    pub left: Length,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_gives_points_with_at_most_two_decimals() {
        let show = |points: f64| Length::from_pt(points).to_string();
        assert_eq!(show(84.0), "84");
        assert_eq!(show(52.1), "52.1");
        assert_eq!(show(-0.25), "-0.25");
        assert_eq!(show(0.004), "0");
        assert_eq!(show(1.05), "1.05");
    }

    #[test]
    fn scale_rounds_to_nearest_on_both_sides_of_zero() {
        let five = Length::from_units(5);
        assert_eq!(five.scale(1, 2), Length::from_units(3));
        assert_eq!((-five).scale(1, 2), Length::from_units(-3));
        assert_eq!(five.scale(1, 0), Length::ZERO);
        // Beyond 64 bits as within them.
        let long = Length::from_units(i64::MAX / 8);
        assert_eq!(long.scale(1000, 1000), long);
        assert_eq!((-long).scale(300, 200), Length::from_units(-(i64::MAX / 8 * 3 / 2 + 1)));
    }

    #[test]
    fn what_is_seen_on_a_turned_page_is_found_on_the_page_as_it_was() {
        let pt = Length::from_points;
        let height = pt(800);
        // The top left corner of the turned page is the bottom left one of the page.
        let corner = Point::new(pt(0), pt(0)).turned_back(height);
        assert_eq!(corner, Point::new(pt(0), pt(800)));
        let rect = Rect::new(pt(100), pt(30), pt(200), pt(50));
        let back = rect.turned_back(height);
        assert_eq!(back, Rect::new(pt(30), pt(500), pt(50), pt(200)));
        // The left edge of the one is the lower edge of the other.
        let left = rect.origin.turned_back(height);
        assert_eq!((left.x, left.y), (back.left(), back.bottom()));
    }

    #[test]
    fn div_ceil_counts_the_steps_that_cover_a_length() {
        let g = Length::from_points(14);
        assert_eq!(Length::from_points(28).div_ceil(g), 2);
        assert_eq!(Length::from_pt(28.01).div_ceil(g), 3);
        assert_eq!(Length::ZERO.div_ceil(g), 0);
    }
}
