//! How much light the tones of printing inks take away, from their profile: ICC.1:2004-10.
//!
//! A tone value is the share of the paper that a plate covers. In print the dots grow, so that half
//! a tone takes away far more than half of the light; how much more, the profile says. Of each ink
//! alone the light is read that it takes most from: red of cyan, green of magenta, blue of yellow,
//! all of black, as densitometers do (ISO 5-3).

use super::bytes::Bytes;

/// The inks of a picture, in the order of their components.
pub(super) const INKS: usize = 4;

/// For each ink, by its tone value from 0 to 255, the share of the light that it takes away: from
/// 0 for bare paper to 1 for full ink, and never falling.
pub(super) type Tones = [[f64; 256]; INKS];

/// Tones of which each takes away its own share of the light: those of a profile that is not
/// understood.
pub(super) fn plain() -> Tones {
    [std::array::from_fn(|tone| tone as f64 / 255.0); INKS]
}

/// The tones of a profile from four inks to Lab, if it has a table of one of the types `lut8Type`
/// and `lut16Type`, as all usual ones have.
pub(super) fn of_profile(profile: &[u8]) -> Option<Tones> {
    if profile.get(16..24)? != b"CMYKLab " {
        return None;
    }
    // Relative to the paper where there is such a table, else as pictures are to be seen.
    let table = Table::read(tag(profile, b"A2B1").or_else(|| tag(profile, b"A2B0"))?)?;
    let mut tones = plain();
    for (ink, curve) in tones.iter_mut().enumerate() {
        let mut lights = [0.0; 256];
        for (tone, light) in lights.iter_mut().enumerate() {
            let mut inks = [0.0; INKS];
            inks[ink] = tone as f64 / 255.0;
            *light = light_left(table.lab(inks), ink);
        }
        let [paper, .., full] = lights;
        // An ink that takes nothing away cannot be measured so.
        if paper - full < 0.02 {
            return None;
        }
        let mut most: f64 = 0.0;
        for (share, light) in curve.iter_mut().zip(lights) {
            most = most.max(((paper - light) / (paper - full)).min(1.0));
            // `share` holds the plain tone. A hundredth of it tells tones apart that the profile
            // takes for the same.
            *share = most * 0.99 + *share * 0.01;
        }
    }
    Some(tones)
}

/// The value of a tag: 7.3.
fn tag<'a>(profile: &'a [u8], signature: &[u8; 4]) -> Option<&'a [u8]> {
    let mut directory = Bytes::new(profile.get(128..)?);
    let count = u32::from_be_bytes(directory.array()?);
    for _ in 0..count {
        let [name, start, length] = [directory.array()?, directory.array()?, directory.array()?];
        if name == *signature {
            let start = u32::from_be_bytes(start) as usize;
            return profile.get(start..start.checked_add(u32::from_be_bytes(length) as usize)?);
        }
    }
    None
}

/// The amount of the light that an ink takes most from, of a colour in Lab; 1 on white. The
/// formulas are those of CIE 15, 8.2.1.
fn light_left([lightness, a, b]: [f64; 3], ink: usize) -> f64 {
    let y = (lightness + 16.0) / 116.0;
    let root = match ink {
        0 => y + a / 500.0,
        2 => y - b / 200.0,
        _ => y,
    };
    if root > 6.0 / 29.0 { root * root * root } else { (root - 4.0 / 29.0) * 108.0 / 841.0 }
}

/// A table from inks to Lab: 10.8 and 10.9. All values are from 0 to 1.
struct Table {
    /// A curve for each ink, one after the other.
    inputs: Vec<f64>,
    /// How many points the table has along each ink.
    grid: usize,
    /// Three values for each point; along the last ink they are next to each other.
    points: Vec<f64>,
    /// A curve for each of the three values.
    outputs: Vec<f64>,
    /// Whether values have two bytes, which mean a little more than the type's own: 10.8.
    wide: bool,
}

