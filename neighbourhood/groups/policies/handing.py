"""Who may look after a group once its keeper has left."""

from neighbourhood.groups.models.links import Handover
from neighbourhood.groups.models.members import Membership
from neighbourhood.groups.policies.groups import may_speak
from neighbourhood.residents.acting import Actor


def is_asked(actor: Actor, membership: Membership | None, waiting: Handover | None) -> bool:
    """Tell whether somebody is the one who is asked now."""
    asked = waiting is not None and membership is not None
    return asked and waiting.membership_id == membership.id and actor.is_oneself  # type: ignore[union-attr]


def may_take_over(
    actor: Actor, membership: Membership | None, waiting: Handover | None, *, keeper: bool
) -> bool:
    """Allow who is asked; when nobody is, whoever is in it and wants to; never in a place kept."""
    asked = waiting is None or is_asked(actor, membership, waiting)
    return not keeper and asked and actor.is_oneself and may_speak(actor, membership)
