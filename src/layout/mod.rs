//! Document to pages.
//!
//! Three steps, repeated until the page numbers in the text agree with the pages:
//!
//! 1. **Collect.** Each block is measured and becomes entries of the vertical [`list`], from the
//!    top of the report down; beside each entry is kept what is to be drawn for it. Words are set
//!    by a [`paragraph::Typesetter`], which breaks them into lines by [`knuth_plass`].
//! 2. **Break.** [`paginate`] chooses where pages end, at least cost over the whole report.
//!    Of a page's floats those beside a strip of text then go to its head or foot
//!    ([`float_places`]).
//! 3. **Compose.** Everything gets its place on the paper: the parts of the list that the plan
//!    puts on a page, its notes, running head and folio, and the front matter before them.
//!
//! A page has a narrow margin column for labels, which a theme may do without, and a column for
//! text, both on one grid; or two columns of text that share the width of both, beside which labels
//! fold into the text. [`columns`] says where they are. Nothing else here is a number: all
//! sizes, spaces and colours are tokens of the theme. Pages are composed as right-hand pages;
//! `openings` moves what stands on left-hand ones, and sees to chapters that open on the right.
//!
//! **Turned.** A wide plate, and a table too wide for the page, stand on pages of their own, a quarter
//! turn to the left. They are set in the columns of the page as the reader turns it, and drawn there
//! ([`turned`]).
//!
//! **Right to left.** A report that is read from right to left is laid out in the mirror: all that
//! is said here of left and right holds, and when its pages are done they are turned. A line of it
//! is set as it is seen and then mirrored about itself, so that it is right again in the end.
//!
//! **Page numbers** are words of the text ("page 9"), and can change where it breaks. The first
//! round knows none, each later one those of the round before. When two rounds agree, the pages
//! are done; after [`ROUNDS`] rounds a warning names the reference that keeps moving.

pub mod columns;
pub mod knuth_plass;
pub mod line;
pub mod list;
pub mod paginate;
pub mod paragraph;

mod boxes;
mod code;
mod collect;
mod compose;
mod contents;
mod draft;
mod drawing;
mod exhibit;
mod figure;
mod findings;
mod float_places;
mod flow;
mod front;
mod galley;
mod imprint;
mod labelled;
mod lists;
mod mark;
mod note_lines;
mod notes;
mod openings;
mod press;
mod pull_quote;
mod pull_quotes;
mod quotes;
mod running;
mod running_text;
mod set;
mod settle;
mod slices;
mod stack;
mod table;
mod table_columns;
mod table_grid;
mod table_heights;
mod turned;
mod turned_table;

use self::columns::Columns;
use self::list::{LINE, Units};
use self::notes::Called;
use self::paragraph::{LineCache, Typesetter};
use self::set::Round;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::font::FontBook;
use crate::manifest::Manifest;
use crate::media::MediaStore;
use crate::page::{Page, PageMap, Pages};
use crate::references::References;
use crate::text::{Exceptions, Shaper};
use crate::theme::{Lines, Theme};

/// The most rounds in which page numbers may settle.
pub const ROUNDS: usize = 5;

/// All that pages are made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What the report says.
    pub document: &'a Document,
    /// Its numbers and names.
    pub references: &'a References,
    /// How it looks.
    pub theme: &'a Theme,
    /// The fonts that it may use.
    pub fonts: &'a FontBook,
    /// Its pictures.
    pub media: &'a MediaStore,
    /// What its manifest asks of the pages.
    pub manifest: &'a Manifest,
}

/// What was set before, by its content. It may be emptied at any time without changing a page.
#[derive(Debug, Default)]
pub struct Cache {
    lines: LineCache,
}

/// Lays out a report. Never fails: what does not fit becomes a diagnostic.
pub fn lay_out(input: &Input<'_>, cache: &mut Cache, diagnostics: &mut Diagnostics) -> Pages {
    let shaper = Shaper::new(input.fonts);
    let exceptions = exceptions(input.manifest);
    cache.lines.begin(input.fonts, input.theme, &exceptions);
    let printed = settle::printed_pages(input);
    let mut known: Option<PageMap> = None;
    for number in 1..=ROUNDS {
        let (pages, problems) =
            lay_out_once(input, &shaper, &exceptions, &cache.lines, known.as_ref());
        let map = PageMap::of(&pages);
        let moved = settle::moved(&printed, known.as_ref(), &map);
        if moved.is_empty() || number == ROUNDS {
            diagnostics.extend(problems);
            diagnostics.extend(settle::warnings(input, &moved));
            return pages;
        }
        known = Some(map);
    }
    Pages::default()
}

