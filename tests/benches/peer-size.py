#!/usr/bin/env python3
"""The size of the sample's PDF beside Typst's, of the same text in the same typefaces.

    pip install typst
    cargo build --release && python3 tests/benches/peer-size.py

Pictures are left out on both sides. Typst lays out in its own way; what is compared is the bytes.
"""

import pathlib
import re
import subprocess
import tempfile

import typst

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The faces in which the sample is set.
HEAD = """\
#set document(title: "The Panjshir Question", author: "The Diptych Project")
#set page(paper: "us-letter", numbering: "1")
#set text(font: ("Source Serif 4", "Noto Naskh Arabic"), size: 10.5pt, lang: "en", hyphenate: true)
#set par(justify: true)
#show heading: set text(font: "Source Serif 4 Display")
#show footnote.entry: set text(font: "Source Serif 4 SmText")
#show outline: set text(font: "Source Sans 3")
#show table: set text(font: "Source Sans 3")
#show strong: set text(weight: 600)
#text(font: "Source Serif 4 Display", weight: "light", size: 30pt)[The Panjshir Question]
#text(font: "Source Serif 4 Display", style: "italic")[The National Resistance Front]
#text(font: "Source Sans 3", style: "italic")[Facts after Luke Coffey] #text(font: "Source Sans 3", weight: 600)[Briefing]
#text(font: "Source Serif 4 SmText", style: "italic")[The US Should Support It]
#outline(depth: 2)
"""


def without_pictures(text):
    text = re.sub(r"(?m)^!\[.*\n?", "", text)
    return re.sub(r"\[\]\(#(map-1|figure-1)[^)]*\)(\{[^}]*\})?", "the picture", text)


def escaped(text):
    return re.sub(r"([#$@<>_`\\])", r"\\\1", text)


def plain(text):
    """A line without the brackets of links and spans."""
    text = re.sub(r"\]\([^)]*\)(\{[^}]*\})?", "]", text)
    return re.sub(r"\s*\{[^}]*\}\s*$", "", re.sub(r"\[([^\]^]*)\]", r"\1", text))


def inline(text, notes):
    parts = re.split(r"\[\^(\w+)\]", plain(text))
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = "#footnote[" + escaped(plain(notes.get(part, ""))).replace("*", "") + "]"
        else:
            marked = escaped(part).replace("**", "\0").replace("*", "_")
            parts[index] = marked.replace("\0", "*")
    return re.sub(r"^\d+\. ", "+ ", "".join(parts))


def table(rows):
    cells = [", ".join(f"[{escaped(cell).replace('*', '')}]" for cell in row) for row in rows]
    columns = len(rows[0])
    return f"#table(columns: {columns}, table.header({cells[0]}), {', '.join(cells[1:])})\n"


def converted(text):
    notes = dict(re.findall(r"(?m)^\[\^(\w+)\]:\s*(.*)$", text))
    out, rows = [], []
    for line in re.sub(r"(?m)^\[\^\w+\]:.*$", "", text).split("\n"):
        if line.startswith("|"):
            if not re.match(r"^\|[\s:|-]+\|$", line):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            out.append(table(rows))
            rows = []
        heading = re.match(r"^(#+)\s+(.*?)(\s*\{.*\})?$", line)
        note = re.match(r"^>\s?\[!.*\]\s*(.*)", line)
        if line.startswith(":::") or re.match(r"^\{.*\}$", line):
            continue
        if heading:
            out.append("=" * len(heading[1]) + " " + escaped(heading[2]))
        elif note:
            out.append(f"*{escaped(note[1])}*" if note[1] else "")
        else:
            out.append(inline(re.sub(r"^>\s?", "", line), notes))
    return "\n".join(out)


with tempfile.TemporaryDirectory() as folder:
    ours = pathlib.Path(folder)
    (ours / "manuscript").mkdir()
    source = [HEAD]
    for path in sorted((ROOT / "manuscript").glob("*.md")):
        text = without_pictures(path.read_text())
        (ours / "manuscript" / path.name).write_text(text)
        source.append(converted(text))
    manifest = (ROOT / "manuscript/report.toml").read_text()
    manifest = re.sub(r"(?s)\[cover\].*?\n\n", "", manifest).replace('"figures", "maps", ', "")
    (ours / "manuscript/report.toml").write_text(manifest)
    program = ROOT / "target/release/diptych"
    subprocess.run([program, "build", "--pdf", "-q", ours], check=True)
    [pdf] = (ours / "build").glob("*.pdf")
    print(f"{pdf.stat().st_size:8,}  here, tagged, PDF/UA-1 and PDF/A-2a")
    (ours / "sample.typ").write_text("\n".join(source))
    # typst-py looks for fonts in folders, and not in those inside.
    fonts = [folder for folder in (ROOT / "fonts").rglob("*") if folder.is_dir()]
    for tagged in (False, True):
        peer = typst.compile(
            ours / "sample.typ", font_paths=fonts, ignore_system_fonts=True, pdf_tags=tagged
        )
        print(f"{len(peer):8,}  Typst, {'tagged' if tagged else 'without tags'}")
