//! What of a drawing is not in the editions as its file says it.

use crate::diagnostic::Code;

/// Something of a drawing that is drawn otherwise than its file says, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingFinding {
    /// The kind of the finding.
    pub code: Code,
    /// What is the matter, as a sentence that begins with the drawing: "has … in line 3".
    pub said: String,
    /// What would help.
    pub help: String,
}

/// What can be the matter with a drawing. Of each kind there is one finding, with all lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// A property of which what is asked for is not drawn, as it is written.
    Property(String),
    /// A paint that is not understood.
    Paint(String),
    /// A name of the file's own that stands for nothing.
    Name(String),
    /// A font that the drawing carries or loads.
    Font(String),
    /// A style sheet of fonts that the drawing loads.
    FontSheet(String),
    /// A label that is a piece of a web page, with its words.
    Label(String),
    /// Families that are not there.
    Families(Vec<String>),
    /// A family whose name says a weight or a slope which no font of that family has.
    Face(String),
    /// A picture in it that cannot be read, with what is wrong.
    Picture(String),
}

/// The findings of a drawing as they are made.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<(Matter, Vec<u32>)>,
}

impl Findings {
    /// Tells of something in a line of the drawing.
    pub fn push(&mut self, matter: Matter, line: u32) {
        match self.list.iter_mut().find(|(known, _)| known.is_kind_of(&matter)) {
            Some((Matter::Families(known), _)) if !matter.is_among(known) => {
                if let Matter::Families(more) = matter {
                    known.extend(more);
                }
            }
            Some((_, lines)) if lines.last() == Some(&line) => {}
            Some((_, lines)) => lines.push(line),
            None => self.list.push((matter, vec![line])),
        }
    }

    /// Takes over what was found in a drawing that stands in a line of this one.
    pub fn take(&mut self, inner: Findings, line: u32) {
        for (matter, _) in inner.list {
            self.push(matter, line);
        }
    }

    /// One finding of each kind.
    pub fn told(self) -> Vec<DrawingFinding> {
        self.list.into_iter().map(|(matter, lines)| matter.told(&places(&lines))).collect()
    }
}

/// "in line 3", "in line 3 and 4 more".
fn places(lines: &[u32]) -> String {
    let first = lines.first().copied().unwrap_or(1);
    match lines.len() {
        0 | 1 => format!("in line {first}"),
        count => format!("in line {first} and {} more", count - 1),
    }
}

impl Matter {
    fn is_kind_of(&self, other: &Matter) -> bool {
        let property = |own: &str| own.split(':').next().unwrap_or_default().to_string();
        match (self, other) {
            (Matter::Property(own), Matter::Property(other)) => property(own) == property(other),
            (Matter::Paint(_), Matter::Paint(_))
            | (Matter::Label(_), Matter::Label(_))
            | (Matter::Families(_), Matter::Families(_)) => true,
            _ => self == other,
        }
    }

    /// Whether all families of it are among those that were told.
    fn is_among(&self, known: &[String]) -> bool {
        match self {
            Matter::Families(own) => own.iter().all(|own| known.contains(own)),
            _ => true,
        }
    }

    fn told(&self, at: &str) -> DrawingFinding {
        let (code, said, help) = match self {
            Matter::Property(own) => (
                Code::UnreadStyle,
                format!("has `{own}` {at}, which is not followed"),
                "see how it looks, or let the drawing do without it".to_string(),
            ),
            Matter::Paint(own) => (
                Code::UnreadStyle,
                format!(
                    "has a colour {at} that is not understood, `{own}`: the colour of what is \
                     around it is taken"
                ),
                "write it as `#rrggbb`".to_string(),
            ),
            Matter::Name(own) => (
                Code::UnreadStyle,
                format!(
                    "asks for `{own}` {at}, which neither the drawing nor the theme says: what \
                     is around it is taken"
                ),
                format!("write a value behind a comma, `var({own}, #1d3c6e)`"),
            ),
            Matter::Font(own) => (
                Code::MissingFont,
                format!(
                    "brings the font \"{own}\" of its own {at}, which is passed over: fonts come \
                     from the project"
                ),
                "put the font into the project's folder `fonts`".to_string(),
            ),
            Matter::FontSheet(own) => (
                Code::MissingFont,
                format!("asks for fonts at `{own}` {at}: nothing is fetched from elsewhere"),
                "put the fonts into the project's folder `fonts`".to_string(),
            ),
            Matter::Label(own) => (
                Code::UnreadStyle,
                format!(
                    "has labels that are pieces of a web page {at}, the first \"{}\": their words \
                     are set as plain text",
                    own.chars().take(40).collect::<String>()
                ),
                "see whether they fit; in draw.io take off `Word Wrap` and `Formatted Text` and \
                 export it again, and they are text of the drawing"
                    .to_string(),
            ),
            Matter::Families(own) => (
                Code::MissingFont,
                format!(
                    "asks for the famil{} \"{}\" {at}, which {} not there: the words are set in \
                     another of that kind",
                    if own.len() == 1 { "y" } else { "ies" },
                    own.join("\", \""),
                    if own.len() == 1 { "is" } else { "are" }
                ),
                "put the font into the project's folder `fonts`, or name a kind of family behind \
                 it, such as `sans-serif`"
                    .to_string(),
            ),
            Matter::Face(own) => (
                Code::MissingFont,
                format!(
                    "asks for the face `{own}` {at}, which no font has: the nearest face of its \
                     family is taken"
                ),
                "put its font into the project's folder `fonts`".to_string(),
            ),
            Matter::Picture(own) => (
                Code::InvalidImage,
                format!("has a picture in it {at} that is left out: {own}"),
                "open the drawing in its program, and put the picture into it anew".to_string(),
            ),
        };
        DrawingFinding { code, said, help }
    }
}
