//! The letters of a drawing.

use std::collections::{BTreeMap, BTreeSet};

use crate::font::joins;

/// What is written in a drawing, how small, and in which faces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lettering {
    /// The words.
    pub words: String,
    /// The size of the smallest letters, in units of the drawing; none without letters.
    pub smallest: Option<f64>,
    /// The faces that the drawing names, with the characters it sets in them.
    pub faces: BTreeMap<LetterFace, BTreeSet<char>>,
    /// The characters that no font has: each would be a box.
    pub unseen: BTreeSet<char>,
    /// The lists of families of which none is there, where no kind of family ends the list.
    pub absent: BTreeSet<Vec<String>>,
}

/// A face as a drawing names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetterFace {
    /// The family.
    pub family: String,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// Whether the letters slope.
    pub italic: bool,
}

impl Lettering {
    pub(super) fn of(tree: &usvg::Tree) -> Lettering {
        let mut lettering = Lettering::default();
        lettering.group(tree.root());
        let there = |family: &str| {
            let mut faces = tree.fontdb().faces().flat_map(|face| &face.families);
            faces.any(|(own, _)| own.eq_ignore_ascii_case(family))
        };
        lettering.absent.retain(|families| !families.iter().any(|family| there(family)));
        lettering
    }

    fn group(&mut self, group: &usvg::Group) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => self.group(group),
                usvg::Node::Text(text) => self.text(text),
                usvg::Node::Path(_) | usvg::Node::Image(_) => {}
            }
        }
    }

    fn text(&mut self, text: &usvg::Text) {
        let (across, down) = text.abs_transform().get_scale();
        for chunk in text.chunks() {
            self.words.push_str(chunk.text());
            let sizes = chunk.spans().iter().map(|span| span.font_size().get() * across.min(down));
            let sizes = sizes.map(f64::from).filter(|size| *size > 0.0);
            self.smallest = self.smallest.into_iter().chain(sizes).min_by(f64::total_cmp);
            for span in chunk.spans() {
                let words = chunk.text().get(span.start()..span.end()).unwrap_or_default();
                self.span(span.font(), words);
            }
        }
        for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
            if glyph.id.0 == 0 {
                let drawn = |c: &char| !c.is_whitespace() && !joins(*c);
                self.unseen.extend(glyph.text.chars().filter(drawn));
            }
        }
    }

    fn span(&mut self, font: &usvg::Font, words: &str) {
        let named = font.families().iter().map(|family| match family {
            usvg::FontFamily::Named(family) => Some(family.clone()),
            _ => None,
        });
        if let Some(named) = named.collect::<Option<Vec<String>>>()
            && !words.trim().is_empty()
        {
            self.absent.insert(named);
        }
        for family in font.families() {
            let usvg::FontFamily::Named(family) = family else { continue };
            let family = family.clone();
            let italic = font.style() != usvg::FontStyle::Normal;
            let face = LetterFace { family, weight: font.weight(), italic };
            self.faces.entry(face).or_default().extend(words.chars());
        }
    }
}
