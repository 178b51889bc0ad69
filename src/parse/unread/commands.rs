//! Commands of LaTeX among the words.

use super::Found;
use super::kind::Kind;
use super::printed::{Printed, start_of};

/// What a command is given is not longer than this.
const LONGEST: usize = 2000;

/// Commands that need nothing behind them.
const BARE: &[&str] = &[
    "LaTeX",
    "TeX",
    "noindent",
    "clearpage",
    "cleardoublepage",
    "newpage",
    "pagebreak",
    "newline",
    "linebreak",
    "maketitle",
    "tableofcontents",
    "listoffigures",
    "listoftables",
    "appendix",
    "bigskip",
    "medskip",
    "smallskip",
    "hfill",
    "vfill",
    "centering",
    "item",
    "hline",
    "toprule",
    "midrule",
    "bottomrule",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "footnotesize",
    "today",
    "printbibliography",
    "printindex",
    "printglossary",
];

/// What to write instead of a command.
const INSTEAD: &[(&str, &str)] = &[
    ("textbf", "**…**"),
    ("emph", "*…*"),
    ("textit", "*…*"),
    ("texttt", "`…`"),
    ("textsuperscript", "^…^"),
    ("textsubscript", "~…~"),
    ("ref", "[](#id)"),
    ("cref", "[](#id)"),
    ("Cref", "[](#id)"),
    ("autoref", "[](#id)"),
    ("nameref", "[](#id)"),
    ("pageref", "[](#id \"page\")"),
    ("label", "{#id} at the end of the heading or behind the picture"),
    ("footnote", "text[^name], and [^name]: … in a paragraph of its own"),
    ("url", "<https://…>"),
    ("href", "[words](https://…)"),
    ("chapter", "# …"),
    ("section", "## …"),
    ("subsection", "### …"),
    ("index", "nothing: there is no index"),
    ("newpage", "\\newpage, alone on its line"),
    ("pagebreak", "\\newpage, alone on its line"),
    ("clearpage", "\\newpage, alone on its line"),
];

/// The same for what stands between `\begin{…}` and `\end{…}`.
const ENVIRONMENTS: &[(&str, &str)] = &[
    ("tabular", "a table with bars |"),
    ("table", "a table with bars |"),
    ("longtable", "a table with bars |"),
    ("itemize", "a list: - …"),
    ("enumerate", "a list: 1. …"),
    ("quote", "a quotation: > …"),
    ("quotation", "a quotation: > …"),
    ("verbatim", "code between ``` and ```"),
    ("lstlisting", "code between ``` and ```"),
    ("figure", "![what it shows](picture.png \"Caption\")"),
];

/// Environments of mathematics.
const FORMULAS: &[&str] =
    &["equation", "align", "gather", "multline", "eqnarray", "math", "displaymath", "aligned"];

/// The commands of LaTeX in these words.
pub fn find(printed: &Printed) -> Vec<Found> {
    let words = printed.words.as_str();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices('\\') {
        let free = printed.before(at).is_none_or(|c| !c.is_alphanumeric() && !":\\/".contains(c));
        if at < from || !free || printed.is_escaped(at) {
            continue;
        }
        if let Some(command) = command_at(words, at) {
            from = command.range.end;
            found.push(command);
        }
    }
    found
}

fn command_at(words: &str, at: usize) -> Option<Found> {
    let rest = words.get(at + 1..)?;
    let name =
        rest.get(..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len())?;
    let behind = rest.get(name.len()..)?;
    let behind = behind.strip_prefix('*').unwrap_or(behind);
    let arguments = arguments_length(behind);
    let is_bare = BARE.contains(&name) && !behind.starts_with('\\');
    if name.len() < 2 || (arguments == 0 && !is_bare) {
        return None;
    }
    let start = at + 1 + rest.len() - behind.len();
    let range = at..start + arguments;
    let argument = words.get(start..range.end)?.trim_matches(['{', '}']);
    if name == "begin" {
        return Some(environment(argument, range));
    }
    let kind = match name {
        "includegraphics" => Kind::Picture,
        "input" | "include" | "subfile" => Kind::Include,
        "tableofcontents" => Kind::Contents,
        _ => Kind::Latex,
    };
    let found = Found::new(kind, range);
    let instead = match name.contains("cite") {
        true => Some("text[^name], and [^name]: Author, Title, Year"),
        false => look_up(INSTEAD, name),
    };
    Some(match instead {
        Some(instead) => found.labelled(format!("write {instead}")),
        None => found,
    })
}

/// An environment, to its end, which may stand in another block.
fn environment(name: &str, range: std::ops::Range<usize>) -> Found {
    let name = name.split(['}', '{']).next().unwrap_or_default();
    let kind = match FORMULAS.contains(&name.trim_end_matches('*')) {
        true => Kind::Mathematics,
        false => Kind::Latex,
    };
    let found = Found { close: Some(format!("\\end{{{name}}}")), ..Found::new(kind, range) };
    match look_up(ENVIRONMENTS, name.trim_end_matches('*')) {
        Some(instead) => found.labelled(format!("write {instead}")),
        None => found,
    }
}

fn look_up<'a>(table: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, instead)| *instead)
}

/// The length of the groups in braces and brackets that begin a text. The first is in braces, or
/// one in braces follows.
fn arguments_length(text: &str) -> usize {
    let (mut length, mut braced) = (0, false);
    while let Some(group) = text.get(length..).and_then(group_length) {
        braced |= text.as_bytes().get(length) == Some(&b'{');
        length += group;
    }
    if braced { length } else { 0 }
}

/// The length of a group, from its opening brace or bracket to the one that closes it.
fn group_length(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '{' => ('{', '}'),
        '[' => ('[', ']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in start_of(text, LONGEST).char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}
