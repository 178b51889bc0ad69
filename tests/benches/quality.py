#!/usr/bin/env python3
"""Typographic quality, ours beside that of LuaLaTeX with microtype on the same texts.

    tests/benches/quality.py --measure PDFQUAL.PY [--program DIPTYCH] [--folder DIR]
                             [--texts NAME...] [--ours] [--table FILE]

PDFQUAL.PY is a program that measures a PDF and is called with `--space-em 0.25 --json FILE`. The
texts come from packages of Debian and npm; see quality/texts.py. `--texts tuned` takes those that
parameters may be tuned on, `--texts judged` (the default) those that they are judged on. `--ours`
leaves out LuaLaTeX where it has been measured before.

Needs apt-get, dpkg-deb, npm, and of Debian texlive-luatex, texlive-latex-recommended and
texlive-fonts-recommended.
"""

import argparse
import bisect
import concurrent.futures
import json
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "quality"))
import sources  # noqa: E402
import texts  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]

# The measures in points: some 73 and 49 characters of Source Serif at 10.5 pt.
MEASURES = {73: 344, 49: 231}

# The emergency stretch that is tried to keep a paragraph's lines within the margin, in ems; the
# first run is without.
EMERGENCY = [1, 2, 3, 4, 6, 8, 12, 16, 24]

# The programs, and how the table calls them.
PROGRAMS = {
    "ours": "**Diptych**",
    "lualatex": "LuaLaTeX + microtype",
    "within": "LuaLaTeX within the margin",
}

# What is told of each PDF: the heading of its column and how it is found.
FIGURES = [
    ("chars", lambda r: r["cpl"]),
    ("sd", lambda r: r["stretch_sd"]),
    ("badness", lambda r: r["badness_mean"]),
    ("loose %", lambda r: r["loose_pct"]),
    ("very loose %", lambda r: r["very_loose_pct"]),
    ("hyphens %", lambda r: r["hyphen_pct"]),
    ("ladders", lambda r: r["ladders3"]),
    ("stumps", lambda r: r["stumps"]),
    ("beyond", lambda r: r["overfull_text"]),
    ("widows", lambda r: r["widows"]),
    ("orphans", lambda r: r["orphans"]),
    ("stranded", lambda r: r["stranded_headings"]),
    ("hyphens at foot", lambda r: r["hyphen_at_page_end"]),
    ("at foot %", lambda r: r["bottom_within_1line_pct"]),
    ("level %", lambda r: r["level"]),
    ("pages", lambda r: r["pages"]),
]


def run(command, folder, log):
    """Runs a program whose output goes to a file; a failure ends everything."""
    with open(log, "w", encoding="utf-8") as out:
        done = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed; see {log}")


def build(job, options):
    """Sets one text with one program, and gives the PDF."""
    name, program, characters, blocks = job
    measure = MEASURES[characters]
    folder = options.folder / f"{name}-{characters}"
    if program == "ours":
        project = folder / "project"
        sources.manuscript(project, name, name.capitalize(), blocks, measure)
        out = folder / "ours"
        command = [options.program, "build", project, "--pdf", "-o", out, "--color", "never"]
        run(command, folder, folder / "ours.log")
        return out / f"{name}.pdf"
    if program == "lualatex":
        return lualatex(folder, name, blocks, measure)[0]
    # The least emergency stretch, for each paragraph, with which no line stands out of the margin.
    stretch = {}
    for ems in [*EMERGENCY, None]:
        pdf, overfull = lualatex(folder, f"{name}-within", blocks, measure, stretch)
        if not overfull or ems is None:
            break
        stretch.update((block, ems) for block in overfull)
    return pdf


