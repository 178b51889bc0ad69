//! One element after the other, each with what the cascade makes of it.

use std::borrow::Cow;
use std::rc::Rc;

use roxmltree::Node;

use super::cascade::Rules;
use super::property::{Kind, Property, Surroundings, plain_length};
use super::quantity::written;
use super::rewrite::{Names, has_names, resolved, substituted};
use super::sheet::{self, Declaration};
use super::transform::{Frame, Movement};
use super::{Lines, expand, faces, font, label, shape, write};
use crate::font::FontBook;
use crate::media::MediaError;
use crate::media::vector::embedded::{self, Embedded};
use crate::media::vector::finding::{Findings, Matter};

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

/// What an element has from those around it.
#[derive(Clone)]
struct Inherited {
    around: Surroundings,
    names: Rc<Names>,
    letters: Option<Letters>,
    /// How much larger things are drawn than they are written.
    scale: f64,
    stroke_width: String,
    dashes: String,
    /// Whether text runs from the right.
    is_from_right: bool,
    /// Which end of a text stands at its place.
    anchor: String,
}

/// How letters are changed.
#[derive(Clone, Copy, PartialEq)]
enum Letters {
    Upper,
    Lower,
    Capital,
}

/// A value for a property.
struct Candidate<'v> {
    value: Cow<'v, str>,
    line: u32,
    /// Whether it stands in an attribute of its own.
    is_attribute: bool,
}

/// What becomes of a property of an element.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// The attribute stays as it is.
    Kept,
    Set(String),
    /// What is around is taken.
    Dropped,
}

