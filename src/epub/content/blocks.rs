//! What stands below one another.

use super::super::page_marks::Stop;
use super::{DEEPEST, Illustration, Voice, Writer, heading_name};
use crate::document::{
    Block, BlockKind, CalloutKind, Definition, Edition, Labelled, LabelledKind, Leaf, List,
    ListItem, NumeralStyle, only_repeats,
};

impl Writer<'_, '_> {
    /// Writes a block.
    pub(in super::super) fn block(&mut self, block: &Block) {
        let only_pdf = matches!(block.kind, BlockKind::Only { edition: Edition::Pdf, .. });
        if only_pdf {
            return;
        }
        if let BlockKind::Heading { level, text } = &block.kind {
            self.section_heading(block, *level, text);
            return;
        }
        self.marks(Stop::Before(block.id));
        match &block.kind {
            BlockKind::Heading { .. } | BlockKind::PageBreak => {}
            BlockKind::Paragraph(text) => {
                // Places to lead to, without words, take no room.
                let name = if text.is_mere_place() { "div" } else { "p" };
                self.open_node(name, block.id);
                self.leaf(text);
                self.xml.close().line();
            }
            BlockKind::List(list) => self.list(block, list),
            BlockKind::DefinitionList(definitions) => self.definitions(block, definitions),
            BlockKind::Quote(blocks) => {
                self.open_node("blockquote", block.id).line();
                self.inside(|writer| writer.blocks(blocks));
                self.xml.close().line();
            }
            BlockKind::Callout { kind, title, blocks } => {
                self.callout(block, *kind, title.as_ref(), blocks);
            }
            BlockKind::Only { blocks, .. } => self.blocks(blocks),
            BlockKind::Passage { language, blocks } => {
                self.open_node("div", block.id);
                self.language(language);
                self.xml.line();
                self.sections_of(blocks);
                self.xml.close().line();
            }
            BlockKind::Figure(figure) => self.figure(block, figure),
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::Code { text, .. } => {
                self.open_node("pre", block.id);
                self.xml.open("code");
                self.in_voice(|voice| voice.code = true, |writer| writer.leaf(text));
                self.xml.close().close().line();
            }
            BlockKind::SceneBreak => {
                self.xml.open("hr").close().line();
            }
            BlockKind::Labelled(labelled) => self.labelled(labelled),
        }
    }

    fn list(&mut self, block: &Block, list: &List) {
        match list.numerals {
            Some(numerals) => {
                self.open_node("ol", block.id);
                let signs = match numerals.style {
                    NumeralStyle::Decimal => None,
                    NumeralStyle::LowerLetter => Some("a"),
                    NumeralStyle::UpperLetter => Some("A"),
                    NumeralStyle::LowerRoman => Some("i"),
                    NumeralStyle::UpperRoman => Some("I"),
                };
                self.xml.attr_if("type", signs);
                let mut style = Vec::new();
                if numerals.start != 1 {
                    // The number that style sheets count from, besides that of the list itself.
                    style.push(format!("counter-reset: item {}", numerals.start.saturating_sub(1)));
                    self.xml.attr("start", &numerals.start.to_string());
                }
                if !style.is_empty() {
                    self.xml.attr("style", &style.join("; "));
                }
            }
            None => {
                self.open_node("ul", block.id);
            }
        }
        let class = match (list.items.iter().any(|item| item.task.is_some()), list.tight) {
            (true, _) => Some("tasks"),
            (false, true) => None,
            (false, false) => Some("loose"),
        };
        // The style sheet names the digits: those of recommendations it draws itself.
        let decimal = list.numerals.is_some_and(|own| own.style == NumeralStyle::Decimal);
        let own = decimal && self.vocabulary().has_own_digits();
        if own {
            self.speak(self.voice, &self.vocabulary().digits("0123456789"));
        }
        let digits = own.then(|| self.vocabulary().counter_style());
        let classes: Vec<&str> = class.into_iter().chain(digits).collect();
        let classes = (!classes.is_empty()).then(|| classes.join(" "));
        self.xml.attr_if("class", classes.as_deref()).line();
        self.inside(|writer| {
            for item in &list.items {
                writer.item(item, list.tight);
            }
        });
        self.xml.close().line();
    }

