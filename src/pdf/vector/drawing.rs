//! A form under construction: its content and the resources that the content names.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream};
use usvg::{NonZeroRect, Rect, Transform};

use super::dictionary;
use super::text::Faces;
use crate::manifest::Profile;
use crate::pdf::fonts::Fonts;
use crate::pdf::operators::{Operators, significant};
use crate::pdf::pictures::Workshop;
use crate::pdf::stream::{name, stream};

/// What all drawings of a figure share.
pub(super) struct Setting<'a> {
    /// The report's faces by those of the figure's text.
    pub(super) faces: Faces,
    /// The fonts of the file.
    pub(super) fonts: &'a Fonts,
    /// Makes the pictures.
    pub(super) workshop: &'a Workshop,
    /// What the file is for.
    pub(super) profile: Profile,
    /// Points of a page in a unit of the figure.
    pub(super) points: f64,
    /// Its width and height in units.
    pub(super) extent: (f32, f32),
}

/// The content of a form, or of a pattern.
pub(super) struct Drawing<'a> {
    pub(super) out: Operators,
    pub(super) setting: &'a Setting<'a>,
    /// Whether text is set as text; else it is drawn. Masks have no words.
    pub(super) sets_text: bool,
    /// From the coordinates in force to those of this form, in which patterns are placed.
    pub(super) transform: Transform,
    resources: BTreeMap<&'static str, BTreeMap<String, DictItem>>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(setting: &'a Setting<'a>) -> Drawing<'a> {
        Drawing {
            out: Operators::new(),
            setting,
            sets_text: true,
            transform: Transform::identity(),
            resources: BTreeMap::new(),
        }
    }

    /// An empty drawing of the same figure.
    pub(super) fn fresh(&self) -> Drawing<'a> {
        Drawing { sets_text: self.sets_text, ..Drawing::new(self.setting) }
    }

    /// The name of a resource. One that is there already keeps its name.
    pub(super) fn resource(&mut self, kind: &'static str, letter: char, item: DictItem) -> String {
        let named = self.resources.entry(kind).or_default();
        if let Some((name, _)) = named.iter().find(|(_, known)| **known == item) {
            return name.clone();
        }
        let name = format!("{letter}{}", named.len());
        named.insert(name.clone(), item);
        name
    }

    /// Names the fonts of the pages; the finishing puts them here.
    pub(super) fn use_fonts(&mut self) {
        self.resources.entry("Font").or_default();
    }

    /// Draws inside `q` and `Q`.
    pub(super) fn saved(&mut self, draw: impl FnOnce(&mut Self)) {
        let transform = self.transform;
        self.out.operator("q");
        draw(self);
        self.out.operator("Q");
        self.transform = transform;
    }

    /// Changes the coordinates.
    pub(super) fn concatenate(&mut self, transform: Transform) {
        if !transform.is_identity() {
            self.out.reals(matrix(transform));
            self.out.operator("cm");
            self.transform = self.transform.pre_concat(transform);
        }
    }

    /// Sets parameters of the graphics state: ISO 32000-1, 8.4.5.
    pub(super) fn state<const N: usize>(&mut self, entries: [(&str, DictItem); N]) {
        let name = self.resource("ExtGState", 'G', dictionary(entries));
        self.out.name(&name);
        self.out.operator("gs");
    }

    /// Draws an external object.
    pub(super) fn show(&mut self, stream: ExternalStream) {
        let name = self.resource("XObject", 'X', DictItem::Stream { stream });
        self.out.name(&name);
        self.out.operator("Do");
    }

    /// The rest of the drawing is seen through what `mask` has drawn: through its opacity, or
    /// its brightness.
    pub(super) fn mask(&mut self, mask: Drawing<'a>, bounds: Bounds, kind: MaskKind) {
        let mask = dictionary([
            ("Type", name("Mask")),
            ("S", name(kind.name())),
            ("G", DictItem::Stream { stream: mask.into_form(bounds, true) }),
        ]);
        self.state([("SMask", mask)]);
    }

    /// The resources, for the dictionary of a stream, and the content of the stream.
    pub(super) fn into_parts(self) -> (DictItem, Operators) {
        let kinds = self.resources.into_iter();
        let map = kinds.map(|(kind, map)| (kind.to_string(), DictItem::Dict { map }));
        (DictItem::Dict { map: map.collect() }, self.out)
    }

    /// The finished form: ISO 32000-1, 8.10.2; `group` for one that is composed as a whole
    /// (11.6.6).
    pub(super) fn into_form(self, bounds: Bounds, group: bool) -> ExternalStream {
        let (resources, out) = self.into_parts();
        let mut dict = BTreeMap::from([
            ("Type".to_string(), name("XObject")),
            ("Subtype".to_string(), name("Form")),
            ("BBox".to_string(), bounds.item()),
            ("Resources".to_string(), resources),
        ]);
        if group {
            let group = dictionary([
                ("S", name("Transparency")),
                ("CS", name("DeviceRGB")),
                ("I", DictItem::Bool(true)),
            ]);
            dict.insert("Group".to_string(), group);
        }
        stream(dict, &out.into_bytes())
    }
}

/// What of a mask lets see what it masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MaskKind {
    /// Its opacity.
    Alpha,
    /// Its brightness.
    Luminosity,
}

impl MaskKind {
    fn name(self) -> &'static str {
        match self {
            MaskKind::Alpha => "Alpha",
            MaskKind::Luminosity => "Luminosity",
        }
    }
}

/// A rectangle by its sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    pub(super) fn item(self) -> DictItem {
        numbers([self.left, self.top, self.right, self.bottom])
    }

    /// The corners.
    pub(super) fn corners(self) -> [(f64, f64); 4] {
        let Bounds { left, top, right, bottom } = self;
        [(left, top), (right, top), (right, bottom), (left, bottom)]
    }
}

impl From<Rect> for Bounds {
    fn from(rect: Rect) -> Bounds {
        Bounds {
            left: f64::from(rect.left()),
            top: f64::from(rect.top()),
            right: f64::from(rect.right()),
            bottom: f64::from(rect.bottom()),
        }
    }
}

impl From<NonZeroRect> for Bounds {
    fn from(rect: NonZeroRect) -> Bounds {
        Bounds::from(rect.to_rect())
    }
}

/// A transform as a matrix of PDF.
pub(super) fn matrix(transform: Transform) -> [f64; 6] {
    let Transform { sx, kx, ky, sy, tx, ty } = transform;
    [sx, ky, kx, sy, tx, ty].map(f64::from)
}

/// Numbers as an array.
pub(super) fn numbers<const N: usize>(values: [f64; N]) -> DictItem {
    DictItem::Array(values.into_iter().map(number).collect())
}

/// A number as a value, to six significant digits.
pub(super) fn number(value: f64) -> DictItem {
    let (mantissa, places) = significant(value);
    let scale = 10_i64.pow(places);
    if mantissa % scale == 0 {
        return DictItem::Int(mantissa / scale);
    }
    DictItem::Real((mantissa as f64 / scale as f64) as f32)
}
