"""Draws the two landscapes of the sample report, ../cover.jpg and ../lead.jpg.

    pip install numpy pillow
    python landscape.py            both pictures, print size
    python landscape.py 0.25 lead  one picture at a quarter of the size, for a look

A terrain of ridged noise is looked at from a height: for every column of the
picture the ground is sampled along one line of sight, the nearest ground wins,
and distance and low ground fade into the haze. Same numbers, same picture.
"""

import os
import sys

import numpy as np
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))


def rgb(code):
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)], float) / 255


def mix(a, b, t):
    return a + (b - a) * t


def smooth(lo, hi, x):
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def ramp(stops, t):
    """Colour at t of a list of (position, colour)."""
    xs = [p for p, _ in stops]
    cs = np.array([rgb(c) for _, c in stops])
    return np.stack([np.interp(t, xs, cs[:, k]) for k in range(3)], -1)


class Noise:
    """Gradient noise in the plane, about -1 to 1."""

    def __init__(self, seed):
        r = np.random.default_rng(seed)
        self.p = np.tile(r.permutation(256).astype(np.int32), 2)
        a = r.uniform(0, 2 * np.pi, 256)
        self.gx = np.cos(a).astype(np.float32)
        self.gy = np.sin(a).astype(np.float32)

    def __call__(self, x, y):
        xi, yi = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
        fx, fy = (x - xi).astype(np.float32), (y - yi).astype(np.float32)
        xi, yi = xi & 255, yi & 255
        u = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
        v = fy * fy * fy * (fy * (fy * 6 - 15) + 10)

        def corner(i, j):
            h = self.p[self.p[(xi + i) & 255] + ((yi + j) & 255)]
            return self.gx[h] * (fx - i) + self.gy[h] * (fy - j)

        return 1.5 * mix(mix(corner(0, 0), corner(1, 0), u), mix(corner(0, 1), corner(1, 1), u), v)


def fbm(n, x, y, octaves):
    s, a = 0, 0.5
    for i in range(octaves):
        s = s + a * n(x + 17.3 * i, y - 9.1 * i)
        x, y, a = x * 2.03, y * 2.03, a * 0.5
    return s


def ridged(n, x, y, octaves, gain=0.5):
    """Mountains: sharp crests, and detail only where there is height."""
    s, a, w = 0, 0.5, 1
    for i in range(octaves):
        r = 1 - np.abs(n(x + 31.7 * i, y + 11.9 * i))
        r = r * r * w
        s = s + a * r
        w = np.clip(r * 1.9, 0, 1)
        x, y, a = x * 2.07, y * 2.07, a * gain
    return s


def view(width, height, scene, over=2):
    """The picture of a scene as an array of colours, drawn over times as large."""
    w, h = width * over, height * over
    rays = ((np.arange(w) + 0.5) / w - 0.5) * scene["lens"]
    steps = 4000
    near, far = scene["range"]
    d = (near * (far / near) ** np.linspace(0, 1, steps)).astype(np.float32)[:, None]
    rows = 1 - (np.arange(h) + 0.5) / h
    img = np.empty((h, w, 3), np.float32)
    img[:] = scene["sky"]((np.arange(w) + 0.5)[None, :] / w, (np.arange(h) + 0.5)[:, None] / h)

    for first in range(0, w, 512):
        last = min(first + 512, w)
        lo, hi = max(first - 1, 0), min(last + 1, w)
        ray = rays[None, lo:hi].astype(np.float32)
        x, z = d * ray, d + 0 * ray
        ground = scene["ground"](x, z).astype(np.float32)
        # slope of the ground, for the light
        hx = np.gradient(ground, axis=1) / (d * np.float32(rays[1] - rays[0]))
        hz = np.gradient(ground, axis=0) / np.gradient(d, axis=0) - ray * hx
        colour = scene["paint"](x, z, ground, hx, hz).astype(np.float32)
        # height of each sample on the screen, and what hides it
        up = (ground - scene["eye"]) / d / scene["lens"] * w / h + (1 - scene["horizon"])
        top = np.maximum.accumulate(up, axis=0)
        for c in range(first, last):
            t, col = top[:, c - lo], colour[:, c - lo]
            k = np.searchsorted(t, rows)
            seen = (k > 0) & (k < steps)
            k1 = k[seen]
            k0 = k1 - 1
            joined = up[k0, c - lo] >= t[k0]
            f = np.where(joined, (rows[seen] - t[k0]) / np.maximum(t[k1] - t[k0], 1e-9), 1)[:, None]
            img[seen, c] = mix(col[k0], col[k1], f)
            img[k == 0, c] = col[0]
    return img.reshape(height, over, width, over, 3).mean((1, 3))


