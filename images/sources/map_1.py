"""Draws the tile-grid map of the sample report, ../map-1.svg, and its form for a
narrow screen, ../map-1-narrow.svg.

    python map_1.py

One tile a province, all of one size: 8 columns and 5 rows at about the place
of the province on the ground. Tone and weight of type tell the two classes. The
narrow form has the letters of ISO 3166-2:AF in its tiles, and a list of names.
"""

import drawing
from drawing import ACCENT, GROUND, INK, MID, SECONDARY

TILE_W, TILE_H, GAP = 55, 58, 4

GRID = [
    ". . Jowzjan *Balkh *Kunduz *Takhar *Badakhshan .",
    "*Badghis Faryab *Sar-i-Pul *Samangan *Baghlan *Panjshir *Nuristan .",
    "*Herat *Ghor Bamyan *Parwan *Kabul *Kapisa *Laghman *Kunar",
    "*Farah Daykundi Uruzgan Ghazni Wardak Logar *Nangarhar .",
    "*Nimroz Helmand Kandahar Zabul Paktika Paktia Khost .",
]

CODES = (
    "Badakhshan BDS Badghis BDG Baghlan BGL Balkh BAL Bamyan BAM Daykundi DAY Farah FRA Faryab FYB Ghazni GHA"
    " Ghor GHO Helmand HEL Herat HER Jowzjan JOW Kabul KAB Kandahar KAN Kapisa KAP Khost KHO Kunar KNR Kunduz KDZ"
    " Laghman LAG Logar LOG Nangarhar NAN Nimroz NIM Nuristan NUR Paktia PIA Paktika PKA Panjshir PAN Parwan PAR"
    " Samangan SAM Sar-i-Pul SAR Takhar TAK Uruzgan URU Wardak WAR Zabul ZAB"
).split()
CODES = dict(zip(CODES[::2], CODES[1::2]))


def save(name, out, w, h, size, reported):
    title = "Provinces with attacks claimed by the National Resistance Front"
    desc = "A tile for each of the 34 provinces of Afghanistan. Marked: " + ", ".join(sorted(reported)) + "."
    drawing.save(name, "map-1", title, desc, out, w, h, size)


def narrow():
    tile_w, tile_h, gap, line = 36.5, 34, 4, 15.5
    out, dark_of = [], {}
    for row, names in enumerate(GRID):
        for col, name in enumerate(names.split()):
            if name == ".":
                continue
            dark, name = name.startswith("*"), name.lstrip("*")
            dark_of[name] = dark
            x, y = col * (tile_w + gap), row * (tile_h + gap)
            tone = ACCENT if dark else MID
            out.append(f'<rect x="{x:g}" y="{y}" width="{tile_w}" height="{tile_h}" fill="{tone}"/>')
            type_ = f'fill="{GROUND}" font-weight="600"' if dark else f'fill="{INK}"'
            at = f'x="{x + tile_w / 2:g}" y="{y + tile_h / 2 + 4.6:g}"'
            out.append(f'<text {at} text-anchor="middle" {type_}>{CODES[name]}</text>')
    reported = [name for name, dark in dark_of.items() if dark]
    assert len(dark_of) == 34 and len(reported) == 20

    top = 5 * tile_h + 4 * gap + 22
    for x, word, count, tone in ((0, "Reported", 20, ACCENT), (162, "None", 14, MID)):
        out.append(f'<rect x="{x}" y="{top - 9.5}" width="11" height="11" fill="{tone}"/>')
        out.append(
            f'<text x="{x + 17}" y="{top}" fill="{INK}" font-weight="600">{word}'
            f'<tspan font-weight="400">, {count} of 34</tspan></text>'
        )
    for at, name in enumerate(sorted(dark_of)):
        x, y = at // 17 * 162, top + 22 + at % 17 * line
        weight = ' font-weight="600"' if dark_of[name] else ""
        out.append(f'<text x="{x}" y="{y:g}" fill="{SECONDARY}"{weight}>{CODES[name]}</text>')
        out.append(f'<text x="{x + 40}" y="{y:g}" fill="{INK}"{weight}>{name}</text>')
    save("map-1-narrow.svg", out, 320, round(top + 22 + 16 * line + 5), 13.6, reported)


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

    save("map-1.svg", out, 8 * TILE_W + 7 * GAP, 5 * TILE_H + 4 * GAP, 8.2, count[True])


if __name__ == "__main__":
    main()
    narrow()
