//! Text in figures.

use std::collections::BTreeMap;

use usvg::layout::{PositionedGlyph, Span};
use usvg::{Group, Node, Paint, PaintOrder, Path, Text, Transform, Tree, fontdb};

use super::drawing::{Bounds, Drawing, matrix};
use super::paint::Use;
use crate::font::{Face, FaceId, FontBook};
use crate::pdf::fonts::{Font, NOTDEF, Usage};
use crate::pdf::strings::utf16_hex;

/// Thousandths of the size by which a glyph may lie off the baseline of the one before it.
const OFF_BASELINE: f64 = 1.0;

/// The mode in which letters are neither filled nor stroked.
const UNSEEN: i64 = 3;

/// The report's faces by those that a figure's text is laid out with.
pub(super) struct Faces {
    by_id: BTreeMap<fontdb::ID, (FaceId, u16)>,
}

impl Faces {
    pub(super) fn new(tree: &Tree, book: &FontBook) -> Faces {
        let mut faces = Faces { by_id: BTreeMap::new() };
        for_each_text(tree.root(), &mut |text| {
            for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
                if !faces.by_id.contains_key(&glyph.font)
                    && let Some(found) = find(tree.fontdb(), glyph.font, book)
                {
                    faces.by_id.insert(glyph.font, found);
                }
            }
        });
        faces
    }

    /// Whether a text can be set: all its glyphs are of the report's faces, as those are.
    fn can_set(&self, text: &Text) -> bool {
        let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        glyphs.all(|glyph| glyph_id(glyph) != NOTDEF && self.by_id.contains_key(&glyph.font))
    }
}

/// Whether readers show a text as it is to be seen. Those built on PDFium fill what lies around
/// letters that are filled with a gradient and stroked at once, those built on poppler what lies
/// around letters that are stroked with one; and none strokes before it fills.
fn is_shown_well(text: &Text) -> bool {
    let plain = |paint: &Paint| matches!(paint, Paint::Color(_));
    text.layouted().iter().all(|span| match (&span.fill, &span.stroke) {
        (_, None) => true,
        (None, Some(stroke)) => plain(stroke.paint()),
        (Some(fill), Some(stroke)) => {
            let stroke_first = span.paint_order == PaintOrder::StrokeAndFill;
            !stroke_first && plain(fill.paint()) && plain(stroke.paint())
        }
    })
}

fn find(database: &fontdb::Database, id: fontdb::ID, book: &FontBook) -> Option<(FaceId, u16)> {
    let info = database.face(id)?;
    let same = |face: &Face| {
        let bytes = |data: &[u8], index| {
            index == face.index && (std::ptr::eq(data, &*face.data) || *data == *face.data)
        };
        face.postscript_name == info.post_script_name
            && database.with_face_data(id, bytes) == Some(true)
    };
    let (found, face) = book.iter().find(|(_, face)| same(face))?;
    Some((found, face.units_per_em))
}

