//! What shapes become, read from the content of the form.

use printpdf::{DictItem, ExternalStream};

use super::{Place, form};
use crate::font::FontBook;
use crate::geometry::{Length, Size};
use crate::manifest::Profile;
use crate::media::Media;
use crate::pdf::fonts::{Fonts, Usage};
use crate::pdf::pictures::{Cache, Workshop};

/// A figure 40 wide and 30 high, as its form.
fn draw(inside: &str) -> ExternalStream {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{inside}</svg>"
    );
    let book = FontBook::builtin();
    let Media::Vector(vector) = Media::read("a.svg", svg.into_bytes(), &book).unwrap() else {
        panic!("not a figure");
    };
    let mut usage = Usage::default();
    super::add_usage(&vector.tree, &book, &mut usage);
    let fonts = Fonts::new(&book, &usage).unwrap();
    let size = Size::new(Length::from_points(40), Length::from_points(30));
    let workshop = Workshop::new(&Cache::default());
    let place = Place { size, profile: Profile::Screen, workshop: &workshop };
    form(&vector.tree, &book, &fonts, place)
}

fn content(stream: &ExternalStream) -> String {
    let mut decoder = flate2::read::ZlibDecoder::new(stream.content.as_slice());
    std::io::read_to_string(&mut decoder).unwrap()
}

fn entry<'a>(item: &'a DictItem, path: &[&str]) -> &'a DictItem {
    path.iter().fold(item, |item, key| match item {
        DictItem::Dict { map } => map.get(*key).unwrap_or_else(|| panic!("no {key}: {map:?}")),
        DictItem::Stream { stream } => stream.dict.get(*key).expect("an entry of a stream"),
        other => panic!("{other:?} has no {key}"),
    })
}

fn resource<'a>(stream: &'a ExternalStream, path: &[&str]) -> &'a DictItem {
    entry(stream.dict.get("Resources").unwrap(), path)
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

#[test]
fn a_form_fills_the_unit_square() {
    let form = draw("<rect width=\"4\" height=\"3\"/>");
    let box_ = DictItem::Array([0, 0, 40, 30].map(DictItem::Int).into());
    assert_eq!(form.dict.get("BBox"), Some(&box_));
    let DictItem::Array(matrix) = form.dict.get("Matrix").unwrap() else { panic!() };
    assert_eq!(matrix[0], DictItem::Real(0.025));
    assert_eq!(matrix[5], DictItem::Int(1));
}

#[test]
fn fill_and_stroke_are_one_operator_when_nothing_shows_through() {
    let both = "<rect width=\"4\" height=\"3\" fill=\"#f00\" stroke=\"#00f\"";
    let plain = content(&draw(&format!("{both}/>")));
    assert!(plain.contains("1 0 0 rg\n0 0 1 RG\n1 w\n4 M\n"), "{plain}");
    assert!(plain.ends_with("h\nB\nQ\nQ\n"), "{plain}");
    let seen = content(&draw(&format!("{both} stroke-opacity=\"0.5\"/>")));
    assert!(seen.contains("\nf\n") && seen.contains("\nS\n"), "{seen}");
}

#[test]
fn lines_keep_their_style() {
    let line = "<path d=\"M1 2 L9 8\" fill=\"none\" stroke=\"#000\" stroke-width=\"2\" stroke-linecap=\"round\" \
                stroke-linejoin=\"bevel\" stroke-dasharray=\"3 1\" stroke-dashoffset=\"-1\"/>";
    let text = content(&draw(line));
    assert!(text.contains("2 w\n1 J\n2 j\n[3 1 ]3 d\n1 2 m\n9 8 l\nS\n"), "{text}");
}

#[test]
fn the_even_odd_rule_is_kept() {
    let text = content(&draw("<path fill-rule=\"evenodd\" d=\"M0 0h9v9h-9z M2 2h5v5h-5z\"/>"));
    assert!(text.contains("h\nf*\n"), "{text}");
}

#[test]
fn a_gradient_is_a_shading_with_its_steps() {
    let form = draw(
        "<linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#f00\"/>\
         <stop offset=\"0.5\" stop-color=\"#0f0\"/><stop offset=\"0.5\" stop-color=\"#00f\"/>\
         <stop offset=\"1\"/></linearGradient><rect width=\"40\" height=\"30\" fill=\"url(#g)\"/>",
    );
    assert!(content(&form).contains("/Pattern cs\n/P0 scn\n"));
    let function = resource(&form, &["Pattern", "P0", "Shading", "Function"]);
    assert_eq!(entry(function, &["FunctionType"]), &DictItem::Int(3));
    assert_eq!(entry(function, &["Bounds"]), &DictItem::Array(vec![DictItem::Real(0.5)]));
    let DictItem::Array(parts) = entry(function, &["Functions"]) else { panic!() };
    assert_eq!(parts.len(), 2, "a step needs no function of its own");
}

