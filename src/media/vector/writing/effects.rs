//! Clips and masks.

use usvg::{ClipPath, Group, Mask, MaskType, Node, Transform};

use super::markup::matrix;
use super::shapes::Setting;
use super::{Letters, Writer};

impl<'a> Writer<'a> {
    pub(super) fn clip(&mut self, clip: &'a ClipPath) {
        let id = self.definitions.id(clip);
        self.out.open("clipPath").attr("id", id);
        self.out.attr_if("transform", matrix(clip.transform()));
        self.out.attr_if("clip-path", clip.clip_path().map(|own| self.definitions.url(own)));
        self.clipping(
            clip.root(),
            &Setting::Clipping { transform: Transform::identity(), clip: None },
        );
        self.out.close();
    }

    /// Writes the shapes of a group of a clip, which can hold shapes only: each with what the
    /// groups say that it is in.
    fn clipping(&mut self, group: &Group, around: &Setting) {
        for node in group.children() {
            match node {
                Node::Group(inner) => self.clipping_group(inner, around),
                Node::Path(path) => self.path(path, around),
                Node::Text(text) if self.letters == Letters::Drawn => {
                    self.clipping_group(text.flattened(), around);
                }
                Node::Text(text) => self.text(text, around),
                // No picture cuts.
                Node::Image(_) => {}
            }
        }
    }

    fn clipping_group(&mut self, group: &Group, around: &Setting) {
        let mut own = around.clone();
        if let Setting::Clipping { transform, clip } = &mut own {
            *transform = transform.pre_concat(group.transform());
            if let Some(inner) = group.clip_path() {
                *clip = Some(self.definitions.url(inner));
            }
        }
        self.clipping(group, &own);
    }

    pub(super) fn mask(&mut self, mask: &'a Mask) {
        let id = self.definitions.id(mask);
        self.out.open("mask").attr("id", id);
        if mask.kind() == MaskType::Alpha {
            self.out.attr("mask-type", "alpha");
        }
        self.out.attr("maskUnits", "userSpaceOnUse");
        self.rect(mask.rect());
        self.out.attr_if("mask", mask.mask().map(|own| self.definitions.url(own)));
        self.nodes(mask.root());
        self.out.close();
    }
}
