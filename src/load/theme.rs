//! The theme: built in or a file of the project, which may inherit from another, with what the
//! manifest overrides.

use std::fs;

use super::path;
use super::project::Place;
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::manifest::{Manifest, Token, read_tokens};
use crate::manuscript::Manuscript;
use crate::source::{Source, SourceId, Sources, Spanned};
use crate::theme::{Faint, INHERITS, Theme, Tint};
use crate::words::Words;

/// The built-in theme that a theme file changes when it does not say which.
const BASE: &str = "report";

/// The stop that languages write in ways of their own.
const COLON: &str = ":";

/// The most theme files that may inherit one from another.
const DEPTH: usize = 16;

/// Reads the theme's file, when the manifest names one, and those that it inherits from, among the
/// sources.
pub(super) fn read_files(
    place: &Place,
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut name = manifest.theme.name.clone();
    let mut folder = place.folder.clone();
    let mut files: Vec<String> = Vec::new();
    while !Theme::BUILTIN.contains(&name.value.as_str()) {
        let file = path::join(&folder, &name.value);
        if files.contains(&file) || files.len() >= DEPTH {
            let message = format!("the theme \"{}\" inherits from itself", name.value);
            diagnostics.push(Diagnostic::error(Code::InvalidValue, message).at(name.span));
            return;
        }
        let bytes = match fs::read(place.root.join(&file)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(unread(&name, &error));
                return;
            }
        };
        let id = text::add(&file, bytes, sources, diagnostics);
        // What is wrong in the file is told when its tokens are put together.
        let tokens = tokens_of(sources.get(id), id, &mut Diagnostics::new());
        let Some(inherited) = inherited(&tokens) else { return };
        folder = path::folder(&file).to_string();
        name = inherited;
        files.push(file);
    }
}

fn unread(name: &Spanned<String>, error: &std::io::Error) -> Diagnostic {
    if error.kind() != std::io::ErrorKind::NotFound {
        let message = format!("the theme \"{}\" cannot be read: {error}", name.value);
        return Diagnostic::error(Code::UnreadableFile, message).at(name.span);
    }
    let message = format!("there is no theme \"{}\"", name.value);
    let fault = Diagnostic::error(Code::UnknownTheme, message).at(name.span);
    let near = nearest(&name.value, Theme::BUILTIN.iter().copied());
    fault.help(match near {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!(
            "built in are \"{}\"; a theme of your own is named by its path, `….toml`",
            Theme::BUILTIN.join("\", \"")
        ),
    })
}

fn tokens_of(source: Option<&Source>, id: SourceId, diagnostics: &mut Diagnostics) -> Vec<Token> {
    source.map(|source| read_tokens(source.text(), id, diagnostics)).unwrap_or_default()
}

/// The theme that a theme file changes, when it says which.
fn inherited(tokens: &[Token]) -> Option<Spanned<String>> {
    let token = tokens.iter().find(|token| token.path.value == INHERITS)?;
    let name = token.value.value.as_str()?;
    Some(Spanned::new(name.to_string(), token.value.span))
}

/// What a theme is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    /// The built-in theme at the bottom.
    pub base: String,
    /// The tokens of the theme files, those of the file that others inherit from first, and then
    /// those of the manifest.
    pub tokens: Vec<Vec<Token>>,
}

