//! The vertical list, measured: what the search asks of it at every step, worked out once.

use std::ops::Range;

use super::super::list::{
    EntryKind, FORBIDDEN, Frame, LINE, NoteHeight, Paragraph, Setting, Units, VerticalList,
};
use super::cost;
use super::template::Template;

/// The vertical list with its frame and its measures. Lengths are scaled points.
pub(super) struct Galley<'a> {
    pub list: &'a VerticalList,
    pub frame: &'a Frame,
    /// The frames that are filled.
    pub template: Template,
    /// The length of a unit.
    pub unit: i64,
    /// The height of a page.
    pub capacity: Units,
    /// What notes need beside their lines.
    pub overhead: i64,
    /// For each entry, the measures of each of its settings; empty unless it is a paragraph.
    pub settings: Vec<Vec<SettingMeasure>>,
    /// The floats, in order.
    pub floats: Vec<FloatMeasure>,
    /// For each entry, what it is of a box.
    pub boxes: Vec<Boxed>,
    /// For each entry, how many floats come before it.
    pub floats_before: Vec<usize>,
    /// For each entry, the last note called before it outside floats.
    pub last_note: Vec<Option<usize>>,
    /// For each entry, what it takes from there to the first place where a page may end.
    pub need: Vec<Need>,
    /// For each entry, the least units from there to the first place where a page may end.
    pub least: Vec<Units>,
    /// For each entry, the first one from there that is not white.
    pub after_space: Vec<usize>,
    /// For each entry, whether nothing but the end of a chapter follows.
    pub closes: Vec<bool>,
}

/// The notes of a setting of a paragraph.
pub(super) struct SettingMeasure {
    /// How many lines it has.
    pub lines: usize,
    /// For each line, the notes called before it. Empty when it calls none.
    notes: Vec<Called>,
    /// The first line, if any, before which the float that follows is mentioned.
    pub mention: Option<usize>,
}

/// Notes that are called, measured.
#[derive(Clone, Copy, Default)]
pub(super) struct Called {
    /// Their height.
    pub height: i64,
    /// The height of as little of each as may stand on the page of its call.
    pub least: i64,
    /// The last of them.
    pub last: Option<usize>,
}

impl SettingMeasure {
    fn of(galley: &Galley, setting: &Setting) -> SettingMeasure {
        let mut notes = Vec::new();
        if setting.lines.iter().any(|line| !line.notes.is_empty()) {
            let mut called = Called::default();
            notes.push(called);
            for line in &setting.lines {
                called.height += galley.notes(&line.notes);
                called.least += galley.least_notes(&line.notes);
                called.last = galley.last(&line.notes).or(called.last);
                notes.push(called);
            }
        }
        let mention = setting.lines.iter().position(|line| line.mentions_float);
        SettingMeasure { lines: setting.lines.len(), notes, mention: mention.map(|line| line + 1) }
    }

    /// Whether it calls any note.
    pub fn calls(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The notes called in these lines.
    pub fn notes(&self, from: usize, to: usize) -> Called {
        match (self.notes.get(from), self.notes.get(to)) {
            (Some(before), Some(after)) if after.height > before.height => Called {
                height: after.height - before.height,
                least: after.least - before.least,
                last: after.last,
            },
            _ => Called::default(),
        }
    }
}

/// What an entry is of a box, of which there is to be one on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Boxed {
    /// Nothing, or something amid it.
    #[default]
    No,
    /// The first of it that is drawn, or all of it.
    First,
    /// The last.
    Last,
}

/// A float, measured.
pub(super) struct FloatMeasure {
    pub entry: usize,
    /// Its height with the white above it, scaled down to the page when it is taller.
    pub units: Units,
    /// The white above it.
    pub white: Units,
    /// Whether it is a box.
    pub boxed: bool,
    /// The height of the notes in its caption.
    pub notes: i64,
    /// It wants a page of its own: a plate, or more than three fifths of a page.
    pub alone: bool,
    /// The pages of its own that it wants wherever it is called.
    pub plates: usize,
    /// The frames in which it may stand: between those of the floats across both columns before
    /// and after it.
    pub frames: Range<u32>,
}

