"""What the end of a loan does to a trouble with it, and the other way round."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.loans import days
from neighbourhood.loans.actions.telling import note_in, tell_of_time
from neighbourhood.loans.kinds import news, talks
from neighbourhood.loans.models.incidents import Incident, IncidentKind, IncidentStatus
from neighbourhood.loans.models.items import ItemStatus
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.queries import incidents as queries

FOUND = frozenset({IncidentKind.LATE, IncidentKind.LOST})


def as_found(loan: Loan) -> tuple[int, str] | None:
    """Return the trouble that coming home settles, as it stands: what going back restores."""
    incident = _to_settle(loan)
    return None if incident is None else (incident.id, incident.status.value)


def settle_found(loan: Loan) -> None:
    """Settle what was late or lost: it has come home."""
    incident = _to_settle(loan)
    if incident is not None:
        incident.close(IncidentStatus.SETTLED)


def open_again(known: tuple[int, str] | None) -> None:
    """Let a trouble stand as it did: the thing is not home after all."""
    if known is None:
        return
    incident_id, status = known
    incident = db.session.get_one(Incident, incident_id)
    incident.go_back_to(IncidentStatus(status))
    incident.closed_at = None


def _to_settle(loan: Loan) -> Incident | None:
    incident = queries.under_way(loan)
    return incident if incident is not None and incident.kind in FOUND else None


def give_up_lost(incident: Incident) -> None:
    """End the loan of what is lost; its owner finds the thing aside, and chooses what to do."""
    loan = incident.loan
    if incident.kind is not IncidentKind.LOST or not loan.is_out:
        return
    loan.become(LoanStatus.NOT_RETURNED)
    days.give_back(loan)
    if loan.item.may_become(ItemStatus.ASIDE):
        loan.item.become(ItemStatus.ASIDE)
    tell_of_time(loan, loan.item.author, news.NOT_RETURNED)
    note_in(loan, talks.NOT_RETURNED)