fn for_each_text(group: &Group, call: &mut impl FnMut(&Text)) {
    for node in group.children() {
        match node {
            Node::Group(inner) => for_each_text(inner, call),
            Node::Text(text) => call(text),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Counts the glyphs of a figure's text that will be set. In masks, clips and patterns text is
/// drawn, not set.
pub(in crate::pdf) fn add_usage(tree: &Tree, book: &FontBook, usage: &mut Usage) {
    let faces = Faces::new(tree, book);
    for_each_text(tree.root(), &mut |text| {
        if !faces.can_set(text) {
            return;
        }
        for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
            if let Some((face, _)) = faces.by_id.get(&glyph.font) {
                usage.add(*face, glyph_id(glyph), &glyph.text);
            }
        }
    });
}

/// The number of a glyph; of one beyond what a font file can have, that of no glyph.
fn glyph_id(glyph: &PositionedGlyph) -> u16 {
    u16::try_from(glyph.id.0).unwrap_or(NOTDEF)
}

impl<'a> Drawing<'a> {
    pub(super) fn text(&mut self, text: &Text) {
        if !self.sets_text || !self.setting.faces.can_set(text) {
            return self.group(text.flattened());
        }
        if !is_shown_well(text) {
            // Shapes are seen, and the words can be found and copied.
            self.group(text.flattened());
            for span in text.layouted().iter().filter(|span| span.visible) {
                self.saved(|drawing| drawing.letters(&span.positioned_glyphs, UNSEEN));
            }
            return;
        }
        let bounds = Bounds::from(text.stroke_bounding_box());
        for span in text.layouted().iter().filter(|span| span.visible) {
            let lines = |drawing: &mut Self, lines: [&Option<Path>; 2]| {
                for line in lines.into_iter().flatten() {
                    drawing.path(line);
                }
            };
            lines(self, [&span.underline, &span.overline]);
            self.span(span, bounds);
            lines(self, [&span.line_through, &None]);
        }
    }

    fn span(&mut self, span: &Span, bounds: Bounds) {
        let mode = match (&span.fill, &span.stroke) {
            (Some(_), None) => 0,
            (None, Some(_)) => 1,
            (Some(_), Some(_)) => 2,
            (None, None) => return,
        };
        self.saved(|drawing| {
            if let Some(fill) = &span.fill {
                drawing.paint(fill.paint(), fill.opacity(), Use::Fill, bounds);
            }
            if let Some(stroke) = &span.stroke {
                drawing.paint(stroke.paint(), stroke.opacity(), Use::Stroke, bounds);
                drawing.line_style(stroke);
            }
            drawing.letters(&span.positioned_glyphs, mode);
        });
    }

    /// Sets letters in a mode of rendering: ISO 32000-1, 9.3.6.
    fn letters(&mut self, glyphs: &[PositionedGlyph], mode: i64) {
        self.use_fonts();
        self.out.operator("BT");
        if mode != 0 {
            self.out.integer(mode);
            self.out.operator("Tr");
        }
        let mut line = None;
        for glyph in glyphs {
            self.glyph(&mut line, glyph);
        }
        self.end_show(&mut line);
        self.out.operator("ET");
    }

    fn glyph(&mut self, line: &mut Option<Line<'a>>, glyph: &PositionedGlyph) {
        let setting = self.setting;
        let Some((face, units)) = setting.faces.by_id.get(&glyph.font) else { return };
        let Some(font) = setting.fonts.get(*face) else { return };
        let Some(code) = font.code(glyph_id(glyph)) else { return };
        // From the em of the glyph to the figure: the transform is from the units of the font.
        let units = f32::from(*units);
        let place = glyph.outline_transform().pre_scale(units, units);
        let named = font.text(code) == glyph.text;
        let ahead = line.as_ref().and_then(|line| line.distance(font, place));
        match (line.as_mut(), ahead) {
            (Some(line), Some(ahead)) => {
                if !named {
                    self.close(line);
                }
                self.advance(line, ahead);
            }
            _ => {
                self.end_show(line);
                self.begin_show(font, place);
                *line = Some(Line { font, place, set: 0, shown: false, string: false });
            }
        }
        let Some(line) = line.as_mut() else { return };
        if !named {
            self.close(line);
            self.out.name("Span");
            self.out.raw(b"<</ActualText");
            self.out.raw(utf16_hex(&glyph.text).as_bytes());
            self.out.raw(b">>");
            self.out.operator("BDC");
        }
        self.show_code(line, code);
        if !named {
            self.close(line);
            self.out.operator("EMC");
        }
    }

    fn begin_show(&mut self, font: &Font, place: Transform) {
        self.out.name(&font.resource);
        self.out.operator("1 Tf");
        self.out.reals(matrix(place));
        self.out.operator("Tm");
    }

    /// Moves to where the next glyph stands, so many thousandths of the size from the beginning.
    fn advance(&mut self, line: &mut Line<'a>, ahead: i64) {
        let adjustment = line.set - ahead;
        if adjustment != 0 {
            if line.string {
                self.out.end_string();
                line.string = false;
            }
            if !line.shown {
                self.out.raw(b"[");
                line.shown = true;
            }
            self.out.digits(adjustment);
            line.set = ahead;
        }
    }

    fn show_code(&mut self, line: &mut Line<'a>, code: u16) {
        if !line.shown {
            self.out.raw(b"[");
            line.shown = true;
        }
        if !line.string {
            self.out.begin_string();
            line.string = true;
        }
        self.out.code(code);
        line.set += line.font.width(code);
    }

    /// Ends the array of `TJ`; the line goes on.
    fn close(&mut self, line: &mut Line<'a>) {
        if line.string {
            self.out.end_string();
            line.string = false;
        }
        if line.shown {
            self.out.raw(b"]");
            self.out.operator("TJ");
            line.shown = false;
        }
    }

    fn end_show(&mut self, line: &mut Option<Line<'a>>) {
        if let Some(mut line) = line.take() {
            self.close(&mut line);
        }
    }
}

/// Glyphs on one baseline.
struct Line<'a> {
    font: &'a Font,
    /// From the em to the figure, at the first glyph.
    place: Transform,
    /// Where a reader is, in thousandths of the size.
    set: i64,
    shown: bool,
    string: bool,
}

impl Line<'_> {
    /// How far along the baseline a glyph stands, in thousandths of the size; none when it
    /// stands elsewhere, is turned, or is of another font.
    fn distance(&self, font: &Font, place: Transform) -> Option<i64> {
        let axes = |t: Transform| [t.sx, t.kx, t.ky, t.sy];
        let scale = f64::from(self.place.sx.hypot(self.place.ky)).max(1e-9);
        let turned = axes(place).into_iter().zip(axes(self.place));
        let turned = turned.into_iter().any(|(a, b)| f64::from((a - b).abs()) > scale * 1e-4);
        if turned || !std::ptr::eq(font, self.font) {
            return None;
        }
        let [a, b, c, d, e, f] = matrix(self.place);
        let (dx, dy) = (f64::from(place.tx) - e, f64::from(place.ty) - f);
        let determinant = a * d - b * c;
        if determinant.abs() < 1e-12 {
            return None;
        }
        let along = (dx * d - dy * c) / determinant * 1000.0;
        let off = (dy * a - dx * b) / determinant * 1000.0;
        (off.abs() <= OFF_BASELINE && along.abs() < 1e6).then(|| along.round() as i64)
    }
}
