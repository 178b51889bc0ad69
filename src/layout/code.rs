//! Blocks of code. Code that is too wide for the text column stands in the wide one, then in
//! smaller type; only where that too is not enough is a line broken, and its rest stands further in.

use super::flow::{Elastic, Flow, Scope};
use super::galley::Ground;
use super::set::Words;
use crate::document::{Block, Leaf};
use crate::geometry::Length;
use crate::theme::Style;

impl<'a> Flow<'a, '_> {
    /// Adds code with its own line breaks.
    pub fn code(&mut self, block: &'a Block, leaf: &'a Leaf, scope: &Scope<'a>) {
        let theme = self.theme();
        self.above(theme.blocks.code.before, Elastic::Block);
        self.anchor(block.id, scope.x);
        let (left, style) = self.place_of_code(leaf, scope);
        let width = scope.x + scope.width - left;
        let indent = theme.blocks.code_indent.min(width / 4);
        let turn = theme.blocks.code_turn.min(width / 4);
        let words = Words { turn, ..Words::of(leaf, style) };
        let code = self.round.set(&words, width - indent);
        let whole = code.best.lines.len() <= theme.breaks.whole_code;
        let outer = self.ground;
        let bar = theme.blocks.code_bar;
        if bar > Length::ZERO {
            self.galley.grounds.push(Ground::bar(left, bar, theme.colors.get(style.color)));
            self.ground = Some(self.galley.grounds.len() - 1);
        }
        self.push_lines(code, left + indent, style, whole);
        self.ground = outer;
        self.owed = self.units(theme.blocks.code.after.on(self.columns.grid));
        self.flush = true;
    }

    /// The left edge and the type of code: the first that have room for its longest line, or the
    /// wide column and the usual type where none have.
    fn place_of_code(&self, leaf: &'a Leaf, scope: &Scope<'a>) -> (Length, &'a Style) {
        let styles = &self.theme().styles;
        let wide = if scope.body { self.columns.margin } else { scope.x };
        let has_room = |longest: Length, left: Length| {
            let width = scope.x + scope.width - left;
            longest <= width - self.theme().blocks.code_indent.min(width / 4)
        };
        let longest = self.longest_line(leaf, &styles.code);
        if has_room(longest, scope.x) {
            (scope.x, &styles.code)
        } else if !has_room(longest, wide)
            && has_room(self.longest_line(leaf, &styles.code_small), wide)
        {
            (wide, &styles.code_small)
        } else {
            (wide, &styles.code)
        }
    }

    /// The width of the longest line of code when none is broken.
    fn longest_line(&self, leaf: &'a Leaf, style: &'a Style) -> Length {
        let lines = self.round.unbroken(&Words::of(leaf, style));
        let ends = lines.iter().filter_map(|parts| parts.last()).map(|(_, end)| *end);
        ends.max().unwrap_or_default()
    }
}
