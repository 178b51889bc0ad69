//! Shaping: the glyphs of a word, by the OpenType rules of its face.
//!
//! A text has far fewer different words than words, so a [`Shaper`] keeps what it has shaped, by
//! the word as it is written and all that shaping depends on. The glyphs of a word do not depend
//! on who asks first, so threads share one shaper and get what a single one would.

use std::cell::RefCell;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use harfrust::{Buffer, Direction, Feature, Font, ShapeOptions, ShapePlan, ShaperFont, Tag};
use rustc_hash::{FxHashMap, FxHasher};
use unicode_script::Script;

use crate::font::{FaceId, FontBook, FontBytes};
use crate::language::Language;

/// OpenType features beside those that are always on (kerning, ligatures, marks).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features(u16);

impl Features {
    /// Old-style figures.
    pub const OLD_STYLE: Features = Features(1);
    /// Lining figures.
    pub const LINING: Features = Features(1 << 1);
    /// Figures each with its own width.
    pub const PROPORTIONAL: Features = Features(1 << 2);
    /// Figures all of one width.
    pub const TABULAR: Features = Features(1 << 3);
    /// Small capitals for small letters and for capitals.
    pub const SMALL_CAPS: Features = Features(1 << 4);
    /// Superior letters and figures.
    pub const SUPERIORS: Features = Features(1 << 5);
    /// Inferior letters and figures.
    pub const INFERIORS: Features = Features(1 << 6);
    /// No ligatures: for letterspaced words and for code.
    pub const NO_LIGATURES: Features = Features(1 << 7);

    /// Both.
    pub const fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }

    /// These without the others.
    pub const fn without(self, other: Features) -> Features {
        Features(self.0 & !other.0)
    }

    /// Whether all of `other` are among them.
    pub const fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    /// A number for these features.
    pub const fn bits(self) -> u16 {
        self.0
    }

    fn list(self) -> Vec<Feature> {
        const TAGS: [(Features, &[u8; 4], u32); 10] = [
            (Features::OLD_STYLE, b"onum", 1),
            (Features::LINING, b"lnum", 1),
            (Features::PROPORTIONAL, b"pnum", 1),
            (Features::TABULAR, b"tnum", 1),
            (Features::SMALL_CAPS, b"smcp", 1),
            (Features::SMALL_CAPS, b"c2sc", 1),
            (Features::SUPERIORS, b"sups", 1),
            (Features::INFERIORS, b"subs", 1),
            (Features::NO_LIGATURES, b"liga", 0),
            (Features::NO_LIGATURES, b"clig", 0),
        ];
        let asked = TAGS.iter().filter(|(feature, ..)| self.has(*feature));
        asked.map(|(_, tag, value)| Feature::new(Tag::new(tag), *value, ..)).collect()
    }
}

/// All that the glyphs of a word depend on, beside its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typeface {
    /// The face.
    pub face: FaceId,
    /// The features.
    pub features: Features,
    /// The script.
    pub script: Script,
    /// Whether the word runs from right to left.
    pub right_to_left: bool,
    /// The primary subtag of the language, padded with zeros: a language may have forms of its
    /// own in a face.
    pub language: [u8; 8],
}

impl Typeface {
    /// The field `language` for a language.
    pub fn language_of(language: &Language) -> [u8; 8] {
        let mut tag = [0; 8];
        let primary = language.tag().bytes().take_while(|byte| *byte != b'-');
        for (to, from) in tag.iter_mut().zip(primary) {
            *to = from.to_ascii_lowercase();
        }
        tag
    }
}

/// A word as glyphs, in font units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs from left to right.
    pub glyphs: Box<[ShapedGlyph]>,
}

impl Shaped {
    /// The sum of the advances.
    pub fn advance(&self) -> i64 {
        self.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum()
    }
}

/// A glyph of a word, in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// The glyph's number in its face; never 0, which is the box of a missing glyph.
    pub id: u16,
    /// The byte of the word where its cluster begins.
    pub cluster: u32,
    /// How far the next glyph is.
    pub advance: i32,
    /// How far to the right of its origin it is drawn.
    pub dx: i32,
    /// How far above the baseline it is drawn.
    pub dy: i32,
    /// Whether the word would be shaped otherwise if a line broke before this cluster.
    pub unsafe_to_break: bool,
}

/// A word that is kept.
struct Kept {
    typeface: Typeface,
    word: Box<str>,
    shaped: Arc<Shaped>,
}

/// The words that are kept, by their hashes: a word is hashed once, whether it is found or not.
type Words = FxHashMap<u64, Vec<Kept>>;

/// How many locks the kept words are spread over.
const SHARDS: usize = 16;

/// Shapes words with the faces of a book, and keeps them.
pub struct Shaper<'a> {
    book: &'a FontBook,
    fonts: Vec<OnceLock<Option<Font>>>,
    plans: Mutex<FxHashMap<Typeface, Option<Arc<ShapePlan>>>>,
    words: [Mutex<Words>; SHARDS],
}

