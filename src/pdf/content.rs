//! The content of a page: ISO 32000-1, chapters 8, 9 and 14.6.
//!
//! Items are written in the order of drawing, each sequence of marked content in its brackets.
//! The page's origin is its top left corner, that of PDF the lower left one.

use super::clusters::{Cluster, clusters};
use super::fonts::{Font, Fonts};
use super::images::resource_name;
use super::marked_content::MarkedContent;
use super::operators::{Operators, thousandths};
use super::pictures::Pictures;
use super::strings::utf16_hex;
use super::structure::{Mark, Structure};
use crate::geometry::{Length, Point, Rect, Size};
use crate::media::MediaId;
use crate::page::{self, Artifact, Color, Glyph, GlyphRun, Item, Placed};

/// The natural width of glyphs, in parts of 100,000; a run's expansion is added to it.
const NATURAL: i64 = 100_000;

/// Thousandths of the size by which a glyph may stand beside its place before it is moved. The
/// difference is carried on, so that it never grows.
const TOLERANCE: i64 = 1;

/// Thousandths of the size by which letters of a word may stand apart before a reader could take
/// the gap for a space: poppler takes a tenth for one.
const SPACED: i64 = 50;

/// A page whose content is to be written.
pub(super) struct Page<'a> {
    /// Its number, from 0.
    pub number: usize,
    /// The page.
    pub page: &'a page::Page,
    /// The pictures that it names.
    pub pictures: &'a Pictures,
    /// The fonts that it names.
    pub fonts: &'a Fonts,
}

impl Page<'_> {
    /// Writes the content.
    pub fn write(&self, content: &MarkedContent, structure: &Structure) -> Vec<u8> {
        let mut writer = Writer::new(self);
        for (id, sequence) in content.of_page(self.number) {
            writer.turn(sequence.turned);
            let items = self.page.items.get(sequence.items.clone()).unwrap_or_default();
            match structure.mark(id) {
                Mark::Element { role, id } => {
                    writer.out.name(role);
                    writer.out.raw(b"<</MCID ");
                    writer.out.digits(id);
                    writer.out.raw(b">>");
                    writer.out.operator("BDC");
                }
                Mark::Artifact(artifact) => writer.begin_artifact(artifact, items),
            }
            writer.items(items);
            writer.out.operator("EMC");
        }
        writer.turn(false);
        writer.out.into_bytes()
    }
}

/// What is being written of a page.
struct Writer<'a> {
    out: Operators,
    fonts: &'a Fonts,
    pictures: &'a Pictures,
    /// The size of the page.
    size: Size,
    /// The height of the page as it is seen: its width while turned items are written.
    height: Length,
    state: State<'a>,
    /// While turned items are written: the state in which upright ones go on.
    outer: Option<State<'a>>,
    /// Inside a text object: where its line begins, in thousandths of a point.
    line: Option<(i64, i64)>,
}

/// The state of graphics and text: ISO 32000-1, 8.4 and 9.3.
#[derive(Clone, Copy, Default)]
struct State<'a> {
    color: Color,
    font: Option<(&'a str, Length)>,
    expansion: i32,
    rise: Length,
}

