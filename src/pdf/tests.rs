//! The whole of a PDF, read back.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Cache;
use super::sample::Report;
use crate::diagnostic::Diagnostics;
use crate::language::Language;
use crate::media::Pixels;

fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF that can be read")
}

fn catalog(file: &Document) -> &Dictionary {
    file.catalog().expect("a catalog")
}

fn dictionary<'a>(file: &'a Document, parent: &'a Dictionary, key: &str) -> &'a Dictionary {
    let (_, object) = file.dereference(parent.get(key.as_bytes()).expect(key)).expect(key);
    object.as_dict().expect(key)
}

fn name<'a>(dictionary: &'a Dictionary, key: &str) -> &'a str {
    std::str::from_utf8(dictionary.get(key.as_bytes()).expect(key).as_name().expect(key))
        .expect(key)
}

/// The structure elements below one, with their objects.
fn elements(file: &Document, id: ObjectId, found: &mut Vec<(ObjectId, Dictionary)>) {
    let element = file.get_dictionary(id).expect("an element").clone();
    for kid in kids(&element) {
        if let Object::Reference(kid) = kid {
            elements(file, kid, found);
        }
    }
    found.push((id, element));
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

fn all_elements(file: &Document) -> Vec<(ObjectId, Dictionary)> {
    let root = dictionary(file, catalog(file), "StructTreeRoot");
    let mut found = Vec::new();
    elements(file, root.get(b"K").unwrap().as_reference().unwrap(), &mut found);
    found
}

/// The entries of a number tree or name tree.
fn tree_entries(file: &Document, node: &Dictionary, kind: &str) -> Vec<(Object, Object)> {
    if let Ok(kids) = node.get(b"Kids") {
        let kids = kids.as_array().unwrap().iter();
        let kids = kids.map(|kid| file.get_dictionary(kid.as_reference().unwrap()).unwrap());
        return kids.flat_map(|kid| tree_entries(file, kid, kind)).collect();
    }
    let flat = node.get(kind.as_bytes()).unwrap().as_array().unwrap();
    flat.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

/// The numbers of marked content in a page's stream.
fn numbers_in_content(file: &Document, page: ObjectId) -> Vec<i64> {
    let content = file.get_page_content(page);
    let text = String::from_utf8_lossy(&content).into_owned();
    let marks = text.split("/MCID ").skip(1);
    marks.map(|rest| rest.split('>').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn every_piece_of_marked_content_has_one_parent() {
    let file = read(&Report::full().write());
    let pages: Vec<ObjectId> = file.page_iter().collect();
    let mut parents: BTreeMap<(ObjectId, i64), ObjectId> = BTreeMap::new();
    for (id, element) in all_elements(&file) {
        let own_page = element.get(b"Pg").and_then(Object::as_reference).ok();
        for kid in kids(&element) {
            let found = match kid {
                Object::Integer(number) => (own_page.unwrap(), number),
                Object::Dictionary(item) if item.has(b"MCID") => (
                    item.get(b"Pg").unwrap().as_reference().unwrap(),
                    item.get(b"MCID").unwrap().as_i64().unwrap(),
                ),
                _ => continue,
            };
            assert_eq!(parents.insert(found, id), None, "{found:?} has two parents");
        }
    }
    let root = dictionary(&file, catalog(&file), "StructTreeRoot");
    let tree = tree_entries(&file, dictionary(&file, root, "ParentTree"), "Nums");
    for (index, page) in pages.iter().enumerate() {
        let numbers = numbers_in_content(&file, *page);
        let expected: Vec<i64> = (0..numbers.len() as i64).collect();
        assert_eq!(numbers, expected, "numbers are given in the order of drawing");
        let key = file.get_dictionary(*page).unwrap().get(b"StructParents").unwrap().clone();
        assert_eq!(key, Object::Integer(index as i64));
        let (_, listed) = tree.iter().find(|(known, _)| *known == key).unwrap();
        for (number, parent) in listed.as_array().unwrap().iter().enumerate() {
            let parent = parent.as_reference().unwrap();
            assert_eq!(parents.remove(&(*page, number as i64)), Some(parent));
        }
    }
    assert!(parents.is_empty(), "elements name content that is not drawn: {parents:?}");
}

#[test]
fn a_paragraph_over_two_lines_is_one_element_and_a_note_follows_its_call() {
    let file = read(&Report::full().write());
    let roles: Vec<String> =
        all_elements(&file).iter().map(|(_, element)| name(element, "S").to_string()).collect();
    // Each element after those inside it.
    let expected = "Title Sect H1 P Link Link Reference P Lbl P Note Lbl P LBody LI Lbl P LBody LI L \
        TH TH TR THead TH TD TR TH TD TR TBody Table Figure Lbl P Caption Div H2 P Sect Sect Document";
    assert_eq!(roles.join(" "), expected);
}

#[test]
fn an_annotation_over_two_lines_is_one_and_says_where_it_leads() {
    let file = read(&Report::full().write());
    let page = file.page_iter().next().unwrap();
    let annotations = file.get_page_annotations(page).unwrap();
    assert_eq!(annotations.len(), 2);
    let (url, call) = (annotations[0], annotations[1]);
    assert_eq!(url.get(b"QuadPoints").unwrap().as_array().unwrap().len(), 16);
    let action = url.get(b"A").unwrap().as_dict().unwrap();
    assert_eq!(action.get(b"URI").unwrap().as_str().unwrap(), b"https://example.org/%C3%A9");
    assert!(!call.has(b"QuadPoints"));
    assert_eq!(call.get(b"Contents").unwrap().as_str().unwrap(), b"Note 1");
    for annotation in annotations {
        assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4);
    }
    // Each has its element in the parent tree, and that element names it.
    let root = dictionary(&file, catalog(&file), "StructTreeRoot");
    let tree = tree_entries(&file, dictionary(&file, root, "ParentTree"), "Nums");
    let keys: BTreeSet<i64> = tree.iter().map(|(key, _)| key.as_i64().unwrap()).collect();
    assert_eq!(keys, (0..4).collect());
    for (_, element) in &tree[2..] {
        let element = file.get_dictionary(element.as_reference().unwrap()).unwrap();
        assert_eq!(name(element, "S"), "Link");
        let named = |kid: &Object| kid.as_dict().is_ok_and(|item| item.has(b"Obj"));
        assert!(kids(element).iter().any(named));
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_characters() {
    let file = read(&Report::full().write());
    let page = file.page_iter().next().unwrap();
    let fonts = file.get_page_fonts(page).unwrap();
    assert_eq!(fonts.len(), 2, "the text's face and the figure's");
    for font in fonts.values() {
        assert_eq!(&name(font, "BaseFont")[6..7], "+");
        assert!(font.has(b"ToUnicode"));
        let below = font.get(b"DescendantFonts").unwrap().as_array().unwrap();
        let descriptor = dictionary(&file, below[0].as_dict().unwrap(), "FontDescriptor");
        assert!(descriptor.has(b"FontFile3") || descriptor.has(b"FontFile2"));
    }
}

#[test]
fn no_resources_are_named_of_which_there_are_none() {
    let file = read(&Report::full().write());
    let page = file.page_iter().next().unwrap();
    let resources = dictionary(&file, file.get_dictionary(page).unwrap(), "Resources");
    assert!(resources.has(b"Font") && resources.has(b"XObject"), "{resources:?}");
    for (_, kind) in resources.iter() {
        let (_, kind) = file.dereference(kind).unwrap();
        assert!(!kind.as_dict().unwrap().is_empty(), "{resources:?}");
    }
}

#[test]
fn the_catalog_says_what_pdf_ua_and_pdf_a_ask_for() {
    let file = read(&Report::full().write());
    assert_eq!(file.version, "1.7");
    let catalog = catalog(&file);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    assert!(dictionary(&file, catalog, "MarkInfo").get(b"Marked").unwrap().as_bool().unwrap());
    let preferences = dictionary(&file, catalog, "ViewerPreferences");
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    assert_eq!(name(catalog, "PageMode"), "UseOutlines");
    let outline = dictionary(&file, catalog, "Outlines");
    let first = dictionary(&file, outline, "First");
    assert_eq!(first.get(b"Title").unwrap().as_str().unwrap(), b"The Beginning");
    let below = dictionary(&file, first, "First");
    assert_eq!(below.get(b"Title").unwrap().as_str().unwrap(), b"Within");
    let names = dictionary(&file, catalog, "Names");
    let destinations = tree_entries(&file, dictionary(&file, names, "Dests"), "Names");
    let ids: Vec<&[u8]> = destinations.iter().map(|(id, _)| id.as_str().unwrap()).collect();
    assert_eq!(ids, [b"the-beginning".as_slice(), b"within"]);
}

#[test]
fn pages_of_a_right_to_left_report_turn_the_other_way() {
    let mut report = Report::full();
    let direction = |report: &Report| {
        let file = read(&report.write());
        let preferences = dictionary(&file, catalog(&file), "ViewerPreferences");
        preferences.get(b"Direction").and_then(Object::as_name).map(<[u8]>::to_vec).ok()
    };
    assert_eq!(direction(&report), None);
    report.document.language = Language::parse("fa").unwrap();
    assert_eq!(direction(&report), Some(b"R2L".to_vec()));
}

#[test]
fn the_same_report_gives_the_same_bytes_with_any_number_of_threads() {
    let report = Report::full();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| report.write())
    };
    let (one, three) = (with(1), with(3));
    assert!(one == three);
    let other = Report::new().write();
    let id = |bytes: &[u8]| read(bytes).trailer.get(b"ID").unwrap().clone();
    assert_ne!(id(&one), id(&other));
}

#[test]
fn pictures_are_kept_for_the_next_file_and_change_no_byte() {
    let color = (0..300 * 150 * 3).map(|at| at as u8).collect();
    let alpha = Some(vec![99; 300 * 150]);
    let pixels = Pixels { width: 300, height: 150, grey: false, color, alpha };
    let mut report = Report::full();
    report.figure("a.png", pixels.to_png(None).unwrap(), "Waves");
    let cache = Cache::default();
    let write = |report: &Report| {
        super::write(&report.input(), &cache, &mut Diagnostics::new()).expect("a PDF")
    };
    let (cold, warm) = (write(&report), write(&report));
    assert!(cold == warm && cold == report.write());
    assert_eq!(cache.len(), 1);
    write(&Report::full());
    assert_eq!(cache.len(), 0, "what is used no more is not kept");
}

#[test]
fn a_report_without_pages_is_no_reason_to_panic() {
    let mut report = Report::new();
    report.pages.list.clear();
    // No file for the validators: veraPDF takes none without a page.
    let bytes = super::write(&report.input(), &Cache::default(), &mut Diagnostics::new());
    assert_eq!(read(&bytes.expect("a PDF")).page_iter().count(), 0);
}
