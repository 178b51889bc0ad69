//! Whatever an author writes, the events are nested.

use proptest::prelude::*;

use crate::parse::events::{Ending, Event, Tag, read};
use crate::parse::masks::Masks;

/// Pieces of text that cross one another in every way when they follow in any order.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<ol>",
    "</ol>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th colspan=2>",
    "<caption>",
    "</caption>",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<blockquote>",
    "</blockquote>",
    "<a href=x>",
    "</a>",
    "<img src=a>",
    "<br>",
    "<hr>",
    "<h2 id=a>",
    "</h2>",
    "<script>",
    "</script>",
    "<svg>",
    "</svg>",
    "<!-- c -->",
    "<!--",
    "words",
    "*",
    "**",
    "`",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "\n",
    "\n\n",
    "\n\n",
    "\n- ",
    "\n  ",
    "\n> ",
    "\n> > ",
    "\n1. ",
    "\n# ",
    "\n- [ ] ",
    "\n\n| a | b |\n|---|---|\n| c ",
    "\n:::\n",
    "\n::: {.note}\n",
    "\n```{note} T\n",
    "\n```\n",
    "\n: ",
    "%%",
    "\n---\n",
    "\n    ",
    " ",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<span id=s>",
    "</span>",
    "\n[^1]: ",
];

fn nested(text: &str) -> Result<(), String> {
    let masks = Masks::of(text);
    let shown = masks.shown(text);
    let mut open: Vec<Tag<'_>> = Vec::new();
    for (event, _) in read(text, &shown, &masks).list {
        match event {
            Event::Start(tag) => {
                let fits = match open.last() {
                    None => !is_part(&tag),
                    Some(Tag::List(_)) => matches!(tag, Tag::Item(_)),
                    Some(Tag::DefinitionList) => {
                        matches!(tag, Tag::DefinitionListTitle | Tag::DefinitionListDefinition)
                    }
                    Some(Tag::Table(_)) => matches!(tag, Tag::TableHead | Tag::TableRow),
                    Some(Tag::TableHead | Tag::TableRow) => tag == Tag::TableCell,
                    Some(Tag::CodeBlock(_)) => false,
                    Some(around) if around.is_mark() || holds_words(around) => tag.is_mark(),
                    Some(_) => !is_part(&tag),
                };
                if !fits {
                    return Err(format!("{tag:?} in {open:?}"));
                }
                open.push(tag);
            }
            Event::End(ending) => {
                let tag = open.pop().ok_or("an end too many")?;
                if (ending == Ending::Mark) != tag.is_mark() {
                    return Err(format!("{tag:?} ends as {ending:?}"));
                }
            }
            _ => {}
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("open: {open:?}")) }
}

fn holds_words(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading(_)
            | Tag::DefinitionListTitle
            | Tag::TableCell
            | Tag::TableCaption
            | Tag::Head
    )
}

fn is_part(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Item(_)
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(3000)))]

    #[test]
    fn whatever_is_written_is_nested(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        prop_assert_eq!(nested(&text), Ok(()), "{}", text);
    }
}
