//! Paint: colours, gradients and patterns.

use usvg::{BaseGradient, Color, Fill, FillRule, LineCap, LineJoin, LinearGradient, Opacity};
use usvg::{Paint, Pattern, RadialGradient, SpreadMethod, Stroke};

use super::Writer;
use super::markup::{matrix, numbers};

/// An attribute by its name and value.
pub(super) type Attribute = (&'static str, String);

/// A colour as SVG writes it.
pub(super) fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

/// An opacity, if it is not full.
pub(super) fn partial(opacity: Opacity) -> Option<f32> {
    (opacity != Opacity::ONE).then(|| opacity.get())
}

impl<'a> Writer<'a> {
    fn paint(&self, paint: &Paint) -> String {
        match paint {
            Paint::Color(color) => hex(*color),
            Paint::LinearGradient(gradient) => self.definitions.url(&**gradient),
            Paint::RadialGradient(gradient) => self.definitions.url(&**gradient),
            Paint::Pattern(pattern) => self.definitions.url(&**pattern),
        }
    }

    /// The attributes of what is inside a shape; `rule` is the name of that for the rule of what
    /// is inside.
    pub(super) fn fill(&self, fill: Option<&Fill>, rule: &'static str) -> Vec<Attribute> {
        let Some(fill) = fill else { return vec![("fill", "none".into())] };
        let mut list = vec![("fill", self.paint(fill.paint()))];
        list.extend(partial(fill.opacity()).map(|own| ("fill-opacity", own.to_string())));
        if fill.rule() == FillRule::EvenOdd {
            list.push((rule, "evenodd".into()));
        }
        list
    }

    /// The attributes of a line. None is said, too: groups may have one for what is in them.
    pub(super) fn stroke(&self, stroke: Option<&Stroke>) -> Vec<Attribute> {
        let Some(stroke) = stroke else { return vec![("stroke", "none".into())] };
        let mut list = vec![("stroke", self.paint(stroke.paint()))];
        list.extend(partial(stroke.opacity()).map(|own| ("stroke-opacity", own.to_string())));
        if stroke.dashoffset() != 0.0 {
            list.push(("stroke-dashoffset", stroke.dashoffset().to_string()));
        }
        if stroke.miterlimit().get() != 4.0 {
            list.push(("stroke-miterlimit", stroke.miterlimit().get().to_string()));
        }
        if stroke.width().get() != 1.0 {
            list.push(("stroke-width", stroke.width().get().to_string()));
        }
        let cap = match stroke.linecap() {
            LineCap::Butt => None,
            LineCap::Round => Some("round"),
            LineCap::Square => Some("square"),
        };
        list.extend(cap.map(|cap| ("stroke-linecap", cap.into())));
        let join = match stroke.linejoin() {
            LineJoin::Miter => None,
            LineJoin::MiterClip => Some("miter-clip"),
            LineJoin::Round => Some("round"),
            LineJoin::Bevel => Some("bevel"),
        };
        list.extend(join.map(|join| ("stroke-linejoin", join.into())));
        list.extend(stroke.dasharray().map(|dashes| ("stroke-dasharray", numbers(dashes))));
        list
    }

    pub(super) fn linear(&mut self, gradient: &'a LinearGradient) {
        let id = self.definitions.id(gradient);
        self.out.open("linearGradient").attr("id", id);
        self.out.attr("x1", gradient.x1()).attr("y1", gradient.y1());
        self.out.attr("x2", gradient.x2()).attr("y2", gradient.y2());
        self.stops(gradient);
    }

    pub(super) fn radial(&mut self, gradient: &'a RadialGradient) {
        let id = self.definitions.id(gradient);
        self.out.open("radialGradient").attr("id", id);
        self.out.attr("cx", gradient.cx()).attr("cy", gradient.cy());
        self.out.attr("r", gradient.r().get());
        self.out.attr("fx", gradient.fx()).attr("fy", gradient.fy());
        if gradient.fr().get() != 0.0 {
            self.out.attr("fr", gradient.fr().get());
        }
        self.stops(gradient);
    }

    fn stops(&mut self, gradient: &BaseGradient) {
        self.out.attr("gradientUnits", "userSpaceOnUse");
        self.out.attr_if("gradientTransform", matrix(gradient.transform()));
        let spread = match gradient.spread_method() {
            SpreadMethod::Pad => None,
            SpreadMethod::Reflect => Some("reflect"),
            SpreadMethod::Repeat => Some("repeat"),
        };
        self.out.attr_if("spreadMethod", spread);
        for stop in gradient.stops() {
            self.out.open("stop").attr("offset", stop.offset().get());
            self.out.attr("stop-color", hex(stop.color()));
            self.out.attr_if("stop-opacity", partial(stop.opacity()));
            self.out.close();
        }
        self.out.close();
    }

    pub(super) fn pattern(&mut self, pattern: &'a Pattern) {
        let id = self.definitions.id(pattern);
        self.out.open("pattern").attr("id", id);
        self.rect(pattern.rect());
        self.out.attr("patternUnits", "userSpaceOnUse");
        self.out.attr_if("patternTransform", matrix(pattern.transform()));
        self.nodes(pattern.root());
        self.out.close();
    }
}
