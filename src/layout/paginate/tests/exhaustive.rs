//! An exhaustive search, written apart from the real one: it merges nothing, drops nothing, and
//! counts in half points. On small lists both must find the same cost.

use super::super::super::list::{EntryKind, FORBIDDEN, Paragraph, Setting, VerticalList};
use super::super::galley::Galley;
use super::super::search::{Limits, Search};
use super::{Chance, frame, random_list};

// All heights in half points: half a line of the grid, a line, a line of a note, rule and white.
const HALF: i64 = 14;
const LINE: i64 = 28;
const NOTE: i64 = 21;
const OVERHEAD: i64 = 40;
const PAGE: i64 = 12 * LINE;

#[derive(Clone)]
struct Page {
    used: i64,
    notes: i64,
    over: i64,
    waiting: Vec<usize>,
    verso: Option<i64>,
    recto: bool,
    fresh: bool,
    /// The last note called on this page in the text, and the one that goes on on it.
    called: Option<usize>,
    inherited: Option<usize>,
}

/// Where the next page begins: before an entry, or in a paragraph.
#[derive(Clone, Copy)]
enum Next {
    Entry(usize),
    Line { entry: usize, setting: usize, line: usize, past: bool },
}

struct Exhaustive<'a> {
    list: &'a VerticalList,
    best: u64,
}

/// A closed page: cost, shortfall, lines of its last note carried over.
type Closed = (u64, i64, i64);

