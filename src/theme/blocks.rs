//! The spaces, rules and indents of blocks.

use serde::Deserialize;

use super::style::Align;
use super::value::{Lines, count, length, penalty, proportion, share, weight};
use crate::geometry::Length;

/// White above and below a block, in lines of the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockSpace {
    /// Above.
    #[serde(default)]
    pub before: Lines,
    /// Below.
    #[serde(default)]
    pub after: Lines,
}

/// The spaces, rules and indents of blocks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocks {
    /// The indent of a paragraph that follows another.
    #[serde(deserialize_with = "length")]
    pub indent: Length,
    /// The white between paragraphs.
    pub paragraph: Lines,
    /// Level 1.
    pub h1: BlockSpace,
    /// A heading of level 1 opens a page when fewer lines than this remain.
    #[serde(deserialize_with = "count")]
    pub h1_room: i64,
    /// Where chapters begin.
    pub openings: Opening,
    /// The white above the number and the title of a chapter that opens a page.
    pub sink: Lines,
    /// Where the number of a heading of level 1 stands.
    pub h1_number: NumberPlace,
    /// The white around the number of a heading and the words behind it.
    #[serde(deserialize_with = "length")]
    pub heading_gap: Length,
    /// Which paragraphs begin with words in small capitals.
    pub first_words: FirstWords,
    /// The most letters in three such words; else they are two.
    #[serde(deserialize_with = "count")]
    pub first_letters: usize,
    /// Level 2.
    pub h2: BlockSpace,
    /// Level 3.
    pub h3: BlockSpace,
    /// Level 4.
    pub h4: BlockSpace,
    /// Between a heading that is run in and its text, in per mille of its size.
    #[serde(deserialize_with = "share")]
    pub run_in_space: i64,
    /// Lists.
    pub list: BlockSpace,
    /// The white between items when any item has two lines.
    pub list_item: Lines,
    /// The indent of an item's text.
    #[serde(deserialize_with = "length")]
    pub list_indent: Length,
    /// The indent of a numbered item's text; more where a number asks for it.
    #[serde(deserialize_with = "length")]
    pub number_indent: Length,
    /// How numbers stand before the text: their ends even, or their starts.
    pub number_align: Align,
    /// The bullet.
    pub bullet: String,
    /// The white between a number and the item's text.
    #[serde(deserialize_with = "length")]
    pub number_gap: Length,
    /// The side of the box before a task.
    #[serde(deserialize_with = "length")]
    pub task_box: Length,
    /// The white between recommendations.
    pub recommendation: Lines,
    /// The indent of recommendations where there is no margin column for their numbers.
    #[serde(deserialize_with = "length")]
    pub recommendation_indent: Length,
    /// Definition lists.
    pub definitions: BlockSpace,
    /// The white between definitions.
    pub definition: Lines,
    /// Quotations.
    pub quote: BlockSpace,
    /// The indent of a quotation on both sides.
    #[serde(deserialize_with = "length")]
    pub quote_indent: Length,
    /// The white between stanzas.
    pub stanza: Lines,
    /// How much further in the rest of a line of verse stands that is too long for its column.
    #[serde(deserialize_with = "length")]
    pub verse_turn: Length,
    /// How much further in than its beginning the rest of a line of code stands that is too long
    /// for its column.
    #[serde(deserialize_with = "length")]
    pub code_turn: Length,
    /// Epigraphs.
    pub epigraph: BlockSpace,
    /// Figures, maps, tables.
    pub exhibit: BlockSpace,
    /// Where "Map 1" and "Source" stand.
    pub exhibit_label: LabelPlace,
    /// Where the rule of a map, chart or table stands.
    pub exhibit_rule_place: RulePlace,
    /// Between a label and the words beside it on its line.
    #[serde(deserialize_with = "length")]
    pub label_gap: Length,
    /// Behind a label on the line of its words.
    pub label_stop: String,
    /// Behind "Source" and "Note" on the line of their words. A colon is written as the report's
    /// language has it.
    pub lead_stop: String,
    /// Between that and the words.
    #[serde(deserialize_with = "length")]
    pub lead_gap: Length,
    /// Between a caption and a credit behind it.
    #[serde(deserialize_with = "length")]
    pub credit_gap: Length,
    /// The height of photographs is a whole number of lines, less so much of one.
    pub photo_less: Lines,
    /// A picture set at less than this share of its width, in per mille, is told to be too small.
    #[serde(deserialize_with = "share")]
    pub legible: i64,
    /// A plate that is wider than high is turned when that makes its picture so much larger, each
    /// way, in per mille of its size.
    #[serde(deserialize_with = "proportion")]
    pub turn_gain: i64,
    /// The rule above a map, chart, or table.
    #[serde(deserialize_with = "length")]
    pub exhibit_rule: Length,
    /// Between that rule, the title, the matter and the source.
    pub exhibit_gap: Lines,
    /// Between a picture and its caption.
    pub caption_gap: Lines,
    /// The rule below a table's head and foot.
    #[serde(deserialize_with = "length")]
    pub table_rule: Length,
    /// The hairline between rows.
    #[serde(deserialize_with = "length")]
    pub table_hairline: Length,
    /// The white above and below the text of a row.
    #[serde(deserialize_with = "length")]
    pub table_padding: Length,
    /// The white between a table's rules and what they part, beside that of the rows.
    #[serde(deserialize_with = "length")]
    pub table_edge: Length,
    /// The least white between two columns of a table.
    #[serde(deserialize_with = "length")]
    pub table_gap: Length,
    /// Boxes.
    pub boxed: BlockSpace,
    /// The rule on top of a box.
    #[serde(deserialize_with = "length")]
    pub box_rule: Length,
    /// The rule at the foot of a box; 0 for none.
    #[serde(deserialize_with = "length")]
    pub box_foot: Length,
    /// The form of a summary without a title of its own.
    pub summary: SummaryForm,
    /// The white inside a box.
    #[serde(deserialize_with = "length")]
    pub box_padding: Length,
    /// Pull quotes.
    pub pull_quote: BlockSpace,
    /// The width of the bar above a pull quote, and below the subtitle of the cover.
    #[serde(deserialize_with = "length")]
    pub bar_width: Length,
    /// The height of that bar.
    #[serde(deserialize_with = "length")]
    pub bar_height: Length,
    /// Code.
    pub code: BlockSpace,
    /// The bar at the left of code; 0 for none.
    #[serde(deserialize_with = "length")]
    pub code_bar: Length,
    /// The indent of code.
    #[serde(deserialize_with = "length")]
    pub code_indent: Length,
    /// Persons, acknowledgments and the institution in the back matter.
    pub labelled: BlockSpace,
    /// The least white between the text and the rule above the notes.
    pub note_clear: Lines,
    /// The width of the rule above the notes.
    #[serde(deserialize_with = "length")]
    pub note_rule_width: Length,
    /// Its height.
    #[serde(deserialize_with = "length")]
    pub note_rule: Length,
    /// Between that rule and the first note.
    #[serde(deserialize_with = "length")]
    pub note_gap: Length,
    /// The indent of a note's paragraph that follows another.
    #[serde(deserialize_with = "length")]
    pub note_paragraph: Length,
    /// The indent of a note's text.
    #[serde(deserialize_with = "length")]
    pub note_indent: Length,
    /// The size of Arabic script among Latin, in per mille of the text around it.
    #[serde(deserialize_with = "proportion")]
    pub arabic_size: i64,
    /// The same in a report that is written in it: there it need not be as large as Latin letters
    /// of the same size, but its marks need room between lines.
    #[serde(deserialize_with = "proportion")]
    pub arabic_text_size: i64,
    /// The least weight of emphasised words in Arabic script, which has no italics.
    #[serde(deserialize_with = "weight")]
    pub arabic_stress: u16,
}