impl<'a> Writer<'a> {
    fn new(page: &Page<'a>) -> Writer<'a> {
        Writer {
            out: Operators::new(),
            fonts: page.fonts,
            pictures: page.pictures,
            size: page.page.size,
            height: page.page.size.height,
            state: State::default(),
            outer: None,
            line: None,
        }
    }

    /// Turns the coordinates for turned items, by a quarter to the left, or back for upright ones.
    fn turn(&mut self, turned: bool) {
        match (turned, self.outer) {
            (true, None) => {
                self.out.operator("q");
                self.out.raw(b"0 1 -1 0 ");
                self.out.length(self.size.width);
                self.out.raw(b"0 ");
                self.out.operator("cm");
                self.outer = Some(self.state);
                self.height = self.size.width;
            }
            (false, Some(outer)) => {
                self.out.operator("Q");
                self.state = outer;
                self.outer = None;
                self.height = self.size.height;
            }
            _ => {}
        }
    }

    fn begin_artifact(&mut self, artifact: Artifact, items: &[Placed]) {
        self.out.name("Artifact");
        match artifact {
            Artifact::Header => self.out.raw(b"<</Type/Pagination/Subtype/Header>>"),
            Artifact::Footer => self.out.raw(b"<</Type/Pagination/Subtype/Footer>>"),
            Artifact::Layout => self.out.raw(b"<</Type/Layout>>"),
            Artifact::Page => self.out.raw(b"<</Type/Page>>"),
            Artifact::Background => self.background(items),
        }
        self.out.operator("BDC");
    }

    /// A background says how large it is (ISO 32000-1, table 330); without an extent it is
    /// layout.
    fn background(&mut self, items: &[Placed]) {
        let rects = items.iter().filter_map(|placed| match placed.item {
            Item::Fill { rect, .. } | Item::Image { rect, .. } => Some(rect),
            _ => None,
        });
        let Some(rect) = rects.reduce(Rect::union) else {
            return self.out.raw(b"<</Type/Layout>>");
        };
        // The extent is of the page's own space, whatever is turned.
        let rect = match self.outer {
            Some(_) => rect.turned_back(self.size.height),
            None => rect,
        };
        self.out.raw(b"<</Type/Background/BBox[");
        self.out.length(rect.left());
        self.out.length(self.size.height - rect.bottom());
        self.out.length(rect.right());
        self.out.length(self.size.height - rect.top());
        self.out.raw(b"]>>");
    }

    fn items(&mut self, items: &[Placed]) {
        for placed in items {
            match &placed.item {
                Item::Glyphs(run) => self.glyphs(run),
                Item::Fill { rect, color } => {
                    self.end_text();
                    self.set_color(*color);
                    self.rectangle(*rect);
                    self.out.operator("f");
                }
                Item::Image { media, rect, clip } => {
                    self.end_text();
                    self.image(*media, *rect, *clip);
                }
                Item::Link { .. } | Item::Anchor { .. } => {}
            }
        }
        self.end_text();
    }

    fn image(&mut self, media: MediaId, rect: Rect, clip: Option<Rect>) {
        self.out.operator("q");
        if let Some(clip) = clip {
            self.rectangle(clip);
            self.out.operator("W n");
        }
        self.out.length(rect.size.width);
        self.out.raw(b"0 0 ");
        self.out.length(rect.size.height);
        self.out.length(rect.left());
        self.out.length(self.height - rect.bottom());
        self.out.operator("cm");
        if let Some(matrix) = self.pictures.turn(media) {
            for value in matrix {
                self.out.integer(value);
            }
            self.out.operator("cm");
        }
        self.out.name(&resource_name(media));
        self.out.operator("Do");
        self.out.operator("Q");
    }

    fn rectangle(&mut self, rect: Rect) {
        self.out.length(rect.left());
        self.out.length(self.height - rect.bottom());
        self.out.length(rect.size.width);
        self.out.length(rect.size.height);
        self.out.operator("re");
    }

    fn set_color(&mut self, color: Color) {
        if self.state.color != color {
            self.state.color = color;
            self.out.fill_color(color);
        }
    }

    fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.out.operator("ET");
        }
    }

    fn glyphs(&mut self, run: &GlyphRun) {
        let Some(font) = self.fonts.get(run.face).filter(|_| run.size > Length::ZERO) else {
            return;
        };
        self.set_color(run.color);
        self.begin_line(run.origin);
        if self.state.font != Some((&font.resource, run.size)) {
            self.state.font = Some((&font.resource, run.size));
            self.out.name(&font.resource);
            self.out.length(run.size);
            self.out.operator("Tf");
        }
        if self.state.expansion != run.expansion {
            self.state.expansion = run.expansion;
            // Per cent, so that a thousandth is a part of 100,000.
            self.out.number(NATURAL + i64::from(run.expansion));
            self.out.operator("Tz");
        }
        let mut line = Line::new(run);
        if is_spaced(font, run) {
            self.words(&mut line, font, run);
        } else {
            for cluster in clusters(run) {
                self.cluster(&mut line, font, run, &cluster);
            }
        }
        self.end_show(&mut line);
        self.set_rise(&mut line, Length::ZERO);
    }

    /// Writes letters that stand apart, each word with its characters.
    fn words(&mut self, line: &mut Line, font: &Font, run: &GlyphRun) {
        let clusters: Vec<Cluster<'_>> = clusters(run).collect();
        let white = |cluster: &Cluster<'_>| cluster.text.chars().all(char::is_whitespace);
        for word in clusters.chunk_by(|one, next| white(one) == white(next)) {
            if word.len() < 2 || white(&word[0]) {
                word.iter().for_each(|cluster| self.cluster(line, font, run, cluster));
                continue;
            }
            let text: String = word.iter().map(|cluster| cluster.text).collect();
            self.begin_actual(line, &text);
            for cluster in word {
                for glyph in run.glyphs.get(cluster.glyphs.clone()).unwrap_or_default() {
                    self.glyph(line, font, glyph);
                }
            }
            self.end_actual(line);
        }
    }

    /// Moves to the beginning of a line, by the difference to the last one.
    fn begin_line(&mut self, origin: Point) {
        let place = (thousandths(origin.x), thousandths(self.height - origin.y));
        let before = self.line.unwrap_or_default();
        if self.line.is_none() {
            self.out.operator("BT");
        }
        self.line = Some(place);
        if place != before {
            self.out.number(place.0 - before.0);
            self.out.number(place.1 - before.1);
            self.out.operator("Td");
        }
    }

    fn cluster(&mut self, line: &mut Line, font: &Font, run: &GlyphRun, cluster: &Cluster<'_>) {
        let glyphs = run.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
        let named = says(font, glyphs, cluster);
        if !named {
            self.begin_actual(line, cluster.text);
        }
        for glyph in glyphs {
            self.glyph(line, font, glyph);
        }
        if !named {
            self.end_actual(line);
        }
    }

    /// Begins glyphs that say what they are given.
    fn begin_actual(&mut self, line: &mut Line, text: &str) {
        self.end_show(line);
        self.out.name("Span");
        self.out.raw(b"<</ActualText");
        self.out.raw(utf16_hex(text).as_bytes());
        self.out.raw(b">>");
        self.out.operator("BDC");
    }

    fn end_actual(&mut self, line: &mut Line) {
        self.end_show(line);
        self.out.operator("EMC");
    }

    fn glyph(&mut self, line: &mut Line, font: &Font, glyph: &Glyph) {
        if let Some(code) = font.code(glyph.id) {
            self.set_rise(line, glyph.dy);
            let adjustment = line.set - line.target(glyph.dx);
            if !line.shown {
                self.out.raw(b"[");
                line.shown = true;
            }
            if adjustment.abs() > TOLERANCE {
                self.close_string(line);
                self.out.digits(adjustment);
                line.set -= adjustment;
            }
            if !line.string {
                self.out.begin_string();
                line.string = true;
            }
            self.out.code(code);
            line.set += font.width(code);
        }
        line.wanted += glyph.advance;
    }

    fn close_string(&mut self, line: &mut Line) {
        if line.string {
            self.out.end_string();
            line.string = false;
        }
    }

    fn end_show(&mut self, line: &mut Line) {
        self.close_string(line);
        if line.shown {
            self.out.raw(b"]");
            self.out.operator("TJ");
            line.shown = false;
        }
    }

    fn set_rise(&mut self, line: &mut Line, rise: Length) {
        if self.state.rise != rise {
            self.end_show(line);
            self.state.rise = rise;
            self.out.length(rise);
            self.out.operator("Ts");
        }
    }
}