/// What is asked for of the properties of an element, with what becomes of each.
type Outcomes = Vec<(&'static Property, Outcome)>;

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
                    None => write::text(text, &mut self.out),
                    Some(letters) => write::text(&letters.of(text), &mut self.out),
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
            write::text(line, &mut self.out);
            self.out.push_str("</tspan>");
        }
        let line = self.lines.at(node.range().start);
        self.findings.push(Matter::Label(label.lines.join(" ")), line);
    }

    /// What becomes of each property that the element is asked for.
    fn outcomes(
        &mut self,
        node: Node<'_, '_>,
        declared: &[&Declaration],
        inner: &mut Inherited,
    ) -> Outcomes {
        let mut asked: Vec<(&'static Property, Vec<Candidate<'_>>)> = Vec::new();
        let mut add = |property: &'static Property, candidate| match asked
            .iter_mut()
            .find(|(own, _)| own.name == property.name)
        {
            Some((_, list)) => list.push(candidate),
            None => asked.push((property, vec![candidate])),
        };
        for declaration in declared.iter().filter(|own| !own.name.starts_with("--")) {
            let value =
                match has_names(&declaration.value) && expand::is_shorthand(&declaration.name) {
                    true => substituted(&declaration.value, &inner.names).unwrap_or_default(),
                    false => declaration.value.clone(),
                };
            let line = declaration.line;
            match expand::expanded(&declaration.name, &value, node) {
                expand::Expanded::Own(list) => {
                    for (property, value) in list {
                        let value = Cow::Owned(value);
                        add(property, Candidate { value, line, is_attribute: false });
                    }
                }
                expand::Expanded::Unread => self.unread(&declaration.name, &value, line),
                expand::Expanded::Nothing => {}
            }
        }
        for own in node.attributes() {
            let Some(property) = expand::presentation(own, node) else { continue };
            let value = Cow::Borrowed(own.value().trim());
            let line = self.lines.at(own.range().start);
            add(property, Candidate { value, line, is_attribute: true });
        }
        // Others are measured by the size of letters, and mix the colour.
        asked.sort_by_key(|(own, _)| !matches!(own.name, "font-size" | "color"));
        let mut outcomes = Outcomes::new();
        for (property, candidates) in asked {
            let outcome = self.outcome(property, &candidates, inner);
            self.inherit(node, property, &outcome, &candidates, inner);
            outcomes.push((property, outcome));
        }
        self.faces(node, &mut outcomes);
        anchor(node, &mut outcomes, inner);
        outcomes
    }

    /// The first value that is understood.
    fn outcome(
        &mut self,
        property: &'static Property,
        candidates: &[Candidate<'_>],
        inner: &Inherited,
    ) -> Outcome {
        let mut unread: Option<(&str, u32)> = None;
        for candidate in candidates {
            let is_named = has_names(&candidate.value);
            let value = match is_named {
                true => match substituted(&candidate.value, &inner.names) {
                    Ok(value) => Cow::Owned(value),
                    Err(name) => {
                        self.findings.push(Matter::Name(name), candidate.line);
                        return Outcome::Dropped;
                    }
                },
                false => Cow::Borrowed(&*candidate.value),
            };
            if let Some(outcome) = wide(property, &value, candidate.is_attribute) {
                return outcome;
            }
            let around = Surroundings { is_sheet: !candidate.is_attribute, ..inner.around };
            match property.read(&value, &around) {
                Some(Cow::Borrowed(read))
                    if candidate.is_attribute && !is_named && read == &*candidate.value =>
                {
                    return Outcome::Kept;
                }
                Some(read) => return Outcome::Set(read.into_owned()),
                // Readers know more of some attributes than is known here.
                None if candidate.is_attribute && !property.is_painted() => {
                    return Outcome::Kept;
                }
                None if property.kind == Kind::Clip => return Outcome::Set(value.into_owned()),
                // A name that leads to a wrong value leaves no choice.
                None if is_named => {
                    self.unread_value(property, &value, candidate.line);
                    return Outcome::Dropped;
                }
                None => unread = unread.or(Some((&candidate.value, candidate.line))),
            }
        }
        if let Some((value, line)) = unread {
            self.unread_value(property, value, line);
        }
        Outcome::Dropped
    }

    fn unread_value(&mut self, property: &Property, value: &str, line: u32) {
        if value.is_empty() {
            return;
        }
        let value: String = value.chars().take(60).collect();
        let own = format!("{}: {value}", property.name);
        let matter = if property.is_painted() { Matter::Paint(own) } else { Matter::Property(own) };
        self.findings.push(matter, line);
    }

    /// Tells of a property that browsers draw.
    fn unread(&mut self, name: &str, value: &str, line: u32) {
        let value: String = value.chars().take(60).collect();
        self.findings.push(Matter::Property(format!("{name}: {value}")), line);
    }

    /// Hands on to the content what it has from this element.
    fn inherit(
        &self,
        node: Node<'_, '_>,
        property: &Property,
        outcome: &Outcome,
        candidates: &[Candidate<'_>],
        inner: &mut Inherited,
    ) {
        let value = match outcome {
            Outcome::Kept => candidates.last().map_or("", |own| &*own.value),
            Outcome::Set(value) => value,
            Outcome::Dropped => return,
        };
        match property.name {
            "font-size" => {
                if let Some(size) = font::size_of(value, inner.around.font_size) {
                    inner.around.font_size = size;
                    if node.parent_element().is_none() {
                        inner.around.root_font_size = size;
                    }
                }
            }
            "color" => {
                let read = |input: &mut cssparser::Parser<'_>| {
                    super::color::Color::read(input, inner.around.color)
                };
                if let Some(own) = super::property::whole(value, read) {
                    inner.around.color = own.value(inner.around.color);
                }
            }
            "stroke-width" => inner.stroke_width = value.to_string(),
            "stroke-dasharray" => inner.dashes = value.to_string(),
            "direction" => inner.is_from_right = value == "rtl",
            "text-anchor" => inner.anchor = value.to_string(),
            "text-transform" => {
                inner.letters = match value {
                    "uppercase" => Some(Letters::Upper),
                    "lowercase" => Some(Letters::Lower),
                    "capitalize" => Some(Letters::Capital),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    /// Families that are named by one of their faces.
    fn faces(&mut self, node: Node<'_, '_>, outcomes: &mut Outcomes) {
        let place = outcomes.iter().position(|(own, _)| own.name == "font-family");
        let Some(place) = place else { return };
        let value = match outcomes.get(place) {
            Some((_, Outcome::Set(value))) => value.clone(),
            Some((_, Outcome::Kept)) => {
                node.attribute("font-family").unwrap_or_default().to_string()
            }
            _ => return,
        };
        let Some(found) = faces::found(&value, self.fonts) else {
            if let Some((list, kind)) = faces::of_kind(&value, self.fonts) {
                let line = self.lines.at(node.range().start);
                let said = list.join("\" or \"");
                self.findings.push(Matter::Families(vec![said]), line);
                let mut list: Vec<String> = list.iter().map(|own| font::quoted(own)).collect();
                list.push(kind.to_string());
                if let Some((_, outcome)) = outcomes.get_mut(place) {
                    *outcome = Outcome::Set(list.join(", "));
                }
            }
            return;
        };
        let families: Vec<String> = found.families.iter().map(|own| font::quoted(own)).collect();
        if let Some((_, outcome)) = outcomes.get_mut(place) {
            *outcome = Outcome::Set(families.join(", "));
        }
        let style = if found.is_italic { "italic" } else { "normal" };
        for (name, value) in
            [("font-weight", found.weight.to_string()), ("font-style", style.to_string())]
        {
            let is_said = outcomes.iter().any(|(own, _)| own.name == name);
            if let Some(property) = Property::named(name).filter(|_| !is_said) {
                outcomes.push((property, Outcome::Set(value)));
            }
        }
        if let Some(missing) = found.missing {
            let line = self.lines.at(node.range().start);
            self.findings.push(Matter::Face(missing), line);
        }
    }

    /// Writes a shape that cuts the element before the element, and tells its id.
    fn clip(
        &mut self,
        node: Node<'_, '_>,
        outcomes: &Outcomes,
        inner: &Inherited,
    ) -> Option<String> {
        let value = set(outcomes, "clip-path").filter(|own| !own.starts_with("url("))?;
        if value == "none" {
            return None;
        }
        let frame = match value.contains("view-box") {
            true => Some(seen(inner)),
            false => self.frame(node, outcomes),
        };
        let can_stand = node.parent_element().is_some_and(|parent| {
            matches!(parent.tag_name().name(), "svg" | "g" | "a" | "defs" | "symbol" | "marker")
        });
        let content = frame.and_then(|frame| shape::clip(value, frame, &inner.around));
        let Some(content) = content.filter(|_| can_stand) else {
            let line = self.lines.at(node.range().start);
            self.unread("clip-path", value, line);
            return None;
        };
        self.clips += 1;
        let id = format!("{}clip-of-style-{}", self.prefix, self.clips);
        self.out.push_str(&format!("<clipPath id=\"{id}\">{content}</clipPath>"));
        Some(format!("url(#{id})"))
    }

    /// Writes a drawing that is in the drawing where its picture stands.
    fn drawing(&mut self, node: Node<'_, '_>, outcomes: &Outcomes, text: &str) {
        let line = self.lines.at(node.range().start);
        if self.depth >= DEEPEST {
            let fault = "too many drawings are in one another".to_string();
            self.findings.push(Matter::Picture(fault), line);
            return;
        }
        self.inner += 1;
        let prefix = format!("{}in{}-", self.prefix, self.inner);
        let mut findings = Findings::default();
        let read = super::embedded(text, self.fonts, &mut findings, (&prefix, self.depth + 1));
        self.findings.take(findings, line);
        let (content, (width, height)) = match read {
            Ok(read) => read,
            // What acts or loads is refused wherever it stands.
            Err(MediaError::UnsafeSvg { what, help, .. }) => {
                let what = format!("{what}, in a drawing in it,");
                self.fault = Some(MediaError::UnsafeSvg { what, line, help });
                return;
            }
            Err(fault) => {
                self.findings.push(Matter::Picture(fault.to_string()), line);
                return;
            }
        };
        self.out.push_str("<svg");
        for name in ["x", "y", "width", "height", "preserveAspectRatio"] {
            let own = set(outcomes, name).or_else(|| node.attribute(name)).map(str::to_string);
            let own = own.filter(|own| own != "auto").or_else(|| match name {
                "width" => Some(written(width)),
                "height" => Some(written(height)),
                _ => None,
            });
            if let Some(own) = own {
                write::attribute(name, &own, &mut self.out);
            }
        }
        let view_box = format!("0 0 {} {}", written(width), written(height));
        write::attribute("viewBox", &view_box, &mut self.out);
        // Nothing goes over from the drawing to the one in it.
        self.out.push_str("><g");
        for property in super::property::initial() {
            write::attribute(property.name, property.initial, &mut self.out);
        }
        self.out.push('>');
        self.out.push_str(&content);
        self.out.push_str("</g></svg>");
    }

    /// The box of an element.
    fn frame(&self, node: Node<'_, '_>, outcomes: &Outcomes) -> Option<Frame> {
        let attribute = |name: &str| set(outcomes, name).or_else(|| node.attribute(name));
        shape::frame_of(node.tag_name().name(), attribute)
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

    /// How the element is moved, where a style says anything of it.
    fn movement(
        &mut self,
        node: Node<'_, '_>,
        outcomes: &Outcomes,
        inner: &mut Inherited,
    ) -> Option<String> {
        let mut movement = Movement::default();
        let mut is_asked = false;
        for (property, outcome) in outcomes {
            let value = match outcome {
                Outcome::Set(value) => Some(value.clone()),
                // Attributes may have spaces before a bracket.
                Outcome::Kept => node.attribute(property.name).map(|own| {
                    let parts = own.split('(').map(str::trim_end);
                    parts.collect::<Vec<_>>().join("(")
                }),
                Outcome::Dropped => None,
            };
            let place = match property.name {
                "transform" => &mut movement.transform,
                "transform-origin" => &mut movement.origin,
                "transform-box" => &mut movement.frame,
                "translate" => &mut movement.translate,
                "rotate" => &mut movement.rotate,
                "scale" => &mut movement.scale,
                _ => continue,
            };
            *place = value;
            is_asked |= *outcome != Outcome::Kept;
        }
        if !is_asked {
            let own = node.attribute("transform").and_then(super::transform::stretch);
            inner.scale *= own.unwrap_or(1.0);
            return None;
        }
        let frame = match movement.frame.as_deref() {
            Some("fill-box" | "content-box" | "stroke-box" | "border-box") => {
                self.frame(node, outcomes)
            }
            _ => Some(seen(inner)),
        };
        match movement.written(frame, &inner.around) {
            Ok(list) => {
                inner.scale *= super::transform::stretch(&list).unwrap_or(1.0);
                Some(list)
            }
            Err(property) => {
                let value = movement.value(property.0).to_string();
                let line = self.lines.at(node.range().start);
                self.unread(property.0, &value, line);
                Some(String::new())
            }
        }
    }

    /// The width and the dashes of strokes that are as wide as they are written, however large the
    /// shape is drawn.
    fn strokes(
        &mut self,
        node: Node<'_, '_>,
        outcomes: &Outcomes,
        inner: &Inherited,
    ) -> Vec<(&'static str, String)> {
        let effect = match outcomes.iter().find(|(own, _)| own.name == "vector-effect") {
            Some((_, Outcome::Set(value))) => value.as_str(),
            Some((_, Outcome::Kept)) => node.attribute("vector-effect").unwrap_or_default(),
            _ => return Vec::new(),
        };
        if effect != "non-scaling-stroke" || (inner.scale - 1.0).abs() < 1e-3 {
            return Vec::new();
        }
        let shrunk = |list: &str| {
            let parts = list.split([' ', ',']).filter(|own| !own.is_empty());
            let parts = parts.map(|own| plain_length(own).map(|own| written(own / inner.scale)));
            parts.collect::<Option<Vec<_>>>().map(|parts| parts.join(" "))
        };
        let width = shrunk(&inner.stroke_width).filter(|_| inner.scale.is_normal());
        let Some(width) = width else {
            let line = self.lines.at(node.range().start);
            self.unread("vector-effect", effect, line);
            return Vec::new();
        };
        let dashes = shrunk(&inner.dashes).map(|dashes| ("stroke-dasharray", dashes));
        [("stroke-width", width)].into_iter().chain(dashes).collect()
    }

    /// The ground of the whole drawing.
    fn background(&mut self, node: Node<'_, '_>, outcomes: &Outcomes) {
        let Some(color) = set(outcomes, "background-color") else { return };
        let is_clear = color.len() == 9 && color.ends_with("00");
        if node.parent_element().is_some() || is_clear || color == "none" {
            return;
        }
        let numbers = node.attribute("viewBox").map(|own| {
            own.split([' ', ',']).filter(|own| !own.is_empty()).map(str::to_string).collect()
        });
        let numbers: Vec<String> = numbers.unwrap_or_default();
        let whole = ["0", "0", "100%", "100%"].map(str::to_string);
        let [x, y, width, height] = <[String; 4]>::try_from(numbers).unwrap_or(whole);
        self.out.push_str("<rect");
        let all = [("x", &x), ("y", &y), ("width", &width), ("height", &height)];
        for (name, value) in all {
            write::attribute(name, value, &mut self.out);
        }
        write::attribute("fill", color, &mut self.out);
        self.out.push_str(" stroke=\"none\"/>");
    }
}

/// Turns about which end of a text stands at its place, where it runs from the right: its start is
/// there, and readers take the left for the start.
fn anchor(node: Node<'_, '_>, outcomes: &mut Outcomes, inner: &Inherited) {
    let is_own = outcomes.iter().any(|(own, _)| matches!(own.name, "direction" | "text-anchor"));
    let is_set = match node.tag_name().name() {
        "text" => true,
        "tspan" | "textPath" => is_own,
        _ => false,
    };
    let turned = match inner.anchor.as_str() {
        "start" => "end",
        "end" => "start",
        _ => return,
    };
    if let Some(property) = Property::named("text-anchor").filter(|_| is_set && inner.is_from_right)
    {
        outcomes.retain(|(own, _)| own.name != property.name);
        outcomes.push((property, Outcome::Set(turned.to_string())));
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

/// What is seen, as a box.
fn seen(inner: &Inherited) -> Frame {
    let (width, height) = inner.around.extent;
    Frame { x: 0.0, y: 0.0, width, height }
}

fn set<'o>(outcomes: &'o Outcomes, name: &str) -> Option<&'o str> {
    match outcomes.iter().find(|(own, _)| own.name == name) {
        Some((_, Outcome::Set(value))) => Some(value),
        _ => None,
    }
}

/// What the words come to that each property has: `inherit` and its like.
fn wide(property: &Property, value: &str, is_attribute: bool) -> Option<Outcome> {
    let word = value.to_ascii_lowercase();
    let is_taken = match word.as_str() {
        "inherit" => true,
        "initial" => false,
        "unset" | "revert" | "revert-layer" => property.is_inherited,
        _ => return None,
    };
    Some(match (is_taken, property.is_inherited) {
        (true, true) | (false, false) => Outcome::Dropped,
        (true, false) if is_attribute => Outcome::Kept,
        (true, false) => Outcome::Set("inherit".to_string()),
        (false, true) => Outcome::Set(property.initial.to_string()),
    })
}

/// The file's own names for an element.
fn names(declared: &[&Declaration], around: &Names) -> Names {
    let mut own = Names::new();
    let mut removed: Vec<&str> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for declaration in declared.iter().filter(|own| own.name.starts_with("--")) {
        if said.contains(&declaration.name.as_str()) {
            continue;
        }
        said.push(&declaration.name);
        match declaration.value.to_ascii_lowercase().as_str() {
            "inherit" | "unset" | "revert" | "revert-layer" => {}
            "initial" => removed.push(&declaration.name),
            _ => {
                own.insert(declaration.name.clone(), declaration.value.clone());
            }
        }
    }
    let mut all = resolved(&own, around);
    all.retain(|name, _| !removed.contains(&name.as_str()));
    all
}

impl Letters {
    fn of(self, text: &str) -> String {
        match self {
            Letters::Upper => text.to_uppercase(),
            Letters::Lower => text.to_lowercase(),
            Letters::Capital => {
                let mut out = String::with_capacity(text.len());
                let mut is_start = true;
                for character in text.chars() {
                    match is_start && character.is_alphabetic() {
                        true => out.extend(character.to_uppercase()),
                        false => out.push(character),
                    }
                    is_start = !character.is_alphanumeric() && character != '\'';
                }
                out
            }
        }
    }
}
