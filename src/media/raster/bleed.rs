//! Colours under pixels that are not seen.
//!
//! A reader that draws a picture smaller or larger mixes the colours of neighbours before it
//! knows how opaque they are, and lossy coding spreads them: black under transparent pixels would
//! be a dark line round light shapes.

use super::Pixels;

/// So far from what is seen, a colour is mixed into it by nobody: the side of a block of JPEG with
/// halved colour.
const REACH: usize = 16;

impl Pixels {
    /// The picture with the colour of the nearest seen pixels under the transparent ones near
    /// them, and one of its colours under the others. It looks the same.
    pub(crate) fn bled(mut self) -> Pixels {
        let Some(alpha) = &self.alpha else { return self };
        let depth = if self.grey { 1 } else { 3 };
        let width = self.width as usize;
        let mut known: Vec<bool> = alpha.iter().map(|opacity| *opacity > 0).collect();
        let Some(first) = known.iter().position(|known| *known) else { return self };
        if known.iter().all(|known| *known) {
            return self;
        }
        let color = |colors: &[u8], at: usize| {
            let mut own = [0; 3];
            let bytes = colors.get(at * depth..(at + 1) * depth).unwrap_or_default();
            own.iter_mut().zip(bytes).for_each(|(own, byte)| *own = *byte);
            own
        };
        let some = color(&self.color, first);
        let set = |colors: &mut [u8], at: usize, own: [u8; 3]| {
            let bytes = colors.get_mut(at * depth..(at + 1) * depth).unwrap_or_default();
            bytes.iter_mut().zip(own).for_each(|(byte, own)| *byte = own);
        };
        let mut edge: Vec<usize> = Vec::new();
        for (at, known) in known.iter().enumerate() {
            if !known {
                set(&mut self.color, at, some);
            } else {
                edge.push(at);
            }
        }
        // From ring to ring; the first takes its colours from what is seen.
        for _ in 0..REACH {
            let mut ring = Vec::new();
            for at in edge {
                for near in neighbours(at, width, known.len()) {
                    if let Some(own) = known.get_mut(near).filter(|known| !**known) {
                        *own = true;
                        let shade = color(&self.color, at);
                        set(&mut self.color, near, shade);
                        ring.push(near);
                    }
                }
            }
            edge = ring;
        }
        self
    }
}

/// The pixels beside, above and below one.
fn neighbours(at: usize, width: usize, count: usize) -> impl Iterator<Item = usize> {
    let column = at % width;
    let left = (column > 0).then(|| at - 1);
    let right = (column + 1 < width).then(|| at + 1);
    let below = Some(at + width).filter(|below| *below < count);
    [left, right, at.checked_sub(width), below].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(alpha: Vec<u8>, grey: Vec<u8>) -> Pixels {
        let width = alpha.len() as u32 / 2;
        Pixels { width, height: 2, grey: true, color: grey, alpha: Some(alpha) }
    }

    #[test]
    fn transparent_pixels_take_the_colour_of_the_nearest_that_is_seen() {
        let row = |own: &[u8]| own.repeat(2);
        let bled = pixels(row(&[0, 9, 0, 0, 255]), row(&[1, 50, 2, 4, 200])).bled();
        assert_eq!(bled.color, row(&[50, 50, 50, 200, 200]));
        assert_eq!(bled.alpha, Some(row(&[0, 9, 0, 0, 255])));
    }

    #[test]
    fn what_is_all_seen_or_all_unseen_stays() {
        for alpha in [vec![255; 4], vec![0; 4]] {
            let own = pixels(alpha, vec![1, 2, 3, 4]);
            assert_eq!(own.clone().bled(), own);
        }
    }

    #[test]
    fn far_from_what_is_seen_there_is_one_colour() {
        let mut alpha = vec![0; 100];
        alpha[0] = 255;
        let bled = pixels(alpha, (0..100).collect()).bled();
        assert!(bled.color.iter().all(|own| *own == 0), "{:?}", bled.color);
    }
}
