//! Links and pictures that CommonMark does not take for such: with spaces in their path, with
//! quotation marks in their title, without the definition that they name.

use std::ops::Range;

use super::attributes::{self, Found};
use super::brackets::{self, Made};
use super::pieces::{self, Picture, Piece, PieceKind, Title};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};

/// The endings of what a link in brackets may lead to, which mere remarks in brackets have not.
const ENDINGS: &[&str] =
    &[".md", ".qmd", ".rmd", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".csv"];

/// Where a link or a picture leads, as it is written.
struct Destination {
    path: Range<usize>,
    title: Option<Range<usize>>,
    /// The byte behind its bracket.
    end: usize,
}

impl Reader<'_> {
    /// The pictures among these pieces that CommonMark refuses.
    pub fn refused_pictures(&mut self, list: Vec<Piece>) -> Vec<Piece> {
        let is_first = |list: &[Piece]| match list.first().map(|piece| &piece.kind) {
            Some(PieceKind::Words(words)) => words.starts_with("!["),
            _ => false,
        };
        if !is_first(&list) {
            return list;
        }
        brackets::pairs(list, &mut |range: Range<usize>, inside: &mut Vec<Piece>| {
            let is_picture = self.text.get(..range.start)?.ends_with('!');
            is_picture.then(|| self.refused(range, inside)).flatten()
        })
    }

    /// What stands in these brackets, as a link or a picture that CommonMark refuses.
    pub fn refused(&mut self, range: Range<usize>, inside: &mut Vec<Piece>) -> Option<Made> {
        if self.text.as_bytes().get(range.end) != Some(&b'(') {
            return None;
        }
        let destination = self.destination(range.end)?;
        let path = self.text.get(destination.path.clone())?;
        match self.text.get(..range.start)?.ends_with('!') {
            true => self.refused_picture(range, inside, destination),
            false if leads_somewhere(path) => {
                let taken = std::mem::take(inside);
                let whole = range.start..destination.end;
                let place = self.span(whole.clone());
                let mut linked = self.linked_words(path, taken, whole.clone(), place);
                let kind = match linked.pop() {
                    Some(only) if linked.is_empty() => only.kind,
                    last => {
                        linked.extend(last);
                        PieceKind::Inside(pieces::Wrap::Named(Default::default()), linked)
                    }
                };
                Some(Made { range: whole, kind })
            }
            false => None,
        }
    }

    fn refused_picture(
        &mut self,
        range: Range<usize>,
        inside: &mut Vec<Piece>,
        destination: Destination,
    ) -> Option<Made> {
        let url = self.text.get(destination.path.clone())?;
        let alt = pieces::finish(std::mem::take(inside), &self.language);
        let written = self.attributes_behind(destination.end);
        let end = written.as_ref().map_or(destination.end, |written| written.range.end);
        let picture = Picture {
            path: self.picture_path(url),
            path_range: destination.path,
            alt: pieces::plain_text(&alt),
            words: range.start + 1..range.end - 1,
            title: destination.title.map_or(Title::None, Title::Here),
            written,
        };
        let range = range.start - 1..end;
        Some(Made { range, kind: PieceKind::Picture(Box::new(picture)) })
    }

    /// The attribute block behind a picture, after spaces or on the next line.
    fn attributes_behind(&self, end: usize) -> Option<attributes::Written> {
        let rest = self.text.get(end..)?;
        let line = rest.trim_start_matches([' ', '\t', '\r']);
        let open = match line.strip_prefix('\n') {
            Some(line) => line.trim_start_matches([' ', '\t', '>']),
            None => line,
        };
        match attributes::read(self.text, self.text.len() - open.len(), self.quotes) {
            Found::Block(written) => Some(written),
            _ => None,
        }
    }

    /// The path and the title in the bracket that opens at this byte, all in one line. The title
    /// ends with the first quotation mark before a bracket.
    fn destination(&self, open: usize) -> Option<Destination> {
        let line = self.text.get(open + 1..)?.lines().next()?;
        let quoted = line.find([' ', '\t']).and_then(|_| {
            let start = line.find(" \"").or_else(|| line.find("\t\""))?;
            Some((start, start + 2 + line[start + 2..].find("\")")?))
        });
        let start = open + 1;
        let (path, title, end) = match quoted {
            Some((mark, close)) => (0..mark, Some(start + mark + 2..start + close), close + 2),
            None => {
                let close = closing(line)?;
                (0..close, None, close + 1)
            }
        };
        let words = line.get(path)?;
        let bare = words.trim();
        let bare = bare.strip_prefix('<').and_then(|bare| bare.strip_suffix('>')).unwrap_or(bare);
        if bare.is_empty() {
            return None;
        }
        let from = start + words.find(bare)?;
        Some(Destination { path: from..from + bare.len(), title, end: start + end })
    }

    /// Names a link or picture whose definition is not there, `[words][name]`, in front of which
    /// nothing stands that makes it another thing. Its words are printed as they stand.
    pub fn report_undefined(&mut self, range: &Range<usize>) {
        let text = self.text;
        let Some(label) = text.get(range.end..).and_then(|rest| rest.strip_prefix('[')) else {
            return;
        };
        let Some(close) = label.find([']', '[', '\n']).filter(|at| label[*at..].starts_with(']'))
        else {
            return;
        };
        let words = text.get(range.start + 1..range.end - 1).unwrap_or_default();
        let before = text.get(..range.start).unwrap_or_default();
        let is_picture = before.ends_with('!');
        let name = if close == 0 { words } else { &label[..close] };
        let other = |text: &str| text.trim().is_empty() || text.starts_with(['^', '@', '[', '!']);
        let numbers = [words, name].iter().all(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let joined = |c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '[');
        let is_task = matches!(words, "x" | "X");
        if other(words) || other(name) || numbers || is_task || before.ends_with(joined) {
            return;
        }
        let place = self.span(range.start - usize::from(is_picture)..range.end + close + 2);
        let finding = match is_picture {
            true => Diagnostic::error(
                Code::MissingImage,
                "no line of this file says where this picture is, so that it is lost",
            )
            .help(format!("write its path, ![words](../images/picture.png), or a line [{name}]: ../images/picture.png")),
            false => Diagnostic::warning(
                Code::UndefinedLink,
                "no line of this file says where this link leads; it is printed as it stands",
            )
            .help(format!("write the address, [words](https://…), or a line [{name}]: https://…")),
        };
        self.report(finding.at(place));
    }
}

/// The bracket that closes what begins here.
fn closing(line: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return Some(at),
            b')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a path in brackets behind words in brackets is meant as one.
fn leads_somewhere(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let start = ["http://", "https://", "mailto:", "#", "./", "../", "/"];
    start.iter().any(|start| lower.starts_with(start))
        || ENDINGS
            .iter()
            .any(|ending| lower.ends_with(ending) || lower.contains(&format!("{ending}#")))
}
