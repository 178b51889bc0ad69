//! The contents, and the lists of maps, figures, tables and boxes after them.
//!
//! Each entry is one line, or several when its title is long: the title, leaders whose dots stand
//! below one another on the whole page, and the page number at the right edge. The number is that
//! of the round before; in the first round there is none.

use super::columns::Columns;
use super::drawing::Drawing;
use super::front::{blank, colored, tint};
use super::list::{EntryKind, FORBIDDEN, Frame, LINE, Units, VerticalList};
use super::paginate::paginate;
use super::paragraph::Shape;
use super::running;
use super::running_text::count;
use super::set::Round;
use crate::document::NodeId;
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Glyph, GlyphRun, Item, LinkTarget, Page, Part, Region, Tag};
use crate::theme::{Align, Style, Tint};

/// The pages of the contents, numbered from `number` on; none when there is nothing to list.
pub(super) fn contents(round: &mut Round<'_>, columns: &Columns, number: u32) -> Vec<Page> {
    let input = round.input;
    let depth = input.manifest.contents.depth;
    let outline = input.references.flat_outline();
    let listed = |level: u8, listed: bool| listed && level <= depth;
    let entries: Vec<_> =
        outline.into_iter().filter(|entry| listed(entry.level, entry.listed)).collect();
    let lists: Vec<_> =
        input.references.lists.iter().filter(|list| !list.entries.is_empty()).collect();
    if entries.is_empty() && lists.is_empty() {
        return Vec::new();
    }
    let (styles, parts) = (&input.theme.styles, &input.theme.parts);
    let leader = round.label(".", &styles.contents_2, Tag::Artifact(Artifact::Layout));
    let mut set = Contents { round, columns, leader: glyphs(&leader.items), rows: Vec::new() };
    set.title();
    for (index, entry) in entries.iter().enumerate() {
        let (style, group) = match entry.level {
            1 => (&styles.contents_1, parts.contents_group.on(columns.grid)),
            _ => (&styles.contents_2, Length::ZERO),
        };
        let white = if index == 0 { parts.contents_entries.on(columns.grid) } else { group };
        // A chapter keeps with its first section, and a section with its chapter's last line.
        let keep = match index.checked_sub(1).and_then(|before| entries.get(before)) {
            Some(before) if before.level < entry.level => FORBIDDEN,
            Some(_) if entry.level > 1 => 50,
            Some(_) => 0,
            None => FORBIDDEN,
        };
        set.white(white, keep);
        let color = tint(set.round, style.color);
        let row = Row { node: entry.node, label: None, title: &entry.line(), style, color };
        let keep = if white > Length::ZERO { FORBIDDEN } else { keep };
        set.entry(&row, columns.text, keep);
    }
    set.lists(&lists, entries.is_empty());
    set.pages(number)
}

/// An entry of the contents or of a list.
struct Row<'r, 'a> {
    node: NodeId,
    label: Option<&'r str>,
    title: &'r str,
    style: &'a Style,
    color: crate::page::Color,
}

struct Contents<'a, 'r> {
    round: &'r mut Round<'a>,
    columns: &'r Columns,
    /// The dot of the leaders.
    leader: Option<GlyphRun>,
    /// What stands below one another: the penalty of a page's end before it, its height, and what
    /// is drawn; white has no drawing.
    rows: Vec<(u32, Units, Option<Drawing>)>,
}

