//! The styles of a drawing, resolved as browsers resolve them.
//!
//! What reads drawings after this knows presentation attributes, and of CSS little. So the style
//! sheets and the `style` attributes of a drawing are read here: each element gets what the
//! cascade makes of them, as attributes in sRGB and in units of the drawing, and the drawing is
//! written anew without any style. A drawing that needs none of this stays as it is.
//!
//! A value that cannot be read is dropped, as in browsers, and the next one counts. What browsers
//! draw and this does not is told.

mod cascade;
mod color;
mod condition;
mod element;
mod expand;
mod faces;
mod font;
mod label;
mod matching;
mod need;
mod property;
mod quantity;
mod rewrite;
mod selector;
mod shape;
mod sheet;
mod switch;
mod table;
#[cfg(test)]
mod tests;
mod transform;
mod write;

use roxmltree::{Document, Node};

pub(super) use switch::taken;

use super::finding::{Findings, Matter};
use crate::font::FontBook;
use crate::media::MediaError;
use cascade::Rules;
use element::Writer;
use sheet::Sheet;

/// The drawing written anew with its styles resolved; none when it needs none of it.
pub(super) fn resolved(
    xml: &Document<'_>,
    fonts: &FontBook,
    findings: &mut Findings,
) -> Result<Option<String>, MediaError> {
    if !need::needs_writing(xml, fonts) {
        return Ok(None);
    }
    written(xml, fonts, findings, ("", 0)).map(Some)
}

/// A drawing that is in a drawing, written anew with ids that begin with the prefix, and its width
/// and height.
fn embedded(
    text: &str,
    fonts: &FontBook,
    findings: &mut Findings,
    place: (&str, usize),
) -> Result<(String, (f64, f64)), MediaError> {
    let xml = super::parsed(text)?;
    super::safety::check(&xml)?;
    let content = written(&xml, fonts, findings, place)?;
    Ok((content, extent(xml.root_element())))
}

/// The drawing written anew; `place` is what its ids begin with, and how deep it lies in others.
fn written(
    xml: &Document<'_>,
    fonts: &FontBook,
    findings: &mut Findings,
    place: (&str, usize),
) -> Result<String, MediaError> {
    let lines = Lines::of(xml.input_text());
    let extent = extent(xml.root_element());
    let mut sheet = Sheet::default();
    for node in xml.descendants().filter(|node| is_sheet(*node)) {
        if node.attribute("media").is_some_and(|media| !condition::is_seen(media, extent)) {
            continue;
        }
        for text in node.children().filter(Node::is_text) {
            let line = lines.at(text.range().start);
            sheet.read(text.text().unwrap_or_default(), line, extent);
        }
    }
    for (family, line) in &sheet.fonts {
        findings.push(Matter::Font(family.clone()), *line);
    }
    for (address, line) in &sheet.imports {
        findings.push(Matter::FontSheet(address.clone()), *line);
    }
    let rules = Rules::of(&sheet);
    let mut writer = Writer::new(&rules, &lines, fonts, findings, place);
    writer.root(xml.root_element(), extent);
    let text = writer.finish()?;
    if rules.matching.is_exhausted() {
        let fault = "its style sheet would take too long to follow".to_string();
        return Err(MediaError::BrokenSvg { fault });
    }
    Ok(text)
}

/// Whether an element holds a style sheet.
fn is_sheet(node: Node<'_, '_>) -> bool {
    let is_css =
        node.attribute("type").is_none_or(|own| own.trim().is_empty() || own == "text/css");
    node.is_element() && node.tag_name().name() == "style" && is_css
}

/// Width and height of the drawing as a page would show it.
fn extent(root: Node<'_, '_>) -> (f64, f64) {
    let view_box = element::view_box(root);
    let side = |name: &str| root.attribute(name).and_then(property::plain_length);
    let width = side("width").or(view_box.map(|(width, _)| width));
    let height = side("height").or(view_box.map(|(_, height)| height));
    (width.unwrap_or(300.0), height.unwrap_or(150.0))
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Lines(breaks.map(|(at, _)| at + 1).collect())
    }

    /// The line of a place, from 1.
    pub fn at(&self, place: usize) -> u32 {
        let before = self.0.partition_point(|start| *start <= place);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}