#[test]
fn a_repeated_gradient_covers_what_it_paints() {
    let form = draw(
        "<linearGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" x1=\"10\" x2=\"20\" \
         spreadMethod=\"reflect\"><stop offset=\"0\"/><stop offset=\"1\" stop-color=\"#fff\"/>\
         </linearGradient><rect width=\"40\" height=\"30\" fill=\"url(#g)\"/>",
    );
    let shading = resource(&form, &["Pattern", "P0", "Shading"]);
    let DictItem::Array(ends) = entry(shading, &["Coords"]) else { panic!() };
    assert_eq!((&ends[0], &ends[2]), (&DictItem::Int(0), &DictItem::Int(40)));
    let DictItem::Array(parts) = entry(shading, &["Function", "Functions"]) else { panic!() };
    assert_eq!(parts.len(), 4);
}

#[test]
fn transparent_stops_are_a_soft_mask() {
    let form = draw(
        "<radialGradient id=\"g\"><stop offset=\"0\"/><stop offset=\"1\" stop-opacity=\"0\"/>\
         </radialGradient><rect width=\"40\" height=\"30\" fill=\"url(#g)\"/>",
    );
    let mask = resource(&form, &["ExtGState", "G0", "SMask"]);
    assert_eq!(entry(mask, &["S"]), &name("Luminosity"));
    let shading = entry(mask, &["G", "Resources", "Shading", "S0"]);
    assert_eq!(entry(shading, &["ColorSpace"]), &name("DeviceGray"));
}

#[test]
fn one_path_clips_as_a_path_and_several_as_a_mask() {
    let clipped = |shapes: &str| {
        draw(&format!(
            "<clipPath id=\"c\">{shapes}</clipPath>\
             <g clip-path=\"url(#c)\"><rect width=\"40\" height=\"30\"/></g>"
        ))
    };
    let one = clipped("<rect width=\"9\" height=\"9\"/>");
    assert!(content(&one).contains("W n\n"));
    let two = clipped("<rect width=\"9\" height=\"9\"/><circle r=\"9\"/>");
    assert!(!content(&two).contains("W n\n"));
    assert_eq!(resource(&two, &["ExtGState", "G0", "SMask", "S"]), &name("Alpha"));
}

#[test]
fn a_group_with_an_opacity_is_composed_as_a_whole() {
    let form = draw(
        "<g opacity=\"0.5\"><rect width=\"9\" height=\"9\"/><rect x=\"5\" width=\"9\" height=\"9\"/></g>",
    );
    assert_eq!(resource(&form, &["ExtGState", "G0", "ca"]), &DictItem::Real(0.5));
    assert_eq!(resource(&form, &["XObject", "X0", "Group", "S"]), &name("Transparency"));
}

const PATTERN: &str = "<pattern id=\"p\" width=\"4\" height=\"5\" \
     patternUnits=\"userSpaceOnUse\"><rect width=\"2\" height=\"2\"/></pattern>";

#[test]
fn a_shape_is_filled_with_tiles_one_by_one() {
    let form = draw(&format!("{PATTERN}<rect width=\"40\" height=\"30\" fill=\"url(#p)\"/>"));
    assert!(content(&form).contains("W n\n"));
    let tiles = resource(&form, &["XObject", "X0"]);
    let DictItem::Stream { stream } = tiles else { panic!("{tiles:?}") };
    assert_eq!(content(stream).matches("/X0 Do").count(), 10 * 6);
    assert!(!stream.dict.contains_key("Group"));
    let pale = format!(
        "{PATTERN}<rect width=\"40\" height=\"30\" fill=\"url(#p)\" fill-opacity=\"0.5\"/>"
    );
    assert_eq!(resource(&draw(&pale), &["XObject", "X0", "Group", "S"]), &name("Transparency"));
}

/// Readers built on PDFium forget the opacity of a line that is drawn with a pattern.
#[test]
fn a_line_is_the_shape_that_it_covers_where_it_has_a_pattern() {
    let line = "<path d=\"M0 9H40\" stroke=\"url(#p)\" stroke-width=\"4\"/>";
    let form = draw(&format!("{PATTERN}{line}"));
    let text = content(&form);
    assert!(text.contains("40 11 l\n") && text.contains("W n\n"), "{text}");
    let DictItem::Stream { stream } = resource(&form, &["XObject", "X0"]) else { panic!() };
    assert_eq!(content(stream).matches("/X0 Do").count(), 10 * 2);
}

