//! Running heads and folios: what stands on a page beside its text.

use super::columns::Columns;
use super::drawing::Drawing;
use super::set::Round;
use crate::geometry::{Length, Point};
use crate::page::{Artifact, Placed, Region, Tag};
use crate::theme::Style;

/// Adds the running head: the report's title at the margin column, the chapter at the text column.
pub(super) fn head(
    round: &mut Round<'_>,
    columns: &Columns,
    chapter: &str,
    page: &mut Vec<Placed>,
) {
    let theme = round.input.theme;
    let style = &theme.styles.running_head;
    let y = theme.page.running_head;
    let title = round.input.document.front.running_title.clone();
    let mut width = columns.wide();
    if columns.margin_width > Length::ZERO && !chapter.is_empty() {
        // A title wider than the margin column would run into the chapter.
        width = columns.text - columns.margin - theme.blocks.table_gap;
        let at = Point::new(columns.text, y);
        line(round, chapter, style, Artifact::Header, at, columns.text_width, page);
    }
    line(round, &title, style, Artifact::Header, Point::new(columns.margin, y), width, page);
}

/// Adds the folio at the foot of the margin column.
pub(super) fn folio(round: &mut Round<'_>, columns: &Columns, text: &str, page: &mut Vec<Placed>) {
    let theme = round.input.theme;
    let style = &theme.styles.folio;
    let top = columns.bottom() + theme.page.folio.on(columns.grid);
    let y = (top + columns.baseline(style.leading)).min(columns.paper.height);
    let at = Point::new(columns.margin, y);
    line(round, text, style, Artifact::Footer, at, columns.wide(), page);
}

/// Adds as many words as fit, with an ellipsis for those that do not.
fn line<'a>(
    round: &mut Round<'a>,
    text: &str,
    style: &'a Style,
    artifact: Artifact,
    at: Point,
    width: Length,
    page: &mut Vec<Placed>,
) {
    let mut shown = text.to_string();
    let mut kept = text;
    while round.label_width(&shown, style) > width {
        let Some((fewer, _)) = kept.rsplit_once(' ') else { break };
        kept = fewer;
        shown = format!("{} …", kept.trim_end_matches([',', ';', ':', '.', ' ']));
    }
    let line = round.label(&shown, style, Tag::Artifact(artifact));
    let mut drawing = Drawing::new();
    drawing.place(&line.items, at);
    drawing.put(page, Region::Furniture, Length::ZERO);
}
