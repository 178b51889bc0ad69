//! The kinds of what is not read: what is said of each, and what to write instead.

use crate::diagnostic::{Code, Diagnostic};

/// A kind of construct that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Two versions of a text that were never made one.
    Conflict,
    /// A command that brings in another file.
    Include,
    /// A picture that is named in a way that is not read.
    Picture,
    /// A citation of Pandoc's or MyST's.
    Citation,
    /// A cross-reference of Quarto's or bookdown's.
    CrossReference,
    /// Mathematics.
    Mathematics,
    /// A command of LaTeX.
    Latex,
    /// A template or a shortcode.
    Template,
    /// A role of MyST's or reStructuredText's.
    Role,
    /// A table drawn with dashes.
    Table,
    /// A table whose line of dashes does not fit its head.
    UnevenTable,
    /// A box of MkDocs.
    Admonition,
    /// A line of colons.
    Fence,
    /// A directive.
    Directive,
    /// Marks such as `==…==`.
    Mark,
    /// A change that was neither accepted nor refused.
    Change,
    /// A note whose name has a space.
    Note,
    /// A diagram written as text.
    Diagram,
    /// Code that another program would run.
    Chunk,
    /// The place of a table of contents.
    Contents,
    /// A link between notes.
    WikiLink,
    /// A comment of Obsidian's.
    Comment,
    /// Metadata in another form than that of lines between three hyphens.
    Metadata,
    /// The name of an emoji.
    Emoji,
    /// A mark of unfinished work.
    Draft,
    /// An attribute block that belongs to nothing.
    Attributes,
}

impl Kind {
    /// The finding, without its place. All of one kind say the same, so that they can be told as
    /// one.
    pub fn finding(self) -> Diagnostic {
        let (code, message, help) = self.words();
        let lost = matches!(self, Kind::Conflict | Kind::Include | Kind::Picture);
        let finding = match lost {
            true => Diagnostic::error(code, message),
            false => Diagnostic::warning(code, message),
        };
        finding.help(help)
    }