#[test]
fn more_tiles_than_can_be_told_apart_are_a_pattern_of_the_reader() {
    let many = PATTERN.replace("width=\"4\" height=\"5\"", "width=\".04\" height=\".05\"");
    let form = draw(&format!("{many}<path d=\"M0 9H40\" stroke=\"url(#p)\"/>"));
    assert_eq!(resource(&form, &["Pattern", "P0", "XStep"]), &DictItem::Real(0.04));
    assert_eq!(resource(&form, &["Pattern", "P0", "YStep"]), &DictItem::Real(0.05));
}

#[test]
fn text_of_the_reports_fonts_is_text() {
    let words = "<text y=\"20\" font-family=\"Source Sans 3\" font-size=\"10\">On off</text>";
    let form = draw(words);
    let text = content(&form);
    assert!(text.contains(" Tf\n") && text.contains("]TJ\n"), "{text}");
    assert!(!text.contains("\nc\n"), "no outlines: {text}");
    let masked = draw(&format!(
        "<mask id=\"m\">{words}</mask><rect width=\"9\" height=\"9\" mask=\"url(#m)\"/>"
    ));
    assert!(!content(&masked).contains("Tf"));
    let drawn = resource(&masked, &["ExtGState", "G0", "SMask", "G", "Resources", "XObject", "X0"]);
    let DictItem::Stream { stream } = drawn else { panic!() };
    assert!(content(stream).contains("c\n"), "text of a mask is drawn: {}", content(stream));
}

#[test]
fn text_in_a_font_that_the_report_does_not_have_is_set_in_one_that_it_has() {
    let text = content(&draw("<text y=\"20\" font-family=\"Nowhere\">On</text>"));
    assert!(text.contains(" Tf\n"), "{text}");
}

/// No reader that is built on PDFium or on poppler shows such letters when they are set.
#[test]
fn letters_with_a_gradient_and_a_line_are_drawn_and_can_be_found() {
    let gradient = "<linearGradient id=\"g\"><stop stop-color=\"#f00\"/><stop offset=\"1\"/>\
                    </linearGradient>";
    let text = |paints: &str| {
        let words = format!("<text y=\"20\" font-size=\"10\" {paints}>On off</text>");
        content(&draw(&format!("{gradient}{words}")))
    };
    for paints in [
        "fill=\"url(#g)\" stroke=\"#000\"",
        "fill=\"#00f\" stroke=\"url(#g)\"",
        "fill=\"#00f\" stroke=\"#0f0\" paint-order=\"stroke\"",
    ] {
        let text = text(paints);
        assert!(text.contains("\nf\n") && text.contains("\nS\n"), "{paints}: {text}");
        assert!(text.contains("BT\n3 Tr\n") && text.contains("]TJ\n"), "{paints}: {text}");
    }
    for (paints, mode) in [("fill=\"url(#g)\"", "BT\n/"), ("stroke=\"#000\"", "BT\n2 Tr\n")] {
        let text = text(paints);
        assert!(text.contains(mode) && !text.contains("3 Tr"), "{paints}: {text}");
    }
}

#[test]
fn a_line_without_length_is_a_square_where_its_ends_are() {
    let line = |data: &str| {
        let line = "fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-linecap=\"square\"";
        content(&draw(&format!("<path d=\"{data}\" {line}/>")))
    };
    let points = line("M9 9L9 9M20 9L20 9L20 9M3 3L3 3L9 3");
    assert!(points.contains("9 9 m\n9.004 9 l\n20 9 m\n20.004 9 l\nS\n"), "{points}");
    assert!(line("M1 1L9 1").ends_with("9 1 l\nS\nQ\nQ\n"));
}

#[test]
fn a_filtered_group_is_as_large_as_what_is_seen_and_bleeds_its_colours() {
    let form = draw(
        "<filter id=\"f\" filterUnits=\"userSpaceOnUse\" x=\"-9000\" y=\"-9000\" \
         width=\"18000\" height=\"18000\"><feOffset/></filter>\
         <circle cx=\"20\" cy=\"15\" r=\"9\" fill=\"#ffe680\" filter=\"url(#f)\"/>",
    );
    let image = resource(&form, &["XObject", "X0"]);
    // 40 by 30 points at 220 pixels to the inch.
    assert_eq!(entry(image, &["Width"]), &DictItem::Int(123));
    let DictItem::Array(space) = entry(image, &["ColorSpace"]) else { panic!("{image:?}") };
    let DictItem::String { data, .. } = &space[3] else { panic!("{space:?}") };
    assert!(data.as_chunks::<3>().0.iter().all(|[red, ..]| *red > 200), "{data:?}");
}
