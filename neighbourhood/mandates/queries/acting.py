"""Reading whom somebody may act for at this very moment."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.models import Mandate, MandateAgent, MandateStatus
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def represented(agent: Resident, mandate_id: int) -> Actor | None:
    """Return the principal by the hand of `agent`; None when the mandate is over.

    A measure about the agent, whichever it is, keeps them from acting for others; so does one that
    bars the principal.
    """
    if agent.measure is not None:
        return None
    statement = (
        select(Mandate)
        .join(Mandate.agents)
        .options(
            joinedload(Mandate.principal).options(
                joinedload(Resident.quartier).defer(Quartier.boundary)
            )
        )
        .where(
            Mandate.id == mandate_id,
            MandateAgent.agent_id == agent.id,
            Mandate.status == MandateStatus.LIVE,
            Mandate.ends_at > now(),
        )
    )
    mandate = db.session.scalar(statement)
    if mandate is None or not mandate.principal.is_active or mandate.principal.is_barred:
        return None
    return as_held_by(mandate, agent)


def as_held_by(mandate: Mandate, agent: Resident) -> Actor:
    """Return the principal, acting by the hand of `agent`."""
    return Actor(
        resident=mandate.principal,
        by_id=agent.id,
        mandate_id=mandate.id,
        scopes=mandate.scopes,
        partner_id=mandate.partner_id,
    )
