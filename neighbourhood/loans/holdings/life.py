"""What is held of loans: requests, states noted, troubles, words, waiting, calendars."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select, update

from messaging.actions.subjects import forget_subjects
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import pictures, undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, Where, blot_rows, read_rows
from neighbourhood.foundation.words.blotting import BLOT, Traces
from neighbourhood.loans import days
from neighbourhood.loans.models.checks import LoanCheck
from neighbourhood.loans.models.incidents import Incident, IncidentStatus, IncidentVoice
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.loans import Loan, LoanDay, LoanStatus
from neighbourhood.loans.models.waiting import LoanCalendar, Waiting
from neighbourhood.loans.models.words import LoanWord
from neighbourhood.loans.queries import loans as queries
from neighbourhood.residents.traces import traces_of

TABLES = (
    "loan",
    "loan_day",
    "loan_check",
    "loan_incident",
    "incident_voice",
    "loan_word",
    "item_waiting",
    "loan_calendar",
)
_OF_OTHERS = "the words of the other side"
_SAID: tuple[tuple[Any, str], ...] = (
    (LoanCheck, "notes"),
    (IncidentVoice, "text"),
    (LoanWord, "text"),
)


def _asked_of(resident_id: int) -> Where:
    return Loan.item_id.in_(select(Item.id).where(Item.author_id == resident_id))


def _between(model: Any, resident_id: int) -> Where:
    """Select what was said of the loans of a resident, by either of the two."""
    loans = select(Loan.id).where(or_(Loan.borrower_id == resident_id, _asked_of(resident_id)))
    if model is IncidentVoice:
        incidents = select(Incident.id).where(Incident.loan_id.in_(loans))
        return IncidentVoice.incident_id.in_(incidents)
    found: Where = model.loan_id.in_(loans)
    return found


def _read(resident_id: int) -> Rows:
    """Read what one asked, noted and said; of what others asked, what one answered them."""
    borrowed = Loan.borrower_id == resident_id
    yield from read_rows(Loan, borrowed, but={"loan.answer": _OF_OTHERS})
    answered = _asked_of(resident_id) & (Loan.answer != "")
    yield from read_rows(Loan, answered, but={"loan.text": _OF_OTHERS})
    yield from read_rows(LoanDay, LoanDay.loan_id.in_(select(Loan.id).where(borrowed)))
    for model, _column in _SAID:
        yield from read_rows(model, model.author_id == resident_id)
    yield from read_rows(Incident, Incident.opened_by_id == resident_id)
    yield from read_rows(Waiting, Waiting.resident_id == resident_id)
    yield from read_rows(LoanCalendar, LoanCalendar.resident_id == resident_id)


def _photos(resident_id: int) -> Iterator[str]:
    for photos in db.session.scalars(
        select(LoanCheck.photos).where(LoanCheck.author_id == resident_id)
    ):
        yield from (photo["key"] for photo in photos)


def _erase(resident_id: int) -> None:
    """Leave of a loan that there was one, without their words, and end what goes on."""
    traces = traces_of(resident_id)
    concerned = queries.concerning(resident_id)
    undoing.forget_all(Loan.ABOUT, concerned)
    for model in (Waiting, LoanCalendar):
        db.session.execute(delete(model).where(model.resident_id == resident_id))
    _end(concerned)
    _forget_words(resident_id, traces)
    mine = select(Loan.id).where(_asked_of(resident_id))
    forget_subjects(Loan.ABOUT, list(db.session.scalars(mine)), instead=BLOT)
    # What they wrote in the place of others is of those others, and names them no more.
    for model, column in (*_SAID, (Loan, "text"), (Loan, "answer")):
        blot_rows(model, model.agent_id == resident_id, traces, column)


def _end(concerned: Any) -> None:
    for loan in db.session.scalars(select(Loan).where(Loan.id.in_(concerned))).all():
        if loan.may_become(LoanStatus.NOT_RETURNED):
            loan.become(LoanStatus.NOT_RETURNED)
        elif loan.may_become(LoanStatus.WITHDRAWN):
            loan.become(LoanStatus.WITHDRAWN)
        days.give_back(loan)
    under_way = Incident.loan_id.in_(concerned), Incident.closed_at.is_(None)
    for incident in db.session.scalars(select(Incident).where(*under_way)).all():
        incident.close(IncidentStatus.UNSETTLED)
    db.session.flush()


def _forget_words(resident_id: int, traces: Traces) -> None:
    asked = update(Loan).where(Loan.borrower_id == resident_id)
    db.session.execute(asked.values(text=BLOT))
    db.session.execute(update(Loan).where(_asked_of(resident_id)).values(answer=""))
    blot_rows(Loan, Loan.borrower_id == resident_id, traces, "answer")
    blot_rows(Loan, _asked_of(resident_id), traces, "text")
    noted = update(LoanCheck).where(LoanCheck.author_id == resident_id)
    db.session.execute(noted.values(notes=BLOT, photos=[]))
    for model in (IncidentVoice, LoanWord):
        said = update(model).where(model.author_id == resident_id)
        db.session.execute(said.values(text=BLOT))
    for model, column in _SAID:
        blot_rows(model, _between(model, resident_id), traces, column)


HOLDINGS.declare(
    Holding(
        code="loans-life",
        title=_l("Ce que vous prêtez et empruntez"),
        purpose=_l("Pour que chacun sache qui a quoi, jusqu’à quand, et dans quel état."),
        basis=Basis.CONTRACT,
        tables=frozenset(TABLES),
        kept=_l("tant que le compte est ouvert"),
        read=_read,
        erase=_erase,
        files=_photos,
        said={"loan_check.photos": pictures.say},
    )
)