def save(img, name, seed, quality):
    """A breath of grain, so that the sky does not band, and a JPEG of 300 dpi."""
    r = np.random.default_rng(seed)
    h, w, _ = img.shape
    g = r.normal(0, 1, (h, w, 1))
    g = (g + np.roll(g, 1, 0) + np.roll(g, 1, 1)) / 2
    img = np.clip(img + g * 0.0065, 0, 1)
    out = Image.fromarray((img * 255 + 0.5).astype(np.uint8))
    jpeg = dict(quality=quality, subsampling=0, optimize=True, dpi=(300, 300))
    out.save(os.path.join(HERE, "..", name), **(jpeg if name.endswith("jpg") else {}))


def sun_shade(hx, hz, sun, k=1.0):
    """Light on the ground, 0 to 1, from a low sun in direction (x, up, z)."""
    n = np.sqrt(1 + (k * hx) ** 2 + (k * hz) ** 2)
    s = (-k * hx * sun[0] + sun[1] - k * hz * sun[2]) / n
    return np.clip(s / np.linalg.norm(sun), -1, 1)


SKY = [(0.0, "#A3B6D5"), (0.20, "#BECBDF"), (0.36, "#DBE0E7"), (0.47, "#EFE8DF"), (0.56, "#F6E7D6")]


def ranges(n1, n2, n3, table):
    """The ground under several mountain ranges, one behind the other, each
    (distance, height of the crest, relief, length of its waves, offset)."""

    def ground(x, z):
        g = np.full(x.shape, -1.0, np.float32)
        for d, crest, relief, wave, off in table:
            # far behind a range nothing of it is seen
            m = np.searchsorted(z[:, 0], 1.9 * d)
            xs, zs = x[:m], z[:m]
            line = d + 0.16 * d * n2(xs / wave / 1.3 + off, 0 * xs + off)
            u = (zs - line) / (0.30 * d)
            side = np.where(u < 0, np.exp(-np.abs(u) * 1.15), np.exp(-np.abs(u) * 2.2))
            # the crest: large shapes first, then the broken edge
            q = 1 - np.abs(n1(xs / wave + off, zs / wave * 0.35 + off))
            big = 0.5 + 0.5 * n2(xs / wave / 2.4 + 2 * off, 0 * xs + 3.3)
            top = crest + relief * (0.55 * (q * q - 0.5) + 0.75 * (big - 0.5))
            rough = ridged(n3, xs / wave * 1.9 + off, zs / wave * 0.95 + off, 6, 0.46)
            h = side * (top + relief * 0.62 * (rough - 0.62) * (0.35 + 0.65 * side))
            g[:m] = np.maximum(g[:m], h)
        return g

    return ground


def cover():
    table = [
        (5.4, 1.0, 1.5, 3.6, 11.0),
        (9.0, 1.45, 1.9, 4.8, 27.0),
        (14.0, 2.0, 2.6, 6.5, 41.0),
        (21.0, 2.7, 3.6, 8.5, 53.0),
        (31.0, 3.9, 4.9, 11.0, 71.0),
        (45.0, 6.6, 7.0, 15.0, 83.0),
        (64.0, 8.6, 6.5, 19.0, 97.0),
    ]
    ground = ranges(Noise(11), Noise(23), Noise(37), table)

    def paint(x, z, g, hx, hz):
        s = sun_shade(hx, hz, (0.9, 0.34, 0.25), 0.85)
        t = smooth(-0.8, 1.05, s)
        dark = ramp([(0, "#0A1731"), (0.45, "#122751"), (0.8, "#1F3E72"), (1, "#34578F")], t)
        pale = ramp([(0, "#26457A"), (0.45, "#41639A"), (0.8, "#8FA3C4"), (1, "#E6D9D2")], t)
        c = mix(dark, pale, smooth(4, 40, z)[..., None])
        far = 1 - np.exp(-((z / 46.0) ** 1.3))
        level = 0.21 * z**0.86
        low = (1 - smooth(0.0, 1.05, g / level)) * smooth(3.5, 11, z)
        f = np.clip(far + (1 - far) * 0.92 * low, 0, 1)[..., None]
        haze = ramp([(0, "#6F8BB8"), (0.2, "#9AAFCF"), (0.6, "#CDD6E3"), (1, "#F1E7DA")], smooth(3, 70, z))
        return c * (1 - f) + haze * f

    def sky(u, v):
        c = ramp(SKY, v + 0 * u)
        glow = np.exp(-(((u - 0.70) / 0.30) ** 2) - (((v - 0.44) / 0.20) ** 2))[..., None]
        return mix(c, rgb("#FFF4E2"), 0.8 * glow)

    return dict(lens=0.95, range=(1.6, 90), eye=2.6, horizon=0.56, ground=ground, paint=paint, sky=sky)


