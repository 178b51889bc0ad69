//! Where an element stands and what of it is seen: movements, shapes that cut, drawings in drawings,
//! widths of strokes, the ground.

use roxmltree::Node;

use super::super::property::plain_length;
use super::super::quantity::written;
use super::super::transform::{self, Frame, Movement};
use super::super::{shape, write};
use super::inherited::{Inherited, seen};
use super::outcome::{Outcome, Outcomes, set};
use super::{DEEPEST, Writer};
use crate::media::MediaError;
use crate::media::vector::finding::{Findings, Matter};

impl Writer<'_> {
    /// Writes a shape that cuts the element before the element, and tells its id.
    pub(super) fn clip(
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
    pub(super) fn drawing(&mut self, node: Node<'_, '_>, outcomes: &Outcomes, text: &str) {
        let line = self.lines.at(node.range().start);
        if self.depth >= DEEPEST {
            let fault = "too many drawings are in one another".to_string();
            self.findings.push(Matter::Picture(fault), line);
            return;
        }
        self.inner += 1;
        let prefix = format!("{}in{}-", self.prefix, self.inner);
        let mut findings = Findings::default();
        let read =
            super::super::embedded(text, self.fonts, &mut findings, (&prefix, self.depth + 1));
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
        for property in super::super::property::initial() {
            write::attribute(property.name, property.initial, &mut self.out);
        }
        self.out.push('>');
        self.out.push_str(&content);
        self.out.push_str("</g></svg>");
    }

    /// The box of an element.
    pub(super) fn frame(&self, node: Node<'_, '_>, outcomes: &Outcomes) -> Option<Frame> {
        let attribute = |name: &str| set(outcomes, name).or_else(|| node.attribute(name));
        shape::frame_of(node.tag_name().name(), attribute)
    }

    /// How the element is moved, where a style says anything of it.
    pub(super) fn movement(
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
            let own = node.attribute("transform").and_then(transform::stretch);
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
                inner.scale *= transform::stretch(&list).unwrap_or(1.0);
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
    pub(super) fn strokes(
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
    pub(super) fn background(&mut self, node: Node<'_, '_>, outcomes: &Outcomes) {
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