    fn item(&mut self, item: &ListItem, tight: bool) {
        self.open_node("li", item.id);
        if let Some(sign) = item.task_sign() {
            self.say(self.voice, sign);
            self.xml.words(" ");
        }
        for block in &item.blocks {
            match &block.kind {
                BlockKind::Paragraph(text) if tight && self.anchor(block.id).is_none() => {
                    self.marks(Stop::Before(block.id));
                    self.leaf(text);
                }
                _ => self.block(block),
            }
        }
        self.xml.close().line();
    }

    /// A glossary; with dates, a chronology.
    fn definitions(&mut self, block: &Block, definitions: &[Definition]) {
        let dated = definitions.iter().any(|definition| definition.date.is_some());
        self.open_node("dl", block.id);
        self.xml.attr("class", if dated { "chronology" } else { "glossary" }).line();
        self.inside(|writer| {
            for definition in definitions {
                writer.definition(definition);
            }
        });
        self.xml.close().line();
    }

    fn definition(&mut self, definition: &Definition) {
        self.open_node("div", definition.id).line();
        self.xml.open("dt");
        self.in_voice(
            |voice| *voice = Voice::LABEL,
            |writer| {
                if let Some(date) = &definition.date {
                    writer.xml.open("span").attr("class", "date");
                    writer.in_voice(|voice| voice.strong = false, |writer| writer.leaf(date));
                    writer.xml.close().words(" ");
                }
                writer.xml.open("span").attr("class", "term");
                writer.leaf(&definition.term);
                writer.xml.close();
            },
        );
        self.xml.close().line();
        for description in &definition.descriptions {
            self.xml.open("dd").line();
            self.blocks(description);
            self.xml.close().line();
        }
        self.xml.close().line();
    }

    fn callout(
        &mut self,
        block: &Block,
        kind: CalloutKind,
        title: Option<&Leaf>,
        blocks: &[Block],
    ) {
        let words = &self.book.input.references.words;
        // A section with a name is a landmark, and more than one box may say but "Note".
        let (name, class, semantics, role, own_title) = match kind {
            CalloutKind::Box => ("aside", "box", None, None, None),
            CalloutKind::PullQuote => return self.pull_quote(block, title, blocks),
            CalloutKind::Summary => {
                ("div", "box", Some("abstract"), Some("doc-abstract"), Some(words.summary))
            }
            CalloutKind::Note => {
                ("div", "box", Some("notice"), Some("doc-notice"), Some(words.note))
            }
            CalloutKind::Tip => ("aside", "box", Some("tip"), Some("doc-tip"), Some(words.tip)),
            CalloutKind::Important => {
                ("div", "box", Some("notice"), Some("doc-notice"), Some(words.important))
            }
            CalloutKind::Warning => {
                ("div", "box", Some("notice"), Some("doc-notice"), Some(words.warning))
            }
            CalloutKind::Caution => {
                ("div", "box", Some("notice"), Some("doc-notice"), Some(words.caution))
            }
            CalloutKind::Epigraph => {
                ("div", "epigraph", Some("epigraph"), Some("doc-epigraph"), None)
            }
            CalloutKind::Verse => ("div", "verse", None, None, None),
        };
        let boxed = class == "box";
        let label = self.book.input.references.label(block.id);
        let headed = boxed && (title.is_some() || label.is_some() || own_title.is_some());
        let heading = headed.then(|| self.ids.unique("box-title"));
        self.open_node(name, block.id).attr("class", class);
        self.xml.attr_if("epub:type", semantics).attr_if("role", role);
        self.xml.attr_if("aria-labelledby", heading.as_deref()).line();
        let mut level = self.present_level();
        if let Some(id) = heading {
            level = level.saturating_add(1).clamp(2, DEEPEST);
            self.box_heading(level, &id, label, own_title, title);
        } else if let Some(title) = title {
            self.paragraph_of("title", title);
        }
        let small = |voice: &mut Voice| voice.small |= boxed;
        let outer = self.boxed;
        self.boxed |= boxed;
        let content = |writer: &mut Self| {
            if let Some(title) = title {
                writer.heading = title.plain_text();
            }
            writer.blocks(blocks);
        };
        self.in_voice(small, |writer| writer.inside_at(level, content));
        self.notes_below(block.id);
        self.boxed = outer;
        self.xml.close().line();
    }

