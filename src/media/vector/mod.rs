//! Pictures made of shapes: SVG.

mod embedded;
mod encoding;
mod faces;
mod filters;
mod finding;
mod lettering;
mod safety;
mod style;
mod tool;
mod weight;
mod writing;

pub use faces::DrawingFonts;
pub use finding::DrawingFinding;
pub use lettering::{LetterFace, Lettering};
pub use writing::Filtered;

pub(super) use encoding::as_utf8;

use std::sync::Arc;

use roxmltree::{Document, ParsingOptions};

use super::MediaError;
use super::hash::content_hash;
use finding::Findings;

/// An SVG, read and found to be safe.
#[derive(Clone)]
pub struct Vector {
    /// The picture, resolved: shapes, gradients, text with its fonts.
    pub tree: Arc<usvg::Tree>,
    /// What the picture's own `desc` says at length.
    pub description: Option<String>,
    /// What of the file is drawn otherwise than it says, or not at all.
    pub findings: Vec<DrawingFinding>,
    /// A hash of the file's bytes, the same on every machine.
    pub hash: u64,
}

/// Whether the bytes may be an SVG: text with an element `svg` near its beginning. Comments and
/// the declarations of drawing programs may come before it.
pub(super) fn looks_like_svg(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    let head = text.get(..text.len().min(1 << 16)).unwrap_or_default();
    let names = |mark: &[u8]| head.windows(4).any(|window| window == mark);
    text.starts_with(b"<") && (names(b"<svg") || names(b":svg"))
}

impl Vector {
    /// Reads an SVG and sees that nothing in it acts or comes from outside.
    pub(super) fn read<'f>(
        bytes: &[u8],
        fonts: impl Into<DrawingFonts<'f>>,
    ) -> Result<Vector, MediaError> {
        let fonts = &fonts.into();
        let broken = |fault: String| MediaError::BrokenSvg { fault };
        let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".into()))?;
        let text = text.trim_start_matches('\u{feff}');
        let xml = parsed(text)?;
        safety::check(&xml)?;
        let mut findings = Findings::default();
        let written = style::resolved(&xml, fonts.book(), &mut findings)?;
        let styled = match &written {
            Some(text) => Some(parsed(text)?),
            None => None,
        };
        let styled = styled.as_ref().unwrap_or(&xml);
        safety::check_weight(styled)?;
        let tree = usvg::Tree::from_xmltree(styled, &faces::reading_options(fonts))
            .map_err(|error| broken(error.to_string()))?;
        if !filters::are_drawable(&tree) {
            return Err(broken("its filters would take too long to draw".into()));
        }
        let description =
            xml.root_element().children().find(|node| node.has_tag_name((SVG, "desc")));
        let description = description.and_then(|node| node.text()).map(str::trim);
        Ok(Vector {
            tree: Arc::new(tree),
            description: description.filter(|text| describes(text)).map(str::to_string),
            findings: findings.told(),
            hash: content_hash(bytes),
        })
    }

    /// Width and height in user units.
    pub fn extent(&self) -> (f64, f64) {
        let size = self.tree.size();
        (f64::from(size.width()), f64::from(size.height()))
    }

    /// What is written in the picture.
    pub fn lettering(&self) -> Lettering {
        Lettering::of(&self.tree)
    }
}

impl std::fmt::Debug for Vector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vector").field("extent", &self.extent()).finish_non_exhaustive()
    }
}

/// Whether a `desc` says something of the picture, and not of the program that wrote it:
/// "Created with Sketch.", "Produced by GNUPLOT 6.0".
fn describes(text: &str) -> bool {
    let words = text.to_lowercase();
    let mut words = words.split_whitespace();
    let made = ["created", "produced", "generated", "exported"];
    let by = ["with", "by", "using", "from"];
    let signed = words.next().is_some_and(|word| made.contains(&word))
        && words.next().is_some_and(|word| by.contains(&word));
    !text.is_empty() && !signed
}

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