def lead():
    n1, n2, n3 = Noise(5), Noise(8), Noise(61)
    back = ranges(n1, n2, n3, [(26.0, 3.6, 3.4, 9.0, 19.0), (37.0, 6.8, 5.0, 13.0, 58.0), (55.0, 9.6, 5.5, 18.0, 90.0)])

    def middle(z):
        return 0.25 + 0.95 * np.sin(z / 3.1 + 0.1) * smooth(1.5, 7, z) - 0.28 * np.sin(z / 1.4) + 0.03 * z

    def river(z):
        return middle(z) + 0.26 * np.sin(z / 0.8 + 1.0) * smooth(9, 3, z)

    def parts(x, z):
        a = x - middle(z)
        side = np.where(a < 0, 0.0, 50.0)
        dist = np.abs(a) + 0.35 * n2(x / 1.9 + side, z / 1.9) + 0.10 * n2(x / 0.5, z / 0.5 + side)
        return a, dist

    def ground(x, z):
        a, dist = parts(x, z)
        out = np.clip(dist - 1.75, 0, None)
        # terraces: a gentle slope cut into steps above the flood plain
        bank = np.clip(dist - 0.5, 0, 1.35) * 0.30
        step = 0.062
        k = bank / step
        bank = step * (np.floor(k) + smooth(0.55, 1.0, k - np.floor(k)))
        rough = ridged(n3, x / 3.4 + 7, z / 3.4 + 2, 7, 0.47)
        wall = out * (0.34 + 0.42 * rough) + 0.5 * rough * smooth(0, 1.6, out)
        lift = 0.16 * np.clip(z - 7, 0, None) * smooth(0.4, 2.5, dist)
        g = bank + np.minimum(wall, 1.3 + 0.9 * rough + 0.13 * z) + 0.5 * lift * smooth(26, 12, z)
        g = g - 0.05 * smooth(0.16, 0.05, np.abs(x - river(z)))
        return np.maximum(g, back(x, z))

    def paint(x, z, g, hx, hz):
        a, dist = parts(x, z)
        s = sun_shade(hx, hz, (-0.85, 0.42, 0.35), 0.9)
        t = smooth(-0.75, 1.0, s)
        dark = ramp([(0, "#0A1731"), (0.45, "#122751"), (0.8, "#24447A"), (1, "#4468A0")], t)
        pale = ramp([(0, "#26457A"), (0.45, "#41639A"), (0.8, "#8FA3C4"), (1, "#E6D9D2")], t)
        c = mix(dark, pale, smooth(3, 34, z)[..., None])
        # fields of the valley floor, each its own tone
        k = np.floor(np.clip(dist - 0.5, 0, 1.35) * 0.30 / 0.062)
        plot = np.floor(z / (0.35 + 0.06 * k) + 0.37 * k)
        tone = np.modf(np.abs(np.sin(plot * 12.9898 + k * 78.233 + np.sign(a) * 3.7)) * 43758.5)[0]
        field = ramp([(0, "#2F4F86"), (0.55, "#5F7CAB"), (0.85, "#8DA2C2"), (1, "#C9C8C8")], tone)
        flat = (smooth(1.74, 1.68, dist) * smooth(24, 14, z))[..., None]
        c = mix(c, field * (0.55 + 0.55 * t[..., None]), 0.85 * flat)
        gravel = (smooth(0.52, 0.47, dist) * smooth(24, 15, z))[..., None]
        c = mix(c, rgb("#9FB0CB"), 0.97 * gravel)
        off = np.abs(x - river(z))
        wide = 0.11 + 0.03 * np.sin(z * 2.1)
        water = (smooth(wide + 0.012, wide - 0.006, off) * smooth(22, 14, z))[..., None]
        c = mix(c, rgb("#F4EEE4"), 0.96 * water)
        far = 1 - np.exp(-((z / 36.0) ** 1.3))
        low = (1 - smooth(0.0, 1.3, g / (0.21 * z**0.86))) * smooth(5, 22, z)
        f = np.clip(far + (1 - far) * 0.85 * low, 0, 1)[..., None]
        haze = ramp([(0, "#8FA6C9"), (0.3, "#B0C0D9"), (0.6, "#D3DAE5"), (1, "#F1E7DA")], smooth(3, 60, z))
        return c * (1 - f) + haze * f

    def sky(u, v):
        c = ramp(SKY, v * 1.9 + 0 * u)
        glow = np.exp(-(((u - 0.40) / 0.26) ** 2) - (((v - 0.26) / 0.16) ** 2))[..., None]
        return mix(c, rgb("#FFF4E2"), 0.8 * glow)

    return dict(lens=0.95, range=(2.2, 80), eye=1.7, horizon=0.49, ground=ground, paint=paint, sky=sky)


PICTURES = {"cover": (cover, 2448, 1632, 86), "lead": (lead, 1952, 1104, 88)}

if __name__ == "__main__":
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    for name in sys.argv[2:] or list(PICTURES):
        scene, w, h, q = PICTURES[name]
        w, h = round(w * scale), round(h * scale)
        name = name + ".jpg" if scale == 1 else name + "-draft.png"
        save(view(w, h, scene()), name, 1, q)
        print(name, w, h, os.path.getsize(os.path.join(HERE, "..", name)) // 1000, "kB")
