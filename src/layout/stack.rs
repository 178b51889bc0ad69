//! What is set apart from the flow: measured as a whole, then drawn at once or put back into it.

use std::sync::Arc;

use super::drawing::Drawing;
use super::flow::{Elastic, Flow};
use super::galley::{Drawn, Galley, Ground, Island, SetFloat};
use super::line::Line;
use super::list::{Entry, EntryKind, FORBIDDEN, LINE, Units};
use super::running_text::count;
use crate::document::NodeId;
use crate::geometry::{Length, Point, Rect};
use crate::page::{Artifact, Item, Part, Tag};
use crate::theme::{Style, Tint};

impl<'a> Flow<'a, '_> {
    /// Collects blocks into a galley of their own. Notes that they call are notes of the flow.
    pub fn apart(&mut self, collect: impl FnOnce(&mut Self)) -> Galley {
        let mut outer = std::mem::take(&mut self.galley);
        std::mem::swap(&mut self.galley.list.notes, &mut outer.list.notes);
        std::mem::swap(&mut self.galley.notes, &mut outer.notes);
        let pending = std::mem::take(&mut self.pending);
        let called = std::mem::take(&mut self.pending_notes);
        let state = (self.keep, self.owed, self.phase, self.flush, self.ground.take(), self.free);
        (self.keep, self.owed, self.phase, self.free) = (0, 0, 0, true);
        collect(self);
        self.settle_pending();
        let mut inner = std::mem::replace(&mut self.galley, outer);
        std::mem::swap(&mut self.galley.list.notes, &mut inner.list.notes);
        std::mem::swap(&mut self.galley.notes, &mut inner.notes);
        (self.keep, self.owed, self.phase, self.flush, self.ground, self.free) = state;
        (self.pending, self.pending_notes) = (pending, called);
        inner
    }

    /// Gives what is to be drawn with the next entry one of no height, where none follows.
    pub fn settle_pending(&mut self) {
        if !self.pending.items().is_empty() || !self.pending_notes.is_empty() {
            self.keep = FORBIDDEN;
            self.push_box(0, Drawing::new(), Vec::new());
        }
    }

    /// Draws a galley as one, in its natural settings, and says how high it is.
    pub fn stack(&self, galley: &Galley) -> (Drawing, Length) {
        let mut front = Drawing::new();
        let mut grounds: Vec<Option<(Length, Length)>> = vec![None; galley.grounds.len()];
        let mut units: Units = 0;
        for (entry, matter) in galley.list.entries.iter().zip(&galley.matter) {
            let island = matter.island.and_then(|island| galley.islands.get(island));
            let top = self.height(units) + island.map_or(Length::ZERO, |island| island.lower);
            match &matter.drawn {
                Drawn::Nothing => {}
                Drawn::Lines(lines) => {
                    front.add(&lines.first, top);
                    for (index, line) in lines.paragraph.best.lines.iter().enumerate() {
                        let y = top + self.columns.grid * count(index) + lines.baseline;
                        front.place(&line.items, Point::new(lines.x, y));
                    }
                }
                Drawn::Whole(drawing) | Drawn::Row { row: drawing, .. } => front.add(drawing, top),
                Drawn::Float(float) => {
                    for sheet in &float.sheets {
                        front.add(sheet, top);
                    }
                }
            }
            let mut height = entry.natural_units();
            if matches!(entry.kind, EntryKind::Space { to_grid: true, .. }) {
                height += (units + height).rem_euclid(LINE);
            }
            units = units.saturating_add(height);
            if let Some(Some(ground)) = matter.ground.map(|ground| grounds.get_mut(ground)) {
                let (from, _) = ground.unwrap_or((top, top));
                *ground = Some((from, self.height(units)));
            }
        }
        let mut drawing = Drawing::new();
        for (ground, extent) in galley.grounds.iter().zip(grounds) {
            if let Some((top, bottom)) = extent {
                draw_ground(&mut drawing, ground, top, bottom, true);
            }
        }
        drawing.add(&front, Length::ZERO);
        (drawing, self.height(units))
    }

    /// Puts a galley that was collected apart into the flow. Where it allows a page to end, that
    /// costs at least `least`.
    pub fn append(&mut self, galley: Galley, least: u32) {
        let base = self.galley.grounds.len();
        self.galley.grounds.extend(galley.grounds);
        let offset = self.galley.matter.len();
        let islands = self.galley.islands.len();
        let boxes = galley.list.boxes.into_iter();
        let boxes = boxes.map(|own| own.start + offset..own.end + offset);
        self.galley.list.boxes.extend(boxes);
        self.galley.islands.extend(galley.islands.into_iter().map(|island| Island {
            from: island.from + offset,
            to: island.to + offset,
            ..island
        }));
        let pairs = galley.list.entries.into_iter().zip(galley.matter);
        for (index, (entry, mut matter)) in pairs.enumerate() {
            if index > 0 {
                self.keep = entry.break_before.max(least);
            }
            matter.ground = matter.ground.map(|ground| ground + base).or(self.ground);
            matter.island = matter.island.map(|island| island + islands);
            if !matches!(matter.drawn, Drawn::Nothing) {
                matter.drawn.put_first(std::mem::take(&mut self.pending));
            }
            self.phase = match &entry.kind {
                EntryKind::Space { units, .. }
                | EntryKind::Box { units, .. }
                | EntryKind::Row { units, .. } => (self.phase + units).rem_euclid(LINE),
                _ => self.phase,
            };
            let across = self.across;
            self.galley.list.entries.push(Entry { break_before: self.keep, across, ..entry });
            self.galley.matter.push(matter);
        }
        self.keep = 0;
    }

    /// The white above a float between text, in whole lines.
    pub fn float_white(&self) -> Units {
        self.units(self.theme().blocks.exhibit.before.on(self.columns.grid)) / LINE * LINE
    }

    /// The white below a float of this height: at least what the theme says, and as much more as
    /// fills the last line of the grid.
    pub fn below_float(&self, height: Length) -> Length {
        let gap = self.theme().blocks.exhibit.after.on(self.columns.grid);
        self.columns.grid * (height + gap).div_ceil(self.columns.grid) - height
    }

    /// Adds a float, which stands here or at the head of a later page.
    pub fn push_float(
        &mut self,
        node: NodeId,
        drawing: Drawing,
        height: Length,
        notes: Vec<usize>,
        plate: bool,
    ) {
        // At the head of a page.
        let units = self.units(height + self.below_float(height));
        let own = notes.iter().filter_map(|note| self.galley.list.notes.get(*note));
        let own: Length = own.map(|note| note.whole()).sum();
        let foot = if notes.is_empty() { 0 } else { self.units(own) + 3 * LINE };
        // What leaves no room to the notes that it calls is no float: only those of the text can
        // go on on the next page.
        if units.saturating_add(foot) > self.page_units() {
            self.push_exhibit(node, drawing, height, notes);
            return;
        }
        // A heading keeps with its text, whether the float stands between them or not.
        let keep = self.keep;
        let between = self.white_between();
        self.space(0, 0, Elastic::No);
        let mut whole = std::mem::take(&mut self.pending);
        let at = Point::new(self.columns.margin, Length::ZERO);
        let anchor = Item::Anchor { node, at };
        whole.push(Tag::Node(node, Part::Body), anchor);
        whole.add(&drawing, Length::ZERO);
        let float = Drawn::Float(SetFloat { sheets: vec![whole], height, turned: false });
        let units = units.saturating_add(self.float_white());
        let plates = if plate { vec![notes.len()] } else { Vec::new() };
        self.push(EntryKind::Float { units, plates, notes }, float);
        self.keep = keep;
        self.owed = between;
    }

    /// Takes what is owed between two paragraphs that a float stands between: less than a line, so
    /// that the float's own white holds it. Where nothing stands on the grid it parts the
    /// paragraphs that the float leaves when it stands elsewhere, and so is owed below it again.
    pub fn white_between(&mut self) -> Units {
        if self.owed >= LINE {
            return 0;
        }
        let owed = std::mem::take(&mut self.owed);
        if self.free { owed } else { 0 }
    }

    /// Has all floats placed before a numbered block that is set where it is written. What begins
    /// a box needs nothing: the box has seen to it.
    pub fn turn(&mut self, node: NodeId) {
        let begins = self.galley.matter.is_empty();
        if !begins && self.round.input.references.label(node).is_some() {
            let keep = self.keep;
            self.push(EntryKind::Turn, Drawn::Nothing);
            self.keep = keep;
        }
    }

    /// Adds a figure or table where it stands, inside a list or a quotation.
    pub fn push_exhibit(
        &mut self,
        node: NodeId,
        drawing: Drawing,
        height: Length,
        notes: Vec<usize>,
    ) {
        let space = self.theme().blocks.exhibit;
        self.turn(node);
        self.above(space.before, Elastic::Block);
        self.anchor(node, self.columns.text);
        self.push_box(self.units(height), drawing, notes);
        self.owed = self.units(space.after.on(self.columns.grid));
        self.flush = true;
    }

    /// Draws lines one below another, the first with its top left corner at a point.
    pub fn stack_lines(
        &self,
        drawing: &mut Drawing,
        lines: &[Arc<Line>],
        style: &Style,
        at: Point,
    ) {
        let baseline = self.columns.baseline(style.leading);
        for (index, line) in lines.iter().enumerate() {
            let y = at.y + style.leading * count(index) + baseline;
            drawing.place(&line.items, Point::new(at.x, y));
        }
    }

    /// Draws a label in its style, its line's top left corner at a point.
    pub fn put_label(
        &mut self,
        drawing: &mut Drawing,
        text: &str,
        style: &'a Style,
        tag: Tag,
        x: Length,
        top: Length,
    ) {
        let line = self.round.label(text, style, tag);
        let y = top + self.columns.baseline(style.leading);
        drawing.place(&line.items, Point::new(x, y));
    }

    /// Sets a space that readers take for words: for those that have no look, or whose look is
    /// drawn.
    pub fn put_unseen(
        &mut self,
        drawing: &mut Drawing,
        words: &str,
        style: &'a Style,
        tag: Tag,
        x: Length,
    ) {
        let mut line = self.round.label(" ", style, tag);
        for (_, item) in &mut line.items {
            if let Item::Glyphs(run) = item {
                run.text = words.into();
            }
        }
        drawing.place(&line.items, Point::new(x, self.columns.baseline(style.leading)));
    }

    /// Draws a label in another colour than that of its style.
    pub fn put_colored(
        &mut self,
        drawing: &mut Drawing,
        text: &str,
        style: &'a Style,
        color: Tint,
        tag: Tag,
        x: Length,
    ) {
        let color = self.theme().colors.get(color);
        let line = self.round.label(text, style, tag);
        let mut items = line.items.clone();
        for (_, item) in &mut items {
            if let Item::Glyphs(run) = item {
                run.color = color;
            }
        }
        let y = self.columns.baseline(style.leading);
        drawing.place(&items, Point::new(x, y));
    }
}

/// Draws a box's ground from one height to another, with its rule on top and, where it is `closed`,
/// the one at its foot.
pub(super) fn draw_ground(
    drawing: &mut Drawing,
    ground: &Ground,
    top: Length,
    bottom: Length,
    closed: bool,
) {
    let rect = Rect::new(ground.x, top, ground.width, bottom - top);
    drawing.fill(Artifact::Background, rect, ground.color);
    let (height, color) = ground.rule;
    drawing.fill(Artifact::Layout, Rect::new(ground.x, top, ground.width, height), color);
    if closed && ground.foot > Length::ZERO {
        let rule = Rect::new(ground.x, bottom - ground.foot, ground.width, ground.foot);
        drawing.fill(Artifact::Layout, rule, color);
    }
}