/// The words that the manifest says how to divide.
fn exceptions(manifest: &Manifest) -> Exceptions {
    let mut exceptions = Exceptions::default();
    for exception in &manifest.hyphenation {
        exceptions.add(&exception.language, &exception.word.value);
    }
    exceptions
}

/// One round: collect, break, compose.
fn lay_out_once<'a>(
    input: &'a Input<'a>,
    shaper: &'a Shaper<'a>,
    exceptions: &'a Exceptions,
    lines: &'a LineCache,
    pages: Option<&'a PageMap>,
) -> (Pages, Vec<Diagnostic>) {
    let Input { document, references, theme, media, .. } = *input;
    let language = &document.language;
    let cache = Some(lines);
    let typesetter = Typesetter {
        shaper,
        exceptions,
        document,
        references,
        theme,
        media,
        cache,
        pages,
        language,
    };
    let mut round = Round { input, typesetter, problems: Vec::new() };
    let sheet = press::sheet(input);
    let paper = input.manifest.pdf.paper.unwrap_or(theme.page.paper);
    let mut columns = Columns::of(paper, &theme.page);
    columns.bleed = sheet.bleed;
    let opening = front::opening(&mut round, &columns);
    let mut called = Called::default();
    let mut list = front_matter(&mut round, &columns.single(), &mut called);
    let galley = collect::collect(&mut round, columns, &mut called);
    let mut plan = openings::plan(&galley, &frame(input, &columns, opening.units));
    // Where white parts paragraphs, that above and below a float is all that parts those around it.
    if theme.blocks.paragraph == Lines::default() {
        let strip = theme.breaks.float_strip.saturating_mul(LINE);
        float_places::place(&mut plan, &galley, strip);
    }
    round.problems.extend(findings::findings(&galley, &plan));
    list.extend(compose::compose(&mut round, &columns, &galley, &plan, &opening));
    let right_to_left = round.typesetter.is_mirrored();
    openings::mirror(&mut list, &columns, right_to_left);
    if right_to_left {
        openings::turn(&mut list);
    }
    round.problems.extend(pull_quotes::warnings(input, &list));
    draft::stamp(&round, &mut list);
    press::crop_marks(&mut list, sheet, theme);
    (Pages { list, sheet }, round.problems)
}

/// Cover, imprint and contents, numbered i, ii, iii.
fn front_matter(round: &mut Round<'_>, columns: &Columns, called: &mut Called) -> Vec<Page> {
    let next = |pages: &[Page]| u32::try_from(pages.len()).unwrap_or(u32::MAX).saturating_add(1);
    let mut pages = vec![front::cover(round, columns)];
    let tokens = round.input.theme;
    if tokens.parts.half_title > Lines::default() {
        // The inner side of the cover is empty.
        openings::fill_leaf(&mut pages, columns, tokens.page.two_sided);
        pages.push(front::half_title(round, columns, next(&pages)));
    }
    pages.extend(imprint::imprint(round, columns, next(&pages), called));
    pages.extend(contents::contents(round, columns, next(&pages)));
    openings::fill_leaf(&mut pages, columns, round.input.theme.page.two_sided);
    pages
}

/// The block of text as the breaker sees it.
fn frame(input: &Input<'_>, columns: &Columns, used: Units) -> list::Frame {
    let tokens = &input.theme.blocks;
    let lines = Units::try_from(columns.lines).unwrap_or(Units::MAX / 8);
    let clear = tokens.note_clear.on(columns.grid);
    list::Frame {
        units: lines * LINE,
        grid: columns.grid,
        note_overhead: clear + tokens.note_rule + tokens.note_gap,
        note_clear: clear,
        used,
        recto: true,
        columns: columns.count,
    }
}
