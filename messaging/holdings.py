"""What is held of what people said to each other."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, delete, or_, select, update

from messaging.models import AddressRelease, Conversation, Member, Mention, Message, Wording
from neighbourhood.foundation.personal import HOLDINGS, Basis, Holding
from neighbourhood.foundation.storing import pictures
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    names_them,
    read_rows,
    theirs,
)
from neighbourhood.residents.traces import traces_of

_WITHHELD = {
    "conversation.about_id": _l("un numéro à nous"),
    "conversation.last_message_id": _l("un numéro à nous"),
    "conversation.parted": _l("il dirait à quelqu’un qu’il est bloqué"),
    "conversation.last_change": _l("un numéro à nous"),
    "member.last_read_id": _l("un numéro à nous"),
    "member.told_id": _l("un numéro à nous"),
    "message.changed_id": _l("un numéro à nous"),
    "message.client_id": _l(
        "un numéro tiré par le navigateur, pour qu’une ligne parte une seule fois"
    ),
}


def _talks_of(resident_id: int) -> Where:
    mine = select(Member.conversation_id).where(Member.resident_id == resident_id)
    return Conversation.id.in_(mine)


def _said_by(resident_id: int) -> Where:
    return or_(Message.author_id == resident_id, Message.agent_id == resident_id)


def _once_said_by(resident_id: int) -> Where:
    return Wording.message_id.in_(select(Message.id).where(_said_by(resident_id)))


def _photos(resident_id: int) -> Iterator[str]:
    mine = select(Message.photos).where(Message.author_id == resident_id)
    for photos in db.session.scalars(mine):
        yield from (photo["key"] for photo in photos)


def _lines_of(resident_id: int) -> Where:
    mine = select(Member.conversation_id).where(Member.resident_id == resident_id)
    return or_(_said_by(resident_id), Message.conversation_id.in_(mine))


def _read(resident_id: int) -> Rows:
    """Read one’s own lines: what others said in the same conversations is of those others."""
    yield from read_rows(Conversation, _talks_of(resident_id), but=_WITHHELD)
    yield from read_rows(Member, theirs(Member, resident_id), but=_WITHHELD)
    yield from read_rows(Message, _said_by(resident_id), but=_WITHHELD)
    yield from read_rows(Wording, _once_said_by(resident_id))
    yield from read_rows(Mention, theirs(Mention, resident_id))
    yield from read_rows(AddressRelease, AddressRelease.owner_id == resident_id)


def _erase(resident_id: int) -> None:
    """Keep the lines for whoever they were written to, and take out of them who wrote them."""
    traces = traces_of(resident_id)
    shown = delete(AddressRelease).where(AddressRelease.owner_id == resident_id)
    db.session.execute(shown)
    _erase_what_they_say_of_themselves(resident_id)
    blot_rows(Message, _lines_of(resident_id), traces, "text", "details", "photos")
    own = Wording.message_id.in_(select(Message.id).where(Message.author_id == resident_id))
    db.session.execute(delete(Wording).where(own))
    around = Wording.message_id.in_(select(Message.id).where(_lines_of(resident_id)))
    blot_rows(Wording, around, traces, "text")
    db.session.execute(delete(Mention).where(theirs(Mention, resident_id)))
    talks = _talks_of(resident_id)
    blot_rows(Conversation, talks, traces, "subject")
    if traces.searched:
        elsewhere = or_(names_them(Message.text, traces), names_them(Message.details, traces))
        moments = and_(elsewhere, Message.kind == "moment")
        blot_rows(Message, moments, traces, "text", "details")
    left = update(Member).where(theirs(Member, resident_id), Member.left_at.is_(None))
    db.session.execute(left.values(left_at=now()))


def _erase_what_they_say_of_themselves(resident_id: int) -> None:
    traces = traces_of(resident_id)
    for line in db.session.scalars(select(Message).where(Message.author_id == resident_id)):
        line.text, line.client_id = traces.blot_own(line.text) if line.text else "", None
        line.photos = []
    db.session.flush()


HOLDINGS.declare(
    Holding(
        code="messages",
        title=_l("Vos conversations"),
        purpose=_l("Pour vous laisser parler avec vos voisins."),
        basis=Basis.CONTRACT,
        tables=frozenset(
            {
                "conversation",
                "member",
                "message",
                "message_wording",
                "mention",
                "address_release",
            }
        ),
        kept=_l(
            "tant que le compte est ouvert ; ensuite, les messages restent, sans votre nom, à qui "
            "les a reçus ; ce que disait un message avant d’être modifié ou supprimé, 90 jours, "
            "pour la modération seule"
        ),
        read=_read,
        erase=_erase,
        files=_photos,
        said={"message.photos": pictures.say},
        withheld=_WITHHELD,
    )
)