thread_local! {
    static BUFFER: RefCell<Buffer> = RefCell::new(Buffer::new());
}

impl<'a> Shaper<'a> {
    /// A shaper for the faces of this book.
    pub fn new(book: &'a FontBook) -> Shaper<'a> {
        Shaper {
            book,
            fonts: book.iter().map(|_| OnceLock::new()).collect(),
            plans: Mutex::default(),
            words: Default::default(),
        }
    }

    /// The book.
    pub fn fonts(&self) -> &'a FontBook {
        self.book
    }

    /// The glyphs of a word. A character that the face lacks becomes U+FFFD if the face has that,
    /// and a space else. A face that the book does not have gives no glyphs.
    pub fn shape(&self, word: &str, typeface: Typeface) -> Arc<Shaped> {
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one((word, typeface));
        // The high bits of this hash are its good ones.
        let shard = &self.words[(hash >> 32) as usize % SHARDS];
        {
            let words = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let mut known = words.get(&hash).into_iter().flatten();
            if let Some(kept) = known.find(|kept| kept.typeface == typeface && *kept.word == *word)
            {
                return Arc::clone(&kept.shaped);
            }
        }
        let shaped = Arc::new(self.shape_anew(word, typeface).unwrap_or_default());
        let kept = Kept { typeface, word: word.into(), shaped: Arc::clone(&shaped) };
        let mut words = shard.lock().unwrap_or_else(PoisonError::into_inner);
        words.entry(hash).or_default().push(kept);
        shaped
    }

    /// The white at the left of a glyph's outline, in font units; none when it has no outline.
    pub fn left_bearing(&self, face: FaceId, glyph: u16) -> Option<i32> {
        let font = ShaperFont::new(self.font(face)?);
        font.glyph_extents(harfrust::GlyphId::from(glyph)).map(|extents| extents.x_bearing)
    }

    fn shape_anew(&self, word: &str, typeface: Typeface) -> Option<Shaped> {
        let font = self.font(typeface.face)?;
        let plan = self.plan(font, typeface)?;
        let shaper = ShaperFont::new(font);
        BUFFER.with_borrow_mut(|buffer| {
            buffer.clear();
            buffer.push_str(word);
            buffer.set_direction(plan.direction());
            buffer.set_script(plan.script());
            let options = ShapeOptions::new().plan(Some(&plan));
            harfrust::shape(&shaper, buffer, options).ok()?;
            let placed = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
            let glyphs = placed.map(|(glyph, position)| {
                let id = u16::try_from(glyph.glyph_id).unwrap_or(0);
                let drawn = ShapedGlyph {
                    id,
                    cluster: glyph.cluster,
                    advance: position.x_advance,
                    dx: position.x_offset,
                    dy: position.y_offset,
                    unsafe_to_break: glyph.unsafe_to_break(),
                };
                if id == 0 { missing(&shaper, drawn) } else { drawn }
            });
            Some(Shaped { glyphs: glyphs.collect() })
        })
    }

    fn font(&self, face: FaceId) -> Option<&Font> {
        let font = self.fonts.get(usize::from(face.0))?;
        let read = || {
            let face = self.book.get(face)?;
            match &face.data {
                FontBytes::BuiltIn(bytes) => Font::new(*bytes, face.index),
                FontBytes::Read(bytes) => {
                    let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = bytes.clone();
                    Font::new(bytes, face.index)
                }
            }
        };
        font.get_or_init(read).as_ref()
    }

    fn plan(&self, font: &Font, typeface: Typeface) -> Option<Arc<ShapePlan>> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.entry(typeface).or_insert_with(|| {
            let tag = typeface.script.as_iso15924_tag();
            let script = harfrust::Script::from_iso15924_tag(Tag::from_be_bytes(tag.to_be_bytes()));
            let direction = match typeface.right_to_left {
                true => Direction::RightToLeft,
                false => Direction::LeftToRight,
            };
            let subtag = typeface.language.iter().copied().take_while(|byte| *byte != 0);
            let language = harfrust::Language::new(subtag.collect::<Vec<u8>>());
            let features = typeface.features.list();
            let plan = ShapePlan::new(font, direction, script, language.as_ref(), &features);
            Some(Arc::new(plan))
        });
        plan.clone()
    }
}

/// What stands for a character that the face lacks: never glyph 0, which an archive's PDF
/// (ISO 19005-2, 6.2.11.8) may not hold.
fn missing(font: &ShaperFont<'_, '_>, glyph: ShapedGlyph) -> ShapedGlyph {
    let stand_in = ['\u{fffd}', ' '].into_iter().find_map(|c| font.nominal_glyph(u32::from(c)));
    // A face without even a space shows its second glyph, by custom an empty one.
    let stand_in = stand_in.filter(|id| id.to_u32() != 0).unwrap_or(harfrust::GlyphId::new(1));
    let id = u16::try_from(stand_in.to_u32()).unwrap_or(1);
    ShapedGlyph { id, advance: font.glyph_h_advance(stand_in), ..glyph }
}
