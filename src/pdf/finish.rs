//! The finishing: what printpdf does not write, on the objects that it made.
//!
//! It relies on some shapes of printpdf's document: the order of `Kids`, a page's `Contents` as
//! one stream and its `Annots` as dictionaries in place. The tests of [`super`] hold each, so that
//! another version of printpdf is noticed.

use std::io::BufWriter;

use lopdf::{
    Dictionary, Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary,
};

use super::annotations::{Annotations, Titles};
use super::cross_reference;
use super::icc;
use super::marked_content::MarkedContent;
use super::metadata::Metadata;
use super::navigation::{Navigation, Places, page_labels};
use super::stream::deflated;
use super::strings::{ascii_string, text_string};
use super::structure::{self, Structure};
use super::{Error, Input};
use crate::geometry::{Length, Size};
use crate::language::Direction;

/// What the finishing adds.
pub(super) struct Finishing<'a> {
    /// The report.
    pub input: &'a Input<'a>,
    /// Where nodes stand.
    pub places: &'a Places,
    /// The links.
    pub annotations: &'a Annotations,
    /// The marked content of the pages.
    pub content: &'a MarkedContent,
    /// The structure tree.
    pub structure: &'a Structure,
    /// The content of each page, deflated.
    pub streams: Vec<Vec<u8>>,
}

impl Finishing<'_> {
    /// Finishes the document that printpdf made, and writes it.
    ///
    /// # Errors
    ///
    /// When printpdf's document has not the shape that is expected.
    pub fn finish(self, mut file: Document) -> Result<Vec<u8>, Error> {
        let resources = self.remove_registration_page(&mut file)?;
        let page_ids = page_ids(&file)?;
        share_fonts(&mut file, resources)?;
        let annotation_ids = self.annotate(&mut file, &page_ids)?;
        self.fill_pages(&mut file, &page_ids, resources)?;
        let places = structure::Places {
            pages: self.input.pages,
            content: self.content,
            page_ids: &page_ids,
            annotation_ids: &annotation_ids,
        };
        let tree = self.structure.write(&mut file, places);
        self.describe(&mut file, &page_ids, tree)?;
        compress(&mut file);
        write(file)
    }

    /// Takes away the page on which printpdf found the glyphs, and gives its resources, which are
    /// those of all pages.
    fn remove_registration_page(&self, file: &mut Document) -> Result<ObjectId, lopdf::Error> {
        let pages = file.catalog()?.get(b"Pages")?.as_reference()?;
        let tree = file.get_dictionary_mut(pages)?;
        let count = self.input.pages.list.len() as i64;
        tree.set("Count", count);
        let kids = tree.get_mut(b"Kids")?.as_array_mut()?;
        let last = kids.pop().ok_or(lopdf::Error::PageNumberNotFound(0))?.as_reference()?;
        let page = file.objects.remove(&last).ok_or(lopdf::Error::ObjectNotFound(last))?;
        let page = page.as_dict()?;
        file.objects.remove(&page.get(b"Contents")?.as_reference()?);
        page.get(b"Resources")?.as_reference()
    }

    /// Gives each page its content, its key in the parent tree and the order of tabs, and one
    /// dictionary of resources to all of them.
    fn fill_pages(
        &self,
        file: &mut Document,
        page_ids: &[ObjectId],
        resources: ObjectId,
    ) -> Result<(), lopdf::Error> {
        for (index, (id, content)) in page_ids.iter().zip(&self.streams).enumerate() {
            let page = file.get_dictionary_mut(*id)?;
            page.set("StructParents", index as i64);
            page.set("Tabs", "S");
            if let Some(size) = self.input.pages.list.get(index).map(|page| page.size) {
                self.boxes(page, size);
            }
            let contents = page.get(b"Contents")?.as_reference()?;
            let own = page.get(b"Resources")?.as_reference()?;
            page.set("Resources", Object::Reference(resources));
            file.objects.remove(&own);
            let filter = dictionary! {"Filter" => "FlateDecode"};
            let stream = Stream::new(filter, content.clone()).with_compression(false);
            file.set_object(contents, stream);
        }
        Ok(())
    }

    /// The boundaries of a page that is cut from a larger sheet: ISO 32000-1, 14.11.2. The origin
    /// stays at the corner of the page.
    fn boxes(&self, page: &mut Dictionary, size: Size) {
        let sheet = self.input.pages.sheet;
        if sheet.margin == Length::ZERO {
            return;
        }
        let beyond = |by: Length| {
            let sides = [-by, -by, size.width + by, size.height + by];
            Object::Array(sides.map(structure::real).to_vec())
        };
        page.set("MediaBox", beyond(sheet.margin));
        page.set("CropBox", beyond(sheet.margin));
        page.set("BleedBox", beyond(sheet.bleed));
        page.set("TrimBox", beyond(Length::ZERO));
    }

    /// Completes the annotations of each page and makes them objects of their own, so that the
    /// structure tree can name them. Gives for each its page and its object.
    fn annotate(
        &self,
        file: &mut Document,
        page_ids: &[ObjectId],
    ) -> Result<Vec<(usize, ObjectId)>, lopdf::Error> {
        let titles = Titles::of(self.input);
        let mut annotation_ids = Vec::with_capacity(self.annotations.list.len());
        for (number, (id, page)) in page_ids.iter().zip(&self.input.pages.list).enumerate() {
            let dictionary = file.get_dictionary_mut(*id)?;
            let written = match dictionary.remove(b"Annots") {
                Some(Object::Array(annotations)) => annotations,
                _ => Vec::new(),
            };
            let mut references = Vec::with_capacity(written.len());
            for (written, (key, annotation)) in
                written.into_iter().zip(self.annotations.of_page(number))
            {
                let mut dictionary = written.as_dict()?.clone();
                let words = titles.of_target(&annotation.target, self.places);
                annotation.complete(&mut dictionary, page, &words, page_ids.len() + key);
                let object = file.add_object(dictionary);
                references.push(Object::Reference(object));
                annotation_ids.push((number, object));
            }
            if !references.is_empty() {
                file.get_dictionary_mut(*id)?.set("Annots", references);
            }
        }
        Ok(annotation_ids)
    }

    /// How a reader shows the document: ISO 32000-1, 12.2.
    fn preferences(&self) -> Dictionary {
        let mut preferences = dictionary! {"DisplayDocTitle" => true};
        if self.input.document.language.direction() == Direction::RightToLeft {
            preferences.set("Direction", "R2L");
        }
        preferences
    }

    /// What the catalog says of the whole: ISO 32000-1, 7.7.2.
    fn describe(
        &self,
        file: &mut Document,
        page_ids: &[ObjectId],
        tree: ObjectId,
    ) -> Result<(), lopdf::Error> {
        let metadata = Metadata::of(self.input);
        let packet = file.add_object(metadata.packet());
        let information = file.trailer.get(b"Info")?.as_reference()?;
        file.set_object(information, metadata.information());
        let intent = output_intent(file);
        let navigation = Navigation { input: self.input, places: self.places, page_ids };
        let outline = navigation.outline(file);
        let destinations = navigation.destinations(file);
        let language = self.input.document.language.tag();
        let catalog = file.catalog_mut()?;
        catalog.remove(b"PageLayout");
        catalog.set("Version", "1.7");
        catalog.set("Lang", text_string(language));
        catalog.set("Metadata", Object::Reference(packet));
        catalog.set("MarkInfo", dictionary! {"Marked" => true});
        catalog.set("StructTreeRoot", Object::Reference(tree));
        catalog.set("ViewerPreferences", self.preferences());
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
        catalog.set("PageLabels", page_labels(&self.input.pages.list));
        if let Some(destinations) = destinations {
            catalog.set("Names", dictionary! {"Dests" => Object::Reference(destinations)});
        }
        match outline {
            Some(outline) => {
                catalog.set("Outlines", Object::Reference(outline));
                catalog.set("PageMode", "UseOutlines");
            }
            None => catalog.set("PageMode", "UseNone"),
        }
        Ok(())
    }
}

