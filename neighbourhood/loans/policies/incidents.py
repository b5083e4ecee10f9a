"""Who may do what with a trouble with a loan: both are heard before anything is proposed."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.models.incidents import Incident, IncidentKind
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.policies.loans import CHECKED_WITHIN, is_either
from neighbourhood.residents.acting import Actor


def may_open(actor: Actor, loan: Loan) -> bool:
    """Allow either of the two, while the thing is out, and shortly after it came home."""
    return is_either(actor, loan) and any(may_be(kind, loan) for kind in IncidentKind)


def may_be(kind: IncidentKind, loan: Loan) -> bool:
    """Tell whether this may have happened: nothing is late before its day."""
    if kind is IncidentKind.LATE:
        return loan.is_out and loan.last_day < today()
    if kind is IncidentKind.LOST:
        return loan.is_out
    back = loan.returned_at
    return loan.is_out or (back is not None and back > now() - CHECKED_WITHIN)


def may_tell(actor: Actor, incident: Incident) -> bool:
    """Allow whoever has not told yet how it came about."""
    untold = incident.account_of(actor.id) is None
    return is_either(actor, incident.loan) and incident.is_open and untold


def may_propose(actor: Actor, incident: Incident) -> bool:
    """Allow either of the two once both were heard; never twice in a row."""
    last = incident.proposal
    answers = last is None or last.author_id != actor.id
    heard = incident.is_heard or incident.is_proposed
    return is_either(actor, incident.loan) and heard and answers


def may_agree(actor: Actor, incident: Incident) -> bool:
    """Allow the other of the two to say yes to what was proposed."""
    return incident.is_proposed and may_propose(actor, incident)


def may_end(actor: Actor, incident: Incident) -> bool:
    """Allow either to leave it there, once both were heard or one stayed silent for long."""
    heard = incident.is_heard or incident.is_proposed or incident.is_silent
    return is_either(actor, incident.loan) and heard


def may_take_back(actor: Actor, incident: Incident) -> bool:
    """Allow who opened it to take it back, until the other has told something."""
    mine = incident.opened_by_id == actor.id
    return mine and is_either(actor, incident.loan) and incident.is_open