fn parsed(text: &str) -> Result<Document<'_>, MediaError> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| MediaError::BrokenSvg { fault: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBook;

    fn read(inside: &str) -> Result<Vector, MediaError> {
        let text = format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 40 30\">\n{inside}\n</svg>"
        );
        Vector::read(text.as_bytes(), &FontBook::default())
    }

    #[test]
    fn a_drawing_is_read_and_written_anew() {
        let vector = read(
            "<title>t</title><desc> Long words. </desc><defs><linearGradient id=\"g\">\
             <stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\"/></linearGradient></defs>\
             <!-- note --><rect id=\"r\" width=\"4\" height=\"3\" fill=\"url(#g)\"/>",
        )
        .unwrap();
        assert_eq!(vector.extent(), (40.0, 30.0));
        assert_eq!(vector.description.as_deref(), Some("Long words."));
        let content = vector.to_svg_content("p1-");
        let svg = format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 40 30\">{content}</svg>");
        assert!(svg.contains("url(#p1-g)") && svg.contains("id=\"p1-g\""), "{svg}");
        assert!(!svg.contains("note"), "{svg}");
        let again = Vector::read(svg.as_bytes(), &FontBook::default()).unwrap();
        assert_eq!(again.extent(), (40.0, 30.0));
    }

    #[test]
    fn what_a_program_says_of_itself_describes_nothing() {
        let description = |words| read(&format!("<desc>{words}</desc>")).unwrap().description;
        for signature in ["Created with Sketch.", "Produced by GNUPLOT 6.0 patchlevel 0", " "] {
            assert_eq!(description(signature), None, "{signature}");
        }
        assert!(description("Created in 1919, the border runs north.").is_some());
        assert!(description("Exports rose, with a dip in 1929.").is_some());
    }

    #[test]
    fn letters_are_as_small_as_their_scale_makes_them() {
        let svg = |inside: &str| {
            let text = format!("<svg xmlns=\"{SVG}\" viewBox=\"0 0 40 30\">{inside}</svg>");
            Vector::read(text.as_bytes(), &FontBook::builtin()).unwrap().lettering()
        };
        let lettering = svg("<text font-size=\"9\">Nine</text><g transform=\"scale(0.5)\">\
             <text font-size=\"12\">Six <tspan font-size=\"30\">large</tspan></text></g>");
        assert_eq!(lettering.words, "NineSix large");
        assert_eq!(lettering.smallest, Some(6.0));
        let lettering = svg("<text font-family='Source Sans 3, sans-serif' font-weight='600'>Ab\
            <tspan font-style='italic'>c</tspan></text>");
        let faces = lettering.faces.iter().map(|(face, own)| {
            let slope = if face.italic { " italic" } else { "" };
            format!("{} {}{slope}: {}", face.family, face.weight, String::from_iter(own))
        });
        let faces: Vec<String> = faces.collect();
        assert_eq!(faces, ["Source Sans 3 600: Ab", "Source Sans 3 600 italic: c"]);
        assert_eq!(svg("<rect width=\"1\" height=\"1\"/>"), Lettering::default());
    }

    #[test]
    fn what_acts_or_loads_is_refused_with_its_line() {
        let cases = [
            ("<script>alert(1)</script>", "a script"),
            ("<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\"/>", "a script"),
            ("<rect width=\"1\" height=\"1\" onclick=\"go()\"/>", "the event handler `onclick`"),
            ("<rect width=\"1\" height=\"1\" onLoad=\"go()\"/>", "the event handler `onLoad`"),
            (
                "<image href=\"https://a.example/b.png\"/>",
                "a reference to `https://a.example/b.png`",
            ),
            ("<image xlink:href=\"../secret.png\"/>", "a reference to `../secret.png`"),
            ("<use href=\"b.svg#x\"/>", "a reference to `b.svg#x`"),
            (
                "<use href=\"data:image/svg+xml;base64,AA\"/>",
                "a reference to `data:image/svg+xml;base64,AA`",
            ),
            (
                "<rect style=\"fill: URL( 'http://a.example/' )\"/>",
                "a reference to `http://a.example/`",
            ),
            ("<style>@import 'a.css';</style>", "a style that loads `@import`"),
            ("<style>a { fill: url(b.svg#p) }</style>", "a style that loads `b.svg#p`"),
            ("<?xml-stylesheet href=\"a.css\"?>", "a style sheet from outside"),
            ("<foreignObject/>", "a `foreignObject` element"),
        ];
        for (inside, what) in cases {
            let error = read(inside).unwrap_err();
            let message = format!("the SVG has {what} in line 2, which a report must not carry");
            assert_eq!(error.to_string(), message, "{inside}");
            assert!(error.help().is_some());
            assert_eq!(error.code().name(), "unsafe-svg");
        }
    }

    #[test]
    fn fragments_and_embedded_pictures_are_inside() {
        read("<rect id=\"a\" width=\"1\" height=\"1\"/><use href=\"#a\"/>").unwrap();
        read("<image width=\"1\" height=\"1\" href=\"data:image/png;base64,iVBORw0KGgo=\"/>")
            .unwrap();
        read("<a href=\"https://a.example/\"><rect width=\"1\" height=\"1\"/></a>").unwrap();
    }

    #[test]
    fn a_drawing_that_repeats_itself_without_end_is_refused() {
        let mut inside = String::from("<g id=\"g0\"><rect width=\"1\" height=\"1\"/></g>");
        for level in 1..10 {
            let below = format!("<use href=\"#g{}\"/>", level - 1).repeat(10);
            inside += &format!("<g id=\"g{level}\">{below}</g>");
        }
        let error = read(&inside).unwrap_err();
        assert_eq!(error.to_string(), "the SVG cannot be read: it draws too many shapes");
    }

    #[test]
    fn filters_that_would_take_minutes_are_refused() {
        let filtered = |filter: &str| {
            read(&format!(
                "<filter id=\"f\" x=\"0\" y=\"0\" width=\"1\" height=\"1\">{filter}</filter>\
                 <mask id=\"m\"><rect width=\"40\" height=\"30\" filter=\"url(#f)\"/></mask>\
                 <rect width=\"40\" height=\"30\" mask=\"url(#m)\"/>"
            ))
        };
        let convolution = |order: usize| {
            let matrix = "1 ".repeat(order * order);
            format!("<feConvolveMatrix order=\"{order}\" kernelMatrix=\"{matrix}\"/>")
        };
        let turbulence = |octaves: u32| {
            format!("<feTurbulence baseFrequency=\"0.05\" numOctaves=\"{octaves}\"/>")
        };
        let morphology = |radius: f32| format!("<feMorphology radius=\"{radius}\"/>");
        let blurs = |count| "<feGaussianBlur stdDeviation=\"3\"/>".repeat(count);
        // A convolution is drawn at units, and what takes long is drawn coarser.
        let modest = [convolution(100), turbulence(10), morphology(1e6), blurs(900)];
        let endless = [turbulence(u32::MAX >> 1)];
        for filter in modest {
            assert!(filtered(&filter).is_ok(), "{filter}");
        }
        for filter in endless {
            let error = filtered(&filter).unwrap_err();
            assert!(error.to_string().ends_with("take too long to draw"), "{filter}: {error}");
        }
    }

    #[test]
    fn an_svg_may_have_a_prefix_and_a_long_beginning() {
        let prefixed = "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\">\
                        <s:rect width=\"4\" height=\"3\"/></s:svg>";
        let long = format!("<!--{}-->{prefixed}", " words".repeat(2000));
        for text in [prefixed, &long] {
            let media = crate::media::Media::read("a", text.into(), &FontBook::default()).unwrap();
            assert_eq!(media.extent(), (4.0, 3.0));
        }
    }

    #[test]
    fn deep_nesting_and_broken_text_are_refused() {
        let deep = format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000));
        assert!(read(&deep).unwrap_err().to_string().contains("nested too deep"));
        assert!(read("<g>").unwrap_err().to_string().starts_with("the SVG cannot be read"));
        let latin = b"<svg xmlns='http://www.w3.org/2000/svg'><text>\xe9</text></svg>";
        assert!(Vector::read(latin, &FontBook::default()).is_err());
    }
}