const LAB: usize = 3;

impl Table {
    fn read(bytes: &[u8]) -> Option<Table> {
        let [inks, lab, grid] = *bytes.get(8..11)? else { return None };
        let length = |at: usize| {
            let pair = bytes.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_be_bytes(pair)))
        };
        let (wide, entries, start) = match bytes.get(..4)? {
            b"mft1" => (false, (256, 256), 48),
            b"mft2" => (true, (length(48)?, length(50)?), 52),
            _ => return None,
        };
        let grid = usize::from(grid);
        let whole = usize::from(inks) == INKS && usize::from(lab) == LAB;
        if !whole || grid < 2 || entries.0 < 2 || entries.1 < 2 {
            return None;
        }
        let counts = [INKS * entries.0, grid.pow(4) * LAB, LAB * entries.1];
        let mut rest = Bytes::new(bytes.get(start..)?);
        let mut read = |count: usize| -> Option<Vec<f64>> {
            let raw = rest.take(count * if wide { 2 } else { 1 })?;
            let pairs = raw.as_chunks::<2>().0.iter();
            Some(match wide {
                true => pairs.map(|pair| f64::from(u16::from_be_bytes(*pair)) / 65535.0).collect(),
                false => raw.iter().map(|byte| f64::from(*byte) / 255.0).collect(),
            })
        };
        let [inputs, points, outputs] = [read(counts[0])?, read(counts[1])?, read(counts[2])?];
        Some(Table { inputs, grid, points, outputs, wide })
    }

    /// The colour of these inks, each from 0 to 1.
    fn lab(&self, inks: [f64; INKS]) -> [f64; LAB] {
        let mut sums = [0.0; LAB];
        let curves = self.inputs.chunks_exact(self.inputs.len() / INKS);
        let mut places = [(0, 0.0); INKS];
        for ((place, curve), ink) in places.iter_mut().zip(curves).zip(inks) {
            *place = place_of(between(curve, ink), self.grid);
        }
        // The corners of the cell in which the inks are.
        for corner in 0..1_usize << INKS {
            let (mut weight, mut index) = (1.0, 0);
            for (ink, (first, share)) in places.into_iter().enumerate() {
                let far = corner >> ink & 1;
                weight *= if far == 1 { share } else { 1.0 - share };
                index = index * self.grid + first + far;
            }
            let point = self.points.get(index * LAB..).unwrap_or_default();
            for (sum, value) in sums.iter_mut().zip(point) {
                *sum += weight * value;
            }
        }
        let curves = self.outputs.chunks_exact(self.outputs.len() / LAB);
        for (value, curve) in sums.iter_mut().zip(curves) {
            *value = between(curve, *value);
        }
        let [lightness, a, b] = sums;
        let (lightness_scale, hue_scale) =
            if self.wide { (6_553_500.0 / 65280.0, 65535.0 / 256.0) } else { (100.0, 255.0) };
        [lightness * lightness_scale, a * hue_scale - 128.0, b * hue_scale - 128.0]
    }
}

/// The value of a curve of evenly spaced points, at 0 to 1.
fn between(curve: &[f64], at: f64) -> f64 {
    let (first, share) = place_of(at, curve.len());
    let value = |index: usize| curve.get(index).copied().unwrap_or_default();
    value(first) + (value(first + 1) - value(first)) * share
}

