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

    let Some(token) = theme.text_family_token(&layers) else { return };
    let (text, lead) = (&theme.styles.text, &theme.styles.lead);
    let mut used = Used::default();
    for chapter in &document.chapters {
        walk_blocks(&mut used, chapter.blocks.iter().map(AsRef::as_ref));
    }
    for note in &document.notes {
        walk_blocks(&mut used, &note.blocks);
    }
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

/// Where the text is first strong, and where it is first stressed.
#[derive(Default)]
struct Used {
    strong: Option<Span>,
    stressed: Option<Span>,
}

impl<'a> Visit<'a> for Used {
    fn inline(&mut self, inline: &'a Inline) {
        match inline.kind {
            InlineKind::Strong(_) => {
                self.strong.get_or_insert(inline.span);
            }
            InlineKind::Emphasis(_) => {
                self.stressed.get_or_insert(inline.span);
            }
            _ => {}
        }
        walk_inline(self, inline);
    }
}
