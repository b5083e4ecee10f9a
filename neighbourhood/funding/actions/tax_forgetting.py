"""Tax receipts whose donor leaves, or gets an account, and lists of long ago."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.models.donors import Visitor
from neighbourhood.funding.models.tax import TaxDrawing, TaxLine, TaxPaper
from neighbourhood.funding.queries import tax_papers
from neighbourhood.residents.models.residents import Resident


def forget(which: ColumnElement[bool]) -> None:
    """Drop what a donor let be known and no list has; what one has is of nobody here."""
    _drop_undrawn(which)
    nobody = update(TaxPaper).where(which)
    db.session.execute(nobody.values(resident_id=None, visitor_id=None))


def _drop_undrawn(which: ColumnElement[bool]) -> None:
    """Drop what no partner has, and its lines on lists that wait."""
    undrawn = which, TaxPaper.id.not_in(tax_papers.drawn_papers())
    theirs = select(TaxPaper.id).where(*undrawn)
    db.session.execute(delete(TaxLine).where(TaxLine.paper_id.in_(theirs)))
    db.session.execute(delete(TaxPaper).where(*undrawn))


def bring_over(visitor: Visitor, resident: Resident) -> None:
    """Make what a visitor let be known that of an account, where that one has said nothing."""
    held = {(each.partner_id, each.year) for each in tax_papers.papers_of(resident)}
    for paper in tax_papers.papers_of(visitor):
        if (paper.partner_id, paper.year) not in held:
            paper.visitor_id, paper.resident_id = None, resident.id
        elif paper.is_drawn:
            # Its gifts are those of the account now: what counts of it is not known any more.
            paper.visitor_id = None
    db.session.flush()


def forget_undrawn(before: datetime) -> None:
    """Drop what no list took."""
    _drop_undrawn(TaxPaper.created_at < before)


def forget_drawn(before: datetime) -> None:
    """Drop the lists that nobody may ask the partner about any more, and who was on them."""
    old = select(TaxDrawing.id).where(TaxDrawing.drawn_up_at < before)
    db.session.execute(delete(TaxLine).where(TaxLine.drawing_id.in_(old)))
    db.session.execute(delete(TaxDrawing).where(TaxDrawing.drawn_up_at < before))
    forget_undrawn(before)
