//! Quotation marks, apostrophes, dashes and ellipses, by language; and spaces closed up.
//!
//! Authors type `"`, `'`, `--`, `---` and `...`. What a mark stands for depends on what is on both
//! sides of it, across the borders of emphasis and links: `"*Title*"` opens and closes. So the
//! words of a whole leaf are laid out as one row of characters, decided from left to right, and
//! written back. Code, addresses and what the author protected are in the row, but left alone.

use super::pieces::{Piece, PieceKind, Wrap};
use crate::language::Language;
use crate::text::east_asian::{is_east_asian, is_hangul, is_shared_mark};
use crate::words::Words;

/// English words that begin with an apostrophe, without it.
const CLIPPED: &[&str] = &["tis", "twas", "twere", "em", "til", "cause", "cos", "n", "bout"];

/// Sets the marks of a leaf.
pub fn set(pieces: &mut [Piece], language: &Language) {
    let mut row = Row::default();
    row.add(pieces, Voice { language: 0, smart: true }, &mut vec![language.clone()]);
    if !row.has_marks() {
        return;
    }
    let mut written = row.decide().into_iter();
    write_back(pieces, &mut written);
}

/// How a stretch of the row is treated.
#[derive(Clone, Copy)]
struct Voice {
    /// Which of the row's languages.
    language: usize,
    /// Whether its marks are set at all.
    smart: bool,
}

/// The characters of a leaf in one row, in stretches.
#[derive(Default)]
struct Row {
    chars: Vec<char>,
    /// The stretch of each character.
    owners: Vec<usize>,
    stretches: Vec<Voice>,
    languages: Vec<Words>,
}

impl Row {
    fn add(&mut self, pieces: &[Piece], voice: Voice, known: &mut Vec<Language>) {
        if self.languages.is_empty() {
            self.languages.extend(known.iter().map(Words::of));
        }
        for piece in pieces {
            match &piece.kind {
                PieceKind::Words(words) => self.stretch(words, voice),
                PieceKind::Literal(words) => self.stretch(words, Voice { smart: false, ..voice }),
                PieceKind::Soft | PieceKind::Break => self.sign(' ', voice),
                // As for what stands beside them, code and pictures are words.
                PieceKind::Code(_) | PieceKind::Picture(_) => self.sign('x', voice),
                PieceKind::Note(_) => {}
                PieceKind::Inside(Wrap::Verbatim, inside) => {
                    self.add(inside, Voice { smart: false, ..voice }, known);
                }
                PieceKind::Inside(Wrap::Reference(..), inside) if inside.is_empty() => {
                    self.sign('x', voice);
                }
                PieceKind::Inside(Wrap::Passage(language), inside) => {
                    let index = known.iter().position(|other| other == language);
                    let index = index.unwrap_or_else(|| {
                        known.push(language.clone());
                        self.languages.push(Words::of(language));
                        known.len() - 1
                    });
                    self.add(inside, Voice { language: index, ..voice }, known);
                }
                PieceKind::Inside(_, inside) => self.add(inside, voice, known),
            }
        }
    }

    fn stretch(&mut self, words: &str, voice: Voice) {
        self.chars.extend(words.chars());
        self.owners.resize(self.chars.len(), self.stretches.len());
        self.stretches.push(voice);
    }

    /// A character for what is no words: it is seen from both sides and never written.
    fn sign(&mut self, sign: char, voice: Voice) {
        self.chars.push(sign);
        self.owners.push(self.stretches.len());
        self.stretches.push(Voice { smart: false, ..voice });
    }

    fn has_marks(&self) -> bool {
        self.chars.iter().any(|c| matches!(c, '"' | '\'' | '-' | '.'))
    }

    /// Whether the character at this place may be set otherwise, and its voice.
    fn voice(&self, at: usize) -> Option<Voice> {
        let voice = *self.stretches.get(*self.owners.get(at)?)?;
        voice.smart.then_some(voice)
    }

    /// The text of each stretch, marks set.
    fn decide(&self) -> Vec<String> {
        let mut written = vec![String::new(); self.stretches.len()];
        let mut state = State { last_single: self.last_closing_single(), ..State::default() };
        let mut at = 0;
        while let (Some(c), Some(owner)) = (self.chars.get(at), self.owners.get(at)) {
            let Some(text) = written.get_mut(*owner) else { break };
            let before = text.len();
            let taken = match self.voice(at) {
                Some(voice) => self.set_one(at, *c, voice, &mut state, text),
                None => 0,
            };
            if taken == 0 {
                text.push(*c);
            }
            state.previous = text[before..].chars().next_back().or(state.previous);
            at += taken.max(1);
        }
        written
    }

