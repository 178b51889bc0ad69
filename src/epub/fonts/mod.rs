//! The fonts of the e-book: the faces that its words take, each cut down to their characters. The
//! fonts' licence travels with them.

mod cff;
mod cmap;
mod glyf;
mod gpos;
mod subset;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Input;
use super::content::{BACK, Traits, Voice};
use crate::font::{Face, FaceId, FontBook};
use crate::language::Direction;
use crate::text::east_asian::is_east_asian;
use crate::theme::{Style, Theme};

/// The faces of a book.
#[derive(Debug, Default)]
pub(super) struct FontFaces {
    faces: Vec<FontFace>,
    /// By family, those for characters that it lacks.
    fallbacks: BTreeMap<String, BTreeSet<String>>,
    /// Whether there are characters of Chinese, Japanese or Korean.
    east_asian: bool,
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
    /// What it must have.
    characters: BTreeSet<char>,
}

/// What makes an emoji of the character before it.
const EMOJI_SELECTOR: char = '\u{fe0f}';

/// The licences of the fonts built into the program, by the beginnings of their file names.
const LICENCES: [(&[&str], &str, &str); 5] = [
    (
        &["SourceSerif4"],
        "fonts/OFL-Source-Serif.txt",
        include_str!("../../../fonts/source-serif/OFL.txt"),
    ),
    (
        &["SourceSans3"],
        "fonts/OFL-Source-Sans.txt",
        include_str!("../../../fonts/source-sans/OFL.txt"),
    ),
    (
        &["SourceCodePro"],
        "fonts/OFL-Source-Code.txt",
        include_str!("../../../fonts/source-code/OFL.txt"),
    ),
    (
        &["NotoNaskhArabic"],
        "fonts/OFL-Noto-Naskh.txt",
        include_str!("../../../fonts/noto-naskh/OFL.txt"),
    ),
    (
        &["NotoSansMath", "NotoSansSymbols", "NotoEmoji"],
        "fonts/OFL-Noto-Signs.txt",
        include_str!("../../../fonts/noto-signs/OFL.txt"),
    ),
];

impl FontFaces {
    /// Chooses the faces that the words of a book take.
    pub(super) fn of(input: &Input<'_>, traits: &Traits) -> FontFaces {
        let fonts = input.fonts;
        let styles = &input.theme.styles;
        let language = &input.document.language;
        let mut chosen: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
        let mut fallbacks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut has_squares = false;
        for (voice, characters) in &traits.spoken {
            let style = voice_style(input.theme, *voice);
            let weight = match voice.strong {
                true => style.weight.max(styles.lead.weight),
                false => style.weight,
            };
            let weight = match voice.stressed {
                true => weight.max(input.theme.blocks.arabic_stress),
                false => weight,
            };
            let italic = style.italic != voice.emphasis;
            let own = fonts.select(&style.family.0, weight, italic);
            if let Some(own) = own {
                chosen.entry(own).or_default().extend(characters);
            }
            for character in characters {
                if own.is_some_and(|own| fonts.covers(own, *character)) {
                    continue;
                }
                // In the weight and slope of the words around it, lest a reader make them up.
                let square = is_east_asian(*character);
                has_squares |= square;
                let id = match square {
                    true => fonts.east_asian(*character, language, &style.family.0, weight),
                    false => fonts.fallback(*character, weight, italic),
                };
                // One that is an emoji somewhere may be one here.
                let selects = characters.contains(&EMOJI_SELECTOR);
                let emoji = fonts.emoji(*character).filter(|_| selects);
                // The arrow back from a note is the reader's own.
                let theirs = |id: &FaceId| fonts.is_of_signs(*id) && BACK.starts_with(*character);
                for id in id.into_iter().chain(emoji).filter(|id| !theirs(id)) {
                    let Some(face) = fonts.get(id) else { continue };
                    chosen.entry(id).or_default().insert(*character);
                    let own = fallbacks.entry(style.family.0.clone()).or_default();
                    own.insert(face.family.clone());
                }
            }
        }
        for (face, characters) in &traits.drawn {
            if let Some(own) = fonts.select(&face.family, face.weight, face.italic) {
                chosen.entry(own).or_default().extend(characters);
            }
        }
        let faces = chosen.into_iter();
        let faces = faces.filter_map(|(id, own)| FontFace::of(fonts, id, own)).collect();
        let sans = styles.caption.family.0.clone();
        let mono = vec![styles.code.family.0.clone()];
        FontFaces { faces, fallbacks, east_asian: has_squares, sans: vec![sans], mono }
    }

