//! What the shapes of a drawing refer to: each once, and each under a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use usvg::filter::Filter;
use usvg::{ClipPath, Group, LinearGradient, Mask, Node, Paint, Pattern, RadialGradient};
use usvg::{Text, TextFlow, TextPath, TextSpan};

use super::Letters;

/// A thing by its place in memory: no two are at one.
pub(super) type Key = *const ();

/// All that is referred to, in the order in which it is found.
pub(super) struct Definitions<'a> {
    pub(super) linear: Vec<&'a LinearGradient>,
    pub(super) radial: Vec<&'a RadialGradient>,
    pub(super) patterns: Vec<&'a Pattern>,
    pub(super) text_paths: Vec<Arc<TextPath>>,
    pub(super) filters: Vec<&'a Filter>,
    pub(super) clips: Vec<&'a ClipPath>,
    pub(super) masks: Vec<&'a Mask>,
    ids: BTreeMap<Key, String>,
    letters: Letters,
}

impl<'a> Definitions<'a> {
    /// Those of all that stands in a group, each id beginning with the prefix.
    pub(super) fn of(group: &'a Group, prefix: &str, letters: Letters) -> Definitions<'a> {
        let mut definitions = Definitions::none(letters);
        definitions.group(group);
        definitions.name(prefix);
        definitions
    }

    /// Those of a group that is shown with all that is done to it.
    pub(super) fn of_whole(group: &'a Group, letters: Letters) -> Definitions<'a> {
        let mut definitions = Definitions::none(letters);
        definitions.effects(group);
        definitions.group(group);
        definitions.name("");
        definitions
    }

    fn none(letters: Letters) -> Definitions<'a> {
        Definitions {
            linear: Vec::new(),
            radial: Vec::new(),
            patterns: Vec::new(),
            text_paths: Vec::new(),
            filters: Vec::new(),
            clips: Vec::new(),
            masks: Vec::new(),
            ids: BTreeMap::new(),
            letters,
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of something referred to.
    pub(super) fn id<T>(&self, of: &T) -> &str {
        self.ids.get(&key(of)).map_or("", String::as_str)
    }

    /// The value by which a property refers to something.
    pub(super) fn url<T>(&self, of: &T) -> String {
        format!("url(#{})", self.id(of))
    }

    fn group(&mut self, group: &'a Group) {
        for node in group.children() {
            match node {
                Node::Group(inner) => {
                    self.effects(inner);
                    self.group(inner);
                }
                Node::Path(path) => {
                    self.paint(path.fill().map(usvg::Fill::paint));
                    self.paint(path.stroke().map(usvg::Stroke::paint));
                }
                Node::Text(text) if self.letters == Letters::Drawn => self.group(text.flattened()),
                Node::Text(text) => self.text(text),
                Node::Image(image) => {
                    if let usvg::ImageKind::SVG(tree) = image.kind() {
                        self.group(tree.root());
                    }
                }
            }
        }
    }

    fn effects(&mut self, group: &'a Group) {
        let mut clip = group.clip_path();
        while let Some(own) = clip
            && self.is_new(own)
        {
            self.clips.push(own);
            self.group(own.root());
            clip = own.clip_path();
        }
        let mut mask = group.mask();
        while let Some(own) = mask
            && self.is_new(own)
        {
            self.masks.push(own);
            self.group(own.root());
            mask = own.mask();
        }
        for filter in group.filters() {
            if self.is_new(&**filter) {
                self.filters.push(filter);
            }
        }
    }

    fn paint(&mut self, paint: Option<&'a Paint>) {
        match paint {
            Some(Paint::LinearGradient(gradient)) if self.is_new(&**gradient) => {
                self.linear.push(gradient);
            }
            Some(Paint::RadialGradient(gradient)) if self.is_new(&**gradient) => {
                self.radial.push(gradient);
            }
            Some(Paint::Pattern(pattern)) if self.is_new(&**pattern) => {
                self.patterns.push(pattern);
                self.group(pattern.root());
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &'a Text) {
        for chunk in text.chunks() {
            if let TextFlow::Path(path) = chunk.text_flow()
                && self.is_new(&*path)
            {
                self.text_paths.push(path);
            }
            for span in chunk.spans() {
                self.span(span);
            }
        }
    }

    fn span(&mut self, span: &'a TextSpan) {
        self.paint(span.fill().map(usvg::Fill::paint));
        self.paint(span.stroke().map(usvg::Stroke::paint));
        let lines = span.decoration();
        for line in [lines.underline(), lines.overline(), lines.line_through()] {
            let Some(line) = line else { continue };
            self.paint(line.fill().map(usvg::Fill::paint));
            self.paint(line.stroke().map(usvg::Stroke::paint));
        }
    }

    /// Whether something was not found before.
    fn is_new<T>(&mut self, of: &T) -> bool {
        let known = self.ids.contains_key(&key(of));
        self.ids.entry(key(of)).or_default();
        !known
    }

    /// Gives each its id: that of the file, so far as it has one that is nobody else's.
    fn name(&mut self, prefix: &str) {
        let linear = self.linear.iter().map(|own| (key(*own), own.id()));
        let radial = self.radial.iter().map(|own| (key(*own), own.id()));
        let patterns = self.patterns.iter().map(|own| (key(*own), own.id()));
        let paths = self.text_paths.iter().map(|own| (key(&**own), own.id()));
        let filters = self.filters.iter().map(|own| (key(*own), own.id()));
        let clips = self.clips.iter().map(|own| (key(*own), own.id()));
        let masks = self.masks.iter().map(|own| (key(*own), own.id()));
        let paints = linear.chain(radial).chain(patterns);
        let all: Vec<_> = paints.chain(paths).chain(filters).chain(clips).chain(masks).collect();
        let mut taken = BTreeSet::new();
        for (key, own) in all {
            let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
            let own: String = own.chars().map(|c| if fits(c) { c } else { '-' }).collect();
            let mut id = format!("{prefix}{own}");
            let mut number = 1_u32;
            while !taken.insert(id.clone()) {
                number += 1;
                id = format!("{prefix}{own}-{number}");
            }
            self.ids.insert(key, id);
        }
    }
}

/// The place of something.
pub(super) fn key<T>(of: &T) -> Key {
    std::ptr::from_ref(of).cast()
}