impl FloatMeasure {
    /// Whether it wants a page of its own wherever it is called.
    pub fn is_plate(&self) -> bool {
        self.plates > 0
    }

    /// Its height below what takes so much of the page: at the head without the white above it.
    pub fn below(&self, used: Units) -> Units {
        if used > 0 { self.units } else { self.units - self.white }
    }
}

/// What a stretch of the list takes.
#[derive(Clone, Copy, Default)]
pub(super) struct Need {
    /// Its height, with two lines of each note that it calls.
    pub length: i64,
    /// Whether it calls any.
    pub calls: bool,
}

impl Need {
    pub fn and(self, other: Need) -> Need {
        Need { length: self.length + other.length, calls: self.calls || other.calls }
    }
}

/// Whether a page may end within a setting of this paragraph: two lines stay on either side.
pub(super) fn breakable(paragraph: &Paragraph, lines: usize) -> bool {
    !paragraph.whole && lines >= 4
}

/// So many lines, in units.
pub(super) fn lines(count: usize) -> Units {
    Units::try_from(count).unwrap_or(Units::MAX / 8).min(Units::MAX / 8) * LINE
}

impl<'a> Galley<'a> {
    pub fn new(list: &'a VerticalList, frame: &'a Frame) -> Galley<'a> {
        let unit = (frame.grid.units() / i64::from(LINE)).max(1);
        let mut galley = Galley {
            list,
            frame,
            template: Template::plain(frame),
            unit,
            capacity: frame.units.max(LINE),
            overhead: frame.note_overhead.units().max(0),
            settings: Vec::with_capacity(list.entries.len()),
            floats: Vec::new(),
            boxes: boxes(list),
            floats_before: Vec::with_capacity(list.entries.len() + 1),
            last_note: Vec::with_capacity(list.entries.len() + 1),
            need: Vec::new(),
            least: Vec::new(),
            after_space: Vec::new(),
            closes: Vec::new(),
        };
        galley.measure_forwards();
        galley.measure_backwards();
        galley
    }

    /// A note.
    pub fn note(&self, note: usize) -> Option<&NoteHeight> {
        self.list.notes.get(note)
    }

    /// The height of these notes.
    pub fn notes(&self, notes: &[usize]) -> i64 {
        notes.iter().filter_map(|note| self.note(*note)).map(|note| note.whole().units()).sum()
    }

    /// The last of these notes.
    pub fn last(&self, notes: &[usize]) -> Option<usize> {
        notes.iter().copied().rfind(|note| self.note(*note).is_some_and(|note| note.lines > 0))
    }

    /// A height of notes, in whole lines.
    pub fn note_units(&self, height: i64) -> Units {
        let line = self.unit * i64::from(LINE);
        let lines = (height.max(0) + line - 1) / line;
        Units::try_from(lines).unwrap_or(Units::MAX / 8).min(Units::MAX / 8) * LINE
    }

    /// The penalty before an entry; a break at the end of the list costs nothing.
    pub fn penalty(&self, entry: usize) -> u32 {
        self.list.entries.get(entry).map_or(0, |entry| entry.break_before)
    }

    /// The kind of an entry; none at the end of the list.
    pub fn kind(&self, entry: usize) -> Option<&'a EntryKind> {
        self.list.entries.get(entry).map(|entry| &entry.kind)
    }

    /// The head that is repeated when a page begins with this entry.
    pub fn repeated_head(&self, entry: usize) -> Units {
        match self.kind(entry) {
            Some(EntryKind::Row { head, .. }) => *head,
            _ => 0,
        }
    }

    /// The length of so many units.
    pub fn length(&self, units: Units) -> i64 {
        i64::from(units) * self.unit
    }

    /// Whether a frame holds this; one line more than its height is allowed.
    pub fn fits(&self, frame: u32, used: Units, notes: i64) -> bool {
        let above = self.template.bottom(frame).is_none_or(|bottom| used <= bottom);
        above && self.length(used) + notes <= self.length(self.capacity + LINE)
    }

    /// How far down the text of a frame may reach.
    pub fn foot(&self, frame: u32) -> Units {
        self.template.bottom(frame).unwrap_or(self.capacity)
    }

    /// How far above its foot a frame with this ends: of a frame whose text ends higher, above
    /// that.
    pub fn shortfall(&self, frame: u32, used: Units, notes: i64) -> Units {
        match self.template.bottom(frame) {
            Some(bottom) => bottom - used,
            None => self.left(used, notes),
        }
    }

    /// How far above its foot a page with this ends. With notes, what is less than a line lies
    /// above their rule and does not count.
    pub fn left(&self, used: Units, notes: i64) -> Units {
        if notes == 0 {
            return self.capacity - used;
        }
        let left = self.length(self.capacity) - self.length(used) - notes;
        let whole = left.div_euclid(self.unit * i64::from(LINE));
        Units::try_from(whole).unwrap_or(Units::MIN / 8).max(Units::MIN / 8) * LINE
    }

    /// The half line that what begins with this entry takes above it, below a float at the head of a
    /// page, so that the first paragraph stands on the grid.
    pub fn sunk(&self, entry: usize) -> Units {
        let mut height = 0;
        for entry in self.list.entries.iter().skip(entry) {
            match &entry.kind {
                EntryKind::Box { units, .. } | EntryKind::Space { units, .. } => height += units,
                EntryKind::Paragraph(_) => return height.rem_euclid(LINE),
                _ => return 0,
            }
        }
        0
    }

    fn measure_forwards(&mut self) {
        let mut last = None;
        for (index, entry) in self.list.entries.iter().enumerate() {
            self.floats_before.push(self.floats.len());
            self.last_note.push(last);
            let mut settings = Vec::new();
            match &entry.kind {
                EntryKind::Paragraph(paragraph) => {
                    settings = paragraph
                        .settings
                        .iter()
                        .map(|setting| SettingMeasure::of(self, setting))
                        .collect();
                    let natural = settings.first();
                    last = natural.and_then(|own| own.notes(0, own.lines).last).or(last);
                }
                EntryKind::Box { notes, .. } | EntryKind::Row { notes, .. } => {
                    last = self.last(notes).or(last);
                }
                EntryKind::Float { units, plates, notes } => {
                    let height = self.notes(notes);
                    let foot = if height > 0 { self.note_units(height + self.overhead) } else { 0 };
                    let units = units + units.rem_euclid(LINE);
                    let white = self.list.float_white.min(units - LINE).max(0);
                    let fitting = (units - white).min(self.capacity - foot).max(LINE);
                    let tall = cost::crowds_out(fitting + foot, self.capacity);
                    self.floats.push(FloatMeasure {
                        entry: index,
                        units: fitting + white,
                        white,
                        boxed: self.boxes.get(index) == Some(&Boxed::First),
                        notes: height,
                        alone: !plates.is_empty() || tall,
                        plates: plates.len(),
                        frames: 0..u32::MAX,
                    });
                }
                _ => {}
            }
            self.settings.push(settings);
        }
        self.floats_before.push(self.floats.len());
        self.last_note.push(last);
    }

    fn measure_backwards(&mut self) {
        let count = self.list.entries.len();
        self.need = vec![Need::default(); count + 1];
        self.least = vec![0; count + 1];
        self.after_space = vec![count; count + 1];
        self.closes = vec![true; count + 1];
        for (index, entry) in self.list.entries.iter().enumerate().rev() {
            let next = index + 1;
            let is_space = matches!(entry.kind, EntryKind::Space { .. });
            self.after_space[index] = if is_space { self.after_space[next] } else { index };
            self.closes[index] = match entry.kind {
                EntryKind::Forced => true,
                EntryKind::Space { .. } | EntryKind::Barrier => self.closes[next],
                _ => false,
            };
            self.need[index] = self.need_of(index, &entry.kind);
            // What begins a chapter is never held against the chapter before it.
            let begins = index == 0 || self.kind(index - 1) == Some(&EntryKind::Forced);
            let penalty = if begins { 0 } else { entry.break_before };
            self.least[index] = self.least_of(index, penalty, &entry.kind);
        }
    }

    /// What follows an entry up to the first place where a page may end.
    pub fn need_after(&self, entry: usize) -> Need {
        match self.kind(entry + 1) {
            Some(EntryKind::Float { .. }) => self.need[entry + 1],
            Some(EntryKind::Forced | EntryKind::Room { .. }) | None => Need::default(),
            Some(_) if self.penalty(entry + 1) >= FORBIDDEN => self.need[entry + 1],
            Some(_) => Need::default(),
        }
    }

    fn fixed(&self, units: Units, notes: &[usize]) -> Need {
        let least = notes.iter().filter_map(|note| self.note(*note));
        let height: i64 = least.map(|note| note.of(note.lines.min(2)).units()).sum();
        Need { length: i64::from(units) * self.unit + height, calls: height > 0 }
    }

    /// What these lines of a setting take.
    pub fn need_of_lines(&self, setting: &Setting, from: usize, to: usize) -> Need {
        let own = setting.lines.iter().skip(from).take(to.saturating_sub(from));
        own.fold(Need::default(), |need, line| need.and(self.fixed(LINE, &line.notes)))
    }

    fn need_of(&self, index: usize, kind: &EntryKind) -> Need {
        let tail = self.need_after(index);
        match kind {
            EntryKind::Paragraph(paragraph) => {
                let Some(setting) = paragraph.settings.first() else { return tail };
                if breakable(paragraph, setting.lines.len()) {
                    self.need_of_lines(setting, 0, 2)
                } else {
                    self.need_of_lines(setting, 0, setting.lines.len()).and(tail)
                }
            }
            EntryKind::Box { units, notes } | EntryKind::Row { units, notes, .. } => {
                self.fixed(*units, notes).and(tail)
            }
            EntryKind::Space { units, .. } => self.fixed(*units, &[]).and(tail),
            EntryKind::Float { .. } | EntryKind::Barrier | EntryKind::Turn => tail,
            EntryKind::Room { .. } | EntryKind::Forced => Need::default(),
        }
    }

    fn least_of(&self, index: usize, penalty: u32, kind: &EntryKind) -> Units {
        let tail = self.least[index + 1];
        let free = penalty < FORBIDDEN;
        match kind {
            EntryKind::Room { .. } | EntryKind::Forced | EntryKind::Barrier => 0,
            // No page ends right before a float.
            EntryKind::Float { .. } => tail,
            _ if free => 0,
            EntryKind::Turn => tail,
            EntryKind::Paragraph(paragraph) => {
                let settings = paragraph.settings.iter().map(|setting| setting.lines.len());
                let least = settings.map(|count| {
                    if breakable(paragraph, count) { lines(2) } else { lines(count) + tail }
                });
                least.min().unwrap_or(tail)
            }
            EntryKind::Box { units, .. } | EntryKind::Row { units, .. } => units + tail,
            EntryKind::Space { units, less, .. } => {
                let give = if less.is_some() { LINE } else { 0 };
                (units - give).max(0) + tail
            }
        }
    }
}

/// What each entry of a list is of a box.
fn boxes(list: &VerticalList) -> Vec<Boxed> {
    let mut boxes = vec![Boxed::No; list.entries.len()];
    let drawn = |index: &usize| {
        let kind = list.entries.get(*index).map(|entry| &entry.kind);
        matches!(
            kind,
            Some(EntryKind::Box { .. } | EntryKind::Row { .. } | EntryKind::Float { .. })
        )
    };
    for range in &list.boxes {
        if let Some(own) = range.clone().rfind(drawn).and_then(|last| boxes.get_mut(last)) {
            *own = Boxed::Last;
        }
        if let Some(own) = range.clone().find(drawn).and_then(|first| boxes.get_mut(first)) {
            *own = Boxed::First;
        }
    }
    boxes
}
