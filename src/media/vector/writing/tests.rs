use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use roxmltree::Document;

use super::*;
use crate::font::FontBook;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

fn whole(inside: &str) -> String {
    format!("<svg xmlns='{SVG}' xmlns:xlink='{XLINK}' viewBox='0 0 200 60'>{inside}</svg>")
}

/// What is written of a drawing, found to be sound.
fn content(svg: &str) -> String {
    let vector = Vector::read(svg.as_bytes(), &FontBook::builtin()).unwrap();
    let content = vector.to_svg_content("d-");
    assert_sound(&content);
    content
}

fn written(inside: &str) -> String {
    content(&whole(inside))
}

/// Each id is there once and begins with the prefix; each reference leads to one, and to each
/// leads a reference.
fn assert_sound(content: &str) {
    let svg = whole(content);
    let xml = Document::parse(&svg).unwrap();
    let mut ids = BTreeSet::new();
    let mut referred: BTreeMap<&str, usize> = BTreeMap::new();
    for attribute in xml.descendants().flat_map(|node| node.attributes()) {
        let value = attribute.value();
        if attribute.name() == "id" {
            assert!(value.starts_with("d-"), "{value}");
            assert!(ids.insert(value), "the id {value} is there twice: {content}");
        }
        let urls = value.split("url(#").skip(1).filter_map(|rest| rest.split(')').next());
        let link = value.strip_prefix('#').filter(|_| attribute.name() == "href");
        for id in urls.chain(link) {
            *referred.entry(id).or_default() += 1;
        }
    }
    let referred: BTreeSet<&str> = referred.into_keys().collect();
    assert_eq!(referred, ids, "{content}");
}

