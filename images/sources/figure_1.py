"""Draws the timeline of the sample report, ../figure-1.svg, and its form for a
narrow screen, ../figure-1-narrow.svg.

    python figure_1.py

One row an intervention, oldest first: the outside power in the margin column,
a bar on a common scale of years in the text column, and its name beside it. In
the narrow form the bar stands below the name, on a scale as wide as the screen.
"""

import drawing
from drawing import ACCENT, HAIR, INK, MID, SECONDARY

WIDTH, LEFT, ROW, TOP = 468, 132, 15, 17
FIRST, LAST = 1835, 2025

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
    title = "Nineteen foreign interventions in Afghanistan, 1837–2022"
    desc = "; ".join(f"{dates}: {event} ({power})" for power, event, _, _, dates in ROWS) + "."
    drawing.save(name, "figure-1", title, desc, out, w, h, size)


def years(out, x_of, line, top, foot):
    """The years above the rows, and the bands below every other half-century."""
    for a, b in ((1850, 1900), (1950, 2000)):
        x, w = x_of(a), x_of(b) - x_of(a)
        out.append(
            f'<rect x="{x:.2f}" y="{top}" width="{w:.2f}" height="{foot - top:g}" fill="{MID}" fill-opacity="0.4"/>'
        )
    for year in (1850, 1900, 1950, 2000):
        out.append(
            f'<text x="{x_of(year):.2f}" y="{line}" text-anchor="middle" fill="{SECONDARY}"'
            f' font-weight="600">{year}</text>'
        )


def rules(out, width, top, row, outer, inner):
    """The rules above, between and below the rows, those at the ends heavier."""
    for i in range(len(ROWS) + 1):
        color, weight = (SECONDARY, outer) if i in (0, len(ROWS)) else (HAIR, inner)
        y = top + i * row
        out.append(
            f'<line x1="0" y1="{y:g}" x2="{width}" y2="{y:g}" stroke="{color}" stroke-width="{weight}"/>'
        )


def bar(x_of, a, b, width):
    """Where a bar begins and ends, which is never too short to be seen."""
    x0, x1 = x_of(a), x_of(b + 1)
    x1 = min(max(x1, x0 + 3), width)
    return min(x0, x1 - 3), x1


def narrow():
    width, row, top = 320, 24.5, 21
    foot = top + row * len(ROWS)
    out = []

    def x_of(year):
        return (year - FIRST) * width / (LAST - FIRST)

    years(out, x_of, 13, top, foot)
    rules(out, width, top, row, 0.7, 0.5)
    for i, (power, name, a, b, _) in enumerate(ROWS):
        y = top + i * row
        x0, x1 = bar(x_of, a, b, width)
        out.append(f'<text x="0" y="{y + 12.5:g}" fill="{INK}">{name}</text>')
        out.append(f'<text x="{width}" y="{y + 12.5:g}" text-anchor="end" fill="{SECONDARY}">{power}</text>')
        out.append(f'<rect x="{x0:.2f}" y="{y + 17:g}" width="{x1 - x0:.2f}" height="4.5" fill="{ACCENT}"/>')
    save("figure-1-narrow.svg", out, width, round(foot + 1), 13.6)


def main():
    assert len(ROWS) == 19
    foot = TOP + ROW * len(ROWS)
    out = []
    years(out, x_of, 9, TOP, foot)
    out.append(f'<text x="0" y="9" fill="{SECONDARY}" font-weight="600">Outside power</text>')
    rules(out, WIDTH, TOP, ROW, 0.5, 0.35)
    for i, (power, name, a, b, dates) in enumerate(ROWS):
        y = TOP + i * ROW
        line = y + 10.2
        x0, x1 = bar(x_of, a, b, WIDTH)
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
