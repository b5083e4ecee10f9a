"""The statements that many lines share: each takes all of them at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql

from messaging.models import Conversation, Member, Message, MessageKind
from messaging.queries import parting
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.unnesting import Columns, are_taken
from neighbourhood.foundation.storing.upserting import Upsert, upsert
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import SignIn
from neighbourhood.residents.queries.accounts import is_open, still_open

# Where something is said, by whom, from which browser.
Asked: TypeAlias = tuple[int, int, int]
# Where something is said, by whom, and the line.
Spoken: TypeAlias = tuple[int, int, int]
_ID = BigInteger()


def _seats() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Member.conversation_id,
            Member.resident_id,
            SignIn.id,
            Member.left_at,
            Conversation.last_message_id,
            parting.is_kept_apart().label("is_apart"),
            Resident.verified_at,
            Resident.residency_expires_at,
            Resident.name_to_prove,
            Resident.closed_at,
            Resident.read_only_until,
            Resident.suspended_until,
            Resident.excluded_at,
            parting.has_company().label("is_heard"),
        )
        .join(Conversation, Conversation.id == Member.conversation_id)
        .join(Resident, Resident.id == Member.resident_id)
        .join(SignIn, SignIn.resident_id == Resident.id)
        .where(is_open(bindparam("since"), bindparam("begun")))
        .order_by(Conversation.id)
        # First the conversation: whoever changes a seat may be holding it.
        .with_for_update(of=(Conversation, Member))
    )


_SEATS = _seats().where(
    SignIn.id.in_(bindparam("sign_ins", expanding=True)),
    tuple_(Member.conversation_id, Member.resident_id).in_(bindparam("seats", expanding=True)),
)
_ASKED = Columns("asked", conversation=_ID, resident=_ID, sign_in=_ID)
_SEATS_ASKED = _seats().join(
    _ASKED.table,
    and_(
        _ASKED.table.c.conversation == Member.conversation_id,
        _ASKED.table.c.resident == Member.resident_id,
        _ASKED.table.c.sign_in == SignIn.id,
    ),
)


def held_seats(asked: Sequence[Asked]) -> Sequence[Row[Any]]:
    """Return, and hold, the seats of who speaks, with what decides whether they may."""
    wanted = list(set(asked))
    if are_taken():
        return _run(_SEATS_ASKED, {**_ASKED.filled(wanted), **still_open()}).all()
    seats = {"seats": list({one[:2] for one in wanted}), "sign_ins": [one[2] for one in wanted]}
    return _run(_SEATS, {**seats, **still_open()}).all()


def _kept(written: Upsert) -> Any:
    return written.on_conflict_do_nothing().returning(
        Message.id, Message.conversation_id, Message.author_id, Message.client_id
    )


_LINES = Columns("line", conversation=_ID, author=_ID, words=Text(), client=Text())
_ADDED = _kept(
    postgresql.insert(Message).from_select(
        ["conversation_id", "author_id", "text", "client_id", "kind", "created_at", "photos"],
        select(
            *_LINES.table.c,
            literal(MessageKind.TEXT, Message.kind.type),
            bindparam("moment", type_=Message.created_at.type),
            literal([], Message.photos.type),
        ),
    )
)


def insert(lines: Sequence[tuple[int, int, str, str]], moment: datetime) -> Sequence[Row[Any]]:
    """Keep lines (where, by whom, what, under which client id), but those that are kept already."""
    if are_taken():
        return _run(_ADDED, {**_LINES.filled(lines), "moment": moment}).all()
    rows = [
        {
            "conversation_id": conversation_id,
            "author_id": author_id,
            "kind": MessageKind.TEXT,
            "text": words,
            "client_id": client_id,
            "created_at": moment,
            "photos": [],
        }
        for conversation_id, author_id, words, client_id in lines
    ]
    # The rows are given apart: what is compiled once serves for sets of any size.
    return _run(_kept(upsert(Message)), rows).all()


_MOVED = Columns("moved", conversation=_ID, author=_ID, message=_ID)
_MOMENT = bindparam("moment", type_=Conversation.last_message_at.type)


def _last(conversation: ColumnElement[int], message: ColumnElement[int]) -> Update:
    this = update(Conversation).where(Conversation.id == conversation)
    return this.values(last_message_id=message, last_message_at=_MOMENT)


def _read(row: Any) -> Update:
    own = Member.conversation_id == row["conversation"], Member.resident_id == row["author"]
    return update(Member).where(*own).values(last_read_id=row["message"])


_ONE = {name: bindparam(name, type_=_ID) for name in ("conversation", "author", "message")}
_LAST, _LAST_MOVED = (_last(row["conversation"], row["message"]) for row in (_ONE, _MOVED.table.c))
_READ, _READ_MOVED = (_read(row) for row in (_ONE, _MOVED.table.c))


def move_on(last: Sequence[Spoken], moment: datetime) -> None:
    """Note the last line of each conversation."""
    _change(_LAST, _LAST_MOVED, last, {"moment": moment})


def note_read(read: Sequence[Spoken]) -> None:
    """Note that who speaks has read up to what they say."""
    _change(_READ, _READ_MOVED, read, {})


def _change(one: Update, moved: Update, said: Sequence[Spoken], more: Mapping[str, Any]) -> None:
    if are_taken():
        _run(moved, {**_MOVED.filled(said), **more})
    else:
        _run(one, [{**dict(zip(_ONE, row, strict=True)), **more} for row in said])


def _run(statement: Executable, given: Any) -> CursorResult[Any]:
    return db.session.connection().execute(statement, given)
