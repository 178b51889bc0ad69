//! Whether the fonts that a theme asks for are there.

use std::collections::BTreeMap;

use super::style::Families;
use super::{Style, Theme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::font::{Face, FontBook};
use crate::manifest::Token;
use crate::source::Span;

/// From this weight on a face is bold: SemiBold, by OpenType's `OS/2` table.
const BOLD: u16 = 600;
/// A face this near to the wanted weight will do.
const NEAR: u16 = 100;

/// What is wanted of a face and not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    Bold,
    Italic,
    Weight(u16),
}

impl Theme {
    /// Whether the fonts have every family, weight and slope that the tokens of these layers lead
    /// to. What is missing is pushed to `diagnostics` at the token that asks for it: a family, or a
    /// weight that is written there, as an error; a weight that only follows from a family as a
    /// warning, since the nearest is set.
    pub fn check_faces(
        &self,
        layers: &[&[Token]],
        fonts: &FontBook,
        diagnostics: &mut Diagnostics,
    ) {
        let tokens: Vec<&Token> = layers.iter().flat_map(|layer| layer.iter()).collect();
        let mut missing: BTreeMap<Span, &str> = BTreeMap::new();
        let mut lacking: BTreeMap<(Span, Lack), (&Style, &Face, Vec<&str>)> = BTreeMap::new();
        for (name, style) in self.styles.iter() {
            let family = family_token(&tokens, name, style);
            let face = fonts.select(&style.family.0, style.weight, style.italic);
            let Some(face) = face.and_then(|face| fonts.get(face)) else {
                missing.extend(family.map(|token| (token.value.span, style.family.0.as_str())));
                continue;
            };
            let Some(lack) = lack(style, face) else { continue };
            let key = if lack == Lack::Italic { "italic" } else { "weight" };
            if let Some(own) = token(&tokens, &format!("styles.{name}.{key}")) {
                diagnostics
                    .push(fault(Diagnostic::error, style, face, lack, &[]).at(own.value.span));
            } else if let Some(family) = family {
                let found = lacking.entry((family.value.span, lack));
                found.or_insert((style, face, Vec::new())).2.push(name);
            }
        }
        for (span, family) in missing {
            diagnostics.push(no_family(family, fonts).at(span));
        }
        for ((span, lack), (style, face, names)) in lacking {
            diagnostics.push(fault(Diagnostic::warning, style, face, lack, &names).at(span));
        }
    }

    /// The token of these layers that gives running text its family.
    pub fn text_family_token<'t>(&self, layers: &[&'t [Token]]) -> Option<&'t Token> {
        let tokens: Vec<&Token> = layers.iter().flat_map(|layer| layer.iter()).collect();
        family_token(&tokens, "text", &self.styles.text)
    }
}

fn token<'t>(tokens: &[&'t Token], path: &str) -> Option<&'t Token> {
    tokens.iter().rev().find(|token| token.path.value == path).copied()
}

/// The token that gives a style its family, when it is not of a built-in theme.
fn family_token<'t>(tokens: &[&'t Token], name: &str, style: &Style) -> Option<&'t Token> {
    let path = format!("styles.{name}.family");
    let names = |token: &&&Token| {
        let value = token.value.value.as_str();
        value == Some(style.family.0.as_str())
    };
    let role = |token: &&&Token| {
        let path = token.path.value.as_str();
        Families::NAMES.contains(&path.strip_prefix("families.").unwrap_or(path))
    };
    let own = |token: &&&Token| token.path.value == path;
    let last = || tokens.iter().rev();
    last().filter(names).find(own).or_else(|| last().filter(names).find(role)).copied()
}

fn lack(style: &Style, face: &Face) -> Option<Lack> {
    if style.italic && !face.italic {
        Some(Lack::Italic)
    } else if style.weight >= BOLD && face.weight < BOLD {
        Some(Lack::Bold)
    } else if style.weight.abs_diff(face.weight) > NEAR {
        Some(Lack::Weight(style.weight))
    } else {
        None
    }
}

