"""Ending mandates: by whoever wants to, by the paper, by the clock."""

from datetime import timedelta

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_apart
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions.appointing import appoint
from neighbourhood.mandates.events import mandate_ended
from neighbourhood.mandates.models import Consent, Mandate, MandateStatus
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

CODE_LIVES = timedelta(days=14)
FORM_LIVES = timedelta(days=60)


def revoke(actor: Actor, mandate: Mandate) -> None:
    """End a mandate at once: the principal takes it back, or an agent gives it up."""
    mandate = hold(Mandate, mandate.id)
    require(policies.may_revoke(actor, mandate), policies.MandateGone)
    _revoke(mandate, by=actor.resident)


def revoke_from_paper(mandate: Mandate, *, by: Resident | None = None) -> None:
    """End a mandate for whoever holds its paper, or for the desk `by` which they asked.

    One that nobody has recorded yet is abandoned: what is signed may be regretted on the way.
    """
    mandate = hold(Mandate, mandate.id)
    if mandate.is_prepared:
        _abandon(mandate)
        return
    require(mandate.is_live, policies.MandateGone)
    _revoke(mandate, by=by)


def _revoke(mandate: Mandate, *, by: Resident | None) -> None:
    mandate.become(MandateStatus.REVOKED)
    mandate.revoked_at = now()
    mandate.revoked_by_id = by.id if by else None
    db.session.flush()
    mandate_ended.send(mandate)


def give_up(actor: Actor, mandate: Mandate) -> None:
    """Abandon a mandate that has not begun."""
    mandate = hold(Mandate, mandate.id)
    require(mandate.is_prepared, policies.MandateGone)
    require(policies.may_give_up(actor, mandate), Forbidden)
    _abandon(mandate)


def _abandon(mandate: Mandate) -> None:
    principal = mandate.principal
    if principal.email is None and not queries.has_begun(principal):
        forget_principal(principal)
        return
    mandate.become(MandateStatus.ABANDONED)
    db.session.flush()


def forget_principal(principal: Resident) -> None:
    """Keep nothing of an account made for a form, nor of the forms made for it."""
    # A form that nobody signed: the account was never anybody's.
    for mandate in queries.given_by(principal):
        db.session.delete(mandate)
    db.session.flush()
    db.session.delete(principal)
    db.session.flush()


def expire_mandates() -> int:
    """Close the mandates whose time is over; return how many."""
    return each_apart(queries.due(now()), _expire)


def _expire(mandate: Mandate) -> None:
    mandate.become(MandateStatus.EXPIRED)
    db.session.flush()
    mandate_ended.send(mandate)


def forget_unsigned() -> int:
    """Abandon codes nobody typed and forms nobody signed in time; return how many."""
    old = [
        mandate
        for mandate in queries.forgotten(now() - CODE_LIVES)
        if mandate.consent is Consent.CODE or mandate.created_at < now() - FORM_LIVES
    ]
    return each_apart(old, _abandon)


def end_all_of(resident: Resident) -> None:
    """End what a resident gave, and what they hold in their own name; others go on without them."""
    for mandate in {*queries.given_by(resident), *queries.held_by(resident)}:
        held = mandate.principal_id != resident.id
        if held and mandate.partner_id:
            appoint(mandate, [one.agent for one in mandate.agents if one.agent_id != resident.id])
        else:
            _leave(mandate, resident)


def end_held_by(agent: Resident) -> None:
    """End what `agent` holds in their own name; a partner answers for its staff itself."""
    for mandate in queries.held_by(agent):
        if not mandate.partner_id:
            _leave(mandate, agent)


def end_between(one: Resident, other: Resident, *, by: Resident) -> None:
    """End what either of two holds for the other in their own name; both hear of it as of any end.

    What an organisation holds goes on: it answers for its staff itself.
    """
    for mandate in {*queries.held_by(one), *queries.held_by(other)}:
        people = {mandate.principal_id, *(held.agent_id for held in mandate.agents)}
        if {one.id, other.id} <= people:
            _leave(mandate, by)


def _leave(mandate: Mandate, resident: Resident) -> None:
    if mandate.is_live:
        _revoke(hold(Mandate, mandate.id), by=resident)
    elif mandate.is_prepared:
        _abandon(mandate)
