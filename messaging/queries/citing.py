"""Whom lines name: they keep the short name, which all read; who may read more of it does."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from markupsafe import Markup
from sqlalchemy import not_, select

from messaging.models import Mention, Message
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.sanitising import linkify
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import apart
from neighbourhood.residents.queries.neighbours import name_for

# What a line says of somebody, and what one reader reads there.
Cited: TypeAlias = Mapping[str, str]
# Where a name goes while links are made: two signs of no script, taken out of the text.
_OPEN, _CLOSE = "\ue000", "\ue001"


def _named(ids: Iterable[int], reader_id: int | None) -> Iterable[tuple[int, Resident]]:
    wanted = list(ids)
    if not wanted:
        return ()
    rows = db.session.execute(
        select(Mention.message_id, Resident)
        .join(Resident, Resident.id == Mention.resident_id)
        .where(
            Mention.message_id.in_(wanted),
            Resident.closed_at.is_(None),
            not_(apart(reader_id, Mention.resident_id)),
        )
        .order_by(Mention.id)
    )
    return [(message_id, one) for message_id, one in rows]


def named_in(message_id: int) -> Sequence[int]:
    """Return the ids of those whom a line names."""
    wanted = select(Mention.resident_id).where(Mention.message_id == message_id)
    return db.session.scalars(wanted.order_by(Mention.id)).all()


def may_name(line: Message) -> bool:
    """Tell whether a line may name somebody: those that do not are not asked about."""
    return "@" in line.text


def of(ids: Iterable[int], reader: Resident) -> Mapping[int, Cited]:
    """Return what `reader` reads in place of the short names in these lines, by their ids."""
    found: dict[int, dict[str, str]] = {}
    for message_id, one in _named(ids, reader.id):
        found.setdefault(message_id, {})[f"@{one.public_name}"] = f"@{name_for(one, reader)}"
    return found


def told(lines: Iterable[Message], reader_id: int | None = None) -> Mapping[int, list[object]]:
    """Return whom lines name, as browsers (of `reader_id`, or all) learn it, by their ids."""
    found: dict[int, list[object]] = {}
    for message_id, one in _named((line.id for line in lines if may_name(line)), reader_id):
        found.setdefault(message_id, []).append({"id": one.id, "cite": one.public_name})
    return found


def _named_in(cited: Cited) -> re.Pattern[str]:
    longest_first = sorted(cited, key=len, reverse=True)
    # As one names somebody: at the beginning of a word, never within an address of the web.
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})")


def say(text: str, cited: Cited | None) -> str:
    """Return a text with the names that its reader reads."""
    return _named_in(cited).sub(lambda found: cited[found[0]], text) if cited else text


def draw(text: str, cited: Cited | None) -> Markup:
    """Return a text with its links, and with the names that its reader reads."""
    if not cited:
        return linkify(text)
    known = list(cited.items())
    places = {written: f"{_OPEN}{at}{_CLOSE}" for at, (written, _read) in enumerate(known)}
    bare = text.replace(_OPEN, "").replace(_CLOSE, "")
    drawn = linkify(_named_in(cited).sub(lambda found: places[found[0]], bare))
    for place, (written, read) in zip(places.values(), known, strict=True):
        name = Markup('<strong data-cite="{}">{}</strong>').format(written, read)
        drawn = drawn.replace(place, name)
    return drawn