    /// Its code, what happened to the words, and what to do.
    fn words(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Conflict | Kind::Include | Kind::Picture => self.words_of_the_lost(),
            Kind::Mathematics | Kind::Latex | Kind::Template | Kind::Role | Kind::Citation => {
                self.words_of_commands()
            }
            Kind::CrossReference | Kind::WikiLink | Kind::Note | Kind::Contents => {
                self.words_of_references()
            }
            Kind::Table | Kind::UnevenTable | Kind::Admonition | Kind::Fence | Kind::Directive => {
                self.words_of_blocks()
            }
            Kind::Diagram | Kind::Chunk | Kind::Comment | Kind::Metadata => {
                self.words_of_programs()
            }
            Kind::Mark | Kind::Change | Kind::Emoji | Kind::Draft | Kind::Attributes => {
                self.words_of_marks()
            }
        }
    }

    fn words_of_the_lost(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Include => (
                Code::UnreadInclude,
                "words of another file are left out: the command that would bring them in is not read",
                "put the words here, or make that file a chapter of its own",
            ),
            Kind::Picture => (
                Code::UnreadPicture,
                "a picture is left out: the command that names it is printed as it stands",
                "write ![what it shows](picture.png \"Caption\")",
            ),
            _ => (
                Code::ConflictMarker,
                "two versions of this passage were never made one: both are printed, with the marks \
                 between them",
                "keep the words that hold, and take out the lines <<<<<<<, ======= and >>>>>>>",
            ),
        }
    }

    fn words_of_commands(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Mathematics => (
                Code::UnreadMath,
                "mathematics is printed as it stands",
                "write it with signs and raised letters, x^2^ ≤ α, or put it in as a picture; where \
                 a dollar sign is meant, write \\$",
            ),
            Kind::Latex => (
                Code::UnreadLatex,
                "a command of LaTeX is printed as it stands",
                "write **strong** and *stressed* words, notes [^name], references [](#id), and \
                 tables with bars |",
            ),
            Kind::Template => (
                Code::UnreadTemplate,
                "a command of a template is printed as it stands",
                "write here what it would put in its place, or take it out",
            ),
            Kind::Role => (
                Code::UnreadRole,
                "the name of a role is printed as it stands, and what follows it as code",
                "write [](#id) for a reference, [words](address) for a link, else the words alone",
            ),
            _ => (
                Code::UnreadCitation,
                "a citation is printed as it stands",
                "write a note: text[^name], and in a paragraph of its own [^name]: Author, Title, Year",
            ),
        }
    }

    fn words_of_references(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::WikiLink => (
                Code::UnreadWikiLink,
                "a link in double brackets is printed as it stands",
                "write [words](chapter.md#heading)",
            ),
            Kind::Note => (
                Code::UnreadNote,
                "a note whose name has a space is printed as it stands",
                "write the name as one word, [^a-name], where the note is called and where it stands",
            ),
            Kind::Contents => (
                Code::UnreadContents,
                "the place of a table of contents is printed as it stands",
                "take it out: the contents are made by themselves, as [contents] in report.toml says",
            ),
            _ => (
                Code::UnreadCrossReference,
                "a cross-reference is printed as it stands",
                "write [](#id), with the id of the figure, table or heading: it gives its name and \
                 number",
            ),
        }
    }

    fn words_of_blocks(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Table => (
                Code::UnreadTable,
                "a table drawn with dashes is printed as it is drawn, and is no table",
                "write it with bars: a line | a | b |, a line |---|---|, then the rows",
            ),
            Kind::UnevenTable => (
                Code::UnreadTable,
                "a table is printed as it stands: its line of dashes has more or fewer cells than \
                 the line above",
                "give both as many; a bar that stands in a cell, in code as well, is written \\|",
            ),
            Kind::Admonition => (
                Code::UnreadAdmonition,
                "the opening of a box is printed as it stands, and its words are set outside of it",
                "write > [!note] Title, and begin each line of the box with >",
            ),
            Kind::Fence => (
                Code::UnreadFence,
                "a line of colons is printed as it stands",
                "write > [!note] Title for a box, and begin each of its lines with >; else take the \
                 colons out",
            ),
            _ => (
                Code::UnreadDirective,
                "a directive is not read: it is printed with all its options",
                "write > [!note] Title for a box, ![what it shows](picture.png) for a figure, code \
                 between ``` and ```",
            ),
        }
    }

    fn words_of_programs(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Diagram => (
                Code::UnreadDiagram,
                "a diagram is printed as code: its picture is not there",
                "export it as SVG and write ![what it shows](diagram.svg \"Caption\")",
            ),
            Kind::Chunk => (
                Code::UnreadChunk,
                "code that another program runs is printed as code: its result is not there",
                "put in the result, as a table or a picture; where the code itself is meant, write \
                 ``` and its language without braces",
            ),
            Kind::Comment => (
                Code::UnreadComment,
                "a comment between %% and %% is printed",
                "write <!-- … -->, which is left out of both editions",
            ),
            _ => (
                Code::PrintedMetadata,
                "metadata at the head of a chapter is printed as it stands",
                "write it in report.toml, or between lines of three hyphens as title: …",
            ),
        }
    }

    fn words_of_marks(self) -> (Code, &'static str, &'static str) {
        match self {
            Kind::Mark => (
                Code::UnreadMark,
                "words are printed with the marks around them",
                "write **strong** or *stressed* words, or take the marks out",
            ),
            Kind::Change => (
                Code::UnreadChange,
                "a change that was neither accepted nor refused is printed with its marks",
                "accept or refuse it in the text",
            ),
            Kind::Emoji => (
                Code::UnreadEmoji,
                "the name of an emoji is printed as it stands",
                "write the sign itself in its place",
            ),
            Kind::Draft => (
                Code::DraftMark,
                "a mark of unfinished work is printed as it stands",
                "finish the work, or hide the mark in a comment: <!-- TODO: … -->",
            ),
            _ => (
                Code::InvalidAttributes,
                "an attribute block that belongs to nothing is printed as it stands",
                "write it directly behind words in [brackets], behind a picture, or at the end of a \
                 heading's line",
            ),
        }
    }
}
