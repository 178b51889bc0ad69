//! Notes: numbered in the order of their first calls, over the whole report. Those that are called
//! in one figure, table or box alone stand below it, and are lettered in the order of their calls.

use std::collections::{BTreeMap, VecDeque};

use super::reading::{Reading, Stretch};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::{Document, Inline, InlineKind, NodeId, Note};
use crate::references::NoteEntry;
use crate::source::{SourceId, Span};
use crate::words::Words;

/// The notes of a document by file and name, as indices of its list.
type Names<'a> = BTreeMap<(SourceId, &'a str), usize>;

/// Numbers the notes, and tells which note each call leads to. A note that calls another does so
/// where it is called itself: after the calls of the block that calls it.
pub fn number(
    document: &Document,
    reading: &Reading<'_>,
    words: &Words,
    diagnostics: &mut Diagnostics,
) -> (Vec<NoteEntry>, BTreeMap<NodeId, usize>) {
    let mut numbers = Numbers {
        words,
        names: names(document, diagnostics),
        entries: Vec::new(),
        calls: BTreeMap::new(),
        of_note: BTreeMap::new(),
        exhibits: BTreeMap::new(),
        numbered: 0,
        lettered: BTreeMap::new(),
    };
    for (call, exhibit) in reading.all().flat_map(|stretch| &stretch.calls) {
        numbers.claim(call, *exhibit);
    }
    for stretch in &reading.stretches {
        let mut called: VecDeque<usize> = numbers.stretch(stretch, diagnostics).into();
        while let Some(note) = called.pop_front() {
            if let Some(stretch) = reading.notes.get(note) {
                called.extend(numbers.stretch(stretch, diagnostics));
            }
        }
    }
    for index in numbers.names.values() {
        if let Some(note) = document.notes.get(*index).filter(|_| !numbers.is_called(*index)) {
            diagnostics.push(uncalled(note));
        }
    }
    (numbers.entries, numbers.calls)
}

/// The notes by name. Of two that are equal the first holds.
fn names<'a>(document: &'a Document, diagnostics: &mut Diagnostics) -> Names<'a> {
    let mut names = Names::new();
    for (index, note) in document.notes.iter().enumerate() {
        let key = (note.id.source, note.name.as_str());
        let first = names.get(&key).and_then(|first: &usize| document.notes.get(*first));
        let Some(first) = first else {
            names.insert(key, index);
            continue;
        };
        let message = format!("the note “{}” is defined twice in this file", note.name);
        let error = Diagnostic::error(Code::DuplicateNote, message)
            .at(mark_of(note))
            .labelled("defined again here")
            .related(mark_of(first), "first defined here")
            .help("give one of them another name, and look at its calls");
        diagnostics.push(error);
    }
    names
}

struct Numbers<'a> {
    words: &'a Words,
    names: Names<'a>,
    entries: Vec<NoteEntry>,
    calls: BTreeMap<NodeId, usize>,
    /// The entry of each note that is called.
    of_note: BTreeMap<usize, usize>,
    /// The figure, table or box that holds all calls of a note; none for other notes.
    exhibits: BTreeMap<usize, Option<NodeId>>,
    /// How many notes have a number.
    numbered: usize,
    /// How many notes each figure, table or box has.
    lettered: BTreeMap<NodeId, usize>,
}

impl Numbers<'_> {
    /// Has a call in a figure, table or box, or elsewhere, say where its note stands.
    fn claim(&mut self, call: &Inline, exhibit: Option<NodeId>) {
        let InlineKind::NoteCall { name } = &call.kind else { return };
        if let Some(note) = self.find(call.id.source, name) {
            let known = self.exhibits.entry(note).or_insert(exhibit);
            if *known != exhibit {
                *known = None;
            }
        }
    }

    /// The mark of the next note, below an exhibit or not.
    fn next_mark(&mut self, exhibit: Option<NodeId>) -> String {
        match exhibit {
            None => {
                self.numbered += 1;
                self.words.digits(&self.numbered.to_string())
            }
            Some(exhibit) => {
                let count = self.lettered.entry(exhibit).or_default();
                *count += 1;
                letters(*count)
            }
        }
    }

    /// Numbers the calls of a stretch; the notes that are called for the first time.
    fn stretch(&mut self, stretch: &Stretch<'_>, diagnostics: &mut Diagnostics) -> Vec<usize> {
        let mut new = Vec::new();
        for (call, _) in &stretch.calls {
            let InlineKind::NoteCall { name } = &call.kind else { continue };
            let Some(note) = self.find(call.id.source, name) else {
                diagnostics.push(self.undefined(call, name));
                continue;
            };
            let entry = match self.of_note.get(&note) {
                Some(known) => *known,
                None => {
                    let exhibit = self.exhibits.get(&note).copied().flatten();
                    let mark = self.next_mark(exhibit);
                    self.entries.push(NoteEntry { note, mark, exhibit, calls: Vec::new() });
                    new.push(note);
                    let entry = self.entries.len() - 1;
                    self.of_note.insert(note, entry);
                    entry
                }
            };
            if let Some(entry) = self.entries.get_mut(entry) {
                entry.calls.push(call.id);
            }
            self.calls.insert(call.id, entry);
        }
        new
    }

    /// The note of this name in this file; case does not matter, as in CommonMark's labels.
    fn find(&self, source: SourceId, name: &str) -> Option<usize> {
        let exact = self.names.get(&(source, name)).copied();
        exact.or_else(|| {
            let lower = name.to_lowercase();
            let same = self.of_file(source).find(|(other, _)| other.to_lowercase() == lower);
            same.map(|(_, index)| index)
        })
    }

    fn of_file(&self, source: SourceId) -> impl Iterator<Item = (&str, usize)> {
        let from_here = self.names.range((source, "")..);
        from_here
            .take_while(move |((file, _), _)| *file == source)
            .map(|((_, name), index)| (*name, *index))
    }

    fn is_called(&self, note: usize) -> bool {
        self.of_note.contains_key(&note)
    }

    fn undefined(&self, call: &Inline, name: &str) -> Diagnostic {
        let message = format!("there is no note “{name}” in this file");
        let known = self.of_file(call.id.source).map(|(name, _)| name);
        let help = match nearest(name, known) {
            Some(other) => format!("did you mean [^{other}]?"),
            None => format!("write the note below: [^{name}]: …"),
        };
        Diagnostic::error(Code::UndefinedNote, message).at(call.span).help(help)
    }
}

/// A number as letters: a, b … z, aa, ab.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

fn uncalled(note: &Note) -> Diagnostic {
    let message = format!("the note “{}” is never called, and would be printed nowhere", note.name);
    Diagnostic::error(Code::UncalledNote, message)
        .at(mark_of(note))
        .help(format!("call it in the text with [^{}], or take it out", note.name))
}

/// The `[^name]` at the start of a definition.
fn mark_of(note: &Note) -> Span {
    let brackets = "[^]".len();
    let length = u32::try_from(note.name.len() + brackets).unwrap_or(u32::MAX);
    let end = note.span.start.saturating_add(length).min(note.span.end);
    Span { end, ..note.span }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_go_on_after_z() {
        let marks = [1, 2, 26, 27, 52, 53, 702, 703].map(letters);
        assert_eq!(marks, ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
