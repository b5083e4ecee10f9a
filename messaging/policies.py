"""Who may read and write in a conversation."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from messaging.kinds import MAY_CHAT
from messaging.models import Level, Member, Message, MessageKind
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.policies import may_show_street

# How long a line may be changed or deleted by who wrote it.
MAY_CHANGE_FOR = timedelta(minutes=15)


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


def may_change(actor: Actor, message: Message) -> bool:
    """Whoever wrote a line, themselves or in the place of somebody, for a quarter of an hour.

    Nor while moderation looks at it: what is judged stays as it was read.
    """
    own = message.author_id == actor.id and message.kind is MessageKind.TEXT
    by_hand = actor.is_oneself or message.agent_id == actor.agent_id
    fresh = message.created_at > now() - MAY_CHANGE_FOR
    stands = message.deleted_at is None and message.hidden_at is None
    return own and by_hand and fresh and stands


def may_show_address(actor: Actor, member: Member | None) -> bool:
    """Those who may write, of the address they have proved; never somebody in their place.

    Nor to many: people come and go there.
    """
    few = member is not None and not member.conversation.many
    own = few and actor.is_oneself and actor.address_id is not None
    return own and may_write(actor, member)


def first_shown(actor: Actor) -> Level:
    """Return what one shows first: the street, or the door at once where the street tells it."""
    return Level.STREET if may_show_street(actor.resident) else Level.DOOR
