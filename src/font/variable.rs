//! Variable fonts (OpenType, `fvar`): the fixed faces that are made of one.
//!
//! Neither edition can count on readers that know them, and a PDF holds fixed outlines only. So a
//! variable font stands for a face of each weight that it names, all else as it is by default.

use skrifa::raw::{FontRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{MetadataProvider, Tag};
use subsetter::GlyphRemapper;

use super::sfnt;

/// A font of more glyphs than this is of ideographs, and made into a regular and a bold face only.
const MANY_GLYPHS: u16 = 5_000;
/// The weights of those.
const FEW_WEIGHTS: [u16; 2] = [400, 700];
/// The weight of a font that cannot vary in it.
const REGULAR: u16 = 400;

const WEIGHT: Tag = Tag::new(b"wght");

/// The weights that a variable font is to have faces of, from light to bold; none for a font that
/// does not vary.
pub(super) fn weights(data: &[u8], index: u32) -> Vec<u16> {
    let Ok(font) = FontRef::from_index(data, index) else { return Vec::new() };
    if font.axes().is_empty() {
        return Vec::new();
    }
    let Some(axis) = font.axes().get_by_tag(WEIGHT) else { return vec![REGULAR] };
    let many = font.maxp().is_ok_and(|maxp| maxp.num_glyphs() > MANY_GLYPHS);
    let whole = |weight: f32| weight.clamp(axis.min_value(), axis.max_value()).round() as u16;
    let place = font.axes().iter().position(|own| own.tag() == WEIGHT);
    let mut weights: Vec<u16> = match many {
        true => FEW_WEIGHTS.iter().map(|weight| whole(f32::from(*weight))).collect(),
        false => {
            let places = font.named_instances().iter();
            places.filter_map(|own| own.user_coords().nth(place?).map(whole)).collect()
        }
    };
    if weights.is_empty() {
        weights.push(whole(axis.default_value()));
    }
    weights.sort_unstable();
    weights.dedup();
    weights
}

/// The family of a variable font, without the name of its default weight.
pub(super) fn family(data: &[u8], index: u32) -> Option<String> {
    let font = FontRef::from_index(data, index).ok()?;
    let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME))
}

/// The font fixed at a weight: the outlines and widths of that, and all other tables as they are.
/// None when its outlines cannot be made out.
pub(super) fn instance(data: &[u8], index: u32, weight: u16) -> Option<Vec<u8>> {
    let font = FontRef::from_index(data, index).ok()?;
    let mut glyphs = GlyphRemapper::new();
    for glyph in 0..font.maxp().ok()?.num_glyphs() {
        glyphs.remap(glyph);
    }
    let weighed = font.axes().get_by_tag(WEIGHT).is_some();
    let place = [(subsetter::Tag::new(b"wght"), f32::from(weight))];
    let place = if weighed { place.as_slice() } else { &[] };
    let outlines = subsetter::subset_with_variations(data, index, place, &glyphs).ok()?;
    let outlines = FontRef::from_index(&outlines, 0).ok()?;
    let version = outlines.table_directory().sfnt_version().to_be_bytes();
    let mut tables: Vec<(Tag, Vec<u8>)> = Vec::new();
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        let varies = matches!(
            &tag.to_be_bytes(),
            b"fvar"
                | b"gvar"
                | b"avar"
                | b"cvar"
                | b"HVAR"
                | b"VVAR"
                | b"MVAR"
                | b"STAT"
                | b"CFF2"
                | b"glyf"
                | b"loca"
                | b"DSIG"
                | b"fpgm"
                | b"prep"
                | b"cvt "
                | b"hdmx"
        );
        let own = outlines.table_data(tag).filter(|_| is_of_outlines(tag));
        let Some(table) = own.or_else(|| font.table_data(tag)).filter(|_| !varies) else {
            continue;
        };
        let mut table = table.as_bytes().to_vec();
        if tag == Tag::new(b"OS/2")
            && let Some(own) = table.get_mut(4..6)
        {
            own.copy_from_slice(&weight.to_be_bytes());
        }
        tables.push((tag, table));
    }
    for tag in [Tag::new(b"glyf"), Tag::new(b"loca"), Tag::new(b"CFF ")] {
        if let Some(table) = outlines.table_data(tag)
            && !tables.iter().any(|(own, _)| *own == tag)
        {
            tables.push((tag, table.as_bytes().to_vec()));
        }
    }
    tables.sort_by_key(|(tag, _)| *tag);
    Some(sfnt::file(&version, tables))
}

/// Whether a table goes with the outlines.
fn is_of_outlines(tag: Tag) -> bool {
    matches!(&tag.to_be_bytes(), b"head" | b"hhea" | b"hmtx" | b"maxp")
}