impl<'a> Contents<'a, '_> {
    fn units(&self, height: Length) -> Units {
        Units::try_from(self.columns.halves(height)).unwrap_or(Units::MAX / 8)
    }

    fn white(&mut self, height: Length, keep: u32) {
        if height > Length::ZERO {
            let units = self.units(height);
            self.rows.push((keep, units, None));
        }
    }

    fn title(&mut self) {
        let input = self.round.input;
        let style = &input.theme.styles.h1;
        let tag = Tag::Node(input.document.front.title.id, Part::ContentsTitle);
        let line = self.round.label(input.references.words.contents, style, tag);
        let grid = self.columns.grid;
        let height = grid * style.leading.div_ceil(grid);
        // White that fills the last line of the grid stands around the words as in a line.
        let y =
            self.columns.baseline(height - style.leading) + self.columns.baseline(style.leading);
        let left = match style.align {
            Align::Center => (self.columns.wide() - line.width) / 2,
            _ => Length::ZERO,
        };
        let mut drawing = Drawing::new();
        drawing.place(&line.items, Point::new(self.columns.margin + left, y));
        let units = self.units(height);
        self.rows.push((FORBIDDEN, units, Some(drawing)));
    }

    /// Adds an entry, its title from `x` on; the label of a listed thing stands at the text column.
    fn entry(&mut self, row: &Row<'_, 'a>, x: Length, keep: u32) {
        let drawing = self.set_entry(row, x);
        let (drawing, height) = drawing;
        let units = self.units(height);
        self.rows.push((keep, units, Some(drawing)));
    }

    fn set_entry(&self, row: &Row<'_, 'a>, x: Length) -> (Drawing, Length) {
        let theme = self.round.input.theme;
        let (columns, style) = (self.columns, row.style);
        let period = theme.parts.leader_period;
        let right = columns.right();
        let edge = right - theme.parts.leader_end;
        let measure = (edge - x - period * 2).max(columns.text_width / 4);
        let tag = Tag::Node(row.node, Part::Entry);
        let typesetter = self.round.typesetter;
        let title = typesetter.text(row.title, style, Shape::of(measure), tag);
        let mut drawing = Drawing::new();
        if let Some(label) = row.label {
            let words = format!("{label} ");
            let label = self.round.label(&words, &theme.styles.contents_label, tag);
            let y = columns.baseline(style.leading);
            drawing.place(&label.items, Point::new(columns.text, y));
        }
        let mut y = columns.baseline(style.leading);
        let mut end = x;
        for (index, line) in title.best.lines.iter().enumerate() {
            y = style.leading * count(index) + columns.baseline(style.leading);
            drawing.place(&colored(&line.items, row.color), Point::new(x, y));
            end = x + line.width;
        }
        // The leaders are not read: only a space keeps the number apart from the words.
        let space = self.round.label(" ", style, tag);
        drawing.place(&space.items, Point::new(end, y));
        self.leaders(&mut drawing, end, y);
        let page = typesetter.pages.and_then(|pages| pages.label_of(row.node)).unwrap_or_default();
        let page = self.round.input.references.words.digits(page);
        let page = self.round.label(&page, style, Tag::Node(row.node, Part::EntryPage));
        let at = Point::new(right - page.width, y);
        drawing.place(&colored(&page.items, row.color), at);
        let height = style.leading * count(title.best.lines.len().max(1));
        let rect = Rect::new(columns.text, Length::ZERO, columns.text_width, height);
        let target = LinkTarget::Node(row.node);
        drawing.push(tag, Item::Link { node: row.node, rect, target });
        (drawing, height)
    }

    /// Draws the dots from the end of a title on; they are counted from the right, so that those
    /// of all entries stand below one another.
    fn leaders(&self, drawing: &mut Drawing, end: Length, y: Length) {
        let theme = self.round.input.theme;
        let parts = &theme.parts;
        let Some(dot) = &self.leader else { return };
        let Some(glyph) = dot.glyphs.first() else { return };
        let period = parts.leader_period.max(Length::from_points(1));
        let edge = self.columns.right() - parts.leader_end;
        let dots = (edge - end).units() / period.units();
        let Ok(dots) = usize::try_from(dots) else { return };
        if dots < 2 {
            return;
        }
        // The last dot ends at the edge.
        let dot_width = glyph.advance.scale(parts.leader_size.units(), dot.size.units());
        let origin = Point::new(edge - dot_width - period * (count(dots) - 1), y);
        let glyphs = (0..dots).map(|index| Glyph {
            cluster: u32::try_from(index).unwrap_or(u32::MAX),
            advance: period,
            ..*glyph
        });
        let run = GlyphRun {
            size: parts.leader_size,
            color: theme.colors.hair,
            origin,
            glyphs: glyphs.collect(),
            text: ".".repeat(dots).into(),
            ..dot.clone()
        };
        drawing.push(Tag::Artifact(Artifact::Layout), Item::Glyphs(run));
    }

    /// Adds the lists, a hairline above them, each with its name in the margin column.
    fn lists(&mut self, lists: &[&'a crate::references::ObjectList], alone: bool) {
        let theme = self.round.input.theme;
        let (parts, styles) = (&theme.parts, &theme.styles);
        let grid = self.columns.grid;
        let label = &styles.contents_label;
        let all = lists.iter().flat_map(|list| &list.entries);
        let widest = all.map(|entry| self.round.label_width(&entry.label, label)).max();
        let x = self.columns.text + widest.unwrap_or_default() + theme.blocks.table_gap.scale(3, 2);
        for (index, list) in lists.iter().enumerate() {
            if index > 0 || alone {
                self.white(parts.contents_lists.after.on(grid), 0);
            } else {
                self.white(parts.contents_lists.before.on(grid), 0);
                let rule = Rect::new(
                    self.columns.margin,
                    Length::ZERO,
                    self.columns.wide(),
                    parts.hairline,
                );
                let mut drawing = Drawing::new();
                drawing.fill(Artifact::Layout, rule, theme.colors.hair);
                let units = self.units(parts.contents_lists.after.on(grid));
                self.rows.push((FORBIDDEN, units, Some(drawing)));
            }
            for (at, entry) in list.entries.iter().enumerate() {
                let row = Row {
                    node: entry.node,
                    label: Some(&entry.label),
                    title: &entry.title,
                    style: &styles.contents_2,
                    color: tint(self.round, Tint::Ink),
                };
                let (mut drawing, height) = self.set_entry(&row, x);
                let beside = self.columns.margin_width > Length::ZERO;
                if at == 0 && beside {
                    self.list_title(&mut drawing, &list.title, entry.node);
                } else if at == 0 {
                    // Without a margin column the name stands above.
                    let mut name = Drawing::new();
                    self.list_title(&mut name, &list.title, entry.node);
                    let units = self.units(theme.styles.contents_list.leading);
                    self.rows.push((FORBIDDEN, units, Some(name)));
                }
                let keep = if at == 0 { FORBIDDEN } else { 50 };
                let units = self.units(height);
                self.rows.push((keep, units, Some(drawing)));
            }
        }
    }

    fn list_title(&self, drawing: &mut Drawing, title: &str, first: NodeId) {
        let style = &self.round.input.theme.styles.contents_list;
        let line = self.round.label(title, style, Tag::Node(first, Part::ListTitle));
        // The name is read before the entries that it names.
        let mut whole = Drawing::new();
        let at = Point::new(self.columns.margin, self.columns.baseline(style.leading));
        whole.place(&line.items, at);
        whole.add(drawing, Length::ZERO);
        *drawing = whole;
    }

    /// Cuts what was collected into pages.
    fn pages(self, number: u32) -> Vec<Page> {
        let Contents { round, columns, rows, .. } = self;
        let mut list = VerticalList::default();
        for (keep, units, drawing) in &rows {
            let kind = match drawing {
                Some(_) => EntryKind::Box { units: *units, notes: Vec::new() },
                None => EntryKind::space(*units),
            };
            list.push(*keep, kind);
        }
        let frame = Frame {
            units: Units::try_from(columns.lines).unwrap_or(Units::MAX / 8) * LINE,
            grid: columns.grid,
            note_overhead: Length::ZERO,
            note_clear: Length::ZERO,
            used: 0,
            recto: true,
            columns: 1,
        };
        let mut pages = Vec::new();
        for (index, plan) in paginate(&list, &frame).pages.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let mut page = blank(columns, number.saturating_add(index));
            for part in &plan.parts {
                if let Some((_, _, Some(drawing))) = rows.get(part.entry) {
                    let top = columns.top + columns.half() * i64::from(part.top);
                    drawing.put(&mut page.items, Region::Main, top);
                }
            }
            let label = page.label.clone();
            running::folio(round, columns, &label, &mut page.items);
            pages.push(page);
        }
        pages
    }
}

/// The first glyphs among items.
fn glyphs(items: &[(Tag, Item)]) -> Option<GlyphRun> {
    items.iter().find_map(|(_, item)| match item {
        Item::Glyphs(run) => Some(run.clone()),
        _ => None,
    })
}
