"""Giving somebody the right to act in one's place, using it, and ending it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from neighbourhood.foundation.errors import Forbidden, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents import policies
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import agents_changed, mandate_begun, mandate_ended
from neighbourhood.residents.models.mandates import (
    Consent,
    Mandate,
    MandateAgent,
    MandateStatus,
)
from neighbourhood.residents.models.residents import Resident, Scope
from neighbourhood.residents.queries import mandates as queries

CODE_LIVES = timedelta(days=14)
FORM_LIVES = timedelta(days=60)
# What no password hashes to: nobody signs in.
NO_PASSWORD = "!"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a mandate allows, and for how many days."""

    scopes: frozenset[Scope]
    days: int


def give(actor: Actor, *, terms: Terms) -> Mandate:
    """Prepare a mandate; it begins when somebody types the code that `actor` gives them."""
    require(policies.may_give_mandate(actor.resident), NotVerified)
    if queries.count_given(actor.resident) >= policies.MOST_GIVEN:
        raise policies.TooManyGiven(most=policies.MOST_GIVEN)
    return _prepare(actor, principal=actor.resident, terms=terms, consent=Consent.CODE)


def take_up(
    actor: Actor, mandate: Mandate, *, organisation: str = "", agents: Iterable[Resident] = ()
) -> None:
    """Accept a mandate by its code: in one's own name, or for the staff of an `organisation`."""
    mandate = queries.locked(mandate.id)
    require(mandate.is_prepared and mandate.consent is Consent.CODE, policies.MandateGone)
    require(mandate.principal_id != actor.id, policies.OwnMandate)
    if not organisation:
        _check_person(actor.resident, mandate.principal)
    mandate.organisation = organisation
    appoint(mandate, agents if organisation else [actor.resident])
    _begin(mandate)


def _check_person(agent: Resident, principal: Resident | None) -> None:
    require(policies.may_hold_mandate(agent), NotVerified)
    if principal is not None:
        require(policies.share_a_town(agent, principal), policies.OtherTown)
    if queries.count_held(agent) >= policies.MOST_HELD:
        raise policies.TooManyHeld(most=policies.MOST_HELD)


def prepare_on_paper(
    actor: Actor,
    *,
    full_name: str,
    address: Address,
    terms: Terms,
    organisation: str = "",
    agents: Iterable[Resident] = (),
) -> Mandate:
    """Prepare a form for somebody without e-mail: nothing begins before it is signed and seen."""
    if not organisation:
        _check_person(actor.resident, None)
        require(policies.is_in_town_of(actor.resident, address), policies.OtherTown)
    principal = Resident(full_name=full_name, email=None, password_hash=NO_PASSWORD)
    db.session.add(principal)
    db.session.flush()
    mandate = _prepare(actor, principal=principal, terms=terms, consent=Consent.PAPER)
    mandate.address_id = address.id
    mandate.organisation = organisation
    appoint(mandate, agents if organisation else [actor.resident])
    return mandate


def renew_on_paper(
    actor: Actor,
    former: Mandate,
    *,
    terms: Terms,
    organisation: str = "",
    agents: Iterable[Resident] = (),
) -> Mandate:
    """Prepare the next form for somebody without e-mail whom `actor` acts or acted for.

    Who may say so for an `organisation` is for the slice that knows its staff.
    """
    may = policies.may_be_renewed(former) if organisation else policies.may_renew(actor, former)
    require(may)
    require(queries.waiting_for(former.principal) is None, policies.AlreadyPrepared)
    mandate = _prepare(actor, principal=former.principal, terms=terms, consent=Consent.PAPER)
    mandate.address_id = former.principal.address_id
    mandate.organisation = organisation
    appoint(mandate, agents if organisation else [held.agent for held in former.agents])
    return mandate


def _prepare(actor: Actor, *, principal: Resident, terms: Terms, consent: Consent) -> Mandate:
    nonce = secrets.token_hex(16)
    mandate = Mandate(
        reference=queries.fresh_reference(),
        principal=principal,
        prepared_by=actor.resident,
        posts=Scope.POST in terms.scopes,
        replies=Scope.REPLY in terms.scopes,
        invites=Scope.INVITE in terms.scopes,
        chats=Scope.CHAT in terms.scopes,
        days=terms.days,
        consent=consent,
        status=MandateStatus.PREPARED,
        nonce=nonce,
        code_hash=queries.hash_of(queries.code_of(nonce)),
    )
    db.session.add(mandate)
    db.session.flush()
    return mandate


