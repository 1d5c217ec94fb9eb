"""The colours that the tokens of page.css stand for, computed as a browser computes them (CSS Color 4)."""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import faimi

CSS = Path(faimi.__file__).parent / "static/css"
Lab = tuple[float, float, float]  # Oklab, not clipped: colours are mixed so
SPLIT = re.compile(r",\s*(?![^(]*\))")
TO_P3 = ((0.822461969, 0.177538031, 0.0), (0.033194199, 0.966805801, 0.0), (0.017082631, 0.072397441, 0.910519928))
LUMINANCE = {"srgb": (0.2126, 0.7152, 0.0722), "p3": (0.228975, 0.691739, 0.079287)}
Tokens = dict[str, str]


def hues() -> dict[str, float]:
    """The hue of each accent in the style sheet."""
    found = re.findall(r'(?m)^\[data-accent="(\w+)"\].* { --h: (\d+); }$', (CSS / "page.css").read_text())
    return {name: float(hue) for name, hue in found}


def tokens(hue: float, *, more: bool = False, step: int | None = None) -> Tokens:
    """The custom properties under one accent and of one of its bands, usually or where more contrast is asked for."""
    page = (CSS / "page.css").read_text().split("/* Elements */")[0]
    usual, _, high = page.partition("@media (prefers-contrast: more)")
    found = dict(re.findall(r"--([\w-]+): ([^;]+);", re.sub(r"(?m)^(\[data-accent|\.hue-).*", "", usual)))
    if step is not None:
        found |= dict(re.findall(rf"(?m)^\.hue-{step} {{ --(hue): ([^;]+);", usual))
    return found | (dict(re.findall(r"--([\w-]+): ([^;]+);", high)) if more else {}) | {"h": str(hue)}


def arguments(value: str) -> list[str]:
    """What stands between a function's brackets, separated by commas."""
    inner, parts, depth = value[value.index("(") + 1 : -1], [""], 0
    for char in inner:
        depth += (char == "(") - (char == ")")
        parts = [*parts, ""] if char == "," and not depth else [*parts[:-1], parts[-1] + char]
    return [part.strip() for part in parts]


def number(value: str, known: Tokens) -> float:
    """A number, a custom property that is one, or a sum in `calc()`."""
    if value.startswith("var("):
        return number(known[value[6:-1]], known)
    if value.startswith("calc("):
        return sum(number(part.strip(), known) for part in value[5:-1].split(" + "))
    return float(value)


def lab(value: str, known: Tokens, *, dark: bool) -> Lab:
    """A colour in Oklab."""
    value = {"white": "oklch(1 0 0)", "black": "oklch(0 0 0)"}.get(value, value)
    if value.startswith("var("):
        return lab(known[arguments(value)[0].removeprefix("--")], known, dark=dark)
    if value.startswith("light-dark("):
        return lab(arguments(value)[dark], known, dark=dark)
    if value.startswith("color-mix("):
        space, first, second = arguments(value)
        assert space == "in oklab"
        colour, share = first.rsplit(" ", 1)
        part = float(share.rstrip("%")) / 100
        both = zip(lab(colour, known, dark=dark), lab(second, known, dark=dark), strict=True)
        mixed = [a * part + b * (1 - part) for a, b in both]
        return mixed[0], mixed[1], mixed[2]
    light, chroma, hue = re.fullmatch(r"oklch\(([\d.]+) ([\d.]+) (.+)\)", value).groups()  # type: ignore[union-attr]
    angle = math.radians(number(hue, known))
    return float(light), float(chroma) * math.cos(angle), float(chroma) * math.sin(angle)


def linear(colour: Lab, gamut: str = "srgb") -> list[float]:
    """Linear light in a screen's primaries, each cut off where the screen ends: so browsers do it."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = [
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]
    if gamut == "p3":
        parts = [sum(factor * part for factor, part in zip(row, parts, strict=True)) for row in TO_P3]
    return [min(1.0, max(0.0, part)) for part in parts]


def srgb(colour: Lab) -> list[int]:
    """A colour as a usual screen shows it."""
    return [round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in linear(colour)]


def ratio(one: Sequence[int], other: Sequence[int]) -> float:
    """The contrast of two colours as a usual screen shows them, 1 to 21 (WCAG 2.2)."""
    lit = []
    for colour in (one, other):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
        lit.append(sum(factor * part for factor, part in zip(LUMINANCE["srgb"], parts, strict=True)))
    return (max(lit) + 0.05) / (min(lit) + 0.05)


def contrast(one: Lab, other: Lab, gamut: str = "srgb") -> float:
    """The contrast of two colours (WCAG 2.2), 1 to 21."""
    lit = [
        sum(factor * part for factor, part in zip(LUMINANCE[gamut], linear(colour, gamut), strict=True))
        for colour in (one, other)
    ]
    return (max(lit) + 0.05) / (min(lit) + 0.05)
