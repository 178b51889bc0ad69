//! Names and numbers of figures, maps, tables, boxes and headings, and the lists of them.

use std::collections::BTreeMap;

use super::outline::ChapterNumbers;
use super::reading::Reading;
use crate::document::{Block, BlockKind, CalloutKind, FigureKind, Leaf, NodeId};
use crate::manifest::{ContentsList, Manifest};
use crate::references::{ObjectEntry, ObjectList, OutlineEntry};
use crate::words::Words;

/// The series that are numbered each by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Series {
    Figure,
    Map,
    Table,
    Box,
}

/// The label of each numbered block. Below a heading of `chapters`, blocks are numbered anew behind
/// the number of that chapter.
pub fn label(
    reading: &Reading<'_>,
    headings: &[OutlineEntry],
    chapters: &ChapterNumbers,
    words: &Words,
) -> BTreeMap<NodeId, String> {
    let mut labels = BTreeMap::new();
    for heading in headings {
        labels.extend(heading.number.clone().map(|number| (heading.node, number)));
    }
    let mut last: BTreeMap<(Series, Option<&str>), u32> = BTreeMap::new();
    let mut chapter: Option<&str> = None;
    let text = reading.stretches.iter().map(|stretch| (stretch, true));
    let notes = reading.notes.iter().map(|stretch| (stretch, false));
    for (stretch, in_chapter) in text.chain(notes) {
        for block in &stretch.blocks {
            if let Some(number) = chapters.get(&block.id) {
                chapter = number.as_deref();
            }
            let Some(series) = numbered_in(block) else { continue };
            let chapter = chapter.filter(|_| in_chapter);
            let number = last.entry((series, chapter)).or_default();
            *number += 1;
            let number = match chapter {
                Some(chapter) => format!("{chapter}.{number}"),
                None => number.to_string(),
            };
            let label = format!("{} {}", name(series, words), words.digits(&number));
            labels.insert(block.id, label);
        }
    }
    labels
}

/// The lists that the manifest asks for; those without an entry are left out.
pub fn lists(
    reading: &Reading<'_>,
    labels: &BTreeMap<NodeId, String>,
    manifest: &Manifest,
    words: &Words,
) -> Vec<ObjectList> {
    let list = |kind: &ContentsList| {
        let (title, series) = match kind {
            ContentsList::Figures => (words.figures, Series::Figure),
            ContentsList::Maps => (words.maps, Series::Map),
            ContentsList::Tables => (words.tables, Series::Table),
            ContentsList::Boxes => (words.boxes, Series::Box),
        };
        let of_series = reading.blocks().filter(|block| numbered_in(block) == Some(series));
        let entry = |block: &Block| {
            let title = title_of(block).map(Leaf::plain_text).unwrap_or_default();
            Some(ObjectEntry { node: block.id, label: labels.get(&block.id)?.clone(), title })
        };
        let entries: Vec<ObjectEntry> = of_series.filter_map(entry).collect();
        (!entries.is_empty()).then(|| ObjectList { title: title.to_string(), entries })
    };
    manifest.contents.lists.iter().filter_map(list).collect()
}

/// The caption or the title of a block.
pub fn title_of(block: &Block) -> Option<&Leaf> {
    match &block.kind {
        BlockKind::Figure(figure) => figure.caption.as_ref(),
        BlockKind::Table(table) => table.caption.as_ref(),
        BlockKind::Callout { title, .. } => title.as_ref(),
        BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    }
}

/// The series that a block is numbered in. What has neither caption nor id is not numbered:
/// nobody could speak of it. Nor are photographs.
fn numbered_in(block: &Block) -> Option<Series> {
    let series = match &block.kind {
        BlockKind::Figure(figure) => match figure.kind {
            FigureKind::Map => Series::Map,
            FigureKind::Photo => return None,
            FigureKind::Figure | FigureKind::Chart | FigureKind::Plate => Series::Figure,
        },
        BlockKind::Table(_) => Series::Table,
        BlockKind::Callout { kind: CalloutKind::Box, .. } => Series::Box,
        _ => return None,
    };
    (title_of(block).is_some() || block.attributes.id.is_some()).then_some(series)
}

fn name(series: Series, words: &Words) -> &'static str {
    match series {
        Series::Figure => words.figure,
        Series::Map => words.map,
        Series::Table => words.table,
        Series::Box => words.boxed,
    }
}
