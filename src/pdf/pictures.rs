//! The pictures of the pages: how large they are drawn, and what they are in the file.
//!
//! Each picture is in the file once, as fine as its largest place asks for.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use printpdf::{ExternalXObject, XObject};
use rayon::prelude::*;

use super::fonts::{Fonts, Usage};
use super::images::{self, Demand, Image, Matrix, inches, resource_name};
use super::{Error, Input, vector};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::visit::{Visit, walk_block, walk_blocks, walk_inline, walk_labelled};
use crate::document::{
    Block, BlockKind, Inline, InlineKind, LabelledKind, Mark, NodeId, picture_name,
};
use crate::geometry::Size;
use crate::media::{Media, MediaError, MediaId, Raster, Vector};
use crate::page::{Item, Pages, Tag};
use crate::source::Span;

/// The images that were coded for the last file, to be used again for the next.
#[derive(Debug, Default)]
pub struct Cache {
    images: Mutex<HashMap<Key, Arc<Image>>>,
}

impl Cache {
    /// How many images it holds.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.images.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

/// What an image is made of: a file, by the hash and the number of its bytes, and what is asked
/// of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    hash: u64,
    bytes: usize,
    demand: Demand,
}

/// The images of a file under construction.
pub(super) struct Workshop {
    /// Those of the last file.
    known: HashMap<Key, Arc<Image>>,
    /// Those of this one that were a sum of work.
    used: Mutex<HashMap<Key, Arc<Image>>>,
}

impl Workshop {
    /// A workshop that knows what the cache holds.
    pub fn new(cache: &Cache) -> Workshop {
        let mut images = cache.images.lock().unwrap_or_else(PoisonError::into_inner);
        Workshop { known: std::mem::take(&mut images), used: Mutex::default() }
    }

    fn close(self, cache: &Cache) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        *cache.images.lock().unwrap_or_else(PoisonError::into_inner) = used;
    }

    /// A picture as an image.
    ///
    /// # Errors
    ///
    /// When its pixels cannot be decoded.
    pub fn image(&self, raster: &Raster, demand: Demand) -> Result<Image, MediaError> {
        if !images::is_costly(raster, demand) {
            return images::image(raster, demand);
        }
        let key = Key { hash: raster.hash, bytes: raster.bytes.len(), demand };
        let image = match self.known.get(&key) {
            Some(image) => Arc::clone(image),
            None => Arc::new(images::image(raster, demand)?),
        };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(key, Arc::clone(&image));
        Ok(Image::clone(&image))
    }
}

/// The largest place of each picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Placements {
    list: BTreeMap<MediaId, Placement>,
}

/// A place of a picture.
#[derive(Clone, Copy, Debug)]
struct Placement {
    size: Size,
    tag: Tag,
}

impl Placements {
    /// Reads the places from finished pages.
    pub fn of(pages: &Pages) -> Placements {
        let mut placements = Placements::default();
        for placed in pages.list.iter().flat_map(|page| &page.items) {
            let Item::Image { media, rect, .. } = placed.item else { continue };
            let new = Placement { size: rect.size, tag: placed.tag };
            let known = placements.list.entry(media).or_insert(new);
            if known.size.width < new.size.width {
                *known = new;
            }
        }
        placements
    }

    /// The pictures that are drawn.
    pub fn media(&self) -> impl Iterator<Item = MediaId> {
        self.list.keys().copied()
    }

    /// Counts the glyphs of the drawings that will be set as text.
    pub fn add_usage(&self, input: &Input<'_>, usage: &mut Usage) {
        for media in self.media() {
            if let Some(Media::Vector(vector)) = input.media.get(media) {
                vector::add_usage(&vector.tree, input.fonts, usage);
            }
        }
    }

    /// Warns of pictures that are too coarse for their largest place, and of drawings that cannot
    /// be kept as shapes.
    pub fn warn(&self, input: &Input<'_>, diagnostics: &mut Diagnostics) {
        for (id, path, media) in input.media.iter() {
            let Some(placement) = self.list.get(&id) else { continue };
            let warning = match media {
                Media::Raster(raster) => placement.warning(path, raster),
                Media::Vector(vector) => filter_warning(path, vector),
            };
            if let Some(warning) = warning {
                let span = Mentions::of(input, path).span(placement.tag);
                diagnostics.push(span.map_or(warning.clone(), |span| warning.at(span)));
            }
        }
    }
}

/// Fewer pixels to the inch than this look coarse on a screen and in print.
const LEAST_PPI: f64 = 150.0;

impl Placement {
    fn warning(&self, path: &str, raster: &Raster) -> Option<Diagnostic> {
        let (across, down) = (inches(self.size.width), inches(self.size.height));
        let ppi = (f64::from(raster.width) / across).min(f64::from(raster.height) / down);
        // A picture may have lost a fraction of a pixel when it was made for its place.
        if !ppi.is_finite() || ppi.round() >= LEAST_PPI {
            return None;
        }
        let message = format!(
            "the picture `{}` has {} pixels to the inch at its size on the page, \
             {across:.1} × {down:.1} inches",
            picture_name(path),
            ppi.round()
        );
        let need = |inches: f64| (inches * LEAST_PPI).ceil();
        let help = format!(
            "{} × {} pixels would do ({LEAST_PPI} to the inch); it has {} × {}",
            need(across),
            need(down),
            raster.width,
            raster.height
        );
        Some(Diagnostic::warning(Code::LowResolution, message).help(help))
    }
}

