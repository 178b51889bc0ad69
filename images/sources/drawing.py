"""What the drawings of the sample report have in common."""

import os

# Colours of the theme; behind the comma, what other programs draw instead.
INK, GROUND = "var(--ink, #1A1A1A)", "var(--ground, #FFFFFF)"
ACCENT, SECONDARY = "var(--accent, #1D3C6E)", "var(--secondary, #55585E)"
HAIR, MID = "var(--hair, #B9BEC7)", "var(--mid, #D5DCE8)"


def save(name, of, title, desc, shapes, w, h, size):
    """Writes a drawing, of the given name and of the figure `of`, with type of a size in points."""
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img"'
        f' aria-labelledby="{of}-title {of}-desc">',
        f'<title id="{of}-title">{title}</title>',
        f'<desc id="{of}-desc">{desc}</desc>',
        f'<g font-family="var(--sans, \'Source Sans 3\'), sans-serif" font-size="{size}">',
        *shapes,
        "</g>",
        "</svg>",
    ]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "..", name), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(svg) + "\n")
