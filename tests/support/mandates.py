"""Mandates for tests: given, taken up, used."""

from neighbourhood.residents.actions import mandates as actions
from neighbourhood.residents.models import Resident, Scope
from neighbourhood.residents.models.mandates import Mandate

ALL = frozenset(Scope)


def prepare(make, principal: Resident, *, scopes=ALL, days: int = 31) -> int:
    """Prepare a mandate that waits for its code; return its id."""
    with make.writing() as session:
        terms = actions.Terms(scopes=frozenset(scopes), days=days)
        return actions.give(session.get_one(Resident, principal.id), terms=terms).id


def give(make, principal: Resident, agent: Resident, *, scopes=ALL, days: int = 31) -> int:
    """Let `agent` act for `principal`; return the id of the mandate."""
    mandate_id = prepare(make, principal, scopes=scopes, days=days)
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        actions.take_up(session.get_one(Resident, agent.id), mandate)
    return mandate_id


def revoke(make, actor: Resident, mandate_id: int) -> None:
    """End a mandate."""
    with make.writing() as session:
        mandate = session.get_one(Mandate, mandate_id)
        actions.revoke(session.get_one(Resident, actor.id), mandate)


def act_by(browser, mandate_id: int):
    """Take the place of the principal in a browser."""
    with browser.session_transaction() as session:
        session["acting"] = mandate_id
    return browser
