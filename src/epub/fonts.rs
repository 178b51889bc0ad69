//! The fonts of the e-book: whole files of the faces that its words take.
//!
//! A subset would have to be renamed, since "Source" is a reserved name of the fonts' licence;
//! whole files keep their names, and their licence travels with them.

use std::collections::BTreeSet;

use super::Input;
use super::content::{Traits, Voice};
use crate::font::{Face, FaceId, FontBook};
use crate::theme::{Style, Theme};

/// The faces of a book.
#[derive(Debug, Default)]
pub(super) struct FontFaces {
    faces: Vec<FontFace>,
    /// Families for characters that the others lack.
    fallbacks: Vec<String>,
    /// The families of the theme without serifs, and that of code.
    sans: Vec<String>,
    mono: Vec<String>,
}

/// A face in the book.
#[derive(Debug)]
struct FontFace {
    id: FaceId,
    family: String,
    file: String,
    weight: u16,
    italic: bool,
    /// Whether it is for Arabic among Latin.
    arabic: bool,
}

/// The licences of the fonts built into the program, by the beginning of their file names.
const LICENCES: [(&str, &str, &str); 4] = [
    (
        "SourceSerif4",
        "fonts/OFL-Source-Serif.txt",
        include_str!("../../fonts/source-serif/OFL.txt"),
    ),
    ("SourceSans3", "fonts/OFL-Source-Sans.txt", include_str!("../../fonts/source-sans/OFL.txt")),
    ("SourceCodePro", "fonts/OFL-Source-Code.txt", include_str!("../../fonts/source-code/OFL.txt")),
    ("NotoNaskhArabic", "fonts/OFL-Noto-Naskh.txt", include_str!("../../fonts/noto-naskh/OFL.txt")),
];

impl FontFaces {
    /// Chooses the faces that the words of a book take.
    pub(super) fn of(input: &Input<'_>, traits: &Traits) -> FontFaces {
        let fonts = input.fonts;
        let styles = &input.theme.styles;
        let mut chosen: BTreeSet<FaceId> = BTreeSet::new();
        let mut choose = |family: &str, weight: u16, italic: bool| {
            chosen.extend(fonts.select(family, weight, italic));
        };
        choose(&styles.text.family.0, styles.text.weight, false);
        choose(&styles.h1.family.0, styles.h1.weight, false);
        choose(&styles.caption.family.0, styles.caption.weight, false);
        choose(&styles.caption.family.0, styles.caption_label.weight, false);
        for voice in &traits.voices {
            let style = voice_style(input.theme, *voice);
            let weight = if voice.strong { styles.lead.weight } else { style.weight };
            choose(&style.family.0, weight, voice.emphasis);
        }
        let text = fonts.select(&styles.text.family.0, styles.text.weight, false);
        let mut fallbacks = Vec::new();
        for character in &traits.characters {
            if text.is_some_and(|text| fonts.covers(text, *character)) {
                continue;
            }
            let Some(id) = fonts.fallback(*character, styles.text.weight, false) else { continue };
            let Some(face) = fonts.get(id) else { continue };
            if chosen.insert(id) || !fallbacks.contains(&face.family) {
                fallbacks.push(face.family.clone());
            }
        }
        fallbacks.sort();
        fallbacks.dedup();
        let faces = chosen.into_iter().filter_map(|id| FontFace::of(fonts, id)).collect();
        let sans = styles.caption.family.0.clone();
        FontFaces { faces, fallbacks, sans: vec![sans], mono: vec![styles.code.family.0.clone()] }
    }

    /// The `font-family` of a family, with what stands in for it.
    pub(super) fn stack(&self, family: &str) -> String {
        let generic = if self.mono.iter().any(|own| own == family) {
            "monospace"
        } else if self.sans.iter().any(|own| own == family) || family.contains("Sans") {
            "sans-serif"
        } else {
            "serif"
        };
        let own = std::iter::once(family).chain(self.fallbacks.iter().map(String::as_str));
        let quoted = own.map(|family| format!("\"{}\"", family.replace(['"', '\\', '\n'], "")));
        quoted.chain([generic.to_string()]).collect::<Vec<_>>().join(", ")
    }

    /// The `@font-face` rules.
    pub(super) fn rules(&self, theme: &Theme) -> String {
        let mut rules = String::new();
        for face in &self.faces {
            let slope = if face.italic { "italic" } else { "normal" };
            let family = face.family.replace(['"', '\\', '\n'], "");
            rules.push_str(&format!(
                "@font-face {{\n  font-family: \"{family}\";\n  font-weight: {};\n  \
                 font-style: {slope};\n  src: url(\"{}\");\n",
                face.weight, face.file
            ));
            if face.arabic {
                // Arabic letters look small beside Latin ones of the same size.
                let percent = theme.blocks.arabic_size / 10;
                rules.push_str(&format!("  size-adjust: {percent}%;\n"));
            }
            rules.push_str("}\n\n");
        }
        rules.trim_end().to_string()
    }

    /// The files: name, media type, content.
    pub(super) fn files<'a>(&self, fonts: &'a FontBook) -> Vec<(String, &'static str, &'a [u8])> {
        let mut files = Vec::new();
        for own in &self.faces {
            if let Some(face) = fonts.get(own.id) {
                let kind = if face.cff { "font/otf" } else { "font/ttf" };
                files.push((own.file.clone(), kind, face.data.as_ref()));
            }
        }
        for (start, file, text) in LICENCES {
            if self.faces.iter().any(|face| face.file.starts_with(&format!("fonts/{start}"))) {
                files.push((file.to_string(), "text/plain", text.as_bytes()));
            }
        }
        files
    }
}

impl FontFace {
    fn of(fonts: &FontBook, id: FaceId) -> Option<FontFace> {
        let face = fonts.get(id)?;
        let arabic = fonts.covers(id, 'ا') && !fonts.covers(id, 'a');
        Some(FontFace {
            id,
            family: face.family.clone(),
            file: file_name(face, id),
            weight: face.weight,
            italic: face.italic,
            arabic,
        })
    }
}

/// The name of a font's file: its PostScript name, which has only ASCII characters and no space
/// (OpenType, `name` table, ID 6), or its number in the book.
fn file_name(face: &Face, id: FaceId) -> String {
    let extension = if face.cff { "otf" } else { "ttf" };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match face.postscript_name.is_empty() || !face.postscript_name.chars().all(fits) {
        true => format!("fonts/font-{}.{extension}", id.0),
        false => format!("fonts/{}.{extension}", face.postscript_name),
    }
}

fn voice_style(theme: &Theme, voice: Voice) -> &Style {
    let styles = &theme.styles;
    if voice.code {
        &styles.code
    } else if voice.display {
        &styles.h1
    } else if voice.small {
        &styles.caption
    } else {
        &styles.text
    }
}
