"""Who may do what with a trouble with a loan: both are heard before anything is proposed."""

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.web.keeping import today
from neighbourhood.loans.models.checks import LoanCheck
from neighbourhood.loans.models.incidents import Incident, IncidentKind, IncidentVoice
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.policies.loans import CHECKED_WITHIN, is_either
from neighbourhood.loans.policies.shelf import may_put_aside
from neighbourhood.loans.queries import incidents as queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.blocks import are_apart


def may_open(actor: Actor, loan: Loan) -> bool:
    """Allow either of the two, while the thing is out, and shortly after it came home."""
    return is_either(actor, loan) and bool(kinds_left(loan))


def kinds_left(loan: Loan) -> list[IncidentKind]:
    """Return what may have happened and was not talked over yet.

    Once one trouble is ended, another is opened only of what came home late, or is not home by its
    day.
    """
    ended = {each.kind for each in queries.incidents_of(loan) if each.is_ended}
    is_late = loan.is_out and loan.last_day < today()
    again = is_late or ended <= {IncidentKind.LATE}
    return [kind for kind in IncidentKind if again and kind not in ended and may_be(kind, loan)]


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


def are_kept_apart(incident: Incident) -> bool:
    """Tell whether one of the two keeps the other away: neither reads the words of the other."""
    loan = incident.loan
    return are_apart(loan.borrower_id, loan.item.author_id)


def may_read(reader_id: int, voice: IncidentVoice | LoanCheck) -> bool:
    """Allow what nobody wrote whom its reader keeps away, or who keeps its reader away."""
    hands = voice.author_id, voice.agent_id
    return voice.author_id == reader_id or not any(are_apart(reader_id, hand) for hand in hands)


def may_propose(actor: Actor, incident: Incident) -> bool:
    """Allow either of the two once both were heard; never twice in a row, nor unread."""
    last = incident.proposal
    if are_kept_apart(incident) or (last and not may_read(actor.id, last)):
        return False
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


def may_spare(actor: Actor, incident: Incident) -> bool:
    """Ask its owner, of a thing that came to harm and is on the shelf, to put it aside."""
    over = incident.is_ended and incident.kind is not IncidentKind.LATE
    return over and may_put_aside(actor, incident.loan.item)
