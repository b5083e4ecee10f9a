"""Mandates for tests: given, taken up, used."""

import app
from neighbourhood.mandates.actions import ending, giving
from neighbourhood.mandates.kinds import DEEDS as KNOWN
from neighbourhood.mandates.kinds import SCOPES
from neighbourhood.mandates.models import Mandate
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in
from neighbourhood.residents.models.residents import Resident

# Every slice has declared its words by now.
assert app.PARTS
ALL = frozenset(SCOPES)
DEEDS = tuple(KNOWN.values())


def prepare(make, principal: Resident, *, scopes=ALL, days: int = 31) -> int:
    """Prepare a mandate that waits for its code; return its id."""
    with make.writing() as session:
        terms = giving.Terms(scopes=frozenset(scopes), days=days)
        return giving.give(Actor.of(session.get_one(Resident, principal.id)), terms=terms).id


def give(make, principal: Resident, agent: Resident, *, scopes=ALL, days: int = 31) -> int:
    """Let `agent` act for `principal`; return the id of the mandate."""
    mandate_id = prepare(make, principal, scopes=scopes, days=days)
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        giving.take_up(Actor.of(session.get_one(Resident, agent.id)), mandate)
    return mandate_id


def revoke(make, actor: Resident, mandate_id: int) -> None:
    """End a mandate."""
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        ending.revoke(Actor.of(session.get_one(Resident, actor.id)), mandate)


def act_by(browser, mandate_id: int):
    """Take the place of the principal in a browser."""
    with browser.session_transaction() as session:
        session["acting"] = mandate_id
    return browser


def door_beside(make, resident: Resident) -> Address:
    """Make one more door in the quartier of a resident."""
    with make.writing() as session:
        quartier = session.get_one(Resident, resident.id).quartier
    return make.address(quartier)


def prepare_paper(
    make, agent: Resident, full_name: str = "Rosa Sansfil", *, scopes=ALL, days=31, door=None
) -> int:
    """Prepare a form for somebody without a mailbox who lives next to `agent`."""
    door = door or door_beside(make, agent)
    with make.writing() as session:
        return giving.prepare_on_paper(
            Actor.of(session.get_one(Resident, agent.id)),
            full_name=full_name,
            address=session.get_one(Address, door.id),
            terms=giving.Terms(scopes=frozenset(scopes), days=days),
        ).id


def record(make, mandate_id: int) -> None:
    """Have a signed form recorded at once by somebody of the town hall; its principal is home."""
    clerk = make.resident("Claire Mairie", verified=False)
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        settle_in(mandate.principal, mandate.address)
        giving.record_paper(
            Actor.of(session.get_one(Resident, clerk.id)), mandate, principal=mandate.principal
        )