    /// The label and the title of a box, as one heading.
    fn box_heading(
        &mut self,
        level: u8,
        id: &str,
        label: Option<&str>,
        kind: Option<&str>,
        title: Option<&Leaf>,
    ) {
        self.xml.open(heading_name(level)).attr("id", id).attr("class", "box-title");
        // The kind is the title of a box that has none of its own, and else stands above it.
        let label = label.or(kind.filter(|_| title.is_some()));
        if let Some(label) = label {
            self.say_in("span", "label", Voice::LABEL, label);
        }
        if let Some(kind) = kind.filter(|_| title.is_none()) {
            self.say_in("span", "title", Voice::of_heading(2), kind);
        }
        if let Some(title) = title {
            if label.is_some() {
                self.xml.words(" ");
            }
            self.xml.open("span").attr("class", "title");
            self.in_voice(|own| *own = Voice::of_heading(2), |writer| writer.leaf(title));
            self.xml.close();
        }
        self.xml.close().line();
    }

    /// A pull quote that only repeats words of the text is hidden from those to whom the text is
    /// read.
    fn pull_quote(&mut self, block: &Block, title: Option<&Leaf>, blocks: &[Block]) {
        self.open_node("aside", block.id).attr("class", "pull-quote");
        match only_repeats(title, blocks) {
            true => self.xml.attr("aria-hidden", "true"),
            false => self.xml.attr("role", "doc-pullquote"),
        };
        self.xml.attr("epub:type", "pullquote").line();
        self.in_voice(
            |voice| voice.emphasis = true,
            |writer| {
                if let Some(title) = title {
                    writer.xml.open("p");
                    writer.leaf(title);
                    writer.xml.close().line();
                }
                writer.inside(|writer| writer.blocks(blocks));
            },
        );
        self.xml.close().line();
    }

    /// The rows of the imprint: each a label, and what belongs to it.
    pub(in super::super) fn rows(&mut self, rows: &[Labelled]) {
        if rows.is_empty() {
            return;
        }
        self.xml.open("dl").attr("class", "rows").line();
        for row in rows {
            self.xml.open("div").line().open("dt");
            self.in_voice(|voice| *voice = Voice::LABEL, |writer| writer.leaf(&row.label));
            self.xml.close().line().open("dd").line();
            if let Some(detail) = &row.detail {
                self.paragraph_of("role", detail);
            }
            self.inside(|writer| writer.blocks(&row.blocks));
            self.xml.close().close().line();
        }
        self.xml.close().line();
    }

    /// A label and what belongs to it: about the author, acknowledgments. The label heads a
    /// section of its own.
    fn labelled(&mut self, labelled: &Labelled) {
        let class = match &labelled.kind {
            LabelledKind::Matter => "labelled",
            LabelledKind::Person { .. } => "labelled person",
            LabelledKind::House => return self.house(labelled),
        };
        self.xml.open("section").attr("class", class).line();
        if let LabelledKind::Person { portrait: Some(portrait) } = &labelled.kind {
            self.picture(&portrait.path, &Illustration::mark("portrait"));
            self.xml.line();
        }
        let level = self.present_level().saturating_add(1).clamp(2, DEEPEST);
        self.open_node(heading_name(level), labelled.id);
        self.in_voice(|voice| *voice = Voice::of_heading(2), |writer| writer.leaf(&labelled.label));
        self.xml.close().line();
        if let Some(detail) = &labelled.detail {
            self.paragraph_of("role", detail);
        }
        self.inside_at(level, |writer| writer.blocks(&labelled.blocks));
        if let Some(contact) = &labelled.contact {
            self.paragraph_of("contact", contact);
        }
        self.xml.close().line();
    }

    /// The institution with its mark and address, below the last section.
    fn house(&mut self, labelled: &Labelled) {
        self.xml.open("div").attr("class", "house").line();
        self.logo();
        self.paragraph_of("publisher", &labelled.label);
        if let Some(detail) = &labelled.detail {
            self.paragraph_of("role", detail);
        }
        self.xml.close().line();
    }

    /// The mark of the institution, whose name stands beside it.
    pub(in super::super) fn logo(&mut self) {
        if let Some(logo) = &self.book.input.document.front.logo {
            self.picture(&logo.path, &Illustration::mark("logo"));
            self.xml.line();
        }
    }
}
