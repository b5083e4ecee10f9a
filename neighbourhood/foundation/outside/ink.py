"""Drawing much of the same quickly: what stands on every page is set once, then stamped."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import fpdf

Stamp = tuple[bytes, tuple[float, float]]

_STAMPS: "WeakKeyDictionary[fpdf.FPDF, dict[Hashable, Stamp]]" = WeakKeyDictionary()
# Of these letters none changes its shape beside another, and all are in the usual faces.
_LATIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | set("‑–—‘’“”•…€\u202f")


def is_plain(text: str) -> bool:
    """Tell whether `text` is set letter by letter, in one face."""
    return _LATIN.issuperset(text)


def stamp(pdf: "fpdf.FPDF", key: Hashable, draw: Callable[[], object]) -> None:
    """Do what `draw` does where the pen is; the second time its traces are copied.

    The font of the pen must be set, and `draw` must leave it.
    """
    known = _STAMPS.setdefault(pdf, {})
    whole = (key, pdf.get_x(), pdf.get_y(), pdf.font_family, pdf.font_style, pdf.font_size_pt)
    page = _page(pdf)
    _choose_font(pdf, page)
    if whole in known:
        traces, pen = known[whole]
        page.extend(traces)
        pdf.set_xy(*pen)
        return
    begin = len(page)
    draw()
    known[whole] = bytes(page[begin:]), (pdf.get_x(), pdf.get_y())


def _choose_font(pdf: "fpdf.FPDF", page: bytearray) -> None:
    """Choose the font of the pen on its page, which lists it: traces copied there choose none."""
    font = pdf.current_font
    if font is not None and not pdf.current_font_is_set_on_page:
        chosen = pdf._set_font_for_page(font, pdf.font_size_pt)  # noqa: SLF001 - no other way to it
        page.extend(f"{chosen}\n".encode("ascii"))


def fill_squares(
    pdf: "fpdf.FPDF", rows: Iterable[Sequence[int]], left: float, top: float, side: float
) -> None:
    """Fill the dark squares of `rows` in black: one path, a rectangle for each run of them."""
    path = " ".join(_runs(pdf, rows, left, top, side))
    _page(pdf).extend(f"q 0 g {path} f Q\n".encode("ascii"))


def _runs(
    pdf: "fpdf.FPDF", rows: Iterable[Sequence[int]], left: float, top: float, side: float
) -> Iterator[str]:
    k, step = pdf.k, side * pdf.k
    for down, row in enumerate(rows):
        y, across = (pdf.h - top - (down + 1) * side) * k, 0
        for dark, run in groupby(row):
            count = len(list(run))
            if dark:
                x = (left + across * side) * k
                yield f"{x:.2f} {y:.2f} {count * step:.2f} {step:.2f} re"
            across += count


def _page(pdf: "fpdf.FPDF") -> bytearray:
    contents = pdf.pages[pdf.page].contents
    if not isinstance(contents, bytearray):
        raise TypeError("the file is finished")
    return contents
