//! The pictures of the e-book, at reading size.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::style::has_theme_colors;
use super::{Cover, Error, Input};
use crate::document::visit::{Visit, walk_block, walk_blocks, walk_inline, walk_labelled};
use crate::document::{Block, BlockKind, Edition, Inline, InlineKind, LabelledKind};
use crate::media::{LetterFace, Media, RasterFormat, ReadingCopy, Vector};
use crate::page::Color;
use crate::theme::{Em, Theme};

/// A picture as a content document shows it.
#[derive(Clone, Debug)]
pub(super) enum Picture {
    /// A file of its own.
    Raster {
        /// The file.
        file: String,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A drawing that stands in the text.
    Drawing {
        /// The drawing.
        vector: Vector,
        /// Whether all its colours are of the theme, so that they can follow the screen's.
        themed: bool,
        /// The least width at which its letters can be read, in rem, if it has some.
        least_width: Option<Em>,
        /// The faces that its letters are set in.
        faces: BTreeMap<LetterFace, BTreeSet<char>>,
    },
}

/// The pictures of a book.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    by_path: BTreeMap<String, Picture>,
    /// The cover, if it was made from the PDF's.
    cover: Option<Picture>,
    /// The files: name, media type, content.
    files: Vec<(String, &'static str, Vec<u8>)>,
}

impl Pictures {
    /// Makes the pictures that the e-book shows ready for it.
    pub(super) fn of(input: &Input<'_>) -> Result<Pictures, Error> {
        let mut shown = Shown::default();
        let front = &input.document.front;
        if let Some(cover) = front.cover.as_ref().filter(|_| input.manifest.epub.cover)
            && input.cover.is_none()
        {
            shown.add(&cover.path);
        }
        if let Some(logo) = &front.logo {
            shown.add(&logo.path);
        }
        walk_blocks(&mut shown, front.statement.iter().map(AsRef::as_ref));
        for row in &front.imprint {
            walk_labelled(&mut shown, row);
        }
        for chapter in &input.document.chapters {
            walk_blocks(&mut shown, chapter.blocks.iter().map(AsRef::as_ref));
        }
        for note in &input.document.notes {
            walk_blocks(&mut shown, &note.blocks);
        }
        let find = |path: &String| input.media.get(input.media.find(path)?);
        let prepared = |media| prepare(media, input.theme.colors.ground);
        let media: Vec<_> =
            shown.paths.par_iter().map(|path| (path, find(path).map(prepared))).collect();
        let mut pictures = Pictures::default();
        let mut names = BTreeSet::new();
        if let Some(Cover { jpeg, width, height }) = input.cover {
            let file = file_name("cover", "jpg", &mut names);
            pictures.files.push((file.clone(), "image/jpeg", jpeg.clone()));
            pictures.cover = Some(Picture::Raster { file, width: *width, height: *height });
        }
        for (path, prepared) in media {
            match prepared.transpose() {
                Err(fault) => return Err(Error::Picture { path: path.clone(), fault }),
                Ok(None) => {}
                Ok(Some(Prepared::Drawing(vector))) => {
                    let picture = drawing(vector, input.theme);
                    pictures.by_path.insert(path.clone(), picture);
                }
                Ok(Some(Prepared::Copy(copy))) => pictures.add(path, copy, &mut names),
            }
        }
        Ok(pictures)
    }

    fn add(&mut self, path: &str, copy: ReadingCopy<'_>, names: &mut BTreeSet<String>) {
        let (extension, kind) = match copy.format {
            RasterFormat::Jpeg => ("jpg", "image/jpeg"),
            RasterFormat::Png => ("png", "image/png"),
            RasterFormat::WebP => ("webp", "image/webp"),
        };
        let file = file_name(path, extension, names);
        let (width, height) = (copy.width, copy.height);
        self.files.push((file.clone(), kind, copy.bytes.into_owned()));
        self.by_path.insert(path.to_string(), Picture::Raster { file, width, height });
    }

