"""Who may read and write in a conversation."""

from messaging.models import Member
from neighbourhood.residents.models.residents import Resident, Scope


def may_read(resident: Resident, member: Member | None) -> bool:
    """Those who take part in it, and nobody else."""
    return member is not None and member.resident_id == resident.id and member.left_at is None


def may_write(resident: Resident, member: Member | None) -> bool:
    """Those who take part in it and whose address is proved."""
    return resident.is_verified and resident.lets(Scope.CHAT) and may_read(resident, member)


def may_show_address(resident: Resident, member: Member | None) -> bool:
    """Those who may write, of the address they have proved; never somebody in their place."""
    own = resident.agent is None and resident.address_id is not None
    return own and may_write(resident, member)