/// Of `count` points, at least two, the one before a place from 0 to 1, and how far the place is
/// on the way to the next.
fn place_of(at: f64, count: usize) -> (usize, f64) {
    let scaled = at.clamp(0.0, 1.0) * (count - 1) as f64;
    let first = (scaled as usize).min(count - 2);
    (first, scaled - first as f64)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A profile with a table of sixteen corners, each ink of which goes in through a curve.
    /// Lightness falls evenly with each ink, down to black; hue is none.
    pub fn profile(wide: bool, curve: impl Fn(f64) -> f64) -> Vec<u8> {
        let value = |value: f64, scale: f64| match wide {
            true => ((value * scale * 65535.0) as u16).to_be_bytes().to_vec(),
            false => vec![(value * 255.0) as u8],
        };
        let mut table = if wide { b"mft2" } else { b"mft1" }.to_vec();
        table.extend([0, 0, 0, 0, 4, 3, 2, 0]);
        table.resize(48, 0);
        if wide {
            table.extend([1, 0, 0, 2]);
        }
        for entry in (0..4).flat_map(|_| 0..256) {
            table.extend(value(curve(f64::from(entry) / 255.0), 1.0));
        }
        for corner in 0..16_u32 {
            let lightness = 1.0 - f64::from(corner.count_ones().min(1));
            table.extend(value(lightness, 65280.0 / 65535.0));
            table.extend(value(128.0 / 255.0, 65280.0 / 65535.0).repeat(2));
        }
        let steps = if wide { 1 } else { 255 };
        for entry in (0..3).flat_map(|_| 0..=steps) {
            table.extend(value(f64::from(entry) / f64::from(steps), 1.0));
        }
        let mut profile = vec![0; 128];
        profile[8] = 2;
        profile[12..24].copy_from_slice(b"prtrCMYKLab ");
        profile[36..40].copy_from_slice(b"acsp");
        profile.extend([0, 0, 0, 1]);
        profile.extend(b"A2B0");
        profile.extend(144_u32.to_be_bytes());
        profile.extend((table.len() as u32).to_be_bytes());
        profile.extend(table);
        let length = profile.len() as u32;
        profile[..4].copy_from_slice(&length.to_be_bytes());
        profile
    }

    #[test]
    fn a_tone_takes_away_what_its_profile_says() {
        for wide in [false, true] {
            let tones = of_profile(&profile(wide, |tone| tone)).unwrap();
            for curve in tones {
                assert_eq!((curve[0], curve[255]), (0.0, 1.0));
                // Lightness 50 is a light of 18.4 per cent, lightness 76 one of 50.
                assert!((curve[128] - 0.816).abs() < 0.01, "{}", curve[128]);
                assert!((curve[61] - 0.5).abs() < 0.01, "{}", curve[61]);
                assert!(curve.is_sorted());
            }
        }
    }

    #[test]
    fn dots_that_grow_take_away_more() {
        let plain = of_profile(&profile(true, |tone| tone)).unwrap();
        let grown = of_profile(&profile(true, |tone| tone * (2.0 - tone))).unwrap();
        for tone in 8..240 {
            assert!(grown[3][tone] > plain[3][tone] + 0.001, "{tone}");
        }
    }

    #[test]
    fn each_ink_is_seen_in_the_light_that_it_takes() {
        // Cyan without a trace of red, yellow without blue: as light as they are, they are full.
        assert!(light_left([60.0, -284.0, 0.0], 0) < 0.02);
        assert!(light_left([90.0, 0.0, 160.0], 2) < 0.01);
        assert!((light_left([100.0, 0.0, 0.0], 1) - 1.0).abs() < 1e-12);
        assert!(light_left([0.0, 0.0, 0.0], 3).abs() < 1e-12);
    }

    #[test]
    fn a_profile_that_is_not_understood_has_no_tones() {
        let whole = profile(true, |tone| tone);
        for end in 0..whole.len() {
            assert!(of_profile(&whole[..end]).is_none(), "cut to {end} bytes");
        }
        let mut other = whole.clone();
        other[144..148].copy_from_slice(b"mAB ");
        assert!(of_profile(&other).is_none());
        // Ink that cannot be seen.
        assert!(of_profile(&profile(true, |_| 0.0)).is_none());
    }

    #[test]
    fn a_curve_that_falls_is_held() {
        let tones = of_profile(&profile(true, |tone| tone - (tone * 12.0).sin() / 8.0)).unwrap();
        assert!(tones.iter().all(|curve| curve.is_sorted()));
    }
}
