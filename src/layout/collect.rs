//! From the document to the galley: each kind of block finds its file here.

use super::columns::Columns;
use super::flow::{Elastic, Flow, Scope};
use super::galley::{Drawn, Galley, Section};
use super::list::{Entry, EntryKind, FORBIDDEN, LINE};
use super::notes::{self, Called};
use super::set::Round;
use crate::document::{
    Block, BlockKind, CalloutKind, Chapter, ChapterRole, Edition, FigureKind, Table,
};
use crate::manifest::NotePlace;
use crate::theme::{FirstWords, Opening};

/// Penalties of page breaks, in demerits; 40 is a page one line short.
pub(super) mod penalty {
    /// Before a quotation.
    pub const QUOTE: u32 = 20;
    /// Between two items of a list.
    pub const ITEM: u32 = 50;
    /// After the first and before the last item of a list.
    pub const EDGE_ITEM: u32 = 150;
    /// Between two rows of a table.
    pub const ROW: u32 = 100;
    /// Between two blocks of a box.
    pub const BOXED: u32 = 150;
}

/// Collects the body of the report: all that follows the front matter, which has `called` notes.
pub(super) fn collect(round: &mut Round<'_>, columns: Columns, called: &mut Called) -> Galley {
    let chapters = &round.input.document.chapters;
    let mut flow = Flow::new(round, columns);
    called.begin(&mut flow);
    let (mut back, mut noted) = (false, false);
    for (index, chapter) in chapters.iter().enumerate() {
        flow.chapter(chapter, &mut back);
        let next = chapters.get(index + 1).map(|next| next.role);
        match flow.notes {
            NotePlace::Page => {}
            NotePlace::Chapter => notes::chapter_notes(&mut flow),
            // What is said about the text stands after all that belongs to it.
            NotePlace::End if !noted && matches!(next, None | Some(ChapterRole::Back)) => {
                noted = true;
                notes::report_notes(&mut flow, chapters.get(index + 1..).unwrap_or_default());
            }
            NotePlace::End => {}
        }
    }
    flow.settle_pending();
    flow.galley.list.float_white = flow.float_white();
    flow.galley
}