def lualatex(folder, name, blocks, measure, stretch=None):
    """Sets a text with LuaLaTeX, some blocks of it with so many ems of emergency stretch. Gives
    the PDF and the blocks that have a line that is too long."""
    source = folder / f"{name}.tex"
    words, starts = sources.latex(blocks, measure, ROOT / "fonts", stretch or {})
    source.write_text(words, encoding="utf-8")
    command = ["lualatex", "-interaction=batchmode", "-halt-on-error", source.name]
    run(command, folder, folder / "lualatex.log")
    log = source.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    found = re.findall(r"Overfull \\hbox .* in paragraph at lines (\d+)--", log)
    overfull = {bisect.bisect_right(starts, int(line)) - 1 for line in found}
    return source.with_suffix(".pdf"), overfull


def stumps(dump):
    """How many paragraphs end in a line that is nothing but the end of a divided word."""
    count, before = 0, ""
    for row in dump.read_text(encoding="utf-8").splitlines():
        fields = row.split("\t")
        last = int(fields[5]) + 1 == int(fields[6]) and int(fields[6]) > 1
        text = fields[9].strip()
        if last and before.endswith(("-", "\u2010", "\u00ad")) and " " not in text:
            count += 1
        before = text
    return count


def level(pdf, pages):
    """The share of facing pages that end at the same height, in per cent. A spread counts when
    neither of its pages is the last before a chapter's heading on a page of its own."""
    import pymupdf

    feet = []
    for page in pymupdf.open(pdf):
        height = page.rect.height
        lines = [
            line["bbox"][3]
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            if 0.1 * height < line["bbox"][3] < 0.905 * height
        ]
        feet.append(max(lines, default=0))
    del pages
    spreads = [(feet[at], feet[at + 1]) for at in range(1, len(feet) - 2, 2)]
    if not spreads:
        return 100.0
    same = sum(abs(one - other) < 2 for one, other in spreads)
    return round(100 * same / len(spreads), 1)


def judge(job, options):
    """Builds and measures."""
    name, program, characters, _ = job
    folder = options.folder / f"{name}-{characters}"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{program}.json"
    if program != "ours" and options.ours and kept.is_file():
        return json.loads(kept.read_text())
    pdf = build(job, options)
    found, dump = folder / "measured.json", folder / f"{program}.tsv"
    found = folder / f"{program}-measured.json"
    command = [
        sys.executable, options.measure, pdf, "--space-em", "0.25",
        "--json", found, "--dump", dump, "--issues", "12",
    ]
    run(command, folder, folder / f"{program}-measure.log")
    (result,) = json.loads(found.read_text())
    if "error" in result:
        sys.exit(f"{pdf}: {result['error']}")
    result["stumps"] = stumps(dump)
    result["level"] = level(pdf, result["pages"])
    kept.write_text(json.dumps(result))
    return result


def table(results):
    """The figures as a table of Markdown."""
    heads = ["text", "measure", "program"] + [head for head, _ in FIGURES]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for (name, characters, program), result in results.items():
        cells = [name, str(characters), PROGRAMS[program]]
        cells += [str(figure(result)) for _, figure in FIGURES]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--measure", default=os.environ.get("PDFQUAL"), type=Path)
    parser.add_argument("--program", default=ROOT / "target/release/diptych", type=Path)
    parser.add_argument("--folder", default=ROOT / "target/quality", type=Path)
    parser.add_argument("--texts", nargs="+", default=["judged"])
    parser.add_argument("--measures", nargs="+", type=int, default=list(MEASURES))
    parser.add_argument("--ours", action="store_true")
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    if options.measure is None:
        parser.error("--measure or the variable PDFQUAL names the program that measures")
    for path in ("measure", "program", "folder"):
        setattr(options, path, getattr(options, path).resolve())
    sets = {"tuned": texts.TUNED, "judged": texts.JUDGED}
    names = [name for asked in options.texts for name in sets.get(asked, [asked])]
    jobs = []
    for name in names:
        blocks = texts.read(name, options.folder / "packages")
        for characters in options.measures:
            jobs += [(name, program, characters, blocks) for program in PROGRAMS]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda job: judge(job, options), jobs))
    found = {(job[0], job[2], job[1]): result for job, result in zip(jobs, results)}
    text = table(found)
    print(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
