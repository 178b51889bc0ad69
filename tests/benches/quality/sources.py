"""The same blocks as a manuscript of Diptych and as a source of LuaLaTeX."""

import re

# Where the text stands; the size and leading of the theme `report`.
SIZE, LEADING, INDENT = 10.5, 14, 14
# The height of the text block on letter paper, in lines, and its place.
LINES, TOP = 44, 84

MANIFEST = """[report]
title = "{title}"
language = "en"

[contents]
depth = 0

[theme]
page.text_column = {measure}

[output]
name = "{name}"
"""


def markdown(text):
    """Words that Markdown would read as something else, as themselves."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~^$!&])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return re.sub(r"^([-+=:])", r"\\\1", text)


def manuscript(folder, name, title, blocks, measure):
    """Writes a report project with one chapter file."""
    folder.mkdir(parents=True, exist_ok=True)
    marks = {"h1": "# ", "h2": "## ", "p": ""}
    parts = [marks[kind] + markdown(text) for kind, text in blocks]
    chapters = folder / "manuscript"
    chapters.mkdir(exist_ok=True)
    (chapters / "text.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    manifest = MANIFEST.format(title=title, name=name, measure=measure)
    (chapters / "report.toml").write_text(manifest, encoding="utf-8")


PREAMBLE = r"""\documentclass[twoside]{article}
\usepackage[paperwidth=612bp,paperheight=792bp,textwidth=%(measure)sbp,
  textheight=%(height)sbp,top=%(top)sbp,left=204bp,headheight=12bp,headsep=20bp]{geometry}
\usepackage{fontspec}
\setmainfont{SourceSerif4}[Path=%(fonts)s/source-serif/,Extension=.otf,UprightFont=*-Regular,
  BoldFont=*-Bold,Numbers={OldStyle,Proportional}]
\usepackage[english]{babel}
\usepackage{microtype}
\frenchspacing
\pagestyle{headings}
\raggedbottom
\setlength{\parindent}{%(indent)sbp}
\setlength{\parskip}{0pt}
\makeatletter
\renewcommand\normalsize{\@setfontsize\normalsize{%(size)sbp}{%(leading)sbp}}
\renewcommand\section{\@startsection{section}{1}{0pt}{42bp plus 7bp}{14bp}{%%
  \fontsize{30bp}{35bp}\selectfont\raggedright}}
\renewcommand\subsection{\@startsection{subsection}{2}{0pt}{21bp plus 7bp}{7bp}{%%
  \fontsize{12.5bp}{14bp}\selectfont\bfseries\raggedright}}
\makeatother
\normalsize
\begin{document}
"""

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%",
    "&": r"\&", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}


def latex(blocks, measure, fonts, stretch):
    """The source for LuaLaTeX: the same font, size, leading, measure, indent and glue, and the
    defaults of the program and of microtype in all else. The glue of a font without its own is
    half and a third of its space, which is what our theme has. `stretch` says which blocks have
    how many ems of emergency stretch. Gives the source, and the line where each block begins."""
    values = {
        "measure": measure, "height": LEADING * LINES, "top": TOP, "fonts": fonts,
        "indent": INDENT, "size": SIZE, "leading": LEADING,
    }
    parts = [PREAMBLE % values]
    starts, line = [], parts[0].count("\n") + 2
    for index, (kind, text) in enumerate(blocks):
        words = "".join(SPECIAL.get(character, character) for character in text)
        match kind:
            case "h1":
                part = rf"\section*{{{words}}}"
            case "h2":
                part = rf"\subsection*{{{words}}}"
            case _ if index in stretch:
                part = rf"{{\emergencystretch={stretch[index]}em {words}\par}}" + "\n"
            case _:
                part = words + "\n"
        parts.append(part)
        starts.append(line)
        line += part.count("\n") + 1
    return "\n".join(parts) + "\\end{document}\n", starts