fn filter_warning(path: &str, vector: &Vector) -> Option<Diagnostic> {
    let message = format!("the SVG `{path}` has a filter, and the PDF shows that part as pixels");
    let help = "draw it without a filter, if it is to be sharp at every size";
    let warning = Diagnostic::warning(Code::SvgFilter, message).help(help);
    vector::has_filters(&vector.tree).then_some(warning)
}

/// Where the manuscript names a picture, and for which node.
struct Mentions<'a> {
    path: &'a str,
    list: Vec<(Option<NodeId>, Span)>,
}

impl<'a> Mentions<'a> {
    fn of(input: &Input<'a>, path: &'a str) -> Mentions<'a> {
        let mut mentions = Mentions { path, list: Vec::new() };
        let front = &input.document.front;
        let cover = front.cover.iter().filter(|cover| cover.path == path);
        mentions.list.extend(cover.map(|cover| (Some(cover.id), cover.span)));
        mentions.mark(front.logo.as_ref());
        walk_blocks(&mut mentions, front.statement.iter().map(AsRef::as_ref));
        for row in &front.imprint {
            walk_labelled(&mut mentions, row);
        }
        for chapter in &input.document.chapters {
            walk_blocks(&mut mentions, chapter.blocks.iter().map(AsRef::as_ref));
        }
        for note in &input.document.notes {
            walk_blocks(&mut mentions, &note.blocks);
        }
        mentions
    }

    fn mark(&mut self, mark: Option<&Mark>) {
        let own = mark.filter(|mark| mark.path == self.path);
        self.list.extend(own.map(|mark| (None, mark.span)));
    }

    /// Where it is named for this place, or else where it is named first.
    fn span(&self, tag: Tag) -> Option<Span> {
        let own = match tag {
            Tag::Node(node, _) => self.list.iter().find(|(named, _)| *named == Some(node)),
            Tag::Artifact(_) => None,
        };
        own.or(self.list.first()).map(|(_, span)| *span)
    }
}

impl<'a> Visit<'a> for Mentions<'_> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Figure(figure) = &block.kind
            && figure.path == self.path
        {
            self.list.push((Some(block.id), figure.path_span));
        }
        if let BlockKind::Labelled(labelled) = &block.kind
            && let LabelledKind::Person { portrait } = &labelled.kind
        {
            self.mark(portrait.as_ref());
        }
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Image { path, .. } = &inline.kind
            && path == self.path
        {
            self.list.push((Some(inline.id), inline.span));
        }
        walk_inline(self, inline);
    }
}

/// The pictures as objects of the file.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// By their names in the resources of pages.
    pub objects: Vec<(String, XObject)>,
    turns: BTreeMap<MediaId, Matrix>,
}

impl Pictures {
    /// Makes the pictures, side by side.
    ///
    /// # Errors
    ///
    /// When the pixels of one cannot be decoded.
    pub fn new(
        input: &Input<'_>,
        placements: &Placements,
        fonts: &Fonts,
        cache: &Cache,
    ) -> Result<Pictures, Error> {
        let workshop = Workshop::new(cache);
        let list: Vec<_> = input.media.iter().collect();
        let made = list.into_par_iter().filter_map(|(id, path, media)| {
            let size = placements.list.get(&id)?.size;
            Some((id, path, picture(input, media, size, fonts, &workshop)))
        });
        let made: Vec<_> = made.collect();
        workshop.close(cache);
        let mut pictures = Pictures::default();
        for (id, path, image) in made {
            let Image { stream, turn } =
                image.map_err(|fault| Error::Image { path: path.to_string(), fault })?;
            let object = ExternalXObject { stream, width: None, height: None, dpi: None };
            pictures.objects.push((resource_name(id), XObject::External(object)));
            pictures.turns.extend(turn.map(|turn| (id, turn)));
        }
        Ok(pictures)
    }

    /// The matrix that turns a picture upright, when it is not.
    pub fn turn(&self, media: MediaId) -> Option<Matrix> {
        self.turns.get(&media).copied()
    }
}

fn picture(
    input: &Input<'_>,
    media: &Media,
    size: Size,
    fonts: &Fonts,
    workshop: &Workshop,
) -> Result<Image, MediaError> {
    let profile = input.manifest.pdf.profile;
    match media {
        Media::Raster(raster) => workshop.image(raster, Demand { profile, drawn: Some(size) }),
        Media::Vector(vector) => {
            let place = vector::Place { size, profile, workshop };
            let stream = vector::form(&vector.tree, input.fonts, fonts, place);
            Ok(Image { stream, turn: None })
        }
    }
}
