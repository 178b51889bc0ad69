//! Every kind of block, with marked words in it.

use diptych::document::Edition;

use super::marked::Marker;

/// A kind of block: its name, and how one is written.
pub type Kind = (&'static str, fn(&mut Marker) -> String);

/// Words that make a paragraph of several lines.
const PROSE: &str = "The spread is wide and the weight uneven. Most of the incidents fall in the \
    north-east, in a belt that runs from Kabul through Panjshir and Baghlan to Badakhshan. The \
    western provinces enter the count late, from the spring of the year, and with few entries.";

/// The kinds of blocks.
pub const KINDS: &[Kind] = &[
    ("paragraph", |m| format!("{}.", m.x())),
    ("long paragraph", |m| format!("{} {PROSE} {}.", m.x(), m.x())),
    ("hard break", |m| format!("{}\\\n{}", m.x(), m.x())),
    ("marks", |m| {
        format!(
            "*{}* **{}** ~~{}~~ m^{}^ H~{}~ `{}` ***{}***",
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x()
        )
    }),
    ("points", |m| format!("\"{}\" ({}) --- '{}' -- {}...", m.x(), m.x(), m.x(), m.x())),
    ("link", |m| format!("{} [{}]({}).", m.x(), m.x(), m.address())),
    ("address", |m| format!("{} <{}>", m.x(), m.address())),
    ("reference", |m| format!("{} [](#fixed) {} [{}](#fixed)", m.x(), m.x(), m.x())),
    ("note", |m| format!("{}{}.", m.x(), m.call())),
    ("two notes", |m| format!("{}{}{} {}.", m.x(), m.call(), m.call(), m.x())),
    ("note twice", |m| {
        let call = m.call();
        format!("{}{call} {}{call}.", m.x(), m.x())
    }),
    ("long note", |m| {
        let name = format!("long{}", m.words.len());
        let note = format!(
            "[^{name}]: {}.\n\n    - {}\n    - {}\n\n    {}.\n",
            m.z(),
            m.z(),
            m.z(),
            m.z()
        );
        m.notes.push(note);
        format!("{}[^{name}].", m.x())
    }),
    ("note with figure", |m| {
        let name = format!("fig{}", m.words.len());
        let note = format!(
            "[^{name}]: {}.\n\n    ![{}](a.svg \"{}\"){{source=\"{}\"}}\n",
            m.z(),
            m.alt(),
            m.z(),
            m.z()
        );
        m.notes.push(note);
        format!("{}[^{name}].", m.x())
    }),
    ("heading 2", |m| format!("## {}\n\n{}.", m.x(), m.x())),
    ("heading 3", |m| format!("### {}\n\n{}.", m.x(), m.x())),
    ("heading 4", |m| format!("#### {}\n\n{}.", m.x(), m.x())),
    ("heading 5", |m| format!("##### {}\n\n{}.", m.x(), m.x())),
    ("heading 6 alone", |m| format!("###### {}", m.x())),
    ("heading before list", |m| format!("#### {}\n\n- {}", m.x(), m.x())),
    ("heading with note", |m| format!("### {}{}\n\n{}.", m.x(), m.call(), m.x())),
    ("run-in with note", |m| format!("#### {}{}\n\n{}.", m.x(), m.call(), m.x())),
    ("run-in with picture", |m| format!("#### {} {}\n\n{}.", m.x(), m.picture(), m.x())),
    ("heading with picture", |m| format!("## {} {}\n\n{}.", m.x(), m.picture(), m.x())),
    ("two headings", |m| format!("## {}\n\n### {}\n\n#### {}\n\n{}", m.x(), m.x(), m.x(), m.x())),
    ("bullets", |m| format!("- {}\n- {}\n- {}", m.item("•"), m.item("•"), m.item("•"))),
    ("loose bullets", |m| format!("- {}\n\n- {}\n\n  {}", m.item("•"), m.item("•"), m.x())),
    ("nested bullets", |m| {
        format!("- {}\n  - {}\n    - {}\n- {}", m.item("•"), m.item("•"), m.item("•"), m.item("•"))
    }),
    ("numbers", |m| format!("1. {}\n2. {}", m.item("1"), m.item("2"))),
    ("numbers from 9", |m| format!("9. {}\n10. {}", m.item("9"), m.item("10"))),
    ("letters", |m| format!("a. {}\nb. {}", m.item("a"), m.item("b"))),
    ("capitals", |m| format!("A) {}\nB) {}", m.item("A"), m.item("B"))),
    ("romans", |m| format!("i. {}\nii. {}", m.item("i"), m.item("ii"))),
    ("big romans", |m| format!("I.  {}\nII. {}", m.item("I"), m.item("II"))),
    ("tasks", |m| format!("- [ ] {}\n- [x] {}", m.item("☐"), m.item("☑"))),
    ("item with note", |m| format!("- {}{}\n- {}", m.item("•"), m.call(), m.item("•"))),
    ("item with picture", |m| format!("- {} {}\n- {}", m.item("•"), m.picture(), m.item("•"))),
    ("item with figure", |m| format!("- {}\n\n  ![{}](a.svg \"{}\")\n", m.x(), m.alt(), m.x())),
    ("item with table", |m| {
        format!(
            "- {}\n\n  | {} | {} |\n  | --- | --- |\n  | {} | {} |\n",
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x()
        )
    }),
    ("item with code", |m| {
        format!("1. {}\n\n   ```\n   {}\n   ```\n\n   {}", m.item("1"), m.x(), m.x())
    }),
    ("item with quote", |m| format!("- {}\n\n  > {}\n\n- {}", m.item("•"), m.x(), m.item("•"))),
    ("empty item", |m| format!("- {}\n-\n- {}", m.item("•"), m.item("•"))),
    ("quoted item", |m| format!("1. \"{}\" {}", m.item("1"), m.x())),
    ("glossary", |m| format!("{}\n: {}\n\n{}\n: {}", m.x(), m.x(), m.x(), m.x())),
    ("chronology", |m| format!("{}, {} (1999)\n: {}\n: {}", m.x(), m.x(), m.x(), m.x())),
    ("term with note", |m| format!("{}{}\n: {}{}", m.x(), m.call(), m.x(), m.call())),
    ("definition with list", |m| format!("{}\n: {}\n\n  - {}\n  - {}", m.x(), m.x(), m.x(), m.x())),
    ("quotation", |m| format!("> {}\n>\n> {}", m.x(), m.x())),
    ("nested quotation", |m| format!("> {}\n>\n> > {}\n>\n> {}", m.x(), m.x(), m.x())),
    ("box", |m| format!("> [!box] {}\n>\n> {}", m.x(), m.x())),
    ("box with id", |m| format!("> [!box] {} {{#box-{}}}\n>\n> {}", m.x(), m.words.len(), m.x())),
    ("box without title", |m| format!("> [!box]\n>\n> {}", m.x())),
    ("box with notes", |m| format!("> [!box] {}{}\n>\n> {}{}", m.x(), m.call(), m.x(), m.call())),
    ("box with figure", |m| {
        format!(
            "> [!box] {}\n>\n> ![{}](a.svg \"{}\"){{note=\"{}\" source=\"{}\"}}\n>\n> {}",
            m.x(),
            m.alt(),
            m.x(),
            m.x(),
            m.x(),
            m.x()
        )
    }),
    ("box with map", |m| {
        format!("> [!box] {}\n>\n> ![{}](tall.svg \"{}\"){{.map}}", m.x(), m.alt(), m.x())
    }),
    ("box with plate", |m| {
        format!("> [!tip] {}\n>\n> ![{}](tall.svg \"{}\"){{.plate}}", m.x(), m.alt(), m.x())
    }),
    ("box with long table", |m| {
        format!("> [!note] {}\n>\n{}", m.x(), prefixed("> ", &long_table(m)))
    }),
    ("long box", |m| {
        let mut text = format!("> [!box] {}\n", m.x());
        for _ in 0..12 {
            text += &format!(">\n> {} {PROSE} {PROSE}\n", m.x());
        }
        text
    }),
    ("summary", |m| format!("> [!summary]\n> {}", m.x())),
    ("summary with title", |m| format!("> [!summary] {}\n> {}", m.x(), m.x())),
    ("summary with note", |m| format!("> [!summary]\n> {}{}", m.x(), m.call())),
    ("summary of figure", |m| {
        format!("> [!summary]\n>\n> ![{}](a.svg \"{}\"){{.wide}}\n>\n> {}", m.alt(), m.x(), m.x())
    }),
    ("note box", |m| format!("> [!note]\n> {}", m.x())),
    ("tip", |m| format!("> [!tip] {}\n> {}", m.x(), m.x())),
    ("important", |m| format!("> [!important]\n> {}\n>\n> - {}", m.x(), m.x())),
    ("warning", |m| format!("> [!warning] {}\n> {}", m.x(), m.x())),
    ("caution", |m| format!("> [!caution]\n>\n> 1. {}\n> 2. {}", m.x(), m.x())),
    ("box in box", |m| {
        format!("> [!box] {}\n>\n> > [!tip] {}\n> > {}\n>\n> {}", m.x(), m.x(), m.x(), m.x())
    }),
    ("title alone", |m| format!("> [!warning] {}", m.x())),
    ("epigraph", |m| format!("> [!epigraph]\n> {}\n>\n> {}", m.x(), m.x())),
    ("epigraph with note", |m| format!("> [!epigraph] {}\n> {}{}", m.x(), m.x(), m.call())),
    ("verse", |m| format!("> [!verse]\n> {}\n> {}\n>\n> {}", m.x(), m.x(), m.x())),
    ("verse with title", |m| {
        format!("> [!verse] {}\n> {} {}\n> {}", m.x(), m.x(), m.picture(), m.x())
    }),
    ("pull quote", |m| pulled(m, |m| format!("> [!pullquote]\n> {}", m.x()))),
    ("pull quote with list", |m| {
        pulled(m, |m| {
            format!("> [!pullquote] {}\n> {}\n>\n> - {}\n> - {}", m.x(), m.x(), m.x(), m.x())
        })
    }),
    ("pull quote with note", |m| format!("> [!pullquote]\n> {}{}", m.x(), m.call())),
    ("pull quote with link", |m| format!("> [!pullquote]\n> [{}]({})", m.x(), m.address())),
    ("pull quote with table", |m| {
        format!(
            "> [!pullquote]\n> {}\n>\n> | {} | {} |\n> | --- | --- |\n> | {} | {} |\n>\n> {}",
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x(),
            m.x()
        )
    }),
    ("pull quote with figure", |m| {
        format!(
            "> [!pullquote]\n> {}\n>\n> ![{}](a.svg \"{}{}\")\n>\n> {}",
            m.x(),
            m.alt(),
            m.x(),
            m.call(),
            m.x()
        )
    }),
    ("pull quote with code", |m| {
        format!("> [!pullquote]\n> {}\n>\n> ```\n> {}\n> ```", m.x(), m.x())
    }),
    ("only pdf", |m| {
        only(m, Edition::Pdf, |m| format!("> [!pdf]\n> {}{}\n>\n> - {}", m.x(), m.call(), m.x()))
    }),
    ("only epub", |m| {
        only(m, Edition::Epub, |m| format!("> [!epub]\n> {}{}\n>\n> - {}", m.x(), m.call(), m.x()))
    }),
    ("pdf with figure", |m| {
        only(m, Edition::Pdf, |m| format!("> [!pdf]\n>\n> ![{}](a.svg \"{}\")", m.alt(), m.x()))
    }),
    ("passage", |m| format!("> [!lang de]\n> {}\n>\n> {}{}", m.x(), m.x(), m.call())),
    ("passage from the right", |m| format!("> [!lang fa]\n> {}\n>\n> - {}", m.x(), m.x())),
    ("figure", |m| format!("![{}](a.svg \"{}\")", m.alt(), m.x())),
    ("bare figure", |m| format!("![{}](a.svg)", m.alt())),
    ("photograph", |m| {
        format!("![{}](a.png \"{}\"){{.photo credit=\"{}\"}}", m.alt(), m.x(), m.x())
    }),
    ("map", |m| format!("![{}](a.svg \"{}\"){{.map source=\"{}\"}}", m.alt(), m.x(), m.x())),
    ("chart", |m| format!("![{}](a.svg \"{}\"){{.chart}}", m.alt(), m.x())),
    ("plate", |m| format!("![{}](a.svg \"{}\"){{.plate}}", m.alt(), m.x())),
    ("wide figure", |m| format!("![{}](a.svg \"{}\"){{.wide}}", m.alt(), m.x())),
    ("narrow figure", |m| format!("![{}](a.svg \"{}\"){{width=20%}}", m.alt(), m.x())),
    ("tall figure", |m| format!("![{}](tall.svg \"{}\")", m.alt(), m.x())),
    ("figure with all", |m| {
        format!(
            "![{}](a.svg \"{}{}\")\n{{subtitle=\"{}\" description=\"{}\" note=\"{}{}\" source=\"{}\" credit=\"{}\"}}",
            m.alt(),
            m.x(),
            m.call(),
            m.x(),
            m.x(),
            m.x(),
            m.call(),
            m.x(),
            m.x()
        )
    }),
    ("decoration", |m| {
        m.decorations.extend(m.editions.clone());
        "![](a.svg){.decorative}".to_string()
    }),
    ("table", |m| format!("| {} | {} |\n| --- | --- |\n| {} | {} |", m.x(), m.x(), m.x(), m.x())),
    ("table with caption", |m| {
        format!(
            "| {} | {} |\n| :-- | --: |\n| {}{} | {} |\n\nTable: {}{} {{note=\"{}\" source=\"{}\"}}",
            m.x(),
            m.x(),
            m.x(),
            m.call(),
            m.x(),
            m.z(),
            m.call(),
            m.z(),
            m.z()
        )
    }),
    ("long table", long_table),
    ("wide table", |m| {
        let row = |m: &mut Marker| (0..11).map(|_| format!(" {} |", m.x())).collect::<String>();
        format!("|{}\n|{}\n|{}", row(m), " --- |".repeat(11), row(m))
    }),
    ("table with pictures", |m| {
        format!(
            "| {} {} | {} |\n| --- | --- |\n| {} | [{}]({}) |",
            m.x(),
            m.picture(),
            m.x(),
            m.picture(),
            m.x(),
            m.address()
        )
    }),
    ("code", |m| format!("```\n{}\n  {}\n\n{}\n```", m.x(), m.x(), m.x())),
    ("code with language", |m| format!("~~~ rust\nlet {} = \"{}\";\n~~~", m.x(), m.x())),
    ("long code", |m| {
        let line = |m: &mut Marker| format!("{}\n", m.x());
        format!("```\n{}```", (0..40).map(|_| line(m)).collect::<String>())
    }),
    ("scene break", |m| format!("{}\n\n---\n\n{}", m.x(), m.x())),
    ("page break", |m| format!("{}\n\n\\newpage\n\n{}", m.x(), m.x())),
    ("comment", |m| format!("{} <!-- nothing --> {}", m.x(), m.x())),
    ("picture at the end", |m| format!("{} {}", m.x(), m.picture())),
    ("pictures at the end", |m| format!("{} {} {}", m.x(), m.picture(), m.picture())),
    ("pictures alone", |m| format!("{} {}", m.picture(), m.picture())),
    ("pictures that touch", |m| format!("{}{}{}", m.x(), m.picture(), m.picture())),
    ("picture that links", |m| format!("{} [{}]({})", m.x(), m.picture(), m.address())),
];

fn long_table(m: &mut Marker) -> String {
    let mut table = format!("| {} | {} |\n| --- | --- |\n", m.x(), m.x());
    for _ in 0..45 {
        table += &format!("| {} | 12 |\n", m.x());
    }
    table.trim_end().to_string()
}

/// Lines behind a prefix each.
pub fn prefixed(prefix: &str, text: &str) -> String {
    let line = |line: &str| format!("{}\n", format!("{prefix}{line}").trim_end());
    text.lines().map(line).collect::<String>().trim_end().to_string()
}

/// What stands in a pull quote.
pub fn pulled(m: &mut Marker, write: impl FnOnce(&mut Marker) -> String) -> String {
    let outer = std::mem::replace(&mut m.pulled, true);
    let text = write(m);
    m.pulled = outer;
    text
}

/// What only one edition has.
pub fn only(m: &mut Marker, edition: Edition, write: impl FnOnce(&mut Marker) -> String) -> String {
    let outer = m.editions.clone();
    m.editions.retain(|own| *own == edition);
    let text = write(m);
    m.editions = outer;
    text
}