impl Exhaustive<'_> {
    fn note(&self, note: usize) -> i64 {
        self.list.notes[note].lines as i64
    }

    fn height(&self, notes: &[usize]) -> i64 {
        notes.iter().map(|note| self.note(*note) * NOTE).sum()
    }

    fn kind(&self, entry: usize) -> Option<&EntryKind> {
        self.list.entries.get(entry).map(|entry| &entry.kind)
    }

    fn add(page: &mut Page, notes: i64) {
        if notes > 0 {
            page.notes += notes + if page.notes == 0 { OVERHEAD } else { 0 };
        }
    }

    fn close(&self, page: &Page) -> Option<Closed> {
        let mut notes = page.notes;
        let mut carry = page.over;
        if page.used + notes > PAGE + LINE {
            let count = self.note(page.called?);
            if page.over > 0 {
                return None;
            }
            // As few lines as will do, two at least, and two must stay.
            carry = (2..count - 1).find(|cut| page.used + notes - cut * NOTE <= PAGE)?;
            notes -= carry * NOTE;
        }
        let shortfall = if notes == 0 {
            PAGE - page.used
        } else {
            (PAGE - page.used - notes).div_euclid(LINE) * LINE
        };
        if shortfall < -LINE {
            return None;
        }
        let cost = Self::short(shortfall);
        let facing = match page.verso {
            Some(verso) if page.recto => {
                let halves = (verso.clamp(-LINE, 6 * LINE) - shortfall).abs().min(6 * LINE) / HALF;
                60 * halves.pow(2) as u64 / 4
            }
            _ => 0,
        };
        Some((cost + facing, shortfall, carry))
    }

    fn short(shortfall: i64) -> u64 {
        if shortfall < 0 { 120 } else { 40 * (shortfall / HALF).pow(3) as u64 / 8 }
    }

    /// What is taken off: beyond six lines, each costs as much as the first.
    fn eased(shortfall: i64) -> u64 {
        let most = 6 * LINE;
        let more = (shortfall - most).max(0) as u64 * 40 / LINE as u64;
        Self::short(shortfall) - Self::short(shortfall.min(most)) - more
    }

    fn split(page: &Page, carry: i64) -> u64 {
        match (carry > 0, page.recto) {
            (false, _) => 0,
            (true, false) => 400,
            (true, true) => 500,
        }
    }

    /// The height, with two lines of each note, to the first place where a page may end.
    fn need(&self, entry: usize) -> (i64, bool) {
        match self.kind(entry) {
            Some(EntryKind::Paragraph(own)) => {
                let setting = &own.settings[0];
                if own.whole || setting.lines.len() < 4 {
                    let all = self.need_lines(setting, 0, setting.lines.len());
                    sum(all, self.need_after(entry))
                } else {
                    self.need_lines(setting, 0, 2)
                }
            }
            Some(EntryKind::Box { units, notes } | EntryKind::Row { units, notes, .. }) => {
                let least: i64 = notes.iter().map(|note| self.note(*note).min(2) * NOTE).sum();
                let own = (i64::from(*units) * HALF + least, !notes.is_empty());
                sum(own, self.need_after(entry))
            }
            Some(EntryKind::Space { units, .. }) => {
                sum((i64::from(*units) * HALF, false), self.need_after(entry))
            }
            Some(EntryKind::Float { .. } | EntryKind::Barrier | EntryKind::Turn) => {
                self.need_after(entry)
            }
            _ => (0, false),
        }
    }

    fn need_lines(&self, setting: &Setting, from: usize, to: usize) -> (i64, bool) {
        setting.lines[from..to].iter().fold((0, false), |all, line| {
            let notes: i64 = line.notes.iter().map(|note| self.note(*note).min(2) * NOTE).sum();
            sum(all, (LINE + notes, notes > 0))
        })
    }

    fn need_after(&self, entry: usize) -> (i64, bool) {
        match self.kind(entry + 1) {
            None | Some(EntryKind::Forced | EntryKind::Room { .. }) => (0, false),
            Some(EntryKind::Float { .. }) => self.need(entry + 1),
            Some(_) if self.list.entries[entry + 1].break_before >= FORBIDDEN => {
                self.need(entry + 1)
            }
            Some(_) => (0, false),
        }
    }

    /// What is taken off the cost of a page because what follows does not fit; none if the page may
    /// not be so short.
    fn relief(page: &Page, shortfall: i64, need: (i64, bool)) -> Option<u64> {
        let rule = if need.1 && page.notes == 0 { OVERHEAD } else { 0 };
        let forced = page.used + page.notes + need.0 + rule > PAGE;
        match forced {
            true => Some(Self::eased(shortfall)),
            false => (shortfall <= 3 * LINE).then_some(0),
        }
    }

    /// Opens a page after this one in every way, and goes on.
    fn open(&mut self, from: &Page, closed: Closed, level: bool, cost: u64, next: Next) {
        let (_, shortfall, carry) = closed;
        let recto = !from.recto;
        let note = if from.over > 0 { from.inherited } else { from.called };
        let limit = ((PAGE * 2 / 3 - OVERHEAD) / NOTE).max(3);
        let laid = if carry <= limit { carry } else { limit.min(carry - 2) };
        let mut page = Page {
            used: 0,
            notes: 0,
            over: carry - laid,
            waiting: from.waiting.clone(),
            verso: (recto && level).then_some(shortfall),
            recto,
            fresh: true,
            called: None,
            inherited: note.filter(|_| carry > 0),
        };
        Self::add(&mut page, laid * NOTE);
        let filling = self.filling(&page.waiting);
        if filling > 0 && carry == 0 {
            let mut alone = page.clone();
            alone.recto = self.ends_on_recto(page.waiting[0], recto);
            alone.waiting.drain(..filling);
            let turn = if recto { 0 } else { 160 * filling as u64 };
            let price = 100 + turn + 400 * alone.waiting.len() as u64;
            self.open(&alone, (0, 0, 0), false, cost + price, next);
        }
        for heads in 0..=page.waiting.len() {
            let mut head = page.clone();
            let mut allowed = true;
            for float in head.waiting.drain(..heads).collect::<Vec<_>>() {
                let (height, notes, alone) = self.float(float);
                head.used += height;
                allowed &= !alone && head.used * 4 <= PAGE * 3 && (notes == 0 || head.over == 0);
                Self::add(&mut head, notes);
            }
            if let Next::Entry(entry) = next
                && heads > 0
            {
                head.used += self.odd(entry, 0);
            }
            if let Next::Entry(entry) = next
                && let Some(EntryKind::Row { head: repeated, .. }) = self.kind(entry)
            {
                head.used += i64::from(*repeated) * HALF;
            }
            if !allowed || head.used + head.notes > PAGE + LINE {
                continue;
            }
            let price =
                heads as u64 * if recto { 40 } else { 160 } + 400 * head.waiting.len() as u64;
            match next {
                Next::Entry(entry) => self.entry(entry, &head, cost + price),
                Next::Line { entry, setting, line, past } => {
                    self.lines(entry, setting, line, past, &head, cost + price);
                }
            }
        }
    }

    /// The side of the last of the pages that a float has, if its first is as `recto` says.
    fn ends_on_recto(&self, float: usize, recto: bool) -> bool {
        match self.kind(float) {
            Some(EntryKind::Float { plates, .. }) => recto == (plates.len() != 2),
            _ => recto,
        }
    }

    /// How many floats fill a page of their own.
    fn filling(&self, waiting: &[usize]) -> usize {
        let plate = |float: &usize| match self.kind(*float) {
            Some(EntryKind::Float { plates, .. }) => !plates.is_empty(),
            _ => false,
        };
        let Some(first) = waiting.first() else { return 0 };
        if plate(first) {
            return 1;
        }
        let heights = |count: usize| {
            let own = waiting[..count].iter().map(|float| self.float(*float));
            own.fold((0, 0), |all, float| (all.0 + float.0, all.1 + float.1))
        };
        let foot = |notes: i64| if notes > 0 { notes + OVERHEAD } else { 0 };
        let mut count = 1;
        while count < waiting.len() && !plate(&waiting[count]) {
            let (used, notes) = heights(count + 1);
            if used + foot(notes) > PAGE {
                break;
            }
            count += 1;
        }
        let (used, notes) = heights(count);
        let all = used + (foot(notes) + LINE - 1) / LINE * LINE;
        if all * 4 > PAGE * 3 || self.float(*first).2 { count } else { 0 }
    }

    /// Half a line if boxes and white before the next paragraph are an odd number of half lines.
    fn odd(&self, entry: usize, height: i64) -> i64 {
        match self.kind(entry) {
            Some(EntryKind::Box { units, .. } | EntryKind::Space { units, .. }) => {
                self.odd(entry + 1, height + i64::from(*units))
            }
            Some(EntryKind::Paragraph(_)) => height % 2 * HALF,
            _ => 0,
        }
    }

    /// Height, height of notes, and whether it wants a page of its own.
    fn float(&self, entry: usize) -> (i64, i64, bool) {
        let Some(EntryKind::Float { units, plates, notes }) = self.kind(entry) else {
            panic!("no float");
        };
        let notes = self.height(notes);
        let foot = if notes > 0 { (notes + OVERHEAD + LINE - 1) / LINE * LINE } else { 0 };
        let height = (i64::from(*units) * HALF).min(PAGE - foot);
        (height, notes, !plates.is_empty() || (height + foot) * 4 > PAGE * 3)
    }

    fn closes(&self, entry: usize) -> bool {
        match self.kind(entry) {
            None | Some(EntryKind::Forced) => true,
            Some(EntryKind::Space { .. } | EntryKind::Barrier) => self.closes(entry + 1),
            _ => false,
        }
    }

    fn few(page: &Page) -> u64 {
        let used = page.used + (page.notes + LINE - 1) / LINE * LINE;
        if !page.fresh && used < 5 * LINE { 1000 } else { 0 }
    }

    fn end_page(&mut self, entry: usize, page: &Page, cost: u64) {
        let Some((mut weight, shortfall, carry)) = self.close(page) else { return };
        let kind = self.kind(entry).cloned();
        let last = matches!(kind, None | Some(EntryKind::Forced));
        let flush = last && (carry > 0 || !page.waiting.is_empty())
            || matches!(kind, Some(EntryKind::Barrier | EntryKind::Turn))
                && !page.waiting.is_empty();
        let bare = page.used == 0 && page.notes == 0;
        if page.fresh && (bare || !flush && !last) {
            return;
        }
        let split = Self::split(page, carry);
        let mut level;
        let mut next = entry;
        while matches!(self.kind(next), Some(EntryKind::Space { .. })) {
            next += 1;
        }
        if flush {
            if self.closes(entry) {
                (weight, level) = (Self::few(page), false);
            } else {
                let eased = Self::eased(shortfall);
                (weight, level) = (weight - eased, eased == 0);
            }
            let held = self.list.entries.get(entry).is_some_and(|e| e.break_before >= FORBIDDEN);
            if kind == Some(EntryKind::Turn) && held {
                return;
            }
        } else {
            match kind {
                None | Some(EntryKind::Float { .. }) => return,
                Some(EntryKind::Forced) => {
                    (weight, level, next) = (Self::few(page), false, entry + 1);
                }
                Some(EntryKind::Room { units }) => {
                    if PAGE - page.used - page.notes >= i64::from(units) * HALF {
                        return;
                    }
                    (weight, level) = (Self::short(shortfall.min(3 * LINE)), false);
                }
                Some(_) => {
                    let penalty = self.list.entries[entry].break_before;
                    let relief = Self::relief(page, shortfall, self.need(entry));
                    let Some(relief) = relief.filter(|_| penalty < FORBIDDEN) else { return };
                    level = relief == 0;
                    weight = weight - relief + u64::from(penalty);
                }
            }
        }
        if page.fresh && page.notes == 0 {
            level = false;
            if self.closes(entry) {
                weight = 0;
            }
        }
        let cost = cost + weight + split;
        self.open(page, (weight, shortfall, carry), level, cost, Next::Entry(next));
    }

    fn entry(&mut self, entry: usize, page: &Page, cost: u64) {
        if cost >= self.best {
            return;
        }
        self.end_page(entry, page, cost);
        let mut next = page.clone();
        match self.kind(entry).cloned() {
            None => {
                if page.waiting.is_empty()
                    && page.over == 0
                    && page.used + page.notes <= PAGE + LINE
                {
                    let left = PAGE - page.used - page.notes;
                    let long = if left < 0 { 120 } else { 0 };
                    self.best = self.best.min(cost + long + Self::few(page));
                }
            }
            Some(EntryKind::Paragraph(own)) => {
                for (setting, lines) in own.settings.iter().enumerate() {
                    self.lines(entry, setting, 0, false, page, cost + u64::from(lines.cost));
                }
            }
            Some(EntryKind::Box { units, notes } | EntryKind::Row { units, notes, .. }) => {
                next.used += i64::from(units) * HALF;
                if self.call(&mut next, &notes) {
                    next.fresh = false;
                    self.go_on(entry + 1, &next, cost);
                }
            }
            Some(EntryKind::Space { units, less, more, to_grid }) => {
                if page.fresh && page.used == 0 {
                    return self.go_on(entry + 1, page, cost);
                }
                let normal = i64::from(units) * HALF;
                let choices = [(normal, Some(0)), (normal - LINE, less), (normal + LINE, more)];
                for (height, price) in choices {
                    let Some(price) = price else { continue };
                    let mut next = page.clone();
                    next.used += height.max(0);
                    if to_grid {
                        next.used = (next.used + LINE - 1) / LINE * LINE;
                    }
                    self.go_on(entry + 1, &next, cost + u64::from(price));
                }
            }
            Some(EntryKind::Float { plates, .. }) => {
                let (height, notes, _) = self.float(entry);
                next.waiting.push(entry);
                self.go_on(entry + 1, &next, cost);
                next.waiting.pop();
                next.used += height;
                Self::add(&mut next, notes);
                let fits = next.used + next.notes <= PAGE + LINE;
                let bare = page.fresh && page.used == 0 && page.notes == 0;
                if !page.waiting.is_empty() || page.over > 0 && notes > 0 {
                    return;
                }
                if bare && (!plates.is_empty() || !fits) {
                    let recto = self.ends_on_recto(entry, page.recto);
                    let last = Page { recto, ..page.clone() };
                    self.open(&last, (0, 0, 0), false, cost, Next::Entry(entry + 1));
                } else if fits && plates.is_empty() {
                    next.fresh = false;
                    self.go_on(entry + 1, &next, cost);
                }
            }
            Some(EntryKind::Barrier) => {
                self.go_on(entry + 1, page, cost + 15_000 * page.waiting.len() as u64);
            }
            Some(EntryKind::Turn) => {
                self.go_on(entry + 1, page, cost + 20_000 * page.waiting.len() as u64);
            }
            Some(EntryKind::Room { units }) => {
                let left = PAGE - page.used - page.notes;
                if page.fresh || left >= i64::from(units) * HALF {
                    self.go_on(entry + 1, page, cost);
                }
            }
            Some(EntryKind::Forced) => {
                let bare = page.fresh && page.used == 0 && page.notes == 0;
                if bare && page.waiting.is_empty() {
                    self.go_on(entry + 1, page, cost);
                }
            }
        }
    }

    /// Goes on with a page, unless it could not end even with its last note cut short.
    fn go_on(&mut self, entry: usize, page: &Page, cost: u64) {
        let give = page.called.map_or(0, |note| (self.note(note) - 2).max(0) * NOTE);
        let give = if give >= 2 * NOTE { give } else { 0 };
        if page.used + page.notes - give <= PAGE + LINE {
            self.entry(entry, page, cost);
        }
    }

    fn call(&self, page: &mut Page, notes: &[usize]) -> bool {
        if notes.is_empty() {
            return true;
        }
        Self::add(page, self.height(notes));
        page.called = notes.last().copied();
        page.over == 0
    }

    fn lines(
        &mut self,
        entry: usize,
        setting: usize,
        from: usize,
        past: bool,
        page: &Page,
        cost: u64,
    ) {
        if cost >= self.best {
            return;
        }
        let Some(EntryKind::Paragraph(Paragraph { settings, whole })) = self.kind(entry).cloned()
        else {
            panic!("no paragraph");
        };
        let own = &settings[setting];
        let count = own.lines.len();
        let mut page = page.clone();
        page.fresh = false;
        for to in from + 1..=count {
            let line = &own.lines[to - 1];
            page.used += LINE;
            if !self.call(&mut page, &line.notes) {
                return;
            }
            if to == count {
                let next = if past { entry + 2 } else { entry + 1 };
                self.go_on(next, &page, cost);
            } else if !whole && count >= 4 && to >= from + 2 && to + 2 <= count {
                let need = if to + 2 == count {
                    sum(self.need_lines(own, to, count), self.need_after(entry))
                } else {
                    self.need_lines(own, to, to + 1)
                };
                let hyphen = match (line.hyphenated, page.recto) {
                    (false, _) => 0,
                    (true, false) => 30,
                    (true, true) => 2_000,
                };
                let next = |past| Next::Line { entry, setting, line: to, past };
                self.end_lines(&page, need, cost + hyphen, next(past));
                let mentioned = own.lines[..to].iter().any(|line| line.mentions_float);
                let is_float = matches!(self.kind(entry + 1), Some(EntryKind::Float { .. }));
                if mentioned && is_float && !past && page.waiting.is_empty() {
                    let (height, notes, alone) = self.float(entry + 1);
                    let mut foot = page.clone();
                    foot.used += height;
                    Self::add(&mut foot, notes);
                    if !alone {
                        self.end_lines(&foot, need, cost + hyphen + 10, next(true));
                    }
                }
            }
        }
    }

    fn end_lines(&mut self, page: &Page, need: (i64, bool), cost: u64, next: Next) {
        let Some(closed) = self.close(page) else { return };
        if let Some(relief) = Self::relief(page, closed.1, need) {
            let cost = cost + closed.0 - relief + Self::split(page, closed.2);
            self.open(page, closed, relief == 0, cost, next);
        }
    }
}