/// Where chapters begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// Below the chapter before; appendices and the back matter on a new page.
    RunOn,
    /// On a new page.
    Page,
    /// On a new right-hand page.
    Recto,
}

/// Where the number of a chapter's heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberPlace {
    /// In the margin column, on the line of the words; before them where there is none.
    Beside,
    /// On a line of its own above the words.
    Above,
}

/// Which paragraphs begin with words in small capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstWords {
    /// None.
    Never,
    /// The first of the report.
    Report,
    /// The first of each chapter.
    Chapters,
}

/// The form of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SummaryForm {
    /// A box.
    Box,
    /// Indented like a quotation, its label run in: the abstract of a paper.
    Inset,
}

/// Where the label of a figure or table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelPlace {
    /// In the margin column; above the words where there is none.
    Margin,
    /// On the line of the words, before them.
    Inline,
}

/// Where the rule of a titled figure or a table stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulePlace {
    /// Above its title.
    AboveTitle,
    /// Below its title.
    BelowTitle,
}

/// When pages end: how much is kept together, and what giving way costs, in demerits (40 is a page
/// that ends one line short).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breaks {
    /// A quotation of no more lines is not broken.
    #[serde(deserialize_with = "count")]
    pub whole_quote: i32,
    /// In so many pages there is one pull quote at most.
    #[serde(deserialize_with = "count")]
    pub pull_quote_pages: usize,
    /// A pull quote stands at least so many lines from the words that it repeats.
    #[serde(deserialize_with = "count")]
    pub pull_quote_lines: i32,
    /// A stanza of no more lines is not broken.
    #[serde(deserialize_with = "count")]
    pub whole_stanza: i32,
    /// Words of no more lines below verse say where it comes from.
    #[serde(deserialize_with = "count")]
    pub attribution: i32,
    /// Code of no more lines is not broken.
    #[serde(deserialize_with = "count")]
    pub whole_code: usize,
    /// A table of no more rows is not broken.
    #[serde(deserialize_with = "count")]
    pub whole_rows: usize,
    /// A float with fewer lines of text above it on its page stands at the head, with fewer below it
    /// at the foot; 0 for no such float.
    #[serde(deserialize_with = "count")]
    pub float_strip: i32,
    /// The white above a heading a line less.
    #[serde(deserialize_with = "penalty")]
    pub heading_less: u32,
    /// The white above a heading a line more.
    #[serde(deserialize_with = "penalty")]
    pub heading_more: u32,
    /// The white around a list, a quotation or an exhibit a line less.
    #[serde(deserialize_with = "penalty")]
    pub block_less: u32,
    /// The white around a list, a quotation or an exhibit a line more.
    #[serde(deserialize_with = "penalty")]
    pub block_more: u32,
}
