"""What the end of a loan does to a trouble with it, and the other way round."""

from neighbourhood.loans import days
from neighbourhood.loans.actions.telling import note_in, tell_of_time
from neighbourhood.loans.kinds import news, talks
from neighbourhood.loans.models.incidents import Incident, IncidentKind, IncidentStatus
from neighbourhood.loans.models.items import ItemStatus
from neighbourhood.loans.models.loans import Loan, LoanStatus
from neighbourhood.loans.queries import incidents as queries

FOUND = frozenset({IncidentKind.LATE, IncidentKind.LOST})


def settle_found(loan: Loan) -> None:
    """Settle what was late or lost: it has come home."""
    incident = queries.under_way(loan)
    if incident is not None and incident.kind in FOUND:
        incident.close(IncidentStatus.SETTLED)


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
