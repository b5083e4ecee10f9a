"""Reading who receives the mail of somebody who has no mailbox."""

from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import Mandate, MandateDeed
from neighbourhood.mandates.queries.mandates import live_of
from neighbourhood.residents.models.residents import Resident

MOST_READERS = 3


def mailboxes_for(resident: Resident) -> list[Resident]:
    """Return who reads the mail meant for `resident`: themselves, else those who act for them.

    Of the staff of an organisation, only `MOST_READERS`, those who acted last: what everybody is
    told, nobody reads.
    """
    if resident.email is not None:
        return [resident]
    readers = [reader for mandate in live_of(resident.id) for reader in _readers(mandate)]
    return list({reader.id: reader for reader in readers}.values())


def _readers(mandate: Mandate) -> list[Resident]:
    agents = [held.agent for held in mandate.agents if held.agent.is_active and held.agent.email]
    if mandate.partner_id is None:
        return agents
    lately = _last_deeds(mandate)
    # The sort is stable: among those who never acted, the longest-standing come first.
    agents.sort(key=lambda agent: lately.get(agent.id, 0), reverse=True)
    return agents[:MOST_READERS]


def _last_deeds(mandate: Mandate) -> dict[int, int]:
    last = (
        select(MandateDeed.agent_id, func.max(MandateDeed.id))
        .where(MandateDeed.mandate_id == mandate.id)
        .group_by(MandateDeed.agent_id)
    )
    return dict(db.session.execute(last).all())
