//! Code of which another program would have made something else: a diagram, a result, a box.

use super::kind::Kind;

/// Languages of diagrams.
const DIAGRAMS: &[&str] = &[
    "mermaid",
    "plantuml",
    "puml",
    "dot",
    "graphviz",
    "vega",
    "vega-lite",
    "vegalite",
    "ditaa",
    "tikz",
    "blockdiag",
    "seqdiag",
    "actdiag",
    "nwdiag",
    "packetdiag",
    "rackdiag",
    "c4plantuml",
    "d2",
    "nomnoml",
    "wavedrom",
    "bytefield",
    "svgbob",
    "pikchr",
    "structurizr",
    "erd",
    "excalidraw",
];

/// What runs code: engines of knitr, Quarto and Jupyter.
const ENGINES: &[&str] = &[
    "r",
    "python",
    "py",
    "python3",
    "julia",
    "sql",
    "bash",
    "sh",
    "zsh",
    "ojs",
    "stan",
    "rcpp",
    "js",
    "javascript",
    "node",
    "css",
    "sas",
    "stata",
    "octave",
    "perl",
    "ruby",
    "go",
    "d3",
    "cat",
    "awk",
    "haskell",
    "fortran",
    "c",
    "rust",
    "glue",
    "code-cell",
    "jupyter-execute",
    "eval-rst",
    "exercise",
];

/// Languages without braces of which a result is made.
const QUERIES: &[&str] = &["dataview", "dataviewjs", "query", "tasks", "base"];

/// What is not read of the code that this line opens, by the language that it names.
pub fn kind_of(line: &str) -> Option<Kind> {
    let info = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"))?;
    let info = info.trim_start_matches(['`', '~']).trim_start();
    let Some(braced) = info.strip_prefix('{') else {
        return of_name(&info.split_whitespace().next()?.to_lowercase());
    };
    let name: String = braced.chars().take_while(|c| !matches!(c, '}' | ',' | ' ')).collect();
    let name = name.to_lowercase();
    // A language of Pandoc's, with classes, and what is nothing but code.
    if let Some(class) = name.strip_prefix(['.', '#']) {
        return DIAGRAMS.contains(&class).then_some(Kind::Diagram);
    }
    Some(match name.as_str() {
        "" | "code" | "code-block" | "sourcecode" => return None,
        "include" | "literalinclude" => Kind::Include,
        "figure" | "image" | "figure-md" | "subfigure" => Kind::Picture,
        "toctree" | "contents" | "tableofcontents" => Kind::Contents,
        "math" => Kind::Mathematics,
        name if DIAGRAMS.contains(&name) => Kind::Diagram,
        name if ENGINES.contains(&name) => Kind::Chunk,
        _ => Kind::Directive,
    })
}

/// Whether code is nothing but a command of mdBook's that brings in a file of another folder. The
/// reader would see the command, and not the code.
pub fn brings_in(code: &str) -> bool {
    let mut lines = code.lines().skip(1).map(str::trim).filter(|line| !line.is_empty());
    let command = lines.next().and_then(|line| line.strip_prefix("{{#")?.strip_suffix("}}"));
    let path = command.and_then(|command| command.split_once("include "));
    path.is_some_and(|(_, path)| path.contains('/'))
        && lines.all(|line| line.starts_with(['`', '~']))
}

fn of_name(name: &str) -> Option<Kind> {
    match name {
        "math" => Some(Kind::Mathematics),
        name if DIAGRAMS.contains(&name) => Some(Kind::Diagram),
        name if QUERIES.contains(&name) => Some(Kind::Chunk),
        _ => None,
    }
}
