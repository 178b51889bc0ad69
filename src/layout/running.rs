//! Running heads and folios: what stands on a page beside its text.

use super::columns::Columns;
use super::drawing::Drawing;
use super::set::Round;
use crate::geometry::{Length, Point};
use crate::page::{Artifact, Placed, Region, Tag};
use crate::theme::{FolioPlace, HeadPlace, Style};

/// What a page has to show beside its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Furniture<'p> {
    /// The page's number.
    pub label: &'p str,
    /// The words of the chapter's running head; none on a page that has no head.
    pub chapter: Option<&'p str>,
    /// Whether it is a left-hand page.
    pub verso: bool,
}

impl Furniture<'_> {
    /// The words of the chapter's running head, when the theme has running heads.
    fn shown(&self, round: &Round<'_>) -> Option<&str> {
        self.chapter.filter(|_| round.input.theme.page.running_heads != HeadPlace::None)
    }
}

/// Adds the running head of a page of the body, when it has one.
pub(super) fn head(
    round: &mut Round<'_>,
    columns: &Columns,
    furniture: Furniture<'_>,
    page: &mut Vec<Placed>,
) {
    let Some(chapter) = furniture.shown(round) else { return };
    let verso = furniture.verso;
    let theme = round.input.theme;
    let style = &theme.styles.running_head;
    let y = theme.page.running_head;
    let title = round.input.document.front.running_title.clone();
    if theme.page.running_heads == HeadPlace::Centered {
        // On the other side there is as much white as the folio takes on its own.
        let folio = round.label_width("000", &theme.styles.folio) + theme.blocks.heading_gap;
        let room = columns.wide() - folio * 2;
        let words = if verso || chapter.is_empty() { title.as_str() } else { chapter };
        let words = fitted(round, words, style, room);
        let left = columns.margin + (columns.wide() - round.label_width(&words, style)) / 2;
        line(round, &words, style, Artifact::Header, Point::new(left, y), room, page);
        return;
    }
    let mut width = columns.wide();
    if columns.margin_width > Length::ZERO && !chapter.is_empty() {
        // A title wider than the margin column would run into the chapter.
        width = columns.text - columns.margin - theme.blocks.table_gap;
        let at = Point::new(columns.text, y);
        line(round, chapter, style, Artifact::Header, at, columns.text_width, page);
    }
    line(round, &title, style, Artifact::Header, Point::new(columns.margin, y), width, page);
}

/// Adds the folio of a page of the body: at the foot, or on the line of the running head.
pub(super) fn folio_of(
    round: &mut Round<'_>,
    columns: &Columns,
    furniture: Furniture<'_>,
    page: &mut Vec<Placed>,
) {
    let theme = round.input.theme;
    let (style, label) = (&theme.styles.folio, furniture.label);
    if theme.page.folios != FolioPlace::Head || furniture.shown(round).is_none() {
        return folio(round, columns, label, page);
    }
    let outside = match furniture.verso {
        true => columns.margin,
        false => columns.right() - round.label_width(label, style),
    };
    let at = Point::new(outside, theme.page.running_head);
    line(round, label, style, Artifact::Footer, at, columns.wide(), page);
}

/// Adds the folio at the foot: at the left edge of the columns, or in the middle.
pub(super) fn folio(round: &mut Round<'_>, columns: &Columns, text: &str, page: &mut Vec<Placed>) {
    let theme = round.input.theme;
    let style = &theme.styles.folio;
    let top = columns.bottom() + theme.page.folio.on(columns.grid);
    let y = (top + columns.baseline(style.leading)).min(columns.paper.height);
    let left = match theme.page.folios {
        FolioPlace::Foot => columns.margin,
        FolioPlace::FootCenter | FolioPlace::Head => {
            columns.margin + (columns.wide() - round.label_width(text, style)) / 2
        }
    };
    line(round, text, style, Artifact::Footer, Point::new(left, y), columns.wide(), page);
}

/// As many words as fit, with an ellipsis for those that do not.
pub(super) fn fitted<'a>(round: &Round<'a>, text: &str, style: &'a Style, width: Length) -> String {
    let mut shown = text.to_string();
    let mut kept = text;
    while round.label_width(&shown, style) > width {
        let Some((fewer, _)) = kept.rsplit_once(' ') else { break };
        kept = fewer;
        shown = format!("{} …", kept.trim_end_matches([',', ';', ':', '.', ' ']));
    }
    shown
}

fn line<'a>(
    round: &mut Round<'a>,
    text: &str,
    style: &'a Style,
    artifact: Artifact,
    at: Point,
    width: Length,
    page: &mut Vec<Placed>,
) {
    let shown = fitted(round, text, style, width);
    let line = round.label(&shown, style, Tag::Artifact(artifact));
    let mut drawing = Drawing::new();
    drawing.place(&line.items, at);
    drawing.put(page, Region::Furniture, Length::ZERO);
}
