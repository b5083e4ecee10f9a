"""Saying who the agents of a mandate are."""

from collections.abc import Iterable

from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates.events import agents_changed
from neighbourhood.mandates.models import Mandate, MandateAgent
from neighbourhood.residents.models.residents import Resident


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
