//! Text, in its families.
//!
//! Readers that know SVG Tiny only, as that of calibre is, show no text in a `tspan` of a `tspan`,
//! so an element takes over what its only one inside says.

use usvg::{
    AlignmentBaseline, BaselineShift, DominantBaseline, FontFamily, FontOpticalSizing, FontStretch,
    FontStyle, LengthAdjust, PaintOrder, Text, TextAnchor, TextChunk, TextFlow, TextRendering,
    TextSpan, WritingMode,
};

use super::Writer;
use super::markup::numbers;
use super::paint::Attribute;
use super::shapes::Setting;

/// What says where a span stands on the line.
const PLACES: [&str; 2] = ["baseline-shift", "alignment-baseline"];

/// An element of text, or words.
#[derive(Debug)]
enum Piece {
    Element { name: &'static str, attributes: Vec<Attribute>, inside: Vec<Piece> },
    Words(String),
}

impl Piece {
    fn span(attributes: Vec<Attribute>, inside: Vec<Piece>) -> Piece {
        Piece::Element { name: "tspan", attributes, inside }
    }
}

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &Text, setting: &Setting) {
        let mut attributes = vec![("xml:space", "preserve".to_string())];
        if text.writing_mode() == WritingMode::TopToBottom {
            attributes.push(("writing-mode", "tb".into()));
        }
        let rendering = match text.rendering_mode() {
            TextRendering::OptimizeSpeed => Some("optimizeSpeed"),
            TextRendering::GeometricPrecision => Some("geometricPrecision"),
            TextRendering::OptimizeLegibility => None,
        };
        attributes.extend(rendering.map(|own| ("text-rendering", own.into())));
        for (name, list) in [("rotate", text.rotate()), ("dx", text.dx()), ("dy", text.dy())] {
            if list.iter().any(|value| *value != 0.0) {
                attributes.push((name, numbers(list)));
            }
        }
        let inside = text.chunks().iter().map(|chunk| self.chunk(chunk)).collect();
        self.out.open("text");
        self.setting(setting);
        self.lifted(&attributes, inside);
    }

    /// Writes an element that was opened, with all that can be lifted into it.
    fn lifted(&mut self, attributes: &[Attribute], mut inside: Vec<Piece>) {
        self.attributes(attributes);
        let mut names: Vec<&str> = attributes.iter().map(|(name, _)| *name).collect();
        while let [Piece::Element { name: "tspan", attributes, .. }] = inside.as_slice()
            // The second of two attributes of a name holds for less than the first does, and a
            // place on the line is that of a span on the line of its text.
            && !attributes.iter().any(|(name, _)| names.contains(name) || PLACES.contains(name))
        {
            self.attributes(attributes);
            names.extend(attributes.iter().map(|(name, _)| *name));
            let Some(Piece::Element { inside: inner, .. }) = inside.pop() else { break };
            inside = inner;
        }
        for piece in inside {
            match piece {
                Piece::Words(words) => self.out.words(&words),
                Piece::Element { name, attributes, inside } => {
                    self.out.open(name);
                    self.lifted(&attributes, inside);
                }
            }
        }
        self.out.close();
    }

    fn chunk(&self, chunk: &TextChunk) -> Piece {
        let mut attributes = Vec::new();
        attributes.extend(chunk.x().map(|x| ("x", x.to_string())));
        attributes.extend(chunk.y().map(|y| ("y", y.to_string())));
        let anchor = match chunk.anchor() {
            TextAnchor::Start => None,
            TextAnchor::Middle => Some("middle"),
            TextAnchor::End => Some("end"),
        };
        attributes.extend(anchor.map(|own| ("text-anchor", own.into())));
        let spans = chunk.spans().iter().map(|span| self.span(chunk, span)).collect();
        let placed = Piece::span(attributes, spans);
        let TextFlow::Path(path) = chunk.text_flow() else { return placed };
        let mut attributes = vec![("xlink:href", format!("#{}", self.definitions.id(&*path)))];
        if path.start_offset() != 0.0 {
            attributes.push(("startOffset", path.start_offset().to_string()));
        }
        Piece::Element { name: "textPath", attributes, inside: vec![placed] }
    }

    fn span(&self, chunk: &TextChunk, span: &TextSpan) -> Piece {
        let words = chunk.text().get(span.start()..span.end()).unwrap_or_default();
        let mut inside = vec![Piece::Words(words.to_string())];
        for shift in span.baseline_shift() {
            let shift = match shift {
                BaselineShift::Baseline => continue,
                BaselineShift::Number(value) => value.to_string(),
                BaselineShift::Subscript => "sub".into(),
                BaselineShift::Superscript => "super".into(),
            };
            inside = vec![Piece::span(vec![("baseline-shift", shift)], inside)];
        }
        let paints = self.paints(span.fill(), span.stroke());
        let lines = span.decoration();
        let lines = [
            ("underline", lines.underline()),
            ("overline", lines.overline()),
            ("line-through", lines.line_through()),
        ];
        // A line has the colours of the element that asks for it, and the thickness of its font.
        let lines = lines
            .into_iter()
            .filter_map(|(name, line)| Some((name, self.paints(line?.fill(), line?.stroke()))));
        let (own, others): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| *line == paints);
        let own: Vec<&str> = own.into_iter().map(|(name, _)| name).collect();
        let mut attributes = Vec::new();
        if !own.is_empty() {
            attributes.push(("text-decoration", own.join(" ")));
        }
        attributes.extend(font(span).into_iter().chain(spacing(span)).chain(baselines(span)));
        attributes.extend(paints);
        let piece = Piece::span(attributes, inside);
        others.into_iter().fold(piece, |piece, (name, line)| {
            let mut attributes = vec![("text-decoration", name.to_string())];
            attributes.extend(font(span).into_iter().chain(line));
            Piece::span(attributes, vec![piece])
        })
    }

    fn paints(&self, fill: Option<&usvg::Fill>, stroke: Option<&usvg::Stroke>) -> Vec<Attribute> {
        let mut list = self.fill(fill, "fill-rule");
        list.extend(self.stroke(stroke));
        list
    }
}

