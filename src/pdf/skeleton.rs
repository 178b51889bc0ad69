//! The document as printpdf makes it: page tree, fonts, images, figures, links, resources.
//!
//! Pages have no content yet, except the last, on which printpdf finds the glyphs of the fonts
//! ([`super::fonts`]). The finishing ([`super::finish`]) fills the pages.

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect, XObject, XObjectId};

use super::Input;
use super::annotations::Annotations;
use super::fonts::Fonts;
use super::navigation::Places;
use crate::geometry::Size;

/// Makes the document. `pictures` are by their names in the resources of pages.
pub(super) fn make(
    input: &Input<'_>,
    fonts: &Fonts,
    pictures: Vec<(String, XObject)>,
    annotations: &Annotations,
    places: &Places,
) -> lopdf::Document {
    let mut document = PdfDocument::new(&input.manifest.report.title.value);
    fonts.embed(&mut document);
    for (name, picture) in pictures {
        document.resources.xobjects.map.insert(XObjectId(name), picture);
    }
    for (number, page) in input.pages.list.iter().enumerate() {
        let links = annotations.of_page(number);
        let ops = links.map(|(_, link)| link.operation(page, input, places)).collect();
        let paper = paper(page.size);
        document.pages.push(PdfPage {
            media_box: paper.clone(),
            trim_box: paper.clone(),
            crop_box: paper,
            ops,
        });
    }
    document.pages.push(fonts.registration_page());
    // Everything that these options would do is done elsewhere, or must not be done.
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    document.to_lopdf_document(&options, &mut Vec::new())
}

fn paper(size: Size) -> Rect {
    Rect::from_wh(Pt(size.width.to_pt() as f32), Pt(size.height.to_pt() as f32))
}

/// The shapes of printpdf's document that the finishing relies on. When another version of
/// printpdf has others, these tests say which.
#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Document, Object, ObjectId};
    use printpdf::ParsedFont;

    use super::*;
    use crate::pdf::fonts::Usage;
    use crate::pdf::sample::Report;

    fn made() -> Document {
        let report = Report::full();
        let input = report.input();
        let places = Places::of(input.pages);
        let annotations = Annotations::of(&input, &places);
        let fonts = Fonts::new(input.fonts, &Usage::of(input.pages)).unwrap();
        make(&input, &fonts, Vec::new(), &annotations, &places)
    }

    fn pages(file: &Document) -> Vec<Dictionary> {
        let tree = file.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let kids = file.get_dictionary(tree).unwrap().get(b"Kids").unwrap().as_array().unwrap();
        let ids = kids.iter().map(|kid| kid.as_reference().unwrap());
        ids.map(|id: ObjectId| file.get_dictionary(id).unwrap().clone()).collect()
    }

    #[test]
    fn the_kids_are_the_pages_in_order_and_the_last_is_ours() {
        let file = made();
        let widths: Vec<f32> = pages(&file)
            .iter()
            .map(|page| page.get(b"MediaBox").unwrap().as_array().unwrap()[2].as_float().unwrap())
            .collect();
        assert_eq!(widths, [595.0, 595.0, 1.0]);
    }

    #[test]
    fn the_content_of_a_page_is_one_stream_of_its_own() {
        let file = made();
        let pages = pages(&file);
        let mut contents: Vec<ObjectId> = pages
            .iter()
            .map(|page| page.get(b"Contents").unwrap().as_reference().unwrap())
            .collect();
        assert!(contents.iter().all(|id| matches!(file.objects[id], Object::Stream(_))));
        contents.dedup();
        assert_eq!(contents.len(), pages.len());
    }

    #[test]
    fn annotations_are_dictionaries_in_place_in_the_order_of_ours() {
        let file = made();
        let annotations = pages(&file)[0].get(b"Annots").unwrap().as_array().unwrap().clone();
        let action = |annotation: &Object| {
            let action = annotation.as_dict().unwrap().get(b"A").unwrap().as_dict().unwrap();
            action.get(b"S").unwrap().as_name().unwrap().to_vec()
        };
        let kinds: Vec<_> = annotations.iter().map(action).collect();
        assert_eq!(kinds, [b"URI".to_vec(), b"GoTo".to_vec()]);
    }

    #[test]
    fn pages_share_the_dictionaries_of_resources() {
        let file = made();
        let fonts = |page: &Dictionary| {
            let resources = page.get(b"Resources").unwrap().as_reference().unwrap();
            file.get_dictionary(resources).unwrap().get(b"Font").unwrap().as_reference().unwrap()
        };
        let pages = pages(&file);
        assert_eq!(fonts(&pages[0]), fonts(&pages[2]));
        let shared = file.get_dictionary(fonts(&pages[0])).unwrap();
        assert!(shared.has(b"F0"), "a font has the name that we gave it: {shared:?}");
    }

    #[test]
    fn codes_are_glyphs_of_the_subset_and_widths_are_cut() {
        // Of all faces built in, the Arabic ones have 2,048 units to the em or the like; a width
        // in thousandths is then seldom whole.
        let report = Report::new();
        let (id, face) = report.fonts.iter().find(|(_, face)| !face.cff).expect("a TrueType face");
        let mut usage = Usage::default();
        for glyph in 1..200 {
            usage.add(id, glyph, "x");
        }
        let fonts = Fonts::new(&report.fonts, &usage).unwrap();
        let places = Places::default();
        let file = make(&report.input(), &fonts, Vec::new(), &Annotations::default(), &places);
        let font = file.objects.values().filter_map(|object| object.as_dict().ok());
        let mut font = font.filter(|dictionary| dictionary.has(b"DescendantFonts"));
        let below = font.next_back().unwrap().get(b"DescendantFonts").unwrap().as_array().unwrap();
        let stated = below[0].as_dict().unwrap().get(b"W").unwrap().as_array().unwrap();
        assert_eq!(stated[0], Object::Integer(1));
        let whole = ParsedFont::from_bytes(&face.data, 0, &mut Vec::new()).unwrap();
        let own = fonts.get(id).unwrap();
        let mut cut = 0;
        for (index, width) in stated[1].as_array().unwrap().iter().enumerate() {
            let code = index as u16 + 1;
            assert_eq!(width.as_i64().unwrap(), own.width(code));
            let units = f64::from(whole.glyph_widths[&code]) * 1000.0;
            let exact = units / f64::from(face.units_per_em);
            assert_eq!(own.width(code), exact.floor() as i64);
            cut += i32::from(exact.fract() > 0.5);
        }
        assert!(face.units_per_em == 1000 || cut > 0, "no width was between two thousandths");
    }
}
