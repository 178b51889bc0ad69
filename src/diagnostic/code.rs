//! The kinds of findings.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
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
        }
    };
}

codes! {
    // The project and its files.
    /// There is no `report.toml` where one is looked for.
    MissingManifest = "missing-manifest",
    /// A file cannot be read.
    UnreadableFile = "unreadable-file",
    /// An edition cannot be written to its place.
    UnwritableOutput = "unwritable-output",
    /// A text is not UTF-8.
    NotUtf8 = "not-utf8",
    /// The manuscript has no text at all.
    EmptyManuscript = "empty-manuscript",
    /// The manifest names a chapter that is not there.
    MissingChapter = "missing-chapter",
    // The manifest.
    /// The manifest is not TOML.
    InvalidToml = "invalid-toml",
    /// A key that the manifest does not have.
    UnknownKey = "unknown-key",
    /// A required key is absent.
    MissingKey = "missing-key",
    /// A value of the wrong type.
    WrongType = "wrong-type",
    /// A value that its key does not allow.
    InvalidValue = "invalid-value",
    /// A check digit does not agree.
    CheckDigit = "check-digit",
    /// Words in a colour that is too faint on their ground.
    LowContrast = "low-contrast",
    /// A theme that is neither built in nor a file.
    UnknownTheme = "unknown-theme",
    // The Markdown.
    /// Metadata in YAML before the text of a chapter.
    UnreadMetadata = "unread-metadata",
    /// An attribute block that cannot be read.
    InvalidAttributes = "invalid-attributes",
    /// A class or attribute that means nothing at its place.
    UnknownAttribute = "unknown-attribute",
    /// A callout of an unknown kind.
    UnknownCallout = "unknown-callout",
    /// A comment without an end.
    UnclosedComment = "unclosed-comment",
    /// A part of the text between fences that has no end, or an end without a beginning.
    UnclosedFence = "unclosed-fence",
    /// Raw HTML, which is never passed on.
    RawHtml = "raw-html",
    /// Two things have the same id.
    DuplicateId = "duplicate-id",
    /// A reference to an id that nothing has.
    UndefinedReference = "undefined-reference",
    /// A reference to something that has no number.
    UnnumberedReference = "unnumbered-reference",
    /// A link that leads nowhere.
    EmptyLink = "empty-link",
    /// A call of a note that is not defined.
    UndefinedNote = "undefined-note",
    /// A note that is never called.
    UncalledNote = "uncalled-note",
    /// Two notes of one name.
    DuplicateNote = "duplicate-note",
    /// A heading without words.
    EmptyHeading = "empty-heading",
    /// A heading that skips a level.
    SkippedLevel = "skipped-level",
    /// A row of a table with more cells than columns.
    SurplusCells = "surplus-cells",
    /// A table caption that belongs to no table.
    StrayCaption = "stray-caption",
    /// Quotations, lists or marks that lie too deep in one another.
    DeepNesting = "deep-nesting",
    // What other dialects write, and this one does not read.
    /// Marks of two versions of a text that were never made one.
    ConflictMarker = "conflict-marker",
    /// A command that would bring in the words of another file.
    UnreadInclude = "unread-include",
    /// A picture that is named in a way that is not read.
    UnreadPicture = "unread-picture",
    /// A citation.
    UnreadCitation = "unread-citation",
    /// A cross-reference that is not a link.
    UnreadCrossReference = "unread-cross-reference",
    /// Mathematics.
    UnreadMath = "unread-math",
    /// A command of LaTeX.
    UnreadLatex = "unread-latex",
    /// A command of a template, or a shortcode.
    UnreadTemplate = "unread-template",
    /// A role before code.
    UnreadRole = "unread-role",
    /// A table drawn with dashes.
    UnreadTable = "unread-table",
    /// A box opened by exclamation or question marks.
    UnreadAdmonition = "unread-admonition",
    /// A line of colons.
    UnreadFence = "unread-fence",
    /// A directive.
    UnreadDirective = "unread-directive",
    /// Marks around words, such as `==…==`.
    UnreadMark = "unread-mark",
    /// A change that was neither accepted nor refused.
    UnreadChange = "unread-change",
    /// A note whose name has a space.
    UnreadNote = "unread-note",
    /// A diagram written as text.
    UnreadDiagram = "unread-diagram",
    /// Code that another program would run.
    UnreadChunk = "unread-chunk",
    /// The place of a table of contents.
    UnreadContents = "unread-contents",
    /// A link in double brackets.
    UnreadWikiLink = "unread-wiki-link",
    /// A comment between signs of per cent.
    UnreadComment = "unread-comment",
    /// Metadata before a chapter that is printed.
    PrintedMetadata = "printed-metadata",
    /// The name of an emoji.
    UnreadEmoji = "unread-emoji",
    /// A mark of unfinished work.
    DraftMark = "draft-mark",
    // Pictures.
    /// A picture that is not there.
    MissingImage = "missing-image",
    /// A picture that cannot be read.
    InvalidImage = "invalid-image",
    /// A picture of a kind that is not supported.
    UnsupportedImage = "unsupported-image",
    /// An SVG that carries a script or loads something from outside.
    UnsafeSvg = "unsafe-svg",
    /// An SVG with a filter, which the PDF shows as pixels.
    SvgFilter = "svg-filter",
    /// A picture without an alternative text.
    MissingAlt = "missing-alt",
    /// A picture too coarse for its size on the page.
    LowResolution = "low-resolution",
    // Fonts and text.
    /// A font file that cannot be read.
    InvalidFont = "invalid-font",
    /// A family, a weight or a slope that no font has.
    MissingFont = "missing-font",
    /// Characters that no font has.
    MissingGlyph = "missing-glyph",
    // Layout.
    /// Page numbers in the text that did not settle.
    UnsettledReference = "unsettled-reference",
    /// Something that does not fit its page or column.
    Overfull = "overfull",
    /// A page that could not be filled, or a rule of page making that had to give way.
    PageBreak = "page-break",
    /// Something of the program itself that went wrong; never the author's fault.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
