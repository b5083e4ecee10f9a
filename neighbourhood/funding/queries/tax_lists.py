"""The lists of tax receipts of a partner, and how many ask to be on one."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.gifts import DonorPseudonym, Pledge
from neighbourhood.funding.models.tax import TaxDrawing, TaxDrawingStatus, TaxLine, TaxPaper
from neighbourhood.funding.queries.tax_papers import (
    SAME_DONOR,
    by_paper,
    due_for,
    hides,
    this_year,
)


def number_asking(partner_id: int, year: int) -> int:
    """Count who lets a partner know of a year."""
    asked = TaxPaper.partner_id == partner_id, TaxPaper.year == year
    return db.session.scalar(select(func.count()).where(*asked)) or 0


def years_of(partner_id: int) -> Sequence[int]:
    """Return the years over for which somebody asked a partner for a receipt, the newest first."""
    asked = select(TaxPaper.year).where(
        TaxPaper.partner_id == partner_id, TaxPaper.year < this_year()
    )
    return sorted(set(db.session.scalars(asked)), reverse=True)


def drawings_of(partner_id: int, *, waiting: bool = False) -> Sequence[TaxDrawing]:
    """Return the lists of a partner, the newest first; those that wait for a second person."""
    theirs = select(TaxDrawing).where(TaxDrawing.partner_id == partner_id)
    if waiting:
        theirs = theirs.where(TaxDrawing.status == TaxDrawingStatus.DRAWN_UP)
    newest = theirs.options(selectinload(TaxDrawing.lines)).order_by(TaxDrawing.id.desc())
    return db.session.scalars(newest).all()


def drawing_of(partner_id: int, drawing_id: int) -> TaxDrawing:
    """Return a list of a partner, `Missing` for any other."""
    found = db.session.get(TaxDrawing, drawing_id)
    if found is None or found.partner_id != partner_id:
        raise Missing
    return found


def lines_of(drawing: TaxDrawing) -> Sequence[TaxLine]:
    """Return the lines of a list, each with what its donor let be known."""
    found = select(TaxLine).where(TaxLine.drawing_id == drawing.id).order_by(TaxLine.number)
    return db.session.scalars(found.options(joinedload(TaxLine.paper))).all()


def list_for(partner_id: int, year: int) -> TaxDrawing | None:
    """Return the one list of a partner for a year, allowed or not."""
    theirs = TaxDrawing.partner_id == partner_id, TaxDrawing.year == year
    return db.session.scalar(select(TaxDrawing).where(*theirs))


def still_hides(drawing: TaxDrawing) -> bool:
    """Tell whether enough donors are left on a list: see `hides`."""
    left = {line.paper_id for line in drawing.lines}
    due = due_for(drawing.partner_id, drawing.year)
    return hides([each for each in due if each.paper.id in left])


def is_on(drawing: TaxDrawing, pledge: Pledge) -> bool:
    """Tell whether whoever gave this is on a list."""
    on_it = select(TaxPaper.id).join(TaxPaper.line).where(TaxLine.drawing_id == drawing.id)
    theirs = on_it.join(DonorPseudonym, SAME_DONOR)
    whose = DonorPseudonym.pseudonym == pledge.pseudonym
    return db.session.scalar(theirs.where(whose).limit(1)) is not None


def too_much(drawing: TaxDrawing) -> Mapping[int, int]:
    """Return the cents that lines count and banks took back since, by the numbers of the lines.

    Nothing is known of donors who are of nobody here any more.
    """
    given = by_paper(drawing.partner_id, drawing.year, at=drawing.drawn_up_at)
    beyond = {
        line.number: line.cents
        - (given[line.paper_id].paid_out_cents if line.paper_id in given else 0)
        for line in lines_of(drawing)
        if line.paper.resident_id or line.paper.visitor_id
    }
    return {number: cents for number, cents in beyond.items() if cents > 0}
