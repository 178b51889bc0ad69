//! Where pull quotes come to stand: few, and away from the words that they repeat.

use super::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::visit::{Visit, walk_block, walk_blocks};
use crate::document::{Block, BlockKind, CalloutKind, Leaf, NodeId};
use crate::geometry::Length;
use crate::page::{Item, Page};

/// A warning for each pull quote that stands too near to another or to its source.
pub(super) fn warnings(input: &Input<'_>, pages: &[Page]) -> Vec<Diagnostic> {
    let mut found = Quotes::default();
    for chapter in &input.document.chapters {
        walk_blocks(&mut found, chapter.blocks.iter().map(AsRef::as_ref));
    }
    let mut warnings = Vec::new();
    let mut last: Option<usize> = None;
    for (block, words) in &found.quotes {
        let Some((page, top)) = place_of(pages, block.id) else { continue };
        let apart = input.theme.breaks.pull_quote_pages;
        if last.is_some_and(|last| page - last.min(page) < apart) {
            let message = format!("there is more than one pull quote in {apart} pages");
            let warning = Diagnostic::warning(Code::PageBreak, message).at(block.span);
            warnings.push(warning.help("leave one of them out, or move it to another chapter"));
        }
        last = Some(page);
        let lines = input.theme.breaks.pull_quote_lines;
        let least = input.theme.page.grid * i64::from(lines);
        let source = found.leaves.iter().find_map(|leaf| Some((leaf, position(leaf, words)?)));
        let near = source.is_some_and(|(leaf, range)| {
            let of_page = pages.get(page).into_iter();
            of_page.flat_map(|page| lines_of(page, leaf.id, &range)).any(|y| {
                let away = if y > top { y - top } else { top - y };
                away < least
            })
        });
        if near {
            let message =
                format!("a pull quote stands within {lines} lines of the words that it repeats");
            let warning = Diagnostic::warning(Code::PageBreak, message).at(block.span);
            warnings.push(warning.help("move it to another paragraph"));
        }
    }
    warnings
}

/// The page of a node's anchor, and how far down it stands.
fn place_of(pages: &[Page], node: NodeId) -> Option<(usize, Length)> {
    pages.iter().enumerate().find_map(|(index, page)| {
        page.items.iter().find_map(|placed| match &placed.item {
            Item::Anchor { node: own, at } if *own == node => Some((index, at.y)),
            _ => None,
        })
    })
}

/// The baselines of the lines of a leaf on a page that hold some of these bytes of its text.
fn lines_of<'p>(
    page: &'p Page,
    leaf: NodeId,
    range: &std::ops::Range<usize>,
) -> impl Iterator<Item = Length> + use<'p> {
    let range = range.clone();
    page.items.iter().filter_map(move |placed| match &placed.item {
        Item::Glyphs(run) => {
            let position = run.position.filter(|position| position.leaf == leaf)?;
            let start = usize::try_from(position.offset).ok()?;
            (start < range.end && start + run.text.len() > range.start).then_some(run.origin.y)
        }
        _ => None,
    })
}

/// Where a leaf says these words.
fn position(leaf: &Leaf, words: &str) -> Option<std::ops::Range<usize>> {
    let start = leaf.plain_text().find(words)?;
    (!words.is_empty()).then(|| start..start + words.len())
}

#[derive(Default)]
struct Quotes<'a> {
    /// The pull quotes, each with its words.
    quotes: Vec<(&'a Block, String)>,
    /// All else that is said.
    leaves: Vec<&'a Leaf>,
}

impl<'a> Visit<'a> for Quotes<'a> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Callout { kind: CalloutKind::PullQuote, blocks, .. } => {
                let mut inside = Quotes::default();
                walk_blocks(&mut inside, blocks);
                let words: Vec<String> =
                    inside.leaves.iter().map(|leaf| leaf.plain_text()).collect();
                let marks = |c: char| c.is_whitespace() || "“”„«»‘’‚‹›\".!?…".contains(c);
                self.quotes.push((block, words.join(" ").trim_matches(marks).to_string()));
            }
            _ => walk_block(self, block),
        }
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        self.leaves.push(leaf);
    }
}
