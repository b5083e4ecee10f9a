"""What the desk does with mandates: record a signed form, stop one."""

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.ending import revoke_from_paper
from neighbourhood.mandates.actions.giving import record_paper
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries import counter
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.charters import accept_what_stands
from neighbourhood.residents.models.residents import Resident
from verification.actions.claims import new_reference
from verification.actions.endings import confirm
from verification.actions.homes import stay
from verification.models.claims import IN_PERSON, AddressClaim
from verification.policies.refusals import WrongPerson
from verification.policies.rules import home_written_on, refusal_to_record, serves


def record_mandate(actor: Actor, mandate: Mandate, *, known: Resident | None = None) -> None:
    """Begin a mandate whose form, principal and papers `actor` has seen: the home is proved too.

    `known` is the account that the same person has already, when the form was made for another.
    """
    # The mandate first, for all: two desks at once wait here, and the second finds it begun.
    mandate = hold(Mandate, mandate.id)
    home = _home_to_prove(actor, mandate)
    principal = known or mandate.principal
    if known is not None:
        likely = {one.id for one in counter.same_person(mandate)}
        require(known.id in likely, WrongPerson)
    _prove_home(actor, principal, home)
    record_paper(actor, mandate, principal=principal)
    # The form that they signed says so.
    accept_what_stands(principal, on_paper=True)


def _home_to_prove(actor: Actor, mandate: Mandate) -> Address:
    home = _home_served(actor, mandate)
    refusal = refusal_to_record(actor, mandate)
    if refusal is not None:
        raise refusal
    return home


def _home_served(actor: Actor, mandate: Mandate) -> Address:
    home = home_written_on(mandate)
    if home is None or not serves(actor.resident, home):
        raise Missing
    return home


def _prove_home(actor: Actor, principal: Resident, home: Address) -> None:
    if principal.may_read and principal.address_id == home.id:
        stay(Actor.of(principal))
        return
    claim = AddressClaim(
        resident=principal, address=home, method=IN_PERSON, reference=new_reference()
    )
    db.session.add(claim)
    db.session.flush()
    confirm(claim, verifier=actor.resident)


def stop_mandate(actor: Actor, mandate: Mandate) -> None:
    """Stop a mandate, or abandon a form, for the person who asks for it at the desk."""
    _home_served(actor, mandate)
    revoke_from_paper(mandate, by=actor.resident)
