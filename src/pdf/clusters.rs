//! The clusters of a run: which glyphs stand for which characters.

use std::ops::Range;

use crate::page::{Glyph, GlyphRun};

/// A space at which no line ends. Where lines end is settled on a page, so it is read as a space.
const NO_BREAK_SPACE: &str = "\u{A0}";

/// The glyphs of one cluster and its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cluster<'a> {
    /// The glyphs, as indices of the run's.
    pub glyphs: Range<usize>,
    /// The characters.
    pub text: &'a str,
    /// Whether its glyphs are read from right to left.
    pub reversed: bool,
}

/// The clusters of a run, from left to right as they are seen. In a run that is read from right
/// to left the bytes of the clusters fall from glyph to glyph.
pub(super) fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    let glyphs = run.glyphs.as_slice();
    let first = glyphs.first().map_or(0, |glyph| glyph.cluster);
    let reversed = glyphs.last().is_some_and(|last| last.cluster < first);
    let mut at = 0;
    let mut before = run.text.len();
    std::iter::from_fn(move || {
        let start = glyphs.get(at)?.cluster as usize;
        let same = |glyph: &&Glyph| glyph.cluster as usize == start;
        let end = at + glyphs[at..].iter().take_while(same).count();
        let next = glyphs.get(end).map_or(run.text.len(), |glyph| glyph.cluster as usize);
        let stop = if reversed { before } else { next };
        let text = match run.text.get(start..stop) {
            Some(NO_BREAK_SPACE) => " ",
            text => text.unwrap_or_default(),
        };
        let cluster = Cluster { glyphs: at..end, text, reversed };
        (at, before) = (end, start);
        Some(cluster)
    })
}

impl<'a> Cluster<'a> {
    /// The share of the characters that each glyph most likely stands for, from left to right:
    /// one character each when there are as many, else all for the glyph that is read first.
    pub fn shares(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let (text, reversed) = (self.text, self.reversed);
        let count = self.glyphs.len();
        let one_each = count > 1 && text.chars().count() == count;
        self.glyphs.clone().enumerate().map(move |(nth, glyph)| {
            let nth = if reversed { count - 1 - nth } else { nth };
            let share = match (one_each, nth) {
                (true, nth) => text.char_indices().nth(nth).map_or("", |(at, character)| {
                    text.get(at..at + character.len_utf8()).unwrap_or_default()
                }),
                (false, 0) => text,
                (false, _) => "",
            };
            (glyph, share)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::sample;

    fn texts(text: &str, clusters_of_glyphs: &[u32]) -> Vec<(Range<usize>, String)> {
        let mut run = sample::run(text);
        run.glyphs = clusters_of_glyphs.iter().map(|c| sample::glyph(1, *c)).collect();
        clusters(&run).map(|cluster| (cluster.glyphs, cluster.text.to_string())).collect()
    }

    #[test]
    fn a_ligature_is_one_glyph_for_several_characters() {
        assert_eq!(texts("ffi!", &[0, 3]), [(0..1, "ffi".to_string()), (1..2, "!".to_string())]);
    }

    #[test]
    fn glyphs_of_one_cluster_stay_together() {
        assert_eq!(
            texts("e\u{301}t", &[0, 0, 3]),
            [(0..2, "e\u{301}".to_string()), (2..3, "t".to_string())]
        );
    }

    #[test]
    fn a_run_from_right_to_left_is_seen_from_its_end() {
        assert_eq!(
            texts("ابج", &[4, 2, 0]),
            [(0..1, "ج".to_string()), (1..2, "ب".to_string()), (2..3, "ا".to_string())]
        );
    }

    #[test]
    fn a_space_is_a_space() {
        assert_eq!(
            texts("p.\u{A0}9", &[0, 2, 4]),
            [(0..1, "p.".to_string()), (1..2, " ".to_string()), (2..3, "9".to_string())]
        );
    }

    #[test]
    fn clusters_that_make_no_sense_have_no_text() {
        assert_eq!(texts("é", &[1, 9]), [(0..1, String::new()), (1..2, String::new())]);
    }

    #[test]
    fn each_glyph_has_its_share_of_the_characters() {
        let mut run = sample::run("e\u{301}");
        run.glyphs = vec![sample::glyph(1, 0), sample::glyph(2, 0)];
        let shares: Vec<_> = clusters(&run).flat_map(|c| c.shares().collect::<Vec<_>>()).collect();
        assert_eq!(shares, [(0, "e"), (1, "\u{301}")]);
        run.text = "क्ष".into();
        let shares: Vec<_> = clusters(&run).flat_map(|c| c.shares().collect::<Vec<_>>()).collect();
        assert_eq!(shares, [(0, "क्ष"), (1, "")]);
    }
}
