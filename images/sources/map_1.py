"""Draws the tile-grid map of the sample report, ../map-1.svg.

    python map_1.py

One tile a province, all of one size: 8 columns and 5 rows at about the place
of the province on the ground. Tone and weight of type tell the two classes.
"""

import os

TILE_W, TILE_H, GAP = 55, 58, 4
# Colours of the theme; behind the comma, what other programs draw instead.
INK, GROUND = "var(--ink, #1A1A1A)", "var(--ground, #FFFFFF)"
ACCENT, MID = "var(--accent, #1D3C6E)", "var(--mid, #D5DCE8)"

GRID = [
    ". . Jowzjan *Balkh *Kunduz *Takhar *Badakhshan .",
    "*Badghis Faryab *Sar-i-Pul *Samangan *Baghlan *Panjshir *Nuristan .",
    "*Herat *Ghor Bamyan *Parwan *Kabul *Kapisa *Laghman *Kunar",
    "*Farah Daykundi Uruzgan Ghazni Wardak Logar *Nangarhar .",
    "*Nimroz Helmand Kandahar Zabul Paktika Paktia Khost .",
]


def main():
    out, count = [], {True: [], False: []}
    for row, line in enumerate(GRID):
        for col, name in enumerate(line.split()):
            if name == ".":
                continue
            dark = name.startswith("*")
            name = name.lstrip("*")
            count[dark].append(name)
            x, y = col * (TILE_W + GAP), row * (TILE_H + GAP)
            tone = ACCENT if dark else MID
            out.append(f'<rect x="{x}" y="{y}" width="{TILE_W}" height="{TILE_H}" fill="{tone}"/>')
            type_ = f'fill="{GROUND}" font-weight="600"' if dark else f'fill="{INK}"'
            out.append(
                f'<text x="{x + TILE_W / 2:g}" y="{y + TILE_H / 2 + 2.8:g}" text-anchor="middle" {type_}>{name}</text>'
            )
    assert len(count[True]) == 20 and len(count[False]) == 14

    x, y = 7 * (TILE_W + GAP), 3 * (TILE_H + GAP) + 6
    for dark, word in ((True, "Reported"), (False, "None")):
        tone = ACCENT if dark else MID
        out.append(f'<rect x="{x}" y="{y}" width="7" height="7" fill="{tone}"/>')
        out.append(f'<text x="{x + 11}" y="{y + 6.4:g}" fill="{INK}" font-weight="600">{word}</text>')
        out.append(f'<text fill="{INK}" x="{x + 11}" y="{y + 17:g}">{len(count[dark])} of 34</text>')
        y += 27

    w, h = 8 * TILE_W + 7 * GAP, 5 * TILE_H + 4 * GAP
    desc = "A tile for each of the 34 provinces of Afghanistan. Marked: " + ", ".join(sorted(count[True])) + "."
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img"'
        ' aria-labelledby="map-1-title map-1-desc">',
        '<title id="map-1-title">Provinces with attacks claimed by the National Resistance Front</title>',
        f'<desc id="map-1-desc">{desc}</desc>',
        '<g font-family="var(--sans, \'Source Sans 3\'), sans-serif" font-size="8.2">',
        *out,
        "</g>",
        "</svg>",
    ]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", "map-1.svg"), "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(svg) + "\n")


if __name__ == "__main__":
    main()
