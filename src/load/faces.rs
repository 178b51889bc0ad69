//! Whether the faces that the theme and the text ask for are there, told before anything is laid
//! out.

use super::theme::layers;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::visit::{Visit, walk_blocks, walk_inline};
use crate::document::{Document, Inline, InlineKind};
use crate::font::FontBook;
use crate::manifest::Token;
use crate::manuscript::Manuscript;
use crate::source::Span;
use crate::text::east_asian::is_east_asian;
use crate::theme::Theme;

/// Checks the families, weights and slopes of a theme, and that there are a bold and an italic for
/// the text when the text has strong or stressed words. What is missing is told where the manifest
/// or the theme file asks for it.
pub fn faces(
    manuscript: &Manuscript,
    document: &Document,
    theme: &Theme,
    fonts: &FontBook,
    diagnostics: &mut Diagnostics,
) {
    // What is wrong with the tokens themselves has been told.
    let layers = layers(manuscript, &mut Diagnostics::new());
    let layers: Vec<&[Token]> = layers.tokens.iter().map(Vec::as_slice).collect();
    theme.check_faces(&layers, fonts, diagnostics);

    let token = theme.text_family_token(&layers);
    if token.is_none() && !document.language.is_of_east_asia() {
        return;
    }
    let (text, lead) = (&theme.styles.text, &theme.styles.lead);
    let mut used = Used::default();
    for chapter in &document.chapters {
        walk_blocks(&mut used, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &document.notes {
        walk_blocks(&mut used, &note.blocks);
    }
    if let Some((character, at)) = used.square {
        diagnostics.extend(no_bold(document, theme, fonts, character).map(|found| found.at(at)));
    }
    let Some(token) = token else { return };
    let face = |weight, italic| {
        let face = fonts.select(&text.family.0, weight, italic);
        face.and_then(|face| fonts.get(face))
    };
    let lacks_bold = face(lead.weight, false).is_some_and(|face| face.weight <= text.weight);
    let lacks_italic = face(text.weight, true).is_some_and(|face| !face.italic);
    for (lacks, at, what) in
        [(lacks_bold, used.strong, "bold"), (lacks_italic, used.stressed, "italic")]
    {
        if let Some(at) = at.filter(|_| lacks) {
            let message =
                format!("the family \"{}\" has no {what}, which the text uses", text.family.0);
            let fault = Diagnostic::error(Code::MissingFont, message).at(token.value.span);
            let help = format!("put its {what} into the project's folder `fonts`");
            diagnostics.push(fault.related(at, format!("{what} is used here")).help(help));
        }
    }
}

/// A warning when the font of a Chinese, Japanese or Korean character, which stands in strong or
/// stressed words, has no bold.
fn no_bold(
    document: &Document,
    theme: &Theme,
    fonts: &FontBook,
    character: char,
) -> Option<Diagnostic> {
    let (text, lead) = (&theme.styles.text, &theme.styles.lead);
    let own = fonts.east_asian(character, &document.language, &text.family.0, lead.weight);
    let own = own.and_then(|own| fonts.get(own)).filter(|own| own.weight <= text.weight)?;
    let message = format!(
        "the font \"{}\" has no bold: strong and stressed words look as those around them",
        own.family
    );
    let help = "put its bold into the project's folder `fonts`";
    Some(Diagnostic::warning(Code::MissingFont, message).help(help))
}

/// Where the text is first strong, and where it is first stressed.
#[derive(Default)]
struct Used {
    strong: Option<Span>,
    stressed: Option<Span>,
    /// How many of either the words stand in.
    depth: usize,
    /// The first character of East Asia among such words.
    square: Option<(char, Span)>,
}

impl<'a> Visit<'a> for Used {
    fn inline(&mut self, inline: &'a Inline) {
        match &inline.kind {
            InlineKind::Strong(_) => {
                self.strong.get_or_insert(inline.span);
            }
            InlineKind::Emphasis(_) => {
                self.stressed.get_or_insert(inline.span);
            }
            InlineKind::Text(words) if self.depth > 0 && self.square.is_none() => {
                self.square = words.chars().find(|c| is_east_asian(*c)).map(|c| (c, inline.span));
            }
            _ => {}
        }
        let deeper = matches!(inline.kind, InlineKind::Strong(_) | InlineKind::Emphasis(_));
        self.depth += usize::from(deeper);
        walk_inline(self, inline);
        self.depth -= usize::from(deeper);
    }
}
