"""Colours that are read: contrast as WCAG counts it, on the grounds of the house."""

import colorsys
from dataclasses import dataclass

LEAST = 4.5
# As static/styles/tokens.css has them: paper, surface, wash.
DAY = ("#fbf7f0", "#ffffff", "#f3ecdf")
NIGHT = ("#141b1c", "#1d2627", "#192122")
INK, WHITE, NIGHT_INK = "#1e2a2b", "#ffffff", "#10201c"
_STEPS = 100

RGB = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """The colour of what one presses, and of the words on it, by day and by night."""

    day: str
    on_day: str
    night: str
    on_night: str


# As static/styles/tokens.css has them: what is pressed where no town chose.
HOUSE_PAIR = Pair("#0b5d4e", WHITE, "#7fd6bf", NIGHT_INK)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str) -> float:
    """Return the contrast of a colour on the ground by day where it is read worst."""
    return min(contrast(colour, ground) for ground in DAY)


def is_read(colour: str) -> bool:
    """Tell whether a colour is read on every ground by day."""
    return least_contrast(colour) >= LEAST


def nearest_read(colour: str) -> str:
    """Return the colour of the same hue, as light as it may be, that is read by day."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _first(hue, light, saturation, towards=0.0, grounds=DAY)


def pair_of(colour: str) -> Pair:
    """Return a colour that is read by day with the one of its hue that is read by night."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    night = _first(hue, max(light, 0.6), saturation, towards=1.0, grounds=NIGHT)
    return Pair(colour, WHITE, night, NIGHT_INK)


def _first(
    hue: float, light: float, saturation: float, *, towards: float, grounds: tuple[str, ...]
) -> str:
    for step in range(_STEPS + 1):
        tried = light + (towards - light) * step / _STEPS
        colour = _written(colorsys.hls_to_rgb(hue, tried, saturation))
        if min(contrast(colour, ground) for ground in grounds) >= LEAST:
            return colour
    return WHITE if towards else INK


def _parts(colour: str) -> RGB:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: RGB) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
