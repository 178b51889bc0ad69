//! References as text lines, for `diptych inspect references` and for tests.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{OutlineEntry, References};
use crate::document::NodeId;

impl References {
    /// The outline, the ids with what they lead to, the labels, the lists and the notes, a line
    /// each.
    pub fn dump(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let mut line = |words: String| {
            let _ = writeln!(text, "{words}");
        };
        self.outline.iter().for_each(|entry| self.outline_lines(entry, &mut line));
        for (id, target) in &self.targets {
            let name = target.name.as_deref().unwrap_or("(no name)");
            line(format!("id {id}: {name}"));
        }
        let headings: BTreeMap<NodeId, ()> =
            self.flat_outline().iter().map(|entry| (entry.node, ())).collect();
        for (node, label) in &self.labels {
            if !headings.contains_key(node) {
                line(format!("label {label} #{}", self.anchor(*node).unwrap_or_default()));
            }
        }
        for list in &self.lists {
            line(format!("list {}", list.title));
            for entry in &list.entries {
                line(format!("  {}: {}", entry.label, entry.title));
            }
        }
        for note in &self.notes {
            line(format!("note {}: called {} times", note.mark, note.calls.len()));
        }
        text
    }

    fn outline_lines(&self, entry: &OutlineEntry, line: &mut impl FnMut(String)) {
        let indent = "  ".repeat(usize::from(entry.level.saturating_sub(1)));
        let anchor = self.anchor(entry.node).unwrap_or_default();
        let listed = if entry.listed { "" } else { " (unlisted)" };
        line(format!("{indent}{} {} #{anchor}{listed}", entry.level, entry.line()));
        entry.children.iter().for_each(|child| self.outline_lines(child, line));
    }
}