    /// The picture of the cover, if there is one and the manifest wants it.
    pub(super) fn cover(&self, input: &Input<'_>) -> Option<&Picture> {
        let own = input.document.front.cover.as_ref().filter(|_| input.manifest.epub.cover);
        self.cover.as_ref().or_else(|| self.find(&own?.path))
    }

    /// The picture with this path in the project.
    pub(super) fn find(&self, path: &str) -> Option<&Picture> {
        self.by_path.get(path)
    }

    /// The files: name, media type, content.
    pub(super) fn files(&self) -> &[(String, &'static str, Vec<u8>)] {
        &self.files
    }
}

/// A picture that is ready.
enum Prepared<'a> {
    Copy(ReadingCopy<'a>),
    Drawing(Vector),
}

fn prepare(media: &Media, ground: Color) -> Result<Prepared<'_>, crate::media::MediaError> {
    Ok(match media {
        Media::Raster(raster) => {
            Prepared::Copy(raster.reading_copy([ground.red, ground.green, ground.blue])?)
        }
        Media::Vector(vector) => Prepared::Drawing(vector.clone()),
    })
}

/// The narrowest screen on which a text must be readable without scrolling, in rem: 320 pixels
/// (WCAG 2.2, 1.4.10).
pub(super) const NARROWEST: Em = Em::from_thousandths(20_000);

fn drawing(vector: Vector, theme: &Theme) -> Picture {
    let themed = has_theme_colors(&vector.to_svg_content(""), &theme.colors);
    let lettering = vector.lettering();
    let (width, _) = vector.extent();
    let least_width = lettering.smallest.map(|smallest| {
        let rem = width / smallest * f64::from(theme.screen.smallest.size.thousandths());
        Em::from_thousandths(rem.clamp(0.0, 1e6) as i32).min(theme.screen.narrow)
    });
    Picture::Drawing { vector, themed, least_width, faces: lettering.faces }
}

/// A file name of ASCII letters, digits and hyphens, that no other picture has.
fn file_name(path: &str, extension: &str, names: &mut BTreeSet<String>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let slug: String = stem.chars().map(fits).collect();
    let slug = match slug.trim_matches('-') {
        "" => "picture",
        slug => slug,
    };
    let mut file = format!("images/{slug}.{extension}");
    let mut number = 1_u32;
    while !names.insert(file.clone()) {
        number += 1;
        file = format!("images/{slug}-{number}.{extension}");
    }
    file
}

/// The paths of the pictures that this edition shows, in the order of their first mention.
#[derive(Default)]
struct Shown {
    paths: Vec<String>,
    known: BTreeSet<String>,
}

impl Shown {
    fn add(&mut self, path: &str) {
        if self.known.insert(path.to_string()) {
            self.paths.push(path.to_string());
        }
    }
}

impl<'a> Visit<'a> for Shown {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Only { edition: Edition::Pdf, .. } => return,
            BlockKind::Figure(figure) => {
                self.add(&figure.path);
                if let Some(narrow) = &figure.narrow {
                    self.add(&narrow.path);
                }
            }
            BlockKind::Labelled(labelled) => {
                if let LabelledKind::Person { portrait: Some(portrait) } = &labelled.kind {
                    self.add(&portrait.path);
                }
            }
            _ => {}
        }
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Image { path, .. } = &inline.kind {
            self.add(path);
        }
        walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_ascii_and_differ() {
        let mut names = BTreeSet::new();
        let mut name = |path| file_name(path, "jpg", &mut names);
        assert_eq!(name("images/Karte der Täler.png"), "images/karte-der-t-ler.jpg");
        assert_eq!(name("other/Karte der Täler.jpg"), "images/karte-der-t-ler-2.jpg");
        assert_eq!(name("images/خريطة.jpg"), "images/picture.jpg");
    }
}
