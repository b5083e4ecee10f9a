"""The lists of tax receipts of a partner, and how many ask to be on one."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.tax import TaxDrawing, TaxDrawingStatus, TaxLine, TaxPaper
from neighbourhood.funding.queries.tax_papers import this_year


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


def last_number(partner_id: int, year: int) -> int:
    """Return the number of the last list of a partner for a year; the partner is held."""
    theirs = TaxDrawing.partner_id == partner_id, TaxDrawing.year == year
    return db.session.scalar(select(func.max(TaxDrawing.number)).where(*theirs)) or 0
