//! The container (EPUB 3.3, section 4): epub-builder assembles it, and we finish it.
//!
//! epub-builder writes `mimetype`, `META-INF/container.xml`, the files and a package document of
//! its own. That document cannot say most of what ours must (no subtitle, no publisher, no SVG
//! property, no page list) and gives a creator and a language the same id. So the finished
//! archive is opened again in memory: package document, navigation document and NCX are
//! replaced, and everything is written once more in a fixed order with a fixed date. Pictures of
//! pixels are compressed already; the assembler would compress them again, in vain, so that it
//! gets their names alone and the finishing stores them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::package::{COVER_IMAGE, Item, NCX};
use super::places::NAVIGATION;
use super::{Error, Input};

/// The style sheet, relative to the content documents. The assembler gives it this name.
pub(super) const STYLE_SHEET: &str = "stylesheet.css";
/// The style sheet with what only newer readers know.
pub(super) const SCREEN_SHEET: &str = "screen.css";
/// The folder of the package document. The assembler gives it this name.
const FOLDER: &str = "OEBPS/";
/// What the assembler writes and we leave out: `ibooks:specified-fonts` says the same.
const APPLE_OPTIONS: &str = "META-INF/com.apple.ibooks.display-options.xml";

/// A file to be put into the container.
pub(super) struct File<'a> {
    /// What the manifest says of it.
    pub(super) item: Item,
    /// Its content.
    pub(super) content: &'a [u8],
}

impl File<'_> {
    /// Whether its format is a compressed one.
    fn is_packed(&self) -> bool {
        matches!(self.item.media_type.as_str(), "image/jpeg" | "image/png" | "image/webp")
    }
}

/// What replaces the assembler's own.
pub(super) struct Replacements {
    /// The package document.
    pub(super) package: String,
    /// The navigation document.
    pub(super) navigation: String,
    /// The NCX.
    pub(super) ncx: String,
}

/// Assembles the container with epub-builder. Navigation document and NCX are its own.
pub(super) fn assemble(input: &Input<'_>, files: &[File<'_>]) -> Result<Vec<u8>, Error> {
    let front = &input.document.front;
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(front.title.plain_text());
    for author in &input.manifest.authors {
        builder.add_author(author.name.value.clone());
    }
    builder.add_language(input.document.language.tag());
    builder.set_toc_name(input.references.words.contents);
    // Both would else come from chance and from the clock.
    builder.set_uuid(uuid::Uuid::nil());
    builder.set_modified_date(chrono::DateTime::UNIX_EPOCH);
    for file in files {
        let (item, content) = (&file.item, if file.is_packed() { &[] } else { file.content });
        let (name, kind) = (item.file.as_str(), item.media_type.as_str());
        if name == NAVIGATION || name == NCX {
            continue;
        }
        if name == STYLE_SHEET {
            builder.stylesheet(content)?;
        } else if item.spine.is_some() {
            builder.add_content(EpubContent::new(name, content).title(name))?;
        } else if item.properties == COVER_IMAGE {
            builder.add_cover_image(name, content, kind)?;
        } else {
            builder.add_resource(name, content, kind)?;
        }
    }
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}

