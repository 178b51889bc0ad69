//! The back matter that the manifest implies: persons, acknowledgments, the institution.

use super::collect::penalty;
use super::drawing::Drawing;
use super::flow::{Elastic, Flow, Scope};
use super::front::colored;
use super::list::{Entry, FORBIDDEN, LINE, Units};
use super::mark::{draw_mark, fill_with};
use super::running_text::count;
use super::set::Words;
use crate::document::{Block, Labelled, LabelledKind, Mark};
use crate::geometry::{Length, Point, Rect, Size};
use crate::page::{Artifact, Part, Tag};
use crate::theme::{Portrait, Tint};

impl<'a> Flow<'a, '_> {
    /// Adds a label and what belongs to it.
    pub fn labelled(&mut self, block: &'a Block, labelled: &'a Labelled, scope: &Scope<'a>) {
        let theme = self.theme();
        if labelled.kind == LabelledKind::House {
            self.house(block, labelled, scope);
            return;
        }
        let space = theme.blocks.labelled;
        self.keep = self.keep.max(penalty::QUOTE);
        self.above(space.before, Elastic::Block);
        self.anchor(block.id, scope.x);
        let bottom = match &labelled.kind {
            LabelledKind::Person { portrait } => self.person(labelled, portrait.as_ref(), scope),
            _ => self.margin_label(labelled, scope),
        };
        self.flush = true;
        let start = self.galley.matter.len();
        // Half a line below a name is given back where the text ends.
        let free = self.free;
        self.free |= matches!(labelled.kind, LabelledKind::Person { .. });
        self.sequence(&labelled.blocks.iter().collect::<Vec<_>>(), scope);
        self.free = free;
        if let Some(contact) = &labelled.contact {
            let white = self.units(theme.blocks.list_item.on(self.columns.grid));
            if self.galley.matter.len() > start {
                self.keep = FORBIDDEN;
                self.space_exact(white);
            }
            let style = &theme.styles.contact;
            let set = self.round.set(&Words::of(contact, style), scope.width);
            self.push_lines(set, scope.x, style, true);
        }
        if self.galley.matter.len() == start {
            self.push_box(LINE, Drawing::new(), Vec::new());
        }
        // A portrait may be higher than the text beside it.
        let used: Units =
            self.galley.list.entries.iter().skip(start).map(Entry::natural_units).sum();
        let after = self.units(space.after.on(self.columns.grid));
        self.owed = after + (bottom - used).max(0);
        self.flush = true;
    }

    /// Draws the label in the margin column beside what follows.
    fn margin_label(&mut self, labelled: &'a Labelled, scope: &Scope<'a>) -> Units {
        let style = &self.theme().styles.matter_label;
        let margin = self.columns.margin_width > Length::ZERO;
        let (x, width) = match margin {
            true => (self.columns.margin, self.columns.margin_width),
            false => (scope.x, scope.width),
        };
        let set = self.round.set(&Words::of(&labelled.label, style), width);
        if !margin {
            self.push_lines(set, x, style, true);
            self.keep = FORBIDDEN;
            return 0;
        }
        let mut drawing = Drawing::new();
        self.stack_lines(&mut drawing, &set.best.lines, style, Point::new(x, Length::ZERO));
        self.pending.add(&drawing, Length::ZERO);
        self.units(style.leading * count(set.best.lines.len()))
    }

    /// Adds a person's name and role, with the initials in the margin column. The height of these
    /// below the first line of the text.
    fn person(
        &mut self,
        labelled: &'a Labelled,
        portrait: Option<&Mark>,
        scope: &Scope<'a>,
    ) -> Units {
        let theme = self.theme();
        let (styles, grid) = (&theme.styles, self.columns.grid);
        let before = self.galley.matter.len();
        let portrait = self.portrait(&labelled.label.plain_text(), labelled, portrait);
        let name = self.round.set(&Words::of(&labelled.label, &styles.person), scope.width);
        self.push_lines(name, scope.x, &styles.person, true);
        self.keep = FORBIDDEN;
        if let Some(detail) = &labelled.detail {
            let style = &styles.person_role;
            let role = self.round.set(&Words::of(detail, style), scope.width);
            self.push_lines(role, scope.x, style, true);
            self.keep = FORBIDDEN;
        }
        let gap = self.units(theme.blocks.list_item.max(theme.blocks.paragraph).on(grid));
        self.space_exact(gap);
        let used: Units =
            self.galley.list.entries.iter().skip(before).map(Entry::natural_units).sum();
        (self.units(portrait) - used).max(0)
    }

    /// Draws a person's picture in the margin column, or the initials of the name on a light
    /// ground, from the height of the name's capitals down. How far down that reaches from the top
    /// of the name's line.
    fn portrait(&mut self, name: &str, labelled: &Labelled, portrait: Option<&Mark>) -> Length {
        let theme = self.theme();
        let (style, height) = (&theme.styles.initials, theme.parts.portrait_height);
        let width = self.columns.margin_width;
        if width == Length::ZERO || height == Length::ZERO {
            return Length::ZERO;
        }
        let person = &theme.styles.person;
        let top = self.columns.baseline(person.leading) - self.round.cap_height(person);
        let mut drawing = Drawing::new();
        let ground = Rect::new(self.columns.margin, top, width, height);
        let shown =
            portrait.is_some_and(|portrait| fill_with(self.round, &mut drawing, portrait, ground));
        if !shown {
            let initials = initials(name);
            if initials.is_empty() || theme.parts.portrait == Portrait::None {
                return Length::ZERO;
            }
            drawing.fill(Artifact::Layout, ground, theme.colors.get(Tint::Mid));
            let line = self.round.label(&initials, style, Tag::Node(labelled.id, Part::Label));
            let at = Point::new(
                self.columns.margin + (width - line.width) / 2,
                top + (height + self.round.cap_height(style)) / 2,
            );
            drawing.place(&line.items, at);
        }
        self.pending.add(&drawing.as_artifact(), Length::ZERO);
        top + height
    }

    /// Adds the institution's name and address, with its mark in the margin column, at the foot of
    /// the page.
    fn house(&mut self, block: &'a Block, labelled: &'a Labelled, scope: &Scope<'a>) {
        let theme = self.theme();
        let (styles, grid) = (&theme.styles, self.columns.grid);
        let mut drawing = Drawing::new();
        let mut bottom = Length::ZERO;
        let color = theme.colors.get(Tint::Ink);
        let name = self.round.set(&Words::of(&labelled.label, &styles.matter_label), scope.width);
        for line in &name.best.lines {
            let at = Point::new(scope.x, bottom + self.columns.baseline(grid));
            drawing.place(&colored(&line.items, color), at);
            bottom += grid;
        }
        if let Some(detail) = &labelled.detail {
            let words = Words::of(detail, &styles.house);
            for line in &self.round.set(&words, scope.width).best.lines {
                let at = Point::new(scope.x, bottom + self.columns.baseline(grid));
                drawing.place(&line.items, at);
                bottom += grid;
            }
        }
        let mut whole = Drawing::new();
        let mut above = Length::ZERO;
        if let Some(logo) = &self.round.input.document.front.logo {
            let beside = self.columns.margin_width > Length::ZERO;
            let width = if beside { self.columns.margin_width } else { scope.width };
            let room = Size::new(width, theme.parts.mark);
            let at = Point::new(self.columns.margin, Length::ZERO);
            let mark = draw_mark(self.round, &mut whole, logo, at, room);
            let height = mark.map_or(Length::ZERO, |size| size.height);
            above = if beside { Length::ZERO } else { height + theme.parts.mark_below.on(grid) };
            bottom = bottom.max(height);
        }
        whole.add(&drawing, above);
        self.above(theme.blocks.labelled.before, Elastic::No);
        self.anchor(block.id, scope.x);
        self.push_box(self.units(above + bottom), whole, Vec::new());
        if let Some(last) = self.galley.matter.last_mut() {
            last.at_foot = true;
        }
    }
}

/// The first letters of the first and the last word of a name that begin with a capital; nothing
/// for a name with an article, which is not a person's.
fn initials(name: &str) -> String {
    if name.starts_with("The ") {
        return String::new();
    }
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let mut letters = letters.by_ref().filter(|letter| letter.is_uppercase());
    let first = letters.next();
    first.into_iter().chain(letters.last()).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        assert_eq!(initials("Helena Voss"), "HV");
        assert_eq!(initials("Ludwig van der Rohe"), "LR");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("The Institute of Maps"), "");
        assert_eq!(initials(""), "");
    }
}
