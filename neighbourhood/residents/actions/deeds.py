"""What is done by a mandate: acting in somebody's place, and writing it down."""

from collections.abc import Iterator
from contextlib import contextmanager

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents import policies
from neighbourhood.residents.models.mandates import Deed, MandateDeed
from neighbourhood.residents.models.residents import Agent, Resident
from neighbourhood.residents.queries import mandates as queries


def note_deed(actor: Resident, deed: Deed, *, title: str, path: str) -> None:
    """Write into the journal what an agent does for `actor`; refuse what the mandate forbids.

    Every action that an agent may do calls this, in the transaction of what it does: a mandate
    that ended a moment ago allows nothing. Says nothing when residents act by themselves.
    """
    if actor.agent is None:
        return
    mandate = queries.locked(actor.agent.mandate_id)
    require(policies.may_act(mandate, actor.agent.id, deed), policies.MandateOver)
    require(mandate.principal_id == actor.id, policies.MandateOver)
    line = MandateDeed(
        mandate_id=mandate.id, agent_id=actor.agent.id, deed=deed, title=title[:200], path=path
    )
    db.session.add(line)
    db.session.flush()


@contextmanager
def represented(resident: Resident, agent: Agent | None) -> Iterator[Resident]:
    """Say in another session than that of the request who acts for `resident`, for a moment.

    A session may hold the same resident for a request of their own: it is left as it was.
    """
    before, resident.agent = resident.agent, agent
    try:
        yield resident
    finally:
        resident.agent = before
