"""Who may read and write in a conversation."""

from flask_babel import lazy_gettext as _l

from messaging.kinds import MAY_CHAT
from messaging.models import Level, Member
from neighbourhood.foundation.errors import DomainError
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import may_show_street


class NobodyThere(DomainError):
    """Whoever one would talk to has left the conversation, or the site."""

    code = "nobody_there"
    sentence = _l(
        "Il n’y a plus personne d’autre ici pour vous lire : votre message n’est pas parti."
    )


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


def first_shown(actor: Actor) -> Level:
    """Return what one shows first: the street, or the door at once where the street tells it."""
    return Level.STREET if may_show_street(actor.resident) else Level.DOOR