    /// The `font-family` of a family, with what stands in for it.
    pub(super) fn stack(&self, family: &str) -> String {
        let generic = if self.mono.iter().any(|own| own == family) {
            "monospace"
        } else if family.contains("Serif") {
            "serif"
        } else if self.sans.iter().any(|own| own == family) || family.contains("Sans") {
            "sans-serif"
        } else {
            "serif"
        };
        // Its own first, then those of the other families.
        let own = self.fallbacks.get(family).into_iter().flatten();
        let others: BTreeSet<&String> = self.fallbacks.values().flatten().collect();
        let mut fallbacks: Vec<&str> = Vec::new();
        for other in own.chain(others) {
            if !fallbacks.contains(&other.as_str()) {
                fallbacks.push(other);
            }
        }
        let own = std::iter::once(family).chain(fallbacks);
        let quoted = own.map(|family| format!("\"{}\"", family.replace(['"', '\\', '\n'], "")));
        quoted.chain([generic.to_string()]).collect::<Vec<_>>().join(", ")
    }

    /// Whether there are characters of Chinese, Japanese or Korean.
    pub(super) fn has_east_asian(&self) -> bool {
        self.east_asian
    }

    /// The `@font-face` rules of a report that is read in this direction.
    pub(super) fn rules(&self, theme: &Theme, direction: Direction) -> String {
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
                let tokens = &theme.blocks;
                let size = match direction {
                    Direction::LeftToRight => tokens.arabic_size,
                    Direction::RightToLeft => tokens.arabic_text_size,
                };
                let percent = size / 10;
                rules.push_str(&format!("  size-adjust: {percent}%;\n"));
            }
            rules.push_str("}\n\n");
        }
        rules.trim_end().to_string()
    }

    /// The files: name, media type, content.
    pub(super) fn files<'a>(
        &self,
        fonts: &'a FontBook,
    ) -> Vec<(String, &'static str, Cow<'a, [u8]>)> {
        let file = |own: &FontFace| {
            let face = fonts.get(own.id)?;
            let kind = if face.cff { "font/otf" } else { "font/ttf" };
            let subset = subset::subset(face, &own.characters);
            let content = subset.map_or_else(|| subset::whole(face), Cow::Owned);
            Some((own.file.clone(), kind, content))
        };
        let mut files: Vec<_> = self.faces.par_iter().filter_map(file).collect();
        for (starts, file, text) in LICENCES {
            let own = |face: &FontFace| {
                let name = face.file.strip_prefix("fonts/").unwrap_or_default();
                starts.iter().any(|start| name.starts_with(start))
            };
            if self.faces.iter().any(own) {
                files.push((file.to_string(), "text/plain", Cow::Borrowed(text.as_bytes())));
            }
        }
        files
    }
}

impl FontFace {
    fn of(fonts: &FontBook, id: FaceId, characters: BTreeSet<char>) -> Option<FontFace> {
        let face = fonts.get(id)?;
        let arabic = fonts.covers(id, 'ا') && !fonts.covers(id, 'a');
        Some(FontFace {
            id,
            family: face.family.clone(),
            file: file_name(face, id),
            weight: face.weight,
            italic: face.italic,
            arabic,
            characters,
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
    match voice.heading {
        _ if voice.code => &styles.code,
        0 if voice.small => &styles.caption,
        0 => &styles.text,
        1 => &styles.h1,
        2 => &styles.h2,
        3 => &styles.h3,
        _ => &styles.h4,
    }
}
