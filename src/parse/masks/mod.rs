//! What other dialects of Markdown write, shown to the parser as something that it knows.
//!
//! The parser knows CommonMark. So it is shown a text in which the lines of other dialects are
//! masked: each by as many bytes that mean to CommonMark what the line means to its author. Thus
//! all places stay what they are, and what lies between such lines is read as Markdown, in lists
//! and quotations too.
//!
//! - The fences of a part of the text, Pandoc's and Quarto's `::: {.note}`, Docusaurus's `:::tip`,
//!   MyST's `:::{note}` and ```` ```{note} ````, become an instruction of HTML (`<?  ?>`, CommonMark
//!   0.31, section 4.6), which is a block by itself wherever it stands.
//! - A line that begins with a colon and no white space behind it is no definition.
//! - Comments between `%%`, Obsidian's, are white space, and so are MyST's lines `+++`.
//! - A comment of HTML that has no end begins none.
//!
//! What is masked in code is unmasked again with all other words (see `events`).

mod fences;
mod lines;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

pub use fences::{Fence, Opening, is_code_directive, option, trimmed};

use lines::Scan;

/// The masks of a text.
#[derive(Debug, Default)]
pub struct Masks {
    /// What the parser is shown, where it is not the text itself.
    shown: Option<String>,
    /// The fences, by the bytes at which their masks begin.
    fences: BTreeMap<usize, Fence>,
    /// What is hidden, in order.
    hidden: Vec<Range<usize>>,
    /// The beginning of a comment that has no end.
    pub unclosed: Option<usize>,
}

impl Masks {
    /// The masks of a text.
    pub fn of(text: &str) -> Masks {
        if !may_need_masks(text) {
            return Masks::default();
        }
        let mut scan = Scan::new(text);
        scan.run();
        scan.masks()
    }

    /// The text as the parser is shown it.
    pub fn shown<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(self.shown.as_deref().unwrap_or(text))
    }

    /// The fence whose mask a block of HTML is.
    pub fn fence(&self, block: &Range<usize>) -> Option<&Fence> {
        let (at, fence) = self.fences.range(block.clone()).next()?;
        let before = self.shown.as_deref()?.get(block.start..*at)?;
        before.chars().all(|c| matches!(c, ' ' | '\t' | '>')).then_some(fence)
    }

    /// The parts of a stretch that are not hidden.
    pub fn seen(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let first = self.hidden.partition_point(|hidden| hidden.end <= range.start);
        let mut parts = Vec::new();
        let mut start = range.start;
        for hidden in self.hidden.iter().skip(first).take_while(|own| own.start < range.end) {
            parts.push(start..hidden.start.max(start));
            start = hidden.end.min(range.end);
        }
        parts.push(start..range.end);
        parts.retain(|part| !part.is_empty());
        parts
    }
}

/// Whether any line of a text could be of another dialect.
fn may_need_masks(text: &str) -> bool {
    let begins = |mark: &str| text.starts_with(mark) || text.contains(&format!("\n{mark}"));
    text.contains("\n:")
        || text.contains(":::")
        || text.contains("\n\t:")
        || text.contains(" :")
        || text.contains(">:")
        || text.contains("```{")
        || text.contains("~~~{")
        || text.contains("%%")
        || text.contains("+++")
        || text.contains("markdown=")
        || begins(":")
        || text.rfind("<!--").is_some_and(|at| !text[at..].contains("-->"))
}
