"""Draws the timeline of the sample report, ../figure-1.svg, and its form for a
narrow screen, ../figure-1-narrow.svg.

    python figure_1.py

One row an intervention, oldest first: the outside power in the margin column,
a bar on a common scale of years in the text column, and its name beside it. In
the narrow form the bar stands below the name, on a scale as wide as the screen.
"""

import os

WIDTH, LEFT, ROW, TOP = 468, 132, 15, 17
FIRST, LAST = 1835, 2025
# Colours of the theme; behind the comma, what other programs draw instead.
INK, ACCENT = "var(--ink, #1A1A1A)", "var(--accent, #1D3C6E)"
SECONDARY, HAIR, MID = "var(--secondary, #55585E)", "var(--hair, #B9BEC7)", "var(--mid, #D5DCE8)"

ROWS = [
    ("Persia, Russia, Britain", "First Herat War", 1837, 1838, "1837–38"),
    ("Britain", "First Anglo-Afghan War", 1839, 1842, "1839–42"),
    ("Persia", "Second Herat War", 1856, 1856, "1856"),
    ("Britain", "Second Anglo-Afghan War", 1878, 1880, "1878–80"),
    ("Russia", "Panjdeh incident", 1885, 1885, "1885"),
    ("Germany", "Niedermayer–Hentig expedition", 1915, 1915, "1915"),
    ("Britain", "Third Anglo-Afghan War", 1919, 1919, "1919"),
    ("Britain", "Kabul airlift", 1928, 1929, "1928–29"),
    ("Soviet Union", "First Red Army intervention", 1929, 1929, "1929"),
    ("Soviet Union", "Second Red Army intervention", 1930, 1930, "1930"),
    ("Britain", "Air operations in the tribal revolts", 1944, 1947, "1944–47"),
    ("United States", "Development and foreign aid", 1950, 1969, "1950s–60s"),
    ("Soviet Union", "Soviet–Afghan War", 1979, 1989, "1979–89"),
    ("United States", "Operation Cyclone", 1979, 1989, "1979–89"),
    ("Britain", "Support to the mujahideen", 1979, 1989, "1979–89"),
    ("United States", "Cruise-missile strikes", 1998, 1998, "1998"),
    ("United States", "US-led invasion", 2001, 2021, "2001–21"),
    ("NATO", "NATO mission", 2003, 2021, "2003–21"),
    ("United States", "Killing of al-Qaeda’s leader", 2022, 2022, "2022"),
]


def x_of(year):
    return LEFT + (year - FIRST) * (WIDTH - LEFT) / (LAST - FIRST)


def save(name, out, w, h, size):
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}"'
        f' viewBox="0 0 {w} {h}" role="img" aria-labelledby="figure-1-title figure-1-desc">',
        '<title id="figure-1-title">Nineteen foreign interventions in Afghanistan, 1837–2022</title>',
        '<desc id="figure-1-desc">'
        + "; ".join(f"{dates}: {name} ({power})" for power, name, _, _, dates in ROWS)
        + ".</desc>",
        f'<g font-family="var(--sans, \'Source Sans 3\'), sans-serif" font-size="{size}">',
        *out,
        "</g>",
        "</svg>",
    ]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", name), "w", encoding="utf-8", newline="\n") as f:
        f.write("\n".join(svg) + "\n")


def narrow():
    width, row, top = 320, 24.5, 21
    foot = top + row * len(ROWS)
    out = []

    def x_of(year):
        return (year - FIRST) * width / (LAST - FIRST)

    for a, b in ((1850, 1900), (1950, 2000)):
        w = x_of(b) - x_of(a)
        out.append(f'<rect x="{x_of(a):.2f}" y="{top}" width="{w:.2f}" height="{foot - top:g}" fill="{MID}" fill-opacity="0.4"/>')
    for year in (1850, 1900, 1950, 2000):
        out.append(
            f'<text x="{x_of(year):.2f}" y="13" text-anchor="middle" fill="{SECONDARY}" font-weight="600">{year}</text>'
        )
    for i in range(len(ROWS) + 1):
        y = top + i * row
        ends = i in (0, len(ROWS))
        out.append(
            f'<line x1="0" y1="{y:g}" x2="{width}" y2="{y:g}" stroke="{SECONDARY if ends else HAIR}"'
            f' stroke-width="{0.7 if ends else 0.5}"/>'
        )
    for i, (power, name, a, b, _) in enumerate(ROWS):
        y = top + i * row
        x0, x1 = x_of(a), x_of(b + 1)
        x1 = min(max(x1, x0 + 3), width)
        x0 = min(x0, x1 - 3)
        out.append(f'<text x="0" y="{y + 12.5:g}" fill="{INK}">{name}</text>')
        out.append(f'<text x="{width}" y="{y + 12.5:g}" text-anchor="end" fill="{SECONDARY}">{power}</text>')
        out.append(f'<rect x="{x0:.2f}" y="{y + 17:g}" width="{x1 - x0:.2f}" height="4.5" fill="{ACCENT}"/>')
    save("figure-1-narrow.svg", out, width, round(foot + 1), 13.6)


def main():
    assert len(ROWS) == 19
    foot = TOP + ROW * len(ROWS)
    out = []
    for a, b in ((1850, 1900), (1950, 2000)):
        w = x_of(b) - x_of(a)
        out.append(f'<rect x="{x_of(a):.2f}" y="{TOP}" width="{w:.2f}" height="{foot - TOP}" fill="{MID}" fill-opacity="0.4"/>')
    for year in (1850, 1900, 1950, 2000):
        out.append(
            f'<text x="{x_of(year):.2f}" y="9" text-anchor="middle" fill="{SECONDARY}" font-weight="600">{year}</text>'
        )
    out.append(f'<text x="0" y="9" fill="{SECONDARY}" font-weight="600">Outside power</text>')
    for i in range(len(ROWS) + 1):
        y = TOP + i * ROW
        ends = i in (0, len(ROWS))
        out.append(
            f'<line x1="0" y1="{y}" x2="{WIDTH}" y2="{y}" stroke="{SECONDARY if ends else HAIR}"'
            f' stroke-width="{0.5 if ends else 0.35}"/>'
        )
    for i, (power, name, a, b, dates) in enumerate(ROWS):
        y = TOP + i * ROW
        line = y + 10.2
        x0, x1 = x_of(a), x_of(b + 1)
        x1 = min(max(x1, x0 + 3), WIDTH)
        x0 = min(x0, x1 - 3)
        out.append(f'<text x="0" y="{line:g}" fill="{INK}">{power}</text>')
        out.append(f'<rect x="{x0:.2f}" y="{y + 4}" width="{x1 - x0:.2f}" height="7" fill="{ACCENT}"/>')
        if a < 1940:
            at, end = x1 + 5, "start"
        else:
            at, end = x0 - 5, "end"
        out.append(
            f'<text x="{at:.2f}" y="{line:g}" text-anchor="{end}" fill="{INK}">{name}'
            f' <tspan fill="{SECONDARY}">{dates}</tspan></text>'
        )
    save("figure-1.svg", out, WIDTH, foot + 1, 8.2)


if __name__ == "__main__":
    main()
    narrow()