    /// Writes what the marks at this place stand for; the number of characters that it takes,
    /// 0 when the character stands for itself.
    fn set_one(
        &self,
        at: usize,
        c: char,
        voice: Voice,
        state: &mut State,
        text: &mut String,
    ) -> usize {
        match c {
            '"' => text.push_str(self.double(at, voice, state)),
            '\'' => text.push_str(self.single(at, voice, state)),
            '-' => match self.run(at, '-') {
                2 => text.push('–'),
                3 => text.push('—'),
                run => {
                    text.extend(std::iter::repeat_n('-', run));
                    return run;
                }
            },
            '.' if self.run(at, '.') == 3 => text.push('…'),
            '.' => {
                let run = self.run(at, '.');
                text.extend(std::iter::repeat_n('.', run));
                return run;
            }
            _ => return 0,
        }
        if matches!(c, '-' | '.') { self.run(at, c) } else { 1 }
    }

    /// How many of these characters follow one another in this stretch.
    fn run(&self, at: usize, c: char) -> usize {
        let owner = self.owners.get(at);
        let same = |at: &usize| self.chars.get(*at) == Some(&c) && self.owners.get(*at) == owner;
        (at..).take_while(same).count()
    }

    fn words(&self, voice: Voice) -> Option<&Words> {
        self.languages.get(voice.language)
    }

    fn double(&self, at: usize, voice: Voice, state: &mut State) -> &'static str {
        let [open, close] = self.words(voice).map_or(["“", "”"], |words| words.double_quotes);
        let next = self.chars.get(at + 1).copied();
        // Chinese and Japanese have no space before a quotation.
        let after_square = state.doubles == 0 && state.previous.is_some_and(is_east_asian);
        let opens = after_square || opens_after(state.previous);
        if opens && next.is_some_and(|next| !next.is_whitespace()) {
            state.doubles += 1;
            return open;
        }
        if state.doubles == 0 && state.previous.is_some_and(char::is_numeric) {
            return "″";
        }
        state.doubles = state.doubles.saturating_sub(1);
        close
    }

    fn single(&self, at: usize, voice: Voice, state: &mut State) -> &'static str {
        let [open, close] = self.words(voice).map_or(["‘", "’"], |words| words.single_quotes);
        let next = self.chars.get(at + 1).copied();
        let word_follows = next.is_some_and(char::is_alphanumeric);
        if opens_after(state.previous) && next.is_some_and(|next| !next.is_whitespace()) {
            let closes_later = state.last_single.is_some_and(|last| last > at);
            if closes_later && !self.is_clipped(at + 1) {
                state.singles += 1;
                return open;
            }
            return "’";
        }
        let in_word = word_follows && state.previous.is_some_and(char::is_alphanumeric);
        if in_word || state.singles == 0 {
            let measure = !in_word && state.doubles == 0 && self.is_foot_mark(at, state);
            return if measure { "′" } else { "’" };
        }
        state.singles -= 1;
        close
    }

    /// Whether a word begins here that is written with an apostrophe before it, such as `'90s`.
    fn is_clipped(&self, at: usize) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        if rest.iter().take(2).filter(|c| c.is_ascii_digit()).count() == 2 {
            let end = rest.iter().skip(2).copied().find(|c| *c != 's');
            return end.is_none_or(|c| !c.is_alphanumeric());
        }
        let word: String = rest.iter().take(6).take_while(|c| c.is_alphabetic()).collect();
        CLIPPED.contains(&word.to_lowercase().as_str())
    }

    /// `6'` before a digit or a space stands for feet only in a measure such as `6'2"`.
    fn is_foot_mark(&self, at: usize, state: &State) -> bool {
        let digits = |from: usize| {
            let rest = self.chars.get(from..).unwrap_or_default();
            rest.iter().take_while(|c| c.is_ascii_digit()).count()
        };
        let inches = digits(at + 1);
        state.previous.is_some_and(|c| c.is_ascii_digit())
            && inches > 0
            && self.chars.get(at + 1 + inches) == Some(&'"')
    }

    /// The last single mark that can close a quotation: after a word, before none.
    fn last_closing_single(&self) -> Option<usize> {
        (1..self.chars.len()).rev().find(|at| {
            let before = self.chars.get(at - 1).copied();
            let after = self.chars.get(at + 1).copied();
            self.chars.get(*at) == Some(&'\'')
                && self.voice(*at).is_some()
                && before.is_some_and(|c| !c.is_whitespace())
                && after.is_none_or(|c| !c.is_alphanumeric())
        })
    }
}

/// What has been set so far.
#[derive(Default)]
struct State {
    previous: Option<char>,
    doubles: usize,
    singles: usize,
    last_single: Option<usize>,
}

/// Whether a quotation mark after this character opens.
fn opens_after(previous: Option<char>) -> bool {
    let Some(c) = previous else { return true };
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '<' | '/' | '-' | '–' | '—' | '=' | '¿' | '¡')
        || matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹' | '\u{a0}')
}

