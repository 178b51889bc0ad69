//! Pictures that are written into a drawing, `data:image/png;base64,…`.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use data_url::DataUrl;
use image::{ImageFormat, ImageReader, Limits};

use super::encoding::as_utf8;
use super::looks_like_svg;
use crate::media::RasterFormat;

/// No picture in a drawing has more pixels along a side.
const LONGEST_SIDE: u32 = 20_000;

/// A picture in a drawing.
#[derive(Debug, PartialEq)]
pub(super) enum Embedded {
    /// It is read as it stands.
    Kept,
    /// The same picture as it is to be written.
    Written(String),
    /// A drawing.
    Drawing(String),
    /// What is wrong with it.
    Broken(&'static str),
}

/// Whether an address is a picture that readers know by the kind which it says.
pub(super) fn is_plain(address: &str) -> bool {
    const KINDS: [&str; 4] =
        ["data:image/png;", "data:image/jpeg;", "data:image/jpg;", "data:image/webp;"];
    KINDS.iter().any(|kind| address.starts_with(kind))
}

/// The picture at an address that is data itself. Its kind is that of its bytes; of a GIF there is
/// the first picture.
pub(super) fn read(address: &str) -> Embedded {
    let address = address.trim();
    let Some(bytes) = decoded(address) else { return Embedded::Broken("its data cannot be read") };
    if let Some(format) = RasterFormat::of(&bytes) {
        let kind = match format {
            RasterFormat::Jpeg => "jpeg",
            RasterFormat::Png => "png",
            RasterFormat::WebP => "webp",
        };
        return match address.starts_with(&format!("data:image/{kind};")) {
            true => Embedded::Kept,
            false => Embedded::Written(written(kind, &bytes)),
        };
    }
    if bytes.starts_with(b"GIF8") {
        let png = first_of_gif(bytes);
        return png.map_or(Embedded::Broken("its GIF cannot be read"), |png| {
            Embedded::Written(written("png", &png))
        });
    }
    let bytes = as_utf8(bytes);
    match String::from_utf8(bytes) {
        Ok(text) if looks_like_svg(text.as_bytes()) => Embedded::Drawing(text),
        _ => Embedded::Broken("it is neither PNG, JPEG, WebP, GIF nor SVG"),
    }
}

fn decoded(address: &str) -> Option<Vec<u8>> {
    let url = DataUrl::process(address).ok()?;
    url.decode_to_vec().ok().map(|(bytes, _)| bytes)
}

fn written(kind: &str, bytes: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))
}

/// The first picture of a GIF, as PNG.
fn first_of_gif(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Gif);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    reader.limits(limits);
    let mut png = Cursor::new(Vec::new());
    reader.decode().ok()?.write_to(&mut png, ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_are() {
        let image = image::RgbaImage::from_pixel(3, 2, image::Rgba([200, 10, 20, 255]));
        let file = |format| {
            let mut bytes = Cursor::new(Vec::new());
            image.write_to(&mut bytes, format).unwrap();
            STANDARD.encode(bytes.into_inner())
        };
        let png = file(ImageFormat::Png);
        assert_eq!(read(&format!("data:image/png;base64,{png}")), Embedded::Kept);
        for kind in ["image/gif", "img/png", "application/octet-stream", ""] {
            let written = Embedded::Written(format!("data:image/png;base64,{png}"));
            assert_eq!(read(&format!("data:{kind};base64,{png}")), written, "{kind}");
        }
        let gif = read(&format!("data:image/gif;base64,{}", file(ImageFormat::Gif)));
        let Embedded::Written(address) = gif else { panic!("{gif:?}") };
        let decoded = image::load_from_memory(&decoded(&address).unwrap()).unwrap();
        assert_eq!(decoded.to_rgba8().get_pixel(1, 1).0, [200, 10, 20, 255]);
    }

    #[test]
    fn a_drawing_may_be_written_with_signs_or_in_base64() {
        let text = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        let signs = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E";
        let base64 = format!("data:image/svg+xml;base64,{}", STANDARD.encode(text));
        for address in [signs, &base64] {
            assert_eq!(read(address), Embedded::Drawing(text.to_string()));
        }
        assert!(matches!(read("data:image/bmp;base64,Qk0="), Embedded::Broken(_)));
        assert!(matches!(read("data:"), Embedded::Broken(_)));
    }
}
