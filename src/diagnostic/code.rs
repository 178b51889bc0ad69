//! The kinds of findings.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal: $one:literal, $more:literal,)*) => {
        /// The kind of a finding. Its name is stable: scripts may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every kind there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name in lower case with hyphens, as `error[missing-image]` shows it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// Whether it is of what another program would read, and this one does not.
            pub fn is_of_other_dialects(self) -> bool {
                self.name().starts_with("unread-")
            }

            /// So many findings of this kind, in an editor's words: "1 missing picture".
            pub fn counted(self, count: usize) -> String {
                let [one, more] = match self {
                    $(Code::$variant => [$one, $more],)*
                };
                format!("{count} {}", if count == 1 { one } else { more })
            }
        }
    };
}

codes! {
    // The project and its files.
    /// There is no `report.toml` where one is looked for.
    MissingManifest = "missing-manifest": "missing manifest", "missing manifests",
    /// A file cannot be read.
    UnreadableFile = "unreadable-file": "file that cannot be read", "files that cannot be read",
    /// An edition cannot be written to its place.
    UnwritableOutput = "unwritable-output":
        "edition that cannot be written", "editions that cannot be written",
    /// A text is not UTF-8.
    NotUtf8 = "not-utf8": "file that is not UTF-8", "files that are not UTF-8",
    /// The manuscript has no text at all.
    EmptyManuscript = "empty-manuscript": "manuscript without text", "manuscripts without text",
    /// The manifest names a chapter that is not there.
    MissingChapter = "missing-chapter": "missing chapter", "missing chapters",
    // The manifest.
    /// The manifest is not TOML.
    InvalidToml = "invalid-toml": "slip of the pen in a manifest", "slips of the pen in a manifest",
    /// A key that the manifest does not have.
    UnknownKey = "unknown-key": "unknown key", "unknown keys",
    /// A required key is absent.
    MissingKey = "missing-key": "missing key", "missing keys",
    /// A value of the wrong type.
    WrongType = "wrong-type": "value of the wrong kind", "values of the wrong kind",
    /// A value that its key does not allow.
    InvalidValue = "invalid-value": "value that cannot be", "values that cannot be",
    /// A check digit does not agree.
    CheckDigit = "check-digit": "wrong check digit", "wrong check digits",
    /// Words in a colour that is too faint on their ground.
    LowContrast = "low-contrast": "colour that is hard to read", "colours that are hard to read",
    /// A theme that is neither built in nor a file.
    UnknownTheme = "unknown-theme": "unknown theme", "unknown themes",
    // The Markdown.
    /// Words of a chapter's front matter that are in neither edition.
    UnreadMetadata = "unread-metadata": "front matter left out", "front matters left out",
    /// Front matter that is no YAML or TOML.
    InvalidFrontMatter = "invalid-front-matter":
        "front matter that cannot be read", "front matters that cannot be read",
    /// A chapter that has no heading, so that the name of its file stands as one.
    UntitledChapter = "untitled-chapter":
        "chapter named by its file", "chapters named by their files",
    /// An attribute block that cannot be read.
    InvalidAttributes = "invalid-attributes":
        "brace block printed as it stands", "brace blocks printed as they stand",
    /// A class or attribute that means nothing at its place.
    UnknownAttribute = "unknown-attribute":
        "attribute without a meaning", "attributes without a meaning",
    /// A callout of an unknown kind.
    UnknownCallout = "unknown-callout": "callout of an unknown kind", "callouts of an unknown kind",
    /// A comment without an end.
    UnclosedComment = "unclosed-comment": "comment without an end", "comments without an end",
    /// A part of the text between fences that has no end, or an end without a beginning.
    UnclosedFence = "unclosed-fence":
        "fence without its other end", "fences without their other ends",
    /// Raw HTML, which is never passed on.
    RawHtml = "raw-html": "piece of HTML left out", "pieces of HTML left out",
    /// Two things have the same id.
    DuplicateId = "duplicate-id": "id given twice", "ids given twice",
    /// A reference to an id that nothing has.
    UndefinedReference = "undefined-reference": "reference to nothing", "references to nothing",
    /// A reference to something that has no number.
    UnnumberedReference = "unnumbered-reference":
        "reference without words", "references without words",
    /// A link that leads nowhere.
    EmptyLink = "empty-link": "link to nowhere", "links to nowhere",
    /// A link by a name that no line of its file defines.
    UndefinedLink = "undefined-link": "link printed as it stands", "links printed as they stand",
    /// A call of a note that is not defined.
    UndefinedNote = "undefined-note": "call of a missing note", "calls of missing notes",
    /// A note that is never called.
    UncalledNote = "uncalled-note": "note without a call", "notes without a call",
    /// Two notes of one name.
    DuplicateNote = "duplicate-note": "note written twice", "notes written twice",
    /// A heading without words.
    EmptyHeading = "empty-heading": "heading without words", "headings without words",
    /// A heading that skips a level.
    SkippedLevel = "skipped-level": "skipped level of headings", "skipped levels of headings",
    /// A row of a table with more cells than columns.
    SurplusCells = "surplus-cells": "row with too many cells", "rows with too many cells",
    /// A table caption that belongs to no table.
    StrayCaption = "stray-caption": "caption without a table", "captions without a table",
    /// Quotations, lists or marks that lie too deep in one another.
    DeepNesting = "deep-nesting": "passage nested too deep", "passages nested too deep",
    // What other dialects write, and this one does not read.
    /// Marks of two versions of a text that were never made one.
    ConflictMarker = "conflict-marker": "mark of a merge conflict", "marks of a merge conflict",
    /// A command that would bring in the words of another file.
    UnreadInclude = "unread-include":
        "file that is not brought in", "files that are not brought in",
    /// A picture that is named in a way that is not read.
    UnreadPicture = "unread-picture":
        "picture named in a way that is not read", "pictures named in a way that is not read",
    /// A citation.
    UnreadCitation = "unread-citation":
        "citation printed as it stands", "citations printed as they stand",
    /// A cross-reference that is not a link.
    UnreadCrossReference = "unread-cross-reference":
        "cross-reference printed as it stands", "cross-references printed as they stand",
    /// Mathematics.
    UnreadMath = "unread-math": "formula printed as it stands", "formulas printed as they stand",
    /// A command of LaTeX.
    UnreadLatex = "unread-latex":
        "command of LaTeX printed as it stands", "commands of LaTeX printed as they stand",
    /// A command of a template, or a shortcode.
    UnreadTemplate = "unread-template":
        "template printed as it stands", "templates printed as they stand",
    /// A role before code.
    UnreadRole = "unread-role": "role printed as it stands", "roles printed as they stand",
    /// A table drawn with dashes.
    UnreadTable = "unread-table":
        "table printed as it is drawn", "tables printed as they are drawn",
    /// A box opened by exclamation or question marks.
    UnreadAdmonition = "unread-admonition":
        "admonition printed as it stands", "admonitions printed as they stand",
    /// A line of colons.
    UnreadFence = "unread-fence":
        "line of colons printed as it stands", "lines of colons printed as they stand",
    /// A directive.
    UnreadDirective = "unread-directive":
        "directive printed as it stands", "directives printed as they stand",
    /// Marks around words, such as `==…==`.
    UnreadMark = "unread-mark": "mark printed as it stands", "marks printed as they stand",
    /// A change that was neither accepted nor refused.
    UnreadChange = "unread-change":
        "tracked change printed as it stands", "tracked changes printed as they stand",
    /// A note whose name has a space.
    UnreadNote = "unread-note": "note printed as it stands", "notes printed as they stand",
    /// A diagram written as text.
    UnreadDiagram = "unread-diagram": "diagram printed as code", "diagrams printed as code",
    /// Code that another program would run.
    UnreadChunk = "unread-chunk":
        "piece of code that is not run", "pieces of code that are not run",
    /// The place of a table of contents.
    UnreadContents = "unread-contents":
        "place of the contents printed as it stands",
        "places of the contents printed as they stand",
    /// A link in double brackets.
    UnreadWikiLink = "unread-wiki-link":
        "wiki link printed as it stands", "wiki links printed as they stand",
    /// A comment between signs of per cent.
    UnreadComment = "unread-comment":
        "comment printed as it stands", "comments printed as they stand",
    /// Metadata before a chapter that is printed.
    PrintedMetadata = "printed-metadata":
        "head of a file printed as it stands", "heads of files printed as they stand",
    /// The name of an emoji.
    UnreadEmoji = "unread-emoji":
        "name of an emoji printed as it stands", "names of emoji printed as they stand",
    /// A mark of unfinished work.
    DraftMark = "draft-mark": "mark of unfinished work", "marks of unfinished work",
    // Pictures.
    /// A picture that is not there.
    MissingImage = "missing-image": "missing picture", "missing pictures",
    /// A picture that cannot be read.
    InvalidImage = "invalid-image": "broken picture", "broken pictures",
    /// A picture of a kind that is not supported.
    UnsupportedImage = "unsupported-image":
        "picture of a kind that is not read", "pictures of a kind that is not read",
    /// An SVG that carries a script or loads something from outside.
    UnsafeSvg = "unsafe-svg": "unsafe drawing", "unsafe drawings",
    /// Something of an SVG's styles that is not drawn as it is written.
    UnreadStyle = "unread-style":
        "style of a drawing that is not followed", "styles of drawings that are not followed",
    /// An SVG with a filter, which the PDF shows as pixels.
    SvgFilter = "svg-filter": "drawing shown as pixels", "drawings shown as pixels",
    /// A figure whose words stand nowhere on the page.
    MissingCaption = "missing-caption": "figure without a caption", "figures without captions",
    /// A picture without an alternative text.
    MissingAlt = "missing-alt":
        "picture without words for those who do not see it",
        "pictures without words for those who do not see them",
    /// A picture too coarse for its size on the page.
    LowResolution = "low-resolution":
        "picture too coarse for its size", "pictures too coarse for their size",
    // Fonts and text.
    /// A font file that cannot be read.
    InvalidFont = "invalid-font": "font that cannot be used", "fonts that cannot be used",
    /// A family, a weight or a slope that no font has.
    MissingFont = "missing-font": "missing font", "missing fonts",
    /// Characters that no font has.
    MissingGlyph = "missing-glyph": "script without a font", "scripts without a font",
    // Layout.
    /// Page numbers in the text that did not settle.
    UnsettledReference = "unsettled-reference":
        "page number that keeps moving", "page numbers that keep moving",
    /// Something that does not fit its page or column.
    Overfull = "overfull": "thing too large for its place", "things too large for their places",
    /// A page that could not be filled, or a rule of page making that had to give way.
    PageBreak = "page-break": "page to look at", "pages to look at",
    /// Something of the program itself that went wrong; never the author's fault.
    Internal = "internal": "fault of the program", "faults of the program",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
