"""Reading whom somebody may act for at this very moment."""

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import joinedload

from neighbourhood.foundation.storing import switched_off
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
        select(Mandate, switched_off.column(_town_of_principal()))
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
    found = db.session.execute(statement).one_or_none()
    if found is None or not found[0].principal.is_active or found[0].principal.is_barred:
        return None
    mandate, off = found
    mandate.principal.switched_off = switched_off.off_by((off or "").split())
    return as_held_by(mandate, agent)


def _town_of_principal() -> ScalarSelect[int]:
    lives = select(Quartier.municipality_id).join(Resident, Resident.quartier_id == Quartier.id)
    theirs = lives.where(Resident.id == Mandate.principal_id)
    return theirs.correlate(Mandate).scalar_subquery()


def as_held_by(mandate: Mandate, agent: Resident) -> Actor:
    """Return the principal, acting by the hand of `agent`."""
    return Actor(
        resident=mandate.principal,
        by_id=agent.id,
        mandate_id=mandate.id,
        scopes=mandate.scopes,
        partner_id=mandate.partner_id,
    )