/// Whether the letters of a run that is read from left to right stand apart, as its first ones tell.
fn is_spaced(font: &Font, run: &GlyphRun) -> bool {
    let line = Line::new(run);
    let apart = |pair: &[Glyph]| {
        let [glyph, next] = pair else { return false };
        let white = run.text.as_bytes().get(glyph.cluster as usize) == Some(&b' ');
        let width = font.code(glyph.id).map_or(0, |code| font.width(code));
        let gap = glyph.advance.scale(line.numerator, line.denominator).units() - width;
        !white && glyph.cluster < next.cluster && gap > SPACED
    };
    run.glyphs.windows(2).take(8).any(apart)
}

/// Whether ToUnicode gives back the characters of a cluster.
fn says(font: &Font, glyphs: &[Glyph], cluster: &Cluster<'_>) -> bool {
    let mut rest = cluster.text;
    let mut take = |glyph: &Glyph| match font.code(glyph.id) {
        Some(code) => match rest.strip_prefix(font.text(code)) {
            Some(after) => {
                rest = after;
                true
            }
            None => false,
        },
        None => true,
    };
    let all = match cluster.reversed {
        true => glyphs.iter().rev().all(&mut take),
        false => glyphs.iter().all(&mut take),
    };
    // What is not drawn at all cannot carry characters either.
    let drawn = glyphs.iter().any(|glyph| font.code(glyph.id).is_some());
    !drawn || (all && rest.is_empty())
}

/// Where a reader is in a run, and where layout is.
struct Line {
    /// Layout: the sum of advances.
    wanted: Length,
    /// The reader, in thousandths of the size: the stated widths less the adjustments.
    set: i64,
    /// Thousandths of the size in a scaled point, as `numerator / denominator`.
    numerator: i64,
    denominator: i64,
    /// Inside the array of `TJ`.
    shown: bool,
    /// Inside a string of that array.
    string: bool,
}

impl Line {
    fn new(run: &GlyphRun) -> Line {
        let expansion = (NATURAL + i64::from(run.expansion)).max(1);
        Line {
            wanted: Length::ZERO,
            set: 0,
            numerator: 1000 * NATURAL,
            denominator: run.size.units().saturating_mul(expansion).max(1),
            shown: false,
            string: false,
        }
    }

    /// Where a glyph is to be drawn, in thousandths of the size before expansion (ISO 32000-1,
    /// 9.4.4). It is counted from the beginning of the run, so that no rounding adds up.
    fn target(&self, dx: Length) -> i64 {
        (self.wanted + dx).scale(self.numerator, self.denominator).units()
    }
}