impl<'a> Flow<'a, '_> {
    fn chapter(&mut self, chapter: &'a Chapter, back: &mut bool) {
        self.push(EntryKind::Barrier, Drawn::Nothing);
        let openings = self.theme().blocks.openings;
        // Where chapters run on, an appendix and the back matter still open a page.
        let opens = match chapter.role {
            ChapterRole::Opening | ChapterRole::Body => openings != Opening::RunOn,
            ChapterRole::Appendix => true,
            ChapterRole::Back => !std::mem::replace(back, true),
        };
        let begun = self.galley.matter.iter().any(|matter| !matches!(matter.drawn, Drawn::Nothing));
        if opens && begun {
            if openings == Opening::Recto {
                self.galley.rectos.push(self.galley.matter.len());
            }
            self.force();
        }
        self.opening = opens && openings != Opening::RunOn;
        let label = chapter
            .blocks
            .first()
            .filter(|_| chapter.role == ChapterRole::Appendix)
            .and_then(|block| self.round.input.references.label(block.id));
        let title = match (label, chapter.heading()) {
            (Some(label), _) => label.to_string(),
            (None, Some(heading)) => heading.plain_text(),
            (None, None) => String::new(),
        };
        self.galley.sections.push(Section {
            entry: self.galley.matter.len(),
            title,
            opens: self.opening,
        });
        self.first |= self.theme().blocks.first_words == FirstWords::Chapters;
        self.first &= chapter.role != ChapterRole::Back;
        self.recommendations = false;
        let blocks: Vec<&Block> = chapter.blocks.iter().map(AsRef::as_ref).collect();
        let body = self.body();
        self.sequence(&blocks, &body);
    }

    /// Adds a page's end.
    pub fn force(&mut self) {
        self.keep = 0;
        self.push(EntryKind::Forced, Drawn::Nothing);
        (self.phase, self.owed, self.flush) = (0, 0, true);
    }

    /// Adds blocks that stand below one another.
    pub fn sequence(&mut self, blocks: &[&'a Block], scope: &Scope<'a>) {
        let blocks = of_this_edition(blocks);
        let mut rest = blocks.as_slice();
        let mut headed = false;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            let below_heading = headed;
            headed = matches!(block.kind, BlockKind::Heading { .. });
            self.span = Some(block.span);
            if let BlockKind::Heading { level: 4.., text } = &block.kind
                && let Some((next, after)) = after.split_first()
                && let BlockKind::Paragraph(leaf) = &next.kind
            {
                self.run_in(block, text, next.id, leaf, scope);
                rest = after;
                continue;
            }
            self.next_float = rest.first().filter(|next| floats(next)).map(|next| next.id);
            if scope.body && self.stands_across(block, scope) {
                self.across(|flow| {
                    let Scope { x, width, .. } = flow.body();
                    flow.block(block, &Scope { x, width, ..*scope });
                });
            } else {
                self.block(block, scope);
            }
            // An introduction keeps with what it introduces.
            let next = rest.first().map(|next| &next.kind);
            if next.is_some_and(|next| introduces(block, next)) {
                self.keep = FORBIDDEN;
            }
            // A heading keeps with two lines of text, be they of two paragraphs.
            let line = |entry: &Entry| entry.natural_units() <= LINE;
            if below_heading
                && matches!(block.kind, BlockKind::Paragraph(_))
                && matches!(next, Some(BlockKind::Paragraph(_)))
                && self.galley.list.entries.last().is_some_and(line)
            {
                self.keep = FORBIDDEN;
            }
        }
    }

    /// Whether a block of the text column stands across all columns, where there are several: what
    /// is marked so, a plate, a table that is too wide for its column, and the headings of which
    /// the theme says it.
    fn stands_across(&mut self, block: &'a Block, scope: &Scope<'a>) -> bool {
        if self.page.count == 1 {
            return false;
        }
        let marked = block.attributes.has("wide");
        match &block.kind {
            BlockKind::Heading { level, .. } => *level <= self.theme().page.across_levels,
            BlockKind::Figure(figure) => marked || figure.kind == FigureKind::Plate,
            BlockKind::Table(table) => marked || self.is_too_wide(table, scope),
            BlockKind::Callout { .. } => marked,
            _ => false,
        }
    }

    /// Whether a table has to be set smaller than usual to fit its column.
    fn is_too_wide(&mut self, table: &'a Table, scope: &Scope<'a>) -> bool {
        let [usual, _] = self.table_types();
        self.fitting_grid(table, scope, &[usual]).is_none()
    }

    fn block(&mut self, block: &'a Block, scope: &Scope<'a>) {
        match &block.kind {
            BlockKind::Paragraph(leaf) => self.paragraph(block, leaf, scope),
            BlockKind::Heading { level, text } => self.heading(block, *level, text, scope),
            BlockKind::List(list) => self.list(block, list, scope),
            BlockKind::DefinitionList(list) => self.definitions(block, list, scope),
            BlockKind::Quote(blocks) => self.quote(block, blocks, scope),
            BlockKind::Callout { kind, title, blocks } => {
                self.callout(block, *kind, title.as_ref(), blocks, scope);
            }
            // Told apart in `of_this_edition`.
            BlockKind::Only { .. } => {}
            BlockKind::Passage { language, blocks } => {
                let blocks: Vec<&Block> = blocks.iter().collect();
                self.anchor(block.id, scope.x);
                self.sequence(&blocks, &Scope { language, ..*scope });
            }
            BlockKind::Figure(figure) => self.figure(block, figure, scope),
            BlockKind::Table(table) => self.table(block, table, scope),
            BlockKind::Code { text, .. } => self.code(block, text, scope),
            BlockKind::SceneBreak => self.scene_break(block, scope),
            BlockKind::PageBreak => self.force(),
            BlockKind::Labelled(labelled) => self.labelled(block, labelled, scope),
        }
    }

    /// Adds the white above a block that the theme gives it.
    pub fn above(&mut self, before: crate::theme::Lines, elastic: Elastic) {
        let units = self.units(before.on(self.columns.grid));
        self.space(units, 0, elastic);
    }
}

/// Whether a paragraph introduces what follows it: a list, or, with a colon, code, verse or words of
/// others.
fn introduces(block: &Block, next: &BlockKind) -> bool {
    let BlockKind::Paragraph(leaf) = &block.kind else { return false };
    match next {
        BlockKind::List(_) | BlockKind::DefinitionList(_) => true,
        BlockKind::Code { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout { kind: CalloutKind::Verse, .. } => {
            leaf.plain_text().trim_end().ends_with(':')
        }
        _ => false,
    }
}

/// Whether a block may stand elsewhere than where it is written.
fn floats(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Figure(_) | BlockKind::Table(_))
}

/// The blocks of the paginated edition, those that only it has among them.
fn of_this_edition<'a>(blocks: &[&'a Block]) -> Vec<&'a Block> {
    let mut own = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Only { edition: Edition::Epub, .. } => {}
            BlockKind::Only { edition: Edition::Pdf, blocks } => {
                own.extend(of_this_edition(&blocks.iter().collect::<Vec<_>>()));
            }
            _ => own.push(*block),
        }
    }
    own
}