fn write_back(pieces: &mut [Piece], written: &mut std::vec::IntoIter<String>) {
    for piece in pieces {
        match &mut piece.kind {
            PieceKind::Words(words) | PieceKind::Literal(words) => {
                if let Some(set) = written.next() {
                    *words = set;
                }
            }
            PieceKind::Soft | PieceKind::Break | PieceKind::Code(_) | PieceKind::Picture(_) => {
                written.next();
            }
            PieceKind::Note(_) => {}
            PieceKind::Inside(Wrap::Reference(..), inside) if inside.is_empty() => {
                written.next();
            }
            PieceKind::Inside(_, inside) => write_back(inside, written),
        }
    }
}

/// Closes up the spaces of a leaf: none at its ends and around its line breaks, one in a row. A
/// line break of the source becomes a space, and nothing between characters of Chinese or Japanese,
/// which are written without spaces.
pub fn close_up(pieces: &mut [Piece]) {
    let mut joints = Joints::default();
    joints.look(pieces);
    if !joints.solid.is_empty() {
        let mut index = 0;
        join_lines(pieces, &joints.solid, &mut index);
    }
    let mut after_space = true;
    close_up_in(pieces, &mut after_space);
    trim_end(pieces);
}

/// The line breaks of the source in a leaf, and what stands on both sides of them.
#[derive(Default)]
struct Joints {
    /// How many there were.
    count: usize,
    /// What stood last; none after what is no words.
    last: Option<char>,
    /// The break after it, when nothing stood behind that yet: its number, and what is before it.
    open: Option<(usize, char)>,
    /// The breaks that stand for nothing, in order.
    solid: Vec<usize>,
}

impl Joints {
    fn look(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match &piece.kind {
                PieceKind::Words(words) | PieceKind::Literal(words) => self.words(words),
                PieceKind::Soft => {
                    self.open = self.last.map(|last| (self.count, last));
                    self.count += 1;
                }
                PieceKind::Note(_) => {}
                PieceKind::Inside(Wrap::Reference(..), inside) if inside.is_empty() => self.part(),
                PieceKind::Inside(_, inside) => self.look(inside),
                PieceKind::Break | PieceKind::Code(_) | PieceKind::Picture(_) => self.part(),
            }
        }
    }

    fn words(&mut self, words: &str) {
        let Some(first) = words.chars().next() else { return };
        if let Some((index, last)) = self.open.take()
            && are_solid(last, first)
        {
            self.solid.push(index);
        }
        self.last = words.chars().next_back();
    }

    fn part(&mut self) {
        self.last = None;
        self.open = None;
    }
}

/// Whether no space stands between two characters of two lines of the source.
fn are_solid(before: char, after: char) -> bool {
    let square = |c| is_east_asian(c) && !is_hangul(c);
    let fits = |c| square(c) || is_shared_mark(c);
    (square(before) || square(after)) && fits(before) && fits(after)
}

/// Takes out the line breaks of the source with these numbers.
fn join_lines(pieces: &mut [Piece], solid: &[usize], index: &mut usize) {
    for piece in pieces {
        match &mut piece.kind {
            PieceKind::Soft => {
                if solid.binary_search(index).is_ok() {
                    piece.kind = PieceKind::Words(String::new());
                }
                *index += 1;
            }
            PieceKind::Inside(_, inside) => join_lines(inside, solid, index),
            _ => {}
        }
    }
}

fn close_up_in(pieces: &mut [Piece], after_space: &mut bool) {
    for at in 0..pieces.len() {
        let (before, rest) = pieces.split_at_mut(at);
        let Some(piece) = rest.first_mut() else { break };
        match &mut piece.kind {
            PieceKind::Words(words) => close_up_words(words, after_space),
            PieceKind::Soft => {
                let space = if *after_space { "" } else { " " };
                piece.kind = PieceKind::Words(space.to_string());
                *after_space = true;
            }
            PieceKind::Break => {
                trim_end(before);
                *after_space = true;
            }
            PieceKind::Inside(Wrap::Reference(..), inside) if inside.is_empty() => {
                *after_space = false;
            }
            PieceKind::Inside(_, inside) => close_up_in(inside, after_space),
            // A call adds nothing that could stand between two spaces.
            PieceKind::Note(_) => *after_space = false,
            PieceKind::Literal(_) | PieceKind::Code(_) | PieceKind::Picture(_) => {
                *after_space = false;
            }
        }
    }
}

fn close_up_words(words: &mut String, after_space: &mut bool) {
    words.retain(|c| {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r');
        let kept = !(space && *after_space);
        *after_space = space;
        kept
    });
    if words.contains(['\t', '\n', '\r']) {
        *words = words.replace(['\t', '\n', '\r'], " ");
    }
}

/// Takes the space from the end of the last words.
fn trim_end(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().rev() {
        match &mut piece.kind {
            PieceKind::Words(words) => {
                words.truncate(words.trim_end_matches(' ').len());
                if !words.is_empty() {
                    return;
                }
            }
            PieceKind::Inside(Wrap::Reference(..), inside) if inside.is_empty() => return,
            PieceKind::Inside(_, inside) => return trim_end(inside),
            _ => return,
        }
    }
}
