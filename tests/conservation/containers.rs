//! Every kind of container: what a block stands in.

use diptych::document::Edition;

use super::blocks::{only, prefixed, pulled};
use super::marked::Marker;

/// Writes what stands in a container.
type Write<'w> = &'w dyn Fn(&mut Marker) -> String;

/// A kind of container: its name, and how it is written around what stands in it.
pub type Kind = (&'static str, fn(&mut Marker, Write<'_>) -> String);

/// The kinds of containers.
pub const KINDS: &[Kind] = &[
    ("text", |m, write| write(m)),
    ("chapter", |m, write| format!("# A chapter\n\n{}", write(m))),
    ("section", |m, write| format!("## {}\n\n{}", m.x(), write(m))),
    ("low section", |m, write| format!("#### {}\n\n{}", m.x(), write(m))),
    ("quotation", |m, write| prefixed("> ", &write(m))),
    ("quotation in a quotation", |m, write| prefixed("> > ", &write(m))),
    ("item", |m, write| item("- ", &write(m))),
    ("loose item", |m, write| format!("- {}\n\n  {}\n\n{}", m.x(), m.x(), item("- ", &write(m)))),
    ("further down in an item", |m, write| {
        let first = m.x();
        item("- ", &format!("{first}\n\n{}", write(m)))
    }),
    ("item of an item", |m, write| {
        let first = m.x();
        item("- ", &format!("{first}\n{}", item("- ", &write(m))))
    }),
    ("numbered item", |m, write| format!("1. {}\n{}", m.x(), item("2. ", &write(m)))),
    ("task", |m, write| {
        let first = m.x();
        item("- ", &format!("[x] {first}\n\n{}", write(m)))
    }),
    ("definition", |m, write| format!("{}\n{}", m.x(), item(": ", &write(m)))),
    ("note", |m, write| {
        let name = format!("c{}", m.words.len());
        let call = format!("{}[^{name}].", m.x());
        m.noted = true;
        let text = write(m);
        m.noted = false;
        let text = prefixed("    ", &text);
        m.notes.push(format!("[^{name}]: {}\n", text.trim_start()));
        call
    }),
    ("box", |m, write| callout("box", m, write)),
    ("summary", |m, write| format!("> [!summary]\n>\n{}", prefixed("> ", &write(m)))),
    ("note box", |m, write| callout("note", m, write)),
    ("tip", |m, write| callout("tip", m, write)),
    ("important", |m, write| callout("important", m, write)),
    ("warning", |m, write| callout("warning", m, write)),
    ("caution", |m, write| callout("caution", m, write)),
    ("epigraph", |m, write| callout("epigraph", m, write)),
    ("verse", |m, write| callout("verse", m, write)),
    ("pull quote", |m, write| pulled(m, |m| callout("pullquote", m, write))),
    ("pdf", |m, write| {
        only(m, Edition::Pdf, |m| format!("> [!pdf]\n>\n{}", prefixed("> ", &write(m))))
    }),
    ("epub", |m, write| {
        only(m, Edition::Epub, |m| format!("> [!epub]\n>\n{}", prefixed("> ", &write(m))))
    }),
    ("passage", |m, write| format!("> [!lang de]\n>\n{}", prefixed("> ", &write(m)))),
    ("passage from the right", |m, write| {
        format!("> [!lang fa]\n>\n{}", prefixed("> ", &write(m)))
    }),
    ("item in a box", |m, write| {
        let title = m.x();
        format!("> [!box] {title}\n>\n{}", prefixed("> ", &item("- ", &write(m))))
    }),
    ("box in an item", |m, write| item("- ", &callout("tip", m, write))),
    ("box in a quotation", |m, write| prefixed("> ", &callout("box", m, write))),
    ("quotation in an item", |m, write| {
        let first = m.x();
        item("1. ", &format!("{first}\n\n{}", prefixed("> ", &write(m))))
    }),
];

fn callout(kind: &str, m: &mut Marker, write: Write<'_>) -> String {
    let title = m.x();
    format!("> [!{kind}] {title}\n>\n{}", prefixed("> ", &write(m)))
}

/// Text behind a bullet or number, its further lines indented as far.
fn item(bullet: &str, text: &str) -> String {
    let text = prefixed(&" ".repeat(bullet.len()), text);
    format!("{bullet}{}", text.get(bullet.len()..).unwrap_or_default())
}
