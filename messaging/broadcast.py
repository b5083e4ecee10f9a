"""What the browsers of a conversation are told, once it is stored."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from messaging.models import Message
from messaging.queries.quotes import Quote
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.pictures import Photo, name_of

Payload = Mapping[str, Any]


def room(conversation_id: int) -> str:
    """Return the name of the room of a conversation."""
    return f"conversation:{conversation_id}"


def home(resident_id: int) -> str:
    """Return the name of the room of every live connection of, or in the place of, a resident."""
    return f"resident:{resident_id}"


def payload(
    message: Message,
    reader_id: int | None = None,
    quote: Quote | None = None,
    named: Sequence[object] = (),
) -> Payload:
    """Return a message as browsers of `reader_id` (None: of whoever is in the room) read it.

    Where it answers a line of which no `quote` is given, browsers ask for it by themselves. Of
    those whom it names (`named`), each says the name that its reader may read.
    """
    said: dict[str, Any] = {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "author_id": message.author_id,
        "kind": message.kind.value,
        "text": message.text,
        "client_id": message.client_id,
        "at": message.created_at.isoformat(),
    }
    if message.changed_id is not None:
        said["change"] = message.changed_id
    if message.reply_to_id is not None:
        said["reply_to"] = quote.told() if quote else {"id": message.reply_to_id}
    if message.deleted_at is not None:
        return {**said, "deleted": True}
    if not message.shows_to(reader_id):
        return {**said, "text": "", "hidden": True}
    if message.edited_at is not None:
        said["edited"] = True
    if named:
        said["named"] = named
    if message.photos:
        said["photos"] = [_pictured(photo) for photo in message.photos]
    # Only where somebody wrote it in the author’s place: "par X".
    return said if message.agent is None else {**said, "agent": message.agent.public_name}


def _pictured(photo: Photo) -> Mapping[str, str]:
    return {"name": name_of(photo), "description": photo["description"]}


def announce(message: Payload, previous_id: int, hearers: Collection[int] | None = None) -> None:
    """Tell a room of a new message; whoever has not seen `previous_id` knows something was lost.

    Where two are kept apart, only the `hearers` are told, each at home.
    """
    told = {**message, "previous_id": previous_id}
    shared = [room(message["conversation_id"])]
    for place in shared if hearers is None else map(home, hearers):
        socketio.emit("message:new", told, to=place)


def announce_all(messages: Sequence[tuple[Payload, int]]) -> None:
    """Tell rooms of many new messages, each with the id before it; other processes in one go."""
    with socketio.server.manager.together():
        for message, previous_id in messages:
            announce(message, previous_id)


def announce_change(
    message: Payload, previous_change: int, hearers: Collection[int] | None = None
) -> None:
    """Tell a room that a line reads otherwise: changed, deleted, hidden, or read again."""
    told = {**message, "previous_change": previous_change}
    shared = [room(message["conversation_id"])]
    for place in shared if hearers is None else map(home, hearers):
        socketio.emit("message:changed", told, to=place)


def tell_read(conversation_id: int, resident_id: int, last_read_id: int) -> None:
    """Tell a room how far someone has read."""
    seen = {
        "conversation_id": conversation_id,
        "resident_id": resident_id,
        "last_read_id": last_read_id,
    }
    socketio.emit("message:seen", seen, to=room(conversation_id))


def hang_up(resident_id: int) -> None:
    """End every live connection of a resident; browsers still signed in come back at once."""
    socketio.close_room(home(resident_id))
