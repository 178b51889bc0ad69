//! The theme: built in or a file of the project, with what the manifest overrides.

use std::fs;

use super::path;
use super::project::Place;
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::manifest::{Manifest, read_tokens};
use crate::manuscript::Manuscript;
use crate::source::Sources;
use crate::theme::Theme;

/// The built-in theme that a theme file changes.
const BASE: &str = "report";

/// Reads the theme's file, when the manifest names one, among the sources.
pub(super) fn read_file(
    place: &Place,
    manifest: &Manifest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let name = &manifest.theme.name;
    if Theme::BUILTIN.contains(&name.value.as_str()) {
        return;
    }
    let file = path::join(&place.folder, &name.value);
    match fs::read(place.root.join(&file)) {
        Ok(bytes) => {
            text::add(&file, bytes, sources, diagnostics);
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no theme \"{}\"", name.value);
            let fault = Diagnostic::error(Code::UnknownTheme, message).at(name.span);
            let near = nearest(&name.value, Theme::BUILTIN.iter().copied());
            diagnostics.push(fault.help(match near {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!(
                    "built in is \"{}\"; a theme of your own is named by its path, `….toml`",
                    Theme::BUILTIN.join("\", \"")
                ),
            }));
        }
        Err(error) => {
            let message = format!("the theme \"{}\" cannot be read: {error}", name.value);
            diagnostics.push(Diagnostic::error(Code::UnreadableFile, message).at(name.span));
        }
    }
}

/// The theme that the manifest names: what a theme file does not say is as in the built-in theme
/// `report`, and what the manifest overrides comes last. None only when the built-in theme cannot
/// be read.
pub fn theme(manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let settings = &manuscript.manifest.theme;
    if Theme::BUILTIN.contains(&settings.name.value.as_str()) {
        return Theme::with_tokens(&settings.name.value, &settings.overrides, diagnostics);
    }
    let file = path::join(&manuscript.folder, &settings.name.value);
    let file = manuscript.sources.iter().find(|(_, source)| source.name() == file);
    let mut tokens = match file {
        Some((id, source)) => read_tokens(source.text(), id, diagnostics),
        None => Vec::new(),
    };
    tokens.extend(settings.overrides.iter().cloned());
    Theme::with_tokens(BASE, &tokens, diagnostics)
}