#[test]
fn the_ids_of_all_our_drawings_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in ["tests/drawings", "images", "src/cli/new"].map(|own| folder.join(own)) {
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|own| own == "svg") {
                content(&fs::read_to_string(&file).unwrap());
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn what_stands_in_a_pattern_or_under_a_text_has_its_id_once() {
    let patterns = written(
        "<pattern id='p' patternUnits='userSpaceOnUse' width='6' height='6'>\
         <path id='stripe' d='M0 0L6 6' stroke='red'/></pattern>\
         <pattern id='q' xlink:href='#p' patternTransform='rotate(45)'/>\
         <pattern id='b' width='.1' height='.2'><path id='dot' d='M0 0L6 6' stroke='red'/></pattern>\
         <rect width='80' height='50' fill='url(#p)'/><rect width='8' height='5' fill='url(#q)'/>\
         <rect width='80' height='50' fill='url(#b)'/><rect width='8' height='5' fill='url(#b)'/>",
    );
    assert_eq!(patterns.matches("<pattern").count(), 4);
    let path = written(
        "<path id='river' d='M10 40 Q100 0 190 40' stroke='#36c'/>\
         <text font-size='12'><textPath xlink:href='#river'>Helmand</textPath></text>\
         <text font-size='12' x='5'><textPath xlink:href='#river'>Hari</textPath></text>",
    );
    assert!(path.contains("<textPath xlink:href=\"#d-river\" font-family="), "{path}");
    assert!(path.contains("<textPath xlink:href=\"#d-river-2\" x=\"5\" font-family="), "{path}");
}

#[test]
fn text_refers_to_its_own_gradients() {
    let svg = written(
        "<linearGradient id='g'><stop stop-color='#1d3c6e'/><stop offset='1'/></linearGradient>\
         <text y='40' font-size='30' fill='url(#g)' stroke='url(#g)'>Kabul</text>\
         <text y='50' fill='red'><tspan text-decoration='underline' fill='url(#g)'>Herat</tspan>\
         </text><rect width='9' height='9' fill='url(#g)'/>",
    );
    assert!(svg.contains("<text"), "{svg}");
    assert!(!svg.contains("fill=\"none\" stroke=\"none\">"), "{svg}");
}

#[test]
fn ids_that_no_address_can_name_are_changed() {
    let svg = written(
        "<clipPath id=\"a) b'(c)\"><rect width='5' height='5'/></clipPath>\
         <clipPath id='ä'><rect width='4' height='5'/></clipPath>\
         <rect width='9' height='9' clip-path='url(#ä)'/>",
    );
    assert!(svg.contains("clip-path=\"url(#d-ä)\""), "{svg}");
}

#[test]
fn nothing_of_a_gradient_a_group_or_a_filter_is_lost() {
    let svg = written(
        "<radialGradient id='r' cx='20' cy='20' r='10' fr='4' gradientUnits='userSpaceOnUse'>\
         <stop stop-color='red'/><stop offset='1' stop-opacity='.5'/></radialGradient>\
         <rect width='40' height='40' fill='url(#r)' style='mix-blend-mode:multiply'/>\
         <filter id='f'><feOffset dx='1' result='o'/><feFlood/>\
         <feDiffuseLighting in='o'><fePointLight x='1' y='2' z='3'/></feDiffuseLighting></filter>\
         <rect width='40' height='40' filter='url(#f)'/>",
    );
    assert!(svg.contains("r=\"10\" fx=\"20\" fy=\"20\" fr=\"4\""), "{svg}");
    assert!(svg.contains("style=\"mix-blend-mode:multiply;isolation:auto\""), "{svg}");
    assert!(svg.contains("in=\"o\" surfaceScale=\"1\""), "{svg}");
    assert!(svg.contains("<fePointLight x=\"1\" y=\"2\" z=\"3\"/>"), "{svg}");
}

#[test]
fn a_picture_of_a_filter_is_a_drawing_of_its_own() {
    let svg = written(
        "<rect id='a' width='4' height='4' fill='green'/>\
         <filter id='f' x='0' y='0' width='1' height='1'><feImage xlink:href='#a'/></filter>\
         <rect width='40' height='40' filter='url(#f)'/>",
    );
    assert!(svg.contains("preserveAspectRatio=\"none\" xlink:href=\"data:image/svg+xml;"), "{svg}");
}

#[test]
fn clips_hold_shapes_only() {
    let svg = written(
        "<clipPath id='i'><rect width='5' height='5'/></clipPath>\
         <clipPath id='c'><g/><rect width='5' height='5' transform='scale(2)' clip-path='url(#i)'/>\
         <text x='1' y='20' transform='rotate(9)'>Ab</text></clipPath>\
         <rect width='40' height='40' clip-path='url(#c)'/>",
    );
    let (_, clip) = svg.split_once("<clipPath id=\"d-c\">").unwrap();
    let (clip, _) = clip.split_once("</clipPath>").unwrap();
    assert!(!clip.contains("<g"), "{clip}");
    assert!(
        clip.contains("clip-path=\"url(#d-i)\" transform=\"matrix(2 0 0 2 0 0)\" d="),
        "{clip}"
    );
    assert!(clip.contains("<text transform=\"matrix(0.98769 "), "{clip}");
}

/// Readers that know SVG Tiny only show no `tspan` in a `tspan`.
#[test]
fn a_text_says_itself_what_its_one_span_says() {
    let svg = written("<text x='1' y='9' font-family='Source Sans 3' fill='red'>A &lt; B</text>");
    assert_eq!(
        svg,
        "<text xml:space=\"preserve\" x=\"1\" y=\"9\" font-family=\"'Source Sans 3'\" \
         font-size=\"16\" fill=\"#ff0000\" stroke=\"none\">A &lt; B</text>"
    );
    let svg = written("<text y='9' font-family='serif'>A<tspan font-weight='700'>B</tspan></text>");
    assert_eq!(
        svg,
        "<text xml:space=\"preserve\" y=\"9\">\
         <tspan font-family=\"serif\" font-size=\"16\" fill=\"#000000\" stroke=\"none\">A</tspan>\
         <tspan font-family=\"serif\" font-weight=\"700\" font-size=\"16\" fill=\"#000000\" \
         stroke=\"none\">B</tspan></text>"
    );
}

#[test]
fn lines_at_text_have_the_colour_of_who_asks_for_them() {
    let own = written("<text y='9' fill='red' text-decoration='underline overline'>A</text>");
    assert!(own.contains("text-decoration=\"underline overline\" font-family="), "{own}");
    let other = written(
        "<text y='9' fill='red' text-decoration='underline'><tspan fill='blue'>A</tspan></text>",
    );
    assert_eq!(other.matches("font-size").count(), 2, "{other}");
    assert!(other.contains("fill=\"#ff0000\" stroke=\"none\"><tspan"), "{other}");
}

#[test]
fn settings_of_fonts_are_kept() {
    let svg = written(
        "<text y='9' font-weight='700' style='font-kerning:none;\
         font-variation-settings:\"GRAD\" 88'>A</text>",
    );
    let style = "style=\"font-kerning:none;font-variation-settings:'GRAD' 88\"";
    assert!(svg.contains(style), "{svg}");
}

#[test]
fn a_drawing_of_few_units_keeps_its_digits() {
    let content = content(&format!(
        "<svg xmlns='{SVG}' viewBox='0 0 1 1'><path d='M.12345678 0L1 .5L0 1Z'/></svg>"
    ));
    assert!(content.contains("d=\"M 0.12346 0 L 1 0.5 L 0 1 Z\""), "{content}");
}
