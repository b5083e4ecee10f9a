"""Loans, where the demonstration leaves them out: rows of every table of theirs."""

from sqlalchemy import select

from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.actions import (
    answering,
    asking,
    calendars,
    handing,
    incidents,
    shelf,
    waiting,
)
from neighbourhood.loans.actions import words as words_after
from neighbourhood.loans.models.checks import CheckMoment
from neighbourhood.loans.models.incidents import IncidentKind
from neighbourhood.loans.models.items import Proposal
from neighbourhood.loans.queries.loans import live_loans
from tests.support.release_gifts import itself
from tests.support.staging.people import Stage
from tests.support.wordings import a_drill

_THINGS = ("Une perceuse à percussion", "Une échelle de trois mètres")


def loans(stage: Stage) -> None:
    """Lend one thing that comes to harm and is waited for, and one that comes home."""
    lender, borrower = itself(stage, "sophie"), itself(stage, "karima")
    drill, ladder = (shelf.add(lender, wording=a_drill(title=title)) for title in _THINGS)
    day = {"first_day": today(), "last_day": today()}
    for thing in (drill, ladder):
        loan = asking.ask(borrower, thing, text="Puis-je l’emprunter ?", **day)
        answering.accept(lender, loan)
        handing.hand_over(borrower, loan)
    handing.take_in(lender, loan)
    words_after.write(borrower, loan, text="Merci pour l’échelle.")
    (harmed,) = live_loans(drill)
    noted = {"moment": CheckMoment.OUT, "notes": "Un éclat.", "photos": []}
    handing.check(borrower, harmed, **noted)
    incidents.open_incident(borrower, harmed, kind=IncidentKind.BROKEN, text="La poignée.")
    waiting.wait(itself(stage, "hassan"), drill)
    calendars.make_address(borrower)
    looked_for = db.session.scalars(select(Notice).order_by(Notice.id)).first()
    sought = {"sought": "borrow", "sought_id": looked_for.id, "seeker_id": borrower.id}
    db.session.add(Proposal(item=ladder, **sought))
    db.session.flush()
