//! What becomes of the properties of an element.

use std::borrow::Cow;

use roxmltree::Node;

use super::super::property::{Kind, Property, Surroundings};
use super::super::rewrite::{Names, has_names, resolved, substituted};
use super::super::sheet::Declaration;
use super::super::{expand, faces, font};
use super::Writer;
use super::inherited::{Inherited, Letters};
use crate::media::vector::finding::Matter;

/// A value for a property.
pub(super) struct Candidate<'v> {
    pub value: Cow<'v, str>,
    pub line: u32,
    /// Whether it stands in an attribute of its own.
    pub is_attribute: bool,
}

/// What becomes of a property of an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// The attribute stays as it is.
    Kept,
    Set(String),
    /// What is around is taken.
    Dropped,
}

/// What is asked for of the properties of an element, with what becomes of each.
pub(super) type Outcomes = Vec<(&'static Property, Outcome)>;

impl Writer<'_> {
    /// What becomes of each property that the element is asked for.
    pub(super) fn outcomes(
        &mut self,
        node: Node<'_, '_>,
        declared: &[&Declaration],
        inner: &mut Inherited,
    ) -> Outcomes {
        let mut asked: Vec<(&'static Property, Vec<Candidate<'_>>)> = Vec::new();
        let mut add = |property: &'static Property, candidate| match asked
            .iter_mut()
            .find(|(own, _)| own.name == property.name)
        {
            Some((_, list)) => list.push(candidate),
            None => asked.push((property, vec![candidate])),
        };
        for declaration in declared.iter().filter(|own| !own.name.starts_with("--")) {
            let value =
                match has_names(&declaration.value) && expand::is_shorthand(&declaration.name) {
                    true => substituted(&declaration.value, &inner.names).unwrap_or_default(),
                    false => declaration.value.clone(),
                };
            let line = declaration.line;
            match expand::expanded(&declaration.name, &value, node) {
                expand::Expanded::Own(list) => {
                    for (property, value) in list {
                        let value = Cow::Owned(value);
                        add(property, Candidate { value, line, is_attribute: false });
                    }
                }
                expand::Expanded::Unread => self.unread(&declaration.name, &value, line),
                expand::Expanded::Nothing => {}
            }
        }
        for own in node.attributes() {
            let Some(property) = expand::presentation(own, node) else { continue };
            let value = Cow::Borrowed(own.value().trim());
            let line = self.lines.at(own.range().start);
            add(property, Candidate { value, line, is_attribute: true });
        }
        // Others are measured by the size of letters, and mix the colour.
        asked.sort_by_key(|(own, _)| !matches!(own.name, "font-size" | "color"));
        let mut outcomes = Outcomes::new();
        for (property, candidates) in asked {
            let outcome = self.outcome(property, &candidates, inner);
            self.inherit(node, property, &outcome, &candidates, inner);
            outcomes.push((property, outcome));
        }
        self.faces(node, &mut outcomes);
        anchor(node, &mut outcomes, inner);
        outcomes
    }

    /// The first value that is understood.
    pub(super) fn outcome(
        &mut self,
        property: &'static Property,
        candidates: &[Candidate<'_>],
        inner: &Inherited,
    ) -> Outcome {
        let mut unread: Option<(&str, u32)> = None;
        for candidate in candidates {
            let is_named = has_names(&candidate.value);
            let value = match is_named {
                true => match substituted(&candidate.value, &inner.names) {
                    Ok(value) => {
                        self.rules.matching.spend(value.len() / 8);
                        Cow::Owned(value)
                    }
                    Err(name) => {
                        self.findings.push(Matter::Name(name), candidate.line);
                        return Outcome::Dropped;
                    }
                },
                false => Cow::Borrowed(&*candidate.value),
            };
            if let Some(outcome) = wide(property, &value, candidate.is_attribute) {
                return outcome;
            }
            let around = Surroundings { is_sheet: !candidate.is_attribute, ..inner.around };
            match property.read(&value, &around) {
                Some(Cow::Borrowed(read))
                    if candidate.is_attribute && !is_named && read == &*candidate.value =>
                {
                    return Outcome::Kept;
                }
                Some(read) => return Outcome::Set(read.into_owned()),
                // Readers know more of some attributes than is known here.
                None if candidate.is_attribute && !property.is_painted() => {
                    return Outcome::Kept;
                }
                None if property.kind == Kind::Clip => return Outcome::Set(value.into_owned()),
                // A name that leads to a wrong value leaves no choice.
                None if is_named => {
                    self.unread_value(property, &value, candidate.line);
                    return Outcome::Dropped;
                }
                None => unread = unread.or(Some((&candidate.value, candidate.line))),
            }
        }
        if let Some((value, line)) = unread {
            self.unread_value(property, value, line);
        }
        Outcome::Dropped
    }

    pub(super) fn unread_value(&mut self, property: &Property, value: &str, line: u32) {
        if value.is_empty() {
            return;
        }
        let value: String = value.chars().take(60).collect();
        let own = format!("{}: {value}", property.name);
        let matter = if property.is_painted() { Matter::Paint(own) } else { Matter::Property(own) };
        self.findings.push(matter, line);
    }

    /// Tells of a property that browsers draw.
    pub(super) fn unread(&mut self, name: &str, value: &str, line: u32) {
        let value: String = value.chars().take(60).collect();
        self.findings.push(Matter::Property(format!("{name}: {value}")), line);
    }

    /// Hands on to the content what it has from this element.
    pub(super) fn inherit(
        &self,
        node: Node<'_, '_>,
        property: &Property,
        outcome: &Outcome,
        candidates: &[Candidate<'_>],
        inner: &mut Inherited,
    ) {
        let value = match outcome {
            Outcome::Kept => candidates.last().map_or("", |own| &*own.value),
            Outcome::Set(value) => value,
            Outcome::Dropped => return,
        };
        match property.name {
            "font-size" => {
                if let Some(size) = font::size_of(value, inner.around.font_size) {
                    inner.around.font_size = size;
                    if node.parent_element().is_none() {
                        inner.around.root_font_size = size;
                    }
                }
            }
            "color" => {
                let read = |input: &mut cssparser::Parser<'_>| {
                    super::super::color::Color::read(input, inner.around.color)
                };
                if let Some(own) = super::super::property::whole(value, read) {
                    inner.around.color = own.value(inner.around.color);
                }
            }
            "stroke-width" => inner.stroke_width = value.to_string(),
            "stroke-dasharray" => inner.dashes = value.to_string(),
            "direction" => inner.is_from_right = value == "rtl",
            "text-anchor" => inner.anchor = value.to_string(),
            "text-transform" => {
                inner.letters = match value {
                    "uppercase" => Some(Letters::Upper),
                    "lowercase" => Some(Letters::Lower),
                    "capitalize" => Some(Letters::Capital),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    /// Families that are named by one of their faces.
    pub(super) fn faces(&mut self, node: Node<'_, '_>, outcomes: &mut Outcomes) {
        let place = outcomes.iter().position(|(own, _)| own.name == "font-family");
        let Some(place) = place else { return };
        let value = match outcomes.get(place) {
            Some((_, Outcome::Set(value))) => value.clone(),
            Some((_, Outcome::Kept)) => {
                node.attribute("font-family").unwrap_or_default().to_string()
            }
            _ => return,
        };
        let Some(found) = faces::found(&value, self.fonts) else {
            if let Some((list, kind)) = faces::of_kind(&value, self.fonts) {
                let line = self.lines.at(node.range().start);
                let said = list.join("\" or \"");
                self.findings.push(Matter::Families(vec![said]), line);
                let mut list: Vec<String> = list.iter().map(|own| font::quoted(own)).collect();
                list.push(kind.to_string());
                if let Some((_, outcome)) = outcomes.get_mut(place) {
                    *outcome = Outcome::Set(list.join(", "));
                }
            }
            return;
        };
        let families: Vec<String> = found.families.iter().map(|own| font::quoted(own)).collect();
        if let Some((_, outcome)) = outcomes.get_mut(place) {
            *outcome = Outcome::Set(families.join(", "));
        }
        let style = if found.is_italic { "italic" } else { "normal" };
        for (name, value) in
            [("font-weight", found.weight.to_string()), ("font-style", style.to_string())]
        {
            let is_said = outcomes.iter().any(|(own, _)| own.name == name);
            if let Some(property) = Property::named(name).filter(|_| !is_said) {
                outcomes.push((property, Outcome::Set(value)));
            }
        }
        if let Some(missing) = found.missing {
            let line = self.lines.at(node.range().start);
            self.findings.push(Matter::Face(missing), line);
        }
    }
}

/// Turns about which end of a text stands at its place, where it runs from the right: its start is
/// there, and readers take the left for the start.
pub(super) fn anchor(node: Node<'_, '_>, outcomes: &mut Outcomes, inner: &Inherited) {
    let is_own = outcomes.iter().any(|(own, _)| matches!(own.name, "direction" | "text-anchor"));
    let is_set = match node.tag_name().name() {
        "text" => true,
        "tspan" | "textPath" => is_own,
        _ => false,
    };
    let turned = match inner.anchor.as_str() {
        "start" => "end",
        "end" => "start",
        _ => return,
    };
    if let Some(property) = Property::named("text-anchor").filter(|_| is_set && inner.is_from_right)
    {
        outcomes.retain(|(own, _)| own.name != property.name);
        outcomes.push((property, Outcome::Set(turned.to_string())));
    }
}

pub(super) fn set<'o>(outcomes: &'o Outcomes, name: &str) -> Option<&'o str> {
    match outcomes.iter().find(|(own, _)| own.name == name) {
        Some((_, Outcome::Set(value))) => Some(value),
        _ => None,
    }
}

/// What the words come to that each property has: `inherit` and its like.
pub(super) fn wide(property: &Property, value: &str, is_attribute: bool) -> Option<Outcome> {
    let word = value.to_ascii_lowercase();
    let is_taken = match word.as_str() {
        "inherit" => true,
        "initial" => false,
        "unset" | "revert" | "revert-layer" => property.is_inherited,
        _ => return None,
    };
    Some(match (is_taken, property.is_inherited) {
        (true, true) | (false, false) => Outcome::Dropped,
        (true, false) if is_attribute => Outcome::Kept,
        (true, false) => Outcome::Set("inherit".to_string()),
        (false, true) => Outcome::Set(property.initial.to_string()),
    })
}

/// The file's own names for an element.
pub(super) fn names(declared: &[&Declaration], around: &Names) -> Names {
    let mut own = Names::new();
    let mut removed: Vec<&str> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for declaration in declared.iter().filter(|own| own.name.starts_with("--")) {
        if said.contains(&declaration.name.as_str()) {
            continue;
        }
        said.push(&declaration.name);
        match declaration.value.to_ascii_lowercase().as_str() {
            "inherit" | "unset" | "revert" | "revert-layer" => {}
            "initial" => removed.push(&declaration.name),
            _ => {
                own.insert(declaration.name.clone(), declaration.value.clone());
            }
        }
    }
    let mut all = resolved(&own, around);
    all.retain(|name, _| !removed.contains(&name.as_str()));
    all
}
