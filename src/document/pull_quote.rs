//! Pull quotes: words of the text in large type.

use super::visit::{Visit, walk_block, walk_blocks, walk_inline};
use super::{Block, BlockKind, Inline, InlineKind, Leaf};

/// Whether a pull quote with this title and these blocks only repeats words of the text. Those are read where they
/// come from, and not again. Nothing is read twice that can be followed, or that is no words: a
/// link, the call of a note, a picture, a table, code.
pub fn only_repeats(title: Option<&Leaf>, blocks: &[Block]) -> bool {
    let mut search = Search { more: false };
    title.into_iter().for_each(|title| search.leaf(title));
    walk_blocks(&mut search, blocks);
    !search.more
}

struct Search {
    more: bool,
}

impl<'a> Visit<'a> for Search {
    fn block(&mut self, block: &'a Block) {
        self.more |= matches!(
            block.kind,
            BlockKind::Figure(_)
                | BlockKind::Table(_)
                | BlockKind::Code { .. }
                | BlockKind::Callout { .. }
                | BlockKind::DefinitionList(_)
        );
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        self.more |= matches!(
            inline.kind,
            InlineKind::Link { .. }
                | InlineKind::Reference { .. }
                | InlineKind::NoteCall { .. }
                | InlineKind::Image { .. }
        );
        walk_inline(self, inline);
    }
}