/// The objects of the pages, in order.
fn page_ids(file: &Document) -> Result<Vec<ObjectId>, lopdf::Error> {
    let pages = file.catalog()?.get(b"Pages")?.as_reference()?;
    let kids = file.get_dictionary(pages)?.get(b"Kids")?.as_array()?;
    kids.iter().map(Object::as_reference).collect()
}

/// Figures with text name the fonts of the pages; printpdf writes figures before it knows the
/// object of those.
fn share_fonts(file: &mut Document, resources: ObjectId) -> Result<(), lopdf::Error> {
    let fonts = file.get_dictionary(resources)?.get(b"Font")?.clone();
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && let Ok(own) = stream.dict.get_mut(b"Resources")
            && let Ok(own) = own.as_dict_mut()
            && own.has(b"Font")
        {
            own.set("Font", fonts.clone());
        }
    }
    Ok(())
}

/// What the colours mean: ISO 19005-2, 6.2.3.
fn output_intent(file: &mut Document) -> Dictionary {
    let profile = file.add_object(Stream::new(dictionary! {"N" => 3}, icc::srgb()));
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => ascii_string("sRGB IEC61966-2.1"),
        "Info" => ascii_string("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    }
}

/// Deflates the streams that are not yet: font programs, maps of characters, the profile.
fn compress(file: &mut Document) {
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && !stream.dict.has(b"Filter")
        {
            let content = deflated(&stream.content);
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(content);
        }
    }
}

/// Bytes of each part of a file's identifier.
const IDENTIFIER: usize = 16;

/// Writes the file with object streams and a cross-reference stream, and puts in its identifier
/// (ISO 32000-1, 14.4), which is a digest of all other bytes.
fn write(mut file: Document) -> Result<Vec<u8>, Error> {
    file.version = "1.7".to_string();
    let blank = Object::String(vec![0; IDENTIFIER], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![blank.clone(), blank]);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    let mut bytes = BufWriter::new(Vec::new());
    file.save_with_options(&mut bytes, options)?;
    let mut bytes = bytes.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    cross_reference::compress(&mut bytes);
    identify(&mut bytes);
    Ok(bytes)
}

fn identify(bytes: &mut [u8]) {
    let blank = format!("<{}>", "00".repeat(IDENTIFIER)).repeat(2);
    let digest = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, bytes);
    let digest = format!("<{:X}>", digest.simple()).repeat(2);
    let place = bytes.windows(blank.len()).rposition(|window| window == blank.as_bytes());
    let place = place.and_then(|start| bytes.get_mut(start..start + digest.len()));
    if let Some(place) = place {
        place.copy_from_slice(digest.as_bytes());
    }
}
