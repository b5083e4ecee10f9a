"""What is done by a mandate: acting in somebody's place, and writing it down."""

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates import policies
from neighbourhood.mandates.kinds import Deed
from neighbourhood.mandates.models import Mandate, MandateDeed
from neighbourhood.residents.acting import Actor


def note_deed(actor: Actor, deed: Deed, *, title: str, path: str) -> None:
    """Write into the journal what an agent does for `actor`; refuse what the mandate forbids.

    Every action that an agent may do calls this, in the transaction of what it does: a mandate
    that ended a moment ago allows nothing. Says nothing when residents act by themselves.
    """
    if actor.mandate_id is None:
        return
    mandate = hold(Mandate, actor.mandate_id)
    require(policies.may_act(mandate, actor.by_id, deed), policies.MandateOver)
    require(mandate.principal_id == actor.id, policies.MandateOver)
    line = MandateDeed(
        mandate_id=mandate.id, agent_id=actor.by_id, deed=deed.code, title=title[:200], path=path
    )
    db.session.add(line)
    db.session.flush()
