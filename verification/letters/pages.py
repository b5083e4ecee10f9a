"""The A4 pages of letters, for a window envelope."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from neighbourhood.foundation.outside import paper
from neighbourhood.foundation.outside.paper import MARGIN, Mark, write
from neighbourhood.places import halls
from verification.letters.words import Letter, compose
from verification.models.letters import LetterCode

if TYPE_CHECKING:
    import fpdf


def print_all(letters: Sequence[LetterCode]) -> bytes:
    """Return one PDF with a page for each letter."""
    return print_pages([compose(letter) for letter in letters])


def print_pages(pages: Sequence[Letter]) -> bytes:
    """Return one PDF of `pages`, drawn beside the event loop."""
    marks: dict[int | None, Mark] = {}
    for town_id in {page.town_id for page in pages}:
        mark = halls.mark_of(town_id) if town_id is not None else None
        if mark is not None:
            marks[town_id] = mark
    return paper.printed(partial(draw, marks=marks), pages)


def draw(
    pages: Sequence[Letter], fonts: Path, marks: Mapping[int | None, Mark] | None = None
) -> bytes:
    """Draw `pages`, each under the logo of its town: pure computation."""
    pdf = paper.blank(fonts, pages)
    printed = {town_id: paper.on_paper(mark) for town_id, mark in (marks or {}).items()}
    for page in pages:
        _draw_page(pdf, page, printed.get(page.town_id))
    return paper.finished(pdf)


def _draw_page(pdf: "fpdf.FPDF", page: Letter, mark: Mark | None) -> None:
    pdf.add_page()
    pdf.set_lang(page.language)
    if mark is not None:
        paper.stamp_mark(pdf, mark)
    paper.head(pdf, page.sender, page.back_to)
    paper.foot(pdf, page.contact)
    lines = (page.name, page.around, page.street, page.town)
    paper.envelope(pdf, filter(None, lines), page.date)
    pdf.set_xy(MARGIN, 98)
    write(pdf, page.title, size=17, style="B", after=3)
    write(pdf, page.opening, after=6)
    paper.code_beside_square(pdf, page.code, page.scan)
    for number, step in enumerate(page.steps, 1):
        write(pdf, f"{number}. {step}", after=1.5)
    pdf.ln(3)
    write(pdf, page.about)
    _draw_foot(pdf, page)


def _draw_foot(pdf: "fpdf.FPDF", page: Letter) -> None:
    paper.rule(pdf, 250)
    pdf.set_xy(MARGIN, 252)
    write(pdf, page.wrong_title, size=10, style="B", after=0.5)
    write(pdf, page.wrong, size=10)
