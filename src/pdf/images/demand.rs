//! How fine the pictures of a file are.
//!
//! | profile | finest        | JPEG made here | photographs kept without loss |
//! |---------|---------------|----------------|-------------------------------|
//! | screen  | 220, heavy 150 | quality 80    | become JPEG                   |
//! | print   | 300           | quality 92     | stay as they are              |
//! | archive | no limit      | none           | stay as they are              |
//!
//! The numbers are pixels to the inch at the size on the page. A picture that is finer is made
//! smaller, down to 150 when it is heavy, if it has fewer bytes then.

use crate::geometry::{Length, Size};
use crate::manifest::Profile;

/// What a page asks of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::pdf) struct Demand {
    /// What the file is for.
    pub profile: Profile,
    /// The largest size at which the picture is drawn; none when that is not known, so that all
    /// its pixels are wanted.
    pub drawn: Option<Size>,
}

/// The most bytes of a JPEG made for the screen, for each square inch of the page: a picture of 6
/// by 4 inches has 288 kB. With more it is made coarser, as far as may be.
const SCREEN_BYTES: f64 = 12_000.0;

const INCH: Length = Length::from_points(72);

impl Demand {
    /// Pixels to the inch that a picture may have, from the finest; coarser ones only for heavy
    /// pictures. Empty when there is no limit.
    fn steps(self) -> &'static [f64] {
        match self.profile {
            Profile::Screen => &[220.0, 185.0, 150.0],
            Profile::Print => &[300.0],
            Profile::Archive => &[],
        }
    }

    /// The sizes in pixels for a picture of this size in pixels, from the finest. None is larger
    /// than the picture; the first is the picture's own when it is not too fine.
    pub fn sizes(self, (width, height): (u32, u32)) -> Vec<(u32, u32)> {
        let step = |ppi: &f64| match self.drawn {
            Some(drawn) => {
                let share = |length: Length, pixels: u32| inches(length) * ppi / f64::from(pixels);
                let share = share(drawn.width, width).max(share(drawn.height, height)).min(1.0);
                // A whole number may have come out a hair too large.
                let scaled = |pixels: u32| (f64::from(pixels) * share - 1e-6).ceil() as u32;
                (scaled(width).clamp(1, width), scaled(height).clamp(1, height))
            }
            None => (width, height),
        };
        let mut sizes: Vec<_> = self.steps().iter().map(step).collect();
        if sizes.is_empty() {
            sizes.push((width, height));
        }
        sizes.dedup();
        sizes
    }

    /// The quality of a JPEG made here, as the Independent JPEG Group's library counts it; none
    /// when nothing may be lost.
    pub fn quality(self) -> Option<u8> {
        match self.profile {
            Profile::Screen => Some(80),
            Profile::Print => Some(92),
            Profile::Archive => None,
        }
    }

    /// Whether a photograph that was kept without loss may lose something.
    pub fn loses(self) -> bool {
        self.profile == Profile::Screen
    }

    /// Whether a JPEG of so many bytes is heavy, so that a coarser one is better.
    pub fn is_heavy(self, bytes: usize) -> bool {
        let area = self.drawn.map(|drawn| inches(drawn.width) * inches(drawn.height));
        self.profile == Profile::Screen
            && area.is_some_and(|area| bytes as f64 > area * SCREEN_BYTES)
    }
}

/// A length in inches.
pub(in crate::pdf) fn inches(length: Length) -> f64 {
    length.to_pt() / INCH.to_pt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(profile: Profile, width: i64, height: i64) -> Demand {
        Demand { profile, drawn: Some(Size::new(INCH * width, INCH * height)) }
    }

    #[test]
    fn a_fine_picture_is_made_as_fine_as_the_profile_says() {
        let size = (2400, 1600);
        let screen = demand(Profile::Screen, 6, 4).sizes(size);
        assert_eq!(screen, [(1320, 880), (1110, 740), (900, 600)]);
        assert_eq!(demand(Profile::Print, 6, 4).sizes(size), [(1800, 1200)]);
        assert_eq!(demand(Profile::Archive, 6, 4).sizes(size), [size]);
    }

    #[test]
    fn no_picture_is_made_finer_than_it_is() {
        assert_eq!(demand(Profile::Print, 10, 8).sizes((2400, 1600)), [(2400, 1600)]);
        // Where a picture is stretched, the finer direction must not lose.
        assert_eq!(demand(Profile::Print, 6, 8).sizes((2400, 1600)), [(2400, 1600)]);
        let unknown = Demand { profile: Profile::Screen, drawn: None };
        assert_eq!(unknown.sizes((9000, 9000)), [(9000, 9000)]);
    }

    #[test]
    fn only_the_screen_minds_the_weight() {
        assert!(demand(Profile::Screen, 6, 4).is_heavy(300_000));
        assert!(!demand(Profile::Screen, 6, 4).is_heavy(280_000));
        assert!(!demand(Profile::Print, 6, 4).is_heavy(9_000_000));
    }
}
