"""Giving somebody the right to act in one's place: by a code, or by a form on paper."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from neighbourhood.foundation.errors import Missing, NotVerified
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions.appointing import appoint
from neighbourhood.mandates.actions.ending import forget_principal
from neighbourhood.mandates.events import mandate_begun
from neighbourhood.mandates.models import Consent, Mandate, MandateStatus
from neighbourhood.mandates.queries import codes
from neighbourhood.mandates.queries import mandates as queries
from neighbourhood.partners.models import Partner
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import are_apart

# What no password hashes to: nobody signs in.
NO_PASSWORD = "!"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a mandate allows, and for how many days."""

    scopes: frozenset[str]
    days: int


def give(actor: Actor, *, terms: Terms) -> Mandate:
    """Prepare a mandate; it begins when somebody types the code that `actor` gives them."""
    require(policies.may_give_mandate(actor.resident), NotVerified)
    if queries.count_given(actor.resident) >= policies.MOST_GIVEN:
        raise policies.TooManyGiven(most=policies.MOST_GIVEN)
    return _prepare(actor, principal=actor.resident, terms=terms, consent=Consent.CODE)


def take_up(
    actor: Actor,
    mandate: Mandate,
    *,
    partner: Partner | None = None,
    agents: Iterable[Resident] = (),
) -> None:
    """Accept a mandate by its code: in one's own name, or for the `agents` of a `partner`."""
    mandate = hold(Mandate, mandate.id)
    require(mandate.is_prepared and mandate.consent is Consent.CODE, policies.MandateGone)
    require(mandate.principal_id != actor.id, policies.OwnMandate)
    # Whoever is kept apart from the principal reads what any code says that serves no more.
    require(bool(partner) or not are_apart(mandate.principal_id, actor.id), policies.MandateGone)
    if partner is None:
        require(policies.may_hold_mandate(actor.resident), policies.IdentityFirst)
        _check_number(actor.resident)
    mandate.partner = partner
    appoint(mandate, agents if partner else [actor.resident])
    _begin(mandate)


def _check_number(agent: Resident) -> None:
    if queries.count_held(agent) >= policies.MOST_HELD:
        raise policies.TooManyHeld(most=policies.MOST_HELD)


def prepare_on_paper(
    actor: Actor,
    *,
    full_name: str,
    address: Address,
    terms: Terms,
    partner: Partner | None = None,
    agents: Iterable[Resident] = (),
) -> Mandate:
    """Prepare a form for somebody without e-mail: nothing begins before it is signed and seen."""
    if partner is None:
        require(policies.may_prepare_paper(actor.resident), policies.IdentityFirst)
        require(policies.may_be_written_on(address), Missing)
        _check_number(actor.resident)
    principal = Resident(full_name=full_name, email=None, password_hash=NO_PASSWORD)
    db.session.add(principal)
    db.session.flush()
    mandate = _prepare(actor, principal=principal, terms=terms, consent=Consent.PAPER)
    mandate.address_id = address.id
    mandate.partner = partner
    appoint(mandate, agents if partner else [actor.resident])
    return mandate


def renew_on_paper(
    actor: Actor,
    former: Mandate,
    *,
    terms: Terms,
    partner: Partner | None = None,
    agents: Iterable[Resident] = (),
) -> Mandate:
    """Prepare the next form for somebody without e-mail whom `actor` acts or acted for.

    Who may say so for a `partner` is asked where its staff is known: see `accompanying`.
    """
    may = policies.may_be_renewed(former) if partner else policies.may_renew(actor, former)
    require(may)
    require(queries.waiting_for(former.principal) is None, policies.AlreadyPrepared)
    mandate = _prepare(actor, principal=former.principal, terms=terms, consent=Consent.PAPER)
    mandate.address_id = former.principal.address_id
    mandate.partner = partner
    appoint(mandate, agents if partner else [held.agent for held in former.agents])
    return mandate


def _prepare(actor: Actor, *, principal: Resident, terms: Terms, consent: Consent) -> Mandate:
    nonce = secrets.token_hex(16)
    mandate = Mandate(
        reference=codes.fresh_reference(),
        principal=principal,
        prepared_by=actor.resident,
        scopes=terms.scopes,
        days=terms.days,
        consent=consent,
        status=MandateStatus.PREPARED,
        nonce=nonce,
        code_hash=codes.hash_of(codes.code_of(nonce)),
    )
    db.session.add(mandate)
    db.session.flush()
    return mandate


def record_paper(actor: Actor, mandate: Mandate, *, principal: Resident) -> None:
    """Begin a mandate whose signed form and whose principal `actor` has seen.

    `principal` is the account made for the form, or the one that the same person has already; who
    may say so, and where they live, is for the slice that proves addresses.
    """
    mandate = hold(Mandate, mandate.id)
    require(mandate.is_prepared and mandate.consent is Consent.PAPER, policies.MandateGone)
    concerned = {mandate.prepared_by_id, *(held.agent_id for held in mandate.agents)}
    require(actor.id not in concerned)
    hands = () if mandate.partner_id else [held.agent_id for held in mandate.agents]
    require(not any(are_apart(principal.id, hand) for hand in hands), policies.MandateGone)
    former, mandate.principal = mandate.principal, principal
    mandate.recorded_by_id = actor.id
    mandate.address_id = None
    _begin(mandate)
    if former.id != principal.id:
        forget_principal(former)


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
    if former.partner_id or mandate.partner_id:
        return former.partner_id == mandate.partner_id
    return {held.agent_id for held in former.agents} == {held.agent_id for held in mandate.agents}