fn font(span: &TextSpan) -> Vec<Attribute> {
    let font = span.font();
    let families: Vec<String> = font.families().iter().map(family).collect();
    let mut list = vec![("font-family", families.join(", "))];
    match font.style() {
        FontStyle::Normal => {}
        FontStyle::Italic => list.push(("font-style", "italic".into())),
        FontStyle::Oblique => list.push(("font-style", "oblique".into())),
    }
    if font.weight() != 400 {
        list.push(("font-weight", font.weight().to_string()));
    }
    let stretch = match font.stretch() {
        FontStretch::Normal => None,
        FontStretch::Condensed => Some("condensed"),
        FontStretch::ExtraCondensed => Some("extra-condensed"),
        FontStretch::UltraCondensed => Some("ultra-condensed"),
        FontStretch::SemiCondensed => Some("semi-condensed"),
        FontStretch::Expanded => Some("expanded"),
        FontStretch::SemiExpanded => Some("semi-expanded"),
        FontStretch::ExtraExpanded => Some("extra-expanded"),
        FontStretch::UltraExpanded => Some("ultra-expanded"),
    };
    list.extend(stretch.map(|own| ("font-stretch", own.into())));
    list.push(("font-size", span.font_size().get().to_string()));
    list
}

/// The name of a family, in quotation marks where it is more than words.
fn family(family: &FontFamily) -> String {
    match family {
        FontFamily::Monospace => "monospace".into(),
        FontFamily::Serif => "serif".into(),
        FontFamily::SansSerif => "sans-serif".into(),
        FontFamily::Cursive => "cursive".into(),
        FontFamily::Fantasy => "fantasy".into(),
        FontFamily::Named(name) => {
            let begins = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
            let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let is_word = |word: &str| begins(word) && word.chars().all(goes_on);
            if name.split(' ').all(is_word) {
                return name.clone();
            }
            format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"))
        }
    }
}