fn sum(one: (i64, bool), other: (i64, bool)) -> (i64, bool) {
    (one.0 + other.0, one.1 || other.1)
}

#[test]
fn the_search_agrees_with_an_exhaustive_one() {
    let limits = Limits {
        shortest: 6,
        slack: u64::MAX,
        width: usize::MAX,
        spill: false,
        last_resort: false,
    };
    let (mut found, mut none) = (0, 0);
    for seed in 0..6_000 {
        let list = random_list(&mut Chance(seed));
        let frame = frame(12);
        let galley = Galley::new(&list, &frame);
        let search = Search::new(&galley, &[limits]).run().map(|found| found.cost);
        let mut exhaustive = Exhaustive { list: &list, best: u64::MAX };
        let start = Page {
            used: 0,
            notes: 0,
            over: 0,
            waiting: Vec::new(),
            verso: None,
            recto: true,
            fresh: true,
            called: None,
            inherited: None,
        };
        exhaustive.entry(0, &start, 0);
        let best = Some(exhaustive.best).filter(|best| *best < u64::MAX);
        assert_eq!(search, best, "seed {seed}: {list:?}");
        *if best.is_some() { &mut found } else { &mut none } += 1;
    }
    assert!(found > 4_000, "only {found} lists of 6,000 had a layout, {none} had none");
}
