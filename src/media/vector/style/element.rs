//! One element after the other, each with what the cascade makes of it.

mod inherited;
mod outcome;
mod placing;

use std::rc::Rc;

use roxmltree::Node;

use super::cascade::Rules;
use super::property::{Kind, Surroundings, plain_length};
use super::quantity::written;
use super::rewrite::Names;
use super::{Lines, label, sheet, write};
use crate::font::FontBook;
use crate::media::MediaError;
use crate::media::vector::embedded::{self, Embedded};
use crate::media::vector::finding::{Findings, Matter};
use crate::xml::escape;
use inherited::Inherited;
use outcome::{Outcome, Outcomes, names};

/// Writes the drawing anew.
pub(super) struct Writer<'a> {
    rules: &'a Rules<'a>,
    lines: &'a Lines,
    fonts: &'a FontBook,
    findings: &'a mut Findings,
    out: String,
    /// So many shapes that cut were written.
    clips: usize,
    /// What each id begins with: those of a drawing in the drawing are its own.
    prefix: String,
    /// So many drawings are in this one, and so many is this one in.
    inner: usize,
    depth: usize,
    fault: Option<MediaError>,
}

/// Drawings may be in one another so deep.
const DEEPEST: usize = 4;
/// A drawing is not written longer, whatever drawings are in it.
const LONGEST: usize = 128 << 20;

/// Width and height of a view box.
pub(super) fn view_box(node: Node<'_, '_>) -> Option<(f64, f64)> {
    let numbers = node.attribute("viewBox")?.split([' ', ',']).filter(|own| !own.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some((*width, *height)),
        _ => None,
    }
}

