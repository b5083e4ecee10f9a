"""Many lines said at the same moment, stored together: a few statements for all of them.

Each line is checked as `talking.send_message` checks it, in sets: who takes part, whose address is
proved and whose sign-in stands are read in one statement, which also holds the conversations and
the seats, and reads both as they are under the lock. Accounts and sign-ins are those of the moment
at which the set began to wait for the lock: had the line come no later, it would have been kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, select, tuple_

from messaging import broadcast
from messaging.actions import speaking
from messaging.models import Message, MessageKind
from neighbourhood.foundation.errors import (
    DomainError,
    Missing,
    NameToProve,
    NotVerified,
    ResidencyExpired,
)
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import after_commit, db
from neighbourhood.residents.models.standing import refusal_of


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says in their own name: plain text, of a length that fits."""

    author_id: int
    # Where the author signed in. Not compared: a line is the same from whichever browser.
    sign_in_id: int = field(compare=False)
    conversation_id: int
    # Not compared: under one client id there is one line, whatever a second press says.
    text: str = field(compare=False)
    client_id: str

    @property
    def seat(self) -> tuple[int, int]:
        """Where it is said, and by whom."""
        return self.conversation_id, self.author_id

    @property
    def asked(self) -> tuple[int, int, int]:
        """Where it is said, by whom, from which browser: what must stand for it to be kept."""
        return (*self.seat, self.sign_in_id)


@dataclass(frozen=True, slots=True)
class Stored:
    """A line that is kept: its id and its moment."""

    id: int
    at: datetime


def say_all(lines: Sequence[Line]) -> list[Stored | DomainError]:
    """Store `lines` in the order of conversations, then as given; answer each in its place.

    A line that was stored before under the same client id is answered with what is kept.
    """
    moment = now()
    seats = {tuple(row[:3]): row for row in speaking.held_seats([line.asked for line in lines])}
    refused = [_refusal(seats.get(line.asked), moment) for line in lines]
    given = zip(lines, refused, strict=True)
    allowed = list(dict.fromkeys(line for line, refusal in given if refusal is None))
    fresh = _insert(allowed, moment)
    _move_on(fresh, seats, moment)
    known = fresh if len(fresh) == len(allowed) else {**_stored_before(allowed), **fresh}
    answers = zip(lines, refused, strict=True)
    return [refusal or known.get(line) or Missing() for line, refusal in answers]


def _refusal(seat: Row[Any] | None, moment: datetime) -> DomainError | None:
    if seat is None or seat.left_at is not None or seat.closed_at is not None:
        return Missing()
    measure = refusal_of(seat.read_only_until, seat.suspended_until, seat.excluded_at)
    if measure is not None:
        return measure
    if seat.is_apart or not seat.is_heard:
        return Missing()  # the ordinary way says who hears it, or that nobody does
    if seat.verified_at is None:
        return NotVerified()
    if seat.name_to_prove:
        return NameToProve()
    until = seat.residency_expires_at
    return ResidencyExpired() if until is not None and until <= moment else None


def _insert(lines: Sequence[Line], moment: datetime) -> dict[Line, Stored]:
    if not lines:
        return {}
    said = [(*line.seat, line.text, line.client_id) for line in lines]
    ids: dict[tuple[Any, ...], int] = {
        tuple(row[1:]): row.id for row in speaking.insert(said, moment)
    }
    given = {line: ids.get((*line.seat, line.client_id)) for line in lines}
    return {line: Stored(row, moment) for line, row in given.items() if row is not None}


def _move_on(
    fresh: Mapping[Line, Stored], seats: Mapping[tuple[int, ...], Row[Any]], moment: datetime
) -> None:
    """Note the last line of each conversation, read by who said it; tell them in order."""
    if not fresh:
        return
    last: dict[int, tuple[int, Stored]] = {}
    read: dict[tuple[int, int], Stored] = {}
    told = []
    for line, stored in sorted(fresh.items(), key=lambda item: item[1].id):
        _, before = last.get(line.conversation_id, (0, None))
        previous = before.id if before else seats[line.asked].last_message_id
        last[line.conversation_id], read[line.seat] = (line.author_id, stored), stored
        told.append((_payload(line, stored), previous))
    after_commit(partial(broadcast.announce_all, told))
    speaking.move_on([(where, who, newest.id) for where, (who, newest) in last.items()], moment)
    speaking.note_read([(*seat, newest.id) for seat, newest in read.items()])


def _payload(line: Line, stored: Stored) -> broadcast.Payload:
    return {
        "id": stored.id,
        "conversation_id": line.conversation_id,
        "author_id": line.author_id,
        "kind": MessageKind.TEXT.value,
        "text": line.text,
        "client_id": line.client_id,
        "at": stored.at.isoformat(),
    }


def _stored_before(lines: Sequence[Line]) -> dict[Line, Stored]:
    """Return what is kept already under the client ids of `lines`, where they were said."""
    wanted = {(line.author_id, line.client_id): line for line in lines}
    rows = db.session.connection().execute(
        select(
            Message.id,
            Message.author_id,
            Message.client_id,
            Message.conversation_id,
            Message.created_at,
        ).where(tuple_(Message.author_id, Message.client_id).in_(list(wanted)))
    )
    found = {}
    for row in rows:
        line = wanted[row.author_id, row.client_id]
        if line.conversation_id == row.conversation_id:
            found[line] = Stored(row.id, row.created_at)
    return found
