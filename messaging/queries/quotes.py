"""The line that another answers, in a few of its words, as each reader may read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import not_, select

from messaging.models import Message
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.queries.blocks import apart

LENGTH = 120


class Unread(StrEnum):
    """Why nothing is read of a line that is answered."""

    DELETED = "deleted"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Quote:
    """A line in a few words; or why there are none."""

    id: int
    author_id: int | None = None
    words: str = ""
    unread: Unread | None = None

    def told(self) -> Mapping[str, object]:
        """Return it as browsers read it."""
        if self.unread is not None:
            return {"id": self.id, "unread": self.unread.value}
        return {"id": self.id, "author_id": self.author_id, "words": self.words}


def of(lines: Iterable[Message], reader_id: int) -> Mapping[int, Quote]:
    """Return what `reader_id` reads of the lines that these answer, by their ids."""
    wanted = {line.reply_to_id for line in lines} - {None}
    if not wanted:
        return {}
    met = select(Message).where(
        Message.id.in_(wanted),
        not_(apart(reader_id, Message.author_id)),
        not_(apart(reader_id, Message.agent_id)),
    )
    found = {line.id: about(line, reader_id) for line in db.session.scalars(met)}
    return {one: found.get(one) or Quote(one, unread=Unread.UNKNOWN) for one in wanted if one}


def shared(message_id: int | None) -> Quote | None:
    """Return what everybody reads of a line, where no two are kept apart."""
    line = db.session.get(Message, message_id) if message_id is not None else None
    return about(line, None) if line is not None else None


def about(line: Message, reader_id: int | None) -> Quote:
    """Return a line in a few words, as somebody (None: everybody) reads it."""
    if line.deleted_at is not None:
        return Quote(line.id, unread=Unread.DELETED)
    if not line.shows_to(reader_id):
        return Quote(line.id, unread=Unread.HIDDEN)
    words = " ".join(line.text.split())
    short = words if len(words) <= LENGTH else f"{words[: LENGTH - 1].rstrip()}…"
    return Quote(line.id, line.author_id, short)
