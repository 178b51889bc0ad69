//! Labels that a program wrote twice: as a piece of a web page, and as text for readers that are no
//! browsers. The text is often only the beginning, so the words of the page are taken.

use roxmltree::Node;

use super::property::{Property, Surroundings};
use super::quantity::written;

/// The words of a label, line by line, with the height that a line has.
#[derive(Debug, PartialEq)]
pub(super) struct Label {
    pub lines: Vec<String>,
    pub size: f64,
    /// How far above its place the first line stands, in units of the drawing.
    pub rise: f64,
    /// What the page says of the letters, as attributes.
    pub looks: Vec<(&'static str, String)>,
    /// Whether the lines begin at the left edge of the page, which is where the text has its origin.
    pub is_left: bool,
}

/// The words of the page of a `switch` for the text that stands for it, where that text does not
/// say them all.
pub(super) fn of(switch: Node<'_, '_>, taken: Node<'_, '_>) -> Option<Label> {
    let is_page = |node: &Node<'_, '_>| node.tag_name().name() == "foreignObject";
    let page = switch.children().find(is_page)?;
    if taken.tag_name().name() != "text" || taken.children().any(|own| own.is_element()) {
        return None;
    }
    let mut paragraphs = vec![String::new()];
    words(page, &mut paragraphs);
    let paragraphs: Vec<String> =
        paragraphs.iter().map(|own| own.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let first = paragraphs.iter().position(|own| !own.is_empty())?;
    let last = paragraphs.iter().rposition(|own| !own.is_empty())?;
    let paragraphs = paragraphs.get(first..=last)?;
    let said = taken.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if paragraphs == [said] {
        return None;
    }
    let looks = looks(page);
    let own = looks.iter().find(|(name, _)| *name == "font-size").map(|(_, size)| size.as_str());
    let size = own.or_else(|| taken.attribute("font-size"));
    let size = size.and_then(super::property::plain_length).unwrap_or(12.0);
    let width = width(page).filter(|width| *width > 1.0);
    let lines: Vec<String> = match width {
        Some(width) => paragraphs.iter().flat_map(|own| broken(own, width / size)).collect(),
        None => paragraphs.to_vec(),
    };
    let further = (lines.len().saturating_sub(1)) as f64;
    let part = match styles(page).find_map(|style| declared(style, "align-items")) {
        Some(place) if place.contains("flex-start") => 0.0,
        Some(place) if place.contains("flex-end") => 1.0,
        _ => 0.5,
    };
    // Pages of older exports have a width of their own, and their text stands in its middle.
    let has_width = page.attribute("width").is_some_and(|own| !own.ends_with('%'));
    let mut aligned = styles(page).filter_map(|style| declared(style, "text-align"));
    let is_left = has_width && !aligned.any(|own| matches!(own, "center" | "right"));
    let rise = further * part * size * LINE;
    Some(Label { lines, size, rise, looks, is_left })
}

/// The height of a line, in sizes of its letters.
pub(super) const LINE: f64 = 1.2;

/// The width of a letter as it is on the whole, in sizes of letters.
const LETTER: f64 = 0.52;

impl Label {
    /// Where each line stands below the place of the text.
    pub fn places(&self) -> impl Iterator<Item = (String, &str)> {
        self.lines.iter().enumerate().map(|(number, line)| {
            let down = number as f64 * self.size * LINE - self.rise;
            (written(down), line.as_str())
        })
    }
}

/// Takes the words of a page, each of its blocks and breaks in a line of its own.
fn words(node: Node<'_, '_>, paragraphs: &mut Vec<String>) {
    for child in node.children() {
        if child.is_text() {
            if let Some(last) = paragraphs.last_mut() {
                last.push_str(child.text().unwrap_or_default());
            }
            continue;
        }
        let name = child.tag_name().name().to_ascii_lowercase();
        let is_block = matches!(
            name.as_str(),
            "br" | "div"
                | "p"
                | "li"
                | "ul"
                | "ol"
                | "tr"
                | "table"
                | "hr"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "blockquote"
                | "pre"
        );
        let is_hidden = matches!(name.as_str(), "style" | "script" | "title" | "head");
        let is_begun = paragraphs.last().is_some_and(|own| !own.trim().is_empty());
        if is_block && (is_begun || name == "br") {
            paragraphs.push(String::new());
        }
        if !is_hidden {
            words(child, paragraphs);
        }
        let is_begun = paragraphs.last().is_some_and(|own| !own.trim().is_empty());
        if is_block && is_begun {
            paragraphs.push(String::new());
        }
    }
}

/// What a page says of the letters of its first words.
fn looks(page: Node<'_, '_>) -> Vec<(&'static str, String)> {
    let is_word = |own: &Node<'_, '_>| {
        own.is_text() && own.text().is_some_and(|text| !text.trim().is_empty())
    };
    let Some(word) = page.descendants().find(is_word) else { return Vec::new() };
    let around = || word.ancestors().take_while(|own| *own != page);
    let said = |property: &str| {
        let mut values = around().filter_map(|own| declared(own.attribute("style")?, property));
        values.find(|value| !value.starts_with("inherit"))
    };
    let color = around().find_map(|own| {
        let style = own.attribute("style").and_then(|style| declared(style, "color"));
        style.or_else(|| own.attribute("color"))
    });
    let is_bold = around().any(|own| matches!(own.tag_name().name(), "b" | "strong"));
    let weight = if is_bold { Some("bold") } else { said("font-weight") };
    let all = [("fill", color), ("font-size", said("font-size")), ("font-weight", weight)];
    let around = Surroundings { is_sheet: true, ..Surroundings::at_start((0.0, 0.0)) };
    let read = |(name, value): (&'static str, Option<&str>)| {
        let read = Property::named(name)?.read(value?, &around)?;
        Some((name, read.into_owned())).filter(|(_, value)| !value.starts_with('0'))
    };
    all.into_iter().filter_map(read).collect()
}

fn styles<'a>(page: Node<'a, 'a>) -> impl Iterator<Item = &'a str> {
    page.descendants().filter_map(|own| own.attribute("style"))
}

fn declared<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    let mut all = style.split(';').filter_map(|own| own.split_once(':'));
    all.find(|(name, _)| name.trim() == property).map(|(_, value)| value.trim())
}

/// The width in which the words of a page are broken; none where they are not.
fn width(page: Node<'_, '_>) -> Option<f64> {
    let is_kept = styles(page).filter_map(|style| declared(style, "white-space")).last();
    if is_kept.is_some_and(|own| own.starts_with("nowrap")) {
        return None;
    }
    let widths = styles(page).filter_map(|style| declared(style, "width"));
    widths.filter_map(super::property::plain_length).next()
}

/// A paragraph in lines that are no longer than a width in sizes of letters.
fn broken(paragraph: &str, width: f64) -> Vec<String> {
    let most = (width / LETTER).floor().max(1.0) as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(page: &str, text: &str) -> Option<Label> {
        let drawing = format!("<switch><foreignObject>{page}</foreignObject>{text}</switch>");
        let xml = roxmltree::Document::parse(&drawing).unwrap();
        let switch = xml.root_element();
        of(switch, switch.last_element_child().unwrap())
    }

    #[test]
    fn the_words_of_a_page_are_taken_line_by_line() {
        let page = "<div style='align-items: unsafe center; width: 78px'><div style='font-size:0'>\
                    <div style='white-space: normal'>Lamp plugged <b>in</b>?<br/>Really<p>Yes</p></div>\
                    </div></div>";
        let label = label(page, "<text y='9' font-size='12px'>Lamp...</text>").unwrap();
        assert_eq!(label.lines, ["Lamp plugged", "in?", "Really", "Yes"]);
        assert!((label.rise - 1.5 * 14.4).abs() < 1e-9);
        let places: Vec<_> = label.places().collect();
        assert_eq!(places[1], ("-7.2".to_string(), "in?"));
    }

    #[test]
    fn a_text_that_says_all_stays() {
        let page = "<div style='white-space: nowrap; width: 8px'><div>All of it</div></div>";
        assert_eq!(label(page, "<text>All of it</text>"), None);
        let whole = label(page, "<text>[Not supported by viewer]</text>").unwrap();
        assert_eq!(whole.lines, ["All of it"]);
        assert_eq!(label("<div/>", "<text>Words</text>"), None);
        assert_eq!(label(page, "<g/>"), None);
    }
}