/// Finishes the container: sees that the assembler put in every file and no other, replaces what
/// is ours, and writes the archive in a fixed order with fixed dates. What the assembler
/// compressed is copied as it is.
pub(super) fn finish(
    assembled: &[u8],
    files: &[File<'_>],
    replacements: &Replacements,
) -> Result<Vec<u8>, Error> {
    let mut source = ZipArchive::new(Cursor::new(assembled))?;
    let mut package = String::new();
    source.by_name(&format!("{FOLDER}content.opf"))?.read_to_string(&mut package)?;
    check_manifest(&package, files)?;
    let texts = [
        ("content.opf", &replacements.package),
        (NAVIGATION, &replacements.navigation),
        (NCX, &replacements.ncx),
    ];
    let mut own = BTreeMap::from(texts.map(|(file, text)| {
        (format!("{FOLDER}{file}"), (text.as_bytes(), CompressionMethod::Deflated))
    }));
    let packed = files.iter().filter(|file| file.is_packed());
    own.extend(packed.map(|file| {
        (format!("{FOLDER}{}", file.item.file), (file.content, CompressionMethod::Stored))
    }));
    let mut names: Vec<String> = source.file_names().map(str::to_string).collect();
    names.sort();
    let stamp = DateTime::default();
    let options = SimpleFileOptions::default().last_modified_time(stamp).unix_permissions(0o644);
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    // The first file tells what the archive is, without being unpacked (EPUB 3.3, section 4.2.4).
    target.start_file("mimetype", options.compression_method(CompressionMethod::Stored))?;
    target.write_all(b"application/epub+zip")?;
    for name in names {
        if name == "mimetype" || name == APPLE_OPTIONS {
            continue;
        }
        match own.remove(&name) {
            Some((content, method)) => {
                target.start_file(name, options.compression_method(method))?;
                target.write_all(content)?;
            }
            None => {
                let file = source.by_name(&name)?;
                target.raw_copy_file_touch(file, stamp, Some(0o644))?;
            }
        }
    }
    if let Some(missing) = own.into_keys().next() {
        return Err(Error::Container(format!("it lacks {missing}")));
    }
    Ok(target.finish()?.into_inner())
}

/// Sees that the assembler's manifest has the same files and media types as ours.
fn check_manifest(package: &str, files: &[File<'_>]) -> Result<(), Error> {
    // The assembler gives two elements one id, which a reader that does not validate accepts.
    let xml = roxmltree::Document::parse(package)
        .map_err(|error| Error::Container(format!("its package document is broken: {error}")))?;
    let elements = xml.descendants().filter(|node| node.tag_name().name() == "item");
    let theirs: BTreeMap<&str, &str> = elements
        .filter_map(|item| Some((item.attribute("href")?, item.attribute("media-type")?)))
        .collect();
    let ours = files.iter().map(|File { item, .. }| (item.file.as_str(), item.media_type.as_str()));
    let ours: BTreeMap<&str, &str> = ours.collect();
    if theirs != ours {
        let differing = theirs.iter().find(|(file, _)| !ours.contains_key(*file));
        let differing =
            differing.or_else(|| ours.iter().find(|(file, _)| !theirs.contains_key(*file)));
        let file = differing.map_or("a media type", |(file, _)| *file);
        return Err(Error::Container(format!("its files are not those of the book: {file}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The defect for whose sake the package document is replaced. When this test fails, a new
    /// version of epub-builder may have mended it, and the finishing pass can be looked at again.
    #[test]
    fn the_assembler_still_gives_two_elements_one_id() {
        let mut builder = EpubBuilder::new(ZipLibrary::new().unwrap()).unwrap();
        builder.epub_version(EpubVersion::V33);
        builder.add_author("A");
        builder.add_language("en");
        let mut archive = Vec::new();
        builder.generate(&mut archive).unwrap();
        let mut source = ZipArchive::new(Cursor::new(&archive)).unwrap();
        let mut package = String::new();
        source.by_name("OEBPS/content.opf").unwrap().read_to_string(&mut package).unwrap();
        assert_eq!(package.matches("id=\"epub-creator-0\"").count(), 2);
    }

    #[test]
    fn a_file_too_many_or_too_few_is_found() {
        let item = |file: &str| File {
            item: Item {
                file: file.to_string(),
                media_type: "text/css".to_string(),
                properties: String::new(),
                spine: None,
            },
            content: &[],
        };
        let package = "<package><item href=\"a\" media-type=\"text/css\"/></package>";
        assert!(check_manifest(package, &[item("a")]).is_ok());
        assert!(check_manifest(package, &[]).is_err());
        assert!(check_manifest(package, &[item("a"), item("b")]).is_err());
    }
}
