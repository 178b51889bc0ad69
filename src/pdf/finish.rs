//! The finishing: what printpdf does not write, on the objects that it made.
//!
//! It relies on some shapes of printpdf's document: the order of `Kids`, a page's `Contents` as
//! one stream and its `Annots` as dictionaries in place. The tests of [`super`] hold each, so that
//! another version of printpdf is noticed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::annotations::{Annotations, Titles};
use super::file::File;
use super::icc;
use super::marked_content::MarkedContent;
use super::metadata::Metadata;
use super::navigation::{Navigation, Places, page_labels};
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
    pub fn finish(mut self, mut skeleton: Document) -> Result<Vec<u8>, Error> {
        let resources = self.remove_registration_page(&mut skeleton)?;
        let page_ids = page_ids(&skeleton)?;
        share_fonts(&mut skeleton, resources)?;
        drop_empty(&mut skeleton, resources)?;
        let mut file = File::new(skeleton.max_id);
        let annotation_ids = self.annotate(&mut skeleton, &mut file, &page_ids)?;
        self.fill_pages(&mut skeleton, &mut file, &page_ids, resources)?;
        let places = structure::Places {
            pages: self.input.pages,
            content: self.content,
            page_ids: &page_ids,
            annotation_ids: &annotation_ids,
        };
        let tree = self.structure.write(&mut file, places);
        let information = self.describe(&mut skeleton, &mut file, &page_ids, tree)?;
        let root = skeleton.trailer.get(b"Root")?.as_reference()?;
        for (id, object) in skeleton.objects {
            file.put(id, object);
        }
        Ok(file.finish(root, information))
    }

    /// Takes away the page on which printpdf found the glyphs, and gives its resources, which are
    /// those of all pages.
    fn remove_registration_page(&self, skeleton: &mut Document) -> Result<ObjectId, lopdf::Error> {
        let pages = skeleton.catalog()?.get(b"Pages")?.as_reference()?;
        let tree = skeleton.get_dictionary_mut(pages)?;
        let count = self.input.pages.list.len() as i64;
        tree.set("Count", count);
        let kids = tree.get_mut(b"Kids")?.as_array_mut()?;
        let last = kids.pop().ok_or(lopdf::Error::PageNumberNotFound(0))?.as_reference()?;
        let page = skeleton.objects.remove(&last).ok_or(lopdf::Error::ObjectNotFound(last))?;
        let page = page.as_dict()?;
        skeleton.objects.remove(&page.get(b"Contents")?.as_reference()?);
        page.get(b"Resources")?.as_reference()
    }

    /// Writes the pages, each with its content, its key in the parent tree and the order of tabs,
    /// and with one dictionary of resources for all of them.
    fn fill_pages(
        &mut self,
        skeleton: &mut Document,
        file: &mut File,
        page_ids: &[ObjectId],
        resources: ObjectId,
    ) -> Result<(), lopdf::Error> {
        let streams = std::mem::take(&mut self.streams);
        for (index, (id, content)) in page_ids.iter().zip(streams).enumerate() {
            let page = skeleton.objects.remove(id).ok_or(lopdf::Error::ObjectNotFound(*id))?;
            let Object::Dictionary(mut page) = page else {
                return Err(lopdf::Error::PageNumberNotFound(index as u32));
            };
            page.set("StructParents", index as i64);
            page.set("Tabs", "S");
            if let Some(size) = self.input.pages.list.get(index).map(|page| page.size) {
                self.boxes(&mut page, size);
            }
            let contents = page.get(b"Contents")?.as_reference()?;
            skeleton.objects.remove(&contents);
            skeleton.objects.remove(&page.get(b"Resources")?.as_reference()?);
            page.set("Resources", Object::Reference(resources));
            file.put(*id, page);
            file.put(contents, Stream::new(dictionary! {"Filter" => "FlateDecode"}, content));
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

    /// Completes the annotations of each page and writes them as objects of their own, so that the
    /// structure tree can name them. Gives for each its page and its object.
    fn annotate(
        &self,
        skeleton: &mut Document,
        file: &mut File,
        page_ids: &[ObjectId],
    ) -> Result<Vec<(usize, ObjectId)>, lopdf::Error> {
        let titles = Titles::of(self.input);
        let mut annotation_ids = Vec::with_capacity(self.annotations.list.len());
        for (number, (id, page)) in page_ids.iter().zip(&self.input.pages.list).enumerate() {
            let dictionary = skeleton.get_dictionary_mut(*id)?;
            let written = match dictionary.remove(b"Annots") {
                Some(Object::Array(annotations)) => annotations,
                _ => Vec::new(),
            };
            let mut references = Vec::with_capacity(written.len());
            for (written, (key, annotation)) in
                written.into_iter().zip(self.annotations.of_page(number))
            {
                let Object::Dictionary(mut dictionary) = written else {
                    return Err(lopdf::Error::ObjectNotFound(*id));
                };
                let words = titles.of_target(&annotation.target, self.places);
                annotation.complete(&mut dictionary, page, &words, page_ids.len() + key);
                let object = file.add(dictionary);
                references.push(Object::Reference(object));
                annotation_ids.push((number, object));
            }
            if !references.is_empty() {
                skeleton.get_dictionary_mut(*id)?.set("Annots", references);
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

    /// What the catalog says of the whole: ISO 32000-1, 7.7.2. Gives the document information
    /// dictionary.
    fn describe(
        &self,
        skeleton: &mut Document,
        file: &mut File,
        page_ids: &[ObjectId],
        tree: ObjectId,
    ) -> Result<ObjectId, lopdf::Error> {
        let metadata = Metadata::of(self.input);
        let packet = file.add(metadata.packet());
        let information = skeleton.trailer.get(b"Info")?.as_reference()?;
        skeleton.objects.remove(&information);
        file.put(information, metadata.information());
        let intent = output_intent(file);
        let navigation = Navigation { input: self.input, places: self.places, page_ids };
        let outline = navigation.outline(file);
        let destinations = navigation.destinations(file);
        let language = self.input.document.language.tag();
        let catalog = skeleton.catalog_mut()?;
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
        Ok(information)
    }
}

/// The objects of the pages, in order.
fn page_ids(skeleton: &Document) -> Result<Vec<ObjectId>, lopdf::Error> {
    let pages = skeleton.catalog()?.get(b"Pages")?.as_reference()?;
    let kids = skeleton.get_dictionary(pages)?.get(b"Kids")?.as_array()?;
    kids.iter().map(Object::as_reference).collect()
}

/// Figures with text name the fonts of the pages; printpdf writes figures before it knows the
/// object of those.
fn share_fonts(skeleton: &mut Document, resources: ObjectId) -> Result<(), lopdf::Error> {
    let fonts = skeleton.get_dictionary(resources)?.get(b"Font")?.clone();
    for object in skeleton.objects.values_mut() {
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

/// Takes the kinds of resources away of which there are none.
fn drop_empty(skeleton: &mut Document, resources: ObjectId) -> Result<(), lopdf::Error> {
    let kinds = skeleton.get_dictionary(resources)?.iter();
    let kinds: Vec<(Vec<u8>, ObjectId)> =
        kinds.filter_map(|(key, own)| Some((key.clone(), own.as_reference().ok()?))).collect();
    for (key, id) in kinds {
        if skeleton.get_dictionary(id)?.is_empty() {
            skeleton.objects.remove(&id);
            skeleton.get_dictionary_mut(resources)?.remove(&key);
        }
    }
    Ok(())
}

/// What the colours mean: ISO 19005-2, 6.2.3.
fn output_intent(file: &mut File) -> Dictionary {
    let profile = file.add(Stream::new(dictionary! {"N" => 3}, icc::srgb()));
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => ascii_string("sRGB IEC61966-2.1"),
        "Info" => ascii_string("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference(profile),
    }
}
