//! Laws of the tree, for any text: no panic, spans that nest, identities in reading order, words
//! that stand where their spans say.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may fail loudly")]

mod chapters;

use chapters::{manuscript, resolved};
use diptych::document::visit::{self, Visit};
use diptych::document::{Block, BlockKind, Document, Inline, InlineKind, Leaf, NodeId};
use diptych::source::{Sources, Span};
use proptest::prelude::*;

/// What Markdown is made of, and what breaks it.
const FRAGMENTS: &[&str] = &[
    "word",
    "two words",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "^",
    "`",
    "```\n",
    "> ",
    ">",
    "- ",
    "1. ",
    "# ",
    "## ",
    "---\n",
    "+++\n",
    "title: One *two*\n",
    "subtitle: \"x: y\"\n",
    "lang: fa\n",
    "% title\n",
    "===\n",
    "| a | b |\n|---|---|\n",
    "| 1 | 2 |\n",
    "|",
    ": text\n",
    "Term\n",
    "[^a]",
    "[^a]: note\n",
    "[^b]: ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![alt](a.png)",
    "![](b.png \"Caption *x*\")",
    "{#id}",
    "{#x .map width=80% source=\"a *b*\"}",
    "{",
    "}",
    "{lang=fa}",
    "[text]()",
    "[](#id)",
    "[](#id \"page\")",
    "<!-- c -->",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<div>\n",
    "> [!box] Title {#b}\n",
    "> [!pdf]\n",
    "> [!lang fa]\n",
    "> [!verse]\n",
    "Table: Caption {#t}\n",
    "\\newpage",
    "\\",
    "\"",
    "'",
    "--",
    "...",
    "é",
    "متن",
    "𝄞",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "&quot;",
    "&#x0;",
    "<https://a.example>",
    "https://a.example",
    "[d]",
    "[d]: a.png 'Title'\n",
    "$x$",
    "- [ ] ",
    "a@b.c",
];

fn markdown() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        8 => proptest::sample::select(FRAGMENTS).prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_lawful_tree(one in markdown(), two in markdown()) {
        let manuscript = manuscript(&[("one.md", &one), ("two.md", &two)]);
        let (document, _, _) = resolved(&manuscript);
        hold_laws(&document, &manuscript.sources);
    }
}

#[test]
fn a_chapter_with_everything_makes_a_lawful_tree() {
    // What would swallow all that follows it.
    let open = ["```\n", "<!--", "[^b]: "];
    let fragments: Vec<&str> =
        FRAGMENTS.iter().copied().filter(|fragment| !open.contains(fragment)).collect();
    let text = fragments.join("\n\n") + "\n\n" + &fragments.concat();
    let manuscript = manuscript(&[("one.md", &text)]);
    let (document, _, _) = resolved(&manuscript);
    assert!(hold_laws(&document, &manuscript.sources) > 100);
}

/// Holds the laws; the number of nodes that were looked at.
fn hold_laws(document: &Document, sources: &Sources) -> usize {
    let mut nodes = 0;
    for block in document.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        nodes += Laws::hold(sources, &mut |laws| laws.block(block));
    }
    for note in &document.notes {
        nodes += Laws::hold(sources, &mut |laws| {
            laws.enter(note.id, note.span, |laws| visit::walk_blocks(laws, &note.blocks));
        });
    }
    nodes
}

struct Laws<'s> {
    sources: &'s Sources,
    around: Vec<Span>,
    last: Option<NodeId>,
    nodes: usize,
    /// Whether the block is code, whose white space stays as it is written.
    code: bool,
}

impl Laws<'_> {
    fn hold(sources: &Sources, walk: &mut dyn FnMut(&mut Laws<'_>)) -> usize {
        let mut laws = Laws { sources, around: Vec::new(), last: None, nodes: 0, code: false };
        walk(&mut laws);
        laws.nodes
    }

    fn enter(&mut self, id: NodeId, span: Span, inside: impl FnOnce(&mut Self)) {
        self.nodes += 1;
        assert!(self.last.is_none_or(|last| last < id), "{id:?} after {:?}", self.last);
        assert_eq!(id.source, span.source);
        self.last = Some(id);
        let text = self.sources.get(span.source).unwrap().text();
        assert!(text.get(span.range()).is_some(), "{span:?} is no stretch of text");
        if let Some(around) = self.around.last() {
            assert!(around.contains(span), "{span:?} is not within {around:?}");
        }
        self.around.push(span);
        inside(self);
        self.around.pop();
    }
}

impl<'a> Visit<'a> for Laws<'_> {
    fn block(&mut self, block: &'a Block) {
        self.code = matches!(block.kind, BlockKind::Code { .. });
        self.enter(block.id, block.span, |laws| visit::walk_block(laws, block));
        self.code = false;
    }

    fn leaf(&mut self, leaf: &'a Leaf) {
        self.enter(leaf.id, leaf.span, |laws| visit::walk_leaf(laws, leaf));
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Text(words) = &inline.kind {
            // Where nothing was set otherwise, the words stand at their span, letter by letter. The
            // name of a file, which stands for a heading, is written nowhere.
            let written = self.sources.slice(inline.span);
            let nowhere = inline.span.start == inline.span.end;
            if !self.code && !nowhere && written.chars().all(|c| c.is_alphanumeric() || c == ' ') {
                let closed_up: Vec<&str> = written.split(' ').filter(|w| !w.is_empty()).collect();
                assert_eq!(words.trim(), closed_up.join(" "));
            }
        }
        self.enter(inline.id, inline.span, |laws| visit::walk_inline(laws, inline));
    }
}

#[test]
fn hostile_texts_take_no_time_and_no_stack() {
    let times = 20_000;
    let texts = [
        ">".repeat(times),
        "- ".repeat(times),
        "*a ".repeat(times),
        "[".repeat(times),
        "![".repeat(times),
        "{".repeat(times),
        "# {#a {#a {#a ".repeat(times),
        "\"'".repeat(times),
        "[^".repeat(times),
        "^a".repeat(times),
        "[a](b){".repeat(times / 10),
        "![a](b){.x y=\"".repeat(times / 10),
        "<!--".repeat(times),
        "<b>".repeat(times / 10),
        "| ".repeat(times),
        "a\n: b\n".repeat(times / 10),
        (0..2000).map(|n| format!("[^{n}]: [^{}]\n\n", n + 1)).collect::<String>() + "x[^0]\n",
    ];
    for text in texts {
        let manuscript = manuscript(&[("one.md", &text)]);
        let (document, _, _) = resolved(&manuscript);
        hold_laws(&document, &manuscript.sources);
    }
}
