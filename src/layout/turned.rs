//! What is turned: matter that is wider than the page, on pages of its own.
//!
//! It is set in the columns of the page as a reader turns it, clockwise ([`Columns::turned`]), from
//! the left edge of the block of text to the right, and drawn there by
//! [`Drawing::put_turned`]. Notes at the foot stand upright, and what is turned begins above them.
//!
//! [`Columns::turned`]: super::columns::Columns::turned

use super::drawing::Drawing;
use super::exhibit::Exhibit;
use super::flow::{Elastic, Flow, Scope};
use super::galley::{Drawn, SetFloat};
use super::list::{EntryKind, LINE};
use crate::document::{Block, Figure, NodeId};
use crate::geometry::{Length, Point};
use crate::page::{Item, Part, Tag};

/// A page of turned matter, and the notes at its foot.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// What is drawn, from the top of the turned page's columns.
    pub drawing: Drawing,
    /// The notes called in it.
    pub notes: Vec<usize>,
}

/// What setting words changes in a flow beside what it gives.
pub(super) struct Mark {
    called: std::collections::BTreeSet<usize>,
    end_notes: Vec<usize>,
    lettered: Vec<usize>,
    notes: usize,
    problems: usize,
}

impl<'a> Flow<'a, '_> {
    /// Marks what has been called and found so far, to come back to.
    pub fn mark(&self) -> Mark {
        Mark {
            called: self.called.clone(),
            end_notes: self.end_notes.clone(),
            lettered: self.lettered.clone(),
            notes: self.galley.notes.len(),
            problems: self.round.problems.len(),
        }
    }

    /// Takes back all notes and findings since a mark: what was set was set to see how it comes
    /// out.
    pub fn take_back(&mut self, mark: Mark) {
        self.called = mark.called;
        self.end_notes = mark.end_notes;
        self.lettered = mark.lettered;
        self.galley.notes.truncate(mark.notes);
        self.galley.list.notes.truncate(mark.notes);
        self.round.problems.truncate(mark.problems);
    }

    /// Whether what is set stands on the turned page.
    pub fn is_turned(&self) -> bool {
        self.columns != self.page
    }

    /// Sets something in the columns of the turned page, above notes of the height of `foot`.
    pub fn on_turned_page<T>(
        &mut self,
        foot: Length,
        set: impl FnOnce(&mut Self, &Scope<'a>) -> T,
    ) -> T {
        let mirrored = self.round.typesetter.is_mirrored();
        self.columns = self.page.turned(foot, mirrored);
        let scope = self.body();
        let result = set(self, &scope);
        self.columns = self.page;
        result
    }

    /// The height that these notes have at the foot of a page.
    pub fn height_of_notes(&self, notes: &[usize]) -> Length {
        let own = notes.iter().filter_map(|note| self.galley.list.notes.get(*note));
        let own: Length = own.map(|note| note.whole()).sum();
        match notes {
            [] => Length::ZERO,
            _ => self.height(self.units(own) + 3 * LINE),
        }
    }

    /// Adds a plate turned, if that makes its picture so much larger that it is worth it. One whose
    /// author wants it narrower than the page stays upright.
    pub fn turned_plate(
        &mut self,
        block: &'a Block,
        figure: &'a Figure,
        scope: &Scope<'a>,
    ) -> bool {
        if figure.width.is_some_and(|share| share < 1000) {
            return false;
        }
        let mark = self.mark();
        let (_, upright) = self.set_figure(block, figure, scope);
        self.take_back(mark);
        let mark = self.mark();
        let set = |flow: &mut Self, scope: &Scope<'a>| flow.set_figure(block, figure, scope);
        let (Exhibit { notes, .. }, _) = self.on_turned_page(Length::ZERO, set);
        let foot = self.height_of_notes(&notes);
        self.take_back(mark);
        let mark = self.mark();
        let (exhibit, picture) = self.on_turned_page(foot, set);
        let gain = self.theme().blocks.turn_gain;
        let wide = picture.zip(upright).is_some_and(|(turned, upright)| {
            let larger = turned.width * 1000 >= upright.width * gain;
            larger && upright.width > upright.height && exhibit.bottom <= self.page.wide()
        });
        if !wide {
            self.take_back(mark);
            return false;
        }
        let Exhibit { drawing, notes, .. } = exhibit;
        self.push_turned(block.id, vec![Sheet { drawing, notes }]);
        true
    }

    /// Adds matter that is turned, each sheet on a page of its own.
    pub fn push_turned(&mut self, node: NodeId, mut sheets: Vec<Sheet>) {
        let keep = self.keep;
        let between = self.white_between();
        self.space(0, 0, Elastic::No);
        if let Some(first) = sheets.first_mut() {
            let mut whole = std::mem::take(&mut self.pending);
            let at = Point::new(self.page.turned(Length::ZERO, false).margin, Length::ZERO);
            whole.push(Tag::Node(node, Part::Body), Item::Anchor { node, at });
            whole.add(&first.drawing, Length::ZERO);
            first.drawing = whole;
        }
        let plates: Vec<usize> = sheets.iter().map(|sheet| sheet.notes.len()).collect();
        let notes: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.notes.clone()).collect();
        let most = sheets.iter().map(|sheet| self.height_of_notes(&sheet.notes)).max();
        let height = self.columns.grid * self.columns.lines - most.unwrap_or_default();
        let units = self.units(height).saturating_add(self.float_white());
        let sheets = sheets.into_iter().map(|sheet| sheet.drawing).collect();
        let float = Drawn::Float(SetFloat { sheets, height, turned: true });
        self.push(EntryKind::Float { units, plates, notes }, float);
        self.keep = keep;
        self.owed = between;
    }
}
