//! The type of elements.

use serde::Deserialize;

use super::palette::Tint;
use super::value::{leading, size, tracking, weight};
use crate::geometry::Length;

/// A family of faces, as the theme names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Family(pub String);

/// Which figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// Old-style, each with its own width.
    OldStyle,
    /// Lining, each with its own width.
    #[default]
    Lining,
    /// Lining, all of one width.
    Tabular,
}

/// How lines stand in their measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Both edges even.
    Justified,
    /// The start edge even, left in a language that runs from left to right.
    #[default]
    Start,
    /// Each line in the middle.
    Center,
    /// The end edge even.
    End,
}

/// The type of an element.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// The family.
    pub family: Family,
    /// The weight, 1 to 1,000: 400 is regular, 700 bold.
    #[serde(default = "regular", deserialize_with = "weight")]
    pub weight: u16,
    /// Italic.
    #[serde(default)]
    pub italic: bool,
    /// The size of the type.
    #[serde(deserialize_with = "size")]
    pub size: Length,
    /// The distance of baselines.
    #[serde(deserialize_with = "leading")]
    pub leading: Length,
    /// The colour.
    #[serde(default)]
    pub color: Tint,
    /// Added to each advance, in thousandths of the size.
    #[serde(default, deserialize_with = "tracking")]
    pub tracking: i64,
    /// Which figures.
    #[serde(default)]
    pub figures: Figures,
    /// Small capitals for all letters.
    #[serde(default)]
    pub small_caps: bool,
    /// How lines stand.
    #[serde(default)]
    pub align: Align,
    /// Whether words may be hyphenated.
    #[serde(default)]
    pub hyphens: bool,
}

fn regular() -> u16 {
    400
}

macro_rules! styles {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The type of each element.
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Styles {
            $($(#[$doc])* pub $name: Style,)*
        }

        impl Styles {
            /// All of them with their names.
            pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Style)> {
                [$((stringify!($name), &self.$name),)*].into_iter()
            }
        }
    };
}

styles! {
    /// The title on the cover.
    cover_title,
    /// The title on the cover when a line of it would hold more than 24 letters.
    cover_title_long,
    /// The subtitle on the cover.
    cover_subtitle,
    /// The institution and the series on the cover.
    cover_name,
    /// The authors on the cover.
    cover_author,
    /// The date on the cover.
    cover_date,
    /// The number in the series on the cover.
    cover_detail,
    /// The title above the text.
    title,
    /// The subtitle below it.
    subtitle,
    /// The authors below that.
    author,
    /// An author's role there.
    role,
    /// A person's role in the back matter.
    person_role,
    /// A heading of level 1.
    h1,
    /// "Appendix" above such a heading.
    part_label,
    /// The number of a chapter where it stands above the title.
    chapter_number,
    /// A heading of level 2.
    h2,
    /// A heading of level 3.
    h3,
    /// A heading of level 4 and below, run in.
    h4,
    /// Running text.
    text,
    /// The first words of a report or a chapter.
    first_words,
    /// A quotation.
    quote,
    /// Verse.
    verse,
    /// The lead of a list item.
    lead,
    /// The text of a box.
    box_text,
    /// "Box 1".
    box_label,
    /// The title of a box.
    box_title,
    /// "Map 1", "Figure 1", "Table 1".
    caption_label,
    /// The title above a map, chart or table.
    exhibit_title,
    /// The second line of that title.
    exhibit_subtitle,
    /// The caption below a picture.
    caption,
    /// Sources, credits and notes of figures and tables.
    source,
    /// The cells of a table.
    table,
    /// The head of a table.
    table_head,
    /// The cells of a table that is too wide for its column.
    table_small,
    /// The head of such a table.
    table_head_small,
    /// Footnotes.
    footnote,
    /// Code in footnotes.
    note_code,
    /// A pull quote.
    pull_quote,
    /// An epigraph.
    epigraph,
    /// Running heads.
    running_head,
    /// Folios.
    folio,
    /// Code.
    code,
    /// Code that is too wide for its column.
    code_small,
    /// The number of a recommendation.
    recommendation_number,
    /// The lead of a recommendation.
    recommendation_lead,
    /// The date of a chronology.
    chronology_date,
    /// The term of a chronology or glossary.
    term,
    /// The label of a row of the imprint.
    imprint_label,
    /// The matter of a row of the imprint.
    imprint,
    /// An entry of level 1 in the contents.
    contents_1,
    /// An entry of a deeper level.
    contents_2,
    /// The name of a list after the contents: "Maps".
    contents_list,
    /// "Map 1" in such a list.
    contents_label,
    /// A person's name in the back matter.
    person,
    /// "Acknowledgments" and "The institution" there, and the institution's name at the foot.
    matter_label,
    /// The institution's address at the foot.
    house,
    /// How a person can be reached, below what is said of the person.
    contact,
    /// The initials in place of a portrait.
    initials,
    /// "Draft", on each page of one.
    draft,
}

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The families that styles may name by what they are for.
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Families {
            $($(#[$doc])* pub $name: Family,)*
        }

        impl Families {
            /// The names by which styles may name them.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// The family of this name.
            pub fn named(&self, name: &str) -> Option<&Family> {
                match name {
                    $(stringify!($name) => Some(&self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

families! {
    /// Running text.
    serif,
    /// The same for small sizes: notes.
    small,
    /// The same for large sizes: titles.
    display,
    /// Labels, captions, tables.
    sans,
    /// Code.
    code,
}