def record_paper(actor: Actor, mandate: Mandate, *, principal: Resident) -> None:
    """Begin a mandate whose signed form and whose principal `actor` has seen.

    `principal` is the account made for the form, or the one that the same person has already; who
    may say so, and where they live, is for the slice that proves addresses.
    """
    mandate = queries.locked(mandate.id)
    require(mandate.is_prepared and mandate.consent is Consent.PAPER, policies.MandateGone)
    concerned = {mandate.prepared_by_id, *(held.agent_id for held in mandate.agents)}
    require(actor.id not in concerned)
    former, mandate.principal = mandate.principal, principal
    mandate.recorded_by_id = actor.id
    mandate.address_id = None
    _begin(mandate)
    if former.id != principal.id:
        _forget(former)


def appoint(mandate: Mandate, agents: Iterable[Resident]) -> None:
    """Make these, and only these, the agents of a mandate; who saw its paper never is one."""
    others = {mandate.principal_id, mandate.recorded_by_id}
    wanted = {agent.id: agent for agent in agents if agent.id not in others}
    removed = [held for held in mandate.agents if held.agent_id not in wanted]
    for held in removed:
        mandate.agents.remove(held)
    named = {held.agent_id for held in mandate.agents}
    for agent_id, agent in wanted.items():
        if agent_id not in named:
            mandate.agents.append(MandateAgent(agent=agent, agent_id=agent_id))
    db.session.flush()
    if removed:
        agents_changed.send(mandate)


def _begin(mandate: Mandate) -> None:
    _replace_former(mandate)
    mandate.become(MandateStatus.LIVE)
    mandate.begins_at = now()
    mandate.ends_at = mandate.begins_at + timedelta(days=mandate.days)
    db.session.flush()
    mandate_begun.send(mandate)


def _replace_former(mandate: Mandate) -> None:
    # One that is renewed early ends as the next begins: nobody is told of an end, there is none.
    for former in queries.live_of(mandate.principal.id):
        if former.id != mandate.id and _same_hands(former, mandate):
            former.become(MandateStatus.EXPIRED)
            former.ends_at = now()


def _same_hands(former: Mandate, mandate: Mandate) -> bool:
    # Whoever is on a staff may hold a mandate in their own name too: that one is another.
    if former.organisation or mandate.organisation:
        return former.organisation == mandate.organisation
    return {held.agent_id for held in former.agents} == {held.agent_id for held in mandate.agents}


def revoke(actor: Actor, mandate: Mandate) -> None:
    """End a mandate at once: the principal takes it back, or an agent gives it up."""
    mandate = queries.locked(mandate.id)
    require(policies.may_revoke(actor, mandate), policies.MandateGone)
    _revoke(mandate, by=actor.resident)


def revoke_from_paper(mandate: Mandate, *, by: Resident | None = None) -> None:
    """End a mandate for whoever holds its paper, or for the desk `by` which they asked.

    One that nobody has recorded yet is abandoned: what is signed may be regretted on the way.
    """
    mandate = queries.locked(mandate.id)
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
    mandate = queries.locked(mandate.id)
    require(mandate.is_prepared, policies.MandateGone)
    require(policies.may_give_up(actor, mandate), Forbidden)
    _abandon(mandate)


def _abandon(mandate: Mandate) -> None:
    principal = mandate.principal
    if principal.email is None and not queries.has_begun(principal):
        _forget(principal)
        return
    mandate.become(MandateStatus.ABANDONED)
    db.session.flush()


def _forget(principal: Resident) -> None:
    # An account made for a form that nobody signed was never anybody's: nothing of it is kept.
    for mandate in queries.given_by(principal):
        db.session.delete(mandate)
    db.session.flush()
    db.session.delete(principal)
    db.session.flush()


def expire_mandates() -> int:
    """Close the mandates whose time is over; return how many."""
    over = queries.due(now())
    for mandate in over:
        mandate.become(MandateStatus.EXPIRED)
        db.session.flush()
        mandate_ended.send(mandate)
    return len(over)


def forget_unsigned() -> int:
    """Abandon codes nobody typed and forms nobody signed in time; return how many."""
    old = [
        mandate
        for mandate in queries.forgotten(now() - CODE_LIVES)
        if mandate.consent is Consent.CODE or mandate.created_at < now() - FORM_LIVES
    ]
    for mandate in old:
        _abandon(mandate)
    return len(old)


def end_all_of(resident: Resident) -> None:
    """End what a resident gave, and what they hold in their own name; others go on without them."""
    for mandate in {*queries.given_by(resident), *queries.held_by(resident)}:
        held = mandate.principal_id != resident.id
        if held and mandate.organisation:
            appoint(mandate, [one.agent for one in mandate.agents if one.agent_id != resident.id])
        elif mandate.is_live:
            _revoke(queries.locked(mandate.id), by=resident)
        elif mandate.is_prepared:
            _abandon(mandate)
