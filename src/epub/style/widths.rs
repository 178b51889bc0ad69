//! Pictures that are wider than a screen may be.
//!
//! How wide a picture must be is its own matter, so each width that a book has gives a rule of its
//! own. They stand in the sheet of newer readers: others cannot scroll, and would cut a picture off.

use std::collections::BTreeSet;

use super::super::Input;
use super::rem;
use crate::language::Direction;
use crate::theme::Em;

/// What becomes of a picture where there is less room than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Wide {
    /// It scrolls. It fades at the edge behind which it goes on, since many readers show no bar to
    /// scroll by; and it ends before that edge.
    Scrolled,
    /// Its narrow form takes its place.
    Replaced,
}

impl Wide {
    /// The class of the boxes of such pictures that need this width, in rem.
    pub(in super::super) fn class(self, least: Em) -> String {
        let name = match self {
            Wide::Scrolled => "at-least",
            Wide::Replaced => "below",
        };
        format!("{name}-{}", least.to_string().replace('.', "-"))
    }
}

/// The rules for all widths of a book.
pub(in super::super) fn rules_for_widths(
    widths: &BTreeSet<(Wide, Em)>,
    input: &Input<'_>,
) -> String {
    let fade = rem(input.theme.screen.text.leading);
    let end = match input.document.language.direction() {
        Direction::LeftToRight => "right",
        Direction::RightToLeft => "left",
    };
    let rules = widths.iter().map(|(wide, least)| {
        let class = wide.class(*least);
        let least = rem(*least);
        let (always, below) = match wide {
            Wide::Scrolled => (
                format!("\n.{class} > svg {{\n  min-width: {least};\n}}\n"),
                format!(
                    ".{class} {{ mask-image: linear-gradient(to {end}, black, black \
                     calc(100% - {fade}), transparent); }}\n    \
                     .{class} > svg {{ border-inline-end: {fade} solid transparent; }}"
                ),
            ),
            Wide::Replaced => (
                String::new(),
                format!(
                    ".{class} > .wide-form {{ display: none; }}\n    \
                     .{class} > .narrow-form {{ display: block; }}"
                ),
            ),
        };
        format!(
            "{always}\n@media all {{\n  @container (max-width: {least}) {{\n    {below}\n  }}\n}}\n"
        )
    });
    rules.collect()
}
