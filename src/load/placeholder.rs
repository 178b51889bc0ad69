//! What stands in a draft in place of a picture that cannot be read.

use super::media::pictures;
use super::variables;
use crate::document::{Document, picture_name};
use crate::font::FontBook;
use crate::media::{DrawingFonts, Media, MediaStore};
use crate::theme::Theme;
use crate::xml::escaped;

/// The width and height of the drawing.
const EXTENT: (u32, u32) = (480, 160);
/// The size of its words, and the least and most of that of the path.
const WORDS: u32 = 22;
const PATH: (u32, u32) = (12, 18);
/// The width that the path has.
const ROOM: u32 = 440;

/// Puts a drawing into the store for each picture of a document that is not in it: a frame that
/// says `missing`, "picture missing", and the path. A picture is in the store when it could be
/// read.
pub fn placeholders(
    document: &Document,
    missing: &str,
    (fonts, theme): (&FontBook, &Theme),
    store: &mut MediaStore,
) {
    let fonts = &DrawingFonts::of(fonts);
    for (path, _) in pictures(document) {
        if store.find(path).is_none() {
            let drawing = variables::with_values(drawing(path, missing).into_bytes(), theme);
            if let Ok(media) = Media::read(path, drawing, fonts) {
                store.insert(path.to_string(), media);
            }
        }
    }
}

fn drawing(path: &str, missing: &str) -> String {
    let (width, height) = EXTENT;
    let (middle, below) = (width / 2, height / 2);
    // No font has control characters.
    let name: String = picture_name(path).chars().filter(|c| !c.is_control()).collect();
    let (path, size) = fitted(&name);
    let (missing, path) = (escaped(missing), escaped(&path));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"var(--ground, #ffffff)\"/>\
         <rect x=\"3\" y=\"3\" width=\"{}\" height=\"{}\" fill=\"none\" \
         stroke=\"var(--alarm, #b3261e)\" stroke-width=\"4\" stroke-dasharray=\"14 8\"/>\
         <g fill=\"var(--alarm, #b3261e)\" text-anchor=\"middle\" \
         font-family=\"var(--sans, sans-serif)\">\
         <text x=\"{middle}\" y=\"{}\" font-size=\"{WORDS}\" font-weight=\"600\">{missing}</text>\
         <text x=\"{middle}\" y=\"{}\" font-size=\"{size}\">{path}</text></g></svg>",
        width - 6,
        height - 6,
        below - 4,
        below + 30,
    )
}

/// The path, or as much of its end as has room, and the size of its letters.
fn fitted(path: &str) -> (String, u32) {
    // A letter is about half as wide as it is high.
    let (least, most) = PATH;
    let letters = u32::try_from(path.chars().count()).unwrap_or(u32::MAX).max(1);
    let size = (ROOM * 2 / letters).clamp(least, most);
    let room = usize::try_from(ROOM * 2 / size).unwrap_or(usize::MAX);
    match path.chars().count().checked_sub(room) {
        Some(over) if over > 0 => {
            (format!("…{}", path.chars().skip(over + 1).collect::<String>()), size)
        }
        _ => (path.to_string(), size),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_path_has_a_drawing_and_a_long_one_shows_its_end() {
        let (fonts, theme) = (FontBook::builtin(), Theme::builtin("report").expect("a theme"));
        let long = format!("{}/map.png", "folder/".repeat(60));
        for path in ["a.png", "a&<b>\"'.png", "var(--ink", "\u{1}\u{ffff}", "", long.as_str()] {
            let drawing = variables::with_values(drawing(path, "Bild fehlt").into_bytes(), &theme);
            let media = Media::read(path, drawing, &fonts);
            assert!(media.is_ok(), "{path}: {media:?}");
        }
        let (shown, _) = fitted(&long);
        assert!(shown.starts_with('…') && shown.ends_with("/map.png"), "{shown}");
        assert_eq!(fitted("images/a.png").0, "images/a.png");
    }
}
