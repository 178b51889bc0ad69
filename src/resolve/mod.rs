//! Numbers, labels, references, notes and outline: once, for both editions.
//!
//! The tree is walked in reading order and never written into; all that is found becomes a table
//! of [`References`]. What only one edition shows is numbered in both, so that the two cannot
//! differ.

mod check;
mod draft;
mod identity;
mod labels;
mod notes;
mod outline;
mod reading;
mod slug;
mod spellings;
mod targets;

pub use self::draft::draft;

use self::reading::Reading;
use self::targets::Targets;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::manifest::Manifest;
use crate::references::References;
use crate::theme::{ExhibitNumbers, Theme};
use crate::words::Words;

/// The numbers, names, anchors and outline of a document. What is wrong (an id given twice, a
/// reference to nothing, a note without a call) becomes a diagnostic at its place.
///
/// Where the manifest does not say whether headings are numbered, the theme does: so many levels
/// of them.
pub fn resolve(
    document: &Document,
    manifest: &Manifest,
    theme: &Theme,
    diagnostics: &mut Diagnostics,
) -> References {
    let words = Words::of(&document.language);
    let reading = Reading::of(document);
    let ids = identity::collect(&reading, diagnostics);
    let (headings, chapters) = outline::headings(document, manifest, theme, &words, diagnostics);
    let by_chapter = theme.exhibit_numbers == ExhibitNumbers::Chapter;
    let chapters = if by_chapter { chapters } else { outline::ChapterNumbers::new() };
    let labels = labels::label(&reading, &headings, &chapters, &words);
    let anchors = identity::anchors(&reading, &ids, &labels);
    let targets = Targets::of(document, &reading, &ids, &anchors, &labels, &words);
    let leads = targets::leads(&reading, &targets);
    let (notes, calls) = notes::number(document, &reading, &words, diagnostics);
    check::references(&reading, &leads, &targets, diagnostics);
    References {
        lists: labels::lists(&reading, &labels, manifest, &words),
        outline: outline::nest(headings),
        targets: targets.known,
        leads,
        words,
        anchors,
        labels,
        notes,
        calls,
    }
}