/// What the theme of a manuscript is made of. A theme file that could not be read, which was told
/// when its reading failed, is left out with all that it inherits from.
pub(super) fn layers(manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> Layers {
    let settings = &manuscript.manifest.theme;
    let mut layers = Layers { base: BASE.to_string(), tokens: vec![settings.overrides.clone()] };
    let mut name = settings.name.value.clone();
    let mut folder = manuscript.folder.clone();
    for _ in 0..DEPTH {
        if Theme::BUILTIN.contains(&name.as_str()) {
            layers.base = name;
            break;
        }
        let file = path::join(&folder, &name);
        let Some((id, source)) =
            manuscript.sources.iter().find(|(_, source)| source.name() == file)
        else {
            break;
        };
        let tokens = tokens_of(Some(source), id, diagnostics);
        if let Some(token) = tokens.iter().find(|token| token.path.value == INHERITS)
            && !token.value.value.is_str()
        {
            let message = format!("`{INHERITS}` should be text");
            diagnostics.push(Diagnostic::error(Code::WrongType, message).at(token.value.span));
        }
        let inherited = inherited(&tokens);
        layers.tokens.insert(0, tokens);
        let Some(inherited) = inherited else { break };
        folder = path::folder(&file).to_string();
        name = inherited.value;
    }
    layers
}

/// The theme that the manifest names, with what it overrides. What a theme file does not say is as
/// in the theme that it inherits from: `report`, unless it says otherwise. None only when the
/// built-in theme cannot be read.
pub fn theme(manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let layers = layers(manuscript, diagnostics);
    let tokens: Vec<&[Token]> = layers.tokens.iter().map(Vec::as_slice).collect();
    let mut theme = Theme::with_layers(&layers.base, &tokens, diagnostics)?;
    if theme.blocks.lead_stop == COLON {
        let colon = Words::of(&manuscript.manifest.report.language).colon;
        // What follows it is white space of the theme.
        theme.blocks.lead_stop = colon.trim_end().to_string();
    }
    diagnostics.extend(narrow(manuscript, &theme, &layers));
    diagnostics.extend(theme.faint().iter().filter_map(|faint| warning(&theme, faint, &layers)));
    Some(theme)
}

/// What is wrong when two columns have no room on the paper, at the token that asks for them.
fn narrow(manuscript: &Manuscript, theme: &Theme, layers: &Layers) -> Option<Diagnostic> {
    let page = &theme.page;
    let paper = manuscript.manifest.pdf.paper.unwrap_or(page.paper);
    let width = page.column_on(paper);
    if page.columns < 2 || width >= page.least_column {
        return None;
    }
    let mut written = layers.tokens.iter().flatten().rev();
    let token = written.find(|token| token.path.value == "page.columns")?;
    let message = format!(
        "the page is too narrow for two columns: each would be {:.0} points wide, and the least is \
         {:.0}",
        width.to_pt(),
        page.least_column.to_pt()
    );
    let fault = Diagnostic::error(Code::InvalidValue, message).at(token.value.span);
    Some(fault.help("make `page.text_column` wider or `page.column_gap` less, or have one column"))
}

/// A warning of words that are too faint, at the token that gives them or their ground its colour.
/// What a built-in theme says alone is not the author's to change.
fn warning(theme: &Theme, faint: &Faint, layers: &Layers) -> Option<Diagnostic> {
    let table = if faint.dark { "dark" } else { "colors" };
    let named = |path: &str, tint: Tint| {
        let name = tint.name();
        // Tints follow from the accent, and its colour on a dark screen from that on paper.
        let follows = path == "accent" || path == "colors.accent";
        path == format!("{table}.{name}")
            || (path == name && !faint.dark)
            || (follows && matches!(tint, Tint::Accent | Tint::Mid | Tint::Tint))
    };
    let style = format!("styles.{}.color", faint.style);
    let written = layers.tokens.iter().flatten().rev();
    let token = written.clone().find(|token| {
        let path = token.path.value.as_str();
        path == style || named(path, faint.color) || named(path, faint.ground)
    })?;
    let palette = if faint.dark { &theme.dark } else { &theme.colors };
    let (color, ground) = (palette.get(faint.color).hex(), palette.get(faint.ground).hex());
    let screen = if faint.dark { ", on a dark screen" } else { "" };
    let message = format!(
        "the contrast of {color} on {ground} is {:.1} to 1, and less than {} to 1 is hard to read{screen}",
        faint.contrast, faint.least
    );
    let label = format!("for `{}`", faint.style);
    Some(Diagnostic::warning(Code::LowContrast, message).at(token.value.span).labelled(label))
}