impl<'a> Writer<'a> {
    pub fn new(
        rules: &'a Rules<'a>,
        lines: &'a Lines,
        fonts: &'a FontBook,
        findings: &'a mut Findings,
        (prefix, depth): (&str, usize),
    ) -> Writer<'a> {
        Writer {
            rules,
            lines,
            fonts,
            findings,
            out: String::new(),
            clips: 0,
            prefix: prefix.to_string(),
            inner: 0,
            depth,
            fault: None,
        }
    }

    /// What was written.
    pub fn finish(self) -> Result<String, MediaError> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.out.len() > LONGEST => {
                Err(MediaError::BrokenSvg { fault: "the drawings in it are too large".to_string() })
            }
            None => Ok(self.out),
        }
    }

    /// Writes an attribute. What refers to an id refers to it as it is written.
    fn attribute(&mut self, name: &str, value: &str) {
        if self.prefix.is_empty() {
            return write::attribute(name, value, &mut self.out);
        }
        let prefixed = match name {
            "id" => format!("{}{value}", self.prefix),
            "href" | "xlink:href" => match value.trim().strip_prefix('#') {
                Some(id) => format!("#{}{id}", self.prefix),
                None => value.to_string(),
            },
            _ if value.contains("url(") => {
                let plain = ["url('#", "url(\"#", "url( #"]
                    .iter()
                    .fold(value.to_string(), |own, quoted| own.replace(quoted, "url(#"));
                let plain = plain.replace("')", ")").replace("\")", ")");
                plain.replace("url(#", &format!("url(#{}", self.prefix))
            }
            _ => value.to_string(),
        };
        write::attribute(name, &prefixed, &mut self.out);
    }

    /// Writes all from the outermost element on.
    pub fn root(&mut self, root: Node<'_, '_>, extent: (f64, f64)) {
        let seen = view_box(root).unwrap_or(extent);
        let inherited = Inherited {
            around: Surroundings::at_start(seen),
            names: Rc::new(Names::new()),
            letters: None,
            scale: (extent.0 / seen.0).min(extent.1 / seen.1),
            stroke_width: "1".to_string(),
            dashes: "none".to_string(),
            is_from_right: false,
            anchor: "start".to_string(),
        };
        self.element(root, &inherited);
    }

    fn element(&mut self, node: Node<'_, '_>, inherited: &Inherited) {
        let name = node.tag_name().name();
        let is_word = matches!(name, "style" | "metadata" | "title" | "desc" | "foreignObject");
        let is_over = self.rules.matching.is_exhausted() || self.out.len() > LONGEST;
        if !write::is_drawn(node) || is_word || is_over || self.fault.is_some() {
            return;
        }
        let picture = embedded_in(node);
        if let Some(Embedded::Broken(fault)) = picture {
            let line = self.lines.at(node.range().start);
            self.findings.push(Matter::Picture(fault.to_string()), line);
            return;
        }
        let own = match node.attribute_node("style") {
            Some(style) => sheet::declarations(style.value(), self.lines.at(style.range().start)),
            None => Vec::new(),
        };
        let rules = self.rules;
        let declared = rules.declarations(node, &own);
        let mut inner = inherited.clone();
        if declared.iter().any(|own| own.name.starts_with("--")) {
            rules.matching.spend(inherited.names.len());
            inner.names = Rc::new(names(&declared, &inherited.names));
        }
        let outcomes = self.outcomes(node, &declared, &mut inner);
        let clip = self.clip(node, &outcomes, &inner);
        let written_name = match (name, &picture) {
            ("switch", _) | (_, Some(Embedded::Drawing(_))) => "g",
            _ => name,
        };
        self.out.push('<');
        self.out.push_str(written_name);
        if node.parent_element().is_none() {
            self.out.push_str(write::NAMESPACES);
        }
        self.attributes(node, &outcomes, (clip.as_deref(), picture.as_ref()), &mut inner);
        if node.parent_element().is_some()
            && matches!(name, "svg" | "symbol" | "marker" | "pattern")
        {
            inner.around.extent = view_box(node).unwrap_or(inner.around.extent);
        }
        let opening = self.out.len();
        self.out.push('>');
        self.background(node, &outcomes);
        let before = self.out.len();
        match picture {
            Some(Embedded::Drawing(text)) => self.drawing(node, &outcomes, &text),
            _ => self.content(node, &inner),
        }
        if self.out.len() == before && before == opening + 1 {
            self.out.truncate(opening);
            self.out.push_str("/>");
        } else {
            self.out.push_str(&format!("</{written_name}>"));
        }
    }

    fn content(&mut self, node: Node<'_, '_>, inner: &Inherited) {
        if node.tag_name().name() == "switch" {
            if let Some(taken) = super::switch::taken(node) {
                self.element(taken, inner);
            }
            return;
        }
        if let Some(label) = is_in_switch(node)
            .then(|| node.parent_element().and_then(|switch| label::of(switch, node)))
            .flatten()
        {
            return self.label(node, &label);
        }
        for child in node.children() {
            if child.is_text() {
                let text = child.text().unwrap_or_default();
                match inner.letters {
                    None => escape(text, &mut self.out),
                    Some(letters) => escape(&letters.of(text), &mut self.out),
                }
            } else if child.is_comment() && !self.out.ends_with('>') {
                // What stands on both sides stays apart.
                self.out.push_str("<!---->");
            } else {
                self.element(child, inner);
            }
        }
    }

    /// Writes the words of a label line by line.
    fn label(&mut self, node: Node<'_, '_>, label: &label::Label) {
        let x = node.attribute("x").filter(|_| !label.is_left).unwrap_or("0");
        let y = node.attribute("y").and_then(plain_length).unwrap_or_default();
        for (down, line) in label.places() {
            let down = down.parse().unwrap_or(0.0);
            self.out.push_str("<tspan");
            write::attribute("x", x, &mut self.out);
            write::attribute("y", &written(y + down), &mut self.out);
            for (name, value) in &label.looks {
                write::attribute(name, value, &mut self.out);
            }
            if label.is_left {
                write::attribute("text-anchor", "start", &mut self.out);
            }
            self.out.push('>');
            escape(line, &mut self.out);
            self.out.push_str("</tspan>");
        }
        let line = self.lines.at(node.range().start);
        self.findings.push(Matter::Label(label.lines.join(" ")), line);
    }

    fn attributes(
        &mut self,
        node: Node<'_, '_>,
        outcomes: &Outcomes,
        (clip, picture): (Option<&str>, Option<&Embedded>),
        inner: &mut Inherited,
    ) {
        // A drawing in the drawing has its place by itself.
        let is_placed = matches!(picture, Some(Embedded::Drawing(_)));
        let is_place = |name: &str| is_placed && PLACE.contains(&name);
        let movement = self.movement(node, outcomes, inner);
        let strokes = self.strokes(node, outcomes, inner);
        let is_stroked = |name: &str| strokes.iter().any(|(own, _)| *own == name);
        for own in node.attributes() {
            let name = own.name();
            let is_resolved = outcomes.iter().any(|(property, outcome)| {
                let is_moved = property.kind == Kind::Transform && movement.is_some();
                property.name == name && (*outcome != Outcome::Kept || is_moved)
            });
            // What a `switch` takes, it takes.
            let is_taken = name.starts_with("required") || name == "systemLanguage";
            let is_taken = is_taken && is_in_switch(node);
            if is_resolved
                || is_taken
                || is_stroked(name)
                || is_place(name)
                || matches!(name, "style" | "class")
            {
                continue;
            }
            let Some(name) = write::written_name(own) else { continue };
            match picture {
                Some(Embedded::Written(address)) if own.name() == "href" => {
                    write::attribute(&name, address, &mut self.out);
                }
                _ => self.attribute(&name, own.value()),
            }
        }
        let mut style = String::new();
        for (property, outcome) in outcomes {
            let Outcome::Set(value) = outcome else { continue };
            match property.name {
                "clip-path" if !value.starts_with("url(") && value != "none" => {}
                "background-color" | "text-transform" | "vector-effect" => {}
                "white-space" => {
                    let keeps = value.starts_with("pre") || value == "break-spaces";
                    if keeps && !node.attributes().any(|own| own.name() == "space") {
                        write::attribute("xml:space", "preserve", &mut self.out);
                    }
                }
                // These are read nowhere else.
                "mix-blend-mode" | "isolation" | "font-kerning" | "image-rendering" => {
                    style.push_str(&format!("{}:{value};", property.name));
                }
                _ if property.kind == Kind::Transform => {}
                name if is_stroked(name) || is_place(name) => {}
                name => self.attribute(name, value),
            }
        }
        if let Some(clip) = clip {
            write::attribute("clip-path", clip, &mut self.out);
        }
        if !style.is_empty() {
            write::attribute("style", &style, &mut self.out);
        }
        if let Some(list) = movement {
            let name = match node.tag_name().name() {
                "linearGradient" | "radialGradient" => "gradientTransform",
                "pattern" => "patternTransform",
                _ => "transform",
            };
            if !list.is_empty() {
                write::attribute(name, &list, &mut self.out);
            }
        }
        for (name, value) in strokes {
            write::attribute(name, &value, &mut self.out);
        }
    }
}

fn is_in_switch(node: Node<'_, '_>) -> bool {
    node.parent_element().is_some_and(|own| own.tag_name().name() == "switch")
}

/// The attributes that place a picture.
const PLACE: [&str; 6] = ["x", "y", "width", "height", "href", "preserveAspectRatio"];

/// The picture that an element carries, where it is to be looked at.
fn embedded_in(node: Node<'_, '_>) -> Option<Embedded> {
    if !matches!(node.tag_name().name(), "image" | "feImage") {
        return None;
    }
    let address = super::need::carried(node)?;
    let picture = embedded::read(address);
    match (&picture, node.tag_name().name()) {
        (Embedded::Drawing(_), "feImage") => Some(Embedded::Broken("a filter takes in a drawing")),
        _ => Some(picture),
    }
}