fn spacing(span: &TextSpan) -> Vec<Attribute> {
    let mut list = Vec::new();
    if !span.is_visible() {
        list.push(("visibility", "hidden".into()));
    }
    for (name, value) in
        [("letter-spacing", span.letter_spacing()), ("word-spacing", span.word_spacing())]
    {
        if value != 0.0 {
            list.push((name, value.to_string()));
        }
    }
    list.extend(span.text_length().map(|own| ("textLength", own.to_string())));
    if span.length_adjust() == LengthAdjust::SpacingAndGlyphs {
        list.push(("lengthAdjust", "spacingAndGlyphs".into()));
    }
    if span.small_caps() {
        list.push(("font-variant", "small-caps".into()));
    }
    if span.paint_order() == PaintOrder::StrokeAndFill {
        list.push(("paint-order", "stroke fill".into()));
    }
    let style = style(span);
    if !style.is_empty() {
        list.push(("style", style));
    }
    list
}

/// What can be said of letters only in a style.
fn style(span: &TextSpan) -> String {
    let mut list = Vec::new();
    if !span.apply_kerning() {
        list.push("font-kerning:none".to_string());
    }
    if span.font_optical_sizing() == FontOpticalSizing::None {
        list.push("font-optical-sizing:none".to_string());
    }
    let font = span.font();
    // Weight, width and slope ask for their axes themselves.
    let asked = |tag: &[u8; 4], value: f32| match tag {
        b"wght" => value == f32::from(font.weight()),
        b"wdth" => font.stretch() != FontStretch::Normal,
        b"ital" | b"slnt" => font.style() != FontStyle::Normal,
        _ => false,
    };
    let own = font.variations().iter().filter(|axis| !asked(&axis.tag, axis.value));
    let plain = |axis: &&usvg::FontVariation| axis.tag.iter().all(u8::is_ascii_alphanumeric);
    let axes = own.filter(plain).map(|axis| {
        let tag: String = axis.tag.iter().map(|byte| char::from(*byte)).collect();
        format!("'{tag}' {}", axis.value)
    });
    let axes: Vec<String> = axes.collect();
    if !axes.is_empty() {
        list.push(format!("font-variation-settings:{}", axes.join(",")));
    }
    list.join(";")
}

fn baselines(span: &TextSpan) -> Vec<Attribute> {
    let dominant = match span.dominant_baseline() {
        DominantBaseline::Auto => None,
        DominantBaseline::UseScript => Some("use-script"),
        DominantBaseline::NoChange => Some("no-change"),
        DominantBaseline::ResetSize => Some("reset-size"),
        DominantBaseline::TextBeforeEdge => Some("text-before-edge"),
        DominantBaseline::Middle => Some("middle"),
        DominantBaseline::Central => Some("central"),
        DominantBaseline::TextAfterEdge => Some("text-after-edge"),
        DominantBaseline::Ideographic => Some("ideographic"),
        DominantBaseline::Alphabetic => Some("alphabetic"),
        DominantBaseline::Hanging => Some("hanging"),
        DominantBaseline::Mathematical => Some("mathematical"),
    };
    let alignment = match span.alignment_baseline() {
        AlignmentBaseline::Auto => None,
        AlignmentBaseline::Baseline => Some("baseline"),
        AlignmentBaseline::BeforeEdge => Some("before-edge"),
        AlignmentBaseline::TextBeforeEdge => Some("text-before-edge"),
        AlignmentBaseline::Middle => Some("middle"),
        AlignmentBaseline::Central => Some("central"),
        AlignmentBaseline::AfterEdge => Some("after-edge"),
        AlignmentBaseline::TextAfterEdge => Some("text-after-edge"),
        AlignmentBaseline::Ideographic => Some("ideographic"),
        AlignmentBaseline::Alphabetic => Some("alphabetic"),
        AlignmentBaseline::Hanging => Some("hanging"),
        AlignmentBaseline::Mathematical => Some("mathematical"),
    };
    let dominant = dominant.map(|own| ("dominant-baseline", own.to_string()));
    let alignment = alignment.map(|own| ("alignment-baseline", own.to_string()));
    dominant.into_iter().chain(alignment).collect()
}
