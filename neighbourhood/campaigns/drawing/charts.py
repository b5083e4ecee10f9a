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
    """Bars under each other, in the units of a drawing `width` wide and `height` high.

    `total` is what they are of together.
    """

    bars: tuple[Bar, ...]
    width: int
    height: int
    total: int


def chart(rows: Iterable[tuple[str, int, str]]) -> Chart:
    """Lay out rows of label, value and its words; the largest value takes the longest bar.

    Nothing is drawn where all are of nothing; one of nothing among others has its words alone.
    """
    given = list(rows)
    most = max((value for _label, value, _said in given), default=0)
    bars = tuple(
        Bar(label, said, HEAD + place * LINE, round(LONGEST * value / most, 1))
        for place, (label, value, said) in enumerate(given if most else ())
    )
    total = sum(value for _label, value, _said in given)
    return Chart(bars, WIDTH, HEAD + len(bars) * LINE, total)
