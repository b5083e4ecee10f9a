"""Who may read and write in a conversation."""

from messaging.kinds import MAY_CHAT
from messaging.models import Member
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def may_read(resident: Resident, member: Member | None) -> bool:
    """Those who take part in it, and nobody else."""
    return member is not None and member.resident_id == resident.id and member.left_at is None


def may_write(actor: Actor, member: Member | None) -> bool:
    """Those who take part in it and whose address is proved."""
    return actor.is_verified and actor.lets(MAY_CHAT) and may_read(actor.resident, member)


def may_show_address(actor: Actor, member: Member | None) -> bool:
    """Those who may write, of the address they have proved; never somebody in their place."""
    own = actor.is_oneself and actor.address_id is not None
    return own and may_write(actor, member)
