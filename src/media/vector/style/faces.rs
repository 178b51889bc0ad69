//! Families as drawing programs name them: by the name of a face, `SourceSans3-Semibold`.

use super::font::names;
use crate::font::{Face, FontBook};

/// What a list of families comes to.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// The list, the name of the face replaced by that of its family.
    pub families: Vec<String>,
    pub weight: u16,
    pub is_italic: bool,
    /// The name that asks for a face which is not there, though the family is.
    pub missing: Option<String>,
}

/// Whether a list names a face where a family should stand, or no family that is there.
pub(super) fn is_other(value: &str, fonts: &FontBook) -> bool {
    value.contains(['\\', '(', '/'])
        || value.contains('-') && found(value, fonts).is_some()
        || of_kind(value, fonts).is_some()
}

/// The families of a list of which none is there, and which ends in no kind, with the kind that they
/// are of; none where that is not known.
pub(super) fn of_kind(value: &str, fonts: &FontBook) -> Option<(Vec<String>, &'static str)> {
    let list = names(value)?;
    let is_there = |name: &String| {
        is_kind(name) || fonts.iter().any(|(_, face)| face.family.eq_ignore_ascii_case(name))
    };
    if list.iter().any(is_there) {
        return None;
    }
    let kind = list.iter().find_map(|name| kind(name))?;
    Some((list, kind))
}

/// The kind of a family that is known, or says it.
fn kind(name: &str) -> Option<&'static str> {
    const SANS: [&str; 24] = [
        "arial",
        "avenir",
        "calibri",
        "dejavusans",
        "dinpro",
        "franklingothic",
        "futura",
        "geneva",
        "gillsans",
        "helvetica",
        "inter",
        "lato",
        "lucida",
        "montserrat",
        "myriad",
        "opensans",
        "poppins",
        "roboto",
        "segoe",
        "tahoma",
        "trebuchet",
        "univers",
        "verdana",
        "salesforcesans",
    ];
    const SERIF: [&str; 10] = [
        "baskerville",
        "bookman",
        "cambria",
        "garamond",
        "georgia",
        "minion",
        "palatino",
        "times",
        "charter",
        "merriweather",
    ];
    const MONO: [&str; 7] =
        ["consolas", "courier", "inconsolata", "menlo", "monaco", "cascadiacode", "firacode"];
    let name = plain(name);
    let is_of = |known: &[&str]| known.iter().any(|own| name.starts_with(own));
    if is_of(&MONO) || name.contains("mono") || name.ends_with("code") {
        Some("monospace")
    } else if is_of(&SANS) || name.contains("sans") || name.contains("grotesk") {
        Some("sans-serif")
    } else if is_of(&SERIF) || name.contains("serif") {
        Some("serif")
    } else {
        None
    }
}

/// The family, the weight and the slope for a list that names a face before any family that is
/// there; none for a list of families.
pub(super) fn found(value: &str, fonts: &FontBook) -> Option<Found> {
    let list = names(value)?;
    for (place, name) in list.iter().enumerate() {
        if is_kind(name) || fonts.iter().any(|(_, face)| face.family.eq_ignore_ascii_case(name)) {
            return None;
        }
        let Some((family, weight, is_italic, is_there)) = named(name, fonts) else { continue };
        let mut families = list.clone();
        if let Some(own) = families.get_mut(place) {
            *own = family;
        }
        let missing = (!is_there).then(|| name.clone());
        return Some(Found { families, weight, is_italic, missing });
    }
    None
}

fn is_kind(name: &str) -> bool {
    matches!(name, "serif" | "sans-serif" | "monospace" | "cursive" | "fantasy" | "system-ui")
}

/// Family, weight, slope, and whether there is such a face.
fn named(name: &str, fonts: &FontBook) -> Option<(String, u16, bool, bool)> {
    let own = |face: &&Face| face.postscript_name.eq_ignore_ascii_case(name);
    let mut faces = fonts.iter().map(|(_, face)| face);
    if let Some(face) = faces.find(own) {
        return Some((face.family.clone(), face.weight, face.italic, true));
    }
    let (base, style) = name.split_once('-').unwrap_or((name, ""));
    let base = plain(base.trim_end_matches("MT").trim_end_matches("PS"));
    let faces: Vec<&Face> =
        fonts.iter().map(|(_, face)| face).filter(|face| plain(&face.family) == base).collect();
    let family = faces.first()?.family.clone();
    let style = plain(style.trim_end_matches("MT"));
    let weight = weight(&style);
    let is_italic = style.contains("italic") || style.contains("oblique") || style.ends_with("it");
    let is_there = faces.iter().any(|face| face.weight == weight && face.italic == is_italic);
    Some((family, weight, is_italic, is_there))
}

/// A name without spaces and signs, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|own| own.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The weight that the name of a style says.
fn weight(style: &str) -> u16 {
    // The longer words come before those that they contain.
    const WORDS: &[(&str, u16)] = &[
        ("extralight", 200),
        ("ultralight", 200),
        ("semilight", 350),
        ("light", 300),
        ("thin", 100),
        ("hairline", 100),
        ("semibold", 600),
        ("demibold", 600),
        ("demi", 600),
        ("extrabold", 800),
        ("ultrabold", 800),
        ("heavy", 900),
        ("black", 900),
        ("bold", 700),
        ("medium", 500),
    ];
    WORDS.iter().find(|(word, _)| style.contains(word)).map_or(400, |(_, weight)| *weight)
}
