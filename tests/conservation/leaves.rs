//! Every kind of leaf, and what may stand at its ends.

use super::marked::Marker;

/// What stands in a line.
pub type Kind = (&'static str, fn(&mut Marker) -> String);

/// What may stand in any leaf.
pub const INLINES: &[Kind] = &[
    ("picture last", |m| format!("{} {}", m.x(), m.picture())),
    ("picture first", |m| format!("{} {}", m.picture(), m.x())),
    ("picture alone", Marker::picture),
    ("two pictures last", |m| format!("{} {} {}", m.x(), m.picture(), m.picture())),
    ("pictures alone", |m| format!("{}{}", m.picture(), m.picture())),
    ("picture in emphasis", |m| format!("{} *{} {}*", m.x(), m.x(), m.picture())),
    ("picture that links", |m| format!("{} [{}]({})", m.x(), m.picture(), m.address())),
    ("link last", |m| format!("{} [{}]({})", m.x(), m.x(), m.address())),
    ("code last", |m| format!("{} `{}`", m.x(), m.x())),
    ("note last", |m| format!("{}{}", m.x(), m.call())),
    ("notes last", |m| format!("{}{}{}", m.x(), m.call(), m.call())),
    ("note first", |m| format!("{} {}", m.call(), m.x())),
    ("reference last", |m| format!("{} [](#fixed)", m.x())),
    ("passage last", |m| format!("{} [{}](){{lang=de}}", m.x(), m.x())),
    ("strong alone", |m| format!("**{}**", m.x())),
    ("all", |m| {
        let (x, p, a, c) = (m.x(), m.picture(), m.address(), m.call());
        format!("{x} *[{p}]({a})*{c} **{}**", m.x())
    }),
];

/// Writes a leaf of some kind that says this.
pub type Leaf = (&'static str, fn(&mut Marker, &dyn Fn(&mut Marker) -> String) -> String);

/// The kinds of leaves.
pub const LEAVES: &[Leaf] = &[
    ("paragraph", |m, say| say(m)),
    ("item", |m, say| format!("- {}\n- {}", say(m), m.x())),
    ("loose item", |m, say| format!("1. {}\n\n2. {}", m.item("1"), say(m))),
    ("task", |m, say| format!("- [x] {}", say(m))),
    ("heading 2", |m, say| format!("## {}\n\n{}", say(m), m.x())),
    ("heading 3", |m, say| format!("### {}", say(m))),
    ("run-in", |m, say| format!("#### {}\n\n{}", say(m), m.x())),
    ("heading 5 alone", |m, say| format!("##### {}\n\n- {}", say(m), m.x())),
    ("caption", |m, say| format!("![{}](a.svg \"{}\")", m.alt(), say(m))),
    ("title of a map", |m, say| {
        format!("![{}](a.svg \"{}\"){{.map source=\"{}\"}}", m.alt(), say(m), m.x())
    }),
    ("subtitle", |m, say| {
        format!("![{}](a.svg \"{}\"){{subtitle=\"{}\"}}", m.alt(), m.x(), say(m))
    }),
    ("source", |m, say| format!("![{}](a.svg \"{}\"){{source=\"{}\"}}", m.alt(), m.x(), say(m))),
    ("credit", |m, say| format!("![{}](a.svg \"{}\"){{credit=\"{}\"}}", m.alt(), m.x(), say(m))),
    ("remark", |m, say| format!("![{}](a.svg){{note=\"{}\"}}", m.alt(), say(m))),
    ("description", |m, say| {
        format!("![{}](a.svg){{description=\"{} {}\"}}", m.alt(), m.x(), say(m))
    }),
    ("head", |m, say| {
        format!("| {} | {} |\n| --- | --- |\n| {} | {} |", m.x(), say(m), m.x(), m.x())
    }),
    ("cell", |m, say| {
        format!("| {} | {} |\n| --- | --- |\n| {} | {} |", m.x(), m.x(), say(m), m.x())
    }),
    ("caption of a table", |m, say| {
        format!("| {} |\n| --- |\n| {} |\n\nTable: {}", m.z(), m.z(), say(m))
    }),
    ("source of a table", |m, say| {
        format!(
            "| {} |\n| --- |\n| {} |\n\nTable: {} {{source=\"{}\"}}",
            m.x(),
            m.x(),
            m.z(),
            say(m)
        )
    }),
    ("term", |m, say| format!("{}\n: {}", say(m), m.x())),
    ("dated term", |m, say| format!("{} ({})\n: {}", say(m), 1999, m.x())),
    ("explanation", |m, say| format!("{}\n: {}", m.x(), say(m))),
    ("note", |m, say| {
        let name = format!("l{}", m.words.len());
        m.noted = true;
        let note = say(m);
        m.noted = false;
        m.notes.push(format!("[^{name}]: {note}\n"));
        format!("{}[^{name}]", m.x())
    }),
    ("title of a box", |m, say| format!("> [!box] {}\n>\n> {}", say(m), m.x())),
    ("title of a tip", |m, say| format!("> [!tip] {}\n> {}", say(m), m.x())),
    ("title of an epigraph", |m, say| format!("> [!epigraph] {}\n> {}", say(m), m.x())),
    ("quotation", |m, say| format!("> {}", say(m))),
    ("box", |m, say| format!("> [!box] {}\n>\n> {}", m.x(), say(m))),
    ("epigraph", |m, say| format!("> [!epigraph]\n> {}", say(m))),
    ("verse", |m, say| format!("> [!verse]\n> {}\n> {}", say(m), m.x())),
    ("pull quote", |m, say| {
        m.pulled = true;
        format!("> [!pullquote]\n> {} {}", m.x(), say(m))
    }),
    ("title of a pull quote", |m, say| {
        m.pulled = true;
        format!("> [!pullquote] {}\n> {}", say(m), m.x())
    }),
];
