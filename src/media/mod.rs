//! The pictures of a report: each file read once.
//!
//! [`Media::read`] takes a file's bytes, finds its format by its content, and reads what both
//! editions need to know of it: size, colour model, orientation, profile. A file that is cut
//! short, corrupt or unsafe is found here, where its place in the manuscript is known, and not
//! later by a writer. Pixels are decoded only on demand ([`Raster::decode`]).

mod error;
mod hash;
mod raster;
mod vector;

use std::collections::BTreeMap;

pub use error::MediaError;
pub use hash::content_hash;
pub use raster::{
    CodedRows, ColorModel, Inks, LOSSLESS_TIMES, Pixels, Raster, RasterFormat, ReadingCopy,
    SMALL_BYTES,
};
pub use vector::{DrawingFinding, DrawingFonts, Filtered, LetterFace, Lettering, Vector};

/// Which picture of a [`MediaStore`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(pub u32);

/// A picture.
#[derive(Clone, Debug)]
pub enum Media {
    /// Made of pixels.
    Raster(Raster),
    /// Made of shapes.
    Vector(Vector),
}

impl Media {
    /// Reads a picture from the bytes of its file. The format is told by the content; the path is
    /// only for messages. The text of an SVG is set in the faces of a font book, of which
    /// many drawings can share what they need of it.
    ///
    /// # Errors
    ///
    /// When the bytes are of no supported format, are cut short or corrupt, claim an absurd
    /// size, or are an SVG that carries scripts or loads something from outside.
    pub fn read<'f>(
        path: &str,
        bytes: Vec<u8>,
        fonts: impl Into<DrawingFonts<'f>>,
    ) -> Result<Media, MediaError> {
        if let Some(format) = RasterFormat::of(&bytes) {
            return Raster::read(format, bytes).map(Media::Raster);
        }
        let bytes = drawing_as_utf8(bytes);
        if vector::looks_like_svg(&bytes) {
            return Vector::read(&bytes, fonts).map(Media::Vector);
        }
        Err(match foreign_format(&bytes) {
            Some((kind, instead)) => MediaError::ForeignFormat { kind, instead },
            None => MediaError::UnknownFormat { path: path.to_string() },
        })
    }

    /// Its width and height in units of its own: pixels as they are to be seen (after turning by
    /// the EXIF orientation), or SVG user units. Both are greater than zero.
    pub fn extent(&self) -> (f64, f64) {
        match self {
            Media::Raster(raster) => (f64::from(raster.width), f64::from(raster.height)),
            Media::Vector(vector) => vector.extent(),
        }
    }

    /// What the picture's own file says of it at length: the `desc` of a drawing.
    pub fn description(&self) -> Option<&str> {
        match self {
            Media::Raster(_) => None,
            Media::Vector(vector) => vector.description.as_deref(),
        }
    }
}

/// The bytes of a drawing as those of UTF-8, whatever its file is; those of other files as they are.
pub fn drawing_as_utf8(bytes: Vec<u8>) -> Vec<u8> {
    vector::as_utf8(bytes)
}

/// The picture formats that authors have but the editions cannot carry, by their first bytes, and
/// what to save such a picture as.
fn foreign_format(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: &[(usize, &[u8], &str, &str)] = &[
        (0, b"GIF8", "a GIF", "PNG"),
        (0, b"II*\0", "a TIFF", "JPEG or PNG"),
        (0, b"MM\0*", "a TIFF", "JPEG or PNG"),
        (0, b"BM", "a BMP", "PNG"),
        (0, b"%PDF-", "a PDF", "SVG"),
        (0, b"%!PS", "a PostScript file", "SVG"),
        (0, b"\x1f\x8b", "a compressed file, perhaps SVGZ", "plain SVG"),
        (4, b"ftypavif", "an AVIF", "JPEG or PNG"),
        (4, b"ftypheic", "a HEIC", "JPEG"),
        (4, b"ftypmif1", "a HEIF", "JPEG"),
    ];
    let found = KNOWN
        .iter()
        .find(|(at, magic, ..)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    found.map(|(_, _, kind, instead)| (*kind, *instead))
}

/// All pictures of a report, by their paths.
#[derive(Clone, Debug, Default)]
pub struct MediaStore {
    list: Vec<(String, Media)>,
    by_path: BTreeMap<String, MediaId>,
}

impl MediaStore {
    /// No pictures yet.
    pub fn new() -> MediaStore {
        MediaStore::default()
    }

    /// Keeps a picture under its path from the project's root, and gives it its id. A path that
    /// is there already keeps its first picture.
    pub fn insert(&mut self, path: String, media: Media) -> MediaId {
        if let Some(id) = self.by_path.get(&path) {
            return *id;
        }
        let id = MediaId(self.list.len() as u32);
        self.by_path.insert(path.clone(), id);
        self.list.push((path, media));
        id
    }

    /// The id of the picture at this path.
    pub fn find(&self, path: &str) -> Option<MediaId> {
        self.by_path.get(path).copied()
    }

    /// The picture with this id, if this store gave it out.
    pub fn get(&self, id: MediaId) -> Option<&Media> {
        self.list.get(id.0 as usize).map(|(_, media)| media)
    }

    /// All pictures with their ids and paths, in the order of their first mention.
    pub fn iter(&self) -> impl Iterator<Item = (MediaId, &str, &Media)> {
        let numbered = self.list.iter().enumerate();
        numbered.map(|(index, (path, media))| (MediaId(index as u32), path.as_str(), media))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBook;

    fn read(bytes: &[u8]) -> Result<Media, MediaError> {
        Media::read("images/a.jpg", bytes.to_vec(), &FontBook::default())
    }

    #[test]
    fn a_foreign_format_is_named_with_a_way_out() {
        let error = read(b"GIF89a...").unwrap_err();
        assert_eq!(error.code().name(), "unsupported-image");
        assert_eq!(
            error.to_string(),
            "the picture is a GIF, which the editions cannot carry; save it as PNG"
        );
    }

    #[test]
    fn bytes_of_no_format_are_refused_by_their_path() {
        for bytes in [&b""[..], b"hello", b"\xff", b"RIFF", b"\x89PN", b"<html></html>"] {
            let message = read(bytes).unwrap_err().to_string();
            assert_eq!(message, "`images/a.jpg` is neither JPEG, PNG, WebP nor SVG");
        }
    }
}