/// What is said of a face that is not there; `names` are the styles that ask for it.
fn fault(
    kind: fn(Code, String) -> Diagnostic,
    style: &Style,
    face: &Face,
    lack: Lack,
    names: &[&str],
) -> Diagnostic {
    let what = match lack {
        Lack::Bold => "bold".to_string(),
        Lack::Italic => "italic".to_string(),
        Lack::Weight(weight) => format!("weight {weight}"),
    };
    let asked = match names {
        [] => String::new(),
        names => format!(", which `styles.{}` asks for", names.join("`, `styles.")),
    };
    let asked = if names.len() > 1 { asked.replace("asks", "ask") } else { asked };
    let message = format!("the family \"{}\" has no {what}{asked}", style.family.0);
    let nearest =
        if lack == Lack::Italic { "upright".to_string() } else { face.weight.to_string() };
    kind(Code::MissingFont, message)
        .help(format!("the nearest is {nearest}; put the font into the project's folder `fonts`"))
}

fn no_family(family: &str, fonts: &FontBook) -> Diagnostic {
    let mut families: Vec<&str> = fonts.iter().map(|(_, face)| face.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    let message = format!("there is no font of the family \"{family}\"");
    let fault = Diagnostic::error(Code::MissingFont, message);
    match nearest(family, families) {
        Some(near) => fault.help(format!("did you mean \"{near}\"?")),
        None => fault.help("put its fonts into the project's folder `fonts`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::read_tokens;
    use crate::source::SourceId;

    fn check(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        let tokens = read_tokens(text, SourceId::default(), &mut diagnostics);
        let theme = Theme::with_layers("report", &[&tokens], &mut diagnostics).expect("built in");
        theme.check_faces(&[&tokens], &FontBook::builtin(), &mut diagnostics);
        let told = diagnostics.sorted().into_iter().map(|found| {
            let place = found.span.map(|span| &text[span.range()]).unwrap_or_default();
            format!(
                "{:?} {place}: {}; {}",
                found.severity,
                found.message,
                found.help.unwrap_or_default()
            )
        });
        told.collect()
    }

    #[test]
    fn what_is_there_is_not_told() {
        assert_eq!(check(""), Vec::<String>::new());
        assert_eq!(check("styles.text.family = \"sans\""), Vec::<String>::new());
        assert_eq!(check("sans = \"source serif 4\""), Vec::<String>::new());
    }

    #[test]
    fn a_family_that_is_not_there_is_told_once() {
        assert_eq!(
            check("serif = \"Source Sherif 4\""),
            ["Error \"Source Sherif 4\": there is no font of the family \"Source Sherif 4\"; did \
              you mean \"Source Serif 4\"?"]
        );
        assert_eq!(
            check("styles.h2.family = \"Comic\""),
            ["Error \"Comic\": there is no font of the family \"Comic\"; put its fonts into the \
              project's folder `fonts`"]
        );
    }

    #[test]
    fn a_weight_that_is_not_there_is_an_error_where_it_is_written() {
        let told = check("styles.h1.weight = 700\nstyles.code.italic = true");
        assert_eq!(
            told,
            [
                "Error 700: the family \"Source Serif 4 Display\" has no bold; the nearest is 400; \
                 put the font into the project's folder `fonts`",
                "Error true: the family \"Source Code Pro\" has no italic; the nearest is upright; \
                 put the font into the project's folder `fonts`",
            ]
        );
    }

    #[test]
    fn a_weight_that_follows_from_a_family_is_a_warning() {
        let told =
            check("styles.h2.family = \"Source Serif 4 SmText\"\nstyles.h4.family = \"code\"");
        assert_eq!(
            told,
            [
                "Warning \"Source Serif 4 SmText\": the family \"Source Serif 4 SmText\" has no bold, \
              which `styles.h2` asks for; the nearest is 400; put the font into the project's \
              folder `fonts`"
            ]
        );
    }
}
