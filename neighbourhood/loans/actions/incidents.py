"""When a thing is late, lost or broken: each tells how it came about, then they look for a way."""

from messaging.kinds import Moment
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.database import db
from neighbourhood.loans.actions.settling import give_up_lost
from neighbourhood.loans.actions.telling import note_in, tell_other
from neighbourhood.loans.kinds import deeds, talks, troubles
from neighbourhood.loans.models.incidents import (
    Incident,
    IncidentKind,
    IncidentStatus,
    IncidentVoice,
    Says,
)
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.policies import incidents as policies
from neighbourhood.loans.queries import incidents as queries
from neighbourhood.loans.queries import loans
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import settle
from neighbourhood.notifications.kinds import Kind
from neighbourhood.residents.acting import Actor

_ASKED = (troubles.INCIDENT, troubles.TOLD, troubles.PROPOSED)


def open_incident(actor: Actor, loan: Loan, *, kind: IncidentKind, text: str) -> Incident:
    """Say that something went wrong, and how; the other is asked to tell it too."""
    loans.hold_with(loan)
    require(loan.is_between(actor.id))
    allowed = policies.may_open(actor, loan) and kind in policies.kinds_left(loan)
    require(allowed and queries.under_way(loan) is None, DomainError)
    undoing.forget(Loan.ABOUT, loan.id)
    incident = Incident(loan=loan, kind=kind, opened_by_id=actor.id, status=IncidentStatus.OPEN)
    db.session.add(incident)
    _say(actor, incident, Says.ACCOUNT, text)
    _tell(actor, incident, deeds.OPENED_INCIDENT, troubles.INCIDENT, talks.INCIDENT)
    return incident


def tell_account(actor: Actor, incident: Incident, *, text: str) -> None:
    """Tell how it came about, as the other did: both are heard by then."""
    queries.hold_incident(incident)
    require(incident.loan.is_between(actor.id))
    require(policies.may_tell(actor, incident), DomainError)
    _say(actor, incident, Says.ACCOUNT, text)
    incident.become(IncidentStatus.HEARD)
    _tell(actor, incident, deeds.TOLD_INCIDENT, troubles.TOLD)


def propose(actor: Actor, incident: Incident, *, text: str) -> None:
    """Propose a way out, or another one in answer to what was proposed."""
    queries.hold_incident(incident)
    require(incident.loan.is_between(actor.id))
    require(policies.may_propose(actor, incident), DomainError)
    _say(actor, incident, Says.PROPOSAL, text)
    incident.become(IncidentStatus.PROPOSED)
    _tell(actor, incident, deeds.PROPOSED, troubles.PROPOSED, talks.PROPOSED)


def agree(actor: Actor, incident: Incident) -> None:
    """Say yes to what the other proposed: it is settled."""
    queries.hold_incident(incident)
    require(incident.loan.is_between(actor.id))
    require(policies.may_agree(actor, incident), DomainError)
    incident.close(IncidentStatus.SETTLED)
    _tell(actor, incident, deeds.AGREED, troubles.SETTLED, talks.SETTLED)
    give_up_lost(incident)


def end(actor: Actor, incident: Incident) -> None:
    """Leave it there without agreement; both read whom they may turn to."""
    queries.hold_incident(incident)
    require(incident.loan.is_between(actor.id))
    require(policies.may_end(actor, incident), DomainError)
    incident.close(IncidentStatus.UNSETTLED)
    _tell(actor, incident, deeds.ENDED_INCIDENT, troubles.UNSETTLED, talks.UNSETTLED)
    give_up_lost(incident)


def take_back(actor: Actor, incident: Incident) -> None:
    """Take back what one reported, before the other had to tell anything."""
    queries.hold_incident(incident)
    require(incident.loan.is_between(actor.id))
    require(policies.may_take_back(actor, incident), DomainError)
    incident.close(IncidentStatus.TAKEN_BACK)
    kind, moment = troubles.INCIDENT_TAKEN_BACK, talks.INCIDENT_TAKEN_BACK
    _tell(actor, incident, deeds.ENDED_INCIDENT, kind, moment)


def _say(actor: Actor, incident: Incident, says: Says, text: str) -> None:
    voice = IncidentVoice(author_id=actor.id, agent_id=actor.agent_id, says=says, text=text)
    incident.voices.append(voice)
    db.session.flush()


def _tell(
    actor: Actor, incident: Incident, deed: Deed, kind: Kind, moment: Moment | None = None
) -> None:
    db.session.flush()
    loan = incident.loan
    settle(incident.path, *_ASKED)
    note_deed(actor, deed, title=loan.item.title, path=incident.path)
    tell_other(loan, kind, by=actor, path=incident.path)
    if moment is not None:
        note_in(loan, moment, by=actor)
