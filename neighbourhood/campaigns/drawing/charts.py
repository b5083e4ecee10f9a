"""Charts as bars: one line each, its length beside its figure; the page draws them as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, LINE, HEAD = 360, 46, 4
LONGEST = 250


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, its figure in words, where it stands and how long it is."""

    label: str
    said: str
    top: int
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under each other, in the units of a drawing `width` wide and `height` high."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def chart(rows: Iterable[tuple[str, int, str]]) -> Chart:
    """Lay out rows of label, value and its words; the largest value takes the longest bar."""
    given = [row for row in rows if row[1] > 0]
    most = max((value for _label, value, _said in given), default=1)
    bars = tuple(
        Bar(label, said, HEAD + place * LINE, round(LONGEST * value / most, 1))
        for place, (label, value, said) in enumerate(given)
    )
    return Chart(bars, WIDTH, HEAD + len(bars) * LINE)
