//! The letters of a drawing.

/// What is written in a drawing, and how small.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lettering {
    /// The words.
    pub words: String,
    /// The size of the smallest letters, in units of the drawing; none without letters.
    pub smallest: Option<f64>,
}

impl Lettering {
    pub(super) fn of(tree: &usvg::Tree) -> Lettering {
        let mut lettering = Lettering::default();
        lettering.group(tree.root());
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
        }
    }
}
